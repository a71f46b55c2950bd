"""Documents of an earlier version are read: one small step a version, the parts of a document with it."""

from __future__ import annotations

import json
import traceback
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from typing import Any, Final

import pytest

from tests.lifecycle.lives import ENGINEER_FACTS
from tokutei.errors import DocumentError
from tokutei.lifecycle import FileExtension, History, ReportLoss, from_json_lines, to_json_lines
from tokutei.models import Model, codec, document, from_json, json_schema, to_json
from tokutei.models.codec import is_as_written, kinds, migration, said
from tokutei.personal import Personal
from tokutei.vocabulary import Channel

Fields = dict[str, Any]
BEGUN: Final = date(2026, 9, 1)
MARK: Final = "SECRETMARK"


class Part(Model):
    """What stands inside; versions 1 and 2 called its text otherwise."""

    text: Personal[str]
    sure: bool = False


class Whole(Model):
    """What holds parts, one alone and some in a row."""

    first: Part
    others: tuple[Part, ...] = ()


@pytest.fixture(autouse=True)
def own_kinds(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Kinds and steps that are gone after the test."""
    kinds()  # everything is declared before it is copied
    for name in ("_BY_NAME", "_BY_CLASS", "_MIGRATIONS"):
        monkeypatch.setattr(codec, name, dict(getattr(codec, name)))
    yield
    codec._adapter.cache_clear()
    codec._reader.cache_clear()


def three_versions() -> None:
    """Declare two kinds in version 3, one holding the other, with the steps that lead there."""
    document("part", 3, Part)
    document("whole", 3, Whole)

    @migration("part", 1)
    def words_are_called_word(fields: Fields) -> Fields:
        return {"word": fields.pop("words"), **fields}

    @migration("part", 2)
    def word_is_called_text(fields: Fields) -> Fields:
        return {"text": fields.pop("word"), **fields}

    # The version of the whole is that of its parts; its step calls theirs.
    @migration("whole", 1)
    def parts_to_2(fields: Fields) -> Fields:
        return {**fields, "first": words_are_called_word(fields["first"])}

    @migration("whole", 2)
    def parts_to_3(fields: Fields) -> Fields:
        first, other = word_is_called_text(fields["first"]), fields.pop("other", [])
        return {"first": first, "others": [word_is_called_text(one) for one in other]}


@pytest.mark.parametrize(
    "text",
    [
        '{"tokutei":"part/1","words":"x","sure":true}',
        '{"tokutei":"part/2","word":"x","sure":true}',
        '{"tokutei":"part/3","text":"x","sure":true}',
    ],
)
def test_every_version_is_read_and_the_newest_is_written(text: str) -> None:
    three_versions()
    value = from_json(text)
    assert value == Part(text="x", sure=True)
    assert to_json(value) == '{"tokutei":"part/3","text":"x","sure":true}'
    assert is_as_written(text, value)


@pytest.mark.parametrize(
    "text",
    [
        '{"tokutei":"whole/1","first":{"words":"x"}}',
        '{"tokutei":"whole/2","first":{"word":"x"},"other":[]}',
        '{"tokutei":"whole/3","first":{"text":"x"}}',
    ],
)
def test_parts_are_migrated_with_the_whole(text: str) -> None:
    three_versions()
    assert from_json(text) == Whole(first=Part(text="x"))


def test_parts_in_a_row_are_migrated_too() -> None:
    three_versions()
    text = '{"tokutei":"whole/2","first":{"word":"x"},"other":[{"word":"y"},{"word":"z","sure":true}]}'
    assert from_json(text).others == (Part(text="y"), Part(text="z", sure=True))


def test_a_part_of_another_version_than_the_whole_is_refused() -> None:
    three_versions()
    for text in (
        '{"tokutei":"whole/3","first":{"word":"x"}}',  # newer label, older part
        '{"tokutei":"whole/2","first":{"text":"x"}}',  # older label, newer part
        '{"tokutei":"whole/1","first":{"word":"x"}}',
        '{"tokutei":"whole/3","first":{"tokutei":"part/3","text":"x"}}',  # parts have no label
    ):
        with pytest.raises(DocumentError) as caught:
            from_json(text)
        assert caught.value.reason == "invalid"


def test_versions_before_the_first_step_and_after_the_last_are_refused_by_name() -> None:
    three_versions()
    for label, reason in (("part/0", "unknown_kind"), ("part/4", "newer"), ("whole/4", "newer")):
        with pytest.raises(DocumentError) as caught:
            from_json(json.dumps({"tokutei": label, "text": "x"}))
        assert (caught.value.reason, caught.value.kind) == (reason, label)


def test_a_gap_between_steps_is_no_way() -> None:
    three_versions()
    codec._MIGRATIONS.pop(("part", 2))
    with pytest.raises(DocumentError) as caught:
        from_json('{"tokutei":"part/1","words":"x"}')
    assert (caught.value.reason, caught.value.kind) == ("unknown_kind", "part/1")


class StrayError(Exception):
    """Something that no step should raise."""


def raises(error: type[Exception]) -> Callable[[Fields], Any]:
    def step(fields: Fields) -> Any:
        raise error(fields["words"])

    return step


@pytest.mark.parametrize(
    ("step", "said_of_it"),
    [
        *((raises(one), one.__name__) for one in (KeyError, AttributeError, AssertionError, ArithmeticError)),
        (raises(StrayError), "StrayError"),
        (raises(RecursionError), "RecursionError"),
        (lambda fields: fields["missing"], "KeyError"),
        (lambda fields: fields["words"], "str"),
        (lambda _: None, "NoneType"),
        (lambda fields: [fields], "list"),
    ],
)
def test_a_step_that_fails_is_our_error_without_what_it_was_given(
    step: Callable[[Fields], Any], said_of_it: str
) -> None:
    three_versions()
    migration("part", 1)(step)
    with pytest.raises(DocumentError) as caught:
        from_json(json.dumps({"tokutei": "part/1", "words": MARK}))
    error = caught.value
    assert (error.reason, error.kind, error.details) == ("invalid", "part/1", (said_of_it,))
    assert error.__context__ is error.__cause__ is None
    shown = "".join(traceback.format_exception(error, limit=0)) + error.text("ja") + error.text("en")
    assert MARK not in shown


def _made(fields: Fields, _: Fields) -> Fields:
    return dict(fields)


def test_what_a_step_makes_is_read_as_strictly_as_a_document() -> None:
    three_versions()
    wrong: dict[str, Fields] = {
        "text: missing": {"sure": True},
        "sure: bool_type": {"text": MARK, "sure": "yes"},
        "…: extra_forbidden": {"text": MARK, MARK: 1},
    }
    for detail, fields in wrong.items():
        migration("part", 2)(partial(_made, fields))
        with pytest.raises(DocumentError) as caught:
            from_json('{"tokutei":"part/2","word":"x"}')
        assert caught.value.details == (detail,)
        assert MARK not in caught.value.text("en")


def test_what_a_step_makes_may_not_be_json_at_all() -> None:
    three_versions()
    migration("part", 2)(lambda _: {"text": {MARK}})
    with pytest.raises(DocumentError) as caught:
        from_json('{"tokutei":"part/2","word":"x"}')
    assert (caught.value.reason, caught.value.__context__) == ("invalid", None)
    assert MARK not in caught.value.text("en")


# The kinds that there are, as if an earlier version had called the channel of a filing ``by``.


def earlier_events() -> None:
    """Declare a version 0 of events, and of what holds them, in which ``channel`` was ``by``."""

    @migration("event", 0)
    def channels_have_their_name(fields: Fields) -> Fields:
        return {"channel" if name == "by" else name: value for name, value in fields.items()}

    @migration("history_line", 0)
    def lines_have_events_of_1(fields: Fields) -> Fields:
        return {**fields, "event": channels_have_their_name(fields["event"])}

    @migration("history", 0)
    def histories_have_events_of_1(fields: Fields) -> Fields:
        return {**fields, "entries": [lines_have_events_of_1(one) for one in fields["entries"]]}


def as_before(text: str) -> str:
    """Return a document of today as the earlier version would have written it."""
    return text.replace('/1",', '/0",', 1).replace('"channel":', '"by":')


def life() -> History:
    filed = FileExtension(on=date(2026, 9, 2), channel=Channel.ONLINE, specified_card=True)
    begun = History.begin(ENGINEER_FACTS, on=BEGUN)
    return begun.learn(filed, learnt_on=date(2026, 9, 3)).history


def test_a_history_of_an_earlier_version_keeps_its_chain() -> None:
    earlier_events()
    old = as_before(to_json(life()))
    assert '"by":"online"' in old
    again: History = from_json(old)
    again.verify()
    assert again == life()
    event = json.loads(to_json(life().entries[0].event))
    assert from_json(as_before(json.dumps(event, separators=(",", ":")))) == life().entries[0].event


def test_lines_of_an_earlier_version_and_of_today_make_one_file() -> None:
    earlier_events()
    head, *lines = to_json_lines(life()).splitlines(keepends=True)
    longer = life().learn(ReportLoss(on=date(2026, 9, 5)), learnt_on=date(2026, 9, 6)).history
    file = head + "".join(map(as_before, lines)) + to_json_lines(longer, beyond=life())
    assert [line.partition(",")[0] for line in file.splitlines()] == [
        '{"tokutei":"history_lines/1"',
        '{"tokutei":"history_line/0"',
        '{"tokutei":"history_line/1"',
    ]
    assert from_json_lines(file) == longer
    assert to_json_lines(from_json_lines(file)) == to_json_lines(longer)


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        (lambda line: line.replace('"by":"online"', '"by":"counter"'), "digest"),
        (lambda line: line.replace('"event":', '"event": '), "rewritten"),
        (lambda line: line.replace('"by":', '"means":'), "invalid"),
    ],
)
def test_an_earlier_line_that_was_touched_is_refused(wrong: Callable[[str], str], reason: str) -> None:
    from tokutei.errors import HistoryLineError  # noqa: PLC0415

    earlier_events()
    head, line = to_json_lines(life()).splitlines(keepends=True)
    with pytest.raises(HistoryLineError) as caught:
        from_json_lines(head + wrong(as_before(line)))
    assert (caught.value.reason, caught.value.line) == (reason, 2)


def test_digests_do_not_change_when_a_field_is_added() -> None:
    class Later(Model):
        """The part of a later version."""

        text: Personal[str]
        sure: bool = False
        noted_on: date | None = None

    document("part", 1, Part)
    before = said(Part(text="x"))
    document("part", 2, Later)
    codec._adapter.cache_clear()
    assert said(Later(text="x")) == before == '{"text":"x"}'
    assert said(Later(text="x", noted_on=BEGUN)) != before


def test_every_event_has_a_digest_of_its_own_even_with_the_same_fields() -> None:
    from tokutei.lifecycle import FindCard, ReportLoss  # noqa: PLC0415
    from tokutei.lifecycle.chain import entry_digest  # noqa: PLC0415

    found = FindCard(on=BEGUN)
    lost = ReportLoss(on=BEGUN)
    assert said(found) == said(lost)
    assert entry_digest("0", found, BEGUN) != entry_digest("0", lost, BEGUN)


def test_schemas_name_the_newest_version() -> None:
    three_versions()
    assert json_schema("whole")["properties"]["tokutei"]["const"] == "whole/3"
