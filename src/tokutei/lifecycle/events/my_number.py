"""The My Number function, the separate card, the certificates, the smartphone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from tokutei.lifecycle.events.base import Happening
from tokutei.lifecycle.events.kinds import EventKind
from tokutei.vocabulary import Window

__all__ = [
    "AskMyNumberReissue",
    "AskMyNumberReplacement",
    "EndMobile",
    "ExtendMyNumber",
    "ExtendResidence",
    "FindMyNumberCard",
    "GiveBackMyNumber",
    "HandInMyNumberCard",
    "IssueCertificates",
    "IssueMobile",
    "OrderMyNumberBack",
    "ReceiveMyNumberCard",
    "ReportKeyLoss",
    "ReportMyNumberLoss",
    "ResetPin",
    "ResumeMyNumber",
    "ReturnMyNumberCard",
    "RevokeCertificates",
    "SuspendMyNumber",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtendMyNumber(Happening):
    """The holder asks that the My Number function last as long as the stay now may."""

    to: Window
    """The office asked."""
    kind: Literal[EventKind.EXTEND_MY_NUMBER] = EventKind.EXTEND_MY_NUMBER


@dataclass(frozen=True, slots=True, kw_only=True)
class GiveBackMyNumber(Happening):
    """The My Number function of a specified card is given back (Act 19-15-4(2), 番号令 15(4))."""

    to: Window
    """The office to which it is returned."""
    by_agent: bool = False
    """Whether somebody of the agents' list returns it for the holder (取次者)."""
    kind: Literal[EventKind.GIVE_BACK_MY_NUMBER] = EventKind.GIVE_BACK_MY_NUMBER


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnMyNumberCard(Happening):
    """A separate Individual Number Card goes back to the municipality (番号令 15(2), (4))."""

    kind: Literal[EventKind.RETURN_MY_NUMBER_CARD] = EventKind.RETURN_MY_NUMBER_CARD


@dataclass(frozen=True, slots=True, kw_only=True)
class SuspendMyNumber(Happening):
    """The holder has the use of the My Number function stopped by telephone."""

    kind: Literal[EventKind.SUSPEND_MY_NUMBER] = EventKind.SUSPEND_MY_NUMBER


@dataclass(frozen=True, slots=True, kw_only=True)
class ResumeMyNumber(Happening):
    """The stop of the My Number function is lifted because the card is at hand again."""

    kind: Literal[EventKind.RESUME_MY_NUMBER] = EventKind.RESUME_MY_NUMBER


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderMyNumberBack(Happening):
    """A My Number function issued by mistake is ordered back (番号令 16)."""

    kind: Literal[EventKind.ORDER_MY_NUMBER_BACK] = EventKind.ORDER_MY_NUMBER_BACK


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportKeyLoss(Happening):
    """The holder reports that the keys of the certificates cannot be used (JPKI Act 10, 29)."""

    kind: Literal[EventKind.REPORT_KEY_LOSS] = EventKind.REPORT_KEY_LOSS


@dataclass(frozen=True, slots=True, kw_only=True)
class RevokeCertificates(Happening):
    """The holder asks that certificates lapse (JPKI Act 9, 28)."""

    signing: bool = True
    authentication: bool = True
    kind: Literal[EventKind.REVOKE_CERTIFICATES] = EventKind.REVOKE_CERTIFICATES


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueCertificates(Happening):
    """New certificates are issued on the card (JPKI Act 3, 22)."""

    signing: bool = True
    authentication: bool = True
    kind: Literal[EventKind.ISSUE_CERTIFICATES] = EventKind.ISSUE_CERTIFICATES


@dataclass(frozen=True, slots=True, kw_only=True)
class ResetPin(Happening):
    """A PIN is set anew at the municipality."""

    kind: Literal[EventKind.RESET_PIN] = EventKind.RESET_PIN


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueMobile(Happening):
    """A record is issued to the smartphone (番号法 18-2)."""

    kind: Literal[EventKind.ISSUE_MOBILE] = EventKind.ISSUE_MOBILE


@dataclass(frozen=True, slots=True, kw_only=True)
class EndMobile(Happening):
    """The record on the smartphone ends: phone unusable, or a wrong record (番号法 18-2(8), (9))."""

    kind: Literal[EventKind.END_MOBILE] = EventKind.END_MOBILE


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiveMyNumberCard(Happening):
    """A separate Individual Number Card is handed over (番号法 17(1))."""

    made_on: date
    """The day on which it was made (作成の日)."""
    certificates: bool = True
    """Whether the electronic certificates are on it."""
    identity_checked: bool = True
    kind: Literal[EventKind.RECEIVE_MY_NUMBER_CARD] = EventKind.RECEIVE_MY_NUMBER_CARD


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportMyNumberLoss(Happening):
    """The loss of the separate card is reported to the mayor (番号法 17(9))."""

    stopped: bool = True
    """Whether its use is stopped by telephone as well."""
    kind: Literal[EventKind.REPORT_MY_NUMBER_LOSS] = EventKind.REPORT_MY_NUMBER_LOSS


@dataclass(frozen=True, slots=True, kw_only=True)
class FindMyNumberCard(Happening):
    """The separate card that was lost is found (命令 28(6), 30)."""

    kind: Literal[EventKind.FIND_MY_NUMBER_CARD] = EventKind.FIND_MY_NUMBER_CARD


@dataclass(frozen=True, slots=True, kw_only=True)
class AskMyNumberReissue(Happening):
    """A new separate card is asked for in place of a lost or damaged one (命令 28)."""

    kind: Literal[EventKind.ASK_MY_NUMBER_REISSUE] = EventKind.ASK_MY_NUMBER_REISSUE


@dataclass(frozen=True, slots=True, kw_only=True)
class AskMyNumberReplacement(Happening):
    """A new separate card is asked for before the old one expires (命令 29)."""

    no_space: bool = False
    """Whether the space for entries is used up."""
    needed: bool = False
    """Whether the municipality finds it particularly necessary."""
    kind: Literal[EventKind.ASK_MY_NUMBER_REPLACEMENT] = EventKind.ASK_MY_NUMBER_REPLACEMENT


@dataclass(frozen=True, slots=True, kw_only=True)
class HandInMyNumberCard(Happening):
    """The card with the My Number function is handed in and written on (番号法 17(6)-(8))."""

    kind: Literal[EventKind.HAND_IN_MY_NUMBER_CARD] = EventKind.HAND_IN_MY_NUMBER_CARD


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtendResidence(Happening):
    """An extension of the residence function is asked for, which no provision knows."""

    to: Window
    """The office asked."""
    kind: Literal[EventKind.EXTEND_RESIDENCE] = EventKind.EXTEND_RESIDENCE
