"""The checks, case by case: chip, face and law agree, disagree, or something is missing."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from tests.intake.intake_cases import CASES
from tests.intake.intake_makers import OLD_CARD, PLAIN_2026, Case, of, seven_years
from tokutei import messages
from tokutei.intake import Agreement, CheckKind, Face, ItemKey, combine
from tokutei.intake.checks import CHECKS
from tokutei.law import Evidence


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_check_finds(case: Case) -> None:
    found = case.combined().of(case.check, ItemKey.NAME if case.check is CheckKind.SOURCES else None)
    assert [(one.status, one.reason.code, one.missing) for one in found] == [
        (case.outcome, f"intake.{case.reason}", case.missing)
    ]


def test_every_check_has_a_case_for_every_outcome() -> None:
    wanted = {(row.kind, outcome) for row in CHECKS for outcome in row.outcomes}
    assert wanted - {(case.check, case.outcome) for case in CASES} == set()


def test_every_kind_of_check_is_in_the_table() -> None:
    assert {row.kind for row in CHECKS} == set(CheckKind) - {CheckKind.SOURCES}
    assert len({row.kind for row in CHECKS}) == len(CHECKS)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_each_check_yields_one_finding_and_words(case: Case) -> None:
    evidence = case.combined()
    for row in CHECKS:
        assert len(evidence.of(row.kind)) == 1
    for finding in evidence.findings:
        for lang in messages.languages():
            said = finding.text(lang)
            assert "intake" not in said
            assert "{" not in said
            assert all(name not in said for name in finding.missing if "_" in name)
        if finding.status is Agreement.DISAGREES:
            assert finding.text("ja") != finding.text("en")
        assert (finding.status is Agreement.DISAGREES) or not finding.doubted


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_what_rests_on_law_cites_it(case: Case) -> None:
    by_law = {*CheckKind} - {
        CheckKind.SOURCES,
        CheckKind.SIGNATURE,
        CheckKind.READING,
        CheckKind.NUMBER_OPENED,
        CheckKind.CODES,
        CheckKind.DAYS,
    }
    for finding in case.combined().findings:
        settled = finding.status is not Agreement.NOT_KNOWN
        if finding.kind in by_law and settled:
            assert finding.citations, finding


def test_the_stay_of_special_permanent_residents_rests_on_their_own_act() -> None:
    for key, status, law in (
        ("special_permanent_resident", "特別永住者", {"403AC0000000071:3"}),
        ("permanent_resident", "永住者", {"326CO0000000319:2-2:3#first", "356M50000010054:T2"}),
    ):
        evidence = combine(chip=of(key), face=Face(status=status))
        for kind in (CheckKind.STAY_END, CheckKind.WITHIN_STAY):
            assert set(map(str, evidence.of(kind)[0].citations)) == law


@pytest.mark.parametrize(
    ("status", "issued", "until"),
    [
        ("永住者", date(2019, 6, 1), date(2026, 6, 1)),
        ("高度専門職2号", date(2023, 8, 20), date(2030, 8, 20)),
    ],
)
def test_a_card_of_seven_years_that_ends_on_the_same_day_of_its_last_year_is_no_unlawful_one(
    status: str, issued: date, until: date
) -> None:
    evidence = combine(**seven_years(status, issued, until)())
    (found,) = evidence.of(CheckKind.EXPIRY)
    assert (found.status, found.evidence) == (Agreement.AGREES, Evidence.INFERRED)
    assert {str(one) for one in found.citations} == {"326CO0000000319@2026-06-13:19-5:1:1"}
    assert not evidence.items[ItemKey.STATUS].withheld
    assert evidence.items[ItemKey.VALID_UNTIL].value == until
    (plain,) = combine(**seven_years(status, issued, until - timedelta(days=1))()).of(CheckKind.EXPIRY)
    assert (plain.status, plain.evidence) == (Agreement.AGREES, Evidence.OFFICIAL)


def test_a_renewed_card_of_a_minor_may_end_on_either_day() -> None:
    for until in (date(2027, 5, 31), date(2027, 6, 1)):
        face = Face(
            status="永住者", born=date(2005, 1, 1), issued_on=date(2020, 6, 1), valid_until=until, **OLD_CARD
        )
        (found,) = combine(face=face).of(CheckKind.EXPIRY)
        assert (found.reason.code, found.missing) == ("intake.expiry_of_renewal", ("old_expiry",))


ACT, SPECIAL_ACT = "326CO0000000319", "403AC0000000071"
HOLDERS = [
    # special act 7(1): certificates are given to special permanent residents
    ("在留カード", "技人国", {f"{SPECIAL_ACT}:7:1"}),
    ("在留カード", "短期滞在", {f"{SPECIAL_ACT}:7:1"}),
    ("在留カード", "外交", {f"{SPECIAL_ACT}:7:1"}),
    ("在留カード", "公用", {f"{SPECIAL_ACT}:7:1"}),
    ("sp_certificate", "特永", {f"{SPECIAL_ACT}:7:1"}),
    # specified ones are asked for: Act 19-15-2(1), special act 16-2(1)
    ("特定在留カード", "技人国", {f"{SPECIAL_ACT}:7:1", f"{ACT}:19-15-2:1"}),
    ("specified_sp_certificate", "特永", {f"{SPECIAL_ACT}:7:1", f"{SPECIAL_ACT}:16-2:1"}),
    # residence cards are for those who stay with a status of residence: Act 19-3
    ("在留カード", "特永", {f"{SPECIAL_ACT}:7:1", f"{ACT}:19-3"}),
]


@pytest.mark.parametrize(("kind", "status", "law"), HOLDERS)
def test_the_kind_of_card_says_no_more_than_whose_certificates_are(
    kind: str, status: str, law: set[str]
) -> None:
    evidence = combine(face=Face(kind=kind, status=status))
    (found,) = evidence.of(CheckKind.HOLDER)
    assert set(map(str, found.citations)) == law
    assert "特別永住者だけに交付され" in found.text("ja")
    assert "者に交付されるのは" not in found.text("ja")
    assert "special permanent residents alone" in found.text("en")


@pytest.mark.parametrize("status", ["短期滞在", "外交", "公用"])
def test_that_nobody_is_given_a_card_for_a_stay_is_said_by_its_own_check(status: str) -> None:
    evidence = combine(chip=of("engineer"), face=Face(status=status))
    assert evidence.of(CheckKind.ENTITLED)[0].status is Agreement.DISAGREES
    assert "Whether a card is given for the stay is another check." in evidence.of(CheckKind.HOLDER)[0].text(
        "en"
    )


@pytest.mark.parametrize(
    ("face", "law"),
    [
        # Act 19-5(1) as it was on 2026-06-13: (iii) adults, (iv) the young; the text of before 2023-11-01 was
        # seen only in a quotation.
        ({"issued_on": date(2026, 6, 13), **OLD_CARD}, {"@2026-06-13:19-5:1:3", "@2026-06-13:19-5:1:4"}),
        ({"issued_on": date(2023, 10, 31), **OLD_CARD}, {"@2026-06-13:19-5:1:3", "@2023-10-31:19-5:1:4?"}),
        ({"issued_on": date(2026, 6, 14), **PLAIN_2026}, {":19-5:1:3"}),
        ({}, {":19-5:1:3", "@2026-06-13:19-5:1:3", "@2026-06-13:19-5:1:4", "@2023-10-31:19-5:1:4?"}),
        (
            {"issued_on": date(2012, 7, 8)},
            {":19-5:1:3", "@2026-06-13:19-5:1:3", "@2026-06-13:19-5:1:4", "@2023-10-31:19-5:1:4?"},
        ),
    ],
)
def test_that_a_card_ends_with_the_stay_rests_on_the_law_of_its_issue(
    face: dict[str, Any], law: set[str]
) -> None:
    for until, outcome in (
        (date(2027, 7, 1), Agreement.AGREES),
        (date(2027, 7, 2), Agreement.DISAGREES),
    ):
        evidence = combine(face=Face(stay_until=date(2027, 7, 1), valid_until=until, **face))
        (found,) = evidence.of(CheckKind.WITHIN_STAY)
        assert found.status is outcome
        assert set(map(str, found.citations)) == {f"{ACT}{one}" for one in law}
