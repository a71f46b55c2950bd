"""What the pages need besides Sphinx: files of the repository as pages, the language of a page, a search for both.

Pages link to files outside ``docs/`` the way GitHub wants it (``../README.md``). Those that the site has as pages
(``docs/project``) are linked to there; for folders and code there is no page, so their words stand without a link.
"""

from __future__ import annotations

import posixpath
import re
from typing import Any, Final

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.search import SearchLanguage
from sphinx.search.en import SearchEnglish

PAGES: Final = {
    "README.md": "project/readme.md",
    "README.ja.md": "project/readme.ja.md",
    "CHANGELOG.md": "project/changelog.md",
}
"""Files of the repository, with the pages of the site that include them."""

WARNING: Final = (
    'Not legal advice. <span lang="ja">法的助言ではありません。</span> <a href="{limits}">Known limits</a>'
)
INCLUDED: Final = {page.removesuffix(".md"): name for name, page in PAGES.items()}
LINK: Final = re.compile(r"(?<!!)\[([^\[\]]*)\]\((?!\w+:|#)([^()#\s]+)(#[^()\s]*)?\)")
NAMED_HEADING: Final = re.compile(r'^(#+ )<a id="([\w-]+)"></a>', re.MULTILINE)
FENCE: Final = re.compile(r"^(`{3,}).*?^\1$", re.MULTILINE | re.DOTALL)
JAPANESE: Final = re.compile(r"ja/|project/readme\.ja$")
KANA_KANJI: Final = "\u3005-\u3007\u3041-\u30ff\u3400-\u9fff\uff66-\uff9f"
WIDE: Final = re.compile(rf"[{KANA_KANJI}\u3000-\u303f\uff01-\uff60]")
RUNS: Final = re.compile(rf"[{KANA_KANJI}]+|[^\W{KANA_KANJI}]+")


def _linked(page: str, folder: str, link: re.Match[str]) -> str:
    """Return a link as the site needs it; ``folder`` is where its page stands in the repository."""
    words, path, anchor = link[1], link[2], link[3] or ""
    target = posixpath.normpath(posixpath.join(folder, path))
    if target in PAGES:
        target = f"docs/{PAGES[target]}"
    elif not target.startswith("docs/"):
        return words
    home = posixpath.dirname(f"docs/{page}")
    return f"[{words}]({posixpath.relpath(target, home)}{anchor})"


def link_pages(app: Sphinx, page: str, source: list[str]) -> None:
    """Put a file of the repository where a page of the site stands for it, and turn links to such files round."""
    folder = posixpath.dirname(f"docs/{page}")
    if page in INCLUDED:
        source[0] = (app.srcdir.parent / INCLUDED[page]).read_text("utf-8")
        app.env.note_dependency(str(app.srcdir.parent / INCLUDED[page]))
        folder = ""
    parts, last = [], 0
    for fence in [*FENCE.finditer(source[0]), None]:
        text = source[0][last : fence.start() if fence else None]
        text = LINK.sub(lambda link: _linked(page, folder, link), text)
        parts.append(NAMED_HEADING.sub(r"(\2)=\n\1", text))
        if fence:
            parts.append(fence[0])
            last = fence.end()
    source[0] = "".join(parts)


def name_language(
    _app: Sphinx, page: str, _template: str, context: dict[str, object], _tree: nodes.document | None
) -> None:
    """Say of each page which language it is in: voices, hyphens and glyphs follow from it."""
    if JAPANESE.match(page):
        context["language"] = "ja"


def warn_reader(
    _app: Sphinx, _page: str, _template: str, context: dict[str, Any], _tree: nodes.document | None
) -> None:
    """Say above each page what the library is not, with a link that leads from there to its limits."""
    context["theme_announcement"] = WARNING.format(limits=context["pathto"]("known-limits"))


def join_lines(_app: Sphinx, tree: nodes.document) -> None:
    """Join the lines of Japanese text: where a source line ends there is no blank, as browsers would show."""
    for text in [*tree.findall(nodes.Text)]:
        if text == "\n" and text.parent:
            place = text.parent.index(text)
            around = text.parent[max(place - 1, 0) : place + 2]
            before, after = around[0].astext()[-1:], around[-1].astext()[:1]
            if len(around) == 3 and WIDE.match(before) and WIDE.match(after):
                text.parent.remove(text)


def pairs(run: str) -> list[str]:
    """Return the pairs of neighbouring characters of a Japanese run: 在留期間 is 在留, 留期 and 期間."""
    return [run[i : i + 2] for i in range(len(run) - 1)] or [run]


class SearchBoth(SearchEnglish):
    """English words by their stems, Japanese by pairs of characters, which needs no dictionary of words.

    Sphinx has a search for Japanese, which cuts English wrong, and one for English, which takes a whole Japanese
    clause for a word. The reader's browser cuts what is asked the same way as the pages were cut here.
    """

    lang = "both"
    js_splitter_code = f"""
var splitQuery = (query) =>
  (query.match(/[{KANA_KANJI}]+|[^\\s\\p{{P}}\\p{{S}}{KANA_KANJI}]+/gu) || []).flatMap((run) =>
    /^[{KANA_KANJI}]{{2,}}$/u.test(run)
      ? [...run.slice(1)].map((_, i) => run.slice(i, i + 2))
      : [run]);
"""

    def split(self, text: str) -> list[str]:
        """Return the words of a text."""
        return [
            word
            for run in RUNS.findall(text)
            for word in (pairs(run) if re.match(f"[{KANA_KANJI}]", run) else [run])
        ]


def setup(app: Sphinx) -> dict[str, bool]:
    """Called by Sphinx."""
    search: type[SearchLanguage] = SearchBoth
    app.add_search_language(search)
    app.connect("source-read", link_pages, priority=400)
    app.connect("doctree-read", join_lines)
    app.connect("html-page-context", name_language)
    app.connect("html-page-context", warn_reader)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
