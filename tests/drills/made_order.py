"""Fees by a new order, made in a copy of the package: one table."""

from __future__ import annotations

import sys
from pathlib import Path

ORDER = """# Synthetic: fees by a new cabinet order.

[[fees.permission.renewal.counter]]
since = 2028-04-01
value = 7200
cite = "410CO0000000178@2028-04-01:25?"
evidence = "inferred"
checked_on = 2026-11-21

[[fees.permission.renewal.online]]
since = 2028-04-01
value = 6900
cite = "410CO0000000178@2028-04-01:25?"
evidence = "inferred"
checked_on = 2026-11-21
"""

if __name__ == "__main__":
    (Path(sys.argv[1]) / "data" / "rules" / "reforms" / "example.toml").write_text(ORDER, "utf-8")
