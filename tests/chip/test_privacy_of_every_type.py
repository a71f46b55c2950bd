"""Markers planted in a card of every type appear in no repr, error, log, finding or default trace."""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Final

import pytest

from tokutei import chip, testing
from tokutei.chip.ciphers import AES_128
from tokutei.errors import ChipError, TokuteiError
from tokutei.testing import OpenChoices, SyntheticCard

NUMBER: Final = "QZ19010203QZ"
FORBIDDEN: Final = ("QZ", "1901", "ZWE", "MARKER")
AT: Final = datetime(2026, 9, 1, 3, tzinfo=UTC)
OF_CERTIFICATES: Final = frozenset({"2", "06", "08"})

each = pytest.mark.parametrize("card_type", testing.CARD_TYPES)


def issued(card_type: str, *, extended: bool = True) -> SyntheticCard:
    key = "special_permanent_resident" if card_type in OF_CERTIFICATES else "student_with_permission"
    marked = replace(
        testing.person(key),
        name="QZMARKER",
        address=("QZMARKER 1-1-1",),
        born=date(1901, 2, 3),
        nationality="ZWE",
        individual_permission=True,
    )
    choices = OpenChoices(extended_commands=extended)
    return testing.issue_card(marked, type=card_type, number=NUMBER, choices=choices)


def clean(*texts: str) -> None:
    for text in texts:
        assert [word for word in FORBIDDEN if word in text] == [], text[:200]


@each
def test_nothing_said_of_a_reading_is_personal(
    card_type: str, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    card, trace = issued(card_type), chip.Trace()
    progress: list[chip.Progress] = []
    record = chip.read(
        card, number=NUMBER, delivery_keys=card.delivery_keys, trace=trace, on_progress=progress.append
    )
    findings = chip.verify(record, card.trust, at=AT)
    clean(repr(record), str(record), repr(record.exchange), repr(findings), findings.text("en"))
    clean(findings.text("ja"), trace.text(), repr(trace), repr(progress), repr(card), repr(card.emulator))
    clean(repr(card.delivery_keys), repr(chip.Verifier(card.trust)), repr(AES_128))
    full = chip.Trace(contents=True)
    card.reset()
    chip.read(card, number=NUMBER, delivery_keys=card.delivery_keys, trace=full)
    clean(repr(full), full.text(), repr(full.replay()), repr(full.exchanges))
    clean(caplog.text, *capsys.readouterr())


@each
def test_no_error_of_a_reading_is_personal(card_type: str) -> None:
    whole = len(chip_steps(card_type))
    for at in range(whole):
        for answer in (b"\x69\x85", b"\x90\x00", b"\x90", b"QZMARKER" * 40 + b"\x90\x00"):
            card = issued(card_type)
            error: TokuteiError | None = None
            try:
                chip.read(Broken(card, at, answer), number=NUMBER, delivery_keys=card.delivery_keys)
            except ChipError as raised:
                error = raised
            if error is not None:  # a file that may be missing may be refused
                clean(str(error), error.text("ja"), repr(error), repr(vars(error)))
                assert error.__context__ is None or isinstance(error.__context__, TokuteiError)
                clean(repr(error.__context__), repr(error.__cause__))


class Broken:
    """A card one of whose answers is another."""

    def __init__(self, card: SyntheticCard, at: int, answer: bytes) -> None:
        self.card, self.at, self.answer, self.count = card, at, answer, -1

    def transmit(self, command: bytes, /) -> bytes:
        self.count += 1
        return self.answer if self.count == self.at else self.card.transmit(command)


def chip_steps(card_type: str) -> tuple[chip.Step, ...]:
    card = issued(card_type)
    return chip.read(card, number=NUMBER, delivery_keys=card.delivery_keys).exchange.steps
