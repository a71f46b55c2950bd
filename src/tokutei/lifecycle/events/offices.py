"""Acts of the immigration authorities, of J-LIS and of the mayor, and the receipt of cards."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar, Final, Literal

from pydantic import Field

from tokutei.identifiers import CardNumber
from tokutei.lifecycle.events.base import Happening, misfit
from tokutei.lifecycle.events.kinds import EventKind
from tokutei.personal import Masked, Personal
from tokutei.vocabulary import Delivery, ProcedureKind, StatusOfResidence

__all__ = [
    "ConfirmCard",
    "DecidePermission",
    "Deport",
    "GrantOtherActivity",
    "GrantStatus",
    "Land",
    "MakeCard",
    "NotifyJlis",
    "OrderReissue",
    "PostCard",
    "ReceiveCard",
    "ReceiveInterimCard",
    "ReceiveSeal",
    "RefusePermission",
    "RefuseSpecifiedCard",
    "RevokeOtherActivity",
    "RevokeStatus",
    "WithdrawFiling",
    "WithdrawSpecifiedCard",
]

MONTHS_IN_CALENDAR: Final = 12 * date.max.year
Months = Annotated[int, Field(ge=1, le=MONTHS_IN_CALENDAR)]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Granting(Happening):
    """What gives a stay of some months."""

    stay_until: date | None
    """Last day of the period of stay, included; ``None`` for a stay without end."""
    months: Months | None = None
    """The period granted in months, on which fees and the card may depend; ``None``: not known."""

    def __post_init__(self) -> None:
        Happening.__post_init__(self)
        if self.months is not None and not 1 <= self.months <= MONTHS_IN_CALENDAR:
            raise misfit(self, ("months",))


@dataclass(frozen=True, slots=True, kw_only=True)
class Land(_Granting):
    """Landing is permitted with a status (上陸許可, Act 9(3), 19-6)."""

    status: StatusOfResidence
    """The status; up to three months of stay bring no card."""
    card_given: bool = True
    """Whether the port gives the card; elsewhere it follows by post after the first address notification."""
    specified_card: bool = False
    """Whether a specified card is asked for with it, which the law does not know."""
    kind: Literal[EventKind.LAND] = EventKind.LAND
    procedure: ClassVar[ProcedureKind | None] = ProcedureKind.LANDING


@dataclass(frozen=True, slots=True, kw_only=True)
class DecidePermission(_Granting):
    """The Minister decides to permit; nothing has effect before the card is given (Act 20(4), (5))."""

    kind: Literal[EventKind.DECIDE_PERMISSION] = EventKind.DECIDE_PERMISSION


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusePermission(Happening):
    """The Minister decides not to permit what was applied for (不許可, Act 20(3), 21(3), 22(2))."""

    kind: Literal[EventKind.REFUSE_PERMISSION] = EventKind.REFUSE_PERMISSION


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawFiling(Happening):
    """What was filed is withdrawn, and the application for a specified card with it (取下げ)."""

    kind: Literal[EventKind.WITHDRAW_FILING] = EventKind.WITHDRAW_FILING


@dataclass(frozen=True, slots=True, kw_only=True)
class GrantStatus(_Granting):
    """Somebody without a status is granted one (Act 22-2, 22-3, 50, 61-2-2, 61-2-5)."""

    status: StatusOfResidence
    kind: Literal[EventKind.GRANT_STATUS] = EventKind.GRANT_STATUS


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiveSeal(Happening):
    """A permission that brings no card has effect by its seal in the passport (証印, Act 20(4), (5))."""

    kind: Literal[EventKind.RECEIVE_SEAL] = EventKind.RECEIVE_SEAL


@dataclass(frozen=True, slots=True, kw_only=True)
class NotifyJlis(Happening):
    """The agency notifies J-LIS of the application for a specified card (番号法 18-5(1))."""

    kind: Literal[EventKind.NOTIFY_JLIS] = EventKind.NOTIFY_JLIS


@dataclass(frozen=True, slots=True, kw_only=True)
class MakeCard(Happening):
    """Agency and J-LIS make the specified card (Act 19-15-2(4), 番号法 18-5(2))."""

    kind: Literal[EventKind.MAKE_CARD] = EventKind.MAKE_CARD


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmCard(Happening):
    """The mayor confirms identity and number and reports back (番号法 18-5(4))."""

    kind: Literal[EventKind.CONFIRM_CARD] = EventKind.CONFIRM_CARD


@dataclass(frozen=True, slots=True, kw_only=True)
class RefuseSpecifiedCard(Happening):
    """The agency finds that a specified card is not to be given (Act 19-15-2(8)); an ordinary one is."""

    kind: Literal[EventKind.REFUSE_SPECIFIED_CARD] = EventKind.REFUSE_SPECIFIED_CARD


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawSpecifiedCard(Happening):
    """The application for a specified card alone is withdrawn; what it went along with goes on."""

    kind: Literal[EventKind.WITHDRAW_SPECIFIED_CARD] = EventKind.WITHDRAW_SPECIFIED_CARD


@dataclass(frozen=True, slots=True, kw_only=True)
class PostCard(Happening):
    """A card is sent to its holder by post (Act 19-15-2(7), supplementary provisions on landing)."""

    kind: Literal[EventKind.POST_CARD] = EventKind.POST_CARD


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class ReceiveCard(Masked, Happening):
    """The new residence card is handed over; a permission has effect from this moment."""

    my_number_card_returned: bool | None = None
    """Whether the separate Individual Number Card is handed in by now; ``None``: not known."""
    delivery: Delivery | None = None
    """How it reaches the holder; ``None``: as its route demands."""
    identity_checked: bool = True
    """Whether the mayor's identity check for the My Number function has been made."""
    shows_photograph: bool | None = None
    """Whether the new card shows a photograph; ``None``: not known."""
    number: Personal[CardNumber | None] = None
    """The number of the new card; ``None``: not known."""
    by_agent: bool = False
    """Whether somebody of the agents' list receives it for the holder (取次者)."""
    kind: Literal[EventKind.RECEIVE_CARD] = EventKind.RECEIVE_CARD


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiveInterimCard(Happening):
    """An ordinary card is given because the specified one cannot be by the last day (Act 19-15-3(3))."""

    kind: Literal[EventKind.RECEIVE_INTERIM_CARD] = EventKind.RECEIVE_INTERIM_CARD


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderReissue(Happening):
    """The Commissioner orders the holder to apply for reissuance (Act 19-13(2))."""

    kind: Literal[EventKind.ORDER_REISSUE] = EventKind.ORDER_REISSUE


@dataclass(frozen=True, slots=True, kw_only=True)
class RevokeStatus(Happening):
    """The status is revoked and the decision served (Act 22-4)."""

    leave_by: date | None
    """Last day set for leaving, at most thirty days away; ``None`` where none is set (22-4(1) (i), (ii))."""
    kind: Literal[EventKind.REVOKE_STATUS] = EventKind.REVOKE_STATUS


@dataclass(frozen=True, slots=True, kw_only=True)
class Deport(Happening):
    """A deportation order is enforced (Act 24, 52)."""

    kind: Literal[EventKind.DEPORT] = EventKind.DEPORT


@dataclass(frozen=True, slots=True, kw_only=True)
class GrantOtherActivity(Happening):
    """Activities outside the status are permitted and noted on the card (Act 19(2))."""

    kind: Literal[EventKind.GRANT_OTHER_ACTIVITY] = EventKind.GRANT_OTHER_ACTIVITY


@dataclass(frozen=True, slots=True, kw_only=True)
class RevokeOtherActivity(Happening):
    """The permission for other activities is revoked and struck out on the card (Act 19(3))."""

    kind: Literal[EventKind.REVOKE_OTHER_ACTIVITY] = EventKind.REVOKE_OTHER_ACTIVITY
