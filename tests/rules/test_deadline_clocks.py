"""Every clock against a slow count, the law texts, and the cases of the topic."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.rules.law_texts import words_of
from tests.rules.reckoning import ONE_DAY, office_closed
from tokutei.calendar import ClosedDays
from tokutei.errors import (
    FactsError,
    NaiveDatetimeError,
    OutOfTableError,
    PeriodError,
    ReformError,
    TokuteiError,
)
from tokutei.law import Citation
from tokutei.rules import CURRENT, Rulebook
from tokutei.rules.deadlines import (
    ANNUAL_REPORTS,
    CLOCKS,
    EMPLOYER_REPORT_EXCLUDED,
    FURTHER_DAYS,
    NEXT_MONTH,
    SEPARATE_CARD_NOTICES_ONLY,
    SPECIAL_REENTRY_YEARS,
    STAY_END_MOVES,
    TERMS,
    Authority,
    DayOfMonth,
    DeadlinesFacts,
    Matter,
    Moving,
    Obligation,
    Term,
    TriggerEvent,
    answer,
    clocks_of,
    deadline,
    special_reentry_until,
)
from tokutei.rules.deadlines.words import Bearer
from tokutei.vocabulary import CardKind, ProcedureKind, StatusOfResidence, Window

CASES: Final = tomllib.loads(
    (Path(__file__).resolve().parents[1] / "cases" / "deadlines.toml").read_text("utf-8")
)["case"]
EVENTS: Final = st.dates(date(2026, 6, 14), date(2049, 6, 1))
BY_DAYS: Final = [key for key, clock in CLOCKS.items() if clock.rule in {*FURTHER_DAYS.values()}]


def day_of(case: Mapping[str, Any]) -> date:
    days = [value for value in case["facts"].values() if isinstance(value, date)]
    return case.get("on") or max(days, default=date(2026, 11, 21))


def test_every_clock_has_a_case() -> None:
    said = {(case["facts"].get("procedure"), case["facts"].get("event")) for case in CASES}
    alone = {case["facts"].get("procedure") for case in CASES if "event" not in case["facts"]}
    wanted = {(subject.value, event.value) for subject, event in CLOCKS}
    unsaid = {key for key in wanted - said if key[0] not in alone}
    assert unsaid == {
        ("affiliation_notification", "contract_made"),
        ("affiliation_notification", "spouse_died"),
        ("institution_notification", "contract_ended"),
        ("institution_notification", "hired"),
        ("institution_notification", "left"),
        ("spr_permission_birth", "left_japanese_nationality"),
        ("spr_return_certificate", "card_expired"),
        ("spr_return_certificate", "holder_died"),
        ("spr_return_certificate", "status_lost"),
        ("ssw_notification", "contract_ended"),
        ("ssw_notification", "contract_made"),
        ("stay_without_status", "left_japanese_nationality"),
        ("stay_without_status_spr_child", "left_japanese_nationality"),
    }  # each shares its clock with an event that has one


@pytest.mark.parametrize(("subject", "event"), CLOCKS)
def test_every_clock_answers_and_speaks(subject: Any, event: TriggerEvent) -> None:
    found = deadline(subject, event, event_on=date(2026, 9, 1), insured=True)
    assert found.grounds
    assert found.basis
    assert event in clocks_of(subject)
    value = found.value
    assert value.due is not None or value.without_delay or value.obligation is Obligation.NONE
    assert value.due is None or value.due >= date(2026, 9, 1)
    assert all("{" not in found.explain(lang) for lang in ("ja", "en"))


@given(st.sampled_from(BY_DAYS), EVENTS)
def test_days_against_the_count(key: tuple[Any, TriggerEvent], event_on: date) -> None:
    clock = CLOCKS[key]
    day = event_on
    for _ in range(CURRENT.at(clock.rule, event_on).value):
        day += ONE_DAY
    while clock.moving not in {Moving.NEVER, Moving.NOT_SURELY} and office_closed(day):
        day += ONE_DAY
    assert deadline(*key, event_on=event_on, insured=True).value.due == day


@given(EVENTS, st.booleans(), st.sampled_from([Matter.EMPLOYER_REPORT_HIRE, Matter.EMPLOYER_REPORT_LEAVE]))
def test_reports_of_employers_against_the_count(event_on: date, insured: bool, what: Matter) -> None:
    hire = what is Matter.EMPLOYER_REPORT_HIRE
    day = event_on
    if insured and not hire:
        day += timedelta(days=10)
    else:
        while day.month == event_on.month:
            day += ONE_DAY
        following = day.month
        if insured:
            day += timedelta(days=9)
        else:
            while (day + ONE_DAY).month == following:
                day += ONE_DAY
    while office_closed(day):
        day += ONE_DAY
    event = TriggerEvent.HIRED if hire else TriggerEvent.LEFT
    assert deadline(what, event, event_on=event_on, insured=insured).value.due == day


@given(EVENTS, st.dates(date(2026, 6, 14), date(2055, 1, 1)), st.booleans())
def test_special_reentry_against_the_count(departed: date, stay_end: date, spr: bool) -> None:
    year = departed.year + (2 if spr else 1)
    try:
        until = departed.replace(year=year)
    except ValueError:  # the period begins on 1 March, and ends on its eve
        until = date(year, 2, 28)
    if (departed.month, departed.day) == (2, 28) and year % 4 == 0:
        until = date(year, 2, 29)  # it begins on 1 March of a common year
    found = special_reentry_until(departed=departed, stay_end=stay_end, spr=spr)
    if stay_end >= departed:
        assert found.value == (until if spr else min(until, stay_end))
    assert special_reentry_until(departed=departed, stay_end=None, spr=spr).value == until


@given(st.sampled_from(sorted(CLOCKS)), EVENTS, EVENTS)
def test_a_later_event_never_has_an_earlier_last_day(key: Any, one: date, other: date) -> None:
    first, second = (deadline(*key, event_on=day, insured=True).value.due for day in sorted((one, other)))
    assert (first is None) == (second is None)
    assert first is None or second is None or first <= second


@pytest.mark.shared
def test_words_of_the_law_say_how_soon_and_who() -> None:
    on = date(2026, 9, 1)
    words = {Term.IMMEDIATELY: "直ちに", Term.WITHOUT_DELAY: "遅滞なく"}
    for rule in TERMS.values():
        version = CURRENT.at(rule, on)
        if version.value in words:
            assert words[version.value] in words_of(version.cite)
    for following in NEXT_MONTH.values():
        day = CURRENT.at(following, on)
        said = "翌月の末日" if day.value.day is None else "翌月十日"
        assert said in words_of(day.cite)
    (yearly,) = ANNUAL_REPORTS.values()
    assert "毎年五月三十一日まで" in words_of(CURRENT.at(yearly, on).cite)
    for clock in CLOCKS.values():
        cite = CURRENT.at(clock.rule, on).cite
        if clock.obligation is Obligation.DUTY and clock.rule in {*FURTHER_DAYS.values()}:
            assert any(sign in words_of(cite) for sign in ("なければならない", "行わなければ", "九十日以内"))
        if clock.who is Bearer.RELATIVE_OR_COHABITANT:
            assert "親族又は同居者" in words_of(cite)
    effort = Citation.parse("326CO0000000319:19-17")
    assert "努めなければならない" in words_of(effort)
    assert "外交又は公用" in words_of(CURRENT.at(EMPLOYER_REPORT_EXCLUDED, on).cite)
    assert "第十七条第六項から第九項まで" in words_of(CURRENT.at(SEPARATE_CARD_NOTICES_ONLY, on).cite)


def test_the_lenient_view_of_the_end_of_stay() -> None:
    lenient = CURRENT.reformed(STAY_END_MOVES, since=date(2012, 7, 9), value=True, reason="practice")
    facts = DeadlinesFacts(procedure=ProcedureKind.EXTENSION_OF_STAY, stay_end=date(2026, 10, 31))
    on = date(2026, 10, 1)
    assert answer(facts, on=on).value.due == date(2026, 10, 31)
    moved = answer(facts, on=on, book=lenient)
    assert moved.value.due == date(2026, 11, 2)
    assert moved.reforms == ("practice",)
    weekday = DeadlinesFacts(procedure=ProcedureKind.EXTENSION_OF_STAY, stay_end=date(2026, 10, 30))
    assert answer(weekday, on=on, book=lenient).value.due == date(2026, 10, 30)


def test_a_memorial_day_is_added_to_the_closed_days_of_the_book() -> None:
    book = CURRENT.closing(Window.MUNICIPALITY, ClosedDays.municipal(extra=[date(2026, 6, 24)]))
    facts = DeadlinesFacts(
        procedure=ProcedureKind.PLACE_OF_RESIDENCE_CHANGE,
        event_date=date(2026, 6, 9),
        municipal_extra_closed_day="06-23",
    )
    assert answer(facts, on=date(2026, 6, 9), book=book).value.due == date(2026, 6, 25)
    assert answer(facts, on=date(2026, 6, 9)).value.due == date(2026, 6, 24)


@pytest.mark.parametrize("said", ["6-23", "13-01", "02-30", "", "06-23 ", "０６-２３", "00-00"])
def test_a_memorial_day_that_is_none(said: str) -> None:
    facts = DeadlinesFacts(
        procedure=ProcedureKind.PLACE_OF_RESIDENCE_CHANGE,
        event_date=date(2026, 6, 9),
        municipal_extra_closed_day=said,
    )
    with pytest.raises(FactsError) as caught:
        answer(facts, on=date(2026, 6, 9))
    assert [reason.text("en")[:7] for reason in caught.value.contradictions] == ["No year"]


LOSS = DeadlinesFacts(procedure=ProcedureKind.REISSUE_LOSS, event=TriggerEvent.LOSS_KNOWN)
ABROAD = LOSS.model_copy(update={"event": TriggerEvent.LOSS_KNOWN_ABROAD})
REENTRY = DeadlinesFacts(procedure=Matter.SPECIAL_REENTRY, stay_end=date(2027, 1, 1))


@pytest.mark.parametrize(
    ("facts", "changed", "codes"),
    [
        (
            LOSS,
            {"lost_on": date(2026, 7, 2), "known_on": date(2026, 7, 1)},
            ["known_before_loss", "event_before_loss"],
        ),
        (LOSS, {"known_on": date(2026, 7, 1), "event_date": date(2026, 7, 2)}, ["clock_runs_from_knowing"]),
        (ABROAD, {"known_on": date(2026, 7, 2), "event_date": date(2026, 7, 1)}, ["entry_before_knowing"]),
        (REENTRY, {"event_date": date(2027, 1, 2)}, ["departed_after_stay"]),
        (REENTRY, {"event_date": date(2026, 9, 1), "event": TriggerEvent.HIRED}, ["event_starts_no_clock"]),
        (REENTRY, {"event_date": date(2026, 9, 1), "authority": Authority.BUREAU}, ["not_due_there"]),
        (LOSS, {"event_date": date(2026, 9, 1), "event": TriggerEvent.HIRED}, ["event_starts_no_clock"]),
        (LOSS, {"event_date": date(2026, 9, 1), "authority": Authority.HELLO_WORK}, ["not_due_there"]),
    ],
)
def test_what_does_not_fit_is_said(
    facts: DeadlinesFacts, changed: dict[str, object], codes: list[str]
) -> None:
    with pytest.raises(FactsError) as caught:
        answer(facts.model_copy(update=changed), on=date(2026, 9, 1))
    assert [getattr(reason, "code", "") for reason in caught.value.contradictions] == codes
    assert all("{" not in caught.value.text(lang) for lang in ("ja", "en"))


def test_what_is_known_does_not_hide_what_is_missing() -> None:
    with pytest.raises(FactsError) as caught:
        answer(DeadlinesFacts(procedure=Matter.SPECIAL_REENTRY), on=date(2026, 9, 1))
    assert caught.value.missing == ("event_date", "stay_end")


def test_days_of_a_month() -> None:
    assert DayOfMonth.parse("05-31") == DayOfMonth(31, 5)
    assert DayOfMonth.parse(DayOfMonth(3)) == DayOfMonth(3)
    assert {DayOfMonth.parse(value).text("en") for value in (10, "last", "05-31")} == {
        "the 10th of the month after",
        "the last day of the month after",
        "day 31 of month 5 each year",
    }
    for wrong in (0, 29, True, "x", "13-01", "05-32", "5-31", None, "aa-bb"):
        with pytest.raises(ValueError, match=r"day of 1|invalid literal"):
            DayOfMonth.parse(wrong)
    rule = NEXT_MONTH["employer_report_hire__insured"]
    never: Any = "never"
    with pytest.raises(ReformError):
        CURRENT.reformed(rule, since=date(2027, 1, 1), value=never, reason="A")
    leap = CURRENT.reformed(
        ANNUAL_REPORTS["ssw_annual_notification"],
        since=date(2025, 4, 1),
        value=DayOfMonth.parse("02-29"),
        reason="A",
    )
    event = TriggerEvent.REPORTING_YEAR_ENDED
    due = [
        deadline(Matter.SSW_ANNUAL, event, event_on=date(year, 1, 31), book=leap).value.due
        for year in (2027, 2028)
    ]
    assert due == [date(2027, 3, 1), date(2028, 2, 29)]


@pytest.mark.parametrize(
    ("subject", "event", "day"),
    [
        (Matter.EMPLOYER_REPORT_HIRE, TriggerEvent.HIRED, date(9999, 12, 31)),
        (Matter.SSW_ANNUAL, TriggerEvent.REPORTING_YEAR_ENDED, date(9999, 12, 31)),
        (Matter.STAY_WITHOUT_STATUS, TriggerEvent.BORN_IN_JAPAN, date(9999, 12, 31)),
    ],
)
def test_beyond_the_calendar(subject: Matter, event: TriggerEvent, day: date) -> None:
    with pytest.raises(PeriodError):
        deadline(subject, event, event_on=day, insured=True)
    with pytest.raises(OutOfTableError):
        deadline(subject, event, event_on=date(2060, 1, 1), insured=True)


@given(
    st.builds(
        DeadlinesFacts,
        procedure=st.none() | st.sampled_from([*ProcedureKind, *Matter]),
        event=st.none() | st.sampled_from(TriggerEvent),
        event_date=st.none() | st.dates(),
        authority=st.none() | st.sampled_from(Authority),
        lost_on=st.none() | st.dates(),
        known_on=st.none() | st.dates(),
        stay_end=st.none() | st.dates(),
        status=st.none() | st.sampled_from(StatusOfResidence),
        card_kind=st.none() | st.sampled_from(CardKind),
        insured=st.none() | st.booleans(),
        municipal_extra_closed_day=st.none() | st.text(max_size=6),
    ),
    st.dates(),
)
def test_any_facts_are_answered_or_refused_by_our_errors(facts: DeadlinesFacts, on: date) -> None:
    try:
        found = answer(facts, on=on)
    except TokuteiError as error:
        assert error.text("ja")  # noqa: PT017
    else:
        assert found.grounds


def test_a_moment_is_its_day_in_japan() -> None:
    late = datetime(2026, 8, 31, 15, 0, tzinfo=UTC)
    key = (ProcedureKind.SPR_ITEM_CHANGE, TriggerEvent.ITEM_CHANGED)
    assert deadline(*key, event_on=late) == deadline(*key, event_on=date(2026, 9, 1))
    with pytest.raises(NaiveDatetimeError):
        deadline(*key, event_on=datetime(2026, 9, 1, 9, 0))  # noqa: DTZ001


def test_reforms_reach_the_answer() -> None:
    since = date(2027, 4, 1)

    def due(book: Rulebook) -> date | None:
        return deadline(
            ProcedureKind.ACQUISITION_OF_STATUS, TriggerEvent.BORN_IN_JAPAN, event_on=since, book=book
        ).value.due

    rule = FURTHER_DAYS["acquisition"]
    assert due(CURRENT) == date(2027, 5, 6)
    assert due(CURRENT.reformed(rule, since=since, value=14, reason="B")) == date(2027, 4, 15)
    years = SPECIAL_REENTRY_YEARS[False]
    longer = CURRENT.reformed(years, since=since, value=3, reason="B")
    until = special_reentry_until(departed=since, stay_end=date(2040, 1, 1), book=longer)
    assert until.value == date(2030, 4, 1)
    both = CURRENT.reformed(SEPARATE_CARD_NOTICES_ONLY, since=since, value=False, reason="B")
    found = deadline(
        ProcedureKind.MY_NUMBER_ITEM_CHANGE,
        TriggerEvent.MY_NUMBER_ITEM_CHANGED,
        event_on=since,
        card_kind=CardKind.SPECIFIED_RESIDENCE_CARD,
        book=both,
    )
    assert found.value.due == date(2027, 4, 15)


def test_no_birth_date_and_no_name_is_asked() -> None:
    assert not {"birth", "holder_birth", "name"} & set(DeadlinesFacts.model_fields)
    found = replace(deadline(*next(iter(CLOCKS)), event_on=date(2026, 9, 1)).value, due=None)
    assert found.text("en") == "without delay"
