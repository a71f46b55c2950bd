"""Nothing of anybody shows in what the intake says, prints or raises."""

from __future__ import annotations

import logging
import pickle
import pprint
import traceback
from dataclasses import replace
from datetime import date
from typing import Any, Final

import pytest

from tests.intake.intake_makers import read
from tokutei import testing
from tokutei.errors import DocumentError, FactsError, TokuteiError
from tokutei.intake import Face, IntakeEvidence, Paper, Said, combine
from tokutei.intake.checks import CHECKS, outcome
from tokutei.intake.items import ITEMS
from tokutei.intake.seen import Seen
from tokutei.models import from_json, to_json
from tokutei.rules import CURRENT

BORN: Final = date(1901, 2, 3)
FORBIDDEN: Final = ("QZ", "1901", "ZWE", "473821", "MARKERTOWN")
TOLD: Final[dict[str, Any]] = {
    "name": "QZMARKERQZ",
    "born": BORN,
    "sex": "X",
    "nationality": "ZWE",
    "address": "MARKERTOWN 1",
    "number": "QZ19010203QZ",
}


def clean(*texts: str) -> None:
    for text in texts:
        assert not [word for word in FORBIDDEN if word in text], text


def evidence() -> list[IntakeEvidence]:
    """Return evidence full of markers: that agrees, that differs, and that only chips give."""
    holder = replace(
        testing.person("engineer"), name="QZMARKERQZ", born=BORN, nationality="ZWE", address=("MARKERTOWN 1",)
    )
    chip = read(testing.issue_card(holder, number="QZ19010203QZ"))
    face = Face(**TOLD, status="技人国")
    others = TOLD | {"name": "QZOTHERQZ", "born": date(1901, 2, 4), "number": "QZ19010204QZ"}
    return [
        combine(chip=chip),
        combine(chip=chip, face=face, paper=Paper(**TOLD, municipality="473821")),
        combine(chip=(chip[0], None), face=replace(face, **others), said=Said(**others)),
        combine(said=Said(**TOLD), paper=Paper(**others)),
        combine(chip=read(testing.issue_card(holder, type="1", number="QZ19010203QZ")), face=face),
    ]


def test_the_markers_are_in_the_evidence() -> None:
    _, agreeing, differing, _, old = evidence()
    assert "MARKERTOWN 1" in [one.value for one in old.items["address"].claims]
    assert agreeing.items["name"].value == "QZMARKERQZ"
    assert agreeing.items["born"].value == BORN
    assert differing.disagreements


def test_no_marker_shows(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    for one in evidence():
        values = [
            one,
            *one.entries,
            *one.findings,
            one.items,
            *(claim for i in one.entries for claim in i.claims),
        ]
        for value in values:
            clean(repr(value), str(value), f"{value}", pprint.pformat(value))
        for lang in ("ja", "en"):
            clean(one.text(lang), *(item.text(lang) for item in one.entries))
            clean(*(finding.text(lang) for finding in one.findings))
        clean(*(repr(finding.reason.parameters) for finding in one.findings))
    clean(caplog.text)
    assert not [record for record in caplog.records if record.name.startswith("tokutei")]


def test_no_marker_shows_in_what_was_told() -> None:
    for told in (Face(**TOLD), Paper(**TOLD), Said(**TOLD)):
        clean(repr(told), str(told), pprint.pformat(told))
        assert pickle.loads(pickle.dumps(told)) == told  # noqa: S301 - our own


def test_only_the_document_holds_the_markers() -> None:
    for one in evidence():
        text = to_json(one)
        assert "QZMARKERQZ" in text or "1901-02-03" in text
        clean(repr(from_json(text)))
        for broken in (
            text.replace('"claims"', '"claim"'),
            text.replace("1901-02-03", "1901-02-99"),
            text[:-9],
        ):
            if broken == text:
                continue
            with pytest.raises(DocumentError) as caught:
                from_json(broken)
            clean(str(caught.value), repr(vars(caught.value)), caught.value.text("ja"))
            assert caught.value.__context__ is None


def test_what_the_checks_look_at_shows_nothing() -> None:
    one = evidence()[1]
    seen = Seen(items=one.items, book=CURRENT)
    clean(repr(seen))
    for row in CHECKS:
        clean(repr(outcome(row, seen)))


@pytest.mark.parametrize("field", sorted({row.told for row in ITEMS if row.told} - {"name", "address"}))
def test_no_marker_shows_in_an_error(field: str) -> None:
    wrong: dict[str, Any] = {field: "QZMARKERQZ 1901"}
    words = {"status", "work_restriction", "comprehensive_permission", "form", "kind"}
    for kind in (Face, Paper, Said):
        if field not in kind.__dataclass_fields__ or field in words:  # words of vocabularies are repeated
            continue
        with pytest.raises(TokuteiError) as caught:
            kind(**wrong)
        error = caught.value
        clean(str(error), repr(error), error.text("ja"), repr(vars(error)), str(error.args))
        clean("".join(traceback.format_exception_only(error)))
        assert error.__cause__ is None
        assert error.__context__ is None or error.__suppress_context__


def test_facts_that_contradict_each_other_show_nothing() -> None:
    holder = replace(testing.person("engineer"), born=date(2029, 8, 1))
    with pytest.raises(FactsError) as caught:
        combine(chip=read(testing.issue_card(holder))).facts()
    error = caught.value
    assert "2029" not in str(error) + error.text("ja") + repr(vars(error))
    assert error.__context__ is None
