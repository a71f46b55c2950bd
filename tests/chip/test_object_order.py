"""Objects in another order than usual (3.1: a parser does not depend on it): the face stays out when unwanted."""

from __future__ import annotations

import base64
import json

import pytest

from tests.chip.chip_fakes import NUMBER, TYPE_05, FakeCard, make_files, record
from tokutei import chip
from tokutei.chip import FaceState, FileName
from tokutei.chip.generations import SECOND
from tokutei.chip.layout import without_fields
from tokutei.errors import TlvError

NAME = b"\xd0\x82\x09\xc4" + b"N" * 2500
MARK = b"FACE OF SOMEBODY"
FACE = b"\xd1\x82\x0b\xb8" + (MARK * 188)[:3000]
IMAGES = SECOND.layouts[0].file(FileName.DF1_EF03)

STORED = {
    "face-first": FACE + NAME,
    "name-first": NAME + FACE,
    "empty-face-first": b"\xd1\x00" + NAME + bytes(3002),
    "face-in-a-long-form": b"\xd1\x82\x00\x00" + NAME + bytes(3000),
}


def files(stored: bytes) -> dict[FileName, bytes]:
    return {**make_files("05", TYPE_05), FileName.DF1_EF03: stored}


@pytest.mark.parametrize("stored", STORED.values(), ids=STORED.keys())
def test_a_dump_without_the_face_holds_nothing_of_it_and_loads(stored: bytes) -> None:
    found = record(files(stored))
    text = chip.dump(found)
    kept = base64.b64decode(json.loads(text)["files"]["DF1/EF03"])
    assert MARK not in kept
    again = chip.load(text)
    assert again.face is (FaceState.NOT_READ if MARK in stored else FaceState.ABSENT)
    assert again.face_image is None
    assert again.name_image == found.name_image == b"N" * 2500
    assert chip.dump(again) == text
    assert chip.load(chip.dump(found, face=True)) == found


@pytest.mark.parametrize("stored", STORED.values(), ids=STORED.keys())
@pytest.mark.parametrize("how", [{}, {"refuse_sized": 0x6700}, {"chunk": 1000}])
def test_a_reading_without_the_face_keeps_nothing_of_it(stored: bytes, how: dict[str, int]) -> None:
    card = FakeCard(files(stored), **how)  # type: ignore[arg-type]
    found = chip.read(card, number=NUMBER, policy=chip.WITHOUT_FACE)
    assert found.face is FaceState.NOT_READ
    assert found.face_image is None
    assert found.name_image == b"N" * 2500
    assert found.files[FileName.DF1_EF03] == NAME
    assert not any(MARK in content for content in (*found.files.values(), *found.values.values()))
    assert found.exchange.skipped == ("face_image",)
    assert len(card.commands) <= 54
    assert chip.load(chip.dump(found)) == found


def test_the_usual_order_still_takes_one_command() -> None:
    card = FakeCard(files(NAME + FACE))
    found = chip.read(card, number=NUMBER, policy=chip.WITHOUT_FACE)
    assert len(card.commands) == 18
    (read,) = (one for one in found.exchange.files if one.name is FileName.DF1_EF03)
    assert read.size == 2504
    other = FakeCard(files(FACE + NAME))
    (read,) = (
        one
        for one in chip.read(other, number=NUMBER, policy=chip.WITHOUT_FACE).exchange.files
        if one.name is FileName.DF1_EF03
    )
    assert len(other.commands) == 19
    assert read.size == 5508, "what was read, not what was kept"


def test_a_reading_with_the_face_has_it_in_either_order() -> None:
    for stored in (FACE + NAME, NAME + FACE):
        found = chip.read(FakeCard(files(stored)), number=NUMBER)
        assert found.files[FileName.DF1_EF03] == stored
        assert found.face_image == FACE[4:]


@pytest.mark.parametrize("stored", [b"\xd1\x82\x0b\xb8" + bytes(10), b"\xd2\x01\x00" + NAME, b"N" * 5508])
def test_files_that_are_neither_are_refused(stored: bytes) -> None:
    with pytest.raises(TlvError):
        chip.read(FakeCard(files(stored)), number=NUMBER, policy=chip.WITHOUT_FACE)


def test_cutting_keeps_bytes_and_order_of_the_rest() -> None:
    assert IMAGES is not None
    odd = b"\xd0\x01a" + b"\xd1\x81\x01f" + b"\xd3\x82\x00\x01x" + bytes(9)
    assert without_fields(IMAGES, odd, {"face_image"}) == b"\xd0\x01a\xd3\x82\x00\x01x"
    assert without_fields(IMAGES, odd, ()) == odd[:-9]
    assert without_fields(IMAGES, b"", {"face_image"}) == b""
