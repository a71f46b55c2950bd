"""The tables as typed rows, read when first asked for and kept.

Each function reads one file of this package. ``None`` in a date means that no bound is known.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from types import MappingProxyType
from typing import Final, TypeVar

from tokutei import messages
from tokutei.data import read_csv
from tokutei.errors import TableError
from tokutei.law import Citation, Evidence
from tokutei.law.days import japan_day
from tokutei.vocabulary import (
    AppendedTable,
    CardEntitlement,
    MidToLongTerm,
    MunicipalityKind,
    OfficeKind,
    PeriodRule,
    SpecifiedCardEntitlement,
    StatusOfResidence,
    WorkClass,
    WorkRestriction,
)

__all__ = [
    "FeeRow",
    "Holiday",
    "HolidayTable",
    "Municipality",
    "Office",
    "Prefecture",
    "StatusRow",
    "fee_rows",
    "holidays",
    "municipalities",
    "offices",
    "prefectures",
    "status_rows",
]

Cells = Mapping[str, str]
RowT = TypeVar("RowT")


@dataclass(frozen=True, slots=True)
class Holiday:
    """A national holiday (国民の祝日・休日)."""

    day: date
    ja: str
    en: str
    evidence: Evidence
    """``INFERRED`` for years whose equinoxes are not announced and whose law may still change."""

    def text(self, lang: str) -> str:
        """Return the name of the holiday in a language."""
        return messages.named(f"holiday.{self.ja}", lang, ja=self.ja, en=self.en)


@dataclass(frozen=True, slots=True)
class HolidayTable:
    """The national holidays of some whole years; beyond them nothing is known."""

    first: date
    """First day covered: 1 January of the first year."""
    last: date
    """Last day covered, included: 31 December of the last year."""
    by_day: Mapping[date, Holiday]
    """In the order of days."""


@dataclass(frozen=True, slots=True)
class Prefecture:
    """A prefecture (都道府県) and the office whose area it is."""

    code: str
    """Two digits."""
    code6: str
    """Six digits, the last a check digit."""
    ja: str
    kana: str
    en: str
    iso: str
    """ISO 3166-2, such as ``JP-13``."""
    bureau: str
    """Key of the regional bureau."""
    district: str
    """Key of the district bureau, where there is one; empty otherwise."""


@dataclass(frozen=True, slots=True)
class Municipality:
    """A municipality (市区町村), or a ward of a designated city."""

    code: str
    """Six digits (全国地方公共団体コード), the last a check digit."""
    ja: str
    """A ward is written after its city and a blank."""
    kana: str
    romaji: str
    """Made from the kana by machine, without long vowels; not an official spelling."""
    kind: MunicipalityKind
    parent: str
    """Code of a ward's designated city; empty otherwise."""
    counted: bool
    """Whether it is one of the 1,741 municipalities."""
    acts_for_cards: bool
    """Whether its head takes notifications of residence; in a designated city the wards do."""
    bureau: str
    district: str
    since: date | None
    """First day, where known."""
    until: date | None
    """Last day, included; ``None`` while it exists."""

    def text(self, lang: str) -> str:
        """Return the name in a language; in English the letters of the kana."""
        return messages.named(f"municipality.{self.code}", lang, ja=self.ja, en=self.romaji)

    @property
    def prefecture(self) -> str:
        """The two-digit code of its prefecture."""
        return self.code[:2]

    def exists(self, *, on: date) -> bool:
        """Return whether the code is in use on a day; an unknown first day counts as long past.

        Raises:
            NaiveDatetimeError: this is a moment without a time zone.
            PeriodError: this is no day.
        """
        on = japan_day(on)
        return (self.since is None or self.since <= on) and (self.until is None or on <= self.until)


@dataclass(frozen=True, slots=True)
class Office:
    """An office of the Immigration Services Agency."""

    key: str
    ja: str
    full_ja: str
    en: str
    """By the agency's pattern; not every name was seen in English."""
    kind: OfficeKind
    parent: str
    """Key of the bureau or district bureau above it; empty for a regional bureau."""
    prefectures: tuple[str, ...]
    """Two-digit codes of its area in law; a branch office has the area of its parent."""
    public_area: str
    """The narrower area that the agency publishes, in its own words; these overlap."""
    residence_procedures: bool
    residence_card_window: bool
    postcode: str
    address_ja: str
    municipality: str
    """Code of the municipality it stands in; empty where not known."""

    def text(self, lang: str) -> str:
        """Return the name in a language, in full in Japanese."""
        return messages.named(f"office.{self.key}", lang, ja=self.full_ja, en=self.en)


@dataclass(frozen=True, slots=True)
class FeeRow:
    """One dated amount. Rules for its application are in the rule topic ``fees``."""

    procedure: str
    """Key of what is paid for; ``keys.csv`` says which words of the vocabulary it means."""
    condition: str
    channel: str
    amount_jpy: int
    surcharge_jpy: int
    """Added for paying online."""
    since: date
    until: date | None
    """Last day, included."""
    basis: str
    """The provision in the words of the notes."""
    evidence: Evidence
    notes: str
    cites: tuple[Citation, ...]
    """The provisions that the words mean; none where they name no provision."""


@dataclass(frozen=True, slots=True)
class StatusRow:
    """What the law says about one status of residence, each value with its evidence."""

    status: StatusOfResidence
    appended_table: AppendedTable
    work_class: WorkClass
    periods: tuple[str, ...]
    """ISO 8601 periods to choose from, longest first; ``<=P15D`` is any number of days up to 15."""
    period_rule: PeriodRule | None
    """``None`` where the rule is not published yet."""
    max_period: str
    """ISO 8601; empty where there is no longest period or it is not known."""
    mid_long_term: MidToLongTerm
    mid_long_term_evidence: Evidence
    residence_card: CardEntitlement
    residence_card_evidence: Evidence
    specified_card: SpecifiedCardEntitlement
    specified_card_evidence: Evidence
    online_application: bool | None
    """Whether anything about this status can be filed online; ``None`` where not known."""
    work_restrictions: tuple[WorkRestriction, ...]
    """What the card may say about work; empty where there is no card or it is not known."""
    work_restriction_evidence: Evidence | None
    in_force_from: date | None
    """First day, where it lies ahead of or within the years covered; ``None`` for older ones."""
    in_force_to: date | None
    """Last day for granting it; holders keep it."""
    evidence: Evidence
    """For the row as a whole."""


_WORK_RESTRICTION: Final = {
    "1": WorkRestriction.NONE,
    "2": WorkRestriction.WITHIN_STATUS,
    "4": WorkRestriction.AS_DESIGNATED,
    "9": WorkRestriction.NOT_PERMITTED,
}
_YES_NO: Final = {"1": True, "0": False, "yes": True, "no": False}


def _rows(name: str, make: Callable[[Cells], RowT]) -> tuple[RowT, ...]:
    """Return the typed rows of a table, or say which row is wrong."""
    made: list[RowT] = []
    for number, cells in enumerate(read_csv(name), start=2):
        try:
            made.append(make(cells))
        except (KeyError, ValueError) as error:
            raise TableError(name, type(error).__name__, number) from None
    return tuple(made)


def _day(cell: str) -> date | None:
    return date.fromisoformat(cell) if cell else None


def _list(cell: str, mark: str) -> tuple[str, ...]:
    return tuple(filter(None, cell.split(mark)))


@cache
def holidays() -> HolidayTable:
    """Return the national holidays, each with how sure it is."""
    days = _rows(
        "national_holidays.csv",
        lambda row: Holiday(
            date.fromisoformat(row["date"]), row["name_ja"], row["name_en"], Evidence.of(row["certainty"])
        ),
    )
    by_day = {holiday.day: holiday for holiday in sorted(days, key=lambda holiday: holiday.day)}
    first, last = min(by_day), max(by_day)
    return HolidayTable(date(first.year, 1, 1), date(last.year, 12, 31), MappingProxyType(by_day))


@cache
def prefectures() -> Mapping[str, Prefecture]:
    """Return the 47 prefectures by their two-digit code."""
    rows = _rows(
        "prefectures.csv",
        lambda row: Prefecture(
            code=row["pref_code"],
            code6=row["code6"],
            ja=row["name_ja"],
            kana=row["name_kana"],
            en=row["name_en"],
            iso=row["iso3166_2"],
            bureau=row["bureau_key"],
            district=row["district_bureau_key"],
        ),
    )
    return MappingProxyType({row.code: row for row in rows})


@cache
def municipalities() -> Mapping[str, Municipality]:
    """Return municipalities and wards by their six-digit code, abolished ones included.

    Example:
        >>> chiyoda = municipalities()["131016"]
        >>> chiyoda.ja, chiyoda.kind.value, chiyoda.bureau
        ('千代田区', 'special_ward', 'tokyo')
    """
    rows = _rows(
        "municipalities.csv",
        lambda row: Municipality(
            code=row["code6"],
            ja=row["name_ja"],
            kana=row["name_kana"],
            romaji=row["name_romaji_auto"],
            kind=MunicipalityKind(row["kind"]),
            parent=row["parent_code6"],
            counted=_YES_NO[row["counts_in_1741"]],
            acts_for_cards=_YES_NO[row["is_residence_card_window_unit"]],
            bureau=row["bureau_key"],
            district=row["district_bureau_key"],
            since=_day(row["in_force_from"]),
            until=_day(row["in_force_to"]),
        ),
    )
    return MappingProxyType({row.code: row for row in rows})


@cache
def offices() -> Mapping[str, Office]:
    """Return the offices of the agency by their key."""
    rows = _rows(
        "offices.csv",
        lambda row: Office(
            key=row["office_key"],
            ja=row["name_ja"],
            full_ja=row["full_name_ja"],
            en=row["name_en"],
            kind=OfficeKind(row["level"]),
            parent=row["parent_key"],
            prefectures=_list(row["legal_pref_codes"], ";"),
            public_area=row["public_area_on_isa_page"],
            residence_procedures=_YES_NO[row["residence_procedures"]],
            residence_card_window=_YES_NO[row["residence_card_window"]],
            postcode=row["postcode"],
            address_ja=row["address_ja"],
            municipality=row["municipality_code6"],
        ),
    )
    return MappingProxyType({row.key: row for row in rows})


@cache
def fee_rows() -> tuple[FeeRow, ...]:
    """Return the dated amounts in the order of the table."""
    return _rows(
        "fees.csv",
        lambda row: FeeRow(
            procedure=row["procedure_key"],
            condition=row["condition"],
            channel=row["channel"],
            amount_jpy=int(row["amount_jpy"]),
            surcharge_jpy=int(row["online_payment_surcharge_jpy"] or 0),
            since=date.fromisoformat(row["effective_from"]),
            until=_day(row["effective_to"]),
            basis=row["legal_basis"],
            evidence=Evidence.of(row["evidence"]),
            notes=row["notes"],
            cites=tuple(map(Citation.parse, row["cites"].split())),
        ),
    )


@cache
def status_rows() -> Mapping[StatusOfResidence, StatusRow]:
    """Return what the law says about each status of residence.

    Example:
        >>> row = status_rows()[StatusOfResidence.STUDENT]
        >>> row.max_period, row.mid_long_term.value, row.work_restrictions[0].value
        ('P4Y3M', 'if_over_3m', 'not_permitted')
    """
    rows = _rows("statuses.csv", _status_row)
    return MappingProxyType({row.status: row for row in rows})


def _status_row(row: Cells) -> StatusRow:
    return StatusRow(
        status=StatusOfResidence(row["key"]),
        appended_table=AppendedTable(row["appended_table"]),
        work_class=WorkClass(row["work_class"]),
        periods=_list(row["periods_iso"], "|"),
        period_rule=PeriodRule(row["period_rule"]) if row["period_rule"] else None,
        max_period=row["max_period_iso"],
        mid_long_term=MidToLongTerm(row["mid_long_term_resident"]),
        mid_long_term_evidence=Evidence.of(row["mid_long_term_resident_evidence"]),
        residence_card=CardEntitlement(row["residence_card"]),
        residence_card_evidence=Evidence.of(row["residence_card_evidence"]),
        specified_card=SpecifiedCardEntitlement(row["specified_card_possible"]),
        specified_card_evidence=Evidence.of(row["specified_card_possible_evidence"]),
        online_application=_YES_NO[row["online_application"]] if row["online_application"] else None,
        work_restrictions=tuple(_WORK_RESTRICTION[code] for code in _list(row["chip_CC"], "|")),
        work_restriction_evidence=Evidence.of(row["chip_CC_evidence"]) if row["chip_CC"] else None,
        in_force_from=_day(row["in_force_from"]),
        in_force_to=_day(row["in_force_to"]),
        evidence=Evidence.of(row["evidence"]),
    )
