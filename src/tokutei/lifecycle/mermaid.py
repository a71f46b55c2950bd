"""Texts as Mermaid takes them: its grammars give some characters a meaning and have no way to quote them."""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

__all__ = ["label"]

_LOOK_ALIKE: Final = MappingProxyType(
    str.maketrans(
        {
            ":": "\N{RATIO}",
            ";": ",",
            "#": "\N{FULLWIDTH NUMBER SIGN}",
            '"': "\N{RIGHT DOUBLE QUOTATION MARK}",
            "`": "\N{RIGHT SINGLE QUOTATION MARK}",
            "<": "\N{SINGLE LEFT-POINTING ANGLE QUOTATION MARK}",
            ">": "\N{SINGLE RIGHT-POINTING ANGLE QUOTATION MARK}",
            "{": "(",
            "}": ")",
            "%": "\N{FULLWIDTH PERCENT SIGN}",
            "\\": "\N{FULLWIDTH REVERSE SOLIDUS}",
        }
    )
)
"""What stands in a label for a character that ends it, begins a comment or makes it HTML or Markdown."""


def label(text: str) -> str:
    """Return a text on one line in which no character means anything to Mermaid.

    Example:
        >>> label('Refused: "this"; item #3')
        'Refused∶ ”this”, item ＃3'
    """
    return " ".join(text.translate(_LOOK_ALIKE).split())
