"""The kit as its users import it, with and without the optional packages, and the program of the examples."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from io import BytesIO
from typing import Final

import pytest

from tokutei import chip, testing
from tokutei.chip import FindingKind, FindingStatus, TrustProfile, TrustStore
from tokutei.chip.images import face_png, text_png
from tokutei.errors import CertificateError, ImageError
from tokutei.testing import CardForms, CertificateForm, SyntheticPerson

AT: Final = datetime(2026, 9, 1, 3, tzinfo=UTC)
PEOPLE: Final = [pytest.param(one, id=one.key) for one in testing.people()]


def run(program: str) -> str:
    command = [sys.executable, "-I", "-c", program]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout  # noqa: S603


def test_everything_in_all_is_there_and_documented() -> None:
    for name in testing.__all__:
        thing = getattr(testing, name)
        assert isinstance(thing, str | Mapping) or thing.__doc__
    assert dir(testing) == sorted(testing.__all__)
    with pytest.raises(AttributeError):
        _ = testing.nothing_of_the_kind


def test_importing_the_kit_loads_no_optional_package() -> None:
    loaded = run(
        "import sys\nfrom tokutei import testing\ntesting.person('engineer').facts()\n"
        "print([name for name in ('cryptography', 'PIL', 'hypothesis') if name in sys.modules])"
    )
    assert loaded.strip() == "[]"


@pytest.mark.parametrize(
    ("package", "used"),
    [
        ("cryptography", "testing.issue_card"),
        ("cryptography", "testing.CertificateAuthority"),
        ("cryptography", "testing.HOSTILE_CARDS"),
        ("cryptography", "testing.issue_my_number_card"),
        ("cryptography", "testing.JpkiAuthority"),
        ("cryptography", "testing.HOSTILE_MY_NUMBER_CARDS"),
        ("PIL", "testing.issue_card"),
        ("PIL", "testing.issue_my_number_card"),
        ("hypothesis", "__import__('tokutei.testing.strategies')"),
    ],
)
def test_a_missing_package_is_named_when_it_is_needed(package: str, used: str) -> None:
    said = run(
        f"import sys\nsys.modules[{package!r}] = None\n"
        "from tokutei import testing\nfrom tokutei.errors import MissingExtraError\n"
        f"try:\n    {used}\nexcept MissingExtraError as error:\n    print(error.extra, error.package)\n"
    )
    assert said.split() == ["testing", "pillow" if package == "PIL" else package]


def test_the_program_of_the_employer() -> None:
    card = testing.issue_card(testing.person("student_with_permission"), type="05")
    record = chip.read(card, number=card.number)
    findings = chip.verify(record, card.trust, at=AT)
    assert findings.trusted
    assert record.comprehensive_permission is chip.ComprehensivePermission.WITHIN_28_HOURS


@pytest.mark.parametrize("holder", PEOPLE)
def test_only_the_test_authority_is_believed(holder: SyntheticPerson) -> None:
    card = testing.issue_card(holder)
    record = chip.read(card, number=card.number)
    assert card.trust.profile is TrustProfile.CUSTOM
    findings = chip.verify(record, card.trust, at=AT)
    assert (findings.intact, findings.trusted, findings.failed) == (True, True, ())
    assert findings.profile is TrustProfile.CUSTOM
    for profile in TrustProfile:
        empty = chip.verify(record, TrustStore(profile, ()), at=AT)
        assert (empty.intact, empty.trusted) == (True, False)
    other = TrustStore.custom([testing.CertificateAuthority(seed="another").certificate])
    (anchor,) = chip.verify(record, other, at=AT).of(FindingKind.ANCHOR)
    assert anchor.status is FindingStatus.FAILED


@pytest.mark.parametrize("profile", [TrustProfile.PRODUCTION, TrustProfile.OFFICIAL_TEST])
def test_the_test_authority_is_no_published_one(profile: TrustProfile) -> None:
    with pytest.raises(CertificateError) as caught:
        TrustStore.load([testing.CertificateAuthority().certificate], profile=profile)
    assert caught.value.reason == "not_published"


@pytest.mark.parametrize(
    "form", [CertificateForm.NULL_PARAMETERS, CertificateForm.LONG_LENGTH, CertificateForm.NO_KEY_USAGE]
)
def test_certificates_as_reported_of_genuine_cards_are_believed(form: CertificateForm) -> None:
    card = testing.issue_card(testing.person("engineer"), certificate_form=form)
    record = chip.read(card, number=card.number)
    assert chip.verify(record, card.trust, at=AT).trusted


@pytest.mark.parametrize("no_face", ["zeros", "empty", "absent"])
def test_a_faceless_card_is_believed_however_it_says_so(no_face: str) -> None:
    forms = {"zeros": CardForms(no_face="zeros"), "empty": CardForms(no_face="empty")}.get(
        no_face, CardForms(no_face="absent")
    )
    card = testing.issue_card(testing.person("infant"), forms=forms)
    record = chip.read(card, number=card.number)
    assert chip.verify(record, card.trust, at=AT).trusted


@pytest.mark.parametrize("holder", PEOPLE)
def test_images_become_png(holder: SyntheticPerson) -> None:
    card = testing.issue_card(holder)
    record = chip.read(card, number=card.number)
    stored = [text_png(record.name_image or b""), text_png(record.address_image or b"")]
    if record.face_image:
        stored.append(face_png(record.face_image))
    assert all(BytesIO(png).read(4) == b"\x89PNG" for png in stored)


def test_a_dump_of_a_synthetic_card_verifies_as_the_card() -> None:
    card = testing.issue_card(testing.person("engineer"))
    record = chip.load(BytesIO(chip.dump(chip.read(card, number=card.number), face=True).encode()))
    assert chip.verify(record, card.trust, at=AT).trusted


def test_a_giant_canvas_is_not_decoded() -> None:
    card = testing.HOSTILE_CARDS["giant_canvas"].issue()
    record = chip.read(card, number=card.number)
    assert record.address_image is not None
    with pytest.raises(ImageError) as caught:
        text_png(record.address_image)
    assert caught.value.reason in {"canvas", "decode"}
