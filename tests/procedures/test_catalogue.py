"""The catalogue: every procedure of the notes and tables both ways, what they say of it, and reforms."""

from __future__ import annotations

import pickle
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tokutei import messages, procedures
from tokutei.data import read_csv
from tokutei.errors import FactsError, NaiveDatetimeError, NotInForceError, PeriodError, TokuteiError
from tokutei.law import Citation, Evidence
from tokutei.procedures import CardResult, Entry, FurtherProcedure
from tokutei.procedures.listing.entries import ASPECTS
from tokutei.procedures.listing.rows import ROWS
from tokutei.procedures.listing.words import Actor, Place, Timing
from tokutei.rules import CURRENT, deadlines, fees, representation, routes, windows
from tokutei.rules.deadlines import Matter
from tokutei.rules.fees import Exemption, OtherProcedure, specified
from tokutei.rules.offices import COMPETENCE, ActingUnit, Competence
from tokutei.rules.windows import CardClass
from tokutei.vocabulary import Channel, ProcedureKind, Route, Window

ON: Final = date(2026, 11, 22)
NOTES: Final = Path(__file__).resolve().parents[3] / "shared" / "rules" / "procedures.md"

NO_PROCEDURE: Final[Mapping[str, str]] = {
    "P21": "what the offices do among themselves once a specified card was asked for",
    "P22": "what the delivery of a specified card brings about",
    "P24": "when a specified card is withheld",
    "P25": "how long it takes, which no law says",
    "P26": "that a specified card has to be asked for again each time",
    "P33": "when the My Number function lapses and the residence function does not",
    "P34": "when both functions lapse",
    "P35": "a combination of P34 and the return of P17",
}
"""Headings of the notes that are no procedure, with what they are."""

NOT_IN_NOTES: Final = frozenset({ProcedureKind.MY_NUMBER_REPLACEMENT})
"""Procedures of the vocabulary that none of the three sources names: it is one for separate cards only."""

COLLECTIVE: Final[Mapping[str, frozenset[str]]] = {
    # What the tables put into one row for several procedures.
    "online:address_notification": frozenset({"address_first", "address_after_permission", "address_change"}),
    "fees:address_notification": frozenset({"address_first", "address_after_permission", "address_change"}),
    "online:card_validity_renewal": frozenset({"card_validity_renewal", "card_validity_renewal_early"}),
    "fees:card_validity_renewal": frozenset({"card_validity_renewal", "card_validity_renewal_early"}),
    "online:card_reissue": frozenset(
        {"card_reissue_loss", "card_reissue_damage", "card_reissue_order", "card_exchange"}
    ),
    "fees:card_reissue_loss": frozenset({"card_reissue_loss", "card_reissue_damage"}),
    "fees:statutory_cap_change_renewal": frozenset({"change", "renewal"}),
    "online:reentry": frozenset({"reentry_single", "reentry_multiple"}),
    "online:affiliation_notification": frozenset({"affiliation_notification", "institution_notification"}),
    "online:ssw_notification": frozenset({"ssw_notification", "ssw_annual_notification"}),
    # Headings of the notes under which several procedures stand.
    "P02": frozenset({"address_first", "juki_move_in_from_abroad"}),
    "P03": frozenset({"address_after_permission", "juki_new_mlt"}),
    "P04": frozenset(
        {
            "address_change",
            "mn_item_change",
            "mn_hand_in",
            "juki_move_in",
            "juki_move_within",
            "juki_move_out",
        }
    ),
    "P05": frozenset({"card_item_change", "spr_item_change"}),
    "P06": frozenset({"card_validity_renewal", "card_validity_renewal_early"}),
    "P14": frozenset({"acquisition", "permanent_residence_acquisition", "spr_permission_birth"}),
    "P15": frozenset({"mn_function_extension", "mn_extend_after_stay"}),
    "P16": frozenset({"reentry_single", "reentry_multiple", "special_reentry"}),
    "P17": frozenset({"return_card", "spr_return_certificate"}),
    "P18": frozenset(
        {
            *("spr_item_change", "spr_validity_renewal", "spr_validity_renewal_early", "spr_reissue_loss"),
            *("spr_reissue_damage", "spr_reissue_order", "spr_exchange", "spr_address_change"),
        }
    ),
    "P20": frozenset({"specified_card", "specified_sp_certificate", "spr_permission_other"}),
    "P23": frozenset({"specified_card", "specified_sp_certificate"}),
    "P30": frozenset({"card_reissue_loss", "spr_reissue_loss", "mn_suspension", "key_loss"}),
    "P31": frozenset({"mn_loss_notification", "mynumber_card_reissue"}),
    "P32": frozenset({"mn_return_replacement", "spr_mn_return_replacement", "mn_new"}),
    "P38": frozenset({"pin_reset", "certificate_renewal"}),
    "P41": frozenset(
        {
            *("ssw_notification", "ssw_annual_notification", "support_org_notification"),
            *("support_org_restart_and_report", "support_org_registration", "support_org_renewal"),
        }
    ),
    "P44": frozenset(
        {
            *("special_permission", "refugee_status", "provisional_stay_permission"),
            "refugee_travel_document",
        }
    ),
    "P45": frozenset({"other_activity", "work_certificate"}),
    "P46": frozenset(
        {
            *("juki_move_in", "juki_move_in_from_abroad", "juki_move_within", "juki_new_mlt"),
            *("juki_move_out", "household_relation"),
        }
    ),
    "ACQUISITION": frozenset({"acquisition", "permanent_residence_acquisition"}),
}
"""Rows that speak of several procedures: every other row is named by exactly one entry."""


def entries() -> Mapping[str, Entry]:
    return procedures.catalogue(on=ON)


def naming(row: str, rows_of: str) -> set[str]:
    return {key for key, entry in entries().items() if row in getattr(entry, rows_of)}


def said(entry: Entry, aspect: str, lang: str = "en") -> str:
    value = getattr(entry, aspect).value
    return value.text(lang) if value is not None else ""


# Both ways.

HEADINGS: Final = [row["id"] for row in read_csv("ids.csv") if row["sort"] == "procedure"]
FEE_KEYS: Final = sorted({row["procedure_key"] for row in read_csv("fees.csv")})
ONLINE_KEYS: Final = sorted({row["procedure"] for row in read_csv("online_procedures.csv")})


@pytest.mark.parametrize("heading", HEADINGS)
def test_every_heading_of_the_notes_is_named_by_one_entry_or_is_no_procedure(heading: str) -> None:
    named = naming(heading, "ids")
    if heading in NO_PROCEDURE:
        assert named == set()
    elif heading in COLLECTIVE:
        assert named == COLLECTIVE[heading]
    else:
        assert len(named) == 1


@pytest.mark.parametrize("row", ONLINE_KEYS)
def test_every_row_of_the_online_table_is_named(row: str) -> None:
    assert len(naming(row, "online_rows")) == 1 or naming(row, "online_rows") == COLLECTIVE[f"online:{row}"]


@pytest.mark.parametrize("row", FEE_KEYS)
def test_every_row_of_the_fees_is_named(row: str) -> None:
    assert len(naming(row, "fee_rows")) == 1 or naming(row, "fee_rows") == COLLECTIVE[f"fees:{row}"]


def test_every_entry_is_named_by_a_row() -> None:
    known = {*HEADINGS}
    for entry in entries().values():
        assert (set(entry.ids) & known) | set(entry.online_rows) | set(entry.fee_rows), entry.key
        assert set(entry.online_rows) <= set(ONLINE_KEYS)
        assert set(entry.fee_rows) <= set(FEE_KEYS)


def test_the_table_of_keys_names_the_same_procedures() -> None:
    """``keys.csv`` was written beside the tables, not beside the catalogue."""
    for row in read_csv("keys.csv"):
        if row["vocabulary"] != "ProcedureKind" or row["table"] not in {"fees", "online_procedures"}:
            continue
        if row["key"] in {"application_conversion", "permanent_residence_acquisition"}:
            continue  # cases of procedures that have an entry of their own
        rows = entries()[row["value"]]
        assert row["key"] in (rows.fee_rows if row["table"] == "fees" else rows.online_rows), row


def test_every_procedure_of_the_vocabulary_has_an_entry() -> None:
    subjects = {entry.subject for entry in entries().values()}
    assert set(ProcedureKind) - subjects == NOT_IN_NOTES
    assert set(FurtherProcedure) <= subjects
    assert set(OtherProcedure) <= subjects


def test_keys_are_unique_among_the_vocabularies() -> None:
    values = [one.value for kind in (ProcedureKind, Matter, OtherProcedure, FurtherProcedure) for one in kind]
    assert len(set(values)) == len(values)


def test_no_word_of_the_table_is_without_use() -> None:
    assert {row.who for row in ROWS} - {None} == set(Actor)
    assert {row.where for row in ROWS} - {None} == set(Place)
    assert {row.when for row in ROWS} - {None} == set(Timing)
    plain = {CardResult.ENTRY_ADDED, CardResult.ORDINARY_CARD, CardResult.CERTIFICATE}
    assert {row.result for row in ROWS} | plain == set(CardResult)


# What the notes say of each.


def compact() -> Iterator[tuple[str, str, str, str, str]]:
    """Yield the rows of the notes' compact table: id, window, office, may carry, result."""
    text = NOTES.read_text("utf-8").partition("## 5.")[2]
    for line in text.splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if line.startswith("| ") and cells[0] not in {"id", "---"}:
            yield cells[0].split()[0], cells[2], cells[3], cells[4], cells[5]


@pytest.mark.shared
def test_every_row_of_the_compact_table_is_named_and_says_the_same() -> None:
    rows = list(compact())
    assert len(rows) == 24
    for name, window, office, carry, result in rows:
        keys = naming(name, "ids")
        assert len(keys) == 1 or keys == COLLECTIVE[name], name
        for key in keys:
            entry = entries()[key]
            yes = carry.startswith(("yes", "**yes", "M1", "bureau only"))
            not_said = name == "CONVERT"  # "as the new main", of which P43 says: not said
            assert entry.may_carry_specified_card is (None if not_said else yes), name
            if days := re.match(r"\+([0-9]+) d", window):
                assert f"within {days[1]} days" in said(entry, "when"), name
            if office.split()[0].strip(",/") in {"bureau", "municipality", "city"}:
                wanted = "bureau" if office.startswith("bureau") else "municipal office"
                assert wanted in said(entry, "where"), name
            if "online" in office and "with" not in office and key != "permanent_residence_acquisition":
                assert entry.may_be_filed_online is True, name
            if result in {"new", "ordinary", "none", "same"} and name not in {"RETURN_R", "REVOCATION"}:
                said_of = {
                    "new": "a new",
                    "ordinary": "an ordinary",
                    "none": "no card",
                    "same": "the same card",
                }
                assert entry.result.value.en.startswith(said_of[result]), name


@pytest.mark.parametrize("row", read_csv("online_procedures.csv"), ids=lambda row: row["procedure"])
def test_online_is_what_the_table_says(row: Mapping[str, str]) -> None:
    for key in naming(row["procedure"], "online_rows"):
        assert entries()[key].may_be_filed_online is row["online"].startswith("yes")


@pytest.mark.parametrize(
    "row", read_csv("fees.csv"), ids=lambda row: f"{row['procedure_key']}-{row['effective_from']}"
)
def test_a_fee_of_the_table_that_is_in_force_is_said(row: Mapping[str, str]) -> None:
    since, until = date.fromisoformat(row["effective_from"]), row["effective_to"]
    for day in {since, date(2026, 6, 14), ON}:
        if day < max(since, date(2012, 7, 9)) or (until and day > date.fromisoformat(until)):
            continue
        for key, entry in procedures.catalogue(on=day).items():
            if row["procedure_key"] not in entry.fee_rows:
                continue
            amounts = [
                int(found.replace(",", "")) for found in re.findall(r"([0-9,]+) yen", said(entry, "fee"))
            ]
            assert amounts, key
            if row["procedure_key"] in {"change_with_specified_card", "renewal_with_specified_card"}:
                continue  # a sum of two amounts, or the first alone
            assert min(amounts) <= int(row["amount_jpy"]) <= max(amounts), key
            if "month" not in row["condition"] and "year" not in row["condition"]:
                assert int(row["amount_jpy"]) in amounts, key


def test_same_day_cases_are_those_of_the_fees() -> None:
    """The rules keep to themselves by which procedure a same-day case is asked for."""
    for case, procedure in specified._SAME_DAY.items():
        entry = entries()[procedure.value]
        assert case.text("en") in said(entry, "fee"), case
    for case in set(Exemption) - set(specified._SAME_DAY):
        for kind in CURRENT.at(fees.EXEMPT_PROCEDURES[case], ON).value:
            if "juki" not in kind.value:
                assert case.text("en") in said(entries()[kind.value], "fee"), (case, kind)


def test_a_specified_card_is_carried_by_what_the_rules_list_and_nothing_else() -> None:
    listed = {
        kind for rule in routes.SPECIFIED_CARD_PROCEDURES.values() for kind in CURRENT.at(rule, ON).value
    }
    listed |= CURRENT.at(routes.SPR_ADDRESS_PROCEDURES, ON).value
    carrying = {entry.subject for entry in entries().values() if entry.may_carry_specified_card}
    besides = {
        FurtherProcedure.SPECIFIED_CARD,
        FurtherProcedure.SPECIFIED_CERTIFICATE,
        Matter.MOVING_IN,
        Matter.MOVING_IN_FROM_ABROAD,
    }
    assert carrying == listed | besides


# Reforms change it.

SINCE: Final = date(2026, 10, 1)


def test_a_reform_of_days_changes_when() -> None:
    rule = deadlines.NOTICE_DAYS[ProcedureKind.REISSUE_LOSS]
    book = CURRENT.reformed(rule, since=SINCE, value=30, reason="A")
    assert "within 30 days" in said(procedures.catalogue(on=ON, book=book)["card_reissue_loss"], "when")
    assert "within 14 days" in said(entries()["card_reissue_loss"], "when")
    assert procedures.catalogue(on=ON, book=book)["card_reissue_loss"].when.reforms == ("A",)


def test_a_reform_of_what_may_carry_changes_route_fee_and_result() -> None:
    rule = routes.SPECIFIED_CARD_PROCEDURES[Route.BUREAU_CARD]
    value = {*CURRENT.at(rule, ON).value, ProcedureKind.REISSUE_LOSS} - {ProcedureKind.EXCHANGE}
    changed = procedures.catalogue(on=ON, book=CURRENT.reformed(rule, since=SINCE, value=value, reason="A"))
    loss, exchange = changed["card_reissue_loss"], changed["card_exchange"]
    assert loss.may_carry_specified_card
    assert loss.result.value is CardResult.NEW_CARD
    assert "with a specified card: 1,900 yen" in said(loss, "fee")
    assert not exchange.may_carry_specified_card
    assert exchange.result.value is CardResult.ORDINARY_CARD
    assert "reissuance after loss" in said(changed["specified_card"], "specified_card")


def test_a_reform_of_channels_fees_windows_and_offices_is_said() -> None:
    kind = ProcedureKind.PERMANENT_RESIDENCE
    both = {Channel.COUNTER, Channel.ONLINE}
    book = CURRENT.reformed(routes.FILING_CHANNELS[kind], since=SINCE, value=both, reason="A")
    book = book.reformed(fees.EXCHANGE_FEE, since=SINCE, value=2500, reason="A")
    book = book.reformed(windows.RENEWAL_MONTHS[False, CardClass.ORDINARY], since=SINCE, value=7, reason="A")
    book = book.reformed(
        COMPETENCE["work_certificate"],
        since=SINCE,
        value=Competence(Window.MUNICIPALITY, frozenset({ProcedureKind.WORK_CERTIFICATE}), ActingUnit.WARD),
        reason="A",
    )
    book = book.reformed(
        representation.APPEARANCE[representation.Group.CARD],
        since=SINCE,
        value=Window.MUNICIPALITY,
        reason="A",
    )
    changed = procedures.catalogue(on=ON, book=book)
    assert (entries()[kind.value].may_be_filed_online, changed[kind.value].may_be_filed_online) == (
        False,
        True,
    )
    assert said(changed["card_exchange"], "fee").startswith("2,500 yen")
    assert "from 7 months before" in said(changed["card_validity_renewal"], "when")
    assert said(changed["work_certificate"], "where") == Window.MUNICIPALITY.en
    assert "(municipal office)" in said(changed["card_item_change"], "who")


def test_a_reading_changes_what_is_said() -> None:
    renewal = procedures.catalogue(on=ON, book=CURRENT.reading(Q9="not_added"))["renewal"]
    assert "adds 1,900 yen" in said(entries()["renewal"], "fee")
    assert "adds nothing" in said(renewal, "fee")
    assert [question.key for question in renewal.fee.open_questions] == ["Q9"]
    assert "Q9" in renewal.explain("en")
    before = procedures.catalogue(on=date(2026, 9, 30))["renewal"]  # the text of then was seen
    assert before.fee.open_questions == ()
    assert "adds 1,900 yen" in said(before, "fee")


def test_what_the_law_leaves_open_is_named() -> None:
    left = {key: {question.key for question in entry.open_questions} for key, entry in entries().items()}
    assert left["mn_return_replacement"] >= {"Q3", "Q8"}
    assert left["mn_hand_in"] == {"Q2"}
    assert left["juki_move_in"] == {"Q14"}
    assert left["card_reissue_loss"] == set()


def test_who_may_have_it_posted_is_said() -> None:
    for key, route in (
        ("specified_card", Route.MUNICIPALITY),
        ("specified_sp_certificate", Route.SPR_MUNICIPALITY),
    ):
        for rules in (routes.EXPRESS_CLASSES_OF_ORDER, routes.EXPRESS_CLASSES):
            for one in CURRENT.at(rules[route], ON).value:
                assert one.en in said(entries()[key], "where")


def test_what_may_be_filed_online_needs_nobody_at_the_counter() -> None:
    assert "online" in said(entries()["renewal"], "who")
    assert "online" not in said(entries()["permanent_residence"], "who")


def test_permanent_residence_by_birth_is_not_filed_online() -> None:
    """Regulation 61-3(1) lists acquisition, but not that of permanent residence (art. 25)."""
    entry = entries()["permanent_residence_acquisition"]
    assert entry.may_be_filed_online is False
    assert "online" not in said(entry, "who")
    assert "オンライン" not in said(entry, "who", "ja")
    assert "online" in said(entries()["acquisition"], "who")


def test_nobody_need_come_only_where_it_may_be_filed_online() -> None:
    for key, entry in entries().items():
        if "or it is filed online" in said(entry, "who"):
            assert entry.may_be_filed_online is True, key


PEOPLE: Final[Mapping[str, Mapping[str, frozenset[str]]]] = {
    # Application Regulation (508M60000018001) 1(2), 1(3), 2(4), and that of certificates (508M60000018002).
    "specified_card": {
        "specified card with a card procedure": frozenset(
            {"relative", "legal representative", "lawyer or gyoseishoshi", "somebody who is no relative"}
        ),
        "specified card with a status application": frozenset(
            {"relative", "legal representative", "staff of the breadwinner's organization"}
        ),
        "specified card at the municipality": frozenset(
            {"relative", "legal representative", "anybody asked"}
        ),
    },
    "specified_sp_certificate": {
        "SPR: specified certificate with a certificate procedure": frozenset(
            {"relative", "legal representative", "lawyer or gyoseishoshi"}
        ),
        "SPR: specified certificate with an address notification": frozenset({"relative", "anybody asked"}),
        "SPR: specified certificate with the permission": frozenset({"parent or guardian", "relative"}),
    },
}


@pytest.mark.parametrize("key", PEOPLE)
def test_others_may_ask_for_a_specified_card(key: str) -> None:
    value = entries()[key].who.value
    assert value is not None
    parts = [part.text("en") for part in value.parts]
    for act, people in PEOPLE[key].items():
        (line,) = (part for part in parts if part.startswith(f"{act}: may act"))
        assert all(one in line for one in people), act
        assert any(part.startswith(f"{act}: the holder comes in person") for part in parts), act
    never = [part.partition(": nobody")[0] for part in parts if "nobody may act" in part]
    posted = {
        "specified_card": ["specified card at the municipality"],
        "specified_sp_certificate": list(PEOPLE["specified_sp_certificate"])[:2],
    }
    assert never == posted[key]  # the provisos of 2(4), and of 1(2) and 2(4) for certificates
    assert "代わって行うことはできない" in said(entries()[key], "who", "ja")


@pytest.mark.parametrize("key", PEOPLE)
def test_the_cases_in_which_a_specified_card_is_free_are_said(key: str) -> None:
    special = key == "specified_sp_certificate"
    for case in Exemption:
        if case.value.startswith("spr_") is special:
            assert case.text("en") in said(entries()[key], "fee"), case
            assert case.text("ja") in said(entries()[key], "fee", "ja"), case
    fee = entries()[key].fee
    freed = ("507CO0000000423:5::1", "410CO0000000178:3-3:2:1")  # older cards, holders
    assert special or {Citation.parse(one) for one in freed} <= set(fee.basis)


def test_with_a_status_application_the_specified_card_raises_the_fee_of_the_permission() -> None:
    """Immigration Order 25(2): nothing of its own, 1,900 yen more; question Q9 from 2026-10-01."""
    fee = said(entries()["specified_card"], "fee")
    assert "1,900 yen more" in fee
    assert "costs nothing more: permission for permanent residence" in fee
    assert "Q9" in {one.key for one in entries()["specified_card"].fee.open_questions}
    read = procedures.catalogue(on=ON, book=CURRENT.reading(Q9="not_added"))["specified_card"]
    assert "1,900 yen more" not in said(read, "fee")
    before = procedures.catalogue(on=date(2026, 9, 30))["specified_card"]
    assert before.fee.open_questions == ()
    assert "1,900 yen more" in said(before, "fee")


def test_converting_has_a_form_and_nothing_is_said_of_a_specified_card() -> None:
    """Regulation 21-3(1), (3), (4) and 21-4; what becomes of a specified application no text says."""
    entry = entries()["application_conversion"]
    assert "30-3" in said(entry, "papers")
    assert "第30号の3様式" in said(entry, "papers", "ja")
    assert "if the bureau asks for it: photograph" in said(entry, "papers")
    assert entry.may_carry_specified_card is None
    assert entry.specified_card.text("en") == "not known"
    assert entry.result.value is CardResult.AS_CONVERTED


def test_what_is_not_known_is_said_to_be_so_and_rests_on_nothing() -> None:
    unknown = 0
    for key, entry in entries().items():
        for name, answer in entry.aspects():
            if answer.value is not None:
                continue
            unknown += 1
            assert answer.text("en") == "not known", (key, name)
            assert answer.text("ja") == "不明", (key, name)
            assert answer.explain("en").splitlines()[-1] == "not known", (key, name)
            assert answer.basis == (), (key, name)
    assert unknown
    assert entries()["return_card"].papers.value is None


# What must hold for all.


def test_days_before() -> None:
    early = procedures.catalogue(on=date(2025, 1, 1))
    gone = set(entries()) - set(early)
    assert {"specified_card", "specified_sp_certificate", "mn_return_replacement"} <= gone
    assert not any(entry.may_carry_specified_card for entry in early.values())
    assert early["renewal"].result.value is CardResult.ORDINARY_CARD
    assert "4,000 yen" in said(early["renewal"], "fee")
    assert "2026-06-14" in said(early["renewal"], "specified_card")


@settings(max_examples=12, deadline=None)
@given(st.dates(date(2012, 7, 9), date(2040, 1, 1)), st.sampled_from(["en", "ja"]))
def test_every_entry_speaks_on_every_day(on: date, lang: str) -> None:
    for key, entry in procedures.catalogue(on=on).items():
        assert entry.key == key
        text = entry.text(lang) + entry.explain(lang)
        assert "{" not in text
        assert "catalogue." not in text
        assert "None" not in text


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_every_entry_says_every_aspect_in_its_language(lang: str) -> None:
    for entry in entries().values():
        lines = entry.text(lang).splitlines()
        assert lines[0] == (entry.ja if lang == "ja" else entry.en)
        assert len(lines) == 1 + len(ASPECTS)
        if lang == "ja":
            found = re.findall(r"[a-z]{4,}", "\n".join(lines))
            assert found == [], entry.key


def test_everything_that_is_said_rests_on_something() -> None:
    for entry in entries().values():
        assert entry.basis, entry.key
        for name, answer in entry.aspects():
            if answer.value is not None:
                assert answer.basis, (entry.key, name)
        assert entry.evidence is min(answer.evidence for _, answer in entry.aspects() if answer.basis)


def test_fees_that_no_text_at_hand_sets_are_not_official() -> None:
    assert entries()["renewal"].fee.evidence < Evidence.OFFICIAL


def test_what_is_not_known_is_none() -> None:
    assert entries()["juki_move_out"].fee.value is None
    assert messages.text("law.unknown", "en") in entries()["juki_move_out"].text("en")
    assert entries()["mn_new"].may_be_filed_online is None


def test_an_entry_is_a_value() -> None:
    one = procedures.catalogue(on=ON, book=CURRENT.reading(Q12="after_expiry"))["renewal"]
    assert one == entries()["renewal"]
    assert hash(one) == hash(entries()["renewal"])


def test_a_moment_is_its_day_in_japan() -> None:
    late = datetime(2026, 6, 13, 20, tzinfo=UTC)
    assert "specified_card" in procedures.catalogue(on=late)


@pytest.mark.parametrize(
    ("on", "error"),
    [
        (date(2012, 7, 8), NotInForceError),
        (date.min, NotInForceError),
        (datetime(2026, 6, 14), NaiveDatetimeError),  # noqa: DTZ001
        ("2026-06-14", PeriodError),
        (None, PeriodError),
    ],
)
def test_days_that_are_none(on: date, error: type[TokuteiError]) -> None:
    with pytest.raises(error):
        procedures.catalogue(on=on)


def test_a_book_that_is_none() -> None:
    with pytest.raises(FactsError):
        procedures.catalogue(on=ON, book="law")  # type: ignore[arg-type]


def test_the_last_day_of_the_calendar() -> None:
    assert set(procedures.catalogue(on=date.max)) == set(entries())


def test_the_catalogue_cannot_be_changed() -> None:
    with pytest.raises(TypeError):
        entries()["x"] = entries()["renewal"]  # type: ignore[index]
    assert pickle.loads(pickle.dumps(Timing.ANY_TIME)) is Timing.ANY_TIME  # noqa: S301
