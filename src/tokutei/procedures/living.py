"""A course of life with two cards or with one, lived through the tables: what is done next, and when.

Offices are visited on days on which they are open, and they decide on such days. What an office does between
filing and delivery is put on the day of delivery: nothing that is counted depends on its day.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from tokutei.calendar import months_after
from tokutei.errors import FactsError
from tokutei.law import Reason
from tokutei.lifecycle import (
    AskMyNumberReplacement,
    ConfirmCard,
    DecidePermission,
    GiveBackMyNumber,
    IssueCertificates,
    MakeCard,
    NotifyJlis,
    NotifyMoveIn,
    NotifyMoveOut,
    NotifyRelocation,
    ReceiveCard,
    ReceiveMyNumberCard,
    RevokeCertificates,
    Situation,
)
from tokutei.lifecycle import ExtendMyNumber as Extend
from tokutei.lifecycle import judge
from tokutei.lifecycle.states import (
    Carrier,
    CertificateState,
    FunctionState,
    HeldCardState,
    MyNumberState,
    SeparateCardState,
)
from tokutei.procedures.courses import Course, FiledThrough, Habits, LivedCourse, Move, Stop
from tokutei.procedures.diary import Diary, Halted, told
from tokutei.procedures.filing import Due, file_event, next_due, online_lost
from tokutei.procedures.goals import Estimates
from tokutei.rules import routes, special_period, windows
from tokutei.rules.rulebook import Rulebook
from tokutei.vocabulary import Channel, Delivery, ProcedureKind, Route, Window
from tokutei.vocabulary.cards import SPECIFIED_CARDS

__all__ = ["live"]

_DAY: Final = timedelta(days=1)
_IN_USE: Final = frozenset({MyNumberState.VALID, MyNumberState.EXTENDED})
_P: Final = ProcedureKind


@dataclass(frozen=True, slots=True)
class _Task:
    """Something to do on a day; of one day the lower rank comes first."""

    on: date
    rank: int
    act: Callable[[date], None]


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
        self.told_out = 0  # moves whose moving-out has been notified
        self.pending: _Pending | None = None
        self.separate_on: date | None = None  # the day on which a separate card asked for is there
        self.not_before = diary.start.on  # the first day on which something is filed
        self.refused: set[tuple[int, date]] = set()

    # Days.

    def _open(self, window: Window, day: date) -> date:
        return self.diary.book.closed(window).not_before(max(day, self.diary.now.on)).value

    def _last_open(self, window: Window, day: date) -> date | None:
        """Return the last open day up to a day; ``None`` when it has passed."""
        closed, now = self.diary.book.closed(window), self.diary.now.on
        while day >= now and closed.is_closed(day):
            day -= _DAY
        return day if day >= now else None

    # What stands.

    @property
    def _wants_specified(self) -> bool:
        return self.diary.course is Course.SPECIFIED_CARD

    @property
    def _holds_specified(self) -> bool:
        return self.diary.now.card.kind in SPECIFIED_CARDS

    @property
    def _in_use(self) -> bool:
        return self.diary.now.my_number.state in _IN_USE

    def next(self) -> _Task | None:
        """Return what is done next; ``None`` when nothing ever is."""
        return min(self._tasks(), key=lambda task: (task.on, task.rank), default=None)

    def _tasks(self) -> Iterator[_Task]:
        pending, now = self.pending, self.diary.now
        if pending is not None:
            yield from self._under_way(pending)
        else:
            yield from self._switch()
            if due := next_due(now, self.diary.book):
                yield _Task(self._filing_day(due), 7, lambda day: self._file(due, day))
        if self.moves:
            yield from self._move(self.moves[0])
        yield from self._separate()
        yield from self._certificates()

    # Filing, decision, delivery.

    def _filing_day(self, due: Due) -> date:
        """Return the day of filing: as chosen, else as early as the law or practice allows."""
        now, before = self.diary.now, self.habits.file_days_before
        first = due.opens(now, self.diary.book)
        day = max(first, due.ends - timedelta(days=before)) if before is not None else first
        day = max(day, now.on, self.not_before)
        if due.online and self.habits.channel is Channel.ONLINE:
            return day
        opened = self._open(due.window, day)
        return opened if opened <= due.ends else self._last_open(due.window, due.ends) or opened

    def _file(self, due: Due, day: date) -> None:
        wanted = self.habits.channel if due.online else Channel.COUNTER
        lost, missing = online_lost(
            self.diary.now, due, specified=self._wants_specified, habits=self.habits, book=self.diary.book
        )
        if wanted is Channel.ONLINE and missing:
            self.diary.need(*missing)
        channel = Channel.COUNTER if wanted is Channel.ONLINE and lost else wanted
        if channel is Channel.COUNTER and (opened := self._open(due.window, day)) != day:
            # What was to be sent on a closed day has to be brought on an open one.
            self.not_before = opened
            return
        self._ask(due, day, channel, specified=self._wants_specified)
        self.diary.filings.append(
            FiledThrough(
                on=day,
                procedure=due.procedure,
                channel=channel,
                specified=self._wants_specified,
                online_lost=lost if wanted is Channel.ONLINE else (),
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
        ready = day + timedelta(days=decision)
        decided_on = self._open(due.window, ready) if due.decided else None
        ready = decided_on or ready
        posted = not specified and channel is Channel.ONLINE and self.habits.by_post
        delivered = ready if posted else self._open(due.window, ready + timedelta(days=card))
        self.pending = _Pending(due, day, channel, specified, delivered, decided_on, held)

    def _under_way(self, pending: _Pending) -> Iterator[_Task]:
        if pending.decided_on is not None and not pending.decided:
            yield _Task(pending.decided_on, 0, self._decide)
        else:
            yield _Task(pending.delivered_on, 1, self._deliver)
        ends, on_card = told(self.diary.now.my_number.until), self.diary.now.my_number.carrier
        late = ends is not None and ends < pending.delivered_on
        self.diary.waited |= late and self._in_use
        if self.habits.extends_my_number and self._in_use and late and ends and on_card is not Carrier.NONE:
            day = self._last_open(Window.MUNICIPALITY, ends)
            if day and self._extension_open(day, 2):
                yield _Task(day, 2, self._extend)

    def _decide(self, day: date) -> None:
        pending, months = self.pending, self.diary.estimates.stay_months or 0
        assert pending is not None  # noqa: S101 - a task of what is pending
        ends = told(pending.held.stay.until) or day
        granted = months_after(max(ends, pending.held.on), months)
        self.diary.do(DecidePermission(on=day, stay_until=granted, months=months or None))
        self.pending = _Pending(
            pending.due,
            pending.filed_on,
            pending.channel,
            pending.specified,
            pending.delivered_on,
            pending.decided_on,
            pending.held,
            decided=True,
        )

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
            who = diary.who_goes(
                "receive", due.procedure, specified=pending.specified, channel=pending.channel
            )
        diary.do(
            ReceiveCard(
                on=day, my_number_card_returned=returned, delivery=Delivery.POST if posted else None
            ),
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

    def _delivered_at(self, pending: _Pending) -> Window:
        """Return the office that hands the card over."""
        if not pending.specified:
            return pending.due.window
        route = routes.route_of(pending.due.procedure, on=pending.filed_on, book=self.diary.book).value
        given = routes.delivery_of(route or Route.BUREAU_CARD, on=pending.filed_on, book=self.diary.book)
        return Window.MUNICIPALITY if given.value is Delivery.MUNICIPALITY else Window.BUREAU

    def _separate_held(self) -> bool:
        return self.diary.now.separate_card.state is SeparateCardState.HELD

    # Changing the cards by a procedure of its own.

    def _switch(self) -> Iterator[_Task]:
        wanted, now = self.habits.switch_on, self.diary.now
        if wanted is None or now.residence.state not in {FunctionState.VALID, FunctionState.EXTENDED_SPECIAL}:
            return
        special = self.diary.special
        if self._wants_specified and not self._holds_specified:
            procedure = _P.SPR_EXCHANGE if special else _P.EXCHANGE
            window = Window.MUNICIPALITY if special else Window.BUREAU
            due = Due(procedure=procedure, window=window, ends=date.max)
            yield _Task(self._open(window, wanted), 8, lambda day: self._exchange(due, day))
        elif not self._wants_specified and self._holds_specified and now.card.state is HeldCardState.HELD:
            rule = routes.SPR_MY_NUMBER_RETURN_WINDOW if special else routes.MY_NUMBER_RETURN_WINDOW
            to = self.diary.book.at(rule, max(wanted, now.on)).value
            yield _Task(self._open(to, wanted), 8, lambda day: self._give_back(to, day))

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

    def _move(self, move: Move) -> Iterator[_Task]:
        elsewhere = move.to_municipality is not None and (
            str(move.to_municipality) != self.diary.now.register.municipality
        )
        if elsewhere and not self.told_out:
            yield _Task(max(move.on, self.diary.now.on), 4, lambda day: self._move_out(move, day))
        else:
            window = Window.MUNICIPALITY
            yield _Task(
                self._open(window, move.on), 5, lambda day: self._move_in(move, day, elsewhere=elsewhere)
            )

    def _move_out(self, move: Move, day: date) -> None:
        # No provision says that the holder must appear for it, so it is no visit.
        self.diary.do(NotifyMoveOut(on=day, planned_on=move.on))
        self.told_out = 1

    def _move_in(self, move: Move, day: date, *, elsewhere: bool) -> None:
        diary = self.diary
        known = diary.now.register.municipality
        if move.to_municipality is None and not isinstance(known, str):
            diary.need("municipality")
        to = str(move.to_municipality or known)
        specified = (
            self._wants_specified
            and not self._holds_specified
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
        self.moves, self.told_out = self.moves[1:], 0
        if specified:
            ready = day + timedelta(days=diary.estimates.card_days or 0)
            due = Due(procedure=procedure, window=Window.MUNICIPALITY, ends=date.max)
            self.pending = _Pending(
                due, day, Channel.COUNTER, True, self._open(Window.MUNICIPALITY, ready), None, held
            )
        else:
            self._renew_certificates(day)

    # The My Number function and the separate card.

    def _extension_open(self, day: date, rank: int) -> bool:
        """Tell whether an extension of the function may be asked for; what was refused is not tried again."""
        if (rank, day) in self.refused:
            return False
        found = judge(self.diary.now, Extend(on=day, to=self._extended_at(day)), book=self.diary.book)
        return bool(found)

    def _extended_at(self, day: date) -> Window:
        on_card = self.diary.now.my_number.carrier is Carrier.ON_CARD
        rule = (
            special_period.MY_NUMBER_EXTENSION_WINDOW
            if on_card
            else special_period.SEPARATE_CARD_EXTENSION_WINDOW
        )
        return self.diary.book.at(rule, day).value

    def _extend(self, day: date) -> None:
        """Have the function extended, and the certificates renewed at the same visit unless a new card is coming."""
        before, to = self.diary.now.my_number, self._extended_at(day)
        self.diary.do(Extend(on=day, to=to), window=to)
        if self.diary.now.my_number == before:
            self.refused |= {(2, day), (3, day)}
            return
        self.diary.charge(_P.MY_NUMBER_EXTENSION, on=day, filed_on=day)
        if self.pending is None:
            self._renew_certificates(day)

    def _separate(self) -> Iterator[_Task]:
        """Yield what is done about a separate card, in the course that has one."""
        now = self.diary.now
        if self.separate_on is not None:
            yield _Task(self._separate_day(self.separate_on), 9, self._receive_separate)
            return
        if self._wants_specified:
            return
        number, ends = now.my_number, told(now.my_number.until)
        gone = number.state in {MyNumberState.LAPSED, MyNumberState.ABSENT}
        if gone and not self._holds_specified and self.pending is None:
            yield _Task(now.on, 9, self._ask_separate)
        if number.carrier is not Carrier.SEPARATE or not self._in_use or ends is None:
            return
        stay_ends = told(now.stay.until)
        day = self._open(Window.MUNICIPALITY, now.on)
        if self.pending is None and stay_ends and ends < stay_ends and self._extension_open(day, 3):
            yield _Task(day, 3, self._extend)
        elif stay_ends is None or ends < stay_ends:
            opens = windows.my_number_replacement(expires=ends, specified=False, on=now.on, book=self.diary.book)
            yield _Task(max(opens.value.opens or now.on, now.on), 9, self._ask_separate)

    def _separate_day(self, ready: date) -> date:
        """Return when a new separate card is fetched: not in a special period, in which it would have ended."""
        ends, pending = told(self.diary.now.stay.until), self.pending
        if pending is None or ends is None or ready <= ends or ready is date.max:
            return ready
        return self._open(Window.MUNICIPALITY, max(ready, pending.delivered_on))

    def _ask_separate(self, day: date) -> None:
        """Ask for a new separate card, for which nobody has to appear, and note when it will be there."""
        days = self.habits.separate_card_days
        if days is None:
            # How long there is no function cannot be told; what follows goes on without one.
            self.diary.missing["separate_card_days"] = None
            self.separate_on = date.max
            return
        if self._in_use:
            self.diary.do(AskMyNumberReplacement(on=day))
        self.separate_on = self._open(Window.MUNICIPALITY, day + timedelta(days=days))

    def _receive_separate(self, day: date) -> None:
        self.diary.do(
            ReceiveMyNumberCard(on=day, made_on=day, certificates=self.habits.certificates),
            window=Window.MUNICIPALITY,
        )
        self.diary.charge(_P.MY_NUMBER_CARD, on=day, filed_on=day)
        self.separate_on = None

    # Certificates.

    def _wanting(self) -> tuple[bool, bool]:
        """Return whether the signing and the user certificate would be renewed at a visit now."""
        now, ends = self.diary.now, told(self.diary.now.my_number.until)
        if not self.habits.certificates or not self._in_use or ends is None:
            return False, False
        signing, user = (
            one.state in {CertificateState.LAPSED, CertificateState.ABSENT}
            or (one.state is CertificateState.VALID and (told(one.until) or ends) < ends)
            for one in (now.signing, now.authentication)
        )
        return signing, user

    def _renew_certificates(self, day: date) -> None:
        """Renew what ends before the function, or has ended, at a visit that is made anyway."""
        signing, user = self._wanting()
        now = self.diary.now
        live = CertificateState.VALID
        revoked = (signing and now.signing.state is live, user and now.authentication.state is live)
        if any(revoked):
            self.diary.do(
                RevokeCertificates(on=day, signing=revoked[0], authentication=revoked[1]),
                window=Window.MUNICIPALITY,
            )
        if signing or user:
            self.diary.do(
                IssueCertificates(on=day, signing=signing, authentication=user), window=Window.MUNICIPALITY
            )
            self.diary.charge(_P.CERTIFICATE_RENEWAL, on=day, filed_on=day)

    def _certificates(self) -> Iterator[_Task]:
        """Yield a visit for certificates that end while the function goes on and nothing new is coming."""
        signing, user = self._wanting()
        if not (signing or user):
            return
        now = self.diary.now
        held = [one for one, wanted in ((now.signing, signing), (now.authentication, user)) if wanted]
        ends = [told(one.until) for one in held if one.state is CertificateState.VALID]
        coming = self.pending.delivered_on if self.pending else None
        last = min((end for end in ends if end), default=None)
        if last is None or len(ends) < len(held):
            if coming is None:
                yield _Task(self._open(Window.MUNICIPALITY, now.on), 6, self._renew_certificates)
            return
        if coming is not None and coming <= last:
            return
        day = self._last_open(Window.MUNICIPALITY, last)
        if day is not None:
            yield _Task(day, 6, self._renew_certificates)
