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

import tokutei as tk
from tests.lifecycle.lives import ENGINEER_FACTS, FILE, SPECIAL_END, STAY_END, TODAY
from tokutei.errors import (
    FactsError,
    IdentifierError,
    MissingExtraError,
    NaiveDatetimeError,
    PeriodError,
)
from tokutei.identifiers import individual_number_check_digit
from tokutei.law import Citation
from tokutei.lifecycle import Depart, DutyKind, Situation
from tokutei.lifecycle.states import ReentryKind
from tokutei.procedures import (
    ALARMS,
    EndKind,
    Reminder,
    ReminderStatus,
    ends_of,
    ical_parts,
    reminders_of_duties,
    reminders_of_rows,
    reminders_of_situation,
    stay_ends,
    to_ical,
)
from tokutei.rules import CURRENT
from tokutei.rules.deadlines import NOTICE_DAYS
from tokutei.rules.windows import PRACTICE_MONTHS
from tokutei.vocabulary import StatusOfResidence

MADE: Final = datetime(2026, 9, 1, 3, 0, tzinfo=UTC)
NUMBER: Final = "12345678901" + individual_number_check_digit("12345678901")


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


# --- Duties and situations -----------------------------------------------------------------------


def life() -> Situation:
    filed = tk.apply(Situation.of(ENGINEER_FACTS, on=TODAY), FILE).after
    return tk.advance(filed, to=date(2026, 11, 5)).after


def test_duties_become_events_on_their_last_day_or_the_day_they_arose() -> None:
    now = tk.apply(Situation.of(ENGINEER_FACTS, on=TODAY), tk.ReportLoss(on=TODAY)).after
    found = tk.duties(now, on=TODAY)
    made = reminders_of_duties(found, key="p-17")
    assert [reminder.what for reminder in made] == [f"duty.{duty.kind.value}" for duty in found]
    for duty, reminder in zip(found, made, strict=True):
        assert reminder.day == (duty.due_on or duty.since)
        assert reminder.dated == (duty.due_on is not None)
        assert reminder.cite == duty.cite
    (event,) = [one for one in events(to_ical(made, lang="ja", made_at=MADE)) if "紛失" in one.get("SUMMARY")]
    assert "地方出入国在留管理局" in event.get("DESCRIPTION")
    assert "提出・提示するもの" in event.get("DESCRIPTION")
    (loss,) = [reminder for reminder in made if reminder.what == f"duty.{DutyKind.REISSUE.value}"]
    assert loss.day == date(2026, 9, 15)
    undated = [
        reminder
        for reminder in reminders_of_duties(tk.duties(life(), on=TODAY), key="p")
        if not reminder.dated
    ]
    assert undated
    for event in events(to_ical(undated, lang="ja", made_at=MADE)):
        assert event.get("SUMMARY").startswith("【期日の定めなし】")
        assert event.parts == []
        assert "法令に期日の定めはありません" in event.get("DESCRIPTION")


def test_a_duty_is_the_same_event_when_its_day_is_counted_anew() -> None:
    now = tk.apply(Situation.of(ENGINEER_FACTS, on=TODAY), tk.ReportLoss(on=TODAY)).after
    longer = CURRENT.reformed(
        NOTICE_DAYS[tk.ProcedureKind.REISSUE_LOSS], since=date(2026, 1, 1), value=30, reason="scenario"
    )
    law = {r.what: r for r in reminders_of_duties(tk.duties(now, on=TODAY), key="p")}
    reform = {r.what: r for r in reminders_of_duties(tk.duties(now, on=TODAY, book=longer), key="p")}
    loss = "duty.card_reissue_loss"
    assert law[loss].day != reform[loss].day
    assert law[loss].uid == reform[loss].uid


def test_a_duty_of_another_says_whose_it_is() -> None:
    child = tk.Facts(
        born=date(2020, 5, 2),
        municipality="131016",
        status=StatusOfResidence.DEPENDENT,
        stay_until=date(2028, 3, 31),
        card=tk.CardFacts(issued_on=date(2025, 4, 1), valid_until=date(2028, 3, 31)),
    )
    lost = tk.apply(Situation.of(child, on=TODAY), tk.ReportLoss(on=TODAY)).after
    made = [r for r in reminders_of_duties(tk.duties(lost, on=TODAY), key="p") if r.dated]
    assert made
    for event in events(to_ical(made, lang="en", made_at=MADE)):
        assert "To be done by: the family member" in event.get("DESCRIPTION")


def test_short_stays_have_no_first_day_of_extension() -> None:
    assert [one.kind for one in stay_ends(STAY_END, on=TODAY, stay_days=90)] == [EndKind.STAY_END]
    assert [one.kind for one in stay_ends(STAY_END, on=TODAY)] == [EndKind.EXTENSION_OPENS, EndKind.STAY_END]


def test_an_overdue_duty_says_so() -> None:
    now = tk.apply(Situation.of(ENGINEER_FACTS, on=TODAY), tk.ReportLoss(on=TODAY)).after
    late = [r for r in reminders_of_duties(tk.duties(now, on=date(2026, 9, 16)), key="p") if r.dated]
    assert {r.status for r in late} == {ReminderStatus.OVERDUE}
    for event in events(to_ical(late, lang="en", made_at=MADE)):
        assert event.get("SUMMARY").startswith("[overdue]")
        assert event.get("CATEGORIES") == "overdue"


def days(situation: Situation, on: date) -> dict[str, date]:
    return {r.what: r.day for r in reminders_of_situation(situation, key="p", on=on)}


def test_what_ends_for_an_engineer() -> None:
    assert days(Situation.of(ENGINEER_FACTS, on=TODAY), TODAY) == {
        "extension_opens": date(2026, 7, 31),
        "stay_end": STAY_END,
        "my_number_end": STAY_END,
        "signing_end": STAY_END,
        "authentication_end": STAY_END,
    }


def test_while_an_extension_is_pending() -> None:
    filed = tk.apply(Situation.of(ENGINEER_FACTS, on=TODAY), FILE).after
    found = days(filed, TODAY)
    assert found["special_period_end"] == SPECIAL_END
    assert found["stay_end"] == STAY_END
    assert "extension_opens" not in found
    running = days(life(), date(2026, 11, 5))
    assert running["special_period_end"] == SPECIAL_END
    assert "stay_end" not in running


def test_a_permanent_resident_renews_the_card() -> None:
    facts = tk.Facts(
        born=date(1980, 5, 2),
        status=StatusOfResidence.PERMANENT_RESIDENT,
        municipality="131016",
        card=tk.CardFacts(issued_on=date(2026, 7, 1), valid_until=date(2035, 6, 20)),
    )
    now = Situation.of(facts, on=TODAY)
    assert days(now, TODAY) == {"card_renewal_opens": date(2035, 3, 20), "card_end": date(2035, 6, 20)}
    for reminder in reminders_of_situation(now, key="p", on=TODAY):
        assert reminder.cite


def test_somebody_abroad_has_a_day_to_come_back() -> None:
    long = ENGINEER_FACTS.model_copy(
        update={"stay_until": date(2029, 10, 31), "card": None, "my_number_card": None}
    )
    gone = tk.apply(Situation.of(long, on=TODAY), Depart(on=TODAY, reentry=ReentryKind.SPECIAL)).after
    (found,) = [end for end in ends_of(gone, on=TODAY) if end.kind is EndKind.REENTRY_END]
    assert found.day == date(2027, 9, 1)
    assert found.cite == (Citation.parse("326CO0000000319:26-2:2"),)


def test_what_is_passed_is_overdue_and_what_opened_is_not() -> None:
    now = Situation.of(ENGINEER_FACTS, on=TODAY)
    found = {r.what: r.status for r in reminders_of_situation(now, key="p", on=date(2026, 11, 5))}
    assert found["signing_end"] is ReminderStatus.OVERDUE
    assert found["extension_opens"] is ReminderStatus.OPEN


def test_the_first_day_follows_the_book() -> None:
    book = CURRENT.reformed(PRACTICE_MONTHS, since=date(2026, 1, 1), value=2, reason="scenario")
    now = Situation.of(ENGINEER_FACTS, on=TODAY)
    found = {r.what: r for r in reminders_of_situation(now, key="p", on=TODAY, book=book)}
    assert found["extension_opens"].day == date(2026, 8, 31)


def test_a_whole_life_is_a_calendar_that_both_readers_read() -> None:
    now = life()
    on = date(2026, 11, 5)
    made = (
        *reminders_of_duties(tk.duties(now, on=on), key="p", label="試験 花子"),
        *reminders_of_situation(now, key="p", on=on, label="試験 花子"),
    )
    assert made
    for lang in ("ja", "en"):
        written = to_ical(made, lang=lang, made_at=MADE)
        found = events(written)
        assert len(found) == len(made) == len(icalendar.Calendar.from_ical(written).walk("VEVENT"))
        assert all("reason." not in event.get("DESCRIPTION") for event in found)


def test_rows_without_a_day_make_no_reminder() -> None:
    class Row:
        def __init__(self, made: Reminder | None) -> None:
            self.made = made

        def reminder(self) -> Reminder | None:
            return self.made

    assert list(reminders_of_rows([Row(None), Row(one()), Row(None)])) == [one()]
