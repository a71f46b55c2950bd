"""Judging a certificate of the service by an authority's. Offline, repeatable; needs the extra ``crypto``.

The library ships fingerprints of published authorities and no certificate. The authorities of one kind
share one name across generations, and those on a card prove nothing by being there: whoever copies a card
copies them. Nothing is fetched, so what was revoked is not known.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from os import PathLike
from types import MappingProxyType
from typing import Final

from tokutei.chip.certificates import CardCertificate, parse_certificate
from tokutei.chip.chain import checks, signed_by
from tokutei.chip.findings import Finding, FindingKind, FindingStatus
from tokutei.chip.generations import SignatureScheme
from tokutei.chip.my_number.applications import Confidence
from tokutei.chip.my_number.certificates import JpkiCertificate
from tokutei.chip.trust import certificate_bytes
from tokutei.errors import NaiveDatetimeError
from tokutei.vocabulary import Word

__all__ = [
    "PUBLISHED_AUTHORITIES",
    "AuthorityKind",
    "CertificateFindings",
    "PublishedAuthority",
    "Standing",
    "verify_certificate",
]


class AuthorityKind(Word):
    """Which certificates an authority issues."""

    SIGNATURE = "signature", "署名用認証局", "authority of signature certificates"
    AUTHENTICATION = "authentication", "利用者証明用認証局", "authority of authentication certificates"


class Standing(Word):
    """Whose word an anchor is."""

    PUBLISHED = "published", "指紋が公表された認証局", "an authority whose fingerprint is in the table"
    CUSTOM = "custom", "利用者が渡した認証局", "an authority that the caller chose"


@dataclass(frozen=True, slots=True)
class PublishedAuthority:
    """One authority, as its certificate was seen."""

    kind: AuthorityKind
    generation: int
    fingerprint: str
    """SHA-256 of its certificate, in capital hexadecimal digits, computed from a copy in open source."""
    confidence: Confidence


_SIGNATURE, _AUTHENTICATION = AuthorityKind.SIGNATURE, AuthorityKind.AUTHENTICATION
_SEVERAL, _ONE = Confidence.SEVERAL_SOURCES, Confidence.ONE_SOURCE
_ROWS: Final = (
    PublishedAuthority(  # serial 01, 2015-10-20 to 2025-10-19
        _SIGNATURE, 1, "19645405A1FE14377434BD55957628AC4038557C542403A2243F21C706FC9355", _SEVERAL
    ),
    PublishedAuthority(  # serial 0132C4AB, 2019-09-14 to 2029-09-14
        _SIGNATURE, 2, "79679C33E4CC9319440F1AD120A597FF1844E2EF217063ADB176966FD5E6FBEB", _ONE
    ),
    PublishedAuthority(  # serial 067C6A21, 2023-07-16 to 2033-07-15
        _SIGNATURE, 3, "D227F6CDE11D35C5252178F106F843D24651944975413B539FA2FB68DBFA365F", _SEVERAL
    ),
    PublishedAuthority(  # serial 01, 2015-10-20 to 2025-10-19
        _AUTHENTICATION, 1, "4DCFC4CA0AAF9FB2A3081B3F0C991C320B3ACC008667A341EEAEC5AF1D58CA7D", _SEVERAL
    ),
    PublishedAuthority(  # serial 06D18006, 2023-07-16 to 2033-07-15
        _AUTHENTICATION, 3, "64114F29620C24ED2631D46476A040E7EE740D956089C00B036A6A8118C322B5", _ONE
    ),
)
PUBLISHED_AUTHORITIES: Final[Mapping[str, PublishedAuthority]] = MappingProxyType(
    {row.fingerprint: row for row in _ROWS}
)
"""Published authorities by fingerprint. The second one for authentication (2019) was not at hand."""

_POLICIES: Final = frozenset({"2.5.29.32"})
"""Critical on these certificates, and shown: ``JpkiCertificate.policies``."""
_USES: Final = frozenset({"digital_signature", "non_repudiation"})
_RULES: Final = "RFC 5280"
_PROVED_BY: Final = frozenset({FindingKind.ANCHOR, FindingKind.CHAIN_SIGNATURE})


@dataclass(frozen=True, slots=True)
class CertificateFindings:
    """All that was found of one certificate. It says nothing of who holds the card, nor of revocation."""

    items: tuple[Finding, ...]
    at: datetime
    """The moment asked about."""
    standing: Standing | None
    """Whose word the anchor is; ``None`` without one."""

    @property
    def trusted(self) -> bool:
        """Whether an anchor signed it and nothing was found against it. See ``standing`` for whose word that is."""
        proved = {one.kind for one in self.items if one.status is FindingStatus.OK}
        return proved >= _PROVED_BY and not self.failed

    @property
    def failed(self) -> tuple[Finding, ...]:
        """The findings that speak against the certificate."""
        return tuple(one for one in self.items if one.status is FindingStatus.FAILED)

    def of(self, kind: FindingKind) -> tuple[Finding, ...]:
        """Return the findings of one kind."""
        return tuple(one for one in self.items if one.kind is kind)


def verify_certificate(
    certificate: JpkiCertificate, anchors: Iterable[bytes | PathLike[str]], *, at: datetime
) -> CertificateFindings:
    """Return what authorities prove about a certificate, and what they do not.

    Args:
        certificate: what was read.
        anchors: certificates of authorities: paths, or the bytes of files (DER or PEM). One is published if its fingerprint is in
            :data:`PUBLISHED_AUTHORITIES`, and the caller's own word otherwise; the findings say which.
        at: the moment at which both certificates are to be valid; with a time zone.

    Raises:
        NaiveDatetimeError: ``at`` has no time zone.
        CertificateError: an anchor does not read (``unreadable``) or decode.
        MissingExtraError: the extra ``crypto`` is not installed.
    """
    if at.tzinfo is None or at.utcoffset() is None:
        raise NaiveDatetimeError
    one = parse_certificate(certificate.encoded)  # what was parsed before may have been put together by hand
    known = tuple(parse_certificate(certificate_bytes(anchor)) for anchor in anchors)
    issuers = [anchor for anchor in known if signed_by(anchor, one, SignatureScheme.RSA_2048_SHA256)]
    identified = [anchor for anchor in known if one.authority_key == anchor.subject_key is not None]
    both = [anchor for anchor in issuers if anchor in identified]
    sound = [
        anchor
        for anchor in (*both, *issuers)
        if all(
            check.outcome for check in checks(one, anchor, at, issued=True, uses=_USES, understood=_POLICIES)
        )
    ]
    anchor = next(iter((*sound, *both, *issuers, *identified)), None)
    standing = None
    if anchor is not None:
        is_published = anchor.fingerprint in PUBLISHED_AUTHORITIES
        standing = Standing.PUBLISHED if is_published else Standing.CUSTOM
    items = tuple(_judge(one, anchor, standing, at, given=bool(known), issued=anchor in issuers))
    return CertificateFindings(items, at, standing)


def _judge(
    certificate: CardCertificate,
    anchor: CardCertificate | None,
    standing: Standing | None,
    at: datetime,
    *,
    given: bool,
    issued: bool,
) -> Iterator[Finding]:
    ok, failed, unchecked = FindingStatus.OK, FindingStatus.FAILED, FindingStatus.NOT_CHECKED
    yield Finding(FindingKind.REVOCATION, unchecked, "jpki_revocation_not_checked")
    if anchor is None:
        status, detail = (failed, "anchor_not_found") if given else (unchecked, "anchor_none_given")
        yield Finding(FindingKind.ANCHOR, status, detail, _RULES)
        return
    yield Finding(FindingKind.ANCHOR, ok, f"jpki_anchor_{standing}", _RULES)
    for check in checks(certificate, anchor, at, issued=issued, uses=_USES, understood=_POLICIES):
        detail = check.holds if check.outcome else check.fails
        yield Finding(check.kind, ok if check.outcome else failed, detail, _RULES)
