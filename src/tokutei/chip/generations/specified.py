"""Specified cards: 特定在留カード (type 07) and 特定特別永住者証明書 (type 08), from 2026.

A specified card is a My Number card with a residence application. Its files are those of the second
generation, below the application instead of the MF; its session is another. The agency's
document was not at hand; what is not known of the session is a :class:`Profile`.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from tokutei.chip.generations.profile import DEFAULT_PROFILE, Generation, Profile
from tokutei.chip.generations.second import SECOND
from tokutei.chip.layout import Access, CardLayout, Directory, FileName, FileRow
from tokutei.chip.opening import DeliveredOpening

__all__ = ["SPECIFIED", "specified"]

_TYPES: Final = {"05": "07", "06": "08"}
"""Which type of the second generation has the same files."""
_BELOW_APPLICATION: Final = {FileName.MF_EF01: FileName.AP_EF01, FileName.MF_EF02: FileName.AP_EF02}


def specified(profile: Profile) -> Generation:
    """Return the generation of specified cards as a profile has it."""
    layouts = tuple(
        CardLayout(_TYPES[layout.card_type], tuple(_file(row, profile) for row in layout.files))
        for layout in SECOND.layouts
    )
    return Generation(
        name="specified",
        root=Directory.AP,
        layouts=layouts,
        signed=SECOND.signed,
        opening=DeliveredOpening(profile),
        sections=SECOND.sections,
        profiled=specified,
    )


def _file(row: FileRow, profile: Profile) -> FileRow:
    name = _BELOW_APPLICATION.get(row.name, row.name)
    access = row.access
    if access is not Access.FREE and name.directory in profile.protected:
        access = Access.NUMBER_AND_MESSAGING
    if name not in profile.short_ids:
        return replace(row, name=name, access=access)
    return replace(row, name=name, access=access, short_id=profile.short_ids[name], other_short_ids=())


SPECIFIED: Final = specified(DEFAULT_PROFILE)
"""Types 07 and 08 as the default profile has them."""
