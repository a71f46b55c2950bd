"""What can happen: filings and notices of the holder, acts of the offices, and the clock.

Every event has its day. ``event.at(channel=…)`` gives the same event otherwise. Events tell their
kind by a field of one possible value, so that documents and type checkers can tell them apart.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, WrapValidator

from tokutei.lifecycle.events.base import Happening, without_input
from tokutei.lifecycle.events.cards import (
    AffiliationChanged,
    FindCard,
    NotifyAffiliation,
    ReportDamage,
    ReportLoss,
    ReturnCard,
    TakeBackCard,
)
from tokutei.lifecycle.events.clock import (
    CLOCK_KINDS,
    ClockEvent,
    ClockKind,
)
from tokutei.lifecycle.events.filings import (
    AskExchange,
    Asking,
    ConvertFiling,
    FileAcquisition,
    FileCardRenewal,
    FileChange,
    FileDamageReissue,
    FileEarlyCardRenewal,
    FileExtension,
    FileOrderedReissue,
    FilePermanentResidence,
    FileReissue,
    FileSpecifiedCard,
    FileWithoutCard,
    NotifyItemChange,
)
from tokutei.lifecycle.events.kinds import EventKind
from tokutei.lifecycle.events.my_number import (
    AskMyNumberReissue,
    AskMyNumberReplacement,
    EndMobile,
    ExtendMyNumber,
    ExtendResidence,
    FindMyNumberCard,
    GiveBackMyNumber,
    HandInMyNumberCard,
    IssueCertificates,
    IssueMobile,
    OrderMyNumberBack,
    ReceiveMyNumberCard,
    ReportKeyLoss,
    ReportMyNumberLoss,
    ResetPin,
    ResumeMyNumber,
    ReturnMyNumberCard,
    RevokeCertificates,
    SuspendMyNumber,
)
from tokutei.lifecycle.events.offices import (
    ConfirmCard,
    DecidePermission,
    Deport,
    GrantOtherActivity,
    GrantStatus,
    Land,
    MakeCard,
    NotifyJlis,
    OrderReissue,
    PostCard,
    ReceiveCard,
    ReceiveInterimCard,
    ReceiveSeal,
    RefusePermission,
    RefuseSpecifiedCard,
    RevokeOtherActivity,
    RevokeStatus,
    WithdrawFiling,
    WithdrawSpecifiedCard,
)
from tokutei.lifecycle.events.register import (
    ChangeAlias,
    ChangeNumber,
    Depart,
    Die,
    EraseEntry,
    ExtendReentry,
    MoveAbroad,
    MunicipalAsking,
    Naturalize,
    NotifyAddressAfterPermission,
    NotifyFirstAddress,
    NotifyMoveIn,
    NotifyMoveOut,
    NotifyRelocation,
    ReEnter,
)
from tokutei.lifecycle.events.special_permanent import (
    AskCertificateExchange,
    FileCertificateDamageReissue,
    FileCertificateReissue,
    FileCertificateRenewal,
    FileEarlyCertificateRenewal,
    FileOrderedCertificateReissue,
    FileSpecialBirth,
    FileSpecialOther,
    NotifyCertificateItems,
    PermitSpecial,
)

__all__ = [
    "CLOCK_KINDS",
    "AffiliationChanged",
    "AskCertificateExchange",
    "AskExchange",
    "AskMyNumberReissue",
    "AskMyNumberReplacement",
    "Asking",
    "ChangeAlias",
    "ChangeNumber",
    "ClockEvent",
    "ClockKind",
    "ConfirmCard",
    "ConvertFiling",
    "DecidePermission",
    "Depart",
    "Deport",
    "Die",
    "EndMobile",
    "EraseEntry",
    "Event",
    "EventKind",
    "ExtendMyNumber",
    "ExtendReentry",
    "ExtendResidence",
    "FileAcquisition",
    "FileCardRenewal",
    "FileCertificateDamageReissue",
    "FileCertificateReissue",
    "FileCertificateRenewal",
    "FileChange",
    "FileDamageReissue",
    "FileEarlyCardRenewal",
    "FileEarlyCertificateRenewal",
    "FileExtension",
    "FileOrderedCertificateReissue",
    "FileOrderedReissue",
    "FilePermanentResidence",
    "FileReissue",
    "FileSpecialBirth",
    "FileSpecialOther",
    "FileSpecifiedCard",
    "FileWithoutCard",
    "Filing",
    "FindCard",
    "FindMyNumberCard",
    "GiveBackMyNumber",
    "GrantOtherActivity",
    "GrantStatus",
    "HandInMyNumberCard",
    "Happening",
    "IssueCertificates",
    "IssueMobile",
    "Land",
    "MakeCard",
    "MoveAbroad",
    "MunicipalAsking",
    "Naturalize",
    "NotifyAddressAfterPermission",
    "NotifyAffiliation",
    "NotifyCertificateItems",
    "NotifyFirstAddress",
    "NotifyItemChange",
    "NotifyJlis",
    "NotifyMoveIn",
    "NotifyMoveOut",
    "NotifyRelocation",
    "OrderMyNumberBack",
    "OrderReissue",
    "PermitSpecial",
    "PostCard",
    "ReEnter",
    "ReceiveCard",
    "ReceiveInterimCard",
    "ReceiveMyNumberCard",
    "ReceiveSeal",
    "RefusePermission",
    "RefuseSpecifiedCard",
    "ReportDamage",
    "ReportKeyLoss",
    "ReportLoss",
    "ReportMyNumberLoss",
    "ResetPin",
    "ResumeMyNumber",
    "ReturnCard",
    "ReturnMyNumberCard",
    "RevokeCertificates",
    "RevokeOtherActivity",
    "RevokeStatus",
    "SuspendMyNumber",
    "TakeBackCard",
    "WithdrawFiling",
    "WithdrawSpecifiedCard",
]

Filing = (
    FileExtension
    | FileChange
    | FilePermanentResidence
    | FileAcquisition
    | NotifyItemChange
    | FileCardRenewal
    | FileEarlyCardRenewal
    | AskExchange
    | FileReissue
    | FileDamageReissue
    | FileOrderedReissue
    | FileSpecialBirth
    | FileSpecialOther
    | NotifyCertificateItems
    | FileCertificateRenewal
    | FileEarlyCertificateRenewal
    | FileCertificateReissue
    | FileCertificateDamageReissue
    | FileOrderedCertificateReissue
    | AskCertificateExchange
)
"""An application or notification that brings a card or certificate."""

Event = Annotated[
    FileExtension
    | FileChange
    | FilePermanentResidence
    | FileAcquisition
    | NotifyItemChange
    | FileCardRenewal
    | FileEarlyCardRenewal
    | AskExchange
    | FileReissue
    | FileDamageReissue
    | FileOrderedReissue
    | FileSpecifiedCard
    | FileWithoutCard
    | ConvertFiling
    | Land
    | DecidePermission
    | RefusePermission
    | WithdrawFiling
    | GrantStatus
    | ReceiveSeal
    | NotifyJlis
    | MakeCard
    | ConfirmCard
    | RefuseSpecifiedCard
    | WithdrawSpecifiedCard
    | PostCard
    | ReceiveCard
    | ReceiveInterimCard
    | OrderReissue
    | RevokeStatus
    | Deport
    | GrantOtherActivity
    | RevokeOtherActivity
    | ReportLoss
    | ReportDamage
    | FindCard
    | ReturnCard
    | TakeBackCard
    | AffiliationChanged
    | NotifyAffiliation
    | NotifyFirstAddress
    | NotifyAddressAfterPermission
    | NotifyMoveOut
    | NotifyMoveIn
    | NotifyRelocation
    | MoveAbroad
    | EraseEntry
    | ChangeNumber
    | ChangeAlias
    | Depart
    | ExtendReentry
    | ReEnter
    | Naturalize
    | Die
    | ExtendMyNumber
    | GiveBackMyNumber
    | ReturnMyNumberCard
    | SuspendMyNumber
    | ResumeMyNumber
    | OrderMyNumberBack
    | ReportKeyLoss
    | RevokeCertificates
    | IssueCertificates
    | ResetPin
    | IssueMobile
    | EndMobile
    | ReceiveMyNumberCard
    | ReportMyNumberLoss
    | FindMyNumberCard
    | AskMyNumberReissue
    | AskMyNumberReplacement
    | HandInMyNumberCard
    | ExtendResidence
    | FileSpecialBirth
    | FileSpecialOther
    | PermitSpecial
    | NotifyCertificateItems
    | FileCertificateRenewal
    | FileEarlyCertificateRenewal
    | FileCertificateReissue
    | FileCertificateDamageReissue
    | FileOrderedCertificateReissue
    | AskCertificateExchange
    | ClockEvent,
    Field(discriminator="kind"),
    WrapValidator(without_input),
]
"""Any event, told apart by ``kind``."""
