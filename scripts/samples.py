"""Write the sample dumps of docs/samples: ``make samples``.

Every sample is a card of the test kit, read as any card is; its people, numbers and codes are made up. With
``--check`` nothing is written; the exit status is 1 if a file is not what it should be. The same version of Pillow
on the same kind of machine draws the same pictures, and everything else is the same everywhere.

A further card type is a row of :data:`TYPES`.
"""

from __future__ import annotations

import argparse
import base64
import json
import platform
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Final

import PIL

from tokutei import chip, testing
from tokutei.chip.generations import FIRST, SignatureScheme
from tokutei.models import write_file
from tokutei.testing import CertificateAuthority, SyntheticCard, SyntheticPerson, seeded_entropy
from tokutei.vocabulary import Word

FOLDER: Final = Path(__file__).resolve().parent.parent / "docs" / "samples"
MANIFEST: Final = "manifest.json"
AUTHORITIES: Final = {
    "test-ca.pem": CertificateAuthority(),
    "test-ca-rsa.pem": CertificateAuthority(scheme=SignatureScheme.RSA_2048_SHA256),
}
"""Who signed the cards: the first the second generation and specified cards, the second the first generation."""
AT: Final = datetime(2026, 9, 1, 3, tzinfo=UTC)
"""The moment at which the samples are verified."""


def _residents() -> tuple[str, ...]:
    return tuple(one.key for one in testing.people() if not one.is_special_permanent_resident)


TYPES: Final[tuple[tuple[str, tuple[str, ...]], ...]] = (
    ("1", ("engineer", "dependent_child", "student_with_permission")),
    ("2", ("special_permanent_resident",)),
    ("05", _residents()),
    ("06", ("special_permanent_resident",)),
    ("07", ("engineer",)),
    ("08", ("special_permanent_resident",)),
)
"""Each card type that can be issued, with the people who have such a card."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """One file: a card, and how it was read."""

    file: str
    card: SyntheticCard
    face: bool = True
    altered: str = ""
    """The name of the hostile card that it is."""

    def record(self) -> chip.ChipRecord:
        """Return what a reader gets; the nonces are fixed."""
        return chip.read(
            self.card,
            number=self.card.number,
            entropy=seeded_entropy(self.file.encode()),
            policy=chip.EVERYTHING if self.face else chip.WITHOUT_FACE,
            delivery_keys=self.card.delivery_keys,
        )

    def text(self) -> str:
        """Return the dump."""
        return f"{chip.dump(self.record(), face=self.face)}\n"


def samples() -> Iterator[Sample]:
    """Yield every sample."""
    for card_type, keys in TYPES:
        for key in keys:
            card = testing.issue_card(testing.person(key), type=card_type)
            yield Sample(file=f"{card_type}-{key}.json", card=card)
    plain = testing.person("engineer")
    yield Sample(file="05-engineer-without-face.json", card=testing.issue_card(plain), face=False)
    for name in ("altered_entry", "permission_added"):
        hostile = testing.HOSTILE_CARDS[name]
        yield Sample(file=f"hostile-{name.replace('_', '-')}.json", card=hostile.issue(), altered=name)


def printed(card: SyntheticCard) -> dict[str, object]:
    """Return what was printed on a card, from its holder and not from its chip: values by field name."""
    holder: SyntheticPerson = card.holder
    if FIRST.layout(card.type):
        return {
            "card_type": card.type,
            "address_added_on": plain(holder.issued_on),
            "address": " ".join(holder.address),
            **({} if holder.is_special_permanent_resident else {"application_pending": holder.applying}),
        }
    both = {
        "card_type": card.type,
        "number": card.number.reveal(),
        "valid_until": holder.valid_until,
        "born": holder.born,
        "sex": holder.sex,
        "nationality": holder.nationality,
        "status_code": next(code for code, one in testing.STATUS_CODES.items() if one is holder.status),
        "period": holder.period,
    }
    residents = {
        "permission_code": testing.PERMISSION_CODE,
        "permitted_on": holder.permitted_on,
        "work_restriction": holder.work_restriction,
        "stay_until": holder.stay_until,
        "comprehensive_permission": holder.comprehensive_permission,
        "comprehensive_permission_until": holder.comprehensive_until,
        "individual_permission": holder.individual_permission,
        "application_pending": holder.applying,
    }
    entries = both if holder.is_special_permanent_resident else both | residents
    return {name: plain(value) for name, value in entries.items()}


def plain(value: object) -> object:
    """Return a value as JSON has it."""
    if isinstance(value, Word):
        return value.value
    return value.isoformat() if isinstance(value, date) else value


def described(sample: Sample) -> dict[str, Any]:
    """Return the entry of a sample in the manifest."""
    record = sample.record()
    found = chip.verify(record, sample.card.trust, at=AT)
    return {
        "file": sample.file,
        "card_type": sample.card.type,
        "person": sample.card.holder.key,
        "number": sample.card.number.reveal(),
        "face": record.face.value,
        "lie": testing.HOSTILE_CARDS[sample.altered].lie if sample.altered else None,
        "printed": printed(sample.card),
        "verification": {
            "intact": found.intact,
            "trusted": found.trusted,
            "authentic": sorted(found.authentic),
            "failed": [one.kind.value for one in found.failed],
        },
    }


def pem(certificate: bytes) -> str:
    """Return a certificate as text."""
    body = base64.b64encode(certificate).decode()
    lines = [body[at : at + 64] for at in range(0, len(body), 64)]
    return "\n".join(("-----BEGIN CERTIFICATE-----", *lines, "-----END CERTIFICATE-----", ""))


def wanted() -> dict[str, str]:
    """Return every file of the folder, by its name."""
    every = tuple(samples())
    manifest = {
        "about": "Dumps of synthetic cards for tests: nobody and nothing in them is real. See ../dump.md.",
        "trust": list(AUTHORITIES),
        "verified_at": AT.isoformat(),
        "drawn_with": {"pillow": PIL.__version__, "machine": platform.machine()},
        "samples": [described(one) for one in every],
    }
    return {
        **{one.file: one.text() for one in every},
        **{name: pem(one.certificate) for name, one in AUTHORITIES.items()},
        MANIFEST: json.dumps(manifest, indent=1, ensure_ascii=False) + "\n",
    }


def differing(folder: Path, files: Mapping[str, str]) -> list[str]:
    """Return the names of the files that are missing, superfluous or not what they should be."""
    there = {path.name: path.read_text("utf-8") for path in folder.iterdir()} if folder.is_dir() else {}
    return sorted(name for name in there.keys() | files.keys() if there.get(name) != files.get(name))


def main(arguments: Sequence[str] | None = None, *, folder: Path = FOLDER) -> int:
    """Write or check the samples and return the exit status."""
    parser = argparse.ArgumentParser(description="Write the sample dumps.")
    parser.add_argument("--check", action="store_true", help="only say which files differ")
    files = wanted()
    found = differing(folder, files)
    if parser.parse_args(arguments).check:
        if found:
            print(*found, "", "Samples are not up to date; write them with: make samples", sep="\n")
        return 1 if found else 0
    folder.mkdir(parents=True, exist_ok=True)
    for name in found:
        if name in files:
            write_file(folder / name, files[name])
        else:
            (folder / name).unlink()
    return 0


if __name__ == "__main__":
    sys.exit(main())
