"""Calendars of lives: what ends, what is owed, from when and until when."""

from __future__ import annotations

from datetime import date

import icalendar

import tokutei as tk
from tests.lifecycle.lives import ENGINEER_FACTS, FILE, SPECIAL_END, STAY_END, TODAY
from tests.procedures.calendar_makers import MADE, days, events, one
from tokutei.law import Citation
from tokutei.lifecycle import Depart, DutyKind, Situation
from tokutei.lifecycle.states import ReentryKind
from tokutei.procedures import (
    EndKind,
    Reminder,
    ReminderStatus,
    ends_of,
    reminders_of_duties,
    reminders_of_rows,
    reminders_of_situation,
    stay_ends,
    to_ical,
)
from tokutei.rules import CURRENT
from tokutei.rules.deadlines import NOTICE_DAYS
from tokutei.rules.windows import PRACTICE_MONTHS
from tokutei.vocabulary import StatusOfResidence

# --- Duties and situations -----------------------------------------------------------------------


def life() -> Situation:
    filed = tk.apply(Situation.of(ENGINEER_FACTS, on=TODAY), FILE).after
    return tk.advance(filed, to=date(2026, 11, 5)).after


def test_duties_become_events_on_their_last_day_or_the_day_they_arose() -> None:
    now = tk.apply(Situation.of(ENGINEER_FACTS, on=TODAY), tk.ReportLoss(on=TODAY)).after
    found = tk.duties(now, on=TODAY)
    made = reminders_of_duties(found, key="p-17")
    assert [reminder.what for reminder in made] == [f"duty.{duty.kind.value}" for duty in found]
    for duty, reminder in zip(found, made, strict=True):
        assert reminder.day == (duty.due_on or duty.since)
        assert reminder.dated == (duty.due_on is not None)
        assert reminder.cite == duty.cite
    (event,) = [one for one in events(to_ical(made, lang="ja", made_at=MADE)) if "紛失" in one.get("SUMMARY")]
    assert "地方出入国在留管理局" in event.get("DESCRIPTION")
    assert "提出・提示するもの" in event.get("DESCRIPTION")
    (loss,) = [reminder for reminder in made if reminder.what == f"duty.{DutyKind.REISSUE.value}"]
    assert loss.day == date(2026, 9, 15)
    undated = [
        reminder
        for reminder in reminders_of_duties(tk.duties(life(), on=TODAY), key="p")
        if not reminder.dated
    ]
    assert undated
    for event in events(to_ical(undated, lang="ja", made_at=MADE)):
        assert event.get("SUMMARY").startswith("【期日の定めなし】")
        assert event.parts == []
        assert "法令に期日の定めはありません" in event.get("DESCRIPTION")


def test_a_duty_is_the_same_event_when_its_day_is_counted_anew() -> None:
    now = tk.apply(Situation.of(ENGINEER_FACTS, on=TODAY), tk.ReportLoss(on=TODAY)).after
    longer = CURRENT.reformed(
        NOTICE_DAYS[tk.ProcedureKind.REISSUE_LOSS], since=date(2026, 1, 1), value=30, reason="scenario"
    )
    law = {r.what: r for r in reminders_of_duties(tk.duties(now, on=TODAY), key="p")}
    reform = {r.what: r for r in reminders_of_duties(tk.duties(now, on=TODAY, book=longer), key="p")}
    loss = "duty.card_reissue_loss"
    assert law[loss].day != reform[loss].day
    assert law[loss].uid == reform[loss].uid


def test_a_duty_of_another_says_whose_it_is() -> None:
    child = tk.Facts(
        born=date(2020, 5, 2),
        municipality="131016",
        status=StatusOfResidence.DEPENDENT,
        stay_until=date(2028, 3, 31),
        card=tk.CardFacts(issued_on=date(2025, 4, 1), valid_until=date(2028, 3, 31)),
    )
    lost = tk.apply(Situation.of(child, on=TODAY), tk.ReportLoss(on=TODAY)).after
    made = [r for r in reminders_of_duties(tk.duties(lost, on=TODAY), key="p") if r.dated]
    assert made
    for event in events(to_ical(made, lang="en", made_at=MADE)):
        assert "To be done by: the family member" in event.get("DESCRIPTION")


def test_short_stays_have_no_first_day_of_extension() -> None:
    assert [one.kind for one in stay_ends(STAY_END, on=TODAY, stay_days=90)] == [EndKind.STAY_END]
    assert [one.kind for one in stay_ends(STAY_END, on=TODAY)] == [EndKind.EXTENSION_OPENS, EndKind.STAY_END]


def test_an_overdue_duty_says_so() -> None:
    now = tk.apply(Situation.of(ENGINEER_FACTS, on=TODAY), tk.ReportLoss(on=TODAY)).after
    late = [r for r in reminders_of_duties(tk.duties(now, on=date(2026, 9, 16)), key="p") if r.dated]
    assert {r.status for r in late} == {ReminderStatus.OVERDUE}
    for event in events(to_ical(late, lang="en", made_at=MADE)):
        assert event.get("SUMMARY").startswith("[overdue]")
        assert event.get("CATEGORIES") == "overdue"


def test_what_ends_for_an_engineer() -> None:
    assert days(Situation.of(ENGINEER_FACTS, on=TODAY), TODAY) == {
        "extension_opens": date(2026, 7, 31),
        "stay_end": STAY_END,
        "my_number_end": STAY_END,
        "signing_end": STAY_END,
        "authentication_end": STAY_END,
    }


def test_the_last_day_of_a_stay_is_told_where_no_card_is_known() -> None:
    known = tk.Facts(born=date(1994, 5, 2), status=tk.StatusOfResidence.find("engineer"), stay_until=STAY_END)
    found = days(Situation.of(known, on=TODAY), TODAY)
    assert found == {"stay_end": STAY_END}


def test_while_an_extension_is_pending() -> None:
    filed = tk.apply(Situation.of(ENGINEER_FACTS, on=TODAY), FILE).after
    found = days(filed, TODAY)
    assert found["special_period_end"] == SPECIAL_END
    assert found["stay_end"] == STAY_END
    assert "extension_opens" not in found
    running = days(life(), date(2026, 11, 5))
    assert running["special_period_end"] == SPECIAL_END
    assert "stay_end" not in running


def test_a_permanent_resident_renews_the_card() -> None:
    facts = tk.Facts(
        born=date(1980, 5, 2),
        status=StatusOfResidence.PERMANENT_RESIDENT,
        municipality="131016",
        card=tk.CardFacts(issued_on=date(2026, 7, 1), valid_until=date(2035, 6, 20)),
    )
    now = Situation.of(facts, on=TODAY)
    assert days(now, TODAY) == {"card_renewal_opens": date(2035, 3, 20), "card_end": date(2035, 6, 20)}
    for reminder in reminders_of_situation(now, key="p", on=TODAY):
        assert reminder.cite


def test_somebody_abroad_has_a_day_to_come_back() -> None:
    long = ENGINEER_FACTS.model_copy(
        update={"stay_until": date(2029, 10, 31), "card": None, "my_number_card": None}
    )
    gone = tk.apply(Situation.of(long, on=TODAY), Depart(on=TODAY, reentry=ReentryKind.SPECIAL)).after
    (found,) = [end for end in ends_of(gone, on=TODAY) if end.kind is EndKind.REENTRY_END]
    assert found.day == date(2027, 9, 1)
    assert found.cite == (Citation.parse("326CO0000000319:26-2:2"),)


def test_what_is_passed_is_overdue_and_what_opened_is_not() -> None:
    now = Situation.of(ENGINEER_FACTS, on=TODAY)
    found = {r.what: r.status for r in reminders_of_situation(now, key="p", on=date(2026, 11, 5))}
    assert found["signing_end"] is ReminderStatus.OVERDUE
    assert found["extension_opens"] is ReminderStatus.OPEN


def test_the_first_day_follows_the_book() -> None:
    book = CURRENT.reformed(PRACTICE_MONTHS, since=date(2026, 1, 1), value=2, reason="scenario")
    now = Situation.of(ENGINEER_FACTS, on=TODAY)
    found = {r.what: r for r in reminders_of_situation(now, key="p", on=TODAY, book=book)}
    assert found["extension_opens"].day == date(2026, 8, 31)


def test_a_whole_life_is_a_calendar_that_both_readers_read() -> None:
    now = life()
    on = date(2026, 11, 5)
    made = (
        *reminders_of_duties(tk.duties(now, on=on), key="p", label="試験 花子"),
        *reminders_of_situation(now, key="p", on=on, label="試験 花子"),
    )
    assert made
    for lang in ("ja", "en"):
        written = to_ical(made, lang=lang, made_at=MADE)
        found = events(written)
        assert len(found) == len(made) == len(icalendar.Calendar.from_ical(written).walk("VEVENT"))
        assert all("reason." not in event.get("DESCRIPTION") for event in found)


def test_rows_without_a_day_make_no_reminder() -> None:
    class Row:
        def __init__(self, made: Reminder | None) -> None:
            self.made = made

        def reminder(self) -> Reminder | None:
            return self.made

    assert list(reminders_of_rows([Row(None), Row(one()), Row(None)])) == [one()]
