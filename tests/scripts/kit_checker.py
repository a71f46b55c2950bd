"""Checks this library with the conformance kit as a port would be checked: from the files of the kit alone.

It knows what the kit's README says and the public interface of the library, and nothing of the tests or of what packs
the kit. Every function returns what is wrong; nothing, if all is as the kit says.
"""

from __future__ import annotations

import hashlib
import importlib
import json
import zipfile
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any, Final

from jsonschema import Draft202012Validator

import tokutei as tk
from tokutei import chip
from tokutei.ask import changes
from tokutei.errors import FactsError, NotInForceError, TokuteiError

Kit = Mapping[str, bytes]
Object = Mapping[str, Any]
EVIDENCE: Final = ("inferred", "secondary", "official")
"""How sure an answer is, the weakest first."""


def opened(archive: Path) -> dict[str, bytes]:
    """Return the files of a kit by their path in it."""
    with zipfile.ZipFile(archive) as packed:
        return {name.partition("/")[2]: packed.read(name) for name in packed.namelist()}


def _json(kit: Kit, path: str) -> Any:
    return json.loads(kit[path])


def _below(kit: Kit, folder: str) -> Iterator[tuple[str, Any]]:
    yield from ((path, _json(kit, path)) for path in sorted(kit) if path.startswith(f"{folder}/"))


def check_manifest(kit: Kit) -> Iterator[str]:
    """Every file is in the manifest with its size and digest, and no other is there."""
    manifest = _json(kit, "manifest.json")
    if manifest["kit"] != "tokutei-conformance-kit/1":
        yield "manifest.json: another kit"
    told = {one["path"]: (one["bytes"], one["sha256"]) for one in manifest["files"]}
    there = {
        path: (len(content), hashlib.sha256(content).hexdigest())
        for path, content in kit.items()
        if path != "manifest.json"
    }
    yield from (path for path in sorted(told.keys() | there.keys()) if told.get(path) != there.get(path))


def _same(got: object, wanted: object, *, is_set: bool = False) -> bool:
    if is_set and isinstance(got, frozenset | set) and isinstance(wanted, list):
        return sorted(map(str, got)) == sorted(wanted)
    return _told(got) == wanted


def _told(value: object) -> object:
    if isinstance(value, tuple | list):
        return [_told(one) for one in value]
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, str) else value


def check_cases(kit: Kit) -> Iterator[str]:
    """Every question is answered as the case expects."""
    for path, content in _below(kit, "cases"):
        if content["topic"] != "changes":
            for case in content["cases"]:
                yield from (f"{path}, {case['id']}: {wrong}" for wrong in _case(content["topic"], case))


def _case(topic: str, case: Object) -> Iterator[str]:
    expected: Object = case["expected"]
    try:
        answer = tk.ask(topic, case["facts"], on=date.fromisoformat(case["on"]))
    except NotInForceError as error:
        if (case["outcome"], expected) != ("not_in_force", {"first_day": error.first_day.isoformat()}):
            yield f"not in force before {error.first_day}"
        return
    except FactsError as error:
        told: dict[str, object] = {}
        if error.missing:
            told["missing"] = sorted(error.missing)
        if error.contradictions:
            told["contradictions"] = [getattr(one, "code", None) for one in error.contradictions]
        if (case["outcome"], expected) != ("facts", told):
            yield f"facts: {told}"
        return
    except TokuteiError as error:
        yield error.code
        return
    if case["outcome"] != "answer":
        yield "there is an answer"
        return
    for name, wanted in expected.items():
        got = getattr(answer.value, name, "nothing of that name")
        if not _same(got, wanted, is_set=name in case["sets"]):
            yield f"{name} is {got!r} instead of {wanted!r}"
    lacking = set(case["provisions"]) - {str(cite) for cite in answer.basis}
    if lacking:
        yield f"does not rest on {', '.join(sorted(lacking))}"
    if answer.evidence.name.lower() != case["evidence"]:
        yield f"evidence is {answer.evidence.name.lower()}"
    if answer.open_questions and not case["may_be_open"]:
        yield "is open"


def check_changes(kit: Kit) -> Iterator[str]:
    """What begins and what changes in a window of days is what the case says."""
    for case in _json(kit, "cases/changes.json")["cases"]:
        since, until = (date.fromisoformat(case[name]) for name in ("since", "until"))
        found = [one for one in changes(since, until) if one.rule.topic == case["of"]]
        told = {
            "begins": [one.rule.key for one in found if one.before is None],
            "changes": [one.rule.key for one in found if one.before is not None],
            "exactly": {
                one.rule.key: sorted(map(str, one.after.value))
                for one in found
                if isinstance(one.after.value, frozenset)
            },
        }
        if told != case["expected"]:
            yield f"{case['id']}: {told}"
        if {str(one.cite) for one in found} != set(case["provisions"]):
            yield f"{case['id']}: other provisions"
        weakest = min((one.evidence.name.lower() for one in found), key=EVIDENCE.index)
        if weakest != case["evidence"]:
            yield f"{case['id']}: evidence is {weakest}"


def check_answers(kit: Kit) -> Iterator[str]:
    """The full answers are there for every case that has an answer, and rest on known provisions."""
    known = _json(kit, "provisions.json")
    for path, content in _below(kit, "answers"):
        cases = _json(kit, f"cases/{content['topic']}.json")["cases"]
        if {one["id"] for one in cases if one["outcome"] == "answer"} != set(content["answers"]):
            yield f"{path}: other cases"
        by_id = {one["id"]: one for one in cases}
        for name, told in content["answers"].items():
            case = by_id[name]
            answer = tk.ask(content["topic"], case["facts"], on=date.fromisoformat(case["on"]))
            got = ([str(cite) for cite in answer.basis], answer.text("ja"), answer.text("en"))
            if got != (told["provisions"], told["words"]["ja"], told["words"]["en"]):
                yield f"{path}, {name}: another answer"
            if not set(told["provisions"]) <= set(known):
                yield f"{path}, {name}: a provision without parts"


def check_lives(kit: Kit) -> Iterator[str]:
    """Every life goes step by step as it is told, and every situation and duty is the one that is told."""
    for life in _json(kit, "lives/lives.json")["lives"]:
        yield from (f"{life['name']}, {wrong}" for wrong in _life(life))


def _life(life: Object) -> Iterator[str]:
    now = tk.Situation.of(tk.from_json(json.dumps(life["facts"])), on=date.fromisoformat(life["on"]))
    if json.loads(tk.to_json(now)) != life["begins"]:
        yield "begins otherwise"
    for number, step in enumerate(life["steps"], start=1):
        where, expected = f"step {number}", step["expected"]
        if "advance" in step:
            outcome = tk.advance(now, to=date.fromisoformat(step["advance"]))
        else:
            event = tk.from_json(json.dumps(step["event"]))
            judgement = tk.judge(now, event)
            if step["outcome"] != "happened":
                told = {
                    "refused": [one.code for one in judgement.reasons],
                    "missing": list(judgement.missing),
                    "instead": [one.code for one in judgement.instead],
                }
                if judgement or told != expected:
                    yield f"{where}: {told}"
                continue
            if not judgement:
                yield f"{where}: {judgement.text('en')}"
                return
            outcome = tk.apply(now, event)
        now = outcome.after
        yield from (f"{where}: {wrong}" for wrong in _step(step, outcome))


def _step(step: Object, outcome: tk.Outcome) -> Iterator[str]:
    now, expected = outcome.after, step["expected"]
    situation = json.loads(tk.to_json(now))
    if situation != step["situation"]:
        yield "another situation"
    for place, wanted in expected["after"].items():
        variable, _, field = place.partition(".")
        if situation[variable][field] != wanted:
            yield f"{place} is {situation[variable][field]!r} instead of {wanted!r}"
    owed = [
        {"kind": str(one.kind), "due": one.due_on.isoformat() if one.due_on else str(one.urgency)}
        for one in tk.duties(now, on=now.on)
    ]
    if owed != step["duties"]:
        yield f"other duties: {owed}"
    found: dict[str, object] = {
        "arisen": sorted(str(one.kind) for one in outcome.arisen),
        "discharged": sorted(str(one.kind) for one in outcome.discharged),
        "warnings": sorted(one.code for one in outcome.warnings),
        "questions": sorted(one.key for one in outcome.open_questions),
        "owed": {one["kind"]: one["due"] for one in owed},
    }
    yield from (f"{name}: {one}" for name, one in found.items() if expected.get(name, one) != one)


def check_samples(kit: Kit) -> Iterator[str]:
    """Every dump loads, reads as told and verifies as told."""
    told = _json(kit, "samples/expected.json")
    trust = chip.TrustStore.custom([kit[f"samples/{name}"] for name in told["trust"]])
    at = datetime.fromisoformat(told["verified_at"])
    for sample in told["samples"]:
        record = chip.load(kit[f"samples/{sample['file']}"])
        read = {name: _told(getattr(record, name)) for name in sample["read"]}
        if read != sample["read"]:
            yield f"{sample['file']}: reads {read}"
        found = chip.verify(record, trust, at=at)
        verification = {
            "intact": found.intact,
            "trusted": found.trusted,
            "authentic": sorted(found.authentic),
            "failed": [str(one.kind) for one in found.failed],
            "findings": [{"kind": str(one.kind), "status": str(one.status)} for one in found.items],
        }
        if verification != sample["verification"]:
            yield f"{sample['file']}: {verification}"


class _Card:
    """Answers as the transcript says, as long as it is asked the same."""

    def __init__(self, transcript: Object) -> None:
        self.exchanges = iter(transcript["exchanges"])
        self.draws = iter(transcript["draws"])

    def transmit(self, command: bytes, /) -> bytes:
        told = next(self.exchanges)
        asked = command[:4] if told["compare"] == "header" else command
        if asked.hex() != told["command"]:
            raise AssertionError(told["name"])
        return bytes.fromhex(told["answer"])

    def draw(self, size: int) -> bytes:
        value = bytes.fromhex(next(self.draws))
        if len(value) != size:
            raise AssertionError(size)
        return value


def check_transcripts(kit: Kit) -> Iterator[str]:
    """A reading sends what the transcript says, and reads the dump that belongs to it."""
    for path, transcript in _below(kit, "transcripts"):
        card = _Card(transcript)
        keys = [chip.DeliveryKey(int(one["modulus"], 16)) for one in transcript["keys"].get("delivery", ())]
        try:
            record = chip.read(
                card,
                number=transcript["number"],
                entropy=card.draw,
                policy=chip.EVERYTHING,
                delivery_keys=tuple(keys),
            )
        except (AssertionError, StopIteration, TokuteiError) as error:
            yield f"{path}: {error!r}"
            continue
        if record != chip.load(kit[transcript["dump"]]) or next(card.exchanges, None):
            yield f"{path}: reads another card"


@cache
def _validator(schema: bytes) -> Draft202012Validator:
    form = json.loads(schema)
    Draft202012Validator.check_schema(form)
    return Draft202012Validator(form)


def _documents(content: object) -> Iterator[Object]:
    """Yield what says of itself that it is a document, at any depth."""
    if isinstance(content, dict):
        if isinstance(content.get("tokutei"), str):
            yield content
        for one in content.values():
            yield from _documents(one)
    elif isinstance(content, list):
        for one in content:
            yield from _documents(one)


def check_schemas(kit: Kit, *, of_each: int = 40) -> Iterator[str]:
    """Every schema is one, facts fit the schema of their topic, and documents that of their kind: so many of a kind."""
    for path in kit:
        if path.startswith("schemas/"):
            _validator(kit[path])
    for path, content in _below(kit, "cases"):
        schema = f"schemas/ask-{content['topic']}.schema.json"
        for case in content["cases"] if content["topic"] != "changes" else ():
            if case["outcome"] != "facts" and not _validator(kit[schema]).is_valid(case["facts"]):
                yield f"{path}: the facts of {case['id']} do not fit {schema}"
    found: dict[str, list[tuple[str, Object]]] = {}
    for path in sorted(kit):
        if path.endswith(".json") and not path.startswith("schemas/"):
            for document in _documents(_json(kit, path)):
                schema = f"schemas/{document['tokutei'].replace('/', '-')}.schema.json"
                found.setdefault(schema, []).append((path, document))
    for schema, documents in found.items():
        for path, document in documents[:: -(-len(documents) // of_each)]:
            if not _validator(kit[schema]).is_valid(document):
                yield f"{path}: a document that does not fit {schema}"


def check_vocabularies(kit: Kit) -> Iterator[str]:
    """Every vocabulary has the words that are told, in their order."""
    for place, words in _json(kit, "vocabularies.json")["vocabularies"].items():
        floor, _, name = place.rpartition(".")
        kind = getattr(importlib.import_module(f"tokutei.{floor}"), name)
        if [{"value": one.value, "ja": one.ja, "en": one.en} for one in kind] != words:
            yield f"vocabularies.json: {place} has other words"


CHECKS: Final[Mapping[str, Callable[[Kit], Iterator[str]]]] = {
    "manifest": check_manifest,
    "cases": check_cases,
    "changes": check_changes,
    "answers": check_answers,
    "lives": check_lives,
    "samples": check_samples,
    "transcripts": check_transcripts,
    "schemas": check_schemas,
    "vocabularies": check_vocabularies,
}
"""Every check by the part of the kit that it is of."""
