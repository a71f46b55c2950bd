"""What a text may have lost or gained beside the cited units: blocks of supplementary provisions, its end."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from difflib import SequenceMatcher

from tokutei.audit.resolving import Blocks, find
from tokutei.audit.tables import Provision, block_digests, blocks, known_texts
from tokutei.audit.texts import Folder, LawText
from tokutei.law import Citation

__all__ = ["behind_the_end", "fitting_blocks"]


def fitting_blocks(text: LawText, rows: Iterable[Provision], folder: Folder) -> Blocks:
    """Return which block of supplementary provisions of a text is whose.

    The texts do not say it, and blocks are counted; where one was put in between or taken out, those that are
    known by their words tell where the others stand. A block that is gone has no place.
    """
    cited: dict[tuple[str, str], list[Provision]] = {}
    for row in rows:
        if row.cite.amending:
            cited.setdefault((row.cite.law, row.cite.amending), []).append(row)
    known = {**blocks(), **folder.supplements}
    earlier = known_texts().get((text.law, None))
    if earlier is not None and earlier.blocks:
        places = _aligned(
            earlier.blocks, text, {key: blocks()[key] for key in cited if key in blocks()}, cited
        )
        gone = set(cited) - set(places)
        return {key: at for key, at in {**known, **places}.items() if key not in gone}
    fitting = dict(known)
    for key, of_block in cited.items():
        # Of blocks that fit as well the one that is known comes first.
        candidates = [known[key], *range(len(text.body.supplements))] if key in known else []
        fits = {at: _fits(text, of_block, key, at) for at in candidates}
        if any(fits.values()):
            fitting[key] = max(fits, key=lambda at: fits[at])
    return fitting


def _aligned(
    earlier: tuple[str, ...],
    text: LawText,
    wanted: Mapping[tuple[str, str], int],
    cited: Mapping[tuple[str, str], list[Provision]],
) -> dict[tuple[str, str], int]:
    """Return the block of each amending law: by its words, else the best one between those that are known."""
    found: dict[tuple[str, str], int] = {}
    matcher = SequenceMatcher(a=earlier, b=block_digests(text), autojunk=False)
    for tag, first, last, start, end in matcher.get_opcodes():
        for key, at in wanted.items():
            if not first <= at < last:
                continue
            if tag == "equal":
                found[key] = start + at - first
            elif start < end:
                same = [start + at - first] if at - first < end - start else []
                candidates = [*same, *range(start, end)]
                fits = {here: _fits(text, cited[key], key, here) for here in candidates}
                found[key] = max(fits, key=lambda here: fits[here])
    return found


def _fits(text: LawText, rows: Iterable[Provision], key: tuple[str, str], at: int) -> int:
    """Return how many cited units of an amending law stand in a block, with their words or at least their caption."""
    found = 0
    for row in rows:
        unit = find(text, row.cite, {key: at})
        found += (
            0 if unit is None else 10 if unit.digest() == row.unit else 1 if unit.title == row.title else 0
        )
    return found


def behind_the_end(text: LawText, cite: Citation, known: Blocks) -> bool:
    """Tell whether a place may have stood behind the last one that a text has."""
    body = text.body
    if body.tables:
        return bool(cite.table) and _number(cite.table) >= max(map(_number, body.tables))
    if cite.table:
        return True
    if body.supplements:
        at = known.get((cite.law, cite.amending)) if cite.amending else None
        return bool(cite.amending) and (at is None or at >= len(body.supplements) - 1)
    return bool(cite.amending) or _number(cite.article) >= max(map(_number, body.main.parts), default=())


def _number(branched: str) -> tuple[int, ...]:
    return tuple(int(part) for part in branched.split("-") if part.isdecimal())
