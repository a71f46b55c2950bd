"""The tables of municipalities, prefectures and offices."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from tokutei.data import tables
from tokutei.errors import NaiveDatetimeError, PeriodError
from tokutei.vocabulary import (
    MunicipalityKind,
    OfficeKind,
)


def test_a_municipality_exists_on_days_in_japan() -> None:
    ward = next(row for row in tables.municipalities().values() if row.since and row.since > date(2012, 7, 9))
    assert ward.since is not None
    eve = datetime(ward.since.year, ward.since.month, ward.since.day, tzinfo=UTC) - timedelta(hours=9)
    assert ward.exists(on=eve)
    assert not ward.exists(on=eve - timedelta(seconds=1))
    with pytest.raises(NaiveDatetimeError):
        ward.exists(on=datetime(2026, 6, 14))  # noqa: DTZ001 - naive on purpose
    thing: Any = "2026-06-14"
    with pytest.raises(PeriodError):
        ward.exists(on=thing)


def check_digit(first_five: str) -> str:
    """Return the check digit of a municipality code by the published formula."""
    total = sum(weight * int(digit) for weight, digit in zip((6, 5, 4, 3, 2), first_five, strict=True))
    return str((11 - (total % 11 if total >= 11 else total)) % 10)


def test_municipalities_are_counted_as_the_ministry_counts_them() -> None:
    rows = tables.municipalities().values()
    counted = Counter(row.kind for row in rows if row.counted)
    assert counted[MunicipalityKind.CITY] + counted[MunicipalityKind.DESIGNATED_CITY] == 792
    assert counted[MunicipalityKind.TOWN] == 743
    assert counted[MunicipalityKind.VILLAGE] == 183
    assert counted[MunicipalityKind.SPECIAL_WARD] == 23
    assert counted.total() == 1741
    wards = [row for row in rows if row.kind is MunicipalityKind.WARD]
    assert len([ward for ward in wards if ward.exists(on=date(2026, 6, 14))]) == 171
    assert not any(ward.counted for ward in wards)


def test_a_reorganised_city_has_the_wards_of_the_day() -> None:
    hamamatsu = {row.code: row for row in tables.municipalities().values() if row.parent == "221309"}

    def on(day: date) -> set[str]:
        return {code for code, ward in hamamatsu.items() if ward.exists(on=day)}

    assert on(date(2024, 1, 1)) == {"221384", "221392", "221406"}
    assert len(on(date(2023, 12, 31))) == 7
    assert not on(date(2023, 12, 31)) & on(date(2024, 1, 1))


@pytest.mark.parametrize("code", ["131016", "011002", "221384"])
def test_published_codes_are_there(code: str) -> None:
    assert tables.municipalities()[code].code[-1] == check_digit(code[:5])


def test_every_code_has_its_check_digit_and_a_place_above_it() -> None:
    municipalities, prefectures, offices = tables.municipalities(), tables.prefectures(), tables.offices()
    for row in municipalities.values():
        assert row.code == row.code[:5] + check_digit(row.code[:5])
        prefecture = prefectures[row.prefecture]
        assert (row.bureau, row.district) == (prefecture.bureau, prefecture.district)
        assert offices[row.bureau].kind is OfficeKind.BUREAU
        assert bool(row.parent) == (row.kind is MunicipalityKind.WARD)
        assert row.acts_for_cards == (row.kind is not MunicipalityKind.DESIGNATED_CITY)
        if row.parent:
            parent = municipalities[row.parent]
            assert parent.kind is MunicipalityKind.DESIGNATED_CITY
            assert row.ja.startswith(f"{parent.ja} ")
    assert len(prefectures) == 47
    assert {row.prefecture for row in municipalities.values()} == set(prefectures)


def test_prefectures_have_codes_and_an_office() -> None:
    for row in tables.prefectures().values():
        assert row.code6 == f"{row.code}000{check_digit(row.code + '000')}"
        assert row.iso == f"JP-{row.code}"
        assert row.code in tables.offices()[row.district or row.bureau].prefectures
    tokyo = tables.prefectures()["13"]
    assert (tokyo.ja, tokyo.kana, tokyo.en) == ("東京都", "とうきょうと", "Tokyo")


def test_offices_are_counted_as_the_ordinances_list_them() -> None:
    offices = tables.offices()
    assert Counter(office.kind for office in offices.values()) == {
        OfficeKind.BUREAU: 8,
        OfficeKind.DISTRICT: 3,
        OfficeKind.AIRPORT_DISTRICT: 4,
        OfficeKind.BRANCH: 61,
        OfficeKind.ANNEX: 2,
    }
    assert len([office for office in offices.values() if office.residence_procedures]) == 66
    nothing = {office.key for office in offices.values() if not office.residence_procedures}
    assert len(nothing) == 10 + 2
    for office in offices.values():
        assert (office.parent == "") == (office.kind is OfficeKind.BUREAU)
        assert not office.parent or office.parent in offices
        assert office.residence_card_window == office.residence_procedures
        assert not office.municipality or office.municipality in tables.municipalities()
        assert bool(office.prefectures) == (
            office.kind not in {OfficeKind.AIRPORT_DISTRICT, OfficeKind.ANNEX}
        )


def test_bureaus_share_the_country_out() -> None:
    bureaus = [office for office in tables.offices().values() if office.kind is OfficeKind.BUREAU]
    shared_out = sorted(code for bureau in bureaus for code in bureau.prefectures)
    assert shared_out == sorted(tables.prefectures())
    for office in tables.offices().values():
        if office.kind is OfficeKind.BRANCH:
            assert office.prefectures == tables.offices()[office.parent].prefectures
