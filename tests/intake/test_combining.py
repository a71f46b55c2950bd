"""Where values come from, what is signed, what is withheld; the program that the API was designed from."""

from __future__ import annotations

import pickle
from dataclasses import fields, replace
from datetime import UTC, date, datetime
from operator import attrgetter
from pathlib import Path

import pytest

from tests.intake.intake_makers import AT, Codes, face_of, of, read, tables, unsigned
from tokutei import chip, intake, testing
from tokutei.chip import ChipRecord, FindingKind, FindingStatus
from tokutei.errors import FactsError
from tokutei.identifiers import CardNumber
from tokutei.intake import Agreement, CheckKind, Claim, Face, ItemKey, Paper, Said, Source, combine
from tokutei.intake.items import ITEMS
from tokutei.lifecycle import Situation
from tokutei.models import Facts
from tokutei.rules import CURRENT
from tokutei.rules.statuses import SHORT_STAY_STATUSES
from tokutei.rules.work import NO_WORK_STATUSES
from tokutei.vocabulary import CardForm, CardKind, StatusOfResidence, WorkRestriction

K = ItemKey
STUDENT = StatusOfResidence.STUDENT
UNSIGNED = (
    K.KIND,
    K.FORM,
    K.NUMBER,
    K.ADDRESS_IMAGE,
    K.COMPREHENSIVE_PERMISSION,
    K.COMPREHENSIVE_PERMISSION_UNTIL,
    K.INDIVIDUAL_PERMISSION,
    K.PENDING_MARK,
    K.COMMISSIONER_ENTRY,
)
SIGNED = (
    K.NAME_IMAGE,
    K.BORN,
    K.SEX,
    K.NATIONALITY,
    K.PHOTO,
    K.VALID_UNTIL,
    K.STATUS_CODE,
    K.PERIOD,
    K.STAY_UNTIL,
    K.PERMITTED_ON,
    K.PERMISSION_CODE,
    K.WORK_RESTRICTION,
)


def test_the_program_runs() -> None:
    card = testing.issue_card(testing.person("student_with_permission"), type="05")
    record = chip.read(card, number=card.number)
    findings = chip.verify(record, card.trust, at=datetime(2026, 9, 1, 3, tzinfo=UTC))
    evidence = intake.combine(chip=(record, findings), face=intake.Face(name="TEST HANAKO", status="留学"))
    assert evidence.disagreements == ()
    assert evidence.facts() == Facts(
        born=date(2003, 3, 3),
        nationality="PHL",
        status=STUDENT,
        stay_until=date(2028, 7, 1),
        card={  # type: ignore[arg-type]
            "kind": CardKind.RESIDENCE_CARD,
            "form": CardForm.FORM_2026,
            "number": card.number,
            "valid_until": date(2028, 7, 1),
        },
    )
    work = evidence.of(CheckKind.WORK_RESTRICTION)[0]
    assert work.status is Agreement.AGREES
    assert work.text("en") == (
        "status of residence and work restriction: agrees: The work restriction “work not permitted” goes with "
        "the status Student. (Immigration Act art. 19(1)(ii), Immigration Act art. 19-4(1)(v), "
        "Immigration Act art. 19(1)) [inferred from the texts]"
    )


# Sources


def test_what_is_signed_and_what_is_not() -> None:
    items = combine(chip=of("student_with_permission")).items
    assert {key for key in K if items[key].signed} == set(SIGNED)
    assert {key for key in K if items[key].source is Source.CHIP_READ} == set(UNSIGNED)
    assert {key for key in K if items[key].source is Source.NOT_KNOWN} == set(K) - {*SIGNED, *UNSIGNED}


def test_nothing_is_signed_that_was_not_verified() -> None:
    items = combine(chip=unsigned("student_with_permission")).items
    assert {key for key in K if items[key].source is Source.CHIP_READ} == {*SIGNED, *UNSIGNED}
    assert not any(item.signed for item in items.values())


def test_a_record_alone_was_not_verified() -> None:
    record, _ = of("engineer")
    assert combine(chip=record) == combine(chip=(record, None)) == combine(chip=unsigned("engineer"))


def test_without_evidence_nothing_is_known() -> None:
    evidence = combine()
    assert all(item.source is Source.NOT_KNOWN and item.value is None for item in evidence.entries)
    assert {finding.status for finding in evidence.findings} == {Agreement.NOT_KNOWN}
    assert all(finding.missing for finding in evidence.findings)
    with pytest.raises(FactsError) as caught:
        evidence.facts()
    assert caught.value.missing == ("born",)


@pytest.mark.parametrize(
    ("given", "source"),
    [
        (("face", "paper", "said"), Source.FACE),
        (("paper", "said"), Source.PAPER),
        (("said",), Source.SAID),
        ((), Source.NOT_KNOWN),
    ],
)
def test_sources_that_agree_are_named_in_order(given: tuple[str, ...], source: Source) -> None:
    told = {"face": Face(status="留学"), "paper": Paper(status="留学"), "said": Said(status="留学")}
    evidence = combine(**{name: told[name] for name in given})  # type: ignore[arg-type]
    item = evidence.items["status"]
    assert (item.source, item.value) == (source, STUDENT if given else None)
    assert [claim.source for claim in item.claims] == [Source(name) for name in given]


def test_claims_that_differ_withhold_the_item_and_keep_what_was_claimed() -> None:
    evidence = combine(face=Face(status="留学"), said=Said(status="永住者"))
    item = evidence.items[K.STATUS]
    assert (item.value, item.source, item.withheld) == (None, Source.NOT_KNOWN, True)
    assert item.claims == (
        Claim(Source.FACE, STUDENT),
        Claim(Source.SAID, StatusOfResidence.PERMANENT_RESIDENT),
    )
    assert item.text("en") == "status of residence: withheld, because something disagrees"


def test_a_reading_that_was_not_verified_does_not_win_over_the_face() -> None:
    evidence = combine(chip=unsigned("engineer"), face=Face(stay_until=date(2029, 7, 21)))
    assert evidence.items[K.STAY_UNTIL].withheld
    finding = evidence.of(CheckKind.SOURCES, K.STAY_UNTIL)[0]
    assert finding.status is Agreement.DISAGREES
    assert "chip, only read, face of the card" in finding.text("en")
    assert evidence.facts().stay_until is None


def test_what_the_issuer_signed_stands_and_the_face_is_reported() -> None:
    evidence = combine(chip=of("engineer"), face=Face(stay_until=date(2029, 7, 21)))
    item = evidence.items[K.STAY_UNTIL]
    assert (item.value, item.signed, item.withheld) == (date(2029, 7, 20), True, False)
    assert evidence.of(CheckKind.SOURCES, K.STAY_UNTIL)[0].status is Agreement.DISAGREES
    assert evidence.facts().stay_until == date(2029, 7, 20)


# The status


def test_the_status_comes_from_the_face_and_is_not_signed() -> None:
    item = combine(chip=of("student"), face=Face(status="留学")).items[K.STATUS]
    assert (item.value, item.source, item.signed) == (STUDENT, Source.FACE, False)


def test_a_status_that_the_work_restriction_denies_is_withheld() -> None:
    evidence = combine(chip=of("student"), face=Face(status="永住者"))
    assert evidence.items[K.STATUS].withheld
    assert evidence.items[K.WORK_RESTRICTION].value is WorkRestriction.NOT_PERMITTED
    assert evidence.facts().status is None
    assert {finding.kind for finding in evidence.disagreements} == {
        CheckKind.WORK_RESTRICTION,
        CheckKind.PERIOD,
        CheckKind.STAY_END,
        CheckKind.EXPIRY,
    }


def test_with_the_tables_the_status_comes_from_the_chip() -> None:
    evidence = combine(chip=of("student"), codes=Codes(), face=Face(status="留学"))
    item = evidence.items[K.STATUS]
    assert (item.value, item.source) == (STUDENT, Source.CHIP_VERIFIED)
    assert evidence.of(CheckKind.SOURCES, K.STATUS)[0].status is Agreement.AGREES
    assert evidence.disagreements == ()


def test_a_signed_status_stands_against_the_face() -> None:
    evidence = combine(chip=of("student"), codes=Codes(), face=Face(status="永住者"))
    assert evidence.items[K.STATUS].value is STUDENT
    assert [(one.kind, one.item) for one in evidence.disagreements] == [(CheckKind.SOURCES, K.STATUS)]


@pytest.mark.parametrize(
    ("written", "face", "outcome"),
    [
        ("留学,0103", "留学", Agreement.AGREES),
        ("留学,", "留学", Agreement.AGREES),
        ("留学,0103", "永住者", Agreement.DISAGREES),
    ],
)
def test_a_table_that_somebody_wrote_is_compared_with_the_face(
    written: str, face: str, outcome: Agreement, tmp_path: Path
) -> None:
    code = of("student")[0].status_code
    path = tmp_path / "statuses.csv"
    path.write_text(
        f"# source: made up\n# as_of: 2026-11-22\nstatus_code,status,period\n{code},{written}\n", "utf-8"
    )
    supplied: intake.CodeTables = chip.CodeTables.load(path)
    evidence = combine(chip=of("student"), codes=supplied, face=Face(status=face))
    assert (evidence.items[K.STATUS].value, evidence.items[K.STATUS].signed) == (STUDENT, True)
    assert evidence.of(CheckKind.SOURCES, K.STATUS)[0].status is outcome
    assert evidence.of(CheckKind.CODES)[0].missing == (K.PERMISSION_CODE, K.NATIONALITY)


def test_a_table_whose_period_differs_from_the_chip_is_noticed_and_alters_nothing() -> None:
    evidence = combine(chip=of("student"), codes=tables("student", "0200"))
    (finding,) = evidence.of(CheckKind.CODES)
    assert (finding.status, finding.doubted) == (Agreement.DISAGREES, (K.STATUS, K.PERIOD))
    assert evidence.items[K.PERIOD].value == of("student")[0].period
    unverified = combine(chip=unsigned("student"), codes=tables("student", "0200"))
    assert unverified.items[K.STATUS].withheld
    assert unverified.items[K.PERIOD].withheld


def test_a_code_that_the_tables_do_not_have_says_nothing() -> None:
    class Others(Codes):
        def status_of(self, code: str | None, /) -> StatusOfResidence | None:
            return {"Y000000001": STUDENT}.get(code or "")

    evidence = combine(chip=of("student"), codes=Others())
    assert evidence.items[K.STATUS].source is Source.NOT_KNOWN
    assert evidence.items[K.STATUS_CODE].value == of("student")[0].status_code


def test_the_checks_follow_the_book() -> None:
    reform = CURRENT.reformed(
        NO_WORK_STATUSES, since=date(2026, 6, 14), value=set(), reason="students may work"
    )
    evidence = combine(chip=of("student"), face=Face(status="留学"), book=reform)
    assert [one.kind for one in evidence.disagreements] == [CheckKind.WORK_RESTRICTION]


def test_a_rule_that_changes_while_the_card_may_have_been_issued_settles_nothing() -> None:
    later = date(2027, 1, 1)
    none = CURRENT.reformed(NO_WORK_STATUSES, since=later, value=set(), reason="students may work")
    short = CURRENT.reformed(
        SHORT_STAY_STATUSES, since=later, value={STUDENT}, reason="students have no card"
    )
    for book, kind in ((none, CheckKind.WORK_RESTRICTION), (short, CheckKind.ENTITLED)):
        unknown = combine(chip=of("student"), face=Face(status="留学"), book=book)
        (finding,) = unknown.of(kind)
        assert (finding.status, finding.missing) == (Agreement.NOT_KNOWN, (K.ISSUED_ON,))
        for day, outcome in ((date(2026, 12, 31), Agreement.AGREES), (later, Agreement.DISAGREES)):
            known = combine(
                chip=of("student"), face=Face(status="留学"), paper=Paper(issued_on=day), book=book
            )
            assert known.of(kind)[0].status is outcome


# Images, days that nobody says


def test_names_and_addresses_stay_images() -> None:
    evidence = combine(chip=of("engineer"), face=Face(name="TEST TARO"))
    for key, source in ((K.NAME_IMAGE, Source.CHIP_VERIFIED), (K.ADDRESS_IMAGE, Source.CHIP_READ)):
        item = evidence.items[key]
        assert (item.value, item.is_image, item.source) == (None, True, source)
    assert evidence.items[K.NAME].value == "TEST TARO"
    assert evidence.items[K.ADDRESS].source is Source.NOT_KNOWN
    assert not [item for item in evidence.entries if isinstance(item.value, bytes)]
    looked = evidence.of(CheckKind.SOURCES, K.NAME)[0]
    assert (looked.status, looked.missing) == (Agreement.NOT_KNOWN, (K.NAME_IMAGE,))


def test_names_agree_however_they_are_spaced() -> None:
    def compare(name: str) -> Agreement:
        evidence = combine(face=Face(name="TEST HANAKO"), paper=Paper(name=name))
        return evidence.of(CheckKind.SOURCES, K.NAME)[0].status

    assert compare("Ｔｅｓｔ　Hanako") is Agreement.AGREES
    assert compare("TEST HANA") is Agreement.DISAGREES


@pytest.mark.parametrize("somebody", testing.people(), ids=lambda somebody: somebody.key)
def test_no_chip_says_the_day_of_issue(somebody: testing.SyntheticPerson) -> None:
    evidence = combine(chip=of(somebody.key), face=face_of(somebody))
    assert evidence.items[K.ISSUED_ON].source is Source.NOT_KNOWN
    card = evidence.facts().card
    assert card is not None
    assert card.issued_on is None


@pytest.mark.parametrize("somebody", testing.people(), ids=lambda somebody: somebody.key)
def test_nothing_disagrees_on_the_cards_of_the_table(somebody: testing.SyntheticPerson) -> None:
    evidence = combine(chip=of(somebody.key), face=face_of(somebody, photo=somebody.has_face))
    wrong = [finding.text("en") for finding in evidence.disagreements]
    # The face of a certificate has no end of stay and no status but its title.
    assert wrong == []
    facts, theirs = evidence.facts(), somebody.facts()
    assert (facts.born, facts.status, facts.stay_until) == (theirs.born, theirs.status, theirs.stay_until)


def test_facts_make_a_situation() -> None:
    engineer = testing.person("engineer")
    said = Said(municipality="131016", has_my_number_card=False, pending_application=False)
    evidence = combine(
        chip=of("engineer"), face=face_of(engineer), said=said, paper=Paper(issued_on=engineer.issued_on)
    )
    now = Situation.of(evidence.facts(), on=date(2026, 9, 1))
    assert now.stay.until == date(2029, 7, 20)


def test_a_note_on_the_card_is_not_the_whole_truth_about_applications() -> None:
    with_note = combine(chip=of("engineer_applying"))
    without = combine(chip=of("engineer"))
    assert (with_note.items[K.PENDING_MARK].value, without.items[K.PENDING_MARK].value) == (True, False)
    # What is filed online is not noted, and the note stays after a refusal.
    assert with_note.facts().has_pending_application is without.facts().has_pending_application is None
    assert combine(chip=of("engineer"), said=Said(pending_application=True)).facts().has_pending_application


# Facts


def test_signed_values_that_contradict_each_other_make_no_facts() -> None:
    evidence = combine(chip=of("engineer", born=date(2029, 7, 21)))
    assert evidence.of(CheckKind.DAYS)[0].status is Agreement.DISAGREES
    with pytest.raises(FactsError) as caught:
        evidence.facts()
    assert [reason.code for reason in caught.value.contradictions] == ["intake.signed_contradict"]  # type: ignore[attr-defined]
    assert caught.value.__context__ is None


@pytest.mark.parametrize(
    "face",
    [
        Face(born=date(1990, 1, 1), stay_until=date(1989, 1, 1)),
        Face(born=date(1990, 1, 1), issued_on=date(1989, 1, 1)),
        Face(born=date(1990, 1, 1), status="永住者", stay_until=date(2030, 1, 1)),
        Face(born=date(1990, 1, 1), form="form_2012", issued_on=date(2026, 6, 14)),
        Face(born=date(1990, 1, 1), form="form_2012", kind="特定在留カード"),
        Face(born=date(1990, 1, 1), kind="特定在留カード", issued_on=date(2020, 1, 1)),
        Face(born=date(1990, 1, 1), issued_on=date(2026, 7, 1), valid_until=date(2026, 6, 30)),
    ],
)
def test_contradictions_that_nobody_signed_are_withheld(face: Face) -> None:
    evidence = combine(face=face)
    assert evidence.disagreements
    if evidence.items[K.BORN].is_known:
        evidence.facts()
    else:
        with pytest.raises(FactsError):
            evidence.facts()


def test_the_number_of_another_card_is_withheld() -> None:
    record, findings = read(testing.HOSTILE_CARDS["number_of_another"].issue())
    evidence = combine(chip=(record, findings))
    assert evidence.items[K.NUMBER].withheld
    assert evidence.items[K.BORN].signed  # the signature is not over the number


# The table


def test_the_table_names_fields_that_exist() -> None:
    record = of("engineer")[0]
    names = {field.name for field in fields(ChipRecord)}
    told = {field.name for kind in (Face, Paper, Said) for field in fields(kind)}
    for row in ITEMS:
        if row.chip:
            attrgetter(row.chip)(record)
            assert row.chip.partition(".")[0] in names
            assert not row.signed_as or row.signed_as in names
        assert not row.told or row.told in told
    assert {row.told for row in ITEMS if row.told} == told
    assert [row.key for row in ITEMS] == list(ItemKey)


def test_the_table_leaves_out_only_what_is_no_evidence_about_the_holder() -> None:
    shown = {row.chip.partition(".")[0] for row in ITEMS if row.chip}
    assert {field.name for field in fields(ChipRecord)} - shown == {
        "spec_version",
        "face_image",
        "reserved_text",
        "signature",
        "certificate",
        "unknown",
        "exchange",
        "values",
        "files",
    }


def test_every_field_of_facts_that_the_evidence_may_feed_is_fed() -> None:
    fed = {row.fact for row in ITEMS if row.fact}
    assert {name.partition(".")[0] for name in fed} == set(Facts.model_fields) - {
        "recorded",
        "my_number_card",
        "pending",
    }


# A value


def test_the_evidence_is_a_value() -> None:
    evidence = combine(chip=of("engineer"), face=Face(name="TEST TARO", status="技人国"))
    again = combine(chip=of("engineer"), face=Face(name="TEST TARO", status="技人国"))
    assert evidence == again
    assert hash(evidence) == hash(again)
    assert pickle.loads(pickle.dumps(evidence)) == evidence  # noqa: S301 - our own
    assert evidence != combine(chip=of("engineer"), face=Face(name="TEST JIRO", status="技人国"))
    with pytest.raises(TypeError):
        evidence.items[K.BORN] = evidence.items[K.SEX]  # type: ignore[index]


def test_findings_are_grouped() -> None:
    evidence = combine(chip=of("student"), face=Face(status="永住者"))
    assert {one.status for one in evidence.disagreements} == {Agreement.DISAGREES}
    assert {one.status for one in evidence.not_known} == {Agreement.NOT_KNOWN}
    agreeing = [one for one in evidence.findings if one.status is Agreement.AGREES]
    assert len(evidence.disagreements) + len(evidence.not_known) + len(agreeing) == len(evidence.findings)
    assert evidence.text("ja").count("\n") + 1 == len(evidence.findings)


def test_the_moment_of_verification_decides_what_is_signed() -> None:
    card = testing.issue_card(testing.person("engineer"))
    record = chip.read(card, number=card.number)
    late = chip.verify(record, card.trust, at=AT.replace(year=2090))
    assert late.of(FindingKind.VALIDITY)[0].status is FindingStatus.FAILED
    evidence = combine(chip=(record, late))
    assert not any(item.signed for item in evidence.entries)
    # Something speaks against the chip: what it alone says is not relied upon.
    assert not any(item.is_known for item in evidence.entries)


def test_the_face_stands_where_the_chip_is_not_relied_upon() -> None:
    record, findings = read(testing.HOSTILE_CARDS["altered_entry"].issue())
    engineer = testing.person("engineer")
    evidence = combine(chip=(record, findings), face=face_of(engineer))
    assert (evidence.items[K.BORN].value, evidence.items[K.BORN].source) == (engineer.born, Source.FACE)
    assert evidence.items[K.PERIOD].withheld
    assert evidence.items[K.NUMBER].withheld
    number = CardNumber("ZZ00000000ZZ")
    other = combine(chip=(record, findings), face=replace(face_of(engineer), number=number))
    assert other.items[K.NUMBER].withheld
    assert other.of(CheckKind.SOURCES, K.NUMBER)[0].status is Agreement.DISAGREES
