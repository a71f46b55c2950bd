"""Words for lives: the state variables and their values, events, guards, effects, causes, duties.

Values of a variable are members of one enumeration each; ``UNKNOWN`` is a value like the others.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from tokutei.vocabulary import Word

__all__ = [
    "STATES",
    "AgeState",
    "ApplicationState",
    "Carrier",
    "CertificateState",
    "ConditionState",
    "FunctionState",
    "HeldCardState",
    "LapseCause",
    "MainState",
    "MyNumberState",
    "OtherActivityState",
    "PresenceState",
    "ReentryKind",
    "RegisterState",
    "SeparateCardState",
    "SpecialPeriodState",
    "State",
    "StayState",
    "Variable",
]


class Variable(Word):
    """An orthogonal variable of a situation; each has one table of rows."""

    STAY = "stay", "在留", "stay"
    SPECIAL_PERIOD = "special_period", "特例期間", "special period"
    REGISTER = "register", "住民基本台帳", "basic resident register"
    CARD = "card", "在留カード（物）", "residence card (the thing)"
    CONDITION = "condition", "在留カードの状態", "condition of the residence card"
    RESIDENCE = "residence", "在留カードとしての機能", "residence function"
    MY_NUMBER = "my_number", "個人番号カードとしての機能", "My Number function"
    SIGNING = "signing", "署名用電子証明書", "certificate for signing"
    AUTHENTICATION = "authentication", "利用者証明用電子証明書", "certificate for user authentication"
    MOBILE = "mobile", "移動端末設備用電磁的記録", "record on the smartphone"
    SEPARATE_CARD = "separate_card", "個人番号カード（単独）", "separate Individual Number Card"
    MAIN = "main", "主たる手続", "main procedure"
    APPLICATION = "application", "特定在留カード交付申請", "application for a specified card"
    PRESENCE = "presence", "所在", "whereabouts"
    OTHER_ACTIVITY = "other_activity", "資格外活動許可", "permission for other activities"
    AGE = "age", "年齢", "age"


class StayState(Word):
    """The legal position, not the card."""

    UNKNOWN = "unknown", "不明", "not known"
    NONE = "none", "在留の根拠なし", "no lawful stay"
    SHORT = "short", "中長期在留者以外の在留", "stay without a residence card"
    """Three months or less, temporary visitors, diplomats and officials, and those of Regulation 19-5."""
    MID_LONG = "mid_long", "中長期在留者", "mid- to long-term resident"
    SPECIAL_PERMANENT = "special_permanent", "特別永住者", "special permanent resident"
    TRANSITIONAL = "transitional", "経過滞在・一時庇護・仮滞在", "transitional stay"
    """Sixty days after birth or loss of nationality, temporary refuge, provisional stay."""
    JAPANESE = "japanese", "日本国籍", "Japanese national"
    DECEASED = "deceased", "死亡", "deceased"


class SpecialPeriodState(Word):
    """Whether a special period runs."""

    NONE = "none", "なし", "none"
    RUNNING = "running", "特例期間中", "running"
    UNKNOWN = "unknown", "不明", "not known"


class RegisterState(Word):
    """Whether a basic resident register records the person."""

    UNKNOWN = "unknown", "不明", "not known"
    NOT_RECORDED = "not_recorded", "記録なし", "not recorded"
    RECORDED = "recorded", "記録あり", "recorded"
    MOVED_OUT = "moved_out", "転出（国内）", "moved out to elsewhere in Japan"
    MOVED_ABROAD = "moved_abroad", "国外転出", "moved abroad"
    ERASED = "erased", "消除", "entry erased"


class HeldCardState(Word):
    """Where the residence card is."""

    UNKNOWN = "unknown", "不明", "not known"
    NONE = "none", "なし", "none"
    HELD = "held", "所持", "held"
    LOST = "lost", "紛失", "lost"
    DESTROYED = "destroyed", "滅失", "destroyed"
    WITH_MUNICIPALITY = "with_municipality", "市町村に預けている", "left with the municipality"
    IN_POST = "in_post", "郵送中", "in the post"
    RETURNED = "returned", "返納済み", "returned"


class ConditionState(Word):
    """Whether the residence card can be read and written on."""

    UNKNOWN = "unknown", "不明", "not known"
    OK = "ok", "良好", "in order"
    DAMAGED = "damaged", "毀損・汚損", "damaged or soiled"
    CHIP_BROKEN = "chip_broken", "記録の毀損", "record in the chip broken"
    NO_SPACE = "no_space", "記載欄の余白なし", "no space left to write on"


class FunctionState(Word):
    """Whether the function as a residence card has effect, and on which ground."""

    UNKNOWN = "unknown", "不明", "not known"
    ABSENT = "absent", "なし", "absent"
    VALID = "valid", "有効", "valid"
    EXTENDED_SPECIAL = "extended_special", "有効（特例期間）", "valid (special period)"
    EXTENDED_RENEWAL = "extended_renewal", "有効（更新申請中）", "valid (renewal pending)"
    LAPSED = "lapsed", "失効", "lapsed"


class MyNumberState(Word):
    """Whether the My Number function has effect, and on which ground."""

    UNKNOWN = "unknown", "不明", "not known"
    ABSENT = "absent", "なし", "absent"
    VALID = "valid", "有効", "valid"
    EXTENDED = "extended", "有効（延長）", "valid (extended)"
    """By the municipality, for as long as the special period or the pending renewal may last."""
    SUSPENDED = "suspended", "一時停止", "suspended"
    """Use is stopped; the function has not lapsed."""
    LAPSED = "lapsed", "失効", "lapsed"


class CertificateState(Word):
    """Whether an electronic certificate has effect."""

    UNKNOWN = "unknown", "不明", "not known"
    ABSENT = "absent", "なし", "absent"
    VALID = "valid", "有効", "valid"
    LAPSED = "lapsed", "失効", "lapsed"


class SeparateCardState(Word):
    """Where a separate Individual Number Card is."""

    UNKNOWN = "unknown", "不明", "not known"
    NONE = "none", "なし", "none"
    HELD = "held", "所持", "held"
    LOST = "lost", "紛失", "lost"
    RETURNED = "returned", "返納済み", "returned"


class MainState(Word):
    """How far the main procedure is."""

    UNKNOWN = "unknown", "不明", "not known"
    NONE = "none", "なし", "none"
    FILED = "filed", "申請・届出中", "filed"
    DECIDED = "decided", "許可決定", "decided"
    EFFECTIVE = "effective", "効力発生", "effective"
    REFUSED = "refused", "不許可", "refused"
    WITHDRAWN = "withdrawn", "取下げ", "withdrawn"


class ApplicationState(Word):
    """How far the application for a specified card is."""

    UNKNOWN = "unknown", "不明", "not known"
    NONE = "none", "なし", "none"
    FILED = "filed", "申請中", "filed"
    NOTIFIED = "notified", "機構へ通知済み", "notified to J-LIS"
    MADE = "made", "作成済み", "made"
    CONFIRMED = "confirmed", "市町村長確認済み", "confirmed by the mayor"
    DELIVERED = "delivered", "交付済み", "delivered"
    REFUSED = "refused", "不交付", "refused"
    WITHDRAWN = "withdrawn", "取下げ", "withdrawn"


class PresenceState(Word):
    """Whether the person is in Japan."""

    UNKNOWN = "unknown", "不明", "not known"
    IN_JAPAN = "in_japan", "本邦", "in Japan"
    ABROAD = "abroad", "国外", "abroad"


class ReentryKind(Word):
    """By what somebody who leaves may come back with the stay unbroken."""

    PERMIT = "permit", "再入国許可", "re-entry permission"
    SPECIAL = "special", "みなし再入国許可", "special re-entry permission"
    NONE = "none", "なし", "none"


class OtherActivityState(Word):
    """Whether activities outside the status are permitted, as the card notes it."""

    UNKNOWN = "unknown", "不明", "not known"
    NONE = "none", "なし", "none"
    GRANTED = "granted", "許可", "permitted"


class AgeState(Word):
    """Between which of the ages that the law looks at."""

    UNKNOWN = "unknown", "不明", "not known"
    UNDER_1 = "under_1", "1歳未満", "under 1"
    FROM_1 = "from_1", "1歳以上16歳未満", "1 to 15"
    FROM_16 = "from_16", "16歳・17歳", "16 or 17"
    FROM_18 = "from_18", "18歳以上", "18 or more"


class Carrier(Word):
    """What carries the My Number function."""

    NONE = "none", "なし", "none"
    SEPARATE = "separate", "個人番号カード", "separate card"
    ON_CARD = "on_card", "特定在留カード", "specified residence card"


class LapseCause(Word):
    """Why something lost its effect."""

    EXPIRED = "expired", "有効期間の満了", "expired"
    REISSUE_ASKED = "reissue_asked", "再交付の求め", "a reissue was asked for"
    LEFT = "left", "再入国許可のない出国", "left without a way to re-enter"
    REENTRY_ENDED = "reentry_ended", "再入国の期限の経過", "the time to re-enter ran out"
    DEATH = "death", "死亡", "death"
    NATURALIZED = "naturalized", "日本国籍の取得", "became Japanese"
    STATUS_ENDED = "status_ended", "在留資格の取消し等", "the status was revoked or given up"
    MOVED_ABROAD = "moved_abroad", "国外転出", "moved abroad"
    NOT_MOVED_IN = "not_moved_in", "転入届なし", "no notification of moving in"
    NOT_SHOWN = "not_shown", "カードの提出なし", "the card was not handed in after moving"
    ENTRY_ERASED = "entry_erased", "住民票の消除", "the resident record was erased"
    NUMBER_CHANGED = "number_changed", "個人番号・住民票コードの変更", "the number or code changed"
    ORDERED = "ordered", "返納命令", "ordered back"
    ADDRESS_CHANGED = "address_changed", "住所の異動", "the address changed"
    ITEM_CHANGED = "item_changed", "記載事項の異動", "an item changed"
    REPORTED = "reported", "利用できないことの届出", "reported as not usable"
    REVOKED = "revoked", "失効の申請", "given up on request"
    RETURNED = "returned", "返納", "returned"
    STAY_ENDED = "stay_ended", "在留の終了", "the stay ended"
    WITH_RESIDENCE = "with_residence", "在留カードとしての失効に伴う", "lapsed with the residence function"
    WITH_MY_NUMBER = "with_my_number", "個人番号カードの失効に伴う", "lapsed with the My Number function"


State = (
    StayState
    | SpecialPeriodState
    | RegisterState
    | HeldCardState
    | ConditionState
    | FunctionState
    | MyNumberState
    | CertificateState
    | SeparateCardState
    | MainState
    | ApplicationState
    | PresenceState
    | OtherActivityState
    | AgeState
)
"""A value of some variable."""

STATES: Final[Mapping[Variable, type[State]]] = MappingProxyType(
    {
        Variable.STAY: StayState,
        Variable.SPECIAL_PERIOD: SpecialPeriodState,
        Variable.REGISTER: RegisterState,
        Variable.CARD: HeldCardState,
        Variable.CONDITION: ConditionState,
        Variable.RESIDENCE: FunctionState,
        Variable.MY_NUMBER: MyNumberState,
        Variable.SIGNING: CertificateState,
        Variable.AUTHENTICATION: CertificateState,
        Variable.MOBILE: CertificateState,
        Variable.SEPARATE_CARD: SeparateCardState,
        Variable.MAIN: MainState,
        Variable.APPLICATION: ApplicationState,
        Variable.PRESENCE: PresenceState,
        Variable.OTHER_ACTIVITY: OtherActivityState,
        Variable.AGE: AgeState,
    }
)
"""The values of each variable."""
