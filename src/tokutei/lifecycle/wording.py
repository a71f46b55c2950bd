"""The values of the variables in a few words each, without anything that says who somebody is."""

from __future__ import annotations

from datetime import date

from tokutei import messages
from tokutei.lifecycle.situation import (
    Age,
    Application,
    Card,
    Certificate,
    Condition,
    MainProcedure,
    MyNumberFunction,
    OtherActivity,
    Presence,
    Register,
    ResidenceFunction,
    SeparateCard,
    Situation,
    SpecialPeriod,
    Stay,
)
from tokutei.lifecycle.states import Variable
from tokutei.vocabulary import Word

__all__ = ["Value", "said", "value_of"]

Value = (
    Stay
    | SpecialPeriod
    | Register
    | Card
    | ResidenceFunction
    | MyNumberFunction
    | Certificate
    | SeparateCard
    | MainProcedure
    | Application
    | Condition
    | Presence
    | OtherActivity
    | Age
)
"""What a situation holds for some variable."""


def value_of(situation: Situation, variable: Variable) -> Value:
    """Return what a situation holds for a variable.

    Example:
        >>> from tokutei.models import Facts
        >>> now = Situation.of(Facts(born=date(1994, 5, 2)), on=date(2026, 9, 1))
        >>> value_of(now, Variable.SPECIAL_PERIOD)
        SpecialPeriod(state=<SpecialPeriodState.NONE: 'none'>, until=None)
    """
    value: Value = getattr(situation, variable.value)
    return value


def said(value: Value, lang: str) -> str:
    """Return a value in words: its state, what it is about, its last day.

    Example:
        >>> from tokutei.lifecycle.states import StayState
        >>> said(Stay(StayState.MID_LONG, until=date(2026, 10, 31)), "en")
        'mid- to long-term resident, until 2026-10-31'
    """
    if isinstance(value, ResidenceFunction | MyNumberFunction | Certificate):
        return value.text(lang)
    words = value.state.text(lang)
    for name in ("kind", "procedure"):
        about = getattr(value, name, None)
        if isinstance(about, Word):
            words = messages.text("timeline.of_kind", lang, state=words, kind=about)
    for name, key in (("until", "until"), ("issued_on", "issued"), ("granted_until", "granted")):
        day = getattr(value, name, None)
        if isinstance(day, date):
            words = messages.text(f"timeline.{key}", lang, state=words, day=day)
    return words
