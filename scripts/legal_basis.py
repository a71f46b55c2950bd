"""The page ``docs/legal-basis.md``: which provision every rule rests on, since when, and how sure that is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from markdown import cell, linked, links, table
from tokutei.ask import declared
from tokutei.audit.cited import UseKind, uses
from tokutei.audit.tables import known_texts, provisions
from tokutei.law import Citation
from tokutei.rules import CURRENT
from tokutei.rules.rulebook import open_questions

_HEAD = ("rule", "what it says", "provision", "条文", "since", "evidence", "open question")


def legal_basis_page() -> str:
    """Return the page: rules by topic, then the texts that were read and what was not at hand."""
    lines = [
        "# Legal basis",
        "",
        "Every version of every rule with the provision it rests on. Links lead to the law in the e-Gov law database,",
        "where the present text stands; a provision “text not seen” was not at hand, and what rests on it is at most",
        "secondary. A question stands beside the last version of a rule if the law leaves open what that rule says or",
        "whom it reaches: see",
        "[open questions](open-questions.md).",
    ]
    topic = ""
    rows: list[tuple[str, ...]] = []
    for (at, key), rule in declared().items():
        if at != topic:
            lines += _section(topic, rows)
            topic, rows = at, []
        versions = CURRENT.timeline(rule).versions
        questions = _questions(f"{topic}.{key}")
        for version in versions:
            evidence = CURRENT.ground(rule, version.since).evidence.text("en")
            open_now = questions if version is versions[-1] else ()
            asked = ", ".join(f"[{one}](open-questions.md#{one.lower()})" for one in open_now)
            said = (linked(version.cite, "en"), linked(version.cite, "ja"), version.since.isoformat())
            rows.append((f"`{key}`", rule.en, *said, evidence, asked))
    lines += _section(topic, rows)
    laws = (cite.law for cite in provisions())
    return "\n".join([*lines, *_steps(), *_texts(), *_unseen(), *links(laws)])


def _section(topic: str, rows: list[tuple[str, ...]]) -> list[str]:
    if not rows:
        return []
    return ["", f"## {topic.replace('_', ' ')}", "", *_linked_table(_HEAD, rows)]


def _linked_table(head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> Iterator[str]:
    """Yield the lines of a table some of whose cells are links already."""
    yield from table(head, ())
    for row in rows:
        yield f"| {' | '.join(row)} |"


def _questions(rule: str) -> list[str]:
    """Return the open questions about a rule, which is named as ``topic.key``."""
    return [key for key, question in open_questions().items() if rule in question.rules]


def _steps() -> Iterator[str]:
    """Yield the fixed steps: what is done with the rules and does not change by a number."""
    found: dict[str, list[Citation]] = {}
    for cite, all_uses in uses().items():
        for use in all_uses:
            if use.kind is UseKind.STEP:
                found.setdefault(use.name, []).append(cite)
    yield from ("", "## Fixed steps", "", "Ways of counting and of deciding that no dated value changes.", "")
    rows = [
        (
            f"`{code}`",
            ", ".join(linked(cite, "en") for cite in cites),
            ", ".join(linked(cite, "ja") for cite in cites),
        )
        for code, cites in sorted(found.items())
    ]
    yield from _linked_table(("step", "provision", "条文"), rows)


def _texts() -> Iterator[str]:
    yield from ("", "## Texts that were read", "")
    checked: Mapping[str, str] = {
        row.cite.law: row.checked_on.isoformat() for row in provisions().values() if row.checked_on
    }
    rows = (
        (text.title, text.law, text.as_of or "in force", text.enforced or "", checked[text.law])
        for text in known_texts().values()
    )
    yield from table(("law", "ID", "text of", "in force since", "compared on"), rows)


def _unseen() -> Iterator[str]:
    yield from ("", "## Texts that were not at hand", "")
    rows = [
        (linked(cite, "en"), linked(cite, "ja"), cell(f"`{cite}`"))
        for cite in sorted((row.cite for row in provisions().values() if not row.is_seen), key=str)
    ]
    yield from _linked_table(("provision", "条文", "notation"), rows)
