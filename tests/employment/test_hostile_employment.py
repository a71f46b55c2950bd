"""Hostile input to the floor of employment: nothing passes as what it is not, and no value is repeated."""

from __future__ import annotations

import hashlib
import hmac
import io
import json
import pickle
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import partial
from typing import Any, Final, cast

import numpy as np
import pytest

from tokutei.employment import (
    Break,
    Change,
    ChangeKind,
    CheckOutcome,
    CheckRecord,
    Desk,
    Fault,
    FieldMapping,
    Job,
    Papers,
    Permission,
    PermissionKind,
    Reach,
    ReportCase,
    Retention,
    Shift,
    Terms,
    WatchedPerson,
    WorkDecision,
    WorkRow,
    WorkVerdict,
    assess_many,
    decide,
    disposal_lines,
    dispose,
    from_csv,
    hours_from_rows,
    is_enough,
    judge_step,
    next_step,
    reassess,
    watch,
)
from tokutei.employment.columns import VERDICT_CODES, assess_columns, codes, encode
from tokutei.employment.keys import number_in
from tokutei.employment.reaching import reached
from tokutei.employment.workforce.rows import looks_like_individual_number
from tokutei.errors import (
    FactsError,
    IdentifierError,
    PeriodError,
    RecordError,
    RowsError,
    TokuteiError,
    UnknownTermError,
)
from tokutei.identifiers.spotting import holds_individual_number
from tokutei.intake import Source
from tokutei.law import Reason
from tokutei.models.codec import said
from tokutei.rules import CURRENT
from tokutei.rules.work import WorkFacts
from tokutei.vocabulary import CardForm, JobKind, StatusOfResidence

DAY: Final = date(2026, 9, 1)
NAMED: Final = "TEST HANAKO"
MADE_JOB: Final[Any] = Job  # as callers without a type checker make them
MADE_PAPERS: Final[Any] = Papers
MADE_ROW: Final[Any] = WorkRow
MADE_PERSON: Final[Any] = WatchedPerson


def arrays(**other: Any) -> dict[str, Any]:
    """Return the arrays of one row whose work is allowed, some of them others."""
    found: dict[str, Any] = {
        "status": encode("status", [StatusOfResidence.PERMANENT_RESIDENT]),
        "job": encode("job", [JobKind.RETAIL]),
        "checked_by": encode("checked_by", [Source.CHIP_VERIFIED]),
    }
    return {**found, **other}


ALLOWED: Final = VERDICT_CODES.index(WorkVerdict.ALLOWED)


@pytest.mark.parametrize(
    ("name", "values", "fault"),
    [
        pytest.param("status", np.array([2**32 + 36]), Fault.NOT_A_WORD, id="status"),
        pytest.param("status", np.array([2**32 + 36], dtype=np.uint64), Fault.NOT_A_WORD, id="unsigned"),
        pytest.param("status", np.array([-(2**32) + 36]), Fault.NOT_A_WORD, id="below"),
        pytest.param("checked_by", np.array([2**32]), Fault.NOT_A_WORD, id="checked-by"),
        pytest.param("job", np.array([2**32 - 1], dtype=np.uint32), Fault.NOT_A_WORD, id="32-bits"),
        pytest.param("period_days", np.array([2**32 + 90]), Fault.NOT_A_PERIOD, id="period"),
    ],
)
def test_no_large_number_wraps_round_to_a_code(name: str, values: Any, fault: Fault) -> None:
    assert assess_columns(arrays(), on=DAY).verdict.tolist() == [ALLOWED]
    found = assess_columns(arrays(**{name: values}), on=DAY)
    assert found.verdict.tolist() != [ALLOWED]
    assert [(one.fault, one.rows.tolist()) for one in found.problems] == [(fault, [0])]


@pytest.mark.parametrize("unit", ["Y", "M", "W", "h", "m", "s", "ns", "7D"])
def test_only_days_are_days(unit: str) -> None:
    with pytest.raises(RowsError):
        assess_columns(arrays(stay_until=np.array([3], dtype=f"datetime64[{unit}]")), on=DAY)
    none = np.array(["NaT"], dtype=f"datetime64[{unit}]")
    assert assess_columns(arrays(stay_until=none), on=DAY).verdict.tolist() == [ALLOWED]


@pytest.mark.parametrize("name", ["status", "hours_per_week", "stay_until"])
def test_a_mask_is_never_lost(name: str) -> None:
    kind = "datetime64[D]" if name == "stay_until" else "int64"
    with pytest.raises(RowsError):
        assess_columns(arrays(**{name: np.ma.array([1], mask=[True], dtype=kind)}), on=DAY)


JSON_ROW: Final = '{"status": "student", "job": "retail", "permission": "none"}'
HEADER: Final = "key,在留資格,職種,資格外活動許可,在留期限,確認方法"
LINE: Final = "E-{n},留学,小売,無,2027/3/31,chip_verified"


def test_a_second_name_of_a_field_spoils_no_later_row() -> None:
    rows = [JSON_ROW, '{"在留資格": "留学", "job": "retail"}', *[JSON_ROW] * 3]
    found = assess_many("\n".join(rows), on=DAY)
    assert len(list(found)) == 5
    assert (None, Fault.CELLS_DIFFER) not in found.counts


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        pytest.param({"status": "student", "在留資格": "永住者"}, Fault.CELLS_DIFFER, id="differ"),
        pytest.param({"在留資格": "junk"}, Fault.NOT_A_WORD, id="second-is-none"),
    ],
)
def test_two_names_in_one_mapping_are_compared(row: dict[str, str], fault: Fault) -> None:
    first: dict[str, str] = {"status": "student", "在留資格": "留学", "job": "retail"}
    found = assess_many([first, row], on=DAY)
    assert [one.row for one in found] == [1]
    assert [one.fault for one in found.problems if one.row == 2] == [fault]


def test_a_field_is_read_under_its_second_name_alone() -> None:
    first, second = {"status": "student"}, {"在留資格": "留学"}
    one, other = assess_many([first, second], on=DAY, job="retail")
    assert one.shared == other.shared


def table(*lines: bytes) -> bytes:
    """Return a file of ten rows in UTF-8 and some other lines."""
    good = [LINE.format(n=n).encode() for n in range(10)]
    return b"\n".join([HEADER.encode(), *good, *lines, b""])


@pytest.mark.parametrize(
    "line",
    [
        pytest.param(b"E-99,\xff,x,x,x,x", id="private-use"),
        pytest.param("E-99,留学,x,x,x,x".encode("cp932"), id="cp932"),
        pytest.param(b"E-99,\xb1\xb2\xb3,x,x,x,x", id="half-width"),
    ],
)
def test_one_broken_line_leaves_a_file_in_its_encoding(line: bytes) -> None:
    found = assess_many(table(line), on=DAY)
    assert len(list(found)) == 10
    assert found.encoding == "utf-8"
    assert [one.fault for one in found.problems] == [Fault.ENCODING]


def test_names_in_half_width_katakana_alone_tell_cp932() -> None:
    text = "key,status,job,氏名\n".replace("氏名", "ｼﾒｲ") + "E-1,student,retail,ﾃｽﾄ\n"
    found = assess_many(text.encode("cp932"), on=DAY)
    assert len(list(found)) == 1
    assert found.encoding == "cp932"


@pytest.mark.parametrize("status", ["permanent_resident", "special_permanent_resident"])
def test_a_stay_without_end_that_ends_allows_nothing(status: str) -> None:
    values: dict[str, Any] = {"status": status, "job": "retail", "checked_by": "chip_verified"}
    good, odd = WorkRow(**values), WorkRow(**values, stay_until=date(2020, 1, 1))
    desk = Desk(on=DAY)
    assert desk.decide(good).verdict is WorkVerdict.ALLOWED
    decided = desk.decide(odd)
    assert decided.verdict is WorkVerdict.NOT_KNOWN
    assert decided.reasons[0].code == "rows.stay_without_end"
    found = assess_many([good, odd], on=DAY)
    assert [one.verdict for one in found] == [WorkVerdict.ALLOWED, WorkVerdict.NOT_KNOWN]
    assert [(one.fault, one.row, one.decided) for one in found.problems] == [
        (Fault.STAY_WITHOUT_END, 2, True)
    ]
    assert all("無期限" in one.text("ja") for one in found.problems)
    many = assess_columns(
        {
            "status": encode("status", [StatusOfResidence(status)] * 2),
            "job": encode("job", [JobKind.RETAIL] * 2),
            "checked_by": 0,
            "stay_until": np.array(["NaT", "2020-01-01"], dtype="datetime64[D]"),
        },
        on=DAY,
    )
    assert [VERDICT_CODES[code] for code in many.verdict] == [WorkVerdict.ALLOWED, WorkVerdict.NOT_KNOWN]
    assert many.reaches[many.reach[1]] == decided.reach


class StopHereError(Exception):
    """What a caller's function raises."""


def stop(_: object) -> None:
    """Raise."""
    raise StopHereError


@pytest.mark.parametrize("options", [{"report": stop}, {"progress": stop, "every": 1}])
def test_after_an_error_of_the_callers_it_never_ends_as_if_done(options: dict[str, Any]) -> None:
    rows = [{"status": "student"}, {"status": "junk"}, {"status": "student"}]
    found = assess_many(rows, on=DAY, **options)
    with pytest.raises(StopHereError):
        list(found)
    for _ in range(2):
        with pytest.raises(RowsError) as caught:
            next(found)
        assert caught.value.reason == "interrupted"
    with pytest.raises(RowsError):
        list(found)


def test_after_the_last_row_it_ends() -> None:
    found = assess_many([{"status": "student"}], on=DAY)
    assert len(list(found)) == 1
    assert list(found) == []


def test_nothing_at_the_start_is_a_row_too() -> None:
    found = assess_many([None, {"status": "student"}], on=DAY)  # a row that is none, not the end
    assert [one.row for one in found] == [2]
    assert [(one.fault, one.row) for one in found.problems if one.row] == [(Fault.NOT_A_ROW, 1)]


def test_a_field_is_read_however_many_names_came_before() -> None:
    many: dict[str, object] = {f"other {n}": 1 for n in range(299)}
    rows: list[dict[str, object]] = [{"status": "student"}, many, {"在留資格": "junk"}, {"new": 1}]
    found = assess_many(rows, on=DAY)
    assert [one.row for one in found] == [1, 2, 4]
    assert [(one.row, one.fault) for one in found.problems if one.row] == [(3, Fault.NOT_A_WORD)]
    assert found.counts[None, Fault.TOO_MANY_NAMES] == 1


def test_a_mark_in_the_middle_of_a_file_is_told_and_never_in_a_key() -> None:
    lines = [HEADER, LINE.format(n=1), "\ufeff" + LINE.format(n=2), LINE.format(n=3)]
    found = assess_many("\n".join(lines), on=DAY)
    assert [one.key for one in found] == ["E-1", "E-3"]
    assert [one.fault for one in found.problems] == [Fault.CONTROL_CHARACTER]
    (marked,) = assess_many([{"key": "\ufeffE-1", "status": "student"}], on=DAY)
    assert marked.key == "E-1"


def test_two_fields_are_never_one_column() -> None:
    fields = {"stay_until": {"column": "Day"}, "issued_on": {"column": "ｄａｙ"}}
    with pytest.raises(RowsError) as caught:
        FieldMapping.parse({"product": "test", "fields": fields})
    assert caught.value.reason == "mapping"


def closed() -> object:
    """Return a file that is closed."""
    file = io.StringIO(HEADER)
    file.close()
    return file


def write_only() -> object:
    """Return a file that cannot be read."""
    return io.BufferedWriter(io.BytesIO())


@pytest.mark.parametrize("make", [closed, write_only])
def test_a_file_that_cannot_be_read_is_told(make: Callable[[], object]) -> None:
    with pytest.raises(RowsError) as caught:
        list(assess_many(make(), on=DAY))
    assert caught.value.__context__ is None


MAPPING: Final = FieldMapping.parse(
    {"product": "test", "fields": {"status": {"column": "Visa", "words": {"PR": "permanent_resident"}}}}
)


def test_a_mapping_goes_to_another_process_and_into_a_set() -> None:
    again = pickle.loads(pickle.dumps(MAPPING))  # noqa: S301 - our own bytes
    assert again == MAPPING
    assert len({again, MAPPING}) == 1


@pytest.mark.parametrize(
    "values",
    [
        {"product": 5},
        {"columns": {"status": "Visa"}},
        {"columns": {"visa": ("Visa",)}},
        {"columns": {"status": ("My Number",)}},
        {"columns": {"status": ("a", "b", "c")}},
        {"columns": {"status": ("a",), "job": ("A",)}},
        {"columns": []},
        {"words": {"status": {"PR": "permanent_resident"}}},
        {"words": {"key": {"a": None}}},
        {"evidence": "official"},
        {"passed_over": "abc"},
    ],
)
def test_a_mapping_is_checked_however_it_is_made(values: dict[str, Any]) -> None:
    with pytest.raises(RowsError):
        FieldMapping(**{"product": "test", **values})


def test_nobody_changes_what_a_shared_reason_says() -> None:
    facts = WorkFacts(
        status=StatusOfResidence.STUDENT, job="retail", other_activity_permission="none", stay_end=DAY
    )
    for reason in (*decide(facts, on=DAY).instead, Reason("work_needs", parameters={"procedure": "x"})):
        with pytest.raises(TypeError):
            reason.parameters["procedure"] = "changed"  # type: ignore[index]
    given: dict[str, object] = {"procedure": "x"}
    reason = Reason("work_needs", parameters=given)
    given["procedure"] = "changed"
    again = pickle.loads(pickle.dumps(reason))  # noqa: S301 - our own bytes
    assert reason.parameters["procedure"] == again.parameters["procedure"] == "x"
    assert again == reason


CASE: Final[dict[str, Any]] = {"event": "hire", "happened_on": DAY, "status": "留学", "insured": False}


@pytest.mark.parametrize(
    "make",
    [
        *(partial(ReportCase, **{**CASE, name: "no"}) for name in ("insured", "public_body", "dispatch")),
        *(partial(ReportCase, **{**CASE, name: 0}) for name in ("mid_to_long_term", "public_body")),
        partial(ReportCase, **{**CASE, "public_body": None}),
        partial(ReportCase, **{**CASE, "event": None}),
        partial(ReportCase, **{**CASE, "event": []}),
        partial(ReportCase, **{**CASE, "happened_on": None}),
        partial(ReportCase, **{**CASE, "period": "x"}),
        partial(ReportCase, **{**CASE, "card_number": 5}),
        partial(MADE_PERSON, key="e-1", insured="no"),
        partial(MADE_PERSON, key="e-1", insured=[]),
        partial(MADE_PERSON, key="e-1", stay_days="x"),
        partial(MADE_JOB, kind="retail", beside_main_work="no"),
        partial(MADE_JOB, kind="retail", amusement=1),
        partial(MADE_JOB, kind="retail", hours_per_week="20"),
        partial(MADE_JOB, kind="retail", hours_per_week=float("nan")),
        partial(MADE_JOB, kind="retail", employer=NAMED),
        partial(MADE_JOB, kind=[]),
        partial(MADE_PAPERS, pending=NAMED),
        partial(MADE_PAPERS, decision=[]),
        partial(MADE_PAPERS, enrolled="x"),
        partial(MADE_PAPERS, permitted_without_status=NAMED),
        partial(MADE_PAPERS, notice_item=5),
    ],
)
def test_what_is_no_flag_word_or_number_is_refused_by_its_name(make: Callable[[], object]) -> None:
    with pytest.raises(TokuteiError) as caught:
        make()
    assert isinstance(caught.value, FactsError | PeriodError | UnknownTermError)
    assert caught.value.__context__ is None or caught.value.__suppress_context__


@pytest.mark.parametrize(
    "make",
    [
        *(partial(ReportCase, **{**CASE, name: NAMED}) for name in ("event", "status", "sex", "permitted")),
        partial(MADE_PERSON, key="e-1", status=NAMED),
        partial(MADE_PERSON, key="e-1", pending=NAMED),
        partial(MADE_PERSON, key=NAMED),
        partial(MADE_PERSON, key="a\nb"),
        partial(MADE_JOB, kind=NAMED),
        partial(MADE_JOB, kind="retail", employer=NAMED),
    ],
)
def test_no_error_repeats_what_was_given(make: Callable[[], object]) -> None:
    with pytest.raises(TokuteiError) as caught:
        make()
    error = caught.value
    assert not isinstance(error.__context__, Exception)
    assert not any(word in said for word in NAMED.split() for said in (repr(error), *both(error)))


def both(error: TokuteiError) -> tuple[str, ...]:
    """Return the words of an error and what it holds."""
    return error.text("ja"), error.text("en"), repr(vars(error))


def test_words_of_ones_own_are_neither_kept_nor_shown() -> None:
    case = ReportCase(**{**CASE, "notice_item": NAMED, "establishment": NAMED, "ssw_field": NAMED})
    assert case.notice_item == "unlisted"
    row = MADE_ROW(status="designated_activities", notice_item=NAMED)
    assert row.notice_item == Papers(notice_item=NAMED).notice_item == "unlisted"
    assert not any(word in repr(one) for one in (case, row) for word in NAMED.split())
    desk = Desk(on=DAY)
    (decided,) = assess_many(
        [{"status": "designated_activities", "job": "office", "notice_item": NAMED}], on=DAY
    )
    assert decided.shared == desk.decide(row.at(Job(kind=JobKind.OFFICE))).shared
    assert Papers(notice_item="34").notice_item == "34"


def checked(**facts: Any) -> CheckRecord:
    """Return the record of a check of somebody with a stay."""
    asked = WorkFacts(
        **{"status": "dependent", "job": "retail", "other_activity_permission": "none", **facts}
    )
    ruling = decide(asked, on=DAY)
    reach = Reach(enough=False)
    verdict = reached(ruling.verdict, reach)
    decision = WorkDecision(
        verdict=verdict, on=DAY, job=Job(kind=JobKind.RETAIL), facts=asked, ruling=ruling, reach=reach
    )
    return CheckRecord.of(decision, by="HR-7", purpose="hiring", key="E-1")


def test_one_record_beyond_the_tables_ends_no_reassessment() -> None:
    last, filed = date(2060, 1, 2), date(2060, 1, 3)
    beyond = checked(stay_end=last, pending_application="renewal", filed=filed)
    good = checked(stay_end=date(2028, 7, 1))
    found = list(reassess([beyond, good, beyond], CURRENT, CURRENT, on=date(2061, 1, 1)))
    assert [one.kind for one in found] == [ChangeKind.NOT_KNOWN] * 2
    assert found[0].after.verdict is WorkVerdict.NOT_KNOWN
    assert "the tables of the law" in found[0].text("en")
    assert "法令の表" in found[0].text("ja")


def test_outcomes_that_differ_read_as_different() -> None:
    days = (None, DAY, date(2026, 9, 2))
    outcomes = [
        CheckOutcome(verdict=WorkVerdict.ALLOWED, ruled=WorkVerdict.ALLOWED, until=until) for until in days
    ]
    for lang in ("ja", "en"):
        assert len({one.text(lang) for one in outcomes}) == len(days)
        change = Change(key="E-1", kind=ChangeKind.CHANGED, on=DAY, before=outcomes[1], after=outcomes[2])
        _, before, after = change.text(lang).splitlines()
        assert before.split(maxsplit=1)[-1] != after.split(maxsplit=1)[-1]
        assert "2026" in before


def test_with_a_secret_nobody_can_try_out_what_a_record_held() -> None:
    record, secret = (
        checked(stay_end=DAY).left(on=DAY, retention=Retention(years=0, reason="own_rule")),
        b"s" * 16,
    )
    later = date(2026, 9, 2)
    ((plain,), (keyed,)) = (dispose([record], on=later, secret=one).erase for one in (None, secret))
    assert plain.digest == record.digest == hashlib.sha256(said(record).encode()).hexdigest()
    assert keyed.digest == hmac.new(secret, said(record).encode(), "sha256").hexdigest()
    assert [one.digest for one in disposal_lines([record], on=later, secret=secret)] == [keyed.digest]
    for wrong in (b"short", "s" * 16, bytearray(16)):
        with pytest.raises(FactsError):
            record.digest_with(wrong)  # type: ignore[arg-type]


NUMBER: Final = "123456789018"  # synthetic, with a right check digit


@pytest.mark.parametrize(
    "text",
    [
        NUMBER,
        "1234-5678-9018",
        "1234.5678.9018",
        "1234_5678_9018",
        "1234 5678 9018",
        "1 2 3 4 5 6 7 8 9 0 1 8",
        "1234\u200b5678\u200b9018",
        "1234\u200b-\u200b5678-9018",
        "１２３４　５６７８　９０１８",
        "".join(chr(0x0966 + int(digit)) for digit in NUMBER),
        f"staff/{NUMBER}",
        f"E{NUMBER}x",
        f"1111 {NUMBER[:4]} {NUMBER[4:8]} {NUMBER[8:]}",
    ],
)
def test_all_who_look_for_an_individual_number_find_it(text: str) -> None:
    assert holds_individual_number(text)
    assert looks_like_individual_number(text)
    assert number_in(text) == "individual_number"
    found = assess_many([{"key": text, "status": "student"}], on=DAY)
    assert list(found) == []
    with pytest.raises(RecordError):
        WatchedPerson(key=text)


@pytest.mark.parametrize("text", ["E-000123", f"9{NUMBER}", "03-1234-5678", "123456789017", "2026-09-01"])
def test_none_of_them_finds_what_is_none(text: str) -> None:
    assert not holds_individual_number(text)
    assert not looks_like_individual_number(text)
    assert number_in(text) is None


def test_a_date_between_words_is_no_card_number() -> None:
    reason = f"{NAMED} 1990-01-01 Tokyo"
    assert Retention(years=1, reason=reason).reason == reason
    for card in ("AB12345678CD", "ab 1234 5678 cd", "the card AB-12345678-CD", "xAB12345678CDx"):
        with pytest.raises(RecordError):
            Retention(years=1, reason=card)


SHIFT: Final[Any] = {
    "starts_at": datetime(2026, 9, 1, 9, tzinfo=UTC),
    "ends_at": datetime(2026, 9, 1, 10, tzinfo=UTC),
}
PERMISSION: Final = Permission(kind=PermissionKind.COMPREHENSIVE)
GIVEN: Final[dict[str, Callable[[], object]]] = {
    "rows that are none": lambda: hours_from_rows([cast("Any", None)], PERMISSION),
    "rows that are mappings": lambda: hours_from_rows([cast("Any", {})], PERMISSION),
    "no breaks": lambda: Shift(**SHIFT, breaks=cast("Any", None)),
    "other breaks": lambda: Shift(**SHIFT, breaks=cast("Any", ("x",))),
    "half a break": lambda: Shift.in_japan(DAY, "9:00", "10:00", breaks=cast("Any", [("12:00",)])),
    "a break that is a text": lambda: Shift.in_japan(DAY, "9:00", "10:00", breaks=cast("Any", ["12"])),
    "a break backwards": lambda: Break(starts_at=SHIFT["ends_at"], ends_at=SHIFT["starts_at"]),
    "holidays": lambda: Terms(long_holidays=cast("Any", 5)),
    "a holiday": lambda: Terms(long_holidays=cast("Any", [5])),
    "organization": lambda: watch([], on=DAY, until=DAY, organization=cast("Any", 5)),
    "organization by name": lambda: watch([], on=DAY, until=DAY, organization=NAMED),
    "source": lambda: is_enough(cast("Any", "face"), form=CardForm.FORM_2026),
    "form": lambda: is_enough(Source.FACE, form=cast("Any", "form_2026")),
    "steps": lambda: next_step(cast("Any", [[]])),
    "no steps": lambda: next_step(cast("Any", 5)),
    "step": lambda: judge_step(cast("Any", []), done=[]),
    "codes": lambda: codes(cast("Any", [])),
    "csv": lambda: from_csv(cast("Any", "text")),
    "layout": lambda: assess_many("", on=DAY, layout=cast("Any", [])),
    "job of a name": lambda: assess_many("", on=DAY, job=NAMED),
    "kind of a document": lambda: CheckRecord.from_json('{"tokutei": "AB12345678CD"}'),
    "name of a document": lambda: CheckRecord.from_json(json.dumps({"tokutei": NAMED})),
}


@pytest.mark.parametrize("name", GIVEN)
def test_foreign_input_gets_an_error_of_ours_without_it(name: str) -> None:
    with pytest.raises(TokuteiError) as caught:
        GIVEN[name]()
    said = (*both(caught.value), repr(caught.value), str(caught.value.__context__))
    assert not [one for one in said for word in (*NAMED.split(), "AB1234") if word in one]


RECORD: Final = checked(stay_end=DAY)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("verdict", NAMED),
        ("ruled", "allowed"),
        ("sources", (NAMED,)),
        ("sources", None),
        ("enough", "no"),
        ("retention", "x"),
        ("form", NAMED),
        ("rules", None),
        ("rules", ("x",)),
        ("card_number", "junk"),
        ("card_number", 5),
        ("limits", None),
        ("asked", None),
        ("lapse", None),
        ("reasons", NAMED),
    ],
)
def test_a_record_is_checked_in_every_field(name: str, value: object) -> None:
    changed: dict[str, Any] = {name: value}
    with pytest.raises((FactsError, IdentifierError)) as caught:
        replace(RECORD, **changed)
    assert not [one for one in both(caught.value) if "HANAKO" in one or "junk" in one]


def test_facts_are_named_in_words_where_there_are_any() -> None:
    error = FactsError(missing=("stay_end", "no_such_fact"))
    assert "stay_end" not in error.text("ja")
    assert "no_such_fact" in error.text("ja")
    assert "stay_end" not in error.text("en")
