"""The public API as users write it, for the type checkers alone: mypy and pyright accept every line.

``assert_type`` says what a user sees.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, assert_type

import tokutei as tk
from tokutei import chip, lifecycle, testing
from tokutei.calendar import ClosedDays, age_on, last_day, months_after
from tokutei.chip import my_number
from tokutei.errors import ChipError, FactsError, MissingExtraError, TokuteiError, TransitionRefused
from tokutei.identifiers import CardNumber, IndividualNumber, MunicipalityCode, NumberPurpose
from tokutei.law import (
    Answer,
    Citation,
    Evidence,
    Judgement,
    OpenQuestion,
    Reason,
    Rule,
    Timeline,
    Verdict,
    Version,
)
from tokutei.models import UNKNOWN, Unknown, json_schema
from tokutei.personal import Personal
from tokutei.rules import CURRENT, SPECIAL_PERIOD_MONTHS, SPECIFIED_CARD_CHANNELS, Rulebook
from tokutei.rules.fees import fee_due
from tokutei.rules.routes import route_of
from tokutei.rules.special_period import has_special_period, special_period_end
from tokutei.rules.validity import residence_card_until
from tokutei.rules.values import Yen
from tokutei.vocabulary import CardForm, CardKind, Channel, Delivery, Route, StatusOfResidence, Window


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


def facts_may_be_incomplete(born: date) -> tk.Facts:
    facts = tk.Facts(born=born, card=tk.CardFacts(form=CardForm.FORM_2012))
    assert_type(facts.status, StatusOfResidence | None)
    assert_type(facts.card, tk.CardFacts | None)
    assert_type(facts.born, date)
    tk.Facts(stay_until=born)  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    tk.Facts(born=born, birthday=born)  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    return facts


def a_life_is_asked_with_a_day(facts: tk.Facts, on: date, book: Rulebook) -> None:
    now = tk.Situation.of(facts, on=on)
    assert_type(now, tk.Situation)
    assert_type(now.stay.until, date | Unknown | None)
    assert_type(now.residence.text("ja"), str)
    assert_type(now.facts(), tk.Facts)
    tk.Situation.of(facts)  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    tk.Situation.of(facts, on)  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]

    wish = tk.FileExtension(on=on, channel=Channel.ONLINE, specified_card=True)
    assert_type(wish.at(channel=Channel.COUNTER), tk.FileExtension)
    judgement = tk.judge(now, wish, book=book)
    assert_type(judgement, Judgement)
    assert_type(judgement.missing, tuple[str, ...])
    assert_type(judgement.open_questions, tuple[OpenQuestion, ...])

    outcome = tk.apply(now, wish)
    assert_type(outcome, tk.Outcome)
    assert_type(outcome.after, tk.Situation)
    assert_type(outcome.steps, tuple[lifecycle.Step, ...])
    assert_type(outcome.warnings, tuple[lifecycle.Advice, ...])
    assert_type(tk.advance(outcome.after, to=on).after.my_number, lifecycle.MyNumberFunction)


def duties_have_a_day_or_none(situation: tk.Situation, on: date) -> None:
    owed = tk.duties(situation, on=on)
    assert_type(owed, tuple[tk.Duty, ...])
    assert_type(owed[0].due_on, date | None)
    assert_type(owed[0].window, Window)
    assert_type(owed[0].text("en"), str)


def events_are_told_apart(event: lifecycle.Event, on: date) -> StatusOfResidence | None:
    tk.FileChange(on=on, channel=Channel.COUNTER)  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    tk.GiveBackMyNumber(on=on, to="bureau")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    assert_type(event.on, date)
    return event.target if isinstance(event, tk.FileChange) else None


def a_history_learns(facts: tk.Facts, event: lifecycle.Event, on: date) -> None:
    life = tk.History.begin(facts, on=on)
    change = life.learn(event, learnt_on=on)
    assert_type(change.history, tk.History)
    assert_type(lifecycle.from_json_lines(lifecycle.to_json_lines(life)), tk.History)
    assert_type(life.timeline("en"), str)
    assert_type(lifecycle.chronicle(life).moments, tuple[lifecycle.Moment, ...])
    compared = life.under(tk.CURRENT, on=on)
    assert_type(compared.differences, tuple[lifecycle.Difference, ...])
    assert_type(change.newly_flagged, tuple[lifecycle.Entry, ...])
    assert_type(life.at(on, known_by=on), tk.Situation)
    assert_type(
        life.outcomes(on),
        tuple[tk.Outcome | TransitionRefused | FactsError, ...],
    )


def what_is_stored_is_text(facts: tk.Facts) -> tk.Facts:
    assert_type(tk.to_json(facts), str)
    assert_type(json_schema("facts"), dict[str, Any])
    loaded: tk.Facts = tk.from_json(tk.to_json(facts))
    return loaded


def rules_answer(on: date, born: date) -> None:
    fee = fee_due(tk.ProcedureKind.EXCHANGE, channel=Channel.COUNTER, accepted_on=on)
    assert_type(fee, Answer[Yen])
    assert_type(special_period_end(on), Answer[date])
    assert_type(has_special_period(tk.ProcedureKind.EXTENSION_OF_STAY, filed_on=on), Answer[bool])
    assert_type(route_of(tk.ProcedureKind.EXCHANGE, on=on).value, Route | None)
    until = residence_card_until(
        born=born, status=StatusOfResidence.PERMANENT_RESIDENT, stay_until=None, issued_on=on
    )
    assert_type(until.value, date)
    assert_type(tk.rules.DELIVERY[Route.BUREAU_CARD], Rule[Delivery])
    assert Channel.ONLINE not in CURRENT.at(SPECIFIED_CARD_CHANNELS, on).value
    CURRENT.reformed(SPECIFIED_CARD_CHANNELS, since=on, value={Channel.ONLINE}, reason="A")
    CURRENT.reformed(SPECIAL_PERIOD_MONTHS, since=on, value="3", reason="A")  # type: ignore[misc]  # pyright: ignore[reportArgumentType]
    assert_type(CURRENT.reading(Q12="after_expiry"), Rulebook)


def unknown_is_a_value_of_its_own(until: date | Unknown | None) -> date | None:
    return None if until is UNKNOWN else until


def a_chip_is_read_from_anything_that_transmits(moment: datetime) -> None:
    class Reader:
        def transmit(self, command: bytes, /) -> bytes:
            return command

    class Silent:
        def send(self, command: bytes) -> bytes:
            return command

    record = chip.read(Reader(), number="ZZ00000000ZZ")
    assert_type(record, chip.ChipRecord)
    assert_type(record.number, CardNumber | None)
    assert_type(record.valid_until, date | None)
    chip.read(Silent(), number="ZZ00000000ZZ")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    findings = chip.verify(record, chip.TrustStore.custom([b""]), at=moment)
    assert_type(findings.trusted, bool)
    assert_type(findings.authentic, frozenset[str])
    assert_type(findings.of(chip.FindingKind.ANCHOR), tuple[chip.Finding, ...])
    assert_type(chip.load(chip.dump(record)), chip.ChipRecord)


async def a_chip_is_read_from_what_is_awaited(reader: chip.AsyncTransport) -> chip.ChipRecord:
    return await chip.read_async(reader, number="ZZ00000000ZZ")


def the_test_kit_is_typed_although_it_loads_late() -> None:
    card = testing.issue_card(testing.person("engineer"), type="05")
    assert_type(card, testing.SyntheticCard)
    assert_type(card.trust, chip.TrustStore)
    assert_type(testing.people(), tuple[testing.SyntheticPerson, ...])
    testing.issue_card(testing.person("engineer"), type=7)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]


def a_my_number_card_is_read(reader: chip.Transport) -> None:
    items = my_number.read_text(reader, pin="1234", purpose=my_number.Purpose.BY_THE_PERSON)
    assert_type(items, my_number.TextItems)
    assert_type(items.individual_number, IndividualNumber | None)
    assert_type(my_number.read_pin_status(reader).of(my_number.Pin.TEXT_PIN), my_number.PinReport | None)
    assert_type(my_number.read_surface(reader).number_image, bytes | None)
    assert_type(my_number.read_jpki(reader).authentication, my_number.JpkiCertificate | None)
    my_number.read_text(reader, pin="1234", purpose="by_the_person")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]


def an_individual_number_asks_for_a_purpose(number: IndividualNumber) -> None:
    assert_type(number.reveal(purpose=NumberPurpose.BY_THE_PERSON), str)
    number.reveal()  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]


def every_error_is_one_of_ours(error: ChipError | FactsError) -> TokuteiError:
    return error
