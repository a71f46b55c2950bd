"""Words for what a status of residence brings: periods, the register, cards, work."""

from __future__ import annotations

from tokutei.vocabulary.words import Word

__all__ = [
    "AppendedTable",
    "CardEntitlement",
    "JobScope",
    "MidToLongTerm",
    "PeriodRule",
    "SpecifiedCardEntitlement",
    "WorkClass",
    "WorkRestriction",
]


class AppendedTable(Word):
    """The table of the Immigration Act in which a status stands (別表)."""

    TABLE_1_1 = "1-1", "別表第一の一", "appended table 1-1"
    TABLE_1_2 = "1-2", "別表第一の二", "appended table 1-2"
    TABLE_1_3 = "1-3", "別表第一の三", "appended table 1-3"
    TABLE_1_4 = "1-4", "別表第一の四", "appended table 1-4"
    TABLE_1_5 = "1-5", "別表第一の五", "appended table 1-5"
    TABLE_2 = "2", "別表第二", "appended table 2"
    SPECIAL_ACT = "special_act", "入管特例法", "Special Act on Immigration Control"


class PeriodRule(Word):
    """How the period of stay of a status is fixed."""

    FIXED_OPTIONS = "fixed_options", "列挙された期間から決定", "one of the listed periods"
    FIXED_SINGLE = "fixed_single", "単一の期間", "the one listed period"
    FIXED_OPTIONS_OR_DAYS = (
        "fixed_options_or_days",
        "列挙された期間又は日数",
        "one of the listed periods, or a number of days up to the last",
    )
    FIXED_OPTIONS_IF_NOTIFIED_ELSE_INDIVIDUAL = (
        "fixed_options_if_notified_else_individual",
        "告示に該当するときは列挙された期間、それ以外は個別に指定",
        "one of the listed periods if the public notice names the case, otherwise designated individually",
    )
    INDIVIDUALLY_DESIGNATED = (
        "individually_designated",
        "個々に指定する期間",
        "designated individually, up to the longest period",
    )
    INDEFINITE = "indefinite", "無期限", "indefinite"
    DURATION_OF_DIPLOMATIC_ACTIVITY = (
        "duration_of_diplomatic_activity",
        "外交活動を行う期間",
        "as long as the diplomatic activity lasts",
    )


class MidToLongTerm(Word):
    """Whether a status makes its holder a mid- to long-term resident (中長期在留者)."""

    NEVER = "never", "該当しない", "never"
    ALWAYS = "always", "常に該当する", "always"
    IF_OVER_3_MONTHS = "if_over_3m", "在留期間が3月を超えるとき", "if the period of stay is over three months"
    IF_OVER_3_MONTHS_AND_NOT_EXCLUDED_KIND = (
        "if_over_3m_and_not_excluded_kind",
        "在留期間が3月を超え、かつ除外された活動でないとき",
        "if the period of stay is over three months and the activity is not an excluded one",
    )
    """Excluded are the activities of Regulation 19-5."""
    SEPARATE_STATUS = (
        "separate_status",
        "特別永住者（別の制度）",
        "special permanent resident, a status apart",
    )


class CardEntitlement(Word):
    """Whether a holder of a status gets a residence card."""

    NEVER = "never", "交付されない", "never"
    YES = "yes", "交付される", "yes"
    IF_OVER_3_MONTHS = "if_over_3m", "在留期間が3月を超えるとき", "if the period of stay is over three months"
    IF_OVER_3_MONTHS_AND_NOT_EXCLUDED_KIND = (
        "if_over_3m_and_not_excluded_kind",
        "在留期間が3月を超え、かつ除外された活動でないとき",
        "if the period of stay is over three months and the activity is not an excluded one",
    )
    CERTIFICATE = (
        "sp_certificate",
        "特別永住者証明書が交付される",
        "gets a special permanent resident certificate instead",
    )


class SpecifiedCardEntitlement(Word):
    """Whether a holder of a status may have a specified card."""

    NO = "no", "できない", "no"
    YES = "yes", "できる", "yes"
    IF_REGISTERED = "if_registered", "住民基本台帳に記録されているとき", "if in the resident register"
    IF_CARD_AND_REGISTERED = (
        "if_card_and_registered",
        "在留カードがあり、住民基本台帳に記録されているとき",
        "if given a residence card and in the resident register",
    )
    CERTIFICATE_IF_REGISTERED = (
        "specified_sp_certificate_if_registered",
        "特定特別永住者証明書（住民基本台帳に記録されているとき）",
        "a specified special permanent resident certificate, if in the resident register",
    )


class WorkClass(Word):
    """What paid work a status allows by itself, without a further permission."""

    UNRESTRICTED = "unrestricted", "就労制限なし", "no restriction"
    WITHIN_ACTIVITY = "within_activity", "在留資格の活動の範囲内", "within the activity of the status"
    WITHIN_ACTIVITY_BROAD = (
        "within_activity_broad",
        "在留資格の広い活動の範囲内",
        "within the broad activities of the status",
    )
    WITHIN_DESIGNATED_ORGANIZATION = (
        "within_designated_organisation",
        "指定された機関での活動の範囲内",
        "within the activity, at the designated organization",
    )
    WITHIN_DESIGNATED_ORGANIZATION_AND_FIELD = (
        "within_designated_organisation_and_field",
        "指定された機関及び分野での活動の範囲内",
        "within the activity, at the designated organization and in the designated field",
    )
    AS_DESIGNATED = "as_designated", "指定書による", "as the designation paper says"
    NONE_WITHOUT_PERMISSION = (
        "none_without_permission",
        "資格外活動許可がなければ不可",
        "none without permission for another activity",
    )


class WorkRestriction(Word):
    """The work restriction (就労制限) printed on a card and stored on its chip.

    The chip's code 3 is not explained in any published table, so it is no member.
    """

    NONE = "unrestricted", "就労制限なし", "no restriction on work"
    WITHIN_STATUS = (
        "within_status",
        "在留資格に基づく就労活動のみ可",
        "only work based on the status of residence",
    )
    AS_DESIGNATED = (
        "as_designated",
        "指定書により指定された就労活動のみ可",
        "only work designated in the designation paper",
    )
    NOT_PERMITTED = "not_permitted", "就労不可", "work not permitted"


class JobScope(Word):
    """How far a kind of paid work lies within a status."""

    IN_SCOPE = "in_scope", "活動の範囲内", "within the activity"
    OUT_OF_SCOPE = "out_of_scope", "活動の範囲外", "outside the activity"
    BY_DESIGNATION_PAPER = "by_designation_paper", "指定書による", "as the designation paper says"
    NOT_DECIDABLE = "not_decidable", "職種だけでは判断できない", "not decidable by the kind of work alone"
