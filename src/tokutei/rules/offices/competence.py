"""To which kind of office a procedure goes, and which municipality or ward acts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from types import MappingProxyType
from typing import Final

from tokutei import messages
from tokutei.data.tables import Municipality, municipalities
from tokutei.errors import FactsError, UnknownTermError
from tokutei.law import Answer, Citation, Evidence, Ground, Reason, Rule
from tokutei.rules.rulebook import CURRENT, Rulebook, days_in_japan
from tokutei.rules.values import SomeOf
from tokutei.vocabulary import MunicipalityKind, ProcedureKind, Window
from tokutei.vocabulary.words import Word

__all__ = [
    "COMPETENCE",
    "ActingUnit",
    "Competence",
    "Unit",
    "acting_unit",
    "municipality_on",
    "next_open_day",
    "provision_for",
    "window_of",
]

_TOPIC: Final = "offices"


class ActingUnit(Word):
    """Who acts where a procedure goes to a designated city."""

    WARD = "ward", "区", "the ward"
    CITY_THROUGH_WARD = "city_through_ward", "区長を経由して市長", "the city, through the head of the ward"


@dataclass(frozen=True, slots=True)
class Competence:
    """The procedures that one provision sends to a kind of office."""

    window: Window
    procedures: frozenset[ProcedureKind]
    unit: ActingUnit | None
    """Who acts in a designated city; nobody where the procedure goes to a bureau."""

    def text(self, lang: str) -> str:
        """Return the kind of office and the procedures."""
        said = messages.render(tuple(sorted(self.procedures)), lang)
        return messages.text("law.fact", lang, name=self.window, value=said)


def _competence(value: object) -> Competence:
    if isinstance(value, Competence):
        return value
    if not isinstance(value, Mapping) or not {"window", "procedures"} <= value.keys() <= _KEYS:
        msg = "window and procedures, with a unit for municipalities"
        raise ValueError(msg)
    window, unit = Window(str(value["window"])), value.get("unit")
    if (window is Window.MUNICIPALITY) is (unit is None):
        msg = "a unit for municipalities, none for bureaus"
        raise ValueError(msg)
    procedures = frozenset(SomeOf(ProcedureKind)(value["procedures"]))
    return Competence(window, procedures, ActingUnit(str(unit)) if unit is not None else None)


_KEYS: Final = frozenset({"window", "procedures", "unit"})


def _rule(key: str, ja: str, en: str) -> Rule[Competence]:
    return Rule(_TOPIC, f"competence.{key}", ja=f"窓口：{ja}", en=f"office for: {en}", parse=_competence)


COMPETENCE: Final[Mapping[str, Rule[Competence]]] = MappingProxyType(
    {
        "card": _rule("card", "在留カード", "residence card"),
        "status": _rule("status", "在留資格", "status of residence"),
        "card_return": _rule("card_return", "特定在留カードの返納", "return of a specified card"),
        "other_activity": _rule("other_activity", "資格外活動許可", "other activity"),
        "work_certificate": _rule("work_certificate", "就労資格証明書", "work certificate"),
        "reentry": _rule("reentry", "再入国許可", "re-entry permission"),
        "affiliation": _rule("affiliation", "所属機関等に関する届出", "notice of affiliation"),
        "institution": _rule("institution", "所属機関による届出", "notice by the organization"),
        "ssw": _rule("ssw", "特定技能所属機関による届出", "notice by organizations with skilled workers"),
        "spr_permission": _rule("spr_permission", "特例法第5条の許可", "permission of Special Act art. 5"),
        "spr_return": _rule("spr_return", "特定特別永住者証明書の返納", "return of a specified certificate"),
        "address": _rule("address", "住居地の届出", "place of residence"),
        "spr_birth": _rule("spr_birth", "特例法第4条の許可", "permission of Special Act art. 4"),
        "spr_certificate": _rule("spr_certificate", "特別永住者証明書", "special permanent residents"),
        "moving_within": _rule("moving_within", "転居届", "moving within the municipality"),
        "register": _rule("register", "中長期在留者等となった届出", "having become a resident"),
        "my_number_card": _rule("my_number_card", "個人番号カード", "Individual Number Card"),
        "certificates": _rule("certificates", "電子証明書", "electronic certificates"),
    }
)
"""By subject, one rule for each provision that sends procedures to a kind of office."""

_UNIT_CITES: Final = MappingProxyType(
    {
        "address": "326CO0000000319:19-7:1",
        "spr_birth": "403AC0000000071:4:3",
        "spr_certificate": "403AC0000000071:4:3",
        "moving_within": "342AC0000000081:38:1",
        "register": "342AC0000000081:38:1",
        "my_number_card": "426CO0000000155:43:2",
        "certificates": "414AC0000000153:71:1",
    }
)
"""The provisions on designated cities."""


def provision_for(procedure: ProcedureKind, on: date, book: Rulebook) -> tuple[str, Competence, Ground]:
    """Return the key, the competence and the ground by which a procedure goes to an office.

    Raises:
        UnknownTermError: no provision sends the procedure to a bureau or a municipality.
        NotInForceError: the procedure did not exist yet.
    """
    key = _keys(book).get(procedure)
    if key is None:
        raise UnknownTermError("COMPETENCE", procedure.value)
    ground = book.ground(COMPETENCE[key], on)
    return key, book.at(COMPETENCE[key], on).value, ground


@lru_cache(maxsize=64)
def _keys(book: Rulebook) -> Mapping[ProcedureKind, str]:
    """Return by procedure the key of the rule whose versions name it; no two rules name the same."""
    return MappingProxyType(
        {
            procedure: key
            for key, rule in COMPETENCE.items()
            for version in book.timeline(rule).versions
            for procedure in version.value.procedures
        }
    )


@days_in_japan
def window_of(procedure: ProcedureKind, *, on: date, book: Rulebook = CURRENT) -> Answer[Window]:
    """Return which kind of office a procedure goes to; ``on`` is the day of filing.

    Raises:
        UnknownTermError: no provision sends the procedure to one of the two, such as the card on landing.
        NotInForceError: the procedure did not exist yet.

    Example:
        >>> window_of(ProcedureKind.PLACE_OF_RESIDENCE_CHANGE, on=date(2026, 7, 1)).value.value
        'municipality'
    """
    _, competence, ground = provision_for(procedure, on, book)
    return Answer(competence.window, (ground,))


@dataclass(frozen=True, slots=True)
class Unit:
    """Which municipality or ward acts, and through whom."""

    code: str
    """Six-digit code of the ward or municipality that acts."""
    through: str = ""
    """Code of the ward whose head passes it on, where the city acts; empty otherwise."""


def municipality_on(code: str, on: date) -> Municipality:
    """Return the municipality or ward that a code names on a day.

    Raises:
        UnknownTermError: there is no such code.
        FactsError: the code was not in use on the day.
    """
    found = municipalities().get(code)
    if found is None:
        raise UnknownTermError("municipality", code[:6])
    if not found.exists(on=on):
        raise FactsError(contradictions=(Reason("municipality_not_on_day", (), {"code": code, "day": on}),))
    return found


@days_in_japan
def acting_unit(
    municipality: str, procedure: ProcedureKind, *, on: date, book: Rulebook = CURRENT
) -> Answer[Unit | None]:
    """Return which municipality or ward acts for a resident.

    ``None`` when the procedure goes to a bureau, and for the code of a whole designated city whose wards act:
    which ward is not known then.

    Args:
        municipality: six-digit code of a municipality or ward.
        procedure: what is filed.
        on: the day of filing.
        book: the law.

    Raises:
        UnknownTermError: there is no such code, or the procedure goes to neither kind of office.
        FactsError: the code was not in use on the day.
        NotInForceError: before the text that was read.

    Example:
        >>> acting_unit("221384", ProcedureKind.PLACE_OF_RESIDENCE_CHANGE, on=date(2024, 1, 1)).value.code
        '221384'
    """
    key, competence, ground = provision_for(procedure, on, book)
    found = municipality_on(municipality, on)
    if competence.unit is None:
        return Answer(None, (ground,))
    grounds = (ground, _unit_ground(key))
    if found.kind not in {MunicipalityKind.DESIGNATED_CITY, MunicipalityKind.WARD}:
        return Answer(Unit(found.code), grounds)
    ward = found.code if found.kind is MunicipalityKind.WARD else ""
    if competence.unit is ActingUnit.WARD:
        return Answer(Unit(ward) if ward else None, grounds)
    return Answer(Unit(found.parent or found.code, ward), grounds)


@cache
def _unit_ground(key: str) -> Ground:
    return Ground("acting_unit", (Citation.parse(_UNIT_CITES[key]),), Evidence.OFFICIAL, date(2026, 11, 21))


@days_in_japan
def next_open_day(window: Window, *, on: date, book: Rulebook = CURRENT) -> Answer[date]:
    """Return the first day, from a day on, on which an office of a kind is open.

    The specified card began on Sunday 2026-06-14; its counters opened on the day after.

    Raises:
        OutOfTableError: the table of closed days does not reach that far.

    Example:
        >>> next_open_day(Window.BUREAU, on=date(2026, 6, 14)).value
        datetime.date(2026, 6, 15)
    """
    moved = book.closed(window).not_before(on)
    return Answer(moved.value, moved.grounds)
