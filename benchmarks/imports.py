"""What `import tokutei` costs a program, beside a program that imports pydantic and defines one model."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from typing import Final

from benchmarks.harness import Pair, Side

_TIMED: Final = """
from time import perf_counter_ns
start = perf_counter_ns()
{code}
print(perf_counter_ns() - start)
"""

_OURS: Final = "import tokutei"
_PEER: Final = """
from pydantic import BaseModel
class Model(BaseModel):
    name: str
"""


def in_fresh_process(code: str) -> Callable[[], int]:
    """Return what runs code in a new interpreter and gives the nanoseconds it took there, start-up not counted."""
    command = [sys.executable, "-c", _TIMED.format(code=code)]

    def run() -> int:
        return int(subprocess.run(command, capture_output=True, text=True, check=True).stdout)  # noqa: S603

    return run


IMPORT: Final = Pair(
    name="import",
    question="what does `import tokutei` cost in a fresh process?",
    ours=Side("import tokutei", lambda: in_fresh_process(_OURS), own_clock=True),
    peer=Side(
        "from pydantic import BaseModel, and one model", lambda: in_fresh_process(_PEER), own_clock=True
    ),
    at_most=2.5,
)
