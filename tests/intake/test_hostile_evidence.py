"""Cards that lie, and people who contradict themselves: nothing altered is signed, nothing is invented."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.intake.intake_makers import of, old_card, read
from tokutei import testing
from tokutei.chip import ChipRecord, Findings
from tokutei.errors import FactsError
from tokutei.intake import Agreement, CheckKind, Face, IntakeEvidence, ItemKey, Paper, Said, Source, combine
from tokutei.intake.items import ITEMS
from tokutei.testing import HOSTILE_CARDS
from tokutei.testing.hostile.altering import another
from tokutei.vocabulary import CardForm, CardKind, Sex, StatusOfResidence, WorkRestriction

READABLE: Final = sorted(name for name, card in HOSTILE_CARDS.items() if card.error is None)
NEVER_SIGNED: Final = frozenset(
    {
        ItemKey.KIND,
        ItemKey.FORM,
        ItemKey.NUMBER,
        ItemKey.ADDRESS_IMAGE,
        ItemKey.COMPREHENSIVE_PERMISSION,
        ItemKey.COMPREHENSIVE_PERMISSION_UNTIL,
        ItemKey.INDIVIDUAL_PERMISSION,
        ItemKey.PENDING_MARK,
        ItemKey.COMMISSIONER_ENTRY,
        ItemKey.ADDRESS,
        ItemKey.ADDRESS_ADDED_ON,
        ItemKey.ADDRESS_MUNICIPALITY,
        ItemKey.COMPREHENSIVE_PERMISSION_TEXT,
        ItemKey.INDIVIDUAL_PERMISSION_TEXT,
    }
)


def test_there_are_cards_that_read_although_they_lie() -> None:
    assert len(READABLE) > 10


@pytest.mark.parametrize("name", READABLE)
@pytest.mark.parametrize("key", ["engineer", "student_with_permission", "special_permanent_resident"])
def test_no_altered_value_is_signed(name: str, key: str) -> None:
    if name == "permission_added" and key == "special_permanent_resident":
        key = "permanent_resident"  # a certificate has no place for permissions
    hostile = HOSTILE_CARDS[name]
    genuine = hostile.honest(testing.person(key))
    if name.endswith("copy_under_another_number"):
        genuine = another(genuine)  # what was copied is genuine, and another's
    honest: IntakeEvidence = combine(chip=read(genuine))
    evidence = combine(chip=read(hostile.issue(testing.person(key))))
    for item in evidence.entries:
        if item.signed:
            assert item.key not in NEVER_SIGNED
            assert item.value == honest.items[item.key].value
    if not any(item.signed for item in evidence.entries):
        assert evidence.of(CheckKind.SIGNATURE)[0].status is not Agreement.AGREES


@pytest.mark.parametrize("name", ["permission_added", "address_of_another", "number_of_another"])
def test_a_lie_that_the_signature_cannot_expose_is_at_least_not_signed(name: str) -> None:
    evidence = combine(chip=read(HOSTILE_CARDS[name].issue(testing.person("student"))))
    assert evidence.of(CheckKind.SIGNATURE)[0].status is Agreement.AGREES
    assert not [item.key for item in evidence.entries if item.signed and item.key in NEVER_SIGNED]
    assert evidence.items[ItemKey.BORN].signed


def test_a_certificate_passed_off_as_a_residence_card_signs_no_more_than_both_have() -> None:
    files = testing.issue_card(testing.person("permanent_resident"), type="05")
    evidence = combine(chip=read(files), face=Face(status="特別永住者"))
    assert evidence.of(CheckKind.HOLDER)[0].status is Agreement.DISAGREES
    assert evidence.items[ItemKey.STATUS].withheld
    assert evidence.items[ItemKey.KIND].withheld


# Whatever people say

DAYS: Final = st.sampled_from(
    [date(1990, 6, 20), date(2020, 2, 29), date(2026, 6, 13), date(2026, 6, 14), date(2029, 7, 20), date.max]
)
TOLD: Final[Mapping[str, st.SearchStrategy[Any]]] = {
    "name": st.sampled_from(["TEST TARO", "test taro", "TEST JIRO"]),
    "born": DAYS,
    "sex": st.sampled_from(Sex),
    "nationality": st.sampled_from(["VNM", "XXX"]),
    "status": st.sampled_from(StatusOfResidence),
    "period": st.sampled_from(["P1Y", "P3M", "P3Y", "indefinite", "P90D"]),
    "stay_until": DAYS,
    "permitted_on": DAYS,
    "work_restriction": st.sampled_from(WorkRestriction),
    "number": st.sampled_from(["ZZ00000000ZZ", "ZZ00000001ZZ"]),
    "issued_on": DAYS,
    "valid_until": DAYS,
}
ON_FACE: Final[Mapping[str, st.SearchStrategy[Any]]] = {
    **TOLD,
    "kind": st.sampled_from(
        [
            CardKind.RESIDENCE_CARD,
            CardKind.SPECIFIED_RESIDENCE_CARD,
            CardKind.SPECIAL_PERMANENT_RESIDENT_CERTIFICATE,
        ]
    ),
    "form": st.sampled_from(CardForm),
    "photo": st.booleans(),
}
FACES: Final = st.fixed_dictionaries({}, optional=ON_FACE).map(lambda told: Face(**told))
PAPERS: Final = st.fixed_dictionaries({}, optional={**TOLD, "filed_on": DAYS}).map(lambda told: Paper(**told))
SAID: Final = st.fixed_dictionaries({}, optional=TOLD).map(lambda told: Said(**told))


def chips() -> st.SearchStrategy[tuple[ChipRecord, Findings | None]]:
    verified = [of(one.key) for one in testing.people()]
    verified += [of("engineer", "07"), of("special_permanent_resident", "08"), of("infant", "07")]
    verified += [old_card("adult"), old_card("child"), old_card("special_permanent_resident", "2")]
    lying = [read(HOSTILE_CARDS[name].issue()) for name in READABLE]
    return st.sampled_from([*verified, *((record, None) for record, _ in verified), *lying])


def given_values(evidence: IntakeEvidence) -> dict[ItemKey, list[Any]]:
    return {item.key: [claim.value for claim in item.claims] for item in evidence.entries}


def facts_of(evidence: IntakeEvidence) -> dict[str, Any]:
    """Return what facts hold, by path; nothing if the evidence makes none."""
    try:
        facts = evidence.facts()
    except FactsError:
        return {}
    plain = {name: getattr(facts, name) for name in type(facts).model_fields if name != "card"}
    card = facts.card
    if card is not None:
        plain |= {f"card.{name}": getattr(card, name) for name in type(card).model_fields}
    return {name: value for name, value in plain.items() if value is not None}


@settings(max_examples=150)
@given(chip=st.none() | chips(), face=st.none() | FACES, paper=st.none() | PAPERS, said=st.none() | SAID)
def test_no_value_is_one_that_nobody_gave(
    chip: tuple[ChipRecord, Findings | None] | None,
    face: Face | None,
    paper: Paper | None,
    said: Said | None,
) -> None:
    evidence = combine(chip=chip, face=face, paper=paper, said=said)
    by_fact = {row.fact: row.key for row in ITEMS if row.fact}
    claimed = given_values(evidence)
    for item in evidence.entries:
        sources = {claim.source for claim in item.claims}
        assert item.is_known == (item.source in sources)
        assert item.value is None or item.value in claimed[item.key]
        assert item.is_known or item.value is None
        assert item.withheld == (not item.is_known and bool(item.claims))
        if item.signed:
            assert item.key not in NEVER_SIGNED
            assert chip is not None
            assert chip[1] is not None
            assert chip[1].trusted
    for path, value in facts_of(evidence).items():
        assert value in claimed[by_fact[path]]
    for finding in evidence.findings:
        assert (finding.status is Agreement.DISAGREES) or not finding.doubted
        for key in finding.doubted:
            item = evidence.items[key]
            assert item.signed or not item.is_known


@settings(max_examples=100)
@given(chip=chips(), face=FACES, said=SAID)
def test_more_evidence_turns_no_agreement_into_an_invention(
    chip: tuple[ChipRecord, Findings | None], face: Face, said: Said
) -> None:
    less = combine(chip=chip, face=face)
    more = combine(chip=chip, face=face, said=said)
    for before, after in zip(less.entries, more.entries, strict=True):
        if after.signed or before.signed:
            assert (after.value, after.source) == (before.value, before.source)
        elif before.is_known and after.is_known:
            assert after.value == before.value or after.value in [claim.value for claim in after.claims]
            assert after.source is before.source
        if not before.is_known and after.is_known and before.claims:
            # What was withheld because of others may be relied upon again only as one of its own claims.
            assert after.value in [claim.value for claim in after.claims]
    for kind in (CheckKind.SIGNATURE, CheckKind.NUMBER_OPENED):
        assert less.of(kind) == more.of(kind)


@settings(max_examples=60)
@given(chip=chips(), shift=st.integers(1, 4000), key=st.sampled_from(["born", "stay_until", "valid_until"]))
def test_a_face_that_says_another_day_never_agrees(
    chip: tuple[ChipRecord, Findings | None], shift: int, key: str
) -> None:
    day = getattr(chip[0], key)
    if day is None:
        return
    evidence = combine(chip=chip, face=replace(Face(), **{key: day + timedelta(days=shift)}))
    item = ItemKey(key)
    assert evidence.of(CheckKind.SOURCES, item)[0].status is Agreement.DISAGREES
    assert evidence.items[item].source in {Source.CHIP_VERIFIED, Source.NOT_KNOWN}
