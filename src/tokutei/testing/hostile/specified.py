"""Specified cards that lie: in what they do with a delivered key, with the counter, and with the MAC."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import count
from typing import Final

from tokutei.chip import tlv
from tokutei.chip.apdu import SET_SESSION_KEY
from tokutei.chip.findings import FindingKind, FindingStatus
from tokutei.chip.generations import DEFAULT_PROFILE, Profile
from tokutei.chip.key_delivery import DeliveryKey, accepted
from tokutei.chip.layout import FileName
from tokutei.chip.secure_messaging import CountedSession, Session
from tokutei.errors import CardError, DeliveryKeyError, ReadAborted, SecureMessagingError, TlvError
from tokutei.testing.cards import SyntheticCard, Tamper
from tokutei.testing.hostile.altering import (
    SUCCESS,
    flipped,
    in_pieces,
    is_protected,
    on_the_wire,
    protected,
    under_session,
    written,
)
from tokutei.testing.hostile.card import WITH_MAC, Alter, HostileCard
from tokutei.testing.rsa_keys import rsa_key

__all__ = ["SPECIFIED_CARDS"]

_ADDRESS_ID, _IMAGES_ID, _PIECE = 0x06, 0x04, 239
_TYPE: Final = FileName.AP_EF02
_MAC: Final = 10
"""Bytes of the object with the MAC."""


def _counter_from_the_start(profile: Profile, short_id: int | None = None) -> Alter:
    """Return how to answer under the number of the first message, all files or further pieces of one."""

    def tamper_of(card: SyntheticCard) -> Tamper:
        delivered, current = b"", 0

        def tamper(command: bytes, answer: bytes) -> bytes:
            nonlocal delivered, current
            if command[1:2] == bytes([SET_SESSION_KEY]):
                delivered = command[7:]
            session = card.emulator.session
            if session is None or not is_protected(command) or not answer.endswith(SUCCESS):
                return answer
            if command[2] & 0x80:
                current = command[2] & 0x1F
            if short_id is not None and (current != short_id or command[2] & 0x80):
                return answer
            plain = session.unwrap(answer[:-2])
            again = accepted(rsa_key("delivery"), profile, delivered)
            again.wrap_read(0, 0, 0)
            return again.protect(plain) + SUCCESS

        return tamper

    return on_the_wire(tamper_of)


def _answer_before(short_id: int | None = None, *, place: int = 0) -> Alter:
    """Return how to give the answer before once more: always, or at one place of a file."""

    def tamper_of(_: SyntheticCard) -> Tamper:
        before, current = b"", 0

        def tamper(command: bytes, answer: bytes) -> bytes:
            nonlocal before, current
            if not is_protected(command):
                return answer
            is_first = bool(command[2] & 0x80)
            current = command[2] & 0x1F if is_first else current
            here = (current, 0 if is_first else int.from_bytes(command[2:4])) == (short_id, place)
            said = before if before and (here or short_id is None) else answer
            before = answer
            return said

        return tamper

    return on_the_wire(tamper_of)


def _mac_before(_: SyntheticCard) -> Tamper:
    """Carry the MAC of the answer before."""
    before = b""

    def tamper(command: bytes, answer: bytes) -> bytes:
        nonlocal before
        if not is_protected(command) or not answer.endswith(SUCCESS) or len(answer) < _MAC:
            return answer
        mac, before = before, answer[-2 - _MAC : -2]
        return answer[: -2 - _MAC] + (mac or before) + SUCCESS

    return tamper


def _other_key(_: Session, plain: bytes) -> bytes:
    other = CountedSession(bytes(16), WITH_MAC, mac_key=bytes(16))
    other.wrap_read(0, 0, 0)
    return other.protect(plain)


def _another_key(session: Session, plain: bytes) -> bytes:
    """Return what a key that was not delivered makes of an answer: one whose padding is wrong for certain."""
    for number in count():
        other = CountedSession(number.to_bytes(16), DEFAULT_PROFILE)
        other.wrap_read(0, 0, 0)
        answer = other.protect(plain)
        try:
            session.unwrap(answer)
        except SecureMessagingError:
            return answer
    raise AssertionError  # there are more keys than anybody can count


def _two_cryptograms(session: Session, plain: bytes) -> bytes:
    """Return two cryptograms: the second object is put in before the MAC, which is over both."""
    whole = session.protect(plain)
    objects = [bytes(one) for one in tlv.parse_objects(whole)]
    doubled = objects[0] * 2
    mac = session._mac(b"", doubled) if isinstance(session, CountedSession) else b""  # noqa: SLF001
    return doubled + tlv.encode(0x8E, mac)


def _protected_mac(change: Callable[[bytes], bytes]) -> Alter:
    return protected(lambda answer: change(answer[:-2]) + SUCCESS if answer.endswith(SUCCESS) else answer)


def _with_key(key: DeliveryKey | None) -> Alter:
    return lambda card: replace(card, delivery_keys=() if key is None else (key,))


def _forged_key() -> DeliveryKey:
    return DeliveryKey(rsa_key("forger").public_key().public_numbers().n)


_MAC_LIES: Final[tuple[tuple[str, str, Alter, str], ...]] = (
    ("wrong_mac", "sends a wrong MAC", _protected_mac(lambda data: flipped(data, -1)), "mac"),
    (
        "missing_mac",
        "sends no MAC where there should be one",
        _protected_mac(lambda data: data[:-_MAC]),
        "no_mac",
    ),
    (
        "mac_alone",
        "sends a MAC and nothing that it is over",
        _protected_mac(lambda data: data[-_MAC:]),
        "no_mac",
    ),
    (
        "mac_first",
        "sends its MAC before what it is over",
        _protected_mac(lambda data: data[-_MAC:] + data[:-_MAC]),
        "no_mac",
    ),
    (
        "long_mac",
        "sends a MAC with eight bytes too many",
        _protected_mac(lambda data: data[:-_MAC] + b"\x8e\x10" + data[2 - _MAC :] + bytes(8)),
        "mac",
    ),
    ("empty_mac", "sends a MAC of no bytes", _protected_mac(lambda data: data[:-_MAC] + b"\x8e\0"), "mac"),
    ("mac_before", "sends the MAC of the answer before", on_the_wire(_mac_before), "mac"),
    (
        "altered_cryptogram",
        "alters a cryptogram under its MAC",
        _protected_mac(lambda data: flipped(data, 8)),
        "mac",
    ),
    ("counter_with_mac", "begins to count again with every answer", _counter_from_the_start(WITH_MAC), "mac"),
    ("replay_with_mac", "gives the answer before once more", _answer_before(), "mac"),
    ("other_mac_key", "answers under other keys than were delivered", under_session(_other_key), "mac"),
    (
        "two_cryptograms",
        "puts two cryptograms under one right MAC",
        under_session(_two_cryptograms),
        "unknown_object",
    ),
)

SPECIFIED_CARDS: Final = (
    *(
        HostileCard(
            name=f"specified_{name}",
            lie=lie,
            alter=alter,
            type="07",
            profile=WITH_MAC,
            error=SecureMessagingError,
            reason=reason,
        )
        for name, lie, alter, reason in _MAC_LIES
    ),
    HostileCard(
        name="specified_bare_answers",
        lie="answers in plain under a delivered key",
        alter=under_session(lambda _, plain: plain),
        type="07",
        error=SecureMessagingError,
        reason="bare",
    ),
    HostileCard(
        name="specified_answers_under_another_key",
        lie="takes a delivered key, and answers under another one",
        alter=under_session(_another_key),
        type="08",
        error=SecureMessagingError,
        reason="cryptogram",
    ),
    HostileCard(
        name="specified_broken_padding",
        lie="sends a cryptogram whose padding is none",
        alter=protected(lambda answer: flipped(answer, -19) if len(answer) > 40 else answer),
        type="08",
        error=SecureMessagingError,
        reason="cryptogram",
    ),
    HostileCard(
        name="specified_no_published_key",
        lie="takes keys under a public key that the reader does not have",
        alter=_with_key(None),
        type="07",
        error=DeliveryKeyError,
    ),
    HostileCard(
        name="specified_another_private_key",
        lie="does not have the private key of the published one",
        alter=_with_key(_forged_key()),
        type="07",
        error=CardError,
        reason="wrong_data",
    ),
    HostileCard(
        name="specified_type_of_the_second_generation",
        lie="calls itself type 05 within the residence application",
        alter=written(lambda _: {_TYPE: b"\xc1\x0205"}),
        type="07",
        error=ReadAborted,
        reason="generation",
    ),
    HostileCard(
        name="specified_type_of_the_first_generation",
        lie="calls itself type 1 within the residence application",
        alter=written(lambda _: {_TYPE: b"\xc1\x011"}),
        type="08",
        error=ReadAborted,
        reason="generation",
    ),
    HostileCard(
        name="specified_without_type",
        lie="has a residence application that does not say its type",
        alter=lambda card: replace(
            card,
            emulator=card.emulator.holding(
                {name: file for name, file in card.files.items() if name is not _TYPE}
            ),
        ),
        type="07",
        error=ReadAborted,
        reason="generation",
    ),
    HostileCard(
        name="specified_replayed_file",
        lie="gives its images once more in place of the address",
        alter=_answer_before(_ADDRESS_ID),
        type="07",
        error=TlvError,
        reason="size",
    ),
    HostileCard(
        name="specified_signed_piece_replayed",
        lie="gives a piece of its images a second time: without a MAC only the first block shows it",
        alter=in_pieces(_answer_before(_IMAGES_ID, place=2 * _PIECE)),
        type="07",
        short=True,
        finding=FindingKind.CARD_SIGNATURE,
        status=FindingStatus.FAILED,
    ),
    HostileCard(
        name="specified_unsigned_piece_replayed",
        lie="gives a piece of its address a second time: no answer has a MAC, and nothing signs the address",
        alter=in_pieces(_answer_before(_ADDRESS_ID, place=2 * _PIECE)),
        type="07",
        short=True,
        finding=FindingKind.MESSAGING,
        status=FindingStatus.NOT_COVERED,
    ),
    HostileCard(
        name="specified_counter_begins_again",
        lie="answers pieces of its address under the first number: no answer has a MAC",
        alter=in_pieces(_counter_from_the_start(DEFAULT_PROFILE, _ADDRESS_ID)),
        type="07",
        short=True,
        finding=FindingKind.ADDRESS,
        status=FindingStatus.NOT_COVERED,
    ),
)
"""Cards of types 07 and 08 that lie in their session."""
