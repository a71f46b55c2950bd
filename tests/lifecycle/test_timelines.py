"""One life as text and as Mermaid: what happened, what it changed, what was learnt late, and nobody's name."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.lifecycle.drawn import BOOKS, events, facts
from tests.lifecycle.lives import ENGINEER_FACTS, FILE, T1, TODAY
from tests.lifecycle.mermaid_grammar import timeline_faults
from tokutei.errors import FactsError, HistoryError, PeriodError
from tokutei.law import Verdict
from tokutei.lifecycle import (
    Entry,
    Event,
    EventKind,
    History,
    Outcome,
    ReportLoss,
    Variable,
    chronicle,
)
from tokutei.lifecycle.chain import entry_digest, head_digest
from tokutei.lifecycle.mermaid import label
from tokutei.models import CardFacts, Facts, PendingFacts, from_json, to_json
from tokutei.rules import CURRENT, Rulebook
from tokutei.vocabulary import Channel, ProcedureKind

LOSS = ReportLoss(on=date(2026, 9, 3))
UNTIL = date(2026, 12, 1)
START = date(2026, 10, 1)
"""Far enough from the first specified cards that no drawn stay ended before them."""


def told(*happenings: tuple[Event, date]) -> History:
    history = History.begin(ENGINEER_FACTS, on=TODAY)
    for event, learnt_on in happenings:
        history = history.learn(event, learnt_on=learnt_on).history
    return history


def one_life() -> History:
    """Return a filing refused online, the same at the counter, and a loss that was learnt late."""
    counter = FILE.at(on=date(2026, 9, 2))
    return told((FILE.at(channel=Channel.ONLINE), TODAY), (counter, counter.on), (LOSS, UNTIL))


EN = """\
2026-09-01  begins
    stay: mid- to long-term resident, until 2026-10-31
    special period: none
    basic resident register: recorded
    residence card (the thing): held (residence card), issued on 2023-10-20
    residence function: valid until 2026-10-31
    My Number function: valid until 2026-10-31
    certificate for signing: valid until 2026-10-31
    certificate for user authentication: valid until 2026-10-31
    separate Individual Number Card: held
    main procedure: none
    application for a specified card: none
    age: 18 or more
    not known: condition of the residence card, record on the smartphone, whereabouts, permission for other activities
2026-09-01  application for an extension of stay
    without effect: Refused. {why} What would work: {instead}
2026-09-02  application for an extension of stay
    main procedure: none → filed (extension of period of stay)
    application for a specified card: none → filed
    owed: hand in the separate Individual Number Card by delivery
2026-09-03  loss of the card became known (learnt on 2026-12-01)
    residence card (the thing): held (residence card), issued on 2023-10-20 → lost (residence card), issued on 2023-10-20
    owed: apply for reissuance after loss, by 2026-09-17
2026-11-01  period of stay ended, My Number function expired (time passed)
    special period: none → running, until 2026-12-31
    residence function: valid until 2026-10-31 → valid until 2026-12-31 (special period)
    My Number function: valid until 2026-10-31 → lapsed on 2026-11-01 (expired)
    certificate for signing: valid until 2026-10-31 → lapsed on 2026-11-01 (lapsed with the My Number function)
    certificate for user authentication: valid until 2026-10-31 → lapsed on 2026-11-01 (lapsed with the My Number function)
    owed: return the expired Individual Number Card
2026-12-01  as it stands
    stay: mid- to long-term resident, until 2026-10-31
    special period: running, until 2026-12-31
    basic resident register: recorded
    residence card (the thing): lost (residence card), issued on 2023-10-20
    residence function: valid until 2026-12-31 (special period)
    My Number function: lapsed on 2026-11-01 (expired)
    certificate for signing: lapsed on 2026-11-01 (lapsed with the My Number function)
    certificate for user authentication: lapsed on 2026-11-01 (lapsed with the My Number function)
    separate Individual Number Card: held
    main procedure: filed (extension of period of stay)
    application for a specified card: filed
    age: 18 or more
    not known: condition of the residence card, record on the smartphone, whereabouts, permission for other activities"""

JA = """\
2026-09-01  始まり
    在留：中長期在留者（2026年10月31日まで）
    特例期間：なし
    住民基本台帳：記録あり
    在留カード（物）：所持（在留カード）・2023年10月20日交付
    在留カードとしての機能：2026年10月31日まで有効
    個人番号カードとしての機能：2026年10月31日まで有効
    署名用電子証明書：2026年10月31日まで有効
    利用者証明用電子証明書：2026年10月31日まで有効
    個人番号カード（単独）：所持
    主たる手続：なし
    特定在留カード交付申請：なし
    年齢：18歳以上
    不明：在留カードの状態、移動端末設備用電磁的記録、所在、資格外活動許可
2026-09-01  在留期間更新許可申請
    効果なし：できません。 {why} 次のようにすればできます：{instead}
2026-09-02  在留期間更新許可申請
    主たる手続：なし → 申請・届出中（在留期間更新許可）
    特定在留カード交付申請：なし → 申請中
    生じた義務：個人番号カードの返納（特定在留カードの受領まで）
2026-09-03  在留カードの紛失を知ったこと（2026年12月1日に判明）
    在留カード（物）：所持（在留カード）・2023年10月20日交付 → 紛失（在留カード）・2023年10月20日交付
    生じた義務：紛失等による再交付の申請（2026年9月17日まで）
2026-11-01  在留期間の満了、個人番号カードとしての機能の有効期間の満了（時の経過）
    特例期間：なし → 特例期間中（2026年12月31日まで）
    在留カードとしての機能：2026年10月31日まで有効 → 2026年12月31日まで有効（特例期間）
    個人番号カードとしての機能：2026年10月31日まで有効 → 2026年11月1日に失効（有効期間の満了）
    署名用電子証明書：2026年10月31日まで有効 → 2026年11月1日に失効（個人番号カードの失効に伴う）
    利用者証明用電子証明書：2026年10月31日まで有効 → 2026年11月1日に失効（個人番号カードの失効に伴う）
    生じた義務：有効期間が満了した個人番号カードの返納
2026-12-01  この日の状態
    在留：中長期在留者（2026年10月31日まで）
    特例期間：特例期間中（2026年12月31日まで）
    住民基本台帳：記録あり
    在留カード（物）：紛失（在留カード）・2023年10月20日交付
    在留カードとしての機能：2026年12月31日まで有効（特例期間）
    個人番号カードとしての機能：2026年11月1日に失効（有効期間の満了）
    署名用電子証明書：2026年11月1日に失効（個人番号カードの失効に伴う）
    利用者証明用電子証明書：2026年11月1日に失効（個人番号カードの失効に伴う）
    個人番号カード（単独）：所持
    主たる手続：申請・届出中（在留期間更新許可）
    特定在留カード交付申請：申請中
    年齢：18歳以上
    不明：在留カードの状態、移動端末設備用電磁的記録、所在、資格外活動許可"""


@pytest.mark.parametrize(("lang", "golden"), [("en", EN), ("ja", JA)])
def test_one_life_reads_like_this(lang: str, golden: str) -> None:
    (refused, *_) = one_life().outcomes(UNTIL)
    assert not isinstance(refused, Outcome | FactsError)
    (why,), (instead,) = refused.reasons, refused.instead
    expected = golden.format(why=why.text(lang), instead=instead.text(lang))
    assert one_life().timeline(lang) == expected


MERMAID = """\
timeline
    title One life
    2026-09-01 : begins : stay∶ mid- to long-term resident, until 2026-10-31"""


def test_the_same_life_as_mermaid() -> None:
    drawn = chronicle(one_life()).mermaid("en")
    assert drawn.startswith(MERMAID)
    lines = drawn.splitlines()
    assert [line.split(" : ")[0].strip() for line in lines[2:]] == [
        "2026-09-01",
        "2026-09-01",
        "2026-09-02",
        "2026-09-03",
        "2026-11-01",
        "2026-12-01",
    ]
    assert lines[4].split(" : ")[1:] == [
        "application for an extension of stay",
        "main procedure∶ none → filed (extension of period of stay)",
        "application for a specified card∶ none → filed",
        "owed∶ hand in the separate Individual Number Card by delivery",
    ]
    for lang in ("en", "ja"):
        assert timeline_faults(chronicle(one_life()).mermaid(lang)) == []


def test_duties_end_where_they_end() -> None:
    life = told(*((event, event.on) for event in T1))
    *_, received = chronicle(life).moments
    assert received.events == (EventKind.RECEIVE_CARD,)
    assert [owed.kind.value for owed in received.discharged] == [
        "hand_in_separate_mn_card",
        "return_separate_mn_card",
    ]
    assert "    no longer owed: return the expired Individual Number Card" in life.timeline("en").splitlines()
    assert [owed.kind.value for owed in received.arisen] == ["return_old_card"]


def test_a_timeline_ends_where_it_is_told_to() -> None:
    life = one_life()
    assert chronicle(life).end.on == UNTIL
    assert [moment.on for moment in chronicle(life, until=date(2026, 9, 2)).moments] == [
        TODAY,
        date(2026, 9, 2),
    ]
    assert chronicle(life, known_by=date(2026, 9, 30)).end.on == date(2026, 9, 2)
    assert len(chronicle(life, known_by=date(2026, 9, 30)).moments) == 2
    early = chronicle(life, until=UNTIL, known_by=date(2026, 9, 30))
    assert early.end == life.at(UNTIL, known_by=date(2026, 9, 30))
    begun = History.begin(ENGINEER_FACTS, on=TODAY)
    assert begun.timeline("en").count("2026-") == begun.timeline("en", until=TODAY).count("2026-")
    assert chronicle(begun).moments == ()
    with pytest.raises(HistoryError) as caught:
        life.timeline("en", until=date(2026, 8, 31))
    assert caught.value.reason == "before_start"


def test_what_cannot_be_judged_says_what_is_missing() -> None:
    *before, receive = T1
    asked = receive.at(my_number_card_returned=None)
    life = told(*((event, event.on) for event in (*before, asked)))
    (problem,) = [moment.problem for moment in chronicle(life).moments if moment.problem is not None]
    assert (problem.verdict, problem.missing) == (Verdict.NOT_KNOWN, ("my_number_card_returned",))
    assert "without effect: Not known." in life.timeline("en")


def test_beyond_the_table_of_closed_days_a_duty_has_no_last_day() -> None:
    end = date(2051, 10, 31)
    beginning = Facts(born=date(2020, 1, 1), stay_until=end, card=CardFacts(valid_until=end))
    loss = ReportLoss(on=date(2050, 12, 25))
    life = History.begin(beginning, on=date(2050, 12, 1)).learn(loss, learnt_on=loss.on).history
    (moment,) = chronicle(life).moments
    assert [(owed.kind.value, owed.due_on) for owed in moment.arisen] == [("card_reissue_loss", None)]
    assert life.under(CURRENT.reading(Q3="no_duty"), on=loss.on).differences == ()


def test_an_event_after_an_end_without_law_is_not_judged() -> None:
    end, filed = date(9999, 11, 30), date(9999, 11, 20)
    card = CardFacts(issued_on=date(9990, 10, 20), valid_until=end)
    pending = PendingFacts(procedure=ProcedureKind.EXTENSION_OF_STAY, filed_on=filed, channel=Channel.COUNTER)
    changes = {"stay_until": end, "card": card, "pending": pending, "has_pending_application": True}
    life = History.begin(ENGINEER_FACTS.model_copy(update=changes), on=filed)
    loss = ReportLoss(on=date(9999, 12, 5))
    digest = entry_digest(head_digest(life.facts, life.begun_on), loss, loss.on)
    longer = replace(life, entries=(Entry(loss, loss.on, digest),))
    assert [type(one) for one in longer.outcomes(loss.on)] == [FactsError]
    # The special period would end beyond the calendar, so where the life stands then nobody can say.
    for ask in (chronicle, lambda history: history.at(loss.on)):
        with pytest.raises(PeriodError):
            ask(longer)
    assert chronicle(longer, until=end).moments == ()


@settings(max_examples=80, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(facts(START), st.lists(events(START, days=200), max_size=7), BOOKS)
def test_a_timeline_tells_what_the_history_tells(
    beginning: Facts, happened: list[Event], book: Rulebook
) -> None:
    history = History.begin(beginning, on=START)
    learnt = max((event.on for event in happened), default=START)
    for event in happened:
        history = history.learn(event, learnt_on=learnt, book=book).history
    until = date(2027, 6, 1)
    life = chronicle(history, until=until, book=book)
    assert life.end == history.at(until, book=book)
    assert [moment.on for moment in life.moments] == sorted(moment.on for moment in life.moments)
    mine = [moment for moment in life.moments if moment.entry is not None]
    assert tuple(moment.entry for moment in mine) == history.in_order(until)
    outcomes = history.outcomes(until, book=book)
    assert [moment.problem is None for moment in mine] == [isinstance(one, Outcome) for one in outcomes]
    # Each variable goes on from where it stood.
    standing = {variable: getattr(life.start, variable.value) for variable in Variable}
    for moment in life.moments:
        for change in moment.changes:
            assert change.before == standing[change.variable] != change.after
            standing[change.variable] = change.after
    assert standing == {variable: getattr(life.end, variable.value) for variable in Variable}
    for lang in ("en", "ja"):
        assert timeline_faults(life.mermaid(lang)) == []
        assert "timeline." not in life.text(lang)


# Nothing that says who somebody is.


def test_a_timeline_names_nobody() -> None:
    marked = ENGINEER_FACTS.model_copy(update={"nationality": "ZWE", "municipality": "473821"})
    # Through a document, so that every field is there as somebody might have sent it.
    marked = from_json(to_json(marked))
    life = History.begin(marked, on=TODAY)
    for event in T1:
        life = life.learn(event, learnt_on=event.on).history
    told_of = chronicle(life)
    said = "".join(
        (*(told_of.text(lang) + told_of.mermaid(lang) for lang in ("en", "ja")), repr(told_of), str(told_of))
    )
    for word in ("1994", "05-02", "5月2日", "ZWE", "473821", life.entries[0].digest):
        assert word not in said


# Labels.


@given(st.text())
def test_a_label_is_one_line_without_meaning(text: str) -> None:
    said = label(text)
    assert not re.search(r"[:;#\"`<>{}%\\\n\r\t]", said)
    assert said == said.strip() == label(said)


def test_a_label_still_reads() -> None:
    assert label("入管法第20条第6項：特例期間") == "入管法第20条第6項：特例期間"
    assert label("a: b;\nc") == "a∶ b, c"
