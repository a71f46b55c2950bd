"""The shape of a transition row, and the closed words that rows are made of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tokutei.law import Citation, Evidence
from tokutei.lifecycle.events import EventKind
from tokutei.lifecycle.situation import DutyKind
from tokutei.lifecycle.states import State, Variable
from tokutei.vocabulary import Word

__all__ = ["Effect", "Guard", "Hint", "Refusal", "Row", "art"]


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """In ``source``, ``event`` leads this variable to ``target``, because of ``cite``.

    The row applies when all ``guards`` hold and none of ``unless`` does, on days from ``since`` to
    ``until``, both included.
    """

    variable: Variable
    source: State
    event: EventKind
    target: State
    guards: tuple[Guard, ...] = ()
    unless: tuple[Guard, ...] = ()
    effects: tuple[Effect, ...] = ()
    arises: tuple[DutyKind, ...] = ()
    cite: tuple[Citation, ...]
    since: date
    until: date | None = None
    evidence: Evidence = Evidence.OFFICIAL


@dataclass(frozen=True, slots=True)
class Hint:
    """Something that would work when all guards hold and none of ``unless`` does."""

    code: str
    """The key of its text under ``reason``."""
    guards: tuple[Guard, ...] = ()
    unless: tuple[Guard, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """A filing or delivery that is refused when all ``guards`` hold and none of ``unless`` does."""

    code: str
    """The stable word for the reason; the key of its text under ``reason``."""
    events: tuple[EventKind, ...]
    guards: tuple[Guard, ...] = ()
    unless: tuple[Guard, ...] = ()
    cite: tuple[Citation, ...]
    since: date
    until: date | None = None
    instead: tuple[Hint, ...] = ()
    """What would work, each where it would; none where nothing does."""
    evidence: Evidence = Evidence.OFFICIAL


def art(*notations: str) -> tuple[Citation, ...]:
    """Return citations from their compact form; a bare ``19-14::5`` is one of the Immigration Act."""
    act = "326CO0000000319"
    return tuple(
        Citation.parse(notation if notation[15:16] in {":", "@"} else f"{act}:{notation}")
        for notation in notations
    )
