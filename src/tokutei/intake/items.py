"""The table of items: what each is called in every source, and which fact it feeds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields
from functools import cache
from operator import attrgetter
from typing import Any, Final, Protocol

from tokutei.chip import ChipRecord, ComprehensivePermission, FaceState, Period
from tokutei.chip.record import layout_of
from tokutei.intake.told import Face, Paper, Said
from tokutei.intake.words import ItemKey
from tokutei.vocabulary import StatusOfResidence
from tokutei.vocabulary.words import fold

__all__ = ["ITEMS", "CodeTables", "ItemRow"]


class CodeTables(Protocol):
    """The agency's tables of codes, which it hands out separately; supplied by the caller.

    :class:`tokutei.chip.CodeTables` is one, and so is anything else that answers the same.
    """

    def status_of(self, code: str | None, /) -> StatusOfResidence | None:
        """Return the status of residence that a code (C9) stands for, or ``None`` if no row says it."""
        ...

    def period_of(self, code: str | None, /) -> Period | None:
        """Return the period of stay that goes with a status code (C9), or ``None`` if no row says it."""
        ...

    def permission_of(self, code: str | None, lang: str, /) -> str | None:
        """Return the name of a kind of permission (CA), or ``None`` if no row says it."""
        ...

    def nationality_of(self, code: str | None, lang: str, /) -> str | None:
        """Return the name of a nationality or region (C8), or ``None`` if no row says it."""
        ...


Read = Callable[[Any, CodeTables | None], object]


def _as_it_is(value: object, _: CodeTables | None) -> object:
    return value


def _has_photo(face: FaceState, _: CodeTables | None) -> bool | None:
    return None if face is FaceState.NOT_READ else face is FaceState.PRESENT


def _status(code: str, tables: CodeTables | None) -> StatusOfResidence | None:
    return tables.status_of(code) if tables else None


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemRow:
    """One item.

    A field that chips of another generation have is one more row, or one more name in a row.
    """

    key: ItemKey
    chip: str = ""
    """Path in the record; empty where no chip says it."""
    signed_as: str = ""
    """Field of the record that the signature is over, where it is not ``chip`` itself."""
    read: Read = _as_it_is
    """Makes the item's value of the record's; ``None`` for no value."""
    is_image: bool = False
    """Whether the chip has a picture only: its item says where it is, and has no value."""
    told: str = ""
    """Field of ``Face``, ``Paper`` and ``Said``, as far as they have it."""
    images: tuple[ItemKey, ...] = ()
    """Pictures and words on chips that somebody has to look at to compare this value."""
    words: str = ""
    """Field of the record where chips of the first generation note this in words."""
    without_words: object = None
    """What it means that nothing is noted there."""
    same: Callable[[Any], object] = lambda value: value
    """What two values must have in common to agree."""
    fact: str = ""
    """Path in ``Facts``; empty for an item that facts have no place for."""
    printed_as: str = ""
    """Key of the item in the law's list of what a card has printed on it."""

    def of_chip(self, record: ChipRecord, codes: CodeTables | None) -> object:
        """Return what the chip says, or ``None``."""
        value = attrgetter(self.chip)(record) if self.chip else None
        if value is not None:
            return self.read(value, codes)
        return self.without_words if self.words and _left_blank(record, self.words) else None

    def of(self, source: Face | Paper | Said | None) -> object:
        """Return what another source says, or ``None``."""
        return getattr(source, self.told, None) if source and self.told else None

    @property
    def comparable(self) -> bool:
        """Whether two sources may say it."""
        told = sum(self.told in _fields(kind) for kind in (Face, Paper, Said))
        return told + bool(self.chip or self.images) > 1


@cache
def _fields(kind: type[Face | Paper | Said]) -> frozenset[str]:
    return frozenset(field.name for field in fields(kind))


def _left_blank(record: ChipRecord, name: str) -> bool:
    """Tell whether the card has a place for a field, which was read and holds nothing."""
    files = layout_of(record.files)[1].files
    read = any(name == field.name for row in files if row.name in record.files for field in row.fields)
    return read and getattr(record, name) is None and name not in {*record.unknown, *record.exchange.skipped}


_K = ItemKey

ITEMS: Final = (
    ItemRow(key=_K.NAME, told="name", images=(_K.NAME_IMAGE,), same=fold, printed_as="name"),
    ItemRow(key=_K.FRONT_IMAGE, chip="front_image", is_image=True),
    ItemRow(key=_K.NAME_IMAGE, chip="name_image", is_image=True),
    ItemRow(key=_K.BORN, chip="born", told="born", fact="born", printed_as="birth"),
    ItemRow(key=_K.SEX, chip="sex", told="sex", printed_as="sex"),
    ItemRow(
        key=_K.NATIONALITY,
        chip="nationality",
        told="nationality",
        fact="nationality",
        printed_as="nationality_or_region",
    ),
    # On chips of the first generation the one that was added on the back; the front has that of the issue.
    ItemRow(
        key=_K.ADDRESS,
        chip="address",
        told="address",
        images=(_K.ADDRESS_IMAGE,),
        same=fold,
        printed_as="address",
    ),
    ItemRow(key=_K.ADDRESS_IMAGE, chip="address_image", is_image=True),
    ItemRow(key=_K.ADDRESS_ADDED_ON, chip="address_added_on"),
    # No fact: where an address was once noted does not say whose register has the person today.
    ItemRow(key=_K.ADDRESS_MUNICIPALITY, chip="municipality"),
    ItemRow(key=_K.MUNICIPALITY, told="municipality", fact="municipality"),
    ItemRow(
        key=_K.PHOTO,
        chip="face",
        signed_as="face_image",
        read=_has_photo,
        told="photo",
        printed_as="photo",
    ),
    ItemRow(key=_K.KIND, chip="card_type.kind", signed_as="card_type", told="kind", fact="card.kind"),
    ItemRow(key=_K.FORM, chip="card_type.form", signed_as="card_type", told="form", fact="card.form"),
    ItemRow(key=_K.NUMBER, chip="number", told="number", fact="card.number", printed_as="number"),
    ItemRow(key=_K.ISSUED_ON, told="issued_on", fact="card.issued_on", printed_as="issued_on"),
    ItemRow(key=_K.FILED_ON, told="filed_on"),
    ItemRow(
        key=_K.VALID_UNTIL,
        chip="valid_until",
        told="valid_until",
        fact="card.valid_until",
        printed_as="valid_until",
    ),
    ItemRow(
        key=_K.STATUS,
        chip="status_code",
        read=_status,
        told="status",
        fact="status",
        printed_as="status",
    ),
    ItemRow(key=_K.STATUS_CODE, chip="status_code"),
    ItemRow(key=_K.PERIOD, chip="period", told="period", printed_as="period_of_stay"),
    ItemRow(
        key=_K.STAY_UNTIL,
        chip="stay_until",
        told="stay_until",
        fact="stay_until",
        printed_as="stay_until",
    ),
    ItemRow(key=_K.PERMITTED_ON, chip="permitted_on", told="permitted_on", printed_as="permission_date"),
    ItemRow(key=_K.PERMISSION_CODE, chip="permission_code"),
    ItemRow(
        key=_K.WORK_RESTRICTION,
        chip="work_restriction",
        told="work_restriction",
        printed_as="work_restriction",
    ),
    ItemRow(
        key=_K.COMPREHENSIVE_PERMISSION,
        chip="comprehensive_permission",
        told="comprehensive_permission",
        images=(_K.COMPREHENSIVE_PERMISSION_TEXT,),
        words="comprehensive_permission_text",
        without_words=ComprehensivePermission.NONE,
        printed_as="other_activity",
    ),
    ItemRow(
        key=_K.COMPREHENSIVE_PERMISSION_UNTIL,
        chip="comprehensive_permission_until",
        told="comprehensive_permission_until",
    ),
    ItemRow(
        key=_K.INDIVIDUAL_PERMISSION,
        chip="individual_permission",
        told="individual_permission",
        images=(_K.INDIVIDUAL_PERMISSION_TEXT,),
        words="individual_permission_text",
        without_words=False,
        printed_as="other_activity",
    ),
    ItemRow(key=_K.COMPREHENSIVE_PERMISSION_TEXT, chip="comprehensive_permission_text"),
    ItemRow(key=_K.INDIVIDUAL_PERMISSION_TEXT, chip="individual_permission_text"),
    # The note is not made for what was filed online, and stays after a refusal: no note proves nothing.
    ItemRow(
        key=_K.PENDING_MARK,
        chip="application_pending",
        told="pending_mark",
        printed_as="pending_application",
    ),
    ItemRow(key=_K.PENDING_APPLICATION, told="pending_application", fact="has_pending_application"),
    ItemRow(key=_K.COMMISSIONER_ENTRY, chip="commissioner_entry"),
    ItemRow(key=_K.HAS_MY_NUMBER_CARD, told="has_my_number_card", fact="has_my_number_card"),
)
"""Every item, in the order of ``ItemKey``."""
