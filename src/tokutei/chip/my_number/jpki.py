"""The JPKI application (公的個人認証AP): what token it is, and the certificates. Nothing signs with a key of the holder.

Everything but the signature certificate is free to read. Its password is checked for its shape before
anything is sent, so that no try is used up on one that cannot be right.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from tokutei.chip.driving import AsyncTransport, Talk, Transport, drive, drive_async
from tokutei.chip.exchange import Step
from tokutei.chip.my_number.applications import (
    AUTHENTICATION,
    AUTHENTICATION_CA,
    AVAILABILITY,
    SIGNATURE,
    SIGNATURE_CA,
    TOKEN,
    Application,
    FileRow,
    Pin,
)
from tokutei.chip.my_number.certificates import JpkiCertificate, parse_jpki_certificate
from tokutei.chip.my_number.conversation import Conversation, checked_secret
from tokutei.chip.my_number.records import CardRecord
from tokutei.chip.tracing import Trace
from tokutei.personal import Personal
from tokutei.vocabulary import Word

__all__ = ["Jpki", "TokenKind", "read_jpki", "read_jpki_async", "reading_jpki", "token_kind"]


class TokenKind(Word):
    """What answers as the JPKI application."""

    MY_NUMBER_CARD = "my_number_card", "個人番号カード", "My Number card"
    RESIDENT_CARD = "resident_card", "住民基本台帳カード", "resident register card, issued until 2015"
    ANDROID = "android", "スマートフォン（Android）", "smartphone (Android)"
    IPHONE = "iphone", "スマートフォン（iPhone）", "smartphone (iPhone)"


_TOKENS: Final = {
    b"JPKIAPICCTOKEN2": TokenKind.MY_NUMBER_CARD,
    b"JPKIAPICCTOKEN": TokenKind.RESIDENT_CARD,
    b"JPKIAPGPSETOKEN": TokenKind.ANDROID,
    b"JPKIAPIOSTOKEN": TokenKind.IPHONE,
}
_AVAILABLE: Final = 0x8F


@dataclass(frozen=True, slots=True, repr=False, kw_only=True)
class Jpki(CardRecord):
    """What the JPKI application of one card holds, as far as it was asked for."""

    token: TokenKind | None
    """``None`` for a label that is not known; it is in ``label``."""
    label: str | None
    """The label of the token without its blanks; ``None`` if it is no ASCII text."""
    availability: bytes | None
    """Three bytes, of which the first two tell of the certificates; ``None`` if the file is missing."""
    authentication: Personal[JpkiCertificate | None] = None
    """Authentication certificate (利用者証明用電子証明書); ``None`` if the card holds none."""
    authentication_ca: JpkiCertificate | None = None
    """The certificate of its authority, from the card: no anchor."""
    signature: Personal[JpkiCertificate | None] = None
    """Signature certificate (署名用電子証明書), only with its password; ``None`` if it was not asked for or is not there."""
    signature_ca: JpkiCertificate | None = None
    """The certificate of its authority, from the card: no anchor."""
    steps: tuple[Step, ...]
    """Every command, without its bytes."""

    @property
    def says_signature(self) -> bool | None:
        """Whether the card says that it holds a signature certificate; children under fifteen have none.

        One source saw one value for "there"; another value is read as "not there", no byte as ``None``.
        """
        return self._says(0)

    @property
    def says_authentication(self) -> bool | None:
        """Whether the card says that it holds an authentication certificate; see ``says_signature``."""
        return self._says(1)

    def _says(self, at: int) -> bool | None:
        return None if self.availability is None else self.availability[at] == _AVAILABLE


def token_kind(label: bytes) -> TokenKind | None:
    """Return what a label of 32 bytes names, or ``None``.

    Example:
        >>> token_kind(b"JPKIAPICCTOKEN2".ljust(32)).text("en")
        'My Number card'
    """
    return _TOKENS.get(label.rstrip(b" \0")) if len(label) == TOKEN.most else None


def reading_jpki(
    *,
    password: str | None = None,
    authorities: bool = True,
    last_try: bool = False,
    trace: Trace | None = None,
) -> Talk[Jpki]:
    """Return a talk that reads the JPKI application; everything is checked before the first command.

    Args:
        password: the password of the signature key, 6 to 16 capital letters and digits; without it the
            signature certificate is not read, and no PIN is sent.
        authorities: whether the certificates of the authorities are read too.
        last_try: send the password even if only one try is left.
        trace: where the exchanges are noted down; never what the card compares, such as a PIN.

    Raises:
        PinError: the password has the wrong shape (``shape``); then ``not_there``, ``blocked``, ``last_try``,
            ``wrong``.
        CardError: the card refuses a command.
        CertificateError: a certificate does not decode.
        TlvError: a file is not what it should be.
        ReadAborted: ``no_my_number_application``, ``answer`` or ``exchanges``.
    """
    secret = None if password is None else checked_secret(Pin.SIGNATURE_PASSWORD, password)
    return _reading(secret, authorities=authorities, last_try=last_try, trace=trace)


def _reading(secret: bytes | None, *, authorities: bool, last_try: bool, trace: Trace | None) -> Talk[Jpki]:
    talk = Conversation(trace)
    yield from talk.select(Application.JPKI)
    label = (yield from talk.read_bytes(TOKEN, TOKEN.most)) or b""
    availability = yield from talk.read_bytes(AVAILABILITY, AVAILABILITY.most, optional=True)
    if availability is not None and len(availability) != AVAILABILITY.most:
        availability = None
    found: dict[str, JpkiCertificate | None] = {}
    for row in (AUTHENTICATION, AUTHENTICATION_CA, SIGNATURE_CA):
        if authorities or row is AUTHENTICATION:
            found[row.content] = yield from _certificate(talk, row)
    if secret is not None:
        yield from talk.open(Pin.SIGNATURE_PASSWORD, secret, last_try=last_try)
        found[SIGNATURE.content] = yield from _certificate(talk, SIGNATURE)
    return Jpki(
        token=token_kind(label),
        label=label.rstrip(b" \0").decode("ascii") if label.isascii() else None,
        availability=availability,
        steps=talk.steps,
        **found,
    )


def _certificate(talk: Conversation, row: FileRow) -> Talk[JpkiCertificate | None]:
    data = yield from talk.read_object(row, optional=True)
    return None if data is None else parse_jpki_certificate(data)


def read_jpki(
    transport: Transport,
    *,
    password: str | None = None,
    authorities: bool = True,
    last_try: bool = False,
    trace: Trace | None = None,
) -> Jpki:
    """Return what the JPKI application behind a transport holds; see :func:`reading_jpki`.

    Raises:
        TokuteiError: as :func:`reading_jpki`, or ``ReadAborted("transport")``.
    """
    return drive(
        reading_jpki(password=password, authorities=authorities, last_try=last_try, trace=trace), transport
    )


async def read_jpki_async(
    transport: AsyncTransport,
    *,
    password: str | None = None,
    authorities: bool = True,
    last_try: bool = False,
    trace: Trace | None = None,
) -> Jpki:
    """Return what the JPKI application behind an awaited transport holds.

    Raises:
        TokuteiError: as :func:`read_jpki`.
    """
    talk = reading_jpki(password=password, authorities=authorities, last_try=last_try, trace=trace)
    return await drive_async(talk, transport)
