"""Trust anchors: published fingerprints only, and never two profiles in one store."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Final

import pytest

from tests.chip.chip_fakes import Authority
from tokutei.chip import DeliveryKey, TrustProfile, TrustStore
from tokutei.chip import trust as trust_module
from tokutei.errors import ArgumentError, CertificateError

ANCHOR = Authority().certificate()
PEM = b"-----BEGIN CERTIFICATE-----\n" + base64.encodebytes(ANCHOR) + b"-----END CERTIFICATE-----\n"


def test_published_fingerprints() -> None:
    assert dict(trust_module.PUBLISHED) == {
        "97F37C5967AF5F3CD84E6ED694B09539ABB7F8E7E76B6F7496A060008982983D": TrustProfile.PRODUCTION,
        "FF02323CEA7B8C3DFC0DC2DE79D46E78514AF587368523086B188E9690AEC861": TrustProfile.PRODUCTION,
        "6F50161AA80F7FF7C630505FAF472906F7B101D5083E327A6182C82CD7985E67": TrustProfile.PRODUCTION,
        "BF854466ED9ABF61F559C39BF8790546F8ACDAB99B51FD2330563669CE4A71B2": TrustProfile.PRODUCTION,
        "11E6AD8B8E64F0CDB1D8BA9E3689926C80E8479A2F098616F674A23582BEC13B": TrustProfile.PRODUCTION,
        "1846B815D31F04FE93D57450A6D8A8C351EAC3D8C444A2375D95734DF7DD1057": TrustProfile.OFFICIAL_TEST,
    }


def _refusal(files: list[bytes], profile: TrustProfile) -> str:
    with pytest.raises(CertificateError) as caught:
        TrustStore.load(files, profile=profile)
    return caught.value.reason


@pytest.mark.parametrize("profile", [TrustProfile.PRODUCTION, TrustProfile.OFFICIAL_TEST])
def test_what_is_not_published_is_custom_only(profile: TrustProfile) -> None:
    assert _refusal([ANCHOR], profile) == "not_published"
    store = TrustStore.custom([ANCHOR])
    assert store.profile is TrustProfile.CUSTOM
    assert store.anchors[0].encoded == ANCHOR


@pytest.mark.parametrize("profile", [TrustProfile.PRODUCTION, TrustProfile.OFFICIAL_TEST])
def test_no_way_to_make_a_store_goes_round_the_fingerprints(
    profile: TrustProfile, monkeypatch: pytest.MonkeyPatch
) -> None:
    custom = TrustStore.custom([ANCHOR])
    with pytest.raises(CertificateError) as made:
        TrustStore(profile, custom.anchors)
    with pytest.raises(CertificateError) as replaced:
        replace(custom, profile=profile)
    assert made.value.reason == replaced.value.reason == "not_published"
    # a published certificate whose key somebody exchanged for another
    published = Authority().certificate()
    fingerprint = hashlib.sha256(published).hexdigest().upper()
    monkeypatch.setattr(trust_module, "PUBLISHED", {fingerprint: profile})
    forged = replace(custom.anchors[0], encoded=published)
    assert TrustStore(profile, (forged,)) == TrustStore.load([published], profile=profile)
    with pytest.raises(CertificateError) as caught:
        TrustStore(TrustProfile.CUSTOM, (forged,))
    assert caught.value.reason == "other_profile"


def test_production_is_the_default() -> None:
    with pytest.raises(CertificateError):
        TrustStore.load([ANCHOR])
    assert TrustStore.load([]).profile is TrustProfile.PRODUCTION


@pytest.mark.parametrize("published", [TrustProfile.PRODUCTION, TrustProfile.OFFICIAL_TEST])
def test_profiles_never_mix(published: TrustProfile, monkeypatch: pytest.MonkeyPatch) -> None:
    fingerprint = hashlib.sha256(ANCHOR).hexdigest().upper()
    monkeypatch.setattr(trust_module, "PUBLISHED", {fingerprint: published})
    assert TrustStore.load([ANCHOR], profile=published).profile is published
    for other in set(TrustProfile) - {published}:
        assert _refusal([ANCHOR], other) == "other_profile"
    # one stranger beside it is one too many
    assert _refusal([ANCHOR, Authority().certificate()], published) == "not_published"


def test_files(tmp_path: Path) -> None:
    path = tmp_path / "ca.crt"
    path.write_bytes(ANCHOR)
    assert TrustStore.custom([path]) == TrustStore.custom([PEM]) == TrustStore.custom([ANCHOR])
    with pytest.raises(CertificateError) as caught:
        TrustStore.custom([tmp_path / "no such file"])
    assert caught.value.reason == "unreadable"
    assert caught.value.__cause__ is caught.value.__context__ is None
    for place in ("a\0b", tmp_path):
        with pytest.raises(CertificateError) as caught:
            TrustStore.custom([place])
        assert caught.value.reason == "unreadable"
    for text in (b"-----BEGIN CERTIFICATE-----\n?\n-----END CERTIFICATE-----", b"\x30\x81\x00"):
        with pytest.raises(CertificateError) as caught:
            TrustStore.custom([text])
        assert caught.value.reason == "decode"


def test_candidates_by_key() -> None:
    first, second = Authority(), Authority()
    store = TrustStore.custom([first.certificate(), second.certificate(), second.certificate(with_ski=False)])
    key = store.anchors[1].subject_key
    assert store.candidates(key) == store.anchors[1:]
    assert store.candidates(b"another") == store.anchors[2:]
    assert store.candidates(None) == store.anchors


OTHER: Final = Authority().certificate()
BODY: Final = base64.encodebytes(ANCHOR)
BEGIN, END = b"-----BEGIN CERTIFICATE-----\n", b"-----END CERTIFICATE-----\n"


def block(certificate: bytes) -> bytes:
    """RFC 7468, section 3: a block of text for a certificate."""
    return BEGIN + base64.encodebytes(certificate) + END


@pytest.mark.parametrize(
    "text",
    [
        PEM + block(OTHER),
        b"Certificate:\n    Data:\n        Version: 3 (0x2)\n"
        + PEM
        + b"\n 1 s:CN=X\n"
        + block(OTHER)
        + b"end\n",
        (PEM + block(OTHER)).replace(b"\n", b"\r\n"),
        b"\xef\xbb\xbfsubject=CN = X\n" + PEM + block(OTHER).rstrip(),
        b"-----BEGIN EC PARAMETERS-----\nBgUrgQQAIg==\n-----END EC PARAMETERS-----\n" + PEM + block(OTHER),
    ],
    ids=["bundle", "openssl-text", "windows", "mark", "another-block"],
)
def test_a_bundle_gives_every_certificate(text: bytes, tmp_path: Path) -> None:
    path = tmp_path / "bundle.pem"
    path.write_bytes(text)
    for given in (text, path, str(path)):
        assert [one.encoded for one in TrustStore.custom([given]).anchors] == [ANCHOR, OTHER]
    with pytest.raises(CertificateError) as caught:
        trust_module.certificate_bytes(text)
    assert caught.value.reason == "several"


def test_one_stranger_in_a_bundle_is_one_too_many(monkeypatch: pytest.MonkeyPatch) -> None:
    fingerprint = hashlib.sha256(ANCHOR).hexdigest().upper()
    monkeypatch.setattr(trust_module, "PUBLISHED", {fingerprint: TrustProfile.PRODUCTION})
    assert TrustStore.load([PEM]).anchors[0].encoded == ANCHOR
    assert _refusal([PEM + block(OTHER)], TrustProfile.PRODUCTION) == "not_published"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (b"", "no_certificate"),
        (b"\0" * 40, "no_certificate"),
        (b"a text about -----BEGIN CERTIFICATE----- and its end\n", "no_certificate"),
        (b"-----BEGIN PUBLIC KEY-----\nMA==\n-----END PUBLIC KEY-----\n", "no_certificate"),
        (BODY, "no_certificate"),
        (BEGIN + BODY, "decode"),
        (END + PEM, "decode"),
        (PEM + BEGIN, "decode"),
        (BEGIN + PEM, "decode"),
        (BEGIN + END, "decode"),
        (BEGIN + b"Proc-Type: 4\n" + BODY + END, "decode"),
        (PEM + BEGIN + b"\xff\n" + END, "decode"),
        (PEM + block(ANCHOR[:-9]), "truncated"),
        (PEM + block(ANCHOR + b"x"), "fill"),
        (PEM + b"x" * (1 << 16), "too_large"),
        (b"\x30\x82" + bytes(1 << 16), "too_large"),
    ],
)
def test_files_without_a_whole_certificate(text: bytes, reason: str, tmp_path: Path) -> None:
    path = tmp_path / "bundle.pem"
    path.write_bytes(text)
    for given in (text, path):
        with pytest.raises(CertificateError) as caught:
            TrustStore.custom([given])
        assert caught.value.reason == reason
        assert caught.value.__cause__ is caught.value.__context__ is None


def test_a_certificate_may_hold_the_words_of_a_block() -> None:
    told = ANCHOR + b"\n" + PEM
    assert trust_module.certificates_in(told) == (told,)


class Endless(BytesIO):
    """A file without an end: it gives as much as it is asked for, and must be asked for little."""

    def read(self, size: int | None = -1, /) -> bytes:
        assert size is not None
        assert 0 < size <= 1 << 17
        return bytes(size)


def test_no_more_of_a_file_is_read_than_it_may_have(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "open", lambda *_: Endless())
    for load in (lambda: TrustStore.custom(["endless"]), lambda: DeliveryKey.load("endless")):
        with pytest.raises(CertificateError) as caught:
            load()
        assert caught.value.reason == "too_large"


def test_a_path_is_text_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "ec_cacert.crt").write_bytes(ANCHOR)
    monkeypatch.chdir(tmp_path)
    assert TrustStore.custom(["ec_cacert.crt"]) == TrustStore.custom([ANCHOR])
    assert TrustStore.custom(name for name in ["ec_cacert.crt"]) == TrustStore.custom([ANCHOR])


@pytest.mark.parametrize("files", [None, 5, {"a": b"b"}, "ec_cacert.crt", b"0", bytearray(b"0"), Path("ca")])
def test_files_are_a_list(files: object) -> None:
    for load in (TrustStore.load, TrustStore.custom):
        with pytest.raises(ArgumentError, match="in a list") as caught:
            load(files)  # type: ignore[arg-type]
        assert caught.value.reason == "certificates"


@pytest.mark.parametrize("file", [None, 5, {"a": b"b"}, [ANCHOR], bytearray(ANCHOR)])
def test_a_file_is_bytes_or_a_path(file: object) -> None:
    with pytest.raises(ArgumentError, match="path of its file") as caught:
        TrustStore.custom([file])  # type: ignore[list-item]
    assert caught.value.reason == "certificate"


def test_a_path_that_gives_none_does_not_read() -> None:
    class BytesPath:
        def __fspath__(self) -> bytes:
            return b"ca.crt"

    with pytest.raises(CertificateError) as caught:
        TrustStore.custom([BytesPath()])  # type: ignore[list-item]
    assert caught.value.reason == "unreadable"
    assert caught.value.__context__ is None
