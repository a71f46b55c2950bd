"""Which provisions the words of the notes mean.

The notes give the legal basis of a row as a remark: ``Enforcement Order art.25(1)ix``, ``not in the list``. What
each remark means was looked up in the law texts and stands here, one remark a line, as compact citations with a
blank between them; nothing, where a remark names no provision. A remark that stands nowhere has been looked up
by nobody, and the table is not made until somebody has.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

ACT: Final = "326CO0000000319"
REGULATION: Final = "356M50000010054"
ORDER: Final = "410CO0000000178"
SPECIAL_ACT: Final = "403AC0000000071"
SPECIAL_ORDER: Final = "423CO0000000420"
TRANSITIONAL: Final = "507CO0000000423"
"""The cabinet order of 2025 that amends both orders and lays down who pays nothing in between."""
LANDING_CRITERIA: Final = "402M50000010016"

AS_ABOVE: Final = "as above"
"""The remark of the row before."""

_ARTICLE_25: Final = {
    f"Enforcement Order art.25(1){roman}": item
    for item, roman in enumerate(("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x"), start=1)
}

FEES: Final = {
    **{words: f"{ORDER}:25:1:{item}" for words, item in _ARTICLE_25.items()},
    "Enforcement Order art.3-3(1)": f"{ORDER}:3-3:1",
    "Enforcement Order art.25(2)": f"{ORDER}:25:2",
    "Enforcement Order art.25(2); amending order suppl. art.2(2)": f"{ORDER}:25:2 {ORDER}@{TRANSITIONAL}:2:2",
    "Enforcement Order art.25(2) excludes art.22(1)": f"{ORDER}:25:2 {ACT}:22:1",
    "Special Act Enforcement Order art.7": f"{SPECIAL_ORDER}:7",
    "Special Act Enforcement Order art.9(1)": f"{SPECIAL_ORDER}:9:1",
    "Act art.67": f"{ACT}:67",
    "Act art.67 as amended 2026; cabinet order text not seen": f"{ORDER}@{{since}}:25? {ACT}@{{since}}:67?",
    "2026 amending Act art.67": f"{ACT}@{{since}}:67?",
    # Fees for permissions stand in article 67, those for cards and certificates in article 67-2.
    "no fee item in art.25 / art.67": f"{ORDER}:25 {ACT}:67 {ACT}:67-2",
    "municipal/J-LIS fee": "",
}
"""Remarks on fees that were still asked on the first day of the text in force, or later.

``{since}`` is the first day of the row: the text of a day whose text is not at hand.
"""

FEES_BEFORE: Final = {
    **{words: f"{ORDER}@{{since}}:9::{item}?" for words, item in _ARTICLE_25.items() if item < 9},
    "Enforcement Order art.25(1)ix": f"{ORDER}@{{since}}:9::9? {ORDER}@2026-06-13:25::9",
}
"""Remarks on fees that ended before.

The text of their first day is not at hand; that of the last day of the ninth item is. Article 25 was article 9
until 2024-06-09, and had one paragraph until 2026-06-13: the notes call it by its number of today.
"""

TEXT_IN_FORCE_SINCE: Final = "2026-06-14"

SUPPORT_ORGANISATIONS: Final = {
    "support_org_registration": f"{ORDER}:4::1",
    "support_org_renewal": f"{ORDER}:4::2",
}
"""What ``Enforcement Order art.4`` means, by procedure."""

FEE_EXEMPTIONS: Final = {
    "Order 3-3(2)(i)": f"{ORDER}:3-3:2:1",
    "Order 3-3(2)(ii)": f"{ORDER}:3-3:2:2",
    "Order 3-3(2)(iii)": f"{ORDER}:3-3:2:3",
    "Order 3-3(2)(iv)": f"{ORDER}:3-3:2:4",
    "Order 3-3(2)(v)": f"{ORDER}:3-3:2:5",
    "Order 3-3(2)(vi)": f"{ORDER}:3-3:2:6",
    "Order 3-3(2)(vii)": f"{ORDER}:3-3:2:7",
    "Order suppl. art.7(i)": f"{ORDER}@{ORDER}:7::1",
    "Order suppl. art.7(ii)": f"{ORDER}@{ORDER}:7::2",
    "Amending order suppl. art.2(2)": f"{ORDER}@{TRANSITIONAL}:2:2",
    "Order 25(2) excludes 22(1)": f"{ORDER}:25:2 {ACT}:22:1",
    "Transitional Cabinet Order 507CO0000000423 art.5(i)": f"{TRANSITIONAL}:5::1",
    "Transitional Cabinet Order art.5(ii)": f"{TRANSITIONAL}:5::2",
    "Transitional Cabinet Order art.5(iii)": f"{TRANSITIONAL}:5::3",
    "Transitional Cabinet Order art.6(i)": f"{TRANSITIONAL}:6::1",
    "Transitional Cabinet Order art.6(ii)-(iv)": f"{TRANSITIONAL}:6::2 {TRANSITIONAL}:6::3 {TRANSITIONAL}:6::4",
    "Special Act Order 9(2)(i)": f"{SPECIAL_ORDER}:9:2:1",
    "Special Act Order 9(2)(ii)": f"{SPECIAL_ORDER}:9:2:2",
    "Special Act Order 9(2)(iii)": f"{SPECIAL_ORDER}:9:2:3",
    "Special Act Order 9(2)(iv)(v)": f"{SPECIAL_ORDER}:9:2:4 {SPECIAL_ORDER}:9:2:5",
    "Special Act Order 9(2)(vi)": f"{SPECIAL_ORDER}:9:2:6",
    "Special Act Order suppl. art.3": f"{SPECIAL_ORDER}@{SPECIAL_ORDER}:3",
    "Act 19-15-2(12); Order 25(2)": f"{ACT}:19-15-2:12 {ORDER}:25:2",
    "Act 67-2 does not list it": f"{ACT}:67-2",
}

ONLINE_LIST: Final = f"{REGULATION}:61-3:1"
"""The list of what can be filed online; also the basis for what is not in it."""

ONLINE_PROCEDURES: Final = {
    "Reg. 61-3(1)(i)": f"{ONLINE_LIST}:1",
    "Reg. 61-3(1)(i-2)": f"{ONLINE_LIST}:1-2",
    "Reg. 61-3(1)(i-3)": f"{ONLINE_LIST}:1-3",
    "Reg. 61-3(1)(vi)": f"{ONLINE_LIST}:6",
    "Reg. 61-3(1)(vii)": f"{ONLINE_LIST}:7",
    "Reg. 61-3(1)(viii)": f"{ONLINE_LIST}:8",
    "Reg. 61-3(1)(viii-2)(viii-3); Reg. 19-23(2) and 19-24-2": (
        f"{ONLINE_LIST}:8-2 {ONLINE_LIST}:8-3 {REGULATION}:19-23:2 {REGULATION}:19-24-2"
    ),
    "Reg. 61-3(1)(ix)": f"{ONLINE_LIST}:9",
    "Reg. 61-3(1)(x)": f"{ONLINE_LIST}:10",
    "Reg. 61-3(1)(xi)": f"{ONLINE_LIST}:11",
    "Reg. 61-3(1)(xii)": f"{ONLINE_LIST}:12",
    "Reg. 61-3(2)": f"{REGULATION}:61-3:2",
    "Reg. 61-4(2)": f"{REGULATION}:61-4:2",
    "Reg. 19-14-5": f"{REGULATION}:19-14-5:1",
    "Reg. 21-3 and 21-4; not in the list": f"{REGULATION}:21-3 {REGULATION}:21-4 {ONLINE_LIST}",
    "not in the list": ONLINE_LIST,
    "not in the list (Reg. 25)": f"{ONLINE_LIST} {REGULATION}:25",
    "Act 19-7..9": f"{ACT}:19-7 {ACT}:19-8 {ACT}:19-9",
    "own appearance required; ISA Q5-2": "",
}

_NAMED_IN_ACT: Final = f"Act {ACT} table 1-2"
_SPECIALIST: Final = "技術・人文知識・国際業務"
_SPECIALIST_CRITERIA: Final = f"{LANDING_CRITERIA}:T0:法別表第一の二の表の{_SPECIALIST}の項の下欄に掲げる活動"

JOB_SCOPE: Final = {
    **{
        f"reading of the activity text only: Act {ACT} 19(1)(i); table {table} {status}: "
        "the activity described does not cover it": f"{ACT}:19:1:1 {ACT}:T{table}:{status}"
        for table, statuses in {
            "1-1": ("教授", "芸術", "宗教", "報道"),
            "1-2": ("経営・管理", "法律・会計業務", "医療", "研究", "教育", "介護", "興行", "技能"),
        }.items()
        for status in statuses
    },
    **{
        f"{_NAMED_IN_ACT} {status}{remark}": f"{ACT}:T1-2:{status}"
        for status, remark in (
            ("高度専門職", " 2 (a)"),
            ("高度専門職", " 2 (b)"),
            ("高度専門職", " 2 (c)"),
            ("経営・管理", ""),
            ("医療", " (work reserved by law to licensed persons)"),
            ("研究", ""),
            ("教育", ""),
            (_SPECIALIST, ""),
            ("企業内転勤", " (same activity, at the office of transfer)"),
            ("企業内転勤", ": only at the office of transfer"),
            ("介護", " (holder is a certified care worker)"),
        )
    },
    **{
        f"{_NAMED_IN_ACT} {status}{remark}; {LANDING_CRITERIA} (landing criteria) row {_SPECIALIST} item 2": (
            f"{ACT}:T1-2:{status} {_SPECIALIST_CRITERIA}"
        )
        for status, remark in (
            (_SPECIALIST, ""),
            ("企業内転勤", " (same activity, at the office of transfer)"),
        )
    },
    **{
        f"{_NAMED_IN_ACT} {_SPECIALIST}: activity of the row {status} is excepted": (
            f"{ACT}:T1-2:{_SPECIALIST} {ACT}:T1-2:{status}"
        )
        for status in ("経営・管理", "医療", "研究", "教育", "介護")
    },
    f"{_NAMED_IN_ACT} 高度専門職 1; Reg. {REGULATION} 20(7) (organisation)": (
        f"{ACT}:T1-2:高度専門職 {REGULATION}:20:7"
    ),
    f"{_NAMED_IN_ACT} 特定技能; Reg. {REGULATION} 20(7) (organisation, field)": (
        f"{ACT}:T1-2:特定技能 {REGULATION}:20:7"
    ),
    f"Act {ACT} table 1-5; Reg. {REGULATION} 20(7)": f"{ACT}:T1-5 {REGULATION}:20:7",
    "the approved training plan decides (table 1-2 技能実習)": f"{ACT}:T1-2:技能実習",
    f"Act {ACT} 19(1)(ii): any paid work or business": f"{ACT}:19:1:2",
    f"Act {ACT} 19(1)(ii): any paid work or business; "
    f"shut out of the 28-hour permission, Reg. {REGULATION} 19(5)(i)": f"{ACT}:19:1:2 {REGULATION}:19:5:1",
    f"Act {ACT} 19(1) limits table 1 only; table 2": f"{ACT}:19:1 {ACT}:T2",
    f"{SPECIAL_ACT} 3-5; Act {ACT} 19(1) limits table 1 only": (
        f"{SPECIAL_ACT}:3 {SPECIAL_ACT}:4:1 {SPECIAL_ACT}:5:1 {ACT}:19:1"
    ),
    "kind alone does not settle it: facts or criteria outside the Act text": "",
    # (a) to (d) are the activities of the second item of the row.
    "kind alone does not settle it: facts or criteria outside the Act text; "
    "(d) opens more jobs only beside (a)-(c)": f"{ACT}:T1-2:高度専門職",
    "not in force before 2027-04-01": "",
}

_LABOUR: Final = "341AC0000000132"
_LABOUR_REGULATION: Final = "341M50002000023"

EMPLOYER_DEADLINES: Final = {
    "Reg. 10(2) and 12(1)": f"{_LABOUR_REGULATION}:10:2 {_LABOUR_REGULATION}:12:1",
    "Reg. 10(4) and 12(2)": f"{_LABOUR_REGULATION}:10:4 {_LABOUR_REGULATION}:12:2",
    "Reg. 1-2": f"{_LABOUR_REGULATION}:1-2:1",
    "Act 40(1)(ii) and (2)": f"{_LABOUR}:40:1:2 {_LABOUR}:40:2",
    "Immigration Act 19-17; Reg. 19-16": f"{ACT}:19-17 {REGULATION}:19-16:1 {REGULATION}:19-16:2",
    "Immigration Act 19-18(1); Reg. 19-17(2)": f"{ACT}:19-18:1 {REGULATION}:19-17:2",
    "Immigration Act 19-18(2); Reg. 19-18(3)": f"{ACT}:19-18:2 {REGULATION}:19-18:3",
    "Immigration Act 19-16; Reg. 19-15": f"{ACT}:19-16 {REGULATION}:19-15:1 {REGULATION}:19-15:2",
    "Act 28(3)": f"{_LABOUR}:28:3",
    "Act 28(1); Reg. 10(3)(4)": f"{_LABOUR}:28:1 {_LABOUR_REGULATION}:10:3 {_LABOUR_REGULATION}:10:4",
}

_ITEM: Final = f"{_LABOUR_REGULATION}:10:1"
EMPLOYER_REPORT_FIELDS: Final[Mapping[str, tuple[str, str]]] = {
    "full_name": ("Labour Policy Act 28(1); Reg. 10", f"{_LABOUR}:28:1"),
    "status_of_residence": ("Act 28(1); form 3", f"{_LABOUR}:28:1"),
    "period_of_stay": ("Act 28(1)", f"{_LABOUR}:28:1"),
    "date_of_birth": ("Reg. 10", f"{_ITEM}:1"),
    "sex": ("Reg. 10", f"{_ITEM}:2"),
    "nationality_region": ("Reg. 10", f"{_ITEM}:3"),
    "other_activity_permission": ("Reg. 10(1)(iv); not in the leave list", f"{_ITEM}:4"),
    "residence_card_number": ("Reg. 10(1)(v)", f"{_ITEM}:5"),
    "ssw_field": ("Reg. 10", f"{_ITEM}:6"),
    "designated_activity": ("Reg. 10", f"{_ITEM}:7"),
    "permitted_person_kind": ("Act 28(1); Reg. 10(1)(viii)(3)", f"{_LABOUR}:28:1 {_ITEM}:8"),
    "address": ("Reg. 10(1)(ix)(4)", f"{_ITEM}:9"),
    "establishment": ("Reg. 10(1)(x)", f"{_ITEM}:10"),
    # A box of the forms, which no provision names.
    "employment_date_or_leaving_date": ("box of the forms; not named in Act 28(1) or Reg. 10", ""),
    "wage_and_job": ("Reg. 10(1)(xi)", f"{_ITEM}:11"),
    "dispatch_contract_flag": ("e-Gov CSV", ""),
}
"""By item, its remark and what that means: one remark, ``Reg. 10``, stands beside several items."""

REMARKS: Final[Mapping[str, Mapping[str, str]]] = {
    "employer_deadlines": EMPLOYER_DEADLINES,
    "fee_exemptions": FEE_EXEMPTIONS,
    "online_procedures": ONLINE_PROCEDURES,
    "job_scope": JOB_SCOPE,
}
"""The remarks of every table whose remarks mean the same in every row."""


def citations(table: str, column: str, rows: Iterable[Mapping[str, str]]) -> Iterator[str | None]:
    """Yield the citations of each row of a table; ``None`` where nobody has looked up its remark."""
    remark = ""
    for row in rows:
        remark = remark if row[column] == AS_ABOVE else row[column]
        match table:
            case "fees":
                yield _of_fee(row, remark)
            case "employer_report_fields":
                said, cites = EMPLOYER_REPORT_FIELDS.get(row["field"], ("", None))
                yield cites if said == remark else None
            case _:
                yield REMARKS[table].get(remark)


def _of_fee(row: Mapping[str, str], remark: str) -> str | None:
    if remark == "Enforcement Order art.4":
        return SUPPORT_ORGANISATIONS.get(row["procedure_key"])
    ended = row["effective_to"] and row["effective_to"] < TEXT_IN_FORCE_SINCE
    cites = (FEES_BEFORE if ended else FEES).get(remark)
    return cites and cites.format(since=row["effective_from"])
