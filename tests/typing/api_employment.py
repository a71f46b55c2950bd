"""What employers' systems write, for the type checkers alone: mypy and pyright accept every line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, assert_type

from tokutei import Facts, employment, intake
from tokutei.employment import (
    ApplicationResult,
    Change,
    CheckRecord,
    Disposal,
    EmploymentReport,
    HoursReport,
    HoursVerdict,
    Job,
    JobKind,
    LapseCheck,
    LapseChecker,
    LapseResult,
    ManyDecisions,
    Permission,
    PermissionKind,
    ReportCase,
    Retention,
    RowDecision,
    RowProblem,
    Ruling,
    Shift,
    Tally,
    Terms,
    Watch,
    WatchedPerson,
    WorkDecision,
    WorkRow,
    WorkVerdict,
)
from tokutei.identifiers import CardNumber
from tokutei.intake import Face, IntakeEvidence, Item, ItemKey, Paper, Said, Source
from tokutei.law import Citation, Reason
from tokutei.procedures import Reminder
from tokutei.rules import CURRENT, Rulebook
from tokutei.rules.work import WorkFacts
from tokutei.vocabulary import CardForm, ReportEvent, ReportForm, StatusOfResidence

if TYPE_CHECKING:
    import numpy as np


def evidence_is_combined(on: date) -> IntakeEvidence:
    evidence = intake.combine(
        face=Face(status="留学", form=CardForm.FORM_2026, stay_until=on, valid_until=on),
        paper=Paper(),
        said=Said(status=StatusOfResidence.STUDENT),
    )
    assert_type(evidence, IntakeEvidence)
    assert_type(evidence.facts(), Facts)
    assert_type(evidence.entries, tuple[Item, ...])
    assert_type(evidence.of(intake.CheckKind.SOURCES, ItemKey.STATUS), tuple[intake.IntakeFinding, ...])
    assert_type(evidence.entries[0].source, Source)
    Face("留学")  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    return evidence


def work_is_assessed_for_one_job(evidence: IntakeEvidence, on: date, book: Rulebook) -> WorkDecision:
    job = Job(kind=JobKind.RETAIL, hours_per_week=20, hours_elsewhere=8, long_holiday=False)
    decision = employment.assess_work(evidence, job, on=on, book=book)
    assert_type(decision, WorkDecision)
    assert_type(decision.verdict, WorkVerdict)
    assert_type(decision.ruling, Ruling)
    assert_type(decision.reasons, tuple[Reason, ...])
    assert_type(decision.text("ja"), str)
    employment.assess_work(evidence, job)  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    employment.assess_work(evidence, "retail", on=on)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    Job(kind=JobKind.RETAIL, hours="20")  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    return decision


def rules_alone_decide_on_facts(on: date) -> None:
    asked = WorkFacts(status=StatusOfResidence.STUDENT, job="retail", stay_end=on)
    assert_type(employment.decide(asked, on=on), Ruling)
    assert_type(employment.rule_on(asked, on=on).verdict, WorkVerdict)


def a_record_is_kept_and_erased(decision: WorkDecision, on: date, number: CardNumber) -> None:
    record = CheckRecord.of(decision, by="HR-7", purpose="hiring", consent_on=on, report_card_number=number)
    assert_type(record, CheckRecord)
    assert_type(record.to_json(), str)
    assert_type(CheckRecord.from_json(record.to_json()), CheckRecord)
    assert_type(record.erase_on, date | None)
    assert_type(record.card_number, CardNumber | None)
    assert_type(record.status, StatusOfResidence | None)
    gone = employment.dispose([record], on=on)
    assert_type(gone, Disposal)
    assert_type(Retention(years=3, reason="own rule").text("en"), str)
    CheckRecord.of(decision, by="HR-7")  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    record.by = "HR-8"  # type: ignore[misc]  # pyright: ignore[reportAttributeAccessIssue]


def numbers_are_looked_up_by_whoever_may(decision: WorkDecision, on: date) -> None:
    class Ours:
        def check(self, number: CardNumber, *, valid_until: date, on: date) -> LapseCheck:
            known = number == CardNumber("ZZ00000000ZZ") and valid_until >= on
            result = LapseResult.VALID_SO_FAR if known else LapseResult.NOT_CHECKED
            return LapseCheck(result=result, on=on)

    checker: LapseChecker = Ours()
    found = checker.check(CardNumber("ZZ00000000ZZ"), valid_until=on, on=on)
    assert_type(employment.with_lapse(decision, found), WorkDecision)
    employment.with_lapse(decision, "lapsed")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]


def hours_are_counted(shifts: Iterable[Shift]) -> HoursReport:
    student = Permission(kind=PermissionKind.COMPREHENSIVE, status=StatusOfResidence.STUDENT)
    found = employment.hours(shifts, student, Terms(long_holidays=()))
    assert_type(found.verdict, HoursVerdict)
    assert_type(found.breaches, tuple[employment.HoursWindow, ...])
    assert_type(employment.hours_from_rows([("2026/9/1", "22:00", "29:00")], student), HoursReport)
    assert_type(Shift.in_japan(date(2026, 9, 1), "22:00", "05:00").ends_at, datetime)
    return found


def what_is_reported_is_typed(on: date) -> None:
    case = ReportCase(event=ReportEvent.HIRE, happened_on=on, insured=False, status=StatusOfResidence.STUDENT)
    report = EmploymentReport.of(case, on=on)
    if isinstance(report, EmploymentReport):
        assert_type(report.form, ReportForm)
        assert_type(report.due_on, date)
        assert_type(employment.to_csv([report]), bytes)
    else:
        assert_type(report, employment.NothingToReport)
    ReportCase(event="hire", happened_on=on, insured=False)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]


def people_are_watched(on: date, until: date) -> None:
    person = WatchedPerson(key="e-1", status=StatusOfResidence.STUDENT, stay_until=until)
    found = tuple(employment.watch([person], on=on, until=until))
    assert_type(found, tuple[Watch, ...])
    assert_type(found[0].day, date | None)
    assert_type(tuple(employment.reminders_of_watches(found)), tuple[Reminder, ...])
    employment.watch([person], on=on)  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]


def a_change_of_law_is_looked_at_again(records: list[CheckRecord], new: Rulebook, on: date) -> None:
    changes = employment.reassess(records, CURRENT, new, on=on)
    assert_type(changes, Iterator[Change])


def a_workforce_is_decided_row_by_row(on: date) -> None:
    told: list[Tally] = []
    bad: list[RowProblem] = []
    many = employment.assess_many("key,status\n", on=on, progress=told.append, report=bad.append)
    assert_type(many, ManyDecisions)
    for one in many:
        assert_type(one, RowDecision)
        assert_type(one.verdict, WorkVerdict)
    assert_type(many.problems, tuple[RowProblem, ...])
    employment.assess_many([WorkRow(key="E-1", status=StatusOfResidence.STUDENT)], on=on)
    employment.assess_many("key,status\n")  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]


def a_workforce_is_decided_in_arrays(on: date, ends: np.ndarray[Any, np.dtype[np.datetime64]]) -> None:
    from tokutei.employment import columns  # noqa: PLC0415 - an extra

    status = columns.encode("status", [StatusOfResidence.STUDENT, None])
    found = columns.assess_columns({"status": status, "job": 0, "stay_until": ends}, on=on)
    assert_type(found, columns.ColumnDecisions)
    assert_type(found.rulings, tuple[Ruling, ...])
    assert_type(columns.VERDICT_CODES[0], WorkVerdict)
    columns.assess_columns({"status": status})  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]


def steps_are_rows(done: list[str]) -> None:
    assert_type(employment.next_step(done), employment.CheckStep | None)
    assert_type(employment.STEPS[0].cite, tuple[Citation, ...])
    assert_type(ApplicationResult.find("許可"), ApplicationResult)
