"""The base of every closed vocabulary: a stable ASCII value with its words and its look-up."""

from __future__ import annotations

import unicodedata
from enum import StrEnum
from typing import Self

from tokutei import messages
from tokutei.errors import AmbiguousTermError, UnknownTermError

__all__ = ["Word", "fold"]


def fold(term: str) -> str:
    """Return a term without what writers vary: width, case, blanks, hyphens and middle dots.

    Example:
        >>> fold("Ｅngineer ／ 技術・人文") == fold("engineer/技術人文")
        True
    """
    wide = unicodedata.normalize("NFKC", term).casefold()
    return "".join(char for char in wide if not char.isspace() and char not in "-‐－・･_.,'’")


class Word(StrEnum):
    """A member of a closed vocabulary.

    The *value* is a stable ASCII word and part of the API; ``ja`` and ``en`` are official words
    where there are any; ``also`` are usual other forms that :meth:`find` understands.
    """

    ja: str
    en: str
    also: tuple[str, ...]

    def __new__(cls, value: str, ja: str, en: str, *also: str) -> Self:
        """Make a member from its value and its words."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.ja, member.en, member.also = ja, en, also
        return member

    def text(self, lang: str) -> str:
        """Return the word in a language; a third language's file says it under ``vocabulary``."""
        if lang == "ja":
            return self.ja
        if lang == "en":
            return self.en
        return messages.template(f"vocabulary.{type(self).__name__}.{self.value}", lang) or self.en

    # A member is a text only for its value; looking words up matters more than str.find.
    @classmethod
    def find(cls, term: str) -> Self:  # type: ignore[override]  # pyright: ignore[reportIncompatibleMethodOverride]
        """Return the one member that a term means, however wide, spaced or capitalised it is written.

        Understood are the value, the Japanese and English words, and usual short forms. A whole
        match wins over a beginning.

        Raises:
            UnknownTermError: no member has such a word; the error names those nearest to it.
            AmbiguousTermError: several members do; the error holds the candidates.
        """
        wanted = fold(term)
        forms = {
            member: {fold(form) for form in (member.value, member.ja, member.en, *member.also)}
            for member in cls
        }
        found = [member for member in cls if wanted in forms[member]]
        if not found and wanted:
            found = [member for member in cls if any(form.startswith(wanted) for form in forms[member])]
        if len(found) == 1:
            return found[0]
        if found:
            raise AmbiguousTermError(cls.__name__, term[:40], tuple(found))
        near = tuple(m.value for m in cls if wanted and any(wanted[:2] == form[:2] for form in forms[m]))
        raise UnknownTermError(cls.__name__, term[:40], near or tuple(m.value for m in list(cls)[:10]))
