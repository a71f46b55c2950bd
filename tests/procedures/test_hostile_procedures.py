"""What procedures are given by callers whose type checker did not run, and what they must agree on."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from types import FunctionType
from typing import Any, Final, cast

import icalendar
import pytest

from tests.lifecycle.lives import ENGINEER_FACTS, TODAY, engineer
from tokutei import procedures
from tokutei.errors import FactsError, PeriodError, TokuteiError
from tokutei.lifecycle import (
    ReportLoss,
    RevokeCertificates,
    Situation,
    SuspendMyNumber,
    apply,
    duties,
)
from tokutei.models import Facts
from tokutei.procedures import (
    Estimates,
    Goal,
    GoalKind,
    Habits,
    Reminder,
    ReminderStatus,
    answered,
    card_ends,
    changes_of,
    compare,
    ends_of,
    ical_parts,
    plan,
    reminders_of_duties,
    reminders_of_rows,
    reminders_of_situation,
    special_period_ends,
    stay_ends,
    to_ical,
)
from tokutei.rules import CURRENT
from tokutei.rules.routes import FILING_CHANNELS
from tokutei.rules.windows import HeldCard
from tokutei.vocabulary import Channel, ProcedureKind, StatusOfResidence, Window

ESTIMATES: Final = Estimates(
    decision_days={ProcedureKind.EXTENSION_OF_STAY: 20}, card_days=14, stay_months=36
)
ONLINE: Final = Goal(kind=GoalKind.EXTEND, channel=Channel.ONLINE)
UNTIL: Final = date(2026, 12, 31)


def without(*names: str) -> Facts:
    """Return an engineer of whose certificates something is not known."""
    card = ENGINEER_FACTS.my_number_card
    assert card is not None
    unknown = card.model_copy(update=dict.fromkeys(names))
    return ENGINEER_FACTS.model_copy(update={"my_number_card": unknown})


def revoked(*, signing: bool, authentication: bool) -> Situation:
    event = RevokeCertificates(on=TODAY, signing=signing, authentication=authentication)
    return apply(engineer(), event).after


SIGNING: Final = "signing_certificate_until"
USER: Final = "authentication_certificate_until"
STANDS: Final = {
    "both live": engineer(),
    "signing alone (61-3(7)(iii))": revoked(signing=False, authentication=True),
    "user alone (61-3(7)(ii))": revoked(signing=True, authentication=False),
    "both revoked": revoked(signing=True, authentication=True),
    "user not known": Situation.of(without(USER), on=TODAY),
    "signing not known": Situation.of(without(SIGNING), on=TODAY),
    "nothing known": Situation.of(without(SIGNING, USER), on=TODAY),
    "My Number function not known": Situation.of(
        ENGINEER_FACTS.model_copy(update={"my_number_card": None}), on=TODAY
    ),
    "stopped by telephone": apply(engineer(), SuspendMyNumber(on=TODAY)).after,
}
"""Where somebody may stand; by the Regulation's two ways, and by what is known."""


@pytest.mark.parametrize("stands", STANDS)
@pytest.mark.parametrize("held", [None, True, False])
def test_plan_and_comparison_file_online_alike(stands: str, held: bool | None) -> None:
    """Whoever has no ID of the bureau's files online only while both certificates are known to live."""
    now = STANDS[stands]
    habits = Habits(channel=Channel.ONLINE, certificates=False, certificates_held=held, separate_card_days=30)
    course = compare(now, UNTIL, on=TODAY, estimates=ESTIMATES, habits=habits).two_cards
    compared = any(one.channel is Channel.ONLINE for one in course.filings)
    planned = plan(now, ONLINE, on=TODAY, estimates=ESTIMATES).steps[0].channel is Channel.ONLINE
    assert planned is (stands == "both live")
    told = held is True and stands in {"user not known", "signing not known", "nothing known"}
    assert compared is (planned or told)


@pytest.mark.parametrize("stands", STANDS)
@pytest.mark.parametrize("lang", ["en", "ja"])
def test_what_is_missing_to_file_online_is_said_in_words(stands: str, lang: str) -> None:
    option = plan(STANDS[stands], ONLINE, on=TODAY, estimates=ESTIMATES).steps[0].online
    assert option is not None
    assert "fact." not in option.text(lang)
    assert "plan." not in option.text(lang)
    assert option.possible is not bool(option.reasons)


def test_the_user_certificate_will_do_with_an_id_of_the_bureau() -> None:
    now = STANDS["user alone (61-3(7)(ii))"]
    for bureau_id in (True, False):
        habits = Habits(
            channel=Channel.ONLINE, certificates=False, bureau_id=bureau_id, separate_card_days=30
        )
        course = compare(now, UNTIL, on=TODAY, estimates=ESTIMATES, habits=habits).two_cards
        assert course.online() == bureau_id


def test_that_the_regulation_accepts_the_signing_certificate_alone_is_said() -> None:
    """Regulation 61-3(7)(iii): the certificate for signing is sent; nothing else is asked for."""
    option = plan(STANDS["signing alone (61-3(7)(iii))"], ONLINE, on=TODAY).steps[0].online
    assert option is not None
    assert [reason.code for reason in option.reasons] == ["plan.signing_alone_lapsed"]
    assert "nobody can sign in" not in option.text("en")
    assert "署名用電子証明書のみ" in option.text("ja")


# Wishes, habits and estimates of another kind.

NOTHING: Final[Any] = None
"""What a type checker would refuse is passed as anything."""


@pytest.mark.parametrize(
    ("given", "names"),
    [
        ({"kind": "EXTEND"}, ("kind",)),
        ({"kind": None}, ("kind",)),
        ({"kind": Channel.ONLINE}, ("kind",)),
        ({"channel": "fax"}, ("channel",)),
        ({"channel": 5}, ("channel",)),
        ({"specified_card": "no"}, ("specified_card",)),
        ({"specified_card": 1}, ("specified_card",)),
        ({"to_status": "blah"}, ("to_status",)),
        ({"kind": [], "channel": b"online", "specified_card": "x"}, ("kind", "channel", "specified_card")),
    ],
)
def test_wishes_of_another_kind_are_refused_by_name(given: dict[str, Any], names: tuple[str, ...]) -> None:
    with pytest.raises(FactsError) as caught:
        Goal(**{"kind": GoalKind.EXTEND, **given})
    assert caught.value.unknown == names
    assert all(str(value) not in str(caught.value) for value in given.values() if isinstance(value, str)) or (
        given.get("specified_card") == "no"  # two letters that stand in any sentence
    )


def test_words_are_read_by_their_values() -> None:
    wish: dict[str, Any] = {"kind": "extend", "channel": "online", "to_status": "student"}
    read = Goal(**wish)
    assert (read.kind, read.channel) == (GoalKind.EXTEND, Channel.ONLINE)
    assert read.to_status is StatusOfResidence.STUDENT
    assert plan(engineer(), read, on=TODAY).steps[0].channel is Channel.ONLINE
    habits: dict[str, Any] = {"channel": "online"}
    assert Habits(**habits).channel is Channel.ONLINE
    days: dict[str, Any] = {"decision_days": {"renewal": 40}}
    assert Estimates(**days) == Estimates(decision_days={ProcedureKind.EXTENSION_OF_STAY: 40})


def test_an_answer_of_another_kind_is_refused() -> None:
    goal = Goal(kind=GoalKind.CHANGE_STATUS)
    with pytest.raises(FactsError):
        answered(ENGINEER_FACTS, goal, {"goal.to_status": "blah"})
    for answers in (None, "x", 5, ["goal.to_status"]):
        with pytest.raises(FactsError) as caught:
            answered(ENGINEER_FACTS, goal, answers)  # type: ignore[arg-type]
        assert caught.value.unknown == ("answers",)
    odd: Any = {5: 5}
    with pytest.raises(FactsError):
        answered(ENGINEER_FACTS, goal, odd)


@pytest.mark.parametrize("name", ["extends_my_number", "by_post", "certificates", "bureau_id"])
@pytest.mark.parametrize("value", ["no", 0, None, []])
def test_habits_are_yes_or_no(name: str, value: Any) -> None:
    with pytest.raises(FactsError) as caught:
        Habits(**{name: value})
    assert caught.value.unknown == (name,)


def test_habits_of_another_kind_are_named_together() -> None:
    given: dict[str, Any] = {"channel": "fax", "bureau_id": "no", "certificates_held": "yes"}
    with pytest.raises(FactsError) as caught:
        Habits(**given)
    assert caught.value.unknown == ("channel", "bureau_id", "certificates_held")


@pytest.mark.parametrize(
    "given",
    [
        {"card_days": "x"},
        {"card_days": True},
        {"card_days": 1.5},
        {"card_days": math.nan},
        {"stay_months": 1.5},
        {"stay_months": True},
        {"stay_months": "12"},
        {"hours_per_visit": math.nan},
        {"hours_per_visit": math.inf},
        {"hours_per_visit": -math.inf},
        {"hours_per_visit": "x"},
        {"hours_per_visit": True},
        {"hours_per_visit": -1},
        {"decision_days": None},
        {"decision_days": [5]},
        {"decision_days": {"renewall": 3, 5: 4}},
        {"decision_days": {None: 4}},
        {"decision_days": {"renewal": math.nan}},
        {"decision_days": {"renewal": 1.5}},
        {"decision_days": {"renewal": None}},
        {"decision_days": {"renewal": -1}},
    ],
    ids=str,
)
def test_estimates_are_numbers_of_their_kind(given: dict[str, Any]) -> None:
    with pytest.raises((FactsError, PeriodError)) as caught:
        Estimates(**given)
    assert "renewall" not in str(caught.value)
    assert caught.value.text("en") != caught.value.text("ja")


# Applications by post.


def test_what_cannot_be_posted_is_brought_to_the_counter() -> None:
    """The Regulation opens the counter and the online system for an extension, and no post."""
    by = {
        channel: compare(
            engineer(),
            UNTIL,
            on=TODAY,
            estimates=ESTIMATES,
            habits=Habits(channel=channel, separate_card_days=30),
        )
        for channel in (Channel.POST, Channel.COUNTER)
    }
    assert by[Channel.POST] == by[Channel.COUNTER]
    for course in (by[Channel.POST].two_cards, by[Channel.POST].specified_card):
        assert course.stop is None
        assert [one.channel for one in course.filings] == [Channel.COUNTER]


def test_what_may_be_posted_is_posted() -> None:
    post = CURRENT.reformed(
        FILING_CHANNELS[ProcedureKind.EXTENSION_OF_STAY],
        since=date(2026, 8, 1),
        value=frozenset({Channel.COUNTER, Channel.POST}),
        reason="extensions by post",
    )
    habits = Habits(channel=Channel.POST, separate_card_days=30)
    found = compare(engineer(), UNTIL, on=TODAY, estimates=ESTIMATES, habits=habits, book=post)
    assert [one.channel for one in found.two_cards.filings] == [Channel.POST]
    assert [one.channel for one in found.specified_card.filings] == [
        Channel.COUNTER
    ]  # to be asked for in person
    assert found.two_cards.visits_to(Window.BUREAU) == 1  # to fetch the card


# What is no argument at all, or leads beyond the calendar.

FAR: Final = 10**12
"""So many days or months lead beyond any calendar."""
MADE: Final = datetime(2026, 12, 1, 12, tzinfo=UTC)
CALLS: Final[Mapping[str, Callable[[], object]]] = {
    "compare card days": lambda: compared(replace(ESTIMATES, card_days=10**9)),
    "compare decision days": lambda: compared(
        replace(ESTIMATES, decision_days={ProcedureKind.EXTENSION_OF_STAY: FAR})
    ),
    "compare months": lambda: compared(replace(ESTIMATES, stay_months=FAR)),
    "compare separate card": lambda: compare(
        Situation.of(
            ENGINEER_FACTS.model_copy(update={"my_number_card": None, "has_my_number_card": False}), on=TODAY
        ),
        1,
        on=TODAY,
        estimates=ESTIMATES,
        habits=Habits(separate_card_days=10**9),
    ),
    "compare first day": lambda: compare(engineer(), 1, on=date.min, estimates=ESTIMATES),
    "compare no situation": lambda: compare(NOTHING, 1, on=TODAY, estimates=ESTIMATES),
    "plan no book": lambda: plan(engineer(), ONLINE, on=TODAY, book=NOTHING),
    "plan no estimates": lambda: plan(engineer(), ONLINE, on=TODAY, estimates=NOTHING),
    "changes of nothing": lambda: changes_of(NOTHING),
    "ends of nothing": lambda: ends_of(NOTHING, on=TODAY),
    "ends on no day": lambda: ends_of(engineer(), on=NOTHING),
    "ends no book": lambda: ends_of(engineer(), on=TODAY, book=NOTHING),
    "stay ends no book": lambda: stay_ends(UNTIL, on=TODAY, book=NOTHING),
    "stay ends no stay": lambda: stay_ends(NOTHING, on=TODAY),
    "stay ends on no day": lambda: stay_ends(UNTIL, on=NOTHING),
    "stay ends no days": lambda: stay_ends(UNTIL, on=TODAY, stay_days=cast("Any", "x")),
    "card ends no card": lambda: card_ends(NOTHING, on=TODAY),
    "card ends no day": lambda: card_ends(HeldCard(NOTHING, None, TODAY, None), on=TODAY),
    "card ends no book": lambda: card_ends(HeldCard(UNTIL, None, TODAY, None), on=TODAY, book=NOTHING),
    "special period no stay": lambda: special(stay_until=None),
    "special period no days": lambda: special(stay_days="x"),
    "special period no procedure": lambda: special(procedure=[]),
    "special period no filing": lambda: special(filed_on="2026-12-01"),
    "special period no book": lambda: special(book=None),
    "reminders of no situation": lambda: reminders_of_situation(NOTHING, key="p", on=TODAY),
    "reminders no book": lambda: reminders_of_situation(engineer(), key="p", on=TODAY, book=NOTHING),
    "reminders no key": lambda: reminders_of_situation(engineer(), key=NOTHING, on=TODAY),
    "no duties": lambda: reminders_of_duties(NOTHING, key="p"),
    "a text as duties": lambda: reminders_of_duties(cast("Any", "x"), key="p"),
    "other duties": lambda: reminders_of_duties([NOTHING], key="p"),
    "no rows": lambda: list(reminders_of_rows(NOTHING)),
    "a text as rows": lambda: list(reminders_of_rows(cast("Any", "x"))),
    "other rows": lambda: list(reminders_of_rows([NOTHING])),
    "calendar of nothing": lambda: calendar(NOTHING),
    "calendar of other things": lambda: calendar([NOTHING]),
    "calendar of a text": lambda: calendar(cast("Any", "x")),
    "calendar of no name": lambda: calendar([reminder()], name=5),
    "calendar of no language": lambda: calendar([reminder()], lang=[]),
    "calendar at the end of time": lambda: calendar(
        [reminder()], made_at=datetime(9999, 12, 31, 12, tzinfo=UTC)
    ),
    "pieces of nothing": lambda: list(ical_parts(NOTHING, lang="en", made_at=MADE)),
    "pieces of other things": lambda: list(ical_parts([NOTHING], lang="en", made_at=MADE)),
    **{
        f"reminder {name} {value!r}": lambda name=name, value=value: reminder(**{name: value})  # type: ignore[misc]
        for name, value in (
            ("ja", 5),
            ("en", None),
            ("part", 5),
            ("part", None),
            ("notes", None),
            ("notes", ("x",)),
            ("notes", "x"),
            ("cite", None),
            ("cite", ("x",)),
            ("evidence", "official"),
            ("status", "gone"),
            ("status", None),
            ("dated", "no"),
            ("label", 5),
            ("until", "x"),
        )
    },
}


def compared(estimates: Estimates) -> object:
    return compare(engineer(), UNTIL, on=TODAY, estimates=estimates, habits=Habits(separate_card_days=30))


def special(**change: Any) -> object:
    given: dict[str, Any] = {
        "procedure": ProcedureKind.EXTENSION_OF_STAY,
        "filed_on": TODAY,
        "stay_until": UNTIL,
        **change,
    }
    return special_period_ends(given.pop("stay_until"), **given)


def reminder(**change: Any) -> Reminder:
    given = {"key": "p", "what": "stay_end", "ja": "満了日", "en": "last day", "day": date(2026, 12, 1)}
    return Reminder(**{**given, **change})


def calendar(reminders: Any, **change: Any) -> bytes:
    return to_ical(reminders, **{"lang": "en", "made_at": MADE, **change})


@pytest.mark.parametrize("call", CALLS)
def test_nothing_foreign_is_raised(call: str) -> None:
    with pytest.raises(TokuteiError) as caught:
        CALLS[call]()
    assert caught.value.__context__ is None or caught.value.__suppress_context__
    assert caught.value.text("en") != caught.value.text("ja")


def test_filing_earlier_than_the_calendar_begins_is_filing_as_early_as_may_be() -> None:
    early, first = (
        compare(
            engineer(),
            UNTIL,
            on=TODAY,
            estimates=ESTIMATES,
            habits=Habits(file_days_before=days, separate_card_days=30),
        )
        for days in (10**6, None)
    )
    assert early == first


def test_an_outcome_or_duty_that_is_one_is_taken() -> None:
    lost = apply(engineer(), ReportLoss(on=TODAY))
    assert changes_of(lost)
    assert reminders_of_duties(iter(duties(lost.after, on=TODAY)), key="p")


# Alarms.


def test_no_alarm_rings_in_the_past_of_the_day_itself() -> None:
    """Made at 21:00 in Japan, twelve hours after nine in the morning of the only day."""
    assert b"TRIGGER" not in calendar([reminder(alarms=(0,))])
    before = datetime(2026, 11, 30, 23, 59, tzinfo=UTC)  # 08:59 in Japan
    assert b"TRIGGER:PT9H\r\n" in calendar([reminder(alarms=(0,))], made_at=before)
    assert b"TRIGGER:PT9H\r\n" in calendar([reminder(alarms=(0,))], made_at=before + timedelta(minutes=1))
    assert b"TRIGGER" not in calendar([reminder(alarms=(0,))], made_at=before + timedelta(minutes=2))


def test_alarms_ring_to_the_second() -> None:
    made = calendar([reminder(alarms=(0,), day=date(2027, 3, 31))], alarm_at=time(9, 30, 15))
    assert b"TRIGGER:PT9H30M15S\r\n" in made
    with pytest.raises(FactsError):
        calendar([reminder()], alarm_at=time(9, 30, 15, 1))


def test_what_is_overdue_is_said_plainly() -> None:
    late = reminder(day=date(2027, 4, 5), status=ReminderStatus.OVERDUE)
    lines = calendar([late]).replace(b"\r\n ", b"").decode()
    assert "Overdue: the last day was 2027-04-05." in lines
    assert "since" not in lines


def test_equal_alarms_of_many_events_are_made_once(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[object] = []

    class Counted(icalendar.Alarm):
        def __init__(self) -> None:
            super().__init__()
            made.append(self)

    monkeypatch.setattr(icalendar, "Alarm", Counted)
    many = [reminder(key=f"p-{n}", day=date(2027, 3, 31)) for n in range(50)]
    whole = calendar(many)
    assert len(made) == 3
    assert whole.count(b"BEGIN:VALARM") == 150
    assert all(len(event.walk("VALARM")) == 3 for event in icalendar.Calendar.from_ical(whole).walk("VEVENT"))


def test_what_signatures_and_documents_name_is_exported() -> None:
    for name in ("HeldCard", "NEEDS", "Need", "Known"):
        assert name in procedures.__all__
    assert procedures.card_ends(procedures.HeldCard(date(2031, 5, 2)), on=TODAY)
    assert set(procedures.NEEDS) == set(GoalKind)


def test_every_public_function_says_what_it_raises_and_shows_an_example() -> None:
    """But for those of ``plans`` and ``listing``, and what only holds rows."""
    for name in procedures.__all__:
        one = getattr(procedures, name)
        if not isinstance(one, FunctionType):
            continue
        assert ">>>" in (one.__doc__ or ""), name
        assert "Raises:" in (one.__doc__ or ""), name


def test_a_channel_left_out_is_the_counter_as_documented() -> None:
    step = plan(engineer(), Goal(kind=GoalKind.EXTEND), on=TODAY, estimates=ESTIMATES).steps[0]
    assert step.channel is Channel.COUNTER
    assert step.online is not None
    assert step.online.possible


# Every argument of every function in turn.

AS_IT_IS: Final[Mapping[str, tuple[Callable[..., Any], Mapping[str, Any]]]] = {
    "plan": (
        plan,
        {"situation": engineer(), "goal": ONLINE, "on": TODAY, "estimates": ESTIMATES, "book": CURRENT},
    ),
    "compare": (
        compare,
        {
            "situation": engineer(),
            "horizon": 1,
            "on": TODAY,
            "estimates": ESTIMATES,
            "habits": Habits(separate_card_days=3),
            "moves": (),
            "book": CURRENT,
        },
    ),
    "ends_of": (ends_of, {"situation": engineer(), "on": TODAY, "book": CURRENT}),
    "stay_ends": (stay_ends, {"stay_until": TODAY, "on": TODAY, "stay_days": None, "book": CURRENT}),
    "special_period_ends": (
        special_period_ends,
        {
            "stay_until": TODAY,
            "procedure": ProcedureKind.EXTENSION_OF_STAY,
            "filed_on": TODAY,
            "stay_days": None,
            "book": CURRENT,
        },
    ),
    "card_ends": (card_ends, {"card": HeldCard(date(2031, 5, 2)), "on": TODAY, "book": CURRENT}),
    "reminders_of_situation": (
        reminders_of_situation,
        {"situation": engineer(), "key": "p", "on": TODAY, "book": CURRENT, "label": None},
    ),
    "to_ical": (
        to_ical,
        {
            "reminders": [reminder()],
            "lang": "en",
            "made_at": MADE,
            "alarms": (1,),
            "alarm_at": time(9),
            "sequence": None,
            "name": "x",
        },
    ),
}
ODD: Final = (
    None,
    "x",
    b"x",
    -1,
    1.5,
    math.nan,
    FAR,
    True,
    [None],
    {5: 5},
    date.min,
    date.max,
    datetime.max.replace(tzinfo=UTC),
    object(),
)


@pytest.mark.parametrize(
    ("call", "name"), [(call, name) for call, (_, given) in AS_IT_IS.items() for name in given]
)
def test_an_odd_argument_is_taken_or_refused_by_an_error_of_ours(call: str, name: str) -> None:
    function, given = AS_IT_IS[call]
    function(**given)
    refused: list[TokuteiError] = []
    for odd in ODD:
        try:
            function(**{**given, name: odd})
        except TokuteiError as error:
            refused.append(error)
    assert len(refused) > 1
    assert all(error.text("en") != error.text("ja") for error in refused)
