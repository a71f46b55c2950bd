"""How long a record is kept, and the list of what has to be erased."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.employment.check_decisions import DAY, individual_number, record
from tests.rules.law_texts import words_of
from tokutei.employment import CheckRecord, Fate, Retention, RetentionReason, disposal_lines, dispose
from tokutei.employment.retention import ERASE, erased_on, kept_until
from tokutei.errors import FactsError, NaiveDatetimeError, RecordError
from tokutei.law import Citation, Evidence

LEFT: Final = date(2028, 3, 31)
FIVE: Final = Retention(years=5, reason=RetentionReason.LABOUR_RECORDS)
EMPLOYED: Final = record(key="E-1", retention=FIVE)
OVER: Final = record(key="E-2", retention=Retention(years=1, reason="own_rule"), left_on=LEFT)
RUNNING: Final = record(key="E-3", retention=FIVE, left_on=LEFT)
NOBODY_CHOSE: Final = record(key="E-4", left_on=LEFT)
ALL: Final = (EMPLOYED, OVER, RUNNING, NOBODY_CHOSE)


# From the texts.


@pytest.mark.shared
def test_erasing_is_a_duty_of_effort() -> None:
    (cite,) = ERASE
    assert (
        "利用する必要がなくなったときは、当該個人データを遅滞なく消去するよう努めなければならない"
        in words_of(cite)
    )


@pytest.mark.shared
def test_the_reasons_to_keep_are_taken_from_texts() -> None:
    (labour,) = RetentionReason.LABOUR_RECORDS.cite
    assert "雇入れ、解雇、災害補償、賃金その他労働関係に関する重要な書類" in words_of(labour)
    (care,) = RetentionReason.PROOF_OF_CARE.cite
    assert "過失のないときは、この限りでない" in words_of(dataclasses.replace(care, sentence=""))
    assert RetentionReason.OWN_RULE.cite == ()
    # That they reach records of checks no text says.
    assert {one.evidence for one in RetentionReason} == {Evidence.INFERRED}


def test_no_period_is_assumed() -> None:
    assert record(left_on=LEFT).erase_on is None
    assert record(left_on=LEFT).erase_why.code == "retention.no_period"
    assert Citation.parse("415AC0000000057:22") in record(left_on=LEFT).erase_why.cite


# The period.


@given(left=st.dates(date(2013, 1, 1), date(2060, 1, 1)), years=st.integers(0, 30))
@settings(max_examples=80)
def test_the_period_by_the_calendar(left: date, years: int) -> None:
    """Counted from the day after (民法 140, 143): the day before the corresponding one, or the month's last."""
    kept = Retention(years=years, reason="own_rule")
    last, gone = kept_until(kept, left), erased_on(kept, left)
    begins = left + timedelta(days=1)
    try:
        expected = begins.replace(year=begins.year + years) - timedelta(days=1)
    except ValueError:  # 29 February, in a year without one
        expected = date(begins.year + years, 2, 28)
    assert last == expected
    assert gone == expected + timedelta(days=1)


@pytest.mark.parametrize("years", [-1, 1.5, True, None, "5", 10_000])
def test_years_are_whole_and_not_below_nothing(years: Any) -> None:
    with pytest.raises(FactsError):
        Retention(years=years, reason="own_rule")


@pytest.mark.parametrize(
    "reason",
    ["", "x" * 201, "a\nb", None, 5, individual_number("47382190564"), "for QZ19010203QZ", "1234 5678 9018"],
)
def test_a_reason_is_one_line_and_nobodys_number(reason: Any) -> None:
    with pytest.raises(RecordError) as caught:
        Retention(years=5, reason=reason)
    assert caught.value.field == "reason"
    if reason:
        assert str(reason) not in str(caught.value)


def test_a_reason_may_be_in_words() -> None:
    own = Retention(years=5, reason="就業規則第12条による")
    assert own.reason == "就業規則第12条による"
    assert Retention(years=5, reason="labour_records").reason is RetentionReason.LABOUR_RECORDS
    for lang in ("ja", "en"):
        assert "就業規則第12条による" in own.text(lang)
        assert RetentionReason.LABOUR_RECORDS.text(lang) in FIVE.text(lang)


# The list.


@pytest.mark.parametrize(
    ("on", "fates"),
    [
        (LEFT, ["keep", "keep", "keep", "keep"]),
        (LEFT + timedelta(days=1), ["keep", "keep", "keep", "undecided"]),
        (date(2029, 3, 31), ["keep", "keep", "keep", "undecided"]),
        (date(2029, 4, 1), ["keep", "erase", "keep", "undecided"]),
        (date(2033, 3, 31), ["keep", "erase", "keep", "undecided"]),
        (date(2033, 4, 1), ["keep", "erase", "erase", "undecided"]),
    ],
)
def test_every_record_has_a_fate(on: date, fates: list[str]) -> None:
    lines = list(disposal_lines(ALL, on=on))
    assert [line.fate.value for line in lines] == fates
    assert [(line.key, line.digest) for line in lines] == [(one.key, one.digest) for one in ALL]
    found = dispose(ALL, on=on)
    assert [line.key for line in found.erase] == [line.key for line in lines if line.fate is Fate.ERASE]
    assert [line.key for line in found.undecided] == [
        line.key for line in lines if line.fate is Fate.UNDECIDED
    ]
    assert found.kept == fates.count("keep")
    assert list(found) == list(found.erase)
    assert (len(found), bool(found)) == (fates.count("erase"), "erase" in fates)
    assert {line.reason.code for line in found.erase} <= {"retention.over"}


def test_why_each_is_kept() -> None:
    lines = list(disposal_lines(ALL, on=date(2030, 1, 1)))
    assert [line.reason.code for line in lines] == [
        "retention.while_employed",
        "retention.over",
        "retention.period",
        "retention.no_period",
    ]
    for line in lines:
        for lang in ("ja", "en"):
            assert "retention." not in line.text(lang)
            assert line.key in line.text(lang)


def test_the_day_of_leaving_is_a_day_of_employment() -> None:
    for on, code in ((LEFT, "while_employed"), (LEFT + timedelta(days=1), "period")):
        assert [line.reason.code for line in disposal_lines([RUNNING], on=on)] == [f"retention.{code}"]


def test_the_list_has_no_content() -> None:
    found = dispose([dataclasses.replace(one, card_number=None) for one in ALL], on=date(2040, 1, 1))
    fields = json.loads(RUNNING.to_json())
    for text in (repr(found), found.text("ja"), found.text("en")):
        assert "student" not in text
        assert "retail" not in text
        assert "HR-7" not in text
        assert fields["asked"]["stay_end"] not in text
    assert {field.name for field in dataclasses.fields(found.erase[0])} == {
        "key",
        "digest",
        "fate",
        "reason",
        "due_on",
    }
    assert all(len(line.digest) == 64 for line in found.erase)


def test_asking_twice_changes_nothing_and_asking_after_erasing_finds_nothing() -> None:
    on = date(2040, 1, 1)
    found = dispose(ALL, on=on)
    assert dispose(ALL, on=on) == found
    gone = {line.key for line in found.erase}
    assert gone == {"E-2", "E-3"}
    left = dispose([one for one in ALL if one.key not in gone], on=on)
    assert left.erase == ()
    assert dispose((*ALL, *ALL), on=on).erase == found.erase


@given(st.lists(st.sampled_from(ALL), max_size=12), st.dates(date(2027, 1, 1), date(2036, 1, 1)))
@settings(max_examples=60)
def test_what_was_to_be_erased_stays_so(records: list[CheckRecord], on: date) -> None:
    now, later = dispose(records, on=on), dispose(records, on=on + timedelta(days=400))
    assert {line.key for line in now.erase} <= {line.key for line in later.erase}
    # Nothing is lost and nothing is in two lists.
    lines = list(disposal_lines(records, on=on))
    assert len(lines) == len(records)
    assert now.kept == sum(line.fate is Fate.KEEP for line in lines)
    assert not {line.key for line in now.erase} & {line.key for line in now.undecided}


def test_records_are_read_one_after_the_other() -> None:
    taken = 0

    def source() -> Iterator[CheckRecord]:
        nonlocal taken
        while True:
            taken += 1
            yield OVER

    lines = disposal_lines(source(), on=date(2040, 1, 1))
    assert next(lines).fate is Fate.ERASE
    assert taken == 1


def test_the_day_has_a_time_zone() -> None:
    with pytest.raises(NaiveDatetimeError):
        dispose(ALL, on=datetime(2030, 1, 1))  # noqa: DTZ001 - what is refused
    assert dispose([], on=DAY).text("en")
