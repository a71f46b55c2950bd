"""The word for why somebody may not act, from what the nearest row lacked."""

from __future__ import annotations

from typing import Final

from tokutei.rules.representation.deciding import Entitled
from tokutei.rules.representation.groups import Condition, Group, Person

__all__ = ["reason_of"]

_OF_ITS_OWN: Final = (
    (Condition.NOT_EXPRESS, "express_needs_appearance"),
    (Condition.AGED, "representative_under_16"),
    (Condition.REGISTERED, "agent_not_registered"),
    (Condition.SSW1, "support_org_only_for_ssw1"),
)
_FORMAL: Final = (
    (Condition.REQUESTED, "not_requested"),
    (Condition.ACCEPTED, "director_does_not_accept"),
)
_HOLDER_ABLE: Final = frozenset({Condition.UNABLE, Condition.MINOR, Condition.ILL})
_ANY_RELATIVE: Final = frozenset(
    {
        Group.SPECIFIED_ADDRESS,
        Group.SPR_SPECIFIED_ADDRESS,
        Group.SPR_PERMISSION_BIRTH,
        Group.SPR_PERMISSION_OTHER,
        Group.SPR_SPECIFIED_PERMISSION,
    }
)
"""Groups in which a relative need not live with the holder."""
_NOT_LISTED: Final = {
    Group.SPECIFIED_RECEIPT: "not_listed_for_municipal_receipt",
    Group.SPR_SPECIFIED_RECEIPT: "not_listed_for_municipal_receipt",
    Group.STATUS: "not_listed_for_status_route",
    Group.SPECIFIED_STATUS: "not_listed_for_status_route",
}


def reason_of(group: Group, who: Person, found: Entitled, *, cohabiting: bool | None) -> str:
    """Return the key of the reason for a refusal, under ``reason`` in the messages."""
    failed = found.failed or frozenset()
    unlisted = _NOT_LISTED.get(group, "not_listed")
    own = next((word for condition, word in _OF_ITS_OWN if condition in failed), None)
    if own is not None:
        return own
    if found.failed is None or (who is Person.FRIEND and Condition.COHABITING in failed):
        return unlisted
    if unlisted == "not_listed_for_status_route" and failed & _HOLDER_ABLE:
        return unlisted
    apart = cohabiting is False and bool(failed & _HOLDER_ABLE) and group not in _ANY_RELATIVE
    if apart or Condition.COHABITING in failed:
        return "not_cohabiting_and_holder_able"
    if failed & _HOLDER_ABLE:
        return "holder_able_to_appear"
    return next((word for condition, word in _FORMAL if condition in failed), unlisted)
