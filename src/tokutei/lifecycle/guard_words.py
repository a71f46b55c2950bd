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
    # Special permanent residents.
    SPECIAL_RESIDENT = "special_resident", "特別永住者である", "a special permanent resident"
    SPECIAL_ROUTE = (
        "special_route",
        "特定特別永住者証明書の申請である",
        "the application is for a specified certificate",
    )
    SPECIAL_PERMISSION_ASKED = (
        "special_permission_asked",
        "特別永住許可の申請が処分待ちである",
        "special permanent residence was applied for",
    )
    SPECIAL_PERMISSION_OPEN = (
        "special_permission_open",
        "特別永住許可を受けられる在留である",
        "special permanent residence can be had from this position",
    )
    SPECIAL_FILED_LATE = (
        "special_filed_late",
        "特別永住許可の申請期間を過ぎている",
        "the days to apply for special permanent residence have passed",
    )
    SPECIAL_REGISTER_MATTERS = (
        "special_register_matters",
        "特別永住者にも住民基本台帳への記録を要する",
        "the register entry is needed for a specified certificate",
    )
    SPECIAL_EXPRESS_ASKED = (
        "special_express_asked",
        "特定特別永住者証明書の速やかな交付を申し出ている",
        "the specified certificate is to be posted soon",
    )
    SPECIAL_EXPRESS_IN_PERSON = (
        "special_express_in_person",
        "速やかな交付を本人が申し出ている",
        "the holder asks in person to have the certificate soon",
    )
    SPECIAL_EXPRESS_CHECKED = (
        "special_express_checked",
        "申請の際に本人確認の措置がとられている",
        "the identity check is made at filing",
    )
    SPECIAL_EXPRESS_CLASS = (
        "special_express_class",
        "速やかに交付を受ける必要がある者に当たる",
        "the certificate is needed quickly as the order lists",
    )
    SPECIAL_DEEMED_NOTICE = (
        "special_deemed_notice",
        "住居地の届出とみなされる届出である",
        "a register notification that counts as that of residence",
    )
    SPECIAL_ADDRESS_MATTER = (
        "special_address_matter",
        "住居地の届出に併せた申請である",
        "asked for with a notification of residence",
    )
    CERTIFICATE_TOO_EARLY = (
        "certificate_too_early",
        "特別永住者証明書の更新期間の前である",
        "the certificate's renewal window is not open yet",
    )
    CERTIFICATE_WINDOW_BEGUN = (
        "certificate_window_begun",
        "特別永住者証明書の更新期間に入っている",
        "the certificate's renewal window has begun",
    )
    CERTIFICATE_UNAVOIDABLE = (
        "certificate_unavoidable",
        "更新期間前の申請にやむを得ない理由がある",
        "an unavoidable reason to renew the certificate early",
    )
    CERTIFICATE_REASON_LACKING = (
        "certificate_reason_lacking",
        "証明書の交換希望に正当な理由がない",
        "no legitimate reason for an exchange of the certificate",
    )
    CERTIFICATE_BY_ORGANIZATION = (
        "certificate_by_organization",
        "機関の職員が代わって行う",
        "staff of an organisation act for the holder",
    )
    CERTIFICATE_LAPSED = (
        "certificate_lapsed",
        "失効していることが分かっている",
        "it is known to have lapsed",
    )
    CERTIFICATE_OWED = (
        "certificate_owed",
        "返納すべき特別永住者証明書がある",
        "a certificate is owed back",
    )
    CERTIFICATE_POSTED = (
        "certificate_posted",
        "特定特別永住者証明書が送付される",
        "the specified certificate is sent by post",
    )
    CERTIFICATE_LOST_ABROAD = (
        "certificate_lost_abroad",
        "紛失を国外で知った",
        "the loss became known abroad",
    )
    CERTIFICATE_REISSUE_BEGUN = (
        "certificate_reissue_begun",
        "再交付の申請の義務又は申請がすでにある",
        "reissuance is already owed or applied for",
    )
    CERTIFICATE_REISSUED = (
        "certificate_reissued",
        "紛失による再交付を受けた",
        "a new certificate was given after a loss",
    )
