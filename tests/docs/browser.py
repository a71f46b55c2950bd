"""A headless Chromium for the tests of the site, spoken to through two pipes; nothing else is needed than the browser."""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

CHROMIUM: Final = (
    shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
)
FLAGS: Final = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--hide-scrollbars",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--remote-debugging-pipe",
)


class Browser:
    """One page of a browser: it is sent to addresses, told how wide it is, and asked for what a script returns."""

    def __init__(self, say: int, hear: int) -> None:
        self._say, self._hear = os.fdopen(say, "wb", 0), os.fdopen(hear, "rb")
        self._number, self._session = 0, ""
        self._left = b""
        self.complaints: list[str] = []
        target = self._call("Target.createTarget", url="about:blank")["targetId"]
        self._session = self._call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for part in ("Page", "Runtime", "Log"):
            self._call(f"{part}.enable")

    def close(self) -> None:
        """Hang up."""
        self._say.close()
        self._hear.close()

    def _message(self) -> dict[str, Any]:
        while b"\0" not in self._left:
            part = os.read(self._hear.fileno(), 1 << 16)
            if not part:
                msg = "the browser has ended"
                raise EOFError(msg)
            self._left += part
        message, self._left = self._left.split(b"\0", 1)
        said: dict[str, Any] = json.loads(message)
        match said.get("method"), said.get("params", {}):
            case "Runtime.exceptionThrown", told:
                self.complaints.append(str(told["exceptionDetails"]))
            case "Log.entryAdded", told if told["entry"]["level"] == "error":
                self.complaints.append(str(told["entry"]))
            case "Runtime.consoleAPICalled", told if told["type"] == "error":
                self.complaints.append(str(told["args"]))
        return said

    def _call(self, method: str, **parameters: object) -> dict[str, Any]:
        self._number += 1
        call = {"id": self._number, "method": method, "params": parameters}
        if self._session:
            call["sessionId"] = self._session
        self._say.write(json.dumps(call).encode() + b"\0")
        while (said := self._message()).get("id") != self._number:
            pass
        if "error" in said:
            raise RuntimeError(said["error"])
        result: dict[str, Any] = said["result"]
        return result

    def visit(self, address: str) -> None:
        """Load a page to its end."""
        self._call("Page.navigate", url=address)
        while self._message().get("method") != "Page.loadEventFired":
            pass

    def widen(self, width: int, height: int = 900) -> None:
        """Make the screen as wide as that."""
        self._call(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=1,
            mobile=False,
        )

    def darken(self, theme: str = "dark") -> None:
        """Let the reader prefer a dark page."""
        self._call("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": theme}])

    def ask(self, script: str) -> Any:
        """Return what a script returns, once its promise is kept."""
        said = self._call("Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True)
        return said["result"].get("value")

    def picture(self) -> str:
        """Return what the screen shows, as a PNG in Base64."""
        shown: str = self._call("Page.captureScreenshot", format="png")["data"]
        return shown


@contextmanager
def browser(profile: Path) -> Iterator[Browser]:
    """Start a browser with an empty profile, and end it."""
    assert CHROMIUM
    read_here, write_there = os.pipe()
    read_there, write_here = os.pipe()
    # The browser wants its pipes as files 3 and 4; they wait far above, where nothing is in the way.
    ends = [fcntl.fcntl(end, fcntl.F_DUPFD_CLOEXEC, 100) for end in (read_there, write_there)]
    os.close(read_there)
    os.close(write_there)
    actions = [
        (os.POSIX_SPAWN_OPEN, 2, os.devnull, os.O_WRONLY, 0),
        *((os.POSIX_SPAWN_DUP2, end, place) for end, place in zip(ends, (3, 4), strict=True)),
    ]
    command = [CHROMIUM, *FLAGS, f"--user-data-dir={profile}"]
    process = os.posix_spawn(CHROMIUM, command, os.environ, file_actions=actions)
    for end in ends:
        os.close(end)
    started = Browser(write_here, read_here)
    try:
        yield started
    finally:
        started.close()
        os.kill(process, signal.SIGTERM)
        os.waitpid(process, 0)
