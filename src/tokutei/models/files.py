"""Files of text, read and written whole: a file is as it was before or as it shall be, and never in between.

A file is written under another name in the same folder and then put into its place. Whoever is stopped in
the middle leaves at most a file whose name ends in ``.part``, which nobody reads and anybody may delete. Nobody
may read more of it than of the file that it is for, and of a new file nobody but its owner before it is whole.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Mapping
from contextlib import suppress
from itertools import count
from os import PathLike
from pathlib import Path
from typing import Final, TypeAlias

from tokutei.errors import FileError

__all__ = ["MAX_FILE", "FilePath", "read_file", "write_file", "write_files"]

FilePath: TypeAlias = str | PathLike[str]
"""Where a file is."""
MAX_FILE: Final = 1 << 26
"""Most bytes of a file that are read unless another bound is given."""

_REFUSED: Final = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})
_FULL: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG} if os.name == "posix" else {errno.ENOSPC})
_NOT_THERE: Final = frozenset({errno.ENOENT, errno.ENOTDIR})
_BAD_NAME: Final = frozenset({errno.ENAMETOOLONG, errno.ELOOP, errno.EINVAL})
_NO_FILE: Final = frozenset({errno.EISDIR, errno.ENXIO})
_BINARY: Final = getattr(os, "O_BINARY", 0)
_READING: Final = os.O_RDONLY | _BINARY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0)
"""A pipe is opened without waiting for whoever writes into it, and then seen to be no file."""
_PIECE: Final = 1 << 20


def write_file(path: FilePath, content: str | bytes) -> None:
    r"""Write a file whole, or leave everything as it is.

    A text is written as UTF-8, its line ends as they are. What a symbolic link points to is written, and the
    link stays. Of two who write at the same time one is the last, and the file is wholly its.

    A file that is there is replaced by a new one. So the permissions of its folder decide, and a file that says
    of itself that it is read-only is replaced too; a second name of the old file (a hard link) keeps what the old
    one held. The new file gets the permissions of the old one, and its owner and group where the system allows
    that: root gives them or refuses; for others, what the lost group alone was allowed is nobody's any more.

    Args:
        path: the file; its folder has to be there.
        content: all of it.

    Raises:
        FileError: ``no_folder``, ``read_only``, ``no_space``, ``not_a_file``, ``bad_path`` (links in a circle,
            too), ``owner`` (root cannot leave the file to whom it belongs), ``not_unicode`` (half of a surrogate
            pair in a text), ``not_content`` (neither text nor bytes) or ``failed``.

    Example:
        >>> from tempfile import TemporaryDirectory
        >>> with TemporaryDirectory() as folder:
        ...     write_file(f"{folder}/history.jsonl", "{}\n")
        ...     read_file(f"{folder}/history.jsonl")
        '{}\n'
    """
    _write({_path(path): _encoded(content)})


def write_files(folder: FilePath, contents: Mapping[str, str | bytes]) -> None:
    """Write several files of one folder: all, or none.

    All are written under other names before the first is put into its place; where that fails for one, those
    before it get back what they held. Only whoever is killed in that moment leaves some old and some new.

    Args:
        folder: where they go; it has to be there.
        contents: all of each file by its name.

    Raises:
        FileError: as :func:`write_file`; also ``bad_path`` for what is no name or leads out of the folder, by a
            link too, and for two names that lead to one file; ``not_content`` where ``contents`` is no mapping.
    """
    home = _path(folder)
    given: object = contents  # callers without a type checker pass anything
    if not isinstance(given, Mapping):
        raise FileError("not_content")
    if any(not isinstance(name, str) or Path(name).name != name for name in given):
        raise FileError("bad_path")
    _write({home / name: _encoded(content) for name, content in given.items()}, home)


def read_file(path: FilePath, *, most: int = MAX_FILE) -> str:
    """Return the text of a file in UTF-8, without the mark that some programs put before it.

    Args:
        path: the file.
        most: how many bytes it may have.

    Raises:
        FileError: ``missing``, ``not_allowed``, ``not_a_file`` (a folder, a pipe or a device), ``too_large``,
            ``not_utf8``, ``bad_path``, ``bad_bound`` (``most`` is no whole number from 0) or ``failed``.
    """
    given = _path(path)
    bound: object = most  # as above
    if not isinstance(bound, int) or isinstance(bound, bool) or bound < 0:
        raise FileError("bad_bound")
    data, reason = b"", None
    try:
        data = _held(given, bound)
    except (OSError, ValueError) as error:
        reason = _reason(error, missing="missing", refused="not_allowed")
    if reason is not None:
        raise FileError(reason)
    if len(data) > bound:
        raise FileError("too_large")
    text = None
    with suppress(UnicodeDecodeError):  # that error holds the text: no context
        text = data.decode("utf-8-sig")
    if text is None:
        raise FileError("not_utf8")
    return text


def _held(path: Path, most: int) -> bytes:
    """Return what a file holds, and one byte more than it may where it holds that."""
    handle = os.open(path, _READING)
    try:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise FileError("not_a_file")
        data = bytearray()
        while piece := os.read(handle, min(_PIECE, most + 1 - len(data))):
            data += piece
    finally:
        os.close(handle)
    return bytes(data)


def _path(path: object) -> Path:
    """Return a path as one, whatever was given for it."""
    found: object = os.fspath(path) if isinstance(path, str | PathLike) else None
    if not isinstance(found, str) or not found or "\0" in found:
        raise FileError("bad_path")
    return Path(found)


def _encoded(content: object) -> bytes:
    if isinstance(content, bytes):
        return content
    if not isinstance(content, str):
        raise FileError("not_content")
    data = None
    with suppress(UnicodeEncodeError):  # that error holds the text: no context
        data = content.encode()
    if data is None:
        raise FileError("not_unicode")
    return data


def _reason(error: OSError | ValueError, *, missing: str, refused: str) -> str:
    """Return our word for an error of the system, which itself names the file."""
    if not isinstance(error, OSError):
        return "bad_path"
    if isinstance(error, FileError):
        return error.reason
    reasons = {
        _NOT_THERE: missing,
        _REFUSED: refused,
        _FULL: "no_space",
        _BAD_NAME: "bad_path",
        _NO_FILE: "not_a_file",
    }
    return next((said for codes, said in reasons.items() if error.errno in codes), "failed")


def _write(contents: Mapping[Path, bytes], home: Path | None = None) -> None:
    """Put files into place after all of them were written beside it; none leads out of a home."""
    reason = None
    try:
        targets = {Path(os.path.realpath(path)): data for path, data in contents.items()}
        inside = None if home is None else Path(os.path.realpath(home))
        if (
            len(targets) < len(contents)  # of two contents for one file one would be lost
            or any(target.is_symlink() for target in targets)  # that is where a circle of links ends
            or any(inside not in {None, target.parent} for target in targets)
        ):
            reason = "bad_path"
        elif any(target.exists() and not target.is_file() for target in targets):
            reason = "not_a_file"
        else:
            _put(targets)
    except (OSError, ValueError) as error:
        reason = _reason(error, missing="no_folder", refused="read_only")
    if reason is not None:
        raise FileError(reason)


def _put(contents: Mapping[Path, bytes]) -> None:
    made: dict[Path, Path] = {}
    spares: dict[Path, Path] = {}
    placed: list[Path] = []
    try:
        for target, data in contents.items():
            made[target] = _beside(target, data)
        for target in made if len(made) > 1 else ():
            if target.exists():
                spares[target] = _beside(target, target.read_bytes())
        for target in tuple(made):
            os.replace(made[target], target)  # noqa: PTH105 - what tests make fail
            placed.append(target)
            del made[target]  # from here on somebody else may have that name
        for folder in {target.parent for target in placed}:
            _settle(folder)
    except BaseException:  # whatever stopped it, an interrupt too: all or none
        for target in placed if len(contents) > 1 else ():
            _restore(target, spares.pop(target, None))
        raise
    finally:
        for part in (*made.values(), *spares.values()):
            with suppress(OSError):
                part.unlink(missing_ok=True)


def _restore(target: Path, spare: Path | None) -> None:
    """Give a file what it held before; without that it was not there."""
    with suppress(OSError):
        if spare is None:
            target.unlink(missing_ok=True)
        else:
            os.replace(spare, target)  # noqa: PTH105 - as above


def _beside(target: Path, data: bytes) -> Path:
    """Write bytes under a name of their own in the folder of a file, as its owner's, and return where."""
    was = target.stat() if target.exists() else None
    usual = _usual_mode(target.parent) if was is None else None
    part, handle = _opened(target.parent, 0o600)
    try:
        with open(handle, "wb") as file:  # noqa: PTH123 - a handle, no path
            if was is not None:
                _make_like(handle, was)
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
            if usual is not None:
                _allow(handle, usual)
    except BaseException:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        raise
    return part


def _make_like(handle: int, was: os.stat_result) -> None:
    """Give a file that is still empty the owner, the group and the permissions of the one it is to replace."""
    if os.name != "posix":
        return  # elsewhere the folder hands them down
    allowed = stat.S_IMODE(was.st_mode)
    is_now = os.fstat(handle)
    if (is_now.st_uid, is_now.st_gid) != (was.st_uid, was.st_gid):
        try:
            os.fchown(handle, was.st_uid, was.st_gid)
        except OSError:
            if os.geteuid() == 0:
                raise FileError("owner") from None
            allowed = _without_owner(handle, was)
    _allow(handle, allowed)


def _without_owner(handle: int, was: os.stat_result) -> int:
    """Keep at least the group of somebody else's file, and return what may be allowed of what it allowed."""
    allowed = was.st_mode & 0o777
    with suppress(OSError):
        os.fchown(handle, -1, was.st_gid)
    if os.fstat(handle).st_gid != was.st_gid:
        allowed &= ~0o070 | (allowed & 0o007) << 3
    return allowed


def _allow(handle: int, allowed: int) -> None:
    if os.name == "posix":
        os.fchmod(handle, allowed)


def _usual_mode(folder: Path) -> int:
    """Return what a new file of a folder allows, as the system says it of an empty one.

    To ask for the mask itself, one has to change it for the whole process.
    """
    part, handle = _opened(folder, 0o666)
    try:
        return stat.S_IMODE(os.fstat(handle).st_mode)
    finally:
        os.close(handle)
        part.unlink(missing_ok=True)


def _opened(folder: Path, allowed: int) -> tuple[Path, int]:
    """Make a file that nobody else has and return it, open for writing."""
    for number in count():
        part = folder / f".tokutei-{os.getpid()}-{number}.part"
        with suppress(FileExistsError):
            return part, os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, allowed)
    raise AssertionError  # pragma: no cover - numbers do not end


def _settle(folder: Path) -> None:
    """Have the system keep the new names too, where it lets a folder be opened."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
