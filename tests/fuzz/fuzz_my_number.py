"""The targets of the My Number applications, and what must hold of whatever is read from them."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from tests.fuzz.fuzz_cards import Wire
from tokutei import chip, testing
from tokutei.chip import my_number
from tokutei.chip.driving import Talk, drive
from tokutei.chip.my_number import PINS, Application, FileRow, Purpose
from tokutei.chip.my_number import applications as rows
from tokutei.chip.my_number.commands import MOST_AT_ONCE
from tokutei.chip.my_number.conversation import EXCHANGES_PER_MINIMUM
from tokutei.chip.my_number.objects import HEADER_SIZE
from tokutei.errors import TokuteiError
from tokutei.testing import SyntheticMyNumberCard

__all__ = ["fuzz_my_number", "my_number_seeds"]

_CERTIFICATES: Final = (rows.AUTHENTICATION, rows.AUTHENTICATION_CA, rows.SIGNATURE_CA)
_PURPOSE: Final = Purpose.BY_THE_PERSON
_NUMBER: Final = "123456789018"
"""A number with a right check digit, that of the rule's own example; plainly nobody's."""
_WITH_PIN: Final = 4
_RAW: Final = 0x80
_VERIFY: Final = 0x20


@dataclass(frozen=True)
class _Reading:
    """One way to read the card, and what it reads at most."""

    make: Callable[[SyntheticMyNumberCard], Talk[Any]]
    files: tuple[FileRow, ...] = ()
    besides: int = 1
    """Commands besides those of the files: one selects the application, three are for a PIN."""

    @property
    def most(self) -> int:
        """How many commands an honest card takes whose files are as large as their rows allow."""
        pieces = sum(2 + max(0, -(-(row.most - HEADER_SIZE) // MOST_AT_ONCE)) for row in self.files)
        return self.besides + pieces


_READINGS: Final = (
    _Reading(lambda one: my_number.reading_text(pin=one.pin), (rows.FOUR_ITEMS,), _WITH_PIN),
    _Reading(
        lambda one: my_number.reading_text(pin=one.pin, purpose=_PURPOSE),
        (rows.FOUR_ITEMS, rows.INDIVIDUAL_NUMBER),
        _WITH_PIN,
    ),
    _Reading(lambda one: my_number.reading_text(reference_b=one.reference_b), (rows.FOUR_ITEMS,), _WITH_PIN),
    _Reading(
        lambda one: my_number.reading_text(reference_a=one.number, purpose=_PURPOSE),
        (rows.INDIVIDUAL_NUMBER,),
        _WITH_PIN,
    ),
    _Reading(lambda _: my_number.reading_surface(), (rows.FREE_INFORMATION,)),
    _Reading(
        lambda one: my_number.reading_surface(reference_b=one.reference_b),
        (rows.FREE_INFORMATION, rows.CARD_FACE),
        _WITH_PIN,
    ),
    _Reading(
        lambda one: my_number.reading_surface(reference_a=one.number, purpose=_PURPOSE, number_image=True),
        (rows.FREE_INFORMATION, rows.CARD_FACE, rows.NUMBER_IMAGE),
        _WITH_PIN,
    ),
    _Reading(lambda _: my_number.reading_jpki(), (rows.TOKEN, rows.AVAILABILITY, *_CERTIFICATES)),
    _Reading(
        lambda one: my_number.reading_jpki(password=one.password),
        (rows.TOKEN, rows.AVAILABILITY, *_CERTIFICATES, rows.SIGNATURE),
        _WITH_PIN,
    ),
    _Reading(lambda _: my_number.reading_pin_status(), (), len(Application) + 2 * len(PINS)),
)
"""Every talk, with and without the individual number."""


@cache
def _card() -> SyntheticMyNumberCard:
    """Return a card; the same one every time, so that it has to be reset before it is read."""
    return testing.issue_my_number_card(testing.person("engineer"), number=_NUMBER)


class _Pieces:
    """Answers that are nothing but the input, cut into pieces by length bytes."""

    def __init__(self, content: bytes) -> None:
        self._rest = content

    def transmit(self, _: bytes, /) -> bytes:
        size, piece = (self._rest[0], self._rest[1 : 1 + self._rest[0]]) if self._rest else (2, b"\x90\x00")
        self._rest = self._rest[1 + size :]
        return piece


class _Watched:
    """Keeps what goes to a card and what comes back."""

    def __init__(self, inner: chip.Transport) -> None:
        self._inner = inner
        self.commands: list[bytes] = []
        self.answers: list[bytes] = []

    def transmit(self, command: bytes, /) -> bytes:
        self.commands.append(command)
        self.answers.append(self._inner.transmit(command))
        return self.answers[-1]


def fuzz_my_number(data: bytes) -> None:
    """Answers of a My Number card to every talk: genuine ones changed, or nothing but the input."""
    choice, *how = data[:4].ljust(4, b"\0")
    content = data[4:]
    card = _card()
    card.reset()
    reading = _READINGS[(choice & ~_RAW) % len(_READINGS)]
    watched = _Watched(_Pieces(content) if choice & _RAW else Wire(card, how, content))
    talk = reading.make(card)
    record = None
    with suppress(TokuteiError):
        record = drive(talk, watched)
    assert len(watched.commands) <= EXCHANGES_PER_MINIMUM * reading.most
    assert sum(len(command) > 4 for command in watched.commands if command[1] == _VERIFY) <= 1
    if record is not None:
        _check(record)


def _check(record: Any) -> None:
    """Demand that a record hides what it holds, has a number only for a purpose, pickles, dumps and can be shown."""
    assert pickle.loads(pickle.dumps(record)) == record  # noqa: S301 - our own
    for hidden in (_NUMBER, _card().pin, _card().password, _card().reference_b):
        assert hidden not in repr(record)
    if isinstance(record, my_number.TextItems | my_number.SurfaceItems):
        kept = my_number.dump(record, face=True, individual_number=_PURPOSE)
        assert my_number.load(kept) == record
        assert my_number.load(my_number.dump(record)).steps == record.steps
    if isinstance(record, my_number.TextItems):
        assert record.purpose is not None or record.individual_number is None
        assert record.purpose is not None or "individual_number" not in record.values
    if isinstance(record, my_number.SurfaceItems):
        assert record.purpose is not None or record.number_image is None
        _show(record)


def _show(record: my_number.SurfaceItems) -> None:
    lines = (record.name_image, record.address_image, record.security_code_image, record.number_image)
    for image in lines:
        with suppress(TokuteiError):
            assert my_number.line_png(image or b"").startswith(b"\x89PNG")
    with suppress(TokuteiError):
        assert my_number.face_png(record.face_image or b"").startswith(b"\x89PNG")


def my_number_seeds() -> Iterator[bytes]:
    """Yield genuine answers to every talk, and every way to change one of them."""
    hows = (*range(8), *range(0x80, 0x88))
    for choice, reading in enumerate(_READINGS):
        card = _card()
        card.reset()
        watched = _Watched(card)
        drive(reading.make(card), watched)
        assert len(watched.commands) <= reading.most
        pieces = b"".join(bytes([len(one)]) + one for one in (answer[:255] for answer in watched.answers))
        yield bytes([choice | _RAW, 0, 0, 0]) + pieces
        for exchange, how in enumerate(hows):
            yield bytes([choice, exchange % len(watched.answers), how, 1, 0x90, 0])
