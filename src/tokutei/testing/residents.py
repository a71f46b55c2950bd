"""People who do not exist, with what a card says about each of them.

Codes that the agency hands out separately (status, kind of permission) are not here: a card issued
for one of these people carries codes that nobody can take for real ones, see :mod:`.cards`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Final

from pydantic import ValidationError

from tokutei.chip.words import ComprehensivePermission
from tokutei.errors import FactsError, UnknownTermError
from tokutei.law import Reason
from tokutei.models import CardFacts, Facts
from tokutei.personal import Masked, Personal
from tokutei.vocabulary import CardKind, Sex, StatusOfResidence, WorkRestriction

__all__ = ["SyntheticPerson", "people", "person"]

_S = StatusOfResidence


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class SyntheticPerson(Masked):
    """A made-up person and the items of the card that goes with them.

    ``dataclasses.replace`` makes another person of one of the table.
    """

    key: str
    """The name in the table, such as ``"engineer"``."""
    name: Personal[str]
    """In roman letters, and plainly made up."""
    born: Personal[date]
    sex: Personal[Sex] = Sex.FEMALE
    nationality: Personal[str]
    """Three letters (C8)."""
    address: Personal[tuple[str, ...]] = ("1-1-1 SAMPLE", "TESTVILLE")
    """Lines of the address image."""
    status: StatusOfResidence
    period: str = "0000"
    """Period of stay as the chip writes it (CE): ``YYMM``; ``0000`` is indefinite."""
    permitted_on: date | None = None
    """Date of permission (許可年月日, CB); special permanent residents have none on the chip."""
    stay_until: date | None = None
    """Last day of the period of stay (CD), included; ``None`` where it is indefinite."""
    work_restriction: WorkRestriction = WorkRestriction.WITHIN_STATUS
    comprehensive_permission: ComprehensivePermission = ComprehensivePermission.NONE
    comprehensive_until: date | None = None
    """Last day of the comprehensive permission (D6), included."""
    individual_permission: bool = False
    """Whether there is an individual permission (D7)."""
    applying: bool = False
    """Whether an application for change or extension is noted (D8)."""
    issued_on: date = date(2026, 7, 1)
    """Day of issue of the card; not on the chip, decides whether there is a face."""
    valid_until: date
    """Last day of the card's validity (C5), included."""

    @property
    def is_special_permanent_resident(self) -> bool:
        """Whether the person holds a certificate (chip type 06) instead of a residence card (05)."""
        return self.status is _S.SPECIAL_PERMANENT_RESIDENT

    @property
    def has_face(self) -> bool:
        """Whether the card shows a face: not that of a child under one year on the day of issue.

        Immigration Act art. 19-4(3), Regulation art. 19-6(7); Special Act art. 8(3).
        """
        year, month, day = self.born.year + 1, self.born.month, self.born.day
        return (self.issued_on.year, self.issued_on.month, self.issued_on.day) >= (year, month, day)

    def facts(self) -> Facts:
        """Return what the person would tell the library: what the card shows, and whether something is pending.

        A special permanent resident holds a certificate, so there are no facts of a residence card.

        Example:
            >>> person("engineer").facts().stay_until
            datetime.date(2029, 7, 20)

        Raises:
            FactsError: the items of a person made by hand contradict each other.
        """
        kind, shown = CardKind.RESIDENCE_CARD, not self.is_special_permanent_resident
        try:
            return Facts(
                born=self.born,
                nationality=self.nationality,
                status=self.status,
                stay_until=self.stay_until,
                card=CardFacts(kind=kind, issued_on=self.issued_on, valid_until=self.valid_until)
                if shown
                else None,
                has_pending_application=self.applying,
            )
        except ValidationError:
            raise FactsError(contradictions=(Reason("testing.person"),)) from None


_PEOPLE: Final = (
    SyntheticPerson(
        key="engineer",
        name="TEST TARO",
        born=date(1994, 5, 2),
        sex=Sex.MALE,
        nationality="VNM",
        status=_S.ENGINEER_SPECIALIST_IN_HUMANITIES_INTERNATIONAL_SERVICES,
        period="0300",
        permitted_on=date(2026, 7, 1),
        stay_until=date(2029, 7, 20),
        valid_until=date(2029, 7, 20),
    ),
    SyntheticPerson(
        key="engineer_applying",
        name="SAMPLE SABURO",
        born=date(1991, 12, 31),
        sex=Sex.MALE,
        nationality="IND",
        status=_S.ENGINEER_SPECIALIST_IN_HUMANITIES_INTERNATIONAL_SERVICES,
        period="0100",
        permitted_on=date(2025, 10, 20),
        stay_until=date(2026, 10, 31),
        applying=True,
        valid_until=date(2026, 10, 31),
    ),
    SyntheticPerson(
        key="student",
        name="SAMPLE JIRO",
        born=date(2005, 9, 15),
        sex=Sex.MALE,
        nationality="NPL",
        status=_S.STUDENT,
        period="0103",
        permitted_on=date(2026, 7, 1),
        stay_until=date(2027, 10, 1),
        work_restriction=WorkRestriction.NOT_PERMITTED,
        valid_until=date(2027, 10, 1),
    ),
    SyntheticPerson(
        key="student_with_permission",
        name="TEST HANAKO",
        born=date(2003, 3, 3),
        nationality="PHL",
        status=_S.STUDENT,
        period="0200",
        permitted_on=date(2026, 7, 1),
        stay_until=date(2028, 7, 1),
        work_restriction=WorkRestriction.NOT_PERMITTED,
        comprehensive_permission=ComprehensivePermission.WITHIN_28_HOURS,
        comprehensive_until=date(2028, 7, 1),
        valid_until=date(2028, 7, 1),
    ),
    SyntheticPerson(
        key="dependent_child",
        name="TEST KODOMO",
        born=date(2018, 4, 10),
        sex=Sex.MALE,
        nationality="VNM",
        status=_S.DEPENDENT,
        period="0300",
        permitted_on=date(2026, 7, 1),
        stay_until=date(2029, 7, 20),
        work_restriction=WorkRestriction.NOT_PERMITTED,
        valid_until=date(2029, 7, 20),
    ),
    SyntheticPerson(
        key="infant",
        name="TEST AKACHAN",
        born=date(2026, 1, 15),
        nationality="VNM",
        status=_S.DEPENDENT,
        period="0300",
        permitted_on=date(2026, 7, 1),
        stay_until=date(2029, 7, 20),
        work_restriction=WorkRestriction.NOT_PERMITTED,
        valid_until=date(2029, 7, 20),
    ),
    SyntheticPerson(
        key="specified_skilled_worker",
        name="SAMPLE SHIRO",
        born=date(1999, 8, 8),
        sex=Sex.MALE,
        nationality="IDN",
        status=_S.SPECIFIED_SKILLED_WORKER_1,
        period="0100",
        permitted_on=date(2026, 7, 1),
        stay_until=date(2027, 7, 1),
        work_restriction=WorkRestriction.AS_DESIGNATED,
        individual_permission=True,
        valid_until=date(2027, 7, 1),
    ),
    SyntheticPerson(
        key="permanent_resident",
        name="SAMPLE EIKO",
        born=date(1990, 6, 20),
        nationality="BRA",
        status=_S.PERMANENT_RESIDENT,
        permitted_on=date(2020, 2, 3),
        work_restriction=WorkRestriction.NONE,
        issued_on=date(2026, 6, 19),
        valid_until=date(2035, 6, 20),
    ),
    SyntheticPerson(
        key="hsp2",
        name="SAMPLE KODO",
        born=date(1984, 2, 29),
        sex=Sex.MALE,
        nationality="USA",
        status=_S.HIGHLY_SKILLED_PROFESSIONAL_2,
        permitted_on=date(2026, 7, 1),
        valid_until=date(2036, 2, 29),
    ),
    SyntheticPerson(
        key="special_permanent_resident",
        name="TEST TOKUBETSU",
        born=date(1988, 11, 3),
        nationality="KOR",
        status=_S.SPECIAL_PERMANENT_RESIDENT,
        valid_until=date(2035, 11, 3),
    ),
)

_BY_KEY: Final[Mapping[str, SyntheticPerson]] = MappingProxyType({one.key: one for one in _PEOPLE})


def people() -> tuple[SyntheticPerson, ...]:
    """Return everybody in the table.

    Example:
        >>> "infant" in {somebody.key for somebody in people()}
        True
    """
    return _PEOPLE


def person(key: str) -> SyntheticPerson:
    """Return somebody of the table.

    Example:
        >>> person("student_with_permission").status.ja
        '留学'

    Raises:
        UnknownTermError: there is nobody of that name; the error lists who there is.
    """
    try:
        return _BY_KEY[key]
    except KeyError:
        raise UnknownTermError("SyntheticPerson", key[:40], tuple(_BY_KEY)) from None
