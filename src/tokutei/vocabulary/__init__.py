"""Closed vocabularies: what can be named, with its Japanese and English words."""

from tokutei.vocabulary.cards import CardForm, CardKind, Channel, Delivery, Route, Window
from tokutei.vocabulary.offices import MunicipalityKind, OfficeKind
from tokutei.vocabulary.procedures import ProcedureKind
from tokutei.vocabulary.statuses import StatusOfResidence
from tokutei.vocabulary.words import Word

__all__ = [
    "CardForm",
    "CardKind",
    "Channel",
    "Delivery",
    "MunicipalityKind",
    "OfficeKind",
    "ProcedureKind",
    "Route",
    "StatusOfResidence",
    "Window",
    "Word",
]
