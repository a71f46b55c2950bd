"""What the records of these readings share: they mask what is personal, pickle, and say what was not checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from tokutei.chip.findings import Finding, FindingKind, FindingStatus
from tokutei.personal import Masked
from tokutei.vocabulary import Sex

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

__all__ = ["NOT_CHECKED", "SEXES", "CardRecord", "frozen"]

NOT_CHECKED: Final = (
    Finding(FindingKind.CARD_SIGNATURE, FindingStatus.NOT_CHECKED, "my_number_signature_not_checked"),
    Finding(FindingKind.CERTIFICATE, FindingStatus.NOT_CHECKED, "cv_certificate_not_checked"),
)
"""What is said of everything that was read from the text and the face application."""

SEXES: Final = {"1": Sex.MALE, "2": Sex.FEMALE, "0": Sex.UNSPECIFIED}
"""Codes of sex; ``9`` (not applicable) has no word in the vocabulary and stays raw. Not those of a residence card."""


class CardRecord(Masked):
    """Base of the records: a frozen dataclass whose mappings cannot be changed, and which pickles."""

    __slots__ = ()

    def __reduce__(self: DataclassInstance) -> tuple[object, ...]:
        values = {one.name: getattr(self, one.name) for one in fields(self)}
        plain = {name: dict(one) if isinstance(one, Mapping) else one for name, one in values.items()}
        return _again, (type(self), plain)


def _again(kind: type, values: dict[str, object]) -> object:
    return kind(**{name: frozen(one) if isinstance(one, dict) else one for name, one in values.items()})


def frozen(values: Mapping[str, bytes]) -> Mapping[str, bytes]:
    """Return a mapping that cannot be changed."""
    return MappingProxyType(dict(values))
