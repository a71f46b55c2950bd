"""Write the golden documents of the version in pyproject.toml: ``python scripts/golden_documents.py``.

The digests of the law data that goes with the version are written beside them.

Once, at a release. What is there is never written again: the documents of a version are what people have stored.
The tests read the documents of every version with today's code. For a kind that is new since, its file is added.
"""

from __future__ import annotations

import argparse
import csv
import io
import json
import sys
import tomllib
from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
ROOT: Final = Path(__file__).resolve().parent.parent

from tests.golden.golden_values import MAKERS, documents, dumps, histories  # noqa: E402 - after the path
from tokutei.lifecycle import to_json_lines  # noqa: E402 - as above
from tokutei.models import from_json  # noqa: E402 - as above

GOLDEN: Final = ROOT / "tests" / "golden" / "documents"
MANIFEST: Final = "manifest.json"
DATA: Final = ROOT / "src" / "tokutei" / "data"
NO_LAW: Final = frozenset(
    (
        *("figures", "ids", "keys", "law_texts", "provisions", "resting", "sources", "supplements"),
        *("chip_fields", "fee_exemptions", "job_kinds", "period_history", "ssw_fields"),
        "standard_processing_periods",
    )
)
"""Tables that no answer rests on: records of where things come from, and notes that only tests read."""


def version() -> str:
    """Return the version that pyproject.toml names."""
    said: str = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    return said


def files() -> Iterator[tuple[str, str]]:
    """Yield every golden file of today: its path in the folder of the version, and its text."""
    for kind in MAKERS:
        yield f"{kind}.jsonl", "".join(f"{text}\n" for text in documents(kind))
    records = [record.digest for record in map(from_json, documents("check_record"))]
    yield "digests/check_record.json", json.dumps(records, indent=1) + "\n"
    for name, history in histories().items():
        yield f"history_lines/{name}.jsonl", to_json_lines(history)
    for name, text in dumps():
        yield f"dumps/{name}.json", text


def write(folder: Path) -> list[str]:
    """Write the files that are not there yet into the folder of a version and return their paths."""
    manifest = folder / MANIFEST
    known: dict[str, str] = json.loads(manifest.read_text("utf-8")) if manifest.exists() else {}
    added = []
    for path, text in files():
        target = folder / path
        if path in known or target.exists():
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8", newline="\n")
        known[path] = sha256(text.encode()).hexdigest()
        added.append(path)
    manifest.write_text(json.dumps(known, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    return added


def law_data(folder: Path = DATA) -> dict[str, str]:
    """Return the digest of what answers rest on: of each topic its rows and those of reforms, and of each other table."""
    rules: dict[str, dict[str, list[Any]]] = {}
    for path in sorted((folder / "rules").glob("*.toml")):
        rules[path.stem] = dict(_rows(tomllib.loads(path.read_text("utf-8"))))
    for path in sorted((folder / "rules" / "reforms").glob("*.toml")):
        for topic, tables in tomllib.loads(path.read_text("utf-8")).items():
            for rule, rows in _rows(tables):
                rules.setdefault(topic, {}).setdefault(rule, []).extend(rows)
    said: dict[str, list[object]] = {
        topic: [{rule: sorted(rows, key=lambda row: str(row.get("since"))) for rule, rows in tables.items()}]
        for topic, tables in rules.items()
    }
    for path in sorted(folder.iterdir()):
        if path.suffix in {".csv", ".toml"} and path.stem not in NO_LAW:
            said.setdefault(path.stem, []).append(_table(path))
    return {name: sha256(_canonical(what).encode()).hexdigest() for name, what in sorted(said.items())}


def _rows(node: object, key: str = "") -> Iterator[tuple[str, list[Any]]]:
    """Yield the rules of a table with their rows."""
    if isinstance(node, list):
        yield key, list(node)
    elif isinstance(node, dict):
        for part, inner in node.items():
            yield from _rows(inner, f"{key}.{part}" if key else part)


def _table(path: Path) -> object:
    text = path.read_text("utf-8")
    return tomllib.loads(text) if path.suffix == ".toml" else list(csv.reader(io.StringIO(text, newline="")))


def _canonical(what: object) -> str:
    return json.dumps(what, sort_keys=True, ensure_ascii=False, default=str)


def main(arguments: Sequence[str] | None = None, *, golden: Path = GOLDEN) -> int:
    """Write what is missing and return the exit status."""
    argparse.ArgumentParser(description="Write the golden documents of this version, once.").parse_args(
        arguments
    )
    for path in write(golden / version()):
        print(path)
    law = golden.parent / "law_data" / f"{version()}.json"
    if not law.exists():
        law.parent.mkdir(parents=True, exist_ok=True)
        law.write_text(json.dumps(law_data(), indent=1) + "\n", encoding="utf-8")
        print(law.name)
    return 0


if __name__ == "__main__":
    sys.exit(main())
