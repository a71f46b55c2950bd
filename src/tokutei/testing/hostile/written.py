"""Cards that lie by what was written on them, as somebody who copies or alters a chip would write it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Final

from tokutei.chip.findings import FindingKind, FindingStatus
from tokutei.chip.layout import FileName
from tokutei.errors import CardError, ReadAborted, TlvError
from tokutei.testing.authority import CertificateAuthority, CertificateForm
from tokutei.testing.cards import CardForms, SyntheticCard, issue_card
from tokutei.testing.hostile.card import HostileCard, Issue
from tokutei.testing.residents import SyntheticPerson

__all__ = ["WRITTEN"]

_WIDTH_AND_HEIGHT: Final = frozenset({256, 257})
_ENTRIES, _IMAGES, _ADDRESS = FileName.DF1_EF02, FileName.DF1_EF03, FileName.DF1_EF04


def _written(change: Callable[[SyntheticCard], Mapping[FileName, bytes]]) -> Issue:
    """Return how to issue a card of which some files were written anew afterwards."""

    def issue(holder: SyntheticPerson, seed: int) -> SyntheticCard:
        card = issue_card(holder, seed=seed)
        return card.rewritten(change(card))

    return issue


def _at(file: FileName, offset: int, new: bytes) -> Issue:
    """Return how to issue a card in one file of which other bytes stand at an offset."""

    def change(card: SyntheticCard) -> Mapping[FileName, bytes]:
        old = card.files[file]
        return {file: old[:offset] + new + old[offset + len(new) :]}

    return _written(change)


def _from_another(*files: FileName) -> Issue:
    """Return how to issue a card with some files of another card."""

    def issue(holder: SyntheticPerson, seed: int) -> SyntheticCard:
        other = issue_card(replace(holder, name="TEST OTHER", key=f"other than {holder.key}"), seed=seed)
        return issue_card(holder, seed=seed).rewritten({file: other.files[file] for file in files})

    return issue


def _certified(
    *,
    form: CertificateForm = CertificateForm.DER,
    until: datetime | None = None,
    authority: CertificateAuthority | None = None,
) -> Issue:
    """Return how to issue a card with a certificate that is not right, to be checked by the usual trust."""

    def issue(holder: SyntheticPerson, seed: int) -> SyntheticCard:
        card = issue_card(
            holder, seed=seed, certificate_form=form, certificate_until=until, authority=authority
        )
        return replace(card, authority=CertificateAuthority())

    return issue


def _claiming(holder: SyntheticPerson, seed: int) -> SyntheticCard:
    """Issue a card signed by somebody who names the usual authority's key as the issuer's."""
    claims = CertificateAuthority().key.identifier
    return _certified(authority=CertificateAuthority(seed="forger", claims=claims))(holder, seed)


def _exchanged_tags(card: SyntheticCard) -> Mapping[FileName, bytes]:
    """Exchange the tags of expiry and birth: the signed bytes stay the same, what they mean does not."""
    entries = card.files[_ENTRIES]
    return {_ENTRIES: b"\xc6" + entries[1:10] + b"\xc5" + entries[11:]}


def _other_address(card: SyntheticCard) -> bytes:
    holder = replace(card.holder, address=("2-2-2 ELSEWHERE", "OTHERTON"))
    return issue_card(holder).files[FileName.DF1_EF04]


def _giant_canvas(card: SyntheticCard) -> Mapping[FileName, bytes]:
    """Rewrite width and height in the directory of the address image (TIFF 6.0, little-endian)."""
    file = bytearray(card.files[_ADDRESS])
    start = file.index(b"II*\0")
    directory = start + int.from_bytes(file[start + 4 : start + 8], "little")
    entries = int.from_bytes(file[directory : directory + 2], "little")
    for at in range(directory + 2, directory + 2 + 12 * entries, 12):
        if int.from_bytes(file[at : at + 2], "little") in _WIDTH_AND_HEIGHT:
            file[at + 2 : at + 12] = b"\4\0" + b"\1\0\0\0" + (60_000).to_bytes(4, "little")
    return {_ADDRESS: bytes(file)}


WRITTEN: Final = (
    HostileCard(
        name="unknown_type",
        lie="is of a card type that does not exist",
        make=_written(lambda _: {FileName.MF_EF02: b"\xc1\x0299"}),
        error=ReadAborted,
        reason="generation",
    ),
    HostileCard(
        name="giant_object",
        lie="announces an object of 65,535 bytes",
        make=_at(_IMAGES, 2, b"\xff\xff"),
        error=TlvError,
        reason="too_large",
    ),
    HostileCard(
        name="overrunning_object",
        lie="announces an object longer than its file",
        make=_at(_IMAGES, 2, b"\x1f\x00"),
        error=TlvError,
        reason="overrun",
    ),
    HostileCard(
        name="cut_off",
        lie="holds a file that ends in the middle of an object",
        make=_written(lambda card: {_ENTRIES: card.files[_ENTRIES][:-1]}),
        error=TlvError,
        reason="overrun",
    ),
    HostileCard(
        name="swapped_files",
        lie="holds the address where the images belong",
        make=_written(lambda card: {_IMAGES: card.files[_ADDRESS]}),
        error=TlvError,
        reason="missing",
    ),
    HostileCard(
        name="doubled_object",
        lie="holds two dates of birth",
        make=_written(lambda card: {_ENTRIES: card.files[_ENTRIES].replace(b"\xc5\x08", b"\xc6\x08", 1)}),
        error=TlvError,
        reason="duplicate",
    ),
    HostileCard(
        name="empty_file",
        lie="holds nothing where the printed entries belong",
        make=_written(lambda _: {_ENTRIES: b""}),
        error=CardError,
        reason="offset_outside_file",
    ),
    HostileCard(
        name="altered_entry",
        lie="shows a longer period of stay than was printed",
        make=_written(lambda card: {_ENTRIES: card.files[_ENTRIES].replace(b"\xce\x040", b"\xce\x041", 1)}),
        finding=FindingKind.CARD_SIGNATURE,
        status=FindingStatus.FAILED,
    ),
    HostileCard(
        name="exchanged_tags",
        lie="calls the date of expiry the date of birth, and the other way round",
        make=_written(_exchanged_tags),
        finding=FindingKind.CARD_SIGNATURE,
        status=FindingStatus.NOT_CHECKED,
    ),
    HostileCard(
        name="face_of_another",
        lie="shows the images of somebody else",
        make=_from_another(_IMAGES),
        finding=FindingKind.CARD_SIGNATURE,
        status=FindingStatus.FAILED,
    ),
    HostileCard(
        name="signature_of_another",
        lie="carries the signature and certificate of another genuine card",
        make=_from_another(FileName.DF3_EF01),
        finding=FindingKind.CARD_SIGNATURE,
        status=FindingStatus.FAILED,
    ),
    HostileCard(
        name="signature_of_ones",
        lie="carries a signature in which r and s are 1",
        make=_at(FileName.DF3_EF01, 2, 2 * (bytes(47) + b"\x01")),
        finding=FindingKind.CARD_SIGNATURE,
        status=FindingStatus.FAILED,
    ),
    HostileCard(
        name="no_signature",
        lie="carries neither signature nor certificate",
        make=lambda holder, seed: issue_card(holder, seed=seed, forms=CardForms(signature="absent")),
        finding=FindingKind.CARD_SIGNATURE,
        status=FindingStatus.NOT_CHECKED,
    ),
    HostileCard(
        name="garbled_certificate",
        lie="carries a certificate that does not decode",
        make=_at(FileName.DF3_EF01, 106, bytes(16)),
        finding=FindingKind.CERTIFICATE,
        status=FindingStatus.FAILED,
    ),
    HostileCard(
        name="expired_certificate",
        lie="carries a certificate that was valid for one day",
        make=_certified(until=datetime(2026, 7, 2, tzinfo=UTC)),
        finding=FindingKind.VALIDITY,
        status=FindingStatus.FAILED,
    ),
    HostileCard(
        name="another_authority",
        lie="was signed by an authority of the same name with another key",
        make=_certified(authority=CertificateAuthority(seed="forger")),
        finding=FindingKind.ANCHOR,
        status=FindingStatus.FAILED,
    ),
    HostileCard(
        name="claimed_authority",
        lie="was signed by somebody who names the key of the right authority",
        make=_claiming,
        finding=FindingKind.CHAIN_SIGNATURE,
        status=FindingStatus.FAILED,
    ),
    HostileCard(
        name="wrong_key_usage",
        lie="carries a certificate that was not made to sign cards",
        make=_certified(form=CertificateForm.WRONG_KEY_USAGE),
        finding=FindingKind.KEY_USAGE,
        status=FindingStatus.FAILED,
    ),
    HostileCard(
        name="number_of_another",
        lie="holds another number than the one that opens it",
        make=_from_another(FileName.DF1_EF01),
        finding=FindingKind.CARD_NUMBER,
        status=FindingStatus.FAILED,
    ),
    HostileCard(
        name="address_of_another",
        lie="shows another address: nothing signs it",
        make=_written(lambda card: {_ADDRESS: _other_address(card)}),
        finding=FindingKind.ADDRESS,
        status=FindingStatus.NOT_COVERED,
    ),
    HostileCard(
        name="giant_canvas",
        lie="shows an address image that claims 60,000 pixels each way: it must not be decoded",
        make=_written(_giant_canvas),
        finding=FindingKind.ADDRESS,
        status=FindingStatus.NOT_COVERED,
    ),
    HostileCard(
        name="permission_added",
        lie="shows a permission for other activity that was not given: nothing signs it",
        make=_at(FileName.DF2_EF01, 2, b"2"),
        finding=FindingKind.OTHER_ENTRIES,
        status=FindingStatus.NOT_COVERED,
    ),
)
"""Cards that lie in what is written on them."""
