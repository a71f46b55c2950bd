"""Opening a card with its number: two ways to agree on a session key, one way to verify the number.

Cards of the first and second generation prove that they know the number themselves. A specified card
is sent a key, whoever sends it; only then is the number verified.
"""

from __future__ import annotations

from collections.abc import Sequence

from tokutei.chip import apdu, authentication
from tokutei.chip.ciphers import KEY_SIZE
from tokutei.chip.conversation import Conversation, refused
from tokutei.chip.driving import Talk
from tokutei.chip.generations import Generation, Profile
from tokutei.chip.key_delivery import DeliveryKey, delivered
from tokutei.chip.secure_messaging import MutualSession, Session
from tokutei.errors import DeliveryKeyError, ReadAborted, WrongNumberError

__all__ = ["opened"]


def opened(
    talk: Conversation, generation: Generation, number: str, *, delivery_keys: Sequence[DeliveryKey]
) -> Talk[Session]:
    """Agree on a session with a card, verify its number, and return the session.

    Raises:
        WrongNumberError: the card does not accept the number.
        DeliveryKeyError: a specified card needs the agency's public key, and there is none.
        CardError: the card refuses a command.
        SecureMessagingError: an answer breaks the rules of the session, or the entropy fails.
    """
    if generation.profile is None:
        session = yield from _authenticated(talk, generation, number)
    else:
        session = yield from _keyed(talk, generation.profile, delivery_keys)
    _, status = yield from talk.send("verify", session.wrap_verify(number))
    _check_number("verify", status)
    return session


def _authenticated(talk: Conversation, generation: Generation, number: str) -> Talk[Session]:
    keys = authentication.access_keys(number, generation.cipher)
    challenge = yield from talk.demand("get_challenge", apdu.get_challenge())
    if len(challenge) != authentication.NONCE_SIZE:
        raise ReadAborted("answer")
    nonce, half = talk.draw(authentication.NONCE_SIZE), talk.draw(KEY_SIZE)
    token = authentication.terminal_token(keys, rnd_ifd=nonce, rnd_icc=challenge, k_ifd=half)
    answer, status = yield from talk.send("mutual_authenticate", apdu.mutual_authenticate(token))
    _check_number("mutual_authenticate", status)
    card_half = authentication.open_card_token(keys, answer, rnd_ifd=nonce, rnd_icc=challenge)
    return MutualSession(authentication.session_key(half, card_half), generation.cipher)


def _keyed(talk: Conversation, profile: Profile, delivery_keys: Sequence[DeliveryKey]) -> Talk[Session]:
    """Deliver a session key under the first public key that the card takes."""
    if not delivery_keys:
        raise DeliveryKeyError
    status = 0
    for key in delivery_keys:
        cryptogram, session = delivered(key, profile, talk.draw)
        _, status = yield from talk.send("set_session_key", apdu.set_session_key(cryptogram))
        if status == apdu.SUCCESS:
            return session
    raise refused("set_session_key", status)


def _check_number(command: str, status: int) -> None:
    if apdu.status_reason(status) == "mismatch":
        raise WrongNumberError(apdu.tries_left(status))
    if status != apdu.SUCCESS:
        raise refused(command, status)
