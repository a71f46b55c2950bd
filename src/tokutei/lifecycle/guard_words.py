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
    IDENTITY_CHECKED = "identity_checked", "本人確認の措置がとられた", "identity is checked"
    EXPRESS_CLASS_FITS = (
        "express_class_fits",
        "速やかに交付を受ける必要がある者に当たる",
        "one of those who need the card quickly",
    )
    MUNICIPAL_ROUTE = "municipal_route", "市町村を経由する申請である", "asked for at the municipality"
    POSTED_ROUTE = "posted_route", "送付を希望する申請である", "asked for with posting"
    BY_POST = "by_post", "郵送で受け取る", "it comes by post"
    CARD_FOLLOWS = "card_follows", "後日在留カードが交付される", "the card is to follow the landing"
    NOT_HANDED_IN = (
        "not_handed_in",
        "個人番号カードを提出していない",
        "the card with the My Number function is not handed in",
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
    CARD_GIVEN = "card_given", "上陸の際に在留カードが交付される", "the port gives the card"
    LEAVES_FOR_GOOD = "leaves_for_good", "再入国許可なく出国する", "leaves without a way to re-enter"
    LEAVES_ON_PERMIT = "leaves_on_permit", "再入国許可で出国する", "leaves on a re-entry permission"
    LEAVES_ON_SPECIAL = (
        "leaves_on_special",
        "みなし再入国許可で出国する",
        "leaves on special re-entry permission",
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
