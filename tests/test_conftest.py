"""Documents are executed and compared, and skips can be forbidden."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest

from conftest import PATTERNS

ROOT: Final = Path(__file__).resolve().parent.parent

pytest_plugins = ["pytester"]

CONFTEST: Final = Path(__file__).resolve().parent.parent / "conftest.py"


@pytest.fixture
def project(pytester: pytest.Pytester) -> pytest.Pytester:
    """A project with our ``conftest.py`` and the marks it knows."""
    pytester.makeconftest(CONFTEST.read_text("utf-8"))
    pytester.makeini("[pytest]\nmarkers =\n  shared: facts beside the checkout\n")
    return pytester


def outcomes(project: pytest.Pytester, *options: str) -> dict[str, int]:
    """Run the project in a process of its own and return how many tests ended how."""
    return project.runpytest_subprocess("-p", "no:cacheprovider", *options).parseoutcomes()


PAGE: Final = """
```python
for word in ("one", "two"):
    print(word)
```

```text
one
{second}
```

```python
assert word == "two"
```
"""


@pytest.mark.parametrize(
    ("second", "expected"), [("two", {"passed": 3}), ("three", {"passed": 2, "failed": 1})]
)
def test_a_text_block_says_what_the_block_before_it_printed(
    project: pytest.Pytester, second: str, expected: dict[str, int]
) -> None:
    project.makefile(".md", README=PAGE.format(second=second))
    assert outcomes(project) == expected


def test_a_text_block_after_nothing_printed_fails(project: pytest.Pytester) -> None:
    project.makefile(".md", README="```python\nx = 1\n```\n\n```text\na drawing\n```\n")
    assert outcomes(project) == {"passed": 1, "failed": 1}


def test_what_a_command_prints_is_not_the_output_of_a_block_above_it(project: pytest.Pytester) -> None:
    blocks = "```python\nx = 1\n```\n\n```sh\npython x.py\n```\n\n```text\nelsewhere\n```\n"
    project.makefile(".md", README=blocks)
    assert outcomes(project) == {"passed": 3}


def test_every_page_with_python_is_collected() -> None:
    """On Python before 3.13 two stars of a pattern are one folder."""
    written = {page for page in (ROOT / "docs").rglob("*.md") if "\n```python" in page.read_text("utf-8")}
    matched = {page for page in written for pattern in PATTERNS if page.relative_to(ROOT).match(pattern)}
    assert len(written) > 40
    assert written - matched == set()


def test_a_block_that_raises_fails(project: pytest.Pytester) -> None:
    project.makefile(".md", README="```python\n1 / 0\n```\n")
    assert outcomes(project) == {"failed": 1}


SKIPS: Final = """
import pytest

def test_skips():
    pytest.skip("no reader here")

@pytest.mark.xfail(reason="known")
def test_known():
    assert False

@pytest.mark.shared
def test_shared():
    pass
"""


def test_skips_are_allowed_by_default_and_facts_that_are_absent_are_a_reason(
    project: pytest.Pytester,
) -> None:
    project.makepyfile(SKIPS)
    assert outcomes(project) == {"skipped": 2, "xfailed": 1}


def test_no_skips_turns_every_skip_into_a_failure_that_says_why(project: pytest.Pytester) -> None:
    project.makepyfile(SKIPS)
    found = project.runpytest_subprocess("--no-skips")
    assert found.parseoutcomes() == {"failed": 1, "errors": 1, "xfailed": 1}
    for why in ("no reader here", "beside the checkout"):
        found.stdout.fnmatch_lines([f"*skips are forbidden here*{why}*"])


def test_no_skips_sees_a_module_that_skips_itself(project: pytest.Pytester) -> None:
    project.makepyfile("import pytest\npytest.importorskip('nonesuch')\n")
    assert outcomes(project, "--no-skips") == {"errors": 1}
    assert outcomes(project) == {"skipped": 1}
