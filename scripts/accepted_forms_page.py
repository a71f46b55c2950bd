"""The page of the forms that are read where sources differ or are silent, from the table that the tests run."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from markdown import table

__all__ = ["FORMS", "SOURCES", "accepted_forms_page", "source_of"]

_TABLE: Final = Path(__file__).resolve().parent.parent / "tests" / "chip" / "accepted_forms.toml"

FORMS: Final[Mapping[str, Mapping[str, Any]]] = tomllib.loads(_TABLE.read_text("utf-8"))
"""Every row of the table by its name."""

SOURCES: Final = {
    "text": "the specification itself says it",
    "quoted": "the specification, as others quote it",
    "reported": "reported of real cards",
    "differ": "two sources contradict each other",
    "presumed": "no source says it",
}
"""How a form is known, and what that means."""


def source_of(row: Mapping[str, Any], form: str) -> str:
    """Return how one form of a row is known: as all of them, or by a mark of its own."""
    marks = row["source"]
    return str(marks if isinstance(marks, str) else marks[form])


def accepted_forms_page() -> str:
    """Return the page, a row for each form that is read."""
    lines = [
        "# Forms that are read",
        "",
        "The specification of the first generation was read (Ver 1.5). Those of the second generation and of specified",
        "cards were seen only through people who quote them, and sources differ. Where they do, every form is read; the",
        "emulator writes the one marked with a star, and can be told to write others (`testing.CardForms`,",
        "`testing.CertificateForm`, `testing.OpenChoices`, `chip.Profile`). A value that is kept raw is `None`, its name",
        "is in `record.unknown`, its bytes are in `record.values`.",
        "",
        *(f"- *{name}*: {said}" for name, said in SOURCES.items()),
        "",
    ]
    rows = (
        (
            one["types"],
            one["where"],
            said,
            "\\*" if form == one["written"] else "",
            source_of(one, form),
            f"`test_{name}[{form}]`",
        )
        for name, one in FORMS.items()
        for form, said in one["forms"].items()
    )
    lines += table(("types", "where", "form", "written", "source", "test"), rows)
    lines += ["", "The tests are those of `tests/chip/test_accepted_forms.py`."]
    return "\n".join(lines)
