"""One life of a card, from the application to the chip: in process, without hardware or network.

``make demo`` runs it. Everything that it says comes from the library; the person is synthetic.
"""

from __future__ import annotations

import io
import re
import sys
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime
from itertools import zip_longest
from typing import Final, NamedTuple, Protocol, TextIO

import tokutei as tk
from tokutei import chip, lifecycle, messages, testing
from tokutei.calendar import JAPAN
from tokutei.rules import SEPARATE_CARD_FOLLOWS_SPECIAL_PERIOD
from tokutei.rules.fees import fee_due
from tokutei.rules.values import Yen
from tokutei.vocabulary import Window

LANGUAGES: Final = ("ja", "en")
GAP: Final = "  "
HALVES: Final = (56, 60)
ITEM: Final = (1, 53, 1, 57)
LIFE_COLUMNS: Final = (10, 25, 22, 22, 31)
LIFE_HEADS: Final = {
    "ja": ("日付", "できごと", "在留カードの機能", "個人番号カードの機能", "根拠"),
    "en": ("date", "event", "residence card", "My Number card", "basis"),
}
CARD_COLUMNS: Final = (30, 39, 29, 14)
CARD_HEADS: Final = ("項目", "field", "読み取った値 / as read", "署名 / signed")
REFORM_COLUMNS: Final = (10, 52, 52)
REFORM_HEADS: Final = ("", "現行の規則 / the law", "改めた規則 / the reformed rule")
NEXT: Final = (
    (
        ".venv/bin/python examples/app_developer.py",
        "カードから期限と手続へ",
        "from cards to dates and duties",
    ),
    (".venv/bin/python examples/read_a_card.py", "読む・確かめる・保存する", "read, verify, store"),
    (".venv/bin/python examples/reform.py", "同じ一生を二つの規則で", "one life under two rulebooks"),
    ("make test", "検査とテストをすべて実行する", "run all checks and tests"),
    ("README.ja.md, README.md, docs/", "説明を読む", "read on"),
)

FILED_ON: Final = date(2026, 9, 1)
STAY_UNTIL: Final = date(2026, 10, 31)
GRANTED_UNTIL: Final = date(2029, 10, 31)
GRANTED_MONTHS: Final = 36
OLD_CARD_ISSUED_ON: Final = date(2023, 10, 20)
LATER: Final = date(2026, 10, 1)
RECEIVED_ON: Final = date(2026, 12, 1)
GIVEN_BACK_ON: Final = date(2027, 3, 15)

ENGINEER: Final = testing.person("engineer")
FACTS: Final = tk.Facts(
    born=ENGINEER.born,
    nationality=ENGINEER.nationality,
    municipality="131016",
    status=ENGINEER.status,
    stay_until=STAY_UNTIL,
    card=tk.CardFacts(issued_on=OLD_CARD_ISSUED_ON, valid_until=STAY_UNTIL),
    my_number_card=tk.MyNumberCardFacts(
        made_on=date(2023, 11, 15),
        valid_until=STAY_UNTIL,
        signing_certificate_until=STAY_UNTIL,
        authentication_certificate_until=STAY_UNTIL,
    ),
    has_pending_application=False,
)
WISH: Final = tk.FileExtension(on=FILED_ON, channel=tk.Channel.ONLINE, specified_card=True, certificates=True)
EVENTS: Final[Sequence[lifecycle.Event]] = (
    WISH.at(channel=tk.Channel.COUNTER),
    lifecycle.DecidePermission(on=date(2026, 11, 9), stay_until=GRANTED_UNTIL, months=GRANTED_MONTHS),
    lifecycle.NotifyJlis(on=date(2026, 11, 10)),
    lifecycle.MakeCard(on=date(2026, 11, 20)),
    lifecycle.ConfirmCard(on=date(2026, 11, 24)),
    tk.ReceiveCard(on=RECEIVED_ON, my_number_card_returned=True),
    lifecycle.ReturnCard(on=RECEIVED_ON),
    tk.GiveBackMyNumber(on=GIVEN_BACK_ON, to=Window.BUREAU),
)
REFORM: Final = tk.CURRENT.reformed(
    SEPARATE_CARD_FOLLOWS_SPECIAL_PERIOD, since=LATER, value=True, reason="demo"
)

# Text that fills a terminal: full-width characters take two columns, and Japanese breaks anywhere but
# before closing and after opening punctuation.
_PIECES: Final = re.compile(r"[（「［]*(?:[!-~]+[年月日条項号まで]*|.)[、。）」］：]* ?")


class Speaks(Protocol):
    """Anything of the library that has words in both languages."""

    def text(self, lang: str) -> str:
        """Return the words."""
        ...


def width(text: str) -> int:
    """Return how many columns of a terminal a text takes."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def wrapped(text: str, columns: int) -> list[str]:
    """Return the lines of a text, each at most so many columns wide."""
    lines = []
    for paragraph in text.split("\n"):
        line = ""
        for piece in _PIECES.findall(paragraph):
            if line and width(line) + width(piece.rstrip()) > columns:
                lines.append(line.rstrip())
                line = ""
            line += piece
        lines.append(line.rstrip())
    return lines


class Page:
    """A place to print to: lines, and cells side by side."""

    def __init__(self, out: TextIO) -> None:
        self._out = out

    def line(self, text: str = "") -> None:
        """Print a line as it is."""
        print(text, file=self._out)

    def heading(self, ja: str, en: str) -> None:
        """Begin a section."""
        self.line(f"\n{'=' * 118}\n{ja} / {en}\n")

    def row(self, columns: Sequence[int], cells: Sequence[str]) -> None:
        """Print cells side by side, each in its column."""
        cut = [wrapped(cell, size) for cell, size in zip(cells, columns, strict=True)]
        for texts in zip_longest(*cut, fillvalue=""):
            filled = (text + " " * (size - width(text)) for text, size in zip(texts, columns, strict=True))
            self.line(GAP.join(filled).rstrip())

    def head(self, columns: Sequence[int], cells: Sequence[str]) -> None:
        """Print the head of a table."""
        self.row(columns, cells)
        self.line(GAP.join("-" * size for size in columns))

    def both(self, ja: str, en: str) -> None:
        """Print a sentence in both languages side by side."""
        self.row(HALVES, (ja, en))

    def item(self, ja: str, en: str) -> None:
        """Print one of several sentences in both languages."""
        self.row(ITEM, ("-", ja, "-", en))

    def say(self, spoken: Iterable[Speaks]) -> None:
        """Print things of the library in their own words."""
        for one in spoken:
            self.item(one.text("ja"), one.text("en"))


class Day(NamedTuple):
    """What happened at one time, and where the person stands then."""

    on: date
    events: tuple[lifecycle.EventKind, ...]
    basis: tuple[tk.Citation, ...]
    outcome: tk.Outcome

    @property
    def duties(self) -> tuple[tk.Duty, ...]:
        """What arose on the day and is owed."""
        kinds = {one.kind for one in self.outcome.arisen}
        owed = tk.duties(self.outcome.after, on=self.on)
        return tuple(duty for duty in owed if duty.kind in kinds)

    def says(self, lang: str) -> str:
        """Return how the My Number function stands, and the duties that arose."""
        spoken: Sequence[Speaks] = (self.outcome.after.my_number, *self.duties)
        return "\n".join(one.text(lang) for one in spoken)

    def cells(self, lang: str) -> tuple[str, ...]:
        """Return the cells of the table of the life."""
        after = self.outcome.after
        events = "\n".join(event.text(lang) for event in self.events)
        basis = "\n".join(cite.text(lang) for cite in self.basis)
        return (self.on.isoformat(), events, after.residence.text(lang), after.my_number.text(lang), basis)


def day_of(outcome: tk.Outcome) -> Day:
    """Return the line of an outcome: the first provision of every step."""
    events = tuple(dict.fromkeys(step.event.kind for step in outcome.steps))
    basis = tuple(dict.fromkeys(step.cite[0] for step in outcome.steps))
    return Day(outcome.steps[0].event.on, events, basis, outcome)


def life(book: tk.Rulebook) -> list[Day]:
    """Return the life under a rulebook, the days on which only time did something included."""
    now, days = tk.Situation.of(FACTS, on=FILED_ON, book=book), []
    for event in EVENTS:
        passed = tk.advance(now, to=event.on, book=book)
        for day in sorted({step.event.on for step in passed.steps}):
            days.append(day_of(tk.advance(now, to=day, book=book)))
            now = days[-1].outcome.after
        days.append(day_of(tk.apply(now, event, book=book)))
        now = days[-1].outcome.after
    return days


def show_refusal(page: Page) -> None:
    page.heading("1  オンラインで申請しようとすると", "What comes of filing online")
    page.both("更新の申請に併せて特定在留カードをオンラインで：", "Extension and specified card, online:")
    page.say([tk.judge(tk.Situation.of(FACTS, on=FILED_ON), WISH)])


def show_life(page: Page, days: Sequence[Day]) -> None:
    page.heading("2  窓口で申請したときの一生", "The life that begins at the counter")
    for lang in LANGUAGES:
        page.head(LIFE_COLUMNS, LIFE_HEADS[lang])
        for day in days:
            page.row(LIFE_COLUMNS, day.cells(lang))
        page.line()
    page.both("申請の時に知っておくこと：", "Worth knowing when filing:")
    page.say([*days[0].outcome.warnings, *days[0].outcome.open_questions])


def show_duties(page: Page, days: Sequence[Day]) -> None:
    page.heading("3  しなければならないこと", "What has to be done")
    for day in days:
        for duty in day.duties:
            page.item(f"{day.on}  {duty.text('ja')}", f"{day.on}  {duty.text('en')}")


def extension_fee(accepted_on: date) -> tk.Answer[Yen]:
    """Return what the extension with the specified card costs, by the day on which it was accepted."""
    return fee_due(
        tk.ProcedureKind.EXTENSION_OF_STAY,
        channel=tk.Channel.COUNTER,
        accepted_on=accepted_on,
        specified=True,
        granted_months=GRANTED_MONTHS,
        held_card_issued_on=OLD_CARD_ISSUED_ON,
        had_specified_card=False,
    )


def show_fees(page: Page) -> None:
    page.heading("4  交付の手数料", "What each delivery costs")
    ordinary = fee_due(
        tk.ProcedureKind.MY_NUMBER_RETURN, channel=tk.Channel.COUNTER, accepted_on=GIVEN_BACK_ON
    )
    for ja, en, fee in (
        ("更新と特定在留カード", "extension with the specified card", extension_fee(FILED_ON)),
        ("返納に伴う在留カード", "ordinary card when the function is given back", ordinary),
        ("2026年10月1日に受け付けられていたら", "had it been accepted on 2026-10-01", extension_fee(LATER)),
    ):
        page.item(f"{ja}：{fee.text('ja')}", f"{en}: {fee.text('en')}")


def show_card(page: Page, last: tk.Situation) -> None:
    page.heading("5  渡された在留カードの IC チップ", "The chip of the ordinary card handed over")
    holder = replace(ENGINEER, permitted_on=RECEIVED_ON, stay_until=GRANTED_UNTIL)
    card = testing.issue_card(holder, type="05", issued_on=GIVEN_BACK_ON, valid_until=GRANTED_UNTIL)
    record = chip.read(card, number=card.number)
    findings = chip.verify(record, card.trust, at=datetime(2027, 3, 15, 12, tzinfo=JAPAN))
    page.head(CARD_COLUMNS, CARD_HEADS)
    for name in record.values:
        labels = (messages.text(f"chip.field.{name}", lang) for lang in LANGUAGES)
        signed = "はい / yes" if name in findings.authentic else "－ / no"
        page.row(CARD_COLUMNS, (*labels, shown(getattr(record, name)), signed))
    page.line()
    for one in findings.items:
        ja, en = (f"{one.status.text(lang)}: {one.text(lang)}" for lang in LANGUAGES)
        page.item(ja, en)
    page.line()
    page.both(
        f"一生の表では{last.residence.text('ja')}、チップでは{record.valid_until}まで。"
        "署名が正しくても、今も有効か、本人の物か、働いてよいかは分かりません。",
        f"The life says {last.residence.text('en')}; the chip ends on {record.valid_until}. "
        "A good signature does not say that the card is valid today, whose it is, or who may work.",
    )


def shown(value: object) -> str:
    """Return a value of the chip in both languages; images by their size, the number masked."""
    if isinstance(value, bytes):
        return f"{len(value):,} bytes"
    if isinstance(value, tk.CardNumber):
        return value.masked
    ja, en = ("" if value is None else messages.render(value, lang) for lang in LANGUAGES)
    return ja if ja == en else f"{ja} / {en}"


def show_reform(page: Page, days: Sequence[Day]) -> None:
    page.heading("6  規則が一つ違ったら", "The same life under one reformed rule")
    page.say([REFORM.ground(SEPARATE_CARD_FOLLOWS_SPECIAL_PERIOD, STAY_UNTIL)])
    page.line()
    page.head(REFORM_COLUMNS, REFORM_HEADS)
    differed = False
    for law, reformed in zip(days, life(REFORM), strict=True):
        functions = (law.outcome.after.my_number, reformed.outcome.after.my_number)
        differs = functions[0] != functions[1]
        if differs != differed:
            cells = ("\n".join(one.says(lang) for lang in LANGUAGES) for one in (law, reformed))
            page.row(REFORM_COLUMNS, (law.on.isoformat(), *cells))
        differed = differs


def show_next(page: Page) -> None:
    page.heading("7  次に試すこと", "What to try next")
    for command, ja, en in NEXT:
        page.row((46, 34, 34), (command, ja, en))


def main(out: TextIO) -> None:
    """Print one life: refused, lived, paid for, read off its chip, and lived again under another rule."""
    page = Page(out)
    page.line("tokutei: 架空の技術者の在留カードの一生。法的助言ではありません。")
    page.line("tokutei: the life of a synthetic engineer's residence card. Not legal advice.")
    days = life(tk.CURRENT)
    show_refusal(page)
    show_life(page, days)
    show_duties(page, days)
    show_fees(page)
    show_card(page, days[-1].outcome.after)
    show_reform(page, days)
    show_next(page)


if __name__ == "__main__":
    everything = io.StringIO()
    main(everything)
    sys.stdout.buffer.write(everything.getvalue().encode())  # UTF-8, whatever the locale says
