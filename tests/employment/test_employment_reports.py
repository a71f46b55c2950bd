"""The employer's report against the regulation itself, a second calendar, and hostile words."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from itertools import product
from pathlib import Path
from typing import Any, Final

import jpholiday
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.employment.report_makers import CASES, DAY, PEOPLE, F, P, S, case, report
from tokutei.data.tables import status_rows
from tokutei.employment import (
    EmploymentReport,
    NoReport,
    NothingToReport,
    ReportCase,
    confirmations,
)
from tokutei.errors import (
    FactsError,
    NotInForceError,
)
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
    StatusOfResidence,
)

SHARED: Final = Path(__file__).resolve().parents[3] / "shared"

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
