"""Whether a card shows its holder's photograph, and what that photograph must be like."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date
from functools import cache
from types import MappingProxyType
from typing import Final

from tokutei import messages
from tokutei.calendar import DEEMED_BIRTHDAY, age_on, turns
from tokutei.errors import FactsError, UnknownTermError
from tokutei.law import Answer, Citation, Evidence, Ground, LegalDay, Rule
from tokutei.rules.rulebook import CURRENT, Rulebook, days_in_japan
from tokutei.rules.values import SomeOf, whole_number
from tokutei.vocabulary import CardKind
from tokutei.vocabulary.words import Word

__all__ = [
    "CONDITIONS_IN_PICTURE",
    "DISPLAY",
    "AgeTest",
    "Display",
    "PhotoCondition",
    "leap_birthday",
    "shown",
    "shown_at_age",
    "shown_conditions",
]

_TOPIC: Final = "photo"
_CHECKED: Final = date(2026, 11, 21)


class AgeTest(Word):
    """What the age below which a card shows no photograph is compared with."""

    EXPIRY_AFTER_BIRTHDAY = (
        "expiry_after_birthday",
        "有効期間の満了の日が誕生日より後か",
        "whether the card ends after the birthday",
    )
    EXPIRY_FROM_BIRTHDAY = (
        "expiry_from_birthday",
        "有効期間の満了の日が誕生日以降か",
        "whether the card ends on or after the birthday",
    )
    ON_ISSUE = "on_issue", "交付の日の年齢", "age on the day of issue"
    ON_APPLICATION = "on_application", "申請の日の年齢", "age on the day of application"


class PhotoCondition(Word):
    """What a photograph must be like."""

    ALONE = "alone", "本人のみが撮影されたもの", "shows the person alone"
    SIZE = "size", "寸法を満たしたもの", "has the prescribed measures"
    FRONT = "front", "無帽で正面を向いたもの", "from the front, without a hat"
    BACKGROUND = "background", "背景（影を含む。）がないもの", "without background or shadow"
    SHARP = "sharp", "鮮明であるもの", "sharp"
    NAME_ON_BACK = "name_on_back", "裏面に氏名を記入したもの", "with the name written on its back"


_BY_AGE: Final = frozenset({AgeTest.ON_ISSUE, AgeTest.ON_APPLICATION})

_SHOWING: Final = (
    CardKind.RESIDENCE_CARD,
    CardKind.SPECIFIED_RESIDENCE_CARD,
    CardKind.SPECIAL_PERMANENT_RESIDENT_CERTIFICATE,
    CardKind.SPECIFIED_SPECIAL_PERMANENT_RESIDENT_CERTIFICATE,
    CardKind.INDIVIDUAL_NUMBER_CARD,
)


@dataclass(frozen=True, slots=True)
class Display:
    """Who gets a card without a photograph, and what a photograph on it must be like."""

    below: int
    """Full years below which none is shown."""
    test: AgeTest
    """What that age is compared with."""
    conditions: frozenset[PhotoCondition]
    """What one that is shown must be like; empty where the texts do not say."""

    def text(self, lang: str) -> str:
        """Return the age and what it is compared with."""
        return messages.text("photo.display", lang, age=self.below, test=self.test)


def _display(value: object) -> Display:
    if isinstance(value, Display):
        return value
    if not isinstance(value, Mapping) or value.keys() != {"below", "test", "conditions"}:
        msg = "below, test and conditions"
        raise ValueError(msg)
    conditions = frozenset(SomeOf(PhotoCondition)(value["conditions"]))
    return Display(whole_number(value["below"]), AgeTest(str(value["test"])), conditions)


DISPLAY: Final[Mapping[CardKind, Rule[Display]]] = MappingProxyType(
    {
        kind: Rule(
            _TOPIC,
            f"display.{kind.value}",
            ja=f"写真の表示：{kind.ja}",
            en=f"photograph on the card: {kind.en}",
            parse=_display,
            looks_at=LegalDay.FILING if kind is CardKind.INDIVIDUAL_NUMBER_CARD else LegalDay.ISSUE,
        )
        for kind in _SHOWING
    }
)
"""By kind of card."""

_SPECIAL: Final = frozenset(
    {
        CardKind.SPECIAL_PERMANENT_RESIDENT_CERTIFICATE,
        CardKind.SPECIFIED_SPECIAL_PERMANENT_RESIDENT_CERTIFICATE,
    }
)

CONDITIONS_IN_PICTURE: Final = Ground(
    "conditions_in_picture", (Citation.parse("423M60000010044:T1"),), Evidence.INFERRED, _CHECKED
)
"""The items of that table are a picture in the text at hand and are read like those of the Regulation."""

SHOWN_PICTURE: Final = Ground(
    "shown_picture",
    (Citation.parse("356M50000010054:19-6:8"), Citation.parse("356M50000010054:T3-2")),
    Evidence.OFFICIAL,
    _CHECKED,
)
"""What the picture on a residence card must be like since the age alone decides whether there is one."""
SHOWN_PICTURE_SPR: Final = Ground(
    "shown_picture", (Citation.parse("423M60000010044:4:7"),), Evidence.OFFICIAL, _CHECKED
)
"""The same for certificates; the table it names is :data:`CONDITIONS_IN_PICTURE`."""

_BY_ACT: Final = MappingProxyType(
    {
        CardKind.RESIDENCE_CARD: "326CO0000000319:19-4:3#first",
        CardKind.SPECIFIED_RESIDENCE_CARD: "326CO0000000319:19-4:3#first",
        CardKind.SPECIAL_PERMANENT_RESIDENT_CERTIFICATE: "403AC0000000071:8:3#first",
        CardKind.SPECIFIED_SPECIAL_PERMANENT_RESIDENT_CERTIFICATE: "403AC0000000071:8:3#first",
        CardKind.INDIVIDUAL_NUMBER_CARD: "425AC0000000027:2:7",
    }
)
"""The provision that makes the age of that day decide."""


def leap_birthday(born: date) -> tuple[Ground, ...]:
    """Return the ground for a birthday on 29 February; none for other days."""
    return (DEEMED_BIRTHDAY,) if (born.month, born.day) == (2, 29) else ()


def _of_kind(kind: CardKind) -> Rule[Display]:
    if kind not in DISPLAY:
        raise UnknownTermError("DISPLAY", kind.value, tuple(one.value for one in DISPLAY))
    return DISPLAY[kind]


@cache
def _act(kind: CardKind) -> Ground:
    return Ground("age_of_the_day", (Citation.parse(_BY_ACT[kind]),), Evidence.OFFICIAL, _CHECKED)


@days_in_japan
def shown(
    kind: CardKind, *, born: date, on: date, valid_until: date | None = None, book: Rulebook = CURRENT
) -> Answer[bool]:
    """Return whether a card shows its holder's photograph (Act 19-4(3), Special Act 8(3), My Number Act 2(7)).

    Args:
        kind: which card or certificate.
        born: the holder's birth date.
        on: the day of issue; for a separate Individual Number Card that of the application for it.
        valid_until: the last day of that card; needed for residence cards and certificates issued to
            2026-06-13, whose last day decided.
        book: the law.

    Raises:
        FactsError: the last day of the card decides and was not given.
        NotInForceError: the card did not exist yet.
        UnknownTermError: not a card that has a face.

    Example:
        >>> shown(CardKind.RESIDENCE_CARD, born=date(2025, 8, 1), on=date(2026, 7, 31)).value
        False
    """
    rule = _of_kind(kind)
    display = book.at(rule, on).value
    grounds = (book.ground(rule, on), *leap_birthday(born))
    if display.test in _BY_AGE:
        return Answer(value=age_on(born, on) >= display.below, grounds=(*grounds, _act(kind)))
    if valid_until is None:
        raise FactsError(missing=("card_valid_until",))
    birthday = turns(born, display.below)
    strictly = display.test is AgeTest.EXPIRY_AFTER_BIRTHDAY
    return Answer(valid_until > birthday if strictly else valid_until >= birthday, grounds)


@days_in_japan
def shown_at_age(kind: CardKind, age: int, *, on: date, book: Rulebook = CURRENT) -> Answer[bool]:
    """Return whether a card issued (applied for) on a day shows the photograph of somebody of an age.

    Args:
        kind: which card or certificate.
        age: full years on that day.
        on: as in :func:`shown`.
        book: the law.

    Raises:
        FactsError: on that day the last day of the card decided, not the age.
        NotInForceError: the card did not exist yet.
        UnknownTermError: not a card that has a face.

    Example:
        >>> [shown_at_age(CardKind.RESIDENCE_CARD, age, on=date(2026, 6, 14)).value for age in (0, 1)]
        [False, True]
    """
    rule = _of_kind(kind)
    display = book.at(rule, on).value
    if display.test not in _BY_AGE:
        raise FactsError(missing=("birth", "card_valid_until"))
    return Answer(age >= display.below, (book.ground(rule, on), _act(kind)))


@days_in_japan
def shown_conditions(
    kind: CardKind, *, on: date, book: Rulebook = CURRENT
) -> Answer[AbstractSet[PhotoCondition]]:
    """Return what the photograph on a card issued on a day must be like (Regulation 19-6(8)).

    The measures do not bind those on specified cards. Empty for a separate Individual Number Card, of which the
    texts say only what the one handed in must be like.

    Raises:
        NotInForceError: the card did not exist yet.
        UnknownTermError: not a card that has a face.
    """
    rule = _of_kind(kind)
    display = book.at(rule, on).value
    grounds: tuple[Ground, ...] = (book.ground(rule, on),)
    if display.test is AgeTest.ON_ISSUE:  # before, the provision on the age said both
        grounds += (SHOWN_PICTURE_SPR if kind in _SPECIAL else SHOWN_PICTURE,)
    if kind in _SPECIAL:
        grounds += (CONDITIONS_IN_PICTURE,)
    return Answer(display.conditions, grounds)
