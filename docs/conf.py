"""How the documents become a site: ``make docs`` builds it, and every warning is an error.

The site loads nothing from elsewhere: no fonts, no scripts, no inventories of other projects. The extensions
beside this file say what each of them adds.
"""

import gc
import sys
import tomllib
from pathlib import Path
from typing import Any

from pygments.lexers.special import TextLexer
from sphinx.application import Sphinx

# The tree of a page is large and lives to the end: looking for what can be freed takes a third of the time.
gc.set_threshold(200_000, 50, 100)

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE / "_ext"), str(HERE.parent / "src")]

_PROJECT: dict[str, Any] = tomllib.loads((HERE.parent / "pyproject.toml").read_text("utf-8"))["project"]

project = _PROJECT["name"]
version = release = _PROJECT["version"]
author = "tokutei maintainers"
project_copyright = "2026 tokutei maintainers; law texts: e-Gov (CC BY 4.0)"
language = "en"
html_search_language = "both"

extensions = [
    "myst_parser",
    "sphinx.ext.autodoc",
    "sphinx.ext.napoleon",
    "mermaid_fences",
    "pages",
    "public_names",
    "signatures",
]
exclude_patterns = ["_*", "samples"]
nitpicky = True

# What types and docstrings name and this site does not describe. Nothing else may be missing.
nitpick_ignore_regex = [
    # the standard library and optional packages: their inventories would need a network while building
    (r"py:.*", r"(collections|datetime|os|pathlib|re|secrets|types|typing)\..*"),
    (r"py:.*", r"(cryptography|hypothesis|numpy|PIL|pydantic|pydantic_core)\..*"),
    # the same, where a module imports them for checkers only, so that no path is known
    (r"py:class", r"date|datetime|FreeTypeFont|ImageFile|RSAPrivateKey"),
    (r"py:class", r"CoreSchema|core_schema\.SerSchema"),
    # what a function returns and nobody names: a reading that is played back, two ciphers, a line of time
    (r"py:class", r"tokutei\.chip\.(tracing\.ReplayedCard|ciphers\._Aes128|ciphers\._TripleDes)"),
    (r"py:class", r"tokutei\.employment\.hour_moments\._Line"),
    # variables of types stand for a type and are none
    (r"py:class", r"(tokutei\.[\w.]+\.)?(T|T_co|W|V|P)"),
]

myst_heading_anchors = 4
myst_fence_as_directive = ["mermaid"]

add_module_names = False
autodoc_typehints = "signature"
autodoc_typehints_format = "short"
autodoc_member_order = "bysource"
autodoc_class_signature = "mixed"
autodoc_preserve_defaults = True
napoleon_use_rtype = False
napoleon_use_ivar = False
python_use_unqualified_type_names = True
python_maximum_signature_line_length = 88
toc_object_entries_show_parents = "hide"

html_theme = "furo"
html_title = f"{project} {version}"
html_static_path = ["_static"]
html_css_files = ["tokutei.css"]
html_show_sphinx = False
html_copy_source = False
html_theme_options: dict[str, Any] = {"top_of_page_buttons": []}


def setup(app: Sphinx) -> None:
    """Take tables of text as they are: Pygments has no lexer for them."""
    app.add_lexer("csv", TextLexer)
