"""The JSON Schemas of docs/schemas: every kind of document, its version in its name, and what ``ask`` takes.

The schema of a version that is not written any more is made by nothing: its file stays as it is.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import partial
from types import MappingProxyType
from typing import Any, Final

from tokutei.ask import topics
from tokutei.models import json_schema
from tokutei.models.codec import kinds

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"


def _text(schema: Mapping[str, Any]) -> str:
    return json.dumps(schema, indent=1, ensure_ascii=False)


def _document(kind: str) -> str:
    """Return the schema of a kind of document."""
    return _text(json_schema(kind))


def _question(topic: str) -> str:
    """Return the schema of the facts that ``ask`` takes on a topic."""
    facts = topics()[topic].facts.model_json_schema(mode="validation")
    return _text({"$schema": DIALECT, "$id": f"urn:tokutei:ask:{topic}", **facts})


def schema_files() -> Mapping[str, Callable[[], str]]:
    """Return what makes each schema, by its path below docs/."""
    found = {
        f"schemas/{kind}-{version}.schema.json": partial(_document, kind) for kind, version in kinds().items()
    }
    found |= {f"schemas/ask-{topic}.schema.json": partial(_question, topic) for topic in topics()}
    return MappingProxyType(found)
