"""The card text application (券面事項入力補助AP): name, address, birth and sex as text, and the individual number.

The number is read only for a purpose of the law (``purposes``); everything else without one.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from tokutei.chip import values as stored
from tokutei.chip.driving import AsyncTransport, Talk, Transport, drive, drive_async
from tokutei.chip.exchange import Step
from tokutei.chip.findings import Finding
from tokutei.chip.my_number.applications import FOUR_ITEMS, INDIVIDUAL_NUMBER, Application, Pin
from tokutei.chip.my_number.conversation import Conversation, checked_number, checked_secret
from tokutei.chip.my_number.objects import members, whole
from tokutei.chip.my_number.purposes import Purpose, checked_purpose
from tokutei.chip.my_number.records import NOT_CHECKED, SEXES, CardRecord, frozen
from tokutei.chip.tracing import Trace
from tokutei.errors import IdentifierError, ItemsError, PinError, PurposeError, TlvError, UnknownTermError
from tokutei.identifiers import IndividualNumber
from tokutei.personal import Personal
from tokutei.vocabulary import Sex, Word

__all__ = [
    "NUMBER_NAME",
    "TextItem",
    "TextItems",
    "number_digits",
    "parse_four_items",
    "read_text",
    "read_text_async",
    "reading_text",
    "record_of_text",
]


class TextItem(Word):
    """One of the four items that the application holds as text."""

    NAME = "name", "氏名", "name"
    ADDRESS = "address", "住所", "address"
    BORN = "born", "生年月日", "date of birth"
    SEX = "sex", "性別", "sex"


_OFFSETS: Final = 0xDF21
_TAGS: Final = {
    0xDF22: TextItem.NAME,
    0xDF23: TextItem.ADDRESS,
    0xDF24: TextItem.BORN,
    0xDF25: TextItem.SEX,
}
_READERS: Final[Mapping[TextItem, Callable[[bytes], object]]] = {
    TextItem.NAME: stored.read_text,
    TextItem.ADDRESS: stored.read_text,
    TextItem.BORN: stored.read_date,
    TextItem.SEX: stored.code_reader(SEXES),
}
NUMBER_NAME: Final = "individual_number"
"""The name of its value."""
_NUMBER_SIZE: Final = 12


@dataclass(frozen=True, slots=True, repr=False, kw_only=True)
class TextItems(CardRecord):
    """What the card text application of one card holds, as far as it was asked for.

    ``None`` stands for what was not asked for, what the card leaves blank, and what is not understood; the
    last is named in ``unknown`` and its bytes are in ``values``.
    """

    name: Personal[str | None] = None
    """As stored; on cards seen, family and given name are parted by an ideographic space."""
    address: Personal[str | None] = None
    born: Personal[date | None] = None
    sex: Personal[Sex | None] = None
    individual_number: Personal[IndividualNumber | None] = None
    """Only with a purpose. The number of an official test card fails the check digit: it is in ``unknown``."""
    purpose: Purpose | None = None
    """For what the number was read."""
    opened_by: Pin
    unknown: tuple[str, ...] = ()
    """Names of what is not understood."""
    steps: tuple[Step, ...]
    """Every command, without its bytes."""
    values: Personal[Mapping[str, bytes]] = field(hash=False)
    """The value of every data object that was asked for, as stored."""

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What was not checked: the card's own signature and its certificate. Read is not verified."""
        return NOT_CHECKED


def parse_four_items(data: bytes) -> dict[TextItem, bytes]:
    """Return the values of the four items of file 0002.

    Raises:
        TlvError: the file is no such object, an item is missing (``missing``), or something else is
            there (``tag``).
    """
    found = members(data, FOUR_ITEMS.tag, offsets=_OFFSETS)
    if found.keys() != _TAGS.keys():
        raise TlvError("missing" if _TAGS.keys() - found.keys() else "tag", offset=0)
    return {_TAGS[tag]: value for tag, value in found.items()}


def number_digits(data: bytes) -> bytes:
    """Return the value of file 0001, which should be twelve digits.

    Raises:
        TlvError: the file is no such object, or its value has another length (``size``).
    """
    value = whole(data, INDIVIDUAL_NUMBER.tag)
    if len(value) != _NUMBER_SIZE:
        raise TlvError("size", offset=0)
    return value


def reading_text(
    *,
    pin: str | None = None,
    reference_a: IndividualNumber | str | None = None,
    reference_b: str | None = None,
    items: Collection[TextItem] = tuple(TextItem),
    purpose: Purpose | None = None,
    last_try: bool = False,
    trace: Trace | None = None,
) -> Talk[TextItems]:
    """Return a talk that reads the card text application; everything is checked before the first command.

    Exactly one of the first three opens it.

    Args:
        pin: the PIN of four digits; opens everything.
        reference_a: reference number A, which is the individual number; opens only the number, and needs
            a purpose, as whoever has it has collected it.
        reference_b: reference number B (:func:`.reference_number_b`); opens the four items only.
        items: which of the four items are wanted; others are not kept, and none at all are not read.
        purpose: for what the individual number is read; without it the number is not read.
        last_try: send the PIN even if only one try is left.
        trace: where the exchanges are noted down; never what the card compares, such as a PIN.

    Raises:
        PurposeError: no item of the law, or none where one is needed.
        PinError: none or several were given (``one_needed``), it has the wrong shape (``shape``), does not
            open what was asked for (``does_not_open``); then ``not_there``, ``blocked``, ``last_try``, ``wrong``.
        ItemsError: the items are one text, or no collection.
        UnknownTermError: there is no such item.
        CardError: the card refuses a command.
        TlvError: a file is not what it should be.
        ReadAborted: ``no_my_number_application``, ``answer`` or ``exchanges``.
    """
    given = {
        Pin.TEXT_PIN: pin,
        Pin.TEXT_REFERENCE_A: reference_a,
        Pin.TEXT_REFERENCE_B: reference_b,
    }
    keys = [key for key, value in given.items() if value is not None]
    if len(keys) != 1:
        raise PinError("one_needed", Application.TEXT)
    key = keys[0]
    checked = None if purpose is None else checked_purpose(purpose)
    if isinstance(items, str | bytes) or not isinstance(items, Collection):
        raise ItemsError
    for item in items:
        if item not in tuple(TextItem):
            raise UnknownTermError("TextItem", item, tuple(TextItem))
    wanted = frozenset(items)
    if key is Pin.TEXT_REFERENCE_A:
        checked, wanted = checked_purpose(purpose), frozenset()
    if key is Pin.TEXT_REFERENCE_B and checked is not None:
        raise PinError("does_not_open", key)
    if not wanted and checked is None:
        raise PurposeError("missing")
    if key is Pin.TEXT_REFERENCE_A:
        secret = checked_number(key, reference_a, checked)
    else:
        secret = checked_secret(key, given[key])
    return _reading(key, secret, wanted, checked, last_try=last_try, trace=trace)


def _reading(
    key: Pin,
    secret: bytes,
    wanted: frozenset[TextItem],
    purpose: Purpose | None,
    *,
    last_try: bool,
    trace: Trace | None,
) -> Talk[TextItems]:
    talk = Conversation(trace)
    yield from talk.select(Application.TEXT)
    yield from talk.open(key, secret, last_try=last_try)
    values: dict[str, bytes] = {}
    if wanted:
        data = (yield from talk.read_object(FOUR_ITEMS)) or b""
        values |= {item.value: value for item, value in parse_four_items(data).items() if item in wanted}
    if purpose is not None:
        data = (yield from talk.read_object(INDIVIDUAL_NUMBER)) or b""
        values[NUMBER_NAME] = number_digits(data)
    return record_of_text(values, key, purpose, talk.steps)


def record_of_text(
    values: dict[str, bytes], key: Pin, purpose: Purpose | None, steps: tuple[Step, ...]
) -> TextItems:
    """Return what values say, by name; each name is one that the files have."""
    typed: dict[str, object] = {}
    unknown: list[str] = []
    for name, raw in values.items():
        read = (
            _READERS[TextItem(name)](raw) if purpose is None or name != NUMBER_NAME else _number(raw, purpose)
        )
        typed[name] = None if stored.is_blank_text(raw) else read
        if typed[name] is None and not stored.is_blank_text(raw):
            unknown.append(name)
    return TextItems(
        **typed,  # type: ignore[arg-type]  # the table names the fields; a test compares both
        purpose=purpose,
        opened_by=key,
        unknown=tuple(unknown),
        steps=steps,
        values=frozen(values),
    )


def _number(raw: bytes, purpose: Purpose) -> IndividualNumber | None:
    """Return the number, or ``None`` for what is none, such as that of a test card."""
    text = stored.read_text(raw) or ""
    if not (text.isascii() and text.isdigit()):
        return None
    try:
        return IndividualNumber.parse(text, purpose=purpose)
    except IdentifierError:
        return None


def read_text(
    transport: Transport,
    *,
    pin: str | None = None,
    reference_a: IndividualNumber | str | None = None,
    reference_b: str | None = None,
    items: Collection[TextItem] = tuple(TextItem),
    purpose: Purpose | None = None,
    last_try: bool = False,
    trace: Trace | None = None,
) -> TextItems:
    """Return what the card text application behind a transport holds; see :func:`reading_text`.

    Raises:
        TokuteiError: as :func:`reading_text`, or ``ReadAborted("transport")``.
    """
    talk = reading_text(
        pin=pin,
        reference_a=reference_a,
        reference_b=reference_b,
        items=items,
        purpose=purpose,
        last_try=last_try,
        trace=trace,
    )
    return drive(talk, transport)


async def read_text_async(
    transport: AsyncTransport,
    *,
    pin: str | None = None,
    reference_a: IndividualNumber | str | None = None,
    reference_b: str | None = None,
    items: Collection[TextItem] = tuple(TextItem),
    purpose: Purpose | None = None,
    last_try: bool = False,
    trace: Trace | None = None,
) -> TextItems:
    """Return what the card text application behind an awaited transport holds.

    Raises:
        TokuteiError: as :func:`read_text`.
    """
    talk = reading_text(
        pin=pin,
        reference_a=reference_a,
        reference_b=reference_b,
        items=items,
        purpose=purpose,
        last_try=last_try,
        trace=trace,
    )
    return await drive_async(talk, transport)
