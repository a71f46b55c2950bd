"""Closed vocabularies: what can be named, with its Japanese and English words."""

from tokutei.vocabulary.cards import CardForm, CardKind, Channel, Delivery, Route, Window
from tokutei.vocabulary.jobs import JobKind
from tokutei.vocabulary.offices import MunicipalityKind, OfficeKind
from tokutei.vocabulary.online import OnlineField, OnlineState
from tokutei.vocabulary.people import LossCause, Sex
from tokutei.vocabulary.procedures import ProcedureKind
from tokutei.vocabulary.reports import (
    ReportCondition,
    ReportedPerson,
    ReportEvent,
    ReportField,
    ReportForm,
    ReportPaper,
)
from tokutei.vocabulary.statuses import StatusOfResidence
from tokutei.vocabulary.stays import (
    AppendedTable,
    CardEntitlement,
    JobScope,
    MidToLongTerm,
    PeriodRule,
    SpecifiedCardEntitlement,
    WorkClass,
    WorkRestriction,
)
from tokutei.vocabulary.words import Word

__all__ = [
    "AppendedTable",
    "CardEntitlement",
    "CardForm",
    "CardKind",
    "Channel",
    "Delivery",
    "JobKind",
    "JobScope",
    "LossCause",
    "MidToLongTerm",
    "MunicipalityKind",
    "OfficeKind",
    "OnlineField",
    "OnlineState",
    "PeriodRule",
    "ProcedureKind",
    "ReportCondition",
    "ReportEvent",
    "ReportField",
    "ReportForm",
    "ReportPaper",
    "ReportedPerson",
    "Route",
    "Sex",
    "SpecifiedCardEntitlement",
    "StatusOfResidence",
    "Window",
    "Word",
    "WorkClass",
    "WorkRestriction",
]
