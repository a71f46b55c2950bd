"""Cases for the checks of the last day, of the photograph, and of what sources say of one item."""

from __future__ import annotations

from datetime import date
from typing import Final

from tests.intake.intake_makers import (
    BORN,
    NO,
    OLD_CARD,
    OPEN,
    PLAIN_2026,
    YES,
    K,
    case,
    face_of_2012,
    of,
    of_2012,
    old_card,
    seven_years,
    told,
    with_status,
)
from tokutei.intake import Face, Paper, Said

EXPIRY_CASES: Final = (
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
