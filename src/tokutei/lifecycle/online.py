"""The online system's own states of an application, and how they lie beside the main procedure of a life.

The names are those of the agency's notice of 2024-10-31; what a state means and which event leads to the next is
mostly inferred from the names, and every row says so. Nothing here moves a life: the law asks when the application
was recorded and when the card was handed over, not what a screen shows.

What no source says has no row:

- a state of refusal or withdrawal, and an event for a withdrawal;
- what the screen shows between a permission and the hand-over at the counter, and whether it changes with a
  reception number;
- how long an application stays in a state, and until when documents that are wanted must be sent;
- other events in a state: documents sent unasked, documents never sent;
- how papers other than a card are received, such as a permission for another activity;
- the labels since the renewal of the system on 2026-01-05.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from types import MappingProxyType
from typing import Final

from tokutei.errors import FactsError, TransitionRefused, UnknownTermError
from tokutei.law import Citation, Evidence, Reason
from tokutei.lifecycle.online_rows import (
    NOTHING_SENT,
    OnlineActor,
    OnlineCondition,
    OnlineEntry,
    OnlineEvent,
    OnlineNote,
    OnlineReceipt,
    OnlineReceiptRow,
    OnlineRelation,
    OnlineResult,
    OnlineRow,
    OnlineSource,
    OnlineStateRow,
    OnlineTask,
    OnlineTerm,
)
from tokutei.lifecycle.rows import art
from tokutei.lifecycle.states import MainState
from tokutei.lifecycle.tables.making import SPECIFIED_SINCE
from tokutei.rules.special_period import SPECIAL_PERIOD_MONTHS
from tokutei.rules.windows.limits import ONLINE_LEAD_DAYS
from tokutei.vocabulary import OnlineField, OnlineState, ProcedureKind, Word

__all__ = [
    "ONLINE_RECEIPTS",
    "ONLINE_RELATIONS",
    "ONLINE_ROWS",
    "ONLINE_STATES",
    "online_citations",
    "online_mains_of",
    "online_row_for",
    "online_rows_from",
    "online_states_of",
]

_NAMED_ON: Final = date(2024, 10, 31)
_S, _E = OnlineState, OnlineEvent
_INFERRED, _SECONDARY, _OFFICIAL = Evidence.INFERRED, Evidence.SECONDARY, Evidence.OFFICIAL

_RECORDED: Final = art("414AC0000000151:6:3")
"""An application arrives when it is recorded in the agency's file."""
_WITH_THE_CARD: Final = art("20:5", "21:4#first")
"""A permission takes effect when the card is handed over."""

_KEEP_MESSAGE: Final = OnlineNote(
    what=OnlineTask.KEEP_MESSAGE,
    cite=art("356M50000010054:61-3:9"),
    evidence=_INFERRED,
    told=OnlineSource.LAW,
)
_SEND_PARCEL: Final = OnlineNote(
    what=OnlineTask.SEND_PARCEL, evidence=_SECONDARY, told=OnlineSource.PRACTITIONERS
)


def _state(state: OnlineState, *tasks: OnlineNote) -> OnlineStateRow:
    wanted = state is _S.DOCUMENTS_WANTED
    return OnlineStateRow(
        state=state,
        field=OnlineField.ATTACHMENTS if wanted else OnlineField.APPLICATION,
        tasks=tasks,
        since=_NAMED_ON,
        evidence=_SECONDARY,
        told=OnlineSource.NOTICE,
    )


ONLINE_STATES: Final[Mapping[OnlineState, OnlineStateRow]] = MappingProxyType(
    {
        row.state: row
        for row in (
            _state(
                _S.FILED,
                OnlineNote(
                    what=OnlineTask.AWAIT_NUMBER, evidence=_SECONDARY, told=OnlineSource.PRACTITIONERS
                ),
                _KEEP_MESSAGE,
            ),
            _state(_S.IN_REVIEW, _KEEP_MESSAGE),
            _state(
                _S.DOCUMENTS_WANTED,
                OnlineNote(what=OnlineTask.SEND_DOCUMENTS, evidence=_INFERRED, told=OnlineSource.NOTICE),
                _KEEP_MESSAGE,
            ),
            _state(_S.AWAITING_ISSUE, _SEND_PARCEL, _KEEP_MESSAGE),
            _state(
                _S.COMPLETED,
                OnlineNote(what=OnlineTask.READ_RESULT, evidence=_INFERRED, told=OnlineSource.NOTICE),
            ),
        )
    }
)
"""Every state of the notice: its field, and what the person has to do."""


def _row(
    source: OnlineState,
    event: OnlineEvent,
    target: OnlineState,
    *results: OnlineResult,
    actor: OnlineActor = OnlineActor.AGENCY,
    cite: tuple[Citation, ...] = (),
) -> OnlineRow:
    """Return a row that follows from the names of two states."""
    return OnlineRow(
        source=source,
        event=event,
        actor=actor,
        target=target,
        results=results,
        cite=cite,
        since=_NAMED_ON,
        evidence=_INFERRED,
        told=OnlineSource.NOTICE,
    )


ONLINE_ROWS: Final = (
    OnlineRow(
        source=None,
        event=_E.SEND,
        actor=OnlineActor.APPLICANT,
        target=_S.FILED,
        terms=(
            OnlineNote(what=OnlineTerm.ALWAYS_OPEN, evidence=_SECONDARY, told=OnlineSource.PAGES),
            OnlineNote(
                what=OnlineTerm.NOT_ON_LAST_DAY,
                rule=ONLINE_LEAD_DAYS,
                evidence=_SECONDARY,
                told=OnlineSource.PAGES,
            ),
        ),
        cite=_RECORDED,
        since=_NAMED_ON,
        evidence=_SECONDARY,
        told=OnlineSource.NOTICE,
    ),
    OnlineRow(
        source=_S.FILED,
        event=_E.GIVE_NUMBER,
        actor=OnlineActor.SYSTEM,
        target=_S.FILED,
        terms=(OnlineNote(what=OnlineTerm.NEXT_DAY, evidence=_SECONDARY, told=OnlineSource.PRACTITIONERS),),
        since=_NAMED_ON,
        evidence=_SECONDARY,
        told=OnlineSource.PRACTITIONERS,
    ),
    _row(_S.FILED, _E.BEGIN_REVIEW, _S.IN_REVIEW),
    _row(_S.IN_REVIEW, _E.WANT_DOCUMENTS, _S.DOCUMENTS_WANTED),
    _row(_S.DOCUMENTS_WANTED, _E.ADD_DOCUMENTS, _S.IN_REVIEW, actor=OnlineActor.APPLICANT),
    _row(
        _S.IN_REVIEW,
        _E.APPROVE_FOR_MAIL,
        _S.AWAITING_ISSUE,
        cite=art("20:4#first", "21:4#first", "356M50000010054:59-4:4:5"),
    ),
    _row(_S.AWAITING_ISSUE, _E.ISSUE_CARD, _S.COMPLETED, OnlineResult.GRANTED),
    _row(_S.IN_REVIEW, _E.FINISH, _S.COMPLETED, OnlineResult.GRANTED, OnlineResult.REFUSED),
)
"""All rows; at most one for a state and an event. The number changes no state that a source names."""

_COUNTER_TERMS: Final = (
    OnlineNote(what=OnlineTerm.PICK_UP_RANGE, evidence=_SECONDARY, told=OnlineSource.PRACTITIONERS),
    OnlineNote(
        what=OnlineTerm.IN_SPECIAL_PERIOD,
        rule=SPECIAL_PERIOD_MONTHS,
        cite=art("20:6", "21:4#first"),
        evidence=_INFERRED,
        told=OnlineSource.LAW,
    ),
)

_STATUS_PROCEDURES: Final = (
    ProcedureKind.CHANGE_OF_STATUS,
    ProcedureKind.EXTENSION_OF_STAY,
    ProcedureKind.ACQUISITION_OF_STATUS,
)

ONLINE_RECEIPTS: Final[Mapping[OnlineReceipt, OnlineReceiptRow]] = MappingProxyType(
    {
        row.receipt: row
        for row in (
            OnlineReceiptRow(
                receipt=OnlineReceipt.MAIL,
                procedures=_STATUS_PROCEDURES,
                state=_S.AWAITING_ISSUE,
                tasks=(_SEND_PARCEL,),
                cite=art("356M50000010054:59-4:4:5"),
                since=SPECIFIED_SINCE,
                evidence=_OFFICIAL,
                told=OnlineSource.LAW,
            ),
            OnlineReceiptRow(
                receipt=OnlineReceipt.COUNTER,
                procedures=_STATUS_PROCEDURES,
                tasks=(
                    OnlineNote(
                        what=OnlineTask.GO_TO_COUNTER, evidence=_SECONDARY, told=OnlineSource.PRACTITIONERS
                    ),
                ),
                terms=_COUNTER_TERMS,
                since=_NAMED_ON,
                evidence=_SECONDARY,
                told=OnlineSource.PRACTITIONERS,
            ),
            OnlineReceiptRow(
                receipt=OnlineReceipt.EMAIL,
                tasks=(
                    OnlineNote(
                        what=OnlineTask.DECLARE_ELECTRONIC,
                        cite=art("356M50000010054:61-4:4"),
                        evidence=_OFFICIAL,
                        told=OnlineSource.LAW,
                    ),
                ),
                cite=art("356M50000010054:61-4:2"),
                since=date(2023, 3, 17),
                evidence=_OFFICIAL,
                told=OnlineSource.LAW,
            ),
        )
    }
)
"""How what was applied for is received. A certificate of eligibility is no procedure of a life."""


def _relation(
    state: OnlineState, main: MainState, *conditions: OnlineCondition, cite: tuple[Citation, ...] = ()
) -> OnlineRelation:
    return OnlineRelation(
        state=state,
        main=main,
        conditions=conditions,
        cite=cite,
        evidence=_INFERRED,
        told=OnlineSource.NOTICE,
    )


ONLINE_RELATIONS: Final = (
    _relation(_S.FILED, MainState.FILED, cite=_RECORDED),
    _relation(_S.IN_REVIEW, MainState.FILED),
    _relation(_S.DOCUMENTS_WANTED, MainState.FILED),
    _relation(_S.AWAITING_ISSUE, MainState.DECIDED, cite=_WITH_THE_CARD),
    _relation(
        _S.COMPLETED,
        MainState.DECIDED,
        OnlineCondition.GRANTED,
        OnlineCondition.CARD_OUTSTANDING,
        cite=_WITH_THE_CARD,
    ),
    _relation(
        _S.COMPLETED,
        MainState.EFFECTIVE,
        OnlineCondition.GRANTED,
        OnlineCondition.CARD_HANDED_OVER,
        cite=_WITH_THE_CARD,
    ),
    _relation(_S.COMPLETED, MainState.REFUSED, OnlineCondition.REFUSED, cite=art("20:3#main", "21:3")),
)
"""Which value of the main procedure lies beside which state. Of a withdrawal no source tells."""


def online_row_for(state: OnlineState | None, event: OnlineEvent) -> OnlineRow:
    """Return the row that an event follows in a state; ``None`` is the state before anything was sent.

    Raises:
        TransitionRefused: no source knows the event in this state; the error names those that are known.
        UnknownTermError: there is no such state or event.

    Example:
        >>> online_row_for(OnlineState.FILED, OnlineEvent.BEGIN_REVIEW).target.ja
        '審査中'
    """
    known = online_rows_from(state)
    _demand(OnlineEvent, event)
    found = next((row for row in known if row.event is event), None)
    if found is not None:
        return found
    possible = tuple(row.event for row in known)
    parameters = {"event": event, "state": NOTHING_SENT if state is None else state, "possible": possible}
    code = "online_not_told" if possible else "online_not_told_at_all"
    raise TransitionRefused(event, (Reason(code, (), parameters),))


def online_rows_from(state: OnlineState | None) -> tuple[OnlineRow, ...]:
    """Return all rows that leave a state; ``None`` is the state before anything was sent.

    Raises:
        UnknownTermError: there is no such state.
    """
    if state is not None:
        _demand(OnlineState, state)
    return tuple(row for row in ONLINE_ROWS if row.source is state)


def online_states_of(main: MainState) -> tuple[OnlineRelation, ...]:
    """Return the states that the system may show while the main procedure of a life has a value.

    None is returned where no source names one: before anything was filed, and after a withdrawal. This is about
    what was filed online, which the ``channel`` of the main procedure tells.

    Raises:
        FactsError: the value is ``UNKNOWN``; the error names the fact that tells it.
        UnknownTermError: there is no such value.

    Example:
        >>> [one.state.ja for one in online_states_of(MainState.FILED)]
        ['申請完了', '審査中', '追完待ち']
    """
    _demand(MainState, main)
    if main is MainState.UNKNOWN:
        raise FactsError(missing=("pending",))
    return tuple(one for one in ONLINE_RELATIONS if one.main is main)


def online_mains_of(state: OnlineState) -> tuple[OnlineRelation, ...]:
    """Return the values that the main procedure of a life may have while the system shows a state.

    Raises:
        UnknownTermError: there is no such state.
    """
    _demand(OnlineState, state)
    return tuple(one for one in ONLINE_RELATIONS if one.state is state)


def _demand(vocabulary: type[Word], word: object) -> None:
    # Words of different vocabularies are written alike, and equal texts are equal: only the kind tells.
    if not isinstance(word, vocabulary):
        raise UnknownTermError(vocabulary.__name__, word, tuple(known.value for known in vocabulary))


def online_citations() -> Iterator[tuple[Citation, str]]:
    """Yield every provision that an entry of these tables rests on, with the name of the entry."""
    entries: list[tuple[str, tuple[OnlineEntry, ...]]] = [
        (f"online: {row.source.value if row.source else 'none'}, {row.event.value}", (row, *row.terms))
        for row in ONLINE_ROWS
    ]
    entries += [(f"online: {row.state.value}", (row, *row.tasks)) for row in ONLINE_STATES.values()]
    entries += [
        (f"online: {row.receipt.value}", (row, *row.tasks, *row.terms)) for row in ONLINE_RECEIPTS.values()
    ]
    entries += [(f"online: {one.state.value} is {one.main.value}", (one,)) for one in ONLINE_RELATIONS]
    for name, told in entries:
        yield from ((cite, name) for one in told for cite in one.cite)
