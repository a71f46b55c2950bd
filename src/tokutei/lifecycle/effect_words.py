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
