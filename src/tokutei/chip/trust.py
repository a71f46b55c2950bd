"""Trust anchors: published fingerprints, and the certificates that somebody hands in.

The library ships no certificate. Production and test authority have equal names and serial numbers,
so an anchor is what its fingerprint says, and it is found by its key.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from tokutei.chip.certificates import CardCertificate, parse_certificate
from tokutei.chip.given import GivenFile, given_bytes, given_files
from tokutei.errors import CertificateError
from tokutei.vocabulary import Word

__all__ = ["MAX_FILE", "PUBLISHED", "TrustProfile", "TrustStore", "certificate_bytes", "certificates_in"]

MAX_FILE: Final = 1 << 16
"""Most bytes of a file of certificates; one certificate has about 700, and openssl's words some 3,000."""


class TrustProfile(Word):
    """Whose word an anchor is."""

    PRODUCTION = "production", "本番認証局", "the production authority"
    """ZairyuCard CA and CA2, published by the Immigration Services Agency for real cards."""
    OFFICIAL_TEST = "official_test", "公表されたテスト認証局", "the published test authority"
    """The agency's test CA2; what it signs is no real card."""
    CUSTOM = "custom", "利用者が渡した認証局", "an authority that the caller chose"
    """Anything else; the library knows nothing about it."""


PUBLISHED: Final[Mapping[str, TrustProfile]] = MappingProxyType(
    {
        # CN=ZairyuCard CA, first generation: 2015 to 2025, 2018 to 2028, 2021 to 2031, 2024 to 2034
        # (001460774.zip to 001460777.zip)
        "97F37C5967AF5F3CD84E6ED694B09539ABB7F8E7E76B6F7496A060008982983D": TrustProfile.PRODUCTION,
        "FF02323CEA7B8C3DFC0DC2DE79D46E78514AF587368523086B188E9690AEC861": TrustProfile.PRODUCTION,
        "6F50161AA80F7FF7C630505FAF472906F7B101D5083E327A6182C82CD7985E67": TrustProfile.PRODUCTION,
        "BF854466ED9ABF61F559C39BF8790546F8ACDAB99B51FD2330563669CE4A71B2": TrustProfile.PRODUCTION,
        # CN=ZairyuCard CA2, 2026-04-20 to 2039-07-20 (001462221.zip)
        "11E6AD8B8E64F0CDB1D8BA9E3689926C80E8479A2F098616F674A23582BEC13B": TrustProfile.PRODUCTION,
        # the same name, 2026-03-19 to 2039-06-19 (001460788.zip)
        "1846B815D31F04FE93D57450A6D8A8C351EAC3D8C444A2375D95734DF7DD1057": TrustProfile.OFFICIAL_TEST,
    }
)
"""SHA-256 fingerprints of published anchors (seen in a secondary source that hashed the archives)."""

_MARK: Final = re.compile(rb"^[ \t]*-----(?P<mark>BEGIN|END) CERTIFICATE-----[ \t\r]*$", re.MULTILINE)
"""A line that begins or ends a PEM block (RFC 7468)."""
_DER: Final = re.compile(rb"\x30[\x80-\xff]")
"""How a certificate in DER begins: a SEQUENCE of more than 127 bytes, which no text begins with."""


@dataclass(frozen=True, slots=True)
class TrustStore:
    """The anchors of one profile; anchors of two profiles never share a store.

    However a store is made, its anchors are read again from their bytes and have to be of its profile.

    Raises:
        CertificateError: the fingerprint of an anchor is not published (``not_published``), or is
            published for another profile (``other_profile``).
    """

    profile: TrustProfile
    anchors: tuple[CardCertificate, ...]

    def __post_init__(self) -> None:
        # A fingerprint speaks for the bytes alone, so nothing of an anchor may come from elsewhere.
        anchors = tuple(parse_certificate(anchor.encoded) for anchor in self.anchors)
        for anchor in anchors:
            published = PUBLISHED.get(anchor.fingerprint, TrustProfile.CUSTOM)
            if published is not self.profile:
                unpublished = published is TrustProfile.CUSTOM
                raise CertificateError("not_published" if unpublished else "other_profile")
        object.__setattr__(self, "anchors", anchors)

    @classmethod
    def load(
        cls, files: Iterable[GivenFile], *, profile: TrustProfile = TrustProfile.PRODUCTION
    ) -> TrustStore:
        """Return a store of the certificates in some files.

        Args:
            files: each a path, or the bytes of a file: one certificate in DER, or one or more PEM blocks.
            profile: whose certificates they are to be.

        Raises:
            ArgumentError: it is no list of files (``certificates``), or one of them is neither bytes nor a
                path (``certificate``).
            CertificateError: a file does not read (``unreadable``), holds no certificate
                (``no_certificate``) or does not decode, the fingerprint of one is not published
                (``not_published``), or is published for another profile (``other_profile``).
        """
        given = given_files(files, wanted="certificates")
        return cls(profile, tuple(parse_certificate(one) for file in given for one in certificates_in(file)))

    @classmethod
    def custom(cls, certificates: Iterable[GivenFile]) -> TrustStore:
        """Return a store of certificates that the caller answers for; every finding will say so.

        Raises:
            ArgumentError: as :meth:`load`.
            CertificateError: as :meth:`load`; a published certificate has a profile of its own.
        """
        return cls.load(certificates, profile=TrustProfile.CUSTOM)

    def candidates(self, authority_key: bytes | None) -> tuple[CardCertificate, ...]:
        """Return the anchors that may have issued a certificate, by the key identifier it names.

        Anchors without an identifier, and all anchors for a certificate that names none, are left to
        the signature.
        """
        if authority_key is None:
            return self.anchors
        return tuple(one for one in self.anchors if one.subject_key in (None, authority_key))


def certificates_in(file: GivenFile) -> tuple[bytes, ...]:
    """Return every certificate of a file in DER, in the order of the file.

    A file is one certificate in DER, or text with one or more PEM blocks; what stands around the blocks,
    such as the words that openssl writes, is passed over.

    Raises:
        ArgumentError: it is neither bytes nor a path (``certificate``).
        CertificateError: the file does not read (``unreadable``), is larger than :data:`MAX_FILE`
            (``too_large``), holds nothing of either form (``no_certificate``), or a block of it is
            broken (``decode``).
    """
    data = given_bytes(file, most=MAX_FILE, wanted="certificate")
    if _DER.match(data):  # before any text is looked for: a certificate may hold one
        return (data,)
    if not _MARK.search(data):
        raise CertificateError("no_certificate")
    return tuple(_blocks(data))


def certificate_bytes(file: GivenFile) -> bytes:
    """Return the one certificate of a file in DER, however it was written.

    Raises:
        ArgumentError: as :func:`certificates_in`.
        CertificateError: as :func:`certificates_in`, or there are several (``several``).
    """
    found = certificates_in(file)
    if len(found) != 1:
        raise CertificateError("several")
    return found[0]


def _blocks(text: bytes) -> Iterator[bytes]:
    """Yield what the PEM blocks of a text hold; every beginning has to have its end, and the other way round."""
    begun: int | None = None
    for mark in _MARK.finditer(text):
        if (begun is None) is not (mark["mark"] == b"BEGIN"):
            raise CertificateError("decode")
        if begun is None:
            begun = mark.end()
        else:
            yield _from_base64(text[begun : mark.start()])
            begun = None
    if begun is not None:
        raise CertificateError("decode")


def _from_base64(body: bytes) -> bytes:
    data = None
    with suppress(ValueError):
        data = base64.b64decode(b"".join(body.split()), validate=True)
    if not data:
        raise CertificateError("decode")
    return data
