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
    FILED_ONLINE = "filed_online", "オンラインでした申請である", "filed online"
    FILED_WITH_MUNICIPALITY = (
        "filed_with_municipality",
        "市町村にした申請・届出である",
        "filed with the municipality",
    )
    RENEWAL_EXTENDS = (
        "renewal_extends",
        "特定在留カードへの更新申請により有効期間が延びる",
        "a pending renewal with a specified card lets the card live on",
    )
    RENEWAL_AHEAD = (
        "renewal_ahead",
        "特定在留カードへの更新申請がある",
        "a renewal of the card with a specified one is pending",
    )
    RENEWAL_RUNS = "renewal_runs", "更新申請中の有効期間である", "the card lives on by a pending renewal"
    CARD_ENDS_WITH_STAY = (
        "card_ends_with_stay",
        "有効期間が在留期間の満了の日までである",
        "the card ends with the stay",
    )
    OWN_END_MATTERS = (
        "own_end_matters",
        "在留期間と別の有効期間を要する",
        "a validity apart from the stay is needed",
    )
    BEFORE_RENEWAL_WINDOW = "before_renewal_window", "更新期間の前である", "before the renewal window"
    UNAVOIDABLE = "unavoidable", "やむを得ない理由がある", "there is an unavoidable reason"
    LEGITIMATE_REASON = "legitimate_reason", "正当な理由がある", "there is a legitimate reason"
    REASON_MATTERS = "reason_matters", "正当な理由を要する", "a legitimate reason is needed"
    SAID_DAMAGED = "said_damaged", "毀損又は汚損である", "it is damaged or soiled"
    SAID_CHIP_BROKEN = "said_chip_broken", "記録の毀損である", "the record is broken"
    SAID_NO_SPACE = "said_no_space", "記載欄の余白がない", "the space is used up"
    CARD_UNDAMAGED = "card_undamaged", "在留カードが毀損していない", "the card is not damaged"
    REISSUE_ORDERED = "reissue_ordered", "再交付申請が命じられている", "reissuance was ordered"
    LOSS_DESTROYED = "loss_destroyed", "滅失した", "it no longer exists"
    LOSS_ABROAD = "loss_abroad", "国外で知った", "it became known abroad"
    OLD_CARD_MISSING = "old_card_missing", "以前の在留カードが見つかっていない", "an older card is missing"
    CONVERTIBLE = "convertible", "更新と変更の間の切替えである", "between extension and change"
    GRANT_WITHOUT_CARD = "grant_without_card", "在留カードを伴わない許可である", "the grant brings no card"
    SEAL_DUE = "seal_due", "証印による許可である", "the permission is a seal in the passport"
    SHORT_STAY = "short_stay", "中長期在留者でない在留である", "a stay without residence card"
    SPECIAL_PERMANENT = "special_permanent", "特別永住者である", "a special permanent resident"
    DECEASED = "deceased", "死亡している", "the person has died"
    JAPANESE = "japanese", "日本国籍を有する", "the person is Japanese"
    ABROAD = "abroad", "国外にいる", "the person is abroad"
    HAS_STATUS = "has_status", "在留資格等を有する", "the person has a status"
    WITHOUT_STAY = "without_stay", "在留の根拠がない", "there is no lawful stay"
    STATUS_NOTIFIES = (
        "status_notifies",
        "所属機関等の届出をする在留資格である",
        "holders of the status notify their affiliation",
    )
    CARDLESS_PROCEDURE = "cardless_procedure", "カードを伴わない手続である", "a procedure that brings no card"
    ACTIVITIES_LIMITED = (
        "activities_limited",
        "活動に制限のある在留資格である",
        "the status limits activities",
    )
    CARD_AT_HAND = "card_at_hand", "在留カードを提示できる", "the residence card can be shown"
    POSTED = "posted", "郵送による", "by post"
    BUREAU_ROUTE = (
        "bureau_route",
        "地方局での特定在留カードの申請である",
        "the specified card was asked for at the bureau",
    )
    IDENTITY_CHECKED = "identity_checked", "本人確認がされている", "identity was checked"
    BY_AGENT = "by_agent", "取次者による", "through somebody of the agents' list"
    WITHOUT_PHOTOGRAPH = "without_photograph", "写真の表示がない", "it shows no photograph"
    PHOTOGRAPH_DUE = "photograph_due", "写真を表示すべき年齢である", "of an age at which it shows one"
    NUMBER_USED = "number_used", "以前の在留カードの番号である", "the number of an earlier card"
    SSW1_LIMIT = (
        "ssw1_limit",
        "特定技能1号の通算期間に達している",
        "the time in Specified Skilled Worker (i) is used up",
    )
    SAME_DAY_RETRY = (
        "same_day_retry",
        "当日に限り無料の交換である",
        "an exchange that is free on this day only",
    )
