"""What the doorways of several topics share: the common facts, and how absent ones are named."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType
from typing import Annotated, Final, Literal, TypeAlias, TypeVar

from pydantic import StringConstraints

from tokutei.errors import FactsError
from tokutei.law import Answer, Reason
from tokutei.models.base import Model
from tokutei.personal import Personal, personal_fields
from tokutei.vocabulary import CardKind, Channel, ProcedureKind, StatusOfResidence

__all__ = ["CommonFacts", "Transitional", "days_that_clash", "named", "need", "used"]

T = TypeVar("T")

Transitional: TypeAlias = Literal["transitional_by_birth"]
"""Somebody born in Japan who stays for sixty days without a status (出生による経過滞在者)."""


class CommonFacts(Model):
    """The facts that legal cases of every topic may give; one left out is not known, not false.

    A topic takes them all and needs few.
    """

    birth: Personal[date | None] = None
    """The holder's birth date."""

    status: StatusOfResidence | Transitional | None = None
    """The status held; with a permission, the one granted."""

    period: Annotated[str, StringConstraints(pattern=r"^(P[0-9]{1,4}[YMD]|indefinite)$")] | None = None
    """The period of stay granted, ISO 8601."""

    stay_end: date | None = None
    """The last day of the period of stay."""

    procedure: ProcedureKind | None = None
    """What is filed, or what the card came with."""

    filed: date | None = None
    """The day of the notification or application."""

    issued: date | None = None
    """The day on which the card or certificate is given."""

    created: date | None = None
    """The day on which an Individual Number Card is made."""

    old_expiry: date | None = None
    """The last day of the card held when filing."""

    old_issued: date | None = None
    """The issue day of the card held when filing."""

    card_kind: CardKind | None = None
    """The card, function or certificate that is meant."""

    held_card_kind: CardKind | None = None
    """The kind of card in hand."""

    held_card_issued: date | None = None
    """The issue day of the card in hand."""

    with_specified: bool | None = None
    """Whether an application for a specified card goes along."""

    express: bool | None = None
    """Whether expedited posting is asked for."""

    place: Literal["bureau", "municipality", "other_municipality", "airport"] | None = None
    """Where it is filed."""

    channel: Channel | None = None
    """How it is filed."""

    juki_basis: Literal["22", "23", "30-46", "30-47", "none"] | None = None
    """The article of the Resident Register Act of the notification."""

    resident_register: bool | None = None
    """Whether the resident register records the person."""

    mid_long_term: bool | None = None
    """Whether this is a mid- to long-term resident."""

    decision: Literal["granted", "refused", "none"] | None = None
    """How it was decided."""

    decided: date | None = None
    """The day of the decision."""


_FACT_OF: Final[Mapping[str, str]] = MappingProxyType(
    {
        "born": "birth",
        "stay_until": "stay_end",
        "filed_on": "filed",
        "issued_on": "issued",
        "old_until": "old_expiry",
    }
)
"""Parameters of the functions, with the facts that fill them."""


def need(facts: Model, *names: str) -> None:
    """Demand facts by name.

    Raises:
        FactsError: some are absent; all of them are listed.
    """
    if missing := tuple(name for name in names if getattr(facts, name) is None):
        raise FactsError(missing=missing)


def named(ask: Callable[[], Answer[T]]) -> Answer[T]:
    """Return an answer; a parameter that it lacks is named as the fact that fills it.

    Raises:
        FactsError: as the function that is asked, with facts named as in legal cases.
    """
    try:
        return ask()
    except FactsError as error:
        missing = tuple(_FACT_OF.get(name, name) for name in error.missing)
        raise FactsError(missing, error.contradictions, error.unknown) from None


def used(facts: Model) -> Mapping[str, object]:
    """Return the facts given, without personal ones."""
    hidden = personal_fields(type(facts))
    given = {name: value for name, value in vars(facts).items() if value is not None and name not in hidden}
    return MappingProxyType(given)


def days_that_clash(facts: CommonFacts) -> tuple[Reason, ...]:
    """Return why the days of some facts do not fit together."""
    days = (facts.filed, facts.issued, facts.created, facts.stay_end, facts.old_expiry)
    born, filed, issued = facts.birth, facts.filed, facts.issued
    found = {
        "day_before_birth": born is not None and any(day is not None and day < born for day in days),
        "issued_before_filing": filed is not None and issued is not None and issued < filed,
    }
    return tuple(Reason(code) for code, holds in found.items() if holds)
