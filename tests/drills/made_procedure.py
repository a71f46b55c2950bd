"""Procedures that may carry an application for a specified card, made in a copy of the package.

The reissuance after a loss, which exists, newly may: one place. ``example_procedure`` is wholly new: three places.
"""

from __future__ import annotations

import sys
import tomllib
from pathlib import Path
from typing import Any

FIRST_DAY = "2028-04-01"
MEMBER = '''    EXAMPLE = "example_procedure", "架空手続", "example procedure"
    """Synthetic, from 2028-04-01."""
'''
ROW = """    yield Row(
        subject=_P.EXAMPLE,
        result=_R.NEW_CARD,
        cites=cited("326CO0000000319@2028-04-01:19-13-2:1?"),
        ids=("EXAMPLE",),
        papers=(Paper.PHOTO,),
        since=date(2028, 4, 1),
        evidence=Evidence.INFERRED,
    )
"""
CHANGED = {
    ("routes", "procedures.bureau_card"): ("example_procedure", "card_reissue_loss"),
    ("routes", "counter_procedures"): ("example_procedure",),
    ("offices", "competence.card"): ("example_procedure",),
    ("fees", "free_procedures"): ("example_procedure",),
}
"""Lists of the law, with what is added to each."""


def newest(package: Path, topic: str, key: str) -> Any:
    node: Any = tomllib.loads((package / "data" / "rules" / f"{topic}.toml").read_text("utf-8"))
    for part in key.split("."):
        node = node[part]
    return node[-1]["value"]


def written(value: object) -> str:
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {written(one)}" for key, one in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(map(written, value)) + "]"
    return f'"{value}"'


def reform(package: Path, *, only: str = "") -> None:
    """The one place of what the law says: a table of the law that says it."""
    text = "# Synthetic.\n"
    for (topic, key), added in CHANGED.items():
        value = newest(package, topic, key)
        listed = value["procedures"] if isinstance(value, dict) else value
        listed += [one for one in added if not only or one == only]
        text += f"\n[[{topic}.{key}]]\nsince = {FIRST_DAY}\nvalue = {written(value)}\n"
        text += f'cite = "326CO0000000319@{FIRST_DAY}:19-15-2:1:1?"\nevidence = "inferred"\nchecked_on = 2026-11-21\n'
        if only:
            break
    (package / "data" / "rules" / "reforms" / "example.toml").write_text(text, "utf-8")


def procedure(package: Path) -> None:
    """The two places of a new procedure besides: its words, its row in the catalogue."""
    words = package / "vocabulary" / "procedures.py"
    words.write_text(words.read_text("utf-8").rstrip("\n") + "\n" + MEMBER, "utf-8")
    rows = package / "procedures" / "listing" / "rows_of_residents.py"
    text = rows.read_text("utf-8")
    before = "    yield Row(\n        subject=_P.EXCHANGE,"
    text = text.replace(before, ROW + before)
    text = text.replace("from typing import Final\n", "from datetime import date\nfrom typing import Final\n")
    text = text.replace(
        "from tokutei.procedures", "from tokutei.law import Evidence\nfrom tokutei.procedures", 1
    )
    rows.write_text(text, "utf-8")


if __name__ == "__main__":
    where, what = Path(sys.argv[1]), sys.argv[2]
    if what == "existing":
        reform(where, only="card_reissue_loss")
    else:
        reform(where)
        procedure(where)
