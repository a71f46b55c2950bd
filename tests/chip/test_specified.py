"""Specified cards: values of their session, every open choice at both ends, and what must never be selected.

The values are regression values of a hypothesis (see :class:`tokutei.chip.Profile`), recomputed here with
other means; they are not official.
"""

from __future__ import annotations

import hashlib
from typing import Final

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.cmac import CMAC
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from tests.chip.between import AT, Recorder
from tokutei import chip
from tokutei.chip import DeliveredKeys, DeliveryKey, FileName, FindingKind, FindingStatus, KeyHash, Profile
from tokutei.chip.key_delivery import PUBLISHED_KEYS, accepted, delivered
from tokutei.chip.layout import Directory
from tokutei.chip.secure_messaging import CountedSession
from tokutei.errors import (
    ArgumentError,
    CardError,
    CertificateError,
    DeliveryKeyError,
    ProfileError,
    ReadAborted,
    SecureMessagingError,
    WrongNumberError,
)
from tokutei.testing import issue_card, person
from tokutei.testing.emulator import OpenChoices
from tokutei.testing.entropy import given_entropy
from tokutei.testing.rsa_keys import rsa_key

SEED: Final = bytes(range(32))
KEY: Final = bytes.fromhex("000102030405060708090A0B0C0D0E0F")
VECTORS: Final = {
    1: bytes.fromhex("7346139595C0B41E497BBDE365F42D0A"),
    2: bytes.fromhex("49D68753999BA68CE3897A686081B09D"),
    3: bytes.fromhex("B9AD2B2E346AC238505D365E9CB7FC56"),
}
PAYLOAD: Final = bytes.fromhex("A0228020000102030405060708090A0B0C0D0E0F101112131415161718191A1B1C1D1E1F")
VERIFY: Final = bytes.fromhex("0820008613861101564AA15A55132FAEC29D95D38268F7FF")
READ_ANSWER: Final = bytes.fromhex("8611015EA268036BD0A65290F2C9CC25742258")
PLAIN: Final = bytes.fromhex("C20C414131323334353637384242")
PRIVATE: Final = rsa_key("delivery")
PUBLIC: Final = PRIVATE.public_key().public_numbers()
OURS: Final = DeliveryKey(PUBLIC.n)
OTHER: Final = DeliveryKey(rsa_key("forger").public_key().public_numbers().n)
AP: Final = Directory.AP.aid


def aes(key: bytes, data: bytes, vector: bytes = bytes(16), *, decrypt: bool = False) -> bytes:
    cipher = Cipher(algorithms.AES128(key), modes.CBC(vector))
    run = cipher.decryptor() if decrypt else cipher.encryptor()
    return run.update(data) + run.finalize()


def oaep(algorithm: hashes.HashAlgorithm) -> padding.OAEP:
    return padding.OAEP(mgf=padding.MGF1(algorithm), algorithm=algorithm, label=None)


@pytest.mark.parametrize("number", VECTORS)
def test_the_vector_of_a_message_is_its_number_encrypted(number: int) -> None:
    assert aes(KEY, number.to_bytes(16)) == VECTORS[number]
    session = CountedSession(KEY, Profile())
    for _ in range(number):
        session.wrap_read(0x81, 0, 0)
    assert session.protect(PLAIN)[3:] == aes(KEY, PLAIN + b"\x80\0", VECTORS[number])


def test_verify_is_the_first_message_and_a_read_the_second() -> None:
    terminal, card = CountedSession(KEY, Profile()), CountedSession(KEY, Profile())
    command = terminal.wrap_verify("AA12345678BB")
    assert command == VERIFY
    assert aes(KEY, command[8:], VECTORS[1], decrypt=True) == b"AA12345678BB\x80\0\0\0"
    assert card.receive_data(command[:4], command[5:]) == b"AA12345678BB"
    command = terminal.wrap_read(0x81, 0, 14)
    assert command.hex().upper() == "08B081000000049602000E0000"
    assert card.receive_length(command[:4], command[7:-2]) == 14
    assert card.protect(PLAIN) == READ_ANSWER
    assert terminal.unwrap(READ_ANSWER) == PLAIN


def test_the_payload_of_the_delivery() -> None:
    cryptogram, session = delivered(OURS, Profile(), given_entropy(SEED))
    assert PRIVATE.decrypt(cryptogram, oaep(hashes.SHA256())) == PAYLOAD
    assert len(cryptogram) == 256
    assert session.wrap_verify("AA12345678BB") == VERIFY
    assert accepted(PRIVATE, Profile(), cryptogram).receive_data(VERIFY[:4], VERIFY[5:]) == b"AA12345678BB"


def test_the_payload_with_a_second_seed_and_the_other_hash() -> None:
    profile = Profile(
        key_hash=KeyHash.SHA_1, delivered=DeliveredKeys.ENCRYPTION_AND_MAC, messaging_class=0x0C, mac_size=16
    )
    second = bytes(range(32, 64))
    cryptogram, session = delivered(OURS, profile, given_entropy(SEED, second))
    plain = PRIVATE.decrypt(cryptogram, oaep(hashes.SHA1()))  # noqa: S303 - one of the open choices
    assert plain == b"\xa0\x44\x80\x20" + SEED + b"\x81\x20" + second
    command = session.wrap_verify("AA12345678BB")
    assert command[:5].hex().upper() == "0C20008625"
    assert command[5:24] == VERIFY[5:]
    mac = CMAC(algorithms.AES128(second[:16]))
    header, body = command[:4] + b"\x80" + bytes(11), VERIFY[5:] + b"\x80" + bytes(12)
    mac.update((1).to_bytes(16) + header + body)
    assert command[24:] == b"\x8e\x10" + mac.finalize()


@pytest.mark.parametrize("size", [0, 1, 31, 33, 64])
def test_entropy_of_another_size_is_refused(size: int) -> None:
    with pytest.raises(SecureMessagingError) as caught:
        delivered(OURS, Profile(), lambda _: bytes(size))
    assert caught.value.reason == "entropy"


@pytest.mark.parametrize(
    "payload",
    [
        b"",
        SEED,
        PAYLOAD[2:],
        PAYLOAD[:-1],
        b"\xa0\x21\x80\x1f" + SEED[1:],
        b"\xa0\x12\x80\x10" + SEED[:16],
        b"\xa0\x22\x81\x20" + SEED,
        b"\xa0\x44\x80\x20" + SEED + b"\x81\x20" + SEED,
        b"\xa1\x22\x80\x20" + SEED,
        PAYLOAD + b"\xa1\x01\x01",
    ],
)
def test_other_payloads_are_refused_by_the_card(payload: bytes) -> None:
    cryptogram = PRIVATE.public_key().encrypt(payload, oaep(hashes.SHA256()))
    with pytest.raises(SecureMessagingError) as caught:
        accepted(PRIVATE, Profile(), cryptogram)
    assert caught.value.reason == "token"


ENCODINGS: Final = {
    "bare modulus": PUBLIC.n.to_bytes(256),
    "template": bytes.fromhex("A1820109900301000191820100") + PUBLIC.n.to_bytes(256),
    "SubjectPublicKeyInfo": PRIVATE.public_key().public_bytes(
        Encoding.DER, PublicFormat.SubjectPublicKeyInfo
    ),
}


@pytest.mark.parametrize("encoded", ENCODINGS.values(), ids=ENCODINGS)
def test_the_three_encodings_of_the_key(
    encoded: bytes, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path_factory.mktemp("key") / "key.bin"
    file.write_bytes(encoded)
    for source in (encoded, file, str(file)):
        assert DeliveryKey.load(source) == OURS
        assert not DeliveryKey.load(source).is_published
    for broken in (encoded[:-1], encoded + b"\1", b"", bytes(256), bytes(4096)):
        with pytest.raises(CertificateError):
            DeliveryKey.load(broken)
    with pytest.raises(CertificateError) as caught:
        DeliveryKey.load(file.with_name("none"))
    assert caught.value.reason == "unreadable"
    fingerprint = hashlib.sha256(encoded).hexdigest().upper()
    monkeypatch.setattr("tokutei.chip.key_delivery.PUBLISHED_KEYS", frozenset({fingerprint}))
    assert DeliveryKey.load(encoded).is_published
    assert str(PUBLIC.n) not in repr(DeliveryKey.load(encoded))
    assert repr(DeliveryKey.load(encoded)) == f"{repr(OURS).removesuffix(')')}, published)"


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        (b"no key", "key_encoding"),
        (b"", "key_encoding"),
        (bytes(256), "key_modulus"),
        (bytes(4096), "too_large"),
    ],
)
def test_a_file_that_is_no_key_says_what_one_is(given: bytes, reason: str) -> None:
    with pytest.raises(CertificateError) as caught:
        DeliveryKey.load(given)
    assert caught.value.reason == reason
    for lang in ("ja", "en"):
        assert "X.509" not in caught.value.text(lang)
        encodings = ("256", "A1 { 90, 91 }", "SubjectPublicKeyInfo")
        assert [word in caught.value.text(lang) for word in encodings] == [reason == "key_encoding"] * 3


@pytest.mark.parametrize("given", [None, 5, {"a": b"b"}, [b"key"], bytearray(256)])
def test_a_key_file_is_bytes_or_a_path(given: object) -> None:
    with pytest.raises(ArgumentError) as caught:
        DeliveryKey.load(given)  # type: ignore[arg-type]
    assert caught.value.reason == "delivery_key"


@pytest.mark.parametrize("keys", [OURS, None, [b"key"], b"key", "keys.bin", [None], [[OURS]], {"key": OURS}])
def test_delivery_keys_that_are_none_are_refused_before_any_command(keys: object) -> None:
    card = issue_card(person("engineer"), type="07")
    with pytest.raises(ArgumentError, match="in a list") as caught:
        chip.read(card, number=card.number, delivery_keys=keys)  # type: ignore[arg-type]
    assert caught.value.reason == "delivery_keys"
    assert caught.value.__context__ is None
    assert card.emulator.exchanges == 0


def test_the_published_fingerprint() -> None:
    assert {"98BF7014E478241F7943FC1A76C38B6C7BDA4DA9A927D106AE9AB8A1AD684D0A"} == PUBLISHED_KEYS


@pytest.mark.parametrize("card_type", ["07", "08"])
def test_keys_are_tried_in_turn(card_type: str) -> None:
    card = issue_card(person("engineer"), type=card_type)
    record = chip.read(card, number=card.number, delivery_keys=[OTHER, OTHER, OURS])
    tried = [one.status for one in record.exchange.steps if one.command == "set_session_key"]
    assert tried == ["6A80", "6A80", "9000"]
    card.reset()
    with pytest.raises(CardError) as refused:
        chip.read(card, number=card.number, delivery_keys=[OTHER])
    assert (refused.value.command, refused.value.reason) == ("set_session_key", "wrong_data")
    card.reset()
    with pytest.raises(DeliveryKeyError):
        chip.read(card, number=card.number)
    assert card.emulator.exchanges == 5  # up to the version, which is free to read


def test_another_number() -> None:
    card = issue_card(person("engineer"), type="07")
    with pytest.raises(WrongNumberError):
        chip.read(card, number="ZZ00000000ZZ", delivery_keys=card.delivery_keys)


@pytest.mark.parametrize("confirmed", [False, True])
@pytest.mark.parametrize("card_type", ["07", "08"])
def test_whether_the_profile_is_confirmed_travels(card_type: str, confirmed: bool) -> None:
    card = issue_card(person("engineer"), type=card_type)
    profile = Profile(confirmed=confirmed)
    record = chip.read(card, number=card.number, delivery_keys=card.delivery_keys, profile=profile)
    kept = chip.load(chip.dump(record, face=True))
    for one in (record, kept):
        assert one.exchange.confirmed is confirmed
        findings = chip.verify(one, card.trust, at=AT)
        said = {(found.status, found.detail) for found in findings.of(FindingKind.PROFILE)}
        assert said == (set() if confirmed else {(FindingStatus.NOT_CHECKED, "profile_not_confirmed")})
        assert findings.trusted


@pytest.mark.parametrize("card_type", ["1", "2", "05", "06"])
def test_other_generations_need_no_confirmation(card_type: str) -> None:
    card = issue_card(person("engineer"), type=card_type)
    record = chip.read(card, number=card.number, profile=Profile(confirmed=False))
    assert record.exchange.confirmed
    assert not chip.verify(record, card.trust, at=AT).of(FindingKind.PROFILE)


def select(aid: bytes) -> bytes:
    return bytes.fromhex("00A4040C10") + aid


def test_selecting_the_application_again_drops_the_session() -> None:
    card = issue_card(person("engineer"), type="07", number="AA12345678BB")
    cryptogram, session = delivered(OURS, Profile(), given_entropy(SEED))
    key = bytes.fromhex("80AE0000000100") + cryptogram
    assert card.transmit(key) == b"\x69\x85"  # not before the application is selected
    assert card.transmit(select(AP)) == b"\x90\0"
    assert card.transmit(key) == b"\x90\0"
    assert card.transmit(session.wrap_verify("AA12345678BB")) == b"\x90\0"
    assert card.transmit(select(Directory.DF1.aid)) == b"\x90\0"
    assert session.unwrap(card.transmit(session.wrap_read(0x81, 0, 14))[:-2]) == PLAIN
    assert card.transmit(select(AP)) == b"\x90\0"
    assert card.transmit(select(Directory.DF1.aid)) == b"\x90\0"
    assert card.transmit(session.wrap_read(0x81, 0, 14)) == b"\x68\x82"
    assert card.transmit(select(Directory.DF3.aid)) == b"\x90\0"
    assert card.transmit(bytes.fromhex("00B08200000000")) == b"\x69\x82"  # nor is the number still verified


@pytest.mark.parametrize("directory", [Directory.DF1, Directory.DF2, Directory.DF3])
def test_no_directory_before_the_application(directory: Directory) -> None:
    card = issue_card(person("engineer"), type="07")
    assert card.transmit(select(directory.aid)) == b"\x6a\x82"
    assert card.transmit(select(AP)) == b"\x90\0"
    assert card.transmit(select(directory.aid)) == b"\x90\0"
    card.reset()
    assert card.transmit(select(directory.aid)) == b"\x6a\x82"


@pytest.mark.parametrize("status", [0x6A82, 0x6A86, 0x9000, 0x6A81])
@pytest.mark.parametrize("card_type", ["07", "08"])
def test_what_the_card_says_of_its_master_file(card_type: str, status: int) -> None:
    card = issue_card(person("engineer"), type=card_type, choices=OpenChoices(master_file=status))
    reader = Recorder(card)
    record = chip.read(reader, number=card.number, delivery_keys=card.delivery_keys)
    assert record.files == card.files
    assert reader.selected == [AP, *(one.aid for one in (Directory.DF1, Directory.DF2, Directory.DF3))]


@pytest.mark.parametrize("status", [0x6A88, 0x6D00, 0x6283, 0x6F00])
def test_another_refusal_of_the_master_file_ends_the_reading(status: int) -> None:
    card = issue_card(person("engineer"), type="07", choices=OpenChoices(master_file=status))
    with pytest.raises(CardError) as caught:
        chip.read(card, number=card.number, delivery_keys=card.delivery_keys)
    assert (caught.value.command, caught.value.status) == ("select_mf", f"{status:04X}")


class MyNumberCard:
    """An ordinary My Number card: applications of its own, and none for residence."""

    def __init__(self, master_file: int) -> None:
        self.master_file = master_file
        self.sent: list[bytes] = []

    def transmit(self, command: bytes, /) -> bytes:
        self.sent.append(command)
        return self.master_file.to_bytes(2) if command[1:3] == b"\xa4\0" else b"\x6a\x82"


@pytest.mark.parametrize("status", [0x6A82, 0x6A86, 0x9000, 0x6A81])
def test_an_ordinary_my_number_card(status: int) -> None:
    card = MyNumberCard(status)
    with pytest.raises(ReadAborted) as caught:
        chip.read(card, number="ZZ00000000ZZ", delivery_keys=[OURS])
    assert caught.value.reason == "no_residence_application"
    assert [one[5:] for one in card.sent if one[1:3] == b"\xa4\x04"] == [AP]
    assert len(card.sent) <= 3


def test_choices_that_contradict_each_other() -> None:
    for field, value in (
        ("messaging_class", 0x04),
        ("mac_size", 4),
        ("first_counter", 2),
        ("first_counter", -1),
        ("expected_length_octets", 1),
        ("verify_reference", 0x7F),
        ("verify_reference", 0xA0),
        ("short_ids", {FileName.DF1_EF01: 0}),
        ("short_ids", {FileName.DF1_EF01: 0x1F}),
        ("protected", frozenset()),
        ("protected", frozenset({Directory.DF1, Directory.AP})),
        ("delivered", DeliveredKeys.ENCRYPTION),
    ):
        with pytest.raises(ProfileError) as caught:
            Profile(**{"messaging_class": 0x0C if field == "delivered" else 0x08, field: value})  # type: ignore[arg-type]
        assert caught.value.field == field
