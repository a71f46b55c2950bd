"""Which columns of other products are which fields of a row: one TOML file a product, and the caller's own.

A file says what the product is, from where its columns are known and how surely, which column is which of
our fields, which of its words mean what, and which columns are passed over. Nothing that a product does not
document is in its file.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any, Final

from tokutei import messages
from tokutei.employment.workforce.cells import DAYS, vocabulary_of
from tokutei.employment.workforce.words import RowField
from tokutei.errors import RowsError, UnknownTermError
from tokutei.law import Evidence
from tokutei.vocabulary.words import Word, fold

__all__ = ["FieldMapping", "is_number_header", "shipped_mapping", "shipped_mappings"]

_LONGEST: Final = 100_000
_LONGEST_HEADER: Final = 100
_TOP: Final = frozenset({"product", "source", "evidence", "fields", "passed_over"})
_OF_A_FIELD: Final = frozenset({"column", "columns", "words"})
_PARTS_OF_A_DAY: Final = 3
_set: Final = object.__setattr__
_NOT_KNOWN: Final = "not_known"
_NUMBER: Final = tuple(map(fold, ("個人番号", "マイナンバー", "my number", "individual number")))
_CARD: Final = tuple(map(fold, ("カード", "card")))


def is_number_header(header: str) -> bool:
    """Return whether a header names a column of individual numbers (個人番号), which is never read.

    Example:
        >>> is_number_header("マイナンバー"), is_number_header("個人番号カードの有無")
        (True, False)
    """
    folded = fold(header)
    return any(word in folded for word in _NUMBER) and not any(word in folded for word in _CARD)


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldMapping:
    """Which columns of a product are which fields of a row, as far as the product documents them.

    Raises:
        RowsError: it is no such mapping; two fields are one column; or a column is one of individual numbers.

    Example:
        >>> mapping = FieldMapping.parse({"product": "ours", "fields": {"status": {"column": "Visa"}}})
        >>> mapping.columns[RowField.STATUS]
        ('Visa',)
    """

    product: str
    source: str = ""
    """From where its columns are known."""
    evidence: Evidence | None = None
    """How surely; ``None`` for a mapping of the caller's own."""
    columns: Mapping[RowField, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    """Our fields with their column; three columns are year, month and day."""
    words: Mapping[RowField, Mapping[str, Word | None]] = field(default_factory=lambda: MappingProxyType({}))
    """What the words of a column mean; ``None``: they do not tell it."""
    passed_over: tuple[str, ...] = ()
    """Columns that are known and not read."""
    notes: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """What there is to say about the product, by language."""

    def __post_init__(self) -> None:
        """Hold the mapping to what a file of one may say, and keep it from being changed."""
        given: Any = self  # callers without a type checker give anything
        texts = {"product": given.product, "source": given.source}
        if wrong := [name for name, text in texts.items() if not isinstance(text, str)]:
            raise RowsError("mapping", tuple(wrong))
        if not isinstance(given.evidence, Evidence | None):
            raise RowsError("mapping", ("evidence",))
        for name in ("columns", "words", "notes"):
            if not isinstance(getattr(given, name), Mapping):
                raise RowsError("mapping", (name,))
        columns = {_field(one): _columns(_field(one), said) for one, said in given.columns.items()}
        used = [fold(column) for several in columns.values() for column in several]
        if len(set(used)) < len(used):
            raise RowsError("mapping", tuple(one.value for one in columns))
        words = {_field(one): _members(_field(one), said) for one, said in given.words.items()}
        notes = {str(lang): str(note) for lang, note in given.notes.items()}
        _set(self, "columns", MappingProxyType(columns))
        _set(self, "words", MappingProxyType(words))
        _set(self, "notes", MappingProxyType(notes))
        _set(self, "passed_over", _headers("passed_over", given.passed_over))

    def __hash__(self) -> int:
        """Return a number of the product, the fields and their columns: what says nothing else is compared."""
        return hash((self.product, self.source, frozenset(self.columns.items()), self.passed_over))

    def __reduce__(self) -> tuple[object, ...]:
        """Return what it is made of, without what no other process can be given."""
        plain = {one.name: getattr(self, one.name) for one in fields(self)}
        plain["columns"], plain["notes"] = dict(self.columns), dict(self.notes)
        plain["words"] = {one: dict(words) for one, words in self.words.items()}
        return _made, (plain,)

    @classmethod
    def parse(cls, given: str | Mapping[str, object]) -> FieldMapping:
        """Return the mapping that a TOML text, or what was read from one, says.

        Raises:
            RowsError: it is no such mapping; or it would read a column of individual numbers.
        """
        table = _table(given)
        known = _TOP | {f"note_{lang}" for lang in messages.languages()}
        if table.keys() - known or not isinstance(table.get("product"), str):
            raise RowsError("mapping", ("product", *_unknown(table, known)))
        told = table.get("fields", {})
        if not isinstance(told, Mapping):
            raise RowsError("mapping", ("fields",))
        read = {_field(name): _of_field(name, said) for name, said in told.items()}
        return cls(
            product=table["product"],
            source=str(table.get("source", "")),
            evidence=_evidence(table.get("evidence")),
            columns=MappingProxyType({one: columns for one, (columns, _) in read.items()}),
            words=MappingProxyType({one: words for one, (_, words) in read.items() if words}),
            passed_over=_headers("passed_over", table.get("passed_over", [])),
            notes=MappingProxyType(messages.in_each(lambda lang: str(table.get(f"note_{lang}", "")))),
        )

    def text(self, lang: str) -> str:
        """Return what there is to say about the product in a language."""
        return self.notes.get(lang) or self.notes.get(messages.FALLBACK, "")


def _unknown(table: Mapping[str, object], known: frozenset[str]) -> tuple[str, ...]:
    return tuple(sorted(map(str, table.keys() - known)))


def _table(given: object) -> Mapping[str, Any]:
    if isinstance(given, Mapping):
        return given
    found: Mapping[str, Any] | None = None
    if isinstance(given, str) and len(given) <= _LONGEST:
        try:
            found = tomllib.loads(given)
        except (tomllib.TOMLDecodeError, RecursionError):
            found = None
    if found is None:
        raise RowsError("mapping")
    return found


def _evidence(word: object) -> Evidence | None:
    if word is None:
        return None
    try:
        return Evidence.of(word)  # type: ignore[arg-type]
    except UnknownTermError:
        pass
    raise RowsError("mapping", ("evidence",))


def _field(name: object) -> RowField:
    if isinstance(name, str) and name in set(RowField):
        return RowField(name)
    raise RowsError("mapping", (str(name),))


def _headers(name: str, given: object) -> tuple[str, ...]:
    """Return some headers of a file."""
    headers = tuple(given) if isinstance(given, list | tuple) else ()
    fits = isinstance(given, list | tuple) and all(
        isinstance(one, str) and 0 < len(one) <= _LONGEST_HEADER for one in headers
    )
    if not fits:
        raise RowsError("mapping", (name,))
    return headers


def _of_field(name: str, said: object) -> tuple[tuple[str, ...], Mapping[str, Word | None]]:
    """Return the columns of one field and what their words mean."""
    if not isinstance(said, Mapping) or said.keys() - _OF_A_FIELD:
        raise RowsError("mapping", (name,))
    one, several = said.get("column"), said.get("columns")
    if (one is None) is (several is None):
        raise RowsError("mapping", (name,))
    columns = _columns(RowField(name), several if one is None else [one])
    return columns, _words(RowField(name), said.get("words", {}))


def _columns(one: RowField, given: object) -> tuple[str, ...]:
    """Return the one column of a field, or the three of a day."""
    columns = _headers(one.value, given)
    parts = len(columns) == _PARTS_OF_A_DAY and one in DAYS
    if not (len(columns) == 1 or parts):
        raise RowsError("mapping", (one.value,))
    if any(map(is_number_header, columns)):
        raise RowsError("number_column", (one.value,))
    return columns


def _members(one: RowField, given: object) -> Mapping[str, Word | None]:
    """Return what the words of a field mean, by the words as they are compared."""
    vocabulary = vocabulary_of(one)
    if vocabulary is None or not isinstance(given, Mapping):
        raise RowsError("mapping", (one.value,))
    if not all(isinstance(meant, vocabulary | None) for meant in given.values()):
        raise RowsError("mapping", (one.value,))
    return MappingProxyType({fold(str(word)): meant for word, meant in given.items()})


def _made(parts: dict[str, Any]) -> FieldMapping:
    """Return a mapping from its pickled parts."""
    return FieldMapping(**parts)


def _words(one: RowField, said: object) -> Mapping[str, Word | None]:
    vocabulary = vocabulary_of(one)
    if not isinstance(said, Mapping) or (said and vocabulary is None):
        raise RowsError("mapping", (one.value,))
    found: dict[str, Word | None] = {}
    for word, meant in said.items():
        known = isinstance(meant, str) and vocabulary is not None and meant in {_NOT_KNOWN, *vocabulary}
        if vocabulary is None or not known:
            raise RowsError("mapping", (one.value,))
        found[fold(str(word))] = None if meant == _NOT_KNOWN else vocabulary(meant)
    return MappingProxyType(found)


@cache
def shipped_mappings() -> tuple[str, ...]:
    """Return the names of the mappings that ship with the library, sorted.

    Example:
        >>> "smarthr" in shipped_mappings()
        True
    """
    names = (entry.name for entry in files(__name__).iterdir())
    return tuple(sorted(name.removesuffix(".toml") for name in names if name.endswith(".toml")))


@cache
def shipped_mapping(name: str) -> FieldMapping:
    """Return a mapping that ships with the library.

    Raises:
        UnknownTermError: there is none of that name.

    Example:
        >>> shipped_mapping("smarthr").columns[RowField.STAY_UNTIL]
        ('resident_end_at',)
    """
    if name not in shipped_mappings():
        raise UnknownTermError("FieldMapping", name, shipped_mappings())
    return FieldMapping.parse((files(__name__) / f"{name}.toml").read_text("utf-8"))
