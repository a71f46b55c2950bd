"""Words of rows: which fields a row may have, and the words that stand in some of them."""

from __future__ import annotations

from tokutei.vocabulary.words import Word

__all__ = ["ApplicationResult", "EmployerKind", "PendingApplication", "RowField", "RowPermission"]


class RowPermission(Word):
    """The permission for another activity (資格外活動許可) that a row tells."""

    NONE = "none", "許可なし", "no permission", "無", "なし", "no"
    COMPREHENSIVE = (
        "comprehensive_28h",
        "包括許可",
        "comprehensive permission",
        "包括",
        "comprehensive",
        "within_28_hours",
    )
    LOCAL_GOVERNMENT = (
        "local_government_28h",
        "地方公共団体等の活動の許可",
        "permission for local governments",
        "local_government",
        "education_within_28_hours",
    )
    """Of the second kind: Regulation 19(5)(ii)."""
    INDIVIDUAL = "individual", "個別許可", "individual permission", "個別"


class EmployerKind(Word):
    """Who employs."""

    JAPANESE_COMPANY = "japanese_company", "本邦の会社", "company in Japan", "会社"
    LOCAL_GOVERNMENT = "local_government", "地方公共団体", "local government"
    OTHER = "other", "その他", "other"


class PendingApplication(Word):
    """What is pending."""

    CHANGE = "change", "在留資格変更許可申請", "change of status", "変更"
    RENEWAL = "renewal", "在留期間更新許可申請", "extension of period of stay", "更新"
    PERMANENT_RESIDENCE = "permanent_residence", "永住許可申請", "permanent residence", "永住"
    NONE = "none", "申請なし", "nothing is pending", "無", "なし", "no"


class ApplicationResult(Word):
    """How an application was decided."""

    GRANTED = "granted", "許可", "granted"
    REFUSED = "refused", "不許可", "refused"
    NONE = "none", "未処分", "not decided yet", "無", "なし"


class RowField(Word):
    """A field of a :class:`~tokutei.employment.WorkRow`; the words are the headers that are understood."""

    KEY = "key", "整理番号", "key", "社員番号", "従業員番号", "employee_id", "id"
    """The caller's own word for whose row it is. It is handed back and never read or shown."""
    STATUS = "status", "在留資格", "status of residence"
    JOB = "job", "職種", "kind of work", "job kind", "業務"
    PERMISSION = "permission", "資格外活動許可", "permission for other activity", "資格外活動"
    PERMISSION_UNTIL = (
        "permission_until",
        "資格外活動許可の期限",
        "last day of the permission for other activity",
        "資格外活動許可期限",
        "資格外活動許可の有効期限",
    )
    STAY_UNTIL = (
        "stay_until",
        "在留期間の満了の日",
        "last day of the period of stay",
        "在留期間満了日",
        "在留期限",
        "在留期間の満了日",
        "満了日",
        "stay_end",
    )
    HOURS_PER_WEEK = "hours_per_week", "週の労働時間", "hours a week here", "週所定労働時間"
    HOURS_ELSEWHERE = "hours_elsewhere", "他の勤務先の週の労働時間", "hours a week elsewhere"
    HOURS_PER_DAY = "hours_per_day", "一日の最長労働時間", "most hours on one day"
    LONG_HOLIDAY = "long_holiday", "学則による長期休業期間", "long school holiday", "長期休業期間"
    AMUSEMENT = "amusement", "風俗営業等", "amusement business", "風俗営業"
    EMPLOYER = "employer", "使用者の種類", "who employs"
    BESIDE_MAIN_WORK = "beside_main_work", "副業", "beside the main work"
    DESIGNATION_NAMES_EMPLOYER = (
        "designation_names_employer",
        "指定書に記載の機関との一致",
        "designation paper names the employer",
    )
    DESIGNATION_NAMES_FIELD = (
        "designation_names_field",
        "指定書に記載の分野との一致",
        "designation paper names the field",
    )
    NOTICE_ITEM = "notice_item", "特定活動告示の号", "item of the notice"
    PERMISSION_NAMES_JOB = (
        "permission_names_job",
        "資格外活動許可書に記載の活動との一致",
        "permission paper names the work",
    )
    ENROLLED = "enrolled", "在籍", "enrolled"
    MAIN_EMPLOYER_AGREES = "main_employer_agrees", "本務先の同意", "main employer agrees"
    PENDING = "pending", "申請中の手続", "pending application"
    FILED_ON = "filed_on", "申請年月日", "day of filing"
    DECISION = "decision", "申請の結果", "how it was decided"
    PERIOD = "period", "在留期間", "period of stay"
    CHECKED_BY = "checked_by", "確認方法", "checked by"
    CARD_VALID_UNTIL = (
        "card_valid_until",
        "カードの有効期間の満了日",
        "last day of the card",
        "在留カードの有効期間の満了日",
        "在留カード等の有効期間の満了日",
    )
    REVOKED_ON = (
        "revoked_on",
        "在留資格の取消しの決定書が送達された日",
        "day on which the revocation of the status was served",
        "在留資格の取消しの日",
    )
    FORM = "form", "カードの様式", "form of the card"
    ISSUED_ON = "issued_on", "交付年月日", "day of issue"
