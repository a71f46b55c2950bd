"""Rows of fees and the words of the law for them, which tests of fees share."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

from tokutei.data import read_csv
from tokutei.vocabulary import Channel, ProcedureKind

CHANGE, EXTENSION = ProcedureKind.CHANGE_OF_STATUS, ProcedureKind.EXTENSION_OF_STAY
PERMANENT, EXCHANGE = ProcedureKind.PERMANENT_RESIDENCE, ProcedureKind.EXCHANGE
COUNTER, ONLINE = Channel.COUNTER, Channel.ONLINE
OCTOBER: Final = date(2026, 10, 1)
"""The first day of the fees by length, which only secondary sources name."""

BEFORE, SINCE = date(2023, 10, 20), date(2026, 6, 20)
"""Issue days of a card of the form of 2012 and of one issued when specified cards were there."""

PROCEDURES: Final = {
    "change": CHANGE,
    "renewal": EXTENSION,
    "permanent_residence": PERMANENT,
    "card_exchange_on_request": EXCHANGE,
    "change_with_specified_card": CHANGE,
    "renewal_with_specified_card": EXTENSION,
    "permanent_residence_with_specified_card": PERMANENT,
    "specified_card_issue": EXCHANGE,
    "card_item_change": ProcedureKind.CARD_ITEM_CHANGE,
    "card_validity_renewal": ProcedureKind.CARD_RENEWAL,
    "card_reissue_loss": ProcedureKind.REISSUE_LOSS,
}
MONTHS: Final = {
    "granted period <= 3 months": (1, 3),
    "> 3 to 6 months": (4, 6),
    "> 6 months to < 1 year": (7, 11),
    "1 year": (12,),
    "> 1 to < 3 years": (13, 24, 35),
    "3 to < 5 years": (36, 59),
    ">= 5 years": (60, 61, 120),
}
CHANNELS: Final = {"counter": (COUNTER,), "online": (ONLINE,)}
ROWS: Final = [
    row
    for row in read_csv("fees.csv")
    if row["procedure_key"] in PROCEDURES and not row["condition"].startswith("reduced")
]


def channels(row: Mapping[str, str]) -> tuple[Channel, ...]:
    if row["channel"] != "any":
        return CHANNELS[row["channel"]]
    return (COUNTER, ONLINE) if row["procedure_key"] in {"change", "renewal"} else (COUNTER,)


def row_id(row: Mapping[str, str]) -> str:
    return f"{row['procedure_key']}-{row['channel']}-{row['effective_from']}-{row['condition']}"
