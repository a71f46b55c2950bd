"""Folders of law texts: what is wrong with a file is named, and the others are still read."""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.audit.law_folder import BODY, HOME, OTHER, folder_with, law_text
from tokutei.audit import read_folder
from tokutei.audit.tables import index
from tokutei.errors import FolderError
from tokutei.law import Citation


def problems(path: Path) -> list[tuple[str, str, str]]:
    return [(problem.code, problem.file, problem.detail) for problem in read_folder(path).problems]


def test_names_and_front_matter_both_give_the_law(tmp_path: Path) -> None:
    folder_with(
        tmp_path,
        {
            f"{HOME}.md": BODY,
            "見本の別の法律.md": law_text(law=OTHER),
            f"{HOME}@2026-06-13.md": law_text(enforced="2026-06-05"),
            "@2025-01-01.md": law_text(law=OTHER, enforced="2024-04-01"),
        },
    )
    folder = read_folder(tmp_path)
    assert folder.problems == ()
    assert {key: text.enforced for key, text in folder.texts.items()} == {
        (HOME, None): None,
        (OTHER, None): date(2026, 6, 14),
        (HOME, date(2026, 6, 13)): date(2026, 6, 5),
        (OTHER, date(2025, 1, 1)): date(2024, 4, 1),
    }


@pytest.mark.parametrize("text", ["", "\n \n", "\ufeff"])
def test_an_empty_file(tmp_path: Path, text: str) -> None:
    assert problems(folder_with(tmp_path, {HOME: text}))[0][0] in {"empty_file", "no_provisions"}


@pytest.mark.parametrize(
    ("name", "content", "code", "detail"),
    [
        (f"{HOME}.md", law_text().encode("utf-16"), "not_utf8", ""),
        (f"{HOME}.md", law_text().encode("cp932"), "not_utf8", ""),
        (f"{HOME}.md", law_text().split("---\n")[1], "no_provisions", ""),
        (f"{HOME}.md", "---\n" + law_text().split("---\n")[1], "front_matter", ""),
        (f"{HOME}.md", '---\nidentifier: "入管法"\n---\n' + BODY, "front_matter", ""),
        (f"{HOME}.md", law_text(law=OTHER), "two_laws", OTHER),
        (f"{HOME}@2026-02-30.md", law_text(), "no_such_day", "2026-02-30"),
        (f"{HOME}@20260613.md", law_text(), "no_such_day", "20260613"),
        (f"{HOME}@2026-06-13.md", law_text(), "later_than_its_day", "2026-06-14"),
        (f"{HOME}.md", "---\ntitle: x\n---\n\n", "no_provisions", ""),
        ("notes.md", "# Notes\n", "foreign", ""),
        ("picture.png", b"\x89PNG\r\n", "foreign", ""),
        (".DS_Store", b"\0\0", "foreign", ""),
        (f"{HOME}.xml", "<Law/>", "foreign", ""),
        ("supplements.csv", "law_id,block\n", "supplements", ""),
        ("supplements.csv", f"law_id,amending_law_id,block\n{HOME},{HOME},x\n", "supplements", ""),
        ("supplements.csv", b"\xff\xfe", "not_utf8", ""),
    ],
)
def test_what_is_wrong_with_a_file_is_named(
    tmp_path: Path, name: str, content: str | bytes, code: str, detail: str
) -> None:
    folder_with(tmp_path, {name: content, f"{OTHER}.md": law_text(law=OTHER)})
    if code == "foreign" and not name.startswith("notes"):
        assert problems(tmp_path)[0][:2] == (code, name)
    else:
        assert problems(tmp_path) == [(code, name, detail)]
    assert (OTHER, None) in read_folder(tmp_path).texts


def test_every_problem_is_said_in_both_languages(tmp_path: Path) -> None:
    folder_with(tmp_path, {"a.png": b"x", HOME: "", f"{OTHER}.md": b"\xff"})
    for problem in read_folder(tmp_path).problems:
        for lang in ("ja", "en"):
            assert problem.file in problem.text(lang)
            assert "{" not in problem.text(lang)
            assert not problem.text(lang).startswith("audit.")


def test_a_folder_among_the_texts_is_named(tmp_path: Path) -> None:
    (tmp_path / f"{HOME}.md").mkdir()
    assert problems(tmp_path) == [("no_file", f"{HOME}.md", "")]


def test_a_link_that_leads_nowhere_is_named(tmp_path: Path) -> None:
    (tmp_path / f"{HOME}.md").symlink_to(tmp_path / "gone")
    assert problems(tmp_path) == [("no_file", f"{HOME}.md", "")]


def test_a_file_that_is_larger_than_any_law_is_not_read(tmp_path: Path) -> None:
    with (tmp_path / f"{HOME}.md").open("wb") as file:
        file.truncate(2**26)
    assert problems(tmp_path) == [("too_large", f"{HOME}.md", "")]


def test_a_law_that_is_given_twice(tmp_path: Path) -> None:
    folder_with(tmp_path, {HOME: law_text(), "z.md": law_text(BODY.replace("十四日", "三十日"))})
    folder = read_folder(tmp_path)
    assert problems(tmp_path) == [("given_twice", "z.md", HOME)]
    assert "十四日" in folder.texts[HOME, None].body.main.said()


def test_an_article_that_stands_twice_is_named(tmp_path: Path) -> None:
    folder_with(tmp_path, {HOME: law_text(BODY.replace("**第三条の二（手数料）**", "**第三条（手数料）**"))})
    assert problems(tmp_path) == [("repeated", f"{HOME}.md", "3")]
    assert read_folder(tmp_path).texts[HOME, None].body.main.parts["3"].parts["1"].parts


def test_a_text_that_ends_within_a_line_is_cut(tmp_path: Path) -> None:
    whole = law_text()
    folder_with(tmp_path, {HOME: whole[: whole.index("届け出なければ")], OTHER: law_text(law=OTHER).rstrip()})
    folder = read_folder(tmp_path)
    assert folder.texts[HOME, None].ending.is_cut
    assert not folder.texts[OTHER, None].ending.is_cut


def test_line_ends_and_a_byte_order_mark_do_not_matter(tmp_path: Path) -> None:
    content = law_text(law=OTHER).replace(OTHER, HOME)
    folder_with(
        tmp_path,
        {HOME: content, f"{HOME}@2026-06-14.md": b"\xef\xbb\xbf" + content.replace("\n", "\r\n").encode()},
    )
    texts = read_folder(tmp_path).texts
    assert read_folder(tmp_path).problems == ()
    assert texts[HOME, None].body == texts[HOME, date(2026, 6, 14)].body


def test_known_files_are_no_problem(tmp_path: Path) -> None:
    row = f"law_id,block,amending_law_id\n{HOME},2,{OTHER}\n"
    folder_with(tmp_path, {"README.md": "anything", "supplements.csv": row, HOME: law_text()})
    folder = read_folder(tmp_path)
    assert folder.problems == ()
    assert folder.supplements == {(HOME, OTHER): 2}


@pytest.mark.parametrize("folder", ["no/such/folder", "\0", 5, None])
def test_what_is_no_folder(folder: str) -> None:
    with pytest.raises(FolderError) as caught:
        read_folder(folder)
    for lang in ("ja", "en"):
        assert caught.value.text(lang).isprintable()


def test_a_file_in_place_of_a_folder(tmp_path: Path) -> None:
    with pytest.raises(FolderError):
        read_folder(folder_with(tmp_path, {HOME: law_text()}) / f"{HOME}.md")


def test_a_name_cannot_act_on_a_terminal(tmp_path: Path) -> None:
    folder_with(tmp_path, {"\x1b[2J.txt": "x"})
    (problem,) = read_folder(tmp_path).problems
    assert problem.text("en").isprintable()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(
    st.binary(max_size=200)
    | st.text(max_size=200).map(lambda text: law_text(text).encode("utf-8", "replace"))
)
def test_any_file_is_read_or_named(tmp_path: Path, content: bytes) -> None:
    (tmp_path / f"{HOME}.md").write_bytes(content)
    folder = read_folder(tmp_path)
    assert bool(folder.texts) != bool([one for one in folder.problems if one.code != "repeated"])


@pytest.mark.parametrize("name", ["入管法@2026-06-13.md", f"{HOME}@2026-06-13.md"])
def test_the_day_in_any_name_counts(tmp_path: Path, name: str) -> None:
    folder_with(tmp_path, {name: law_text(enforced="2026-06-05")})
    assert set(read_folder(tmp_path).texts) == {(HOME, date(2026, 6, 13))}


@pytest.mark.parametrize("name", [f"{HOME}@2026-06-13@2026-06-13.md", f"{HOME}@.md"])
def test_a_day_that_is_none_is_named(tmp_path: Path, name: str) -> None:
    folder_with(tmp_path, {name: law_text()})
    assert [code for code, _, _ in problems(tmp_path)] == ["no_such_day"]


def test_the_file_with_the_proper_name_is_taken(tmp_path: Path) -> None:
    other = law_text(BODY.replace("十四日", "三十日"))
    folder_with(tmp_path, {HOME: law_text(), "0 copy.md": other, f"{HOME} (1).md": other})
    assert "十四日" in read_folder(tmp_path).texts[HOME, None].body.main.said()
    assert [code for code, _, _ in problems(tmp_path)] == ["given_twice", "given_twice"]


def test_front_matter_that_names_two_laws(tmp_path: Path) -> None:
    folder_with(tmp_path, {"x.md": law_text().replace("extra:", f'identifier: "{OTHER}"\nextra:')})
    assert [code for code, _, _ in problems(tmp_path)] == ["front_matter"]


def test_what_stands_twice_in_supplements_and_tables_is_named(tmp_path: Path) -> None:
    body = BODY.replace("**第二条（経過措置）**", "**第一条（経過措置）**").replace(
        "**別表第二**", "**別表第一**"
    )
    folder_with(tmp_path, {HOME: law_text(body)})
    assert problems(tmp_path) == [
        ("repeated", f"{HOME}.md", "別表第一"),
        ("repeated", f"{HOME}.md", "附則[0]:1"),
    ]


def test_of_very_many_repetitions_some_are_named(tmp_path: Path) -> None:
    folder_with(tmp_path, {HOME: law_text("**第九条**　甲。\n" * 5000 + BODY)})
    found = problems(tmp_path)
    assert len(found) == 21
    assert found[-1] == ("repeated_more", f"{HOME}.md", "4979")


def test_only_the_laws_asked_for_are_taken_apart(tmp_path: Path) -> None:
    folder_with(tmp_path, {HOME: law_text(), OTHER: law_text(law=OTHER)})
    folder = read_folder(tmp_path, laws={OTHER})
    assert set(folder.texts) == {(OTHER, None)}
    assert folder.problems == ()


def test_a_hidden_folder_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    assert problems(tmp_path) == []


def test_a_name_that_no_system_can_open_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.md").symlink_to("x" * 300)
    assert [code for code, _, _ in problems(tmp_path)] == ["unreadable"]


@pytest.mark.parametrize(
    "body",
    [
        f"**{'１' * 5000}**　甲。\n",
        "**第一条**　甲。\n\n" + "".join(f"- {'一' if n else '二'}　乙。\n" for n in range(3000)),
        "**第一条**　甲。\n\n**別表第一**\n\n| 甲 | 乙 |\n| --- | --- |\n"
        + "".join(f"| {n} | 一 |\n" for n in range(4000)),
        "title: a" + " " * 20000 + "b\n**第一条**　甲。\n",
        "**第一条から第九千九百九十九条まで**　削除\n",
        "- 一から千まで　略\n" * 10,
        "**" * 5000 + "\n",
    ],
    ids=["digits", "items", "rows", "blanks", "articles", "ranges", "stars"],
)
def test_odd_texts_are_read_quickly(tmp_path: Path, body: str) -> None:
    folder_with(tmp_path, {HOME: law_text(body), OTHER: f"---\n{body}---\n{BODY}"})
    begun = time.perf_counter()
    folder = read_folder(tmp_path)
    for text in folder.texts.values():
        index(text, {})
    assert time.perf_counter() - begun < 5


@pytest.mark.parametrize(
    "line",
    [
        "- 十十　甲。",
        "- 二千　甲。",
        "  - ア　甲。",
        "**第二千条**　甲。",
        "**別表第二千**",
        "| a:b | 一 |",
        "| ?# | 一 |",
    ],
)
def test_places_that_no_citation_can_name_are_left_out(tmp_path: Path, line: str) -> None:
    body = f"**第一条**　甲。\n\n- 一　乙。\n{line}\n\n**別表第一**\n\n| 甲 | 乙 |\n| --- | --- |\n{line}\n"
    folder_with(tmp_path, {HOME: law_text(body)})
    for cites in index(read_folder(tmp_path).texts[HOME, None], {}).values():
        for cite in cites:
            assert Citation.parse(str(cite)) == cite
            assert cite.text("ja")
            assert cite.text("en")
