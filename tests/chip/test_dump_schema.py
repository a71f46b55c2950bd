"""The published form of dumps: what is written fits it, what it refuses is refused, and what only the loader sees is listed."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from tests.chip.chip_fakes import NUMBER, TYPE_05, TYPE_06, FakeCard, make_files
from tests.chip.test_dumps import JSON, RECORDS
from tokutei import chip, testing
from tokutei.chip.dumps import MAX_DUMP
from tokutei.chip.generations import GENERATIONS
from tokutei.errors import TokuteiError

DOCS: Final = Path(__file__).resolve().parents[2] / "docs"
SCHEMA: Final = chip.dump_schema()
VALIDATOR: Final = Draft202012Validator(SCHEMA)

Change = Callable[[dict[str, Any]], object]


def fits(document: object) -> bool:
    return bool(VALIDATOR.is_valid(document))


def loads(text: str) -> bool:
    try:
        chip.load(text)
    except TokuteiError:
        return False
    return True


def document(change: Change = lambda _: None) -> dict[str, Any]:
    whole: dict[str, Any] = json.loads(chip.dump(RECORDS[0], face=True))
    change(whole)
    return whole


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(SCHEMA)


def test_the_published_file_is_what_the_tables_make() -> None:
    published = json.loads((DOCS / "dump-1.schema.json").read_text("utf-8"))
    assert published == SCHEMA, "make docs-generated"


def test_a_schema_is_made_anew() -> None:
    chip.dump_schema()["properties"].clear()
    assert chip.dump_schema() == SCHEMA


def test_every_card_type_that_is_read_has_its_files() -> None:
    layouts = [layout for generation in GENERATIONS for layout in generation.layouts]
    assert SCHEMA["properties"]["card_type"]["enum"] == [layout.card_type for layout in layouts]
    for layout, branch in zip(layouts, SCHEMA["allOf"], strict=True):
        assert list(branch["then"]["properties"]["files"]["properties"]) == [row.name for row in layout.files]


POLICY: Final = {False: chip.WITHOUT_FACE, True: chip.EVERYTHING}


@pytest.mark.parametrize("face", [False, True])
def test_every_dump_fits(face: bool) -> None:
    cards = [testing.issue_card(one) for one in testing.people()]
    records = [
        *RECORDS,
        *(
            chip.read(card, number=card.number, policy=POLICY[face], delivery_keys=card.delivery_keys)
            for card in cards
        ),
    ]
    for record in records:
        VALIDATOR.validate(json.loads(chip.dump(record, face=face)))


@given(
    face=st.sampled_from([b"", bytes(3000), b"x"]),
    kind=st.sampled_from(["05", "06"]),
    signature=st.booleans(),
    read_face=st.booleans(),
)
def test_dumps_of_odd_cards_fit(face: bytes, kind: str, signature: bool, read_face: bool) -> None:
    values = {**(TYPE_05 if kind == "05" else TYPE_06), "face_image": face}
    if not signature:
        values = {name: value for name, value in values.items() if name not in {"signature", "certificate"}}
    record = chip.read(FakeCard(make_files(kind, values), kind), number=NUMBER, policy=POLICY[read_face])
    VALIDATOR.validate(json.loads(chip.dump(record, face=read_face)))


REFUSED: Final[dict[str, Change]] = {
    "kind": lambda d: d.update(tokutei="dump/2"),
    "no-kind": lambda d: d.pop("tokutei"),
    "kind-as-number": lambda d: d.update(tokutei=1),
    "no-files": lambda d: d.pop("files"),
    "files-as-list": lambda d: d.update(files=[]),
    "unknown-file": lambda d: d["files"].update({"no_such": ""}),
    "file-of-another-type": lambda d: d.update(card_type="06", files=d["files"] | {"MF/EF02": "wQIwNg=="}),
    "missing-file": lambda d: d["files"].pop("DF1/EF02"),
    "file-as-number": lambda d: d["files"].update({"MF/EF01": 1}),
    "no-base64": lambda d: d["files"].update({"MF/EF01": "?"}),
    "half-base64": lambda d: d["files"].update({"MF/EF01": "wA"}),
    "wide-letters": lambda d: d["files"].update({"MF/EF01": "ＡＡＡＡ"}),
    "line-after-base64": lambda d: d["files"].update({"MF/EF01": "wAQwMDAx\n"}),
    "large-file": lambda d: d["files"].update({"MF/EF01": "AAAA" * 4}),
    "no-exchange": lambda d: d.pop("exchange"),
    "no-steps": lambda d: d["exchange"].pop("steps"),
    "step-as-number": lambda d: d["exchange"]["steps"].append(1),
    "empty-step": lambda d: d["exchange"]["steps"].append([]),
    "long-step": lambda d: d["exchange"]["steps"].append(["verify", "9000", 0, 0]),
    "bool-size": lambda d: d["exchange"]["steps"].append(["verify", "9000", True]),
    "unknown-command": lambda d: d["exchange"]["steps"].append(["NGUYEN", "9000", 1]),
    "no-status": lambda d: d["exchange"]["steps"].append(["verify", "NGUYEN", 1]),
    "status-and-line": lambda d: d["exchange"]["steps"].append(["verify", "9000\n", 1]),
    "huge-size": lambda d: d["exchange"]["steps"].append(["verify", "9000", 19900115]),
    "part-of-a-size": lambda d: d["exchange"]["steps"].append(["verify", "9000", 0.5]),
    "negative-size": lambda d: d["exchange"]["files"].append(["MF/EF01", True, -1]),
    "read-unknown": lambda d: d["exchange"]["files"].append(["no_such", True, 1]),
    "secured-as-number": lambda d: d["exchange"]["files"].append(["MF/EF01", 1, 1]),
    "skipped-number": lambda d: d["exchange"].update(skipped=[1]),
    "skipped-text": lambda d: d["exchange"].update(skipped="x"),
    "skipped-unknown": lambda d: d["exchange"].update(skipped=["NGUYEN"]),
    "flag": lambda d: d["exchange"].update(number_matches=1),
    "unknown-type": lambda d: d.update(card_type="09"),
    "type-as-number": lambda d: d.update(card_type=5),
    "no-type": lambda d: d.pop("card_type"),
}


@pytest.mark.parametrize("change", REFUSED.values(), ids=REFUSED.keys())
def test_what_the_loader_refuses_for_its_form_the_schema_refuses(change: Change) -> None:
    whole = document(change)
    assert not loads(json.dumps(whole))
    assert not fits(whole)


ONLY_THE_LOADER: Final[dict[str, Change]] = {
    "the type in `MF/EF02` is another than `card_type`": lambda d: d["files"].update({"MF/EF02": "wQIwNg=="}),
    "a file does not hold the data objects that it should": lambda d: d["files"].update({"DF1/EF01": "AAAA"}),
    "a field that is there is called skipped": lambda d: d["exchange"].update(skipped=["born"]),
    "a size is written as `4.0`": lambda d: d["exchange"]["files"].append(["MF/EF01", True, 4.0]),
    "the document has more than 1,048,576 characters": lambda d: d.update(remark="x" * MAX_DUMP),
}
"""What fits the schema and is refused all the same, in the words of docs/dump.md."""


@pytest.mark.parametrize("change", ONLY_THE_LOADER.values(), ids=ONLY_THE_LOADER.keys())
def test_what_only_the_loader_sees(change: Change) -> None:
    whole = document(change)
    assert fits(whole)
    assert not loads(json.dumps(whole))


def test_padding_after_whole_groups_does_not_fit() -> None:
    """The decoder of some versions of Python lets it pass."""
    assert not fits(document(lambda d: d["files"].update({"MF/EF01": "wAQwMDAx=="})))


def test_what_only_the_loader_sees_is_listed_in_the_document() -> None:
    page = (DOCS / "dump.md").read_text("utf-8")
    listed = page.partition("## What only the loader sees")[2].partition("\n## ")[0]
    rows = [line.split("|")[1].strip() for line in listed.splitlines() if line.startswith("| ")][2:]
    assert rows == list(ONLY_THE_LOADER)


def test_members_that_are_not_known_are_ignored() -> None:
    whole = document(lambda d: (d.update(remark="x"), d["exchange"].update(reader={"name": "x"})))
    assert fits(whole)
    assert chip.load(json.dumps(whole)) == RECORDS[0]


@given(
    key=st.sampled_from(["tokutei", "files", "exchange", "card_type"]),
    inner=st.sampled_from([None, "files", "steps", "number_matches", "skipped", "MF/EF01", "MF/EF02"]),
    value=JSON,
)
def test_what_the_schema_refuses_does_not_load(key: str, inner: str | None, value: object) -> None:
    def change(whole: dict[str, Any]) -> None:
        if inner is None or not isinstance(whole[key], dict):
            whole[key] = value
        else:
            whole[key][inner] = value

    whole = document(change)
    if not fits(whole):
        assert not loads(json.dumps(whole))
