"""Fuzz one target, guided by coverage: ``python -m tests.fuzz.run tlv --seconds 90``.

Needs atheris (the dependency group ``fuzz``), which neither the tests nor the library need. Inputs that
bring something new are kept in a folder below ``--corpus`` and taken up again; an input that fails is
written to it as ``crash-…``, belongs into ``tests/chip/test_fuzz.py``, and is then mended.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from hashlib import sha256
from importlib import import_module
from pathlib import Path


def main(arguments: Sequence[str] | None = None) -> None:
    """Fuzz the named target; the process ends with it."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz.run", description="Fuzz one target.")
    parser.add_argument("target", help="a name in tests.fuzz.fuzz_targets.TARGETS")
    parser.add_argument("--seconds", type=int, default=90)
    parser.add_argument("--corpus", type=Path, default=Path(".fuzz"), help="where inputs are kept")
    given = parser.parse_args(arguments)
    import atheris  # noqa: PLC0415 - not installed where the tests are run

    with atheris.instrument_imports(include=["tokutei.chip", "tokutei.identifiers", "asn1crypto"]):
        fuzzed = import_module("tests.fuzz.fuzz_targets")
    if given.target not in fuzzed.TARGETS:
        parser.error(f"no such target; there are: {', '.join(fuzzed.TARGETS)}")
    folder = given.corpus / given.target
    folder.mkdir(parents=True, exist_ok=True)
    for seed in fuzzed.seeds(given.target):
        (folder / sha256(seed).hexdigest()[:32]).write_bytes(seed)
    atheris.Setup(
        [
            sys.argv[0],
            f"-max_total_time={given.seconds}",
            "-max_len=20000",
            "-timeout=20",
            "-rss_limit_mb=2048",
            "-print_final_stats=1",
            f"-artifact_prefix={folder}/",
            str(folder),
        ],
        fuzzed.TARGETS[given.target],
    )
    atheris.Fuzz()


if __name__ == "__main__":
    main()
