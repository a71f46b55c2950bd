"""How the tests are collected and run: documents, facts beside the checkout, and skips that are not allowed.

Python blocks of the documents are executed, those of one page one after the other in one namespace.
A ``text`` block that follows a block that printed something must say exactly what was printed.
"""

from __future__ import annotations

import contextlib
import gc
import io
from collections.abc import Generator
from pathlib import Path
from typing import Final

import pytest
from hypothesis import settings
from sybil import Example, Sybil
from sybil.evaluators.python import PythonEvaluator
from sybil.parsers.markdown import CodeBlockParser, SkipParser

ROOT: Final = Path(__file__).resolve().parent
SHARED: Final = ROOT.parent / "shared"

# A busy machine is slow at any one example: time is measured by the benchmarks, not by the properties.
settings.register_profile("tokutei", deadline=None)
settings.load_profile("tokutei")

# What builds the site needs Sphinx, which the environment of the tests has not; the site has slow tests of its own.
collect_ignore = ["docs/conf.py", "docs/_ext"]

_PRINTED: Final = "__printed__"
_run: Final = PythonEvaluator()


def run_block(example: Example) -> None:
    """Execute a Python block and keep what it printed.

    The tests of a page may be shared out among processes: what stands before the block on its page and
    was not run here yet is run first.
    """
    printed: dict[int, str] = example.namespace.setdefault(_PRINTED, {})
    for one in example.document.examples():
        if one.region.evaluator is run_block and one.start <= example.start and one.start not in printed:
            out = io.StringIO()
            with contextlib.redirect_stdout(out):
                _run(one)
            printed[one.start] = out.getvalue()


def compare_output(example: Example) -> str | None:
    """Return how a ``text`` block differs from what the block before it printed, or ``None``."""
    earlier = [one for one in example.document.examples() if one.start < example.start]
    if not earlier or earlier[-1].region.evaluator is not run_block:
        return None
    run_block(earlier[-1])
    printed = str(example.namespace[_PRINTED][earlier[-1].start]).strip()
    expected = str(example.parsed).strip()
    if printed == expected:
        return None
    return f"the page says:\n{expected}\n\nthe block before it printed:\n{printed or 'nothing'}"


def stand_between(_: Example) -> None:
    """Keep what a command prints from being taken for the output of a Python block above the command."""


PATTERNS: Final = ["README*.md", "docs/*.md", "docs/*/*.md", "docs/*/*/*.md"]

pytest_collect_file = Sybil(
    parsers=[
        CodeBlockParser("python", run_block),
        CodeBlockParser("text", compare_output),
        CodeBlockParser("sh", stand_between),
        SkipParser(),
    ],
    patterns=PATTERNS,
).pytest()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option that makes a complete machine prove that it is complete."""
    parser.addoption("--no-skips", action="store_true", help="a skipped test or module is a failure")


def pytest_collection_finish() -> None:
    """Keep the collector off the tests themselves: they are many, stay to the end, and hold nothing to collect."""
    gc.collect()
    gc.freeze()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip what needs facts that are not here."""
    absent = pytest.mark.skip(
        reason=f"needs the researched facts in a folder {SHARED.name!r} beside the checkout"
    )
    for item in items:
        if item.get_closest_marker("shared") and not SHARED.is_dir():
            item.add_marker(absent)


def _why(report: pytest.TestReport | pytest.CollectReport) -> str:
    reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
    return f"skips are forbidden here (--no-skips). {reason}"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Turn a skip into a failure where skips are forbidden; an expected failure stays one."""
    report = yield
    if report.skipped and item.config.getoption("--no-skips") and not hasattr(report, "wasxfail"):
        report.outcome, report.longrepr = "failed", _why(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(
    collector: pytest.Collector,
) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """Turn the skip of a whole module into a failure where skips are forbidden."""
    report = yield
    if report.skipped and collector.config.getoption("--no-skips"):
        report.outcome, report.longrepr = "failed", _why(report)
    return report
