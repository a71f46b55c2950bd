"""What results of several topics share: they say in words what is known, field by field."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from typing import Any, ClassVar

from tokutei import messages

__all__ = ["Findings"]


class Findings:
    """Base of results whose fields are ``None`` or empty where nothing is known or nothing was asked."""

    __slots__ = ()
    __dataclass_fields__: ClassVar[dict[str, Any]]

    def findings(self, lang: str) -> Iterator[tuple[str, object]]:  # noqa: ARG002
        """Yield the name and the value of what is known; a result may put words for a value."""
        for field in fields(self):
            value = getattr(self, field.name)
            if value is not None and value != ():
                yield field.name, value

    def text(self, lang: str) -> str:
        """Return what is known, by name."""
        return messages.joined(
            (messages.fact(name, value, lang) for name, value in self.findings(lang)), lang
        )
