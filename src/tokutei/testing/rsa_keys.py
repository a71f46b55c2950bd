"""RSA keys for tests, the same on every machine. Their private halves are public knowledge: trust nothing they sign.

A prime is the first one at or after a number that is hashed from a label, of those whose predecessor is no
multiple of the exponent. Looking for one takes a second, so how far it lies from its number is written
down here; a test looks again.
"""

from __future__ import annotations

from functools import cache
from hashlib import shake_256
from typing import Final

from tokutei.errors import MissingExtraError, UnknownTermError

try:
    from cryptography.hazmat.primitives.asymmetric import rsa
except ImportError:  # pragma: no cover - seen by a test in a process without the package
    raise MissingExtraError("testing", "cryptography") from None

__all__ = ["DISTANCES", "SHORT", "prime_of", "rsa_key"]

_EXPONENT: Final = 65537
_HALF: Final = 1024

DISTANCES: Final = {
    "authority": (190, 582),
    "forger": (3678, 1704),
    "card_0": (842, 68),
    "card_1": (794, 60),
    "delivery": (150, 370),
    "signature_ca": (822, 1064),
    "authentication_ca": (24, 1296),
    "signature": (130, 140),
    "authentication": (2758, 124),
    "another_ca": (454, 1208),
    "short": (420, 60),
}
"""How far the two primes of each key lie from the numbers hashed from their labels."""

SHORT: Final = frozenset({"short"})
"""Keys of 1024 bits: no card has that."""


def prime_of(key: str, half: str, distance: int) -> int:
    """Return the number hashed from a label, which is odd and begins with two bits set, and so much more."""
    bits = _HALF // 2 if key in SHORT else _HALF
    start = int.from_bytes(shake_256(f"tokutei.testing/{key}/{half}".encode()).digest(bits // 8))
    return (start | 3 << bits - 2 | 1) + distance


@cache
def rsa_key(key: str) -> rsa.RSAPrivateKey:
    """Return an RSA key of 2048 bits by its name; of those called short, of 1024.

    Raises:
        UnknownTermError: there is none of that name.
    """
    if key not in DISTANCES:
        raise UnknownTermError("rsa_key", key, tuple(DISTANCES))
    p, q = (prime_of(key, half, distance) for half, distance in zip("pq", DISTANCES[key], strict=True))
    d = pow(_EXPONENT, -1, (p - 1) * (q - 1))
    public = rsa.RSAPublicNumbers(_EXPONENT, p * q)
    numbers = rsa.RSAPrivateNumbers(
        p,
        q,
        d,
        rsa.rsa_crt_dmp1(d, p),
        rsa.rsa_crt_dmq1(d, q),
        rsa.rsa_crt_iqmp(p, q),
        public,
    )
    return numbers.private_key()
