"""The words of the topic: what starts a clock, what is due, where, by whom, and how soon."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from tokutei.messages import text
from tokutei.vocabulary.words import Word

__all__ = ["Authority", "Bearer", "DayOfMonth", "Matter", "Obligation", "Term", "TriggerEvent"]


class Matter(Word):
    """What has a last day without being a procedure of its own."""

    RETURN_CARD = "return_card", "失効した在留カードの返納", "return of a lapsed residence card"
    SPR_RETURN_CERTIFICATE = (
        "spr_return_certificate",
        "失効した特別永住者証明書の返納",
        "return of a lapsed special permanent resident certificate",
    )
    SPECIAL_REENTRY = (
        "special_reentry",
        "みなし再入国許可による再入国",
        "re-entry on special re-entry permission",
    )
    STAY_WITHOUT_STATUS = (
        "stay_without_status",
        "在留資格を有しない在留",
        "stay without a status of residence",
    )
    STAY_WITHOUT_STATUS_SPR_CHILD = (
        "stay_without_status_spr_child",
        "特別永住者の子等の在留資格を有しない在留",
        "stay without a status: descendants of special permanent residents",
    )
    REVOCATION_GROUND_ADDRESS = (
        "revocation_ground_address",
        "住居地を届け出ないことによる在留資格の取消事由",
        "revocation ground: no place of residence notified",
    )
    EMPLOYER_REPORT_HIRE = (
        "employer_report_hire",
        "外国人雇用状況の届出（雇入れ）",
        "employer's report on hiring",
    )
    EMPLOYER_REPORT_LEAVE = (
        "employer_report_leave",
        "外国人雇用状況の届出（離職）",
        "employer's report on leaving",
    )
    SSW_ANNUAL = (
        "ssw_annual_notification",
        "特定技能所属機関による定期届出",
        "yearly notification of an organization with specified skilled workers",
    )
    MOVING_IN = "juki_move_in", "転入届", "notification of moving in"
    MOVING_IN_FROM_ABROAD = (
        "juki_move_in_from_abroad",
        "国外からの転入届（中長期在留者等）",
        "notification of moving in from abroad",
    )
    HOUSEHOLD_RELATION = (
        "household_relation",
        "世帯主との続柄の変更届",
        "notification of a changed relation to the head of household",
    )
    MY_NUMBER_HAND_IN = (
        "mn_hand_in",
        "転入先の市町村長への個人番号カードの提出",
        "handing in the Individual Number Card after moving in",
    )
    MY_NUMBER_LOSS = (
        "mn_loss_notification",
        "個人番号カードの紛失の届出",
        "notification of a lost Individual Number Card",
    )


class TriggerEvent(Word):
    """What starts a clock."""

    ADDRESS_SETTLED = "address_settled", "住居地を定めた", "a place of residence was settled"
    MOVED_IN = "moved_in", "新住居地に移転した", "moved to a new place of residence"
    MOVING_IN_NOTIFIED = "moving_in_notified", "最初の転入届をした", "moving in was notified first"
    MOVED_ABROAD = "moved_abroad", "国外に転出した", "moved abroad"
    BECAME_MID_LONG_TERM = (
        "became_mid_long_term",
        "新たに中長期在留者等となった",
        "became a mid- to long-term resident",
    )
    PERMISSION_WITH_ADDRESS = (
        "permission_with_address",
        "既に住居地を定めている者が許可を受けた",
        "permission to somebody who had settled already",
    )
    LEFT_ADDRESS = "left_address", "届け出た住居地から退去した", "left the notified place of residence"
    ITEM_CHANGED = "item_changed", "記載事項に変更を生じた", "an item on the card changed"
    MY_NUMBER_ITEM_CHANGED = (
        "mn_item_changed",
        "カード記録事項に変更があった",
        "a recorded item of the card changed",
    )
    LOSS_KNOWN = "loss_known", "所持を失った事実を知った", "the loss became known"
    LOSS_KNOWN_ABROAD = (
        "loss_known_abroad",
        "国外で知った後、最初に入国した",
        "first entry after the loss became known abroad",
    )
    LOST_CARD_FOUND = "lost_card_found", "失効後に発見した", "a lapsed card was found"
    ORDER_RECEIVED = "order_received", "再交付申請命令を受けた", "an order to apply was received"
    NEW_CARD_RECEIVED = "new_card_received", "新たなカードの交付を受けた", "a new card was received"
    CARD_EXPIRES = "card_expires", "有効期間の満了の日", "the last day of the card"
    CARD_EXPIRED = "card_expired", "有効期間が満了した", "the card expired"
    STATUS_LOST = "status_lost", "中長期在留者等でなくなった", "ceased to be such a resident"
    STAY_ENDS = "stay_ends", "在留期間（上陸期間）の満了の日", "the last day of the stay"
    DEPARTED = "departed", "再入国の意図を表明して出国した", "departed declaring to return"
    DEPARTURE_WITHOUT_REENTRY = (
        "departure_without_reentry",
        "再入国許可なく出国した",
        "departed without re-entry permission",
    )
    REENTRY_EXPIRED_ABROAD = (
        "reentry_permission_expired_abroad",
        "国外で再入国許可の有効期間が過ぎた",
        "the re-entry permission ran out abroad",
    )
    BORN_IN_JAPAN = "born_in_japan", "本邦で出生した", "born in Japan"
    LEFT_JAPANESE_NATIONALITY = (
        "left_japanese_nationality",
        "日本の国籍を離脱した",
        "left Japanese nationality",
    )
    HOLDER_DIED = "holder_died", "所持者が死亡した", "the holder died"
    FOUND_AFTER_DEATH = "found_after_death", "死亡後にカードを発見した", "the card was found after the death"
    CONTRACT_ENDED = "contract_ended", "契約が終了した", "the contract ended"
    CONTRACT_MADE = "contract_made", "新たな契約を締結した", "a new contract was made"
    ENROLMENT_ENDED = "enrolment_ended", "機関から離脱した", "left the organization"
    DIVORCED = "divorced", "離婚した", "divorced"
    SPOUSE_DIED = "spouse_died", "配偶者と死別した", "the spouse died"
    HIRED = "hired", "雇い入れた（受入れを開始した）", "hired or accepted"
    LEFT = "left", "離職した（受入れを終了した）", "left, or the acceptance ended"
    SSW_ACCEPTANCE_DIFFICULT = (
        "ssw_acceptance_difficult",
        "特定技能外国人の受入れが困難となった",
        "accepting the specified skilled worker became difficult",
    )
    REPORTING_YEAR_ENDED = "reporting_year_ended", "届出の対象期間が終わった", "the reporting year ended"
    MY_NUMBER_FUNCTION_LAPSED = (
        "mn_function_lapsed",
        "個人番号カードとしての機能だけが失効した",
        "only the My Number function lapsed",
    )


class Authority(Word):
    """Where it is due."""

    BUREAU = "bureau", "地方出入国在留管理局等", "regional immigration services bureau"
    MUNICIPALITY = "municipality", "市区町村", "municipal office"
    HELLO_WORK = "hello_work", "公共職業安定所", "public employment security office"
    AIRPORT = "airport", "出入国港", "port of entry or departure"
    NONE = "none", "なし", "none"


class Obligation(Word):
    """Whether it must be done."""

    DUTY = "duty", "義務", "a duty"
    EFFORT = "effort", "努力義務", "a duty of effort"
    NONE = "none", "義務なし", "no duty"


class Bearer(Word):
    """Who must do it."""

    HOLDER = "holder", "本人", "the holder"
    RELATIVE_OR_COHABITANT = "relative_or_cohabitant", "親族又は同居者", "a relative or cohabitant"
    ORGANIZATION = "organization", "所属機関・事業主", "the organization or employer"


class Term(Word):
    """How soon, where the law gives no number."""

    IMMEDIATELY = "immediately", "直ちに", "immediately"
    WITHOUT_DELAY = "without_delay", "遅滞なく", "without delay"
    BY_THAT_DAY = "by_that_day", "その日まで", "by that day"
    NO_DUTY = "no_duty", "届出を要しない", "nothing need be done"


_DAY_OF_MONTH: Final = "a day of 1 to 28, 'last', or MM-DD"


@dataclass(frozen=True, slots=True)
class DayOfMonth:
    """A day of a month that follows, or of the year; ``day`` is ``None`` for the last of the month."""

    day: int | None
    month: int | None = None
    """1 to 12 for a day of every year; ``None`` for the month after the event."""

    @classmethod
    def parse(cls, value: object) -> DayOfMonth:
        """Return the day from ``10``, ``"last"`` or ``"05-31"``.

        Raises:
            ValueError: it is none of these.
        """
        if isinstance(value, cls):
            return value
        if value == "last":
            return cls(None)
        if type(value) is int:
            return cls(value)
        month, _, day = str(value).partition("-")
        if len(month) == len(day) == 2:
            return cls(int(day), int(month))
        raise ValueError(_DAY_OF_MONTH)

    def __post_init__(self) -> None:
        """Refuse a day that some month or year does not have."""
        if self.month is None:
            fits = self.day is None or 1 <= self.day <= 28
        else:
            fits = 1 <= self.month <= 12 and self.day is not None and 1 <= self.day <= 31
        if not fits:
            raise ValueError(_DAY_OF_MONTH)

    def text(self, lang: str) -> str:
        """Return the day in words."""
        kind = "yearly" if self.month else "last" if self.day is None else "numbered"
        return text(f"deadlines.{kind}", lang, month=self.month, day=self.day)
