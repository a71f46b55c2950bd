"""Histories in SQLite: two processes write at once and nothing is lost; what is damaged is refused by number."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
import time
import traceback
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from typing import Final

import pytest
from sqlalchemy import Engine

import tokutei as tk
from examples import histories_in_sqlite as store
from tokutei import lifecycle
from tokutei.errors import HistoryError

ROOT: Final = Path(__file__).resolve().parents[2]
PROGRAM: Final = [sys.executable, "-W", "error", str(ROOT / "examples" / "histories_in_sqlite.py")]
SECONDS: Final = 120
BEGUN: Final = date(2026, 9, 1)
FACTS: Final = tk.Facts(
    born=date(1994, 5, 2),
    stay_until=date(2027, 3, 31),
    card=tk.CardFacts(issued_on=date(2024, 4, 1), valid_until=date(2027, 3, 31)),
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "histories.db"


@pytest.fixture
def engine(path: Path) -> Engine:
    made = store.opened(path)
    store.begin(made, "person-1", FACTS, on=BEGUN)
    return made


def lose(engine: Engine, day: int, learnt: int | None = None) -> lifecycle.Change:
    on = BEGUN + timedelta(days=day)
    learnt_on = BEGUN + timedelta(days=day if learnt is None else learnt)
    return store.learn(engine, "person-1", tk.ReportLoss(on=on), learnt_on=learnt_on)


def test_what_is_stored_is_the_history(engine: Engine) -> None:
    change = lose(engine, 2, learnt=9)
    assert store.read(engine, "person-1") == change.history
    assert change.after.card.state.value == "lost"
    on = BEGUN + timedelta(days=4)
    assert store.as_of(engine, "person-1", on).card.state.value == "lost"
    early = store.as_of(engine, "person-1", on, known_by=BEGUN + timedelta(days=8))
    assert early.card.state.value == "held"
    with pytest.raises(LookupError):
        store.read(engine, "person-2")


def test_a_head_is_written_once(engine: Engine) -> None:
    store.begin(engine, "person-1", FACTS.model_copy(update={"born": date(1990, 1, 1)}), on=BEGUN)
    assert store.read(engine, "person-1").facts == FACTS


def test_somebody_else_was_faster(engine: Engine, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = store.opened(path)
    append = store._append
    met: list[int] = []

    def slow(*arguments: object) -> None:
        if not met:  # between reading and appending another writer appends
            met.append(1)
            monkeypatch.setattr(store, "_append", append)
            lose(other, 5)
        append(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(store, "_append", slow)
    lose(engine, 3)
    life = store.read(engine, "person-1")
    life.verify()
    assert [entry.happened_on.day for entry in life.entries] == [6, 4]
    assert [entry.learnt_on.day for entry in life.entries] == [6, 6]


def test_the_same_number_cannot_be_taken_twice(engine: Engine) -> None:
    line = lifecycle.to_json_lines(lose(engine, 1).history).splitlines()[1]
    assert store._append(engine, "person-1", 1, line) is False
    assert numbers_of(engine) == [0, 1]


def test_what_cannot_be_learnt_is_not_stored(engine: Engine) -> None:
    with pytest.raises(HistoryError):
        store.learn(engine, "person-1", tk.ReportLoss(on=BEGUN + timedelta(days=3)), learnt_on=BEGUN)
    assert store.read(engine, "person-1").entries == ()


def test_rows_are_only_added(engine: Engine, path: Path) -> None:
    lose(engine, 1)
    with closing(sqlite3.connect(path)) as raw, raw:
        for statement in ("UPDATE entries SET line = '' WHERE number = 1", "DELETE FROM entries"):
            with pytest.raises(sqlite3.IntegrityError, match="only ever added"):
                raw.execute(statement)
    raw.close()


@pytest.mark.parametrize(
    ("change", "number", "reason"),
    [
        pytest.param(
            "UPDATE entries SET line = replace(line, '09-03', '09-02') WHERE number = 2", 2, "digest"
        ),
        pytest.param("UPDATE entries SET line = substr(line, 1, 40) WHERE number = 1", 1, "not_json"),
        pytest.param("UPDATE entries SET line = replace(line, '1994', '1995') WHERE number = 0", 0, "digest"),
        pytest.param("UPDATE entries SET digest = 'x' WHERE number = 2", 2, "digest_column"),
        pytest.param("UPDATE entries SET digest = x'ff' WHERE number = 2", 2, "digest_column"),
        pytest.param(
            "UPDATE entries SET line = CAST(x'ff' || CAST(line AS BLOB) AS TEXT) WHERE number = 1",
            1,
            "not_unicode",
        ),
        pytest.param("UPDATE entries SET number = 9 WHERE number = 1", 1, "missing"),
        pytest.param("DELETE FROM entries WHERE number = 1", 1, "missing"),
        pytest.param("DELETE FROM entries WHERE number = 0", 0, "missing"),
        pytest.param("UPDATE entries SET line = '' WHERE number = 2", 2, "blank"),
        pytest.param(
            "UPDATE entries SET line = (SELECT line FROM entries WHERE number = 1) WHERE number = 2",
            2,
            "chain",
        ),
    ],
)
def test_a_damaged_row_is_refused_by_its_number(
    engine: Engine, path: Path, change: str, number: int, reason: str
) -> None:
    for day in (1, 2, 3):
        lose(engine, day)
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.execute("DROP TRIGGER no_update")
        raw.execute("DROP TRIGGER no_delete")
        assert raw.execute(change).rowcount == 1
    raw.close()
    with pytest.raises(store.DamagedRow) as caught:
        store.read(engine, "person-1")
    assert (caught.value.number, caught.value.reason) == (number, reason)
    assert "1994" not in f"{caught.value!r} {caught.value}"
    assert caught.value.__context__ is None
    with pytest.raises(store.DamagedRow):  # nothing is built on it
        lose(engine, 9)


MARKER: Final = "PLANTEDMARKER"
PLANTED: Final = FACTS.model_copy(update={"born": date(1977, 7, 17)})
SAYS_WHO: Final = ("1977", MARKER)


def numbers_of(engine: Engine, history: str = "person-1") -> list[int]:
    with engine.connect() as connection:
        rows = connection.exec_driver_sql(
            "SELECT number FROM entries WHERE history = ? ORDER BY number", (history,)
        )
        return [number for (number,) in rows]


def holds_nothing(error: BaseException) -> None:
    """Look at all that an error brings along."""
    assert error.__context__ is None
    assert error.__cause__ is None
    told = f"{error!r} {vars(error)} {''.join(traceback.format_exception(error))}"
    for secret in SAYS_WHO:
        assert secret not in told


def test_what_the_database_says_of_a_lock_stays_here(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "BUSY_SECONDS", 0)
    engine = store.opened(path)
    store.begin(engine, "person-1", PLANTED, on=BEGUN)
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.execute("BEGIN IMMEDIATE")
        for act in (
            lambda: store.begin(engine, "person-2", PLANTED, on=BEGUN),
            lambda: lose(engine, 1),
            lambda: store.opened(path),
        ):
            with pytest.raises(store.NotStored) as caught:
                act()
            assert caught.value.kind == "OperationalError"
            holds_nothing(caught.value)
    raw.close()
    assert numbers_of(engine) == [0]


def test_what_the_database_says_of_a_rule_that_is_broken_stays_here(engine: Engine, path: Path) -> None:
    store.begin(engine, "person-2", PLANTED, on=BEGUN)
    with closing(sqlite3.connect(path)) as raw, raw:  # whatever it is, it is not that the number is taken
        raw.execute(
            "CREATE TRIGGER no_insert BEFORE INSERT ON entries "
            "BEGIN SELECT RAISE(ABORT, 'PLANTEDMARKER') WHERE new.number > 0; END"
        )
    raw.close()
    with pytest.raises(store.NotStored) as caught:
        store.learn(engine, "person-2", tk.ReportLoss(on=BEGUN), learnt_on=BEGUN)
    assert caught.value.kind == "IntegrityError"
    holds_nothing(caught.value)


@pytest.mark.parametrize("history", [None, "p\ud800"])
def test_a_head_that_was_not_written_is_told(path: Path, history: str) -> None:
    with pytest.raises(store.NotStored) as caught:
        store.begin(store.opened(path), history, PLANTED, on=BEGUN)
    holds_nothing(caught.value)


def test_what_the_driver_says_of_a_byte_stays_here(path: Path) -> None:
    engine = store.opened(path)
    store.begin(engine, "person-1", PLANTED, on=BEGUN)
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.execute("DROP TRIGGER no_update")
        raw.execute("UPDATE entries SET line = CAST(CAST(line AS BLOB) || x'ff' AS TEXT)")
    raw.close()
    with pytest.raises(store.DamagedRow) as caught:
        store.read(engine, "person-1")
    assert (caught.value.number, caught.value.reason) == (0, "not_unicode")
    holds_nothing(caught.value)


def test_a_row_of_another_history_that_begins_alike_is_refused(engine: Engine, path: Path) -> None:
    store.begin(engine, "person-2", FACTS, on=BEGUN)
    lose(engine, 1)
    lose(engine, 2)
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.execute("DROP TRIGGER no_update")
        raw.execute("UPDATE entries SET history = 'person-2' WHERE number > 0")
    raw.close()
    with pytest.raises(store.DamagedRow) as caught:
        store.read(engine, "person-2")
    assert (caught.value.number, caught.value.reason) == (1, "digest_column")
    assert (
        store.read(engine, "person-1").entries == ()
    )  # nothing tells that the end is gone, as the program says


def numbers(path: Path) -> dict[str, list[int]]:
    raw = sqlite3.connect(path)
    rows = raw.execute("SELECT history, number FROM entries ORDER BY history, number").fetchall()
    raw.close()
    found: dict[str, list[int]] = {}
    for history, number in rows:
        found.setdefault(history, []).append(number)
    return found


def test_two_processes_write_and_nothing_is_lost(path: Path) -> None:
    done = subprocess.run(  # noqa: S603
        [*PROGRAM, str(path), "--events", "6"], capture_output=True, timeout=SECONDS, check=False, text=True
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "both writers ended well: True" in done.stdout
    assert numbers(path) == {name: list(range(13)) for name in store.PEOPLE}
    engine = store.opened(path)
    wanted = sorted([BEGUN + timedelta(days=day) for day in range(6)] * 2)
    for name in store.PEOPLE:
        life = store.read(engine, name)
        life.verify()
        assert sorted(entry.happened_on for entry in life.entries) == wanted
    for secret in ("1994", "05-02"):
        assert secret not in done.stdout
    assert b"1994-05-02" in path.read_bytes()  # as the program says: in full


def test_killed_in_between_what_was_written_holds(path: Path) -> None:
    engine = store.opened(path)
    for name in store.PEOPLE:
        store.begin(engine, name, FACTS, on=BEGUN)
    command = [*PROGRAM, str(path), "--events", "500", "--write", "killed"]
    writer = subprocess.Popen(command, stdout=subprocess.PIPE)  # noqa: S603
    end = time.monotonic() + SECONDS
    while len(numbers(path)["person-2"]) < 5:
        assert writer.poll() is None
        assert time.monotonic() < end
        time.sleep(0.01)
    writer.kill()
    writer.communicate(timeout=SECONDS)
    for name, found in numbers(path).items():
        assert found == list(range(len(found)))
        store.read(engine, name).verify()
    before = len(numbers(path)["person-1"])
    later = date(2028, 1, 1)
    store.learn(store.opened(path), "person-1", tk.ReportLoss(on=later), learnt_on=later)
    assert len(numbers(path)["person-1"]) == before + 1
    store.read(engine, "person-1").verify()


def test_the_lines_are_those_of_a_file(engine: Engine, path: Path) -> None:
    lose(engine, 1)
    raw = sqlite3.connect(path)
    lines = [line for (line,) in raw.execute("SELECT line FROM entries ORDER BY number")]
    raw.close()
    assert lifecycle.from_json_lines("\n".join(lines)) == store.read(engine, "person-1")
    assert json.loads(lines[0])["facts"]["born"] == "1994-05-02"
