"""What rests on each provision besides the objects of the package: modules, legal cases and pages.

Writes the table ``src/tokutei/data/resting.csv``, by which ``python -m tokutei.audit drift`` names them although
users have neither tests nor documents; with ``--check`` it only compares. The generated pages come first.
"""

from __future__ import annotations

import argparse
import ast
import csv
import hashlib
import io
import re
import sys
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from make_tables import with_digests
from tokutei.audit.cited import cited_in_code
from tokutei.errors import CitationError
from tokutei.law import Citation
from tokutei.models import write_files

ROOT: Final = Path(__file__).resolve().parent.parent
SOURCE: Final = ROOT / "src"
TABLE: Final = SOURCE / "tokutei" / "data" / "resting.csv"
CASES: Final = ROOT / "tests" / "cases"
PAGES: Final = ("README.md", "README.ja.md")
COLUMNS: Final = ("cite", "modules", "cases", "pages")

_NOTATION: Final = re.compile(r"[0-9]{3}[A-Z0-9]{12}[:@].+")
_ACT: Final = "326CO0000000319"

Resting = dict[Citation, dict[str, dict[str, None]]]


def in_modules() -> Iterator[tuple[Citation, str]]:
    """Yield every citation that a module writes itself, with the module."""
    for path in sorted((SOURCE / "tokutei").rglob("*.py")):
        module = ".".join(path.relative_to(SOURCE).with_suffix("").parts).removesuffix(".__init__")
        tree = ast.parse(path.read_text("utf-8"))
        docstrings = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and id(node) not in docstrings:
                yield from ((cite, module) for cite in _citation(node.value))
            elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "art":
                short = [
                    arg.value
                    for arg in node.args
                    if isinstance(arg, ast.Constant) and isinstance(arg.value, str)
                ]
                yield from ((cite, module) for text in short for cite in _citation(f"{_ACT}:{text}"))


def _citation(text: object) -> Iterator[Citation]:
    """Yield the citation that a text is, if it is one."""
    if isinstance(text, str) and _NOTATION.fullmatch(text):
        try:
            yield Citation.parse(text)
        except CitationError:
            return


def in_cases() -> Iterator[tuple[Citation, str]]:
    """Yield every provision of a legal case, with the id of the case."""
    for path in sorted(CASES.glob("*.toml")):
        for case in tomllib.loads(path.read_text("utf-8"))["case"]:
            yield from ((Citation.parse(text), case["id"]) for text in case["provisions"])


def in_pages(known: set[Citation]) -> Iterator[tuple[Citation, str]]:
    """Yield every known provision that a page names, in either language or in the compact form."""
    paths = [*(ROOT / page for page in PAGES), *sorted((ROOT / "docs").rglob("*.md"))]
    pages = {path.relative_to(ROOT).as_posix(): path.read_text("utf-8") for path in paths}
    forms = {form: cite for cite in known for form in (cite.text("ja"), cite.text("en"), str(cite))}
    longest_first = sorted(forms, key=len, reverse=True)
    named = re.compile("|".join(map(re.escape, longest_first)))
    for page, text in pages.items():
        for form in dict.fromkeys(named.findall(text)):
            yield forms[form], page


def resting_csv() -> str:
    """Return the table as the sources, the cases and the pages have it now."""
    found: Resting = {}

    def note(cite: Citation, column: str, name: str) -> None:
        found.setdefault(cite, {key: {} for key in COLUMNS[1:]})[column][name] = None

    for cite, module in in_modules():
        note(cite, "modules", module)
    for cite, case in in_cases():
        note(cite, "cases", case)
    for cite, page in in_pages({*found, *(cite for cite, _ in cited_in_code())}):
        note(cite, "pages", page)
    said = io.StringIO()
    writer = csv.writer(said, lineterminator="\n")
    writer.writerow(COLUMNS)
    for cite in sorted(found, key=str):
        writer.writerow([str(cite), *(" ".join(sorted(found[cite][column])) for column in COLUMNS[1:])])
    return said.getvalue()


def main(arguments: Sequence[str] | None = None) -> int:
    """Write or check the table and return the exit status."""
    parser = argparse.ArgumentParser(description="Write the table of what rests on each provision.")
    parser.add_argument("--check", action="store_true", help="only compare; exit status 1 if it differs")
    content = resting_csv()
    if TABLE.is_file() and TABLE.read_text("utf-8") == content:
        return 0
    if parser.parse_args(arguments).check:
        print(f"{TABLE.name} is not up to date; write it with: make provisions")
        return 1
    sources = TABLE.with_name("sources.toml")
    digest = hashlib.sha256(content.encode("utf-8")).hexdigest()
    said = with_digests(sources.read_text("utf-8"), {TABLE.name: digest})
    write_files(TABLE.parent, {TABLE.name: content, sources.name: said})
    return 0


if __name__ == "__main__":
    sys.exit(main())
