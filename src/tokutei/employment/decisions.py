"""What comes out of an assessment: the verdict, why, within what, and how far the evidence carries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tokutei import messages
from tokutei.employment.jobs import Job
from tokutei.employment.rulings import Limits, Ruling
from tokutei.employment.words import FurtherPaper, WorkVerdict
from tokutei.intake import ItemKey, Source
from tokutei.law import Citation, Evidence, OpenQuestion, Reason
from tokutei.rules.work import WorkFacts
from tokutei.vocabulary import CardForm, StatusOfResidence

__all__ = ["Reach", "WorkDecision"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """How far the evidence carries: from where each item that was used is known, and whether that is enough."""

    sources: tuple[tuple[ItemKey, Source], ...] = ()
    """The items that the decision rests on, with the best source of each."""
    form: CardForm | None = None
    """The printed form of the card, where it is known."""
    enough: bool = False
    """Whether an employer may rely on it; a verdict of allowed is given only then."""
    reasons: tuple[Reason, ...] = ()
    """Why it is not enough, and what remains unproved although it is."""
    see: tuple[FurtherPaper, ...] = ()
    """What would be enough, where it is not."""

    @property
    def weakest(self) -> Source:
        """The weakest source that was used; not known if nothing was."""
        order = tuple(Source)
        return max((source for _, source in self.sources), key=order.index, default=Source.NOT_KNOWN)

    def text(self, lang: str) -> str:
        """Return what was used from where, a line each, then what that proves and what not."""
        lines = [
            messages.text("employment.source", lang, item=item, source=one) for item, one in self.sources
        ]
        return "\n".join([*lines, *(reason.text(lang) for reason in self.reasons)])


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkDecision:
    """Whether the work is allowed on a day, as far as law and evidence say."""

    verdict: WorkVerdict
    """Allowed, also within limits, only where the evidence is enough; see ``ruling`` for what the law says
    of what is claimed."""
    on: date
    """The day of the question."""
    job: Job
    facts: WorkFacts
    """What the law was asked with; nothing of it says who somebody is."""
    ruling: Ruling
    """What the law says if everything is as the evidence has it."""
    reach: Reach
    permission_until: date | None = None
    """Last day of the permission that the decision rests on, included, where it is known."""

    @property
    def status(self) -> StatusOfResidence | None:
        """The status of residence, where it is known."""
        return self.facts.status

    @property
    def limits(self) -> Limits:
        """Within what the work is allowed."""
        return self.ruling.limits

    @property
    def until(self) -> date | None:
        """Last day of the stay, special period or permission, whichever ends first as far as is known; included."""
        ends = (self.ruling.until, self.permission_until)
        return min((end for end in ends if end is not None), default=None)

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """Why, in the order of weight: the evidence first where it is not enough."""
        law = self.ruling.reasons
        return (*self.reach.reasons, *law) if not self.reach.enough else (*law, *self.reach.reasons)

    @property
    def see(self) -> tuple[FurtherPaper, ...]:
        """What to look at next."""
        return tuple(dict.fromkeys((*self.reach.see, *self.ruling.see)))

    @property
    def missing(self) -> tuple[str, ...]:
        """Names of the facts to ask for, the hours too where the permission limits them."""
        limited = self.limits.hours_per_week is not None
        hours = (
            name
            for name in ("hours_per_week", "hours_elsewhere")
            if limited and getattr(self.job, name) is None
        )
        return tuple(dict.fromkeys((*self.ruling.missing, *hours)))

    @property
    def basis(self) -> tuple[Citation, ...]:
        """The provisions, each once."""
        return tuple(dict.fromkeys(cite for reason in self.reasons for cite in reason.cite))

    @property
    def evidence(self) -> Evidence:
        """How sure the law behind it is; not to be mixed up with ``reach``."""
        return self.ruling.evidence

    @property
    def open_questions(self) -> tuple[OpenQuestion, ...]:
        """What the law leaves open in it."""
        return self.ruling.open_questions

    @property
    def hours_left(self) -> float | None:
        """Hours a week that remain of the permission; ``None`` where nothing limits them or they are not known."""
        most, used = self.limits.hours_per_week, self.job.hours
        return None if most is None or used is None else max(0.0, most - used)

    def text(self, lang: str) -> str:
        """Return the verdict, why, within what, what to look at, what to ask for, a line each.

        Nothing of it says who somebody is.
        """
        lines = [self.verdict.text(lang), *self._why(lang)]
        if self.limits.hours_per_week is not None:
            lines.append(
                messages.text(
                    "employment.hours_a_week",
                    lang,
                    most=self.limits.hours_per_week,
                    used="?" if self.job.hours is None else f"{self.job.hours:g}",
                )
            )
        if self.limits.hours_per_day is not None:
            lines.append(messages.text("employment.hours_a_day", lang, most=self.limits.hours_per_day))
        if self.until is not None:
            lines.append(messages.text("employment.until", lang, until=self.until))
        if self.see:
            lines.append(messages.text("employment.see", lang, papers=self.see))
        if self.missing:
            names = tuple(messages.text(f"fact.{name}", lang) for name in self.missing)
            lines.append(messages.text("law.ask_for", lang, facts=names))
        lines += [one.text(lang) for one in self.ruling.instead]
        lines += [question.text(lang) for question in self.open_questions]
        return "\n".join(lines)

    def _why(self, lang: str) -> list[str]:
        """Return the reasons; what the law says only of claims is said to be that."""
        if self.verdict is self.ruling.verdict:
            return [reason.text(lang) for reason in self.reasons]
        said = messages.text("employment.if_so", lang, verdict=self.ruling.verdict)
        law = (reason.text(lang) for reason in self.ruling.reasons)
        return [*(reason.text(lang) for reason in self.reach.reasons), said, *law]
