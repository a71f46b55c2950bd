"""Cards that refuse: every status word of the specification, and others, at every command of a reading."""

from __future__ import annotations

from typing import Final

from tokutei.chip import apdu
from tokutei.errors import CardError, ChipError, WrongNumberError
from tokutei.testing.cards import SyntheticCard, Tamper
from tokutei.testing.hostile.altering import on_the_wire
from tokutei.testing.hostile.card import HostileCard

__all__ = ["REFUSING"]

_BEGINNINGS: Final = {
    "select_mf": bytes.fromhex("00A40000"),
    "select_df": bytes.fromhex("00A4040C"),
    "get_challenge": bytes.fromhex("0084"),
    "mutual_authenticate": bytes.fromhex("0082"),
    "set_session_key": bytes.fromhex("80AE"),
    "verify": bytes.fromhex("0820"),
    "read_binary": bytes.fromhex("08B0"),
}
"""How the commands of a reading begin."""

_REFUSALS: Final = (
    # Section 4.1.8, table 4-5, each at a command that has it.
    ("select_df", 0x6283, "05"),
    ("get_challenge", 0x6400, "05"),
    ("verify", 0x6581, "05"),
    ("read_binary", 0x6700, "05"),
    ("get_challenge", 0x6881, "1"),
    ("verify", 0x6882, "05"),
    ("read_binary", 0x6981, "1"),
    ("read_binary", 0x6982, "05"),
    ("mutual_authenticate", 0x6983, "05"),
    ("verify", 0x6984, "1"),
    ("mutual_authenticate", 0x6985, "1"),
    ("read_binary", 0x6986, "07"),
    ("verify", 0x6987, "07"),
    ("read_binary", 0x6988, "07"),
    ("select_df", 0x6999, "1"),
    ("set_session_key", 0x6A80, "07"),
    ("set_session_key", 0x6A81, "07"),
    ("select_df", 0x6A82, "05"),
    ("verify", 0x6A84, "05"),
    ("verify", 0x6A85, "05"),
    ("read_binary", 0x6A86, "1"),
    ("select_df", 0x6A87, "05"),
    ("verify", 0x6A88, "07"),
    ("read_binary", 0x6B00, "05"),
    ("get_challenge", 0x6D00, "05"),
    ("verify", 0x6E00, "1"),
    ("select_mf", 0x6F00, "05"),
    ("read_binary", 0x6300, "05"),
    # In no table.
    ("select_mf", 0x9100, "05"),
    ("select_df", 0x0000, "05"),
    ("get_challenge", 0xFFFF, "05"),
    ("mutual_authenticate", 0x6128, "1"),
    ("verify", 0x6C00, "05"),
    ("read_binary", 0x9001, "05"),
    ("set_session_key", 0x66F1, "07"),
    ("verify", 0x69FC, "07"),
)
"""Command, status word, and the card type that gives it."""


def _refusing(command: str, status: int, card_type: str) -> HostileCard:
    beginning = _BEGINNINGS[command]

    def tamper(sent: bytes, answer: bytes) -> bytes:
        return status.to_bytes(2) if sent.startswith(beginning) else answer

    def tamper_of(_: SyntheticCard) -> Tamper:
        return tamper

    words, known = command.replace("_", " ").upper(), apdu.status_reason(status) != "unknown"
    which = "" if known else ", which no table has"
    return HostileCard(
        name=f"{command}_{status:04x}",
        lie=f"refuses {words} with {status:04X}{which}",
        alter=on_the_wire(tamper_of),
        type=card_type,
        error=CardError,
        reason=apdu.status_reason(status),
    )


def _wrong_number(command: str, status: int, card_type: str) -> HostileCard:
    refusing = _refusing(command, status, card_type)
    error: type[ChipError] = WrongNumberError
    lie = f"says at {command.replace('_', ' ').upper()} that its own number is wrong ({status:04X})"
    return HostileCard(name=refusing.name, lie=lie, alter=refusing.alter, type=card_type, error=error)


REFUSING: Final = (
    *(_refusing(*one) for one in _REFUSALS),
    _wrong_number("mutual_authenticate", 0x6300, "05"),
    _wrong_number("verify", 0x63C0, "1"),
    _wrong_number("verify", 0x6300, "07"),
)
"""Cards that refuse a command."""
