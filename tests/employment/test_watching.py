"""Watch lists: days worked out by hand, then what holds for any workforce."""

from __future__ import annotations

import re
import tracemalloc
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final

import icalendar
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tokutei.employment import (
    ORGANIZATION,
    Standing,
    Watch,
    WatchedPerson,
    WatchKind,
    reminders_of_watches,
    watch,
    watch_list,
)
from tokutei.errors import (
    FactsError,
    IdentifierError,
    NaiveDatetimeError,
    PeriodError,
    RecordError,
    TokuteiError,
    UnknownTermError,
)
from tokutei.identifiers import individual_number_check_digit
from tokutei.law import Evidence
from tokutei.procedures import EndKind, ReminderStatus, to_ical
from tokutei.rules import CURRENT, SPECIAL_PERIOD_MONTHS
from tokutei.rules.deadlines import ANNUAL_REPORTS, DayOfMonth, Matter
from tokutei.vocabulary import ProcedureKind, StatusOfResidence

S: Final = StatusOfResidence
K: Final = WatchKind
ON: Final = date(2026, 9, 1)
FAR: Final = date(2050, 1, 1)
NUMBER: Final = "12345678901" + individual_number_check_digit("12345678901")


def person(**more: Any) -> WatchedPerson:
    return WatchedPerson(**{"key": "e-1", "status": S("engineer_humanities_intl"), **more})


def found(one: WatchedPerson, *, on: date = ON, until: date = FAR, **more: Any) -> dict[WatchKind, Watch]:
    made = list(watch([one], on=on, until=until, **more))
    assert len({item.kind for item in made}) == len(made)
    return {item.kind: item for item in made}


def days(one: WatchedPerson, *, on: date = ON, until: date = FAR, **more: Any) -> dict[str, str]:
    return {
        kind.value: item.day.isoformat() if item.day else ",".join(item.missing)
        for kind, item in found(one, on=on, until=until, **more).items()
    }


# --- Days worked out by hand ---------------------------------------------------------------------

CASES: Final = [
    pytest.param(
        {"stay_until": date(2027, 3, 31)},
        {"extension_opens": "2026-12-31", "stay_end": "2027-03-31"},
        id="stay",
    ),
    pytest.param(
        {"stay_until": date(2026, 10, 31), "pending": ProcedureKind.EXTENSION_OF_STAY, "filed_on": ON},
        {"special_period_end": "2026-12-31"},
        id="pending",
    ),
    pytest.param(
        {"stay_until": date(2026, 8, 31), "pending": ProcedureKind.EXTENSION_OF_STAY, "filed_on": ON},
        {"stay_end": "2026-08-31"},
        id="filed-after-the-end",
    ),
    pytest.param(
        {"stay_until": date(2026, 9, 20), "stay_days": 30, "pending": "renewal", "filed_on": ON},
        {"stay_end": "2026-09-20"},
        id="too-short-for-a-special-period",
    ),
    pytest.param(
        {"stay_until": date(2026, 10, 31), "pending": ProcedureKind.PERMANENT_RESIDENCE, "filed_on": ON},
        {"stay_end": "2026-10-31"},
        id="permanent-residence-brings-none",
    ),
    pytest.param(
        {"stay_until": date(2027, 3, 31), "stay_days": 90}, {"stay_end": "2027-03-31"}, id="short-stay"
    ),
    pytest.param({"stay_until": None}, {"stay_end": "stay_until"}, id="stay-not-known"),
    pytest.param({"status": None}, {"stay_end": "status,stay_until"}, id="nothing-known"),
    pytest.param(
        {
            "status": S.PERMANENT_RESIDENT,
            "card_issued_on": date(2026, 7, 1),
            "card_valid_until": date(2035, 6, 20),
        },
        {"card_renewal_opens": "2035-03-20", "card_end": "2035-06-20"},
        id="permanent-resident",
    ),
    pytest.param(
        {"status": S.PERMANENT_RESIDENT, "card_valid_until": date(2035, 6, 20)},
        {"card_renewal_opens": "issued_on", "card_end": "2035-06-20"},
        id="card-of-unknown-issue",
    ),
    pytest.param({"status": S.PERMANENT_RESIDENT}, {"card_end": "card_valid_until"}, id="card-not-known"),
    pytest.param(
        {"status": S.SPECIAL_PERMANENT_RESIDENT, "hired_on": ON, "insured": True, "card_valid_until": None},
        {"card_end": "card_valid_until"},
        id="not-reported",
    ),
    pytest.param(
        {
            "status": S.STUDENT,
            "stay_until": date(2027, 3, 31),
            "card_valid_until": date(2027, 3, 31),
            "comprehensive_permission_until": date(2027, 3, 31),
            "enrolled_until": date(2027, 2, 28),
        },
        {
            "extension_opens": "2026-12-31",
            "enrolment_end": "2027-02-28",
            "permission_end": "2027-03-31",
            "stay_end": "2027-03-31",
        },
        id="student",
    ),
    pytest.param(
        {"stay_until": date(2028, 7, 1), "enrolled_until": date(2027, 2, 28)},
        {"extension_opens": "2028-04-01", "stay_end": "2028-07-01"},
        id="enrolment-of-no-student",
    ),
    pytest.param(
        {"stay_until": date(2028, 7, 1), "hired_on": ON, "insured": True},
        {"report_hire": "2026-10-13", "extension_opens": "2028-04-01", "stay_end": "2028-07-01"},
        id="hired-insured",  # 10 October 2026 is a Saturday, the 12th a holiday
    ),
    pytest.param(
        {"stay_until": date(2028, 7, 1), "hired_on": ON, "insured": False},
        {"report_hire": "2026-11-02", "extension_opens": "2028-04-01", "stay_end": "2028-07-01"},
        id="hired-not-insured",  # 31 October 2026 is a Saturday
    ),
    pytest.param(
        {"stay_until": date(2028, 7, 1), "hired_on": ON},
        {"report_hire": "insured", "extension_opens": "2028-04-01", "stay_end": "2028-07-01"},
        id="hired-insurance-not-known",
    ),
    pytest.param(
        {"stay_until": date(2028, 7, 1), "left_on": date(2026, 8, 31), "insured": True},
        {"report_leave": "2026-09-10"},
        id="left",
    ),
    pytest.param(
        {"stay_until": date(2028, 7, 1), "left_on": date(2026, 9, 30), "insured": False},
        {"report_leave": "2026-11-02", "extension_opens": "2028-04-01", "stay_end": "2028-07-01"},
        id="will-leave",
    ),
    pytest.param(
        {"stay_until": date(2028, 7, 1), "next_check_on": date(2026, 10, 1)},
        {"next_check": "2026-10-01", "extension_opens": "2028-04-01", "stay_end": "2028-07-01"},
        id="next-check",
    ),
    pytest.param(
        {"status": S.SPECIFIED_SKILLED_WORKER_1, "stay_until": date(2028, 7, 1)},
        {"extension_opens": "2028-04-01", "stay_end": "2028-07-01", "ssw_yearly": "2027-05-31"},
        id="specified-skilled-worker",
    ),
]


@pytest.mark.parametrize(("row", "wanted"), CASES)
def test_days(row: dict[str, Any], wanted: dict[str, str]) -> None:
    assert days(person(**row)) == wanted


@pytest.mark.parametrize(
    ("on", "standing"),
    [
        (date(2026, 12, 30), Standing.AHEAD),
        (date(2026, 12, 31), Standing.OPEN),
        (date(2027, 3, 31), Standing.OPEN),
        (date(2027, 4, 1), None),
    ],
)
def test_what_opens_is_open_until_it_closes(on: date, standing: Standing | None) -> None:
    item = found(person(stay_until=date(2027, 3, 31)), on=on).get(K.EXTENSION_OPENS)
    assert (item.standing if item else None) is standing
    assert item is None or item.closes == date(2027, 3, 31)


@pytest.mark.parametrize(
    ("on", "standing"),
    [
        (date(2027, 3, 31), Standing.AHEAD),  # a thing valid until a day is valid on it
        (date(2027, 4, 1), Standing.OVERDUE),
        (date(2030, 1, 1), Standing.OVERDUE),
    ],
)
def test_what_ends_is_overdue_once_its_day_has_passed(on: date, standing: Standing) -> None:
    item = found(person(stay_until=date(2027, 3, 31)), on=on)[K.STAY_END]
    assert (item.standing, item.overdue) == (standing, standing is Standing.OVERDUE)


# --- Once for the organization -------------------------------------------------------------------

SKILLED: Final = WatchedPerson(key="s-1", status=S.SPECIFIED_SKILLED_WORKER_2, stay_until=date(2027, 7, 1))


def yearly(on: date, **more: Any) -> Watch | None:
    made = [one for one in watch([SKILLED] * 3, on=on, until=FAR, **more) if one.kind is K.SSW_YEARLY]
    assert len(made) <= 1
    return made[0] if made else None


@pytest.mark.parametrize(
    ("on", "day"),
    [
        (date(2026, 5, 31), date(2026, 6, 1)),  # a Sunday
        (date(2026, 6, 1), date(2026, 6, 1)),
        (date(2026, 6, 2), date(2027, 5, 31)),
        (date(2027, 5, 31), date(2027, 5, 31)),
        (date(2027, 6, 1), date(2028, 5, 31)),
        (date(2026, 12, 31), date(2027, 5, 31)),
        (date(2027, 1, 1), date(2027, 5, 31)),
    ],
)
def test_the_next_yearly_notification(on: date, day: date) -> None:
    item = yearly(on)
    assert item is not None
    assert (item.day, item.key, item.overdue) == (day, ORGANIZATION, False)
    assert next((cite.law, cite.article, cite.paragraph) for cite in item.cite) == (
        "356M50000010054",
        "19-18",
        "3",
    )


def test_with_the_last_year_known_it_can_be_overdue() -> None:
    item = yearly(date(2027, 6, 1), yearly_notice_until=date(2026, 3, 31), organization="ours")
    assert item is not None
    assert (item.day, item.overdue, item.key) == (date(2027, 5, 31), True, "ours")
    item = yearly(date(2027, 6, 1), yearly_notice_until=date(2027, 3, 31))
    assert item is not None
    assert (item.day, item.overdue) == (date(2028, 5, 31), False)


def test_without_specified_skilled_workers_there_is_none() -> None:
    assert K.SSW_YEARLY not in found(person(stay_until=date(2027, 7, 1)))
    assert [one.kind for one in watch([SKILLED], on=ON, until=date(2027, 5, 30))] == [K.EXTENSION_OPENS]


def test_days_follow_the_book() -> None:
    months = CURRENT.reformed(SPECIAL_PERIOD_MONTHS, since=date(2026, 1, 1), value=3, reason="scenario")
    pending = person(stay_until=date(2026, 10, 31), pending=ProcedureKind.CHANGE_OF_STATUS, filed_on=ON)
    assert days(pending, book=months) == {"special_period_end": "2027-01-31"}
    rule = ANNUAL_REPORTS[Matter.SSW_ANNUAL.value]
    july = CURRENT.reformed(rule, since=date(2026, 1, 1), value=DayOfMonth(30, 7), reason="scenario")
    item = yearly(ON, book=july)
    assert item is not None
    assert item.day == date(2027, 7, 30)


# --- Any workforce -------------------------------------------------------------------------------

DAYS: Final = st.none() | st.dates(date(2026, 1, 1), date(2030, 12, 31))
STATUSES: Final = st.sampled_from([one for one in S if one.value != "esd"])


@st.composite
def people(draw: st.DrawFn) -> WatchedPerson:
    status = draw(st.none() | STATUSES)
    row: dict[str, Any] = {
        "key": draw(st.text("abcdef", min_size=1, max_size=4)),
        "status": status,
        "stay_until": draw(DAYS),
        "stay_days": draw(st.none() | st.integers(1, 120)),
        "born": draw(st.none() | st.dates(date(1950, 1, 1), date(2008, 1, 1))),
        "card_issued_on": draw(st.none() | st.dates(date(2016, 1, 1), date(2026, 12, 31))),
        "card_valid_until": draw(DAYS),
        "comprehensive_permission_until": draw(DAYS),
        "enrolled_until": draw(DAYS),
        "hired_on": draw(DAYS),
        "left_on": draw(DAYS),
        "insured": draw(st.none() | st.booleans()),
        "next_check_on": draw(DAYS),
    }
    if draw(st.booleans()):
        row["pending"] = draw(
            st.sampled_from(
                [
                    ProcedureKind.EXTENSION_OF_STAY,
                    ProcedureKind.CHANGE_OF_STATUS,
                    ProcedureKind.PERMANENT_RESIDENCE,
                ]
            )
        )
        row["filed_on"] = draw(st.dates(date(2026, 1, 1), date(2030, 12, 31)))
    try:
        return WatchedPerson(**row)
    except FactsError:
        return WatchedPerson(**{**row, "stay_until": None})


WORKFORCES: Final = st.lists(people(), max_size=6)
TWO_DAYS: Final = st.lists(st.dates(date(2026, 6, 14), date(2030, 12, 31)), min_size=3, max_size=3).map(
    sorted
)


@given(workforce=WORKFORCES, three=TWO_DAYS)
@settings(max_examples=60)
def test_looking_further_ahead_only_adds_what_lies_further(
    workforce: list[WatchedPerson], three: list[date]
) -> None:
    on, near, far = three
    short = list(watch(workforce, on=on, until=near))
    long = list(watch(workforce, on=on, until=far))
    assert [one for one in long if one.day is None or one.day <= near] == short
    assert all(one.day is None or one.day <= far for one in long)


@given(workforce=WORKFORCES, three=TWO_DAYS)
@settings(max_examples=60)
def test_a_list_is_the_stream_in_order_and_each_worker_alone_gives_the_same(
    workforce: list[WatchedPerson], three: list[date]
) -> None:
    on, _, far = three
    stream = list(watch(iter(workforce), on=on, until=far))
    listed = watch_list(workforce, on=on, until=far)
    assert sorted(stream, key=lambda one: one.urgency) == list(listed)
    known = [one.day for one in listed if one.day is not None]
    assert known == sorted(known)
    alone = [
        item for one in workforce for item in watch([one], on=on, until=far) if item.kind is not K.SSW_YEARLY
    ]
    assert [item for item in stream if item.kind is not K.SSW_YEARLY] == alone


@given(workforce=WORKFORCES, on=st.dates(date(2026, 6, 14), date(2030, 12, 31)))
@settings(max_examples=60)
def test_every_watch_speaks_and_says_why(workforce: list[WatchedPerson], on: date) -> None:
    for one in watch(workforce, on=on, until=date(2031, 12, 31)):
        for lang in ("ja", "en"):
            said = one.text(lang)
            assert not re.search(r"employment\.|fact\.|reason\.|[{}]", said)
        assert (one.day is None) == (one.standing is Standing.NOT_KNOWN)
        if one.day is not None and one.kind is not K.NEXT_CHECK:
            assert one.cite
        if one.kind in {K.EXTENSION_OPENS, K.CARD_RENEWAL_OPENS} and one.day is not None:
            assert one.closes is not None
            assert one.closes >= max(on, one.day)
        else:
            assert one.overdue == (one.day is not None and one.day < on)


@given(one=people(), other=st.dates(date(2026, 1, 1), date(2030, 12, 31)))
@settings(max_examples=40)
def test_a_stay_that_moves_is_the_same_event(one: WatchedPerson, other: date) -> None:
    if one.without_end:
        return
    first, second = (
        {
            item.what: item.uid
            for item in reminders_of_watches(watch([replace(one, stay_until=day)], on=ON, until=FAR))
        }
        for day in (date(2027, 3, 31), other)
    )
    assert all(first[what] == second[what] for what in first.keys() & second.keys())


def workforce(count: int) -> Iterator[WatchedPerson]:
    for number in range(count):
        yield WatchedPerson(
            key=f"e-{number}",
            status=S.STUDENT,
            stay_until=date(2027, 1, 1) + timedelta(days=number % 30),
            hired_on=ON,
            insured=False,
        )


def test_memory_stays_flat_over_a_large_workforce() -> None:
    def peak(count: int) -> int:
        tracemalloc.start()
        reminders = reminders_of_watches(watch(workforce(count), on=ON, until=FAR))
        for _ in reminders:
            pass
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return most

    peak(900)  # what is cached is cached
    assert peak(900) < 1.5 * peak(90)


def test_a_stream_answers_before_all_rows_are_read() -> None:
    read: list[int] = []

    def rows() -> Iterator[WatchedPerson]:
        for number, one in enumerate(workforce(100)):
            read.append(number)
            yield one

    stream = watch(rows(), on=ON, until=FAR)
    assert read == []
    next(stream)
    assert read == [0]


# --- Calendars -----------------------------------------------------------------------------------


def test_what_has_a_day_becomes_an_event() -> None:
    rows = [
        person(key="e-1", label="試験 花子", stay_until=date(2026, 8, 1)),
        person(key="e-2", stay_until=None),
        SKILLED,
    ]
    made = watch_list(rows, on=ON, until=FAR)
    reminders = list(reminders_of_watches(made))
    assert len(reminders) == len([one for one in made if one.day])
    (late,) = [one for one in reminders if one.status is ReminderStatus.OVERDUE]
    assert (late.key, late.what) == ("e-1", "watch.stay_end")
    written = to_ical(reminders, lang="ja", made_at=datetime(2026, 9, 1, tzinfo=UTC))
    events = icalendar.Calendar.from_ical(written).walk("VEVENT")
    assert len(events) == len(reminders)
    titles = [str(event["SUMMARY"]) for event in events]
    assert "【期限超過】在留期間の満了日（試験 花子）" in titles
    assert any("対象：e-1" in str(event["DESCRIPTION"]) for event in events)


def test_two_hirings_of_one_worker_are_two_events() -> None:
    rows = [
        person(hired_on=day, insured=False, stay_until=date(2028, 1, 1)) for day in (ON, date(2026, 10, 1))
    ]
    hires = [
        one.uid
        for one in reminders_of_watches(watch(rows, on=ON, until=FAR))
        if one.what == "watch.report_hire"
    ]
    assert len(set(hires)) == 2


# --- What is refused, and what does not show -------------------------------------------------------


def test_words_and_days_that_are_none() -> None:
    with pytest.raises(UnknownTermError):
        person(status="wizard")
    for key in ("", 7, "TEST HANAKO", "a\nb"):
        with pytest.raises(RecordError):
            person(key=key)
    with pytest.raises(FactsError):
        person(label=7)
    with pytest.raises(FactsError) as told:
        person(status=S.PERMANENT_RESIDENT, stay_until=ON)
    assert "永住者" in told.value.text("ja")
    with pytest.raises(FactsError) as told:
        person(pending=ProcedureKind.EXTENSION_OF_STAY)
    assert told.value.missing == ("filed_on",)
    with pytest.raises(NaiveDatetimeError):
        person(stay_until=datetime(2026, 9, 1))  # noqa: DTZ001 - what is refused
    with pytest.raises(PeriodError):
        person(stay_until="2026-09-01")
    with pytest.raises(FactsError) as told:
        watch([], on=ON, until=ON - timedelta(days=1))
    assert told.value.text("ja") != told.value.text("en")


@pytest.mark.parametrize(("name", "kind"), [("label", IdentifierError), ("key", RecordError)])
def test_no_individual_number_is_taken_in(name: str, kind: type[TokuteiError]) -> None:
    with pytest.raises(kind):
        person(**{name: NUMBER})


def test_days_beyond_the_law_or_the_tables_stop_nothing() -> None:
    late = person(
        stay_until=date(2055, 1, 1),
        hired_on=date(2050, 12, 1),
        insured=False,
        card_valid_until=date(2060, 1, 1),
    )
    early = person(hired_on=date(2010, 1, 1), insured=True, stay_until=date(2010, 1, 1))
    assert days(late, until=date(2060, 1, 1))["stay_end"] == "2055-01-01"
    assert found(late, until=date(2060, 1, 1))[K.REPORT_HIRE].day is None
    assert "不明" in found(late, until=date(2060, 1, 1))[K.REPORT_HIRE].text("ja")
    assert days(early) == {"report_hire": "", "stay_end": "2010-01-01"}
    assert found(early)[K.STAY_END].overdue


def test_labels_and_births_show_nowhere() -> None:
    one = person(label="TEST HANAKO", born=date(1994, 5, 2), stay_until=date(2027, 3, 31))
    made = list(watch([one], on=ON, until=FAR))
    for said in (repr(one), repr(made), *(item.text(lang) for item in made for lang in ("ja", "en"))):
        assert "HANAKO" not in said
        assert "1994" not in said


def test_words_for_what_ends_are_those_of_the_procedures() -> None:
    shared = {kind.value for kind in EndKind} & {kind.value for kind in K}
    assert len(shared) == 5
    assert all(EndKind(value).ja == K(value).ja for value in shared)


def test_a_day_read_off_a_paper_rests_on_the_provision_about_it() -> None:
    item = found(person(status=S.STUDENT, stay_until=ON, comprehensive_permission_until=ON))[K.PERMISSION_END]
    assert [cite.text("en") for cite in item.cite] == ["Immigration Regulation art. 19(5)(i)"]
    assert item.evidence is Evidence.OFFICIAL
    check = found(person(stay_until=ON, next_check_on=ON))[K.NEXT_CHECK]
    assert (check.cite, check.evidence) == ((), None)


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_a_permission_that_ran_with_the_stay_is_not_known_in_a_special_period(lang: str) -> None:
    """Act 21(4) with 20(6) lets the stay go on; neither says anything of the permission of 19(2)."""
    ended = ON - timedelta(days=10)
    student: dict[str, Any] = {
        "status": S.STUDENT,
        "stay_until": ended,
        "comprehensive_permission_until": ended,
    }
    pending = {"pending": "renewal", "filed_on": ended - timedelta(days=30)}
    item = found(person(**student, **pending))[K.PERMISSION_END]
    assert (item.day, item.standing, item.overdue) == (None, Standing.NOT_KNOWN, False)
    assert ended.isoformat() in item.text(lang) or "年" in item.text(lang)
    assert "watch." not in item.text(lang)
    assert item.reminder() is None
    # Without the special period, or over before the stay was, it is over.
    assert found(person(**student))[K.PERMISSION_END].overdue
    earlier = {**student, "comprehensive_permission_until": ended - timedelta(days=1)}
    assert found(person(**earlier, **pending))[K.PERMISSION_END].overdue
    long_over = {**student, "stay_until": ON - timedelta(days=80)}
    long_over["comprehensive_permission_until"] = long_over["stay_until"]
    late = {"pending": "renewal", "filed_on": ON - timedelta(days=100)}
    assert found(person(**long_over, **late))[K.PERMISSION_END].overdue
    ahead = {**student, "comprehensive_permission_until": ON}
    assert found(person(**ahead, **pending))[K.PERMISSION_END].standing is Standing.AHEAD
