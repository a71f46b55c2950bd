"""What is not wanted of a card is not asked for, and not kept."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.chip.between import AT, Recorder
from tokutei import chip
from tokutei.chip import FaceState, FileName, FindingKind, FindingStatus, ReadingPolicy
from tokutei.chip.generations import GENERATIONS
from tokutei.chip.layout import CardLayout
from tokutei.chip.plan import least_exchanges, wanted_rows
from tokutei.errors import TlvError, UnknownTermError
from tokutei.testing import issue_card, person
from tokutei.testing.cards import CARD_TYPES, SyntheticCard

LAYOUTS: Final = {one.card_type: one for generation in GENERATIONS for one in generation.layouts}
CARDS: Final = {
    card_type: issue_card(
        replace(person("student"), individual_permission=True), type=card_type, reserved_text="RESERVED"
    )
    for card_type in CARD_TYPES
}
FIELDS: Final = sorted({field.name for one in LAYOUTS.values() for row in one.files for field in row.fields})


def fields(layout: CardLayout) -> list[str]:
    return [field.name for row in layout.files for field in row.fields]


def read(card: SyntheticCard, policy: ReadingPolicy) -> tuple[Recorder, chip.ChipRecord]:
    card.reset()
    reader = Recorder(card)
    trace = chip.Trace()
    record = chip.read(
        reader, number=card.number, policy=policy, delivery_keys=card.delivery_keys, trace=trace
    )
    assert len(trace.exchanges) == len(reader.sent) == len(record.exchange.steps)
    return reader, record


WHOLE: Final = {card_type: read(card, chip.EVERYTHING)[1] for card_type, card in CARDS.items()}


def places_read(reader: Recorder) -> list[tuple[bytes, int]]:
    """Return directory and short identifier of every file that was asked for."""
    directory, places = b"", []
    for one in reader.sent:
        if one[1] == 0xA4:
            directory = one[5:]
        elif one[1] == 0xB0 and one[2] & 0x80 and (directory, one[2] & 0x1F) not in places:
            places.append((directory, one[2] & 0x1F))
    return places


def check(card_type: str, policy: ReadingPolicy) -> None:
    """Assert what holds for every policy."""
    card, layout = CARDS[card_type], LAYOUTS[card_type]
    reader, record = read(card, policy)
    wanted = {name for name in fields(layout) if policy.wants_field(name)}
    assert {*record.values} <= wanted
    assert {*record.exchange.skipped} == {*fields(layout)} - wanted
    rows = wanted_rows(layout, policy)
    assert {*record.files} == {row.name for row in rows}
    assert places_read(reader) == [(row.name.directory.aid or b"\x3f\x00", row.short_id) for row in rows]
    assert len(reader.sent) == least_exchanges(layout, policy=policy) == card.emulator.exchanges
    # What is wanted is what a whole reading gives, and nothing else stands in the record or its dump.
    whole = WHOLE[card_type]
    assert {name: value for name, value in whole.values.items() if name in wanted} == dict(record.values)
    kept = b"".join(record.files.values())
    stood = {value.rstrip(b"\0") for value in record.values.values()}  # two days may be the same
    for name in {*whole.values} - wanted:
        value = whole.values[name].rstrip(b"\0")
        assert getattr(record, name) is None
        assert len(value) < 8 or value in stood or value not in kept
    assert chip.load(chip.dump(record, face=True)) == record


@pytest.mark.parametrize("name", FIELDS)
def test_each_field_left_out(name: str) -> None:
    for card_type in CARD_TYPES:
        check(card_type, ReadingPolicy(skip=frozenset({name})))


@pytest.mark.parametrize("name", FIELDS)
def test_each_field_alone(name: str) -> None:
    for card_type in CARD_TYPES:
        check(card_type, ReadingPolicy(only=frozenset({name})))


@settings(max_examples=40)
@given(
    st.sampled_from(CARD_TYPES),
    st.frozensets(st.sampled_from(FIELDS)),
    st.none() | st.frozensets(st.sampled_from(FIELDS)),
)
def test_any_policy(card_type: str, skip: frozenset[str], only: frozenset[str] | None) -> None:
    check(card_type, ReadingPolicy(skip=skip, only=only))


@pytest.mark.parametrize("card_type", CARD_TYPES)
def test_the_card_type_alone_needs_no_number(card_type: str) -> None:
    """No authentication, and so no proof of knowing the number, where nothing closed is wanted."""
    for only in (frozenset[str](), frozenset({"spec_version"})):
        reader, record = read(CARDS[card_type], ReadingPolicy(only=only))
        assert {one.command for one in record.exchange.steps} <= {"select_mf", "select_df", "read_binary"}
        assert record.card_type.value == card_type
        assert not any(one[1] in {0x20, 0x82, 0x84, 0xAE} for one in reader.sent)


@pytest.mark.parametrize("card_type", CARD_TYPES)
def test_without_the_face_nothing_is_proved(card_type: str) -> None:
    card = CARDS[card_type]
    reader, record = read(card, chip.WITHOUT_FACE)
    assert record.face is FaceState.NOT_READ
    assert record.exchange.skipped == ("face_image",)
    findings = chip.verify(record, card.trust, at=AT)
    assert (findings.intact, findings.authentic) == (False, frozenset())
    assert {one.status for one in findings.of(FindingKind.CARD_SIGNATURE)} == {FindingStatus.NOT_CHECKED}
    assert findings.failed == ()
    place = FileName.DF1_EF02 if card_type in "12" else FileName.DF1_EF03
    assert (place in record.files) is (card_type not in "12")
    if place in record.files:
        (asked,) = [one for one in reader.reads if one[:3] == b"\x08\xb0\x84"]
        assert asked.endswith(b"\x96\x02" + (2504).to_bytes(2) + bytes(2))  # the face is not transmitted


def test_an_unwanted_field_before_a_wanted_one_is_dropped_at_once() -> None:
    for card_type in ("05", "06", "07", "08"):
        card = CARDS[card_type]
        name = FileName.DF1_EF03
        _, record = read(card, ReadingPolicy(skip=frozenset({"name_image"})))
        assert record.files[name] == b"\xd1\x82\x0b\xb8" + card.files[name][2508:]
        assert record.name_image is None
        assert record.face_image == card.files[name][2508:]


def test_a_dump_without_the_face_keeps_what_was_left_out() -> None:
    _, record = read(CARDS["05"], ReadingPolicy(skip=frozenset({"address_image", "number"})))
    kept = chip.load(chip.dump(record))
    assert {*kept.exchange.skipped} == {"address_image", "number", "face_image"}
    assert kept.exchange.number_matches is None
    assert kept.face is FaceState.NOT_READ


@pytest.mark.parametrize("skip", [("D6", "D7"), ("D5", "D7"), ("D5",), ("D7",)])
@pytest.mark.parametrize(
    "order", [("D5", "D6", "D7"), ("D7", "D6", "D5"), ("D5", "D7", "D6"), ("D6", "D5", "D7")]
)
@pytest.mark.parametrize("used", ["D50131", "D50731000000000000"])
def test_what_is_wanted_is_found_in_any_order_and_form(
    used: str, order: tuple[str, ...], skip: tuple[str, ...]
) -> None:
    objects = {"D5": used, "D6": "D6083230323831303031", "D7": "D70131"}
    names = {
        "D5": "comprehensive_permission",
        "D6": "comprehensive_permission_until",
        "D7": "individual_permission",
    }
    written = bytes.fromhex("".join(objects[one] for one in order)).ljust(22, b"\0")
    card = CARDS["05"].rewritten({FileName.DF2_EF01: written})
    _, whole = read(card, chip.EVERYTHING)
    _, record = read(card, ReadingPolicy(skip=frozenset(names[one] for one in skip)))
    for tag, name in names.items():
        assert getattr(whole, name) is not None
        assert getattr(record, name) == (None if tag in skip else getattr(whole, name))
    kept = record.files[FileName.DF2_EF01]
    assert kept == bytes.fromhex("".join(objects[one] for one in order if one not in skip))


def test_a_file_of_something_else_is_an_error_under_every_policy() -> None:
    """Not even what is unwanted may stand in for what is wanted."""
    card = CARDS["05"].rewritten({FileName.DF2_EF01: bytes.fromhex("D8013100D5")})
    for skip in ((), ("individual_permission",), ("comprehensive_permission",)):
        with pytest.raises(TlvError):
            read(card, ReadingPolicy(skip=frozenset(skip)))


def test_needed_fields_cannot_be_left_out() -> None:
    policy = ReadingPolicy(skip=frozenset({"card_type"}), only=frozenset())
    assert policy.wants_field("card_type")
    _, record = read(CARDS["05"], policy)
    assert [*record.files] == [FileName.MF_EF02]


@pytest.mark.parametrize(
    "wrong",
    [
        {"skip": frozenset({"face"})},
        {"only": frozenset({"valid_untill"})},
        {"skip": "face_image"},
        {"only": "face_image"},
    ],
)
def test_a_policy_refuses_names_of_no_field(wrong: dict[str, Any]) -> None:
    with pytest.raises(UnknownTermError) as caught:
        chip.ReadingPolicy(**wrong)
    assert "face_image" in caught.value.text("en")
