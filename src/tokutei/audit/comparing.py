"""What a change of the law texts touches: every cited unit compared with the texts of a folder."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from tokutei import messages
from tokutei.ask import declared
from tokutei.audit.cited import Use, UseKind, uses
from tokutei.audit.figures import figures_of, standing
from tokutei.audit.resolving import Blocks, Found, digest, find
from tokutei.audit.tables import (
    KnownText,
    Provision,
    blocks,
    index,
    known_texts,
    provisions,
    text_of,
)
from tokutei.audit.texts import Folder, LawText, Problem, TextKey
from tokutei.law import Citation
from tokutei.rules.rulebook import CURRENT

__all__ = ["Drift", "DriftKind", "Finding", "drift"]


class DriftKind(StrEnum):
    """What has become of a cited unit."""

    CHANGED = "changed"
    """The place says something else."""
    VANISHED = "vanished"
    """The place is gone, and its words are nowhere."""
    MOVED = "moved"
    """The words stand elsewhere."""
    AROUND = "around"
    """The words are as they were; something else in their article or table has changed."""

    def text(self, lang: str) -> str:
        """Return it in words."""
        return messages.text(f"audit.drift.{self.value}", lang)


@dataclass(frozen=True, slots=True)
class Finding:
    """A cited unit that is not what it was, and what rests on it."""

    kind: DriftKind
    cite: Citation
    title: str
    """In Japanese, as the table of provisions has it."""
    uses: tuple[Use, ...]
    moved_to: tuple[Citation, ...] = ()
    """Where the words stand now."""
    says: str = ""
    """What the place says now; empty where there is none or its words are the same."""
    figures: tuple[tuple[str, str], ...] = ()
    """Rules whose quoted figure the words no longer hold, each with the figure."""

    def named(self, kind: UseKind) -> tuple[str, ...]:
        """Return the names of what rests on it, of one sort."""
        return tuple(use.name for use in self.uses if use.kind is kind)


@dataclass(frozen=True, slots=True)
class Drift:
    """What was compared, what is not as it was, and what could not be compared."""

    findings: tuple[Finding, ...]
    """The most urgent first: changed, vanished, moved, changed around; each by law and place."""
    problems: tuple[Problem, ...]
    texts: int
    """How many law texts were compared."""
    compared: int
    """How many cited units were compared."""

    @property
    def needs_a_look(self) -> bool:
        """Whether anything is not as it was, or could not be compared."""
        return bool(self.findings or self.problems)

    def of(self, kind: DriftKind) -> tuple[Finding, ...]:
        """Return the findings of one kind."""
        return tuple(finding for finding in self.findings if finding.kind is kind)


def drift(folder: Folder, *, against: date | None = None, rows: Iterable[Provision] | None = None) -> Drift:
    """Return what has become of every cited unit in the texts of a folder.

    A unit of the text in force is compared with ``LAW.md``, one of a day with ``LAW@DAY.md``.

    Args:
        folder: the texts.
        against: compare the units in force with the texts of this day instead: what has a reform touched?
            Laws without a text of that day are left out.
        rows: the units as they were; unless given, those that this library cites.
    """
    wanted = _by_text(provisions().values() if rows is None else rows, against)
    problems = list(folder.problems)
    findings: list[Finding] = []
    compared = 0
    texts = {key: folder.texts[key] for key in wanted if key in folder.texts}
    for key, of_text in wanted.items():
        if key not in texts:
            problems += [] if against else [Problem("missing", _file(key), str(len(of_text)))]
            continue
        found, cut_off = _of_text(_Comparison(texts[key], of_text, folder), against)
        findings += found
        problems += cut_off
        compared += len(of_text)
    if against and not texts:
        problems.append(Problem("no_text_of_day", f"@{against.isoformat()}.md"))
    kinds = list(DriftKind)
    findings.sort(key=lambda one: kinds.index(one.kind))
    return Drift(tuple(findings), tuple(problems), len(texts), compared)


def _by_text(rows: Iterable[Provision], against: date | None) -> dict[TextKey, list[Provision]]:
    """Return the units that were seen by the text that each is compared with."""
    wanted: dict[TextKey, list[Provision]] = {}
    for row in rows:
        law, day = text_of(row.cite)
        if row.is_seen and (against is None or day is None):
            wanted.setdefault((law, against or day), []).append(row)
    return wanted


def _of_text(comparison: _Comparison, against: date | None) -> tuple[list[Finding], list[Problem]]:
    """Return the findings of one text; of one that was cut off, not what may have stood behind the cut."""
    found = list(comparison.findings())
    if not comparison.is_cut_off(against):
        return found, []
    lost = [one for one in found if one.kind is DriftKind.VANISHED]
    kept = [one for one in found if one.kind is not DriftKind.VANISHED]
    return kept, [Problem("cut_off", comparison.text.file, str(len(lost)))]


def _file(key: TextKey) -> str:
    law, day = key
    return f"{law}@{day.isoformat()}.md" if day else f"{law}.md"


class _Comparison:
    """One text beside the rows that were made from it, or from a later one."""

    def __init__(self, text: LawText, rows: Iterable[Provision], folder: Folder) -> None:
        self.text = text
        self.rows = tuple(rows)
        self.blocks = _fitting_blocks(text, self.rows, {**blocks(), **folder.supplements})
        self.indexes: dict[str, Mapping[str, list[Citation]]] = {}

    def findings(self) -> Iterator[Finding]:
        for row in self.rows:
            found = find(self.text, row.cite, self.blocks)
            if found is None or found.digests() != (row.unit, row.whole):
                yield self._finding(row, found)

    def _finding(self, row: Provision, found: Found | None) -> Finding:
        finding = Finding(DriftKind.AROUND, row.cite, row.title, uses().get(row.cite, ()))
        if found is not None and found.digests()[0] == row.unit:
            return finding
        says = found.words if found else ""
        finding = replace(finding, says=says, figures=tuple(_lost_figures(row.cite, finding.uses, says)))
        if moved_to := self._elsewhere(row):
            return replace(finding, kind=DriftKind.MOVED, moved_to=moved_to, figures=())
        gone = found is None or found.is_deleted
        return replace(finding, kind=DriftKind.VANISHED if gone else DriftKind.CHANGED)

    def _elsewhere(self, row: Provision) -> tuple[Citation, ...]:
        """Return where the words of a row stand that did not say the same before.

        An article whose words are now those of its first paragraph has not moved; it has got a second one.
        """
        sentence = row.cite.sentence
        if sentence not in self.indexes:
            self.indexes[sentence] = index(self.text, self.blocks, sentence)
        known = {row.cite, *row.twins}
        places = self.indexes[sentence].get(row.unit, ())
        same = (replace(cite, as_of=row.cite.as_of) if not cite.amending else cite for cite in places)
        within = f"{row.cite}:"
        return tuple(cite for cite in same if cite not in known and not str(cite).startswith(within))

    def is_cut_off(self, against: date | None) -> bool:
        """Tell whether the text ends before the end: in a line, or without the last of its headings."""
        known = None if against else known_texts().get(self.text.key)  # an earlier text may well be shorter
        return self.text.cut or (known is not None and _is_shorter(self.text, known))


def _is_shorter(text: LawText, known: KnownText) -> bool:
    return len(text.body.headings) < known.headings and digest(text.body.last) != known.last


def _fitting_blocks(text: LawText, rows: Iterable[Provision], known: Blocks) -> Blocks:
    """Return the blocks of a text in which the cited supplementary provisions are found as they were.

    Blocks are counted from the first; where one was put in between or taken out, the words tell which is whose.
    """
    fitting = dict(known)
    cited: dict[tuple[str, str], list[Provision]] = {}
    for row in rows:
        if row.cite.amending:
            cited.setdefault((row.cite.law, row.cite.amending), []).append(row)
    for key, of_block in cited.items():
        # Of blocks that fit as well the one that is known comes first.
        candidates = [known[key], *range(len(text.body.supplements))] if key in known else []
        fits = {at: sum(_fits(text, row, {key: at}) for row in of_block) for at in candidates}
        if any(fits.values()):
            fitting[key] = max(fits, key=lambda at: fits[at])
    return fitting


def _fits(text: LawText, row: Provision, at: Blocks) -> bool:
    found = find(text, row.cite, at)
    return found is not None and found.digests()[0] == row.unit


def _lost_figures(cite: Citation, of: Iterable[Use], says: str) -> Iterator[tuple[str, str]]:
    """Yield the rules that quote a figure which the words no longer hold."""
    by_name = {f"{topic}.{key}": rule for (topic, key), rule in declared().items()}
    for use in of:
        if use.kind is not UseKind.RULE:
            continue
        rule = by_name[use.name]
        for version in CURRENT.timeline(rule).versions:
            quoted = (figure for figure in figures_of(rule, version) if figure.cite == cite)
            words = dict.fromkeys(figure.words for figure in quoted if figure.words)
            yield from ((use.name, one) for one in words if not standing(one, says))
