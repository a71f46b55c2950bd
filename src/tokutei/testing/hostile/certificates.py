"""Cards whose certificate, or the anchor it leads to, is not what it should be."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Final

from tokutei.chip import tlv
from tokutei.chip.findings import FindingKind, FindingStatus
from tokutei.chip.layout import FileName
from tokutei.chip.trust import TrustProfile, TrustStore
from tokutei.testing.authority import (
    AUTHORITY_NAME,
    CertificateAuthority,
    CertificateForm,
    RsaSigningKey,
    Signer,
    SigningKey,
    der,
    sealed,
)
from tokutei.testing.cards import SyntheticCard
from tokutei.testing.hostile.altering import written
from tokutei.testing.hostile.card import Alter, HostileCard
from tokutei.testing.hostile.signing import certified, recertified

__all__ = ["CERTIFICATES"]

_SIGNATURE: Final = FileName.DF3_EF01
_OWN, _OWN_RSA = SigningKey("a hostile card"), RsaSigningKey("card_0")
_KEY_USAGE, _UNKNOWN = b"\x55\x1d\x0f", b"\x55\x1d\x7f"
_CA, _NO_CA = b"\x30\x06\x01\x01\xff\x02\x01\x00", b"\x30\x06\x01\x01\x00\x02\x01\x00"
_SIGNS_CERTIFICATES, _SIGNS_LISTS = b"\x03\x02\x01\x06", b"\x03\x02\x01\x02"
_SHA_256, _SHA_384 = bytes.fromhex("06082A8648CE3D040302"), bytes.fromhex("06082A8648CE3D040303")
_OFFICIAL: Final = (
    (6, "JP"),
    (10, "Japanese Government"),
    (11, "The Ministry of Justice"),
    (3, "ZairyuCard CA2"),
)
"""Attribute and text of the name that the genuine authority has; anybody can write it."""


def _official_name() -> bytes:
    parts = (
        der(0x31, der(0x30, der(6, bytes((0x55, 4, kind))), der(0x13, text.encode("ascii"))))
        for kind, text in _OFFICIAL
    )
    return der(0x30, *parts)


def _named_officially(signed: bytes) -> bytes:
    """Return what is signed of a certificate with the name of the genuine authority for the issuer's."""
    start = signed.index(b"\x30", signed.index(_SHA_256) + len(_SHA_256))
    end = start + 2 + signed[start + 1]
    head = 4 if signed[1] == 0x82 else 3
    return der(0x30, signed[head:start] + _official_name() + signed[end:])


def _edited(old: bytes, new: bytes) -> Callable[[bytes], bytes]:
    return lambda signed: signed.replace(old, new, 1)


def _stored(change: Callable[[bytes], bytes], tag: int = 0xDD) -> Alter:
    """Return how to write something else in the place of the certificate."""

    def alter(card: SyntheticCard) -> dict[FileName, bytes]:
        data = card.files[_SIGNATURE]
        values = {found: value for found, (_, value) in tlv.values_by_tag(data).items()}
        kept = b"".join(data[start:end] for start, end, found in tlv.spans(data) if found != tag)
        return {
            _SIGNATURE: (kept + tlv.encode(tag, change(values[tag].rstrip(b"\0")))).ljust(len(data), b"\0")
        }

    return written(alter)


def _nested(_: bytes) -> bytes:
    inner = b""
    for _depth in range(100):
        inner = der(0x30, inner)
    return inner


def _anchor(old: bytes, new: bytes) -> Callable[[SyntheticCard], TrustStore]:
    """Return how to believe an anchor of which something is written otherwise."""
    return lambda card: TrustStore.custom([card.authority.certificate.replace(old, new)])


def _forger(usual: CertificateAuthority) -> CertificateAuthority:
    return replace(usual, seed="forger")


def _claiming(usual: CertificateAuthority) -> CertificateAuthority:
    return replace(usual, seed="forger", claims=usual.key.identifier)


def _two_algorithms(issuer: Signer, signed: bytes) -> bytes:
    return sealed(issuer, signed, algorithm=der(0x30, _SHA_384))


def _with_authority(**changed: object) -> Alter:
    """Return how to have a card judged by its authority in another state."""
    return lambda card: replace(card, authority=replace(card.authority, **changed))  # type: ignore[arg-type]


def _failing(
    name: str,
    lie: str,
    alter: Alter,
    kind: FindingKind,
    card_type: str = "05",
    *,
    anchors: Callable[[SyntheticCard], TrustStore] | None = None,
    status: FindingStatus = FindingStatus.FAILED,
) -> HostileCard:
    return HostileCard(
        name=name, lie=lie, alter=alter, type=card_type, finding=kind, status=status, anchors=anchors
    )


def _as_it_is(card: SyntheticCard) -> SyntheticCard:
    return card


_K: Final = FindingKind
_YESTERDAY, _TOMORROW = datetime(2026, 8, 31, tzinfo=UTC), datetime(2026, 9, 2, tzinfo=UTC)

_OF_THE_CARD: Final = (
    _failing(
        "garbled_certificate",
        "carries a certificate that does not decode",
        _stored(lambda old: old[:8] + bytes(16) + old[24:]),
        _K.CERTIFICATE,
    ),
    _failing(
        "certificate_cut_off", "carries half a certificate", _stored(lambda old: old[:300]), _K.CERTIFICATE
    ),
    _failing(
        "certificate_and_more",
        "carries something behind its certificate",
        _stored(lambda old: old + b"\0" * 8 + b"\1"),
        _K.CERTIFICATE,
    ),
    _failing(
        "nested_certificate",
        "carries sequences within sequences for a certificate",
        _stored(_nested),
        _K.CERTIFICATE,
    ),
    _failing(
        "giant_certificate",
        "carries a certificate that claims 64 megabytes",
        _stored(lambda old: b"\x30\x84\x04\0\0\0" + old[4:]),
        _K.CERTIFICATE,
    ),
    _failing(
        "indefinite_certificate",
        "carries a certificate of no definite length",
        _stored(lambda old: b"\x30\x80" + old[4:]),
        _K.CERTIFICATE,
    ),
    _failing(
        "expired_certificate",
        "carries a certificate that expired yesterday",
        certified(_OWN, not_after=_YESTERDAY),
        _K.VALIDITY,
    ),
    _failing(
        "certificate_of_tomorrow",
        "carries a certificate that is valid from tomorrow on",
        certified(_OWN, not_before=_TOMORROW),
        _K.VALIDITY,
    ),
    _failing(
        "wrong_key_usage",
        "carries a certificate that was not made to sign cards",
        certified(_OWN, form=CertificateForm.WRONG_KEY_USAGE),
        _K.KEY_USAGE,
    ),
    _failing(
        "unknown_critical_extension",
        "carries a certificate with a critical extension that nobody knows",
        recertified(_edited(_KEY_USAGE, _UNKNOWN)),
        _K.EXTENSIONS,
    ),
    _failing(
        "another_issuer_name",
        "carries a certificate that names another issuer",
        recertified(_edited(AUTHORITY_NAME.encode(), AUTHORITY_NAME.upper().encode())),
        _K.ISSUER_NAME,
    ),
    _failing(
        "another_authority",
        "was signed by an authority of the same name with another key",
        certified(_OWN, authority=_forger),
        _K.ANCHOR,
    ),
    _failing(
        "claimed_authority",
        "was signed by somebody who names the key of the right authority",
        certified(_OWN, authority=_claiming),
        _K.CHAIN_SIGNATURE,
    ),
    _failing(
        "two_algorithms",
        "carries a certificate that names two algorithms",
        recertified(_edited(b"", b""), seal=_two_algorithms),
        _K.CHAIN_SIGNATURE,
    ),
    _failing(
        "altered_certificate",
        "carries a certificate with another key than was certified",
        _stored(lambda old: old.replace(b"TEST CARD", b"TEST CORD", 1)),
        _K.CHAIN_SIGNATURE,
    ),
    _failing(
        "official_name",
        "names the ministry's authority as the issuer, and was signed by another",
        recertified(_named_officially),
        _K.ISSUER_NAME,
    ),
    _failing(
        "certificate_expired",
        "carries a certificate that expired yesterday",
        certified(_OWN, not_after=_YESTERDAY),
        _K.VALIDITY,
        "06",
    ),
    _failing(
        "first_expired_certificate",
        "carries a certificate that expired yesterday",
        certified(_OWN_RSA, not_after=_YESTERDAY),
        _K.VALIDITY,
        "1",
    ),
    _failing(
        "first_another_authority",
        "was signed by an authority of the same name with another key",
        certified(_OWN_RSA, authority=_forger),
        _K.ANCHOR,
        "1",
    ),
    _failing(
        "first_claimed_authority",
        "was signed by somebody who names the key of the right authority",
        certified(_OWN_RSA, authority=_claiming),
        _K.CHAIN_SIGNATURE,
        "2",
    ),
    _failing(
        "first_certificate_and_more",
        "carries something behind its certificate",
        _stored(lambda old: old.ljust(1199, b"\0") + b"\1", 0xDB),
        _K.CERTIFICATE,
        "1",
    ),
    _failing(
        "specified_another_authority",
        "was signed by an authority of the same name with another key",
        certified(_OWN, authority=_forger),
        _K.ANCHOR,
        "07",
    ),
    _failing(
        "specified_nested_certificate",
        "carries sequences within sequences for a certificate",
        _stored(_nested),
        _K.CERTIFICATE,
        "08",
    ),
)

_OF_THE_ANCHOR: Final = (
    _failing(
        "expired_anchor",
        "was signed by an authority that expired yesterday",
        _with_authority(not_after=_YESTERDAY),
        _K.ANCHOR_VALIDITY,
    ),
    _failing(
        "anchor_of_tomorrow",
        "was signed by an authority that is valid from tomorrow on",
        _with_authority(not_before=_TOMORROW),
        _K.ANCHOR_VALIDITY,
    ),
    _failing(
        "anchor_without_authority",
        "was signed by somebody who is no authority",
        _as_it_is,
        _K.ANCHOR_AUTHORITY,
        anchors=_anchor(_CA, _NO_CA),
    ),
    _failing(
        "anchor_for_lists",
        "was signed by an authority that may sign revocation lists only",
        _as_it_is,
        _K.ANCHOR_AUTHORITY,
        anchors=_anchor(_SIGNS_CERTIFICATES, _SIGNS_LISTS),
    ),
    _failing(
        "anchor_with_unknown_extension",
        "was signed by an authority with a critical extension that nobody knows",
        _as_it_is,
        _K.EXTENSIONS,
        anchors=_anchor(_KEY_USAGE, _UNKNOWN),
    ),
    _failing(
        "test_card_in_production",
        "is a test card, and is checked without any anchor of the production profile",
        _as_it_is,
        _K.ANCHOR,
        anchors=lambda _: TrustStore(TrustProfile.PRODUCTION, ()),
        status=FindingStatus.NOT_CHECKED,
    ),
    _failing(
        "official_name_in_production",
        "names the ministry's authority, and is checked without any anchor of the production profile",
        recertified(_named_officially),
        _K.ANCHOR,
        anchors=lambda _: TrustStore(TrustProfile.PRODUCTION, ()),
        status=FindingStatus.NOT_CHECKED,
    ),
    _failing(
        "first_test_card_in_production",
        "is a test card, and is checked without any anchor of the production profile",
        _as_it_is,
        _K.ANCHOR,
        "1",
        anchors=lambda _: TrustStore(TrustProfile.PRODUCTION, ()),
        status=FindingStatus.NOT_CHECKED,
    ),
    _failing(
        "specified_expired_anchor",
        "was signed by an authority that expired yesterday",
        _with_authority(not_after=_YESTERDAY),
        _K.ANCHOR_VALIDITY,
        "07",
    ),
)

CERTIFICATES: Final = _OF_THE_CARD + _OF_THE_ANCHOR
"""Cards with a certificate, or an anchor, that is not right."""
