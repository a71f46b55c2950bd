"""Whether somebody may work: every row of the researched decision table, every status with every job, evidence."""

from __future__ import annotations

import csv
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tokutei import chip, intake, testing
from tokutei.data import read_csv
from tokutei.data.activities import job_scopes
from tokutei.data.tables import status_rows
from tokutei.employment import (
    FurtherPaper,
    Job,
    JobKind,
    Papers,
    WorkDecision,
    WorkVerdict,
    assess_work,
    decide,
)
from tokutei.errors import FactsError, NaiveDatetimeError, NotInForceError
from tokutei.intake import IntakeEvidence, Source
from tokutei.law import Evidence
from tokutei.rules import CURRENT
from tokutei.rules.validity import WITHOUT_END
from tokutei.rules.work import WEEKLY_HOURS, WorkFacts
from tokutei.vocabulary import AppendedTable, CardForm, JobScope, StatusOfResidence, WorkClass

S = StatusOfResidence
V = WorkVerdict
TODAY: Final = date(2026, 11, 21)
LATER: Final = date(2028, 1, 1)
POSITIVE: Final = {V.ALLOWED, V.WITHIN_LIMITS}


def on_face(status: S | None, *, form: CardForm = CardForm.FORM_2012, **shown: Any) -> IntakeEvidence:
    """Return what a look at a card gives; the last day of stay is there unless the status has none."""
    if status not in WITHOUT_END:
        shown = {"stay_until": LATER, **shown}
    return intake.combine(face=intake.Face(status=status, form=form, **shown))


NO_PERMISSION: Final[dict[str, Any]] = {"comprehensive_permission": "none", "individual_permission": False}
COMPREHENSIVE: Final[dict[str, Any]] = {
    "comprehensive_permission": "within_28_hours",
    "individual_permission": False,
}
LOCAL: Final[dict[str, Any]] = {
    "comprehensive_permission": "education_within_28_hours",
    "individual_permission": False,
}
INDIVIDUAL: Final[dict[str, Any]] = {"comprehensive_permission": "none", "individual_permission": True}


def assessed(
    evidence: IntakeEvidence, job: Job | None = None, *, on: date = TODAY, **papers: Any
) -> WorkDecision:
    return assess_work(evidence, job or Job(kind=JobKind.RETAIL), on=on, papers=Papers(**papers))


# Every row of the researched table, in its order.

ROWS: Final[dict[str, tuple[WorkDecision, V, str]]] = {
    "1 nothing seen": (assessed(intake.combine()), V.NOT_KNOWN, ""),
    "1 stay over": (
        assessed(
            on_face(
                S.ENGINEER_SPECIALIST_IN_HUMANITIES_INTERNATIONAL_SERVICES, stay_until=date(2026, 11, 20)
            ),
            pending="none",
        ),
        V.NOT_ALLOWED,
        "work_stay_ended",
    ),
    "2 renewal filed in time": (
        assessed(
            on_face(
                S.ENGINEER_SPECIALIST_IN_HUMANITIES_INTERNATIONAL_SERVICES,
                stay_until=date(2026, 11, 1),
                period="P3Y",
            ),
            Job(kind=JobKind.ENGINEERING),
            pending="renewal",
            filed_on=date(2026, 10, 30),
        ),
        V.ALLOWED,
        "work_allow",
    ),
    "2 more than two months ago": (
        assessed(
            on_face(
                S.ENGINEER_SPECIALIST_IN_HUMANITIES_INTERNATIONAL_SERVICES,
                stay_until=date(2026, 9, 1),
                period="P3Y",
            ),
            Job(kind=JobKind.ENGINEERING),
            pending="renewal",
            filed_on=date(2026, 8, 30),
        ),
        V.NOT_ALLOWED,
        "work_stay_ended",
    ),
    "2 stay of thirty days": (
        assessed(
            on_face(S.DESIGNATED_ACTIVITIES, stay_until=date(2026, 11, 1), period="P30D"),
            pending="renewal",
            filed_on=date(2026, 10, 30),
            designation_names_employer=True,
        ),
        V.NOT_ALLOWED,
        "work_stay_ended",
    ),
    "3 table 2": (assessed(on_face(S.LONG_TERM_RESIDENT)), V.ALLOWED, "work_allow"),
    "3 special permanent resident": (
        assessed(on_face(S.SPECIAL_PERMANENT_RESIDENT, form=CardForm.FORM_2026)),
        V.ALLOWED,
        "work_allow",
    ),
    "4 paper names it": (
        assessed(
            on_face(S.SPECIFIED_SKILLED_WORKER_1),
            Job(kind=JobKind.FACTORY),
            designation_names_employer=True,
            designation_names_field=True,
        ),
        V.ALLOWED,
        "work_allow",
    ),
    "4 paper not seen": (
        assessed(on_face(S.SPECIFIED_SKILLED_WORKER_1), Job(kind=JobKind.FACTORY)),
        V.NOT_KNOWN,
        "work_not_decided",
    ),
    "5 in scope": (
        assessed(
            on_face(S.ENGINEER_SPECIALIST_IN_HUMANITIES_INTERNATIONAL_SERVICES), Job(kind=JobKind.ENGINEERING)
        ),
        V.ALLOWED,
        "work_allow",
    ),
    "6 comprehensive": (
        assessed(on_face(S.STUDENT, **COMPREHENSIVE), Job(kind=JobKind.RETAIL, hours_per_week=28)),
        V.WITHIN_LIMITS,
        "work_allow_limited",
    ),
    "6 amusement": (
        assessed(on_face(S.STUDENT, **COMPREHENSIVE), Job(kind=JobKind.ENTERTAINMENT_VENUE)),
        V.NOT_ALLOWED,
        "work_amusement_business",
    ),
    "6 no longer enrolled": (
        assessed(on_face(S.STUDENT, **COMPREHENSIVE), enrolled=False),
        V.NOT_ALLOWED,
        "work_not_enrolled",
    ),
    "6 long holiday": (
        assessed(
            on_face(S.STUDENT, **COMPREHENSIVE),
            Job(kind=JobKind.RETAIL, hours_per_week=40, hours_per_day=8, long_holiday=True),
        ),
        V.WITHIN_LIMITS,
        "work_allow_limited",
    ),
    "6 a dependent has no long holiday": (
        assessed(
            on_face(S.DEPENDENT, **COMPREHENSIVE),
            Job(kind=JobKind.RETAIL, hours_per_week=40, hours_per_day=8, long_holiday=True),
        ),
        V.NOT_ALLOWED,
        "work_over_28_hours",
    ),
    "7 local government": (
        assessed(
            on_face(S.INSTRUCTOR, **LOCAL),
            Job(kind=JobKind.INTERPRETING, hours_per_week=28, employer="local_government"),
        ),
        V.WITHIN_LIMITS,
        "work_allow_limited",
    ),
    "8 individual, paper seen": (
        assessed(on_face(S.STUDENT, **INDIVIDUAL), permission_names_job=True),
        V.WITHIN_LIMITS,
        "work_allow_limited",
    ),
    "8 individual, paper not seen": (
        assessed(on_face(S.STUDENT, **INDIVIDUAL)),
        V.NOT_KNOWN,
        "work_allow_limited",
    ),
    "9 no permission": (assessed(on_face(S.STUDENT, **NO_PERMISSION)), V.NOT_ALLOWED, "work_no_permission"),
    "10 temporary visitor": (
        assessed(
            intake.combine(paper=intake.Paper(status=S.TEMPORARY_VISITOR, stay_until=LATER, **NO_PERMISSION))
        ),
        V.NOT_ALLOWED,
        "work_no_permission",
    ),
    "10 temporary visitor with an individual permission": (
        assessed(
            intake.combine(paper=intake.Paper(status=S.TEMPORARY_VISITOR, stay_until=LATER, **INDIVIDUAL)),
            permission_names_job=True,
        ),
        V.WITHIN_LIMITS,
        "work_allow_limited",
    ),
    "12 supervisory measures": (
        assessed(
            intake.combine(),
            permitted_without_status="supervisory_measures",
            permission_names_job=True,
        ),
        V.WITHIN_LIMITS,
        "work_permitted_without_status",
    ),
    "12 provisional stay, another employer": (
        assessed(intake.combine(), permitted_without_status="provisional_stay", permission_names_job=False),
        V.NOT_ALLOWED,
        "work_no_permission",
    ),
    "13 status revoked": (
        assessed(
            on_face(S.ENGINEER_SPECIALIST_IN_HUMANITIES_INTERNATIONAL_SERVICES),
            Job(kind=JobKind.ENGINEERING),
            revoked_on=date(2026, 11, 1),
        ),
        V.NOT_ALLOWED,
        "work_status_revoked",
    ),
    "14 only permanent residence asked for": (
        assessed(
            on_face(
                S.ENGINEER_SPECIALIST_IN_HUMANITIES_INTERNATIONAL_SERVICES,
                stay_until=date(2026, 11, 1),
                period="P3Y",
            ),
            Job(kind=JobKind.ENGINEERING),
            pending="permanent_residence",
            filed_on=date(2026, 6, 1),
        ),
        V.NOT_ALLOWED,
        "work_stay_ended",
    ),
}
ELSEWHERE: Final = {"11": "a lapsed number comes with the check of numbers: tests/employment/test_lapse.py"}


@pytest.mark.parametrize("row", ROWS)
def test_rows_of_the_researched_table(row: str) -> None:
    decision, verdict, reason = ROWS[row]
    assert decision.verdict is verdict
    codes = [one.code for one in decision.ruling.reasons]
    assert codes[:1] == ([reason] if reason else [])
    for lang in ("ja", "en"):
        said = decision.text(lang)
        assert said.startswith(verdict.text(lang))
        assert not any(raw in said for raw in ("{", "<", "None", "reason.", "fact."))


@pytest.mark.shared
def test_every_row_of_the_researched_table_has_its_case() -> None:
    path = Path(__file__).resolve().parents[3] / "shared" / "data" / "work_decision_rules.csv"
    with path.open(encoding="utf-8") as file:
        orders = {row["order"] for row in csv.DictReader(file)}
    assert {name.split()[0] for name in ROWS} | set(ELSEWHERE) == orders
    assert (Path(__file__).parent / "test_lapse.py").is_file()


# Every status with every permission and every job: a second reading of the tables, without the decision table.

PERMISSIONS: Final[dict[str, dict[str, Any]]] = {
    "none": NO_PERMISSION,
    "comprehensive": COMPREHENSIVE,
    "individual": INDIVIDUAL,
    "second kind": LOCAL,
}
IN_PERSON: Final = {AppendedTable.TABLE_2, AppendedTable.SPECIAL_ACT}
BY_PAPER: Final = {
    WorkClass.WITHIN_DESIGNATED_ORGANIZATION,
    WorkClass.WITHIN_DESIGNATED_ORGANIZATION_AND_FIELD,
    WorkClass.AS_DESIGNATED,
}
LOCAL_STATUSES: Final = {
    S.INSTRUCTOR,
    S.ENGINEER_SPECIALIST_IN_HUMANITIES_INTERNATIONAL_SERVICES,
    S.SKILLED_LABOR,
}


def expected(status: S, permission: str, job: str) -> V:
    """Return what the tables of statuses and jobs say, a permission paper not having been seen."""
    row, scope = status_rows()[status], job_scopes()[status, job].scope
    if row.appended_table in IN_PERSON or scope is JobScope.IN_SCOPE:
        return V.ALLOWED
    if permission == "comprehensive":
        return V.NOT_ALLOWED if job == "entertainment_venue" else V.WITHIN_LIMITS
    if permission == "second kind":
        scopes = {job_scopes()[one, job].scope for one in LOCAL_STATUSES}
        fits = status in LOCAL_STATUSES and scopes != {JobScope.OUT_OF_SCOPE}
        return V.NOT_KNOWN if fits else V.NOT_ALLOWED  # who employs is not told
    if permission == "individual":
        return V.NOT_KNOWN
    if row.work_class is WorkClass.NONE_WITHOUT_PERMISSION or scope is JobScope.OUT_OF_SCOPE:
        return V.NOT_ALLOWED
    return V.NOT_KNOWN


@pytest.mark.parametrize("permission", PERMISSIONS)
@pytest.mark.parametrize("status", S)
def test_every_status_permission_and_job(status: S, permission: str) -> None:
    day = max(status_rows()[status].in_force_from or TODAY, TODAY)
    told = {"status": status, **PERMISSIONS[permission]}
    if status not in WITHOUT_END:
        told["stay_until"] = LATER
    without_card = status in {S.TEMPORARY_VISITOR, S.DIPLOMAT, S.OFFICIAL}
    evidence = (
        intake.combine(paper=intake.Paper(**told))
        if without_card
        else intake.combine(face=intake.Face(form=CardForm.FORM_2012, **told))
    )
    for job in (row["key"] for row in read_csv("job_kinds.csv")):
        decision = assess_work(evidence, Job(kind=JobKind(job)), on=day)
        assert decision.verdict is expected(status, permission, job), job
        assert decision.reach.enough
        if decision.verdict is V.NOT_KNOWN:
            assert decision.see


def test_kinds_of_job_are_those_of_the_table() -> None:
    rows = {row["key"]: row for row in read_csv("job_kinds.csv")}
    assert set(rows) == set(JobKind)
    for kind in JobKind:
        assert (kind.ja, kind.en) == (rows[kind]["name_ja"], rows[kind]["name_en"])


# Evidence is never upgraded.


@cache
def read_card(kind: str = "05") -> tuple[chip.ChipRecord, chip.Findings]:
    card = testing.issue_card(testing.person("student_with_permission"), type=kind)
    record = chip.read(card, number=card.number, delivery_keys=card.delivery_keys)
    return record, chip.verify(record, card.trust, at=datetime(2026, 9, 1, 3, tzinfo=UTC))


DAY: Final = date(2026, 9, 1)
STUDENT_JOB: Final = Job(kind=JobKind.RETAIL, hours_per_week=20, hours_elsewhere=8, long_holiday=False)


def test_a_look_at_a_card_of_2026_allows_nothing() -> None:
    for status in S:
        day = max(status_rows()[status].in_force_from or TODAY, TODAY)
        shown = on_face(status, form=CardForm.FORM_2026, **COMPREHENSIVE)
        decision = assess_work(shown, Job(kind=JobKind.ENGINEERING), on=day)
        if status is S.SPECIAL_PERMANENT_RESIDENT:
            continue
        assert decision.verdict not in POSITIVE
        if decision.ruling.verdict in POSITIVE:
            assert decision.see[0] is FurtherPaper.CHIP
            assert "reach.face_2026" in [reason.code for reason in decision.reasons]


def test_the_form_may_follow_from_the_day_of_issue() -> None:
    def seen(issued_on: date | None) -> WorkDecision:
        face = intake.Face(status=S.PERMANENT_RESIDENT, issued_on=issued_on)
        return assessed(intake.combine(face=face))

    assert seen(date(2026, 6, 13)).verdict is V.ALLOWED
    assert seen(date(2026, 6, 14)).verdict is V.NOT_KNOWN
    assert seen(None).verdict is V.NOT_KNOWN


@pytest.mark.parametrize("kind", ["05", "07"])
def test_a_chip_allows_what_a_look_does_not(kind: str) -> None:
    face = intake.Face(status="留学", form=CardForm.FORM_2026, stay_until=date(2028, 7, 1))
    looked = assess_work(intake.combine(face=face), STUDENT_JOB, on=DAY)
    read = assess_work(
        intake.combine(chip=read_card(kind), face=intake.Face(status="留学")), STUDENT_JOB, on=DAY
    )
    assert (looked.verdict, read.verdict) == (V.NOT_KNOWN, V.WITHIN_LIMITS)
    assert read.reach.weakest is Source.FACE
    assert "reach.face_beside_chip" in [reason.code for reason in read.reasons]
    assert read.hours_left == 0


def test_what_disagrees_allows_nothing() -> None:
    face = intake.Face(status="永住者")
    decision = assess_work(intake.combine(chip=read_card(), face=face), STUDENT_JOB, on=DAY)
    assert decision.verdict is V.NOT_KNOWN
    assert decision.reasons[0].code == "reach.disagrees"


def test_what_is_only_said_decides_nothing() -> None:
    for status in (S.PERMANENT_RESIDENT, S.STUDENT, S.SPECIAL_PERMANENT_RESIDENT):
        told = intake.Said(
            status=status, stay_until=None if status in WITHOUT_END else LATER, **NO_PERMISSION
        )
        decision = assessed(intake.combine(said=told))
        assert decision.ruling.verdict is not V.NOT_KNOWN
        assert decision.verdict is V.NOT_KNOWN


def test_a_paper_does_not_stand_for_a_card() -> None:
    decision = assessed(intake.combine(paper=intake.Paper(status=S.PERMANENT_RESIDENT)))
    assert decision.verdict is V.NOT_KNOWN
    assert decision.reasons[0].code == "reach.card_needed"


def test_the_test_authority_is_nobody() -> None:
    card = testing.issue_card(testing.person("student_with_permission"), type="05")
    record = chip.read(card, number=card.number)
    unverified = intake.combine(chip=record, face=intake.Face(status="留学"))
    decision = assess_work(unverified, STUDENT_JOB, on=DAY)
    codes = [reason.code for reason in decision.reach.reasons]
    assert "reach.chip_verified" not in codes
    assert "reach.chip_read" in codes


SOURCES: Final = st.sampled_from(["face", "paper", "said"])


@settings(max_examples=60)
@given(
    status=st.sampled_from(S),
    permission=st.sampled_from(sorted(PERMISSIONS)),
    job=st.sampled_from(JobKind),
    source=SOURCES,
    form=st.sampled_from([None, *CardForm]),
)
def test_the_verdict_is_never_more_than_the_law_says(
    status: S, permission: str, job: JobKind, source: str, form: CardForm | None
) -> None:
    told: dict[str, Any] = {"status": status, **PERMISSIONS[permission]}
    if status not in WITHOUT_END:
        told["stay_until"] = LATER
    kinds = {"face": intake.Face, "paper": intake.Paper, "said": intake.Said}
    extra = {"form": form} if source == "face" else {}
    evidence = intake.combine(**{source: kinds[source](**told, **extra)})
    day = max(status_rows()[status].in_force_from or TODAY, TODAY)
    decision = assess_work(evidence, Job(kind=job), on=day)
    assert decision.verdict in {decision.ruling.verdict, V.NOT_KNOWN}
    if source == "said":
        assert decision.verdict is V.NOT_KNOWN
    assert decision.ruling == decide(decision.facts, on=day)


# Days, permissions, hours.


@pytest.mark.parametrize(
    ("day", "verdict"), [(date(2027, 3, 31), V.WITHIN_LIMITS), (date(2027, 4, 1), V.NOT_KNOWN)]
)
def test_the_last_day_of_a_permission_is_included(day: date, verdict: V) -> None:
    told = intake.Said(comprehensive_permission_until=date(2027, 3, 31), individual_permission=False)
    face = intake.Face(
        status=S.DEPENDENT,
        form=CardForm.FORM_2012,
        stay_until=LATER,
        comprehensive_permission="within_28_hours",
    )
    decision = assess_work(intake.combine(face=face, said=told), Job(kind=JobKind.RETAIL), on=day)
    # Afterwards there is none; that the individual one is missing was only said.
    assert decision.verdict is verdict
    assert decision.until == (date(2027, 3, 31) if verdict is V.WITHIN_LIMITS else LATER)


def test_of_two_permissions_the_one_that_allows_more_counts() -> None:
    both: dict[str, Any] = {"comprehensive_permission": "within_28_hours", "individual_permission": True}
    venue = Job(kind=JobKind.ENTERTAINMENT_VENUE)
    assert assessed(on_face(S.DEPENDENT, **both), venue).verdict is V.NOT_KNOWN
    assert assessed(on_face(S.DEPENDENT, **both), venue, permission_names_job=True).verdict is V.WITHIN_LIMITS
    assert assessed(on_face(S.DEPENDENT, **both), venue, permission_names_job=False).verdict is V.NOT_ALLOWED


def test_hours_of_all_workplaces_count() -> None:
    evidence = on_face(S.DEPENDENT, **COMPREHENSIVE)

    def asked(here: float | None, elsewhere: float | None) -> WorkDecision:
        return assessed(evidence, Job(kind=JobKind.RETAIL, hours_per_week=here, hours_elsewhere=elsewhere))

    assert asked(20, 8).verdict is V.WITHIN_LIMITS
    assert asked(20, 8.25).verdict is V.NOT_ALLOWED
    assert asked(20, 2).hours_left == 6
    unknown = asked(20, None)
    assert (unknown.verdict, unknown.hours_left) == (V.WITHIN_LIMITS, None)
    assert unknown.missing == ("hours_elsewhere",)


def test_without_the_last_day_of_stay_nothing_is_allowed() -> None:
    face = intake.Face(
        status=S.ENGINEER_SPECIALIST_IN_HUMANITIES_INTERNATIONAL_SERVICES, form=CardForm.FORM_2012
    )
    decision = assessed(intake.combine(face=face), Job(kind=JobKind.ENGINEERING))
    assert (decision.verdict, decision.missing) == (V.NOT_KNOWN, ("stay_end",))


def test_a_reform_decides_otherwise() -> None:
    evidence = on_face(S.DEPENDENT, **COMPREHENSIVE)
    job = Job(kind=JobKind.RETAIL, hours_per_week=30, hours_elsewhere=0)
    book = CURRENT.reformed(WEEKLY_HOURS, since=date(2026, 11, 1), value=35, reason="scenario")
    assert assess_work(evidence, job, on=TODAY).verdict is V.NOT_ALLOWED
    assert assess_work(evidence, job, on=TODAY, book=book).verdict is V.WITHIN_LIMITS


def test_evidence_levels_of_the_law_are_told() -> None:
    assert ROWS["13 status revoked"][0].evidence is Evidence.INFERRED
    assert ROWS["3 table 2"][0].evidence is Evidence.OFFICIAL


# Bad input, and what must not happen.


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "shop"},
        {"kind": "retail", "hours_per_week": -1},
        {"kind": "retail", "hours_per_week": 169},
        {"kind": "retail", "hours_per_day": 25},
        {"kind": "retail", "hours_elsewhere": True},
        {"kind": "retail", "hours_elsewhere": float("nan")},
    ],
)
def test_impossible_jobs_are_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(FactsError) as refused:
        Job(**wrong)
    assert refused.value.unknown


def test_days_and_times() -> None:
    evidence = on_face(S.PERMANENT_RESIDENT)
    with pytest.raises(NaiveDatetimeError):
        assess_work(evidence, STUDENT_JOB, on=datetime(2026, 11, 21))  # noqa: DTZ001
    with pytest.raises(NotInForceError):
        assess_work(on_face(S.STUDENT, **COMPREHENSIVE), STUDENT_JOB, on=date(2012, 7, 8))
    late = datetime(2026, 11, 20, 15, tzinfo=UTC)
    assert assess_work(evidence, STUDENT_JOB, on=late).on == TODAY


def test_nothing_says_who_it_is() -> None:
    record, findings = read_card()
    face = intake.Face(name="MARKER TARO", address="MARKERTOWN 1-2-3", status="留学", number=record.number)
    decision = assess_work(intake.combine(chip=(record, findings), face=face), STUDENT_JOB, on=DAY)
    number = str(testing.issue_card(testing.person("student_with_permission"), type="05").number)
    shown = "\n".join(
        (repr(decision), str(decision), decision.text("ja"), decision.text("en"), decision.reach.text("en"))
    )
    for marker in ("MARKER", number, "2003-03-03", "PHL"):
        assert marker not in shown


def test_a_decision_is_a_value() -> None:
    decision = ROWS["6 comprehensive"][0]
    again = assessed(on_face(S.STUDENT, **COMPREHENSIVE), Job(kind=JobKind.RETAIL, hours_per_week=28))
    assert decision == again
    assert replace(decision, verdict=V.NOT_KNOWN) != decision
    assert isinstance(decision.facts, WorkFacts)
