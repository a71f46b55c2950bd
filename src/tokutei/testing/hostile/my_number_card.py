"""What a My Number card that lies is, how it is read, and how it is made from an honest one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from tokutei.chip import my_number
from tokutei.chip.my_number.applications import FileRow
from tokutei.chip.my_number.objects import encode
from tokutei.errors import ChipError
from tokutei.testing.my_number_card import SyntheticMyNumberCard, Tamper, issue_my_number_card
from tokutei.testing.residents import SyntheticPerson, person

__all__ = [
    "HostileMyNumberCard",
    "Make",
    "Read",
    "always",
    "nested",
    "on_the_wire",
    "read_jpki_of",
    "read_number_of",
    "read_surface_of",
    "read_text_of",
    "show_pictures_of",
    "written",
]

Make = Callable[[SyntheticPerson], SyntheticMyNumberCard]
"""Returns such a card for somebody."""
Read = Callable[[SyntheticMyNumberCard], tuple[str, ...]]
"""Reads a card as somebody does who believes it, and returns what was not understood."""


def read_text_of(card: SyntheticMyNumberCard) -> tuple[str, ...]:
    """Read the four items with the PIN."""
    return my_number.read_text(card, pin=card.pin).unknown


def read_number_of(card: SyntheticMyNumberCard) -> tuple[str, ...]:
    """Read the individual number alone, for a purpose."""
    purpose = my_number.Purpose.BY_THE_PERSON
    return my_number.read_text(card, pin=card.pin, items=(), purpose=purpose).unknown


def read_surface_of(card: SyntheticMyNumberCard) -> tuple[str, ...]:
    """Read what is printed, with reference number B."""
    return my_number.read_surface(card, reference_b=card.reference_b).unknown


def show_pictures_of(card: SyntheticMyNumberCard) -> tuple[str, ...]:
    """Read what is printed, and show the pictures of lines."""
    face = my_number.read_surface(card, reference_b=card.reference_b)
    for image in (face.name_image, face.address_image, face.security_code_image):
        my_number.line_png(image or b"")
    return face.unknown


def read_jpki_of(card: SyntheticMyNumberCard) -> tuple[str, ...]:
    """Read all certificates, with the password of the signature key."""
    signature = my_number.read_jpki(card, password=card.password).signature
    return signature.owner.unknown if signature and signature.owner else ()


@dataclass(frozen=True, slots=True, kw_only=True)
class HostileMyNumberCard:
    """A way to lie, and what must come of it: an error, or something that is named as not understood."""

    name: str
    lie: str
    """What the card does, in English."""
    make: Make
    read: Read
    """The reading that meets the lie."""
    error: type[ChipError] | None = None
    """What reading raises."""
    reason: str | None = None
    """The stable reason of the error."""
    unknown: str | None = None
    """What the record says is not understood, where the card reads."""

    def issue(self, holder: SyntheticPerson | None = None) -> SyntheticMyNumberCard:
        """Return such a card; an engineer's unless a holder is given."""
        return self.make(holder or person("engineer"))


def on_the_wire(tamper: Callable[[], Tamper]) -> Make:
    """Return how to issue a card with something between it and the reader, made anew for each card."""
    return lambda holder: replace(issue_my_number_card(holder), tamper=tamper())


def written(row: FileRow, change: Callable[[bytes], bytes]) -> Make:
    """Return how to issue a card of which a file was written anew afterwards."""

    def make(holder: SyntheticPerson) -> SyntheticMyNumberCard:
        card = issue_my_number_card(holder)
        return card.rewritten({row: change(card.content(row))})

    return make


def always(content: bytes) -> Callable[[bytes], bytes]:
    """Return how to write a file without regard to what it held."""
    return lambda _: content


def nested(content: bytes, levels: int, tag: int) -> bytes:
    """Return objects of one tag within each other."""
    for _ in range(levels):
        content = encode(tag, content)
    return content
