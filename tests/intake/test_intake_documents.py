"""Evidence goes into a document and comes out the same; nothing else comes in."""

from __future__ import annotations

import json
import traceback
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.intake.intake_cases import CASES
from tests.intake.intake_makers import Case, Codes, face_of, face_of_2012, of, old_card
from tests.intake.test_hostile_evidence import FACES, PAPERS, SAID, chips
from tokutei import messages, testing
from tokutei.chip import ChipRecord, Findings, Period
from tokutei.errors import DocumentError
from tokutei.intake import Face, IntakeEvidence, ItemKey, Paper, Said, combine
from tokutei.intake.stored import VALUES
from tokutei.models import from_json, json_schema, to_json
from tokutei.testing import CARD_TYPES

SCHEMA = json_schema("intake")
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)


def comes_back(evidence: IntakeEvidence) -> None:
    text = to_json(evidence)
    again = from_json(text)
    assert again == evidence
    assert hash(again) == hash(evidence)
    assert to_json(again) == text
    VALIDATOR.validate(json.loads(text))
    for lang in messages.languages():
        assert again.text(lang) == evidence.text(lang)
    for item, read in zip(evidence.entries, again.entries, strict=True):
        assert type(read.value) is type(item.value)
        assert [type(one.value) for one in read.claims] == [type(one.value) for one in item.claims]


def test_every_item_has_one_type() -> None:
    keys = [key for _, keys in VALUES.values() for key in keys]
    assert sorted(keys) == sorted(ItemKey)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_every_finding_comes_back(case: Case) -> None:
    comes_back(case.combined())


@pytest.mark.parametrize("card_type", CARD_TYPES)
def test_every_type_of_card_comes_back(card_type: str) -> None:
    for somebody in testing.people():
        evidence = combine(chip=of(somebody.key, card_type), face=face_of(somebody), codes=Codes())
        comes_back(evidence)
        text = to_json(evidence)
        assert "image" in text
        assert not [word for word in json.loads(text)["items"] if len(json.dumps(word)) > 600]


@settings(max_examples=25, deadline=None)
@given(chip=st.none() | chips(), face=st.none() | FACES, paper=st.none() | PAPERS, said=st.none() | SAID)
def test_whatever_people_say_comes_back(
    chip: tuple[ChipRecord, Findings | None] | None,
    face: Face | None,
    paper: Paper | None,
    said: Said | None,
) -> None:
    comes_back(combine(chip=chip, face=face, paper=paper, said=said))


@settings(max_examples=30, deadline=None)
@given(
    st.builds(Period, st.integers(0, 99), st.integers(0, 11)) | st.builds(Period, days=st.integers(0, 999))
)
def test_every_period_of_a_chip_comes_back(period: Period) -> None:
    comes_back(combine(paper=Paper(period=period)))


def test_the_document_holds_in_full_what_is_personal_and_no_picture() -> None:
    record, findings = old_card("adult")
    evidence = combine(chip=(record, findings), face=face_of_2012("adult", number="ZZ00000000ZZ"))
    items = {one["key"]: one for one in json.loads(to_json(evidence))["items"]}
    assert items["number"]["claims"] == [{"source": "face", "value": "ZZ00000000ZZ"}]
    assert items["front_image"]["claims"] == [{"source": "chip_verified", "value": None}]
    assert items["name"]["claims"][0]["value"] == "TEST TARO"
    assert "municipality" not in items  # of what nobody says nothing is stored


def test_evidence_that_was_made_by_hand_and_fits_no_item_is_not_written() -> None:
    evidence = combine(face=Face(name="QZMARKERQZ"))
    (named,) = [one for one in evidence.entries if one.key == "name"]
    wrong = replace(named, key=ItemKey.BORN)
    with pytest.raises(DocumentError) as caught:
        to_json(replace(evidence, entries=(wrong,)))
    assert caught.value.reason == "unwritable"
    assert "QZMARKER" not in "".join(traceback.format_exception(caught.value))


def _claims(*sources: str, value: Any = "QZMARKERQZ") -> list[dict[str, Any]]:
    return [{"source": one, "value": value} for one in sources]


WRONG: dict[str, Callable[[dict[str, Any]], object]] = {
    "unknown_field": lambda told: told.update(note="QZMARKERQZ"),
    "unknown_item": lambda told: told["items"][0].update(key="QZMARKERQZ"),
    "no_claim": lambda told: told["items"][0].update(claims=[]),
    "doubled_item": lambda told: told["items"].append(told["items"][0]),
    "source_that_says_nothing": lambda told: told["items"][0].update(source="chip_verified"),
    "sources_out_of_order": lambda told: told["items"][0].update(claims=_claims("said", "face")),
    "source_twice": lambda told: told["items"][0].update(claims=_claims("face", "face")),
    "claim_of_nobody": lambda told: told["items"][0].update(claims=_claims("face", "not_known")),
    "day_for_a_name": lambda told: told["items"][0].update(key="born"),
    "number_for_a_name": lambda told: told["items"][0].update(claims=_claims("face", value=7)),
    "picture_with_a_value": lambda told: told["items"][0].update(key="name_image"),
    "flag_as_a_number": lambda told: told["items"][0].update(key="photo", claims=_claims("face", value=1)),
    "no_period": lambda told: told["items"][0].update(key="period"),
    "no_card_number": lambda told: told["items"][0].update(key="number"),
    "no_such_reason": lambda told: told["findings"][0]["reason"].update(code="intake.qzmarkerqz"),
    "reason_without_its_parameter": lambda told: told["findings"][0]["reason"].update(
        code="intake.signature_holds"
    ),
    "reason_of_another_floor": lambda told: told["findings"][0]["reason"].update(code="deadlines.qzmarkerqz"),
    "no_provision": lambda told: told["findings"][0]["reason"].update(cite=["QZMARKERQZ"]),
    "no_check": lambda told: told["findings"][0].update(kind="QZMARKERQZ"),
    "no_evidence": lambda told: told["findings"][0].update(evidence=3),
    "words_as_missing": lambda told: told["findings"][0].update(missing=["QZMARKERQZ 1"]),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_what_is_no_evidence_is_refused_without_its_values(wrong: str) -> None:
    told = json.loads(to_json(combine(face=Face(name="QZMARKERQZ"))))
    WRONG[wrong](told)
    with pytest.raises(DocumentError) as caught:
        from_json(json.dumps(told))
    error = caught.value
    assert error.reason == "invalid"
    assert error.__context__ is None
    shown = "".join(traceback.format_exception(error)) + error.text("ja") + repr(vars(error))
    assert "QZMARKERQZ" not in shown


def test_the_schema_is_one_and_demands_the_label() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    assert SCHEMA["properties"]["tokutei"] == {"const": "intake/1", "type": "string"}
    for wrong in ("unknown_field", "unknown_item", "flag_as_a_number", "picture_with_a_value", "no_period"):
        told = json.loads(to_json(combine(face=Face(name="QZMARKERQZ"))))
        VALIDATOR.validate(told)
        WRONG[wrong](told)
        assert not VALIDATOR.is_valid(told)
