"""The program of the HR vendor, as the design drafts it, runs whole and prints what its comments say."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

import pytest

from tokutei import testing

PROGRAM: Final = """
from datetime import UTC, date, datetime
from tokutei import chip, employment, intake, testing

card = testing.issue_card(testing.person("student_with_permission"), type="05")       # stands in for a card and a reader
record = chip.read(card, number=card.number)                                       # or chip.load(open("dump.json", "rb"))
findings = chip.verify(record, card.trust, at=datetime(2026, 9, 1, 3, tzinfo=UTC))
evidence = intake.combine(chip=(record, findings), face=intake.Face(name="TEST HANAKO", status="留学"))

job = employment.Job(kind=employment.JobKind.RETAIL, hours_per_week=20, hours_elsewhere=10, long_holiday=False)
decision = employment.assess_work(evidence, job, on=date(2026, 9, 1))
print(decision.verdict, decision.text("ja"))      # not allowed: 30 hours, the permission gives 28

check = employment.CheckRecord.of(decision, by="HR-7", purpose="hiring", consent_on=date(2026, 9, 1))
print(check.to_json(), check.erase_on, check.next_check_on)   # no face, no address, no individual number
"""


def ran(program: str, capsys: pytest.CaptureFixture[str]) -> tuple[str, dict[str, Any]]:
    scope: dict[str, Any] = {}
    exec(compile(program, "the HR vendor's program", "exec"), scope)  # noqa: S102
    return capsys.readouterr().out, scope


def test_the_program_runs_and_says_what_its_comments_promise(capsys: pytest.CaptureFixture[str]) -> None:
    printed, scope = ran(PROGRAM, capsys)
    decision, check = scope["decision"], scope["check"]
    assert printed.startswith("not_allowed 就労不可\n")
    assert "どの七日間をとっても合計28時間以内" in printed
    assert "申告された時間：30" in printed
    assert (decision.job.hours, decision.limits.hours_per_week, decision.hours_left) == (30, 28, 0)
    document = json.loads(check.to_json())
    assert document["tokutei"].startswith("check_record/")
    assert check.next_check_on is not None
    assert check.erase_on is None, "nobody knows yet when the employment ends"


def test_the_record_holds_nothing_that_it_may_not_hold(capsys: pytest.CaptureFixture[str]) -> None:
    printed, scope = ran(PROGRAM, capsys)
    person = testing.person("student_with_permission")
    record = scope["record"]
    kept = scope["check"].to_json() + repr(scope["check"]) + printed
    for marker in ("TEST HANAKO", str(person.born), scope["card"].number.reveal(), person.nationality):
        assert marker not in kept
    for image in (record.face_image, record.address_image, record.name_image):
        assert image is None or image.hex() not in kept


@pytest.mark.shared
def test_it_is_the_program_of_the_draft() -> None:
    drafts = Path(__file__).resolve().parents[3] / "shared" / "design" / "readme-drafts.md"
    block = drafts.read_text("utf-8").split("**HR vendor**")[1].split("```")[1].removeprefix("python")

    def code(text: str) -> list[str]:
        return [" ".join(line.split()) for line in text.splitlines() if line.strip()]

    assert code(PROGRAM) == code(block)
