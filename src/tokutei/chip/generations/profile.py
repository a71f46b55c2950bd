"""What makes a generation: its card types, their layouts, and what its signature covers."""

from __future__ import annotations

from dataclasses import dataclass

from tokutei.chip.layout import CardLayout, FileName

__all__ = ["Generation", "SignedContent"]


@dataclass(frozen=True, slots=True)
class SignedContent:
    """What the issuer's signature is over: values of one file, filled with zeros, then images."""

    entries: FileName
    """The file whose values are signed in file order, without tags and lengths."""
    entries_size: int
    """Bytes up to which the values are filled with zeros."""
    images: tuple[str, ...]
    """Names of the image fields, each at its full length, in the order in which they are signed."""


@dataclass(frozen=True, slots=True)
class Generation:
    """One generation of chips: what a reader and an emulator have to agree on."""

    name: str
    layouts: tuple[CardLayout, ...]
    signed: SignedContent

    def layout(self, card_type: str) -> CardLayout | None:
        """Return the layout of a card type, or ``None`` where it belongs to another generation."""
        return next((layout for layout in self.layouts if layout.card_type == card_type), None)
