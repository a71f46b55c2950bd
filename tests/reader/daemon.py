"""A ``pcscd`` of our own: its own view of the file system, its own port, ended by its number.

It sees an empty ``/run``, so one that runs already keeps its socket and its file, and an empty folder of
drivers, so it takes no reader that is plugged in. Clients reach its socket through ``/proc``.
"""

from __future__ import annotations

import shutil
import socket
import subprocess
import time
from collections.abc import Callable
from importlib.util import find_spec
from os import getuid
from pathlib import Path
from types import TracebackType
from typing import Final, Self

__all__ = ["PATIENCE", "READER", "Daemon", "missing", "two_free_ports"]

READER: Final = "Virtual residence card reader 00 00"
PATIENCE: Final = 15
"""Seconds after which something that should have happened did not."""

_PCSCD: Final = shutil.which("pcscd", path="/usr/sbin:/usr/local/sbin:/usr/bin")
_DRIVERS: Final = Path("/usr/lib/pcsc/drivers")
_VPCD: Final = _DRIVERS / "serial" / "libifdvpcd.so"
_APART: Final = ("unshare", "--mount", "--propagation", "private")
_AS_ROOT_THERE: Final = () if getuid() == 0 else ("--user", "--map-root-user")


def missing() -> str | None:
    """Return why no daemon can be started here, or ``None``."""
    if _PCSCD is None or not _VPCD.exists():
        return "needs pcscd and vpcd: apt-get install pcscd vsmartcard-vpcd"
    if find_spec("smartcard") is None:
        return "needs pyscard: apt-get install gcc swig libpcsclite-dev, then pip install 'tokutei[reader]'"
    apart = subprocess.run([*_APART, *_AS_ROOT_THERE, "true"], capture_output=True, check=False)  # noqa: S603
    return "needs root or user namespaces, to run a pcscd apart" if apart.returncode else None


def two_free_ports() -> int:
    """Return the first of two free ports in a row: vpcd has two slots."""
    while True:
        with socket.socket() as first, socket.socket() as second:
            first.bind(("", 0))
            port: int = first.getsockname()[1]
            try:
                second.bind(("", port + 1))
            except (OSError, OverflowError):
                continue
            return port


def eventually(is_so: Callable[[], bool]) -> bool:
    """Return whether something comes about in time."""
    end = time.monotonic() + PATIENCE
    while not is_so():
        if time.monotonic() > end:
            return False
        time.sleep(0.02)
    return True


class Daemon:
    """A ``pcscd`` for the time of a ``with`` statement; its socket is found at a path of the caller's."""

    def __init__(self, folder: Path, at: Path, *, port: int | None) -> None:
        """Say where its files go, where its socket is to be found, and its port; without one it has no reader."""
        self.folder, self.at, self.port = folder, at, port

    def __enter__(self) -> Self:
        configuration = self.folder / "conf"
        configuration.mkdir(parents=True)
        if self.port is not None:
            driver = Path(shutil.copy(_VPCD, self.folder))
            (configuration / "vpcd").write_text(
                f'FRIENDLYNAME "{READER.removesuffix(" 00 00")}"\n'
                f"DEVICENAME /dev/null:0x{self.port:X}\nLIBPATH {driver}\nCHANNELID 0x{self.port:X}\n"
            )
        inside = f'mount -t tmpfs tmpfs /run && mount -t tmpfs tmpfs {_DRIVERS} && exec "$0" -f -c "$1"'
        with (self.folder / "log").open("wb") as log:
            self.process = subprocess.Popen(  # noqa: S603 - it is ended below, by its number
                [*_APART, *_AS_ROOT_THERE, "sh", "-c", inside, str(_PCSCD), str(configuration)],
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        inner = Path("/proc", str(self.process.pid), "root", "run", "pcscd", "pcscd.comm")
        if (
            not eventually(lambda: inner.is_socket() or self.process.poll() is not None)
            or self.process.poll()
        ):
            self.end()
            raise AssertionError((self.folder / "log").read_text(errors="replace"))
        self.at.unlink(missing_ok=True)
        self.at.symlink_to(inner)
        return self

    def end(self) -> None:
        """End it and nothing else, and wait until it has ended."""
        self.process.terminate()
        try:
            self.process.wait(PATIENCE)
        finally:
            self.process.kill()
            self.at.unlink(missing_ok=True)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.end()
