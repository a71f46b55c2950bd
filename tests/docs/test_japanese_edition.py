"""The Japanese edition: it is complete, runs the same code as the English one, and uses the words of the vocabularies.

A Japanese page may write its comments and texts for people in Japanese and ask for ``text("ja")``; what it runs is otherwise
what the English page runs, block by block.
"""

from __future__ import annotations

import ast
import re
from importlib.resources import files
from pathlib import Path
from typing import Final

import pytest

from tests.docs.test_documents import resolved
from tokutei import messages
from tokutei.vocabulary import Word

DOCS: Final = Path(__file__).resolve().parents[2] / "docs"
TRANSLATED: Final = ("tutorials", "how-to")
GLOSSARIES: Final = (DOCS / "glossary.md", DOCS / "ja" / "glossary.md")

# Tables of contents have no code of their own and need not be alike.
TWINS: Final = sorted(
    page.relative_to(DOCS / "ja").as_posix()
    for page in (DOCS / "ja").rglob("*.md")
    if page.name != "index.md" and (DOCS / page.relative_to(DOCS / "ja")).exists()
)

_FENCE: Final = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_JAPANESE: Final = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff\uff01-\uff5e]|[\u3000-\u303f\u30fb]")
_COMMENT: Final = re.compile(r"(?:^|\s)#.*$", re.MULTILINE)


def blocks(page: Path, *languages: str) -> list[str]:
    return [text for language, text in _FENCE.findall(page.read_text("utf-8")) if language in languages]


def fences(page: Path) -> list[str]:
    return [language for language, _ in _FENCE.findall(page.read_text("utf-8"))]


def same_text(english: str, japanese: str) -> bool:
    """Return whether one text is the other, its translation, or the name of the other language."""
    if english == japanese or {english, japanese} == {"en", "ja"}:
        return True
    return not _JAPANESE.search(english) and bool(_JAPANESE.search(japanese))


def difference(english: object, japanese: object) -> str | None:
    """Return where two pieces of syntax differ in more than a translation, or ``None``."""
    match english, japanese:
        case ast.Constant(value=str(one)), ast.Constant(value=str(other)):
            return None if same_text(one, other) else f"{one!r} is not {other!r}"
        case ast.JoinedStr(values=one), ast.JoinedStr(values=other):
            # Between the values stand words, and a translation may move the values.
            return None if same_values(one, other) else f"{said(english)} is not {said(japanese)}"
        case ast.AST(), ast.AST() if type(english) is type(japanese):
            for (_, one), (_, other) in zip(ast.iter_fields(english), ast.iter_fields(japanese), strict=True):
                if found := difference(one, other):
                    return found
            return None
        case list(), list() if len(english) == len(japanese):
            return next(filter(None, map(difference, english, japanese)), None)
        case _:
            return None if english == japanese else f"{said(english)} is not {said(japanese)}"


def same_values(english: list[ast.expr], japanese: list[ast.expr]) -> bool:
    """Return whether two texts with values in them show the same values, in whichever order."""
    wanted, left = (
        [piece for piece in pieces if isinstance(piece, ast.FormattedValue)] for pieces in (english, japanese)
    )
    for value in wanted:
        twin = next((one for one in left if difference(value, one) is None), None)
        if twin is None:
            return False
        left.remove(twin)
    return not left


def said(piece: object) -> str:
    if isinstance(piece, list):
        return "; ".join(map(said, piece))
    return ast.unparse(piece) if isinstance(piece, ast.AST) else repr(piece)


@pytest.mark.parametrize("folder", TRANSLATED)
def test_every_page_for_a_reader_has_a_japanese_twin(folder: str) -> None:
    english, japanese = (
        {page.relative_to(root).as_posix() for page in (root / folder).rglob("*.md")}
        for root in (DOCS, DOCS / "ja")
    )
    english.discard(f"{folder}/index.md")  # docs/ja/index.md leads to all of them
    assert english - japanese == set(), "not translated"
    assert japanese - english == set(), "a translation of nothing"


def test_the_glossary_and_the_tutorials_are_translated() -> None:
    assert {"glossary.md", "tutorials/app-developer.md", "tutorials/hr-vendor.md"} <= set(TWINS)


@pytest.mark.parametrize("page", TWINS)
def test_both_editions_have_the_same_blocks(page: str) -> None:
    assert fences(DOCS / "ja" / page) == fences(DOCS / page)


@pytest.mark.parametrize("page", TWINS)
def test_both_editions_run_the_same_programs(page: str) -> None:
    pairs = zip(blocks(DOCS / page, "python"), blocks(DOCS / "ja" / page, "python"), strict=True)
    differing = [found for one, other in pairs if (found := difference(ast.parse(one), ast.parse(other)))]
    assert differing == []


@pytest.mark.parametrize("page", TWINS)
def test_both_editions_type_the_same_commands(page: str) -> None:
    english, japanese = (
        [_COMMENT.sub("", text) for text in blocks(root / page, "sh")] for root in (DOCS, DOCS / "ja")
    )
    assert english == japanese


@pytest.mark.parametrize("page", TWINS)
def test_a_japanese_page_is_in_japanese(page: str) -> None:
    words = _FENCE.sub("", (DOCS / "ja" / page).read_text("utf-8"))
    paragraphs = [part for part in words.split("\n\n") if re.search(r"\w", part)]
    assert [part for part in paragraphs if not _JAPANESE.search(part)] == []


@pytest.mark.parametrize(
    ("english", "japanese"),
    [
        ('f(1).text("en")', 'f(2).text("ja")'),
        ("f(a=1)", "f(b=1)"),
        ('find("student")', 'find("engineer")'),
        ('find("留学")', 'find("永住者")'),
        ('print(f"{a}: {b}")', 'print(f"{a}：")'),
        ("f()", "f()\ng()"),
        ('print("last day")', 'print("final day")'),
    ],
)
def test_another_program_is_noticed(english: str, japanese: str) -> None:
    assert difference(ast.parse(english), ast.parse(japanese))


@pytest.mark.parametrize(
    ("english", "japanese"),
    [
        ('print(x.text("en"))  # why', 'print(x.text("ja"))  # 理由'),
        ('print("last day:", day)', 'print("期限：", day)'),
        ('print(f"{a} until {b}")', 'print(f"{b}まで{a}")'),
        ('print(f\'{a or b}{" (late)" if c else ""}\')', 'print(f\'{a or b}{"（期限経過）" if c else ""}\')'),
        ("print(f'{x.text(\"en\")}: {y}')", "print(f'{y}：{x.text(\"ja\")}')"),
        ('def f():\n    """Return."""', 'def f():\n    """返す。"""'),
    ],
)
def test_a_translation_is_the_same_program(english: str, japanese: str) -> None:
    assert difference(ast.parse(english), ast.parse(japanese)) is None


def rows(glossary: Path) -> list[list[str]]:
    """Return the rows of a glossary as cells, without headers."""
    lines = [line for line in glossary.read_text("utf-8").splitlines() if line.startswith("| ")]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return [row for row in cells if "`" in row[-1]]


def test_both_glossaries_have_the_same_identifiers_in_the_same_order() -> None:
    english, japanese = ([re.findall(r"`([^`]+)`", row[-1]) for row in rows(page)] for page in GLOSSARIES)
    assert len(english) > 40
    assert english == japanese


def test_both_glossaries_pair_the_same_words() -> None:
    """The words of the library have no Japanese on the English page: there the English word comes first."""
    for english, japanese in zip(*map(rows, GLOSSARIES), strict=True):
        term, explained, word, _ = japanese
        assert term
        assert explained
        assert _JAPANESE.search(term)
        own = not _JAPANESE.search(english[0])
        assert word.replace("（独自）", " (ours)") == (english[0] if own else english[1])
        assert own or term == english[0]


def test_members_have_the_words_of_their_vocabulary() -> None:
    members = {
        name: (row[0], found)
        for row in rows(GLOSSARIES[1])
        for name in re.findall(r"`([^`]+)`", row[-1])
        if re.fullmatch(r"(?:CardKind|StayState)\.[A-Z_]+", name)
        and isinstance(found := resolved(name), Word)
    }
    assert len(members) == 6
    assert [name for name, (term, member) in members.items() if term != member.ja] == []


JAPANESE: Final = sorted((DOCS / "ja").rglob("*.md"))
_LINK: Final = re.compile(r"\[([^\]]+)\]\(([^)#\s]+\.md)\)")
OTHER_WORDS: Final = {
    "法律相談": "法的助言",
    "ルール": "規則",
    "トラストアンカー": "信頼アンカー",
    "閉庁日": "休日",
    "フォルダ(?!ー)": "フォルダー",
    "断られ": "拒否され",
    "だれ": "誰",
}
"""What a page must not say, and what it says instead: one word for one thing."""


def title(page: Path) -> str:
    return page.read_text("utf-8").partition("\n")[0].removeprefix("# ")


@pytest.mark.parametrize("page", JAPANESE, ids=lambda page: page.relative_to(DOCS).as_posix())
def test_japanese_pages_are_called_by_their_titles(page: Path) -> None:
    linked = [
        (said, (page.parent / target).resolve()) for said, target in _LINK.findall(page.read_text("utf-8"))
    ]
    assert [
        (said, title(other)) for said, other in linked if other in JAPANESE and said != title(other)
    ] == []


@pytest.mark.parametrize(
    "page",
    [*JAPANESE, DOCS.parent / "README.ja.md"],
    ids=lambda page: page.relative_to(DOCS.parent).as_posix(),
)
@pytest.mark.parametrize("word", OTHER_WORDS)
def test_one_thing_has_one_word(page: Path, word: str) -> None:
    assert re.findall(f".{{0,20}}{word}", page.read_text("utf-8")) == [], f"say {OTHER_WORDS[word]}"


@pytest.mark.parametrize("word", ["法律相談", "ルール", "トラストアンカー", "閉庁日"])
def test_messages_have_the_words_of_the_pages(word: str) -> None:
    said = (files(messages) / "ja.toml").read_text("utf-8")
    assert [line for line in said.splitlines() if word in line] == []


def test_both_readmes_lead_to_the_same_pages() -> None:
    english, japanese = (
        {target for _, target in _LINK.findall((DOCS.parent / name).read_text("utf-8"))}
        for name in ("README.md", "README.ja.md")
    )
    twins = {re.sub("^docs/ja/", "docs/", target) for target in japanese}
    only_english = english - {"README.ja.md", "docs/how-to/index.md"}  # docs/ja/index.md has the how-to pages
    assert only_english - twins == set()
