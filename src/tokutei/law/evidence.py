"""How sure an answer is, and what the law itself leaves open."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import IntEnum

from tokutei import messages
from tokutei.errors import UnknownTermError
from tokutei.law.citations import Citation

__all__ = ["Evidence", "OpenQuestion"]


class Evidence(IntEnum):
    """What a statement rests on; the lower, the weaker."""

    INFERRED = 1
    """Our reading of the texts."""
    SECONDARY = 2
    """Somebody else's page, table or program; the official text was not seen."""
    OFFICIAL = 3
    """The law text or an official document was read."""

    @classmethod
    def of(cls, word: str) -> Evidence:
        """Return the level that a table names in lower case.

        Raises:
            UnknownTermError: it names none.

        Example:
            >>> Evidence.of("secondary")
            <Evidence.SECONDARY: 2>
        """
        try:
            return cls[word.upper()]
        except (KeyError, AttributeError):
            known = tuple(level.name.lower() for level in cls)
            raise UnknownTermError(cls.__name__, word, known) from None

    @classmethod
    def weakest(cls, levels: Iterable[Evidence]) -> Evidence:
        """Return the weakest of some levels; ``OFFICIAL`` for none."""
        return min(levels, default=cls.OFFICIAL)

    def text(self, lang: str) -> str:
        """Return the level in words."""
        return messages.text(f"evidence.{self.name.lower()}", lang)


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """Something the law texts leave open, with its readings and the one used by default."""

    key: str
    """``Q1`` and so on; also the keyword of ``Rulebook.reading``."""
    ja: str
    en: str
    readings: tuple[str, ...]
    default: str
    """The reading used unless a rulebook chooses another."""
    basis: tuple[Citation, ...]
    """The provisions that leave it open."""
    checked_on: date
    chosen: str = ""
    """The reading that was used; empty means the default."""

    @property
    def reading(self) -> str:
        """The reading used."""
        return self.chosen or self.default

    def text(self, lang: str) -> str:
        """Return the question and the reading used."""
        asked = self.ja if lang == "ja" else self.en
        key = f"reading.{self.key}.{self.reading}"
        reading = messages.template(key, lang) or self.reading
        return messages.text("law.open_question", lang, key=self.key, question=asked, reading=reading)
