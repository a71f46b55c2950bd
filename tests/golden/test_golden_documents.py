"""What was stored by released versions is read by today's code, says the same and is written the same."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

import jsonschema
import pytest

from golden_documents import GOLDEN, MANIFEST, write
from tests.golden.golden_values import EVENT_CLASSES, MAKERS, events, histories
from tokutei import chip
from tokutei.chip import my_number
from tokutei.errors import DocumentError
from tokutei.lifecycle import EventKind, History, from_json_lines, to_json_lines
from tokutei.models import from_json, to_json
from tokutei.models.codec import kinds
from tokutei.vocabulary import Channel, ProcedureKind, StatusOfResidence

SCHEMAS: Final = Path(__file__).resolve().parents[2] / "docs" / "schemas"
RELEASES: Final = sorted(
    (path for path in GOLDEN.iterdir() if path.is_dir()),
    key=lambda path: tuple(map(int, path.name.split("."))),
)
LINES_OF_HISTORIES: Final = {"history_lines", "history_line"}
FILES: Final = [
    pytest.param(path, id=f"{release.name}-{path.stem}")
    for release in RELEASES
    for path in sorted(release.glob("*.jsonl"))
]
HISTORIES: Final = [
    pytest.param(path, id=f"{release.name}-{path.stem}")
    for release in RELEASES
    for path in sorted(release.glob("history_lines/*.jsonl"))
]
DUMPS: Final = [
    pytest.param(path, id=f"{release.name}-{path.stem}")
    for release in RELEASES
    for path in sorted(release.glob("dumps/*.json"))
]


def lines(path: Path) -> list[str]:
    return path.read_text("utf-8").splitlines()


@cache
def validator(label: str) -> jsonschema.Draft202012Validator:
    """Return the published schema of a kind and version, whichever version of the library wrote it."""
    schema = json.loads((SCHEMAS / f"{label.replace('/', '-')}.schema.json").read_text("utf-8"))
    return jsonschema.Draft202012Validator(schema)


def is_of_today(label: str) -> bool:
    name, _, version = label.partition("/")
    return kinds()[name] == int(version)


def test_there_is_a_release() -> None:
    assert RELEASES[0].name == "0.1.0"


@pytest.mark.parametrize("release", RELEASES, ids=lambda release: release.name)
def test_no_golden_file_was_touched_added_or_lost(release: Path) -> None:
    found = {
        path.relative_to(release).as_posix(): sha256(path.read_bytes()).hexdigest()
        for path in release.rglob("*.json*")
        if path.name != MANIFEST
    }
    assert found == json.loads((release / MANIFEST).read_text("utf-8"))


def test_every_kind_of_document_has_golden_ones() -> None:
    """A kind that is new since the last release gets its file with the next one: nobody has stored it yet."""
    stored = {json.loads(line)["tokutei"].partition("/")[0] for path in RELEASES for line in _all_lines(path)}
    assert stored == kinds().keys() == MAKERS.keys() | LINES_OF_HISTORIES


def _all_lines(release: Path) -> Iterator[str]:
    for path in release.rglob("*.jsonl"):
        yield from lines(path)


@pytest.mark.parametrize("path", FILES)
def test_every_document_is_read_and_written_the_same(path: Path) -> None:
    documents = lines(path)
    assert documents
    for text in documents:
        label: str = json.loads(text)["tokutei"]
        assert label.partition("/")[0] == path.stem
        value = from_json(text)
        if is_of_today(label):
            # A field more or less, or another order, is another version: of this kind and of all that hold it.
            assert to_json(value) == text
        else:
            assert from_json(to_json(value)) == value
        if isinstance(value, History):
            value.verify()


def _looked_at(path: Path) -> list[dict[str, Any]]:
    """Return the documents that are held against their schema: one of each event, of the rest about twenty.

    All would take a minute: a schema tries some eighty events for each that a document holds.
    """
    documents = list(map(json.loads, lines(path)))
    if path.stem == "event":
        return list({one["kind"]: one for one in documents}.values())
    if path.parent.name == "history_lines" or path.stem == "history":
        documents = [one for one in documents if len(one.get("entries", ())) < 20]
    return documents[:: max(1, len(documents) // 20)]


@pytest.mark.parametrize("path", [*FILES, *HISTORIES])
def test_documents_fit_the_schema_of_their_version(path: Path) -> None:
    looked_at = _looked_at(path)
    assert looked_at
    for document in looked_at:
        validator(document["tokutei"]).validate(document)


@pytest.mark.parametrize("path", HISTORIES)
def test_every_history_is_read_with_the_chain_that_was_stored(path: Path) -> None:
    text = path.read_bytes().decode()
    history = from_json_lines(text)
    history.verify()
    stored = [json.loads(line)["digest"] for line in text.splitlines()][1:]
    assert [entry.digest for entry in history.entries] == stored
    if all(is_of_today(json.loads(line)["tokutei"]) for line in text.splitlines()):
        assert to_json_lines(history) == text


@pytest.mark.parametrize("release", RELEASES, ids=lambda release: release.name)
def test_records_of_checks_have_the_digests_that_lists_of_them_kept(release: Path) -> None:
    kept = json.loads((release / "digests" / "check_record.json").read_text("utf-8"))
    records = list(map(from_json, lines(release / "check_record.jsonl")))
    assert [record.digest for record in records] == kept
    assert len(set(kept)) > len(records) // 2


def test_the_values_are_those_that_were_stored() -> None:
    """What is made by hand and not by the law: the same today as in the first release, digests too."""
    release = RELEASES[0]
    for kind in ("facts", "card_facts", "my_number_card_facts", "event", "history"):
        stored = list(map(from_json, lines(release / f"{kind}.jsonl")))
        today = list(MAKERS[kind]())
        assert [value for value in stored if value not in today] == []
    for name, history in histories().items():
        assert from_json_lines((release / "history_lines" / f"{name}.jsonl").read_bytes()) == history


def test_every_event_is_there_with_every_word() -> None:
    release = RELEASES[-1]
    stored = list(map(from_json, lines(release / "event.jsonl")))
    assert {type(event) for event in stored} == set(EVENT_CLASSES)
    assert {event.kind for event in stored} == set(EventKind)
    assert set(stored) == set(events())
    facts = list(map(from_json, lines(release / "facts.jsonl")))
    assert {one.status for one in facts} == {None, *StatusOfResidence}
    assert {one.pending.procedure for one in facts if one.pending} == set(ProcedureKind)
    assert {one.pending.channel for one in facts if one.pending} == {None, *Channel}


@pytest.mark.parametrize("path", DUMPS)
def test_every_dump_is_read(path: Path) -> None:
    text = path.read_text("utf-8")
    whole = json.loads(text)
    if path.stem.startswith("chip"):
        jsonschema.Draft202012Validator(chip.dump_schema()).validate(whole)
        again = json.loads(chip.dump(chip.load(text), face=True))
    else:
        jsonschema.Draft202012Validator(my_number.dump_schema()).validate(whole)
        kept = whole["kept_for"] and my_number.Purpose(whole["kept_for"])
        items = my_number.load(text)
        again = json.loads(my_number.dump(items, face=True, individual_number=kept))
    assert again == whole


def test_what_is_golden_is_never_written_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import golden_documents  # noqa: PLC0415 - the module whose function is put aside

    monkeypatch.setattr(golden_documents, "files", lambda: iter([("a.jsonl", "1\n"), ("b/c.jsonl", "2\n")]))
    assert write(tmp_path) == ["a.jsonl", "b/c.jsonl"]
    before = (tmp_path / MANIFEST).read_text("utf-8")
    monkeypatch.setattr(golden_documents, "files", lambda: iter([("a.jsonl", "other\n"), ("d.jsonl", "3\n")]))
    assert write(tmp_path) == ["d.jsonl"]
    assert (tmp_path / "a.jsonl").read_text("utf-8") == "1\n"
    after: dict[str, str] = json.loads((tmp_path / MANIFEST).read_text("utf-8"))
    assert json.loads(before).items() <= after.items()
    assert after.keys() == {"a.jsonl", "b/c.jsonl", "d.jsonl"}


# Mutations of what is stored, which these tests would not notice if they compared too little.


@pytest.mark.parametrize(
    ("kind", "spoil"),
    [
        ("facts", lambda fields: fields.pop("born")),
        ("facts", lambda fields: fields.update(noted_on=None)),
        ("event", lambda fields: fields.update(kind="no_such_event")),
        ("situation", lambda fields: fields.update(on="2026-13-01")),
        ("outcome", lambda fields: fields.update(after=None)),
    ],
)
def test_what_cannot_be_read_is_noticed(kind: str, spoil: Any) -> None:
    fields = json.loads(lines(RELEASES[0] / f"{kind}.jsonl")[0])
    spoil(fields)
    with pytest.raises(DocumentError):
        from_json(json.dumps(fields))
