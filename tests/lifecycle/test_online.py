"""The online system's states: what the notes name, structure, every pair, the main procedure beside them."""

from __future__ import annotations

import itertools
import pickle
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, Final

import pytest

from tests.rules.law_texts import words_of
from tokutei.audit import provisions
from tokutei.audit.cited import Use, UseKind, uses
from tokutei.errors import FactsError, TransitionRefused, UnknownTermError
from tokutei.law import Citation, Evidence
from tokutei.lifecycle import (
    ONLINE_RECEIPTS,
    ONLINE_RELATIONS,
    ONLINE_ROWS,
    ONLINE_STATES,
    OnlineActor,
    OnlineCondition,
    OnlineEntry,
    OnlineEvent,
    OnlineNote,
    OnlineReceipt,
    OnlineResult,
    OnlineSource,
    OnlineTask,
    OnlineTerm,
    online_mains_of,
    online_row_for,
    online_rows_from,
    online_states_of,
)
from tokutei.lifecycle.online import online_citations
from tokutei.lifecycle.states import ApplicationState, MainState
from tokutei.rules import CURRENT
from tokutei.vocabulary import OnlineField, OnlineState, ProcedureKind, Word

S, E = OnlineState, OnlineEvent
STATES: Final = (None, *OnlineState)
WORDS: Final = (
    OnlineActor,
    OnlineCondition,
    OnlineEvent,
    OnlineReceipt,
    OnlineResult,
    OnlineSource,
    OnlineTask,
    OnlineTerm,
)
FINAL: Final = {S.COMPLETED}
NOTES: Final = Path(__file__).resolve().parents[3] / "shared" / "rules" / "online-system.md"
NOTICE: Final = date(2024, 10, 31)


def notes() -> Iterator[OnlineNote]:
    yield from itertools.chain.from_iterable(row.terms for row in ONLINE_ROWS)
    yield from itertools.chain.from_iterable(row.tasks for row in ONLINE_STATES.values())
    yield from itertools.chain.from_iterable((*row.tasks, *row.terms) for row in ONLINE_RECEIPTS.values())


ENTRIES: Final[tuple[Any, ...]] = (
    *ONLINE_ROWS,
    *ONLINE_STATES.values(),
    *ONLINE_RECEIPTS.values(),
    *ONLINE_RELATIONS,
    *notes(),
)


# The table against the notes


def named_states() -> list[tuple[str, str]]:
    """Return field and state of every row of the notes' table of states."""
    text = NOTES.read_text("utf-8")
    section = text.split("## Application state names", 1)[1].split("\n## ", 1)[0]
    table = [line for line in section.splitlines() if line.startswith("|")][2:]
    found, field = [], ""
    for line in table:
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        field = cells[0] or field
        found.append((field, cells[1]))
    return found


@pytest.mark.shared
def test_the_states_are_those_of_the_notes_and_no_others() -> None:
    assert named_states() != []
    assert {state for _, state in named_states()} == {state.ja for state in OnlineState}
    assert {field for field, _ in named_states()} == {field.ja for field in OnlineField}
    assert len(named_states()) == len(OnlineState)


@pytest.mark.shared
def test_every_state_is_shown_in_the_field_of_the_notes() -> None:
    assert dict(map(reversed, named_states())) == {  # type: ignore[arg-type]
        row.state.ja: row.field.ja for row in ONLINE_STATES.values()
    }


@pytest.mark.shared
def test_the_names_in_popular_articles_are_no_states() -> None:
    text = NOTES.read_text("utf-8")
    found = re.search(r"States such as (.+?) \(article", text)
    assert found is not None
    names = {name.strip() for name in found.group(1).split("/")}
    assert len(names) == 4
    assert not names & {state.ja for state in OnlineState}


@pytest.mark.shared
@pytest.mark.parametrize(
    ("cite", "words"),
    [
        ("414AC0000000151:6:3", "ファイルへの記録がされた時"),
        ("356M50000010054:61-3:9", "第二十条第五項"),
        ("356M50000010054:59-4:4:5", "特定在留カード以外の在留カードに限る"),
        ("356M50000010054:61-4:2", "在留資格認定証明書の交付"),
        ("356M50000010054:61-4:4", "希望する旨"),
        ("326CO0000000319:20:5", "効力を生ずる"),
    ],
)
def test_the_provisions_say_what_the_rows_say(cite: str, words: str) -> None:
    assert Citation.parse(cite) in {cite for cite, _ in online_citations()}
    assert words in words_of(Citation.parse(cite))


# Structure


def test_there_is_one_start() -> None:
    assert [(row.event, row.target) for row in ONLINE_ROWS if row.source is None] == [(E.SEND, S.FILED)]
    assert [row.event for row in online_rows_from(None)] == [E.SEND]


def test_no_two_rows_leave_a_state_by_one_event() -> None:
    keys = [(row.source, row.event) for row in ONLINE_ROWS]
    assert len(set(keys)) == len(keys)


def reached(starts: set[OnlineState | None]) -> set[OnlineState | None]:
    found = set(starts)
    while more := {row.target for row in ONLINE_ROWS if row.source in found} - found:
        found |= more
    return found


def test_every_state_is_reached() -> None:
    assert reached({None}) == {None, *OnlineState}


def test_final_states_are_final_and_no_other_state_is_a_trap() -> None:
    for state in OnlineState:
        assert (online_rows_from(state) == ()) is (state in FINAL)
        assert reached({state}) & FINAL


def test_results_are_told_where_the_end_is_reached_and_nowhere_else() -> None:
    for row in ONLINE_ROWS:
        assert bool(row.results) is (row.target in FINAL)
    assert {result for row in ONLINE_ROWS for result in row.results} == set(OnlineResult)
    mailed = online_row_for(S.AWAITING_ISSUE, E.ISSUE_CARD)
    assert mailed.results == (OnlineResult.GRANTED,)


def test_every_state_has_its_row_and_every_way_of_receipt_too() -> None:
    assert set(ONLINE_STATES) == set(OnlineState)
    assert set(ONLINE_RECEIPTS) == set(OnlineReceipt)
    assert all(ONLINE_STATES[state].state is state for state in OnlineState)
    assert all(ONLINE_STATES[state].tasks for state in OnlineState)


def test_every_word_is_used() -> None:
    said = {note.what for note in notes()}
    assert said == {*OnlineTask, *OnlineTerm}
    assert {row.event for row in ONLINE_ROWS} == set(OnlineEvent)
    assert {row.actor for row in ONLINE_ROWS} == set(OnlineActor)
    assert {one for relation in ONLINE_RELATIONS for one in relation.conditions} == set(OnlineCondition)
    assert {entry.told for entry in ENTRIES} == set(OnlineSource)


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.text("en")[:40])
def test_every_entry_says_where_it_was_read_and_how_sure_it_is(entry: OnlineEntry) -> None:
    assert (entry.evidence is Evidence.OFFICIAL) <= (entry.told is OnlineSource.LAW)
    assert (entry.told is OnlineSource.LAW) <= bool(entry.cite)
    since = getattr(entry, "since", NOTICE)
    assert date(2023, 3, 17) <= since <= date(2026, 6, 14)


def test_what_the_notice_names_is_not_taken_for_an_official_text() -> None:
    """It was read in a copy, and what leads from state to state was not read at all."""
    assert {row.evidence for row in ONLINE_STATES.values()} == {Evidence.SECONDARY}
    for row in ONLINE_ROWS:
        first = row.event in {E.SEND, E.GIVE_NUMBER}
        assert row.evidence is (Evidence.SECONDARY if first else Evidence.INFERRED)


def test_numbers_of_terms_are_those_of_rules() -> None:
    rules = {note.what: note.rule for note in notes() if note.rule}
    assert set(rules) == {OnlineTerm.NOT_ON_LAST_DAY, OnlineTerm.IN_SPECIAL_PERIOD}
    assert {what: CURRENT.at(rule, NOTICE).value for what, rule in rules.items()} == {
        OnlineTerm.NOT_ON_LAST_DAY: 1,
        OnlineTerm.IN_SPECIAL_PERIOD: 2,
    }


def test_only_a_card_that_is_mailed_awaits_issue() -> None:
    mail, counter, email = (ONLINE_RECEIPTS[receipt] for receipt in OnlineReceipt)
    assert mail.state is S.AWAITING_ISSUE
    assert (counter.state, email.state) == (None, None)
    assert ProcedureKind.PERMANENT_RESIDENCE not in mail.procedures
    into = [row for row in ONLINE_ROWS if row.target is S.AWAITING_ISSUE]
    assert [row.event for row in into] == [E.APPROVE_FOR_MAIL]
    assert set(mail.cite) <= set(into[0].cite)


# Every pair


@pytest.mark.parametrize("event", OnlineEvent)
@pytest.mark.parametrize("state", STATES, ids=str)
def test_every_pair_is_a_row_or_a_typed_refusal(state: OnlineState | None, event: OnlineEvent) -> None:
    rows = [row for row in ONLINE_ROWS if row.source is state and row.event is event]
    if rows:
        assert online_row_for(state, event) is rows[0]
        assert rows[0] in online_rows_from(state)
        return
    with pytest.raises(TransitionRefused) as refused:
        online_row_for(state, event)
    assert refused.value.event is event
    (reason,) = refused.value.reasons
    possible = [row.event for row in ONLINE_ROWS if row.source is state]
    assert list(getattr(reason, "parameters", {})["possible"]) == possible
    for lang in ("ja", "en"):
        said = refused.value.text(lang)
        assert event.text(lang) in said
        assert all(one.text(lang) in said for one in possible)
        assert "{" not in said
        assert state is None or state.text(lang) in said


def test_before_anything_is_sent_has_a_word_of_its_own() -> None:
    with pytest.raises(TransitionRefused, match="nothing sent"):
        online_row_for(None, E.FINISH)
    assert "未送信" in ONLINE_ROWS[0].text("ja")


@pytest.mark.parametrize("state", ["filed", "申請完了", MainState.FILED, ApplicationState.FILED, "", 3])
def test_what_is_written_alike_is_no_state(state: Any) -> None:
    for ask in (online_rows_from, online_mains_of, lambda one: online_row_for(one, E.SEND)):
        with pytest.raises(UnknownTermError) as caught:
            ask(state)
        assert caught.value.known == tuple(one.value for one in OnlineState)


@pytest.mark.parametrize("event", ["send", None, MainState.FILED])
def test_what_is_no_event_is_unknown(event: Any) -> None:
    with pytest.raises(UnknownTermError):
        online_row_for(None, event)


def test_no_state_is_nothing_sent_only_where_a_row_can_leave_it() -> None:
    with pytest.raises(UnknownTermError):
        online_mains_of(None)  # type: ignore[arg-type]


# Beside the main procedure


RANK: Final = {MainState.FILED: 0, MainState.DECIDED: 1, MainState.EFFECTIVE: 2, MainState.REFUSED: 2}


def test_every_state_has_a_value_of_the_main_procedure_beside_it_and_the_other_way_round() -> None:
    for state in OnlineState:
        assert online_mains_of(state) == tuple(one for one in ONLINE_RELATIONS if one.state is state) != ()
    for main in RANK:
        assert online_states_of(main) == tuple(one for one in ONLINE_RELATIONS if one.main is main) != ()
    assert [one.state for one in online_states_of(MainState.DECIDED)] == [S.AWAITING_ISSUE, S.COMPLETED]


def test_no_source_names_a_state_before_anything_is_filed_or_after_a_withdrawal() -> None:
    unnamed = set(MainState) - set(RANK) - {MainState.UNKNOWN}
    assert unnamed == {MainState.NONE, MainState.WITHDRAWN}
    assert all(online_states_of(main) == () for main in unnamed)


def test_the_main_procedure_never_goes_back_where_the_system_goes_on() -> None:
    for row in ONLINE_ROWS:
        if row.source is None:
            continue
        before = [RANK[one.main] for one in online_mains_of(row.source)]
        after = [RANK[one.main] for one in online_mains_of(row.target)]
        assert min(before) <= min(after)
        assert max(before) <= max(after)


EXCLUDE: Final = (
    {OnlineCondition.CARD_HANDED_OVER, OnlineCondition.CARD_OUTSTANDING},
    {OnlineCondition.GRANTED, OnlineCondition.REFUSED},
)


def test_no_two_relations_of_a_state_hold_at_once() -> None:
    for state in OnlineState:
        for one, other in itertools.combinations(online_mains_of(state), 2):
            assert any(pair <= {*one.conditions, *other.conditions} for pair in EXCLUDE)


def test_an_application_that_is_finished_takes_effect_with_the_card_only() -> None:
    for one in online_states_of(MainState.EFFECTIVE):
        assert set(one.conditions) == {OnlineCondition.GRANTED, OnlineCondition.CARD_HANDED_OVER}
        assert Citation.parse("326CO0000000319:20:5") in one.cite


def test_a_main_procedure_that_is_not_known_is_asked_for() -> None:
    with pytest.raises(FactsError) as caught:
        online_states_of(MainState.UNKNOWN)
    assert caught.value.missing == ("pending",)


@pytest.mark.parametrize("main", [S.FILED, "filed", None])
def test_what_is_no_value_of_the_main_procedure_is_unknown(main: Any) -> None:
    with pytest.raises(UnknownTermError):
        online_states_of(main)


# Words and copies


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.text("en")[:40])
def test_entries_speak_both_languages(entry: Any) -> None:
    ja, en = entry.text("ja"), entry.text("en")
    assert ja != en
    assert "{" not in ja + en
    assert not re.search(r"[぀-ヿ一-鿿]", en)
    for lang, said in (("ja", ja), ("en", en)):
        assert entry.evidence.text(lang) in said
        assert entry.told.text(lang) in said
        assert all(cite.text(lang) in said for cite in entry.cite)


@pytest.mark.parametrize("word", [word for kind in WORDS for word in kind], ids=repr)
def test_every_word_is_found_by_its_forms(word: Word) -> None:
    assert all(type(word).find(form) is word for form in (word.value, word.ja, word.en))


def test_the_name_of_the_end_is_not_that_of_the_beginning() -> None:
    assert OnlineState.find("完了") is S.COMPLETED
    assert OnlineState.find("申請完了") is S.FILED


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.text("en")[:40])
def test_entries_survive_pickling(entry: Any) -> None:
    copy = pickle.loads(pickle.dumps(entry))  # noqa: S301 - our own bytes
    assert copy == entry
    assert copy.text("ja") == entry.text("ja")


def test_a_refusal_survives_pickling() -> None:
    with pytest.raises(TransitionRefused) as refused:
        online_row_for(S.COMPLETED, E.SEND)
    copy = pickle.loads(pickle.dumps(refused.value))  # noqa: S301 - our own bytes
    assert str(copy) == str(refused.value)


# Provisions


def test_whatever_an_entry_cites_is_among_the_provisions_and_their_uses() -> None:
    cited = dict.fromkeys(cite for entry in ENTRIES for cite in entry.cite)
    assert set(cited) == {cite for cite, _ in online_citations()}
    for cite, name in online_citations():
        assert provisions()[cite].is_seen
        assert Use(UseKind.TRANSITION, name) in uses()[cite]
