"""The program of the app developer, as the design drafts it, prints what its comments say."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

import tokutei as tk
from tokutei.law import Verdict

PROGRAM = """
from datetime import date
import tokutei as tk

today = date(2026, 9, 1)
anh = tk.Facts(                      # what a person can read off two cards; what nobody knows stays out
    born=date(1994, 5, 2), nationality="VNM", municipality="131016",   # where the resident register records them
    status=tk.StatusOfResidence.find("技人国"), stay_until=date(2026, 10, 31),
    card=tk.CardFacts(form=tk.CardForm.FORM_2012, issued_on=date(2023, 10, 20), valid_until=date(2026, 10, 31)),
    my_number_card=tk.MyNumberCardFacts(valid_until=date(2026, 10, 31)),
)
now = tk.Situation.of(anh, on=today)

wish = tk.FileExtension(on=today, channel=tk.Channel.ONLINE, specified_card=True)
print(tk.judge(now, wish).text("ja"))             # refused, why, by which provision, what would work

filed = tk.apply(now, wish.at(channel=tk.Channel.COUNTER))
for duty in tk.duties(filed.after, on=today):
    print(duty.due_on, duty.text("en"), duty.cite)

later = tk.advance(filed.after, to=date(2026, 11, 1)).after
print(later.residence)                            # valid until 2026-12-31 (special period)
print(later.my_number)                            # lapsed on 2026-11-01: nobody asked the municipality in time
"""

PRINTED = """\
できません。
特定在留カードは、本人又は代わりに手続できる人が窓口で申請します。オンラインや郵送ではできません。（入管法第19条の15の2第1項、入管法施行規則第61条の3第1項）
次のようにすればできます：地方出入国在留管理局の窓口で申請してください。
None hand in the separate Individual Number Card by delivery: regional immigration services bureau, \
by the time the new card is handed over (My Number Act art. 18-5(8), first sentence) \
(Citation('425AC0000000027:18-5:8#first'),)
valid until 2026-12-31 (special period)
lapsed on 2026-11-01 (expired)
"""


def run(program: str) -> dict[str, object]:
    names: dict[str, object] = {}
    exec(compile(program, "<the program of the app developer>", "exec"), names)  # noqa: S102 - our own text
    return names


def test_the_program_prints_what_its_comments_say(capsys: pytest.CaptureFixture[str]) -> None:
    run(PROGRAM)
    assert capsys.readouterr().out == PRINTED


def test_what_it_holds_is_what_it_prints() -> None:
    names = run(PROGRAM)
    now, wish, later = names["now"], names["wish"], names["later"]
    assert isinstance(now, tk.Situation)
    assert isinstance(wish, tk.FileExtension)
    assert isinstance(later, tk.Situation)
    refused = tk.judge(now, wish)
    assert refused.verdict is Verdict.REFUSED
    assert [reason.code for reason in refused.reasons] == ["appearance_required"]
    assert [what.code for what in refused.instead] == ["instead_counter"]
    assert "Immigration Act art. 19-15-2(1)" in refused.text("en")
    assert later.residence.text("ja") == "2026年12月31日まで有効（特例期間）"
    assert later.my_number.text("ja") == "2026年11月1日に失効（有効期間の満了）"
    assert later.my_number.lapsed_on == date(2026, 11, 1)


def test_the_filing_warns_of_both_ends() -> None:
    names = run(PROGRAM)
    filed = names["filed"]
    assert isinstance(filed, tk.Outcome)
    assert [one.code for one in filed.warnings] == ["my_number_not_extended", "delivery_before_special_end"]
    assert [one.until for one in filed.warnings] == [date(2026, 10, 31), date(2026, 12, 31)]
    assert "Ask the municipality" in filed.warnings[0].text("en")
    assert "2026年12月31日" in filed.warnings[1].text("ja")


@pytest.mark.shared
def test_the_program_is_the_one_of_the_design() -> None:
    drafts = Path(__file__).resolve().parents[3] / "shared" / "design" / "readme-drafts.md"
    blocks = drafts.read_text("utf-8").split("```python\n")
    assert blocks[1].partition("```")[0].strip() == PROGRAM.strip()
