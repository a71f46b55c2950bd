"""Values of every floor, as programs send them from one process to another; people in them do not exist."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Any, Final

from tests.employment.check_decisions import decide, record
from tests.employment.report_makers import case, report
from tests.golden.golden_values import events, histories
from tests.intake.intake_makers import Codes, face_of, of
from tests.lifecycle.lives import ENGINEER_FACTS, FILE, T1
from tokutei import chip, employment, identifiers, lifecycle, procedures, testing
from tokutei.ask import Difference, ask, changes
from tokutei.chip import my_number
from tokutei.identifiers import CardNumber
from tokutei.intake import Paper, Said, combine
from tokutei.law import Citation
from tokutei.models import UNKNOWN, CardFacts, Facts, PendingFacts, from_json
from tokutei.procedures import Estimates, Goal, GoalKind, Habits
from tokutei.rules import CURRENT, SPECIAL_PERIOD_MONTHS
from tokutei.rules.special_period import special_period_end
from tokutei.rules.work import WEEKLY_HOURS, WorkFacts
from tokutei.vocabulary import Channel, OnlineState, ProcedureKind, StatusOfResidence, Window

DAY: Final = date(2026, 9, 1)
AT: Final = datetime(2026, 9, 1, 3, tzinfo=UTC)
BORN: Final = date(1901, 2, 3)
NUMBER: Final = CardNumber("QZ19010203QZ")
MARKED: Final = ENGINEER_FACTS.model_copy(
    update={
        "born": BORN,
        "nationality": "ZWE",
        "municipality": "473821",
        "card": CardFacts(number=NUMBER, issued_on=date(2023, 10, 20), valid_until=date(2026, 10, 31)),
    }
)
"""Facts whose every personal field can be told apart from anything else."""
PERSONAL: Final = ("1901", "ZWE", "473821", "QZ19010203QZ", "QZ1901")
REFORM: Final = CURRENT.reformed(
    SPECIAL_PERIOD_MONTHS, since=date(2027, 4, 1), value=3, reason="three months"
)
SOONER: Final = CURRENT.reformed(
    SPECIAL_PERIOD_MONTHS, since=date(2026, 8, 1), value=3, reason="three months"
)
SHORTER: Final = CURRENT.reformed(WEEKLY_HOURS, since=date(2027, 4, 1), value=20, reason="twenty hours")
ROWS: Final = [("2026/9/1", "22:00", "29:00", "A", "60"), ("令和8年9月2日", "9時", "noon", "B")]
READING: Final = CURRENT.reading(Q12="after_expiry")


def _laws() -> list[Any]:
    version = CURRENT.at(SPECIAL_PERIOD_MONTHS, DAY)
    return [
        *(Citation.parse("326CO0000000319:20:6"), version, CURRENT.timeline(SPECIAL_PERIOD_MONTHS)),
        *(SPECIAL_PERIOD_MONTHS, special_period_end(DAY), CURRENT, REFORM, READING),
        special_period_end(date(2027, 5, 1), book=REFORM),
        ask("fees", {"procedure": "change", "channel": "counter", "filed": DAY}, on=DAY),
        tuple(changes(date(2026, 6, 1), date(2026, 10, 31))),
        Difference("fees", None, None),
        CURRENT.closed(Window.BUREAU).closed(date(2026, 11, 23)),
        *(UNKNOWN, StatusOfResidence.STUDENT, CURRENT.closed(Window.BUREAU)),
    ]


def _lives() -> list[Any]:
    now = lifecycle.Situation.of(MARKED, on=DAY)
    asking = lifecycle.judge(now, FILE)
    refused = lifecycle.judge(now, lifecycle.ReceiveCard(on=DAY))
    outcome = lifecycle.apply(now, FILE)
    change = lifecycle.History.begin(MARKED, on=DAY).learn(FILE, learnt_on=DAY)
    due = lifecycle.duties(outcome.after, on=date(2026, 10, 1))[0]
    told = [
        PendingFacts(procedure=ProcedureKind.EXTENSION_OF_STAY, filed_on=DAY),
        *(MARKED, NUMBER, now, now.card, asking, refused, outcome, *outcome.steps, *outcome.warnings),
        *(change, change.history, lifecycle.advance(now, to=date(2027, 3, 1)), histories()["life"]),
        lifecycle.duties(outcome.after, on=date(2026, 10, 1)),
        lifecycle.chronicle(change.history),
        change.history.under(SOONER, on=date(2027, 3, 1)),
        (*lifecycle.ONLINE_STATES.values(), *lifecycle.ONLINE_RECEIPTS.values()),
        (lifecycle.ONLINE_RELATIONS, lifecycle.ONLINE_STATES[OnlineState.find("審査中")].told),
        lifecycle.OtherDuty(kind=due.kind, since=DAY, first=None, second=due),
        lifecycle.OtherVerdict(entry=change.history.entries[0], first=asking, second=refused),
        *(lifecycle.ONLINE_ROWS, tuple(lifecycle.TABLES.items()), lifecycle.REFUSALS),
    ]
    lines = list(map(from_json, lifecycle.to_json_lines(change.history).splitlines()))
    return [*told, *lines, *T1, tuple(events())]


def _procedures() -> list[Any]:
    here = lifecycle.Situation.of(MARKED, on=DAY)
    move = Goal(kind=GoalKind.MOVE, to_municipality="131032", moving_on=date(2026, 9, 10))
    keep = Goal(kind=GoalKind.EXTEND)
    estimates = Estimates(
        decision_days={ProcedureKind.EXTENSION_OF_STAY: 40}, card_days=21, hours_per_visit=3
    )
    compared = procedures.compare(here, 3, on=DAY, habits=Habits(channel=Channel.ONLINE), estimates=estimates)
    lost = lifecycle.apply(here, lifecycle.ReportLoss(on=DAY))
    return [
        procedures.plan(here, move, on=DAY),
        procedures.plan(here, keep, on=DAY, estimates=estimates),
        *(compared, estimates, move, procedures.one_stop(on=DAY)),
        procedures.afterwards(lost, on=DAY),
        tuple(procedures.catalogue(on=DAY).values())[:5],
        procedures.questions(Facts(born=BORN), keep, on=DAY),
        procedures.reminders_of_situation(here, key="p-17", on=DAY),
        procedures.ends_of(here, on=DAY),
        *(Habits(channel=Channel.ONLINE), procedures.Move(on=DAY, to_municipality="473821")),
        procedures.Visit(DAY, Window.BUREAU, None),
        procedures.CourseStep(on=DAY, event=FILE, window=Window.BUREAU),
        procedures.FeePart(on=DAY, procedure=ProcedureKind.MY_NUMBER_CARD, fee=None),
        procedures.FiledThrough(
            on=DAY, procedure=ProcedureKind.EXTENSION_OF_STAY, channel=Channel.ONLINE, specified=False
        ),
        procedures.HeldCard(expires=DAY, born=BORN),
        procedures.Known(MARKED, keep, DAY, CURRENT),
    ]


def _chips() -> list[Any]:
    person = testing.person("student_with_permission")
    records = [of(person.key, card_type) for card_type in testing.CARD_TYPES]
    card = testing.issue_my_number_card(person)
    by = my_number.Purpose.BY_THE_PERSON
    jpki = my_number.read_jpki(card)
    trace, plain = chip.Trace(), testing.issue_card(person, type="05")
    chip.read(plain, number=plain.number, trace=trace)
    evidence = combine(chip=of(person.key, "05"), face=face_of(person), codes=Codes())
    return [
        *(one for pair in records for one in pair),
        *(evidence, evidence.facts(), face_of(person), person),
        *(my_number.read_text(card, pin=card.pin, purpose=by), my_number.read_surface(card)),
        *(my_number.read_pin_status(card), jpki),
        *(
            chip.Profile(confirmed=True),
            Said(status="留学"),
            Paper(),
            identifiers.CorporateNumber("7000012050002"),
        ),
        *(tuple(trace.exchanges), chip.CodeTables()),
        (my_number.FILES, my_number.PINS, my_number.PURPOSES, *my_number.PUBLISHED_AUTHORITIES.values()),
        my_number.CertificateOwner(name="QZ19010203QZ"),
        *(my_number.verify_certificate(one, [], at=AT) for one in (jpki.authentication,) if one),
        chip.CodeTableProblem(reason="source", file=1),
        *(chip.WITHOUT_FACE, plain.trust),
    ]


def _employers() -> list[Any]:
    student = employment.Permission(
        kind=employment.PermissionKind.COMPREHENSIVE, status=StatusOfResidence.STUDENT
    )
    shifts = [employment.Shift.in_japan(date(2026, 10, day), "18:00", "22:00") for day in range(5, 13)]
    person = employment.WatchedPerson(
        key="e-1", status=StatusOfResidence.STUDENT, stay_until=date(2026, 10, 31)
    )
    watched = employment.watch([person], on=DAY, until=date(2026, 12, 31))
    rows = "key,在留資格,職種,資格外活動許可,在留期限,確認方法\nE-1,技人国,技術開発,無,令和9年3月31日,chip_verified\nE-2,何か,,,,\n"
    many = employment.assess_many(rows, on=DAY)
    kept = record(report_card_number=NUMBER, retention=employment.Retention(years=0, reason="own_rule"))
    left = replace(kept, left_on=date(2026, 9, 30))
    return [
        *(decide(), kept, report(case(name="QZ19010203QZ")), person, tuple(watched), tuple(many)),
        employment.rule_on(WorkFacts(status=StatusOfResidence.STUDENT, job="retail"), on=DAY),
        employment.hours(shifts, student, employment.Terms(long_holidays=())),
        employment.dispose([left], on=date(2027, 9, 1)),
        *(employment.STEPS, employment.NO_PAPERS, employment.shipped_mappings()),
        tuple(employment.reassess([record(), kept], CURRENT, SHORTER, on=date(2027, 4, 1))),
        *(many.problems, many.tally, *shifts, employment.shipped_mapping("egov"), case(name="QZ19010203QZ")),
        *(employment.WorkRow(key="QZ19010203QZ", status=StatusOfResidence.STUDENT), kept.next_check),
        employment.ManualLapseResult(
            number=NUMBER,
            valid_until=DAY,
            result=employment.LapseResult.VALID_SO_FAR,
            looked_on=DAY,
            by="HR-7",
        ),
        employment.hours_from_rows(ROWS, student),
        employment.ShiftRow.of(ROWS[0]),
        employment.Break(starts_at=AT, ends_at=AT + timedelta(hours=1)),
        employment.hours(
            [*shifts, employment.Shift.in_japan(date(2026, 10, 8), "08:00", "08:01")],
            student,
            employment.Terms(long_holidays=()),
        ),
        employment.EmploymentReport.of(case(status=StatusOfResidence.DIPLOMAT), on=DAY),
        identifiers.MunicipalityCode.parse("131016"),
    ]


VALUES: Final[Mapping[str, Callable[[], list[Any]]]] = {
    "law": cache(_laws),
    "lives": cache(_lives),
    "procedures": cache(_procedures),
    "chip": cache(_chips),
    "employment": cache(_employers),
}
"""The values of each floor, made when first asked for."""
