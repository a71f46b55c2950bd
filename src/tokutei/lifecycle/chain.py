"""The digest chain of a history: what each digest covers, and what can be wrong with the next entry.

A digest covers what facts and events say, not how a version of the library writes them: fields that hold their
default are not in it. So a later version that has more fields finds the digests that an earlier one stored.
"""

from __future__ import annotations

import hashlib
from datetime import date

from tokutei.lifecycle.events import Event
from tokutei.models import Facts
from tokutei.models.codec import said

__all__ = ["entry_digest", "fault", "head_digest"]


def head_digest(facts: Facts, begun_on: date) -> str:
    """Return the digest of a beginning: SHA-256 over the facts and their day, in hexadecimal.

    Example:
        >>> first, second = (Facts(born=date(year, 5, 2)) for year in (1994, 1995))
        >>> head_digest(first, date(2026, 9, 1)) == head_digest(second, date(2026, 9, 1))
        False
    """
    return _sha256(f"{said(facts)}|{begun_on.isoformat()}")


def entry_digest(before: str, event: Event, learnt_on: date) -> str:
    """Return the digest of an entry: SHA-256 over the digest before it, the event and the day of learning.

    Example:
        >>> from tokutei.lifecycle.events import ReportLoss
        >>> entry_digest("0" * 64, ReportLoss(on=date(2026, 9, 3)), date(2026, 9, 10))[:8]
        '32a36fbe'
    """
    return _sha256(f"{before}|{event.kind}|{said(event)}|{learnt_on.isoformat()}")


def fault(event: Event, learnt_on: date, *, begun_on: date, last_learnt_on: date | None) -> str | None:
    """Return why an event cannot be the next entry, in the words of ``HistoryError``, or ``None``.

    Example:
        >>> from tokutei.lifecycle.events import ReportLoss
        >>> loss, first = ReportLoss(on=date(2026, 9, 3)), date(2026, 9, 1)
        >>> fault(loss, date(2026, 9, 2), begun_on=first, last_learnt_on=None)
        'future'
    """
    if last_learnt_on is not None and learnt_on < last_learnt_on:
        return "order"
    if learnt_on < event.on:
        return "future"
    if event.on < begun_on:
        return "before_start"
    return None


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
