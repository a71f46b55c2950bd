"""Every reading of the My Number applications, for the tests that run them all."""

from __future__ import annotations

from collections.abc import Callable, Generator
from typing import Any, Final

import pytest

from tokutei.chip import my_number
from tokutei.chip.my_number import Application, Purpose
from tokutei.testing import SyntheticMyNumberCard

PURPOSE: Final = Purpose.BY_THE_PERSON
WRONG, SMALL, SHORT = "WRONG999", "secret12", "ABC12"
AIDS: Final = {one.aid for one in Application}

READINGS: Final[dict[str, Callable[[SyntheticMyNumberCard], Generator[bytes, bytes, Any]]]] = {
    "pins": lambda _: my_number.reading_pin_status(),
    "text by pin": lambda one: my_number.reading_text(pin=one.pin),
    "text with number": lambda one: my_number.reading_text(pin=one.pin, purpose=PURPOSE),
    "text by reference b": lambda one: my_number.reading_text(reference_b=one.reference_b),
    "number by reference a": lambda one: my_number.reading_text(reference_a=one.number, purpose=PURPOSE),
    "free surface": lambda _: my_number.reading_surface(),
    "surface by reference b": lambda one: my_number.reading_surface(reference_b=one.reference_b),
    "surface with number": lambda one: my_number.reading_surface(
        reference_a=one.number, purpose=PURPOSE, number_image=True
    ),
    "jpki": lambda _: my_number.reading_jpki(),
    "jpki with password": lambda one: my_number.reading_jpki(password=one.password),
}
ALL: Final = [pytest.param(one, id=name) for name, one in READINGS.items()]
