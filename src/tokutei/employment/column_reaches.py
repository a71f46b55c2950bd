"""How far the evidence of rows carries, as places in one table."""

from __future__ import annotations

from typing import Any, Final

from tokutei.employment.column_kinds import last_of
from tokutei.employment.reaching import WITHOUT_CARD, reach_of_row, reached
from tokutei.employment.words import WorkVerdict
from tokutei.employment.workforce.deciding import doubted
from tokutei.errors.extras import needing
from tokutei.intake import Source
from tokutei.vocabulary import CardForm, StatusOfResidence

with needing("columns", "numpy"):
    import numpy as np
    import numpy.typing as npt

__all__ = [
    "CARRIED",
    "CREDIBLE",
    "FORM_CODES",
    "REACHES",
    "SOURCE_CODES",
    "STATUS_CODES",
    "VERDICT_CODES",
    "reach_places",
]

Array = npt.NDArray[Any]

STATUS_CODES: Final = tuple(StatusOfResidence)
"""Codes of ``status``."""
SOURCE_CODES: Final = tuple(Source)
"""Codes of ``checked_by``."""
FORM_CODES: Final = tuple(CardForm)
"""Codes of ``form``."""
VERDICT_CODES: Final = tuple(WorkVerdict)
"""Codes of the verdicts that come out."""
_HOLDERS: Final = (
    None,
    StatusOfResidence.SPECIAL_PERMANENT_RESIDENT,
    *sorted(WITHOUT_CARD),
)
"""Statuses of which evidence carries in a way of their own; ``None`` stands for all others."""
_HOLDER: Final = np.array(
    [_HOLDERS.index(one) if one in _HOLDERS else 0 for one in (*STATUS_CODES, None)], dtype=np.int8
)
_ALIKE: Final = tuple(
    reach_of_row(source or Source.NOT_KNOWN, form, holder)
    for source in (*SOURCE_CODES, None)
    for form in (*FORM_CODES, None)
    for holder in _HOLDERS
)
CREDIBLE: Final = np.int16(len(_ALIKE))
"""How many places of reaches are those of rows that do not contradict themselves."""
REACHES: Final = (*_ALIKE, *map(doubted, _ALIKE))
"""How far evidence may carry: of rows that do not contradict themselves, then of those that do."""
CARRIED: Final = np.array(
    [[VERDICT_CODES.index(reached(verdict, one)) for one in REACHES] for verdict in VERDICT_CODES],
    dtype=np.uint8,
)
"""The verdict that evidence carries, by that of the law and the place of the reach."""


def reach_places(source: Array | None, form: Array | None, status: Array | None) -> Any:  # noqa: ANN401 - one place or an array of them
    """Return the places of the reaches of rows."""
    holder = np.int8(0) if status is None else _HOLDER.take(last_of(status, len(STATUS_CODES)))
    by_source = np.int8(len(SOURCE_CODES)) if source is None else last_of(source, len(SOURCE_CODES))
    by_form = np.int8(len(FORM_CODES)) if form is None else last_of(form, len(FORM_CODES))
    return (by_source * np.int8(len(FORM_CODES) + 1) + by_form) * np.int8(len(_HOLDERS)) + holder
