"""The short decision on one row of many."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from tokutei import messages
from tokutei.employment.decisions import Reach
from tokutei.employment.rulings import Limits, Ruling
from tokutei.employment.words import FurtherPaper, WorkVerdict
from tokutei.law import Reason
from tokutei.personal import Masked, Personal

__all__ = ["RowDecision"]


@dataclass(frozen=True, slots=True, repr=False)
class RowDecision(Masked):
    """Whether the work of one row is allowed; what many rows share is one object for all of them."""

    key: Personal[str | int | None]
    """The key of the row."""
    row: int | None
    """Which of the rows it is, from 1; ``None`` for one that was asked about alone."""
    verdict: WorkVerdict
    """Allowed, also within limits, only where the evidence is enough and the end of the stay is told."""
    shared: Ruling
    """What the law says if everything is as the row has it, without the last day of a stay that runs."""
    stay_until: date | None
    """Last day of the stay or special period as far as is known, included."""
    permission_until: date | None
    """Last day of the permission that the decision rests on, included, where it is known."""
    hours_left: float | None
    """Hours a week that remain of the permission; ``None`` where nothing limits them or they are not known."""
    hours_to_ask: tuple[str, ...]
    """Names of the hours that the permission limits and that the row does not tell."""
    reach: Reach

    @property
    def ruling(self) -> Ruling:
        """What the law says if everything is as the row has it."""
        return replace(self.shared, until=self.stay_until)

    @property
    def until(self) -> date | None:
        """Last day of the stay, special period or permission, whichever ends first as far as is known; included."""
        ends = (self.stay_until, self.permission_until)
        return min((end for end in ends if end is not None), default=None)

    @property
    def limits(self) -> Limits:
        """Within what the work is allowed."""
        return self.shared.limits

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """Why, in the order of weight: the evidence first where it is not enough."""
        law, reach = self.shared.reasons, self.reach.reasons
        return (*law, *reach) if self.reach.enough else (*reach, *law)

    @property
    def see(self) -> tuple[FurtherPaper, ...]:
        """What to look at next."""
        return tuple(dict.fromkeys((*self.reach.see, *self.shared.see)))

    @property
    def missing(self) -> tuple[str, ...]:
        """Names of the facts to ask for, the hours too where the permission limits them."""
        return tuple(dict.fromkeys((*self.shared.missing, *self.hours_to_ask)))

    def text(self, lang: str) -> str:
        """Return the verdict, why, within what, until when, what to look at, what to ask for, a line each.

        Nothing of it says who somebody is.
        """
        lines = [self.verdict.text(lang), *(reason.text(lang) for reason in self.reasons)]
        if self.limits.hours_per_week is not None:
            lines.append(messages.text("employment.rows.hours_a_week", lang, most=self.limits.hours_per_week))
        if self.limits.hours_per_day is not None:
            lines.append(messages.text("employment.hours_a_day", lang, most=self.limits.hours_per_day))
        if self.hours_left is not None:
            lines.append(messages.text("employment.rows.hours_left", lang, hours=f"{self.hours_left:g}"))
        if self.until is not None:
            lines.append(messages.text("employment.until", lang, until=self.until))
        if self.see:
            lines.append(messages.text("employment.see", lang, papers=self.see))
        if self.missing:
            names = tuple(messages.text(f"fact.{name}", lang) for name in self.missing)
            lines.append(messages.text("law.ask_for", lang, facts=names))
        return "\n".join(lines)
