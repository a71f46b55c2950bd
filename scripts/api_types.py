"""Which changes of types break whoever uses a stub: for ``api_snapshot``.

What is handed out (returned, or read from an attribute) may become narrower, and what is taken may become wider. Only
unions, ``Any`` and the usual abstract containers are told apart; any other change of a type counts as breaking.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from typing import Final

_WIDER: Final[Mapping[str, frozenset[str]]] = {
    "list": frozenset({"MutableSequence", "Sequence", "Collection", "Iterable"}),
    "Sequence": frozenset({"Collection", "Iterable"}),
    "set": frozenset({"Set", "Collection", "Iterable"}),
    "frozenset": frozenset({"Set", "Collection", "Iterable"}),
    "Set": frozenset({"Collection", "Iterable"}),
    "Collection": frozenset({"Iterable"}),
    "Iterator": frozenset({"Iterable"}),
    "dict": frozenset({"MutableMapping", "Mapping"}),
    "MutableMapping": frozenset({"Mapping"}),
}
_ANYTHING: Final = frozenset({"Any", "object"})
_Forms = dict[str, list[ast.FunctionDef | ast.AsyncFunctionDef]]


def breaking(before: str, after: str) -> Iterator[tuple[str, str]]:
    """Yield the names of a stub whose types changed so that a program may break, with what happened."""
    old_calls, old_types = _read(before)
    new_calls, new_types = _read(after)
    for name in sorted(old_types.keys() & new_types.keys()):
        old, new = old_types[name], new_types[name]
        if _is_words(name, old) and _is_words(name, new):
            for gone in sorted(_words(old) - _words(new)):
                yield name, f"reason was removed: {gone}"
        elif not _fits(new, old):
            yield name, f"attribute type was changed: {_said(old)}"
    for name in sorted(old_calls.keys() & new_calls.keys()):
        forms, others = old_calls[name], new_calls[name]
        yield from ((name, what) for what in sorted({*_returns(forms, others), *_taken(forms, others)}))


def _read(text: str) -> tuple[_Forms, dict[str, ast.expr]]:
    """Return the functions of a stub with their forms, and the types of its attributes, by name."""
    calls: _Forms = {}
    types: dict[str, ast.expr] = {}

    def walk(body: list[ast.stmt], inside: str) -> None:
        for node in body:
            match node:
                case ast.ClassDef(name=name, body=members):
                    walk(members, f"{inside}{name}.")
                case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
                    calls.setdefault(inside + name, []).append(node)
                case ast.AnnAssign(target=ast.Name(id=name), annotation=annotation):
                    types[inside + name] = annotation

    walk(ast.parse(text).body, "")
    return calls, types


def _returns(
    old: list[ast.FunctionDef | ast.AsyncFunctionDef], new: list[ast.FunctionDef | ast.AsyncFunctionDef]
) -> Iterator[str]:
    pairs = zip(old, new, strict=True) if len(old) == len(new) else ((a, b) for a in old for b in new)
    fits = [a.returns is None or (b.returns is not None and _fits(b.returns, a.returns)) for a, b in pairs]
    enough = (
        all(fits)
        if len(old) == len(new)
        else all(any(fits[i * len(new) : (i + 1) * len(new)]) for i in range(len(old)))
    )
    if not enough:
        yield f"return type was changed: {' or '.join(_said(one.returns) for one in old)}"


def _taken(
    old: list[ast.FunctionDef | ast.AsyncFunctionDef], new: list[ast.FunctionDef | ast.AsyncFunctionDef]
) -> Iterator[str]:
    if len(old) != len(new):
        return  # forms that came or went: what they return is compared
    for one, other in zip(old, new, strict=True):
        before, after = _parameters(one), _parameters(other)
        for name in before.keys() & after.keys():
            if not _fits(before[name], after[name]):
                yield f"parameter type was narrowed: {name}"


def _parameters(one: ast.FunctionDef | ast.AsyncFunctionDef) -> dict[str, ast.expr]:
    said = one.args
    every = (*said.posonlyargs, *said.args, *said.kwonlyargs, said.vararg, said.kwarg)
    return {arg.arg: arg.annotation for arg in every if arg is not None and arg.annotation is not None}


def _fits(narrow: ast.expr, wide: ast.expr) -> bool:
    """Tell whether every value of one type is surely one of another."""
    wider = list(_parts(wide))
    return all(any(_is_within(part, other) for other in wider) for part in _parts(narrow))


def _parts(said: ast.expr) -> Iterator[ast.expr]:
    """Yield the parts of a union; each word of a Literal is one. That something is personal is no type."""
    match said:
        case ast.BinOp(left=left, op=ast.BitOr(), right=right):
            yield from _parts(left)
            yield from _parts(right)
        case ast.Subscript(value=ast.Name(id="Personal"), slice=inner):
            yield from _parts(inner)
        case ast.Subscript(value=ast.Name(id="Literal"), slice=ast.Tuple(elts=words)):
            yield from (ast.Subscript(said.value, word) for word in words)
        case _:
            yield said


def _is_within(part: ast.expr, other: ast.expr) -> bool:
    if ast.dump(part) == ast.dump(other) or _said(other) in _ANYTHING:
        return True
    match part, other:
        case ast.Subscript(value=ast.Name(id=a), slice=x), ast.Subscript(value=ast.Name(id=b), slice=y):
            return b in _WIDER.get(a, frozenset()) and ast.dump(x) == ast.dump(y)
    return False


def _is_words(name: str, said: ast.expr) -> bool:
    return name.endswith(".reason") and (_said(said) == "str" or _said(said).startswith("Literal["))


def _words(said: ast.expr) -> set[str]:
    return {
        one.value for one in ast.walk(said) if isinstance(one, ast.Constant) and isinstance(one.value, str)
    }


def _said(one: ast.expr | None) -> str:
    return "nothing" if one is None else ast.unparse(one)
