"""How sure an answer is, and what the law itself leaves open."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import KW_ONLY, dataclass, field
from datetime import date
from enum import IntEnum

from tokutei import messages
from tokutei.errors import ReadingError, UnknownTermError
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
    """Something the law texts leave open, with its readings and the one used by default.

    Example:
        >>> from tokutei.rules import CURRENT
        >>> question = CURRENT.question("Q9")
        >>> question.reading, question.reading_text("not_added", "en")
        ('added', 'they are not added')
        >>> question.settled_by("en")
        'The text of Immigration Order arts. 3-3 and 25 in force from 2026-10-01.'
    """

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
    _: KW_ONLY
    rules: tuple[str, ...] = ()
    """The rules that it leaves open, as ``topic.key``; empty if it is about a step that no rule holds."""
    why_ja: str = field(default="", repr=False)
    why_en: str = field(default="", repr=False)
    settled_by_ja: str = field(default="", repr=False)
    settled_by_en: str = field(default="", repr=False)

    @property
    def reading(self) -> str:
        """The reading used."""
        return self.chosen or self.default

    def asked(self, lang: str) -> str:
        """Return the question alone."""
        return self._said("question", lang, self.ja, self.en)

    def why(self, lang: str) -> str:
        """Return why the default is the default, and what speaks against it."""
        return self._said("why", lang, self.why_ja, self.why_en)

    def settled_by(self, lang: str) -> str:
        """Return what would settle the question, such as the text or the answer that is missing."""
        return self._said("settled_by", lang, self.settled_by_ja, self.settled_by_en)

    def _said(self, part: str, lang: str, ja: str, en: str) -> str:
        return messages.named(f"open_question.{self.key}.{part}", lang, ja=ja, en=en)

    def reading_text(self, reading: str, lang: str) -> str:
        """Return one of the readings in words.

        Raises:
            ReadingError: the question has no such reading.
        """
        if reading not in self.readings:
            raise ReadingError(self.key, reading, self.readings)
        return self._words(reading, lang)

    def text(self, lang: str) -> str:
        """Return the question and the reading used."""
        said = self._words(self.reading, lang)
        return messages.text("law.open_question", lang, key=self.key, question=self.asked(lang), reading=said)

    def _words(self, reading: str, lang: str) -> str:
        return messages.template(f"reading.{self.key}.{reading}", lang) or reading
