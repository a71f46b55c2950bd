"""The reading sequence of residence cards: a generator that yields commands and receives answers.

``read`` and ``read_async`` drive it for a transport (:mod:`.driving`). A reading that fails is begun
again from the start (section 3.5.1). No application of a My Number card is selected but the residence
application.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Final

from tokutei.chip import apdu, tlv
from tokutei.chip.conversation import Conversation, Entropy, Progress, ProgressCallback, refused
from tokutei.chip.driving import AsyncTransport, Talk, Transport, drive, drive_async
from tokutei.chip.exchange import Exchange, FileRead
from tokutei.chip.files import FileReader
from tokutei.chip.generations import CARD_TYPES, DEFAULT_PROFILE, Generation, Profile
from tokutei.chip.key_delivery import DeliveryKey
from tokutei.chip.layout import CardLayout, Directory, FileName, FileRow, without_fields
from tokutei.chip.opening import opened
from tokutei.chip.plan import least_exchanges, least_to_detect, wanted_rows
from tokutei.chip.policy import EVERYTHING, ReadingPolicy
from tokutei.chip.record import ChipRecord, layout_of
from tokutei.chip.tracing import Trace
from tokutei.errors import ArgumentError, ReadAborted
from tokutei.identifiers import CardNumber

__all__ = ["read", "read_async", "reading"]

_ROOTS: Final = (Directory.MF, Directory.AP)
_NO_MASTER_FILE: Final = frozenset({apdu.NO_FILE, 0x6A86, 0x6A81})
"""How My Number cards are reported to refuse SELECT of the MF."""
_NOT_HERE: Final = frozenset({0x6981, 0x6982, 0x6986})
"""How such a card may refuse to read the card type below its MF, besides that there is no such file."""
_CARD_TYPE_TAG: Final = bytes([CARD_TYPES[Directory.MF].fields[0].tag])


def reading(
    number: CardNumber | str,
    *,
    entropy: Entropy,
    policy: ReadingPolicy = EVERYTHING,
    profile: Profile = DEFAULT_PROFILE,
    delivery_keys: Sequence[DeliveryKey] = (),
    on_progress: ProgressCallback | None = None,
    trace: Trace | None = None,
) -> Talk[ChipRecord]:
    """Return a generator that reads a card: it yields commands, is sent answers, and returns the record.

    Args:
        number: the card number, as printed.
        entropy: where the terminal's nonce and keys come from.
        policy: what is read.
        profile: how specified cards are read; see there what is not known.
        delivery_keys: the public keys of specified cards; each is tried in turn.
        on_progress: is told how far the reading has come.
        trace: where the exchanges are noted down.

    Raises:
        IdentifierError: the number has the wrong shape; before any command.
        ArgumentError: ``delivery_keys`` is no list of keys; before any command.
        MissingExtraError: the extra ``crypto`` is not installed; before the first protected command.
        DeliveryKeyError: the card is a specified one and there is no key for it.
        WrongNumberError: the card does not accept the number.
        CardError: the card refuses a command.
        SecureMessagingError: an answer breaks the rules of the session, or the entropy fails.
        TlvError: a file is not what the layout says.
        ReadAborted: ``generation``, ``no_residence_application``, ``answer`` or ``exchanges``.
    """
    parsed = number if isinstance(number, CardNumber) else CardNumber.parse(number)
    talk = Conversation(least=least_to_detect(_ROOTS), entropy=entropy, trace=trace)
    return _Reading(
        talk,
        parsed.reveal(),
        policy=policy,
        profile=profile,
        delivery_keys=_keys(delivery_keys),
        on_progress=on_progress,
    ).run()


def read(
    transport: Transport,
    *,
    number: CardNumber | str,
    entropy: Entropy | None = None,
    policy: ReadingPolicy = EVERYTHING,
    profile: Profile = DEFAULT_PROFILE,
    delivery_keys: Sequence[DeliveryKey] = (),
    on_progress: ProgressCallback | None = None,
    trace: Trace | None = None,
) -> ChipRecord:
    """Return what the card behind a transport holds.

    Args:
        transport: an error of it that is not ours ends the reading as ``ReadAborted("transport")``.
        number: the card number, as printed.
        entropy: as for :func:`reading`; ``None`` takes :func:`secrets.token_bytes`. This is the one
            source of chance that the library may use unasked: a nonce decides nothing that a
            result shows, and a predictable one would make the encryption worthless.
        policy: as for :func:`reading`, and so all that follow.
        profile: how specified cards are read.
        delivery_keys: the public keys of specified cards.
        on_progress: is told how far the reading has come.
        trace: where the exchanges are noted down.

    Raises:
        ChipError: as :func:`reading`, or ``ReadAborted("transport")``.
    """
    talk = reading(
        number,
        entropy=entropy or secrets.token_bytes,
        policy=policy,
        profile=profile,
        delivery_keys=delivery_keys,
        on_progress=on_progress,
        trace=trace,
    )
    return drive(talk, transport)


async def read_async(
    transport: AsyncTransport,
    *,
    number: CardNumber | str,
    entropy: Entropy | None = None,
    policy: ReadingPolicy = EVERYTHING,
    profile: Profile = DEFAULT_PROFILE,
    delivery_keys: Sequence[DeliveryKey] = (),
    on_progress: ProgressCallback | None = None,
    trace: Trace | None = None,
) -> ChipRecord:
    """Return what the card behind an awaited transport holds; otherwise as :func:`read`.

    Raises:
        ChipError: as :func:`read`.
    """
    talk = reading(
        number,
        entropy=entropy or secrets.token_bytes,
        policy=policy,
        profile=profile,
        delivery_keys=delivery_keys,
        on_progress=on_progress,
        trace=trace,
    )
    return await drive_async(talk, transport)


def _keys(keys: object) -> tuple[DeliveryKey, ...]:
    """Return the delivery keys as a tuple, whatever was passed for them."""
    known = tuple(keys) if isinstance(keys, Iterable) else None
    if known is None or not all(isinstance(key, DeliveryKey) for key in known):
        raise ArgumentError("delivery_keys")
    return known


class _Reading:
    """The state of one reading."""

    def __init__(
        self,
        talk: Conversation,
        number: str,
        *,
        policy: ReadingPolicy,
        profile: Profile,
        delivery_keys: tuple[DeliveryKey, ...],
        on_progress: ProgressCallback | None,
    ) -> None:
        self._talk = talk
        self._number = number
        self._policy = policy
        self._profile = profile
        self._delivery_keys = delivery_keys
        self._on_progress = on_progress
        self._reader = FileReader(talk, told=self._tell)
        self._files: dict[FileName, bytes] = {}
        self._read: list[FileRead] = []
        self._sizes: dict[FileName, int] = {}
        self._done = 0

    def run(self) -> Talk[ChipRecord]:
        """Read the card in the order of the specification (section 3.5)."""
        root = yield from self._detect()
        generation, layout = self._layout(root)
        rows = wanted_rows(layout, self._policy)
        self._sizes |= {row.name: self._policy.wanted(row) for row in rows if row.name not in self._files}
        self._bound(layout)
        rest = [row for row in rows if row.name not in self._files]
        for directory, there in groupby(rest, key=lambda row: row.name.directory):
            if directory is not root and self._reader.session is None:
                self._reader.session = yield from opened(
                    self._talk, generation.opening, self._number, delivery_keys=self._delivery_keys
                )
            yield from self._read_directory(directory, tuple(there), layout, selected=directory is root)
        return ChipRecord.of(self._files, exchange=self._exchange(generation, layout))

    def _detect(self) -> Talk[Directory]:
        """Read the card type, below the MF or the residence application, and return which it was.

        Its header is read first, since its length differs between generations.
        """
        status = (yield from self._talk.send("select_mf", apdu.select_mf()))[1]
        if status == apdu.SUCCESS:
            if (yield from self._read_type(Directory.MF)):
                return Directory.MF
        elif status not in _NO_MASTER_FILE:
            raise refused("select_mf", status)
        status = (yield from self._talk.send("select_df", apdu.select_df(Directory.AP.aid)))[1]
        if status == apdu.NO_FILE:
            raise ReadAborted("no_residence_application")
        if status != apdu.SUCCESS:
            raise refused("select_df", status)
        if not (yield from self._read_type(Directory.AP)):
            raise ReadAborted("generation")
        return Directory.AP

    def _read_type(self, root: Directory) -> Talk[bool]:
        row = CARD_TYPES[root]
        header = yield from self._reader.span(row, row.short_id, 0, 2, absent=_NOT_HERE)
        if header is None:
            return False
        if header[:1] != _CARD_TYPE_TAG:
            raise ReadAborted("generation")
        left = min(header[-1], row.size - 2)
        self._sizes[row.name] = 2 + left
        rest = yield from self._reader.span(row, row.short_id, 2, left)
        self._keep(row, header + (rest or b""))
        return True

    def _layout(self, root: Directory) -> tuple[Generation, CardLayout]:
        generation, layout = layout_of(self._files)
        if generation.root is not root:
            raise ReadAborted("generation")
        generation = generation.with_profile(self._profile)
        return generation, generation.layout(layout.card_type) or layout

    def _bound(self, layout: CardLayout) -> None:
        least = least_exchanges(layout, policy=self._policy, units=self._reader.units)
        self._talk.allow(least)

    def _read_directory(
        self, directory: Directory, rows: tuple[FileRow, ...], layout: CardLayout, *, selected: bool
    ) -> Talk[None]:
        if not selected:
            status = (yield from self._talk.send("select_df", apdu.select_df(directory.aid)))[1]
            if status == apdu.NO_FILE and all(row.optional for row in rows):
                for row in rows:
                    self._settle(row, 0)
                return
            if status != apdu.SUCCESS:
                raise refused("select_df", status)
        for row in rows:
            self._bound(layout)  # whether commands have to be short may have come out just now
            yield from self._read_file(row)

    def _read_file(self, row: FileRow) -> Talk[None]:
        for short_id in (row.short_id, *row.other_short_ids):
            wanted = self._policy.wanted(row)
            data = yield from self._reader.span(row, short_id, 0, wanted)
            if data is not None and wanted < row.size and not self._has_wanted(row, data):
                # The objects have another order or form: what is wanted may lie behind what is not.
                self._sizes[row.name] = row.size
                data = yield from self._reader.span(row, short_id, 0, row.size)
            if data is not None and (not row.other_short_ids or row.begins(data)):
                self._keep(row, data)
                return
        if not row.optional:
            raise refused("read_binary", apdu.NO_FILE)
        self._settle(row, 0)

    def _has_wanted(self, row: FileRow, data: bytes) -> bool:
        tags = {tag for _, _, tag in tlv.whole_spans(data)}
        return all(one.tag in tags for one in row.fields if self._policy.wants_field(one.name))

    def _keep(self, row: FileRow, data: bytes) -> None:
        skipped = self._policy.skipped(row.fields)
        self._files[row.name] = without_fields(row, data, skipped) if skipped else data
        self._read.append(FileRead(row.name, row.is_protected, len(data)))
        self._settle(row, len(data))

    def _settle(self, row: FileRow, size: int) -> None:
        """Note how many bytes of a file there are in all; tell it where other ones were expected."""
        if self._sizes.get(row.name) != size:
            self._sizes[row.name] = size
            self._tell(row, size)

    def _tell(self, row: FileRow, size: int) -> None:
        """Tell how far the reading has come, with so many bytes of the file that is being read."""
        self._sizes.setdefault(row.name, row.size)
        others = sum(one.size for one in self._read if one.name is not row.name)
        self._done = max(self._done, others + size)  # a file that has to be read again counts once
        if self._on_progress is not None:
            total = max(self._done, sum(self._sizes.values()))
            self._on_progress(Progress(row.name, self._done, total, len(self._talk.steps)))

    def _exchange(self, generation: Generation, layout: CardLayout) -> Exchange:
        return Exchange(
            files=tuple(self._read),
            steps=tuple(self._talk.steps),
            number_matches=self._number_matches(layout),
            skipped=tuple(name for row in layout.files for name in self._policy.skipped(row.fields)),
            confirmed=generation.opening.confirmed,
        )

    def _number_matches(self, layout: CardLayout) -> bool | None:
        """Return whether the number that was read is the one that opened the card; ``None`` if none was."""
        for row in layout.files:
            for field in row.fields:
                if field.name == "number" and row.name in self._files:
                    stored = tlv.values_by_tag(self._files[row.name])
                    return (
                        stored.get(field.tag, (0, b""))[1] == self._number.encode("ascii") if stored else None
                    )
        return None
