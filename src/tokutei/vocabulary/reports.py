"""Words for what employers report of foreign workers (外国人雇用状況の届出)."""

from __future__ import annotations

from tokutei.vocabulary.words import Word

__all__ = ["ReportCondition", "ReportEvent", "ReportField", "ReportForm", "ReportPaper", "ReportedPerson"]


class ReportEvent(Word):
    """What is reported."""

    HIRE = "hire", "雇入れ", "hiring"
    LEAVE = "leave", "離職", "leaving"


class ReportedPerson(Word):
    """Who is reported, as far as items and papers depend on it."""

    MID_TO_LONG_TERM = "mid_to_long_term", "中長期在留者", "mid- to long-term resident"
    OTHER_WITH_STATUS = (
        "other_with_status",
        "中長期在留者以外の在留資格をもって在留する者",
        "other holder of a status of residence",
    )
    SUPERVISED = (
        "supervised",
        "監理措置を受けて報酬活動の許可のある者（被監理者）",
        "person under a supervisory measure who may do paid work",
    )
    """Permitted under Act 44-5(1)."""
    PROVISIONAL_STAY = (
        "provisional_stay",
        "報酬活動の許可のある仮滞在許可者",
        "person with a permission for provisional stay who may do paid work",
    )
    """Permitted under Act 61-2-7(2)."""


class ReportField(Word):
    """What is reported of a person; the boxes for codes are filled by the office and are none of these."""

    FULL_NAME = "full_name", "氏名", "full name"
    STATUS = "status_of_residence", "在留資格", "status of residence"
    PERIOD = "period_of_stay", "在留期間（満了日）", "period of stay (its expiration date)"
    BORN = "date_of_birth", "生年月日", "date of birth"
    SEX = "sex", "性別", "sex"
    NATIONALITY = "nationality_region", "国籍・地域", "nationality/region"
    OTHER_ACTIVITY = (
        "other_activity_permission",
        "資格外活動許可の有無",
        "whether there is a permission for other activities",
    )
    CARD_NUMBER = "residence_card_number", "在留カード番号", "residence card number"
    SSW_FIELD = "ssw_field", "特定産業分野", "specified industry field"
    DESIGNATED_ACTIVITY = "designated_activity", "指定された活動", "designated activity"
    PERMITTED_KIND = (
        "permitted_person_kind",
        "報酬活動許可者の別（監理措置／仮滞在）",
        "kind of person permitted to do paid work (supervisory measure / provisional stay)",
    )
    ADDRESS = "address", "住所", "address"
    ESTABLISHMENT = "establishment", "事業所の名称・所在地", "name and address of the establishment"
    DAY = "employment_date_or_leaving_date", "雇入れ日／離職日", "day of hiring or leaving"
    WAGE_AND_JOB = "wage_and_job", "賃金その他の雇用状況", "wages and other matters of the employment"
    DISPATCH = "dispatch_contract_flag", "派遣・請負就労区分", "whether mainly outside this establishment"


class ReportCondition(Word):
    """When an item is asked for."""

    ALWAYS = "always", "常に", "always"
    ON_HIRE = "on_hire", "雇入れのとき", "on hiring"
    MID_TO_LONG_TERM = "mid_to_long_term", "中長期在留者であるとき", "of mid- to long-term residents"
    SPECIFIED_SKILLED_WORKER = "ssw", "特定技能であるとき", "of Specified Skilled Workers"
    DESIGNATED_ACTIVITIES = (
        "designated_activities",
        "特定活動であるとき",
        "of holders of Designated Activities",
    )
    PERMITTED_WITHOUT_STATUS = (
        "permitted_without_status",
        "在留資格のない報酬活動許可者であるとき（在留資格・在留期間に代えて）",
        "of persons without a status who may do paid work, instead of status and period",
    )
    LEAVE_OF_INSURED = "leave_of_insured", "被保険者の離職のとき", "when an insured worker leaves"
    HIRE_OF_INSURED = "hire_of_insured", "被保険者の雇入れのとき", "when an insured worker is hired"
    INSURED = "insured", "被保険者であるとき", "of insured workers"


class ReportForm(Word):
    """On which form it is reported."""

    INSURANCE_GAIN = (
        "insurance_gain",
        "雇用保険被保険者資格取得届",
        "notification of qualification for employment insurance",
    )
    INSURANCE_LOSS = (
        "insurance_loss",
        "雇用保険被保険者資格喪失届",
        "notification of loss of qualification for employment insurance",
    )
    FORM_3 = "form_3", "外国人雇用状況届出書（様式第3号）", "report on the employment of foreigners (form 3)"


class ReportPaper(Word):
    """With what an item is confirmed before it is reported (Regulation 11)."""

    RESIDENCE_CARD = "residence_card", "在留カード", "residence card"
    PASSPORT = "passport", "旅券", "passport"
    STATUS_CERTIFICATE = "status_certificate", "在留資格証明書", "certificate of status of residence"
    PERMISSION_PAPER = (
        "permission_paper",
        "資格外活動許可書",
        "permit to engage in an activity other than those permitted",
    )
    WORK_CERTIFICATE = "work_certificate", "就労資格証明書", "certificate of authorized employment"
    DESIGNATION_FIELD = (
        "designation_31_4",
        "指定書（入管法施行規則別記第31号の4様式）",
        "designation paper (Immigration Regulation form 31-4)",
    )
    DESIGNATION_ACTIVITY = (
        "designation_7_4",
        "指定書（入管法施行規則別記第7号の4様式）",
        "designation paper (Immigration Regulation form 7-4)",
    )
    SUPERVISION_NOTICE = (
        "supervision_notice",
        "監理措置決定通知書",
        "notice of the decision on a supervisory measure",
    )
    PROVISIONAL_PERMIT = "provisional_permit", "仮滞在許可書", "permit for provisional stay"
