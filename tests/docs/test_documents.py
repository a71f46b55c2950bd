"""What the hand-written pages name exists: links, identifiers, vocabulary members, and the two READMEs agree."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

import pytest

import tokutei
from tokutei import calendar, chip, identifiers, intake, law, lifecycle, models, vocabulary
from tokutei.lifecycle import states
from tokutei.rules import fees, special_period

ROOT: Final = Path(__file__).resolve().parents[2]
PAGES: Final = [
    ROOT / "README.md",
    ROOT / "README.ja.md",
    ROOT / "CHANGELOG.md",
    *sorted(ROOT.glob("docs/**/*.md")),
]
"""Japanese pages that have an English page of the same name."""
FIELDS: Final = {"stay_until", "valid_until", "issued_on", "lapsed_on"}
PLACES: Final = (
    tokutei,
    chip,
    intake,
    lifecycle,
    states,
    vocabulary,
    law,
    calendar,
    identifiers,
    models,
    fees,
    special_period,
)

CODE: Final = re.compile(r"^```python\n(.*?)^```", re.MULTILINE | re.DOTALL)
LINK: Final = re.compile(r"\]\((?!https?://)([^)#]+)\)")
MACHINE: Final = re.compile(r"/(?:work|tmp|home|root)/|localhost", re.IGNORECASE)


def name_of(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


def glossary() -> list[str]:
    rows = (ROOT / "docs" / "glossary.md").read_text("utf-8").splitlines()
    return [name for row in rows if row.startswith("| ") for name in re.findall(r"`([^`]+)`", row)]


def resolved(path: str) -> object:
    """Return what a dotted name of the glossary stands for; fields of values are named on their classes."""
    head, *rest = path.removesuffix("()").split(".")
    found: object = tokutei if head == "tokutei" else next(vars(p)[head] for p in PLACES if head in vars(p))
    for name in rest:
        fields = {*getattr(found, "model_fields", ()), *getattr(found, "__slots__", ())}
        found = name if name in fields else getattr(found, name)
    return found


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_links_lead_somewhere(page: Path) -> None:
    missing = [link for link in LINK.findall(page.read_text("utf-8")) if not (page.parent / link).exists()]
    assert not missing


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_no_page_knows_a_machine(page: Path) -> None:
    assert not MACHINE.search(page.read_text("utf-8"))


@pytest.mark.parametrize("name", sorted(set(glossary()) - FIELDS))
def test_the_glossary_names_what_exists(name: str) -> None:
    assert resolved(name) is not None


def test_the_glossary_says_of_members_what_the_vocabulary_says() -> None:
    rows = (ROOT / "docs" / "glossary.md").read_text("utf-8").splitlines()
    kinds = [row for row in rows if re.search(r"`(?:CardKind|StayState)\.\w+`", row)]
    assert len(kinds) == 6
    for row in kinds:
        member = resolved(re.findall(r"`([^`]+)`", row)[0])
        assert isinstance(member, vocabulary.Word)
        assert member.ja in row
        assert member.en in row


def calls(readme: str) -> list[list[str]]:
    """Return what each program of a README asks of the library."""
    blocks = CODE.findall((ROOT / readme).read_text("utf-8"))
    return [re.findall(r"(?:tk|chip|testing)\.\w+|date\([^)]*\)|fee_due", block) for block in blocks]


def test_both_readmes_run_the_same_programs() -> None:
    english, japanese = calls("README.md"), calls("README.ja.md")
    assert len(english) > 4
    assert english == japanese


def test_both_readmes_have_the_same_sections() -> None:
    heads = [
        re.findall(r"^#+ ", CODE.sub("", (ROOT / name).read_text("utf-8")), re.MULTILINE)
        for name in ("README.md", "README.ja.md")
    ]
    assert heads[0] == heads[1]
