"""Cards in the conformance kit: sample dumps with what must be found in them, and readings command by command.

The readings are of cards that hold the files of the sample dumps, so that a reading and its dump belong together and
no picture has to be drawn: the same samples give the same bytes everywhere.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, Final

import samples
from samples import AT, AUTHORITIES, FOLDER, MANIFEST, Sample, plain
from tokutei import chip
from tokutei.chip import TrustStore, authentication
from tokutei.chip.apdu import SET_SESSION_KEY
from tokutei.chip.ciphers import derived
from tokutei.chip.generations import generation_of
from tokutei.testing import SyntheticCard, seeded_entropy

__all__ = ["sample_files", "transcript_files"]

_HEADER: Final = 4
"""Class, instruction and two parameters of a command."""


def _kept() -> dict[str, Any]:
    found: dict[str, Any] = json.loads((FOLDER / MANIFEST).read_text("utf-8"))
    return found


def sample_files() -> Iterator[tuple[str, str | object]]:
    """Yield the dumps and anchors as they are, and one file with what must be found in each dump."""
    kept = _kept()
    trust = TrustStore.custom([FOLDER / name for name in AUTHORITIES])
    for name in kept["trust"]:
        yield f"samples/{name}", (FOLDER / name).read_text("utf-8")
    expected = []
    for entry in kept["samples"]:
        text = (FOLDER / entry["file"]).read_text("utf-8")
        yield f"samples/{entry['file']}", text
        expected.append(_expected(entry, chip.load(text), trust))
    yield (
        "samples/expected.json",
        {"verified_at": AT.isoformat(), "trust": kept["trust"], "samples": expected},
    )


def _expected(entry: Mapping[str, Any], record: chip.ChipRecord, trust: TrustStore) -> dict[str, object]:
    """Return what a dump says and what its signature proves; ``printed`` is what the card's face says."""
    found = chip.verify(record, trust, at=AT)
    read = {name: plain(getattr(record, name)) for name in entry["printed"] if name not in _NOT_FIELDS}
    told = {name: entry[name] for name in ("file", "card_type", "person", "number", "face", "lie", "printed")}
    return {
        **told,
        "read": read,
        "verification": {
            **entry["verification"],
            "findings": [{"kind": one.kind.value, "status": one.status.value} for one in found.items],
        },
    }


_NOT_FIELDS: Final = frozenset({"number", "period"})
"""What the manifest says of a card and a record has in a form of its own."""


class _Recorder:
    """A card and a source of random bytes, with everything that passes between them and the reader."""

    def __init__(self, card: SyntheticCard, seed: str) -> None:
        self._card, self._draw = card, seeded_entropy(seed.encode())
        self.pairs: list[tuple[bytes, bytes]] = []
        self.draws: list[bytes] = []

    def transmit(self, command: bytes, /) -> bytes:
        answer = self._card.transmit(command)
        self.pairs.append((bytes(command), answer))
        return answer

    def entropy(self, size: int) -> bytes:
        value = self._draw(size)
        self.draws.append(value)
        return value


def transcript_files() -> Iterator[tuple[str, object]]:
    """Yield a reading of each whole and honest sample card, command by command.

    Raises:
        AssertionError: what was read is not the sample.
    """
    for sample in samples.samples():
        if sample.face and not sample.altered:
            yield f"transcripts/{sample.file}", _transcript(sample)


def _transcript(sample: Sample) -> dict[str, object]:
    text = (FOLDER / sample.file).read_text("utf-8")
    card = sample.card.rewritten(chip.load(text).files)
    wire, trace = _Recorder(card, sample.file), chip.Trace()
    record = chip.read(
        wire,
        number=card.number,
        entropy=wire.entropy,
        policy=chip.EVERYTHING,
        delivery_keys=card.delivery_keys,
        trace=trace,
    )
    if f"{chip.dump(record, face=True)}\n" != text:
        raise AssertionError(sample.file)
    return {
        "card_type": card.type,
        "number": card.number.reveal(),
        "dump": f"samples/{sample.file}",
        "keys": _keys(card, wire),
        "draws": [value.hex() for value in wire.draws],
        "exchanges": [
            _exchange(told.command, command, answer)
            for told, (command, answer) in zip(trace.exchanges, wire.pairs, strict=True)
        ],
    }


def _exchange(name: str, command: bytes, answer: bytes) -> dict[str, object]:
    """Return an exchange; a cryptogram under RSA never looks the same twice, so only its header is kept."""
    only_header = command[1] == SET_SESSION_KEY
    return {
        "name": name,
        "command": (command[:_HEADER] if only_header else command).hex(),
        "compare": "header" if only_header else "whole",
        "answer": answer.hex(),
    }


def _keys(card: SyntheticCard, wire: _Recorder) -> dict[str, object]:
    """Return what a reader computes on its way, so that one that goes astray sees where."""
    if card.delivery_keys:
        return {
            "delivery": [{"modulus": f"{key.modulus:x}", "exponent": 65537} for key in card.delivery_keys],
            "session": wire.draws[0][:16].hex(),
        }
    generation = generation_of(card.type)
    assert generation is not None, card.type  # noqa: S101 - a card that was issued has one
    number = card.number.reveal()
    keys = authentication.access_keys(number, generation.cipher)
    rnd_ifd, k_ifd = wire.draws
    challenge, token = (
        next(answer[:-2] for command, answer in wire.pairs if command[1] == instruction)
        for instruction in (0x84, 0x82)
    )
    k_icc = authentication.open_card_token(keys, token, rnd_ifd=rnd_ifd, rnd_icc=challenge)
    return {
        "access": derived(number.encode("ascii")).hex(),
        "challenge": challenge.hex(),
        "card_half": k_icc.hex(),
        "session": authentication.session_key(k_ifd, k_icc).hex(),
    }
