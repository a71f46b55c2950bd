"""What wishes, habits and estimates were given: nobody's type checker may have run."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeVar

from tokutei.errors import FactsError
from tokutei.law import Reason
from tokutei.vocabulary.words import Word

__all__ = ["fits", "in_words", "not_understood", "settle_words"]

W = TypeVar("W", bound=Word)


def in_words(kind: type[W], value: object) -> W | None:
    """Return the member that a member or its value is; ``None`` for anything else.

    Example:
        >>> from tokutei.vocabulary import Channel
        >>> in_words(Channel, "online"), in_words(Channel, "fax")
        (<Channel.ONLINE: 'online'>, None)
    """
    if isinstance(value, kind):
        return value
    return next((one for one in kind if one.value == value), None) if type(value) is str else None


def fits(value: object, kind: type, *, or_none: bool) -> bool:
    """Return whether a value is of a kind and of no kind derived from it: ``True`` is no whole number here."""
    return type(value) is kind or (or_none and value is None)


def not_understood(names: Iterable[str]) -> FactsError:
    """Return the error that what was given under some names is not understood; it holds no value."""
    unknown = tuple(dict.fromkeys(names))
    return FactsError(
        unknown=unknown, contradictions=(Reason("given.not_understood", (), {"names": unknown}),)
    )


def settle_words(
    one: object,
    words: Mapping[str, type[Word]],
    *,
    needed: Iterable[str] = (),
    flags: Iterable[str] = (),
    open_flags: Iterable[str] = (),
) -> None:
    """Put members in for their values in a frozen object.

    Args:
        one: the object, while it is made.
        words: its fields that hold words, with their vocabularies.
        needed: those of them that must not be left out.
        flags: fields that are true or false.
        open_flags: fields that are true, false or not known.

    Raises:
        FactsError: something is not of its kind; ``unknown`` names all such fields.
    """
    found = {name: in_words(kind, getattr(one, name)) for name, kind in words.items()}
    must = frozenset(needed)
    unfit = [
        name
        for name, member in found.items()
        if member is None and (name in must or getattr(one, name) is not None)
    ]
    unfit += [name for name in flags if not fits(getattr(one, name), bool, or_none=False)]
    unfit += [name for name in open_flags if not fits(getattr(one, name), bool, or_none=True)]
    if unfit:
        raise not_understood(unfit)
    for name, member in found.items():
        object.__setattr__(one, name, member)
