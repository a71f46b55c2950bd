"""Words for offices and for the places they serve."""

from __future__ import annotations

from tokutei.vocabulary.words import Word

__all__ = ["MunicipalityKind", "OfficeKind"]


class OfficeKind(Word):
    """What kind of office of the Immigration Services Agency it is."""

    BUREAU = "regional_bureau", "地方出入国在留管理局", "regional immigration services bureau", "地方局"
    DISTRICT = "district_bureau", "支局", "district immigration services bureau", "district office"
    AIRPORT_DISTRICT = (
        "airport_district_bureau",
        "空港支局",
        "airport district immigration services bureau",
    )
    """A district bureau for an airport; it does no residence procedure."""
    BRANCH = "branch_office", "出張所", "branch office"
    ANNEX = "annex", "分庁舎", "annex"
    """A second building of a bureau; no office of its own in law."""


class MunicipalityKind(Word):
    """What kind of municipality, or part of one, a code names."""

    CITY = "city", "市", "city"
    TOWN = "town", "町", "town"
    VILLAGE = "village", "村", "village"
    SPECIAL_WARD = "special_ward", "特別区", "special ward"
    """One of the 23 of Tokyo, a municipality in its own right."""
    DESIGNATED_CITY = "designated_city", "指定都市", "designated city", "政令指定都市", "政令市"
    WARD = "designated_city_ward", "区（指定都市の区）", "ward of a designated city", "行政区"
    """No municipality, but the unit whose head acts in the register and for cards."""
