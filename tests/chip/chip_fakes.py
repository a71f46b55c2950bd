"""A scripted card, synthetic file contents and an authority for the tests of this folder.

Independent of the library's own test kit, so that the two can disagree.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID

from tokutei.chip import ChipRecord, Exchange, FileName, authentication, secure_messaging
from tokutei.chip.ciphers import AES_128
from tokutei.chip.generations import SECOND
from tokutei.chip.layout import CardLayout, Directory, compose_file
from tokutei.errors import SecureMessagingError

NUMBER = "AA12345678BB"
AT = datetime(2026, 9, 1, 3, tzinfo=UTC)
NOT_BEFORE = datetime(2026, 4, 1, tzinfo=UTC)
NOT_AFTER = datetime(2039, 4, 1, tzinfo=UTC)
ENTROPY = bytes.fromhex("1122334455667788404142434445464748494A4B4C4D4E4F")

TYPE_05: dict[str, bytes] = {
    "spec_version": b"0001",
    "number": NUMBER.encode(),
    "valid_until": b"20300401",
    "born": b"19900115",
    "sex": b"2",
    "nationality": b"PHL",
    "status_code": b"X000000000",
    "period": b"0300",
    "permission_code": b"01",
    "permitted_on": b"20270401",
    "work_restriction": b"9",
    "stay_until": b"20300401",
    "name_image": b"II*\0name",
    "face_image": b"face",
    "address_image": b"II*\0address",
    "comprehensive_permission": b"1",
    "comprehensive_permission_until": b"20280401",
    "individual_permission": b"0",
    "application_pending": b"1",
    "commissioner_entry": b"0",
    "reserved_text": "予備".encode(),
}
TYPE_06 = {**TYPE_05, "valid_until": b"20330115", "period": b"0000", "nationality": b"KOR"}


def layout(card_type: str) -> CardLayout:
    found = SECOND.layout(card_type)
    assert found is not None
    return found


@dataclass
class Authority:
    """A test authority of P-384 with switches for everything that can be wrong."""

    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP384R1()))
    name: str = "SYNTHETIC TEST CA"

    def certificate(self, **wrong: Any) -> bytes:
        """Return the authority's own certificate in DER."""
        return mint(self, self.key.public_key(), ca=True, **{"subject": self.name, **wrong})


def _name(common: str) -> x509.Name:
    return x509.Name(
        [x509.NameAttribute(NameOID.COUNTRY_NAME, "XX"), x509.NameAttribute(NameOID.COMMON_NAME, common)]
    )


def mint(
    issuer: Authority,
    key: Any,
    *,
    subject: str = "SYNTHETIC CARD",
    ca: bool = False,
    path_length: int | None = 0,
    not_before: datetime = NOT_BEFORE,
    not_after: datetime = NOT_AFTER,
    usage: tuple[str, ...] | None = None,
    with_ski: bool = True,
    with_aki: bool = True,
    extra: tuple[tuple[x509.ExtensionType, bool], ...] = (),
    algorithm: hashes.SHA384 | None = None,
) -> bytes:
    """Return a certificate in DER."""
    names = usage if usage is not None else (("key_cert_sign", "crl_sign") if ca else ("digital_signature",))
    flags = dict.fromkeys(
        (
            "digital_signature",
            "content_commitment",
            "key_encipherment",
            "data_encipherment",
            "key_agreement",
            "key_cert_sign",
            "crl_sign",
            "encipher_only",
            "decipher_only",
        ),
        False,
    )
    builder = (
        x509.CertificateBuilder()
        .subject_name(_name(subject))
        .issuer_name(_name(issuer.name))
        .public_key(key)
        .serial_number(1)
        .not_valid_before(not_before)
        .not_valid_after(not_after)
    )
    if names:
        builder = builder.add_extension(
            x509.KeyUsage(**{**flags, **dict.fromkeys(names, True)}), critical=True
        )
    if ca:
        builder = builder.add_extension(
            x509.BasicConstraints(ca=True, path_length=path_length), critical=True
        )
    if with_ski and ca:
        builder = builder.add_extension(x509.SubjectKeyIdentifier.from_public_key(key), critical=False)
    if with_aki and not ca:
        aki = x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer.key.public_key())
        builder = builder.add_extension(aki, critical=False)
    for extension, critical in extra:
        builder = builder.add_extension(extension, critical=critical)
    return builder.sign(issuer.key, algorithm or hashes.SHA256()).public_bytes(Encoding.DER)


def der(tag: int, content: bytes) -> bytes:
    """Return an ASN.1 object with a length in the shortest form."""
    size = len(content)
    if size < 0x80:
        return bytes([tag, size]) + content
    octets = size.to_bytes((size.bit_length() + 7) // 8)
    return bytes([tag, 0x80 | len(octets)]) + octets + content


def raw_signature(key: ec.EllipticCurvePrivateKey, content: bytes) -> bytes:
    r, s = decode_dss_signature(key.sign(content, ec.ECDSA(hashes.SHA256())))
    return r.to_bytes(48) + s.to_bytes(48)


def signed_content(card_type: str, values: Mapping[str, bytes]) -> bytes:
    """Return what the specification has the issuer sign, written out by hand."""
    names = ["valid_until", "born", "sex", "nationality", "status_code", "period"]
    if card_type == "05":
        names += ["permission_code", "permitted_on", "work_restriction", "stay_until"]
    entries = b"".join(values[name] for name in names)
    face = values.get("face_image", b"").ljust(3000, b"\0")
    content = entries.ljust(53, b"\0") + face + values["name_image"].ljust(2500, b"\0")
    assert len(content) == 5553
    return content


def make_files(card_type: str, values: Mapping[str, bytes]) -> dict[FileName, bytes]:
    return {
        row.name: compose_file(row, {"card_type": card_type.encode(), **values})
        for row in layout(card_type).files
    }


@dataclass
class Issuer:
    """An authority with one card key and the certificate that ties them."""

    authority: Authority = field(default_factory=Authority)
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP384R1()))

    def card_certificate(self, **wrong: Any) -> bytes:
        return mint(self.authority, self.key.public_key(), **wrong)

    def files(self, card_type: str, **changed: bytes) -> dict[FileName, bytes]:
        """Return the files of a signed card; ``changed`` replaces values after the signing."""
        values = TYPE_05 if card_type == "05" else TYPE_06
        return make_files(card_type, {**self.signed(card_type, values), **changed})

    def signed(self, card_type: str, values: Mapping[str, bytes]) -> dict[str, bytes]:
        """Return values together with the signature over them and the certificate."""
        code = raw_signature(self.key, signed_content(card_type, values))
        return {**values, "signature": code, "certificate": self.card_certificate()}


def exchange(**changed: Any) -> Exchange:
    return Exchange(**{"files": (), "steps": (), "number_matches": True, **changed})


def record(files: dict[FileName, bytes], **changed: Any) -> ChipRecord:
    return ChipRecord.of(files, exchange=exchange(**changed))


def entropy() -> Callable[[int], bytes]:
    """Return a source that gives the official nonce and key half."""
    left = bytearray(ENTROPY)

    def take(size: int) -> bytes:
        taken = bytes(left[:size])
        del left[:size]
        return taken

    return take


def without(files: Mapping[FileName, bytes], missing: FileName) -> dict[FileName, bytes]:
    """Return files without one of them."""
    fewer = dict(files)
    fewer.pop(missing, None)
    return fewer


@dataclass
class FakeCard:
    """A card that answers the commands of the specification, and misbehaves where it is told to."""

    files: dict[FileName, bytes]
    card_type: str = "05"
    number: str = NUMBER
    chunk: int = 1 << 16
    refuse_sized: int = 0
    """A status word with which reads of a stated size are refused."""
    other_short_id: int | None = None
    """Where the other file of type 06 is, if not under its first identifier."""
    answers: dict[int, Callable[[bytes], bytes]] = field(default_factory=dict)
    """Replacements of the answer to the n-th command, counted from 1."""
    commands: list[bytes] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.directory = Directory.MF
        self.session: secure_messaging.MutualSession | None = None
        self.open = False
        self.current: bytes | None = None

    def transmit(self, command: bytes) -> bytes:
        self.commands.append(command)
        answer = self._answer(command)
        change = self.answers.get(len(self.commands)) or self.answers.get(0)
        return change(answer) if change else answer

    def _answer(self, command: bytes) -> bytes:
        head = command[:4]
        if head[1] == 0xA4:
            return self._select(command)
        if command == bytes.fromhex("0084000008"):
            return bytes.fromhex("921CE277323DA057") + b"\x90\x00"
        if head == bytes.fromhex("00820000"):
            return self._authenticate(command[5:45])
        if head == bytes.fromhex("08200086"):
            assert self.session is not None
            self.open = self.session.receive_data(head, command[5:]) == self.number.encode()
            return b"\x90\x00" if self.open else b"\x63\x00"
        assert head[1] == 0xB0
        return self._read(command)

    def _select(self, command: bytes) -> bytes:
        for directory in (Directory.MF, Directory.DF1, Directory.DF2, Directory.DF3):
            if command[5:] == (directory.aid or b"\x3f\x00"):
                self.directory, self.current = directory, None
                there = any(name.directory is directory for name in self.files)
                return b"\x90\x00" if there else b"\x6a\x82"
        return b"\x6a\x82"

    def _authenticate(self, token: bytes) -> bytes:
        keys = authentication.AccessKeys(AES_128, *[hashlib.sha1(self.number.encode()).digest()[:16]] * 2)  # noqa: S324
        rnd_icc = bytes.fromhex("921CE277323DA057")
        try:
            rnd_ifd, k_ifd = authentication.open_terminal_token(keys, token, rnd_icc=rnd_icc)
        except SecureMessagingError:
            return b"\x63\x00"
        k_icc = bytes.fromhex("2CC6AF9B8B607C662FDCAD27B401D08B")
        self.session = secure_messaging.MutualSession(authentication.session_key(k_ifd, k_icc), AES_128)
        return authentication.card_token(keys, rnd_ifd=rnd_ifd, rnd_icc=rnd_icc, k_icc=k_icc) + b"\x90\x00"

    def _find(self, short_id: int) -> bytes | None:
        for row in layout(self.card_type).files:
            own = row.short_id if not row.other_short_ids else (self.other_short_id or row.short_id)
            if row.name.directory is self.directory and own == short_id:
                return self.files.get(row.name)
        return None

    def _read(self, command: bytes) -> bytes:
        protected = command[0] == 0x08
        p1, p2 = command[2:4]
        if command[4]:  # short: the length stands in one byte
            size = int.from_bytes(command[7:9]) if protected else command[4]
        else:
            size = int.from_bytes(command[9:11] if protected else command[5:7])
        if p1 & 0x80:
            self.current, offset = self._find(p1 & 0x1F), p2
        else:
            offset = p1 << 8 | p2
        if self.current is None:
            return b"\x6a\x82"
        if self.directory is not Directory.MF and not self.open:
            return b"\x69\x82"
        if self.directory is Directory.DF1 and not protected:
            return b"\x69\x82"
        if size and self.refuse_sized:
            return self.refuse_sized.to_bytes(2)
        if offset >= len(self.current):
            return b"\x6b\x00"
        data = self.current[offset:][: size or None][: self.chunk]
        if protected:
            assert self.session is not None
            data = self.session.protect(data)
        return data + b"\x90\x00"
