"""From the cells of a table to the values of a row: words, days, hours and flags as people write them.

A reader returns the value, ``None`` for a cell that says nothing, or the fault. No reader raises.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date, datetime
from types import MappingProxyType
from typing import Final

from tokutei.calendar import from_era
from tokutei.employment.plain_facts import listed_item
from tokutei.employment.workforce.problems import Fault
from tokutei.employment.workforce.rows import looks_like_individual_number
from tokutei.employment.workforce.words import (
    ApplicationResult,
    EmployerKind,
    PendingApplication,
    RowField,
    RowPermission,
)
from tokutei.errors import AmbiguousTermError, IdentifierError, TokuteiError, UnknownTermError
from tokutei.intake import Source
from tokutei.law.days import japan_day
from tokutei.rules.statuses import INDEFINITE, Length
from tokutei.vocabulary import CardForm, JobKind, StatusOfResidence
from tokutei.vocabulary.words import Word, fold

__all__ = [
    "DAYS",
    "READERS",
    "Reader",
    "read_day",
    "read_flag",
    "read_hours",
    "read_period",
    "vocabulary_of",
    "word_reader",
]

Reader = Callable[[object], object]
"""From what stands in a cell to the value, ``None`` or a :class:`~tokutei.employment.workforce.problems.Fault`."""

_LONGEST_CELL: Final = 200
_MARK: Final = "\ufeff"
"""A byte order mark is seen by nobody, and would tell apart two keys that read the same."""
_LARGEST: Final = 10**20
"""No number in a row is as large; Python does not even write much larger ones out."""
_DAY: Final = re.compile(r"([0-9]{4})(?:([-/.])([0-9]{1,2})\2([0-9]{1,2})|年([0-9]{1,2})月([0-9]{1,2})日)")
_EIGHT: Final = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
_HOURS: Final = re.compile(r"([0-9]{1,4}(?:\.[0-9]{1,4})?)(?:h|時間|hours?)?")
_PERIOD: Final = re.compile(
    r"(?:([0-9]{1,2})年)?(?:([0-9]{1,2})(?:月|か月|ヶ月|ヵ月|カ月))?(?:([0-9]{1,3})日)?"
)
_ISO_PERIOD: Final = re.compile(r"P(?=[0-9])(?:[0-9]{1,4}Y)?(?:[0-9]{1,4}M)?(?:[0-9]{1,4}D)?")
_NO_END: Final = frozenset({INDEFINITE, "無期限"})
_NOT_KNOWN: Final = frozenset({"", "不明", "未確認", "unknown", "not_known", "not known", "n/a"})
"""Cells that say that something is not known, as silent ones do."""
_YES: Final = frozenset({"yes", "y", "true", "1", "はい", "有", "有り", "あり", "○", "〇", "該当", "有効"})
_NO: Final = frozenset({"no", "n", "false", "0", "いいえ", "無", "無し", "なし", "×", "非該当"})
_SOME_PERMISSION: Final = frozenset({"permitted", "許可", "有", "有り", "あり", "yes", "許可あり"})
"""Some permission, and which is not told: the kind is not known."""


def _plain(cell: object) -> str | None:
    """Return a text cell in ASCII width without blanks around it; ``None`` for what is no text or too long."""
    if not isinstance(cell, str) or len(cell) > _LONGEST_CELL:
        return None
    return cell.strip() if cell.isascii() else unicodedata.normalize("NFKC", cell).strip()


def _small(cell: object) -> bool:
    """Return whether a cell is a whole number that may be written out."""
    return type(cell) is int and -_LARGEST < cell < _LARGEST


def read_day(cell: object) -> object:
    """Return a day, from the forms in which people write it, in any width.

    They are ``2026-09-01``, ``2026/9/1``, ``20260901``, ``2026年9月1日``, ``令和8年9月1日`` and ``R8.9.1``.

    Example:
        >>> read_day("令和８年９月１日"), read_day("2026/9/1"), read_day("2026-02-30").value
        (datetime.date(2026, 9, 1), datetime.date(2026, 9, 1), 'impossible_day')
    """
    if isinstance(cell, date):
        return _moment(cell)
    said = str(cell) if _small(cell) else _plain(cell)
    if said is None:
        return Fault.NOT_A_DAY
    if said.lower() in _NOT_KNOWN:
        return None
    found = _DAY.fullmatch(said) or _EIGHT.fullmatch(said)
    if found is None:
        return _of_an_era(said)
    year, month, day = (int(part) for part in found.groups() if part and part.isdecimal())
    try:
        return date(year, month, day)
    except ValueError:
        return Fault.IMPOSSIBLE_DAY


def _moment(cell: date) -> object:
    try:
        return japan_day(cell)
    except TokuteiError:
        return Fault.NOT_A_DAY if isinstance(cell, datetime) else Fault.IMPOSSIBLE_DAY


def _of_an_era(said: str) -> object:
    try:
        return from_era(said)
    except IdentifierError as error:
        return Fault.IMPOSSIBLE_DAY if error.reason == "unknown" else Fault.NOT_A_DAY


def _hours_up_to(most: int) -> Reader:
    def read(cell: object) -> object:
        if type(cell) in {int, float}:
            hours = cell
        else:
            said = _plain(cell)
            if said is None:
                return Fault.NOT_HOURS
            if said.lower() in _NOT_KNOWN:
                return None
            found = _HOURS.fullmatch(said.lower())
            if found is None:
                return Fault.NOT_HOURS
            written = found.group(1)
            hours = float(written) if "." in written else int(written)
        return hours if 0 <= hours <= most else Fault.IMPOSSIBLE_HOURS  # type: ignore[operator]

    return read


read_hours: Final = _hours_up_to(168)
"""Reads hours a week, such as ``28``, ``２７．５`` or ``28時間``."""


def read_flag(cell: object) -> object:
    """Return yes or no in either language, ``1`` or ``0``.

    Example:
        >>> read_flag("有"), read_flag("No"), read_flag(""), read_flag("perhaps").value
        (True, False, None, 'not_yes_or_no')
    """
    if cell is True or cell is False:
        return cell
    said = str(cell) if _small(cell) else _plain(cell)
    folded = None if said is None else said.lower()
    if folded in _YES:
        return True
    if folded in _NO:
        return False
    return None if folded in _NOT_KNOWN else Fault.NOT_YES_OR_NO


def read_period(cell: object) -> object:
    """Return a period of stay in ISO 8601, from that or from the words on a card.

    Example:
        >>> read_period("１年３月"), read_period("P90D"), read_period("無期限")
        ('P1Y3M', 'P90D', 'indefinite')
    """
    said = _plain(cell)
    if said is None:
        return Fault.NOT_A_PERIOD
    if said.lower() in _NOT_KNOWN:
        return None
    if said in _NO_END:
        return INDEFINITE
    if found := _PERIOD.fullmatch(said):
        parts = zip(found.groups(), "YMD", strict=True)
        said = "P" + "".join(f"{int(part)}{unit}" for part, unit in parts if part)
    if not _ISO_PERIOD.fullmatch(said):
        return Fault.NOT_A_PERIOD
    try:
        return Length.parse(said).iso
    except ValueError:
        return Fault.NOT_A_PERIOD


def word_reader(vocabulary: type[Word], unknown: frozenset[str] = frozenset()) -> Reader:
    """Return a reader of words of a vocabulary, by any of their names.

    Words are read whole, since nobody looks at each: a beginning may be that of the opposite (許可, 許可なし),
    or of something else altogether (日本人, 日本人の配偶者等).

    Args:
        vocabulary: whose members are meant.
        unknown: words that do not tell which member is meant.
    """
    forms: dict[str, set[Word]] = {}
    for one in vocabulary:
        for form in (one.value, one.ja, one.en, *one.also):
            forms.setdefault(fold(form), set()).add(one)

    def read(cell: object) -> object:
        if type(cell) is vocabulary:
            return cell
        said = _plain(cell)
        if said is None:
            return Fault.NOT_A_WORD
        if said.lower() in _NOT_KNOWN or said.lower() in unknown:
            return None
        found = forms.get(fold(said), set())
        if len(found) == 1:
            return next(iter(found))
        return Fault.AMBIGUOUS if found or _begins_several(vocabulary, said) else Fault.NOT_A_WORD

    return read


def _begins_several(vocabulary: type[Word], said: str) -> bool:
    try:
        vocabulary.find(said)
    except AmbiguousTermError:
        return True
    except UnknownTermError:
        return False
    return False


def _key(cell: object) -> object:
    if isinstance(cell, str):
        cell = cell.replace(_MARK, "").strip()
        if not cell:
            return None
    fits = _small(cell) or (isinstance(cell, str) and len(cell) <= _LONGEST_CELL)
    if not fits:
        return Fault.NOT_A_KEY
    return Fault.INDIVIDUAL_NUMBER if looks_like_individual_number(cell) else cell


def _item(cell: object) -> object:
    said = str(cell) if _small(cell) else _plain(cell)
    if said is None:
        return Fault.NOT_A_WORD
    return listed_item(said) if said.lower() not in _NOT_KNOWN else None


READERS: Final[Mapping[RowField, Reader]] = MappingProxyType(
    {
        RowField.KEY: _key,
        RowField.STATUS: word_reader(StatusOfResidence),
        RowField.JOB: word_reader(JobKind),
        RowField.PERMISSION: word_reader(RowPermission, _SOME_PERMISSION),
        RowField.PERMISSION_UNTIL: read_day,
        RowField.STAY_UNTIL: read_day,
        RowField.HOURS_PER_WEEK: read_hours,
        RowField.HOURS_ELSEWHERE: read_hours,
        RowField.HOURS_PER_DAY: _hours_up_to(24),
        RowField.LONG_HOLIDAY: read_flag,
        RowField.AMUSEMENT: read_flag,
        RowField.EMPLOYER: word_reader(EmployerKind),
        RowField.BESIDE_MAIN_WORK: read_flag,
        RowField.DESIGNATION_NAMES_EMPLOYER: read_flag,
        RowField.DESIGNATION_NAMES_FIELD: read_flag,
        RowField.NOTICE_ITEM: _item,
        RowField.PERMISSION_NAMES_JOB: read_flag,
        RowField.ENROLLED: read_flag,
        RowField.MAIN_EMPLOYER_AGREES: read_flag,
        RowField.PENDING: word_reader(PendingApplication),
        RowField.FILED_ON: read_day,
        RowField.DECISION: word_reader(ApplicationResult),
        RowField.PERIOD: read_period,
        RowField.CHECKED_BY: word_reader(Source),
        RowField.CARD_VALID_UNTIL: read_day,
        RowField.REVOKED_ON: read_day,
        RowField.FORM: word_reader(CardForm),
        RowField.ISSUED_ON: read_day,
    }
)
"""How the cells of each field are read."""

_VOCABULARIES: Final[Mapping[RowField, type[Word]]] = MappingProxyType(
    {
        RowField.STATUS: StatusOfResidence,
        RowField.JOB: JobKind,
        RowField.PERMISSION: RowPermission,
        RowField.EMPLOYER: EmployerKind,
        RowField.PENDING: PendingApplication,
        RowField.DECISION: ApplicationResult,
        RowField.CHECKED_BY: Source,
        RowField.FORM: CardForm,
    }
)
DAYS: Final = frozenset(
    {
        RowField.PERMISSION_UNTIL,
        RowField.STAY_UNTIL,
        RowField.FILED_ON,
        RowField.CARD_VALID_UNTIL,
        RowField.REVOKED_ON,
        RowField.ISSUED_ON,
    }
)
"""The fields that hold days."""


def vocabulary_of(field: RowField) -> type[Word] | None:
    """Return the vocabulary of a field, or ``None`` where it holds no word of one."""
    return _VOCABULARIES.get(field)
