"""Where a step is done, with which papers and for which fee, as far as the situation tells."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any, Final, TypeVar

from tokutei.errors import FactsError, NotInForceError, UnknownTermError
from tokutei.law import Answer, OpenQuestion
from tokutei.lifecycle import Situation
from tokutei.lifecycle.states import HeldCardState, RegisterState, SeparateCardState, StayState
from tokutei.models import UNKNOWN
from tokutei.personal import Masked, Personal
from tokutei.rules import documents, fees, offices
from tokutei.rules.rulebook import Rulebook
from tokutei.vocabulary import CardKind, Channel, ProcedureKind, StatusOfResidence, Window

__all__ = ["Asked", "Particulars", "particulars"]

T = TypeVar("T")
_P: Final = ProcedureKind
_REGISTER_BASIS: Final = MappingProxyType(
    {
        _P.PLACE_OF_RESIDENCE_FIRST: "30-46",
        _P.PLACE_OF_RESIDENCE_AFTER_PERMISSION: "30-47",
        _P.PLACE_OF_RESIDENCE_CHANGE: "22",
        _P.MOVING_WITHIN: "23",
    }
)
"""By which article of the Basic Resident Register Act a residence is notified (住民基本台帳法)."""
_MOST_MONTHS: Final = 9999
"""A period is written with at most four digits."""
_GONE: Final = frozenset({HeldCardState.LOST, HeldCardState.DESTROYED, HeldCardState.NONE})


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Particulars(Masked):
    """What rules say of a step; ``None`` where they know nothing or facts are missing."""

    office: Personal[Answer[offices.OfficeResult] | None] = None
    papers: Answer[documents.DocumentsResult] | None = None
    fee: Answer[fees.FeesResult] | None = None
    missing: tuple[str, ...] = ()
    """Names of the facts that were missing."""

    @property
    def open_questions(self) -> tuple[OpenQuestion, ...]:
        """What is open in the fee or the papers."""
        answers = (self.papers, self.fee)
        return tuple(question for one in answers if one for question in one.open_questions)


def _asked(ask: Callable[[], Answer[T]]) -> tuple[Answer[T] | None, tuple[str, ...]]:
    """Return the answer of a topic, or which facts it misses; nothing where it does not know such a thing."""
    try:
        return ask(), ()
    except FactsError as error:
        return None, () if error.contradictions else error.missing
    except (NotInForceError, UnknownTermError):
        return None, ()


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Asked(Masked):
    """What a step is, as far as rules look at it."""

    on: date
    """The day of the step."""
    window: Window | None = None
    """The kind of office."""
    procedure: ProcedureKind | None = None
    """The procedure; papers and fee are known of procedures only."""
    office_for: ProcedureKind | None = None
    """A procedure that goes to the same office, where the step is none itself."""
    municipality: Personal[str | None] = None
    """The municipality, where it is another than the one that records the person."""
    specified: bool = False
    """Whether a specified card is asked for."""
    certificates: bool | None = None
    target: StatusOfResidence | None = None
    """The status asked for."""
    channel: Channel | None = None
    months: int | None = None
    """The months of stay expected, unless ``days`` are."""
    days: int | None = None
    """The days of stay, where the table of periods counts the longest one in days."""
    same_day: ProcedureKind | None = None
    """The procedure that brought the card in hand on the same day, where a card just received is exchanged."""


def particulars(now: Situation, asked: Asked, *, book: Rulebook) -> Particulars:
    """Return office, papers and fee of a step, and which facts they miss."""
    office, lacking = _office(now, asked, book)
    if asked.procedure is None:
        return Particulars(office=office, missing=lacking)
    on, wanted, paid = asked.on, _document_facts(now, asked), _fee_facts(now, asked)
    papers, without = _asked(lambda: documents.answer(wanted, on=on, book=book))
    fee, unpaid = _asked(lambda: fees.answer(paid, on=on, book=book))
    missing = tuple(dict.fromkeys((*lacking, *without, *unpaid)))
    return Particulars(office=office, papers=papers, fee=fee, missing=missing)


def _document_facts(now: Situation, asked: Asked) -> documents.DocumentsFacts:
    status = now.stay.status
    told: dict[str, Any] = {"juki_basis": _REGISTER_BASIS.get(asked.procedure)} if asked.procedure else {}
    return documents.DocumentsFacts(
        procedure=_notice(asked.procedure),
        with_specified=asked.specified,
        status=asked.target or (status if isinstance(status, StatusOfResidence) else None),
        mid_long_term=now.stay.state is StayState.MID_LONG or _keeps_certificate(now, asked),
        birth=now.person.born,
        held_card_kind=_held(now, same_day=asked.same_day),
        separate_mn_card=_separate(now),
        certificates_wanted=asked.certificates,
        **told,
    )


def _keeps_certificate(now: Situation, asked: Asked) -> bool:
    """Tell whether a card comes all the same: with the status asked for, or to a special permanent resident."""
    returns = asked.procedure is _P.SPR_MY_NUMBER_RETURN and now.stay.state is StayState.SPECIAL_PERMANENT
    return asked.target is not None or returns


def _notice(procedure: ProcedureKind | None) -> ProcedureKind | None:
    """Return a register notification as the notification of residence that it counts as."""
    return _P.PLACE_OF_RESIDENCE_CHANGE if procedure is _P.MOVING_WITHIN else procedure


def _held(now: Situation, *, same_day: ProcedureKind | None) -> CardKind | None:
    if now.card.state in _GONE and same_day is None:
        return CardKind.NONE
    return now.card.kind if isinstance(now.card.kind, CardKind) else None


def _separate(now: Situation) -> bool | None:
    state = now.separate_card.state
    return None if state is SeparateCardState.UNKNOWN else state is SeparateCardState.HELD


def _fee_facts(now: Situation, asked: Asked) -> fees.FeesFacts:
    card, held = now.card, _held(now, same_day=asked.same_day)
    unknown = now.register.state is RegisterState.UNKNOWN
    told: dict[str, Any] = {}
    if asked.same_day is not None:
        told = {"base_procedure": asked.same_day, "base_filed": now.main.filed_on}
    elif held is not None:
        told = {"held_card_kind": held}
    if isinstance(card.issued_on, date) and held is not CardKind.NONE:
        told["held_card_issued"] = card.issued_on
    return fees.FeesFacts(
        procedure=_notice(asked.procedure),
        channel=asked.channel,
        with_specified=asked.specified or None,
        had_specified_card=None if card.had_specified is UNKNOWN else bool(card.had_specified),
        granted_period=_period(asked),
        resident_register=None if unknown else now.register.state is RegisterState.RECORDED,
        **told,
    )


def _period(asked: Asked) -> str | None:
    if asked.days is not None:
        return f"P{asked.days}D"
    return f"P{asked.months}M" if 0 < (asked.months or 0) <= _MOST_MONTHS else None


def _office(
    now: Situation, asked: Asked, book: Rulebook
) -> tuple[Answer[offices.OfficeResult] | None, tuple[str, ...]]:
    """Return the office that acts for the address, or of which kind it is where the address is not known."""
    code = asked.municipality or now.register.municipality
    known = str(code) if code is not UNKNOWN else None
    at_city = _P.MY_NUMBER_EXTENSION if asked.window is Window.MUNICIPALITY else None
    procedure = asked.procedure or asked.office_for or at_city
    lacking: tuple[str, ...] = () if known else ("municipality",)
    found, missing = None, lacking
    if known or procedure:
        facts = offices.OfficesFacts(municipality_code6=known, procedure=procedure)
        found, missing = _asked(lambda: offices.answer(facts, on=asked.on, book=book))
    if found is None or found.value.window is None:
        return _of_kind(found, asked.window), missing or lacking
    if found.value.window is Window.MUNICIPALITY and found.value.unit is None and known:
        return found, ("ward",)  # only the designated city is known, and one of its wards acts
    return found, lacking


def _of_kind(
    found: Answer[offices.OfficeResult] | None, window: Window | None
) -> Answer[offices.OfficeResult] | None:
    """Return an answer about a place as one about the kind of office that is known to act."""
    if window is None:
        return found
    bureau = found.value.bureau if found and window is Window.BUREAU else None
    return Answer(offices.OfficeResult(window=window, bureau=bureau), found.grounds if found else ())
