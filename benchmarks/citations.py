"""What it costs to read a citation, beside pydantic checking a text of the same shape."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Final

from benchmarks.harness import Pair, Side

_CITATION: Final = "326CO0000000319:19-15-2:1:1"
_SHAPE: Final = r"^[0-9A-Z]+:[0-9-]+:[0-9]+:[0-9]+$"


def _ours() -> Callable[[], object]:
    from tokutei.law import Citation  # noqa: PLC0415 - what is measured is imported when it is measured

    return lambda: Citation.parse(_CITATION)


def _peer() -> Callable[[], object]:
    from pydantic import StringConstraints, TypeAdapter  # noqa: PLC0415

    check = TypeAdapter(Annotated[str, StringConstraints(pattern=_SHAPE)])
    return lambda: check.validate_python(_CITATION)


CITATION: Final = Pair(
    name="citation",
    question="what does it cost to read a citation such as those in the tables of rules?",
    ours=Side("Citation.parse", _ours),
    peer=Side("pydantic, a text with a pattern", _peer),
)
