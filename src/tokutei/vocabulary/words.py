"""The base of every closed vocabulary: a stable ASCII value with its words and its look-up."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from typing import Final, Self

from tokutei import messages
from tokutei.errors import AmbiguousTermError, UnknownTermError

__all__ = ["Word", "fold"]


_VARIES: Final = frozenset("-‐‑‒–—−・･·•_./,、'’()[]〔〕【】「」")
_LONGEST_TERM: Final = 200
_SHORTEST_BEGINNING: Final = 2


def fold(term: str) -> str:
    """Return a term without what writers vary: width, case, blanks, hyphens, dots, slashes and brackets.

    Example:
        >>> fold("Ｅngineer ／ 技術・人文") == fold("engineer/技術人文")
        True
    """
    wide = unicodedata.normalize("NFKC", term).casefold()
    kept = "".join(char for char in wide if not char.isspace() and char not in _VARIES)
    return unicodedata.normalize("NFKC", kept)


@cache
def _forms(vocabulary: type[Word]) -> Mapping[Word, frozenset[str]]:
    """Return what each member of a vocabulary is found by."""
    return {
        member: frozenset(fold(form) for form in (member.value, member.ja, member.en, *member.also))
        for member in vocabulary
    }


class Word(StrEnum):
    """A member of a closed vocabulary.

    The *value* is a stable ASCII word and part of the API; ``ja`` and ``en`` are official words
    where there are any; ``also`` are usual other forms that :meth:`find` understands.
    """

    ja: str
    en: str
    also: tuple[str, ...]

    # The words have defaults only so that type checkers accept a look-up by value, Kind("value").
    def __new__(cls, value: str, ja: str = "", en: str = "", *also: str) -> Self:
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
        match wins over a beginning; a beginning must have two characters to be believed.

        Raises:
            UnknownTermError: no member has such a word; the error names those nearest to it.
            AmbiguousTermError: several members do; the error holds the candidates.
        """
        if not isinstance(term, str):
            raise UnknownTermError(cls.__name__, term, _first(cls))
        forms = {member: forms for member, forms in _forms(cls).items() if isinstance(member, cls)}
        wanted = fold(term) if len(term) <= _LONGEST_TERM else ""
        if not wanted:
            raise UnknownTermError(cls.__name__, term, _first(cls))
        found = [member for member in forms if wanted in forms[member]]
        begun = [member for member in forms if any(form.startswith(wanted) for form in forms[member])]
        if not found and len(wanted) >= _SHORTEST_BEGINNING:
            found = begun
        if len(found) == 1:
            return found[0]
        if found or len(begun) > 1:
            raise AmbiguousTermError(cls.__name__, term, tuple(found or begun))
        near = tuple(m.value for m in forms if any(wanted[:2] == form[:2] for form in forms[m]))
        near = near or tuple(m.value for m in begun)
        raise UnknownTermError(cls.__name__, term, near or _first(cls))


def _first(vocabulary: type[Word]) -> tuple[str, ...]:
    """Return the first values of a vocabulary, for an error that has nothing nearer to offer."""
    return tuple(member.value for member in list(vocabulary)[:10])
