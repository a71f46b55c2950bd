"""What must not happen to the repository."""

from __future__ import annotations

import ast
import importlib
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

ROOT: Final = Path(__file__).resolve().parent.parent
SOURCE: Final = ROOT / "src" / "tokutei"
PLACES: Final = (".ci", "benchmarks", "constraints", "docs", "examples", "scripts", "src", "tests")

MODULES: Final = sorted(SOURCE.rglob("*.py"))
DOCUMENTS: Final = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])

# Put together here, so that this file does not hold what it looks for.
FORBIDDEN: Final = {
    "package index": re.compile(
        "|".join(("pypi" + r"\.org", "python" + "hosted", "npm" + r"js\.(?:org|com)"))
    ),
    "unfinished work": re.compile(r"\b(?:" + "TO" + "DO|FIX" + r"ME)\b"),
    "somebody's home": re.compile(r"(?<![\w.])/(?:home|root|Users|work)/\w"),
}


def texts() -> Iterator[Path]:
    """Yield every file that people write, as far as it is text."""
    yield from (
        path for path in ROOT.iterdir() if path.is_file() and path.suffix in {"", ".md", ".toml", ".py"}
    )
    for place in PLACES:
        for path in sorted((ROOT / place).rglob("*")):
            if path.is_file() and not {"__pycache__", "results"} & set(path.parts):
                yield path


def is_private(module: Path) -> bool:
    parts = module.relative_to(SOURCE).with_suffix("").parts
    return any(part.startswith("_") and part != "__init__" for part in parts)


def exported(tree: ast.Module) -> list[str] | None:
    """Return what ``__all__`` of a module lists, or ``None`` if it has none."""
    for node in tree.body:
        match node:
            case ast.Assign(targets=[ast.Name(id="__all__")], value=value):
                return list(ast.literal_eval(value))
            case ast.AnnAssign(target=ast.Name(id="__all__"), value=ast.expr() as value):
                return list(ast.literal_eval(value))
    return None


def names_itself(module: Path, name: str) -> bool:
    """Return whether a value says itself what it is, in Japanese and English, as a rule does."""
    path = module.relative_to(SOURCE.parent).with_suffix("")
    value = getattr(importlib.import_module(".".join(path.parts)), name)
    return bool(getattr(value, "ja", None) and getattr(value, "en", None))


def documented(tree: ast.Module) -> dict[str, bool]:
    """Return the names that a module itself binds at its top, and whether each has a docstring."""
    found: dict[str, bool] = {}
    for node, after in zip(tree.body, [*tree.body[1:], None], strict=True):
        match node:
            case ast.ClassDef() | ast.FunctionDef() | ast.AsyncFunctionDef():
                found[node.name] = found.get(node.name, False) or ast.get_docstring(node) is not None
            case ast.Assign(targets=[ast.Name(id=name)]) | ast.AnnAssign(target=ast.Name(id=name)):
                match after:
                    case ast.Expr(value=ast.Constant(value=str())):
                        found[name] = True
                    case _:
                        found[name] = False
    return found


def relative(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("what", FORBIDDEN)
def test_no_file_holds(what: str) -> None:
    found = []
    for path in texts():
        try:
            lines = path.read_text("utf-8").splitlines()
        except UnicodeDecodeError:
            continue
        found += [f"{relative(path)}:{n}" for n, line in enumerate(lines, 1) if FORBIDDEN[what].search(line)]
    assert found == []


def test_the_search_sees_the_files_that_matter() -> None:
    seen = {relative(path) for path in texts()}
    assert {
        "Makefile",
        "pyproject.toml",
        ".ci/run",
        "src/tokutei/errors/base.py",
        "tests/test_repository.py",
    } <= seen


@pytest.mark.parametrize("module", MODULES, ids=relative)
def test_modules_say_what_is_public_and_all_of_that_is_documented(module: Path) -> None:
    tree = ast.parse(module.read_text("utf-8"))
    if is_private(module):
        return
    names = exported(tree)
    if names is None:
        assert not documented(tree), "a module that defines something lists what is public in __all__"
        return
    has_docstring = documented(tree)
    bare = [name for name in names if not has_docstring.get(name, True)]
    assert [name for name in bare if not names_itself(module, name)] == []


@pytest.mark.parametrize("module", MODULES, ids=relative)
def test_modules_say_what_they_are_for_and_stay_small(module: Path) -> None:
    text = module.read_text("utf-8")
    assert ast.get_docstring(ast.parse(text))
    assert len(text.splitlines()) <= 600


def test_the_package_is_typed() -> None:
    assert [relative(path) for path in SOURCE.rglob("py.typed")] == ["src/tokutei/py.typed"]


def test_the_changelog_has_a_place_for_what_is_not_released() -> None:
    headings = re.findall(r"^## (.*)$", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE)
    assert headings[0] == "[Unreleased]"
    assert all(re.fullmatch(r"\[\d+\.\d+\.\d+\] - \d{4}-\d{2}-\d{2}", heading) for heading in headings[1:])


@pytest.mark.parametrize("document", DOCUMENTS, ids=relative)
def test_documents_name_only_commands_that_exist(document: Path) -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    named = re.findall(r"(?:^|`)\$? ?make ([a-z][a-z-]*)", document.read_text("utf-8"), re.MULTILINE)
    assert set(named) <= targets


@pytest.mark.parametrize("document", [ROOT / "README.md", ROOT / "README.ja.md"], ids=relative)
def test_readmes_name_the_two_commands(document: Path) -> None:
    assert {"make demo", "make test"} <= set(re.findall(r"make [a-z]+", document.read_text("utf-8")))


def test_every_promised_python_has_pins_and_every_pin_is_exact() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    promised = re.findall(r"Python :: 3\.(\d+)", " ".join(project["classifiers"]))
    pins = {path.name: path.read_text("utf-8") for path in (ROOT / "constraints").glob("py3*.txt")}
    assert set(pins) == {f"py3{minor}.txt" for minor in promised}
    core = {
        "pydantic",
        "python-dateutil",
        "asn1crypto",
        "pip",
        "hatchling",
        "pytest",
        "mypy",
        "pyright",
        "ruff",
    }
    for text in pins.values():
        lines = [line for line in text.splitlines() if not line.startswith("#")]
        assert all(re.fullmatch(r"[\w.-]+==[\w.]+", line) for line in lines)
        assert core <= {line.split("==")[0] for line in lines}


def test_the_core_depends_on_three_packages() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    names = [re.split(r"[<>=]", wanted)[0] for wanted in project["dependencies"]]
    assert names == ["pydantic", "python-dateutil", "asn1crypto"]


def skips_at_import(module: Path) -> bool:
    """Return whether a module of tests may skip itself whole: then nobody could forbid skips who does not run it."""
    tree = ast.parse(module.read_text("utf-8"))
    calls = [node for node in tree.body if isinstance(node, ast.Expr | ast.Assign)]
    return any(
        "importorskip" in ast.unparse(one) or "allow_module_level" in ast.unparse(one) for one in calls
    )


def test_no_module_of_tests_skips_itself() -> None:
    modules = sorted((ROOT / "tests").rglob("test_*.py"))
    assert len(modules) > 150
    assert [relative(module) for module in modules if skips_at_import(module)] == []
