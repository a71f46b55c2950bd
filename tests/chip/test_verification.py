"""Verification: good cards of both types, then every single thing that can be wrong with one."""

from __future__ import annotations

import pickle
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa

from tests.chip.chip_fakes import (
    AT,
    NOT_AFTER,
    NOT_BEFORE,
    TYPE_05,
    TYPE_06,
    Authority,
    Issuer,
    layout,
    make_files,
    mint,
    raw_signature,
    record,
    signed_content,
    without,
)
from tests.chip.odd_certificates import ISSUER, VARIANTS, two_algorithms
from tokutei import chip
from tokutei.chip import (
    ChipRecord,
    FileName,
    Finding,
    FindingKind,
    Findings,
    FindingStatus,
    TrustProfile,
    TrustStore,
    tlv,
)
from tokutei.chip import trust as trust_module
from tokutei.chip.layout import compose_file
from tokutei.chip.verification import signed_bytes
from tokutei.errors import NaiveDatetimeError

TRUST = TrustStore.custom([ISSUER.authority.certificate()])
OK, FAILED, NOT_CHECKED, NOT_COVERED = FindingStatus


def statuses(findings: Findings) -> dict[FindingKind, tuple[FindingStatus, str]]:
    return {one.kind: (one.status, one.detail) for one in findings.items}


def check(files: dict[FileName, bytes], trust: TrustStore = TRUST, at: datetime = AT, **how: Any) -> Findings:
    return chip.verify(record(files, **how), trust, at=at)


def failures(findings: Findings) -> dict[FindingKind, str]:
    return {one.kind: one.detail for one in findings.failed}


@pytest.mark.parametrize("card_type", ["05", "06"])
def test_good_cards(card_type: str) -> None:
    findings = check(ISSUER.files(card_type))
    assert findings.intact
    assert findings.trusted
    assert findings.failed == ()
    assert findings.profile is TrustProfile.CUSTOM
    assert findings.at == AT
    entries = layout(card_type).file(FileName.DF1_EF02)
    assert entries is not None
    expected = {field.name for field in entries.fields} | {"face_image", "name_image"}
    assert findings.covers == findings.authentic == expected
    assert statuses(findings) == {
        FindingKind.CERTIFICATE: (OK, "certificate_read"),
        FindingKind.CARD_SIGNATURE: (OK, "signature_holds"),
        FindingKind.REVOCATION: (NOT_CHECKED, "revocation_unknown"),
        FindingKind.ANCHOR: (OK, "anchor_found"),
        FindingKind.KEY_IDENTIFIER: (OK, "key_identifier_fits"),
        FindingKind.ISSUER_NAME: (OK, "issuer_name_fits"),
        FindingKind.CHAIN_SIGNATURE: (OK, "chain_signature_holds"),
        FindingKind.VALIDITY: (OK, "validity_holds"),
        FindingKind.ANCHOR_VALIDITY: (OK, "anchor_validity_holds"),
        FindingKind.ANCHOR_AUTHORITY: (OK, "anchor_may_issue"),
        FindingKind.KEY_USAGE: (OK, "key_usage_fits"),
        FindingKind.EXTENSIONS: (OK, "extensions_known"),
        FindingKind.CARD_NUMBER: (NOT_COVERED, "card_number_not_signed"),
        FindingKind.CARD_TYPE: (NOT_COVERED, "card_type_not_signed"),
        FindingKind.SPEC_VERSION: (NOT_COVERED, "spec_version_not_signed"),
        FindingKind.ADDRESS: (NOT_COVERED, "address_not_signed"),
        FindingKind.OTHER_ENTRIES: (NOT_COVERED, "other_entries_not_signed"),
        FindingKind.MESSAGING: (NOT_COVERED, "messages_not_authentic"),
    }


@pytest.mark.parametrize(("card_type", "values"), [("05", TYPE_05), ("06", TYPE_06)])
def test_the_signed_bytes(card_type: str, values: dict[str, bytes]) -> None:
    found = record(make_files(card_type, values))
    assert signed_bytes(found) == signed_content(card_type, values)
    assert len(signed_bytes(found)) == 5553
    if card_type == "06":
        assert signed_bytes(found)[34:53] == bytes(19)


def test_what_is_not_covered_may_change_and_the_rest_may_not() -> None:
    unsigned = {
        "number": b"ZZ00000000ZZ",
        "address_image": b"elsewhere",
        "comprehensive_permission": b"2",
        "comprehensive_permission_until": b"20290401",
        "individual_permission": b"1",
        "application_pending": b"0",
        "commissioner_entry": b"1",
        "reserved_text": b"x",
        "spec_version": b"0002",
    }
    findings = check(ISSUER.files("05", **unsigned))
    assert findings.trusted
    assert not findings.covers & set(unsigned)
    for name, value in TYPE_05.items():
        if name not in unsigned:
            changed = bytes([value[0] ^ 1]) + value[1:]
            found = check(ISSUER.files("05", **{name: changed}))
            assert failures(found) == {FindingKind.CARD_SIGNATURE: "signature_wrong"}, name
            assert not found.intact
            assert not found.trusted
            assert found.covers == found.authentic == frozenset()


def test_exchanged_tags_are_not_passed_off_as_signed() -> None:
    # The values of C5 and C6 swapped by exchanging their tags: the signed bytes stay the same.
    files = ISSUER.files("05")
    objects = list(tlv.iter_objects(files[FileName.DF1_EF02]))
    swapped = {0xC5: 0xC6, 0xC6: 0xC5}
    files[FileName.DF1_EF02] = b"".join(
        bytes(tlv.DataObject(swapped.get(one.tag, one.tag), one.value)) for one in objects
    )
    found = record(files)
    assert str(found.born) == "2030-04-01"
    assert signed_bytes(found) == signed_content("05", TYPE_05)
    findings = chip.verify(found, TRUST, at=AT)
    assert statuses(findings)[FindingKind.CARD_SIGNATURE] == (NOT_CHECKED, "signature_order")
    assert not findings.intact


def test_another_order_cannot_be_proved_either() -> None:
    files = ISSUER.files("05")
    objects = list(tlv.iter_objects(files[FileName.DF1_EF02]))
    files[FileName.DF1_EF02] = b"".join(map(bytes, reversed(objects)))
    assert statuses(check(files))[FindingKind.CARD_SIGNATURE] == (NOT_CHECKED, "signature_order")


def test_both_forms_of_the_check_code() -> None:
    files = ISSUER.files("05")
    content = signed_content("05", TYPE_05)
    signature = ISSUER.key.sign(content, ec.ECDSA(hashes.SHA256()))
    # A certificate of another kind would leave room for a longer check code; here it is left out of the sum.
    small = Authority(name="S")
    certificate = mint(small, ISSUER.key.public_key(), subject="S", usage=(), with_ski=False, with_aki=False)
    row = layout("05").file(FileName.DF3_EF01)
    assert row is not None
    files[FileName.DF3_EF01] = compose_file(row, {"signature": signature, "certificate": certificate})
    found = check(files, TrustStore.custom([small.certificate()]))
    assert found.intact
    assert found.trusted
    assert statuses(found)[FindingKind.KEY_IDENTIFIER] == (NOT_CHECKED, "key_identifier_not_stated")
    assert statuses(found)[FindingKind.KEY_USAGE] == (OK, "key_usage_not_stated")


@pytest.mark.parametrize(
    "code", [b"\xff" * 96, b"\0" * 95 + b"\1", b"\x30" * 96, b"\x30\x06\x02\x01\x01\x02\x01\x01", b"\x01"]
)
def test_check_codes_that_do_not_hold(code: bytes) -> None:
    assert failures(check(ISSUER.files("05", signature=code))) == {
        FindingKind.CARD_SIGNATURE: "signature_wrong"
    }


@pytest.mark.parametrize("code", [b"", bytes(96)])
def test_no_signature(code: bytes) -> None:
    found = check(ISSUER.files("05", signature=code))
    assert statuses(found)[FindingKind.CARD_SIGNATURE] == (NOT_CHECKED, "signature_missing")
    assert not found.intact
    assert not found.trusted


def test_no_certificate() -> None:
    found = check(ISSUER.files("05", certificate=b""))
    assert statuses(found)[FindingKind.CERTIFICATE] == (NOT_CHECKED, "certificate_missing")
    assert statuses(found)[FindingKind.CARD_SIGNATURE] == (NOT_CHECKED, "signature_without_certificate")
    assert not found.trusted


def test_a_certificate_that_does_not_decode() -> None:
    found = check(ISSUER.files("05", certificate=b"\x30\x03abc"))
    assert failures(found) == {FindingKind.CERTIFICATE: "certificate_unreadable"}
    assert not found.trusted


@pytest.mark.parametrize("variant", VARIANTS)
def test_deviating_certificates_of_real_cards(variant: str) -> None:
    found = check(ISSUER.files("05", certificate=VARIANTS[variant]))
    assert found.trusted


def with_certificate(certificate: bytes, trust: TrustStore = TRUST, at: datetime = AT) -> Findings:
    return check(ISSUER.files("05", certificate=certificate), trust, at)


@pytest.mark.parametrize(
    ("wrong", "kind", "detail"),
    [
        ({"not_after": AT - timedelta(days=1)}, FindingKind.VALIDITY, "validity_over"),
        ({"not_before": AT + timedelta(days=1)}, FindingKind.VALIDITY, "validity_not_begun"),
        ({"usage": ("key_agreement",)}, FindingKind.KEY_USAGE, "key_usage_differs"),
        (
            {"extra": ((x509.ExtendedKeyUsage([x509.ObjectIdentifier("1.2.3")]), True),)},
            FindingKind.EXTENSIONS,
            "extension_unknown",
        ),
        ({"algorithm": hashes.SHA384()}, FindingKind.CHAIN_SIGNATURE, "chain_signature_wrong"),
    ],
)
def test_wrong_card_certificates(wrong: dict[str, Any], kind: FindingKind, detail: str) -> None:
    found = with_certificate(ISSUER.card_certificate(**wrong))
    assert failures(found) == {kind: detail}
    assert found.intact
    assert not found.trusted
    assert found.covers
    assert found.authentic == frozenset()


@pytest.mark.parametrize(
    ("wrong", "kind", "detail"),
    [
        ({"not_after": AT - timedelta(days=1)}, FindingKind.ANCHOR_VALIDITY, "anchor_validity_over"),
        ({"not_before": AT + timedelta(days=1)}, FindingKind.ANCHOR_VALIDITY, "anchor_validity_not_begun"),
        ({"usage": ("crl_sign",)}, FindingKind.ANCHOR_AUTHORITY, "anchor_may_not_issue"),
        ({"ca": False}, FindingKind.ANCHOR_AUTHORITY, "anchor_may_not_issue"),
        (
            {"ca": False, "usage": ("key_cert_sign",)},
            FindingKind.ANCHOR_AUTHORITY,
            "anchor_may_not_issue",
        ),
        ({"subject": "ANOTHER NAME"}, FindingKind.ISSUER_NAME, "issuer_name_differs"),
        (
            {"extra": ((x509.UnrecognizedExtension(x509.ObjectIdentifier("1.2.3"), b"\5\0"), True),)},
            FindingKind.EXTENSIONS,
            "extension_unknown",
        ),
    ],
)
def test_wrong_anchors(wrong: dict[str, Any], kind: FindingKind, detail: str) -> None:
    authority = ISSUER.authority
    options = {"ca": True, "subject": authority.name, **wrong}
    anchor = mint(authority, authority.key.public_key(), **options)
    found = with_certificate(ISSUER.card_certificate(), TrustStore.custom([anchor]))
    assert failures(found) == {kind: detail}
    assert not found.trusted


def test_an_algorithm_that_is_stated_in_two_ways() -> None:
    found = with_certificate(two_algorithms())
    assert failures(found) == {FindingKind.CHAIN_SIGNATURE: "chain_signature_wrong"}


@pytest.mark.parametrize("path_length", [None, 0, 3])
def test_path_lengths_that_allow_a_card(path_length: int | None) -> None:
    anchor = ISSUER.authority.certificate(path_length=path_length)
    assert with_certificate(ISSUER.card_certificate(), TrustStore.custom([anchor])).trusted


def test_an_anchor_without_key_usage() -> None:
    anchor = ISSUER.authority.certificate(usage=())
    assert with_certificate(ISSUER.card_certificate(), TrustStore.custom([anchor])).trusted


def test_same_name_and_serial_with_another_key() -> None:
    other = Authority()
    assert other.name == ISSUER.authority.name
    found = with_certificate(ISSUER.card_certificate(), TrustStore.custom([other.certificate()]))
    assert failures(found) == {FindingKind.ANCHOR: "anchor_not_found"}
    assert found.intact
    assert not found.trusted
    # beside the right one, the key decides
    both = TrustStore.custom([other.certificate(), ISSUER.authority.certificate()])
    assert with_certificate(ISSUER.card_certificate(), both).trusted


def test_a_forger_who_names_the_right_key() -> None:
    forger = Authority()
    aki = x509.AuthorityKeyIdentifier.from_issuer_public_key(ISSUER.authority.key.public_key())
    forged = mint(forger, ISSUER.key.public_key(), with_aki=False, extra=((aki, False),))
    found = with_certificate(forged)
    assert failures(found) == {FindingKind.CHAIN_SIGNATURE: "chain_signature_wrong"}
    assert found.intact
    assert not found.trusted


def test_no_identifiers_at_all() -> None:
    certificate = ISSUER.card_certificate(with_aki=False)
    bare = TrustStore.custom(
        [Authority().certificate(with_ski=False), ISSUER.authority.certificate(with_ski=False)]
    )
    assert with_certificate(certificate, bare).trusted
    stranger = TrustStore.custom([Authority().certificate(with_ski=False)])
    assert failures(with_certificate(certificate, stranger)) == {FindingKind.ANCHOR: "anchor_not_found"}


def test_no_anchor() -> None:
    found = with_certificate(ISSUER.card_certificate(), TrustStore.load([]))
    assert statuses(found)[FindingKind.ANCHOR] == (NOT_CHECKED, "anchor_none_given")
    assert found.intact
    assert not found.trusted


def test_validity_ends_with_its_last_moment() -> None:
    for at, holds in (
        (NOT_BEFORE, True),
        (NOT_AFTER, True),
        (NOT_BEFORE - timedelta(seconds=1), False),
        (NOT_AFTER + timedelta(seconds=1), False),
    ):
        assert check(ISSUER.files("05"), at=at).trusted is holds
    japan = timezone(timedelta(hours=9))
    assert check(ISSUER.files("05"), at=NOT_AFTER.astimezone(japan)).trusted


@pytest.mark.parametrize(
    "key",
    [ec.generate_private_key(ec.SECP256R1()), rsa.generate_private_key(65537, 1024)],  # noqa: S505 - must fit the card
    ids=["p256", "rsa"],
)
def test_keys_that_are_not_on_p384(key: Any) -> None:
    found = with_certificate(mint(ISSUER.authority, key.public_key()))
    assert failures(found) == {FindingKind.CARD_SIGNATURE: "signature_wrong"}


def test_a_key_that_is_no_point() -> None:
    plain = ISSUER.card_certificate()
    point = ISSUER.key.public_key().public_numbers().x.to_bytes(48)
    found = with_certificate(plain.replace(point, b"\xff" * 48))
    assert set(failures(found)) == {FindingKind.CARD_SIGNATURE, FindingKind.CHAIN_SIGNATURE}


def faceless(signed_face: bytes | None) -> Findings:
    values = {**TYPE_05, "face_image": b""}
    content = signed_content("05", values)
    if signed_face is not None:
        content = content.replace(bytes(3000), signed_face)
    files = make_files(
        "05",
        {**values, "signature": raw_signature(ISSUER.key, content), "certificate": ISSUER.card_certificate()},
    )
    return check(files)


def test_cards_without_a_face() -> None:
    presumed = faceless(None)
    assert statuses(presumed)[FindingKind.CARD_SIGNATURE] == (OK, "signature_holds_without_face")
    assert statuses(presumed)[FindingKind.FACE] == (NOT_CHECKED, "face_absent")
    assert presumed.trusted
    other = faceless(b"?")
    assert failures(other) == {FindingKind.CARD_SIGNATURE: "signature_wrong_without_face"}
    assert not other.intact
    files = without(ISSUER.files("05"), FileName.DF3_EF01)
    assert not check(files).intact


def test_a_face_that_was_not_read() -> None:
    files = ISSUER.files("05")
    files[FileName.DF1_EF03] = files[FileName.DF1_EF03][:2504]
    found = check(files, skipped=("face_image",))
    assert statuses(found)[FindingKind.CARD_SIGNATURE] == (NOT_CHECKED, "signature_face_not_read")
    assert statuses(found)[FindingKind.FACE] == (NOT_CHECKED, "face_not_read")
    assert not found.intact


def test_a_number_that_is_not_the_one_that_opened() -> None:
    found = check(ISSUER.files("05"), number_matches=False)
    assert failures(found) == {FindingKind.CARD_NUMBER: "card_number_differs"}
    assert len(found.of(FindingKind.CARD_NUMBER)) == 2


def test_every_finding_of_the_chain_says_whose_anchor(monkeypatch: pytest.MonkeyPatch) -> None:
    for profile in TrustProfile:
        anchor = TRUST.anchors[0]
        monkeypatch.setattr(trust_module, "PUBLISHED", {anchor.fingerprint: profile})
        store = TrustStore.load([anchor.encoded], profile=profile)
        found = check(ISSUER.files("05"), store)
        chain = [one for one in found.items if one.section == "RFC 5280"]
        assert len(chain) == 9
        assert {one.profile for one in chain} == {found.profile} == {profile}
        assert all(profile.en in one.text("en") and profile.ja in one.text("ja") for one in chain)


def test_a_naive_moment_is_refused() -> None:
    with pytest.raises(NaiveDatetimeError):
        check(ISSUER.files("05"), at=datetime(2026, 9, 1))  # noqa: DTZ001 - that is the point


def test_repeatable_and_offline() -> None:
    found: ChipRecord = record(ISSUER.files("05"))
    first, second = (chip.verify(found, TRUST, at=AT) for _ in range(2))
    assert first == second
    assert pickle.loads(pickle.dumps(first)) == first  # noqa: S301 - our own
    assert datetime(2026, 9, 1, 3, tzinfo=UTC) == first.at


def test_findings_speak() -> None:
    seen: set[str] = set()
    files = ISSUER.files("05")
    for findings in (
        check(files),
        check(ISSUER.files("05", signature=b"", certificate=b"")),
        check(ISSUER.files("05", face_image=b""), number_matches=False),
    ):
        for lang in ("ja", "en"):
            text = findings.text(lang)
            assert text.count("\n") == len(findings.items) - 1
            assert "chip." not in text
        seen |= {one.detail for one in findings.items}
    assert len(seen) > 20
    for detail in [
        "certificate_unreadable",
        "signature_wrong",
        "signature_without_certificate",
        "signature_face_not_read",
        "signature_order",
        "signature_holds_without_face",
        "signature_wrong_without_face",
        "anchor_not_found",
        "anchor_none_given",
        "key_identifier_not_stated",
        "issuer_name_differs",
        "chain_signature_wrong",
        "validity_over",
        "validity_not_begun",
        "anchor_validity_over",
        "anchor_validity_not_begun",
        "anchor_may_not_issue",
        "key_usage_not_stated",
        "key_usage_differs",
        "extension_unknown",
        "face_not_read",
    ]:
        finding = Finding(FindingKind.FACE, OK, detail)
        assert "chip." not in finding.text("en")
        assert finding.text("ja") != finding.text("en")


def test_an_issuer_of_its_own() -> None:
    other = Issuer()
    assert not check(other.files("05")).trusted
    assert check(other.files("05"), TrustStore.custom([other.authority.certificate()])).trusted
