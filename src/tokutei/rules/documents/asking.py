"""The question of the topic ``documents``: a filing in, its papers out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Any, Final, TypeVar

from tokutei.calendar.periods import ground
from tokutei.errors import FactsError, NotInForceError
from tokutei.law import Answer, Evidence, Ground, Reason, Rule
from tokutei.rules import photo
from tokutei.rules.carrying import is_carried_to_residence, way_of
from tokutei.rules.documents.facts import DocumentsFacts, DocumentsResult
from tokutei.rules.documents.lists import (
    CERTIFICATES,
    GIVEN_BACK,
    IDENTITY_CHECK_BY,
    IDENTITY_CHECKS,
    IDENTITY_MOMENTS,
    PROXY_PAPERS,
    SHOWN,
    SPECIFIED_PAPERS,
    STATUS_PAPERS,
    STRONG_PHOTO_PAPERS,
    SUBMITTED,
)
from tokutei.rules.documents.papers import Paper
from tokutei.rules.rulebook import CURRENT, Rulebook, days_in_japan
from tokutei.vocabulary import CardKind, ProcedureKind, Route, StatusOfResidence, Window

__all__ = ["answer"]

T = TypeVar("T")
P = ProcedureKind

_DEEMED: Final = MappingProxyType(
    {
        P.PLACE_OF_RESIDENCE_FIRST: "deemed_first",
        P.PLACE_OF_RESIDENCE_AFTER_PERMISSION: "deemed_after_permission",
        P.PLACE_OF_RESIDENCE_CHANGE: "deemed_change",
        P.SPR_PLACE_OF_RESIDENCE_CHANGE: "spr_deemed_change",
    }
)
_FORMS: Final = MappingProxyType(
    {kind: "spr_address_form" if kind.value.startswith("spr_") else "address_form" for kind in _DEEMED}
)
_SHARED: Final[Mapping[ProcedureKind, str]] = MappingProxyType(
    {
        P.CARD_RENEWAL: "card_renewal",
        P.CARD_RENEWAL_EARLY: "card_renewal",
        P.REISSUE_DAMAGE: "card_reissue",
        P.REISSUE_ORDER: "card_reissue",
        P.REENTRY_SINGLE: "reentry",
        P.REENTRY_MULTIPLE: "reentry",
        P.SPR_RENEWAL: "spr_renewal",
        P.SPR_RENEWAL_EARLY: "spr_renewal",
        P.SPR_REISSUE_DAMAGE: "spr_reissue",
        P.SPR_REISSUE_ORDER: "spr_reissue",
    }
)
_SHOWN_AS: Final = MappingProxyType({"card_exchange": "card_reissue", "spr_exchange": "spr_reissue"})
_PAPERS_BY: Final[Mapping[Route, str]] = MappingProxyType(
    {
        Route.BUREAU_CARD: "bureau",
        Route.BUREAU_STATUS: "bureau",
        Route.MUNICIPALITY: "municipality",
        Route.SPR_MUNICIPALITY: "spr_card",
        Route.SPR_BUREAU: "spr_permission",
    }
)
"""By which list of papers a specified card is asked for on each route."""
_AS_RESIDENCE: Final = frozenset({P.MOVING_WITHIN, P.BECOMING_RESIDENT})
"""Asked about as the notifications of residence that they count as."""
_AT_BUREAU: Final = frozenset({"bureau", "spr_permission"})
_LOSSES: Final = frozenset({P.REISSUE_LOSS, P.SPR_REISSUE_LOSS})
_NEW_CARD: Final = frozenset(
    {
        *(
            P.CARD_ITEM_CHANGE,
            P.CARD_RENEWAL,
            P.CARD_RENEWAL_EARLY,
            P.REISSUE_DAMAGE,
            P.EXCHANGE,
            P.REISSUE_ORDER,
        ),
        *(P.CHANGE_OF_STATUS, P.EXTENSION_OF_STAY, P.PERMANENT_RESIDENCE),
        *(P.SPR_ITEM_CHANGE, P.SPR_RENEWAL, P.SPR_RENEWAL_EARLY, P.SPR_REISSUE_DAMAGE),
        *(P.SPR_EXCHANGE, P.SPR_REISSUE_ORDER),
    }
)
"""Procedures that bring a new card also without a specified one, for a card that is still held."""
_BY_STATUS: Final = frozenset({P.CHANGE_OF_STATUS, P.EXTENSION_OF_STAY, P.ACQUISITION_OF_STATUS})
_WITHOUT_CARD_TOO: Final = _BY_STATUS | {P.MY_NUMBER_RETURN, P.SPR_MY_NUMBER_RETURN}
"""Procedures also of those who get no card, who then hand in no photograph."""


FORM_OF_CHANGE: Final = ground("form_of_application", Evidence.OFFICIAL, "356M50000010054:20:1")
FORM_OF_EXTENSION: Final = ground("form_of_application", Evidence.OFFICIAL, "356M50000010054:21:1")
FORM_OF_ACQUISITION: Final = ground("form_of_application", Evidence.OFFICIAL, "356M50000010054:24:1")
PAPERS_OF_ACQUISITION: Final = ground(
    "papers_of_acquisition", Evidence.OFFICIAL, "356M50000010054:24:5#first"
)
_BESIDES: Final[Mapping[str, tuple[Ground, ...]]] = MappingProxyType(
    {
        P.CHANGE_OF_STATUS.value: (FORM_OF_CHANGE,),
        P.EXTENSION_OF_STAY.value: (FORM_OF_EXTENSION,),
        P.ACQUISITION_OF_STATUS.value: (FORM_OF_ACQUISITION, PAPERS_OF_ACQUISITION),
    }
)
"""Where the papers of a list stand in several provisions, those beside the one of its rule."""


@dataclass(slots=True)
class _Looking:
    """What was looked up on a day; rows that are not in force yet are left out until nothing is left."""

    on: date
    book: Rulebook
    grounds: list[Ground] = field(default_factory=list)
    not_yet: list[NotInForceError] = field(default_factory=list)

    def up(self, rule: Rule[T]) -> T | None:
        try:
            found = self.book.ground(rule, self.on)
        except NotInForceError as error:
            self.not_yet.append(error)
            return None
        self.grounds.append(found)
        return found.version.value if found.version else None

    def papers(self, rules: Iterable[Rule[tuple[Paper, ...]]]) -> tuple[Paper, ...]:
        return tuple(dict.fromkeys(paper for rule in rules for paper in self.up(rule) or ()))

    def began(self) -> None:
        """Refuse a day on which nothing that was looked up is in force."""
        if not self.grounds:
            raise min(self.not_yet, key=lambda error: error.first_day)


def _key(facts: DocumentsFacts, procedure: ProcedureKind) -> str:
    if procedure is P.ACQUISITION_OF_STATUS and facts.status is StatusOfResidence.PERMANENT_RESIDENT:
        return "acquisition_permanent"
    return _SHARED.get(procedure, procedure.value)


def _is_deemed(facts: DocumentsFacts) -> bool:
    return bool(facts.with_specified) or facts.juki_basis not in (None, "none")


@days_in_japan
def answer(facts: DocumentsFacts, *, on: date, book: Rulebook = CURRENT) -> Answer[DocumentsResult]:
    """Return which papers a filing takes, what is given back and how identity is checked.

    The law in force is that of the day of filing, or of ``on`` if that is not told.

    Raises:
        FactsError: facts are missing or contradict each other; all missing ones are listed.
        NotInForceError: the provisions did not exist on that day.

    Example:
        >>> from datetime import date
        >>> facts = DocumentsFacts(procedure="card_reissue_loss", birth=date(1990, 4, 1))
        >>> [paper.value for paper in answer(facts, on=date(2026, 9, 1)).value.submitted]
        ['form_29_11', 'photo', 'proof_of_loss']
    """
    procedure, day = facts.procedure, facts.filed or on
    if procedure is None:
        raise FactsError(missing=("procedure",))
    key = _key(facts, procedure)
    if key not in SUBMITTED:
        raise _contradiction("no_papers_listed")
    route = _route(facts, procedure, day, book)
    _complete(facts, procedure, key, route, book)
    main, special = _Looking(day, book), _Looking(day, book)
    submitted = main.papers(SUBMITTED[one] for one in _main_keys(facts, procedure, key))
    shown_as = _SHOWN_AS.get(key, key)
    shown = main.papers((SHOWN[shown_as],) if shown_as in SHOWN else ())
    result = _returned(facts, procedure, route, main, special)
    main.began()
    main.grounds += _BESIDES.get(key, ())
    if route:
        submitted = tuple(dict.fromkeys((*submitted, *_specified(facts, route, special))))
        shown_too = SPECIFIED_PAPERS.get(f"shown.{route}")
        shown = tuple(dict.fromkeys((*shown, *special.papers((shown_too,) if shown_too else ()))))
        result |= _checked(facts, route, special)
        special.began()
    grounds = (*main.grounds, *special.grounds)
    handed_in, more = _photograph(facts, procedure, submitted, day, book)
    if handed_in is False:
        submitted = tuple(paper for paper in submitted if paper is not Paper.PHOTO)
    by_status, by_row = _by_status(facts, procedure, day, book)
    found = DocumentsResult(
        submitted=submitted, shown=shown, photo=handed_in, status_papers=by_status, **result
    )
    return Answer(found, (*grounds, *more, *by_row))


def _contradiction(code: str) -> FactsError:
    return FactsError(contradictions=(Reason(code),))


def _route(facts: DocumentsFacts, procedure: ProcedureKind, day: date, book: Rulebook) -> str:
    """Return the list of papers for the specified card; empty if none is asked for.

    Raises:
        FactsError: the procedure cannot carry one, or the place or the posting does not go with it.
    """
    if not facts.with_specified:
        if facts.express:
            raise _contradiction("express_without_specified")
        return ""
    route = _papers_by(procedure, day, book)
    if not route:
        raise _contradiction("procedure_not_listed")
    if facts.express and route in _AT_BUREAU:
        raise _contradiction("express_only_municipal")
    if facts.place and (facts.place == "bureau") is not (route in _AT_BUREAU):
        raise _contradiction("place_of_another_procedure")
    return route


def _papers_by(procedure: ProcedureKind, day: date, book: Rulebook) -> str:
    """Return the list of papers by which a procedure carries a specified card; empty where it may not."""
    if is_carried_to_residence(procedure, on=day, book=book):
        return "spr_address"
    way = way_of(procedure, on=day, book=book)
    return "" if way is None or procedure in _AS_RESIDENCE else _PAPERS_BY[way]


def _complete(facts: DocumentsFacts, procedure: ProcedureKind, key: str, route: str, book: Rulebook) -> None:
    """Refuse facts that do not suffice, with all that are missing."""
    missing: list[str] = []
    if procedure in _DEEMED and not route and facts.juki_basis is None:
        missing.append("juki_basis")
    if facts.birth is None and _asks_for_photograph(key, route, book):
        missing.append("birth")
    if procedure in _WITHOUT_CARD_TOO and key != "acquisition_permanent" and facts.mid_long_term is None:
        missing.append("mid_long_term")
    if facts.held_card_kind is None and (procedure in _NEW_CARD or (route and procedure not in _LOSSES)):
        missing.append("held_card_kind")
    if route and facts.separate_mn_card is None:
        missing.append("separate_mn_card")
    if missing:
        raise FactsError(missing=tuple(missing))


def _asks_for_photograph(key: str, route: str, book: Rulebook) -> bool:
    rules = [SUBMITTED[key], *([SPECIFIED_PAPERS[f"submitted.{route}"]] if route else [])]
    return any(Paper.PHOTO in version.value for rule in rules for version in book.timeline(rule).versions)


def _main_keys(facts: DocumentsFacts, procedure: ProcedureKind, key: str) -> tuple[str, ...]:
    if procedure not in _DEEMED:
        return (key,)
    return (_DEEMED[procedure] if _is_deemed(facts) else _FORMS[procedure], key)


def _specified(facts: DocumentsFacts, route: str, looking: _Looking) -> tuple[Paper, ...]:
    pin = "spr_municipality" if route in {"spr_card", "spr_address"} else route
    rules = [SPECIFIED_PAPERS[f"submitted.{route}"], SPECIFIED_PAPERS[f"pin.{pin}"]]
    if facts.certificates_wanted:
        where = "bureau" if route in _AT_BUREAU else "municipality"
        rules += [CERTIFICATES[f"{kind}_{where}"] for kind in ("signing", "authentication")]
        if facts.separate_mn_card or facts.held_card_kind in _WITH_MY_NUMBER:
            rules += [CERTIFICATES[f"{kind}_revocation"] for kind in ("signing", "authentication")]
    return looking.papers(rules)


_WITH_MY_NUMBER: Final = frozenset(
    {CardKind.SPECIFIED_RESIDENCE_CARD, CardKind.SPECIFIED_SPECIAL_PERMANENT_RESIDENT_CERTIFICATE}
)


def _returned(
    facts: DocumentsFacts, procedure: ProcedureKind, route: str, main: _Looking, special: _Looking
) -> dict[str, Any]:
    """Return which cards go back and how."""
    new_card = bool(route) or procedure in _NEW_CARD
    none_held = procedure in _LOSSES or facts.held_card_kind in (None, CardKind.NONE)
    if not new_card or none_held or route == "spr_permission":  # there the card lapses with the status
        return {"given_back": ()}
    key = _return_key(facts, route, procedure)
    looking = main if key in _ALWAYS else special
    return {"given_back": (facts.held_card_kind,), "old_card_return": looking.up(GIVEN_BACK[key])}


_ALWAYS: Final = frozenset({"bureau", "spr"})
"""Ways back that there were before specified cards."""


def _return_key(facts: DocumentsFacts, route: str, procedure: ProcedureKind) -> str:
    if procedure.value.startswith("spr_"):
        return "spr_express" if facts.express else "spr"
    if route == "municipality":
        return "express" if facts.express else "municipality"
    return "bureau"


def _checked(facts: DocumentsFacts, route: str, looking: _Looking) -> dict[str, Any]:
    """Return how, when and by whom identity is checked, and who gives a separate card back."""
    moment = "usual"
    if facts.express:
        moment = "spr_express" if route.startswith("spr_") else "express"
    combinations = (looking.up(rule) for rule in IDENTITY_CHECKS.values())
    found: dict[str, Any] = {
        "identity_check": tuple(" + ".join(one) for one in combinations if one),
        "identity_check_by": Window.BUREAU if route in _AT_BUREAU else looking.up(IDENTITY_CHECK_BY),
        "identity_check_at": looking.up(IDENTITY_MOMENTS[moment]),
        "strong_photo_papers": looking.up(STRONG_PHOTO_PAPERS),
    }
    if facts.separate_mn_card:
        found["separate_card_return"] = looking.up(GIVEN_BACK["separate_card"])
    if facts.receiver:
        holder = "spr" if route.startswith("spr_") else "resident"
        found["proxy_papers"] = looking.up(PROXY_PAPERS[f"{holder}_{facts.receiver}"])
    return found


def _photograph(
    facts: DocumentsFacts, procedure: ProcedureKind, submitted: tuple[Paper, ...], on: date, book: Rulebook
) -> tuple[bool | None, tuple[Ground, ...]]:
    """Return whether the photograph of the list is handed in; ``None`` where no text of that day was read."""
    if Paper.PHOTO not in submitted or facts.birth is None:
        return False, ()
    try:
        found = photo.needed(
            procedure,
            born=facts.birth,
            on=on,
            specified=facts.with_specified,
            gets_card=facts.mid_long_term or facts.status is StatusOfResidence.PERMANENT_RESIDENT,
            book=book,
        )
    except NotInForceError:
        return None, ()
    # The provisions that ask for it are those of the lists already; what is new is who is exempt.
    exempt = tuple(one for one in found.grounds if one.rule is None and one.code != "one_photograph")
    return found.value, exempt


def _by_status(
    facts: DocumentsFacts, procedure: ProcedureKind, on: date, book: Rulebook
) -> tuple[tuple[str, ...] | None, tuple[Ground, ...]]:
    """Return the entries of the appended table for the status asked about."""
    if facts.status is None or procedure not in _BY_STATUS:
        return None, ()
    if procedure is P.ACQUISITION_OF_STATUS and facts.status is StatusOfResidence.PERMANENT_RESIDENT:
        return None, ()
    table = "renewal" if procedure is P.EXTENSION_OF_STAY else "change"
    rule = STATUS_PAPERS.get((table, facts.status))
    if rule is None:
        raise _contradiction("status_without_papers")
    entries = book.at(rule, on).value
    kept = tuple(entry.text("ja") for entry in entries if not entry.of or facts.status in entry.of)
    return kept, (book.ground(rule, on),)
