"""Certificates of the public certification service: their parts and their chain, each with a second opinion."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

import pytest
from asn1crypto import core
from asn1crypto import x509 as asn1
from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.serialization import Encoding
from hypothesis import given
from hypothesis import strategies as st

from tests.chip.chip_fakes import Authority, mint
from tests.chip.my_number_fakes import card
from tokutei.chip import FindingKind, FindingStatus, my_number
from tokutei.chip.certificates import parse_public_parts
from tokutei.chip.my_number import JpkiCertificate, Standing, trust
from tokutei.chip.my_number.applications import (
    AUTHENTICATION,
    AUTHENTICATION_CA,
    FILES,
    SIGNATURE,
    SIGNATURE_CA,
)
from tokutei.errors import CertificateError, NaiveDatetimeError
from tokutei.testing import JpkiAuthority
from tokutei.testing.jpki_authority import OWNER_ITEMS

AT: Final = datetime(2026, 9, 1, 3, tzinfo=UTC)
CARD: Final = card()
ENCODED: Final = {row: CARD.content(row)[:-2] for row in FILES if row.tag == 0x30}
PARSED: Final = {row: my_number.parse_jpki_certificate(one) for row, one in ENCODED.items()}
SIGNER, AUTHENTICATOR = CARD.signature_authority, CARD.authentication_authority


def other(encoded: bytes) -> x509.Certificate:
    return x509.load_der_x509_certificate(encoded)


@pytest.mark.parametrize("row", ENCODED, ids=lambda row: row.content)
def test_against_an_independent_reader(row: Any) -> None:
    found, theirs = PARSED[row], other(ENCODED[row])
    assert found.serial == theirs.serial_number
    assert (found.not_before, found.not_after) == (theirs.not_valid_before_utc, theirs.not_valid_after_utc)
    assert found.fingerprint == theirs.fingerprint(hashes.SHA256()).hex().upper()
    assert found.encoded == ENCODED[row]
    extensions = theirs.extensions
    ski = extensions.get_extension_for_class(x509.SubjectKeyIdentifier).value
    assert found.subject_key == ski.digest
    for name, said in ((theirs.issuer, found.issuer), (theirs.subject, found.subject)):
        written = [f"{part.rfc4514_attribute_name}={part.value!s}" for part in name]
        assert said == ", ".join(written)


@pytest.mark.parametrize("row", [SIGNATURE, AUTHENTICATION], ids=lambda row: row.content)
def test_public_parts_against_an_independent_reader(row: Any) -> None:
    found, extensions = PARSED[row], other(ENCODED[row]).extensions
    policies = extensions.get_extension_for_class(x509.CertificatePolicies)
    assert policies.critical
    assert found.policies == tuple(one.policy_identifier.dotted_string for one in policies.value)
    expected = "1.2.392.200149.8.5.1.3.30" if row is AUTHENTICATION else "2.999.1"
    assert found.policies == (expected,)
    (access,) = extensions.get_extension_for_class(x509.AuthorityInformationAccess).value
    assert found.ocsp == (access.access_location.value,)
    (point,) = extensions.get_extension_for_class(x509.CRLDistributionPoints).value
    assert point.full_name is not None
    written = [f"{part.rfc4514_attribute_name}={part.value!s}" for part in point.full_name[0].value]
    assert found.crl_points == (", ".join(written),)
    aki = extensions.get_extension_for_class(x509.AuthorityKeyIdentifier).value
    assert found.authority_key == aki.key_identifier
    assert found.key_usage == frozenset({"digital_signature"})


def test_the_items_of_the_signer_against_an_independent_reader() -> None:
    names = other(ENCODED[SIGNATURE]).extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    theirs = {one.type_id.dotted_string: core.UTF8String.load(one.value).native for one in names}
    owner = PARSED[SIGNATURE].owner
    assert owner is not None
    assert {OWNER_ITEMS[name]: getattr(owner, name) for name in OWNER_ITEMS} == theirs
    assert owner.name == CARD.holder.name
    assert PARSED[AUTHENTICATION].owner is None
    assert CARD.holder.name.encode() not in ENCODED[AUTHENTICATION]


@pytest.mark.parametrize("fill", [b"", b"\0" * 50, b"\xff" * 50, b"\xff\0\xff"])
def test_fill_is_left_out(fill: bytes) -> None:
    assert my_number.parse_jpki_certificate(ENCODED[SIGNATURE] + fill) == PARSED[SIGNATURE]


@pytest.mark.parametrize("more", [b"\x01", b"\0\xff\x30", b"30"])
def test_what_is_no_fill(more: bytes) -> None:
    with pytest.raises(CertificateError) as caught:
        my_number.parse_jpki_certificate(ENCODED[SIGNATURE] + more)
    assert caught.value.reason == "fill"
    with pytest.raises(CertificateError):
        parse_public_parts(ENCODED[SIGNATURE] + b"\0")


@pytest.mark.parametrize(
    ("entries", "unknown", "name"),
    [
        ([("name", b"\x02\x01\x07")], ("name",), None),
        ([("name", b"\x13\x04TEST")], ("name",), None),
        ([("name", b"\x30\x03\x0c\x01A")], ("name",), None),
        ([("name", b"\x0c\x01A"), ("name", b"\x0c\x01A")], ("name",), None),
        ([("name", b"\x0c\x00")], (), ""),
        ([("sex", b"\x0c\x019")], (), None),
    ],
)
def test_odd_other_names(
    entries: list[tuple[str, bytes]], unknown: tuple[str, ...], name: str | None
) -> None:
    encoded = SIGNER.issue(
        serial=7,
        not_before=AT,
        not_after=AT + timedelta(days=1),
        other_names=[(OWNER_ITEMS[item], value) for item, value in entries],
    )
    owner = my_number.parse_jpki_certificate(encoded).owner
    assert owner is not None
    assert (owner.unknown, owner.name) == (unknown, name)


def test_other_names_that_are_no_item() -> None:
    encoded = SIGNER.issue(
        serial=7, not_before=AT, not_after=AT, other_names=[("1.2.392.200149.8.5.5.9", b"\x0c\x01A")]
    )
    assert my_number.parse_jpki_certificate(encoded).owner is None


def test_names_of_other_kinds_and_addresses_of_lists() -> None:
    """A distribution point with an address, one relative to the issuer, and a name part that has no short form."""
    key = rsa.generate_private_key(65537, 2048)
    name = x509.Name([x509.NameAttribute(x509.ObjectIdentifier("1.2.3.4"), "ODD")])
    point = x509.DistributionPoint(
        [x509.UniformResourceIdentifier("http://crl.test.invalid")], None, None, None
    )
    part = x509.NameAttribute(x509.ObjectIdentifier("2.5.4.3"), "REL")
    relative = x509.DistributionPoint(None, x509.RelativeDistinguishedName([part]), None, None)
    builder = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(AT)
        .not_valid_after(AT)
        .add_extension(x509.CRLDistributionPoints([point, relative]), critical=False)
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("test.invalid")]), critical=False)
    )
    found = my_number.parse_jpki_certificate(builder.sign(key, hashes.SHA256()).public_bytes(Encoding.DER))
    assert (found.issuer, found.crl_points) == ("1.2.3.4=ODD", ("http://crl.test.invalid",))
    assert (found.owner, found.ocsp, found.policies, found.key_usage) == (None, (), (), None)


# The chain.


def statuses(certificate: JpkiCertificate, *anchors: bytes, at: datetime = AT) -> dict[str, str]:
    found = my_number.verify_certificate(certificate, anchors, at=at)
    return {one.kind.value: one.status.value for one in found.items}


@pytest.mark.parametrize(
    ("row", "authority"),
    [(SIGNATURE, SIGNER), (AUTHENTICATION, AUTHENTICATOR)],
    ids=["signature", "authentication"],
)
def test_a_chain_that_holds(row: Any, authority: JpkiAuthority) -> None:
    found = my_number.verify_certificate(PARSED[row], [authority.certificate], at=AT)
    assert found.trusted
    assert found.failed == ()
    assert found.standing is Standing.CUSTOM
    assert [one.status for one in found.of(FindingKind.REVOCATION)] == [FindingStatus.NOT_CHECKED]
    assert "caller" in found.of(FindingKind.ANCHOR)[0].text("en")
    # The same by the primitives of a second library alone.
    theirs, issuer = other(ENCODED[row]), other(authority.certificate)
    key = issuer.public_key()
    assert isinstance(key, rsa.RSAPublicKey)
    key.verify(theirs.signature, theirs.tbs_certificate_bytes, padding.PKCS1v15(), hashes.SHA256())
    theirs.verify_directly_issued_by(issuer)


def test_the_wrong_authority() -> None:
    found = my_number.verify_certificate(PARSED[SIGNATURE], [AUTHENTICATOR.certificate], at=AT)
    assert not found.trusted
    assert found.standing is None
    assert [one.detail for one in found.failed] == ["anchor_not_found"]
    with pytest.raises((InvalidSignature, ValueError)):
        other(ENCODED[SIGNATURE]).verify_directly_issued_by(other(AUTHENTICATOR.certificate))


def test_no_anchor_proves_nothing_and_accuses_nobody() -> None:
    found = my_number.verify_certificate(PARSED[SIGNATURE], [], at=AT)
    assert (found.trusted, found.failed, found.standing) == (False, (), None)


def test_an_authority_of_the_same_name_with_another_key() -> None:
    """The generations of one authority share one name: only the key tells them apart."""
    impostor = JpkiAuthority("signature", key="another_ca")
    assert statuses(PARSED[SIGNATURE], impostor.certificate)["anchor"] == "failed"
    assert my_number.verify_certificate(
        PARSED[SIGNATURE], [impostor.certificate, SIGNER.certificate], at=AT
    ).trusted
    forged = impostor.issue(serial=9, not_before=AT, not_after=AT + timedelta(days=1))
    assert statuses(my_number.parse_jpki_certificate(forged), SIGNER.certificate)["anchor"] == "failed"


def test_a_changed_certificate() -> None:
    at = ENCODED[SIGNATURE].index(b"TEST TARO")
    changed = ENCODED[SIGNATURE][:at] + b"TEST JIRO" + ENCODED[SIGNATURE][at + 9 :]
    found = statuses(my_number.parse_jpki_certificate(changed), SIGNER.certificate)
    assert (found["anchor"], found["chain_signature"]) == ("ok", "failed")
    with pytest.raises(InvalidSignature):
        other(changed).verify_directly_issued_by(other(SIGNER.certificate))


@pytest.mark.parametrize(
    ("moment", "kind"),
    [
        (PARSED[SIGNATURE].not_after + timedelta(seconds=1), "validity"),
        (PARSED[SIGNATURE].not_before - timedelta(seconds=1), "validity"),
        (SIGNER.not_after + timedelta(seconds=1), "anchor_validity"),
        (SIGNER.not_before - timedelta(seconds=1), "anchor_validity"),
    ],
)
def test_the_moment_counts(moment: datetime, kind: str) -> None:
    assert statuses(PARSED[SIGNATURE], SIGNER.certificate, at=moment)[kind] == "failed"
    assert not my_number.verify_certificate(PARSED[SIGNATURE], [SIGNER.certificate], at=moment).trusted


@pytest.mark.parametrize("moment", [PARSED[SIGNATURE].not_after, PARSED[SIGNATURE].not_before])
def test_the_first_and_the_last_moment_are_included(moment: datetime) -> None:
    assert my_number.verify_certificate(PARSED[SIGNATURE], [SIGNER.certificate], at=moment).trusted


def test_a_moment_without_a_time_zone() -> None:
    with pytest.raises(NaiveDatetimeError):
        my_number.verify_certificate(PARSED[SIGNATURE], [], at=AT.replace(tzinfo=None))


def test_a_certificate_of_the_holder_is_no_authority() -> None:
    """Nobody becomes an authority by signing: the test key of a card signs, and its certificate is the anchor."""
    holder_as_issuer = JpkiAuthority("signature", key="signature")
    signed = holder_as_issuer.issue(serial=3, not_before=AT, not_after=AT + timedelta(days=1))
    found = statuses(my_number.parse_jpki_certificate(signed), ENCODED[SIGNATURE])
    assert (found["chain_signature"], found["anchor_authority"]) == ("ok", "failed")
    assert not my_number.verify_certificate(
        my_number.parse_jpki_certificate(signed), [ENCODED[SIGNATURE]], at=AT
    ).trusted


def test_other_algorithms_and_keys_are_not_believed() -> None:
    authority = Authority()
    found = my_number.parse_jpki_certificate(
        mint(authority, ec.generate_private_key(ec.SECP384R1()).public_key())
    )
    assert statuses(found, authority.certificate(), at=AT)["chain_signature"] == "failed"
    # An authority with another kind of key, named as the issuer.
    assert statuses(PARSED[SIGNATURE], authority.certificate())["anchor"] == "failed"
    # SHA-1 and the like: the algorithm is looked at before the key is asked.
    stated = asn1.Certificate.load(ENCODED[SIGNATURE])
    weak = asn1.SignedDigestAlgorithm({"algorithm": "sha1_rsa"})
    stated["tbs_certificate"]["signature"] = weak
    stated["signature_algorithm"] = weak
    found = my_number.parse_jpki_certificate(stated.dump(force=True))
    assert statuses(found, SIGNER.certificate)["chain_signature"] == "failed"


def test_a_critical_extension_that_nobody_knows() -> None:
    key = rsa.generate_private_key(65537, 2048)
    strange = x509.UnrecognizedExtension(x509.ObjectIdentifier("1.2.3.4"), b"\x05\x00")
    encoded = (
        x509.CertificateBuilder()
        .subject_name(SIGNER.name)
        .issuer_name(SIGNER.name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(AT)
        .not_valid_after(AT)
        .add_extension(strange, critical=True)
        .sign(key, hashes.SHA256())
        .public_bytes(Encoding.DER)
    )
    assert statuses(my_number.parse_jpki_certificate(encoded), encoded)["extensions"] == "failed"


def test_published_is_what_is_in_the_table(monkeypatch: pytest.MonkeyPatch) -> None:
    """No certificate of a published authority is at hand, so the table is given the test authority's fingerprint."""
    fingerprint = PARSED[SIGNATURE_CA].fingerprint
    assert fingerprint not in my_number.PUBLISHED_AUTHORITIES
    row = next(iter(my_number.PUBLISHED_AUTHORITIES.values()))
    monkeypatch.setattr(trust, "PUBLISHED_AUTHORITIES", {fingerprint: row})
    found = my_number.verify_certificate(PARSED[SIGNATURE], [SIGNER.certificate], at=AT)
    assert found.standing is Standing.PUBLISHED
    assert "table" in found.of(FindingKind.ANCHOR)[0].text("en")


def test_the_table_of_fingerprints() -> None:
    for fingerprint, row in my_number.PUBLISHED_AUTHORITIES.items():
        assert (len(bytes.fromhex(fingerprint)), fingerprint) == (32, row.fingerprint.upper())
    kinds = [(row.kind, row.generation) for row in my_number.PUBLISHED_AUTHORITIES.values()]
    assert len(set(kinds)) == len(kinds) == 5


def test_a_certificate_put_together_by_hand_is_read_again() -> None:
    """Only the bytes count, whatever the fields say."""
    lying = replace(PARSED[SIGNATURE], not_after=AT + timedelta(days=10_000))
    late = PARSED[SIGNATURE].not_after + timedelta(days=1)
    assert statuses(lying, SIGNER.certificate, at=late)["validity"] == "failed"


def test_an_anchor_from_a_file(tmp_path: Path) -> None:
    pem = other(SIGNER.certificate).public_bytes(Encoding.PEM)
    (tmp_path / "ca.pem").write_bytes(pem)
    for anchor in (pem, tmp_path / "ca.pem"):
        assert my_number.verify_certificate(PARSED[SIGNATURE], [anchor], at=AT).trusted
    with pytest.raises(CertificateError) as caught:
        my_number.verify_certificate(PARSED[SIGNATURE], [tmp_path / "absent"], at=AT)
    assert caught.value.reason == "unreadable"


def test_an_anchor_that_is_none() -> None:
    with pytest.raises(CertificateError):
        my_number.verify_certificate(PARSED[SIGNATURE], [b"TEST"], at=AT)


def _or_none(data: bytes) -> JpkiCertificate | None:
    try:
        return my_number.parse_jpki_certificate(data)
    except CertificateError:
        return None


@given(st.binary(max_size=400))
def test_any_bytes_are_a_certificate_or_an_error(data: bytes) -> None:
    assert _or_none(data) is None


@given(at=st.integers(0, len(ENCODED[SIGNATURE]) - 1), value=st.integers(0, 255))
def test_any_changed_byte_gives_a_value_or_an_error(at: int, value: int) -> None:
    encoded = ENCODED[SIGNATURE]
    changed = encoded[:at] + bytes([value]) + encoded[at + 1 :]
    found = _or_none(changed)
    if found is not None and changed != encoded:
        judged = my_number.verify_certificate(found, [SIGNER.certificate], at=AT)
        assert not judged.trusted


@given(end=st.integers(0, len(ENCODED[AUTHENTICATION_CA]) - 1))
def test_any_cut_is_an_error(end: int) -> None:
    assert _or_none(ENCODED[AUTHENTICATION_CA][:end]) is None


def test_public_parts_of_what_is_none() -> None:
    with pytest.raises(CertificateError) as caught:
        parse_public_parts(b"\x30\x03\x02\x01\x01")
    assert caught.value.reason == "decode"
    assert caught.value.__context__ is None
    shown = repr(parse_public_parts(ENCODED[SIGNATURE]))
    assert CARD.holder.name not in shown
    assert "2.999.1" in shown
