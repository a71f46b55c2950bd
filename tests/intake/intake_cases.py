"""People whose cards are issued and read for the tests of the intake, and cases for every check."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import cache
from typing import Any, Final

from tokutei import chip, testing
from tokutei.chip import ChipRecord, Findings, Period, TrustProfile, TrustStore
from tokutei.intake import Agreement, CheckKind, Face, IntakeEvidence, Paper, Said, combine
from tokutei.testing import PERMISSION_CODE, STATUS_CODES, SyntheticCard, SyntheticPerson
from tokutei.vocabulary import StatusOfResidence, WorkRestriction

AT: Final = datetime(2026, 9, 1, 3, tzinfo=UTC)
S: Final = StatusOfResidence

Chip = tuple[ChipRecord, Findings | None]


def read(card: SyntheticCard, trust: TrustStore | None = None) -> tuple[ChipRecord, Findings]:
    """Read and verify a card."""
    record = chip.read(card, number=card.number, delivery_keys=card.delivery_keys)
    return record, chip.verify(record, trust or card.trust, at=AT)


@cache
def _issued(key: str, card_type: Any, changes: tuple[tuple[str, Any], ...]) -> tuple[ChipRecord, Findings]:
    return read(testing.issue_card(replace(testing.person(key), **dict(changes)), type=card_type))


def of(key: str, card_type: str | None = None, **changes: Any) -> tuple[ChipRecord, Findings]:
    """Return what the card of somebody of the table says, with some items changed."""
    return _issued(key, card_type, tuple(changes.items()))


def by(profile: TrustProfile, chip: str | Chip, card_type: str | None = None) -> Chip:
    """Return what a chip says, judged by anchors of another profile."""
    record, findings = of(chip, card_type) if isinstance(chip, str) else chip
    assert findings is not None
    rested = tuple(replace(one, profile=one.profile and profile) for one in findings.items)
    return record, replace(findings, profile=profile, items=rested)


def unsigned(key: str, card_type: str | None = None, **changes: Any) -> Chip:
    """Return the same, not verified."""
    return of(key, card_type, **changes)[0], None


@cache
def old_card(key: str, card_type: str = "1") -> tuple[ChipRecord, Findings]:
    """Return what the card of the first generation of somebody of :data:`HOLDERS_OF_2012` says."""
    return read(testing.issue_card(HOLDERS_OF_2012[key], type=card_type))


def face_of_2012(key: str, **more: Any) -> Face:
    """Return the face of a form of 2012 that goes with somebody."""
    person = HOLDERS_OF_2012[key]
    card = Face(
        name=person.name,
        born=person.born,
        sex=person.sex,
        nationality=person.nationality,
        issued_on=person.issued_on,
        valid_until=person.valid_until,
        status=person.status,
    )
    if not person.is_special_permanent_resident:
        card = replace(
            card,
            period=Period.read(person.period.encode()),
            stay_until=person.stay_until,
            permitted_on=person.permitted_on,
            work_restriction=person.work_restriction,
        )
    return replace(card, **more)


HOLDERS_OF_2012: Final[Mapping[str, SyntheticPerson]] = {
    "adult": replace(
        testing.person("engineer"),
        permitted_on=date(2024, 7, 1),
        issued_on=date(2024, 7, 1),
        stay_until=date(2027, 7, 1),
        valid_until=date(2027, 7, 1),
    ),
    "child": replace(
        testing.person("dependent_child"),
        period="0300",
        permitted_on=date(2024, 7, 1),
        issued_on=date(2024, 7, 1),
        stay_until=date(2027, 7, 1),
        valid_until=date(2027, 7, 1),
    ),
    # Issued within half a year before the 16th birthday, and ending before it.
    "nearly_16": replace(
        testing.person("dependent_child"),
        born=date(2008, 9, 1),
        period="0300",
        permitted_on=date(2024, 7, 1),
        issued_on=date(2024, 7, 1),
        stay_until=date(2027, 7, 1),
        valid_until=date(2024, 8, 31),
    ),
    "special_permanent_resident": replace(
        testing.person("special_permanent_resident"),
        issued_on=date(2024, 7, 1),
        valid_until=date(2030, 11, 3),
    ),
    "special_permanent_child": replace(
        testing.person("special_permanent_resident"),
        born=date(2012, 11, 3),
        issued_on=date(2024, 7, 1),
        valid_until=date(2028, 11, 2),
    ),
}
"""People whose cards have the form of 2012 and a chip of the first generation."""


PERIOD_CODES: Final[Mapping[str, Period]] = {}
"""No code of these tables says a period."""


class Codes:
    """The made-up codes of synthetic cards, as a caller would supply the agency's."""

    def status_of(self, code: str | None, /) -> StatusOfResidence | None:
        return STATUS_CODES.get(code or "")

    def period_of(self, code: str | None, /) -> Period | None:
        return PERIOD_CODES.get(code or "")

    def permission_of(self, code: str | None, lang: str, /) -> str | None:
        return f"TEST {lang}" if code == PERMISSION_CODE else None

    def nationality_of(self, code: str | None, lang: str, /) -> str | None:
        return None if code is None else f"TEST {code} {lang}"


def hostile(name: str) -> Chip:
    """Return what a card that lies says."""
    return read(testing.HOSTILE_CARDS[name].issue())


def face_of(person: SyntheticPerson, **more: Any) -> Face:
    """Return the face of a form of 2026 that goes with a person."""
    return Face(
        name=person.name,
        born=person.born,
        sex=person.sex,
        nationality=person.nationality,
        status=person.status,
        stay_until=person.stay_until,
        valid_until=person.valid_until,
        **more,
    )


@dataclass(frozen=True, kw_only=True)
class Case:
    """What comes of one check for some evidence."""

    check: CheckKind
    outcome: Agreement
    reason: str
    evidence: Callable[[], Mapping[str, Any]]
    """Arguments of ``combine``."""
    missing: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        return f"{self.check.value}-{self.outcome.value}-{self.reason}"

    def combined(self) -> IntakeEvidence:
        return combine(**self.evidence())


K, A, P = CheckKind, Agreement, TrustProfile
YES, NO, OPEN = A.AGREES, A.DISAGREES, A.NOT_KNOWN


def case(
    check: CheckKind,
    outcome: Agreement,
    reason: str,
    evidence: Callable[[], Mapping[str, Any]],
    *missing: str,
) -> Case:
    return Case(check=check, outcome=outcome, reason=reason, evidence=evidence, missing=missing)


def with_status(chip: Callable[[], Chip], status: str, **more: Any) -> Callable[[], Mapping[str, Any]]:
    return lambda: {"chip": chip(), "face": Face(status=status, **more)}


def of_2012(key: str, card_type: str = "1", **face: Any) -> Callable[[], Mapping[str, Any]]:
    return lambda: {"chip": old_card(key, card_type), "face": face_of_2012(key, **face)}


def tables(status: str, period: str) -> chip.CodeTables:
    """Return tables as somebody writes them: one status, one permission, one nationality."""
    code = next(code for code, one in STATUS_CODES.items() if one.value == status)
    return chip.CodeTables.load(
        f"# source: made up\n# as_of: 2026-11-22\nstatus_code,status,period\n{code},{status},{period}\n",
        f"# source: made up\n# as_of: 2026-11-22\npermission_code,ja,en\n{PERMISSION_CODE},試験,test\n",
        "# source: made up\n# as_of: 2026-11-22\nnationality_code,ja,en\nNPL,試験,test\n",
    )


def told(**face: Any) -> Callable[[], Mapping[str, Any]]:
    return lambda: {"face": Face(**face)}


def seven_years(status: str, issued: date, until: date) -> Callable[[], Mapping[str, Any]]:
    return told(status=status, born=BORN, issued_on=issued, valid_until=until, **OLD_CARD)


OLD_CARD: Final[Mapping[str, Any]] = {"kind": "在留カード", "form": "form_2012"}
NOTHING_NOTED: Final[Mapping[str, Any]] = {
    "status": "特別永住者",
    "pending_mark": False,
    "individual_permission": False,
    "comprehensive_permission": "なし",
}
PLAIN_2026: Final[Mapping[str, Any]] = {"kind": "在留カード", "form": "form_2026"}
BORN: Final = date(1990, 6, 20)

CASES: Final = (
    # The signature.
    case(K.SIGNATURE, YES, "signature_holds", lambda: {"chip": of("engineer")}),
    # Whose anchor it is, and that specified cards are read in a way that is not confirmed, is said.
    case(K.SIGNATURE, YES, "signature_holds", lambda: {"chip": by(P.PRODUCTION, "engineer")}),
    case(K.SIGNATURE, YES, "signature_holds_not_confirmed", lambda: {"chip": of("engineer", "07")}),
    case(
        K.SIGNATURE,
        YES,
        "signature_holds_not_confirmed",
        lambda: {"chip": by(P.PRODUCTION, "engineer", "07")},
    ),
    case(K.SIGNATURE, NO, "signature_of_test", lambda: {"chip": by(P.OFFICIAL_TEST, "engineer")}),
    case(K.SIGNATURE, NO, "signature_of_test", lambda: {"chip": by(P.OFFICIAL_TEST, "engineer", "07")}),
    case(
        K.SIGNATURE, NO, "signature_objected", lambda: {"chip": by(P.OFFICIAL_TEST, hostile("altered_entry"))}
    ),
    case(K.SIGNATURE, NO, "signature_objected", lambda: {"chip": hostile("altered_entry")}),
    case(K.SIGNATURE, NO, "signature_objected", lambda: {"chip": hostile("another_authority")}),
    case(K.SIGNATURE, OPEN, "chip_not_read", dict, "chip"),
    case(K.SIGNATURE, OPEN, "chip_not_verified", lambda: {"chip": unsigned("engineer")}, "verification"),
    case(
        K.SIGNATURE, OPEN, "signature_not_checked", lambda: {"chip": hostile("no_signature")}, "verification"
    ),
    case(
        K.SIGNATURE,
        OPEN,
        "signature_not_checked",
        lambda: {"chip": read(testing.issue_card(testing.person("engineer")), TrustStore.custom([]))},
        "verification",
    ),
    # The way in which it was read.
    case(K.READING, YES, "reading_confirmed", lambda: {"chip": of("engineer")}),
    case(K.READING, YES, "reading_confirmed", lambda: {"chip": old_card("adult")}),
    case(K.READING, OPEN, "reading_not_confirmed", lambda: {"chip": of("engineer", "07")}),
    case(K.READING, OPEN, "reading_not_confirmed", lambda: {"chip": of("special_permanent_resident", "08")}),
    case(K.READING, OPEN, "chip_not_read", dict, "chip"),
    # The codes.
    case(K.CODES, YES, "codes_read", lambda: {"chip": of("engineer"), "codes": Codes()}),
    case(K.CODES, YES, "codes_read", lambda: {"chip": of("special_permanent_resident"), "codes": Codes()}),
    case(K.CODES, YES, "codes_read", lambda: {"chip": of("student"), "codes": tables("student", "0103")}),
    case(K.CODES, NO, "codes_differ", lambda: {"chip": of("student"), "codes": tables("student", "0200")}),
    case(
        K.CODES,
        OPEN,
        "codes_without_row",
        lambda: {"chip": of("engineer"), "codes": tables("student", "0103")},
        "status_code",
        "nationality",
    ),
    case(K.CODES, OPEN, "codes_without_row", lambda: {"chip": old_card("adult"), "codes": Codes()}),
    case(K.CODES, OPEN, "codes_not_given", lambda: {"chip": of("engineer")}, "codes"),
    case(K.CODES, OPEN, "chip_not_read", lambda: {"codes": Codes()}, "chip"),
    # The number.
    case(K.NUMBER_OPENED, YES, "number_opens", lambda: {"chip": of("engineer", "07")}),
    case(K.NUMBER_OPENED, OPEN, "number_not_stored", lambda: {"chip": old_card("adult")}),
    case(K.NUMBER_OPENED, YES, "number_opens", lambda: {"chip": of("engineer")}),
    case(K.NUMBER_OPENED, NO, "number_differs", lambda: {"chip": hostile("number_of_another")}),
    case(K.NUMBER_OPENED, OPEN, "lacks", dict, "chip"),
    # Kind of card and status.
    case(K.HOLDER, YES, "kind_fits", with_status(lambda: of("engineer"), "技人国")),
    case(K.HOLDER, YES, "kind_fits", with_status(lambda: of("special_permanent_resident"), "特別永住者")),
    case(K.HOLDER, NO, "kind_differs", with_status(lambda: of("engineer"), "特別永住者")),
    case(K.HOLDER, NO, "kind_differs", with_status(lambda: of("special_permanent_resident"), "永住者")),
    # Whether there is a card for the stay at all is another check.
    case(K.HOLDER, YES, "kind_fits", with_status(lambda: of("engineer"), "短期滞在")),
    case(K.HOLDER, OPEN, "lacks", lambda: {"chip": of("engineer")}, "status"),
    case(K.HOLDER, YES, "kind_fits", with_status(lambda: of("engineer", "07"), "技人国")),
    case(K.HOLDER, YES, "kind_fits", with_status(lambda: of("special_permanent_resident", "08"), "特永")),
    case(K.HOLDER, NO, "kind_differs", with_status(lambda: of("engineer", "08"), "技人国")),
    case(K.HOLDER, YES, "kind_fits", with_status(lambda: old_card("adult"), "技人国")),
    case(
        K.HOLDER, YES, "kind_fits", with_status(lambda: old_card("special_permanent_resident", "2"), "特永")
    ),
    case(K.HOLDER, NO, "kind_differs", with_status(lambda: old_card("adult", "2"), "技人国")),
    # The form. No chip says the day of issue.
    case(K.FORM, YES, "form_fits", of_2012("adult")),
    case(K.FORM, NO, "form_differs", of_2012("adult", issued_on=date(2026, 6, 14))),
    case(K.FORM, OPEN, "lacks", lambda: {"chip": old_card("adult")}, "issued_on"),
    case(K.FORM, YES, "form_fits", told(issued_on=date(2026, 6, 14), **PLAIN_2026)),
    case(K.FORM, YES, "form_fits", told(issued_on=date(2026, 6, 13), **OLD_CARD)),
    case(K.FORM, NO, "form_differs", told(issued_on=date(2026, 6, 13), **PLAIN_2026)),
    case(K.FORM, NO, "form_differs", told(issued_on=date(2026, 6, 14), **OLD_CARD)),
    case(K.FORM, NO, "form_differs", told(valid_until=date(2026, 6, 13), **PLAIN_2026)),
    case(K.FORM, NO, "form_differs", told(permitted_on=date(2026, 6, 14), **OLD_CARD)),
    case(K.FORM, NO, "no_such_card", told(kind="特定在留カード", form="form_2012")),
    case(K.FORM, NO, "no_such_card", told(kind="特定在留カード", issued_on=date(2026, 6, 13))),
    case(K.FORM, NO, "no_such_card", told(kind="在留カード", issued_on=date(2012, 7, 8))),
    case(K.FORM, OPEN, "lacks", lambda: {"chip": of("engineer")}, "issued_on"),
    case(K.FORM, OPEN, "lacks", told(issued_on=date(2026, 7, 1)), "form"),
    case(K.FORM, OPEN, "lacks", dict, "form", "issued_on"),
    # What is printed.
    case(K.PRINTED, YES, "printed", of_2012("adult")),
    case(K.PRINTED, YES, "printed", of_2012("special_permanent_resident", "2")),
    case(K.PRINTED, NO, "not_printed", of_2012("special_permanent_resident", "2", period="P5Y")),
    case(K.PRINTED, YES, "printed", with_status(lambda: of("engineer", "07"), "技人国", name="TEST TARO")),
    case(K.PRINTED, NO, "not_printed", with_status(lambda: of("engineer", "07"), "技人国", period="P3Y")),
    case(
        K.PRINTED,
        YES,
        "printed",
        with_status(lambda: of("special_permanent_resident", "08"), "特永", name="TEST TOKUBETSU"),
    ),
    case(K.PRINTED, YES, "printed", with_status(lambda: of("engineer"), "技人国")),
    case(
        K.PRINTED,
        YES,
        "printed",
        with_status(lambda: of("special_permanent_resident"), "特別永住者", name="TEST TOKUBETSU"),
    ),
    case(K.PRINTED, OPEN, "lacks", with_status(lambda: of("special_permanent_resident"), "特永"), "face"),
    case(K.PRINTED, YES, "printed", told(period="1年3月", issued_on=date(2026, 6, 13), **OLD_CARD)),
    case(K.PRINTED, NO, "not_printed", told(period="P1Y3M", **PLAIN_2026)),
    case(K.PRINTED, NO, "not_printed", told(issued_on=date(2026, 6, 14), **PLAIN_2026)),
    case(K.PRINTED, NO, "not_printed", told(permitted_on=date(2026, 6, 14), **PLAIN_2026)),
    case(
        K.PRINTED,
        NO,
        "not_printed",
        told(stay_until=date(2027, 6, 14), kind="sp_certificate", form="form_2012"),
    ),
    # That nothing is noted is nothing that is printed.
    case(
        K.PRINTED,
        YES,
        "printed",
        told(kind="sp_certificate", form="form_2012", name="TEST TOKUBETSU", **NOTHING_NOTED),
    ),
    case(
        K.PRINTED,
        OPEN,
        "lacks",
        told(kind="sp_certificate", form="form_2012", photo=False, **NOTHING_NOTED),
        "face",
    ),
    *(
        case(K.PRINTED, NO, "not_printed", told(kind="sp_certificate", form="form_2012", **noted))
        for noted in (
            {"pending_mark": True},
            {"individual_permission": True},
            {"comprehensive_permission": "within_28_hours"},
        )
    ),
    case(K.PRINTED, OPEN, "lacks", lambda: {"chip": of("engineer")}, "face"),
    case(K.PRINTED, OPEN, "lacks", told(name="TEST TARO"), "kind", "form"),
    case(K.PRINTED, OPEN, "lacks", told(name="TEST TARO", kind="特定在留カード", form="form_2012"), "form"),
    # The days.
    case(K.DAYS, YES, "days_in_order", of_2012("adult")),
    case(K.DAYS, NO, "days_not_in_order", of_2012("adult", issued_on=date(2024, 7, 2))),
    case(K.DAYS, YES, "days_in_order", lambda: {"chip": of("engineer")}),
    case(K.DAYS, NO, "days_not_in_order", lambda: {"chip": hostile("exchanged_tags")}),
    case(K.DAYS, NO, "days_not_in_order", told(born=BORN, stay_until=date(1990, 6, 19))),
    case(K.DAYS, NO, "days_not_in_order", told(issued_on=date(2026, 7, 2), valid_until=date(2026, 7, 1))),
    case(K.DAYS, OPEN, "lacks", dict, "born", "valid_until"),
    case(K.DAYS, OPEN, "lacks", told(born=BORN), "valid_until"),
    # Whether there is a card.
    case(K.ENTITLED, YES, "card_given", with_status(lambda: of("engineer"), "技人国")),
    case(
        K.ENTITLED,
        YES,
        "certificate_given",
        with_status(lambda: of("special_permanent_resident"), "特別永住者"),
    ),
    case(K.ENTITLED, NO, "card_not_given", with_status(lambda: of("engineer"), "短期滞在")),
    case(K.ENTITLED, NO, "card_not_given", with_status(lambda: of("engineer"), "外交")),
    case(K.ENTITLED, NO, "card_not_given", with_status(lambda: of("engineer", period="0003"), "技人国")),
    case(K.ENTITLED, OPEN, "lacks", lambda: {"chip": of("engineer")}, "status"),
    case(
        K.ENTITLED,
        OPEN,
        "lacks",
        told(status="技人国", issued_on=date(2026, 7, 1)),
        "period",
    ),
    case(K.ENTITLED, OPEN, "lacks", told(status="技人国"), "issued_on"),
    case(K.ENTITLED, OPEN, "lacks", with_status(lambda: of("engineer"), "特定活動"), "notice_item"),
    case(K.ENTITLED, YES, "card_given", of_2012("adult")),
    # The period of stay.
    case(K.PERIOD, YES, "period_fits", of_2012("adult")),
    case(K.PERIOD, NO, "period_differs", of_2012("adult", period="P2Y")),
    case(K.PERIOD, OPEN, "lacks", lambda: {"chip": old_card("adult")}, "status", "period", "permitted_on"),
    case(K.PERIOD, YES, "period_fits", with_status(lambda: of("engineer"), "技人国")),
    case(K.PERIOD, YES, "period_fits", with_status(lambda: of("student"), "留学")),
    case(K.PERIOD, NO, "period_differs", with_status(lambda: of("engineer", period="0200"), "技人国")),
    case(K.PERIOD, NO, "period_differs", with_status(lambda: of("engineer"), "永住者")),
    case(K.PERIOD, NO, "period_differs", with_status(lambda: of("student", period="0404"), "留学")),
    case(K.PERIOD, OPEN, "lacks", dict, "status", "period", "permitted_on"),
    case(
        K.PERIOD, OPEN, "lacks", with_status(lambda: of("special_permanent_resident"), "特永"), "permitted_on"
    ),
    case(
        K.PERIOD,
        OPEN,
        "lacks",
        with_status(lambda: of("engineer", period="0400"), "特定活動"),
        "notice_item",
    ),
    case(
        K.PERIOD,
        OPEN,
        "not_in_force",
        with_status(lambda: of("permanent_resident", permitted_on=date(2016, 12, 31)), "永住者"),
    ),
    case(
        K.PERIOD,
        OPEN,
        "period_unpublished",
        with_status(lambda: of("engineer", permitted_on=date(2027, 4, 1)), "育成就労"),
    ),
    # Whether the stay has an end.
    case(K.STAY_END, YES, "stay_with_end", with_status(lambda: of("engineer"), "技人国")),
    case(K.STAY_END, YES, "stay_without_end", with_status(lambda: of("hsp2"), "高度専門職2号")),
    case(K.STAY_END, NO, "stay_without_end_ends", with_status(lambda: of("engineer"), "永住者")),
    case(K.STAY_END, NO, "stay_end_left_out", with_status(lambda: of("permanent_resident"), "技人国")),
    case(K.STAY_END, OPEN, "stay_while_active", told(status="外交")),
    case(K.STAY_END, OPEN, "stay_while_active", with_status(lambda: of("permanent_resident"), "外交")),
    case(K.STAY_END, OPEN, "lacks", dict, "status"),
    case(K.STAY_END, YES, "stay_with_end", of_2012("adult")),
    case(K.STAY_END, YES, "stay_without_end", of_2012("special_permanent_resident", "2")),
    case(K.STAY_END, YES, "stay_without_end", told(status="永住者", period="無期限")),
    # That nobody says an end does not say that there is none.
    case(K.STAY_END, OPEN, "lacks", told(status="永住者"), "stay_until"),
    case(K.STAY_END, OPEN, "lacks", with_status(lambda: old_card("adult"), "永住者"), "stay_until"),
    case(K.STAY_END, OPEN, "lacks", lambda: {"chip": old_card("adult")}, "status"),
    case(K.STAY_END, OPEN, "lacks", told(status="技人国"), "stay_until"),
    case(
        K.STAY_END,
        OPEN,
        "lacks",
        lambda: {
            "face": Face(status="技人国", stay_until=date(2028, 1, 1)),
            "said": Said(stay_until=date(2029, 1, 1)),
        },
        "stay_until",
    ),
    # The work restriction.
    case(K.WORK_RESTRICTION, YES, "work_fits", with_status(lambda: of("student"), "留学")),
    case(K.WORK_RESTRICTION, YES, "work_fits", with_status(lambda: of("permanent_resident"), "永住者")),
    case(
        K.WORK_RESTRICTION,
        YES,
        "work_fits",
        with_status(lambda: of("specified_skilled_worker"), "特定技能1号"),
    ),
    case(
        K.WORK_RESTRICTION,
        YES,
        "work_fits",
        with_status(lambda: of("student", work_restriction=WorkRestriction.NONE), "特定活動"),
    ),
    case(K.WORK_RESTRICTION, NO, "work_differs", with_status(lambda: of("student"), "永住者")),
    case(K.WORK_RESTRICTION, NO, "work_differs", with_status(lambda: of("engineer"), "留学")),
    case(K.WORK_RESTRICTION, NO, "work_differs", with_status(lambda: of("engineer"), "特定活動")),
    case(K.WORK_RESTRICTION, NO, "work_differs", with_status(lambda: of("permanent_resident"), "技人国")),
    case(
        K.WORK_RESTRICTION, NO, "work_differs", with_status(lambda: of("specified_skilled_worker"), "技人国")
    ),
    case(K.WORK_RESTRICTION, OPEN, "lacks", dict, "status", "work_restriction"),
    case(K.WORK_RESTRICTION, OPEN, "lacks", told(status="留学", work_restriction="就労不可"), "issued_on"),
    case(K.WORK_RESTRICTION, YES, "work_fits", of_2012("adult")),
    case(K.WORK_RESTRICTION, NO, "work_differs", of_2012("adult", status="留学")),
    case(
        K.WORK_RESTRICTION,
        OPEN,
        "lacks",
        lambda: {"chip": old_card("adult")},
        "status",
        "work_restriction",
    ),
    # The card and the stay.
    case(K.WITHIN_STAY, YES, "card_within_stay", of_2012("adult")),
    case(K.WITHIN_STAY, NO, "card_outlives_stay", of_2012("adult", valid_until=date(2027, 7, 2))),
    case(K.WITHIN_STAY, OPEN, "lacks", lambda: {"chip": old_card("adult")}, "valid_until"),
    case(K.WITHIN_STAY, YES, "card_within_stay", lambda: {"chip": of("engineer")}),
    case(K.WITHIN_STAY, YES, "nothing_to_outlive", with_status(lambda: of("hsp2"), "高度専門職2号")),
    case(
        K.WITHIN_STAY,
        NO,
        "card_outlives_stay",
        lambda: {"chip": of("engineer", valid_until=date(2029, 7, 21))},
    ),
    case(
        K.WITHIN_STAY,
        NO,
        "card_outlives_stay",
        told(stay_until=date(2027, 7, 1), valid_until=date(2027, 7, 2)),
    ),
    case(K.WITHIN_STAY, OPEN, "lacks", lambda: {"chip": of("hsp2")}, "stay_until"),
    case(K.WITHIN_STAY, OPEN, "lacks", dict, "valid_until"),
    # The last day of the card.
    case(K.EXPIRY, YES, "expiry_fits", of_2012("adult")),
    case(K.EXPIRY, YES, "expiry_fits", of_2012("child")),
    case(K.EXPIRY, NO, "expiry_differs", of_2012("adult", valid_until=date(2027, 6, 30))),
    case(
        K.EXPIRY,
        OPEN,
        "expiry_possible",
        of_2012("special_permanent_resident", "2"),
        "filed_on",
    ),
    case(
        K.EXPIRY,
        OPEN,
        "lacks",
        lambda: {"chip": old_card("adult")},
        "valid_until",
        "status",
        "born",
    ),
    case(K.EXPIRY, YES, "expiry_fits", with_status(lambda: of("engineer", "07"), "技人国")),
    case(K.EXPIRY, YES, "expiry_fits", with_status(lambda: of("engineer"), "技人国")),
    case(
        K.EXPIRY,
        YES,
        "expiry_fits",
        lambda: {
            "chip": of("permanent_resident"),
            "face": Face(status="永住者"),
            "paper": Paper(issued_on=date(2026, 6, 19)),
        },
    ),
    case(
        K.EXPIRY,
        YES,
        "expiry_fits",
        lambda: {
            "chip": of("special_permanent_resident"),
            "face": Face(status="特別永住者"),
            "paper": Paper(filed_on=date(2026, 7, 1)),
        },
    ),
    case(
        K.EXPIRY,
        YES,
        "expiry_fits",
        told(
            status="永住者",
            born=BORN,
            issued_on=date(2026, 6, 13),
            valid_until=date(2033, 6, 12),
            **OLD_CARD,
        ),
    ),
    # Seven years from the issue: the words count the day of issue, and what is printed governs.
    case(K.EXPIRY, YES, "expiry_fits", seven_years("永住者", date(2019, 6, 1), date(2026, 5, 31))),
    case(K.EXPIRY, YES, "expiry_of_printed_day", seven_years("永住者", date(2019, 6, 1), date(2026, 6, 1))),
    case(K.EXPIRY, NO, "expiry_differs", seven_years("永住者", date(2019, 6, 1), date(2026, 6, 2))),
    case(K.EXPIRY, NO, "expiry_differs", seven_years("永住者", date(2019, 6, 1), date(2026, 5, 30))),
    case(
        K.EXPIRY,
        YES,
        "expiry_of_printed_day",
        seven_years("高度専門職2号", date(2023, 8, 20), date(2030, 8, 20)),
    ),
    case(K.EXPIRY, YES, "expiry_fits", seven_years("永住者", date(2020, 2, 29), date(2027, 2, 28))),
    case(K.EXPIRY, NO, "expiry_differs", seven_years("永住者", date(2020, 2, 29), date(2027, 3, 1))),
    case(K.EXPIRY, YES, "expiry_of_printed_day", seven_years("永住者", date(2020, 3, 1), date(2027, 3, 1))),
    case(
        K.EXPIRY,
        YES,
        "expiry_fits",
        lambda: {
            "face": Face(
                status="永住者",
                born=BORN,
                kind="特定在留カード",
                form="form_2026",
                valid_until=date(2036, 6, 20),
            ),
            "paper": Paper(issued_on=date(2026, 7, 20), filed_on=date(2026, 7, 1)),
        },
    ),
    case(
        K.EXPIRY,
        NO,
        "expiry_differs",
        with_status(lambda: of("engineer", valid_until=date(2029, 7, 19)), "技人国"),
    ),
    case(
        K.EXPIRY,
        NO,
        "expiry_differs",
        with_status(lambda: of("permanent_resident", valid_until=date(2035, 6, 21)), "永住者"),
    ),
    case(
        K.EXPIRY,
        NO,
        "expiry_differs",
        lambda: {
            "chip": of("permanent_resident"),
            "face": Face(status="永住者"),
            "paper": Paper(issued_on=date(2029, 6, 19)),
        },
    ),
    case(
        K.EXPIRY,
        NO,
        "expiry_differs",
        with_status(lambda: of("special_permanent_resident", valid_until=date(2035, 11, 2)), "特別永住者"),
    ),
    case(
        K.EXPIRY,
        OPEN,
        "expiry_possible",
        with_status(lambda: of("permanent_resident"), "永住者"),
        "issued_on",
    ),
    case(
        K.EXPIRY,
        OPEN,
        "expiry_possible",
        with_status(lambda: of("special_permanent_resident"), "特別永住者"),
        "issued_on",
        "filed_on",
    ),
    case(
        K.EXPIRY,
        OPEN,
        "expiry_possible",
        lambda: {
            "face": Face(
                status="永住者",
                born=BORN,
                kind="特定在留カード",
                form="form_2026",
                valid_until=date(2036, 6, 20),
            ),
            "paper": Paper(issued_on=date(2026, 6, 21), filed_on=date(2026, 6, 19)),
        },
        "route",
    ),
    case(
        K.EXPIRY,
        OPEN,
        "expiry_of_renewal",
        lambda: {
            "chip": of("permanent_resident", valid_until=date(2036, 6, 20)),
            "face": Face(status="永住者"),
            "paper": Paper(issued_on=date(2026, 6, 19)),
        },
        "old_expiry",
    ),
    case(
        K.EXPIRY,
        OPEN,
        "lacks",
        told(status="永住者", born=BORN, valid_until=date(2033, 6, 12), **OLD_CARD),
        "issued_on",
    ),
    case(K.EXPIRY, OPEN, "lacks", lambda: {"chip": of("engineer")}, "status"),
    case(
        K.EXPIRY,
        OPEN,
        "lacks",
        told(
            status="永住者", born=BORN, kind="特定在留カード", form="form_2026", valid_until=date(2036, 6, 20)
        ),
        "filed_on",
    ),
    case(
        K.EXPIRY,
        NO,
        "expiry_differs",
        told(
            status="留学",
            born=BORN,
            stay_until=date(9999, 12, 30),
            issued_on=date.max,
            valid_until=date.max,
            **PLAIN_2026,
        ),
    ),
    case(
        K.EXPIRY,
        NO,
        "expiry_differs",
        told(status="永住者", born=BORN, valid_until=date.max, **PLAIN_2026),
    ),
    case(
        K.EXPIRY,
        NO,
        "expiry_differs",
        lambda: {
            "face": Face(
                status="永住者", born=date(2026, 6, 20), valid_until=date(2030, 6, 20), **PLAIN_2026
            ),
            "paper": Paper(issued_on=date(2026, 7, 20)),
        },
    ),
    case(
        K.EXPIRY,
        OPEN,
        "no_answer",
        told(status="永住者", born=BORN, issued_on=date.max, valid_until=date.max, **PLAIN_2026),
    ),
    # The photograph.
    case(K.PHOTO, YES, "photo_fits", of_2012("adult")),
    case(K.PHOTO, YES, "photo_not_needed", of_2012("child")),
    case(K.PHOTO, YES, "photo_not_needed", of_2012("special_permanent_child", "2")),
    case(K.PHOTO, OPEN, "photo_of_half_year", of_2012("nearly_16")),
    case(K.PHOTO, NO, "photo_missing", lambda: {"chip": old_card("child"), "face": face_of_2012("adult")}),
    case(K.PHOTO, NO, "photo_unexpected", lambda: {"chip": old_card("adult"), "face": face_of_2012("child")}),
    case(K.PHOTO, OPEN, "lacks", lambda: {"chip": old_card("adult")}, "born"),
    case(K.PHOTO, OPEN, "lacks", lambda: {"chip": old_card("child")}, "born"),
    case(K.PHOTO, YES, "photo_fits", lambda: {"chip": of("engineer", "07")}),
    case(
        K.PHOTO,
        YES,
        "photo_not_needed",
        lambda: {"chip": of("infant", "07"), "paper": Paper(issued_on=date(2026, 7, 1))},
    ),
    case(K.PHOTO, YES, "photo_fits", lambda: {"chip": of("engineer")}),
    case(
        K.PHOTO,
        YES,
        "photo_not_needed",
        lambda: {"chip": of("infant"), "paper": Paper(issued_on=date(2026, 7, 1))},
    ),
    case(
        K.PHOTO,
        YES,
        "photo_not_needed",
        told(
            born=date(2015, 1, 1),
            photo=False,
            issued_on=date(2025, 1, 1),
            valid_until=date(2027, 1, 1),
            **OLD_CARD,
        ),
    ),
    case(
        K.PHOTO,
        NO,
        "photo_missing",
        lambda: {"chip": of("infant", permitted_on=date(2027, 1, 15))},
    ),
    case(
        K.PHOTO,
        NO,
        "photo_missing",
        told(born=BORN, photo=False, valid_until=date(2029, 7, 20), **PLAIN_2026),
    ),
    case(
        K.PHOTO,
        NO,
        "photo_unexpected",
        lambda: {
            "face": Face(born=date(2026, 1, 15), photo=True, valid_until=date(2029, 7, 20), **PLAIN_2026),
            "paper": Paper(issued_on=date(2026, 7, 1)),
        },
    ),
    case(K.PHOTO, OPEN, "lacks", lambda: {"chip": of("infant")}, "issued_on"),
    case(K.PHOTO, OPEN, "lacks", dict, "photo", "kind", "born"),
    case(
        K.PHOTO,
        OPEN,
        "lacks",
        told(born=BORN, photo=True, kind="特定在留カード", form="form_2012", valid_until=date(2036, 6, 20)),
        "issued_on",
    ),
    case(
        K.PHOTO,
        OPEN,
        "lacks",
        told(born=BORN, photo=True, valid_until=date(2026, 6, 13), **PLAIN_2026),
        "issued_on",
    ),
    case(
        K.PHOTO,
        OPEN,
        "lacks",
        told(born=BORN, photo=True, issued_on=date(2025, 1, 1), **OLD_CARD),
        "valid_until",
    ),
    # What the sources say of one item is tested for every item elsewhere.
    case(
        K.SOURCES,
        YES,
        "sources_agree",
        lambda: {"face": Face(name="TEST TARO"), "said": Said(name="Test  Taro")},
    ),
)
"""Every check, every outcome that it can have, and more."""
