"""The sample dumps load, verify and say what the manifest says; they are what the script writes."""

from __future__ import annotations

import json
import platform
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import PIL
import pytest
from jsonschema import Draft202012Validator

import samples as script
from samples import AUTHORITIES, FOLDER, MANIFEST, TYPES, differing, main, wanted
from tokutei import chip, testing
from tokutei.chip import FaceState, TrustStore
from tokutei.chip.generations import FIRST, GENERATIONS
from tokutei.chip.images import face_array, text_array

THERE: Final[dict[str, Any]] = json.loads((FOLDER / MANIFEST).read_text("utf-8"))
SAMPLES: Final[list[dict[str, Any]]] = THERE["samples"]
TRUST: Final = TrustStore.custom([FOLDER / name for name in AUTHORITIES])
AT: Final = datetime.fromisoformat(THERE["verified_at"])
DRAWN: Final = frozenset({"DF1/EF03", "DF1/EF04", "DF3/EF01"})
"""Files that hold a picture, or a signature over one."""

each = pytest.mark.parametrize("entry", SAMPLES, ids=[one["file"] for one in SAMPLES])


def text_of(entry: dict[str, Any]) -> str:
    return (FOLDER / str(entry["file"])).read_text("utf-8")


def test_every_person_has_a_sample() -> None:
    honest = {(one["card_type"], one["person"]) for one in SAMPLES if one["lie"] is None}
    assert honest == {(card_type, key) for card_type, keys in TYPES for key in keys}
    assert {key for _, key in honest} == {one.key for one in testing.people()}
    assert {card_type for card_type, _ in honest} <= {
        layout.card_type for generation in GENERATIONS for layout in generation.layouts
    }


def test_there_is_nothing_else_and_not_much() -> None:
    files = {path.name: path.stat().st_size for path in FOLDER.iterdir()}
    assert set(files) == {MANIFEST, *AUTHORITIES, *(one["file"] for one in SAMPLES)}
    assert sum(files.values()) < 300_000


@each
def test_a_sample_fits_the_schema(entry: dict[str, Any]) -> None:
    Draft202012Validator(chip.dump_schema()).validate(json.loads(text_of(entry)))


@each
def test_a_sample_says_what_was_printed(entry: dict[str, Any]) -> None:
    record = chip.load(text_of(entry))
    said = dict(entry["printed"])
    assert record.unknown == ()
    if record.generation is not FIRST:
        assert record.exchange.number_matches
        assert record.number is not None
        assert record.number.reveal() == said.pop("number") == entry["number"]
        period = said.pop("period")
        assert entry["lie"] is not None or record.values["period"].decode() == period
    if entry["file"] == "hostile-permission-added.json":
        assert said.pop("comprehensive_permission") != record.comprehensive_permission
    assert {name: script.plain(getattr(record, name)) for name in said} == said
    assert record.face.value == entry["face"]


@each
def test_a_sample_verifies_as_the_manifest_says(entry: dict[str, Any]) -> None:
    record = chip.load(text_of(entry))
    found = chip.verify(record, TRUST, at=AT)
    assert entry["verification"] == {
        "intact": found.intact,
        "trusted": found.trusted,
        "authentic": sorted(found.authentic),
        "failed": [one.kind.value for one in found.failed],
    }
    unsigned = record.generation is FIRST and record.face is not FaceState.PRESENT
    untouched = record.face is not FaceState.NOT_READ and entry["file"] != "hostile-altered-entry.json"
    assert found.trusted is found.intact is (untouched and not unsigned)
    assert not chip.verify(record, TrustStore.custom([]), at=AT).trusted


@each
def test_the_pictures_of_a_sample_are_pictures(entry: dict[str, Any]) -> None:
    record = chip.load(text_of(entry))
    if record.front_image is not None:
        assert text_array(record.front_image).shape == (425, 674)
    else:
        assert text_array(record.name_image or b"").shape == (80, 674)
        assert text_array(record.address_image or b"").shape == (160, 674)
    if record.face_image is not None:
        assert face_array(record.face_image).shape == (188, 188, 3)


def test_the_samples_are_what_the_script_writes() -> None:
    new = wanted()
    found = differing(FOLDER, new)
    if THERE["drawn_with"] == {"pillow": PIL.__version__, "machine": platform.machine()}:
        assert found == [], "make samples"
    assert set(new) == {path.name for path in FOLDER.iterdir()}
    for authority in AUTHORITIES:
        assert (FOLDER / authority).read_text("utf-8") == new[authority]
    manifest = json.loads(new[MANIFEST])
    assert manifest["samples"] == SAMPLES
    for entry in SAMPLES:
        kept, made = json.loads(text_of(entry)), json.loads(new[entry["file"]])
        files = [
            {name: data for name, data in one.pop("files").items() if name not in DRAWN}
            for one in (kept, made)
        ]
        assert files[0] == files[1]
        sizes = [one["exchange"].pop("files") for one in (kept, made)]
        assert [row[:2] for row in sizes[0]] == [row[:2] for row in sizes[1]]
        assert kept["exchange"]["skipped"] == made["exchange"]["skipped"]


def test_the_script_writes_checks_and_clears_away(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "samples"
    assert main(["--check"], folder=folder) == 1
    assert "make samples" in capsys.readouterr().out
    assert not folder.exists()
    assert main([], folder=folder) == 0
    (folder / "old.json").write_text("{}", "utf-8")
    (folder / MANIFEST).write_text("", "utf-8")
    assert main(["--check"], folder=folder) == 1
    assert capsys.readouterr().out.splitlines()[:2] == ["manifest.json", "old.json"]
    assert main([], folder=folder) == 0
    assert main(["--check"], folder=folder) == 0
