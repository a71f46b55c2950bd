"""People of the table: plainly made up, consistent with themselves, and silent about themselves."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pycountry
import pytest
from hypothesis import given

from tokutei.chip.words import ComprehensivePermission
from tokutei.errors import FactsError, UnknownTermError
from tokutei.testing import strategies
from tokutei.testing.residents import SyntheticPerson, people, person
from tokutei.vocabulary import CardKind, StatusOfResidence, WorkRestriction


def birthdays_after(born: date, day: date) -> list[date]:
    """Birthdays strictly after a day; 29 February counts as the 28th in common years."""
    found = []
    for year in range(day.year, day.year + 12):
        leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
        birthday = (
            date(year, 2, 28) if (born.month, born.day) == (2, 29) and not leap else born.replace(year=year)
        )
        if birthday > day:
            found.append(birthday)
    return found


@pytest.mark.parametrize("somebody", people(), ids=lambda one: one.key)
def test_each_is_plainly_made_up_and_consistent(somebody: SyntheticPerson) -> None:
    assert person(somebody.key) is somebody
    assert re.match(r"^(TEST|SAMPLE) [A-Z]+$", somebody.name)
    assert pycountry.countries.get(alpha_3=somebody.nationality)
    assert re.match(r"^[0-9]{4}$", somebody.period)
    assert (somebody.period == "0000") == (somebody.stay_until is None)
    assert (somebody.comprehensive_permission is ComprehensivePermission.NONE) == (
        somebody.comprehensive_until is None
    )
    assert somebody.born < somebody.issued_on < somebody.valid_until
    assert somebody.issued_on >= date(2026, 6, 14), "no card of types 05 and 06 is older"
    if somebody.stay_until is None:  # Immigration Act 19-5(1)(i), Special Act 9(i): the tenth birthday
        assert somebody.valid_until == birthdays_after(somebody.born, somebody.issued_on)[9]
    else:
        assert somebody.valid_until == somebody.stay_until


@pytest.mark.parametrize("somebody", people(), ids=lambda one: one.key)
def test_repr_and_str_hold_back_who_it_is(somebody: SyntheticPerson) -> None:
    for shown in (repr(somebody), str(somebody), f"{[somebody]}"):
        for hidden in (
            somebody.name,
            repr(somebody.born),
            str(somebody.born),
            somebody.nationality,
            "TESTVILLE",
        ):
            assert hidden not in shown


def test_a_face_is_shown_from_the_first_birthday_on() -> None:
    infant = person("infant")
    assert not infant.has_face
    assert not replace(infant, issued_on=date(2027, 1, 14)).has_face
    assert replace(infant, issued_on=date(2027, 1, 15)).has_face
    assert [one.key for one in people() if not one.has_face] == ["infant"]
    assert replace(person("hsp2"), issued_on=date(1985, 3, 1)).has_face


def test_the_student_of_the_examples() -> None:
    student = person("student_with_permission")
    assert (student.name, student.status) == ("TEST HANAKO", StatusOfResidence.STUDENT)
    assert student.work_restriction is WorkRestriction.NOT_PERMITTED
    assert student.comprehensive_permission is ComprehensivePermission.WITHIN_28_HOURS
    assert student.stay_until is not None
    assert student.stay_until > date(2026, 9, 1)


def test_only_one_kind_holds_certificates() -> None:
    assert [one.key for one in people() if one.is_special_permanent_resident] == [
        "special_permanent_resident"
    ]


def test_nobody_of_that_name() -> None:
    with pytest.raises(UnknownTermError) as caught:
        person("nobody")
    assert "engineer" in caught.value.known


@pytest.mark.parametrize("somebody", people(), ids=lambda one: one.key)
def test_facts_are_those_of_the_card(somebody: SyntheticPerson) -> None:
    facts = somebody.facts()
    assert (facts.born, facts.nationality) == (somebody.born, somebody.nationality)
    assert (facts.status, facts.stay_until) == (somebody.status, somebody.stay_until)
    assert facts.has_pending_application is somebody.applying
    assert (facts.card is None) is somebody.is_special_permanent_resident
    if facts.card:
        assert (facts.card.issued_on, facts.card.valid_until) == (somebody.issued_on, somebody.valid_until)
        assert facts.card.kind is CardKind.RESIDENCE_CARD


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_a_contradictory_person_has_no_facts(lang: str) -> None:
    with pytest.raises(FactsError) as caught:
        replace(person("engineer"), stay_until=date(1990, 1, 1)).facts()
    assert "reason." not in caught.value.text(lang)
    assert "1990" not in caught.value.text(lang)


@given(strategies.people())
def test_drawn_people_are_consistent(somebody: SyntheticPerson) -> None:
    assert somebody.facts().status is somebody.status
    assert somebody.born < somebody.issued_on < somebody.valid_until
    assert (somebody.period == "0000") == (somebody.stay_until is None)
    assert somebody.name not in repr(somebody)
