"""Cards of types 05 and 06 for people who do not exist.

A card has everything that a genuine one has: files of the right sizes, images, a signature over the
printed items and both images, and the certificate of a test authority. Codes that the agency hands
out separately are made up and begin with X. The same arguments give the same bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from hashlib import sha256
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, Literal, TypeVar

from tokutei.calendar import JAPAN
from tokutei.chip.generations import SECOND, Generation
from tokutei.chip.layout import CardLayout, FieldRow, FileName, FileRow, compose_file
from tokutei.chip.trust import TrustStore
from tokutei.chip.words import COMPREHENSIVE_PERMISSIONS, SEXES, WORK_RESTRICTIONS
from tokutei.errors import FactsError, PeriodError, UnknownTermError
from tokutei.identifiers import CardNumber
from tokutei.law import Reason
from tokutei.personal import Masked, Personal
from tokutei.testing.authority import CertificateAuthority, CertificateForm, SigningKey
from tokutei.testing.emulator import CardEmulator, OpenChoices, command_bytes, seeded_entropy
from tokutei.testing.images import ADDRESS_SIZE, draw_face, draw_text
from tokutei.testing.residents import SyntheticPerson
from tokutei.vocabulary import StatusOfResidence

if TYPE_CHECKING:
    from PIL.ImageFont import FreeTypeFont

__all__ = ["PERMISSION_CODE", "STATUS_CODES", "CardForms", "SyntheticCard", "Tamper", "issue_card"]

T = TypeVar("T")

STATUS_CODES: Final[Mapping[str, StatusOfResidence]] = MappingProxyType(
    {f"X{number:09}": status for number, status in enumerate(StatusOfResidence, 1)}
)
"""What the made-up status codes (C9) of synthetic cards stand for; the genuine table is the agency's."""

PERMISSION_CODE: Final = "X0"
"""The made-up code of the kind of permission (CA)."""

_SPECIFICATION_VERSION: Final = b"0001"
_NO_DATE: Final = bytes(8)
_LIKELIEST: Final = OpenChoices()
_CERTIFICATE_LIFE: Final = timedelta(days=11 * 366)
"""Longer than any card is valid."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CardForms:
    """How a card is written where the specification, as far as known, leaves several ways."""

    comprehensive_permission: Literal["short", "long"] = "long"
    """D5: one byte and the spare ones at the end of the file, or seven bytes of which one is used."""
    reserved_text_length: Literal[1, 2] = 2
    """How many bytes hold the length of DE; with 1 the file ends in a spare byte."""
    no_face: Literal["zeros", "empty", "absent"] = "zeros"
    """How a card says that there is no face: D1 full of zeros, D1 of length 0, or no D1."""
    signature: Literal["raw", "der", "absent"] = "raw"
    """DC: r and s, the DER form, or no DC and DD at all."""


Tamper = Callable[[bytes, bytes], bytes]
"""Given a command and the card's answer, returns what goes to the reader instead."""


@dataclass(frozen=True, slots=True, kw_only=True, repr=False, eq=False)
class SyntheticCard(Masked):
    """A personalised card, and a reader with the card on it: it answers ``transmit``.

    It keeps the state of a session, so it equals nothing but itself.

    Example:
        >>> from tokutei import testing
        >>> card = testing.issue_card(testing.person("engineer"))
        >>> card.transmit(bytes.fromhex("00B08A00000000")).hex()
        'c10230359000'
        >>> card
        SyntheticCard(type='05', number=…, holder=…, files=…)
    """

    type: str
    """The digits of C1: ``05`` or ``06``."""
    number: Personal[CardNumber]
    """The card number; plainly made up: ``ZZ``, eight digits, ``ZZ``."""
    holder: Personal[SyntheticPerson]
    files: Personal[Mapping[FileName, bytes]]
    """The content of each file."""
    authority: CertificateAuthority = field(repr=False)
    """Who signed the card's certificate."""
    emulator: CardEmulator = field(repr=False)
    """What answers."""
    tamper: Tamper | None = field(default=None, repr=False)
    """What stands between the emulator and the reader; see :mod:`.hostile`."""

    @property
    def trust(self) -> TrustStore:
        """A store of the custom profile with the test authority; no other store accepts the card."""
        return TrustStore.custom([self.authority.certificate])

    def transmit(self, command: bytes, /) -> bytes:
        """Return the card's answer to a command: its data and two bytes of status."""
        command = command_bytes(command)
        answer = self.emulator.transmit(command)
        return self.tamper(command, answer) if self.tamper else answer

    def reset(self) -> None:
        """Take the card out of the field and put it back."""
        self.emulator.reset()

    def rewritten(self, files: Mapping[FileName, bytes]) -> SyntheticCard:
        """Return the card with other contents of some files, as somebody who copies chips would write it."""
        contents = {**self.files, **files}
        return replace(self, files=MappingProxyType(contents), emulator=self.emulator.holding(contents))


def issue_card(
    person: SyntheticPerson,
    *,
    type: Literal["05", "06"] | None = None,  # noqa: A002 - the specification's word
    seed: int = 0,
    number: CardNumber | str | None = None,
    issued_on: date | None = None,
    valid_until: date | None = None,
    authority: CertificateAuthority | None = None,
    certificate_form: CertificateForm = CertificateForm.DER,
    certificate_until: datetime | None = None,
    font: FreeTypeFont | None = None,
    reserved_text: str = "",
    forms: CardForms = CardForms(),
    choices: OpenChoices = _LIKELIEST,
) -> SyntheticCard:
    """Return a card that was personalised for somebody.

    Args:
        person: the holder, of :func:`tokutei.testing.person` or made otherwise.
        type: ``05`` (residence card) or ``06`` (special permanent resident certificate); by the
            holder's status unless given.
        seed: another seed, another number, key, drawing and challenges.
        number: the card number; made from the seed unless given.
        issued_on: day of issue, instead of the holder's.
        valid_until: last day of validity, instead of the holder's.
        authority: who signs the card's certificate; the authority of seed ``"0"`` unless given.
        certificate_form: how the certificate is written.
        certificate_until: last moment of the certificate; eleven years from the issue unless given.
        font: for the name and address images; Pillow's own has roman letters only.
        reserved_text: text of the reserved object (DE), at most 200 bytes in UTF-8.
        forms: how the card is written where there are several ways.
        choices: what the card answers where no text says.

    Raises:
        MissingExtraError: ``tokutei[testing]`` is not installed.
        ImageError: name or address do not fit into their image (``too_large``).
        TlvError: a value is longer than its field (``size``).
        IdentifierError: the number is not a card number.
        UnknownTermError: no such type.
        FactsError: a text has characters that its field on the chip cannot hold.
        NaiveDatetimeError: ``certificate_until`` has no time zone.
        PeriodError: the certificate would be valid beyond the calendar (``beyond_calendar``).
    """
    card_type = type or ("06" if person.is_special_permanent_resident else "05")
    layout = SECOND.layout(card_type)
    if layout is None:
        raise UnknownTermError("CardType", str(card_type)[:4], ("05", "06"))
    layout = _written(layout, forms)
    holder = replace(
        person, issued_on=issued_on or person.issued_on, valid_until=valid_until or person.valid_until
    )
    issuer = authority or CertificateAuthority()
    luck = sha256(f"{person.key}/{card_type}/{seed}".encode(errors="surrogatepass")).digest()
    text = number if number is not None else f"ZZ{int.from_bytes(luck[:8]) % 10**8:08}ZZ"
    card_number = text if isinstance(text, CardNumber) else CardNumber.parse(text)
    values = _values(holder, card_type, luck, font) | {
        "number": card_number.reveal().encode(),
        "reserved_text": _encoded(reserved_text).ljust(200, b"\0"),
    }
    if forms.comprehensive_permission == "long":
        values["comprehensive_permission"] = values["comprehensive_permission"].ljust(7, b"\0")
    if forms.signature != "absent":
        key = SigningKey(f"card/{luck.hex()}")
        message = signed_bytes(SECOND, layout, values)
        values["signature"] = key.sign(message) if forms.signature == "der" else key.sign_raw(message)
        starts = datetime.combine(holder.issued_on, time(), JAPAN)
        ends = certificate_until or _certificate_end(starts)
        values["certificate"] = issuer.issue(
            key,
            not_before=starts,
            not_after=ends,
            serial=int.from_bytes(luck[8:12]) + 2,
            form=certificate_form,
        )
    if not holder.has_face and forms.no_face != "zeros":
        values["face_image"] = b""
        if forms.no_face == "absent":
            del values["face_image"]
    files = {row.name: compose_file(row, values) for row in layout.files}
    return SyntheticCard(
        type=card_type,
        number=card_number,
        holder=holder,
        files=MappingProxyType(files),
        authority=issuer,
        emulator=CardEmulator(
            layout, files, number=card_number, entropy=seeded_entropy(luck), choices=choices
        ),
    )


def signed_bytes(generation: Generation, layout: CardLayout, values: Mapping[str, bytes]) -> bytes:
    """Return what the issuer signs: the printed items without tags and lengths, the face, the name (3.4.3.1).

    Written apart from what the verifier makes of a record, so that the two check each other.
    """
    entries = layout.file(generation.signed.entries)
    rows = entries.fields if entries else ()
    printed = b"".join(_full(row, values) for row in rows).ljust(generation.signed.entries_size, b"\0")
    images = (layout.field(name) for name in generation.signed.images)
    return printed + b"".join(_full(row, values) for row in images if row)


def _full(row: FieldRow, values: Mapping[str, bytes]) -> bytes:
    return values[row.name].ljust(row.length, b"\0")


def _certificate_end(starts: datetime) -> datetime:
    try:
        return starts + _CERTIFICATE_LIFE
    except OverflowError:
        raise PeriodError("beyond_calendar") from None


def _encoded(text: str, encoding: Literal["ascii", "utf-8"] = "utf-8") -> bytes:
    """Return a text in bytes.

    Raises:
        FactsError: it has characters that its field on the chip cannot hold.
    """
    written = None
    with suppress(UnicodeEncodeError):  # that error holds the text: no context
        written = text.encode(encoding)
    if written is None:
        raise FactsError(contradictions=(Reason("testing.characters"),))
    return written


def _code(table: Mapping[str, T], meant: T) -> str:
    return next(code for code, word in table.items() if word == meant)


def _values(
    holder: SyntheticPerson, card_type: str, luck: bytes, font: FreeTypeFont | None
) -> dict[str, bytes]:
    """Return the value of every field that says something about the holder."""
    for line in (holder.name, *holder.address):
        _encoded(line)
    words = {
        "card_type": card_type,
        "sex": _code(SEXES, holder.sex),
        "nationality": holder.nationality,
        "status_code": _code(STATUS_CODES, holder.status),
        "period": holder.period,
        "permission_code": PERMISSION_CODE,
        "work_restriction": _code(WORK_RESTRICTIONS, holder.work_restriction),
        "comprehensive_permission": _code(COMPREHENSIVE_PERMISSIONS, holder.comprehensive_permission),
        "individual_permission": str(int(holder.individual_permission)),
        "application_pending": str(int(holder.applying)),
        "commissioner_entry": "0",
    }
    days = {
        "valid_until": holder.valid_until,
        "born": holder.born,
        "permitted_on": holder.permitted_on,
        "stay_until": holder.stay_until,
        "comprehensive_permission_until": holder.comprehensive_until,
    }
    return {
        "spec_version": _SPECIFICATION_VERSION,
        **{name: _encoded(word, "ascii") for name, word in words.items()},
        **{name: _encoded(f"{day.year:04}{day:%m%d}") if day else _NO_DATE for name, day in days.items()},
        "name_image": draw_text([holder.name], font=font),
        "address_image": draw_text(holder.address, ADDRESS_SIZE, font=font),
        "face_image": draw_face(luck) if holder.has_face else bytes(3000),
    }


def _written(layout: CardLayout, forms: CardForms) -> CardLayout:
    """Return the layout with the length form of the reserved text that was asked for."""

    def rewritten(row: FileRow) -> FileRow:
        fields = tuple(
            replace(one, length_octets=forms.reserved_text_length) if one.name == "reserved_text" else one
            for one in row.fields
        )
        return replace(row, fields=fields)

    return replace(layout, files=tuple(rewritten(row) for row in layout.files))
