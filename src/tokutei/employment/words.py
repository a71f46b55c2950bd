"""Words of this floor: verdicts, papers to see, how far evidence carries."""

from __future__ import annotations

from tokutei.vocabulary.words import Word

__all__ = ["FurtherPaper", "WorkVerdict"]


class WorkVerdict(Word):
    """Whether somebody may do some work; not known is neither allowed nor not allowed."""

    ALLOWED = "allowed", "就労可", "allowed"
    WITHIN_LIMITS = "within_limits", "制限の範囲内で就労可", "allowed within limits"
    NOT_ALLOWED = "not_allowed", "就労不可", "not allowed"
    NOT_KNOWN = "not_known", "判断できない", "not known"


class FurtherPaper(Word):
    """What to look at before it can be decided, or besides."""

    CHIP = "chip", "ICチップ（署名の確認を含む）", "the chip, with its signature verified"
    RESIDENCE_CARD = "residence_card", "在留カード", "the residence card"
    PASSPORT = "passport", "旅券", "the passport"
    DESIGNATION_PAPER = "designation_paper", "指定書", "the designation paper"
    PERMISSION_PAPER = (
        "permission_paper",
        "資格外活動許可書",
        "the paper of the permission for other activities",
    )
    SUPERVISION_NOTICE = (
        "supervision_notice",
        "監理措置決定通知書",
        "the notice of the supervisory measures",
    )
    PROVISIONAL_PERMIT = "provisional_permit", "仮滞在許可書", "the provisional stay permit"
    WORK_CERTIFICATE = "work_certificate", "就労資格証明書", "a certificate of authorized employment"
    ACCEPTANCE_NOTICE = (
        "acceptance_notice",
        "申請受付の通知",
        "the notice that the application was accepted",
    )
    SCHOOL_CALENDAR = (
        "school_calendar",
        "学則上の長期休業期間を示す書類",
        "what shows the long holidays in the rules of the school",
    )
