"""PIN, password, number, name and address appear in no repr, error, log, step or pickle of an error."""

from __future__ import annotations

import logging
import pickle
import pprint
import traceback
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import date
from typing import Any, Final

import pytest

from tests.chip.my_number_fakes import Recorder
from tokutei import testing
from tokutei.chip import my_number
from tokutei.chip.my_number import Purpose, SurfaceItems, TextItems
from tokutei.chip.my_number.certificates import CertificateOwner, JpkiCertificate
from tokutei.errors import TokuteiError
from tokutei.personal import HIDDEN, personal_fields
from tokutei.testing import SyntheticMyNumberCard

SECRET, NUMBER, MUNICIPALITY = "QZPASSWORD9", "998877665544", "47382"
PIN: Final = "8642"
HOLDER: Final = replace(
    testing.person("engineer"),
    key="marked",
    name="QZ MARKED",
    born=date(1991, 11, 19),
    address=("9-9-9 QZTOWN",),
    valid_until=date(2031, 7, 17),
)
SHOWN: Final = ("QZ", NUMBER, PIN, "1991", "11, 19", "1119", "2031", MUNICIPALITY, "031119")
PURPOSE: Final = Purpose.BY_THE_PERSON


def marked() -> SyntheticMyNumberCard:
    return testing.issue_my_number_card(
        HOLDER, pin=PIN, password=SECRET, number=NUMBER, municipality=MUNICIPALITY
    )


CARD: Final = marked()
READ: Final[tuple[Callable[[Any], object], ...]] = (
    my_number.read_pin_status,
    lambda to: my_number.read_text(to, pin=PIN, purpose=PURPOSE),
    lambda to: my_number.read_text(to, reference_b=CARD.reference_b),
    lambda to: my_number.read_surface(to, reference_a=NUMBER, purpose=PURPOSE, number_image=True),
    lambda to: my_number.read_jpki(to, password=SECRET),
)


def clean(*texts: str) -> None:
    for text in texts:
        assert not [word for word in SHOWN if word in text], text


def inside(value: object) -> Iterator[object]:
    """Yield a record and every record in it."""
    yield value
    if is_dataclass(value):
        for one in fields(value):
            part = getattr(value, one.name)
            if is_dataclass(part):
                yield from inside(part)


def test_no_marker_in_what_is_read(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    card = CARD
    records = [read(card) for read in READ]
    for record in records:
        for one in inside(record):
            clean(repr(one), str(one), f"{one}", pprint.pformat(one), pprint.pformat([one], width=20))
    clean(caplog.text, repr(card), repr(card.applications), pprint.pformat(card))
    text = records[1]
    assert isinstance(text, TextItems)
    assert (text.name, text.values["individual_number"]) == (HOLDER.name, NUMBER.encode())


@pytest.mark.parametrize("kind", [TextItems, SurfaceItems, JpkiCertificate, CertificateOwner])
def test_personal_fields_are_masked(kind: type) -> None:
    card = CARD
    jpki = my_number.read_jpki(card, password=SECRET)
    assert jpki.signature is not None
    assert jpki.signature.owner is not None
    by_kind: dict[type, Any] = {
        TextItems: my_number.read_text(card, pin=PIN),
        SurfaceItems: my_number.read_surface(card, reference_b=card.reference_b),
        JpkiCertificate: jpki.signature,
        CertificateOwner: jpki.signature.owner,
    }
    for name in personal_fields(kind):
        assert f"{name}={HIDDEN}" in repr(by_kind[kind])


ANSWERS: Final = (b"QZ\x90\x00", b"QZ\x69\x82", b"QZ", b"\x63\xc2", b"\x69\x84", b"\x63\xcf")


@pytest.mark.parametrize("answer", ANSWERS)
@pytest.mark.parametrize("read", READ[1:])
def test_no_marker_in_an_error_or_log(
    read: Callable[[Any], object], answer: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    errors: list[TokuteiError] = []
    for at in range(8):
        try:
            read(Recorder(CARD.applications.holding({}), answers={at: answer}))
        except TokuteiError as error:
            errors.append(error)
    assert len(errors) > 1
    for one in errors:
        again = pickle.loads(pickle.dumps(one))  # noqa: S301 - our own
        assert (type(again), vars(again)) == (type(one), vars(one))
        clean(f"{one!r} {one} {one.text('ja')} {again} {vars(one)}")
        clean("".join(traceback.format_exception_only(one)), str(pickle.dumps(one)))
        assert one.__cause__ is None
        assert one.__context__ is None or one.__suppress_context__
    clean(caplog.text)


WRONG: Final[dict[str, Callable[[], object]]] = {
    "pin": lambda: my_number.reading_text(pin="QZ8642"),
    "password": lambda: my_number.reading_jpki(password="qz" + SECRET),
    "reference b": lambda: my_number.reading_text(reference_b="QZ" + "1" * 14),
    "reference a": lambda: my_number.reading_text(reference_a=NUMBER + "QZ", purpose=PURPOSE),
    "purpose": lambda: my_number.reading_text(pin=PIN, purpose="QZ"),  # type: ignore[arg-type]
    "item": lambda: my_number.reading_surface(reference_a=NUMBER),
    "code": lambda: my_number.reference_number_b(
        born=HOLDER.born, born_year="era", expires_year=2031, security_code="QZ12"
    ),
    "wrong pin": lambda: my_number.read_text(marked(), pin="8641"),
    "wrong password": lambda: my_number.read_jpki(marked(), password=SECRET + "QZ"),
    "wrong reference": lambda: my_number.read_surface(CARD, reference_b="9" * 14),
}


@pytest.mark.parametrize("name", WRONG)
def test_no_marker_in_a_refusal(name: str) -> None:
    with pytest.raises(TokuteiError) as caught:
        WRONG[name]()
    error = caught.value
    clean(str(error), repr(error), error.text("ja"), error.text("en"), repr(vars(error)), str(error.args))
    clean("".join(traceback.format_exception_only(error)))
    assert error.__cause__ is None


def test_steps_hold_names_and_sizes_only() -> None:
    for step in my_number.read_text(CARD, pin=PIN, purpose=PURPOSE).steps:
        assert {type(getattr(step, one.name)) for one in fields(step)} == {str, int}
        assert len(step.status) == 4
        clean(repr(step))


def test_the_status_of_pins_holds_nothing_personal() -> None:
    assert personal_fields(my_number.PinStatus) == personal_fields(my_number.PinReport) == frozenset()
    status = my_number.read_pin_status(CARD)
    clean(status.text("ja"), status.text("en"), repr(status))
