"""The emulated My Number card: what it answers, that it is plainly made up, and that it is the same each time."""

from __future__ import annotations

import dataclasses
from hashlib import shake_256
from typing import Any, Final

import pytest
from cryptography import x509
from hypothesis import given
from hypothesis import strategies as st

from tokutei import testing
from tokutei.chip import my_number
from tokutei.chip.my_number import Application, Pin
from tokutei.chip.my_number.applications import FILES, PINS, SIGNATURE
from tokutei.errors import CertificateError, NaiveDatetimeError, PinError, UnknownTermError
from tokutei.identifiers import IndividualNumber, individual_number_check_digit
from tokutei.testing import JpkiAuthority, MyNumberApplications, issue_my_number_card, person
from tokutei.testing.rsa_keys import DISTANCES, SHORT, prime_of, rsa_key

ENGINEER: Final = person("engineer")
SELECT_TEXT: Final = bytes.fromhex("00A4040C0A") + Application.TEXT.aid
RESIDENCE_AID: Final = bytes.fromhex("D392F0004F0100000000000000000000")


def hexed(card: Any, command: str) -> str:
    answer: bytes = card.transmit(bytes.fromhex(command))
    return answer.hex().upper()


def test_the_same_arguments_give_the_same_card() -> None:
    one, same = issue_my_number_card(ENGINEER), issue_my_number_card(ENGINEER)
    assert one.files == same.files
    assert one != same
    other = issue_my_number_card(ENGINEER, seed=1)
    assert other.number != one.number
    assert other.files != one.files


@pytest.mark.parametrize("key", [somebody.key for somebody in testing.people()])
@pytest.mark.parametrize("seed", range(5))
def test_a_number_that_can_be_nobodys(key: str, seed: int) -> None:
    """A number with a right check digit could be that of a person."""
    number = issue_my_number_card(person(key), seed=seed).number
    assert len(number) == 12
    assert number.isdigit()
    assert number[-1] != individual_number_check_digit(number[:-1])
    with pytest.raises(ValueError, match="check digit"):
        IndividualNumber.parse(number, purpose=my_number.Purpose.BY_THE_PERSON)


def test_nothing_shows() -> None:
    card = issue_my_number_card(ENGINEER)
    shown = f"{card!r} {card} {card.applications!r}"
    for hidden in (card.number, card.pin, card.password, card.reference_b, card.security_code, "TARO"):
        assert hidden not in shown


def test_the_certificates_say_that_they_are_none() -> None:
    card = issue_my_number_card(ENGINEER)
    for row in FILES:
        if row.tag == 0x30:
            certificate = x509.load_der_x509_certificate(card.content(row)[:-2])
            assert "TEST - not JPKI" in certificate.issuer.rfc4514_string()
            assert "C=ZZ" in certificate.issuer.rfc4514_string()
            found = my_number.parse_jpki_certificate(card.content(row))
            assert found.fingerprint not in my_number.PUBLISHED_AUTHORITIES


@pytest.mark.parametrize("key", DISTANCES)
def test_the_primes_are_what_the_recipe_gives(key: str) -> None:
    numbers, bits = rsa_key(key).private_numbers(), 512 if key in SHORT else 1024
    for half, prime, distance in zip("pq", (numbers.p, numbers.q), DISTANCES[key], strict=True):
        hashed = shake_256(f"tokutei.testing/{key}/{half}".encode()).digest(bits // 8)
        start = int.from_bytes(hashed) | 3 << bits - 2 | 1
        assert prime == start + distance == prime_of(key, half, distance)
        assert pow(2, prime - 1, prime) == pow(3, prime - 1, prime) == 1
        assert (prime - 1) % 65537
        assert distance % 2 == 0
    assert rsa_key(key).key_size == 2 * bits


def test_a_key_that_there_is_not() -> None:
    with pytest.raises(UnknownTermError):
        rsa_key("production")


def test_what_it_handles() -> None:
    applications = issue_my_number_card(ENGINEER).applications
    assert all(applications.handles(one.aid) for one in Application)
    for aid in (RESIDENCE_AID, b"", Application.TEXT.aid + b"\0", Application.TEXT.aid[:-1]):
        assert not applications.handles(aid)


@pytest.mark.parametrize(
    ("commands", "status"),
    [
        (["00A4040C10" + RESIDENCE_AID.hex()], "6A82"),
        (["00A40000023F00"], "6A86"),
        (["00A4040C0A" + Application.TEXT.aid.hex()], "9000"),
        (["00A4020C020001"], "6A82"),
        (["00B0000005"], "6986"),
        (["00200080"], "6986"),
        (["00A4040C0A" + Application.TEXT.aid.hex(), "00A4020C020001", "00B0000005"], "6982"),
        (["00A4040C0A" + Application.TEXT.aid.hex(), "00A4020C020002", "00200080"], "6986"),
        (["00A4040C0A" + Application.TEXT.aid.hex(), "00A4020C020011", "00200080"], "63CA"),
        (["00A4040C0A" + Application.TEXT.aid.hex(), "00A4020C020011", "00B0000005"], "6982"),
        (["00A4040C0A" + Application.TEXT.aid.hex(), "00A4020C020011", "00200081"], "6A86"),
        (["00A4040C0A" + Application.TEXT.aid.hex(), "00A4020C020099"], "6A82"),
        (["00A4040C0A" + Application.JPKI.aid.hex(), "00A4020C020006", "00B07FFF05"], "6B00"),
        (["00A4040C0A" + Application.JPKI.aid.hex(), "00A4020C020006", "00B0860005"], "6986"),
        (["00A4040C0A" + Application.JPKI.aid.hex(), "00A4020C020006", "00B00000"], "6700"),
        (["00A4030C00"], "6A86"),
        (["802A008000"], "6E00"),
        (["002A008000"], "6D00"),
        (["0024018004313233340"[:-1]], "6D00"),
        (["00A4"], "6700"),
        (["00A4040C0AD3"], "6700"),
        ([""], "6700"),
    ],
)
def test_answers(commands: list[str], status: str) -> None:
    card = issue_my_number_card(ENGINEER)
    answers = [hexed(card, command) for command in commands]
    assert answers[-1][-4:] == status
    assert all(answer[-4:] == "9000" for answer in answers[:-1])


def test_the_master_file_may_be_unknown() -> None:
    assert hexed(issue_my_number_card(ENGINEER, master_file=0x6A82), "00A40000023F00") == "6A82"


def test_what_was_verified_ends_with_the_application_and_the_field() -> None:
    card = issue_my_number_card(ENGINEER)
    opening = [SELECT_TEXT.hex(), "00A4020C020011", "0020008004" + b"1234".hex(), "00A4020C020002"]
    reading = ["00A4020C020002", "00B0000002"]
    for command in opening:
        assert hexed(card, command) == "9000"
    assert hexed(card, "00B0000002") == "FF209000"
    card.applications.leave()
    assert hexed(card, "00B0000002") == "6986"
    for again in (SELECT_TEXT.hex(), *reading[:1]):
        assert hexed(card, again) == "9000"
    assert hexed(card, reading[1]) == "6982"
    for command in opening:
        hexed(card, command)
    card.reset()
    assert hexed(card, "00B0000002") == "6986"


def test_the_count_of_tries_outlives_a_reset() -> None:
    card = issue_my_number_card(ENGINEER)
    wrong = "0020008004" + b"9999".hex()
    for left in (2, 1):
        for command in ("00A4040C0A" + Application.JPKI.aid.hex(), "00A4020C020018"):
            hexed(card, command)
        assert hexed(card, wrong) == f"63C{left}"
        card.reset()
    for command in ("00A4040C0A" + Application.JPKI.aid.hex(), "00A4020C020018"):
        hexed(card, command)
    assert hexed(card, wrong) == "6984"
    assert hexed(card, "0020008004" + card.pin.encode().hex()) == "6984"
    assert card.applications.tries_left(Pin.AUTHENTICATION_PIN) == 0
    assert card.applications.tries_left(Pin.TEXT_PIN) == 10


def test_the_right_pin_fills_the_count() -> None:
    card = issue_my_number_card(ENGINEER)
    for command in (SELECT_TEXT.hex(), "00A4020C020011", "0020008004" + b"9999".hex()):
        hexed(card, command)
    assert card.applications.tries_left(Pin.TEXT_PIN) == 9
    assert hexed(card, "0020008004" + b"1234".hex()) == "9000"
    assert card.applications.tries_left(Pin.TEXT_PIN) == 10


@given(st.lists(st.binary(max_size=40), max_size=6))
def test_any_commands_are_answered(commands: list[bytes]) -> None:
    applications = MyNumberApplications({(Application.TEXT, 1): b"\xff\x10\x00"}, {Pin.TEXT_PIN: b"1234"})
    for command in commands:
        assert 2 <= len(applications.transmit(command)) <= 258


@given(st.sampled_from([0xA4, 0xB0, 0x20]), st.integers(0, 255), st.integers(0, 255), st.binary(max_size=20))
def test_any_known_command_is_answered(instruction: int, p1: int, p2: int, body: bytes) -> None:
    applications = MyNumberApplications({(Application.TEXT, 1): b"\xff\x10\x00"}, {Pin.TEXT_PIN: b"1234"})
    applications.transmit(SELECT_TEXT)
    applications.transmit(bytes.fromhex("00A4020C020011"))
    assert len(applications.transmit(bytes([0, instruction, p1, p2, len(body)]) + body)) >= 2


def test_what_is_no_bytes_is_answered() -> None:
    card = issue_my_number_card(ENGINEER)
    nothing: Any = None
    assert card.transmit(nothing) == b"\x67\x00"
    writable: Any = bytearray(SELECT_TEXT)
    assert card.transmit(writable) == b"\x90\x00"


@pytest.mark.parametrize(
    "wrong", [{"pin": "12345"}, {"pin": "abcd"}, {"number": "123"}, {"password": "short"}], ids=str
)
def test_what_a_card_cannot_have(wrong: dict[str, str]) -> None:
    with pytest.raises(PinError) as caught:
        issue_my_number_card(ENGINEER, **wrong)  # type: ignore[arg-type]
    assert caught.value.reason == "shape"


def test_every_pin_of_the_table_is_on_the_card() -> None:
    applications = issue_my_number_card(ENGINEER).applications
    assert all(applications.tries_left(row.pin) for row in PINS)
    without = issue_my_number_card(ENGINEER, without_pins=True).applications
    assert {row.pin for row in PINS if not without.tries_left(row.pin)} == {
        row.pin for row in PINS if row.is_chosen
    }
    assert MyNumberApplications({}, {}).tries_left(Pin.TEXT_PIN) is None


def test_a_rewritten_card_is_another() -> None:
    card = issue_my_number_card(ENGINEER, master_file=0x6A82)
    changed = card.rewritten({SIGNATURE: b"\xff" * 10})
    assert changed.content(SIGNATURE) == b"\xff" * 10
    assert card.content(SIGNATURE) != changed.content(SIGNATURE)
    assert my_number.read_jpki(changed, password=card.password).signature is None
    assert hexed(changed, "00A40000023F00") == "6A82"


def test_authorities_refuse_what_is_none() -> None:
    authority = JpkiAuthority("authentication")
    with pytest.raises(CertificateError) as caught:
        authority.issue(serial=0, not_before=authority.not_before, not_after=authority.not_after)
    assert caught.value.reason == "serial"
    with pytest.raises(NaiveDatetimeError):
        authority.issue(
            serial=1, not_before=authority.not_before.replace(tzinfo=None), not_after=authority.not_after
        )
    assert dataclasses.replace(authority, key="another_ca").certificate != authority.certificate


def test_texts_of_more_than_127_bytes_are_written() -> None:
    card = issue_my_number_card(ENGINEER, address="TEST " * 60)
    signature = my_number.read_jpki(card, password=card.password).signature
    assert signature is not None
    assert signature.owner is not None
    assert signature.owner.address == "TEST " * 60
    assert my_number.read_text(card, pin=card.pin).address == "TEST " * 60
