"""What is owed, in the words of tables and documents, and who owes it."""

from __future__ import annotations

from tokutei.vocabulary import Word

__all__ = ["Bearer", "DutyKind"]


class Bearer(Word):
    """Who owes something."""

    HOLDER = "holder", "本人", "the holder"
    REPRESENTATIVE = (
        "representative",
        "本人に代わってする同居の親族",
        "the family member living together who acts for the holder",
    )
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
    FOUND_MY_NUMBER_CARD = (
        "tell_found_mn_card",
        "紛失した個人番号カードの発見の届出",
        "tell that the lost Individual Number Card was found",
    )
    REPLACED_MY_NUMBER_CARD = (
        "return_found_mn_card",
        "再交付後に発見した個人番号カードの返納",
        "return the Individual Number Card found after its reissue",
    )
    REISSUE = "card_reissue_loss", "紛失等による再交付の申請", "apply for reissuance after loss"
    FIRST_ADDRESS = "notify_first_address", "新規上陸後の住居地の届出", "notify the first place of residence"
    ADDRESS_AFTER_PERMISSION = (
        "notify_address_after_permission",
        "許可に伴う住居地の届出",
        "notify the place of residence after the permission",
    )
    NEW_ADDRESS = "notify_new_address", "新住居地の届出", "notify the new place of residence"
    HAND_IN_MY_NUMBER = (
        "hand_in_after_move",
        "転入先での個人番号カードの提出",
        "hand in the Individual Number Card after moving in",
    )
    CHANGED_SEPARATE_CARD = (
        "tell_mn_item_change",
        "個人番号カードの記録事項の変更の届出及び提出",
        "tell that items of the Individual Number Card changed and hand it in",
    )
    REPLACED_CARD_TO_MUNICIPALITY = (
        "return_old_card_to_municipality",
        "交換された在留カードの市区町村への引渡し",
        "hand the replaced card to the municipality",
    )
    REPLACED_CARD_BY_POST = (
        "return_old_card_by_post",
        "交換された在留カードの送付による返納",
        "return the replaced card by post",
    )
    LEFT_CARD = (
        "return_card_on_leaving",
        "出国により失効した在留カードの返納",
        "return the card that lapsed by leaving",
    )
    CARD_OF_THE_DEAD = (
        "return_card_after_death",
        "死亡した者の在留カードの返納",
        "return the card of the person who died",
    )
    LAPSED_MY_NUMBER = (
        "return_specified_card_after_lapse",
        "個人番号カードとしての機能が失効した特定在留カードの返納",
        "return the specified card whose My Number function lapsed",
    )
    LAPSED_SEPARATE_CARD = (
        "return_lapsed_separate_mn_card",
        "失効した個人番号カードの返納",
        "return the lapsed Individual Number Card",
    )
    ORDERED_REISSUE = (
        "card_reissue_order",
        "命令による再交付の申請",
        "apply for reissuance as ordered",
    )
    AFFILIATION = (
        "affiliation_notification",
        "所属機関等に関する届出",
        "notify the change of the affiliation",
    )
    CARRY_CARD = "carry_card", "在留カードの携帯", "carry the residence card"
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
    LAPSED_MY_NUMBER_OF_CERTIFICATE = (
        "return_specified_certificate_after_lapse",
        "個人番号カードとしての機能が失効した特定特別永住者証明書の返納",
        "return the specified certificate whose My Number function lapsed",
    )
    LEFT_CERTIFICATE = (
        "return_certificate_on_leaving",
        "出国により失効した特別永住者証明書の返納",
        "return the certificate that lapsed by leaving",
    )
    CERTIFICATE_OF_THE_DEAD = (
        "return_certificate_after_death",
        "死亡した者の特別永住者証明書の返納",
        "return the certificate of the person who died",
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
