"""Records of real assessments: every status, job and kind of evidence comes back, and nobody shows."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from datetime import date
from typing import Any, Final

import pytest

from tests.employment.check_decisions import individual_number
from tokutei import intake
from tokutei.employment import (
    ChangeKind,
    CheckRecord,
    Job,
    JobKind,
    LapseResult,
    Papers,
    WorkDecision,
    WorkVerdict,
    assess_work,
    reassess,
    with_lapse,
)
from tokutei.identifiers import CardNumber
from tokutei.rules import CURRENT
from tokutei.rules.validity import WITHOUT_END
from tokutei.rules.work import WEEKLY_HOURS
from tokutei.testing import FakeLapseChecker
from tokutei.vocabulary import CardForm, StatusOfResidence

DAY: Final = date(2027, 6, 1)
END: Final = date(2028, 7, 1)
NUMBER: Final = "QZ19010203QZ"
PERSON: Final[dict[str, Any]] = {
    "name": "QZMARKER HANAKO",
    "address": "QZMARKERTOWN 1-2-3",
    "born": date(1901, 2, 3),
    "nationality": "ZWE",
    "number": NUMBER,
}
FORBIDDEN: Final = ("QZ", "1901", "ZWE", "HANAKO")
JOBS: Final = (
    Job(kind=JobKind.RETAIL, hours_per_week=20, hours_elsewhere=5),
    Job(kind=JobKind.ENGINEERING),
    Job(kind=JobKind.OTHER, hours_per_week=40, hours_elsewhere=0, beside_main_work=True),
)
PERMISSIONS: Final[tuple[dict[str, Any], ...]] = (
    {},
    {"comprehensive_permission": "none", "individual_permission": False},
    {"comprehensive_permission": "within_28_hours", "individual_permission": True},
    {"comprehensive_permission": "none", "individual_permission": True},
)
PAPERS: Final = (
    Papers(),
    Papers(permission_names_job=True, designation_names_employer=True, enrolled=True, pending="none"),
    Papers(permission_names_job=False, designation_names_employer=False, enrolled=False, revoked_on=DAY),
)


def decisions() -> Iterator[WorkDecision]:
    """Yield what is decided about everybody."""
    for status, job, held, papers in itertools.product(StatusOfResidence, JOBS, PERMISSIONS, PAPERS):
        for form, stay in ((CardForm.FORM_2012, END), (CardForm.FORM_2026, END), (CardForm.FORM_2012, None)):
            told = {**PERSON, **held, "form": form}
            if status not in WITHOUT_END:
                told["stay_until"] = stay
            evidence = intake.combine(face=intake.Face(status=status, **told))
            yield assess_work(evidence, job, on=DAY, papers=papers)
    for paper in ("supervisory_measures", "provisional_stay"):
        without = Papers(permitted_without_status=paper, permission_names_job=True)
        yield assess_work(intake.combine(said=intake.Said(**PERSON)), JOBS[0], on=DAY, papers=without)
    yield assess_work(intake.combine(said=intake.Said(status="留学", **PERSON)), JOBS[0], on=DAY)
    yield assess_work(intake.combine(), JOBS[0], on=DAY)


@pytest.fixture(scope="module")
def decided() -> list[WorkDecision]:
    return list(decisions())


@pytest.fixture(scope="module")
def records(decided: list[WorkDecision]) -> list[CheckRecord]:
    return [
        CheckRecord.of(decision, key=f"E-{number}", by="HR-7", purpose="hiring")
        for number, decision in enumerate(decided)
    ]


def test_everybody_can_be_recorded_and_read_again(records: list[CheckRecord]) -> None:
    assert len(records) > 3000
    assert {one.verdict for one in records} == set(WorkVerdict)
    for one in records[::7]:
        assert CheckRecord.from_json(one.to_json()) == one


def test_nobody_shows(records: list[CheckRecord]) -> None:
    for one in records[::5]:
        for said in (one.to_json(), repr(one), one.text("ja"), one.text("en")):
            assert not [word for word in FORBIDDEN if word in said], said


@pytest.mark.parametrize("on", [DAY, date(2027, 12, 31), date(2029, 1, 1)])
def test_the_law_of_today_reproduces_all_and_changes_nothing(records: list[CheckRecord], on: date) -> None:
    assert list(reassess(records[:: 3 if on == DAY else 11], CURRENT, CURRENT, on=on)) == []


def test_a_reform_is_what_a_new_assessment_would_say(records: list[CheckRecord]) -> None:
    book = CURRENT.reformed(WEEKLY_HOURS, since=DAY, value=24, reason="A")
    changed = {one.key: one for one in reassess(records[::3], CURRENT, book, on=DAY)}
    assert changed
    assert {one.kind for one in changed.values()} == {ChangeKind.CHANGED}
    for one in records[::3]:
        if one.key in changed:
            assert changed[one.key].before.verdict is one.verdict
            assert [rule.rule for rule in changed[one.key].rules] == ["work.weekly_hours"]
        else:
            assert one.limits.hours_per_week != 28 or one.rules[0].rule != "work.weekly_hours"


def test_the_new_verdicts_are_those_of_an_assessment() -> None:
    book = CURRENT.reformed(WEEKLY_HOURS, since=DAY, value=24, reason="A")
    for source, form, kind in itertools.product(("face", "said"), CardForm, ("within_28_hours", "none")):
        told: dict[str, Any] = {"status": "留学", "stay_until": END, "comprehensive_permission": kind}
        told["individual_permission"] = False
        seen: dict[str, Any] = (
            {"face": intake.Face(form=form, **told)} if source == "face" else {"said": intake.Said(**told)}
        )
        evidence = intake.combine(**seen)
        old, new = (assess_work(evidence, JOBS[0], on=DAY, book=one) for one in (CURRENT, book))
        check = CheckRecord.of(old, by="HR-7", purpose="recheck")
        found = list(reassess([check], CURRENT, book, on=DAY))
        same = (old.verdict, old.limits) == (new.verdict, new.limits)
        assert [(one.after.verdict, one.after.limits) for one in found] == (
            [] if same else [(new.verdict, new.limits)]
        )


def test_a_lapsed_number_stops_every_assessment(decided: list[WorkDecision]) -> None:
    page = FakeLapseChecker(lapsed=[CardNumber.parse(NUMBER)])
    check = page.check(CardNumber.parse(NUMBER), valid_until=END, on=DAY)
    assert check.result is LapseResult.LAPSED
    for decision in decided[::41]:
        stopped = with_lapse(decision, check)
        refused = decision.verdict is WorkVerdict.NOT_ALLOWED
        assert stopped.verdict is (WorkVerdict.NOT_ALLOWED if refused else WorkVerdict.NOT_KNOWN)
        assert "lapse." not in stopped.text("ja") + stopped.text("en")
        assert not [word for word in FORBIDDEN if word in stopped.text("ja") + repr(stopped)]


def test_an_individual_number_in_a_name_stays_out() -> None:
    """Whoever types it where a name belongs does not get it into a record."""
    marker = individual_number("47382190564")
    for kind in ("face", "said"):
        held: dict[str, Any] = {"name": marker, "address": marker, "status": "永住者"}
        source = intake.Face(form=CardForm.FORM_2012, **held) if kind == "face" else intake.Said(**held)
        told: dict[str, Any] = {kind: source}
        decision = assess_work(intake.combine(**told), JOBS[0], on=DAY)
        check = CheckRecord.of(decision, by="HR-7", purpose="hiring")
        assert marker not in check.to_json() + repr(check) + check.text("ja") + repr(decision)
