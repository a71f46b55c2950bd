"""The authority for tests: checked by another library, deterministic, and never anybody else."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from asn1crypto import x509 as asn1
from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.serialization import load_der_public_key
from cryptography.utils import CryptographyDeprecationWarning

from tokutei.calendar import JAPAN
from tokutei.chip.certificates import parse_certificate
from tokutei.errors import CertificateError, NaiveDatetimeError, PeriodError
from tokutei.testing.authority import AUTHORITY_NAME, CertificateAuthority, CertificateForm, SigningKey
from tokutei.testing.cards import issue_card
from tokutei.testing.residents import person

AUTHORITY = CertificateAuthority()
KEY = SigningKey("card")
DAY_1, DAY_2 = datetime(2026, 7, 1, tzinfo=UTC), datetime(2037, 7, 1, tzinfo=UTC)


def issued(form: CertificateForm = CertificateForm.DER) -> bytes:
    return AUTHORITY.issue(KEY, not_before=DAY_1, not_after=DAY_2, form=form)


def test_the_authority_says_what_it_is() -> None:
    root = x509.load_der_x509_certificate(AUTHORITY.certificate)
    names = [attribute.value for attribute in root.subject]
    assert AUTHORITY_NAME in names
    assert "not production" in AUTHORITY_NAME
    assert "JP" not in names
    assert "ZairyuCard" not in str(root.subject)
    root.verify_directly_issued_by(root)
    constraints = root.extensions.get_extension_for_class(x509.BasicConstraints)
    assert (constraints.critical, constraints.value.ca, constraints.value.path_length) == (True, True, 0)
    usage = root.extensions.get_extension_for_class(x509.KeyUsage).value
    assert (usage.key_cert_sign, usage.crl_sign, usage.digital_signature) == (True, True, False)


def test_a_card_certificate_has_the_known_profile() -> None:
    data = issued()
    assert len(data) <= 599
    card, root = x509.load_der_x509_certificate(data), x509.load_der_x509_certificate(AUTHORITY.certificate)
    card.verify_directly_issued_by(root)
    assert (card.not_valid_before_utc, card.not_valid_after_utc) == (DAY_1, DAY_2)
    assert isinstance(card.signature_hash_algorithm, hashes.SHA256)
    public = card.public_key()
    assert isinstance(public, ec.EllipticCurvePublicKey)
    assert public.curve.name == "secp384r1"
    subject = card.extensions.get_extension_for_class(x509.SubjectKeyIdentifier).value
    assert subject == x509.SubjectKeyIdentifier.from_public_key(public)
    authority = card.extensions.get_extension_for_class(x509.AuthorityKeyIdentifier).value
    assert authority.key_identifier == AUTHORITY.key.identifier
    usage = card.extensions.get_extension_for_class(x509.KeyUsage)
    assert (usage.critical, usage.value.digital_signature, usage.value.key_cert_sign) == (True, True, False)
    assert len(list(card.extensions)) == 3


@pytest.mark.parametrize("form", CertificateForm)
def test_every_form_is_signed_and_read_by_a_tolerant_parser(form: CertificateForm) -> None:
    card = asn1.Certificate.load(issued(form))
    signed = card["tbs_certificate"]
    public = load_der_public_key(AUTHORITY.key.public)
    assert isinstance(public, ec.EllipticCurvePublicKey)
    public.verify(card["signature_value"].native, signed.dump(), ec.ECDSA(hashes.SHA256()))
    assert signed["validity"]["not_before"].native == DAY_1


@pytest.mark.parametrize("form", [CertificateForm.NULL_PARAMETERS, CertificateForm.LONG_LENGTH])
def test_forms_that_a_strict_parser_refuses(form: CertificateForm) -> None:
    # Up to version 48 it warned of one of them, and said that it would refuse it.
    with pytest.raises(
        (ValueError, CryptographyDeprecationWarning), match=r"parsing asn1|NULL parameter value"
    ):
        x509.load_der_x509_certificate(issued(form))


def test_key_usage_of_the_hostile_forms() -> None:
    without = x509.load_der_x509_certificate(issued(CertificateForm.NO_KEY_USAGE))
    assert len(list(without.extensions)) == 2
    wrong = x509.load_der_x509_certificate(issued(CertificateForm.WRONG_KEY_USAGE))
    usage = wrong.extensions.get_extension_for_class(x509.KeyUsage).value
    assert (usage.digital_signature, usage.key_cert_sign) == (False, True)


def test_large_serial_numbers_stay_positive() -> None:
    for serial in (1, 127, 128, 255, 256, 2**32 - 1):
        data = AUTHORITY.issue(KEY, not_before=DAY_1, not_after=DAY_2, serial=serial)
        assert x509.load_der_x509_certificate(data).serial_number == serial


def test_signatures_are_deterministic_and_verify() -> None:
    raw = KEY.sign_raw(b"message")
    assert (raw, len(raw)) == (SigningKey("card").sign_raw(b"message"), 96)
    der = encode_dss_signature(int.from_bytes(raw[:48]), int.from_bytes(raw[48:]))
    assert der == KEY.sign(b"message")
    public = load_der_public_key(KEY.public)
    assert isinstance(public, ec.EllipticCurvePublicKey)
    public.verify(der, b"message", ec.ECDSA(hashes.SHA256()))
    with pytest.raises(InvalidSignature):
        public.verify(der, b"another", ec.ECDSA(hashes.SHA256()))


def test_another_seed_is_another_authority() -> None:
    other = CertificateAuthority(seed="1")
    assert other.key.identifier != AUTHORITY.key.identifier
    card = x509.load_der_x509_certificate(issued())
    with pytest.raises(InvalidSignature):
        card.verify_directly_issued_by(x509.load_der_x509_certificate(other.certificate))


def test_repr_shows_no_key() -> None:
    assert repr(KEY) == "SigningKey(…)"


def test_published_deterministic_signature() -> None:
    """RFC 6979, A.2.6: curve P-384, SHA-256, message "sample"."""
    key = SigningKey("any")
    x = "6B9D3DAD2E1B8C1C05B19875B6659F4DE23C3B667BF297BA9AA47740787137D896D5724E4C70A825F872C9EA60D2EDF5"
    key._key = ec.derive_private_key(int(x, 16), ec.SECP384R1())
    assert key.sign_raw(b"sample").hex().upper() == (
        "21B13D1E013C7FA1392D03C5F99AF8B30C570C6F98D4EA8E354B63A21D3DAA33BDE1E888E63355D92FA2B3C36D8FB2CD"
        "F3AA443FB107745BF4BD77CB3891674632068A10CA67E3D45DB2266FA7D1FEEBEFDC63ECCD1AC42EC0CB8668A4FA0AB0"
    )


@pytest.mark.parametrize(
    ("begins", "written"),
    [
        (datetime(1950, 1, 1, tzinfo=UTC), b"\x17\x0d500101000000Z"),
        (datetime(1949, 12, 31, 23, 59, 59, tzinfo=UTC), b"\x18\x0f19491231235959Z"),
        (datetime(932, 5, 6, tzinfo=UTC), b"\x18\x0f09320506000000Z"),
        (datetime(2049, 12, 31, 23, 59, 59, tzinfo=UTC), b"\x17\x0d491231235959Z"),
        (datetime(1950, 1, 1, 8, 59, tzinfo=JAPAN), b"\x18\x0f19491231235900Z"),
    ],
)
def test_times_outside_1950_to_2049_are_written_in_full(begins: datetime, written: bytes) -> None:
    data = AUTHORITY.issue(KEY, not_before=begins, not_after=DAY_2)
    assert written in data
    assert parse_certificate(data).not_before == begins
    if begins.year >= 1950:
        assert x509.load_der_x509_certificate(data).not_valid_before_utc == begins


NAIVE = datetime(2026, 7, 1)  # noqa: DTZ001 - that is the point


@pytest.mark.parametrize(
    "make",
    [
        lambda: CertificateAuthority(not_before=NAIVE),
        lambda: CertificateAuthority(not_after=NAIVE),
        lambda: AUTHORITY.issue(KEY, not_before=NAIVE, not_after=DAY_2),
        lambda: AUTHORITY.issue(KEY, not_before=DAY_1, not_after=NAIVE),
        lambda: issue_card(person("engineer"), certificate_until=NAIVE),
    ],
)
def test_moments_without_a_time_zone_are_refused(make: Callable[[], object]) -> None:
    with pytest.raises(NaiveDatetimeError):
        make()


@pytest.mark.parametrize("serial", [0, -1, -(2**80), 2**159])
def test_serial_numbers_of_no_certificate_are_refused(serial: int) -> None:
    with pytest.raises(CertificateError) as caught:
        AUTHORITY.issue(KEY, not_before=DAY_1, not_after=DAY_2, serial=serial)
    assert caught.value.reason == "serial"
    assert "_reasons" not in caught.value.text("en") + caught.value.text("ja")


def test_the_largest_serial_number() -> None:
    data = AUTHORITY.issue(KEY, not_before=DAY_1, not_after=DAY_2, serial=2**159 - 1)
    assert x509.load_der_x509_certificate(data).serial_number == 2**159 - 1


def test_moments_beyond_the_calendar_are_refused() -> None:
    with pytest.raises(PeriodError):
        AUTHORITY.issue(KEY, not_before=datetime(1, 1, 1, tzinfo=JAPAN), not_after=DAY_2)


def test_any_text_is_a_seed() -> None:
    assert CertificateAuthority(seed="\ud800").certificate != CertificateAuthority(seed="?").certificate


def test_times_from_2050_on_are_written_in_full() -> None:
    end = datetime(2050, 1, 1, tzinfo=UTC)
    data = AUTHORITY.issue(KEY, not_before=DAY_1, not_after=end)
    assert x509.load_der_x509_certificate(data).not_valid_after_utc == end
    assert b"20500101000000Z" in data
