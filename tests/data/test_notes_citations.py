"""What the remarks of the notes cite: each remark of today, with words of the law that bear it out."""

from __future__ import annotations

import importlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import pytest

from tests.data.cited import REMARKS, words
from tokutei.data import read_csv
from tokutei.law import Citation

SCRIPTS: Final = Path(__file__).resolve().parents[2] / "scripts"

ADDED: Final = "当該各号に定める額に第三条の三第一項に定める額を加えた額"
HELD_BEFORE: Final = "この政令の施行の日前に交付された在留カードを所持する中長期在留者"
BUT_PERMANENT: Final = "法第二十二条第一項の規定による申請に係る部分を除く。"
LISTED: Final = "電子情報処理組織を使用して行うことができる法及びこの省令に基づく申請等"
TABLE_1_ONLY: Final = "別表第一の上欄の在留資格をもつて在留する者"

FEES: Final = {
    "Enforcement Order art.25(1)i": ("在留資格の変更の許可六千円",),
    "Enforcement Order art.25(1)ii": ("在留期間の更新の許可六千円",),
    "Enforcement Order art.25(1)iii": ("永住許可一万円",),
    "Enforcement Order art.25(1)iv": ("再入国（数次再入国を除く。）の許可四千円",),
    "Enforcement Order art.25(1)v": ("数次再入国の許可七千円",),
    "Enforcement Order art.25(1)vi": ("特定登録者カードの交付（再交付を除く。）四千円",),
    "Enforcement Order art.25(1)vii": ("特定登録者カードの再交付二千円",),
    "Enforcement Order art.25(1)viii": ("就労資格証明書の交付二千円",),
    "Enforcement Order art.25(1)ix": ("在留カードの交付",),
    "Enforcement Order art.25(1)x": ("難民旅行証明書の交付五千円",),
    "Enforcement Order art.3-3(1)": ("千九百円（同条第七項の規定により特定在留カードの交付を受ける場合",),
    "Enforcement Order art.25(2)": (ADDED,),
    "Enforcement Order art.25(2); amending order suppl. art.2(2)": (ADDED, HELD_BEFORE),
    "Enforcement Order art.25(2) excludes art.22(1)": (BUT_PERMANENT, "永住許可を申請しなければならない"),
    "Special Act Enforcement Order art.7": ("法第十四条第五項の規定により納付しなければならない",),
    "Special Act Enforcement Order art.9(1)": ("千九百円（同条第九項の規定により",),
    "Enforcement Order art.4": ("法第十九条の二十三第一項の登録",),
    "Act art.67": ("一万円を超えない範囲内において別に政令で定める額",),
    "Act art.67 as amended 2026; cabinet order text not seen": (),
    "2026 amending Act art.67": (),
    "no fee item in art.25 / art.67": (
        "法第六十七条から第六十八条までの規定により",
        "次に掲げる許可を受ける場合",
        "就労資格証明書の交付を受け、又は第十九条の十三第一項後段の規定による申請に基づき",
    ),
    "municipal/J-LIS fee": (),
}

FEE_EXEMPTIONS: Final = {
    "Order 3-3(2)(i)": ("法第十九条の十第一項の規定による届出又は法第十九条の十一第一項の規定による申請",),
    "Order 3-3(2)(ii)": ("著しく毀損し、若しくは汚損し",),
    "Order 3-3(2)(iii)": ("当該特定在留カードの所持を失ったもの",),
    "Order 3-3(2)(iv)": ("法第十九条の十五の二第八項の規定により特定在留カードを交付されず",),
    "Order 3-3(2)(v)": ("第十四条第一号に該当する場合",),
    "Order 3-3(2)(vi)": ("第十四条第五号又は第六号に該当する場合",),
    "Order 3-3(2)(vii)": ("余白がなくなった場合",),
    "Order suppl. art.7(i)": ("法第十九条の六又は第十九条の八第一項に規定する中長期在留者",),
    "Order suppl. art.7(ii)": ("経過滞在者又は一時庇護許可者",),
    "Amending order suppl. art.2(2)": (HELD_BEFORE,),
    "Order 25(2) excludes 22(1)": (BUT_PERMANENT, "永住許可を申請しなければならない"),
    "Transitional Cabinet Order 507CO0000000423 art.5(i)": (
        "前に交付された在留カードを所持する中長期在留者が",
    ),
    "Transitional Cabinet Order art.5(ii)": ("同条第八項の規定により特定在留カードを交付されず",),
    "Transitional Cabinet Order art.5(iii)": (
        "施行日後に当該届出又は申請に係る在留カードの交付を受けた場合",
    ),
    "Transitional Cabinet Order art.6(i)": ("みなし特別永住者証明書",),
    "Transitional Cabinet Order art.6(ii)-(iv)": (
        "同条第十項の規定により特定特別永住者証明書を交付されず",
        "第五条第一項に規定する者で同項の規定による許可の申請をしたもの",
        "第十三条第一項若しくは第十四条第一項若しくは第三項の規定による申請をした者",
    ),
    "Special Act Order 9(2)(i)": ("第十条第五項の規定により同条第二項の規定による届出とみなされる",),
    "Special Act Order 9(2)(ii)": ("当該特定特別永住者証明書の所持を失った場合",),
    "Special Act Order 9(2)(iii)": ("法第十六条の二第十項の規定により特定特別永住者証明書を交付されず",),
    "Special Act Order 9(2)(iv)(v)": (
        "第十四条第一号に該当する場合",
        "第十四条第五号又は第六号に該当する場合",
    ),
    "Special Act Order 9(2)(vi)": ("余白がなくなった場合",),
    "Special Act Order suppl. art.3": ("法第十六条の二第三項の規定による申請に基づき",),
    "Act 19-15-2(12); Order 25(2)": ("第六十七条の二の規定にかかわらず", ADDED),
    "Act 67-2 does not list it": ("第十九条の十三第一項後段の規定による申請に基づき",),
}

ONLINE_PROCEDURES: Final = {
    "Reg. 61-3(1)(i)": ("法第十九条の十六又は第十九条の十七の規定による届出",),
    "Reg. 61-3(1)(i-2)": ("法第十九条の十八第一項又は第二項の規定による届出",),
    "Reg. 61-3(1)(i-3)": ("法第十九条の二十九第一項又は第十九条の三十第二項の規定による届出",),
    "Reg. 61-3(1)(vi)": ("在留資格認定証明書の交付",),
    "Reg. 61-3(1)(vii)": ("資格外活動許可の申請書の提出",),
    "Reg. 61-3(1)(viii)": ("就労資格証明書の交付",),
    "Reg. 61-3(1)(viii-2)(viii-3); Reg. 19-23(2) and 19-24-2": (
        "第十九条の二十三第二項の規定による届出",
        "第十九条の二十四の二の規定による報告",
        "休止した支援業務を再開しようとするとき",
        "出入国在留管理庁長官に報告するものとする",
    ),
    "Reg. 61-3(1)(ix)": ("在留資格の変更",),
    "Reg. 61-3(1)(x)": ("在留期間の更新",),
    "Reg. 61-3(1)(xi)": ("第二十四条第一項の規定による在留資格の取得",),
    "Reg. 61-3(1)(xii)": ("再入国の許可",),
    "Reg. 61-3(2)": ("あらかじめ出入国在留管理庁長官に届け出なければならない",),
    "Reg. 61-4(2)": ("在留資格認定証明書の交付",),
    "Reg. 19-14-5": ("特定在留カードの返納をしようとする外国人",),
    "Reg. 21-3 and 21-4; not in the list": (
        "在留期間の更新の申請に変更することを申し出",
        "在留資格の変更の申請に変更することを申し出",
        LISTED,
    ),
    "not in the list": (LISTED,),
    "not in the list (Reg. 25)": (LISTED, "永住者の在留資格の取得の申請をしようとするもの"),
    "Act 19-7..9": (
        "出入国在留管理庁長官に対し、その住居地を届け出なければならない",
        "許可を受けて新たに中長期在留者となつた者",
        "出入国在留管理庁長官に対し、その新住居地を届け出なければならない",
    ),
    "own appearance required; ISA Q5-2": (),
}

JOB_SCOPE: Final = {
    "Act 326CO0000000319 19(1)(ii): any paid work or business": (
        "収入を伴う事業を運営する活動又は報酬を受ける活動",
    ),
    "Act 326CO0000000319 19(1)(ii): any paid work or business; "
    "shut out of the 28-hour permission, Reg. 356M50000010054 19(5)(i)": ("三の表及び四の表", "風俗営業"),
    "Act 326CO0000000319 19(1) limits table 1 only; table 2": (TABLE_1_ONLY, "永住者の配偶者等"),
    "403AC0000000071 3-5; Act 326CO0000000319 19(1) limits table 1 only": (
        "法律の施行の際次の各号の一に該当しているもの",
        "出生その他の事由により",
        "入管法別表第二の上欄の在留資格",
        TABLE_1_ONLY,
    ),
    "Act 326CO0000000319 table 1-2 高度専門職 1; Reg. 356M50000010054 20(7) (organisation)": (
        "法務大臣が指定する本邦の公私の機関",
        "公私の機関を記載した別記第三十一号の三様式による指定書",
    ),
    "Act 326CO0000000319 table 1-2 特定技能; Reg. 356M50000010054 20(7) (organisation, field)": (
        "特定産業分野",
        "特定産業分野を記載した別記第三十一号の四様式による指定書",
    ),
    "Act 326CO0000000319 table 1-5; Reg. 356M50000010054 20(7)": (
        "法務大臣が個々の外国人について特に指定する活動",
        "特に指定する活動を記載した別記第七号の四様式による指定書",
    ),
    "the approved training plan decides (table 1-2 技能実習)": ("技能実習計画",),
    "kind alone does not settle it: facts or criteria outside the Act text": (),
    "kind alone does not settle it: facts or criteria outside the Act text; "
    "(d) opens more jobs only beside (a)-(c)": ("ニ　イからハまでのいずれかの活動と併せて行う",),
    "not in force before 2027-04-01": (),
}
"""The remarks that say more than in which row of the first appended table an activity stands."""

ACTIVITIES: Final = {
    "教授": "研究の指導又は教育をする活動",
    "芸術": "音楽、美術、文学その他の芸術上の活動",
    "宗教": "布教その他の宗教上の活動",
    "報道": "取材その他の報道上の活動",
    "高度専門職": "二　前号に掲げる活動を行つた者",
    "経営・管理": "貿易その他の事業の経営",
    "法律・会計業務": "外国法事務弁護士、外国公認会計士",
    "医療": "法律上資格を有する者が行うこととされている医療に係る業務",
    "研究": "研究を行う業務",
    "教育": "語学教育その他の教育をする活動",
    "技術・人文知識・国際業務": "経営・管理の項から教育の項まで及び企業内転勤の項から興行の項まで",
    "企業内転勤": "転勤して当該事業所において行うこの表の技術・人文知識・国際業務の項の下欄に掲げる活動",
    "介護": "介護福祉士の資格を有する者",
    "興行": "演劇、演芸、演奏、スポーツ等の興行",
    "技能": "熟練した技能を要する業務",
}

EMPLOYER_DEADLINES: Final = {
    "Reg. 10(2) and 12(1)": (
        "被保険者」という。）であり、当該外国人が報酬活動許可者でない場合",
        "翌月十日までに、その雇用する外国人が離職した場合にあつては当該事実のあつた日の翌日から起算して十日以内",
    ),
    "Reg. 10(4) and 12(2)": ("外国人雇用状況届出書（様式第三号）により行う", "翌月の末日まで"),
    "Reg. 1-2": ("外交又は公用の在留資格",),
    "Act 40(1)(ii) and (2)": ("第二十八条第一項の規定による届出をせず", "その法人又は人に対しても"),
    "Immigration Act 19-17; Reg. 19-16": (
        "第二十八条第一項の規定による届出をしなければならない事業主を除く。",
        "法第十九条の十七",
        "十四日以内",
    ),
    "Immigration Act 19-18(1); Reg. 19-17(2)": ("特定技能所属機関", "該当することとなつた日から十四日以内"),
    "Immigration Act 19-18(2); Reg. 19-18(3)": ("特定技能所属機関は", "五月三十一日まで"),
    "Immigration Act 19-16; Reg. 19-15": (
        "当該事由が生じた日から十四日以内",
        "法第十九条の十六",
        "法第十九条の十六",
    ),
    "Act 28(3)": ("任命権者は、新たに外国人を雇い入れた場合又はその雇用する外国人が離職した場合",),
    "Act 28(1); Reg. 10(3)(4)": (
        "これらの許可を受けている旨",
        "当該外国人が報酬活動許可者である場合",
        "被保険者でない場合",
    ),
}

PHRASES: Final[Mapping[str, Mapping[str, tuple[str, ...]]]] = {
    "employer_deadlines": EMPLOYER_DEADLINES,
    "fees": FEES,
    "fee_exemptions": FEE_EXEMPTIONS,
    "online_procedures": ONLINE_PROCEDURES,
    "job_scope": JOB_SCOPE,
}
"""By remark, words that stand in each provision that it cites, in this order."""


def remarks() -> Iterator[tuple[str, str, list[Citation]]]:
    """Yield the table, the remark and the citations of every row, but those that say the same as the row before."""
    for table, column in REMARKS.items():
        for row in read_csv(f"{table}.csv"):
            if row[column] != "as above":
                yield table, row[column], list(map(Citation.parse, row["cites"].split()))


DISTINCT: Final = {(table, remark, tuple(map(str, cites))): cites for table, remark, cites in remarks()}


def test_every_remark_of_today_was_looked_up() -> None:
    for table, phrases in PHRASES.items():
        said = {remark for where, remark, _ in DISTINCT if where == table}
        beside = {remark for remark in said if remark not in phrases}
        assert set(phrases) <= said
        assert table == "job_scope" or not beside
        assert all("table 1-" in remark for remark in beside)


@pytest.mark.shared
@pytest.mark.parametrize(
    ("table", "remark", "cites"),
    [(table, remark, cites) for (table, remark, _), cites in DISTINCT.items() if remark in PHRASES[table]],
)
def test_the_words_of_what_a_remark_cites(table: str, remark: str, cites: list[Citation]) -> None:
    if at_hand := [cite for cite in cites if not cite.unseen]:
        for cite, phrase in zip(at_hand, PHRASES[table][remark], strict=True):
            assert phrase in words(cite)
    assert cites or not PHRASES[table][remark]


@pytest.mark.shared
@pytest.mark.parametrize(
    ("remark", "cites"),
    [(remark, cites) for (table, remark, _), cites in DISTINCT.items() if remark not in PHRASES[table]],
)
def test_the_activities_that_a_remark_names(remark: str, cites: list[Citation]) -> None:
    if outside := "does not cover it" in remark:
        assert "これらの表の下欄に掲げる活動に属しない" in words(cites[0])
    first, *others = cites[outside:]
    assert f" table {first.table} {first.row}" in remark
    assert ACTIVITIES[first.row] in words(first)
    for other in others:
        if other.table == "0":
            assert "landing criteria" in remark
            assert "二　申請人が外国の文化に基盤を有する思考又は感受性を必要とする業務" in words(other)
        else:
            assert (other.table, f"row {other.row} is excepted" in remark) == (first.table, True)
            assert ACTIVITIES[other.row] in words(other)


# --- What stops the tables -----------------------------------------------------------------------


@pytest.fixture
def notes_citations(monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.syspath_prepend(SCRIPTS)
    return importlib.import_module("notes_citations")


@pytest.fixture
def make_tables(monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.syspath_prepend(SCRIPTS)
    return importlib.import_module("make_tables")


def fee(
    remark: str, *, procedure: str = "change", since: str = "2025-04-01", until: str = ""
) -> dict[str, str]:
    return {
        "procedure_key": procedure,
        "effective_from": since,
        "effective_to": until,
        "legal_basis": remark,
    }


def test_the_same_remark_cites_the_text_of_its_days(make_tables: Any) -> None:
    remark = "Enforcement Order art.25(1)ii"
    rows = [
        fee(remark, since="2019-04-01", until="2025-03-31"),
        fee(remark),
        fee("as above", until="2026-09-30"),
    ]
    assert [row["cites"] for row in make_tables.with_citations("fees", "legal_basis", rows)] == [
        "410CO0000000178@2019-04-01:9::2?",
        "410CO0000000178:25:1:2",
        "410CO0000000178:25:1:2",
    ]


@pytest.mark.parametrize(
    ("table", "row"),
    [
        ("fees", fee("Enforcement Order art.25(1)xi")),
        ("fees", fee("")),
        ("fees", fee("as above")),
        ("fees", fee("Enforcement Order art.4")),
        ("fees", fee("Act art.67", since="1982-01-01", until="2019-03-31")),
        ("fee_exemptions", {"legal_basis": "Order 3-3(2)(viii)"}),
        ("online_procedures", {"legal_basis": "Reg. 61-3(1)(ii)"}),
        ("online_procedures", {"legal_basis": "Not in the list"}),
        ("job_scope", {"basis": "Act 326CO0000000319 table 1-2 興行"}),
        ("employer_deadlines", {"legal_basis": "Reg. 12(3)"}),
    ],
)
def test_a_remark_that_nobody_has_looked_up_stops_the_table(
    make_tables: Any, table: str, row: dict[str, str]
) -> None:
    with pytest.raises(make_tables.FactsDifferError, match="nobody has looked up"):
        make_tables.with_citations(table, REMARKS[table], [row])


def test_no_remark_is_kept_that_no_row_has(notes_citations: Any) -> None:
    said = {(table, remark) for table, remark, _ in DISTINCT}
    kept = {
        "fees": {*notes_citations.FEES, "Enforcement Order art.4"},
        **{table: set(remarks) for table, remarks in notes_citations.REMARKS.items()},
    }
    assert {(table, remark) for table, remarks in kept.items() for remark in remarks} == said
