"""Calendars read again by the library that wrote them, and by a second reader that knows RFC 5545 line by line."""

from __future__ import annotations

import builtins
import re
import tracemalloc
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import Any, Final

import icalendar
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.procedures.calendar_makers import MADE, checked, events, one
from tokutei.errors import (
    FactsError,
    IdentifierError,
    MissingExtraError,
    NaiveDatetimeError,
    PeriodError,
)
from tokutei.identifiers import individual_number_check_digit
from tokutei.law import Citation
from tokutei.procedures import (
    ALARMS,
    ReminderStatus,
    ical_parts,
    to_ical,
)

NUMBER: Final = "12345678901" + individual_number_check_digit("12345678901")


def day_of(text: str) -> date:
    return datetime.strptime(text, "%Y%m%d").replace(tzinfo=UTC).date()


def rings(written: bytes) -> list[datetime]:
    """Return when the alarms of the only event ring, by the library that reads it again."""
    (event,) = icalendar.Calendar.from_ical(written).walk("VEVENT")
    found = []
    for alarm in event.walk("VALARM"):
        base = event.decoded("DTEND" if alarm["TRIGGER"].params.get("RELATED") == "END" else "DTSTART")
        found.append(datetime.combine(base, time()) + alarm.decoded("TRIGGER"))
    return found


# --- What is written -----------------------------------------------------------------------------


def test_one_event() -> None:
    cite = Citation.parse("326CO0000000319:21:1")
    (event,) = events(to_ical([one(cite=(cite,))], lang="ja", made_at=MADE))
    assert event.get("SUMMARY") == "在留期間の満了日"
    assert (event.get("DTSTART"), event.get("DTEND")) == ("20270331", "20270401")
    assert event.get("DTSTAMP") == "20260901T030000Z"
    assert "入管法第21条第1項" in event.get("DESCRIPTION")
    assert [alarm.get("TRIGGER") for alarm in event.parts] == ["-P29DT15H", "-P6DT15H", "-PT15H"]
    (english,) = events(to_ical([one(cite=(cite,))], lang="en", made_at=MADE))
    assert english.get("SUMMARY") == "last day of the stay"
    assert english.get("UID") == event.get("UID")
    assert "Immigration Act art. 21(1)" in english.get("DESCRIPTION")


def test_alarms_ring_in_the_morning_so_many_days_before() -> None:
    written = to_ical([one()], lang="en", made_at=MADE)
    assert rings(written) == [datetime(2027, 3, 31, 9) - timedelta(days) for days in ALARMS]  # noqa: DTZ001
    noon = to_ical([one()], lang="en", made_at=MADE, alarms=(2,), alarm_at=time(12, 30))
    assert rings(noon) == [datetime(2027, 3, 29, 12, 30)]  # noqa: DTZ001 - local, as all-day events are


def test_several_days_have_alarms_before_the_last_within_them() -> None:
    period = one(day=date(2027, 3, 25), until=date(2027, 3, 31))
    written = to_ical([period], lang="en", made_at=MADE, alarms=(30, 6, 1, 0))
    (event,) = events(written)
    assert (event.get("DTSTART"), event.get("DTEND")) == ("20270325", "20270401")
    assert [moment.date().day for moment in rings(written)] == [25, 30, 31]
    assert "2027-03-31" in event.get("DESCRIPTION")


def test_alarms_of_a_reminder_of_its_own_and_none() -> None:
    assert len(rings(to_ical([one(alarms=(60, 60, 3))], lang="ja", made_at=MADE))) == 2
    assert rings(to_ical([one(alarms=())], lang="ja", made_at=MADE)) == []
    assert rings(to_ical([one()], lang="ja", made_at=MADE, alarms=())) == []


def test_no_alarm_rings_in_the_past() -> None:
    made = datetime(2027, 3, 24, 15, tzinfo=UTC)  # the 25th in Japan
    assert [ring.day for ring in rings(to_ical([one()], lang="ja", made_at=made))] == [30]


@pytest.mark.parametrize(
    ("more", "status", "ja"),
    [
        ({"status": ReminderStatus.OVERDUE}, "CONFIRMED", "【期限超過】在留期間の満了日"),
        ({"status": ReminderStatus.DONE}, "CANCELLED", "【済み】在留期間の満了日"),
        ({"dated": False}, "CONFIRMED", "【期日の定めなし】在留期間の満了日"),
        ({"label": "試験 花子"}, "CONFIRMED", "在留期間の満了日（試験 花子）"),
    ],
)
def test_marks(more: dict[str, Any], status: str, ja: str) -> None:
    (event,) = events(to_ical([one(**more)], lang="ja", made_at=MADE))
    assert (event.get("STATUS"), event.get("SUMMARY")) == (status, ja)
    assert bool(event.parts) == ("label" in more)
    assert event.has("CATEGORIES") == (status == "CONFIRMED" and "期限超過" in ja)


def test_the_sequence_goes_up_with_the_moment_or_is_the_callers() -> None:
    def sequence(**more: Any) -> int:
        return int(events(to_ical([one()], **{"lang": "en", "made_at": MADE, **more}))[0].get("SEQUENCE"))

    assert sequence(made_at=MADE + timedelta(minutes=1)) == sequence() + 1
    assert sequence(sequence=7) == 7
    assert sequence(made_at=datetime(1960, 1, 1, tzinfo=UTC)) == 0
    for wrong in (-1, 2**31, True, "1"):
        with pytest.raises(FactsError):
            sequence(sequence=wrong)


def test_the_same_reminders_at_the_same_moment_are_the_same_bytes() -> None:
    tokyo = MADE.astimezone(timezone(timedelta(hours=9)))
    assert to_ical([one()], lang="ja", made_at=MADE) == to_ical([one()], lang="ja", made_at=tokyo)


def test_an_empty_calendar_and_one_with_a_name() -> None:
    assert events(to_ical([], lang="ja", made_at=MADE)) == []
    named = checked(to_ical([one()], lang="ja", made_at=MADE, name="試験, 暦;\r\nBEGIN:VEVENT"))
    assert named.get("NAME") == named.get("X-WR-CALNAME") == "試験, 暦;  BEGIN:VEVENT"


def test_parts_joined_are_the_file_and_come_one_at_a_time() -> None:
    many = [one(key=f"p-{n}") for n in range(5)]
    parts = list(ical_parts(many, lang="en", made_at=MADE))
    assert len(parts) == 7
    assert b"".join(parts) == to_ical(many, lang="en", made_at=MADE)


def test_parts_keep_nothing() -> None:
    def peak(count: int) -> int:
        tracemalloc.start()
        for _ in ical_parts((one(key=f"p-{n}") for n in range(count)), lang="en", made_at=MADE, alarms=()):
            pass
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return most

    peak(5)
    assert peak(200) < 2 * peak(20)


# --- Identity ------------------------------------------------------------------------------------

KEYS: Final = st.text(min_size=1, max_size=8).filter(lambda text: not re.search(r"\d{12}", text))
WHATS: Final = st.from_regex(r"[a-z][a-z0-9_]{0,5}(?:\.[a-z0-9_]{1,5})?", fullmatch=True)
DAYS: Final = st.dates(date(2012, 7, 9), date(2100, 1, 1))


@given(key=KEYS, what=WHATS, part=st.text(max_size=5), days=st.tuples(DAYS, DAYS), label=st.text(max_size=5))
@settings(max_examples=60)
def test_an_identity_stays_while_everything_else_changes(
    key: str, what: str, part: str, days: tuple[date, date], label: str
) -> None:
    day, other = days
    first = one(key=key, what=what, part=part, day=day)
    later = replace(
        first, day=other, ja="x", en="y", label=label, status=ReminderStatus.OVERDUE, dated=False, alarms=(3,)
    )
    assert first.uid == later.uid
    assert re.fullmatch(r"[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", first.uid)


@given(st.lists(st.tuples(KEYS, WHATS, st.text(max_size=5)), unique=True, min_size=2, max_size=20))
@example([("a", "bc", ""), ("ab", "c", ""), ("a", "b", "c"), ("a", "b", ""), ("ab", "c", "d")])
def test_identities_differ_where_anything_of_it_differs(parts: list[tuple[str, str, str]]) -> None:
    found = [one(key=key, what=what, part=part).uid for key, what, part in parts]
    assert len(set(found)) == len(parts)


def test_an_identity_is_the_same_on_every_machine() -> None:
    assert one().uid == "921f8a2b-cc08-8101-8d61-267072816504"


def test_an_identity_holds_nothing_of_the_key() -> None:
    (event,) = events(to_ical([one(key="TESTHANAKO")], lang="en", made_at=MADE))
    assert not any("HANAKO" in value for _, _, value in event.properties)


def test_two_of_one_identity_are_refused() -> None:
    with pytest.raises(FactsError) as told:
        to_ical([one(), one(day=date(2028, 1, 1))], lang="ja", made_at=MADE)
    assert "stay_end" in told.value.text("en")
    to_ical([one(), one(part="2")], lang="ja", made_at=MADE)


# --- Hostile words -------------------------------------------------------------------------------

HOSTILE: Final = [
    "x\r\nBEGIN:VALARM\r\nACTION:AUDIO\r\nTRIGGER:-PT1M\r\nEND:VALARM",
    "x\nEND:VEVENT\nBEGIN:VEVENT\nUID:stolen",
    "x\rATTENDEE:mailto:a@example.invalid",
    "x\u2028DTSTART:20000101\u2029y\x85z\x0bw\x0cv\x1cu",
    '\\n;,:"\\',
    "\\\\n\\,",
    "\x00\x07\x1b[31m",
    "\u202eevil\u2066",
    "\ud842",
    "长" * 200,
    "e\u0301" * 60,
    "👩‍👩‍👧‍👦" * 20,
    "a" * 74 + "漢" * 3,
    " leading and trailing ",
    "{title}{0}",
]


@pytest.mark.parametrize("label", HOSTILE)
@pytest.mark.parametrize("lang", ["ja", "en"])
def test_a_label_is_never_more_than_text(label: str, lang: str) -> None:
    written = to_ical([one(label=label)], lang=lang, made_at=MADE)
    (event,) = events(written)
    assert sorted(name for name, _, _ in event.properties) == sorted(
        ["UID", "SUMMARY", "DTSTART", "DTEND", "DTSTAMP", "SEQUENCE", "STATUS", "TRANSP", "CLASS"]
    )
    assert len(event.parts) == 3
    assert "\n" not in event.get("SUMMARY")
    (again,) = icalendar.Calendar.from_ical(written).walk("VEVENT")
    assert str(again["SUMMARY"]) == event.get("SUMMARY")


LABELS: Final = st.text(max_size=120).filter(lambda text: not re.search(r"\d", text))


@given(label=LABELS, day=DAYS, length=st.integers(0, 400), lang=st.sampled_from(["ja", "en"]))
@settings(max_examples=120)
def test_any_label_and_days_are_read_again_by_both_readers(
    label: str, day: date, length: int, lang: str
) -> None:
    until = day + timedelta(days=length)
    reminder = one(day=day, until=until, label=label)
    written = to_ical([reminder], lang=lang, made_at=MADE)
    (event,) = events(written)
    (again,) = icalendar.Calendar.from_ical(written).walk("VEVENT")
    assert str(again["SUMMARY"]) == event.get("SUMMARY")
    assert again.decoded("DTSTART") == day_of(event.get("DTSTART")) == day
    assert again.decoded("DTEND") == day_of(event.get("DTEND")) == until + timedelta(days=1)
    assert str(again["UID"]) == f"{reminder.uid}@tokutei"
    made_on = date(2026, 9, 1)
    for ring in rings(written):
        assert max(made_on, day if length else date.min) <= ring.date() <= until


PRINTABLE: Final = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cf", "Zl", "Zp", "Nd")), max_size=80
)


@given(label=PRINTABLE)
@settings(max_examples=80)
def test_of_an_ordinary_label_nothing_is_lost(label: str) -> None:
    (event,) = events(to_ical([one(label=label)], lang="en", made_at=MADE))
    wanted = f"last day of the stay ({label})" if label else "last day of the stay"
    assert event.get("SUMMARY") == wanted


# --- What is refused -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "more",
    [
        {"key": ""},
        {"key": "x" * 201},
        {"key": 17},
        {"what": "Stay End"},
        {"what": ""},
        {"what": None},
        {"until": date(2027, 3, 30)},
        {"alarms": (-1,)},
        {"alarms": (1.5,)},
        {"alarms": (True,)},
        {"alarms": (10**6,)},
        {"alarms": 7},
        {"label": 7},
    ],
)
def test_what_no_calendar_holds_is_refused(more: dict[str, Any]) -> None:
    with pytest.raises(FactsError) as told:
        one(**more)
    assert told.value.text("ja") != told.value.text("en")
    assert "calendar." not in told.value.text("en")


def test_days_and_moments_that_are_none() -> None:
    with pytest.raises(NaiveDatetimeError):
        one(day=datetime(2027, 3, 31))  # noqa: DTZ001 - what is refused
    with pytest.raises(PeriodError):
        one(day="2027-03-31")
    with pytest.raises(PeriodError):
        one(day=date.max)
    with pytest.raises(NaiveDatetimeError):
        to_ical([], lang="ja", made_at=datetime(2026, 9, 1))  # noqa: DTZ001 - what is refused
    wrong: Any = date(2026, 9, 1)
    with pytest.raises(PeriodError):
        to_ical([], lang="ja", made_at=wrong)
    with pytest.raises(PeriodError):
        to_ical([], lang="ja", made_at=datetime.max.replace(tzinfo=timezone(timedelta(hours=-9))))
    with pytest.raises(FactsError):
        to_ical([], lang="ja", made_at=MADE, alarms=(-1,))
    for wrong in (9, time(9, tzinfo=UTC)):
        with pytest.raises(FactsError):
            to_ical([], lang="ja", made_at=MADE, alarm_at=wrong)


@pytest.mark.parametrize("name", ["label", "key"])
def test_no_individual_number_is_taken_in(name: str) -> None:
    with pytest.raises(IdentifierError):
        one(**{name: f"花子 {NUMBER}"})
    with pytest.raises(IdentifierError):
        to_ical([], lang="ja", made_at=MADE, name=NUMBER)


def test_a_label_shows_nowhere_else() -> None:
    labelled = one(label="TEST HANAKO")
    for said in (repr(labelled), labelled.text("ja"), labelled.text("en")):
        assert "HANAKO" not in said


def test_without_the_extra_it_says_which(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without(name: str, *more: Any) -> Any:
        if name == "icalendar":
            raise ImportError
        return real(name, *more)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(MissingExtraError) as told:
        to_ical([one()], lang="ja", made_at=MADE)
    assert told.value.extra == "ical"
