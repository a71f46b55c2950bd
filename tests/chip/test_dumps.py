"""Dumps: what goes in comes out, what is kept out stays out, what is no dump is a typed error."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.chip.chip_fakes import NUMBER, TYPE_05, TYPE_06, FakeCard, make_files
from tokutei import chip
from tokutei.chip import FaceState
from tokutei.chip.dumps import MAX_DUMP
from tokutei.errors import DocumentError, ReadAborted, TlvError, TokuteiError

RECORDS = [
    chip.read(FakeCard(make_files("05", TYPE_05)), number=NUMBER),
    chip.read(FakeCard(make_files("06", TYPE_06), "06"), number=NUMBER),
    chip.read(FakeCard(make_files("05", TYPE_05)), number=NUMBER, face=False),
    chip.read(FakeCard(make_files("05", {**TYPE_05, "face_image": b""})), number=NUMBER),
]


@pytest.mark.parametrize("record", RECORDS)
def test_round_trip(record: chip.ChipRecord) -> None:
    text = chip.dump(record, face=True)
    assert chip.load(text) == chip.load(text.encode()) == chip.load(io.StringIO(text)) == record
    assert chip.load(io.BytesIO(text.encode())) == record


@pytest.mark.parametrize("record", RECORDS)
def test_the_face_is_left_out_unless_asked_for(record: chip.ChipRecord) -> None:
    again = chip.load(chip.dump(record))
    assert again.face_image is None
    assert again.face is (FaceState.NOT_READ if record.face is FaceState.PRESENT else record.face)
    assert again.name_image == record.name_image
    assert again.born == record.born
    assert "face_image" not in again.values or not again.values["face_image"].strip(b"\0")


def document(change: Callable[[dict[str, Any]], object]) -> str:
    whole = json.loads(chip.dump(RECORDS[0], face=True))
    change(whole)
    return json.dumps(whole)


def test_what_a_dump_looks_like() -> None:
    whole = json.loads(chip.dump(RECORDS[0], face=True))
    assert list(whole) == ["tokutei", "card_type", "files", "exchange"]
    assert whole["tokutei"] == "dump/1"
    assert whole["card_type"] == "05"
    assert whole["files"]["MF/EF02"] == "wQIwNQ=="
    assert len(whole["exchange"]["steps"]) == 18


def refusal(text: str | bytes) -> tuple[str, tuple[str, ...]]:
    with pytest.raises(DocumentError) as caught:
        chip.load(text)
    assert "no_such" not in str(caught.value)
    return caught.value.reason, caught.value.details


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        pytest.param("", "not_json", id="empty"),
        pytest.param(b"\xff", "not_json", id="no-text"),
        pytest.param("[" * 100_000, "not_json", id="deep"),
        pytest.param("1" * 5000, "not_json", id="long-number"),
        pytest.param("[]", "no_kind", id="a-list"),
        pytest.param("{}", "no_kind", id="no-kind"),
        pytest.param('{"tokutei": 1}', "no_kind", id="kind-of-number"),
        pytest.param('{"tokutei": "history/1"}', "unknown_kind", id="another-kind"),
        pytest.param('{"tokutei": "dump/2"}', "newer", id="newer"),
        pytest.param('{"tokutei": "dump/x"}', "unknown_kind", id="no-version"),
        pytest.param(" " * (MAX_DUMP + 1), "invalid", id="too-large"),
    ],
)
def test_what_is_no_dump(text: str | bytes, reason: str) -> None:
    assert refusal(text)[0] == reason


@pytest.mark.parametrize(
    ("change", "place"),
    [
        pytest.param(lambda d: d.pop("files"), "files", id="no-files"),
        pytest.param(lambda d: d.update(files=[]), "files", id="files-as-list"),
        pytest.param(lambda d: d["files"].update({"no_such": ""}), "files", id="unknown-file"),
        pytest.param(lambda d: d["files"].update({"MF/EF01": 1}), "files", id="file-as-number"),
        pytest.param(lambda d: d["files"].update({"MF/EF01": "?"}), "files", id="no-base64"),
        pytest.param(lambda d: d["files"].update({"MF/EF01": "é"}), "files", id="no-ascii"),
        pytest.param(lambda d: d.pop("exchange"), "exchange", id="no-exchange"),
        pytest.param(lambda d: d["exchange"].pop("steps"), "exchange.steps", id="no-steps"),
        pytest.param(lambda d: d["exchange"]["steps"].append(1), "exchange.steps", id="step-as-number"),
        pytest.param(lambda d: d["exchange"]["steps"].append([]), "exchange.steps", id="empty-step"),
        pytest.param(
            lambda d: d["exchange"]["steps"].append(["a", "b", True]), "exchange.steps", id="bool-size"
        ),
        pytest.param(
            lambda d: d["exchange"]["steps"].append(["no such", "b", 1]), "exchange", id="step-words"
        ),
        pytest.param(
            lambda d: d["exchange"]["files"].append(["no_such", True, 1]), "exchange.files", id="read"
        ),
        pytest.param(lambda d: d["exchange"].update(skipped=[1]), "exchange", id="skipped-number"),
        pytest.param(lambda d: d["exchange"].update(skipped="x"), "exchange.skipped", id="skipped-text"),
        pytest.param(lambda d: d["exchange"].update(number_matches=1), "exchange.number_matches", id="flag"),
        pytest.param(lambda d: d.update(card_type="06"), "card_type", id="another-type"),
        pytest.param(lambda d: d.pop("card_type"), "card_type", id="no-type"),
    ],
)
def test_what_does_not_validate(change: Callable[[dict[str, Any]], object], place: str) -> None:
    assert refusal(document(change)) == ("invalid", (place,))


def test_a_file_that_the_type_does_not_have() -> None:
    whole = json.loads(chip.dump(RECORDS[1]))
    whole["files"]["DF2/EF03"] = ""
    assert refusal(json.dumps(whole)) == ("invalid", ("files",))


def test_errors_of_the_files_are_those_of_reading() -> None:
    with pytest.raises(TlvError):
        chip.load(document(lambda d: d["files"].pop("DF1/EF02")))
    with pytest.raises(ReadAborted):
        chip.load(document(lambda d: d["files"].update({"MF/EF02": "wQIwNw=="})))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


@given(key=st.sampled_from(["files", "exchange", "card_type"]), value=JSON)
def test_any_document_loads_or_is_refused(key: str, value: object) -> None:
    with pytest.raises(TokuteiError):
        chip.load(document(lambda d: d.update({key: value})))
