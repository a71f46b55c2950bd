"""Every number of every rule stands in the provision cited, as the law writes it, or is listed with a reason."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import date, time, timedelta
from importlib import import_module
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.rules.law_texts import path_of, words_of
from tokutei.ask import declared
from tokutei.audit.figures import Figure, Number, entries, figures_of, kanji, quoted, standing, worded
from tokutei.data import read_csv
from tokutei.errors import TableError
from tokutei.law import Citation, Rule, Version
from tokutei.rules import CURRENT, deadlines, fees, photo, special_period, statuses, validity
from tokutei.rules.statuses import Length
from tokutei.rules.values import FeeBand, FeeScale, Yen, fee_scale
from tokutei.vocabulary import Channel, ProcedureKind

EVERY: Final = [
    (rule, version) for rule in declared().values() for version in CURRENT.timeline(rule).versions
]
WITH_FIGURES: Final = [
    pytest.param(rule, version, id=f"{rule.topic}-{rule.key}-{version.since}")
    for rule, version in EVERY
    if figures_of(rule, version)
]


def at_hand(cite: Citation) -> bool:
    return not cite.unseen and path_of(cite.law, cite.as_of).is_file()


# Numbers in kanji


def test_numbers_as_laws_write_them() -> None:
    said = {
        0: "〇",
        1: "一",
        10: "十",
        14: "十四",
        20: "二十",
        28: "二十八",
        90: "九十",
        100: "百",
        111: "百十一",
        1000: "千",
        1100: "千百",
        1900: "千九百",
        2600: "二千六百",
        5500: "五千五百",
        10_000: "一万",
        11_100: "一万千百",
        28_400: "二万八千四百",
        100_000: "十万",
        3_000_000: "三百万",
        100_000_000: "一億",
    }
    assert {number: kanji(number) for number in said} == said


def read(text: str) -> int:
    """Read a number in kanji sign by sign, by the places that the signs stand for."""
    whole = part = 0
    digit: int | None = None
    for sign in text:
        if sign in "〇一二三四五六七八九":
            digit = "〇一二三四五六七八九".index(sign)
        elif sign in "十百千":
            part += (1 if digit is None else digit) * {"十": 10, "百": 100, "千": 1000}[sign]
            digit = None
        else:
            whole += (part + (digit or 0)) * {"万": 10**4, "億": 10**8}[sign]
            part, digit = 0, None
    return whole + part + (digit or 0)


@given(st.integers(0, 10**8))
def test_a_number_in_kanji_reads_as_itself(number: int) -> None:
    said = kanji(number)
    assert read(said) == number
    assert "〇" not in said or number == 0
    assert not any(sign in said for sign in ("一十", "一百", "一千"))


# What stands in a text


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("十四日以内", "その日から\n十四日 以内に"),
        ("三年又は一年", "者にあつては、三年又は一年"),
        ("四年三月", "四年三月を超えない範囲内"),
        ("五年", "五年二　前号"),
        ("第二十二条", "第二十二条の規定"),
        ("第三十条の四十六", "第三十条の四十六又は第三十条の四十七"),
    ],
)
def test_words_stand_in_a_text(words: str, text: str) -> None:
    assert standing(words, text)


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("四日以内", "十四日以内"),
        ("十歳", "二十歳"),
        ("九百円", "千九百円"),
        ("三年又は一年", "五年、三年又は一年"),
        ("三年", "三年又は一年"),
        ("一年", "三年又は一年"),
        ("三十日", "九十日若しくは三十日又は"),
        ("第二十二条", "第二十二条の二"),
        ("第三十条の四十六", "第三十条の四十六の二"),
        ("第三十条の四", "第三十条の四十六"),
    ],
)
def test_words_in_longer_ones_do_not_stand(words: str, text: str) -> None:
    assert not standing(words, text)


# What the table says


def numbers_in(value: object) -> Iterator[object]:
    """Yield the numbers and days in a value, found without asking what the law says about them."""
    if isinstance(value, int | date | time) and not isinstance(value, bool):
        yield value
    elif is_dataclass(value) and not isinstance(value, type):
        for one in fields(value):
            yield from numbers_in(getattr(value, one.name))
    elif isinstance(value, Mapping):
        yield from (found for below in value.values() for found in numbers_in(below))
    elif isinstance(value, Iterable) and not isinstance(value, str):
        yield from (found for below in value for found in numbers_in(below))


def test_no_version_with_a_number_is_passed_over() -> None:
    assert all(figures_of(rule, version) for rule, version in EVERY if [*numbers_in(version.value)])


def test_every_number_has_words_or_a_reason() -> None:
    unknown = [
        (f"{rule.topic}.{rule.key}:{figure.part}", version.since)
        for rule, version in EVERY
        for figure in figures_of(rule, version)
        if not figure.words and not figure.reason
    ]
    assert unknown == []


def test_every_entry_is_about_a_number() -> None:
    used = {entry for rule, version in EVERY for one in figures_of(rule, version) for entry in one.entries}
    written = [entry for table in entries().values() for entry in table]
    assert [entry for entry in written if entry not in used] == []


def test_a_number_that_no_provision_has_has_no_words_and_no_other_provision() -> None:
    tables = entries()
    assert not tables["not_written"].keys() & tables["stands_in"].keys()
    assert not tables["not_written"].keys() & tables["words"].keys()
    for reason in tables["not_written"].values():
        assert reason.isascii()
        assert " " in reason


def test_places_where_numbers_stand_are_provisions() -> None:
    for written in entries()["stands_in"].values():
        cite = Citation.parse(written)
        assert str(cite) == written
        assert cite.article


def test_words_have_one_place_for_the_number() -> None:
    for words in entries()["words"].values():
        assert words.count("{") == words.count("}") == 1
        assert words == "".join(words.split())


@pytest.mark.parametrize(
    "table",
    [
        {"words": {}, "stands_in": {}},
        {"words": {}, "stands_in": {}, "not_written": {}, "more": {}},
        {"words": [], "stands_in": {}, "not_written": {}},
        {"words": {"deadlines": 14}, "stands_in": {}, "not_written": {}},
    ],
)
def test_a_table_of_another_shape_is_refused(
    table: Mapping[str, object], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(import_module("tokutei.audit.figures"), "read_toml", lambda _name: table)
    with pytest.raises(TableError, match=r"figures\.toml"):
        entries.__wrapped__()


# What a version must quote


@pytest.mark.parametrize(
    ("rule", "on", "words"),
    [
        (deadlines.NEXT_MONTH["employer_report_hire__insured"], date(2026, 7, 1), ("翌月十日までに",)),
        (deadlines.NEXT_MONTH["employer_report_hire__uninsured"], date(2026, 7, 1), ("翌月の末日までに",)),
        (deadlines.ANNUAL_REPORTS["ssw_annual_notification"], date(2026, 7, 1), ("毎年五月三十一日までに",)),
        (fees.SPECIFIED_CARD_FEE, date(2026, 7, 1), ("手数料の額は、千九百円（",)),
        (statuses.PERIODS["student"], date(2026, 7, 1), ("四年三月を超えない範囲内で",)),
        (
            statuses.PERIODS["temporary_visitor"],
            date(2026, 7, 1),
            ("九十日若しくは三十日又は", "又は十五日以内の日を単位とする期間"),
        ),
        (statuses.PERIODS["permanent_resident"], date(2026, 7, 1), ()),
        (validity.BIRTHDAY_BOUND_STATUSES, date(2026, 7, 1), ()),
        (fees.SPECIFIED_ADDITION, date(2026, 7, 1), ()),  # stands elsewhere
        (photo.SUBMISSIONS["residence"], date(2026, 7, 1), ("前六月以内に撮影",)),
    ],
    ids=lambda value: value.key if isinstance(value, Rule) else None,
)
def test_words_that_must_stand(rule: Rule[Any], on: date, words: tuple[str, ...]) -> None:
    assert quoted(rule, CURRENT.at(rule, on)) == words


def figure_of(rule: Rule[Any], on: date, part: str = "") -> Figure:
    (found,) = (figure for figure in figures_of(rule, CURRENT.at(rule, on)) if figure.part == part)
    return found


def test_a_number_may_stand_in_a_provision_that_the_cited_one_applies() -> None:
    added = figure_of(fees.SPECIFIED_ADDITION, date(2026, 7, 1))
    assert added.words == "手数料の額は、千九百円（"
    assert str(added.cite) == "410CO0000000178:3-3:1"
    assert added.reason == "stands in 410CO0000000178:3-3:1"


def test_a_provision_beside_the_cited_one_is_read_in_the_text_of_the_same_day() -> None:
    rule, part = photo.SUBMISSIONS["residence"], "exempt_below.card_item_change"
    found = {str(figure_of(rule, on, part).cite) for on in (date(2026, 6, 13), date(2026, 6, 14))}
    assert found == {"356M50000010054@2026-06-13:19-9:3", "356M50000010054:19-9:3"}


def test_nobody_exempt_is_no_number() -> None:
    renewal = figure_of(
        photo.SUBMISSIONS["residence"], date(2026, 7, 1), "exempt_below.card_validity_renewal"
    )
    assert (renewal.number, renewal.words) == (0, "")
    assert renewal.reason.startswith("nobody is exempt")


PERMANENT_RESIDENCE: Final = fees.PERMISSION_FEES[ProcedureKind.PERMANENT_RESIDENCE, Channel.COUNTER]


@given(st.integers(1, 400))
def test_a_reformed_number_is_quoted_like_the_one_in_force(days: int) -> None:
    rule = deadlines.NOTICE_DAYS[ProcedureKind.CARD_ITEM_CHANGE]
    book = CURRENT.reformed(rule, since=date(2027, 4, 1), value=days, reason="a scenario")
    assert quoted(rule, book.at(rule, date(2027, 4, 1))) == (f"{kanji(days)}日以内",)


def test_what_a_version_of_the_law_lacks_is_not_lacking_in_a_reform_of_the_same_day() -> None:
    rule, day = PERMANENT_RESIDENCE, date(2026, 10, 1)
    assert quoted(rule, CURRENT.at(rule, day)) == ()  # the order was not seen
    book = CURRENT.reformed(rule, since=day, value=fee_scale(15_000), reason="a scenario")
    assert quoted(rule, book.at(rule, day)) == ("永住許可一万五千円",)


def test_a_reformed_scale_quotes_every_amount() -> None:
    rule = PERMANENT_RESIDENCE
    scale = FeeScale(
        (FeeBand(12, included=True, yen=Yen(9000)), FeeBand(None, included=True, yen=Yen(12_000)))
    )
    version = replace(CURRENT.at(rule, date(2026, 7, 1)), value=scale)
    assert quoted(rule, version) == ("永住許可九千円", "永住許可一万二千円")


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (date(2019, 5, 1), "令和元年五月一日"),
        (date(2019, 4, 30), "平成三十一年四月三十日"),
        (time(23), "二十三時"),
        (time(6, 30), "六時三十分"),
        ("30-46", "三十条の四十六"),
        ("22", "二十二条"),
    ],
)
def test_other_numbers_in_words(number: date | time | str, said: str) -> None:
    template = "{}条" if isinstance(number, str) else "{}"
    assert worded(template, number) == said


def test_several_periods_in_words() -> None:
    five, one, days = (Length.parse(iso) for iso in ("P5Y", "P1Y3M", "P90D"))
    assert worded("{又は}", (five, one, days)) == "五年、一年三月又は九十日"
    assert worded("{又は}", (five,)) == "五年"


# The law's own words


@pytest.mark.shared
@pytest.mark.parametrize(("rule", "version"), WITH_FIGURES)
def test_every_number_stands_in_its_provision(rule: Rule[Any], version: Version[Any]) -> None:
    for figure in figures_of(rule, version):
        if figure.words and at_hand(figure.cite):
            assert standing(figure.words, words_of(figure.cite)), (figure.words, str(figure.cite))


@pytest.mark.shared
@pytest.mark.parametrize(("rule", "version"), WITH_FIGURES)
def test_no_exception_is_needless(rule: Rule[Any], version: Version[Any]) -> None:
    if not at_hand(version.cite):
        return
    cited = words_of(version.cite)
    for figure in figures_of(rule, version):
        if figure.words and figure.reason:
            assert not standing(figure.words, cited), f"{figure.words} stands in {version.cite} itself"
        elif isinstance(figure.number, int):
            units = ("日", "月", "年", "円", "歳", "時間", "回目")
            assert figure.words or not any(standing(kanji(figure.number) + unit, cited) for unit in units)


@pytest.mark.shared
def test_most_numbers_are_looked_for() -> None:
    found = [figure for rule, version in EVERY for figure in figures_of(rule, version)]
    looked_for = [one for one in found if one.words and at_hand(one.cite)]
    assert len(looked_for) >= 320
    # What is left has no text at hand, or is set by an order that was not seen, but for these.
    rest = {entry for one in found if not one.words for entry in one.entries}
    assert rest == entries()["not_written"].keys()


def near(number: Number) -> Iterator[Number]:
    """Yield numbers beside a number: one more, one less; of several periods all but one, or one that is longer."""
    if isinstance(number, int):
        yield from (number + step for step in (1, -1))
    elif isinstance(number, str):
        *head, last = number.split("-")
        yield from ("-".join((*head, str(int(last) + step))) for step in (1, -1))
    elif isinstance(number, date):
        yield from (number + timedelta(days=step) for step in (1, -1))
    elif isinstance(number, deadlines.DayOfMonth):
        yield replace(number, day=(number.day or 10) - 1)
    elif isinstance(number, Length):
        yield from (replace(number, months=number.months + step) for step in (1, 12))
        yield from (replace(number, days=number.days + step) for step in (1, 15))
    elif isinstance(number, tuple):
        for n, one in enumerate(number):
            if len(number) > 1:
                yield number[:n] + number[n + 1 :]
            yield from (
                (*number[:n], longer, *number[n + 1 :]) for longer in near(one) if isinstance(longer, Length)
            )


@pytest.mark.shared
@pytest.mark.parametrize(("rule", "version"), WITH_FIGURES)
def test_a_number_beside_it_does_not_stand_there(rule: Rule[Any], version: Version[Any]) -> None:
    own = figures_of(rule, version)
    for figure in own:
        if not figure.words or not at_hand(figure.cite):
            continue
        template = entries()["words"][figure.entries[0]]
        others = [other for other in near(figure.number) if other not in {one.number for one in own}]
        assert worded(template, figure.number) == figure.words
        assert others
        text = words_of(figure.cite)
        assert [other for other in others if standing(worded(template, other), text)] == []


def test_periods_of_earlier_days_stand_in_the_table_of_its_texts() -> None:
    texts = {
        (row["status_ja"], row["text_in_force_from_snapshot"]): row["period_text_ja"]
        for row in read_csv("period_history.csv")
    }
    looked_for = 0
    for rule in statuses.PERIODS.values():
        for version in CURRENT.timeline(rule).versions:
            text = texts.get((version.cite.row, version.since.isoformat()))
            for words in quoted(rule, version) if text else ():
                assert standing(words, text or ""), (rule.key, version.since)
                looked_for += 1
    assert looked_for >= 40


@pytest.mark.shared
def test_what_is_added_to_a_fee_is_named_by_the_article_that_sets_it() -> None:
    added = CURRENT.at(fees.SPECIFIED_ADDITION, date(2026, 7, 1))
    assert "第三条の三第一項に定める額を加えた額" in words_of(added.cite)


@pytest.mark.shared
def test_the_day_of_the_new_cards_is_that_of_the_order() -> None:
    day = figure_of(special_period.FROZEN_VALIDITY_BEFORE, date(2026, 7, 1))
    assert day.words == "施行日（令和八年六月十四日）"
    assert "施行の日（以下「施行日」という。）前に" in words_of(
        CURRENT.at(special_period.FROZEN_VALIDITY_BEFORE, date(2026, 7, 1)).cite
    )
