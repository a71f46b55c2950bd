"""The package as it is published: built, installed where nothing else is, imported without any extra."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import pytest

ROOT: Final = Path(__file__).resolve().parent.parent
SOURCE: Final = ROOT / "src" / "tokutei"
PINS: Final = ROOT / "constraints" / f"py3{sys.version_info.minor}.txt"

pytestmark = pytest.mark.slow

CORE: Final = {"tokutei", "pydantic", "python-dateutil", "asn1crypto"}
WHAT_THE_CORE_BRINGS: Final = {
    "annotated-types",
    "pydantic-core",
    "typing-extensions",
    "typing-inspection",
    "six",  # python-dateutil 2
    "tzdata",  # python-dateutil 4
}
BROUGHT_BY_PYTHON: Final = {"pip", "setuptools"}

_SECURE_MESSAGING = (
    "from tokutei.chip.authentication import access_keys, terminal_token; "
    "from tokutei.chip.ciphers import AES_128; keys = access_keys('AB12345678CD', AES_128); "
    "terminal_token(keys, rnd_ifd=bytes(8), rnd_icc=bytes(8), k_ifd=bytes(16))"
)
EXTRA_OF: Final[Mapping[str, str]] = {
    "from tokutei import testing; testing.issue_card(testing.person('student_with_permission'), type='05')": (
        "testing"
    ),
    _SECURE_MESSAGING: "crypto",
    "from tokutei import reader; reader.readers()": "reader",
    "import tokutei.employment.columns": "columns",
}
"""Something that each extra is needed for, and the extra that the error must name."""


def run(*command: str | Path) -> str:
    """Run a command outside the checkout, so that only what is installed is found."""
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=Path(sys.prefix))  # noqa: S603
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built wheel."""
    folder = tmp_path_factory.mktemp("wheel")
    pip = (sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet", "wheel", "--no-deps")
    run(*pip, "--build-constraint", PINS, "--wheel-dir", folder, ROOT)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def python(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Python of an environment that holds the wheel and what it depends on, and nothing else."""
    venv = tmp_path_factory.mktemp("empty") / "venv"
    run(sys.executable, "-m", "venv", venv)
    python = venv / "bin" / "python"
    run(python, "-m", "pip", "--disable-pip-version-check", "--quiet", "install", "--constraint", PINS, wheel)
    return python


def test_every_file_of_the_package_is_in_the_wheel(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        packed = {name for name in archive.namelist() if ".dist-info/" not in name}
    files = (path for path in SOURCE.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    assert packed == {path.relative_to(SOURCE.parent).as_posix() for path in files}


def test_only_the_core_is_installed(python: Path) -> None:
    listed = json.loads(run(python, "-m", "pip", "--disable-pip-version-check", "list", "--format", "json"))
    names = {entry["name"].lower().replace("_", "-") for entry in listed}
    assert names >= CORE
    assert names - BROUGHT_BY_PYTHON <= CORE | WHAT_THE_CORE_BRINGS


def test_the_library_is_imported_from_where_it_was_installed(python: Path) -> None:
    where = run(python, "-I", "-c", "import tokutei; print(tokutei.__file__)").strip()
    assert Path(where).is_relative_to(python.parents[1])


@pytest.mark.parametrize(
    "floor",
    [
        "chip",
        "reader",
        "intake",
        "vocabulary",
        "identifiers",
        "data",
        "calendar",
        "rules",
        "models",
        "lifecycle",
    ],
)
def test_floors_are_imported_without_an_extra(python: Path, floor: str) -> None:
    run(python, "-I", "-c", f"import tokutei.{floor}")


def test_words_and_tables_are_there(python: Path) -> None:
    code = """
from tokutei.vocabulary import CardKind
from tokutei.data import read_csv
from tokutei.errors import UnknownTermError
assert read_csv("statuses.csv")
try:
    CardKind.find("nonesuch")
except UnknownTermError as error:
    print(error.text("ja") != error.text("en") != error.code)
"""
    assert run(python, "-I", "-c", code).strip() == "True"


@pytest.mark.parametrize("code", EXTRA_OF)
def test_a_missing_extra_is_named(python: Path, code: str) -> None:
    asked = f"""
from tokutei.errors import MissingExtraError
try:
    {code}
except MissingExtraError as error:
    print(error.extra)
    assert f"tokutei[{{error.extra}}]" in str(error), str(error)
"""
    assert run(python, "-I", "-c", asked).strip() == EXTRA_OF[code]
