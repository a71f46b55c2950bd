"""Histories as JSON Lines: what is written is read back, and no damage goes unnoticed or costs what was good."""

from __future__ import annotations

import io
import json
import pickle
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.lifecycle.drawn import events, facts
from tests.lifecycle.lives import ENGINEER_FACTS, FILE, T1, TODAY
from tokutei.errors import HistoryError, HistoryLineError
from tokutei.lifecycle import (
    Entry,
    Event,
    History,
    HistoryHead,
    HistoryLine,
    ReportLoss,
    from_json_lines,
    to_json_lines,
)
from tokutei.lifecycle.chain import entry_digest, head_digest
from tokutei.models import Facts, from_json, to_json

SETTINGS = settings(deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
LATE = ReportLoss(on=date(2026, 9, 2))


@cache
def life() -> History:
    """Return T1 with a loss that was learnt at its end."""
    history = History.begin(ENGINEER_FACTS, on=TODAY)
    for event, learnt_on in (*((event, event.on) for event in T1), (LATE, date(2026, 12, 1))):
        history = history.learn(event, learnt_on=learnt_on).history
    return history


def lines() -> list[str]:
    return to_json_lines(life()).splitlines()


def good(count: int) -> History | None:
    """Return the history of the first so many lines."""
    return replace(life(), entries=life().entries[: count - 1]) if count else None


def refused(text: str | bytes | list[str]) -> HistoryLineError:
    with pytest.raises(HistoryLineError) as caught:
        from_json_lines(text)
    return caught.value


def sealed(event: Event, learnt_on: date, before: str) -> Entry:
    return Entry(event, learnt_on, entry_digest(before, event, learnt_on))


# There and back.


def test_a_history_is_a_head_and_a_line_an_entry() -> None:
    head, *rest = (json.loads(line) for line in lines())
    assert list(head) == ["tokutei", "begun_on", "facts", "digest"]
    assert (head["tokutei"], head["begun_on"]) == ("history_lines/1", "2026-09-01")
    assert len(rest) == len(life().entries)
    before = head["digest"]
    for line, entry in zip(rest, life().entries, strict=True):
        assert list(line) == ["tokutei", "before", "learnt_on", "event", "digest"]
        assert (line["tokutei"], line["before"], line["digest"]) == ("history_line/1", before, entry.digest)
        before = line["digest"]


def test_what_is_written_is_read_back() -> None:
    text = to_json_lines(life())
    assert text.endswith("\n")
    assert from_json_lines(text) == life()
    from_json_lines(text).verify()
    # The same history, by either of its documents.
    assert from_json(to_json(life())) == from_json_lines(text)


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda text: text.replace("\n", "\r\n"), id="carriage returns"),
        pytest.param(lambda text: "\ufeff" + text, id="byte order mark"),
        pytest.param(lambda text: text[:-1], id="no line feed at the end"),
        pytest.param(lambda text: text + "\n", id="an empty last line"),
        pytest.param(lambda text: text + "\r\n\n", id="empty last lines"),
        pytest.param(str.encode, id="bytes"),
        pytest.param(lambda text: ("\ufeff" + text.replace("\n", "\r\n")).encode(), id="all as bytes"),
        pytest.param(io.StringIO, id="an open file"),
        pytest.param(lambda text: io.BytesIO(text.encode()), id="an open file of bytes"),
        pytest.param(str.splitlines, id="a list of lines"),
    ],
)
def test_what_does_no_harm(change: Callable[[str], str]) -> None:
    assert from_json_lines(change(to_json_lines(life()))) == life()


def test_learning_is_one_more_line() -> None:
    history = History.begin(ENGINEER_FACTS, on=TODAY)
    file = to_json_lines(history)
    for event in T1:
        longer = history.learn(event, learnt_on=event.on).history
        added = to_json_lines(longer, beyond=history)
        assert added.count("\n") == 1
        file, history = file + added, longer
    assert file == to_json_lines(history)
    assert to_json_lines(history, beyond=history) == ""


def test_only_a_continuation_is_appended() -> None:
    other = History.begin(ENGINEER_FACTS, on=TODAY).learn(LATE, learnt_on=LATE.on).history
    longer = life().learn(LATE, learnt_on=date(2026, 12, 2)).history
    for beyond in (other, longer, replace(life(), begun_on=date(2026, 8, 1))):
        with pytest.raises(HistoryError) as caught:
            to_json_lines(life(), beyond=beyond)
        assert (caught.value.reason, caught.value.entry) == ("other", len(beyond.entries))


def test_a_broken_history_is_not_written() -> None:
    first, second, *rest = life().entries
    with pytest.raises(HistoryError):
        to_json_lines(replace(life(), entries=(second, first, *rest)))


@settings(SETTINGS, max_examples=60)
@given(
    facts(TODAY), st.lists(events(TODAY), max_size=6), st.lists(st.integers(0, 10), min_size=6, max_size=6)
)
def test_any_history_is_read_back(beginning: Facts, happened: list[Event], later: list[int]) -> None:
    learnt, entries = TODAY, list[Entry]()
    before = head_digest(beginning, TODAY)
    for event, days in zip(happened, later, strict=False):
        learnt = max(learnt, event.on)
        learnt = learnt.replace(day=min(28, learnt.day + days)) if learnt.day < 28 else learnt
        entries.append(sealed(event, learnt, before))
        before = entries[-1].digest
    history = History(beginning, TODAY, tuple(entries))
    text = to_json_lines(history)
    assert from_json_lines(text) == history
    assert from_json_lines(text.encode()) == history


# Damage, by line and reason.


def without(line: str, *names: str) -> str:
    return json.dumps({k: v for k, v in json.loads(line).items() if k not in names}, separators=(",", ":"))


def having(line: str, **fields: object) -> str:
    return json.dumps({**json.loads(line), **fields}, separators=(",", ":"), ensure_ascii=False)


def in_event(line: str, **fields: object) -> str:
    return having(line, event={**json.loads(line)["event"], **fields})


LINE_DAMAGE = [
    pytest.param(lambda line: line[:40], "not_json", id="half of it lost"),
    pytest.param(lambda _: "nonsense", "not_json", id="not JSON"),
    pytest.param(lambda _: "[]", "other_kind", id="another JSON"),
    pytest.param(lambda _: "5", "other_kind", id="a number"),
    pytest.param(lambda line: line + line, "not_json", id="two in one line"),
    pytest.param(lambda line: "[" * 100_000 + line, "too_deep", id="nested"),
    pytest.param(lambda line: line.replace("{", '{"digest":"x",', 1), "named_twice", id="a name twice"),
    pytest.param(lambda _: "", "blank", id="empty"),
    pytest.param(lambda _: "  ", "not_json", id="blanks"),
    pytest.param(lambda line: without(line, "tokutei"), "other_kind", id="no kind"),
    pytest.param(lambda line: having(line, tokutei="diary/1"), "other_kind", id="foreign kind"),
    pytest.param(lambda _: to_json(FILE), "other_kind", id="another document"),
    pytest.param(lambda line: having(line, tokutei="event/99"), "other_kind", id="another, newer document"),
    pytest.param(lambda line: line.replace("/1", "/2", 1), "newer", id="newer version"),
    pytest.param(lambda line: having(line, digest="0" * 64), "digest", id="wrong digest"),
    pytest.param(lambda line: having(line, digest=None), "invalid", id="no digest"),
    pytest.param(lambda line: without(line, "digest"), "invalid", id="digest left out"),
    pytest.param(lambda line: having(line, note="x"), "invalid", id="unknown field"),
    pytest.param(lambda line: line.replace(":", ": ", 1), "rewritten", id="blank within"),
    pytest.param(lambda line: line.replace('/1"', '/0001"', 1), "other_kind", id="noughts in the label"),
    pytest.param(lambda line: line + " ", "rewritten", id="blank after"),
    pytest.param(lambda line: "\ufeff" + line, "not_json", id="byte order mark in the middle"),
]
ENTRY_DAMAGE = [
    pytest.param(lambda line: in_event(line, kind="win_lottery"), "unknown_event", id="unknown event"),
    pytest.param(lambda line: in_event(line, on="2026-09-01T10:00:00"), "invalid", id="naive moment"),
    pytest.param(lambda line: in_event(line, on=5), "invalid", id="a number as day"),
    pytest.param(lambda line: having(line, learnt_on="2026-12-31T10:00:00"), "invalid", id="learnt naively"),
    pytest.param(lambda line: having(line, learnt_on="2026-12-31"), "digest", id="learnt another day"),
    pytest.param(lambda line: in_event(line, on="2026-09-01"), "digest", id="happened another day"),
    pytest.param(
        lambda line: having(line, event=json.loads(lines()[1])["event"]), "digest", id="other event"
    ),
    pytest.param(lambda line: having(line, before="0" * 64), "digest", id="other line before"),
    pytest.param(lambda line: having(line, before=5), "invalid", id="no digest before"),
    pytest.param(lambda _: lines()[0], "other_kind", id="a head again"),
]


@pytest.mark.parametrize(("spoil", "reason"), [*LINE_DAMAGE, *ENTRY_DAMAGE])
@pytest.mark.parametrize("number", range(3, len(T1) + 2))
def test_a_spoilt_line_is_refused_and_what_was_good_is_kept(
    number: int, spoil: Callable[[str], str], reason: str
) -> None:
    text = lines()
    text[number - 1] = spoil(text[number - 1])
    error = refused("\n".join(text) + "\n")
    assert (error.line, error.reason) == (number, reason)
    assert error.good == good(number - 1)
    assert f"Line {number} " in error.text("en")
    assert f" {number} 行目" in error.text("ja")


@pytest.mark.parametrize(("spoil", "reason"), LINE_DAMAGE)
def test_a_spoilt_head_leaves_nothing(spoil: Callable[[str], str], reason: str) -> None:
    head, *rest = lines()
    if spoil(head).startswith("\ufeff"):
        return  # at the beginning it does no harm
    error = refused("\n".join([spoil(head), *rest]))
    assert (error.line, error.reason, error.good) == (1, reason, None)
    assert "kept" not in error.text("en")


def test_other_facts_in_the_head_are_found() -> None:
    head, *rest = lines()
    for changed in (
        having(head, facts={**json.loads(head)["facts"], "nationality": "NPL"}),
        having(head, begun_on="2026-08-31"),
    ):
        assert refused("\n".join([changed, *rest])).reason == "digest"
    naive = having(head, begun_on="2026-09-01T00:00:00")
    assert refused(naive).reason == "invalid"
    # The head of another history does not carry these entries.
    other = to_json_lines(History.begin(ENGINEER_FACTS, on=date(2026, 8, 31))).strip()
    error = refused("\n".join([other, *rest]))
    assert (error.line, error.reason) == (2, "chain")
    assert error.good == History.begin(ENGINEER_FACTS, on=date(2026, 8, 31))


@pytest.mark.parametrize("number", range(2, len(T1) + 2))
def test_dropped_moved_and_doubled_lines_are_found(number: int) -> None:
    text = lines()
    at = number - 1
    dropped = [*text[:at], *text[at + 1 :]]
    swapped = [*text[:at], text[at + 1], text[at], *text[at + 2 :]]
    doubled = [*text[:number], text[at], *text[number:]]
    for changed, line in ((dropped, number), (swapped, number), (doubled, number + 1)):
        error = refused("\n".join(changed))
        assert (error.line, error.reason) == (line, "chain")
        assert error.good == good(line - 1)


@pytest.mark.parametrize(
    "text", ["", "\n", "\r\n\n", "\ufeff", b"", b"\n", []], ids=lambda text: repr(text)[:10]
)
def test_an_empty_file_is_refused(text: str | bytes | list[str]) -> None:
    error = refused(text)
    assert (error.line, error.reason, error.good) == (1, "empty", None)


def test_empty_lines_may_only_stand_at_the_end() -> None:
    head, first, *rest = lines()
    error = refused("\n".join([head, first, "", "", *rest]))
    assert (error.line, error.reason, error.good) == (3, "blank", good(2))
    assert (refused("\n" + "\n".join(lines())).line, refused("\n" + head).reason) == (1, "blank")


@pytest.mark.parametrize("missing", range(1, 250, 7))
def test_a_file_cut_off_keeps_what_was_written_before(missing: int) -> None:
    text = to_json_lines(life())
    error = refused(text[: -1 - missing])
    assert (error.line, error.reason, error.good) == (len(lines()), "cut_off", good(len(lines()) - 1))


def test_only_the_last_line_can_be_cut_off() -> None:
    text = lines()
    half = text[2][:50]
    for each in ([*text[:2], half, *text[3:]], "\n".join([*text[:2], half, *text[3:]])):
        error = refused(each)
        assert (error.line, error.reason, error.good) == (3, "not_json", good(2))
    assert refused([*text[:2], half]).reason == "cut_off"


def test_bytes_that_are_no_text() -> None:
    text = to_json_lines(life()).encode().split(b"\n")
    text[2] = text[2].replace(b"o", b"\xff", 1)
    error = refused(b"\n".join(text))
    assert (error.line, error.reason, error.good) == (3, "not_unicode", good(2))
    assert refused(to_json_lines(life()).encode("utf-16")).reason == "not_unicode"
    surrogate = lines()
    surrogate[1] = in_event(surrogate[1], channel="\ud800")
    assert refused(surrogate).reason == "not_unicode"
    for nothing in ([5], None, 5):
        assert refused(nothing).reason == "not_text"  # type: ignore[arg-type]
    file = io.TextIOWrapper(io.BytesIO(b"\n".join(text)), encoding="utf-8")
    with pytest.raises(HistoryLineError, match="UTF-8"):
        from_json_lines(file)


def resealed(*pairs: tuple[Event, date]) -> str:
    """Return lines whose digests hold although no history would have learnt that."""
    before = head_digest(ENGINEER_FACTS, TODAY)
    text = [to_json(HistoryHead(TODAY, ENGINEER_FACTS, before))]
    for event, learnt_on in pairs:
        entry = sealed(event, learnt_on, before)
        text.append(to_json(HistoryLine(before, learnt_on, event, entry.digest)))
        before = entry.digest
    return "\n".join(text)


def test_what_could_never_have_been_learnt_is_refused() -> None:
    late = (LATE, date(2026, 9, 20))
    for pairs, line, reason in (
        (((LATE, TODAY),), 2, "future"),
        (((ReportLoss(on=date(2026, 8, 31)), TODAY),), 2, "before_start"),
        ((late, (LATE, date(2026, 9, 19))), 3, "order"),
    ):
        error = refused(resealed(*pairs))
        assert (error.line, error.reason) == (line, reason)
        # The same, said of the history itself.
        entries, before = list[Entry](), head_digest(ENGINEER_FACTS, TODAY)
        for pair in pairs:
            entries.append(sealed(*pair, before))
            before = entries[-1].digest
        history = History(ENGINEER_FACTS, TODAY, tuple(entries))
        with pytest.raises(HistoryError) as caught:
            history.verify()
        assert (caught.value.reason, caught.value.entry) == (reason, line - 1)


@settings(SETTINGS, max_examples=400)
@given(st.data())
def test_no_single_character_can_be_changed(data: st.DataObject) -> None:
    text = lines()
    number = data.draw(st.integers(1, len(text)))
    line = text[number - 1]
    at = data.draw(st.integers(0, len(line) - 1))
    char = data.draw(st.characters() | st.sampled_from('0123456789abcdefABCDEF",:{}[]- \\'))
    kind = data.draw(st.sampled_from(("change", "insert", "delete")))
    text[number - 1] = line[:at] + (char if kind != "delete" else "") + line[at + (kind != "insert") :]
    # A mark of byte order before all, and the ends of lines, are no part of a line.
    harmless = text[number - 1] == line or (number == 1 and text[0] == "\ufeff" + line)
    if harmless or char in "\r\n":
        return
    error = refused("\n".join(text) + "\n")
    assert (error.line, error.good) == (number, good(number - 1))


def test_every_character_of_every_line_matters() -> None:
    text = lines()
    for number in (1, 2, 4, len(text)):
        line = text[number - 1]
        for at, char in enumerate(line):
            other = "1" if char != "1" else "2"
            changed = [*text[: number - 1], line[:at] + other + line[at + 1 :], *text[number:]]
            error = refused(changed)
            assert (error.line, error.good) == (number, good(number - 1))


@settings(SETTINGS, max_examples=100)
@given(st.text() | st.binary())
def test_anything_else_is_refused_by_its_line(text: str | bytes) -> None:
    assert refused(text).line >= 1


def test_the_error_survives_pickling_with_what_was_good() -> None:
    error = refused("\n".join([*lines()[:3], "nonsense"]))
    again = pickle.loads(pickle.dumps(error))  # noqa: S301 - our own bytes
    assert (again.line, again.reason, again.good) == (4, "cut_off", good(3))


# Nothing personal in what is said.


def test_no_error_says_who_it_is() -> None:
    text = lines()
    wrong = [
        [text[0].replace("VNM", "ZWE"), *text[1:]],
        [text[0].replace("131016", "131017"), *text[1:]],
        [text[0].replace("1994-05-02", "1994-05-32"), *text[1:]],
        [having(text[0], name="TEST HANAKO"), *text[1:]],
        [having(text[0], **{"TEST HANAKO": "x"}), *text[1:]],
        [having(text[0], tokutei="TEST HANAKO"), *text[1:]],
        [text[0], in_event(text[1], kind="TEST HANAKO"), *text[2:]],
        [text[0], in_event(text[1], channel="TEST HANAKO"), *text[2:]],
        [*text[:3], "TEST HANAKO"],
    ]
    for one in wrong:
        error = refused(one)
        said = (error.text("en"), error.text("ja"), repr(error), repr(vars(error)), str(error.args))
        for word in ("HANAKO", "1994", "VNM", "ZWE", "13101", life().entries[0].digest):
            assert word not in "".join(said)
        assert error.__cause__ is None
        assert error.__context__ is None
    head = from_json(text[0])
    line = from_json(text[1])
    assert repr(head) == "HistoryHead(begun_on=datetime.date(2026, 9, 1), facts=…, digest=…)"
    assert repr(line).startswith("HistoryLine(before=…, learnt_on=")
    assert isinstance(head, HistoryHead)
    assert isinstance(line, HistoryLine)
