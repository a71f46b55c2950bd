"""A record of what went over the wire, for those who look for a fault.

A trace holds no contents unless it is asked to: commands, sizes and status words say where a reading
went wrong, and they are nobody's. With contents it is personal data and key material of the session,
and can be replayed in place of the card.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Final, TypeVar

from tokutei.chip import apdu
from tokutei.errors import TraceError

__all__ = ["Trace", "TracedExchange"]

T = TypeVar("T")

_HEADER: Final = 4


@dataclass(frozen=True, slots=True)
class TracedExchange:
    """One command and its answer without their data."""

    command: str
    """The stable name of the command."""
    header: str
    """Class, instruction and parameters in hexadecimal."""
    sent: int
    """Bytes of the command after its header."""
    received: int
    """Bytes of data in the answer; negative where no whole status word came."""
    status: str
    """The status word in hexadecimal; empty where none came."""

    def __str__(self) -> str:
        answer = f"{self.status} + {self.received}" if self.received >= 0 else "no answer"
        return f"{self.command} {self.header} + {self.sent} -> {answer}"


class Trace:
    """What went over the wire in one reading, in order; passed to :func:`tokutei.chip.read`.

    Example:
        >>> from tokutei import chip, testing
        >>> card = testing.issue_card(testing.person("engineer"))
        >>> trace = chip.Trace()
        >>> _ = chip.read(card, number=card.number, trace=trace)
        >>> str(trace.exchanges[0]), trace
        ('select_mf 00A40000 + 3 -> 9000 + 0', Trace(18 exchanges, without contents))
    """

    __slots__ = ("_draws", "_pairs", "exchanges", "has_contents")

    def __init__(self, *, contents: bool = False) -> None:
        self.has_contents: Final = contents
        """Whether the bytes themselves are kept; they are personal data and key material."""
        self.exchanges: list[TracedExchange] = []
        """What went over the wire, without the data."""
        self._pairs: list[tuple[bytes, bytes]] = []
        self._draws: list[bytes] = []

    def __repr__(self) -> str:
        return (
            f"Trace({len(self.exchanges)} exchanges, {'with' if self.has_contents else 'without'} contents)"
        )

    def __reduce__(self) -> tuple[object, ...]:
        raise TraceError("not_kept")

    def text(self) -> str:
        """Return the exchanges, a line each, without their data whether the trace has it or not."""
        return "\n".join(map(str, self.exchanges))

    def note(self, name: str, command: bytes, answer: object, *, withheld: bool = False) -> None:
        """Add an exchange; whoever drives a reading by hand need not call this, the reading does.

        Args:
            name: the stable name of the command.
            command: its bytes.
            answer: what came back.
            withheld: whether the body of the command is kept from every trace, and its length, too: it
                is something that a card compares, such as a PIN.
        """
        command = command[:_HEADER] if withheld else command
        said = b""
        if isinstance(answer, bytes | bytearray | memoryview):
            with suppress(ValueError):  # a view of memory that was given back
                said = bytes(answer)
        header = command[:_HEADER].hex().upper()
        status = said[-2:].hex().upper() if len(said) > 1 else ""
        self.exchanges.append(TracedExchange(name, header, len(command) - _HEADER, len(said) - 2, status))
        if self.has_contents:
            self._pairs.append((command, said))

    def drew(self, value: bytes) -> None:
        """Add what was drawn from the entropy."""
        if self.has_contents:
            self._draws.append(value)

    def entropy(self) -> Callable[[int], bytes]:
        """Return a source of what was drawn in the reading, for another reading of the replayed card.

        Raises:
            TraceError: the trace holds no contents (``redacted``).
        """
        draws = iter(self._kept(self._draws))

        def draw(size: int) -> bytes:
            value = next(draws, b"")
            if len(value) != size:
                raise TraceError("differs")
            return value

        return draw

    def replay(self) -> ReplayedCard:
        """Return a transport that answers as the card did, as long as it is asked the same.

        Raises:
            TraceError: the trace holds no contents (``redacted``).
        """
        return ReplayedCard(iter(self._kept(self._pairs)))

    def _kept(self, kept: list[T]) -> tuple[T, ...]:
        if not self.has_contents:
            raise TraceError("redacted")
        return tuple(kept)


class ReplayedCard:
    """A transport that answers as a card once did."""

    __slots__ = ("_pairs",)

    def __init__(self, pairs: Iterator[tuple[bytes, bytes]]) -> None:
        self._pairs = pairs

    def __repr__(self) -> str:
        return "ReplayedCard(…)"

    def __reduce__(self) -> tuple[object, ...]:
        raise TraceError("not_kept")

    def transmit(self, command: bytes, /) -> bytes:
        """Return the recorded answer to the next command.

        Raises:
            TraceError: another command was recorded in this place (``differs``), or none (``ended``).
        """
        recorded, answer = next(self._pairs, (b"", b""))
        if not recorded:
            raise TraceError("ended")
        # What is under RSA never looks the same twice; the key in it comes from the entropy.
        # What a My Number card compares, such as a PIN, is not kept.
        is_header = command[1:2] == bytes([apdu.SET_SESSION_KEY]) or len(recorded) == _HEADER
        size = _HEADER if is_header else None
        if command[:size] != recorded[:size]:
            raise TraceError("differs")
        return answer
