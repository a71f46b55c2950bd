"""What the rows of the tables cite: in form, beside the rules, and in the law texts themselves."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any, Final

import pytest

from tests.data.cited import REMARKS, SOURCES, in_row, in_rows, of_the_whole, words
from tokutei.audit.figures import kanji
from tokutei.data import read_csv, read_toml, tables
from tokutei.law import Citation
from tokutei.vocabulary import StatusOfResidence

NAMES_A_PROVISION: Final = re.compile(r"(?:art\.|Act|Order|Reg\.|[Tt]able) *[0-9]|[0-9]{3}[A-Z0-9]{12}")
REST_ON_NO_PROVISION: Final = {
    "municipal/J-LIS fee",
    "own appearance required; ISA Q5-2",
    "kind alone does not settle it: facts or criteria outside the Act text",
    "not in force before 2027-04-01",
}
IN_FORCE: Final = date(2026, 6, 14)
"""The first day of the text in force that is at hand."""


@pytest.mark.parametrize("name", [name for name in SOURCES if name.endswith(".csv")])
def test_every_citation_is_written_as_it_is_read(name: str) -> None:
    for row in read_csv(name):
        cites = in_row(row)
        assert [str(Citation.parse(cite)) for cite in cites] == cites
        assert len(set(cites)) == len(cites)


@pytest.mark.parametrize(("table", "column"), REMARKS.items())
def test_rows_that_name_a_provision_cite_one(table: str, column: str) -> None:
    rows = read_csv(f"{table}.csv")
    assert all(row["cites"] for row in rows if NAMES_A_PROVISION.search(row[column]))
    assert {row[column] for row in rows if not row["cites"]} <= REST_ON_NO_PROVISION


def test_what_names_a_provision() -> None:
    said = ("Order 3-3(1)", "Act art.67", "Reg. 25", "(table 1-2 技能実習)", "403AC0000000071 3-5")
    assert all(map(NAMES_A_PROVISION.search, said))
    assert not any(map(NAMES_A_PROVISION.search, REST_ON_NO_PROVISION))


def test_fees_cite_the_text_of_their_days() -> None:
    for row in tables.fee_rows():
        for cite in row.cites:
            if row.until and row.until < IN_FORCE:
                assert (cite.as_of, cite.unseen) in {(row.since, True), (row.until, False)}
            else:
                ahead = row.since > IN_FORCE
                assert (cite.as_of, cite.unseen) == (row.since if ahead else None, ahead)


# --- Beside the rules ----------------------------------------------------------------------------

BY_CHANNEL: Final = {
    "change",
    "renewal",
    "permanent_residence",
    "reentry_single",
    "reentry_multiple",
    "work_certificate",
}
RULES: Final[Mapping[str, tuple[str, ...]]] = {
    "registered_traveller_card": ("other.registered_traveller_card",),
    "registered_traveller_card_reissue": ("other.registered_traveller_card_reissue",),
    "refugee_travel_document": ("other.refugee_travel_document",),
    "support_org_registration": ("other.support_org_registration",),
    "support_org_renewal": ("other.support_org_renewal",),
    "card_exchange_on_request": ("exchange",),
    "specified_card_issue": ("specified_card",),
    "specified_card_issue_express": ("express_card.municipality",),
    "change_with_specified_card": ("specified_addition", "specified_addition_procedures"),
    "renewal_with_specified_card": ("specified_addition", "specified_addition_procedures"),
    "permanent_residence_with_specified_card": ("specified_addition_procedures",),
    "sp_permanent_certificate_exchange": ("spr_exchange",),
    "specified_sp_permanent_certificate": ("spr_specified_card",),
    "specified_sp_permanent_certificate_express": ("express_card.spr_municipality",),
    "statutory_cap_change_renewal": ("ceiling.change", "ceiling.renewal"),
    "statutory_cap_permanent": ("ceiling.permanent_residence",),
    "coe": ("free_others",),
    "other_activity": ("free_permissions",),
    "acquisition": ("free_permissions",),
    "card_item_change": ("free_procedures",),
    "card_validity_renewal": ("free_procedures",),
    "card_reissue_loss": ("free_procedures",),
    "address_notification": ("free_procedures",),
}
"""The rules that know the same amount, for what does not depend on the channel."""


def rules_of(row: tables.FeeRow) -> tuple[str, ...]:
    if row.condition.startswith("reduced"):
        return (f"reduced.{row.procedure}",)
    if row.condition.startswith("holds a specified card"):
        return (*RULES[row.procedure], "specified_addition_waived_before")
    if row.procedure in BY_CHANNEL:
        channels = ("counter", "online") if row.channel == "any" else (row.channel,)
        return tuple(f"permission.{row.procedure}.{channel}" for channel in channels)
    return RULES[row.procedure]


def versions_of(rule: str) -> list[Mapping[str, Any]]:
    found: Any = read_toml("rules/fees.toml")
    for part in rule.split("."):
        found = found.get(part, {})
    return list(found)


TODAY_WRITTEN: Final = {
    "410CO0000000178@2016-11-01:7::10?": "410CO0000000178:25:1:10",  # its number of today
    "326CO0000000319@1982-01-01:67?": "326CO0000000319:67",
}
"""Where the rules begin with an old text, and the row, being in force still, cites that in force."""


def test_fees_cite_what_the_rules_cite() -> None:
    for row in tables.fee_rows():
        if row.procedure == "mynumber_card_reissue":  # the notes name no provision
            continue
        same_day = [
            Citation.parse(version["cite"])
            for rule in rules_of(row)
            for version in versions_of(rule)
            if version["since"] == row.since
        ]
        assert same_day, row
        cited = {str(replace(cite, sentence="")) for cite in same_day}
        assert {TODAY_WRITTEN.get(cite, cite) for cite in cited} <= set(map(str, row.cites)), row


def fee_rules(node: object) -> Iterator[Citation]:
    if isinstance(node, Mapping):
        for below in node.values():
            yield from fee_rules(below)
    else:
        assert isinstance(node, list)
        yield from (Citation.parse(version["cite"]) for version in node)


def within(cite: Citation, other: Citation) -> bool:
    return f"{replace(cite, sentence='')}:".startswith(f"{other}:")


def test_exemptions_cite_what_the_rules_cite() -> None:
    rules = read_toml("rules/fees.toml")
    rows = set(in_rows("fee_exemptions.csv"))
    exempting = [*fee_rules(rules["exempt"]), *fee_rules(rules["exempt_after"])]
    assert [cite for cite in exempting if not any(within(cite, row) for row in rows)] == []
    every = {*fee_rules(rules)}
    # Besides: the applications for which no fee is added, and the paragraph on the card's own fee.
    assert {str(row) for row in rows if not any(within(cite, row) for cite in every)} == {
        "326CO0000000319:22:1",
        "326CO0000000319:19-15-2:12",
    }


def test_jobs_cite_the_activity_of_their_status() -> None:
    statuses = tables.status_rows()
    for row in read_csv("job_scope.csv"):
        status = StatusOfResidence(row["status_key"])
        cites = list(map(Citation.parse, row["cites"].split()))
        if named := [cite for cite in cites if cite.table.startswith("1-")]:
            # What somebody transferred within a company may do is said by the row of the specialists.
            own = named[0].row == "技術・人文知識・国際業務" and status.value == "intra_company_transferee"
            assert own or (
                named[0].table == statuses[status].appended_table.value and status.ja.startswith(named[0].row)
            )


# --- In the law texts ----------------------------------------------------------------------------


CITED: Final = sorted(
    {str(cite) for table in REMARKS for cite in in_rows(f"{table}.csv") if not cite.unseen}
    | {str(cite) for name in SOURCES for cite in of_the_whole(name)}
)


@pytest.mark.shared
@pytest.mark.parametrize("cite", CITED)
def test_what_a_table_cites_stands_in_the_law(cite: str) -> None:
    assert words(Citation.parse(cite)).strip()


@pytest.mark.shared
@pytest.mark.parametrize("cite", ["326CO0000000319:T1-1:医療", "326CO0000000319:T1-5:留学"])
def test_a_row_of_another_table_is_found_out(cite: str) -> None:
    assert words(Citation.parse(cite)) == ""


@pytest.mark.shared
def test_every_amount_stands_in_what_its_row_cites() -> None:
    for row in tables.fee_rows():
        at_hand = [words(cite) for cite in row.cites if not cite.unseen]
        added_up = row.procedure.endswith("_with_specified_card")
        if row.amount_jpy and at_hand and not added_up:
            assert any(f"{kanji(row.amount_jpy)}円" in said for said in at_hand), row
