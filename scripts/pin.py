"""Resolve the newest versions again and pin them: ``make pins PYTHON=python3.12``.

Writes ``constraints/py3<minor>.txt`` for the Python that runs it, after installing everything that
the project declares (extras, groups, what builds it) into an empty environment.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
MINOR: Final = sys.version_info.minor

HELD: Final[Mapping[int, tuple[str, ...]]] = {
    # Both major versions of python-dateutil are promised; one Python is tested with the older one.
    12: ("python-dateutil<3",),
}
"""What is kept back on purpose, by Python minor."""

_NOT_PINNED: Final = ("setuptools", "wheel")

HEAD: Final = """\
# Versions that the project is developed and tested with on Python 3.{minor}.
# Written by scripts/pin.py (make pins); what is held back on purpose is said there.
"""


def pins(freeze: str) -> str:
    """Return the lines of ``pip freeze`` that pin a released version, sorted without regard to case."""
    lines = (line for line in freeze.splitlines() if "==" in line)
    kept = (line for line in lines if line.split("==")[0] not in _NOT_PINNED)
    return "".join(f"{line}\n" for line in sorted(kept, key=str.casefold))


def put(target: Path, text: str) -> None:
    """Write a file under another name and then put it into its place.

    Not by the library: the Python that runs this has nothing installed.
    """
    part = target.with_name(f"{target.name}.part")
    part.write_text(text, encoding="utf-8")
    part.replace(target)


def main() -> None:
    """Install everything into an empty environment and write down what came."""
    builds = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["build-system"]["requires"]
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([sys.executable, "-m", "venv", folder], check=True)  # noqa: S603
        python = Path(folder, "bin", "python")
        everything = [
            f"{ROOT}[all,reader]",
            "--group",
            f"{ROOT / 'pyproject.toml'}:dev",
            "--group",
            f"{ROOT / 'pyproject.toml'}:audit",
            "--group",
            f"{ROOT / 'pyproject.toml'}:docs",
            *builds,
            *HELD.get(MINOR, ()),
        ]
        for asked in (["--upgrade", "pip"], everything):
            subprocess.run([python, "-m", "pip", "install", "--quiet", *asked], check=True)  # noqa: S603
        frozen = subprocess.run(  # noqa: S603
            [python, "-m", "pip", "freeze", "--all", "--exclude", "tokutei"],
            capture_output=True,
            text=True,
            check=True,
        )
    target = ROOT / "constraints" / f"py3{MINOR}.txt"
    put(target, HEAD.format(minor=MINOR) + pins(frozen.stdout))
    print(f"wrote {target.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
