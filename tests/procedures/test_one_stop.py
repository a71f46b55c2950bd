"""When "one stop" is true and when not: each row is what the tables of lives do, and what the researched facts say."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Final

import pytest

from tests.lifecycle.lives import GRANTED, HOLDER_FACTS, STAY_END, T1, TODAY, after, engineer, holder
from tests.procedures.comparing_makers import FOLLOWS, ONLINE_TOO, PERMANENT
from tokutei.errors import NotInForceError
from tokutei.law import Verdict
from tokutei.lifecycle import (
    AskExchange,
    ConfirmCard,
    DecidePermission,
    Event,
    ExtendMyNumber,
    FileCardRenewal,
    FileExtension,
    FileReissue,
    GiveBackMyNumber,
    IssueCertificates,
    Land,
    MakeCard,
    NotifyFirstAddress,
    NotifyJlis,
    NotifyMoveIn,
    NotifyMoveOut,
    ReceiveCard,
    ReportLoss,
    ResetPin,
    Situation,
    advance,
    apply,
    judge,
)
from tokutei.lifecycle.states import CertificateState, FunctionState, MyNumberState
from tokutei.models import CardFacts, Facts
from tokutei.procedures import Occasion, OneStop, one_stop
from tokutei.rules import CURRENT, Rulebook
from tokutei.vocabulary import CardKind, Channel, StatusOfResidence, Window

SHARED: Final = Path(__file__).resolve().parents[3] / "shared"
B, M = Window.BUREAU, Window.MUNICIPALITY
LIVE: Final = {MyNumberState.VALID, MyNumberState.EXTENDED}
LATER: Final = TODAY + timedelta(days=30)


def rows(book: Rulebook = CURRENT) -> dict[Occasion, OneStop]:
    return {row.occasion: row for row in one_stop(on=TODAY, book=book)}


def made(on: date) -> list[Event]:
    return [NotifyJlis(on=on), MakeCard(on=on), ConfirmCard(on=on)]


def permanent() -> Situation:
    return Situation.of(PERMANENT, on=date(2029, 2, 1))


def decided(filed: Situation, on: date = LATER) -> Situation:
    return apply(filed, DecidePermission(on=on, stay_until=GRANTED, months=36)).after


# What lives show, by occasion.


def paper_permission() -> None:
    """The whole trace has no event at the municipal office, and the function lasts as long as the new stay."""
    asked = FileExtension(on=TODAY, channel=Channel.COUNTER, specified_card=True, certificates=True)
    now = after(decided(apply(holder(), asked).after), *made(LATER), ReceiveCard(on=LATER))
    assert (now.my_number.state, now.my_number.until) == (MyNumberState.VALID, GRANTED)
    assert now.signing.state is CertificateState.VALID


def card_renewal() -> None:
    on = date(2029, 2, 1)
    asked = FileCardRenewal(on=on, channel=Channel.COUNTER, specified_card=True, certificates=True)
    now = after(permanent(), asked, *made(on), ReceiveCard(on=on, my_number_card_returned=True))
    assert now.my_number.state is MyNumberState.VALID
    assert now.my_number.until == now.residence.until


def exchange() -> None:
    asked = AskExchange(on=TODAY, channel=Channel.COUNTER, specified_card=True, certificates=True)
    now = after(engineer(), asked, *made(TODAY), ReceiveCard(on=TODAY, my_number_card_returned=True))
    assert now.card.kind is CardKind.SPECIFIED_RESIDENCE_CARD
    assert now.my_number.until == STAY_END


def online_permission() -> None:
    asked = FileExtension(on=TODAY, channel=Channel.ONLINE, specified_card=True, certificates=True)
    assert judge(holder(), asked).verdict is Verdict.REFUSED
    plain = apply(holder(), FileExtension(on=TODAY, channel=Channel.ONLINE)).after
    assert apply(decided(plain), ReceiveCard(on=LATER)).after.my_number.state is MyNumberState.LAPSED


def not_asked_again() -> None:
    plain = apply(holder(), FileExtension(on=TODAY, channel=Channel.COUNTER)).after
    now = apply(decided(plain), ReceiveCard(on=LATER)).after
    assert now.card.kind is CardKind.RESIDENCE_CARD
    assert now.my_number.state is MyNumberState.LAPSED


def move() -> None:
    """One notice at the municipal office leaves nothing owed of the address, with either card (K16)."""
    for start in (engineer(), holder()):
        now = after(
            start,
            NotifyMoveOut(on=TODAY, planned_on=TODAY),
            NotifyMoveIn(on=TODAY, municipality="131032", moved_on=TODAY),
        )
        assert now.my_number.state is MyNumberState.VALID
        assert not any("address" in one.kind.value for one in now.obligations)


def special_period() -> None:
    asked = FileExtension(on=TODAY, channel=Channel.COUNTER, specified_card=True, certificates=True)
    filed = apply(holder(), asked).after
    past = advance(filed, to=STAY_END + timedelta(days=1)).after
    assert past.residence.state is FunctionState.EXTENDED_SPECIAL
    assert past.my_number.state is MyNumberState.LAPSED
    assert judge(filed, ExtendMyNumber(on=STAY_END, to=B)).verdict is Verdict.REFUSED
    helped = apply(filed, ExtendMyNumber(on=STAY_END, to=M)).after
    assert advance(helped, to=STAY_END + timedelta(days=1)).after.my_number.state is MyNumberState.EXTENDED


def pending_renewal() -> None:
    facts = PERMANENT.model_copy(
        update={
            "card": CardFacts(
                kind=CardKind.SPECIFIED_RESIDENCE_CARD,
                issued_on=date(2026, 7, 1),
                valid_until=date(2029, 3, 3),
            ),
            "my_number_card": None,
            "has_my_number_card": False,
        }
    )
    on = date(2029, 2, 1)
    asked = FileCardRenewal(on=on, channel=Channel.COUNTER, specified_card=True, certificates=True)
    filed = apply(Situation.of(facts, on=on), asked).after
    past = advance(filed, to=date(2029, 3, 4)).after
    assert past.residence.state is FunctionState.EXTENDED_RENEWAL
    assert past.my_number.state is MyNumberState.LAPSED
    assert judge(filed, ExtendMyNumber(on=on, to=B)).verdict is Verdict.REFUSED
    assert judge(filed, ExtendMyNumber(on=on, to=M)).verdict is Verdict.ALLOWED


def certificates() -> None:
    """New ones are issued on the same specified card; the card itself does not change."""
    facts = HOLDER_FACTS.model_copy(update={"stay_until": STAY_END})
    start = Situation.of(facts, on=TODAY)
    now = after(
        start,
        NotifyMoveOut(on=TODAY, planned_on=TODAY),
        NotifyMoveIn(on=TODAY, municipality="131032", moved_on=TODAY),
    )
    assert now.signing.state is CertificateState.LAPSED  # a move ends it on either card
    issued = apply(now, IssueCertificates(on=TODAY, authentication=False))
    assert issued.after.card == now.card


def pin() -> None:
    now = apply(holder(), ResetPin(on=TODAY)).after
    assert (now.card, now.my_number) == (holder().card, holder().my_number)


def loss() -> None:
    lost = apply(holder(), ReportLoss(on=TODAY)).after
    asked = FileReissue(on=TODAY, channel=Channel.COUNTER, specified_card=True)
    assert judge(lost, asked).verdict is Verdict.REFUSED
    plain = after(lost, FileReissue(on=TODAY, channel=Channel.COUNTER), ReceiveCard(on=TODAY))
    assert plain.card.kind is CardKind.RESIDENCE_CARD
    assert plain.my_number.state is MyNumberState.LAPSED
    again = AskExchange(on=TODAY, channel=Channel.COUNTER, specified_card=True)
    assert judge(plain, again).verdict is Verdict.ALLOWED


def two_cards_again() -> None:
    assert judge(holder(), GiveBackMyNumber(on=TODAY, to=M)).verdict is Verdict.REFUSED
    now = apply(holder(), GiveBackMyNumber(on=TODAY, to=B)).after
    assert now.card.kind is CardKind.RESIDENCE_CARD
    assert now.my_number.state not in LIVE


def first_address() -> None:
    facts = Facts(born=date(1994, 5, 2), has_my_number_card=False, has_pending_application=False)
    start = Situation.of(facts, on=TODAY)
    landing = Land(on=TODAY, status=StatusOfResidence.STUDENT, stay_until=GRANTED, months=24)
    assert judge(start, landing.at(specified_card=True)).verdict is not Verdict.ALLOWED
    here = Situation.of(
        Facts(
            born=date(1994, 5, 2),
            recorded=False,
            status=StatusOfResidence.STUDENT,
            stay_until=GRANTED,
            card=CardFacts(issued_on=TODAY, valid_until=GRANTED),
            has_my_number_card=False,
            has_pending_application=False,
        ),
        on=TODAY,
    )
    notice = NotifyFirstAddress(on=TODAY, municipality="131016", moved_on=TODAY, specified_card=True)
    assert judge(here, notice).verdict is Verdict.ALLOWED


SHOWN: Final[dict[Occasion, tuple[Callable[[], None], bool, tuple[Window, ...]]]] = {
    Occasion.PAPER_PERMISSION: (paper_permission, True, (B,)),
    Occasion.CARD_RENEWAL: (card_renewal, True, (B,)),
    Occasion.EXCHANGE: (exchange, True, (B,)),
    Occasion.ONLINE_PERMISSION: (online_permission, False, (M,)),
    Occasion.NOT_ASKED_AGAIN: (not_asked_again, False, (B, M)),
    Occasion.MOVE: (move, False, (M,)),
    Occasion.SPECIAL_PERIOD: (special_period, False, (B, M)),
    Occasion.PENDING_RENEWAL: (pending_renewal, False, (B, M)),
    Occasion.CERTIFICATES: (certificates, False, (M,)),
    Occasion.PIN: (pin, False, (M,)),
    Occasion.LOSS: (loss, False, (B,)),
    Occasion.TWO_CARDS_AGAIN: (two_cards_again, False, (B, M)),
    Occasion.FIRST_ADDRESS: (first_address, False, (M,)),
}


def test_every_row_is_shown_by_a_life() -> None:
    assert list(rows()) == list(SHOWN) == list(Occasion)


@pytest.mark.parametrize("occasion", Occasion, ids=lambda one: one.value)
def test_what_lives_do_is_what_the_row_says(occasion: Occasion) -> None:
    show, holds, windows = SHOWN[occasion]
    show()
    row = rows()[occasion]
    assert (row.holds, row.windows) == (holds, windows)
    assert row.cite
    for lang, words in (
        ("en", ": yes." if holds else ": no ("),
        ("ja", "：はい。" if holds else "：いいえ（"),
    ):
        assert words in row.text(lang)


def test_the_trace_of_the_notes_needs_no_municipal_office_but_in_the_special_period() -> None:
    """Trace T1: filed on paper, delivered in the special period; the function was dead in between."""
    now = after(engineer(), *T1)
    assert now.my_number.until == GRANTED
    waiting = advance(after(engineer(), *T1[:2]), to=date(2026, 11, 1)).after
    assert waiting.my_number.state is MyNumberState.LAPSED


def test_reforms_change_the_rows_that_rest_on_them_and_no_other() -> None:
    law, online, follows = rows(), rows(ONLINE_TOO), rows(FOLLOWS)
    assert {one for one in Occasion if law[one].holds != online[one].holds} == {Occasion.ONLINE_PERMISSION}
    assert {one for one in Occasion if law[one].holds != follows[one].holds} == {Occasion.SPECIAL_PERIOD}
    assert follows[Occasion.SPECIAL_PERIOD].why.code == "one_stop.special_period_follows"
    assert online[Occasion.ONLINE_PERMISSION].why.code == "one_stop.online_permission_open"
    asked = FileExtension(on=TODAY, channel=Channel.ONLINE, specified_card=True)
    assert judge(holder(), asked, book=ONLINE_TOO).verdict is Verdict.ALLOWED
    filed = apply(holder(), asked.at(channel=Channel.COUNTER), book=FOLLOWS).after
    past = advance(filed, to=STAY_END + timedelta(days=1), book=FOLLOWS).after
    assert past.my_number.state is MyNumberState.EXTENDED


def test_before_the_first_day_there_is_no_answer() -> None:
    with pytest.raises(NotInForceError):
        one_stop(on=date(2026, 6, 13))
    assert one_stop(on=date(2026, 6, 14))


@pytest.mark.shared
@pytest.mark.parametrize(
    ("claim", "said", "occasions"),
    [
        (
            "K2",
            "True only if a new 特定 application accompanies each permission and it is on paper",
            {Occasion.PAPER_PERMISSION},
        ),
        (
            "K2",
            "City still needed for: moving, M extension",
            {Occasion.MOVE, Occasion.SPECIAL_PERIOD, Occasion.PENDING_RENEWAL},
        ),
        ("K2", "PIN/certificates", {Occasion.PIN, Occasion.CERTIFICATES}),
        ("K3", "No automatism", {Occasion.NOT_ASKED_AGAIN}),
        ("K9", "19の12 is not in the list of 19の15の2", {Occasion.LOSS}),
        ("K11", "at the **bureau**", {Occasion.TWO_CARDS_AGAIN}),
        ("K14", "online users cannot apply", {Occasion.ONLINE_PERMISSION}),
        ("K17", "exchange at the **bureau**", {Occasion.EXCHANGE}),
        (
            "K18",
            "Bureau cannot take moves; city cannot take renewals",
            {Occasion.MOVE, Occasion.PAPER_PERMISSION},
        ),
    ],
    ids=lambda one: one if isinstance(one, str) and one.startswith("K") else "",
)
def test_the_rows_say_what_the_facts_say_of_the_articles(
    claim: str, said: str, occasions: set[Occasion]
) -> None:
    lines = (SHARED / "rules" / "conflicts.md").read_text("utf-8").splitlines()
    (line,) = (line for line in lines if line.startswith(f"| {claim} |"))
    assert said in line
    true = {Occasion.PAPER_PERMISSION, Occasion.EXCHANGE}
    assert all(rows()[one].holds is (one in true) for one in occasions)


@pytest.mark.shared
@pytest.mark.parametrize(
    ("article", "promise"),
    [
        ("000", "入管だけで「すべて完了」"),
        ("002", "ワンストップで手続きが可能"),
        ("003", "手続きが1回で完了"),
    ],
)
def test_the_promise_stands_in_the_articles(article: str, promise: str) -> None:
    assert promise in (SHARED / "articles" / f"{article}.txt").read_text("utf-8")
    kept = [row.occasion for row in one_stop(on=TODAY) if row.holds]
    assert kept == [Occasion.PAPER_PERMISSION, Occasion.CARD_RENEWAL, Occasion.EXCHANGE]
