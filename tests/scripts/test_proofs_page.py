"""The table of proofs names tests that there are, for every card type and everything that is promised of it."""

from __future__ import annotations

import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Final

import pytest

from proofs_page import PROOFS, proofs_of, proofs_page
from tokutei import testing

ROOT: Final = Path(__file__).resolve().parents[2]
ASPECTS: Final = ("parse", "read", "verify", "emulate", "hostile", "PC/SC")


@cache
def collected() -> frozenset[str]:
    """Return the tests that pytest finds in the files that the table names, slow ones too."""
    files = {
        one.partition("::")[0]
        for aspect in PROOFS
        for card_type in testing.CARD_TYPES
        for one in proofs_of(aspect, card_type)
    }
    command = [
        sys.executable,
        "-m",
        "pytest",
        "--collect-only",
        "-q",
        "-m",
        "slow or not slow",
        *sorted(files),
    ]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)  # noqa: S603
    return frozenset(line for line in done.stdout.splitlines() if "::" in line)


def test_the_table_is_whole() -> None:
    assert tuple(PROOFS) == ASPECTS
    for rows in PROOFS.values():
        assert set(rows) <= {"all", *testing.CARD_TYPES}


@pytest.mark.parametrize("card_type", testing.CARD_TYPES)
@pytest.mark.parametrize("aspect", ASPECTS)
def test_every_proof_is_a_test(aspect: str, card_type: str) -> None:
    proofs = proofs_of(aspect, card_type)
    assert any(f"[{card_type}" in one for one in proofs), "at least one is of this type and no other"
    for one in proofs:
        start, any_ending = one.removesuffix("*"), one.endswith("*")
        found = [test for test in collected() if test.startswith(start)] if any_ending else [one]
        assert set(found) <= collected(), one
        assert found, one


def test_every_proof_is_on_the_page() -> None:
    page = proofs_page()
    for aspect in ASPECTS:
        for card_type in testing.CARD_TYPES:
            assert all(f"`{one}`" in page for one in proofs_of(aspect, card_type))
