"""What an employer may not leave open: one case for each caution, and that nothing slips past them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any, Final

import pytest

from tokutei import chip, intake, testing
from tokutei.chip import ComprehensivePermission
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
from tokutei.employment.cautions import CAUTIONS
from tokutei.errors import NotInForceError
from tokutei.rules.work import WorkFacts
from tokutei.vocabulary import StatusOfResidence

V = WorkVerdict
J = JobKind
P = FurtherPaper
TODAY: Final = date(2026, 9, 1)
STAY: Final = date(2027, 12, 1)
LOCAL: Final[dict[str, Any]] = {
    "comprehensive_permission": ComprehensivePermission.EDUCATION_WITHIN_28_HOURS,
    "individual_permission": False,
}
HOURS: Final[dict[str, Any]] = {
    "comprehensive_permission": ComprehensivePermission.WITHIN_28_HOURS,
    "individual_permission": False,
}
NONE: Final[dict[str, Any]] = {
    "comprehensive_permission": ComprehensivePermission.NONE,
    "individual_permission": False,
}


def asked(face: dict[str, Any], job: Job, *, on: date = TODAY, **papers: Any) -> WorkDecision:
    shown = intake.Face(**{"form": "form_2012", "stay_until": STAY, **face})
    return assess_work(intake.combine(face=shown), job, on=on, papers=Papers(**papers))


def test_the_permission_for_local_governments_is_for_them_and_for_three_activities() -> None:
    instructor = {"status": "教育", **LOCAL}
    town = Job(kind=J.INTERPRETING, hours_per_week=10, hours_elsewhere=0, employer="local_government")
    shop = Job(kind=J.RETAIL, hours_per_week=10, hours_elsewhere=0, employer="local_government")
    anybody = Job(kind=J.INTERPRETING, hours_per_week=10, hours_elsewhere=0)
    assert asked(instructor, town).verdict is V.WITHIN_LIMITS
    assert asked(instructor, anybody).verdict is V.NOT_KNOWN
    assert "employer_kind" in asked(instructor, anybody).missing
    assert asked(instructor, shop).verdict is V.NOT_KNOWN
    assert P.PERMISSION_PAPER in asked(instructor, shop).see
    assert asked(instructor, shop, permission_names_job=True).verdict is V.WITHIN_LIMITS


@pytest.mark.parametrize("status", ["高度専門職1号イ", "高度専門職1号ロ", "高度専門職1号ハ"])
def test_a_paper_that_names_the_employer_does_not_make_every_work_fit(status: str) -> None:
    shop = asked({"status": status}, Job(kind=J.RETAIL), designation_names_employer=True)
    assert (shop.verdict, shop.see) == (V.NOT_KNOWN, (P.WORK_CERTIFICATE,))
    own = asked({"status": status}, Job(kind=J.ENTERTAINMENT_VENUE), designation_names_employer=True)
    assert own.verdict is not V.ALLOWED


def test_engineering_at_the_employer_of_the_paper_is_allowed() -> None:
    decision = asked({"status": "高度専門職1号ロ"}, Job(kind=J.ENGINEERING), designation_names_employer=True)
    assert decision.verdict is V.ALLOWED


@pytest.mark.parametrize(("item", "employer"), [("25", None), ("53", "japanese_company")])
def test_no_paper_makes_work_of_an_activity_that_earns_nothing(item: str, employer: Any) -> None:
    job = Job(kind=J.FACTORY, employer=employer)
    decision = asked({"status": "特定活動", **NONE}, job, notice_item=item, designation_names_employer=True)
    assert decision.verdict is V.NOT_ALLOWED


def test_the_stay_goes_on_only_after_more_than_thirty_days() -> None:
    late = {"status": "技人国", "stay_until": date(2026, 8, 31)}
    filed: dict[str, Any] = {"pending": "renewal", "filed_on": date(2026, 8, 20)}
    job = Job(kind=J.ENGINEERING)
    unknown = asked(late, job, **filed)
    assert (unknown.verdict, unknown.missing) == (V.NOT_KNOWN, ("period",))
    assert asked({**late, "period": "1年"}, job, **filed).verdict is V.ALLOWED
    assert asked({**late, "period": "30日"}, job, **filed).verdict is V.NOT_ALLOWED
    untold = asked(late, job)
    assert P.ACCEPTANCE_NOTICE in untold.see
    changed = asked({**late, "period": "1年"}, job, **{**filed, "pending": "change"}, decision="granted")
    assert changed.verdict is V.NOT_KNOWN


def test_a_transfer_is_to_one_office() -> None:
    beside = Job(kind=J.ENGINEERING, employer="japanese_company", beside_main_work=True)
    assert asked({"status": "企業内転勤"}, beside).verdict is V.NOT_KNOWN
    assert asked({"status": "企業内転勤"}, Job(kind=J.ENGINEERING)).verdict is V.ALLOWED


def test_too_many_hours_for_a_permission_may_still_be_the_work_of_the_status() -> None:
    full = Job(kind=J.OFFICE, hours_per_week=40, hours_elsewhere=0, employer="local_government")
    decision = asked({"status": "技人国", **LOCAL}, full)
    assert (decision.verdict, decision.see[0]) == (V.NOT_KNOWN, P.WORK_CERTIFICATE)
    dependent = Job(kind=J.OFFICE, hours_per_week=40, hours_elsewhere=0)
    assert asked({"status": "家族滞在", **HOURS}, dependent).verdict is V.NOT_ALLOWED


@pytest.mark.parametrize(
    ("holiday", "a_day", "verdict"),
    [
        (None, None, V.NOT_KNOWN),
        (None, 8, V.NOT_KNOWN),
        (None, 9, V.NOT_ALLOWED),
        (False, None, V.NOT_ALLOWED),
        (True, 8, V.WITHIN_LIMITS),
    ],
)
def test_in_a_long_holiday_the_day_is_limited(holiday: bool | None, a_day: float | None, verdict: V) -> None:
    job = Job(kind=J.RETAIL, hours_per_week=40, hours_elsewhere=0, hours_per_day=a_day, long_holiday=holiday)
    decision = asked({"status": "留学", **HOURS}, job, enrolled=True)
    assert decision.verdict is verdict
    assert (P.SCHOOL_CALENDAR in decision.see) is (verdict is V.NOT_KNOWN)


def test_no_business_of_ones_own_without_a_status() -> None:
    for kind in ("supervisory_measures", "provisional_stay"):
        papers = Papers(permitted_without_status=kind, permission_names_job=True)
        own = assess_work(intake.combine(), Job(kind=J.SELF_EMPLOYED), on=TODAY, papers=papers)
        assert own.verdict is V.NOT_ALLOWED
        old_card = intake.combine(face=intake.Face(status="技人国", stay_until=date(2025, 1, 1)))
        decision = assess_work(old_card, Job(kind=J.FACTORY), on=TODAY, papers=papers)
        assert decision.verdict is V.WITHIN_LIMITS
        assert "資格外" not in decision.text("ja")


def test_a_card_that_has_run_out_confirms_nothing() -> None:
    permanent = {"status": "永住者", "stay_until": None}
    decision = asked({**permanent, "valid_until": date(2020, 5, 1)}, Job(kind=J.RETAIL))
    assert (decision.verdict, decision.see) == (V.NOT_KNOWN, (P.RESIDENCE_CARD,))
    assert asked({**permanent, "valid_until": TODAY}, Job(kind=J.RETAIL)).verdict is V.ALLOWED
    # The card of somebody in the special period goes on with the stay.
    late = {
        "status": "技人国",
        "period": "1年",
        "stay_until": date(2026, 8, 31),
        "valid_until": date(2026, 8, 31),
    }
    going_on = asked(late, Job(kind=J.ENGINEERING), pending="renewal", filed_on=date(2026, 8, 20))
    assert going_on.verdict is V.ALLOWED


def test_whether_a_permission_goes_on_with_the_stay_is_open() -> None:
    card = testing.issue_card(testing.person("student_with_permission"), type="05")
    record = chip.read(card, number=card.number)
    findings = chip.verify(record, card.trust, at=datetime(2028, 7, 1, 3, tzinfo=UTC))
    evidence = intake.combine(chip=(record, findings), face=intake.Face(status="留学"))
    job = Job(kind=J.RETAIL, hours_per_week=10, hours_elsewhere=0, long_holiday=False)
    papers = Papers(pending="renewal", filed_on=date(2028, 6, 15), enrolled=True)
    assert assess_work(evidence, job, on=date(2028, 7, 1), papers=papers).verdict is V.WITHIN_LIMITS
    later = assess_work(evidence, job, on=date(2028, 7, 15), papers=papers)
    assert (later.verdict, later.missing) == (V.NOT_KNOWN, ("other_activity_permission",))


def test_who_is_given_no_card_shows_a_passport() -> None:
    short = intake.Paper(status="技人国", period="P3M", stay_until=date(2026, 10, 1))
    decision = assess_work(intake.combine(paper=short), Job(kind=J.ENGINEERING), on=TODAY)
    assert decision.verdict is V.ALLOWED
    told = intake.combine(said=intake.Said(status="短期滞在", stay_until=STAY, **NONE))
    assert assess_work(told, Job(kind=J.RETAIL), on=TODAY).see[0] is P.PASSPORT


def test_after_a_revocation_no_last_day_is_told() -> None:
    decision = asked({"status": "技人国"}, Job(kind=J.ENGINEERING), revoked_on=date(2026, 8, 1))
    assert (decision.verdict, decision.until) == (V.NOT_ALLOWED, None)
    special = asked(
        {"status": "特別永住者", "stay_until": None}, Job(kind=J.RETAIL), revoked_on=date(2026, 8, 1)
    )
    assert special.verdict is V.NOT_KNOWN


def test_before_there_were_cards_nothing_is_decided() -> None:
    for status in ("permanent_resident", "engineer_humanities_intl"):
        with pytest.raises(NotInForceError):
            decide(WorkFacts(status=StatusOfResidence(status), job="engineering"), on=date(2012, 7, 8))


def test_every_caution_says_something() -> None:
    for row in CAUTIONS:
        assert row.missing or row.see
        if row.why:
            assert row.why.text("en") != row.why.text("ja")
