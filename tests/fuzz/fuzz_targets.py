"""What is fuzzed: each target takes any bytes and fails if anything but a ``TokuteiError`` comes out.

The first bytes of an input choose, the rest is the content; so an input is as short as what it says.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from functools import cache
from types import MappingProxyType
from typing import Final

from tests.fuzz.fuzz_cards import (
    WITH_MAC,
    Wire,
    check_nothing_is_passed_off,
    genuine,
    genuine_record,
    most_exchanges,
)
from tests.fuzz.fuzz_my_number import fuzz_my_number, my_number_seeds
from tokutei import chip
from tokutei.chip import images, tlv
from tokutei.chip.certificates import parse_certificate
from tokutei.chip.chain import leads
from tokutei.chip.ciphers import AES_128, TRIPLE_DES
from tokutei.chip.generations import GENERATIONS, Profile, SignatureScheme
from tokutei.chip.generations.profile import DeliveredKeys
from tokutei.chip.layout import parse_file, without_fields
from tokutei.chip.secure_messaging import CountedSession, MutualSession, Session
from tokutei.chip.signatures import card_check
from tokutei.errors import CodeTableError, SecureMessagingError, TlvError, TokuteiError
from tokutei.testing import STATUS_CODES
from tokutei.testing.cards import CARD_TYPES
from tokutei.testing.rsa_keys import rsa_key

Target = Callable[[bytes], None]

_ROWS: Final = tuple(row for one in GENERATIONS for layout in one.layouts for row in layout.files)


def _split(data: bytes, size: int) -> tuple[list[int], bytes]:
    """Return numbers that choose, zeros where the input has none, and the rest."""
    return list(data[:size].ljust(size, b"\0")), data[size:]


def fuzz_tlv(data: bytes) -> None:
    """Data objects: what parses is all there, and encodes again to objects that say the same."""
    try:
        objects = tlv.parse_objects(data)
    except TlvError as error:
        _check_offset(error, data)
        return
    assert sum(len(one.value) for one in objects) <= len(data)
    assert tlv.parse_objects(b"".join(map(bytes, objects))) == objects
    ends = [end for _, end, _ in tlv.spans(data)]
    assert not data[max(ends, default=0) :].strip(b"\0")
    with suppress(TlvError):
        assert len(tlv.values_by_tag(data)) == len(objects)


def _check_offset(error: TlvError, data: bytes) -> None:
    assert 0 <= error.offset <= len(data)


def fuzz_file(data: bytes) -> None:
    """Files by the rows of every layout."""
    (choice,), content = _split(data, 1)
    row = _ROWS[choice % len(_ROWS)]
    try:
        values = parse_file(row, content)
        kept = without_fields(row, content, {row.fields[-1].name})
    except TlvError:
        return
    assert parse_file(row, kept, skipped={row.fields[-1].name}).items() <= values.items()


def fuzz_record(data: bytes) -> None:
    """Records of a genuine card with one file exchanged; their signatures; their dumps."""
    (choice, place), content = _split(data, 2)
    card_type = CARD_TYPES[choice % len(CARD_TYPES)]
    files = dict(genuine(card_type).files)
    name = list(files)[place % len(files)]
    files[name] = content
    try:
        record = chip.ChipRecord.of(files, exchange=genuine_record(card_type).exchange)
    except TokuteiError:
        return
    check_nothing_is_passed_off(record)
    assert dict(chip.load(chip.dump(record, face=True)).files) == dict(record.files)
    chip.load(chip.dump(record))


def fuzz_reading(data: bytes) -> None:
    """Answers of a whole session, over a genuine card of any type."""
    (choice, mode, *how), content = _split(data, 5)
    short, with_mac = bool(mode & 1), bool(mode & 2)
    card_type = CARD_TYPES[choice % len(CARD_TYPES)]
    card = genuine(card_type, short=short, with_mac=with_mac)
    card.reset()
    wire = Wire(card, how, content)
    profile = WITH_MAC if with_mac else Profile()
    try:
        record = chip.read(
            wire, number=card.number, profile=profile, delivery_keys=card.delivery_keys, entropy=_drawn
        )
    except TokuteiError:
        record = None
    # A card can make a reader believe that it has no extended commands.
    assert wire.exchanges <= most_exchanges(short=True)
    if record is not None:
        check_nothing_is_passed_off(record)


def _drawn(size: int) -> bytes:
    return bytes(range(size))


def fuzz_talk(data: bytes) -> None:
    """Answers that are nothing but the input, cut into pieces by length bytes."""
    (choice, _), rest = _split(data, 2)
    number = genuine(CARD_TYPES[choice % len(CARD_TYPES)]).number
    talk = chip.reading(number, entropy=_drawn, delivery_keys=genuine("07").delivery_keys)
    next(talk)
    exchanges = 0
    try:
        while True:
            size, piece = (rest[0], rest[1 : 1 + rest[0]]) if rest else (2, b"\x90\x00")
            rest, exchanges = rest[1 + size :], exchanges + 1
            talk.send(piece)
    except TokuteiError:
        assert exchanges <= most_exchanges(short=True) + 1
    except StopIteration:
        msg = "a record out of nothing"
        raise AssertionError(msg) from None


def fuzz_session(data: bytes) -> None:
    """Protected answers; what has a MAC says what was meant or nothing."""
    (choice, how, position), content = _split(data, 3)
    terminal, genuine_answer, meant = _sessions()[choice % len(_sessions())]()
    at = position * len(genuine_answer) // 256
    mutants = (
        content,
        genuine_answer[:at] + content + genuine_answer[at + len(content) :],
        genuine_answer[:at] + content + genuine_answer[at:],
        genuine_answer[:at],
    )
    try:
        said = terminal.unwrap(mutants[how % len(mutants)])
    except SecureMessagingError:
        return
    assert len(said) < len(mutants[how % len(mutants)])
    if terminal.secure_class == WITH_MAC.messaging_class:
        assert said == meant


@cache
def _sessions() -> tuple[Callable[[], tuple[Session, bytes, bytes]], ...]:
    key, meant = bytes(range(16)), b"\xc2\x0cZZ00000000ZZ"

    def mutual(which: int) -> tuple[Session, bytes, bytes]:
        session = MutualSession(key, (AES_128, TRIPLE_DES)[which])
        return session, session.protect(meant), meant

    def counted(profile: Profile) -> tuple[Session, bytes, bytes]:
        terminal, card = (CountedSession(key, profile, mac_key=key[::-1]) for _ in range(2))
        command = terminal.wrap_read(0x81, 0, 14)
        card.receive_length(command[:4], command[7:-2])
        return terminal, card.protect(meant), meant

    profiles = (
        Profile(),
        WITH_MAC,
        Profile(messaging_class=0x0C, delivered=DeliveredKeys.ENCRYPTION_AND_MAC, mac_size=16),
    )
    return (
        *((lambda which=which: mutual(which)) for which in range(2)),
        *((lambda profile=profile: counted(profile)) for profile in profiles),
    )


def fuzz_certificate(data: bytes) -> None:
    """Certificates, and whatever key and signature are in them."""
    try:
        certificate = parse_certificate(data)
    except TokuteiError:
        return
    assert data.startswith(certificate.encoded)
    for card_type, scheme in (
        ("1", SignatureScheme.RSA_2048_SHA256),
        ("05", SignatureScheme.ECDSA_P384_SHA256),
    ):
        card = genuine(card_type)
        found = leads(certificate, card.trust, scheme)
        assert not found.issuers or certificate.signed in _signed_by_ours()
        check = card_check(scheme, certificate.public_key_info)
        check(certificate.signature, certificate.signed)


@cache
def _signed_by_ours() -> frozenset[bytes]:
    return frozenset(parse_certificate(one).signed for one in _certificates())


def _certificates() -> Iterator[bytes]:
    for card_type in CARD_TYPES:
        yield genuine(card_type).authority.certificate
        yield genuine_record(card_type).certificate or b""


def fuzz_dump(data: bytes) -> None:
    """Dumps: whatever loads is not passed off as what the issuer signed."""
    try:
        record = chip.load(data)
    except TokuteiError:
        return
    check_nothing_is_passed_off(record)
    assert dict(chip.load(chip.dump(record, face=True)).files) == dict(record.files)


def fuzz_text_image(data: bytes) -> None:
    """Name, address and front images."""
    with suppress(TokuteiError):
        assert images.text_png(data).startswith(b"\x89PNG")


def fuzz_face_image(data: bytes) -> None:
    """Face images."""
    with suppress(TokuteiError):
        assert images.face_png(data).startswith(b"\x89PNG")


def fuzz_anchor(data: bytes) -> None:
    """Files of trust anchors, in PEM or DER; none of ours is ever a published one."""
    with suppress(TokuteiError):
        chip.TrustStore.custom([data])
    store = None
    with suppress(TokuteiError):
        store = chip.TrustStore.load([data])
    assert store is None


def fuzz_delivery_key(data: bytes) -> None:
    """Files of delivery keys."""
    with suppress(TokuteiError):
        key = chip.DeliveryKey.load(data)
        assert key.modulus.bit_length() == 2048
        assert not key.is_published


def fuzz_code_tables(data: bytes) -> None:
    """Code tables: they load, or everything that is wrong is listed, in the words of both languages."""
    problems = chip.CodeTables.validate(data)
    refused: tuple[object, ...] = ()
    try:
        tables = chip.CodeTables.load(data)
    except CodeTableError as error:
        refused = error.problems
    assert refused == problems
    if refused:
        assert all(problem.text(lang) for problem in problems for lang in ("en", "ja"))
        return
    assert tables.provenance
    for code, row in tables.statuses.items():
        assert tables.status_of(code) is row.status
    for code in (*tables.nationalities, *tables.permissions):
        assert code.isprintable()
    assert pickle.loads(pickle.dumps(tables)) == tables  # noqa: S301 - our own


TARGETS: Final[Mapping[str, Target]] = MappingProxyType(
    {
        "tlv": fuzz_tlv,
        "file": fuzz_file,
        "record": fuzz_record,
        "reading": fuzz_reading,
        "talk": fuzz_talk,
        "session": fuzz_session,
        "certificate": fuzz_certificate,
        "dump": fuzz_dump,
        "text_image": fuzz_text_image,
        "face_image": fuzz_face_image,
        "anchor": fuzz_anchor,
        "delivery_key": fuzz_delivery_key,
        "my_number": fuzz_my_number,
        "code_tables": fuzz_code_tables,
    }
)
"""Every target by the name under which it is run."""


def seeds(name: str) -> Iterator[bytes]:
    """Yield inputs of a target that are genuine, from which others are bred."""
    cards = [genuine(card_type) for card_type in CARD_TYPES]
    records = [genuine_record(card_type) for card_type in CARD_TYPES]
    match name:
        case "tlv":
            yield from {data for card in cards for data in card.files.values()}
        case "file":
            yield from (bytes([at]) + _genuine_file(row.name, row.size) for at, row in enumerate(_ROWS))
        case "record":
            for choice, card in enumerate(cards):
                yield from (bytes([choice, at]) + data for at, data in enumerate(card.files.values()))
        case "reading":
            modes, hows = range(4), (*range(8), *range(0x80, 0x88))
            yield from (
                bytes([choice, mode, exchange, how, 1, 0x90, 0])
                for choice in range(len(cards))
                for mode in modes
                for exchange, how in zip(range(0, 32, 2), hows, strict=True)
            )
        case "talk":
            for choice, card in enumerate(cards):
                trace = chip.Trace(contents=True)
                card.reset()
                chip.read(
                    card, number=card.number, delivery_keys=card.delivery_keys, entropy=_drawn, trace=trace
                )
                answers = [answer[:255] for _, answer in trace._pairs]
                yield bytes([choice, 0]) + b"".join(bytes([len(one)]) + one for one in answers)
        case "session":
            for choice, make in enumerate(_sessions()):
                yield from (bytes([choice, how, 128]) + make()[1] for how in range(4))
        case "certificate" | "anchor":
            yield from _certificates()
        case "dump":
            yield from (chip.dump(record, face=face).encode() for record in records for face in (True, False))
        case "text_image":
            found = (
                one
                for record in records
                for one in (record.name_image, record.front_image, record.address_image)
            )
            yield from (one for one in found if one)
        case "face_image":
            yield from (record.face_image for record in records if record.face_image)
        case "my_number":
            yield from my_number_seeds()
        case "code_tables":
            yield from _code_tables()
        case _:
            number = rsa_key("delivery").public_key().public_numbers().n.to_bytes(256)
            yield number
            yield tlv.encode(0xA1, tlv.encode(0x90, b"\1\0\1") + tlv.encode(0x91, number))


def _code_tables() -> Iterator[bytes]:
    """Yield templates, which do not load as they are, and tables that do."""
    for kind in chip.CodeTableKind:
        for form in ("csv", "toml"):
            template = chip.code_table_template(kind, form)
            yield template.encode()
    statuses = "".join(f"{code},{status.value},0103\n" for code, status in STATUS_CODES.items())
    yield f"# source: made up\n# as_of: 2026-11-22\nstatus_code,status,period\n{statuses}".encode()
    names = 'source = "made up"\nas_of = 2026-11-22\n'
    names += '[[nationalities]]\nnationality_code = "ZZA"\nja = "試験国"\nen = "Testland"\n'
    yield (names + '[[permissions]]\npermission_code = "X0"\nja = "試験の許可"\n').encode()


def _genuine_file(name: chip.FileName, size: int) -> bytes:
    of_all = (genuine(card_type).files.get(name) for card_type in CARD_TYPES)
    return next((data for data in of_all if data and len(data) == size), b"")


__all__ = ["TARGETS", "Target", "seeds"]
