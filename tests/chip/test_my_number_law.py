"""The purposes and the cards without PINs, against the words of the law."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

import pytest

from tokutei.chip.my_number import PURPOSES, Pin, PinState, Purpose, checked_purpose
from tokutei.chip.my_number.pins import CARDS_WITHOUT_PINS, SPECIFIED_CARDS_HAVE_PINS, PinReport, PinStatus
from tokutei.errors import PurposeError
from tokutei.law import Citation

LAW: Final = Path(__file__).resolve().parents[3] / "shared" / "law"
NUMERALS: Final = [
    "一",
    "二",
    "三",
    "四",
    "五",
    "六",
    "七",
    "八",
    "九",
    "十",
    "十一",
    "十二",
    "十三",
    "十四",
    "十五",
    "十六",
    "十七",
]
PROVIDERS: Final = {
    Purpose.USE_AFFAIRS: "個人番号利用事務実施者が個人番号利用事務を処理するために",
    Purpose.RELATED_AFFAIRS: "個人番号関係事務実施者が個人番号関係事務を処理するために",
    Purpose.BY_THE_PERSON: "本人又はその代理人が個人番号利用事務等実施者に対し",
    Purpose.NEW_EMPLOYER: "当該一の使用者等が当該他の使用者等に対し",
    Purpose.IDENTITY_DATA: "機構が第十四条第二項の規定により",
    Purpose.RESIDENT_REGISTER: "住民基本台帳法第三十条の六第一項の規定その他",
    Purpose.INFORMATION_NETWORK: "当該情報提供者が情報提供ネットワークシステムを使用して",
    Purpose.INFORMATION_NETWORK_ORDINANCE: "当該条例事務関係情報提供者が情報提供ネットワークシステムを使用して",
    Purpose.TAX_AUTHORITIES: "国税庁長官が都道府県知事若しくは市町村長に",
    Purpose.WITHIN_LOCAL_GOVERNMENT: "地方公共団体の機関が、条例で定めるところにより",
    Purpose.SECURITIES_TRANSFER: "振替機関等」という。）が",
    Purpose.MINISTER: "第三十八条の七第一項の規定により求められた特定個人情報を総務大臣に",
}
"""Who provides, in the words of each item that says so, by itself or by the law that it names."""
OPEN: Final = {
    Purpose.ENTRUSTMENT: "委託又は合併その他の事由による事業の承継に伴い",
    Purpose.COMMISSION: "個人情報保護委員会（以下「委員会」という。）に提供するとき",
    Purpose.PUBLIC_INTEREST: "公益上の必要があるとき",
    Purpose.PROTECTION: "人の生命、身体又は財産の保護のために",
    Purpose.COMMISSION_RULES: "個人情報保護委員会規則で定めるとき",
}
"""Marks of the items that do not say who provides."""


def article_19() -> dict[str, str]:
    text = (LAW / "425AC0000000027.md").read_text("utf-8")
    start = text.index("**第十九条（特定個人情報の提供の制限）**")
    article = text[start : text.index("**第二十条（収集等の制限）**", start)]
    return dict(re.findall(r"^- ([一二三四五六七八九十]+)　(.+)$", article, re.MULTILINE))


@pytest.mark.shared
def test_every_item_is_a_purpose_and_no_other() -> None:
    items = article_19()
    assert list(items) == NUMERALS
    assert {**PROVIDERS, **OPEN}.keys() == set(Purpose)
    for row, numeral in zip(PURPOSES, NUMERALS, strict=True):
        assert {**PROVIDERS, **OPEN}[row.purpose] in items[numeral]
        assert row.from_anybody is (row.purpose in OPEN)


@pytest.mark.shared
def test_whom_the_provisions_name_that_two_items_refer_to() -> None:
    """Article 35(1) lets the Commission ask anybody, article 38-7(1) lets the Minister ask J-LIS alone."""
    text = (LAW / "425AC0000000027.md").read_text("utf-8")
    asked = {
        number: next(
            line for line in text.splitlines() if line.startswith(f"**第{number}（報告及び立入検査）**")
        )
        for number in ("三十五条", "三十八条の七")
    }
    assert "特定個人情報を取り扱う者その他の関係者に対し" in asked["三十五条"]
    assert "総務大臣は" in asked["三十八条の七"]
    assert "機構に対し" in asked["三十八条の七"]
    open_to_anybody = {row.purpose: row.from_anybody for row in PURPOSES}
    assert open_to_anybody[Purpose.COMMISSION]
    assert not open_to_anybody[Purpose.MINISTER]


@pytest.mark.shared
def test_no_item_is_about_checking_a_card_when_hiring() -> None:
    items = "".join(article_19().values())
    assert not [word for word in ("在留カード", "雇入れ", "雇い入れ", "採用") if word in items]


@pytest.mark.shared
def test_collecting_and_asking_follow_the_items() -> None:
    text = (LAW / "425AC0000000027.md").read_text("utf-8")
    assert (
        "前条各号のいずれかに該当する場合を除き、特定個人情報（他人の個人番号を含むものに限る。）を収集し、又は保管してはならない"
        in text
    )
    assert "第十九条各号のいずれかに該当して特定個人情報の提供を受けることができる場合を除き" in text


@pytest.mark.shared
def test_a_card_may_be_issued_without_pins() -> None:
    text = (LAW / "426M60000008085.md").read_text("utf-8")
    article = text[text.index("**第三十三条（個人番号カードの暗証番号）**") :]
    paragraph = article[article.index("**７**") : article.index("**８**")]
    assert "暗証番号を設定しないことを希望する場合" in paragraph
    assert "暗証番号の照合及び当該暗証番号の照合を必要とする処理が実施できない状態" in paragraph
    assert CARDS_WITHOUT_PINS.text("ja").endswith("第33条第7項")


@pytest.mark.shared
@pytest.mark.parametrize("cite", SPECIFIED_CARDS_HAVE_PINS, ids=lambda cite: cite.law)
def test_a_specified_card_is_given_a_pin_without_exception(cite: Citation) -> None:
    text = (LAW / f"{cite.law}.md").read_text("utf-8")
    article = text[text.index("**第二条（個人番号カードとしての機能に係る暗証番号）**") :]
    article = article[: article.index("**第三条")]
    assert "機構に届け出なければならない。" in article
    assert "当該暗証番号を設定するものとする。" in article
    assert not [word for word in ("ただし", "希望", "設定することを要しない") if word in article]
    status = PinStatus((PinReport(Pin.TEXT_PIN, PinState.BLOCKED, None, "6984"),), ())
    for lang in ("en", "ja"):
        assert cite.text(lang) in status.text(lang)
        assert CARDS_WITHOUT_PINS.text(lang) in status.text(lang)


@pytest.mark.parametrize("purpose", ["employment_card_check", "hiring", "residence_card_check"])
def test_the_refusal_says_why_and_what_works(purpose: str) -> None:
    with pytest.raises(PurposeError) as caught:
        checked_purpose(purpose)
    error = caught.value
    assert error.reason == "employment_card_check"
    for words in ("article 19", "article 20", "item 3", "item 2", "other items"):
        assert words in error.text("en")
    for words in ("番号法第19条", "第20条", "第３号", "第２号", "在留カード"):
        assert words in error.text("ja")


@pytest.mark.parametrize(
    "purpose", [None, "", "by_the_person", 3, True, object(), Purpose, [Purpose.MINISTER]]
)
def test_what_is_no_purpose(purpose: object) -> None:
    with pytest.raises(PurposeError) as caught:
        checked_purpose(purpose)
    assert caught.value.reason == ("missing" if purpose is None else "not_listed")
