"""What is done about the My Number function in a course: extended, replaced, its certificates renewed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from tokutei.calendar import days_after
from tokutei.lifecycle import (
    AskMyNumberReplacement,
    IssueCertificates,
    ReceiveMyNumberCard,
    RevokeCertificates,
    judge,
)
from tokutei.lifecycle import ExtendMyNumber as Extend
from tokutei.lifecycle.states import Carrier, CertificateState, MyNumberState
from tokutei.procedures.comparison.courses import Habits
from tokutei.procedures.comparison.diary import Diary, told
from tokutei.rules import special_period, windows
from tokutei.vocabulary import ProcedureKind, Window

__all__ = ["FunctionTasks", "Task"]

_P: Final = ProcedureKind
_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Task:
    """Something to do on a day; of one day the lower rank comes first."""

    on: date
    rank: int
    act: Callable[[date], None]
    """Does it, on the day."""


class FunctionTasks:
    """The choices about the My Number function, on whichever card it is."""

    def __init__(self, diary: Diary, habits: Habits) -> None:
        self.diary, self.habits = diary, habits
        self.coming: date | None = None  # the day on which a card that was filed for will be there
        self.separate_on: date | None = None  # the day on which a separate card asked for is there

    def tasks(self, coming: date | None) -> Iterator[Task]:
        """Yield what may be done next; ``coming`` is the day on which a card that was filed for will be there."""
        self.coming = coming
        yield from self._waiting()
        yield from self._separate()
        yield from self._certificates()

    def _waiting(self) -> Iterator[Task]:
        """Yield the extension of a function that would end before the card is there."""
        number, ends = self.diary.now.my_number, told(self.diary.now.my_number.until)
        if self.coming is None or ends is None or ends >= self.coming or not self.diary.in_use:
            return
        self.diary.waited = True
        if not self.habits.extends_my_number or number.carrier is Carrier.NONE:
            return
        day = self.diary.last_open_day(Window.MUNICIPALITY, ends)
        if day and self._extension_open(day):
            yield Task(day, 2, self._extend)

    def _extension_open(self, day: date) -> bool:
        """Tell whether an extension of the function may be asked for; what may be is always one that lengthens it."""
        event = Extend(on=day, to=self._extended_at(day))
        return bool(judge(self.diary.now, event, book=self.diary.book))

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
        to = self._extended_at(day)
        self.diary.do(Extend(on=day, to=to), window=to)
        self.diary.charge(_P.MY_NUMBER_EXTENSION, on=day, filed_on=day)
        if self.coming is None:
            self.renew_certificates(day)

    def _separate(self) -> Iterator[Task]:
        """Yield what is done about a separate card, in the course that has one."""
        now = self.diary.now
        if self.separate_on is not None:
            yield Task(self._separate_day(self.separate_on), 9, self._receive_separate)
            return
        if self.diary.wants_specified:
            return
        number, ends = now.my_number, told(now.my_number.until)
        gone = number.state in {MyNumberState.LAPSED, MyNumberState.ABSENT}
        if gone and not self.diary.holds_specified and self.coming is None:
            yield Task(now.on, 9, self._ask_separate)
        if number.carrier is not Carrier.SEPARATE or not self.diary.in_use or ends is None:
            return
        # Should it end after all, a new one is asked for at once.
        yield Task(ends + _DAY, 9, self._ask_if_gone)
        stay_ends = told(now.stay.until)
        day = self.diary.open_day(Window.MUNICIPALITY, now.on)
        if self.coming is None and stay_ends and ends < stay_ends and self._extension_open(day):
            yield Task(day, 3, self._extend)
        elif stay_ends is None or ends < stay_ends:
            opens = windows.my_number_replacement(
                expires=ends, specified=False, on=now.on, book=self.diary.book
            )
            yield Task(max(opens.value.opens or now.on, now.on), 9, self._ask_separate)

    def _separate_day(self, ready: date) -> date:
        """Return when a new separate card is fetched: not in a special period, in which it would have ended."""
        ends = told(self.diary.now.stay.until)
        if self.coming is None or ends is None or ready <= ends or ready == date.max:
            return ready
        return self.diary.open_day(Window.MUNICIPALITY, max(ready, self.coming))

    def _ask_if_gone(self, day: date) -> None:
        """Ask for a new separate card because the function has ended, unless a residence card is on its way."""
        if self.coming is None and not self.diary.in_use:
            self._ask_separate(day)

    def _ask_separate(self, day: date) -> None:
        """Ask for a new separate card, for which nobody has to appear, and note when it will be there."""
        days = self.habits.separate_card_days
        if days is None:
            # How long there is no function cannot be told; what follows goes on without one.
            self.diary.missing["separate_card_days"] = None
            self.separate_on = date.max
            return
        if self.diary.in_use:
            self.diary.do(AskMyNumberReplacement(on=day))
        self.separate_on = self.diary.open_day(Window.MUNICIPALITY, days_after(day, days))

    def _receive_separate(self, day: date) -> None:
        self.diary.do(
            ReceiveMyNumberCard(on=day, made_on=day, certificates=self.habits.certificates),
            window=Window.MUNICIPALITY,
        )
        self.diary.charge(_P.MY_NUMBER_CARD, on=day, filed_on=day)
        self.separate_on = None

    def _wanting(self) -> tuple[bool, bool]:
        """Return whether the signing and the user certificate would be renewed at a visit now."""
        now, ends = self.diary.now, told(self.diary.now.my_number.until)
        if not self.habits.certificates or not self.diary.in_use or ends is None:
            return False, False
        signing, user = (
            one.state in {CertificateState.LAPSED, CertificateState.ABSENT}
            or (one.state is CertificateState.VALID and (told(one.until) or ends) < ends)
            for one in (now.signing, now.authentication)
        )
        return signing, user

    def renew_certificates(self, day: date) -> None:
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

    def _certificates(self) -> Iterator[Task]:
        """Yield a visit for certificates that end while the function goes on; none while a card is on its way."""
        signing, user = self._wanting()
        if self.coming is not None or not (signing or user):
            return
        now = self.diary.now
        held = [one for one, wanted in ((now.signing, signing), (now.authentication, user)) if wanted]
        ends = [told(one.until) for one in held if one.state is CertificateState.VALID]
        last = min((end for end in ends if end), default=None)
        gone = last is None or len(ends) < len(held)
        window = Window.MUNICIPALITY
        day = (
            self.diary.open_day(window, now.on) if gone else self.diary.last_open_day(window, last or now.on)
        )
        if day is not None:
            yield Task(day, 6, self.renew_certificates)
