"""Cards of every text since 2012, counted a second time from the words of the law, day by day."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from contextlib import suppress
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.rules.reckoning import FIRST_DAY, ONE_DAY, assert_speaks, birthday_after, birthdays, years_old
from tokutei.errors import FactsError, NotInForceError, ReformError, TokuteiError
from tokutei.law import Evidence, Reason
from tokutei.rules import CURRENT
from tokutei.rules.validity import (
    GIVEN,
    MINOR_ENDING,
    SIGNING_CERTIFICATE_BIRTHDAYS,
    YOUNG_STAY_ENDING,
    Ending,
    ValidityFacts,
    ValidityResult,
    answer,
    certificate_until,
    residence_card_until,
    separate_card_after_stay_until,
    separate_card_cap,
    separate_card_until,
    special_permanent_certificate_until,
    specified_card_until,
    specified_certificate_until,
)
from tokutei.vocabulary import CardKind, ProcedureKind, Route, StatusOfResidence

PR = StatusOfResidence.PERMANENT_RESIDENT
HSP2 = StatusOfResidence.HIGHLY_SKILLED_PROFESSIONAL_2
SPR = StatusOfResidence.SPECIAL_PERMANENT_RESIDENT
DEPENDENT = StatusOfResidence.DEPENDENT
BEGINNING = date(2012, 7, 9)
EVE_SINCE = date(2023, 11, 1)

BIRTHS = st.one_of(
    st.dates(date(1940, 1, 1), BEGINNING), st.sampled_from([date(y, 2, 29) for y in range(1944, 2012, 4)])
)
CHILDREN = st.one_of(
    st.dates(date(1997, 1, 1), BEGINNING), st.sampled_from([date(y, 2, 29) for y in range(2000, 2012, 4)])
)
OLD_ISSUES = st.dates(BEGINNING, FIRST_DAY - ONE_DAY)


def seven_years(issued: date) -> date:
    """交付の日から起算して七年を経過する日: walk until the day that corresponds to the first has come."""
    day = issued
    while not (day.year == issued.year + 7 and (day.month, day.day) >= (issued.month, issued.day)):
        day += ONE_DAY
    # 29 February has no corresponding day: the walk stops on 1 March, the period ended with February.
    return day - ONE_DAY


def sixteen_line(born: date, issued: date) -> date:
    """十六歳の誕生日, from 2023-11-01 その前日."""
    sixteenth = birthdays(born)[15]
    return sixteenth - ONE_DAY if issued >= EVE_SINCE else sixteenth


@given(born=BIRTHS, issued=OLD_ISSUES, status=st.sampled_from([PR, HSP2]), renewed=st.booleans())
def test_old_cards_of_those_without_end_of_stay(
    born: date, issued: date, status: StatusOfResidence, *, renewed: bool
) -> None:
    old = sixteen_line(born, issued) if renewed else None
    found = residence_card_until(born=born, status=status, stay_until=None, issued_on=issued, old_until=old)
    young = status is PR and years_old(born, issued) < 16 and not renewed
    assert found.value == (sixteen_line(born, issued) if young else seven_years(issued))
    early = residence_card_until(born=born, status=status, stay_until=None, issued_on=issued, early=renewed)
    assert early.value == found.value


@given(born=BIRTHS, issued=OLD_ISSUES, left=st.integers(0, 1826), renewed=st.booleans())
def test_old_cards_with_a_period_of_stay(born: date, issued: date, left: int, *, renewed: bool) -> None:
    stay = issued + timedelta(days=left)
    old = issued + timedelta(days=30) if renewed else None
    found = residence_card_until(
        born=born, status=DEPENDENT, stay_until=stay, issued_on=issued, old_until=old
    )
    young = years_old(born, issued) < 16 and not renewed
    assert found.value == (min(stay, sixteen_line(born, issued)) if young else stay)


@given(CHILDREN, st.integers(0, 5000), st.integers(0, 5000))
def test_renewing_a_card_of_the_sixteenth_birthday_leads_to_the_twenty_first(
    born: date, ago: int, ahead: int
) -> None:
    """附則2条3項 for the eve; the fifth after the birthday itself: both are the same day."""
    issued = max(FIRST_DAY, birthdays(born)[15] - timedelta(days=ahead % 180))
    if years_old(born, issued) >= 18:
        return
    twenty_first = birthdays(born)[20]
    for until, old_issued in (
        (birthdays(born)[15] - ONE_DAY, EVE_SINCE + timedelta(days=ago % 900)),
        (birthdays(born)[15], EVE_SINCE - timedelta(days=ago + 1) if ago < 4000 else None),
    ):
        plain = residence_card_until(
            born=born, status=PR, stay_until=None, issued_on=issued, old_until=until, old_issued_on=old_issued
        )
        certificate = special_permanent_certificate_until(
            born=born, issued_on=issued, filed_on=issued, old_until=until, old_issued_on=old_issued
        )
        assert plain.value == certificate.value == twenty_first
        of_the_day = until == birthdays(born)[15]
        assert plain.evidence is certificate.evidence
        assert plain.evidence is (Evidence.INFERRED if of_the_day else Evidence.OFFICIAL)


@given(
    BIRTHS,
    st.dates(BEGINNING, date(2040, 1, 1)),
    st.integers(0, 60),
    st.one_of(st.none(), st.integers(0, 400)),
)
def test_certificates_of_special_permanent_residents(
    born: date, filed: date, wait: int, ahead: int | None
) -> None:
    issued = filed + timedelta(days=wait)
    old = None if ahead is None else filed + timedelta(days=ahead)
    found = special_permanent_certificate_until(born=born, filed_on=filed, issued_on=issued, old_until=old)
    base = old or filed
    if issued < FIRST_DAY:
        young = years_old(born, issued) < 16 and old is None
        expected = sixteen_line(born, issued) if young else birthday_after(born, base, 7)
    elif years_old(born, filed) >= 18 or (old is not None and old >= birthdays(born)[17]):
        expected = birthday_after(born, base, 10)
    else:
        eve = old is not None and old == birthdays(born)[15] - ONE_DAY
        expected = birthday_after(born, base, 6 if eve else 5)
    assert found.value == expected
    if filed >= FIRST_DAY:
        specified = specified_certificate_until(born=born, filed_on=filed, issued_on=issued, old_until=old)
        assert specified.value == expected
        assert "403AC0000000071:16-2:1" in {str(cite) for cite in specified.basis}


@given(BIRTHS, st.dates(FIRST_DAY, date(2040, 1, 1)), st.integers(0, 200), st.sampled_from([PR, HSP2, SPR]))
def test_replaced_separate_cards_count_one_birthday_more(
    born: date, made: date, left: int, status: StatusOfResidence
) -> None:
    until = made + timedelta(days=left)
    found = separate_card_until(born=born, status=status, stay_until=None, made_on=made, replaces_until=until)
    exact = (made.replace(day=1) + timedelta(days=93)).replace(day=1)
    count = 5 if years_old(born, made) < 18 else 10
    if left < 89:
        assert found.value == birthday_after(born, made, count + 1)
    elif left > 92:
        assert found.value == birthday_after(born, made, count)
    assert exact > made
    expired = separate_card_until(
        born=born, status=status, stay_until=None, made_on=made, replaces_until=made - ONE_DAY
    )
    assert expired.value == birthday_after(born, made, count)


@given(BIRTHS, st.dates(date(2016, 1, 1), date(2040, 1, 1)), st.integers(0, 4000), st.integers(1, 1826))
def test_extended_separate_cards_never_pass_the_birthday(born: date, made: date, ago: int, more: int) -> None:
    asked = max(FIRST_DAY, made)
    stay = asked + timedelta(days=more + ago % 50)
    cap = separate_card_cap(born=born, made_on=made, on=asked).value
    longer = separate_card_after_stay_until(
        born=born, status=DEPENDENT, stay_until=stay, made_on=made, on=asked
    )
    assert longer.value == min(stay, cap)
    with pytest.raises(FactsError):
        separate_card_after_stay_until(born=born, status=DEPENDENT, stay_until=None, made_on=made, on=asked)
    endless = separate_card_after_stay_until(born=born, status=PR, stay_until=None, made_on=made, on=asked)
    assert endless.value == cap == birthday_after(born, made, 10 if years_old(born, made) >= 18 else 5)


@pytest.mark.parametrize(
    ("made_on", "age_line"), [(date(2022, 3, 31), 20), (date(2022, 4, 1), 18), (date(2026, 6, 13), 18)]
)
def test_the_age_line_of_separate_cards_moved(made_on: date, age_line: int) -> None:
    born = date(2003, 1, 1) if made_on.year == 2022 else date(2007, 1, 1)
    found = separate_card_until(born=born, status=PR, stay_until=None, made_on=made_on)
    assert found.value == birthday_after(born, made_on, 10 if years_old(born, made_on) >= age_line else 5)
    assert_speaks(found, Evidence.SECONDARY)


@pytest.mark.parametrize(
    ("ask", "first"),
    [
        (lambda day: residence_card_until(born=date(1990, 1, 1), status=PR, stay_until=None, issued_on=day), BEGINNING),
        (lambda day: special_permanent_certificate_until(born=date(1990, 1, 1), filed_on=day, issued_on=day), BEGINNING),
        (
            lambda day: separate_card_until(born=date(1990, 1, 1), status=PR, stay_until=None, made_on=day),
            date(2016, 1, 1),
        ),
        (
            lambda day: certificate_until(
                SIGNING_CERTIFICATE_BIRTHDAYS, born=date(1990, 1, 1), issued_on=day, card_until=date(2030, 1, 1)
            ),
            date(2016, 1, 1),
        ),
    ],
)  # fmt: skip
def test_first_days(ask: Callable[[date], Any], first: date) -> None:
    assert ask(first).value > first
    with pytest.raises(NotInForceError) as caught:
        ask(first - ONE_DAY)
    assert caught.value.first_day == first


# ---- open questions

EVE_RENEWAL: dict[str, Any] = {
    "born": date(2010, 10, 10),
    "status": PR,
    "stay_until": None,
    "issued_on": date(2026, 7, 20),
    "filed_on": date(2026, 6, 20),
    "route": Route.BUREAU_CARD,
    "old_until": date(2026, 10, 9),
}


@pytest.mark.parametrize(("reading", "nth"), [("fifth", date(2030, 10, 10)), ("sixth", date(2031, 10, 10))])
def test_question_1(reading: str, nth: date) -> None:
    found = specified_card_until(**EVE_RENEWAL, book=CURRENT.reading(Q1=reading))
    assert found.value == nth
    assert [question.key for question in found.open_questions] == ["Q1"]
    assert found.open_questions[0].reading == reading
    assert_speaks(found, Evidence.INFERRED, ["326CO0000000319@506AC0000000059:2:3"])
    assert (reading == "sixth") is any(ground.code == "birthdays_eve_card" for ground in found.grounds)


def test_question_1_may_leave_no_specified_card() -> None:
    with pytest.raises(FactsError) as caught:
        specified_card_until(**EVE_RENEWAL, book=CURRENT.reading(Q1="no_specified"))
    (reason,) = caught.value.contradictions
    assert isinstance(reason, Reason)
    assert reason.code == "no_specified_with_former_renewal"
    for lang in ("ja", "en"):
        assert "{" not in reason.text(lang)
    other = {**EVE_RENEWAL, "old_until": date(2026, 10, 10)}
    assert specified_card_until(**other, book=CURRENT.reading(Q1="no_specified")).value == date(2031, 10, 10)


@pytest.mark.parametrize(
    ("day", "open_", "adult"),
    [
        (date(2030, 2, 27), False, (False, False)),
        (date(2030, 2, 28), True, (True, False)),
        (date(2030, 3, 1), False, (True, True)),
    ],
)
def test_question_17(day: date, *, open_: bool, adult: tuple[bool, bool]) -> None:
    born = date(2012, 2, 29)
    for reading, grown in zip(("deemed_birthday", "age_act"), adult, strict=True):
        found = residence_card_until(
            born=born, status=PR, stay_until=None, issued_on=day, book=CURRENT.reading(Q17=reading)
        )
        assert found.value == birthday_after(born, day, 10 if grown else 5)
        assert [question.key for question in found.open_questions] == (["Q17"] if open_ else [])


@pytest.mark.parametrize("reading", ["deemed_birthday", "age_act"])
def test_question_17_leaves_others_alone(reading: str) -> None:
    for born in (date(2012, 2, 28), date(2012, 3, 1)):
        day = date(2030, born.month, born.day)
        found = residence_card_until(
            born=born, status=PR, stay_until=None, issued_on=day, book=CURRENT.reading(Q17=reading)
        )
        assert (found.value, found.open_questions) == (birthday_after(born, day, 10), ())
    # In a leap year the birthday is there: somebody born on 29 February is 16 on 29 February.
    leap = special_permanent_certificate_until(
        born=date(2008, 2, 29), filed_on=date(2024, 2, 29), issued_on=date(2024, 2, 29)
    )
    assert (leap.value, leap.open_questions) == (date(2031, 2, 28), ())


# ---- reforms


def test_endings_can_be_reformed_but_only_to_what_they_mean() -> None:
    since, born = date(2030, 1, 1), date(2016, 5, 5)
    book = CURRENT.reformed(MINOR_ENDING, since=since, value=Ending.EVE_OF_AGE, reason="as before")
    assert residence_card_until(
        born=born, status=PR, stay_until=None, issued_on=since, book=book
    ).value == date(2034, 5, 4)
    book = CURRENT.reformed(YOUNG_STAY_ENDING, since=since, value=Ending.BIRTHDAY_OF_AGE, reason="as before")
    assert residence_card_until(
        born=born, status=DEPENDENT, stay_until=date(2034, 12, 31), issued_on=since, book=book
    ).value == date(2034, 5, 5)
    for rule, value in ((MINOR_ENDING, Ending.STAY), (YOUNG_STAY_ENDING, Ending.YEARS)):
        with pytest.raises(ReformError):
            CURRENT.reformed(rule, since=since, value=value, reason="no")
    with pytest.raises(ReformError):
        CURRENT.reformed(MINOR_ENDING, since=since, value="never", reason="no")  # type: ignore[misc]
    assert pickle.loads(pickle.dumps(book)) == book  # noqa: S301 - our own bytes


def test_specified_cards_can_be_abolished() -> None:
    rule = GIVEN[CardKind.SPECIFIED_RESIDENCE_CARD]
    book = CURRENT.reformed(rule, since=date(2030, 1, 1), value=False, reason="none")
    facts = {**EVE_RENEWAL, "issued_on": date(2030, 1, 20), "old_until": None}
    assert specified_card_until(**{**facts, "filed_on": date(2029, 12, 31)}, book=book).reforms == ()
    with pytest.raises(FactsError) as caught:
        specified_card_until(**{**facts, "filed_on": date(2030, 1, 1)}, book=book)
    assert [str(reason.text("en")) for reason in caught.value.contradictions] == [
        "There is no such specified card."
    ]


# ---- the doorway


def ask(**facts: Any) -> date | None:
    return answer(ValidityFacts(**facts), on=date(2026, 11, 21)).value.valid_until


def test_the_answer_speaks_and_hides_the_birth_date() -> None:
    facts = ValidityFacts(
        card_kind=CardKind.RESIDENCE_CARD, status=PR, birth=date(1990, 6, 20),
        procedure=ProcedureKind.PERMANENT_RESIDENCE, issued=date(2026, 6, 19),
    )  # fmt: skip
    found = answer(facts, on=date(2026, 6, 19))
    assert found.value == ValidityResult(date(2035, 6, 20))
    assert "1990" not in f"{facts!r}{facts}{found!r}{found.explain('ja')}{found.explain('en')}"
    for lang, said in (("ja", "2035年6月20日"), ("en", "2035-06-20")):
        text = found.explain(lang)
        assert said in text
        assert not any(part in text for part in ("fact.", "step.", "{", "None"))


CLASHES: dict[str, dict[str, Any]] = {
    "day_before_birth": {"card_kind": "plain_card", "status": "student", "birth": "2026-07-02", "issued": "2026-07-01"},
    "issued_before_filing": {"card_kind": "specified_card", "status": "student", "filed": "2026-07-02", "issued": "2026-07-01"},
    "card_of_others": {"card_kind": "plain_card", "status": "special_permanent_resident", "birth": "1990-06-20"},
    "procedure_not_listed": {"card_kind": "specified_card", "status": "student", "procedure": "card_reissue_loss"},
}  # fmt: skip


@pytest.mark.parametrize("code", CLASHES)
def test_facts_that_contradict_each_other(code: str) -> None:
    with pytest.raises(FactsError) as caught:
        ask(**CLASHES[code])
    assert [reason.code for reason in caught.value.contradictions if isinstance(reason, Reason)] == [code]
    assert caught.value.missing == ()
    for lang in ("ja", "en"):
        said = caught.value.text(lang)
        assert "reason." not in said
        assert "1990" not in said


@pytest.mark.parametrize(
    ("facts", "missing"),
    [
        ({"card_kind": "plain_card"}, ("status",)),
        ({"card_kind": "plain_card", "status": "dependent", "issued": "2025-01-01"}, ("stay_end", "birth")),
        (
            {"card_kind": "plain_card", "status": "dependent", "issued": "2025-01-01", "stay_end": "2026-01-01"},
            ("birth",),
        ),
        ({"card_kind": "specified_card", "status": "student"}, ("stay_end",)),
        (
            {"card_kind": "specified_card", "status": "hsp2", "procedure": "permanent_residence"},
            ("birth", "issued"),
        ),
        (
            {"card_kind": "specified_card", "status": "hsp2", "procedure": "card_validity_renewal"},
            ("birth", "filed", "old_expiry"),
        ),
        ({"card_kind": "sp_certificate"}, ("birth",)),
        ({"card_kind": "sp_certificate", "birth": "1960-03-01", "issued": "2025-01-01"}, ("filed",)),
        ({"card_kind": "sp_certificate", "procedure": "spr_mn_return_replacement"}, ("birth", "issued")),
        ({"card_kind": "sp_certificate", "old_expiry": "2030-01-01"}, ("birth", "procedure")),
        ({"card_kind": "specified_sp_certificate", "procedure": "spr_validity_renewal"}, ("birth", "filed", "old_expiry")),
        ({"card_kind": "mynumber_card"}, ("status", "birth", "created")),
        (
            {
                "card_kind": "mynumber_card", "status": "student", "birth": "2001-01-01", "created": "2026-07-01",
                "procedure": "mn_replace_last_3_months",
            },
            ("old_expiry", "stay_end"),
        ),
        (
            {
                "card_kind": "mynumber_card", "status": "student", "birth": "2001-01-01", "created": "2026-07-01",
                "requested": True, "filed": "2026-08-01",
            },
            ("previous_stay_end", "stay_end"),
        ),
        ({"card_kind": "user_certificate"}, ("birth", "issued", "mn_card_expiry")),
    ],
)  # fmt: skip
def test_every_missing_fact_is_named(facts: dict[str, Any], missing: tuple[str, ...]) -> None:
    with pytest.raises(FactsError) as caught:
        ask(**facts)
    assert caught.value.missing == missing


def test_no_card_has_no_last_day() -> None:
    with pytest.raises(FactsError) as caught:
        ask(card_kind=CardKind.NONE)
    assert caught.value.contradictions


@pytest.mark.parametrize(
    "procedure", ["spr_validity_renewal_early", "spr_permission_birth", "spr_mn_return_replacement"]
)
def test_specified_certificates_that_cannot_be(procedure: str) -> None:
    with pytest.raises(FactsError) as caught:
        ask(card_kind="specified_sp_certificate", procedure=procedure, birth="1990-01-01", filed="2026-07-01")
    assert caught.value.contradictions


def test_a_request_without_its_day_was_made_in_time() -> None:
    facts: dict[str, Any] = {
        "card_kind": "mynumber_card", "status": "student", "birth": "2001-01-01", "created": "2026-07-01",
        "stay_end": "2030-03-31", "requested": True,
    }  # fmt: skip
    assert ask(**facts) == date(2030, 3, 31)
    late: dict[str, Any] = {**facts, "previous_stay_end": "2028-03-31", "filed": "2028-04-01"}
    book = CURRENT.reading(Q12="after_expiry")
    assert ask(**late) == date(2028, 3, 31)
    found = answer(ValidityFacts(**late), on=date(2028, 4, 1), book=book)
    assert found.value.valid_until == date(2030, 3, 31)
    assert [question.key for question in found.open_questions] == ["Q12"]


DAYS = st.one_of(st.none(), st.dates(), st.dates(date(2010, 1, 1), date(2040, 1, 1)))
FACTS = st.builds(
    ValidityFacts.model_construct,
    card_kind=st.sampled_from(CardKind),
    status=st.one_of(st.none(), st.just("transitional_by_birth"), st.sampled_from(StatusOfResidence)),
    procedure=st.one_of(st.none(), st.sampled_from(ProcedureKind)),
    requested=st.one_of(st.none(), st.booleans()),
    **dict.fromkeys(
        (
            "birth", "stay_end", "filed", "issued", "created", "old_expiry", "old_issued", "previous_stay_end",
            "mn_card_expiry", "user_certificate_expiry", "replaced_certificate_expiry",
        ),
        DAYS,
    ),
)  # fmt: skip


@given(FACTS, st.dates())
def test_whatever_is_asked_only_our_errors_come(facts: ValidityFacts, on: date) -> None:
    with suppress(TokuteiError):
        found = answer(facts, on=on)
        assert isinstance(found.value.valid_until, date)
        assert found.basis
        assert found.explain("ja")
