"""Where a card in software has its random bytes from: from whoever makes it, so that nothing is left to chance."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from itertools import count

from tokutei.errors import SecureMessagingError

__all__ = ["Entropy", "given_entropy", "seeded_entropy"]

Entropy = Callable[[int], bytes]
"""Gives as many random bytes as asked for; whoever makes the emulator passes it in."""


def given_entropy(*values: bytes) -> Entropy:
    """Return a source of these values in turn and then from the start again, such as those of a transcript.

    Raises:
        SecureMessagingError: there are no values (``entropy``).

    Example:
        >>> source = given_entropy(b"12345678", b"abcdefgh")
        >>> source(8), source(4), source(8)
        (b'12345678', b'abcd', b'12345678')
    """
    if not values:
        raise SecureMessagingError("entropy")
    counter = count()
    return lambda size: values[next(counter) % len(values)][:size]


def seeded_entropy(seed: bytes) -> Entropy:
    """Return a source that hashes a counter: up to 32 bytes at a time; the same seed, the same values."""
    counter = count()
    return lambda size: sha256(next(counter).to_bytes(8) + seed).digest()[:size]
