"""What the audit found, as text for people in two languages and as JSON for programs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from tokutei import messages
from tokutei.audit.cited import Use, UseKind
from tokutei.audit.comparing import Drift, DriftKind, Finding
from tokutei.audit.staleness import Checked, Staleness, ToConfirm
from tokutei.audit.tables import Unresolved
from tokutei.audit.texts import Problem, printable

__all__ = ["drift_json", "drift_text", "stale_json", "stale_text", "unresolved_text"]

_SHOWN: Final = 160
"""How much of what a place says now is shown in a line of text; JSON has all of it."""
_NAMED: Final = 12
"""How many names of one sort are shown in a line of text; JSON has all of them."""


def _said(key: str, lang: str, **parameters: object) -> str:
    return messages.text(f"audit.{key}", lang, **parameters)


def drift_text(found: Drift, lang: str) -> str:
    """Return the findings kind by kind, each with what rests on it, then what could not be compared."""
    key = "compared_then" if found.against else "compared"
    lines = [_said(key, lang, texts=found.texts, provisions=found.compared, day=found.against or "")]
    for kind in DriftKind:
        findings = found.of(kind)
        if findings:
            lines += ["", _said("kind", lang, kind=kind, number=len(findings))]
        for finding in findings:
            lines += _finding(finding, lang, then=found.against is not None)
    if found.problems:
        lines += ["", _said("problems", lang, number=len(found.problems))]
        lines += [f"- {problem.text(lang)}" for problem in found.problems]
    if not found.needs_a_look:
        lines.append(_said("as_they_were", lang))
    return printable("\n".join(lines))


def _finding(finding: Finding, lang: str, *, then: bool) -> Iterator[str]:
    yield f"- {_said('provision', lang, cite=finding.cite, notation=str(finding.cite), title=finding.title)}"
    if finding.moved_to:
        yield f"  {_said('moved_to', lang, places=finding.moved_to)}"
    if finding.says:
        shown = finding.says[:_SHOWN] + ("…" if len(finding.says) > _SHOWN else "")
        yield f"  {_said('says_then' if then else 'says', lang, words=shown)}"
    for rule, figure in finding.figures:
        yield f"  {_said('figure_then' if then else 'figure', lang, rule=rule, figure=figure)}"
    for kind in UseKind:
        if names := finding.named(kind):
            more = _said("more", lang, number=len(names) - _NAMED) if len(names) > _NAMED else ""
            listed = messages.render(names[:_NAMED], lang) + more
            yield f"  {_said('uses', lang, kind=kind, names=listed)}"


def drift_json(found: Drift) -> dict[str, Any]:
    """Return the same for programs, complete; document ``drift/1``."""
    return {
        "tokutei": "drift/1",
        "needs_a_look": found.needs_a_look,
        "against": found.against.isoformat() if found.against else None,
        "texts": found.texts,
        "provisions": found.compared,
        "findings": [_finding_json(finding) for finding in found.findings],
        "problems": [_problem_json(problem) for problem in found.problems],
    }


def _finding_json(finding: Finding) -> dict[str, Any]:
    return {
        "kind": finding.kind.value,
        "cite": str(finding.cite),
        "provision": messages.in_each(finding.cite.text),
        "title": finding.title,
        "moved_to": [str(cite) for cite in finding.moved_to],
        "says": finding.says,
        "figures_gone": [{"rule": rule, "figure": figure} for rule, figure in finding.figures],
        "rests_on_it": _uses_json(finding.uses),
    }


def _uses_json(uses: tuple[Use, ...]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for use in uses:
        found.setdefault(use.kind.value, []).append(use.name)
    return found


def _problem_json(problem: Problem) -> dict[str, Any]:
    text = messages.in_each(problem.text)
    return {"code": problem.code, "file": problem.file, "detail": problem.detail, "text": text}


def stale_text(found: Staleness, lang: str) -> str:
    """Return the rules by the day they were checked, what to confirm by when, and what is open."""
    lines = [_said("checked", lang, on=found.on)]
    lines += [_checked(one, lang) for one in found.checked]
    lines += ["", _said("to_confirm", lang, number=len(found.to_confirm))]
    lines += [_confirm(one, lang) for one in found.to_confirm]
    lines += ["", _said("open", lang, number=len(found.questions))]
    for question in found.questions:
        lines.append(f"- {question.text(lang)}")
        lines.append(f"  {_said('settled_by', lang, what=question.settled_by(lang))}")
    return "\n".join(lines)


def _checked(one: Checked, lang: str) -> str:
    topics: dict[str, int] = {}
    for rule in one.rules:
        topic = rule.partition(".")[0]
        topics[topic] = topics.get(topic, 0) + 1
    listed = tuple(f"{topic} {number}" for topic, number in topics.items())
    key = "checked_on_stale" if one.is_stale else "checked_on"
    return f"- {_said(key, lang, day=one.checked_on, number=len(one.rules), topics=listed)}"


def _confirm(one: ToConfirm, lang: str) -> str:
    key = "confirm_overdue" if one.is_overdue else "confirm"
    said = _said(key, lang, until=one.confirm_by, rule=one.rule, since=one.since, cite=one.cite)
    return f"- {said}"


def stale_json(found: Staleness) -> dict[str, Any]:
    """Return the same for programs; document ``stale/1``."""
    return {
        "tokutei": "stale/1",
        "on": found.on.isoformat(),
        "needs_a_look": found.needs_a_look,
        "checked": [
            {"checked_on": one.checked_on.isoformat(), "stale": one.is_stale, "rules": list(one.rules)}
            for one in found.checked
        ],
        "to_confirm": [
            {
                "rule": one.rule,
                "since": one.since.isoformat(),
                "cite": str(one.cite),
                "source": one.source,
                "confirm_by": one.confirm_by.isoformat(),
                "overdue": one.is_overdue,
            }
            for one in found.to_confirm
        ],
        "open_questions": [
            {
                "key": question.key,
                "question": messages.in_each(question.asked),
                "reading": question.reading,
                "checked_on": question.checked_on.isoformat(),
                "settled_by": messages.in_each(question.settled_by),
            }
            for question in found.questions
        ],
    }


def unresolved_text(one: Unresolved, lang: str) -> str:
    """Return what is wrong with a citation."""
    return _said(f"unresolved.{one.reason}", lang, cite=one.cite, notation=str(one.cite))
