"""The published JSON Schemas: one for every kind and topic, valid, closed, named without a host."""

from __future__ import annotations

import json
import re
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Final

import jsonschema
import pytest

from schemas import DIALECT, schema_files
from tests.legal_cases import CHANGES, cases
from tokutei import chip
from tokutei.ask import topics
from tokutei.chip import my_number
from tokutei.models import json_schema
from tokutei.models.codec import kinds

DOCS: Final = Path(__file__).resolve().parents[2] / "docs"
PUBLISHED: Final = {
    path.relative_to(DOCS).as_posix(): json.loads(path.read_text("utf-8"))
    for path in sorted(DOCS.rglob("*.schema.json"))
}


@cache
def validator(topic: str) -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(PUBLISHED[f"schemas/ask-{topic}.schema.json"])


def test_every_kind_and_every_topic_is_published() -> None:
    made = {path.removeprefix("schemas/") for path in schema_files()}
    assert made == {f"{kind}-{version}.schema.json" for kind, version in kinds().items()} | {
        f"ask-{topic}.schema.json" for topic in topics()
    }
    assert {f"schemas/{name}" for name in made} <= PUBLISHED.keys()


@pytest.mark.parametrize("path", PUBLISHED)
def test_a_schema_is_one_and_names_itself_without_a_host(path: str) -> None:
    schema = PUBLISHED[path]
    jsonschema.Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == DIALECT
    assert re.fullmatch(r"urn:tokutei:(?:document:[a-z_-]+:[1-9]\d*|ask:[a-z_]+)", schema["$id"])
    assert schema["title"]


def test_no_two_schemas_have_one_name() -> None:
    names = [schema["$id"] for schema in PUBLISHED.values()]
    assert len(names) == len(set(names))


def _shape(schema: Any) -> dict[str, tuple[list[str], list[str]]]:
    """Return the fields of every object and which of them must be there; how it is put differs between pydantics."""
    found = _objects(schema)
    return {
        one.get("title", ""): (sorted(one["properties"]), sorted(one.get("required", ()))) for one in found
    }


@pytest.mark.parametrize("kind", kinds())
def test_what_the_library_returns_is_what_is_published(kind: str) -> None:
    """Letter by letter it is compared where the generated pages are, with the versions that are pinned."""
    schema = json_schema(kind)
    assert schema["$id"] == f"urn:tokutei:document:{kind}:{kinds()[kind]}"
    published = PUBLISHED[f"schemas/{kind}-{kinds()[kind]}.schema.json"]
    assert _shape(published) == _shape(schema)
    assert published["$id"] == schema["$id"]


def test_dumps_are_published_as_the_library_returns_them() -> None:
    assert PUBLISHED["dump-1.schema.json"] == json.loads(json.dumps(chip.dump_schema()))
    assert PUBLISHED["my-number-dump-1.schema.json"] == json.loads(json.dumps(my_number.dump_schema()))


def _objects(node: Any) -> list[dict[str, Any]]:
    inner = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
    own = [node] if isinstance(node, dict) and node.get("type") == "object" and "properties" in node else []
    return own + [found for one in inner for found in _objects(one)]


@pytest.mark.parametrize("path", [path for path in PUBLISHED if path.startswith("schemas/")])
def test_no_object_takes_what_it_does_not_know(path: str) -> None:
    objects = _objects(PUBLISHED[path])
    assert objects
    assert [one.get("title") for one in objects if one.get("additionalProperties") is not False] == []


def test_the_facts_of_the_legal_cases_fit_their_topics() -> None:
    looked_at = set()
    for topic, case in cases()[::5]:
        if topic == CHANGES or "error" in case:
            continue
        facts = json.loads(json.dumps(case["facts"], default=date.isoformat))
        validator(topic).validate(facts)
        looked_at.add(topic)
    assert looked_at == set(topics())
