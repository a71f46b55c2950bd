"""The site: built with warnings as errors, complete, sufficient to itself, and fitting on screens of two widths."""

from __future__ import annotations

import functools
import http.server
import importlib
import importlib.util
import inspect
import pkgutil
import posixpath
import re
import subprocess
import sys
import threading
import zlib
from collections import Counter
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Final
from urllib.parse import urldefrag

import pytest

import tokutei
from tests.docs.browser import CHROMIUM, Browser, browser

pytestmark = [
    pytest.mark.slow,
    # A mark, not a skip of the module: whoever runs the other tests has no need of it, and no skip to answer for.
    pytest.mark.skipif(
        importlib.util.find_spec("furo") is None,
        reason="needs what the documents are made with: make test-slow installs it, and make docs",
    ),
]
needs_chromium = pytest.mark.skipif(
    CHROMIUM is None, reason="needs Chromium: apt install chromium fonts-noto-cjk"
)

ROOT: Final = Path(__file__).resolve().parents[2]
DOCS: Final = ROOT / "docs"
MAKEFILE: Final = ROOT / "Makefile"
SOURCES: Final = sorted(
    path.relative_to(DOCS).with_suffix("").as_posix()
    for path in DOCS.glob("**/*.md")
    if not path.relative_to(DOCS).parts[0].startswith("_")
)
SERVED: Final = {"genindex", "py-modindex", "search"}
DIAGRAM: Final = re.compile(r"^```mermaid$", re.MULTILINE)
LOADED: Final = {
    "script": "src",
    "img": "src",
    "iframe": "src",
    "source": "src",
    "video": "src",
    "object": "data",
}
WIDTHS: Final = (1400, 390)

# Waits until every diagram is drawn, then says what does not fit.
MEASURED: Final = """
(async () => {
  const frames = [...document.querySelectorAll("pre.mermaid")];
  for (let i = 0; i < 400 && frames.some((frame) => !frame.classList.contains("drawn")); i++)
    await new Promise((done) => setTimeout(done, 50));
  return {
    over: document.documentElement.scrollWidth - window.innerWidth,
    drawn: frames.filter((frame) => frame.querySelector("svg")?.getBBox().width > 0).length,
    loaded: performance.getEntriesByType("resource").map((entry) => entry.name),
  };
})()
"""


def has_script(site: Path) -> None:
    """Go on if the site can draw its diagrams; it can be built without the script, but not be tested."""
    if not [*site.glob("_static/mermaid-*.min.js")]:
        pytest.skip("needs the script that draws diagrams: npm takes it once, with a network (make docs)")


class Page(HTMLParser):
    """What a page loads, where it leads, which language it says it is in, and how many diagrams it has."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.loads: list[str] = []
        self.links: set[str] = set()
        self.lang = ""
        self.diagrams = 0
        self.text = text
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "html":
            self.lang = given.get("lang", "")
        if tag == "a" and "href" in given:
            self.links.add(urldefrag(given["href"]).url)
        if tag == "link" and not {"index", "search", "next", "prev"} & set(given["rel"].split()):
            self.loads.append(given["href"])
        if tag in LOADED and LOADED[tag] in given:
            self.loads.append(given[LOADED[tag]])
        self.diagrams += tag == "pre" and given.get("class") == "mermaid"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the site by the command of ``make docs``, into a folder of its own."""
    folder = tmp_path_factory.mktemp("site")
    (line,) = re.findall(r"^\t\$\(IN\)/python (-m sphinx .+)$", MAKEFILE.read_text("utf-8"), re.MULTILINE)
    own = line.replace("build/doctrees", str(folder / "trees")).replace("build/docs", str(folder / "html"))
    assert {"-W", "-n"} <= set(own.split())
    command = [sys.executable, *own.split()]
    built = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)  # noqa: S603
    assert built.returncode == 0, built.stderr
    assert "WARNING" not in built.stderr
    return folder / "html"


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[str, Page]:
    return {
        path.relative_to(site).with_suffix("").as_posix(): Page(path.read_text("utf-8"))
        for path in site.glob("**/*.html")
    }


def test_every_document_is_a_page(pages: dict[str, Page]) -> None:
    assert len(SOURCES) > 90
    assert set(pages) - SERVED == set(SOURCES)


def led_to(name: str, page: Page) -> set[str]:
    """Return the files of the site that a page links to, as paths from its root."""
    inside = (link for link in page.links if link and not re.match(r"\w+:", link))
    return {posixpath.normpath(posixpath.join(posixpath.dirname(name), link)) for link in inside}


def test_every_page_can_be_reached_from_the_first(pages: dict[str, Page]) -> None:
    reached, waiting = set(SERVED), ["index"]
    while waiting:
        name = waiting.pop()
        if name in pages and name not in reached:
            reached.add(name)
            waiting += [link.removesuffix(".html") for link in led_to(name, pages[name])]
    assert set(pages) - reached == set()


def test_links_between_pages_lead_to_files(pages: dict[str, Page], site: Path) -> None:
    links = {link for name, page in pages.items() for link in led_to(name, page)}
    assert len(links & {f"{name}.html" for name in pages}) > 100
    assert not [link for link in sorted(links) if not (site / link).exists()]


def test_nothing_is_loaded_from_elsewhere(pages: dict[str, Page], site: Path) -> None:
    for name, page in pages.items():
        outside = [load for load in page.loads if re.match(r"(?:\w+:)?//", load)]
        assert page.loads
        assert not outside, name
    styles = [path.read_text("utf-8") for path in site.glob("_static/**/*.css")]
    assert len(styles) > 3
    assert not [style for style in styles if re.search(r"@import|url\(\s*['\"]?(?:https?:)?//", style)]


def test_diagrams_are_there_with_the_script_that_draws_them(pages: dict[str, Page], site: Path) -> None:
    fences = {name: len(DIAGRAM.findall((DOCS / f"{name}.md").read_text("utf-8"))) for name in SOURCES}
    assert fences["lifecycle"] > 10
    assert {name: page.diagrams for name, page in pages.items() if page.diagrams} == {
        name: count for name, count in fences.items() if count
    }
    has_script(site)
    for name, page in pages.items():
        loads = [load for load in page.loads if "mermaid" in load]
        assert bool(loads) == (page.diagrams > 0), name


def test_pages_say_which_language_they_are_in(pages: dict[str, Page]) -> None:
    japanese = {name for name, page in pages.items() if page.lang == "ja"}
    assert japanese == {name for name in SOURCES if name.startswith("ja/")} | {"project/readme.ja"}
    assert {page.lang for page in pages.values()} == {"en", "ja"}


def test_every_page_says_that_it_is_no_legal_advice(pages: dict[str, Page]) -> None:
    for name, page in pages.items():
        assert "Not legal advice" in page.text, name
        assert "法的助言ではありません" in page.text, name
        assert "e-Gov" in page.text, name


def public_objects() -> dict[tuple[str, int], set[str]]:
    """Return every name of every ``__all__`` with the paths from which it can be imported."""
    modules = ["tokutei", *(found.name for found in pkgutil.walk_packages(tokutei.__path__, "tokutei."))]
    paths: dict[tuple[str, int], set[str]] = {}
    for module in modules:
        if not module.endswith("__main__"):
            found = importlib.import_module(module)
            for name in getattr(found, "__all__", ()):
                value = getattr(found, name)
                if not inspect.ismodule(value):
                    paths.setdefault((name, id(value)), set()).add(f"{module}.{name}")
    return paths


def test_every_public_name_is_described_once_and_can_be_linked_to(site: Path) -> None:
    packed = (site / "objects.inv").read_bytes().split(b"\n", 4)[4]
    rows = [line.split(" ", 3) for line in zlib.decompress(packed).decode().splitlines()]
    # -1 marks the path of the module that defines a name, which leads to the same place
    described = Counter(
        name
        for name, role, rank, _ in rows
        if role.startswith("py:") and role != "py:module" and rank != "-1"
    )
    public = public_objects()
    assert len(public) > 1500
    wrong = {min(paths): sum(described[path] for path in paths) for paths in public.values()}
    assert {name: count for name, count in wrong.items() if count != 1} == {}


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves files without saying so."""

    def do_GET(self) -> None:
        if self.path == "/favicon.ico":  # browsers ask for it; the site has none
            self.send_response(204)
            self.end_headers()
        else:
            super().do_GET()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name of the base
        pass


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    serve = functools.partial(Quiet, directory=str(site))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), serve) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with browser(tmp_path_factory.mktemp("profile")) as started:
        yield started


@needs_chromium
def test_every_page_fits_wide_and_narrow_screens(
    pages: dict[str, Page], site: Path, address: str, reader: Browser
) -> None:
    has_script(site)
    for name, page in pages.items():
        for width in WIDTHS:
            reader.widen(width)
            if width == WIDTHS[0]:
                reader.visit(f"{address}/{name}.html")
            seen = reader.ask(MEASURED)
            assert seen["over"] <= 0, (name, width)
            assert seen["drawn"] == page.diagrams, (name, width)
            assert not [one for one in seen["loaded"] if not one.startswith(address)], name
        assert not reader.complaints, name


@needs_chromium
@pytest.mark.parametrize("words", ["special period", "在留期間", "更新", "CardKind"])
def test_the_search_finds_words_of_both_languages(words: str, address: str, reader: Browser) -> None:
    reader.visit(f"{address}/search.html?q={words}")
    found = reader.ask(
        "new Promise((done) => { let i = 0; const look = setInterval(() => {"
        "  const count = document.querySelectorAll('#search-results li').length;"
        "  if (count || ++i > 100) { clearInterval(look); done(count); } }, 50); })"
    )
    assert found > 0
