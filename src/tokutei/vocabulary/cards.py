"""Words for cards: their kinds, forms, holders, routes and ways of delivery."""

from __future__ import annotations

from datetime import date
from typing import Final

from tokutei.law.days import japan_day
from tokutei.vocabulary.words import Word

__all__ = [
    "CERTIFICATES",
    "RESIDENCE_CARDS",
    "SPECIFIED_CARDS",
    "CardForm",
    "CardKind",
    "Channel",
    "Delivery",
    "Route",
    "Window",
]


class CardKind(Word):
    """What kind of card, or of function on a card, is meant."""

    RESIDENCE_CARD = "plain_card", "在留カード", "residence card"
    SPECIFIED_RESIDENCE_CARD = "specified_card", "特定在留カード", "specified residence card"
    SPECIAL_PERMANENT_RESIDENT_CERTIFICATE = (
        "sp_certificate",
        "特別永住者証明書",
        "special permanent resident certificate",
    )
    SPECIFIED_SPECIAL_PERMANENT_RESIDENT_CERTIFICATE = (
        "specified_sp_certificate",
        "特定特別永住者証明書",
        "specified special permanent resident certificate",
    )
    INDIVIDUAL_NUMBER_CARD = (
        "mynumber_card",
        "個人番号カード",
        "Individual Number Card",
        "マイナンバーカード",
        "My Number card",
    )
    MY_NUMBER_FUNCTION_OF_SPECIFIED_CARD = (
        "mn_function_of_specified_card",
        "特定在留カードの個人番号カードとしての機能",
        "My Number function of a specified residence card",
    )
    MY_NUMBER_FUNCTION_OF_SPECIFIED_CERTIFICATE = (
        "mn_function_of_specified_sp_certificate",
        "特定特別永住者証明書の個人番号カードとしての機能",
        "My Number function of a specified special permanent resident certificate",
    )
    SIGNING_CERTIFICATE = "signature_certificate", "署名用電子証明書", "certificate for signing"
    AUTHENTICATION_CERTIFICATE = (
        "user_certificate",
        "利用者証明用電子証明書",
        "certificate for user authentication",
    )
    NONE = "none", "なし", "none"


SPECIFIED_CARDS: Final = frozenset(
    {CardKind.SPECIFIED_RESIDENCE_CARD, CardKind.SPECIFIED_SPECIAL_PERMANENT_RESIDENT_CERTIFICATE}
)
"""The kinds of card that are Individual Number Cards too."""
CERTIFICATES: Final = frozenset(
    {
        CardKind.SPECIAL_PERMANENT_RESIDENT_CERTIFICATE,
        CardKind.SPECIFIED_SPECIAL_PERMANENT_RESIDENT_CERTIFICATE,
    }
)
"""The kinds of card that only special permanent residents have."""
RESIDENCE_CARDS: Final = frozenset({CardKind.RESIDENCE_CARD, CardKind.SPECIFIED_RESIDENCE_CARD})
"""The kinds of card that mid- to long-term residents have."""


class CardForm(Word):
    """Which printed form a residence card or certificate has, named by its first year."""

    FORM_2012 = "form_2012", "2012年様式", "form of 2012"
    """Issued to 2026-06-13."""
    FORM_2026 = "form_2026", "2026年様式", "form of 2026"
    """Issued from 2026-06-14."""

    @classmethod
    def issued_on(cls, day: date) -> CardForm:
        """Return the form of a card issued on a day.

        Raises:
            NaiveDatetimeError: this is a moment without a time zone.
            PeriodError: this is no day.
        """
        return cls.FORM_2026 if japan_day(day) >= date(2026, 6, 14) else cls.FORM_2012


class Channel(Word):
    """How something is filed."""

    COUNTER = "counter", "窓口", "at the counter"
    ONLINE = "online", "オンライン", "online"
    POST = "post", "郵送", "by post"


class Window(Word):
    """Which kind of office a procedure goes to."""

    BUREAU = "bureau", "地方出入国在留管理局", "regional immigration services bureau"
    MUNICIPALITY = "municipality", "市区町村", "municipal office"


class Delivery(Word):
    """How a card reaches its holder."""

    BUREAU = "bureau", "地方出入国在留管理局の窓口", "at the bureau's counter"
    MUNICIPALITY = "municipality", "市区町村の窓口", "at the municipal counter"
    POST = "post", "郵送", "by post"


class Route(Word):
    """By which provision an application for a specified card travels."""

    BUREAU_CARD = "bureau_card", "在留カードの届出・申請に併せて（地方局）", "bureau, with a card procedure"
    BUREAU_STATUS = "bureau_status", "在留資格の申請に併せて（地方局）", "bureau, with a status procedure"
    MUNICIPALITY = (
        "municipality",
        "住居地の届出に併せて（市区町村）",
        "municipality, with an address notification",
    )
    SPR_MUNICIPALITY = (
        "spr_municipality",
        "特別永住者（市区町村）",
        "special permanent resident, municipality",
    )
    SPR_BUREAU = "spr_bureau", "特別永住者（地方局）", "special permanent resident, bureau"
