"""What must hold in every situation and what must never follow, each checked on outcomes.

``Situation.of`` checks those that a situation alone can break; tests check all of them after every step
of random lives.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Final

from tokutei.law import Citation
from tokutei.lifecycle.duty_words import DutyKind
from tokutei.lifecycle.engine import Outcome
from tokutei.lifecycle.events.kinds import EventKind as K
from tokutei.lifecycle.law import longest_stay_end
from tokutei.lifecycle.rows import art
from tokutei.lifecycle.situation import Situation
from tokutei.lifecycle.states import (
    ApplicationState,
    Carrier,
    CertificateState,
    FunctionState,
    MainState,
    MyNumberState,
    RegisterState,
    SeparateCardState,
    SpecialPeriodState,
    StayState,
    Variable,
)
from tokutei.lifecycle.tables.making import LIVE, MY_NUMBER_LIVE, SPECIFIED_SINCE
from tokutei.rules import special_period, validity
from tokutei.rules.rulebook import CURRENT, Rulebook
from tokutei.vocabulary import CardKind, ProcedureKind, Word

__all__ = ["PROMISES", "Kept", "Promise", "broken", "broken_in"]


class Promise(Word):
    """What must hold or never follow."""

    NOTHING_OUTLIVES_RESIDENCE = (
        "nothing_outlives_residence",
        "在留カードとしての機能が失効した特定在留カードには、効力のある機能も電子証明書も残らない",
        "nothing on a specified card has effect once its residence function has lapsed",
    )
    RESIDENCE_OUTLIVES_MY_NUMBER = (
        "residence_outlives_my_number",
        "個人番号カードとしての機能の失効は、在留カードとしての機能を失わせない",
        "a lapse of the My Number function never lapses the residence function",
    )
    OLD_CARD_GOES_BACK = (
        "old_card_goes_back",
        "新しいカードを受け取れば古いカードは失効し、返納する義務が生じる",
        "a new card makes the old one lapse, which is then owed back",
    )
    ONE_MY_NUMBER_FUNCTION = (
        "one_my_number_function",
        "特定在留カードと有効な個人番号カードを同時に持つことはない",
        "nobody has a specified card and a valid separate card at once",
    )
    MY_NUMBER_WITHIN_RESIDENCE = (
        "my_number_within_residence",
        "特定在留カードの個人番号カードとしての機能は、在留カードとしての機能より長く続かない",
        "on a specified card the My Number function never outlasts the residence function",
    )
    CERTIFICATES_WITHIN_MY_NUMBER = (
        "certificates_within_my_number",
        "電子証明書は個人番号カードの機能より、署名用は利用者証明用より長く続かない",
        "certificates never outlast the My Number function, nor signing authentication",
    )
    RECORDED_WHEN_ASKED = (
        "recorded_when_asked",
        "特定在留カードの申請には住民基本台帳の記録が要る",
        "a specified card is asked for only by somebody recorded in the resident register",
    )
    EFFECTIVE_BY_DELIVERY = (
        "effective_by_delivery",
        "許可は在留カードの交付により効力を生ずる",
        "a permission has effect only when the card is delivered",
    )
    CONFIRMED_BEFORE_DELIVERY = (
        "confirmed_before_delivery",
        "特定在留カードは市町村長の確認を経て交付される",
        "a specified card is delivered only after the mayor confirmed it",
    )
    FIVE_YEARS_AT_MOST = (
        "five_years_at_most",
        "在留期間は5年を超えない（外交、公用、高度専門職2号、永住者を除く）",
        "no stay is granted for more than five years, diplomats, officials, HSP (ii) and permanent residents apart",
    )
    ONE_CERTIFICATE_OF_A_KIND = (
        "one_certificate_of_a_kind",
        "有効な電子証明書は種類ごとに一つだけである",
        "there is at most one live certificate of each kind",
    )
    EXTENDED_ON_REQUEST_ONLY = (
        "extended_on_request_only",
        "特例期間は個人番号カードとしての機能を自動的には延ばさない",
        "the special period never extends the My Number function by itself",
    )
    ASKED_EACH_TIME = (
        "asked_each_time",
        "申請のない特定在留カードは交付されない",
        "no specified card is given without an application of its own",
    )
    SPECIAL_PERIOD_BY_RIGHT = (
        "special_period_by_right",
        "永住許可申請や30日以下の在留から特例期間は生じない",
        "no special period follows an application for permanent residence or a stay of thirty days or less",
    )
    GRACE_BY_RIGHT = (
        "grace_by_right",
        "更新申請中の猶予は特定在留カードの申請を伴う在留カードに限られる",
        "only a residence card whose renewal asks for a specified card outlives its own end",
    )


def _lapsed_together(outcome: Outcome, _: Rulebook) -> bool:
    return _function_gone(outcome.after)


def _function_gone(now: Situation) -> bool:
    if now.residence.state is not FunctionState.LAPSED or now.my_number.carrier is not Carrier.ON_CARD:
        return True
    live = (now.signing.state, now.authentication.state, now.mobile.state)
    return now.my_number.state not in MY_NUMBER_LIVE and CertificateState.VALID not in live


_MY_NUMBER_SIDE: Final = frozenset(
    {
        K.MY_NUMBER_END_PASSED,
        K.SUSPEND_MY_NUMBER,
        K.MOVE_ABROAD,
        K.MOVE_IN_TERM_PASSED,
        K.ERASE_ENTRY,
        K.CHANGE_NUMBER,
        K.HAND_IN_TERM_PASSED,
        K.ORDER_MY_NUMBER_BACK,
        K.RETURN_MY_NUMBER_CARD,
        K.REPORT_KEY_LOSS,
        K.REVOKE_CERTIFICATES,
        K.ASK_MY_NUMBER_REISSUE,
        K.GIVE_BACK_MY_NUMBER,
    }
)
"""Events that can end the My Number function alone."""


def _residence_lives_on(outcome: Outcome, _: Rulebook) -> bool:
    return not any(
        step.event.kind in _MY_NUMBER_SIDE and step.variable is Variable.RESIDENCE and step.after == "lapsed"
        for step in outcome.steps
    )


def _old_card_owed(outcome: Outcome, _: Rulebook) -> bool:
    """Tell whether a card that was held and replaced is owed back, or went back with what replaced it."""
    received = outcome.event is not None and outcome.event.kind in {K.RECEIVE_CARD, K.RECEIVE_INTERIM_CARD}
    held = any(
        step.variable is Variable.CARD and step.before == "held" and step.event is outcome.event
        for step in outcome.steps
    )
    owed = any(one.kind in _OLD_CARD for one in outcome.after.obligations)
    return owed or not (received and held)


_OLD_CARD: Final = frozenset(
    {
        DutyKind.REPLACED_CARD,
        DutyKind.REPLACED_CARD_TO_MUNICIPALITY,
        DutyKind.REPLACED_CARD_BY_POST,
        DutyKind.REPLACED_CERTIFICATE,
        DutyKind.POSTED_CERTIFICATE,
        # What had lapsed before has been owed since.
        DutyKind.LAPSED_CERTIFICATE,
    }
)
"""The returns of a card or certificate that is no more the one in hand."""


def _one_function(outcome: Outcome, _: Rulebook) -> bool:
    return _one_my_number(outcome.after)


def _one_my_number(now: Situation) -> bool:
    on_card = now.my_number.carrier is Carrier.ON_CARD and now.my_number.state in MY_NUMBER_LIVE
    beside = on_card and now.separate_card.state is SeparateCardState.HELD
    until = now.separate_card.until
    return not beside or not isinstance(until, date) or until < now.on


def _within_residence(outcome: Outcome, _: Rulebook) -> bool:
    return _ends_with_card(outcome.after)


def _ends_with_card(now: Situation) -> bool:
    number, residence = now.my_number, now.residence
    if number.carrier is not Carrier.ON_CARD or number.state not in MY_NUMBER_LIVE:
        return True
    if MyNumberState.EXTENDED in {number.state, number.stopped_from}:
        return True  # extended by the mayor for what lies ahead, before the card follows by law
    if residence.state not in LIVE or not isinstance(number.until, date):
        return True
    return not isinstance(residence.until, date) or number.until <= residence.until


def _certificates_within(outcome: Outcome, _: Rulebook) -> bool:
    return _certificates_fit(outcome.after)


def _certificates_fit(now: Situation) -> bool:
    signing, authentication, number = now.signing, now.authentication, now.my_number
    live = [one for one in (signing, authentication) if one.state is CertificateState.VALID]
    if number.state is MyNumberState.LAPSED and live:
        return False
    ends = [one.until for one in live if isinstance(one.until, date)]
    if number.state in MY_NUMBER_LIVE and isinstance(number.until, date):
        within = all(end <= number.until for end in ends)
    else:
        within = True
    both = len(ends) == 2  # signing first
    return within and (not both or ends[0] <= ends[1])


def _recorded(outcome: Outcome, book: Rulebook) -> bool:
    filed = any(
        step.variable is Variable.APPLICATION and step.after == ApplicationState.FILED
        for step in outcome.steps
    )
    if not filed or book is not CURRENT:
        return True
    return RegisterState.RECORDED in {outcome.before.register.state, outcome.after.register.state}


_EFFECTIVE_BY: Final = frozenset(
    {
        K.RECEIVE_CARD,
        K.RECEIVE_SEAL,
        K.LAND,
        K.PERMIT_SPECIAL,
        K.GRANT_STATUS,  # with it the card is given, or it is noted in the passport
        # These tell that somebody is here since birth, of whom nothing was known.
        K.FILE_ACQUISITION,
        K.FILE_SPECIAL_BIRTH,
        K.REVOKE_STATUS,
        K.STAY_END_PASSED,
        K.SPECIAL_PERIOD_END_PASSED,
        K.REENTRY_TERM_PASSED,
        K.REFUSE_PERMISSION,
        K.WITHDRAW_FILING,
        K.DEPART,
        K.DEPORT,
        K.DIE,
        K.NATURALIZE,
    }
)
"""The events that may change the stay."""


def _effective_by_delivery(outcome: Outcome, _: Rulebook) -> bool:
    return all(
        step.event.kind in _EFFECTIVE_BY
        for step in outcome.steps
        if step.variable is Variable.STAY and _moved(outcome)
    )


def _moved(outcome: Outcome) -> bool:
    return outcome.before.stay != outcome.after.stay


def _confirmed(outcome: Outcome, book: Rulebook) -> bool:
    return book is not CURRENT or all(
        step.before == ApplicationState.CONFIRMED
        for step in outcome.steps
        if step.variable is Variable.APPLICATION and step.after == ApplicationState.DELIVERED
    )


def _five_years(outcome: Outcome, book: Rulebook) -> bool:
    now = outcome.after
    until, was = now.stay.until, outcome.before.stay.until
    if not _moved(outcome) or now.stay.state is not StayState.MID_LONG or not isinstance(until, date):
        return True
    base = max(now.on, was) if isinstance(was, date) else now.on
    return now.stay.status in validity.WITHOUT_END or until <= longest_stay_end(base, now.on, book)


def _one_certificate(outcome: Outcome, _: Rulebook) -> bool:
    """Tell whether no certificate was issued over one that lives on: the new one replaces it in one step."""
    return not any(
        step.event.kind is K.ISSUE_CERTIFICATES
        and step.before == CertificateState.VALID
        and step.after == CertificateState.VALID
        for step in outcome.steps
        if step.variable in {Variable.SIGNING, Variable.AUTHENTICATION}
    )


def _extended_on_request(outcome: Outcome, book: Rulebook) -> bool:
    rules = (
        special_period.MY_NUMBER_FOLLOWS_SPECIAL_PERIOD,
        special_period.SEPARATE_CARD_FOLLOWS_SPECIAL_PERIOD,
    )
    if any(book.at(rule, max(SPECIFIED_SINCE, outcome.after.on)).value for rule in rules):
        return True  # under a reform it may
    return all(
        step.event.kind in {K.EXTEND_MY_NUMBER, K.RESUME_MY_NUMBER}
        for step in outcome.steps
        if step.variable is Variable.MY_NUMBER
        and step.after == MyNumberState.EXTENDED
        and step.before != MyNumberState.EXTENDED
    )


_SPECIFIED: Final = frozenset(
    {CardKind.SPECIFIED_RESIDENCE_CARD, CardKind.SPECIFIED_SPECIAL_PERMANENT_RESIDENT_CERTIFICATE}
)
_ON_ITS_WAY: Final = frozenset(
    {ApplicationState.FILED, ApplicationState.NOTIFIED, ApplicationState.MADE, ApplicationState.CONFIRMED}
)


def _asked_for(outcome: Outcome, _: Rulebook) -> bool:
    new = outcome.after.card.issued_on != outcome.before.card.issued_on
    given = new and outcome.after.card.kind in _SPECIFIED
    return not given or any(
        step.variable is Variable.APPLICATION and step.before in _ON_ITS_WAY for step in outcome.steps
    )


_BRINGS: Final = frozenset({ProcedureKind.EXTENSION_OF_STAY, ProcedureKind.CHANGE_OF_STATUS})


def _special_by_right(outcome: Outcome, book: Rulebook) -> bool:
    now = outcome.after
    began = now.special_period.state is SpecialPeriodState.RUNNING is not outcome.before.special_period.state
    if not began or book is not CURRENT:
        return True
    days = now.stay.days
    shortest = book.at(special_period.LONGEST_STAY_WITHOUT_SPECIAL_PERIOD, now.on).value
    long_enough = not isinstance(days, int) or days > shortest
    return now.main.procedure in _BRINGS and long_enough


def _grace_by_right(outcome: Outcome, _: Rulebook) -> bool:
    now = outcome.after
    began = now.residence.state is FunctionState.EXTENDED_RENEWAL is not outcome.before.residence.state
    return not began or (
        now.stay.state is StayState.MID_LONG
        and now.main.procedure is ProcedureKind.CARD_RENEWAL
        and now.main.state is MainState.FILED
        and now.application.state in _ON_ITS_WAY
    )


@dataclass(frozen=True, slots=True)
class Kept:
    """How a promise is checked, and what it rests on."""

    ids: tuple[str, ...]
    """The numbered facts that say it."""
    holds: Callable[[Outcome, Rulebook], bool]
    cite: tuple[Citation, ...]


PROMISES: Final[Mapping[Promise, Kept]] = MappingProxyType(
    {
        Promise.NOTHING_OUTLIVES_RESIDENCE: Kept(
            ("I1", "N20"), _lapsed_together, art("425AC0000000027:18-5:10")
        ),
        Promise.RESIDENCE_OUTLIVES_MY_NUMBER: Kept(("I2", "N19"), _residence_lives_on, art("19-15-4:1")),
        Promise.OLD_CARD_GOES_BACK: Kept(("I3",), _old_card_owed, art("19-14::5", "19-15:2")),
        Promise.ONE_MY_NUMBER_FUNCTION: Kept(("I4",), _one_function, art("425AC0000000027:18-5:8#first")),
        Promise.MY_NUMBER_WITHIN_RESIDENCE: Kept(("I5",), _within_residence, art("508M60004018001:4:1")),
        Promise.CERTIFICATES_WITHIN_MY_NUMBER: Kept(
            ("I6",), _certificates_within, art("415M60000008120:13", "415M60000008120:49")
        ),
        Promise.RECORDED_WHEN_ASKED: Kept(("I7",), _recorded, art("19-15-2:1", "19-15-2:2")),
        Promise.EFFECTIVE_BY_DELIVERY: Kept(
            ("I8", "N14"), _effective_by_delivery, art("20:5", "21:4#first", "22:4")
        ),
        Promise.CONFIRMED_BEFORE_DELIVERY: Kept(("I9",), _confirmed, art("19-15-2:5")),
        Promise.FIVE_YEARS_AT_MOST: Kept(("I10",), _five_years, art("2-2:3#first")),
        Promise.ONE_CERTIFICATE_OF_A_KIND: Kept(
            ("I11",), _one_certificate, art("414AC0000000153:6", "414AC0000000153:25")
        ),
        Promise.EXTENDED_ON_REQUEST_ONLY: Kept(
            ("N15",), _extended_on_request, art("508M60004018001:4:1", "508M60004018001:4:2")
        ),
        Promise.ASKED_EACH_TIME: Kept(("N23",), _asked_for, art("19-15-2:1", "19-15-2:5")),
        Promise.SPECIAL_PERIOD_BY_RIGHT: Kept(("N24",), _special_by_right, art("20:6")),
        Promise.GRACE_BY_RIGHT: Kept(("N28",), _grace_by_right, art("19-15-3:2")),
    }
)
"""Every promise."""

_OF_SITUATIONS: Final[Mapping[Promise, Callable[[Situation], bool]]] = MappingProxyType(
    {
        Promise.NOTHING_OUTLIVES_RESIDENCE: _function_gone,
        Promise.ONE_MY_NUMBER_FUNCTION: _one_my_number,
        Promise.MY_NUMBER_WITHIN_RESIDENCE: _ends_with_card,
        Promise.CERTIFICATES_WITHIN_MY_NUMBER: _certificates_fit,
    }
)


def broken(outcome: Outcome, *, book: Rulebook = CURRENT) -> tuple[Promise, ...]:
    """Return what an outcome breaks: nothing, unless the tables are wrong."""
    return tuple(promise for promise, kept in PROMISES.items() if not kept.holds(outcome, book))


def broken_in(situation: Situation) -> tuple[Promise, ...]:
    """Return what a situation breaks by itself, whichever way it came about."""
    return tuple(promise for promise, holds in _OF_SITUATIONS.items() if not holds(situation))
