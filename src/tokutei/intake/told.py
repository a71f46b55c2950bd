"""What people bring: the face of the card as somebody read it, a paper, what somebody says."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Any, Final

from tokutei.chip import ComprehensivePermission, Period
from tokutei.errors import FactsError, TokuteiError, UnknownTermError
from tokutei.identifiers import CardNumber, MunicipalityCode, Nationality
from tokutei.law.days import japan_day
from tokutei.personal import Masked, Personal
from tokutei.rules.statuses import INDEFINITE, Length
from tokutei.vocabulary import CardForm, CardKind, Sex, StatusOfResidence, WorkRestriction
from tokutei.vocabulary.cards import CERTIFICATES, RESIDENCE_CARDS

__all__ = ["Face", "Paper", "Said", "read_period"]

_PRINTED: Final = re.compile(r"(?:([0-9]{1,2})年)?(?:([0-9]{1,2})月)?(?:([0-9]{1,3})日)?")
_PRINTED_INDEFINITE: Final = "無期限"


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError
    return value


def _flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise ValueError
    return value


def read_period(value: object) -> Period:
    """Return a period of stay from ISO 8601, from the words on a card of 2012, or as it is."""
    if isinstance(value, Period):
        return value
    said = _text(value)
    if said in {INDEFINITE, _PRINTED_INDEFINITE}:
        return Period()
    if found := _PRINTED.fullmatch(said):
        years, months, days = (int(part or 0) for part in found.groups())
        length = Length(12 * years + months, days, "")
    else:
        length = Length.parse(said)
    if not (length.months or length.days):
        raise ValueError
    return Period(length.months // 12, length.months % 12, length.days)


def _sex(value: object) -> Sex:
    if isinstance(value, Sex):
        return value
    try:
        return Sex.find(_text(value))
    except UnknownTermError:
        pass  # the error has the word, which may be somebody's name in the wrong place
    raise ValueError


def _kind(value: object) -> CardKind:
    """Return a kind of card that has a holder's status or certificate on it."""
    kind = CardKind.find(_text(value))
    if kind not in RESIDENCE_CARDS | CERTIFICATES:
        raise ValueError
    return kind


_READERS: Final[Mapping[str, Callable[[Any], object]]] = {
    "name": _text,
    "address": _text,
    "born": japan_day,
    "sex": _sex,
    "nationality": Nationality.parse,
    "municipality": MunicipalityCode.parse,
    "status": StatusOfResidence.find,
    "period": read_period,
    "stay_until": japan_day,
    "permitted_on": japan_day,
    "work_restriction": WorkRestriction.find,
    "comprehensive_permission": ComprehensivePermission.find,
    "comprehensive_permission_until": japan_day,
    "individual_permission": _flag,
    "number": lambda value: value if isinstance(value, CardNumber) else CardNumber.parse(value),
    "kind": _kind,
    "form": CardForm.find,
    "issued_on": japan_day,
    "filed_on": japan_day,
    "valid_until": japan_day,
    "photo": _flag,
    "pending_mark": _flag,
    "pending_application": _flag,
    "has_my_number_card": _flag,
}
"""How what is typed is read, by the name of the field."""


class _Told(Masked):
    """Reads what was typed into the values of the library."""

    __slots__ = ()

    def __post_init__(self: Any) -> None:
        unknown = []
        for field in fields(self):
            value = getattr(self, field.name)
            if value is None:
                continue
            try:
                object.__setattr__(self, field.name, _READERS[field.name](value))
            except TokuteiError:
                raise
            except ValueError:
                unknown.append(field.name)
        if unknown:
            raise FactsError(unknown=tuple(unknown))


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Face(_Told):
    """What somebody reads off the printed card; what is not looked at stays out.

    A copy of a face is as easily made as that of an unsigned chip. The form of 2026 prints neither the
    period of stay, nor the date of permission, nor the day of issue.

    Texts are read as people write them: a status by any of its names, a period as ``P1Y3M``, ``1年3月``
    or ``無期限``.

    Example:
        >>> face = Face(name="TEST HANAKO", status="留学")
        >>> face.status
        <StatusOfResidence.STUDENT: 'student'>
        >>> face.name is None, "HANAKO" in repr(face)
        (False, False)

    Raises:
        UnknownTermError: a word names no status, kind, form, permission or work restriction.
        AmbiguousTermError: a word names several.
        IdentifierError: the number or the nationality is not written as one.
        PeriodError, NaiveDatetimeError: a day is none.
        FactsError: another field cannot be read; the error names the fields.
    """

    name: Personal[str | None] = None
    """As printed, in roman letters or Chinese characters."""
    born: Personal[date | None] = None
    sex: Personal[Sex | str | None] = None
    nationality: Personal[Nationality | str | None] = None
    """Three letters; the country's name is printed."""
    address: Personal[str | None] = None
    """The one noted last; on the form of 2012 that may be on the back."""
    status: StatusOfResidence | str | None = None
    period: Period | str | None = None
    """Period of stay; printed on the form of 2012 only."""
    stay_until: date | None = None
    """Last day of the period of stay, included."""
    permitted_on: date | None = None
    """Date of permission; printed on the form of 2012 only."""
    work_restriction: WorkRestriction | str | None = None
    comprehensive_permission: ComprehensivePermission | str | None = None
    """Which comprehensive permission for other activity is noted."""
    individual_permission: bool | None = None
    """Whether an individual permission for other activity is noted."""
    pending_mark: bool | None = None
    """Whether it is noted that an application is pending."""
    number: Personal[CardNumber | str | None] = None
    kind: CardKind | str | None = None
    form: CardForm | str | None = None
    issued_on: date | None = None
    """Day of issue; printed on the form of 2012 only."""
    valid_until: date | None = None
    """Last day of the card, included."""
    photo: bool | None = None
    """Whether there is a photograph of the holder."""


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class _Statement(_Told):
    name: Personal[str | None] = None
    born: Personal[date | None] = None
    sex: Personal[Sex | str | None] = None
    nationality: Personal[Nationality | str | None] = None
    """Three letters."""
    address: Personal[str | None] = None
    municipality: Personal[MunicipalityCode | str | None] = None
    """Six-digit code of the municipality whose resident register records the person."""
    status: StatusOfResidence | str | None = None
    period: Period | str | None = None
    stay_until: date | None = None
    """Last day of the period of stay, included."""
    permitted_on: date | None = None
    work_restriction: WorkRestriction | str | None = None
    comprehensive_permission: ComprehensivePermission | str | None = None
    comprehensive_permission_until: date | None = None
    individual_permission: bool | None = None
    pending_application: bool | None = None
    """Whether an application is pending, noted on the card or not."""
    number: Personal[CardNumber | str | None] = None
    issued_on: date | None = None
    """Day of issue of the card."""
    filed_on: date | None = None
    """Day of the notification or application that brought the card."""
    valid_until: date | None = None
    has_my_number_card: bool | None = None
    """Whether there is a separate Individual Number Card."""


class Paper(_Statement):
    """What a paper says: a certificate from the resident register, a passport, a notice.

    Fields and errors are read as those of :class:`Face`.

    Example:
        >>> Paper(municipality="131016", period="P1Y3M").period
        Period(years=1, months=3, days=0)
    """

    __slots__ = ()


class Said(_Statement):
    """What somebody says without showing it. Fields and errors are read as those of :class:`Face`.

    Example:
        >>> Said(pending_application=True).pending_application
        True
    """

    __slots__ = ()
