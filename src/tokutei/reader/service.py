"""The smart card service of the system: the only module that knows pyscard.

The low-level calls of PC/SC are used, because they say what went wrong by a number. Each number that
somebody can do something about has a stable reason; the others are ``other`` and keep their number.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from types import TracebackType
from typing import Any, Final, NamedTuple, Self

from tokutei.errors import ReaderError
from tokutei.errors.extras import needing

__all__ = ["ReaderState", "Service"]

_REASONS: Final[Mapping[str, str]] = {
    "SCARD_E_NO_SERVICE": "no_service",
    "SCARD_E_SERVICE_STOPPED": "no_service",
    "SCARD_F_COMM_ERROR": "no_service",  # the library lost the service in the middle of a call
    "SCARD_W_SECURITY_VIOLATION": "not_allowed",
    "SCARD_E_NO_ACCESS": "not_allowed",
    "SCARD_E_NO_READERS_AVAILABLE": "no_reader",
    "SCARD_E_UNKNOWN_READER": "unknown_reader",
    "SCARD_E_READER_UNAVAILABLE": "unknown_reader",
    "SCARD_E_NO_SMARTCARD": "no_card",
    "SCARD_W_REMOVED_CARD": "card_removed",
    "SCARD_W_RESET_CARD": "card_reset",
    "SCARD_E_SHARING_VIOLATION": "busy",
    "SCARD_W_UNRESPONSIVE_CARD": "unresponsive",
    "SCARD_W_UNPOWERED_CARD": "unresponsive",
    "SCARD_W_UNSUPPORTED_CARD": "unresponsive",
    "SCARD_E_PROTO_MISMATCH": "unresponsive",
    "SCARD_E_TIMEOUT": "timeout",
}
"""What the numbers of PC/SC mean here, by their names in the standard."""

_COMMAND_REFUSED: Final = frozenset(
    {
        "SCARD_E_INSUFFICIENT_BUFFER",
        "SCARD_E_INVALID_PARAMETER",
        "SCARD_E_INVALID_VALUE",
        "SCARD_E_NOT_TRANSACTED",
        "SCARD_E_COMM_DATA_LOST",
        "SCARD_E_UNSUPPORTED_FEATURE",
    }
)
"""What drivers say of a command longer than they carry; some say it of a card that is gone, too."""

_MASK: Final = 0xFFFFFFFF
"""The numbers have 32 bits; some systems give them a sign."""
_REMOVAL_SHOWS_WITHIN: Final = 1000
"""Milliseconds; services look at their readers two or three times a second."""


class ReaderState(NamedTuple):
    """What the service says of one reader."""

    name: str
    flags: int
    """As the service gave them, to be handed back when asking what changed."""
    has_card: bool

    def is_still(self, laid: ReaderState) -> bool:
        """Return whether a card is there, and the one that lay there in another state.

        The high half of the flags counts the cards put in and taken out, where the service counts them.
        """
        return self.has_card and self.flags >> 16 == laid.flags >> 16


class Service:
    """One line to the service; made for one call or one connection and always closed.

    Raises:
        MissingExtraError: pyscard is not installed.
        ReaderError: the service does not run (``no_service``) or refuses this user (``not_allowed``).
    """

    def __init__(self) -> None:
        with needing("reader", "pyscard"):
            from smartcard import scard  # pyright: ignore[reportMissingImports]
        self._scard: Any = scard
        self._reasons = {self._number(name): reason for name, reason in _REASONS.items()}
        (self._context,) = self._demand("SCardEstablishContext", scard.SCARD_SCOPE_USER)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Give the line back; what the service says to that changes nothing."""
        with suppress(ReaderError):
            self._call("SCardReleaseContext", self._context)

    def readers(self) -> tuple[str, ...]:
        """Return the names of the readers; empty if there is none.

        Raises:
            ReaderError: the service ended meanwhile (``no_service``), or ``other``.
        """
        status, found = self._call("SCardListReaders", self._context, [])
        if self._reasons.get(status) == "no_reader":
            return ()
        self._check(status)
        return tuple(found[0])

    def states(self, names: Sequence[str]) -> tuple[ReaderState, ...]:
        """Return the states of some readers at once.

        Raises:
            ReaderError: a reader is gone (``unknown_reader``), ``no_service`` or ``other``.
        """
        unaware = self._scard.SCARD_STATE_UNAWARE
        return self.changed([ReaderState(name, unaware, has_card=False) for name in names], 0)

    def changed(self, known: Sequence[ReaderState], milliseconds: int) -> tuple[ReaderState, ...]:
        """Wait until a state is another than the known one, or for so long, and return the states.

        Raises:
            ReaderError: as :meth:`states`.
        """
        asked = [(state.name, state.flags) for state in known]
        status, found = self._call("SCardGetStatusChange", self._context, milliseconds, asked)
        if self._reasons.get(status) == "timeout":
            return tuple(known)
        self._check(status)
        present = self._scard.SCARD_STATE_PRESENT
        return tuple(ReaderState(name, flags, bool(flags & present)) for name, flags, *_ in found[0])

    def connect(self, reader: str, *, exclusive: bool) -> tuple[int, int]:
        """Return the handle of the card on a reader, and the protocol it speaks.

        Raises:
            ReaderError: there is no card, it does not answer, or another program has it.
        """
        scard = self._scard
        share = scard.SCARD_SHARE_EXCLUSIVE if exclusive else scard.SCARD_SHARE_SHARED
        both = scard.SCARD_PROTOCOL_T0 | scard.SCARD_PROTOCOL_T1
        handle, protocol = self._demand("SCardConnect", self._context, reader, share, both)
        return handle, protocol

    def disconnect(self, handle: int) -> None:
        """Let go of a card and reset it; as for :meth:`close`, nothing that comes of it matters.

        A card left as it is would stay open: what may be read after its number was verified could then
        be read by the next program, which does not know the number.
        """
        with suppress(ReaderError):
            self._call("SCardDisconnect", handle, self._scard.SCARD_RESET_CARD)

    def transmit(self, handle: int, protocol: int, command: bytes, *, laid: ReaderState) -> bytes:
        """Return the answer of a card to a command.

        Args:
            handle: of :meth:`connect`.
            protocol: of :meth:`connect`.
            command: the bytes.
            laid: the state of the reader when the card was connected to, to notice that it is gone.

        Raises:
            ReaderError: the card was taken away or reset, the command is longer than the reader or its
                driver carries (``extended_length``), the service ended, or ``other``.
        """
        scard = self._scard
        header = scard.SCARD_PCI_T1 if protocol == scard.SCARD_PROTOCOL_T1 else scard.SCARD_PCI_T0
        status, found = self._call("SCardTransmit", handle, header, list(command))
        if status == scard.SCARD_S_SUCCESS:
            return bytes(found[0])
        reason = self._reasons.get(status)
        if reason == "no_card":
            reason = "card_removed"
        if reason is None and status in {self._number(name) for name in _COMMAND_REFUSED}:
            if self._is_taken_away(laid):
                reason = "card_removed"
            elif _is_extended(command):
                reason = "extended_length"
        raise ReaderError(reason or "other", status)

    def _is_taken_away(self, laid: ReaderState) -> bool:
        """Return whether the reader is without the card, now or as soon as the service looks again."""
        try:
            now = self.states([laid.name])
            if now[0].is_still(laid):
                now = self.changed(now, _REMOVAL_SHOWS_WITHIN)
        except ReaderError:
            return True  # and the reader with it, or the service
        return not now[0].is_still(laid)

    def _number(self, name: str) -> int:
        return int(getattr(self._scard, name)) & _MASK

    def _demand(self, name: str, *arguments: object) -> list[Any]:
        """Make a call that must succeed and return what it gives besides its status."""
        status, found = self._call(name, *arguments)
        self._check(status)
        return found

    def _check(self, status: int) -> None:
        if status != self._scard.SCARD_S_SUCCESS:
            raise ReaderError(self._reasons.get(status, "other"), status)

    def _call(self, name: str, *arguments: object) -> tuple[int, list[Any]]:
        """Make a call and return its status and what it gives besides.

        Raises:
            ReaderError: pyscard itself failed, such as for want of the system's library (``other``).
        """
        try:
            given = getattr(self._scard, name)(*arguments)
        except Exception:  # noqa: BLE001, S110 - whatever pyscard raises may hold the command; raised below
            pass
        else:
            status, *found = given if isinstance(given, list | tuple) else (given,)
            return status & _MASK, found
        raise ReaderError("other")


def _is_extended(command: bytes) -> bool:
    """Return whether a command is written with lengths of two bytes (ISO/IEC 7816-4, 5.1)."""
    return len(command) > 6 and command[4] == 0
