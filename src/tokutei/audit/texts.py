"""Folders of law texts as e-Gov publishes them in Markdown: one file a law, named by its ID.

``LAW.md`` is the text in force, ``LAW@YYYY-MM-DD.md`` the text of that day. The front matter names the law, too.
What cannot be read is named, and the rest is still there.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Final

from tokutei import messages
from tokutei.audit.units import Body, Unit, parse
from tokutei.errors import FolderError

__all__ = [
    "SUPPLEMENTS",
    "Ending",
    "Folder",
    "LawText",
    "Problem",
    "TextKey",
    "printable",
    "read_folder",
    "read_supplements",
]

SUPPLEMENTS: Final = "supplements.csv"
"""The table of which block of supplementary provisions is whose: in a folder of texts, and in the package."""
_KNOWN: Final = frozenset({"README.md", SUPPLEMENTS})
_LARGEST: Final = 32 * 2**20
_LAW: Final = re.compile(r"[0-9]{3}[A-Z0-9]{12}")
_FIELD: Final = re.compile(r"^(title|identifier|  enforced_at):(.*)$", re.MULTILINE)
_REPEATED: Final = 20
"""How many repeated provisions of one file are named."""
_HARMLESS: Final = "\n　"
_ENDINGS: Final = ("。", "|", "**", "）", "」")

TextKey = tuple[str, date | None]
"""The ID of a law, and the day of its text; ``None`` for the text in force."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something about a folder of law texts that somebody has to look at."""

    code: str
    """Stable word, such as ``empty_file``."""
    file: str
    """The name of the file, or the law that lacks one."""
    detail: str = ""

    @property
    def needs_a_look(self) -> bool:
        """Whether somebody has to do something; a text of the past that is not there can have changed nothing."""
        return self.code != "missing_past"

    def text(self, lang: str) -> str:
        """Return what is wrong, and what is done about it."""
        return messages.text(f"audit.problem.{self.code}", lang, file=self.file, detail=self.detail)


@dataclass(frozen=True, slots=True)
class Ending:
    """How a file ends: by it one that was cut off is noticed."""

    lines: int
    """How many lines that are not blank follow the front matter."""
    last: str
    """The last of them."""
    is_cut: bool = False
    """Whether it ends in the middle of a line."""


@dataclass(frozen=True, slots=True)
class LawText:
    """One text of one law, taken apart."""

    law: str
    as_of: date | None
    """The day whose text it is, as its file name says; ``None`` for the text in force."""
    title: str
    enforced: date | None
    """The day from which the text holds, as its front matter says."""
    file: str
    """The name of its file, as it may be shown."""
    body: Body = field(repr=False, compare=False)
    ending: Ending = Ending(0, "")

    @property
    def key(self) -> TextKey:
        """The law and the day by which citations name it."""
        return self.law, self.as_of


@dataclass(frozen=True, slots=True)
class Folder:
    """What a folder of law texts holds, and what is wrong with it."""

    texts: Mapping[TextKey, LawText]
    problems: tuple[Problem, ...]
    supplements: Mapping[tuple[str, str], int]
    """Which block of supplementary provisions of a law is whose, where the folder says so itself."""


class _Refused(Exception):  # noqa: N818 - how a file leaves the reading of it
    """A file is no law text that can be read."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(code)
        self.problem = code, detail


def read_folder(folder: Path | str, *, laws: Container[str] | None = None) -> Folder:
    """Return the law texts of a folder with everything about it that needs a look.

    Args:
        folder: where the texts are; hidden folders in it are passed over.
        laws: take apart only the texts of these laws; of others only name and front matter are looked at.

    Raises:
        FolderError: there is no such folder, or it cannot be listed.
    """
    try:
        paths = sorted(Path(folder).iterdir(), key=lambda path: (not _is_canonical(path), path.name))
    except (OSError, ValueError, TypeError):
        raise FolderError(folder) from None
    texts: dict[TextKey, LawText] = {}
    problems: list[Problem] = []
    supplements: Mapping[tuple[str, str], int] = {}
    for path in paths:
        name = _shown(path.name)
        try:
            if path.name == SUPPLEMENTS:
                supplements = read_supplements(_content(path))
            elif path.name not in _KNOWN and not _is_hidden_folder(path):
                text = _law_text(path, laws)
                if text is None:
                    continue
                if text.key in texts:
                    problems.append(Problem("given_twice", name, _shown(text.law)))
                    continue
                texts[text.key] = text
                problems += _repeated_in(text)
        except _Refused as refused:
            problems.append(Problem(refused.problem[0], name, refused.problem[1]))
    return Folder(MappingProxyType(texts), tuple(problems), MappingProxyType(dict(supplements)))


def _is_canonical(path: Path) -> bool:
    """Tell whether a file is called as it should be; of two texts of one law it is the one to take."""
    law, _, day = path.name.removesuffix(".md").partition("@")
    return bool(_LAW.fullmatch(law)) and "@" not in day


def _is_hidden_folder(path: Path) -> bool:
    try:
        return path.name.startswith(".") and path.is_dir()
    except OSError:
        return False


def _shown(text: str) -> str:
    """Return a name from outside as it may stand on a terminal."""
    return printable(text[:120])


def printable(text: str) -> str:
    """Return a text from outside with nothing in it that a terminal acts on; lines and wide blanks stay."""
    return "".join(
        char if char.isprintable() or char in _HARMLESS else "\N{REPLACEMENT CHARACTER}" for char in text
    )


def _content(path: Path) -> str:
    try:
        if not path.is_file():
            raise _Refused("no_file")
        size = path.stat().st_size
        if size > _LARGEST:
            raise _Refused("too_large")
        with path.open("rb") as file:
            content = file.read(_LARGEST) if size else b""
    except (OSError, ValueError):
        raise _Refused("unreadable") from None
    if not content.strip():
        raise _Refused("empty_file")
    try:
        return "\n".join(content.decode("utf-8-sig").splitlines()) + ("\n" if content.endswith(b"\n") else "")
    except UnicodeDecodeError:
        raise _Refused("not_utf8") from None


def _law_text(path: Path, laws: Container[str] | None) -> LawText | None:
    """Return a text taken apart, or nothing for a law that nobody asked for."""
    stem, at, day = path.name.removesuffix(".md").partition("@")
    if path.suffix != ".md":
        raise _Refused("foreign")
    content = _content(path)
    front, body = _front_matter(content)
    law = _law(stem if _LAW.fullmatch(stem) else None, front)
    as_of = _as_of(day if at else None)
    enforced = _enforced(front.get("enforced_at", ""))
    if as_of and enforced and enforced > as_of:
        raise _Refused("later_than_its_day", enforced.isoformat())
    if laws is not None and law not in laws:
        return None
    parsed = parse(body)
    if not parsed.has_provisions:
        raise _Refused("no_provisions")
    cut = not (content.endswith("\n") or body.rstrip().endswith(_ENDINGS))
    lines = [line for line in body.splitlines() if line.strip()]
    ending = Ending(len(lines), lines[-1].strip(), is_cut=cut)
    return LawText(law, as_of, front.get("title", ""), enforced, _shown(path.name), parsed, ending)


def _front_matter(content: str) -> tuple[dict[str, str], str]:
    """Return the fields of the front matter and what follows it; a text may have none."""
    if not content.startswith("---"):
        return {}, content
    before, *parts = re.split(r"^---[ \t]*$", content, maxsplit=2, flags=re.MULTILINE)
    if before or len(parts) != 2:
        raise _Refused("front_matter")
    fields: dict[str, str] = {}
    for name, value in _FIELD.findall(parts[0]):
        said = value.strip().strip('"')
        if fields.setdefault(name.strip(), said) != said:
            raise _Refused("front_matter")
    return fields, parts[1]


def _law(by_name: str | None, front: Mapping[str, str]) -> str:
    """Return the law that name and front matter give; either will do, but they may not differ."""
    by_front = front.get("identifier")
    if by_front is not None and not _LAW.fullmatch(by_front):
        raise _Refused("front_matter")
    if by_name and by_front and by_name != by_front:
        raise _Refused("two_laws", by_front)
    law = by_name or by_front
    if law is None:
        raise _Refused("foreign")
    return law


def _as_of(written: str | None) -> date | None:
    if written is None:
        return None
    try:
        day = date.fromisoformat(written)
    except ValueError:
        day = None
    if day is None or day.isoformat() != written:
        raise _Refused("no_such_day", _shown(written))
    return day


def _enforced(written: str) -> date | None:
    try:
        return date.fromisoformat(written)
    except ValueError:
        return None


def _repeated_in(text: LawText) -> Iterator[Problem]:
    """Yield what stands twice in a text, as citations number it; of very many only the first ones."""
    found = [*_repeated(text.body.main), *map(_shown, text.body.repeated)]
    for at, block in enumerate(text.body.supplements):
        found += [f"附則[{at}]:{place}" for place in _repeated(block)]
    yield from (Problem("repeated", text.file, place) for place in found[:_REPEATED])
    if len(found) > _REPEATED:
        yield Problem("repeated_more", text.file, str(len(found) - _REPEATED))


def _repeated(unit: Unit, over: str = "") -> Iterator[str]:
    """Yield the numbers of the parts below a unit that stand twice."""
    yield from (_shown(over + number) for number in unit.repeated)
    for part in unit.parts.values():
        yield from _repeated(part, f"{over}{part.number}:")


def read_supplements(content: str) -> Mapping[tuple[str, str], int]:
    """Return from a table of supplements which block belongs to which law and amending law."""
    found: dict[tuple[str, str], int] = {}
    rows = csv.DictReader(io.StringIO(content, newline=""), strict=True)
    try:
        if not {"law_id", "amending_law_id", "block"} <= set(rows.fieldnames or ()):
            raise _Refused("supplements")
        for row in rows:
            law, amending, block = row["law_id"], row["amending_law_id"], int(row["block"])
            if not (_LAW.fullmatch(law) and _LAW.fullmatch(amending) and block >= 0):
                raise _Refused("supplements")
            found[law, amending] = block
    except (csv.Error, KeyError, TypeError, ValueError):
        raise _Refused("supplements") from None
    return found
