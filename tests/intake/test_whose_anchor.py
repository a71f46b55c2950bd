"""Whose anchor a signature leads to: said in the finding, and the published test authority signs nothing real."""

from __future__ import annotations

import hashlib
from typing import Any

import pytest

from tests.intake.intake_makers import AT, face_of, of
from tokutei import chip, testing
from tokutei.chip import ChipRecord, Findings, TrustProfile, TrustStore
from tokutei.chip import trust as trust_module
from tokutei.errors import FactsError
from tokutei.intake import Agreement, CheckKind, IntakeEvidence, IntakeFinding, ItemKey, Source, combine
from tokutei.models import from_json, to_json
from tokutei.testing import CARD_TYPES, SyntheticCard

FACE = face_of(testing.person("engineer"))


def judged(
    monkeypatch: pytest.MonkeyPatch, profile: TrustProfile, card_type: str = "05"
) -> tuple[ChipRecord, Findings]:
    """Verify a card whose authority stands in the list of published ones, as far as the profile is published."""
    card: SyntheticCard = testing.issue_card(testing.person("engineer"), type=card_type)
    anchors = [anchor.encoded for anchor in card.trust.anchors]
    if profile is not TrustProfile.CUSTOM:
        fingerprints = {hashlib.sha256(anchor).hexdigest().upper(): profile for anchor in anchors}
        monkeypatch.setattr(trust_module, "PUBLISHED", fingerprints)
    record = chip.read(card, number=card.number, delivery_keys=card.delivery_keys)
    return record, chip.verify(record, TrustStore.load(anchors, profile=profile), at=AT)


def signature(evidence: IntakeEvidence) -> IntakeFinding:
    (found,) = evidence.of(CheckKind.SIGNATURE)
    return found


@pytest.mark.parametrize("card_type", CARD_TYPES)
@pytest.mark.parametrize("profile", [TrustProfile.PRODUCTION, TrustProfile.CUSTOM])
def test_the_finding_says_whose_anchor_it_was(
    monkeypatch: pytest.MonkeyPatch, profile: TrustProfile, card_type: str
) -> None:
    record, findings = judged(monkeypatch, profile, card_type)
    assert findings.trusted
    evidence = combine(chip=(record, findings))
    found = signature(evidence)
    assert found.status is Agreement.AGREES
    assert found.reason.parameters["authority"] is profile
    for lang in ("en", "ja"):
        assert profile.text(lang) in found.text(lang)
        assert all(other.text(lang) not in found.text(lang) for other in {*TrustProfile} - {profile})
    assert ("confirm" in found.text("en")) is (card_type in {"07", "08"})
    assert ("確認されていません" in found.text("ja")) is (card_type in {"07", "08"})
    assert "issuer" not in found.text("en")
    assert "発行者" not in found.text("ja")
    assert any(item.signed for item in evidence.entries)


@pytest.mark.parametrize("card_type", CARD_TYPES)
def test_what_the_test_authority_signed_is_no_real_card(
    monkeypatch: pytest.MonkeyPatch, card_type: str
) -> None:
    record, findings = judged(monkeypatch, TrustProfile.OFFICIAL_TEST, card_type)
    assert findings.trusted
    assert findings.profile is TrustProfile.OFFICIAL_TEST
    evidence = combine(chip=(record, findings))
    found = signature(evidence)
    assert (found.status, found.reason.code) == (Agreement.DISAGREES, "intake.signature_of_test")
    assert TrustProfile.OFFICIAL_TEST.text("en") in found.text("en")
    assert TrustProfile.OFFICIAL_TEST.text("ja") in found.text("ja")
    sources = {one.source for item in evidence.entries for one in item.claims}
    assert sources == {Source.CHIP_READ}
    assert {item.source for item in evidence.entries} == {Source.NOT_KNOWN}
    assert not any(item.signed or item.is_known for item in evidence.entries)
    with pytest.raises(FactsError) as caught:
        evidence.facts()
    assert caught.value.missing == ("born",)


def test_a_face_beside_a_card_of_the_test_authority_stands_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    evidence = combine(chip=judged(monkeypatch, TrustProfile.OFFICIAL_TEST), face=FACE)
    assert evidence.items[ItemKey.BORN].source is Source.FACE
    assert evidence.facts().born == FACE.born
    assert evidence.items[ItemKey.NUMBER].withheld


@pytest.mark.parametrize("profile", TrustProfile)
def test_anchors_that_did_not_issue_the_card_sign_nothing(profile: TrustProfile) -> None:
    record, _ = of("engineer")
    findings = chip.verify(record, TrustStore(profile, ()), at=AT)
    evidence = combine(chip=(record, findings))
    assert signature(evidence).reason.code == "intake.signature_not_checked"
    assert not any(item.signed for item in evidence.entries)


@pytest.mark.parametrize("profile", TrustProfile)
def test_a_document_keeps_whose_anchor_it_was(monkeypatch: pytest.MonkeyPatch, profile: TrustProfile) -> None:
    evidence = combine(chip=judged(monkeypatch, profile, "07"))
    again: Any = from_json(to_json(evidence))
    assert again == evidence
    assert signature(again).reason.parameters["authority"] is profile
    assert profile.text("en") in again.text("en")
