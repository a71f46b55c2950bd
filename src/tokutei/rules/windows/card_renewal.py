"""The window in which a card's validity is renewed (更新期間, Act 19-11(1), Special Act 12(1)).

Its length depends on the day of filing and on the card held: transitional rules keep six months for cards that
end around the sixteenth birthday.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType
from typing import Final

from tokutei.calendar import DEEMED_BIRTHDAY, months_before, turns
from tokutei.calendar.periods import MONTHS_BACK
from tokutei.errors import FactsError, NotInForceError
from tokutei.law import Answer, Ground, OpenQuestion, Rule
from tokutei.personal import Masked, Personal
from tokutei.rules.rulebook import CURRENT, Rulebook, days_in_japan
from tokutei.rules.values import flag, whole_number
from tokutei.vocabulary import StatusOfResidence
from tokutei.vocabulary.words import Word

__all__ = ["RENEWAL_MONTHS", "RENEWAL_SAVED", "CardClass", "HeldCard", "card_class", "renewal_window"]

_TOPIC: Final = "windows"
SIXTEEN: Final = 16
"""The age in transitional rules that no longer change."""
ONE_DAY: Final = timedelta(days=1)


class CardClass(Word):
    """How a card ends, as far as the window depends on it."""

    ORDINARY = "ordinary", "その他のカード", "other cards"
    EVE_OF_SIXTEEN = (
        "eve_of_sixteen",
        "16歳の誕生日の前日までのカード",
        "cards to the eve of the 16th birthday",
    )
    SIXTEENTH_BIRTHDAY = (
        "sixteenth_birthday",
        "16歳の誕生日までのカード",
        "cards to the 16th birthday",
    )


_HOLDERS: Final = (
    (False, "resident", "在留カード", "residence card"),
    (True, "spr", "特別永住者証明書", "special permanent resident certificate"),
)

RENEWAL_MONTHS: Final[Mapping[tuple[bool, CardClass], Rule[int]]] = MappingProxyType(
    {
        (spr, kind): Rule(
            _TOPIC,
            f"renewal_months.{key}.{kind.value}",
            ja=f"{ja}の更新期間の月数（{kind.ja}）",
            en=f"months in which a {en} is renewed ({kind.en})",
            parse=whole_number,
        )
        for spr, key, ja, en in _HOLDERS
        for kind in CardClass
    }
)
"""By whether it is a special permanent resident's certificate, and by how the card ends."""

RENEWAL_SAVED: Final[Mapping[tuple[bool, CardClass], Rule[bool]]] = MappingProxyType(
    {
        (spr, kind): Rule(
            _TOPIC,
            f"renewal_saved.{key}.{kind.value}",
            ja=f"{ja}の更新に従前の例によるか（{kind.ja}で、この日の前に交付されたもの）",
            en=f"whether renewal of a {en} issued before that day keeps to the old law ({kind.en})",
            parse=flag,
        )
        for spr, key, ja, en in _HOLDERS
        for kind in CardClass
    }
)
"""Whether renewal of cards issued before the rule began keeps to the old law; for other cards an open question."""


@dataclass(frozen=True, slots=True, repr=False)
class HeldCard(Masked):
    """The card whose validity is to be renewed.

    Example:
        >>> HeldCard(date(2031, 5, 2), date(2026, 8, 3)).expires.isoformat()
        '2031-05-02'
    """

    expires: date
    """Its last day, included."""
    issued: date | None = None
    """The day of issuance; ``None`` where it is not known."""
    born: Personal[date | None] = None
    """The holder's day of birth; ``None`` where it is not known."""
    status: StatusOfResidence | None = None
    """The holder's status of residence; ``None`` where it is not known."""
    spr: bool = False
    """Whether it is a special permanent resident certificate."""

    def first_day(self, kind: CardClass, book: Rulebook) -> date:
        """Return the day on which cards of a class stopped being given."""
        return book.timeline(RENEWAL_SAVED[self.spr, kind]).versions[0].since

    @property
    def may_end_at_sixteen(self) -> bool:
        """Whether its holder may have had such a card: nobody with 高度専門職2号 ever had one."""
        return self.status is not StatusOfResidence.HIGHLY_SKILLED_PROFESSIONAL_2


def card_class(card: HeldCard, *, book: Rulebook = CURRENT) -> CardClass:
    """Return how a card ends: around the sixteenth birthday, if it was issued while such cards were, or otherwise.

    Raises:
        FactsError: the issue day is missing, or the birth date of the holder of such an older card.
    """
    if card.issued is None:
        known = card.born is not None or not card.may_end_at_sixteen
        raise FactsError(missing=("old_issued",) if known else ("old_issued", "birth"))
    if not card.may_end_at_sixteen or card.issued >= card.first_day(CardClass.EVE_OF_SIXTEEN, book):
        return CardClass.ORDINARY
    if card.born is None:
        raise FactsError(missing=("birth",))
    sixteen = turns(card.born, SIXTEEN)
    changed = card.first_day(CardClass.SIXTEENTH_BIRTHDAY, book)
    if card.issued < changed:
        return CardClass.SIXTEENTH_BIRTHDAY if card.expires == sixteen else CardClass.ORDINARY
    return CardClass.EVE_OF_SIXTEEN if card.expires == sixteen - ONE_DAY else CardClass.ORDINARY


def _saved(card: HeldCard, kind: CardClass, on: date, book: Rulebook) -> Ground | None:
    """Return the rule that keeps renewal of an older card to the old law; nothing if none does on the day."""
    rule = RENEWAL_SAVED[card.spr, kind]
    older = card.issued is not None and card.issued < card.first_day(kind, book)
    try:
        return book.ground(rule, on) if older and book.at(rule, on).value else None
    except NotInForceError:  # before the law changed, nothing had to be kept
        return None


@days_in_japan
def renewal_window(card: HeldCard, *, on: date, book: Rulebook = CURRENT) -> Answer[date]:
    """Return the first day on which renewal of a card may be applied for; its last day is that of the card.

    Where the window became longer while the card was in hand, it opened on the first day of the longer one.

    Args:
        card: the card held.
        on: the day of filing, which chooses the law.
        book: the law.

    Raises:
        FactsError: the issue day or the birth date is needed and missing.
        NotInForceError: before the first version.

    Example:
        >>> from tokutei.vocabulary import StatusOfResidence
        >>> card = HeldCard(date(2035, 6, 20), date(2026, 7, 1), status=StatusOfResidence.PERMANENT_RESIDENT)
        >>> renewal_window(card, on=date(2035, 4, 1)).value
        datetime.date(2035, 3, 20)
    """
    kind = card_class(card, book=book)
    saved = _saved(card, kind, on, book)
    # To 2026-06-13 ordinary cards had the two months that the question is about.
    ordinary = kind is CardClass.ORDINARY
    reformed = on >= card.first_day(CardClass.EVE_OF_SIXTEEN if ordinary else kind, book)
    if reformed and saved is None:
        kind = CardClass.ORDINARY
    rule = RENEWAL_MONTHS[card.spr, kind]
    grounds: tuple[Ground, ...] = (book.ground(rule, on), MONTHS_BACK)
    questions: tuple[OpenQuestion, ...] = ()
    versions = book.timeline(rule).versions
    if kind is not CardClass.ORDINARY and card.born and (card.born.month, card.born.day) == (2, 29):
        grounds += (DEEMED_BIRTHDAY,)
    if reformed and saved is not None:
        grounds += (saved,)
    if reformed and saved is not None and kind is CardClass.ORDINARY:
        questions = (book.question("Q10"),)
        versions = versions[:1] if questions[0].reading == "two_months" else versions
    following = (*(version.since for version in versions[1:]), date.max)
    begun = (max(version.since, months_before(card.expires, version.value)) for version in versions)
    day = next(day for day, changed in zip(begun, following, strict=True) if day < changed)
    return Answer(day, grounds, questions)
