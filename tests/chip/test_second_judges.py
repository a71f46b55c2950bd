"""Certificates and signatures judged a second time: by OpenSSL's command and by pyhanko-certvalidator.

Neither is in the default installation, so these tests are slow ones. Where a judge comes to another
verdict, the table says so and why.
"""

from __future__ import annotations

import asyncio
import base64
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

import pytest
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_der_public_key

from tests.chip.between import AT
from tests.chip.chip_fakes import NOT_AFTER, NOT_BEFORE, Authority, mint
from tokutei import chip
from tokutei.chip import FindingKind, FindingStatus
from tokutei.chip.certificates import parse_certificate
from tokutei.chip.chain import chain, leads
from tokutei.chip.generations import SignatureScheme
from tokutei.chip.signatures import card_check
from tokutei.chip.trust import TrustStore
from tokutei.chip.verification import signed_bytes
from tokutei.testing import CardForms, issue_card, person
from tokutei.testing.authority import CertificateAuthority, CertificateForm, SigningKey
from tokutei.testing.cards import CARD_TYPES

pytestmark = pytest.mark.slow

OPENSSL: Final = shutil.which("openssl")
NEEDS_OPENSSL: Final = pytest.mark.skipif(
    OPENSSL is None, reason="needs the command openssl (package openssl of the operating system)"
)
SECOND: Final = timedelta(seconds=1)

REAL, SAME_NAME = Authority(), Authority()
RENAMED: Final = Authority(key=REAL.key, name="ANOTHER NAME")
KEY: Final = ec.generate_private_key(ec.SECP384R1()).public_key()
UNKNOWN: Final = x509.UnrecognizedExtension(x509.ObjectIdentifier("2.999.1"), b"\x05\x00")
AKI_OF_REAL: Final = x509.AuthorityKeyIdentifier.from_issuer_public_key(REAL.key.public_key())


def leaf(authority: Authority = REAL, **how: Any) -> bytes:
    return mint(authority, KEY, **how)


def no_authority(*extra: tuple[x509.ExtensionType, bool]) -> bytes:
    """Return a certificate of the authority's key that does not make it one."""
    key = REAL.key.public_key()
    identifier = (x509.SubjectKeyIdentifier.from_public_key(key), False)
    return mint(REAL, key, subject=REAL.name, usage=("key_cert_sign",), extra=(identifier, *extra))


def of_kit(form: CertificateForm) -> bytes:
    authority = CertificateAuthority()
    return authority.issue(SigningKey("card"), not_before=NOT_BEFORE, not_after=NOT_AFTER, form=form)


KIT_ANCHOR: Final = CertificateAuthority().certificate
ANCHORS_ARE_BELIEVED: Final = "an anchor is believed whatever its certificate says (RFC 5280, 6.1)"
LAST_SECOND: Final = "OpenSSL takes the last second for the first after the end"
USAGE_WANTED: Final = "the judge wants a usage stated; by RFC 5280, 4.2.1.3, none stated restricts nothing"
CERT_SIGN_IS_ENOUGH: Final = "OpenSSL takes keyCertSign without basicConstraints for enough"
ONE_ALGORITHM: Final = "here the specification allows one algorithm; the judge takes any that is strong"


@dataclass(frozen=True)
class Case:
    """A certificate, an anchor, a moment, our verdict, and why a judge comes to another one."""

    certificate: bytes
    good: bool
    anchor: bytes = REAL.certificate()
    at: datetime = AT
    openssl: str = ""
    validator: str = ""


CASES: Final = {
    "good": Case(leaf(), True),
    "first second": Case(leaf(), True, at=NOT_BEFORE),
    "second before the first": Case(leaf(), False, at=NOT_BEFORE - SECOND * 2),
    "last second": Case(leaf(), True, at=NOT_AFTER, openssl=LAST_SECOND),
    "second before the last": Case(leaf(), True, at=NOT_AFTER - SECOND),
    "expired": Case(leaf(not_after=AT - timedelta(days=1)), False),
    "not yet valid": Case(leaf(not_before=AT + timedelta(days=1)), False),
    "expired anchor": Case(
        leaf(),
        False,
        anchor=REAL.certificate(not_after=AT - timedelta(days=1)),
        validator=ANCHORS_ARE_BELIEVED,
    ),
    "anchor not yet valid": Case(
        leaf(),
        False,
        anchor=REAL.certificate(not_before=AT + timedelta(days=1)),
        validator=ANCHORS_ARE_BELIEVED,
    ),
    "another name of the issuer": Case(leaf(RENAMED), False),
    "another key of the same name": Case(leaf(SAME_NAME), False),
    "another key that claims to be the right one": Case(
        leaf(SAME_NAME, with_aki=False, extra=((AKI_OF_REAL, False),)), False
    ),
    "no identifier of the issuer's key": Case(leaf(with_aki=False), True),
    "no identifier of the anchor": Case(leaf(), True, anchor=REAL.certificate(with_ski=False)),
    "key usage of an authority": Case(leaf(usage=("key_cert_sign",)), False),
    "key usage of an encryption key": Case(leaf(usage=("key_agreement",)), False),
    "two key usages": Case(leaf(usage=("digital_signature", "key_agreement")), True),
    "no key usage": Case(leaf(usage=()), True, validator=USAGE_WANTED),
    "anchor that does not say that it is one": Case(
        leaf(),
        False,
        anchor=no_authority(),
        openssl=CERT_SIGN_IS_ENOUGH,
        validator=ANCHORS_ARE_BELIEVED,
    ),
    "anchor that says that it is none": Case(
        leaf(),
        False,
        anchor=no_authority((x509.BasicConstraints(ca=False, path_length=None), True)),
        validator=ANCHORS_ARE_BELIEVED,
    ),
    "anchor that may not sign certificates": Case(
        leaf(),
        False,
        anchor=REAL.certificate(usage=("crl_sign",)),
        validator=ANCHORS_ARE_BELIEVED,
    ),
    "anchor without key usage": Case(leaf(), True, anchor=REAL.certificate(usage=())),
    "anchor without a path length": Case(leaf(), True, anchor=REAL.certificate(path_length=None)),
    "anchor with a longer path": Case(leaf(), True, anchor=REAL.certificate(path_length=3)),
    "unknown critical extension": Case(leaf(extra=((UNKNOWN, True),)), False),
    "unknown extension": Case(leaf(extra=((UNKNOWN, False),)), True),
    "unknown critical extension of the anchor": Case(
        leaf(), False, anchor=REAL.certificate(extra=((UNKNOWN, True),)), validator=ANCHORS_ARE_BELIEVED
    ),
    "another hash": Case(
        leaf(algorithm=hashes.SHA384()), False, openssl=ONE_ALGORITHM, validator=ONE_ALGORITHM
    ),
    "altered": Case(leaf()[:-1] + bytes([leaf()[-1] ^ 1]), False),
    "kit": Case(of_kit(CertificateForm.DER), True, anchor=KIT_ANCHOR),
    "kit without key usage": Case(
        of_kit(CertificateForm.NO_KEY_USAGE), True, anchor=KIT_ANCHOR, validator=USAGE_WANTED
    ),
    "kit with the wrong key usage": Case(of_kit(CertificateForm.WRONG_KEY_USAGE), False, anchor=KIT_ANCHOR),
    "kit with NULL parameters": Case(of_kit(CertificateForm.NULL_PARAMETERS), True, anchor=KIT_ANCHOR),
    "kit with a long length": Case(of_kit(CertificateForm.LONG_LENGTH), True, anchor=KIT_ANCHOR),
}


def ours(case: Case) -> bool:
    """Return our verdict on the chain alone."""
    certificate, trust = parse_certificate(case.certificate), TrustStore.custom([case.anchor])
    found = leads(certificate, trust, SignatureScheme.ECDSA_P384_SHA256)
    items = list(chain(certificate, found, trust, at=case.at))
    proved = {one.kind for one in items if one.status is FindingStatus.OK}
    failed = [one for one in items if one.status is FindingStatus.FAILED]
    return not failed and proved >= {FindingKind.ANCHOR, FindingKind.CHAIN_SIGNATURE}


def run(*arguments: object) -> bool:
    assert OPENSSL is not None
    command = [OPENSSL, *map(str, arguments)]
    done = subprocess.run(command, check=False, capture_output=True, timeout=60)  # noqa: S603 - files of ours
    return done.returncode == 0


def pem(folder: Path, name: str, encoded: bytes) -> Path:
    body = base64.encodebytes(encoded).decode()
    file = folder / name
    file.write_text(f"-----BEGIN CERTIFICATE-----\n{body}-----END CERTIFICATE-----\n", "ascii")
    return file


@pytest.mark.parametrize("name", CASES)
def test_our_verdict(name: str) -> None:
    assert ours(CASES[name]) is CASES[name].good


@NEEDS_OPENSSL
@pytest.mark.parametrize("name", CASES)
def test_openssl_judges_the_same(name: str, tmp_path: Path) -> None:
    case = CASES[name]
    verdict = run(
        *("verify", "-no-CApath", "-no-CAstore", "-purpose", "smimesign"),
        *("-attime", int(case.at.timestamp())),
        *("-CAfile", pem(tmp_path, "anchor.pem", case.anchor)),
        pem(tmp_path, "leaf.pem", case.certificate),
    )
    assert verdict is (case.good is not bool(case.openssl))


@pytest.mark.parametrize("name", CASES)
def test_certvalidator_judges_the_same(name: str) -> None:
    validator = pytest.importorskip(
        "pyhanko_certvalidator",
        reason="needs pyhanko-certvalidator: install the dependency group audit of pyproject.toml",
    )
    errors = pytest.importorskip("pyhanko_certvalidator.errors")
    case = CASES[name]
    anchor, certificate = (asn1_x509.Certificate.load(one) for one in (case.anchor, case.certificate))
    context = validator.ValidationContext(
        trust_roots=[anchor], moment=case.at, allow_fetching=False, time_tolerance=timedelta(0)
    )
    judge = validator.CertificateValidator(certificate, validation_context=context)
    verdict = True
    try:
        asyncio.run(judge.async_validate_usage({"digital_signature"}))
    except (errors.PathError, errors.ValidationError):
        verdict = False
    assert verdict is (case.good is not bool(case.validator))


DIGEST_INFO: Final = CardForms()


@NEEDS_OPENSSL
@pytest.mark.parametrize("card_type", CARD_TYPES)
def test_openssl_verifies_the_signed_bytes(card_type: str, tmp_path: Path) -> None:
    forms = replace(DIGEST_INFO, signature="der")
    card = issue_card(person("engineer"), type=card_type, forms=forms)
    record = chip.read(card, number=card.number, delivery_keys=card.delivery_keys)
    certificate = parse_certificate(record.certificate or b"")
    key = load_der_public_key(certificate.public_key_info)
    public, code, said = (tmp_path / name for name in ("key.pem", "code", "said"))
    public.write_bytes(key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo))
    signature = record.signature or b""
    scheme = record.generation.signed.scheme
    check = card_check(scheme, certificate.public_key_info)
    content = signed_bytes(record)

    def both(signature: bytes, content: bytes) -> bool:
        code.write_bytes(signature)
        said.write_bytes(content)
        judged = run("dgst", "-sha256", "-verify", public, "-signature", code, said)
        assert check(signature, content) is judged
        return judged

    assert both(signature, content)
    altered: tuple[Callable[[], bool], ...] = (
        lambda: both(signature, content[:-1] + b"\1"),
        lambda: both(signature, b"\0" + content[1:]),
        lambda: both(signature, content + b"\0"),
        lambda: both(signature, b""),
        lambda: both(signature[:-1] + bytes([signature[-1] ^ 1]), content),
        lambda: both(signature[:-1], content),
    )
    assert not any(one() for one in altered)


@pytest.mark.parametrize("at", [datetime(2026, 9, 1, 3, tzinfo=UTC)])
@pytest.mark.parametrize("card_type", CARD_TYPES)
def test_certvalidator_trusts_the_cards_that_we_trust(card_type: str, at: datetime) -> None:
    validator = pytest.importorskip(
        "pyhanko_certvalidator",
        reason="needs pyhanko-certvalidator: install the dependency group audit of pyproject.toml",
    )
    card = issue_card(person("engineer"), type=card_type)
    record = chip.read(card, number=card.number, delivery_keys=card.delivery_keys)
    assert chip.verify(record, card.trust, at=at).trusted
    anchor = asn1_x509.Certificate.load(card.authority.certificate)
    certificate = asn1_x509.Certificate.load(parse_certificate(record.certificate or b"").encoded)
    context = validator.ValidationContext(trust_roots=[anchor], moment=at, allow_fetching=False)
    judge = validator.CertificateValidator(certificate, validation_context=context)
    assert asyncio.run(judge.async_validate_usage({"digital_signature"}))
