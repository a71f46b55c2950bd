"""What it costs to judge a record, beside the bare ECDSA check that is in it.

The batch is of cards that share a certificate, so a verifier that is held looks at it once. With
nothing held every judgement reads the certificate and follows it to its anchor.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from functools import cache
from itertools import cycle
from typing import TYPE_CHECKING, Final

from benchmarks.harness import Pair, Side

if TYPE_CHECKING:
    from tokutei.chip import ChipRecord, TrustStore

_AT: Final = datetime(2026, 9, 1, 3, tzinfo=UTC)
_CARDS: Final = 50


@cache
def _batch() -> tuple[tuple[ChipRecord, ...], TrustStore]:
    from tokutei import chip, testing  # noqa: PLC0415 - what is measured is imported when it is measured

    cards = [
        testing.issue_card(
            testing.person("engineer"), type="05", valid_until=date(2029, 1, 1) + timedelta(days=day)
        )
        for day in range(_CARDS)
    ]
    records = tuple(chip.read(card, number=card.number) for card in cards)
    if len({record.certificate for record in records}) != 1 or len({*records}) != _CARDS:
        raise RuntimeError
    return records, cards[0].trust


def _held() -> Callable[[], object]:
    from tokutei import chip  # noqa: PLC0415

    records, trust = _batch()
    verifier, turn = chip.Verifier(trust), cycle(records)
    if not all(verifier.verify(record, at=_AT).trusted for record in records):
        raise RuntimeError
    return lambda: verifier.verify(next(turn), at=_AT)


def _nothing_held() -> Callable[[], object]:
    from tokutei import chip  # noqa: PLC0415

    records, trust = _batch()
    turn = cycle(records)
    return lambda: chip.verify(next(turn), trust, at=_AT)


def _bare() -> Callable[[], object]:
    """Return the check of one signature after the other, with everything about it prepared."""
    from cryptography.hazmat.primitives.asymmetric import ec  # noqa: PLC0415
    from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature  # noqa: PLC0415
    from cryptography.hazmat.primitives.hashes import SHA256  # noqa: PLC0415
    from cryptography.hazmat.primitives.serialization import load_der_public_key  # noqa: PLC0415

    from tokutei.chip.certificates import parse_certificate  # noqa: PLC0415
    from tokutei.chip.verification import signed_bytes  # noqa: PLC0415

    records, _ = _batch()
    key = load_der_public_key(parse_certificate(records[0].certificate or b"").public_key_info)
    if not isinstance(key, ec.EllipticCurvePublicKey):
        raise TypeError
    prepared = []
    for record in records:
        code = record.signature or b""
        r, s = int.from_bytes(code[:48]), int.from_bytes(code[48:])
        prepared.append((encode_dss_signature(r, s), signed_bytes(record)))
    turn, algorithm = cycle(prepared), ec.ECDSA(SHA256())

    def check() -> None:
        signature, content = next(turn)
        key.verify(signature, content, algorithm)

    return check


VERIFY_HELD: Final = Pair(
    name="verify-held",
    question="what do all findings of a record cost, for cards under one certificate and one verifier?",
    ours=Side("Verifier.verify", _held),
    peer=Side("the bare ECDSA P-384 check of the same signatures", _bare),
    at_most=1 / 0.95,
    thing="record",
)
VERIFY: Final = Pair(
    name="verify",
    question="what do all findings of a record cost with nothing held?",
    ours=Side("chip.verify: certificate, chain and card", _nothing_held),
    peer=Side("the bare ECDSA P-384 check of the card's signature", _bare),
    at_most=1 / 0.35,
    thing="record",
)
