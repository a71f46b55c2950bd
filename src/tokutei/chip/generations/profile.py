"""What makes a generation: what a reader, a judge and an emulator have to agree on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from tokutei.chip.ciphers import Cipher
from tokutei.chip.layout import CardLayout, Directory, FileName
from tokutei.chip.opening import Opening
from tokutei.chip.profiles import DEFAULT_PROFILE, DeliveredKeys, KeyHash, Profile

__all__ = [
    "DEFAULT_PROFILE",
    "DeliveredKeys",
    "Generation",
    "KeyHash",
    "Profile",
    "SignatureScheme",
    "SignedContent",
]


class SignatureScheme(StrEnum):
    """How the issuer signs."""

    ECDSA_P384_SHA256 = "ecdsa_p384_sha256"
    RSA_2048_SHA256 = "rsa_2048_sha256"
    """PKCS#1 v1.5, with the hash in a DigestInfo or bare: the document draws it bare."""


@dataclass(frozen=True, slots=True)
class SignedContent:
    """What the issuer's signature is over: values of one file, filled with zeros, then images."""

    scheme: SignatureScheme
    images: tuple[str, ...]
    """Names of the image fields, each at its full length, in the order in which they are signed."""
    entries: FileName | None = None
    """The file whose values are signed in file order, without tags and lengths; before the images."""
    entries_size: int = 0
    """Bytes up to which the values are filled with zeros."""


@dataclass(frozen=True, slots=True)
class Generation:
    """One generation of chips: what a reader, a judge and an emulator have to agree on.

    Whoever handles cards asks it, and asks nobody which generation it is; so a further one is a module
    with such an object and no branch anywhere.
    """

    name: str
    root: Directory
    """The directory above all others: the MF, or an application of its own."""
    layouts: tuple[CardLayout, ...]
    signed: SignedContent
    opening: Opening
    """How both ends agree on a session, and what the session is like."""
    sections: Mapping[str, str]
    """Sections of its specification that say what is where, by what a finding is about."""
    profiled: Callable[[Profile], Generation] | None = None
    """Makes the generation as another profile has it, where it has open choices."""

    @property
    def cipher(self) -> Cipher:
        """The block cipher of its sessions."""
        return self.opening.cipher

    @property
    def profile(self) -> Profile | None:
        """The open choices; ``None`` on generations that have none."""
        return self.opening.profile

    def layout(self, card_type: str) -> CardLayout | None:
        """Return the layout of a card type, or ``None`` where it belongs to another generation."""
        return next((layout for layout in self.layouts if layout.card_type == card_type), None)

    def with_profile(self, profile: Profile) -> Generation:
        """Return the generation as a profile has it; one without open choices stays what it is."""
        return self if self.profiled is None else self.profiled(profile)
