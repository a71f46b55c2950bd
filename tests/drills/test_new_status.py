"""A new status of residence has three places; everything else follows from them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.drills.copies import copied, run, touched


@pytest.mark.slow
def test_three_places_make_a_status_that_works_everywhere(tmp_path: Path) -> None:
    package = copied(tmp_path)
    run("tests.drills.made_status", str(package), package=package)
    assert touched(package) == {
        "vocabulary/statuses.py",
        "data/statuses.csv",
        "data/rules/reforms/example.toml",
    }
    run("tests.drills.lived_status", package=package)
