"""What the law sets for windows, and the words of the answers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Final, TypeVar

from tokutei.law import LegalDay, Reason, Rule
from tokutei.rules.values import OneOf, SomeOf, flag, whole_number
from tokutei.vocabulary import ProcedureKind
from tokutei.vocabulary.words import Word

__all__ = [
    "ANY_TIME",
    "CARD_PROCEDURES",
    "LATENESS",
    "MY_NUMBER_REPLACEMENT_MONTHS",
    "ONLINE_LEAD_DAYS",
    "PLAIN_CARD_ONLY",
    "PRACTICE_MONTHS",
    "SAME_DAY_EXCHANGE_FREE",
    "SSW1_LONGEST_YEARS",
    "SSW1_LONGEST_YEARS_WITH_REASON",
    "Lateness",
    "WindowOpen",
]

_TOPIC: Final = "windows"
T = TypeVar("T")
_P = ProcedureKind


class Lateness(Word):
    """What comes of filing too late."""

    PUNISHED = "punished", "受け付けられるが罰則がある", "accepted, but punishable"
    ACCEPTED = "accepted", "受け付けられる", "accepted"
    BARRED = "barred", "受け付けられない", "barred"


@dataclass(frozen=True, slots=True)
class WindowOpen:
    """When something may be filed, and whether it may on the day of filing; ``None`` where it was not asked."""

    opens: date | None = None
    """First day; ``None`` where the law names none."""
    closes: date | None = None
    """Last day by the text; closed days may let the next open one count."""
    accepted: bool | None = None
    """Whether it is accepted on the day of filing."""
    reason: str | None = None
    """Why it is not, or what is worth knowing, as a word."""
    lateness: Lateness | None = None
    """What comes of filing later."""
    advised_from: date | None = None
    """First day by practice, where the law names none."""
    plain_card_only: bool | None = None
    """Whether no specified card can be asked for with it."""
    same_day_window: bool | None = None
    """Whether it is free on that one day only."""
    fee_jpy: int | None = None
    """Yen for the specified card that is asked for with it."""

    def text(self, lang: str) -> str:
        """Return the window in words."""
        parts = {"window_opens": self.opens, "window_closes": self.closes}
        said = [Reason(code, parameters={"day": day}).text(lang) for code, day in parts.items() if day]
        if self.accepted is not None:
            said.append(Reason(f"window_{'open' if self.accepted else 'shut'}").text(lang))
        said += [Reason(self.reason).text(lang)] if self.reason else []
        return " ".join(said or [Reason("window_any").text(lang)])


def _by_procedure(
    group: str, kinds: tuple[ProcedureKind, ...], parse: Callable[[object], T], ja: str, en: str
) -> Mapping[ProcedureKind, Rule[T]]:
    return MappingProxyType(
        {
            kind: Rule(
                _TOPIC, f"{group}.{kind.value}", ja=f"{kind.ja}：{ja}", en=f"{kind.en}: {en}", parse=parse
            )
            for kind in kinds
        }
    )


LATENESS: Final[Mapping[ProcedureKind, Rule[Lateness]]] = _by_procedure(
    "lateness",
    (
        _P.PLACE_OF_RESIDENCE_FIRST,
        _P.PLACE_OF_RESIDENCE_AFTER_PERMISSION,
        _P.PLACE_OF_RESIDENCE_CHANGE,
        _P.CARD_ITEM_CHANGE,
        _P.CARD_RENEWAL,
        _P.REISSUE_LOSS,
        _P.REISSUE_ORDER,
        _P.EXTENSION_OF_STAY,
        _P.CHANGE_OF_STATUS,
        _P.PERMANENT_RESIDENCE,
        _P.ACQUISITION_OF_STATUS,
        _P.AFFILIATION,
        _P.INSTITUTION,
        _P.SSW,
        _P.SPR_PERMISSION_BIRTH,
        _P.SPR_PLACE_OF_RESIDENCE_CHANGE,
        _P.SPR_ITEM_CHANGE,
        _P.SPR_RENEWAL,
        _P.SPR_REISSUE_LOSS,
        _P.SPR_REISSUE_ORDER,
        _P.MOVING_WITHIN,
        _P.BECOMING_RESIDENT,
        _P.MY_NUMBER_ITEM_CHANGE,
    ),
    OneOf(Lateness),
    "遅れた場合",
    "what comes of being late",
)
"""What comes of filing too late, by procedure."""

ANY_TIME: Final[Mapping[ProcedureKind, Rule[bool]]] = _by_procedure(
    "any_time",
    (
        _P.REISSUE_DAMAGE,
        _P.EXCHANGE,
        _P.MY_NUMBER_RETURN,
        _P.SPR_PERMISSION_OTHER,
        _P.SPR_REISSUE_DAMAGE,
        _P.SPR_EXCHANGE,
        _P.SPR_MY_NUMBER_RETURN,
    ),
    flag,
    "いつでもできるか",
    "whether it may be filed at any time",
)
"""What may be filed at any time."""

PLAIN_CARD_ONLY: Final[Mapping[bool, Rule[AbstractSet[ProcedureKind]]]] = MappingProxyType(
    {
        spr: Rule(
            _TOPIC,
            f"plain_card_only.{key}",
            ja=f"特定在留カード等を求めることができない手続（{ja}）",
            en=f"card procedures that carry no application for a specified card ({en})",
            parse=SomeOf(ProcedureKind),
        )
        for spr, key, ja, en in (
            (False, "resident", "中長期在留者", "residents"),
            (True, "spr", "特別永住者", "special permanent residents"),
        )
    }
)
"""By whether the procedure is one of special permanent residents."""


def _number(key: str, ja: str, en: str, looks_at: LegalDay = LegalDay.FILING) -> Rule[int]:
    return Rule(_TOPIC, key, ja=ja, en=en, parse=whole_number, looks_at=looks_at)


PRACTICE_MONTHS: Final = _number(
    "practice_months",
    "在留期間更新の申請が受け付けられる満了前の月数（実務）",
    "months before the end of stay from which extensions are taken in practice",
)
SSW1_LONGEST_YEARS: Final = _number(
    "ssw1_longest_years",
    "特定技能1号で在留できる通算の年数",
    "years in all that Specified Skilled Worker (i) may be held",
)
SSW1_LONGEST_YEARS_WITH_REASON: Final = _number(
    "ssw1_longest_years_with_reason",
    "特定技能1号で在留できる通算の年数（相当の理由があるとき）",
    "years in all that Specified Skilled Worker (i) may be held with a good reason",
)
ONLINE_LEAD_DAYS: Final = _number(
    "online_lead_days",
    "オンライン申請ができなくなる満了前の日数",
    "days before the end of stay from which nothing is filed online",
)
MY_NUMBER_REPLACEMENT_MONTHS: Final = _number(
    "my_number_replacement_months",
    "個人番号カード：残り何月未満で新たなカードを求められるか",
    "Individual Number Card: with less than so many months left a new one may be asked for",
)
SAME_DAY_EXCHANGE_FREE: Final[Rule[bool]] = Rule(
    _TOPIC,
    "same_day_exchange_free",
    ja="責めによらない紛失の再交付の日の交換が無料か",
    en="whether the exchange is free on the day of reissue after a loss without fault",
    parse=flag,
)

CARD_PROCEDURES: Final = frozenset(
    {
        _P.CARD_ITEM_CHANGE,
        _P.CARD_RENEWAL,
        _P.CARD_RENEWAL_EARLY,
        _P.REISSUE_LOSS,
        _P.REISSUE_DAMAGE,
        _P.EXCHANGE,
        _P.REISSUE_ORDER,
        _P.CHANGE_OF_STATUS,
        _P.EXTENSION_OF_STAY,
        _P.PERMANENT_RESIDENCE,
        _P.ACQUISITION_OF_STATUS,
        _P.SPR_ITEM_CHANGE,
        _P.SPR_RENEWAL,
        _P.SPR_RENEWAL_EARLY,
        _P.SPR_REISSUE_LOSS,
        _P.SPR_REISSUE_DAMAGE,
        _P.SPR_EXCHANGE,
        _P.SPR_REISSUE_ORDER,
    }
)
"""What ends with a card."""
