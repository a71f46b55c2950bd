"""The one way in which an optional package is imported."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from tokutei.errors.base import MissingExtraError

__all__ = ["needing"]


@contextmanager
def needing(extra: str, package: str) -> Iterator[None]:
    """Turn a failing import in the body into the error that names the missing extra.

    Raises:
        MissingExtraError: the package is not installed.
    """
    try:
        yield
    except ImportError:
        raise MissingExtraError(extra, package) from None
