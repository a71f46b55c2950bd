"""The public API as users write it, for the type checkers alone: mypy and pyright accept every line.

``assert_type`` says what a user sees.
"""

from __future__ import annotations

from datetime import date
from typing import assert_type

from tokutei.calendar import ClosedDays, age_on, last_day, months_after
from tokutei.errors import MissingExtraError, TokuteiError, TransitionRefused
from tokutei.identifiers import CardNumber, IndividualNumber, MunicipalityCode
from tokutei.law import Answer, Citation, Evidence, Judgement, Reason, Rule, Timeline, Verdict, Version
from tokutei.personal import Personal
from tokutei.rules import CURRENT, SPECIAL_PERIOD_MONTHS, Rulebook
from tokutei.vocabulary import CardForm, CardKind, Channel


def number(stated: object) -> int:
    if isinstance(stated, int):
        return stated
    raise ValueError


DAYS = Rule("examples", "example_days", ja="例", en="example", parse=number)


def words_are_found_with_their_own_type() -> None:
    assert_type(CardKind.find("特定在留カード"), CardKind)
    assert_type(CardForm.FORM_2026.text("ja"), str)
    assert_type(Channel.find("online"), Channel)


def a_rule_types_its_answers(timeline: Timeline[int], on: date) -> None:
    assert_type(DAYS, Rule[int])
    version = timeline.at(on)
    assert_type(version, Version[int])
    assert_type(version.value, int)


def a_book_answers_with_the_type_of_the_rule(on: date) -> None:
    assert_type(CURRENT.at(DAYS, on).value, int)
    assert_type(CURRENT.at(SPECIAL_PERIOD_MONTHS, on).value, int)
    longer = CURRENT.reformed(SPECIAL_PERIOD_MONTHS, since=date(2027, 4, 1), value=3, reason="longer")
    assert_type(longer, Rulebook)
    CURRENT.reformed(DAYS, since=on, value=3, reason="x", days=3)  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]


def legal_time_is_days_and_answers(born: date, on: date, closed: ClosedDays) -> None:
    assert_type(months_after(on, 2), date)
    assert_type(age_on(born, on), int)
    assert_type(last_day(on, 14, closed), Answer[date])


def numbers_that_lead_to_a_person_are_no_texts(number: CardNumber, individual: IndividualNumber) -> None:
    assert_type(number.reveal(), str)
    number.upper()  # type: ignore[attr-defined]  # pyright: ignore[reportAttributeAccessIssue]
    individual + "0"  # type: ignore[operator]  # pyright: ignore[reportOperatorIssue, reportUnusedExpression]
    assert_type(MunicipalityCode.parse("131016"), MunicipalityCode)


def an_answer_keeps_its_type(answer: Answer[date]) -> None:
    assert_type(answer.value, date)
    assert_type(answer.evidence, Evidence)
    assert_type(answer.basis, tuple[Citation, ...])


def a_judgement_speaks(judgement: Judgement) -> tuple[Reason, ...]:
    assert_type(judgement.verdict, Verdict)
    assert_type(judgement.text("en"), str)
    return judgement.reasons


def errors_keep_what_happened(error: TransitionRefused, extra: MissingExtraError) -> TokuteiError:
    assert_type(extra.extra, str)
    assert_type(error.text("ja"), str)
    return error


def the_personal_mark_is_invisible(name: Personal[str]) -> str:
    return name.upper()
