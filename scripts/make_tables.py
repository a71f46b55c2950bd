"""Make the tables that the library carries from the researched facts.

    python scripts/make_tables.py ../shared            write src/tokutei/data/*.csv and their digests
    python scripts/make_tables.py ../shared --check    compare only; exit code 1 if anything differs

The same facts give the same bytes. A column is left out only with a reason given here, and a cell is
changed only by a function named here; what is cut from a cell moves to the notes of its row. A table whose
legal basis the facts have in words gains a column ``cites`` with the provisions that they mean.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import io
import re
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from collect_ids import ids_csv
from notes_citations import citations

Row = dict[str, str]

DATA: Final = Path(__file__).resolve().parents[1] / "src" / "tokutei" / "data"

EVIDENCE: Final = ("inferred", "secondary", "official", "missing")
NOT_SEEN_ITSELF: Final = ("via repo notes", "via a copied note")
"""Such facts are called official in the notes, but the document itself was not read: we say secondary."""


class FactsDifferError(Exception):
    """The facts are not what a table-maker relies on."""


def require(*, holds: bool, message: str) -> None:
    """Stop if the facts are not what a table-maker relies on."""
    if not holds:
        raise FactsDifferError(message)


def one_word_of_evidence(row: Row) -> Row:
    """Return the row with one word in ``evidence``, the weakest named, and the rest in ``evidence_note``."""
    said = row["evidence"]
    words = [word for word in EVIDENCE if re.search(rf"\b{word}\b", said)]
    if not words and said.startswith("law "):
        words = ["official"]
    require(holds=bool(words), message=f"no word of evidence in {said!r}")
    word = "secondary" if any(mark in said for mark in NOT_SEEN_ITSELF) else words[0]
    return {**row, "evidence": word, "evidence_note": "" if said == word else said}


def status_without_remark_in_name(row: Row) -> Row:
    """Return the row of a status whose English name holds no remark; the remark goes to the notes."""
    name, _, remark = row["name_en"].partition(" (working English name)")
    notes = row["notes"]
    if name != row["name_en"]:
        notes = "; ".join(filter(None, ("name_en: working English name", notes)))
    return {**row, "name_en": name + remark, "notes": notes}


def municipality_by_its_code(row: Row) -> Row:
    """Return the row as it is, having made sure that the columns left out follow from those kept."""
    code = row["code6"]
    derived = (code[:5], code[5], code[:2], row["pref_ja"] + row["name_ja"].replace(" ", ""))
    stated = tuple(row[column] for column in ("code5", "check_digit", "pref_code", "full_name_ja"))
    require(holds=derived == stated, message=f"{code}: {stated} does not follow from the code and the name")
    return row


def with_citations(table: str, column: str, rows: Sequence[Row]) -> list[Row]:
    """Return the rows with what the words of a column cite, the citations in one cell."""
    cited: list[Row] = []
    for row, cites in zip(rows, citations(table, column, rows), strict=True):
        require(holds=cites is not None, message=f"{table}: nobody has looked up {row[column]!r}")
        cited.append({**row, "cites": cites or ""})
    return cited


def at_most_secondary_unseen(row: Row) -> Row:
    """Return the row called secondary, not official, if no text of what it cites was at hand; the rest in its notes."""
    cites = row["cites"].split()
    if row["evidence"] != "official" or not cites or not all(cite.endswith("?") for cite in cites):
        return row
    notes = "; ".join(filter(None, (row["notes"], "evidence: official, but the text cited was not at hand")))
    return {**row, "evidence": "secondary", "notes": notes}


REPORT_CONDITIONS: Final = {
    "always": "always",
    "hire only": "on_hire",
    "mid/long-term residents": "mid_to_long_term",
    "status is 特定技能": "ssw",
    "status is 特定活動": "designated_activities",
    "person without status but permitted to work (then instead of status and period)": "permitted_without_status",
    "leave of an insured person (inside the loss form); not for uninsured persons": "leave_of_insured",
    "hire of an insured person (via insurance form)": "hire_of_insured",
    "insured (insurance form)": "insured",
}


def report_condition_in_one_word(row: Row) -> Row:
    """Return the row of a reported item with its condition in one word, and with one word of evidence."""
    said = row["required_when"]
    require(holds=said in REPORT_CONDITIONS, message=f"nobody has read the condition {said!r}")
    word = REPORT_CONDITIONS[said]
    more = {"required_when": word, "condition_note": "" if said == word else said}
    return one_word_of_evidence({**row, **more})


REPORT_CASES: Final = {
    "hire: covered by employment insurance": "hire_insured",
    "leave: covered": "leave_insured",
    "hire: not covered": "hire_uninsured",
    "leave: not covered": "leave_uninsured",
}
REPORT_FORMS: Final = {
    "雇用保険被保険者資格取得届": "insurance_gain",
    "雇用保険被保険者資格喪失届": "insurance_loss",
    "外国人雇用状況届出書 様式第3号": "form_3",
    "様式第3号": "form_3",
}


def report_case_in_one_word(row: Row) -> Row:
    """Return the row of a deadline with the word for its case and that for its form, where it has one."""
    known = row["case"] in REPORT_CASES
    form = REPORT_FORMS.get(row["form"], "")
    require(holds=known == bool(form), message=f"nobody has read the form {row['form']!r}")
    return {"key": REPORT_CASES.get(row["case"], ""), "form_key": form, **row}


def unchanged(row: Row) -> Row:
    """Return the row as it is."""
    return row


@dataclass(frozen=True)
class Table:
    """How one table of the library is made from the table of the same name in the facts."""

    name: str
    tidy: Callable[[Row], Row] = unchanged
    left_out: Mapping[str, str] = field(default_factory=dict)
    """Columns that do not travel, each with the reason."""
    renamed: Mapping[str, str] = field(default_factory=dict)
    basis: str = ""
    """The column that has the legal basis in words."""
    tidy_cited: Callable[[Row], Row] = unchanged
    """What is done once the citations of a row are known."""

    def make(self, facts: Path) -> bytes:
        """Return the bytes of the table."""
        with (facts / "data" / f"{self.name}.csv").open(encoding="utf-8", newline="") as file:
            rows = [self.tidy(row) for row in csv.DictReader(file)]
        missing = {*self.left_out, *self.renamed} - rows[0].keys()
        require(holds=not missing, message=f"{self.name} has no column {sorted(missing)}")
        if self.basis:
            rows = [self.tidy_cited(row) for row in with_citations(self.name, self.basis, rows)]
        columns = [column for column in rows[0] if column not in self.left_out]
        said = io.StringIO()
        writer = csv.writer(said, lineterminator="\n")
        writer.writerow(self.renamed.get(column, column) for column in columns)
        writer.writerows([row[column].strip() for column in columns] for row in rows)
        return said.getvalue().encode("utf-8")


TABLES: Final = (
    Table("statuses", tidy=status_without_remark_in_name),
    Table("period_history"),
    Table("designated_activities", tidy=one_word_of_evidence),
    Table("ssw_fields", tidy=one_word_of_evidence),
    Table("offices"),
    Table(
        "municipalities",
        tidy=municipality_by_its_code,
        left_out={
            "code5": "the first five digits of code6",
            "check_digit": "the last digit of code6",
            "pref_ja": "in prefectures.csv",
            "pref_en": "in prefectures.csv",
            "full_name_ja": "the prefecture's name followed by name_ja without its blank",
        },
    ),
    Table("prefectures"),
    Table("national_holidays"),
    Table("fees", basis="legal_basis", tidy_cited=at_most_secondary_unseen),
    Table("fee_exemptions", basis="legal_basis"),
    Table("online_procedures", basis="legal_basis"),
    Table("standard_processing_periods", tidy=one_word_of_evidence),
    Table("job_kinds"),
    Table("job_scope", basis="basis"),
    Table("chip_fields", tidy=one_word_of_evidence),
    Table("employer_report_fields", tidy=report_condition_in_one_word, basis="legal_basis"),
    Table("employer_deadlines", tidy=report_case_in_one_word, basis="legal_basis"),
)

WRITTEN_ELSEWHERE: Final = (
    "keys.csv",
    "card_items.csv",
    "provisions.csv",
    "law_texts.csv",
    "resting.csv",
    "employer_confirmations.csv",
)
"""Tables written by hand or made by others (``make provisions``); only their digest is kept up to date."""


def made(facts: Path) -> Iterator[tuple[str, bytes]]:
    """Yield the file name and the bytes of every table."""
    for table in TABLES:
        yield f"{table.name}.csv", table.make(facts)
    yield "ids.csv", ids_csv(facts)
    yield "supplements.csv", (facts / "law" / "supplements.csv").read_bytes()


def with_digests(sources: str, digests: Mapping[str, str]) -> str:
    """Return ``sources.toml`` with the digests of these files in their entries.

    An entry is a table ``["name"]`` whose ``sha256`` is one line; entries of other files stay as they are.
    """
    for name, digest in digests.items():
        entry = re.compile(rf'(^\["{re.escape(name)}"\]\n(?:(?!\[).*\n)*?sha256 = )"[0-9a-f]*"', re.MULTILINE)
        sources, found = entry.subn(rf'\g<1>"{digest}"', sources)
        require(holds=found == 1, message=f"sources.toml has no entry with a digest for {name}")
    return sources


def main(arguments: list[str] | None = None) -> int:
    """Make or compare the tables; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("facts", type=Path, help="the folder of researched facts")
    parser.add_argument("--check", action="store_true", help="compare without writing")
    chosen = parser.parse_args(arguments)
    files = dict(made(chosen.facts))
    shipped = {name: (DATA / name).read_bytes() for name in WRITTEN_ELSEWHERE} | files
    digests = {name: hashlib.sha256(content).hexdigest() for name, content in shipped.items()}
    sources = DATA / "sources.toml"
    files[sources.name] = with_digests(sources.read_text("utf-8"), digests).encode("utf-8")
    differ = [name for name, content in files.items() if not same(DATA / name, content)]
    for name in differ:
        print(f"{'differs' if chosen.check else 'written'}: {name}")
        if not chosen.check:
            part = DATA / f"{name}.part"  # not by the library: these tables are what it needs to be imported
            part.write_bytes(files[name])
            part.replace(DATA / name)
    return 1 if chosen.check and differ else 0


def same(path: Path, content: bytes) -> bool:
    """Return whether a file is there and holds exactly these bytes."""
    return path.is_file() and path.read_bytes() == content


if __name__ == "__main__":
    sys.exit(main())
