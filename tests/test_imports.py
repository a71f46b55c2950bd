"""What importing the library costs and loads, and who imports what."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from statistics import median
from typing import Final

import pytest

from benchmarks.harness import measure
from benchmarks.imports import IMPORT

SOURCE: Final = Path(__file__).resolve().parent.parent / "src" / "tokutei"

CORE_PACKAGES: Final = frozenset({"pydantic", "dateutil", "asn1crypto"})
"""What the library may import anywhere. ``pydantic_core`` is the part of pydantic that holds its error types."""
PARTS_OF_CORE_PACKAGES: Final = frozenset({"pydantic_core"})

OPTIONAL_PACKAGES: Final[Mapping[str, frozenset[str]]] = {
    "chip": frozenset({"cryptography", "PIL"}),
    "reader": frozenset({"smartcard"}),
    "procedures": frozenset({"icalendar"}),
    "employment": frozenset({"numpy"}),
    "testing": frozenset({"cryptography", "PIL", "hypothesis"}),
}
"""What each floor with extras may import besides."""

CHIP_STANDS_ON: Final = frozenset(
    {"chip", "law", "vocabulary", "identifiers", "personal", "errors", "messages"}
)
STANDS_ON: Final = {"chip": CHIP_STANDS_ON, "reader": CHIP_STANDS_ON | {"reader"}}
"""The floors that know few others."""

FLOORS: Final = sorted(
    entry.stem for entry in SOURCE.iterdir() if entry.suffix == ".py" or (entry / "__init__.py").is_file()
)


def python(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a fresh interpreter; the environment of the tests' own does not reach it."""
    command = [sys.executable, "-I", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603


def loaded_by(code: str) -> set[str]:
    """Return the names of the top-level packages that a fresh process loads for some code."""
    report = "import json; print(json.dumps(sorted({name.partition('.')[0] for name in sys.modules})))"
    return set(json.loads(python("-c", f"import sys\n{code}\n{report}").stdout))


def imports(module: Path) -> Iterator[tuple[str, str]]:
    """Yield the imports of a module, as top-level package and, for ours, the floor."""
    for node in ast.walk(ast.parse(module.read_text("utf-8"))):
        match node:
            case ast.Import(names=names):
                found = [name.name for name in names]
            case ast.ImportFrom(module="tokutei", names=names):
                found = [f"tokutei.{name.name}" for name in names]
            case ast.ImportFrom(module=str(origin), level=0):
                found = [origin]
            case ast.ImportFrom():
                pytest.fail(f"{module}: relative import in line {node.lineno}")
            case _:
                continue
        for name in found:
            package, _, rest = name.partition(".")
            yield package, rest.partition(".")[0]


def floor_of(module: Path) -> str:
    return module.relative_to(SOURCE).parts[0].removesuffix(".py")


MODULES: Final = sorted(SOURCE.rglob("*.py"))


def traced(code: str) -> set[str]:
    """Return the top-level packages that a fresh process imports for some code, tried in vain or not."""
    trace = python("-X", "importtime", "-c", code).stderr
    return {line.rpartition("|")[2].strip().partition(".")[0] for line in trace.splitlines()[1:]}


def test_import_loads_only_the_standard_library_and_the_three_core_packages() -> None:
    a_model = "class A(pydantic.BaseModel):\n    b: Annotated[str, pydantic.StringConstraints(min_length=1)]"
    packages = "import pydantic, pydantic.json_schema, dateutil.relativedelta, asn1crypto"
    allowed = traced(f"from typing import Annotated\n{packages}\n{a_model}")
    ours = traced("import tokutei")
    assert "tokutei" in ours
    # The standard library keeps its build settings in a module named after the platform.
    standard = {name for name in ours if name in sys.stdlib_module_names or name.startswith("_sysconfigdata")}
    assert ours - allowed - standard == {"tokutei"}


def test_import_does_not_load_asn1crypto() -> None:
    assert "asn1crypto" not in loaded_by("import tokutei")


def test_import_opens_no_data_and_no_words() -> None:
    watch = """
import sys
opened = []
sys.addaudithook(lambda event, args: opened.append(str(args[0])) if event == "open" else None)
import tokutei
print("\\n".join(opened))
"""
    # -B: no compiled module is being written meanwhile, in a checkout where nothing was imported before.
    opened = {Path(name) for name in python("-B", "-c", watch).stdout.splitlines()}
    assert any(SOURCE in path.parents for path in opened), (
        "the hook saw nothing; this test would prove nothing"
    )
    assert {path for path in opened if SOURCE in path.parents and path.suffix not in {".py", ".pyc"}} == set()


@pytest.mark.parametrize("floor", [name for name in FLOORS if name not in {*OPTIONAL_PACKAGES, "__init__"}])
def test_core_floors_load_no_optional_package(floor: str) -> None:
    optional = frozenset({"numpy", "cryptography", "PIL", "hypothesis", "smartcard"})
    assert loaded_by(f"import tokutei.{floor}") & optional == set()


@pytest.mark.parametrize("floor", ["chip", "reader"])
def test_floors_with_extras_are_imported_without_them(floor: str) -> None:
    optional = frozenset[str]().union(*OPTIONAL_PACKAGES.values())
    assert loaded_by(f"import tokutei.{floor}") & optional == set()


def test_only_one_module_knows_pyscard() -> None:
    knows = [module for module in MODULES if ("smartcard", "") in imports(module)]
    assert [module.relative_to(SOURCE).as_posix() for module in knows] == ["reader/service.py"]


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.relative_to(SOURCE).as_posix())
def test_modules_import_only_what_their_floor_may(module: Path) -> None:
    floor = floor_of(module)
    allowed = (
        CORE_PACKAGES
        | PARTS_OF_CORE_PACKAGES
        | OPTIONAL_PACKAGES.get(floor, frozenset())
        | {"tokutei", "_typeshed"}
    )
    assert {package for package, _ in imports(module) if package not in sys.stdlib_module_names} <= allowed


@pytest.mark.parametrize(
    "module",
    [path for path in MODULES if floor_of(path) in STANDS_ON],
    ids=lambda path: path.relative_to(SOURCE).as_posix(),
)
def test_chip_and_reader_stand_on_few_floors(module: Path) -> None:
    known = STANDS_ON[floor_of(module)]
    assert {floor for package, floor in imports(module) if package == "tokutei"} <= known


@pytest.mark.slow
def test_import_costs_little_more_than_pydantic_and_one_model() -> None:
    python("-c", "import tokutei")  # writes the compiled modules, as an installation has them
    for _ in range(2):  # a second chance for a machine that was busy, never for a slower library
        rounds = measure(IMPORT, rounds=15).rounds
        ratio = median(one.ours for one in rounds) / median(one.peer for one in rounds)
        if ratio <= 2.5:
            return
    pytest.fail(f"import tokutei takes {ratio:.2f} times as long as pydantic and one model; at most 2.5")
