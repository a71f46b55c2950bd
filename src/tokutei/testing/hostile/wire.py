"""Cards that lie on the wire: something stands between an otherwise correct card and the reader."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from tokutei.chip import authentication
from tokutei.chip.ciphers import AES_128
from tokutei.chip.layout import FileName
from tokutei.errors import CardError, ReadAborted, SecureMessagingError, TlvError, WrongNumberError
from tokutei.testing.cards import SyntheticCard, Tamper, issue_card
from tokutei.testing.hostile.card import HostileCard, Issue
from tokutei.testing.residents import SyntheticPerson

__all__ = ["ON_THE_WIRE"]

_GET_CHALLENGE, _MUTUAL_AUTHENTICATE, _READ_BINARY = 0x84, 0x82, 0xB0
_SUCCESS: Final = b"\x90\x00"


def _on_the_wire(tamper: Callable[[SyntheticCard], Tamper]) -> Issue:
    """Return how to issue a correct card with something between it and the reader."""

    def issue(holder: SyntheticPerson, seed: int) -> SyntheticCard:
        card = issue_card(holder, seed=seed)
        return replace(card, tamper=tamper(card))

    return issue


def _answering(instruction: int, change: Callable[[bytes], bytes]) -> Issue:
    """Return how to issue a card whose every answer to an instruction is changed."""
    return _on_the_wire(
        lambda _: lambda command, answer: change(answer) if command[1:2] == bytes([instruction]) else answer
    )


def _secure(change: Callable[[bytes], bytes]) -> Issue:
    """Return how to issue a card whose protected answers are changed."""
    return _on_the_wire(
        lambda _: lambda command, answer: change(answer) if command[:2] == b"\x08\xb0" else answer
    )


def _flipped(answer: bytes, at: int) -> bytes:
    """Return an answer with one bit of one byte changed."""
    changed = bytearray(answer)
    changed[at] ^= 1
    return bytes(changed)


def _bare(card: SyntheticCard) -> Tamper:
    by_short_id = {1: FileName.DF1_EF01, 3: FileName.DF1_EF02, 4: FileName.DF1_EF03, 6: FileName.DF1_EF04}

    def tamper(command: bytes, answer: bytes) -> bytes:
        name = by_short_id.get(command[2] & 0x1F) if command[:2] == b"\x08\xb0" and command[2:] else None
        return card.files[name] + _SUCCESS if name else answer

    return tamper


def _wrong_nonce(card: SyntheticCard) -> Tamper:
    keys = authentication.access_keys(card.number.reveal(), AES_128)

    def tamper(command: bytes, answer: bytes) -> bytes:
        if command[1:2] != bytes([_MUTUAL_AUTHENTICATE]):
            return answer
        return authentication.card_token(keys, rnd_ifd=bytes(8), rnd_icc=bytes(8), k_icc=bytes(16)) + _SUCCESS

    return tamper


def _repeating(_: SyntheticCard) -> Tamper:
    """Answer every protected reading as the first one."""
    first: list[bytes] = []

    def tamper(command: bytes, answer: bytes) -> bytes:
        if command[:2] != b"\x08\xb0":
            return answer
        first.append(answer)
        return first[0]

    return tamper


ON_THE_WIRE: Final = (
    HostileCard(
        name="silent",
        lie="answers nothing at all",
        make=_on_the_wire(lambda _: lambda _command, _answer: b""),
        error=ReadAborted,
        reason="answer",
    ),
    HostileCard(
        name="half_a_status",
        lie="answers with one byte",
        make=_on_the_wire(lambda _: lambda _command, _answer: b"\x90"),
        error=ReadAborted,
        reason="answer",
    ),
    HostileCard(
        name="flood",
        lie="answers with more than an answer can hold",
        make=_answering(_READ_BINARY, lambda answer: answer[:-2] + bytes(70_000) + _SUCCESS),
        error=ReadAborted,
        reason="answer",
    ),
    HostileCard(
        name="longer_than_its_file",
        lie="gives ten times what a file holds",
        make=_answering(_READ_BINARY, lambda answer: answer[:-2] * 10 + _SUCCESS),
        error=TlvError,
        reason="size",
    ),
    HostileCard(
        name="drip",
        lie="gives one byte at a time of what it is asked for in plain",
        make=_on_the_wire(
            lambda _: (
                lambda command, answer: (
                    answer[:1] + _SUCCESS if command[:2] == b"\x00\xb0" and len(answer) > 3 else answer
                )
            )
        ),
        error=ReadAborted,
        reason="exchanges",
    ),
    HostileCard(
        name="says_yes_to_everything",
        lie="answers every command with success and no data",
        make=_on_the_wire(lambda _: lambda _command, _answer: _SUCCESS),
        error=ReadAborted,
        reason="generation",
    ),
    HostileCard(
        name="endless_6c",
        lie="names another length for every reading, without end",
        make=_answering(_READ_BINARY, lambda _: b"\x6c\x10"),
        error=CardError,
        reason="unknown",
    ),
    HostileCard(
        name="endless_61",
        lie="always has more to come",
        make=_answering(_READ_BINARY, lambda _: b"\x61\xff"),
        error=CardError,
        reason="unknown",
    ),
    HostileCard(
        name="challenge_of_one_byte",
        lie="gives a challenge of one byte",
        make=_answering(_GET_CHALLENGE, lambda _: b"\x00" + _SUCCESS),
        error=ReadAborted,
        reason="answer",
    ),
    HostileCard(
        name="refuses_its_number",
        lie="says that its own number is wrong",
        make=_answering(_MUTUAL_AUTHENTICATE, lambda _: b"\x63\x00"),
        error=WrongNumberError,
    ),
    HostileCard(
        name="wrong_mac",
        lie="authenticates with a wrong MAC",
        make=_answering(_MUTUAL_AUTHENTICATE, lambda answer: _flipped(answer, 39)),
        error=SecureMessagingError,
        reason="mac",
    ),
    HostileCard(
        name="wrong_nonce",
        lie="authenticates with the right MAC over nonces of another exchange",
        make=_on_the_wire(_wrong_nonce),
        error=SecureMessagingError,
        reason="nonce",
    ),
    HostileCard(
        name="short_token",
        lie="authenticates with too few bytes",
        make=_answering(_MUTUAL_AUTHENTICATE, lambda answer: answer[:32] + _SUCCESS),
        error=SecureMessagingError,
        reason="token",
    ),
    HostileCard(
        name="bare_answers",
        lie="answers in plain while secure messaging is on",
        make=_on_the_wire(_bare),
        error=SecureMessagingError,
        reason="bare",
    ),
    HostileCard(
        name="empty_secure_answers",
        lie="answers with no data while secure messaging is on",
        make=_secure(lambda _: _SUCCESS),
        error=SecureMessagingError,
        reason="bare",
    ),
    HostileCard(
        name="giant_protected_object",
        lie="announces a protected object far larger than the answer",
        make=_secure(lambda _: b"\x86\x82\xff\xff\x01" + bytes(16) + _SUCCESS),
        error=SecureMessagingError,
        reason="bare",
    ),
    HostileCard(
        name="second_object",
        lie="puts something in plain beside the protected object",
        make=_secure(lambda answer: answer[:-2] + b"\x81\x01\x30" + _SUCCESS),
        error=SecureMessagingError,
        reason="unknown_object",
    ),
    HostileCard(
        name="broken_padding",
        lie="sends a cryptogram whose padding is none",
        # One bit of the last block but one is the same bit of what the last decrypts to.
        make=_secure(lambda answer: _flipped(answer, -19) if len(answer) > 40 else answer),
        error=SecureMessagingError,
        reason="cryptogram",
    ),
    HostileCard(
        name="odd_cryptogram",
        lie="sends a cryptogram that is not whole blocks",
        make=_secure(lambda _: b"\x86\x0a\x01" + bytes(9) + _SUCCESS),
        error=SecureMessagingError,
        reason="cryptogram",
    ),
    HostileCard(
        name="repeats_itself",
        lie="answers every protected reading as the first one",
        make=_on_the_wire(_repeating),
        error=TlvError,
        reason="size",
    ),
)
"""Cards that lie in how they answer."""
