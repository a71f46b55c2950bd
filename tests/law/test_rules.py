"""Dated rules: a version holds from its first day until the next, and nothing holds before the first."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tokutei.errors import NotInForceError
from tokutei.law import Citation, Evidence, LegalDay, Rule, Timeline, Version

CITE = Citation("326CO0000000319", "19-12", "1")
CHECKED_ON = date(2026, 11, 21)
ONE_DAY = timedelta(days=1)


def whole(value: object) -> int:
    """Read a whole number, as the tables of rules do."""
    if isinstance(value, int):
        return value
    raise ValueError


def repr_length(value: object) -> int:
    return len(repr(value))


RULE = Rule[int]("deadlines", "loss_days", "紛失の再交付申請期間", "days to apply after a loss", whole)


def version(since: date, value: int) -> Version[int]:
    return Version(since, value, CITE, Evidence.OFFICIAL, CHECKED_ON)


def timeline(*days: date) -> Timeline[int]:
    return Timeline("loss_days", tuple(version(day, n) for n, day in enumerate(days)))


def test_a_version_holds_from_its_first_day() -> None:
    line = timeline(date(2012, 7, 9), date(2026, 6, 14))
    assert [line.at(day).value for day in (date(2012, 7, 9), date(2026, 6, 13), date(2026, 6, 14))] == [
        0,
        0,
        1,
    ]


def test_nothing_holds_before_the_first_version() -> None:
    with pytest.raises(NotInForceError) as caught:
        timeline(date(2012, 7, 9)).at(date(2012, 7, 8))
    assert vars(caught.value) == {
        "rule": "loss_days",
        "about": "loss_days",
        "day": date(2012, 7, 8),
        "first_day": date(2012, 7, 9),
    }


@given(st.sets(st.dates(), min_size=1, max_size=6), st.dates())
def test_the_version_in_force_is_the_last_begun(days: set[date], on: date) -> None:
    line = timeline(*sorted(days))
    begun = [day for day in days if day <= on]
    if begun:
        assert line.at(on).since == max(begun)
    else:
        with pytest.raises(NotInForceError):
            line.at(on)


def test_rules_are_the_same_by_topic_and_key() -> None:
    twin = Rule[int]("deadlines", "loss_days", "別名", "another name", repr_length)
    assert (twin, hash(twin)) == (RULE, hash(RULE))
    assert Rule[int]("deadlines", "other", "", "", whole) != RULE
    assert Rule[int]("fees", "loss_days", "", "", whole) != RULE
    assert RULE != "loss_days"
    assert (RULE.text("ja"), RULE.text("en"), RULE.looks_at) == (RULE.ja, RULE.en, LegalDay.FILING)


@pytest.mark.parametrize("day", LegalDay)
@pytest.mark.parametrize("lang", ["ja", "en"])
def test_every_day_the_law_looks_at_has_words(day: LegalDay, lang: str) -> None:
    assert not day.text(lang).startswith("law.")
