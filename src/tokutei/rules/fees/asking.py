"""The topic ``fees`` as one question: what is due."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from types import MappingProxyType
from typing import Final

from tokutei import messages
from tokutei.calendar import months_after
from tokutei.errors import FactsError, TokuteiError, UnknownTermError
from tokutei.law import Answer, Evidence, Ground, Reason
from tokutei.rules.fees import amounts as _amounts
from tokutei.rules.fees.due import ceiling_of, fee_due, online_payment_surcharge
from tokutei.rules.fees.specified import Circumstances, Preceding
from tokutei.rules.fees.words import MyNumberLapse, OtherProcedure
from tokutei.rules.routes import listed as _routes
from tokutei.rules.routes.facts import CommonFacts, Period, months_of
from tokutei.rules.routes.words import ExpressClass, RegisterBasis
from tokutei.rules.rulebook import CURRENT, Rulebook, days_in_japan
from tokutei.rules.statuses.periods import INDEFINITE
from tokutei.rules.validity.birthdays import fixed
from tokutei.rules.values import Yen
from tokutei.vocabulary import CardKind, Channel, ProcedureKind, StatusOfResidence

__all__ = ["FeesFacts", "FeesResult", "answer"]

_P: Final = ProcedureKind
_SPECIFIED: Final = frozenset(
    {CardKind.SPECIFIED_RESIDENCE_CARD, CardKind.SPECIFIED_SPECIAL_PERMANENT_RESIDENT_CERTIFICATE}
)


class FeesFacts(CommonFacts):
    """What is known for a question about a fee; ``None`` is not known.

    ``filed`` stands for the day of acceptance. Left out, ``with_specified`` and ``express`` mean no.
    """

    procedure: ProcedureKind | OtherProcedure | None = None
    """What is paid for."""
    granted: date | None = None
    """The day of the permission; no fee looks at it."""
    granted_period: Period | None = None
    """The period of stay granted."""
    had_specified_card: bool | None = None
    """Whether a specified card was ever given. Left out, a card in hand that is a specified one means yes,
    and another one no, unless that one was given after a loss."""
    base_procedure: ProcedureKind | OtherProcedure | None = None
    """The procedure that brought the ordinary card which is exchanged on the same day."""
    base_filed: date | None = None
    """When that was filed."""
    withheld: bool | None = None
    """Whether a specified card was asked for and not given: with ``base_procedure``, or else this time."""
    without_fault: bool | None = None
    """Whether damage or loss was nobody's fault."""
    mn_lapse_reason: MyNumberLapse | None = None
    """Why the My Number function lapsed."""
    reentry_permission: bool | None = None
    """Whether the holder left with a re-entry permission, also a deemed one."""
    returned_in_time: bool | None = None
    """Whether the holder came back while it lasted."""
    reduced: bool | None = None
    """Whether the fee was reduced for hardship."""
    paid_online: bool | None = None
    """Whether it is paid online, which costs something of its own from 2026-10-01."""
    ceiling: bool | None = None
    """Asks for the ceiling in the Act instead of the fee."""


@dataclass(frozen=True, slots=True)
class FeesResult:
    """What is due in yen; ``None`` where it was not asked."""

    fee_jpy: Yen | None = None
    """What is due; 0 where it is free."""
    surcharge_jpy: Yen | None = None
    """What paying online adds."""
    ceiling_jpy: Yen | None = None
    """How high the fee may be set."""

    def text(self, lang: str) -> str:
        """Return the amounts in words."""
        said = {"fee_jpy": self.fee_jpy, "surcharge_jpy": self.surcharge_jpy, "ceiling_jpy": self.ceiling_jpy}
        if self.surcharge_jpy is None and self.ceiling_jpy is None and self.fee_jpy is not None:
            return self.fee_jpy.text(lang)
        parts = [
            messages.text("law.fact", lang, name=messages.text(f"fact.{name}", lang), value=value)
            for name, value in said.items()
            if value is not None
        ]
        return messages.render(tuple(parts), lang)


_NAMES: Final[Mapping[str, str]] = MappingProxyType(
    {"granted_months": "granted_period", "held_card_issued_on": "held_card_issued"}
)
"""Names of arguments as the facts of the doorway have them."""

_IN_WORDS: Final[Mapping[ProcedureKind, ProcedureKind]] = MappingProxyType(
    {
        _P.MOVING_WITHIN: _P.PLACE_OF_RESIDENCE_CHANGE,
        _P.BECOMING_RESIDENT: _P.PLACE_OF_RESIDENCE_AFTER_PERMISSION,
    }
)


@days_in_japan
def answer(facts: FeesFacts, *, on: date, book: Rulebook = CURRENT) -> Answer[FeesResult]:
    """Return what is due.

    Args:
        facts: what is known; a fact left out is not known, unless its description says what that means.
        on: the day of the question; of acceptance, where the facts name none.
        book: the law.

    Raises:
        FactsError: facts are missing or contradict each other, or no such fee is known or no specified
            card can be had this way; all are listed.
        NotInForceError: before the first version.

    Example:
        >>> from datetime import date
        >>> facts = FeesFacts(procedure=ProcedureKind.EXCHANGE, channel=Channel.COUNTER)
        >>> answer(facts, on=date(2026, 6, 14)).value.fee_jpy
        1900
    """
    day = facts.filed or on
    if facts.procedure is None:
        raise FactsError(missing=("procedure",))
    if contradictions := _contradictions(facts, day):
        raise FactsError(_missing(facts, facts.procedure, day, book), contradictions)
    return _asked(facts, facts.procedure, day, book)


def _missing(
    facts: FeesFacts, procedure: ProcedureKind | OtherProcedure, day: date, book: Rulebook
) -> tuple[str, ...]:
    """Return what is missing besides, of facts that contradict each other anyway."""
    try:
        _asked(facts, procedure, day, book)
    except FactsError as error:
        return error.missing
    except TokuteiError:
        pass
    return ()


def _asked(
    facts: FeesFacts, procedure: ProcedureKind | OtherProcedure, day: date, book: Rulebook
) -> Answer[FeesResult]:
    try:
        if facts.ceiling and isinstance(procedure, ProcedureKind):
            found = ceiling_of(procedure, on=day, book=book)
            return Answer(FeesResult(ceiling_jpy=found.value), found.grounds)
        return _due(facts, procedure, day, book)
    except FactsError as error:
        missing = tuple(dict.fromkeys(_NAMES.get(name, name) for name in error.missing))
        if missing == ("channel",) and facts.granted_period is None and _by_length(procedure, day, book):
            missing = ("channel", "granted_period")
        raise FactsError(missing, error.contradictions, error.unknown) from None
    except UnknownTermError as error:
        asked = {"term": error.term, "known": error.known or ("-",)}
        raise FactsError(contradictions=(Reason("no_such_fee", (), asked),)) from None


def _contradictions(facts: FeesFacts, day: date) -> tuple[Reason, ...]:
    later = facts.filed is not None and facts.base_filed is not None and facts.base_filed > facts.filed
    found = {
        "base_filed_after_filing": later,
        "granted_before_filing": bool(facts.granted and facts.filed and facts.granted < facts.filed),
        "day_before_birth": facts.birth is not None and day < facts.birth,
        "refused_costs_nothing": facts.decision == "refused",
        "period_of_no_length": bool(facts.granted_period) and months_of(facts.granted_period or "P1D") == 0,
        "specified_held_yet_never_had": facts.had_specified_card is False
        and facts.held_card_kind in _SPECIFIED,
        "held_card_after_filing": facts.held_card_issued is not None and facts.held_card_issued > day,
        "express_without_specified": bool(facts.express) and facts.with_specified is False,
        "not_a_deemed_notification": bool(facts.with_specified) and facts.juki_basis is RegisterBasis.NONE,
    }
    return tuple(Reason(code) for code, holds in found.items() if holds)


ORDER_NOT_SEEN: Final = fixed(
    "fee_order_not_seen", "410CO0000000178@2026-10-01:25?", evidence=Evidence.SECONDARY
)
"""The order that sets the fees of 2026-10-01 was not at hand; what it leaves as it was is not sure."""
ACCEPTANCE_DECIDES: Final = fixed(
    "acceptance_decides", "326CO0000000319@508AC0000000032:5?", evidence=Evidence.SECONDARY
)
"""That what was accepted before the new fees keeps the old ones is said, not read."""


def _not_seen(
    found: Answer[Yen],
    procedure: ProcedureKind | OtherProcedure,
    granted: date | None,
    day: date,
    book: Rulebook,
) -> tuple[Ground, ...]:
    """Return what an answer about a permission rests on without a text at hand, besides its own grounds."""
    rules = [rule for (kind, _), rule in _amounts.PERMISSION_FEES.items() if kind is procedure]
    newest = book.timeline(_amounts.PERMISSION_FEES[_P.EXTENSION_OF_STAY, Channel.COUNTER]).versions[-1]
    if not rules or not newest.cite.unseen or newest.cite in found.basis:
        return ()
    if day >= newest.since:
        return (ORDER_NOT_SEEN,)
    return (ACCEPTANCE_DECIDES,) if granted is not None and granted >= newest.since else ()


def _granted_months(
    period: str | None, procedure: ProcedureKind | OtherProcedure, day: date, book: Rulebook
) -> int | None:
    """Return the months of a period granted; days count as months that have the same fee.

    Raises:
        FactsError: the days may be less or more than what divides two classes of the fee.
    """
    if (
        period == INDEFINITE
        and procedure in {_P.CHANGE_OF_STATUS, _P.EXTENSION_OF_STAY}
        and _by_length(procedure, day, book)
    ):
        raise FactsError(contradictions=(Reason("fee_of_endless_stay_not_known"),))
    if period is None or (found := _DAYS.fullmatch(period)) is None:
        return months_of(period) if period else None
    days = int(found[1])
    scales = [
        book.at(rule, day).value for (kind, _), rule in _amounts.PERMISSION_FEES.items() if kind is procedure
    ]
    limits = sorted({band.up_to_months or 0 for scale in scales for band in scale.bands} - {0})
    for limit in limits:
        least, most = _days_of(limit)
        if days < least or (limit == _SHORT_STAY_MONTHS and days <= most):
            return limit - 1
        if days <= most:
            raise FactsError(contradictions=(Reason("period_between_classes"),))
    return limits[-1] + 1 if limits else 0


def _by_length(procedure: ProcedureKind | OtherProcedure, day: date, book: Rulebook) -> bool:
    rules = [rule for (kind, _), rule in _amounts.PERMISSION_FEES.items() if kind is procedure]
    return any(not book.at(rule, day).value.is_flat for rule in rules)


_DAYS: Final = re.compile(r"P([0-9]{1,4})D")
_SHORT_STAY_MONTHS: Final = 3
"""Ninety days are a period of appended table 2 of their own, of the class to three months."""


@cache
def _days_of(months: int) -> tuple[int, int]:
    """Return how many days some months have at least and at most."""
    starts = [date(year, month, 1) for year in range(2024, 2028) for month in range(1, 13)]
    lengths = [(months_after(start, months) - start).days for start in starts]
    return min(lengths), max(lengths)


def _due(
    facts: FeesFacts, procedure: ProcedureKind | OtherProcedure, day: date, book: Rulebook
) -> Answer[FeesResult]:
    months = _granted_months(facts.granted_period, procedure, day, book)
    found = fee_due(
        _named(procedure, facts),
        channel=_channel(facts, procedure, day, book),
        accepted_on=day,
        specified=bool(facts.with_specified),
        express=bool(facts.express),
        withheld=bool(facts.withheld) and facts.base_procedure is None,
        granted_months=months,
        reduced=bool(facts.reduced),
        held_card_issued_on=_held_on(facts, day),
        had_specified_card=_had(facts),
        circumstances=_circumstances(facts),
        book=book,
    )
    found = Answer(
        found.value,
        (*found.grounds, *_not_seen(found, procedure, facts.granted, day, book)),
        found.open_questions,
    )
    if not facts.paid_online:
        return Answer(FeesResult(found.value), found.grounds, found.open_questions)
    if months is None:
        raise FactsError(missing=("granted_months",))
    added = online_payment_surcharge(months, accepted_on=day, book=book)
    grounds = (*found.grounds, *added.grounds)
    return Answer(FeesResult(found.value, added.value), grounds, found.open_questions)


def _named(procedure: ProcedureKind | OtherProcedure, facts: FeesFacts) -> ProcedureKind | OtherProcedure:
    """Return a register notification as the notification of residence that it counts as."""
    if isinstance(procedure, OtherProcedure):
        return procedure
    named = _IN_WORDS.get(procedure, procedure) if facts.with_specified else procedure
    special = facts.status is StatusOfResidence.SPECIAL_PERMANENT_RESIDENT
    residence = {_P.PLACE_OF_RESIDENCE_FIRST, _P.PLACE_OF_RESIDENCE_CHANGE}
    return _P.SPR_PLACE_OF_RESIDENCE_CHANGE if special and named in residence else named


def _channel(
    facts: FeesFacts, procedure: ProcedureKind | OtherProcedure, day: date, book: Rulebook
) -> Channel:
    """Return the channel; where none was told, the counter if nothing else is possible or makes a difference."""
    if facts.channel is not None:
        return facts.channel
    if not facts.with_specified and (procedure, Channel.ONLINE) in _amounts.PERMISSION_FEES:
        priced = [_amounts.PERMISSION_FEES[procedure, one] for one in (Channel.COUNTER, Channel.ONLINE)]  # type: ignore[index]
        if len({book.at(rule, day).value for rule in priced}) > 1 and not facts.reduced:
            raise FactsError(missing=("channel",))
    if facts.with_specified:
        open_ = book.at(_routes.SPECIFIED_CARD_CHANNELS, day).value
        if len(open_) > 1:
            raise FactsError(missing=("channel",))
        return next(iter(open_), Channel.COUNTER)
    return Channel.COUNTER


def _held_on(facts: FeesFacts, day: date) -> date | None:
    """Return when the card in hand was issued; a same-day exchange follows a card given on that day."""
    if facts.base_procedure is not None:
        return facts.issued or day
    return facts.held_card_issued or facts.old_issued


def _had(facts: FeesFacts) -> bool | None:
    if facts.had_specified_card is not None:
        return facts.had_specified_card
    if facts.held_card_kind in _SPECIFIED:
        return True
    lost = facts.base_procedure in {_P.REISSUE_LOSS, _P.SPR_REISSUE_LOSS}
    return None if facts.held_card_kind is None or lost else False


def _circumstances(facts: FeesFacts) -> Circumstances:
    after = None
    if facts.base_procedure is not None:
        after = Preceding(
            facts.base_procedure,
            filed_on=facts.base_filed,
            issued_on=facts.issued,
            withheld=facts.withheld,
            held_card_issued_on=facts.old_issued or facts.held_card_issued,
        )
    full = facts.no_space_left
    if full is None and facts.express_class is ExpressClass.NO_SPACE_LEFT:
        full = True
    return Circumstances(
        without_fault=facts.without_fault,
        no_space_left=full,
        mn_lapse_reason=facts.mn_lapse_reason,
        reentry_permission=facts.reentry_permission,
        returned_in_time=facts.returned_in_time,
        in_register=facts.resident_register,
        after=after,
    )
