"""What the pages say of the library and of the law is so: each statement is held against an answer."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Final

import pytest

import tokutei as tk
from tokutei import lifecycle
from tokutei.__main__ import main
from tokutei.errors import NotInForceError
from tokutei.rules import fees, routes, validity
from tokutei.vocabulary import Route, Window

ROOT: Final = Path(__file__).resolve().parents[2]
READMES: Final = ("README.md", "README.ja.md")
ERRORS: Final = "docs/explanation/popular-errors.md"
LIMITS: Final = "docs/known-limits.md"
SPECIFIED: Final = date(2026, 6, 14)
BORN: Final = date(1980, 2, 10)
PERMANENT: Final = tk.StatusOfResidence.PERMANENT_RESIDENT


def words(page: str) -> str:
    """Return a page with its line breaks as blanks."""
    return " ".join((ROOT / page).read_text("utf-8").split())


def row(claim: str) -> str:
    """Return what stands beside an often told error."""
    (found,) = (
        line for line in (ROOT / ERRORS).read_text("utf-8").splitlines() if line.startswith(f"| {claim}")
    )
    return found


def begins(answer: Callable[[date], object], *, first: date) -> bool:
    """Return whether there is an answer from a day on and none before."""
    answer(first)
    with pytest.raises(NotInForceError):
        answer(first - timedelta(days=1))
    return True


@pytest.mark.parametrize("readme", READMES)
def test_commands_in_the_text_of_a_readme_can_be_typed(
    readme: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    student = {"status": "student", "job": "retail", "other_activity_permission": "comprehensive_28h"}
    Path("facts.json").write_text(json.dumps(student), encoding="utf-8")
    commands = re.findall(r"`python -m tokutei ([^`]+)`", words(readme))
    assert commands
    for command in commands:
        assert main(shlex.split(command)) == 0, command
    assert '"allow_limited"' in capsys.readouterr().out


@pytest.mark.parametrize("readme", READMES)
def test_readmes_do_not_deny_what_is_answered(readme: str) -> None:
    def end(issued_on: date) -> object:
        return validity.residence_card_until(
            born=BORN, status=PERMANENT, stay_until=None, issued_on=issued_on
        )

    assert begins(end, first=date(2012, 7, 9))
    text = words(readme)
    assert "the end of permanent residents' cards issued before" not in text
    assert "より前に交付された永住者のカードの期限" not in text
    assert re.search(r"since 9 July 2012|2012年7月9日以後に交付された", text)


def channels(procedure: tk.ProcedureKind, on: date) -> object:
    return routes.channels_of(procedure, on=on)


def test_the_limits_name_the_first_days_of_channels() -> None:
    stated = {
        date(2026, 5, 21): {"renewal", "change", "acquisition"},
        date(2026, 6, 5): {"permanent_residence", "card_item_change", "card_exchange", "card_reissue_loss"},
    }
    assert set().union(*stated.values()) == {one.value for one in routes.FILING_CHANNELS}
    for first, kinds in stated.items():
        assert f"from {first}" in words(LIMITS)
        for kind in kinds:
            assert begins(partial(channels, tk.ProcedureKind(kind)), first=first)
    assert tk.CURRENT.timeline(routes.SPECIFIED_CARD_CHANNELS).versions[0].since == SPECIFIED


@pytest.mark.parametrize(
    ("procedure", "first", "yen"),
    [
        (tk.ProcedureKind.REISSUE_LOSS, date(2012, 7, 9), 0),
        (tk.ProcedureKind.PLACE_OF_RESIDENCE_CHANGE, date(2012, 7, 9), 0),
        (tk.ProcedureKind.EXTENSION_OF_STAY, date(2019, 4, 1), 4000),
        (tk.ProcedureKind.EXCHANGE, date(2019, 4, 1), 1600),
        (tk.ProcedureKind("work_certificate"), date(2019, 4, 1), 1200),
        (tk.ProcedureKind("spr_exchange"), SPECIFIED, 1900),
    ],
)
def test_the_limits_name_the_first_days_of_fees(procedure: tk.ProcedureKind, first: date, yen: int) -> None:
    def fee(on: date) -> str:
        return fees.fee_due(procedure, channel=tk.Channel.COUNTER, accepted_on=on).value.text("en")

    assert fee(first) == f"{yen:,} yen"
    assert begins(fee, first=first)
    assert f"{first} on" in words(LIMITS)


def test_cards_that_renew_one_count_from_its_last_day() -> None:
    old, issued, filed = date(2027, 2, 5), date(2027, 1, 20), date(2027, 1, 12)
    born = date(1980, 1, 15)  # the birthday lies between the filing, the issue and the old card's last day
    young = date(2015, 1, 15)

    def plain(born: date, *, renews: bool) -> date:
        return validity.residence_card_until(
            born=born,
            status=PERMANENT,
            stay_until=None,
            issued_on=date(2027, 1, 14),
            old_until=old if renews else None,
        ).value

    def specified(born: date, *, renews: bool) -> date:
        return validity.specified_card_until(
            born=born,
            status=PERMANENT,
            stay_until=None,
            issued_on=issued,
            filed_on=filed,
            route=Route("bureau_card"),
            old_until=old if renews else None,
        ).value

    for who, years in ((born, 10), (young, 5)):
        for end in (plain, specified):
            assert end(who, renews=False) == date(2026 + years, 1, 15)  # from the issue, or the filing
            assert end(who, renews=True) == date(2027 + years, 1, 15)
    for claim, article in (("The residence card of a permanent", "(i)"), ("The card of a young", "(ii)")):
        assert "the last day of the old card" in row(claim)
        assert "Specified cards count from the filing" in row(claim)
        assert f"19-15-3(1){article}" in row(claim)


def test_a_separate_card_is_lengthened_with_the_new_residence_card_in_hand() -> None:
    said = row("After the new residence card")
    assert "19-14(v)" in said
    assert "18-5(10)" in said
    assert "27(2)(i))" in said
    assert "27(2)(ii)" in said
    on = date(2026, 9, 1)
    engineer = tk.Facts(
        born=date(1994, 5, 2),
        municipality="131016",
        status=tk.StatusOfResidence.find("技人国"),
        stay_until=date(2026, 10, 31),
        card=tk.CardFacts(issued_on=date(2023, 10, 20), valid_until=date(2026, 10, 31)),
        my_number_card=tk.MyNumberCardFacts(made_on=date(2023, 11, 1), valid_until=date(2026, 10, 31)),
        has_pending_application=False,
    )
    filed = tk.apply(
        tk.Situation.of(engineer, on=on), tk.FileExtension(on=on, channel=tk.Channel.COUNTER)
    ).after
    granted = tk.apply(
        filed, lifecycle.DecidePermission(on=date(2026, 10, 1), stay_until=date(2029, 10, 31))
    ).after
    received = tk.apply(granted, tk.ReceiveCard(on=date(2026, 10, 9))).after

    asked = tk.apply(received, lifecycle.ExtendMyNumber(on=date(2026, 10, 31), to=Window.MUNICIPALITY)).after
    assert asked.my_number.until == date(2029, 10, 31)
    late = tk.advance(received, to=date(2026, 11, 1)).after
    assert (
        tk.judge(late, lifecycle.ExtendMyNumber(on=date(2026, 11, 1), to=Window.MUNICIPALITY)).verdict.value
        == "refused"
    )

    waiting = tk.apply(filed, lifecycle.ExtendMyNumber(on=date(2026, 10, 30), to=Window.MUNICIPALITY)).after
    assert waiting.my_number.until == date(2026, 12, 31)  # the special period, before the decision


def test_the_municipality_may_want_the_photograph_of_an_infant() -> None:
    said = row("A second photograph")
    assert "except for children under one, for whom the agency may still ask for one" in said


@pytest.mark.shared
def test_the_proviso_on_photographs_of_infants_stands_in_the_text() -> None:
    law = ROOT.parent / "shared" / "law" / "508M60000018001.md"
    assert "一歳未満" in law.read_text("utf-8")
    assert "出入国在留管理庁長官が提出を要するとした場合は、この限りでない" in law.read_text("utf-8")


@pytest.mark.parametrize("tutorial", ["app-developer", "hr-vendor"])
@pytest.mark.parametrize(
    ("folder", "path"), [("docs", "PATH-OF-THE-CHECKOUT"), ("docs/ja", "ソースのフォルダーのパス")]
)
def test_tutorials_say_how_to_install_from_a_checkout(folder: str, path: str, tutorial: str) -> None:
    page = words(f"{folder}/tutorials/{tutorial}.md")
    (written,) = re.findall(rf'`pip install "?{path}(\[testing\])?"?`', page)
    assert bool(written) == ('pip install "tokutei[testing]"' in page)


@pytest.mark.parametrize("folder", ["docs", "docs/ja"])
def test_pages_that_need_a_checkout_say_so_before_their_first_block(folder: str) -> None:
    told = {"docs": "in the folder of a checkout", "docs/ja": "ソースのいちばん上のフォルダーで実行"}[folder]
    needing = [
        page
        for page in sorted((ROOT / folder / "how-to").glob("*.md"))
        if 'Path("docs/' in page.read_text("utf-8")
    ]
    assert len(needing) == 2
    assert [page.name for page in needing if told not in page.read_text("utf-8").partition("```")[0]] == []


@pytest.mark.parametrize(
    "place",
    [
        "NOTICE",
        "README.md",
        "README.ja.md",
        "docs/sources.md",
        "src/tokutei/data/sources.toml",
        "scripts/conformance_kit.py",
    ],
)
def test_whoever_passes_tables_on_finds_the_licence_of_the_law_texts(place: str) -> None:
    said = words(place)
    assert "https://creativecommons.org/licenses/by/4.0/" in said
    assert re.search(r"[Aa]dapted from|They are adapted|加工して作成", said)
