"""Take in a residence card when somebody is hired: read it, verify it, compare it with its face.

The card is synthetic and stands in for a card and a reader. Nothing is decided here: whether the work is
allowed is another question, and it is asked of what this leaves as known.
"""

from datetime import UTC, datetime

from tokutei import chip, intake, testing

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
