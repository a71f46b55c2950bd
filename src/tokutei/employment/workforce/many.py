"""Deciding many rows: CSV, JSON Lines or any iterable in, decisions out, one at a time.

Bad rows are told by row, column and reason and never end the reading. Nothing of a cell is kept longer than
its row, but for keys, among which duplicates are looked for, and the cells of columns whose cells repeat.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from itertools import chain, islice
from typing import Any, Final, Literal, cast

from tokutei.employment.jobs import Job
from tokutei.employment.plain_facts import read_word
from tokutei.employment.workforce.deciding import Desk, stay_contradicts
from tokutei.employment.workforce.headers import NEEDED, Plan, plan_of
from tokutei.employment.workforce.lines import Bad, Record, csv_records, json_records
from tokutei.employment.workforce.mappings import FieldMapping, shipped_mapping
from tokutei.employment.workforce.named import Named, rows_of
from tokutei.employment.workforce.problems import Fault, RowProblem
from tokutei.employment.workforce.row_decisions import RowDecision
from tokutei.employment.workforce.rows import WorkRow, row_of, told_by
from tokutei.employment.workforce.sources import Lines
from tokutei.employment.workforce.tallies import End, Tally
from tokutei.employment.workforce.words import RowField
from tokutei.errors import FactsError, NotInForceError, RowsError, TokuteiError
from tokutei.rules.rulebook import CURRENT, Rulebook
from tokutei.vocabulary import JobKind

__all__ = ["ManyDecisions", "Tally", "assess_many"]

Layout = Literal["csv", "json_lines"]
_MOST_BLANK: Final = 1000
"""After so many blank lines it is taken for CSV."""


class ManyDecisions(Iterator[RowDecision]):
    """The decisions on many rows, one after the other; it can be gone through once.

    What the loop has not come to yet is not read yet.
    """

    __slots__ = (
        "_bound",
        "_counts",
        "_decided",
        "_earlier",
        "_ended",
        "_half",
        "_headed",
        "_latest",
        "_lines",
        "_mapping",
        "_problems",
        "_report",
        "_rows",
        "_told",
        "_work",
        "desk",
    )

    desk: Desk
    """What decides the rows."""

    def __init__(
        self,
        source: object,
        *,
        desk: Desk,
        job: Job | None = None,
        mapping: FieldMapping | None = None,
        progress: Callable[[Tally], None] | None = None,
        every: int = 1000,
        report: Callable[[RowProblem], None] | None = None,
        keep: int = 1000,
        remember: int | None = 100_000,
        encoding: str | None = None,
        layout: Layout | None = None,
    ) -> None:
        """See :func:`assess_many`."""
        if layout not in (None, "csv", "json_lines"):
            raise RowsError("layout")
        bounds = {"every": every, "keep": keep, "remember": 1 if remember is None else remember}
        if wrong := tuple(name for name, bound in bounds.items() if type(bound) is not int or bound < 1):
            raise RowsError("bounds", wrong)
        self.desk = desk
        self._told = {} if job is None else told_by(job)
        self._mapping = mapping
        self._report = report
        self._bound = keep
        self._half = None if remember is None else max(1, remember // 2)
        self._latest: set[str | int] = set()
        self._earlier: set[str | int] = set()
        """The keys before the latest; forgotten as soon as there are half as many as are remembered again."""
        self._problems: list[RowProblem] = []
        self._counts: dict[tuple[RowField | None, Fault], int] = {}
        self._rows = self._decided = 0
        self._lines: Lines | None = None
        self._headed = False
        records = self._records(source, encoding, layout)
        if progress is not None:
            records = self._with_progress(records, progress, every)
        self._work: Iterator[RowDecision] = self._decisions(records, job)
        last = () if progress is None else self._last(progress)
        self._ended = False
        self._work = chain(self._work, last, End(lambda: self._ended))

    def __iter__(self) -> Iterator[RowDecision]:  # noqa: PYI034 - the iteration without a call in between
        return self._work

    def __next__(self) -> RowDecision:
        return next(self._work)

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.tally!r})"

    @property
    def tally(self) -> Tally:
        """How far it is."""
        return Tally(self._rows, self._decided, sum(self._counts.values()))

    @property
    def problems(self) -> tuple[RowProblem, ...]:
        """The problems so far, as many as are kept; ``counts`` counts all."""
        return tuple(self._problems)

    @property
    def counts(self) -> Mapping[tuple[RowField | None, Fault], int]:
        """How often each column had each fault so far."""
        return dict(self._counts)

    @property
    def encoding(self) -> str | None:
        """What bytes are written in: ``utf-8``, ``utf-8-sig`` (with a byte order mark) or ``cp932``.

        ``None`` as long as all of them are ASCII, and for text.
        """
        return None if self._lines is None else self._lines.found.encoding

    def _records(
        self, source: object, encoding: str | None, layout: Layout | None
    ) -> Iterator[Record | WorkRow]:
        """Return the rows of a source, whatever it is."""
        if isinstance(source, str | bytes | bytearray | memoryview) or hasattr(source, "readline"):
            return self._of_lines(source, encoding, layout)
        if isinstance(source, Mapping | WorkRow) or not isinstance(source, Iterable):
            raise RowsError("source")
        items = iter(source)
        begun = list(islice(items, 1))
        if begun and isinstance(begun[0], str | bytes):
            return self._of_lines(chain(begun, items), encoding, layout)
        return rows_of(chain(begun, items))

    def _of_lines(self, source: object, encoding: str | None, layout: Layout | None) -> Iterator[Record]:
        self._lines = Lines(source, encoding=encoding)
        lines = iter(self._lines)
        if layout is None:
            begun: list[str] = []
            for line in lines:
                begun.append(line)
                if isinstance(line, Fault) or line.strip() or len(begun) >= _MOST_BLANK:
                    break
            is_json = bool(begun) and begun[-1].lstrip().startswith("{")
            lines, layout = chain(begun, lines), "json_lines" if is_json else "csv"
        if layout == "json_lines":
            return json_records(lines)
        self._headed = True
        return csv_records(lines)

    def _decisions(self, records: Iterator[Record | WorkRow], job: Job | None) -> Iterator[RowDecision]:
        plan: Plan | None = None
        named = Named(self._mapping, self._say)
        decide = self.desk.decide
        for record in records:
            if isinstance(record, WorkRow):
                self._rows += 1
                made: WorkRow | None = record if job is None else record.at(job)
                line = None
            else:
                line, cells = record.line, record.cells
                if self._headed and plan is None:
                    plan = self._planned(cells, line)
                    if plan is None:
                        self._ended = True
                        return
                    continue
                self._rows += 1
                if isinstance(cells, Bad):
                    self._say(RowProblem(cells.fault, row=self._rows, line=line))
                    continue
                if is_named := isinstance(cells, Mapping):
                    plan, cells = named.read(cells)
                made = self._read(cast("Plan", plan), cells, line, named=is_named)
            if made is None:
                continue
            try:
                decision = decide(made, number=self._rows)
            except TokuteiError as error:
                fault = Fault.NOT_IN_FORCE if isinstance(error, NotInForceError) else Fault.NOT_COVERED
                self._say(RowProblem(fault, row=self._rows, line=line))
                continue
            self._look_at(made, line)
            self._decided += 1
            yield decision
        if plan is None and self._headed:
            self._say(RowProblem(Fault.NO_HEADER, line=1))
        self._ended = True

    def _planned(self, headers: list[Any] | Mapping[Any, Any] | Bad, line: int | None) -> Plan | None:
        """Return how rows are read, or nothing where the first line names no field."""
        if not isinstance(headers, list):
            fault = headers.fault if isinstance(headers, Bad) else Fault.NO_HEADER
            self._say(RowProblem(fault, line=line))
            return None
        needed = [one for one in NEEDED if one.value not in self._told]
        plan = plan_of(headers, mapping=self._mapping, needed=needed)
        if not plan.columns:
            self._say(RowProblem(Fault.NO_HEADER, line=line))
            return None
        for problem in plan.problems:
            self._say(replace(problem, line=line))
        return plan

    def _read(self, plan: Plan, cells: list[Any], line: int | None, *, named: bool) -> WorkRow | None:
        """Return the row that the cells say, or nothing if one of them cannot be read; each is told.

        Of a mapping, whose cells are named, a field that has two names may stand under either.
        """
        values: dict[str, Any] = dict(self._told)
        bad: list[RowProblem] = []
        for column in plan.columns:
            value = column.value(cells)
            if isinstance(value, Fault):
                bad.append(self._cell(value, column.field, column.positions, line))
            elif value is not None:
                values[column.slot] = value
        if plan.again:
            bad += self._compared(plan, cells, values if named else None, line)
        if not bad:
            try:
                return row_of(values)
            except FactsError:
                bad.append(self._cell(Fault.FORM_AND_DAY, RowField.FORM, (), line))
        for problem in bad:
            self._say(problem)
        return None

    def _compared(
        self, plan: Plan, cells: list[Any], values: dict[str, Any] | None, line: int | None
    ) -> Iterator[RowProblem]:
        """Yield where cells of one field differ; of a mapping what stands under either name goes into values."""
        under: dict[str, object] = {}
        for first, second in plan.again:
            one, other = first.value(cells), second.value(cells)
            fault = Fault.CELLS_DIFFER
            if values is not None and other is None:
                continue
            if values is not None and one is None:
                one = values[second.slot] = under.setdefault(second.slot, other)
                fault = other if isinstance(other, Fault) else fault
            if one != other or fault is other:
                yield self._cell(fault, second.field, second.positions, line)

    def _cell(self, fault: Fault, one: RowField, at: tuple[int, ...], line: int | None) -> RowProblem:
        position = at[0] + 1 if at and self._lines is not None else None
        return RowProblem(fault, row=self._rows, line=line, column=one, position=position)

    def _look_at(self, row: WorkRow, line: int | None) -> None:
        """Tell what is odd in a row that was decided."""
        if row.stay_until is not None and stay_contradicts(row):
            at = RowField.STAY_UNTIL
            self._say(RowProblem(Fault.STAY_WITHOUT_END, self._rows, line, at, decided=True))
        key = row.key
        if key is None:
            return
        if key in self._latest or key in self._earlier:
            self._say(RowProblem(Fault.DUPLICATE_KEY, self._rows, line, RowField.KEY, decided=True))
            return
        self._latest.add(key)
        if self._half is not None and len(self._latest) >= self._half:
            self._earlier, self._latest = self._latest, set()

    def _say(self, problem: RowProblem) -> None:
        place = problem.column, problem.fault
        self._counts[place] = self._counts.get(place, 0) + 1
        if len(self._problems) < self._bound:
            self._problems.append(problem)
        if self._report is not None:
            self._report(problem)

    def _with_progress(
        self, records: Iterator[Record | WorkRow], progress: Callable[[Tally], None], every: int
    ) -> Iterator[Record | WorkRow]:
        """Yield the rows, and tell how far it is once those before the next one are done with."""
        due = every
        for record in records:
            if self._rows >= due:
                progress(self.tally)
                due += every
            yield record

    def _last(self, progress: Callable[[Tally], None]) -> Iterator[RowDecision]:
        """Yield nothing, and tell how it ended, if it did."""
        if self._ended:
            progress(self.tally)
        yield from ()


def assess_many(
    source: object,
    *,
    on: date,
    job: Job | JobKind | str | None = None,
    mapping: FieldMapping | Mapping[str, object] | str | None = None,
    progress: Callable[[Tally], None] | None = None,
    book: Rulebook = CURRENT,
    every: int = 1000,
    report: Callable[[RowProblem], None] | None = None,
    keep: int = 1000,
    remember: int | None = 100_000,
    encoding: str | None = None,
    layout: Layout | None = None,
) -> ManyDecisions:
    """Return the decisions on many rows of a day, one after the other as they are read.

    Headers are the fields of :class:`~tokutei.employment.RowField` in English, Japanese or by their values;
    words, days and numbers are read as people write them, in any width. A column that is no field is not
    read. A row of which a cell cannot be read is told in ``problems`` and not decided.

    A row is decided as :func:`~tokutei.employment.rule_on` decides its facts; a verdict of allowed is given only
    where the evidence is enough (:func:`~tokutei.employment.is_enough`) and the end of the stay is told.

    Args:
        source: CSV or JSON Lines as a text, bytes, an open file, or chunks of either; or an iterable of
            mappings or of :class:`~tokutei.employment.WorkRow`. A path is none of these.
        on: the day of the question.
        job: the work in question, where rows do not say it themselves.
        mapping: which columns of a product are which fields: one of
            :func:`~tokutei.employment.workforce.mappings.shipped_mappings` by name, a
            :class:`~tokutei.employment.workforce.mappings.FieldMapping`, a TOML text or what was read from one.
        progress: called with a :class:`Tally` after every so many rows, and at the end.
        book: the law.
        every: after how many rows ``progress`` is called.
        report: called with each problem as soon as it is found.
        keep: how many problems are kept in ``problems``; all are counted and reported.
        remember: how many of the latest keys are remembered to find duplicates, which are surely found within
            half as many rows; ``None`` for all, which takes memory for each.
        encoding: of bytes: ``utf-8`` or ``cp932``; ``None`` to find out.
        layout: ``csv`` or ``json_lines``; ``None`` to find out.

    Raises:
        RowsError: the source, the mapping or another argument is none.
        NotInForceError: the day lies before 2012-07-09.
        UnknownTermError, AmbiguousTermError, FactsError: the job is none.

    What an iterable or a callback of the caller's raises comes through as it is; nothing goes on after it, and
    whoever asks for the next decision nevertheless gets a RowsError, never the end.

    Example:
        >>> from datetime import date
        >>> text = '''key,在留資格,職種,資格外活動許可,在留期限,確認方法
        ... E-1,技人国,技術開発,無,令和9年3月31日,chip_verified
        ... E-2,留学,小売,無,2027/3/31,chip_verified
        ... E-3,留学,小売,包括許可,2027/2/30,chip_verified
        ... '''
        >>> found = assess_many(text, on=date(2026, 9, 1))
        >>> [(one.row, one.verdict.value) for one in found]
        [(1, 'allowed'), (2, 'not_allowed')]
        >>> print(*(problem.text("en") for problem in found.problems))
        Row 3, line 4, last day of the period of stay: The calendar, or the era, has no such day.
    """
    if isinstance(mapping, str):
        short = "\n" not in mapping and "=" not in mapping
        mapping = shipped_mapping(mapping) if short else FieldMapping.parse(mapping)
    elif isinstance(mapping, Mapping):
        mapping = FieldMapping.parse(mapping)
    elif not isinstance(mapping, FieldMapping | None):
        raise RowsError("mapping")
    if job is not None and not isinstance(job, Job):
        job = Job(kind=read_word(job, JobKind))
    return ManyDecisions(
        source,
        desk=Desk(on=on, book=book),
        job=job,
        mapping=mapping,
        progress=progress,
        every=every,
        report=report,
        keep=keep,
        remember=remember,
        encoding=encoding,
        layout=layout,
    )
