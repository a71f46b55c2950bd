"""What stands on a card and what only its chip says (記載事項, 記録事項).

The items are rows of ``card_items.csv``, one a card, form and item, each with its provision. The form is that of
the day of issue: a card issued before 2026-06-14 keeps its face. On which side of a card something is printed is
not known: the pictures of the forms were not at hand.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from types import MappingProxyType
from typing import Final

from tokutei import messages
from tokutei.data import read_csv
from tokutei.errors import FactsError, TableError, UnknownTermError
from tokutei.law import Answer, Citation, Evidence, Ground, LegalDay, Reason, Rule
from tokutei.models.base import Model
from tokutei.rules.rulebook import CURRENT, Rulebook, days_in_japan
from tokutei.rules.values import OneOf, flag
from tokutei.vocabulary import CardForm, CardKind
from tokutei.vocabulary.words import Word

__all__ = [
    "FORMS",
    "NUMBERED",
    "CardItem",
    "CardItemsFacts",
    "CardItemsResult",
    "ItemCondition",
    "ItemPlace",
    "answer",
    "form_on",
    "items_of",
    "place_of",
]

_TOPIC: Final = "card_items"
_TABLE: Final = "card_items.csv"
_CHECKED: Final = date(2026, 11, 21)


class ItemPlace(Word):
    """Where a card says something."""

    PRINTED_ONLY = "printed_only", "券面のみ", "printed only"
    CHIP_ONLY = "chip_only", "ICチップのみ", "in the chip only"
    BOTH = "both", "券面とICチップ", "printed and in the chip"
    ABSENT = "absent", "なし", "not on the card"


class ItemCondition(Word):
    """When a card says something that not every card of its kind says."""

    ALWAYS = "always", "常に", "always"
    PHOTO_SHOWN = "photo_shown", "写真を表示するとき", "if the card shows a photograph"
    KANJI_ASKED = (
        "kanji_asked",
        "漢字の表記の申出があったとき",
        "if a name in Chinese characters was asked for",
    )
    ADDRESS_SETTLED = "address_settled", "住居地があるとき", "if there is a place of residence"
    ADDRESS_NOTIFIED = "address_notified", "住居地を届け出たとき", "once a place of residence was notified"
    CHIP_AT_ISSUE = "chip_at_issue", "ICチップには交付のときのみ", "in the chip only as of issue"
    OTHER_ACTIVITY = "other_activity", "資格外活動許可を受けているとき", "if other activity is permitted"
    PENDING = "pending", "申請があったとき", "while an application is pending"
    IN_REGISTER = "in_register", "住民票に記載されているとき", "if the resident register has it"


@dataclass(frozen=True, slots=True)
class CardItem:
    """One thing that a card says."""

    key: str
    """Stable word."""
    ja: str
    en: str
    place: ItemPlace
    condition: ItemCondition
    cite: Citation
    evidence: Evidence

    def text(self, lang: str) -> str:
        """Return the name of the item and where it is."""
        name = messages.named(f"card_item.{self.key}", lang, ja=self.ja, en=self.en)
        return f"{name}: {self.place.text(lang)}"


_WITH_FORM: Final = (
    CardKind.RESIDENCE_CARD,
    CardKind.SPECIFIED_RESIDENCE_CARD,
    CardKind.SPECIAL_PERMANENT_RESIDENT_CERTIFICATE,
    CardKind.SPECIFIED_SPECIAL_PERMANENT_RESIDENT_CERTIFICATE,
    CardKind.INDIVIDUAL_NUMBER_CARD,
)

FORMS: Final[Mapping[CardKind, Rule[CardForm]]] = MappingProxyType(
    {
        kind: Rule(
            _TOPIC,
            f"forms.{kind.value}",
            ja=f"交付の日に応じた様式：{kind.ja}",
            en=f"form by day of issue: {kind.en}",
            parse=OneOf(CardForm),
            looks_at=LegalDay.ISSUE,
        )
        for kind in _WITH_FORM
    }
)
"""By kind of card: the form of those issued on a day. The separate Individual Number Card has forms of its own;
the form of 2026 stands for the text of 2026-06-14 there."""

OLD_FACE_STAYS: Final = Ground(
    "old_face_stays",
    (Citation.parse("356M50000010054@508M60000010020:2"),),
    Evidence.OFFICIAL,
    _CHECKED,
)


@cache
def _table() -> Mapping[tuple[CardKind, CardForm], Mapping[str, CardItem]]:
    found: dict[tuple[CardKind, CardForm], dict[str, CardItem]] = {}
    for number, row in enumerate(read_csv(_TABLE), start=2):
        try:
            item = CardItem(
                key=row["item"],
                ja=row["ja"],
                en=row["en"],
                place=ItemPlace(row["place"]),
                condition=ItemCondition(row["condition"]),
                cite=Citation.parse(row["cite"]),
                evidence=Evidence.of(row["evidence"]),
            )
            found.setdefault((CardKind(row["card"]), CardForm(row["form"])), {})[item.key] = item
        except (KeyError, ValueError) as error:
            raise TableError(_TABLE, type(error).__name__, number) from None
    return MappingProxyType({key: MappingProxyType(items) for key, items in found.items()})


@days_in_japan
def form_on(kind: CardKind, *, issued_on: date, book: Rulebook = CURRENT) -> Answer[CardForm]:
    """Return the form of a card issued on a day.

    Raises:
        UnknownTermError: not a card that has a face.
        NotInForceError: there was no such card yet.
    """
    rule = FORMS.get(kind)
    if rule is None:
        raise UnknownTermError("FORMS", kind.value, tuple(one.value for one in FORMS))
    return Answer(book.at(rule, issued_on).value, (book.ground(rule, issued_on),))


@days_in_japan
def items_of(
    kind: CardKind, *, issued_on: date, on: date | None = None, book: Rulebook = CURRENT
) -> Answer[tuple[CardItem, ...]]:
    """Return everything that a card says, in the order of the provisions.

    Args:
        kind: which card or certificate.
        issued_on: the day of issue, which chooses the form.
        on: the day of the question: a form that is no longer issued stays as it is.
        book: the law.

    Raises:
        UnknownTermError: not a card that has a face.
        NotInForceError: there was no such card yet.

    Example:
        >>> items = items_of(CardKind.RESIDENCE_CARD, issued_on=date(2026, 6, 14)).value
        >>> [item.key for item in items if item.place is ItemPlace.CHIP_ONLY][:3]
        ['period_of_stay', 'permission_kind', 'permission_date']
    """
    form = form_on(kind, issued_on=issued_on, book=book)
    items = tuple(_table().get((kind, form.value), {}).values())
    grounds = (*form.grounds, *_unchanged(kind, form.value, on, book))
    return Answer(items, (*grounds, *(_ground(item) for item in items)))


def _unchanged(kind: CardKind, form: CardForm, on: date | None, book: Rulebook) -> Iterator[Ground]:
    if on is not None and form is not form_on(kind, issued_on=on, book=book).value:
        yield OLD_FACE_STAYS


@cache
def _ground(item: CardItem) -> Ground:
    return Ground("card_item", (item.cite,), item.evidence, _CHECKED)


@days_in_japan
def place_of(
    item: str, kind: CardKind, *, issued_on: date, on: date | None = None, book: Rulebook = CURRENT
) -> Answer[ItemPlace]:
    """Return where a card says something: printed, in its chip, both, or nowhere.

    Args:
        item: the key of the item.
        kind: which card or certificate.
        issued_on: the day of issue, which chooses the form.
        on: the day of the question: a form that is no longer issued stays as it is.
        book: the law.

    Raises:
        UnknownTermError: no card has such an item, or it is not a card that has a face.
        NotInForceError: there was no such card yet.

    Example:
        >>> place_of("period_of_stay", CardKind.RESIDENCE_CARD, issued_on=date(2026, 6, 13)).value.value
        'both'
    """
    if not any(item in items for items in _table().values()):
        raise UnknownTermError("CardItem", item[:40], tuple(_keys_near(item)))
    form = form_on(kind, issued_on=issued_on, book=book)
    grounds = (*form.grounds, *_unchanged(kind, form.value, on, book))
    found = _table().get((kind, form.value), {}).get(item)
    if found is None:
        return Answer(ItemPlace.ABSENT, grounds)
    return Answer(found.place, (*grounds, _ground(found)))


def _keys_near(item: str) -> Iterator[str]:
    keys = dict.fromkeys(key for items in _table().values() for key in items)
    yield from (key for key in keys if key[:3] == item[:3])


def _numbered(key: str, ja: str, en: str) -> Rule[bool]:
    return Rule(_TOPIC, f"new_number.{key}", ja=ja, en=en, parse=flag, looks_at=LegalDay.ISSUE)


_OF_RESIDENT: Final = _numbered(
    "resident", "在留カードの番号を交付ごとに変えるか", "whether every residence card has a number of its own"
)
_OF_SPR: Final = _numbered(
    "spr",
    "特別永住者証明書の番号を交付ごとに変えるか",
    "whether every special permanent resident certificate has a number of its own",
)
NUMBERED: Final[Mapping[CardKind, Rule[bool]]] = MappingProxyType(
    {
        CardKind.RESIDENCE_CARD: _OF_RESIDENT,
        CardKind.SPECIFIED_RESIDENCE_CARD: _OF_RESIDENT,
        CardKind.SPECIAL_PERMANENT_RESIDENT_CERTIFICATE: _OF_SPR,
        CardKind.SPECIFIED_SPECIAL_PERMANENT_RESIDENT_CERTIFICATE: _OF_SPR,
    }
)
"""Whether a number is ever used again, by kind of card."""


class CardItemsFacts(Model):
    """What may be known when asking what a card says."""

    card_kind: CardKind | None = None
    """Which card or certificate."""
    issued: date | None = None
    """The day of issue; left out, the day of the question."""
    item: str | None = None
    """One item, by its key: asks only where it is."""


@dataclass(frozen=True, slots=True)
class CardItemsResult:
    """What a card says; ``None`` where it was not asked."""

    form: CardForm | None = None
    """The form of a residence card or certificate."""
    place: ItemPlace | None = None
    """Where the one item is."""
    condition: ItemCondition | None = None
    """When the one item is there; ``None`` for an item that is not."""
    printed_only: tuple[str, ...] | None = None
    """Keys of what is printed only."""
    chip_only: tuple[str, ...] | None = None
    """Keys of what only the chip says."""
    both: tuple[str, ...] | None = None
    """Keys of what is printed and in the chip."""
    new_each_time: bool | None = None
    """For the card number: whether every card has another one, a reissued card too."""

    def text(self, lang: str) -> str:
        """Return where the one item is, or how many items the card has, in words."""
        if self.place is not None:
            return self.place.text(lang)
        counted = {
            place: len(getattr(self, place.value) or ())
            for place in ItemPlace
            if place is not ItemPlace.ABSENT
        }
        return ", ".join(f"{place.text(lang)}: {count}" for place, count in counted.items())


@days_in_japan
def answer(facts: CardItemsFacts, *, on: date, book: Rulebook = CURRENT) -> Answer[CardItemsResult]:
    """Answer what a card says, or where it says one thing.

    Raises:
        FactsError: the kind of card is missing, or it would be issued after the day of the question.
        UnknownTermError: no card has such an item, or the card has no face.
        NotInForceError: there was no such card yet.
    """
    kind, issued = facts.card_kind, facts.issued or on
    late = (Reason("issued_after_question"),) if issued > on else ()
    if kind is None or late:
        raise FactsError(missing=("card_kind",) if kind is None else (), contradictions=late)
    chosen = form_on(kind, issued_on=issued, book=book).value
    form = None if kind is CardKind.INDIVIDUAL_NUMBER_CARD else chosen
    if facts.item is not None:
        place = place_of(facts.item, kind, issued_on=issued, on=on, book=book)
        found = _table()[kind, chosen].get(facts.item)
        result = CardItemsResult(form, place.value, found.condition if found else None)
        if facts.item != "number" or kind not in NUMBERED:
            return Answer(result, place.grounds)
        rule = NUMBERED[kind]
        result = replace(result, new_each_time=book.at(rule, issued).value)
        return Answer(result, (*place.grounds, book.ground(rule, issued)))
    items = items_of(kind, issued_on=issued, on=on, book=book)

    def listed(place: ItemPlace) -> tuple[str, ...]:
        return tuple(item.key for item in items.value if item.place is place)

    result = CardItemsResult(
        form,
        printed_only=listed(ItemPlace.PRINTED_ONLY),
        chip_only=listed(ItemPlace.CHIP_ONLY),
        both=listed(ItemPlace.BOTH),
    )
    return Answer(result, items.grounds)
