"""A copy of the package in which a drill is done, and programs run with it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import tokutei

ROOT = Path(__file__).parents[2]
PACKAGE = Path(next(iter(tokutei.__path__)))


def copied(folder: Path) -> Path:
    """Return a copy of the package in a folder."""
    package = folder / "tokutei"
    shutil.copytree(PACKAGE, package, ignore=shutil.ignore_patterns("__pycache__"))
    return package


def touched(package: Path) -> set[str]:
    """Return the files of a copy that differ from those of the package, or are new."""
    return {
        str(path.relative_to(package))
        for path in package.rglob("*")
        if path.is_file()
        and "__pycache__" not in path.parts
        and not _same(path, PACKAGE / path.relative_to(package))
    }


def _same(path: Path, other: Path) -> bool:
    return other.is_file() and path.read_bytes() == other.read_bytes()


def run(module: str, *arguments: str, package: Path) -> list[str]:
    """Return the lines that a module of the tests prints, run with a copy of the package first on the path."""
    path = os.pathsep.join(map(str, (package.parent, ROOT, ROOT / "scripts")))
    told = subprocess.run(  # noqa: S603 - our own modules
        [sys.executable, "-m", module, *arguments],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": path, "PYTHONDONTWRITEBYTECODE": "1", "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert told.returncode == 0, told.stderr[-2000:]
    return told.stdout.splitlines()
