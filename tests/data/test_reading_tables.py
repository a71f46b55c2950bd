"""How tables are read, and what damage to them does."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sized
from pathlib import Path

import pytest

from tokutei import data
from tokutei.data import read_csv, read_toml, tables
from tokutei.errors import TableError

READERS: tuple[Callable[[], object], ...] = (
    tables.fee_rows,
    tables.holidays,
    tables.municipalities,
    tables.offices,
    tables.prefectures,
    tables.status_rows,
)


@pytest.mark.parametrize("reader", READERS)
def test_tables_are_read_once_and_cannot_be_changed(reader: Callable[[], object]) -> None:
    table = reader()
    assert reader() is table
    inner = table.by_day if isinstance(table, tables.HolidayTable) else table
    assert isinstance(inner, Sized)
    assert len(inner) > 0
    with pytest.raises(TypeError):
        inner["x"] = 1  # type: ignore[index]


def test_raw_rows_cannot_be_changed() -> None:
    with pytest.raises(TypeError):
        read_csv("prefectures.csv")[0]["name_ja"] = "x"  # type: ignore[index]
    with pytest.raises(TypeError):
        read_toml("sources.toml")["x"] = 1  # type: ignore[index]


@pytest.mark.parametrize(
    "name", ["", "none.csv", "../errors.py", "/etc/passwd", "rules", "a\0.csv", "rules/none.toml", "X.csv"]
)
@pytest.mark.parametrize("read", [read_csv, read_toml])
def test_no_such_table(read: Callable[[str], object], name: str) -> None:
    with pytest.raises(TableError) as caught:
        read(name)
    assert caught.value.table == name.replace("\0", "\N{REPLACEMENT CHARACTER}")


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder that stands in for the package's tables."""
    monkeypatch.setattr(data, "files", lambda _name: tmp_path)
    caches = (read_csv, read_toml, *READERS)
    for cached in caches:
        cached.cache_clear()  # type: ignore[attr-defined]
    yield tmp_path
    for cached in caches:
        cached.cache_clear()  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("content", "row"),
    [
        (b"a,b\n1\n", 2),
        (b"a,b\n1,2\n1,2,3\n", 3),
        (b'a,b\n"1,2\n', 2),
        (b'a,b\n"1"x,2\n', 2),
        (b"\xff\xfe", "-"),
    ],
)
def test_a_damaged_csv_table(package: Path, content: bytes, row: object) -> None:
    (package / "broken.csv").write_bytes(content)
    with pytest.raises(TableError) as caught:
        read_csv("broken.csv")
    assert caught.value.row == row
    assert "broken.csv" in caught.value.text("ja")


def test_a_cell_may_hold_line_ends(package: Path) -> None:
    (package / "good.csv").write_bytes('a,b\n"1\n2",\u2028\n'.encode())
    assert [dict(row) for row in read_csv("good.csv")] == [{"a": "1\n2", "b": "\u2028"}]


@pytest.mark.parametrize("content", [b"a = ", b"\xff", b"a = 1\na = 2"])
def test_a_damaged_toml_table(package: Path, content: bytes) -> None:
    (package / "broken.toml").write_bytes(content)
    with pytest.raises(TableError):
        read_toml("broken.toml")


def damaged(name: str, **cells: str) -> bytes:
    """Return a real table with its second row changed."""
    rows: list[Mapping[str, str]] = [dict(row) for row in read_csv(name)[:3]]
    rows[1] = {**rows[1], **cells}
    lines = [",".join(rows[0]), *(",".join(f'"{cell}"' for cell in row.values()) for row in rows)]
    return "\n".join(lines).encode()


@pytest.mark.parametrize(
    ("name", "reader", "cells"),
    [
        ("national_holidays.csv", tables.holidays, {"date": "2026-13-01"}),
        ("national_holidays.csv", tables.holidays, {"certainty": "certain"}),
        ("municipalities.csv", tables.municipalities, {"kind": "hamlet"}),
        ("municipalities.csv", tables.municipalities, {"counts_in_1741": "perhaps"}),
        ("offices.csv", tables.offices, {"level": "shed"}),
        ("fees.csv", tables.fee_rows, {"amount_jpy": "a lot"}),
        ("statuses.csv", tables.status_rows, {"key": "tourist"}),
        ("statuses.csv", tables.status_rows, {"chip_CC": "3"}),
    ],
)
def test_a_cell_outside_its_vocabulary_names_the_row(
    request: pytest.FixtureRequest, name: str, reader: Callable[[], object], cells: dict[str, str]
) -> None:
    content = damaged(name, **cells)
    package: Path = request.getfixturevalue("package")
    (package / name).write_bytes(content)
    with pytest.raises(TableError) as caught:
        reader()
    assert (caught.value.table, caught.value.row) == (name, 3)
