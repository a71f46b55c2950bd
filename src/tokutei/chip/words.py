"""Words for what the chip says in codes; a code that is in no table stays raw in the record."""

from __future__ import annotations

from typing import Final

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
    """The card type that data object C1 names."""

    RESIDENCE_CARD_GENERATION_2 = "05", "第２世代在留カード", "residence card, second generation"
    CERTIFICATE_GENERATION_2 = (
        "06",
        "第２世代特別永住者証明書",
        "special permanent resident certificate, second generation",
    )

    @property
    def kind(self) -> CardKind:
        """The kind of card in the words of the law."""
        if self is CardType.RESIDENCE_CARD_GENERATION_2:
            return CardKind.RESIDENCE_CARD
        return CardKind.SPECIAL_PERMANENT_RESIDENT_CERTIFICATE

    @property
    def form(self) -> CardForm:
        """The printed form that carries this chip."""
        return CardForm.FORM_2026


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
    """The holder was under one year old on the day of issue (Regulation 19-6(7))."""
    NOT_READ = "not_read", "読み取っていない", "not read"


SEXES: Final = {"1": Sex.MALE, "2": Sex.FEMALE, "3": Sex.UNSPECIFIED}
"""C7."""

WORK_RESTRICTIONS: Final = {
    "1": WorkRestriction.NONE,
    "2": WorkRestriction.WITHIN_STATUS,
    "4": WorkRestriction.AS_DESIGNATED,
    "9": WorkRestriction.NOT_PERMITTED,
}
"""CC; code 3 is in no published table."""

COMPREHENSIVE_PERMISSIONS: Final = {
    "0": ComprehensivePermission.NONE,
    "1": ComprehensivePermission.WITHIN_28_HOURS,
    "2": ComprehensivePermission.EDUCATION_WITHIN_28_HOURS,
}
"""D5."""
