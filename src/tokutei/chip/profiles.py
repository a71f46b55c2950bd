"""What specified cards do where no text at hand says it: each choice is one open question."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Final

from tokutei.chip.layout import Directory, FileName
from tokutei.errors import ProfileError

__all__ = ["DEFAULT_PROFILE", "DeliveredKeys", "KeyHash", "Profile"]


class KeyHash(StrEnum):
    """The hash of RSAES-OAEP, for the label and for the mask."""

    SHA_256 = "sha256"
    SHA_1 = "sha1"


class DeliveredKeys(StrEnum):
    """What SET SESSION KEY delivers under RSA."""

    ENCRYPTION = "encryption"
    """``A0 22 { 80 20 <32 bytes> }``: one seed, whose first 16 bytes are the key."""
    ENCRYPTION_AND_MAC = "encryption_and_mac"
    """``A0 44 { 80 20 <32 bytes> 81 20 <32 bytes> }``: a second seed for the MAC key."""


_AUTHENTICATED: Final = 0x0C
_NO_SHORT_ID: Final = 0x1F


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """What specified cards do where no text at hand says it; each field is one open question.

    The official specification (特定在留カード等仕様書 Ver 1.1) was not at hand. Each default is the
    likeliest reading: what another application of the same chip was measured to do, or what the
    second generation does. ``confirmed`` stays false until somebody has read a real card with it; it
    travels into the findings.

    Example:
        >>> Profile().confirmed, Profile(verify_reference=0x80).verify_reference
        (False, 128)

    Raises:
        ProfileError: two choices contradict each other, or a number is out of range.
    """

    confirmed: bool = False
    """Whether a reading with these choices has succeeded on a genuine card."""
    key_hash: KeyHash = KeyHash.SHA_256
    delivered: DeliveredKeys = DeliveredKeys.ENCRYPTION
    messaging_class: int = 0x08
    """CLA of protected commands: ``08`` encrypts, ``0C`` also carries a MAC (data object 8E)."""
    mac_size: int = 8
    """Bytes of the MAC that are sent, 8 or 16; where there is one."""
    first_counter: int = 1
    """The number of the first protected message, 1 or 0."""
    expected_length_octets: int = 2
    """``96 02 hh ll`` as on the second generation, or ``96 03 00 hh ll``."""
    verify_reference: int = 0x86
    """P2 of VERIFY."""
    short_ids: Mapping[FileName, int] = field(default_factory=lambda: MappingProxyType({}), hash=False)
    """Short EF identifiers that differ from those of the second generation."""
    protected: frozenset[Directory] = frozenset({Directory.DF1})
    """Directories whose files are read under secure messaging only."""

    def __post_init__(self) -> None:
        for name, read in _READ.items():
            value = None
            with suppress(ValueError, TypeError, AttributeError):
                value = read(getattr(self, name))
            if value is None:
                raise ProfileError(name, _ALLOWED[name])
            object.__setattr__(self, name, value)
        if self.has_mac and self.delivered is DeliveredKeys.ENCRYPTION:
            raise ProfileError("delivered", "encryption_and_mac, where messaging_class is 0x0C")

    def __reduce__(self) -> tuple[object, ...]:
        values = {name: getattr(self, name) for name in self.__dataclass_fields__}
        return _again, (values | {"short_ids": dict(self.short_ids)},)

    @property
    def has_mac(self) -> bool:
        """Whether protected messages carry a MAC."""
        return self.messaging_class == _AUTHENTICATED


def _one_of(*allowed: int) -> Callable[[object], int | None]:
    """Return how to read a number of a few; a truth value is none."""
    return lambda value: value if type(value) is int and value in allowed else None


def _flag(value: object) -> bool | None:
    return value if isinstance(value, bool) else None


def _short_ids(value: Mapping[str, int]) -> Mapping[FileName, int] | None:
    read = {FileName(name): number for name, number in value.items()}
    known = all(type(number) is int and 0 < number < _NO_SHORT_ID for number in read.values())
    return MappingProxyType(read) if known else None


def _protected(value: Iterable[str]) -> frozenset[Directory] | None:
    read = frozenset(map(Directory, value))
    return read if Directory.DF1 in read and Directory.AP not in read else None


_READ: Final[Mapping[str, Callable[[Any], object]]] = {
    "confirmed": _flag,
    "key_hash": KeyHash,
    "delivered": DeliveredKeys,
    "messaging_class": _one_of(0x08, _AUTHENTICATED),
    "mac_size": _one_of(8, 16),
    "first_counter": _one_of(0, 1),
    "expected_length_octets": _one_of(2, 3),
    "verify_reference": _one_of(*range(0x80, 0xA0)),
    "short_ids": _short_ids,
    "protected": _protected,
}
"""How each choice is read; ``None`` or an error for what it cannot be."""
_ALLOWED: Final[Mapping[str, str]] = {
    "confirmed": "True, False",
    "key_hash": "sha256, sha1",
    "delivered": "encryption, encryption_and_mac",
    "messaging_class": "0x08, 0x0C",
    "mac_size": "8, 16",
    "first_counter": "0, 1",
    "expected_length_octets": "2, 3",
    "verify_reference": "0x80 … 0x9F",
    "short_ids": "FileName: 1 … 30",
    "protected": "DF1, DF2, DF3 (DF1 always)",
}
"""What each choice can be, as an error says it."""


def _again(values: dict[str, object]) -> Profile:
    return Profile(**values)  # type: ignore[arg-type]  # the fields of another Profile


DEFAULT_PROFILE: Final = Profile()
"""The likeliest reading of everything; unconfirmed."""
