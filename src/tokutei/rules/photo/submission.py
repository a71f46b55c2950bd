"""With which procedure a photograph is handed in, how recent it is and what it must be like."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from types import MappingProxyType
from typing import Final

from tokutei import messages
from tokutei.calendar import MONTHS_BACK, age_on, months_before
from tokutei.errors import FactsError
from tokutei.law import Answer, Citation, Evidence, Ground, Rule
from tokutei.rules.photo.display import CONDITIONS_IN_PICTURE, PhotoCondition, leap_birthday
from tokutei.rules.rulebook import CURRENT, Rulebook, days_in_japan
from tokutei.rules.values import SomeOf, whole_number
from tokutei.vocabulary import ProcedureKind

__all__ = ["SUBMISSIONS", "Submission", "exemptions", "needed", "submitted_conditions", "taken_since"]

_TOPIC: Final = "photo"
_CHECKED: Final = date(2026, 11, 21)


@dataclass(frozen=True, slots=True)
class Submission:
    """The photographs that one provision asks for."""

    exempt_below: Mapping[ProcedureKind, int] = field(hash=False)
    """By procedure the full years below which none is handed in; 0 where nobody is exempt."""
    months: int
    """How many months before filing it may have been taken."""
    conditions: frozenset[PhotoCondition]
    """What it must be like."""
    cardless_exempt: frozenset[ProcedureKind]
    """With which of the procedures those who get no card hand in none."""

    def __reduce__(self) -> tuple[object, ...]:
        parts = (dict(self.exempt_below), self.months, self.conditions, self.cardless_exempt)
        return _revive, parts

    def text(self, lang: str) -> str:
        """Return the procedures, the ages and how recent it must be."""
        return messages.text(
            "photo.submission",
            lang,
            procedures=tuple(self.exempt_below),
            ages=tuple(sorted(set(self.exempt_below.values()))),
            months=self.months,
        )


def _revive(
    exempt: dict[ProcedureKind, int],
    months: int,
    conditions: frozenset[PhotoCondition],
    cardless: frozenset[ProcedureKind],
) -> Submission:
    return Submission(MappingProxyType(exempt), months, conditions, cardless)


def _submission(value: object) -> Submission:
    if isinstance(value, Submission):
        return value
    keys = {"exempt_below", "taken_within_months", "conditions", "cardless_exempt"}
    if (
        not isinstance(value, Mapping)
        or value.keys() != keys
        or not isinstance(value["exempt_below"], Mapping)
    ):
        msg = f"a table of {', '.join(sorted(keys))}"
        raise ValueError(msg)
    ages = {ProcedureKind(kind): whole_number(age) for kind, age in value["exempt_below"].items()}
    return Submission(
        MappingProxyType(ages),
        whole_number(value["taken_within_months"]),
        frozenset(SomeOf(PhotoCondition)(value["conditions"])),
        frozenset(SomeOf(ProcedureKind)(value["cardless_exempt"])),
    )


def _rule(key: str, ja: str, en: str) -> Rule[Submission]:
    return Rule(
        _TOPIC,
        f"submission.{key}",
        ja=f"写真の提出：{ja}",
        en=f"photograph handed in: {en}",
        parse=_submission,
    )


SUBMISSIONS: Final[Mapping[str, Rule[Submission]]] = MappingProxyType(
    {
        "residence": _rule("residence", "在留関係の届出・申請", "residence procedures"),
        "return": _rule("return", "特定在留カードの返納", "return of a specified residence card"),
        "special_permanent": _rule(
            "special_permanent", "特別永住者の届出・申請", "procedures of special permanent residents"
        ),
        "special_permanent_return": _rule(
            "special_permanent_return", "特定特別永住者証明書の返納", "return of a specified certificate"
        ),
        "municipal": _rule(
            "municipal", "市区町村での特定在留カードの申請", "specified card asked for at the municipality"
        ),
        "special_permanent_municipal": _rule(
            "special_permanent_municipal",
            "住居地の届出に併せた特定特別永住者証明書の申請",
            "specified certificate asked for with a notification of residence",
        ),
        "my_number": _rule("my_number", "個人番号カードの申請", "application for an Individual Number Card"),
    }
)
"""By provision."""

_FOR_SPECIFIED_ONLY: Final = frozenset({"municipal", "special_permanent_municipal"})
"""Where it is the application for the specified card, not its main procedure, that asks for a photograph."""

_P: Final = ProcedureKind
_WHO_IS_EXEMPT: Final[Mapping[ProcedureKind, str]] = MappingProxyType(
    {
        _P.CARD_ITEM_CHANGE: "356M50000010054:19-9:3",
        _P.CARD_RENEWAL: "356M50000010054:19-10:1",
        _P.CARD_RENEWAL_EARLY: "356M50000010054:19-10:1",
        _P.REISSUE_LOSS: "356M50000010054:19-11:3",
        _P.REISSUE_DAMAGE: "356M50000010054:19-12:3",
        _P.EXCHANGE: "356M50000010054:19-12:3",
        _P.REISSUE_ORDER: "356M50000010054:19-12:3",
        _P.CHANGE_OF_STATUS: "356M50000010054:20:3:1",
        _P.EXTENSION_OF_STAY: "356M50000010054:21:3:1",
        _P.PERMANENT_RESIDENCE: "356M50000010054:22:2",
        _P.ACQUISITION_OF_STATUS: "356M50000010054:24:3:1",
        _P.MY_NUMBER_RETURN: "356M50000010054:19-14-5:3:1",
        _P.SPR_PERMISSION_BIRTH: "423M60000010044:1:2",
        _P.SPR_PERMISSION_OTHER: "423M60000010044:2:3",
        _P.SPR_ITEM_CHANGE: "423M60000010044:7:3",
        _P.SPR_RENEWAL: "423M60000010044:8:1",
        _P.SPR_RENEWAL_EARLY: "423M60000010044:8:1",
        _P.SPR_REISSUE_LOSS: "423M60000010044:9:3",
        _P.SPR_REISSUE_DAMAGE: "423M60000010044:10:3",
        _P.SPR_EXCHANGE: "423M60000010044:10:3",
        _P.SPR_REISSUE_ORDER: "423M60000010044:10:3",
        _P.SPR_MY_NUMBER_RETURN: "423M60000010044:18:3:1",
        _P.SPR_PLACE_OF_RESIDENCE_CHANGE: "508M60000018002:2:3",
        _P.MY_NUMBER_CARD: "426M60000008085:16",
        _P.MY_NUMBER_REPLACEMENT: "426M60000008085:16",
    }
)
"""The provision on who hands in none; every other procedure at the municipality has the same one."""
_MUNICIPAL: Final = "508M60000018001:2:3"

_FORM_ONLY: Final = MappingProxyType(
    {"residence": "508M60000018001:1:1", "special_permanent": "508M60000018002:1:1"}
)
"""The provisions by which the application for a specified card that goes along asks for its form only."""


def _exemption(procedure: ProcedureKind, asked: Ground) -> Ground:
    """Return who is exempt as a ground, in the text of the same day as the provision that asks."""
    cite = _exempting(
        _WHO_IS_EXEMPT.get(procedure, _MUNICIPAL), asked.cite[0].as_of, unseen=asked.cite[0].unseen
    )
    return Ground("photo_exemption", (cite,), asked.evidence, _CHECKED)


def exemptions() -> Iterator[Ground]:
    """Yield who is exempt, in every text and for every procedure that the rules know."""
    for rule in SUBMISSIONS.values():
        for version in CURRENT.timeline(rule).versions:
            asked = CURRENT.ground(rule, version.since)
            yield from (_exemption(procedure, asked) for procedure in version.value.exempt_below)


@cache
def _exempting(notation: str, as_of: date | None, *, unseen: bool) -> Citation:
    return replace(Citation.parse(notation), as_of=as_of, unseen=unseen)


def _asking(
    procedure: ProcedureKind, on: date, book: Rulebook, *, specified: bool | None
) -> tuple[str, Submission | None, Ground]:
    """Return the provision that asks for a photograph with a procedure, or none if no provision does."""
    if specified:
        book.at(SUBMISSIONS["municipal"], on)  # refuses a day before there were specified cards
    for key, rule in SUBMISSIONS.items():
        if book.timeline(rule).versions[0].since > on:
            continue
        found = book.at(rule, on).value
        if procedure not in found.exempt_below:
            continue
        if key in _FOR_SPECIFIED_ONLY and specified is None:
            raise FactsError(missing=("with_specified",))
        if specified or key not in _FOR_SPECIFIED_ONLY:
            return key, found, book.ground(rule, on)
    return "", None, _no_provision(procedure, on, book)


def _no_provision(procedure: ProcedureKind, on: date, book: Rulebook) -> Ground:
    """Refuse the day before the first text that asks; else show the list that lacks the procedure."""
    asked_later = (
        rule
        for key, rule in SUBMISSIONS.items()
        if key not in _FOR_SPECIFIED_ONLY
        and any(procedure in version.value.exempt_below for version in book.timeline(rule).versions)
    )
    rule = next(asked_later, SUBMISSIONS["residence"])
    return book.ground(rule, on)


@days_in_japan
def needed(
    procedure: ProcedureKind,
    *,
    born: date,
    on: date,
    specified: bool | None = None,
    gets_card: bool | None = None,
    book: Rulebook = CURRENT,
) -> Answer[bool]:
    """Return whether a photograph is handed in with a procedure; never more than one is.

    Args:
        procedure: what is filed.
        born: the applicant's birth date.
        on: the day of filing, which chooses the law.
        specified: whether an application for a specified card goes along; at the municipality only
            that application asks for a photograph.
        gets_card: whether the applicant is, or asks to become, somebody who is given a card; needed
            where those without one are exempt.
        book: the law.

    Raises:
        FactsError: a fact that decides is missing.
        NotInForceError: before the text that was read.

    Example:
        >>> needed(ProcedureKind.CARD_ITEM_CHANGE, born=date(2018, 5, 5), on=date(2026, 6, 14)).value
        True
    """
    key, found, asked = _asking(procedure, on, book, specified=specified)
    if found is None:
        return Answer(value=False, grounds=(asked,))
    grounds = (asked, _exemption(procedure, asked), *leap_birthday(born))
    if specified and key in _FORM_ONLY:
        cite = Citation.parse(_FORM_ONLY[key])
        grounds = (*grounds, Ground("one_photograph", (cite,), Evidence.OFFICIAL, _CHECKED))
    if age_on(born, on) < found.exempt_below[procedure]:
        return Answer(value=False, grounds=grounds)
    if procedure not in found.cardless_exempt:
        return Answer(value=True, grounds=grounds)
    if gets_card is None:
        raise FactsError(missing=("mid_long_term",))
    return Answer(gets_card, grounds)


@days_in_japan
def taken_since(
    procedure: ProcedureKind, *, on: date, specified: bool | None = None, book: Rulebook = CURRENT
) -> Answer[date | None]:
    """Return the first day, included, on which a photograph handed in may have been taken.

    ``None`` when no photograph goes with the procedure. ``on`` is the day of filing (of return). That months
    are counted back to the same day number is our reading.

    Raises:
        FactsError: it depends on whether a specified card is applied for.
        NotInForceError: before the text that was read.

    Example:
        >>> taken_since(ProcedureKind.EXTENSION_OF_STAY, on=date(2026, 8, 31)).value
        datetime.date(2026, 2, 28)
    """
    _, found, asked = _asking(procedure, on, book, specified=specified)
    if found is None:
        return Answer(None, (asked,))
    return Answer(months_before(on, found.months), (asked, MONTHS_BACK))


@days_in_japan
def submitted_conditions(
    procedure: ProcedureKind, *, on: date, specified: bool | None = None, book: Rulebook = CURRENT
) -> Answer[AbstractSet[PhotoCondition]]:
    """Return what a photograph handed in must be like; nothing when none goes with the procedure.

    Raises:
        FactsError: it depends on whether a specified card is applied for.
        NotInForceError: before the text that was read.
    """
    key, found, asked = _asking(procedure, on, book, specified=specified)
    pictured = (CONDITIONS_IN_PICTURE,) if key in {"special_permanent", "special_permanent_return"} else ()
    return Answer(found.conditions if found else frozenset(), (asked, *pictured))
