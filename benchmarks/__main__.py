"""The command ``python -m benchmarks [NAME …]``."""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from benchmarks.catalogue import PAIRS
from benchmarks.harness import FEWEST_ROUNDS, Comparison, Pair, measure
from tokutei.models import write_file

RESULTS = Path(__file__).parent / "results"


def machine() -> dict[str, object]:
    """Return what has to be known about the machine to read a measurement later."""
    return {
        "measured_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "python": platform.python_version(),
        "system": platform.platform(),
        "processors": os.cpu_count(),
        "packages": {
            name: version(name) for name in ("tokutei", "pydantic", "python-dateutil", "asn1crypto")
        },
    }


def write(comparison: Comparison, target: Path) -> None:
    """Write one comparison and the machine as JSON."""
    target.parent.mkdir(parents=True, exist_ok=True)
    document = {**comparison.as_json(), "machine": machine()}
    write_file(target, json.dumps(document, indent=2, ensure_ascii=False) + "\n")


def _arguments(given: Sequence[str] | None, pairs: Mapping[str, Pair]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks",
        description="Compare ours with a peer, in turns. Exit status 1: a promise is broken.",
    )
    parser.add_argument("names", nargs="*", metavar="NAME", help="which ones; without a name, all")
    parser.add_argument("--list", action="store_true", help="say which there are, and measure nothing")
    parser.add_argument(
        "--rounds", type=int, default=15, help=f"at least {FEWEST_ROUNDS} (default: %(default)s)"
    )
    parser.add_argument(
        "--json",
        type=Path,
        metavar="DIR",
        default=RESULTS,
        help="where the results go (default: benchmarks/results)",
    )
    asked = parser.parse_args(given)
    unknown = [name for name in asked.names if name not in pairs]
    if unknown:
        parser.error(f"there is no {', '.join(unknown)}; there is {', '.join(pairs)}")
    if asked.rounds < FEWEST_ROUNDS:
        parser.error(f"{asked.rounds} rounds are too few; at least {FEWEST_ROUNDS}")
    return asked


def main(given: Sequence[str] | None = None, *, pairs: Mapping[str, Pair] = PAIRS) -> int:
    """Measure what is asked for and return the exit status."""
    asked = _arguments(given, pairs)
    if asked.list:
        for pair in pairs.values():
            print(f"{pair.name:<12} {pair.question}")
        return 0
    kept = True
    for name in asked.names or pairs:
        found = measure(pairs[name], rounds=asked.rounds)
        print(*found.lines(), "", sep="\n", flush=True)
        write(found, asked.json / f"{name}.json")
        kept = kept and found.kept
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
