"""Words for procedures: what is filed, notified, applied for or asked."""

from __future__ import annotations

from tokutei.vocabulary.words import Word

__all__ = ["ProcedureKind"]


class ProcedureKind(Word):
    """A procedure of the law, by the words that legal cases use."""

    LANDING = "landing", "上陸時の交付", "card on landing"
    PLACE_OF_RESIDENCE_FIRST = (
        "address_first",
        "新規上陸後の住居地の届出",
        "first notification of place of residence",
    )
    PLACE_OF_RESIDENCE_AFTER_PERMISSION = (
        "address_after_permission",
        "在留資格変更等に伴う住居地の届出",
        "notification of place of residence after a permission",
    )
    PLACE_OF_RESIDENCE_CHANGE = (
        "address_change",
        "住居地の変更届出",
        "notification of change of place of residence",
    )
    CARD_ITEM_CHANGE = (
        "card_item_change",
        "住居地以外の記載事項の変更届出",
        "notification of change of items on the card",
    )
    CARD_RENEWAL = (
        "card_validity_renewal",
        "在留カードの有効期間の更新",
        "renewal of the validity period of the card",
    )
    CARD_RENEWAL_EARLY = (
        "card_validity_renewal_early",
        "在留カードの有効期間の更新（更新期間前）",
        "early renewal of the validity period of the card",
    )
    REISSUE_LOSS = "card_reissue_loss", "紛失等による再交付", "reissuance after loss"
    REISSUE_DAMAGE = "card_reissue_damage", "汚損等による再交付", "reissuance after damage"
    EXCHANGE = "card_exchange", "交換希望による再交付", "exchange on request"
    REISSUE_ORDER = "card_reissue_order", "再交付申請命令による再交付", "reissuance on order"
    MY_NUMBER_RETURN = (
        "mn_return_replacement",
        "個人番号カードとしての機能の返納に伴う交付",
        "return of the My Number function",
    )
    CHANGE_OF_STATUS = "change", "在留資格変更許可", "change of status of residence"
    EXTENSION_OF_STAY = "renewal", "在留期間更新許可", "extension of period of stay"
    PERMANENT_RESIDENCE = "permanent_residence", "永住許可", "permission for permanent residence"
    ACQUISITION_OF_STATUS = "acquisition", "在留資格取得許可", "acquisition of status of residence"
    AFFILIATION = (
        "affiliation_notification",
        "所属機関等に関する届出",
        "notification of the affiliated organization",
    )
    INSTITUTION = (
        "institution_notification",
        "所属機関による届出",
        "notification by the affiliated organization",
    )
    SSW = (
        "ssw_notification",
        "特定技能所属機関による届出",
        "notification by an organization with specified skilled workers",
    )
    SPR_PERMISSION_BIRTH = (
        "spr_permission_birth",
        "特別永住許可（出生等）",
        "special permanent residence by birth",
    )
    SPR_PERMISSION_OTHER = (
        "spr_permission_other",
        "特別永住許可（その他）",
        "special permanent residence, other",
    )
    SPR_PLACE_OF_RESIDENCE_CHANGE = (
        "spr_address_change",
        "特別永住者の住居地の変更届出",
        "special permanent resident: change of place of residence",
    )
    SPR_ITEM_CHANGE = (
        "spr_item_change",
        "特別永住者証明書の記載事項の変更届出",
        "special permanent resident: change of items",
    )
    SPR_RENEWAL = (
        "spr_validity_renewal",
        "特別永住者証明書の有効期間の更新",
        "special permanent resident: renewal of validity",
    )
    SPR_RENEWAL_EARLY = (
        "spr_validity_renewal_early",
        "特別永住者証明書の有効期間の更新（更新期間前）",
        "special permanent resident: early renewal of validity",
    )
    SPR_REISSUE_LOSS = (
        "spr_reissue_loss",
        "特別永住者証明書の紛失等による再交付",
        "special permanent resident: reissuance after loss",
    )
    SPR_REISSUE_DAMAGE = (
        "spr_reissue_damage",
        "特別永住者証明書の汚損等による再交付",
        "special permanent resident: reissuance after damage",
    )
    SPR_EXCHANGE = (
        "spr_exchange",
        "特別永住者証明書の交換希望による再交付",
        "special permanent resident: exchange on request",
    )
    SPR_REISSUE_ORDER = (
        "spr_reissue_order",
        "特別永住者証明書の再交付申請命令による再交付",
        "special permanent resident: reissuance on order",
    )
    SPR_MY_NUMBER_RETURN = (
        "spr_mn_return_replacement",
        "特別永住者：個人番号カードとしての機能の返納に伴う交付",
        "special permanent resident: return of the My Number function",
    )
    MY_NUMBER_CARD = "mn_new", "個人番号カードの交付", "issue of an Individual Number Card"
    MY_NUMBER_EXTENSION = (
        "mn_extend_after_stay",
        "個人番号カードの有効期間の延長",
        "extension of an Individual Number Card after the stay",
    )
    MY_NUMBER_REPLACEMENT = (
        "mn_replace_last_3_months",
        "個人番号カードの有効期間内の交付",
        "early replacement of an Individual Number Card",
    )
    MY_NUMBER_ITEM_CHANGE = (
        "mn_item_change",
        "個人番号カードの記載事項の変更",
        "change of items on an Individual Number Card",
    )
    MOVING_WITHIN = "juki_move_within", "転居届", "notification of moving within the municipality"
    BECOMING_RESIDENT = (
        "juki_new_mlt",
        "中長期在留者等となった場合の届出",
        "notification of having become a mid- to long-term resident",
    )
    WORK_CERTIFICATE = "work_certificate", "就労資格証明書", "certificate of authorized employment"
    REENTRY_SINGLE = "reentry_single", "再入国許可（一回限り）", "re-entry permission, single"
    REENTRY_MULTIPLE = "reentry_multiple", "再入国許可（数次）", "re-entry permission, multiple"
    OTHER_ACTIVITY = (
        "other_activity",
        "資格外活動許可",
        "permission to engage in an activity other than those permitted",
    )
    CERTIFICATE_RENEWAL = "certificate_renewal", "電子証明書の更新", "renewal of electronic certificates"
