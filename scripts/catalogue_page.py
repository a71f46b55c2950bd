"""The page of every procedure, for somebody who does not know the law, in both languages."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from markdown import provisions, table
from tokutei import messages
from tokutei.procedures import CardResult, Entry, Said, catalogue

DAY: Final = date(2026, 11, 22)
"""The day of the page; the library answers for every other day as well."""

_INTRODUCTION: Final = f"""\
# Every procedure

What somebody with a residence card, or an organization that takes one in, may have to do: who does it, where, until
when, with which papers, for how much, and which card there is afterwards. This is the law of {DAY.isoformat()};
`tokutei.procedures.catalogue(on=…, book=…)` says it for any other day, and for a reform. *Not known* means that no
text that was read says it: ask the office. How sure something is stands beside it.

A **specified card** is a residence card that is an Individual Number Card ("My Number" card) too. It is never asked
for on its own, only together with one of the procedures that say *yes* under "with a specified card".
The papers are those of an adult who holds an ordinary card.

## 手続の一覧

在留カード等を持つ人（又はその受入れ機関）が行う手続について、誰が、どこで、いつまでに、どの書類により、いくらで行い、
その結果どのカードを持つことになるかを示す。基準日は{messages.render(DAY, "ja")}。「不明」は、参照した法令等に定めが
見当たらないことを示すので、窓口で確認すること。特定在留カードは単独では申請できず、「特定在留カード等の申請」の欄が
「できる」となっている手続と併せて申請する。書類は、通常のカードを持つ成人の場合のものである。
"""


def _short(entry: Entry) -> tuple[object, ...]:
    """Return the cells of an entry in the table of all of them."""
    told = {True: "yes / できる", False: "no / できない", None: "not known / 不明"}
    return (
        f"[{entry.en}](#{entry.key})",
        entry.ja,
        _lines(entry.where.value, "en"),
        _lines(entry.where.value, "ja"),
        told[entry.may_carry_specified_card],
        told[entry.may_be_filed_online],
    )


def _lines(value: Said | CardResult | None, lang: str) -> str:
    """Return what an aspect says, one statement a line of its cell."""
    if value is None:
        return messages.text("law.unknown", lang)
    if isinstance(value, Said):
        return "<br>".join(part.text(lang) for part in value.parts)
    return value.text(lang)


def _section(entry: Entry) -> Iterator[str]:
    """Yield the lines of one entry."""
    yield from ("", f'## <a id="{entry.key}"></a>{entry.en} / {entry.ja}', "")
    head = ("", "English", "", "日本語", "provisions", "根拠", "how sure")
    rows = []
    for name, answer in entry.aspects():
        said: list[object] = []
        for lang in ("en", "ja"):
            value = answer.value
            said += [messages.text(f"catalogue.{name}", lang), _lines(value, lang)]
        sure = answer.evidence.text("en") if answer.basis else "–"
        rows.append((*said, *provisions(answer.basis), sure))
    yield from table(head, rows)


def catalogue_page() -> str:
    """Return the page of the catalogue on the day of the page."""
    entries = catalogue(on=DAY).values()
    lines = [_INTRODUCTION]
    head = (
        "procedure",
        "手続",
        "where",
        "窓口",
        "with a specified card / 特定在留カード等",
        "online / オンライン",
    )
    lines += table(head, map(_short, entries))
    for entry in entries:
        lines += _section(entry)
    return "\n".join(lines)
