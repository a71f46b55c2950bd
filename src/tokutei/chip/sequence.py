"""The reading sequence of residence cards: a generator that yields commands and receives answers.

``read`` and ``read_async`` drive it for a transport (:mod:`.driving`). A reading that fails is begun
again from the start (section 3.5.1).
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from itertools import groupby
from typing import Final

from tokutei.chip import apdu, secure_messaging
from tokutei.chip.driving import AsyncTransport, Talk, Transport, drive, drive_async
from tokutei.chip.exchange import Exchange, FileRead, Step
from tokutei.chip.generations import CARD_TYPE
from tokutei.chip.layout import Directory, FileName, FileRow, without_fields
from tokutei.chip.record import ChipRecord, layout_of
from tokutei.chip.secure_messaging import Session
from tokutei.chip.tlv import values_by_tag
from tokutei.errors import (
    CardError,
    ReadAborted,
    SecureMessagingError,
    TlvError,
    TokuteiError,
    WrongNumberError,
)
from tokutei.identifiers import CardNumber

__all__ = ["Entropy", "read", "read_async", "reading"]

Entropy = Callable[[int], bytes]
"""Gives as many unpredictable bytes as it is asked for, such as ``secrets.token_bytes``."""

EXCHANGES_PER_MINIMUM: Final = 3
"""A reading is given up after this many times the fewest exchanges that could have read the card."""

_LEAST_TO_DETECT: Final = 3
_SIZED_READ_REFUSED: Final = frozenset({0x6700, 0x6A86, 0x6B00})
_FACE: Final = "face_image"
_CARD_TYPE_TAG: Final = bytes([CARD_TYPE.fields[0].tag])


def reading(number: CardNumber | str, *, entropy: Entropy, face: bool = True) -> Talk[ChipRecord]:
    """Return a generator that reads a card: it yields commands, is sent answers, and returns the record.

    Args:
        number: the card number, as printed.
        entropy: where the terminal's nonce and key half come from.
        face: whether the face image is kept; without it the signature cannot be checked. It is not
            read either, unless the card stores it before the name.

    Raises:
        IdentifierError: the number has the wrong shape; before any command.
        MissingExtraError: the extra ``crypto`` is not installed; before the first protected command.
        WrongNumberError: the card does not accept the number.
        CardError: the card refuses a command.
        SecureMessagingError: an answer breaks the rules of the session, or the entropy fails.
        TlvError: a file is not what the layout says.
        ReadAborted: ``generation``, ``answer`` or ``exchanges``.
    """
    parsed = number if isinstance(number, CardNumber) else CardNumber.parse(number)
    return _Reading(parsed.reveal(), entropy, face=face).run()


def read(
    transport: Transport, *, number: CardNumber | str, entropy: Entropy | None = None, face: bool = True
) -> ChipRecord:
    """Return what the card behind a transport holds.

    Args:
        transport: an error of it that is not ours ends the reading as ``ReadAborted("transport")``.
        number: the card number, as printed.
        entropy: as for :func:`reading`; ``None`` takes :func:`secrets.token_bytes`. This is the one
            source of chance that the library may use unasked: a nonce decides nothing that a
            result shows, and a predictable one would make the encryption worthless.
        face: as for :func:`reading`.

    Raises:
        ChipError: as :func:`reading`, or ``ReadAborted("transport")``.
    """
    return drive(reading(number, entropy=entropy or secrets.token_bytes, face=face), transport)


async def read_async(
    transport: AsyncTransport, *, number: CardNumber | str, entropy: Entropy | None = None, face: bool = True
) -> ChipRecord:
    """Return what the card behind an awaited transport holds; otherwise as :func:`read`.

    Raises:
        ChipError: as :func:`read`.
    """
    return await drive_async(reading(number, entropy=entropy or secrets.token_bytes, face=face), transport)


def _refused(command: str, status: int) -> CardError:
    return CardError(command, status, apdu.status_reason(status))


class _Reading:
    """The state of one reading."""

    def __init__(self, number: str, entropy: Entropy, *, face: bool) -> None:
        self._number = number
        self._entropy = entropy
        self._skipped = () if face else (_FACE,)
        self._session: Session | None = None
        self._limit = EXCHANGES_PER_MINIMUM * _LEAST_TO_DETECT
        self._steps: list[Step] = []
        self._files: dict[FileName, bytes] = {}
        self._read: list[FileRead] = []

    def run(self) -> Talk[ChipRecord]:
        """Read the card in the order of the specification (section 3.5)."""
        yield from self._select(Directory.MF)
        yield from self._detect()
        _, layout = layout_of(self._files[CARD_TYPE.name])
        self._limit = EXCHANGES_PER_MINIMUM * layout.least_exchanges
        rest = [row for row in layout.files if row.name is not CARD_TYPE.name]
        for directory, rows in groupby(rest, key=lambda row: row.name.directory):
            yield from self._read_directory(directory, tuple(rows))
        opened_by = self._number.encode("ascii")
        stored = values_by_tag(self._files[FileName.DF1_EF01])
        exchange = Exchange(
            files=tuple(self._read),
            steps=tuple(self._steps),
            number_matches=any(value == opened_by for _, value in stored.values()),
            skipped=self._skipped,
        )
        return ChipRecord.of(self._files, exchange=exchange)

    def _read_directory(self, directory: Directory, rows: tuple[FileRow, ...]) -> Talk[None]:
        if directory is not Directory.MF:
            if self._session is None:
                self._session = yield from self._authenticate()
            optional = all(row.optional for row in rows)
            if not (yield from self._select(directory, optional=optional)):
                return
        for row in rows:
            yield from self._read_file(row)

    def _send(self, name: str, command: bytes) -> Talk[tuple[bytes, int]]:
        if len(self._steps) >= self._limit:
            raise ReadAborted("exchanges")
        data, status = apdu.split_answer((yield command))
        self._steps.append(Step(name, f"{status:04X}", len(data)))
        return data, status

    def _demand(self, name: str, command: bytes) -> Talk[bytes]:
        """Send a command that must succeed and return its data."""
        data, status = yield from self._send(name, command)
        if status != apdu.SUCCESS:
            raise _refused(name, status)
        return data

    def _select(self, directory: Directory, *, optional: bool = False) -> Talk[bool]:
        """Select a directory; return whether it is there, which only an optional one may not be."""
        if directory is Directory.MF:
            yield from self._demand("select_mf", apdu.select_mf())
            return True
        _, status = yield from self._send("select_df", apdu.select_df(directory.aid))
        if status == apdu.NO_FILE and optional:
            return False
        if status != apdu.SUCCESS:
            raise _refused("select_df", status)
        return True

    def _detect(self) -> Talk[None]:
        """Read the card type: its header first, since its length differs between generations."""
        header = yield from self._span(CARD_TYPE, CARD_TYPE.short_id, 0, 2)
        if header is None or header[:1] != _CARD_TYPE_TAG:
            raise ReadAborted("generation")
        rest = yield from self._span(CARD_TYPE, CARD_TYPE.short_id, 2, min(header[-1], CARD_TYPE.size - 2))
        self._keep(CARD_TYPE, header + (rest or b""))

    def _authenticate(self) -> Talk[Session]:
        """Authenticate with the number on both sides, then verify it, and return the session."""
        keys = secure_messaging.access_keys(self._number)
        challenge = yield from self._demand("get_challenge", apdu.get_challenge())
        if len(challenge) != secure_messaging.NONCE_SIZE:
            raise ReadAborted("answer")
        nonce, half = self._draw(secure_messaging.NONCE_SIZE), self._draw(secure_messaging.KEY_SIZE)
        token = secure_messaging.terminal_token(keys, rnd_ifd=nonce, rnd_icc=challenge, k_ifd=half)
        answer, status = yield from self._send("mutual_authenticate", apdu.mutual_authenticate(token))
        self._check_number("mutual_authenticate", status)
        card_half = secure_messaging.open_card_token(keys, answer, rnd_ifd=nonce, rnd_icc=challenge)
        session = Session(secure_messaging.session_key(half, card_half))
        _, status = yield from self._send("verify", session.wrap_verify(self._number))
        self._check_number("verify", status)
        return session

    def _draw(self, size: int) -> bytes:
        try:
            return self._entropy(size)
        except TokuteiError:
            raise
        except Exception:  # noqa: BLE001, S110 - as for a transport
            pass
        raise SecureMessagingError("entropy")

    @staticmethod
    def _check_number(command: str, status: int) -> None:
        if apdu.status_reason(status) == "mismatch":
            raise WrongNumberError
        if status != apdu.SUCCESS:
            raise _refused(command, status)

    def _read_file(self, row: FileRow) -> Talk[None]:
        for short_id in (row.short_id, *row.other_short_ids):
            wanted = row.size_without(self._skipped)
            data = yield from self._span(row, short_id, 0, wanted)
            if data is not None and wanted < row.size and not row.begins(data):
                # The objects stand in another order: what is wanted lies behind what is not.
                data = yield from self._span(row, short_id, 0, row.size)
            if data is not None and (not row.other_short_ids or row.begins(data)):
                self._keep(row, data)
                return
        if not row.optional:
            raise _refused("read_binary", apdu.NO_FILE)

    def _keep(self, row: FileRow, data: bytes) -> None:
        skips = any(field.name in self._skipped for field in row.fields)
        self._files[row.name] = without_fields(row, data, self._skipped) if skips else data
        self._read.append(FileRead(row.name, row.is_protected, len(data)))

    def _span(self, row: FileRow, short_id: int, start: int, size: int) -> Talk[bytes | None]:
        """Return bytes of a file, or ``None`` if there is no such file.

        A card may give fewer bytes than it is asked for; the rest is then asked for by offset. One
        that refuses a sized read is asked for the whole file.
        """
        got, sized = b"", True
        while len(got) < size:
            at = start + len(got)
            p1, p2 = (at >> 8, at & 0xFF) if got else (0x80 | short_id, start)
            command = self._read_command(row, p1, p2, size - len(got) if sized else 0)
            data, status = yield from self._send("read_binary", command)
            if not got and sized and status in _SIZED_READ_REFUSED:
                sized = False
                continue
            if at and status == apdu.BEYOND_FILE:
                break
            if not got and status == apdu.NO_FILE:
                return None
            if status != apdu.SUCCESS:
                raise _refused("read_binary", status)
            data = self._session.unwrap(data) if self._session and row.is_protected else data
            got += data
            if start + len(got) > row.size:
                raise TlvError("size", offset=row.size)
            if not sized or not data:
                break
        return got[:size]

    def _read_command(self, row: FileRow, p1: int, p2: int, length: int) -> bytes:
        if self._session and row.is_protected:
            return self._session.wrap_read(p1, p2, length)
        return apdu.read_binary(p1, p2, length)
