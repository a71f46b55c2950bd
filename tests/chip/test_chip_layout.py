"""Layouts against the published capacities, then every form that real cards may have."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.chip.chip_fakes import TYPE_05, TYPE_06, layout, make_files
from tokutei.chip import tlv
from tokutei.chip.generations import FIRST, GENERATIONS, SECOND, SPECIFIED, generation_of
from tokutei.chip.layout import Access, Directory, FileName, FileRow, compose_file, parse_file
from tokutei.chip.plan import least_exchanges
from tokutei.errors import TlvError

SHARED = Path(__file__).resolve().parents[3] / "shared"

CAPACITIES = {
    "05": {
        "MF/EF01": 6,
        "MF/EF02": 4,
        "DF1/EF01": 14,
        "DF1/EF02": 73,
        "DF1/EF03": 5508,
        "DF1/EF04": 2505,
        "DF2/EF01": 22,
        "DF2/EF02": 3,
        "DF2/EF03": 207,
        "DF3/EF01": 704,
    },
    "06": {
        "MF/EF01": 6,
        "MF/EF02": 4,
        "DF1/EF01": 14,
        "DF1/EF02": 46,
        "DF1/EF03": 5508,
        "DF1/EF04": 2505,
        "DF2/EF01": 207,
        "DF3/EF01": 704,
    },
}


def row(card_type: str, name: FileName) -> FileRow:
    found = layout(card_type).file(name)
    assert found is not None
    return found


@pytest.mark.parametrize("card_type", ["05", "06"])
def test_published_capacities(card_type: str) -> None:
    assert {one.name.value: one.size for one in layout(card_type).files} == CAPACITIES[card_type]


@pytest.mark.parametrize("card_type", ["05", "06"])
def test_objects_add_up_to_the_capacities(card_type: str) -> None:
    for one in layout(card_type).files:
        total = sum(field.size for field in one.fields)
        if one.name is FileName.DF3_EF01:
            # DC of 96 bytes, and 606 for a certificate of at most 602 with its header.
            assert one.size == 2 + 96 + 606
        else:
            assert total == one.size, one.name


def test_identifiers_and_names_of_directories() -> None:
    assert {one.name.value: f"{0x80 | one.short_id:02X}" for one in layout("05").files} == {
        "MF/EF01": "8B",
        "MF/EF02": "8A",
        "DF1/EF01": "81",
        "DF1/EF02": "83",
        "DF1/EF03": "84",
        "DF1/EF04": "86",
        "DF2/EF01": "81",
        "DF2/EF02": "82",
        "DF2/EF03": "83",
        "DF3/EF01": "82",
    }
    assert row("06", FileName.DF2_EF01).short_id == 3
    assert row("06", FileName.DF2_EF01).other_short_ids == (1,)
    assert Directory.DF2.aid.hex().upper() == "D392F0004F0300000000000000000000"
    assert Directory.MF.aid == b""
    assert all(len(directory.aid) == 16 for directory in Directory if directory is not Directory.MF)


def test_access() -> None:
    for one in (*layout("05").files, *layout("06").files):
        directory = one.name.directory
        expected = Access.NUMBER_AND_MESSAGING if directory is Directory.DF1 else Access.NUMBER
        assert one.access is (Access.FREE if directory is Directory.MF else expected)
        assert one.is_protected == (directory is Directory.DF1)


@pytest.mark.shared
def test_tags_and_lengths_of_the_researched_table() -> None:
    with (SHARED / "data" / "chip_fields.csv").open(encoding="utf-8") as lines:
        rows = [one for one in csv.DictReader(lines) if one["generation"] == "gen2"]
    expected = {(one["file"], int(one["tag"], 16), int(one["max_len"])) for one in rows}
    found = {
        (one.name.value, field.tag, 96 if field.name == "signature" else field.length)
        for one in layout("05").files
        for field in one.fields
    }
    assert found == expected


def test_generations() -> None:
    assert GENERATIONS == (FIRST, SECOND, SPECIFIED)
    assert generation_of("05") is SECOND
    assert generation_of("1") is FIRST
    assert generation_of("09") is None
    assert SECOND.layout("07") is None
    assert layout("05").file(FileName.DF2_EF03) is not None
    assert layout("06").file(FileName.DF2_EF03) is None
    assert layout("06").field("stay_until") is None


def test_fewest_exchanges() -> None:
    assert (least_exchanges(layout("05")), least_exchanges(layout("06"))) == (18, 16)


@pytest.mark.parametrize(("card_type", "values"), [("05", TYPE_05), ("06", TYPE_06)])
def test_compose_and_parse(card_type: str, values: dict[str, bytes]) -> None:
    for name, data in make_files(card_type, values).items():
        assert len(data) == CAPACITIES[card_type][name]
        for field, value in parse_file(row(card_type, name), data).items():
            assert value.rstrip(b"\0") == ({"card_type": card_type.encode()} | values)[field].rstrip(b"\0")


def test_regression_vectors_of_the_permission_file() -> None:
    permission = row("05", FileName.DF2_EF01)
    values = {"comprehensive_permission_until": b"20280401", "individual_permission": b"0"}
    long_form = compose_file(permission, {"comprehensive_permission": b"1".ljust(7, b"\0"), **values})
    short_form = compose_file(permission, {"comprehensive_permission": b"1", **values})
    assert long_form.hex().upper() == "D50731000000000000D6083230323830343031D70130"
    assert short_form.hex().upper() == "D50131D6083230323830343031D70130000000000000"
    assert parse_file(permission, long_form)["comprehensive_permission"].rstrip(b"\0") == b"1"
    assert parse_file(permission, short_form)["comprehensive_permission"] == b"1"


def test_both_length_forms_of_the_reserved_text() -> None:
    other = row("05", FileName.DF2_EF03)
    composed = compose_file(other, {"commissioner_entry": b"0", "reserved_text": b"x"})
    assert composed[3:7].hex().upper() == "DE8200C8"
    shorter = composed[:3] + bytes.fromhex("DE81C8") + composed[7:]
    assert parse_file(other, composed) == parse_file(other, shorter)
    assert "reserved_text" not in parse_file(other, composed[:3].ljust(207, b"\0"))


@pytest.mark.parametrize(
    "face",
    [
        pytest.param(b"", id="no-object"),
        pytest.param(bytes.fromhex("D100"), id="empty"),
        pytest.param(bytes.fromhex("D1820000"), id="empty-long-form"),
        pytest.param(bytes.fromhex("D1820BB8") + bytes(3000), id="zeros"),
    ],
)
def test_every_way_to_have_no_face(face: bytes) -> None:
    images = row("05", FileName.DF1_EF03)
    head = tlv.encode(0xD0, b"x".ljust(2500, b"\0"))
    for data in (head + face, (head + face).ljust(5508, b"\0")):
        assert parse_file(images, data).get("face_image", b"").strip(b"\0") == b""


@given(st.permutations(range(10)))
def test_order_does_not_matter_to_parsing(order: list[int]) -> None:
    entries = row("05", FileName.DF1_EF02)
    data = make_files("05", TYPE_05)[FileName.DF1_EF02]
    objects = tlv.parse_objects(data)
    shuffled = b"".join(bytes(objects[at]) for at in order)
    assert parse_file(entries, shuffled) == parse_file(entries, data)


@pytest.mark.parametrize(
    ("data", "reason", "offset"),
    [
        pytest.param("", "missing", 0, id="empty"),
        pytest.param("C10131", "missing", 3, id="only-a-stranger"),
        pytest.param("C20C" + "41" * 12 + "00", "size", 14, id="too-long"),
        pytest.param("C20B" + "41" * 11, "size", 0, id="short-value"),
        pytest.param("C2054141414141C2054141414141", "duplicate", 7, id="two-of-a-kind"),
    ],
)
def test_refused_files(data: str, reason: str, offset: int) -> None:
    with pytest.raises(TlvError) as caught:
        parse_file(row("05", FileName.DF1_EF01), bytes.fromhex(data))
    assert (caught.value.reason, caught.value.offset) == (reason, offset)


def test_a_stranger_beside_the_expected() -> None:
    with pytest.raises(TlvError) as caught:
        parse_file(row("05", FileName.DF2_EF03), bytes.fromhex("D90130C10131"))
    assert (caught.value.reason, caught.value.offset) == ("tag", 3)


@given(st.sampled_from(["05", "06"]), st.sampled_from(list(FileName)), st.binary(max_size=120))
def test_any_bytes_parse_or_raise(card_type: str, name: FileName, data: bytes) -> None:
    found = layout(card_type).file(name)
    if found is None:
        return
    try:
        values = parse_file(found, data)
    except TlvError as error:
        assert error.reason  # noqa: PT017 - either outcome is right
    else:
        assert {one.name for one in found.fields if not one.optional} <= set(values)


def test_what_is_not_composed() -> None:
    with pytest.raises(TlvError) as caught:
        compose_file(row("05", FileName.DF1_EF01), {"number": b"A" * 13})
    assert caught.value.reason == "size"
    with pytest.raises(TlvError) as caught:
        compose_file(row("05", FileName.DF3_EF01), {"signature": b"s" * 104, "certificate": b"c" * 602})
    assert caught.value.reason == "size"
    assert compose_file(row("05", FileName.DF1_EF04), {"address_image": b""}) == bytes.fromhex(
        "DFD100"
    ).ljust(2505, b"\0")


def test_fields_have_words() -> None:
    for card_type in ("05", "06"):
        for one in layout(card_type).files:
            for field in one.fields:
                assert not field.text("en").startswith("chip.")
                assert field.text("ja") != field.text("en")


def test_beginnings() -> None:
    images = row("05", FileName.DF1_EF03)
    assert images.begins(bytes.fromhex("D08209C4"))
    assert not images.begins(bytes.fromhex("D1820BB8"))
    assert row("05", FileName.DF1_EF04).begins(bytes.fromhex("DFD1"))
