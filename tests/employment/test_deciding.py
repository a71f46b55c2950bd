"""A desk says of every row what the law says of its facts; the law is counted again from its tables."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from functools import cache
from importlib.resources import files
from itertools import product
from pathlib import Path
from typing import Any, Final

import pytest
from hypothesis import given, settings

from tests.employment.many_rows import BASES, LATER, ROWS, TODAY, VALUES, made, told
from tokutei import data, intake
from tokutei.chip import ComprehensivePermission
from tokutei.employment import (
    Desk,
    EmployerKind,
    Job,
    RowField,
    RowPermission,
    WorkRow,
    WorkVerdict,
    assess_many,
    assess_work,
    decide,
    is_enough,
)
from tokutei.employment.reaching import WITHOUT_CARD, reach_of_row
from tokutei.errors import FactsError, NotInForceError, OutOfTableError, TokuteiError
from tokutei.intake import Source
from tokutei.rules import CURRENT
from tokutei.rules import work as law
from tokutei.rules.validity import WITHOUT_END
from tokutei.vocabulary import CardForm, JobKind, StatusOfResidence

SHARED: Final = Path(__file__).resolve().parents[3] / "shared" / "data"
V: Final = WorkVerdict
P: Final = RowPermission


# The law counted again, from the tables and the rules of the notes, and not from the decision table.


def table(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(files(data).joinpath(name).read_text("utf-8").splitlines()))


STATUSES: Final[Mapping[str, dict[str, str]]] = {row["key"]: row for row in table("statuses.csv")}
SCOPES: Final[Mapping[tuple[str, str], str]] = {
    (row["status_key"], row["job_kind"]): row["scope"] for row in table("job_scope.csv")
}
JOBS: Final = [row["key"] for row in table("job_kinds.csv")]
LOCAL: Final = ("instructor", "engineer_humanities_intl", "skilled_labor")
"""教育, 技人国, 技能: rule 7 of the notes."""


def rule_of(status: str, permission: str, job: str) -> int:
    """Return which rule of ``work_decision_rules.csv`` decides, where the stay goes on and no paper was seen."""
    row, scope = STATUSES[status], SCOPES[status, job]
    if row["appended_table"] in {"2", "special_act"}:
        return 3
    if scope == "in_scope":
        return 5
    by_permission = {"comprehensive_28h": 6, "local_government_28h": 7, "individual": 8}
    if permission in by_permission:
        return by_permission[permission]
    if row["work_class"] == "none_without_permission":
        return 10 if status == "temporary_visitor" else 9
    # The notes see the table of 育成就労 as one of designated organizations; its provision was not read.
    if row["work_class"] in {
        "within_designated_organisation",
        "within_designated_organisation_and_field",
        "as_designated",
    }:
        return 4
    return 5


def verdict_of(status: str, permission: str, job: str) -> WorkVerdict:
    """Return what the rule leads to, without hours, amusement businesses and papers being told."""
    rule, scope = rule_of(status, permission, job), SCOPES[status, job]
    if rule in {3, 5} and (rule == 3 or scope == "in_scope"):
        return V.ALLOWED
    if rule == 6:
        return V.NOT_ALLOWED if job == "entertainment_venue" else V.WITHIN_LIMITS
    if rule == 7:
        reached = status in LOCAL and any(SCOPES[one, job] != "out_of_scope" for one in LOCAL)
        return V.NOT_KNOWN if reached else V.NOT_ALLOWED  # who employs is not told
    if rule == 8:
        return V.NOT_KNOWN  # the paper decides, and it was not seen
    if rule in {9, 10} or scope == "out_of_scope":
        return V.NOT_ALLOWED
    return V.NOT_KNOWN


def everything() -> Iterator[tuple[StatusOfResidence, RowPermission, JobKind, date]]:
    for status, permission, job in product(StatusOfResidence, RowPermission, JobKind):
        begins = STATUSES[status.value]["in_force_from"]
        yield status, permission, job, date.fromisoformat(begins) if begins else TODAY


@cache
def desk(on: date) -> Desk:
    return Desk(on=on)


DECISIONS: Final = {
    "allow": V.ALLOWED,
    "allow_limited": V.WITHIN_LIMITS,
    "deny": V.NOT_ALLOWED,
    None: V.NOT_KNOWN,
}


def test_every_status_permission_and_kind_of_job_as_the_tables_say() -> None:
    assert len({status.value for status in StatusOfResidence} ^ STATUSES.keys()) == 0
    assert {job.value for job in JobKind} == set(JOBS)
    seen = 0
    for status, permission, job, day in everything():
        stay = None if status in WITHOUT_END else date(2099, 1, 1)
        row = made(status=status, permission=permission, job=job, stay_until=stay)
        found = desk(day).ruling(row)
        facts: dict[str, Any] = {"other_activity_permission": permission.value, "job": job.value}
        said = law.answer(law.WorkFacts(status=status, **facts), on=day)
        where = (status.value, permission.value, job.value)
        # What a paper says is not known before somebody looked at it.
        local = permission is RowPermission.LOCAL_GOVERNMENT and said.value.decision == "allow_limited"
        unseen = said.value.scope == "permission_paper" or local
        assert found.verdict is (V.NOT_KNOWN if unseen else DECISIONS[said.value.decision]), where
        assert found.grounds == said.grounds, where
        assert found.verdict is verdict_of(*where), where
        seen += 1
    assert seen == len(STATUSES) * 4 * len(JOBS) == 41 * 4 * 23


@pytest.mark.shared
def test_every_status_permission_and_kind_of_job_as_the_rules_of_the_notes_say() -> None:
    with (SHARED / "work_decision_rules.csv").open(encoding="utf-8", newline="") as file:
        results = {int(row["order"]): row["result"] for row in csv.DictReader(file)}
    with (SHARED / "job_scope.csv").open(encoding="utf-8", newline="") as file:
        scopes = {(row["status_key"], row["job_kind"]): row["scope"] for row in csv.DictReader(file)}
    may = {
        "allow_any": {V.ALLOWED},
        "allow_if_matches_designation_paper": {V.NOT_KNOWN, V.NOT_ALLOWED},
        "allow_if_job_is_in_scope": {V.ALLOWED, V.NOT_ALLOWED, V.NOT_KNOWN},
        "allow_max_28h_week_no_fueiho": {V.WITHIN_LIMITS, V.NOT_ALLOWED},
        "allow_max_28h_week_in_that_scope": {V.NOT_KNOWN, V.NOT_ALLOWED},  # who employs is not told
        "allow_within_permission_paper": {V.NOT_KNOWN},  # the paper was not seen
        "deny": {V.NOT_ALLOWED},
        "deny_or_special": {V.NOT_ALLOWED},
    }
    limits = {6: (28, None), 7: (28, None), 8: (None, "permission_paper")}
    for status, permission, job, day in everything():
        rule = rule_of(status.value, permission.value, job.value)
        stay = None if status in WITHOUT_END else date(2099, 1, 1)
        found = desk(day).ruling(made(status=status, permission=permission, job=job, stay_until=stay))
        assert found.verdict in may[results[rule]], (status, permission, job)
        assert scopes[status.value, job.value] == SCOPES[status.value, job.value]
        if found.verdict is V.WITHIN_LIMITS:
            assert (found.limits.hours_per_week, found.limits.scope) == limits[rule]


# A desk equals the rule, row by row, whatever it was asked before.

SHARED_DESKS: Final = {
    (day, kind): Desk(on=day, most=most)
    for day in (date(2026, 6, 1), TODAY, LATER)
    for kind, most in (("large", 8192), ("small", 3))
}
"""They remember what other rows were told; a small one forgets all the time."""


@settings(max_examples=150)
@given(ROWS)
def test_a_desk_says_what_the_rule_says(row: WorkRow) -> None:
    for (day, _), one in SHARED_DESKS.items():
        wanted = told(lambda day=day: decide(row.facts(on=day), on=day))
        assert told(lambda one=one: one.ruling(row)) == wanted
        decided = told(lambda one=one: one.decide(row, number=7))
        if isinstance(wanted, tuple):
            assert decided == wanted
            assert issubclass(wanted[0], NotInForceError | OutOfTableError | FactsError | TokuteiError)
            continue
        assert decided.ruling == wanted
        assert (decided.key, decided.row, decided.stay_until) == (row.key, 7, wanted.until)
        held = row.permission_on(day)
        if decided.permission_until is not None:
            assert wanted.verdict is V.WITHIN_LIMITS
            assert day <= decided.permission_until == row.permission_until
            assert held is not RowPermission.NONE
        ends = [end for end in (wanted.until, decided.permission_until) if end is not None]
        assert decided.until == min(ends, default=None)
        limited = {"hours_per_week", "hours_elsewhere"} if wanted.limits.hours_per_week else set()
        limited |= {"hours_per_day"} if wanted.limits.hours_per_day else set()
        assert set(decided.missing) >= {name for name in limited if getattr(row, name) is None}
        assert decided.verdict in {wanted.verdict, V.NOT_KNOWN}
        if wanted.verdict is V.NOT_ALLOWED is not decided.verdict:
            assert row.checked_by in {None, Source.SAID, Source.NOT_KNOWN}
        if decided.verdict in {V.ALLOWED, V.WITHIN_LIMITS}:
            special = row.status is StatusOfResidence.SPECIAL_PERMANENT_RESIDENT
            assert row.checked_by in {Source.CHIP_VERIFIED, Source.CHIP_READ, Source.PAPER, Source.FACE}
            assert row.checked_by is not Source.FACE or row.form is CardForm.FORM_2012 or special
            assert row.checked_by is not Source.PAPER or row.status in WITHOUT_CARD
            assert row.stay_until is not None or STATUSES[row.status or ""]["period_rule"] == "indefinite"
        if decided.hours_left is not None:
            used = (row.hours_per_week or 0) + (row.hours_elsewhere or 0)
            assert decided.hours_left == max(0, (wanted.limits.hours_per_week or 0) - used)
        for lang in ("ja", "en"):
            said = decided.text(lang)
            assert not any(mark in said for mark in ("reason.", "fact.", "employment.rows", "{"))
            for most in (wanted.limits.hours_per_week, wanted.limits.hours_per_day):
                assert most is None or str(most) in said


@pytest.mark.parametrize("base", BASES, ids=lambda base: f"{base['status']}-{base['job']}")
@pytest.mark.parametrize("ended", [None, TODAY - timedelta(days=30)], ids=["going on", "ended"])
def test_rows_that_differ_in_one_field_are_told_apart(base: dict[str, Any], ended: date | None) -> None:
    limits = {law.WEEKLY_HOURS: 20, law.LOCAL_GOVERNMENT_WEEKLY_HOURS: 30, law.HOLIDAY_DAILY_HOURS: 8}
    book = CURRENT
    for rule, hours in limits.items():  # so that no two of them are the same
        book = book.reformed(rule, since=date(2026, 7, 1), value=hours, reason="A")
    one = Desk(on=TODAY, book=book)
    seen = 0
    for field, values in VALUES.items():
        for value in (None, *values):
            row = made(**{"stay_until": ended, **base, field: value})
            wanted = told(lambda row=row: decide(row.facts(on=TODAY), on=TODAY, book=book))
            assert told(lambda row=row: one.ruling(row)) == wanted, (field, value)
            seen += 1
    assert seen == sum(map(len, VALUES.values())) + len(VALUES)
    assert VALUES.keys() | {"key", "checked_by", "form", "issued_on"} == set(WorkRow.__slots__)


def test_the_law_is_asked_once_for_rows_that_are_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Any] = []

    def counted(facts: Any, **rest: Any) -> Any:
        asked.append(facts)
        return decide(facts, **rest)

    monkeypatch.setattr("tokutei.employment.workforce.deciding.decide", counted)
    one = Desk(on=TODAY)
    shared = set()
    for n in range(500):
        row = made(
            key=n,
            status="student",
            job="retail",
            permission="comprehensive_28h",
            stay_until=TODAY + timedelta(days=n),
            hours_per_week=n % 20,
            hours_elsewhere=n % 9,
            checked_by="chip_verified",
        )
        decided = one.decide(row)
        shared.add(id(decided.shared))
        assert decided.until == TODAY + timedelta(days=n)
        assert decided.hours_left == 28 - n % 20 - n % 9
    assert (len(asked), len(shared)) == (1, 1)
    assert not hasattr(asked[0], "key")


def test_a_small_desk_forgets_and_stays_right() -> None:
    one = Desk(on=TODAY, most=2)
    rows = [made(status=status, job="retail", permission="none") for status in StatusOfResidence]
    for row in rows * 2:
        assert told(lambda row=row: one.ruling(row)) == told(
            lambda row=row: decide(row.facts(on=TODAY), on=TODAY)
        )
        assert len(one._cases) <= 2


def test_a_reform_moves_the_limits_of_a_desk() -> None:
    longer = CURRENT.reformed(law.WEEKLY_HOURS, since=LATER, value=40, reason="A")
    row = made(
        status="student",
        job="retail",
        permission="comprehensive_28h",
        hours_per_week=30,
        hours_elsewhere=0,
        long_holiday=False,
        stay_until=date(2028, 3, 31),
        checked_by="chip_read",
    )
    assert Desk(on=LATER).decide(row).verdict is V.NOT_ALLOWED
    found = Desk(on=LATER, book=longer).decide(row)
    assert (found.verdict, found.hours_left) == (V.WITHIN_LIMITS, 10)


def test_a_day_before_the_law_and_bounds_that_are_none() -> None:
    with pytest.raises(NotInForceError):
        Desk(on=date(2012, 7, 8))
    for most in (0, -1, True, "3", None):
        with pytest.raises(FactsError):
            Desk(on=TODAY, most=most)  # type: ignore[arg-type]


# Evidence is never upgraded.

ENOUGH: Final = {
    (Source.CHIP_VERIFIED, None),
    (Source.CHIP_READ, None),
    (Source.FACE, CardForm.FORM_2012),
    *((one, form) for one in (Source.CHIP_VERIFIED, Source.CHIP_READ) for form in CardForm),
}


@pytest.mark.parametrize("source", Source)
@pytest.mark.parametrize("form", [None, *CardForm])
def test_what_is_enough(source: Source, form: CardForm | None) -> None:
    enough, reason = is_enough(source, form=form, status=StatusOfResidence.PERMANENT_RESIDENT)
    assert enough is ((source, form) in ENOUGH)
    assert "reason." not in reason.text("ja") + reason.text("en")
    assert reach_of_row(source, form, None).enough is enough
    row = made(status="permanent_resident", job="retail", permission="none", checked_by=source, form=form)
    decided = desk(TODAY).decide(row)
    assert decided.verdict is (V.ALLOWED if enough else V.NOT_KNOWN)
    assert decided.shared.verdict is V.ALLOWED
    assert decided.reach.enough is enough


@pytest.mark.parametrize(
    ("issued_on", "verdict"), [(date(2026, 6, 13), V.ALLOWED), (date(2026, 6, 14), V.NOT_KNOWN)]
)
def test_the_day_of_issue_tells_the_form(issued_on: date, verdict: WorkVerdict) -> None:
    row = made(status="permanent_resident", job="retail", checked_by="face", issued_on=issued_on)
    assert desk(TODAY).decide(row).verdict is verdict


def test_a_stay_whose_end_is_not_told_is_no_stay_that_goes_on() -> None:
    row = made(
        status="engineer_humanities_intl", job="engineering", permission="none", checked_by="chip_verified"
    )
    decided = desk(TODAY).decide(row)
    assert decided.verdict is decided.shared.verdict is V.NOT_KNOWN
    assert decided.missing == ("stay_end",)
    assert decided.reach.enough


@pytest.mark.parametrize(
    ("source", "verdict"), [("face", V.NOT_ALLOWED), ("said", V.NOT_KNOWN), (None, V.NOT_KNOWN)]
)
def test_what_a_card_says_against_it_is_enough_and_word_of_mouth_is_not(
    source: str | None, verdict: WorkVerdict
) -> None:
    row = made(status="student", job="retail", permission="none", checked_by=source)
    assert desk(TODAY).decide(row).verdict is verdict


def test_a_passport_is_enough_for_those_without_a_card() -> None:
    told = {"job": "retail", "permission": "none", "checked_by": "paper", "stay_until": date(2099, 1, 1)}
    assert (
        not desk(TODAY).decide(made(status="permanent_resident", **{**told, "stay_until": None})).reach.enough
    )
    assert desk(TODAY).decide(made(status="temporary_visitor", **told)).reach.enough


# Rows.


@pytest.mark.parametrize(
    ("bad", "names"),
    [
        ({"status": "tourist"}, ("status",)),
        ({"hours_per_week": 169, "hours_per_day": 25}, ("hours_per_week", "hours_per_day")),
        ({"hours_elsewhere": float("nan")}, ("hours_elsewhere",)),
        ({"hours_elsewhere": True}, ("hours_elsewhere",)),
        ({"stay_until": "2026-09-01"}, ("stay_until",)),
        ({"enrolled": 1}, ("enrolled",)),
        ({"period": "P"}, ("period",)),
        ({"period": 90}, ("period",)),
        ({"notice_item": ""}, ("notice_item",)),
        ({"filed_on": datetime(2026, 9, 1)}, ("filed_on",)),  # noqa: DTZ001 - that is the point
        ({"key": 1.5}, ("key",)),
        ({"key": "123456789018"}, ("key",)),
        ({"form": CardForm.FORM_2012, "issued_on": date(2026, 6, 14)}, ("form", "issued_on")),
    ],
)
def test_a_row_that_is_none(bad: dict[str, Any], names: tuple[str, ...]) -> None:
    with pytest.raises(FactsError) as caught:
        made(**bad)
    assert caught.value.unknown == names
    assert "123456789018" not in str(caught.value)


def test_a_job_fills_what_a_row_leaves_out() -> None:
    job = Job(kind=JobKind.RETAIL, hours_per_week=20, employer="other", beside_main_work=True)
    row = made(status="student", hours_per_week=3).at(job)
    assert (row.job, row.hours_per_week, row.employer) == (JobKind.RETAIL, 3, EmployerKind.OTHER)
    assert row.beside_main_work is True
    whole = made(status="student", job="care", hours_per_week=3, employer="other", beside_main_work=False)
    assert whole.at(job) is whole


def test_neither_rows_nor_decisions_show_their_key() -> None:
    row = made(key="QZMARKERQZ", status="student", job="retail", permission="none")
    decided = desk(TODAY).decide(row)
    assert decided.key == "QZMARKERQZ"
    for said in (repr(row), repr(decided), f"{decided}", decided.text("ja"), decided.text("en")):
        assert "QZ" not in said


# What a row says of ends: the permission, the card, a revocation.

STUDENT: Final[dict[str, Any]] = {
    "status": "student",
    "job": "retail",
    "permission": "comprehensive_28h",
    "stay_until": date(2028, 3, 31),
    "hours_per_week": 20,
    "hours_elsewhere": 0,
    "checked_by": "chip_verified",
}


@pytest.mark.parametrize("kind", ["comprehensive_28h", "individual"])
@pytest.mark.parametrize("days", [-1, 0, 1])
def test_a_permission_covers_its_last_day_and_no_other(kind: str, days: int) -> None:
    """Act 19(2): without the permission the student does what 19(1) forbids."""
    last = TODAY + timedelta(days=days)
    row = made(**{**STUDENT, "permission": kind, "permission_names_job": True, "permission_until": last})
    found = Desk(on=TODAY).decide(row)
    if last < TODAY:
        assert found.verdict is V.NOT_ALLOWED
        assert (found.until, found.permission_until) == (date(2028, 3, 31), None)
        none = made(**{**STUDENT, "permission": "none", "permission_names_job": True})
        assert found.ruling == Desk(on=TODAY).decide(none).ruling
    else:
        assert found.verdict is V.WITHIN_LIMITS
        assert found.until == found.permission_until == last
        assert found.ruling.until == date(2028, 3, 31)
    assert (last.isoformat() in found.text("en")) is (last >= TODAY)


def test_the_last_day_of_a_row_is_that_of_an_assessment() -> None:
    for until in (None, TODAY - timedelta(days=1), TODAY, date(2027, 3, 31), date(2029, 3, 31)):
        chip = intake.Said(
            status="留学",
            stay_until=STUDENT["stay_until"],
            comprehensive_permission=ComprehensivePermission.WITHIN_28_HOURS,
            comprehensive_permission_until=until,
            individual_permission=False,
        )
        job = Job(kind=JobKind.RETAIL, hours_per_week=20, hours_elsewhere=0)
        wanted = assess_work(intake.combine(said=chip), job, on=TODAY)
        found = Desk(on=TODAY).decide(made(**STUDENT, permission_until=until))
        assert (found.ruling, found.until) == (wanted.ruling, wanted.until)
        assert found.missing == wanted.missing


@pytest.mark.parametrize("days", [-1, 0, 1])
def test_a_status_that_was_revoked_allows_nothing(days: int) -> None:
    row = made(**STUDENT, revoked_on=TODAY + timedelta(days=days))
    found = Desk(on=TODAY).decide(row)
    assert found.verdict is (V.WITHIN_LIMITS if days > 0 else V.NOT_ALLOWED)
    endless = made(status="permanent_resident", checked_by="chip_verified", revoked_on=TODAY)
    assert Desk(on=TODAY).decide(endless).verdict is V.NOT_ALLOWED


def test_a_row_tells_the_law_the_last_day_of_the_card() -> None:
    row = made(**STUDENT, card_valid_until=TODAY)
    assert row.facts(on=TODAY).card_expired_on == TODAY


def test_hours_that_the_permission_limits_are_told_and_asked_for() -> None:
    untold = made(**{**STUDENT, "hours_per_week": None, "hours_elsewhere": None})
    found = Desk(on=TODAY).decide(untold)
    assert {"hours_per_week", "hours_elsewhere"} <= set(found.missing)
    assert "28 hours" in found.text("en")
    assert "28時間" in found.text("ja")
    holiday = Desk(on=TODAY).decide(made(**STUDENT, long_holiday=True))
    assert "hours_per_day" in holiday.missing
    assert "8 hours a day" in holiday.text("en")
    assert "一日8時間" in holiday.text("ja")
    told_all = Desk(on=TODAY).decide(made(**STUDENT))
    assert not {"hours_per_week", "hours_elsewhere"} & set(told_all.missing)
    free = Desk(on=TODAY).decide(made(status="permanent_resident", checked_by="chip_verified"))
    assert not {"hours_per_week", "hours_elsewhere", "hours_per_day"} & set(free.missing)


@pytest.mark.parametrize("lang", ["ja", "en", "value"])
def test_the_ends_are_read_from_a_table(lang: str) -> None:
    fields = [RowField(name) for name in STUDENT] + [
        RowField.PERMISSION_UNTIL,
        RowField.CARD_VALID_UNTIL,
        RowField.REVOKED_ON,
    ]
    header = ",".join(getattr(one, lang) for one in fields)
    cells = ",".join(str(value) for value in STUDENT.values())
    (found,) = assess_many(f"{header}\n{cells},令和9年3月31日,2028-03-31,2030-01-01\n", on=TODAY)
    assert found.until == date(2027, 3, 31)
    gone = assess_many(f"{header}\n{cells},2027-03-31,2028-03-31,{TODAY}\n", on=TODAY)
    assert [one.verdict for one in gone] == [V.NOT_ALLOWED]
    assert not gone.problems
