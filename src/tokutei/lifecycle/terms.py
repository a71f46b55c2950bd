"""Types that situations and events share."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Final, TypeAlias

from pydantic import StringConstraints

from tokutei.models import Unknown
from tokutei.vocabulary import ProcedureKind

__all__ = ["SPECIAL_PERMISSIONS", "MunicipalityDigits", "NationalityCode", "Until"]

Until: TypeAlias = date | Unknown | None
"""A last day, included; ``None`` for none, ``UNKNOWN`` where nobody said."""

# The patterns tell a code from the word for "not known" when a document is read.
NationalityCode: TypeAlias = Annotated[str, StringConstraints(pattern="^[A-Z]{3}$")]
"""Three letters, as the card writes a nationality or region."""
MunicipalityDigits: TypeAlias = Annotated[str, StringConstraints(pattern="^[0-9]{6}$")]
"""Six digits, the code of a municipality."""

SPECIAL_PERMISSIONS: Final = frozenset(
    {ProcedureKind.SPR_PERMISSION_BIRTH, ProcedureKind.SPR_PERMISSION_OTHER}
)
"""The procedures by which special permanent residence is had."""
