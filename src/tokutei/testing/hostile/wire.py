"""Cards that lie on the wire, before and beside any session: in sizes, pieces, and by going away."""

from __future__ import annotations

from typing import Final

from tokutei.chip.apdu import READ_BINARY
from tokutei.chip.layout import FileName
from tokutei.errors import CardError, ReadAborted, TlvError
from tokutei.testing.cards import SyntheticCard, Tamper
from tokutei.testing.hostile.altering import (
    SUCCESS,
    answering,
    at,
    on_the_wire,
    under_session,
    written,
)
from tokutei.testing.hostile.card import Alter, HostileCard

__all__ = ["ON_THE_WIRE"]

_SELECT, _NO_FILE = 0xA4, b"\x6a\x82"
_TYPE: Final = FileName.MF_EF02


def _is_plain_read(command: bytes) -> bool:
    return command[:2] == b"\x00\xb0"


def _one_byte(command: bytes, answer: bytes) -> bytes:
    return answer[:1] + SUCCESS if _is_plain_read(command) and len(answer) > 3 else answer


def _first_piece_again(_: SyntheticCard) -> Tamper:
    """Answer every further piece of a file as the first one."""
    first = b""

    def tamper(command: bytes, answer: bytes) -> bytes:
        nonlocal first
        if _is_plain_read(command) and command[2] & 0x80:
            first = answer
        return first if _is_plain_read(command) else answer

    return tamper


def _nothing_after(pieces: int) -> Alter:
    """Return how to answer with success and no data after so many pieces of a plain file."""

    def tamper(command: bytes, answer: bytes) -> bytes:
        further = _is_plain_read(command) and not command[2] & 0x80 and command[2:4] >= bytes([pieces, 0])
        return SUCCESS if further else answer

    return on_the_wire(lambda _: tamper)


def _three_pieces(command: bytes, answer: bytes) -> bytes:
    """Answer three times as much to whoever asks for 256 bytes."""
    return answer[:-2] * 3 + SUCCESS if _is_plain_read(command) and len(answer) == 258 else answer


def _removed(after: int) -> Alter:
    """Return how to take a card away while it answers a command after so many others."""

    def tamper_of(card: SyntheticCard) -> Tamper:
        def tamper(_: bytes, answer: bytes) -> bytes:
            if card.emulator.exchanges > after:
                msg = "no card in the field"
                raise ConnectionError(msg)
            return answer

        return tamper

    return on_the_wire(tamper_of)


def _everything_there_and_nothing_in_it(command: bytes, answer: bytes) -> bytes:
    by_instruction = {_SELECT: SUCCESS, READ_BINARY: _NO_FILE}
    return by_instruction.get(command[1], answer) if len(command) > 1 else answer


def _no_application(command: bytes, answer: bytes) -> bytes:
    return _NO_FILE if command[1:2] == bytes([_SELECT]) else answer


ON_THE_WIRE: Final = (
    HostileCard(
        name="silent",
        lie="answers nothing at all",
        alter=on_the_wire(lambda _: lambda _command, _answer: b""),
        error=ReadAborted,
        reason="answer",
    ),
    HostileCard(
        name="half_a_status",
        lie="answers with one byte",
        alter=on_the_wire(lambda _: lambda _command, _answer: b"\x90"),
        error=ReadAborted,
        reason="answer",
    ),
    HostileCard(
        name="flood",
        lie="answers with more than an answer can hold",
        alter=answering(READ_BINARY, lambda answer: answer[:-2] + bytes(70_000) + SUCCESS),
        error=ReadAborted,
        reason="answer",
    ),
    HostileCard(
        name="longer_than_its_file",
        lie="gives ten times what a file holds",
        alter=answering(READ_BINARY, lambda answer: answer[:-2] * 10 + SUCCESS),
        error=TlvError,
        reason="size",
    ),
    HostileCard(
        name="more_than_asked",
        lie="gives 768 bytes of a file to whoever asks for 256",
        alter=on_the_wire(lambda _: _three_pieces),
        short=True,
        error=TlvError,
        reason="size",
    ),
    HostileCard(
        name="drip",
        lie="gives one byte at a time of what it is asked for in plain",
        alter=on_the_wire(lambda _: _one_byte),
        error=ReadAborted,
        reason="exchanges",
    ),
    HostileCard(
        name="drip_in_short_commands",
        lie="gives one byte at a time in plain to a reader that has no extended commands",
        alter=on_the_wire(lambda _: _one_byte),
        short=True,
        error=ReadAborted,
        reason="exchanges",
    ),
    HostileCard(
        name="protected_drip",
        lie="gives one byte at a time under secure messaging to a reader that has no extended commands",
        alter=under_session(lambda session, plain: session.protect(plain[:1])),
        short=True,
        error=ReadAborted,
        reason="exchanges",
    ),
    HostileCard(
        name="empty_pieces",
        lie="answers every reading with success and no data",
        alter=answering(READ_BINARY, lambda _: SUCCESS),
        error=ReadAborted,
        reason="generation",
    ),
    HostileCard(
        name="empty_protected_pieces",
        lie="answers every protected reading with an encrypted nothing",
        alter=under_session(lambda session, _: session.protect(b"")),
        error=TlvError,
        reason="missing",
    ),
    HostileCard(
        name="stops_halfway",
        lie="has nothing left after the second piece of a file",
        alter=_nothing_after(2),
        short=True,
        error=TlvError,
        reason="overrun",
    ),
    HostileCard(
        name="overlapping_pieces",
        lie="gives the first piece of a file again when it is asked for the others",
        alter=on_the_wire(_first_piece_again),
        short=True,
        error=TlvError,
        reason="size",
    ),
    HostileCard(
        name="says_yes_to_everything",
        lie="answers every command with success and no data",
        alter=on_the_wire(lambda _: lambda _command, _answer: SUCCESS),
        error=ReadAborted,
        reason="generation",
    ),
    HostileCard(
        name="selects_everything",
        lie="has every directory that is asked for, and no file in any",
        alter=on_the_wire(lambda _: _everything_there_and_nothing_in_it),
        error=ReadAborted,
        reason="generation",
    ),
    HostileCard(
        name="no_residence_application",
        lie="is a card of another kind, on which no directory is found",
        alter=on_the_wire(lambda _: _no_application),
        error=ReadAborted,
        reason="no_residence_application",
    ),
    HostileCard(
        name="endless_6c",
        lie="names another length for every reading, without end",
        alter=answering(READ_BINARY, lambda _: b"\x6c\x10"),
        error=CardError,
        reason="unknown",
    ),
    HostileCard(
        name="endless_61",
        lie="always has more to come",
        alter=answering(READ_BINARY, lambda _: b"\x61\xff"),
        error=CardError,
        reason="unknown",
    ),
    HostileCard(
        name="removed_at_once",
        lie="leaves the field before it answers anything",
        alter=_removed(0),
        error=ReadAborted,
        reason="transport",
    ),
    HostileCard(
        name="removed_after_the_challenge",
        lie="leaves the field between challenge and token",
        alter=_removed(6),
        error=ReadAborted,
        reason="transport",
    ),
    HostileCard(
        name="removed_while_its_images_are_read",
        lie="leaves the field in the middle of its images",
        alter=_removed(20),
        short=True,
        error=ReadAborted,
        reason="transport",
    ),
    HostileCard(
        name="removed_at_the_end",
        lie="leaves the field before its last answer",
        alter=_removed(17),
        error=ReadAborted,
        reason="transport",
    ),
    HostileCard(
        name="unknown_type",
        lie="is of a card type that does not exist",
        alter=written(lambda _: {_TYPE: b"\xc1\x0299"}),
        error=ReadAborted,
        reason="generation",
    ),
    HostileCard(
        name="type_of_one_digit",
        lie="calls itself type 5, not 05",
        alter=written(lambda _: {_TYPE: b"\xc1\x015"}),
        error=ReadAborted,
        reason="generation",
    ),
    HostileCard(
        name="type_of_three_digits",
        lie="calls itself type 005",
        alter=written(lambda _: {_TYPE: b"\xc1\x03005"}),
        error=TlvError,
        reason="overrun",
    ),
    HostileCard(
        name="type_of_no_digits",
        lie="has a card type of no digits",
        alter=written(lambda _: {_TYPE: b"\xc1\x00"}),
        error=TlvError,
        reason="size",
    ),
    HostileCard(
        name="type_under_another_tag",
        lie="has something else where the card type belongs",
        alter=at(_TYPE, 0, b"\xc2"),
        error=ReadAborted,
        reason="generation",
    ),
    HostileCard(
        name="specified_below_the_master_file",
        lie="calls itself a specified card, which has no such file below its MF",
        alter=at(_TYPE, 2, b"07"),
        error=ReadAborted,
        reason="generation",
    ),
)
"""Cards that lie in how they answer, whoever asks."""
