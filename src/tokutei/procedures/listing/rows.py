"""The table of the catalogue: what no rule holds, and which rows of the notes and tables speak of each procedure."""

from __future__ import annotations

from typing import Final

from tokutei.procedures.listing.row import Row
from tokutei.procedures.listing.rows_of_others import OTHERS
from tokutei.procedures.listing.rows_of_residents import RESIDENTS

__all__ = ["ROWS"]

ROWS: Final[tuple[Row, ...]] = (*RESIDENTS, *OTHERS)
"""Every row, in the order of the catalogue."""
