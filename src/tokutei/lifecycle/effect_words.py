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
    CONVERT_MAIN = "convert_main", "申請の切替えを記録", "records the other kind of filing"
    STATUS_GRANTED = "status_granted", "付与された在留資格", "the status as granted"
    LEAVE_BY = "leave_by", "出国のために指定された期間", "the time set for leaving"
    FOLLOW_RENEWAL = (
        "follow_renewal",
        "更新申請中の有効期間の末日まで",
        "until the end of the time that a pending renewal gives",
    )
    SENT_AWAY = "sent_away", "再入国の予定なく国外へ", "abroad, with no way to re-enter"
    OLD_CARD_FOUND = "old_card_found", "以前の在留カードの発見", "an older card is found"
