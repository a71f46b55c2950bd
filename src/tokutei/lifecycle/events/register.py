"""Places of residence, the register, departures and entries, and the end of being a foreign resident."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from re import fullmatch
from typing import ClassVar, Literal

from tokutei.lifecycle.events.base import Happening, misfit
from tokutei.lifecycle.events.filings import Asking
from tokutei.lifecycle.events.kinds import EventKind
from tokutei.lifecycle.states import ReentryKind
from tokutei.lifecycle.terms import MunicipalityDigits
from tokutei.personal import Masked, Personal
from tokutei.rules.routes import ExpressClass
from tokutei.vocabulary import ProcedureKind

__all__ = [
    "ChangeAlias",
    "ChangeNumber",
    "Depart",
    "Die",
    "EraseEntry",
    "ExtendReentry",
    "MoveAbroad",
    "MunicipalAsking",
    "Naturalize",
    "NotifyAddressAfterPermission",
    "NotifyFirstAddress",
    "NotifyMoveIn",
    "NotifyMoveOut",
    "NotifyRelocation",
    "ReEnter",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class MunicipalAsking(Asking):
    """What is filed with a municipality and may carry an application for a specified card."""

    expedited: bool = False
    """Whether the specified card is to be posted soon (Act 19-15-2(3))."""
    expedited_class: ExpressClass | None = None
    """On which ground; ``None``: none."""
    by_proxy: bool = False
    """Whether somebody else files for the person."""
    identity_checked: bool = True
    """Whether the identity check for the My Number function is made at filing."""


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class _AddressNotice(Masked, MunicipalAsking):
    """A place of residence is notified to the municipality."""

    municipality: Personal[MunicipalityDigits]
    """Six-digit code of the municipality."""
    moved_on: date
    """The day on which the residence was settled or moved; the fourteen days run from it."""
    register_form: bool = True
    """Whether it is the notification of the Basic Resident Register Act, deemed to be this one."""
    card_left: bool = False
    """Whether the card stays with the municipality for a while to be written on."""
    my_number_card_handed_in: bool = True
    """Whether the card with the My Number function is handed in for rewriting at the same time."""

    def __post_init__(self) -> None:
        Happening.__post_init__(self)
        if not fullmatch("[0-9]{6}", self.municipality):
            raise misfit(self, ("municipality",))


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class NotifyFirstAddress(_AddressNotice):
    """The first place of residence after landing is notified (Act 19-7; Register Act 30-46)."""

    kind: Literal[EventKind.NOTIFY_FIRST_ADDRESS] = EventKind.NOTIFY_FIRST_ADDRESS
    procedure: ClassVar[ProcedureKind | None] = ProcedureKind.PLACE_OF_RESIDENCE_FIRST


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class NotifyAddressAfterPermission(_AddressNotice):
    """The residence of somebody who became a resident by permission is notified (Act 19-8)."""

    kind: Literal[EventKind.NOTIFY_ADDRESS_AFTER_PERMISSION] = EventKind.NOTIFY_ADDRESS_AFTER_PERMISSION
    procedure: ClassVar[ProcedureKind | None] = ProcedureKind.PLACE_OF_RESIDENCE_AFTER_PERMISSION


@dataclass(frozen=True, slots=True, kw_only=True)
class NotifyMoveOut(Happening):
    """Moving out to elsewhere in Japan is notified (転出届, Register Act 24)."""

    planned_on: date
    """The planned day of moving."""
    kind: Literal[EventKind.NOTIFY_MOVE_OUT] = EventKind.NOTIFY_MOVE_OUT


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class NotifyMoveIn(_AddressNotice):
    """Moving in is notified (転入届, Register Act 22; Act 19-9)."""

    kind: Literal[EventKind.NOTIFY_MOVE_IN] = EventKind.NOTIFY_MOVE_IN
    procedure: ClassVar[ProcedureKind | None] = ProcedureKind.PLACE_OF_RESIDENCE_CHANGE


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class NotifyRelocation(_AddressNotice):
    """Moving within the municipality is notified (転居届, Register Act 23; Act 19-9)."""

    kind: Literal[EventKind.NOTIFY_RELOCATION] = EventKind.NOTIFY_RELOCATION
    procedure: ClassVar[ProcedureKind | None] = ProcedureKind.PLACE_OF_RESIDENCE_CHANGE


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveAbroad(Happening):
    """The register records that the person moves abroad (国外転出)."""

    kind: Literal[EventKind.MOVE_ABROAD] = EventKind.MOVE_ABROAD


@dataclass(frozen=True, slots=True, kw_only=True)
class EraseEntry(Happening):
    """The resident record is erased, for another reason than naturalization."""

    kind: Literal[EventKind.ERASE_ENTRY] = EventKind.ERASE_ENTRY


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeNumber(Happening):
    """The individual number or the code of the resident record is changed."""

    kind: Literal[EventKind.CHANGE_NUMBER] = EventKind.CHANGE_NUMBER


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeAlias(Happening):
    """A registered alias is entered, changed or deleted (通称)."""

    kind: Literal[EventKind.CHANGE_ALIAS] = EventKind.CHANGE_ALIAS


@dataclass(frozen=True, slots=True, kw_only=True)
class Depart(Happening):
    """The person leaves Japan (出国の確認)."""

    reentry: ReentryKind
    """By what the person may come back."""
    permit_until: date | None = None
    """Last day of the re-entry permission, where there is one."""
    refugee_travel_document: bool = False
    """Whether the person travels on a refugee travel document."""
    excluded: bool = False
    """Whether the person is one of those who need a permission (Regulation 29-4)."""
    designated_ship: bool = False
    """Whether a temporary visitor leaves, and comes back, on a designated passenger ship (Act 26-3(1))."""
    kind: Literal[EventKind.DEPART] = EventKind.DEPART


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtendReentry(Happening):
    """A consul extends the re-entry permission abroad (Act 26(5))."""

    until: date
    """The new last day."""
    kind: Literal[EventKind.EXTEND_REENTRY] = EventKind.EXTEND_REENTRY


@dataclass(frozen=True, slots=True, kw_only=True)
class ReEnter(Happening):
    """The person enters again with the stay unbroken (Act 26, 26-2)."""

    kind: Literal[EventKind.RE_ENTER] = EventKind.RE_ENTER


@dataclass(frozen=True, slots=True, kw_only=True)
class Naturalize(Happening):
    """The person acquires Japanese nationality."""

    kind: Literal[EventKind.NATURALIZE] = EventKind.NATURALIZE


@dataclass(frozen=True, slots=True, kw_only=True)
class Die(Happening):
    """The person dies."""

    kind: Literal[EventKind.DIE] = EventKind.DIE
