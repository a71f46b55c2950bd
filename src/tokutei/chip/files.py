"""Reading files: in one piece where card and reader let it, otherwise piece by piece.

Every answer under secure messaging is a message of its own: it is decrypted before the pieces are
joined.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from enum import Enum
from typing import Final

from tokutei.chip import apdu
from tokutei.chip.conversation import Conversation, refused
from tokutei.chip.driving import Talk
from tokutei.chip.layout import FileRow
from tokutei.chip.plan import Units
from tokutei.chip.secure_messaging import Session
from tokutei.errors import TlvError

__all__ = ["FileReader"]

_WRONG_LENGTH: Final = 0x6700
_SIZED_READ_REFUSED: Final = frozenset({_WRONG_LENGTH, 0x6A86, apdu.BEYOND_FILE})
_BY_SHORT_ID: Final = 0x80
_SHORT: Final = 256


class _Form(Enum):
    """How a read is asked for; what a card or a reader refuses once is not tried again."""

    EXTENDED = "as many bytes as are wanted"
    SHORT = "in pieces of at most 256 bytes"
    WHOLE = "the whole file"


class FileReader:
    """Reads spans of files in the directory that is selected."""

    def __init__(self, talk: Conversation, *, told: Callable[[FileRow, int], None]) -> None:
        """Read in a talk; after every answer ``told`` hears how many bytes of a file there are so far."""
        self.session: Session | None = None
        """Secure messaging, once it is there."""
        self._talk = talk
        self._told = told
        self._form = _Form.EXTENDED

    @property
    def units(self) -> Units | None:
        """How much one answer brings, where commands are short."""
        if self._form is not _Form.SHORT:
            return None
        return Units(protected=self.session.room) if self.session else Units()

    def span(
        self, row: FileRow, short_id: int, start: int, size: int, *, absent: Collection[int] = ()
    ) -> Talk[bytes | None]:
        """Return bytes of a file, or ``None`` if there is no such file.

        A card may give fewer bytes than it is asked for; the rest is then asked for by offset.

        Args:
            row: the file.
            short_id: the identifier to read it under.
            start: the first byte, below 256.
            size: how many bytes are wanted.
            absent: other status words that are taken for "no such file".

        Raises:
            TlvError: the card gives more than the file may have (``size``).
            CardError: the card refuses to give it.
            SecureMessagingError: an answer breaks the rules of the session.
            ReadAborted: as ``Conversation.send``.
        """
        got = b""
        while len(got) < size:
            at = start + len(got)
            p1, p2 = (at >> 8, at & 0xFF) if got else (_BY_SHORT_ID | short_id, start)
            command = self._command(row, p1, p2, size - len(got))
            data, status = yield from self._talk.send("read_binary", command)
            if not got and self._another_form(status):
                continue
            if at and status == apdu.BEYOND_FILE:
                break
            if not got and (status == apdu.NO_FILE or status in absent):
                return None
            if status != apdu.SUCCESS:
                raise refused("read_binary", status)
            data = self.session.unwrap(data) if self.session and row.is_protected else data
            got += data
            if start + len(got) > row.size:
                raise TlvError("size", offset=row.size)
            self._told(row, start + min(len(got), size))
            if self._form is _Form.WHOLE or not data:
                break
        return got[:size]

    def _another_form(self, status: int) -> bool:
        """Return whether a refusal may be one of the form, and turn to the next one then."""
        if self._form is _Form.WHOLE or status not in _SIZED_READ_REFUSED:
            return False
        short = self._form is _Form.EXTENDED and status == _WRONG_LENGTH
        self._form = _Form.SHORT if short else _Form.WHOLE
        return True

    def _command(self, row: FileRow, p1: int, p2: int, wanted: int) -> bytes:
        extended = self._form is not _Form.SHORT
        session = self.session if row.is_protected else None
        length = 0 if self._form is _Form.WHOLE else wanted
        if not extended:
            length = min(length, session.room if session else _SHORT)
        if session is not None:
            return session.wrap_read(p1, p2, length, extended=extended)
        return apdu.read_binary(p1, p2, length, extended=extended)
