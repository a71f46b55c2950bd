"""Trust anchors: published fingerprints only, and never two profiles in one store."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import replace
from pathlib import Path

import pytest

from tests.chip.chip_fakes import Authority
from tokutei.chip import TrustProfile, TrustStore
from tokutei.chip import trust as trust_module
from tokutei.errors import CertificateError

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
            TrustStore.custom([place])  # type: ignore[list-item]
        assert caught.value.reason == "unreadable"
    for text in (b"-----BEGIN CERTIFICATE-----\n?\n-----END CERTIFICATE-----", b"\x30\x00"):
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
