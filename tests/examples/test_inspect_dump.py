"""The dump inspector: what it shows of every sample, what it hides, how it ends."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any, Final

import pytest

from examples import inspect_dump
from tokutei import testing
from tokutei.chip import FindingStatus

ROOT: Final = Path(__file__).resolve().parents[2]
SAMPLES: Final = ROOT / "docs" / "samples"
MANIFEST: Final[dict[str, Any]] = json.loads((SAMPLES / "manifest.json").read_text("utf-8"))
AT: Final = ["--at", MANIFEST["verified_at"]]
TRUST: Final = [word for name in MANIFEST["trust"] for word in ("--anchor", str(SAMPLES / name))]
CARD_NUMBER: Final = re.compile(r"[A-Z]{2}[0-9]{8}[A-Z]{2}")


def shown(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    status = inspect_dump.main(arguments)
    return (status, *capsys.readouterr())


@pytest.mark.parametrize("entry", MANIFEST["samples"], ids=lambda one: str(one["file"]))
@pytest.mark.parametrize("lang", ["en", "ja"])
def test_a_sample_is_shown_as_its_manifest_says(
    capsys: pytest.CaptureFixture[str], entry: dict[str, Any], lang: str
) -> None:
    status, out, err = shown(capsys, str(SAMPLES / entry["file"]), *AT, *TRUST, "--lang", lang)
    assert (status, err) == (0 if entry["verification"]["trusted"] else 1, "")
    words = inspect_dump.WORDS[lang]
    assert (words["trusted"] in out) is entry["verification"]["trusted"]
    assert (words["neither"] in out) is not entry["verification"]["intact"]
    covered = [line for line in out.splitlines() if line.startswith("  + ")]
    assert len(covered) == (len(entry["verification"]["authentic"]))
    heads = inspect_dump.HEADS
    assert heads[FindingStatus.NOT_COVERED][lang] in out
    assert heads[FindingStatus.NOT_CHECKED][lang] in out
    assert (heads[FindingStatus.FAILED][lang] in out) is bool(entry["verification"]["failed"])
    assert not CARD_NUMBER.search(out)
    assert not [person for person in testing.people() if person.name in out]
    for value in entry["printed"].values():
        if isinstance(value, str) and len(value) > 4:  # days, places, codes
            assert value not in out


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_personal_data_are_shown_only_when_asked_for(capsys: pytest.CaptureFixture[str], lang: str) -> None:
    file = str(SAMPLES / "05-engineer.json")
    _, hidden, _ = shown(capsys, file, *AT, *TRUST, "--lang", lang)
    _, full, _ = shown(capsys, file, *AT, *TRUST, "--lang", lang, "--show-personal")
    born = {"en": "1994-05-02", "ja": "1994年5月2日"}[lang]
    assert born in full
    assert CARD_NUMBER.search(full)
    assert born not in hidden
    assert "VNM" in full
    assert "VNM" not in hidden
    assert inspect_dump.WORDS[lang]["hidden"] not in full


def test_without_an_anchor_it_is_not_known_whose_key_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = shown(capsys, str(SAMPLES / "05-engineer.json"), *AT)
    assert status == 1
    assert inspect_dump.WORDS["en"]["intact"] in out


@pytest.mark.parametrize("lang", ["en", "ja"])
@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="empty"),
        pytest.param("PLANTEDMARKER", id="no-json"),
        pytest.param('{"tokutei": "dump/2", "PLANTEDMARKER": 1}', id="newer"),
        pytest.param('{"tokutei": "PLANTEDMARKER/1"}', id="foreign"),
        pytest.param('{"name": "PLANTEDMARKER"}', id="no-kind"),
        pytest.param(
            '{"tokutei": "dump/1", "card_type": "PLANTEDMARKER", "files": {}, "exchange": {}}', id="bad"
        ),
        pytest.param("[" * 100_000, id="deep"),
        pytest.param(None, id="cut-off"),
    ],
)
def test_what_is_no_dump_gets_one_message(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, text: str | None, lang: str
) -> None:
    whole = (SAMPLES / "05-engineer.json").read_text("utf-8")
    path = tmp_path / "dump.json"
    path.write_text(whole[:-200] if text is None else text, "utf-8")
    status, out, err = shown(capsys, str(path), *AT, "--lang", lang)
    assert (status, out, len(err.splitlines())) == (2, "", 1)
    assert err.startswith(inspect_dump.WORDS[lang]["file"])
    assert "PLANTED" not in err.upper()


@pytest.mark.parametrize("name", ["manifest.json", "nothing.json", "", "test-ca.pem"])
def test_what_cannot_be_read_gets_one_message(capsys: pytest.CaptureFixture[str], name: str) -> None:
    status, out, err = shown(capsys, str(SAMPLES / name), *AT)
    assert (status, out, len(err.splitlines())) == (2, "", 1)


@pytest.mark.parametrize("at", ["2026-09-01T12:00", "yesterday", "2026-09-01"])
def test_a_moment_has_a_time_zone(capsys: pytest.CaptureFixture[str], at: str) -> None:
    status, out, err = shown(capsys, str(SAMPLES / "05-engineer.json"), "--at", at, "--lang", "ja")
    assert (status, out) == (2, "")
    assert err.strip() == inspect_dump.WORDS["ja"]["moment"]


def test_nothing_acts_on_the_terminal() -> None:
    assert inspect_dump.printable("a\x1b[2J\n在留\u202e") == "a\ufffd[2J\ufffd在留\ufffd"


def test_it_runs_as_a_command() -> None:
    done = subprocess.run(
        [sys.executable, "-W", "error", "examples/inspect_dump.py"],
        cwd=ROOT,
        capture_output=True,
        timeout=120,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.decode().rstrip().endswith(inspect_dump.WORDS["en"]["trusted"])


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full: run on Linux")
@pytest.mark.parametrize("lang", ["en", "ja"])
@pytest.mark.parametrize("output", ["> /dev/full", ">&-", "| true", "> {folder}/out"])
def test_what_cannot_be_shown_is_not_taken_for_what_is_not_proved(
    tmp_path: Path, output: str, lang: str
) -> None:
    words = f"examples/inspect_dump.py {SAMPLES / '05-engineer.json'} {' '.join([*AT, *TRUST])} --lang {lang}"
    program = f"{sys.executable} -W error {words}"
    # By the time that it prints into a pipe nobody reads any more; into a file it prints in ASCII.
    whole = f"(sleep 0.3; {program}; echo $? > {tmp_path / 'status'}) {output.format(folder=tmp_path)}"
    ascii_only = {**os.environ, "PYTHONIOENCODING": "ascii"} if "out" in output else None
    done = subprocess.run(  # noqa: S603
        ["/bin/sh", "-c", whole], cwd=ROOT, env=ascii_only, capture_output=True, check=False
    )
    assert (tmp_path / "status").read_text("utf-8") == "2\n"
    assert len(done.stderr.splitlines()) == 1
    if ascii_only is None:
        assert done.stderr.decode().strip() == inspect_dump.WORDS[lang]["output"]
