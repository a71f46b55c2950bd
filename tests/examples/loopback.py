"""The service of the examples as a process of its own, listening on this machine alone."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

ROOT = Path(__file__).resolve().parents[2]
SECONDS = 60


@dataclass(frozen=True)
class Running:
    """A service that answers."""

    url: str
    log: Path
    """What it wrote to standard error."""


@contextmanager
def service(folder: Path) -> Iterator[Running]:
    """Start the service and end it; what it writes goes to a file of the folder."""
    log = folder / "service.log"
    command = [sys.executable, "-W", "error", "-m", "examples.service"]
    with log.open("wb") as errors:
        process = subprocess.Popen(  # noqa: S603
            command, cwd=ROOT, stdout=subprocess.PIPE, stderr=errors, text=True
        )
        too_long = threading.Timer(SECONDS, process.kill)  # what never says where it listens is ended
        too_long.start()
        try:
            assert process.stdout is not None
            url = process.stdout.readline().strip()
            assert url.startswith("http://127.0.0.1:"), log.read_text("utf-8")
            _wait(url)
            too_long.cancel()
            yield Running(url, log)
        finally:
            too_long.cancel()
            process.terminate()
            process.communicate(timeout=SECONDS)


def _wait(url: str) -> None:
    """Wait until the service answers."""
    end = time.monotonic() + SECONDS
    while True:
        try:
            httpx.get(f"{url}/nowhere", timeout=SECONDS)
        except httpx.TransportError:
            assert time.monotonic() < end
            time.sleep(0.05)
        else:
            return
