"""A course of life with two cards or with one, lived through the tables: what is done next, and when.

Offices are visited on days on which they are open, and they decide on such days. What an office does between
filing and delivery is put on the day of delivery: nothing that is counted depends on its day.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from types import MappingProxyType
from typing import Final

from tokutei.calendar import days_after, months_after
from tokutei.errors import FactsError
from tokutei.law import Reason
from tokutei.lifecycle import (
    ConfirmCard,
    DecidePermission,
    GiveBackMyNumber,
    MakeCard,
    NotifyJlis,
    NotifyMoveIn,
    NotifyMoveOut,
    NotifyRelocation,
    ReceiveCard,
    ReceiveInterimCard,
    Situation,
)
from tokutei.lifecycle.states import (
    FunctionState,
    HeldCardState,
    SeparateCardState,
)
from tokutei.procedures.comparison.courses import Course, FiledThrough, Habits, LivedCourse, Move, Stop
from tokutei.procedures.comparison.diary import Diary, Halted, told
from tokutei.procedures.comparison.filing import Due, file_event, next_due, online_lost, posted
from tokutei.procedures.comparison.functions import FunctionTasks, Task
from tokutei.procedures.goals import Estimates
from tokutei.rules import routes
from tokutei.rules.rulebook import Rulebook
from tokutei.vocabulary import Channel, Delivery, ProcedureKind, Route, Window

__all__ = ["live"]

_P: Final = ProcedureKind
_HANDED_OVER: Final[Mapping[Delivery, Window | None]] = MappingProxyType(
    {Delivery.BUREAU: Window.BUREAU, Delivery.MUNICIPALITY: Window.MUNICIPALITY, Delivery.POST: None}
)
"""Where somebody goes for a card."""


@dataclass(frozen=True, slots=True)
class _Pending:
    """What was filed and is not there yet."""

    due: Due
    filed_on: date
    channel: Channel
    specified: bool
    delivered_on: date
    """The day of hand-over."""
    decided_on: date | None
    """The day of the decision, where one is taken."""
    held: Situation
    """The situation before filing, on which fees depend."""
    decided: bool = False
    interim: bool = False
    """Whether an ordinary card was given on the way."""


def live(
    course: Course,
    start: Situation,
    until: date,
    *,
    estimates: Estimates,
    habits: Habits,
    moves: Sequence[Move],
    book: Rulebook,
) -> LivedCourse:
    """Return a course lived from a situation to a day, included.

    Raises:
        OutOfTableError: a day lies beyond the table of closed days.
        NotInForceError: a day lies before the law that was read.
        PeriodError: an estimate leads beyond the calendar.
    """
    diary = Diary(course, start, until, estimates, book)
    walk = _Walk(diary, habits, moves)
    try:
        while task := walk.next():
            if task.on > until:
                break
            diary.pass_to(task.on)
            task.act(task.on)
        diary.pass_to(until)
    except Halted as halted:
        return diary.closed(halted.stop)
    except FactsError as error:
        reasons = tuple(one for one in error.contradictions if isinstance(one, Reason))
        return diary.closed(Stop(on=diary.now.on, reasons=reasons, missing=error.missing))
    return diary.closed(None)


class _Walk:
    """The choices of one course: what is done next as things stand."""

    def __init__(self, diary: Diary, habits: Habits, moves: Sequence[Move]) -> None:
        self.diary, self.habits = diary, habits
        self.moves = sorted((move for move in moves if move.on >= diary.start.on), key=lambda move: move.on)
        self.told_out = False  # whether moving out has been notified for the next move
        self.pending: _Pending | None = None
        self.not_before = diary.start.on  # the first day on which something is filed
        self.functions = FunctionTasks(diary, habits)

    def next(self) -> Task | None:
        """Return what is done next; ``None`` when nothing ever is."""
        return min(self._tasks(), key=lambda task: (task.on, task.rank), default=None)

    def _tasks(self) -> Iterator[Task]:
        pending, now = self.pending, self.diary.now
        if pending is not None:
            yield from self._under_way(pending)
        else:
            yield from self._switch()
            if due := next_due(now, self.diary.book):
                yield Task(self._filing_day(due), 7, lambda day: self._file(due, day))
        if self.moves:
            yield from self._move(self.moves[0])
        yield from self.functions.tasks(pending.delivered_on if pending else None)

    # Filing, decision, delivery.

    def _filing_day(self, due: Due) -> date:
        """Return the day of filing: as chosen, else as early as the law or practice allows."""
        now, before = self.diary.now, self.habits.file_days_before
        first = due.opens(now, self.diary.book)
        if before is not None and before < (due.ends - first).days:
            first = due.ends - timedelta(days=before)
        day = first
        day = max(day, now.on, self.not_before)
        if self._goes_online(due)[0]:
            return max(min(day, due.closes_online(now, self.diary.book)), now.on)
        opened = self.diary.open_day(due.window, day)
        return opened if opened <= due.ends else self.diary.last_open_day(due.window, due.ends) or opened

    def _goes_online(self, due: Due) -> tuple[bool, tuple[Reason, ...]]:
        """Return whether something is filed online as things stand, and why not although that is wished.

        Halts where it is wished and a fact is missing that decides it.
        """
        if self.habits.channel is not Channel.ONLINE or not due.online:
            return False, ()
        lost, missing = online_lost(
            self.diary.now,
            due,
            specified=self.diary.wants_specified,
            habits=self.habits,
            book=self.diary.book,
        )
        if missing:
            self.diary.need(*missing)
        return not lost, lost

    def _file(self, due: Due, day: date) -> None:
        online, lost = self._goes_online(due)
        channel = Channel.ONLINE if online else Channel.COUNTER
        now, specified = self.diary.now, self.diary.wants_specified
        if posted(now, due, specified=specified, habits=self.habits, book=self.diary.book):
            channel = Channel.POST
        if channel is Channel.COUNTER and (opened := self.diary.open_day(due.window, day)) != day:
            # What was to be sent on a closed day has to be brought on an open one.
            self.not_before = opened
            return
        self._ask(due, day, channel, specified=self.diary.wants_specified)
        self.diary.filings.append(
            FiledThrough(
                on=day,
                procedure=due.procedure,
                channel=channel,
                specified=self.diary.wants_specified,
                online_lost=lost,
            )
        )

    def _ask(self, due: Due, day: date, channel: Channel, *, specified: bool) -> None:
        """File, and note when what was filed for will be there."""
        diary, estimates = self.diary, self.diary.estimates
        needed = {
            f"decision_days.{due.procedure.value}": estimates.decision_days.get(due.procedure)
            if due.decided or not specified
            else 0,
            "card_days": estimates.card_days if specified else 0,
            "stay_months": estimates.stay_months if due.decided else 0,
        }
        if missing := [name for name, value in needed.items() if value is None]:
            diary.need(*missing)
        decision, card, _ = (value or 0 for value in needed.values())
        held = diary.now
        at_counter = channel is Channel.COUNTER
        who = diary.who_goes("file", due.procedure, specified=specified) if at_counter else None
        diary.do(
            file_event(due, day, channel, specified=specified, certificates=self.habits.certificates),
            window=due.window if at_counter else None,
            channel=channel,
            who=who,
        )
        ready = days_after(day, decision)
        decided_on = self.diary.open_day(due.window, ready) if due.decided else None
        ready = decided_on or ready
        delivered = self.diary.open_day(due.window, days_after(ready, card))
        self.pending = _Pending(due, day, channel, specified, delivered, decided_on, held)

    def _under_way(self, pending: _Pending) -> Iterator[Task]:
        if pending.decided_on is not None and not pending.decided:
            yield Task(pending.decided_on, 0, self._decide)
        else:
            yield Task(pending.delivered_on, 1, self._deliver)
        if pending.specified and pending.due.procedure is _P.CARD_RENEWAL and not pending.interim:
            # A specified card that takes longer than the old one is stretched: an ordinary one comes first.
            rule = routes.INTERIM_CARD_MONTHS
            months = self.diary.book.at(rule, pending.filed_on).value
            ends = months_after(pending.due.ends, months)
            day = self.diary.last_open_day(Window.BUREAU, ends) if pending.delivered_on > ends else None
            if day is not None:
                yield Task(day, 1, self._receive_interim)

    def _receive_interim(self, day: date) -> None:
        assert self.pending is not None  # noqa: S101 - a task of what is pending
        who = self.diary.who_goes("receive", _P.CARD_RENEWAL, specified=False)
        self.diary.do(ReceiveInterimCard(on=day), window=Window.BUREAU, who=who)
        self.pending = replace(self.pending, interim=True)

    def _decide(self, day: date) -> None:
        pending, months = self.pending, self.diary.estimates.stay_months or 0
        assert pending is not None  # noqa: S101 - a task of what is pending
        # The new period follows the old one, however late the decision comes.
        granted = months_after(told(pending.held.stay.until) or day, months)
        self.diary.do(DecidePermission(on=day, stay_until=granted, months=months))
        self.pending = replace(pending, decided=True)

    def _deliver(self, day: date) -> None:
        pending, diary = self.pending, self.diary
        assert pending is not None  # noqa: S101 - a task of what is pending
        due = pending.due
        if pending.specified:
            for made in (NotifyJlis(on=day), MakeCard(on=day), ConfirmCard(on=day)):
                diary.do(made)
        posted = not pending.specified and pending.channel is Channel.ONLINE and self.habits.by_post
        window = None if posted else self._delivered_at(pending)
        returned = True if pending.specified and self._separate_held() else None
        who = None
        if window is not None:
            who = diary.who_goes("receive", due.procedure, specified=pending.specified)
        diary.do(
            ReceiveCard(on=day, my_number_card_returned=returned, delivery=Delivery.POST if posted else None),
            window=window,
            who=who,
        )
        diary.charge(
            due.procedure,
            on=day,
            filed_on=pending.filed_on,
            channel=pending.channel,
            specified=pending.specified,
            months=diary.estimates.stay_months if due.decided else None,
            held=pending.held,
        )
        self.pending = None

    def _delivered_at(self, pending: _Pending) -> Window | None:
        """Return the office that hands the card over; ``None`` where it is posted."""
        if not pending.specified:
            return pending.due.window
        route = routes.route_of(pending.due.procedure, on=pending.filed_on, book=self.diary.book).value
        given = routes.delivery_of(route or Route.BUREAU_CARD, on=pending.filed_on, book=self.diary.book)
        return _HANDED_OVER[given.value]

    def _separate_held(self) -> bool:
        return self.diary.now.separate_card.state is SeparateCardState.HELD

    # Changing the cards by a procedure of its own.

    def _switch(self) -> Iterator[Task]:
        wanted, now = self.habits.switch_on, self.diary.now
        if wanted is None or now.residence.state not in {FunctionState.VALID, FunctionState.EXTENDED_SPECIAL}:
            return
        special = self.diary.special
        if self.diary.wants_specified and not self.diary.holds_specified:
            procedure = _P.SPR_EXCHANGE if special else _P.EXCHANGE
            window = Window.MUNICIPALITY if special else Window.BUREAU
            due = Due(procedure=procedure, window=window, ends=date.max)
            yield Task(self.diary.open_day(window, wanted), 8, lambda day: self._exchange(due, day))
        elif (
            not self.diary.wants_specified
            and self.diary.holds_specified
            and now.card.state is HeldCardState.HELD
        ):
            rule = routes.SPR_MY_NUMBER_RETURN_WINDOW if special else routes.MY_NUMBER_RETURN_WINDOW
            to = self.diary.book.at(rule, max(wanted, now.on)).value
            yield Task(self.diary.open_day(to, wanted), 8, lambda day: self._give_back(to, day))

    def _exchange(self, due: Due, day: date) -> None:
        self._ask(due, day, Channel.COUNTER, specified=True)
        self.diary.filings.append(
            FiledThrough(on=day, procedure=due.procedure, channel=Channel.COUNTER, specified=True)
        )

    def _give_back(self, to: Window, day: date) -> None:
        procedure = _P.SPR_MY_NUMBER_RETURN if self.diary.special else _P.MY_NUMBER_RETURN
        held = self.diary.now
        who = self.diary.who_goes("receive", procedure, specified=False)
        self.diary.do(GiveBackMyNumber(on=day, to=to), window=to, who=who)
        self.diary.charge(procedure, on=day, filed_on=day, held=held)

    # Moves.

    def _move(self, move: Move) -> Iterator[Task]:
        elsewhere = move.to_municipality is not None and (
            str(move.to_municipality) != self.diary.now.register.municipality
        )
        if elsewhere and not self.told_out:
            yield Task(max(move.on, self.diary.now.on), 4, lambda day: self._move_out(move, day))
        else:
            window = Window.MUNICIPALITY
            yield Task(
                self.diary.open_day(window, move.on),
                5,
                lambda day: self._move_in(move, day, elsewhere=elsewhere),
            )

    def _move_out(self, move: Move, day: date) -> None:
        # No provision says that the holder must appear for it, so it is no visit.
        self.diary.do(NotifyMoveOut(on=day, planned_on=move.on))
        self.told_out = True

    def _move_in(self, move: Move, day: date, *, elsewhere: bool) -> None:
        diary = self.diary
        known = diary.now.register.municipality
        if move.to_municipality is None and not isinstance(known, str):
            diary.need("municipality")
        to = str(move.to_municipality or known)
        specified = (
            self.diary.wants_specified
            and not self.diary.holds_specified
            and self.pending is None
            and self.habits.switch_on is None
        )
        procedure = _P.SPR_PLACE_OF_RESIDENCE_CHANGE if diary.special else _P.PLACE_OF_RESIDENCE_CHANGE
        if specified and diary.estimates.card_days is None:
            diary.need("card_days")
        held, who = diary.now, diary.who_goes("file", procedure, specified=specified)
        kind = NotifyMoveIn if elsewhere or self.told_out else NotifyRelocation
        certificates = self.habits.certificates if specified else None
        diary.do(
            kind(
                on=day,
                municipality=to,
                moved_on=min(move.on, day),
                specified_card=specified,
                certificates=certificates,
            ),
            window=Window.MUNICIPALITY,
            who=who,
        )
        self.moves, self.told_out = self.moves[1:], False
        if specified:
            ready = days_after(day, diary.estimates.card_days or 0)
            due = Due(procedure=procedure, window=Window.MUNICIPALITY, ends=date.max)
            self.pending = _Pending(
                due, day, Channel.COUNTER, True, self.diary.open_day(Window.MUNICIPALITY, ready), None, held
            )
        else:
            self.functions.renew_certificates(day)
