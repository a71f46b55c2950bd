"""The law lets a procedure carry a specified card: one place; the procedure is new as well: three."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.drills.copies import copied, run, touched

REFORM = "data/rules/reforms/example.toml"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("which", "places"),
    [
        ("existing", {REFORM}),
        ("new", {REFORM, "vocabulary/procedures.py", "procedures/listing/rows_of_residents.py"}),
    ],
)
def test_a_procedure_that_may_carry_a_specified_card(which: str, places: set[str], tmp_path: Path) -> None:
    package = copied(tmp_path)
    run("tests.drills.made_procedure", str(package), which, package=package)
    assert touched(package) == places
    run("tests.drills.lived_procedure", which, package=package)
