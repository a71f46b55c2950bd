"""What must be so once ``made_procedure`` was run; run with the changed copy first on the path."""

from __future__ import annotations

import sys
from datetime import date, timedelta

import pytest

import tokutei as tk
from tokutei import messages
from tokutei.ask import ask, changes
from tokutei.errors import FactsError
from tokutei.lifecycle import FileReissue
from tokutei.procedures import Entry, catalogue
from tokutei.rules.fees import fee_due
from tokutei.rules.offices import window_of
from tokutei.rules.routes import channels_of, routes_of

FIRST_DAY = date(2028, 4, 1)
DAY_BEFORE = FIRST_DAY - timedelta(days=1)
FACTS = tk.Facts(
    born=date(1994, 5, 2),
    municipality="131016",
    status=tk.StatusOfResidence.find("技人国"),
    stay_until=date(2029, 3, 31),
    card=tk.CardFacts(issued_on=date(2026, 10, 20), valid_until=date(2029, 3, 31)),
    has_my_number_card=False,
    has_pending_application=False,
)


def entry(key: str, on: date) -> Entry | None:
    return catalogue(on=on).get(key)


def existing_procedure() -> None:
    for on, may in ((DAY_BEFORE, False), (FIRST_DAY, True)):
        listed = entry("card_reissue_loss", on)
        assert listed is not None
        assert listed.may_carry_specified_card is may
        assert ("specified card" in messages.render(listed.papers.value, "en")) is may
        lost = tk.apply(tk.Situation.of(FACTS, on=on), tk.ReportLoss(on=on)).after
        filing = FileReissue(on=on, channel=tk.Channel.COUNTER, specified_card=True, certificates=False)
        assert bool(tk.judge(lost, filing)) is may
        if may:
            filed = tk.apply(lost, filing).after
            assert filed.application.state.value == "filed"
            assert filed.main.procedure is tk.ProcedureKind.REISSUE_LOSS
        papers = {
            "procedure": "card_reissue_loss",
            "birth": FACTS.born,
            "mid_long_term": True,
            "with_specified": True,
            "separate_mn_card": False,
        }
        if may:
            assert ask("documents", papers, on=on).value.submitted
        else:
            with pytest.raises(FactsError, match="not among those that may carry"):
                ask("documents", papers, on=on)
    assert "routes.procedures.bureau_card" in {
        f"{change.rule.topic}.{change.rule.key}" for change in changes(FIRST_DAY, FIRST_DAY)
    }


def new_procedure() -> None:
    kind = tk.ProcedureKind.find("架空手続")
    assert entry("example_procedure", DAY_BEFORE) is None
    listed = entry("example_procedure", FIRST_DAY)
    assert listed is not None
    assert listed.may_carry_specified_card
    assert listed.result.value.value == "new_card"
    assert "regional immigration services bureau" in messages.render(listed.where.value, "en")
    assert "photograph" in messages.render(listed.papers.value, "en")
    assert "0 yen" in messages.render(listed.fee.value, "en")
    assert not listed.may_be_filed_online
    assert routes_of(kind, on=FIRST_DAY).value
    assert channels_of(kind, on=FIRST_DAY).value == {tk.Channel.COUNTER}
    assert window_of(kind, on=FIRST_DAY).value.value == "bureau"
    assert fee_due(kind, channel=tk.Channel.COUNTER, accepted_on=FIRST_DAY).value == 0
    asked = ask("routes", {"procedure": "example_procedure", "channel": "counter"}, on=FIRST_DAY)
    assert asked.basis


if __name__ == "__main__":
    existing_procedure()
    if sys.argv[1] == "new":
        new_procedure()
