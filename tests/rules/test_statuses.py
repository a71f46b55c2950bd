"""Statuses of residence: cases, the table of the ordinance, a second reading of every period, bad input."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from tokutei.data import activities, read_csv
from tokutei.data.tables import status_rows
from tokutei.errors import FactsError, NotInForceError, TableError
from tokutei.law import Evidence, Timeline
from tokutei.rules import CURRENT
from tokutei.rules import statuses as topic
from tokutei.rules.statuses import (
    PERIODS,
    AffiliationEvent,
    Designation,
    Length,
    PeriodOptions,
    StatusesFacts,
    answer,
    mid_long_term,
    online,
    period_options,
    period_valid,
    residence_card,
    resident_register_possible,
)
from tokutei.rules.statuses.standing import _ALWAYS_LONGER, words
from tokutei.vocabulary import MidToLongTerm, PeriodRule, ProcedureKind, StatusOfResidence

S = StatusOfResidence
TODAY = date(2026, 11, 21)
ENDS = st.dates(date(2012, 7, 9), date(2040, 12, 31))
DESIGNATIONS = st.builds(
    Designation,
    notice_item=st.none() | st.sampled_from(sorted(activities.designated_activities())),
    particle_beam=st.none() | st.booleans(),
)


# A second opinion: the table of statuses, made from the ordinance by another hand.


@pytest.mark.parametrize("status", S)
def test_the_table_of_statuses_has_the_same_periods(status: S) -> None:
    row = status_rows()[status]
    if row.period_rule is None:
        with pytest.raises(NotInForceError):
            period_options(status, on=TODAY)
        return
    known = Designation(notice_item="5" if status is S.DESIGNATED_ACTIVITIES else None, particle_beam=False)
    if status is S.LONG_TERM_RESIDENT:
        known = Designation(outside_notice=False)
    (options,) = period_options(status, on=TODAY, designation=known).value
    expected = {
        PeriodRule.INDIVIDUALLY_DESIGNATED: (f"<={row.max_period}",),
        PeriodRule.INDEFINITE: ("indefinite",),
        PeriodRule.DURATION_OF_DIPLOMATIC_ACTIVITY: ("activity",),
    }
    assert options.options == expected.get(row.period_rule, row.periods)


KANJI = {"一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "九十": 90, "三十": 30, "十五": 15}


def _said(period: str) -> str:
    """Return a period of the table in kanji, to look for it in the text."""
    length = Length.parse(period.removeprefix("<="))
    number = {value: sign for sign, value in KANJI.items()}
    years, months = divmod(length.months, 12)
    parts = ((years, "年"), (months, "月"), (length.days, "日"))
    return "".join(number[count] + unit for count, unit in parts if count)


def test_every_version_stands_in_the_mirrored_texts() -> None:
    names = {"tit1": "技能実習", "tit2": "技能実習", "tit3": "技能実習", "hsp1": "高度専門職"}
    compared = 0
    for key, rule in PERIODS.items():
        versions = {version.since.isoformat(): version for version in CURRENT.timeline(rule).versions}
        name = names.get(key) or next(version.cite.row for version in versions.values())
        for row in read_csv("period_history.csv"):
            version = versions.get(row["text_in_force_from_snapshot"])
            if row["status_ja"] != name or version is None:
                continue
            compared += 1
            for option in version.value.options:
                if option.startswith(("P", "<=")):
                    assert _said(option) in row["period_text_ja"], (key, option)
                else:
                    assert option != "indefinite" or "無期限" in row["period_text_ja"]
    assert compared >= 40


@pytest.mark.parametrize("status", S)
def test_the_table_of_statuses_has_the_same_residents(status: S) -> None:
    kind = status_rows()[status].mid_long_term
    known = Designation(notice_item="5")
    for period, over in (("P3M", False), ("P4M", True)):
        found = mid_long_term(status, on=TODAY, period=period, designation=known).value
        never = kind in {MidToLongTerm.NEVER, MidToLongTerm.SEPARATE_STATUS}
        assert found is (over and not never)


def test_statuses_whose_periods_are_all_long() -> None:
    always = {status for status, row in status_rows().items() if row.mid_long_term is MidToLongTerm.ALWAYS}
    assert always == _ALWAYS_LONGER
    for status in always:
        rule = PERIODS[status.value[:-1] if status.value[:4] == "hsp1" else status.value]
        for version in CURRENT.timeline(rule).versions:
            assert all(length.months > 3 for length in version.value.listed)
            assert version.value.up_to is None


@pytest.mark.parametrize("status", S)
def test_the_table_of_statuses_agrees_on_filing_online(status: S) -> None:
    row = status_rows()[status]
    if row.online_application is None:
        return
    known = Designation(notice_item="5")
    anything = any(
        online(
            kind, on=TODAY, status=status, together_with=ProcedureKind.CHANGE_OF_STATUS, designation=known
        ).value
        for kind in (ProcedureKind.CHANGE_OF_STATUS, ProcedureKind.EXTENSION_OF_STAY)
    )
    assert anything is row.online_application or status in {
        S.SPECIAL_PERMANENT_RESIDENT,  # only the certificate of authorized employment
    }


def test_procedures_of_the_online_table() -> None:
    keys = {"reentry": "reentry_single", "card_reissue": "card_reissue_loss"}
    compared = 0
    for row in read_csv("online_procedures.csv"):
        word = keys.get(row["procedure"], row["procedure"])
        if word not in {kind.value for kind in ProcedureKind}:
            continue
        found = online(
            ProcedureKind(word), on=TODAY, status=S.STUDENT, together_with=ProcedureKind.EXTENSION_OF_STAY
        )
        assert found.value is row["online"].startswith("yes")
        compared += 1
    assert compared == 12


# Lengths and options.


@pytest.mark.parametrize(
    "bad", ["", "P", "P0Y", "P1W", "1Y", "P1D1Y", "PT1H", "P-1Y", "P1Y ", "P99999Y", None]
)
def test_what_is_no_length(bad: Any) -> None:
    with pytest.raises((ValueError, TypeError)):
        Length.parse(bad)


@given(st.integers(0, 99), st.integers(0, 11), st.integers(0, 31))
def test_lengths_are_read_and_said(years: int, months: int, days: int) -> None:
    iso = "P" + "".join(f"{n}{unit}" for n, unit in zip((years, months, days), "YMD", strict=True) if n)
    if iso == "P":
        return
    length = Length.parse(iso)
    assert (length.months, length.days) == (12 * years + months, days)
    assert [int(n) for n in _numbers(length.text("ja"))] == [n for n in (years, months, days) if n]
    assert _numbers(length.text("en")) == _numbers(length.text("ja"))
    assert ("1 years" in length.text("en").split(",")) is False


def _numbers(said: str) -> list[str]:
    return "".join(sign if sign.isdecimal() else " " for sign in said).split()


@pytest.mark.parametrize(
    "bad",
    ["P1Y", 5, [], ["P1Y", "P1Y"], ["indefinite", "P1Y"], ["<=P1Y", "<=P2Y"], ["x"], None, ["P1Y", 3]],
)
def test_what_no_row_offers(bad: object) -> None:
    with pytest.raises(ValueError, match=r".+"):
        PeriodOptions.parse(bad)


def test_options_speak() -> None:
    options = PeriodOptions.parse(["P90D", "P30D", "<=P15D"])
    assert PeriodOptions.parse(options) is options
    assert options.text("ja") == "90日、30日、15日以内"
    assert options.text("en") == "90 days, 30 days, up to 15 days"
    assert PeriodOptions.parse(["indefinite"]).text("ja") == "無期限"
    assert PeriodOptions.parse(["unpublished"]).text("en") == "not published yet"
    assert PeriodOptions.parse(["activity"]).shortest is None
    assert PeriodOptions.parse(["P1Y3M"]).text("en") == "1 year 3 months"
    assert options.shortest == Length.parse("P1D")
    assert PeriodOptions.parse(["<=P3Y"]).shortest is None


@given(st.sampled_from(sorted(PERIODS)), st.integers(1, 72))
def test_individually_designated_up_to_a_bound_and_listed_exactly(key: str, months: int) -> None:
    """Months one by one, against the words of the row read here."""
    for version in CURRENT.timeline(PERIODS[key]).versions:
        allowed = version.value.allow(f"P{months}M")
        expected = False
        for option in version.value.options:
            if option in {"unpublished", "activity"}:
                expected = option == "activity" or None  # type: ignore[assignment]
            elif option.startswith("<=P") and not option.endswith("D"):
                expected = expected or months <= _months(option[2:])
            elif option.startswith("P") and not option.endswith("D"):
                expected = expected or months == _months(option)
        assert allowed is expected


def _months(iso: str) -> int:
    years, _, rest = iso[1:].partition("Y") if "Y" in iso else ("0", "", iso[1:])
    return 12 * int(years) + int(rest.rstrip("M") or 0)


def test_words_of_a_rule() -> None:
    assert words(["3", "4"]) == {"3", "4"}
    for bad in ("34", 3, [3], [""]):
        with pytest.raises(ValueError, match="words"):
            words(bad)


# Properties of answers.


@given(
    st.sampled_from(S),
    ENDS,
    st.none() | st.sampled_from(["P3M", "P1Y", "P5Y", "P90D", "indefinite"]),
    DESIGNATIONS,
)
def test_who_has_a_card_is_in_the_register(
    status: S, on: date, period: str | None, known: Designation
) -> None:
    try:
        card = residence_card(status, on=on, period=period, designation=known)
    except FactsError as error:
        assert set(error.missing) <= {"period", "notice_item"}  # noqa: PT017
        return
    assert card.value is mid_long_term(status, on=on, period=period, designation=known).value
    register = resident_register_possible(status, on=on, period=period, designation=known)
    assert register.value or not card.value
    assert card.basis


@given(
    st.fixed_dictionaries(
        {},
        optional={
            "status": st.sampled_from(S) | st.just("temporary_refuge"),
            "period": st.sampled_from(["P3M", "P1Y", "P100Y", "P0D", "P", "indefinite"]),
            "other_period": st.sampled_from(["P1Y", "P6M"]),
            "notice_item": st.sampled_from(["5", "53", "departure", 7, "999"]),
            "outside_notice": st.booleans(),
            "particle_beam": st.booleans(),
            "procedure": st.sampled_from(ProcedureKind),
            "together_with": st.sampled_from(ProcedureKind) | st.just("none"),
            "affiliation_event": st.sampled_from(AffiliationEvent),
            "as_spouse": st.booleans(),
            "on_contract": st.booleans(),
            "hsp2_as_manager": st.booleans(),
        },
    ),
    st.dates(date(2000, 1, 1), date(2040, 12, 31)),
)
def test_any_facts_have_an_answer_or_a_typed_error(given_facts: dict[str, Any], on: date) -> None:
    try:
        found = answer(StatusesFacts(**given_facts), on=on)
    except (FactsError, NotInForceError) as error:
        assert error.text("ja") != error.text("en")  # noqa: PT017
        return
    assert found.value.text("ja")
    assert found.explain("en")
    assert found.grounds
    assert "step." not in found.explain("ja")
    assert "fact." not in found.explain("ja") + found.explain("en")


@pytest.mark.parametrize(
    "bad",
    [
        {"status": "tourist"},
        {"period": "2 years"},
        {"nationality": "JPN"},
        {"notice_item": True},
        {"procedure": "visa"},
        {"outside_notice": "maybe"},
    ],
)
def test_facts_are_closed(bad: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        StatusesFacts(**bad)


def test_items_that_the_notice_does_not_have_and_words_that_do_not_fit() -> None:
    with pytest.raises(FactsError) as unknown:
        Designation(notice_item="999")
    assert unknown.value.unknown == ("notice_item",)
    for item, outside in (("5", True), ("departure", False)):
        with pytest.raises(FactsError) as contradiction:
            Designation(notice_item=item, outside_notice=outside)
        assert "告示" in contradiction.value.text("ja")
        with pytest.raises(FactsError):
            answer(
                StatusesFacts(status=S.DESIGNATED_ACTIVITIES, notice_item=item, outside_notice=outside),
                on=TODAY,
            )
    assert Designation(notice_item="5", outside_notice=False).in_notice
    with pytest.raises(FactsError) as period:
        answer(StatusesFacts(status=S.STUDENT, period="P0D"), on=TODAY)
    assert period.value.unknown == ("period",)
    with pytest.raises(FactsError) as wrong:
        mid_long_term(S.STUDENT, on=TODAY, period="three months")
    assert wrong.value.unknown == ("period",)


def test_nothing_known_asks_for_the_status() -> None:
    with pytest.raises(FactsError) as error:
        answer(StatusesFacts(), on=TODAY)
    assert error.value.missing == ("status",)
    with pytest.raises(FactsError) as event:
        answer(StatusesFacts(affiliation_event=AffiliationEvent.DIVORCED), on=TODAY)
    assert event.value.missing == ("status",)


def test_options_that_depend_on_a_missing_fact_are_not_told() -> None:
    found = answer(StatusesFacts(status=S.LONG_TERM_RESIDENT), on=TODAY).value
    assert found.periods is None
    assert found.online_renewal
    assert len(period_options(S.DESIGNATED_ACTIVITIES, on=TODAY).value) == 4
    in_notice = Designation(outside_notice=False)
    assert len(period_options(S.DESIGNATED_ACTIVITIES, on=TODAY, designation=in_notice).value) == 3


def test_a_reform_of_the_periods() -> None:
    longer = CURRENT.reformed(
        PERIODS["student"], since=date(2027, 1, 1), value=PeriodOptions.parse(["<=P6Y"]), reason="A"
    )
    longer = longer.reformed(topic.LONGEST_PERIOD_YEARS, since=date(2027, 1, 1), value=6, reason="A")
    assert period_valid(S.STUDENT, "P6Y", on=date(2027, 1, 1), book=longer).value
    assert not period_valid(S.STUDENT, "P6Y", on=date(2026, 12, 31), book=longer).value
    nobody = CURRENT.reformed(
        topic.REGISTERED_KINDS, since=date(2027, 1, 1), value=frozenset[str](), reason="B"
    )
    found = resident_register_possible(S.STUDENT, on=date(2027, 1, 1), period="P1Y", book=nobody)
    assert found.value is False


def test_what_is_not_published_is_not_told() -> None:
    found = period_valid(S.EMPLOYMENT_FOR_SKILL_DEVELOPMENT, "P1Y", on=date(2027, 4, 1))
    assert found.value is None
    assert found.evidence is Evidence.SECONDARY
    with pytest.raises(NotInForceError):
        period_valid(S.EMPLOYMENT_FOR_SKILL_DEVELOPMENT, "P1Y", on=date(2027, 3, 31))


def test_a_table_of_activities_or_jobs_that_does_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = ({"notice_item": "1", "evidence": "hearsay", "status_key": "student", "job_kind": "office"},)
    monkeypatch.setattr(activities, "read_csv", lambda _: rows)
    with pytest.raises(TableError):
        activities.designated_activities.__wrapped__()
    with pytest.raises(TableError):
        activities.job_scopes.__wrapped__()


def test_items_of_the_notice() -> None:
    found = activities.designated_activities()
    assert {"2", "2-2", "2-3", "5-2", "16", "19", "24", "31", "departure"} <= set(found)
    assert "16-19" not in found
    assert found["17"].en == "EPA Indonesia"
    assert activities.activity_of("999") is None


def test_timelines_are_sorted_and_every_status_has_one() -> None:
    for rule in PERIODS.values():
        assert isinstance(CURRENT.timeline(rule), Timeline)
    for status in set(S) - {S.SPECIAL_PERMANENT_RESIDENT}:
        assert period_options(status, on=date(2027, 4, 1)).value
