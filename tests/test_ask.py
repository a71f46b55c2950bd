"""The doorway: topics, facts that are wrong, the command line, and what changes when."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import tokutei as tk
from tokutei.__main__ import main
from tokutei.ask import affected, ask, changes, declared, topics
from tokutei.errors import (
    FactsError,
    NaiveDatetimeError,
    NotInForceError,
    PeriodError,
    TokuteiError,
    UnknownTermError,
)
from tokutei.law import Evidence, Reason
from tokutei.personal import HIDDEN
from tokutei.rules import CURRENT
from tokutei.rules.fees import EXCHANGE_FEE

TODAY = date(2026, 11, 21)
FEE = {
    "procedure": "renewal",
    "channel": "counter",
    "filed": date(2026, 9, 1),
    "granted": date(2026, 9, 20),
    "granted_period": "P3Y",
    "with_specified": False,
}
ASKED = {name: value for name, value in FEE.items() if name not in {"filed", "granted"}}
"""The same before anything is filed: the day asked about is the day of acceptance."""


def test_every_topic_has_closed_facts_of_which_all_may_be_left_out() -> None:
    for topic in topics().values():
        topic.facts()
        assert topic.facts.model_config["extra"] == "forbid"
        assert all(field.description for field in topic.facts.model_fields.values()), topic.name


def test_the_root_has_the_doorway() -> None:
    assert tk.ask is ask
    assert ask("statuses", {"status": "student"}, on=TODAY).value.mid_long_term is None


def test_an_unknown_topic_is_named_with_those_there_are() -> None:
    with pytest.raises(UnknownTermError) as error:
        ask("weather", {}, on=TODAY)
    assert set(error.value.known) == set(topics())


def test_all_that_is_wrong_with_facts_is_said_at_once_in_both_languages() -> None:
    facts = {"procedure": "nonsense", "filed": "yesterday", "YAMADA HANAKO": 1}
    with pytest.raises(FactsError) as error:
        ask("fees", facts, on=TODAY)
    names = {reason.parameters["fact"] for reason in error.value.contradictions if isinstance(reason, Reason)}
    assert names == {"procedure", "filed"}
    assert len(error.value.unknown) == 1
    for lang in ("ja", "en"):
        said = error.value.text(lang)
        assert "procedure" in said
        assert "filed" in said
        assert "YAMADA" not in said
        assert "nonsense" not in said


@pytest.mark.parametrize("topic", [[], None, 5, {}, "\x1b[2J", date(2026, 9, 1)])
def test_what_is_no_topic_is_named(topic: Any) -> None:
    with pytest.raises(UnknownTermError) as error:
        ask(topic, {}, on=TODAY)
    assert set(error.value.known) == set(topics())
    assert error.value.text("ja").isprintable()


@pytest.mark.parametrize("facts", [None, 5, "procedure", [("procedure", "renewal")], tk.Facts(born=TODAY)])
def test_what_holds_no_facts_is_said_to(facts: Any) -> None:
    with pytest.raises(FactsError) as error:
        ask("fees", facts, on=TODAY)
    (reason,) = error.value.contradictions
    assert isinstance(reason, Reason)
    assert reason.code == "no_mapping"
    assert "FeesFacts" in error.value.text("ja")
    assert "“”" not in error.value.text("en")


def test_any_mapping_holds_facts() -> None:
    assert ask("fees", MappingProxyType(FEE), on=TODAY) == ask("fees", FEE, on=TODAY)


def test_names_that_are_no_texts_are_not_shown() -> None:
    facts: Any = {date(1994, 5, 2): 1, 19940502: 2, **FEE}
    with pytest.raises(FactsError) as error:
        ask("fees", facts, on=TODAY)
    assert len(error.value.unknown) == 2
    assert "1994" not in str(error.value)


@pytest.mark.parametrize("more", [{}, {"procedure": "renewal"}, {"born": 5, "channel": None}])
def test_names_with_half_a_character_are_not_shown(more: dict[str, object]) -> None:
    with pytest.raises(FactsError) as error:
        ask("fees", {**more, "YAMADA\ud800": 1}, on=TODAY)
    assert error.value.unknown == (HIDDEN,)
    for lang in ("en", "ja"):
        assert "YAMADA" not in error.value.text(lang)
    assert error.value.__context__ is None


def test_the_command_refuses_a_name_with_half_a_character(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "facts.json"
    file.write_text('{"on": "2026-09-01", "YAMADA\\ud800": 1}', "utf-8")
    assert main(["ask", "fees", str(file)]) == 2
    said = capsys.readouterr().out
    assert json.loads(said)["error"] == "facts"
    assert "YAMADA" not in said


@pytest.mark.parametrize("thing", [None, "2026-11-21", 5, object()])
def test_a_day_and_a_book_are_needed(thing: Any) -> None:
    with pytest.raises(PeriodError) as error:
        ask("fees", FEE, on=thing)
    assert error.value.reason == "not_a_day"
    with pytest.raises(FactsError) as refused:
        ask("fees", FEE, on=TODAY, book=thing)
    (reason,) = refused.value.contradictions
    assert isinstance(reason, Reason)
    assert reason.code == "no_book"


def test_missing_facts_are_listed() -> None:
    with pytest.raises(FactsError) as error:
        ask("fees", {}, on=TODAY)
    assert "procedure" in error.value.missing


def test_a_naive_moment_is_refused() -> None:
    with pytest.raises(NaiveDatetimeError):
        ask("fees", FEE, on=datetime(2026, 9, 1))  # noqa: DTZ001 - that is the point


@given(
    st.sampled_from(sorted(topics())),
    st.dictionaries(st.text(max_size=8), st.none() | st.integers() | st.text(max_size=8), max_size=4),
    st.dates(),
)
def test_any_facts_give_an_answer_or_an_error_of_ours(topic: str, facts: dict[str, object], on: date) -> None:
    try:
        said = ask(topic, facts, on=on).explain("ja")
    except TokuteiError as error:
        said = error.text("ja")
    assert said


def test_changes_show_the_fees_of_october_2026_as_secondary() -> None:
    found = changes(date(2026, 10, 1), date(2026, 10, 1))
    fees = [one for one in found if one.rule.topic == "fees"]
    assert {one.evidence for one in fees} == {Evidence.SECONDARY}
    assert fees
    assert any(one.before for one in fees)
    for one in fees:
        assert one.who("ja") != one.who("en")
        assert one.text("ja") != one.text("en")
        assert one.cite.text("en") in one.text("en")


def test_changes_show_what_begins() -> None:
    found = changes(date(2026, 6, 14), date(2026, 6, 14))
    assert any(one.before is None and "2026" in one.text("en") for one in found)
    assert [one.since for one in changes(date(1900, 1, 1), date(2100, 1, 1))] == sorted(
        one.since for one in changes(date(1900, 1, 1), date(2100, 1, 1))
    )


def test_changes_show_what_is_dated_april_2027() -> None:
    assert changes(date(2027, 4, 1), date(2027, 4, 1))


def test_changes_follow_the_book() -> None:
    since = date(2030, 1, 1)
    book = CURRENT.reformed(EXCHANGE_FEE, since=since, value=EXCHANGE_FEE.parse(1), reason="A")
    (change,) = changes(since, since, book=book)
    assert change.rule == EXCHANGE_FEE
    assert changes(since, since) == ()


def test_every_rule_is_declared_once() -> None:
    assert len(declared()) > 100
    assert {key for key, rule in declared().items() if key != (rule.topic, rule.key)} == set()


def test_a_person_is_affected_where_an_answer_differs() -> None:
    between = (date(2026, 9, 30), date(2026, 10, 1))
    (difference,) = affected({"fees": ASKED}, between=between)
    assert difference.before is not None
    assert difference.after is not None
    assert (int(difference.before.value.fee_jpy), int(difference.after.value.fee_jpy)) == (6000, 64000)
    assert affected({"fees": ASKED}, between=(date(2026, 9, 1), date(2026, 9, 2))) == ()
    assert affected({"fees": FEE}, between=between) == ()  # what was accepted keeps its fee


def test_nobody_is_affected_by_time_going_by() -> None:
    settled = {"procedure": "address_first", "event": "address_settled", "event_date": date(2026, 9, 1)}
    card = {"card_kind": "plain_card", "birth": date(1990, 6, 20), "status": "permanent_resident"}
    years = (date(2026, 6, 20), date(2027, 6, 20))
    questions = {"deadlines": settled, "validity": {**card, "issued": date(2026, 6, 14)}}
    assert affected(questions, between=years) == ()


@pytest.mark.parametrize(
    ("facts", "between"), [([], (TODAY, TODAY)), ({}, (TODAY,)), ({}, None), (None, (TODAY, TODAY))]
)
def test_what_is_no_question_about_two_days_is_refused(facts: Any, between: Any) -> None:
    with pytest.raises(FactsError):
        affected(facts, between=between)


def test_changes_take_days_and_moments_with_a_zone() -> None:
    first = date(2026, 10, 1)
    moment = datetime(2026, 9, 30, 15, tzinfo=UTC)
    assert changes(moment, moment) == changes(first, first) != ()
    with pytest.raises(NaiveDatetimeError):
        changes(datetime(2026, 10, 1), first)  # noqa: DTZ001
    with pytest.raises(PeriodError):
        changes("2026-10-01", first)  # type: ignore[arg-type]
    with pytest.raises(FactsError):
        changes(first, first, book=None)  # type: ignore[arg-type]


def test_a_person_is_affected_where_an_answer_begins() -> None:
    (difference,) = affected({"fees": ASKED}, between=(date(2000, 1, 1), date(2026, 9, 1)))
    assert difference.before is None
    with pytest.raises(NotInForceError):
        ask("fees", {**FEE, "filed": date(2000, 1, 1), "granted": date(2000, 1, 1)}, on=date(2000, 1, 1))


def test_the_command_answers_in_json(tmp_path: Path) -> None:
    file = tmp_path / "facts.json"
    file.write_text(
        json.dumps({**{k: str(v) if isinstance(v, date) else v for k, v in FEE.items()}, "on": "2026-09-20"})
    )
    command = [sys.executable, "-m", "tokutei", "ask", "fees", str(file)]
    done = subprocess.run(command, capture_output=True, check=True)  # noqa: S603
    said = json.loads(done.stdout.decode("utf-8"))
    assert said["value"]["fee_jpy"] == 6000
    assert said["evidence"] == "official"
    assert set(said["explanation"]) == {"ja", "en"}


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("no json", "document"),
        ("[1]", "facts"),
        ('{"on": "2026-09-01", "on": "2026-09-02"}', "document"),
        ('{"on": "2026-09-01", "procedure": {"a": 1, "a": 2}}', "document"),
        ('{"on": "20260901", "procedure": "renewal"}', "facts"),
        ('{"on": "2026-W36-2", "procedure": "renewal"}', "facts"),
        ('{"procedure": "renewal"}', "facts"),
        ('{"on": 5}', "facts"),
        ('{"on": "2026-09-01", "procedure": 5}', "facts"),
    ],
)
def test_the_command_says_what_is_wrong_in_json(
    content: str, code: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "facts.json"
    file.write_text(content)
    assert main(["ask", "fees", str(file)]) == 2
    said = json.loads(capsys.readouterr().out)
    assert said["error"] == code
    assert said["text"]["ja"] != said["text"]["en"]


def test_the_command_reads_standard_input_and_takes_the_day_apart(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO('{"status": "student"}'))
    assert main(["ask", "statuses", "-", "--on", "2026-11-21"]) == 0
    assert json.loads(capsys.readouterr().out)["topic"] == "statuses"


def test_the_command_knows_no_other_topic(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "facts.json"
    file.write_text('{"on": "2026-11-21"}')
    assert main(["ask", "weather", str(file)]) == 2
    assert json.loads(capsys.readouterr().out)["error"] == "vocabulary.unknown"
    assert main(["ask", "fees", str(tmp_path / "none.json")]) == 2


@pytest.mark.parametrize(
    ("written", "arguments", "status"),
    [
        (b'\xef\xbb\xbf{"procedure": "card_exchange", "channel": "counter"}', ["--on", "2026-09-01"], 0),
        (
            b'{"procedure": "card_exchange", "channel": "counter", "on": "2026-01-01"}',
            ["--on", "2026-09-01"],
            0,
        ),
        (b'{"procedure": "card_exchange", "channel": "counter"}', ["--on", "2026-13-01"], 2),
        (b'{"procedure": "card_exchange", "channel": "counter", "on": 20260901}', [], 2),
    ],
)
def test_the_day_and_the_file_of_a_command(
    written: bytes, arguments: list[str], status: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "facts.json"
    file.write_bytes(written)
    assert main(["ask", "fees", str(file), *arguments]) == status
    said = json.loads(capsys.readouterr().out)
    assert ("YYYY-MM-DD" in str(said.get("text"))) is (status == 2)


def test_a_file_that_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ask", "fees", str(tmp_path / "none.json"), "--on", "2026-09-01"]) == 2
    assert "no such file" in json.loads(capsys.readouterr().out)["text"]["en"]


def test_why_a_fact_cannot_be_read_is_said_in_words() -> None:
    with pytest.raises(FactsError) as caught:
        ask("statuses", {"status": "tourist", "on": "soon"}, on=TODAY)
    assert len(caught.value.contradictions) == 2
    for lang, word in (("ja", "知られている語ではない"), ("en", "not one of the known words")):
        said = caught.value.text(lang)
        assert word in said
        assert "_" not in said


def test_the_first_day_is_that_of_the_answer_not_of_its_first_rule() -> None:
    with pytest.raises(NotInForceError) as caught:
        ask("statuses", {"status": "esd"}, on=date(1970, 1, 1))
    assert (caught.value.day, caught.value.first_day) == (date(1970, 1, 1), date(2027, 4, 1))
    assert ask("statuses", {"status": "esd"}, on=caught.value.first_day).value
    filed = {"procedure": "renewal", "filed": date(2012, 7, 1), "stay_end": date(2012, 7, 3)}
    with pytest.raises(NotInForceError) as caught:
        ask("special_period", filed, on=date(2012, 7, 2))
    assert caught.value.first_day == date(2012, 7, 9)


def test_what_is_missing_is_told_with_what_does_not_fit() -> None:
    with pytest.raises(FactsError) as caught:
        ask("fees", {"procedure": "renewal", "express": True, "with_specified": False}, on=date(2026, 11, 1))
    assert caught.value.missing == ("channel", "granted_period")
    assert len(caught.value.contradictions) == 1


def test_a_word_with_nothing_near_it_is_told_alone() -> None:
    with pytest.raises(UnknownTermError) as caught:
        ask("offices", {"municipality_code6": "999999"}, on=TODAY)
    assert caught.value.text("en") == "“999999” names no municipality."
    assert caught.value.text("ja") == "「999999」に当たる市区町村はありません。"


def test_a_terminal_without_japanese_letters(tmp_path: Path) -> None:
    file = tmp_path / "facts.json"
    file.write_text('{"procedure": "card_exchange", "channel": "counter"}')
    command = [sys.executable, "-m", "tokutei", "ask", "fees", str(file), "--on", "2026-09-01"]
    done = subprocess.run(  # noqa: S603
        command, capture_output=True, check=True, env={**os.environ, "PYTHONIOENCODING": "ascii"}
    )
    assert "手数料" in json.loads(done.stdout)["explanation"]["ja"]
