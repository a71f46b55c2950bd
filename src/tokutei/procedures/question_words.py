"""The facts that may be asked for, each with a question that somebody can answer from the cards in hand."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from tokutei.lifecycle.guards.base import STATUS_PROCEDURES
from tokutei.vocabulary import CardKind, ProcedureKind, StatusOfResidence
from tokutei.vocabulary.cards import CERTIFICATES, RESIDENCE_CARDS
from tokutei.vocabulary.words import Word

__all__ = ["CHOICES", "KINDS", "AnswerKind", "AskedFact"]


class AskedFact(Word):
    """A fact by its path in ``tokutei.Facts`` or ``Goal``; its words are the question."""

    STATUS = (
        "facts.status",
        "在留カードの「在留資格」の欄には何と書かれていますか（特別永住者証明書の場合は「特別永住者」）。",
        "What is printed under 在留資格 (STATUS)? With a certificate of 特別永住者, choose that.",
    )
    STAY_UNTIL = (
        "facts.stay_until",
        "「在留期間（満了日）」の欄の満了日はいつですか。",
        "What is the last day printed under 在留期間（満了日） (PERIOD OF STAY, DATE OF EXPIRATION)?",
    )
    CARD_KIND = (
        "facts.card.kind",
        "どのカードを持っていますか。個人番号（マイナンバー）カードと一枚になったものは特定在留カード等です。",
        "Which card is it? One that is an Individual Number (My Number) Card as well is a specified one.",
    )
    ISSUED_ON = (
        "facts.card.issued_on",
        "カードに書かれた交付年月日はいつですか。",
        "What is the date of issue printed on the card (交付年月日)?",
    )
    CARD_VALID_UNTIL = (
        "facts.card.valid_until",
        "「このカードは…まで有効です」と書かれている日はいつですか。",
        "Until which day does the card say that it is valid (このカードは…まで有効です)?",
    )
    MUNICIPALITY = (
        "facts.municipality",
        "今、住民票があるのはどの市区町村ですか（住所の市区町村。コードは6桁）。",
        "In which municipality are you registered now (the one in your address; its code has six digits)?",
    )
    RECORDED = (
        "facts.recorded",
        "日本の市区町村に住民票がありますか。",
        "Are you registered as a resident with a municipality in Japan (is there a 住民票)?",
    )
    HAS_MY_NUMBER_CARD = (
        "facts.has_my_number_card",
        "在留カードとは別に、個人番号（マイナンバー）カードを持っていますか。",
        "Do you have an Individual Number (My Number) Card that is separate from the residence card?",
    )
    HAS_PENDING = (
        "facts.has_pending_application",
        "入管に申請して、まだ結果が出ていないものがありますか。",
        "Have you applied for something at the immigration office that is not decided yet?",
    )
    PENDING_PROCEDURE = (
        "facts.pending.procedure",
        "結果を待っているのは何の申請ですか。",
        "What was that application for?",
    )
    PENDING_FILED_ON = (
        "facts.pending.filed_on",
        "その申請をしたのはいつですか（カード裏面の申請中の記載又は受付票の日）。",
        "On which day was it filed? It stands on the receipt, and often on the back of the card.",
    )
    PENDING_SPECIFIED = (
        "facts.pending.specified_card",
        "その申請と併せて特定在留カード等（個人番号（マイナンバー）カードと一枚になったもの）の交付を申請しましたか。",
        "Did you ask for a specified card (one that is an Individual Number (My Number) Card as well) with it?",
    )
    TO_STATUS = (
        "goal.to_status",
        "どの在留資格を希望しますか（子が生まれるときは、子の在留資格）。",
        "Which status of residence is wanted (for a child that is born, the child's)?",
    )
    TO_MUNICIPALITY = (
        "goal.to_municipality",
        "どの市区町村に引っ越しますか（同じ市区町村の中ならその市区町村。コードは6桁）。",
        "To which municipality do you move? For a move within one, name the same; its code has six digits.",
    )
    MOVING_ON = (
        "goal.moving_on",
        "引っ越す日（引っ越した日）はいつですか。",
        "On which day do you move, or did you move?",
    )
    LEAVING_ON = (
        "goal.leaving_on",
        "日本を出国する日はいつですか。",
        "On which day do you leave Japan?",
    )
    RETURNING_ON = (
        "goal.returning_on",
        "日本に戻る予定の日はいつですか。",
        "On which day do you plan to be back in Japan?",
    )
    KNOWN_ON = (
        "goal.known_on",
        "カードをなくしたことに気付いたのはいつですか。",
        "On which day did you find out that the card is lost?",
    )
    CHILD_BORN_ON = (
        "goal.child_born_on",
        "子が生まれた日（生まれる予定の日）はいつですか。",
        "On which day was the child born, or when is it expected?",
    )


class AnswerKind(Word):
    """What sort of answer a question has."""

    DAY = "day", "日付", "a day"
    YES_NO = "yes_no", "はい・いいえ", "yes or no"
    ONE_OF = "one_of", "選択肢の一つ", "one of several"
    MUNICIPALITY = "municipality", "市区町村コード", "the code of a municipality"


KINDS: Final[Mapping[AskedFact, AnswerKind]] = MappingProxyType(
    {
        **dict.fromkeys(AskedFact, AnswerKind.DAY),
        **dict.fromkeys(
            (AskedFact.STATUS, AskedFact.CARD_KIND, AskedFact.PENDING_PROCEDURE, AskedFact.TO_STATUS),
            AnswerKind.ONE_OF,
        ),
        **dict.fromkeys(
            (
                AskedFact.RECORDED,
                AskedFact.HAS_MY_NUMBER_CARD,
                AskedFact.HAS_PENDING,
                AskedFact.PENDING_SPECIFIED,
            ),
            AnswerKind.YES_NO,
        ),
        **dict.fromkeys((AskedFact.MUNICIPALITY, AskedFact.TO_MUNICIPALITY), AnswerKind.MUNICIPALITY),
    }
)
"""The sort of answer to each question."""

_RENEWALS: Final = frozenset({ProcedureKind.CARD_RENEWAL, ProcedureKind.SPR_RENEWAL})

CHOICES: Final[Mapping[AskedFact, tuple[Word, ...]]] = MappingProxyType(
    {
        AskedFact.STATUS: tuple(StatusOfResidence),
        AskedFact.CARD_KIND: tuple(kind for kind in CardKind if kind in RESIDENCE_CARDS | CERTIFICATES),
        AskedFact.PENDING_PROCEDURE: tuple(
            kind for kind in ProcedureKind if kind in STATUS_PROCEDURES | _RENEWALS
        ),
        AskedFact.TO_STATUS: tuple(StatusOfResidence),
    }
)
"""What may be chosen where one of several is asked for."""
