"""Findings of one record make nothing of another signed."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date
from itertools import permutations
from types import MappingProxyType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.intake.intake_makers import AT, of, old_card, read
from tokutei import chip, testing
from tokutei.chip import ChipRecord, Findings
from tokutei.errors import FindingsError, TokuteiError
from tokutei.intake import combine
from tokutei.testing import CARD_TYPES, HOSTILE_CARDS

PAIRS = {
    "engineer": lambda: of("engineer"),
    "another_engineer": lambda: of("engineer", valid_until=date(2029, 7, 19)),
    "student": lambda: of("student"),
    "certificate": lambda: of("special_permanent_resident"),
    "specified": lambda: of("engineer", "07"),
    "first_generation": lambda: old_card("adult"),
    "child": lambda: old_card("child"),
    "another_child": lambda: old_card("nearly_16"),
}


@pytest.mark.parametrize(("one", "other"), list(permutations(PAIRS, 2)))
def test_swapped_findings_are_refused(one: str, other: str) -> None:
    record, findings = PAIRS[one]()[0], PAIRS[other]()[1]
    with pytest.raises(FindingsError) as caught:
        combine(chip=(record, findings))
    assert caught.value.reason == "another_record"
    assert caught.value.__context__ is None
    assert findings.of_record not in str(caught.value) + repr(findings) + str(findings)


READABLE = sorted(name for name, card in HOSTILE_CARDS.items() if card.error is None)


@pytest.mark.parametrize("name", READABLE)
def test_genuine_findings_make_no_altered_record_signed(name: str) -> None:
    honest, findings = of("engineer")
    record, _ = read(HOSTILE_CARDS[name].issue(testing.person("engineer")))
    try:
        evidence = combine(chip=(record, findings))
    except FindingsError:
        assert chip.fingerprint(record) != findings.of_record
        return
    # The same signed bytes, entries, face, certificate: only what is never signed was altered.
    assert (
        findings.authentic
        == chip.verify(record, testing.issue_card(testing.person("engineer")).trust, at=AT).authentic
    )
    for item in evidence.entries:
        if item.signed:
            assert item.value == combine(chip=(honest, findings)).items[item.key].value


@pytest.mark.parametrize(
    "changed",
    [
        {"born": date(1990, 1, 1)},
        {"stay_until": date(2035, 1, 1)},
        {"status_code": "X000000099"},
        {"name_image": b"II*\0"},
        {"values": MappingProxyType({})},
        {"unknown": ("born",)},
    ],
    ids=lambda changed: next(iter(changed)),
)
def test_a_record_that_is_not_what_its_files_say_is_refused(changed: dict[str, Any]) -> None:
    record, findings = of("engineer")
    altered = replace(record, **changed)
    for judged in (findings, None):
        if judged is None:
            assert not any(item.signed for item in combine(chip=(altered, None)).entries)
            continue
        with pytest.raises(FindingsError):
            combine(chip=(altered, judged))


def test_a_record_altered_before_it_was_judged_is_refused_too() -> None:
    card = testing.issue_card(testing.person("engineer"))
    altered = replace(chip.read(card, number=card.number), stay_until=date(2035, 1, 1))
    findings = chip.verify(altered, card.trust, at=AT)
    with pytest.raises(FindingsError) as caught:
        combine(chip=(altered, findings))
    assert caught.value.reason == "altered_record"


def test_another_reading_of_the_same_card_may_have_the_findings() -> None:
    card = testing.issue_card(testing.person("engineer"))
    first, again = (chip.read(card, number=card.number) for _ in range(2))
    loaded = chip.load(chip.dump(first, face=True))
    findings = chip.verify(first, card.trust, at=AT)
    assert (
        combine(chip=(again, findings)) == combine(chip=(loaded, findings)) == combine(chip=(first, findings))
    )


def test_a_reading_without_the_face_is_another_record() -> None:
    card = testing.issue_card(testing.person("engineer"))
    record = chip.read(card, number=card.number)
    with pytest.raises(FindingsError):
        combine(chip=(chip.load(chip.dump(record)), chip.verify(record, card.trust, at=AT)))


@pytest.mark.parametrize("card_type", CARD_TYPES)
def test_every_type_has_a_fingerprint_of_its_own(card_type: str) -> None:
    prints = {chip.fingerprint(of(one.key, card_type)[0]) for one in testing.people()}
    assert len(prints) == len(testing.people())
    assert all(len(one) == 32 and int(one, 16) >= 0 for one in prints)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_records_with_one_fingerprint_have_the_same_findings(data: st.DataObject) -> None:
    card_type = data.draw(st.sampled_from(["1", "05", "06"]))
    record, findings = of("engineer", card_type)
    name = data.draw(st.sampled_from(sorted(record.files)))
    held = bytearray(record.files[name])
    held[data.draw(st.integers(0, len(held) - 1))] ^= data.draw(st.integers(1, 255))
    try:
        altered = ChipRecord.of({**record.files, name: bytes(held)}, exchange=record.exchange)
    except TokuteiError:
        return
    judged = chip.verify(altered, testing.issue_card(testing.person("engineer"), type=card_type).trust, at=AT)
    if chip.fingerprint(altered) == findings.of_record:
        assert judged == findings
        combine(chip=(altered, findings))
    else:
        with pytest.raises(FindingsError):
            combine(chip=(altered, findings))


def test_the_fingerprint_is_the_last_that_findings_say() -> None:
    assert [one.name for one in fields(Findings)][-1] == "of_record"
