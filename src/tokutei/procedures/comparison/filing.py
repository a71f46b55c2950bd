"""What has to be filed next so that stay and card go on, when, and whether it may be filed online."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date
from typing import Final

from tokutei.errors import FactsError, NotInForceError, UnknownTermError
from tokutei.law import Reason, Verdict
from tokutei.lifecycle import (
    AskCertificateExchange,
    AskExchange,
    Event,
    FileCardRenewal,
    FileCertificateRenewal,
    FileExtension,
    Situation,
    judge,
)
from tokutei.lifecycle.states import StayState
from tokutei.models import UNKNOWN
from tokutei.procedures.comparison.courses import Habits
from tokutei.procedures.online import sign_in
from tokutei.rules import offices, routes, windows
from tokutei.rules.rulebook import Rulebook
from tokutei.vocabulary import Channel, ProcedureKind, StatusOfResidence, Window

__all__ = ["Due", "file_event", "next_due", "online_lost", "posted"]

_P: Final = ProcedureKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """A procedure that is filed so that stay or card go on, or to change the cards."""

    procedure: ProcedureKind
    window: Window
    ends: date
    """The last day of what it prolongs; ``date.max`` where it prolongs nothing."""
    channels: AbstractSet[Channel] = frozenset()
    """How it may be filed at all; where that is not known, none."""

    @property
    def online(self) -> bool:
        """Whether it may be filed online at all."""
        return Channel.ONLINE in self.channels

    @property
    def decided(self) -> bool:
        """Whether a decision about the stay is taken."""
        return self.procedure is _P.EXTENSION_OF_STAY

    def opens(self, situation: Situation, book: Rulebook) -> date:
        """Return the first day on which it may be filed; for a stay, the first by practice.

        Raises:
            FactsError: a fact that decides it is missing.
        """
        if self.decided:
            found = windows.before_stay_end(self.procedure, stay_end=self.ends, on=situation.on, book=book)
            return found.value.advised_from or situation.on
        issued, status = situation.card.issued_on, situation.stay.status
        card = windows.HeldCard(
            self.ends,
            issued if isinstance(issued, date) else None,
            situation.person.born,
            status if isinstance(status, StatusOfResidence) else None,
            spr=self.procedure is _P.SPR_RENEWAL,
        )
        return windows.renewal_window(card, on=situation.on, book=book).value

    def closes_online(self, situation: Situation, book: Rulebook) -> date:
        """Return the last day on which it may be sent online."""
        found = windows.before_stay_end(
            self.procedure, stay_end=self.ends, on=situation.on, channel=Channel.ONLINE, book=book
        )
        return found.value.closes or self.ends


def next_due(situation: Situation, book: Rulebook) -> Due | None:
    """Return what is filed next so that stay and card go on; ``None`` where nothing ends.

    Raises:
        FactsError: the last day of the stay or the card is not known.
    """
    stay, card_ends = situation.stay, situation.residence.until
    if stay.state is StayState.SPECIAL_PERMANENT:
        procedure, ends = _P.SPR_RENEWAL, card_ends
    elif stay.state is not StayState.MID_LONG:
        return None
    elif stay.until is UNKNOWN:
        raise FactsError(missing=("stay_until",))
    elif isinstance(stay.until, date) and not (isinstance(card_ends, date) and card_ends < stay.until):
        procedure, ends = _P.EXTENSION_OF_STAY, stay.until
    else:
        procedure, ends = _P.CARD_RENEWAL, card_ends
    if ends is UNKNOWN:
        raise FactsError(missing=("card_valid_until",))
    if not isinstance(ends, date):
        return None
    window = offices.window_of(procedure, on=situation.on, book=book).value
    channels = _channels(procedure, situation.on, book)
    return Due(procedure=procedure, window=window, ends=ends, channels=channels)


def _channels(procedure: ProcedureKind, on: date, book: Rulebook) -> AbstractSet[Channel]:
    try:
        return routes.channels_of(procedure, on=on, book=book).value
    except (UnknownTermError, NotInForceError):
        return frozenset()


def posted(situation: Situation, due: Due, *, specified: bool, habits: Habits, book: Rulebook) -> bool:
    """Return whether something is filed by post today: that is wished, and open."""
    if habits.channel is not Channel.POST or Channel.POST not in due.channels:
        return False
    event = file_event(due, situation.on, Channel.POST, specified=specified, certificates=habits.certificates)
    return judge(situation, event, book=book).verdict is not Verdict.REFUSED


def file_event(due: Due, on: date, channel: Channel, *, specified: bool, certificates: bool) -> Event:
    """Return the event of filing."""
    asked = certificates if specified else None
    if due.procedure is _P.EXTENSION_OF_STAY:
        return FileExtension(on=on, channel=channel, specified_card=specified, certificates=asked)
    if due.procedure is _P.CARD_RENEWAL:
        return FileCardRenewal(on=on, channel=channel, specified_card=specified, certificates=asked)
    if due.procedure is _P.EXCHANGE:
        return AskExchange(on=on, channel=channel, specified_card=specified, certificates=asked)
    if due.procedure is _P.SPR_RENEWAL:
        return FileCertificateRenewal(on=on, specified_card=specified, certificates=asked)
    return AskCertificateExchange(on=on, specified_card=specified, certificates=asked)


def online_lost(
    situation: Situation, due: Due, *, specified: bool, habits: Habits, book: Rulebook
) -> tuple[tuple[Reason, ...], tuple[str, ...]]:
    """Return why something cannot be filed online today, and the facts without which it cannot be told."""
    if not due.online:
        return (), ()
    event = file_event(
        due, situation.on, Channel.ONLINE, specified=specified, certificates=habits.certificates
    )
    judged = judge(situation, event, book=book)
    if judged.verdict is Verdict.REFUSED:
        return judged.reasons, ()
    found = sign_in(
        situation,
        on=situation.on,
        book=book,
        bureau_id=habits.bureau_id,
        certificates_held=habits.certificates_held,
    )
    if found.missing:
        return (), found.missing
    return ((), judged.missing) if found.why is None else ((found.why,), ())
