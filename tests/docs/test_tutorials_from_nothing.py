"""The tutorials from nothing: an empty folder, a new environment, the built wheel, every command as it is written.

What ``pip install tokutei`` fetches from an index is here the wheel that was built from this checkout; the versions of what
it needs are those of ``constraints/``.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest

from tests.docs.tutorial_pages import Command, follow, page_steps

ROOT: Final = Path(__file__).resolve().parents[2]
PINS: Final = ROOT / "constraints" / f"py3{sys.version_info.minor}.txt"
TUTORIALS: Final = [
    ROOT / "docs" / folder / f"{name}.md"
    for folder in ("tutorials", "ja/tutorials")
    for name in ("app-developer", "hr-vendor")
]

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built wheel, in a folder that holds nothing else."""
    folder = tmp_path_factory.mktemp("wheel")
    pip = (sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet", "wheel", "--no-deps")
    command = (*pip, "--build-constraint", PINS, "--wheel-dir", folder, ROOT)
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
    assert done.returncode == 0, done.stdout + done.stderr
    (wheel,) = folder.glob("*.whl")
    return wheel


@pytest.fixture
def commands(tmp_path: Path) -> Path:
    """A folder in which ``python3`` is the Python of this run, as it would be first on a reader's path."""
    folder = tmp_path / "bin"
    folder.mkdir()
    launcher = folder / "python3"
    launcher.write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n', encoding="utf-8")
    launcher.chmod(0o755)
    return folder


@pytest.mark.parametrize("page", TUTORIALS, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_a_reader_gets_to_the_end(page: Path, wheel: Path, commands: Path, tmp_path: Path) -> None:
    first, *steps = page_steps(page)
    assert isinstance(first, Command)
    name = first.lines.splitlines()[0].removeprefix("mkdir ")
    folder = tmp_path / name

    pins = tmp_path / "constraints.txt"
    built = wheel.name.split("-")[1]
    pins.write_text(f"{PINS.read_text('utf-8')}\ntokutei=={built}\n", encoding="utf-8")
    environment = {
        **{
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("PYTHON", "VIRTUAL_ENV"))
        },
        "PATH": f"{commands}:/usr/bin:/bin",
        "PIP_CONSTRAINT": str(pins),
        "PIP_FIND_LINKS": str(wheel.parent),
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
        "PYTHONIOENCODING": "utf-8",
    }

    def shell(lines: str, where: Path) -> str:
        done = subprocess.run(  # noqa: S603
            ["/bin/sh", "-ec", lines],
            cwd=where,
            env=environment,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def in_the_environment(lines: str, where: Path) -> str:
        return shell(
            f". .venv/bin/activate\n{lines}", where
        )  # a terminal stays activated from block to block

    shell(first.lines, tmp_path)
    where = in_the_environment("python -c 'import tokutei; print(tokutei.__file__)'\n", folder)
    assert Path(where.strip()).is_relative_to(folder / ".venv")
    assert follow(steps, folder, in_the_environment) > 0
