"""Who must come in person, and who may file, receive or return a card for somebody else (本人出頭・代理).

A group is a set of acts that one provision treats alike; its rows are the people whom the law lets or
makes act, each with the conditions under which it does.
"""

from tokutei.rules.representation.asking import answer, group_of
from tokutei.rules.representation.deciding import Circumstances, Entitled, entitled
from tokutei.rules.representation.facts import RepresentationFacts, RepresentationResult
from tokutei.rules.representation.groups import (
    APPEARANCE,
    CARRIED_ALWAYS,
    CARRYING_AGE,
    ENTITLEMENTS,
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
    PersonClass,
)

__all__ = [
    "APPEARANCE",
    "CARRIED_ALWAYS",
    "CARRYING_AGE",
    "ENTITLEMENTS",
    "POSTED",
    "REPLY_LETTER_EXEMPT",
    "ROWS",
    "SHOWING",
    "SPR_CARRIES",
    "Circumstances",
    "Condition",
    "Entitled",
    "Entitlement",
    "Group",
    "Holder",
    "Person",
    "PersonClass",
    "RepresentationFacts",
    "RepresentationResult",
    "answer",
    "entitled",
    "group_of",
]
