"""Which stored decisions change after a rule update.

Time passes between a check and an update, and a stay that has run out is no change of the law. So the law is
compared with itself: what the law of the day of the check would say on the day asked about, and what the law
of that day says. What differs, differs by a rule.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from types import MappingProxyType
from typing import Any, Final

from tokutei import messages
from tokutei.ask import declared
from tokutei.employment.deciding import decide
from tokutei.employment.decisions import Reach
from tokutei.employment.lapse import lowered
from tokutei.employment.minimum import UNLIMITED, RuleUsed
from tokutei.employment.reaching import reached
from tokutei.employment.records import CheckRecord
from tokutei.employment.rulings import Limits, Ruling
from tokutei.employment.words import WorkVerdict
from tokutei.errors import FactsError, NotInForceError, TokuteiError
from tokutei.intake import ItemKey
from tokutei.law import Reason, Rule, Timeline, Version
from tokutei.law.days import japan_day
from tokutei.rules.rulebook import Rulebook
from tokutei.vocabulary.words import Word

__all__ = ["Change", "ChangeKind", "CheckOutcome", "RuleChange", "reassess"]

_TOPICS: Final = frozenset({"work", "special_period"})
"""The topics whose rules decide about work, named where no rule of the two answers differs."""
_DAYS_KEPT: Final = 64


class ChangeKind(Word):
    """What is to be said of a stored decision."""

    CHANGED = "changed", "判断が変わる", "the decision changes"
    NOT_KNOWN = "not_known", "判断できない", "it cannot be told whether the decision changes"
    NOT_REPRODUCED = (
        "not_reproduced",
        "記録された判断を再現できない",
        "the former rulebook does not reproduce the recorded decision",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckOutcome:
    """What a decision comes to."""

    verdict: WorkVerdict
    """What is decided, given how far the evidence carried."""
    ruled: WorkVerdict
    """What the law says of the facts."""
    limits: Limits = UNLIMITED
    """Within what the work is allowed."""
    until: date | None = None
    """Last day of the stay or special period as far as is known, included."""
    reasons: tuple[str, ...] = ()
    """Codes of the reasons in law."""

    def text(self, lang: str) -> str:
        """Return the verdict, the reasons, the hours and the last day."""
        if self.until is None:
            return self.without_day(lang)
        until = messages.text("employment.reassess.until", lang, until=self.until)
        return f"{self.without_day(lang)} {until}"

    def without_day(self, lang: str) -> str:
        """Return the verdict, the reasons and the hours; the last day can tell whose decision it is."""
        why = tuple(Reason(code).text(lang) for code in self.reasons)
        lines = [messages.text("employment.reassess.outcome", lang, verdict=self.verdict, why=why)]
        if self.limits.hours_per_week is not None:
            lines.append(messages.text("employment.reassess.hours", lang, most=self.limits.hours_per_week))
        if self.limits.hours_per_day is not None:
            lines.append(messages.text("employment.reassess.day", lang, most=self.limits.hours_per_day))
        return " ".join(lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleChange:
    """One rule whose version differs."""

    rule: str
    """Topic and key: ``work.weekly_hours``."""
    ja: str
    en: str
    before: date | None
    """First day of the version that decided, included; ``None`` where none did."""
    after: date | None
    """First day of the version that decides, included; ``None`` where none does."""
    reform: str = ""
    """The reason given for a value that is a scenario; empty for the law."""

    def text(self, lang: str) -> str:
        """Return the rule and the first days of the two versions."""
        said = messages.text(
            "employment.reassess.rule",
            lang,
            rule=messages.named(f"rule.{self.rule}", lang, ja=self.ja, en=self.en),
            before=self.before or "–",
            after=self.after or "–",
        )
        if not self.reform:
            return said
        return messages.text("employment.reassess.reform", lang, said=said, reform=self.reform)


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One stored decision that does not stand as it is."""

    key: str
    """The key of the record."""
    kind: ChangeKind
    on: date
    """The day asked about."""
    before: CheckOutcome
    """What the law of the day of the check comes to on that day; where it is not reproduced or not known, what was
    recorded."""
    after: CheckOutcome
    """What the law of that day comes to; where it is not reproduced, what the former book said on the day
    of the check."""
    rules: tuple[RuleChange, ...] = ()
    """The rules that made the difference; empty where closed days or a reading did."""

    def text(self, lang: str) -> str:
        """Return the key, before and after, and the rules, a line each; nothing of whom it is about.

        The last days are named only where they differ.
        """
        both = (self.before, self.after)
        same = self.before.until == self.after.until or self.kind is ChangeKind.NOT_KNOWN
        before, after = (one.without_day(lang) if same else one.text(lang) for one in both)
        lines = [
            messages.text("employment.reassess.change", lang, key=self.key, kind=self.kind, on=self.on),
            messages.text("employment.reassess.before", lang, said=before),
            messages.text("employment.reassess.after", lang, said=after),
        ]
        return "\n".join([*lines, *(rule.text(lang) for rule in self.rules)])


def reassess(
    records: Iterable[CheckRecord], old_book: Rulebook, new_book: Rulebook, *, on: date
) -> Iterator[Change]:
    """Yield the stored decisions that change by the law, one after the other, as the records come.

    A decision changes if the verdict, the limits, the last day or the reasons do. Records of which nothing
    changes are not yielded, nor those whose time has merely run out:
    :attr:`~tokutei.employment.CheckRecord.next_check_on` is for them. Where the evidence was not enough,
    what the law allows stays not known; so it does after a lapsed number, until the agency was asked.

    Args:
        records: what was stored; read once.
        old_book: the rulebook that the checks were made with. Versions in it that begin after a check
            are news to that check.
        new_book: the rulebook to ask now.
        on: the day asked about; for a record of a later check, the day of that check.

    A record of which the law of that day has no answer, because a rule was not in force or a table ends before
    it, is yielded as not known, and the others go on.

    Raises:
        FactsError: something is no record.
        NaiveDatetimeError: the day is a moment without a time zone.

    Example:
        >>> from tokutei.rules import CURRENT
        >>> list(reassess([], CURRENT, CURRENT, on=date(2027, 4, 1)))
        []
    """
    day = japan_day(on)
    known = lru_cache(_DAYS_KEPT)(lambda checked_on: _known_by(old_book, checked_on))
    for record in records:
        given: object = record  # callers without a type checker
        if not isinstance(given, CheckRecord):
            raise FactsError(unknown=("records",))
        try:
            found = _changed(record, old_book, new_book, known, on=day)
        except TokuteiError as error:
            found = _not_known(record, error, max(day, record.checked_on))
        if found is not None:
            yield found


def _changed(
    record: CheckRecord,
    old_book: Rulebook,
    new_book: Rulebook,
    known: Callable[[date], Rulebook],
    *,
    on: date,
) -> Change | None:
    """Return what is to be said of one stored decision, or ``None`` if it stands."""
    then = max(on, record.checked_on)
    stored = _stored(record)
    again = _ruled(record, old_book, record.checked_on)
    if again is None or _outcome(record, again) != stored:
        return _not_reproduced(record, stored, again, then)
    former = known(record.checked_on)
    old, new = (decide(record.asked, on=then, book=book) for book in (former, new_book))
    before, after = _outcome(record, old), _outcome(record, new)
    if before == after:
        return None
    return Change(
        key=record.key,
        kind=ChangeKind.CHANGED,
        on=then,
        before=before,
        after=after,
        rules=_rules(old, new, former, new_book, then),
    )


def _not_known(record: CheckRecord, error: TokuteiError, on: date) -> Change:
    """Return that the law of a day has no answer for a record, and why."""
    why = "not_in_force" if isinstance(error, NotInForceError) else "not_covered"
    after = CheckOutcome(
        verdict=WorkVerdict.NOT_KNOWN, ruled=WorkVerdict.NOT_KNOWN, reasons=(f"reassess.{why}",)
    )
    return Change(key=record.key, kind=ChangeKind.NOT_KNOWN, on=on, before=_stored(record), after=after)


def _known_by(book: Rulebook, day: date) -> Rulebook:
    """Return a book without the versions that begin after a day; rules that begin after it stay as they are."""
    cut: dict[Rule[Any], Timeline[Any]] = {}
    for rule in declared().values():
        timeline = book.timeline(rule)
        begun = tuple(version for version in timeline.versions if version.since <= day)
        if begun and len(begun) < len(timeline.versions):
            cut[rule] = Timeline(timeline.name, begun)
    return replace(book, reforms=MappingProxyType({**book.reforms, **cut}))


def _stored(record: CheckRecord) -> CheckOutcome:
    return CheckOutcome(
        verdict=record.verdict,
        ruled=record.ruled,
        limits=record.limits,
        until=record.until,
        reasons=record.reasons,
    )


def _ruled(record: CheckRecord, book: Rulebook, day: date) -> Ruling | None:
    """Return what a book says of a record on a day, or ``None`` if it cannot say anything."""
    try:
        return decide(record.asked, on=day, book=book)
    except TokuteiError:
        return None


def _carried(verdict: WorkVerdict, record: CheckRecord) -> WorkVerdict:
    """Return the verdict that the evidence of a record carries."""
    seen = tuple((ItemKey.STATUS, source) for source in record.sources)  # from where counts, not what of
    return reached(verdict, Reach(sources=seen, form=record.form, enough=record.enough))


def _outcome(record: CheckRecord, ruling: Ruling) -> CheckOutcome:
    """Return what a ruling comes to for a record, held back by what held the record back."""
    reproduced = record.verdict is lowered(_carried(record.ruled, record), record.lapse)
    carried = lowered(_carried(ruling.verdict, record), record.lapse)
    return CheckOutcome(
        verdict=carried if reproduced else record.verdict,
        ruled=ruling.verdict,
        limits=ruling.limits,
        until=ruling.until,
        reasons=tuple(reason.code for reason in ruling.reasons),
    )


def _not_reproduced(record: CheckRecord, stored: CheckOutcome, again: Ruling | None, on: date) -> Change:
    """Return that the former book says something else than was recorded, with the versions that differ."""
    found = {} if again is None else _used(again)
    used = {
        name: RuleUsed(rule=name, since=version.since, is_reform=bool(version.reform))
        for name, (_, version) in found.items()
    }
    recorded = {one.rule: one for one in record.rules}
    names = {f"{topic}.{key}": rule for (topic, key), rule in declared().items()}
    nothing = CheckOutcome(verdict=WorkVerdict.NOT_KNOWN, ruled=WorkVerdict.NOT_KNOWN)
    return Change(
        key=record.key,
        kind=ChangeKind.NOT_REPRODUCED,
        on=on,
        before=stored,
        after=nothing if again is None else _outcome(record, again),
        rules=tuple(
            RuleChange(
                rule=name,
                ja=names[name].ja if name in names else name,
                en=names[name].en if name in names else name,
                before=recorded[name].since if name in recorded else None,
                after=used[name].since if name in used else None,
                reform=found[name][1].reform if name in found else "",
            )
            for name in sorted(recorded.keys() | used.keys())
            if recorded.get(name) != used.get(name)
        ),
    )


def _used(ruling: Ruling) -> Mapping[str, tuple[Rule[Any], Version[Any]]]:
    """Return the rules of a ruling with the versions that decided, by name."""
    return {
        f"{ground.rule.topic}.{ground.rule.key}": (ground.rule, ground.version)
        for ground in ruling.grounds
        if ground.rule is not None and ground.version is not None
    }


def _rules(
    old: Ruling, new: Ruling, former: Rulebook, current: Rulebook, day: date
) -> tuple[RuleChange, ...]:
    """Return the rules of either ruling whose versions differ; if there is none, those of the topics that do."""
    days = {
        ground.rule: ground.day or day
        for ruling in (old, new)
        for ground in ruling.grounds
        if ground.rule is not None
    }
    every = {rule: day for (topic, _), rule in declared().items() if topic in _TOPICS}
    found = _differing(days, former, current)
    return found or _differing(every, former, current)


def _differing(days: Mapping[Rule[Any], date], former: Rulebook, current: Rulebook) -> tuple[RuleChange, ...]:
    found = []
    for rule, day in sorted(days.items(), key=lambda one: (one[0].topic, one[0].key)):
        before, after = _at(former, rule, day), _at(current, rule, day)
        if before != after:
            found.append(
                RuleChange(
                    rule=f"{rule.topic}.{rule.key}",
                    ja=rule.ja,
                    en=rule.en,
                    before=before.since if before else None,
                    after=after.since if after else None,
                    reform=after.reform if after else "",
                )
            )
    return tuple(found)


def _at(book: Rulebook, rule: Rule[Any], day: date) -> Version[Any] | None:
    """Return the version of a day, or ``None`` before the first."""
    begun = [version for version in book.timeline(rule).versions if version.since <= day]
    return begun[-1] if begun else None
