"""The decisions on rows that are arrays: each kind of row is decided once, and numpy does the rest.

What is a word elsewhere is a code here: its place in :func:`codes`, and -1 where it is not known. Codes belong
to a version of the library; what is stored are words.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, Final, cast

from tokutei.data.activities import designated_activities
from tokutei.employment.column_kinds import Kinds, last_of, ranked, untold
from tokutei.employment.column_reaches import (
    CARRIED,
    CREDIBLE,
    FORM_CODES,
    REACHES,
    SOURCE_CODES,
    STATUS_CODES,
    VERDICT_CODES,
    reach_places,
)
from tokutei.employment.decisions import Reach
from tokutei.employment.rulings import Ruling
from tokutei.employment.words import WorkVerdict
from tokutei.employment.workforce.cells import DAYS, vocabulary_of
from tokutei.employment.workforce.deciding import Case, Desk
from tokutei.employment.workforce.problems import Fault
from tokutei.employment.workforce.row_decisions import RowDecision
from tokutei.employment.workforce.rows import WorkRow, row_of
from tokutei.employment.workforce.words import (
    ApplicationResult,
    PendingApplication,
    RowField,
    RowPermission,
)
from tokutei.errors import NotInForceError, RowsError, TokuteiError
from tokutei.errors.extras import needing
from tokutei.law import Rule
from tokutei.rules.rulebook import CURRENT, Rulebook
from tokutei.rules.validity import WITHOUT_END
from tokutei.rules.work import HOLIDAY_DAILY_HOURS, LOCAL_GOVERNMENT_WEEKLY_HOURS, WEEKLY_HOURS
from tokutei.vocabulary import CardForm, JobKind

with needing("columns", "numpy"):
    import numpy as np
    import numpy.typing as npt

__all__ = [
    "FLAG_CODES",
    "FORM_CODES",
    "HOURS_TO_ASK",
    "JOB_CODES",
    "PERIOD_DAYS",
    "SOURCE_CODES",
    "STATUS_CODES",
    "VERDICT_CODES",
    "ColumnDecisions",
    "ColumnProblem",
    "assess_columns",
    "codes",
    "encode",
]

Array = npt.NDArray[Any]

JOB_CODES: Final = tuple(JobKind)
"""Codes of ``job``."""
FLAG_CODES: Final = (False, True)
"""Codes of every yes or no; an array of truth values will do where all are known."""
_LIMITED: Final = ("hours_per_week", "hours_elsewhere", "hours_per_day")
HOURS_TO_ASK: Final = tuple(
    tuple(name for at, name in enumerate(_LIMITED) if place >> at & 1) for place in range(1 << len(_LIMITED))
)
"""The hours that are to be asked for, by the codes in which they come out."""
PERIOD_DAYS: Final = "period_days"
"""The column that stands for ``period``: its days where it is counted in days, 0 for one in months or years, -1 for not known."""

_HOURS: Final = {RowField.HOURS_PER_WEEK: 168, RowField.HOURS_ELSEWHERE: 168, RowField.HOURS_PER_DAY: 24}
_DAY: Final = np.dtype("datetime64[D]")
_NO_DAY: Final = np.iinfo(np.int64).min
_EPOCH: Final = date(1970, 1, 1).toordinal()
_FIRST, _LAST = date.min.toordinal() - _EPOCH, date.max.toordinal() - _EPOCH
_LONGEST_PERIOD: Final = 9999


def codes(column: str) -> tuple[object, ...]:
    """Return what the codes of a column stand for, in order.

    Raises:
        RowsError: there is no such column, or it has no codes.

    Example:
        >>> codes("form")[1].value, codes("enrolled")
        ('form_2026', (False, True))
    """
    given: object = column  # callers without a type checker give anything
    if not isinstance(given, str) or given not in _CODED:
        raise RowsError("columns", (column,))
    return _codes(RowField(column))


@cache
def _codes(one: RowField) -> tuple[object, ...]:
    if one is RowField.NOTICE_ITEM:
        return tuple(designated_activities())
    vocabulary = vocabulary_of(one)
    return FLAG_CODES if vocabulary is None else tuple(vocabulary)


_CODED: Final = tuple(
    one.value for one in RowField if one not in {RowField.KEY, RowField.PERIOD, *_HOURS, *DAYS}
)
_COLUMNS: Final = frozenset({*_CODED, *(one.value for one in (*_HOURS, *DAYS)), PERIOD_DAYS})


def encode(column: str, values: Iterable[object]) -> Array:
    """Return the codes of some values of a column; ``None`` becomes -1.

    Raises:
        RowsError: there is no such column, or a value is none of its values.

    Example:
        >>> encode("enrolled", [True, None, False]).tolist()
        [1, -1, 0]
    """
    places: dict[object, int] = {value: place for place, value in enumerate(codes(column))}
    places[None] = -1
    try:
        return np.array([places[value] for value in values], dtype=np.int8)
    except (KeyError, TypeError):
        pass
    raise RowsError("columns", (column,))


@dataclass(frozen=True, slots=True, eq=False)
class ColumnProblem:
    """One thing that is wrong in one column, and in which rows."""

    fault: Fault
    column: RowField | None
    rows: Array
    """The places of the rows, from 0."""


@dataclass(frozen=True, slots=True, eq=False)
class ColumnDecisions:
    """The decisions on many rows as arrays, each as long as there are rows."""

    verdict: Array
    """Places in :data:`VERDICT_CODES`; of rows that are not decided that of not known."""
    ruling: Array
    """Places in ``rulings``; -1 for rows that are not decided."""
    until: Array
    """Last day of the stay, special period or permission, whichever ends first as far as is known, included;
    ``NaT`` for none."""
    stay_until: Array
    """Last day of the stay or special period as far as is known, included; ``NaT`` for none."""
    permission_until: Array
    """Last day of the permission that a decision rests on, included; ``NaT`` where none is known."""
    hours_left: Array
    """Hours a week that remain of the permission; ``NaN`` where nothing limits them or they are not known."""
    hours_to_ask: Array
    """Places in :data:`HOURS_TO_ASK`: which hours the permission limits and the row does not tell."""
    reach: Array
    """Places in ``reaches``; -1 for rows that are not decided."""
    rulings: tuple[Ruling, ...]
    """What the law says, without the last day of a stay that runs."""
    reaches: tuple[Reach, ...]
    """How far the evidence carries."""
    problems: tuple[ColumnProblem, ...]

    def __len__(self) -> int:
        return len(self.verdict)

    def decision(self, place: int) -> RowDecision | None:
        """Return the decision on one row by its place, from 0; ``None`` for one that is not decided."""
        if self.ruling[place] < 0:
            return None
        left = float(self.hours_left[place])
        stay, permission = self.stay_until[place], self.permission_until[place]
        return RowDecision(
            None,
            None,
            VERDICT_CODES[int(self.verdict[place])],
            self.rulings[int(self.ruling[place])],
            None if np.isnat(stay) else stay.item(),
            None if np.isnat(permission) else permission.item(),
            None if left != left else left,  # noqa: PLR0124 - what is no number equals nothing
            HOURS_TO_ASK[int(self.hours_to_ask[place])],
            self.reaches[int(self.reach[place])],
        )


def assess_columns(columns: Mapping[str, Any], *, on: date, book: Rulebook = CURRENT) -> ColumnDecisions:
    """Return the decisions on rows that are given as arrays, the same as a :class:`Desk` gives of each row.

    A column left out is not known of any row; a single value is that of all rows. Rows with a value that is
    none are told in ``problems`` and not decided.

    Args:
        columns: by the names of :class:`~tokutei.employment.RowField`, without ``key``, and with
            ``period_days`` instead of ``period``. Words and flags are codes (:func:`codes`, :func:`encode`),
            days ``datetime64[D]`` with ``NaT`` for not known, hours numbers with ``NaN`` for not known.
        on: the day of the question.
        book: the law.

    Raises:
        RowsError: a column has another name, type or length.
        NotInForceError: the day lies before 2012-07-09.
        MissingExtraError: on import, where numpy is not installed.

    Example:
        >>> from datetime import date
        >>> from tokutei.vocabulary import StatusOfResidence
        >>> found = assess_columns(
        ...     {
        ...         "status": encode("status", [StatusOfResidence.STUDENT, StatusOfResidence.PERMANENT_RESIDENT]),
        ...         "job": encode("job", [JobKind.RETAIL, JobKind.RETAIL]),
        ...         "permission": 0,
        ...         "stay_until": np.array(["2027-03-31", "NaT"], dtype="datetime64[D]"),
        ...         "checked_by": 0,
        ...     },
        ...     on=date(2026, 9, 1),
        ... )
        >>> [VERDICT_CODES[code].value for code in found.verdict]
        ['not_allowed', 'allowed']
    """
    return _Table(columns, Desk(on=on, book=book)).decided()


class _Table:
    """The columns of one question, read and held to their bounds."""

    def __init__(self, columns: Mapping[str, Any], desk: Desk) -> None:
        given: object = columns  # callers without a type checker give anything
        if not isinstance(given, Mapping):
            raise RowsError("columns")
        if unknown := set(columns) - _COLUMNS:
            raise RowsError("columns", tuple(sorted(map(str, unknown))))
        self.desk = desk
        self.given = {name: _array(name, value) for name, value in columns.items()}
        lengths = {len(one) for one in self.given.values() if one.ndim}
        if len(lengths) > 1 or not self.given:
            raise RowsError("columns", tuple(columns))
        self.size = lengths.pop() if lengths else 1
        self.problems: list[ColumnProblem] = []
        self.good: Array | None = None
        """Rows without a problem; ``None`` for all."""
        self._hold_to_bounds()

    def full(self, name: str) -> Array | None:
        """Return a column with one value a row, or ``None`` if it is not given."""
        found = self.given.get(name)
        return found if found is None or found.ndim else np.broadcast_to(found, (self.size,))

    def _hold_to_bounds(self) -> None:
        for name, column in self.given.items():
            if (found := _beyond(name, column)) is not None:
                bad, fault = found
                self.refuse(bad, fault, RowField.PERIOD if name == PERIOD_DAYS else RowField(name))
        form, issued = self.full("form"), self.full("issued_on")
        if issued is not None:
            told = _forms(issued)
            if form is not None:
                self.refuse((form >= 0) & (told >= 0) & (form != told), Fault.FORM_AND_DAY, RowField.FORM)
                told = np.where(form >= 0, form, told)
            form = told
        self.form = form

    def refuse(self, bad: Array, fault: Fault, column: RowField | None) -> None:
        """Note rows with a fault; they are not decided."""
        if bad.any():
            bad = np.broadcast_to(bad, (self.size,))
            self.problems.append(ColumnProblem(fault, column, np.flatnonzero(bad)))
            self.good = ~bad if self.good is None else self.good & ~bad

    def decided(self) -> ColumnDecisions:
        """Return the decisions."""
        kinds, first = self._kinds()
        cases = [self._case(int(place)) for place in first]
        self._refuse_undecidable(kinds, cases)
        return self._spread(kinds, [one if isinstance(one, Case) else None for one in cases])

    def _kinds(self) -> tuple[Array, Array]:
        """Return the kind of each row, and of each kind the place of a row."""
        kinds = Kinds(self.size, self.good)
        for name in _CODED:
            column = self._held() if name == "permission" else self.full(name)
            if column is not None and name not in {"pending", "decision", "checked_by", "form"}:
                kinds.divide(column + 1, len(codes(name)) + 1)
        kinds.divide(*self._stays())
        self._divide_by_days(kinds)
        week, day = self._week(), self.full("hours_per_day")
        if week is not None:
            kinds.divide(week > self._limit(WEEKLY_HOURS), 2)
            kinds.divide(week > self._limit(LOCAL_GOVERNMENT_WEEKLY_HOURS), 2)
        if day is not None:
            kinds.divide(day > self._limit(HOLIDAY_DAILY_HOURS), 2)
        return kinds.numbered()

    def _held(self) -> Array | None:
        """Return the permissions held on the day: none after the last day of the one that is told."""
        held, until = self.full("permission"), self.full("permission_until")
        if held is None or until is None:
            return held
        days = until.view(np.int64)
        over = (held >= 0) & (days != _NO_DAY) & (days < self._today)
        found = np.where(over, codes("permission").index(RowPermission.NONE), held)
        stay = self.full("stay_until")
        if stay is None:
            return found
        ended = stay.view(np.int64)  # whether a permission to the end of the stay goes on with it is open
        return np.where(over & (ended != _NO_DAY) & (ended <= days), -1, found)

    @property
    def _today(self) -> int:
        return self.desk.on.toordinal() - _EPOCH

    def _divide_by_days(self, kinds: Kinds) -> None:
        """Divide by a revocation by the day, a change that was granted, and how the last day of the card stands."""
        revoked, card = self.full("revoked_on"), self.full("card_valid_until")
        if revoked is not None:
            days = revoked.view(np.int64)
            kinds.divide((days != _NO_DAY) & (days <= self._today), 2)
        pending, decision = self.full("pending"), self.full("decision")
        if pending is not None and decision is not None:
            changed = codes("pending").index(PendingApplication.CHANGE)
            granted = codes("decision").index(ApplicationResult.GRANTED)
            kinds.divide((pending == changed) & (decision == granted), 2)
        if card is not None:
            days, stay = card.view(np.int64), self.full("stay_until")
            with_stay = False if stay is None else days == stay.view(np.int64)
            over = np.where(days < self._today, np.where(with_stay, 2, 3), 1)
            kinds.divide(np.where(days == _NO_DAY, 0, over), 4)

    def _limit(self, rule: Rule[int]) -> int:
        """Return the hours of the day; none where the permission did not exist yet."""
        try:
            return self.desk.book.at(rule, self.desk.on).value
        except NotInForceError:
            return 0

    def _week(self) -> Array | None:
        """Return the hours of all workplaces as far as given."""
        here, elsewhere = self.full("hours_per_week"), self.full("hours_elsewhere")
        known = [np.where(np.isnan(one), 0, one) for one in (here, elsewhere) if one is not None]
        return known[0] + known[1] if len(known) == 2 else known[0] if known else None

    def _stays(self) -> tuple[Array, int]:
        """Return how each stay stands on the day: 0 no end is told, 1 it runs, above what past ones tell."""
        until = self.full("stay_until")
        if until is None:
            return np.zeros(1, dtype=np.int8), 1
        days = until.view(np.int64)
        told = (days != _NO_DAY) & ~self._endless()
        runs = days >= self._today
        stays = (told & runs).astype(np.int32)
        past = np.flatnonzero(told & ~runs)
        if not past.size:
            return stays, 2
        stays[past], size = self._past(days[past], past)
        return stays, size

    def _endless(self) -> Array:
        status = self.full("status")
        if status is None:
            return np.zeros(1, dtype=bool)
        return cast("Array", _ENDLESS[np.clip(status, -1, len(STATUS_CODES))])

    @staticmethod
    def _contradicted(stay: Array, status: Array) -> Array:
        """Return which rows state the end of a stay that has none."""
        endless: Array = _ENDLESS.take(last_of(status, len(STATUS_CODES)))
        return (endless & ~np.isnat(stay)).astype(np.int16)

    def _past(self, days: Array, past: Array) -> tuple[Array, int]:
        """Return what of stays past their last day a rule looks at: the days only where something was filed."""
        pending, decision = (self._of("pending", past), self._of("decision", past))
        filed = self.full("filed_on")
        filed_days = np.full(past.size, _NO_DAY) if filed is None else filed.view(np.int64)[past]
        refused = decision == codes("decision").index(ApplicationResult.REFUSED)
        nothing = refused | (pending == codes("pending").index(PendingApplication.NONE))
        without = filed_days == _NO_DAY
        found = np.where(nothing, 2, 3 + 2 * (pending < 0) + without).astype(np.int32)
        dated = np.flatnonzero(~nothing & (pending >= 0) & ~without)
        if not dated.size:
            return found, 7
        kinds = Kinds(dated.size, None)
        for column in (days[dated], filed_days[dated], self._of(PERIOD_DAYS, past)[dated]):
            kinds.divide(*ranked(column))
        kinds.divide(pending[dated] + 1, len(codes("pending")) + 2)
        kinds.divide(decision[dated] + 1, len(codes("decision")) + 2)
        numbers, first = kinds.numbered()
        found[dated] = 7 + numbers
        return found, 7 + len(first)

    def _of(self, name: str, rows: Array) -> Array:
        column = self.full(name)
        if column is None:
            return np.full(rows.size, -1)
        return np.clip(column[rows], -1, None if name == PERIOD_DAYS else len(codes(name)))

    def _case(self, place: int) -> Case | TokuteiError:
        """Return what the law says of one kind, by one of its rows."""
        try:
            return self.desk.case(self._row(place))
        except TokuteiError as error:
            return error

    def _row(self, place: int) -> WorkRow:
        """Return one row as a value; its evidence is looked at elsewhere."""
        values: dict[str, Any] = {}
        for name, column in self.given.items():
            cell = column.item(place if column.ndim else 0)
            if name in _CODED:
                values[name] = codes(name)[cell] if cell >= 0 else None
            elif name == PERIOD_DAYS:
                # No rule for work looks at more of a longer period than that it is one.
                values["period"] = f"P{cell}D" if cell > 0 else "P1Y" if cell == 0 else None
            elif name in DAYS:
                values[name] = cell
            else:
                values[name] = None if cell != cell else cell  # noqa: PLR0124 - what is no number
        return row_of(values)

    def _refuse_undecidable(self, kinds: Array, cases: list[Case | TokuteiError]) -> None:
        for fault, wanted in ((Fault.NOT_IN_FORCE, True), (Fault.NOT_COVERED, False)):
            bad = [
                isinstance(one, TokuteiError) and isinstance(one, NotInForceError) is wanted for one in cases
            ]
            if any(bad):
                self.refuse(np.array([*bad, False])[kinds], fault, None)

    def _spread(self, kinds: Array, cases: list[Case | None]) -> ColumnDecisions:
        """Return what each kind got for every row of it, some rows at a time so that they stay at hand."""
        answers = _Answers(cases)
        permission, until = self.full("permission_until"), np.empty(self.size, dtype=_DAY)
        hours = tuple(map(self.full, _LIMITED))
        found = ColumnDecisions(
            verdict=np.empty(self.size, dtype=np.uint8),
            ruling=np.empty(self.size, dtype=np.int32),
            until=until,
            stay_until=until if permission is None else np.empty(self.size, dtype=_DAY),
            permission_until=np.broadcast_to(_NAT, (self.size,))
            if permission is None
            else np.empty(self.size, dtype=_DAY),
            hours_left=np.empty(self.size, dtype=np.float64),
            hours_to_ask=np.empty(self.size, dtype=np.int8),
            reach=np.empty(self.size, dtype=np.int16),
            rulings=answers.rulings,
            reaches=REACHES,
            problems=tuple(self.problems),
        )
        names = ("stay_until", "hours_per_week", "hours_elsewhere", "checked_by", "status")
        stay, here, elsewhere, source, status = map(self.full, names)
        for start in range(0, self.size, _AT_ONCE):
            rows = slice(start, start + _AT_ONCE)
            kind = kinds[rows].astype(np.intp)
            if stay is None:
                found.stay_until[rows] = answers.until.take(kind)
            else:
                runs = answers.runs.take(kind)
                found.stay_until[rows] = np.where(runs, stay[rows], answers.until.take(kind))
            if permission is not None:
                ends = np.where(answers.rests.take(kind), permission[rows], _NAT)
                found.permission_until[rows] = ends
                until[rows] = np.fmin(found.stay_until[rows], ends)
            found.hours_to_ask[rows] = answers.limited.take(kind) & untold(hours, rows)
            reach = reach_places(
                None if source is None else source[rows],
                None if self.form is None else self.form[rows],
                None if status is None else status[rows],
            )
            if stay is not None and status is not None:
                reach = reach + self._contradicted(stay[rows], status[rows]) * CREDIBLE
            found.verdict[rows] = CARRIED[answers.verdict.take(kind), reach]
            found.ruling[rows] = ruling = answers.ruling.take(kind)
            found.reach[rows] = np.where(ruling >= 0, reach, -1) if self.good is not None else reach
            left = found.hours_left[rows]
            if here is None or elsewhere is None:
                left.fill(np.nan)
            else:
                np.maximum(0.0, answers.most.take(kind) - (here[rows] + elsewhere[rows]), out=left)
        return found


_AT_ONCE: Final = 1 << 16
_NAT: Final = np.datetime64("NaT", "D")
_NOT_KNOWN: Final = VERDICT_CODES.index(WorkVerdict.NOT_KNOWN)
_ENDLESS: Final = np.array([*(one in WITHOUT_END for one in STATUS_CODES), False])
"""Whether a status has a stay without end, by its code; the last is that of one that is not known."""


class _Answers:
    """What each kind got, as arrays by its number; the last place is that of rows that are not decided."""

    def __init__(self, cases: list[Case | None]) -> None:
        self.rulings = tuple({one.ruling: None for one in cases if one})
        places = {ruling: place for place, ruling in enumerate(self.rulings)}
        every: list[Case | None] = [*cases, None]
        said = [_NOT_KNOWN if one is None else VERDICT_CODES.index(one.ruling.verdict) for one in every]
        hours = [None if one is None else one.hours_a_week for one in every]
        self.verdict = np.array(said, dtype=np.uint8)
        self.ruling = np.array([-1 if one is None else places[one.ruling] for one in every], dtype=np.int32)
        self.runs = np.array([one is not None and one.stay_runs for one in every])
        self.most = np.array([np.nan if one is None else one for one in hours])
        self.rests = np.array([one is not None and one.rests_on_permission for one in every])
        asked = [frozenset(() if one is None else one.limited_hours) for one in every]
        self.limited = np.array(
            [sum(1 << at for at, name in enumerate(_LIMITED) if name in one) for one in asked], dtype=np.int8
        )
        self.until = np.array([None if one is None else one.ruling.until for one in every], dtype=_DAY)


def _array(name: str, value: Any) -> Array:  # noqa: ANN401 - whatever was given
    """Return a column in the type that is reckoned with."""
    found: Array | None
    try:
        found = None if isinstance(value, np.ma.MaskedArray) else np.asarray(value)  # asarray loses the mask
        if found is None:
            pass
        elif name in DAYS:
            found = np.ascontiguousarray(found.astype(_DAY, copy=False)) if _of_days(found) else None
        elif name in {*_CODED, PERIOD_DAYS}:
            is_flag = name in _CODED and codes(name) is FLAG_CODES
            fits = found.dtype.kind in ("iub" if is_flag else "iu")
            found = _narrow(found) if fits else None
        else:
            found = found.astype(np.float64, copy=False) if found.dtype.kind in "iuf" else None
    except (ValueError, TypeError, OverflowError):
        found = None
    if found is None or found.ndim > 1:
        raise RowsError("columns", (name,))
    return found


def _of_days(found: Array) -> bool:
    """Return whether an array is one of days: other units are cut off, or run over, where they become days."""
    if found.dtype.kind != "M":
        return False
    return np.datetime_data(found.dtype) == ("D", 1) or bool(np.isnat(found).all())


def _narrow(found: Array) -> Array:
    """Return whole numbers in a signed type of at most 32 bits; those beyond it stay beyond every bound."""
    if found.dtype.itemsize < 4:
        return found if found.dtype.kind == "i" else found.astype(np.int32)
    least, most = (0 if found.dtype.kind == "u" else np.iinfo(np.int32).min), np.iinfo(np.int32).max
    return np.clip(found, least, most).astype(np.int32) if _wide(found.dtype) else found.astype(np.int32)


def _wide(kind: np.dtype[Any]) -> bool:
    """Return whether a type of whole numbers goes beyond 32 bits with a sign."""
    return kind.itemsize > 4 or kind.kind == "u"


def _beyond(name: str, column: Array) -> tuple[Array, Fault] | None:
    """Return which values of a column are none, and why; ``None`` if all are some."""
    if not column.size:
        return None
    if name in _CODED:
        most = len(codes(name))
        fits = column.min() >= -1 and column.max() < most
        return None if fits else ((column < -1) | (column >= most), Fault.NOT_A_WORD)
    if name == PERIOD_DAYS:
        bad, fault = (column < -1) | (column > _LONGEST_PERIOD), Fault.NOT_A_PERIOD
    elif name in DAYS:
        days = column.view(np.int64)
        if days.min() >= _FIRST and days.max() <= _LAST:
            return None
        bad, fault = ((days < _FIRST) | (days > _LAST)) & (days != _NO_DAY), Fault.IMPOSSIBLE_DAY
    else:
        most = _HOURS[RowField(name)]
        if column.min() >= 0 and column.max() <= most:  # not so with NaN
            return None
        bad, fault = (column < 0) | (column > most), Fault.IMPOSSIBLE_HOURS
    return bad, fault


def _forms(issued: Array) -> Array:
    """Return the form of cards by their day of issue; the forms follow one another."""
    low, high = date.min.toordinal(), date.max.toordinal()
    while low < high:
        middle = (low + high) // 2
        later = CardForm.issued_on(date.fromordinal(middle)) is not FORM_CODES[0]
        low, high = (low, middle) if later else (middle + 1, high)
    days = issued.view(np.int64)
    return np.where(days == _NO_DAY, -1, days >= low - _EPOCH).astype(np.int8)
