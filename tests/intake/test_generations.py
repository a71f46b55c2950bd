"""Chips of every generation: what each says, what is signed of it, and that no type is an exception."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any, Final

import pytest

from tests.intake.intake_makers import HOLDERS_OF_2012, Codes, face_of, face_of_2012, of, old_card, read
from tokutei import messages, testing
from tokutei.chip import ComprehensivePermission, FileName
from tokutei.chip.layout import compose_file
from tokutei.chip.record import layout_of
from tokutei.errors import FactsError, FindingsError
from tokutei.intake import Agreement, CheckKind, Face, IntakeEvidence, ItemKey, Paper, Source, combine
from tokutei.intake.checks import CHECKS
from tokutei.intake.items import ITEMS
from tokutei.testing import CARD_TYPES
from tokutei.vocabulary import CardForm, CardKind

K = ItemKey
ADULT_ON_CHIP: Final = {
    K.FRONT_IMAGE,
    K.ADDRESS,
    K.ADDRESS_ADDED_ON,
    K.ADDRESS_MUNICIPALITY,
    K.PHOTO,
    K.KIND,
    K.FORM,
    K.COMPREHENSIVE_PERMISSION,
    K.INDIVIDUAL_PERMISSION,
    K.PENDING_MARK,
}
OF_THE_BACK: Final = {K.COMPREHENSIVE_PERMISSION, K.INDIVIDUAL_PERMISSION, K.PENDING_MARK}
"""What a certificate has no place for."""
KINDS: Final = {
    "1": CardKind.RESIDENCE_CARD,
    "2": CardKind.SPECIAL_PERMANENT_RESIDENT_CERTIFICATE,
    "05": CardKind.RESIDENCE_CARD,
    "06": CardKind.SPECIAL_PERMANENT_RESIDENT_CERTIFICATE,
    "07": CardKind.SPECIFIED_RESIDENCE_CARD,
    "08": CardKind.SPECIFIED_SPECIAL_PERMANENT_RESIDENT_CERTIFICATE,
}


def known(evidence: IntakeEvidence, source: Source) -> set[ItemKey]:
    return {item.key for item in evidence.entries if item.source is source}


def looked(evidence: IntakeEvidence, key: ItemKey) -> tuple[Agreement, str, tuple[str, ...]]:
    (finding,) = evidence.of(CheckKind.SOURCES, key)
    return finding.status, finding.reason.code, finding.missing


# Every type


def test_every_type_is_here() -> None:
    assert set(KINDS) == set(CARD_TYPES)


@pytest.mark.parametrize("card_type", CARD_TYPES)
@pytest.mark.parametrize("somebody", testing.people(), ids=lambda somebody: somebody.key)
def test_every_check_speaks_of_every_card(somebody: testing.SyntheticPerson, card_type: str) -> None:
    record, findings = of(somebody.key, card_type)
    for face in (None, face_of(somebody), face_of(somebody, issued_on=record.permitted_on)):
        for judged in (findings, None):
            evidence = combine(chip=(record, judged), face=face, codes=Codes())
            assert [len(evidence.of(row.kind)) for row in CHECKS] == [1] * len(CHECKS)
            assert {one.key for one in evidence.entries} == set(K)
            assert evidence.items[K.KIND].claims[0].value is KINDS[card_type]
            for item in evidence.entries:
                assert not (item.is_image and item.value)
                assert not isinstance(item.value, bytes)
                assert not item.signed or (judged is not None and judged.trusted)
            for lang in messages.languages():
                assert evidence.text(lang)
            if evidence.items[K.BORN].is_known:
                assert evidence.facts().born == somebody.born


@pytest.mark.parametrize("card_type", CARD_TYPES)
def test_what_is_signed_are_the_fields_that_the_issuer_signed(card_type: str) -> None:
    key = "special_permanent_resident" if KINDS[card_type].value.endswith("certificate") else "engineer"
    record, findings = of(key, card_type)
    assert findings.trusted
    fields = {row.key: row.signed_as or row.chip for row in ITEMS}
    signed = known(combine(chip=(record, findings)), Source.CHIP_VERIFIED)
    assert signed
    assert {fields[item] for item in signed} <= findings.authentic
    assert not signed & {K.KIND, K.FORM, K.NUMBER, K.ADDRESS, K.ADDRESS_IMAGE, *OF_THE_BACK}
    assert known(combine(chip=(record, None)), Source.CHIP_VERIFIED) == set()


# The first generation


def test_a_residence_card_of_2012_is_one_signed_picture_and_a_few_words() -> None:
    evidence = combine(chip=old_card("adult"))
    assert known(evidence, Source.CHIP_VERIFIED) == {K.FRONT_IMAGE, K.PHOTO}
    assert known(evidence, Source.CHIP_READ) == ADULT_ON_CHIP - {K.FRONT_IMAGE, K.PHOTO}
    assert evidence.items[K.FORM].value is CardForm.FORM_2012
    assert evidence.items[K.FRONT_IMAGE].value is None
    assert evidence.disagreements == ()
    with pytest.raises(FactsError) as caught:
        evidence.facts()
    assert caught.value.missing == ("born",)


def test_a_certificate_of_2012_has_no_place_for_permissions() -> None:
    evidence = combine(chip=old_card("special_permanent_resident", "2"))
    assert known(evidence, Source.CHIP_VERIFIED) == {K.FRONT_IMAGE, K.PHOTO}
    assert known(evidence, Source.CHIP_READ) == ADULT_ON_CHIP - {K.FRONT_IMAGE, K.PHOTO} - OF_THE_BACK


@pytest.mark.parametrize(("key", "card_type"), [("child", "1"), ("special_permanent_child", "2")])
def test_nothing_on_the_card_of_a_child_is_signed(key: str, card_type: str) -> None:
    evidence = combine(chip=old_card(key, card_type), face=face_of_2012(key))
    assert known(evidence, Source.CHIP_VERIFIED) == set()
    assert evidence.items[K.PHOTO].value is False
    assert evidence.of(CheckKind.SIGNATURE)[0].reason.code == "intake.signature_not_checked"
    assert [one.text("en") for one in evidence.disagreements] == []


@pytest.mark.parametrize(
    ("key", "card_type"),
    [("adult", "1"), ("child", "1"), ("special_permanent_resident", "2"), ("special_permanent_child", "2")],
)
def test_nothing_disagrees_on_lawful_cards_of_2012(key: str, card_type: str) -> None:
    somebody = HOLDERS_OF_2012[key]
    evidence = combine(chip=old_card(key, card_type), face=face_of_2012(key))
    assert [one.text("en") for one in evidence.disagreements] == []
    facts = evidence.facts()
    assert (facts.born, facts.status, facts.stay_until) == (
        somebody.born,
        somebody.status,
        somebody.stay_until,
    )
    card = facts.card
    assert card is not None
    assert (card.kind, card.form) == (KINDS[card_type], CardForm.FORM_2012)
    assert (card.issued_on, card.valid_until) == (somebody.issued_on, somebody.valid_until)


PICTURED: Final = {
    "1": {
        *(K.NAME, K.BORN, K.SEX, K.NATIONALITY, K.NUMBER, K.ISSUED_ON, K.VALID_UNTIL),
        *(K.STATUS, K.PERIOD, K.STAY_UNTIL, K.PERMITTED_ON, K.WORK_RESTRICTION),
    },
    "2": {K.NAME, K.BORN, K.SEX, K.NATIONALITY, K.NUMBER, K.ISSUED_ON, K.VALID_UNTIL},
}


@pytest.mark.parametrize(("card_type", "key"), [("1", "adult"), ("2", "special_permanent_resident")])
def test_what_the_front_shows_somebody_has_to_look_at(card_type: str, key: str) -> None:
    looks = (Agreement.NOT_KNOWN, "intake.look_at_image", (K.FRONT_IMAGE,))
    for face in (None, face_of_2012(key)):
        evidence = combine(chip=old_card(key, card_type), face=face)
        shown = {one.item for one in evidence.findings if K.FRONT_IMAGE in one.missing}
        assert shown == PICTURED[card_type]
        assert all(looked(evidence, item) == looks for item in PICTURED[card_type])


def test_where_no_address_was_added_the_front_shows_it() -> None:
    card = testing.issue_card(HOLDERS_OF_2012["adult"], type="1")
    row = layout_of(card.files)[1].file(FileName.DF2_EF01)
    assert row is not None
    blank = compose_file(row, {one.name: bytes(one.length) for one in row.fields})
    chip = read(card.rewritten({FileName.DF2_EF01: blank}))
    for face in (None, Face(address="1-1-1 SAMPLE")):
        evidence = combine(chip=chip, face=face)
        looks = (Agreement.NOT_KNOWN, "intake.look_at_image", (K.FRONT_IMAGE,))
        assert looked(evidence, K.ADDRESS) == looks
        assert not evidence.items[K.ADDRESS_ADDED_ON].claims
    added = combine(chip=old_card("adult"), face=Face(address="1-1-1 SAMPLE TESTVILLE"))
    assert looked(added, K.ADDRESS)[0] is Agreement.AGREES


def test_only_the_first_generation_has_a_picture_of_the_front() -> None:
    for card_type in ("05", "06", "07", "08"):
        evidence = combine(chip=of("engineer", card_type))
        assert not [one for one in evidence.findings if K.FRONT_IMAGE in one.missing]


def test_a_face_and_a_paper_that_differ_still_disagree() -> None:
    evidence = combine(
        chip=old_card("adult"), face=face_of_2012("adult"), paper=Paper(stay_until=date(2027, 7, 2))
    )
    assert looked(evidence, K.STAY_UNTIL)[:2] == (Agreement.DISAGREES, "intake.sources_differ")
    assert evidence.items[K.STAY_UNTIL].withheld


def test_a_noted_address_is_compared_and_names_no_register() -> None:
    record, findings = old_card("adult")
    evidence = combine(chip=(record, findings), face=Face(address="1-1-1 sample  testville"))
    assert evidence.items[K.ADDRESS].source is Source.CHIP_READ
    assert evidence.items[K.ADDRESS_MUNICIPALITY].value == record.municipality
    assert evidence.items[K.MUNICIPALITY].source is Source.NOT_KNOWN
    elsewhere = combine(chip=(record, findings), face=Face(address="2-2-2 ELSEWHERE"))
    assert elsewhere.items[K.ADDRESS].withheld
    told = combine(chip=(record, findings), face=face_of_2012("adult"), paper=Paper(municipality="131016"))
    assert told.facts().municipality == "131016"  # the note does not contradict the register
    assert combine(chip=(record, findings), face=face_of_2012("adult")).facts().municipality is None


def test_an_address_noted_before_the_issue_is_noticed() -> None:
    evidence = combine(
        chip=old_card("adult"), face=face_of_2012("adult", issued_on=date(2024, 7, 2), permitted_on=None)
    )
    (finding,) = evidence.of(CheckKind.DAYS)
    assert finding.doubted == (K.ISSUED_ON, K.ADDRESS_ADDED_ON)
    assert evidence.items[K.ADDRESS_ADDED_ON].withheld


@pytest.mark.parametrize("form", ["zeros", "object"])
def test_a_permission_that_is_left_blank_is_none(form: Any) -> None:
    card = testing.issue_card(
        HOLDERS_OF_2012["adult"], type="1", forms=testing.cards.CardForms(no_permission=form)
    )
    evidence = combine(chip=read(card), face=Face(comprehensive_permission="within_28_hours"))
    assert evidence.items[K.INDIVIDUAL_PERMISSION].value is False
    assert evidence.items[K.COMPREHENSIVE_PERMISSION].claims[0].value is ComprehensivePermission.NONE
    assert looked(evidence, K.COMPREHENSIVE_PERMISSION)[0] is Agreement.DISAGREES
    assert evidence.items[K.COMPREHENSIVE_PERMISSION].withheld


def test_words_of_a_permission_are_not_interpreted() -> None:
    holder = replace(
        HOLDERS_OF_2012["adult"],
        comprehensive_permission=ComprehensivePermission.WITHIN_28_HOURS,
        individual_permission=True,
    )
    chip = read(testing.issue_card(holder, type="1"))
    evidence = combine(chip=chip, face=Face(comprehensive_permission="within_28_hours"))
    item = evidence.items[K.COMPREHENSIVE_PERMISSION]
    assert (item.value, item.source) == (ComprehensivePermission.WITHIN_28_HOURS, Source.FACE)
    assert evidence.items[K.COMPREHENSIVE_PERMISSION_TEXT].value == "TEST 許可"
    assert evidence.items[K.INDIVIDUAL_PERMISSION].source is Source.NOT_KNOWN
    for key, words in (
        (K.COMPREHENSIVE_PERMISSION, K.COMPREHENSIVE_PERMISSION_TEXT),
        (K.INDIVIDUAL_PERMISSION, K.INDIVIDUAL_PERMISSION_TEXT),
    ):
        assert looked(evidence, key) == (Agreement.NOT_KNOWN, "intake.look_at_words", (words,))


def test_the_note_of_an_application_is_read_on_the_first_generation_too() -> None:
    applying = replace(HOLDERS_OF_2012["adult"], applying=True)
    evidence = combine(chip=read(testing.issue_card(applying, type="1")))
    assert (evidence.items[K.PENDING_MARK].value, evidence.items[K.PENDING_MARK].signed) == (True, False)


FORGED: Final = [
    ("front_image", FileName.DF1_EF01, 8),
    ("face_image", FileName.DF1_EF02, 8),
    ("address", FileName.DF2_EF01, 24),
    ("comprehensive_permission_text", FileName.DF2_EF02, None),
    ("application_pending", FileName.DF2_EF04, -1),
]
"""A field, its file, and the byte that is altered; without one the file is written anew."""


@pytest.mark.parametrize(("field", "name", "place"), FORGED, ids=[field for field, _, _ in FORGED])
def test_what_was_altered_on_an_old_chip_is_never_signed(
    field: str, name: FileName, place: int | None
) -> None:
    card = testing.issue_card(replace(HOLDERS_OF_2012["adult"], applying=True), type="1")
    data = bytearray(card.files[name])
    if place is not None:
        data[place] ^= 1
    altered = card.rewritten({name: forged_text(card, name) if place is None else bytes(data)})
    still_trusted = field not in {"front_image", "face_image"}
    record, findings = read(altered)
    honest, genuine = read(card)
    assert getattr(record, field) != getattr(honest, field)
    evidence = combine(chip=(record, findings), face=face_of_2012("adult"))
    assert findings.trusted is still_trusted
    assert known(evidence, Source.CHIP_VERIFIED) == ({K.FRONT_IMAGE, K.PHOTO} if still_trusted else set())
    if not still_trusted:
        assert evidence.items[K.FRONT_IMAGE].withheld
        assert evidence.items[K.ADDRESS].withheld  # what the chip alone says is not relied upon
        assert evidence.facts().born == HOLDERS_OF_2012["adult"].born  # the face stands
        with pytest.raises(FindingsError):
            combine(chip=(record, genuine))


def forged_text(card: testing.SyntheticCard, name: FileName) -> bytes:
    """Return a file with a permission that nobody gave."""
    layout = layout_of(card.files)[1]
    row = layout.file(name)
    assert row is not None
    return compose_file(row, {row.fields[0].name: "FORGED 許可".encode()})


# Specified cards


@pytest.mark.parametrize(("card_type", "key"), [("07", "engineer"), ("08", "special_permanent_resident")])
def test_a_specified_card_says_that_its_reading_is_not_confirmed(card_type: str, key: str) -> None:
    somebody = testing.person(key)
    record, findings = of(key, card_type)
    evidence = combine(chip=(record, findings), face=face_of(somebody, photo=True))
    (finding,) = evidence.of(CheckKind.READING)
    assert (finding.status, finding.reason.code) == (Agreement.NOT_KNOWN, "intake.reading_not_confirmed")
    assert [one.text("en") for one in evidence.disagreements] == []
    # What is signed depends on the signature alone, not on how the bytes were fetched.
    assert evidence.of(CheckKind.SIGNATURE)[0].status is Agreement.AGREES
    assert evidence.items[K.BORN].signed
    assert evidence.items[K.KIND].value is KINDS[card_type]
    card = evidence.facts().card
    assert card is not None
    assert (card.kind, card.form) == (KINDS[card_type], CardForm.FORM_2026)


def test_a_specified_card_signs_what_a_plain_one_signs() -> None:
    plain, specified = (
        known(combine(chip=of("engineer", one)), Source.CHIP_VERIFIED) for one in ("05", "07")
    )
    assert plain == specified


def test_the_end_of_a_specified_card_of_a_permanent_resident_counts_from_the_filing() -> None:
    somebody = testing.person("permanent_resident")
    evidence = combine(
        chip=of("permanent_resident", "07"),
        face=face_of(somebody),
        paper=Paper(issued_on=date(2026, 6, 19), filed_on=date(2026, 6, 15)),
    )
    (finding,) = evidence.of(CheckKind.EXPIRY)
    assert finding.status is not Agreement.DISAGREES
    silent = combine(chip=of("permanent_resident", "07"), face=face_of(somebody))
    assert silent.of(CheckKind.EXPIRY)[0].missing == (K.FILED_ON,)
