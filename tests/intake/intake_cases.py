"""Cases for every check of the intake."""

from __future__ import annotations

from datetime import date
from typing import Final

from tests.intake.intake_expiry_cases import EXPIRY_CASES
from tests.intake.intake_makers import (
    BORN,
    NO,
    NOTHING_NOTED,
    OLD_CARD,
    OPEN,
    PLAIN_2026,
    YES,
    Codes,
    K,
    P,
    by,
    case,
    hostile,
    of,
    of_2012,
    old_card,
    read,
    tables,
    told,
    unsigned,
    with_status,
)
from tokutei import testing
from tokutei.chip import TrustStore
from tokutei.intake import Face, Said
from tokutei.vocabulary import WorkRestriction

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
    *EXPIRY_CASES,
)
