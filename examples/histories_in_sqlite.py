"""Histories of many people in an SQLite file, written by several processes at once, with nothing lost.

    python examples/histories_in_sqlite.py              two processes write into a new temporary file
    python examples/histories_in_sqlite.py some/file.db

One table, one row an entry, and rows are only ever added: the line that ``lifecycle.to_json_lines`` writes, its
number within the history, its digest. A writer reads the history, adds what was learnt, and appends the new line
under the next number. If somebody else was faster, the number is taken: read again, derive again, try again.

**The file holds personal data in full**, birth dates and addresses among them, as a history does: encrypt it, keep
it where only those come who must, and delete what need not be kept. Nothing of it is printed here.

It does not: merge two files, keep the file from somebody who rewrites all of it (keep the last digests elsewhere
if that matters), or run on a network drive, where SQLite's locks do not hold. Everybody here is invented.
"""

import argparse
import contextlib
import json
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

from sqlalchemy import CheckConstraint, Engine, String, UniqueConstraint, create_engine, event, select
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column
from sqlalchemy.pool import ConnectionPoolEntry

import tokutei as tk
from tokutei import lifecycle
from tokutei.errors import HistoryLineError
from tokutei.lifecycle import Change, Event, Situation

BUSY_SECONDS = 60
"""How long a writer waits for another one to finish."""
NEVER_CHANGED = [
    f"CREATE TRIGGER IF NOT EXISTS no_{act.lower()} BEFORE {act} ON entries "
    "BEGIN SELECT RAISE(ABORT, 'entries are only ever added'); END"
    for act in ("UPDATE", "DELETE")
]
"""Against carelessness: whoever can write to the file can also take a trigger away."""


class Base(DeclarativeBase):
    """The tables of this program."""


class Row(Base):
    """One line of one history; number 0 is the head, with the facts at the start."""

    __tablename__ = "entries"
    __table_args__ = (UniqueConstraint("history", "number"), CheckConstraint("number >= 0"))

    id: Mapped[int] = mapped_column(primary_key=True)
    history: Mapped[str] = mapped_column(String(64), index=True)
    """Whose: an opaque word, not a name and not the number of a card."""
    number: Mapped[int]
    digest: Mapped[str] = mapped_column(String(64))
    line: Mapped[str]


class DamagedRow(Exception):  # noqa: N818 - it names a row
    """A row does not hold; what stood before it does."""

    def __init__(self, number: int, reason: str) -> None:
        super().__init__(f"row {number} of this history is refused: {reason}")
        self.number = number
        self.reason = reason


def opened(path: Path) -> Engine:
    """Return the database of a file, made if it is not there."""
    engine = create_engine(f"sqlite:///{path}", connect_args={"timeout": BUSY_SECONDS})

    @event.listens_for(engine, "connect")
    def _prepare(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
        cursor = connection.cursor()
        cursor.execute("PRAGMA journal_mode = WAL")  # who reads waits for nobody who writes
        cursor.execute("PRAGMA synchronous = FULL")  # what is committed is on the disk
        cursor.close()

    with engine.begin() as connection:
        connection.exec_driver_sql("BEGIN IMMEDIATE")  # two processes may come first
        Base.metadata.create_all(connection)
        for trigger in NEVER_CHANGED:
            connection.exec_driver_sql(trigger)
    return engine


def begin(engine: Engine, history: str, facts: tk.Facts, *, on: date) -> None:
    """Write the head of a history; where it is there already, nothing happens."""
    line = lifecycle.to_json_lines(tk.History.begin(facts, on=on))
    with contextlib.suppress(IntegrityError):  # somebody else was faster
        _append(engine, history, 0, line)


def read(engine: Engine, history: str) -> tk.History:
    """Return a history, with every digest checked.

    Raises:
        DamagedRow: a row was changed, is missing or is not what it should be.
        LookupError: there is no such history.
    """
    query = select(Row.number, Row.digest, Row.line).where(Row.history == history).order_by(Row.number)
    with Session(engine) as session:
        rows = session.execute(query).all()
    if not rows:
        raise LookupError
    for place, (number, _, _) in enumerate(rows):
        if number != place:
            raise DamagedRow(place, "missing")
    try:
        found = lifecycle.from_json_lines([line for _, _, line in rows])
    except HistoryLineError as error:
        damaged = DamagedRow(error.line - 1, error.reason)
    else:
        digests = [_digest(line) for _, _, line in rows]
        wrong = [number for number, digest, _ in rows if digests[number] != digest]
        if not wrong:
            return found
        damaged = DamagedRow(wrong[0], "digest_column")
    raise damaged  # not from within: an error that knows the history would go along


def learn(engine: Engine, history: str, what: Event, *, learnt_on: date) -> Change:
    """Add what was learnt and return what it changed; others may write at the same time.

    What may be added is judged by the history that it is added to: after a conflict both are done again.
    """
    while True:
        known = read(engine, history)
        # Who comes second learns it no earlier than what was written first.
        day = max([learnt_on, *(entry.learnt_on for entry in known.entries[-1:])])
        change = known.learn(what, learnt_on=day)
        line = lifecycle.to_json_lines(change.history, beyond=known)
        with contextlib.suppress(IntegrityError):  # the number is taken: somebody else was faster
            _append(engine, history, len(known.entries) + 1, line)
            return change


def as_of(engine: Engine, history: str, day: date, *, known_by: date | None = None) -> Situation:
    """Return where the person stood on a day, as known by another."""
    return read(engine, history).at(day, known_by=known_by)


def _append(engine: Engine, history: str, number: int, line: str) -> None:
    """Write one row under its number; with nothing read before it, waiting for the lock is all that it may need."""
    text = line.rstrip("\n")
    with Session(engine) as session, session.begin():
        session.add(Row(history=history, number=number, digest=_digest(text), line=text))


def _digest(line: str) -> str:
    return str(json.loads(line)["digest"])


# From here on: the demonstration.
BEGUN = date(2026, 9, 1)
PEOPLE = ("person-1", "person-2", "person-3")


def write(path: Path, writer: str, events: int) -> None:
    """Learn events of every person in turn, as one of several processes does."""
    engine = opened(path)
    for number in range(events):
        day = BEGUN + timedelta(days=number)
        for history in PEOPLE:
            learn(engine, history, tk.ReportLoss(on=day), learnt_on=day)
        print(writer, number + 1, flush=True)


def main(arguments: Sequence[str] | None = None) -> None:
    """Let two processes write into one file, and show that all of it is there."""
    parser = argparse.ArgumentParser(description="Two processes write histories into one SQLite file.")
    parser.add_argument("file", type=Path, nargs="?", help="left out, a new temporary one")
    parser.add_argument(
        "--events", type=int, default=5, help="how many events each writer learns of each person"
    )
    parser.add_argument("--write", metavar="NAME", help="be one of the writers")
    told = parser.parse_args(arguments)
    path = told.file or Path(tempfile.mkdtemp(prefix="histories-")) / "histories.db"
    if told.write:
        return write(path, told.write, told.events)
    engine = opened(path)
    for number, history in enumerate(PEOPLE):
        card = tk.CardFacts(issued_on=date(2024, 4, 1), valid_until=date(2027, 3, 31))
        facts = tk.Facts(born=date(1994, 5, 2 + number), stay_until=date(2027, 3, 31), card=card)
        begin(engine, history, facts, on=BEGUN)
    command = [sys.executable, __file__, str(path), "--events", str(told.events), "--write"]
    writers = [subprocess.Popen([*command, name]) for name in ("writer-1", "writer-2")]  # noqa: S603
    ended = [writer.wait() for writer in writers]
    print("both writers ended well:", ended == [0, 0])
    for history in PEOPLE:
        life = read(engine, history)
        life.verify()
        print(f"{history}: {len(life.entries)} entries, chain in order; card on {BEGUN}:", end=" ")
        print(as_of(engine, history, BEGUN).card.state.value)
    return None


if __name__ == "__main__":
    main()
