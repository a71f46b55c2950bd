"""Dumps of My Number records: what goes in comes out, face and number only when asked for, nothing leaks."""

from __future__ import annotations

import base64
import json
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from tests.chip.my_number_fakes import WHOLE_NUMBER, card
from tokutei import chip
from tokutei.chip import my_number
from tokutei.chip.my_number import Purpose, SurfaceItems, TextItem, TextItems
from tokutei.errors import DocumentError, PurposeError

DOCS: Final = Path(__file__).resolve().parents[2] / "docs"
PURPOSE: Final = Purpose.BY_THE_PERSON
CARD: Final = card(number=WHOLE_NUMBER)
RECORDS: Final[dict[str, TextItems | SurfaceItems]] = {
    "text": my_number.read_text(CARD, pin=CARD.pin, purpose=PURPOSE),
    "four items": my_number.read_text(CARD, pin=CARD.pin),
    "born": my_number.read_text(CARD, reference_b=CARD.reference_b, items=[TextItem.BORN]),
    "number": my_number.read_text(CARD, reference_a=CARD.number, purpose=PURPOSE),
    "test number": my_number.read_text(card(), pin="1234", purpose=PURPOSE),
    "free": my_number.read_surface(CARD),
    "face": my_number.read_surface(CARD, reference_b=CARD.reference_b),
    "image": my_number.read_surface(CARD, reference_a=CARD.number, purpose=PURPOSE, number_image=True),
}
VALIDATOR: Final = Draft202012Validator(my_number.dump_schema())
OF_NUMBER: Final = {"individual_number", "number_image", "number_public_key", "number_signature"}


@pytest.mark.parametrize("name", RECORDS)
def test_all_that_is_asked_for_comes_out_again(name: str) -> None:
    text = my_number.dump(RECORDS[name], face=True, individual_number=PURPOSE)
    assert my_number.load(text) == RECORDS[name]
    assert my_number.load(text.encode()) == RECORDS[name]
    assert VALIDATOR.is_valid(json.loads(text))


@pytest.mark.parametrize("name", RECORDS)
def test_face_and_number_are_left_out_unless_asked_for(name: str) -> None:
    text = my_number.dump(RECORDS[name])
    whole = json.loads(text)
    assert whole["kept_for"] is None
    assert not whole["values"].keys() & {"face_image", *OF_NUMBER}
    for kept in (WHOLE_NUMBER.encode(), RECORDS[name].values.get("number_image", b"none")):
        assert base64.b64encode(kept).decode() not in text
    assert VALIDATOR.is_valid(whole)
    again = my_number.load(text)
    assert again.steps == RECORDS[name].steps
    left = {n: v for n, v in RECORDS[name].values.items() if n not in {"face_image", *OF_NUMBER}}
    assert dict(again.values) == left
    assert getattr(again, "individual_number", None) is None
    assert getattr(again, "number_image", None) is None
    assert getattr(again, "face_image", None) is None


def test_what_a_number_is_kept_for_is_said() -> None:
    text = my_number.dump(RECORDS["text"], individual_number=Purpose.RELATED_AFFAIRS)
    assert json.loads(text)["kept_for"] == "related_affairs"
    assert json.loads(text)["purpose"] == "by_the_person"
    assert json.loads(my_number.dump(RECORDS["face"], individual_number=PURPOSE))["kept_for"] is None


@pytest.mark.parametrize("purpose", ["by_the_person", "hiring", True, 3])
def test_a_number_is_not_kept_for_anything_else(purpose: Any) -> None:
    with pytest.raises(PurposeError):
        my_number.dump(RECORDS["text"], individual_number=purpose)


@pytest.mark.parametrize("other", [None, "text", my_number.read_jpki(CARD)])
def test_other_records_have_no_dump(other: Any) -> None:
    with pytest.raises(DocumentError) as caught:
        my_number.dump(other)
    assert caught.value.reason == "not_a_document"


def whole(name: str = "image") -> dict[str, Any]:
    found: dict[str, Any] = json.loads(my_number.dump(RECORDS[name], face=True, individual_number=PURPOSE))
    return found


CHANGES: Final[dict[str, tuple[str, Callable[[dict[str, Any]], object], str]]] = {
    "kept for nothing": ("text", lambda d: d.update(kept_for=None), "kept_for"),
    "kept for a check": ("text", lambda d: d.update(kept_for="hiring"), "kept_for"),
    "kept without number": ("face", lambda d: d.update(kept_for="by_the_person"), "kept_for"),
    "nothing said": ("text", lambda d: d.pop("kept_for"), "kept_for"),
    "number without purpose": ("text", lambda d: d.update(purpose=None), "purpose"),
    "opened by a without purpose": (
        "image",
        lambda d: (d.update(purpose=None, kept_for=None), [d["values"].pop(n, None) for n in OF_NUMBER]),
        "purpose",
    ),
    "purpose of b": ("born", lambda d: d.update(purpose="by_the_person"), "purpose"),
    "no purpose member": ("face", lambda d: d.pop("purpose"), "purpose"),
    "another application": ("text", lambda d: d.update(application="jpki"), "application"),
    "no application": ("text", lambda d: d.pop("application"), "application"),
    "opened by another's": ("text", lambda d: d.update(opened_by="surface_reference_b"), "opened_by"),
    "opened by nothing": ("text", lambda d: d.update(opened_by=None), "opened_by"),
    "opened by a list": ("text", lambda d: d.update(opened_by=[]), "opened_by"),
    "free and more": ("face", lambda d: d.update(opened_by=None), "values"),
    "number by b": ("text", lambda d: d.update(opened_by="text_reference_b"), "values"),
    "an unknown value": ("text", lambda d: d["values"].update(TEST=""), "values"),
    "no municipality": ("free", lambda d: d["values"].pop("municipality"), "values"),
    "no signature": ("face", lambda d: d["values"].pop("signature"), "values"),
    "half a number": ("image", lambda d: d["values"].pop("number_signature"), "values"),
    "no base64": ("text", lambda d: d["values"].update(name="TEST?"), "values"),
    "a number for text": ("text", lambda d: d["values"].update(name=5), "values"),
    "no values": ("text", lambda d: d.update(values=[]), "values"),
    "no steps": ("text", lambda d: d.pop("steps"), "steps"),
    "a step of its own": ("text", lambda d: d["steps"].append(["TEST HANAKO", "9000", 0]), "steps"),
    "a status of its own": ("text", lambda d: d["steps"].append(["verify", "TEST", 0]), "steps"),
    "a size below zero": ("text", lambda d: d["steps"].append(["verify", "9000", -1]), "steps"),
    "a size that is a flag": ("text", lambda d: d["steps"].append(["verify", "9000", True]), "steps"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_what_does_not_fit_does_not_load(change: str) -> None:
    name, alter, place = CHANGES[change]
    document = whole(name)
    assert VALIDATOR.is_valid(document)
    alter(document)
    with pytest.raises(DocumentError) as caught:
        my_number.load(json.dumps(document))
    assert (caught.value.reason, caught.value.details) == ("invalid", (place,))
    assert caught.value.__context__ is None
    assert not VALIDATOR.is_valid(document)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("TEST", "not_json"),
        ("[]", "no_kind"),
        ("{}", "no_kind"),
        ('{"tokutei": "dump/1"}', "unknown_kind"),
        ('{"tokutei": "my-number-dump/2"}', "newer"),
        ('{"tokutei": "my-number-dump/TEST"}', "unknown_kind"),
        ("[" * 100_000, "not_json"),
        (" " * (1 << 20) + "{}", "invalid"),
    ],
)
def test_what_is_no_such_dump(text: str, reason: str) -> None:
    with pytest.raises(DocumentError) as caught:
        my_number.load(text)
    assert caught.value.reason == reason
    assert "TEST" not in "".join(traceback.format_exception_only(caught.value))


def test_neither_kind_loads_as_the_other() -> None:
    with pytest.raises(DocumentError) as caught:
        chip.load(my_number.dump(RECORDS["text"]))
    assert caught.value.reason == "unknown_kind"


JSON: Final = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


@given(
    st.sampled_from(sorted(RECORDS)),
    st.sampled_from(["application", "opened_by", "purpose", "kept_for", "values", "steps"]),
    JSON,
)
def test_any_member_exchanged_loads_as_the_schema_says(name: str, member: str, value: Any) -> None:
    document = whole(name) | {member: value}
    loaded = True
    try:
        my_number.load(json.dumps(document))
    except DocumentError:
        loaded = False
    assert loaded == VALIDATOR.is_valid(document)


def test_the_schema_is_one_and_is_published() -> None:
    Draft202012Validator.check_schema(my_number.dump_schema())
    published = json.loads((DOCS / "my-number-dump-1.schema.json").read_text("utf-8"))
    assert published == my_number.dump_schema(), "make docs-generated"
