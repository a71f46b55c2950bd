"""Two calendars of days that must not be missed: one for a person living in Japan, one for an employer.

    python examples/renewal_calendar.py              writes into a new temporary folder
    python examples/renewal_calendar.py some/folder  writes there

Any calendar program opens the files. Everybody here is invented.
"""

import sys
import tempfile
from collections.abc import Iterable
from datetime import UTC, date, datetime
from pathlib import Path

import tokutei as tk
from tokutei import employment, procedures
from tokutei.models import write_file
from tokutei.vocabulary import StatusOfResidence as Status

TODAY = date(2026, 9, 1)
MADE_AT = datetime(2026, 9, 1, 0, 0, tzinfo=UTC)  # nothing here looks at a clock
LOOK_AHEAD_UNTIL = date(2027, 6, 30)


def for_a_person() -> tuple[procedures.Reminder, ...]:
    """Return what somebody has to remember whose stay ends in spring and who lost the residence card yesterday."""
    cards = tk.Facts(
        born=date(1994, 5, 2),
        municipality="131016",
        status=Status.find("技人国"),
        stay_until=date(2027, 3, 31),
        card=tk.CardFacts(issued_on=date(2024, 4, 1), valid_until=date(2027, 3, 31)),
        my_number_card=tk.MyNumberCardFacts(
            valid_until=date(2027, 3, 31), signing_certificate_until=date(2027, 3, 31)
        ),
        has_pending_application=False,
    )
    yesterday = date(2026, 8, 31)
    lost = tk.apply(tk.Situation.of(cards, on=yesterday), tk.ReportLoss(on=yesterday)).after
    now = tk.advance(lost, to=TODAY).after
    return (
        *procedures.reminders_of_duties(tk.duties(now, on=TODAY), key="person-1"),
        *procedures.reminders_of_situation(now, key="person-1", on=TODAY),
    )


def for_an_employer() -> tuple[employment.Watch, ...]:
    """Return what an employer of five has to look after until next summer."""
    people = [
        employment.WatchedPerson(
            key="staff-1",  # a student who works part time, hired last week
            status=Status.STUDENT,
            stay_until=date(2027, 3, 31),
            comprehensive_permission_until=date(2027, 3, 31),
            enrolled_until=date(2027, 3, 20),
            hired_on=date(2026, 8, 24),
            insured=False,
        ),
        employment.WatchedPerson(
            key="staff-2",  # filed for an extension in time: the stay goes on while the office decides
            status=Status.find("技人国"),
            stay_until=date(2026, 9, 20),
            pending=tk.ProcedureKind.EXTENSION_OF_STAY,
            filed_on=date(2026, 8, 20),
        ),
        employment.WatchedPerson(
            key="staff-3",  # nobody filed, and the last day was in August
            status=Status.find("技能"),
            stay_until=date(2026, 8, 20),
        ),
        employment.WatchedPerson(
            key="staff-4",  # may stay for good, but the card has to be renewed
            status=Status.PERMANENT_RESIDENT,
            born=date(1980, 2, 10),
            card_issued_on=date(2020, 2, 10),
            card_valid_until=date(2027, 2, 10),
        ),
        employment.WatchedPerson(
            key="staff-5",  # a specified skilled worker, of whom the file has no last day of stay
            status=Status.SPECIFIED_SKILLED_WORKER_1,
            next_check_on=date(2026, 12, 1),
        ),
    ]
    return employment.watch_list(people, on=TODAY, until=LOOK_AHEAD_UNTIL)


def write(path: Path, reminders: Iterable[procedures.Reminder], name: str) -> None:
    """Write reminders as a calendar file."""
    write_file(path, procedures.to_ical(reminders, lang="en", made_at=MADE_AT, name=name))
    print(f"\n   Saved as {path.name}. Alarms ring 30, 7 and 1 days before.\n")


def main(folder: Path) -> None:
    """Print both lists in words and write both calendars."""
    print(f"The day of this example is {TODAY}. Everybody in it is invented.\n")

    print("1. A person whose stay in Japan ends in March, and who lost the residence card yesterday\n")
    mine = sorted(for_a_person(), key=lambda reminder: (reminder.day, reminder.what))
    for reminder in mine:
        when = str(reminder.day) if reminder.dated else "at once   "
        print(f"   {when}  {reminder.text('en')}")
        print(f"               {reminder.text('ja')}")
        for cite in reminder.cite[:1]:
            print(f"               because of: {cite.text('en')}")
    write(folder / "person.ics", mine, "My days in Japan")

    print(f"2. An employer of five, looking ahead to {LOOK_AHEAD_UNTIL}\n")
    watches = for_an_employer()
    for watch in watches:
        mark = {"overdue": "  <- OVERDUE", "open": "  <- can be done now"}.get(watch.standing.value, "")
        if watch.day is None:
            print(f"   not known   {watch.text('en')}")
        else:
            print(f"   {watch.day}  {watch.key}: {watch.kind.text('en')}{mark}")
    write(folder / "employer.ics", employment.reminders_of_watches(watches), "Workforce")

    print(f"Both files are in {folder}. When a day changes, write them again: the same events move.")


if __name__ == "__main__":
    if len(sys.argv) > 1:
        chosen = Path(sys.argv[1])
        chosen.mkdir(parents=True, exist_ok=True)
        main(chosen)
    else:
        main(Path(tempfile.mkdtemp(prefix="calendars-")))
