"""What a change of the law texts touches: every cited unit compared with the texts of a folder."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from tokutei import messages
from tokutei.ask import declared
from tokutei.audit.aligning import behind_the_end, fitting_blocks
from tokutei.audit.cited import Use, UseKind, uses
from tokutei.audit.figures import figures_of, standing
from tokutei.audit.resolving import Found, find
from tokutei.audit.tables import Provision, index, is_shorter, provisions, text_of
from tokutei.audit.texts import Folder, LawText, Problem, TextKey
from tokutei.calendar import japan_day
from tokutei.errors import FolderError
from tokutei.law import Citation
from tokutei.rules.rulebook import CURRENT

__all__ = ["Drift", "DriftKind", "Finding", "drift"]


class DriftKind(StrEnum):
    """What has become of a cited unit."""

    CHANGED = "changed"
    """The place says something else."""
    VANISHED = "vanished"
    """The place is gone, and its words were not found elsewhere."""
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
    against: date | None = None
    """The day whose texts the units in force were compared with; ``None``: each with its own text."""

    @property
    def needs_a_look(self) -> bool:
        """Whether anything is not as it was, or could not be compared."""
        return bool(self.findings) or any(problem.needs_a_look for problem in self.problems)

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

    Raises:
        FolderError: this is no folder of texts that was read.
        PeriodError: ``against`` is no day; NaiveDatetimeError: it is a moment without a time zone.
    """
    if not isinstance(folder, Folder):
        raise FolderError(folder)
    against = None if against is None else japan_day(against)
    wanted = _by_text(provisions().values() if rows is None else rows, against)
    problems = list(folder.problems)
    findings: list[Finding] = []
    compared = 0
    indexes: _Indexes = {}
    texts = {key: folder.texts[key] for key in wanted if key in folder.texts}
    for key, of_text in wanted.items():
        if key not in texts:
            code = "missing_past" if key[1] else "missing"
            problems += [] if against else [Problem(code, _file(key), str(len(of_text)))]
            continue
        found, cut_off = _of_text(_Comparison(texts[key], of_text, folder, indexes), against)
        findings += found
        problems += cut_off
        compared += len(of_text)
    if against and not texts:
        problems.append(Problem("no_text_of_day", f"@{against.isoformat()}.md"))
    kinds = list(DriftKind)
    findings.sort(key=lambda one: kinds.index(one.kind))
    return Drift(tuple(findings), tuple(problems), len(texts), compared, against)


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
    text = comparison.text
    if not (text.ending.is_cut or (against is None and is_shorter(text))):  # an earlier text may be shorter
        return found, []
    lost = [
        one
        for one in found
        if one.kind is DriftKind.VANISHED and behind_the_end(text, one.cite, comparison.blocks)
    ]
    kept = [one for one in found if one not in lost]
    return kept, [Problem("cut_off", text.file, str(len(lost)))]


def _file(key: TextKey) -> str:
    law, day = key
    return f"{law}@{day.isoformat()}.md" if day else f"{law}.md"


_Indexes = dict[tuple[TextKey, str], Mapping[str, list[Citation]]]
"""Every place of a text by the digest of its words, for each kind of sentence, made when first needed."""


class _Comparison:
    """One text beside the rows that were made from it, or from a later one."""

    def __init__(self, text: LawText, rows: Iterable[Provision], folder: Folder, indexes: _Indexes) -> None:
        self.text = text
        self.rows = tuple(rows)
        self.folder = folder
        self.blocks = fitting_blocks(text, self.rows, folder)
        self.indexes = indexes

    def findings(self) -> Iterator[Finding]:
        for row in self.rows:
            found = find(self.text, row.cite, self.blocks)
            if found is None or found.digests() != (row.unit, row.whole):
                yield self._finding(row, found)

    def _finding(self, row: Provision, found: Found | None) -> Finding:
        finding = Finding(DriftKind.AROUND, row.cite, row.title, uses().get(row.cite, ()))
        if found is not None and found.digest() == row.unit:
            return finding
        says = found.words if found else ""
        finding = replace(finding, says=says, figures=tuple(_lost_figures(row.cite, finding.uses, says)))
        if moved_to := self._elsewhere(row):
            return replace(finding, kind=DriftKind.MOVED, moved_to=moved_to, figures=())
        gone = found is None or found.is_deleted
        return replace(finding, kind=DriftKind.VANISHED if gone else DriftKind.CHANGED)

    def _elsewhere(self, row: Provision) -> tuple[Citation, ...]:
        """Return where the words of a row stand that did not say the same before: in its law, else in another.

        An article whose words are now those of its first paragraph has not moved; it has got a second one.
        """
        here = replace(row.cite, sentence="")
        own = {row.cite, here, *row.twins}
        found = [
            replace(cite, as_of=row.cite.as_of) if not cite.amending else cite
            for sentence in dict.fromkeys((row.cite.sentence, ""))
            for cite in self._index(self.text, sentence).get(row.unit, ())
        ]
        first = f"{row.cite}:1"
        moved = [cite for cite in found if cite not in own and not f"{cite}:".startswith(f"{first}:")]
        return tuple(dict.fromkeys(moved)) or self._in_other_laws(row)

    def _in_other_laws(self, row: Provision) -> tuple[Citation, ...]:
        """Return where another law of the folder says what a place said that was long enough to be told by it."""
        was = find(self.text, row.cite, self.blocks)
        if was is not None and not was.is_deleted:
            return ()
        others = (
            text for key, text in self.folder.texts.items() if key[1] is None and key[0] != row.cite.law
        )
        return tuple(cite for text in others for cite in self._index(text, "").get(row.unit, ()))

    def _index(self, text: LawText, sentence: str) -> Mapping[str, list[Citation]]:
        key = text.key, sentence
        if key not in self.indexes:
            known = self.blocks if text is self.text else {}
            self.indexes[key] = index(text, known, sentence)
        return self.indexes[key]


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
