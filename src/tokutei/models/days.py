"""How models and documents read a day: a date, a moment with a time zone, or ``YYYY-MM-DD``.

Left to itself, pydantic takes a number for Unix time and a moment for the day of its own time zone.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from pydantic_core import PydanticCustomError, core_schema

from tokutei.errors import NaiveDatetimeError, PeriodError
from tokutei.law.days import japan_day

__all__ = ["with_days"]


def _day(value: object) -> date:
    """Return the day that a value is; the errors are pydantic's, with stable types and without the value."""
    if type(value) is date:  # nearly always
        return value
    if isinstance(value, str):
        return _written(value)
    try:
        return japan_day(value)  # type: ignore[arg-type] # nobody's type checker may have run
    except NaiveDatetimeError as error:
        raise PydanticCustomError("naive_datetime", "{said}", {"said": str(error)}) from None
    except PeriodError as error:
        kind = "date_type" if error.reason == "not_a_day" else "beyond_calendar"
        raise PydanticCustomError(kind, "{said}", {"said": str(error)}) from None


def _written(text: str) -> date:
    # date.fromisoformat also reads weeks and texts without hyphens.
    if len(text) == 10 and text[4] == text[7] == "-":
        try:
            return date.fromisoformat(text)
        except ValueError:
            pass
    raise PydanticCustomError("date_parsing", "This is no day; write it as YYYY-MM-DD")


def with_days(schema: Any) -> Any:  # noqa: ANN401 - core schemas are nested dictionaries of many shapes
    """Return a core schema, changed in place, in which every date is read as a day is here.

    Only dates are touched, so that other fields, moments among them, cost nothing more.
    """
    if isinstance(schema, list | tuple):
        return type(schema)(map(with_days, schema))
    if not isinstance(schema, dict):
        return schema
    if schema.get("type") == "date":
        return core_schema.no_info_before_validator_function(_day, core_schema.date_schema())
    if not _is_day(schema):
        schema.update({key: with_days(value) for key, value in schema.items()})
    return schema


def _is_day(schema: dict[str, Any]) -> bool:
    function = schema.get("function")
    return isinstance(function, dict) and function.get("function") is _day
