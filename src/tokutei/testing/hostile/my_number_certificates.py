"""My Number cards that hold certificates which are none, too large, or say what no certificate says."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from tokutei.chip import my_number
from tokutei.chip.my_number import applications as rows
from tokutei.chip.my_number.objects import encode
from tokutei.errors import CertificateError, ReadAborted, TlvError
from tokutei.testing.hostile.altering import SUCCESS
from tokutei.testing.hostile.my_number_card import (
    HostileMyNumberCard,
    Make,
    always,
    nested,
    read_jpki_of,
    written,
)
from tokutei.testing.jpki_authority import OWNER_ITEMS, JpkiAuthority
from tokutei.testing.my_number_card import SyntheticMyNumberCard, issue_my_number_card
from tokutei.testing.residents import SyntheticPerson

__all__ = ["MY_NUMBER_CERTIFICATES"]


def _in_drips(holder: SyntheticPerson) -> SyntheticMyNumberCard:
    """Return a card that announces as much as is read at most, and takes its time over it."""
    certificates = (rows.AUTHENTICATION, rows.AUTHENTICATION_CA, rows.SIGNATURE_CA, rows.SIGNATURE)
    head = len(encode(0x30, bytes(rows.SIGNATURE.most))) - rows.SIGNATURE.most
    largest = encode(0x30, bytes(rows.SIGNATURE.most - head))
    card = issue_my_number_card(holder).rewritten(dict.fromkeys(certificates, largest))

    def tamper(command: bytes, answer: bytes) -> bytes:
        is_body = command[:2] == b"\x00\xb0" and command[2:4] != b"\x00\x00"
        return answer[:1] + SUCCESS if is_body and len(answer) > 3 else answer

    return replace(card, tamper=tamper)


def _signer(*entries: tuple[str, bytes]) -> Make:
    """Return how to issue a card whose signature certificate has these otherName entries."""

    def make(holder: SyntheticPerson) -> SyntheticMyNumberCard:
        card = issue_my_number_card(holder)
        honest = my_number.parse_jpki_certificate(card.content(rows.SIGNATURE))
        certificate = JpkiAuthority("signature").issue(
            serial=honest.serial,
            not_before=honest.not_before,
            not_after=honest.not_after,
            other_names=entries,
        )
        return card.rewritten({rows.SIGNATURE: certificate})

    return make


_NAME: Final = OWNER_ITEMS["name"]


MY_NUMBER_CERTIFICATES: Final = (
    HostileMyNumberCard(
        name="garbage_certificate",
        lie="holds an object in place of a certificate that is none",
        make=written(rows.AUTHENTICATION, always(encode(0x30, b"\x05\x00" * 500))),
        read=read_jpki_of,
        error=CertificateError,
        reason="decode",
    ),
    HostileMyNumberCard(
        name="deep_certificate",
        lie="holds a certificate of two hundred levels",
        make=written(rows.SIGNATURE, always(nested(b"\x05\x00", 200, 0x30))),
        read=read_jpki_of,
        error=CertificateError,
        reason="depth",
    ),
    HostileMyNumberCard(
        name="giant_certificate",
        lie="holds a certificate of 30,000 bytes",
        make=written(rows.AUTHENTICATION_CA, always(encode(0x30, bytes(30_000)))),
        read=read_jpki_of,
        error=TlvError,
        reason="too_large",
    ),
    HostileMyNumberCard(
        name="largest_certificates_in_drips",
        lie="holds certificates as large as they may be, and gives one byte of them at a time",
        make=_in_drips,
        read=read_jpki_of,
        error=ReadAborted,
        reason="exchanges",
    ),
    HostileMyNumberCard(
        name="certificate_cut_off",
        lie="holds the first half of a certificate",
        make=written(rows.AUTHENTICATION, lambda content: content[:500]),
        read=read_jpki_of,
        error=CertificateError,
        reason="truncated",
    ),
    HostileMyNumberCard(
        name="name_of_another_type",
        lie="holds a certificate whose name is a number",
        make=_signer((_NAME, b"\x02\x01\x07")),
        read=read_jpki_of,
        unknown="name",
    ),
    HostileMyNumberCard(
        name="two_names",
        lie="holds a certificate with two names",
        make=_signer((_NAME, b"\x0c\x01A"), (_NAME, b"\x0c\x01B")),
        read=read_jpki_of,
        unknown="name",
    ),
    HostileMyNumberCard(
        name="name_that_is_no_text",
        lie="holds a certificate whose name is no UTF-8",
        make=_signer((_NAME, b"\x0c\x02\xff\xfe")),
        read=read_jpki_of,
        error=CertificateError,
        reason="decode",
    ),
)
"""The cards whose certificates lie."""
