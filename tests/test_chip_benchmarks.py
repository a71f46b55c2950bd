"""Both sides of the chip's benchmarks do the same work."""

from __future__ import annotations

from asn1crypto import parser

from benchmarks.catalogue import PAIRS
from benchmarks.chip import bare, elements, entries, record
from tokutei.chip import ChipRecord
from tokutei.chip.layout import FileName
from tokutei.chip.tlv import parse_objects, values_by_tag


def test_both_parsers_find_the_same_objects() -> None:
    ours = [(one.tag >> 6, one.tag >> 5 & 1, one.tag & 0x1F, one.value) for one in parse_objects(entries())]
    assert elements(entries()) == ours
    assert len(ours) == 10
    first = parser.parse(entries())
    assert first[3] + first[4] == entries()[: len(first[3]) + len(first[4])]


def test_the_bare_measure_cuts_out_every_value() -> None:
    kept = record()
    found = bare(tuple(kept.files.values()))
    whole = {tag: value for data in kept.files.values() for tag, (_, value) in values_by_tag(data).items()}
    assert found == whole
    assert sorted(found.values()) == sorted(kept.values.values())


def test_a_whole_record_is_measured() -> None:
    made = PAIRS["record"].ours.make()()
    assert isinstance(made, ChipRecord)
    assert made == record()
    assert made.unknown == ()
    assert len(made.files) == 10
    assert FileName.DF3_EF01 in made.files
