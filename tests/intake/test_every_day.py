"""Asking on the days that make a difference says what asking on every day says."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, Final

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.intake.intake_makers import of
from tokutei.calendar import nth_birthday
from tokutei.intake import Agreement, CheckKind, Face, IntakeFinding, Paper, combine, expiry
from tokutei.intake.seen import Seen
from tokutei.law import Rule
from tokutei.rules import CURRENT, Rulebook, photo, validity
from tokutei.rules.photo import AgeTest, Display
from tokutei.rules.statuses import SHORT_STAY_STATUSES
from tokutei.rules.work import NO_WORK_STATUSES
from tokutei.testing import strategies
from tokutei.vocabulary import CardKind, StatusOfResidence

S = StatusOfResidence
FIRST: Final = date(2026, 6, 14)
DAY: Final = timedelta(days=1)


def span(first: date, last: date) -> Iterator[date]:
    while first <= last:
        yield first
        first += DAY


def every_filing(_born: date, first: date, last: date, **_: object) -> Iterator[date]:
    yield first
    yield last
    yield from span(first, last)


def every_issue(seen: Seen, *_: Rule[Any]) -> tuple[date, ...]:
    first, last = seen.issue_days()
    return tuple(dict.fromkeys((first, last, *span(first, last))))


def said(finding: IntakeFinding) -> tuple[object, ...]:
    return finding.status, finding.reason.code, finding.missing, finding.doubted, finding.citations


LEAP: Final = st.sampled_from([date(2000, 2, 29), date(2016, 2, 29), date(2012, 2, 29)])


@pytest.mark.slow
@settings(max_examples=12, deadline=None)
@given(
    born=strategies.days(date(2004, 1, 1), FIRST) | LEAP,
    issued=strategies.days(FIRST, date(2028, 12, 31)) | st.none(),
    count=st.integers(1, 13),
    shift=st.sampled_from([-1, 0, 0, 0, 1]),
    certificate=st.sampled_from(["sp_certificate", "specified_sp_certificate"]),
)
def test_every_day_of_filing(
    born: date, issued: date | None, count: int, shift: int, certificate: str
) -> None:
    until = nth_birthday(born, issued or FIRST, count) + shift * DAY
    assume(until >= (issued or FIRST))
    evidence: dict[str, Any] = {
        "face": Face(kind=certificate, form="form_2026", born=born, status="特別永住者", valid_until=until),
        "paper": Paper(issued_on=issued) if issued else None,
    }
    (fast,) = combine(**evidence).of(CheckKind.EXPIRY)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(expiry, "_telling_days", every_filing)
        (slow,) = combine(**evidence).of(CheckKind.EXPIRY)
    assert said(fast) == said(slow)


def flipped(rule: Rule[Any], value: object, since: date, until: date) -> Rulebook:
    """Return a book in which a rule has another value between two days, and the law's again."""
    law = CURRENT.at(rule, until).value
    once = CURRENT.reformed(rule, since=since, value=value, reason="for a while")
    return once.reformed(rule, since=until, value=law, reason="and back")


NO_PHOTO: Final = Display(120, AgeTest.ON_ISSUE, frozenset())
FLIPS: Final[tuple[tuple[CheckKind, Rule[Any], Any], ...]] = (
    (CheckKind.WORK_RESTRICTION, NO_WORK_STATUSES, set()),
    (CheckKind.ENTITLED, SHORT_STAY_STATUSES, {S.STUDENT, S.PERMANENT_RESIDENT}),
    (CheckKind.PHOTO, photo.DISPLAY[CardKind.RESIDENCE_CARD], NO_PHOTO),
    (CheckKind.EXPIRY, validity.BIRTHDAYS_ADULT, 3),
    (CheckKind.EXPIRY, validity.BIRTHDAY_BOUND_STATUSES, {S.STUDENT}),
    (CheckKind.EXPIRY, validity.BIRTHDAYS_MINOR, 2),
)


@settings(max_examples=25, deadline=None)
@given(
    flip=st.sampled_from(FLIPS),
    since=strategies.days(FIRST + DAY, date(2027, 9, 1)),
    days=st.integers(1, 400),
    born=strategies.days(date(1990, 1, 1), FIRST) | LEAP,
    status=st.sampled_from([S.STUDENT, S.PERMANENT_RESIDENT]),
    years=st.integers(1, 9),
)
def test_every_day_of_issue_under_laws_that_come_and_go(  # noqa: PLR0917 - what is drawn
    flip: tuple[CheckKind, Rule[Any], Any], since: date, days: int, born: date, status: S, years: int
) -> None:
    kind, rule, value = flip
    book = flipped(rule, value, since, since + days * DAY)
    until = nth_birthday(born, FIRST, years)
    student = status is S.STUDENT
    face = Face(
        kind="在留カード",
        form="form_2026",
        born=born,
        status=status,
        stay_until=until if student else None,
        valid_until=until,
        period="P1Y" if student else "indefinite",
        work_restriction="not_permitted" if student else "unrestricted",
        photo=True,
    )
    (fast,) = combine(face=face, book=book).of(kind)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Seen, "telling_days", every_issue)
        (slow,) = combine(face=face, book=book).of(kind)
    assert said(fast)[:4] == said(slow)[:4]


@pytest.mark.parametrize(
    ("key", "status", "kind", "rule", "value"),
    [
        ("student", "留学", CheckKind.WORK_RESTRICTION, NO_WORK_STATUSES, set()),
        ("student", "留学", CheckKind.ENTITLED, SHORT_STAY_STATUSES, {S.STUDENT}),
        ("student", "留学", CheckKind.PHOTO, photo.DISPLAY[CardKind.RESIDENCE_CARD], NO_PHOTO),
        ("student", "留学", CheckKind.EXPIRY, validity.BIRTHDAY_BOUND_STATUSES, {S.STUDENT}),
    ],
)
def test_a_law_of_a_few_days_settles_nothing(
    key: str, status: str, kind: CheckKind, rule: Rule[Any], value: object
) -> None:
    book = flipped(rule, value, date(2026, 9, 1), date(2026, 9, 8))
    for days, outcome in ((None, Agreement.NOT_KNOWN), (date(2026, 8, 31), Agreement.AGREES)):
        evidence = combine(
            chip=of(key), face=Face(status=status), paper=Paper(issued_on=days) if days else None, book=book
        )
        assert evidence.of(kind)[0].status is outcome


def test_every_rule_of_the_last_day_is_asked_around_its_changes() -> None:
    rules = {one for name, one in vars(validity).items() if isinstance(one, Rule)}
    others = {one for one in rules if one.key.startswith(("separate_", "signing_", "authentication_"))}
    of_filing = {
        validity.SPECIFIED_ADULT_AGE,
        validity.SPECIFIED_BIRTHDAYS_ADULT,
        validity.SPECIFIED_BIRTHDAYS_MINOR,
    }
    later = {validity.EARLY_REPLACEMENT_MONTHS, validity.MOBILE_RECORD_MONTHS, validity.LONGEST_STAY_YEARS}
    assert rules - set(expiry._RULES) == others | of_filing | later
