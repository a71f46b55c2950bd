"""What is asked about representation, and what is answered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from tokutei.models.base import Model
from tokutei.rules.findings import Findings
from tokutei.rules.representation.groups import Person
from tokutei.vocabulary import Channel, ProcedureKind, StatusOfResidence, Window

__all__ = ["RepresentationFacts", "RepresentationResult"]


class RepresentationFacts(Model):
    """What is known about an act and the person who would do it; ``None`` is not known."""

    act: Literal["file", "receive", "return", "carry"] | None = None
    """What is to be done with the card or the application."""
    procedure: ProcedureKind | None = None
    """What is filed, received or returned."""
    with_specified: bool | None = None
    """Whether an application for a specified card goes along, or a specified card is received."""
    place: Literal["bureau", "municipality", "other_municipality", "airport"] | None = None
    """The kind of office."""
    channel: Channel | None = None
    """How the application was filed, where that decides how the card comes."""
    express: bool | None = None
    """Whether expedited posting is asked for."""
    filed: date | None = None
    """The day of filing (届出・申請の日)."""
    old_expiry: date | None = None
    """Last day of the card held when filing; carried along, it decides nothing here."""
    status: StatusOfResidence | None = None
    """The status of residence of the holder."""
    holder_age: int | None = None
    """In full years on the day of the act."""
    holder_birth: date | None = None
    """The holder's birth date."""
    holder_condition: Literal["healthy", "ill", "disabled", "minor_under_16"] | None = None
    """Whether the holder can appear."""
    who: Person | None = None
    """Who would act; ``none`` for the holder alone."""
    who_age: int | None = None
    """The age of whoever acts, in full years."""
    cohabiting: bool | None = None
    """Whether that person lives with the holder."""
    requested: bool | None = None
    """Whether the holder (or whoever must act) asked for it."""
    registered_with_bureau: bool | None = None
    """Whether a lawyer or gyoseishoshi is notified to the bureau."""
    director_accepts: bool | None = None
    """Whether the office thinks it fit (相当と認めるとき)."""
    issued_same_day: bool | None = None
    """Whether the card is given on the day of filing."""
    candidates: tuple[Person, ...] | None = None
    """Those in the household, of age, on whom the duty may fall."""


@dataclass(frozen=True, slots=True)
class RepresentationResult(Findings):
    """Who may or must act; ``None`` where the question does not arise."""

    allowed: bool | None = None
    duty: bool | None = None
    """Whether somebody in the household must act, or whether the card must be carried."""
    duty_on: Person | None = None
    """On whom the duty falls."""
    must_show_on_request: bool | None = None
    reply_letter_needed: bool | None = None
    """Whether the reply letter (回答書) is presented when receiving a specified card for somebody."""
    plain_card_allowed_if_director_accepts: bool | None = None
    """Whether an ordinary card could be had without appearing, if the office thinks it fit."""
    reason: str | None = None
    """Why not; the key of its words under ``reason``."""
    appear_at: Window | None = None
    """Where somebody appears."""
    depends_on: tuple[str, ...] | None = None
    """Facts not known yet on which ``allowed`` still depends."""
