"""Edits to the researched law texts, each reported in its class with the rules that rest on it, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Final

import pytest

from tests.audit.law_folder import SHARED_LAW
from tokutei.audit import Drift, DriftKind, UseKind, drift, provisions, read_folder
from tokutei.audit.tables import known_texts
from tokutei.audit.texts import Ending, Folder
from tokutei.audit.units import parse

pytestmark = pytest.mark.shared

ACT: Final = "326CO0000000319"
REGULATION: Final = "356M50000010054"
ORDER: Final = "410CO0000000178"
SPECIAL: Final = "403AC0000000071"
JPKI: Final = "415M60000008120"
REGISTER: Final = "342AC0000000081"
NUMBER_ORDER: Final = "426CO0000000155"
LABOUR: Final = "341M50002000023"

WHOLE: Final = "-"
"""The law as a whole, which is cited without a place."""

Change = Callable[[str], str]


def within(heading: str, old: str, new: str) -> Change:
    """Replace words that stand once in an article of the law itself."""

    def change(text: str) -> str:
        start = text.index(f"**{heading}")
        after = re.compile(r"^(?:\*\*第|#)", re.MULTILINE).search(text, start + 2)
        end = after.start() if after else len(text)
        article = text[start:end]
        assert article.count(old) == 1, (heading, old, article.count(old))
        return text[:start] + article.replace(old, new) + text[end:]

    return change


def once(old: str, new: str) -> Change:
    """Replace words that stand once in the whole text."""

    def change(text: str) -> str:
        assert text.count(old) == 1, (old, text.count(old))
        return text.replace(old, new)

    return change


def both(*changes: Change) -> Change:
    """Make several changes one after the other."""

    def change(text: str) -> str:
        for one in changes:
            text = one(text)
        return text

    return change


def without(heading: str) -> Change:
    """Take an article out."""

    def change(text: str) -> str:
        start = text.index(f"**{heading}")
        after = re.compile(r"^(?:\*\*第|#)", re.MULTILINE).search(text, start + 2)
        assert after
        return text[:start] + text[after.start() :]

    return change


@dataclass(frozen=True, slots=True)
class Edit:
    """A change of one law text, and what drift is to say of it."""

    name: str
    law: str
    change: Change
    changed: str = ""
    """Places of the law whose words are others, set apart by blanks; ``*`` behind one means all that are cited below."""
    moved: str = ""
    vanished: str = ""
    around: str = ""
    """Places whose words are as they were, in an article or table that has changed; those above left out."""
    rules: str = ""
    """Rules that rest on what has changed, moved or vanished."""
    figures: str = ""
    """Figures that rules quote and the words no longer hold."""


def places(law: str, written: str) -> set[str]:
    """Return the citations that a list of places means."""
    found: set[str] = set()
    seen = [str(row.cite) for row in provisions().values() if row.is_seen and row.cite.as_of is None]
    for place in written.split():
        head = law if place == WHOLE else f"{law}{place}" if place.startswith("@") else f"{law}:{place}"
        if not place.endswith("*"):
            assert head in seen, head
            found.add(head)
            continue
        head = head.removesuffix("*")
        below = {cite for cite in seen if cite == head or cite.startswith((f"{head}:", f"{head}#"))}
        assert below, head
        found |= below
    return found


@cache
def texts() -> Folder:
    return read_folder(SHARED_LAW)


def drifted(law: str, change: Change) -> Drift:
    """Return what drift says when one text in force is another."""
    content = (SHARED_LAW / f"{law}.md").read_text("utf-8")
    folder = texts()
    text = folder.texts[law, None]
    body = parse(change(content.split("---\n", 2)[2]))
    return drift(replace(folder, texts={**folder.texts, text.key: replace(text, body=body)}))


def of(found: Drift, kind: DriftKind) -> set[str]:
    return {str(one.cite) for one in found.of(kind)}


def rules_of(found: Drift) -> set[str]:
    touched = (one for one in found.findings if one.kind is not DriftKind.AROUND)
    return {name for one in touched for name in one.named(UseKind.RULE)}


EDITS: Final = (
    Edit(
        "fourteen days become thirty",
        ACT,
        within("第十九条の十二（", "十四日以内", "三十日以内"),
        changed="19-12:1",
        around="19-12:2",
        rules="deadlines.days.card_reissue_loss",
        figures="十四日以内",
    ),
    Edit(
        "three months become two",
        ACT,
        within("第十九条の十一（", "三月前", "二月前"),
        changed="19-11:1",
        around="19-11*",
        figures="有効期間の満了の日の三月前",
        rules="deadlines.terms.card_validity_renewal routes.renewal_needs_own_end windows.renewal_months.resident.ordinary",
    ),
    Edit(
        "the tenth birthday becomes the ninth",
        ACT,
        within("第十九条の五（", "十回目の誕生日", "九回目の誕生日"),
        changed="19-5:1 19-5:1:1",
        around="19-5:1:2 19-5:1:3 19-5:2",
        figures="十回目の誕生日",
        rules="validity.adult_ending validity.birthday_bound_statuses validity.birthdays_adult",
    ),
    Edit(
        "the special period becomes three months",
        ACT,
        within("第二十条（在留資格の変更）", "満了の日から二月", "満了の日から三月"),
        changed="20:6",
        around="20*",
        rules="special_period.longest_stay_without_special_period special_period.special_period_months special_period.special_period_procedures",
        figures="在留期間の満了の日から二月を経過する日",
    ),
    Edit(
        "a fee",
        ORDER,
        within("第二十五条（", "在留カードの交付千九百円", "在留カードの交付二千円"),
        changed="25 25:1:9",
        around="25:1:1 25:1:2 25:1:3 25:1:4 25:1:5 25:1:6 25:1:7 25:1:8 25:1:10 25:2",
        rules="fees.exchange",
        figures="在留カードの交付千九百円",
    ),
    Edit(
        "an article on fees is taken out",
        ORDER,
        without("第三条の三（"),
        vanished="3-3*",
        rules="fees.exempt.changed_number fees.exempt.damage fees.exempt.no_space fees.exempt.reentered fees.exempt_after.loss fees.exempt_after.withheld fees.express_card.municipality fees.specified_addition fees.specified_card fees.specified_card_waived_for_holders windows.same_day_exchange_free",
        figures="手数料の額は、千九百円（ 特定在留カードの交付を受ける場合にあっては、二千六百円）",
    ),
    Edit(
        "an article is put before a cited one: all behind it have other numbers",
        ACT,
        both(
            once("**第十九条の十二（", "**第十九条の十二の二（"),
            once(
                "**第十九条の十三（汚損等による在留カードの再交付）**",
                "**第十九条の十二の三（汚損等による在留カードの再交付）**",
            ),
        ),
        moved="19-12* 19-13*",
        rules="deadlines.days.card_reissue_loss deadlines.days.card_reissue_order routes.exchange_needs_reason windows.any_time.card_exchange windows.any_time.card_reissue_damage",
    ),
    Edit(
        "two paragraphs change places",
        SPECIAL,
        both(
            within("第十条（住居地の届出）", "**３**", "**８**"),
            within("第十条（住居地の届出）", "**２**", "**３**"),
            within("第十条（住居地の届出）", "**８**", "**２**"),
        ),
        moved="10:2 10:3",
        around="10:1 10:4 10:5",
        rules="deadlines.days.spr_address_change documents.submitted.spr_address_change",
    ),
    Edit(
        "a new item before cited ones",
        ACT,
        both(
            within("第十九条の十四（", "- 五　", "- 六の二　"),
            within("第十九条の十四（", "- 二　", "- 五　"),
            within("第十九条の十四（", "- 一　", "- 二　"),
            within("第十九条の十四（", "効力を失う。\n", "効力を失う。\n\n- 一　法務大臣が定めるとき。\n"),
        ),
        moved="19-14::1 19-14::2 19-14::5",
        around="19-14::3 19-14::4 19-14::6",
    ),
    Edit(
        "a new item behind cited ones",
        ACT,
        within("第十九条の十四（", "死亡したとき。", "死亡したとき。\n\n- 七　法務大臣が定めるとき。"),
        around="19-14*",
    ),
    Edit(
        "a new item before a cited one, in a paragraph that is cited as a whole",
        ACT,
        both(
            within("第十九条の十五の二（", "- 二　第二十条第二項", "- 三　第二十条第二項"),
            within("第十九条の十五の二（", "- 一　第十九条の十第一項", "- 二　第十九条の十第一項"),
            within(
                "第十九条の十五の二（",
                "- 二　第十九条の十第一項",
                "- 一　第十九条の七第一項の規定による届出\n\n- 二　第十九条の十第一項",
            ),
        ),
        changed="19-15-2:1",
        moved="19-15-2:1:1 19-15-2:1:2",
        around="19-15-2:2 19-15-2:3 19-15-2:4 19-15-2:5 19-15-2:6 19-15-2:7 19-15-2:8 19-15-2:9* 19-15-2:10* 19-15-2:11 19-15-2:12",
        rules="routes.continuing_needed routes.procedures.bureau_card routes.procedures.bureau_status routes.register_entry_needed validity.given.specified_card windows.plain_card_only.resident",
    ),
    Edit(
        "a chapeau",
        ACT,
        within("第十九条の十六（", "次の各号に掲げる在留資格をもつて", "次に掲げる在留資格をもつて"),
        changed="19-16 19-16::1 19-16::2 19-16::3",
        rules="deadlines.days.affiliation_notification statuses.affiliation.contract_statuses statuses.affiliation.organization_statuses statuses.affiliation.spouse_statuses",
    ),
    Edit(
        "the second of two sentences",
        ACT,
        within("第十九条の十三（", "在留カードの交換を希望するとき", "在留カードの交換を望むとき"),
        changed="19-13:1#second",
        around="19-13:1#first 19-13:2 19-13:3 19-13:4",
        rules="routes.exchange_needs_reason windows.any_time.card_exchange",
    ),
    Edit(
        "a proviso",
        ACT,
        within("第二十条（在留資格の変更）", "変更を希望する場合は", "変更を望む場合は"),
        changed="20:2#proviso",
        around="20*",
    ),
    Edit(
        "a paragraph is taken out",
        ACT,
        within("第二十六条の二（", "**３**　第一項の規定により", "**４**　第一項の規定により"),
        moved="26-2:3",
        around="26-2*",
    ),
    Edit(
        "words are deleted and the number is kept",
        ACT,
        within(
            "第十九条の十五（",
            "**３**　在留カードの交付を受けた中長期在留者は、",
            "**３**　削除\n\n**５**　在留カードの交付を受けた中長期在留者は、",
        ),
        moved="19-15:3",
        around="19-15:1 19-15:2 19-15:4",
        rules="deadlines.days.return_card__found",
    ),
    Edit(
        "a caption",
        ACT,
        once("**第十九条の十五（在留カードの返納）**", "**第十九条の十五（カードの返納）**"),
        around="19-15*",
    ),
    Edit(
        "a sub-item",
        ORDER,
        once("- イ　経過滞在者又は一時庇護許可者", "- イ　経過滞在者"),
        changed="@410CO0000000178:7::2 @410CO0000000178:7::2:a",
        around="@410CO0000000178:7::1 @410CO0000000178:7::2:b",
        rules="fees.exempt_after.from_transit",
    ),
    Edit(
        "transitional provisions of an amending act",
        ACT,
        once(
            "**３**　施行日前に交付された有効期間の満了の日が十六歳の誕生日の前日とされている",
            "**３**　施行日前に交付された有効期間の満了の日が十七歳の誕生日の前日とされている",
        ),
        changed="@506AC0000000059:2:3",
        around="@506AC0000000059:2:1 @506AC0000000059:2:2",
        rules="validity.birthdays_eve_card validity.eve_card_age",
        figures="十六歳の誕生日の前日とされている",
    ),
    Edit(
        "a block of supplementary provisions is put before all others",
        ACT,
        lambda text: text.replace(
            "## 附則\n", "## 附則\n\nこの法律は、公布の日から施行する。\n\n## 附則\n", 1
        ),
    ),
    Edit(
        "a block of supplementary provisions is added at the end",
        SPECIAL,
        lambda text: f"{text}\n## 附則\n\nこの法律は、令和十年四月一日から施行する。\n",
    ),
    Edit(
        "supplementary provisions that an order has for itself",
        "423CO0000000420",
        once(
            "**第三条（特定特別永住者証明書の交付に係る手数料に係る特例）**",
            "**第四条（特定特別永住者証明書の交付に係る手数料に係る特例）**",
        ),
        moved="@423CO0000000420:3*",
        rules="fees.exempt.spr_permission fees.exempt_after.spr_new fees.exempt_after.spr_new_address",
    ),
    Edit(
        "a row of an appended table",
        REGULATION,
        once("| 留学 | 四年三月を超えない", "| 留学 | 五年を超えない"),
        changed="T2 T2:留学",
        around="T2*",
        rules="statuses.periods.student",
        figures="四年三月を超えない範囲内で",
    ),
    Edit(
        "a row is added",
        REGULATION,
        once("| 教授 | 五年、三年、一年又は三月 |", "| 助教 | 一年 |\n| 教授 | 五年、三年、一年又は三月 |"),
        changed="T2",
        around="T2*",
    ),
    Edit(
        "a row is taken out",
        REGULATION,
        once("| 教授 | 五年、三年、一年又は三月 |\n", ""),
        changed="T2",
        vanished="T2:教授",
        around="T2*",
        rules="statuses.periods.professor",
        figures="五年、三年、一年又は三月",
    ),
    Edit(
        "a row of the tables of the act",
        ACT,
        once("| 企業内転勤 | 本邦に本店", "| 企業内転勤 | 日本に本店"),
        changed="T1-2 T1-2:企業内転勤",
        around="T1-2*",
    ),
    Edit(
        "a certificate's birthdays",
        JPKI,
        within("第十三条（", "申請者の五回目", "申請者の六回目"),
        changed="13 13::1",
        around="13::2 13::3",
        rules="validity.early_replacement_months validity.signing_certificate_birthdays",
        figures="申請者の五回目",
    ),
    Edit(
        "the register",
        REGISTER,
        within("第三十条の四十七（", "十四日以内", "二十日以内"),
        changed="30-47#first",
        figures="十四日以内",
        rules="deadlines.days.juki_new_mlt offices.competence.register",
    ),
    Edit(
        "how the My Number function ends",
        NUMBER_ORDER,
        within("第十四条（", "返納されたとき。", "返されたとき。"),
        changed="14::13",
        around="14*",
    ),
    Edit(
        "the employer's report",
        LABOUR,
        within("第十二条（", "翌月十日", "翌月二十日"),
        changed="12:1",
        around="12:2",
        rules="deadlines.days.employer_report_leave__insured deadlines.next_month.employer_report_hire__insured",
        figures="翌月十日までに",
    ),
    Edit(
        "a law of paragraphs alone",
        "135AC1000000050",
        once("出生ノ日ヨリ", "出生ノ翌日ヨリ"),
        changed=WHOLE,
    ),
    Edit(
        "counting of months",
        "129AC0000000089",
        within(
            "第百四十三条（", "その起算日に応当する日の前日に満了する", "その起算日に応当する日に満了する"
        ),
        changed="143 143:2*",
    ),
    Edit(
        "holidays",
        "323AC1000000178",
        within("第三条", "休日とする。\n\n**２**", "休む日とする。\n\n**２**"),
        changed="3",
        around="3*",
    ),
    Edit(
        "a proviso is taken out",
        ACT,
        within(
            "第二十条（在留資格の変更）",
            "ただし、永住者の在留資格への変更を希望する場合は、第二十二条第一項の定めるところによらなければならない。",
            "",
        ),
        vanished="20:2#proviso",
        around="20*",
    ),
    Edit(
        "a third sentence",
        ACT,
        within("第十九条の十三（", "\n\n**２**", "法務省令で定める場合も、同様とする。\n\n**２**"),
        around="19-13*",
    ),
    Edit(
        "the second sentence becomes a paragraph",
        ACT,
        both(
            within("第十九条の十三（", "**４**", "**５**"),
            within("第十九条の十三（", "**３**", "**４**"),
            within("第十九条の十三（", "**２**", "**３**"),
            within(
                "第十九条の十三（",
                "在留カードの交付を受けた中長期在留者が、毀損",
                "\n\n**２**　在留カードの交付を受けた中長期在留者が、毀損",
            ),
        ),
        moved="19-13:1#second 19-13:2 19-13:3 19-13:4",
        around="19-13:1#first",
        rules="deadlines.days.card_reissue_order routes.exchange_needs_reason windows.any_time.card_exchange",
    ),
    Edit(
        "two articles are deleted together",
        ACT,
        both(
            without("第十九条の十三（"),
            without("第十九条の十二（"),
            once("**第十九条の十四（", "**第十九条の十二及び第十九条の十三**　削除\n\n**第十九条の十四（"),
        ),
        vanished="19-12* 19-13*",
        rules="deadlines.days.card_reissue_loss deadlines.days.card_reissue_order routes.exchange_needs_reason windows.any_time.card_exchange windows.any_time.card_reissue_damage",
        figures="十四日以内",
    ),
    Edit(
        "two items are deleted together",
        ACT,
        lambda text: re.sub(
            r"(?<=有効期間が満了したとき。\n\n)- 三　.*?\n\n- 四　.*?\n",
            "- 三及び四　削除\n",
            text,
            count=1,
            flags=re.DOTALL,
        ),
        vanished="19-14::3 19-14::4",
        around="19-14*",
    ),
    Edit(
        "supplementary provisions are amended, and a block is put before them",
        ORDER,
        both(
            once(
                "この政令の施行の日前に交付された在留カードを所持する中長期在留者が",
                "この政令の施行前に交付された在留カードを所持する中長期在留者が",
            ),
            lambda text: text.replace("## 附則\n", "## 附則\n\n新たな附則。\n\n## 附則\n", 1),
        ),
        changed="@507CO0000000423:2:2",
        rules="fees.specified_addition_waived_before",
    ),
    Edit("an article that nobody cites", ACT, once("**第七十条の二**", "**第七十条の二の二**")),
    Edit("a form", REGULATION, once("**別記第六十七号様式**", "**別記第六十七号の二様式**")),
    Edit("a chapter", ACT, once("### 第九章　罰則", "### 第十章　罰則")),
    Edit(
        "supplementary provisions that nobody cites",
        REGULATION,
        once("令和元年七月二十四日から施行する", "令和元年七月二十五日から施行する"),
    ),
    Edit("white space", ACT, lambda text: text.replace("、", "、　", 500)),
)


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: edit.name)
def test_every_edit_is_reported_in_its_class(edit: Edit) -> None:
    found = drifted(edit.law, edit.change)
    wanted = {kind: places(edit.law, getattr(edit, kind.value)) for kind in DriftKind}
    wanted[DriftKind.AROUND] -= set().union(
        *(wanted[kind] for kind in DriftKind if kind is not DriftKind.AROUND)
    )
    for kind in DriftKind:
        assert of(found, kind) == wanted[kind], kind
    assert rules_of(found) == set(edit.rules.split())
    assert {figure for one in found.findings for _, figure in one.figures} == set(edit.figures.split())
    assert found.problems == ()


def test_there_are_at_least_thirty_edits_of_every_kind() -> None:
    touching = [edit for edit in EDITS if edit.changed or edit.moved or edit.vanished or edit.around]
    assert len(touching) >= 30
    assert len(EDITS) - len(touching) >= 6
    assert all(any(getattr(edit, kind.value) for edit in EDITS) for kind in DriftKind)


def test_an_article_that_moves_to_another_law_is_found_there() -> None:
    folder = texts()
    read = {law: (SHARED_LAW / f"{law}.md").read_text("utf-8").split("---\n", 2)[2] for law in (ACT, SPECIAL)}
    start = read[ACT].index("**第十九条の十二（")
    end = read[ACT].index("**第十九条の十三（")
    article = read[ACT][start:end]
    read[ACT] = read[ACT][:start] + read[ACT][end:]
    read[SPECIAL] = read[SPECIAL].replace("## 附則\n", f"{article}\n## 附則\n", 1)
    changed = dict(folder.texts)
    for law, body in read.items():
        changed[law, None] = replace(folder.texts[law, None], body=parse(body))
    found = drift(replace(folder, texts=changed))
    moved = {str(one.cite): [str(cite) for cite in one.moved_to] for one in found.of(DriftKind.MOVED)}
    assert moved == {f"{ACT}:19-12:{n}": [f"{SPECIAL}:19-12:{n}"] for n in (1, 2)}


@pytest.mark.parametrize("part", [0.3, 0.6, 0.9])
def test_every_text_that_ends_too_early_is_named(tmp_path: Path, part: float) -> None:
    """At the end of a line, too; and nothing behind its end is called vanished."""
    for path in SHARED_LAW.glob("*.md"):
        if "@" in path.name or path.name == "README.md":
            continue
        lines = path.read_text("utf-8").splitlines(keepends=True)
        (tmp_path / path.name).write_text("".join(lines[: max(20, int(len(lines) * part))]), "utf-8")
    (tmp_path / "supplements.csv").write_text((SHARED_LAW / "supplements.csv").read_text("utf-8"), "utf-8")
    found = drift(read_folder(tmp_path))
    named = {one.file for one in found.problems if one.code in {"cut_off", "no_provisions"}}
    assert named >= {f"{law}.md" for law, day in known_texts() if day is None and law != "135AC1000000050"}
    assert not [one for one in found.of(DriftKind.VANISHED) if not one.cite.amending]


def test_what_vanished_before_the_end_of_a_text_that_was_cut_off_is_told() -> None:
    content = (SHARED_LAW / f"{REGULATION}.md").read_text("utf-8").split("---\n", 2)[2]
    content = content.replace("| 教授 | 五年、三年、一年又は三月 |\n", "", 1)
    content = content[: content.rindex("**別記第八十四号様式**")]
    text = texts().texts[REGULATION, None]
    cut = replace(text, body=parse(content), ending=Ending(10, "**別記第八十三号様式**"))
    found = drift(replace(texts(), texts={**texts().texts, text.key: cut}))
    assert of(found, DriftKind.VANISHED) == {f"{REGULATION}:T2:教授"}
    assert [(one.code, one.detail) for one in found.problems] == [("cut_off", "0")]


def test_an_edit_is_found_in_a_folder_too(tmp_path: Path) -> None:
    for path in SHARED_LAW.iterdir():
        (tmp_path / path.name).symlink_to(path)
    edited = within("第十九条の十二（", "十四日以内", "三十日以内")(
        (SHARED_LAW / f"{ACT}.md").read_text("utf-8")
    )
    (tmp_path / f"{ACT}.md").unlink()
    (tmp_path / f"{ACT}.md").write_text(edited, "utf-8")
    found = drift(read_folder(tmp_path))
    assert of(found, DriftKind.CHANGED) == {f"{ACT}:19-12:1"}
    assert found.problems == ()
