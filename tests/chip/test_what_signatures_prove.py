"""What a holding signature proves when a card was altered around it, and when it is said not to hold."""

from __future__ import annotations

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec

from tests.chip.chip_fakes import (
    AT,
    TYPE_05,
    TYPE_06,
    Authority,
    Issuer,
    make_files,
    mint,
    raw_signature,
    record,
    signed_content,
)
from tests.chip.odd_certificates import ISSUER
from tokutei import chip
from tokutei.chip import FileName, FindingKind, Findings, FindingStatus, TrustStore

TRUST = TrustStore.custom([ISSUER.authority.certificate()])
OF_BOTH_TYPES = {"valid_until", "born", "sex", "nationality", "status_code", "period"}
OF_TYPE_05 = {"permission_code", "permitted_on", "work_restriction", "stay_until"}
IMAGES = {"face_image", "name_image"}
LAST_19_BYTES = {
    "permission_code": bytes(2),
    "permitted_on": bytes(8),
    "work_restriction": bytes(1),
    "stay_until": bytes(8),
}


def check(files: dict[FileName, bytes], trust: TrustStore = TRUST) -> Findings:
    return chip.verify(record(files), trust, at=AT)


def failures(findings: Findings) -> dict[FindingKind, str]:
    return {one.kind: one.detail for one in findings.failed}


def test_a_signature_of_type_06_proves_nothing_that_only_type_05_has() -> None:
    genuine = ISSUER.signed("06", TYPE_06)
    as_05 = check(make_files("05", {**genuine, **LAST_19_BYTES}))
    assert as_05.trusted, "the signed bytes are those of the certificate"
    assert as_05.authentic == as_05.covers == OF_BOTH_TYPES | IMAGES
    assert check(make_files("06", genuine)).authentic == OF_BOTH_TYPES | IMAGES


@pytest.mark.parametrize("name", sorted(OF_TYPE_05))
def test_one_byte_that_is_no_zero_tells_the_types_apart(name: str) -> None:
    size = len(LAST_19_BYTES[name])
    values = {**TYPE_05, **LAST_19_BYTES, name: b"\1".rjust(size, b"\0")}
    found = check(make_files("05", ISSUER.signed("05", values)))
    assert found.trusted
    assert found.authentic == OF_BOTH_TYPES | OF_TYPE_05 | IMAGES


@pytest.mark.parametrize("face", [None, b"", bytes(3000)], ids=["no-object", "empty", "zeros"])
def test_taking_the_face_off_does_not_hide_an_alteration(face: bytes | None) -> None:
    values = {**ISSUER.signed("05", TYPE_05), "stay_until": b"20990401"}
    del values["face_image"]
    if face is not None:
        values["face_image"] = face
    found = check(make_files("05", values))
    assert failures(found) == {FindingKind.CARD_SIGNATURE: "signature_wrong_without_face"}
    assert not found.intact
    (said,) = found.of(FindingKind.CARD_SIGNATURE)
    assert "not known here" in said.text("en")
    assert "手元の資料からは分からない" in said.text("ja")


def test_a_face_of_spaces_is_a_face() -> None:
    found = check(ISSUER.files("05", face_image=b" " * 3000))
    assert failures(found) == {FindingKind.CARD_SIGNATURE: "signature_wrong"}
    assert found.of(FindingKind.FACE) == ()
    signed = ISSUER.signed("05", {**TYPE_05, "face_image": b" " * 3000})
    assert check(make_files("05", signed)).intact


def test_a_signature_of_spaces_is_a_wrong_one() -> None:
    found = check(ISSUER.files("05", signature=b" " * 96))
    assert failures(found) == {FindingKind.CARD_SIGNATURE: "signature_wrong"}


# A certificate as small as possible, to leave room for a signature in DER with something behind it.
SMALL = Authority(name="S")


def with_check_code(code: bytes, issuer: Issuer = ISSUER) -> Findings:
    certificate = mint(SMALL, issuer.key.public_key(), subject="S", usage=(), with_ski=False, with_aki=False)
    files = make_files("05", {**TYPE_05, "signature": code, "certificate": certificate})
    return check(files, TrustStore.custom([SMALL.certificate()]))


def short_der() -> bytes:
    """Return a signature in DER of at most 102 bytes, so that two more fit into the object."""
    content = signed_content("05", TYPE_05)
    while len(code := ISSUER.key.sign(content, ec.ECDSA(hashes.SHA256()))) > 102:
        pass
    return code


@pytest.mark.parametrize(
    ("fill", "holds"), [(b"", True), (b"\0\0", True), (b"\xff\xff", False), (b"\0\1", False), (b" ", False)]
)
def test_only_zeros_may_follow_a_signature_in_der(fill: bytes, holds: bool) -> None:
    found = with_check_code(short_der() + fill)
    assert found.trusted is holds
    assert (failures(found) == {}) is holds
    assert with_check_code(raw_signature(ISSUER.key, signed_content("05", TYPE_05))).trusted


def test_the_version_of_the_specification_is_not_covered() -> None:
    (said,) = check(ISSUER.files("05", spec_version=b"9999")).of(FindingKind.SPEC_VERSION)
    assert (said.status, said.section) == (FindingStatus.NOT_COVERED, "3.3.4.1")
    assert "version of the specification" in said.text("en")
    assert "仕様のバージョン" in said.text("ja")
