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

__all__ = ["Particulars", "particulars"]

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
_GONE: Final = frozenset({HeldCardState.LOST, HeldCardState.DESTROYED, HeldCardState.NONE})


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Particulars(Masked):
    """What rules say of a step; ``None`` where they know nothing or facts are missing."""

    office: Personal[Answer[offices.OfficeResult] | None] = None
    papers: Answer[documents.DocumentsResult] | None = None
    fee: Answer[fees.FeesResult] | None = None
    missing: tuple[str, ...] = ()

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


def particulars(
    now: Situation,
    *,
    on: date,
    window: Window | None,
    procedure: ProcedureKind | None,
    municipality: str | None,
    specified: bool,
    certificates: bool | None,
    target: StatusOfResidence | None,
    channel: Channel | None,
    months: int | None,
    after_loss: bool,
    office_for: ProcedureKind | None = None,
    book: Rulebook,
) -> Particulars:
    """Return office, papers and fee of a step on a day, and which facts they miss.

    Where a step is no procedure of the tables, ``office_for`` is one that goes to the same office.
    """
    at_city = _P.MY_NUMBER_EXTENSION if window is Window.MUNICIPALITY else None
    office, lacking = _office(now, on, window, procedure or office_for or at_city, municipality, book)
    if procedure is None:
        return Particulars(office=office, missing=lacking)
    held = _held(now, after_loss=after_loss)
    papers, without = _asked(
        lambda: documents.answer(
            documents.DocumentsFacts(
                procedure=_notice(procedure),
                with_specified=specified,
                juki_basis=_REGISTER_BASIS.get(procedure),
                status=target or (now.stay.status if isinstance(now.stay.status, StatusOfResidence) else None),
                mid_long_term=now.stay.state is StayState.MID_LONG or target is not None,
                birth=now.person.born,
                held_card_kind=held,
                separate_mn_card=_separate(now),
                certificates_wanted=certificates,
            ),
            on=on,
            book=book,
        )
    )
    fee, unpaid = _asked(lambda: fees.answer(_fee_facts(now, procedure, specified, channel, months, held, after_loss), on=on, book=book))
    missing = tuple(dict.fromkeys((*lacking, *without, *unpaid)))
    return Particulars(office=office, papers=papers, fee=fee, missing=missing)


def _notice(procedure: ProcedureKind) -> ProcedureKind:
    """Return a register notification as the notification of residence that it counts as."""
    return _P.PLACE_OF_RESIDENCE_CHANGE if procedure is _P.MOVING_WITHIN else procedure


def _held(now: Situation, *, after_loss: bool) -> CardKind | None:
    if now.card.state in _GONE and not after_loss:
        return CardKind.NONE
    return now.card.kind if isinstance(now.card.kind, CardKind) else None


def _separate(now: Situation) -> bool | None:
    state = now.separate_card.state
    return None if state is SeparateCardState.UNKNOWN else state is SeparateCardState.HELD


def _fee_facts(
    now: Situation,
    procedure: ProcedureKind,
    specified: bool,  # noqa: FBT001 - handed on as it is
    channel: Channel | None,
    months: int | None,
    held: CardKind | None,
    after_loss: bool,  # noqa: FBT001 - handed on as it is
) -> fees.FeesFacts:
    card = now.card
    more: dict[str, Any] = {}
    if after_loss:
        more = {"base_procedure": _P.REISSUE_LOSS, "base_filed": now.main.filed_on}
    return fees.FeesFacts(
        procedure=_notice(procedure),
        channel=channel,
        with_specified=specified or None,
        held_card_kind=None if after_loss else held,
        held_card_issued=card.issued_on if isinstance(card.issued_on, date) and held is not CardKind.NONE else None,
        had_specified_card=None if card.had_specified is UNKNOWN else bool(card.had_specified),
        granted_period=f"P{months}M" if months else None,
        resident_register=None
        if now.register.state is RegisterState.UNKNOWN
        else now.register.state is RegisterState.RECORDED,
        **more,
    )


def _office(
    now: Situation,
    on: date,
    window: Window | None,
    procedure: ProcedureKind | None,
    municipality: str | None,
    book: Rulebook,
) -> tuple[Answer[offices.OfficeResult] | None, tuple[str, ...]]:
    """Return the office that acts for the address, or of which kind it is where the address is not known."""
    code = municipality or now.register.municipality
    known = str(code) if code is not UNKNOWN else None
    facts = offices.OfficesFacts(municipality_code6=known, procedure=procedure)
    found, missing = _asked(lambda: offices.answer(facts, on=on, book=book)) if known or procedure else (None, ())
    if found is None or found.value.window is None:
        bare = replace_window(found, window)
        return bare, missing or (() if known else ("municipality",))
    return found, missing if known else ("municipality",)


def replace_window(
    found: Answer[offices.OfficeResult] | None, window: Window | None
) -> Answer[offices.OfficeResult] | None:
    """Return an answer about a place as one about the kind of office that is known to act."""
    if window is None:
        return found
    bureau = found.value.bureau if found and window is Window.BUREAU else None
    return Answer(offices.OfficeResult(window=window, bureau=bureau), found.grounds if found else ())
