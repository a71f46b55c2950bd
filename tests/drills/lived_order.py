"""What must be so once ``made_order`` was run; run with the changed copy first on the path."""

from __future__ import annotations

from datetime import date, timedelta

from tokutei import messages
from tokutei.ask import ask, changes
from tokutei.audit.cited import cited_in_code
from tokutei.procedures import catalogue

FIRST_DAY = date(2028, 4, 1)
DAY_BEFORE = FIRST_DAY - timedelta(days=1)


def fee(channel: str, on: date) -> int:
    facts = {"procedure": "renewal", "channel": channel, "granted_period": "P3Y", "filed": on}
    return int(ask("fees", facts, on=on).value.fee_jpy)


if __name__ == "__main__":
    before = {channel: fee(channel, DAY_BEFORE) for channel in ("counter", "online")}
    after = {channel: fee(channel, FIRST_DAY) for channel in ("counter", "online")}
    assert after == {"counter": 7200, "online": 6900}
    assert before["counter"] > after["counter"]
    assert "7,200 yen" in messages.render(catalogue(on=FIRST_DAY)["renewal"].fee.value, "en")
    assert "7,200 yen" not in messages.render(catalogue(on=DAY_BEFORE)["renewal"].fee.value, "en")
    announced = {change.rule.key for change in changes(FIRST_DAY, FIRST_DAY)}
    assert announced == {"permission.renewal.counter", "permission.renewal.online"}
    assert any(str(cite) == "410CO0000000178@2028-04-01:25?" for cite, _ in cited_in_code())
