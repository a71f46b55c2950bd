"""Every form that is read where sources differ or are silent; the table is ``accepted_forms.toml``."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, Final

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from accepted_forms_page import FORMS, SOURCES, accepted_forms_page, source_of
from tests.chip.accepted_forms import (
    AUTHORITY,
    RUN,
    Refusing,
    forms,
    issued,
    read,
    row_of,
    sized_certificate,
    trusted,
    with_value,
)
from tests.chip.between import AT, FewAtATime, Recorder, lacking
from tests.chip.test_specified_profiles import CHOICES, check_same, made
from tokutei import chip
from tokutei.chip import CardType, DeliveryKey, FaceState, FileName, FindingKind, FindingStatus, Period
from tokutei.chip.layout import compose_file
from tokutei.chip.tlv import encode, parse_objects, values_by_tag
from tokutei.chip.trust import TrustStore
from tokutei.chip.verification import signed_bytes
from tokutei.errors import WrongNumberError
from tokutei.testing import CardForms, person
from tokutei.testing.authority import CertificateForm, SigningKey
from tokutei.testing.emulator import OpenChoices
from tokutei.testing.rsa_keys import rsa_key

ENTRIES: Final = FileName.DF1_EF02
END: Final = FileName.DF3_EF01
INFANT: Final = replace(person("student"), born=date(2026, 6, 1), issued_on=date(2026, 7, 1))
CHILD: Final = replace(person("student"), born=date(2020, 6, 1), issued_on=date(2026, 6, 1))


@forms
def test_comprehensive_permission(form: str, card_type: str) -> None:
    written: Any = {"seven": "long", "one": "short"}[form]
    record = read(issued(card_type, forms=CardForms(comprehensive_permission=written)))
    assert len(record.values["comprehensive_permission"]) == {"seven": 7, "one": 1}[form]
    assert record.comprehensive_permission is not None
    assert record.individual_permission is not None


@forms
def test_reserved_text(form: str, card_type: str) -> None:
    sizes: dict[str, Any] = {"two": 2, "one": 1}
    how = CardForms(reserved_text_length=sizes.get(form, 2))
    card = issued(card_type, reserved_text="RESERVED", forms=how)
    name = FileName.DF2_EF03 if card_type in {"05", "07"} else FileName.DF2_EF01
    if form == "absent":
        card = card.rewritten({name: card.files[name][:3].ljust(207, b"\0")})
    else:
        assert card.files[name][3:6] == {"two": b"\xde\x82\0", "one": b"\xde\x81\xc8"}[form]
    record = read(card)
    assert record.reserved_text == (None if form == "absent" else "RESERVED")
    assert record.commissioner_entry is False


@forms
def test_no_face(form: str, card_type: str) -> None:
    how: Any = form
    record = read(issued(card_type, holder=INFANT, forms=CardForms(no_face=how)))
    assert (record.face, record.face_image) == (FaceState.ABSENT, None)
    assert len(record.values.get("face_image", b"")) == (3000 if form == "zeros" else 0)
    assert ("face_image" in record.values) is (form != "absent")
    assert record.name_image is not None


@forms
def test_entries_order(form: str, card_type: str) -> None:
    card = issued(card_type)
    objects = list(parse_objects(card.files[ENTRIES]))
    order = {"usual": objects, "reversed": objects[::-1], "by_tag": sorted(objects, key=lambda one: one.tag)}[
        form
    ]
    other = card.rewritten({ENTRIES: b"".join(map(bytes, order))})
    record = read(other)
    assert record.values == read(card).values
    assert trusted(other, record) is (form == "usual" or order == objects)
    found = chip.verify(record, other.trust, at=AT).of(FindingKind.CARD_SIGNATURE)
    checked = FindingStatus.OK if order == objects else FindingStatus.NOT_CHECKED
    assert {one.status for one in found} == {checked}


@forms
def test_other_file(form: str, card_type: str) -> None:
    card = issued(card_type, choices=OpenChoices(other_short_ids=form == "one"))
    reader = Recorder(card)
    record = chip.read(reader, number=card.number, delivery_keys=card.delivery_keys)
    assert record.files == card.files
    asked = [one[2] for one in reader.reads if one[0] == 0]
    tried = {"three": [0x83, 0x82], "one": [0x83, 0x81, 0x82]}[form]
    assert asked[-len(tried) :] == tried
    assert asked.count(0x81) == tried.count(0x81)


@forms
def test_signature(form: str, card_type: str) -> None:
    how: Any = form if form != "no_file" else "raw"
    card = issued(card_type, forms=CardForms(signature=how))
    card = lacking(card, END) if form == "no_file" else card
    record = read(card)
    assert trusted(card, record) is (form in {"raw", "der"})
    assert (record.signature is None) is (form in {"absent", "no_file"})
    assert not chip.verify(record, card.trust, at=AT).failed


@forms
def test_signature_length(form: str, card_type: str) -> None:
    card = issued(card_type)
    values = values_by_tag(card.files[END])
    octets = {"shortest": None, "one": 1, "two": 2}[form]
    written = encode(0xDC, values[0xDC][1], length_octets=octets) + encode(0xDD, values[0xDD][1])
    card = card.rewritten({END: written.ljust(704, b"\0")})
    record = read(card)
    assert trusted(card, record)
    for name in ("certificate", "signature"):  # also where one of them is left out
        card.reset()
        policy = chip.ReadingPolicy(skip=frozenset({name}))
        some = chip.read(card, number=card.number, delivery_keys=card.delivery_keys, policy=policy)
        assert {*record.values} - {*some.values} == {name}


@forms
def test_period(form: str, card_type: str) -> None:
    raw, period = {
        "years_months": (b"0403", Period(years=4, months=3)),
        "indefinite": (b"0000", Period()),
        "days_zero": (b"090\0", Period(days=90)),
        "days_blank": (b"090 ", Period(days=90)),
        "left_padded": (b"0090", None),
    }[form]
    record = read(with_value(issued(card_type), 0xCE, raw))
    assert record.period == period
    assert record.values["period"] == raw
    assert record.unknown == (() if period else ("period",))


@forms
def test_certificate_size(form: str, card_type: str) -> None:
    card, key = issued(card_type), SigningKey("forms")
    certificate = sized_certificate(key, 599 if form == "filled" else int(form))
    stored = certificate.ljust(602, b"\0") if form == "filled" else certificate
    code = key.sign_raw(signed_bytes(read(card)))
    written = compose_file(row_of(card_type, END), {"signature": code, "certificate": stored})
    assert written.endswith(b"\0" * {"598": 4, "599": 3, "filled": 3}[form])
    record = read(card.rewritten({END: written}))
    assert record.certificate == stored
    trust = TrustStore.custom([AUTHORITY.certificate()])
    assert chip.verify(record, trust, at=AT).trusted


@forms
def test_certificate_encoding(form: str, card_type: str) -> None:
    card = issued(card_type, certificate_form=CertificateForm(form))
    assert trusted(card, read(card))


@forms
def test_address_before_notification(form: str, card_type: str) -> None:
    card, name = issued(card_type), FileName.DF1_EF04
    written = {
        "picture": card.files[name],
        "zeros": encode(0xDFD1, bytes(2500)),
        "empty": b"\xdf\xd1\0".ljust(2505, b"\0"),
        "absent": bytes(2505),
    }[form]
    card = card.rewritten({name: written})
    record = read(card)
    assert (record.address_image is None) is (form != "picture")
    assert ("address_image" in record.values) is (form != "absent")
    assert record.unknown == ()
    assert trusted(card, record)


@forms
def test_reads(form: str, card_type: str) -> None:
    short = form == "refused_6700"
    card = issued(card_type, choices=OpenChoices(extended_commands=not short))
    between: chip.Transport = card
    if form == "fewer":
        between = FewAtATime(card, 2500)
    elif form.startswith("refused") and not short:
        between = Refusing(card, int(form[-4:], 16))
    record = chip.read(between, number=card.number)
    assert record.files == card.files
    assert trusted(card, record)


@forms
def test_codes(form: str, card_type: str) -> None:
    tag, code = int(form, 16), b"3" if form == "CC" else b"9" if form in {"C7", "D5"} else b"2"
    code = code.ljust(7, b"\0") if form == "D5" else code
    record = read(with_value(issued(card_type), tag, code))
    (name,) = record.unknown
    assert (getattr(record, name), record.values[name]) == (None, code)


@forms
def test_dates(form: str, card_type: str) -> None:
    raw = {
        "full": b"19900115",
        "zeros": bytes(8),
        "spaces": b" " * 8,
        "no_day": b"19900100",
        "no_month": b"19900000",
        "impossible": b"19900230",
    }[form]
    record = read(with_value(issued(card_type), 0xC6, raw))
    assert record.born == (date(1990, 1, 15) if form == "full" else None)
    assert record.unknown == (() if form in {"full", "zeros", "spaces"} else ("born",))
    assert record.values["born"] == raw


@forms
def test_nationality(form: str, card_type: str) -> None:
    raw = {"letters": b"QQX", "zeros": bytes(3), "small": b"vnm", "digits": b"392"}[form]
    record = read(with_value(issued(card_type), 0xC8, raw))
    assert record.nationality == ("QQX" if form == "letters" else None)
    assert record.unknown == (() if form in {"letters", "zeros"} else ("nationality",))
    assert record.values["nationality"] == raw


@forms
def test_no_code(form: str, card_type: str) -> None:
    how: Any = "both" if form == "zeros" else form
    card = issued(card_type, holder=CHILD, forms=CardForms(no_code=how))
    card = card.rewritten({END: bytes(1464)}) if form == "zeros" else card
    assert card.files[END] == {"both": b"\xda\0\xdb", "code_only": b"\xda", "zeros": b""}[form].ljust(
        1464, b"\0"
    )
    record = read(card)
    assert (record.signature, record.certificate, record.face) == (None, None, FaceState.ABSENT)
    assert not chip.verify(record, card.trust, at=AT).failed


@forms
def test_no_face_first(form: str, card_type: str) -> None:
    how: Any = "zeros" if form == "no_file" else form
    card = issued(card_type, holder=CHILD, forms=CardForms(no_face=how))
    card = lacking(card, FileName.DF1_EF02) if form == "no_file" else card
    record = read(card)
    assert (record.face, record.face_image) == (FaceState.ABSENT, None)
    assert (FileName.DF1_EF02 in record.files) is (form != "no_file")
    assert ("face_image" in record.values) is (form in {"zeros", "empty"})


@forms
def test_no_permission(form: str, card_type: str) -> None:
    how: Any = form
    card = issued(card_type, holder=person("engineer"), forms=CardForms(no_permission=how))
    record = read(card)
    assert (record.comprehensive_permission_text, record.individual_permission_text) == (None, None)
    assert ("individual_permission_text" in record.values) is (form == "object")
    assert record.unknown == ()


@forms
def test_block(form: str, card_type: str) -> None:
    how: Any = form
    card = issued(card_type, forms=CardForms(block=how))
    record = read(card)
    assert trusted(card, record)
    other = issued(card_type, forms=CardForms(block="bare" if form == "digest_info" else "digest_info"))
    assert record.signature != read(other).signature


@forms
def test_no_address(form: str, card_type: str) -> None:
    card, name = issued(card_type), FileName.DF2_EF01
    written = {
        "address": card.files[name],
        "zeros": b"",
        "objects": encode(0xD2, bytes(8)) + encode(0xD3, bytes(6)) + encode(0xD4, bytes(320)),
        "empty": b"\xd2\0\xd3\0\xd4",
    }[form]
    record = read(card.rewritten({name: written.ljust(342, b"\0")}))
    said = (record.address_added_on, record.municipality, record.address)
    assert (said == (None, None, None)) is (form != "address")
    assert (None in said) is (form != "address")
    assert record.unknown == ()


@forms
def test_municipality(form: str, card_type: str) -> None:
    raw = {"right": b"131016", "wrong": b"131015"}[form]
    record = read(with_value(issued(card_type), 0xD3, raw))
    assert record.municipality == ("131016" if form == "right" else None)
    assert record.unknown == (() if form == "right" else ("municipality",))


@forms
def test_text(form: str, card_type: str) -> None:
    encoding = {"utf_8": "utf-8", "shift_jis": "shift_jis"}[form]
    raw = "東京都".encode(encoding).ljust(320, b"\0")
    card, name = issued(card_type), FileName.DF2_EF01
    values = {
        field: value
        for field, value in read(card).values.items()
        if field in {"address_added_on", "municipality"}
    }
    card = card.rewritten({name: compose_file(row_of(card_type, name), {**values, "address": raw})})
    record = read(card)
    assert record.address == ("東京都" if form == "utf_8" else None)
    assert record.unknown == (() if form == "utf_8" else ("address",))
    assert record.values["address"] == raw


@forms
def test_mismatch(form: str, card_type: str) -> None:
    card = issued(card_type)

    class Refused:
        def transmit(self, command: bytes, /) -> bytes:
            answer = card.transmit(command)
            return bytes.fromhex(form) if command[1] in {0x82, 0x20} else answer

    with pytest.raises(WrongNumberError):
        chip.read(Refused(), number=card.number, delivery_keys=card.delivery_keys)


@forms
def test_master_file(form: str, card_type: str) -> None:
    card = issued(card_type, choices=OpenChoices(master_file=int(form, 16)))
    record = read(card)
    assert record.files == card.files
    assert record.card_type is CardType(card_type)


@forms
def test_delivery_key(form: str, card_type: str) -> None:
    public = rsa_key("delivery").public_key()
    modulus = public.public_numbers().n.to_bytes(256)
    file = {
        "modulus": modulus,
        "template": encode(0xA1, encode(0x90, b"\1\0\1") + encode(0x91, modulus)),
        "info": public.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo),
    }[form]
    card = issued(card_type)
    record = chip.read(card, number=card.number, delivery_keys=[DeliveryKey.load(file)])
    assert record.files == card.files


@forms
def test_profile(form: str, card_type: str) -> None:
    for value in CHOICES[form]:
        check_same(card_type, made(**{form: value}))


def test_every_row_is_run_and_no_test_is_without_one() -> None:
    """A form cannot be in the table without a test: each is a parameter of the test of its row."""
    assert set(RUN) == set(FORMS)
    assert {f"test_{name}" for name in FORMS} == set(RUN.values())
    for name, row in FORMS.items():
        test = globals()[f"test_{name}"]
        marks = {mark.args[0]: set(mark.args[1]) for mark in test.pytestmark if mark.name == "parametrize"}
        assert marks == {"form": set(row["forms"]), "card_type": set(row["types"])}


UNSOURCED: Final = {
    "entries_order": {"reversed", "by_tag"},
    "signature": {"absent", "no_file"},
    "period": {"days_zero", "days_blank", "left_padded"},
    "certificate_size": {"filled"},
    "no_code": {"zeros"},
    "no_permission": {"object"},
}
"""Forms that no source tells of, though one tells of others in their row."""


def test_a_form_that_no_source_tells_of_borrows_no_mark() -> None:
    for name, unsourced in UNSOURCED.items():
        presumed = {form for form in FORMS[name]["forms"] if source_of(FORMS[name], form) == "presumed"}
        assert presumed == unsourced


def test_the_page_names_every_form_and_its_test() -> None:
    page = accepted_forms_page()
    for name, row in FORMS.items():
        marks = row["source"]
        assert isinstance(marks, str) or (set(marks) == set(row["forms"]) and len(set(marks.values())) > 1)
        starred = [form for form in row["forms"] if form == row["written"]]
        assert len(starred) <= 1
        for form, said in row["forms"].items():
            (line,) = [one for one in page.splitlines() if f"`test_{name}[{form}]`" in one]
            assert said in line
            assert row["where"] in line
            assert source_of(row, form) in SOURCES
            assert f"| {source_of(row, form)} | `test_{name}[" in line
            assert ("| \\* |" in line) is (form in starred)
    written = (Path(__file__).resolve().parents[2] / "docs" / "accepted-forms.md").read_text("utf-8")
    assert written.endswith(page.strip() + "\n")
