"""Any bytes, and genuine bytes with a few altered, into everything that takes bytes: only our errors come out.

The targets are those that are fuzzed by coverage (``tests/fuzz``); here they get 300 inputs each.
"""

from __future__ import annotations

import subprocess
import sys
from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from tests.fuzz.fuzz_cards import AT, check_nothing_is_passed_off, genuine, genuine_record, verifier
from tests.fuzz.fuzz_targets import TARGETS, seeds
from tokutei import chip
from tokutei.chip import FileName, tlv

_INPUTS = 300
_EDITS = 4


@cache
def genuine_inputs(name: str) -> tuple[bytes, ...]:
    return tuple(seeds(name))


@st.composite
def altered(draw: DrawFn, name: str) -> bytes:
    """Return a genuine input with a few pieces replaced, put in or taken out."""
    data = draw(st.sampled_from(genuine_inputs(name)))
    for _ in range(draw(st.integers(0, _EDITS))):
        at = draw(st.integers(0, len(data)))
        gone = draw(st.integers(0, 8))
        data = data[:at] + draw(st.binary(max_size=8)) + data[at + gone :]
    return data


def inputs(name: str) -> SearchStrategy[bytes]:
    return altered(name) | st.binary(max_size=600)


@pytest.mark.parametrize("name", TARGETS)
def test_only_our_errors_come_out(name: str) -> None:
    @settings(
        max_examples=_INPUTS,
        suppress_health_check=[
            HealthCheck.too_slow,
            HealthCheck.data_too_large,
            HealthCheck.large_base_example,
        ],
    )
    @given(inputs(name))
    def run(data: bytes) -> None:
        TARGETS[name](data)

    run()


@pytest.mark.parametrize("name", [name for name in TARGETS if name != "reading"])
def test_genuine_inputs_and_their_beginnings(name: str) -> None:
    given_ = genuine_inputs(name)
    assert given_
    for data in given_:
        for size in (len(data), len(data) - 1, len(data) // 2, 1, 0):
            TARGETS[name](data[:size])


@pytest.mark.parametrize("card_type", ["05", "06", "07", "08"])
def test_the_check_of_the_targets_can_fail(card_type: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """An altered record passes it as long as nothing altered is called authentic, and not otherwise."""
    honest = genuine_record(card_type)
    entries = honest.files[FileName.DF1_EF02]
    place = entries.index(b"\xc7\x01") + 2
    files = dict(honest.files) | {FileName.DF1_EF02: entries[:place] + b"3" + entries[place + 1 :]}
    record = chip.ChipRecord.of(files, exchange=honest.exchange)
    assert record.values["sex"] != honest.values["sex"]
    check_nothing_is_passed_off(record)
    monkeypatch.setattr(chip.Findings, "authentic", property(lambda findings: findings.covered))
    check_nothing_is_passed_off(honest)
    with pytest.raises(AssertionError):
        check_nothing_is_passed_off(record)


# What fuzzing found: no error, but two things that a check has to know.


def test_a_first_generation_card_under_the_other_type_has_the_same_signed_bytes() -> None:
    """Found by the target ``record``: nothing signs the type, so front and face stay authentic."""
    card = genuine("1")
    files = dict(card.files) | {FileName.MF_EF02: b"\xc1\x012"}
    record = chip.ChipRecord.of(files, exchange=genuine_record("1").exchange)
    findings = verifier("1").verify(record, at=AT)
    assert record.card_type is chip.CardType.SPECIAL_PERMANENT_RESIDENT_CERTIFICATE_GENERATION_1
    assert findings.authentic == {"front_image", "face_image"}
    (finding,) = findings.of(chip.FindingKind.CARD_TYPE)
    assert finding.status is chip.FindingStatus.NOT_COVERED


def test_a_face_without_its_fill_has_the_same_signed_bytes() -> None:
    """Found by the target ``dump``: zeros behind a picture are signed whether they are stored or not."""
    honest = genuine_record("08")
    face = (honest.face_image or b"").rstrip(b"\0")
    images = tlv.encode(0xD0, honest.values["name_image"]) + tlv.encode(0xD1, face)
    files = dict(honest.files) | {FileName.DF1_EF03: images}
    record = chip.ChipRecord.of(files, exchange=honest.exchange)
    assert verifier("08").verify(record, at=AT).trusted
    assert record.face_image == face != honest.face_image
    check_nothing_is_passed_off(record)


def test_the_entry_point_names_its_targets_without_atheris() -> None:
    """It is not installed with the tests; what is said then is that, and nothing is fuzzed."""
    code = "import sys; sys.modules['atheris'] = None; from tests.fuzz.run import main; main(['tlv'])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)  # noqa: S603
    assert done.returncode == 1
    assert "atheris" in done.stderr
