"""The ways in which an honest card is made to lie: on the wire, in its session, in its files."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Final

from tokutei.chip.apdu import READ_BINARY
from tokutei.chip.layout import FileName
from tokutei.chip.secure_messaging import Session
from tokutei.testing.cards import SyntheticCard, Tamper, issue_card
from tokutei.testing.hostile.card import Alter

__all__ = [
    "SUCCESS",
    "another",
    "answering",
    "at",
    "flipped",
    "from_another",
    "in_pieces",
    "is_protected",
    "on_the_wire",
    "protected",
    "replaced",
    "under_session",
    "written",
]

SUCCESS: Final = b"\x90\x00"
"""The status word of a command that was carried out."""
_WRONG_LENGTH: Final = b"\x67\x00"
_OTHER_BIRTHDAY: Final = date(1979, 1, 9)
_SECURE: Final = frozenset({0x08, 0x0C})


def on_the_wire(tamper: Callable[[SyntheticCard], Tamper]) -> Alter:
    """Return how to put something between a card and its reader."""
    return lambda card: replace(card, tamper=tamper(card))


def in_pieces(alter: Alter) -> Alter:
    """Return how to make a card lie that also refuses long commands once it is open.

    A session key does not fit into a short command, so a specified card cannot refuse them before.
    """

    def altered(card: SyntheticCard) -> SyntheticCard:
        hostile = alter(card)
        lying = hostile.tamper

        def tamper(command: bytes, answer: bytes) -> bytes:
            if is_protected(command) and command[4:5] == b"\0":
                return _WRONG_LENGTH
            return lying(command, answer) if lying else answer

        return replace(hostile, tamper=tamper)

    return altered


def answering(instruction: int, change: Callable[[bytes], bytes]) -> Alter:
    """Return how to change every answer to an instruction."""
    return on_the_wire(
        lambda _: lambda command, answer: change(answer) if command[1:2] == bytes([instruction]) else answer
    )


def is_protected(command: bytes) -> bool:
    """Return whether a command is a READ BINARY under secure messaging."""
    return len(command) > 3 and command[0] in _SECURE and command[1] == READ_BINARY


def protected(change: Callable[[bytes], bytes]) -> Alter:
    """Return how to change every protected answer."""
    return on_the_wire(lambda _: lambda command, answer: change(answer) if is_protected(command) else answer)


def under_session(change: Callable[[Session, bytes], bytes]) -> Alter:
    """Return how to change protected answers as only the card can, which has the keys.

    Args:
        change: given the card's session and what an answer held, returns the data of the answer instead.
    """

    def tamper_of(card: SyntheticCard) -> Tamper:
        def tamper(command: bytes, answer: bytes) -> bytes:
            session = card.emulator.session
            if session is None or not is_protected(command) or not answer.endswith(SUCCESS):
                return answer
            return change(session, session.unwrap(answer[:-2])) + SUCCESS

        return tamper

    return on_the_wire(tamper_of)


def flipped(data: bytes, place: int) -> bytes:
    """Return bytes with one bit of one of them changed."""
    changed = bytearray(data)
    changed[place] ^= 1
    return bytes(changed)


def written(change: Callable[[SyntheticCard], Mapping[FileName, bytes]]) -> Alter:
    """Return how to write some files anew."""
    return lambda card: card.rewritten(change(card))


def at(file: FileName, offset: int, new: bytes) -> Alter:
    """Return how to write other bytes at an offset of a file."""

    def change(card: SyntheticCard) -> Mapping[FileName, bytes]:
        old = card.files[file]
        return {file: old[:offset] + new + old[offset + len(new) :]}

    return written(change)


def replaced(file: FileName, old: bytes, new: bytes) -> Alter:
    """Return how to write other bytes in the first place where some stand in a file."""
    return written(lambda card: {file: card.files[file].replace(old, new, 1)})


def another(card: SyntheticCard) -> SyntheticCard:
    """Return the card of the same type of somebody else."""
    key = f"other than {card.holder.key}"
    return issue_card(replace(card.holder, name="TEST OTHER", key=key, born=_OTHER_BIRTHDAY), type=card.type)


def from_another(*files: FileName) -> Alter:
    """Return how to write some files of another card onto a card."""
    return written(lambda card: {file: another(card).files[file] for file in files})
