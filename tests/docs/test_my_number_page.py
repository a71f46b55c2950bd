"""The tables of the page on the My Number applications are those of the code."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest

from tests.docs.my_number_tables import TABLES
from tokutei.chip import my_number

PAGE: Final = (Path(__file__).resolve().parents[2] / "docs" / "my-number.md").read_text("utf-8")


@pytest.mark.parametrize("name", TABLES)
def test_a_table_is_that_of_the_code(name: str) -> None:
    table = TABLES[name]()
    assert table.count("\n") > 4
    assert f"\n\n{table}\n\n" in PAGE


@pytest.mark.parametrize(
    "name",
    [name for name in my_number.__all__ if name.startswith(("read", "reference", "verify", "checked"))],
)
def test_the_page_names_every_function(name: str) -> None:
    assert f"`{name}" in PAGE or f"my_number.{name}" in PAGE or name.removesuffix("_async") in PAGE
