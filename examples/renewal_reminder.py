"""A reminder that runs once a day: who is to be reminded of what, what changed, and nobody twice.

    python examples/renewal_reminder.py                                          a demonstration of four days
    python examples/renewal_reminder.py people.jsonl memory.json --on 2026-09-01 prints what is to be sent

``people.jsonl`` has one person a line: ``{"key": "person-1", "known_on": "2026-09-01", "facts": {"tokutei":
"facts/1", …}}``. The key is an opaque word of yours, one line for each; the program that sends knows the address
behind it. Reminders come 30, 7 and 1 days before a last day and on it, at once for what is overdue or has no last day, and again when
a day moves or is no longer due. After days on which the program did not run, only the most pressing one comes.

``memory.json`` says what was sent; it is written whole, before and after each message. If the program is killed in
between, nobody knows whether that message went out: it is listed, and not sent again.

A subject line says nothing but that there is something to read. A message has days and duties in both languages, and
no name, birth date or number; ``people.jsonl`` has all of that: keep it accordingly. Everybody here is invented.

It does not: send mail (pass your own sender), look at a clock (the day is given), run twice at once (lock it).
"""

import argparse
import contextlib
import errno
import json
import os
import sys
import tempfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ValidationError

import tokutei as tk
from tokutei import procedures
from tokutei.errors import DocumentError, FactsError, TokuteiError
from tokutei.models import write_file
from tokutei.models.codec import read_json
from tokutei.procedures import Reminder, ReminderStatus

STAGES = (0, 1, 7, 30)
"""Days before a last day; nobody's law but ours."""
PRESSING, FAR, GONE = -1, 99, -2
"""Stages beside those days: at once, not yet, no longer."""
SUBJECT = "期日のお知らせ / A date to look at"
LINES = {
    "due": ("{what}：{day}（あと{left}日）", "{what}: {day} ({left} days left)"),
    "overdue": ("{what}：{day}（期限を過ぎています）", "{what}: {day} (overdue)"),
    "since": ("{what}：{day}から", "{what}: since {day}"),
    "undated": ("{what}：速やかに", "{what}: without delay"),
    "moved": ("{what}：{before}から{day}に変わりました", "{what}: moved from {before} to {day}"),
    "gone": ("{what}（{day}）：不要になりました", "{what} ({day}): no longer due"),
}
Sender = Callable[["Message"], None]
"""Sends a message, or raises ``OSError`` if it did not go out."""


@dataclass(frozen=True)
class Message:
    """What is sent to one person about one thing."""

    key: str
    """Whom: the caller's opaque word."""
    id: str
    """The same for the same message: a sender can refuse to send it again."""
    subject: str
    body: str


@dataclass
class Outcome:
    """What came of a day."""

    sent: int = 0
    failed: int = 0
    refused: tuple[str, ...] = ()
    """Lines of the file that cannot be used, by number and why."""
    uncertain: tuple[str, ...] = ()
    """Messages that may or may not have gone out when the program was killed."""


class Thing(BaseModel, extra="forbid"):
    """What somebody was told about one thing."""

    key: str
    day: date
    stage: int
    ja: str
    en: str


class Held(BaseModel, extra="forbid"):
    """What is remembered from day to day."""

    kind: Literal["reminders-sent/1"] = "reminders-sent/1"
    sending: str | None = None
    things: dict[str, Thing] = {}
    """By the identity of a reminder, which stays while its day moves."""


class Memory:
    """What was sent about what, in a file that is always whole."""

    def __init__(self, path: Path) -> None:
        """Read the file; where there is none, nothing was sent.

        Raises:
            DocumentError: the file is damaged. To begin anew would remind everybody again: that is for you to say.
        """
        self.path = path
        held = Held() if not path.exists() else None
        with contextlib.suppress(ValidationError):  # it would show what the file holds
            held = held or Held.model_validate_json(path.read_bytes())
        if held is None:
            raise DocumentError("not_json")
        self.things, self.sending = held.things, held.sending

    def write(self) -> None:
        """Write the file whole, for nobody else to read if it is new.

        Raises:
            FileError: it could not be written; what was there before is there still.
        """
        held = Held(sending=self.sending, things=self.things).model_dump_json(indent=1)
        others = os.umask(0o077)
        try:
            write_file(self.path, held)
        finally:
            os.umask(others)

    def deliver(self, uid: str, thing: Thing, body: str, send: Sender) -> bool:
        """Send a message and return whether it went out; what did not is tried again the next day."""
        message = Message(thing.key, f"{uid}/{thing.day}/{thing.stage}", SUBJECT, body)
        before = self.things.get(uid)
        self.sending, self.things[uid] = message.id, thing
        self.write()
        sent = False
        with contextlib.suppress(OSError):
            send(message)
            sent = True
        if not sent:
            self.things.pop(uid)
            self.things |= {uid: before} if before else {}
        self.sending = None
        self.write()
        return sent


def people(lines: Iterable[str | bytes], *, on: date, refused: list[str]) -> dict[str, list[Reminder]]:
    """Return everybody in a file with their reminders; a line that cannot be used is named, and the others go on.

    Blank lines count and say nothing. Of two lines with one key nobody knows which one holds: neither is used.
    """
    found: dict[str, list[Reminder]] = {}
    stands: dict[str, list[int]] = {}
    wrong: dict[int, str] = {}
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            key, reminders = _person(line, on)
        except TokuteiError as error:
            wrong[number] = f"{error.code}: {error}"
        else:
            found[key] = reminders
            stands.setdefault(key, []).append(number)
    for key, numbers in stands.items():
        if len(numbers) > 1:
            del found[key]
            same = " and ".join(map(str, numbers))
            wrong |= dict.fromkeys(numbers, f"one key on lines {same}: none of them is used")
    refused += [f"line {number}: {why}" for number, why in sorted(wrong.items())]
    return found


def _person(line: str | bytes, on: date) -> tuple[str, list[Reminder]]:
    text = None
    with contextlib.suppress(UnicodeDecodeError):  # it holds the line
        text = line.decode() if isinstance(line, bytes) else line
    if text is None:
        raise DocumentError("not_unicode")
    told = read_json(text)
    if not isinstance(told, dict) or set(told) != {"key", "known_on", "facts"}:
        raise FactsError(missing=("key", "known_on", "facts"))
    facts, key, known_on = tk.from_json(json.dumps(told["facts"])), told["key"], None
    if not isinstance(key, str) or not key or not key.isprintable():  # half a character cannot be remembered
        raise FactsError(unknown=("key",))
    with contextlib.suppress(TypeError, ValueError):
        known_on = date.fromisoformat(told["known_on"])
    if known_on is None or not isinstance(facts, tk.Facts):
        raise FactsError(unknown=("known_on" if known_on is None else "facts",))
    now = tk.advance(tk.Situation.of(facts, on=known_on), to=on).after
    duties = procedures.reminders_of_duties(tk.duties(now, on=on), key=key)
    return key, [*duties, *procedures.reminders_of_situation(now, key=key, on=on)]


def said(kind: str, ja: str, en: str, **parts: object) -> str:
    """Return a line in both languages."""
    in_japanese, in_english = LINES[kind]
    return f"{in_japanese.format(what=ja, **parts)}\n{in_english.format(what=en, **parts)}"


def due(reminder: Reminder, known: Thing | None, on: date) -> tuple[int, str] | None:
    """Return the stage that a reminder has reached and what is to be said, or nothing if it was said already."""
    day, words = reminder.last, (reminder.ja, reminder.en)
    left = (day - on).days
    stage = PRESSING if left < 0 or not reminder.dated else next((one for one in STAGES if left <= one), FAR)
    if known and known.day != day:
        return stage, said("moved", *words, before=known.day, day=day)
    if stage == FAR or (known and known.stage <= stage):
        return None
    late = "overdue" if reminder.status is ReminderStatus.OVERDUE else "since"
    kind = "undated" if not reminder.dated else late if left < 0 else "due"
    return stage, said(kind, *words, day=day, left=left)


def run(lines: Iterable[str | bytes], memory: Memory, send: Sender, *, on: date) -> Outcome:
    """Send what is to be sent on a day, and remember it."""
    refused: list[str] = []
    uncertain = (memory.sending,) if memory.sending else ()
    memory.sending = None
    by_person = people(lines, on=on, refused=refused)
    found = {reminder.uid: reminder for reminders in by_person.values() for reminder in reminders}
    results = []
    for uid, reminder in found.items():
        if told := due(reminder, memory.things.get(uid), on):
            thing = Thing(key=reminder.key, day=reminder.last, stage=told[0], ja=reminder.ja, en=reminder.en)
            cites = [f"{cite.text('ja')} / {cite.text('en')}" for cite in reminder.cite[:1]]
            results.append(memory.deliver(uid, thing, "\n".join([told[1], *cites]), send))
    # Whoever has a line that cannot be read today still has to do what was due yesterday.
    for uid in [] if refused else [uid for uid in memory.things if uid not in found]:
        thing = memory.things[uid].model_copy(update={"stage": GONE})
        here = thing.key in by_person and thing.day >= on  # somebody who left is not told anything
        if here:
            results.append(memory.deliver(uid, thing, said("gone", thing.ja, thing.en, day=thing.day), send))
        if not here or results[-1]:
            del memory.things[uid]
    memory.write()
    return Outcome(sum(results), len(results) - sum(results), tuple(refused), uncertain)


def show(message: Message) -> None:
    """Print a message: the sender of this example.

    Raises:
        OSError: nobody saw it.
    """
    lines = [
        f"   to {message.key}: {message.subject}",
        *(f"      {line}" for line in message.body.splitlines()),
    ]
    if sys.stdout is None:  # the program was started with no output at all
        raise OSError(errno.EBADF, "no output")
    shown = False
    with contextlib.suppress(UnicodeEncodeError):  # an output without Japanese
        print("\n".join(lines), end="\n\n", flush=True)
        shown = True
    if not shown:
        raise OSError(errno.EILSEQ, "not shown")


def demonstrate(folder: Path) -> None:
    """Show four days of two people."""
    stay = {"born": "1994-05-02", "status": "student", "stay_until": "2026-10-01"}
    card = {"issued_on": "2024-10-01", "valid_until": "2026-10-01"}
    person = {
        "key": "person-1",
        "known_on": "2026-08-01",
        "facts": {"tokutei": "facts/1", **stay, "card": card},
    }
    anew = {"issued_on": "2026-09-25", "valid_until": "2028-10-01"}
    extended = {"tokutei": "facts/1", **stay, "stay_until": "2028-10-01", "card": anew}
    days = {"2026-09-01": person, "2026-09-02": person, "2026-09-24": person}
    days["2026-09-25"] = person | {"known_on": "2026-09-25", "facts": extended}
    for day, told in days.items():
        print(f"{day}")
        run([json.dumps(told)], Memory(folder / "memory.json"), show, on=date.fromisoformat(day))


def main(arguments: Sequence[str] | None = None) -> int:
    """Send the reminders of a day; return 0, 1 if something is left to look at, or 2 if nothing could be done."""
    parser = argparse.ArgumentParser(prog="renewal_reminder.py", description="Remind people of their days.")
    parser.add_argument("people", type=Path, help="JSON Lines, one person a line")
    parser.add_argument("memory", type=Path, help="what was sent; made if it is not there")
    parser.add_argument("--on", type=date.fromisoformat, required=True, help="the day, YYYY-MM-DD")
    told = parser.parse_args(arguments)
    try:
        memory = Memory(told.memory)
        lines = told.people.read_bytes().removeprefix(b"\xef\xbb\xbf").split(b"\n")
        outcome = run(lines, memory, show, on=told.on)
    except TokuteiError as error:
        print(f"the memory cannot be read or written: {error}", file=sys.stderr)
        return 2
    except OSError as error:
        print(f"a file cannot be read: {type(error).__name__}", file=sys.stderr)
        return 2
    for line in (*outcome.refused, *(f"not known whether it was sent: {one}" for one in outcome.uncertain)):
        print(line, file=sys.stderr)
    with contextlib.suppress(OSError):  # an output that is full or gone made messages fail already
        print(f"{outcome.sent} sent, {outcome.failed} not sent", flush=True)
    return 1 if outcome.refused or outcome.uncertain or outcome.failed else 0


if __name__ == "__main__":
    status = 0
    if len(sys.argv) > 1:
        status = main()
    else:
        demonstrate(Path(tempfile.mkdtemp(prefix="reminders-")))
    try:
        print(end="", flush=True)
    except OSError:  # what is left unsaid would be tried once more at the very end, with a trace
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    sys.exit(status)
