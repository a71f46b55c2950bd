"""What is public, read out of the source as stubs: ``make api-snapshot`` writes them into tests/golden/api.

One stub a public module, one line a name: signatures, fields, bases, members of vocabularies with their values,
codes of errors. Nothing of the library is run for it, except for the codes (``codes.txt``). ``tests/golden/api/next`` is the source as it stands; a folder named
by a version is what that version had, written once with ``--release``. The tests compare the source with the
first, and with the newest release through griffe: what differs is named in the changelog.
"""

from __future__ import annotations

import argparse
import ast
import difflib
import re
import sys
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Final

import griffe

import api_codes
import api_types

ROOT: Final = Path(__file__).resolve().parent.parent
GOLDEN: Final = ROOT / "tests" / "golden" / "api"
NEXT: Final = "next"

_TOPICS: Final = (
    *("card_items", "deadlines", "documents", "fees", "offices", "photo", "representation", "routes"),
    *("services", "special_period", "statuses", "validity", "windows", "work"),
)
PUBLIC: Final = (
    *("", "ask", "audit", "calendar", "chip", "chip.images", "chip.my_number", "employment"),
    *("employment.cautions", "employment.columns", "errors", "identifiers", "intake", "law", "lifecycle"),
    *("lifecycle.states", "messages", "models", "personal", "procedures", "reader", "rules"),
    *("rules.rulebook", *(f"rules.{topic}" for topic in _TOPICS), "rules.values"),
    *("testing", "testing.hostile", "testing.strategies", "vocabulary"),
)
"""The public modules below ``tokutei``; what the ``__all__`` of one of them lists is public."""

_WORDS: Final = {"Word", "Enum", "IntEnum", "StrEnum", "Flag", "IntFlag"}
_LONGEST: Final = 300


@cache
def package() -> Any:  # noqa: ANN401 - griffe's objects are told apart by their kind
    """Return the whole package as griffe reads it."""
    return griffe.load(
        "tokutei",
        search_paths=[ROOT / "src"],
        allow_inspection=False,
        resolve_aliases=True,
        resolve_external=False,
    )


def module_of(name: str) -> str:
    """Return the full name of a public module."""
    return f"tokutei.{name}" if name else "tokutei"


def _target(one: Any) -> Any:  # noqa: ANN401 - as above
    try:
        return one.final_target if one.is_alias else one
    except (griffe.AliasResolutionError, griffe.CyclicAliasError):
        return None


@cache
def _public_paths() -> frozenset[str]:
    """Return where public classes are defined; what they hand down is said once, with them."""
    paths = set()
    for name in PUBLIC:
        module = package()[name] if name else package()
        for exported in module.exports or ():
            found = _target(module.members[str(exported)]) if str(exported) in module.members else None
            if found is not None:
                paths.add(found.path)
    return frozenset(paths)


def stub(name: str) -> str:
    """Return the stub of a public module."""
    module = package()[name] if name else package()
    lines = [f'"""What ``{module_of(name)}`` offers. Written by scripts/api_snapshot.py."""', ""]
    for exported in sorted(map(str, module.exports or ())):
        lines += _lines(exported, _target(module.members[exported]) if exported in module.members else None)
    return "\n".join(lines) + "\n"


def _lines(name: str, found: Any) -> Iterator[str]:  # noqa: ANN401 - as above
    """Yield the lines of one public name."""
    if found is None or found.is_module:
        yield f"{name}: Module"
    elif found.is_class:
        yield from _class(name, found)
    elif found.is_function:
        yield from _function(name, found)
    else:
        yield _attribute(name, found)


def _class(name: str, found: Any) -> Iterator[str]:  # noqa: ANN401 - as above
    bases = [str(one) for one in found.bases]
    yield f"class {name}({', '.join(bases)}):" if bases else f"class {name}:"
    lines: list[str] = []
    is_words = bool({str(one).rpartition(".")[2].partition("[")[0] for one in _ancestry(found)} & _WORDS)
    made = _made_with(found)
    if made and not is_words:
        lines.append(f"def __init__({_parameters(made)}) -> None: ...")
    for member, one in sorted(_members(found).items()):
        if one.is_function:
            lines += _function(member, one)
        elif one.is_class:
            lines += _class(member, one)
        elif is_words and one.value is not None and one.annotation is None:
            lines.append(f"{member} = {_value_of_word(one.value)}")
        else:
            lines.append(_attribute(member, one))
    yield from (f"    {line}" for line in lines or ["..."])


def _ancestry(found: Any) -> Iterator[Any]:  # noqa: ANN401 - as above
    """Yield the bases of a class and of those of them that are ours."""
    yield from found.bases
    for base in found.resolved_bases:
        yield from _ancestry(_target(base)) if base.path.startswith("tokutei") else ()


def _members(found: Any) -> Mapping[str, Any]:  # noqa: ANN401 - as above
    """Return the public members of a class, and those that a private base hands down."""
    members: dict[str, Any] = {}
    for base in reversed(found.mro()):
        if base.path not in _public_paths():
            members |= dict(base.members)
    members |= dict(found.members)
    return {
        name: target
        for name, one in members.items()
        if not name.startswith("_") and (target := _target(one)) is not None and not target.is_module
    }


def _made_with(found: Any) -> list[Any]:  # noqa: ANN401 - as above
    """Return what a class is made with: of ``__init__``, or of the fields of a model."""
    if any(str(one).rpartition(".")[2] in {"Model", "BaseModel"} for one in _ancestry(found)):
        fields: dict[str, Any] = {}
        for base in (*reversed(found.mro()), found):
            fields |= {
                name: one
                for name, one in base.members.items()
                if one.is_attribute and one.annotation is not None and "ClassVar" not in str(one.annotation)
                and not name.startswith(("_", "model_config"))
            }  # fmt: skip
        only = griffe.ParameterKind.keyword_only
        return [
            griffe.Parameter("self", kind=griffe.ParameterKind.positional_or_keyword),
            *(
                griffe.Parameter(name, annotation=one.annotation, kind=only, default=one.value)
                for name, one in fields.items()
            ),
        ]
    return list(found.parameters)


def _parameters(parameters: Sequence[Any]) -> str:
    """Return parameters as they are written."""
    said: list[str] = []
    kinds = griffe.ParameterKind
    starred = False
    for number, one in enumerate(parameters):
        text = one.name
        if one.kind is kinds.var_positional:
            text, starred = f"*{text}", True
        elif one.kind is kinds.var_keyword:
            text = f"**{text}"
        elif one.kind is kinds.keyword_only and not starred:
            said.append("*")
            starred = True
        text += f": {one.annotation}" if one.annotation is not None else ""
        if one.default is not None and one.kind not in {kinds.var_positional, kinds.var_keyword}:
            text += f" = {one.default}"
        said.append(text)
        following = parameters[number + 1].kind if number + 1 < len(parameters) else None
        if one.kind is kinds.positional_only and following is not kinds.positional_only:
            said.append("/")
    return ", ".join(said)


def _function(name: str, found: Any) -> Iterator[str]:  # noqa: ANN401 - as above
    labels = [label for label in ("classmethod", "staticmethod") if label in found.labels]
    forms = found.overloads or [found]
    for form in forms:
        yield from (f"@{label}" for label in labels)
        yield from ("@overload",) if found.overloads else ()
        returns = f" -> {form.returns}" if form.returns is not None else ""
        yield f"{'async ' if 'async' in form.labels else ''}def {name}({_parameters(list(form.parameters))}){returns}: ..."


def _attribute(name: str, found: Any) -> str:  # noqa: ANN401 - as above
    """Return the line of a constant, a field or a property; a value where it is a plain one."""
    if name == "reason" and "code" in found.parent.members and found.docstring:
        # The reasons of an error are words too; its docstring lists them.
        words = sorted(set(re.findall(r"``([a-z_0-9]+)``", found.docstring.value)))
        return f"reason: Literal[{', '.join(map(repr, words))}]" if words else "reason: str"
    annotation = str(found.annotation) if found.annotation is not None else None
    value = None if found.value is None else str(found.value)
    plain = value is not None and _is_plain(value)
    if annotation and not annotation.startswith("Final"):
        return f"{name}: {annotation}{f' = {value}' if plain else ''}"
    shown = annotation or ("Any" if not plain else None)
    return f"{name}{f': {shown}' if shown else ''}{f' = {value}' if plain else ''}"


def _is_plain(value: str) -> bool:
    """Tell whether a value is a number, a text, a truth value or nothing."""
    try:
        return len(value) < _LONGEST and isinstance(
            ast.literal_eval(value), str | int | float | bool | bytes | None
        )
    except (ValueError, SyntaxError):
        return False


def _value_of_word(value: Any) -> str:  # noqa: ANN401 - as above
    """Return the value of a member of a vocabulary without its words, which are not promised."""
    tree = ast.parse(str(value), mode="eval").body
    return ast.unparse(tree.elts[0] if isinstance(tree, ast.Tuple) and tree.elts else tree)


def stubs() -> dict[str, str]:
    """Return every stub by its path: the package itself is ``__init__``."""
    found = {f"{name.replace('.', '__') or '__init__'}.txt": stub(name) for name in PUBLIC}
    return {**found, f"{api_codes.NAME}.txt": api_codes.stub()}


def read(folder: Path) -> Mapping[str, str]:
    """Return the stubs of a folder by their path."""
    return {path.name: path.read_text("utf-8") for path in sorted(folder.glob("*.txt"))}


def _loaded(texts: Mapping[str, str]) -> dict[str, Any]:
    """Return stubs as griffe reads them, by module."""
    return {
        path: griffe.visit(
            path.removesuffix(".txt"), Path("stub.pyi"), text, modules_collection=griffe.ModulesCollection()
        )
        for path, text in texts.items()
    }


def breaking(before: Mapping[str, str], after: Mapping[str, str]) -> list[str]:
    """Return what breaks whoever uses the stubs before: the name first, then what happened to it."""
    old, new = _loaded(before), _loaded(after)
    found = [f"{_module(path)}: module removed" for path in old.keys() - new.keys()]
    for path in sorted(old.keys() & new.keys()):
        for breakage in griffe.find_breaking_changes(old[path], new[path]):
            what = breakage.kind.value.lower()
            place = breakage.obj.path.removeprefix(path.removesuffix(".txt")).lstrip(".")
            detail = getattr(breakage.old_value, "name", breakage.old_value)
            found.append(f"{_module(path)}.{place}: {what}: {detail}")
        # Of values griffe compares none that stand in a class: words of documents and codes of errors do.
        values, others = _values(before[path]), _values(after[path])
        found += [
            f"{_module(path)}.{name}: attribute value was changed: {values[name]}"
            for name in values.keys() & others.keys()
            if values[name] != others[name]
        ]
        types = api_types.breaking(before[path], after[path])
        found += [f"{_module(path)}.{name}: {what}" for name, what in types]
    return sorted(set(found))


def name_of(broken: str) -> str:
    """Return the public name that something of :func:`breaking` is about, as ``Class.member``; of a module, the module."""
    place = broken.partition(": ")[0].partition("(")[0]
    modules = sorted((module_of(name) for name in (*PUBLIC, api_codes.NAME)), key=len, reverse=True)
    if place in modules and broken.endswith(": module removed"):
        return place
    return next((place[len(one) + 1 :] for one in modules if place.startswith(f"{one}.")), place)


def _values(text: str) -> dict[str, str]:
    """Return the plain values of a stub that are written without a type, by name."""
    said = _by_name(text).items()
    return {
        name: line.partition(" = ")[2]
        for name, line in said
        if line.startswith(f"{name.rpartition('.')[2]} = ")
    }


def _module(path: str) -> str:
    name = path.removesuffix(".txt")
    return "tokutei" if name == "__init__" else f"tokutei.{name.replace('__', '.')}"


def changed_names(before: Mapping[str, str], after: Mapping[str, str]) -> set[str]:
    """Return the public names whose lines differ: of a class the member too, as ``Class.member``."""
    found: set[str] = set()
    for path in before.keys() | after.keys():
        old, new = _by_name(before.get(path, "")), _by_name(after.get(path, ""))
        # A class that came or went is one change, not one for each of its members; other bases are no such thing.
        whole = tuple(f"{name}." for name in old.keys() ^ new.keys())
        found |= {
            name
            for name in old.keys() | new.keys()
            if old.get(name) != new.get(name) and not name.startswith(whole)
        }
    return found


def _by_name(text: str) -> dict[str, str]:
    """Return the source of each name of a stub, of a class its head and each member."""
    found: dict[str, str] = {}

    def put(name: str, said: str) -> None:
        found[name] = found.get(name, "") + said

    def walk(body: Sequence[ast.stmt], inside: str) -> None:
        for node in body:
            match node:
                case ast.ClassDef(name=name, bases=bases, body=members):
                    put(inside + name, ", ".join(map(ast.unparse, bases)))
                    walk(members, f"{inside}{name}.")
                case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
                    put(inside + name, ast.unparse(node))
                case ast.AnnAssign(target=ast.Name(id=name)) | ast.Assign(targets=[ast.Name(id=name)]):
                    put(inside + name, ast.unparse(node))

    walk(ast.parse(text).body, "")
    return found


def differences(folder: Path, wanted: Mapping[str, str]) -> Iterator[str]:
    """Yield how the stubs of a folder differ from the wanted ones."""
    there = read(folder)
    for path in sorted(there.keys() | wanted.keys()):
        before, after = there.get(path, "").splitlines(), wanted.get(path, "").splitlines()
        yield from difflib.unified_diff(before, after, f"{folder.name}/{path}", "source", n=0, lineterm="")


def write(folder: Path, wanted: Mapping[str, str]) -> None:
    """Write stubs into a folder and remove those of modules that are no more public."""
    folder.mkdir(parents=True, exist_ok=True)
    for path in read(folder).keys() - wanted.keys():
        (folder / path).unlink()
    for path, text in wanted.items():
        (folder / path).write_text(text, encoding="utf-8", newline="\n")


def main(arguments: Sequence[str] | None = None, *, golden: Path = GOLDEN) -> int:
    """Write or check the snapshot and return the exit status."""
    parser = argparse.ArgumentParser(description="Write what is public into tests/golden/api.")
    parser.add_argument(
        "--check", action="store_true", help="only say what differs; exit status 1 if something does"
    )
    parser.add_argument(
        "--release", action="store_true", help="write it once more, under the version of pyproject.toml"
    )
    told = parser.parse_args(arguments)
    wanted = stubs()
    if told.check:
        found = list(differences(golden / NEXT, wanted))
        print(*found, sep="\n")
        return 1 if found else 0
    write(golden / NEXT, wanted)
    if told.release:
        version = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
        if (golden / version).exists():
            print(f"{version} is written already; what a version had does not change")
            return 1
        write(golden / version, wanted)
    return 0


if __name__ == "__main__":
    sys.exit(main())
