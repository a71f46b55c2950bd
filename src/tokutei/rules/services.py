"""What a card can be used for at a moment (利用).

A service needs functions of the card, each of which has its own last day: the residence function, the My Number
function, the two certificates. Rules know no situation; who asks says until when each function lives. The hours
of the kiosks in convenience stores are not law and are read off practitioners' pages; a municipality may close
its service on further days.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from types import MappingProxyType
from typing import Final, Literal

from pydantic import AwareDatetime

from tokutei.calendar import JAPAN, japan_day
from tokutei.errors import FactsError, NaiveDatetimeError
from tokutei.law import Answer, Citation, Evidence, Ground, LegalDay, OpenQuestion, Reason, Rule
from tokutei.models.base import Model
from tokutei.rules.rulebook import CURRENT, Rulebook
from tokutei.rules.values import SomeOf, flag
from tokutei.vocabulary.words import Word

__all__ = [
    "SERVICES",
    "CardFunction",
    "Functions",
    "Service",
    "ServiceTerms",
    "ServicesFacts",
    "ServicesResult",
    "answer",
    "usable",
]

_TOPIC: Final = "services"


class CardFunction(Word):
    """What a card, or who holds it, brings along."""

    RESIDENCE = "residence", "在留カードとしての機能", "residence function"
    MY_NUMBER = "my_number", "個人番号カードとしての機能", "My Number function"
    SIGNING = "signing", "署名用電子証明書", "certificate for signing"
    AUTHENTICATION = "authentication", "利用者証明用電子証明書", "certificate for user authentication"
    BUREAU_ID = "bureau_id", "地方局長の付与した識別符号", "ID given by the bureau"


class Service(Word):
    """What a card is used for."""

    SHOWING = "showing_residence_card", "在留カードの提示", "showing the residence card on demand"
    NUMBER_PROOF = (
        "number_proof",
        "個人番号の提供の際の本人確認",
        "proof of identity when giving one's Individual Number",
    )
    FACE_IDENTITY = "identity_face_to_face", "対面での本人確認", "proof of identity face to face"
    ONLINE_IDENTITY = "identity_online", "オンラインでの本人確認", "proof of identity online"
    ONLINE_FILING = "online_filing", "在留申請オンラインシステム", "online filing of residence applications"
    CONVENIENCE_STORE = "convenience_store_certificates", "コンビニ交付", "certificates at convenience stores"
    INSURANCE_CARD = "insurance_card", "マイナ保険証", "use as health insurance card"


Needs = tuple[frozenset[CardFunction], ...]


@dataclass(frozen=True, slots=True)
class ServiceTerms:
    """What a service needs, and when it runs."""

    needs: Needs
    """Alternatives, each a set of functions that are needed together."""
    opens: time | None = None
    """Time of day in Japan from which it runs; ``None`` when it runs all day."""
    closes: time | None = None
    """Time of day in Japan at which it ends, excluded."""
    last_day_of_stay: bool = True
    """Whether it takes anything on the last day of stay."""

    def __post_init__(self) -> None:
        """Refuse terms that nobody could meet or that everybody meets."""
        if not self.needs or not all(self.needs):
            msg = "at least one alternative of at least one function"
            raise ValueError(msg)

    def text(self, lang: str) -> str:
        """Return the functions and, if there are any, the hours."""
        needs = " / ".join(" + ".join(sorted(one.text(lang) for one in needed)) for needed in self.needs)
        return f"{needs}, {self.opens:%H:%M}–{self.closes:%H:%M}" if self.opens and self.closes else needs


def _terms(value: object) -> ServiceTerms:
    if isinstance(value, ServiceTerms):
        return value
    if not isinstance(value, Mapping) or not {"needs"} <= value.keys() <= _KEYS:
        msg = "needs, and hours if there are any"
        raise ValueError(msg)
    if ("opens" in value) is not ("closes" in value):
        msg = "both hours or none"
        raise ValueError(msg)
    hours = {name: _clock(value[name]) for name in ("opens", "closes") if name in value}
    return ServiceTerms(
        _needs(value["needs"]), **hours, last_day_of_stay=flag(value.get("last_day_of_stay", True))
    )


_KEYS: Final = frozenset({"needs", "opens", "closes", "last_day_of_stay"})


def _needs(value: object) -> Needs:
    if isinstance(value, str) or not isinstance(value, Iterable):
        msg = "a list of alternatives, each a list of functions"
        raise ValueError(msg)
    return tuple(frozenset(SomeOf(CardFunction)(alternative)) for alternative in value)


def _clock(value: object) -> time:
    read = value if isinstance(value, time) else time.fromisoformat(str(value))
    if read.tzinfo is not None:
        msg = "a time of day in Japan, without a zone"
        raise ValueError(msg)
    return read


SERVICES: Final[Mapping[Service, Rule[ServiceTerms]]] = MappingProxyType(
    {
        service: Rule(
            _TOPIC,
            f"services.{service.value}",
            ja=f"必要な機能と取扱時間：{service.ja}",
            en=f"functions needed and hours: {service.en}",
            parse=_terms,
            looks_at=LegalDay.EVENT,
        )
        for service in Service
    }
)
"""By service."""

ONLINE_LAST_DAY: Final = Ground(
    "online_last_day",
    (Citation.parse("356M50000010054:21:1"),),
    Evidence.SECONDARY,
    date(2026, 11, 21),
)


@dataclass(frozen=True, slots=True)
class Functions:
    """Until when each function lives: its last day, ``True`` when it lives, ``False`` when it does not.

    ``None`` means that it is not known.
    """

    residence: date | bool | None = None
    my_number: date | bool | None = None
    signing: date | bool | None = None
    authentication: date | bool | None = None
    bureau_id: bool | None = None
    """Whether the bureau gave an ID and password for the online system."""
    suspended: bool = False
    """Whether the My Number function was suspended by telephone; its certificates are then suspended too."""

    def alive(self, function: CardFunction, day: date) -> bool | None:
        """Return whether a function lives on a day; ``None`` if that is not known."""
        if self.suspended and function not in {CardFunction.RESIDENCE, CardFunction.BUREAU_ID}:
            return False
        until: date | bool | None = getattr(self, function.value)
        return until >= day if isinstance(until, date) else until


@dataclass(frozen=True, slots=True)
class ServicesResult:
    """Whether a card can be used, and if not why."""

    usable: bool
    reason: str | None = None
    """``suspended``, ``function_not_alive``, ``outside_hours`` or ``not_on_last_day``; none when usable."""
    lacking: tuple[CardFunction, ...] = ()
    """The functions that are not alive, of the alternative that lacks least."""
    next_from: datetime | None = None
    """When the service runs again, in Japanese time, if only the hour is in the way."""

    def text(self, lang: str) -> str:
        """Return whether it can be used and, if not, why."""
        said = Reason(f"service.{'usable' if self.usable else self.reason}").text(lang)
        return said if not self.lacking else f"{said} ({', '.join(one.text(lang) for one in self.lacking)})"


def usable(
    service: Service,
    *,
    at: date | datetime,
    functions: Functions,
    stay_until: date | None = None,
    book: Rulebook = CURRENT,
) -> Answer[ServicesResult]:
    """Return whether a card can be used for something at a moment, and if not why.

    Args:
        service: what for.
        at: the moment; a day will do for what runs all day.
        functions: until when each function lives.
        stay_until: the last day of stay; needed for online filing, which that day refuses.
        book: the law.

    Raises:
        FactsError: a function, the hour or the last day of stay decides and is not known; all are listed.
        NaiveDatetimeError: a moment without a time zone.
        NotInForceError: before the text that was read.

    Example:
        >>> functions = Functions(my_number=date(2026, 9, 30), authentication=date(2026, 9, 30))
        >>> late = datetime(2026, 9, 30, 23, 0, tzinfo=JAPAN)
        >>> usable(Service.CONVENIENCE_STORE, at=late, functions=functions).value.reason
        'outside_hours'
    """
    day = japan_day(at)
    terms = book.at(SERVICES[service], day).value
    grounds: tuple[Ground, ...] = (book.ground(SERVICES[service], day),)
    lacking, missing = _lacking(terms.needs, functions, day)
    if lacking:
        suspended = functions.suspended and CardFunction.RESIDENCE not in lacking
        reason = "suspended" if suspended else "function_not_alive"
        return Answer(ServicesResult(usable=False, reason=reason, lacking=lacking), grounds)
    if terms.opens is not None and not isinstance(at, datetime):
        missing = (*missing, "at")
    if not terms.last_day_of_stay and stay_until is None:
        missing = (*missing, "stay_end")
    if missing:
        raise FactsError(missing=missing)
    if not terms.last_day_of_stay:
        grounds = (*grounds, ONLINE_LAST_DAY)
        if stay_until == day:
            return Answer(ServicesResult(usable=False, reason="not_on_last_day"), grounds)
    again = _next_from(at, terms) if isinstance(at, datetime) else None
    if again is not None:
        return Answer(ServicesResult(usable=False, reason="outside_hours", next_from=again), grounds)
    return Answer(ServicesResult(usable=True), grounds)


def _lacking(
    needs: Needs, functions: Functions, day: date
) -> tuple[tuple[CardFunction, ...], tuple[str, ...]]:
    """Return what is known to be lacking in every alternative, or else what is not known and would decide."""
    dead: list[tuple[CardFunction, ...]] = []
    unknown: list[tuple[str, ...]] = []
    for alternative in needs:
        states = {one: functions.alive(one, day) for one in CardFunction if one in alternative}
        if all(states.values()):
            return (), ()
        dead.append(tuple(one for one, alive in states.items() if alive is False))
        if not dead[-1]:
            unknown.append(tuple(one.value for one, alive in states.items() if alive is None))
    if unknown:
        return (), min(unknown, key=len)
    return min(dead, key=len), ()


def _next_from(moment: datetime, terms: ServiceTerms) -> datetime | None:
    """Return when the service opens next; nothing if it runs."""
    here, opens, closes = moment.astimezone(JAPAN), terms.opens, terms.closes
    if opens is None or closes is None or opens <= here.time() < closes:
        return None
    day = here.date() if here.time() < opens else here.date() + timedelta(days=1)
    return datetime.combine(day, opens, JAPAN)


State = Literal["valid", "lapsed", "none"]


class ServicesFacts(Model):
    """What may be known when asking what a card can be used for."""

    service: Service | None = None
    """What for."""
    at: AwareDatetime | None = None
    """The moment, with its time zone; left out, the day of the question."""
    residence: State | None = None
    """The residence function."""
    residence_until: date | None = None
    """Its last day."""
    mn: State | None = None
    """The My Number function, or the separate Individual Number Card."""
    mn_until: date | None = None
    """Its last day."""
    sig: State | None = None
    """The certificate for signing."""
    sig_until: date | None = None
    """Its last day."""
    user: State | None = None
    """The certificate for user authentication."""
    user_until: date | None = None
    """Its last day."""
    bureau_id: bool | None = None
    """Whether the bureau gave an ID and password for the online system."""
    suspended: bool | None = None
    """Whether the My Number function was suspended by telephone; left out, it was not."""
    stay_end: date | None = None
    """Last day of stay."""


_FACT_OF: Final = MappingProxyType(
    {"residence": "residence", "my_number": "mn", "signing": "sig", "authentication": "user"}
)


def answer(facts: ServicesFacts, *, on: date, book: Rulebook = CURRENT) -> Answer[ServicesResult]:
    """Answer whether a card can be used for something at the moment ``facts.at``, else on the day ``on``.

    Raises:
        FactsError: facts are missing or contradict each other; all are listed.
        NaiveDatetimeError: ``on`` is a moment without a time zone.
        NotInForceError: before the text that was read.
    """
    if isinstance(on, datetime) and on.utcoffset() is None:
        raise NaiveDatetimeError
    contradictions = tuple(
        Reason("lapsed_yet_lasting", (), {"fact": name})
        for name in _FACT_OF.values()
        if getattr(facts, name) == "none" and getattr(facts, f"{name}_until") is not None
    )
    missing = () if facts.service else ("service",)
    if missing or contradictions:
        raise FactsError(missing=missing, contradictions=contradictions)
    functions = Functions(
        **{function: _state(facts, name) for function, name in _FACT_OF.items()},
        bureau_id=facts.bureau_id,
        suspended=bool(facts.suspended),
    )
    service = Service(facts.service or "")
    functions, questions = _without_my_number(functions, facts.at or on, book)
    try:
        found = usable(service, at=facts.at or on, functions=functions, stay_until=facts.stay_end, book=book)
        return Answer(found.value, found.grounds, questions)
    except FactsError as error:
        raise FactsError(missing=tuple(_FACT_OF.get(name, name) for name in error.missing)) from None


def _without_my_number(
    functions: Functions, at: date | datetime, book: Rulebook
) -> tuple[Functions, tuple[OpenQuestion, ...]]:
    """Return what lives of certificates that are told to outlive both functions of a card (``Q5``).

    That they lapse with the My Number function is law; it is open where that lapses with the residence card.
    """
    day = japan_day(at)
    certificates = (CardFunction.SIGNING, CardFunction.AUTHENTICATION)
    lapsed = (functions.alive(one, day) is False for one in (CardFunction.RESIDENCE, CardFunction.MY_NUMBER))
    outlives = all(lapsed) and any(functions.alive(one, day) for one in certificates)
    if not outlives:
        return functions, ()
    question = book.question("Q5")
    if question.reading == "lapse_with_my_number":
        functions = replace(functions, signing=False, authentication=False)
    return functions, (question,)


def _state(facts: ServicesFacts, name: str) -> date | bool | None:
    said: State | None = getattr(facts, name)
    until: date | None = getattr(facts, f"{name}_until")
    if said in {"lapsed", "none"}:
        return False
    return until if until is not None else (True if said == "valid" else None)
