"""What a check of a record found, and what it could not say."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from tokutei import messages
from tokutei.chip.trust import TrustProfile
from tokutei.personal import Masked, Personal
from tokutei.vocabulary import Word

__all__ = ["Finding", "FindingKind", "FindingStatus", "Findings"]


class FindingStatus(Word):
    """How a check came out."""

    OK = "ok", "確認できた", "verified"
    FAILED = "failed", "不合格", "failed"
    NOT_CHECKED = "not_checked", "未確認", "not checked"
    """Something that the check needs is not there."""
    NOT_COVERED = "not_covered", "署名の対象外", "not covered"
    """The issuer's signature says nothing about it, whatever else was found."""


class FindingKind(StrEnum):
    """What was looked at."""

    CARD_SIGNATURE = "card_signature"
    """The issuer's signature over entries, face and name."""
    CERTIFICATE = "certificate"
    """The card's certificate, as such."""
    ANCHOR = "anchor"
    """Which anchor the certificate leads to."""
    ISSUER_NAME = "issuer_name"
    KEY_IDENTIFIER = "key_identifier"
    CHAIN_SIGNATURE = "chain_signature"
    """The anchor's signature over the card's certificate."""
    VALIDITY = "validity"
    """The card's certificate at the moment asked about."""
    ANCHOR_VALIDITY = "anchor_validity"
    ANCHOR_AUTHORITY = "anchor_authority"
    """That the anchor may issue certificates."""
    KEY_USAGE = "key_usage"
    EXTENSIONS = "extensions"
    REVOCATION = "revocation"
    CARD_NUMBER = "card_number"
    CARD_TYPE = "card_type"
    SPEC_VERSION = "spec_version"
    """The version of the specification that MF/EF01 names."""
    ADDRESS = "address"
    OTHER_ENTRIES = "other_entries"
    """All of DF2: permissions, pending application, entry by the Commissioner, reserved text."""
    FACE = "face"
    MESSAGING = "messaging"
    """What the exchange itself proves, besides any signature."""
    PROFILE = "profile"
    """Whether the way in which a specified card was read is known to be right."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at."""

    kind: FindingKind
    status: FindingStatus
    detail: str
    """The stable word for what was found; the key of its text."""
    section: str = ""
    """Section of the specification of the card's generation that it rests on, or a standard."""
    profile: TrustProfile | None = None
    """Whose anchor it rests on, for findings that rest on one."""

    def text(self, lang: str) -> str:
        """Return the finding in words."""
        said = messages.text(f"chip.finding.{self.detail}", lang)
        if self.profile is not None:
            said = messages.text("chip.finding.by_profile", lang, said=said, profile=self.profile)
        if self.section:
            said = messages.text("chip.finding.by_section", lang, said=said, section=self.section)
        return said


_CHAIN: Final = frozenset(
    {
        FindingKind.CERTIFICATE,
        FindingKind.ANCHOR,
        FindingKind.ISSUER_NAME,
        FindingKind.KEY_IDENTIFIER,
        FindingKind.CHAIN_SIGNATURE,
        FindingKind.VALIDITY,
        FindingKind.ANCHOR_VALIDITY,
        FindingKind.ANCHOR_AUTHORITY,
        FindingKind.KEY_USAGE,
        FindingKind.EXTENSIONS,
    }
)
_CHAIN_PROVED_BY: Final = frozenset(
    {FindingKind.CERTIFICATE, FindingKind.ANCHOR, FindingKind.CHAIN_SIGNATURE}
)


@dataclass(frozen=True, slots=True, repr=False)
class Findings(Masked):
    """All that a check found.

    ``intact`` says that the signed fields are as the holder of the card's key signed them;
    ``trusted`` that this key was the issuer's, in the eyes of the anchors passed in. Neither says
    that the card is valid today, that it is the holder's, or that somebody may work.
    """

    items: tuple[Finding, ...]
    at: datetime
    """The moment asked about."""
    profile: TrustProfile
    """Whose anchors were passed in."""
    covered: frozenset[str]
    """Names of the record's fields that the signature is over, whether it holds or not.

    Fields that only one card type has are not among them where the card leaves all of them blank:
    the type is not signed, and the card of another type has the same signed bytes.
    """
    of_record: Personal[str]
    """The :func:`~tokutei.chip.fingerprint` of the record that was judged; the same for every reading of a
    card, so it says whose findings these are."""

    @property
    def intact(self) -> bool:
        """Whether the signature over the covered fields holds."""
        return self._status(FindingKind.CARD_SIGNATURE) == {FindingStatus.OK}

    @property
    def trusted(self) -> bool:
        """Whether the signature holds and its key leads to an anchor without any objection."""
        chain = [one for one in self.items if one.kind in _CHAIN]
        proved = {one.kind for one in chain if one.status is FindingStatus.OK}
        objected = any(one.status is FindingStatus.FAILED for one in chain)
        return self.intact and proved >= _CHAIN_PROVED_BY and not objected

    @property
    def covers(self) -> frozenset[str]:
        """Names of the record's fields that the signature proves; empty unless it is intact."""
        return self.covered if self.intact else frozenset()

    @property
    def authentic(self) -> frozenset[str]:
        """Names of the record's fields that the issuer stands behind; empty unless it is trusted."""
        return self.covered if self.trusted else frozenset()

    @property
    def failed(self) -> tuple[Finding, ...]:
        """The findings that speak against the record."""
        return tuple(one for one in self.items if one.status is FindingStatus.FAILED)

    def of(self, kind: FindingKind) -> tuple[Finding, ...]:
        """Return the findings of one kind."""
        return tuple(one for one in self.items if one.kind is kind)

    def text(self, lang: str) -> str:
        """Return all findings, a line each."""
        return "\n".join(
            messages.text("chip.finding.line", lang, status=one.status, said=one) for one in self.items
        )

    def _status(self, kind: FindingKind) -> set[FindingStatus]:
        return {one.status for one in self.of(kind)}
