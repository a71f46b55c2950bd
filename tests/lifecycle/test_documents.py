"""Documents of lives: the schema knows what the reader knows, field for field."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import jsonschema
import pytest

from tests.lifecycle.lives import ENGINEER_FACTS, T1, TODAY, engineer, live
from tokutei.errors import DocumentError, FactsError
from tokutei.lifecycle import DecidePermission, History, Person, ReportLoss
from tokutei.models import from_json, json_schema, to_json
from tokutei.models.codec import kinds

Path = tuple[str | int, ...]
OUTCOMES = live(engineer(), *T1)
BEGUN = History.begin(ENGINEER_FACTS, on=TODAY)
LIFE = BEGUN.learn(T1[0], learnt_on=TODAY).history
VALUES = (ENGINEER_FACTS, engineer(), OUTCOMES[0], LIFE, *T1)


def objects(node: Any, path: Path = ()) -> Iterator[Path]:
    """Yield where the objects of a document are."""
    if isinstance(node, dict):
        yield path
    inner = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for key, value in inner:
        yield from objects(value, (*path, key))


def changed(document: Any) -> Iterator[tuple[Path, Any]]:
    """Yield the document with one thing added, removed or of another type, at every depth."""
    for path in objects(document):
        keys = list(at(document, path))
        for key in (*keys, "extra"):
            for value in (None, "0"):
                other = copy.deepcopy(document)
                at(other, path)[key] = value
                yield (*path, key), other
        for key in keys:
            other = copy.deepcopy(document)
            del at(other, path)[key]
            yield (*path, key), other


def at(node: Any, path: Path) -> Any:
    for key in path:
        node = node[key]
    return node


def reads(document: Any) -> bool:
    try:
        from_json(json.dumps(document))
    except DocumentError:
        return False
    return True


@pytest.mark.parametrize("value", VALUES, ids=lambda value: type(value).__name__)
def test_the_schema_takes_what_the_reader_takes_and_nothing_else(value: object) -> None:
    document = json.loads(to_json(value))
    schema = json_schema(document["tokutei"].partition("/")[0])
    checker = jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker(["date"]))
    checker.validate(document)
    assert from_json(json.dumps(document)) == value
    # A situation before is written as the one after.
    others = ((path, other) for path, other in changed(document) if "before" not in path[:1])
    differ = [path for path, other in others if checker.is_valid(other) is not reads(other)]
    assert differ == []


@pytest.mark.parametrize("name", sorted(kinds()))
def test_every_schema_is_one_and_closed(name: str) -> None:
    schema = json_schema(name)
    jsonschema.Draft202012Validator.check_schema(schema)
    every = [schema, *schema.get("oneOf", ()), *schema.get("$defs", {}).values()]
    assert all(one["additionalProperties"] is False for one in every if "properties" in one)


def test_every_event_says_its_kind() -> None:
    schema = json_schema("event")
    for event in schema["oneOf"]:
        assert {"tokutei", "kind", "on"} <= set(event["required"])


@pytest.mark.parametrize(
    ("fields", "details"),
    [
        ({"kind": "nonsense", "on": "2026-09-01"}, ("kind: union_tag_invalid",)),
        ({"on": "2026-09-01"}, ("kind: union_tag_not_found",)),
        ({"kind": "report_loss", "on": "1793404800"}, ("report_loss.on: date_parsing",)),
        ({"kind": "report_loss", "on": 1793404800}, ("report_loss.on: date_type",)),
        (
            {"kind": "decide_permission", "on": "2026-09-01", "stay_until": None, "months": -5},
            ("decide_permission.months: greater_than_equal",),
        ),
    ],
)
def test_what_is_wrong_with_an_event_has_its_place(
    fields: dict[str, object], details: tuple[str, ...]
) -> None:
    with pytest.raises(DocumentError) as caught:
        from_json(json.dumps({"tokutei": "event/1", **fields}))
    assert caught.value.details == details


def test_a_wrong_event_deep_in_a_history_has_its_place() -> None:
    document = json.loads(to_json(LIFE))
    document["entries"][0]["event"]["kind"] = "nonsense"
    with pytest.raises(DocumentError) as caught:
        from_json(json.dumps(document))
    assert caught.value.details == ("entries.0.event.kind: union_tag_invalid",)


@pytest.mark.parametrize(
    ("value", "changes"),
    [
        (engineer(), {"on": "SECRETMARK"}),
        (engineer(), {"stay": 5}),
        (LIFE, {"entries": (5,)}),
        (OUTCOMES[0], {"steps": ("SECRETMARK",)}),
    ],
    ids=["day", "stay", "entries", "steps"],
)
def test_what_its_type_does_not_allow_is_not_written(value: Any, changes: dict[str, Any]) -> None:
    with pytest.raises(DocumentError) as caught:
        to_json(replace(value, **changes))
    assert caught.value.reason == "unwritable"
    assert caught.value.__context__ is None
    assert "SECRETMARK" not in str(caught.value)


def test_facts_that_cannot_be_read_off_go_along_with_no_error() -> None:
    nobody = replace(engineer(), person=Person(born=date(2040, 1, 1)))
    with pytest.raises(FactsError) as caught:
        nobody.facts()
    assert caught.value.__context__ is None
    assert "2040" not in caught.value.text("ja")


def test_events_are_read_back() -> None:
    for event in (ReportLoss(on=TODAY), DecidePermission(on=TODAY, stay_until=None, months=60)):
        assert from_json(to_json(event)) == event
