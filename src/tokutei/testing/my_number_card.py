"""My Number cards for people who do not exist, and an emulator of their applications.

Everything is made up and says so. The individual number fails its check digit, as those of the official
test cards do: a number that passes could be somebody's, and reading it would be subject to the law. So a
reader finds a number that it does not understand; a test that needs a whole one passes it in.

A specified card has these applications beside those of a residence card: :class:`MyNumberApplications`
answers for them alone and says which names it :meth:`~MyNumberApplications.handles`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from hashlib import sha256
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from tokutei.calendar import era_year
from tokutei.chip.my_number.applications import (
    APPLICATION_SETS,
    FILES,
    PINS,
    Application,
    ApplicationSet,
    FileRow,
    Pin,
)
from tokutei.chip.my_number.conversation import checked_secret
from tokutei.identifiers import individual_number_check_digit
from tokutei.personal import Masked, Personal
from tokutei.testing.commands import command_bytes
from tokutei.testing.jpki_authority import JpkiAuthority
from tokutei.testing.my_number_files import Files, jpki_files, surface_files, text_files
from tokutei.testing.residents import SyntheticPerson

if TYPE_CHECKING:
    from PIL.ImageFont import FreeTypeFont

__all__ = ["MyNumberApplications", "SyntheticMyNumberCard", "issue_my_number_card"]

_SUCCESS: Final = 0x9000
_NOT_VERIFIED: Final = 0x6982
_BLOCKED: Final = 0x6984
_NO_FILE_CHOSEN: Final = 0x6986
_NOT_FOUND: Final = 0x6A82
_WRONG_PARAMETERS: Final = 0x6A86
_WRONG_LENGTH: Final = 0x6700
_OUTSIDE_FILE: Final = 0x6B00
_NO_INSTRUCTION: Final = 0x6D00
_NO_CLASS: Final = 0x6E00
_MOST_TRIES: Final = 10
"""Tries of what no source tells the limit of."""

Tamper = Callable[[bytes, bytes], bytes]
"""Given a command and the card's answer, returns what goes to the reader instead."""


class MyNumberApplications:
    """The applications of one card: they answer commands and keep the state that a card keeps between them.

    ``transmit`` never raises. One object is one card in one field; it is not safe to share between threads.
    A counter of tries that is used up stays so when the card is reset.
    """

    def __init__(
        self,
        files: Mapping[tuple[Application, int], bytes],
        secrets: Mapping[Pin, bytes],
        *,
        blocked: frozenset[Pin] = frozenset(),
        master_file: int = _WRONG_PARAMETERS,
        of_set: ApplicationSet = APPLICATION_SETS[0],
    ) -> None:
        """Make the applications of a card.

        Args:
            files: the content of each file by application and identifier.
            secrets: what each PIN is; one that is not among them is not on the card.
            blocked: PINs that are not compared from the start, as on a card that was issued without them.
            master_file: the status with which SELECT of the master file is answered: 6A86 or 6A82.
            of_set: under which names and PINs the card has them; identifiers of files are those of the set.
        """
        self._set = of_set
        self._files = dict(files)
        self._secrets = dict(secrets)
        self._blocked = blocked
        self._master_file = master_file
        self._tries = {
            row.pin: 0 if row.pin in blocked else row.most_tries or _MOST_TRIES
            for row in of_set.pins
            if row.pin in secrets
        }
        self._applications = {application for application, _ in files} | {
            row.application for row in of_set.pins if row.pin in secrets
        }
        self.reset()

    def __repr__(self) -> str:
        return f"MyNumberApplications({len(self._files)} files)"

    def reset(self) -> None:
        """Take the card out of the field and put it back: nothing is selected or verified; tries stay as they are."""
        self.leave()
        self._verified: set[Pin] = set()

    def leave(self) -> None:
        """Leave the current application, because another one of the card was selected."""
        self._application: Application | None = None
        self._file: int | None = None
        self._verified = set()

    def handles(self, aid: bytes) -> bool:
        """Return whether a name is that of one of these applications."""
        return self._named(aid) is not None

    def _named(self, aid: bytes) -> Application | None:
        return next((one for one in self._applications if self._set.aids.get(one) == aid), None)

    def tries_left(self, pin: Pin) -> int | None:
        """Return how many wrong tries a PIN has left; ``None`` if it is not on the card."""
        return self._tries.get(pin)

    def holding(self, files: Mapping[tuple[Application, int], bytes]) -> MyNumberApplications:
        """Return applications in a new field that differ in their files only."""
        return MyNumberApplications(
            {**self._files, **files},
            self._secrets,
            blocked=self._blocked,
            master_file=self._master_file,
            of_set=self._set,
        )

    def transmit(self, command: bytes, /) -> bytes:
        """Return the answer to a command: its data, if any, and two bytes of status."""
        data, status = self._answer(command_bytes(command))
        return data + status.to_bytes(2)

    def _answer(self, command: bytes) -> tuple[bytes, int]:
        body = command[5 : 5 + command[4]] if len(command) > 5 else b""
        if len(command) < 4 or (len(command) > 5 and len(body) != command[4]):
            return b"", _WRONG_LENGTH
        if command[0] != 0:
            return b"", _NO_CLASS
        match command[1]:
            case 0xA4:
                return b"", self._select((command[2], command[3]), body)
            case 0xB0:
                return self._read(command)
            case 0x20:
                return b"", self._verify((command[2], command[3]), body if len(command) > 4 else None)
        return b"", _NO_INSTRUCTION

    def _select(self, parameters: tuple[int, int], body: bytes) -> int:
        match parameters:
            case (0x00, 0x00):
                return self._master_file
            case (0x04, 0x0C):
                application = self._named(body)
                if application is None:
                    return _NOT_FOUND
                self.leave()
                self._application = application
                return _SUCCESS
            case (0x02, 0x0C):
                file_id = int.from_bytes(body)
                if len(body) != 2 or not self._has(file_id):
                    return _NOT_FOUND
                self._file = file_id
                return _SUCCESS
        return _WRONG_PARAMETERS

    def _has(self, file_id: int) -> bool:
        return (self._application, file_id) in self._files or self._pin(file_id) in self._secrets

    def _pin(self, file_id: int | None) -> Pin | None:
        """Return the PIN in a file of the current application."""
        own = (row for row in self._set.pins if row.application is self._application)
        rows = (row for row in own if row.file_id == file_id)
        return next((row.pin for row in rows), None)

    def _verify(self, parameters: tuple[int, int], body: bytes | None) -> int:
        pin = self._pin(self._file)
        if parameters != (0x00, 0x80):
            return _WRONG_PARAMETERS
        if pin is None or pin not in self._tries:
            return _NO_FILE_CHOSEN
        if not self._tries[pin]:
            return _BLOCKED
        if body is None:
            return 0x63C0 | self._tries[pin]
        if body != self._secrets[pin]:
            self._verified.discard(pin)
            self._tries[pin] -= 1
            return 0x63C0 | self._tries[pin] if self._tries[pin] else _BLOCKED
        row = self._set.pin(pin)
        self._tries[pin] = (row and row.most_tries) or _MOST_TRIES
        self._verified.add(pin)
        return _SUCCESS

    def _read(self, command: bytes) -> tuple[bytes, int]:
        if len(command) != 5:
            return b"", _WRONG_LENGTH
        if self._application is None or self._file is None or command[2] & 0x80:
            return b"", _NO_FILE_CHOSEN
        content = self._files.get((self._application, self._file))
        if content is None:
            return b"", _NOT_VERIFIED
        keys = self._opened_by(self._application, self._file)
        if keys and not self._verified & keys:
            return b"", _NOT_VERIFIED
        offset, length = command[2] << 8 | command[3], command[4] or 256
        if offset >= len(content):
            return b"", _OUTSIDE_FILE
        return content[offset : offset + length], _SUCCESS

    def _opened_by(self, application: Application, file_id: int) -> set[Pin]:
        rows = (row for row in self._set.files if (row.application, row.file_id) == (application, file_id))
        return {pin for row in rows for pin in row.opened_by}


def _placed(files: Files, of_set: ApplicationSet) -> Files:
    """Return files under the identifiers that a set gives them; what it does not have is left out."""
    there = ((row, of_set.file(row)) for row in FILES if (row.application, row.file_id) in files)
    return {
        (place.application, place.file_id): files[row.application, row.file_id]
        for row, place in there
        if place
    }


@dataclass(frozen=True, slots=True, kw_only=True, repr=False, eq=False)
class SyntheticMyNumberCard(Masked):
    """A My Number card that nobody holds, and a reader with the card on it: it answers ``transmit``.

    It keeps the state of a session and the counts of tries, so it equals nothing but itself.
    """

    holder: Personal[SyntheticPerson]
    pin: Personal[str]
    """The PIN of the text application, of the authentication key and of the other applications."""
    password: Personal[str]
    """The password of the signature key."""
    number: Personal[str]
    """The individual number, which is reference number A. Its check digit is wrong unless it was passed in."""
    reference_b: Personal[str]
    """Reference number B, with the era year of birth."""
    security_code: Personal[str]
    signature_authority: JpkiAuthority = field(repr=False)
    authentication_authority: JpkiAuthority = field(repr=False)
    files: Personal[Mapping[tuple[Application, int], bytes]]
    """The content of each file."""
    applications: MyNumberApplications = field(repr=False)
    """What answers."""
    tamper: Tamper | None = field(default=None, repr=False)
    """What stands between the applications and the reader; see ``tokutei.testing.hostile.my_number``."""
    of_set: ApplicationSet = field(default=APPLICATION_SETS[0], repr=False)
    """Under which names, identifiers and PINs the card has its applications."""

    def transmit(self, command: bytes, /) -> bytes:
        """Return the card's answer to a command: its data and two bytes of status."""
        command = command_bytes(command)
        answer = self.applications.transmit(command)
        return self.tamper(command, answer) if self.tamper else answer

    def reset(self) -> None:
        """Take the card out of the field and put it back."""
        self.applications.reset()

    def rewritten(self, files: Mapping[FileRow, bytes]) -> SyntheticMyNumberCard:
        """Return the card with other contents of some files."""
        changed = _placed(
            {(row.application, row.file_id): content for row, content in files.items()}, self.of_set
        )
        return replace(
            self,
            files=MappingProxyType({**self.files, **changed}),
            applications=self.applications.holding(changed),
        )

    def content(self, row: FileRow) -> bytes:
        """Return what a file holds."""
        place = self.of_set.file(row) or row
        return self.files[place.application, place.file_id]


def issue_my_number_card(
    person: SyntheticPerson,
    *,
    seed: int = 0,
    pin: str = "1234",
    password: str = "TEST1234",  # noqa: S107 - a synthetic card's
    number: str | None = None,
    address: str | None = None,
    municipality: str = "47999",
    without_pins: bool = False,
    with_signature_certificate: bool = True,
    master_file: int = _WRONG_PARAMETERS,
    font: FreeTypeFont | None = None,
    of_set: ApplicationSet = APPLICATION_SETS[0],
) -> SyntheticMyNumberCard:
    """Return a My Number card that was made for somebody.

    Args:
        person: the holder, of :func:`tokutei.testing.person` or made otherwise.
        seed: another seed, another number, security code and drawing.
        pin: the PIN of four digits.
        password: the password of the signature key.
        number: the individual number; made from the seed, with a wrong check digit, unless given.
        address: the address as text; that of the person's card unless given.
        municipality: five digits of the municipality (free information); unless given, the code of none.
        without_pins: a card whose holder wanted no PIN: those that a holder sets are not compared. Reference
            numbers are, which is presumed: they are no PINs in the words of the ordinance.
        with_signature_certificate: whether there is one; children under fifteen have none.
        master_file: the status with which SELECT of the master file is answered.
        font: for the images; Pillow's own has roman letters only.
        of_set: under which names, identifiers and PINs the card has its applications.

    Raises:
        MissingExtraError: ``tokutei[testing]`` is not installed.
        ImageError: name or address do not fit into their image (``too_large``).
        PinError: PIN, password or number have another shape (``shape``).
        PeriodError: the holder was born before the eras that are known.
    """
    luck = sha256(f"my number/{person.key}/{seed}".encode(errors="surrogatepass")).digest()
    digits = f"{int.from_bytes(luck[:8]) % 10**11:011}"
    wrong = (int(individual_number_check_digit(digits)) + 1 + luck[8] % 9) % 10
    kept = number if number is not None else f"{digits}{wrong}"
    code = f"{int.from_bytes(luck[9:13]) % 10**4:04}"
    born = person.born
    reference_b = f"{era_year(born)[1]:02}{born:%m%d}{person.valid_until.year:04}{code}"
    secrets = {
        row.pin: checked_secret(row.pin, given)
        for row in PINS
        for given in [
            _given(row.pin, pin_digits=pin, password=password, number=kept, reference_b=reference_b)
        ]
    }
    where = address if address is not None else " ".join(person.address)
    signature, authentication = JpkiAuthority("signature"), JpkiAuthority("authentication")
    contents = (
        text_files(person, number=kept, address=where)
        | surface_files(
            person, number=kept, security_code=code, municipality=municipality, luck=luck, font=font
        )
        | jpki_files(
            person,
            address=where,
            luck=luck,
            authorities=(signature, authentication),
            signing=with_signature_certificate,
        )
    )
    files = _placed(contents, of_set)
    chosen = frozenset(row.pin for row in of_set.pins if row.is_chosen)
    return SyntheticMyNumberCard(
        holder=person,
        pin=pin,
        password=password,
        number=kept,
        reference_b=reference_b,
        security_code=code,
        signature_authority=signature,
        authentication_authority=authentication,
        files=MappingProxyType(files),
        applications=MyNumberApplications(
            files,
            secrets,
            blocked=chosen if without_pins else frozenset(),
            master_file=master_file,
            of_set=of_set,
        ),
        of_set=of_set,
    )


def _given(pin: Pin, *, pin_digits: str, password: str, number: str, reference_b: str) -> str:
    """Return what one of the card's secrets is."""
    others = {
        Pin.SIGNATURE_PASSWORD: password,
        Pin.TEXT_REFERENCE_A: number,
        Pin.SURFACE_REFERENCE_A: number,
        Pin.TEXT_REFERENCE_B: reference_b,
        Pin.SURFACE_REFERENCE_B: reference_b,
        Pin.SURFACE_BIRTH_DATE: reference_b[:6],
    }
    return others.get(pin, pin_digits)
