"""One card or two? Three made-up people over some years, counted. ``python examples/should_i_switch.py ja`` for Japanese."""

import sys
import textwrap
from collections.abc import Iterator
from datetime import date

import tokutei as tk
from tokutei import procedures

TODAY = date(2026, 12, 1)
WIDTH = {"en": 100, "ja": 50}

WORDS = {
    "en": {
        "head": "Two cards or one?",
        "intro": "Foreign residents of Japan carry a residence card from the immigration bureau; many also have a "
        "My Number card from their municipal office. Since June 2026 both can be one card, the specified residence "
        "card. What follows counts, for three made-up people, the ways to offices, the fees and the days without a "
        "working My Number card over some years, once with two cards and once with one.",
        "guess": "How long offices take is a guess made for this example: 40 days for a decision, 21 for a specified "
        "card, 30 for a My Number card; half a working day for each visit.",
        "stop": "Is one procedure at the immigration bureau enough?",
        "days": "Where the first extension with one card takes the engineer:",
        "engineer": "An engineer who files online, three years of stay each time",
        "permanent": "A permanent resident, who exchanges the card in January",
        "student": "A student who goes to the counter, one year of stay each time, and moves twice",
    },
    "ja": {
        "head": "二枚か一枚か",
        "intro": "日本に住む外国人は地方出入国在留管理局の在留カードを持ち、多くの人は市区町村の個人番号カードも持っています。"
        "2026年6月から、この二枚を一枚の特定在留カードにすることができます。三人の架空の人について、数年の間に窓口に行く回数、"
        "手数料、個人番号カードが使えない日数を、二枚の場合と一枚の場合とで数えます。",
        "guess": "かかる日数はこの例のための見込みです。処分まで40日、特定在留カードは21日、個人番号カードは30日、"
        "窓口一回に半日としています。",
        "stop": "地方出入国在留管理局での一つの手続だけで足りるか：",
        "days": "一枚にした技術者が最初の更新で行く窓口：",
        "engineer": "オンラインで申請する技術者（在留期間は毎回3年）",
        "permanent": "1月にカードを切り替える永住者",
        "student": "窓口で申請し、二度引っ越す留学生（在留期間は毎回1年）",
    },
}

Person = tuple[str, tk.Facts, int, int, procedures.Habits, tuple[procedures.Move, ...]]


def estimates(months: int) -> procedures.Estimates:
    """Return how long things take in this example; months of stay are those of each extension."""
    return procedures.Estimates(
        decision_days={tk.ProcedureKind.EXTENSION_OF_STAY: 40, tk.ProcedureKind.CARD_RENEWAL: 0},
        card_days=21,
        hours_per_visit=4,
        stay_months=months,
    )


def number_card(made_on: date, until: date, certificates_until: date) -> tk.MyNumberCardFacts:
    return tk.MyNumberCardFacts(
        made_on=made_on,
        valid_until=until,
        signing_certificate_until=certificates_until,
        authentication_certificate_until=certificates_until,
    )


def with_stay(status: str, born: date, issued_on: date, made_on: date, ends: date) -> tk.Facts:
    """Return what can be read off the two cards of somebody whose stay ends."""
    return tk.Facts(
        born=born,
        municipality="131016",
        status=tk.StatusOfResidence.find(status),
        stay_until=ends,
        card=tk.CardFacts(issued_on=issued_on, valid_until=ends),
        my_number_card=number_card(made_on, ends, ends),
        has_pending_application=False,
    )


def people() -> Iterator[Person]:
    """Yield a name, the facts, the years looked at, the months of each extension, habits and planned moves."""
    engineer = with_stay(
        "技人国", date(1994, 5, 2), date(2024, 10, 20), date(2024, 11, 5), date(2027, 10, 31)
    )
    online = procedures.Habits(channel=tk.Channel.ONLINE, separate_card_days=30)
    yield "engineer", engineer, 10, 36, online, ()
    permanent = tk.Facts(
        born=date(1980, 3, 3),
        municipality="131016",
        status=tk.StatusOfResidence.find("永住者"),
        card=tk.CardFacts(issued_on=date(2022, 4, 11), valid_until=date(2029, 4, 11)),
        my_number_card=number_card(date(2023, 5, 1), date(2033, 3, 3), date(2028, 3, 3)),
        has_pending_application=False,
    )
    switching = procedures.Habits(switch_on=date(2027, 1, 12), separate_card_days=30)
    yield "permanent", permanent, 10, 12, switching, ()
    student = with_stay("留学", date(2005, 8, 9), date(2026, 4, 1), date(2026, 4, 20), date(2027, 3, 31))
    moves = (
        procedures.Move(on=date(2027, 4, 10), to_municipality="131032"),
        procedures.Move(on=date(2029, 4, 14)),
    )
    yield "student", student, 4, 12, procedures.Habits(separate_card_days=30), moves


def wrapped(text: str, lang: str, indent: str = "") -> str:
    """Return a text in lines that fit a terminal."""
    following = indent + "  " if indent else ""
    return textwrap.fill(text, WIDTH[lang], initial_indent=indent, subsequent_indent=following)


def compared(person: Person) -> procedures.CardComparison:
    """Return some years of one person with two cards and with one."""
    _, facts, years, months, habits, moves = person
    now = tk.Situation.of(facts, on=TODAY)
    return procedures.compare(now, years, on=TODAY, estimates=estimates(months), habits=habits, moves=moves)


def main(lang: str = "en") -> None:
    words = WORDS[lang]
    for line in (words["head"], words["intro"], words["guess"]):
        print(wrapped(line, lang))
    for person in people():
        found = compared(person)
        print(f"\n== {words[person[0]]} ==")
        for line in found.text(lang).splitlines():
            print(wrapped(line, lang, "  "))
        if person[0] == "engineer" and found.specified_card.visits:
            print(wrapped(words["days"], lang, "  "))
            for visit in found.specified_card.visits[:2]:
                print(wrapped(visit.text(lang), lang, "    "))
    print(f"\n== {words['stop']} ==")
    for row in procedures.one_stop(on=TODAY):
        print(wrapped(row.text(lang), lang, "  "))


if __name__ == "__main__":
    main("ja" if "ja" in sys.argv[1:] else "en")
