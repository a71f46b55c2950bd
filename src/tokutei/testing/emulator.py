"""A card in software: answers the commands of the specification, byte for byte.

Where the specification of a type is not at hand, the emulator follows that of the first generation;
where neither says, it does what :class:`OpenChoices` names, and on specified cards what the
:class:`~tokutei.chip.Profile` of its generation says.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol

from tokutei.chip.apdu import READ_BINARY, SUCCESS, VERIFY
from tokutei.chip.generations import Generation
from tokutei.chip.layout import Access, Directory, FileName, FileRow
from tokutei.chip.opening import Asked, CardEnd
from tokutei.chip.secure_messaging import Session
from tokutei.errors import SecureMessagingError, UnknownTermError
from tokutei.identifiers import CardNumber
from tokutei.testing.commands import Command, StatusError, command_bytes, need, parsed
from tokutei.testing.entropy import Entropy

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

__all__ = ["CardEmulator", "OpenChoices", "OtherApplications"]

_MISMATCH: Final = 0x6300
_WRONG_LENGTH: Final = 0x6700
_NO_SECURE_MESSAGING: Final = 0x6882
_NOT_AUTHENTICATED: Final = 0x6982
_NO_CHALLENGE: Final = 0x6985
_NO_CURRENT_FILE: Final = 0x6986
_NO_OBJECT: Final = 0x6987
_BAD_OBJECT: Final = 0x6988
_WRONG_DATA: Final = 0x6A80
_NOT_FOUND: Final = 0x6A82
_WRONG_PARAMETERS: Final = 0x6A86
_OUTSIDE_FILE: Final = 0x6B00
_NO_INSTRUCTION: Final = 0x6D00
_NO_CLASS: Final = 0x6E00
_SELF_TEST_FAILED: Final = 0x6F00

_PLAIN: Final = 0x00
_MASTER_FILE: Final = b"\x3f\x00"
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
    extended_commands: bool = True
    """Whether the card, or the reader before it, takes commands in extended form; otherwise 6700."""
    master_file: int = _NOT_FOUND
    """Status of SELECT for the MF on a specified card; 6A86 and success were seen on My Number cards."""
    other_short_ids: bool = False
    """Whether a file whose short identifier is told differently answers to the less likely one."""


class OtherApplications(Protocol):
    """Applications beside the residence application, on the chip of a My Number card."""

    def handles(self, aid: bytes) -> bool:
        """Return whether there is an application of that name."""
        ...

    def transmit(self, command: bytes, /) -> bytes:
        """Return the answer to a command for one of them."""
        ...

    def leave(self) -> None:
        """Leave the current application, because another one of the card was selected."""
        ...

    def reset(self) -> None:
        """Take the card out of the field and put it back."""
        ...


class CardEmulator:
    """A card that answers commands, with the state a card keeps between them.

    ``transmit`` never raises: whatever comes in, a status word goes out, and where the entropy fails,
    that of a failed self test (6F00). One object is one card in one field; it is not safe to share
    between threads.

    Example:
        >>> from tokutei.chip.generations import SECOND
        >>> from tokutei.testing import seeded_entropy
        >>> files = {FileName.MF_EF02: bytes.fromhex("C1023035")}
        >>> number = CardNumber("ZZ00000000ZZ")
        >>> card = CardEmulator(SECOND, "05", files, number=number, entropy=seeded_entropy(b""))
        >>> card.transmit(bytes.fromhex("00B08A00000000")).hex()
        'c10230359000'
    """

    def __init__(
        self,
        generation: Generation,
        card_type: str,
        files: Mapping[FileName, bytes],
        *,
        number: CardNumber,
        entropy: Entropy,
        choices: OpenChoices = OpenChoices(),
        private_key: RSAPrivateKey | None = None,
        others: OtherApplications | None = None,
    ) -> None:
        """Make a card.

        Args:
            generation: how it talks.
            card_type: which files there are, under which identifiers, and what each asks of its reader.
            files: their contents; a file of the layout that is not among them is not on the card.
            number: the card number that MUTUAL AUTHENTICATE and VERIFY expect.
            entropy: where challenges and key halves come from.
            choices: what the card does where no text says.
            private_key: of a specified card, what delivered keys are decrypted with.
            others: the other applications of a specified card.

        Raises:
            UnknownTermError: the generation has no such card type.
        """
        layout = generation.layout(card_type)
        if layout is None:
            known = tuple(one.card_type for one in generation.layouts)
            raise UnknownTermError("CardType", card_type[:4], known)
        self._generation, self._card_type = generation, card_type
        self._files = {
            (row.name.directory, short_id): (row, files[row.name])
            for row in layout.files
            if row.name in files
            for short_id in ((choices.other_short_ids and row.other_short_ids) or (row.short_id,))
        }
        self._number = number.reveal()
        self._entropy = entropy
        self._choices = choices
        self._private_key = private_key
        self._others = others
        self._opening = generation.opening
        has_keys = private_key is not None or not self._opening.delivers_key
        self._own = self._opening.instructions if has_keys else {}
        self.exchanges = 0
        """Commands answered since the card was put into the field."""
        self.reset()

    def __repr__(self) -> str:
        return f"CardEmulator({len(self._files)} files)"

    def reset(self) -> None:
        """Take the card out of the field and put it back: the session and what it allowed are gone."""
        root = self._generation.root
        self._directory: Directory | None = Directory.MF if root is Directory.MF else None
        self._elsewhere = False
        self._current: tuple[FileRow, bytes] | None = None
        self._pending: bytes | None = None
        self._end_session()
        self.exchanges = 0
        if self._others is not None:
            self._others.reset()

    def _end_session(self) -> None:
        self._session: Session | None = None
        self._verified = False

    @property
    def session(self) -> Session | None:
        """Secure messaging as the card holds it; ``None`` before there is any."""
        return self._session

    def holding(self, files: Mapping[FileName, bytes]) -> CardEmulator:
        """Return a card in the state of a new field that differs from this one in its files only."""
        return CardEmulator(
            self._generation,
            self._card_type,
            files,
            number=CardNumber(self._number),
            entropy=self._entropy,
            choices=self._choices,
            private_key=self._private_key,
            others=self._others,
        )

    def transmit(self, command: bytes, /) -> bytes:
        """Return the answer to a command: its data, if any, and two bytes of status."""
        self.exchanges += 1
        command = command_bytes(command)
        if self._others is not None and self._is_for(self._others, command):
            return self._others.transmit(command)
        pending, self._pending = self._pending, None  # good for the very next command only
        try:
            answer = self._answer(self._parsed(command), pending)
        except StatusError as error:
            return error.status.to_bytes(2)
        return answer + SUCCESS.to_bytes(2)

    def _is_for(self, others: OtherApplications, command: bytes) -> bool:
        """Return whether a command selects or concerns another application than this one."""
        if command[1:3] == b"\xa4\x04":
            aid = command[5 : 5 + command[4]] if len(command) > 4 else b""
            if others.handles(aid):
                self._elsewhere = True
                self._directory = self._current = None
                self._end_session()
            elif aid in _BY_AID:
                self._elsewhere = False
                others.leave()
        return self._elsewhere

    def _answer(self, command: Command, pending: bytes | None) -> bytes:
        match command.instruction:
            case 0xA4:
                return self._select(command)
            case _ if command.instruction in self._own:
                return self._open(command, pending)
            case _ if command.instruction == VERIFY:
                return self._verify(command)
            case _ if command.instruction == READ_BINARY:
                return self._read_binary(command)
        raise StatusError(_NO_INSTRUCTION)

    def _select(self, command: Command) -> bytes:
        need(not command.secure, _NO_SECURE_MESSAGING)
        match command.parameters:
            case (0x00, 0x00):
                need(command.data == _MASTER_FILE, _NOT_FOUND)
                is_there = self._generation.root is Directory.MF
                need(is_there or self._choices.master_file == SUCCESS, self._choices.master_file)
                self._directory = Directory.MF
            case (0x04, 0x0C):
                self._directory = self._named(command.data)
            case _:
                raise StatusError(_WRONG_PARAMETERS)
        self._current = None
        return b""

    def _named(self, aid: bytes) -> Directory:
        """Return the directory of a name; those of a specified card lie below its residence application."""
        found = _BY_AID.get(aid)
        below_application = self._generation.root is Directory.AP
        if found is None or (found is Directory.AP) > below_application:
            raise StatusError(_NOT_FOUND)
        if found is Directory.AP:
            self._end_session()  # selecting it again destroys the session key
        elif below_application:
            need(self._directory not in (None, Directory.MF), _NOT_FOUND)
        return found

    def _open(self, command: Command, pending: bytes | None) -> bytes:
        """Answer a command with which a session is agreed on, as the generation does."""
        asked = Asked(command.header, command.secure, command.data, command.expected)
        card = CardEnd(
            number=self._number,
            draw=self._draw,
            private_key=self._private_key,
            at_root=self._directory is self._generation.root,
            pending=pending,
        )
        reply = self._opening.answer(asked, card)
        if reply.status != SUCCESS:
            if reply.status == _MISMATCH and self._choices.failed_authentication_ends_session:
                self._session = None
            raise StatusError(reply.status)
        self._pending = reply.pending
        if reply.session is not None:
            self._session = reply.session
            if self._choices.new_session_ends_authentication:
                self._verified = False
        return reply.data

    def _draw(self, size: int) -> bytes:
        value = None
        with suppress(Exception):  # whatever a source raises: a card has nothing to say of it
            value = self._entropy(size)
        if not isinstance(value, bytes) or len(value) != size:
            raise StatusError(_SELF_TEST_FAILED)
        return value

    def _verify(self, command: Command) -> bytes:
        need(command.secure, self._choices.plain_verify)
        need(command.parameters == (0x00, self._opening.verify_reference), _WRONG_PARAMETERS)
        session = self._needed_session()
        self._verified = False  # whatever this VERIFY comes to, it takes the place of the one before
        need(bool(command.data), _NO_OBJECT)
        try:
            said = session.receive_data(command.header, command.data)
        except SecureMessagingError:
            raise self._bad_object() from None
        need(said == self._number.encode("ascii"), _MISMATCH)
        self._verified = True
        return b""

    def _bad_object(self) -> StatusError:
        """Return the answer to a broken message; on some cards the session is over then."""
        if self._opening.fault_ends_session:
            self._session = None
        return StatusError(_BAD_OBJECT)

    def _read_binary(self, command: Command) -> bytes:
        session = self._needed_session() if command.secure else None
        wanted = self._wanted(command, session)
        file, offset = self._addressed(*command.parameters)
        row, content = file
        need(self._may_read(row.access, secure=command.secure), _NOT_AUTHENTICATED)
        need(offset < len(content), _OUTSIDE_FILE)
        data = content[offset : None if wanted == _REST_OF_FILE else offset + wanted]
        if session is not None:
            data = session.protect(data)
            need(not command.expected or len(data) <= command.expected, _WRONG_LENGTH)
        self._current = file
        return data

    def _wanted(self, command: Command, session: Session | None) -> int:
        """Return how many bytes READ BINARY asks for; 0 is the rest of the file."""
        if command.expected is None:
            raise StatusError(_WRONG_LENGTH)
        if session is None:
            need(not command.data, _WRONG_LENGTH)
            return command.expected
        need(bool(command.data), _NO_OBJECT)
        try:
            return session.receive_length(command.header, command.data)
        except SecureMessagingError:
            raise self._bad_object() from None

    def _addressed(self, p1: int, p2: int) -> tuple[tuple[FileRow, bytes], int]:
        """Return the file and the offset that P1 and P2 name."""
        if p1 < 0x80:
            if self._current is None:
                raise StatusError(_NO_CURRENT_FILE)
            return self._current, p1 << 8 | p2
        need(p1 & 0x60 == 0, _WRONG_PARAMETERS)
        file = self._files.get((self._directory, p1 & 0x1F)) if self._directory else None
        if file is None:
            raise StatusError(_NOT_FOUND)
        return file, p2

    def _may_read(self, access: Access, *, secure: bool) -> bool:
        return access is Access.FREE or (self._verified and (secure or access is Access.NUMBER))

    def _needed_session(self) -> Session:
        if self._session is None:
            raise StatusError(self._choices.no_session)
        return self._session

    def _parsed(self, command: bytes) -> Command:
        classes = {_PLAIN, self._opening.secure_class}
        classes.update(known for own, known in self._own.items() if command[1:2] == bytes([own]))
        return parsed(
            command,
            classes=classes,
            secure_class=self._opening.secure_class,
            extended=self._choices.extended_commands,
        )
