"""The employer's report against the regulation itself, a second calendar, and hostile words."""

from __future__ import annotations

import csv
import io
import json
import pickle
import re
from calendar import monthrange
from datetime import UTC, date, datetime, timedelta
from itertools import product
from pathlib import Path
from typing import Any, Final, get_args

import jpholiday
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tokutei import from_json, to_json
from tokutei.data import reporting
from tokutei.data.reporting import fields_as_of, report_field_rows
from tokutei.data.tables import status_rows
from tokutei.employment import (
    EmploymentReport,
    NoReport,
    NothingToReport,
    ReportCase,
    confirmations,
    from_csv,
    to_csv,
)
from tokutei.employment.report_csv import CsvEncoding
from tokutei.errors import (
    CharactersError,
    DocumentError,
    FactsError,
    IdentifierError,
    NaiveDatetimeError,
    NotInForceError,
    OutOfTableError,
    TableError,
    UnknownTermError,
)
from tokutei.identifiers import CardNumber, individual_number_check_digit
from tokutei.identifiers.spotting import holds_individual_number
from tokutei.law import Citation, Evidence
from tokutei.rules import CURRENT
from tokutei.rules.deadlines import EMPLOYER_REPORT_EXCLUDED
from tokutei.rules.work import WORK_WITHOUT_STATUS
from tokutei.vocabulary import (
    ReportedPerson,
    ReportEvent,
    ReportField,
    ReportForm,
    ReportPaper,
    Sex,
    StatusOfResidence,
)

S: Final = StatusOfResidence
F: Final = ReportField
P: Final = ReportedPerson
DAY: Final = date(2026, 9, 1)
SHARED: Final = Path(__file__).resolve().parents[3] / "shared"
NUMBER: Final = "12345678901" + individual_number_check_digit("12345678901")
"""Digits that count up, with the check digit that belongs to them."""


def case(**more: Any) -> ReportCase:
    return ReportCase(
        **{
            "event": ReportEvent.HIRE,
            "happened_on": DAY,
            "insured": False,
            "status": S.STUDENT,
            "mid_to_long_term": True,
            **more,
        }
    )


def report(one: ReportCase, *, on: date = DAY, **more: Any) -> EmploymentReport:
    found = EmploymentReport.of(one, on=on, **more)
    assert isinstance(found, EmploymentReport)
    return found


FULL: Final = {
    "status": S.SPECIFIED_SKILLED_WORKER_1,
    "stay_until": date(2027, 8, 31),
    "other_activity_permission": False,
    "ssw_field": "介護",
    "name": "TEST HANAKO",
    "born": date(2003, 3, 3),
    "sex": Sex.FEMALE,
    "nationality": "ベトナム",
    "card_number": CardNumber("AA12345678BB"),
    "address": "テスト市テスト町1",
    "establishment": "テスト介護株式会社 テスト市テスト町2",
    "wage_and_job": "月給 テスト",
    "dispatch": False,
}

# --- The regulation itself -----------------------------------------------------------------------

KANJI: Final = {digit: number for number, digit in enumerate("一二三四五六七八九", start=1)}


def number(kanji: str) -> int:
    tens, _, ones = kanji.rpartition("十")
    return (
        (10 if "十" in kanji else 0) + (KANJI[ones] if ones else 0) + (10 * KANJI[tens] - 10 if tens else 0)
    )


def items(text: str) -> set[int]:
    """Return the items that words such as 第一号から第三号まで及び第五号 name."""
    found: set[int] = set()
    for first, last in re.findall(
        r"第([一二三四五六七八九十]+)号(?:から第([一二三四五六七八九十]+)号まで)?", text
    ):
        found |= set(range(number(first), number(last or first) + 1))
    return found


def article_10() -> dict[str, str]:
    text = (SHARED / "law" / "341M50002000023.md").read_text("utf-8")
    whole = text.split("**第十条（", 1)[1].split("**第十一条（", 1)[0]
    first, *others = re.split(r"^\*\*([２３４])\*\*", whole, flags=re.MULTILINE)
    return {"１": first.split("- 一")[0], **dict(zip(others[::2], others[1::2], strict=True))}


def of_regulation(event: ReportEvent, *, insured: bool) -> set[int]:
    """Return the items of Regulation 10 for a kind of case: paragraph 1, of those not insured paragraph 4."""
    text = article_10()["１" if insured else "４"]
    hire, leave = re.split(r"、その雇用する外国人が離職した場合|、離職に係る届出", text)
    chosen = leave if event is ReportEvent.LEAVE else hire
    return items(chosen.replace("第一項第", "第").replace("同項第", "第"))


APPLIES: Final = {
    4: lambda one: one.permitted is None,
    5: lambda one: one.mid_to_long_term is True,
    6: lambda one: one.status in {S.SPECIFIED_SKILLED_WORKER_1, S.SPECIFIED_SKILLED_WORKER_2},
    7: lambda one: one.status is S.DESIGNATED_ACTIVITIES,
    8: lambda one: one.permitted is not None,
}
"""Items that are asked of some alone; the words of each item say of whom."""

PEOPLE: Final[tuple[dict[str, Any], ...]] = (
    {"status": S.STUDENT, "mid_to_long_term": True},
    {"status": S.TEMPORARY_VISITOR, "mid_to_long_term": False},
    {"status": S.PERMANENT_RESIDENT, "mid_to_long_term": True},
    {"status": S.SPECIFIED_SKILLED_WORKER_1, "mid_to_long_term": False},
    {"status": S.SPECIFIED_SKILLED_WORKER_2, "mid_to_long_term": True},
    {"status": S.DESIGNATED_ACTIVITIES, "mid_to_long_term": True},
    {"status": None, "mid_to_long_term": None, "permitted": P.SUPERVISED},
    {"status": None, "mid_to_long_term": None, "permitted": P.PROVISIONAL_STAY},
)
CASES: Final = [
    case(event=event, insured=insured, **who)
    for event, insured, who in product(ReportEvent, (True, False), PEOPLE)
]


def item_numbers(found: EmploymentReport) -> set[int]:
    cites = [cite for item in found.items for cite in item.cite]
    return {int(c.item) for c in cites if (c.law, c.article, c.paragraph) == ("341M50002000023", "10", "1")}


@pytest.mark.shared
def test_what_the_regulation_lists_is_read_right() -> None:
    assert of_regulation(ReportEvent.HIRE, insured=True) == {*range(1, 9), 10, 11}
    assert of_regulation(ReportEvent.LEAVE, insured=True) == {1, 2, 3, *range(5, 11)}


@pytest.mark.shared
@pytest.mark.parametrize(
    "one", CASES, ids=lambda one: f"{one.event}-{one.insured}-{one.status or one.permitted}"
)
def test_the_items_are_those_of_the_regulation(one: ReportCase) -> None:
    listed = of_regulation(one.event, insured=bool(one.insured))
    wanted = {item for item in listed if APPLIES.get(item, lambda _: True)(one)}
    assert item_numbers(report(one)) == wanted


@pytest.mark.shared
@pytest.mark.parametrize(
    "one", [one for one in CASES if one.insured], ids=lambda one: f"{one.event}-{one.status}"
)
def test_what_goes_with_the_insurance_form_is_among_them(one: ReportCase) -> None:
    text = article_10()["３" if one.permitted else "２"]
    hire, leave = text.split("、離職に係るものにあつては", 1)
    asked = items(leave if one.event is ReportEvent.LEAVE else hire.split("届出と併せて、", 1)[1])
    beside = {item for item in asked if APPLIES.get(item, lambda _: True)(one)}
    assert beside <= item_numbers(report(one))


@pytest.mark.parametrize(
    "one", CASES, ids=lambda one: f"{one.event}-{one.insured}-{one.status or one.permitted}"
)
def test_name_always_and_status_with_period_unless_there_is_none(one: ReportCase) -> None:
    fields = set(report(one).fields)
    assert F.FULL_NAME in fields
    assert ({F.STATUS, F.PERIOD} <= fields) is (one.permitted is None)
    assert (F.PERMITTED_KIND in fields) is (one.permitted is not None)
    assert list(report(one).fields) == [field for field in ReportField if field in fields]


# --- The last day --------------------------------------------------------------------------------


def rolled(day: date) -> date:
    """Return a day or the next one on which offices of the State are open, by another table of holidays."""
    while (
        day.weekday() >= 5
        or jpholiday.is_holiday(day)
        or (day.month, day.day) >= (12, 29)
        or (day.month == 1 and day.day <= 3)
    ):
        day += timedelta(days=1)
    return day


@given(
    day=st.dates(date(2019, 1, 1), date(2027, 12, 31)),
    event=st.sampled_from(ReportEvent),
    insured=st.booleans(),
)
@settings(max_examples=150)
def test_the_last_day_by_a_second_calendar(day: date, event: ReportEvent, insured: bool) -> None:
    after = date(day.year + day.month // 12, day.month % 12 + 1, 1)
    if insured:
        last = after.replace(day=10) if event is ReportEvent.HIRE else day + timedelta(days=10)
    else:
        last = after.replace(day=monthrange(after.year, after.month)[1])
    found = report(case(happened_on=day, event=event, insured=insured), on=day)
    assert found.due_on == rolled(last)
    assert not found.overdue
    assert report(case(happened_on=day, event=event, insured=insured), on=rolled(last)).overdue is False
    assert report(case(happened_on=day, event=event, insured=insured), on=found.due_on + timedelta(1)).overdue


@pytest.mark.parametrize(
    ("event", "insured", "form"),
    [
        (ReportEvent.HIRE, True, ReportForm.INSURANCE_GAIN),
        (ReportEvent.LEAVE, True, ReportForm.INSURANCE_LOSS),
        (ReportEvent.HIRE, False, ReportForm.FORM_3),
        (ReportEvent.LEAVE, False, ReportForm.FORM_3),
    ],
)
def test_forms(event: ReportEvent, insured: bool, form: ReportForm) -> None:
    found = report(case(event=event, insured=insured))
    assert found.form is form
    paragraph = "10:2" if insured else "10:4"
    assert found.cite[0] == Citation.parse(f"341M50002000023:{paragraph}")


def test_a_last_day_that_moved_is_our_reading() -> None:
    moved = report(case(happened_on=date(2026, 9, 30)))  # the end of October 2026 is a Saturday
    assert (moved.due_on, moved.evidence) == (date(2026, 11, 2), Evidence.INFERRED)
    kept = report(case(happened_on=date(2026, 8, 31)))
    assert (kept.due_on, kept.evidence) == (date(2026, 9, 30), Evidence.OFFICIAL)


# --- Of whom nothing is reported -----------------------------------------------------------------


@pytest.mark.parametrize("status", S)
def test_exactly_those_of_the_regulation_are_left_out(status: StatusOfResidence) -> None:
    never = status_rows()[status].mid_long_term.value in {"never", "separate_status"}
    found = EmploymentReport.of(case(status=status, mid_to_long_term=not never), on=DAY)
    if status in {S.DIPLOMAT, S.OFFICIAL, S.SPECIAL_PERMANENT_RESIDENT}:
        assert found == NothingToReport(
            why=NoReport.EXCLUDED, cite=(Citation.parse("341M50002000023:1-2:1"),)
        )
        assert "第1条の2" in found.text("ja")
    else:
        assert isinstance(found, EmploymentReport)


def test_who_is_left_out_follows_the_book() -> None:
    book = CURRENT.reformed(
        EMPLOYER_REPORT_EXCLUDED, since=date(2026, 1, 1), value=frozenset({S.STUDENT}), reason="scenario"
    )
    assert isinstance(EmploymentReport.of(case(), on=DAY, book=book), NothingToReport)
    assert isinstance(EmploymentReport.of(case(), on=DAY), EmploymentReport)


@pytest.mark.parametrize("who", PEOPLE)
def test_public_bodies_notify_instead(who: dict[str, Any]) -> None:
    found = EmploymentReport.of(case(public_body=True, **who), on=DAY)
    assert isinstance(found, NothingToReport)
    assert (found.why, found.cite) == (
        NoReport.NOTICE_INSTEAD,
        (Citation.parse("341AC0000000132:28:3#second"),),
    )


def test_a_diplomat_of_a_public_body_is_left_out_all_the_same() -> None:
    found = EmploymentReport.of(case(public_body=True, status=S.DIPLOMAT, mid_to_long_term=None), on=DAY)
    assert isinstance(found, NothingToReport)
    assert found.why is NoReport.EXCLUDED


# --- What is confirmed with what -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("field", "person", "papers", "cite"),
    [
        (F.FULL_NAME, P.MID_TO_LONG_TERM, ["residence_card"], "11:1:1"),
        (F.PERIOD, P.MID_TO_LONG_TERM, ["residence_card"], "11:1:1"),
        (F.CARD_NUMBER, P.MID_TO_LONG_TERM, ["residence_card"], "11:1:1"),
        (F.STATUS, P.OTHER_WITH_STATUS, ["passport", "status_certificate"], "11:1:2"),
        (F.NATIONALITY, P.SUPERVISED, ["passport", "status_certificate"], "11:1:2"),
        (F.OTHER_ACTIVITY, P.MID_TO_LONG_TERM, ["residence_card"], "11:2:1"),
        (
            F.OTHER_ACTIVITY,
            P.OTHER_WITH_STATUS,
            ["passport", "status_certificate", "permission_paper", "work_certificate"],
            "11:2:2",
        ),
        (F.SSW_FIELD, P.MID_TO_LONG_TERM, ["designation_31_4"], "11:3"),
        (F.DESIGNATED_ACTIVITY, P.OTHER_WITH_STATUS, ["designation_7_4"], "11:4"),
        (F.PERMITTED_KIND, P.SUPERVISED, ["supervision_notice"], "11:5:1"),
        (F.PERMITTED_KIND, P.PROVISIONAL_STAY, ["provisional_permit"], "11:5:2"),
    ],
)
def test_confirmations(field: ReportField, person: ReportedPerson, papers: list[str], cite: str) -> None:
    status = {F.SSW_FIELD: S.SPECIFIED_SKILLED_WORKER_2, F.DESIGNATED_ACTIVITY: S.DESIGNATED_ACTIVITIES}
    (found,) = confirmations(field, person, status=status.get(field))
    assert [paper.value for paper in found.papers] == papers
    assert found.cite == Citation.parse(f"341M50002000023:{cite}")


def test_as_it_is_written_the_regulation_names_other_items() -> None:
    written = CURRENT.reading(Q15="as_written")
    of_skill: dict[str, Any] = {"status": S.SPECIFIED_SKILLED_WORKER_1, "book": written}
    assert confirmations(F.SSW_FIELD, P.MID_TO_LONG_TERM, **of_skill) == ()
    found = confirmations(F.CARD_NUMBER, P.MID_TO_LONG_TERM, **of_skill)
    # Both papers, not one of them: paragraph 3 takes nothing from paragraph 1.
    assert [one.papers for one in found] == [(ReportPaper.RESIDENCE_CARD,), (ReportPaper.DESIGNATION_FIELD,)]
    assert [one.cite.paragraph for one in found] == ["1", "3"]
    (by_activity,) = confirmations(
        F.SSW_FIELD, P.MID_TO_LONG_TERM, status=S.DESIGNATED_ACTIVITIES, book=written
    )
    assert by_activity.papers == (ReportPaper.DESIGNATION_ACTIVITY,)
    skilled = case(status=S.SPECIFIED_SKILLED_WORKER_1)
    assert report(skilled).questions == ("Q15",)
    assert report(case()).questions == ()


@pytest.mark.parametrize("field", [F.ADDRESS, F.ESTABLISHMENT, F.DAY, F.WAGE_AND_JOB, F.DISPATCH])
def test_nothing_is_confirmed_with_a_paper_that_no_provision_names(field: ReportField) -> None:
    assert {confirmations(field, person) for person in P} == {()}


@pytest.mark.shared
@pytest.mark.parametrize("reading", ["six_and_seven", "as_written"])
def test_designation_papers_are_asked_of_the_two_statuses_alone(reading: str) -> None:
    """Paragraph 3 begins 特定技能の在留資格をもつて在留する者である場合, paragraph 4 with 特定活動."""
    text = (SHARED / "law" / "341M50002000023.md").read_text("utf-8")
    article = text.split("**第十一条（", 1)[1].split("**第十二条（", 1)[0]
    third, fourth = (article.split(f"**{mark}**", 1)[1].split("**", 1)[0] for mark in "３４")
    assert "特定技能の在留資格をもつて在留する者である場合" in third
    assert "特定活動の在留資格をもつて在留する者である場合" in fourth
    book = CURRENT.reading(Q15=reading)
    skilled = {S.SPECIFIED_SKILLED_WORKER_1, S.SPECIFIED_SKILLED_WORKER_2}
    for status, field in product(S, ReportField):
        found = confirmations(field, P.MID_TO_LONG_TERM, status=status, book=book)
        paragraphs = {one.cite.paragraph for one in found}
        assert "3" not in paragraphs or status in skilled
        assert "4" not in paragraphs or status is S.DESIGNATED_ACTIVITIES
        if field is F.CARD_NUMBER:
            assert found[0].papers == (ReportPaper.RESIDENCE_CARD,)
    for status in S:
        never = status_rows()[status].mid_long_term.value in {"never", "separate_status"}
        made = EmploymentReport.of(case(status=status, mid_to_long_term=not never), on=DAY, book=book)
        if isinstance(made, EmploymentReport) and status not in {*skilled, S.DESIGNATED_ACTIVITIES}:
            assert "designation paper" not in made.text("en")
            assert "指定書" not in made.text("ja")


@pytest.mark.shared
@pytest.mark.parametrize("event", ReportEvent)
@pytest.mark.parametrize("permitted", [P.SUPERVISED, P.PROVISIONAL_STAY])
def test_those_without_a_status_have_a_paragraph_of_their_own(
    event: ReportEvent, permitted: ReportedPerson
) -> None:
    assert "報酬活動許可者でない場合" in article_10()["２"]
    assert "被保険者であり、当該外国人が報酬活動許可者である場合" in article_10()["３"]
    who = {"status": None, "mid_to_long_term": None, "permitted": permitted, "event": event}
    insured = report(case(**who, insured=True))
    assert {one.paragraph for one in insured.cite if one.article == "10"} == {"3"}
    assert {one.paragraph for one in report(case(**who)).cite if one.article == "10"} == {"4"}
    assert {one.paragraph for one in report(case(insured=True)).cite if one.article == "10"} == {"2"}


def test_no_provision_names_the_box_of_the_day() -> None:
    for one in CASES:
        (day,) = [item for item in report(one).items if item.field is F.DAY]
        assert day.cite == ()


@pytest.mark.parametrize("public_body", [False, True])
@pytest.mark.parametrize("permitted", [P.SUPERVISED, P.PROVISIONAL_STAY])
def test_nobody_worked_without_a_status_before_the_rule(permitted: ReportedPerson, public_body: bool) -> None:
    """The permission of the Act (art. 44-5, 61-2-7) came with Act No. 56 of 2023, from 2024-06-10."""
    who = {"status": None, "mid_to_long_term": None, "permitted": permitted, "public_body": public_body}
    for day in (date(2013, 6, 9), date(2024, 6, 9)):
        with pytest.raises(NotInForceError):
            EmploymentReport.of(case(**who, happened_on=day), on=DAY)
    EmploymentReport.of(case(**who, happened_on=date(2024, 6, 10)), on=DAY)
    book = CURRENT.reformed(
        WORK_WITHOUT_STATUS, since=date(2026, 1, 1), value=frozenset[str](), reason="scenario"
    )
    with pytest.raises(FactsError):
        EmploymentReport.of(case(**who), on=DAY, book=book)


# --- Values --------------------------------------------------------------------------------------


def test_what_is_given_and_what_is_missing() -> None:
    full = report(case(**{**FULL, "insured": True}))
    assert full.missing == ()
    assert full.value(F.PERIOD) == "2027-08-31"
    assert full.value(F.OTHER_ACTIVITY) == "no"
    assert full.value(F.CARD_NUMBER) == "AA12345678BB"
    assert full.value(F.ADDRESS) is None  # not asked for on hiring
    empty = report(case(status=S.SPECIFIED_SKILLED_WORKER_1, insured=True))
    assert set(empty.missing) == set(empty.fields) - {F.STATUS, F.DAY}


def test_a_stay_without_end_has_a_period() -> None:
    assert report(case(status=S.PERMANENT_RESIDENT)).value(F.PERIOD) == "indefinite"
    assert F.PERIOD in report(case(status=S.STUDENT)).missing


def test_no_value_of_an_item_that_is_not_asked_for_is_kept() -> None:
    kept = report(case(**FULL, event=ReportEvent.LEAVE))
    assert F.OTHER_ACTIVITY not in kept.fields
    assert F.ADDRESS not in kept.fields
    assert "テスト町1" not in to_json(kept)
    assert "月給" not in to_json(kept)


def test_events_before_the_text_say_so() -> None:
    assert not report(case(happened_on=fields_as_of())).of_later_text
    earlier = report(case(happened_on=fields_as_of() - timedelta(days=1)))
    assert earlier.of_later_text
    assert "2026-06-14" in earlier.text("en")


def test_all_that_decides_the_case_is_asked_for_at_once() -> None:
    bare = ReportCase(event=ReportEvent.HIRE, happened_on=DAY)
    with pytest.raises(FactsError) as told:
        EmploymentReport.of(bare, on=DAY)
    assert told.value.missing == ("status", "insured")
    student = ReportCase(event=ReportEvent.HIRE, happened_on=DAY, status=S.STUDENT)
    with pytest.raises(FactsError) as told:
        EmploymentReport.of(student, on=DAY)
    assert told.value.missing == ("period", "insured")
    with pytest.raises(FactsError) as told:
        EmploymentReport.of(ReportCase(event=ReportEvent.HIRE, happened_on=DAY, public_body=True), on=DAY)
    assert told.value.missing == ("status",)


@pytest.mark.parametrize(("period", "person"), [("P3M", P.OTHER_WITH_STATUS), ("P1Y", P.MID_TO_LONG_TERM)])
def test_who_is_a_mid_to_long_term_resident_follows_the_law(period: str, person: ReportedPerson) -> None:
    assert report(case(mid_to_long_term=None, period=period)).person is person


def test_contradictions() -> None:
    with pytest.raises(FactsError):
        case(permitted=P.SUPERVISED)
    with pytest.raises(FactsError):
        case(status=None, permitted=P.PROVISIONAL_STAY)  # said to be a mid- to long-term resident
    with pytest.raises(FactsError):
        case(status=None, mid_to_long_term=None, permitted=P.MID_TO_LONG_TERM)
    with pytest.raises(FactsError):
        EmploymentReport.of(case(status=S.TEMPORARY_VISITOR), on=DAY)
    with pytest.raises(FactsError) as told:
        EmploymentReport.of(case(status=S.PERMANENT_RESIDENT, mid_to_long_term=False), on=DAY)
    assert "永住者" in told.value.text("ja")
    with pytest.raises(FactsError) as told:
        case(status=S.PERMANENT_RESIDENT, stay_until=DAY)
    assert "永住者" in told.value.text("ja")
    with pytest.raises(FactsError):
        case(name=17)
    with pytest.raises(UnknownTermError):
        case(event="promotion")


def test_days_that_are_none() -> None:
    with pytest.raises(NaiveDatetimeError):
        case(happened_on=datetime(2026, 9, 1))  # noqa: DTZ001 - what is refused
    assert case(happened_on=datetime(2026, 8, 31, 15, tzinfo=UTC)).happened_on == DAY
    with pytest.raises(NotInForceError):
        EmploymentReport.of(case(happened_on=date(2012, 7, 8)), on=DAY)
    with pytest.raises(OutOfTableError):
        EmploymentReport.of(case(happened_on=date(2050, 12, 1)), on=DAY)


# --- The Individual Number, and what shows --------------------------------------------------------

SPACED: Final = f"{NUMBER[:4]} {NUMBER[4:8]} {NUMBER[8:]}"
WIDE: Final = "".join(chr(ord(digit) + 0xFEE0) for digit in NUMBER)


@pytest.mark.parametrize(
    "name",
    ["name", "nationality", "ssw_field", "designated_activity", "address", "establishment", "wage_and_job"],
)
@pytest.mark.parametrize("written", [NUMBER, SPACED, WIDE, f"番号{NUMBER}です", "-".join(NUMBER)])
def test_no_text_takes_an_individual_number(name: str, written: str) -> None:
    with pytest.raises(IdentifierError) as told:
        case(**{name: written})
    assert told.value.reason == "purpose"
    assert NUMBER[:4] not in str(told.value)
    assert told.value.__context__ is None


def test_other_numbers_are_taken() -> None:
    assert case(address="テスト町 03-1234-5678 123456789012345").address


def test_no_document_brings_an_individual_number_in() -> None:
    written = to_json(report(case(**FULL))).replace("TEST HANAKO", NUMBER)
    with pytest.raises(DocumentError) as told:
        from_json(written)
    assert NUMBER not in f"{told.value} {told.value.details}"


def test_nothing_personal_shows() -> None:
    one = case(**FULL, designated_activity="SECRET")
    found = report(one)
    for said in (repr(one), repr(found), repr(found.items), found.text("ja"), found.text("en")):
        for secret in ("HANAKO", "2003", "AA1234", "テスト市テスト町1", "月給", "SECRET", "ベトナム"):
            assert secret not in said


# --- JSON and CSV --------------------------------------------------------------------------------

WORDS: Final = st.text(max_size=12).filter(lambda text: not re.search(r"\d", text))
WRITABLE: Final = WORDS.filter(lambda text: not any(0xD800 <= ord(char) < 0xE000 for char in text))


@given(one=st.sampled_from(CASES), name=WRITABLE, address=WRITABLE)
@settings(max_examples=40)
def test_json_round_trip(one: ReportCase, name: str, address: str) -> None:
    more = {key: getattr(one, key) for key in ("event", "insured", "status", "mid_to_long_term", "permitted")}
    found = report(case(**more, name=name, address=address))
    assert from_json(to_json(found)) == found
    assert json.loads(to_json(found))["tokutei"] == "employment_report/1"
    assert pickle.loads(pickle.dumps(found)) == found  # noqa: S301 - our own


@given(cells=st.lists(st.tuples(WRITABLE, WRITABLE), max_size=3))
@settings(max_examples=100)
def test_csv_loses_nothing(cells: list[tuple[str, str]]) -> None:
    made = [report(case(name=name, establishment=where)) for name, where in cells]
    rows = from_csv(to_csv(made))
    assert [(row["氏名"], row["事業所の名称・所在地"]) for row in rows] == [(n, w) for n, w in cells]


RISKY: Final = [
    "=1+1",
    "+81-3-0000",
    "-cmd",
    "@SUM(A1)",
    "＝全角",
    "＋全角",
    "－全角",
    "＠全角",
    "\t=1",
    "\r=1",
    "\n=1",
    " =1",
    "\u3000=1",
    "'=1",
    "''",
    "\x00=1",
]


@pytest.mark.parametrize("cell", RISKY)
def test_no_cell_reads_as_a_formula_and_none_is_changed(cell: str) -> None:
    written = to_csv([report(case(name=cell))], encoding="utf-8")
    (_, row) = csv.reader(io.StringIO(written.decode(), newline=""))
    assert row[3] == f"'{cell}"
    assert from_csv(written, encoding="utf-8")[0]["氏名"] == cell


@pytest.mark.parametrize("cell", ['a"b', "a,b", "a\r\nb", "行\n行", "普通の名前", "A=B", "O'NEIL"])
def test_other_cells_are_as_they_are(cell: str) -> None:
    written = to_csv([report(case(name=cell))], encoding="utf-8")
    (_, row) = csv.reader(io.StringIO(written.decode(), newline=""))
    assert row[3] == cell


def test_columns_are_the_official_words_and_rows_end_as_the_standard_says() -> None:
    full = report(case(**{**FULL, "insured": True}))
    written = to_csv([full], encoding="utf-8")
    assert written.endswith(b"\r\n")
    (row,) = from_csv(written, encoding="utf-8")
    assert list(row)[:3] == ["届出の区分", "届出の様式", "届出期限"]
    assert list(row)[3:] == [field.ja for field in ReportField]
    assert row["在留資格"] == "特定技能1号"
    assert (row["性別"], row["資格外活動許可の有無"]) == ("女", "無")
    assert row["派遣・請負就労区分"] == "該当しない"
    assert row["在留カード番号"] == "AA12345678BB"
    (forever,) = from_csv(to_csv([report(case(status=S.PERMANENT_RESIDENT))]))
    assert forever["在留期間（満了日）"] == "無期限"
    permitted = report(case(status=None, mid_to_long_term=None, permitted=P.SUPERVISED))
    assert "監理措置" in from_csv(to_csv([permitted]))[0]["報酬活動許可者の別（監理措置／仮滞在）"]


def test_the_mark_of_utf_8_is_there_when_asked_for() -> None:
    one = [report(case(name="髙橋"))]
    assert to_csv(one).startswith(b"\xef\xbb\xbf")
    assert not to_csv(one, encoding="utf-8").startswith(b"\xef\xbb\xbf")
    assert to_csv(one)[3:] == to_csv(one, encoding="utf-8")


def test_cp932_names_what_does_not_fit_and_replaces_nothing() -> None:
    fits = [report(case(name="髙橋 ①"))]  # extensions that the encoding has
    assert from_csv(to_csv(fits, encoding="cp932"), encoding="cp932")[0]["氏名"] == "髙橋 ①"
    with pytest.raises(CharactersError) as told:
        to_csv([report(case(name="Nguyễn 𠮷田 Nguyễn"))], encoding="cp932")
    assert told.value.characters == ("U+1EC5", "U+20BB7")
    assert told.value.__context__ is None
    for lang in ("ja", "en"):
        assert "𠮷" in told.value.text(lang)
        assert "Nguy" not in told.value.text(lang)


@pytest.mark.parametrize("encoding", get_args(CsvEncoding))
def test_half_a_character_is_named(encoding: CsvEncoding) -> None:
    with pytest.raises(CharactersError) as told:
        to_csv([report(case(name="\ud842"))], encoding=encoding)
    assert told.value.characters == ("U+D842",)
    assert told.value.text("en").isprintable()


@pytest.mark.parametrize("encoding", ["latin-1", "utf-7", "idna", "no-such"])
def test_other_encodings_are_refused(encoding: Any) -> None:
    with pytest.raises(CharactersError):
        to_csv([], encoding=encoding)
    with pytest.raises(CharactersError):
        from_csv(b"", encoding=encoding)


@given(st.binary(max_size=60))
def test_bytes_that_are_no_such_file_are_refused(written: bytes) -> None:
    with pytest.raises((CharactersError, TableError)):
        from_csv(written)


def test_a_file_with_another_shape_is_refused() -> None:
    head = to_csv([], encoding="utf-8")
    assert from_csv(head, encoding="utf-8") == ()
    with pytest.raises(TableError):
        from_csv(head + b'"one"\r\n', encoding="utf-8")


# --- Words ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "one", CASES, ids=lambda one: f"{one.event}-{one.insured}-{one.status or one.permitted}"
)
@pytest.mark.parametrize("lang", ["ja", "en"])
def test_every_report_speaks(one: ReportCase, lang: str) -> None:
    said = report(one, on=date(2027, 9, 1)).text(lang)
    assert "employment.report" not in said
    assert "{" not in said
    assert len(said.splitlines()) == 3 + len(report(one).fields)


def test_every_item_of_the_table_is_asked_for_in_some_case() -> None:
    asked = {field for one in CASES for field in report(one).fields}
    assert asked == set(report_field_rows())


@pytest.mark.parametrize(
    "one", CASES, ids=lambda one: f"{one.event}-{one.insured}-{one.status or one.permitted}"
)
def test_what_nobody_has_is_not_confirmed_either(one: ReportCase) -> None:
    found = report(one)
    confirmed = {field for field in ReportField if confirmations(field, found.person, status=one.status)}
    conditional = {F.SSW_FIELD, F.DESIGNATED_ACTIVITY, F.OTHER_ACTIVITY}
    assert confirmed - conditional <= set(found.fields)


# --- Corners -------------------------------------------------------------------------------------


def test_a_card_number_may_be_given_as_text_and_is_checked() -> None:
    assert report(case(card_number="ａａ1234-5678 bb")).value(F.CARD_NUMBER) == "AA12345678BB"
    with pytest.raises(IdentifierError):
        case(card_number="12345678")


def test_twelve_digits_with_another_check_digit_are_no_individual_number() -> None:
    other = NUMBER[:-1] + str((int(NUMBER[-1]) + 1) % 10)
    assert not holds_individual_number(other)
    assert holds_individual_number(f"{other} {NUMBER}x {other}")


def test_a_file_with_an_open_quotation_is_refused() -> None:
    with pytest.raises(TableError):
        from_csv(to_csv([], encoding="utf-8") + b'"open', encoding="utf-8")


JSON: Final = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)


@given(data=st.data())
@settings(max_examples=80)
def test_a_document_that_somebody_changed_is_read_or_refused(data: st.DataObject) -> None:
    document = json.loads(to_json(report(case(**FULL))))
    place = data.draw(st.sampled_from([key for key in document if key != "tokutei"] + ["more"]))
    document[place] = data.draw(JSON)
    if document["items"] and place != "items" and data.draw(st.booleans()):
        document["items"][0][data.draw(st.sampled_from(["field", "value", "cite", "evidence"]))] = data.draw(
            JSON
        )
    found, said = None, ""
    try:
        found = from_json(json.dumps(document))
    except DocumentError as error:
        said = f"{error} {error.details}"
    assert "HANAKO" not in said
    assert isinstance(found, EmploymentReport) is (said == "")


def test_the_table_without_its_day_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reporting, "read_toml", lambda _: {})
    with pytest.raises(TableError):
        reporting.fields_as_of.__wrapped__()
