"""Write which versions are the lowest that the library promises to work with: ``constraints/lowest.txt``.

They are the lower bounds of ``pyproject.toml``, of the dependencies and of every extra; ``make pins`` writes them
too. With ``--check`` nothing is written; the exit status is 1 if the file says something else.
"""

from __future__ import annotations

import argparse
import re
import sys
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from pin import put

ROOT: Final = Path(__file__).resolve().parent.parent
TARGET: Final = ROOT / "constraints" / "lowest.txt"

HEAD: Final = """\
# The lowest versions that the library and its extras promise to work with, as pyproject.toml declares them.
# Written by scripts/lowest.py (make pins); `make test-lowest` runs the tests with them.
"""

_REQUIREMENT: Final = re.compile(
    r"(?P<name>[A-Za-z0-9._-]+)(?:\[[a-z,]+\])?>=(?P<lowest>[0-9.]+)(?:,<[0-9.]+)?"
)


def requirements(project: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield what the library depends on and what its extras do, as name and lowest version.

    Raises:
        ValueError: a dependency has no lower bound, or one of another form than ``name>=1.2`` or ``name>=1.2,<3``.
    """
    extras = project.get("optional-dependencies", {}).values()
    for wanted in [*project.get("dependencies", ()), *(one for extra in extras for one in extra)]:
        if wanted.startswith(f"{project['name']}["):  # an extra that holds another
            continue
        found = _REQUIREMENT.fullmatch(wanted)
        if not found:
            raise ValueError(wanted)
        yield found["name"], found["lowest"]


def lowest(project: Mapping[str, Any]) -> dict[str, str]:
    """Return the lowest version of each dependency by name, in the order in which they are declared."""
    found: dict[str, str] = {}
    for name, version in requirements(project):
        if found.setdefault(name, version) != version:
            raise ValueError(name)
    return found


def text(project: Mapping[str, Any]) -> str:
    """Return what the file must say."""
    return HEAD + "".join(f"{name}=={version}\n" for name, version in sorted(lowest(project).items()))


def main(arguments: Sequence[str] | None = None, *, target: Path = TARGET) -> int:
    """Write or check the file and return the exit status."""
    parser = argparse.ArgumentParser(description="Write the lowest versions that are promised.")
    parser.add_argument("--check", action="store_true", help="only say whether the file is up to date")
    wanted = text(tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"])
    there = target.read_text("utf-8") if target.exists() else ""
    if parser.parse_args(arguments).check:
        if there != wanted:
            print(f"{target.name} is not up to date; write it with: python scripts/lowest.py")
        return int(there != wanted)
    put(target, wanted)
    return 0


if __name__ == "__main__":
    sys.exit(main())
