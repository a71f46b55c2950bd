"""Files written whole: whatever goes wrong, what was there before is there still, and nothing besides."""

from __future__ import annotations

import errno
import os
import pickle
import signal
import socket
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
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

    def failing(path: Path, *_: object) -> None:
        raise PermissionError(errno.EACCES, "no", str(path))

    monkeypatch.setattr(os, "open", failing)
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


@pytest.fixture
def usual() -> Iterator[None]:
    """The mask that most systems have: others may read."""
    before = os.umask(0o022)
    yield
    os.umask(before)


def seen_while_writing(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Return a list that gets the permissions of each file when it is first in use and when it is written."""
    seen: list[int] = []
    real_open, real_sync = os.open, os.fsync

    def opening(path: Any, flags: int, mode: int = 0o777, **rest: Any) -> int:
        handle = real_open(path, flags, mode, **rest)
        if mode == 0o600:
            seen.append(stat.S_IMODE(os.fstat(handle).st_mode))
        return handle

    def syncing(handle: int) -> None:
        found = os.fstat(handle)
        if stat.S_ISREG(found.st_mode):
            assert found.st_size
            seen.append(stat.S_IMODE(found.st_mode))
        real_sync(handle)

    monkeypatch.setattr(os, "open", opening)
    monkeypatch.setattr(os, "fsync", syncing)
    return seen


@pytest.mark.usefixtures("usual")
@pytest.mark.parametrize("mode", [0o600, 0o640, 0o444])
def test_nobody_reads_more_of_a_half_written_file(
    monkeypatch: pytest.MonkeyPatch, both: Path, mode: int
) -> None:
    for name in "ab":
        (both / name).chmod(mode)
    seen = seen_while_writing(monkeypatch)
    write_file(both / "a", NEW)
    assert seen == [0o600, mode]
    seen.clear()
    write_files(both, {"a": "new a", "b": "new b"})
    assert seen == [0o600, mode] * 4  # both, and what both held before
    seen.clear()
    write_file(both / "new", NEW)
    assert seen == [0o600, 0o600]


@pytest.mark.usefixtures("usual")
@pytest.mark.parametrize("mask", [0o022, 0o027, 0o077, 0])
def test_a_new_file_allows_what_any_new_file_does(folder: Path, mask: int) -> None:
    os.umask(mask)
    write_file(folder / "new", NEW)
    assert stat.S_IMODE((folder / "new").stat().st_mode) == 0o666 & ~mask
    assert list(held(folder)) == ["new"]
    assert os.umask(mask) == mask


@pytest.mark.skipif(os.geteuid() != 0, reason="gives files away: run it as root")
def test_a_file_stays_with_its_owner(both: Path) -> None:
    for name in "ab":
        os.chown(both / name, 65534, 65533)
        (both / name).chmod(0o640)
    write_file(both / "a", NEW)
    write_files(both, {"a": "new a", "b": "new b"})
    for name in "ab":
        found = (both / name).stat()
        assert (found.st_uid, found.st_gid, stat.S_IMODE(found.st_mode)) == (65534, 65533, 0o640)


@pytest.mark.parametrize(("user", "group_too"), [(0, False), (4711, False), (4711, True)])
def test_an_owner_that_cannot_be_kept(
    monkeypatch: pytest.MonkeyPatch, old: Path, user: int, group_too: bool
) -> None:
    """Root refuses; others lose the group too, and with it what it alone was allowed."""
    old.chmod(0o664)
    real, now = os.fstat, old.stat()

    def others(handle: int) -> os.stat_result:
        found = list(real(handle))
        found[stat.ST_UID] += 1
        found[stat.ST_GID] += 0 if group_too else 1
        return os.stat_result(found)

    def failing(*_: object) -> None:
        raise PermissionError(errno.EPERM, "no")

    monkeypatch.setattr(os, "fstat", others)
    monkeypatch.setattr(os, "fchown", failing)
    monkeypatch.setattr(os, "geteuid", lambda: user)
    if user == 0:
        refused("owner", old, NEW)
        monkeypatch.undo()
        assert (held(old.parent), old.stat().st_ino) == ({old.name: b"old"}, now.st_ino)
    else:
        write_file(old, NEW)
        monkeypatch.undo()
        assert held(old.parent) == {old.name: NEW.encode()}
        assert stat.S_IMODE(old.stat().st_mode) == (0o664 if group_too else 0o644)


def test_another_name_of_the_old_file_keeps_it(old: Path) -> None:
    os.link(old, old.parent / "other name")
    write_file(old, NEW)
    assert held(old.parent) == {old.name: NEW.encode(), "other name": b"old"}


def several_refused(reason: str, *args: Any) -> None:
    with pytest.raises(FileError) as caught:
        write_files(*args)
    assert caught.value.reason == reason
    check_silent(caught.value)


def test_links_that_lead_astray(both: Path) -> None:
    outside = both.parent / "victim"
    outside.write_bytes(b"not ours")
    (both / "to a").symlink_to("a")
    (both / "out").symlink_to(Path("..") / "victim")
    (both / "out to nothing").symlink_to(Path("..") / "none")
    (both / "circle").symlink_to("circle 2")
    (both / "circle 2").symlink_to("circle")
    for name in ("to a", "out", "out to nothing", "circle", ".."):
        several_refused("bad_path", both, {"a": "1", "b": "2", name: "3"})
    refused("bad_path", both / "circle", NEW)
    refused("bad_path", both / "circle" / "file", NEW)
    assert (both / "circle").is_symlink()
    assert outside.read_bytes() == b"not ours"
    assert not (both.parent / "none").exists()
    assert ((both / "a").read_bytes(), (both / "b").read_bytes()) == (b"old a", b"old b")
    write_files(both, {"to a": "by its link", "b": "new b"})
    assert (both / "to a").is_symlink()
    assert (both / "a").read_bytes() == b"by its link"
    (both.parent / "home").symlink_to(both)
    write_files(both.parent / "home", {"a": "by the folder's link"})
    assert (both / "a").read_bytes() == b"by the folder's link"


@pytest.mark.parametrize("contents", [None, 5, "a", ["a"], [("a", "x")]])
def test_what_is_no_mapping_of_contents(both: Path, contents: Any) -> None:
    several_refused("not_content", both, contents)


@pytest.mark.parametrize("name", [1, None, b"a", ("a",), "a\0b", f"{NAME}\ud800"])
def test_what_is_no_name_of_a_file(both: Path, name: Any) -> None:
    before = held(both)
    several_refused("bad_path", both, {"a": "gone", name: "x"})
    assert held(both) == before


def read_refused(reason: str, *args: Any, **more: Any) -> None:
    with pytest.raises(FileError) as caught:
        read_file(*args, **more)
    assert caught.value.reason == reason
    check_silent(caught.value)


def test_only_files_are_read(folder: Path) -> None:
    """A pipe into which nobody writes is not waited for, and a device is not read as an empty file."""
    os.mkfifo(folder / "pipe")
    read_refused("not_a_file", folder / "pipe")
    read_refused("not_a_file", "/dev/null")
    with socket.socket(socket.AF_UNIX) as listening:
        here = os.open(folder, os.O_RDONLY)
        listening.bind(f"/proc/self/fd/{here}/socket")  # the whole path may be longer than sockets allow
        os.close(here)
    read_refused("not_a_file", folder / "socket")


def test_reading_leaves_nothing_open(old: Path) -> None:
    def handles() -> int:
        return len(list(Path("/proc/self/fd").iterdir()))

    before = handles()
    read_file(old)
    read_refused("not_a_file", old.parent)
    read_refused("too_large", old, most=1)
    assert handles() == before


@pytest.mark.parametrize("most", ["x", None, 1.5, -1, True, b"1"])
def test_what_is_no_bound(old: Path, most: Any) -> None:
    read_refused("bad_bound", old, most=most)


def test_any_whole_number_is_a_bound(old: Path) -> None:
    assert read_file(old, most=3) == read_file(old, most=10**30) == "old"
    read_refused("too_large", old, most=0)
    write_file(old, "")
    assert read_file(old, most=0) == ""
    write_file(old, "x" * 3_000_000)
    assert len(read_file(old)) == 3_000_000


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
