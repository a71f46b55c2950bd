"""Cards whose entries say what nobody can know: the bytes are kept, and nothing is made of them."""

from __future__ import annotations

from typing import Final

from tokutei.chip import tlv
from tokutei.chip.findings import FindingKind, FindingStatus
from tokutei.chip.layout import FileName
from tokutei.testing.cards import SyntheticCard
from tokutei.testing.hostile.altering import written
from tokutei.testing.hostile.card import Alter, HostileCard

__all__ = ["NOT_UNDERSTOOD"]

_NUMBER, _ENTRIES, _VERSION = FileName.DF1_EF01, FileName.DF1_EF02, FileName.MF_EF01
_PERMISSION, _OTHER = FileName.DF2_EF01, FileName.DF2_EF03


def _value(file: FileName, tag: int, value: bytes) -> Alter:
    """Return how to write another value of the same length into an object."""

    def change(card: SyntheticCard) -> dict[FileName, bytes]:
        data = card.files[file]
        size = len(tlv.values_by_tag(data)[tag][1])
        end = next(end for _, end, found in tlv.spans(data) if found == tag)
        return {file: data[: end - size] + value.ljust(size, b"\0") + data[end:]}

    return written(change)


def _lie(name: str, lie: str, alter: Alter, *, field: str, card_type: str = "05") -> HostileCard:
    return HostileCard(name=name, lie=lie, alter=alter, type=card_type, unknown=field)


NOT_UNDERSTOOD: Final = (
    _lie(
        "thirteenth_month",
        "expires in a month that no year has",
        _value(_ENTRIES, 0xC5, b"20291332"),
        field="valid_until",
    ),
    _lie(
        "half_a_birthday", "knows the year of birth only", _value(_ENTRIES, 0xC6, b"19940000"), field="born"
    ),
    _lie(
        "date_in_letters",
        "states a date in letters",
        _value(_ENTRIES, 0xCB, b"TODAY..."),
        field="permitted_on",
    ),
    _lie("unknown_sex", "states a sex that is in no table", _value(_ENTRIES, 0xC7, b"7"), field="sex"),
    _lie(
        "small_nationality",
        "states a nationality in small letters",
        _value(_ENTRIES, 0xC8, b"vnm"),
        field="nationality",
    ),
    _lie(
        "ninety_months",
        "states a period of 90 months, or of 90 days",
        _value(_ENTRIES, 0xCE, b"0090"),
        field="period",
    ),
    _lie(
        "restriction_3",
        "states a work restriction that is in no table",
        _value(_ENTRIES, 0xCC, b"3"),
        field="work_restriction",
    ),
    _lie(
        "status_not_in_utf_8",
        "states a code of status that is no text",
        _value(_ENTRIES, 0xC9, b"\xff" * 10),
        field="status_code",
    ),
    _lie(
        "small_number",
        "states its number in small letters",
        _value(_NUMBER, 0xC2, b"zz00000000zz"),
        field="number",
    ),
    _lie(
        "number_of_zeros_and_dots", "states no number", _value(_NUMBER, 0xC2, b"............"), field="number"
    ),
    _lie(
        "permission_9",
        "states a comprehensive permission that is in no table",
        _value(_PERMISSION, 0xD5, b"9"),
        field="comprehensive_permission",
    ),
    _lie(
        "permission_until_never",
        "states a permission until a day that no year has",
        _value(_PERMISSION, 0xD6, b"20270230"),
        field="comprehensive_permission_until",
    ),
    _lie(
        "neither_yes_nor_no",
        "says neither yes nor no",
        _value(_PERMISSION, 0xD7, b"2"),
        field="individual_permission",
    ),
    _lie(
        "text_not_in_utf_8",
        "holds a reserved text in no known writing",
        _value(_OTHER, 0xDE, b"\x83\x65\x83\x58\x83\x67"),
        field="reserved_text",
    ),
    _lie(
        "text_with_a_hole",
        "holds a text with a zero within",
        _value(_OTHER, 0xDE, b"A\0B"),
        field="reserved_text",
    ),
    _lie(
        "version_in_letters",
        "names a version in letters",
        _value(_VERSION, 0xC0, b"v1.1"),
        field="spec_version",
    ),
    _lie(
        "certificate_unknown_sex",
        "states a sex that is in no table",
        _value(_ENTRIES, 0xC7, b"0"),
        field="sex",
        card_type="06",
    ),
    _lie(
        "first_version_in_letters",
        "names a version in letters",
        _value(_VERSION, 0xC0, b"v1.5"),
        field="spec_version",
        card_type="1",
    ),
    _lie(
        "first_wrong_check_digit",
        "states a municipality whose check digit is wrong",
        _value(_PERMISSION, 0xD3, b"479994"),
        field="municipality",
        card_type="1",
    ),
    _lie(
        "first_address_not_in_utf_8",
        "states an address in another encoding than UTF-8",
        _value(_PERMISSION, 0xD4, b"\x83\x65\x83\x58\x83\x67"),
        field="address",
        card_type="1",
    ),
    _lie(
        "first_address_added_never",
        "states an address that was added on a day that no year has",
        _value(_PERMISSION, 0xD2, b"20260230"),
        field="address_added_on",
        card_type="2",
    ),
    _lie(
        "first_neither_yes_nor_no",
        "says neither that an application is pending nor that none is",
        _value(FileName.DF2_EF04, 0xD7, b"?"),
        field="application_pending",
        card_type="1",
    ),
    _lie(
        "specified_thirteenth_month",
        "expires in a month that no year has",
        _value(_ENTRIES, 0xC5, b"20291332"),
        field="valid_until",
        card_type="07",
    ),
    HostileCard(
        name="blank_expiry",
        lie="leaves blank until when it is valid",
        alter=_value(_ENTRIES, 0xC5, bytes(8)),
        finding=FindingKind.CARD_SIGNATURE,
        status=FindingStatus.FAILED,
    ),
)
"""Cards that say something which is not understood."""
