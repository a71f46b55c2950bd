"""Fees by a new order: one table, and everything that says fees says the new ones from its first day."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.drills.copies import copied, run, touched


@pytest.mark.slow
def test_fees_by_a_new_order(tmp_path: Path) -> None:
    package = copied(tmp_path)
    run("tests.drills.made_order", str(package), package=package)
    assert touched(package) == {"data/rules/reforms/example.toml"}
    run("tests.drills.lived_order", package=package)
