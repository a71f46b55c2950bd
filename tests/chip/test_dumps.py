"""Dumps: what goes in comes out, what is kept out stays out, what is no dump is a typed error."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.chip.chip_fakes import AT, NUMBER, TYPE_05, TYPE_06, FakeCard, Issuer, make_files, record
from tokutei import chip
from tokutei.chip import FaceState
from tokutei.chip.dumps import MAX_DUMP
from tokutei.chip.generations import COMMANDS
from tokutei.errors import DocumentError, ReadAborted, TlvError, TokuteiError

RECORDS = [
    chip.read(FakeCard(make_files("05", TYPE_05)), number=NUMBER),
    chip.read(FakeCard(make_files("06", TYPE_06), "06"), number=NUMBER),
    chip.read(FakeCard(make_files("05", TYPE_05)), number=NUMBER, policy=chip.WITHOUT_FACE),
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


@pytest.mark.parametrize(
    ("change", "place"),
    [
        pytest.param(lambda e: e.update(skipped=["face_image"]), "exchange.skipped", id="face-that-is-there"),
        pytest.param(lambda e: e.update(skipped=["born"]), "exchange.skipped", id="entry-that-is-there"),
        pytest.param(lambda e: e.update(skipped=["NGUYEN"]), "exchange", id="no-field"),
        pytest.param(lambda e: e["steps"].append(["NGUYEN", "9000", 1]), "exchange", id="no-command"),
        pytest.param(lambda e: e["steps"].append(["verify", "NGUYEN", 1]), "exchange", id="no-status"),
        pytest.param(lambda e: e["steps"].append(["verify", "9000", 19900115]), "exchange", id="no-size"),
        pytest.param(lambda e: e["files"].append(["MF/EF01", True, -1]), "exchange", id="negative-size"),
    ],
)
def test_an_exchange_claims_nothing_but_what_readings_say(
    change: Callable[[dict[str, Any]], object], place: str
) -> None:
    assert refusal(document(lambda whole: change(whole["exchange"]))) == ("invalid", (place,))


def test_a_claim_of_skipping_does_not_hide_a_wrong_signature() -> None:
    issuer = Issuer()
    altered = record(issuer.files("05", stay_until=b"20990401"))
    trust = chip.TrustStore.custom([issuer.authority.certificate()])
    assert chip.verify(altered, trust, at=AT).failed
    whole = json.loads(chip.dump(altered, face=True))
    whole["exchange"]["skipped"] = ["face_image"]
    assert refusal(json.dumps(whole)) == ("invalid", ("exchange.skipped",))


def test_every_command_of_a_reading_is_known() -> None:
    assert {one.command for found in RECORDS for one in found.exchange.steps} == COMMANDS - {
        "set_session_key"
    }


class Broken:
    def __init__(self, error: BaseException | None = None) -> None:
        self.error = error

    def read(self, size: int) -> Any:
        if self.error:
            raise self.error
        return size


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        pytest.param(Broken(OSError("NGUYEN.json is gone")), "unreadable", id="disk"),
        pytest.param(Broken(ValueError("I/O operation on closed file")), "unreadable", id="closed"),
        pytest.param(Broken(), "unreadable", id="no-text"),
        pytest.param(io.TextIOWrapper(io.BytesIO(b'{"\xff'), encoding="utf-8"), "not_json", id="no-utf-8"),
    ],
)
def test_sources_that_cannot_be_read(source: Any, reason: str) -> None:
    with pytest.raises(DocumentError) as caught:
        chip.load(source)
    assert caught.value.reason == reason
    assert caught.value.__cause__ is caught.value.__context__ is None
    assert "error." not in caught.value.text("en") + caught.value.text("ja")


def test_errors_and_interrupts_of_a_source_pass() -> None:
    for error in (TlvError("size", offset=0), KeyboardInterrupt()):
        with pytest.raises(type(error)):
            chip.load(Broken(error))


@pytest.mark.parametrize(
    "text",
    [
        '{"tokutei":"NGUYEN VAN ANH AB12345678CD"}',
        '{"tokutei":"dump/NGUYEN"}',
        '{"tokutei":"NGUYEN/1"}',
        '{"tokutei":"\\ud800"}',
        '{"NGUYEN": ',
        b'{"NGUYEN": "\xff"}',
        '{"tokutei":"dump/1","files":{"NGUYEN":""}}',
        '{"tokutei":"dump/1","files":{"MF/EF01":"NGUYEN?"}}',
        '{"tokutei":"dump/1","files":{"MF/EF01":"NGUYEN\u00e9"}}',
    ],
)
def test_nothing_of_a_document_is_in_an_error(text: str | bytes) -> None:
    with pytest.raises(DocumentError) as caught:
        chip.load(text)
    error = caught.value
    said = f"{error} {error!r} {error.text('ja')} {vars(error)}"
    said.encode()  # prints anywhere
    assert "NGUYEN" not in said
    assert "AB12345678CD" not in said
    assert error.__cause__ is error.__context__ is None, "the parser's error holds the whole document"


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
