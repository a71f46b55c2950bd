"""The rulebook as a value: scenarios, readings, closed days; and what a rule's value may look like."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tokutei.calendar import ClosedDays
from tokutei.errors import NaiveDatetimeError, NotInForceError, ReadingError, ReformError, TableError
from tokutei.law import Citation, Evidence, Rule
from tokutei.rules import (
    CURRENT,
    EXCHANGE_FEE,
    MY_NUMBER_FOLLOWS_SPECIAL_PERIOD,
    NOTICE_DAYS,
    PERMISSION_FEES,
    SPECIAL_PERIOD_MONTHS,
    SPECIAL_PERIOD_PROCEDURES,
    Rulebook,
    deadlines,
    fees,
    routes,
    rulebook,
    special_period,
    validity,
)
from tokutei.rules.rulebook import open_questions, shipped
from tokutei.rules.values import FeeBand, FeeScale, OneOf, SomeOf, Yen, fee_scale, flag, whole_number
from tokutei.vocabulary import Channel, ProcedureKind, Route, StatusOfResidence, Window

SINCE = date(2027, 4, 1)
ONE_DAY = timedelta(days=1)
LOSS = NOTICE_DAYS[ProcedureKind.REISSUE_LOSS]


def longer() -> Rulebook:
    return CURRENT.reformed(SPECIAL_PERIOD_MONTHS, since=SINCE, value=3, reason="scenario A")


def test_the_same_choices_make_the_same_book() -> None:
    assert Rulebook() == CURRENT
    assert longer() == longer()
    assert hash(longer()) == hash(longer())
    closed = ClosedDays.municipal(memorial=[(6, 30)])
    books = [
        CURRENT,
        longer(),
        CURRENT.reformed(SPECIAL_PERIOD_MONTHS, since=SINCE, value=4, reason="scenario A"),
        CURRENT.reading(Q12="after_expiry"),
        CURRENT.closing(Window.MUNICIPALITY, closed),
    ]
    assert len(set(books)) == len(books)
    assert CURRENT.reading(Q12="after_expiry").closing(Window.BUREAU, closed) == CURRENT.closing(
        Window.BUREAU, closed
    ).reading(Q12="after_expiry")


def test_a_book_survives_pickling() -> None:
    book = longer().reading(Q9="not_added").closing(Window.BUREAU, ClosedDays.municipal(memorial=[(6, 30)]))
    again = pickle.loads(pickle.dumps(book))  # noqa: S301
    assert again == book
    assert hash(again) == hash(book)
    assert again.at(SPECIAL_PERIOD_MONTHS, SINCE) == book.at(SPECIAL_PERIOD_MONTHS, SINCE)
    assert pickle.loads(pickle.dumps(CURRENT)) == CURRENT  # noqa: S301


def test_a_book_is_never_changed() -> None:
    book = longer()
    with pytest.raises(AttributeError):
        book.readings = {}  # type: ignore[misc]
    for mapping in (book.reforms, book.readings, book.closed_days, CURRENT.reforms):
        with pytest.raises(TypeError):
            mapping["Q9"] = "added"  # type: ignore[index]
    assert CURRENT.at(SPECIAL_PERIOD_MONTHS, SINCE).value == 2
    assert Rulebook() == CURRENT


@given(st.dates(date(2012, 7, 9), date(2060, 1, 1)), st.dates(date(2012, 7, 9), date(2060, 1, 1)))
def test_a_reform_holds_from_its_day_and_not_before(since: date, day: date) -> None:
    book = CURRENT.reformed(LOSS, since=since, value=30, reason="B")
    version = book.at(LOSS, day)
    assert version.value == (30 if day >= since else 14)
    assert version.reform == ("B" if day >= since else "")


def test_a_reform_takes_the_place_of_the_versions_after_it() -> None:
    rule = PERMISSION_FEES[ProcedureKind.CHANGE_OF_STATUS, Channel.COUNTER]
    flat = fee_scale(5000)
    book = CURRENT.reformed(rule, since=date(2026, 1, 1), value=flat, reason="no change in October")
    days = (date(2025, 12, 31), date(2026, 1, 1), date(2026, 10, 1), date(2040, 1, 1))
    assert [book.at(rule, day).value for day in days] == [fee_scale(6000), flat, flat, flat]
    again = book.reformed(rule, since=date(2025, 6, 1), value=fee_scale(1), reason="earlier still")
    assert [version.reform for version in again.timeline(rule).versions] == ["", "", "earlier still"]
    assert [version.since for version in shipped(rule).versions] == [
        date(2019, 4, 1),
        date(2025, 4, 1),
        date(2026, 10, 1),
    ]


def test_a_reform_before_the_first_version_is_the_only_one() -> None:
    book = CURRENT.reformed(EXCHANGE_FEE, since=date(2013, 1, 1), value=0, reason="always free")
    (version,) = book.timeline(EXCHANGE_FEE).versions
    assert (version.value, version.cite) == (0, shipped(EXCHANGE_FEE).versions[0].cite)
    with pytest.raises(NotInForceError) as caught:
        book.at(EXCHANGE_FEE, date(2012, 12, 31))
    assert caught.value.first_day == date(2013, 1, 1)


def test_a_reform_keeps_the_citation_unless_it_brings_one() -> None:
    own = Citation.parse("326CO0000000319:19-12:1")
    kept, brought = (
        CURRENT.reformed(LOSS, since=SINCE, value=30, reason="B", cite=cite).ground(LOSS, SINCE)
        for cite in (None, Citation.parse("363AC0000000091:2"))
    )
    assert kept.cite == (own,)
    assert brought.cite == (Citation.parse("363AC0000000091:2"),)
    for lang, said in (("en", "not law but the scenario “B”"), ("ja", "B")):
        assert said in kept.text(lang)


@pytest.mark.parametrize(
    ("rule", "value"),
    [
        (LOSS, -1),
        (LOSS, 2.5),
        (LOSS, True),
        (LOSS, "14"),
        (LOSS, None),
        (MY_NUMBER_FOLLOWS_SPECIAL_PERIOD, 1),
        (SPECIAL_PERIOD_PROCEDURES, "change"),
        (SPECIAL_PERIOD_PROCEDURES, ["moving"]),
        (SPECIAL_PERIOD_PROCEDURES, 3),
        (routes.MY_NUMBER_RETURN_WINDOW, "post"),
        (routes.DELIVERY[Route.BUREAU_CARD], None),
        (PERMISSION_FEES[ProcedureKind.CHANGE_OF_STATUS, Channel.ONLINE], []),
    ],
)
def test_a_reform_must_fit_the_rule(rule: Rule[Any], value: object) -> None:
    with pytest.raises(ReformError) as caught:
        CURRENT.reformed(rule, since=SINCE, value=value, reason="B")
    assert (caught.value.rule, caught.value.reason) == (rule.key, "value")
    assert rule.key in str(caught.value)


def test_a_reform_must_give_a_reason() -> None:
    with pytest.raises(ReformError) as caught:
        CURRENT.reformed(LOSS, since=SINCE, value=30, reason="")
    assert caught.value.reason == "reason"


@pytest.mark.parametrize("key", open_questions())
def test_every_reading_can_be_chosen(key: str) -> None:
    question = CURRENT.question(key)
    assert question.reading == question.default
    assert question.default in question.readings
    chosen = [CURRENT.reading(**{key: reading}).question(key) for reading in question.readings]
    assert [one.reading for one in chosen] == list(question.readings)
    for lang in ("ja", "en"):
        said = {one.text(lang) for one in chosen}
        assert len(said) == len(chosen)
        assert all(key in one for one in said)


@pytest.mark.parametrize(
    ("key", "reading", "known"),
    [
        ("Q9", "perhaps", ("added", "not_added")),
        ("Q999", "added", tuple(open_questions())),
        ("Q9", "", ("added", "not_added")),
    ],
)
def test_other_readings_are_refused(key: str, reading: str, known: tuple[str, ...]) -> None:
    with pytest.raises(ReadingError) as caught:
        CURRENT.reading(**{key: reading})
    assert (caught.value.question, caught.value.reading, caught.value.known) == (key, reading, known)


def test_questions_that_nobody_asked() -> None:
    with pytest.raises(ReadingError):
        CURRENT.question("Q999")


def test_usual_closed_days_are_those_of_each_kind_of_office() -> None:
    assert CURRENT.closed(Window.BUREAU) == ClosedDays.state()
    assert CURRENT.closed(Window.MUNICIPALITY) == ClosedDays.municipal()
    own = ClosedDays.municipal(year_end=[(12, 31)])
    book = CURRENT.closing(Window.MUNICIPALITY, own)
    assert book.closed(Window.MUNICIPALITY) == own
    assert book.closed(Window.BUREAU) == ClosedDays.state()


def test_moments_become_days_in_japan() -> None:
    eve = datetime(2026, 6, 13, 14, 59, tzinfo=UTC)
    rule = routes.CONFIRMATION_NEEDED
    assert CURRENT.at(rule, eve + timedelta(minutes=1)).value is True
    assert CURRENT.ground(rule, eve + timedelta(minutes=1)).day == date(2026, 6, 14)
    with pytest.raises(NotInForceError):
        CURRENT.at(rule, eve)
    book = CURRENT.reformed(LOSS, since=datetime(2027, 3, 31, 15, 0, tzinfo=UTC), value=30, reason="B")
    assert book.timeline(LOSS).versions[-1].since == SINCE


BORN, DAY = date(1990, 6, 20), date(2026, 9, 1)
STUDENT = StatusOfResidence.STUDENT
DATED: dict[Callable[..., Any], Mapping[str, object]] = {
    deadlines.notice_deadline: {"procedure": ProcedureKind.REISSUE_LOSS, "event_on": DAY},
    deadlines.return_deadline: {"event_on": DAY},
    deadlines.deadline: {
        "subject": ProcedureKind.CARD_ITEM_CHANGE,
        "event": deadlines.TriggerEvent.ITEM_CHANGED,
        "event_on": DAY,
    },
    deadlines.special_reentry_until: {"departed": DAY, "stay_end": date(2027, 3, 1)},
    fees.fee_due: {
        "procedure": ProcedureKind.EXCHANGE,
        "channel": Channel.COUNTER,
        "accepted_on": DAY,
        "specified": True,
        "held_card_issued_on": date(2026, 6, 14),
        "had_specified_card": False,
    },
    routes.route_of: {"procedure": ProcedureKind.EXCHANGE, "on": DAY},
    fees.ceiling_of: {"procedure": ProcedureKind.CHANGE_OF_STATUS, "on": DAY},
    fees.online_payment_surcharge: {"granted_months": 12, "accepted_on": date(2026, 10, 1)},
    fees.card_fee: {
        "asked": fees.CardRequest(
            procedure=ProcedureKind.PLACE_OF_RESIDENCE_FIRST, accepted_on=DAY, route=Route.MUNICIPALITY,
            held_card_issued_on=DAY,
        ),
    },
    routes.delivery_of: {"route": Route.BUREAU_CARD, "on": DAY},
    routes.routes_of: {"procedure": ProcedureKind.EXCHANGE, "on": DAY},
    routes.channels_of: {"procedure": ProcedureKind.EXCHANGE, "on": DAY},
    routes.express_class_of: {
        "need": routes.Need(basis=routes.RegisterBasis.FROM_ABROAD, prior_card=False),
        "route": Route.MUNICIPALITY, "on": DAY,
    },
    special_period.special_period_end: {"stay_until": DAY},
    special_period.filed_in_time: {"filed_on": DAY, "stay_until": DAY},
    special_period.has_special_period: {"procedure": ProcedureKind.EXTENSION_OF_STAY, "filed_on": DAY},
    special_period.separate_card_extended_until: {
        "born": BORN, "made_on": DAY, "stay_until": DAY, "on": DAY,
    },
    validity.residence_card_until: {
        "born": BORN, "status": StatusOfResidence.PERMANENT_RESIDENT, "stay_until": None, "issued_on": DAY,
        "old_until": date(2026, 9, 30),
    },
    validity.specified_card_until: {
        "born": BORN, "status": STUDENT, "stay_until": date(2027, 3, 1), "issued_on": DAY, "filed_on": DAY,
        "route": Route.BUREAU_CARD,
    },
    validity.separate_card_cap: {"born": BORN, "made_on": DAY, "on": DAY},
    validity.separate_card_until: {
        "born": date(2016, 6, 20), "status": STUDENT, "stay_until": date(2027, 3, 1), "made_on": DAY,
    },
    special_period.pending_renewal_end: {"old_until": DAY, "filed_on": DAY, "old_issued_on": DAY},
    validity.special_permanent_certificate_until: {
        "born": date(2015, 6, 20), "issued_on": DAY, "filed_on": DAY, "old_until": date(2031, 6, 20),
        "old_issued_on": DAY,
    },
    validity.specified_certificate_until: {
        "born": BORN, "issued_on": DAY, "filed_on": DAY, "old_until": date(2026, 10, 1), "old_issued_on": DAY,
    },
    validity.separate_card_after_stay_until: {
        "born": BORN, "status": STUDENT, "stay_until": date(2027, 3, 1), "made_on": DAY, "on": DAY,
    },
    validity.separate_card_transitional_until: {"since": DAY, "made_on": DAY},
    validity.certificate_until: {
        "rule": validity.SIGNING_CERTIFICATE_BIRTHDAYS, "born": BORN, "issued_on": DAY,
        "card_until": date(2027, 3, 1),
    },
}  # fmt: skip
DATED[validity.mobile_record_until] = {
    "born": date(1990, 6, 20),
    "issued_on": DAY,
    "card_until": date(2031, 6, 20),
}
DAYS_ASKED = [(ask, name) for ask, facts in DATED.items() for name in facts if isinstance(facts[name], date)]


def test_every_dated_function_is_tried_with_moments() -> None:
    public = {
        getattr(module, name)
        for module in (deadlines, fees, routes, special_period, validity)
        for name in module.__all__
        if name.islower() and name not in {"answer", "clocks_of"}  # whose days are facts, or which have none
    }
    assert public - set(DATED) == {validity.my_number_function_until, validity.certificate_function_until}


@pytest.mark.parametrize(("ask", "name"), DAYS_ASKED)
def test_dated_functions_read_moments_as_days_in_japan(ask: Callable[..., Any], name: str) -> None:
    facts = DATED[ask]
    day = facts[name]
    assert isinstance(day, date)
    midnight = datetime(day.year, day.month, day.day, tzinfo=UTC) - timedelta(hours=9)
    assert ask(**{**facts, name: midnight}) == ask(**facts)
    with pytest.raises(NaiveDatetimeError):
        ask(**{**facts, name: midnight.replace(tzinfo=None)})


@pytest.mark.parametrize(
    ("read", "value"),
    [
        (whole_number, -1),
        (whole_number, True),
        (whole_number, 1.0),
        (flag, 1),
        (flag, "true"),
        (OneOf(Window), "nowhere"),
        (SomeOf(Window), "bureau"),
        (SomeOf(Window), 5),
        (SomeOf(Window), ["bureau", "nowhere"]),
        (fee_scale, None),
        (fee_scale, True),
        (fee_scale, -5),
        (fee_scale, []),
        (fee_scale, [3]),
        (fee_scale, [{"to": 3, "yen": 5}]),  # nothing for longer periods
        (fee_scale, [{"yen": 5}, {"yen": 6}]),
        (fee_scale, [{"to": 6, "yen": 5}, {"to": 3, "yen": 6}, {"yen": 7}]),
        (fee_scale, [{"to": 6, "yen": 5}, {"below": 6, "yen": 6}, {"yen": 7}]),
        (fee_scale, [{"to": 6}, {"yen": 7}]),
        (fee_scale, [{"to": "6", "yen": 5}, {"yen": 7}]),
    ],
)
def test_values_that_no_rule_can_hold(read: Callable[[object], object], value: object) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - the reader's contract; a rule names itself in ReformError
        read(value)


def test_values_that_rules_hold() -> None:
    assert (whole_number(0), flag(value=False)) == (0, False)
    assert OneOf(Window)("bureau") is OneOf(Window)(Window.BUREAU) is Window.BUREAU
    assert SomeOf(Window)([]) == frozenset()
    assert SomeOf(Window)(["bureau", Window.BUREAU]) == {Window.BUREAU}
    scale = fee_scale([{"below": 12, "yen": 1000}, {"to": 12, "yen": 2000}, {"yen": 3000}])
    assert [scale.yen(months) for months in (1, 11, 12, 13)] == [1000, 1000, 2000, 3000]
    assert (scale.is_flat, fee_scale(5).is_flat) == (False, True)
    assert fee_scale(scale) is scale
    assert fee_scale(5) == FeeScale((FeeBand(None, included=True, yen=Yen(5)),))
    assert (scale.text("en"), scale.text("ja")) == ("1,000 yen–3,000 yen", "1,000円–3,000円")
    assert fee_scale(7900).text("en") == "7,900 yen"


ROW: Mapping[str, object] = {
    "since": SINCE,
    "value": 3,
    "cite": "326CO0000000319:20:6",
    "evidence": "official",
    "checked_on": date(2026, 11, 21),
}


@pytest.mark.parametrize(
    ("table", "reason"),
    [
        ({}, "no rows for broken.rule"),
        ({"broken": []}, "no rows for broken.rule"),
        ({"broken": {"rule": []}}, "no rows for broken.rule"),
        ({"broken": {"rule": [{key: ROW[key] for key in ROW if key != "since"}]}}, "broken.rule: KeyError"),
        ({"broken": {"rule": [{**ROW, "value": "many"}]}}, "broken.rule: ValueError"),
        ({"broken": {"rule": [{**ROW, "cite": "art. 20"}]}}, "broken.rule: CitationError"),
        ({"broken": {"rule": [{**ROW, "evidence": "rumour"}]}}, "broken.rule: UnknownTermError"),
        ({"broken": {"rule": [{**ROW, "cite": 20}]}}, "broken.rule: CitationError"),
    ],
)
def test_a_table_that_does_not_read(
    table: Mapping[str, object], reason: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rulebook, "read_toml", lambda _name: table)
    rule = Rule[int]("nowhere", "broken.rule", "壊れた規則", "a broken rule", whole_number)
    with pytest.raises(TableError) as caught:
        CURRENT.timeline(rule)
    assert (caught.value.table, caught.value.reason) == ("rules/nowhere.toml", reason)


def test_a_text_that_was_not_seen_is_never_official(monkeypatch: pytest.MonkeyPatch) -> None:
    row = {**ROW, "cite": "326CO0000000319:20:6?"}
    monkeypatch.setattr(rulebook, "read_toml", lambda _name: {"unseen": [row]})
    rule = Rule[int]("nowhere", "unseen", "見ていない規則", "an unseen rule", whole_number)
    assert CURRENT.ground(rule, SINCE).evidence is Evidence.SECONDARY


def test_reforms_of_what_is_no_rule_or_no_number_are_refused() -> None:
    number, since = deadlines.RETURN_DAYS, date(2027, 4, 1)
    nonsense: Any = "x"
    with pytest.raises(ReformError):
        CURRENT.reformed(nonsense, since=since, value=1, reason="A")
    with pytest.raises(ReformError):
        CURRENT.reformed(number, since=since, value=10**30, reason="A")
    with pytest.raises(ReformError):
        CURRENT.reformed(number, since=since, value=1, reason="A", cite=nonsense)
    with pytest.raises(ReadingError):
        CURRENT.question([nonsense])  # type: ignore[arg-type]
