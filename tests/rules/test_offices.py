"""Offices: the cases, the ordinances, a slow reading of the published areas, hostile values."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.rules.law_texts import LAW, words_of
from tokutei.data.tables import municipalities, offices, prefectures
from tokutei.errors import FactsError, OutOfTableError, ReformError, UnknownTermError
from tokutei.law import Citation, Rule
from tokutei.rules import CURRENT
from tokutei.rules import offices as topic
from tokutei.rules.offices import (
    BRANCH_HAS_AREA_OF_PARENT,
    COMPETENCE,
    OfficeResult,
    OfficesFacts,
    acting_unit,
    competence,
    competent_bureau,
    legal_area,
    next_open_day,
    offices_for,
    residence_card_window,
    window_of,
)
from tokutei.vocabulary import MunicipalityKind, OfficeKind, ProcedureKind, Window

TODAY = date(2026, 11, 21)
LIVING = [code for code, place in municipalities().items() if place.exists(on=TODAY)]
MOVE = ProcedureKind.PLACE_OF_RESIDENCE_CHANGE


# Second opinions


def test_every_procedure_but_landing_goes_to_one_kind_of_office() -> None:
    nowhere = set()
    for procedure in ProcedureKind:
        try:
            window_of(procedure, on=TODAY)
        except UnknownTermError:
            nowhere.add(procedure)
    assert nowhere == {ProcedureKind.LANDING}
    listed = [one for rule in COMPETENCE.values() for one in CURRENT.at(rule, TODAY).value.procedures]
    assert len(listed) == len(set(listed))


@pytest.mark.shared
@pytest.mark.parametrize(("key", "notation"), competence._UNIT_CITES.items())
def test_provisions_on_designated_cities_stand_in_the_law(key: str, notation: str) -> None:
    words = words_of(Citation.parse(notation))
    assert "指定都市" in words
    assert "区" in words
    assert CURRENT.at(COMPETENCE[key], TODAY).value.unit is not None


@pytest.mark.shared
def test_windows_stand_in_the_article_on_appearance() -> None:
    places = {item: words_of(Citation.parse(f"326CO0000000319:61-8-3:1:{item}")) for item in (1, 2, 3)}
    assert places[1].rstrip().endswith("住居地の市町村の事務所")
    assert places[2].rstrip().endswith("地方出入国在留管理局")
    assert places[3].rstrip().endswith("地方出入国在留管理局")
    assert "第十九条の十二第一項" in places[2]
    assert "第二十一条第二項" in places[3]


@pytest.mark.shared
def test_bureaus_have_the_areas_of_the_ordinance() -> None:
    words = words_of(Citation.parse("412CO0000000248:84"))
    for code, prefecture in prefectures().items():
        name = offices()[prefecture.bureau].full_ja
        area = re.search(rf"{name}[^局]*?({prefecture.ja})", words)
        assert area, (code, name)


@pytest.mark.shared
def test_branches_are_those_of_the_appended_table() -> None:
    text = Path(LAW / "431M60000010027.md").read_text("utf-8")
    table = text[text.rindex("**別表**") :]
    listed = set(re.findall(r"^\| (\S+出張所) \|", table, re.MULTILINE))
    assert listed == {office.full_ja for office in offices().values() if office.kind is OfficeKind.BRANCH}


def test_every_place_has_a_bureau_in_whose_area_it_lies() -> None:
    for code in LIVING:
        bureau = competent_bureau(code, on=TODAY).value
        assert code[:2] in legal_area(bureau.key, on=TODAY).value
        assert residence_card_window(bureau.key).value


def test_a_branch_has_the_area_of_its_parent() -> None:
    for key, office in offices().items():
        if office.kind is OfficeKind.BRANCH:
            assert legal_area(key, on=TODAY).value == offices()[office.parent].prefectures


def test_one_unit_acts_for_every_place() -> None:
    for code in LIVING:
        place, unit = municipalities()[code], acting_unit(code, MOVE, on=TODAY).value
        if place.kind is MunicipalityKind.DESIGNATED_CITY:
            assert unit is None
        else:
            assert unit is not None
            assert (unit.code, unit.through) == (code, "")
            assert place.acts_for_cards


def test_published_areas_read_the_slow_way() -> None:
    counties = {"多良間村": "宮古郡", "竹富町": "八重山郡", "与那国町": "八重山郡"}
    for code in LIVING:
        place, prefecture = municipalities()[code], prefectures()[code[:2]].ja
        names = {place.ja.split(" ")[0], counties.get(place.ja, "-")}
        expected = set()
        for key, office in offices().items():
            here = False
            for part in office.public_area.split("、"):
                other = next((one.ja for one in prefectures().values() if part.startswith(one.ja)), None)
                here = other == prefecture if other else here
                rest = part.removeprefix(other or "")
                if here and (part == prefecture or names & set(rest.split("・"))):
                    expected.add(key)
        found = [office.key for office in offices_for(code, on=TODAY).value]
        assert set(found) == expected, code
        assert found[0] == competent_bureau(code, on=TODAY).value.key
        assert all(offices()[key].residence_procedures for key in found)


def test_the_names_in_published_areas_are_all_known() -> None:
    known = {one.ja for one in prefectures().values()} | {"宮古郡", "八重山郡"}
    known |= {place.ja.split(" ")[0] for place in municipalities().values()}
    for office in offices().values():
        for part in filter(None, office.public_area.split("、")):
            other = next((one.ja for one in prefectures().values() if part.startswith(one.ja)), "")
            assert set(part.removeprefix(other).split("・")) - {""} <= known
    codes = {"473758", "473812", "473821"}
    assert {code for listed in topic.areas._COUNTIES.values() for code in listed} == codes


# What must not happen


@pytest.mark.parametrize("code", ["", "000000", "13101", "131016 ", "１３１０１６", "x" * 500])
def test_unknown_places_are_refused(code: str) -> None:
    for ask in (lambda: competent_bureau(code, on=TODAY), lambda: acting_unit(code, MOVE, on=TODAY)):
        with pytest.raises(UnknownTermError) as caught:
            ask()
        assert len(caught.value.term) <= 6


@pytest.mark.parametrize("key", ["", "Tokyo", "tokio", "x" * 500])
def test_unknown_offices_are_refused(key: str) -> None:
    for ask in (lambda: legal_area(key, on=TODAY), lambda: residence_card_window(key)):
        with pytest.raises(UnknownTermError):
            ask()


def test_a_bureau_procedure_has_no_unit() -> None:
    assert acting_unit("131016", ProcedureKind.EXTENSION_OF_STAY, on=TODAY).value is None


def test_wards_exist_on_their_days_only() -> None:
    with pytest.raises(FactsError):
        offices_for("221317", on=date(2024, 1, 1))
    assert offices_for("221317", on=date(2023, 12, 31)).value


def test_a_day_beyond_the_table_of_closed_days_is_refused() -> None:
    with pytest.raises(OutOfTableError):
        next_open_day(Window.BUREAU, on=date(2051, 1, 1))


def test_an_annex_belongs_to_its_bureau() -> None:
    answer = topic.answer(OfficesFacts(office_key="tokyo_yotsuya"), on=TODAY)
    assert (answer.value.bureau, answer.value.residence_card_window) == ("tokyo", False)
    assert answer.text("en").startswith("Tokyo Regional")
    assert OfficeResult().text("ja") == ""
    assert OfficeResult(window=Window.BUREAU).text("en") == Window.BUREAU.en


# A reform may change the values, not break them


@pytest.mark.parametrize(
    "value",
    [
        None,
        {},
        {"window": "bureau"},
        {"window": "city", "procedures": []},
        {"window": "municipality", "procedures": ["address_change"]},
        {"window": "bureau", "procedures": ["address_change"], "unit": "ward"},
        {"window": "municipality", "procedures": ["dance"], "unit": "ward"},
        {"window": "municipality", "procedures": [], "unit": "ward", "more": 1},
    ],
)
def test_competence_holds_nothing_else(value: Any) -> None:
    with pytest.raises(ReformError):
        CURRENT.reformed(COMPETENCE["address"], since=TODAY, value=value, reason="test")


def test_reforms_are_answered() -> None:
    rule: Rule[Any] = COMPETENCE["address"]
    old = CURRENT.at(rule, TODAY).value
    book = CURRENT.reformed(
        rule,
        since=date(2027, 1, 1),
        value={"window": "municipality", "procedures": [MOVE], "unit": "city_through_ward"},
        reason="cities act",
    )
    unit = acting_unit("141046", MOVE, on=date(2027, 1, 1), book=book).value
    assert unit is not None
    assert (unit.code, unit.through) == ("141003", "141046")
    whole = acting_unit("141003", MOVE, on=date(2027, 1, 1), book=book).value
    assert whole is not None
    assert (whole.code, whole.through) == ("141003", "")
    assert CURRENT.reformed(rule, since=TODAY, value=old, reason="x").at(rule, TODAY).value == old
    narrow = CURRENT.reformed(BRANCH_HAS_AREA_OF_PARENT, since=TODAY, value=False, reason="as published")
    assert legal_area("matsudo", on=TODAY, book=narrow).value == ("08", "12", "13")
    assert old.text("ja") != old.text("en")
