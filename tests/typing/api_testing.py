"""What tests and readers of cards write, for the type checkers alone: mypy and pyright accept every line."""

from __future__ import annotations

import pickle
from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, assert_never, assert_type

from hypothesis.strategies import SearchStrategy

import tokutei as tk
from tokutei import chip, errors, lifecycle, reader, testing
from tokutei.chip import my_number
from tokutei.errors import (
    CardError,
    ChipError,
    DocumentError,
    FactsError,
    HistoryError,
    HistoryLineError,
    ReadAborted,
    ReaderError,
    TokuteiError,
    TransitionRefused,
)
from tokutei.identifiers import CardNumber, CorporateNumber, Nationality
from tokutei.intake import IntakeEvidence, combine
from tokutei.lifecycle import Entry, Event, EventKind, History, Situation, states
from tokutei.models import Unknown, from_json, json_schema, to_json
from tokutei.testing import hostile, strategies
from tokutei.vocabulary import CardKind


def cards_are_issued_and_read() -> tuple[chip.ChipRecord, chip.Findings]:
    person = testing.person("student_with_permission")
    assert_type(person, testing.SyntheticPerson)
    card = testing.issue_card(person, type="05")
    record = chip.read(card, number=card.number, policy=chip.WITHOUT_FACE)
    findings = chip.verify(record, card.trust, at=datetime(2026, 9, 1, 3, tzinfo=UTC))
    assert_type(findings.profile, chip.TrustProfile)
    assert_type(findings.items, tuple[chip.Finding, ...])
    assert_type(chip.dump(record, face=True), str)
    assert_type(chip.dump_schema(), dict[str, Any])
    chip.read(card)  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    chip.verify(record, card.trust)  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    return record, findings


def a_trace_is_asked_for(card: testing.SyntheticCard) -> None:
    trace = chip.Trace()
    chip.read(card, number=card.number, trace=trace)
    assert_type(trace.exchanges, list[chip.TracedExchange])


def evidence_holds_what_was_read(read: tuple[chip.ChipRecord, chip.Findings]) -> IntakeEvidence:
    return combine(chip=read)


def readers_are_connected_to(name: str) -> None:
    assert_type(reader.readers(), tuple[str, ...])
    with reader.connect(name) as connection:
        record = chip.read(connection, number="ZZ00000000ZZ")
    assert_type(record, chip.ChipRecord)


def lies_are_named() -> None:
    listed: Mapping[str, testing.HostileCard] = testing.HOSTILE_CARDS
    assert_type(listed["altered-entry"].name, str)
    assert_type(hostile.ALL["altered-entry"].issue(), testing.SyntheticCard)


def strategies_draw() -> None:
    assert_type(strategies.people(), SearchStrategy[testing.SyntheticPerson])
    assert_type(strategies.card_numbers(), SearchStrategy[CardNumber])
    assert_type(strategies.days(), SearchStrategy[date])


def my_number_cards_are_read() -> None:
    card = testing.issue_my_number_card(testing.person("engineer"))
    found = my_number.read_surface(card)
    assert_type(found, my_number.SurfaceItems)
    assert_type(my_number.dump(found), str)
    my_number.load(my_number.dump(found))


def errors_are_told_apart(situation: Situation, event: Event) -> str:
    try:
        outcome = tk.apply(situation, event)
    except TransitionRefused as refused:
        return ", ".join(reason.text("ja") for reason in refused.reasons)
    except FactsError as error:
        assert_type(error.missing, tuple[str, ...])
        return ", ".join(error.missing)
    except TokuteiError as error:
        return error.code
    return outcome.after.on.isoformat()


def every_error_pickles(error: ChipError | CardError | ReadAborted | ReaderError) -> TokuteiError:
    again: TokuteiError = pickle.loads(pickle.dumps(error))  # noqa: S301 - our own
    assert_type(error.text("en"), str)
    return again


def reasons_are_words(error: DocumentError | HistoryError) -> str:
    assert_type(error.reason, str)
    return error.reason


def an_extra_may_be_missing(error: errors.MissingExtraError) -> str:
    return f"pip install tokutei[{error.extra}]"


def histories_are_stored(history: History, folder: Path) -> History:
    file = folder / "life.jsonl"
    file.write_text(lifecycle.to_json_lines(history), encoding="utf-8")
    with file.open("rb") as lines:
        try:
            return lifecycle.from_json_lines(lines)
        except HistoryLineError as error:
            assert_type(error.line, int)
            assert_type(error.reason, str)
            raise


def histories_are_appended_to(history: History, event: Event, on: date) -> str:
    longer = history.learn(event, learnt_on=on).history
    assert_type(longer.entries, tuple[Entry, ...])
    assert_type(longer.flagged(on), tuple[Entry, ...])
    assert_type(longer.entries[0].event.kind.text("ja"), str)
    history.learn(event)  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    history.entries = ()  # type: ignore[misc]  # pyright: ignore[reportAttributeAccessIssue]
    return lifecycle.to_json_lines(longer, beyond=history)


def documents_are_text(value: tk.Facts | Situation | History) -> object:
    assert_type(json_schema("history"), dict[str, Any])
    return from_json(to_json(value))


def states_are_asked_for(situation: Situation) -> bool:
    assert_type(situation.card.state, states.HeldCardState)
    assert_type(situation.card.kind, CardKind | Unknown)
    return situation.card.state is states.HeldCardState.HELD


def events_are_matched(event: lifecycle.ReportLoss | lifecycle.FindCard) -> EventKind:
    match event:
        case lifecycle.ReportLoss():
            assert_type(event.known_on, date | None)
        case lifecycle.FindCard():
            pass
        case _:
            assert_never(event)
    return event.kind


def codes_are_texts_and_numbers_are_not(nationality: Nationality, employer: CorporateNumber) -> str:
    tk.Facts(born=date(1994, 5, 2), nationality=nationality, card=tk.CardFacts(number="x"))  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    return nationality.lower() + employer
