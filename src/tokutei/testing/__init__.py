"""The public test kit: people who do not exist, their cards, and cards that behave badly.

Nothing here is real, and it says so: names, numbers, codes and the issuer. What needs the optional
packages is imported when first asked for; without them it raises
:class:`~tokutei.errors.MissingExtraError`, while people are there in any case.

Example:
    >>> from tokutei import testing
    >>> card = testing.issue_card(testing.person("student_with_permission"), type="05")
    >>> card.transmit(bytes.fromhex("00B08A00000000")).hex()  # READ BINARY of the card type
    'c10230359000'
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Final

from tokutei.testing.residents import SyntheticPerson, people, person

if TYPE_CHECKING:
    from tokutei.testing import hostile
    from tokutei.testing.authority import CertificateAuthority, CertificateForm
    from tokutei.testing.cards import (
        CARD_TYPES,
        PERMISSION_CODE,
        STATUS_CODES,
        CardForms,
        SyntheticCard,
        issue_card,
    )
    from tokutei.testing.emulator import CardEmulator, OpenChoices
    from tokutei.testing.entropy import given_entropy, seeded_entropy
    from tokutei.testing.hostile import (
        HOSTILE_CARDS,
        HOSTILE_MY_NUMBER_CARDS,
        HostileCard,
        HostileMyNumberCard,
    )
    from tokutei.testing.jpki_authority import JpkiAuthority
    from tokutei.testing.lapse import FakeLapseChecker
    from tokutei.testing.my_number_card import (
        MyNumberApplications,
        SyntheticMyNumberCard,
        issue_my_number_card,
    )
    from tokutei.testing.virtual_reader import VirtualReader

__all__ = [
    "CARD_TYPES",
    "HOSTILE_CARDS",
    "HOSTILE_MY_NUMBER_CARDS",
    "PERMISSION_CODE",
    "STATUS_CODES",
    "CardEmulator",
    "CardForms",
    "CertificateAuthority",
    "CertificateForm",
    "FakeLapseChecker",
    "HostileCard",
    "HostileMyNumberCard",
    "JpkiAuthority",
    "MyNumberApplications",
    "OpenChoices",
    "SyntheticCard",
    "SyntheticMyNumberCard",
    "SyntheticPerson",
    "VirtualReader",
    "given_entropy",
    "hostile",
    "issue_card",
    "issue_my_number_card",
    "people",
    "person",
    "seeded_entropy",
]

_HOMES: Final = {
    "authority": ("CertificateAuthority", "CertificateForm"),
    "cards": ("CARD_TYPES", "PERMISSION_CODE", "STATUS_CODES", "CardForms", "SyntheticCard", "issue_card"),
    "emulator": ("CardEmulator", "OpenChoices"),
    "entropy": ("given_entropy", "seeded_entropy"),
    "virtual_reader": ("VirtualReader",),
    "hostile": ("HOSTILE_CARDS", "HOSTILE_MY_NUMBER_CARDS", "HostileCard", "HostileMyNumberCard"),
    "jpki_authority": ("JpkiAuthority",),
    "lapse": ("FakeLapseChecker",),
    "my_number_card": ("MyNumberApplications", "SyntheticMyNumberCard", "issue_my_number_card"),
}
_HOSTILE: Final = "hostile"
_HOME: Final = {name: home for home, names in _HOMES.items() for name in names}


def __getattr__(name: str) -> object:
    if name == _HOSTILE:
        return import_module(f"{__name__}.{name}")
    if name not in _HOME:
        raise AttributeError(name)
    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)


def __dir__() -> list[str]:
    return sorted(__all__)
