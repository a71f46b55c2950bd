"""Parsers of the My Number applications on any bytes; what a drawn person's card holds is what is read."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tokutei.chip import my_number
from tokutei.chip.driving import drive
from tokutei.chip.my_number import objects, reference_number_b
from tokutei.chip.my_number.surface import parse_card_face, parse_free_information, parse_number_image
from tokutei.chip.my_number.text import number_digits, parse_four_items
from tokutei.errors import ImageError, TlvError, TokuteiError
from tokutei.testing import SyntheticPerson, issue_my_number_card, person, strategies
from tokutei.vocabulary import Sex

TWO_BYTE_TAGS: Final = st.builds(
    lambda high, low: (high << 5 | 0x1F) << 8 | low, st.integers(0, 7), st.integers(0, 255)
).filter(lambda tag: tag != 0xFFFF)
TAGS: Final = TWO_BYTE_TAGS | st.integers(1, 0xFF).filter(lambda tag: tag & 0x1F != 0x1F)
MEMBERS: Final = st.dictionaries(TAGS, st.binary(max_size=400), max_size=8)
PARSERS: Final[list[Callable[[bytes], object]]] = [
    parse_four_items,
    parse_card_face,
    parse_free_information,
    parse_number_image,
    number_digits,
]
FEW: Final = settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow])


def refusal(act: Callable[[], object]) -> TokuteiError | None:
    """Return the error of ours that something raises, if it does; no other error is caught."""
    try:
        act()
    except TokuteiError as error:
        return error
    return None


@pytest.mark.parametrize("parse", PARSERS, ids=lambda parse: parse.__name__)
@given(data=st.binary(max_size=300))
@example(data=bytes.fromhex("FF2082FFFF"))
@example(data=bytes.fromhex("FF2003DF2100"))
def test_any_bytes_are_a_file_or_an_error(parse: Callable[[bytes], object], data: bytes) -> None:
    for begun in (data, b"\xff\x20" + data, b"\xff\x10" + data, b"\xff\x30" + data, b"\xff\x40" + data):
        error = refusal(lambda begun=begun: parse(begun))  # type: ignore[misc]
        if error is not None:
            assert isinstance(error, TlvError)
            assert 0 <= error.offset <= len(begun)
            assert "_reasons" not in error.text("ja") + error.text("en")


@given(members=MEMBERS, tag=TAGS, filler=st.sampled_from([b"", b"\xff" * 9, b"\0" * 9]))
def test_objects_round_trip(members: dict[int, bytes], tag: int, filler: bytes) -> None:
    written = objects.compose(tag, members)
    assert objects.file_size(written[: objects.HEADER_SIZE], tag) == len(written)
    assert objects.members(written + filler, tag) == members
    assert objects.whole(written + filler, tag) == b"".join(
        objects.encode(one, value) for one, value in members.items()
    )


@given(members=MEMBERS.filter(lambda members: 0xDF21 not in members), tag=TAGS)
def test_offsets_round_trip(members: dict[int, bytes], tag: int) -> None:
    written = objects.compose(tag, members, offsets=0xDF21)
    assert objects.members(written, tag, offsets=0xDF21) == members
    table = objects.members(written, tag)[0xDF21]
    places = [int.from_bytes(table[at : at + 2]) for at in range(0, len(table), 2)]
    for place, (member, value) in zip(places, members.items(), strict=True):
        assert written[place:].startswith(objects.encode(member, value))


@given(
    members=MEMBERS.filter(lambda members: members and 0xDF21 not in members),
    which=st.integers(0, 15),
    bit=st.integers(0, 7),
)
def test_any_wrong_offset_is_noticed(members: dict[int, bytes], which: int, bit: int) -> None:
    written = bytearray(objects.compose(0xFF20, members, offsets=0xDF21))
    start = written.index(b"\xdf\x21") + 3
    written[start + which % (2 * len(members))] ^= 1 << bit
    with pytest.raises(TlvError) as caught:
        objects.members(bytes(written), 0xFF20, offsets=0xDF21)
    assert caught.value.reason == "offsets"


class Saying:
    """A card that says anything."""

    def __init__(self, answers: list[bytes]) -> None:
        self.left = iter(answers)

    def transmit(self, _command: bytes, /) -> bytes:
        return next(self.left, b"")


@given(answers=st.lists(st.binary(max_size=12) | st.just(b"\x90\x00") | st.just(b"\x63\xc5"), max_size=60))
def test_any_answers_end_in_a_record_or_an_error(answers: list[bytes]) -> None:
    for talk in (
        my_number.reading_pin_status(),
        my_number.reading_text(pin="1234", purpose=my_number.Purpose.BY_THE_PERSON),
        my_number.reading_surface(reference_b="1" * 14),
        my_number.reading_jpki(password="TEST1234"),  # noqa: S106 - a synthetic one
    ):
        one: Any = talk
        error = refusal(lambda one=one: drive(one, Saying(answers)))  # type: ignore[misc]
        if error is not None:
            assert error.__cause__ is None
            assert error.text("ja")


@FEW
@given(somebody=strategies.people(), seed=st.integers(0, 9))
def test_what_a_card_holds_is_what_is_read(somebody: SyntheticPerson, seed: int) -> None:
    card = issue_my_number_card(somebody, seed=seed)
    found = my_number.read_text(card, pin=card.pin)
    assert (found.name, found.born, found.sex) == (somebody.name, somebody.born, somebody.sex)
    assert found.address == " ".join(somebody.address)
    made = reference_number_b(
        born=somebody.born,
        born_year="era",
        expires_year=somebody.valid_until.year,
        security_code=card.security_code,
    )
    face = my_number.read_surface(card, reference_b=made)
    assert (face.born, face.sex, face.valid_until) == (somebody.born, somebody.sex, somebody.valid_until)
    assert bool(face.face_image) is somebody.has_face
    assert face.unknown == found.unknown == ()
    signature = my_number.read_jpki(card, password=card.password).signature
    assert signature is not None
    assert signature.owner is not None
    assert signature.owner.name == somebody.name


@settings(max_examples=50)
@given(name=st.text(max_size=40), address=st.text(max_size=80), sex=st.sampled_from(Sex))
def test_any_text_is_read_as_it_is_written(name: str, address: str, sex: Sex) -> None:
    items = {
        0xDF22: name.encode(errors="replace"),
        0xDF23: address.encode(errors="replace"),
        0xDF24: b"19900101",
        0xDF25: {Sex.MALE: b"1", Sex.FEMALE: b"2", Sex.UNSPECIFIED: b"0"}[sex],
    }
    raw = parse_four_items(objects.compose(0xFF20, items, offsets=0xDF21))
    assert list(raw.values()) == list(items.values())


@given(data=st.binary(max_size=200))
def test_any_bytes_are_an_image_or_an_error(data: bytes) -> None:
    for convert in (my_number.line_png, my_number.face_png):
        for begun in (data, b"\x89PNG\r\n\x1a\n" + data, b"\xff\x4f\xff\x51" + data):
            with pytest.raises(ImageError):
                convert(begun)


IMAGE: Final = my_number.read_surface(
    issue_my_number_card(person("engineer")), reference_b=issue_my_number_card(person("engineer")).reference_b
).name_image


@given(at=st.integers(0, 10_000), value=st.integers(0, 255))
def test_any_changed_byte_of_an_image_gives_a_picture_or_an_error(at: int, value: int) -> None:
    data = bytearray(IMAGE or b"")
    data[at % len(data)] = value
    error = refusal(lambda: my_number.line_png(bytes(data)))
    if error is not None:
        assert isinstance(error, ImageError)
        assert error.__context__ is None
