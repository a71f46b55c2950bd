"""Markers planted in everything personal appear nowhere; without an extra the error names it."""

from __future__ import annotations

import builtins
import logging
import pickle
import traceback
from dataclasses import fields
from typing import Any

import pytest

from tests.chip.chip_fakes import AT, NUMBER, TYPE_05, FakeCard, Issuer, make_files, record
from tokutei import chip
from tokutei.chip import FileName, TrustStore
from tokutei.chip.images import face_png, text_png
from tokutei.errors import MissingExtraError, TokuteiError
from tokutei.personal import HIDDEN, personal_fields

MARKED = {
    "number": b"QZ77665544QZ",
    "nationality": b"QZQ",
    "status_code": b"QZSTATUS01",
    "permission_code": b"QZ",
    "born": b"19911119",
    "valid_until": b"20310717",
    "permitted_on": b"20270818",
    "stay_until": b"20310919",
    "reserved_text": b"QZ-RESERVED",
    "name_image": b"QZ-NAME",
    "face_image": b"QZ-FACE",
    "address_image": b"QZ-ADDRESS",
}
SHOWN = ("QZ", "1991", "11, 19", "2031", "2027", "UVotTkFNRQ")


def clean(text: str) -> None:
    assert not [word for word in SHOWN if word in text]


def test_no_marker_in_a_record_or_its_findings() -> None:
    issuer = Issuer()
    card = FakeCard(make_files("05", issuer.signed("05", {**TYPE_05, **MARKED})), number="QZ77665544QZ")
    found = chip.read(card, number="QZ77665544QZ")
    assert found.number is not None
    assert found.number.reveal() == "QZ77665544QZ"
    findings = chip.verify(found, TrustStore.custom([issuer.authority.certificate()]), at=AT)
    assert findings.trusted
    clean(f"{found!r} {found} {found.exchange!r} {findings!r} {findings.text('ja')} {findings.text('en')}")
    for one in fields(chip.ChipRecord):
        if one.name in personal_fields(chip.ChipRecord):
            assert f"{one.name}={HIDDEN}" in repr(found)


def _provoked(answer: bytes, at: int) -> TokuteiError | None:
    card = FakeCard(
        make_files("05", {**TYPE_05, **MARKED}), number="QZ77665544QZ", answers={at: lambda _: answer}
    )
    try:
        chip.read(card, number="QZ77665544QZ")
    except TokuteiError as error:
        return error
    return None


def test_no_marker_in_an_error_or_log(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    found = [_provoked(answer, at) for at in range(1, 19) for answer in (b"QZ\x90\x00", b"QZ\x69\x82", b"QZ")]
    errors = [error for error in found if error is not None]
    assert len(errors) > 40
    for error in errors:
        again = pickle.loads(pickle.dumps(error))  # noqa: S301 - our own
        assert (type(again), vars(again)) == (type(error), vars(error))
        clean(f"{error!r} {error} {error.text('ja')} {again} {vars(error)}")
        clean("".join(traceback.format_exception_only(error)))
        assert error.__cause__ is None
    clean(caplog.text)


def test_no_marker_in_errors_of_documents_and_pictures() -> None:
    files = make_files("05", {**TYPE_05, **MARKED})
    text = chip.dump(record(files), face=True)
    for broken in (text[:-2], text.replace("dump/1", "dump/9"), text.replace('"05"', '"06"')):
        with pytest.raises(TokuteiError) as caught:
            chip.load(broken)
        clean(f"{caught.value!r} {caught.value} {vars(caught.value)}")
    for convert in (text_png, face_png):
        with pytest.raises(TokuteiError) as caught:
            convert(MARKED["name_image"])
        clean(f"{caught.value!r} {caught.value} {vars(caught.value)}")


@pytest.fixture
def _no_extras(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without(name: str, *args: Any, **kwargs: Any) -> Any:
        if name.partition(".")[0] in {"cryptography", "PIL"}:
            raise ModuleNotFoundError(name)
        return real(name, *args, **kwargs)

    monkeypatch.setattr(builtins, "__import__", without)


@pytest.mark.usefixtures("_no_extras")
def test_a_missing_extra_is_named() -> None:
    files = make_files("05", {**TYPE_05, "signature": b"s" * 96})
    found = chip.load(chip.dump(record(files), face=True))
    assert found.files[FileName.DF1_EF01].endswith(NUMBER.encode())
    empty = TrustStore.load([])
    assert not chip.verify(found, empty, at=AT).intact
    for needs, extra, package in (
        (lambda: chip.read(FakeCard(files), number=NUMBER), "crypto", "cryptography"),
        (lambda: chip.verify(record(SIGNED), empty, at=AT), "crypto", "cryptography"),
        (lambda: text_png(b"x"), "image", "pillow"),
        (lambda: face_png(b"x"), "image", "pillow"),
    ):
        with pytest.raises(MissingExtraError) as caught:
            needs()
        assert (caught.value.extra, caught.value.package) == (extra, package)


SIGNED = Issuer().files("05")
