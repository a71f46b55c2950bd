"""My Number cards that lie on the wire: in sizes, pieces, counts of tries, and by going away."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from typing import Final

from tokutei.errors import CardError, PinError, ReadAborted
from tokutei.testing.hostile.altering import SUCCESS
from tokutei.testing.hostile.my_number_card import (
    HostileMyNumberCard,
    Make,
    on_the_wire,
    read_jpki_of,
    read_surface_of,
    read_text_of,
)
from tokutei.testing.my_number_card import Tamper

__all__ = ["MY_NUMBER_ON_THE_WIRE"]

_SELECT, _READ_BINARY, _VERIFY = 0xA4, 0xB0, 0x20


def _answering(instruction: int, change: Callable[[bytes], bytes]) -> Make:
    """Return how to issue a card whose every answer to an instruction is changed."""
    return on_the_wire(
        lambda: lambda command, answer: change(answer) if command[1:2] == bytes([instruction]) else answer
    )


def _asked(status: str) -> Make:
    """Return how to issue a card that answers questions about tries with a status."""
    return on_the_wire(
        lambda: (
            lambda command, answer: (
                bytes.fromhex(status) if command[1:2] == bytes([_VERIFY]) and len(command) == 4 else answer
            )
        )
    )


def _verified(status: str) -> Make:
    """Return how to issue a card that answers every PIN with a status."""
    return on_the_wire(
        lambda: (
            lambda command, answer: (
                bytes.fromhex(status) if command[1:2] == bytes([_VERIFY]) and len(command) > 4 else answer
            )
        )
    )


def _removed() -> Tamper:
    reads = count()

    def tamper(command: bytes, answer: bytes) -> bytes:
        if command[1:2] == bytes([_READ_BINARY]) and next(reads) == 1:
            raise ConnectionError
        return answer

    return tamper


MY_NUMBER_ON_THE_WIRE: Final = (
    HostileMyNumberCard(
        name="silent",
        lie="answers nothing at all",
        make=on_the_wire(lambda: lambda _command, _answer: b""),
        read=read_text_of,
        error=ReadAborted,
        reason="answer",
    ),
    HostileMyNumberCard(
        name="half_a_status",
        lie="answers with one byte",
        make=on_the_wire(lambda: lambda _command, _answer: b"\x90"),
        read=read_jpki_of,
        error=ReadAborted,
        reason="answer",
    ),
    HostileMyNumberCard(
        name="flood",
        lie="answers with more than an answer can hold",
        make=_answering(_READ_BINARY, lambda answer: answer[:-2] + bytes(70_000) + SUCCESS),
        read=read_surface_of,
        error=ReadAborted,
        reason="answer",
    ),
    HostileMyNumberCard(
        name="more_than_asked",
        lie="gives more bytes than it was asked for",
        make=_answering(_READ_BINARY, lambda answer: answer[:-2] + b"\xff" + SUCCESS),
        read=read_text_of,
        error=ReadAborted,
        reason="answer",
    ),
    HostileMyNumberCard(
        name="drip",
        lie="gives one byte at a time",
        make=_answering(_READ_BINARY, lambda answer: answer[:1] + SUCCESS if len(answer) > 3 else answer),
        read=read_surface_of,
        error=ReadAborted,
        reason="exchanges",
    ),
    HostileMyNumberCard(
        name="says_yes_to_everything",
        lie="answers every command with success and no data",
        make=on_the_wire(lambda: lambda _command, _answer: SUCCESS),
        read=read_text_of,
        error=ReadAborted,
        reason="exchanges",
    ),
    HostileMyNumberCard(
        name="endless_6c",
        lie="names another length for every reading, without end",
        make=_answering(_READ_BINARY, lambda _: b"\x6c\x10"),
        read=read_text_of,
        error=CardError,
        reason="unknown",
    ),
    HostileMyNumberCard(
        name="endless_61",
        lie="always has more to come",
        make=_answering(_READ_BINARY, lambda _: b"\x61\xff"),
        read=read_jpki_of,
        error=CardError,
        reason="unknown",
    ),
    HostileMyNumberCard(
        name="odd_select",
        lie="answers SELECT with a status that does not belong to it",
        make=_answering(_SELECT, lambda _: b"\x69\x85"),
        read=read_jpki_of,
        error=CardError,
        reason="conditions_of_use",
    ),
    HostileMyNumberCard(
        name="no_such_card",
        lie="has none of the applications",
        make=_answering(_SELECT, lambda _: b"\x6a\x82"),
        read=read_text_of,
        error=ReadAborted,
        reason="no_my_number_application",
    ),
    HostileMyNumberCard(
        name="removed",
        lie="is taken away in the middle of a file",
        make=on_the_wire(_removed),
        read=read_text_of,
        error=ReadAborted,
        reason="transport",
    ),
    HostileMyNumberCard(
        name="counts_too_high",
        lie="says that fifteen tries are left where there are five at most",
        make=_asked("63CF"),
        read=read_jpki_of,
        error=CardError,
        reason="unknown",
    ),
    HostileMyNumberCard(
        name="odd_count",
        lie="answers the question about tries with a status that says nothing of them",
        make=_asked("6F00"),
        read=read_text_of,
        error=CardError,
        reason="self_test_failed",
    ),
    HostileMyNumberCard(
        name="one_try_left",
        lie="says that one try is left, to see whether the PIN is sent",
        make=_asked("63C1"),
        read=read_text_of,
        error=PinError,
        reason="last_try",
    ),
    HostileMyNumberCard(
        name="no_try_left",
        lie="says that no try is left",
        make=_asked("63C0"),
        read=read_surface_of,
        error=PinError,
        reason="blocked",
    ),
    HostileMyNumberCard(
        name="blocked",
        lie="says that everything is blocked",
        make=_asked("6984"),
        read=read_jpki_of,
        error=PinError,
        reason="blocked",
    ),
    HostileMyNumberCard(
        name="counts_up",
        lie="refuses its own PIN and says that more tries are left than before",
        make=_verified("63CF"),
        read=read_text_of,
        error=PinError,
        reason="wrong",
    ),
    HostileMyNumberCard(
        name="odd_verify",
        lie="answers a PIN with a status that says nothing of it",
        make=_verified("6F00"),
        read=read_text_of,
        error=CardError,
        reason="self_test_failed",
    ),
)
"""The cards that lie on the wire."""
