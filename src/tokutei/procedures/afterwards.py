"""What is worth doing after a card, a status or an address changed: advice, kept apart from what is owed by law.

What is law comes from the duties of lives, with its provisions, and is not said again as advice. The advice is no
law: nobody owes it, no number of days runs for it, and whether it matters depends on the contract or the office.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Final

from tokutei import messages
from tokutei.errors import FactsError
from tokutei.law import Evidence, Reason
from tokutei.law.days import japan_day
from tokutei.lifecycle import Duty, EventKind, Outcome, advance, duties
from tokutei.lifecycle.arguments import demand
from tokutei.lifecycle.situation import Card
from tokutei.lifecycle.states import CertificateState, MyNumberState, SeparateCardState
from tokutei.rules.rulebook import CURRENT, Rulebook
from tokutei.vocabulary import CardForm
from tokutei.vocabulary.cards import CERTIFICATES, RESIDENCE_CARDS, SPECIFIED_CARDS
from tokutei.vocabulary.words import Word

__all__ = ["ADVICE", "Advised", "AfterChange", "Afterwards", "afterwards", "changes_of"]


class AfterChange(Word):
    """What changed."""

    NEW_CARD = "new_card", "新しい在留カード等", "a new ordinary card"
    NEW_SPECIFIED_CARD = "new_specified_card", "新しい特定在留カード等", "a new specified card"
    NEW_STATUS = "new_status", "在留資格の変更", "a new status of residence"
    MOVE = "move", "引っ越し", "a move"
    TWO_CARDS_AGAIN = "two_cards_again", "二枚のカードに戻すこと", "going back to two cards"
    LOSS = "loss", "紛失", "a loss"


class Advised(Word):
    """What is advised."""

    BANK = "bank", "銀行に新しいカードの内容を伝える", "tell the bank what the new card says"
    EMPLOYER = "employer", "勤務先に伝える", "tell the employer"
    PHONE = "phone", "携帯電話会社に伝える", "tell the mobile phone company"
    SCHOOL = "school", "学校に伝える", "tell the school"
    CREDIT_AND_RENT = (
        "credit_and_rent",
        "クレジットカード会社や貸主に伝える",
        "tell the credit card company and the landlord",
    )
    INSURANCE_USE = (
        "insurance_use",
        "マイナ保険証として使えるか確かめる",
        "check that the card works as a health insurance card",
    )
    LICENCE_DATA = (
        "licence_data",
        "免許情報を新しいカードに記録し直す",
        "have the driving licence recorded on the new card again",
    )
    SMARTPHONE = (
        "smartphone",
        "スマートフォンのマイナンバーカードを設定し直す",
        "set up the record on the smartphone again",
    )
    CERTIFICATES = (
        "certificates",
        "署名用電子証明書の発行を受ける",
        "have a new certificate for signing issued",
    )
    NEW_PINS = "new_pins", "新しい暗証番号を控える", "use the PINs that were set for the new card"
    STOP_USE = (
        "stop_use",
        "個人番号カードとしての機能の利用停止を電話で求める",
        "have the My Number function stopped by telephone",
    )
    TELL_POLICE = "tell_police", "警察に届け出る", "report it to the police"
    NEW_SEPARATE_CARD = (
        "new_separate_card",
        "個人番号カードを申請する",
        "ask for a separate Individual Number Card",
    )


_C: Final = AfterChange
_NEW: Final = frozenset({_C.NEW_CARD, _C.NEW_SPECIFIED_CARD})
_FUNCTION: Final = frozenset({_C.NEW_SPECIFIED_CARD, _C.TWO_CARDS_AGAIN, _C.LOSS})

ADVICE: Final[Mapping[Advised, tuple[frozenset[AfterChange], Evidence]]] = MappingProxyType(
    {
        Advised.STOP_USE: (frozenset({_C.LOSS}), Evidence.SECONDARY),
        Advised.TELL_POLICE: (frozenset({_C.LOSS}), Evidence.SECONDARY),
        Advised.EMPLOYER: (_NEW | {_C.NEW_STATUS, _C.MOVE}, Evidence.SECONDARY),
        Advised.SCHOOL: (_NEW | {_C.NEW_STATUS, _C.MOVE}, Evidence.INFERRED),
        Advised.BANK: (_NEW | {_C.NEW_STATUS, _C.MOVE}, Evidence.SECONDARY),
        Advised.PHONE: (_NEW | {_C.MOVE}, Evidence.SECONDARY),
        Advised.CREDIT_AND_RENT: (_NEW | {_C.MOVE}, Evidence.SECONDARY),
        Advised.NEW_SEPARATE_CARD: (frozenset({_C.TWO_CARDS_AGAIN}), Evidence.INFERRED),
        Advised.NEW_PINS: (frozenset({_C.NEW_SPECIFIED_CARD}), Evidence.INFERRED),
        Advised.CERTIFICATES: (frozenset({_C.MOVE}), Evidence.INFERRED),
        Advised.LICENCE_DATA: (_FUNCTION, Evidence.SECONDARY),
        Advised.SMARTPHONE: (_FUNCTION, Evidence.INFERRED),
        Advised.INSURANCE_USE: (_FUNCTION, Evidence.INFERRED),
    }
)
"""After which changes each is advised, and how well it is known; in the order in which it is worth doing.

What concerns the My Number function is advised only where the card concerned carried it, or may have.
"""
_OF_LOST_CARRIER: Final = frozenset(
    {Advised.STOP_USE, Advised.LICENCE_DATA, Advised.SMARTPHONE, Advised.INSURANCE_USE}
)
"""Advised after a loss only of what carried the My Number function."""
_OF_EARLIER_CARRIER: Final = frozenset({Advised.LICENCE_DATA, Advised.SMARTPHONE, Advised.NEW_PINS})
"""Advised after a specified card came only where something carried the My Number function before it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Afterwards:
    """One thing to do afterwards: a duty of the law, or advice."""

    is_law: bool
    """Whether the law demands it; advice is never law."""
    duty: Duty | None = None
    """The duty with its provisions and its last day; ``None`` for advice."""
    advised: Advised | None = None
    """What is advised; ``None`` for a duty."""
    changes: tuple[AfterChange, ...] = ()
    """The changes after which it is advised; none for a duty."""
    evidence: Evidence = Evidence.OFFICIAL
    """How well it is known; of advice, what is said of it, which is never more than secondary."""

    def text(self, lang: str) -> str:
        """Return what to do, marked as law or as advice, with when it matters."""
        if self.duty is not None:
            return messages.text("afterwards.law", lang, duty=self.duty)
        key = self.advised.value if self.advised else ""
        when = messages.text(f"afterwards.when.{key}", lang)
        return messages.text("afterwards.advice", lang, what=self.advised or "", when=when)


_BY_EVENT: Final[Mapping[EventKind, AfterChange]] = MappingProxyType(
    {
        EventKind.NOTIFY_FIRST_ADDRESS: AfterChange.MOVE,
        EventKind.NOTIFY_ADDRESS_AFTER_PERMISSION: AfterChange.MOVE,
        EventKind.NOTIFY_MOVE_IN: AfterChange.MOVE,
        EventKind.NOTIFY_RELOCATION: AfterChange.MOVE,
        EventKind.GIVE_BACK_MY_NUMBER: AfterChange.TWO_CARDS_AGAIN,
        EventKind.REPORT_LOSS: AfterChange.LOSS,
        EventKind.REPORT_MY_NUMBER_LOSS: AfterChange.LOSS,
    }
)
_ORDINARY: Final = (RESIDENCE_CARDS | CERTIFICATES) - SPECIFIED_CARDS
_RECEIPTS: Final = frozenset({EventKind.RECEIVE_CARD, EventKind.RECEIVE_INTERIM_CARD})


def changes_of(outcome: Outcome) -> tuple[AfterChange, ...]:
    """Return what changed in an outcome, as far as anything is advised after it; none where nothing is.

    An ordinary card that replaces a specified one is also a way back to two cards.

    Raises:
        FactsError: ``outcome`` is none.

    Example:
        >>> from tokutei.lifecycle import ReportLoss, Situation, apply
        >>> from tokutei.models import CardFacts, Facts
        >>> card = CardFacts(issued_on=date(2023, 10, 20), valid_until=date(2027, 10, 31))
        >>> facts = Facts(born=date(1994, 5, 2), stay_until=date(2027, 10, 31), card=card)
        >>> day = date(2026, 12, 1)
        >>> [one.value for one in changes_of(apply(Situation.of(facts, on=day), ReportLoss(on=day)))]
        ['loss']
    """
    if not isinstance(outcome, Outcome):
        raise FactsError(contradictions=(Reason("afterwards.no_outcome"),))
    kind = outcome.event.kind if outcome.event else None
    found: list[AfterChange] = []
    before, after = outcome.before.card.kind, outcome.after.card.kind
    if kind in _RECEIPTS:
        found.append(AfterChange.NEW_SPECIFIED_CARD if after in SPECIFIED_CARDS else AfterChange.NEW_CARD)
        if before in SPECIFIED_CARDS and after not in SPECIFIED_CARDS:
            found.append(AfterChange.TWO_CARDS_AGAIN)
    elif kind is not None and kind in _BY_EVENT:
        found.append(_BY_EVENT[kind])
    if (
        kind is EventKind.GIVE_BACK_MY_NUMBER
        and outcome.before.card.issued_on != outcome.after.card.issued_on
    ):
        found.append(AfterChange.NEW_CARD)
    if kind is not None and outcome.before.stay.status != outcome.after.stay.status:
        found.append(AfterChange.NEW_STATUS)
    return tuple(found)


def _is_ordinary(card: Card) -> bool:
    """Tell whether it is known that a card never carried the My Number function."""
    return card.kind in _ORDINARY or card.form is CardForm.FORM_2012


def _concerns(advised: Advised, change: AfterChange, outcome: Outcome) -> bool:
    """Tell whether advice that is given after a change makes sense after this one, as far as can be told."""
    before, after = outcome.before, outcome.after
    if change is AfterChange.LOSS and advised in _OF_LOST_CARRIER:
        separate = outcome.event is not None and outcome.event.kind is EventKind.REPORT_MY_NUMBER_LOSS
        return separate or not _is_ordinary(before.card)
    if change is AfterChange.NEW_SPECIFIED_CARD and advised in _OF_EARLIER_CARRIER:
        return before.separate_card.state is not SeparateCardState.NONE or not _is_ordinary(before.card)
    if advised is Advised.CERTIFICATES:
        carried = after.my_number.state not in {MyNumberState.ABSENT, MyNumberState.LAPSED}
        return carried and before.signing.state is not CertificateState.ABSENT
    return True


def afterwards(outcome: Outcome, *, on: date, book: Rulebook = CURRENT) -> tuple[Afterwards, ...]:
    """Return what to do after something changed: what is owed by law first, then advice that is not law.

    Args:
        outcome: what happened and what became of it.
        on: the day from which it is seen.
        book: the law.

    Raises:
        TransitionRefused: ``on`` lies before the outcome.
        OutOfTableError: a last day lies outside the table of closed days.
        NaiveDatetimeError: ``on`` is a moment without a time zone.
        FactsError: an argument is of another kind.

    Example:
        >>> from tokutei.lifecycle import ReportLoss, Situation, apply
        >>> from tokutei.models import CardFacts, Facts
        >>> card = CardFacts(issued_on=date(2023, 10, 20), valid_until=date(2027, 10, 31))
        >>> facts = Facts(born=date(1994, 5, 2), stay_until=date(2027, 10, 31), card=card)
        >>> day = date(2026, 12, 1)
        >>> lost = apply(Situation.of(facts, on=day), ReportLoss(on=day))
        >>> first, second, *_ = afterwards(lost, on=day)
        >>> first.is_law, first.duty.kind.text("en"), second.is_law
        (True, 'apply for reissuance after loss', False)
        >>> print(second.text("en"))
        Advice, not law: report it to the police. Before applying for reissuance, which asks for a paper that proves the \
loss.
    """
    changed = changes_of(outcome)
    demand(book=book)
    on = japan_day(on)
    now = advance(outcome.after, to=on, book=book).after
    law = [Afterwards(is_law=True, duty=duty) for duty in duties(now, on=on, book=book)]
    advice = [
        Afterwards(
            is_law=False,
            advised=advised,
            changes=changes,
            evidence=evidence,
        )
        for advised, (after, evidence) in ADVICE.items()
        if (changes := tuple(one for one in changed if one in after and _concerns(advised, one, outcome)))
    ]
    return (*law, *advice)
