"""Take in a residence card when somebody is hired: read it, verify it, compare it with its face, decide, record.

The card is synthetic and stands in for a card and a reader.
"""

from datetime import UTC, date, datetime

from tokutei import chip, employment, intake, testing

card = testing.issue_card(testing.person("student_with_permission"), type="05")
record = chip.read(card, number=card.number)  # or chip.load(open("dump.json", "rb"))
findings = chip.verify(record, card.trust, at=datetime(2026, 9, 1, 3, tzinfo=UTC))
for finding in findings.items:
    print(f"chip: {finding.status.text('en')}: {finding.text('en')}")

# Names and the status are not on the chip in words: somebody reads them off the card.
evidence = intake.combine(chip=(record, findings), face=intake.Face(name="TEST HANAKO", status="留学"))
for item in evidence.entries:
    if item.is_known:
        print(f"item: {item.text('en')}{' (signed)' if item.signed else ''}")
for found in evidence.findings:
    if found.kind is not intake.CheckKind.SOURCES:
        print(f"check: {found.text('en')}")

# The same card with a face that was tampered with: the work restriction, which is signed, gives it away.
forged = intake.combine(chip=(record, findings), face=intake.Face(name="TEST HANAKO", status="永住者"))
for found in forged.disagreements:
    print(f"forged: {found.text('en')}")
print("forged: status", forged.facts().status)

# Facts are what the next question needs. They hold personal data: print what you need, not the whole.
facts = evidence.facts()
print("facts:", facts.status and facts.status.text("en"), "until", facts.stay_until)
print("facts: card ends on", facts.card and facts.card.valid_until)
print("facts: left out", *sorted(name for name in type(facts).model_fields if getattr(facts, name) is None))

# The decision is about one job, and says how far the evidence carries.
job = employment.Job(
    kind=employment.JobKind.RETAIL, hours_per_week=20, hours_elsewhere=10, long_holiday=False
)
decision = employment.assess_work(evidence, job, on=date(2026, 9, 1))
print("decision:", decision.verdict, decision.limits.hours_per_week, decision.hours_left)
for line in decision.text("ja").splitlines():
    print("decision:", line)

# What is kept of it has no name, no face, no address and no number.
check = employment.CheckRecord.of(decision, by="HR-7", purpose="hiring", consent_on=date(2026, 9, 1))
print("record:", check.to_json())
print("record: erase", check.erase_on, "look again", check.next_check_on)
