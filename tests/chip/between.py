"""What stands between a reader and a synthetic card in the tests of this folder."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Final

from tokutei import chip
from tokutei.chip import FileName, apdu
from tokutei.testing.cards import SyntheticCard

__all__ = ["AT", "FewAtATime", "Recorder", "lacking"]

AT: Final = datetime(2026, 9, 1, 3, tzinfo=UTC)


@dataclass
class Recorder:
    """A transport that keeps the commands that it carries, and their answers."""

    card: chip.Transport
    sent: list[bytes] = field(default_factory=list)
    got: list[bytes] = field(default_factory=list)

    def transmit(self, command: bytes, /) -> bytes:
        """Carry a command to the card."""
        self.sent.append(command)
        answer = self.card.transmit(command)
        self.got.append(answer)
        return answer

    @property
    def selected(self) -> list[bytes]:
        """The AIDs that were selected."""
        return [one[5:] for one in self.sent if one[1:3] == b"\xa4\x04"]

    @property
    def reads(self) -> list[bytes]:
        """The commands that read."""
        return [one for one in self.sent if one[1] == apdu.READ_BINARY]


@dataclass
class FewAtATime:
    """A card of the first or second generation that gives at most so many bytes of a file in one answer."""

    card: SyntheticCard
    most: int
    reads: int = 0
    """Protected reads that were answered."""

    def transmit(self, command: bytes, /) -> bytes:
        """Answer a command."""
        if command[1] == apdu.READ_BINARY and command[0]:
            self.reads += 1
            asked = min(int.from_bytes(command[9:11]), self.most)
            command = command[:9] + asked.to_bytes(2) + command[11:]
        elif command[1] == apdu.READ_BINARY:
            asked = min(int.from_bytes(command[5:7]), self.most)
            command = command[:5] + asked.to_bytes(2)
        return self.card.transmit(command)


def lacking(card: SyntheticCard, *names: FileName) -> SyntheticCard:
    """Return a card without some of its files."""
    files: dict[FileName, bytes] = {name: data for name, data in card.files.items() if name not in names}
    return replace(card, files=MappingProxyType(files), emulator=card.emulator.holding(files))
