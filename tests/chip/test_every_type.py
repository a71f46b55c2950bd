"""Each card type: parsed, read, verified, emulated. What is proved further stands in the table of docs/proofs.md."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final

import pytest

from tests.chip.chip_fakes import exchange
from tokutei import chip, testing
from tokutei.chip import ChipRecord, FindingStatus
from tokutei.chip.generations import FIRST, generation_of
from tokutei.chip.layout import Access, Directory
from tokutei.chip.plan import least_exchanges
from tokutei.chip.record import layout_of
from tokutei.errors import ChipError, WrongNumberError
from tokutei.testing import SyntheticCard

AT: Final = datetime(2026, 9, 1, 3, tzinfo=UTC)
OF_CERTIFICATES: Final = frozenset({"2", "06", "08"})
UNSIGNED: Final = {"1": "application_pending", "2": "municipality"}
"""A field of the first generation that nobody signs; since the second, that is the Commissioner's entry."""

each = pytest.mark.parametrize("card_type", testing.CARD_TYPES)


def issued(card_type: str) -> SyntheticCard:
    holder = "special_permanent_resident" if card_type in OF_CERTIFICATES else "student_with_permission"
    return testing.issue_card(testing.person(holder), type=card_type)


def altered(card: SyntheticCard, name: str) -> SyntheticCard:
    """Return the card with the last byte of a field's value raised by one."""
    _, layout = layout_of(card.files)
    row = next(row for row in layout.files if any(field.name == name for field in row.fields))
    data = card.files[row.name]
    value = ChipRecord.of(card.files, exchange=exchange()).values[name]
    at = data.index(value) + len(value.rstrip(b"\0")) - 1
    return card.rewritten({row.name: data[:at] + bytes([data[at] + 1]) + data[at + 1 :]})


def read(card: SyntheticCard) -> ChipRecord:
    return chip.read(card, number=card.number, delivery_keys=card.delivery_keys)


@each
def test_parse(card_type: str) -> None:
    card = issued(card_type)
    record = ChipRecord.of(card.files, exchange=exchange())
    assert record.card_type.value == card_type
    assert record.card_type.form.value == ("form_2012" if card_type in "12" else "form_2026")
    assert record.unknown == ()
    assert record.spec_version == "0001"
    holder = card.holder
    if record.generation is FIRST:
        assert (record.valid_until, record.born, record.number) == (None, None, None)
        assert record.front_image
        assert (record.address_added_on, record.address) == (holder.issued_on, " ".join(holder.address))
        assert record.municipality == "479993"
    else:
        assert (record.valid_until, record.born, record.sex) == (holder.valid_until, holder.born, holder.sex)
        assert record.number == card.number
        assert (record.nationality, record.front_image) == (holder.nationality, None)
    if card_type not in OF_CERTIFICATES:
        assert record.application_pending is holder.applying
        assert record.comprehensive_permission_text or record.comprehensive_permission
    else:
        assert record.application_pending is None


@each
def test_read(card_type: str) -> None:
    card = issued(card_type)
    record = read(card)
    generation, layout = layout_of(card.files)
    assert generation.name == (generation_of(card_type) or FIRST).name
    assert dict(record.files) == dict(card.files)
    assert card.emulator.exchanges == len(record.exchange.steps) == least_exchanges(layout)
    secured = {one.name.directory for one in record.exchange.files if one.secured}
    assert secured == {Directory.DF1}
    assert record.exchange.confirmed is (card_type not in ("07", "08"))


@each
def test_verify(card_type: str) -> None:
    card = issued(card_type)
    findings = chip.verify(read(card), card.trust, at=AT)
    assert findings.trusted
    assert findings.authentic
    assert not chip.verify(read(card), chip.TrustStore.custom([]), at=AT).trusted
    for name in sorted(findings.authentic):
        changed = read(altered(card, name))
        found = chip.verify(changed, card.trust, at=AT)
        assert (found.intact, found.authentic) == (False, frozenset()), name
    unsigned = UNSIGNED.get(card_type, "commissioner_entry")
    found = chip.verify(read(altered(card, unsigned)), card.trust, at=AT)
    assert found.trusted
    assert unsigned not in found.authentic
    assert {one.status for one in found.items} >= {FindingStatus.NOT_COVERED}


@each
def test_emulate(card_type: str) -> None:
    card = issued(card_type)
    _, layout = layout_of(card.files)
    root = layout.files[0].name.directory
    if root is Directory.AP:
        assert card.transmit(bytes.fromhex("00A40000023F00")) == b"\x6a\x82"
        assert card.transmit(b"\x00\xa4\x04\x0c\x10" + Directory.DF1.aid) == b"\x6a\x82"
        assert card.transmit(b"\x00\xa4\x04\x0c\x10" + root.aid) == b"\x90\x00"
    for row in layout.files:
        if row.name.directory is not root:
            assert card.transmit(b"\x00\xa4\x04\x0c\x10" + row.name.directory.aid) == b"\x90\x00"
        answer = card.transmit(bytes([0, 0xB0, 0x80 | row.short_id, 0, 0, 0, 0]))
        free = row.access is Access.FREE
        assert answer == (card.files[row.name] + b"\x90\x00" if free else b"\x69\x82"), row.name
    card.reset()
    with pytest.raises(WrongNumberError):
        chip.read(card, number="ZZ99999999ZZ", delivery_keys=card.delivery_keys)
    card.reset()
    assert read(card) == read(card)


@each
def test_hostile(card_type: str) -> None:
    lies = [one for one in testing.HOSTILE_CARDS.values() if one.type == card_type]
    assert len(lies) >= 5
    for lie in lies[:: max(1, len(lies) // 10)]:
        liar, honest = lie.issue(seed=3), lie.honest(seed=3)
        try:
            record = chip.read(
                liar, number=liar.number, profile=lie.profile, delivery_keys=liar.delivery_keys
            )
        except ChipError as error:
            assert lie.error is not None
            assert isinstance(error, lie.error)  # noqa: PT017 - either outcome is right
            continue
        proved = chip.verify(record, lie.trust(liar), at=AT).authentic
        truth = ChipRecord.of(honest.files, exchange=exchange())
        if liar.number == honest.number:
            assert all(record.values.get(name) == truth.values.get(name) for name in proved), lie.name
