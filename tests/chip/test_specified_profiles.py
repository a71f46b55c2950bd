"""Every open choice for specified cards: read with the same profile, never misread with another one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from functools import cache
from itertools import combinations
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.chip.between import AT, Recorder, lacking
from tokutei import chip
from tokutei.chip import DeliveredKeys, FileName, KeyHash, Profile, ReadingPolicy
from tokutei.chip.generations import DEFAULT_PROFILE, specified
from tokutei.chip.layout import Directory
from tokutei.chip.plan import least_exchanges
from tokutei.errors import ChipError
from tokutei.testing import issue_card, person
from tokutei.testing.cards import CARD_TYPES, SyntheticCard
from tokutei.testing.emulator import CardEmulator, OpenChoices
from tokutei.testing.entropy import seeded_entropy
from tokutei.testing.hostile import HOSTILE_CARDS
from tokutei.testing.rsa_keys import rsa_key

OWN: Final = {Directory.AP.aid, Directory.DF1.aid, Directory.DF2.aid, Directory.DF3.aid}
MY_NUMBER_AIDS: Final = {
    bytes.fromhex(one)
    for one in (
        "D392F000260100000001",
        "D3921000310001010402",
        "D3921000310001010408",
        "D3921000310001010401",
        "D3921000310001010100",
        "A0000001510000",
    )
}
"""The other applications of such a card: signatures, surface, text, residents' register, common, issuer."""

SHIFTED: Final = {
    FileName.AP_EF01: 0x1B,
    FileName.DF1_EF01: 0x11,
    FileName.DF1_EF02: 0x13,
    FileName.DF1_EF03: 0x14,
    FileName.DF1_EF04: 0x16,
    FileName.DF2_EF01: 0x1C,
    FileName.DF3_EF01: 0x12,
}
CHOICES: Final[dict[str, tuple[object, ...]]] = {
    "confirmed": (False, True),
    "key_hash": tuple(KeyHash),
    "delivered": tuple(DeliveredKeys),
    "messaging_class": (0x08, 0x0C),
    "mac_size": (8, 16),
    "first_counter": (0, 1),
    "expected_length_octets": (2, 3),
    "verify_reference": (0x86, 0x80, 0x81, 0x9F),
    "short_ids": ({}, SHIFTED),
    "protected": (
        frozenset({Directory.DF1}),
        frozenset({Directory.DF1, Directory.DF2}),
        frozenset({Directory.DF1, Directory.DF3}),
        frozenset({Directory.DF1, Directory.DF2, Directory.DF3}),
    ),
}


def made(**chosen: object) -> Profile:
    """Return a profile; a MAC needs its key."""
    if chosen.get("messaging_class") == 0x0C:
        chosen["delivered"] = DeliveredKeys.ENCRYPTION_AND_MAC
    return Profile(**chosen)  # type: ignore[arg-type]


def pairs() -> Iterator[Profile]:
    """Yield profiles that hold every pair of values of every two choices."""
    for one, other in combinations(CHOICES, 2):
        for first in CHOICES[one]:
            for second in CHOICES[other]:
                yield made(**{one: first, other: second})


PROFILES: Final = st.builds(made, **{name: st.sampled_from(values) for name, values in CHOICES.items()})


@cache
def drawn(card_type: str) -> SyntheticCard:
    return issue_card(person("student"), type=card_type)


def issued(card_type: str, profile: Profile) -> SyntheticCard:
    """Return a card that talks as a profile has it; what it holds does not depend on that."""
    card = drawn(card_type)
    emulator = CardEmulator(
        specified(profile),
        card_type,
        card.files,
        number=card.number,
        entropy=seeded_entropy(b"card"),
        private_key=rsa_key("delivery"),
    )
    return replace(card, emulator=emulator)


def read(card: SyntheticCard, profile: Profile, **how: object) -> chip.ChipRecord:
    card.reset()
    return chip.read(
        card,
        number=card.number,
        delivery_keys=card.delivery_keys,
        profile=profile,
        **how,  # type: ignore[arg-type]
    )


def check_same(card_type: str, profile: Profile) -> None:
    card = issued(card_type, profile)
    record = read(card, profile)
    assert record.files == card.files
    assert record.exchange.confirmed is profile.confirmed
    layout = specified(profile).layout(card_type)
    assert layout is not None
    assert card.emulator.exchanges == least_exchanges(layout)
    secured = {one.name.directory for one in record.exchange.files if one.secured}
    assert secured == profile.protected


def test_the_table_names_every_choice() -> None:
    assert set(CHOICES) == set(Profile.__dataclass_fields__)
    for name, values in CHOICES.items():
        assert getattr(DEFAULT_PROFILE, name) in values


def test_every_pair_of_choices_is_read() -> None:
    seen = {(hash(one), str(sorted(one.short_ids))): one for one in pairs()}
    assert len(seen) > 90
    for number, profile in enumerate(seen.values()):
        check_same("07" if number % 2 else "08", profile)


@settings(max_examples=25)
@given(PROFILES, st.sampled_from(("07", "08")))
def test_any_profile_is_read(profile: Profile, card_type: str) -> None:
    check_same(card_type, profile)


@pytest.mark.parametrize("reference", range(0x80, 0xA0))
def test_every_reference_of_verify(reference: int) -> None:
    check_same("07", Profile(verify_reference=reference))


def check_other(card: SyntheticCard, theirs: Profile, ours: Profile) -> bool:
    """Return whether a card with one profile is read with another; a value is never a wrong one."""
    try:
        record = read(card, ours)
    except ChipError as error:
        said = str(error) + repr(error) + error.text("ja")
        is_kept = card.number.reveal() not in said and type(error) is not ChipError
        if not is_kept:
            raise
        return False
    right = read(card, theirs)
    assert {name: right.values[name] for name in record.values} == dict(record.values)
    assert record.card_type is right.card_type
    findings = chip.verify(record, card.trust, at=AT)
    assert findings.trusted or record.signature is None
    return True


SOFT: Final = {"confirmed", "mac_size", "protected", "delivered", "short_ids"}
"""Choices that can differ without harm: the last three where the card allows more than it must."""


@pytest.mark.parametrize("name", CHOICES)
def test_one_choice_that_differs(name: str) -> None:
    for theirs_value in CHOICES[name]:
        for ours_value in CHOICES[name]:
            if theirs_value == ours_value:
                continue
            theirs, ours = made(**{name: theirs_value}), made(**{name: ours_value})
            is_read = check_other(issued("07", theirs), theirs, ours)
            if name not in SOFT:
                assert not is_read
            if name == "protected":
                assert is_read is (theirs.protected <= ours.protected)
            if name in {"delivered", "short_ids"}:
                assert not is_read


def test_a_mac_of_another_size() -> None:
    eight, sixteen = (made(messaging_class=0x0C, mac_size=size) for size in (8, 16))
    assert not check_other(issued("07", eight), eight, sixteen)
    assert not check_other(issued("07", sixteen), sixteen, eight)


@settings(max_examples=25)
@given(PROFILES, PROFILES)
def test_any_two_profiles(theirs: Profile, ours: Profile) -> None:
    check_other(issued("07", theirs), theirs, ours)


@settings(max_examples=25)
@given(st.permutations((0x01, 0x03, 0x04, 0x06)), st.permutations((0x01, 0x02, 0x03)))
def test_identifiers_in_another_order_are_never_taken_for_the_usual_ones(
    first: list[int], second: list[int]
) -> None:
    names = (FileName.DF1_EF01, FileName.DF1_EF02, FileName.DF1_EF03, FileName.DF1_EF04)
    others = (FileName.DF2_EF01, FileName.DF2_EF02, FileName.DF2_EF03)
    ids = dict(zip(names + others, (*first, *second), strict=True))
    theirs = Profile(short_ids=ids)
    is_read = check_other(issued("07", theirs), theirs, Profile())
    assert is_read is (first == [1, 3, 4, 6] and second == [1, 2, 3])


POLICIES: Final = (
    chip.EVERYTHING,
    chip.WITHOUT_FACE,
    ReadingPolicy(only=frozenset({"stay_until"})),
    ReadingPolicy(only=frozenset({"individual_permission", "individual_permission_text"})),
    ReadingPolicy(only=frozenset()),
)


def check_selected(reader: Recorder) -> None:
    assert set(reader.selected) <= OWN
    for one in reader.sent:
        assert not any(aid in one for aid in MY_NUMBER_AIDS)
        # Nothing but the commands of the sequence: no PIN, no change, no file by its identifier.
        assert (one[1], *one[2:4])[: 3 if one[1] == 0xA4 else 1] in {
            *((0xA4, 0x00, 0x00), (0xA4, 0x04, 0x0C)),
            *((0x20,), (0x82,), (0x84,), (0xAE,), (0xB0,)),
        }
        assert one[1] != 0x20 or one[0] in {0x08, 0x0C}
    masters = [one for one in reader.sent if one[1:4] == b"\xa4\0\0"]
    assert masters in ([], [bytes.fromhex("00A40000023F00")])


@pytest.mark.parametrize("card_type", CARD_TYPES)
def test_only_the_residence_side_is_selected(card_type: str) -> None:
    for policy in POLICIES:
        for master_file in (0x6A82, 0x6A86, 0x9000):
            choices = OpenChoices(master_file=master_file)
            card = issue_card(person("engineer"), type=card_type, choices=choices)
            reader = Recorder(card)
            chip.read(reader, number=card.number, delivery_keys=card.delivery_keys, policy=policy)
            check_selected(reader)


@pytest.mark.parametrize("name", HOSTILE_CARDS)
def test_a_hostile_card_cannot_make_the_reader_select_more(name: str) -> None:
    card = HOSTILE_CARDS[name].issue()
    reader = Recorder(card)
    try:
        chip.read(reader, number=card.number, delivery_keys=card.delivery_keys)
    except ChipError:
        assert HOSTILE_CARDS[name].error is not None
    check_selected(reader)


class Answering:
    """A card that answers every command with the same bytes, or leaves it to another card for a while."""

    def __init__(self, card: chip.Transport, honest: int, answer: bytes) -> None:
        self.card, self.honest, self.answer = card, honest, answer

    def transmit(self, command: bytes, /) -> bytes:
        self.honest -= 1
        return self.card.transmit(command) if self.honest >= 0 else self.answer


@settings(max_examples=60)
@given(
    st.sampled_from(CARD_TYPES),
    st.integers(0, 18),
    st.binary(max_size=12)
    | st.sampled_from([bytes.fromhex(one) for one in ("9000", "6A82", "6982", "6700", "6300", "C1029000")]),
)
def test_no_answer_makes_the_reader_select_more(card_type: str, honest: int, answer: bytes) -> None:
    card = ISSUED[card_type]
    card.reset()
    reader = Recorder(Answering(card, honest, answer))
    with suppress(ChipError):
        chip.read(reader, number=card.number, delivery_keys=card.delivery_keys)
    check_selected(reader)


ISSUED: Final = {card_type: issue_card(person("engineer"), type=card_type) for card_type in CARD_TYPES}


@pytest.mark.parametrize("name", FileName)
def test_a_missing_file_makes_nobody_look_elsewhere(name: FileName) -> None:
    for card_type, card in ISSUED.items():
        reader = Recorder(lacking(card, name))
        try:
            chip.read(reader, number=card.number, delivery_keys=card.delivery_keys)
        except ChipError:
            assert name in card.files, card_type
        check_selected(reader)
