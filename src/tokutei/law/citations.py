"""Where a rule stands in the law: one form to write, read and print it.

Compact form, used in tables: ``LAW[@AMENDING|@YYYY-MM-DD]:ARTICLE[:PARAGRAPH[:ITEM[:SUBITEM]]][#SENTENCE]``
and, for appended tables, ``LAW:T3-2[:ROW]``. A law ID after ``@`` names the act whose supplementary
provisions (附則) are meant, a date the text in force on that day. A trailing ``?`` marks a text
that was not at hand. Long form, used in legal cases: ``LAW art. 19-15-2(1)(ii)``.

``#first`` and ``#second`` (前段, 後段) are the two sentences of a provision, ``#proviso`` (ただし書) the
sentence that begins with ただし, and ``#main`` (本文) what stands before it: ``LAW:19-13:1#second``, in the
long form ``LAW art. 19-13(1), second sentence``. A table number ``0`` is the only table of a law that
does not number it: ``LAW:T0:ROW``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType
from typing import Final

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from tokutei import messages
from tokutei.errors import CitationError

__all__ = ["Citation"]

_LAW: Final = r"[0-9]{3}[A-Z0-9]{12}"
_NUMBER: Final = r"[0-9]+(?:-[0-9]+)*"
_SENTENCES: Final = MappingProxyType(
    {"first": "first sentence", "second": "second sentence", "main": "main clause", "proviso": "proviso"}
)
"""What stands after ``#`` in the compact form, with the words of the long form."""
_SENTENCE_OF: Final = MappingProxyType({words: sentence for sentence, words in _SENTENCES.items()})
_COMPACT: Final = re.compile(
    rf"(?P<law>{_LAW})(?:@(?:(?P<amending>{_LAW})|(?P<as_of>[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}})))?"
    rf"(?::(?:(?P<article>{_NUMBER})(?::(?:(?P<paragraph>{_NUMBER})|(?=:))(?::(?:(?P<item>{_NUMBER})|(?=:))"
    rf"(?::(?P<subitem>[a-z]))?)?)?(?:#(?P<sentence>{'|'.join(_SENTENCES)}))?"
    rf"|T(?P<table>{_NUMBER})(?::(?P<row>[^:?#]+))?))?(?P<unseen>\?)?"
)
_LONG: Final = re.compile(
    rf"(?P<law>{_LAW})(?:@(?P<as_of>[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}))?"
    r"(?: suppl\. \((?P<kind>Act|Order) (?P<no>[0-9]+) of (?P<year>[0-9]{4})\))?"
    rf"(?: art\. (?P<article>{_NUMBER})(?:\((?P<paragraph>{_NUMBER})\))?"
    r"(?:\((?P<item>[ivxlc]+(?:-[0-9]+)*)\))?(?:\((?P<subitem>[a-z])\))?"
    rf"(?:, (?P<sentence>{'|'.join(_SENTENCES.values())}))?)?"
)
_IROHA: Final = "イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノ"
_ROMAN: Final = (
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
)
_UNNUMBERED: Final = "0"
"""The number of a table that has none, because it is a law's only one."""
_FIRST_YEARS: Final = ((2019, "5"), (1989, "4"), (1926, "3"))
"""The first year of 令和, 平成 and 昭和 with the digit that law IDs have for it."""


def _roman(number: int) -> str:
    said = ""
    for value, letters in _ROMAN:
        count, number = divmod(number, value)
        said += letters * count
    return said


def _arabic(roman: str, notation: str) -> str:
    """Return the item number of a roman one; a branch (``iv-2``) keeps its arabic tail."""
    head, *tail = roman.split("-")
    for number in range(1, 200):
        if _roman(number) == head:
            return "-".join([str(number), *tail])
    raise CitationError(notation)


def _amending_id(kind: str, number: int, year: int, notation: str) -> str:
    """Return the e-Gov ID of an act or cabinet order from its year and number."""
    for first, era in _FIRST_YEARS:
        if year >= first:
            return f"{era}{year - first + 1:02d}{'AC' if kind == 'Act' else 'CO'}{number:010d}"
    raise CitationError(notation)


def _name(law: str, lang: str) -> str:
    """Return the short name of a law; its ID if it has none."""
    return messages.template(f"law.names.{law}", lang) or law


def _put(part: str, lang: str, **parts: str) -> str:
    """Return a part of a provision as a language writes it; ``parts`` are texts already."""
    return (messages.template(f"law.written.{part}", lang) or "").format_map(parts)


def _numbered(part: str, number: str, lang: str) -> str:
    """Return a numbered part: the first number, in arabic or roman figures, and its branches (の2)."""
    first, *branches = number.split("-")
    rest = "".join(_put("branch", lang, number=branch) for branch in branches)
    roman = _roman(int(first)) if part == "item" else first
    return _put(part, lang, first=first, roman=roman, rest=rest)


@dataclass(frozen=True, slots=True, order=True)
class Citation:
    """A provision: a law and as much of article, paragraph, item and sub-item as is meant.

    Numbers are texts, because 第十九条の十五の二 is ``"19-15-2"``. Sub-items イロハ are ``"a"``,
    ``"b"``, ``"c"``. A whole law has an empty ``article`` and ``table``; an article of a single
    paragraph has items without one (``LAW:19-14::5`` is 第19条の14第5号).

    Example:
        >>> cite = Citation.parse("326CO0000000319:19-15-2:1:1")
        >>> cite.text("ja"), cite.text("en")
        ('入管法第19条の15の2第1項第1号', 'Immigration Act art. 19-15-2(1)(i)')
    """

    law: str
    """e-Gov law ID, 15 characters."""
    article: str = ""
    paragraph: str = ""
    item: str = ""
    subitem: str = ""
    table: str = ""
    """Number of an appended table (別表); ``0`` for a law's only one, which has none."""
    row: str = ""
    amending: str = ""
    """e-Gov ID of the act whose supplementary provisions (附則) are meant; the law's own ID for its own."""
    as_of: date | None = None
    """The text of this day is meant; ``None`` for the text in force."""
    unseen: bool = False
    """The text was not at hand; an answer that rests on it is at most secondary."""
    sentence: str = ""
    """``first`` (前段), ``second`` (後段), ``main`` (本文) or ``proviso`` (ただし書); empty for all of them."""

    @classmethod
    def parse(cls, notation: str) -> Citation:
        """Return the citation written in the compact or the long form.

        Raises:
            CitationError: the text is in neither form, or names an impossible date.
        """
        if not isinstance(notation, str):
            raise CitationError(notation)
        if found := _COMPACT.fullmatch(notation):
            parts: dict[str, str] = {key: value or "" for key, value in found.groupdict().items()}
            unseen, as_of = bool(parts.pop("unseen")), cls._day(parts.pop("as_of"), notation)
            return replace(cls(**parts), as_of=as_of, unseen=unseen)  # type: ignore[arg-type]
        if found := _LONG.fullmatch(notation):
            parts = {key: value or "" for key, value in found.groupdict().items()}
            kind, number, year = parts.pop("kind"), parts.pop("no"), parts.pop("year")
            as_of = cls._day(parts.pop("as_of"), notation)
            if kind and as_of:
                raise CitationError(notation)
            if parts["item"]:
                parts["item"] = _arabic(parts["item"], notation)
            if parts["sentence"]:
                parts["sentence"] = _SENTENCE_OF[parts["sentence"]]
            amending = _amending_id(kind, int(number), int(year), notation) if kind else ""
            return replace(cls(**parts), amending=amending, as_of=as_of)  # type: ignore[arg-type]
        raise CitationError(notation)

    @staticmethod
    def _day(written: str, notation: str) -> date | None:
        try:
            return date.fromisoformat(written) if written else None
        except ValueError:
            raise CitationError(notation) from None

    def __repr__(self) -> str:
        return f"Citation({str(self)!r})"

    def __str__(self) -> str:
        place = f"T{self.table}" if self.table else self.article
        text = self.amending or (self.as_of.isoformat() if self.as_of else "")
        head = f"{self.law}@{text}" if text else self.law
        # An article of one paragraph has items directly under it: the paragraph stays an empty place.
        parts = (
            (head, place, self.row) if self.table else (head, place, self.paragraph, self.item, self.subitem)
        )
        said = ":".join(parts).rstrip(":") + (f"#{self.sentence}" if self.sentence else "")
        return said + ("?" if self.unseen else "")

    def text(self, lang: str) -> str:
        """Return the provision as a lawyer writes it in a language."""
        said = self._written(lang)
        if self.as_of:
            said = messages.text("law.as_of", lang, provision=said, day=self.as_of)
        return messages.text("law.unseen", lang, provision=said) if self.unseen else said

    def _written(self, lang: str) -> str:
        """Return the place in the law, part after part, as ``law.written`` of the language says."""
        said = _name(self.law, lang)
        if self.amending == self.law:  # a law's own supplementary provisions
            said += _put("supplementary_own", lang)
        elif self.amending:
            said += _put("supplementary", lang, acts=_name(self.amending, lang))
        if self.table == _UNNUMBERED:
            said += _put("table_only", lang)
        elif self.table:
            said += _numbered("table", self.table, lang)
        if self.table and self.row:
            said += _put("row", lang, row=self.row)
        for part, number in (("article", self.article), ("paragraph", self.paragraph), ("item", self.item)):
            said += _numbered(part, number, lang) if number else ""
        if self.subitem:
            iroha = _IROHA[ord(self.subitem) - ord("a")]
            said += _put("subitem", lang, letter=self.subitem, iroha=iroha)
        if self.sentence:
            sentence = messages.text(f"law.sentences.{self.sentence}", lang)
            said += _put("sentence", lang, sentence=sentence)
        return said

    @classmethod
    def __get_pydantic_core_schema__(cls, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Documents hold the compact form."""

        def read(value: Citation | str) -> Citation:
            try:
                return value if isinstance(value, cls) else cls.parse(str(value))
            except CitationError as error:
                raise PydanticCustomError("citation", "{said}", {"said": str(error)}) from None

        return core_schema.no_info_after_validator_function(
            read,
            core_schema.union_schema([core_schema.is_instance_schema(cls), core_schema.str_schema()]),
            serialization=core_schema.to_string_ser_schema(),
        )

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return {"type": "string", "title": "Citation"}
