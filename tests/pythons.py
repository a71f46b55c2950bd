"""The Pythons of this machine that the library promises to run on, found as ``.ci/run`` finds them."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tomllib
from functools import cache
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent


def promised() -> tuple[str, ...]:
    """Return the versions that the classifiers promise, such as ``3.11``."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    found = re.findall(r"Python :: (3\.\d+)", "\n".join(project["classifiers"]))
    return tuple(found)


def _runs(python: str | Path, version: str) -> bool:
    said = "import sys, venv; print('{}.{}'.format(*sys.version_info))"
    try:
        done = subprocess.run([python, "-c", said], capture_output=True, text=True, check=False)  # noqa: S603
    except OSError:
        return False
    return done.stdout.strip() == version


@cache
def find_python(version: str) -> Path | None:
    """Return a Python of a version: the running one, else pyenv's, else that on the path; ``None`` if there is none."""
    if version == "{}.{}".format(*sys.version_info):
        return Path(sys.executable)
    candidates: list[str | Path] = []
    pyenv = shutil.which("pyenv")
    if pyenv:
        asked = subprocess.run([pyenv, "root"], capture_output=True, text=True, check=False)  # noqa: S603
        versions = Path(asked.stdout.strip(), "versions")
        candidates += sorted(versions.glob(f"{version}.*/bin/python{version}"), reverse=True)
    on_path = shutil.which(f"python{version}")
    candidates += [on_path] if on_path else []
    return next((Path(one) for one in candidates if _runs(one, version)), None)
