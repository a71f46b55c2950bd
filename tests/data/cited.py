"""The citations of the tables, in their rows and in what is said of their sources, and the words cited."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from tests.rules.law_texts import path_of, words_of
from tokutei import data
from tokutei.data import read_csv, read_toml
from tokutei.law import Citation

FOLDER: Final = Path(data.__file__).parent
SOURCES: Final = {
    name: entry for name, entry in read_toml("sources.toml").items() if isinstance(entry, Mapping)
}
REMARKS: Final = {
    "fees": "legal_basis",
    "fee_exemptions": "legal_basis",
    "online_procedures": "legal_basis",
    "job_scope": "basis",
    "employer_deadlines": "legal_basis",
}
"""The tables whose notes give the legal basis in words, with the column of these."""


def in_row(row: Mapping[str, str]) -> list[str]:
    """Return the citations of a row: one in a column ``cite``, several with blanks between them in ``cites``."""
    one = [row["cite"]] if row.get("cite") else []
    return one + (row["cites"].split(" ") if row.get("cites") else [])


def in_rows(name: str) -> Iterator[Citation]:
    """Yield every citation in the rows of a table."""
    for row in read_csv(name) if name.endswith(".csv") else ():
        yield from map(Citation.parse, in_row(row))


def of_the_whole(name: str) -> Iterator[Citation]:
    """Yield what a table as a whole follows."""
    yield from map(Citation.parse, SOURCES[name].get("cites", ()))


def _sub_table(cite: Citation) -> str:
    """Return the lines of one of the five tables under 別表第一, or those of the row that is cited."""
    whole = path_of(cite.law, cite.as_of).read_text("utf-8")
    block = re.split(r"^\*\*別表", whole.split("**別表第一**\n", 1)[1], maxsplit=1, flags=re.MULTILINE)[0]
    lines = block.strip().split("\n\n")[int(cite.table.removeprefix("1-")) - 1].splitlines()[2:]
    return "\n".join(line for line in lines if not cite.row or line.startswith(f"| {cite.row} |"))


def words(cite: Citation) -> str:
    """Return the words of a provision; nothing when the text has no such provision."""
    return _sub_table(cite) if re.fullmatch("1-[1-5]", cite.table) else words_of(cite)
