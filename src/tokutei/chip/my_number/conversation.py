"""What every talk with these applications shares: selecting, reading, and opening with a PIN.

A PIN is never sent before the card was asked how many tries are left, and not when one is left unless
the caller says so. A talk is given up after three times as many exchanges as it needs; what a card says of
the length of a file counts for that only within the bound of the file's row.
"""

from __future__ import annotations

import re
from typing import Final

from tokutei.chip import apdu
from tokutei.chip.driving import Talk
from tokutei.chip.exchange import Step
from tokutei.chip.my_number import commands
from tokutei.chip.my_number.applications import APPLICATION_SETS, Application, FileRow, Pin, PinRow
from tokutei.chip.my_number.objects import HEADER_SIZE, file_size
from tokutei.chip.my_number.purposes import checked_purpose
from tokutei.chip.tracing import Trace
from tokutei.errors import CardError, PinError, ReadAborted
from tokutei.identifiers import IndividualNumber
from tokutei.vocabulary import Word

__all__ = ["EXCHANGES_PER_MINIMUM", "Conversation", "PinState", "checked_number", "checked_secret"]

EXCHANGES_PER_MINIMUM: Final = 3
"""A talk is given up after this many times the fewest exchanges that it could have taken."""


class PinState(Word):
    """What the card says of a PIN when it is asked without using up a try."""

    READY = "ready", "照合できる", "can be compared"
    OPEN = "open", "照合済み", "compared already in this session"
    BLOCKED = (
        "blocked",
        "照合できない（誤入力で閉塞したか、暗証番号を設定しないカード。応答からは区別できない）",
        "is not compared: blocked by wrong tries, or a card that was issued without it; the answer is the same",
    )
    NOT_THERE = "not_there", "カードにない", "is not on the card"
    UNCLEAR = "unclear", "不明な応答", "the answer is not understood"


def checked_secret(pin: Pin, secret: object) -> bytes:
    """Return what is sent to be compared.

    Raises:
        PinError: it has another shape than this PIN can have (``shape``); the error does not hold it.
    """
    if not isinstance(secret, str) or not re.fullmatch(pin.row.shape, secret):
        raise PinError("shape", pin)
    return secret.encode("ascii")


def checked_number(pin: Pin, number: object, purpose: object) -> bytes:
    """Return what is sent as reference number A, which is the individual number.

    Raises:
        PurposeError: there is no purpose for using it.
        PinError: it has another shape (``shape``).
    """
    using = checked_purpose(purpose)
    return checked_secret(
        pin, number.reveal(purpose=using) if isinstance(number, IndividualNumber) else number
    )


def _refused(command: str, status: int) -> CardError:
    return CardError(command, status, apdu.status_reason(status))


def _uncounted(status: int) -> CardError:
    """Return the error for an answer that tells no tries, or more than there can be."""
    is_count = commands.tries_of(status) is not None
    return CardError("ask_tries", status, "unknown" if is_count else apdu.status_reason(status))


def _state(row: PinRow, status: int) -> tuple[PinState, int | None]:
    """Return what the answer to a question about tries says."""
    tries = commands.tries_of(status)
    most = row.most_tries
    if status in commands.BLOCKED:
        return PinState.BLOCKED, 0
    if status == apdu.SUCCESS:
        return PinState.OPEN, None
    if status in (apdu.NO_FILE, 0x6A88):
        return PinState.NOT_THERE, None
    if tries is None or (most is not None and tries > most):
        return PinState.UNCLEAR, None
    return PinState.READY, tries


class Conversation:
    """The state of one talk: what was exchanged, and how much may be."""

    def __init__(self, trace: Trace | None = None) -> None:
        self._steps: list[Step] = []
        self._least = 0
        self._trace = trace
        self._sets = APPLICATION_SETS

    @property
    def steps(self) -> tuple[Step, ...]:
        """Every command so far, without any bytes."""
        return tuple(self._steps)

    def _send(self, name: str, command: bytes) -> Talk[tuple[bytes, int]]:
        if len(self._steps) >= EXCHANGES_PER_MINIMUM * self._least:
            raise ReadAborted("exchanges")
        answer = yield command
        if self._trace is not None:
            self._trace.note(name, command, answer, withheld=name == "verify")
        data, status = apdu.split_answer(answer)
        self._steps.append(Step(name, f"{status:04X}", len(data)))
        return data, status

    def select(self, application: Application, *, optional: bool = False) -> Talk[bool]:
        """Select an application; return whether it is there, which only an optional one may not be.

        Raises:
            ReadAborted: it is not there and not optional (``no_my_number_application``).
            CardError: the card refuses.
        """
        for one in self._sets:
            if application not in one.aids:
                continue
            self._least += 1
            command = commands.select_application(one.aids[application])
            _, status = yield from self._send("select_application", command)
            if status == apdu.SUCCESS:
                self._sets = (one,)  # a card has the applications of one time
                return True
            if status != apdu.NO_FILE:
                raise _refused("select_application", status)
        if optional:
            return False
        raise ReadAborted("no_my_number_application", application)

    def _select_file(self, file_id: int) -> Talk[bool]:
        """Select a file; return whether it is there."""
        self._least += 1
        _, status = yield from self._send("select_file", commands.select_file(file_id))
        if status == apdu.NO_FILE:
            return False
        if status != apdu.SUCCESS:
            raise _refused("select_file", status)
        return True

    def ask(self, pin: Pin) -> Talk[tuple[PinState, int | None, str]]:
        """Ask for the tries left of a PIN of the current application; the count stays as it is.

        Returns:
            What the card says, how many tries are left, and the status word of the answer.
        """
        row = self._sets[0].pin(pin)
        if row is None or not (yield from self._select_file(row.file_id)):
            return PinState.NOT_THERE, None, f"{apdu.NO_FILE:04X}"
        self._least += 1
        _, status = yield from self._send("ask_tries", commands.ask_tries())
        state, tries = _state(row, status)
        return state, tries, f"{status:04X}"

    def open(self, pin: Pin, secret: bytes, *, last_try: bool) -> Talk[None]:
        """Have the card compare a PIN of the current application, after asking how many tries are left.

        A card that has compared it already in this session is sent it again: its count is full then, and
        only so is it known that this one is right.

        Raises:
            PinError: ``not_there``, ``blocked``, ``last_try`` or, sent and refused, ``wrong``.
            CardError: the card answers something else.
        """
        state, tries, status = yield from self.ask(pin)
        if state in (PinState.NOT_THERE, PinState.BLOCKED):
            raise PinError(state.value, pin, tries)
        if state is PinState.UNCLEAR:
            raise _uncounted(int(status, 16))
        if tries == 1 and not last_try:
            raise PinError("last_try", pin, tries)
        self._least += 1
        _, answer = yield from self._send("verify", commands.verify(secret))
        if answer == apdu.SUCCESS:
            return
        if answer in commands.BLOCKED:
            raise PinError("wrong", pin, 0)
        if apdu.status_reason(answer) != "mismatch":
            raise _refused("verify", answer)
        left = commands.tries_of(answer)
        falls = left is not None and (tries is None or left < tries)
        raise PinError("wrong", pin, left if falls else None)

    def read_object(self, row: FileRow, *, optional: bool = False) -> Talk[bytes | None]:
        """Return the object that fills a file, without the filler behind it.

        Its length is read first, so that nothing is asked for that the file does not have.

        Args:
            row: the file.
            optional: whether it may be missing or hold nothing but filler; then ``None``.

        Raises:
            CardError: the card refuses, or the file is not there.
            TlvError: the file does not begin with such an object, or with a larger one than its row
                allows (``too_large``), of which nothing more is read.
        """
        head = yield from self.read_bytes(row, HEADER_SIZE, optional=optional)
        if head is None or (optional and not head.strip(b"\0\xff")):
            return None
        size = file_size(head, row.tag, (self._sets[0].file(row) or row).most)
        if size <= len(head):
            return head[:size]
        self._least += -(-(size - len(head)) // commands.MOST_AT_ONCE)
        return head + (yield from self._span(len(head), size - len(head)))

    def read_bytes(self, row: FileRow, size: int, *, optional: bool = False) -> Talk[bytes | None]:
        """Return the first bytes of a file; fewer if it has fewer, ``None`` if it is not there and may be missing.

        Raises:
            CardError: the card refuses, or the file is not there.
        """
        there = self._sets[0].file(row)
        if there is None or not (yield from self._select_file(there.file_id)):
            if optional:
                return None
            raise _refused("select_file", apdu.NO_FILE)
        self._least += 1
        return (yield from self._span(0, size))

    def _span(self, offset: int, size: int) -> Talk[bytes]:
        """Read on until there are so many bytes or the file ends; a card may give fewer than asked for."""
        got = b""
        while len(got) < size:
            at, wanted = offset + len(got), min(size - len(got), commands.MOST_AT_ONCE)
            data, status = yield from self._send("read_binary", commands.read_binary(at, wanted))
            if status == apdu.BEYOND_FILE:
                break
            if status != apdu.SUCCESS:
                raise _refused("read_binary", status)
            if len(data) > wanted:
                raise ReadAborted("answer")
            got += data
        return got
