"""A card in software: answers the commands of the specification, byte for byte.

Where the specification for types 05 and 06 is not at hand, the emulator follows that of the first
generation; where neither says, it does what :class:`OpenChoices` names.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from itertools import count
from typing import Final, NamedTuple

from tokutei.chip import secure_messaging as sm
from tokutei.chip.apdu import SUCCESS
from tokutei.chip.layout import Access, CardLayout, Directory, FileName, FileRow
from tokutei.errors import SecureMessagingError
from tokutei.identifiers import CardNumber

__all__ = ["CardEmulator", "Entropy", "OpenChoices", "command_bytes", "given_entropy", "seeded_entropy"]

_MISMATCH: Final = 0x6300
_WRONG_LENGTH: Final = 0x6700
_NO_SECURE_MESSAGING: Final = 0x6882
_NOT_AUTHENTICATED: Final = 0x6982
_NO_CHALLENGE: Final = 0x6985
_NO_CURRENT_FILE: Final = 0x6986
_NO_OBJECT: Final = 0x6987
_BAD_OBJECT: Final = 0x6988
_NOT_FOUND: Final = 0x6A82
_WRONG_PARAMETERS: Final = 0x6A86
_OUTSIDE_FILE: Final = 0x6B00
_NO_INSTRUCTION: Final = 0x6D00
_NO_CLASS: Final = 0x6E00
_SELF_TEST_FAILED: Final = 0x6F00

_PLAIN, _SECURE = 0x00, 0x08
_MASTER_FILE: Final = b"\x3f\x00"
_EXPECTED_LENGTH: Final = b"\x96\x02"
_REST_OF_FILE: Final = 0
_BY_AID: Final = {directory.aid: directory for directory in Directory if directory.aid}


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenChoices:
    """What no text at hand settles; each default is only the likeliest reading."""

    plain_verify: int = _NOT_AUTHENTICATED
    """Status of VERIFY without secure messaging; may as well be 6882."""
    no_session: int = _NO_SECURE_MESSAGING
    """Status of a command under secure messaging before MUTUAL AUTHENTICATE; may as well be 6985."""
    failed_authentication_ends_session: bool = False
    """Whether a refused MUTUAL AUTHENTICATE also drops the session that was there."""
    new_session_ends_authentication: bool = False
    """Whether a new MUTUAL AUTHENTICATE makes VERIFY necessary again."""
    other_short_ids: bool = False
    """Whether a file whose short identifier is told differently answers to the less likely one."""


Entropy = Callable[[int], bytes]
"""Gives as many random bytes as asked for; whoever makes the emulator passes it in."""


def given_entropy(*values: bytes) -> Entropy:
    """Return a source of these values in turn and then from the start again, such as those of a transcript.

    Raises:
        SecureMessagingError: there are no values (``entropy``).

    Example:
        >>> source = given_entropy(b"12345678", b"abcdefgh")
        >>> source(8), source(4), source(8)
        (b'12345678', b'abcd', b'12345678')
    """
    if not values:
        raise SecureMessagingError("entropy")
    counter = count()
    return lambda size: values[next(counter) % len(values)][:size]


def seeded_entropy(seed: bytes) -> Entropy:
    """Return a source that hashes a counter: up to 32 bytes at a time; the same seed, the same values."""
    counter = count()
    return lambda size: sha256(next(counter).to_bytes(8) + seed).digest()[:size]


class _Command(NamedTuple):
    secure: bool
    instruction: int
    parameters: tuple[int, int]
    data: bytes
    expected: int | None
    """How many bytes may come back; 0 is as many as there are; ``None`` asks for none."""


class _StatusError(Exception):
    """Ends the processing of a command with a status word."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


class CardEmulator:
    """A card that answers commands, with the state a card keeps between them.

    ``transmit`` never raises: whatever comes in, a status word goes out, and where the entropy fails,
    that of a failed self test (6F00). One object is one card in one field; it is not safe to share
    between threads.

    Example:
        >>> from tokutei.chip.generations import SECOND
        >>> files = {FileName.MF_EF02: bytes.fromhex("C1023035")}
        >>> number = CardNumber("ZZ00000000ZZ")
        >>> card = CardEmulator(SECOND.layouts[0], files, number=number, entropy=seeded_entropy(b""))
        >>> card.transmit(bytes.fromhex("00B08A00000000")).hex()
        'c10230359000'
    """

    def __init__(
        self,
        layout: CardLayout,
        files: Mapping[FileName, bytes],
        *,
        number: CardNumber,
        entropy: Entropy,
        choices: OpenChoices = OpenChoices(),
    ) -> None:
        """Make a card.

        Args:
            layout: which files there are, under which identifiers, and what each asks of its reader.
            files: their contents; a file of the layout that is not among them is not on the card.
            number: the card number that MUTUAL AUTHENTICATE and VERIFY expect.
            entropy: where challenges and key halves come from.
            choices: what the card does where no text says.
        """
        self._layout = layout
        self._files = {
            (row.name.directory, short_id): (row, files[row.name])
            for row in layout.files
            if row.name in files
            for short_id in ((choices.other_short_ids and row.other_short_ids) or (row.short_id,))
        }
        self._number = number.reveal()
        self._keys = sm.access_keys(self._number)
        self._entropy = entropy
        self._choices = choices
        self.reset()

    def __repr__(self) -> str:
        return f"CardEmulator({len(self._files)} files)"

    def reset(self) -> None:
        """Take the card out of the field and put it back: the session and what it allowed are gone."""
        self._directory = Directory.MF
        self._current: tuple[FileRow, bytes] | None = None
        self._challenge: bytes | None = None
        self._session: sm.Session | None = None
        self._verified = False

    def holding(self, files: Mapping[FileName, bytes]) -> CardEmulator:
        """Return a card in the state of a new field that differs from this one in its files only."""
        return CardEmulator(
            self._layout,
            files,
            number=CardNumber(self._number),
            entropy=self._entropy,
            choices=self._choices,
        )

    def transmit(self, command: bytes, /) -> bytes:
        """Return the answer to a command: its data, if any, and two bytes of status."""
        challenge, self._challenge = self._challenge, None  # good for the very next command only
        try:
            answer = self._answer(_parse(command_bytes(command)), challenge)
        except _StatusError as error:
            return error.status.to_bytes(2)
        return answer + SUCCESS.to_bytes(2)

    def _answer(self, command: _Command, challenge: bytes | None) -> bytes:
        match command.instruction:
            case 0xA4:
                return self._select(command)
            case 0x84:
                return self._get_challenge(command)
            case 0x82:
                return self._mutual_authenticate(command, challenge)
            case 0x20:
                return self._verify(command)
            case 0xB0:
                return self._read_binary(command)
        raise _StatusError(_NO_INSTRUCTION)

    def _select(self, command: _Command) -> bytes:
        _need(not command.secure, _NO_SECURE_MESSAGING)
        match command.parameters:
            case (0x00, 0x00):
                _need(command.data == _MASTER_FILE, _NOT_FOUND)
                self._directory = Directory.MF
            case (0x04, 0x0C):
                _need(command.data in _BY_AID, _NOT_FOUND)
                self._directory = _BY_AID[command.data]
            case _:
                raise _StatusError(_WRONG_PARAMETERS)
        self._current = None
        return b""

    def _get_challenge(self, command: _Command) -> bytes:
        _need(not command.secure, _NO_SECURE_MESSAGING)
        _need(command.parameters == (0, 0), _WRONG_PARAMETERS)
        _need(command.expected == 8 and not command.data, _WRONG_LENGTH)
        self._challenge = self._draw(sm.NONCE_SIZE)
        return self._challenge

    def _mutual_authenticate(self, command: _Command, challenge: bytes | None) -> bytes:
        _need(not command.secure, _NO_SECURE_MESSAGING)
        _need(command.parameters == (0, 0), _WRONG_PARAMETERS)
        _need(len(command.data) == sm.TOKEN_SIZE, _WRONG_LENGTH)
        if challenge is None:
            raise _StatusError(_NO_CHALLENGE)
        try:
            rnd_ifd, k_ifd = sm.open_terminal_token(self._keys, command.data, rnd_icc=challenge)
        except SecureMessagingError:
            if self._choices.failed_authentication_ends_session:
                self._session = None
            raise _StatusError(_MISMATCH) from None
        k_icc = self._draw(sm.KEY_SIZE)
        self._session = sm.Session(sm.session_key(k_ifd, k_icc))
        if self._choices.new_session_ends_authentication:
            self._verified = False
        return sm.card_token(self._keys, rnd_ifd=rnd_ifd, rnd_icc=challenge, k_icc=k_icc)

    def _draw(self, size: int) -> bytes:
        value = None
        with suppress(Exception):  # whatever a source raises: a card has nothing to say of it
            value = self._entropy(size)
        if not isinstance(value, bytes) or len(value) != size:
            raise _StatusError(_SELF_TEST_FAILED)
        return value

    def _verify(self, command: _Command) -> bytes:
        _need(command.secure, self._choices.plain_verify)
        _need(command.parameters == (0x00, 0x86), _WRONG_PARAMETERS)
        session = self._needed_session()
        self._verified = False  # whatever this VERIFY comes to, it takes the place of the one before
        _need(bool(command.data), _NO_OBJECT)
        try:
            said = session.unwrap(command.data)
        except SecureMessagingError:
            raise _StatusError(_BAD_OBJECT) from None
        _need(said == self._number.encode("ascii"), _MISMATCH)
        self._verified = True
        return b""

    def _read_binary(self, command: _Command) -> bytes:
        session = self._needed_session() if command.secure else None
        wanted = _wanted(command)
        file, offset = self._addressed(*command.parameters)
        row, content = file
        _need(self._may_read(row.access, secure=command.secure), _NOT_AUTHENTICATED)
        _need(offset < len(content), _OUTSIDE_FILE)
        data = content[offset : None if wanted == _REST_OF_FILE else offset + wanted]
        if session is not None:
            data = session.protect(data)
            _need(not command.expected or len(data) <= command.expected, _WRONG_LENGTH)
        self._current = file
        return data

    def _addressed(self, p1: int, p2: int) -> tuple[tuple[FileRow, bytes], int]:
        """Return the file and the offset that P1 and P2 name."""
        if p1 < 0x80:
            if self._current is None:
                raise _StatusError(_NO_CURRENT_FILE)
            return self._current, p1 << 8 | p2
        _need(p1 & 0x60 == 0, _WRONG_PARAMETERS)
        file = self._files.get((self._directory, p1 & 0x1F))
        if file is None:
            raise _StatusError(_NOT_FOUND)
        return file, p2

    def _may_read(self, access: Access, *, secure: bool) -> bool:
        return access is Access.FREE or (self._verified and (secure or access is Access.NUMBER))

    def _needed_session(self) -> sm.Session:
        if self._session is None:
            raise _StatusError(self._choices.no_session)
        return self._session


def _need(condition: bool, status: int) -> None:  # noqa: FBT001 - reads as a sentence
    """Refuse with a status word unless a condition holds."""
    if not condition:
        raise _StatusError(status)


def command_bytes(command: object) -> bytes:
    """Return a command as bytes; of what is nothing of that kind, no bytes."""
    return bytes(command) if isinstance(command, bytes | bytearray | memoryview) else b""


def _parse(command: bytes) -> _Command:
    """Split a command APDU; bytes behind the data that Lc announces and behind Le are ignored, as the card does."""
    _need(len(command) >= 4, _WRONG_LENGTH)
    cla, instruction, p1, p2 = command[:4]
    _need(cla in (_PLAIN, _SECURE), _NO_CLASS)
    body = command[4:]
    extended = len(body) >= 3 and body[0] == 0
    width = 2 if extended else 1
    if extended:
        body = body[1:]
    if len(body) <= width:
        data, rest = b"", body
    else:
        size = int.from_bytes(body[:width])
        data, rest = body[width : width + size], body[width + size :]
        _need(size > 0 and len(data) == size, _WRONG_LENGTH)
    expected = int.from_bytes(rest[:width]) if len(rest) >= width else None
    if expected == 0 and not extended:
        expected = 256
    return _Command(cla == _SECURE, instruction, (p1, p2), data, expected)


def _wanted(command: _Command) -> int:
    """Return how many bytes READ BINARY asks for; 0 is the rest of the file."""
    if command.expected is None:
        raise _StatusError(_WRONG_LENGTH)
    if not command.secure:
        _need(not command.data, _WRONG_LENGTH)
        return command.expected
    _need(bool(command.data), _NO_OBJECT)
    _need(len(command.data) == 4 and command.data[:2] == _EXPECTED_LENGTH, _BAD_OBJECT)
    return int.from_bytes(command.data[2:])
