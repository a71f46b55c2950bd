"""Which periods of stay may be given with a status (在留期間, Regulation 3 and appended table 2).

The texts before 2017-01-01 were not read; questions about earlier days have no answer here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from types import MappingProxyType
from typing import Final

from tokutei import messages
from tokutei.data.activities import activity_of
from tokutei.errors import FactsError
from tokutei.law import Answer, Citation, Evidence, Ground, LegalDay, Reason, Rule
from tokutei.rules.rulebook import CURRENT, Rulebook, days_in_japan
from tokutei.rules.values import whole_number
from tokutei.vocabulary import StatusOfResidence as S

__all__ = [
    "INDEFINITE",
    "LONGEST_PERIOD_YEARS",
    "PERIODS",
    "PERIOD_PATTERN",
    "Designation",
    "Length",
    "PeriodOptions",
    "period_options",
    "period_valid",
]

_TOPIC: Final = "statuses"
_CHECKED: Final = date(2026, 11, 21)
INDEFINITE: Final = "indefinite"
"""Written instead of a length: the stay has no end (無期限)."""
_FOR_THE_ACTIVITY: Final = "activity"
_UNPUBLISHED: Final = "unpublished"
_WORDS: Final = frozenset({INDEFINITE, _FOR_THE_ACTIVITY, _UNPUBLISHED})
PERIOD_PATTERN: Final = r"^(indefinite|P([0-9]{1,4}Y)?([0-9]{1,4}M)?([0-9]{1,4}D)?)$"
"""How a period is written: ISO 8601 with years, months and days, or ``indefinite``."""
_ISO: Final = re.compile(r"P(?:([0-9]{1,4})Y)?(?:([0-9]{1,4})M)?(?:([0-9]{1,4})D)?")


@dataclass(frozen=True, slots=True)
class Length:
    """A period of stay as the law counts it: months (a year is twelve) and days are not mixed up."""

    months: int
    days: int
    iso: str

    @classmethod
    @lru_cache(maxsize=512)
    def parse(cls, iso: str) -> Length:
        """Return the length written in ISO 8601, such as ``P4Y3M``.

        Raises:
            ValueError: it is not a length of years, months and days.

        Example:
            >>> Length.parse("P1Y3M").months
            15
        """
        found = _ISO.fullmatch(iso)
        years, months, days = (int(part or 0) for part in found.groups()) if found else (0, 0, 0)
        if not (years or months or days):
            msg = "a length such as P1Y3M or P15D"
            raise ValueError(msg)
        return cls(12 * years + months, days, iso)

    @property
    def rank(self) -> int:
        """A number that orders lengths, a month being a little over thirty days."""
        return self.months * 3044 + self.days * 100

    def text(self, lang: str) -> str:
        """Return the length in words."""
        return messages.period(self.iso, lang)


def length_of(period: str) -> Length | None:
    """Return the length of a period; ``None`` for one without an end.

    Raises:
        FactsError: it is not written as a period.
    """
    try:
        return None if period == INDEFINITE else Length.parse(period)
    except ValueError:
        raise FactsError(unknown=("period",)) from None


@dataclass(frozen=True, slots=True)
class PeriodOptions:
    """What a row of appended table 2 offers.

    Example:
        >>> options = PeriodOptions.parse(["P90D", "P30D", "<=P15D"])
        >>> [options.allow(period) for period in ("P90D", "P7D", "P60D")]
        [True, True, False]
    """

    options: tuple[str, ...]
    """As in the table: ``P5Y`` one to choose; ``<=P3Y`` any length up to that; ``indefinite``,
    ``activity`` (外交活動を行う期間) or ``unpublished`` alone."""
    listed: tuple[Length, ...] = ()
    up_to: Length | None = None
    """The longest of the lengths that are designated person by person."""

    @classmethod
    def parse(cls, value: object) -> PeriodOptions:
        """Return the options of a row.

        Raises:
            ValueError: it is no list of them.
        """
        if isinstance(value, PeriodOptions):
            return value
        if isinstance(value, str) or not isinstance(value, Iterable):
            msg = "a list of periods"
            raise ValueError(msg)
        options = tuple(map(str, value))
        if (
            not options
            or len(set(options)) < len(options)
            or (_WORDS.intersection(options) and len(options) > 1)
        ):
            msg = "periods, each once, or one word"
            raise ValueError(msg)
        if _WORDS.intersection(options):
            return cls(options)
        bounds = [option[2:] for option in options if option.startswith("<=")]
        listed = tuple(Length.parse(option) for option in options if not option.startswith("<="))
        if len(bounds) > 1:
            msg = "at most one bound"
            raise ValueError(msg)
        return cls(options, listed, Length.parse(bounds[0]) if bounds else None)

    def allow(self, period: str) -> bool | None:
        """Return whether a period may be given; ``None`` where the periods are not published.

        Raises:
            ValueError: it is no period.
        """
        word = self.options[0]
        if word == _UNPUBLISHED:
            return None
        if INDEFINITE in {word, period}:
            return word == period
        length = Length.parse(period)
        if word == _FOR_THE_ACTIVITY or any(
            (one.months, one.days) == (length.months, length.days) for one in self.listed
        ):
            return True
        if self.up_to is None or (length.months and not self.up_to.months):
            return False
        return length.rank <= self.up_to.rank

    @property
    def shortest(self) -> Length | None:
        """The shortest that may be given; ``None`` where it is designated person by person or open."""
        if self.up_to is None:
            return min(self.listed, key=lambda length: length.rank, default=None)
        return None if self.up_to.months else Length.parse("P1D")

    def text(self, lang: str) -> str:
        """Return the options in words."""
        return messages.render(messages.worded("periods", self.options, lang), lang)


def _periods(key: str, ja: str, en: str) -> Rule[PeriodOptions]:
    return Rule(
        _TOPIC,
        f"periods.{key}",
        ja=f"在留期間（{ja}）",
        en=f"periods of stay ({en})",
        parse=PeriodOptions.parse,
        looks_at=LegalDay.ISSUE,
    )


_GROUPS: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    {
        "hsp1": ("高度専門職1号", "Highly Skilled Professional (i)"),
        "tit1": ("技能実習1号", "Technical Intern Training (i)"),
        "tit2": ("技能実習2号", "Technical Intern Training (ii)"),
        "tit3": ("技能実習3号", "Technical Intern Training (iii)"),
        "trainee_particle_beam": ("研修・粒子線治療", "Trainee, particle-beam therapy"),
        "designated_activities_notice": ("特定活動・告示", "Designated Activities in the notice"),
        "designated_activities_accompanying": ("特定活動・家族等", "Designated Activities, dependants"),
        "designated_activities_epa": ("特定活動・EPA", "Designated Activities, EPA nurses and care workers"),
        "designated_activities_other": ("特定活動・その他", "other Designated Activities"),
        "long_term_resident_notice": ("定住者・告示", "Long-Term Resident in the notice"),
        "long_term_resident_other": ("定住者・その他", "other Long-Term Resident"),
    }
)
_DIVIDED: Final = {S.DESIGNATED_ACTIVITIES, S.LONG_TERM_RESIDENT, S.SPECIAL_PERMANENT_RESIDENT}


def _group(status: S) -> str:
    """Return the key of the row; the letters of a numbered status share one."""
    letters = {"hsp1", "tit1", "tit2", "tit3"}
    return status.value[:-1] if status.value[:-1] in letters else status.value


PERIODS: Final[Mapping[str, Rule[PeriodOptions]]] = MappingProxyType(
    {key: _periods(key, *names) for key, names in _GROUPS.items()}
    | {
        _group(status): _periods(status.value, status.ja, status.en)
        for status in S
        if status not in _DIVIDED and _group(status) not in _GROUPS
    }
)
"""The options by status, or by the part of it that appended table 2 sets apart."""

LONGEST_PERIOD_YEARS: Final[Rule[int]] = Rule(
    _TOPIC,
    "longest_period_years",
    ja="在留期間の上限の年数",
    en="years that a period of stay never exceeds",
    parse=whole_number,
    looks_at=LegalDay.ISSUE,
)
"""Not for 外交, 公用, 永住者 and 高度専門職2号 (Act 2-2(3))."""

_WITHOUT_LONGEST: Final = frozenset({S.DIPLOMAT, S.OFFICIAL})

NUMBERS_OF_THE_NOTICE: Final = Ground("notice_numbers", (), Evidence.SECONDARY, _CHECKED)
"""The notice on designated activities was not seen; its numbers come from lists of practitioners."""
NO_PERIOD_OF_STAY: Final = Ground(
    "no_period_of_stay", (Citation.parse("403AC0000000071:3"),), Evidence.OFFICIAL, _CHECKED
)

_EPA_ITEMS: Final = frozenset(map(str, (*range(16, 25), *range(27, 32))))
_ACCOMPANYING_ITEMS: Final = frozenset({"7", "38", "41", "45", "47", "52", "54"})


@dataclass(frozen=True, slots=True)
class Designation:
    """What is known of the activity or position that was designated to a person (指定書, 告示)."""

    notice_item: str | None = None
    """Item of the notice on designated activities, or ``departure``, ``jobhunt``, ``refugee``,
    ``covid_etc`` for one outside it."""
    outside_notice: bool | None = None
    particle_beam: bool | None = None
    """Whether a trainee learns particle-beam therapy under 外国医師等臨床修練特例法."""

    def __post_init__(self) -> None:
        if self.notice_item is None:
            return
        known = activity_of(self.notice_item)
        if known is None:
            raise FactsError(unknown=("notice_item",))
        if self.outside_notice is not None and self.outside_notice is known.in_notice:
            raise FactsError(contradictions=(Reason("notice_item_contradicts"),))

    @property
    def in_notice(self) -> bool | None:
        """Whether the notice names the activity or position; ``None`` if not known."""
        if self.outside_notice is not None:
            return not self.outside_notice
        known = activity_of(self.notice_item) if self.notice_item else None
        return known.in_notice if known else None


UNDESIGNATED: Final = Designation()


def _candidates(status: S, known: Designation) -> tuple[tuple[str, ...], str]:
    """Return the rows that may apply and the fact that would choose among them."""
    rows: tuple[str, ...] = (_group(status),)
    fact = ""
    if status is S.DESIGNATED_ACTIVITIES:
        rows = tuple(f"designated_activities_{part}" for part in _parts(known))
        fact = "notice_item"
    elif status is S.LONG_TERM_RESIDENT:
        parts = {True: ("notice",), False: ("other",), None: ("notice", "other")}[known.in_notice]
        rows = tuple(f"long_term_resident_{part}" for part in parts)
        fact = "outside_notice"
    elif status is S.TRAINEE:
        parts = {True: ("_particle_beam",), False: ("",), None: ("", "_particle_beam")}[known.particle_beam]
        rows = tuple(f"trainee{part}" for part in parts)
        fact = "particle_beam"
    return rows, fact


def _parts(known: Designation) -> tuple[str, ...]:
    """Return the parts of the row of 特定活動 that may apply."""
    if known.in_notice is False:
        return ("other",)
    if known.notice_item is None:
        named = ("notice", "epa", "accompanying")
        return named if known.in_notice else (*named, "other")
    if known.notice_item in _EPA_ITEMS:
        return ("epa",)
    return ("accompanying",) if known.notice_item in _ACCOMPANYING_ITEMS else ("notice",)


@days_in_japan
def period_options(
    status: S, *, on: date, designation: Designation = UNDESIGNATED, book: Rulebook = CURRENT
) -> Answer[tuple[PeriodOptions, ...]]:
    """Return what may be given with a status on a day: one row, or several if a fact is missing.

    Args:
        status: the status of residence.
        on: the day on which the period is decided.
        designation: what is known of a designated activity or position, or of a trainee's training.
        book: the law.

    Raises:
        NotInForceError: before the text that was read, or before the status existed.

    Example:
        >>> from datetime import date
        >>> options, = period_options(S.BUSINESS_MANAGER, on=date(2026, 11, 21)).value
        >>> options.text("en"), options.shortest.iso
        ('5 years, 3 years, 1 year, 6 months, 4 months, 3 months', 'P3M')
    """
    if status is S.SPECIAL_PERMANENT_RESIDENT:
        return Answer((PeriodOptions.parse([INDEFINITE]),), (NO_PERIOD_OF_STAY,))
    rows, _ = _candidates(status, designation)
    grounds = tuple(book.ground(PERIODS[row], on) for row in rows)
    if status is S.DESIGNATED_ACTIVITIES and designation.notice_item:
        grounds = (*grounds, NUMBERS_OF_THE_NOTICE)
    return Answer(tuple(book.at(PERIODS[row], on).value for row in rows), grounds)


@days_in_japan
def period_valid(
    status: S, period: str, *, on: date, designation: Designation = UNDESIGNATED, book: Rulebook = CURRENT
) -> Answer[bool | None]:
    """Return whether a period may be given with a status on a day; ``None`` if not published.

    Args:
        status: the status of residence.
        period: ISO 8601, such as ``P1Y3M``, or ``indefinite``.
        on: the day on which the period is decided.
        designation: as in :func:`period_options`.
        book: the law.

    Raises:
        FactsError: the rows that may apply disagree, and the fact that chooses is missing; or the
            period is not written as one.
        NotInForceError: before the text that was read, or before the status existed.
    """
    length = length_of(period)
    longest = Length(12 * book.at(LONGEST_PERIOD_YEARS, on).value, 0, "")
    options = period_options(status, on=on, designation=designation, book=book)
    if length is not None and status not in _WITHOUT_LONGEST and length.rank > longest.rank:
        return Answer(False, (book.ground(LONGEST_PERIOD_YEARS, on), *options.grounds))
    found = {row.allow(period) for row in options.value}
    if len(found) > 1:
        raise FactsError(missing=(_candidates(status, designation)[1],))
    return options.map(found.pop())
