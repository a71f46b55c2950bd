"""Which PINs a card has and how many tries each has left, without using up a try.

An ordinary My Number card that was issued without PINs (顔認証マイナンバーカード, 番号法関係命令33条7項) is a normal
card: it is put into a state in which PINs are not compared. The ordinances on specified cards and certificates
(their article 2) have a PIN notified and set, and no such exception. On the wire that looks like a PIN that was blocked by wrong tries,
so what is said here is what the card says, and both readings of it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from tokutei import messages
from tokutei.chip.driving import AsyncTransport, Talk, Transport, drive, drive_async
from tokutei.chip.exchange import Step
from tokutei.chip.my_number.applications import PINS, Application, Pin
from tokutei.chip.my_number.conversation import Conversation, PinState
from tokutei.chip.tracing import Trace
from tokutei.errors import CardError
from tokutei.law import Citation

__all__ = [
    "CARDS_WITHOUT_PINS",
    "SPECIFIED_CARDS_HAVE_PINS",
    "PinReport",
    "PinStatus",
    "read_pin_status",
    "read_pin_status_async",
    "reading_pin_status",
]

CARDS_WITHOUT_PINS: Final = Citation("426M60000008085", "33", "7")
"""The provision under which an ordinary My Number card may be issued without PINs."""
SPECIFIED_CARDS_HAVE_PINS: Final = (Citation("508M60004018001", "2"), Citation("508M60004018002", "2"))
"""The provisions under which specified cards and certificates are given PINs; they have no exception."""


@dataclass(frozen=True, slots=True)
class PinReport:
    """What the card says of one PIN."""

    pin: Pin
    state: PinState
    tries_left: int | None
    """How many wrong tries are left; ``None`` where the card does not say."""
    status: str
    """The status word of the answer, in hexadecimal."""

    def text(self, lang: str) -> str:
        """Return it in words."""
        key = "tries" if self.state is PinState.READY else "state"
        return messages.text(
            f"chip.pin.{key}", lang, pin=self.pin, state=self.state, tries=self.tries_left or 0
        )


@dataclass(frozen=True, slots=True)
class PinStatus:
    """What the card says of all its PINs."""

    reports: tuple[PinReport, ...]
    steps: tuple[Step, ...]
    """Every command, without its bytes."""

    def of(self, pin: Pin) -> PinReport | None:
        """Return the report of one PIN; ``None`` if it was not asked about."""
        return next((one for one in self.reports if one.pin is pin), None)

    @property
    def compares_no_pin(self) -> bool:
        """Whether no PIN that a holder sets is compared, though the card has such PINs.

        So looks an ordinary card that was issued without PINs, and one whose PINs were all blocked by wrong tries.
        Neither is broken: whatever needs no PIN can be read.
        """
        own = [one for one in self.reports if one.pin.row.is_chosen and one.state is not PinState.NOT_THERE]
        return bool(own) and all(one.state is PinState.BLOCKED for one in own)

    def text(self, lang: str) -> str:
        """Return all reports, a line each, and what it means if no PIN is compared."""
        said = [one.text(lang) for one in self.reports]
        if self.compares_no_pin:
            card, certificate = SPECIFIED_CARDS_HAVE_PINS
            said.append(
                messages.text(
                    "chip.pin.no_pins", lang, cite=CARDS_WITHOUT_PINS, card=card, certificate=certificate
                )
            )
        return "\n".join(said)


def reading_pin_status(
    applications: Iterable[Application] = tuple(Application), *, trace: Trace | None = None
) -> Talk[PinStatus]:
    """Return a talk that asks about every PIN of some applications.

    No PIN is sent, so no count changes. An application that the card does not have, or does not show to
    somebody who has proved nothing, is no error: its PINs are ``not_there`` or ``unclear``.

    Args:
        applications: which of them are asked.
        trace: where the exchanges are noted down.

    Raises:
        CardError: the card refuses to select an application that it has.
        ReadAborted: ``answer`` or ``exchanges``.
    """
    return _asking(frozenset(applications), trace)


def _asking(wanted: frozenset[Application], trace: Trace | None) -> Talk[PinStatus]:
    talk = Conversation(trace)
    reports: list[PinReport] = []
    rows = [row for row in PINS if row.application in wanted]
    for application, group in groupby(rows, key=lambda row: row.application):
        there = yield from talk.select(application, optional=True)
        for row in group:
            if not there:
                reports.append(PinReport(row.pin, PinState.NOT_THERE, None, "6A82"))
                continue
            try:
                state, tries, status = yield from talk.ask(row.pin)
            except CardError as error:  # a file that is hidden from those who have proved nothing
                state, tries, status = PinState.UNCLEAR, None, error.status
            reports.append(PinReport(row.pin, state, tries, status))
    return PinStatus(tuple(reports), talk.steps)


def read_pin_status(
    transport: Transport,
    *,
    applications: Iterable[Application] = tuple(Application),
    trace: Trace | None = None,
) -> PinStatus:
    """Return what the card behind a transport says of its PINs; no try is used up.

    Raises:
        ChipError: as :func:`reading_pin_status`, or ``ReadAborted("transport")``.
    """
    return drive(reading_pin_status(applications, trace=trace), transport)


async def read_pin_status_async(
    transport: AsyncTransport,
    *,
    applications: Iterable[Application] = tuple(Application),
    trace: Trace | None = None,
) -> PinStatus:
    """Return what the card behind an awaited transport says of its PINs; otherwise as :func:`read_pin_status`.

    Raises:
        ChipError: as :func:`read_pin_status`.
    """
    return await drive_async(reading_pin_status(applications, trace=trace), transport)
