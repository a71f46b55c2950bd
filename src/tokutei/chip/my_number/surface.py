"""The card face application (券面事項確認AP): what is printed on the card, for comparing card and chip.

A reference number printed on the card opens it, no PIN. The image of the individual number is read only
for a purpose of the law (``purposes``), and so is anything with reference number A, which is that number.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from tokutei.chip import values as stored
from tokutei.chip.driving import AsyncTransport, Talk, Transport, drive, drive_async
from tokutei.chip.exchange import Step
from tokutei.chip.findings import Finding
from tokutei.chip.my_number.applications import CARD_FACE, FREE_INFORMATION, NUMBER_IMAGE, Application, Pin
from tokutei.chip.my_number.conversation import Conversation, checked_number, checked_secret
from tokutei.chip.my_number.objects import members
from tokutei.chip.my_number.purposes import Purpose, checked_purpose
from tokutei.chip.my_number.records import NOT_CHECKED, SEXES, CardRecord, frozen
from tokutei.chip.tracing import Trace
from tokutei.errors import IdentifierError, PinError, TlvError
from tokutei.identifiers import IndividualNumber, MunicipalityCode
from tokutei.personal import Personal
from tokutei.vocabulary import Sex

__all__ = [
    "FACE_NAMES",
    "FREE_NAMES",
    "NUMBER_NAMES",
    "SurfaceItems",
    "parse_card_face",
    "parse_free_information",
    "parse_number_image",
    "read_surface",
    "read_surface_async",
    "reading_surface",
    "record_of_surface",
]

_OFFSETS: Final = 0xDF21
_FACE_TAGS: Final = {
    0xDF22: "born",
    0xDF23: "sex",
    0xDF24: "public_key",
    0xDF25: "name_image",
    0xDF26: "address_image",
    0xDF27: "face_image",
    0xDF28: "signature",
    0xDF29: "valid_until",
    0xDF2A: "security_code_image",
}
_FREE_TAGS: Final = {
    0xDF31: "layout",
    0xDF32: "key_identifier",
    0xDF33: "version",
    0xDF34: "municipality",
    0xDF35: "reference",
}
_NUMBER_TAGS: Final = {0xDF41: "number_image", 0xDF42: "number_public_key", 0xDF43: "number_signature"}
FACE_NAMES: Final = tuple(_FACE_TAGS.values())
"""Names of what file 0002 holds."""
FREE_NAMES: Final = tuple(_FREE_TAGS.values())
"""Names of what is free to read."""
NUMBER_NAMES: Final = tuple(_NUMBER_TAGS.values())
"""Names of what goes with the image of the individual number."""
_READERS: Final = {
    "born": stored.read_date,
    "sex": stored.code_reader(SEXES),
    "valid_until": stored.read_date,
}


@dataclass(frozen=True, slots=True, repr=False, kw_only=True)
class SurfaceItems(CardRecord):
    """What the card face application of one card holds, as far as it was asked for.

    ``None`` stands for what was not asked for, what the card leaves blank, and what is not understood; the
    last is named in ``unknown`` and its bytes are in ``values``.
    """

    born: Personal[date | None] = None
    sex: Personal[Sex | None] = None
    name_image: Personal[bytes | None] = None
    """PNG; see :func:`tokutei.chip.my_number.line_png`."""
    address_image: Personal[bytes | None] = None
    """PNG."""
    face_image: Personal[bytes | None] = None
    """JPEG 2000, shades of grey; see :func:`tokutei.chip.my_number.face_png`."""
    valid_until: Personal[date | None] = None
    """Last day of the card's validity. It lies behind the card's signature, which does not cover it."""
    security_code_image: Personal[bytes | None] = None
    """PNG. The signature does not cover it."""
    municipality: Personal[MunicipalityCode | None] = None
    """Of the free information: the municipality, five digits on the chip."""
    version: str | None = None
    """Of the free information: one byte, in hexadecimal."""
    number_image: Personal[bytes | None] = None
    """PNG of the individual number; only with a purpose."""
    purpose: Purpose | None = None
    """For what reference number A was used, and the image of the number read."""
    opened_by: Pin | None
    """``None``: only what is free was read."""
    unknown: tuple[str, ...] = ()
    """Names of what is not understood."""
    steps: tuple[Step, ...]
    """Every command, without its bytes."""
    values: Personal[Mapping[str, bytes]] = field(hash=False)
    """The value of every data object, as stored; the card's public key and signature among them."""

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What was not checked: the card's own signature and its certificate. Read is not verified."""
        return NOT_CHECKED


def _named(found: Mapping[int, bytes], names: Mapping[int, str]) -> dict[str, bytes]:
    if found.keys() != names.keys():
        raise TlvError("missing" if names.keys() - found.keys() else "tag", offset=0)
    return {names[tag]: value for tag, value in found.items()}


def parse_card_face(data: bytes) -> dict[str, bytes]:
    """Return the values of file 0002 by name.

    Raises:
        TlvError: the file is no such object, a member is missing (``missing``) or unknown (``tag``).
    """
    return _named(members(data, CARD_FACE.tag, offsets=_OFFSETS), _FACE_TAGS)


def parse_free_information(data: bytes) -> dict[str, bytes]:
    """Return the values of file 0003 by name.

    Raises:
        TlvError: as :func:`parse_card_face`.
    """
    return _named(members(data, FREE_INFORMATION.tag), _FREE_TAGS)


def parse_number_image(data: bytes) -> dict[str, bytes]:
    """Return the values of file 0005 by name.

    Raises:
        TlvError: as :func:`parse_card_face`.
    """
    return _named(members(data, NUMBER_IMAGE.tag), _NUMBER_TAGS)


def reading_surface(
    *,
    reference_a: IndividualNumber | str | None = None,
    reference_b: str | None = None,
    purpose: Purpose | None = None,
    number_image: bool = False,
    last_try: bool = False,
    trace: Trace | None = None,
) -> Talk[SurfaceItems]:
    """Return a talk that reads the card face application; everything is checked before the first command.

    Args:
        reference_a: reference number A, which is the individual number: opens everything, and needs a
            purpose, as whoever has it has collected it.
        reference_b: reference number B (:func:`.reference_number_b`): opens all but the image of the number.
            Without either of them only what is free is read.
        purpose: for what the individual number is used.
        number_image: whether its image is read too; only reference number A opens it.
        last_try: send the reference number even if only one try is left.
        trace: where the exchanges are noted down; never what the card compares, such as a PIN.

    Raises:
        PurposeError: no item of the law, or none where one is needed.
        PinError: both were given (``one_needed``), the wrong shape (``shape``), does not open what was asked
            for (``does_not_open``); then ``not_there``, ``blocked``, ``last_try``, ``wrong``.
        CardError: the card refuses a command.
        TlvError: a file is not what it should be.
        ReadAborted: ``no_my_number_application``, ``answer`` or ``exchanges``.
    """
    if reference_a is not None and reference_b is not None:
        raise PinError("one_needed", Application.SURFACE)
    checked = None if purpose is None else checked_purpose(purpose)
    if reference_a is not None or number_image:
        checked = checked_purpose(purpose)
    if number_image and reference_a is None:
        raise PinError("does_not_open", Pin.SURFACE_REFERENCE_B)
    key, secret = None, b""
    if reference_b is not None:
        key = Pin.SURFACE_REFERENCE_B
        secret = checked_secret(key, reference_b)
    elif reference_a is not None:
        key = Pin.SURFACE_REFERENCE_A
        secret = checked_number(key, reference_a, checked)
    return _reading(key, secret, checked, number_image=number_image, last_try=last_try, trace=trace)


def _reading(
    key: Pin | None,
    secret: bytes,
    purpose: Purpose | None,
    *,
    number_image: bool,
    last_try: bool,
    trace: Trace | None,
) -> Talk[SurfaceItems]:
    talk = Conversation(trace)
    yield from talk.select(Application.SURFACE)
    values = parse_free_information((yield from talk.read_object(FREE_INFORMATION)) or b"")
    if key is not None:
        yield from talk.open(key, secret, last_try=last_try)
        values |= parse_card_face((yield from talk.read_object(CARD_FACE)) or b"")
    if number_image:
        values |= parse_number_image((yield from talk.read_object(NUMBER_IMAGE)) or b"")
    return record_of_surface(values, key, purpose, talk.steps)


def record_of_surface(
    values: dict[str, bytes], key: Pin | None, purpose: Purpose | None, steps: tuple[Step, ...]
) -> SurfaceItems:
    """Return what values say, by name; each name is one that the files have."""
    typed: dict[str, object] = {name: reader(values.get(name, b"")) for name, reader in _READERS.items()}
    typed["municipality"] = _municipality(values["municipality"])
    unknown = tuple(
        name for name, read in typed.items() if read is None and values.get(name, b"").strip(b"\0 ")
    )
    images = {name: values.get(name) or None for name in values if name.endswith("_image")}
    return SurfaceItems(
        **typed,  # type: ignore[arg-type]  # the tables name the fields; a test compares both
        **images,  # type: ignore[arg-type]
        version=values["version"].hex().upper(),
        purpose=purpose,
        opened_by=key,
        unknown=unknown,
        steps=steps,
        values=frozen(values),
    )


def _municipality(raw: bytes) -> MunicipalityCode | None:
    try:
        return MunicipalityCode.with_check_digit(stored.read_digits(raw) or "")
    except IdentifierError:
        return None


def read_surface(
    transport: Transport,
    *,
    reference_a: IndividualNumber | str | None = None,
    reference_b: str | None = None,
    purpose: Purpose | None = None,
    number_image: bool = False,
    last_try: bool = False,
    trace: Trace | None = None,
) -> SurfaceItems:
    """Return what the card face application behind a transport holds; see :func:`reading_surface`.

    Raises:
        TokuteiError: as :func:`reading_surface`, or ``ReadAborted("transport")``.
    """
    talk = reading_surface(
        reference_a=reference_a,
        reference_b=reference_b,
        purpose=purpose,
        number_image=number_image,
        last_try=last_try,
        trace=trace,
    )
    return drive(talk, transport)


async def read_surface_async(
    transport: AsyncTransport,
    *,
    reference_a: IndividualNumber | str | None = None,
    reference_b: str | None = None,
    purpose: Purpose | None = None,
    number_image: bool = False,
    last_try: bool = False,
    trace: Trace | None = None,
) -> SurfaceItems:
    """Return what the card face application behind an awaited transport holds.

    Raises:
        TokuteiError: as :func:`read_surface`.
    """
    talk = reading_surface(
        reference_a=reference_a,
        reference_b=reference_b,
        purpose=purpose,
        number_image=number_image,
        last_try=last_try,
        trace=trace,
    )
    return await drive_async(talk, transport)
