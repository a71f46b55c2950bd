"""What a function of lives was given: nobody's type checker may have run."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from tokutei.errors import FactsError
from tokutei.law import Reason
from tokutei.lifecycle.events import Happening
from tokutei.lifecycle.situation import Situation
from tokutei.models import Facts
from tokutei.rules.rulebook import Rulebook

__all__ = ["demand", "misfits"]

_KINDS: Final[Mapping[str, tuple[type, Reason]]] = MappingProxyType(
    {
        "facts": (Facts, Reason("no_facts")),
        "situation": (Situation, Reason("no_situation")),
        "event": (Happening, Reason("no_event")),
        "book": (Rulebook, Reason("no_book")),
    }
)


def misfits(**arguments: object) -> tuple[Reason, ...]:
    """Return a reason for each argument that is not of the kind that its name says."""
    return tuple(
        [_KINDS[name][1] for name, value in arguments.items() if not isinstance(value, _KINDS[name][0])]
    )


def demand(**arguments: object) -> None:
    """Demand that arguments are of the kinds that their names say.

    Raises:
        FactsError: some are not; the reasons say what to pass.
    """
    for name, value in arguments.items():
        if not isinstance(value, _KINDS[name][0]):
            break
    else:  # nearly always
        return
    if found := misfits(**arguments):
        raise FactsError(contradictions=found)
