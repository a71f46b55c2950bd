"""Genuine synthetic cards of every type, and what must hold of whatever is read instead of them."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache
from typing import Final

from tokutei import chip
from tokutei.chip.generations import Profile, generation_of, specified
from tokutei.chip.generations.profile import DeliveredKeys
from tokutei.chip.plan import Units, least_exchanges
from tokutei.testing.cards import CARD_TYPES, SyntheticCard, issue_card
from tokutei.testing.emulator import OpenChoices
from tokutei.testing.residents import person

AT: Final = datetime(2026, 9, 1, 3, tzinfo=UTC)
"""A moment at which every genuine card is trusted."""
WITH_MAC: Final = Profile(messaging_class=0x0C, delivered=DeliveredKeys.ENCRYPTION_AND_MAC)
_EXCHANGES_PER_MINIMUM: Final = 3


@cache
def genuine(card_type: str, *, short: bool = False, with_mac: bool = False) -> SyntheticCard:
    """Return a card; the same one every time, so that it has to be reset before it is read."""
    certificate = card_type in {"2", "06", "08"}
    return issue_card(
        person("special_permanent_resident" if certificate else "student_with_permission"),
        type=card_type,
        choices=OpenChoices(extended_commands=not short),
        profile=WITH_MAC if with_mac else Profile(),
    )


@cache
def genuine_record(card_type: str) -> chip.ChipRecord:
    """Return what a genuine card says."""
    card = genuine(card_type)
    card.reset()
    return chip.read(card, number=card.number, delivery_keys=card.delivery_keys)


@cache
def verifier(card_type: str) -> chip.Verifier:
    """Return what judges records by the authority of a genuine card."""
    return chip.Verifier(genuine(card_type).trust)


def check_nothing_is_passed_off(record: chip.ChipRecord) -> None:
    """Demand that whatever is called authentic is what one genuine card says.

    The card type is not signed, so the record may be of another type than that card. Zeros behind an image
    are its fill, whether they are stored or not.
    """
    for issuer in ("1", "05"):  # each authority once
        authentic = verifier(issuer).verify(record, at=AT).authentic
        honest = [_said(genuine_record(card_type), authentic) for card_type in CARD_TYPES]
        assert not authentic or _said(record, authentic) in honest


def _said(record: chip.ChipRecord, names: frozenset[str]) -> dict[str, object]:
    """Return what a record says in some fields, without the fill of images."""
    typed = ((name, getattr(record, name, None)) for name in names)
    return {name: value.rstrip(b"\0") if isinstance(value, bytes) else value for name, value in typed}


def most_exchanges(*, short: bool) -> int:
    """Return how many commands no reading of any card may exceed."""
    units = Units(protected=223) if short else None
    layouts = [one for name in CARD_TYPES for one in _layouts(name) if one.card_type == name]
    return _EXCHANGES_PER_MINIMUM * max(least_exchanges(one, units=units) for one in layouts)


def _layouts(card_type: str) -> tuple[chip.layout.CardLayout, ...]:
    generation = generation_of(card_type)
    assert generation is not None
    return generation.layouts if generation.profile is None else specified(WITH_MAC).layouts


class Wire:
    """A genuine card whose answers are changed from one exchange on, or at one exchange."""

    def __init__(self, card: chip.Transport, choices: list[int], content: bytes) -> None:
        self._card = card
        self._at, self._how, self._position = choices
        self._content = content
        self.exchanges = 0

    def transmit(self, command: bytes, /) -> bytes:
        answer = self._card.transmit(command)
        self.exchanges += 1
        reached = self.exchanges > self._at if self._how & 0x80 else self.exchanges == self._at + 1
        return self._changed(answer) if reached else answer

    def _changed(self, answer: bytes) -> bytes:
        content, at = self._content, self._position % (len(answer) + 1)
        made = (
            content,
            content + b"\x90\x00",
            answer[:at] + content + answer[at + len(content) :],
            answer[:at] + content + answer[at:],
            answer[:-2][:at] + b"\x90\x00",
            answer[:-2] + content[:2].ljust(2, b"\0"),
            answer[:-2] + content + answer[-2:],
            answer[:-2] * (2 + at % 8) + answer[-2:],
        )
        return made[self._how & 0x07]
