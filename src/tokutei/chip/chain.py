"""A chain of two certificates: the card's, and the anchor that it leads to.

The profile is tiny, so every check is written out: names as bytes, key identifiers, the signature over
the original bytes, validity at the moment asked about, ``cA``, key usage, and critical extensions.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from tokutei.chip.certificates import CardCertificate
from tokutei.chip.findings import Finding, FindingKind, FindingStatus
from tokutei.chip.generations import SignatureScheme
from tokutei.chip.signatures import CERTIFICATE_ALGORITHM, certificate_check
from tokutei.chip.trust import TrustStore

__all__ = ["Check", "Leads", "chain", "checks", "leads", "signed_by"]

_RULES = "RFC 5280"
_USES = frozenset({"digital_signature"})


class Leads(NamedTuple):
    """Where a certificate leads; it depends on no moment."""

    issuers: tuple[CardCertificate, ...]
    """Anchors whose signature it carries."""
    identified: tuple[CardCertificate, ...]
    """Anchors whose key it names."""


def leads(certificate: CardCertificate, trust: TrustStore, scheme: SignatureScheme) -> Leads:
    """Return which anchors a certificate leads to, by signature and by name of the key."""
    candidates = trust.candidates(certificate.authority_key)
    return Leads(
        tuple(one for one in candidates if signed_by(one, certificate, scheme)),
        tuple(one for one in candidates if certificate.authority_key == one.subject_key is not None),
    )


def signed_by(anchor: CardCertificate, certificate: CardCertificate, scheme: SignatureScheme) -> bool:
    """Return whether an anchor signed a certificate, in the one way that the scheme has."""
    if certificate.algorithm != CERTIFICATE_ALGORITHM[scheme]:
        return False
    return certificate_check(scheme, anchor.public_key_info)(certificate.signature, certificate.signed)


def chain(
    certificate: CardCertificate, found: Leads, trust: TrustStore, *, at: datetime
) -> Iterator[Finding]:
    """Yield what is found of a certificate and the anchors that it leads to."""
    yield Finding(FindingKind.REVOCATION, FindingStatus.NOT_CHECKED, "revocation_unknown")
    issuers, identified = found
    kind = FindingKind.ANCHOR
    if not trust.anchors:
        yield Finding(kind, FindingStatus.NOT_CHECKED, "anchor_none_given", _RULES, trust.profile)
    elif not issuers and not identified:
        yield Finding(kind, FindingStatus.FAILED, "anchor_not_found", _RULES, trust.profile)
    else:
        anchor = _best(certificate, found, at)
        yield Finding(kind, FindingStatus.OK, "anchor_found", _RULES, trust.profile)
        status, detail = FindingStatus.OK, "key_identifier_fits"
        if anchor not in identified:
            status, detail = FindingStatus.NOT_CHECKED, "key_identifier_not_stated"
        yield Finding(FindingKind.KEY_IDENTIFIER, status, detail, _RULES, trust.profile)
        for check in checks(certificate, anchor, at, issued=anchor in issuers):
            status, detail = (
                (FindingStatus.OK, check.holds) if check.outcome else (FindingStatus.FAILED, check.fails)
            )
            yield Finding(check.kind, status, detail, _RULES, trust.profile)


def _best(certificate: CardCertificate, found: Leads, at: datetime) -> CardCertificate:
    """Return the first anchor that nothing speaks against: an authority may renew a certificate for its key."""
    for one in found.issuers if len(found.issuers) > 1 else ():
        if all(check.outcome for check in checks(certificate, one, at, issued=True)):
            return one
    return (found.issuers or found.identified)[0]


class Check(NamedTuple):
    """One check of a chain, how it came out, and the words for either outcome."""

    kind: FindingKind
    outcome: bool
    holds: str
    fails: str


def checks(
    certificate: CardCertificate,
    anchor: CardCertificate,
    at: datetime,
    *,
    issued: bool,
    uses: frozenset[str] = _USES,
    understood: frozenset[str] = frozenset(),
) -> Iterator[Check]:
    """Yield every check of a chain of two, with the words for either outcome.

    Args:
        certificate: what is judged.
        anchor: what may have issued it.
        at: the moment at which both are to be valid.
        issued: whether the signature of the anchor holds.
        uses: uses of a key of which the certificate has to allow one.
        understood: object identifiers of critical extensions that the caller looks at.
    """
    named = certificate.issuer == anchor.subject
    yield Check(FindingKind.ISSUER_NAME, named, "issuer_name_fits", "issuer_name_differs")
    yield Check(FindingKind.CHAIN_SIGNATURE, issued, "chain_signature_holds", "chain_signature_wrong")
    for kind, one in ((FindingKind.VALIDITY, certificate), (FindingKind.ANCHOR_VALIDITY, anchor)):
        fails = f"{kind}_over" if at > one.not_after else f"{kind}_not_begun"
        yield Check(kind, one.not_before <= at <= one.not_after, f"{kind}_holds", fails)
    may_issue = anchor.is_authority and (anchor.key_usage is None or "key_cert_sign" in anchor.key_usage)
    yield Check(FindingKind.ANCHOR_AUTHORITY, may_issue, "anchor_may_issue", "anchor_may_not_issue")
    usage = certificate.key_usage
    stated = "key_usage_not_stated" if usage is None else "key_usage_fits"
    yield Check(FindingKind.KEY_USAGE, usage is None or bool(uses & usage), stated, "key_usage_differs")
    known = {*certificate.unknown_critical, *anchor.unknown_critical} <= understood
    yield Check(FindingKind.EXTENSIONS, known, "extensions_known", "extension_unknown")
