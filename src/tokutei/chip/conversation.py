"""One conversation with a card: what was said, how much is allowed, and who watches."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from tokutei.chip import apdu
from tokutei.chip.driving import Talk
from tokutei.chip.exchange import Step
from tokutei.chip.layout import FileName
from tokutei.chip.tracing import Trace
from tokutei.errors import CardError, ReadAborted, SecureMessagingError, TokuteiError

__all__ = ["EXCHANGES_PER_MINIMUM", "Conversation", "Entropy", "Progress", "ProgressCallback"]

EXCHANGES_PER_MINIMUM: Final = 3
"""A reading is given up after this many times the fewest exchanges that could have read the card."""

Entropy = Callable[[int], bytes]
"""Gives as many unpredictable bytes as it is asked for, such as ``secrets.token_bytes``."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a reading has come; told after every answer to a read."""

    file: FileName
    """What is being read."""
    done: int
    """Bytes of all files so far."""
    total: int
    """Bytes of all files that will be read, as far as it is known: at first those of the card type."""
    exchanges: int
    """Commands answered so far."""


ProgressCallback = Callable[[Progress], None]
"""Is told how far a reading has come. What it raises ends the reading and comes out unchanged."""


class Conversation:
    """The commands of one reading: they are counted, bounded, noted down and traced."""

    def __init__(self, *, least: int, entropy: Entropy, trace: Trace | None) -> None:
        self.steps: list[Step] = []
        self._entropy = entropy
        self._trace = trace
        self.allow(least)

    def allow(self, least: int) -> None:
        """Bound the conversation to a multiple of the fewest exchanges that it needs."""
        self._limit = EXCHANGES_PER_MINIMUM * least

    def send(self, name: str, command: bytes) -> Talk[tuple[bytes, int]]:
        """Send a command and return the data and the status word of its answer.

        Raises:
            ReadAborted: ``exchanges`` or ``answer``.
        """
        if len(self.steps) >= self._limit:
            raise ReadAborted("exchanges")
        answer = yield command
        if self._trace is not None:
            self._trace.note(name, command, answer)
        data, status = apdu.split_answer(answer)
        self.steps.append(Step(name, f"{status:04X}", len(data)))
        return data, status

    def demand(self, name: str, command: bytes) -> Talk[bytes]:
        """Send a command that must succeed and return its data.

        Raises:
            CardError: it is refused.
            ReadAborted: as :meth:`send`.
        """
        data, status = yield from self.send(name, command)
        if status != apdu.SUCCESS:
            raise refused(name, status)
        return data

    def draw(self, size: int) -> bytes:
        """Return unpredictable bytes.

        Raises:
            SecureMessagingError: the source fails (``entropy``).
        """
        value = None
        try:
            value = self._entropy(size)
        except TokuteiError:
            raise
        except Exception:  # noqa: BLE001, S110 - whatever a source raises; raised below, without its context
            pass
        if not isinstance(value, bytes) or len(value) != size:
            raise SecureMessagingError("entropy")
        if self._trace is not None:
            self._trace.drew(value)
        return value


def refused(command: str, status: int) -> CardError:
    """Return the error of a command that the card refused."""
    return CardError(command, status, apdu.status_reason(status))
