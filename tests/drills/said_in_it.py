"""Everything that speaks, asked in the made language: prints what is not said in it, a line each."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime
from string import ascii_letters

import tokutei as tk
from tests import legal_cases, named_traces
from tests.drills.made_language import import_all, vocabularies
from tests.test_errors import every_error
from tokutei import employment, intake, messages, procedures
from tokutei.ask import ask, changes
from tokutei.ask.changes import declared
from tokutei.audit.cited import cited_in_code
from tokutei.data import tables
from tokutei.errors import TokuteiError
from tokutei.lifecycle import apply, duties, judge
from tokutei.procedures import Goal, GoalKind, plan
from tokutei.rules.rulebook import open_questions

XX = "xx"
ENGLISH = re.compile(r"(?<![0-9.])\b(?![ivx]+\b)[A-Za-z]{2,}")
"""A word in Latin letters that is no roman number; Japanese stands in English too where the law is quoted."""
NO_LETTERS = {ord(letter): None for letter in ascii_letters}
UNKNOWN = {"mystery"}
FIRST, LAST = date(2012, 7, 9), date(2040, 1, 1)


def said(error: TokuteiError) -> tuple[str, str]:
    """An error names codes and fields for programmers as they are; the rest of it is said in the language."""
    codes = set(ENGLISH.findall(error.text("en"))) & set(ENGLISH.findall(error.text(XX)))
    translated = error.text(XX) != error.text("en") and len(codes) < len(error.text("en").split())
    return type(error).__name__, "" if not translated else error.text(XX).translate(NO_LETTERS)


def everything() -> Iterator[tuple[str, str]]:
    for vocabulary in vocabularies():
        yield from ((repr(one), one.text(XX)) for one in vocabulary)
    yield from ((rule.key, rule.text(XX)) for rule in declared().values())
    yield from ((key, one.text(XX)) for key, one in tables.offices().items())
    yield from ((key, one.text(XX)) for key, one in tables.municipalities().items())
    yield from ((one.ja, one.text(XX)) for one in tables.holidays().by_day.values())
    yield from ((str(cite), cite.text(XX)) for cite in {cite for cite, _ in cited_in_code()})
    for key, question in open_questions().items():
        yield key, question.text(XX) + question.why(XX) + question.settled_by(XX)
    yield from (said(error) for error in every_error())
    yield from answers()
    yield from lives()
    yield from goals()
    yield from at_work()


def answers() -> Iterator[tuple[str, str]]:
    for topic, case in legal_cases.cases():
        if topic == legal_cases.CHANGES:
            continue
        try:
            answer = ask(topic, case["facts"], on=legal_cases.day_of(case))
        except TokuteiError as error:
            yield said(error)
        else:
            told = {str(value) for value in case["facts"].values()}  # an unknown job is said as it was told
            yield case["id"], re.sub("|".join(map(re.escape, told & UNKNOWN)) or "$^", "", answer.explain(XX))
    yield from ((change.rule.key, change.text(XX)) for change in changes(FIRST, LAST))


def lives() -> Iterator[tuple[str, str]]:
    for trace in named_traces.traces():
        name = str(trace["name"])
        situation = named_traces.begin(trace)
        facts = tk.Facts.model_validate(trace["facts"])
        history = tk.History.begin(facts, on=trace["on"])
        for told in named_traces.walk(trace):
            if told.outcome is None:
                event = named_traces.event_of(told.step)
                yield name, judge(situation, event).text(XX)
                continue
            situation = told.outcome.after
            if told.outcome.event is not None:
                event = told.outcome.event
                history = history.learn(event, learnt_on=max(event.on, situation.on)).history
            yield from ((name, one.text(XX)) for one in told.outcome.warnings)
            yield from ((name, one.text(XX)) for one in told.outcome.open_questions)
            yield from ((name, one.text(XX)) for one in duties(situation, on=situation.on))
        yield name, history.timeline(XX)


def goals() -> Iterator[tuple[str, str]]:
    on = date(2026, 9, 1)
    facts = tk.Facts(
        born=date(1994, 5, 2),
        municipality="131016",
        status=tk.StatusOfResidence.find("技人国"),
        stay_until=date(2026, 10, 31),
        card=tk.CardFacts(issued_on=date(2023, 10, 20), valid_until=date(2026, 10, 31)),
        has_my_number_card=False,
        has_pending_application=False,
    )
    here = tk.Situation.of(facts, on=on)
    for kind in GoalKind:
        goal = Goal(kind=kind)
        try:
            yield kind.value, plan(here, goal, on=on).text(XX)
        except TokuteiError as error:
            yield said(error)
    lost = apply(here, tk.ReportLoss(on=on)).after
    owed = duties(lost, on=on)
    yield from (("duty", duty.text(XX)) for duty in owed)
    reminders = (
        *procedures.reminders_of_duties(owed, key="p"),
        *procedures.reminders_of_situation(lost, key="p", on=on),
    )
    made = procedures.to_ical(reminders, lang=XX, made_at=datetime(2026, 9, 1, tzinfo=UTC)).decode()
    unfolded = made.replace("\r\n ", "")
    for line in unfolded.splitlines():
        name, _, value = line.partition(":")
        if name in {"SUMMARY", "DESCRIPTION"}:
            yield name, value.replace("\\n", " ")


def at_work() -> Iterator[tuple[str, str]]:
    on = date(2027, 5, 1)
    for status in tk.StatusOfResidence:
        evidence = intake.combine(face=intake.Face(status=status.value))
        for kind in employment.JobKind:
            decision = employment.assess_work(evidence, employment.Job(kind=kind), on=on)
            yield f"{status} {kind}", decision.text(XX)


def main() -> int:
    import_all()
    if XX not in messages.languages():
        raise SystemExit(XX)
    count = 0
    for what, words in everything():
        count += 1
        if not words.strip() or ENGLISH.search(words):
            sys.stdout.write(f"{what} | {words!r} | {ENGLISH.findall(words)}\n")
    sys.stdout.write(f"{count}\n")
    return 0


if __name__ == "__main__":
    main()
