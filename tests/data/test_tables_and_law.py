"""The tables against the law texts themselves, where these are at hand."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

import pytest

from tokutei.data import read_csv, tables
from tokutei.vocabulary import AppendedTable, OfficeKind, PeriodRule, StatusOfResidence

SHARED: Final = Path(__file__).resolve().parents[3] / "shared"
DIGITS: Final = {digit: number for number, digit in enumerate("〇一二三四五六七八九")}
UNITS: Final = {"年": "Y", "月": "M", "日": "D"}

pytestmark = pytest.mark.shared


def law(name: str) -> str:
    return (SHARED / "law" / f"{name}.md").read_text("utf-8")


def rows_of_table(text: str, heading: str) -> list[list[str]]:
    """Return the rows of the appended table under a heading, without the two of its head."""
    block = re.split(r"^\*\*別表", text.split(f"**{heading}**\n", 1)[1], maxsplit=1, flags=re.MULTILINE)[0]
    lines = [line for line in block.splitlines() if line.startswith("| ")]
    return [[cell.strip() for cell in line.strip("| ").split(" | ")] for line in lines][2:]


def number(kanji: str) -> int:
    tens, _, ones = kanji.rpartition("十")
    if "十" not in kanji:
        return DIGITS[kanji]
    return (DIGITS[tens] if tens else 1) * 10 + (DIGITS[ones] if ones else 0)


def periods(text: str) -> tuple[str, ...]:
    """Return the ISO 8601 periods that a text lists, such as 四年三月."""
    found = re.findall(r"(?:[一二三四五六七八九十]+[年月日])+(?!以内)", text)
    return tuple(
        "P"
        + "".join(
            f"{number(n)}{UNITS[u]}" for n, u in re.findall(r"([一二三四五六七八九十]+)([年月日])", one)
        )
        for one in found
    )


TABLE_2: Final = "別表第二"


@pytest.mark.parametrize(
    "status",
    [
        status
        for status, row in tables.status_rows().items()
        if row.period_rule is PeriodRule.FIXED_OPTIONS
        and not status.ja[-1].isdigit()
        and "号" not in status.ja
    ],
)
def test_periods_to_choose_from_are_those_of_the_regulation(status: StatusOfResidence) -> None:
    (text,) = [row[1] for row in rows_of_table(law("356M50000010054"), TABLE_2) if row[0] == status.ja]
    listed = text.split("二　")[-1] if status is StatusOfResidence.TRAINEE else text
    assert tables.status_rows()[status].periods == periods(listed)


@pytest.mark.parametrize(
    ("name", "item", "statuses"),
    [
        ("高度専門職", 1, "hsp1a hsp1b hsp1c"),
        ("特定技能", 1, "ssw1"),
        ("特定技能", 2, "ssw2"),
        ("技能実習", 1, "tit1a tit1b"),
        ("技能実習", 2, "tit2a tit2b tit3a tit3b"),
        ("特定活動", 1, "designated_activities"),
        ("定住者", 1, "long_term_resident"),
    ],
)
def test_periods_of_sub_divisions(name: str, item: int, statuses: str) -> None:
    (text,) = [row[1] for row in rows_of_table(law("356M50000010054"), TABLE_2) if row[0] == name]
    listed = re.split("[一二三]　", text)[item].rsplit("あつては、", 1)[1]
    for status in map(StatusOfResidence, statuses.split()):
        row = tables.status_rows()[status]
        if "超えない範囲" in listed:
            assert (row.period_rule, (row.max_period,)) == (
                PeriodRule.INDIVIDUALLY_DESIGNATED,
                periods(listed.split("を超えない")[0]),
            )
        else:
            assert row.periods == periods(listed)


@pytest.mark.parametrize(
    ("status", "longest"), [("student", "P4Y3M"), ("dependent", "P5Y"), ("temporary_visitor", "P90D")]
)
def test_longest_periods(status: str, longest: str) -> None:
    row = tables.status_rows()[StatusOfResidence(status)]
    (text,) = [
        cells[1] for cells in rows_of_table(law("356M50000010054"), TABLE_2) if cells[0] == row.status.ja
    ]
    assert periods(text.split("を超えない")[0])[0] == row.max_period == longest


def test_the_last_text_of_the_history_of_periods_is_the_text_in_force() -> None:
    last = {row["status_ja"]: row["period_text_ja"] for row in read_csv("period_history.csv")}
    assert last == {row[0]: row[1] for row in rows_of_table(law("356M50000010054"), TABLE_2)}


def test_every_status_stands_in_its_table_of_the_act() -> None:
    text = law("326CO0000000319")
    for status, row in tables.status_rows().items():
        if row.appended_table is AppendedTable.SPECIAL_ACT or row.in_force_from:
            continue
        name = re.sub("[123]号[イロハ]?$", "", status.ja)
        block = text[text.index("**別表第二") :] if row.appended_table is AppendedTable.TABLE_2 else text
        assert re.search(rf"^\| {name} \|", block, re.MULTILINE), status


def test_branch_offices_are_those_of_the_ordinance() -> None:
    listed = dict(rows_of_table(law("431M60000010027"), "別表"))
    offices = [office for office in read_csv("offices.csv") if office["level"] == OfficeKind.BRANCH.value]
    assert {office["full_name_ja"]: office["location_in_ordinance"] for office in offices} == listed


def test_district_bureaus_are_those_of_the_order() -> None:
    listed = {row[0]: row[1] for row in rows_of_table(law("412CO0000000248"), "別表第三")}
    kinds = {OfficeKind.DISTRICT, OfficeKind.AIRPORT_DISTRICT}
    offices = [office for office in read_csv("offices.csv") if OfficeKind(office["level"]) in kinds]
    assert {office["full_name_ja"]: office["location_in_ordinance"] for office in offices} == listed


def test_fields_of_specified_skilled_workers_are_those_of_the_ordinance() -> None:
    text = law("431M60000010006")
    listed = re.findall(r"^- ([一二三四五六七八九十]+)　(.+)分野$", text, re.MULTILINE)
    rows = read_csv("ssw_fields.csv")
    assert [(int(row["no"]), row["field_ja"]) for row in rows] == [(number(n), name) for n, name in listed]
    # 第二号、第四号から第九号まで又は第十三号から第十六号まで
    assert [int(row["no"]) for row in rows if row["ssw2"] == "1"] == [2, *range(4, 10), *range(13, 17)]


def test_holidays_have_the_names_of_the_act() -> None:
    listed = set(re.findall(r"^\| (\S+) \| \S+ \| ", law("323AC1000000178"), re.MULTILINE))
    in_force = {row["name_ja"] for row in read_csv("national_holidays.csv") if row["date"] >= "2022"}
    own = {name for name in in_force if "振替休日" not in name and name != "国民の休日"}
    assert own <= listed
