"""The reference: every name of every ``__all__``, described once, at the place from which it is imported.

A name is often in several ``__all__``: of the module that has it, of its floor, of the package itself. It is
described under the shortest of them; ``tokutei`` and ``tokutei.rules`` are doorways and only point on to what
other modules have. Directives, each with the name of a module:

- ``public-names``: the module's docstring and what is described under it;
- ``inner-names``: the same for every module below it that no other page describes;
- ``doorway``: a table of names with links to their descriptions.
"""

from __future__ import annotations

import builtins
import enum
import importlib
import inspect
import pkgutil
import re
import typing
from collections.abc import Iterator
from functools import cache
from types import ModuleType
from typing import Any, Final, NamedTuple

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.pycode import ModuleAnalyzer
from sphinx.util.nodes import find_pending_xref_condition

import tokutei
from tokutei.vocabulary.words import Word

DOORWAYS: Final = ("tokutei", "tokutei.rules")
CLASS, FUNCTION, DATA = "class", "function", "data"


class Name(NamedTuple):
    """A public name: the module that it is described under, and the module whose text defines it."""

    home: str
    name: str
    defined_in: str
    kind: str

    @property
    def value(self) -> Any:  # noqa: ANN401 - a public name may be anything
        """What the name stands for."""
        return getattr(importlib.import_module(self.home), self.name)


@cache
def modules() -> dict[str, ModuleType]:
    """Return every module of the library, but the programs."""
    below = (found.name for found in pkgutil.walk_packages(tokutei.__path__, "tokutei."))
    names = ["tokutei", *(name for name in below if not name.endswith("__main__"))]
    return {name: importlib.import_module(name) for name in names}


@cache
def comments(module: str) -> dict[tuple[str, str], list[str]]:
    """Return the docstrings under constants and fields of a module."""
    analyzer = ModuleAnalyzer.for_module(module)
    analyzer.analyze()
    return analyzer.attr_docs


def _kind(name: str, value: object) -> str:
    if inspect.isclass(value) and not typing.get_origin(value):
        return CLASS if value.__name__ == name else DATA  # another name of a class that has one
    return FUNCTION if inspect.isroutine(value) or hasattr(value, "cache_info") else DATA


def _defined_in(name: str, value: object, holders: list[str]) -> str:
    """Return the module with the text: of data, the one that has a docstring under it."""
    if _kind(name, value) != DATA:
        return str(getattr(value, "__module__", holders[-1]))
    everywhere = [*holders, *(m for m, found in modules().items() if vars(found).get(name) is value)]
    return next((module for module in everywhere if ("", name) in comments(module)), holders[-1])


def _holds(place: str, module: str) -> bool:
    return f"{module}.".startswith(f"{place}.")


@cache
def names() -> tuple[Name, ...]:
    """Return every public name once."""
    holders: dict[tuple[str, int], list[str]] = {}
    for module, found in modules().items():
        for name in getattr(found, "__all__", ()):
            value = getattr(found, name)
            if not inspect.ismodule(value):
                holders.setdefault((name, id(value)), []).append(module)
    described = []
    for (name, _), places in holders.items():
        proper = [place for place in places if place not in DOORWAYS] or places
        value = getattr(modules()[places[0]], name)
        defined_in = _defined_in(name, value, places)
        home = min(proper, key=lambda place: (not _holds(place, defined_in), place.count("."), place))
        described.append(Name(home, name, defined_in, _kind(name, value)))
    order = (CLASS, FUNCTION, DATA)
    return tuple(sorted(described, key=lambda one: (one.home, order.index(one.kind), one.name)))


@cache
def called(name: str) -> tuple[Name, ...]:
    """Return what is public under a name, wherever it is."""
    return tuple(one for one in names() if one.name == name)


def _indented(lines: list[str], depth: int = 1) -> Iterator[str]:
    return ("   " * depth + line if line else "" for line in lines)


def _member(member: enum.Enum, said: list[str]) -> Iterator[str]:
    yield f".. py:attribute:: {member.name}"
    yield f"   :value: {member.value!r}"
    yield ""
    if isinstance(member, Word):
        yield f"   {member.ja} – {member.en}"
        yield ""
    yield from _indented(said)
    yield ""


def _class(one: Name) -> Iterator[str]:
    kind = "exception" if issubclass(one.value, BaseException) else "class"
    yield f".. auto{kind}:: {one.home}.{one.name}"
    yield "   :members:"
    if isinstance(one.value, enum.EnumType):
        told = comments(one.defined_in)
        members: typing.Mapping[str, enum.Enum] = one.value.__members__
        yield f"   :exclude-members: {', '.join(members)}" if members else ""
        yield ""
        for name, member in members.items():
            if name == member.name:
                yield from _indented([*_member(member, told.get((one.name, name), []))])
    yield ""


def _data(one: Name) -> Iterator[str]:
    yield f".. py:data:: {one.name}"
    yield f"   :module: {one.home}"
    if one.defined_in != one.home:
        yield f"   :canonical: {one.defined_in}.{one.name}"
    if type(one.value).__module__.startswith("tokutei."):
        kind = type(one.value)
        yield f"   :type: ~{kind.__module__}.{kind.__qualname__}"
    elif isinstance(one.value, int | str | bytes) and len(repr(one.value)) < 80:
        yield f"   :value: {one.value!r}"
    yield ""
    yield from _indented(comments(one.defined_in).get(("", one.name), []))
    yield ""
    if inspect.isclass(one.value) and not typing.get_origin(one.value):
        yield f"   Another name of :py:class:`~{one.value.__module__}.{one.value.__qualname__}`."
        yield ""


def _function(one: Name) -> Iterator[str]:
    yield f".. autofunction:: {one.home}.{one.name}"
    yield ""


WRITERS: Final = {CLASS: _class, FUNCTION: _function, DATA: _data}


def _module(module: str) -> Iterator[str]:
    yield f".. automodule:: {module}"
    yield "   :no-members:"
    if any(f"{one.home}.{one.name}" == module for one in names()):
        yield "   :no-index:"  # the function that has its name is the one that links mean
    yield ""
    for one in names():
        if one.home == module:
            yield from WRITERS[one.kind](one)


def _inner(floor: str) -> Iterator[str]:
    """What modules below a floor share with each other: they are read with the source, not to be relied on."""
    for module in sorted({one.home for one in names()}):
        if module.startswith(f"{floor}.") and module not in PAGED:
            yield from (f".. rubric:: {module}", "", *_module(module))


def _doorway(module: str) -> Iterator[str]:
    yield f".. automodule:: {module}"
    yield "   :no-members:"
    yield ""
    found = modules()[module]
    homes = {(one.name, id(one.value)): one for one in names()}
    yield from (".. list-table::", "   :header-rows: 1", "", "   * - name", "     - described at")
    for name in sorted(found.__all__):
        value = getattr(found, name)
        if inspect.ismodule(value):
            yield from (f"   * - ``{name}``", f"     - the module :py:mod:`{value.__name__}`")
        else:
            one = homes[name, id(value)]
            yield from (f"   * - ``{name}``", f"     - :py:obj:`{one.home}.{one.name}`")
    yield ""


DIRECTIVES: Final = {"public-names": _module, "inner-names": _inner, "doorway": _doorway}
FENCE: Final = re.compile(rf"^```\{{({'|'.join(DIRECTIVES)})\}} (tokutei[\w.]*)\n(?:```)$", re.MULTILINE)
PAGED: Final[set[str]] = set()


def find_pages(app: Sphinx) -> None:
    """Note which modules have a page of their own, before any page is read."""
    for page in sorted((app.srcdir / "reference").glob("**/*.md")):
        PAGED.update(name for what, name in FENCE.findall(page.read_text("utf-8")) if what != "inner-names")


def write_names(_app: Sphinx, page: str, source: list[str]) -> None:
    """Put the descriptions where a page asks for them, as reStructuredText, which autodoc speaks."""
    if page.startswith("reference/"):
        source[0] = FENCE.sub(
            lambda asked: "\n".join(
                ["````{eval-rst}", *DIRECTIVES[asked[1]](asked[2]), "````"],
            ),
            source[0],
        )


def name_types(_app: Sphinx, tree: nodes.document) -> None:
    """Say of types that are named without a path which ones are meant: two floors may have the same name."""
    for node in [*tree.findall(pending_xref)]:
        name = node["reftarget"]
        if node.get("refdomain") != "py" or "." in name:
            continue
        if hasattr(builtins, name):
            shown = find_pending_xref_condition(node, "resolved") or node
            node.replace_self(shown.children)
            continue
        module = node.get("py:module") or "tokutei"
        found = vars(modules().get(module, tokutei))
        told = called(name)
        same = [one for one in told if name in found and found[name] is one.value]
        near = same or [one for one in told if _holds(module, one.home)]
        if len(near) == 1:
            node["reftarget"] = f"{near[0].home}.{name}"


def find_name(
    _app: Sphinx, env: BuildEnvironment, node: pending_xref, words: nodes.TextElement
) -> nodes.reference | None:
    """Find a public name that a docstring or a type calls otherwise than the page that describes it."""
    if node.get("refdomain") != "py":
        return None
    for told, path in _told(node["reftarget"]):
        found = env.domains.python_domain.resolve_xref(
            env, node["refdoc"], _app.builder, "obj", f"{told.home}.{path}", node, words
        )
        if found:
            return found
    return None


def _told(asked: str) -> Iterator[tuple[Name, str]]:
    """Return the names that a path may mean, with the rest of the path: ``Situation.of`` is a member of a name."""
    parts = asked.split(".")
    for start in range(max(0, len(parts) - 2), len(parts)):
        module, name, path = ".".join(parts[:start]), parts[start], ".".join(parts[start:])
        told = called(name)
        if len(told) > 1:
            told = tuple(one for one in told if vars(modules().get(module, tokutei)).get(name) is one.value)
        if len(told) == 1:
            yield told[0], path


def setup(app: Sphinx) -> dict[str, bool]:
    """Called by Sphinx."""
    app.connect("builder-inited", find_pages)
    app.connect("source-read", write_names)
    app.connect("doctree-read", name_types)
    app.connect("missing-reference", find_name)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
