"""Numbers and codes: published values, independent packages, then hostile text and what must not show."""

from __future__ import annotations

import copy
import csv
import json
import pickle
import re
from collections.abc import Callable
from pathlib import Path

import pycountry
import pytest
import stdnum.exceptions
import stdnum.jp.cn
import stdnum.jp.in_
from hypothesis import example, given
from hypothesis import strategies as st
from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic.json_schema import JsonSchemaMode

from tokutei.errors import IdentifierError
from tokutei.identifiers import (
    CardNumber,
    CorporateNumber,
    IndividualNumber,
    MunicipalityCode,
    Nationality,
    NumberPurpose,
    ResidentRecordCode,
    individual_number_check_digit,
)
from tokutei.identifiers.numbers import HiddenNumber

SHARED = Path(__file__).resolve().parents[2] / "shared"
PURPOSE = NumberPurpose.BY_THE_PERSON
CARD = "AA12345678BB"
MY_NUMBER = "123456789018"  # digits that count up, for the arithmetic of the check digit
CORPORATE = "7123456789012"
READERS: dict[str, Callable[[str], object]] = {
    "card_number": CardNumber.parse,
    "individual_number": lambda text: IndividualNumber.parse(text, purpose=PURPOSE),
    "resident_record_code": ResidentRecordCode.parse,
    "corporate_number": CorporateNumber.parse,
    "municipality_code": MunicipalityCode.parse,
    "nationality": Nationality.parse,
}


class Holder(BaseModel):
    model_config = ConfigDict(hide_input_in_errors=True)
    card: CardNumber | None = None
    number: IndividualNumber | None = None
    record: ResidentRecordCode | None = None
    nationality: Nationality | None = None
    municipality: MunicipalityCode | None = None
    employer: CorporateNumber | None = None


def refusal(call: Callable[[], object]) -> tuple[str, str]:
    with pytest.raises(IdentifierError) as caught:
        call()
    assert set(vars(caught.value)) == {"identifier", "reason"}
    return caught.value.identifier, caught.value.reason


def read_or_refuse(identifier: str, text: str) -> object:
    try:
        return READERS[identifier](text)
    except IdentifierError as error:
        return error


# Published values


@pytest.mark.parametrize(
    "text",
    [
        CARD,
        "aa12345678bb",
        "ＡＡ１２３４５６７８ＢＢ",
        "AA 1234-5678 BB",
        "AA‐1234–5678−BB",
        " AA12345678BB\n",
    ],
)
def test_card_numbers_are_read_as_they_are_written(text: str) -> None:
    assert CardNumber.parse(text).reveal() == CARD


@pytest.mark.parametrize(
    "text",
    ["", "AA1234567BB", "A112345678BB", "AAO2345678BB", CARD + "0", "AA12345678B١", "AA١2345678BB", "ſſ"],
)
def test_what_is_no_card_number(text: str) -> None:
    assert refusal(lambda: CardNumber.parse(text)) == ("card_number", "shape")


@pytest.mark.parametrize(
    "number", [MY_NUMBER, "000000000000", "621498320257", "987654321093", "111111111118"]
)
def test_individual_numbers(number: str) -> None:
    assert IndividualNumber.parse(number, purpose=PURPOSE).reveal(purpose=PURPOSE) == number
    wrong = number[:-1] + str((int(number[-1]) + 1) % 10)
    assert refusal(lambda: IndividualNumber.parse(wrong, purpose=PURPOSE)) == (
        "individual_number",
        "check_digit",
    )


@pytest.mark.parametrize("code", ["131016", "011002", "221384", "271004"])
def test_municipality_codes(code: str) -> None:
    found = MunicipalityCode.parse(code)
    assert (found, found.prefecture, found.short) == (code, code[:2], code[:5])
    assert MunicipalityCode.with_check_digit(code[:5]) == found
    wrong = code[:-1] + str((int(code[-1]) + 1) % 10)
    assert refusal(lambda: MunicipalityCode.parse(wrong)) == ("municipality_code", "check_digit")


@pytest.mark.parametrize("code", ["010006", "480000", "001016", "13101", "1310160"])
def test_what_is_no_municipality_code(code: str) -> None:
    assert refusal(lambda: MunicipalityCode.parse(code)) == ("municipality_code", "shape")


@pytest.mark.parametrize("short", ["1310", "131016", "13000", "48101", "1310A"])
def test_what_takes_no_check_digit(short: str) -> None:
    assert refusal(lambda: MunicipalityCode.with_check_digit(short)) == ("municipality_code_short", "shape")


@pytest.mark.shared
def test_every_municipality_of_the_researched_table() -> None:
    with (SHARED / "data" / "municipalities.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) > 1_900
    assert [row for row in rows if MunicipalityCode.with_check_digit(row["code5"]) != row["code6"]] == []
    assert all(MunicipalityCode.parse(row["code6"]).prefecture == row["pref_code"] for row in rows)


@pytest.mark.shared
def test_researched_values_and_shapes() -> None:
    facts = json.loads((SHARED / "data" / "identifiers.json").read_text("utf-8"))
    assert facts["residence_card_number"]["regex"] == CardNumber.pattern
    assert facts["my_number"]["regex"] == IndividualNumber.pattern
    assert facts["resident_record_code"]["regex"] == ResidentRecordCode.pattern
    assert facts["corporate_number"]["regex"] == CorporateNumber.pattern
    for number in facts["my_number"]["valid_test_values"]:
        assert individual_number_check_digit(number[:-1]) == number[-1]


# Second opinions


@given(st.from_regex(r"[0-9]{11}", fullmatch=True))
@example("0" * 11)
@example("00000000005")
def test_check_digit_of_individual_numbers_agrees_with_stdnum(payload: str) -> None:
    digits = payload.translate({ord(c): str(int(c)) for c in payload})
    assert individual_number_check_digit(payload) == stdnum.jp.in_.calc_check_digit(digits)


@given(st.from_regex(r"[1-9][0-9]{12}", fullmatch=True).map(lambda text: str(int(text))))
@example(CORPORATE)
def test_corporate_numbers_agree_with_stdnum(number: str) -> None:
    right = stdnum.jp.cn.calc_check_digit(number[1:]) + number[1:]
    assert CorporateNumber.parse(right) == right
    if number != right:
        assert refusal(lambda: CorporateNumber.parse(number)) == ("corporate_number", "check_digit")
        with pytest.raises(stdnum.exceptions.InvalidChecksum):
            stdnum.jp.cn.validate(number)


def test_every_code_of_iso_3166_has_the_shape_of_a_nationality() -> None:
    codes = [country.alpha_3 for country in pycountry.countries]
    assert len(codes) > 240
    assert [Nationality.parse(code.lower()) for code in codes] == codes
    assert Nationality.parse("XXX") == "XXX"  # written for people without a nationality


@pytest.mark.parametrize("text", ["JP", "JPNX", "J1N", "日本国", ""])
def test_what_is_no_nationality(text: str) -> None:
    assert refusal(lambda: Nationality.parse(text)) == ("nationality", "shape")


@pytest.mark.parametrize(
    "payload", ["1234567890", "123456789012", "1234567890x", "１２３４５６７８９０１" * 2]
)
def test_a_check_digit_needs_eleven_digits(payload: str) -> None:
    assert refusal(lambda: individual_number_check_digit(payload)) == ("individual_number", "shape")


# Purposes


@pytest.mark.parametrize("purpose", [None, "by_the_person", "", True])
def test_without_a_purpose_of_the_law_nothing_is_read_or_shown(purpose: object) -> None:
    number = IndividualNumber.parse(MY_NUMBER, purpose=PURPOSE)
    for call in (
        lambda: IndividualNumber.parse(MY_NUMBER, purpose=purpose),  # type: ignore[arg-type]
        lambda: IndividualNumber.parse("nonsense", purpose=purpose),  # type: ignore[arg-type]
        lambda: number.reveal(purpose=purpose),  # type: ignore[arg-type]
    ):
        assert refusal(call) == ("individual_number", "purpose")


def test_purposes_are_the_items_of_article_19() -> None:
    assert [str(purpose.cite) for purpose in NumberPurpose] == [
        f"425AC0000000027:19::{item}" for item in range(1, 18)
    ]
    assert NumberPurpose.RELATED_AFFAIRS.cite.text("en") == "My Number Act art. 19(ii)"
    assert NumberPurpose.find("本人又は代理人による提供") is PURPOSE


@pytest.mark.shared
def test_article_19_has_as_many_items_as_there_are_purposes() -> None:
    law = (SHARED / "law" / "425AC0000000027.md").read_text("utf-8")
    article = law[law.index("**第十九条（") : law.index("**第二十条（")]
    assert len(re.findall(r"^- [一二三四五六七八九十]+　", article, re.MULTILINE)) == len(NumberPurpose)
    marks = {NumberPurpose.TAX_AUTHORITIES: "十　国税庁長官", NumberPurpose.MINISTER: "十四　第三十八条の七"}
    assert all(f"- {mark}" in article for mark in marks.values())
    assert [purpose.cite.item for purpose in marks] == ["10", "14"]


# Values


@pytest.mark.parametrize(
    ("number", "other"),
    [
        (CardNumber(CARD), CardNumber("ZZ00000000ZZ")),
        (ResidentRecordCode("12345678901"), ResidentRecordCode("00000000000")),
        (
            IndividualNumber(MY_NUMBER, purpose=PURPOSE),
            IndividualNumber("000000000000", purpose=PURPOSE),
        ),
    ],
)
def test_hidden_numbers_are_values_that_do_not_show(
    number: CardNumber | ResidentRecordCode | IndividualNumber, other: object
) -> None:
    twin = pickle.loads(pickle.dumps(number))  # noqa: S301 - our own bytes
    assert (twin, hash(twin)) == (number, hash(number))
    assert copy.deepcopy(number) == number
    assert number != other
    assert number != number._text
    assert len({number, twin, other}) == 2
    for shown in (repr(number), str(number), f"{number}", f"{number!s:>20}", "%s" % number, repr([number])):  # noqa: UP031
        assert number._text not in shown
        assert "…" in shown
    with pytest.raises(AttributeError):
        number._text = "changed"
    with pytest.raises(AttributeError):
        del number._text
    assert not hasattr(number, "__dict__")


def test_numbers_of_two_kinds_are_never_equal() -> None:
    class OtherCode(ResidentRecordCode):
        __slots__ = ()

    assert ResidentRecordCode("12345678901") != OtherCode("12345678901")


def test_masked_shows_two_letters() -> None:
    assert CardNumber(CARD).masked == "AA**********"


def test_codes_are_texts() -> None:
    code = MunicipalityCode("131016")
    assert {"131016": 1}[code] == 1
    twin = pickle.loads(pickle.dumps(code))  # noqa: S301 - our own bytes
    assert (twin, type(twin)) == (code, MunicipalityCode)
    assert not hasattr(code, "__dict__")


# As fields


def test_as_fields_of_a_model() -> None:
    number = IndividualNumber(MY_NUMBER, purpose=PURPOSE)
    holder = Holder.model_validate(
        {
            "card": "aa12345678bb",
            "number": number,
            "record": "01010101010",
            "nationality": "vnm",
            "municipality": "１３１０１６",
            "employer": CORPORATE,
        }
    )
    assert (holder.card, holder.number) == (CardNumber(CARD), number)
    assert type(holder.nationality) is Nationality
    shown = repr(holder)
    assert CARD not in shown
    assert MY_NUMBER not in shown
    assert "01010101010" not in shown
    assert json.loads(holder.model_dump_json()) == {
        "card": CARD,
        "number": "…",
        "record": "01010101010",
        "nationality": "VNM",
        "municipality": "131016",
        "employer": CORPORATE,
    }
    assert holder.model_dump()["card"] == CardNumber(CARD)
    assert Holder(card=CardNumber(CARD)).card == CardNumber(CARD)
    assert Holder.model_validate_json('{"card": "aa12345678bb"}').card == CardNumber(CARD)


@pytest.mark.parametrize(
    ("field", "text", "kind"),
    [
        ("card", "AA12345678", "card_number_shape"),
        ("record", "123", "resident_record_code_shape"),
        ("nationality", "1", "nationality_shape"),
        ("municipality", "131017", "municipality_code_check_digit"),
        ("employer", "1" + CORPORATE[1:], "corporate_number_check_digit"),
        ("number", MY_NUMBER, "individual_number_purpose"),
    ],
)
def test_errors_of_fields_have_stable_types_and_no_input(field: str, text: str, kind: str) -> None:
    with pytest.raises(ValidationError) as from_python:
        Holder.model_validate({field: text})
    with pytest.raises(ValidationError) as from_json:
        Holder.model_validate_json(json.dumps({field: text}))
    for caught in (from_python.value, from_json.value):
        errors = caught.errors(include_input=False)
        assert [error["type"] for error in errors] == [kind]
        assert text not in "".join(error["msg"] for error in errors)
        assert f"'{text}'" not in str(caught)


def test_json_schema_says_the_shape() -> None:
    modes: tuple[JsonSchemaMode, ...] = ("validation", "serialization")
    for mode in modes:
        fields = Holder.model_json_schema(mode=mode)["properties"]
        patterns = {name: field["anyOf"][0].get("pattern") for name, field in fields.items()}
        assert patterns == {
            "card": CardNumber.pattern,
            "number": None,
            "record": ResidentRecordCode.pattern,
            "nationality": Nationality.pattern,
            "municipality": MunicipalityCode.pattern,
            "employer": CorporateNumber.pattern,
        }


# Hostile input


@pytest.mark.parametrize("identifier", READERS)
@given(
    text=st.text(max_size=20)
    | st.text(alphabet="0123456789", min_size=5, max_size=14)
    | st.from_regex(r"[A-Z]{2}[0-9]{7,9}[A-Z]{2}")
    | st.text(alphabet="ABZ019٠①Ⅷ９ａ- ‐\0", max_size=14)
)
def test_any_text_is_a_value_or_an_identifier_error(identifier: str, text: str) -> None:
    value = read_or_refuse(identifier, text)
    if isinstance(value, IdentifierError):
        assert (value.identifier, value.reason) in {(identifier, "shape"), (identifier, "check_digit")}
    else:
        kept = value._text if isinstance(value, HiddenNumber) else str(value)
        assert kept.isascii()
        assert READERS[identifier](kept) == value


@pytest.mark.parametrize("identifier", READERS)
@pytest.mark.parametrize("thing", [None, 12, b"AA12345678BB", ["AA12345678BB"]])
def test_what_is_no_text_is_an_identifier_error(identifier: str, thing: object) -> None:
    assert refusal(lambda: READERS[identifier](thing)) == (identifier, "shape")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "number",
    [CardNumber(CARD), ResidentRecordCode("12345678901"), IndividualNumber(MY_NUMBER, purpose=PURPOSE)],
)
def test_a_format_lays_out_what_str_shows(number: HiddenNumber) -> None:
    assert f"{number}" == f"{number!s}" == str(number)
    assert f"{number:>40}" == str(number).rjust(40)
    assert f"{number:*^30.5}" == str(number)[:5].center(30, "*")
