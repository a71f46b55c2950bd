"""Cards whose check code is none, or is one that a careless verifier takes for one."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha1, sha256
from typing import Final

from tokutei.chip import tlv
from tokutei.chip.certificates import parse_certificate
from tokutei.chip.findings import FindingKind, FindingStatus
from tokutei.chip.layout import FileName
from tokutei.testing.authority import RsaSigningKey, SigningKey
from tokutei.testing.cards import SyntheticCard
from tokutei.testing.hostile.altering import at, flipped, written
from tokutei.testing.hostile.card import Alter, HostileCard
from tokutei.testing.hostile.signing import P256Key, ShortRsaKey, certified, resigned

__all__ = ["SIGNATURES"]

_SIGNATURE: Final = FileName.DF3_EF01
_DIGEST_INFO: Final = bytes.fromhex("3031300D060960864801650304020105000420")
_SHA1_INFO: Final = bytes.fromhex("3021300906052B0E03021A05000414")
_BLOCK: Final = 256


def _key_of(card: SyntheticCard) -> RsaSigningKey:
    """Return the private key of a first-generation card, which only the card's issuer should have."""
    stored = tlv.values_by_tag(card.files[_SIGNATURE])[0xDB][1]
    public = parse_certificate(stored).public_key_info
    keys = (RsaSigningKey(f"card_{number}") for number in range(2))
    return next(key for key in keys if key.public == public)


def _block(make: Callable[[bytes], bytes]) -> Alter:
    """Return how to sign a block that is made of the content; the key is the right one."""
    return resigned(lambda card, message: _key_of(card).sign_block(make(message)))


def _padded(said: bytes, *, kind: int = 1, fill: int | None = None) -> bytes:
    """Return a block as PKCS#1 v1.5 has it, or with fewer bytes of fill and zeros behind what is said."""
    size = _BLOCK - 3 - len(said) if fill is None else fill
    return (bytes((0, kind)) + b"\xff" * size + b"\0" + said).ljust(_BLOCK, b"\0")


def _hash(message: bytes) -> bytes:
    return sha256(message).digest()


def _without(tags: frozenset[int], behind: bytes = b"") -> Alter:
    def change(card: SyntheticCard) -> dict[FileName, bytes]:
        data = card.files[_SIGNATURE]
        kept = b"".join(data[start:end] for start, end, tag in tlv.spans(data) if tag not in tags)
        return {_SIGNATURE: (behind + kept).ljust(len(data), b"\0")}

    return written(change)


def _halves_exchanged(data: bytes) -> bytes:
    return data[:2] + data[50:98] + data[2:50] + data[98:]


def _failing(name: str, lie: str, alter: Alter, card_type: str = "05") -> HostileCard:
    return HostileCard(
        name=name,
        lie=lie,
        alter=alter,
        type=card_type,
        finding=FindingKind.CARD_SIGNATURE,
        status=FindingStatus.FAILED,
    )


def _unchecked(name: str, lie: str, alter: Alter, card_type: str = "05") -> HostileCard:
    return HostileCard(
        name=name,
        lie=lie,
        alter=alter,
        type=card_type,
        finding=FindingKind.CARD_SIGNATURE,
        status=FindingStatus.NOT_CHECKED,
    )


_ONE: Final = bytes(47) + b"\x01"

SIGNATURES: Final = (
    _failing("signature_of_ones", "carries a signature in which r and s are 1", at(_SIGNATURE, 2, 2 * _ONE)),
    _failing(
        "signature_of_zeros",
        "carries a signature in which r and s are 0 but for one bit",
        at(_SIGNATURE, 2, bytes(95) + b"\1"),
    ),
    _failing(
        "signature_of_great_numbers",
        "carries a signature larger than the group",
        at(_SIGNATURE, 2, b"\xff" * 96),
    ),
    _failing(
        "exchanged_halves",
        "carries its signature with r and s exchanged",
        written(lambda card: {_SIGNATURE: _halves_exchanged(card.files[_SIGNATURE])}),
    ),
    _failing(
        "signature_with_a_bit_turned",
        "carries its signature with one bit turned",
        written(lambda card: {_SIGNATURE: flipped(card.files[_SIGNATURE], 40)}),
    ),
    _failing(
        "signed_by_a_thief",
        "carries the signature of a key that nobody certified",
        resigned(lambda _, said: SigningKey("thief").sign_raw(said)),
    ),
    _failing(
        "curve_p_256", "has a certified key on the curve P-256, and signs with it", certified(P256Key())
    ),
    _failing(
        "rsa_on_the_second_generation",
        "has a certified RSA key, and signs with it",
        certified(ShortRsaKey(), sign=lambda key, said: key.sign(said)[:104]),
    ),
    _unchecked(
        "no_signature", "carries neither signature nor certificate", _without(frozenset({0xDC, 0xDD}))
    ),
    _unchecked("empty_signature", "carries a signature of no bytes", _without(frozenset({0xDC}), b"\xdc\0")),
    _unchecked("signature_alone", "carries a signature without a certificate", _without(frozenset({0xDD}))),
    _failing(
        "specified_signature_of_ones",
        "carries a signature in which r and s are 1",
        at(_SIGNATURE, 2, 2 * _ONE),
        "07",
    ),
    _unchecked(
        "specified_no_signature",
        "carries neither signature nor certificate",
        _without(frozenset({0xDC, 0xDD})),
        "07",
    ),
    _failing(
        "certificate_no_curve",
        "has a certified key on the curve P-256, and signs with it",
        certified(P256Key()),
        "06",
    ),
    _failing(
        "first_short_padding",
        "signs a block with eight bytes of padding and zeros behind the hash, as one forges it under a small exponent",
        _block(lambda said: _padded(_DIGEST_INFO + _hash(said), fill=8)),
        "1",
    ),
    _failing(
        "first_bare_hash_and_zeros",
        "signs a block with the bare hash and zeros behind it",
        _block(lambda said: _padded(_hash(said), fill=8)),
        "1",
    ),
    _failing(
        "first_padding_of_encryption",
        "signs a block padded as for encryption",
        _block(lambda said: _padded(_DIGEST_INFO + _hash(said), kind=2)),
        "1",
    ),
    _failing(
        "first_short_hash", "signs 31 bytes of a hash", _block(lambda said: _padded(_hash(said)[:31])), "1"
    ),
    _failing(
        "first_long_hash",
        "signs a hash with a byte behind it",
        _block(lambda said: _padded(_hash(said) + b"\0")),
        "1",
    ),
    _failing(
        "first_no_hash",
        "signs a block of padding with nothing behind it",
        _block(lambda _: _padded(b"")),
        "1",
    ),
    _failing(
        "first_sha_1",
        "signs a SHA-1 hash",
        _block(lambda said: _padded(_SHA1_INFO + sha1(said, usedforsecurity=False).digest())),
        "1",
    ),
    _failing(
        "first_hash_of_something_else",
        "signs the hash of something else",
        _block(lambda _: _padded(_DIGEST_INFO + _hash(b""))),
        "2",
    ),
    _failing(
        "first_no_padding",
        "signs a block that begins with the hash",
        _block(lambda said: _hash(said).ljust(_BLOCK, b"\0")[:_BLOCK]),
        "1",
    ),
    _failing("first_signature_of_one", "carries the signature 1", at(_SIGNATURE, 4, bytes(255) + b"\1"), "1"),
    _failing(
        "first_signature_too_great",
        "carries a signature larger than its modulus",
        at(_SIGNATURE, 4, b"\xff" * 256),
        "1",
    ),
    _failing(
        "first_rsa_1024",
        "has a certified RSA key of 1024 bits, and signs with it",
        certified(ShortRsaKey()),
        "1",
    ),
    _failing(
        "first_elliptic_curve",
        "has a certified key on P-384, and signs with it",
        certified(SigningKey("on an RSA card")),
        "1",
    ),
    _unchecked(
        "first_adult_without_signature",
        "shows the face of an adult and carries no check code, as children's cards",
        _without(frozenset({0xDA, 0xDB}), b"\xda\0"),
        "1",
    ),
    _unchecked(
        "first_adult_with_empty_objects",
        "shows the face of an adult and carries an empty check code and certificate",
        _without(frozenset({0xDA, 0xDB}), b"\xda\0\xdb\0"),
        "2",
    ),
)
"""Cards with a check code that is none."""
