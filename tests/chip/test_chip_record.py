"""From files to typed fields: what is understood, what is kept raw, what is held back."""

from __future__ import annotations

import pickle
from dataclasses import fields
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.chip.chip_fakes import NUMBER, TYPE_05, TYPE_06, exchange, make_files, record
from tokutei.chip import CardType, ChipRecord, ComprehensivePermission, FaceState, FileName, Period
from tokutei.chip.generations import GENERATIONS, SECOND
from tokutei.chip.values import read_date, read_flag, read_nationality, read_number, read_text
from tokutei.errors import ReadAborted, TlvError
from tokutei.identifiers import CardNumber
from tokutei.personal import personal_fields
from tokutei.vocabulary import CardForm, CardKind, Sex, WorkRestriction

TEXTS_THAT_MAY_BE_BLANK = ("status_code", "period", "born", "comprehensive_permission_until", "reserved_text")


def test_residence_card() -> None:
    found = record(make_files("05", TYPE_05))
    assert found.card_type is CardType.RESIDENCE_CARD_GENERATION_2
    assert (found.card_type.kind, found.card_type.form) == (CardKind.RESIDENCE_CARD, CardForm.FORM_2026)
    assert found.spec_version == "0001"
    assert found.number == CardNumber.parse(NUMBER)
    assert (found.valid_until, found.born) == (date(2030, 4, 1), date(1990, 1, 15))
    assert (found.sex, found.nationality) == (Sex.FEMALE, "PHL")
    assert (found.status_code, found.permission_code) == ("X000000000", "01")
    assert found.period == Period(years=3)
    assert (found.permitted_on, found.stay_until) == (date(2027, 4, 1), date(2030, 4, 1))
    assert found.work_restriction is WorkRestriction.NOT_PERMITTED
    assert found.comprehensive_permission is ComprehensivePermission.WITHIN_28_HOURS
    assert found.comprehensive_permission_until == date(2028, 4, 1)
    assert (found.individual_permission, found.application_pending, found.commissioner_entry) == (
        False,
        True,
        False,
    )
    assert found.reserved_text == "予備"
    assert found.name_image is not None
    assert found.name_image.rstrip(b"\0") == b"II*\0name"
    assert found.face_image == b"face".ljust(3000, b"\0")
    assert found.address_image is not None
    assert (found.face, found.unknown) == (FaceState.PRESENT, ())
    assert found.signature is None
    assert found.certificate is None
    assert found.generation is SECOND


def test_certificate_of_a_special_permanent_resident() -> None:
    found = record(make_files("06", TYPE_06))
    assert found.card_type.kind is CardKind.SPECIAL_PERMANENT_RESIDENT_CERTIFICATE
    assert found.period is not None
    assert found.period.is_indefinite
    for name in ("stay_until", "work_restriction", "permission_code", "permitted_on", "application_pending"):
        assert getattr(found, name) is None
    assert found.comprehensive_permission is None
    assert found.commissioner_entry is False
    assert found.unknown == ()


@pytest.mark.parametrize(
    ("field", "raw"),
    [
        ("work_restriction", b"3"),
        ("work_restriction", b"\xff"),
        ("sex", b"0"),
        ("period", b"0090"),
        ("period", b"abcd"),
        ("period", b"000\0"),
        ("born", b"19900000"),
        ("born", b"1990\0\0\0\0"),
        ("valid_until", b"20300231"),
        ("nationality", b"ph1"),
        ("nationality", b"phl"),
        ("number", b"aa12345678bb"),
        ("number", b"123456789012"),
        ("comprehensive_permission", b"3"),
        ("individual_permission", b"2"),
        ("application_pending", b"?"),
        ("reserved_text", b"\xff\xfe"),
        ("reserved_text", b"a\0b"),
    ],
)
def test_unknown_content_is_kept_raw_and_listed(field: str, raw: bytes) -> None:
    found = record(make_files("05", {**TYPE_05, field: raw}))
    assert getattr(found, field) is None
    assert found.unknown == (field,)
    assert found.values[field].rstrip(b"\0") == raw.rstrip(b"\0")


@pytest.mark.parametrize(
    ("field", "blank"),
    [
        *((field, blank) for field in TEXTS_THAT_MAY_BE_BLANK for blank in (b"\0", b" ")),
        ("address_image", b"\0"),
        ("signature", b"\0"),
    ],
)
def test_blank_is_not_unknown(field: str, blank: bytes) -> None:
    size = {"status_code": 10, "period": 4, "born": 8, "comprehensive_permission_until": 8}.get(field, 1)
    found = record(make_files("05", {**TYPE_05, field: blank * size}))
    assert getattr(found, field) is None
    assert found.unknown == ()


@pytest.mark.parametrize("field", ["face_image", "address_image", "signature", "certificate"])
def test_spaces_are_no_fill_of_images_and_signatures(field: str) -> None:
    found = record(make_files("05", {**TYPE_05, field: b" " * 96}))
    assert getattr(found, field).rstrip(b"\0") == b" " * 96
    assert found.face is FaceState.PRESENT


@pytest.mark.parametrize("version", [b"v1.1", b"000 ", b"12\0\0", b"-001", "\u0660\u0661".encode()])
def test_a_version_is_digits(version: bytes) -> None:
    found = record(make_files("05", {**TYPE_05, "spec_version": version}))
    assert found.spec_version is None
    assert found.unknown == ("spec_version",)
    assert found.values["spec_version"] == version


@pytest.mark.parametrize(
    ("raw", "period"),
    [
        (b"0300", Period(years=3)),
        (b"0006", Period(months=6)),
        (b"0403", Period(years=4, months=3)),
        (b"0000", Period()),
        (b"090\0", Period(days=90)),
        (b"090 ", Period(days=90)),
        (b" 015", Period(days=15)),
        (b"0112", None),
        (b"0090", None),
        (b"000 ", None),
        (b"03\xe3\x81", None),
        ("三年".encode()[:4], None),
        ("０３００".encode(), None),
    ],
)
def test_periods(raw: bytes, period: Period | None) -> None:
    assert Period.read(raw) == period


def test_periods_in_words() -> None:
    assert Period(years=4, months=3).text("ja") == "4年3月"
    assert Period(years=4, months=3).text("en") == "4 year(s), 3 month(s)"
    assert Period(days=90).text("ja") == "90日"
    assert Period().text("en") == "indefinite"


@pytest.mark.parametrize("face", [None, b"", bytes(3000)])
def test_no_face(face: bytes | None) -> None:
    values = {name: value for name, value in TYPE_05.items() if name != "face_image"}
    if face is not None:
        values["face_image"] = face
    found = record(make_files("05", values))
    assert (found.face, found.face_image) == (FaceState.ABSENT, None)
    claimed = record(make_files("05", values), skipped=("face_image",))
    assert claimed.face is (FaceState.NOT_READ if face is None else FaceState.ABSENT)


def test_a_face_that_is_there_was_read_whatever_the_exchange_claims() -> None:
    assert record(make_files("05", TYPE_05), skipped=("face_image",)).face is FaceState.PRESENT


def test_files_that_must_be_there() -> None:
    files = make_files("05", TYPE_05)
    for name in files:
        fewer = {key: data for key, data in files.items() if key is not name}
        if name is FileName.DF3_EF01:
            assert record(fewer).signature is None
            continue
        with pytest.raises(TlvError) as caught:
            record(fewer)
        assert caught.value.reason == "missing"


@pytest.mark.parametrize("card_type", [b"07", b"08", b"99", b"\xff\xff", b"\0\0"])
def test_other_types_are_refused_by_name(card_type: bytes) -> None:
    files = make_files("05", TYPE_05)
    files[FileName.MF_EF02] = bytes([0xC1, len(card_type)]) + card_type
    with pytest.raises(ReadAborted) as caught:
        record(files)
    assert caught.value.reason == "generation"
    assert "1, 2, 05, 06, 07 and 08" in str(caught.value)
    assert "1、2、05、06、07、08" in caught.value.text("ja")


@pytest.mark.parametrize("card_type", [b"1", b"2"])
def test_files_of_another_generation(card_type: bytes) -> None:
    files = make_files("05", TYPE_05)
    files[FileName.MF_EF02] = b"\xc1\1" + card_type
    with pytest.raises(TlvError):
        record(files)


def test_every_row_is_a_field_of_the_record() -> None:
    names = {one.name for one in fields(ChipRecord)}
    rows = {
        entry.name
        for generation in GENERATIONS
        for layout in generation.layouts
        for row in layout.files
        for entry in row.fields
    }
    assert rows <= names
    assert names - rows == {"face", "unknown", "exchange", "values", "files"}


def test_everything_of_the_holder_is_marked() -> None:
    shown = {one.name for one in fields(ChipRecord)} - personal_fields(ChipRecord)
    assert shown == {"card_type", "spec_version", "face", "unknown", "exchange"}


def test_repr_shows_nothing_of_the_holder() -> None:
    found = record(make_files("05", TYPE_05))
    for word in (NUMBER, "1990", "PHL", "予備", "face'", "X000000000", "years"):
        assert word not in repr(found)
    assert "…" in str(found)


def test_it_pickles_and_compares() -> None:
    found = record(make_files("05", TYPE_05))
    again = pickle.loads(pickle.dumps(found))  # noqa: S301 - our own
    assert again == found
    assert hash(again) == hash(found)
    assert again != record(make_files("05", {**TYPE_05, "sex": b"1"}))


@given(st.binary(max_size=12))
def test_readers_take_any_bytes(raw: bytes) -> None:
    for read in (read_date, read_flag, read_nationality, read_number, read_text, Period.read):
        read(raw)


@given(name=st.sampled_from([one.name for one in SECOND.layouts[0].files]), data=st.binary(max_size=40))
def test_any_file_makes_a_record_or_a_typed_error(name: FileName, data: bytes) -> None:
    whole = {**make_files("05", TYPE_05), name: data}
    found: ChipRecord | None = None
    try:
        found = ChipRecord.of(whole, exchange=exchange())
    except (TlvError, ReadAborted) as error:
        assert error.reason  # noqa: PT017 - either outcome is right
    if found is not None:
        assert found.files[name] == data
