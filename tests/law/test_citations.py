"""Citations: the notations of the legal cases, the researched laws, then round trips and any text."""

from __future__ import annotations

import csv
import pickle
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tokutei.errors import CitationError
from tokutei.law import Citation

SHARED = Path(__file__).resolve().parents[3] / "shared"
IMMIGRATION = "326CO0000000319"
NUMBERS = st.lists(st.integers(1, 99), min_size=1, max_size=3).map(lambda parts: "-".join(map(str, parts)))
LAWS = st.from_regex(r"[3-5][0-9]{2}(AC|CO|M6)[0-9A-F]{10}", fullmatch=True).filter(str.isascii)
ARTICLES: st.SearchStrategy[dict[str, Any]] = st.one_of(
    st.just({}),
    st.fixed_dictionaries({"article": NUMBERS}),
    st.fixed_dictionaries({"article": NUMBERS, "paragraph": NUMBERS}),
    st.fixed_dictionaries({"article": NUMBERS, "item": NUMBERS}),
    st.fixed_dictionaries({"article": NUMBERS, "paragraph": NUMBERS, "item": NUMBERS}),
    st.fixed_dictionaries(
        {"article": NUMBERS, "paragraph": NUMBERS, "item": NUMBERS, "subitem": st.sampled_from("abcwz")}
    ),
    st.fixed_dictionaries({"article": NUMBERS, "paragraph": NUMBERS, "subitem": st.sampled_from("abcwz")}),
    st.fixed_dictionaries({"table": st.just("0") | NUMBERS}),
    st.fixed_dictionaries({"table": NUMBERS, "row": st.sampled_from(["留学", "一 の項"])}),
)
SENTENCES = st.sampled_from(["", "first", "second", "main", "proviso"])
TEXTS: st.SearchStrategy[dict[str, Any]] = st.one_of(
    st.just({}),
    st.fixed_dictionaries({"amending": LAWS}),
    st.fixed_dictionaries({"as_of": st.dates()}),
)
CITATIONS = st.builds(
    lambda law, place, text, unseen, sentence: Citation(
        law, **place, **text, unseen=unseen, sentence=sentence if "article" in place else ""
    ),
    LAWS,
    ARTICLES,
    TEXTS,
    st.booleans(),
    SENTENCES,
)


@pytest.mark.parametrize(
    ("notation", "compact", "ja", "en"),
    [
        (
            f"{IMMIGRATION} art. 19-15-2(1)(ii)",
            f"{IMMIGRATION}:19-15-2:1:2",
            "入管法第19条の15の2第1項第2号",
            "Immigration Act art. 19-15-2(1)(ii)",
        ),
        (
            f"{IMMIGRATION} art. 19-14(iv)",
            f"{IMMIGRATION}:19-14::4",
            "入管法第19条の14第4号",
            "Immigration Act art. 19-14(iv)",
        ),
        (
            f"{IMMIGRATION}@2026-06-13 art. 19-5(1)(ii)",
            f"{IMMIGRATION}@2026-06-13:19-5:1:2",
            "入管法第19条の5第1項第2号（2026年6月13日現在の条文）",
            "Immigration Act art. 19-5(1)(ii) (text of 2026-06-13)",
        ),
        (
            f"{IMMIGRATION} suppl. (Act 59 of 2024) art. 2(3)",
            f"{IMMIGRATION}@506AC0000000059:2:3",
            "入管法附則（令和6年法律第59号）第2条第3項",
            "Immigration Act, suppl. prov. (Act No. 59 of 2024) art. 2(3)",
        ),
        (
            "410CO0000000178 suppl. (Order 423 of 2025) art. 2",
            "410CO0000000178@507CO0000000423:2",
            "入管法施行令附則（令和7年政令第423号）第2条",
            "Immigration Order, suppl. prov. (Cabinet Order No. 423 of 2025) art. 2",
        ),
        (
            f"{IMMIGRATION} art. 22-4(1)(ix)(b)",
            f"{IMMIGRATION}:22-4:1:9:b",
            "入管法第22条の4第1項第9号ロ",
            "Immigration Act art. 22-4(1)(ix)(b)",
        ),
        (
            f"{IMMIGRATION} art. 61-8-3(2)(iv-2)",
            f"{IMMIGRATION}:61-8-3:2:4-2",
            "入管法第61条の8の3第2項第4号の2",
            "Immigration Act art. 61-8-3(2)(iv-2)",
        ),
        (
            "415M60000008120:13:1?",
            "415M60000008120:13:1?",
            "公的個人認証法施行規則第13条第1項（条文未確認）",
            "JPKI Regulation art. 13(1) (text not seen)",
        ),
        (
            "423CO0000000420@423CO0000000420:3",
            "423CO0000000420@423CO0000000420:3",
            "入管特例法施行令附則第3条",
            "Special Act Order, suppl. prov. art. 3",
        ),
        (
            "356M50000010054:T3-2:留学",
            "356M50000010054:T3-2:留学",
            "入管法施行規則別表第3の2（留学）",
            "Immigration Regulation appended table 3-2 (留学)",
        ),
        (
            "431M60000010027:T0:東京出入国在留管理局立川出張所",
            "431M60000010027:T0:東京出入国在留管理局立川出張所",
            "地方出入国在留管理局組織規則の表（東京出入国在留管理局立川出張所）",
            "Regional Immigration Services Bureaus Regulation table (東京出入国在留管理局立川出張所)",
        ),
        (
            f"{IMMIGRATION} art. 19-13(1), second sentence",
            f"{IMMIGRATION}:19-13:1#second",
            "入管法第19条の13第1項後段",
            "Immigration Act art. 19-13(1), second sentence",
        ),
        (
            f"{IMMIGRATION} art. 20(3), first sentence",
            f"{IMMIGRATION}:20:3#first",
            "入管法第20条第3項前段",
            "Immigration Act art. 20(3), first sentence",
        ),
        (
            f"{IMMIGRATION} art. 19-14(v), proviso",
            f"{IMMIGRATION}:19-14::5#proviso",
            "入管法第19条の14第5号ただし書",
            "Immigration Act art. 19-14(v), proviso",
        ),
        (
            f"{IMMIGRATION}:22-4:1:9:b#main?",
            f"{IMMIGRATION}:22-4:1:9:b#main?",
            "入管法第22条の4第1項第9号ロ本文（条文未確認）",
            "Immigration Act art. 22-4(1)(ix)(b), main clause (text not seen)",
        ),
        (
            "129AC0000000089 art. 140, main clause",
            "129AC0000000089:140#main",
            "民法第140条本文",
            "Civil Code art. 140, main clause",
        ),
        ("135AC1000000050", "135AC1000000050", "年齢計算に関する法律", "Act on the Calculation of Ages"),
        ("999AC0000000001:1", "999AC0000000001:1", "999AC0000000001第1条", "999AC0000000001 art. 1"),
        (
            "999AC0000000001@998AC0000000002:1",
            "999AC0000000001@998AC0000000002:1",
            "999AC0000000001附則（998AC0000000002）第1条",
            "999AC0000000001, suppl. prov. (998AC0000000002) art. 1",
        ),
    ],
)
def test_notations(notation: str, compact: str, ja: str, en: str) -> None:
    cite = Citation.parse(notation)
    assert (str(cite), cite.text("ja"), cite.text("en")) == (compact, ja, en)
    assert Citation.parse(compact) == cite
    assert pickle.loads(pickle.dumps(cite)) == cite  # noqa: S301 - our own bytes


@pytest.mark.parametrize(
    ("year", "number"),
    [(1951, "326"), (1988, "363"), (1989, "401"), (2018, "430"), (2019, "501"), (2026, "508")],
)
def test_the_year_of_an_amending_act_gives_its_era(year: int, number: str) -> None:
    cite = Citation.parse(f"{IMMIGRATION} suppl. (Act 7 of {year}) art. 1")
    assert cite.amending == f"{number}AC0000000007"


@pytest.mark.shared
def test_amending_acts_of_the_researched_blocks() -> None:
    with (SHARED / "law" / "supplements.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    seen = 0
    for row in rows:
        name = re.fullmatch(r"(平成|令和)(\d+)年(法律|政令)第(\d+)号(?: \(own\))?", row["amending_law_ja"])
        if name:
            year = int(name[2]) + {"平成": 1988, "令和": 2018}[name[1]]
            kind = {"法律": "Act", "政令": "Order"}[name[3]]
            cite = Citation.parse(f"{row['law_id']} suppl. ({kind} {name[4]} of {year})")
            assert cite.amending == row["amending_law_id"]
            seen += 1
        spoken = Citation(row["law_id"], amending=row["amending_law_id"])
        assert row["amending_law_id"] not in spoken.text("ja")
        assert row["amending_law_id"] not in spoken.text("en")
    assert seen >= 10


@pytest.mark.shared
def test_every_researched_law_has_a_name_in_both_languages() -> None:
    readme = (SHARED / "law" / "README.md").read_text("utf-8")
    laws = set(re.findall(r"^\| ([0-9]{3}[A-Z0-9]{12})", readme, re.MULTILINE))
    assert len(laws) >= 35
    for law in laws:
        names = {Citation(law).text(lang) for lang in ("ja", "en")}
        assert len(names) == 2
        assert law not in names


@given(CITATIONS)
def test_compact_form_is_read_back(cite: Citation) -> None:
    assert Citation.parse(str(cite)) == cite
    assert cite.text("ja")
    assert cite.text("en")


@given(st.integers(1, 199), NUMBERS, SENTENCES)
def test_items_and_sentences_of_the_long_form_are_read_back(item: int, branch: str, sentence: str) -> None:
    cite = Citation(IMMIGRATION, "19", "1", f"{item}-{branch}", sentence=sentence)
    assert Citation.parse(cite.text("en").replace("Immigration Act", IMMIGRATION)) == cite


@pytest.mark.parametrize(
    "notation",
    [
        "",
        "326CO000000031:19",
        f"{IMMIGRATION}:",
        f"{IMMIGRATION}:19:",
        f"{IMMIGRATION}:19::",
        f"{IMMIGRATION}:19:1:1:aa",
        f"{IMMIGRATION}:19\n",
        f"{IMMIGRATION}@2026-02-30:19",
        f"{IMMIGRATION}@2026-02-30 art. 19",
        f"{IMMIGRATION} art. 19(1)(iiii)",
        f"{IMMIGRATION} art. 19(1)(cc)",
        f"{IMMIGRATION} suppl. (Act 1 of 1925) art. 1",
        f"{IMMIGRATION}@2026-06-13 suppl. (Act 59 of 2024) art. 2",
        f"{IMMIGRATION} ART. 19",
        f"{IMMIGRATION}:19:1#",
        f"{IMMIGRATION}:19:1#third",
        f"{IMMIGRATION}:19:1#first#second",
        f"{IMMIGRATION}:19:1?#first",
        f"{IMMIGRATION}:19:#first",
        f"{IMMIGRATION}#first",
        f"{IMMIGRATION}:T1#first",
        f"{IMMIGRATION}:T1:留学#first",
        f"{IMMIGRATION}, first sentence",
        f"{IMMIGRATION} art. 19(1), third sentence",
        f"{IMMIGRATION} art. 19(1), ",
    ],
)
def test_what_is_no_citation(notation: str) -> None:
    with pytest.raises(CitationError) as caught:
        Citation.parse(notation)
    assert caught.value.notation == notation.replace("\n", "\N{REPLACEMENT CHARACTER}")


def test_a_long_text_is_cut_in_the_error() -> None:
    with pytest.raises(CitationError) as caught:
        Citation.parse("x" * 1000)
    assert len(caught.value.notation) == 80


@pytest.mark.parametrize("notation", [None, 5, b"326CO0000000319:19", ["326CO0000000319:19"]])
def test_what_is_no_text_is_no_citation(notation: Any) -> None:
    with pytest.raises(CitationError) as caught:
        Citation.parse(notation)
    assert caught.value.notation == type(notation).__name__


def test_an_error_cannot_act_on_a_terminal() -> None:
    with pytest.raises(CitationError) as caught:
        Citation.parse("326CO\x1b[2J\ud800\u202e:19")
    for lang in ("ja", "en"):
        assert caught.value.text(lang).isprintable()


@given(
    st.text(max_size=40)
    | st.from_regex(
        rf"{IMMIGRATION}[@: artsupl.()0-9-]{{0,20}}(ix|v|c)?(#first|#main|, proviso)?\??", fullmatch=True
    )
)
@example(f"{IMMIGRATION} art. 19(c)")
def test_any_text_is_a_citation_or_a_citation_error(text: str) -> None:
    try:
        cite = Citation.parse(text)
    except CitationError:
        return
    assert Citation.parse(str(cite)) == cite


def test_citations_sort_and_serve_as_keys() -> None:
    one, other = Citation.parse(f"{IMMIGRATION}:19-5:1"), Citation.parse(f"{IMMIGRATION}:19-5:2")
    assert sorted([other, one]) == [one, other]
    assert {one: 1}[Citation(IMMIGRATION, "19-5", "1")] == 1
    assert one != Citation(IMMIGRATION, "19-5", "1", as_of=date(2026, 6, 13))
