"""How hostile cards come by signatures and certificates: with keys of their own, by any authority."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from hashlib import sha1
from typing import Final

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from tokutei.chip.certificates import parse_certificate
from tokutei.chip.generations import generation_of
from tokutei.chip.layout import FileName, compose_file, parse_file
from tokutei.testing.authority import (
    CertificateAuthority,
    CertificateForm,
    RsaSigningKey,
    Signer,
    SigningKey,
    sealed,
)
from tokutei.testing.cards import SyntheticCard
from tokutei.testing.contents import signed_bytes
from tokutei.testing.hostile.card import Alter
from tokutei.testing.rsa_keys import rsa_key

__all__ = ["P256Key", "ShortRsaKey", "certified", "content", "recertified", "resigned"]

_SIGNATURE: Final = FileName.DF3_EF01
_FROM, _UNTIL = datetime(2026, 5, 1, tzinfo=UTC), datetime(2037, 5, 1, tzinfo=UTC)
_HALF: Final = 48


class P256Key:
    """A key on a curve that no card has; it signs cards, and never certificates."""

    algorithm: bytes = SigningKey.algorithm

    def __init__(self) -> None:
        self._key = ec.derive_private_key(
            int.from_bytes(sha1(b"tokutei", usedforsecurity=False).digest()), ec.SECP256R1()
        )

    def __repr__(self) -> str:
        return "P256Key(…)"

    @property
    def public(self) -> bytes:
        """The SubjectPublicKeyInfo."""
        return self._key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)

    @property
    def identifier(self) -> bytes:
        """The key identifier."""
        return sha1(self.public, usedforsecurity=False).digest()

    def sign(self, message: bytes) -> bytes:
        """Return the deterministic ECDSA-SHA256 signature as DER, which fits a card."""
        return self._key.sign(message, ec.ECDSA(hashes.SHA256(), deterministic_signing=True))


class ShortRsaKey:
    """An RSA key of 1024 bits, which no card has."""

    algorithm: bytes = RsaSigningKey.algorithm

    def __init__(self) -> None:
        self._key = rsa_key("short")

    def __repr__(self) -> str:
        return "ShortRsaKey(…)"

    @property
    def public(self) -> bytes:
        """The SubjectPublicKeyInfo."""
        return self._key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)

    @property
    def identifier(self) -> bytes:
        """The key identifier."""
        return sha1(self.public, usedforsecurity=False).digest()

    def sign(self, message: bytes) -> bytes:
        """Return the PKCS#1 v1.5 signature of 128 bytes."""
        return self._key.sign(message, padding.PKCS1v15(), hashes.SHA256())


def _values(card: SyntheticCard) -> dict[str, bytes]:
    generation = generation_of(card.type)
    layout = generation.layout(card.type) if generation else None
    values: dict[str, bytes] = {}
    for row in layout.files if layout else ():
        if row.name in card.files:
            values |= parse_file(row, card.files[row.name])
    return values


def content(card: SyntheticCard) -> bytes:
    """Return what the issuer of a card signs."""
    generation = generation_of(card.type)
    layout = generation.layout(card.type) if generation else None
    return signed_bytes(generation, layout, _values(card)) if generation and layout else b""


def _with(card: SyntheticCard, **changed: bytes) -> SyntheticCard:
    """Return a card with another signature or certificate."""
    generation = generation_of(card.type)
    layout = generation.layout(card.type) if generation else None
    row = layout.file(_SIGNATURE) if layout else None
    values = _values(card) | changed
    return card.rewritten({_SIGNATURE: compose_file(row, values)}) if row else card


def certified(
    key: Signer,
    *,
    authority: Callable[[CertificateAuthority], CertificateAuthority] = lambda usual: usual,
    not_before: datetime = _FROM,
    not_after: datetime = _UNTIL,
    form: CertificateForm = CertificateForm.DER,
    sign: Callable[[Signer, bytes], bytes] = lambda key, message: key.sign(message),
) -> Alter:
    """Return how to sign a card with another key, which an authority certifies.

    Args:
        key: the key; its signature has to fit into the card.
        authority: given that of the card, returns who issues the certificate.
        not_before: from when it is valid.
        not_after: until when.
        form: how it is written.
        sign: how the key signs.
    """

    def alter(card: SyntheticCard) -> SyntheticCard:
        certificate = authority(card.authority).issue(
            key, not_before=not_before, not_after=not_after, form=form
        )
        return _with(card, certificate=certificate, signature=sign(key, content(card)))

    return alter


def recertified(
    edit: Callable[[bytes], bytes],
    *,
    seal: Callable[[Signer, bytes], bytes] = sealed,
) -> Alter:
    """Return how to have the authority of a card sign what it never should.

    Args:
        edit: given what is signed of the certificate (TBSCertificate), returns what is signed instead.
        seal: makes the certificate of it.
    """

    def alter(card: SyntheticCard) -> SyntheticCard:
        honest = parse_certificate(_values(card)["certificate"])
        return _with(card, certificate=seal(card.authority.key, edit(honest.signed)))

    return alter


def resigned(sign: Callable[[SyntheticCard, bytes], bytes]) -> Alter:
    """Return how to put another check code on a card, given the card and what is signed."""
    return lambda card: _with(card, signature=sign(card, content(card)))
