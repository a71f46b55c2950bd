"""New statuses of residence, made in a copy of the package: the three places that a status has.

``example_trade`` stands in appended table 1-2: work within its activity. ``example_study`` stands in 1-4: none.
"""

from __future__ import annotations

import csv
import io
import sys
from pathlib import Path

MEMBERS = '''    EXAMPLE_TRADE = "example_trade", "架空業務", "Example Trade", "架業"
    """Synthetic, from 2028-04-01."""
    EXAMPLE_STUDY = "example_study", "架空研究生", "Example Study"
    """Synthetic, from 2028-04-01."""
'''
RULES = """# Synthetic.
[[statuses.periods.example_trade]]
since = 2028-04-01
value = ["P3Y", "P1Y"]
cite = "356M50000010054:T2:架空業務?"
evidence = "inferred"
checked_on = 2026-11-21

[[statuses.periods.example_study]]
since = 2028-04-01
value = ["P1Y", "P6M"]
cite = "356M50000010054:T2:架空研究生?"
evidence = "inferred"
checked_on = 2026-11-21
"""
FIRST_DAY = "2028-04-01"
ALIKE = {"example_trade": "nursing_care", "example_study": "trainee"}
"""The row that is written again, with other words, periods and first day."""
CHANGED = {
    "example_trade": {"name_ja": "架空業務", "name_en": "Example Trade", "periods_iso": "P3Y|P1Y"},
    "example_study": {"name_ja": "架空研究生", "name_en": "Example Study", "periods_iso": "P1Y|P6M"},
}


def vocabulary(path: Path) -> None:
    """First place: the words."""
    text = path.read_text("utf-8")
    path.write_text(text.rstrip("\n") + "\n" + MEMBERS, "utf-8")


def table(path: Path) -> None:
    """Second place: the row with its appended table, card and work."""
    rows = list(csv.DictReader(io.StringIO(path.read_text("utf-8-sig"), newline="")))
    new = []
    for key, model in ALIKE.items():
        (like,) = (row for row in rows if row["key"] == model)
        row = like | {"key": key, "in_force_from": FIRST_DAY, "chip_C9_code": ""} | CHANGED[key]
        row["max_period_iso"] = row["periods_iso"].split("|")[0]
        new.append(row)
    written = io.StringIO(newline="")
    csv.DictWriter(written, list(rows[0]), lineterminator="\n").writerows(new)
    path.write_text(path.read_text("utf-8").rstrip("\n") + "\n" + written.getvalue(), "utf-8")


def rules(path: Path) -> None:
    """Third place: what the law that brings them says, dated and cited, of whatever topic."""
    path.write_text(RULES, "utf-8")


if __name__ == "__main__":
    package = Path(sys.argv[1])
    vocabulary(package / "vocabulary" / "statuses.py")
    table(package / "data" / "statuses.csv")
    rules(package / "data" / "rules" / "reforms" / "example.toml")
