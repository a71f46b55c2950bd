"""What cards say: the cases, the words of the provisions, the chips' own tables, hostile rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date

import pytest

from tests.rules.law_texts import path_of, words_of
from tests.rules.reckoning import FIRST_DAY, ONE_DAY
from tokutei.data import read_csv
from tokutei.errors import TableError, UnknownTermError
from tokutei.law import Citation
from tokutei.rules import CURRENT, card_items
from tokutei.rules.card_items import (
    FORMS,
    CardItemsResult,
    ItemPlace,
    form_on,
    items_of,
    place_of,
)
from tokutei.vocabulary import CardForm, CardKind

ROWS = read_csv("card_items.csv")
PLAIN, SPECIFIED = CardKind.RESIDENCE_CARD, CardKind.SPECIFIED_RESIDENCE_CARD
CITES = sorted({row["cite"] for row in ROWS})


# Second opinions


WORDS_IN_LAW = {
    "period_of_stay": "在留期間",
    "stay_until": "在留期間の満了の日",
    "permission_kind": "許可の種類",
    "issued_on": "交付年月日",
    "valid_until": "有効期間の満了の日",
    "work_restriction": "就労制限の有無",
    "individual_number": "個人番号",
    "resident_record_code": "住民票コード",
    "alias": "通称",
    "status": "在留資格",
    "birth": "生年月日",
    "photo": "写真",
    "commissioner_record": "長官が記録した旨",
}


@pytest.mark.shared
@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['card']}-{row['form']}-{row['item']}")
def test_every_item_stands_in_its_provision(row: Mapping[str, str]) -> None:
    cite = Citation.parse(row["cite"])
    if cite.unseen:
        assert row["evidence"] != "official"
        return
    assert path_of(cite.law, cite.as_of).is_file()
    words = words_of(cite)
    assert words.strip()
    assert WORDS_IN_LAW.get(row["item"], "") in words


@pytest.mark.shared
def test_only_the_listed_items_are_in_the_chip_alone() -> None:
    listed = words_of(Citation.parse("326CO0000000319:19-4:5"))
    for item in items_of(PLAIN, issued_on=FIRST_DAY).value:
        if item.place is ItemPlace.CHIP_ONLY:
            assert (item.cite.article, item.cite.paragraph) in {("19-4", "5"), ("19-6", "13")}
    assert "在留期間" in listed
    assert "許可の種類及び年月日" in listed


def test_what_the_chips_of_the_form_of_2026_hold() -> None:
    """The specification of the chips, read by others, names the same items."""
    fields = {row["field"] for row in read_csv("chip_fields.csv") if row["generation"] == "gen2"}
    said = {
        "card_number": "number",
        "card_expiry": "valid_until",
        "birth_date": "birth",
        "sex": "sex",
        "nationality_region": "nationality_or_region",
        "residence_status": "status",
        "period_of_stay": "period_of_stay",
        "permission_type": "permission_kind",
        "permission_date": "permission_date",
        "work_restriction": "work_restriction",
        "period_of_stay_expiry": "stay_until",
        "face_image": "photo",
        "address_image": "address",
    }
    assert said.keys() <= fields
    in_chip = {
        item.key
        for item in items_of(PLAIN, issued_on=FIRST_DAY).value
        if item.place is not ItemPlace.PRINTED_ONLY
    }
    assert set(said.values()) <= in_chip


# Properties


def test_each_card_says_each_thing_once_and_names_it_alike() -> None:
    assert max(Counter((row["card"], row["form"], row["item"]) for row in ROWS).values()) == 1
    assert len({(row["item"], row["ja"], row["en"]) for row in ROWS}) == len({row["item"] for row in ROWS})
    assert {(row["card"], row["form"]) for row in ROWS} == {
        (kind.value, version.value.value)
        for kind, rule in FORMS.items()
        for version in CURRENT.timeline(rule).versions
    }


@pytest.mark.parametrize(
    ("plain", "specified"),
    [
        (PLAIN, SPECIFIED),
        (
            CardKind.SPECIAL_PERMANENT_RESIDENT_CERTIFICATE,
            CardKind.SPECIFIED_SPECIAL_PERMANENT_RESIDENT_CERTIFICATE,
        ),
    ],
)
def test_a_specified_card_says_what_the_ordinary_one_says_and_the_number(
    plain: CardKind, specified: CardKind
) -> None:
    ordinary = set(items_of(plain, issued_on=FIRST_DAY).value)
    more = set(items_of(specified, issued_on=FIRST_DAY).value) - ordinary
    assert ordinary < set(items_of(specified, issued_on=FIRST_DAY).value)
    assert {item.key for item in more} == {
        "individual_number",
        "register_address",
        "my_number_until",
        "alias",
        "resident_record_code",
    }


def test_nothing_that_was_printed_was_lost() -> None:
    before = {item.key for item in items_of(PLAIN, issued_on=FIRST_DAY - ONE_DAY).value}
    assert before < {item.key for item in items_of(PLAIN, issued_on=FIRST_DAY).value}


@pytest.mark.parametrize("kind", FORMS)
def test_one_item_is_where_the_list_says(kind: CardKind) -> None:
    items = {item.key: item for item in items_of(kind, issued_on=FIRST_DAY).value}
    for key in {row["item"] for row in ROWS}:
        place = place_of(key, kind, issued_on=FIRST_DAY).value
        assert place is (items[key].place if key in items else ItemPlace.ABSENT)


def test_the_form_agrees_with_the_vocabulary() -> None:
    for day in (date(2012, 7, 9), FIRST_DAY - ONE_DAY, FIRST_DAY, date(2030, 1, 1)):
        assert form_on(PLAIN, issued_on=day).value is CardForm.issued_on(day)


# What must not happen


@pytest.mark.parametrize("item", ["", "shoe_size", "Number", "x" * 500])
def test_no_card_says_anything_else(item: str) -> None:
    with pytest.raises(UnknownTermError) as caught:
        place_of(item, PLAIN, issued_on=FIRST_DAY)
    assert len(caught.value.term) <= 40


@pytest.mark.parametrize("kind", [CardKind.NONE, CardKind.AUTHENTICATION_CERTIFICATE])
def test_what_has_no_face_says_nothing(kind: CardKind) -> None:
    with pytest.raises(UnknownTermError):
        items_of(kind, issued_on=FIRST_DAY)


def test_a_damaged_row_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    damaged = (dict(ROWS[0]), {**ROWS[1], "place": "on the back"})
    monkeypatch.setattr(card_items, "read_csv", lambda _: damaged)
    with pytest.raises(TableError) as caught:
        card_items._table.__wrapped__()
    assert caught.value.row == 3


def test_items_and_results_speak() -> None:
    item = items_of(PLAIN, issued_on=FIRST_DAY).value[0]
    assert item.text("ja") == "氏名（ローマ字）: 券面とICチップ"
    assert "name in roman letters" in item.text("en")
    assert "ICチップのみ: 1" in CardItemsResult(chip_only=("period_of_stay",)).text("ja")
