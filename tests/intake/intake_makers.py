"""What the cases of the intake are made of: chips, faces and papers of people who do not exist."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import cache
from typing import Any, Final

from tokutei import chip, testing
from tokutei.chip import ChipRecord, Findings, Period, TrustProfile, TrustStore
from tokutei.intake import Agreement, CheckKind, Face, IntakeEvidence, combine
from tokutei.testing import PERMISSION_CODE, STATUS_CODES, SyntheticCard, SyntheticPerson
from tokutei.vocabulary import StatusOfResidence

AT: Final = datetime(2026, 9, 1, 3, tzinfo=UTC)
S: Final = StatusOfResidence

Chip = tuple[ChipRecord, Findings | None]


def read(card: SyntheticCard, trust: TrustStore | None = None) -> tuple[ChipRecord, Findings]:
    """Read and verify a card."""
    record = chip.read(card, number=card.number, delivery_keys=card.delivery_keys)
    return record, chip.verify(record, trust or card.trust, at=AT)


@cache
def _issued(key: str, card_type: Any, changes: tuple[tuple[str, Any], ...]) -> tuple[ChipRecord, Findings]:
    return read(testing.issue_card(replace(testing.person(key), **dict(changes)), type=card_type))


def of(key: str, card_type: str | None = None, **changes: Any) -> tuple[ChipRecord, Findings]:
    """Return what the card of somebody of the table says, with some items changed."""
    return _issued(key, card_type, tuple(changes.items()))


def by(profile: TrustProfile, chip: str | Chip, card_type: str | None = None) -> Chip:
    """Return what a chip says, judged by anchors of another profile."""
    record, findings = of(chip, card_type) if isinstance(chip, str) else chip
    assert findings is not None
    rested = tuple(replace(one, profile=one.profile and profile) for one in findings.items)
    return record, replace(findings, profile=profile, items=rested)


def unsigned(key: str, card_type: str | None = None, **changes: Any) -> Chip:
    """Return the same, not verified."""
    return of(key, card_type, **changes)[0], None


@cache
def old_card(key: str, card_type: str = "1") -> tuple[ChipRecord, Findings]:
    """Return what the card of the first generation of somebody of :data:`HOLDERS_OF_2012` says."""
    return read(testing.issue_card(HOLDERS_OF_2012[key], type=card_type))


def face_of_2012(key: str, **more: Any) -> Face:
    """Return the face of a form of 2012 that goes with somebody."""
    person = HOLDERS_OF_2012[key]
    card = Face(
        name=person.name,
        born=person.born,
        sex=person.sex,
        nationality=person.nationality,
        issued_on=person.issued_on,
        valid_until=person.valid_until,
        status=person.status,
    )
    if not person.is_special_permanent_resident:
        card = replace(
            card,
            period=Period.read(person.period.encode()),
            stay_until=person.stay_until,
            permitted_on=person.permitted_on,
            work_restriction=person.work_restriction,
        )
    return replace(card, **more)


HOLDERS_OF_2012: Final[Mapping[str, SyntheticPerson]] = {
    "adult": replace(
        testing.person("engineer"),
        permitted_on=date(2024, 7, 1),
        issued_on=date(2024, 7, 1),
        stay_until=date(2027, 7, 1),
        valid_until=date(2027, 7, 1),
    ),
    "child": replace(
        testing.person("dependent_child"),
        period="0300",
        permitted_on=date(2024, 7, 1),
        issued_on=date(2024, 7, 1),
        stay_until=date(2027, 7, 1),
        valid_until=date(2027, 7, 1),
    ),
    # Issued within half a year before the 16th birthday, and ending before it.
    "nearly_16": replace(
        testing.person("dependent_child"),
        born=date(2008, 9, 1),
        period="0300",
        permitted_on=date(2024, 7, 1),
        issued_on=date(2024, 7, 1),
        stay_until=date(2027, 7, 1),
        valid_until=date(2024, 8, 31),
    ),
    "special_permanent_resident": replace(
        testing.person("special_permanent_resident"),
        issued_on=date(2024, 7, 1),
        valid_until=date(2030, 11, 3),
    ),
    "special_permanent_child": replace(
        testing.person("special_permanent_resident"),
        born=date(2012, 11, 3),
        issued_on=date(2024, 7, 1),
        valid_until=date(2028, 11, 2),
    ),
}
"""People whose cards have the form of 2012 and a chip of the first generation."""


PERIOD_CODES: Final[Mapping[str, Period]] = {}
"""No code of these tables says a period."""


class Codes:
    """The made-up codes of synthetic cards, as a caller would supply the agency's."""

    def status_of(self, code: str | None, /) -> StatusOfResidence | None:
        return STATUS_CODES.get(code or "")

    def period_of(self, code: str | None, /) -> Period | None:
        return PERIOD_CODES.get(code or "")

    def permission_of(self, code: str | None, lang: str, /) -> str | None:
        return f"TEST {lang}" if code == PERMISSION_CODE else None

    def nationality_of(self, code: str | None, lang: str, /) -> str | None:
        return None if code is None else f"TEST {code} {lang}"


def hostile(name: str) -> Chip:
    """Return what a card that lies says."""
    return read(testing.HOSTILE_CARDS[name].issue())


def face_of(person: SyntheticPerson, **more: Any) -> Face:
    """Return the face of a form of 2026 that goes with a person."""
    return Face(
        name=person.name,
        born=person.born,
        sex=person.sex,
        nationality=person.nationality,
        status=person.status,
        stay_until=person.stay_until,
        valid_until=person.valid_until,
        **more,
    )


@dataclass(frozen=True, kw_only=True)
class Case:
    """What comes of one check for some evidence."""

    check: CheckKind
    outcome: Agreement
    reason: str
    evidence: Callable[[], Mapping[str, Any]]
    """Arguments of ``combine``."""
    missing: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        return f"{self.check.value}-{self.outcome.value}-{self.reason}"

    def combined(self) -> IntakeEvidence:
        return combine(**self.evidence())


K, A, P = CheckKind, Agreement, TrustProfile
YES, NO, OPEN = A.AGREES, A.DISAGREES, A.NOT_KNOWN


def case(
    check: CheckKind,
    outcome: Agreement,
    reason: str,
    evidence: Callable[[], Mapping[str, Any]],
    *missing: str,
) -> Case:
    return Case(check=check, outcome=outcome, reason=reason, evidence=evidence, missing=missing)


def with_status(chip: Callable[[], Chip], status: str, **more: Any) -> Callable[[], Mapping[str, Any]]:
    return lambda: {"chip": chip(), "face": Face(status=status, **more)}


def of_2012(key: str, card_type: str = "1", **face: Any) -> Callable[[], Mapping[str, Any]]:
    return lambda: {"chip": old_card(key, card_type), "face": face_of_2012(key, **face)}


def tables(status: str, period: str) -> chip.CodeTables:
    """Return tables as somebody writes them: one status, one permission, one nationality."""
    code = next(code for code, one in STATUS_CODES.items() if one.value == status)
    return chip.CodeTables.load(
        f"# source: made up\n# as_of: 2026-11-22\nstatus_code,status,period\n{code},{status},{period}\n",
        f"# source: made up\n# as_of: 2026-11-22\npermission_code,ja,en\n{PERMISSION_CODE},試験,test\n",
        "# source: made up\n# as_of: 2026-11-22\nnationality_code,ja,en\nNPL,試験,test\n",
    )


def told(**face: Any) -> Callable[[], Mapping[str, Any]]:
    return lambda: {"face": Face(**face)}


def seven_years(status: str, issued: date, until: date) -> Callable[[], Mapping[str, Any]]:
    return told(status=status, born=BORN, issued_on=issued, valid_until=until, **OLD_CARD)


OLD_CARD: Final[Mapping[str, Any]] = {"kind": "在留カード", "form": "form_2012"}
NOTHING_NOTED: Final[Mapping[str, Any]] = {
    "status": "特別永住者",
    "pending_mark": False,
    "individual_permission": False,
    "comprehensive_permission": "なし",
}
PLAIN_2026: Final[Mapping[str, Any]] = {"kind": "在留カード", "form": "form_2026"}
BORN: Final = date(1990, 6, 20)
