"""Cards that lie, and what a reader or verifier has to make of each.

Some lie on the wire: something stands between an otherwise correct card and the reader. Others were
written so, as somebody who copies or alters a chip would. Whoever carries commands to cards can run
all of them::

    for hostile in HOSTILE_CARDS.values():
        card = hostile.issue()
        # read `card`, verify what was read: `hostile.error` is raised or `hostile.finding` found
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Final

from tokutei.chip import secure_messaging as sm
from tokutei.chip.findings import FindingKind, FindingStatus
from tokutei.chip.layout import FileName
from tokutei.errors import (
    CardError,
    ChipError,
    ReadAborted,
    SecureMessagingError,
    TlvError,
    WrongNumberError,
)
from tokutei.testing.authority import CertificateAuthority, CertificateForm
from tokutei.testing.cards import CardForms, SyntheticCard, Tamper, issue_card
from tokutei.testing.people import SyntheticPerson, person

__all__ = ["HOSTILE_CARDS", "HostileCard"]

_GET_CHALLENGE, _MUTUAL_AUTHENTICATE, _READ_BINARY = 0x84, 0x82, 0xB0
_SUCCESS: Final = b"\x90\x00"
_ENTRIES, _IMAGES = FileName.DF1_EF02, FileName.DF1_EF03

Issue = Callable[[SyntheticPerson, int], SyntheticCard]


@dataclass(frozen=True, slots=True, kw_only=True)
class HostileCard:
    """A way to lie, and what must come of it.

    Either ``error`` or ``finding`` is given. The outcome is that of a card with a face, read with its
    own number and checked with its own ``trust`` at a moment in which a correct card passes.
    """

    name: str
    lie: str
    """What the card does, in English."""
    make: Issue
    error: type[ChipError] | None = None
    """What reading raises."""
    reason: str | None = None
    """The stable reason of the error, where its class has one."""
    finding: FindingKind | None = None
    """What verifying says something about, if the card reads."""
    status: FindingStatus | None = None
    """What it says. ``NOT_COVERED`` is a lie that the issuer's signature cannot expose."""

    def issue(self, holder: SyntheticPerson | None = None, *, seed: int = 0) -> SyntheticCard:
        """Return such a card.

        Args:
            holder: whose card it is; an engineer's of type 05 unless given.
            seed: another seed, another card.
        """
        return self.make(holder or person("engineer"), seed)


def _on_the_wire(tamper: Callable[[SyntheticCard], Tamper]) -> Issue:
    """Return how to issue a correct card with something between it and the reader."""

    def issue(holder: SyntheticPerson, seed: int) -> SyntheticCard:
        card = issue_card(holder, seed=seed)
        return replace(card, tamper=tamper(card))

    return issue


def _written(change: Callable[[SyntheticCard], Mapping[FileName, bytes]]) -> Issue:
    """Return how to issue a card of which some files were written anew afterwards."""

    def issue(holder: SyntheticPerson, seed: int) -> SyntheticCard:
        card = issue_card(holder, seed=seed)
        return card.rewritten(change(card))

    return issue


def _answering(instruction: int, change: Callable[[bytes], bytes]) -> Issue:
    """Return how to issue a card whose every answer to an instruction is changed."""
    return _on_the_wire(
        lambda _: lambda command, answer: change(answer) if command[1] == instruction else answer
    )


def _secure(change: Callable[[bytes], bytes]) -> Issue:
    """Return how to issue a card whose protected answers are changed."""
    return _on_the_wire(
        lambda _: lambda command, answer: change(answer) if command[:2] == b"\x08\xb0" else answer
    )


def _bare(card: SyntheticCard) -> Tamper:
    by_short_id = {1: FileName.DF1_EF01, 3: _ENTRIES, 4: _IMAGES, 6: FileName.DF1_EF04}

    def tamper(command: bytes, answer: bytes) -> bytes:
        if command[:2] == b"\x08\xb0":
            return card.files[by_short_id[command[2] & 0x1F]] + _SUCCESS
        return answer

    return tamper


def _wrong_nonce(card: SyntheticCard) -> Tamper:
    keys = sm.access_keys(card.number.reveal())

    def tamper(command: bytes, answer: bytes) -> bytes:
        if command[1] != _MUTUAL_AUTHENTICATE:
            return answer
        return sm.card_token(keys, rnd_ifd=bytes(8), rnd_icc=bytes(8), k_icc=bytes(16)) + _SUCCESS

    return tamper


def _repeating(_: SyntheticCard) -> Tamper:
    """Answer every protected reading as the first one."""
    first: list[bytes] = []

    def tamper(command: bytes, answer: bytes) -> bytes:
        if command[:2] != b"\x08\xb0":
            return answer
        first.append(answer)
        return first[0]

    return tamper


def _flipped(answer: bytes, at: int) -> bytes:
    """Return an answer with one bit of one byte changed."""
    changed = bytearray(answer)
    changed[at] ^= 1
    return bytes(changed)


def _at(file: FileName, offset: int, new: bytes) -> Issue:
    """Return how to issue a card in one file of which other bytes stand at an offset."""

    def change(card: SyntheticCard) -> Mapping[FileName, bytes]:
        old = card.files[file]
        return {file: old[:offset] + new + old[offset + len(new) :]}

    return _written(change)


def _from_another(*files: FileName) -> Issue:
    """Return how to issue a card with some files of another card."""

    def issue(holder: SyntheticPerson, seed: int) -> SyntheticCard:
        other = issue_card(replace(holder, name="TEST OTHER", key=f"other than {holder.key}"), seed=seed)
        return issue_card(holder, seed=seed).rewritten({file: other.files[file] for file in files})

    return issue


def _certified(
    *,
    form: CertificateForm = CertificateForm.DER,
    until: datetime | None = None,
    authority: CertificateAuthority | None = None,
) -> Issue:
    """Return how to issue a card with a certificate that is not right, to be checked by the usual trust."""

    def issue(holder: SyntheticPerson, seed: int) -> SyntheticCard:
        card = issue_card(
            holder, seed=seed, certificate_form=form, certificate_until=until, authority=authority
        )
        return replace(card, authority=CertificateAuthority())

    return issue


def _claiming(holder: SyntheticPerson, seed: int) -> SyntheticCard:
    """Issue a card signed by somebody who names the usual authority's key as the issuer's."""
    claims = CertificateAuthority().key.identifier
    return _certified(authority=CertificateAuthority(seed="forger", claims=claims))(holder, seed)


def _exchanged_tags(card: SyntheticCard) -> Mapping[FileName, bytes]:
    """Exchange the tags of expiry and birth: the signed bytes stay the same, what they mean does not."""
    entries = card.files[_ENTRIES]
    return {_ENTRIES: b"\xc6" + entries[1:10] + b"\xc5" + entries[11:]}


_WIRE: Final = (
    HostileCard(
        name="silent",
        lie="answers nothing at all",
        make=_on_the_wire(lambda _: lambda _command, _answer: b""),
        error=ReadAborted,
        reason="answer",
    ),
    HostileCard(
        name="half_a_status",
        lie="answers with one byte",
        make=_on_the_wire(lambda _: lambda _command, _answer: b"\x90"),
        error=ReadAborted,
        reason="answer",
    ),
    HostileCard(
        name="flood",
        lie="answers with more than an answer can hold",
        make=_answering(_READ_BINARY, lambda answer: answer[:-2] + bytes(70_000) + _SUCCESS),
        error=ReadAborted,
        reason="answer",
    ),
    HostileCard(
        name="longer_than_its_file",
        lie="gives ten times what a file holds",
        make=_answering(_READ_BINARY, lambda answer: answer[:-2] * 10 + _SUCCESS),
        error=TlvError,
        reason="size",
    ),
    HostileCard(
        name="drip",
        lie="gives one byte at a time of what it is asked for in plain",
        make=_on_the_wire(
            lambda _: (
                lambda command, answer: (
                    answer[:1] + _SUCCESS if command[:2] == b"\x00\xb0" and len(answer) > 3 else answer
                )
            )
        ),
        error=ReadAborted,
        reason="exchanges",
    ),
    HostileCard(
        name="says_yes_to_everything",
        lie="answers every command with success and no data",
        make=_on_the_wire(lambda _: lambda _command, _answer: _SUCCESS),
        error=ReadAborted,
        reason="generation",
    ),
    HostileCard(
        name="endless_6c",
        lie="names another length for every reading, without end",
        make=_answering(_READ_BINARY, lambda _: b"\x6c\x10"),
        error=CardError,
        reason="unknown",
    ),
    HostileCard(
        name="endless_61",
        lie="always has more to come",
        make=_answering(_READ_BINARY, lambda _: b"\x61\xff"),
        error=CardError,
        reason="unknown",
    ),
    HostileCard(
        name="challenge_of_one_byte",
        lie="gives a challenge of one byte",
        make=_answering(_GET_CHALLENGE, lambda _: b"\x00" + _SUCCESS),
        error=ReadAborted,
        reason="answer",
    ),
    HostileCard(
        name="refuses_its_number",
        lie="says that its own number is wrong",
        make=_answering(_MUTUAL_AUTHENTICATE, lambda _: b"\x63\x00"),
        error=WrongNumberError,
    ),
    HostileCard(
        name="wrong_mac",
        lie="authenticates with a wrong MAC",
        make=_answering(_MUTUAL_AUTHENTICATE, lambda answer: _flipped(answer, 39)),
        error=SecureMessagingError,
        reason="mac",
    ),
    HostileCard(
        name="wrong_nonce",
        lie="authenticates with the right MAC over nonces of another exchange",
        make=_on_the_wire(_wrong_nonce),
        error=SecureMessagingError,
        reason="nonce",
    ),
    HostileCard(
        name="short_token",
        lie="authenticates with too few bytes",
        make=_answering(_MUTUAL_AUTHENTICATE, lambda answer: answer[:32] + _SUCCESS),
        error=SecureMessagingError,
        reason="token",
    ),
    HostileCard(
        name="bare_answers",
        lie="answers in plain while secure messaging is on",
        make=_on_the_wire(_bare),
        error=SecureMessagingError,
        reason="bare",
    ),
    HostileCard(
        name="empty_secure_answers",
        lie="answers with no data while secure messaging is on",
        make=_secure(lambda _: _SUCCESS),
        error=SecureMessagingError,
        reason="bare",
    ),
    HostileCard(
        name="giant_protected_object",
        lie="announces a protected object far larger than the answer",
        make=_secure(lambda _: b"\x86\x82\xff\xff\x01" + bytes(16) + _SUCCESS),
        error=SecureMessagingError,
        reason="bare",
    ),
    HostileCard(
        name="second_object",
        lie="puts something in plain beside the protected object",
        make=_secure(lambda answer: answer[:-2] + b"\x81\x01\x30" + _SUCCESS),
        error=SecureMessagingError,
        reason="unknown_object",
    ),
    HostileCard(
        name="broken_padding",
        lie="sends a cryptogram whose padding is none",
        # One bit of the last block but one is the same bit of what the last decrypts to.
        make=_secure(lambda answer: _flipped(answer, -19) if len(answer) > 40 else answer),
        error=SecureMessagingError,
        reason="cryptogram",
    ),
    HostileCard(
        name="odd_cryptogram",
        lie="sends a cryptogram that is not whole blocks",
        make=_secure(lambda _: b"\x86\x0a\x01" + bytes(9) + _SUCCESS),
        error=SecureMessagingError,
        reason="cryptogram",
    ),
    HostileCard(
        name="repeats_itself",
        lie="answers every protected reading as the first one",
        make=_on_the_wire(_repeating),
        error=TlvError,
        reason="size",
    ),
)

_WRITTEN: Final = (
    HostileCard(
        name="unknown_type",
        lie="is of a card type that does not exist",
        make=_written(lambda _: {FileName.MF_EF02: b"\xc1\x0299"}),
        error=ReadAborted,
        reason="generation",
    ),
    HostileCard(
        name="giant_object",
        lie="announces an object of 65,535 bytes",
        make=_at(_IMAGES, 2, b"\xff\xff"),
        error=TlvError,
        reason="too_large",
    ),
    HostileCard(
        name="overrunning_object",
        lie="announces an object longer than its file",
        make=_at(_IMAGES, 2, b"\x1f\x00"),
        error=TlvError,
        reason="overrun",
    ),
    HostileCard(
        name="cut_off",
        lie="holds a file that ends in the middle of an object",
        make=_written(lambda card: {_ENTRIES: card.files[_ENTRIES][:-1]}),
        error=TlvError,
        reason="overrun",
    ),
    HostileCard(
        name="swapped_files",
        lie="holds the address where the images belong",
        make=_written(lambda card: {_IMAGES: card.files[FileName.DF1_EF04]}),
        error=TlvError,
        reason="missing",
    ),
    HostileCard(
        name="doubled_object",
        lie="holds two dates of birth",
        make=_written(lambda card: {_ENTRIES: card.files[_ENTRIES].replace(b"\xc5\x08", b"\xc6\x08", 1)}),
        error=TlvError,
        reason="duplicate",
    ),
    HostileCard(
        name="empty_file",
        lie="holds nothing where the printed entries belong",
        make=_written(lambda _: {_ENTRIES: b""}),
        error=CardError,
        reason="offset_outside_file",
    ),
    HostileCard(
        name="altered_entry",
        lie="shows a longer period of stay than was printed",
        make=_written(lambda card: {_ENTRIES: card.files[_ENTRIES].replace(b"\xce\x040", b"\xce\x041", 1)}),
        finding=FindingKind.CARD_SIGNATURE,
        status=FindingStatus.FAILED,
    ),
    HostileCard(
        name="exchanged_tags",
        lie="calls the date of expiry the date of birth, and the other way round",
        make=_written(_exchanged_tags),
        finding=FindingKind.CARD_SIGNATURE,
        status=FindingStatus.NOT_CHECKED,
    ),
    HostileCard(
        name="face_of_another",
        lie="shows the images of somebody else",
        make=_from_another(_IMAGES),
        finding=FindingKind.CARD_SIGNATURE,
        status=FindingStatus.FAILED,
    ),
    HostileCard(
        name="signature_of_another",
        lie="carries the signature and certificate of another genuine card",
        make=_from_another(FileName.DF3_EF01),
        finding=FindingKind.CARD_SIGNATURE,
        status=FindingStatus.FAILED,
    ),
    HostileCard(
        name="signature_of_ones",
        lie="carries a signature in which r and s are 1",
        make=_at(FileName.DF3_EF01, 2, 2 * (bytes(47) + b"\x01")),
        finding=FindingKind.CARD_SIGNATURE,
        status=FindingStatus.FAILED,
    ),
    HostileCard(
        name="no_signature",
        lie="carries neither signature nor certificate",
        make=lambda holder, seed: issue_card(holder, seed=seed, forms=CardForms(signature="absent")),
        finding=FindingKind.CARD_SIGNATURE,
        status=FindingStatus.NOT_CHECKED,
    ),
    HostileCard(
        name="garbled_certificate",
        lie="carries a certificate that does not decode",
        make=_at(FileName.DF3_EF01, 106, bytes(16)),
        finding=FindingKind.CERTIFICATE,
        status=FindingStatus.FAILED,
    ),
    HostileCard(
        name="expired_certificate",
        lie="carries a certificate that was valid for one day",
        make=_certified(until=datetime(2026, 7, 2, tzinfo=UTC)),
        finding=FindingKind.VALIDITY,
        status=FindingStatus.FAILED,
    ),
    HostileCard(
        name="another_authority",
        lie="was signed by an authority of the same name with another key",
        make=_certified(authority=CertificateAuthority(seed="forger")),
        finding=FindingKind.ANCHOR,
        status=FindingStatus.FAILED,
    ),
    HostileCard(
        name="claimed_authority",
        lie="was signed by somebody who names the key of the right authority",
        make=_claiming,
        finding=FindingKind.CHAIN_SIGNATURE,
        status=FindingStatus.FAILED,
    ),
    HostileCard(
        name="wrong_key_usage",
        lie="carries a certificate that was not made to sign cards",
        make=_certified(form=CertificateForm.WRONG_KEY_USAGE),
        finding=FindingKind.KEY_USAGE,
        status=FindingStatus.FAILED,
    ),
    HostileCard(
        name="number_of_another",
        lie="holds another number than the one that opens it",
        make=_from_another(FileName.DF1_EF01),
        finding=FindingKind.CARD_NUMBER,
        status=FindingStatus.FAILED,
    ),
    HostileCard(
        name="address_of_another",
        lie="shows another address: nothing signs it",
        make=_written(lambda card: {FileName.DF1_EF04: _other_address(card)}),
        finding=FindingKind.ADDRESS,
        status=FindingStatus.NOT_COVERED,
    ),
    HostileCard(
        name="permission_added",
        lie="shows a permission for other activity that was not given: nothing signs it",
        make=_at(FileName.DF2_EF01, 2, b"2"),
        finding=FindingKind.OTHER_ENTRIES,
        status=FindingStatus.NOT_COVERED,
    ),
)

HOSTILE_CARDS: Final[Mapping[str, HostileCard]] = MappingProxyType(
    {one.name: one for one in _WIRE + _WRITTEN}
)
"""Every way to lie, by its name."""


def _other_address(card: SyntheticCard) -> bytes:
    holder = replace(card.holder, address=("2-2-2 ELSEWHERE", "OTHERTON"))
    return issue_card(holder).files[FileName.DF1_EF04]
