"""The question of the topic ``representation``: facts in, an answer with its provisions out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from types import MappingProxyType
from typing import Any, Final

from tokutei.calendar import age_on
from tokutei.errors import FactsError, NotInForceError
from tokutei.law import Answer, Ground, Reason, Rule
from tokutei.rules.representation.deciding import Circumstances, below_age, entitled, needed_for, unable
from tokutei.rules.representation.facts import RepresentationFacts, RepresentationResult
from tokutei.rules.representation.groups import (
    APPEARANCE,
    CARRIED_ALWAYS,
    CARRYING_AGE,
    POSTED,
    REPLY_LETTER_EXEMPT,
    ROWS,
    SHOWING,
    SPR_CARRIES,
    Condition,
    Entitlement,
    Group,
    Holder,
    Person,
)
from tokutei.rules.representation.reasons import reason_of
from tokutei.rules.rulebook import CURRENT, Rulebook, days_in_japan
from tokutei.vocabulary import Channel, ProcedureKind, StatusOfResidence, Window

__all__ = ["answer", "group_of"]

P = ProcedureKind

_CARD: Final = frozenset(
    {
        P.CARD_ITEM_CHANGE,
        P.CARD_RENEWAL,
        P.CARD_RENEWAL_EARLY,
        P.REISSUE_LOSS,
        P.REISSUE_DAMAGE,
        P.EXCHANGE,
        P.REISSUE_ORDER,
    }
)
_SPR_CARD: Final = frozenset(
    {
        P.SPR_ITEM_CHANGE,
        P.SPR_RENEWAL,
        P.SPR_RENEWAL_EARLY,
        P.SPR_REISSUE_LOSS,
        P.SPR_REISSUE_DAMAGE,
        P.SPR_EXCHANGE,
        P.SPR_REISSUE_ORDER,
    }
)
_GROUPS: Final[Mapping[ProcedureKind, Group]] = MappingProxyType(
    {
        **dict.fromkeys(
            (P.PLACE_OF_RESIDENCE_FIRST, P.PLACE_OF_RESIDENCE_AFTER_PERMISSION, P.PLACE_OF_RESIDENCE_CHANGE),
            Group.ADDRESS,
        ),
        **dict.fromkeys(_CARD, Group.CARD),
        **dict.fromkeys(
            (P.CHANGE_OF_STATUS, P.EXTENSION_OF_STAY, P.PERMANENT_RESIDENCE, P.ACQUISITION_OF_STATUS),
            Group.STATUS,
        ),
        P.MY_NUMBER_RETURN: Group.RETURN,
        P.SPR_PLACE_OF_RESIDENCE_CHANGE: Group.SPR_ADDRESS,
        **dict.fromkeys(_SPR_CARD, Group.SPR_CARD),
        P.SPR_PERMISSION_BIRTH: Group.SPR_PERMISSION_BIRTH,
        P.SPR_PERMISSION_OTHER: Group.SPR_PERMISSION_OTHER,
        P.SPR_MY_NUMBER_RETURN: Group.SPR_RETURN,
    }
)
_FILED_WITH: Final[Mapping[Group, Group]] = MappingProxyType(
    {
        Group.ADDRESS: Group.SPECIFIED_ADDRESS,
        Group.CARD: Group.SPECIFIED_CARD,
        Group.STATUS: Group.SPECIFIED_STATUS,
        Group.SPR_ADDRESS: Group.SPR_SPECIFIED_ADDRESS,
        Group.SPR_CARD: Group.SPR_SPECIFIED_CARD,
        Group.SPR_PERMISSION_OTHER: Group.SPR_SPECIFIED_PERMISSION,
    }
)
_RECEIVED_AS: Final[Mapping[Group, Group]] = MappingProxyType(
    {
        Group.ADDRESS: Group.SPECIFIED_RECEIPT,
        Group.SPR_ADDRESS: Group.SPR_SPECIFIED_RECEIPT,
    }
)
_CARRY_NO_SPECIFIED: Final = frozenset(
    {
        P.CARD_RENEWAL_EARLY,
        P.REISSUE_LOSS,
        P.ACQUISITION_OF_STATUS,
        P.SPR_RENEWAL_EARLY,
        P.SPR_PERMISSION_BIRTH,
    }
)
"""Procedures of a group whose other procedures may carry a specified application."""
_RETURNED: Final[Mapping[Group, Group]] = MappingProxyType(
    {Group.RETURN: Group.RETURN_RECEIPT, Group.SPR_RETURN: Group.SPR_RETURN_RECEIPT}
)
_POSTED: Final[Mapping[Group, Rule[bool]]] = MappingProxyType(
    {Group.CARD: POSTED["card"], Group.STATUS: POSTED["status"], Group.SPR_CARD: POSTED["spr_card"]}
)
_EXPRESS: Final = MappingProxyType(
    {Holder.RESIDENT: POSTED["express"], Holder.SPECIAL_PERMANENT_RESIDENT: POSTED["spr_express"]}
)


_PLACES: Final[Mapping[str | None, Window]] = MappingProxyType(
    {"bureau": Window.BUREAU, "municipality": Window.MUNICIPALITY, "other_municipality": Window.MUNICIPALITY}
)


def _contradiction(code: str) -> FactsError:
    return FactsError(contradictions=(Reason(code),))


def group_of(facts: RepresentationFacts) -> Group:
    """Return the group that an act belongs to.

    Raises:
        FactsError: the act or the procedure is not told, nobody appears for the procedure by these
            provisions, or it cannot carry a specified application.
    """
    special = facts.status is StatusOfResidence.SPECIAL_PERMANENT_RESIDENT
    if facts.procedure is None:
        if facts.act == "return":
            return Group.SPR_RETURN if special else Group.RETURN
        if facts.with_specified and facts.place == "municipality" and not special:
            return Group.SPECIFIED_ADDRESS if facts.act == "file" else Group.SPECIFIED_RECEIPT
        raise FactsError(missing=("procedure",))
    group = _GROUPS.get(facts.procedure)
    if group is None:
        raise _contradiction("nobody_appears")
    if group in _RETURNED:
        return _RETURNED[group] if facts.act == "receive" else group
    if facts.act == "return":
        raise _contradiction("returned_on_its_own")
    if not facts.with_specified:
        return group
    if facts.procedure in _CARRY_NO_SPECIFIED:
        raise _contradiction("procedure_not_listed")
    return _FILED_WITH[group] if facts.act == "file" else _RECEIVED_AS.get(group, group)


@days_in_japan
def answer(facts: RepresentationFacts, *, on: date, book: Rulebook = CURRENT) -> Answer[RepresentationResult]:
    """Return who may or must do an act; the law in force is that of the day of filing or of ``on``.

    Raises:
        FactsError: facts are missing or contradict each other; all missing ones are listed.
        NotInForceError: the provisions did not exist on that day.

    Example:
        >>> from datetime import date
        >>> facts = RepresentationFacts(
        ...     act="receive", procedure="address_change", with_specified=True, place="municipality",
        ...     who="gyoseishoshi", holder_age=30, holder_condition="healthy", cohabiting=False)
        >>> answer(facts, on=date(2026, 9, 1)).value.reason
        'not_listed_for_municipal_receipt'
    """
    if facts.act is None:
        raise FactsError(missing=("act", *(() if facts.procedure else ("procedure",))))
    if facts.act == "carry":
        return _carrying(facts, on, book)
    group, day = group_of(facts), facts.filed if facts.act == "file" and facts.filed else on
    if facts.place in _PLACES and _PLACES[facts.place] is not book.at(APPEARANCE[group], day).value:
        raise _contradiction("place_of_another_procedure")
    if facts.who is None or facts.who is Person.NONE:
        if facts.candidates:
            return _duty(group, facts, day, book)
        return _holder(group, facts, day, book)
    return _for_the_holder(group, facts.who, facts, day, book)


def _age(facts: RepresentationFacts, on: date) -> int | None:
    return facts.holder_age if facts.holder_birth is None else age_on(facts.holder_birth, on)


def _carrying(facts: RepresentationFacts, on: date, book: Rulebook) -> Answer[RepresentationResult]:
    """Return whether the card is always carried and shown on request: two duties, each from its own day."""
    special = facts.status is StatusOfResidence.SPECIAL_PERMANENT_RESIDENT
    age = _age(facts, on)
    if age is None and not special:
        raise FactsError(missing=("holder_age",))
    shown = SHOWING[Holder.SPECIAL_PERMANENT_RESIDENT if special else Holder.RESIDENT]
    result, grounds, not_yet = RepresentationResult(), list[Ground](), list[NotInForceError]()
    try:
        if special:
            result = replace(result, duty=book.at(SPR_CARRIES, on).value)
            grounds.append(book.ground(SPR_CARRIES, on))
        else:
            result = replace(result, duty=(age or 0) >= book.at(CARRYING_AGE, on).value)
            grounds += (CARRIED_ALWAYS, book.ground(CARRYING_AGE, on))
    except NotInForceError as error:
        not_yet.append(error)
    try:
        result = replace(result, must_show_on_request=book.at(shown, on).value)
        grounds.append(book.ground(shown, on))
    except NotInForceError as error:
        not_yet.append(error)
    if not grounds:
        raise min(not_yet, key=lambda error: error.first_day)
    return Answer(result, tuple(grounds))


def _known(facts: RepresentationFacts) -> Circumstances:
    condition = facts.holder_condition
    minor = condition == "minor_under_16"
    return Circumstances(
        procedure=facts.procedure,
        holder_birth=facts.holder_birth,
        holder_age=0
        if minor and facts.holder_age is None and facts.holder_birth is None
        else facts.holder_age,
        ill=None if condition is None else condition in ("ill", "disabled"),
        cohabiting=facts.cohabiting,
        who_age=facts.who_age,
        requested=facts.requested,
        registered=facts.registered_with_bureau,
        accepted=facts.director_accepts,
        ssw1=None if facts.status is None else facts.status is StatusOfResidence.SPECIFIED_SKILLED_WORKER_1,
        express=facts.express,
    )


def _obliging(group: Group) -> Rule[Entitlement] | None:
    """Return the row of a group under which somebody must act, if it has one."""
    return next((rule for rule in ROWS[group] if rule.key.endswith("_duty")), None)


def _began(rule: Rule[Any], on: date, book: Rulebook) -> bool:
    return book.timeline(rule).versions[0].since <= on


def _obliges(row: Entitlement, facts: RepresentationFacts, on: date) -> bool | None:
    known = _known(facts)
    return (below_age if Condition.MINOR in row.needs else unable)(row, known, on)


def _duty(group: Group, facts: RepresentationFacts, on: date, book: Rulebook) -> Answer[RepresentationResult]:
    """Return on whom of the candidates the duty falls, if on anybody."""
    rule = _obliging(group)
    if rule is None:
        raise _contradiction("nobody_is_obliged")
    row, ground = book.at(rule, on).value, book.ground(rule, on)
    must = _obliges(row, facts, on)
    if must is None:
        need = Condition.MINOR if Condition.MINOR in row.needs else Condition.UNABLE
        raise FactsError(missing=needed_for(need, row, _known(facts), on))
    first = next((one for one in row.order if one in (facts.candidates or ())), None) if must else None
    return Answer(RepresentationResult(duty=first is not None, duty_on=first), (ground,))


def _holder(
    group: Group, facts: RepresentationFacts, on: date, book: Rulebook
) -> Answer[RepresentationResult]:
    """Return what the holder alone does: appears, or receives the card by post."""
    if facts.act == "receive" and facts.express:
        rule = _EXPRESS[group.holder]
        return Answer(RepresentationResult(allowed=book.at(rule, on).value), (book.ground(rule, on),))
    if facts.act == "receive" and facts.issued_same_day is False and group in _POSTED:
        if group is not Group.STATUS or facts.channel is Channel.ONLINE:
            return _posted(_POSTED[group], facts, on, book)
        if facts.channel is None:
            raise FactsError(missing=("channel",))
    where = APPEARANCE[group]
    result = RepresentationResult(allowed=True, appear_at=book.at(where, on).value)
    obliging = _obliging(group)
    if (
        obliging is not None
        and _began(obliging, on, book)
        and _obliges(book.at(obliging, on).value, facts, on)
    ):
        result = replace(result, allowed=False, duty=True, reason="another_is_obliged")
        return Answer(result, (book.ground(where, on), book.ground(obliging, on)))
    return Answer(result, (book.ground(where, on),))


def _posted(
    rule: Rule[bool], facts: RepresentationFacts, on: date, book: Rulebook
) -> Answer[RepresentationResult]:
    """Return whether a card that is not given on the day of filing may come without appearing."""
    grounds, open_to = (book.ground(rule, on),), book.at(rule, on).value
    if facts.with_specified:
        refused = RepresentationResult(
            allowed=False, plain_card_allowed_if_director_accepts=open_to, reason="specified_card_not_posted"
        )
        return Answer(refused, grounds)
    if not open_to or facts.director_accepts is False:
        return Answer(RepresentationResult(allowed=False, reason="director_does_not_accept"), grounds)
    depends_on = ("director_accepts",) if facts.director_accepts is None else None
    return Answer(
        RepresentationResult(
            allowed=True, plain_card_allowed_if_director_accepts=open_to, depends_on=depends_on
        ),
        grounds,
    )


def _for_the_holder(
    group: Group, who: Person, facts: RepresentationFacts, on: date, book: Rulebook
) -> Answer[RepresentationResult]:
    if facts.act == "receive" and facts.express:
        rule = _EXPRESS[group.holder]
        refused = RepresentationResult(allowed=False, reason="express_goes_to_the_holder")
        return Answer(refused, (book.ground(rule, on),))
    found = entitled(group, who, _known(facts), on=on, book=book)
    row = found.value.row
    if row is None:
        where = APPEARANCE[group]
        refused = RepresentationResult(
            allowed=False,
            reason=reason_of(group, who, found.value, cohabiting=facts.cohabiting),
            appear_at=book.at(where, on).value,
        )
        return Answer(refused, (book.ground(where, on), *found.grounds), found.open_questions)
    result = RepresentationResult(
        allowed=True,
        duty=bool(row.order),
        duty_on=who if row.order else None,
        depends_on=found.value.depends_on or None,
    )
    if row.order and facts.candidates:
        first = next((one for one in row.order if one in facts.candidates or one is who), who)
        if first is not who:
            result = replace(result, allowed=False, duty_on=first, duty=False, reason="another_is_obliged")
    if facts.act != "receive" or not facts.with_specified:
        return found.map(result)
    exempt = REPLY_LETTER_EXEMPT[group.holder]
    if group in _RECEIVED_AS.values() and not _began(exempt, on, book):
        return found.map(result)  # the rows of such a group are dated themselves
    result = replace(result, reply_letter_needed=who not in book.at(exempt, on).value)
    return Answer(result, (*found.grounds, book.ground(exempt, on)), found.open_questions)
