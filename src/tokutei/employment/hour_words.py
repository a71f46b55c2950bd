"""Words of working hours: permissions, limits, ways of counting, columns, and how it came out."""

from __future__ import annotations

from tokutei.vocabulary.words import Word

__all__ = [
    "BreakCounting",
    "HolidayWeeks",
    "HoursVerdict",
    "LimitKind",
    "PermissionKind",
    "ShiftColumn",
    "WeekCounting",
]


class PermissionKind(Word):
    """The permission for other activities (資格外活動許可) that somebody works by."""

    COMPREHENSIVE = "comprehensive_28h", "包括許可（週28時間以内）", "comprehensive permission"
    LOCAL_GOVERNMENT = (
        "local_government_28h",
        "地方公共団体等との雇用に係る許可（週28時間以内）",
        "permission for local governments",
    )
    INDIVIDUAL = "individual", "個別許可", "individual permission"
    NONE = "none", "許可なし", "no permission"


class LimitKind(Word):
    """What a stretch of work breaks."""

    WEEK = "week", "一週の時間", "the hours of seven days"
    DAY = "day", "長期休業期間の一日の時間", "the hours of a day in a long school holiday"
    PERMISSION = "permission", "許可のない日の就労", "work on days without the permission"
    ENROLMENT = "enrolment", "在籍していない日の就労", "work on days without enrolment"


class WeekCounting(Word):
    """What a week is; the Regulation says only 一週."""

    CALENDAR_DAYS = "calendar_days", "連続する七暦日", "any seven calendar days in a row"
    """The default: whichever day of the week one counts from."""
    MINUTES = "minutes", "連続する168時間", "any 168 hours in a row"
    """Stricter: the week may begin at any moment; all weeks of calendar days are among them."""


class HolidayWeeks(Word):
    """Whether hours worked in a long holiday count in a week that also has work outside of it."""

    COUNTED = "counted", "算入する", "they count"
    """The careful default."""
    APART = "apart", "算入しない", "they do not count"


class BreakCounting(Word):
    """Whether unpaid breaks count as hours worked."""

    NOT_COUNTED = "not_counted", "算入しない", "they do not count"
    """The default."""
    COUNTED = "counted", "算入する", "they count"


class HoursVerdict(Word):
    """How hours stand against the permission; not known is neither within nor over."""

    WITHIN = "within", "許可の範囲内", "within the permission"
    OVER = "over", "許可の範囲を超えている", "beyond the permission"
    NOT_KNOWN = "not_known", "判断できない", "not known"


class ShiftColumn(Word):
    """The part of a row that a problem is about."""

    ROW = "row", "行", "the row"
    DAY = "day", "日付", "day"
    STARTS = "starts_at", "開始", "start"
    ENDS = "ends_at", "終了", "end"
    WORKPLACE = "workplace", "勤務先", "workplace"
    BREAKS = "breaks", "休憩の時刻", "times of breaks"
    BREAK_MINUTES = "unpaid_break_minutes", "休憩の分数", "minutes of breaks"
