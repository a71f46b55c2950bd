"""Data objects: examples of the specification, properties, hostile bytes."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tokutei.chip import tlv
from tokutei.chip.tlv import DataObject, iter_objects, parse_objects, values_by_tag
from tokutei.errors import TlvError

ONE_BYTE = st.integers(1, 0xFF).filter(lambda tag: tag & 0x1F != 0x1F)
TWO_BYTES = st.builds(lambda a, b: (a << 5 | 0x1F) << 8 | b, st.integers(0, 7), st.integers(0, 0xFF))
OBJECTS = st.builds(DataObject, ONE_BYTE | TWO_BYTES, st.binary(max_size=300))


@pytest.mark.parametrize(
    ("encoded", "tag", "size"),
    [
        pytest.param("C1023035", 0xC1, 2, id="card-type"),
        pytest.param("DFD18209C4" + "00" * 2500, 0xDFD1, 2500, id="two-byte-tag"),
        pytest.param("DE8200C8" + "00" * 200, 0xDE, 200, id="longer-length-than-needed"),
        pytest.param("DE81C8" + "00" * 200, 0xDE, 200, id="length-81"),
        pytest.param("DE8105" + "01" * 5, 0xDE, 5, id="length-81-for-a-small-value"),
        pytest.param("D1820BB8" + "00" * 3000, 0xD1, 3000, id="zero-value"),
        pytest.param("D100", 0xD1, 0, id="empty"),
        pytest.param("D1820000", 0xD1, 0, id="empty-long-form"),
    ],
)
def test_vectors(encoded: str, tag: int, size: int) -> None:
    (found,) = iter_objects(bytes.fromhex(encoded))
    assert (found.tag, len(found.value)) == (tag, size)


def test_official_signature_file() -> None:
    # Appendix 2: DC of 96, DD of 598 bytes, four zero bytes.
    data = bytes.fromhex("DC60") + b"s" * 96 + bytes.fromhex("DD820256") + b"c" * 598 + bytes(4)
    assert len(data) == 704
    assert [(one.tag, len(one.value)) for one in parse_objects(data)] == [(0xDC, 96), (0xDD, 598)]


@given(objects=st.lists(OBJECTS, max_size=5), padding=st.integers(0, 40))
def test_round_trip(objects: list[DataObject], padding: int) -> None:
    data = b"".join(map(bytes, objects)) + bytes(padding)
    assert list(iter_objects(data)) == objects


@given(one=OBJECTS)
def test_every_length_form_reads_the_same(one: DataObject) -> None:
    size = len(one.value)
    shortest = 0 if size < 0x80 else 1 if size < 0x100 else 2
    for octets in range(shortest, 3):
        encoded = tlv.encode(one.tag, one.value, length_octets=octets)
        assert len(encoded) == len(bytes(one)) + octets - shortest
        assert parse_objects(encoded) == (one,)


@given(st.binary(max_size=200))
@example(bytes.fromhex("D084FFFFFFFF"))
@example(bytes.fromhex("1F"))
@example(bytes.fromhex("C180"))
def test_any_input_parses_or_raises_tlv_error(data: bytes) -> None:
    offset = -1
    objects: list[DataObject] = []
    try:
        objects = list(iter_objects(data))
    except TlvError as error:
        offset = error.offset
    assert -1 <= offset < len(data)
    assert sum(len(one.value) + 2 for one in objects) <= len(data) + 1


@pytest.mark.parametrize(
    ("encoded", "reason", "offset"),
    [
        pytest.param("DF", "tag", 0, id="half-a-tag"),
        pytest.param("00C1023035", "tag", 0, id="zero-before-an-object"),
        pytest.param("C1023035" + "00" + "C2", "tag", 4, id="zero-between-objects"),
        pytest.param("C1", "length", 0, id="no-length"),
        pytest.param("C180" + "01", "length", 0, id="indefinite-length"),
        pytest.param("C183000001" + "01", "length", 0, id="length-83"),
        pytest.param("C18401000000", "length", 0, id="length-84"),
        pytest.param("C1FF", "length", 0, id="reserved-length"),
        pytest.param("C182" + "01", "length", 0, id="half-a-length"),
        pytest.param("C1822001" + "01", "too_large", 0, id="too-large"),
        pytest.param("C1023035C20C41", "overrun", 4, id="cut-off"),
        pytest.param("C1820BB801", "overrun", 0, id="claims-much"),
    ],
)
def test_deviations(encoded: str, reason: str, offset: int) -> None:
    with pytest.raises(TlvError) as caught:
        parse_objects(bytes.fromhex(encoded))
    assert (caught.value.reason, caught.value.offset) == (reason, offset)


def test_the_largest_object() -> None:
    data = tlv.encode(0xD0, b"x" * tlv.MAX_VALUE_LENGTH)
    assert len(parse_objects(data)[0].value) == 8192


@pytest.mark.parametrize(
    ("tag", "size", "octets", "reason"),
    [
        (0, 0, None, "tag"),
        (0x1F, 0, None, "tag"),
        (0xC1D1, 0, None, "tag"),
        (0x1FD1D1, 0, None, "tag"),
        (-1, 0, None, "tag"),
        (0xC1, 8193, None, "too_large"),
        (0xC1, 0x80, 0, "length"),
        (0xC1, 0x100, 1, "length"),
        (0xC1, 1, 3, "length"),
    ],
)
def test_what_is_not_encoded(tag: int, size: int, octets: int | None, reason: str) -> None:
    with pytest.raises(TlvError) as caught:
        tlv.encode(tag, bytes(size), length_octets=octets)
    assert caught.value.reason == reason


def test_values_by_tag_refuses_two_of_a_kind() -> None:
    assert values_by_tag(bytes.fromhex("C10131C20132")) == {0xC1: (0, b"1"), 0xC2: (3, b"2")}
    with pytest.raises(TlvError) as caught:
        values_by_tag(bytes.fromhex("C10131C10132"))
    assert (caught.value.reason, caught.value.offset) == ("duplicate", 3)


def test_repr_never_shows_values() -> None:
    assert repr(DataObject(0xDFD1, b"Hanako")) == "DataObject(tag=DFD1, length=6)"
