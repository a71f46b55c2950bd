"""What reviewers found at the edges, so that it is not found again."""

from __future__ import annotations

import pickle
import tracemalloc
from datetime import UTC, datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

import pytest

from tests.chip.chip_fakes import NUMBER
from tokutei import chip, testing
from tokutei.chip import authentication, images, my_number
from tokutei.chip.ciphers import AES_128
from tokutei.chip.generations import DEFAULT_PROFILE
from tokutei.chip.secure_messaging import CountedSession, MutualSession
from tokutei.errors import (
    CertificateError,
    CodeTableError,
    ImageError,
    ProfileError,
    ReadAborted,
    SecureMessagingError,
    TraceError,
    WrongNumberError,
)
from tokutei.testing.authority import CertificateAuthority

AT: Final = datetime(2026, 9, 1, 3, tzinfo=UTC)
CARD: Final = testing.issue_card(testing.person("engineer"))


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"key_hash": "md5"}, "key_hash"),
        ({"messaging_class": 0x0C, "delivered": "encryption"}, "delivered"),
        ({"delivered": "both"}, "delivered"),
        ({"short_ids": {"x": 3}}, "short_ids"),
        ({"short_ids": {"DF1/EF01": 31}}, "short_ids"),
        ({"mac_size": True}, "mac_size"),
        ({"protected": frozenset()}, "protected"),
        ({"protected": frozenset({"DF1", "AP"})}, "protected"),
        ({"confirmed": 1}, "confirmed"),
        ({"verify_reference": 0x7F}, "verify_reference"),
    ],
)
def test_a_profile_is_refused_by_the_name_of_its_choice(wrong: dict[str, Any], field: str) -> None:
    with pytest.raises(ProfileError) as caught:
        chip.Profile(**wrong)
    assert caught.value.field == field
    assert field in caught.value.text("ja")


def test_the_words_of_a_profile_may_be_texts() -> None:
    told: Any = {"key_hash": "sha1", "delivered": "encryption_and_mac", "messaging_class": 0x0C}
    profile = chip.Profile(**told)
    assert profile.key_hash is chip.KeyHash.SHA_1
    assert profile.delivered is chip.DeliveredKeys.ENCRYPTION_AND_MAC
    card = testing.issue_card(testing.person("engineer"), type="07", profile=profile)
    record = chip.read(card, number=card.number, profile=profile, delivery_keys=card.delivery_keys)
    assert chip.verify(record, card.trust, at=AT).trusted
    assert pickle.loads(pickle.dumps(profile)) == profile  # noqa: S301 - our own


def test_a_verifier_looks_again_an_hour_later_on_the_same_clock() -> None:
    card = testing.issue_card(
        testing.person("engineer"), certificate_until=datetime(2026, 11, 1, 5, 45, tzinfo=UTC)
    )
    record = chip.read(card, number=card.number)
    verifier = chip.Verifier(card.trust)
    first = datetime(2026, 11, 1, 1, 30, tzinfo=ZoneInfo("America/New_York"))
    assert [verifier.verify(record, at=first.replace(fold=fold)).trusted for fold in (0, 1, 0)] == [
        True,
        False,
        True,
    ]
    again = pickle.loads(pickle.dumps(verifier))  # noqa: S301 - our own
    assert again.verify(record, at=first).trusted


def test_a_renewed_certificate_of_an_authority_counts_in_any_order() -> None:
    record = chip.read(CARD, number=CARD.number)
    old = CertificateAuthority(
        not_before=datetime(2020, 1, 1, tzinfo=UTC), not_after=datetime(2026, 7, 1, tzinfo=UTC)
    ).certificate
    new = CertificateAuthority().certificate
    for order in ([old, new], [new, old]):
        assert chip.verify(record, chip.TrustStore.custom(order), at=AT).trusted
    assert not chip.verify(record, chip.TrustStore.custom([old]), at=AT).trusted


@pytest.mark.parametrize(
    "kept",
    [
        MutualSession(b"K" * 16, AES_128),
        CountedSession(b"K" * 16, DEFAULT_PROFILE),
        authentication.access_keys(NUMBER, AES_128),
    ],
)
def test_keys_are_not_pickled(kept: object) -> None:
    with pytest.raises(SecureMessagingError) as caught:
        pickle.dumps(kept)
    assert caught.value.reason == "not_kept"


def test_a_replayed_card_is_not_pickled() -> None:
    trace = chip.Trace(contents=True)
    chip.read(CARD, number=CARD.number, trace=trace)
    with pytest.raises(TraceError):
        pickle.dumps(trace.replay())


def test_an_answer_in_memory_that_was_given_back() -> None:
    class Released:
        def transmit(self, command: bytes, /) -> bytes:
            view: Any = memoryview(bytearray(command))
            view.release()
            return view  # type: ignore[no-any-return]

    with pytest.raises(ReadAborted) as caught:
        chip.read(Released(), number=NUMBER, trace=chip.Trace(contents=True))
    assert caught.value.reason == "answer"


def test_a_negative_modulus_is_none() -> None:
    with pytest.raises(CertificateError):
        chip.DeliveryKey(modulus=-(1 << 2047 | 1))


@pytest.mark.parametrize(
    "line", ["k{}." + "a." * 980 + "b=1", "[" + "a." * 900 + "x{}]", 's{} = {{ "a".b.c.d.e.f.g.h.i.j = 1 }}']
)
def test_a_key_of_many_parts_is_no_code_table(line: str) -> None:
    text = "\n".join(line.format(number) for number in range(300))
    tracemalloc.start()
    try:
        with pytest.raises(CodeTableError):
            chip.CodeTables.load(text)
        assert tracemalloc.get_traced_memory()[1] < 50_000_000
    finally:
        tracemalloc.stop()


def test_tries_that_a_card_tells_are_told() -> None:
    class Counting:
        def transmit(self, command: bytes, /) -> bytes:
            return b"\x63\xc2" if command[1] == 0x82 else CARD.transmit(command)

    with pytest.raises(WrongNumberError) as caught:
        chip.read(Counting(), number=CARD.number)
    assert caught.value.tries_left == 2
    assert "2 tries" in caught.value.text("en")
    assert "2" in caught.value.text("ja")
    assert "tries" not in WrongNumberError().text("en")


@pytest.mark.parametrize(
    "shown", [images.face_png, images.text_png, images.face_array, my_number.face_png, my_number.line_png]
)
def test_a_picture_that_is_not_there_is_empty(shown: Any) -> None:
    with pytest.raises(ImageError) as caught:
        shown(None)
    assert caught.value.reason == "empty"
