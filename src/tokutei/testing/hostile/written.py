"""Cards that lie by what was written on them: broken files, and files of another card."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from tokutei.chip import tlv
from tokutei.chip.findings import FindingKind, FindingStatus
from tokutei.chip.generations import generation_of
from tokutei.chip.layout import FileName
from tokutei.errors import CardError, TlvError
from tokutei.testing.cards import SyntheticCard, issue_card
from tokutei.testing.hostile.altering import another, at, from_another, replaced, written
from tokutei.testing.hostile.card import HostileCard

__all__ = ["WRITTEN"]

_NUMBER, _ENTRIES, _IMAGES, _ADDRESS = (
    FileName.DF1_EF01,
    FileName.DF1_EF02,
    FileName.DF1_EF03,
    FileName.DF1_EF04,
)
_FRONT, _FACE = FileName.DF1_EF01, FileName.DF1_EF02
_PERMISSION, _SECOND_PERMISSION = FileName.DF2_EF01, FileName.DF2_EF02
_SIGNATURE: Final = FileName.DF3_EF01


def _exchanged_tags(card: SyntheticCard) -> Mapping[FileName, bytes]:
    """Exchange the tags of expiry and birth: the signed bytes stay the same, what they mean does not."""
    entries = card.files[_ENTRIES]
    return {_ENTRIES: b"\xc6" + entries[1:10] + b"\xc5" + entries[11:]}


def _all_but_the_number(card: SyntheticCard) -> Mapping[FileName, bytes]:
    """Copy everything of another card beside the number of this one."""
    copied = dict(another(card).files)
    generation = generation_of(card.type)
    if generation and generation.layouts[0].field("number"):
        del copied[_NUMBER]
    return copied


def _other_address(card: SyntheticCard) -> Mapping[FileName, bytes]:
    elsewhere = replace(card.holder, address=("2-2-2 ELSEWHERE", "OTHERTON"))
    return {_ADDRESS: issue_card(elsewhere, type=card.type).files[_ADDRESS]}


def _other_nationality(card: SyntheticCard) -> Mapping[FileName, bytes]:
    entries = card.files[_ENTRIES]
    place = entries.index(b"\xc8\x03") + 2
    return {_ENTRIES: entries[:place] + b"XXX" + entries[place + 3 :]}


def _one_bit_set(size: int) -> bytes:
    return bytes(size - 1) + b"\x01"


def _longer(address: bytes) -> bytes:
    """Return the address file with an address of 321 bytes, whose date and code are shorter for it."""
    values = {tag: value for tag, (_, value) in tlv.values_by_tag(address).items()}
    return b"".join(
        (
            tlv.encode(0xD2, values[0xD2]),
            tlv.encode(0xD3, values[0xD3][:5]),
            tlv.encode(0xD4, values[0xD4] + b"\0", length_octets=2),
        )
    )


def _of_another(card_type: str, what: str, *files: FileName, kind: FindingKind, lie: str) -> HostileCard:
    unsigned = {FindingKind.ADDRESS, FindingKind.OTHER_ENTRIES, FindingKind.SPEC_VERSION}
    prefix = {"1": "first_", "2": "first_certificate_", "05": "", "06": "certificate_"}.get(
        card_type, "specified_"
    )
    return HostileCard(
        name=f"{prefix}{what}_of_another",
        lie=lie,
        alter=from_another(*files),
        type=card_type,
        finding=kind,
        status=FindingStatus.NOT_COVERED if kind in unsigned else FindingStatus.FAILED,
    )


_K: Final = FindingKind
_SWAPPED: Final = (
    _of_another(
        "05", "number", _NUMBER, kind=_K.CARD_NUMBER, lie="holds another number than the one that opens it"
    ),
    _of_another("05", "entries", _ENTRIES, kind=_K.CARD_SIGNATURE, lie="shows the entries of somebody else"),
    _of_another("05", "face", _IMAGES, kind=_K.CARD_SIGNATURE, lie="shows the images of somebody else"),
    _of_another(
        "05",
        "signature",
        _SIGNATURE,
        kind=_K.CARD_SIGNATURE,
        lie="carries the signature and certificate of another genuine card",
    ),
    _of_another("06", "face", _IMAGES, kind=_K.CARD_SIGNATURE, lie="shows the images of somebody else"),
    _of_another("1", "front", _FRONT, kind=_K.CARD_SIGNATURE, lie="shows the front of somebody else's card"),
    _of_another("1", "face", _FACE, kind=_K.CARD_SIGNATURE, lie="shows the face of somebody else"),
    _of_another("1", "signature", _SIGNATURE, kind=_K.CARD_SIGNATURE, lie="carries another card's signature"),
    _of_another(
        "2", "front", _FRONT, kind=_K.CARD_SIGNATURE, lie="shows the front of somebody else's certificate"
    ),
    _of_another(
        "07", "number", _NUMBER, kind=_K.CARD_NUMBER, lie="holds another number than the one that opens it"
    ),
    _of_another("07", "entries", _ENTRIES, kind=_K.CARD_SIGNATURE, lie="shows the entries of somebody else"),
    _of_another("07", "face", _IMAGES, kind=_K.CARD_SIGNATURE, lie="shows the images of somebody else"),
    _of_another(
        "08", "signature", _SIGNATURE, kind=_K.CARD_SIGNATURE, lie="carries another card's signature"
    ),
)

_COPIED: Final = tuple(
    HostileCard(
        name=f"{prefix}copy_under_another_number",
        lie="holds everything of another genuine card, and a number of its own: nothing signs the number",
        alter=written(_all_but_the_number),
        type=card_type,
        finding=FindingKind.CARD_NUMBER,
        status=FindingStatus.NOT_COVERED,
    )
    for card_type, prefix in (("05", ""), ("1", "first_"), ("07", "specified_"))
)

_UNSIGNED: Final = (
    HostileCard(
        name="other_version",
        lie="names another version of the specification: nothing signs it",
        alter=at(FileName.MF_EF01, 2, b"0009"),
        finding=FindingKind.SPEC_VERSION,
        status=FindingStatus.NOT_COVERED,
    ),
    HostileCard(
        name="address_of_another",
        lie="shows another address: nothing signs it",
        alter=written(_other_address),
        finding=FindingKind.ADDRESS,
        status=FindingStatus.NOT_COVERED,
    ),
    HostileCard(
        name="address_blanked",
        lie="shows no address: nothing signs it",
        alter=written(lambda card: {_ADDRESS: card.files[_ADDRESS][:5] + bytes(2500)}),
        finding=FindingKind.ADDRESS,
        status=FindingStatus.NOT_COVERED,
    ),
    HostileCard(
        name="permission_added",
        lie="shows a permission for other activity that was not given: nothing signs it",
        alter=at(_PERMISSION, 2, b"2"),
        finding=FindingKind.OTHER_ENTRIES,
        status=FindingStatus.NOT_COVERED,
    ),
    HostileCard(
        name="application_added",
        lie="shows a pending application that was not made: nothing signs it",
        alter=at(_SECOND_PERMISSION, 2, b"1"),
        finding=FindingKind.OTHER_ENTRIES,
        status=FindingStatus.NOT_COVERED,
    ),
    HostileCard(
        name="reserved_text_added",
        lie="shows a text in the reserved object: nothing signs it",
        alter=at(FileName.DF2_EF03, 7, b"TEST TEXT"),
        finding=FindingKind.OTHER_ENTRIES,
        status=FindingStatus.NOT_COVERED,
    ),
    HostileCard(
        name="first_address_altered",
        lie="shows another address: nothing signs it",
        alter=replaced(FileName.DF2_EF01, b"SAMPLE", b"BEISPL"),
        type="1",
        finding=FindingKind.ADDRESS,
        status=FindingStatus.NOT_COVERED,
    ),
    HostileCard(
        name="first_permission_added",
        lie="shows the text of a permission that was not given: nothing signs it",
        alter=written(lambda _: {_SECOND_PERMISSION: tlv.encode(0xD5, b"TEST TEXT".ljust(120, b"\0"))}),
        type="1",
        finding=FindingKind.OTHER_ENTRIES,
        status=FindingStatus.NOT_COVERED,
    ),
    HostileCard(
        name="first_under_the_other_type",
        lie="is a residence card, and calls itself a special permanent resident certificate: nothing signs it",
        alter=written(lambda _: {FileName.MF_EF02: b"\xc1\x012"}),
        type="1",
        finding=FindingKind.CARD_TYPE,
        status=FindingStatus.NOT_COVERED,
    ),
    HostileCard(
        name="specified_permission_added",
        lie="shows a permission for other activity that was not given: nothing signs it",
        alter=at(_PERMISSION, 2, b"2"),
        type="07",
        finding=FindingKind.OTHER_ENTRIES,
        status=FindingStatus.NOT_COVERED,
    ),
)

_ALTERED: Final = (
    HostileCard(
        name="altered_entry",
        lie="shows a longer period of stay than was printed",
        alter=replaced(_ENTRIES, b"\xce\x040", b"\xce\x041"),
        finding=FindingKind.CARD_SIGNATURE,
        status=FindingStatus.FAILED,
    ),
    HostileCard(
        name="exchanged_tags",
        lie="calls the date of expiry the date of birth, and the other way round",
        alter=written(_exchanged_tags),
        finding=FindingKind.CARD_SIGNATURE,
        status=FindingStatus.NOT_CHECKED,
    ),
    HostileCard(
        name="certificate_altered_entry",
        lie="shows another nationality than was printed",
        alter=written(_other_nationality),
        type="06",
        finding=FindingKind.CARD_SIGNATURE,
        status=FindingStatus.FAILED,
    ),
    HostileCard(
        name="first_altered_front",
        lie="shows a front of which one bit was altered",
        alter=at(_FRONT, 3500, b"\x01"),
        type="1",
        finding=FindingKind.CARD_SIGNATURE,
        status=FindingStatus.FAILED,
    ),
)

_BROKEN: Final = (
    HostileCard(
        name="giant_object",
        lie="announces an object of 65,535 bytes",
        alter=at(_IMAGES, 2, b"\xff\xff"),
        error=TlvError,
        reason="too_large",
    ),
    HostileCard(
        name="overrunning_object",
        lie="announces an object longer than its file",
        alter=at(_IMAGES, 2, b"\x1f\x00"),
        error=TlvError,
        reason="overrun",
    ),
    HostileCard(
        name="length_of_three_bytes",
        lie="states a length in three bytes, which the specification does not have",
        alter=at(_IMAGES, 1, b"\x83\x00\x09\xc4"),
        error=TlvError,
        reason="length",
    ),
    HostileCard(
        name="indefinite_length",
        lie="states a length of no definite form",
        alter=at(_IMAGES, 1, b"\x80"),
        error=TlvError,
        reason="length",
    ),
    HostileCard(
        name="unknown_object",
        lie="holds an object with a tag that no card has",
        alter=replaced(_ENTRIES, b"\xce\x04", b"\xcf\x04"),
        error=TlvError,
        reason="missing",
    ),
    HostileCard(
        name="object_too_many",
        lie="holds an object more than its file has, in the zeros at its end",
        alter=at(FileName.DF3_EF01, 690, b"\xc0\x01\x30"),
        error=TlvError,
        reason="tag",
    ),
    HostileCard(
        name="cut_off",
        lie="holds a file that ends in the middle of an object",
        alter=written(lambda card: {_ENTRIES: card.files[_ENTRIES][:-1]}),
        error=TlvError,
        reason="overrun",
    ),
    HostileCard(
        name="swapped_files",
        lie="holds the address where the images belong",
        alter=written(lambda card: {_IMAGES: card.files[_ADDRESS]}),
        error=TlvError,
        reason="missing",
    ),
    HostileCard(
        name="doubled_object",
        lie="holds two dates of birth",
        alter=replaced(_ENTRIES, b"\xc5\x08", b"\xc6\x08"),
        error=TlvError,
        reason="duplicate",
    ),
    HostileCard(
        name="empty_file",
        lie="holds nothing where the printed entries belong",
        alter=written(lambda _: {_ENTRIES: b""}),
        error=CardError,
        reason="offset_outside_file",
    ),
    HostileCard(
        name="zeros_for_a_file",
        lie="holds zeros where the printed entries belong",
        alter=written(lambda _: {_ENTRIES: bytes(73)}),
        error=TlvError,
        reason="missing",
    ),
    HostileCard(
        name="nested_file",
        lie="holds objects within objects within objects where one value belongs",
        alter=written(lambda _: {_ENTRIES: b"\xe0\x3f" * 36}),
        error=TlvError,
        reason="overrun",
    ),
    HostileCard(
        name="first_long_address",
        lie="states an address of 321 bytes",
        alter=written(lambda card: {FileName.DF2_EF01: _longer(card.files[FileName.DF2_EF01])}),
        type="1",
        error=TlvError,
        reason="size",
    ),
    HostileCard(
        name="first_bit_in_an_empty_permission",
        lie="holds 122 zeros, as for no permission, of which one has a bit set",
        alter=written(lambda _: {_SECOND_PERMISSION: _one_bit_set(122)}),
        type="1",
        error=TlvError,
        reason="tag",
    ),
    HostileCard(
        name="first_cut_off",
        lie="holds a front that ends in the middle of its picture",
        alter=written(lambda card: {_FRONT: card.files[_FRONT][:3000]}),
        type="1",
        error=TlvError,
        reason="overrun",
    ),
    HostileCard(
        name="specified_swapped_files",
        lie="holds the address where the images belong",
        alter=written(lambda card: {_IMAGES: card.files[_ADDRESS]}),
        type="08",
        error=TlvError,
        reason="missing",
    ),
)


WRITTEN: Final = _BROKEN + _ALTERED + _SWAPPED + _COPIED + _UNSIGNED
"""Cards that lie in what is written on them."""
