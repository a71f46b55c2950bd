"""Drawn values are what the library takes."""

from __future__ import annotations

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from tokutei import chip
from tokutei.chip import tlv
from tokutei.identifiers import CardNumber
from tokutei.law import Citation
from tokutei.testing import strategies
from tokutei.testing.cards import issue_card
from tokutei.testing.residents import SyntheticPerson


@given(strategies.days(date(2026, 6, 14), date(2026, 6, 15)))
def test_days_lie_within_their_bounds(day: date) -> None:
    assert day in {date(2026, 6, 14), date(2026, 6, 15)}


@given(strategies.card_numbers())
def test_numbers_are_plainly_made_up(number: CardNumber) -> None:
    assert number.reveal().startswith("ZZ")
    assert CardNumber.parse(number.reveal()) == number


@given(st.lists(strategies.data_objects(), max_size=5), st.integers(0, 40))
def test_data_objects_survive_a_file(objects: list[tlv.DataObject], padding: int) -> None:
    assert list(tlv.parse_objects(b"".join(map(bytes, objects)) + bytes(padding))) == objects


@given(strategies.citations())
def test_citations_survive_their_notation(cite: Citation) -> None:
    assert Citation.parse(str(cite)) == cite
    assert cite.text("ja") != cite.text("en")


@settings(max_examples=25, deadline=None)
@given(strategies.people(), st.integers(0, 3))
def test_everybody_gets_a_card_that_reads_and_verifies(somebody: SyntheticPerson, seed: int) -> None:
    card = issue_card(somebody, seed=seed)
    record = chip.read(card, number=card.number, entropy=bytes)
    assert record.born == somebody.born
    assert record.sex is somebody.sex
    at = card.authority.not_before.replace(year=somebody.issued_on.year, month=12, day=31)
    assert chip.verify(record, card.trust, at=at).intact
