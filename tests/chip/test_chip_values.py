"""Values are read as slow and plain readers read them, whatever the bytes are."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tokutei.chip.tlv import DataObject, spans, values_by_tag
from tokutei.chip.values import Period, is_blank, is_blank_text, read_date, read_digits, read_flag
from tokutei.errors import TlvError

DIGITS = st.text("0123456789", max_size=9).map(str.encode)
ODD = st.sampled_from(
    [
        b"",
        b"2026W011",
        b"2026-1-1",
        b"2026-001",
        b"20260230",
        b"00000101",
        b"+2260101",
        b"2026 101",
        b"1_000000",
        "２０２６".encode(),
        "²".encode(),
        b"0012",
        b"000",
        b"00 ",
        b" 090",
        b"090 ",
        b"090\0",
        b"+090",
        b"1_00",
    ]
)
ANY = st.one_of(DIGITS, ODD, st.binary(max_size=10))
FILL = st.text("\0 0x", max_size=12).map(str.encode)


@given(ANY)
@example(b"20240229")
@example(b"20230229")
def test_dates(raw: bytes) -> None:
    plain = None
    if re.fullmatch(rb"[0-9]{8}", raw):
        try:
            plain = date(int(raw[:4]), int(raw[4:6]), int(raw[6:]))
        except ValueError:
            plain = None
    assert read_date(raw) == plain


@given(ANY)
def test_digits(raw: bytes) -> None:
    assert read_digits(raw) == (raw.decode() if re.fullmatch(rb"[0-9]+", raw) else None)


@given(ANY)
@example(b"9911")
@example(b"9912")
@example(b"0000")
def test_periods(raw: bytes) -> None:
    plain = None
    try:
        text = raw.rstrip(b"\0").decode().strip(" ")
    except UnicodeDecodeError:
        text = ""
    if re.fullmatch("[0-9]{4}", text) and int(text[2:]) < 12:
        plain = Period(years=int(text[:2]), months=int(text[2:]))
    elif re.fullmatch("[0-9]{3}", text) and int(text):
        plain = Period(days=int(text))
    assert Period.read(raw) == plain


@pytest.mark.parametrize(
    ("raw", "value"), [(b"0", False), (b"1", True), (b"2", None), (b"", None), (b"\xff", None)]
)
def test_flags(raw: bytes, value: bool | None) -> None:
    assert read_flag(raw) is value


@given(FILL)
def test_blanks(raw: bytes) -> None:
    assert is_blank(raw) is (not raw.strip(b"\0"))
    assert is_blank_text(raw) is (not raw.strip(b"\0 "))


@given(
    st.lists(st.builds(DataObject, st.integers(0xC0, 0xDE), st.binary(max_size=200)), max_size=5),
    st.integers(0, 9),
    st.binary(max_size=3),
)
def test_fill_ends_a_file_and_nothing_follows_it(objects: list[DataObject], fill: int, after: bytes) -> None:
    data = b"".join(map(bytes, objects))
    places = list(spans(data + bytes(fill)))
    assert [end for _, end, _ in places][-1:] == ([len(data)] if objects else [])
    assert [data[start:end] for start, end, _ in places] == list(map(bytes, objects))
    if fill and after.strip(b"\0"):
        with pytest.raises(TlvError) as caught:
            list(spans(data + bytes(fill) + after))
        assert (caught.value.reason, caught.value.offset) == ("tag", len(data))


@given(st.lists(st.integers(0xC0, 0xC8), min_size=1, max_size=6))
def test_the_first_object_that_comes_again_is_named(tags: list[int]) -> None:
    data = b"".join(bytes(DataObject(tag, b"x")) for tag in tags)
    again = next((place for place, tag in enumerate(tags) if tag in tags[:place]), None)
    if again is None:
        assert list(values_by_tag(data)) == tags
    else:
        with pytest.raises(TlvError) as caught:
            values_by_tag(data)
        assert (caught.value.reason, caught.value.offset) == ("duplicate", 3 * again)
