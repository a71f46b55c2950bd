"""A transport that keeps every command, and a card for the tests of the My Number applications."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tokutei import testing
from tokutei.testing import SyntheticMyNumberCard

WHOLE_NUMBER = "123456789018"
"""A number with a right check digit, that of the rule's own example; plainly nobody's."""


def card(**more: Any) -> SyntheticMyNumberCard:
    return testing.issue_my_number_card(testing.person("engineer"), **more)


@dataclass
class Recorder:
    """Keeps the commands that go to a card, and may answer some of them itself."""

    inner: Any
    commands: list[bytes] = field(default_factory=list)
    answers: dict[int, bytes] = field(default_factory=dict)
    change: Callable[[bytes, bytes], bytes] = lambda _command, answer: answer

    def transmit(self, command: bytes, /) -> bytes:
        at = len(self.commands)
        self.commands.append(command)
        answer = self.inner.transmit(command)
        return self.answers.get(at, self.change(command, answer))

    def __getattr__(self, name: str) -> Any:
        """What is on the card, such as its PIN."""
        return getattr(self.inner, name)


class Awaited:
    """The same card over an awaited transport."""

    def __init__(self, inner: Any) -> None:
        self.inner = inner

    async def transmit(self, command: bytes, /) -> bytes:
        answer: bytes = self.inner.transmit(command)
        return answer
