"""The table of checks: what the items, the chip and the law say of each other.

Each check is a pure function of what is seen. It agrees, disagrees, or names what it lacks.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Final

from tokutei.chip import FindingKind, Findings, TrustProfile
from tokutei.data.tables import status_rows
from tokutei.errors import FactsError, NotInForceError, TokuteiError
from tokutei.intake.expiry import expiry
from tokutei.intake.items import ITEMS
from tokutei.intake.photograph import photograph
from tokutei.intake.seen import Found, Seen, agrees, disagrees, form_days, iso, unknown
from tokutei.intake.stay import stay_end, within_stay
from tokutei.intake.words import Agreement, CheckKind, ItemKey
from tokutei.law import Answer, Citation, Evidence, Ground
from tokutei.rules.card_items import FORMS, ItemPlace, form_on, place_of
from tokutei.rules.rulebook import Rulebook
from tokutei.rules.statuses import (
    EXCLUDED_NOTICE_ITEMS,
    OFFICIAL_STATUSES,
    SHORT_STAY_MONTHS,
    SHORT_STAY_STATUSES,
    period_valid,
    residence_card,
)
from tokutei.rules.work import DESIGNATED_STATUSES, NO_WORK_STATUSES, UNRESTRICTED_STATUSES
from tokutei.vocabulary import CardForm, CardKind, StatusOfResidence, WorkRestriction
from tokutei.vocabulary.cards import CERTIFICATES

__all__ = ["CHECKS", "CheckRow", "objected", "of_test", "outcome"]

_K = ItemKey
_ALL: Final = frozenset(Agreement)

_CARD: Final = Citation.parse("326CO0000000319:19-3")
_CERTIFICATE: Final = Citation.parse("403AC0000000071:7:1")
_ASKED_FOR_BY: Final[Mapping[CardKind, Citation]] = MappingProxyType(
    {
        CardKind.SPECIFIED_RESIDENCE_CARD: Citation.parse("326CO0000000319:19-15-2:1"),
        CardKind.SPECIFIED_SPECIAL_PERMANENT_RESIDENT_CERTIFICATE: Citation.parse("403AC0000000071:16-2:1"),
    }
)
"""Who may ask for a specified card."""
_WORDS_ON_CARD: Final = Ground(
    "words_on_card",
    (Citation.parse("326CO0000000319:19-4:1:5"), Citation.parse("326CO0000000319:19:1")),
    Evidence.INFERRED,
    date(2026, 11, 22),
)
"""Which words of the work restriction stand for which part of article 19 is our reading."""


def objected(findings: Findings | None) -> bool:
    """Return whether something speaks against a reading as a whole; a number that differs does not."""
    return findings is not None and (
        of_test(findings) or any(one.kind is not FindingKind.CARD_NUMBER for one in findings.failed)
    )


def of_test(findings: Findings) -> bool:
    """Return whether the signature leads to the published test authority: what it signs is no real card."""
    return findings.trusted and findings.profile is TrustProfile.OFFICIAL_TEST


def _signature(seen: Seen) -> Found:
    if seen.record is None:
        return unknown("chip_not_read", missing=("chip",))
    if seen.findings is None:
        return unknown("chip_not_verified", missing=("verification",))
    if of_test(seen.findings):
        return disagrees("signature_of_test", authority=seen.findings.profile, doubted=())
    if seen.findings.trusted:
        confirmed = seen.record.exchange.confirmed
        code = "signature_holds" if confirmed else "signature_holds_not_confirmed"
        return agrees(code, authority=seen.findings.profile)
    if objected(seen.findings):
        return disagrees("signature_objected", doubted=())
    return unknown("signature_not_checked", missing=("verification",))


def _reading(seen: Seen) -> Found:
    if seen.record is None:
        return unknown("chip_not_read", missing=("chip",))
    if seen.record.exchange.confirmed:
        return agrees("reading_confirmed")
    return unknown("reading_not_confirmed", missing=())


def _number_opened(seen: Seen) -> Found:
    if seen.record is not None and seen.record.card_type.form is CardForm.FORM_2012:
        return unknown("number_not_stored", missing=())
    if seen.record is None or seen.record.number is None:
        raise FactsError(missing=("chip" if seen.record is None else _K.NUMBER,))
    if seen.record.exchange.number_matches:
        return agrees("number_opens")
    return disagrees("number_differs", doubted=(_K.NUMBER,))


def _codes(seen: Seen) -> Found:
    """Compare the codes with the tables; a period that goes with a status must be the one that is signed."""
    if seen.record is None:
        return unknown("chip_not_read", missing=("chip",))
    if seen.codes is None:
        return unknown("codes_not_given", missing=("codes",))
    record, tables = seen.record, seen.codes
    period = tables.period_of(record.status_code)
    if None not in (period, record.period) and period != record.period:
        return disagrees("codes_differ", doubted=(_K.STATUS, _K.PERIOD))
    rows = {
        _K.STATUS_CODE: (record.status_code, tables.status_of(record.status_code)),
        _K.PERMISSION_CODE: (record.permission_code, tables.permission_of(record.permission_code, "en")),
        _K.NATIONALITY: (record.nationality, tables.nationality_of(record.nationality, "en")),
    }
    stored = {key: row for key, (code, row) in rows.items() if code is not None}
    lost = tuple(key for key, row in stored.items() if row is None)
    if lost or not stored:
        return unknown("codes_without_row", missing=lost)
    return agrees("codes_read")


def _holder(seen: Seen) -> Found:
    kind, status = seen.need(_K.KIND, _K.STATUS)
    special = status is StatusOfResidence.SPECIAL_PERMANENT_RESIDENT
    # Whether there is a residence card for the status at all is a check of its own.
    cite = (
        _CERTIFICATE,
        *((_CARD,) if special and kind not in CERTIFICATES else ()),
        *((_ASKED_FOR_BY[kind],) if kind in _ASKED_FOR_BY else ()),
    )
    if special is (kind in CERTIFICATES):
        return agrees("kind_fits", kind=kind, status=status, cite=cite)
    return disagrees("kind_differs", kind=kind, status=status, doubted=(_K.KIND, _K.STATUS), cite=cite)


def _form(seen: Seen) -> Found:
    kind = seen.get(_K.KIND) or CardKind.RESIDENCE_CARD
    form, issued = seen.get(_K.FORM), seen.get(_K.ISSUED_ON)
    if form is None and issued is None:
        raise FactsError(
            missing=(
                _K.FORM,
                _K.ISSUED_ON,
            )
        )
    if issued is not None:
        try:
            of_day = form_on(kind, issued_on=issued, book=seen.book)
        except NotInForceError:
            doubted = (_K.KIND, _K.FORM, _K.ISSUED_ON)
            return disagrees("no_such_card", _first_form(kind, seen.book), doubted=doubted)
        if form is None:
            raise FactsError(missing=(_K.FORM,))
        if of_day.value is form:
            return agrees("form_fits", of_day, form=form)
        return disagrees("form_differs", of_day, form=form, doubted=(_K.FORM, _K.ISSUED_ON))
    (form,) = seen.need(_K.FORM)
    days = form_days(kind, form, seen.book)
    if days is None:
        return disagrees("no_such_card", _first_form(kind, seen.book), doubted=(_K.KIND, _K.FORM))
    for key, beyond in (
        (_K.VALID_UNTIL, (seen.get(_K.VALID_UNTIL) or date.max) < days[0]),
        (_K.PERMITTED_ON, (seen.get(_K.PERMITTED_ON) or date.min) > days[1]),
    ):
        if beyond:
            of_day = form_on(kind, issued_on=days[0], book=seen.book)
            return disagrees("form_differs", of_day, form=form, doubted=(_K.FORM, key))
    raise FactsError(missing=(_K.ISSUED_ON,))


def _first_form(kind: CardKind, book: Rulebook) -> Answer[CardForm]:
    """Return the form that cards of a kind had first."""
    return form_on(kind, issued_on=book.timeline(FORMS[kind]).versions[0].since, book=book)


def _printed(seen: Seen) -> Found:
    by_title = seen.get(_K.STATUS) is StatusOfResidence.SPECIAL_PERMANENT_RESIDENT
    titled = {_K.STATUS} if by_title else set()  # the certificate is named after the status
    rows = [row for row in ITEMS if row.key in seen.printed - titled and row.printed_as]
    if not rows:
        raise FactsError(missing=("face",))
    kind, form = seen.need(_K.KIND, _K.FORM)
    days = form_days(kind, form, seen.book)
    if days is None:
        raise FactsError(missing=(_K.FORM,))
    places = {row.key: place_of(row.printed_as, kind, issued_on=days[0], book=seen.book) for row in rows}
    nowhere = tuple(key for key, place in places.items() if place.value not in _PRINTED)
    if nowhere:
        answers = [places[key] for key in nowhere]
        return disagrees("not_printed", *answers, form=form, items=nowhere, doubted=nowhere)
    return agrees("printed", *places.values(), form=form)


_PRINTED: Final = frozenset({ItemPlace.BOTH, ItemPlace.PRINTED_ONLY})

_IN_ORDER: Final = (
    (_K.BORN, _K.PERMITTED_ON),
    (_K.BORN, _K.ISSUED_ON),
    (_K.BORN, _K.STAY_UNTIL),
    (_K.BORN, _K.VALID_UNTIL),
    (_K.PERMITTED_ON, _K.ISSUED_ON),
    (_K.PERMITTED_ON, _K.STAY_UNTIL),
    (_K.PERMITTED_ON, _K.VALID_UNTIL),
    (_K.FILED_ON, _K.ISSUED_ON),
    (_K.ISSUED_ON, _K.VALID_UNTIL),
    (_K.BORN, _K.ADDRESS_ADDED_ON),
    (_K.ISSUED_ON, _K.ADDRESS_ADDED_ON),
)
"""Days of which the second never lies before the first."""


def _days(seen: Seen) -> Found:
    known = [pair for pair in _IN_ORDER if None not in map(seen.get, pair)]
    if not known:
        raise FactsError(missing=tuple(key for key in (_K.BORN, _K.VALID_UNTIL) if seen.get(key) is None))
    wrong = [pair for pair in known if seen.get(pair[1]) < seen.get(pair[0])]
    if not wrong:
        return agrees("days_in_order")
    doubted = tuple(dict.fromkeys(key for pair in wrong for key in pair))
    return disagrees("days_not_in_order", items=doubted, doubted=doubted)


def _entitled(seen: Seen) -> Found:
    (status,) = seen.need(_K.STATUS)
    period = seen.get(_K.PERIOD)
    written = iso(period) if period else None
    found = [
        residence_card(status, on=day, period=written, book=seen.book)
        for day in seen.law_days(*_OF_RESIDENTS)
    ]
    if status is StatusOfResidence.SPECIAL_PERMANENT_RESIDENT:
        return agrees("certificate_given", *found[:1])
    values = {one.value for one in found}
    if len(values) > 1:
        raise FactsError(missing=(_K.ISSUED_ON,))
    if values.pop():
        return agrees("card_given", *found[:1], status=status)
    return disagrees("card_not_given", *found[:1], status=status, doubted=(_K.STATUS, _K.PERIOD))


_OF_RESIDENTS: Final = (SHORT_STAY_MONTHS, SHORT_STAY_STATUSES, OFFICIAL_STATUSES, EXCLUDED_NOTICE_ITEMS)
_OF_WORK: Final = (UNRESTRICTED_STATUSES, NO_WORK_STATUSES, DESIGNATED_STATUSES)


def _period(seen: Seen) -> Found:
    status, period, day = seen.need(_K.STATUS, _K.PERIOD, _K.PERMITTED_ON)
    found = period_valid(status, iso(period), on=day, book=seen.book)
    if found.value is None:
        return unknown("period_unpublished", found, status=status, missing=())
    if found.value:
        return agrees("period_fits", found, status=status)
    return disagrees("period_differs", found, status=status, doubted=(_K.STATUS, _K.PERIOD))


def _work_restriction(seen: Seen) -> Found:
    status, said = seen.need(_K.STATUS, _K.WORK_RESTRICTION)
    found = [_words_for(status, day, seen.book) for day in seen.law_days(*_OF_WORK)]
    fits = {said in one.value for one in found}
    if len(fits) > 1:
        raise FactsError(missing=(_K.ISSUED_ON,))
    if fits.pop():
        return agrees("work_fits", *found[:1], status=status, restriction=said)
    doubted = (_K.STATUS, _K.WORK_RESTRICTION)
    return disagrees("work_differs", *found[:1], status=status, restriction=said, doubted=doubted)


def _words_for(status: StatusOfResidence, day: date, book: Rulebook) -> Answer[frozenset[WorkRestriction]]:
    """Return which words about work a card may have for a status (Act 19(1), 19-4(1)(v))."""
    free, none, bound = (
        book.ground(rule, day) for rule in (UNRESTRICTED_STATUSES, NO_WORK_STATUSES, DESIGNATED_STATUSES)
    )
    is_bound = status in book.at(DESIGNATED_STATUSES, day).value
    if status in book.at(UNRESTRICTED_STATUSES, day).value:
        return Answer(frozenset({WorkRestriction.NONE}), (free, _WORDS_ON_CARD))
    if status in book.at(NO_WORK_STATUSES, day).value:
        return Answer(frozenset({WorkRestriction.NOT_PERMITTED}), (none, _WORDS_ON_CARD))
    if status is StatusOfResidence.DESIGNATED_ACTIVITIES:
        by_paper = frozenset(WorkRestriction) - {WorkRestriction.WITHIN_STATUS}
        return Answer(by_paper, (bound, _WORDS_ON_CARD))
    words = {WorkRestriction.WITHIN_STATUS}
    if is_bound or status_rows()[status].work_restriction_evidence is not Evidence.OFFICIAL:
        words.add(WorkRestriction.AS_DESIGNATED)
    return Answer(frozenset(words), (bound, _WORDS_ON_CARD) if is_bound else (_WORDS_ON_CARD,))


@dataclass(frozen=True, slots=True)
class CheckRow:
    """One check."""

    kind: CheckKind
    check: Callable[[Seen], Found]
    outcomes: frozenset[Agreement] = _ALL
    """How it can come out."""


CHECKS: Final = (
    CheckRow(CheckKind.SIGNATURE, _signature),
    CheckRow(CheckKind.READING, _reading, frozenset({Agreement.AGREES, Agreement.NOT_KNOWN})),
    CheckRow(CheckKind.NUMBER_OPENED, _number_opened),
    CheckRow(CheckKind.CODES, _codes),
    CheckRow(CheckKind.HOLDER, _holder),
    CheckRow(CheckKind.FORM, _form),
    CheckRow(CheckKind.PRINTED, _printed),
    CheckRow(CheckKind.DAYS, _days),
    CheckRow(CheckKind.ENTITLED, _entitled),
    CheckRow(CheckKind.PERIOD, _period),
    CheckRow(CheckKind.STAY_END, stay_end),
    CheckRow(CheckKind.WORK_RESTRICTION, _work_restriction),
    CheckRow(CheckKind.WITHIN_STAY, within_stay),
    CheckRow(CheckKind.EXPIRY, expiry),
    CheckRow(CheckKind.PHOTO, photograph),
)
"""Every check besides the comparison of sources, which each item has; in the order of the findings."""


_ITEM_OF: Final[Mapping[str, str]] = MappingProxyType(
    {"birth": _K.BORN, "card_valid_until": _K.VALID_UNTIL, "stay_end": _K.STAY_UNTIL}
)
"""Names that rules have for what is missing, where the item has another."""


def outcome(row: CheckRow, seen: Seen) -> Found:
    """Return what a check finds; what it lacks is named, and the law of a time that has none says so."""
    try:
        return row.check(seen)
    except FactsError as error:
        missing: tuple[str, ...] = tuple(_ITEM_OF.get(name, name) for name in error.missing)
    except NotInForceError:
        return unknown("not_in_force", missing=())
    except TokuteiError:
        missing = ()
    return unknown("lacks" if missing else "no_answer", missing=missing)
