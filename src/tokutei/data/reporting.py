"""What employers report of foreign workers, on which form, confirmed with what: typed rows, read when first asked for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from types import MappingProxyType
from typing import Final

from tokutei.data import read_toml
from tokutei.data.tables import Cells, _list, _rows
from tokutei.errors import TableError
from tokutei.law import Citation, Evidence
from tokutei.vocabulary import (
    ReportCondition,
    ReportedPerson,
    ReportField,
    ReportForm,
    ReportPaper,
    StatusOfResidence,
)

__all__ = [
    "ConfirmationRow",
    "ReportFieldRow",
    "ReportFormRow",
    "confirmation_rows",
    "fields_as_of",
    "report_field_rows",
    "report_form_rows",
]

_FIELDS: Final = "employer_report_fields.csv"
_FORMS: Final = "employer_deadlines.csv"
_CONFIRMATIONS: Final = "employer_confirmations.csv"


@dataclass(frozen=True, slots=True)
class ReportFieldRow:
    """An item that is reported, and when."""

    field: ReportField
    condition: ReportCondition
    cites: tuple[Citation, ...]
    """The provisions; none for a box that no provision names."""
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class ReportFormRow:
    """On which form a kind of case is reported; the last days themselves stand in the rules."""

    key: str
    """``hire_insured``, ``leave_insured``, ``hire_uninsured`` or ``leave_uninsured``."""
    form: ReportForm
    cites: tuple[Citation, ...]
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class ConfirmationRow:
    """With which papers some items are confirmed, for some persons."""

    fields: tuple[ReportField, ...]
    persons: tuple[ReportedPerson, ...]
    statuses: tuple[StatusOfResidence, ...]
    """The statuses whose holders it is about; none for all."""
    papers: tuple[ReportPaper, ...]
    """One of them is enough."""
    cite: Citation
    question: str
    """The key of the open question whose reading brings this row; empty for rows beyond question."""
    reading: str


def _cites(cell: str) -> tuple[Citation, ...]:
    return tuple(map(Citation.parse, cell.split()))


def _field(row: Cells) -> ReportFieldRow:
    return ReportFieldRow(
        field=ReportField(row["field"]),
        condition=ReportCondition(row["required_when"]),
        cites=_cites(row["cites"]),
        evidence=Evidence.of(row["evidence"]),
    )


def _form(row: Cells) -> ReportFormRow | None:
    if not row["key"]:
        return None
    return ReportFormRow(
        key=row["key"],
        form=ReportForm(row["form_key"]),
        cites=_cites(row["cites"]),
        evidence=Evidence.of(row["evidence"]),
    )


def _confirmation(row: Cells) -> ConfirmationRow:
    return ConfirmationRow(
        fields=tuple(map(ReportField, _list(row["fields"], "|"))),
        persons=tuple(map(ReportedPerson, _list(row["persons"], "|"))),
        statuses=tuple(map(StatusOfResidence, _list(row["statuses"], "|"))),
        papers=tuple(map(ReportPaper, _list(row["papers"], "|"))),
        cite=Citation.parse(row["cite"]),
        question=row["question"],
        reading=row["reading"],
    )


@cache
def report_field_rows() -> Mapping[ReportField, ReportFieldRow]:
    """Return the items in the order of the table.

    Example:
        >>> report_field_rows()[ReportField.CARD_NUMBER].condition.value
        'mid_to_long_term'
    """
    return MappingProxyType({row.field: row for row in _rows(_FIELDS, _field)})


@cache
def report_form_rows() -> Mapping[str, ReportFormRow]:
    """Return the forms by kind of case.

    Example:
        >>> report_form_rows()["hire_uninsured"].form.value
        'form_3'
    """
    return MappingProxyType({row.key: row for row in _rows(_FORMS, _form) if row is not None})


@cache
def confirmation_rows() -> tuple[ConfirmationRow, ...]:
    """Return what is confirmed with what (Labour Policy Regulation 11), in the order of the provision.

    Example:
        >>> confirmation_rows()[0].papers[0].value
        'residence_card'
    """
    return _rows(_CONFIRMATIONS, _confirmation)


@cache
def fields_as_of() -> date:
    """Return the first day of the text from which the items were taken; those of earlier texts are not known.

    Raises:
        TableError: ``sources.toml`` does not say it.
    """
    entry = read_toml("sources.toml").get(_FIELDS)
    day = entry.get("as_of") if isinstance(entry, Mapping) else None
    if not isinstance(day, date):
        raise TableError("sources.toml", _FIELDS)
    return day
