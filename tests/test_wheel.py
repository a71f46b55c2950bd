"""The package as it is published: what is in wheel and source distribution, and how it does where nothing else is."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from collections.abc import Mapping
from email.message import Message
from email.parser import Parser
from pathlib import Path
from typing import Any, Final

import pytest

from tests.pythons import find_python, promised

ROOT: Final = Path(__file__).resolve().parent.parent
SOURCE: Final = ROOT / "src" / "tokutei"
PROJECT: Final[Mapping[str, Any]] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
STEM: Final = f"{PROJECT['name']}-{PROJECT['version']}"

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
FLOORS: Final = sorted(
    entry.stem for entry in SOURCE.iterdir() if entry.suffix == ".py" or (entry / "__init__.py").is_file()
)

_SECURE_MESSAGING = """
from tokutei.chip.authentication import access_keys, terminal_token
from tokutei.chip.ciphers import AES_128
terminal_token(access_keys("AB12345678CD", AES_128), rnd_ifd=bytes(8), rnd_icc=bytes(8), k_ifd=bytes(16))
"""
_SYNTHETIC_CARD = """
from tokutei import testing
testing.issue_card(testing.person("student_with_permission"), type="05")
"""
_CALENDAR = """
from datetime import UTC, datetime
from tokutei.procedures.calendars import to_ical
to_ical([], lang="en", made_at=datetime(2026, 9, 1, tzinfo=UTC))
"""
NEEDS: Final[Mapping[str, str]] = {
    "testing": _SYNTHETIC_CARD,
    "crypto": _SECURE_MESSAGING,
    "image": "from tokutei.chip.images import text_array; text_array(b'II*\\0' + bytes(60))",
    "reader": "from tokutei import reader; reader.readers()",
    "columns": "import tokutei.employment.columns",
    "ical": _CALENDAR,
}
"""Something that each extra is needed for; the error must name that extra."""


def run(*command: str | Path, cwd: Path, **environment: str) -> str:
    """Run a command outside the checkout, so that only what is installed is found."""
    clean = {name: value for name, value in os.environ.items() if name not in {"PYTHONPATH", "VIRTUAL_ENV"}}
    done = subprocess.run(  # noqa: S603
        command, capture_output=True, text=True, check=False, cwd=cwd, env={**clean, **environment}
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def pins(version: str) -> Path:
    return ROOT / "constraints" / f"py{version.replace('.', '')}.txt"


def pip(python: Path, *arguments: str | Path) -> str:
    """Let the pip of the tests work for another environment, which has none."""
    command = (sys.executable, "-m", "pip", "--disable-pip-version-check", "--python", python, *arguments)
    return run(*command, cwd=python.parent)


def environment(folder: Path, base: Path) -> Path:
    """Return the Python of a new environment that is empty: not even pip is in it."""
    run(base, "-m", "venv", "--without-pip", folder, cwd=folder.parent)
    return folder / "bin" / "python"


@pytest.fixture(scope="module")
def builder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Python of an environment in which the package is built."""
    folder = tmp_path_factory.mktemp("builder")
    python = environment(folder / "venv", Path(sys.executable))
    own = f"{sys.version_info.major}.{sys.version_info.minor}"
    pip(python, "install", "--quiet", "--constraint", pins(own), "hatchling")
    return python


def build(builder: Path, what: str, checkout: Path, into: Path) -> Path:
    """Return what was built from a checkout, by the build backend as pip and others call it."""
    code = f"import sys; from hatchling.build import build_{what} as build; print(build(sys.argv[1]))"
    name = run(builder, "-c", code, into, cwd=checkout).split()[-1]
    return into / name


@pytest.fixture(scope="module")
def wheel(builder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel built from the checkout."""
    return build(builder, "wheel", ROOT, tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def sdist(builder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The source distribution."""
    return build(builder, "sdist", ROOT, tmp_path_factory.mktemp("sdist"))


@pytest.fixture(scope="module")
def unpacked(sdist: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The source distribution, unpacked."""
    folder = tmp_path_factory.mktemp("unpacked")
    with tarfile.open(sdist) as archive:
        archive.extractall(folder, filter="data")
    return folder / STEM


def empty(version: str, folder: Path) -> Path:
    """Return the Python of a new environment of a promised version."""
    base = find_python(version)
    if base is None:
        pytest.skip(f"needs Python {version}, in pyenv (pyenv install {version}) or on the path")
    return environment(folder / "venv", base)


@pytest.fixture(scope="module", params=promised())
def python(request: pytest.FixtureRequest, wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Python of an environment that holds the wheel and what it depends on, and nothing else."""
    python = empty(request.param, tmp_path_factory.mktemp("empty"))
    pip(python, "install", "--quiet", "--constraint", pins(request.param), wheel)
    return python


@pytest.mark.parametrize("version", promised())
def test_the_source_distribution_is_installed_by_pip(version: str, sdist: Path, tmp_path: Path) -> None:
    python = empty(version, tmp_path)
    held = ("--constraint", pins(version), "--build-constraint", pins(version))
    pip(python, "install", "--quiet", *held, sdist)
    code, printed = readme_program()
    said = run(python, "-I", "-W", "error", "-c", code, cwd=tmp_path, PYTHONIOENCODING="utf-8")
    assert said.splitlines() == printed.splitlines()


def metadata(wheel: Path) -> Message:
    with zipfile.ZipFile(wheel) as archive:
        return Parser().parsestr(archive.read(f"{STEM}.dist-info/METADATA").decode())


def test_every_file_of_the_package_is_in_the_wheel_and_no_other(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
    packed = {name for name in names if ".dist-info/" not in name}
    files = (path for path in SOURCE.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    assert packed == {path.relative_to(SOURCE.parent).as_posix() for path in files}
    assert {name.partition("/")[2] for name in names if ".dist-info/" in name} == {
        *("METADATA", "RECORD", "WHEEL", "licenses/LICENSE", "licenses/NOTICE")
    }
    assert {name.partition("/")[0] for name in names} == {"tokutei", f"{STEM}.dist-info"}
    assert "tokutei/py.typed" in packed
    assert [
        name
        for name in names
        if re.search(r"(?:^|/)(?:tests?_|tests/|conftest|docs/|scripts/|shared/)", name)
    ] == []


def test_the_wheel_says_what_pyproject_says(wheel: Path) -> None:
    assert wheel.name == f"{STEM}-py3-none-any.whl"
    told = metadata(wheel)
    assert (told["Name"], told["Version"], told["Requires-Python"]) == (
        *(PROJECT["name"], PROJECT["version"], PROJECT["requires-python"]),
    )
    assert (told["License-Expression"], told.get_all("License-File")) == ("MIT", ["LICENSE", "NOTICE"])
    assert told.get_all("Classifier") == sorted(PROJECT["classifiers"])
    assert set(told.get_all("Provides-Extra") or ()) == set(PROJECT["optional-dependencies"])
    assert told["Description-Content-Type"] == "text/markdown"
    assert told.get_payload() == (ROOT / "README.md").read_text("utf-8")
    core = [one for one in told.get_all("Requires-Dist") or () if "extra ==" not in one]
    names = [re.split(r"[<>=]", one)[0] for one in PROJECT["dependencies"]]
    assert [re.split(r"[<>=]", one)[0] for one in core] == sorted(names)


def test_the_wheel_of_the_source_distribution_is_the_same(
    builder: Path, wheel: Path, unpacked: Path, tmp_path: Path
) -> None:
    again = build(builder, "wheel", unpacked, tmp_path)
    assert again.name == wheel.name
    assert again.read_bytes() == wheel.read_bytes()


def test_the_source_distribution_holds_what_tests_need_and_no_more(sdist: Path, unpacked: Path) -> None:
    assert sdist.name == f"{STEM}.tar.gz"
    there = {path.relative_to(unpacked).as_posix() for path in unpacked.rglob("*") if path.is_file()}
    left_out = {"__pycache__", "results"}
    for folder in (".ci", "benchmarks", "constraints", "docs", "examples", "scripts", "src", "tests"):
        files = (path.relative_to(ROOT) for path in (ROOT / folder).rglob("*") if path.is_file())
        wanted = {path.as_posix() for path in files if not left_out & set(path.parts)}
        assert wanted - there == set(), folder
    tops = {name.partition("/")[0] for name in there}
    assert tops <= {
        *(
            ".ci",
            ".gitignore",
            "CHANGELOG.md",
            "LICENSE",
            "Makefile",
            "NOTICE",
            "PKG-INFO",
            "README.ja.md",
            "README.md",
        ),
        *(
            "benchmarks",
            "conftest.py",
            "constraints",
            "docs",
            "examples",
            "pyproject.toml",
            "scripts",
            "src",
            "tests",
        ),
    }
    assert {
        "pyproject.toml",
        "conftest.py",
        "Makefile",
        "CHANGELOG.md",
        "LICENSE",
        "NOTICE",
        "PKG-INFO",
    } <= there
    assert [name for name in there if re.search(r"__pycache__|\.pyc$|\.venv|(?:^|/)shared/", name)] == []


def test_tests_run_in_the_source_distribution(unpacked: Path) -> None:
    ran = run(
        *(sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-m", "not slow and not shared"),
        "tests/test_calendar.py",
        cwd=unpacked,
        PYTHONPATH=str(unpacked / "src"),
        PYTHONDONTWRITEBYTECODE="1",
    )
    assert re.search(r"\b\d{2,} passed", ran)


INSPECTED: Final = """
import importlib, json, sys
from importlib.metadata import distributions
import tokutei

floors = {}
for floor in json.loads(sys.argv[1]):
    try:
        importlib.import_module(f"tokutei.{floor}")
    except Exception as error:
        floors[floor] = getattr(error, "extra", repr(error))
from tokutei.vocabulary import CardKind
from tokutei.data import read_csv
from tokutei.errors import MissingExtraError, UnknownTermError
assert read_csv("statuses.csv")
words = None
try:
    CardKind.find("nonesuch")
except UnknownTermError as error:
    words = error.text("ja") != error.text("en") != error.code
missing = {}
for extra, code in json.loads(sys.argv[2]).items():
    try:
        exec(code, {})
    except MissingExtraError as error:
        missing[extra] = [error.extra, f"tokutei[{error.extra}]" in str(error)]
installed = sorted({one.metadata["Name"].lower().replace("_", "-") for one in distributions()})
print(json.dumps({"where": tokutei.__file__, "floors": floors, "words": words, "missing": missing, "installed": installed}))
"""


def test_the_core_alone_works_and_names_the_extra_that_something_needs(python: Path) -> None:
    floors = [floor for floor in FLOORS if floor not in {"__init__", "__main__"}]
    said = run(python, "-I", "-c", INSPECTED, json.dumps(floors), json.dumps(NEEDS), cwd=python.parent)
    told = json.loads(said)
    assert CORE <= set(told["installed"]) <= CORE | WHAT_THE_CORE_BRINGS
    assert Path(told["where"]).is_relative_to(python.parents[1])
    assert told["floors"] == {}, "these floors cannot be imported without an extra"
    assert told["words"] is True
    assert told["missing"] == {extra: [extra, True] for extra in NEEDS}
    assert set(NEEDS) == set(PROJECT["optional-dependencies"]) - {"all"}


def test_what_is_installed_fits_together(python: Path) -> None:
    assert "No broken requirements" in pip(python, "check")


def readme_program() -> tuple[str, str]:
    """Return the program of the README up to the first block that needs an extra, and what it prints."""
    blocks = re.findall(
        r"^```(python|text)\n(.*?)^```$", (ROOT / "README.md").read_text("utf-8"), re.M | re.S
    )
    code: list[str] = []
    printed: list[str] = []
    for kind, text in blocks:
        if kind == "python" and "testing" in text:
            break
        (code if kind == "python" else printed).append(text)
    assert len(code) >= 3
    return "\n".join(code), "".join(printed)


def test_the_program_of_the_readme_runs_on_the_core_alone(python: Path) -> None:
    code, printed = readme_program()
    said = run(python, "-I", "-W", "error", "-c", code, cwd=python.parent, PYTHONIOENCODING="utf-8")
    assert said.splitlines() == printed.splitlines()


def test_asking_on_the_command_line_needs_no_extra(python: Path, tmp_path: Path) -> None:
    facts = tmp_path / "facts.json"
    facts.write_text(
        '{"status": "student", "job": "retail", "other_activity_permission": "comprehensive_28h"}', "utf-8"
    )
    told = json.loads(
        run(python, "-I", "-m", "tokutei", "ask", "work", facts, "--on", "2026-11-21", cwd=tmp_path)
    )
    assert told["value"]["decision"] == "allow_limited"


def test_the_sizes_that_the_documents_state_are_true(wheel: Path) -> None:
    page = (ROOT / "docs" / "packages.md").read_text("utf-8")
    with zipfile.ZipFile(wheel) as archive:
        unpacked = sum(entry.file_size for entry in archive.infolist())
    for what, size in (("wheel", wheel.stat().st_size), ("installed", unpacked)):
        found = re.search(rf"^\| {what} \| ([\d.]+) MB", page, re.M)
        assert found
        assert size / 1e6 == pytest.approx(float(found[1]), rel=0.25), what
