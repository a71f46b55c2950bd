"""What all events share: their day, their checks, their words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from functools import cache
from typing import Any, ClassVar, Literal, Self, get_args, get_origin, get_type_hints

from pydantic import GetCoreSchemaHandler, ValidationError, ValidatorFunctionWrapHandler
from pydantic_core import CoreSchema, InitErrorDetails, PydanticCustomError, core_schema

from tokutei import messages
from tokutei.calendar import japan_day
from tokutei.errors import FactsError
from tokutei.law import Reason
from tokutei.lifecycle.events.kinds import EventKind
from tokutei.personal import HIDDEN
from tokutei.vocabulary import ProcedureKind

__all__ = ["Happening", "misfit", "without_input"]


@cache
def _hints(kind: type) -> Mapping[str, object]:
    """Return the types of an event's fields; class variables are none."""
    names = {field.name for field in fields(kind)}
    return {name: hint for name, hint in get_type_hints(kind).items() if name in names}


@cache
def _days_of(kind: type) -> tuple[str, ...]:
    return tuple(name for name, hint in _hints(kind).items() if hint is date or date in get_args(hint))


def _fits(value: object, hint: Any) -> bool:  # noqa: ANN401 - type forms
    """Tell whether a value is of a field's type; nobody's type checker may have run."""
    if get_origin(hint) is Literal:
        return value in get_args(hint)
    if get_args(hint):
        return any(_fits(value, one) for one in get_args(hint))
    # A truth value is a number to Python, but not here.
    return isinstance(value, hint) and (hint is bool or not isinstance(value, bool))


def misfit(event: object, unfit: tuple[str, ...]) -> FactsError:
    """Return the error that says which fields cannot hold their values."""
    what = {"event": type(event).__name__, "fields": unfit}
    return FactsError(contradictions=(Reason("event_fields", (), what),))


def without_input(value: object, handler: ValidatorFunctionWrapHandler) -> object:
    """Validate a value with errors that do not show it, whatever the configuration outside is.

    A configuration of its own would not do: pydantic asks only that of the outermost type.
    """
    try:
        return handler(value)
    except ValidationError as error:
        found = [
            InitErrorDetails(
                # What tells alternatives apart is a name of a field, not a value.
                type=PydanticCustomError(
                    line["type"],  # pyright: ignore[reportArgumentType] - one of pydantic's own words
                    "{said}",
                    {"said": line["msg"], "discriminator": line.get("ctx", {}).get("discriminator", "")},
                ),
                loc=line["loc"],
                input=HIDDEN,
            )
            for line in error.errors(include_input=False, include_url=False)
        ]
        title = error.title
    raise ValidationError.from_exception_data(title, found)


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """What all events share."""

    on: date
    """The day on which it happens, in Japan."""
    procedure: ClassVar[ProcedureKind | None] = None
    """The procedure that the event files, where it files one."""

    @classmethod
    def __get_pydantic_core_schema__(cls, source: type, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Return the schema of the event, with errors that do not show whom it is about."""
        return core_schema.no_info_wrap_validator_function(without_input, handler(source))

    def __post_init__(self) -> None:
        # An aware moment is a date to type checkers; a naive one is refused.
        kind: type = type(self)
        for name in _days_of(kind):
            value = getattr(self, name)
            if isinstance(value, date):
                object.__setattr__(self, name, japan_day(value))
        unfit = tuple(name for name, hint in _hints(kind).items() if not _fits(getattr(self, name), hint))
        if unfit:
            raise misfit(self, unfit)

    def at(self, **changes: object) -> Self:
        """Return the same event with other fields: ``wish.at(channel=Channel.COUNTER)``.

        Raises:
            FactsError: the event has no such field, or a field cannot hold its value.
        """
        kind: type = type(self)
        known = tuple(_hints(kind))
        if not changes.keys() <= set(known):
            what = {"event": type(self).__name__, "known": known}
            raise FactsError(contradictions=(Reason("event_without_fields", (), what),))
        return replace(self, **changes)  # type: ignore[arg-type]

    def text(self, lang: str) -> str:
        """Return what happens and when."""
        kind: EventKind = self.kind  # type: ignore[attr-defined]
        return messages.text("lifecycle.event", lang, event=kind, on=self.on)
