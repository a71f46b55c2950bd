"""Opening a card with its number: how both ends agree on a session; one object for each way.

Cards of the first and second generation prove that they know the number themselves. A specified card
is sent a key, whoever sends it; only then is the number verified. Both ends are here, because an
emulated card needs the other one.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, ClassVar, Final, NamedTuple

from tokutei.chip import apdu, authentication
from tokutei.chip.ciphers import AES_128, KEY_SIZE, Cipher
from tokutei.chip.conversation import Conversation, refused
from tokutei.chip.driving import Talk
from tokutei.chip.key_delivery import DeliveryKey, accepted, delivered
from tokutei.chip.profiles import Profile
from tokutei.chip.secure_messaging import MutualSession, Session
from tokutei.errors import DeliveryKeyError, ReadAborted, SecureMessagingError, WrongNumberError
from tokutei.personal import Masked, Personal

__all__ = [
    "Asked",
    "CardEnd",
    "DeliveredOpening",
    "MutualOpening",
    "Opening",
    "Reply",
    "check_number",
    "opened",
]

_MISMATCH: Final = 0x6300
_WRONG_LENGTH: Final = 0x6700
_NO_SECURE_MESSAGING: Final = 0x6882
_CONDITIONS: Final = 0x6985
_WRONG_DATA: Final = 0x6A80
_WRONG_PARAMETERS: Final = 0x6A86
_NO_INSTRUCTION: Final = 0x6D00
_NO_CLASS: Final = 0x6E00


class Asked(NamedTuple):
    """A command that belongs to an opening, as the card takes it apart."""

    header: bytes
    """Class, instruction, P1, P2."""
    secure: bool
    """Whether it is under secure messaging."""
    data: bytes
    expected: int | None
    """How many bytes may come back; ``None`` asks for none."""


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class CardEnd(Masked):
    """What a card has to hand while it is opened."""

    number: Personal[str]
    """The card number that it expects."""
    draw: Callable[[int], bytes]
    """Gives its challenges and key halves."""
    private_key: Any
    """What delivered keys are decrypted with, on a card that has one: an RSA key of ``cryptography``, or ``None``."""
    at_root: bool
    """Whether the directory above all others is selected."""
    pending: bytes | None
    """What the command just before left to be taken up; good for the very next command only."""


class Reply(NamedTuple):
    """What a card answers to a command of its opening."""

    status: int
    data: bytes = b""
    session: Session | None = None
    """The session that is agreed on now."""
    pending: bytes | None = None
    """What is kept for the very next command."""


class Opening(ABC):
    """One way in which a card and a reader agree on a session.

    What is not overridden is as on the second generation.
    """

    __slots__ = ()

    instructions: ClassVar[Mapping[int, int]]
    """The instructions that belong to it, each with the class byte of its commands."""
    commands: ClassVar[frozenset[str]]
    """The stable names of those commands."""
    exchanges: ClassVar[int]
    """How many commands it takes, VERIFY included."""
    messages: ClassVar[str] = "messages_not_authentic"
    """What is found of what the messages prove."""
    delivers_key: ClassVar[bool] = False
    """Whether it needs a key pair of the card."""
    fault_ends_session: ClassVar[bool] = False
    """Whether a broken message ends the session."""

    @property
    @abstractmethod
    def cipher(self) -> Cipher:
        """The block cipher of the session."""

    @property
    def profile(self) -> Profile | None:
        """The open choices that it was made with; ``None`` where nothing is open."""
        return None

    @property
    def confirmed(self) -> bool:
        """Whether this way is known to be right."""
        return self.profile is None or self.profile.confirmed

    @property
    def secure_class(self) -> int:
        """The class byte of commands under secure messaging."""
        return MutualSession.secure_class

    @property
    def verify_reference(self) -> int:
        """P2 of VERIFY."""
        return MutualSession.verify_reference

    @abstractmethod
    def agree(
        self, talk: Conversation, number: str, delivery_keys: Sequence[DeliveryKey], /
    ) -> Talk[Session]:
        """Agree on a session as the reader does; the number is verified afterwards.

        Raises:
            WrongNumberError: the card does not accept the number.
            DeliveryKeyError: a public key is needed, and there is none.
            CardError: the card refuses a command.
            SecureMessagingError: an answer breaks the rules, or the entropy fails.
            ReadAborted: an answer has another length than it can have (``answer``).
        """

    @abstractmethod
    def answer(self, asked: Asked, card: CardEnd) -> Reply:
        """Return what the card answers to one of the ``instructions``."""


@dataclass(frozen=True, slots=True)
class MutualOpening(Opening):
    """GET CHALLENGE and MUTUAL AUTHENTICATE (appendix 1)."""

    instructions: ClassVar[Mapping[int, int]] = MappingProxyType({0x84: 0x00, 0x82: 0x00})
    commands: ClassVar[frozenset[str]] = frozenset({"get_challenge", "mutual_authenticate"})
    exchanges: ClassVar[int] = 3

    block_cipher: Cipher
    """The block cipher of token and session."""

    @property
    def cipher(self) -> Cipher:
        """See :class:`Opening`."""
        return self.block_cipher

    def agree(self, talk: Conversation, number: str, _: Sequence[DeliveryKey], /) -> Talk[Session]:
        """See :class:`Opening`."""
        keys = authentication.access_keys(number, self.cipher)
        challenge = yield from talk.demand("get_challenge", apdu.get_challenge())
        if len(challenge) != authentication.NONCE_SIZE:
            raise ReadAborted("answer")
        nonce, half = talk.draw(authentication.NONCE_SIZE), talk.draw(KEY_SIZE)
        token = authentication.terminal_token(keys, rnd_ifd=nonce, rnd_icc=challenge, k_ifd=half)
        answer, status = yield from talk.send("mutual_authenticate", apdu.mutual_authenticate(token))
        check_number("mutual_authenticate", status)
        card_half = authentication.open_card_token(keys, answer, rnd_ifd=nonce, rnd_icc=challenge)
        return MutualSession(authentication.session_key(half, card_half), self.cipher)

    def answer(self, asked: Asked, card: CardEnd) -> Reply:
        """See :class:`Opening`."""
        if asked.secure:
            return Reply(_NO_SECURE_MESSAGING)
        if asked.header[2:] != b"\0\0":
            return Reply(_WRONG_PARAMETERS)
        return (self._challenge if asked.header[1] == 0x84 else self._authenticate)(asked, card)

    def _challenge(self, asked: Asked, card: CardEnd) -> Reply:
        if asked.expected != authentication.NONCE_SIZE or asked.data:
            return Reply(_WRONG_LENGTH)
        challenge = card.draw(authentication.NONCE_SIZE)
        return Reply(apdu.SUCCESS, challenge, pending=challenge)

    def _authenticate(self, asked: Asked, card: CardEnd) -> Reply:
        if len(asked.data) != authentication.TOKEN_SIZE:
            return Reply(_WRONG_LENGTH)
        if card.pending is None:
            return Reply(_CONDITIONS)
        keys, challenge = authentication.access_keys(card.number, self.cipher), card.pending
        told = None
        with suppress(SecureMessagingError):
            told = authentication.open_terminal_token(keys, asked.data, rnd_icc=challenge)
        if told is None:
            return Reply(_MISMATCH)
        (nonce, half), own = told, card.draw(KEY_SIZE)
        return Reply(
            apdu.SUCCESS,
            authentication.card_token(keys, rnd_ifd=nonce, rnd_icc=challenge, k_icc=own),
            MutualSession(authentication.session_key(half, own), self.cipher),
        )


@dataclass(frozen=True, slots=True)
class DeliveredOpening(Opening):
    """SET SESSION KEY: the reader makes the key and sends it under the card's public key."""

    instructions: ClassVar[Mapping[int, int]] = MappingProxyType({apdu.SET_SESSION_KEY: 0x80})
    commands: ClassVar[frozenset[str]] = frozenset({"set_session_key"})
    exchanges: ClassVar[int] = 2
    messages: ClassVar[str] = "messages_unproven"
    delivers_key: ClassVar[bool] = True
    fault_ends_session: ClassVar[bool] = True

    choices: Profile
    """What no text at hand says."""

    @property
    def cipher(self) -> Cipher:
        """See :class:`Opening`."""
        return AES_128

    @property
    def profile(self) -> Profile | None:
        """See :class:`Opening`."""
        return self.choices

    @property
    def secure_class(self) -> int:
        """See :class:`Opening`."""
        return self.choices.messaging_class

    @property
    def verify_reference(self) -> int:
        """See :class:`Opening`."""
        return self.choices.verify_reference

    def agree(self, talk: Conversation, _: str, delivery_keys: Sequence[DeliveryKey], /) -> Talk[Session]:
        """See :class:`Opening`: under the first public key that the card takes."""
        if not delivery_keys:
            raise DeliveryKeyError
        status = 0
        for key in delivery_keys:
            cryptogram, session = delivered(key, self.choices, talk.draw)
            status = (yield from talk.send("set_session_key", apdu.set_session_key(cryptogram)))[1]
            if status == apdu.SUCCESS:
                return session
        raise refused("set_session_key", status)

    def answer(self, asked: Asked, card: CardEnd) -> Reply:
        """See :class:`Opening`."""
        if card.private_key is None:
            return Reply(_NO_INSTRUCTION)
        if asked.header[0] != self.instructions[apdu.SET_SESSION_KEY]:
            return Reply(_NO_CLASS)
        if asked.header[2:] != b"\0\0":
            return Reply(_WRONG_PARAMETERS)
        if not card.at_root:
            return Reply(_CONDITIONS)
        with suppress(SecureMessagingError):
            return Reply(apdu.SUCCESS, session=accepted(card.private_key, self.choices, asked.data))
        return Reply(_WRONG_DATA)


def opened(
    talk: Conversation, opening: Opening, number: str, *, delivery_keys: Sequence[DeliveryKey]
) -> Talk[Session]:
    """Agree on a session with a card, verify its number, and return the session.

    Raises:
        WrongNumberError: the card does not accept the number.
        DeliveryKeyError: a specified card needs the agency's public key, and there is none.
        CardError: the card refuses a command.
        SecureMessagingError: an answer breaks the rules of the session, or the entropy fails.
    """
    session = yield from opening.agree(talk, number, delivery_keys)
    _, status = yield from talk.send("verify", session.wrap_verify(number))
    check_number("verify", status)
    return session


def check_number(command: str, status: int) -> None:
    """Raise what the answer to a command means that holds the card number, or a proof of knowing it.

    Raises:
        WrongNumberError: the card does not accept the number.
        CardError: the card refuses the command.
    """
    if apdu.status_reason(status) == "mismatch":
        raise WrongNumberError(apdu.tries_left(status))
    if status != apdu.SUCCESS:
        raise refused(command, status)
