"""What procedures are given by callers whose type checker did not run, and what they must agree on."""

from __future__ import annotations

from datetime import date
from typing import Final

import pytest

from tests.lifecycle.lives import ENGINEER_FACTS, TODAY, engineer
from tokutei.lifecycle import RevokeCertificates, Situation, SuspendMyNumber, apply
from tokutei.models import Facts
from tokutei.procedures import Estimates, Goal, GoalKind, Habits, compare, plan
from tokutei.vocabulary import Channel, ProcedureKind

ESTIMATES: Final = Estimates(
    decision_days={ProcedureKind.EXTENSION_OF_STAY: 20}, card_days=14, stay_months=36
)
ONLINE: Final = Goal(kind=GoalKind.EXTEND, channel=Channel.ONLINE)
UNTIL: Final = date(2026, 12, 31)


def without(*names: str) -> Facts:
    """Return an engineer of whose certificates something is not known."""
    card = ENGINEER_FACTS.my_number_card
    assert card is not None
    unknown = card.model_copy(update=dict.fromkeys(names))
    return ENGINEER_FACTS.model_copy(update={"my_number_card": unknown})


def revoked(*, signing: bool, authentication: bool) -> Situation:
    event = RevokeCertificates(on=TODAY, signing=signing, authentication=authentication)
    return apply(engineer(), event).after


SIGNING: Final = "signing_certificate_until"
USER: Final = "authentication_certificate_until"
STANDS: Final = {
    "both live": engineer(),
    "signing alone (61-3(7)(iii))": revoked(signing=False, authentication=True),
    "user alone (61-3(7)(ii))": revoked(signing=True, authentication=False),
    "both revoked": revoked(signing=True, authentication=True),
    "user not known": Situation.of(without(USER), on=TODAY),
    "signing not known": Situation.of(without(SIGNING), on=TODAY),
    "nothing known": Situation.of(without(SIGNING, USER), on=TODAY),
    "My Number function not known": Situation.of(
        ENGINEER_FACTS.model_copy(update={"my_number_card": None}), on=TODAY
    ),
    "stopped by telephone": apply(engineer(), SuspendMyNumber(on=TODAY)).after,
}
"""Where somebody may stand; by the Regulation's two ways, and by what is known."""


@pytest.mark.parametrize("stands", STANDS)
@pytest.mark.parametrize("held", [None, True, False])
def test_plan_and_comparison_file_online_alike(stands: str, held: bool | None) -> None:
    """Whoever has no ID of the bureau's files online only while both certificates are known to live."""
    now = STANDS[stands]
    habits = Habits(channel=Channel.ONLINE, certificates=False, certificates_held=held, separate_card_days=30)
    course = compare(now, UNTIL, on=TODAY, estimates=ESTIMATES, habits=habits).two_cards
    compared = any(one.channel is Channel.ONLINE for one in course.filings)
    planned = plan(now, ONLINE, on=TODAY, estimates=ESTIMATES).steps[0].channel is Channel.ONLINE
    assert planned is (stands == "both live")
    told = held is True and stands in {"user not known", "signing not known", "nothing known"}
    assert compared is (planned or told)


@pytest.mark.parametrize("stands", STANDS)
@pytest.mark.parametrize("lang", ["en", "ja"])
def test_what_is_missing_to_file_online_is_said_in_words(stands: str, lang: str) -> None:
    option = plan(STANDS[stands], ONLINE, on=TODAY, estimates=ESTIMATES).steps[0].online
    assert option is not None
    assert "fact." not in option.text(lang)
    assert "plan." not in option.text(lang)
    assert option.possible is not bool(option.reasons)


def test_the_user_certificate_will_do_with_an_id_of_the_bureau() -> None:
    now = STANDS["user alone (61-3(7)(ii))"]
    for bureau_id in (True, False):
        habits = Habits(
            channel=Channel.ONLINE, certificates=False, bureau_id=bureau_id, separate_card_days=30
        )
        course = compare(now, UNTIL, on=TODAY, estimates=ESTIMATES, habits=habits).two_cards
        assert course.online() == bureau_id


def test_that_the_regulation_accepts_the_signing_certificate_alone_is_said() -> None:
    """Regulation 61-3(7)(iii): the certificate for signing is sent; nothing else is asked for."""
    option = plan(STANDS["signing alone (61-3(7)(iii))"], ONLINE, on=TODAY).steps[0].online
    assert option is not None
    assert [reason.code for reason in option.reasons] == ["plan.signing_alone_lapsed"]
    assert "nobody can sign in" not in option.text("en")
    assert "署名用電子証明書のみ" in option.text("ja")
