"""What can happen: filings and notices of the holder, acts of the offices, and the clock.

Every event has its day. ``event.at(channel=…)`` gives the same event otherwise. Events tell their
kind by a field of one possible value, so that documents and type checkers can tell them apart.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from functools import cache
from typing import Annotated, Any, ClassVar, Final, Literal, Self, get_args, get_origin, get_type_hints

from pydantic import Field

from tokutei import messages
from tokutei.calendar import japan_day
from tokutei.errors import FactsError
from tokutei.law import Reason
from tokutei.vocabulary import Channel, ProcedureKind, StatusOfResidence, Window, Word

__all__ = [
    "AskExchange",
    "ClockEvent",
    "ConfirmCard",
    "DecidePermission",
    "Event",
    "EventKind",
    "ExtendMyNumber",
    "FileChange",
    "FileExtension",
    "FilePermanentResidence",
    "FileReissue",
    "FileSpecifiedCard",
    "Filing",
    "GiveBackMyNumber",
    "MakeCard",
    "NotifyItemChange",
    "NotifyJlis",
    "ReceiveCard",
    "RefusePermission",
    "RefuseSpecifiedCard",
    "ReportLoss",
    "ReturnCard",
    "ReturnMyNumberCard",
    "WithdrawFiling",
    "WithdrawSpecifiedCard",
]


class EventKind(Word):
    """The kinds of event, by the words of documents and tables."""

    FILE_EXTENSION = "file_extension", "在留期間更新許可申請", "application for an extension of stay"
    FILE_CHANGE = "file_change", "在留資格変更許可申請", "application for a change of status"
    FILE_PERMANENT_RESIDENCE = (
        "file_permanent_residence",
        "永住許可申請",
        "application for permanent residence",
    )
    NOTIFY_ITEM_CHANGE = "notify_item_change", "記載事項の変更届出", "notification of a change of items"
    ASK_EXCHANGE = "ask_exchange", "在留カードの交換希望の申請", "wish for an exchange of the card"
    FILE_REISSUE = "file_reissue", "紛失等による再交付申請", "application for reissuance after loss"
    FILE_SPECIFIED_CARD = (
        "file_specified_card",
        "特定在留カードだけの申請",
        "application for a specified card on its own",
    )
    REPORT_LOSS = "report_loss", "在留カードの紛失を知ったこと", "loss of the card became known"
    DECIDE_PERMISSION = "decide_permission", "許可の決定", "permission decided"
    REFUSE_PERMISSION = "refuse_permission", "不許可の処分", "permission refused"
    WITHDRAW_FILING = "withdraw_filing", "申請の取下げ", "filing withdrawn"
    REFUSE_SPECIFIED_CARD = (
        "refuse_specified_card",
        "特定在留カードを交付しない決定",
        "specified card refused",
    )
    WITHDRAW_SPECIFIED_CARD = (
        "withdraw_specified_card",
        "特定在留カードの申請の取下げ",
        "application for the specified card withdrawn",
    )
    NOTIFY_JLIS = "notify_jlis", "機構への通知", "notification to J-LIS"
    MAKE_CARD = "make_card", "特定在留カードの作成", "specified card made"
    CONFIRM_CARD = "confirm_card", "市町村長の確認の通知", "municipality's confirmation"
    RECEIVE_CARD = "receive_card", "在留カードの受領", "card received"
    RETURN_CARD = "return_card", "失効した在留カードの返納", "lapsed card returned"
    EXTEND_MY_NUMBER = (
        "extend_my_number",
        "個人番号カードとしての機能の有効期間の延長",
        "extension of the My Number function",
    )
    GIVE_BACK_MY_NUMBER = (
        "give_back_my_number",
        "個人番号カードとしての機能の返納",
        "My Number function given back",
    )
    RETURN_MY_NUMBER_CARD = (
        "return_my_number_card",
        "個人番号カードの返納",
        "separate Individual Number Card returned",
    )
    STAY_END_PASSED = "stay_end_passed", "在留期間の満了", "period of stay ended"
    SPECIAL_PERIOD_END_PASSED = "special_period_end_passed", "特例期間の終了", "special period ended"
    CARD_END_PASSED = "card_end_passed", "在留カードの有効期間の満了", "residence card expired"
    MY_NUMBER_END_PASSED = (
        "my_number_end_passed",
        "個人番号カードとしての機能の有効期間の満了",
        "My Number function expired",
    )
    SIGNING_END_PASSED = "signing_end_passed", "署名用電子証明書の満了", "certificate for signing expired"
    AUTHENTICATION_END_PASSED = (
        "authentication_end_passed",
        "利用者証明用電子証明書の満了",
        "certificate for user authentication expired",
    )


_MONTHS_IN_CALENDAR: Final = 12 * date.max.year


@cache
def _hints(kind: type) -> Mapping[str, object]:
    """Return the types of an event's fields; class variables are none."""
    names = {field.name for field in fields(kind)}
    return {name: hint for name, hint in get_type_hints(kind).items() if name in names}


@cache
def _days_of(kind: type) -> tuple[str, ...]:
    return tuple(name for name, hint in _hints(kind).items() if hint is date or date in get_args(hint))


def _fits(value: object, hint: Any) -> bool:  # noqa: ANN401 - type forms
    """Tell whether a value is of a field's type; nobody's type checker may have run."""
    if get_origin(hint) is Literal:
        return value in get_args(hint)
    if get_args(hint):
        return any(_fits(value, one) for one in get_args(hint))
    # A truth value is a number to Python, but not here.
    return isinstance(value, hint) and (hint is bool or not isinstance(value, bool))


def _misfit(event: object, unfit: tuple[str, ...]) -> FactsError:
    what = {"event": type(event).__name__, "fields": unfit}
    return FactsError(contradictions=(Reason("event_fields", (), what),))


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """What all events share."""

    on: date
    """The day on which it happens, in Japan."""
    procedure: ClassVar[ProcedureKind | None] = None
    """The procedure that the event files, where it files one."""

    def __post_init__(self) -> None:
        # An aware moment is a date to type checkers; a naive one is refused.
        kind: type = type(self)
        for name in _days_of(kind):
            value = getattr(self, name)
            if isinstance(value, date):
                object.__setattr__(self, name, japan_day(value))
        unfit = tuple(name for name, hint in _hints(kind).items() if not _fits(getattr(self, name), hint))
        if unfit:
            raise _misfit(self, unfit)

    def at(self, **changes: object) -> Self:
        """Return the same event with other fields: ``wish.at(channel=Channel.COUNTER)``.

        Raises:
            FactsError: the event has no such field, or a field cannot hold its value.
        """
        kind: type = type(self)
        known = tuple(_hints(kind))
        if not changes.keys() <= set(known):
            what = {"event": type(self).__name__, "known": known}
            raise FactsError(contradictions=(Reason("event_without_fields", (), what),))
        return replace(self, **changes)  # type: ignore[arg-type]

    def text(self, lang: str) -> str:
        """Return what happens and when."""
        kind: EventKind = self.kind  # type: ignore[attr-defined]
        return messages.text("lifecycle.event", lang, event=kind, on=self.on)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Filing(Happening):
    """What is filed with the bureau."""

    channel: Channel
    specified_card: bool = False
    """Whether a specified residence card is asked for with it."""
    certificates: bool | None = None
    """Whether the electronic certificates are asked for with the specified card; ``None``: not known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileExtension(_Filing):
    """Extension of the period of stay is applied for (在留期間更新許可申請, Act 21(2))."""

    kind: Literal[EventKind.FILE_EXTENSION] = EventKind.FILE_EXTENSION
    procedure: ClassVar[ProcedureKind | None] = ProcedureKind.EXTENSION_OF_STAY


@dataclass(frozen=True, slots=True, kw_only=True)
class FileChange(_Filing):
    """Change of status of residence is applied for (在留資格変更許可申請, Act 20(2))."""

    target: StatusOfResidence
    """The status asked for."""
    kind: Literal[EventKind.FILE_CHANGE] = EventKind.FILE_CHANGE
    procedure: ClassVar[ProcedureKind | None] = ProcedureKind.CHANGE_OF_STATUS


@dataclass(frozen=True, slots=True, kw_only=True)
class FilePermanentResidence(_Filing):
    """Permanent residence is applied for (永住許可申請, Act 22(1))."""

    kind: Literal[EventKind.FILE_PERMANENT_RESIDENCE] = EventKind.FILE_PERMANENT_RESIDENCE
    procedure: ClassVar[ProcedureKind | None] = ProcedureKind.PERMANENT_RESIDENCE


@dataclass(frozen=True, slots=True, kw_only=True)
class NotifyItemChange(_Filing):
    """A change of name, birth date, sex or nationality is notified (Act 19-10(1))."""

    kind: Literal[EventKind.NOTIFY_ITEM_CHANGE] = EventKind.NOTIFY_ITEM_CHANGE
    procedure: ClassVar[ProcedureKind | None] = ProcedureKind.CARD_ITEM_CHANGE


@dataclass(frozen=True, slots=True, kw_only=True)
class AskExchange(_Filing):
    """An exchange of the card is wished for (交換希望, Act 19-13(1) second sentence)."""

    kind: Literal[EventKind.ASK_EXCHANGE] = EventKind.ASK_EXCHANGE
    procedure: ClassVar[ProcedureKind | None] = ProcedureKind.EXCHANGE


@dataclass(frozen=True, slots=True, kw_only=True)
class FileReissue(_Filing):
    """Reissuance after loss, theft or destruction is applied for (Act 19-12(1))."""

    kind: Literal[EventKind.FILE_REISSUE] = EventKind.FILE_REISSUE
    procedure: ClassVar[ProcedureKind | None] = ProcedureKind.REISSUE_LOSS


@dataclass(frozen=True, slots=True, kw_only=True)
class FileSpecifiedCard(Happening):
    """A specified card is applied for on its own, which no provision allows (Act 19-15-2(1), (2))."""

    channel: Channel
    kind: Literal[EventKind.FILE_SPECIFIED_CARD] = EventKind.FILE_SPECIFIED_CARD


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportLoss(Happening):
    """The holder comes to know that the residence card is gone (知った日, Act 19-12(1))."""

    kind: Literal[EventKind.REPORT_LOSS] = EventKind.REPORT_LOSS


@dataclass(frozen=True, slots=True, kw_only=True)
class DecidePermission(Happening):
    """The Minister decides to permit; nothing has effect before the card is given (Act 20(4), (5))."""

    stay_until: date | None
    """The last day of the period of stay to come, included; ``None`` for a stay without end."""
    months: Annotated[int, Field(ge=1, le=_MONTHS_IN_CALENDAR)] | None = None
    """The period granted in months, on which fees may depend; ``None``: not known."""
    kind: Literal[EventKind.DECIDE_PERMISSION] = EventKind.DECIDE_PERMISSION

    def __post_init__(self) -> None:
        Happening.__post_init__(self)
        if self.months is not None and not 1 <= self.months <= _MONTHS_IN_CALENDAR:
            raise _misfit(self, ("months",))


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusePermission(Happening):
    """The Minister decides not to permit what was applied for (不許可, Act 20(3), 21(3), 22(2))."""

    kind: Literal[EventKind.REFUSE_PERMISSION] = EventKind.REFUSE_PERMISSION


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawFiling(Happening):
    """What was filed is withdrawn, and the application for a specified card with it (取下げ)."""

    kind: Literal[EventKind.WITHDRAW_FILING] = EventKind.WITHDRAW_FILING


@dataclass(frozen=True, slots=True, kw_only=True)
class RefuseSpecifiedCard(Happening):
    """The agency finds that a specified card is not to be given (Act 19-15-2(8)); an ordinary one is."""

    kind: Literal[EventKind.REFUSE_SPECIFIED_CARD] = EventKind.REFUSE_SPECIFIED_CARD


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawSpecifiedCard(Happening):
    """The application for a specified card alone is withdrawn; what it went along with goes on."""

    kind: Literal[EventKind.WITHDRAW_SPECIFIED_CARD] = EventKind.WITHDRAW_SPECIFIED_CARD


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
class ReceiveCard(Happening):
    """The new residence card is handed over; a permission has effect from this moment."""

    my_number_card_returned: bool | None = None
    """Whether the separate Individual Number Card is handed in by now; ``None``: not known."""
    kind: Literal[EventKind.RECEIVE_CARD] = EventKind.RECEIVE_CARD


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnCard(Happening):
    """A residence card that lapsed goes back to the agency (返納, Act 19-15)."""

    kind: Literal[EventKind.RETURN_CARD] = EventKind.RETURN_CARD


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtendMyNumber(Happening):
    """The holder asks that the My Number function last as long as the special period."""

    to: Window
    """The office asked."""
    kind: Literal[EventKind.EXTEND_MY_NUMBER] = EventKind.EXTEND_MY_NUMBER


@dataclass(frozen=True, slots=True, kw_only=True)
class GiveBackMyNumber(Happening):
    """The My Number function of a specified card is given back (Act 19-15-4(2), 番号令 15(4))."""

    to: Window
    """The office to which it is returned."""
    kind: Literal[EventKind.GIVE_BACK_MY_NUMBER] = EventKind.GIVE_BACK_MY_NUMBER


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnMyNumberCard(Happening):
    """A separate Individual Number Card goes back to the municipality (番号令 15(2), (4))."""

    kind: Literal[EventKind.RETURN_MY_NUMBER_CARD] = EventKind.RETURN_MY_NUMBER_CARD


ClockKind = Literal[
    EventKind.STAY_END_PASSED,
    EventKind.SPECIAL_PERIOD_END_PASSED,
    EventKind.CARD_END_PASSED,
    EventKind.MY_NUMBER_END_PASSED,
    EventKind.SIGNING_END_PASSED,
    EventKind.AUTHENTICATION_END_PASSED,
]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockEvent(Happening):
    """Something ended because its last day passed; ``advance`` fires it, nobody files it.

    ``on`` is the day after the last day.
    """

    kind: ClockKind


Filing = FileExtension | FileChange | FilePermanentResidence | NotifyItemChange | AskExchange | FileReissue
"""An application or notification that brings a card."""

Event = Annotated[
    FileExtension
    | FileChange
    | FilePermanentResidence
    | NotifyItemChange
    | AskExchange
    | FileReissue
    | FileSpecifiedCard
    | ReportLoss
    | DecidePermission
    | RefusePermission
    | WithdrawFiling
    | RefuseSpecifiedCard
    | WithdrawSpecifiedCard
    | NotifyJlis
    | MakeCard
    | ConfirmCard
    | ReceiveCard
    | ReturnCard
    | ExtendMyNumber
    | GiveBackMyNumber
    | ReturnMyNumberCard
    | ClockEvent,
    Field(discriminator="kind"),
]
"""Any event, told apart by ``kind``."""
