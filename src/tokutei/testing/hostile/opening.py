"""Cards that lie while they are opened, and in a session that is neither authentic nor numbered."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import count
from typing import Final

from tokutei.chip import authentication, tlv
from tokutei.chip.ciphers import AES_128, TRIPLE_DES
from tokutei.chip.findings import FindingKind, FindingStatus
from tokutei.chip.generations import generation_of
from tokutei.chip.layout import FileName
from tokutei.chip.secure_messaging import MutualSession, Session
from tokutei.errors import ReadAborted, SecureMessagingError, TlvError, WrongNumberError
from tokutei.testing.cards import SyntheticCard, Tamper
from tokutei.testing.hostile.altering import (
    SUCCESS,
    answering,
    flipped,
    is_protected,
    on_the_wire,
    protected,
    under_session,
    written,
)
from tokutei.testing.hostile.card import Alter, HostileCard

__all__ = ["OPENING"]

_GET_CHALLENGE, _MUTUAL_AUTHENTICATE = 0x84, 0x82
_ADDRESS_ID, _IMAGES_ID, _FRONT_ID = 0x06, 0x04, 0x05
_PIECE_AES, _PIECE_DES = 239, 247


def _over_other_nonces(nonces: Callable[[bytes], bytes]) -> Alter:
    """Return how to answer with the right MAC over nonces that are made of those of the exchange."""

    def tamper_of(card: SyntheticCard) -> Tamper:
        generation = generation_of(card.type)
        cipher = generation.cipher if generation else None
        keys = authentication.access_keys(card.number.reveal(), cipher) if cipher else None

        def tamper(command: bytes, answer: bytes) -> bytes:
            if command[1:2] != bytes([_MUTUAL_AUTHENTICATE]) or keys is None or len(answer) != 42:
                return answer
            plain = keys.open(answer[:-2])
            return keys.seal(nonces(plain[:16]) + plain[16:]) + SUCCESS

        return tamper

    return on_the_wire(tamper_of)


def _bare(card: SyntheticCard) -> Tamper:
    """Answer protected readings with the file as it is."""
    generation = generation_of(card.type)
    layout = generation.layout(card.type) if generation else None
    by_short_id = {row.short_id: row.name for row in layout.files if row.is_protected} if layout else {}

    def tamper(command: bytes, answer: bytes) -> bytes:
        name = by_short_id.get(command[2] & 0x1F) if is_protected(command) and command[2:] else None
        return card.files[name] + SUCCESS if name else answer

    return tamper


def _repeating(_: SyntheticCard) -> Tamper:
    """Answer every protected reading as the first one."""
    first: list[bytes] = []

    def tamper(command: bytes, answer: bytes) -> bytes:
        if not is_protected(command):
            return answer
        first.append(answer)
        return first[0]

    return tamper


def _pieces(short_id: int, places: Mapping[int, int]) -> Alter:
    """Return how to fetch other pieces of a file for the reader; the one between needs no key for it.

    Args:
        short_id: of the file.
        places: for an offset that is asked for, the one whose piece is given.
    """

    def tamper_of(card: SyntheticCard) -> Tamper:
        current = 0

        def tamper(command: bytes, answer: bytes) -> bytes:
            nonlocal current
            if not is_protected(command):
                return answer
            if command[2] & 0x80:
                current = command[2] & 0x1F
                return answer
            place = places.get(int.from_bytes(command[2:4])) if current == short_id else None
            if place is None:
                return answer
            return card.emulator.transmit(command[:2] + place.to_bytes(2) + command[4:])

        return tamper

    return on_the_wire(tamper_of)


def _exchanged(short_id: int, piece: int) -> Alter:
    return _pieces(short_id, {piece: 2 * piece, 2 * piece: piece})


def _other_key(session: Session, plain: bytes) -> bytes:
    """Return what another key makes of an answer: one under which the padding is wrong for certain."""
    is_short_block = len(session.protect(b"")) < 2 + 1 + AES_128.block
    cipher = TRIPLE_DES if is_short_block else AES_128
    for number in count():
        answer = MutualSession(number.to_bytes(16), cipher).protect(plain)
        try:
            session.unwrap(answer)
        except SecureMessagingError:
            return answer
    raise AssertionError  # there are more keys than anybody can count


def _no_indicator(_: Session, plain: bytes) -> bytes:
    return tlv.encode(0x86, plain[:16].ljust(16, b"\0"))


def _cards(card_type: str, prefix: str, block: int) -> tuple[HostileCard, ...]:
    """Return the lies that both generations have, which differ in their cipher."""
    wrong: Mapping[str, tuple[str, Alter, str]] = {
        "wrong_mac": (
            "authenticates with a wrong MAC",
            answering(
                _MUTUAL_AUTHENTICATE, lambda answer: flipped(answer, 39) if len(answer) > 39 else answer
            ),
            "mac",
        ),
        "wrong_nonce": (
            "authenticates with the right MAC over nonces of another exchange",
            _over_other_nonces(lambda _: bytes(16)),
            "nonce",
        ),
        "exchanged_nonces": (
            "authenticates with both nonces in the order of the terminal",
            _over_other_nonces(lambda nonces: nonces[8:] + nonces[:8]),
            "nonce",
        ),
        "short_token": (
            "authenticates with too few bytes",
            answering(_MUTUAL_AUTHENTICATE, lambda answer: answer[:32] + SUCCESS),
            "token",
        ),
        "long_token": (
            "authenticates with a MAC of 16 bytes",
            answering(_MUTUAL_AUTHENTICATE, lambda answer: answer[:-2] + bytes(8) + SUCCESS),
            "token",
        ),
        "bare_answers": ("answers in plain while secure messaging is on", on_the_wire(_bare), "bare"),
        "empty_secure_answers": (
            "answers with no data while secure messaging is on",
            protected(lambda _: SUCCESS),
            "bare",
        ),
        "giant_protected_object": (
            "announces a protected object far larger than the answer",
            protected(lambda _: b"\x86\x82\xff\xff\x01" + bytes(16) + SUCCESS),
            "bare",
        ),
        "second_object": (
            "puts something in plain beside the protected object",
            protected(lambda answer: answer[:-2] + b"\x81\x01\x30" + SUCCESS),
            "unknown_object",
        ),
        "broken_padding": (
            "sends a cryptogram whose padding is none",
            # One bit of the last block but one is the same bit of what the last decrypts to.
            protected(lambda answer: flipped(answer, -3 - block) if len(answer) > 40 else answer),
            "cryptogram",
        ),
        "odd_cryptogram": (
            "sends a cryptogram that is not whole blocks",
            protected(lambda _: b"\x86\x0a\x01" + bytes(9) + SUCCESS),
            "cryptogram",
        ),
        "no_padding_indicator": (
            "sends a protected object without its padding indicator",
            under_session(_no_indicator),
            "cryptogram",
        ),
        "answers_under_another_key": (
            "answers under another key than was agreed on",
            under_session(_other_key),
            "cryptogram",
        ),
    }
    return tuple(
        HostileCard(
            name=prefix + name,
            lie=lie,
            alter=alter,
            type=card_type,
            error=SecureMessagingError,
            reason=reason,
        )
        for name, (lie, alter, reason) in wrong.items()
    )


OPENING: Final = (
    *_cards("05", "", 16),
    *_cards("1", "first_", 8),
    HostileCard(
        name="challenge_of_one_byte",
        lie="gives a challenge of one byte",
        alter=answering(_GET_CHALLENGE, lambda _: b"\x00" + SUCCESS),
        error=ReadAborted,
        reason="answer",
    ),
    HostileCard(
        name="first_challenge_of_two",
        lie="gives two challenges at once",
        alter=answering(_GET_CHALLENGE, lambda answer: answer[:-2] * 2 + SUCCESS),
        type="1",
        error=ReadAborted,
        reason="answer",
    ),
    HostileCard(
        name="claims_the_first_generation",
        lie="knows AES only, and calls itself type 1, which has triple DES",
        alter=written(lambda _: {FileName.MF_EF02: b"\xc1\x011"}),
        error=WrongNumberError,
    ),
    HostileCard(
        name="first_claims_the_second_generation",
        lie="knows triple DES only, and calls itself type 05, which has AES",
        alter=written(lambda _: {FileName.MF_EF02: b"\xc1\x0205"}),
        type="1",
        error=WrongNumberError,
    ),
    HostileCard(
        name="repeats_itself",
        lie="answers every protected reading as the first one",
        alter=on_the_wire(_repeating),
        error=TlvError,
        reason="size",
    ),
    HostileCard(
        name="signed_pieces_exchanged",
        lie="gives the pieces of its images in another order",
        alter=_exchanged(_IMAGES_ID, _PIECE_AES),
        short=True,
        finding=FindingKind.CARD_SIGNATURE,
        status=FindingStatus.FAILED,
    ),
    HostileCard(
        name="unsigned_pieces_exchanged",
        lie="gives the pieces of its address in another order: no answer has a MAC or a number",
        alter=_exchanged(_ADDRESS_ID, _PIECE_AES),
        short=True,
        finding=FindingKind.MESSAGING,
        status=FindingStatus.NOT_COVERED,
    ),
    HostileCard(
        name="unsigned_piece_repeated",
        lie="gives a piece of its address a second time in place of the next: nothing signs the address",
        alter=_pieces(_ADDRESS_ID, {2 * _PIECE_AES: _PIECE_AES}),
        short=True,
        finding=FindingKind.ADDRESS,
        status=FindingStatus.NOT_COVERED,
    ),
    HostileCard(
        name="first_signed_pieces_exchanged",
        lie="gives the pieces of its front in another order",
        alter=_exchanged(_FRONT_ID, _PIECE_DES),
        type="1",
        short=True,
        finding=FindingKind.CARD_SIGNATURE,
        status=FindingStatus.FAILED,
    ),
)
"""Cards that lie while they are opened, or in the session of the first and second generation."""
