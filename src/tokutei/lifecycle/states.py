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
    "ApplicationState",
    "Carrier",
    "CertificateState",
    "FunctionState",
    "HeldCardState",
    "LapseCause",
    "MainState",
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
    RESIDENCE = "residence", "在留カードとしての機能", "residence function"
    MY_NUMBER = "my_number", "個人番号カードとしての機能", "My Number function"
    SIGNING = "signing", "署名用電子証明書", "certificate for signing"
    AUTHENTICATION = "authentication", "利用者証明用電子証明書", "certificate for user authentication"
    SEPARATE_CARD = "separate_card", "個人番号カード（単独）", "separate Individual Number Card"
    MAIN = "main", "主たる手続", "main procedure"
    APPLICATION = "application", "特定在留カード交付申請", "application for a specified card"


class StayState(Word):
    """The legal position, not the card."""

    UNKNOWN = "unknown", "不明", "not known"
    NONE = "none", "在留の根拠なし", "no lawful stay"
    SHORT = "short", "中長期在留者以外の在留", "stay without a residence card"
    """Three months or less, temporary visitors, diplomats and officials, and those of Regulation 19-5."""
    MID_LONG = "mid_long", "中長期在留者", "mid- to long-term resident"
    SPECIAL_PERMANENT = "special_permanent", "特別永住者", "special permanent resident"


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


class HeldCardState(Word):
    """Where the residence card is."""

    UNKNOWN = "unknown", "不明", "not known"
    NONE = "none", "なし", "none"
    HELD = "held", "所持", "held"
    LOST = "lost", "紛失", "lost"


class FunctionState(Word):
    """Whether a function of a card has effect, and on which ground."""

    UNKNOWN = "unknown", "不明", "not known"
    ABSENT = "absent", "なし", "absent"
    VALID = "valid", "有効", "valid"
    EXTENDED_SPECIAL = "extended_special", "有効（特例期間）", "valid (special period)"
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


class Carrier(Word):
    """What carries the My Number function."""

    NONE = "none", "なし", "none"
    SEPARATE = "separate", "個人番号カード", "separate card"
    ON_CARD = "on_card", "特定在留カード", "specified residence card"


class LapseCause(Word):
    """Why something lost its effect."""

    EXPIRED = "expired", "有効期間の満了", "expired"
    REPLACED = "replaced", "新たなカードの交付", "replaced by a new card"
    RETURNED = "returned", "返納", "returned"
    STAY_ENDED = "stay_ended", "在留の終了", "the stay ended"
    WITH_RESIDENCE = "with_residence", "在留カードとしての失効に伴う", "lapsed with the residence function"
    WITH_MY_NUMBER = "with_my_number", "個人番号カードの失効に伴う", "lapsed with the My Number function"


State = (
    StayState
    | SpecialPeriodState
    | RegisterState
    | HeldCardState
    | FunctionState
    | CertificateState
    | SeparateCardState
    | MainState
    | ApplicationState
)
"""A value of some variable."""

STATES: Final[Mapping[Variable, type[State]]] = MappingProxyType(
    {
        Variable.STAY: StayState,
        Variable.SPECIAL_PERIOD: SpecialPeriodState,
        Variable.REGISTER: RegisterState,
        Variable.CARD: HeldCardState,
        Variable.RESIDENCE: FunctionState,
        Variable.MY_NUMBER: FunctionState,
        Variable.SIGNING: CertificateState,
        Variable.AUTHENTICATION: CertificateState,
        Variable.SEPARATE_CARD: SeparateCardState,
        Variable.MAIN: MainState,
        Variable.APPLICATION: ApplicationState,
    }
)
"""The values of each variable."""
