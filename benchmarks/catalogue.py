"""Every benchmark there is, by name; a new one is written in a module of its own and listed here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from benchmarks.asking import ASK
from benchmarks.chip import RECORD, TLV
from benchmarks.citations import CITATION
from benchmarks.employment import ARRAYS, CSV, MEMORY, ROWS
from benchmarks.harness import Pair
from benchmarks.imports import IMPORT
from benchmarks.lives import BEGIN, JUDGE, STATEMACHINE_PAIR, TRANSITIONS_PAIR
from benchmarks.verification import VERIFY, VERIFY_HELD

PAIRS: Final[Mapping[str, Pair]] = {
    pair.name: pair
    for pair in (
        IMPORT,
        CITATION,
        ASK,
        TRANSITIONS_PAIR,
        STATEMACHINE_PAIR,
        JUDGE,
        BEGIN,
        RECORD,
        TLV,
        VERIFY_HELD,
        VERIFY,
        ROWS,
        CSV,
        ARRAYS,
        MEMORY,
    )
}
