"""Words of this topic: what is paid for besides procedures, why a function lapsed, what frees of a fee."""

from __future__ import annotations

from tokutei.vocabulary.words import Word

__all__ = ["Exemption", "MyNumberLapse", "OtherProcedure"]


class OtherProcedure(Word):
    """What is paid for, or comes before an exchange, and is no procedure for a card or a stay."""

    CERTIFICATE_OF_ELIGIBILITY = "coe", "在留資格認定証明書", "certificate of eligibility"
    TRAVELLER_CARD = "registered_traveller_card", "特定登録者カードの交付", "registered traveller card"
    TRAVELLER_CARD_REISSUE = (
        "registered_traveller_card_reissue",
        "特定登録者カードの再交付",
        "reissue of a registered traveller card",
    )
    REFUGEE_TRAVEL_DOCUMENT = "refugee_travel_document", "難民旅行証明書", "refugee travel document"
    SUPPORT_ORGANIZATION = (
        "support_org_registration",
        "登録支援機関の登録",
        "registration of a support organization",
    )
    SUPPORT_ORGANIZATION_RENEWAL = (
        "support_org_renewal",
        "登録支援機関の登録の更新",
        "renewal of the registration of a support organization",
    )
    MY_NUMBER_CARD_REISSUE = (
        "mynumber_card_reissue",
        "個人番号カードの再交付",
        "reissue of an Individual Number Card after loss",
    )
    PERMISSION_FROM_PROVISIONAL_STAY = (
        "provisional_stay_permission",
        "仮滞在許可者に対する在留資格の取得の許可",
        "status given to somebody on provisional stay",
    )
    """Act 61-2-2(1), 61-2-5(1); itself without a fee item."""


class MyNumberLapse(Word):
    """Why the My Number function of a specified card lapsed (My Number Order 14, Act 17(10))."""

    NONE = "none", "失効していない", "it did not lapse"
    MOVED_ABROAD = "moved_abroad", "国外への転出", "moved abroad"
    NOT_MOVED_IN = "no_move_in", "転入届がないこと", "moved out and not in again"
    NOT_HANDED_IN = "not_handed_in", "転入後にカードを提出しないこと", "not handed in after moving"
    ENTRY_ERASED = "register_erased", "住民票の消除", "register entry erased"
    CODE_CHANGED = "resident_record_code_changed", "住民票コードの変更", "resident record code changed"
    NUMBER_CHANGED = "number_changed", "個人番号の変更", "Individual Number changed"
    OUTSIDE_REGISTER_ACT = (
        "outside_register_act",
        "住民基本台帳法の適用を受けなくなったこと",
        "no longer under the Basic Resident Register Act",
    )
    RETURNED = "returned", "返納", "given back"
    RETURN_ORDERED = "return_ordered", "返納命令", "ordered to be given back"
    EXPIRED = "expired", "有効期間の満了", "expired"


class Exemption(Word):
    """A case in which the specified card is free, by the provision that frees it."""

    OLDER_CARD = "older_card", "施行日前に交付されたカード", "card issued before the first day"
    HOLDER = "holder", "記載事項・有効期間・住居地の変更", "change of items, renewal or move of a holder"
    DAMAGE = "damage", "責めに帰することができない毀損", "damage without fault"
    LOSS = "loss", "責めに帰することができない紛失", "loss without fault"
    WITHHELD = "withheld", "交付されなかった後の再申請", "asked again after it was withheld"
    REENTERED = "reentered", "国外転出後の再入国", "back in time after moving abroad"
    CHANGED_NUMBER = "changed_number", "住民票コード・個人番号の変更", "number or code changed"
    NO_SPACE = "no_space", "余白がないこと", "no space left"
    ARRIVAL = "arrival", "新規の住居地届出", "first notification of residence"
    FROM_TRANSIT = "from_transit", "経過滞在者・一時庇護許可者", "newly a resident, from transit or refuge"
    FROM_PROVISIONAL_STAY = "from_provisional_stay", "仮滞在許可者", "newly a resident, from provisional stay"
    OLDER_CARD_WITHHELD = (
        "older_card_withheld",
        "施行日前に交付されたカードの所持者の再申請",
        "asked again by the holder of such a card",
    )
    FILED_BEFORE = "filed_before", "施行日前の申請", "filed before the first day"
    SPR_OLDER = "spr_older", "施行日前に交付された証明書", "certificate issued before the first day"
    SPR_OLDER_WITHHELD = (
        "spr_older_withheld",
        "施行日前に交付された証明書の所持者の再申請",
        "asked again by the holder of such a certificate",
    )
    SPR_PERMISSION_BEFORE = (
        "spr_permission_before",
        "施行日前の特別永住許可の申請",
        "permission asked for before the first day",
    )
    SPR_FILED_BEFORE = (
        "spr_filed_before",
        "施行日前の届出・申請",
        "certificate procedure filed before the first day",
    )
    SPR_HOLDER = (
        "spr_holder",
        "記載事項・有効期間・住居地の変更（特別永住者）",
        "change of items, renewal or move of a holder of a certificate",
    )
    SPR_NO_FAULT = (
        "spr_no_fault",
        "責めに帰することができない毀損・紛失（特別永住者）",
        "certificate damaged or lost without fault",
    )
    SPR_WITHHELD = (
        "spr_withheld",
        "交付されなかった後の再申請（特別永住者）",
        "certificate asked for again after it was withheld",
    )
    SPR_REENTERED = (
        "spr_reentered",
        "国外転出後の再入国（特別永住者）",
        "special permanent resident back in time after moving abroad",
    )
    SPR_CHANGED_NUMBER = (
        "spr_changed_number",
        "住民票コード・個人番号の変更（特別永住者）",
        "special permanent resident whose number or code changed",
    )
    SPR_NO_SPACE = "spr_no_space", "余白がないこと（特別永住者）", "no space left on the certificate"
    SPR_NEW = (
        "spr_new",
        "特別永住許可（住民基本台帳に記録）",
        "new special permanent resident in the register",
    )
    SPR_NEW_ADDRESS = (
        "spr_new_address",
        "特別永住許可後の住居地届出",
        "new special permanent resident not yet in the register",
    )
    SPR_PERMISSION = (
        "spr_permission",
        "特別永住許可の申請に併せた申請",
        "with the application for the permission",
    )
