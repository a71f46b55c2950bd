"""Services: the cases, every minute of a day, every combination of functions, hostile values."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from tests.rules.law_texts import words_of
from tokutei.calendar import JAPAN
from tokutei.errors import FactsError, NaiveDatetimeError, ReformError
from tokutei.law import Citation, Rule
from tokutei.rules import CURRENT, services
from tokutei.rules.services import (
    SERVICES,
    CardFunction,
    Functions,
    Service,
    ServicesFacts,
    ServicesResult,
    usable,
)

NOON = datetime(2026, 7, 1, 12, 0, tzinfo=JAPAN)
ALL = Functions(residence=True, my_number=True, signing=True, authentication=True, bureau_id=True)
STORE = Service.CONVENIENCE_STORE


# Second opinions


@pytest.mark.shared
def test_the_ways_to_sign_in_stand_in_the_regulation() -> None:
    ways = {item: words_of(Citation.parse(f"356M50000010054:61-3:7:{item}")) for item in (2, 3)}
    assert "利用者証明用電子証明書" in ways[2]
    assert "識別符号" in ways[2]
    assert "署名用電子証明書" in ways[3]
    assert "識別符号" not in ways[3]


def test_every_minute_of_a_day() -> None:
    midnight = datetime(2026, 7, 1, tzinfo=JAPAN)
    for minute in range(24 * 60):
        at = midnight + timedelta(minutes=minute)
        result = usable(STORE, at=at, functions=ALL).value
        assert result.usable is (390 <= minute < 1380)
        if not result.usable:
            assert result.next_from is not None
            assert result.next_from > at
            assert result.next_from - at <= timedelta(hours=7.5)
            assert usable(STORE, at=result.next_from, functions=ALL).value.usable


@pytest.mark.parametrize("service", Service)
def test_every_combination_of_functions(service: Service) -> None:
    needs = CURRENT.at(SERVICES[service], NOON.date()).value.needs
    for states in itertools.product((True, False), repeat=len(CardFunction)):
        named = dict(zip(CardFunction, states, strict=True))
        functions = Functions(**{one.value: state for one, state in named.items()})
        result = usable(service, at=NOON, functions=functions, stay_until=date(2027, 1, 1)).value
        assert result.usable is any(all(named[one] for one in needed) for needed in needs)
        assert not any(named[one] for one in result.lacking)
        assert (result.reason is None) is result.usable is (not result.lacking)


@given(until=st.dates(date(2026, 1, 1), date(2027, 1, 1)), hour=st.integers(0, 23))
def test_a_function_lives_until_its_last_day_has_passed_in_japan(until: date, hour: int) -> None:
    at = datetime(2026, 7, 1, hour, tzinfo=UTC)
    here = at.astimezone(JAPAN).date()
    functions = Functions(residence=until)
    assert usable(Service.SHOWING, at=at, functions=functions).value.usable is (here <= until)


@given(st.lists(st.sampled_from([True, False, None]), min_size=5, max_size=5), st.sampled_from(Service))
def test_what_is_not_known_is_asked_or_does_not_matter(states: list[bool | None], service: Service) -> None:
    def held(known: Iterable[bool | None]) -> Functions:
        named: dict[str, Any] = dict(zip((one.value for one in CardFunction), known, strict=True))
        return Functions(**named)

    functions, stay = held(states), date(2027, 1, 1)
    outcomes = set()
    for fill in itertools.product((True, False), repeat=len(CardFunction)):
        filled = held(other if one is None else one for one, other in zip(states, fill, strict=True))
        outcomes.add(usable(service, at=NOON, functions=filled, stay_until=stay).value.usable)
    if len(outcomes) == 2:
        with pytest.raises(FactsError) as caught:
            usable(service, at=NOON, functions=functions, stay_until=stay)
        assert all(getattr(functions, name) is None for name in caught.value.missing)
    else:
        assert {usable(service, at=NOON, functions=functions, stay_until=stay).value.usable} == outcomes


# What must not happen


def test_a_suspended_function_still_lets_the_residence_card_be_shown() -> None:
    suspended = Functions(residence=True, my_number=True, authentication=True, suspended=True)
    assert usable(Service.SHOWING, at=NOON, functions=suspended).value.usable
    assert usable(Service.FACE_IDENTITY, at=NOON, functions=suspended).value.usable
    assert usable(Service.INSURANCE_CARD, at=NOON, functions=suspended).value.reason == "suspended"


def test_a_moment_needs_a_time_zone() -> None:
    naive = datetime(2026, 7, 1, 12, 0)  # noqa: DTZ001
    with pytest.raises(NaiveDatetimeError):
        usable(STORE, at=naive, functions=ALL)
    with pytest.raises(NaiveDatetimeError):
        services.answer(ServicesFacts(service=STORE), on=naive)
    with pytest.raises(ValidationError):
        ServicesFacts.model_validate({"at": "2026-07-01T12:00:00"})


def test_all_missing_facts_at_once() -> None:
    with pytest.raises(FactsError) as caught:
        services.answer(ServicesFacts(service=Service.ONLINE_FILING), on=NOON.date())
    assert caught.value.missing == ("mn", "sig", "stay_end")
    with pytest.raises(FactsError) as caught:
        services.answer(ServicesFacts(service=STORE), on=NOON.date())
    assert caught.value.missing == ("mn", "user", "at")


def test_results_speak() -> None:
    said = ServicesResult(usable=False, reason="function_not_alive", lacking=(CardFunction.SIGNING,))
    assert CardFunction.SIGNING.ja in said.text("ja")
    assert said.text("en").endswith("(certificate for signing)")


# A reform may change the values, not break them


@pytest.mark.parametrize(
    "value",
    [
        None,
        {},
        {"needs": []},
        {"needs": [[]]},
        {"needs": "residence"},
        {"needs": ["residence"]},
        {"needs": [["wings"]]},
        {"needs": [["residence"]], "opens": "06:30"},
        {"needs": [["residence"]], "opens": "25:00", "closes": "26:00"},
        {"needs": [["residence"]], "opens": "06:30+09:00", "closes": "23:00"},
        {"needs": [["residence"]], "last_day_of_stay": 1},
        {"needs": [["residence"]], "more": 1},
    ],
)
def test_services_hold_nothing_else(value: Any) -> None:
    with pytest.raises(ReformError):
        CURRENT.reformed(SERVICES[STORE], since=NOON.date(), value=value, reason="test")


def test_reforms_are_answered() -> None:
    rule: Rule[Any] = SERVICES[STORE]
    value = {"needs": [["residence"]], "opens": time(0), "closes": time(1)}
    book = CURRENT.reformed(rule, since=date(2027, 1, 1), value=value, reason="night")
    at = datetime(2027, 1, 1, 0, 30, tzinfo=JAPAN)
    assert usable(STORE, at=at, functions=Functions(residence=True), book=book).value.usable
    terms = CURRENT.at(rule, NOON.date()).value
    assert (
        CURRENT.reformed(rule, since=NOON.date(), value=terms, reason="x").at(rule, NOON.date()).value
        == terms
    )
    assert terms.text("en").endswith("06:30–23:00")
    assert "–" not in CURRENT.at(SERVICES[Service.SHOWING], NOON.date()).value.text("ja")
