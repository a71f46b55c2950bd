"""The closed vocabulary of effects: what rows write."""

from __future__ import annotations

from tokutei.vocabulary import Word

__all__ = ["Effect"]


class Effect(Word):
    """How a row fills its variable's new value. Each is implemented once, in ``effects``."""

    FILE_MAIN = "file_main", "申請・届出を記録", "records the filing"
    DECIDE_MAIN = "decide_main", "決定を記録", "records the decision"
    FILE_APPLICATION = "file_application", "特定在留カードの申請を記録", "records the application"
    GRANTED_STAY = "granted_stay", "許可された在留", "the stay as granted"
    SPECIAL_UNTIL = "special_until", "特例期間の末日", "last day of the special period"
    END_SPECIAL = "end_special", "特例期間を終える", "ends the special period"
    NEW_ORDINARY_CARD = "new_ordinary_card", "新しい在留カード", "a new ordinary card"
    NEW_SPECIFIED_CARD = "new_specified_card", "新しい特定在留カード", "a new specified card"
    ORDINARY_UNTIL = "ordinary_until", "在留カードの有効期間", "validity of the ordinary card"
    SPECIFIED_UNTIL = "specified_until", "特定在留カードの有効期間", "validity of the specified card"
    FUNCTION_UNTIL = "function_until", "個人番号カードの機能の有効期間", "validity of the My Number function"
    FOLLOW_SPECIAL = "follow_special", "特例期間の末日まで", "until the end of the special period"
    SEPARATE_EXTENDED = (
        "separate_extended",
        "延長後の個人番号カードの有効期間",
        "validity of the extended separate card",
    )
    CERTIFICATE_UNTIL = "certificate_until", "電子証明書の有効期間", "validity of the certificate"
    CLEAR = "clear", "なし", "there is none"
    LAPSE_EXPIRED = "lapse_expired", "満了により失効", "lapses, expired"
    LAPSE_RETURNED = "lapse_returned", "返納により失効", "lapses, returned"
    LAPSE_STAY_ENDED = "lapse_stay_ended", "在留の終了により失効", "lapses, the stay ended"
    LAPSE_STATUS_ENDED = "lapse_status_ended", "在留資格の終了により失効", "lapses, the status ended"
    LAPSE_WITH_RESIDENCE = (
        "lapse_with_residence",
        "在留カードに伴い失効",
        "lapses with the residence function",
    )
    LAPSE_WITH_MY_NUMBER = (
        "lapse_with_my_number",
        "個人番号カードに伴い失効",
        "lapses with the My Number function",
    )
    # The separate Individual Number Card, certificates, the smartphone.
    STOP_USE = "stop_use", "停止前の状態を記録", "keeps what it was before the stop"
    LIFT_STOP = "lift_stop", "停止を解く", "lifts the stop"
    FOLLOW_STOPPED = (
        "follow_stopped",
        "停止中のまま特例期間の末日まで",
        "stopped, until the end of the special period",
    )
    AFTER_STAY_UNTIL = (
        "after_stay_until",
        "在留の延長後の個人番号カードの有効期間",
        "validity of the separate card after the stay was lengthened",
    )
    CARRIER_GIVEN_BACK = "carrier_given_back", "カードを返納した", "the card that carried it is given back"
    NEW_SEPARATE_CARD = "new_separate_card", "新しい個人番号カード", "a new separate card"
    SEPARATE_UNTIL = "separate_until", "個人番号カードの有効期間", "validity of the separate card"
    SEPARATE_CERTIFICATE_UNTIL = (
        "separate_certificate_until",
        "新しい個人番号カードの電子証明書の有効期間",
        "validity of a certificate on the new separate card",
    )
    ISSUED_CERTIFICATE_UNTIL = (
        "issued_certificate_until",
        "発行された電子証明書の有効期間",
        "validity of a certificate issued on the card held",
    )
    ASK_REISSUE = "ask_reissue", "再交付の求めを記録", "records that a reissue was asked for"
    ASK_REPLACEMENT = "ask_replacement", "有効期間内の求めを記録", "records that a replacement was asked for"
    OLD_SEPARATE_CARD_FOUND = (
        "old_separate_card_found",
        "旧カードの発見を記録",
        "records that the replaced card was found",
    )
    MOBILE_UNTIL = (
        "mobile_until",
        "移動端末設備用電磁的記録の有効期間",
        "validity of the record on the smartphone",
    )
    LAPSE_REISSUE_ASKED = (
        "lapse_reissue_asked",
        "再交付の求めにより失効",
        "lapses, a reissue was asked for",
    )
    LAPSE_REPORTED = "lapse_reported", "届出により失効", "lapses, reported as not usable"
    LAPSE_REVOKED = "lapse_revoked", "失効の申請により失効", "lapses, given up on request"
    # Places of residence and the register.
    RECORD_ADDRESS = "record_address", "住民票の記載", "records the residence"
    MOVE_WITHIN = "move_within", "転居の記載", "records the move within the municipality"
    PLAN_MOVE = "plan_move", "転出の予定", "records the planned move"
    LEAVE_REGISTER = "leave_register", "記録の終わり", "ends the entry"
    TERM_OVER = "term_over", "期限の経過", "the term is over"
    FILE_MUNICIPAL_APPLICATION = (
        "file_municipal_application",
        "市町村を経由した申請を記録",
        "records the application at the municipality",
    )
    NO_CARRIER = "no_carrier", "個人番号カードの機能なし", "nothing carries the My Number function"
    # Landing, leaving, coming back.
    LANDED_STAY = "landed_stay", "上陸許可による在留", "the stay as permitted on landing"
    LANDED_CARD_UNTIL = "landed_card_until", "上陸時の在留カードの有効期間", "validity of the card on landing"
    LEAVE_JAPAN = "leave_japan", "出国", "leaves, with the last day to come back"
    EXTEND_WAY_BACK = "extend_way_back", "再入国許可の延長", "extends the re-entry permission"
    COME_BACK = "come_back", "入国", "is in Japan"
    LOSE_WAY_BACK = "lose_way_back", "再入国の期限の経過", "the way back is gone"
    LAPSE_LEFT = "lapse_left", "出国により失効", "lapses, left for good"
    LAPSE_REENTRY_ENDED = "lapse_reentry_ended", "再入国の期限の経過により失効", "lapses, not back in time"
    LAPSE_DEATH = "lapse_death", "死亡により失効", "lapses by death"
    LAPSE_NATURALIZED = "lapse_naturalized", "日本国籍の取得により失効", "lapses by naturalization"
    LAPSE_MOVED_ABROAD = "lapse_moved_abroad", "国外転出により失効", "lapses by moving abroad"
    LAPSE_NOT_MOVED_IN = "lapse_not_moved_in", "転入届がないことにより失効", "lapses, not moved in"
    LAPSE_NOT_SHOWN = "lapse_not_shown", "提出がないことにより失効", "lapses, not handed in"
    LAPSE_ENTRY_ERASED = "lapse_entry_erased", "住民票の消除により失効", "lapses, the entry was erased"
    LAPSE_NUMBER_CHANGED = "lapse_number_changed", "番号の変更により失効", "lapses, the number changed"
    LAPSE_ORDERED = "lapse_ordered", "返納命令により失効", "lapses, ordered back"
    LAPSE_ADDRESS_CHANGED = "lapse_address_changed", "住所の異動により失効", "lapses, the address changed"
    LAPSE_ITEM_CHANGED = "lapse_item_changed", "記載の修正により失効", "lapses, an item changed"
    CONVERT_MAIN = "convert_main", "申請の切替えを記録", "records the other kind of filing"
    WITHOUT_STATUS = (
        "without_status",
        "在留資格なく在留できる六十日の末日まで",
        "until the last of the sixty days without a status",
    )
    STATUS_GRANTED = "status_granted", "付与された在留資格", "the status as granted"
    LEAVE_BY = "leave_by", "出国のために指定された期間", "the time set for leaving"
    FOLLOW_RENEWAL = (
        "follow_renewal",
        "更新申請中の有効期間の末日まで",
        "until the end of the time that a pending renewal gives",
    )
    SENT_AWAY = "sent_away", "再入国の予定なく国外へ", "abroad, with no way to re-enter"
    OLD_CARD_FOUND = "old_card_found", "以前の在留カードの発見", "an older card is found"
    # Special permanent residents.
    NEW_CERTIFICATE = "new_certificate", "新しい特別永住者証明書", "a new certificate"
    NEW_SPECIFIED_CERTIFICATE = (
        "new_specified_certificate",
        "新しい特定特別永住者証明書",
        "a new specified certificate",
    )
    ORDINARY_CERTIFICATE_UNTIL = (
        "ordinary_certificate_until",
        "特別永住者証明書の有効期間",
        "validity of the ordinary certificate",
    )
    SPECIAL_STAY = "special_stay", "特別永住者としての在留", "the stay of a special permanent resident"
    BIRTH_STAY = "birth_stay", "処分を待つ間の在留", "the stay while the decision is awaited"
    FILE_SPECIAL_APPLICATION = (
        "file_special_application",
        "特定特別永住者証明書の申請を記録",
        "records the application for a specified certificate",
    )
    FILE_ADDRESS_MATTER = (
        "file_address_matter",
        "住居地の届出に併せた申請を記録",
        "records what goes with a notification of residence",
    )
    LAPSE_BECAME_SPECIAL = (
        "lapse_became_special",
        "中長期在留者でなくなり失効",
        "lapses, the holder is no mid- to long-term resident any more",
    )
