"""Words of the online system's screen: the fields and states of an application, by their official names."""

from __future__ import annotations

from tokutei.vocabulary.words import Word

__all__ = ["OnlineField", "OnlineState"]


class OnlineField(Word):
    """A field of the screen that says how an application stands."""

    APPLICATION = "application", "申請状態", "state of the application"
    ATTACHMENTS = "attachments", "添付資料", "attached documents"


class OnlineState(Word):
    """How the online system says that an application stands; no state names the result.

    The Japanese names are those of the agency's notice of 2024-10-31. The English words are ours.
    """

    FILED = "filed", "申請完了", "filed"
    IN_REVIEW = "in_review", "審査中", "under examination"
    DOCUMENTS_WANTED = "documents_wanted", "追完待ち", "more documents wanted"
    """The only state of the field of attachments that is known."""
    AWAITING_ISSUE = "awaiting_issue", "発行待ち", "awaiting issue"
    """The card will come by mail."""
    COMPLETED = "completed", "完了", "finished"
    """With either result."""
