"""Which work is allowed: cases, the order of the table, a second count of hours, bad input."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from tests.legal_cases import cases_of
from tokutei.data import read_csv
from tokutei.data.activities import job_scopes
from tokutei.data.tables import status_rows
from tokutei.errors import FactsError, NotInForceError
from tokutei.law import Verdict
from tokutei.rules import CURRENT
from tokutei.rules import work as topic
from tokutei.rules.work import ROWS, Condition, WorkFacts, answer, judge_work
from tokutei.rules.work.asking import OUTSIDE_THE_TABLES
from tokutei.rules.work.conditions import RULES
from tokutei.vocabulary import AppendedTable, JobScope, StatusOfResidence, WorkClass

S = StatusOfResidence
TODAY = date(2026, 11, 21)
JOBS = [row["key"] for row in read_csv("job_kinds.csv")]
STUDENT: dict[str, Any] = {
    "status": "student",
    "job": "retail",
    "other_activity_permission": "comprehensive_28h",
}


# Second opinions: the table of statuses and the table of jobs, each read without the decision table.


@pytest.mark.parametrize("status", S)
def test_classes_of_the_table_of_statuses(status: S) -> None:
    row = status_rows()[status]
    listed = {
        rule.key: status in CURRENT.at(rule, date(2027, 4, 1)).value
        for rule in (topic.UNRESTRICTED_STATUSES, topic.NO_WORK_STATUSES, topic.DESIGNATED_STATUSES)
    }
    by_paper = {
        WorkClass.WITHIN_DESIGNATED_ORGANIZATION,
        WorkClass.WITHIN_DESIGNATED_ORGANIZATION_AND_FIELD,
        WorkClass.AS_DESIGNATED,
    }
    not_yet = status is S.EMPLOYMENT_FOR_SKILL_DEVELOPMENT  # its provision was not seen
    assert listed == {
        "unrestricted_statuses": row.work_class is WorkClass.UNRESTRICTED,
        "no_work_statuses": row.work_class is WorkClass.NONE_WITHOUT_PERMISSION,
        "designated_statuses": row.work_class in by_paper and not not_yet,
    }
    table_2 = row.appended_table in {AppendedTable.TABLE_2, AppendedTable.SPECIAL_ACT}
    assert listed["unrestricted_statuses"] is table_2


@pytest.mark.parametrize("status", S)
def test_the_table_of_jobs_decides_what_it_can(status: S) -> None:
    for job in JOBS:
        scope = job_scopes()[status, job].scope
        day = status_rows()[status].in_force_from or TODAY
        found = answer(WorkFacts(status=status, job=job, other_activity_permission="none"), on=day).value
        if scope is JobScope.IN_SCOPE:
            assert found.decision == "allow"
        elif scope is JobScope.OUT_OF_SCOPE:
            assert found.decision == "deny"
            assert found.needs
        else:
            assert found.decision is None
            assert found.check in {"designation_paper", "work_certificate"}


@given(st.lists(st.integers(0, 40), max_size=4), st.sampled_from(["student", "dependent", "trainee"]))
def test_hours_of_all_workplaces_count_together(hours: list[int], status: str) -> None:
    facts = WorkFacts(**{**STUDENT, "status": status, "hours_per_week": hours})
    found = answer(facts, on=TODAY).value
    assert found.decision == ("deny" if sum(hours) > 28 else "allow_limited")
    assert found.max_hours_per_week == 28


@given(st.integers(-70, 70), st.integers(-40, 0))
def test_the_stay_and_the_special_period_day_by_day(after: int, filed: int) -> None:
    end = date(2026, 8, 31)
    facts = WorkFacts(
        status=S.RESEARCHER,
        job="research",
        stay_end=end,
        pending_application="renewal",
        filed=end + timedelta(days=filed),
    )
    day = end + timedelta(days=after)
    found = answer(facts, on=day).value
    last = date(2026, 10, 31)  # counted by hand: two months from 1 September
    assert found.decision == ("allow" if day <= last else "deny")
    assert found.until_at_latest == (end if day <= end else last if day <= last else None)


def test_the_table_ends_with_what_is_not_decided_and_uses_every_condition() -> None:
    assert [row.when for row in ROWS].index(()) == len(ROWS) - 1
    assert ROWS[-1].decision is None
    assert {condition for row in ROWS for condition in row.when} == set(Condition)
    assert len({row.when for row in ROWS}) == len(ROWS)
    assert set(RULES) <= set(Condition)


def test_every_row_decides_some_case() -> None:
    seen = set()
    for case in cases_of("work"):
        if not case["expected"].keys() & {"first_day", "missing", "contradictions"}:
            found = answer(WorkFacts(**case["facts"]), on=case["facts"]["on"])
            said = found.value
            seen.add((*found.grounds[0].cite, said.decision, said.reason, said.scope))
    rows = {(*row.cite, row.decision, row.reason, row.scope) for row in ROWS}
    assert seen == rows | {(*OUTSIDE_THE_TABLES.cite, "allow", None, None)}


FACTS = st.fixed_dictionaries(
    {},
    optional={
        "status": st.sampled_from(S),
        "job": st.sampled_from([*JOBS, "lecture", "household_favour", "teaching_assistant", "", "屋台"]),
        "other_job": st.sampled_from(JOBS),
        "card_valid": st.booleans(),
        "card_expired_on": st.dates(date(2026, 1, 1), date(2027, 1, 1)),
        "stay_end": st.dates(date(2026, 1, 1), date(2027, 1, 1)),
        "period": st.sampled_from(["P30D", "P1Y", "P"]),
        "pending_application": st.sampled_from(["change", "renewal", "permanent_residence", "none"]),
        "filed": st.dates(date(2026, 1, 1), date(2027, 1, 1)),
        "decision": st.sampled_from(["granted", "refused", "none"]),
        "special_period": st.booleans(),
        "other_activity_permission": st.sampled_from(
            ["none", "comprehensive_28h", "local_government_28h", "individual"]
        ),
        "permission_matches_job": st.booleans(),
        "hours_per_week": st.lists(st.integers(0, 60), max_size=3),
        "hours_per_day": st.integers(0, 24),
        "enrolled": st.booleans(),
        "long_school_holiday": st.booleans(),
        "amusement_business": st.booleans(),
        "employer_kind": st.sampled_from(["japanese_company", "local_government", "other"]),
        "first_employer_consents": st.booleans(),
        "designation_matches_employer": st.booleans(),
        "designation_matches_field": st.booleans(),
        "notice_item": st.sampled_from(["5", "34", "53", "departure"]),
        "employer_question": st.sampled_from(["report", "hire"]),
    },
)


@given(FACTS, st.dates(date(2012, 1, 1), date(2030, 12, 31)))
def test_any_facts_have_an_answer_or_a_typed_error(given_facts: dict[str, Any], on: date) -> None:
    facts = WorkFacts(**given_facts)
    try:
        found = answer(facts, on=on)
        judged = judge_work(facts, on=on)
    except NotInForceError as error:
        assert on < (status_rows()[given_facts["status"]].in_force_from or date(2026, 6, 13))
        assert error.first_day > on  # noqa: PT017
        return
    except FactsError as error:
        if not error.unknown:
            assert judge_work(facts, on=on).missing == error.missing  # noqa: PT017
        return
    verdicts = {"allow": Verdict.ALLOWED, "allow_limited": Verdict.ALLOWED, "deny": Verdict.REFUSED}
    assert judged.verdict is verdicts.get(found.value.decision or "", Verdict.NOT_KNOWN)
    for lang in ("ja", "en"):
        said = found.explain(lang) + judged.text(lang) + found.value.text(lang)
        assert not any(mark in said for mark in ("step.", "fact.", "reason.", "{"))
    assert (found.value.decision == "deny") is (judged.verdict is Verdict.REFUSED)


@given(FACTS, st.dates(date(2026, 6, 14), date(2030, 12, 31)))
def test_what_must_not_happen(given_facts: dict[str, Any], on: date) -> None:
    try:
        found = answer(WorkFacts(**given_facts), on=on).value
    except (FactsError, NotInForceError):
        return
    status = given_facts["status"]
    allowed = found.decision in {"allow", "allow_limited"}
    if status in CURRENT.at(topic.NO_WORK_STATUSES, on).value and allowed:
        assert (
            given_facts.get("other_activity_permission", "none") != "none"
            or found.reason == "not_remuneration"
        )
    if found.until_at_latest is not None and allowed:
        assert on <= found.until_at_latest
    if found.decision == "deny":
        assert found.reason
    if found.max_hours_per_day is not None:
        assert status is S.STUDENT


@pytest.mark.parametrize(
    "bad",
    [
        {"status": "tourist"},
        {"hours_per_week": [-1]},
        {"hours_per_week": [169]},
        {"hours_per_week": ["many"]},
        {"other_activity_permission": "all"},
        {"name": "Example"},
        {"pending_application": "landing"},
    ],
)
def test_facts_are_closed(bad: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        WorkFacts(**bad)


def test_a_period_that_is_none() -> None:
    facts = WorkFacts(
        status=S.RESEARCHER,
        job="research",
        stay_end=date(2026, 11, 1),
        period="P",
        pending_application="renewal",
        filed=date(2026, 10, 1),
    )
    for ask in (answer, judge_work):
        with pytest.raises(FactsError) as error:
            ask(facts, on=TODAY)
        assert error.value.unknown == ("period",)


def test_a_reform_of_the_hours_and_of_amusement_businesses() -> None:
    day = date(2027, 4, 1)
    longer = CURRENT.reformed(topic.WEEKLY_HOURS, since=day, value=40, reason="A")
    facts = WorkFacts(**STUDENT, hours_per_week=(40,))
    assert answer(facts, on=day, book=longer).value.decision == "allow_limited"
    assert answer(facts, on=day - timedelta(days=1), book=longer).value.decision == "deny"
    free = CURRENT.reformed(topic.AMUSEMENT_SHUT_OUT, since=day, value=False, reason="A")
    bar = WorkFacts(**{**STUDENT, "job": "entertainment_venue"})
    assert answer(bar, on=day, book=free).value.decision == "allow_limited"
    favours = CURRENT.reformed(topic.HOUSEHOLD_FAVOURS_FREE, since=day, value=False, reason="A")
    help_at_home = WorkFacts(status=S.STUDENT, job="household_favour", other_activity_permission="none")
    assert answer(help_at_home, on=day, book=favours).value.reason == "no_permission"


def test_a_card_that_ends_with_the_stay_and_one_that_does_not() -> None:
    extended = WorkFacts(
        **STUDENT,
        stay_end=date(2026, 11, 1),
        card_expired_on=date(2026, 11, 1),
        pending_application="renewal",
        filed=date(2026, 10, 1),
    )
    assert answer(extended, on=TODAY).value.card_valid is True
    running = WorkFacts(**STUDENT, stay_end=date(2027, 11, 1), card_expired_on=date(2026, 11, 1))
    assert answer(running, on=TODAY).value.card_valid is False
    said = WorkFacts(status=S.PERMANENT_RESIDENT, card_valid=False)
    assert answer(said, on=TODAY).value.holder_duty is None


def test_missing_facts_are_a_verdict_for_the_judgement() -> None:
    judged = judge_work(WorkFacts(status=S.STUDENT, job="retail"), on=TODAY)
    assert judged.verdict is Verdict.NOT_KNOWN
    assert judged.missing == ("other_activity_permission",)
    refused = judge_work(WorkFacts(**{**STUDENT, "enrolled": False}), on=TODAY)
    assert refused.reasons[0].code == "work_not_enrolled"
    assert refused.instead == ()
    paper = judge_work(WorkFacts(status=S.SPECIFIED_SKILLED_WORKER_1, job="care"), on=TODAY)
    assert paper.instead[0].code == "work_check_designation_paper"
