"""The tables that ship with the library, read when first asked for and kept.

Tables are UTF-8 CSV with a header row, or TOML. ``sources.toml`` says where each comes from, under
which licence and when it was read.
"""

from __future__ import annotations

import csv
import io
import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Final

from tokutei.errors import TableError

__all__ = ["read_csv", "read_toml", "tables_in"]


_NAME: Final = re.compile(r"(?:[a-z0-9_]+/)*[a-z0-9_]+\.(?:csv|toml)")


def _text(name: str) -> str:
    if not isinstance(name, str):
        raise TableError(name, "name")
    if not _NAME.fullmatch(name):
        raise TableError(name, "name")
    try:
        return files(__name__).joinpath(*name.split("/")).read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise TableError(name, type(error).__name__) from None


@cache
def read_toml(name: str) -> Mapping[str, object]:
    """Return a TOML table of the package, such as ``rules/fees.toml``, read-only.

    Raises:
        TableError: there is no such table, or it is not TOML.
    """
    try:
        return MappingProxyType(tomllib.loads(_text(name)))
    except tomllib.TOMLDecodeError as error:
        raise TableError(name, type(error).__name__) from None


@cache
def tables_in(folder: str) -> tuple[str, ...]:
    """Return the names of the TOML tables in a folder of the package, such as ``rules/reforms``, sorted.

    Raises:
        TableError: there is no such folder.
    """
    try:
        found = [f"{folder}/{one.name}" for one in files(__name__).joinpath(*folder.split("/")).iterdir()]
    except OSError as error:
        raise TableError(folder, type(error).__name__) from None
    return tuple(sorted(name for name in found if name.endswith(".toml")))


@cache
def read_csv(name: str) -> tuple[Mapping[str, str], ...]:
    """Return the rows of a CSV table of the package, such as ``statuses.csv``, each a read-only mapping.

    Raises:
        TableError: there is no such table, it is not CSV, or a row has more or fewer cells than the header.
    """
    reader = csv.DictReader(io.StringIO(_text(name), newline=""), strict=True)
    rows: list[Mapping[str, str]] = []
    try:
        for number, row in enumerate(reader, start=2):
            if None in row or None in row.values():
                raise TableError(name, "cells", number)
            rows.append(MappingProxyType(row))
    except csv.Error as error:
        raise TableError(name, type(error).__name__, len(rows) + 2) from None
    return tuple(rows)
