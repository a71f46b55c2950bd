"""A rule that the law may change, its dated versions, and the day the law looks at."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Generic, TypeVar

from tokutei import messages
from tokutei.errors import NotInForceError
from tokutei.law.citations import Citation
from tokutei.law.days import japan_day
from tokutei.law.evidence import Evidence

__all__ = ["LegalDay", "Rule", "Timeline", "Version"]

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


class LegalDay(StrEnum):
    """Which day decides the version of a rule that applies."""

    FILING = "filing"
    """The day of the application or notification (申請・届出の日)."""
    ACCEPTANCE = "acceptance"
    """The day on which the office accepted the application (受付の日)."""
    ISSUE = "issue"
    """The day on which the card is given (交付の日)."""
    EVENT = "event"
    """The day on which the thing happened or became known."""
    STAY_END = "stay_end"
    """The day on which the period of stay ends (在留期間の満了の日)."""
    MAKING = "making"
    """The day on which the card was made (作成の日)."""

    def text(self, lang: str) -> str:
        """Return the day in words."""
        return messages.text(f"law.days.{self.value}", lang)


@dataclass(frozen=True)  # no slots: Version[int](...) fails with them on Python 3.11
class Version(Generic[T_co]):
    """A value, the day it took effect, and the provision that says so."""

    since: date
    """First day, included."""
    value: T_co
    cite: Citation
    evidence: Evidence
    checked_on: date
    """The last day on which somebody compared it with the law."""
    source: str = ""
    """Where it was read, when that is not the cited text itself."""
    reform: str = ""
    """The reason given for a value that is not law but a scenario; empty for the law."""


@dataclass(frozen=True)  # no slots, as Version
class Timeline(Generic[T_co]):
    """The successive versions of one rule, oldest first."""

    name: str
    versions: tuple[Version[T_co], ...]

    def at(self, on: date) -> Version[T_co]:
        """Return the version in force on a day.

        Raises:
            NotInForceError: the day lies before the first version; there is no default.
        """
        day = on if type(on) is date else japan_day(on)
        for version in reversed(self.versions):  # few, and the newest is asked for most
            if version.since <= day:
                return version
        raise NotInForceError(self.name, day, self.versions[0].since)


@dataclass(frozen=True)  # no slots, as Version
class Rule(Generic[T]):
    """A value set by law, named once; its versions are rows of ``data/rules/<topic>.toml``.

    Two rules are the same if topic and key are.
    """

    topic: str
    key: str
    ja: str
    en: str
    parse: Callable[[object], T]
    """Turns what the table (or a reform) says into the value, or raises ``ValueError``."""
    looks_at: LegalDay = LegalDay.FILING
    """The day that chooses the version."""

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Rule) and self.key == other.key and self.topic == other.topic

    def __hash__(self) -> int:
        return hash(self.key)  # few topics share a key, and a text keeps its hash

    def text(self, lang: str) -> str:
        """Return the name of the rule in a language."""
        return messages.named(f"rule.{self.topic}.{self.key}", lang, ja=self.ja, en=self.en)
