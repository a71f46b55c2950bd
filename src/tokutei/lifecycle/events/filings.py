"""Applications and notifications of mid- to long-term residents with the bureau."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Literal

from tokutei.lifecycle.events.base import Happening
from tokutei.lifecycle.events.kinds import EventKind
from tokutei.personal import Masked, Personal
from tokutei.vocabulary import Channel, ProcedureKind, StatusOfResidence, Window

__all__ = [
    "AskExchange",
    "Asking",
    "ConvertFiling",
    "FileAcquisition",
    "FileCardRenewal",
    "FileChange",
    "FileDamageReissue",
    "FileEarlyCardRenewal",
    "FileExtension",
    "FileOrderedReissue",
    "FilePermanentResidence",
    "FileReissue",
    "FileSpecifiedCard",
    "FileWithoutCard",
    "NotifyItemChange",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking(Happening):
    """What may carry an application for a specified card."""

    specified_card: bool = False
    """Whether a specified residence card is asked for with it."""
    certificates: bool | None = None
    """Whether the electronic certificates are asked for with the specified card; ``None``: not known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Filing(Asking):
    """What is filed with the bureau."""

    channel: Channel
    to: Window = Window.BUREAU
    """The office with which it is filed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileExtension(_Filing):
    """Extension of the period of stay is applied for (在留期間更新許可申請, Act 21(2))."""

    months_in_ssw1: int | None = None
    """Months already spent as a specified skilled worker (i), leave for birth and care not counted."""
    ssw1_good_reason: bool = False
    """Whether a good reason is acknowledged for going beyond five years in that status."""
    kind: Literal[EventKind.FILE_EXTENSION] = EventKind.FILE_EXTENSION
    procedure: ClassVar[ProcedureKind | None] = ProcedureKind.EXTENSION_OF_STAY


@dataclass(frozen=True, slots=True, kw_only=True)
class FileChange(_Filing):
    """Change of status of residence is applied for (在留資格変更許可申請, Act 20(2))."""

    target: StatusOfResidence
    """The status asked for."""
    months_in_ssw1: int | None = None
    """Months already spent as a specified skilled worker (i), leave for birth and care not counted."""
    ssw1_good_reason: bool = False
    """Whether a good reason is acknowledged for going beyond five years in that status."""
    kind: Literal[EventKind.FILE_CHANGE] = EventKind.FILE_CHANGE
    procedure: ClassVar[ProcedureKind | None] = ProcedureKind.CHANGE_OF_STATUS


@dataclass(frozen=True, slots=True, kw_only=True)
class FilePermanentResidence(_Filing):
    """Permanent residence is applied for (永住許可申請, Act 22(1))."""

    kind: Literal[EventKind.FILE_PERMANENT_RESIDENCE] = EventKind.FILE_PERMANENT_RESIDENCE
    procedure: ClassVar[ProcedureKind | None] = ProcedureKind.PERMANENT_RESIDENCE


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class FileAcquisition(Masked, _Filing):
    """Acquisition of status is applied for (在留資格取得許可申請, Act 22-2(2), 22-3)."""

    target: StatusOfResidence
    """The status asked for."""
    occurred_on: Personal[date | None] = None
    """The day of the birth or other reason, from which the sixty days run (22-2(1)); ``None``: not known."""
    record_copy: bool = False
    """Whether a copy of the resident record is handed in, which notifies the residence (19-8(4))."""
    kind: Literal[EventKind.FILE_ACQUISITION] = EventKind.FILE_ACQUISITION
    procedure: ClassVar[ProcedureKind | None] = ProcedureKind.ACQUISITION_OF_STATUS


@dataclass(frozen=True, slots=True, kw_only=True)
class NotifyItemChange(_Filing):
    """A change of name, birth date, sex or nationality is notified (Act 19-10(1))."""

    only_origin: bool = False
    """Whether only nationality or region changed, which no Individual Number Card says."""
    kind: Literal[EventKind.NOTIFY_ITEM_CHANGE] = EventKind.NOTIFY_ITEM_CHANGE
    procedure: ClassVar[ProcedureKind | None] = ProcedureKind.CARD_ITEM_CHANGE


@dataclass(frozen=True, slots=True, kw_only=True)
class FileCardRenewal(_Filing):
    """Renewal of the card's validity is applied for in its window (Act 19-11(1))."""

    kind: Literal[EventKind.FILE_CARD_RENEWAL] = EventKind.FILE_CARD_RENEWAL
    procedure: ClassVar[ProcedureKind | None] = ProcedureKind.CARD_RENEWAL


@dataclass(frozen=True, slots=True, kw_only=True)
class FileEarlyCardRenewal(_Filing):
    """Renewal of the card's validity is applied for before its window (Act 19-11(2))."""

    unavoidable: bool
    """Whether an unavoidable reason keeps the holder from filing in the window."""
    kind: Literal[EventKind.FILE_EARLY_CARD_RENEWAL] = EventKind.FILE_EARLY_CARD_RENEWAL
    procedure: ClassVar[ProcedureKind | None] = ProcedureKind.CARD_RENEWAL_EARLY


@dataclass(frozen=True, slots=True, kw_only=True)
class AskExchange(_Filing):
    """An exchange of the card is wished for (交換希望, Act 19-13(1) second sentence)."""

    legitimate_reason: bool = True
    """Whether there is a legitimate reason for the wish."""
    kind: Literal[EventKind.ASK_EXCHANGE] = EventKind.ASK_EXCHANGE
    procedure: ClassVar[ProcedureKind | None] = ProcedureKind.EXCHANGE


@dataclass(frozen=True, slots=True, kw_only=True)
class FileReissue(_Filing):
    """Reissuance after loss, theft or destruction is applied for (Act 19-12(1))."""

    kind: Literal[EventKind.FILE_REISSUE] = EventKind.FILE_REISSUE
    procedure: ClassVar[ProcedureKind | None] = ProcedureKind.REISSUE_LOSS


@dataclass(frozen=True, slots=True, kw_only=True)
class FileDamageReissue(_Filing):
    """Reissuance of a damaged or soiled card is applied for (Act 19-13(1) first sentence)."""

    kind: Literal[EventKind.FILE_DAMAGE_REISSUE] = EventKind.FILE_DAMAGE_REISSUE
    procedure: ClassVar[ProcedureKind | None] = ProcedureKind.REISSUE_DAMAGE


@dataclass(frozen=True, slots=True, kw_only=True)
class FileOrderedReissue(_Filing):
    """Reissuance is applied for because it was ordered (Act 19-13(3))."""

    kind: Literal[EventKind.FILE_ORDERED_REISSUE] = EventKind.FILE_ORDERED_REISSUE
    procedure: ClassVar[ProcedureKind | None] = ProcedureKind.REISSUE_ORDER


@dataclass(frozen=True, slots=True, kw_only=True)
class FileSpecifiedCard(Happening):
    """A specified card is applied for on its own, which no provision allows (Act 19-15-2(1), (2))."""

    channel: Channel
    kind: Literal[EventKind.FILE_SPECIFIED_CARD] = EventKind.FILE_SPECIFIED_CARD


@dataclass(frozen=True, slots=True, kw_only=True)
class FileWithoutCard(Asking):
    """A procedure that brings no card: work certificate, re-entry permission and the like."""

    asked: ProcedureKind
    """Which one."""
    kind: Literal[EventKind.FILE_WITHOUT_CARD] = EventKind.FILE_WITHOUT_CARD


@dataclass(frozen=True, slots=True, kw_only=True)
class ConvertFiling(Happening):
    """A pending change becomes an extension or the other way round (Regulation 21-3, 21-4)."""

    target: StatusOfResidence | None = None
    """The status asked for when it becomes a change; ``None`` when it becomes an extension."""
    months_in_ssw1: int | None = None
    """Months already spent as a specified skilled worker (i), leave for birth and care not counted."""
    ssw1_good_reason: bool = False
    """Whether a good reason is acknowledged for going beyond five years in that status."""
    kind: Literal[EventKind.CONVERT_FILING] = EventKind.CONVERT_FILING
