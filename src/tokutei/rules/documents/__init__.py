"""Which papers a filing takes, what is given back, and how identity is checked (提出・提示書類).

Forms are named only as the ordinances name them. The papers by status are quoted from the ordinance: appended
table 3 for changes and acquisitions, appended table 3-7 for extensions.
"""

from tokutei.rules.documents.asking import answer
from tokutei.rules.documents.facts import DocumentsFacts, DocumentsResult
from tokutei.rules.documents.lists import (
    CERTIFICATES,
    GIVEN_BACK,
    IDENTITY_CHECK_BY,
    IDENTITY_CHECKS,
    IDENTITY_MOMENTS,
    PROXY_PAPERS,
    SHOWN,
    SPECIFIED_PAPERS,
    STATUS_PAPERS,
    STRONG_PHOTO_PAPERS,
    SUBMITTED,
    Moment,
    StatusPaper,
)
from tokutei.rules.documents.papers import Paper, Return

__all__ = [
    "CERTIFICATES",
    "GIVEN_BACK",
    "IDENTITY_CHECKS",
    "IDENTITY_CHECK_BY",
    "IDENTITY_MOMENTS",
    "PROXY_PAPERS",
    "SHOWN",
    "SPECIFIED_PAPERS",
    "STATUS_PAPERS",
    "STRONG_PHOTO_PAPERS",
    "SUBMITTED",
    "DocumentsFacts",
    "DocumentsResult",
    "Moment",
    "Paper",
    "Return",
    "StatusPaper",
    "answer",
]
