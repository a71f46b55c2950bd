"""How fast many rows are decided: validated rows, CSV, arrays; and how much memory many more rows take.

The workforce is made up and goes round: usual statuses with usual jobs, a few stays that ended, hours on both
sides of the limit. Each peer is what one would write without the module that is measured.
"""

from __future__ import annotations

import csv
import io
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from benchmarks.harness import Pair, Side

if TYPE_CHECKING:
    from tokutei.employment import RowDecision, WorkRow

__all__ = ["ARRAYS", "CSV", "MEMORY", "ROWS", "by_unique", "columns", "csv_text", "naive", "rows"]

ON: Final = date(2026, 11, 22)
ROW_COUNT: Final = 2_000
CSV_COUNT: Final = 10_000
ARRAY_COUNT: Final = 1_000_000
FEW, MANY = 100_000, 1_000_000
_KINDS: Final = (
    ("permanent_resident", "retail", "none"),
    ("permanent_resident", "factory", "none"),
    ("spouse_child_of_japanese", "care", "none"),
    ("long_term_resident", "factory", "none"),
    ("engineer_humanities_intl", "engineering", "none"),
    ("engineer_humanities_intl", "interpreting", "none"),
    ("engineer_humanities_intl", "retail", "none"),
    ("ssw1", "restaurant_service", "none"),
    ("ssw1", "care", "none"),
    ("tit2b", "construction", "none"),
    ("student", "retail", "comprehensive_28h"),
    ("student", "restaurant_service", "comprehensive_28h"),
    ("student", "cleaning", "none"),
    ("dependent", "retail", "comprehensive_28h"),
    ("dependent", "factory", "none"),
    ("designated_activities", "office", "none"),
    ("skilled_labor", "cooking", "none"),
    ("nursing_care", "care", "none"),
    ("instructor", "teaching_school", "none"),
    ("intra_company_transferee", "office", "none"),
)
_FIELDS: Final = (
    "key",
    "status",
    "job",
    "permission",
    "stay_until",
    "hours_per_week",
    "hours_elsewhere",
    "checked_by",
)


def _cells(number: int) -> tuple[str, str, str, str, date, int, int, str]:
    """Return the values of one row of the workforce; every fiftieth stay ended."""
    status, job, permission = _KINDS[number % len(_KINDS)]
    stay = ON + timedelta(days=number % 1500 if number % 50 else -(number % 90) - 1)
    source = ("chip_verified", "chip_read", "paper")[number % 3]
    return f"E-{number:07}", status, job, permission, stay, number % 33, number % 7, source


@cache
def rows(count: int) -> tuple[WorkRow, ...]:
    """Return rows of the workforce, validated."""
    from tokutei.employment import WorkRow  # noqa: PLC0415 - what is measured is imported when it is measured

    found: list[dict[str, Any]] = [dict(zip(_FIELDS, _cells(n), strict=True)) for n in range(count)]
    return tuple(WorkRow(**one) for one in found)


def csv_lines(count: int) -> Iterator[str]:
    """Yield the workforce as lines of CSV."""
    yield ",".join(_FIELDS) + "\n"
    for number in range(count):
        yield ",".join(map(str, _cells(number))) + "\n"


@cache
def csv_text(count: int) -> str:
    """Return the workforce as CSV."""
    return "".join(csv_lines(count))


@cache
def columns(count: int) -> dict[str, Any]:
    """Return the workforce as arrays, each drawn on its own but for status, job and permission."""
    import numpy as np  # noqa: PLC0415

    from tokutei.employment.columns import encode  # noqa: PLC0415

    draw = np.random.default_rng(0)
    kind = draw.integers(0, len(_KINDS), count)
    found: dict[str, Any] = {
        name: encode(name, [one[place] for one in _KINDS])[kind]
        for place, name in enumerate(("status", "job", "permission"))
    }
    ended = draw.random(count) < 0.02
    days = np.where(ended, -draw.integers(1, 90, count), draw.integers(0, 1500, count))
    found["stay_until"] = np.datetime64(ON) + days
    found["hours_per_week"] = draw.integers(0, 33, count).astype(float)
    found["hours_elsewhere"] = draw.integers(0, 7, count).astype(float)
    found["checked_by"] = draw.integers(0, 4, count).astype(np.int8)
    found["form"] = draw.integers(-1, 2, count).astype(np.int8)
    return found


def _ours_by_rows() -> Callable[[], list[RowDecision]]:
    from tokutei.employment import assess_many  # noqa: PLC0415

    given = rows(ROW_COUNT)
    return lambda: list(assess_many(given, on=ON))


def _peer_by_rows() -> Callable[[], object]:
    from tokutei.employment import decide  # noqa: PLC0415

    given = rows(ROW_COUNT)
    return lambda: [decide(row.facts(on=ON), on=ON) for row in given]


def _ours_by_csv() -> Callable[[], list[RowDecision]]:
    from tokutei.employment import assess_many  # noqa: PLC0415

    text = csv_text(CSV_COUNT)
    return lambda: list(assess_many(text, on=ON))


def naive(text: str) -> list[RowDecision]:
    """Return the decisions on CSV of which every cell is taken to be written in the one right way."""
    from tokutei.employment import Desk, WorkRow  # noqa: PLC0415

    desk, found = Desk(on=ON), []
    for number, line in enumerate(csv.DictReader(io.StringIO(text)), start=1):
        cells: dict[str, Any] = dict(line)
        cells["stay_until"] = date.fromisoformat(cells["stay_until"])
        cells["hours_per_week"] = int(cells["hours_per_week"])
        cells["hours_elsewhere"] = int(cells["hours_elsewhere"])
        found.append(desk.decide(WorkRow(**cells), number=number))
    return found


def _peer_by_csv() -> Callable[[], object]:
    text = csv_text(CSV_COUNT)
    return lambda: naive(text)


def _ours_by_arrays() -> Callable[[], object]:
    from tokutei.employment.columns import assess_columns  # noqa: PLC0415

    given = columns(ARRAY_COUNT)
    return lambda: assess_columns(given, on=ON)


def by_unique(given: dict[str, Any]) -> Any:  # noqa: ANN401 - an array
    """Return the verdicts that a program finds that sorts the distinct rows out and decides each once."""
    import numpy as np  # noqa: PLC0415

    from tokutei.employment import Desk, WorkRow  # noqa: PLC0415
    from tokutei.employment.columns import VERDICT_CODES, codes  # noqa: PLC0415

    runs = given["stay_until"] >= np.datetime64(ON)
    over = given["hours_per_week"] + given["hours_elsewhere"] > 28
    words = ("status", "job", "permission", "checked_by", "form")
    key = np.zeros(len(runs), dtype=np.int64)
    for name in words:
        key = key * (len(codes(name)) + 1) + given[name] + 1
    key = (key * 2 + runs) * 2 + over
    _, first, places = np.unique(key, return_index=True, return_inverse=True)
    desk = Desk(on=ON)
    verdicts = []
    for place in first:
        values: dict[str, Any] = {
            name: codes(name)[given[name][place]] if given[name][place] >= 0 else None for name in words
        }
        values["stay_until"] = given["stay_until"][place].item()
        values["hours_per_week"] = float(given["hours_per_week"][place])
        values["hours_elsewhere"] = float(given["hours_elsewhere"][place])
        verdicts.append(VERDICT_CODES.index(desk.decide(WorkRow(**values)).verdict))
    return np.array(verdicts)[places]


def _peer_by_arrays() -> Callable[[], object]:
    given = columns(ARRAY_COUNT)
    return lambda: by_unique(given)


_TAKES: Final = """
import resource, sys
from benchmarks.employment import ON, csv_lines
from tokutei.employment import assess_many
count = sum(1 for _ in assess_many(csv_lines({rows}), on=ON))
assert count == {rows}, count
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024))
"""


@cache
def peak(count: int) -> int:
    """Return the most memory, in bytes, that a fresh process takes to decide so many rows of CSV."""
    command = [sys.executable, "-c", _TAKES.format(rows=count)]
    return int(subprocess.run(command, capture_output=True, text=True, check=True).stdout)  # noqa: S603


def _megabytes(size: float) -> str:
    return f"{size / 1e6:.1f} MB"


ROWS: Final = Pair(
    name="many-rows",
    question="how fast are validated rows decided?",
    ours=Side("assess_many", _ours_by_rows),
    peer=Side("decide, for every row", _peer_by_rows),
    thing="row",
    things=lambda: ROW_COUNT,
    a_second=50_000,
)
CSV: Final = Pair(
    name="many-csv",
    question="how fast are rows of CSV decided, however they are written?",
    ours=Side("assess_many", _ours_by_csv),
    peer=Side("csv.DictReader, cells written in one way, and a Desk", _peer_by_csv),
    thing="row",
    things=lambda: CSV_COUNT,
    a_second=20_000,
)
ARRAYS: Final = Pair(
    name="many-arrays",
    question="how fast are rows in arrays decided?",
    ours=Side("assess_columns: verdict, ruling, last day, hours left, evidence", _ours_by_arrays),
    peer=Side("numpy.unique of combined codes and a Desk: the verdict only", _peer_by_arrays),
    thing="row",
    things=lambda: ARRAY_COUNT,
    a_second=5_000_000,
)
MEMORY: Final = Pair(
    name="many-memory",
    question="how much more memory does a fresh process take for ten times as many rows of CSV?",
    ours=Side(f"{MANY:,} rows", lambda: lambda: peak(MANY), own_clock=True),
    peer=Side(f"{FEW:,} rows", lambda: lambda: peak(FEW), own_clock=True),
    at_most=1.1,
    thing="run",
    said=_megabytes,
)
