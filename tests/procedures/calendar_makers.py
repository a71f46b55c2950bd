"""Reminders, and a reader of calendars that is not the one that wrote them."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from typing import Any, Final

from tokutei.lifecycle import Situation
from tokutei.procedures import (
    Reminder,
    reminders_of_situation,
)

MADE: Final = datetime(2026, 9, 1, 3, 0, tzinfo=UTC)


def one(**more: Any) -> Reminder:
    return Reminder(
        **{
            "key": "p-17",
            "what": "stay_end",
            "ja": "在留期間の満了日",
            "en": "last day of the stay",
            "day": date(2027, 3, 31),
            **more,
        }
    )


# --- A second reader: lines, folding, escapes, nesting, by the words of RFC 5545 ------------------

NAME: Final = re.compile(
    r"(?P<name>[A-Z][A-Z0-9-]*)(?P<parameters>(?:;[A-Z-]+=[^;:]*)*):(?P<value>.*)", re.DOTALL
)
TEXTS: Final = {"SUMMARY", "DESCRIPTION", "NAME", "X-WR-CALNAME", "CATEGORIES"}


class Component:
    """A component with its properties as they were written, and the components in it."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.properties: list[tuple[str, str, str]] = []
        self.parts: list[Component] = []

    def get(self, name: str) -> str:
        (found,) = [value for written, _, value in self.properties if written == name]
        return found

    def has(self, name: str) -> bool:
        return any(written == name for written, _, _ in self.properties)


def unescaped(value: str) -> str:
    said, at = "", 0
    while at < len(value):
        if value[at] == "\\":
            assert value[at + 1] in "\\;,nN", value
            said += {"n": "\n", "N": "\n"}.get(value[at + 1], value[at + 1])
            at += 2
        else:
            assert value[at] not in ",;", value  # what separates values is escaped in a text
            said += value[at]
            at += 1
    return said


def read(written: bytes) -> Component:
    """Return the calendar that bytes hold, having looked at every rule for lines."""
    assert written.endswith(b"\r\n")
    assert b"\n" not in written.replace(b"\r\n", b"")
    assert b"\r" not in written.replace(b"\r\n", b"")
    lines: list[bytes] = []
    for line in written[:-2].split(b"\r\n"):
        assert 0 < len(line) <= 75, line
        line.decode("utf-8")  # no character is cut in two
        if line[:1] in {b" ", b"\t"}:
            lines[-1] += line[1:]
        else:
            lines.append(line)
    root = Component("")
    open_ones = [root]
    for content in lines:
        text = content.decode("utf-8")
        assert not re.search(r"[\x00-\x08\x0a-\x1f\x7f]", text)
        found = NAME.fullmatch(text)
        assert found, text
        name, value = found["name"], found["value"]
        if name == "BEGIN":
            part = Component(value)
            open_ones[-1].parts.append(part)
            open_ones.append(part)
        elif name == "END":
            assert open_ones.pop().name == value
        else:
            kept = unescaped(value) if name in TEXTS else value
            open_ones[-1].properties.append((name, found["parameters"], kept))
    assert open_ones == [root]
    (calendar,) = root.parts
    assert calendar.name == "VCALENDAR"
    return calendar


def checked(written: bytes) -> Component:
    """Return the calendar, having looked at what every calendar, event and alarm must have."""
    calendar = read(written)
    assert calendar.get("VERSION") == "2.0"
    assert calendar.get("PRODID")
    for event in calendar.parts:
        assert event.name == "VEVENT"
        for name in ("UID", "DTSTAMP", "DTSTART", "DTEND", "SEQUENCE", "SUMMARY"):
            assert event.has(name), name
        assert re.fullmatch(r"[0-9]{8}T[0-9]{6}Z", event.get("DTSTAMP"))
        assert {p for n, p, _ in event.properties if n in {"DTSTART", "DTEND"}} == {";VALUE=DATE"}
        assert event.get("STATUS") in {"CONFIRMED", "CANCELLED"}
        for alarm in event.parts:
            assert alarm.name == "VALARM"
            assert sorted(n for n, _, _ in alarm.properties) == ["ACTION", "DESCRIPTION", "TRIGGER"]
            assert alarm.get("ACTION") == "DISPLAY"
            assert re.fullmatch(
                r"-?P(?:[0-9]+D)?(?:T(?:[0-9]+H)?(?:[0-9]+M)?(?:[0-9]+S)?)?", alarm.get("TRIGGER")
            )
    return calendar


def events(written: bytes) -> list[Component]:
    return checked(written).parts


def days(situation: Situation, on: date) -> dict[str, date]:
    return {r.what: r.day for r in reminders_of_situation(situation, key="p", on=on)}
