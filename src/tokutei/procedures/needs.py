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
from tokutei.models import Facts
from tokutei.personal import Masked, Personal
from tokutei.procedures.goals import Goal, GoalKind
from tokutei.procedures.question_words import AskedFact
from tokutei.rules import routes
from tokutei.rules.rulebook import Rulebook
from tokutei.rules.validity import WITHOUT_END
from tokutei.vocabulary import CardForm, CardKind, MidToLongTerm, StatusOfResidence
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


def _pending_told(known: Known) -> bool:
    return known.facts.has_pending_application is True and known.facts.pending is None


_BY_OTHER_WAYS: Final = frozenset({_S.PERMANENT_RESIDENT, _S.SPECIAL_PERMANENT_RESIDENT})


def _by_change(known: Known) -> bool:
    """Tell whether the status wanted is one that is had by a change at all."""
    return known.goal.to_status is not None and known.goal.to_status not in _BY_OTHER_WAYS


def _may_change(known: Known) -> bool:
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


def _back_after_end(known: Known) -> bool:
    """Tell whether the stay, or the card of somebody whose stay has no end, ends before the planned return."""
    card = known.facts.card
    until = known.facts.stay_until or (card.valid_until if card and known.endless else None)
    back = known.goal.returning_on
    return until is not None and back is not None and back > until


def _need(fact: AskedFact, cites: str, *conditions: Condition) -> Need:
    return Need(fact, _all(*conditions or (_always,)), tuple(map(Citation.parse, cites.split())))


_F: Final = AskedFact
_SEPARATE: Final = "425AC0000000027:18-5:8#first"
_TAKEN_ALONG: Final = "326CO0000000319:19-15-2:1"
_FEE_BY_AGE: Final = "410CO0000000178:25:2"


def _pending(*conditions: Condition, cites: str = "326CO0000000319:20:6") -> tuple[Need, ...]:
    return (
        _need(_F.HAS_PENDING, cites, *conditions),
        _need(_F.PENDING_PROCEDURE, cites, *conditions, _pending_told),
        _need(_F.PENDING_FILED_ON, cites, *conditions, _pending_told),
    )


def _specified(*conditions: Condition) -> tuple[Need, ...]:
    """Return what a specified card needs besides."""
    return (
        _need(_F.RECORDED, _TAKEN_ALONG, *conditions, _register_matters),
        _need(_F.HAS_MY_NUMBER_CARD, _SEPARATE, *conditions, _returned_separate),
        _need(_F.ISSUED_ON, _FEE_BY_AGE, *conditions, _age_of_card_open),
    )


NEEDS: Final[Mapping[GoalKind, tuple[Need, ...]]] = MappingProxyType(
    {
        GoalKind.EXTEND: (
            _need(_F.STATUS, "326CO0000000319:21:1"),
            _need(_F.STAY_UNTIL, "326CO0000000319:21:2", _has_end),
            _need(_F.CARD_KIND, "326CO0000000319:21:4#first", _has_end, _has_card),
            *_pending(_has_end),
            *_specified(_has_end, _has_card, _wants_specified),
        ),
        GoalKind.CHANGE_STATUS: (
            _need(_F.TO_STATUS, "326CO0000000319:20:2#main"),
            _need(_F.STATUS, "326CO0000000319:20:1", _by_change),
            _need(_F.STAY_UNTIL, "326CO0000000319:20:6", _by_change, _may_change, _has_end),
            _need(_F.CARD_KIND, "326CO0000000319:20:4#first", _by_change, _may_change, _has_card),
            *_pending(_by_change, _may_change),
            *_specified(_by_change, _may_change, _has_card, _stays_resident, _wants_specified),
        ),
        GoalKind.BECOME_PERMANENT: (
            _need(_F.STATUS, "326CO0000000319:22:1"),
            _need(_F.STAY_UNTIL, "326CO0000000319:22:1", _not_permanent, _has_card, _has_end),
            _need(_F.CARD_KIND, "326CO0000000319:22:3#first", _not_permanent, _has_card),
            *_pending(_not_permanent, _has_card, cites="326CO0000000319:22:1"),
            *_specified(_not_permanent, _has_card, _wants_specified),
        ),
        GoalKind.MOVE: (
            _need(_F.TO_MUNICIPALITY, "326CO0000000319:19-9:1"),
            _need(_F.MUNICIPALITY, "342AC0000000081:22:1 342AC0000000081:23", _not_unrecorded),
            _need(_F.MOVING_ON, "326CO0000000319:19-9:1"),
            _need(_F.CARD_KIND, "326CO0000000319:19-9:1 403AC0000000071:10:2", _may_have_card),
            _need(_F.HAS_MY_NUMBER_CARD, "425AC0000000027:17:6", _not_specified),
            _need(_F.ISSUED_ON, "410CO0000000178:3-3:1", _wants_specified, _age_of_card_open),
        ),
        GoalKind.GET_SPECIFIED_CARD: (
            _need(_F.STATUS, _TAKEN_ALONG),
            _need(_F.CARD_KIND, _TAKEN_ALONG, _has_card),
            *_specified(_has_card, _not_specified),
            _need(_F.STAY_UNTIL, "326CO0000000319:19-15-2:1:2", _has_card, _not_specified, _has_end),
            _need(_F.CARD_VALID_UNTIL, "326CO0000000319:19-15-2:1:1", _has_card, _not_specified, _endless),
            *_pending(_has_card, _not_specified, cites=_TAKEN_ALONG),
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
        ),
        GoalKind.LEAVE_AND_RETURN: (
            _need(_F.STATUS, "326CO0000000319:26-2:1#main"),
            _need(_F.LEAVING_ON, "326CO0000000319:26-2:2", _has_card),
            _need(_F.RETURNING_ON, "326CO0000000319:26-2:2 326CO0000000319:26:3", _has_card),
            _need(_F.STAY_UNTIL, "326CO0000000319:26-2:2", _has_card, _has_end),
            _need(_F.CARD_KIND, "326CO0000000319:26-2:1#main", _has_card, _has_end, _no_card_told),
            _need(_F.CARD_VALID_UNTIL, "326CO0000000319:26-2:1#main", _has_card, _endless),
            *_pending(_has_card, _back_after_end),
        ),
        GoalKind.NATURALIZE: (
            _need(_F.CARD_KIND, "326CO0000000319:19-15:1 403AC0000000071:16:1", _may_have_card),
            _need(_F.HAS_MY_NUMBER_CARD, "426CO0000000155:14::4", _not_specified),
        ),
        GoalKind.HAVE_CHILD: (
            _need(_F.STATUS, "326CO0000000319:22-2:2 403AC0000000071:4:1"),
            _need(_F.CHILD_BORN_ON, "326CO0000000319:22-2:2 403AC0000000071:4:2"),
        ),
    }
)
"""What each goal may need, in the order of asking: what decides most comes first."""
