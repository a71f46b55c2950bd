"""Cards of every type for people who do not exist.

A card has everything that a genuine one has: files of the right sizes, images, a signature, and the
certificate of a test authority. Codes that the agency hands out separately are made up and begin with
X. The same arguments give the same bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from hashlib import sha256
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from tokutei.calendar import JAPAN
from tokutei.chip.generations import (
    DEFAULT_PROFILE,
    GENERATIONS,
    Generation,
    Profile,
    SignatureScheme,
    generation_of,
)
from tokutei.chip.key_delivery import DeliveryKey
from tokutei.chip.layout import FileName, compose_file
from tokutei.chip.trust import TrustStore
from tokutei.errors import PeriodError, UnknownTermError
from tokutei.identifiers import CardNumber
from tokutei.personal import Masked, Personal
from tokutei.testing.authority import CertificateAuthority, CertificateForm, RsaSigningKey, SigningKey
from tokutei.testing.commands import command_bytes
from tokutei.testing.contents import (
    PERMISSION_CODE,
    STATUS_CODES,
    CardForms,
    field_values,
    has_face,
    signed_bytes,
    without_code,
    written,
)
from tokutei.testing.emulator import CardEmulator, OpenChoices, OtherApplications
from tokutei.testing.entropy import seeded_entropy
from tokutei.testing.residents import SyntheticPerson
from tokutei.testing.rsa_keys import rsa_key

if TYPE_CHECKING:
    from PIL.ImageFont import FreeTypeFont

__all__ = [
    "CARD_TYPES",
    "PERMISSION_CODE",
    "STATUS_CODES",
    "CardForms",
    "SyntheticCard",
    "Tamper",
    "issue_card",
]

CARD_TYPES: Final = tuple(layout.card_type for one in GENERATIONS for layout in one.layouts)
"""Every type that can be issued: the digits of C1."""

_LIKELIEST: Final = OpenChoices()
_USUAL: Final = CardForms()
_CERTIFICATE_LIFE: Final = timedelta(days=11 * 366)
"""Longer than any card is valid."""
_LAST_OF_FIRST: Final = date(2026, 6, 13)
"""The last day on which cards of the first generation were issued."""


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
    """The digits of C1, such as ``05``."""
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

    delivery_keys: tuple[DeliveryKey, ...] = field(default=(), repr=False)
    """The public keys under which a specified card takes session keys."""

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
    type: str | None = None,  # noqa: A002 - the specification's word
    seed: int = 0,
    number: CardNumber | str | None = None,
    issued_on: date | None = None,
    valid_until: date | None = None,
    authority: CertificateAuthority | None = None,
    certificate_form: CertificateForm = CertificateForm.DER,
    certificate_until: datetime | None = None,
    font: FreeTypeFont | None = None,
    reserved_text: str = "",
    forms: CardForms = _USUAL,
    choices: OpenChoices = _LIKELIEST,
    profile: Profile = DEFAULT_PROFILE,
    others: OtherApplications | None = None,
) -> SyntheticCard:
    """Return a card that was personalised for somebody.

    Args:
        person: the holder, of :func:`tokutei.testing.person` or made otherwise.
        type: one of :data:`CARD_TYPES`; ``05`` (residence card) or ``06`` (special permanent resident
            certificate) by the holder's status unless given.
        seed: another seed, another number, key, drawing and challenges.
        number: the card number; made from the seed unless given.
        issued_on: day of issue, instead of the holder's; a first-generation card of somebody whose day
            is later is of the last day on which they were issued.
        valid_until: last day of validity, instead of the holder's.
        authority: who signs the card's certificate; the authority of seed ``"0"`` unless given.
        certificate_form: how the certificate is written.
        certificate_until: last moment of the certificate; eleven years from the issue unless given.
        font: for the images of texts; Pillow's own has roman letters only.
        reserved_text: text of the reserved object (DE), at most 200 bytes in UTF-8.
        forms: how the card is written where there are several ways.
        choices: what the card answers where no text says.
        profile: the open choices for a specified card.
        others: the other applications on the chip of a specified card.

    Raises:
        MissingExtraError: ``tokutei[testing]`` is not installed.
        ImageError: a text does not fit into its image (``too_large``).
        TlvError: a value is longer than its field (``size``).
        IdentifierError: the number is not a card number.
        UnknownTermError: no such type.
        FactsError: a text has characters that its field on the chip cannot hold.
        NaiveDatetimeError: ``certificate_until`` has no time zone.
        PeriodError: the certificate would be valid beyond the calendar (``beyond_calendar``).
    """
    card_type = type or ("06" if person.is_special_permanent_resident else "05")
    generation = _generation(card_type, profile)
    layout = generation.layout(card_type)
    if layout is None:
        raise UnknownTermError("CardType", card_type[:4], CARD_TYPES)
    layout = written(layout, forms)
    holder = replace(
        person,
        issued_on=issued_on or _issue_day(person, generation),
        valid_until=valid_until or person.valid_until,
    )
    luck = sha256(f"{person.key}/{card_type}/{seed}".encode(errors="surrogatepass")).digest()
    text = number if number is not None else f"ZZ{int.from_bytes(luck[:8]) % 10**8:08}ZZ"
    card_number = text if isinstance(text, CardNumber) else CardNumber.parse(text)
    values = field_values(holder, card_type, luck=luck, font=font, forms=forms, reserved_text=reserved_text)
    values["number"] = card_number.reveal().encode()
    issuer = authority or CertificateAuthority(scheme=generation.signed.scheme)
    if forms.signature != "absent" and (has_face(holder, card_type) or not without_code(card_type)):
        message = signed_bytes(generation, layout, values)
        key, values["signature"] = _signature(generation, message, luck, forms)
        starts = datetime.combine(holder.issued_on, time(), JAPAN)
        values["certificate"] = issuer.issue(
            key,
            not_before=starts,
            not_after=certificate_until or _certificate_end(starts),
            serial=int.from_bytes(luck[8:12]) + 2,
            form=certificate_form,
        )
    elif without_code(card_type) and forms.signature != "absent":
        values |= (
            {"signature": b""} if forms.no_code == "code_only" else {"signature": b"", "certificate": b""}
        )
    if not has_face(holder, card_type) and forms.no_face != "zeros":
        values["face_image"] = b""
        if forms.no_face == "absent":
            del values["face_image"]
    files = {row.name: compose_file(row, values) for row in layout.files}
    private_key = rsa_key("delivery") if generation.opening.delivers_key else None
    return SyntheticCard(
        type=card_type,
        number=card_number,
        holder=holder,
        files=MappingProxyType(files),
        authority=issuer,
        delivery_keys=(DeliveryKey(private_key.public_key().public_numbers().n),) if private_key else (),
        emulator=CardEmulator(
            generation,
            card_type,
            files,
            number=card_number,
            entropy=seeded_entropy(luck),
            choices=choices,
            private_key=private_key,
            others=others,
        ),
    )


def _generation(card_type: str, profile: Profile) -> Generation:
    generation = generation_of(card_type)
    if generation is None:
        raise UnknownTermError("CardType", card_type[:4], CARD_TYPES)
    return generation.with_profile(profile)


def _issue_day(person: SyntheticPerson, generation: Generation) -> date:
    if generation.signed.scheme is SignatureScheme.RSA_2048_SHA256:
        return min(person.issued_on, _LAST_OF_FIRST)
    return person.issued_on


def _signature(
    generation: Generation, message: bytes, luck: bytes, forms: CardForms
) -> tuple[SigningKey | RsaSigningKey, bytes]:
    """Return the key of a card and its signature in the form asked for."""
    if generation.signed.scheme is SignatureScheme.RSA_2048_SHA256:
        rsa = RsaSigningKey(f"card_{luck[0] % 2}")
        return rsa, rsa.sign_bare(message) if forms.block == "bare" else rsa.sign(message)
    key = SigningKey(f"card/{luck.hex()}")
    return key, key.sign(message) if forms.signature == "der" else key.sign_raw(message)


def _certificate_end(starts: datetime) -> datetime:
    try:
        return starts + _CERTIFICATE_LIFE
    except OverflowError:
        raise PeriodError("beyond_calendar") from None
