"""Base of all errors, and those of facts, rules, lives and documents."""

from __future__ import annotations

import re
from datetime import date
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, ClassVar, Final

from tokutei import messages

if TYPE_CHECKING:
    from tokutei.messages import Speaks

__all__ = [
    "AmbiguousTermError",
    "CharactersError",
    "CitationError",
    "DocumentError",
    "FactsError",
    "FindingsError",
    "FolderError",
    "HistoryError",
    "HistoryLineError",
    "IdentifierError",
    "MissingExtraError",
    "NaiveDatetimeError",
    "NotInForceError",
    "OutOfTableError",
    "PeriodError",
    "ReadingError",
    "ReformError",
    "RowsError",
    "TableError",
    "TokuteiError",
    "TransitionRefused",
    "UnknownTermError",
]


_TERM_SHOWN: Final = 40
_NAME_SHOWN: Final = 80
_KIND: Final = re.compile(r"[a-z][a-z_-]{0,39}(?:/[0-9]{1,4})?|[A-Z]?[a-z_]+(?:[A-Z][a-z_]+)*")
"""The kind of a document, or the name of a type."""


def _shown(text: object, length: int = _TERM_SHOWN) -> str:
    """Return the beginning of a text as it may stand in a message: nothing that a terminal acts on.

    Of anything else the type is shown.
    """
    said = text[:length] if isinstance(text, str) else type(text).__name__
    return "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in said)


def _revive(kind: type[TokuteiError], attributes: dict[str, object]) -> TokuteiError:
    error = kind.__new__(kind)
    error.__dict__.update(attributes)
    return error


class TokuteiError(Exception):
    """Base class of all errors of the library."""

    code: ClassVar[str] = "tokutei"
    """Stable name of the kind of error; also the key of its words."""

    def text(self, lang: str) -> str:
        """Return what happened, why, and what would have worked, in a language."""
        return messages.text(f"error.{self.code}", lang, **vars(self))

    def __str__(self) -> str:
        return self.text(messages.FALLBACK)

    def __reduce__(self) -> tuple[object, ...]:
        return _revive, (type(self), dict(vars(self)))


class MissingExtraError(TokuteiError, ImportError):
    """A floor needs an optional package that is not installed."""

    code = "missing_extra"

    def __init__(self, extra: str, package: str) -> None:
        super().__init__()
        self.extra = extra
        """The name in ``pip install tokutei[extra]``."""
        self.package = package


class TableError(TokuteiError):
    """A table that ships with the library does not read as it should."""

    code = "table"

    def __init__(self, table: object, reason: str, row: int | None = None) -> None:
        super().__init__()
        self.table = _shown(table, _NAME_SHOWN)
        self.reason = reason
        self.row = row if row is not None else "-"


def _called(vocabulary: str, lang: str) -> str:
    """Return what a member of a vocabulary is called: people do not know the names of classes."""
    return messages.template(f"vocabulary.name.{vocabulary}", lang) or vocabulary


class UnknownTermError(TokuteiError, KeyError):
    """A word names no member of a vocabulary."""

    code = "vocabulary.unknown"

    def __init__(self, vocabulary: str, term: object, known: tuple[str, ...] = ()) -> None:
        super().__init__()
        self.vocabulary = vocabulary
        self.term = _shown(term)
        """The beginning of the word; of what is no text, its type."""
        self.known = known
        """Values near it or, in a short vocabulary, all values."""

    def text(self, lang: str) -> str:
        """Return the word, what it should have named and, if there is something, what is near it."""
        key = f"error.{self.code}" if self.known else "error.vocabulary.unknown_alone"
        return messages.text(
            key, lang, term=self.term, vocabulary=_called(self.vocabulary, lang), known=self.known
        )


class AmbiguousTermError(TokuteiError, LookupError):
    """A word names several members of a vocabulary."""

    code = "vocabulary.ambiguous"

    def __init__(self, vocabulary: str, term: str, candidates: tuple[Speaks, ...]) -> None:
        super().__init__()
        self.vocabulary = vocabulary
        self.term = _shown(term)
        self.candidates = candidates

    def text(self, lang: str) -> str:
        """Return the word, what it should have named and the members that it may mean."""
        return messages.text(
            f"error.{self.code}",
            lang,
            term=self.term,
            vocabulary=_called(self.vocabulary, lang),
            candidates=self.candidates,
        )


class IdentifierError(TokuteiError, ValueError):
    """A number or code has the wrong shape or check digit.

    The input is never kept: it may be somebody's number.
    """

    code = "identifier"

    def __init__(self, identifier: str, reason: str) -> None:
        super().__init__()
        self.identifier = identifier
        """The stable name of the kind of number, such as ``card_number``."""
        self.reason = reason
        """The stable word for what is wrong: ``shape``, ``check_digit``, ``purpose``, ``unknown``."""

    def text(self, lang: str) -> str:
        """Return which number is wrong and what a right one looks like."""
        return messages.text(
            f"error.identifier.{self.reason}",
            lang,
            identifier=messages.text(f"identifier.{self.identifier}.name", lang),
            shape=messages.text(f"identifier.{self.identifier}.shape", lang),
        )


class CitationError(TokuteiError, ValueError):
    """A text is not a citation in either notation."""

    code = "citation"

    def __init__(self, notation: object) -> None:
        super().__init__()
        self.notation = _shown(notation, _NAME_SHOWN)
        """The beginning of the text; of what is no text, its type."""


class NaiveDatetimeError(TokuteiError, ValueError):
    """A moment without a time zone: the day in Japan cannot be told."""

    code = "naive_datetime"


class OutOfTableError(TokuteiError, LookupError):
    """A day lies outside the years that a table covers; there is no default."""

    code = "out_of_table"

    def __init__(self, table: str, day: date, first: date, last: date) -> None:
        super().__init__()
        self.table = table
        self.day = day
        self.first = first
        """First day covered."""
        self.last = last
        """Last day covered, included."""


class PeriodError(TokuteiError, ValueError):
    """A period, an age or a calendar cannot be counted, or what should be a day is none.

    The days are never kept: one of them may be a birth date.
    """

    code = "period"

    def __init__(self, reason: str) -> None:
        super().__init__()
        self.reason = reason
        """``negative``, ``not_whole``, ``beyond_calendar``, ``before_birth``, ``month_day`` or ``not_a_day``."""

    def text(self, lang: str) -> str:
        """Return why it cannot be counted."""
        return messages.text(f"error.period.{self.reason}", lang)


class NotInForceError(TokuteiError, LookupError):
    """A rule is asked for a day before its first version."""

    code = "not_in_force"

    def __init__(self, rule: str, day: date, first_day: date, about: Speaks | str | None = None) -> None:
        super().__init__()
        self.rule = rule
        """The key of the rule."""
        self.about = about or rule
        """What the rule is about."""
        self.day = day
        self.first_day = first_day
        """The first day on which the rule has an answer."""


class ReadingError(TokuteiError, ValueError):
    """A reading was chosen that the open question does not have."""

    code = "reading"

    def __init__(self, question: str, reading: str, known: tuple[str, ...]) -> None:
        super().__init__()
        self.question = _shown(question)
        self.reading = _shown(reading)
        self.known = known


class ReformError(TokuteiError, ValueError):
    """A reform gives a rule a value that it cannot hold, or no reason."""

    code = "reform"

    def __init__(self, rule: str, reason: str) -> None:
        super().__init__()
        self.rule = rule
        self.reason = reason
        """``value`` or ``reason``."""

    def text(self, lang: str) -> str:
        """Return what the reform lacks."""
        return messages.text(f"error.reform.{self.reason}", lang, rule=self.rule)


class FactsError(TokuteiError, ValueError):
    """Facts are missing, unknown or contradict each other; all of them are listed."""

    code = "facts"

    def __init__(
        self,
        missing: tuple[str, ...] = (),
        contradictions: tuple[Speaks, ...] = (),
        unknown: tuple[str, ...] = (),
    ) -> None:
        super().__init__()
        self.missing = missing
        """Names of the facts that are needed and absent."""
        self.contradictions = contradictions
        """Reasons that say which facts do not fit together."""
        self.unknown = unknown
        """Names of facts that nobody asked for."""

    def text(self, lang: str) -> str:
        """Return all that is wrong with the facts."""
        parts = [
            messages.text(f"error.facts.{kind}", lang, facts=tuple(_named(name, lang) for name in found))
            for kind, found in (("missing", self.missing), ("unknown", self.unknown))
            if found
        ]
        parts += [reason.text(lang) for reason in self.contradictions]
        return " ".join(parts)


def _named(fact: str, lang: str) -> str:
    """Return what a fact is called, or its name where it has no words."""
    return messages.template(f"fact.{fact}", lang) or fact


class TransitionRefused(TokuteiError, ValueError):  # noqa: N818 - a refusal is what it is
    """An event cannot happen to somebody in this situation on this day."""

    code = "lifecycle.refused"

    def __init__(self, event: Speaks, reasons: tuple[Speaks, ...], instead: tuple[Speaks, ...] = ()) -> None:
        super().__init__()
        self.event = event
        self.reasons = reasons
        self.instead = instead
        """What would have worked."""

    def text(self, lang: str) -> str:
        """Return what was refused, why, and what would have worked."""
        said = messages.text(f"error.{self.code}", lang, event=self.event)
        return " ".join([said, *(reason.text(lang) for reason in (*self.reasons, *self.instead))])


class HistoryError(TokuteiError, ValueError):
    """A history was changed after the fact, or is asked for what it cannot know."""

    code = "history"

    def __init__(self, reason: str, entry: int | None = None) -> None:
        super().__init__()
        self.reason = reason
        """``digest``, ``order``, ``before_start``, ``future`` or ``other``."""
        self.entry = entry if entry is not None else "-"

    def text(self, lang: str) -> str:
        """Return what is wrong with the history."""
        return messages.text(f"error.history.{self.reason}", lang, entry=self.entry)


class HistoryLineError(TokuteiError, ValueError):
    """A line of a history kept as JSON Lines is refused; what stood before it is kept."""

    code = "history_line"

    def __init__(self, reason: str, line: int, details: tuple[str, ...] = (), good: Any = None) -> None:  # noqa: ANN401 - of a floor above
        super().__init__()
        self.reason = reason
        """``empty``, ``blank``, ``cut_off``, ``not_json``, ``named_twice``, ``too_deep``, ``not_unicode``,
        ``not_text``, ``other_kind``, ``newer``, ``invalid``, ``unknown_event``, ``digest``, ``rewritten``,
        ``chain``, ``order``, ``before_start`` or ``future``."""
        self.line = line
        """The number of the line, from 1."""
        self.details = details
        """Where the line does not validate and why, without the values; of a newer one its kind."""
        self.good = good
        """The ``History`` of all lines before this one; ``None`` if the first line is refused."""

    def text(self, lang: str) -> str:
        """Return which line is refused and why."""
        why = messages.text(f"error.history_line.{self.reason}", lang, details=self.details)
        key = "refused" if self.good is None else "refused_later"
        return messages.text(f"error.history_line.{key}", lang, line=self.line, why=why)


class DocumentError(TokuteiError, ValueError):
    """A JSON document is not one of ours, is newer than this library, or does not validate."""

    code = "document"

    def __init__(self, reason: str, kind: object = "?", details: tuple[str, ...] = ()) -> None:
        super().__init__()
        self.reason = reason
        """``not_json``, ``named_twice``, ``too_deep``, ``not_unicode``, ``no_kind``, ``unknown_kind``,
        ``newer``, ``invalid``, ``not_a_document`` or ``unwritable``."""
        self.kind = _shown(kind) if not isinstance(kind, str) or _KIND.fullmatch(kind) else "?"
        """The kind, where it may be one: anything else may be somebody's name or number."""
        self.details = details
        """Where it does not validate and why, without the values."""

    def text(self, lang: str) -> str:
        """Return what is wrong with the document."""
        return messages.text(f"error.document.{self.reason}", lang, kind=self.kind, details=self.details)


class FolderError(TokuteiError, ValueError):
    """A folder of law texts cannot be read at all."""

    code = "folder"

    def __init__(self, folder: object) -> None:
        super().__init__()
        self.folder = _shown(str(folder) if isinstance(folder, PurePath) else folder, _NAME_SHOWN)


class FindingsError(TokuteiError, ValueError):
    """Findings were passed together with a record that they are not about."""

    code = "findings"

    def __init__(self, reason: str) -> None:
        super().__init__()
        self.reason = reason
        """``another_record``: they are about another record. ``altered_record``: values of the record are
        not those that its files hold."""

    def text(self, lang: str) -> str:
        """Return what does not fit together."""
        return messages.text(f"error.{self.code}.{self.reason}", lang)


class CharactersError(TokuteiError, ValueError):
    """A text cannot be written in an encoding, or bytes are not of it; nothing was put in place of anything."""

    code = "characters"

    def __init__(self, encoding: str, characters: tuple[str, ...]) -> None:
        super().__init__()
        self.encoding = _shown(encoding)
        self.characters = characters
        """The characters that it does not have, as ``U+XXXX``, each once and not in the order of the text."""

    def text(self, lang: str) -> str:
        """Return which characters do not fit, or that the bytes are of another encoding."""
        key = f"error.{self.code}.{'unfit' if self.characters else 'other'}"
        shown = tuple(f"{chr(int(one[2:], 16))} ({one})" if _fit(one) else one for one in self.characters)
        return messages.text(key, lang, encoding=self.encoding, characters=shown)


def _fit(name: str) -> bool:
    """Return whether a character given by its number can be shown."""
    return chr(int(name[2:], 16)).isprintable()


class RowsError(TokuteiError, ValueError):
    """Many rows cannot be read at all, or a mapping or an array is none; one bad row is never an error."""

    code = "rows"

    def __init__(self, reason: str, details: tuple[object, ...] = ()) -> None:
        super().__init__()
        self.reason = reason
        """``source``, ``encoding``, ``layout``, ``bounds``, ``mapping``, ``number_column``, ``columns`` or
        ``interrupted``."""
        self.details = tuple(_shown(one) for one in details)
        """The fields or parts concerned, by name."""

    def text(self, lang: str) -> str:
        """Return what cannot be used, and what would have worked."""
        said = messages.text(f"error.rows.{self.reason}", lang)
        if not self.details:
            return said
        return messages.text("error.rows.named", lang, said=said, details=self.details)
