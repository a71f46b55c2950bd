"""The kinds of event: the words of documents and tables."""

from __future__ import annotations

from tokutei.vocabulary import Word

__all__ = ["EventKind"]


class EventKind(Word):
    """The kinds of event, by the words of documents and tables."""

    FILE_EXTENSION = "file_extension", "在留期間更新許可申請", "application for an extension of stay"
    FILE_CHANGE = "file_change", "在留資格変更許可申請", "application for a change of status"
    FILE_PERMANENT_RESIDENCE = (
        "file_permanent_residence",
        "永住許可申請",
        "application for permanent residence",
    )
    NOTIFY_ITEM_CHANGE = "notify_item_change", "記載事項の変更届出", "notification of a change of items"
    ASK_EXCHANGE = "ask_exchange", "在留カードの交換希望の申請", "wish for an exchange of the card"
    FILE_REISSUE = "file_reissue", "紛失等による再交付申請", "application for reissuance after loss"
    FILE_SPECIFIED_CARD = (
        "file_specified_card",
        "特定在留カードだけの申請",
        "application for a specified card on its own",
    )
    REPORT_LOSS = "report_loss", "在留カードの紛失を知ったこと", "loss of the card became known"
    DECIDE_PERMISSION = "decide_permission", "許可の決定", "permission decided"
    REFUSE_PERMISSION = "refuse_permission", "不許可の処分", "permission refused"
    WITHDRAW_FILING = "withdraw_filing", "申請の取下げ", "filing withdrawn"
    REFUSE_SPECIFIED_CARD = (
        "refuse_specified_card",
        "特定在留カードを交付しない決定",
        "specified card refused",
    )
    WITHDRAW_SPECIFIED_CARD = (
        "withdraw_specified_card",
        "特定在留カードの申請の取下げ",
        "application for the specified card withdrawn",
    )
    NOTIFY_JLIS = "notify_jlis", "機構への通知", "notification to J-LIS"
    MAKE_CARD = "make_card", "特定在留カードの作成", "specified card made"
    CONFIRM_CARD = "confirm_card", "市町村長の確認の通知", "municipality's confirmation"
    RECEIVE_CARD = "receive_card", "在留カードの受領", "card received"
    RETURN_CARD = "return_card", "失効した在留カードの返納", "lapsed card returned"
    EXTEND_MY_NUMBER = (
        "extend_my_number",
        "個人番号カードとしての機能の有効期間の延長",
        "extension of the My Number function",
    )
    GIVE_BACK_MY_NUMBER = (
        "give_back_my_number",
        "個人番号カードとしての機能の返納",
        "My Number function given back",
    )
    RETURN_MY_NUMBER_CARD = (
        "return_my_number_card",
        "個人番号カードの返納",
        "separate Individual Number Card returned",
    )
    STAY_END_PASSED = "stay_end_passed", "在留期間の満了", "period of stay ended"
    SPECIAL_PERIOD_END_PASSED = "special_period_end_passed", "特例期間の終了", "special period ended"
    CARD_END_PASSED = "card_end_passed", "在留カードの有効期間の満了", "residence card expired"
    MY_NUMBER_END_PASSED = (
        "my_number_end_passed",
        "個人番号カードとしての機能の有効期間の満了",
        "My Number function expired",
    )
    SIGNING_END_PASSED = "signing_end_passed", "署名用電子証明書の満了", "certificate for signing expired"
    AUTHENTICATION_END_PASSED = (
        "authentication_end_passed",
        "利用者証明用電子証明書の満了",
        "certificate for user authentication expired",
    )
    # Filings of mid- to long-term residents with the bureau.
    FILE_CARD_RENEWAL = (
        "file_card_renewal",
        "在留カードの有効期間の更新申請",
        "renewal of the card's validity",
    )
    FILE_EARLY_CARD_RENEWAL = (
        "file_early_card_renewal",
        "在留カードの有効期間の更新申請（期間前）",
        "renewal of the card's validity before its window",
    )
    FILE_DAMAGE_REISSUE = (
        "file_damage_reissue",
        "汚損等による再交付申請",
        "application for reissuance after damage",
    )
    FILE_ORDERED_REISSUE = (
        "file_ordered_reissue",
        "再交付申請命令による再交付申請",
        "application for reissuance on order",
    )
    FILE_ACQUISITION = "file_acquisition", "在留資格取得許可申請", "application for acquisition of status"
    FILE_WITHOUT_CARD = (
        "file_without_card",
        "カードを伴わない申請・届出",
        "procedure that brings no card",
    )
    CONVERT_FILING = "convert_filing", "更新・変更申請の切替え", "filing turned into the other kind"
    # Acts of the immigration authorities.
    LAND = "land", "上陸許可", "landing permission"
    ORDER_REISSUE = "order_reissue", "再交付申請命令", "order to apply for reissuance"
    GRANT_STATUS = "grant_status", "在留資格の付与", "status granted to somebody without one"
    RECEIVE_SEAL = "receive_seal", "旅券への証印", "permission sealed in the passport"
    RECEIVE_INTERIM_CARD = (
        "receive_interim_card",
        "特定在留カードに先立つ在留カードの受領",
        "ordinary card received while the specified one is not ready",
    )
    POST_CARD = "post_card", "在留カードの発送", "card sent by post"
    REVOKE_STATUS = "revoke_status", "在留資格の取消し", "status revoked"
    DEPORT = "deport", "退去強制", "deportation"
    GRANT_OTHER_ACTIVITY = "grant_other_activity", "資格外活動許可", "other activities permitted"
    REVOKE_OTHER_ACTIVITY = (
        "revoke_other_activity",
        "資格外活動許可の取消し",
        "permission for other activities revoked",
    )
    # The card as a thing, and what the holder notifies.
    REPORT_DAMAGE = "report_damage", "在留カードの毀損等", "damage of the card"
    FIND_CARD = "find_card", "紛失した在留カードの発見", "lost card found"
    TAKE_BACK_CARD = "take_back_card", "市町村からの在留カードの返還", "card given back by the municipality"
    AFFILIATION_CHANGED = "affiliation_changed", "所属機関等に関する事由の発生", "affiliation changed"
    NOTIFY_AFFILIATION = "notify_affiliation", "所属機関等に関する届出", "notification of the affiliation"
    # Register, moves, travel.
    NOTIFY_FIRST_ADDRESS = (
        "notify_first_address",
        "新規の住居地届出",
        "notification of the first place of residence",
    )
    NOTIFY_ADDRESS_AFTER_PERMISSION = (
        "notify_address_after_permission",
        "在留資格変更等に伴う住居地届出",
        "notification of the place of residence after a permission",
    )
    NOTIFY_MOVE_OUT = "notify_move_out", "転出届（国内）", "notification of moving out"
    NOTIFY_MOVE_IN = "notify_move_in", "転入届", "notification of moving in"
    NOTIFY_RELOCATION = "notify_relocation", "転居届", "notification of moving within the municipality"
    MOVE_ABROAD = "move_abroad", "国外転出", "moving abroad"
    ERASE_ENTRY = "erase_entry", "住民票の消除", "resident record erased"
    CHANGE_NUMBER = "change_number", "個人番号・住民票コードの変更", "number or code changed"
    CHANGE_ALIAS = "change_alias", "通称の記載・変更・削除", "registered alias changed"
    DEPART = "depart", "出国", "departure"
    EXTEND_REENTRY = "extend_reentry", "再入国許可の有効期間の延長", "re-entry permission extended abroad"
    RE_ENTER = "re_enter", "再入国", "re-entry"
    NATURALIZE = "naturalize", "帰化", "naturalization"
    DIE = "die", "死亡", "death"
    # Individual Number Card, certificates, smartphone.
    SUSPEND_MY_NUMBER = (
        "suspend_my_number",
        "個人番号カードの一時停止",
        "use of the My Number function stopped",
    )
    RESUME_MY_NUMBER = (
        "resume_my_number",
        "個人番号カードの一時停止の解除",
        "stop of the My Number function lifted",
    )
    ORDER_MY_NUMBER_BACK = (
        "order_my_number_back",
        "個人番号カードの返納命令",
        "My Number function ordered back",
    )
    REPORT_KEY_LOSS = (
        "report_key_loss",
        "利用者符号を利用できない旨の届出",
        "certificates reported as not usable",
    )
    REVOKE_CERTIFICATES = "revoke_certificates", "電子証明書の失効申請", "certificates revoked on request"
    ISSUE_CERTIFICATES = "issue_certificates", "電子証明書の発行", "certificates issued"
    RESET_PIN = "reset_pin", "暗証番号の再設定", "PIN set anew"
    ISSUE_MOBILE = "issue_mobile", "移動端末設備用電磁的記録の発行", "record issued to the smartphone"
    END_MOBILE = "end_mobile", "移動端末設備用電磁的記録の失効", "record on the smartphone ended"
    RECEIVE_MY_NUMBER_CARD = (
        "receive_my_number_card",
        "個人番号カードの受領",
        "separate Individual Number Card received",
    )
    REPORT_MY_NUMBER_LOSS = (
        "report_my_number_loss",
        "個人番号カードの紛失の届出",
        "loss of the separate card reported",
    )
    FIND_MY_NUMBER_CARD = "find_my_number_card", "個人番号カードの発見", "separate card found"
    ASK_MY_NUMBER_REISSUE = (
        "ask_my_number_reissue",
        "個人番号カードの再交付の求め",
        "reissue of the separate card asked for",
    )
    ASK_MY_NUMBER_REPLACEMENT = (
        "ask_my_number_replacement",
        "有効期間内の個人番号カードの交付の求め",
        "replacement of the separate card asked for",
    )
    HAND_IN_MY_NUMBER_CARD = (
        "hand_in_my_number_card",
        "個人番号カードの提出（記載事項の変更）",
        "card handed in for rewriting",
    )
    EXTEND_RESIDENCE = (
        "extend_residence",
        "在留カードの有効期間の延長の求め",
        "extension of the residence function asked for",
    )
    # Special permanent residents.
    FILE_SPECIAL_BIRTH = (
        "file_special_birth",
        "特別永住許可申請（出生等）",
        "application for special permanent residence by birth",
    )
    FILE_SPECIAL_OTHER = (
        "file_special_other",
        "特別永住許可申請（在留資格のある者）",
        "application for special permanent residence from a status",
    )
    PERMIT_SPECIAL = "permit_special", "特別永住許可", "special permanent residence permitted"
    NOTIFY_CERTIFICATE_ITEMS = (
        "notify_certificate_items",
        "特別永住者証明書の記載事項の変更届出",
        "notification of a change of items of the certificate",
    )
    FILE_CERTIFICATE_RENEWAL = (
        "file_certificate_renewal",
        "特別永住者証明書の有効期間の更新申請",
        "renewal of the certificate's validity",
    )
    FILE_EARLY_CERTIFICATE_RENEWAL = (
        "file_early_certificate_renewal",
        "特別永住者証明書の有効期間の更新申請（期間前）",
        "renewal of the certificate's validity before its window",
    )
    FILE_CERTIFICATE_REISSUE = (
        "file_certificate_reissue",
        "紛失等による特別永住者証明書の再交付申請",
        "application for reissuance of the certificate after loss",
    )
    FILE_CERTIFICATE_DAMAGE_REISSUE = (
        "file_certificate_damage_reissue",
        "汚損等による特別永住者証明書の再交付申請",
        "application for reissuance of the certificate after damage",
    )
    FILE_ORDERED_CERTIFICATE_REISSUE = (
        "file_ordered_certificate_reissue",
        "命令による特別永住者証明書の再交付申請",
        "application for reissuance of the certificate on order",
    )
    ASK_CERTIFICATE_EXCHANGE = (
        "ask_certificate_exchange",
        "特別永住者証明書の交換希望の申請",
        "wish for an exchange of the certificate",
    )
    # Time.
    MOBILE_END_PASSED = (
        "mobile_end_passed",
        "移動端末設備用電磁的記録の満了",
        "record on the smartphone expired",
    )
    SEPARATE_CARD_END_PASSED = (
        "separate_card_end_passed",
        "併存する個人番号カードの有効期間の満了",
        "separate card beside a specified one expired",
    )
    MOVE_IN_TERM_PASSED = "move_in_term_passed", "転入届のないままの期間の経過", "time to move in ran out"
    HAND_IN_TERM_PASSED = (
        "hand_in_term_passed",
        "カードの提出のないままの90日の経過",
        "time to hand in the card after moving ran out",
    )
    REENTRY_TERM_PASSED = "reentry_term_passed", "再入国の期限の経過", "time to re-enter ran out"
    TURNED_1 = "turned_1", "1歳に到達", "turned 1"
    TURNED_16 = "turned_16", "16歳に到達", "turned 16"
    TURNED_18 = "turned_18", "18歳に到達", "turned 18"
