"""Which applications and notices may be sent online (Regulation 61-3(1)).

Earlier texts than that of 2026-06-13 were not read.
"""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from datetime import date
from types import MappingProxyType
from typing import Any, Final, Literal

from tokutei.errors import FactsError
from tokutei.law import Answer, Citation, Evidence, Ground, Rule
from tokutei.rules.rulebook import CURRENT, Rulebook, days_in_japan
from tokutei.rules.statuses.periods import INDEFINITE, UNDESIGNATED, Designation, period_options
from tokutei.rules.statuses.standing import words
from tokutei.rules.values import SomeOf, flag
from tokutei.vocabulary import ProcedureKind, StatusOfResidence

__all__ = [
    "ONLINE_COMPANIONS",
    "ONLINE_EXCLUDED_NOTICE_ITEMS",
    "ONLINE_EXCLUDED_STATUSES",
    "ONLINE_NOTICES",
    "ONLINE_SSW_NOTICES",
    "online",
]

_TOPIC: Final = "statuses"
_P = ProcedureKind


def _procedures(key: str, ja: str, en: str) -> Rule[AbstractSet[ProcedureKind]]:
    return Rule(_TOPIC, f"online.{key}", ja=ja, en=en, parse=SomeOf(ProcedureKind))


def _excluded(key: str, ja: str, en: str) -> Rule[AbstractSet[StatusOfResidence]]:
    return Rule(
        _TOPIC,
        f"online.excluded.{key}",
        ja=f"オンラインでできない在留資格（{ja}）",
        en=f"statuses shut out online ({en})",
        parse=SomeOf(StatusOfResidence),
    )


ONLINE_NOTICES: Final = _procedures(
    "notices", "オンラインでできる所属機関等の届出", "notices on affiliation that may be sent online"
)
ONLINE_SSW_NOTICES: Final[Rule[bool]] = Rule(
    _TOPIC,
    "online.ssw_notices",
    ja="特定技能所属機関の届出がオンラインでできるか",
    en="whether notices on specified skilled workers may be sent online",
    parse=flag,
)

_REENTRY: Final = _excluded("reentry", "再入国許可", "re-entry permission")
ONLINE_EXCLUDED_STATUSES: Final[Mapping[ProcedureKind, Rule[AbstractSet[StatusOfResidence]]]] = (
    MappingProxyType(
        {
            procedure: _excluded(procedure.value, procedure.ja, procedure.en)
            for procedure in (
                _P.WORK_CERTIFICATE,
                _P.CHANGE_OF_STATUS,
                _P.EXTENSION_OF_STAY,
                _P.ACQUISITION_OF_STATUS,
            )
        }
        | {_P.REENTRY_SINGLE: _REENTRY, _P.REENTRY_MULTIPLE: _REENTRY}
    )
)
"""The status held; for a change or an acquisition the status asked for."""

_REENTRY_COMPANIONS: Final = _procedures(
    "companions.reentry",
    "再入国許可と同時にする申請",
    "applications that re-entry permission must go with online",
)
ONLINE_COMPANIONS: Final[Mapping[ProcedureKind, Rule[AbstractSet[ProcedureKind]]]] = MappingProxyType(
    {
        _P.OTHER_ACTIVITY: _procedures(
            "companions.other_activity",
            "資格外活動許可と同時にする申請",
            "applications that permission for another activity must go with online",
        ),
        _P.REENTRY_SINGLE: _REENTRY_COMPANIONS,
        _P.REENTRY_MULTIPLE: _REENTRY_COMPANIONS,
    }
)
"""The applications with which alone a procedure may be filed online."""

ONLINE_EXCLUDED_NOTICE_ITEMS: Final[Rule[AbstractSet[str]]] = Rule(
    _TOPIC,
    "online.excluded_notice_items",
    ja="オンラインでできない特定活動",
    en="designated activities shut out online",
    parse=words,
)

_CHECKED: Final = date(2026, 11, 21)
NOT_LISTED_ONLINE: Final = Ground(
    "not_listed_online", (Citation.parse("356M50000010054:61-3:1"),), Evidence.OFFICIAL, _CHECKED
)
PERMANENT_RESIDENCE_APART: Final = Ground(
    "permanent_residence_apart",
    (Citation.parse("326CO0000000319:20:2#proviso"),),
    Evidence.OFFICIAL,
    _CHECKED,
)
NOT_A_STATUS: Final = Ground(
    "not_a_status", (Citation.parse("403AC0000000071:3"),), Evidence.OFFICIAL, _CHECKED
)


@days_in_japan
def online(
    procedure: ProcedureKind,
    *,
    on: date,
    status: StatusOfResidence | None = None,
    together_with: ProcedureKind | Literal["none"] | None = None,
    designation: Designation = UNDESIGNATED,
    book: Rulebook = CURRENT,
) -> Answer[bool]:
    """Return whether a procedure may be done online.

    Args:
        procedure: what is filed or notified.
        on: the day of filing.
        status: the status held; for a change or an acquisition the status asked for.
        together_with: the application filed at the same time, or ``"none"``.
        designation: for 特定活動, what is known of the activity.
        book: the law.

    Raises:
        FactsError: the status or the application that goes along decides and is not known.
        NotInForceError: before 2026-06-13, the first text that was read.

    Example:
        >>> from datetime import date
        >>> from tokutei.vocabulary import ProcedureKind, StatusOfResidence
        >>> online(ProcedureKind.EXTENSION_OF_STAY, on=date(2026, 11, 21),
        ...        status=StatusOfResidence.TECHNICAL_INTERN_TRAINING_1B).value
        True
    """
    if procedure is ProcedureKind.SSW:
        return Answer(book.at(ONLINE_SSW_NOTICES, on).value, (book.ground(ONLINE_SSW_NOTICES, on),))
    companions = ONLINE_COMPANIONS.get(procedure)
    excluded = ONLINE_EXCLUDED_STATUSES.get(procedure)
    if companions is None and excluded is None:
        listed = procedure in book.at(ONLINE_NOTICES, on).value
        return Answer(listed, (book.ground(ONLINE_NOTICES, on),) if listed else (NOT_LISTED_ONLINE,))
    known: dict[str, tuple[Rule[Any], bool] | None] = {}
    if companions is not None:
        alone = together_with is not None and together_with not in book.at(companions, on).value
        known["together_with"] = None if together_with is None else (companions, not alone)
    if excluded is not None:
        shut_out = status is not None and status in book.at(excluded, on).value
        known["status"] = None if status is None else (excluded, not shut_out)
    grounds = tuple(book.ground(found[0], on) for found in known.values() if found)
    if any(found and not found[1] for found in known.values()):
        return Answer(False, grounds)
    if missing := tuple(name for name, found in known.items() if found is None):
        raise FactsError(missing=missing)
    own = _own_limits(procedure, status, on, designation, book)
    return Answer(own.value, (*grounds, *own.grounds))


def _own_limits(
    procedure: ProcedureKind,
    status: StatusOfResidence | None,
    on: date,
    designation: Designation,
    book: Rulebook,
) -> Answer[bool]:
    """Return false for what nobody with that status asks for under the listed provision."""
    special = status is StatusOfResidence.SPECIAL_PERMANENT_RESIDENT
    if special and procedure is not ProcedureKind.WORK_CERTIFICATE:
        return Answer(False, (NOT_A_STATUS,))
    if procedure is ProcedureKind.CHANGE_OF_STATUS and status is StatusOfResidence.PERMANENT_RESIDENT:
        return Answer(False, (PERMANENT_RESIDENCE_APART,))
    if procedure is ProcedureKind.EXTENSION_OF_STAY and status is not None:
        options = period_options(status, on=on, designation=designation, book=book)
        if all(row.options == (INDEFINITE,) for row in options.value):
            return Answer(False, options.grounds)
    if designation.notice_item and status is StatusOfResidence.DESIGNATED_ACTIVITIES:
        rule = ONLINE_EXCLUDED_NOTICE_ITEMS
        shut_out = designation.notice_item in book.at(rule, on).value
        return Answer(not shut_out, (book.ground(rule, on),) if shut_out else ())
    return Answer(True)
