"""The topic ``statuses`` as one question: facts in, what can be told out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, StringConstraints

from tokutei.errors import FactsError, NotInForceError
from tokutei.law import Answer, Ground
from tokutei.models.base import Model
from tokutei.rules.asked import used
from tokutei.rules.findings import Findings
from tokutei.rules.rulebook import CURRENT, Rulebook, days_in_japan
from tokutei.rules.statuses import filing as _filing
from tokutei.rules.statuses import periods as _periods
from tokutei.rules.statuses import standing as _standing
from tokutei.rules.statuses.affiliation import AffiliationEvent, affiliation_notice
from tokutei.rules.statuses.periods import PERIOD_PATTERN, Designation
from tokutei.rules.statuses.standing import Standing
from tokutei.vocabulary import ProcedureKind, StatusOfResidence

__all__ = ["NoticeItem", "Period", "StatusesFacts", "StatusesResult", "answer"]

Period = Annotated[str, StringConstraints(pattern=PERIOD_PATTERN)]
"""A period of stay as ISO 8601 writes it, or the word for one without end."""
NoticeItem = Annotated[str, BeforeValidator(lambda item: str(item) if type(item) is int else item)]
"""A number may be given as one."""


class StatusesFacts(Model):
    """What is known for a question about a status of residence; ``None`` is not known."""

    status: Standing | None = None
    """The status held; for a change or an acquisition online the status asked for."""

    period: Period | None = None
    """The period of stay, ISO 8601, or ``indefinite``."""

    other_period: Period | None = None
    """A second period to compare with."""

    on: date | None = None
    """The day of the question, where it is not the day asked with."""

    notice_item: NoticeItem | None = None
    """For 特定活動: the item of the notice, or ``departure``, ``jobhunt``, ``refugee``, ``covid_etc``."""

    outside_notice: bool | None = None
    """Whether the activity or position is one that the notice does not name."""

    particle_beam: bool | None = None
    """For 研修: whether particle-beam therapy is learnt under a permission of the health minister."""

    procedure: ProcedureKind | None = None
    """What is to be done online."""

    together_with: ProcedureKind | Literal["none"] | None = None
    """The application filed at the same time."""

    affiliation_event: AffiliationEvent | None = None
    """What happened to the organization, the contract or the marriage."""

    hsp2_as_manager: bool | None = None
    """For 高度専門職2号: whether the activity is managing a business."""

    on_contract: bool | None = None
    """For 興行: whether the activity rests on a contract with an organization in Japan."""

    as_spouse: bool | None = None
    """For the family statuses: whether it is held as a spouse."""


@dataclass(frozen=True, slots=True)
class StatusesResult(Findings):
    """What the facts allow to tell; ``None`` is not asked, or not known."""

    period_valid: bool | None = None
    other_period_valid: bool | None = None
    periods: tuple[str, ...] | None = None
    """What may be given, as in appended table 2: ``P5Y``, ``<=P3Y``, ``indefinite`` …"""
    shortest_period: str | None = None
    """ISO 8601; ``None`` too where the period is designated person by person."""
    mid_long_term: bool | None = None
    residence_card: bool | None = None
    resident_register_possible: bool | None = None
    online: bool | None = None
    """Whether the procedure may be done online."""
    online_renewal: bool | None = None
    online_change_target: bool | None = None
    """Whether a change to this status may be applied for online."""
    notification: ProcedureKind | None = None
    """The notice that the event brings."""
    notification_due: bool | None = None
    ask_for: tuple[str, ...] = ()
    """Facts that would tell more of what was asked."""


_Found = dict[str, Any]
_Question = Callable[[StatusesFacts, Designation, date, Rulebook], tuple[_Found, Answer[Any]]]


def _period(
    facts: StatusesFacts, known: Designation, day: date, book: Rulebook
) -> tuple[_Found, Answer[Any]]:
    status = _with_periods(facts)
    found = _periods.period_valid(status, facts.period or "", on=day, designation=known, book=book)
    return {"period_valid": found.value}, found


def _other(facts: StatusesFacts, known: Designation, day: date, book: Rulebook) -> tuple[_Found, Answer[Any]]:
    status = _with_periods(facts)
    found = _periods.period_valid(status, facts.other_period or "", on=day, designation=known, book=book)
    return {"other_period_valid": found.value}, found


def _options(
    facts: StatusesFacts, known: Designation, day: date, book: Rulebook
) -> tuple[_Found, Answer[Any]]:
    found = _periods.period_options(_with_periods(facts), on=day, designation=known, book=book)
    if len(found.value) > 1:
        return {}, found.map(None)
    row = next(iter(found.value))
    return {"periods": row.options, "shortest_period": row.shortest.iso if row.shortest else None}, found


def _card(facts: StatusesFacts, known: Designation, day: date, book: Rulebook) -> tuple[_Found, Answer[Any]]:
    status = _status(facts)
    resident = _standing.mid_long_term(status, on=day, period=facts.period, designation=known, book=book)
    card = _standing.card_of(status, resident)
    return {"mid_long_term": resident.value, "residence_card": card.value}, card


def _register(
    facts: StatusesFacts, known: Designation, day: date, book: Rulebook
) -> tuple[_Found, Answer[Any]]:
    found = _standing.resident_register_possible(
        _status(facts), on=day, period=facts.period, designation=known, book=book
    )
    return {"resident_register_possible": found.value}, found


def _by_procedure(
    facts: StatusesFacts, known: Designation, day: date, book: Rulebook
) -> tuple[_Found, Answer[Any]]:
    assert facts.procedure is not None  # noqa: S101 - asked only then
    status = facts.status if isinstance(facts.status, StatusOfResidence) else None
    found = _filing.online(
        facts.procedure,
        on=day,
        status=status,
        together_with=facts.together_with,
        designation=known,
        book=book,
    )
    return {"online": found.value}, found


def _by_status(
    facts: StatusesFacts, known: Designation, day: date, book: Rulebook
) -> tuple[_Found, Answer[Any]]:
    status = _with_periods(facts)
    renewal = _filing.online(
        ProcedureKind.EXTENSION_OF_STAY, on=day, status=status, designation=known, book=book
    )
    change = _filing.online(
        ProcedureKind.CHANGE_OF_STATUS, on=day, status=status, designation=known, book=book
    )
    found = {"online_renewal": renewal.value, "online_change_target": change.value}
    return found, Answer(None, (*renewal.grounds, *change.grounds))


def _event(facts: StatusesFacts, known: Designation, day: date, book: Rulebook) -> tuple[_Found, Answer[Any]]:
    del known
    assert facts.affiliation_event is not None  # noqa: S101 - asked only then
    found = affiliation_notice(
        _with_periods(facts),
        facts.affiliation_event,
        on=day,
        hsp2_as_manager=facts.hsp2_as_manager,
        on_contract=facts.on_contract,
        as_spouse=facts.as_spouse,
        book=book,
    )
    notice = ProcedureKind.AFFILIATION if found.value else None
    return {"notification_due": found.value, "notification": notice}, found


def _status(facts: StatusesFacts) -> Standing:
    if facts.status is None:
        raise FactsError(missing=("status",))
    return facts.status


def _with_periods(facts: StatusesFacts) -> StatusOfResidence:
    if not isinstance(facts.status, StatusOfResidence):
        raise FactsError(missing=("status",))
    return facts.status


def _asked(facts: StatusesFacts) -> tuple[tuple[_Question, ...], tuple[_Question, ...]]:
    """Return the questions that the facts put, and those answered besides where that is possible."""
    if facts.affiliation_event is not None:
        return (_event,), ()
    if facts.procedure is not None:
        return (_by_procedure,), ()
    standing = (_card, _register)
    if not isinstance(facts.status, StatusOfResidence):
        return (_register,), (_card,)
    if facts.period is None and facts.other_period is None:
        return (), (*standing, _options, _by_status)
    periods = (_period,) if facts.period is not None else ()
    others = (_other,) if facts.other_period is not None else ()
    return (*periods, *others), standing


@days_in_japan
def answer(facts: StatusesFacts, *, on: date, book: Rulebook = CURRENT) -> Answer[StatusesResult]:
    """Return what the facts tell about a status.

    An event asks who must notify it; a procedure asks whether it goes online; periods ask whether they
    may be given; a status alone asks for its periods and what goes online. Standing is told wherever the
    facts suffice.

    Args:
        facts: what is known; a fact left out is not known, not false.
        on: the day of the question, unless the facts name one.
        book: the law.

    Raises:
        FactsError: nothing that was asked can be told; all missing facts are listed.
        NotInForceError: what was asked has no rule on the day yet.
    """
    day = facts.on or on
    known = Designation(facts.notice_item, facts.outside_notice, facts.particle_beam)
    found: _Found = {}
    grounds: tuple[Ground, ...] = ()
    missing: dict[str, None] = {}
    early: NotInForceError | None = None
    asked, besides = _asked(facts)
    for question in (*asked, *besides):
        try:
            part, told = question(facts, known, day, book)
        except FactsError as error:
            if error.unknown or error.contradictions:
                raise
            missing |= dict.fromkeys(error.missing)
        except NotInForceError as error:
            if question in asked:
                raise
            early = early or error
        else:
            found |= part
            grounds = (*grounds, *told.grounds)
    if not found:
        raise early or FactsError(missing=tuple(missing))
    result = StatusesResult(**found, ask_for=tuple(missing))
    return Answer(result, tuple({ground.code: ground for ground in grounds}.values()), (), used(facts))
