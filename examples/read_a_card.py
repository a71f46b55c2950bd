"""Read a card, verify what was read, store it as JSON, load it back and verify it again.

The card is synthetic and answers like a reader with a card on it. Anything with a ``transmit`` method
that carries bytes to a real card can take its place.
"""

from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from tokutei import chip, testing
from tokutei.models import write_file

card = testing.issue_card(testing.person("student_with_permission"), type="05")
moment = datetime(2026, 9, 1, 3, tzinfo=UTC)

record = chip.read(card, number=card.number)
print(record.card_type.text("en"), "ends on", record.valid_until)
print("may work:", record.comprehensive_permission and record.comprehensive_permission.text("en"))

findings = chip.verify(record, card.trust, at=moment)
print("intact:", findings.intact, "| trusted:", findings.trusted)
for finding in findings.items:
    if finding.status is not chip.FindingStatus.OK:
        print(f"{finding.status.text('en')}: {finding.text('en')}")
print("signed:", *sorted(findings.authentic))

with TemporaryDirectory() as folder:
    path = Path(folder, "dump.json")
    write_file(path, chip.dump(record, face=True))  # personal data: keep it as such
    with path.open("rb") as file:
        loaded = chip.load(file)
print("the same record:", loaded == record)
print("trusted again:", chip.verify(loaded, card.trust, at=moment).trusted)

without_face = chip.load(chip.dump(record))  # what may be kept for long: no face, so no signature to check
for finding in chip.verify(without_face, card.trust, at=moment).of(chip.FindingKind.CARD_SIGNATURE):
    print(f"without the face: {finding.text('en')}")
