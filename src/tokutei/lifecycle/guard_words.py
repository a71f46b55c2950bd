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
    # Places of residence, the register, expedited delivery.
    MID_LONG = "mid_long", "中長期在留者である", "a mid- to long-term resident"
    CARDLESS_STAY = "cardless_stay", "在留カードのない在留である", "a stay without a card"
    REGISTER_FORM = "register_form", "住民基本台帳法の届出である", "notified under the Register Act"
    DEEMED_NOTIFICATION = (
        "deemed_notification",
        "カードを提出した住民基本台帳法の届出である",
        "a register notification with the card in hand",
    )
    CARD_LEFT = "card_left", "カードを市町村に預ける", "the card stays with the municipality"
    ADDRESS_PROCEDURE = "address_procedure", "住居地の届出である", "a notification of residence"
    EXPEDITED_ASKED = "expedited_asked", "送付を希望する申出がある", "posting is asked for"
    HOLDER_APPEARS = "holder_appears", "本人が出頭している", "the holder appears in person"
    IDENTITY_AT_FILING = (
        "identity_at_filing",
        "申請の際に本人確認の措置がとられた",
        "identity is checked at filing",
    )
    EXPRESS_CLASS_FITS = (
        "express_class_fits",
        "速やかに交付を受ける必要がある者に当たる",
        "one of those who need the card quickly",
    )
    MUNICIPAL_ROUTE = "municipal_route", "市町村を経由する申請である", "asked for at the municipality"
    POSTED_ROUTE = "posted_route", "送付を希望する申請である", "asked for with posting"
    MAY_BE_POSTED = (
        "may_be_posted",
        "郵送による交付を求めた申請である",
        "asked for so that it is posted",
    )
    BY_POST = "by_post", "郵送で受け取る", "it comes by post"
    CARD_FOLLOWS = "card_follows", "後日在留カードが交付される", "the card is to follow the landing"
    NOT_HANDED_IN = (
        "not_handed_in",
        "個人番号カードを提出していない",
        "the card with the My Number function is not handed in",
    )
    SIGNED_ITEMS_CHANGED = (
        "signed_items_changed",
        "氏名、生年月日又は性別の変更である",
        "name, date of birth or sex changed",
    )
    DAYS_CONTRADICT = (
        "days_contradict",
        "届け出た日付が前後している",
        "what happened is told for a day on which it cannot have happened",
    )
    HAND_IN_PENDING = (
        "hand_in_pending",
        "個人番号カードの提出がまだである",
        "the hand-in after a move is still open",
    )
    MOVED_IN_LATE = "moved_in_late", "転入から十四日を過ぎている", "more than fourteen days after moving in"
    HAND_IN_LAPSES_READING = (
        "hand_in_lapses_reading",
        "提出しなければ失効すると読む",
        "read as lapsing when not handed in",
    )
    RETURN_AT_REENTRY_READING = (
        "return_at_reentry_reading",
        "再入国まで返納を要しないと読む",
        "read as owed back only at re-entry",
    )
    NEWLY_RESIDENT = (
        "newly_resident",
        "許可により新たに中長期在留者となる",
        "becomes a resident by the permission",
    )
    # Landing, leaving, coming back.
    LANDS_AS_RESIDENT = "lands_as_resident", "中長期在留者として上陸する", "lands as a resident"
    GRANT_OVER = "grant_over", "許可された在留期間が過ぎている", "the stay that was granted is over"
    STATUS_BY_LANDING = (
        "status_by_landing",
        "上陸により得られる在留資格である",
        "the status can be had by landing",
    )
    CARD_GIVEN = "card_given", "上陸の際に在留カードが交付される", "the port gives the card"
    LEAVES_FOR_GOOD = "leaves_for_good", "再入国許可なく出国する", "leaves without a way to re-enter"
    LEAVES_ON_PERMIT = "leaves_on_permit", "再入国許可で出国する", "leaves on a re-entry permission"
    LEAVES_ON_SPECIAL = (
        "leaves_on_special",
        "みなし再入国許可で出国する",
        "leaves on special re-entry permission",
    )
    ON_CRUISE = "on_cruise", "短期滞在で指定旅客船により出国する", "a temporary visitor on a designated ship"
    PERMIT_TERM_FITS = (
        "permit_term_fits",
        "再入国許可の有効期間として成り立つ",
        "the permission lasts no longer than one can",
    )
    PERMIT_END_KNOWN = "permit_end_known", "再入国許可の期限が分かる", "the end of the permission is known"
    REFUGEE_DOCUMENT = "refugee_document", "難民旅行証明書で出国する", "travels on a refugee travel document"
    PERMIT_NEEDED = "permit_needed", "再入国の許可を要する者である", "one of those who need a permission"
    CARD_FOR_REENTRY = (
        "card_for_reentry",
        "在留カード又は後日交付の記載がある",
        "the card or the noted passport is in hand",
    )
    ABROAD = "abroad", "国外にいる", "abroad"
    ON_SPECIAL_REENTRY = (
        "on_special_reentry",
        "みなし再入国許可で出国している",
        "left on special re-entry permission",
    )
    REENTRY_TERM_FITS = (
        "reentry_term_fits",
        "再入国許可を延長できる期間である",
        "the permission can be extended so far",
    )
    WAY_BACK = "way_back", "再入国できる", "may re-enter"
    LOSS_ABROAD = "loss_abroad", "国外で紛失を知った", "the loss became known abroad"
    REISSUE_UNDER_WAY = (
        "reissue_under_way",
        "再交付の申請を要し、又はしている",
        "a reissue is owed or applied for",
    )
    MOVED_ABROAD_LAPSE = "moved_abroad_lapse", "国外転出により失効した", "it lapsed by moving abroad"
    CARD_IN_EFFECT = "card_in_effect", "在留カードが失効していない", "the residence card has not lapsed"
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
    LOSS_FILING_PENDING = (
        "loss_filing_pending",
        "紛失等による再交付の申請中である",
        "reissuance after loss is applied for",
    )
    ORDERED_FILING_PENDING = (
        "ordered_filing_pending",
        "命令による再交付の申請中である",
        "reissuance that was ordered is applied for",
    )
    NOT_IN_REGISTER = (
        "not_in_register",
        "住民基本台帳に記録されていない",
        "not recorded in any resident register",
    )
    ACQUISITION_DAY_TOLD = (
        "acquisition_day_told",
        "在留することとなった日が分かる",
        "the day from which the sixty days run is told",
    )
    SIXTY_DAYS_PASSED = (
        "sixty_days_passed",
        "在留資格なく在留できる六十日を過ぎている",
        "the sixty days without a status have passed",
    )
    LEAVE_BY_FITS = (
        "leave_by_fits",
        "出国までの期間が三十日を超えない",
        "the days set for leaving are at most thirty",
    )
    HSP2_OPEN = (
        "hsp2_open",
        "高度専門職2号へは1号から変更する",
        "Highly Skilled Professional (ii) is had from (i)",
    )
    ALREADY_PERMANENT = (
        "already_permanent",
        "永住者である",
        "already a permanent resident",
    )
    NEXT_OPEN_DAY = (
        "next_open_day",
        "休日に当たる満了の日の翌開庁日までである",
        "by the next open day after a stay that ended on a closed one",
    )
    LOSS_DESTROYED = "loss_destroyed", "滅失した", "it no longer exists"
    OLD_CARD_MISSING = "old_card_missing", "以前の在留カードが見つかっていない", "an older card is missing"
    CONVERTIBLE = "convertible", "更新と変更の間の切替えである", "between extension and change"
    GRANT_WITHOUT_CARD = "grant_without_card", "在留カードを伴わない許可である", "the grant brings no card"
    SEAL_DUE = "seal_due", "証印による許可である", "the permission is a seal in the passport"
    SHORT_STAY = "short_stay", "中長期在留者でない在留である", "a stay without residence card"
    SPECIAL_PERMANENT = "special_permanent", "特別永住者である", "a special permanent resident"
    DECEASED = "deceased", "死亡している", "the person has died"
    JAPANESE = "japanese", "日本国籍を有する", "the person is Japanese"
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
    FORMER_CERTIFICATE = (
        "former_certificate",
        "特別永住者でなくなった者の特別永住者証明書である",
        "the certificate of somebody who is no special permanent resident any more",
    )
    CERTIFICATE_REISSUED = (
        "certificate_reissued",
        "紛失による再交付を受けた",
        "a new certificate was given after a loss",
    )
