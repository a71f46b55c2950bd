"""Collect the numbers by which the researched facts name their rules, events, refusals and questions.

    python scripts/collect_ids.py ../shared            print the table that ``data/ids.csv`` holds
    python scripts/collect_ids.py ../shared --check    print numbers that are referred to but not defined

A number counts where it is *defined*: in the first column of a table, in a heading, at the start of a
paragraph, or in the key column of a CSV file. Everywhere else it is a reference.
"""

from __future__ import annotations

import argparse
import csv
import io
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

SORTS: Final = {
    "C": "calendar_rule",
    "P": "procedure",
    "E": "card_event",
    "A": "application_event",
    "MN": "my_number_event",
    "X": "end_event",
    "S": "special_permanent_resident_event",
    "I": "invariant",
    "N": "refusal",
    "T": "trace",
    "K": "conflict",
    "Q": "open_question",
    "B": "route",
    "M": "route",
    "SPR_": "route",
    "x": "fee_exemption",
}
"""What a number is, by the letters it begins with. B1, B2, M1, M2 and SPR_… are names of routes."""

_NUMBER: Final = r"(?:MN|[CPEAXSINKQTBM])[0-9]{1,2}[a-z]?"
_ROW: Final = re.compile(rf"\| \**(?P<id>{_NUMBER})\** \| (?P<title>[^|]*(?:\| [^|]*)?)")
_HEADING: Final = re.compile(rf"### (?P<id>{_NUMBER}) (?P<title>.*)")
_INSIDE_HEADING: Final = re.compile(r"\. (?P<id>P[0-9]{2}) (?P<title>\*\*[^.;]*)")
_PARAGRAPH: Final = re.compile(r"(?P<id>[QIT][0-9]{1,2}) (?P<title>.*)")
_SPR_ROUTE: Final = re.compile(r"file_tokutei\((?P<id>SPR_[BM])\)`(?P<title>[^|]*)")
_REFERENCE: Final = re.compile(rf"(?<![A-Za-z0-9_-])(?:{_NUMBER}|x[0-9]{{1,2}}|SPR_[BM])(?![A-Za-z0-9_-])")
_CHIP_TAG: Final = re.compile(r"chip tag C[0-9]|code C[0-9]|chip_C[0-9]")
_TITLE_LENGTH: Final = 120


@dataclass(frozen=True, order=True)
class Id:
    """One number and where it is defined."""

    id: str
    sort: str
    kind: str
    """For a refusal ``event``, ``never`` or ``document``; empty otherwise."""
    file: str
    section: str
    title: str


def sort_of(number: str) -> str:
    """Return what a number is."""
    letters = number if number.startswith("SPR_") else number.rstrip("abcdefghi0123456789")
    return SORTS["SPR_" if letters.startswith("SPR_") else letters]


def plain(text: str) -> str:
    """Return a text without marks of Markdown and of confidence, cut to the length of a title."""
    bare = re.sub(r"\[[OSI][^\]]*\]|\*\*|`", "", text)
    bare = " ".join(bare.split()).strip(" :—-;.")
    return bare if len(bare) <= _TITLE_LENGTH else bare[: _TITLE_LENGTH - 1].rstrip() + "…"


def defined_in_line(line: str) -> Iterator[tuple[str, str, str]]:
    """Yield the number, the title and the kind of what a line of Markdown defines."""
    if found := _ROW.match(line):
        cells = [cell.strip() for cell in line.strip().strip("|").split(" | ")]
        first, second = cells[1], cells[2] if sort_of(found["id"]) == "route" else ""
        kind = cells[-1] if sort_of(found["id"]) == "refusal" else ""
        yield found["id"], " ".join(filter(None, (first, second))), kind
        if route := _SPR_ROUTE.search(line):
            yield route["id"], f"file_tokutei {route['title']}", ""
    elif found := _HEADING.match(line):
        yield found["id"], re.split(r"\[[OSI]|\. P[0-9]{2} ", found["title"])[0], ""
        for inside in _INSIDE_HEADING.finditer(line):
            yield inside["id"], inside["title"].split("[")[0], ""
    elif found := _PARAGRAPH.match(line):
        yield found["id"], found["title"].split(" Suggest")[0], ""


def collect(facts: Path) -> tuple[Id, ...]:
    """Return every number that is defined, in the order of files and lines."""
    found: list[Id] = []
    for path in sorted((facts / "rules").glob("*.md")):
        section = ""
        for line in path.read_text("utf-8").splitlines():
            if re.match("#+ ", line) and not _HEADING.match(line):
                section = plain(line.lstrip("#"))
            for number, title, kind in defined_in_line(line):
                name = f"rules/{path.name}"
                found.append(Id(number, sort_of(number), kind, name, section, plain(title)))
    with (facts / "data" / "fee_exemptions.csv").open(encoding="utf-8", newline="") as file:
        found += [
            Id(
                row["rule_id"],
                sort_of(row["rule_id"]),
                "",
                "data/fee_exemptions.csv",
                row["applies_to"],
                plain(f"{row['who']}: {row['condition']}"),
            )
            for row in csv.DictReader(file)
        ]
    return tuple(found)


def undefined(facts: Path) -> Iterator[str]:
    """Yield what is wrong with the numbers: defined twice, or referred to and defined nowhere."""
    known: dict[str, Id] = {}
    for one in collect(facts):
        if one.id in known:
            yield f"{one.id} is defined twice: {known[one.id].file} and {one.file}"
        known[one.id] = one
    for path in sorted([*(facts / "rules").glob("*.md"), *(facts / "data").glob("*.[cm][sd]*")]):
        if path.stem == "chip_fields":  # its first columns are tags of the chip
            continue
        for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1):
            for reference in _REFERENCE.finditer(_CHIP_TAG.sub("", line)):
                if reference[0] not in known:
                    yield f"{reference[0]} is not defined: {path.parent.name}/{path.name}, line {number}"


def ids_csv(facts: Path) -> bytes:
    """Return the bytes of ``ids.csv``."""
    said = io.StringIO()
    writer = csv.writer(said, lineterminator="\n")
    writer.writerow(("id", "sort", "kind", "file", "section", "title"))
    writer.writerows((one.id, one.sort, one.kind, one.file, one.section, one.title) for one in collect(facts))
    return said.getvalue().encode("utf-8")


def main(arguments: list[str] | None = None) -> int:
    """Print the table or what is wrong with the numbers; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("facts", type=Path, help="the folder of researched facts")
    parser.add_argument("--check", action="store_true", help="print numbers that are not defined")
    chosen = parser.parse_args(arguments)
    if not chosen.check:
        sys.stdout.write(ids_csv(chosen.facts).decode("utf-8"))
        return 0
    wrong = list(undefined(chosen.facts))
    print("\n".join(wrong))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
