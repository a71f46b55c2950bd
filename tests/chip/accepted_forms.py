"""What the tests of accepted forms share: the table that runs them, and cards written in some form."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any, Final, TypeVar

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import load_der_public_key

from accepted_forms_page import FORMS
from tests.chip.between import AT
from tests.chip.chip_fakes import Authority, mint
from tokutei import chip
from tokutei.chip import FileName, apdu
from tokutei.chip.generations import generation_of
from tokutei.chip.layout import FileRow
from tokutei.chip.tlv import encode, parse_objects, values_by_tag
from tokutei.testing import issue_card, person
from tokutei.testing.authority import SigningKey
from tokutei.testing.cards import SyntheticCard

__all__ = [
    "AUTHORITY",
    "RUN",
    "Refusing",
    "forms",
    "issued",
    "read",
    "row_of",
    "sized_certificate",
    "trusted",
    "with_value",
]

T = TypeVar("T", bound=Callable[..., None])
RUN: Final[dict[str, str]] = {}
"""Rows of the table by the test that runs every form of theirs."""


def forms(test: T) -> T:
    """Run a test for every form and card type of the row that it is named after."""
    name = test.__name__.removeprefix("test_")
    RUN[name] = test.__name__
    row = FORMS[name]
    test = pytest.mark.parametrize("card_type", row["types"])(test)
    run: T = pytest.mark.parametrize("form", row["forms"])(test)
    return run


@cache
def issued(card_type: str, **how: Any) -> SyntheticCard:
    """Return a card of a type, of the student unless a holder is given; the same one if asked again."""
    return issue_card(how.pop("holder", person("student")), type=card_type, **how)


def read(card: SyntheticCard) -> chip.ChipRecord:
    """Return what is read of a card that was put into the field again."""
    card.reset()
    return chip.read(card, number=card.number, delivery_keys=card.delivery_keys)


def trusted(card: SyntheticCard, record: chip.ChipRecord) -> bool:
    """Return whether a record is trusted under the authority of the card."""
    return chip.verify(record, card.trust, at=AT).trusted


def row_of(card_type: str, name: FileName) -> FileRow:
    """Return the row of a file of a card type."""
    generation = generation_of(card_type)
    layout = generation.layout(card_type) if generation else None
    row = layout.file(name) if layout else None
    assert row is not None
    return row


def with_value(card: SyntheticCard, tag: int, value: bytes) -> SyntheticCard:
    """Return a card that holds another value of the same size under a tag."""
    for name, data in card.files.items():
        if tag in values_by_tag(data):
            objects = [(one.tag, value if one.tag == tag else one.value) for one in parse_objects(data)]
            written = b"".join(encode(*one) for one in objects).ljust(len(data), b"\0")
            assert len(written) == len(data)
            return card.rewritten({name: written})
    raise AssertionError(tag)


class Refusing:
    """A card that refuses reads of a stated length."""

    def __init__(self, card: SyntheticCard, status: int) -> None:
        self.card, self.status = card, status

    def transmit(self, command: bytes, /) -> bytes:
        """Answer a command."""
        if command[1] == apdu.READ_BINARY:
            asked = command[9:11] if command[0] else command[5:7]
            if asked != bytes(2):
                return self.status.to_bytes(2)
        return self.card.transmit(command)


AUTHORITY: Final = Authority()


def sized_certificate(key: SigningKey, size: int) -> bytes:
    """Return a certificate of so many bytes; the length of its signature is a matter of luck."""
    public, filling = load_der_public_key(key.public), 100
    for _ in range(300):
        extra = x509.UnrecognizedExtension(x509.ObjectIdentifier("2.999.1"), bytes(filling))
        encoded = mint(AUTHORITY, public, extra=((extra, False),))
        if len(encoded) == size:
            return encoded
        filling += size - len(encoded)
    raise AssertionError(size)
