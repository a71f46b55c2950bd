"""Nothing disagrees for people who keep the law, and what disagrees for others is a rule that they break."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.intake.intake_makers import face_of
from tokutei import chip, testing
from tokutei.calendar import months_after
from tokutei.data.tables import status_rows
from tokutei.errors import FactsError, NotInForceError
from tokutei.intake import CheckKind, Face, IntakeEvidence, combine
from tokutei.rules import validity
from tokutei.rules.statuses import PeriodOptions, period_options, residence_card
from tokutei.testing import SyntheticPerson, strategies
from tokutei.vocabulary import Sex, StatusOfResidence, WorkRestriction

S = StatusOfResidence
FIRST: Final = date(2026, 6, 14)
LAST: Final = date(2035, 12, 31)
SHORTEST: Final = 4
"""Months: a card is given for more than three."""


def may_have_a_card(status: StatusOfResidence) -> bool:
    row = status_rows()[status]
    return bool(row.work_restrictions)


CARD_STATUSES: Final = sorted((one for one in S if may_have_a_card(one)), key=str)


def months_of(options: PeriodOptions) -> list[int]:
    """Return the lengths in months, over three, that a row of the Regulation offers."""
    listed = [one.months for one in options.listed if not one.days]
    if options.up_to is not None and options.up_to.months:
        listed += range(SHORTEST, options.up_to.months + 1)
    return [one for one in listed if one >= SHORTEST]


@st.composite
def lawful(draw: st.DrawFn) -> SyntheticPerson:
    """Return somebody whose status, period, card and work restriction go together."""
    status = draw(st.sampled_from([*CARD_STATUSES, S.SPECIAL_PERMANENT_RESIDENT]))
    issued = draw(strategies.days(FIRST, LAST))
    born = draw(strategies.days(date(1930, 1, 1), issued))
    permitted = issued
    if status in {S.PERMANENT_RESIDENT, S.HIGHLY_SKILLED_PROFESSIONAL_2}:
        permitted = draw(strategies.days(max(born, date(2017, 1, 1)), issued))
    if status is S.SPECIAL_PERMANENT_RESIDENT:
        return SyntheticPerson(
            key="lawful",
            name="TEST LAWFUL",
            born=born,
            nationality="KOR",
            status=status,
            issued_on=issued,
            valid_until=validity.special_permanent_certificate_until(
                born=born, issued_on=issued, filed_on=draw(strategies.days(max(born, FIRST), issued))
            ).value,
        )
    stay, written = None, "0000"
    if status not in validity.WITHOUT_END:
        rows = period_options(status, on=issued).value
        months = draw(st.sampled_from(months_of(draw(st.sampled_from(rows)))))
        stay, written = months_after(issued, months), f"{months // 12:02}{months % 12:02}"
    return SyntheticPerson(
        key="lawful",
        name="TEST LAWFUL",
        born=born,
        sex=draw(st.sampled_from(Sex)),
        nationality="VNM",
        status=status,
        period=written,
        permitted_on=permitted,
        stay_until=stay,
        work_restriction=draw(st.sampled_from(status_rows()[status].work_restrictions)),
        issued_on=issued,
        valid_until=validity.residence_card_until(
            born=born, status=status, stay_until=stay, issued_on=issued
        ).value,
    )


def read(
    somebody: SyntheticPerson, *, verified: bool = True, **face: bool
) -> tuple[chip.ChipRecord, IntakeEvidence]:
    card = testing.issue_card(somebody)
    record = chip.read(card, number=card.number)
    findings = chip.verify(record, card.trust, at=_noon(somebody)) if verified else None
    assert findings is None or findings.trusted
    return record, combine(chip=(record, findings), face=face_of(somebody, **face))


def _noon(somebody: SyntheticPerson) -> datetime:
    return datetime.combine(somebody.issued_on + timedelta(days=1), time(12), UTC)


SLOW: Final = [HealthCheck.too_slow, HealthCheck.data_too_large]


@settings(max_examples=40, suppress_health_check=SLOW)
@given(lawful())
def test_nothing_disagrees_for_people_who_keep_the_law(somebody: SyntheticPerson) -> None:
    _, evidence = read(somebody, photo=somebody.has_face)
    assert [finding.text("en") for finding in evidence.disagreements] == []
    facts = evidence.facts()
    assert (facts.born, facts.status, facts.stay_until) == (
        somebody.born,
        somebody.status,
        somebody.stay_until,
    )
    if not somebody.is_special_permanent_resident:
        assert evidence.of(CheckKind.WORK_RESTRICTION)[0].text("en").count("agrees: ")


def broken(somebody: SyntheticPerson, record: chip.ChipRecord) -> set[CheckKind]:
    """Return the checks that somebody fails who knows everything, the day of issue too, asking only rules."""
    found: set[CheckKind] = set()
    status, issued = somebody.status, somebody.issued_on
    special = somebody.is_special_permanent_resident
    period = record.period
    months = period.years * 12 + period.months if period else 0
    iso = f"P{months}M" if months else "indefinite"
    try:
        if not special and not residence_card(status, on=issued, period=iso).value:
            found.add(CheckKind.ENTITLED)
    except FactsError:
        pass
    if not special:
        try:
            allowed = {row.allow(iso) for row in period_options(status, on=issued).value}
        except NotInForceError:
            allowed = set()
        if allowed == {False} or months > 60:
            found.add(CheckKind.PERIOD)
    words = set(status_rows()[status].work_restrictions)
    if not words or somebody.work_restriction not in words:
        found.add(CheckKind.WORK_RESTRICTION)
    if status in validity.WITHOUT_END and (special or not ends_by_rule(somebody)):
        found.add(CheckKind.EXPIRY)
    return found


def ends_by_rule(somebody: SyntheticPerson) -> bool:
    return somebody.valid_until == (
        validity.residence_card_until(
            born=somebody.born, status=somebody.status, stay_until=None, issued_on=somebody.issued_on
        ).value
    )


@settings(max_examples=40, suppress_health_check=SLOW)
@given(strategies.people())
def test_what_disagrees_is_a_rule_that_is_broken(somebody: SyntheticPerson) -> None:
    # The test authority does not live as long as some of those who are drawn.
    record, evidence = read(somebody, verified=somebody.issued_on < date(2036, 1, 1))
    assert {finding.kind for finding in evidence.disagreements} <= broken(somebody, record)


@settings(max_examples=40, suppress_health_check=SLOW)
@given(lawful(), st.sampled_from(WorkRestriction))
def test_a_status_that_was_typed_wrongly_is_noticed_by_the_work_restriction(
    somebody: SyntheticPerson, restriction: WorkRestriction
) -> None:
    if somebody.is_special_permanent_resident:
        return
    altered = replace(somebody, work_restriction=restriction)
    card = testing.issue_card(altered)
    record = chip.read(card, number=card.number)
    evidence = combine(
        chip=(record, chip.verify(record, card.trust, at=_noon(altered))), face=Face(status=somebody.status)
    )
    noticed = bool([one for one in evidence.disagreements if one.kind is CheckKind.WORK_RESTRICTION])
    free = somebody.status.value in {
        "permanent_resident",
        "spouse_child_of_japanese",
        "spouse_child_of_pr",
        "long_term_resident",
    }
    none = somebody.status.value in {"cultural_activities", "student", "trainee", "dependent"}
    if free or none:
        right = WorkRestriction.NONE if free else WorkRestriction.NOT_PERMITTED
        assert noticed == (restriction is not right)
        assert evidence.items["status"].withheld == noticed
    elif somebody.status is not S.DESIGNATED_ACTIVITIES:
        assert noticed or restriction not in {WorkRestriction.NONE, WorkRestriction.NOT_PERMITTED}
