"""Hypothesis strategies for what the library handles. Needs the extra ``testing``.

Example:
    >>> from hypothesis import given
    >>> from tokutei.testing import strategies
    >>> @given(strategies.people())
    ... def test(somebody):
    ...     assert somebody.born < somebody.issued_on
    >>> test()
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from tokutei.chip.tlv import DataObject
from tokutei.chip.words import ComprehensivePermission
from tokutei.errors import MissingExtraError
from tokutei.identifiers import CardNumber
from tokutei.law import Citation
from tokutei.testing.residents import SyntheticPerson
from tokutei.vocabulary import Sex, StatusOfResidence, WorkRestriction

try:
    from hypothesis import strategies as st
except ImportError:  # pragma: no cover - seen by a test in a process without the package
    raise MissingExtraError("testing", "hypothesis") from None

__all__ = ["card_numbers", "citations", "data_objects", "days", "people"]

FIRST_DAY: Final = date(1926, 1, 1)
LAST_DAY: Final = date(2099, 12, 31)
FIRST_ISSUE: Final = date(2026, 6, 14)
"""The first day on which cards of types 05 and 06 were issued."""

_LAWS: Final = ("326CO0000000319", "356M50000010054", "403AC0000000071")
_NUMBER: Final = st.integers(1, 99).map(str)
_PLACES: Final = st.lists(_NUMBER, min_size=1, max_size=3).map("-".join)
_OR_NONE: Final = st.just("")
_WITHOUT_END: Final = frozenset(
    {
        StatusOfResidence.PERMANENT_RESIDENT,
        StatusOfResidence.HIGHLY_SKILLED_PROFESSIONAL_2,
        StatusOfResidence.SPECIAL_PERMANENT_RESIDENT,
    }
)


def days(first: date = FIRST_DAY, last: date = LAST_DAY) -> st.SearchStrategy[date]:
    """Return days from the first to the last, both included."""
    return st.dates(first, last)


def card_numbers() -> st.SearchStrategy[CardNumber]:
    """Return card numbers that are plainly made up: ``ZZ``, eight digits, ``ZZ``."""
    return st.integers(0, 10**8 - 1).map(lambda digits: CardNumber(f"ZZ{digits:08}ZZ"))


def data_objects(*, max_size: int = 300) -> st.SearchStrategy[DataObject]:
    """Return data objects with tags of one and two bytes, such as the files of a card hold."""
    one_byte = st.integers(0x01, 0xFF).filter(lambda tag: tag & 0x1F != 0x1F)
    two_bytes = st.builds(
        lambda high, low: (high << 5 | 0x1F) << 8 | low, st.integers(0, 7), st.integers(0, 255)
    )
    return st.builds(DataObject, one_byte | two_bytes, st.binary(max_size=max_size))


def citations() -> st.SearchStrategy[Citation]:
    """Return citations of articles, their sentences and appended tables, of a day's text and of unseen texts too."""
    articles = st.builds(
        Citation,
        law=st.sampled_from(_LAWS),
        article=_PLACES,
        paragraph=_OR_NONE | _NUMBER,
        as_of=st.none() | days(),
        unseen=st.booleans(),
        sentence=_OR_NONE | st.sampled_from(["first", "second", "main", "proviso"]),
    )
    items = st.builds(
        Citation,
        law=st.sampled_from(_LAWS),
        article=_PLACES,
        paragraph=_NUMBER,
        item=_PLACES,
        subitem=_OR_NONE | st.sampled_from("abc"),
    )
    tables = st.builds(
        Citation, law=st.sampled_from(_LAWS), table=st.just("0") | _PLACES, row=_OR_NONE | _NUMBER
    )
    return articles | items | tables


@st.composite
def people(draw: st.DrawFn) -> SyntheticPerson:
    """Return people whose items fit together, with and without a face, of every status."""
    issued_on = draw(days(FIRST_ISSUE, LAST_DAY - timedelta(days=6000)))
    status = draw(st.sampled_from(StatusOfResidence))
    comprehensive = draw(st.sampled_from(ComprehensivePermission))
    years, months = draw(st.integers(0, 5)), draw(st.integers(1, 11))
    endless = status in _WITHOUT_END
    until = issued_on + timedelta(days=365 * years + 30 * months)
    return SyntheticPerson(
        key="drawn",
        name=f"TEST {draw(st.text('ABCDEFGHIJKLMNOPQRSTUVWXYZ', min_size=1, max_size=20))}",
        born=draw(days(FIRST_DAY, issued_on - timedelta(days=1))),
        sex=draw(st.sampled_from(Sex)),
        nationality=draw(st.sampled_from(("VNM", "PHL", "NPL", "BRA", "KOR", "TWN", "XXX"))),
        status=status,
        period="0000" if endless else f"{years:02}{months:02}",
        permitted_on=None if status is StatusOfResidence.SPECIAL_PERMANENT_RESIDENT else issued_on,
        stay_until=None if endless else until,
        work_restriction=draw(st.sampled_from(WorkRestriction)),
        comprehensive_permission=comprehensive,
        comprehensive_until=None if comprehensive is ComprehensivePermission.NONE else until,
        individual_permission=draw(st.booleans()),
        applying=draw(st.booleans()),
        issued_on=issued_on,
        valid_until=until,
    )
