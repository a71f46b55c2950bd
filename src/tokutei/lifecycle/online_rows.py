"""The shape of the online system's tables, and the closed words that they are made of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from tokutei import messages
from tokutei.law import Citation, Evidence, Reason, Rule
from tokutei.lifecycle.states import MainState
from tokutei.vocabulary import OnlineField, OnlineState, ProcedureKind, Word

__all__ = [
    "NOTHING_SENT",
    "OnlineActor",
    "OnlineCondition",
    "OnlineEntry",
    "OnlineEvent",
    "OnlineNote",
    "OnlineReceipt",
    "OnlineReceiptRow",
    "OnlineRelation",
    "OnlineResult",
    "OnlineRow",
    "OnlineSource",
    "OnlineStateRow",
    "OnlineTask",
    "OnlineTerm",
]

NOTHING_SENT: Final = Reason("online_nothing_sent")
"""The word for the state before anything was sent, which is on no screen."""


class OnlineActor(Word):
    """Who brings an event about."""

    APPLICANT = "applicant", "申請人", "applicant"
    """Or who files for the applicant."""
    AGENCY = "agency", "出入国在留管理庁", "Immigration Services Agency"
    SYSTEM = "system", "システム", "system"


class OnlineEvent(Word):
    """What leads from one state to another; the words are ours."""

    SEND = "send", "申請の送信", "sending the application"
    GIVE_NUMBER = "give_number", "受付番号の通知", "message with the reception number"
    """The formal one (受付番号); the first message has a provisional one (仮受付番号)."""
    BEGIN_REVIEW = "begin_review", "審査の開始", "beginning of the examination"
    WANT_DOCUMENTS = "want_documents", "資料の追完の求め", "request for more documents"
    ADD_DOCUMENTS = "add_documents", "資料の追完", "sending the documents wanted"
    APPROVE_FOR_MAIL = "approve_for_mail", "許可（カードは郵送）", "permission, with the card to be mailed"
    ISSUE_CARD = "issue_card", "カードの発行", "issue of the card"
    FINISH = "finish", "処理の完了（カードの郵送なし）", "end without a card to be mailed"


class OnlineResult(Word):
    """The result, which is told in a message: no state is known to name it."""

    GRANTED = "granted", "許可", "granted"
    REFUSED = "refused", "不許可", "refused"


class OnlineTask(Word):
    """What the person has to do."""

    KEEP_MESSAGE = (
        "keep_message",
        "受付の通知を保存する（カードに申請中の表示はされない）",
        "keep the message of reception: the card is not marked",
    )
    AWAIT_NUMBER = (
        "await_number",
        "正式な受付番号を待つ（仮受付番号は受付を意味しない）",
        "wait for the formal number: the provisional one is no acceptance",
    )
    SEND_DOCUMENTS = "send_documents", "求められた資料を追完する", "send the documents wanted"
    SEND_PARCEL = (
        "send_parcel",
        "現在の在留カード、手数料納付書、返信用封筒を郵送する",
        "mail the old card, the fee form and a return envelope",
    )
    READ_RESULT = (
        "read_result",
        "結果は通知で確認する（申請状態には表れない）",
        "read the result in the message: the state does not say it",
    )
    GO_TO_COUNTER = (
        "go_to_counter",
        "通知書、受付票、旅券、在留カード、手数料を持って窓口で受け取る",
        "go to the counter with the notice, the acceptance slip, the passport, the card and the fee",
    )
    DECLARE_ELECTRONIC = (
        "declare_electronic",
        "電子的な受領を希望する旨を届け出る",
        "declare the wish to receive it electronically",
    )


class OnlineTerm(Word):
    """A time that something takes or must be done in."""

    ALWAYS_OPEN = "always_open", "24時間365日受付", "around the clock, every day"
    NOT_ON_LAST_DAY = (
        "not_on_last_day",
        "在留期間の満了日には申請できない",
        "not on the last day of the period of stay",
    )
    NEXT_DAY = "next_day", "翌日午前2時10分ごろ", "the next day, about 02:10"
    PICK_UP_RANGE = (
        "pick_up_range",
        "通知書に示された期間（目安は約2週間）",
        "in the range that the notice tells, about two weeks",
    )
    IN_SPECIAL_PERIOD = "in_special_period", "特例期間の終わりまで", "before the special period ends"


class OnlineReceipt(Word):
    """How what was applied for is received."""

    MAIL = "mail", "在留カードの郵送（特定在留カードを除く）", "residence card by mail, not a specified one"
    COUNTER = "counter", "窓口", "at the counter"
    EMAIL = "email", "電子メール（在留資格認定証明書）", "by e-mail (certificate of eligibility)"


class OnlineCondition(Word):
    """What a state alone does not say, and the main procedure depends on."""

    GRANTED = "granted", "許可された", "it was granted"
    REFUSED = "refused", "不許可とされた", "it was refused"
    CARD_HANDED_OVER = "card_handed_over", "カードの交付を受けた", "the card was handed over"
    CARD_OUTSTANDING = "card_outstanding", "カードの交付を受けていない", "the card was not handed over yet"


class OnlineSource(Word):
    """Where a row was read."""

    LAW = "law", "法令", "law texts"
    NOTICE = (
        "notice",
        "出入国在留管理庁の2024年10月31日の案内（写し）",
        "notice of the Immigration Services Agency of 2024-10-31, in a copy",
    )
    PAGES = "pages", "出入国在留管理庁のページ（写し）", "pages of the Immigration Services Agency, in copies"
    PRACTITIONERS = "practitioners", "実務家のページ", "pages of practitioners"


@dataclass(frozen=True, slots=True, kw_only=True)
class OnlineEntry:
    """What every entry of the tables of the online system says of itself."""

    cite: tuple[Citation, ...] = ()
    """The provisions, if the law says anything of it."""
    evidence: Evidence
    told: OnlineSource
    """Where it was read; what is inferred was inferred from there."""

    def _with_basis(self, said: str, lang: str) -> str:
        said = messages.text("online.told", lang, said=said, evidence=self.evidence, source=self.told)
        return messages.text("law.with_basis", lang, said=said, basis=self.cite) if self.cite else said


@dataclass(frozen=True, slots=True, kw_only=True)
class OnlineNote(OnlineEntry):
    """Something to do, or a time to do it in."""

    what: OnlineTask | OnlineTerm
    rule: Rule[Any] | None = None
    """The rule that holds the number, where there is one."""

    def text(self, lang: str) -> str:
        """Return what it is, how sure it is and where it was read."""
        return self._with_basis(self.what.text(lang), lang)


@dataclass(frozen=True, slots=True, kw_only=True)
class OnlineStateRow(OnlineEntry):
    """One state: where the screen shows it, and what the person has to do in it."""

    state: OnlineState
    field: OnlineField
    tasks: tuple[OnlineNote, ...] = ()
    since: date
    """The first day for which a source says it."""

    def text(self, lang: str) -> str:
        """Return the field and the state."""
        return self._with_basis(messages.text("online.state", lang, field=self.field, state=self.state), lang)


@dataclass(frozen=True, slots=True, kw_only=True)
class OnlineRow(OnlineEntry):
    """In ``source``, ``event`` leads to ``target``."""

    source: OnlineState | None
    """``None``: nothing was sent yet."""
    event: OnlineEvent
    actor: OnlineActor
    target: OnlineState
    results: tuple[OnlineResult, ...] = ()
    """What the result may be where the row leads to the end."""
    terms: tuple[OnlineNote, ...] = ()
    since: date
    """The first day for which a source says it."""

    def text(self, lang: str) -> str:
        """Return who leads from where to where."""
        source = NOTHING_SENT if self.source is None else self.source
        said = messages.text(
            "online.row", lang, source=source, event=self.event, actor=self.actor, target=self.target
        )
        return self._with_basis(said, lang)


@dataclass(frozen=True, slots=True, kw_only=True)
class OnlineReceiptRow(OnlineEntry):
    """One way to receive what was applied for."""

    receipt: OnlineReceipt
    procedures: tuple[ProcedureKind, ...] = ()
    """The procedures for which it is open; none where it is no procedure of this vocabulary."""
    state: OnlineState | None = None
    """The state that announces it; ``None`` where no source says one."""
    tasks: tuple[OnlineNote, ...] = ()
    terms: tuple[OnlineNote, ...] = ()
    since: date
    """The first day for which a source says it."""

    def text(self, lang: str) -> str:
        """Return the way."""
        return self._with_basis(self.receipt.text(lang), lang)


@dataclass(frozen=True, slots=True, kw_only=True)
class OnlineRelation(OnlineEntry):
    """While the system shows ``state``, the main procedure is ``main``, if all ``conditions`` hold."""

    state: OnlineState
    main: MainState
    conditions: tuple[OnlineCondition, ...] = ()

    def text(self, lang: str) -> str:
        """Return both, and the conditions."""
        key = "online.relation_if" if self.conditions else "online.relation"
        said = messages.text(key, lang, state=self.state, main=self.main, conditions=self.conditions)
        return self._with_basis(said, lang)
