"""What is owed, in the words of tables and documents, and who owes it."""

from __future__ import annotations

from tokutei.vocabulary import Word

__all__ = ["Bearer", "DutyKind"]


class Bearer(Word):
    """Who owes something."""

    HOLDER = "holder", "本人", "the holder"
    RELATIVES = "relatives", "親族又は同居者", "relatives or others living together"
    BUREAU = "bureau", "出入国在留管理庁", "the immigration authorities"
    MUNICIPALITY = "municipality", "市区町村", "the municipality"


class DutyKind(Word):
    """What is owed, in the words of tables and documents."""

    REPLACED_CARD = "return_old_card", "交換された在留カードの返納", "return the replaced card"
    LAPSED_CARD = "return_card", "失効した在留カードの返納", "return the lapsed card"
    SEPARATE_CARD_BY_DELIVERY = (
        "hand_in_separate_mn_card",
        "個人番号カードの返納（特定在留カードの受領まで）",
        "hand in the separate Individual Number Card by delivery",
    )
    EXPIRED_SEPARATE_CARD = (
        "return_separate_mn_card",
        "有効期間が満了した個人番号カードの返納",
        "return the expired Individual Number Card",
    )
    EXPIRED_MY_NUMBER = (
        "return_specified_card_to_bureau",
        "個人番号カードとしての機能が満了した特定在留カードの返納",
        "return the specified card whose My Number function expired",
    )
    REISSUE = "card_reissue_loss", "紛失等による再交付の申請", "apply for reissuance after loss"
    REPLACED_CERTIFICATE = (
        "return_old_certificate",
        "交換された特別永住者証明書の返納",
        "return the replaced certificate",
    )
    POSTED_CERTIFICATE = (
        "post_old_certificate",
        "交換された特別永住者証明書の送付による返納",
        "return the replaced certificate by post",
    )
    LAPSED_CERTIFICATE = (
        "return_certificate",
        "失効した特別永住者証明書の返納",
        "return the lapsed certificate",
    )
    CERTIFICATE_REISSUE = (
        "certificate_reissue_loss",
        "紛失等による特別永住者証明書の再交付の申請",
        "apply for reissuance of the certificate after loss",
    )
    ORDERED_CERTIFICATE_REISSUE = (
        "certificate_reissue_order",
        "命令による特別永住者証明書の再交付の申請",
        "apply for reissuance of the certificate as ordered",
    )
