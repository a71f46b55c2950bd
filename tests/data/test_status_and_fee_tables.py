"""The tables of statuses of residence, of work and of fees."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from tokutei.data import read_csv, tables
from tokutei.law import Evidence
from tokutei.vocabulary import (
    CardEntitlement,
    MidToLongTerm,
    PeriodRule,
    SpecifiedCardEntitlement,
    StatusOfResidence,
    WorkRestriction,
)

S = StatusOfResidence


def test_every_status_is_a_row_and_every_row_a_status() -> None:
    assert list(tables.status_rows()) == list(StatusOfResidence)
    assert len(tables.status_rows()) == 41
    for cells in read_csv("statuses.csv"):
        status = StatusOfResidence(cells["key"])
        assert (status.ja, status.en) == (cells["name_ja"], cells["name_en"])


def test_who_is_never_a_mid_to_long_term_resident() -> None:
    rows = tables.status_rows()
    never = {status for status, row in rows.items() if row.mid_long_term is MidToLongTerm.NEVER}
    assert never == {S.DIPLOMAT, S.OFFICIAL, S.TEMPORARY_VISITOR}
    for status, row in rows.items():
        assert (row.residence_card is CardEntitlement.NEVER) == (status in never)
        assert (row.specified_card is SpecifiedCardEntitlement.NO) == (status in never)
    special = rows[S.SPECIAL_PERMANENT_RESIDENT]
    assert special.mid_long_term is MidToLongTerm.SEPARATE_STATUS
    assert special.residence_card is CardEntitlement.CERTIFICATE


def test_statuses_from_2027_say_that_they_are_not_known_yet() -> None:
    rows = tables.status_rows()
    begins = {status: row for status, row in rows.items() if row.in_force_from}
    assert set(begins) == {S.INTRA_COMPANY_TRANSFEREE_2, S.EMPLOYMENT_FOR_SKILL_DEVELOPMENT}
    for row in begins.values():
        assert row.in_force_from == date(2027, 4, 1)
        assert (row.period_rule, row.online_application, row.work_restrictions) == (None, None, ())
        assert row.work_restriction_evidence is None
        assert row.mid_long_term_evidence is Evidence.INFERRED
    ends = {status for status, row in rows.items() if row.in_force_to}
    assert ends == {status for status in S if status.startswith("tit")}


def test_period_rules_fit_the_periods() -> None:
    for row in tables.status_rows().values():
        if row.period_rule in {PeriodRule.INDEFINITE, PeriodRule.DURATION_OF_DIPLOMATIC_ACTIVITY, None}:
            assert row.periods == ()
        elif row.period_rule is PeriodRule.INDIVIDUALLY_DESIGNATED:
            assert (row.periods, bool(row.max_period)) == ((), True)
        elif row.period_rule is PeriodRule.FIXED_SINGLE:
            assert row.periods == (row.max_period,)
        else:
            assert row.periods[0] == row.max_period


def test_work_restrictions_of_the_card() -> None:
    rows = tables.status_rows()
    unrestricted = {s for s, row in rows.items() if row.work_restrictions == (WorkRestriction.NONE,)}
    assert unrestricted == {
        S.PERMANENT_RESIDENT,
        S.SPOUSE_OR_CHILD_OF_JAPANESE_NATIONAL,
        S.SPOUSE_OR_CHILD_OF_PERMANENT_RESIDENT,
        S.LONG_TERM_RESIDENT,
    }
    for cells in read_csv("statuses.csv"):
        printed = tuple(filter(None, cells["card_work_text_ja"].split("|")))
        assert tuple(word.ja for word in rows[S(cells["key"])].work_restrictions) == printed


def test_every_job_has_a_scope_in_every_status() -> None:
    kinds = [row["key"] for row in read_csv("job_kinds.csv")]
    pairs = [(row["status_key"], row["job_kind"]) for row in read_csv("job_scope.csv")]
    assert len(kinds) == 23
    assert Counter(pairs) == Counter((status.value, kind) for status in S for kind in kinds)


def test_fee_rows() -> None:
    rows = tables.fee_rows()
    assert len(rows) == 79
    for row in rows:
        assert row.amount_jpy >= 0
        assert row.surcharge_jpy in {0, 220, 330, 550}
        assert row.until is None or row.since <= row.until
        if row.amount_jpy and row.since >= date(2026, 10, 1):
            assert row.evidence < Evidence.OFFICIAL


@pytest.mark.parametrize(
    ("procedure", "channel", "on", "amounts"),
    [
        ("renewal", {"any", "counter"}, date(2025, 3, 31), {4000}),
        ("renewal", {"any", "counter"}, date(2025, 4, 1), {6000}),
        ("renewal", {"online"}, date(2025, 4, 1), {5500}),
        ("permanent_residence", {"any", "counter"}, date(2026, 6, 14), {10000}),
        ("card_exchange_on_request", {"any", "counter"}, date(2026, 6, 13), {1600}),
        ("card_exchange_on_request", {"any", "counter"}, date(2026, 6, 14), {1900}),
        ("specified_card_issue", {"any", "counter"}, date(2026, 6, 14), {1900}),
        ("specified_card_issue_express", {"municipality"}, date(2026, 6, 14), {2600}),
    ],
)
def test_fees_of_the_time_line(procedure: str, channel: set[str], on: date, amounts: set[int]) -> None:
    rows = [
        row
        for row in tables.fee_rows()
        if row.procedure == procedure and row.channel in channel and row.since <= on <= (row.until or on)
    ]
    assert {row.amount_jpy for row in rows} == amounts
