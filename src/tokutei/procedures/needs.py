"""Which facts each goal needs, in the order of asking, and when each is needed.

A condition says that a fact is needed whatever the facts that are not known yet turn out to be: what depends on them
is asked for once they are known.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Final

from tokutei.data.tables import status_rows
from tokutei.law import Citation
from tokutei.lifecycle.start import may_have_carried
from tokutei.models import Facts
from tokutei.personal import Masked, Personal
from tokutei.procedures.goals import Goal, GoalKind
from tokutei.procedures.question_words import AskedFact
from tokutei.rules import routes
from tokutei.rules.rulebook import Rulebook
from tokutei.rules.validity import WITHOUT_END
from tokutei.vocabulary import CardForm, CardKind, MidToLongTerm, ProcedureKind, StatusOfResidence
from tokutei.vocabulary.cards import CERTIFICATES, SPECIFIED_CARDS

__all__ = ["NEEDS", "Known", "Need"]

_S: Final = StatusOfResidence


@dataclass(frozen=True, slots=True, repr=False)
class Known(Masked):
    """What is known, and what follows from it."""

    facts: Personal[Facts]
    goal: Goal
    on: date
    book: Rulebook

    @property
    def status(self) -> StatusOfResidence | None:
        """The status, also where the certificate alone tells it."""
        if self.facts.status is None and self.facts.card and self.facts.card.kind in CERTIFICATES:
            return _S.SPECIAL_PERMANENT_RESIDENT
        return self.facts.status

    @property
    def older_card(self) -> bool:
        """Whether it is known that the card is one of the form of 2012, which is never a specified one."""
        card = self.facts.card
        if card is None:
            return False
        form = card.form or (CardForm.issued_on(card.issued_on) if card.issued_on else None)
        return form is CardForm.FORM_2012

    @property
    def kind(self) -> CardKind | None:
        """The kind of card, also where its form tells it and the status says whose it is."""
        card = self.facts.card
        if card is None or card.kind is not None or not self.older_card or self.status is None:
            return card.kind if card else None
        special = self.status is _S.SPECIAL_PERMANENT_RESIDENT
        return CardKind.SPECIAL_PERMANENT_RESIDENT_CERTIFICATE if special else CardKind.RESIDENCE_CARD

    @property
    def specified(self) -> bool | None:
        """Whether the card is a specified one; ``None``: not known."""
        if self.older_card:
            return False
        return None if self.kind is None else self.kind in SPECIFIED_CARDS

    @property
    def endless(self) -> bool | None:
        """Whether the stay has no end; ``None``: not known."""
        if self.facts.stay_until is not None:
            return False
        return None if self.status is None else self.status in WITHOUT_END

    @property
    def has_card(self) -> bool | None:
        """Whether there may be a card; a status that never has one says no. ``None``: not known."""
        if self.status is not None:
            return _gives_card(self.status)
        return True if self.facts.card is not None else None

    def value(self, fact: AskedFact) -> object:
        """Return the value of a fact, or what is as good; ``None`` where it is not known."""
        derived: Callable[[], object] | None = {
            AskedFact.STATUS: lambda: self.status,
            AskedFact.CARD_KIND: lambda: self.kind,
            AskedFact.RECORDED: lambda: self.facts.municipality or self.facts.recorded,
            AskedFact.HAS_MY_NUMBER_CARD: lambda: self.facts.my_number_card or self.facts.has_my_number_card,
            AskedFact.HAS_PENDING: lambda: self.facts.pending or self.facts.has_pending_application,
        }.get(fact)
        if derived is not None:
            return derived()
        value: object = self
        for name in fact.value.split("."):
            value = getattr(value, name, None)
        return value


def _gives_card(status: StatusOfResidence) -> bool:
    return status_rows()[status].mid_long_term is not MidToLongTerm.NEVER


Condition = Callable[[Known], bool]
"""Whether a fact is needed, as far as can be told."""


@dataclass(frozen=True, slots=True)
class Need:
    """One fact that a goal may need."""

    fact: AskedFact
    when: Condition
    cites: tuple[Citation, ...]
    """The provisions by which it decides."""


def _always(_: Known) -> bool:
    return True


def _all(*conditions: Condition) -> Condition:
    return lambda known: all(condition(known) for condition in conditions)


def _has_end(known: Known) -> bool:
    return known.endless is False


def _end_told(known: Known) -> bool:
    return known.facts.stay_until is not None


def _endless(known: Known) -> bool:
    return known.endless is True


def _has_card(known: Known) -> bool:
    return known.has_card is True


def _may_have_card(known: Known) -> bool:
    return known.has_card is not False


def _no_card_told(known: Known) -> bool:
    return known.facts.card is None


def _kind_known(known: Known) -> bool:
    return known.kind is not None


def _not_specified(known: Known) -> bool:
    return known.specified is False


def _status_known(known: Known) -> bool:
    return known.status is not None


def _wants_specified(known: Known) -> bool:
    return known.goal.specified_card is True


def _age_of_card_open(known: Known) -> bool:
    """Tell whether the issue day decides the fee: not of a card that is specified or of an older form."""
    return known.specified is False and not known.older_card


def _returned_separate(known: Known) -> bool:
    """Tell whether a separate card would have to be given back for a specified one."""
    return known.specified is False and known.book.at(routes.SEPARATE_CARD_GIVEN_BACK, known.on).value


def _register_matters(known: Known) -> bool:
    special = known.status is _S.SPECIAL_PERMANENT_RESIDENT
    rule = routes.SPR_REGISTER_ENTRY_NEEDED if special else routes.REGISTER_ENTRY_NEEDED
    return known.book.at(rule, known.on).value


def _register_decides(known: Known) -> bool:
    """Tell whether a specified card can come, or the My Number function of one in hand lives, only in a register."""
    return known.specified is True or (known.specified is False and _register_matters(known))


def _pending_told(known: Known) -> bool:
    return known.facts.has_pending_application is True and known.facts.pending is None


def _resumed(*procedures: ProcedureKind) -> Condition:
    """Tell whether what is pending is gone on with, and may bring a specified card: of some procedures, or of any."""

    def needed(known: Known) -> bool:
        pending = known.facts.pending
        if pending is None or (procedures and pending.procedure not in procedures):
            return False
        return may_have_carried(pending, book=known.book)

    return needed


def _comes(*procedures: ProcedureKind) -> Condition:
    """Tell whether a specified card is wanted, or was asked for with what is pending of some procedures."""

    def needed(known: Known) -> bool:
        pending = known.facts.pending
        waited = pending is not None and pending.procedure in procedures and pending.specified_card is True
        return waited or _wants_specified(known)

    return needed


_BY_OTHER_WAYS: Final = frozenset({_S.PERMANENT_RESIDENT, _S.SPECIAL_PERMANENT_RESIDENT})


def _by_change(known: Known) -> bool:
    """Tell whether the status wanted is one that is had by a change at all."""
    return known.goal.to_status is not None and known.goal.to_status not in _BY_OTHER_WAYS


def _not_special(known: Known) -> bool:
    return known.status is not None and known.status is not _S.SPECIAL_PERMANENT_RESIDENT


def _stays_resident(known: Known) -> bool:
    return known.goal.to_status is not None and _gives_card(known.goal.to_status)


def _not_permanent(known: Known) -> bool:
    return known.status is not None and known.status not in _BY_OTHER_WAYS


def _not_unrecorded(known: Known) -> bool:
    return known.facts.recorded is not False


def _end_not_told(known: Known) -> bool:
    """Tell whether neither the stay nor a certificate says until when the lost card would have lasted."""
    return known.facts.stay_until is None and known.kind is not None and known.kind not in CERTIFICATES


def _stay_or_card_may_end(known: Known) -> bool:
    """Tell whether the stay ends some day, or the card of somebody whose stay never ends, before the planned return.

    The last day for coming back goes on with a stay that goes on because an application is pending.
    """
    card, back = known.facts.card, known.goal.returning_on
    until = card.valid_until if card and known.endless else None
    return known.endless is False or (until is not None and back is not None and back > until)


def _need(fact: AskedFact, cites: str, *conditions: Condition) -> Need:
    return Need(fact, _all(*conditions or (_always,)), tuple(map(Citation.parse, cites.split())))


_F: Final = AskedFact
_SEPARATE: Final = "425AC0000000027:18-5:8#first"
_TAKEN_ALONG: Final = "326CO0000000319:19-15-2:1"
_FEE_BY_AGE: Final = "410CO0000000178:25:2"
_EXTENDS: Final = (ProcedureKind.EXTENSION_OF_STAY,)
_KEEPS_UP: Final = (ProcedureKind.PERMANENT_RESIDENCE, ProcedureKind.EXTENSION_OF_STAY)
"""What is gone on with, if it is pending, on the way to permanent residence."""


def _pending(*conditions: Condition, cites: str = "326CO0000000319:20:6") -> tuple[Need, ...]:
    return (
        _need(_F.HAS_PENDING, cites, *conditions),
        _need(_F.PENDING_PROCEDURE, cites, *conditions, _pending_told),
        _need(_F.PENDING_FILED_ON, cites, *conditions, _pending_told),
    )


def _asked_with(*procedures: ProcedureKind, when: tuple[Condition, ...]) -> Need:
    """Return whether a specified card was asked for with what is pending, which is then waited for."""
    return _need(_F.PENDING_SPECIFIED, f"{_TAKEN_ALONG} {_SEPARATE}", *when, _resumed(*procedures))


def _specified(*conditions: Condition, pending: tuple[ProcedureKind, ...] = ()) -> tuple[Need, ...]:
    """Return what a specified card needs besides: one that is wanted, or that was asked for with what is pending."""
    return (
        _need(_F.RECORDED, _TAKEN_ALONG, *conditions, _wants_specified, _register_matters),
        _need(_F.HAS_MY_NUMBER_CARD, _SEPARATE, *conditions, _comes(*pending), _returned_separate),
        _need(_F.ISSUED_ON, _FEE_BY_AGE, *conditions, _wants_specified, _age_of_card_open),
    )


NEEDS: Final[Mapping[GoalKind, tuple[Need, ...]]] = MappingProxyType(
    {
        GoalKind.EXTEND: (
            _need(_F.STATUS, "326CO0000000319:21:1"),
            _need(_F.STAY_UNTIL, "326CO0000000319:21:2", _has_end),
            _need(_F.CARD_KIND, "326CO0000000319:21:4#first", _has_end, _has_card),
            *_pending(_has_end),
            _asked_with(*_EXTENDS, when=(_has_end,)),
            *_specified(_has_end, _has_card, pending=_EXTENDS),
        ),
        GoalKind.CHANGE_STATUS: (
            _need(_F.TO_STATUS, "326CO0000000319:20:2#main"),
            _need(_F.STATUS, "326CO0000000319:20:1", _by_change),
            _need(_F.STAY_UNTIL, "326CO0000000319:20:6", _by_change, _not_special, _has_end),
            _need(_F.CARD_KIND, "326CO0000000319:20:4#first", _by_change, _not_special, _has_card),
            *_pending(_by_change, _not_special),
            *_specified(_by_change, _not_special, _has_card, _stays_resident),
        ),
        GoalKind.BECOME_PERMANENT: (
            _need(_F.STATUS, "326CO0000000319:22:1"),
            _need(_F.STAY_UNTIL, "326CO0000000319:22:1", _not_permanent, _has_card, _has_end),
            _need(_F.CARD_KIND, "326CO0000000319:22:3#first", _not_permanent, _has_card),
            *_pending(_not_permanent, _has_card, cites="326CO0000000319:22:1"),
            _asked_with(*_KEEPS_UP, when=(_not_permanent, _has_card)),
            *_specified(_not_permanent, _has_card, pending=_KEEPS_UP),
        ),
        GoalKind.MOVE: (
            _need(_F.TO_MUNICIPALITY, "326CO0000000319:19-9:1"),
            _need(_F.MUNICIPALITY, "342AC0000000081:22:1 342AC0000000081:23", _not_unrecorded),
            _need(_F.MOVING_ON, "326CO0000000319:19-9:1"),
            _need(_F.CARD_KIND, "326CO0000000319:19-9:1 403AC0000000071:10:2", _may_have_card),
            _need(_F.HAS_MY_NUMBER_CARD, "425AC0000000027:17:6", _not_specified),
            _need(_F.ISSUED_ON, "410CO0000000178:3-3:1", _wants_specified, _age_of_card_open),
            # A card that is waited for comes only while the stay goes on.
            *_pending(_wants_specified, _end_told),
            _asked_with(when=(_wants_specified, _end_told)),
        ),
        GoalKind.GET_SPECIFIED_CARD: (
            _need(_F.STATUS, _TAKEN_ALONG),
            _need(_F.CARD_KIND, _TAKEN_ALONG, _has_card),
            _need(_F.RECORDED, f"{_TAKEN_ALONG} 425AC0000000027:18-5:9", _has_card, _register_decides),
            _need(_F.HAS_MY_NUMBER_CARD, _SEPARATE, _has_card, _returned_separate),
            _need(_F.ISSUED_ON, _FEE_BY_AGE, _has_card, _age_of_card_open),
            _need(_F.STAY_UNTIL, "326CO0000000319:19-15-2:1:2", _has_card, _not_specified, _has_end),
            _need(_F.CARD_VALID_UNTIL, "326CO0000000319:19-15-2:1:1", _has_card, _not_specified, _endless),
            *_pending(_has_card, _not_specified, cites=_TAKEN_ALONG),
            _asked_with(when=(_has_card, _not_specified)),
        ),
        GoalKind.REPLACE_LOST_CARD: (
            _need(_F.KNOWN_ON, "326CO0000000319:19-12:1"),
            _need(_F.CARD_KIND, "326CO0000000319:19-12:1 403AC0000000071:13:1", _may_have_card),
            _need(_F.CARD_VALID_UNTIL, "326CO0000000319:19-12:1", _end_not_told),
            _need(_F.RECORDED, _TAKEN_ALONG, _kind_known, _wants_specified, _register_matters),
            _need(_F.HAS_MY_NUMBER_CARD, _SEPARATE, _wants_specified, _returned_separate),
        ),
        GoalKind.TWO_CARDS: (
            _need(_F.CARD_KIND, "326CO0000000319:19-15-4:2 403AC0000000071:16-3:2", _may_have_card),
            _need(_F.RECORDED, "425AC0000000027:16-2:1", _kind_known),
            _need(_F.HAS_MY_NUMBER_CARD, "425AC0000000027:16-2:1", _not_specified),
            *_pending(_kind_known, _end_told),
        ),
        GoalKind.LEAVE_AND_RETURN: (
            _need(_F.STATUS, "326CO0000000319:26-2:1#main"),
            _need(_F.LEAVING_ON, "326CO0000000319:26-2:2", _status_known),
            _need(_F.RETURNING_ON, "326CO0000000319:26-2:2 326CO0000000319:26:3", _status_known),
            _need(_F.STAY_UNTIL, "326CO0000000319:26-2:2 326CO0000000319:26:3", _has_end),
            _need(_F.CARD_KIND, "326CO0000000319:26-2:1#main", _has_card, _has_end, _no_card_told),
            _need(_F.CARD_VALID_UNTIL, "326CO0000000319:26-2:1#main", _has_card, _endless),
            *_pending(_stay_or_card_may_end),
        ),
        GoalKind.NATURALIZE: (
            _need(_F.CARD_KIND, "326CO0000000319:19-15:1 403AC0000000071:16:1", _may_have_card),
            _need(_F.HAS_MY_NUMBER_CARD, "426CO0000000155:14::4", _not_specified),
        ),
        GoalKind.HAVE_CHILD: (
            _need(_F.STATUS, "326CO0000000319:22-2:2 403AC0000000071:4:1"),
            _need(_F.TO_STATUS, "326CO0000000319:22-2:2", _not_special),
            _need(_F.CHILD_BORN_ON, "326CO0000000319:22-2:2 403AC0000000071:4:2"),
            _need(_F.MUNICIPALITY, _TAKEN_ALONG, _wants_specified, _not_unrecorded),
        ),
    }
)
"""What each goal may need, in the order of asking: what decides most comes first."""
