"""Diagrams and plain tables: every row is in them, in both languages, as Mermaid and terminals take it."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from datetime import date

import pytest

from tests.lifecycle.mermaid_grammar import state_diagram_faults, timeline_faults
from tokutei.lifecycle import TABLES, Variable, diagrams, state_diagram, state_table
from tokutei.lifecycle.diagrams import grouped_rows
from tokutei.lifecycle.states import STATES

LANGUAGES = ("en", "ja")


def columns(line: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WFA" else 1 for char in line)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("variable", Variable)
def test_a_diagram_is_mermaid(variable: Variable, lang: str) -> None:
    assert state_diagram_faults(state_diagram(variable, lang)) == []
    assert state_diagram_faults(state_diagram(variable, lang, *LANGUAGES)) == []


def test_the_check_finds_what_mermaid_would_not_draw() -> None:
    good = 'stateDiagram-v2\n    state "a" as s_a\n    s_a --> s_a : b'
    assert state_diagram_faults(good) == []
    for old, new in (
        (" : b", " : b: c"),
        (" : b", ""),
        ('"a"', '"a"b"'),
        ("s_a -->", "end -->"),
        ("v2", "v3"),
    ):
        assert state_diagram_faults(good.replace(old, new)) != []
    good = "timeline\n    title a\n    2026-09-01 : b : c"
    assert timeline_faults(good) == []
    for old, new in (
        (" : c", " : c; d"),
        (" : c", " : "),
        ("title a", "title #a"),
        ("2026", "x"),
        ("tim", "Tim"),
    ):
        assert timeline_faults(good.replace(old, new)) != []


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("variable", Variable)
def test_a_diagram_has_every_state_and_every_row(variable: Variable, lang: str) -> None:
    drawn = state_diagram(variable, lang)
    assert re.findall(r'state ".+" as s_(\w+)', drawn) == [state.value for state in STATES[variable]]
    arrows = {
        (source, target): said for source, target, said in re.findall(r"s_(\w+) --> s_(\w+) : (.+)", drawn)
    }
    assert len(arrows) == drawn.count("-->")
    assert arrows.keys() == {(row.source.value, row.target.value) for row in TABLES[variable]}
    for row in TABLES[variable]:
        assert row.event.text(lang) in arrows[row.source.value, row.target.value]


@pytest.mark.parametrize("variable", Variable)
def test_grouping_loses_no_row(variable: Variable) -> None:
    rows = [(source, row.event, row.target) for sources, row in grouped_rows(variable) for source in sources]
    assert rows == [(row.source, row.event, row.target) for row in TABLES[variable]]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("variable", [one for one in Variable if TABLES[one]])
def test_a_table_says_every_row_in_columns(variable: Variable, lang: str) -> None:
    title, head, *lines = state_table(variable, lang).splitlines()
    assert title == variable.text(lang)
    rules = [line for line in lines if set(line) <= {"-", " "} and line]
    assert len(rules) == len(list(grouped_rows(variable)))
    assert len(set(rules)) == 1
    # Every cell begins where its column begins.
    starts = [found.start() for found in re.finditer(r"-+", rules[0])]
    for line in (head, *lines):
        edges, width = set(), 0
        for char in line:
            if char == " ":
                edges.add(width)
            width += columns(char)
        assert all(start - 1 in edges for start in starts[1:] if start < width)
    said = "\n".join(lines)
    for row in TABLES[variable]:
        words = (
            row.source,
            row.event,
            row.target,
            *row.guards,
            *row.unless,
            *row.effects,
            *row.arises,
            *row.cite,
        )
        assert all(word.text(lang) in said for word in words)


def test_a_table_reads_like_this() -> None:
    title, *lines = state_table(Variable.SPECIAL_PERIOD, "en").splitlines()
    assert title == "special period"
    # The widths follow from all rows.
    assert [re.split(r"  +", line.strip()) for line in (lines[0], *lines[2:4])] == [
        ["from", "event", "to", "if", "unless", "effect", "duties", "provision", "days"],
        [
            "none",
            "period of stay ended",
            "running",
            "a timely application is pending",
            "last day of the special period",
            "Immigration Act art. 20(6)",
            "from 2012-07-09",
        ],
        ["Immigration Act art. 21(4), first sentence"],
    ]


def test_a_row_that_ended_says_when() -> None:
    sources, row = next(grouped_rows(Variable.STAY))
    *_, days = diagrams._cells(sources, replace(row, until=date(2026, 6, 13)), "en")
    assert days == ("from 2012-07-09", "to 2026-06-13")


def test_a_variable_that_nothing_moves_says_so() -> None:
    unmoved = [variable for variable in Variable if not TABLES[variable]]
    for variable in unmoved:
        assert state_table(variable, "en") == f"{variable.en}\nNo event moves it."
        assert state_table(variable, "ja").endswith("出来事はありません。")
        assert "-->" not in state_diagram(variable, "en")
