"""The conformance kit is enough to check a port: this library is checked with it, as if it were one."""

from __future__ import annotations

import getpass
import json
import os
import platform
import re
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import pytest

import conformance_kit
from tests.scripts.kit_checker import CHECKS, opened
from tokutei.ask import topics
from tokutei.errors import IdentifierError
from tokutei.identifiers import IndividualNumber, NumberPurpose
from tokutei.lifecycle import DutyKind

pytestmark = pytest.mark.slow  # packing asks and lives everything that the kit holds

ROOT: Final = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The packed kit."""
    return conformance_kit.pack(tmp_path_factory.mktemp("kit"))


@pytest.fixture(scope="module")
def kit(archive: Path) -> dict[str, bytes]:
    """Its files."""
    return opened(archive)


@pytest.mark.parametrize("part", CHECKS)
def test_the_library_agrees_with_the_kit(part: str, kit: dict[str, bytes]) -> None:
    assert list(CHECKS[part](kit)) == []


def test_every_case_and_every_life_is_in_it(kit: dict[str, bytes]) -> None:
    wanted: dict[str, set[str]] = {}
    for file in (ROOT / "tests" / "cases").glob("*.toml"):
        told = tomllib.loads(file.read_text("utf-8"))
        wanted.setdefault(told["topic"], set()).update(case["id"] for case in told["case"])
    packed = {
        path: json.loads(content) for path, content in kit.items() if re.fullmatch(r"cases/\w+\.json", path)
    }
    assert {one["topic"]: {case["id"] for case in one["cases"]} for one in packed.values()} == wanted
    lives = [
        life["name"]
        for file in sorted((ROOT / "tests" / "cases" / "lives").glob("*.toml"))
        for life in tomllib.loads(file.read_text("utf-8"))["trace"]
    ]
    assert [life["name"] for life in json.loads(kit["lives/lives.json"])["lives"]] == lives
    samples = {path.name for path in (ROOT / "docs" / "samples").iterdir()} - {"manifest.json"}
    assert {path.partition("/")[2] for path in kit if path.startswith("samples/")} == samples | {
        "expected.json"
    }


def altered(kit: dict[str, bytes], path: str, change: Callable[[Any], object]) -> dict[str, bytes]:
    """Return a kit whose file was changed, and which otherwise has little: what is left is checked faster."""
    content = json.loads(kit[path])
    change(content)
    if "lives" in content:
        content["lives"] = content["lives"][:10]
    others = {one: kit[one] for one in kit if not one.startswith(("cases/", "answers/", "lives/"))}
    topic = f"cases/{path.partition('/')[2]}"
    return {
        **others,
        **({topic: kit[topic]} if path.startswith("answers/") else {}),
        path: json.dumps(content).encode(),
    }


def first_answer(content: Any) -> Any:
    return next(case for case in content["cases"] if case["outcome"] == "answer")


def another_day(content: Any) -> None:
    case = next(one for one in content["cases"] if "due" in one["expected"])
    case["expected"]["due"] = "2000-01-01"


def another_provision(content: Any) -> None:
    first_answer(content)["provisions"].append("326CO0000000319:999")


def an_answer_instead_of_missing_facts(content: Any) -> None:
    case = next(one for one in content["cases"] if one["outcome"] == "facts")
    case["outcome"] = "answer"


def other_evidence(content: Any) -> None:
    case = first_answer(content)
    case["evidence"] = "official" if case["evidence"] == "inferred" else "inferred"


def another_beginning(content: Any) -> None:
    content["cases"][0]["expected"]["begins"].append("nothing")


def other_words(content: Any) -> None:
    next(iter(content["answers"].values()))["words"]["ja"] = ""


def another_state(content: Any) -> None:
    step = next(step for life in content["lives"] for step in life["steps"] if step["outcome"] == "happened")
    step["situation"]["residence"]["state"] = "absent"


def another_last_day(content: Any) -> None:
    step = next(step for life in content["lives"] for step in life["steps"] if step.get("duties"))
    step["duties"][0]["due"] = "2000-01-01"


def no_refusal(content: Any) -> None:
    step = next(step for life in content["lives"] for step in life["steps"] if step["outcome"] == "refused")
    step["expected"]["refused"] = []


def not_intact(content: Any) -> None:
    content["samples"][4]["verification"]["intact"] = False


def another_reading(content: Any) -> None:
    content["samples"][4]["read"]["born"] = "2000-01-01"


def another_answer_of_the_card(content: Any) -> None:
    last = content["exchanges"][-1]
    last["answer"] = "00" + last["answer"][2:] if last["answer"][:2] != "00" else "01" + last["answer"][2:]


def another_command(content: Any) -> None:
    content["exchanges"][0]["command"] = "00a40000023f01"


def a_fact_of_another_name(content: Any) -> None:
    first_answer(content)["facts"]["nobody_asks"] = 1


def another_word(content: Any) -> None:
    content["vocabularies"]["vocabulary.Channel"].pop()


def another_card_type(content: Any) -> None:
    content["card_type"] = 5


@pytest.mark.parametrize(
    ("part", "path", "change"),
    [
        ("cases", "cases/deadlines.json", another_day),
        ("cases", "cases/windows.json", another_provision),
        ("cases", "cases/work.json", an_answer_instead_of_missing_facts),
        ("cases", "cases/special_period.json", other_evidence),
        ("changes", "cases/changes.json", another_beginning),
        ("answers", "answers/services.json", other_words),
        ("lives", "lives/lives.json", another_state),
        ("lives", "lives/lives.json", another_last_day),
        ("lives", "lives/lives.json", no_refusal),
        ("samples", "samples/expected.json", not_intact),
        ("samples", "samples/expected.json", another_reading),
        ("transcripts", "transcripts/05-engineer.json", another_answer_of_the_card),
        ("transcripts", "transcripts/07-engineer.json", another_command),
        ("schemas", "samples/05-engineer.json", another_card_type),
        ("schemas", "cases/fees.json", a_fact_of_another_name),
        ("vocabularies", "vocabularies.json", another_word),
    ],
    ids=lambda value: value.__name__ if callable(value) else "",
)
def test_a_change_is_noticed(
    part: str, path: str, change: Callable[[Any], object], kit: dict[str, bytes]
) -> None:
    assert list(CHECKS[part](altered(kit, path, lambda _: None))) == []
    assert len(list(CHECKS[part](altered(kit, path, change)))) == 1
    assert path in list(CHECKS["manifest"](altered(kit, path, change)))


def strings(content: object) -> list[str]:
    """Return every text of some JSON, keys too."""
    if isinstance(content, dict):
        return [*content, *(one for value in content.values() for one in strings(value))]
    if isinstance(content, list):
        return [one for value in content for one in strings(value)]
    return [content] if isinstance(content, str) else []


def is_individual_number(text: str) -> bool:
    try:
        IndividualNumber.parse(text, purpose=NumberPurpose.BY_THE_PERSON)
    except IdentifierError:
        return False
    return True


def test_nothing_of_a_person_or_a_machine_is_in_it(kit: dict[str, bytes]) -> None:
    whole = b"\n".join(kit.values()).decode()
    place = re.compile(r"(?<![\w.:/])/(?:home|root|Users|work|tmp|var)/\w|[A-Z]:\\\\")
    assert place.findall(whole) == []
    assert str(ROOT) not in whole
    assert platform.node() not in whole or len(platform.node()) < 4
    assert not re.search(rf"\b{re.escape(getpass.getuser())}\b", whole) or len(getpass.getuser()) < 5
    said = {text for path, one in kit.items() if path.endswith(".json") for text in strings(json.loads(one))}
    numbers = {text for text in said if re.fullmatch(r"[A-Z]{2}\d{8}[A-Z]{2}", text)}
    assert len(numbers) > 10
    # The number of a card is plainly made up: ZZ at both ends, or AB12345678CD and the one after it.
    assert [one for one in sorted(numbers) if not re.fullmatch(r"ZZ\d+ZZ|AB1234567\dCD", one)] == []
    twelve = {text for text in said if re.fullmatch(r"\d{12}", text)}
    assert [number for number in twelve if is_individual_number(number)] == []


def test_the_same_sources_make_the_same_bytes(archive: Path, tmp_path: Path) -> None:
    environment = {**os.environ, "PYTHONHASHSEED": "7", "TZ": "America/Lima", "LC_ALL": "C"}
    environment["PYTHONPATH"] = os.pathsep.join(
        filter(None, (str(ROOT / "src"), environment.get("PYTHONPATH", "")))
    )
    script = ROOT / "scripts" / "conformance_kit.py"
    command: list[str | Path] = [sys.executable, script, "--folder", tmp_path / "build"]
    done = subprocess.run(  # noqa: S603
        command, env=environment, cwd=tmp_path, check=True, capture_output=True, text=True
    )
    (again,) = (tmp_path / "build").iterdir()
    assert again.read_bytes() == archive.read_bytes()
    assert done.stdout.startswith(f"{archive.name}: ")


def test_the_name_says_the_version_and_the_readme_is_the_page(archive: Path, kit: dict[str, bytes]) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert archive.name == f"tokutei-conformance-kit-{project['version']}.zip"
    assert json.loads(kit["manifest.json"])["version"] == project["version"]
    assert kit["README.md"] == (ROOT / "docs" / "conformance-kit.md").read_bytes()
    with zipfile.ZipFile(archive) as packed:
        assert {name.partition("/")[0] for name in packed.namelist()} == {archive.stem}
        assert {entry.date_time for entry in packed.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert packed.namelist() == sorted(packed.namelist())


def test_the_readme_names_every_folder(kit: dict[str, bytes]) -> None:
    folders = {path.partition("/")[0] for path in kit if "/" in path}
    assert folders | {"provisions", "vocabularies"} == set(conformance_kit.ABOUT)
    assert all(f"`{folder}/" in kit["README.md"].decode() for folder in folders)


def test_what_ask_takes_and_every_vocabulary_is_in_it(kit: dict[str, bytes]) -> None:
    published = {
        path.name: json.loads(path.read_text("utf-8")) for path in (ROOT / "docs" / "schemas").glob("*.json")
    }
    packed = {
        path.partition("/")[2]: json.loads(one) for path, one in kit.items() if path.startswith("schemas/")
    }
    assert {f"ask-{topic}.schema.json" for topic in topics()} <= published.keys()
    assert {name: packed.get(name) for name in published} == published
    told = json.loads(kit["vocabularies.json"])["vocabularies"]
    # A second list of them: the page of the vocabularies.
    page = (ROOT / "docs" / "vocabulary.md").read_text("utf-8")
    headings = set(re.findall(r"^## (\w+)$", page, re.MULTILINE))
    assert {name.rpartition(".")[2] for name in told if name.startswith("vocabulary.")} == headings
    assert {one["value"] for one in told["lifecycle.DutyKind"]} == {kind.value for kind in DutyKind}


def test_the_readme_shows_an_answer_as_it_is(kit: dict[str, bytes]) -> None:
    shown = re.search(r"\n## Answers\n.*?```json\n(.*?)```", kit["README.md"].decode(), re.DOTALL)
    assert shown
    file = json.loads(shown[1])
    packed = json.loads(kit[f"answers/{file['topic']}.json"])
    assert file.keys() == packed.keys()
    for case, told in file["answers"].items():
        assert set(told["words"].values()) == {"…"}
        assert told == {
            **packed["answers"][case],
            "words": dict.fromkeys(packed["answers"][case]["words"], "…"),
        }


def test_nothing_half_packed_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> dict[str, str]:
        return {"README.md": "whole", "x.json": "\udcff"}  # the second cannot be written

    monkeypatch.setattr(conformance_kit, "files", broken)
    with pytest.raises(UnicodeEncodeError):
        conformance_kit.pack(tmp_path)
    assert list(tmp_path.iterdir()) == []
