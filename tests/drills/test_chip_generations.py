"""What a further generation or set of applications takes: a row of a table in a few places, and no branch.

Each is put into a copy of the package in the places that docs/design.md names, and in no other; then a
program that knows nothing of it reads, verifies, dumps and emulates such a card.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import pytest

from tests.drills.copies import PACKAGE, copied, touched

THIRD: Final = Path(__file__).with_name("third_generation.py")

GENERATION: Final = {
    "chip/generations/__init__.py": (
        (
            "from tokutei.chip.layout import",
            "from tokutei.chip.generations.third import THIRD\nfrom tokutei.chip.layout import",
        ),
        ("(FIRST, SECOND, SPECIFIED)", "(FIRST, SECOND, SPECIFIED, THIRD)"),
    ),
    "chip/words.py": (
        (
            "\n    _of_kind: CardKind\n",
            """
    THIRD = "09", "架空の在留カード", "made-up card", CardKind.RESIDENCE_CARD, CardForm.FORM_2026

    _of_kind: CardKind
""",
        ),
    ),
}
APPLICATIONS: Final = {
    "chip/my_number/applications.py": (
        (
            ')\n"""Every set that is looked for',
            """    ApplicationSet(
        key="second",
        aids=MappingProxyType({one: one.aid[:-1] + bytes([0xE0 | at]) for at, one in enumerate(Application)}),
        files=tuple(replace(one, file_id=one.file_id + 0x0100, most=one.most + 9) for one in FILES),
        pins=tuple(replace(one, file_id=one.file_id + 0x0200, most_tries=7) for one in PINS),
    ),
)
\"\"\"Every set that is looked for""",
        ),
        ("import dataclass, field\n", "import dataclass, field, replace\n"),
    ),
}

READ_GENERATION: Final = """
import json
from datetime import UTC, datetime

import jsonschema
from tokutei import chip, intake, testing
from tokutei.errors import WrongNumberError
from tokutei.testing import OpenChoices

assert testing.CARD_TYPES[-1] == "09"
for extended in (True, False):
    card = testing.issue_card(
        testing.person("engineer"), type="09", choices=OpenChoices(extended_commands=extended)
    )
    record = chip.read(card, number=card.number)
    findings = chip.verify(record, card.trust, at=datetime(2026, 9, 1, tzinfo=UTC))
    assert findings.trusted, findings
    assert record.exchange.number_matches is True
    assert record.unknown == ()
    assert record.valid_until == card.holder.valid_until
    assert {one.secured for one in record.exchange.files if not one.name.value.startswith("MF")} == {True}
    assert {"ask_nonce", "prove"} < {step.command for step in record.exchange.steps}
    text = chip.dump(record, face=True)
    jsonschema.validate(json.loads(text), chip.dump_schema())
    assert chip.load(text) == record
    assert chip.load(text).card_type.text("en") == "made-up card"
    evidence = intake.combine(chip=(record, findings))
    assert evidence.items[intake.ItemKey.VALID_UNTIL].claims[0].value == card.holder.valid_until

data = card.files[chip.FileName.DF1_EF01]
altered = card.rewritten({chip.FileName.DF1_EF01: data.replace(b"2", b"3")})
record = chip.read(altered, number=card.number)
assert not chip.verify(record, card.trust, at=datetime(2026, 9, 1, tzinfo=UTC)).trusted
try:
    chip.read(card, number="ZZ99999999ZZ")
except WrongNumberError:
    pass
else:
    raise AssertionError("opened by another number")
"""
READ_APPLICATIONS: Final = """
import json

import jsonschema
from tokutei import chip, testing
from tokutei.chip import my_number
from tokutei.errors import ReadAborted

first, second = my_number.APPLICATION_SETS
for of_set, selects in ((first, 1), (second, 2)):
    card = testing.issue_my_number_card(testing.person("engineer"), of_set=of_set)
    items = my_number.read_text(card, pin=card.pin)
    assert items.name == card.holder.name
    assert [step.command for step in items.steps].count("select_application") == selects
    face = my_number.read_surface(card, reference_b=card.reference_b)
    assert face.values == my_number.load(my_number.dump(face, face=True)).values
    text = my_number.dump(items)
    jsonschema.validate(json.loads(text), my_number.dump_schema())
    assert my_number.load(text).values == items.values
    jpki = my_number.read_jpki(card, password=card.password)
    assert jpki.authentication is not None and jpki.signature is not None
    status = my_number.read_pin_status(card)
    tries = status.of(my_number.Pin.SIGNATURE_PASSWORD).tries_left
    assert tries == {first: 5, second: 7}[of_set], tries
    beside = testing.issue_card(testing.person("engineer"), type="07", others=card.applications)
    assert my_number.read_text(beside, pin=card.pin).name == card.holder.name
    assert chip.read(beside, number=beside.number, delivery_keys=beside.delivery_keys).name_image
"""


def change(package: Path, changes: Mapping[str, tuple[tuple[str, str], ...]]) -> None:
    """Change some files of a copy; what is changed stands there once."""
    for name, pairs in changes.items():
        text = (package / name).read_text("utf-8")
        for before, after in pairs:
            assert text.count(before) == 1, (name, before)
            text = text.replace(before, after)
        (package / name).write_text(text, encoding="utf-8")


def went_wrong(package: Path, program: str) -> str:
    """Return what went wrong with a program that is run with a copy of the package."""
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", program],
        env={**os.environ, "PYTHONPATH": str(package.parent), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    return done.stderr if done.returncode else ""


@pytest.mark.slow
def test_a_generation_takes_three_places(tmp_path: Path) -> None:
    package = copied(tmp_path)
    assert "AssertionError" in went_wrong(package, READ_GENERATION), "known before it was written"
    shutil.copy(THIRD, package / "chip/generations/third.py")
    change(package, GENERATION)
    assert went_wrong(package, READ_GENERATION) == ""
    assert touched(package) == {"chip/generations/third.py", "chip/generations/__init__.py", "chip/words.py"}


@pytest.mark.slow
def test_a_set_of_applications_takes_one_place(tmp_path: Path) -> None:
    package = copied(tmp_path)
    assert "ValueError" in went_wrong(package, READ_APPLICATIONS), "known before it was written"
    change(package, APPLICATIONS)
    assert went_wrong(package, READ_APPLICATIONS) == ""
    assert touched(package) == {"chip/my_number/applications.py"}


def test_nobody_asks_which_generation_it_is() -> None:
    """Who handles cards asks their generation, and compares no name, type or profile with another one."""
    asked = ("generation.profile is", "is FIRST", "is SECOND", "is SPECIFIED", "case 0x8")
    of_cards = [
        *(PACKAGE / "chip").glob("*.py"),
        PACKAGE / "testing/emulator.py",
        PACKAGE / "testing/cards.py",
    ]
    found = [(path.name, one) for path in of_cards for one in asked if one in path.read_text("utf-8")]
    assert found == []
