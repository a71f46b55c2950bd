"""The table of topics: each a closed model of facts and the pure function behind it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from types import MappingProxyType
from typing import Any, Final

from tokutei.law import Answer
from tokutei.models import Model

__all__ = ["TOPICS", "Topic", "topics"]

TOPICS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "validity": "ValidityFacts",
        "windows": "WindowsFacts",
        "deadlines": "DeadlinesFacts",
        "special_period": "SpecialPeriodFacts",
        "routes": "RoutesFacts",
        "representation": "RepresentationFacts",
        "fees": "FeesFacts",
        "documents": "DocumentsFacts",
        "offices": "OfficesFacts",
        "photo": "PhotoFacts",
        "statuses": "StatusesFacts",
        "work": "WorkFacts",
        "services": "ServicesFacts",
        "card_items": "CardItemsFacts",
    }
)
"""Each topic with the name of its facts: the module ``tokutei.rules.<topic>`` holds both."""


@dataclass(frozen=True, slots=True)
class Topic:
    """A subject that can be asked about."""

    name: str
    facts: type[Model]
    """The closed model of what may be told; anything may be left out."""
    answer: Callable[..., Answer[Any]]
    """The pure function: ``answer(facts, on=…, book=…)``."""


@cache
def topics() -> Mapping[str, Topic]:
    """Return every topic by name; the modules behind them are loaded when first asked for.

    Example:
        >>> topics()["fees"].name
        'fees'
    """
    found = {}
    for name, facts in TOPICS.items():
        module = import_module(f"tokutei.rules.{name}")
        found[name] = Topic(name, getattr(module, facts), module.answer)
    return MappingProxyType(found)
