"""Readers, cards on them, and connections.

Access is shared unless asked for otherwise: a program that is merely open must not lock others out. Two
programs that read one card at the same time still disturb each other, as a card keeps one session.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from datetime import timedelta
from types import TracebackType
from typing import Final, Self

from tokutei.errors import ReaderError
from tokutei.reader.service import ReaderState, Service

__all__ = ["CardConnection", "connect", "readers", "wait_for_card"]

_STEP: Final = 100
"""Milliseconds of one wait. The service wakes the waiting at once when something changes; steps keep the whole
within its limit without a clock, and let an interruption through."""
_GONE_AGAIN: Final = frozenset({"no_card", "card_removed"})


class CardConnection:
    """A card on a reader; a :class:`tokutei.chip.Transport`, to be used in a ``with`` statement.

    Closing it resets the card, so that nobody goes on with the session. Not safe to share between threads.
    """

    __slots__ = ("_handle", "_laid", "_protocol", "_service")

    def __init__(self, service: Service, laid: ReaderState, *, exclusive: bool = False) -> None:
        """Connect to the card that lies on a reader; :func:`connect` and :func:`wait_for_card` do it.

        Raises:
            ReaderError: as :func:`connect`.
        """
        self._laid = laid
        self._handle, self._protocol = service.connect(laid.name, exclusive=exclusive)
        self._service: Service | None = service

    @property
    def reader(self) -> str:
        """The name of the reader."""
        return self._laid.name

    def transmit(self, command: bytes, /) -> bytes:
        """Return the card's answer to a command: its data and two bytes of status.

        Raises:
            ReaderError: ``card_removed``, ``card_reset``, ``extended_length``, ``no_service``,
                ``closed`` or ``other``.
        """
        if self._service is None:
            raise ReaderError("closed")
        return self._service.transmit(self._handle, self._protocol, command, laid=self._laid)

    def close(self) -> None:
        """Reset the card and let go of it; does nothing the second time, and never fails."""
        service, self._service = self._service, None
        if service is not None:
            with service:
                service.disconnect(self._handle)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        state = "closed" if self._service is None else "open"
        return f"CardConnection({self.reader!r}, {state})"


def readers() -> tuple[str, ...]:
    """Return the names of the readers of this machine; empty if there is none.

    Raises:
        MissingExtraError: the extra ``reader`` is not installed.
        ReaderError: the smart card service does not run (``no_service``), does not let this user in
            (``not_allowed``), or ``other``.
    """
    with Service() as service:
        return service.readers()


def connect(reader: str | None = None, *, exclusive: bool = False) -> CardConnection:
    """Return a connection to a card that lies on a reader now.

    Args:
        reader: the name of a reader, of :func:`readers`; ``None`` takes the first that holds a card.
        exclusive: whether other programs are kept from the card meanwhile.

    Raises:
        MissingExtraError: the extra ``reader`` is not installed.
        ReaderError: ``no_service``, ``not_allowed``, ``no_reader``, ``unknown_reader``, ``no_card``, ``busy``
            (another program has the card for itself or, for an exclusive connection, at all),
            ``unresponsive`` or ``other``.
    """
    with ExitStack() as stack:
        service = stack.enter_context(Service())
        for state in service.states(_chosen(service, reader)):
            if state.has_card:
                connection = CardConnection(service, state, exclusive=exclusive)
                stack.pop_all()  # the connection closes the service from here on
                return connection
    raise ReaderError("no_card")


def wait_for_card(reader: str | None = None, *, within: timedelta, exclusive: bool = False) -> CardConnection:
    """Return a connection to a card that lies on a reader or is put there in time.

    Args:
        reader: as for :func:`connect`; ``None`` waits at all readers that there are.
        within: how long to wait at most, to the millisecond; zero looks once. A wait ends a little early
            if the readers report other changes meanwhile.
        exclusive: as for :func:`connect`.

    Raises:
        MissingExtraError: the extra ``reader`` is not installed.
        ReaderError: no card came (``timeout``), the limit is no length of time or negative (``limit``),
            or as :func:`connect` except ``no_card``.
    """
    left = _milliseconds(within)
    with ExitStack() as stack:
        service = stack.enter_context(Service())
        states = service.states(_chosen(service, reader))
        while True:
            connection = _on_any(service, states, exclusive=exclusive)
            if connection is not None:
                stack.pop_all()  # as above
                return connection
            if left <= 0:
                break
            step = min(left, _STEP)
            left -= step
            states = service.changed(states, step)
    raise ReaderError("timeout")


def _chosen(service: Service, reader: str | None) -> Sequence[str]:
    names = service.readers()
    if not names:
        raise ReaderError("no_reader")
    if reader is None:
        return names
    if reader not in names:
        raise ReaderError("unknown_reader")
    return (reader,)


def _on_any(service: Service, states: Sequence[ReaderState], *, exclusive: bool) -> CardConnection | None:
    """Return a connection to the first card, or ``None`` if there is none, or none any more."""
    for state in states:
        if state.has_card:
            try:
                return CardConnection(service, state, exclusive=exclusive)
            except ReaderError as error:
                if error.reason not in _GONE_AGAIN:
                    raise
    return None


def _milliseconds(within: object) -> int:
    if not isinstance(within, timedelta) or within < timedelta():
        raise ReaderError("limit")
    return -(-within // timedelta(milliseconds=1))
