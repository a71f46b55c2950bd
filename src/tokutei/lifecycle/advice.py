"""What is worth knowing although it is allowed, and which open questions an event touches."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Final

from tokutei.errors import FactsError, NotInForceError, OutOfTableError
from tokutei.law import Citation, OpenQuestion, Reason
from tokutei.lifecycle.events import EventKind
from tokutei.lifecycle.guard_words import Guard
from tokutei.lifecycle.law import brings_special_period, special_period_end
from tokutei.lifecycle.rows import art
from tokutei.lifecycle.scene import Scene
from tokutei.lifecycle.states import Carrier, MyNumberState, RegisterState
from tokutei.lifecycle.tables.making import SPECIFIED_SINCE
from tokutei.models import UNKNOWN
from tokutei.rules.routes import MADE_ONLY_AFTER_DECISION
from tokutei.rules.validity.residence import renews_eve_card
from tokutei.rules.windows import HeldCard, card_renewal
from tokutei.vocabulary import StatusOfResidence

__all__ = ["Advice", "advice", "open_questions"]


@dataclass(frozen=True, slots=True)
class Advice:
    """Something worth knowing although nothing is refused."""

    code: str
    """Stable word; the key of its text under ``reason``."""
    cite: tuple[Citation, ...]
    until: date
    """The day that matters: the last one of what ends, or the last one to act."""
    special_end: date
    """Last day of the special period."""

    def reason(self) -> Reason:
        """Return the advice as a reason of a judgement."""
        return Reason(self.code, self.cite, {"until": self.until, "special_end": self.special_end})

    def text(self, lang: str) -> str:
        """Return the advice with the provisions it rests on."""
        return self.reason().text(lang)


_NOT_EXTENDED_ON_CARD: Final = art("508M60004018001:4:1")
_NOT_EXTENDED_SEPARATE: Final = art("426M60000008085:27:2:2")
_FREE_RETRY: Final = art(
    "410CO0000000178:3-3:2:3", "410CO0000000178:3-3:2:4", "507CO0000000423:5::2", "507CO0000000423:5::3"
)
_DELIVERY_IN_TIME: Final = art("19-15-2:4", "20:5", "20:6")
_LIVE: Final = frozenset({MyNumberState.VALID, MyNumberState.EXTENDED})


def _brings_special_period(scene: Scene) -> date | None:
    """Return the end of the special period that a filing brings if nothing is decided before."""
    until, event = scene.situation.stay.until, scene.event
    if event.procedure is None or not isinstance(until, date) or event.on > until:
        return None
    if not brings_special_period(event.procedure, event.on, scene.book):
        return None
    return special_period_end(until, scene.book)


def advice(scene: Scene) -> tuple[Advice, ...]:
    """Return what somebody who files this should know."""
    situation, event = scene.situation, scene.event
    if event.procedure is None:  # nothing is filed
        return ()
    until = situation.stay.until
    if scene.says(Guard.SPECIFIED_ASKED) is True and scene.says(Guard.SAME_DAY_RETRY) is True:
        return (Advice("free_retry_today", _FREE_RETRY, event.on, event.on),)
    if event.kind is EventKind.FILE_PERMANENT_RESIDENCE and isinstance(until, date) and event.on <= until:
        return (Advice("permanent_residence_brings_no_special_period", art("22:1", "20:6"), until, until),)
    special_end = scene.once(_brings_special_period)
    if special_end is None or not isinstance(until, date):
        return ()
    found = []
    ends = situation.my_number.until if situation.my_number.state in _LIVE else UNKNOWN
    # Under a reform the function may end with the special period by itself.
    follows = isinstance(ends, date) and ends < special_end and scene.says(Guard.MY_NUMBER_FOLLOWS) is True
    if isinstance(ends, date) and ends < special_end and not follows:
        on_card = situation.my_number.carrier is Carrier.ON_CARD
        cite = _NOT_EXTENDED_ON_CARD if on_card else _NOT_EXTENDED_SEPARATE
        found.append(Advice("my_number_not_extended", cite, ends, special_end))
    if scene.says(Guard.SPECIFIED_ASKED):
        found.append(Advice("delivery_before_special_end", _DELIVERY_IN_TIME, special_end, special_end))
    return tuple(found)


_OPEN: Final[Mapping[EventKind, tuple[tuple[str, tuple[Guard, ...]], ...]]] = MappingProxyType(
    {
        EventKind.NOTIFY_MOVE_IN: (
            ("Q2", (Guard.ON_CARD, Guard.NOT_HANDED_IN)),
            ("Q7", (Guard.SPECIFIED_PENDING,)),
            ("Q14", (Guard.ON_CARD, Guard.MY_NUMBER_LIVE)),
        ),
        EventKind.MOVE_ABROAD: (("Q8", (Guard.ON_CARD, Guard.MY_NUMBER_LIVE)),),
        EventKind.CHANGE_ALIAS: (("Q13", (Guard.ON_CARD,)),),
    }
)
"""Questions that events after a move touch, each where all its guards hold."""


_AT_THE_MAYOR: Final = frozenset({EventKind.CONFIRM_CARD, EventKind.RECEIVE_CARD})
"""What turns to the mayor of the place where the holder is recorded."""


def _of_renewal(scene: Scene) -> tuple[OpenQuestion, ...]:
    """Return what is open in a renewal of the card's validity: only what a specified card would bring."""
    if scene.says(Guard.SPECIFIED_ASKED) is not True:
        return ()
    situation, day, ends = scene.situation, scene.event.on, scene.situation.residence.until
    issued_on = situation.card.issued_on
    permanent = situation.stay.status is StatusOfResidence.PERMANENT_RESIDENT
    born = situation.person.born
    touched = {
        "Q1": permanent and isinstance(ends, date) and renews_eve_card(born, day, ends, scene.book),
        "Q11": isinstance(issued_on, date) and issued_on < SPECIFIED_SINCE,
    }
    return tuple(scene.book.question(key) for key, is_touched in touched.items() if is_touched)


def _of_window(scene: Scene) -> tuple[OpenQuestion, ...]:
    """Return whether the window has begun, in the month in which that is open for cards of the older law."""
    situation, day = scene.situation, scene.event.on
    ends, issued_on, status = situation.residence.until, situation.card.issued_on, situation.stay.status
    if not isinstance(ends, date) or not isinstance(issued_on, date):
        return ()
    told = status if isinstance(status, StatusOfResidence) else None
    special = scene.event.kind is EventKind.FILE_CERTIFICATE_RENEWAL
    try:
        card = HeldCard(ends, issued_on, situation.person.born, told, special)
        found = card_renewal(card, on=day, book=scene.book).value
    except (FactsError, NotInForceError, OutOfTableError):
        return ()
    return (scene.book.question("Q10"),) if found.reason == "perhaps_too_early" else ()


def open_questions(scene: Scene) -> tuple[OpenQuestion, ...]:
    """Return what the law leaves open in what an event does."""
    event = scene.event
    if event.kind is EventKind.EXTEND_MY_NUMBER:
        return (scene.book.question("Q12"),)
    if event.kind in {EventKind.FILE_CARD_RENEWAL, EventKind.FILE_CERTIFICATE_RENEWAL}:
        of_card = event.kind is EventKind.FILE_CARD_RENEWAL
        return (*_of_window(scene), *(_of_renewal(scene) if of_card else ()))
    if event.kind in _AT_THE_MAYOR and scene.situation.register.state is RegisterState.MOVED_OUT:
        asked = scene.says(Guard.SPECIFIED_PENDING) is True
        return (scene.book.question("Q7"),) if asked else ()
    if touched := _OPEN.get(event.kind, ()):
        found = (key for key, guards in touched if all(scene.says(guard) is True for guard in guards))
        return tuple(scene.book.question(key) for key in found)
    asks = event.procedure is not None and scene.says(Guard.SPECIFIED_ASKED) is True
    if event.procedure is None or not asks or scene.once(_brings_special_period) is None:
        return ()
    waits = event.procedure in scene.book.at(MADE_ONLY_AFTER_DECISION, event.on).value
    return (scene.book.question("Q4"),) if waits else ()
