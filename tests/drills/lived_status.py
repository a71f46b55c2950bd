"""What must be so once the statuses of ``made_status`` are there; run with the changed copy first on the path."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from hypothesis import find, settings

import tokutei as tk
from tests.drills.made_language import import_all
from tokutei import chip, employment, intake, models, testing
from tokutei.ask import ask
from tokutei.data.tables import status_rows
from tokutei.employment.columns import VERDICT_CODES, assess_columns, encode
from tokutei.errors import NotInForceError
from tokutei.procedures import Goal, GoalKind, catalogue, plan
from tokutei.testing import strategies

ON = date(2028, 9, 1)
SETTINGS = settings(max_examples=5000, deadline=None, database=None)


def trade() -> tk.StatusOfResidence:
    return tk.StatusOfResidence.find("架空業務")


def study() -> tk.StatusOfResidence:
    return tk.StatusOfResidence.find("example study")


def words_and_tables() -> None:
    assert tk.StatusOfResidence.find("架業") is trade()
    assert trade().text("en") == "Example Trade"
    assert status_rows()[trade()].periods == ("P3Y", "P1Y")
    assert trade().value in str(models.Facts.model_json_schema())


def facts_and_lives() -> None:
    facts = tk.Facts(
        born=date(2000, 1, 1),
        municipality="131016",
        status=trade(),
        stay_until=date(2029, 3, 31),
        card=tk.CardFacts(issued_on=date(2028, 4, 10), valid_until=date(2029, 3, 31)),
        has_my_number_card=False,
        has_pending_application=False,
    )
    assert tk.models.from_json(tk.models.to_json(facts)) == facts
    here = tk.Situation.of(facts, on=ON)
    filing = tk.FileExtension(on=date(2029, 2, 1), channel=tk.Channel.COUNTER)
    assert tk.judge(here, filing)
    filed = tk.apply(here, filing).after
    assert tk.duties(filed, on=date(2029, 2, 1)) is not None
    found = plan(here, Goal(kind=GoalKind.EXTEND), on=ON)
    assert [step.event.kind.value for step in found.steps if step.event] == [
        "file_extension",
        "decide_permission",
        "receive_card",
        "return_card",
    ]


def periods_and_card() -> None:
    for period, allowed in (("P3Y", True), ("P5Y", False)):
        found = ask("statuses", {"status": "example_trade", "period": period}, on=ON)
        assert found.value.period_valid is allowed
        assert any("架空業務" in cite.text("en") for cite in found.basis)
    assert found.value.residence_card
    assert "renewal" in catalogue(on=ON)


def work() -> None:
    within = ask("work", {"status": "example_trade", "job": "care"}, on=ON).value
    assert (within.decision, within.check) == (
        None,
        "work_certificate",
    )  # until the text of the activity was read
    forbidden = ask(
        "work", {"status": "example_study", "job": "care", "other_activity_permission": "none"}, on=ON
    ).value
    assert (forbidden.decision, forbidden.reason) == ("deny", "no_permission")
    with pytest.raises(NotInForceError) as early:
        ask("work", {"status": "example_trade", "job": "care"}, on=date(2028, 3, 31))
    assert early.value.first_day == date(2028, 4, 1)


def taken_in_and_decided() -> None:
    evidence = intake.combine(face=intake.Face(name="TEST HANAKO", status="架空研究生"))
    assert evidence.items["status"].value is study()
    job = employment.Job(kind=employment.JobKind.CARE)
    decision = employment.assess_work(evidence, job, on=ON)
    assert "other_activity_permission" in decision.missing
    written = "社員番号,在留資格,職種,資格外活動許可,在留期限,確認方法\nE-1,架空研究生,小売,無,2029-03-31,chip_read\n"
    (row,) = employment.assess_many(written.encode(), on=ON)
    assert row.verdict.value == "not_allowed"
    columns = {
        "status": encode("status", [study(), trade()]),
        "job": encode("job", [employment.JobKind.CARE] * 2),
        "permission": encode("permission", ["none", "none"]),
        "stay_until": np.array(["2029-03-31"] * 2, dtype="datetime64[D]"),
        "checked_by": 0,
    }
    verdicts = [VERDICT_CODES[code].value for code in assess_columns(columns, on=ON).verdict]
    assert verdicts == ["not_allowed", "not_known"]


def read_off_a_chip() -> None:
    somebody = find(strategies.people(), lambda person: person.status is trade(), settings=SETTINGS)
    head = ["# source: made up", "# as_of: 2028-09-01", "status_code,status"]
    rows = [f"{code},{status.value}" for code, status in testing.STATUS_CODES.items()]
    tables = chip.CodeTables.load("\n".join([*head, *rows]))
    card = testing.issue_card(somebody)
    record = chip.read(card, number=card.number)
    assert tables.status_of(record.status_code) is trade()


CHECKS = (words_and_tables, facts_and_lives, periods_and_card, work, taken_in_and_decided, read_off_a_chip)

if __name__ == "__main__":
    import_all()
    for check in CHECKS:
        check()
