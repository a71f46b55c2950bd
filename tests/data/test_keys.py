"""Keys of the tables and words of the vocabulary, compared both ways."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping

import pytest

from tokutei import vocabulary
from tokutei.data import read_csv
from tokutei.vocabulary import Word

EVERY = "*"
KEYS = read_csv("keys.csv")
COLUMNS = sorted({(row["table"], row["column"]) for row in KEYS})
IDENTICAL = [(row["table"], row["column"], row["vocabulary"]) for row in KEYS if row["key"] == EVERY]
TRANSLATED = [pair for pair in COLUMNS if pair not in {(table, column) for table, column, _ in IDENTICAL}]


def keys_of(table: str, column: str) -> set[str]:
    """Return the keys that a column of a table uses; the chip's fields have their codes in one cell."""
    if table == "chip_fields":
        cells = [row["values"] for row in read_csv("chip_fields.csv") if row["field"] == column]
        return {value.split()[0] for cell in cells for value in cell.split("|")}
    return {key for row in read_csv(f"{table}.csv") for key in row[column].split("|") if key}


def vocabulary_of(name: str) -> type[Word]:
    kind = getattr(vocabulary, name)
    assert isinstance(kind, type)
    assert issubclass(kind, Word)
    return kind


def mapped() -> Mapping[tuple[str, str], Mapping[str, list[Mapping[str, str]]]]:
    found: dict[tuple[str, str], dict[str, list[Mapping[str, str]]]] = defaultdict(lambda: defaultdict(list))
    for row in KEYS:
        found[row["table"], row["column"]][row["key"]].append(row)
    return found


def test_the_columns_that_are_mapped() -> None:
    assert [".".join(pair) for pair in COLUMNS] == [
        "chip_fields.sex",
        "chip_fields.work_restriction",
        "employer_deadlines.form_key",
        "employer_report_fields.field",
        "employer_report_fields.required_when",
        "fee_exemptions.applies_to",
        "fees.channel",
        "fees.procedure_key",
        "job_scope.scope",
        "job_scope.status_key",
        "municipalities.kind",
        "offices.level",
        "online_procedures.procedure",
        "period_history.status_ja",
        "standard_processing_periods.procedure",
        "statuses.appended_table",
        "statuses.chip_CC",
        "statuses.estat_api_code",
        "statuses.estat_tabledata_code",
        "statuses.key",
        "statuses.mid_long_term_resident",
        "statuses.period_rule",
        "statuses.residence_card",
        "statuses.specified_card_possible",
        "statuses.work_class",
    ]


@pytest.mark.parametrize(("table", "column", "kind"), IDENTICAL)
def test_a_column_of_words_uses_every_word_and_no_other(table: str, column: str, kind: str) -> None:
    assert keys_of(table, column) == {member.value for member in vocabulary_of(kind)}


@pytest.mark.parametrize(("table", "column"), TRANSLATED)
def test_every_key_is_mapped_and_every_mapped_key_is_used(table: str, column: str) -> None:
    rows = mapped()[table, column]
    assert keys_of(table, column) <= set(rows)
    for key in set(rows) - keys_of(table, column):
        assert all(row["note"] for row in rows[key]), f"{key} is in no row and says no reason"


@pytest.mark.parametrize("row", KEYS, ids=lambda row: f"{row['table']}.{row['column']}.{row['key']}")
def test_every_mapped_value_is_a_member(row: Mapping[str, str]) -> None:
    if row["vocabulary"]:
        kind = vocabulary_of(row["vocabulary"])
        assert row["value"] == EVERY or row["value"] in {member.value for member in kind}
    else:
        assert row["value"] == ""
        assert row["note"]


def test_no_row_is_there_twice() -> None:
    said = Counter((row["table"], row["column"], row["key"], row["vocabulary"], row["value"]) for row in KEYS)
    assert said.most_common(1)[0][1] == 1


@pytest.mark.parametrize("column", ["estat_api_code", "estat_tabledata_code"])
def test_codes_of_the_statistics_mean_the_status_of_their_row(column: str) -> None:
    for row in read_csv("statuses.csv"):
        if row[column]:
            (found,) = mapped()["statuses", column][row[column]]
            assert found["value"] == row["key"]


def test_names_in_the_history_of_periods_mean_statuses_that_begin_with_them() -> None:
    for name, rows in mapped()["period_history", "status_ja"].items():
        statuses = [vocabulary.StatusOfResidence(row["value"]) for row in rows]
        assert all(status.ja.startswith(name) for status in statuses)
        assert len(statuses) == (1 if statuses[0].ja == name else len(statuses))


def test_every_table_that_names_an_office_names_one_that_exists() -> None:
    offices = {row["office_key"] for row in read_csv("offices.csv")}
    for table in ("municipalities.csv", "prefectures.csv"):
        for row in read_csv(table):
            assert {row["bureau_key"], row["district_bureau_key"]} - {""} <= offices
