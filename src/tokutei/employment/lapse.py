"""The check whether the number of a card has lapsed (在留カード等番号失効情報照会).

The agency runs a page for it, and no interface for programs is published. So the answer comes from
whoever implements :class:`LapseChecker`; :class:`ManualLapseResult` is that somebody looked.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType
from typing import Final, Protocol

from tokutei.employment.decisions import WorkDecision
from tokutei.employment.keys import opaque
from tokutei.employment.words import WorkVerdict
from tokutei.errors import FactsError
from tokutei.identifiers import CardNumber
from tokutei.law import Citation, Reason
from tokutei.law.days import japan_day
from tokutei.personal import Masked, Personal
from tokutei.vocabulary.words import Word

__all__ = [
    "NOT_CHECKED",
    "LapseCheck",
    "LapseChecker",
    "LapseResult",
    "ManualLapseResult",
    "lapse_of",
    "lowered",
    "with_lapse",
]

PUBLISHED: Final = (
    Citation.parse("356M50000010054:19-14"),
    Citation.parse("423M60000010044:14"),
)
"""The agency may make the numbers of lapsed cards and certificates known; nothing binds it to."""
_OURS: Final = "lapse."
_ALLOWING: Final = frozenset({WorkVerdict.ALLOWED, WorkVerdict.WITHIN_LIMITS})


class LapseResult(Word):
    """What the service says of a number; it says nothing of the card in hand."""

    VALID_SO_FAR = "valid_so_far", "失効情報なし（照会時点）", "not shown as lapsed, as of that day"
    """No proof that the card is genuine: a forged card may bear the number of a real one."""
    LAPSED = "lapsed", "失効", "shown as lapsed"
    """It may also mean that the card was reissued or reported lost: the agency has to be asked."""
    NOT_CHECKED = "not_checked", "未照会", "not checked"


def _result(word: object) -> LapseResult:
    if isinstance(word, str) and word in set(LapseResult):
        return LapseResult(word)
    raise FactsError(unknown=("lapse",))


@dataclass(frozen=True, slots=True, kw_only=True)
class LapseCheck:
    """What came out of one look-up, without the number."""

    result: LapseResult = LapseResult.NOT_CHECKED
    on: date | None = None
    """The day of the look-up; ``None`` where nobody looked."""

    def __post_init__(self) -> None:
        """Read the word and the day, and refuse a result without its day."""
        object.__setattr__(self, "result", _result(self.result))
        if self.on is not None:
            object.__setattr__(self, "on", japan_day(self.on))
        if (self.on is None) is not (self.result is LapseResult.NOT_CHECKED):
            raise FactsError(contradictions=(Reason("lapse.day_and_result"),))

    def text(self, lang: str) -> str:
        """Return the result and what it means."""
        return self.reason().text(lang)

    def reason(self) -> Reason:
        """Return the result as a reason of a decision."""
        parameters = MappingProxyType({"on": self.on}) if self.on else MappingProxyType({})
        cites = () if self.on is None else PUBLISHED
        return Reason(f"{_OURS}{self.result.value}", cites, parameters)


NOT_CHECKED: Final = LapseCheck()
"""Nobody looked the number up."""


class LapseChecker(Protocol):
    """Whoever can say whether a number has lapsed: a person with a browser, or a service of the caller's."""

    def check(self, number: CardNumber, *, valid_until: date, on: date) -> LapseCheck:
        """Return what is known on a day; not checked where this number was not looked up.

        Args:
            number: the number of the card.
            valid_until: the last day of the card, which the service asks for too.
            on: the day of the question.
        """
        ...


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class ManualLapseResult(Masked):
    """Somebody looked one number up on the page of the agency.

    Example:
        >>> number = CardNumber.parse("AA12345678BB")
        >>> looked = ManualLapseResult(number=number, valid_until=date(2028, 7, 1), result="valid_so_far",
        ...                            looked_on=date(2026, 9, 1), by="HR-7")
        >>> looked.check(number, valid_until=date(2028, 7, 1), on=date(2026, 9, 1)).result.value
        'valid_so_far'
        >>> other = CardNumber.parse("CC12345678DD")
        >>> looked.check(other, valid_until=date(2028, 7, 1), on=date(2026, 9, 1)).result.value
        'not_checked'

    Raises:
        FactsError: the result is none that a look-up can have.
        RecordError: ``by`` is no opaque key.
    """

    number: Personal[CardNumber]
    """The number that was looked up; whoever asks about another one gets no answer."""
    valid_until: date
    """The last day of the card that was typed in with it."""
    result: LapseResult
    looked_on: date
    """The day of the look-up."""
    by: str
    """Who looked, as an opaque key of the caller's."""

    def __post_init__(self) -> None:
        """Read word, days and key."""
        object.__setattr__(self, "result", _result(self.result))
        object.__setattr__(self, "looked_on", japan_day(self.looked_on))
        object.__setattr__(self, "valid_until", japan_day(self.valid_until))
        object.__setattr__(self, "by", opaque(self.by, field="by"))
        if self.result is LapseResult.NOT_CHECKED:
            raise FactsError(contradictions=(Reason("lapse.day_and_result"),))

    def check(self, number: CardNumber, *, valid_until: date, on: date) -> LapseCheck:
        """Return the result if it is about this card and was there on the day asked about."""
        same = number == self.number and japan_day(valid_until) == self.valid_until
        known = same and self.looked_on <= japan_day(on)
        return LapseCheck(result=self.result, on=self.looked_on) if known else NOT_CHECKED


def with_lapse(decision: WorkDecision, check: LapseCheck) -> WorkDecision:
    """Return a decision that knows of the look-up: a lapsed number makes what was allowed not known.

    It never makes a decision *not allowed*, and never softens one that is: work that was refused stays
    refused, and the lapsed number stands beside the reasons. The ruling stays as it is: the law says the same
    of the same facts, only whether they are so is open until the agency was asked. Any other result leaves
    the verdict and says what it does not prove. A decision that a lapsed number has made not known stays so;
    after the agency was asked, and the card now held was seen, it is made anew.

    Example:
        >>> from tokutei.employment import Job, JobKind, Reach, rule_on
        >>> from tokutei.rules.work import WorkFacts
        >>> facts = WorkFacts(status="permanent_resident", job="retail")
        >>> ruling = rule_on(facts, on=date(2026, 9, 1))
        >>> decision = WorkDecision(verdict=ruling.verdict, on=date(2026, 9, 1), job=Job(kind=JobKind.RETAIL),
        ...                         facts=facts, ruling=ruling, reach=Reach(enough=True))
        >>> with_lapse(decision, LapseCheck(result="lapsed", on=date(2026, 9, 1))).verdict.value
        'not_known'
    """
    lapsed = check.result is LapseResult.LAPSED
    if lapse_of(decision).result is LapseResult.LAPSED and not lapsed:
        return decision
    kept = tuple(reason for reason in decision.reach.reasons if not reason.code.startswith(_OURS))
    if lapsed:
        verdict = lowered(decision.verdict, check)
        refused = verdict is WorkVerdict.NOT_ALLOWED
        enough = decision.reach.enough and refused
        reach = replace(decision.reach, enough=enough, reasons=(check.reason(), *kept))
        return replace(decision, verdict=verdict, reach=reach)
    return replace(decision, reach=replace(decision.reach, reasons=(*kept, check.reason())))


def lowered(verdict: WorkVerdict, check: LapseCheck) -> WorkVerdict:
    """Return what a look-up leaves of a verdict: nothing is allowed after a lapsed number, a refusal stands.

    Example:
        >>> lapsed = LapseCheck(result="lapsed", on=date(2026, 9, 1))
        >>> lowered(WorkVerdict.WITHIN_LIMITS, lapsed).value, lowered(WorkVerdict.NOT_ALLOWED, lapsed).value
        ('not_known', 'not_allowed')
    """
    if check.result is LapseResult.LAPSED and verdict in _ALLOWING:
        return WorkVerdict.NOT_KNOWN
    return verdict


def lapse_of(decision: WorkDecision) -> LapseCheck:
    """Return the look-up that a decision knows of; not checked if it knows of none."""
    for reason in decision.reach.reasons:
        if reason.code.startswith(_OURS):
            on = reason.parameters.get("on")
            return LapseCheck(
                result=LapseResult(reason.code.removeprefix(_OURS)), on=on if isinstance(on, date) else None
            )
    return NOT_CHECKED
