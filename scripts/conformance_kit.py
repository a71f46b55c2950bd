"""Pack the conformance kit: ``make kit`` writes ``build/tokutei-conformance-kit-<version>.zip``.

The kit holds cases, lives, cards and schemas as files that a program in any language reads, with which a port of this
library is checked; ``docs/conformance-kit.md`` says how and is its README. The same sources make the same bytes.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib
import json
import os
import sys
import tempfile
import tomllib
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

import kit_cards
import kit_law
from schemas import schema_files
from tokutei.chip import dump_schema, my_number
from tokutei.vocabulary import Word

ROOT: Final = Path(__file__).resolve().parent.parent
TARGET: Final = ROOT / "build"

KIND: Final = "tokutei-conformance-kit/1"
"""Name and version of the form; another form gets another number."""

ABOUT: Final[Mapping[str, str]] = {
    "cases": "questions of law with the answers that the law gives, written by hand",
    "answers": "what this library answers to the same questions, in full",
    "lives": "lives told event by event, with what each brings",
    "provisions": "the parts of every provision that is named",
    "vocabularies": "every fixed word with its value and its words for people",
    "samples": "dumps of synthetic cards, the anchors of their issuers, and what must be found",
    "transcripts": "readings of the same cards, command by command",
    "schemas": "JSON Schemas (2020-12) of every kind of document, of the dumps and of the facts of each topic",
    "vectors": "published values of the primitives",
}
"""What the files of each folder are."""

LICENCES: Final = (
    "MIT (LICENSE) for everything that is not named here.",
    "Adapted from law texts of e-Gov, CC BY 4.0 (https://creativecommons.org/licenses/by/4.0/); none is quoted.",
    "vectors/published_values.json: values of RFC 4493, NIST SP 800-38B, ICAO Doc 9303-11 and FIPS 186-4.",
    "The values named wycheproof_ in it: Project Wycheproof, Apache License 2.0.",
)
"""Under which licences the files are."""

VOCABULARIES_OF: Final = (
    *("vocabulary", "identifiers", "lifecycle", "lifecycle.states", "chip", "chip.my_number"),
    *("procedures", "employment", "intake", "calendar"),
)
"""The floors with vocabularies."""

_EARLIEST: Final = (1980, 1, 1, 0, 0, 0)
"""The only time that stands in the archive: of when it was packed nothing is to be seen."""


def version() -> str:
    """Return the version of the library in this checkout."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    return str(project["version"])


def text(content: object) -> str:
    """Return the text of a file: JSON with an indent of one, or what is text already."""
    return content if isinstance(content, str) else json.dumps(content, indent=1, ensure_ascii=False) + "\n"


def _schemas() -> Iterator[tuple[str, object]]:
    for path, make in schema_files().items():
        yield path, json.loads(make())
    yield "schemas/dump-1.schema.json", dump_schema()
    yield "schemas/my-number-dump-1.schema.json", my_number.dump_schema()


def vocabularies() -> dict[str, object]:
    """Return every vocabulary once, by the floor that offers it first and its name, with values and words."""
    found: dict[str, list[dict[str, str]]] = {}
    seen: set[type[Word]] = set()
    for floor in VOCABULARIES_OF:
        module = importlib.import_module(f"tokutei.{floor}")
        for name in sorted(module.__all__):
            kind = getattr(module, name)
            if isinstance(kind, type) and issubclass(kind, Word) and len(kind) and kind not in seen:
                seen.add(kind)
                found[f"{floor}.{name}"] = [{"value": one.value, "ja": one.ja, "en": one.en} for one in kind]
    return {"vocabularies": found}


def files() -> dict[str, str]:
    """Return every file of the kit by its path in it, the manifest last.

    Raises:
        AssertionError: this library itself does not agree with what would be packed.
    """
    law = dict(kit_law.legal_files()) | dict(kit_law.life_files())
    found: dict[str, object] = {
        "README.md": (ROOT / "docs" / "conformance-kit.md").read_text("utf-8"),
        "LICENSE": (ROOT / "LICENSE").read_text("utf-8"),
        "NOTICE": (ROOT / "NOTICE").read_text("utf-8"),
        **law,
        "provisions.json": kit_law.provisions(law),
        "vocabularies.json": vocabularies(),
        **dict(kit_cards.sample_files()),
        **dict(kit_cards.transcript_files()),
        **dict(_schemas()),
        "vectors/published_values.json": (ROOT / "tests/chip/published_values.json").read_text("utf-8"),
    }
    packed = {path: text(content) for path, content in found.items()}
    return packed | {"manifest.json": text(_manifest(packed))}


def _manifest(packed: Mapping[str, str]) -> dict[str, object]:
    return {
        "kit": KIND,
        "version": version(),
        "about": dict(ABOUT),
        "licences": list(LICENCES),
        "files": [
            {
                "path": path,
                "bytes": len(content.encode()),
                "sha256": hashlib.sha256(content.encode()).hexdigest(),
            }
            for path, content in sorted(packed.items())
        ],
    }


def pack(folder: Path) -> Path:
    """Write the archive into a folder and return its path; nothing half written is ever under its name.

    Raises:
        AssertionError: as :func:`files`.
    """
    packed = files()
    stem = f"tokutei-conformance-kit-{version()}"
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / f"{stem}.zip"
    handle, written = tempfile.mkstemp(dir=folder, suffix=".tmp")
    try:
        with os.fdopen(handle, "wb") as file, zipfile.ZipFile(file, "w") as archive:
            for path, content in sorted(packed.items()):
                entry = zipfile.ZipInfo(f"{stem}/{path}", _EARLIEST)
                entry.create_system, entry.external_attr = 3, 0o644 << 16
                archive.writestr(entry, content.encode(), zipfile.ZIP_DEFLATED, 9)
        Path(written).chmod(0o644)
        Path(written).replace(target)
    finally:
        Path(written).unlink(missing_ok=True)
    return target


def main(arguments: Sequence[str] | None = None) -> int:
    """Pack the kit and return the exit status."""
    parser = argparse.ArgumentParser(description="Pack the conformance kit.")
    parser.add_argument("--folder", type=Path, default=TARGET, help="where to (default: build)")
    packed = pack(parser.parse_args(arguments).folder)
    print(f"{packed.name}: {packed.stat().st_size:,} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
