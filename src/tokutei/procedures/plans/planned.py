"""A plan and its steps, as values that say themselves in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tokutei import messages
from tokutei.data.tables import municipalities
from tokutei.law import Answer, Citation, Evidence, Judgement, OpenQuestion, Reason
from tokutei.lifecycle import Event, Situation
from tokutei.personal import Masked, Personal
from tokutei.procedures.goals import Goal
from tokutei.procedures.plans.plan_words import Actor, StepKind
from tokutei.rules.documents import DocumentsResult
from tokutei.rules.fees import FeesResult
from tokutei.rules.offices import OfficeResult
from tokutei.vocabulary import Channel

__all__ = ["OnlineOption", "Plan", "Step"]


@dataclass(frozen=True, slots=True, kw_only=True)
class OnlineOption:
    """Whether a filing can go through the online system, and what to do where it cannot for now."""

    possible: bool
    """Whether it can on the day of the step; only with a certificate to sign in that is known to live."""
    reasons: tuple[Reason, ...] = ()
    """Why not."""
    instead: tuple[Reason, ...] = ()
    """What would work."""
    missing: tuple[str, ...] = ()
    """Names of the facts without which it cannot be told."""
    revive: Step | None = None
    """How the certificate to sign in is had again and by when; ask for the plan anew afterwards."""

    def text(self, lang: str) -> str:
        """Return whether it is possible, why not, and how to revive the certificate, in one paragraph."""
        said = [messages.text(f"plan.online_{'open' if self.possible else 'shut'}", lang)]
        said += [reason.text(lang) for reason in self.reasons]
        said += [messages.text("law.instead", lang, what=reason) for reason in self.instead]
        if self.missing:
            names = tuple(messages.text(f"fact.{name}", lang) for name in self.missing)
            said.append(messages.text("law.ask_for", lang, facts=names))
        if self.revive is not None:
            key = "revive" if self.revive.due_on is None else "revive_by"
            said.append(
                messages.text(
                    f"plan.{key}",
                    lang,
                    what=self.revive.kind,
                    where=self.revive.where(lang),
                    due_on=self.revive.due_on or "",
                )
            )
        return " ".join(said)


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Step(Masked):
    """One thing done, by whom, when, where, with what."""

    kind: StepKind
    actor: Actor
    event: Event | None = None
    """The event of ``tokutei.lifecycle`` that it is. Where ``day`` is not known it stands on the earliest day
    that it could be, as if all that takes an unknown time took none; what was not told of a permission is
    the longest period of the table. ``None`` for what no life follows, such as a document from the police."""
    day: date | None = None
    """The day planned; ``None`` where it is not known for want of an estimate."""
    at_latest: bool = False
    """Whether ``day`` is only the last one by which it is done, because offices do it among themselves."""
    earliest: date | None = None
    """The first day on which it can be done."""
    due_on: date | None = None
    """The last day in time, included; ``None`` where the law gives none."""
    latest_safe: date | None = None
    """The last day, included, from which everything after it comes before stay, residence card or My Number
    function end, by the caller's estimates; ``None`` where nothing ends or ``not_known`` says why not."""
    late: tuple[Reason, ...] = ()
    """What comes of it where the last day has passed; empty where that is not known."""
    not_known: tuple[Reason, ...] = ()
    """Why the day or the latest safe day is not known."""
    channel: Channel | None = None
    """How it is filed; ``None`` where nothing is."""
    office: Personal[Answer[OfficeResult] | None] = None
    """Where, by the address; ``None`` where it goes to no office of the tables, or none is known."""
    papers: Answer[DocumentsResult] | None = None
    """What is handed in and shown; ``None`` where no list is known or facts are missing."""
    fee: Answer[FeesResult] | None = None
    """What it costs; ``None`` where no fee is listed or facts are missing."""
    missing: tuple[str, ...] = ()
    """Names of the facts without which office, papers or fee cannot be told."""
    together: tuple[Reason, ...] = ()
    """What may be done on the same occasion."""
    ask_at_counter: tuple[Reason, ...] = ()
    """What is only had by whoever asks for it."""
    not_by_itself: tuple[Reason, ...] = ()
    """What will not happen by itself, or ends although nobody asked for it."""
    only_if: Reason | None = None
    """When the step is needed at all; ``None`` for always."""
    online: OnlineOption | None = None
    """Whether it could be filed online; ``None`` where the question does not arise."""
    basis: tuple[Citation, ...] = ()
    """The provisions of the step itself."""
    open_questions: tuple[OpenQuestion, ...] = ()

    @property
    def overdue(self) -> bool:
        """Whether the last day has passed before the step can be taken; ``late`` says what comes of it."""
        return self.due_on is not None and self.earliest is not None and self.due_on < self.earliest

    def where(self, lang: str) -> str:
        """Return the office in words, or who acts where there is none."""
        if self.office is None:
            return self.actor.text(lang)
        found = self.office.value
        # Where a city acts through the heads of its wards, it is the ward that is gone to.
        unit = municipalities().get(found.through or found.unit or "")
        if unit is None:
            return found.text(lang)
        kind = found.text(lang)
        return messages.text("plan.municipal", lang, office=kind, name=unit.text(lang))

    def text(self, lang: str) -> str:
        """Return the step in lines: what, when, where, with what, and what to mind."""
        return "\n".join(self.lines(lang))

    def lines(self, lang: str, told: frozenset[Reason] = frozenset()) -> list[str]:
        """Return the lines of the text, without the reasons that have been told before."""
        return [self._head(lang), *(f"  - {line}" for line in self._lines(lang, told))]

    def _head(self, lang: str) -> str:
        dated = "by" if self.at_latest else "dated"
        key = dated if self.day else "from" if self.earliest else "undated"
        said = messages.text(
            f"plan.step_{key}",
            lang,
            day=self.day or self.earliest or "",
            who=self.actor,
            what=self.kind,
        )
        return messages.text("law.with_basis", lang, said=said, basis=self.basis) if self.basis else said

    def _lines(self, lang: str, told: frozenset[Reason]) -> list[str]:
        def line(key: str, value: object) -> list[str]:
            return [messages.text(f"plan.{key}", lang, value=value)] if value else []

        papers = self.papers.value if self.papers else None
        lines = [self.only_if.text(lang)] if self.only_if else []
        if self.office is not None:
            lines += line("where", self.where(lang))
        if self.channel is not None:
            lines += line("channel", self.channel)
        lines += line("due_on", self.due_on) + line("latest_safe", self.latest_safe)
        if self.overdue:
            late = (reason.text(lang) for reason in self.late)
            lines.append(" ".join((messages.text("plan.overdue", lang), *late)))
        lines += [reason.text(lang) for reason in self.not_known if reason not in told]
        if papers is not None:
            lines += line("submitted", papers.submitted) + line("shown", papers.shown)
        if self.fee is not None:
            weak = self.fee.evidence is not Evidence.OFFICIAL
            told_fee = messages.text(
                "plan.fee_resting_on", lang, fee=self.fee.value, evidence=self.fee.evidence
            )
            lines += line("fee", told_fee if weak else self.fee.value)
        if self.missing:
            lines += line("missing", tuple(messages.text(f"fact.{name}", lang) for name in self.missing))
        for key in ("together", "ask_at_counter", "not_by_itself"):
            lines += [messages.text(f"plan.{key}", lang, value=reason) for reason in getattr(self, key)]
        lines += [self.online.text(lang)] if self.online else []
        return [*lines, *(question.text(lang) for question in self.open_questions)]


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Plan(Masked):
    """What to do for a goal, in order, or why it cannot be reached and what would work."""

    goal: Goal
    on: date
    """The day of the question."""
    start: Situation
    """Where the one stands whom the steps are about; for a birth that is the child."""
    steps: tuple[Step, ...] = ()
    """In the order of time. Of a plan that is blocked, the steps up to what is refused."""
    blocked: Judgement | None = None
    """What stands in the way, by which provision, and what would work; ``None`` where nothing does."""
    missing: tuple[str, ...] = ()
    """Names of the facts without which it cannot be planned, or not to the end."""
    reached: bool = False
    """Whether nothing is left to do."""

    @property
    def complete(self) -> bool:
        """Whether the steps lead to the goal."""
        return self.blocked is None and not self.missing

    @property
    def dated(self) -> bool:
        """Whether the day of every step is known."""
        return all(step.day is not None for step in self.steps)

    @property
    def events(self) -> tuple[Event, ...]:
        """The events of the steps in order; applied to ``start`` they lead to the goal where it is complete."""
        return tuple(step.event for step in self.steps if step.event is not None)

    @property
    def open_questions(self) -> tuple[OpenQuestion, ...]:
        """What the law leaves open in the plan, each question once."""
        found = [question for step in self.steps for question in step.open_questions]
        found += self.blocked.open_questions if self.blocked is not None else ()
        return tuple({question.key: question for question in found}.values())

    def text(self, lang: str) -> str:
        """Return the plan step by step, or why there is none and what to tell first."""
        lines = [messages.text("plan.title", lang, goal=self.goal.kind, on=self.on)]
        if self.reached:
            lines.append(messages.text("plan.reached", lang))
        told: frozenset[Reason] = frozenset()
        for number, step in enumerate(self.steps, start=1):
            first, *more = step.lines(lang, told)
            lines += [f"{number}. {first}", *more]
            told |= frozenset(step.not_known)
        if self.blocked is not None:
            lines += [messages.text("plan.blocked", lang), self.blocked.text(lang)]
        told_of = self.blocked.missing if self.blocked is not None else ()
        names = tuple(messages.text(f"fact.{name}", lang) for name in self.missing if name not in told_of)
        if names:
            lines.append(messages.text("law.ask_for", lang, facts=names))
        return "\n".join(lines)
