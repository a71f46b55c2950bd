"""Every hostile card comes to its stated end, in few exchanges, and nothing altered is called authentic."""

from __future__ import annotations

import secrets
import tomllib
from collections import Counter
from collections.abc import Callable
from functools import cache
from importlib.resources import files
from typing import Final

import pytest

from tokutei import chip, testing
from tokutei.chip import Findings, FindingStatus, images
from tokutei.chip.apdu import STATUS_WORDS
from tokutei.chip.generations import FIRST, GENERATIONS, SPECIFIED, generation_of, specified
from tokutei.chip.plan import Units, least_exchanges
from tokutei.errors import CardError, ChipError, ImageError, ReadAborted, SecureMessagingError, TlvError
from tokutei.testing.cards import SyntheticCard
from tokutei.testing.hostile import (
    _EVERY,
    ALL,
    HOSTILE_MY_NUMBER_CARDS,
    MOMENT,
    HostileCard,
    HostileMyNumberCard,
)
from tokutei.testing.hostile.altering import another
from tokutei.testing.hostile.refusals import REFUSING
from tokutei.testing.residents import SyntheticPerson, person

EVERY: Final = [pytest.param(one, id=one.name) for one in ALL.values()]
RAISING: Final = [pytest.param(one, id=one.name) for one in ALL.values() if one.error and not one.image]
PICTURES: Final = [pytest.param(one, id=one.name) for one in ALL.values() if one.image]
FOUND: Final = [pytest.param(one, id=one.name) for one in ALL.values() if one.finding]
NOT_UNDERSTOOD: Final = [pytest.param(one, id=one.name) for one in ALL.values() if one.unknown]
READABLE: Final = [*FOUND, *NOT_UNDERSTOOD, *PICTURES]
HOLDERS: Final = ["engineer", "special_permanent_resident"]
ENTROPY: Final[list[Callable[[int], bytes]]] = [bytes, lambda size: b"\xff" * size, secrets.token_bytes]


@cache
def honest(card_type: str, short: bool, profile: chip.Profile, key: str) -> SyntheticCard:
    """Return an honest card; the same one every time."""
    return HostileCard(
        name="", lie="", alter=lambda card: card, type=card_type, short=short, profile=profile
    ).honest(person(key), seed=5)


def pair(hostile: HostileCard, key: str = "engineer") -> tuple[SyntheticCard, SyntheticCard]:
    """Return the honest card and the one that lies, ready to be read."""
    card = honest(hostile.type, hostile.short, hostile.profile, key)
    liar = hostile.alter(card)
    liar.reset()
    return card, liar


class Counting:
    """Counts the commands that a card answers, or should have."""

    def __init__(self, card: SyntheticCard) -> None:
        self.card, self.exchanges = card, 0

    def transmit(self, command: bytes, /) -> bytes:
        self.exchanges += 1
        return self.card.transmit(command)


def read(
    hostile: HostileCard, card: SyntheticCard, entropy: Callable[[int], bytes] | None = None
) -> chip.ChipRecord:
    """Read a card within the bound of exchanges, and demand that nothing but a ChipError comes out."""
    generation = generation_of(hostile.type)
    assert generation is not None
    layouts = specified(hostile.profile).layouts if generation is SPECIFIED else generation.layouts
    layout = next(one for one in layouts if one.card_type == hostile.type)
    units = Units(protected=247 if generation is FIRST else 239) if hostile.short else None
    wire = Counting(card)
    try:
        return chip.read(
            wire,
            number=card.number,
            entropy=entropy,
            profile=hostile.profile,
            delivery_keys=card.delivery_keys,
        )
    finally:
        assert wire.exchanges <= 3 * least_exchanges(layout, units=units)


@cache
def outcome(
    name: str, key: str = "engineer"
) -> tuple[SyntheticCard, SyntheticCard, chip.ChipRecord, Findings]:
    """Return the honest card, the one that lies, what was read of it, and what was found."""
    hostile = ALL[name]
    card, liar = pair(hostile, key)
    record = read(hostile, liar)
    return card, liar, record, judged(hostile, liar, record)


def judged(hostile: HostileCard, card: SyntheticCard, record: chip.ChipRecord) -> Findings:
    return chip.verify(record, hostile.trust(card), at=MOMENT)


def test_the_table_is_whole() -> None:
    assert len(ALL) - len(REFUSING) >= 60
    assert testing.hostile.ALL is testing.HOSTILE_CARDS is ALL
    of_generation = Counter(
        generation.name for generation in GENERATIONS for one in ALL.values() if generation.layout(one.type)
    )
    assert {generation.name for generation in GENERATIONS} == set(of_generation)
    assert min(of_generation.values()) >= 10
    assert {one.type for one in ALL.values()} == set(testing.CARD_TYPES)
    for name, one in ALL.items():
        assert (one.name, bool(one.lie)) == (name, True)
        assert [bool(one.error), bool(one.finding), bool(one.unknown)].count(True) == 1
        assert (one.status is None) is (one.finding is None)
        assert (one.error is ImageError) is bool(one.image)
    # No two cards tell the same lie in the same words on the same type.
    told = Counter((one.type, one.lie, one.short, one.profile) for one in ALL.values())
    assert max(told.values()) == 1


def test_names_are_unique_before_they_become_keys() -> None:
    assert len({one.name for one in _EVERY}) == len(_EVERY)


@pytest.mark.parametrize(
    ("card_type", "short", "profile"),
    sorted({(one.type, one.short, one.profile) for one in ALL.values()}, key=repr),
)
@pytest.mark.parametrize("key", HOLDERS)
def test_the_honest_card_is_trusted(card_type: str, short: bool, profile: chip.Profile, key: str) -> None:
    """Otherwise an outcome might come of the way in which it is read."""
    card = honest(card_type, short, profile, key)
    card.reset()
    record = chip.read(card, number=card.number, profile=profile, delivery_keys=card.delivery_keys)
    findings = chip.verify(record, card.trust, at=MOMENT)
    assert (findings.trusted, findings.failed, record.unknown) == (True, (), ())


@pytest.mark.parametrize("hostile", RAISING)
def test_a_lie_that_ends_the_reading(hostile: HostileCard) -> None:
    _, card = pair(hostile)
    for entropy in ENTROPY:
        card = card if card.tamper is None else pair(hostile)[1]
        card.reset()
        with pytest.raises(ChipError) as caught:
            read(hostile, card, entropy)
        assert type(caught.value) is hostile.error
        assert getattr(caught.value, "reason", None) == hostile.reason
        # The error of another package could hold what was read; ours, and one of an index, do not.
        assert isinstance(caught.value.__context__, ChipError | IndexError | None)
        said = str(caught.value) + repr(caught.value) + caught.value.text("en") + caught.value.text("ja")
        for hidden in (card.number.reveal(), "TARO", "1994", "VNM"):
            assert hidden not in said


@pytest.mark.parametrize("key", HOLDERS)
@pytest.mark.parametrize("hostile", FOUND)
def test_a_lie_that_verifying_speaks_of(hostile: HostileCard, key: str) -> None:
    findings = outcome(hostile.name, key)[3]
    assert hostile.finding is not None
    spoken = [one for one in findings.of(hostile.finding) if one.status is hostile.status]
    assert spoken
    assert all(one.text("en") and one.text("ja") for one in spoken)
    failed = {hostile.finding} if hostile.status is FindingStatus.FAILED else set()
    assert {one.kind for one in findings.failed} == failed
    unnoticed = hostile.status is FindingStatus.NOT_COVERED
    beside = hostile.finding is chip.FindingKind.CARD_NUMBER
    assert findings.trusted is (unnoticed or beside)


@pytest.mark.parametrize("hostile", NOT_UNDERSTOOD)
def test_what_is_not_understood_stays_raw(hostile: HostileCard) -> None:
    record = outcome(hostile.name)[2]
    assert hostile.unknown is not None
    assert record.unknown == (hostile.unknown,)
    assert getattr(record, hostile.unknown) is None
    assert record.values[hostile.unknown].strip(b"\0")


@pytest.mark.parametrize("hostile", PICTURES)
def test_a_picture_that_must_not_be_decoded(hostile: HostileCard) -> None:
    record = outcome(hostile.name)[2]
    assert hostile.image is not None
    show = images.face_png if hostile.image == "face_image" else images.text_png
    with pytest.raises(ImageError) as caught:
        show(record.values[hostile.image])
    assert caught.value.reason == hostile.reason
    assert caught.value.__context__ is None


@pytest.mark.parametrize("key", HOLDERS)
@pytest.mark.parametrize("hostile", READABLE)
def test_nothing_altered_is_called_authentic(hostile: HostileCard, key: str) -> None:
    card, _, record, findings = outcome(hostile.name, key)
    authentic = findings.authentic
    said = {name: record.values[name] for name in authentic}
    genuine = another(card) if hostile.name.endswith("copy_under_another_number") else card
    genuine.reset()
    meant = read(hostile, genuine).values
    assert said == {name: meant[name] for name in authentic}
    if hostile.unknown or hostile.image:
        assert (hostile.unknown or hostile.image) not in authentic


def test_what_cannot_be_noticed_is_a_finding_of_every_card() -> None:
    """Whatever a NOT_COVERED card does, an honest one has the finding too: nobody is told them apart."""
    for hostile in ALL.values():
        if hostile.status is FindingStatus.NOT_COVERED:
            card = honest(hostile.type, hostile.short, hostile.profile, "engineer")
            card.reset()
            findings = judged(hostile, card, read(hostile, card))
            assert hostile.finding is not None
            assert {one.status for one in findings.of(hostile.finding)} == {FindingStatus.NOT_COVERED}


REASONS: Final = tomllib.loads(files("tokutei.messages").joinpath("en.toml").read_text("utf-8"))["error"][
    "chip"
]
NOT_BY_A_CARD: Final = {
    ("secure_messaging_reasons", "entropy"): "the reader's own source of nonces and keys fails",
    ("secure_messaging_reasons", "length"): "what a card makes of a command; a reader is never asked for one",
    ("secure_messaging_reasons", "not_kept"): "somebody pickles a session",
    ("status_reasons", "success"): "a command that succeeds is not refused",
    ("image_reasons", "too_large"): "no file of a card has room for an image above the limit",
}
"""Reasons that no answer of a card can bring about in a reader, and why."""


@pytest.mark.parametrize(
    ("table", "error"),
    [
        ("tlv_reasons", TlvError),
        ("secure_messaging_reasons", SecureMessagingError),
        ("read_aborted_reasons", ReadAborted),
        ("status_reasons", CardError),
        ("image_reasons", ImageError),
    ],
)
def test_every_reason_is_provoked_by_some_card(table: str, error: type[ChipError]) -> None:
    words = set(REASONS[table])
    unreachable = {word for of, word in NOT_BY_A_CARD if of == table}
    every: tuple[HostileCard | HostileMyNumberCard, ...] = (*ALL.values(), *HOSTILE_MY_NUMBER_CARDS.values())
    provoked = {one.reason for one in every if one.error is error}
    assert provoked == words - unreachable
    if table == "status_reasons":
        assert {*STATUS_WORDS.values(), "unknown"} == words


@pytest.mark.parametrize("hostile", EVERY)
def test_every_lie_differs_from_the_honest_card(hostile: HostileCard) -> None:
    """Otherwise the table would claim an outcome for nothing."""
    card, liar = pair(hostile)
    assert (
        liar.tamper is not None
        or liar.files != card.files
        or liar.emulator is not card.emulator
        or liar.delivery_keys != card.delivery_keys
        or liar.authority != card.authority
        or hostile.anchors is not None
    )
    assert liar.number == card.number


@pytest.mark.parametrize("hostile", EVERY)
def test_commands_that_are_none_are_answered(hostile: HostileCard) -> None:
    _, card = pair(hostile)
    for command in (b"", b"\0", b"\x08\xb0", b"\x08\xb0\x82\0" + bytes(9), b"\x80\xae"):
        if hostile.name == "removed_at_once":
            with pytest.raises(ConnectionError):
                card.transmit(command)
        else:
            assert isinstance(card.transmit(command), bytes)


def test_the_same_seed_gives_the_same_liar() -> None:
    holder: SyntheticPerson = person("student")
    one, same, other = (ALL["altered_entry"].issue(holder, seed=seed) for seed in (3, 3, 4))
    assert (one.files == same.files, one.files == other.files) == (True, False)


def test_reset_starts_over() -> None:
    card = ALL["bare_answers"].issue()
    card.transmit(bytes.fromhex("00A4040C10D392F0004F0200000000000000000000"))
    card.reset()
    assert card.transmit(bytes.fromhex("00B08A00000000")).hex() == "c10230359000"
