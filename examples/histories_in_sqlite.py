"""Histories of many people in an SQLite file, written by several processes at once, with nothing lost.

    python examples/histories_in_sqlite.py              two processes write into a new temporary file
    python examples/histories_in_sqlite.py some/file.db

One table, one row an entry, and rows are only ever added: the line that ``lifecycle.to_json_lines`` writes, its
number within the history, and a digest over both and the history's key. A writer reads the history, adds what was learnt, and appends the new line
under the next number. If somebody else was faster, the number is taken: read again, derive again, try again.

**The file holds personal data in full**, birth dates and addresses among them, as a history does: encrypt it, keep
it where only those come who must, and delete what need not be kept. Nothing of it is printed here, and errors of
the database, which hold what was to be written, are replaced by ``NotStored``.

It does not: merge two files, notice rows that are gone from the end, keep the file from somebody who rewrites all of
it (keep the last digests elsewhere if either matters), or run on a network drive, where SQLite's locks do not hold. Everybody here is invented.
"""

import argparse
import hashlib
import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import TypeVar

from sqlalchemy import (
    CheckConstraint,
    Engine,
    LargeBinary,
    String,
    UniqueConstraint,
    cast,
    create_engine,
    event,
    select,
)
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import IntegrityError, SQLAlchemyError
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column
from sqlalchemy.pool import ConnectionPoolEntry, NullPool

import tokutei as tk
from tokutei import lifecycle
from tokutei.errors import HistoryLineError
from tokutei.lifecycle import Change, Event, Situation

T = TypeVar("T")
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
    """Over key, number and line: the chain within the lines does not say whose they are."""
    line: Mapped[str]


class DamagedRow(Exception):  # noqa: N818 - it names a row
    """A row does not hold; what stood before it does."""

    def __init__(self, number: int, reason: str) -> None:
        super().__init__(f"row {number} of this history is refused: {reason}")
        self.number = number
        self.reason = reason


class NotStored(Exception):  # noqa: N818 - it says what did not happen
    """The database did not do it. Its own error holds the line with all its personal data, and stays here."""

    def __init__(self, kind: str) -> None:
        super().__init__(f"the database refused or failed: {kind}")
        self.kind = kind


def opened(path: Path) -> Engine:
    """Return the database of a file, made if it is not there.

    Raises:
        NotStored: the file cannot be opened, or somebody else does not let go of it.
    """
    waiting = {"timeout": BUSY_SECONDS}
    # No pool: a connection is closed with the session that asked for it, and none is left open.
    engine = create_engine(
        f"sqlite:///{path}", connect_args=waiting, hide_parameters=True, poolclass=NullPool
    )

    @event.listens_for(engine, "connect")
    def _prepare(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
        cursor = connection.cursor()
        cursor.execute("PRAGMA journal_mode = WAL")  # who reads waits for nobody who writes
        cursor.execute("PRAGMA synchronous = FULL")  # what is committed is on the disk
        cursor.close()

    def make(session: Session) -> None:
        connection = session.connection()
        connection.exec_driver_sql("BEGIN IMMEDIATE")  # two processes may come first
        Base.metadata.create_all(connection)
        for trigger in NEVER_CHANGED:
            connection.exec_driver_sql(trigger)

    _ask(engine, make)
    return engine


def begin(engine: Engine, history: str, facts: tk.Facts, *, on: date) -> None:
    """Write the head of a history; where it is there already, nothing happens.

    Raises:
        NotStored: it was not written and is not there.
    """
    _append(engine, history, 0, lifecycle.to_json_lines(tk.History.begin(facts, on=on)))


def read(engine: Engine, history: str) -> tk.History:
    """Return a history, with every digest checked.

    Raises:
        DamagedRow: a row was changed, is missing, is of another history or is not what it should be.
        LookupError: there is no such history.
        NotStored: the database cannot be read.
    """
    # As bytes: what is no text would be an error of the driver, which repeats it.
    line, digest = cast(Row.line, LargeBinary), cast(Row.digest, LargeBinary)
    query = select(Row.number, digest, line).where(Row.history == history).order_by(Row.number)
    rows = _ask(engine, lambda session: session.execute(query).all())
    if not rows:
        raise LookupError
    faults = [(place, "missing") for place, row in enumerate(rows) if row[0] != place][:1]
    try:
        found = lifecycle.from_json_lines([line for _, _, line in rows])
    except HistoryLineError as error:
        faults.append((error.line - 1, error.reason))
    faults += [
        (place, "digest_column")
        for place, (_, digest, line) in enumerate(rows)
        if digest != _digest(history, place, line or b"").encode()
    ]
    if faults:  # not from within: an error that knows the history would go along
        raise DamagedRow(*min(faults, key=lambda fault: fault[0]))
    return found


def learn(engine: Engine, history: str, what: Event, *, learnt_on: date) -> Change:
    """Add what was learnt and return what it changed; others may write at the same time.

    What may be added is judged by the history that it is added to: after a conflict both are done again.

    Raises:
        NotStored: nothing was added, and nobody else was faster.
    """
    while True:
        known = read(engine, history)
        # Who comes second learns it no earlier than what was written first.
        day = max([learnt_on, *(entry.learnt_on for entry in known.entries[-1:])])
        change = known.learn(what, learnt_on=day)
        line = lifecycle.to_json_lines(change.history, beyond=known)
        if _append(engine, history, len(known.entries) + 1, line):
            return change


def as_of(engine: Engine, history: str, day: date, *, known_by: date | None = None) -> Situation:
    """Return where the person stood on a day, as known by another."""
    return read(engine, history).at(day, known_by=known_by)


def _append(engine: Engine, history: str, number: int, line: str) -> bool:
    """Write one row under its number and return whether that was free: if not, somebody else was faster.

    With nothing read before it, waiting for the lock is all that it may need.
    """
    text = line.rstrip("\n")
    row = Row(history=history, number=number, digest=_digest(history, number, text.encode()), line=text)
    try:
        _ask(engine, lambda session: session.add(row))
    except NotStored as error:
        if error.kind != IntegrityError.__name__:
            raise
    else:
        return True
    taken = select(Row.id).where(Row.history == history, Row.number == number)
    if _ask(engine, lambda session: session.scalar(taken)) is None:  # something else is wrong with it
        raise NotStored(IntegrityError.__name__)
    return False


def _ask(engine: Engine, work: Callable[[Session], T]) -> T:
    """Return what comes of some work on the database."""
    try:
        with Session(engine) as session, session.begin():
            return work(session)
    except (SQLAlchemyError, UnicodeError) as error:
        kind = type(error).__name__
    raise NotStored(kind)  # not from within: that error would go along


def _digest(history: str, number: int, line: bytes) -> str:
    return hashlib.sha256(json.dumps([history, number]).encode() + line).hexdigest()


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
