"""The closed vocabulary of guards: what rows, refusals and hints ask."""

from __future__ import annotations

from tokutei.vocabulary import Word

__all__ = ["Guard"]


class Guard(Word):
    """What a row or a refusal asks of situation, event and law. Each is implemented once, in ``guards``."""

    SPECIFIED_ASKED = "specified_asked", "特定在留カードを求めている", "a specified card is asked for"
    PROCEDURE_LISTED = "procedure_listed", "併せてできる手続である", "the procedure may carry it"
    SPECIFIED_CHANNEL_OPEN = (
        "specified_channel_open",
        "特定在留カードを申請できる方法である",
        "open for a specified card",
    )
    CHANNEL_OPEN = "channel_open", "申請・届出できる方法である", "the procedure is open through the channel"
    RECORDED = "recorded", "住民基本台帳に記録されている", "recorded in the basic resident register"
    REGISTER_MATTERS = "register_matters", "住民基本台帳への記録を要する", "the register entry is needed"
    STAYS_MID_LONG = "stays_mid_long", "引き続き中長期在留者である", "stays a mid- to long-term resident"
    STAY_LAWFUL = "stay_lawful", "在留が続いている", "the stay goes on"
    CARD_LOST = "card_lost", "在留カードを失った", "the residence card is lost"
    MAIN_PENDING = "main_pending", "処分待ちの手続がある", "a procedure is pending"
    TIMELY_PENDING = "timely_pending", "満了日までにした申請が処分待ち", "a timely application is pending"
    IN_SPECIAL_PERIOD = "in_special_period", "特例期間中である", "a special period runs"
    RESIDENCE_FOLLOWS = (
        "residence_follows",
        "在留カードが特例期間に従う",
        "the residence card follows the special period",
    )
    MY_NUMBER_FOLLOWS = (
        "my_number_follows",
        "個人番号カードの機能が特例期間に従う",
        "the My Number function follows the special period",
    )
    CARD_IN_SPECIAL = (
        "card_in_special",
        "特例期間中のカードの手続である",
        "a card procedure in the special period",
    )
    ON_CARD = "on_card", "特定在留カードに機能がある", "the function is on the specified card"
    SPECIFIED_HELD = "specified_held", "特定在留カードを所持する", "a specified card is held"
    STATUS_PROCEDURE = "status_procedure", "在留資格の手続である", "a status procedure"
    DECISION_NEEDED = "decision_needed", "許可の決定を要する", "the card waits for the decision"
    MAIN_DECIDED = "main_decided", "許可が決定されている", "permission is decided"
    SPECIFIED_PENDING = "specified_pending", "特定在留カードの申請がある", "a specified card was asked for"
    CONFIRMED = "confirmed", "市町村長の確認がある", "the municipality has confirmed"
    CONFIRMATION_MATTERS = "confirmation_matters", "市町村長の確認を要する", "the confirmation is needed"
    SEPARATE_HELD = "separate_held", "個人番号カードを所持する", "a separate Individual Number Card is held"
    SEPARATE_GIVEN_BACK = "separate_given_back", "個人番号カードを返納した", "the separate card is given back"
    SEPARATE_MATTERS = (
        "separate_matters",
        "個人番号カードの返納を要する",
        "the separate card must be given back",
    )
    CERTIFICATES_ASKED = "certificates_asked", "電子証明書を求めた", "certificates were asked for"
    RETURN_WINDOW = "return_window", "返納先が正しい", "the office is the one for the return"
    EXTENSION_WINDOW = "extension_window", "延長の窓口が正しい", "the office is the one for the extension"
    SPECIAL_AHEAD = "special_ahead", "特例期間となる申請がある", "a special period runs or lies ahead"
    MY_NUMBER_LIVE = "my_number_live", "個人番号カードとしての機能が有効", "the My Number function is valid"
    ONLINE_TOO_LATE = (
        "online_too_late",
        "オンラインで申請できる最後の日を過ぎている",
        "the last day to file online has passed",
    )
    STAY_HAS_END = "stay_has_end", "在留期間の定めがある", "the stay has an end"
    TARGET_BY_CHANGE = (
        "target_by_change",
        "変更で受けられる在留資格である",
        "the status can be had by a change",
    )
    GRANT_FITS = (
        "grant_fits",
        "許可される在留期間として成り立つ",
        "the stay granted is one that can be granted",
    )
    CARD_MADE = "card_made", "特定在留カードが作成されている", "the specified card is made"
    CARRIER_AT_HAND = (
        "carrier_at_hand",
        "機能のあるカードを提示できる",
        "the card with the function can be shown",
    )
    LAPSED_BY_EXPIRY = "lapsed_by_expiry", "有効期間の満了により失効した", "it lapsed because it expired"
    MADE_ON_KNOWN = "made_on_known", "作成の日が分かる", "the day of making is known"
    LATE_EXTENSION_READING = (
        "late_extension_reading",
        "満了後も延長を求められると読む",
        "read as open after expiry",
    )
    RETURN_OWED = "return_owed", "返納すべきカードがある", "a card is owed back"
    RESIDENCE_LAPSED = "residence_lapsed", "在留カードとして失効している", "the residence function has lapsed"
    RETURN_ON_EXPIRY_READING = (
        "return_on_expiry_reading",
        "満了したら返納すべきと読む",
        "read as owed back on expiry",
    )
    # The separate Individual Number Card, certificates, the smartphone.
    MY_NUMBER_SUSPENDED = (
        "my_number_suspended",
        "個人番号カードの機能が一時停止中",
        "use of the My Number function is stopped",
    )
    MY_NUMBER_LASTS = (
        "my_number_lasts",
        "個人番号カードの機能が失効していない",
        "the My Number function has not lapsed",
    )
    STOPPED_EXTENDED = "stopped_extended", "延長後に一時停止した", "it was extended before it was stopped"
    USE_STOPPED = "use_stopped", "電話で一時停止もする", "the use is stopped by telephone too"
    STAY_LENGTHENED = (
        "stay_lengthened",
        "個人番号カードの満了日より後まで在留できる",
        "the stay now lasts longer than the separate card",
    )
    SIGNING_CONCERNED = (
        "signing_concerned",
        "署名用電子証明書についてのもの",
        "it is about the certificate for signing",
    )
    AUTHENTICATION_CONCERNED = (
        "authentication_concerned",
        "利用者証明用電子証明書についてのもの",
        "it is about the certificate for user authentication",
    )
    SIGNING_LIVE = "signing_live", "署名用電子証明書が有効", "the certificate for signing is valid"
    AUTHENTICATION_LIVE = (
        "authentication_live",
        "利用者証明用電子証明書が有効",
        "the certificate for user authentication is valid",
    )
    MOBILE_LIVE = "mobile_live", "移動端末設備用電磁的記録が有効", "a record on a smartphone is valid"
    REPLACEMENT_ASKED = (
        "replacement_asked",
        "有効期間内の交付を求めている",
        "a replacement of the live card was asked for",
    )
    REPLACEMENT_OPEN = (
        "replacement_open",
        "新たな交付を求められる場合である",
        "a replacement may be asked for",
    )
    IDENTITY_CHECKED = "identity_checked", "本人確認の措置がとられた", "identity was checked"
    MADE_BY_THEN = "made_by_then", "作成の日を過ぎている", "the card has been made"
    NEW_CARD_LASTS = "new_card_lasts", "交付の日に有効期間が残っている", "the new card still lasts"
    CERTIFICATES_ON_IT = "certificates_on_it", "電子証明書を記録する", "the certificates are put on it"
    OLD_CARD_LOST = (
        "old_card_lost",
        "再交付前のカードが見付かっていない",
        "the card that was replaced is still lost",
    )
    OLD_CARD_BESIDE = (
        "old_card_beside",
        "再交付後に見付かったカードがある",
        "the card that was replaced lies beside the new one",
    )
    FOUND_UNTOLD = (
        "found_untold",
        "発見の届出が済んでいない",
        "that the card was found has not been told yet",
    )
    RESIDENCE_EXTENSION = (
        "residence_extension",
        "在留カードの有効期間の延長を求めている",
        "an extension of the residence function is asked for",
    )
