"""Words for what the chip says in codes; a code that is in no table stays raw in the record."""

from __future__ import annotations

from typing import Final, Self

from tokutei.vocabulary import CardForm, CardKind, Sex, Word, WorkRestriction

__all__ = [
    "COMPREHENSIVE_PERMISSIONS",
    "SEXES",
    "WORK_RESTRICTIONS",
    "CardType",
    "ComprehensivePermission",
    "FaceState",
]


class CardType(Word):
    """The card type that data object C1 names; a row says all that words know of it."""

    RESIDENCE_CARD_GENERATION_1 = (
        "1",
        "在留カード（第１世代）",
        "residence card, first generation",
        CardKind.RESIDENCE_CARD,
        CardForm.FORM_2012,
    )
    SPECIAL_PERMANENT_RESIDENT_CERTIFICATE_GENERATION_1 = (
        "2",
        "特別永住者証明書（第１世代）",
        "special permanent resident certificate, first generation",
        CardKind.SPECIAL_PERMANENT_RESIDENT_CERTIFICATE,
        CardForm.FORM_2012,
    )
    RESIDENCE_CARD_GENERATION_2 = (
        "05",
        "第２世代在留カード",
        "residence card, second generation",
        CardKind.RESIDENCE_CARD,
        CardForm.FORM_2026,
    )
    SPECIAL_PERMANENT_RESIDENT_CERTIFICATE_GENERATION_2 = (
        "06",
        "第２世代特別永住者証明書",
        "special permanent resident certificate, second generation",
        CardKind.SPECIAL_PERMANENT_RESIDENT_CERTIFICATE,
        CardForm.FORM_2026,
    )
    SPECIFIED_RESIDENCE_CARD = (
        "07",
        "特定在留カード",
        "specified residence card",
        CardKind.SPECIFIED_RESIDENCE_CARD,
        CardForm.FORM_2026,
    )
    SPECIFIED_SPECIAL_PERMANENT_RESIDENT_CERTIFICATE = (
        "08",
        "特定特別永住者証明書",
        "specified special permanent resident certificate",
        CardKind.SPECIFIED_SPECIAL_PERMANENT_RESIDENT_CERTIFICATE,
        CardForm.FORM_2026,
    )

    _of_kind: CardKind
    _in_form: CardForm

    # The words have defaults only so that type checkers accept a look-up by value, CardType("05").
    def __new__(
        cls,
        value: str,
        ja: str = "",
        en: str = "",
        kind: CardKind = CardKind.RESIDENCE_CARD,
        form: CardForm = CardForm.FORM_2026,
    ) -> Self:
        """Make a member from its digits, its words, and what it is in the words of the law."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.ja, member.en, member.also = ja, en, ()
        member._of_kind, member._in_form = kind, form  # noqa: SLF001 - a member is made here
        return member

    @property
    def kind(self) -> CardKind:
        """The kind of card in the words of the law."""
        return self._of_kind

    @property
    def form(self) -> CardForm:
        """The printed form that carries this chip."""
        return self._in_form


class ComprehensivePermission(Word):
    """Whether other activity is comprehensively permitted (包括許可, data object D5)."""

    NONE = "none", "なし", "none"
    WITHIN_28_HOURS = (
        "within_28_hours",
        "許可（週28時間以内、風俗営業等の従事を除く）",
        "permitted, up to 28 hours a week, not in amusement businesses",
    )
    EDUCATION_WITHIN_28_HOURS = (
        "education_within_28_hours",
        "許可（教育その他の活動、週28時間以内）",
        "permitted, education and similar activities, up to 28 hours a week",
    )


class FaceState(Word):
    """What a record knows of the face image."""

    PRESENT = "present", "あり", "stored on the chip"
    ABSENT = "absent", "なし", "not stored on the chip"
    """The holder was too young on the day of issue: under one year (Regulation 19-6(7)), on the first
    generation under 16."""
    NOT_READ = "not_read", "読み取っていない", "not read"


SEXES: Final = {"1": Sex.MALE, "2": Sex.FEMALE, "3": Sex.UNSPECIFIED}
"""C7."""

WORK_RESTRICTIONS: Final = {
    "1": WorkRestriction.NONE,
    "2": WorkRestriction.WITHIN_STATUS,
    "4": WorkRestriction.AS_DESIGNATED,
    "9": WorkRestriction.NOT_PERMITTED,
}
"""CC; code 3 is in no table that is known here."""

COMPREHENSIVE_PERMISSIONS: Final = {
    "0": ComprehensivePermission.NONE,
    "1": ComprehensivePermission.WITHIN_28_HOURS,
    "2": ComprehensivePermission.EDUCATION_WITHIN_28_HOURS,
}
"""D5."""
