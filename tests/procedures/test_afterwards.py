"""What to do afterwards: law comes from duties with its provisions, advice is marked and never repeats the law."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final

import pytest

from tests.lifecycle.lives import ENGINEER_FACTS, GRANTED, T1, TODAY, engineer, holder, live
from tokutei.errors import FactsError, TransitionRefused
from tokutei.law import Evidence
from tokutei.lifecycle import (
    DecidePermission,
    FileChange,
    FileExtension,
    GiveBackMyNumber,
    NotifyFirstAddress,
    NotifyMoveIn,
    NotifyMoveOut,
    NotifyRelocation,
    Outcome,
    ReceiveCard,
    ReportLoss,
    ReportMyNumberLoss,
    Situation,
    advance,
    apply,
    duties,
)
from tokutei.models import CardFacts, Facts
from tokutei.procedures import Advised, AfterChange, Afterwards, afterwards, changes_of
from tokutei.procedures.afterwards import ADVICE
from tokutei.vocabulary import CardKind, Channel, StatusOfResidence, Window

SHARED: Final = Path(__file__).resolve().parents[3] / "shared"
LATER: Final = TODAY + timedelta(days=30)
COUNTER: Final = Channel.COUNTER


def last(*outcomes: Outcome) -> Outcome:
    return outcomes[-1]


def received(*, specified: bool) -> Outcome:
    if specified:
        return last(*live(engineer(), *T1))
    extension = FileExtension(on=TODAY, channel=COUNTER)
    decide = DecidePermission(on=LATER, stay_until=GRANTED, months=36)
    return last(*live(engineer(), extension, decide, ReceiveCard(on=LATER)))


def new_status() -> Outcome:
    change = FileChange(on=TODAY, channel=COUNTER, target=StatusOfResidence.STUDENT)
    decide = DecidePermission(on=LATER, stay_until=date(2028, 9, 30), months=24)
    return last(*live(engineer(), change, decide, ReceiveCard(on=LATER)))


def moved() -> Outcome:
    notice = NotifyMoveIn(on=TODAY, municipality="131032", moved_on=TODAY)
    return last(*live(engineer(), NotifyMoveOut(on=TODAY, planned_on=TODAY), notice))


def fell_back() -> Outcome:
    extension = FileExtension(on=TODAY, channel=COUNTER)
    decide = DecidePermission(on=LATER, stay_until=GRANTED, months=36)
    return last(*live(holder(), extension, decide, ReceiveCard(on=LATER)))


def again() -> Outcome:
    """A specified card replaced by the next one, which was asked for again."""
    return last(*live(holder(), *T1[:-1], ReceiveCard(on=T1[-1].on)))


C = AfterChange
CASES: Final[dict[str, tuple[Callable[[], Outcome], set[AfterChange]]]] = {
    "ordinary card": (lambda: received(specified=False), {C.NEW_CARD}),
    "specified card": (lambda: received(specified=True), {C.NEW_SPECIFIED_CARD}),
    "status": (new_status, {C.NEW_CARD, C.NEW_STATUS}),
    "move": (moved, {C.MOVE}),
    "within": (
        lambda: last(*live(engineer(), NotifyRelocation(on=TODAY, municipality="131016", moved_on=TODAY))),
        {C.MOVE},
    ),
    "two cards": (
        lambda: last(*live(holder(), GiveBackMyNumber(on=TODAY, to=Window.BUREAU))),
        {C.TWO_CARDS_AGAIN, C.NEW_CARD},
    ),
    "asked again": (again, {C.NEW_SPECIFIED_CARD}),
    "not asked again": (fell_back, {C.NEW_CARD, C.TWO_CARDS_AGAIN}),
    "loss": (lambda: last(*live(holder(), ReportLoss(on=TODAY))), {C.LOSS}),
}


def advice(found: tuple[Afterwards, ...]) -> set[Advised]:
    return {one.advised for one in found if one.advised is not None}


@pytest.mark.parametrize("name", CASES)
def test_what_changed_is_told_and_law_comes_first(name: str) -> None:
    make, changes = CASES[name]
    outcome = make()
    assert set(changes_of(outcome)) == changes
    on = outcome.after.on
    found = afterwards(outcome, on=on)
    law = [one for one in found if one.is_law]
    assert list(found[: len(law)]) == law
    assert [one.duty for one in law] == list(duties(outcome.after, on=on))
    assert all(one.duty is not None and one.duty.cite and one.advised is None for one in law)
    assert advice(found) == {one for one, (after, _) in ADVICE.items() if after & changes}
    assert all(
        one.duty is None and set(one.changes) <= changes and one.changes for one in found if not one.is_law
    )


@pytest.mark.parametrize("name", CASES)
def test_advice_is_marked_in_both_languages_and_law_cites(name: str) -> None:
    outcome = CASES[name][0]()
    for one in afterwards(outcome, on=outcome.after.on):
        english, japanese = one.text("en"), one.text("ja")
        assert english.startswith("By law: " if one.is_law else "Advice, not law: ")
        assert japanese.startswith("法律上の義務：" if one.is_law else "助言（法律上の義務ではありません）：")
        assert bool(re.search(r"arts?\. [0-9]", english)) is one.is_law
        assert bool(re.search(r"第[0-9]+条", japanese)) is one.is_law
        assert not any(secret in english + japanese for secret in ("1994", "VNM", "131016", "131032"))


def test_no_advice_is_called_official_and_every_piece_has_words() -> None:
    assert list(ADVICE) != []
    assert set(ADVICE) == set(Advised)
    assert {after for afters, _ in ADVICE.values() for after in afters} == set(AfterChange)
    assert all(evidence < Evidence.OFFICIAL for _, evidence in ADVICE.values())


def test_what_is_owed_is_not_advised() -> None:
    """The old card, the affiliation, the address and the reissuance are duties; no advice says them again."""
    said = " ".join(f"{one.en} {one.ja}" for one in Advised)
    for words in (
        "return",
        "返納",
        "住居地",
        "再交付の申請",
        "reissuance",
        "affiliat",
        "所属機関",
        "hand in",
    ):
        assert words not in said


def test_licence_data_are_done_again_on_every_new_carrier() -> None:
    for name in ("specified card", "two cards", "not asked again", "loss"):
        assert Advised.LICENCE_DATA in advice(afterwards(CASES[name][0](), on=LATER + timedelta(days=90)))
    assert Advised.LICENCE_DATA not in advice(afterwards(CASES["ordinary card"][0](), on=LATER))


def test_the_lost_card_is_law_with_its_last_day_and_the_telephone_is_advice() -> None:
    found = afterwards(CASES["loss"][0](), on=TODAY)
    (reissue,) = (one for one in found if one.duty and one.duty.kind.value == "card_reissue_loss")
    assert reissue.duty is not None
    assert reissue.duty.due_on == date(2026, 9, 15)  # 14 days after the day of knowing
    assert [one.advised for one in found if not one.is_law][:2] == [Advised.STOP_USE, Advised.TELL_POLICE]


FUNCTION: Final = {Advised.STOP_USE, Advised.LICENCE_DATA, Advised.SMARTPHONE, Advised.INSURANCE_USE}
"""What concerns the My Number function, which an ordinary card never carries (My Number Act 18-5(9))."""
NO_SEPARATE: Final = ENGINEER_FACTS.model_copy(update={"my_number_card": None, "has_my_number_card": False})


@pytest.mark.parametrize("facts", [ENGINEER_FACTS, NO_SEPARATE], ids=["separate card", "no such card"])
def test_after_the_loss_of_an_ordinary_card_nothing_is_said_of_the_function(facts: Facts) -> None:
    lost = apply(Situation.of(facts, on=TODAY), ReportLoss(on=TODAY))
    assert advice(afterwards(lost, on=TODAY)) == {Advised.TELL_POLICE}


def test_after_the_loss_of_the_separate_card_the_function_is_what_matters() -> None:
    lost = apply(engineer(), ReportMyNumberLoss(on=TODAY))
    assert advice(afterwards(lost, on=TODAY)) >= FUNCTION


def test_where_nobody_knows_which_card_was_lost_the_telephone_is_advised() -> None:
    card = CardFacts(issued_on=date(2026, 7, 1))  # the kind is not told, and either is possible
    facts = ENGINEER_FACTS.model_copy(
        update={"card": card, "my_number_card": None, "has_my_number_card": None}
    )
    lost = apply(Situation.of(facts, on=TODAY), ReportLoss(on=TODAY))
    assert advice(afterwards(lost, on=TODAY)) >= FUNCTION


def test_a_newcomer_has_no_certificate_that_ended() -> None:
    card = CardFacts(kind=CardKind.RESIDENCE_CARD, issued_on=TODAY, valid_until=GRANTED)
    facts = Facts(
        born=date(1994, 5, 2),
        status=StatusOfResidence.STUDENT,
        stay_until=GRANTED,
        card=card,
        has_my_number_card=False,
        recorded=False,
        has_pending_application=False,
    )
    moved_in = NotifyFirstAddress(on=TODAY, municipality="131016", moved_on=TODAY)
    first = apply(Situation.of(facts, on=TODAY), moved_in)
    assert changes_of(first) == (C.MOVE,)
    assert Advised.CERTIFICATES not in advice(afterwards(first, on=TODAY))
    assert Advised.BANK in advice(afterwards(first, on=TODAY))
    assert Advised.CERTIFICATES in advice(afterwards(moved(), on=TODAY))
    apart = apply(
        Situation.of(NO_SEPARATE, on=TODAY),
        NotifyRelocation(on=TODAY, municipality="131016", moved_on=TODAY),
    )
    assert Advised.CERTIFICATES not in advice(afterwards(apart, on=TODAY))


def test_nothing_of_an_earlier_function_is_advised_where_there_was_none() -> None:
    received_first = last(*live(Situation.of(NO_SEPARATE, on=TODAY), *T1[:-1], ReceiveCard(on=T1[-1].on)))
    found = advice(afterwards(received_first, on=T1[-1].on))
    assert not found & {Advised.LICENCE_DATA, Advised.SMARTPHONE, Advised.NEW_PINS}
    assert Advised.INSURANCE_USE in found


def test_where_nothing_happened_nothing_is_advised() -> None:
    passed = advance(engineer(), to=LATER)
    assert changes_of(passed) == ()
    assert advice(afterwards(passed, on=LATER)) == set()
    filed = last(*live(engineer(), FileExtension(on=TODAY, channel=COUNTER)))
    assert changes_of(filed) == ()


def test_it_is_seen_from_no_day_before() -> None:
    with pytest.raises(TransitionRefused):
        afterwards(CASES["ordinary card"][0](), on=TODAY)


@pytest.mark.parametrize("thing", [None, "x", engineer()], ids=["nothing", "text", "situation"])
def test_what_is_no_outcome_is_refused(thing: Any) -> None:
    with pytest.raises(FactsError):
        afterwards(thing, on=TODAY)


@pytest.mark.shared
def test_what_the_article_lists_is_advised() -> None:
    """Article 004 lists banks, the employer, telephones and other contracts; its 14 days at the city are no law (K28)."""
    article = (SHARED / "articles" / "004.txt").read_text("utf-8")
    listed = {
        "銀行口座の情報更新": Advised.BANK,
        "勤務先への報告": Advised.EMPLOYER,
        "携帯電話契約の情報更新": Advised.PHONE,
        "クレジットカード・その他の契約": Advised.CREDIT_AND_RENT,
    }
    assert all(words in article for words in listed)
    outcome = received(specified=False)
    found = afterwards(outcome, on=outcome.after.on)
    assert set(listed.values()) <= advice(found)
    assert "14日以内" in article
    assert not any("14" in one.text(lang) for one in found if not one.is_law for lang in ("en", "ja"))
    assert not any(one.duty.window is Window.MUNICIPALITY and one.duty.due_on for one in found if one.duty)
