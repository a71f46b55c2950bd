"""Files written whole: whatever goes wrong, what was there before is there still, and nothing besides."""

from __future__ import annotations

import errno
import os
import pickle
import signal
import stat
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any, Final, Self

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tokutei.errors import FileError, TokuteiError
from tokutei.models import read_file, write_file, write_files

NAME: Final = "YAMADA HANAKO"
"""In every path here; in no error."""
NEW: Final = "新しい内容\r\nline\n"
SYSTEM: Final = {
    "read_only": (errno.EACCES, errno.EPERM, errno.EROFS),
    "no_space": (errno.ENOSPC, errno.EDQUOT, errno.EFBIG),
    "no_folder": (errno.ENOENT, errno.ENOTDIR),
    "bad_path": (errno.ENAMETOOLONG, errno.ELOOP),
    "failed": (errno.EIO, errno.EBUSY, errno.EMFILE, 0),
}
FAULTS: Final = [(reason, code) for reason, codes in SYSTEM.items() for code in codes]
STEPS: Final = ("open", "fsync", "replace")
"""The calls of the system, one after the other, any of which may fail."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / NAME
    place.mkdir()
    return place


@pytest.fixture
def old(folder: Path) -> Path:
    file = folder / f"{NAME}.jsonl"
    file.write_bytes(b"old")
    return file


def held(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def check_silent(error: TokuteiError) -> None:
    """Nothing of an error, nor of what it came from, names the file."""
    assert error.__context__ is None
    assert error.__cause__ is None
    assert isinstance(error, OSError)
    assert error.filename is None
    for said in (error.text("ja"), error.text("en"), repr(error), str(vars(error)), str(pickle.dumps(error))):
        assert NAME not in said
    assert vars(pickle.loads(pickle.dumps(error))) == vars(error)  # noqa: S301 - our own bytes


def refused(reason: str, *args: Any) -> None:
    with pytest.raises(FileError) as caught:
        write_file(*args)
    assert caught.value.reason == reason
    check_silent(caught.value)


@pytest.mark.parametrize("content", ["", "a", NEW, b"", b"\0\xff" * 70_000])
def test_what_is_written_is_read_again(folder: Path, content: str | bytes) -> None:
    for file in (folder / "new", str(folder / "new")):
        write_file(file, content)
        expected = content if isinstance(content, bytes) else content.encode()
        assert held(folder) == {"new": expected}


def test_a_text_without_its_mark(folder: Path) -> None:
    write_file(folder / "x", b"\xef\xbb\xbf" + NEW.encode())
    assert read_file(folder / "x") == NEW
    assert read_file(folder / "x", most=len(NEW.encode()) + 3) == NEW


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o444])
def test_permissions_stay(old: Path, mode: int) -> None:
    old.chmod(mode)
    write_file(old, NEW)
    assert stat.S_IMODE(old.stat().st_mode) == mode
    assert old.read_bytes() == NEW.encode()


def test_a_link_stays_one(folder: Path, old: Path) -> None:
    link = folder / "link"
    link.symlink_to(old)
    write_file(link, "new")
    assert link.is_symlink()
    assert old.read_bytes() == b"new"


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize(("reason", "code"), FAULTS)
def test_whatever_fails_the_old_file_is_whole(
    monkeypatch: pytest.MonkeyPatch, old: Path, step: str, reason: str, code: int
) -> None:
    def failing(*args: object, **_: object) -> None:
        raise OSError(code, "said by the system", str(args[0]))

    monkeypatch.setattr(os, step, failing)
    refused(reason, old, NEW)
    monkeypatch.undo()
    assert held(old.parent) == {old.name: b"old"}


def test_a_disk_that_fills_up_on_the_way(monkeypatch: pytest.MonkeyPatch, old: Path) -> None:
    class Full:
        def __init__(self, file: Any) -> None:
            self.file = file

        def __enter__(self) -> Self:
            return self

        def __exit__(self, *_: object) -> None:
            self.file.close()

        def write(self, data: bytes) -> None:
            self.file.write(data[:3])
            raise OSError(errno.ENOSPC, "full")

    real = open
    monkeypatch.setattr("builtins.open", lambda *args, **rest: Full(real(*args, **rest)))
    refused("no_space", old, NEW)
    monkeypatch.undo()
    assert held(old.parent) == {old.name: b"old"}


@pytest.mark.parametrize("stop", [KeyboardInterrupt, MemoryError, SystemExit])
@pytest.mark.parametrize("step", STEPS)
def test_an_interrupt_leaves_nothing(
    monkeypatch: pytest.MonkeyPatch, old: Path, step: str, stop: type[BaseException]
) -> None:
    def stopping(*_: object, **__: object) -> None:
        raise stop

    monkeypatch.setattr(os, step, stopping)
    with pytest.raises(stop):
        write_file(old, NEW)
    monkeypatch.undo()
    assert held(old.parent) == {old.name: b"old"}


def test_places_where_no_file_can_be(folder: Path, old: Path) -> None:
    refused("no_folder", folder / "none" / "file", NEW)
    refused("no_folder", old / "below a file", NEW)
    refused("not_a_file", folder, NEW)
    refused("bad_path", folder / ("x" * 300), "x")
    assert held(folder) == {old.name: b"old"}
    os.mkfifo(folder / "pipe")
    refused("not_a_file", folder / "pipe", NEW)
    assert (folder / "pipe").is_fifo()


@pytest.mark.parametrize("path", ["", "a\0b", b"bytes", None, 5, ["a"]])
def test_what_is_no_path(path: Any) -> None:
    refused("bad_path", path, NEW)
    with pytest.raises(FileError) as caught:
        read_file(path)
    assert caught.value.reason == "bad_path"
    check_silent(caught.value)


@pytest.mark.parametrize("content", [None, 5, ["line"], bytearray(b"x")])
def test_what_is_no_content(old: Path, content: Any) -> None:
    refused("not_content", old, content)
    assert held(old.parent) == {old.name: b"old"}


def test_half_a_character(old: Path) -> None:
    refused("not_unicode", old, f"{NAME}\ud800")
    assert held(old.parent) == {old.name: b"old"}


def test_what_cannot_be_read(monkeypatch: pytest.MonkeyPatch, folder: Path, old: Path) -> None:
    (folder / "latin").write_bytes(NAME.encode() + b"\xe9")
    for path, reason in (
        (folder / "none", "missing"),
        (old / "below", "missing"),
        (folder, "not_a_file"),
        (folder / "latin", "not_utf8"),
        (folder / ("x" * 300), "bad_path"),
    ):
        with pytest.raises(FileError) as caught:
            read_file(path)
        assert caught.value.reason == reason
        check_silent(caught.value)
    with pytest.raises(FileError) as caught:
        read_file(old, most=2)
    assert caught.value.reason == "too_large"

    def failing(self: Path, *_: object) -> None:
        raise PermissionError(errno.EACCES, "no", str(self))

    monkeypatch.setattr(Path, "open", failing)
    with pytest.raises(FileError) as caught:
        read_file(old)
    assert caught.value.reason == "not_allowed"
    check_silent(caught.value)


def run(code: str, *arguments: object, **more: Any) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", code, *map(str, arguments)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, **more)  # noqa: S603


def test_a_folder_that_is_read_only(folder: Path, old: Path) -> None:
    """By somebody without the rights of root, whom nothing stops."""
    for place in (folder, *list(folder.parents)[:3]):
        place.chmod(place.stat().st_mode | 0o055)
    folder.chmod(0o555)
    code = (
        "import os, sys\nfrom tokutei.errors import FileError\nfrom tokutei.models import write_file\n"
        "if os.getuid() == 0: os.setgid(65534); os.setuid(65534)\n"
        "try:\n    write_file(sys.argv[1], 'new')\nexcept FileError as error:\n    print(error.reason)\n"
    )
    said, _ = run(code, old).communicate(timeout=60)
    folder.chmod(0o755)
    assert said.strip() == "read_only"
    assert held(folder) == {old.name: b"old"}


def test_killed_before_the_new_file_is_in_its_place(old: Path) -> None:
    code = (
        "import os, sys, time\nfrom tokutei.models import write_file\n"
        "def wait(*_):\n    print('now', flush=True)\n    time.sleep(60)\n"
        "os.replace = wait\nwrite_file(sys.argv[1], 'new' * 9999)\n"
    )
    writer = run(code, old)
    assert writer.stdout is not None
    assert writer.stdout.readline() == "now\n"
    writer.send_signal(signal.SIGKILL)
    writer.wait(timeout=60)
    writer.stdout.close()
    assert old.read_bytes() == b"old"
    others = [path.name for path in old.parent.iterdir() if path != old]
    assert len(others) == 1
    assert others[0].endswith(".part")
    write_file(old, NEW)
    assert old.read_bytes() == NEW.encode()


def test_two_writers_at_once(folder: Path) -> None:
    """Whoever reads meanwhile finds one whole text or the other."""
    file = folder / "shared"
    texts = ["a" * 20_000, "b" * 30_000]
    write_file(file, texts[0])
    until = time.monotonic() + 0.6
    failed: list[BaseException] = []

    def writing(text: str) -> None:
        try:
            while time.monotonic() < until:
                write_file(file, text)
        except BaseException as error:  # noqa: BLE001 - looked at below
            failed.append(error)

    threads = [threading.Thread(target=writing, args=(text,)) for text in texts * 2]
    for thread in threads:
        thread.start()
    seen = set()
    while any(thread.is_alive() for thread in threads):
        seen.add(read_file(file))
    assert not failed
    assert seen <= set(texts)
    assert [path.name for path in folder.iterdir()] == ["shared"]


@pytest.fixture
def both(folder: Path) -> Path:
    (folder / "a").write_bytes(b"old a")
    (folder / "b").write_bytes(b"old b")
    return folder


@pytest.mark.parametrize("fails_at", [1, 2, 3])
def test_several_files_are_all_new_or_all_old(
    monkeypatch: pytest.MonkeyPatch, both: Path, fails_at: int
) -> None:
    real, calls = os.replace, [0]

    def failing(source: Any, target: Any) -> None:
        calls[0] += 1
        if calls[0] == fails_at:
            raise OSError(errno.EIO, "broken", str(target))
        real(source, target)

    before = held(both)
    monkeypatch.setattr(os, "replace", failing)
    with pytest.raises(FileError) as caught:
        write_files(both, {"a": "new a", "new": "new", "b": "new b"})
    assert caught.value.reason == "failed"
    check_silent(caught.value)
    assert held(both) == before


def test_several_files(both: Path) -> None:
    write_files(both, {"a": "new a", "new": b"new"})
    assert held(both) == {"a": b"new a", "b": b"old b", "new": b"new"}
    write_files(both, {})
    for name in ("../a", "/a", "", "x/y"):
        with pytest.raises(FileError):
            write_files(both, {"b": "gone", name: "x"})
    assert held(both)["b"] == b"old b"


@given(st.text() | st.binary(), st.text() | st.binary())
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_any_content(folder: Path, first: str | bytes, second: str | bytes) -> None:
    write_file(folder / "any", "")
    kept = b""
    refusals: list[tuple[str, type]] = []
    for content in (first, second):
        try:
            write_file(folder / "any", content)
            kept = content if isinstance(content, bytes) else content.encode()
        except FileError as error:
            refusals.append((error.reason, type(content)))
        assert held(folder) == {"any": kept}
    assert set(refusals) <= {("not_unicode", str)}
