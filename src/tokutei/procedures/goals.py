"""What somebody wants, and how long things take as far as the caller says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from math import inf
from types import MappingProxyType

from tokutei.errors import FactsError, PeriodError
from tokutei.identifiers import MunicipalityCode
from tokutei.law import Reason
from tokutei.law.days import japan_day
from tokutei.personal import Masked, Personal
from tokutei.procedures.given import fits, in_words, not_understood, settle_words
from tokutei.vocabulary import Channel, ProcedureKind, StatusOfResidence
from tokutei.vocabulary.words import Word

__all__ = ["Estimates", "Goal", "GoalKind"]


class GoalKind(Word):
    """What somebody wants."""

    EXTEND = "extend", "在留期間を更新する", "extend the stay"
    CHANGE_STATUS = "change_status", "在留資格を変更する", "change the status of residence"
    BECOME_PERMANENT = "become_permanent", "永住者になる", "become a permanent resident"
    MOVE = "move", "引っ越す", "move"
    GET_SPECIFIED_CARD = "get_specified_card", "特定在留カードを受け取る", "get a specified card"
    REPLACE_LOST_CARD = "replace_lost_card", "紛失した在留カードの再交付を受ける", "replace a lost card"
    TWO_CARDS = "two_cards", "二枚のカードに戻す", "go back to two cards"
    LEAVE_AND_RETURN = "leave_and_return", "出国して再入国する", "leave and return"
    NATURALIZE = "naturalize", "帰化する", "naturalise"
    HAVE_CHILD = "have_child", "子が生まれる", "have a child"


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Goal(Masked):
    """What somebody wants, with what is known of it; what is not known is asked for.

    Example:
        >>> Goal(kind=GoalKind.MOVE, to_municipality="131032").kind.text("en")
        'move'

    Raises:
        FactsError: the days contradict each other, or a word, yes or no is none; ``unknown`` names the fields.
        IdentifierError: ``to_municipality`` is no code of a municipality.
        NaiveDatetimeError: a day is a moment without a time zone.
        PeriodError: a day is none.
    """

    kind: GoalKind
    to_status: StatusOfResidence | None = None
    """The status to change to."""
    to_municipality: Personal[MunicipalityCode | str | None] = None
    """Six-digit code of the municipality to move to; the own one for a move within it."""
    moving_on: date | None = None
    """The day of the move."""
    leaving_on: date | None = None
    """The day of leaving Japan."""
    returning_on: date | None = None
    """The planned day of return; left out, not known."""
    known_on: date | None = None
    """The day on which the loss became known."""
    child_born_on: Personal[date | None] = None
    """The day on which the child is, or was, born."""
    specified_card: bool | None = None
    """Whether a specified card is to come with it; left out, what the law gives without asking."""
    channel: Channel | None = None
    """How the holder would like to file; left out, at the counter. The plan says besides whether online is open."""

    def __post_init__(self) -> None:
        """Read the words, the days and the code, and refuse days out of order."""
        words: dict[str, type[Word]] = {"kind": GoalKind, "to_status": StatusOfResidence, "channel": Channel}
        settle_words(self, words, needed=("kind",), open_flags=("specified_card",))
        for name in ("moving_on", "leaving_on", "returning_on", "known_on", "child_born_on"):
            if (day := getattr(self, name)) is not None:
                object.__setattr__(self, name, japan_day(day))
        if self.to_municipality is not None:
            object.__setattr__(self, "to_municipality", MunicipalityCode.parse(self.to_municipality))
        if self.leaving_on and self.returning_on and self.returning_on < self.leaving_on:
            raise FactsError(contradictions=(Reason("returns_before_leaving"),))


_NOTHING: Mapping[ProcedureKind, int] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimates:
    """How long things take and how they are done, as the caller estimates: no law says it, and nothing is assumed.

    Days are calendar days. What is left out makes the days that would need it not known.

    Example:
        >>> Estimates(decision_days={ProcedureKind.EXTENSION_OF_STAY: 40}, card_days=21).card_days
        21

    Raises:
        FactsError: a number is below nothing, the hours are no finite number, or the days to a decision are not
            given by procedure; ``unknown`` names the fields that are not understood.
        PeriodError: a number of days or months is not whole.
    """

    decision_days: Mapping[ProcedureKind, int] = field(default_factory=lambda: _NOTHING, hash=False)
    """From filing to the decision, by procedure."""
    card_days: int | None = None
    """From asking for a specified card (or from the permission, where it is made only then) to its delivery."""
    hours_per_visit: float | None = None
    """Working hours that one visit to an office takes."""
    stay_months: int | None = None
    """Months of stay expected at each extension."""

    def __post_init__(self) -> None:
        """Read the procedures, and refuse what is no number of its kind or below nothing."""
        by_procedure, hours = _by_procedure(self.decision_days), self.hours_per_visit
        unfit = [] if by_procedure is not None else ["decision_days"]
        unfit += [] if _are_hours(hours) else ["hours_per_visit"]
        if by_procedure is None or unfit:
            raise not_understood(unfit)
        whole = (*by_procedure.values(), self.card_days, self.stay_months)
        if not all(fits(number, int, or_none=True) for number in whole):
            raise PeriodError("not_whole")
        if any(number is not None and number < 0 for number in (*whole, hours)):
            raise FactsError(contradictions=(Reason("estimate_below_nothing"),))
        object.__setattr__(self, "decision_days", MappingProxyType(by_procedure))

    def __reduce__(self) -> tuple[object, ...]:
        return _estimates, (dict(self.decision_days), self.card_days, self.hours_per_visit, self.stay_months)


def _by_procedure(given: object) -> dict[ProcedureKind, int] | None:
    """Return days by procedure; ``None`` if they are not."""
    if not isinstance(given, Mapping):
        return None
    found = {in_words(ProcedureKind, key): days for key, days in given.items()}
    return None if None in found or None in found.values() else found  # type: ignore[return-value]


def _are_hours(given: object) -> bool:
    return given is None or (type(given) in {int, float} and -inf < given < inf)  # type: ignore[operator]


def _estimates(
    decision_days: dict[ProcedureKind, int],
    card_days: int | None,
    hours_per_visit: float | None,
    stay_months: int | None,
) -> Estimates:
    return Estimates(
        decision_days=decision_days,
        card_days=card_days,
        hours_per_visit=hours_per_visit,
        stay_months=stay_months,
    )
