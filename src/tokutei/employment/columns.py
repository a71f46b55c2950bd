"""The decisions on rows that are arrays: each kind of row is decided once, and numpy does the rest.

What is a word elsewhere is a code here: a place in :func:`codes`, where 0 is not known. Codes belong to a
version of the library; what is stored are words.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Any, Final, cast

from tokutei.data.activities import designated_activities
from tokutei.employment.cells import DAYS, vocabulary_of
from tokutei.employment.deciding import Case, Desk
from tokutei.employment.decisions import Reach
from tokutei.employment.reaching import reach_of
from tokutei.employment.row_words import Decided, Pending, RowField
from tokutei.employment.rows import WorkRow
from tokutei.employment.rulings import Ruling
from tokutei.employment.words import WorkVerdict
from tokutei.errors import RowsError, TokuteiError
from tokutei.errors.extras import needing
from tokutei.intake import Source
from tokutei.rules.rulebook import CURRENT, Rulebook
from tokutei.rules.validity import WITHOUT_END
from tokutei.rules.work import HOLIDAY_DAILY_HOURS, LOCAL_GOVERNMENT_WEEKLY_HOURS, WEEKLY_HOURS
from tokutei.vocabulary import CardForm, StatusOfResidence

with needing("columns", "numpy"):
    import numpy as np
    import numpy.typing as npt

__all__ = [
    "FLAG_CODES",
    "FORM_CODES",
    "JOB_CODES",
    "PERMISSION_CODES",
    "SOURCE_CODES",
    "STATUS_CODES",
    "VERDICT_CODES",
    "ColumnDecisions",
    "assess_columns",
    "codes",
]
