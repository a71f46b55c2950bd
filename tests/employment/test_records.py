"""The record of a check: the minimum, nothing that says who somebody is, and days that are honest."""

from __future__ import annotations

import dataclasses
import json
import pickle
import pprint
import unicodedata
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from typing import Any, Final

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.employment.check_decisions import DAY, SEEN, STAY_END, decide, individual_number, record
from tokutei.employment import (
    CheckPurpose,
    CheckRecord,
    LapseCheck,
    LapseResult,
    Retention,
    RetentionReason,
    WorkVerdict,
)
from tokutei.employment.keys import number_in
from tokutei.employment.minimum import UNLISTED
from tokutei.errors import DocumentError, FactsError, IdentifierError, PeriodError, RecordError, TokuteiError
from tokutei.identifiers import CardNumber
from tokutei.intake import Source
from tokutei.law import Reason
from tokutei.models import Facts, from_json, json_schema, to_json
from tokutei.rules import CURRENT
from tokutei.rules.work import OCCASIONAL_JOBS, WEEKLY_HOURS
from tokutei.vocabulary import JobKind, WorkClass

NAME: Final = "QZMARKER HANAKO"
NUMBER: Final = individual_number("47382190564")
CARD: Final = "QZ19010203QZ"


# What a record holds: the list of ``shared/rules/employers.md``, data handling.


def test_the_minimum_of_the_notes_is_there() -> None:
    check = record(lapse=LapseCheck(result=LapseResult.VALID_SO_FAR, on=DAY))
    assert check.status is not None
    assert check.status.value == "student"
    assert check.stay_until == STAY_END
    assert check.work_class is WorkClass.NONE_WITHOUT_PERMISSION
    assert check.permission == "comprehensive_28h"
    assert (check.checked_on, check.by, check.method) == (DAY, "HR-7", Source.FACE)
    assert (check.verdict, check.limits.hours_per_week) == (WorkVerdict.WITHIN_LIMITS, 28)
    assert (check.lapse.result, check.lapse.on) == (LapseResult.VALID_SO_FAR, DAY)
    assert check.sources == (Source.CHIP_VERIFIED, Source.FACE)
    assert check.purpose is CheckPurpose.HIRING
    assert check.reasons == ("work_allow_limited",)
    assert [(one.rule, one.since.isoformat()) for one in check.rules] == [("work.weekly_hours", "2012-07-09")]
    assert check.card_number is None


def test_the_record_has_no_field_for_what_is_not_needed() -> None:
    names = {field.name for field in dataclasses.fields(CheckRecord)}
    unwanted = {
        "face",
        "photo",
        "image",
        "address",
        "name",
        "born",
        "nationality",
        "sex",
        "individual_number",
    }
    assert not {name for name in names if any(word == name or word in name.split("_") for word in unwanted)}
    shown = set(json.loads(record().to_json())) - {"tokutei"}
    assert shown == names


def test_the_program_of_the_readme_runs() -> None:
    check = CheckRecord.of(decide(), by="HR-7", purpose="hiring", consent_on=date(2026, 9, 1))
    assert json.loads(check.to_json())["tokutei"] == "check_record/1"
    assert check.erase_on is None
    assert check.next_check_on == STAY_END


def test_a_card_number_is_there_only_where_it_is_reported() -> None:
    with_it = record(report_card_number=CardNumber.parse(CARD))
    assert CARD in with_it.to_json()
    for said in (
        repr(with_it),
        str(with_it),
        pprint.pformat(with_it),
        with_it.text("ja"),
        with_it.text("en"),
    ):
        assert CARD not in said
    assert record(report_card_number="ｑｚ19010203qz") == with_it
    without = record()
    assert CARD not in without.to_json()
    # Nobody can try numbers against a digest that is kept after erasing.
    assert without.digest == dataclasses.replace(with_it, key=without.key).digest
    with pytest.raises(IdentifierError):
        record(report_card_number="QZ1901")


def test_a_card_number_that_nobody_reports_is_refused() -> None:
    """Labour Policy Regulation 1-2: not Diplomat, Official, nor special permanent residents."""
    for status in ("special_permanent_resident", "diplomat", "official"):
        decision = decide(status=status, stay_end=None)
        assert record(decision).card_number is None
        with pytest.raises(RecordError) as caught:
            record(decision, report_card_number=CARD)
        assert caught.value.reason == "not_reported"
        assert CARD not in str(caught.value)


# Days.


@pytest.mark.parametrize(
    ("facts", "told", "day", "code"),
    [
        pytest.param({}, {}, STAY_END, "stay", id="the stay"),
        pytest.param({"stay_end": DAY}, {}, DAY, "stay", id="the day of the check is included"),
        pytest.param(
            {}, {"permission_until": date(2027, 3, 31)}, date(2027, 3, 31), "permission", id="a permission"
        ),
        pytest.param({"card_expired_on": date(2027, 1, 6)}, {}, date(2027, 1, 6), "card", id="the card"),
        # Act 21(4) with 20(6): until the decision, at most two months after the stay ended.
        pytest.param(
            {
                "stay_end": date(2026, 8, 15),
                "card_expired_on": date(2026, 8, 15),
                "pending_application": "renewal",
                "filed": date(2026, 8, 1),
            },
            {},
            date(2026, 10, 15),
            "special_period",
            id="the special period",
        ),
        pytest.param(
            {"status": "permanent_resident", "stay_end": None, "card_expired_on": date(2030, 5, 2)},
            {},
            date(2030, 5, 2),
            "card",
            id="a stay without end, a card with one",
        ),
        pytest.param(
            {"status": "permanent_resident", "stay_end": None}, {}, None, "endless", id="nothing known to end"
        ),
        pytest.param(
            {"status": "permanent_resident", "stay_end": None, "card_expired_on": date(2026, 8, 31)},
            {},
            None,
            "card_lapsed",
            id="a stay without end, a card that is over",
        ),
        pytest.param(
            {"status": "hsp2", "stay_end": STAY_END},
            {},
            None,
            "endless",
            id="an end that the status does not have",
        ),
        pytest.param({"stay_end": None}, {}, None, "not_known", id="an end that nobody told"),
    ],
)
def test_the_next_check_is_the_first_end(
    facts: dict[str, Any], told: dict[str, Any], day: date | None, code: str
) -> None:
    check = record(decide(**facts), **told)
    assert check.next_check_on == day
    assert check.next_check.reason.code == f"next_check.{code}"
    for lang in ("ja", "en"):
        assert "next_check" not in check.next_check.text(lang)


@given(
    stay=st.none() | st.dates(date(2026, 8, 1), date(2031, 1, 1)),
    card=st.none() | st.dates(date(2026, 8, 1), date(2031, 1, 1)),
    permission=st.none() | st.dates(date(2026, 8, 1), date(2031, 1, 1)),
)
@settings(max_examples=60)
def test_no_end_comes_before_the_next_check(
    stay: date | None, card: date | None, permission: date | None
) -> None:
    decision = decide(stay_end=stay, pending_application="none", card_expired_on=card)
    check = record(decision, permission_until=permission)
    ahead = [day for day in (stay, card, permission) if day is not None and day >= DAY]
    assert check.next_check_on == min(ahead, default=None)


@pytest.mark.parametrize(
    ("left_on", "years", "erase_on"),
    [
        (None, None, None),
        (None, 5, None),
        (date(2028, 3, 31), None, None),
        (date(2028, 3, 31), 5, date(2033, 4, 1)),
        (date(2028, 3, 31), 0, date(2028, 4, 1)),
        (date(2028, 2, 29), 1, date(2029, 3, 1)),
    ],
)
def test_the_day_of_erasing_is_known_only_when_both_are(
    left_on: date | None, years: int | None, erase_on: date | None
) -> None:
    kept = None if years is None else Retention(years=years, reason=RetentionReason.LABOUR_RECORDS)
    check = record(retention=kept, left_on=left_on)
    assert check.erase_on == erase_on
    expected = "while_employed" if left_on is None else "no_period" if years is None else "period"
    assert check.erase_why.code == f"retention.{expected}"
    assert record(retention=kept).left(on=left_on).erase_on == erase_on if left_on else True


def test_leaving_gives_the_day_and_may_give_the_period() -> None:
    five = Retention(years=5, reason="own_rule")
    gone = record().left(on=datetime(2028, 3, 31, 15, tzinfo=UTC), retention=five)
    assert (gone.left_on, gone.erase_on) == (date(2028, 4, 1), date(2033, 4, 2))
    assert gone.left(on=date(2028, 3, 31)).retention == five
    with pytest.raises(PeriodError):
        record(left_on=date(9998, 12, 31), retention=five)


# Round trips.


def test_a_record_comes_back_from_its_document() -> None:
    for check in (
        record(),
        record(key="E-1042", report_card_number=CARD, permission_until=DAY, left_on=DAY),
        record(retention=Retention(years=3, reason="kept as our own rule says"), purpose="notice-2026:3"),
        record(decide(sources=SEEN), consent_on=None, lapse=LapseCheck(result=LapseResult.LAPSED, on=DAY)),
    ):
        again = CheckRecord.from_json(check.to_json())
        assert again == check
        assert again.digest == check.digest
        assert from_json(to_json(check)) == check
        assert pickle.loads(pickle.dumps(check)) == check  # noqa: S301 - our own
        jsonschema.validate(json.loads(check.to_json()), json_schema("check_record"))


@given(
    hours=st.lists(st.integers(0, 40), max_size=3),
    holiday=st.none() | st.booleans(),
    enough=st.booleans(),
    seen=st.booleans(),
    key=st.none() | st.from_regex(r"[A-Z][a-z]{1,8}", fullmatch=True),
)
@settings(max_examples=40)
def test_any_decision_comes_back(
    hours: list[int], holiday: bool | None, enough: bool, seen: bool, key: str | None
) -> None:
    decision = decide(
        enough=enough,
        sources=SEEN if seen else (),
        hours_per_week=tuple(hours),
        long_school_holiday=holiday,
        hours_per_day=7,
    )
    check = record(decision, key=key)
    assert CheckRecord.from_json(check.to_json()) == check
    assert check.verdict is decision.verdict
    assert record(decision, key=key) == check


def test_another_document_is_no_record() -> None:
    for text in (to_json(Facts(born=date(1994, 5, 2))), "{}", "[", record().to_json()[:-1]):
        with pytest.raises(DocumentError):
            CheckRecord.from_json(text)


def test_a_card_that_is_over_is_said_to_be_over() -> None:
    over = record(decide(status="permanent_resident", stay_end=None, card_expired_on=date(2026, 8, 31)))
    assert "2026-08-31" in over.next_check.text("en")
    assert "not known" not in over.next_check.text("en")
    assert "分からない" not in over.next_check.text("ja")


def test_derived_keys_tell_contents_apart() -> None:
    keys = {record().key, record(decide(hours_per_week=(3,))).key, record(by="HR-8").key}
    assert len(keys) == 3
    assert all(key.isascii() and key.isalpha() and len(key) == 32 for key in keys)
    assert record().key == record().key


# What must not be recorded.


def test_a_purpose_may_be_said_in_words_of_the_list() -> None:
    for word in ("hiring", "Ｈiring", "雇入れ", CheckPurpose.HIRING.ja, CheckPurpose.HIRING.en):
        assert record(purpose=word).purpose is CheckPurpose.HIRING
    assert record(purpose="notice-2026:3").purpose == "notice-2026:3"


@pytest.mark.parametrize("purpose", ["", None])
def test_nothing_is_recorded_without_a_purpose(purpose: Any) -> None:
    with pytest.raises(RecordError) as caught:
        record(purpose=purpose)
    assert caught.value.reason == "no_purpose"


def test_the_day_of_consent_is_asked_for_and_not_demanded() -> None:
    with pytest.raises(RecordError) as caught:
        CheckRecord.of(decide(), by="HR-7", purpose="hiring")
    assert (caught.value.reason, caught.value.field) == ("no_consent", "consent_on")
    for lang, wrong in (("en", "by eye"), ("ja", "目視")):
        assert wrong not in caught.value.text(lang)
        assert "None" in caught.value.text(lang)
    without = record(consent_on=None)
    assert without.consent_on is None
    assert "record.consent_not_recorded" in without.reservations
    assert without.method is record().method
    assert "consent" in without.text("en")
    assert "同意日" in without.text("ja")
    assert CheckRecord.from_json(without.to_json()) == without
    seen = record(decide(sources=SEEN), consent_on=None)
    assert (seen.consent_on, seen.reservations) == (None, ())
    assert CheckRecord.of(decide(sources=SEEN), by="HR-7", purpose="hiring") == seen
    fields = json.loads(record().to_json()) | {"consent_on": None}
    with pytest.raises(DocumentError):
        CheckRecord.from_json(json.dumps(fields))


def test_consent_comes_before_the_check() -> None:
    with pytest.raises(FactsError) as caught:
        record(consent_on=date(2026, 9, 2))
    assert [one.code for one in caught.value.contradictions if isinstance(one, Reason)] == [
        "record.consent_after_check"
    ]


def test_facts_are_about_the_day_of_the_decision() -> None:
    assert record(decide(on=DAY)).asked.on is None
    with pytest.raises(FactsError):
        record(
            dataclasses.replace(
                decide(), facts=decide(job="retail").facts.model_copy(update={"on": STAY_END})
            )
        )


SHAPES: Final[dict[str, Callable[[str], str]]] = {
    "plain": str,
    "full width": lambda text: "".join(chr(ord(char) + 0xFEE0) for char in text),
    "blanks": lambda text: f"{text[:4]} {text[4:8]} {text[8:]}",
    "hyphens": lambda text: f"{text[:4]}-{text[4:8]}-{text[8:]}",
    "long hyphens": lambda text: f"{text[:4]}ー{text[4:8]}―{text[8:]}",
    "dots": lambda text: f"{text[:4]}.{text[4:8]}.{text[8:]}",
    "in a key": lambda text: f"staff/{text}",
    "after a number": lambda text: f"HR-7 {text[:4]} {text[4:8]} {text[8:]}",
    "no blank that shows": "\u200b".join,
    "small letters": str.lower,
    "before a number": lambda text: f"{text[:4]} {text[4:8]} {text[8:]} 7",
    "digits of another script": lambda text: "".join(
        chr(0x0660 + int(char)) if char.isdigit() else char for char in text
    ),
    "padded": lambda text: f"x{text}x" if text.isdigit() else f"№{text}",
}


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize(("number", "reason"), [(NUMBER, "individual_number"), (CARD, "card_number")])
@pytest.mark.parametrize("field", ["by", "purpose", "key"])
def test_texts_that_read_as_a_number_are_refused_and_not_shown(
    shape: str, number: str, reason: str, field: str
) -> None:
    text = SHAPES[shape](number)
    assert number_in(text) == reason
    told: dict[str, Any] = {field: text}
    with pytest.raises(RecordError) as caught:
        record(**told)
    error = caught.value
    assert (error.reason, error.field) == (reason, field)
    said = [
        str(error),
        repr(error),
        error.text("ja"),
        repr(vars(error)),
        str(pickle.loads(pickle.dumps(error))),  # noqa: S301 - our own
    ]
    assert not [one for one in said if text in one or number in one or number[:4] in one]
    assert error.__cause__ is None
    assert error.__context__ is None


@pytest.mark.parametrize("field", ["by", "purpose", "key"])
@pytest.mark.parametrize(
    "text", [NAME, "山田太郎", "TEST HANAKO", "", " ", "a\nb", "x" * 101, "\x1b[2J", 5, b"x", None]
)
def test_what_is_no_key_is_refused(field: str, text: Any) -> None:
    if field == "key" and text is None:
        assert record(key=None).key
        return
    with pytest.raises(RecordError) as caught:
        record(**{field: text})
    assert caught.value.reason in {"shape", "no_purpose"}
    if isinstance(text, str) and len(text) > 1 and text.strip():
        assert text not in str(caught.value)


@pytest.mark.parametrize(
    "key",
    [
        "HR-7",
        "E-1042",
        "2026/09/01:12",
        "550e8400-e29b-41d4-a716-446655440000",
        "0123456789abcdef" * 4,
        "AB12345678CD" + "0" * 20,
    ],
)
def test_usual_keys_are_taken(key: str) -> None:
    assert record(key=key).key == key


@given(
    payload=st.from_regex(r"[0-9]{11}", fullmatch=True),
    separator=st.sampled_from(["", " ", "-", "　", "・", "/"]),
)
@settings(max_examples=60)
def test_every_individual_number_is_seen(payload: str, separator: str) -> None:
    number = individual_number(payload)
    written = separator.join((number[:4], number[4:8], number[8:]))
    assert number_in(written) == "individual_number"
    wrong = number[:-1] + str((int(number[-1]) + 1) % 10)
    assert number_in(wrong) is None


@given(st.text(max_size=80))
@settings(max_examples=80)
def test_any_text_is_taken_as_it_is_or_refused_by_a_typed_error(text: str) -> None:
    try:
        check = record(by=text)
    except RecordError:
        return
    assert check.by == text
    assert CheckRecord.from_json(check.to_json()) == check


MARKERS: Final = (NUMBER, CARD, "qzmarker_hanako", NAME, SHAPES["full width"](NUMBER))


@pytest.mark.parametrize("marker", MARKERS)
def test_words_of_the_facts_reach_nothing(marker: str) -> None:
    """Free words of the facts decide nothing: that it is another word is all that is kept."""
    planted: list[dict[str, Any]] = [
        {"job": marker},
        {"job": "retail", "other_job": marker},
        {"school_kind": marker, "job": "teaching_assistant"},
        {"status": "designated_activities", "notice_item": marker},
    ]
    for told in planted:
        decision = decide(**told)
        check = record(decision)
        assert (check.verdict, check.reasons) == (
            decision.verdict,
            tuple(one.code for one in decision.ruling.reasons),
        )
        for said in (
            check.to_json(),
            repr(check),
            str(check),
            check.text("ja"),
            check.text("en"),
            check.digest,
        ):
            assert marker not in said
            assert marker not in unicodedata.normalize("NFKC", said)
        assert UNLISTED in check.to_json()


@pytest.mark.parametrize("marker", MARKERS)
def test_reasons_of_the_evidence_reach_only_as_codes(marker: str) -> None:
    decision = decide()
    told = Reason("work_needs", parameters={"procedure": marker})
    planted = dataclasses.replace(decision, reach=dataclasses.replace(decision.reach, reasons=(told,)))
    check = record(planted)
    assert check.reservations == ("work_needs",)
    assert marker not in check.to_json() + repr(check)
    code = dataclasses.replace(decision, reach=dataclasses.replace(decision.reach, reasons=(Reason(marker),)))
    if marker == "qzmarker_hanako":
        return  # a code like any other
    with pytest.raises(RecordError) as caught:
        record(code)
    assert marker not in str(caught.value)


def spoilt(document: Any, marker: object) -> Iterator[Any]:
    """Yield a document as often as it has values, each time with the marker instead of another one."""
    if isinstance(document, dict):
        for key, value in document.items():
            if key != "tokutei":
                yield from ({**document, key: one} for one in spoilt(value, marker))
        yield {**document, str(marker): 1}
        yield {**document, "name": marker}
    elif isinstance(document, list):
        for at, value in enumerate(document):
            yield from ([*document[:at], one, *document[at + 1 :]] for one in spoilt(value, marker))
        yield [*document, marker]
    else:
        yield marker


def read(document: Any) -> CheckRecord | TokuteiError:
    """Return the record of a document, or why there is none."""
    try:
        return CheckRecord.from_json(json.dumps(document))
    except TokuteiError as error:
        return error


@pytest.mark.parametrize(
    "marker",
    [
        NUMBER,
        NAME,
        SHAPES["hyphens"](NUMBER),
        "ab-12345678-cd",
        int(NUMBER),
        float(f"{NUMBER[:2]}.{NUMBER[2:]}"),
    ],
)
def test_documents_are_no_way_in(marker: str | float) -> None:
    check = record(key="E-1", retention=Retention(years=5, reason="own_rule"), left_on=DAY)
    read_again = 0
    for document in spoilt(json.loads(check.to_json()), marker):
        found = read(document)
        if isinstance(found, TokuteiError):
            for said in (str(found), found.text("ja"), repr(vars(found)), repr(found)):
                assert str(marker) not in said
            assert found.__cause__ is None
            assert found.__suppress_context__ or found.__context__ is None
            continue
        read_again += 1
        if found.card_number is not None:
            assert marker == "ab-12345678-cd"  # where it may stand, and nowhere else
            assert "12345678" not in repr(found)
        elif found.retention is not None and found.retention.reason == NAME:
            assert marker == NAME  # in words of the caller's own; what reads as a number is refused there too
        else:
            assert str(marker) not in found.to_json() + repr(found)
    assert read_again < 6


def test_words_that_decide_are_kept() -> None:
    assert CheckRecord.from_json(record(decide(job=JobKind.RETAIL)).to_json()).asked.job == "retail"
    for job in (*JobKind, *CURRENT.at(OCCASIONAL_JOBS, DAY).value, "household_favour", "teaching_assistant"):
        assert record(decide(job=str(job))).asked.job == str(job)
    assert record(decide(school_kind="university")).asked.school_kind == "university"
    assert record(decide(status="designated_activities", notice_item="46")).asked.notice_item == "46"


def test_a_scenario_is_recorded_as_one_without_its_words() -> None:
    book = CURRENT.reformed(WEEKLY_HOURS, since=date(2020, 1, 1), value=30, reason=NAME)
    check = record(decide(book=book))
    assert [(one.rule, one.is_reform) for one in check.rules] == [("work.weekly_hours", True)]
    assert "QZMARKER" not in check.to_json() + repr(check)
