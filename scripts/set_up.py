"""Make a virtual environment and install pinned versions into it: ``python scripts/set_up.py demo``.

Run by the Makefile with the Python that the environment is for. What is already as wanted is left
alone, so a second run does nothing. Versions come from ``constraints/``, one file for each minor
version of Python.

This file runs before anything else is known to work: it uses the standard library only, and its syntax is one
that an older Python can read, so that it can say that it is too old.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import json
import re
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OLDEST = (3, 11)

LEVELS: Mapping[str, Sequence[str]] = {
    "demo": ("--editable", f"{ROOT}[testing]"),
    "test": ("--editable", f"{ROOT}[all]", "--group", f"{ROOT / 'pyproject.toml'}:test"),
    "dev": ("--editable", f"{ROOT}[all]", "--group", f"{ROOT / 'pyproject.toml'}:dev"),
    "docs": (
        *("--editable", f"{ROOT}[all]"),
        *("--group", f"{ROOT / 'pyproject.toml'}:dev"),
        *("--group", f"{ROOT / 'pyproject.toml'}:docs"),
    ),
    # pyscard is built here, with a compiler, swig and libpcsclite-dev; second opinions are of the group audit
    "slow": (
        *("--editable", f"{ROOT}[all,reader]"),
        *("--group", f"{ROOT / 'pyproject.toml'}:dev"),
        *("--group", f"{ROOT / 'pyproject.toml'}:docs"),
        *("--group", f"{ROOT / 'pyproject.toml'}:audit"),
    ),
}
"""What pip installs for each purpose; each holds all that those before it hold."""

STAMP = "tokutei-set-up.json"

LOWEST = "lowest.txt"
"""The file of ``constraints/`` with the lowest versions that the library promises to work with."""
GOES_WITH = {"pydantic": "pydantic-core"}
"""Packages that a package wants at one version exactly: where the first is lowered, the second has no pin."""

TOO_OLD = "tokutei needs Python {oldest} or newer, and {python} is {version}.\nName another: make … PYTHON=python3.13"
NO_VENV = """{python} (Python {version}) cannot make virtual environments: its venv or ensurepip module is not installed.
On Debian and Ubuntu:  sudo apt install python3-venv  (or python{version}-venv for a Python beside the system's)
On other systems, install the package that brings ensurepip for this Python, or name another: make … PYTHON=…"""
NOT_OURS = "{venv} exists and is not a virtual environment; move it away first."
NO_INSTALL = """The packages could not be installed; pip said why above.
Without a network, pip needs them in its cache. A half-made {venv} does no harm: run the command again."""
NO_READER = """pyscard, which the level `slow` needs, may have no wheel for this system. To build it on Debian and Ubuntu:
sudo apt install gcc libc6-dev swig pkg-config libpcsclite-dev"""


def constraints_for(version: tuple[int, int], folder: Path) -> Path:
    """Return the pins of a Python minor, or those of the newest one before it that has some."""
    minors = {int(path.stem.removeprefix("py3")): path for path in folder.glob("py3*.txt")}
    return minors[max(minor for minor in minors if minor <= version[1])]


def _normal(line: str) -> str:
    return re.sub(r"[-_.]+", "-", line.partition("==")[0].strip()).lower()


def lowered(pins: str, lowest: str) -> str:
    """Return pins in which the library's own dependencies are at their lowest versions, and all else as it was."""
    low = [line for line in lowest.splitlines() if line and not line.startswith("#")]
    replaced = {_normal(line) for line in low}
    replaced |= {GOES_WITH[name] for name in replaced & GOES_WITH.keys()}
    kept = [line for line in pins.splitlines() if _normal(line) not in replaced]
    return "".join(f"{line}\n" for line in [*kept, *low])


def digest(level: str, pins: Path, project: Path) -> str:
    """Return what tells whether an installation is still the wanted one."""
    import tomllib  # noqa: PLC0415 - an older Python has none, and must get as far as being told so

    declared = tomllib.loads(project.read_text("utf-8"))
    wanted = [
        LEVELS[level],
        pins.read_text("utf-8"),
        *(declared.get(part) for part in ("build-system", "project", "dependency-groups")),
    ]
    return hashlib.sha256(json.dumps(wanted, sort_keys=True).encode()).hexdigest()


def version_of(venv: Path) -> tuple[int, int] | None:
    """Return the Python minor a virtual environment was made with, or ``None`` if it does not run."""
    said = "import sys; print(*sys.version_info[:2])"
    try:
        answer = subprocess.run(  # noqa: S603
            [venv / "bin" / "python", "-c", said], capture_output=True, text=True, check=True
        )
    except (OSError, subprocess.CalledProcessError):
        return None
    major, minor = answer.stdout.split()
    return int(major), int(minor)


def installed(venv: Path) -> dict[str, str]:
    """Return the digests of the levels that were installed whole."""
    try:
        found: dict[str, str] = json.loads((venv / STAMP).read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return found


def _stop(words: str) -> None:
    sys.exit(f"\n{words}\n")


def _make(venv: Path) -> None:
    if importlib.util.find_spec("venv") is None or importlib.util.find_spec("ensurepip") is None:
        version = "{}.{}".format(*sys.version_info[:2])
        _stop(NO_VENV.format(python=sys.executable, version=version))
    if venv.exists() and not (venv / "pyvenv.cfg").exists():
        _stop(NOT_OURS.format(venv=venv))
    print(f"Making {venv.name} with Python {sys.version.split()[0]} …", flush=True)
    subprocess.run([sys.executable, "-m", "venv", "--clear", venv], check=True)  # noqa: S603


def _install(venv: Path, level: str, pins: Path | None) -> None:
    versions = f"versions of {pins.name}" if pins else "the newest versions there are"
    print(f"Installing what `{level}` needs into {venv.name}, {versions} …", flush=True)
    pip: list[str | Path] = [venv / "bin" / "python", "-m", "pip", "--disable-pip-version-check", "--quiet"]
    pip += (
        ["install", "--constraint", pins] if pins else ["install", "--upgrade", "--upgrade-strategy", "eager"]
    )
    build: Sequence[str | Path] = ["--build-constraint", pins] if pins else []
    # pip itself first: the one that a Python brings may know neither groups nor pins for builds.
    for wanted in (["pip"], [*build, *LEVELS[level]]):
        if subprocess.run([*pip, *wanted], check=False, cwd=ROOT).returncode:  # noqa: S603
            said = NO_INSTALL.format(venv=venv.name)
            _stop(f"{said}\n{NO_READER}" if level == "slow" else said)


def main(arguments: Sequence[str] | None = None) -> None:
    """Bring the environment to what a level needs, doing only what is missing."""
    parser = argparse.ArgumentParser(
        description="Make a virtual environment and install pinned versions into it."
    )
    parser.add_argument("level", choices=LEVELS, help="what it is for; each holds the ones before it")
    parser.add_argument("--venv", default=".venv", metavar="DIR", help="where it is (default: %(default)s)")
    versions = parser.add_mutually_exclusive_group()
    versions.add_argument("--constraints", metavar="FILE", help="other pins than those of this Python")
    versions.add_argument(
        "--lowest", action="store_true", help="the library's own dependencies at their lowest versions"
    )
    versions.add_argument(
        "--newest", action="store_true", help="no pins: the newest versions, looked up again"
    )
    asked = parser.parse_args(arguments)
    version = sys.version_info[:2]
    if version < OLDEST:
        oldest, running = (".".join(map(str, numbers)) for numbers in (OLDEST, version))
        _stop(TOO_OLD.format(oldest=oldest, python=sys.executable, version=running))

    venv = ROOT / asked.venv
    if version_of(venv) != version:
        _make(venv)
    if asked.newest:  # what is newest may be another tomorrow, so it is asked for each time
        _install(venv, asked.level, None)
        (venv / STAMP).unlink(missing_ok=True)
        return

    folder = ROOT / "constraints"
    pins = Path(asked.constraints) if asked.constraints else constraints_for(version, folder)
    if asked.lowest:
        low = lowered(pins.read_text("utf-8"), (folder / LOWEST).read_text("utf-8"))
        pins = venv / LOWEST
        pins.write_text(low, encoding="utf-8")
    wanted = {name: digest(name, pins.resolve(), ROOT / "pyproject.toml") for name in LEVELS}
    names = list(LEVELS)
    enough = names[names.index(asked.level) :]

    have = installed(venv)
    if not any(have.get(name) == wanted[name] for name in enough):
        _install(venv, asked.level, pins.resolve())
        (venv / STAMP).write_text(json.dumps({asked.level: wanted[asked.level]}), encoding="utf-8")


if __name__ == "__main__":
    main()
