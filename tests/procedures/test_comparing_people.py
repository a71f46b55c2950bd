"""For whom one card or two is better, choices, what is not known, what is refused."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import tokutei as tk
from tests.lifecycle.lives import BORN, ENGINEER, ENGINEER_FACTS, HOLDER_FACTS, TODAY, engineer
from tests.procedures.comparing_makers import (
    CHILD,
    DAY,
    ESTIMATES,
    PEOPLE,
    PERMANENT,
    SPECIAL,
    B,
    M,
    P,
    courses,
    number_card,
    open_from,
    row,
)
from tokutei.calendar import months_before
from tokutei.errors import FactsError, OutOfTableError, PeriodError, TokuteiError, TransitionRefused
from tokutei.law import Evidence
from tokutei.lifecycle import (
    Bearer,
    EventKind,
    FileExtension,
    Situation,
    apply,
)
from tokutei.lifecycle.states import FunctionState
from tokutei.models import CardFacts, Facts, MyNumberCardFacts
from tokutei.procedures import (
    Circumstance,
    Course,
    Estimates,
    Habits,
    Measure,
    Move,
    compare,
)
from tokutei.rules import CURRENT
from tokutei.vocabulary import CardKind, Channel, StatusOfResidence

HABITS: Final = Habits(separate_card_days=30)


def test_who_files_online_goes_to_the_bureau_less_with_two_cards() -> None:
    habits = Habits(channel=Channel.ONLINE, separate_card_days=30)
    found = compare(engineer(), date(2029, 6, 30), on=TODAY, estimates=ESTIMATES, habits=habits)
    assert row(found, Circumstance.FILES_ONLINE) == (Course.TWO_CARDS, 0, 6)
    assert row(found, Circumstance.EXTENDS_OFTEN)[0] is Course.SPECIFIED_CARD
    assert found.rows[0].evidence is Evidence.INFERRED
    assert Circumstance.PERMANENT not in {each.who for each in found.rows}
    for horizon, often in ((date(2027, 6, 30), False), (date(2028, 6, 30), True)):  # one extension, two
        short = compare(engineer(), horizon, on=TODAY, estimates=ESTIMATES, habits=habits)
        assert (Circumstance.EXTENDS_OFTEN in {each.who for each in short.rows}) is often


def test_a_permanent_resident_goes_rarely_either_way() -> None:
    found = compare(Situation.of(PERMANENT, on=TODAY), 10, on=TODAY, estimates=ESTIMATES, habits=HABITS)
    # Two cards: certificate for signing 2028, card 2029 (given at once), separate card 2033. One card: certificate for
    # signing 2028, card filed for and fetched 2029, its certificate for signing 2033.
    assert row(found, Circumstance.PERMANENT) == (Course.TWO_CARDS, 3, 4)
    assert Circumstance.EXTENDS_OFTEN not in {each.who for each in found.rows}
    # The tenth birthday after the end of the card that was renewed, 2029-04-11.
    assert found.specified_card.end.residence.until == date(2039, 3, 3)


@pytest.mark.parametrize(("card_days", "interim"), [(150, None), (200, date(2029, 6, 11))])
def test_an_ordinary_card_comes_first_where_the_specified_one_takes_too_long(
    card_days: int, interim: date | None
) -> None:
    """The card ends on 2029-04-11; two months later, on Monday 06-11, an ordinary one is given (Act 19-15-3(3))."""
    on = date(2029, 1, 4)
    estimates = replace(ESTIMATES, card_days=card_days)
    found = compare(Situation.of(PERMANENT, on=on), 1, on=on, estimates=estimates, habits=HABITS)
    now, given = found.specified_card.start, None
    for step in found.specified_card.steps:
        now = apply(now, step.event).after
        assert now.residence.state is not FunctionState.LAPSED
        given = step.on if step.event.kind is EventKind.RECEIVE_INTERIM_CARD else given
    assert given == interim
    assert found.specified_card.visits_to(B) == (3 if interim else 2)
    assert now.card.kind is CardKind.SPECIFIED_RESIDENCE_CARD


@pytest.mark.parametrize("facts", [PERMANENT, SPECIAL], ids=["permanent", "special"])
def test_a_card_that_ends_before_the_new_one_is_there_stops_the_course(facts: Facts) -> None:
    """Nothing stretches an ordinary card while its renewal is pending, nor any certificate."""
    slow = replace(ESTIMATES, decision_days={P.CARD_RENEWAL: 120, P.SPR_RENEWAL: 120})
    found = compare(Situation.of(facts, on=TODAY), 4, on=TODAY, estimates=slow, habits=HABITS).two_cards
    ends = facts.card.valid_until if facts.card else None
    assert ends is not None
    assert found.stop is not None
    assert found.stop.on == ends + DAY
    (reason,) = found.stop.reasons
    assert (reason.code, bool(reason.cite)) == ("comparing.card_ended", True)
    assert found.visits is None


def test_a_move_is_one_visit_with_either_card() -> None:
    moves = (
        Move(on=date(2027, 4, 1), to_municipality="131032"),
        Move(on=date(2028, 4, 3)),
        Move(on=date(2026, 8, 31)),
    )
    start = Situation.of(HOLDER_FACTS.model_copy(update={"stay_until": date(2029, 10, 31)}), on=TODAY)
    found = compare(start, 2, on=TODAY, estimates=ESTIMATES, habits=HABITS, moves=moves)
    assert row(found, Circumstance.MOVES) == (None, 2, 2)
    told = [
        (step.on, step.event.kind, step.window)
        for step in found.specified_card.steps
        if "move" in step.event.kind.value or "relocation" in step.event.kind.value
    ]
    assert told == [
        (date(2027, 4, 1), EventKind.NOTIFY_MOVE_OUT, None),
        (date(2027, 4, 1), EventKind.NOTIFY_MOVE_IN, M),
        (date(2028, 4, 3), EventKind.NOTIFY_RELOCATION, M),
    ]


@pytest.mark.parametrize(
    ("lang", "said", "basis"),
    [
        ("en", "Moving out (転出届) is counted as no visit", "art. 24"),
        ("ja", "転出届は窓口に行く回数に数えていません", "第24条"),
    ],
)
def test_why_moving_out_is_no_visit_is_said_where_somebody_moves_out(
    lang: str, said: str, basis: str
) -> None:
    """Resident Register Act 24 and 27(1): beforehand and in writing; no provision demands appearance."""
    start = Situation.of(HOLDER_FACTS.model_copy(update={"stay_until": date(2029, 10, 31)}), on=TODAY)
    elsewhere = Move(on=date(2027, 4, 1), to_municipality="131032")
    for moves, told in (((elsewhere,), 1), ((Move(on=date(2027, 4, 1)),), 0), ((), 0)):
        found = compare(start, 1, on=TODAY, estimates=ESTIMATES, habits=HABITS, moves=moves)
        lines = [line for line in found.text(lang).splitlines() if said in line]
        assert len(lines) == told
        assert all(basis in line for line in lines)
        if told:
            assert not any(
                step.window for step in found.two_cards.steps if step.event.kind is EventKind.NOTIFY_MOVE_OUT
            )


@pytest.mark.shared
def test_no_provision_demands_appearance_for_moving_out() -> None:
    law = Path(__file__).resolve().parents[3] / "shared" / "law"
    act = (law / "342AC0000000081.md").read_text("utf-8")
    order = (law / "342CO0000000292.md").read_text("utf-8")
    assert "転出をする者は、あらかじめ、" in act
    assert "書面でしなければならない" in act
    assert "出頭" not in act + order


def test_the_next_listed_procedure_may_be_a_move() -> None:
    far = date(2029, 10, 31)
    facts = ENGINEER_FACTS.model_copy(
        update={"stay_until": far, "card": CardFacts(issued_on=date(2024, 10, 31), valid_until=far)}
    )
    found = compare(
        Situation.of(facts, on=TODAY),
        1,
        on=TODAY,
        estimates=ESTIMATES,
        habits=HABITS,
        moves=(Move(on=date(2027, 4, 1), to_municipality="131032"),),
    )
    assert found.specified_card.end.card.kind is CardKind.SPECIFIED_RESIDENCE_CARD
    assert found.count(Measure.MUNICIPAL_VISITS) == (2, 2)
    assert found.count(Measure.BUREAU_VISITS) == (0, 0)


def test_for_a_child_a_family_member_exchanges_the_card() -> None:
    habits = replace(HABITS, switch_on=TODAY)
    found = compare(Situation.of(CHILD, on=TODAY), 1, on=TODAY, estimates=ESTIMATES, habits=habits)
    assert found.specified_card.visits is not None
    assert {visit.who for visit in found.specified_card.visits} == {Bearer.REPRESENTATIVE}
    assert row(found, Circumstance.CHILD)[0] is Course.TWO_CARDS


def test_short_stays_of_designated_activities_make_the_difference_large() -> None:
    """Half a year at a time: each permission is a way to the municipal office with two cards, none with one."""
    end = date(2027, 1, 29)
    facts = ENGINEER_FACTS.model_copy(
        update={
            "status": StatusOfResidence.DESIGNATED_ACTIVITIES,
            "stay_until": end,
            "card": CardFacts(issued_on=date(2026, 7, 29), valid_until=end),
            "my_number_card": number_card(end, date(2026, 8, 5)),
        }
    )
    estimates = replace(ESTIMATES, stay_months=6)
    found = compare(Situation.of(facts, on=TODAY), 2, on=TODAY, estimates=estimates, habits=HABITS)
    # Filed on the first open day from three months before each 29 January and July; 40 days, then 21 for the card.
    ends = [end, date(2027, 7, 29), date(2028, 1, 29), date(2028, 7, 29)]
    assert [filed.on for filed in found.two_cards.filings] == [
        open_from(B, months_before(one, 3)) for one in ends
    ]
    assert row(found, Circumstance.EXTENDS_OFTEN) == (Course.SPECIFIED_CARD, 4, 0)
    assert found.count(Measure.BUREAU_VISITS) == (8, 8)


def test_special_permanent_residents_never_go_to_the_bureau_for_it() -> None:
    found = compare(Situation.of(SPECIAL, on=TODAY), 10, on=TODAY, estimates=ESTIMATES, habits=HABITS)
    assert found.count(Measure.BUREAU_VISITS) == (0, 0)
    assert row(found, Circumstance.SPECIAL_PERMANENT) == (None, 4, 4)
    assert found.count(Measure.MUNICIPAL_VISITS) == (4, 4)


# Choices.


def test_a_holder_may_go_back_to_two_cards_at_once() -> None:
    """The function is given back at the bureau, an ordinary card is there at once, the separate one later."""
    far = date(2029, 10, 31)
    facts = HOLDER_FACTS.model_copy(
        update={
            "stay_until": far,
            "card": CardFacts(
                kind=CardKind.SPECIFIED_RESIDENCE_CARD, issued_on=date(2026, 7, 1), valid_until=far
            ),
        }
    )
    habits = Habits(switch_on=date(2026, 9, 5), separate_card_days=30)  # a Saturday
    found = compare(Situation.of(facts, on=TODAY), 1, on=TODAY, estimates=ESTIMATES, habits=habits)
    assert found.two_cards.visits is not None
    assert [(visit.on.isoformat(), visit.window) for visit in found.two_cards.visits] == [
        ("2026-09-07", B),
        ("2026-10-07", M),
    ]
    assert found.two_cards.dead_days == 30
    assert found.two_cards.fees_unknown[0].procedure is P.MY_NUMBER_CARD
    assert found.two_cards.fees is not None
    assert (found.two_cards.fees.value, len(found.two_cards.basis)) == (0, 1)  # the return costs nothing
    assert found.specified_card.visits == ()


def test_special_permanent_residents_change_their_cards_at_the_municipal_office_and_back_at_the_bureau() -> (
    None
):
    habits = Habits(switch_on=TODAY, separate_card_days=30)
    there = compare(Situation.of(SPECIAL, on=TODAY), 1, on=TODAY, estimates=ESTIMATES, habits=habits)
    assert there.count(Measure.MUNICIPAL_VISITS) == (0, 2)
    holds = there.specified_card.end
    assert holds.card.kind is CardKind.SPECIFIED_SPECIAL_PERMANENT_RESIDENT_CERTIFICATE
    back_on = holds.on + DAY
    back = compare(holds, 1, on=back_on, estimates=ESTIMATES, habits=replace(habits, switch_on=back_on))
    assert back.count(Measure.BUREAU_VISITS) == (1, 0)


@pytest.mark.parametrize("channel", [Channel.COUNTER, Channel.ONLINE])
def test_an_application_left_to_the_last_day_is_filed_on_the_last_day_that_is_open(channel: Channel) -> None:
    """The stay ends on Saturday 2026-10-31: no counter is open then, and nothing is sent online on the last day."""
    habits = Habits(channel=channel, file_days_before=0, separate_card_days=30)
    found = compare(engineer(), date(2026, 11, 30), on=TODAY, estimates=ESTIMATES, habits=habits)
    for course in courses(found):
        assert course.stop is None
        assert [filed.on for filed in course.filings] == [date(2026, 10, 30)]
    online = channel is Channel.ONLINE
    assert found.two_cards.online() == online
    assert found.specified_card.online_lost() == online


def test_what_cannot_be_sent_on_a_closed_day_is_brought_on_an_open_one() -> None:
    """The certificates end on 2026-09-10; the application is for Saturday 09-19, before a week of holidays."""
    card = MyNumberCardFacts(
        valid_until=date(2026, 10, 31),
        made_on=date(2023, 11, 6),
        signing_certificate_until=date(2026, 9, 10),
        authentication_certificate_until=date(2026, 9, 10),
    )
    facts = ENGINEER_FACTS.model_copy(update={"my_number_card": card})
    habits = Habits(channel=Channel.ONLINE, file_days_before=42, certificates=False)
    found = compare(
        Situation.of(facts, on=TODAY), date(2026, 9, 30), on=TODAY, estimates=ESTIMATES, habits=habits
    )
    (filed,) = found.two_cards.filings
    assert (filed.on, filed.channel) == (date(2026, 9, 24), Channel.COUNTER)
    assert [reason.code for reason in filed.online_lost] == ["plan.sign_in_lapsed"]
    assert "not online: The certificate for user authentication has ended" in filed.text("en")


@pytest.mark.parametrize("held", [True, False])
def test_the_certificates_of_a_specified_card_in_hand_are_told_by_the_holder(*, held: bool) -> None:
    """Nothing that is read off cards tells of them; without being told it is not known whether online is open."""
    start = Situation.of(HOLDER_FACTS, on=TODAY)
    habits = Habits(channel=Channel.ONLINE, separate_card_days=30)
    unknown = compare(start, date(2026, 12, 31), on=TODAY, estimates=ESTIMATES, habits=habits)
    assert unknown.two_cards.missing == ("authentication_certificate_until", "signing_certificate_until")
    told = compare(
        start,
        date(2026, 12, 31),
        on=TODAY,
        estimates=ESTIMATES,
        habits=replace(habits, certificates_held=held),
    )
    assert told.two_cards.online() == held
    assert told.two_cards.visits_to(B) == (0 if held else 2)


def test_somebody_who_does_not_want_certificates_never_goes_for_them() -> None:
    habits = replace(HABITS, certificates=False)
    found = compare(Situation.of(PERMANENT, on=TODAY), 10, on=TODAY, estimates=ESTIMATES, habits=habits)
    for course in courses(found):
        assert not any(step.event.kind is EventKind.ISSUE_CERTIFICATES for step in course.steps)
    assert found.count(Measure.VISITS) == (2, 2)


def test_the_horizon_may_be_the_last_day_that_the_table_of_closed_days_covers() -> None:
    last = CURRENT.closed(B).last
    start = Situation.of(PERMANENT, on=TODAY)
    found = compare(start, last, on=TODAY, estimates=ESTIMATES, habits=HABITS)
    assert found.two_cards.visits
    with pytest.raises(OutOfTableError):
        compare(start, last + DAY, on=TODAY, estimates=ESTIMATES, habits=HABITS)


# What is not known.


@pytest.mark.parametrize(
    ("change", "course", "missing"),
    [
        ({"decision_days": {}}, Course.TWO_CARDS, {"decision_days.renewal"}),
        ({"card_days": None}, Course.SPECIFIED_CARD, {"card_days"}),
        ({"stay_months": None}, Course.TWO_CARDS, {"stay_months"}),
        ({"hours_per_visit": None}, Course.TWO_CARDS, {"hours_per_visit"}),
    ],
)
def test_what_needs_a_missing_estimate_is_not_known(
    change: dict[str, object], course: Course, missing: set[str]
) -> None:
    estimates = replace(ESTIMATES, **change)  # type: ignore[arg-type]
    found = compare(engineer(), 2, on=TODAY, estimates=estimates, habits=HABITS)
    lived_course = found.course(course)
    assert missing <= set(lived_course.missing)
    assert lived_course.hours is None
    assert (lived_course.visits is None) is ("hours_per_visit" not in missing)
    for lang, words in (("en", "not known"), ("ja", "不明")):
        assert words in found.text(lang)


def test_only_the_card_without_the_estimate_is_not_known() -> None:
    found = compare(engineer(), 2, on=TODAY, estimates=replace(ESTIMATES, card_days=None), habits=HABITS)
    assert found.two_cards.visits is not None
    (everybody,) = (each for each in found.rows if each.who is Circumstance.EVERYBODY)
    assert everybody.better is None
    assert everybody.missing == ("card_days",)
    assert "the days to the delivery of a specified card" in everybody.text("en")


def test_without_days_for_a_separate_card_the_days_without_one_are_not_known() -> None:
    facts, on = PEOPLE["without"]
    found = compare(Situation.of(facts, on=on), 1, on=on, estimates=ESTIMATES)
    assert found.two_cards.dead_days is None
    assert "separate_card_days" in found.two_cards.missing
    assert found.two_cards.fees is not None


@pytest.mark.parametrize(
    ("facts", "lost"),
    [
        (ENGINEER_FACTS.model_copy(update={"stay_until": None, "card": CardFacts()}), "stay_until"),
        (PERMANENT.model_copy(update={"card": CardFacts(issued_on=date(2022, 4, 11))}), "card_valid_until"),
        (
            PERMANENT.model_copy(
                update={"card": CardFacts(kind=CardKind.RESIDENCE_CARD, valid_until=date(2029, 4, 11))}
            ),
            "old_issued",
        ),
        (
            ENGINEER_FACTS.model_copy(
                update={
                    "my_number_card": MyNumberCardFacts(
                        valid_until=date(2026, 10, 31), made_on=date(2023, 11, 6)
                    )
                }
            ),
            "signing_certificate_until",
        ),
    ],
)
def test_a_fact_that_decides_and_is_not_known_is_named(facts: Facts, lost: str) -> None:
    found = compare(
        Situation.of(facts, on=TODAY), 1, on=TODAY, estimates=ESTIMATES, habits=Habits(channel=Channel.ONLINE)
    )
    assert lost in found.two_cards.missing
    assert found.two_cards.visits is None


def test_a_move_within_a_municipality_that_is_not_known_cannot_be_notified() -> None:
    facts = ENGINEER_FACTS.model_copy(update={"municipality": None, "recorded": True})
    found = compare(
        Situation.of(facts, on=TODAY),
        1,
        on=TODAY,
        estimates=ESTIMATES,
        habits=HABITS,
        moves=(Move(on=TODAY),),
    )
    for course in courses(found):
        assert course.stop is not None
        assert course.stop.missing == ("municipality",)
        assert "the municipality whose resident register records the person" in course.text("en")


# What is refused.


def test_nothing_is_compared_while_something_is_pending() -> None:
    pending = apply(engineer(), FileExtension(on=TODAY, channel=Channel.COUNTER)).after
    with pytest.raises(FactsError) as caught:
        compare(pending, 1, on=TODAY, estimates=ESTIMATES)
    assert [reason.code for reason in caught.value.contradictions] == ["comparing.already_pending"]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("facts", "horizon", "estimates", "code"),
    [
        (ENGINEER_FACTS, date(2026, 8, 31), ESTIMATES, "comparing.horizon_passed"),
        (ENGINEER_FACTS, 0, ESTIMATES, "comparing.horizon_passed"),
        (ENGINEER_FACTS, 1, replace(ESTIMATES, stay_months=0), "comparing.no_months"),
        (
            Facts(
                born=BORN,
                status=StatusOfResidence.TEMPORARY_VISITOR,
                stay_until=date(2026, 10, 31),
                has_my_number_card=False,
                has_pending_application=False,
            ),
            1,
            ESTIMATES,
            "comparing.nothing_to_compare",
        ),
    ],
)
def test_what_has_no_two_courses_is_refused(
    facts: Facts, horizon: date | int, estimates: Estimates, code: str
) -> None:
    with pytest.raises(FactsError) as caught:
        compare(Situation.of(facts, on=TODAY), horizon, on=TODAY, estimates=estimates)
    assert code in {reason.code for reason in caught.value.contradictions}  # type: ignore[attr-defined]


def test_days_out_of_order_or_out_of_the_tables_are_refused() -> None:
    with pytest.raises(TransitionRefused):
        compare(engineer(), 1, on=date(2026, 8, 31), estimates=ESTIMATES)
    with pytest.raises(PeriodError):
        compare(engineer(), -1, on=TODAY, estimates=ESTIMATES)
    with pytest.raises(OutOfTableError):
        compare(engineer(), 500, on=TODAY, estimates=ESTIMATES)


def test_what_is_not_known_of_the_person_is_asked_for() -> None:
    with pytest.raises(FactsError) as caught:
        compare(Situation.of(Facts(born=BORN), on=TODAY), 1, on=TODAY, estimates=ESTIMATES)
    assert set(caught.value.missing) == {"status", "card", "pending"}


@settings(max_examples=30, deadline=None)
@given(
    horizon=st.integers(-3, 30) | st.dates(date(2020, 1, 1), date(2080, 1, 1)),
    on=st.dates(date(2026, 1, 1), date(2031, 1, 1)),
    days=st.integers(0, 4000),
    months=st.integers(0, 200),
    channel=st.sampled_from(Channel),
)
def test_any_estimate_gives_a_comparison_or_an_error_of_ours(
    horizon: int | date, on: date, days: int, months: int, channel: Channel
) -> None:
    estimates = Estimates(
        decision_days={P.EXTENSION_OF_STAY: days, P.CARD_RENEWAL: days}, card_days=days, stay_months=months
    )
    for facts in (ENGINEER_FACTS, PERMANENT):
        try:
            found = compare(
                Situation.of(facts, on=TODAY),
                horizon,
                on=on,
                estimates=estimates,
                habits=Habits(channel=channel),
            )
        except TokuteiError:
            continue
        assert found.text("en")


THINGS: Final[tuple[Any, ...]] = (5, "x", ["x"], {}, object(), date(2026, 9, 1))


@pytest.mark.parametrize("thing", THINGS, ids=lambda thing: type(thing).__name__)
@pytest.mark.parametrize("name", ["situation", "estimates", "habits", "moves", "book"])
def test_arguments_of_another_kind_are_refused_by_name(name: str, thing: Any) -> None:
    if name == "moves" and thing == {}:
        thing = None
    given: dict[str, Any] = {"estimates": ESTIMATES, "on": TODAY, name: thing}
    situation = given.pop("situation", engineer())
    with pytest.raises(FactsError) as caught:
        compare(situation, 1, **given)
    (reason,) = caught.value.contradictions
    assert reason.code.removeprefix("comparing.") == f"no_{name}"  # type: ignore[attr-defined]
    assert reason.text("ja") != reason.text("en")


@pytest.mark.parametrize("thing", ["x", None, True, 1.5, object()])
def test_what_is_no_horizon_is_refused(thing: Any) -> None:
    with pytest.raises(PeriodError):
        compare(engineer(), thing, on=TODAY, estimates=ESTIMATES)


@pytest.mark.parametrize(
    "change",
    [{"channel": "fax"}, {"file_days_before": 1.5}, {"separate_card_days": True}, {"switch_on": 5}],
)
def test_habits_of_another_kind_are_refused(change: dict[str, Any]) -> None:
    with pytest.raises(TokuteiError):
        Habits(**change)


@pytest.mark.parametrize("change", [{"file_days_before": -1}, {"separate_card_days": -1}])
def test_habits_below_nothing_are_refused(change: dict[str, int]) -> None:
    with pytest.raises(FactsError):
        Habits(**change)  # type: ignore[arg-type]


def test_a_move_keeps_its_municipality_to_itself() -> None:
    assert "131032" not in repr(Move(on=TODAY, to_municipality="131032"))
    with pytest.raises(tk.TokuteiError):
        Move(on=TODAY, to_municipality="no code")


def test_the_engineer_of_these_tests_is_an_engineer() -> None:
    assert engineer().stay.status is ENGINEER
