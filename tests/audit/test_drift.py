"""What has become of cited units: a made-up law with every class of change, and folders with something wrong."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from tests.audit.law_folder import BODY, HOME, OTHER, folder_with, law_text
from tokutei.audit import Drift, DriftKind, Provision, drift, read_folder
from tokutei.audit.tables import make
from tokutei.law import Citation

CITED = (
    *(
        "1",
        "2",
        "2:1",
        "2:1#first",
        "2:1#second",
        "2:1#proviso",
        "2:2",
        "2:2:1",
        "2:2:2",
        "2:2:2:a",
        "2:2:2-2",
    ),
    *("2:3", "3", "3::1", "3::2", "3-2", "T1:大", "T1:小", "T1-2:赤", "T2"),
)
ON = date(2026, 11, 22)


@pytest.fixture(scope="module")
def rows(tmp_path_factory: pytest.TempPathFactory) -> tuple[Provision, ...]:
    path = folder_with(tmp_path_factory.mktemp("law"), {HOME: law_text(), "supplements.csv": supplements(0)})
    cites = [f"{HOME}:{place}" for place in CITED] + [f"{HOME}@{HOME}:1", f"{HOME}@{HOME}:2"]
    made, wrong = make(read_folder(path), map(Citation.parse, cites), on=ON)
    assert wrong == []
    return made


def supplements(block: int) -> str:
    return f"law_id,block,amending_law_id\n{HOME},{block},{HOME}\n"


def compare(path: Path, rows: tuple[Provision, ...], body: str) -> Drift:
    folder_with(path, {HOME: law_text(body), "supplements.csv": supplements(0)})
    return drift(read_folder(path), rows=rows)


def found(drifted: Drift) -> dict[str, set[str]]:
    """Return the places found, by class; what only has a change around it is left out."""
    places: dict[str, set[str]] = {}
    for finding in drifted.findings:
        if finding.kind is not DriftKind.AROUND:
            places.setdefault(finding.kind.value, set()).add(str(finding.cite).removeprefix(HOME))
    return places


def around(drifted: Drift) -> set[str]:
    return {str(finding.cite).removeprefix(HOME) for finding in drifted.of(DriftKind.AROUND)}


def test_an_untouched_law_is_silent(tmp_path: Path, rows: tuple[Provision, ...]) -> None:
    drifted = compare(tmp_path, rows, BODY)
    assert not drifted.needs_a_look
    assert (drifted.texts, drifted.compared) == (1, len(rows))


@pytest.mark.parametrize(
    ("old", "new", "classes", "only_around"),
    [
        pytest.param(
            "十四日以内",
            "三十日以内",
            {"changed": {":2", ":2:1", ":2:1#first"}},
            {":2:1#proviso", ":2:1#second", ":2:2", ":2:2:1", ":2:2:2", ":2:2:2:a", ":2:2:2-2", ":2:3"},
            id="a number",
        ),
        pytest.param(
            "見本を添える",
            "写しを添える",
            {"changed": {":2", ":2:1", ":2:1#second"}},
            None,
            id="the second sentence",
        ),
        pytest.param(
            "- 一　本人\n",
            "- 一　代表者\n\n- 一の二　本人\n",
            {"changed": {":2", ":2:2"}, "moved": {":2:2:1"}},
            None,
            id="an item before a cited one",
        ),
        pytest.param(
            "次の各号に掲げる者がする",
            "次の各号に掲げる者に限りする",
            {"changed": {":2", ":2:2", ":2:2:1", ":2:2:2", ":2:2:2:a", ":2:2:2-2"}},
            None,
            id="a chapeau",
        ),
        pytest.param(
            "- イ　親族",
            "- イ　配偶者",
            {"changed": {":2", ":2:2", ":2:2:2", ":2:2:2:a"}},
            None,
            id="a sub-item",
        ),
        pytest.param(
            "（２）　その他の者",
            "（２）　その余の者",
            {"changed": {":2", ":2:2", ":2:2:2"}},
            None,
            id="below a sub-item",
        ),
        pytest.param(
            "**第三条の二（手数料）**",
            "**第四条（手数料）**",
            {"moved": {":3-2"}},
            set(),
            id="a renumbered article",
        ),
        pytest.param("**第三条の二（手数料）**", "**第三条の二（料金）**", {}, {":3-2"}, id="a caption"),
        pytest.param(
            "　手数料の額は、千九百円とする。", "　削除", {"vanished": {":3-2"}}, set(), id="deleted"
        ),
        pytest.param(
            "**第三条の二（手数料）**　手数料の額は、千九百円とする。\n",
            "",
            {"vanished": {":3-2"}},
            set(),
            id="an article taken out",
        ),
        pytest.param("| 大 | 五年 |", "| 大 | 四年 |", {"changed": {":T1:大"}}, {":T1:小"}, id="a row"),
        pytest.param("| 大 | 五年 |\n", "", {"vanished": {":T1:大"}}, {":T1:小"}, id="a row taken out"),
        pytest.param("|  | 六月 |\n", "", {"changed": {":T1:小"}}, {":T1:大"}, id="a row that goes on"),
        pytest.param(
            "| 見本 | 期間 |", "| 見本 | 長さ |", {"changed": {":T1:大", ":T1:小"}}, set(), id="a column head"
        ),
        pytest.param("**別表第二**", "**別表第三**", {"moved": {":T2"}}, set(), id="a renumbered table"),
        pytest.param(
            "この法律の見本とみなす",
            "新法の見本とみなす",
            {"changed": {f"@{HOME}:2"}},
            set(),
            id="a supplement",
        ),
        pytest.param(
            "## 附則\n\n**第一条", "## 附則\n\n甲。\n\n## 附則\n\n**第一条", {}, set(), id="a block before"
        ),
        pytest.param("**別記様式**", "**別記第一号様式**", {}, set(), id="a form"),
        pytest.param("第一章　総則", "第一章　通則", {}, set(), id="a chapter"),
        pytest.param(
            "令和八年六月十四日から", "令和九年四月一日から", {}, set(), id="a supplement that nobody cites"
        ),
        pytest.param(
            "| 赤 | 濃い |\n",
            "| 赤 | 濃い |\n| 青 | 薄い |\n",
            {},
            {":T1-2:赤", ":T1:大", ":T1:小"},
            id="a row added",
        ),
    ],
)
def test_edits(
    *,
    tmp_path: Path,
    rows: tuple[Provision, ...],
    old: str,
    new: str,
    classes: Mapping[str, set[str]],
    only_around: set[str] | None,
) -> None:
    assert BODY.count(old) == 1
    drifted = compare(tmp_path, rows, BODY.replace(old, new))
    assert found(drifted) == classes
    if only_around is not None:
        assert around(drifted) == only_around
    assert drifted.problems == ()
    assert drifted.needs_a_look is bool(classes or around(drifted))


def test_a_paragraph_put_in_between(tmp_path: Path, rows: tuple[Provision, ...]) -> None:
    body = BODY.replace("**３**", "**４**").replace(
        "**２**　前項の届出は", "**２**　写しは、要しない。\n\n**３**　前項の届出は"
    )
    drifted = compare(tmp_path, rows, body)
    assert found(drifted) == {
        "changed": {":2"},
        "moved": {":2:2", ":2:2:1", ":2:2:2", ":2:2:2:a", ":2:2:2-2", ":2:3"},
    }
    assert around(drifted) == {":2:1", ":2:1#first", ":2:1#second", ":2:1#proviso"}
    assert {str(one.cite): [str(to) for to in one.moved_to] for one in drifted.of(DriftKind.MOVED)}[
        f"{HOME}:2:3"
    ] == [f"{HOME}:2:4"]


def test_words_that_moved_say_where_to(tmp_path: Path, rows: tuple[Provision, ...]) -> None:
    drifted = compare(tmp_path, rows, BODY.replace("**第三条の二（手数料）**", "**第四条（手数料）**"))
    (moved,) = drifted.of(DriftKind.MOVED)
    assert [str(cite) for cite in moved.moved_to] == [f"{HOME}:4"]


def test_the_same_words_elsewhere_are_no_move(tmp_path: Path) -> None:
    """Two articles that always said the same: when one changes, it has not moved to the other."""
    twins = BODY.replace("## 附則", "**第四条（料金）**　手数料の額は、千九百円とする。\n\n## 附則", 1)
    folder_with(tmp_path, {HOME: law_text(twins)})
    made, _ = make(read_folder(tmp_path), [Citation.parse(f"{HOME}:3-2")], on=ON)
    assert [str(cite) for cite in made[0].twins] == [f"{HOME}:4"]
    changed = twins.replace("（手数料）**　手数料の額は、千九百円", "（手数料）**　手数料の額は、二千円")
    folder_with(tmp_path, {HOME: law_text(changed)})
    assert found(drift(read_folder(tmp_path), rows=made)) == {"changed": {":3-2"}}


def test_a_second_paragraph_does_not_hide_an_item(tmp_path: Path, rows: tuple[Provision, ...]) -> None:
    body = BODY.replace(
        "- 二　虚偽の届出をした者\n", "- 二　虚偽の届出をした者\n\n**２**　前項の罪は、重い。\n"
    )
    drifted = compare(tmp_path, rows, body)
    assert found(drifted) == {"changed": {":3"}}
    assert around(drifted) == {":3::1", ":3::2"}


def test_a_text_of_a_day_is_compared_with_what_cites_that_day(tmp_path: Path) -> None:
    path = folder_with(
        tmp_path,
        {
            HOME: law_text(),
            f"{HOME}@2026-06-13": law_text(BODY.replace("十四日", "七日"), enforced="2026-06-05"),
        },
    )
    cites = [Citation.parse(f"{HOME}:2:1"), Citation.parse(f"{HOME}@2026-06-13:2:1")]
    made, wrong = make(read_folder(path), cites, on=ON)
    assert wrong == []
    assert not drift(read_folder(path), rows=made).needs_a_look
    folder_with(path, {f"{HOME}@2026-06-13": law_text(BODY.replace("十四日", "八日"), enforced="2026-06-05")})
    (finding,) = drift(read_folder(path), rows=made).findings
    assert str(finding.cite) == f"{HOME}@2026-06-13:2:1"


def test_a_reform_is_the_text_in_force_against_that_of_a_day(
    tmp_path: Path, rows: tuple[Provision, ...]
) -> None:
    older = BODY.replace("**第三条の二（手数料）**　手数料の額は、千九百円とする。\n", "")
    folder_with(tmp_path, {HOME: law_text(), f"{HOME}@2026-06-13": law_text(older, enforced="2026-06-05")})
    folder_with(tmp_path, {"supplements.csv": supplements(0)})
    folder = read_folder(tmp_path)
    assert not drift(folder, rows=rows).needs_a_look
    assert found(drift(folder, against=date(2026, 6, 13), rows=rows)) == {"vanished": {":3-2"}}
    nothing = drift(folder, against=date(2026, 6, 12), rows=rows)
    assert [problem.code for problem in nothing.problems] == ["no_text_of_day"]


def test_a_law_without_a_file_is_named_and_the_rest_is_judged(
    tmp_path: Path, rows: tuple[Provision, ...]
) -> None:
    folder_with(tmp_path, {OTHER: law_text(law=OTHER)})
    other, _ = make(read_folder(tmp_path), [Citation.parse(f"{OTHER}:3-2")], on=ON)
    folder_with(tmp_path, {OTHER: law_text(BODY.replace("千九百円", "二千円"), law=OTHER)})
    drifted = drift(read_folder(tmp_path), rows=(*rows, *other))
    assert [(one.code, one.file, one.detail) for one in drifted.problems] == [
        ("missing", f"{HOME}.md", str(len(rows)))
    ]
    assert [str(one.cite) for one in drifted.of(DriftKind.CHANGED)] == [f"{OTHER}:3-2"]


def test_what_may_stand_behind_a_cut_is_not_judged(tmp_path: Path, rows: tuple[Provision, ...]) -> None:
    cut = law_text(BODY.replace("十四日", "三十日"))
    folder_with(tmp_path, {HOME: cut[: cut.index("者は、三十万円")], "supplements.csv": supplements(0)})
    drifted = drift(read_folder(tmp_path), rows=rows)
    assert drifted.of(DriftKind.VANISHED) == ()
    assert {":2:1", ":2:1#first", ":2"} <= found(drifted)["changed"]
    (problem,) = drifted.problems
    assert problem.code == "cut_off"
    assert int(problem.detail) == 9
