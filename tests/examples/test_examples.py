"""The programs that a newcomer runs first: they run as they are, say what they promise, and leak nothing."""

from __future__ import annotations

import io
import re
import runpy
import socket
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from examples import demo
from tokutei import testing
from tokutei.intake import CheckKind
from tokutei.lifecycle import TABLES
from tokutei.rules import CURRENT

ROOT: Final = Path(__file__).resolve().parents[2]
EXAMPLES: Final = ROOT / "examples"
WIDEST_LINE: Final = 120
SECONDS: Final = 5
FILL: Final = "\0"

CARD_NUMBER: Final = re.compile(r"[A-Z]{2}[0-9]{8}[A-Z]{2}")
INDIVIDUAL_NUMBER: Final = re.compile(r"(?<![0-9])[0-9]{12}(?![0-9])")
BYTES: Final = re.compile(r"[0-9A-Fa-f]{24}|[A-Za-z0-9+/]{40}")


@pytest.fixture(scope="module")
def page() -> str:
    out = io.StringIO()
    demo.main(out)
    return out.getvalue()


def section(page: str, number: int) -> str:
    return re.split(r"^={118}$", page, flags=re.MULTILINE)[number]


def by_columns(line: str) -> str:
    """Return a line with one character a column of the terminal."""
    return "".join(char + FILL * (demo.width(char) - 1) for char in line)


def shows(text: str, *words: str) -> bool:
    """Tell whether words stand in the left or the right half of a text, however they are broken."""
    lines = [by_columns(line) for line in text.splitlines()]
    half = demo.HALVES[0] + len(demo.GAP)
    left, right = ("".join(line[part] for line in lines) for part in (slice(half), slice(half, None)))
    flat = [re.sub(rf"[\s{FILL}]", "", one) for one in (left, right)]
    return all(any(re.sub(r"\s", "", word) in one for one in flat) for word in words)


def run(name: str, capsys: pytest.CaptureFixture[str]) -> list[str]:
    runpy.run_path(str(EXAMPLES / f"{name}.py"), run_name="__main__")
    return capsys.readouterr().out.splitlines()


PROGRAMS: Final = {
    "app_developer.py": "test_examples.py",
    "demo.py": "test_examples.py",
    "histories_in_sqlite.py": "test_histories_in_sqlite.py",
    "hr_check.py": "test_examples.py",
    "hr_vendor.py": "test_examples.py",
    "inspect_dump.py": "test_inspect_dump.py",
    "read_a_card.py": "test_examples.py",
    "reform.py": "test_examples.py",
    "renewal_calendar.py": "test_examples.py",
    "renewal_reminder.py": "test_renewal_reminder.py",
    "service": "test_service.py",
    "should_i_switch.py": "test_examples.py",
    "typescript": "test_typescript.py",
}
"""Every example, and the tests that run it."""


def test_every_program_is_known_here() -> None:
    assert {path.name for path in EXAMPLES.iterdir() if path.name != "__pycache__"} == set(PROGRAMS)
    assert {path.name for path in Path(__file__).parent.glob("test_*.py")} >= set(PROGRAMS.values())


@pytest.mark.parametrize("name", PROGRAMS)
def test_an_example_is_listed_on_its_page_says_how_to_run_and_is_short(name: str) -> None:
    page = (ROOT / "docs" / "examples.md").read_text("utf-8")
    assert f"examples/{name}" in page
    place = EXAMPLES / name
    files = (
        [place]
        if place.is_file()
        else [*place.glob("*.py"), *place.glob("*.mjs"), *place.glob("src/client.ts")]
    )
    for file in files:
        text = file.read_text("utf-8")
        assert len(text.splitlines()) < 350
        if file.suffix == ".py":
            assert text.startswith('"""')


@pytest.mark.parametrize("command", [["-m", "examples.demo"], ["examples/demo.py"]], ids=["module", "file"])
def test_the_demo_runs_as_a_command_and_complains_of_nothing(command: list[str]) -> None:
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-W", "error", *command], cwd=ROOT, capture_output=True, timeout=120, check=False
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert "特定在留カード" in done.stdout.decode()


def test_the_demo_takes_less_than_five_seconds() -> None:
    before = time.process_time()
    demo.main(io.StringIO())
    assert time.process_time() - before < SECONDS


def test_the_demo_asks_no_network(monkeypatch: pytest.MonkeyPatch, page: str) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    out = io.StringIO()
    demo.main(out)
    assert out.getvalue() == page


def test_the_refusal_says_why_by_what_and_what_would_work(page: str) -> None:
    said = section(page, 1)
    assert shows(said, "できません。", "Refused.", "Immigration Act art. 19-15-2(1)")
    assert shows(said, "窓口で申請してください", "What would work")


def days_of(page: str, lang: str) -> dict[str, str]:
    """Return the rows of the life's table by day; the later of two rows of one day wins."""
    table = section(page, 2).split(demo.LIFE_HEADS[lang][1])[1].split("\n\n")[0]
    rows = re.split(r"^(?=2[0-9]{3}-)", table, flags=re.MULTILINE)[1:]
    return {row[:10]: row for row in rows}


DAYS: Final = [
    "2026-09-01",
    "2026-11-01",
    "2026-11-09",
    "2026-11-10",
    "2026-11-20",
    "2026-11-24",
    "2026-12-01",
    "2027-03-15",
]


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_the_life_has_its_days_in_both_languages(page: str, lang: str) -> None:
    assert list(days_of(page, lang)) == DAYS


@pytest.mark.parametrize(
    ("day", "ja", "en"),
    [
        pytest.param("2026-09-01", "在留期間更新許可申請", "application for an", id="filed"),
        pytest.param("2026-11-01", "2026年12月31日まで有効", "valid until 2026-12-31", id="special-period"),
        pytest.param("2026-11-01", "2026年11月1日に失効", "lapsed on 2026-11-01", id="function-lapsed"),
        pytest.param("2026-11-09", "2026年11月1日に失効", "permission decided", id="decided"),
        pytest.param("2026-12-01", "2029年10月31日まで有効", "valid until 2029-10-31", id="delivered"),
        pytest.param("2027-03-15", "2027年3月15日に失効", "lapsed on 2027-03-15", id="given-back"),
    ],
)
def test_the_life_says_where_both_functions_stand(page: str, day: str, ja: str, en: str) -> None:
    assert ja in days_of(page, "ja")[day]
    assert en in days_of(page, "en")[day]


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_every_row_of_the_life_rests_on_a_provision(page: str, lang: str) -> None:
    provision = {"ja": r"第[0-9]+条", "en": r"art\. [0-9]"}[lang]
    for row in days_of(page, lang).values():
        assert re.search(provision, row)


def test_every_provision_of_the_life_stands_in_the_tables() -> None:
    known = {cite for rows in TABLES.values() for row in rows for cite in row.cite}
    assert known.issuperset(cite for day in demo.life(CURRENT) for cite in day.basis)


def test_duties_and_fees_come_with_their_basis(page: str) -> None:
    assert shows(section(page, 3), "2026-11-01 return the expired Individual Number Card", "遅滞なく")
    fees = section(page, 4)
    assert shows(fees, "6,000 yen (Immigration Order art. 25(1)(ii)", "official text", "公式の条文")
    assert shows(fees, "0 yen (Immigration Act art. 67-2; inferred from the texts)", "条文からの推論")
    assert shows(fees, "64,000 yen", "text not seen", "secondary source", "条文未確認")


def test_what_is_read_is_kept_apart_from_what_is_signed(page: str) -> None:
    rows = {line.split("  ")[0]: line for line in section(page, 5).splitlines()}
    assert rows["生年月日"].endswith("はい / yes")
    assert rows["在留期間の満了日"].endswith("はい / yes")
    for unsigned in ("カード種別", "在留カード等の番号", "住居地の画像", "包括許可", "申請中の表示"):
        assert rows[unsigned].endswith("－ / no")
    assert shows(section(page, 5), "not covered: the signature does not cover the card number")
    assert shows(section(page, 5), "未確認: 失効リストがあるかは手元の資料からは分からない")


def test_the_reform_changes_the_function_and_its_duty_alone(page: str) -> None:
    said = section(page, 6)
    assert shows(said, "法律ではなく", "not law but the scenario")
    assert [row[:10] for row in said.splitlines() if row.startswith("2")] == ["2026-11-01", "2026-12-01"]
    assert shows(said, "valid until 2026-12-31 (special period)")


def test_what_to_try_next_exists(page: str) -> None:
    paths = re.findall(r"examples/\w+\.py|README[.a-z]*\.md|docs/", section(page, 7))
    assert len(paths) == 6
    assert all((ROOT / path).exists() for path in paths)


def test_no_line_is_wider_than_a_terminal(page: str) -> None:
    assert max(map(demo.width, page.splitlines())) <= WIDEST_LINE


def test_columns_line_up_under_full_width_characters(page: str) -> None:
    ends = [sum(demo.LIFE_COLUMNS[: n + 1]) + 2 * n for n in range(4)]
    rows = [row for lang in ("ja", "en") for row in days_of(page, lang).values()]
    lines = [by_columns(line).ljust(WIDEST_LINE) for row in rows for line in row.splitlines()]
    assert len(lines) > 2 * len(DAYS)
    assert all(line[end : end + 2] == "  " for line in lines for end in ends)


@given(st.text(st.sampled_from("在留カード、。（）［］ab 12年月日第3条"), max_size=80), st.integers(24, 60))
def test_wrapping_loses_nothing_and_keeps_to_the_column(text: str, columns: int) -> None:
    lines = demo.wrapped(text, columns)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    words = demo._PIECES.findall(text)
    widest = max((demo.width(word.rstrip()) for word in words), default=0)
    assert all(demo.width(line) <= max(columns, widest) for line in lines)


def test_the_demo_shows_nothing_that_leads_to_a_person(monkeypatch: pytest.MonkeyPatch, page: str) -> None:
    planted = replace(demo.ENGINEER, name="PLANTED MARKER", address=("PLANTED STREET",))
    monkeypatch.setattr(demo, "ENGINEER", planted)
    out = io.StringIO()
    demo.main(out)
    for text in (page, out.getvalue()):
        assert "PLANTED" not in text
        assert not CARD_NUMBER.search(text)
        assert not INDIVIDUAL_NUMBER.search(text)
        assert not BYTES.search(text)
        assert "131016" not in text
        assert text.count("1994") == 2  # the birth date, as read off the chip in both languages
        assert not any(one.name in text for one in testing.people())


def test_the_app_developer_gets_what_the_comments_say(capsys: pytest.CaptureFixture[str]) -> None:
    lines = run("app_developer", capsys)
    assert lines[0] == "できません。"
    assert "入管法第19条の15の2第1項" in lines[1]
    assert lines[2].startswith("次のようにすればできます：")
    (duty,) = [line for line in lines if "425AC0000000027:18-5:8" in line]
    assert duty.startswith("None hand in the separate Individual Number Card by delivery")
    assert lines[-2:] == ["valid until 2026-12-31 (special period)", "lapsed on 2026-11-01 (expired)"]


def test_a_card_is_read_verified_stored_and_loaded(capsys: pytest.CaptureFixture[str]) -> None:
    lines = run("read_a_card", capsys)
    assert lines[0] == "residence card, second generation ends on 2028-07-01"
    assert lines[1].startswith("may work: permitted, up to 28 hours a week")
    assert {"intact: True | trusted: True", "the same record: True", "trusted again: True"} <= set(lines)
    assert sum(line.startswith("not covered:") for line in lines) == 6
    assert lines[-1].startswith("without the face: the signature is also over the face")
    assert not CARD_NUMBER.search("\n".join(lines))
    assert "HANAKO" not in "\n".join(lines)


def test_the_hr_vendor_sees_what_is_signed_and_what_is_not(capsys: pytest.CaptureFixture[str]) -> None:
    lines = run("hr_vendor", capsys)
    assert "item: date of birth: chip, signature verified (signed)" in lines
    assert "item: status of residence: face of the card" in lines
    assert "item: comprehensive permission for other activity: chip, only read" in lines
    assert (
        "check: signature of the chip: agrees: The signature holds for the fields that it covers. "
        "Whose anchor it leads to: an authority that the caller chose." in lines
    )
    checks = [line for line in lines if line.startswith("check:")]
    assert len(checks) == len(CheckKind) - 1
    assert not [line for line in checks if ": disagrees:" in line]
    assert [line.split(":")[1].strip() for line in lines if ": disagrees:" in line] == [
        "period of stay for the status",
        "whether the stay has an end",
        "status of residence and work restriction",
        "last day of the card",
    ]
    assert "forged: status None" in lines
    assert "facts: Student until 2028-07-01" in lines
    assert "facts: card ends on 2028-07-01" in lines
    assert "decision: not_allowed 28 0.0" in lines
    assert "decision: 就労不可" in lines
    assert lines[-2].startswith('record: {"tokutei":"check_record/1"')
    assert lines[-1] == "record: erase None look again 2028-07-01"
    shown = "\n".join(lines)
    assert not CARD_NUMBER.search(shown)
    assert "HANAKO" not in shown
    assert "2003" not in shown  # the year of birth


def test_one_life_under_two_rulebooks(capsys: pytest.CaptureFixture[str]) -> None:
    lines = run("reform", capsys)
    law, reform = lines[: lines.index("the reform: True")], lines[lines.index("the reform: True") :]
    assert law[0] == "the law: False"
    assert "  My Number: lapsed on 2029-11-01 (expired)" in law
    assert sum("return the specified card" in line for line in law) == 1
    assert law[-1] == "  told at filing: my_number_not_extended delivery_before_special_end"
    assert "  My Number: valid until 2029-12-31 (special period)" in reform
    assert not any("duty:" in line for line in reform)
    assert reform[-1] == "  told at filing: delivery_before_special_end"


def shown(capsys: pytest.CaptureFixture[str], lang: str) -> list[str]:
    """Return the sections of the comparison of one card and two, each with its broken lines joined again."""
    held = runpy.run_path(str(EXAMPLES / "should_i_switch.py"))
    held["main"](lang)
    page = capsys.readouterr().out
    assert not any(secret in page for secret in ("1994", "1980", "2005", "131016", "131032"))
    assert max(demo.width(line) for line in page.splitlines()) <= WIDEST_LINE
    joined = re.sub(r"\n {4,}", " " if lang == "en" else "", page)
    return re.split(r"^== .* ==$", joined, flags=re.MULTILINE)


def test_two_cards_or_one_is_told_to_somebody_who_knows_neither(capsys: pytest.CaptureFixture[str]) -> None:
    head, engineer, permanent, student, stops = shown(capsys, "en")
    assert "Since June 2026 both can be one card" in head
    assert "a guess made for this example" in head
    assert "visits to the bureau: 0 / 8" in engineer  # four extensions: filed and fetched, or neither
    assert "visits to the municipal office: 5 / 0" in engineer
    assert "applications filed online: 4 / 0" in engineer
    assert "who files online: fewer with two cards" in engineer
    assert "whose stay has no end: fewer with two cards (visits in all: 3 and 5)" in permanent
    assert "who extends the stay again and again: fewer with one specified card" in student
    assert "who moves: no difference (visits to notify a move: 2)" in student
    for person in (engineer, permanent, student):
        assert "Not in the sum of fees, because no amount is known" in person
        assert "This is no legal advice." in person
    assert len(re.findall(r": yes\. ", stops)) == 3
    assert len(re.findall(r": no \(", stops)) == 10


def test_two_cards_or_one_in_japanese(capsys: pytest.CaptureFixture[str]) -> None:
    head, engineer, *_, stops = shown(capsys, "ja")
    assert head.startswith("二枚か一枚か")
    assert "地方局に行く回数：0／8" in engineer
    assert "法的助言ではありません。" in engineer
    assert len(re.findall("：はい。", stops)) == 3
    done = subprocess.run(  # noqa: S603
        [sys.executable, str(EXAMPLES / "should_i_switch.py"), "ja"],
        cwd=ROOT,
        capture_output=True,
        timeout=120,
        check=True,
    )
    assert done.stdout.decode("utf-8").startswith("二枚か一枚か")


def test_no_birth_date_or_code_is_shown_by_what_the_app_holds() -> None:
    held = runpy.run_path(str(EXAMPLES / "app_developer.py"))
    for name in ("anh", "now", "filed", "later"):
        shown = repr(held[name])
        assert not any(secret in shown for secret in ("1994", "VNM", "131016"))


def test_both_calendars_are_told_in_words_and_written(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(sys, "argv", ["renewal_calendar.py", str(tmp_path / "new" / "folder")])
    lines = run("renewal_calendar", capsys)
    assert "   2026-09-14  apply for reissuance after loss" in lines
    assert "   2026-08-20  staff-3: last day of the period of stay  <- OVERDUE" in lines
    assert "   2026-09-30  staff-1: last day for the employer's report on hiring" in lines
    assert "   not known   last day of the period of stay: staff-5, not known" in "\n".join(lines)
    assert max(map(len, lines[:-1])) <= WIDEST_LINE
    shown = "\n".join(lines)
    assert not CARD_NUMBER.search(shown)
    assert not any(secret in shown for secret in ("1994", "1980", "131016"))
    files = sorted((tmp_path / "new" / "folder").iterdir())
    assert [path.name for path in files] == ["employer.ics", "person.ics"]
    known = [line for line in lines if re.match(r"   (?:[0-9]{4}-|at once)", line)]
    events = [one for path in files for one in Calendar.from_ical(path.read_bytes()).walk("VEVENT")]
    assert len(events) == len(known)


def test_without_a_folder_the_calendars_go_to_a_temporary_one(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(sys, "argv", ["renewal_calendar.py"])
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    lines = run("renewal_calendar", capsys)
    assert str(tmp_path) in lines[-1]
    assert len(list(tmp_path.rglob("*.ics"))) == 2


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_the_check_is_told_to_somebody_who_knows_neither(
    lang: str, capsys: pytest.CaptureFixture[str]
) -> None:
    runpy.run_path(str(EXAMPLES / "hr_check.py"))["main"](lang)
    page = capsys.readouterr().out
    assert max(demo.width(line) for line in page.splitlines()) <= WIDEST_LINE
    assert not any(hidden in page for hidden in ("HANAKO", "2003", "PHL", "None", "reason.", "{"))
    assert not CARD_NUMBER.search(page)
    assert not INDIVIDUAL_NUMBER.search(page)
    head, student, engineer, worker = re.split(r"^== .* ==$", page, flags=re.MULTILINE)
    words = re.sub(r"\s+", " " if lang == "en" else "", student)
    if lang == "en":
        assert "purpose: duty by law" in head
        assert "consent: good practice, no duty by law" in head
        assert words.count("At most 28 hours in any seven days") == 2
        assert "Could still be worked on 2026-09-09: 3 h 0 min" in student
        assert "by 2026-11-02" in student  # the end of October is a Saturday
        assert engineer.strip().startswith("not known")
        assert "Look at: the chip" in engineer
        assert worker.index("not known") < worker.index("allowed")
    else:
        assert "望ましい取扱い" in head
        assert words.count("合計28時間以内") == 2
        assert engineer.strip().startswith("判断できない")


def test_the_check_runs_as_a_command() -> None:
    command = [sys.executable, "-W", "error", str(EXAMPLES / "hr_check.py"), "ja"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, timeout=120, check=True)  # noqa: S603
    assert done.stdout.decode("utf-8").startswith("三人の応募者")
    assert done.stderr == b""
