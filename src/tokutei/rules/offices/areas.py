"""Whose area a municipality lies in: by law, and by what the agency publishes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from types import MappingProxyType
from typing import Final

from tokutei.data.tables import Office, municipalities, offices, prefectures
from tokutei.errors import UnknownTermError
from tokutei.law import Answer, Citation, Evidence, Ground, Rule
from tokutei.rules.offices.competence import municipality_on
from tokutei.rules.rulebook import CURRENT, Rulebook, days_in_japan
from tokutei.rules.values import flag
from tokutei.vocabulary import OfficeKind

__all__ = [
    "BRANCH_HAS_AREA_OF_PARENT",
    "competent_bureau",
    "legal_area",
    "offices_for",
    "residence_card_window",
]

_TOPIC: Final = "offices"
_CHECKED: Final = date(2026, 11, 21)

BRANCH_HAS_AREA_OF_PARENT: Final[Rule[bool]] = Rule(
    _TOPIC,
    "branch_has_area_of_parent",
    ja="出張所の管轄区域が局・支局と同一か",
    en="whether a branch office has the whole area of its bureau",
    parse=flag,
)


def _ground(code: str, evidence: Evidence, *cites: str) -> Ground:
    return Ground(code, tuple(map(Citation.parse, cites)), evidence, _CHECKED)


BUREAU_AREA: Final = _ground("bureau_area", Evidence.OFFICIAL, "412CO0000000248:84")
DISTRICT_AREA: Final = _ground("district_area", Evidence.OFFICIAL, "412CO0000000248:86", "412CO0000000248:T3")
BRANCH_LISTED: Final = _ground("branch_listed", Evidence.OFFICIAL, "431M60000010027:20:1")
PUBLIC_AREA: Final = _ground("public_area", Evidence.SECONDARY)
CARDS_AT_EVERY_OFFICE: Final = _ground(
    "cards_at_every_office",
    Evidence.OFFICIAL,
    "431M60000010027:7:1:9",
    "431M60000010027:16:1",
    "431M60000010027:23:1",
)
COUNTER_LISTED: Final = _ground("counter_listed", Evidence.INFERRED)


@days_in_japan
def competent_bureau(municipality: str, *, on: date) -> Answer[Office]:
    """Return the bureau, or the district bureau, whose area a municipality lies in (組織令 84, 86).

    The areas are those of 2026-06-14, whatever the day; the day tells whether the code is in use.

    Raises:
        UnknownTermError: there is no such code.
        FactsError: the code was not in use on the day.

    Example:
        >>> competent_bureau("141089", on=date(2026, 7, 1)).value.key
        'yokohama'
    """
    found = municipality_on(municipality, on)
    key, ground = (found.district, DISTRICT_AREA) if found.district else (found.bureau, BUREAU_AREA)
    return Answer(offices()[key], (ground,))


def _office(key: str) -> Office:
    found = offices().get(key)
    if found is None:
        raise UnknownTermError("office", key[:40], tuple(near for near in offices() if near[:2] == key[:2]))
    return found


@days_in_japan
def legal_area(office: str, *, on: date, book: Rulebook = CURRENT) -> Answer[tuple[str, ...]]:
    """Return the two-digit codes of the prefectures in an office's legal area (組織規則 20(2)).

    Empty for an airport's district bureau, whose area is the airport, and for an annex.

    Raises:
        UnknownTermError: there is no such office.
        NotInForceError: before 2019-04-01, when the agency began.

    Example:
        >>> legal_area("kawasaki", on=date(2026, 7, 1)).value
        ('14',)
    """
    found = _office(office)
    if found.kind is not OfficeKind.BRANCH:
        return Answer(found.prefectures, (_area_ground(found),))
    ground = book.ground(BRANCH_HAS_AREA_OF_PARENT, on)
    if not book.at(BRANCH_HAS_AREA_OF_PARENT, on).value:
        named = sorted({code[:2] for code in _public_areas()[found.key]})
        return Answer(tuple(named), (BRANCH_LISTED, ground, PUBLIC_AREA))
    parent = offices()[found.parent]
    return Answer(parent.prefectures, (BRANCH_LISTED, ground, _area_ground(parent)))


def _area_ground(office: Office) -> Ground:
    return BUREAU_AREA if office.kind is OfficeKind.BUREAU else DISTRICT_AREA


def residence_card_window(office: str) -> Answer[bool]:
    """Return whether an office has a counter for residence cards, as of 2026-06-14.

    By the regulation every bureau, district bureau and branch office is responsible for them; which of them do
    residence procedures is read off the agency's pages, and that those also handle specified cards is inferred.

    Raises:
        UnknownTermError: there is no such office.

    Example:
        >>> residence_card_window("narita_airport").value
        False
    """
    found = _office(office)
    return Answer(found.residence_card_window, (CARDS_AT_EVERY_OFFICE, COUNTER_LISTED))


@cache
def _public_areas() -> Mapping[str, frozenset[str]]:
    """Return by office the codes, of prefectures or of municipalities, that its published area names."""
    areas = {key: frozenset(_named(office.public_area)) for key, office in offices().items()}
    return MappingProxyType(areas)


@cache
def _serving() -> Mapping[str, tuple[Office, ...]]:
    """Return by code the offices whose published areas name it."""
    found: dict[str, list[Office]] = defaultdict(list)
    for key, codes in _public_areas().items():
        for code in codes:
            found[code].append(offices()[key])
    return MappingProxyType({code: tuple(serving) for code, serving in found.items()})


def _named(said: str) -> Iterator[str]:
    """Yield the codes in a published area: prefectures by two digits, municipalities by six."""
    by_name = {prefecture.ja: code for code, prefecture in prefectures().items()}
    prefecture = ""
    for part in filter(None, said.split("、")):
        name = next((name for name in by_name if part.startswith(name)), "")
        prefecture, rest = by_name.get(name, prefecture), part.removeprefix(name)
        if not rest:
            yield prefecture
        for place in filter(None, rest.split("・")):
            yield from _places(prefecture, place)


_COUNTIES: Final = MappingProxyType({"宮古郡": ("473758",), "八重山郡": ("473812", "473821")})
"""Codes of the towns and villages in the counties (郡) that published areas name; the table has no counties."""


def _places(prefecture: str, name: str) -> Iterator[str]:
    yield from _COUNTIES.get(name, ())
    for code, place in municipalities().items():
        if place.prefecture == prefecture and name == place.ja.split(" ")[0]:
            yield code


@days_in_japan
def offices_for(municipality: str, *, on: date) -> Answer[tuple[Office, ...]]:
    """Return the offices that say they serve a municipality, the responsible bureau first.

    The published areas overlap, so that there may be several; in law every branch of the same bureau is
    responsible as well. Offices without residence procedures publish no area.

    Raises:
        UnknownTermError: there is no such code.
        FactsError: the code was not in use on the day.

    Example:
        >>> [office.key for office in offices_for("132098", on=date(2026, 7, 1)).value]
        ['tokyo', 'tachikawa', 'kawasaki']
    """
    first = competent_bureau(municipality, on=on)
    serving = (*_serving().get(municipality[:2], ()), *_serving().get(municipality, ()))
    return Answer(tuple(dict.fromkeys((first.value, *serving))), (*first.grounds, PUBLIC_AREA))
