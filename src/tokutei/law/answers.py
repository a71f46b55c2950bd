"""What the library says when asked: answers, judgements and the reasons for them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, Final, Generic, TypeVar

from dateutil.relativedelta import relativedelta

from tokutei import messages
from tokutei.law.citations import Citation
from tokutei.law.days import japan_day
from tokutei.law.evidence import Evidence, OpenQuestion
from tokutei.law.rules import Rule, Version

__all__ = ["Answer", "Ground", "Judgement", "Reason", "Verdict"]

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


class _Fixed(Mapping[str, object]):
    """Names and values that stay as they are, also in copies, which Python's own view of a mapping refuses to make."""

    __slots__ = ("_named",)

    def __init__(self, named: Mapping[str, object]) -> None:
        self._named = dict(named)

    def __getitem__(self, name: str) -> object:
        return self._named[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._named)

    def __len__(self) -> int:
        return len(self._named)

    def __repr__(self) -> str:
        return repr(self._named)

    def __reduce__(self) -> tuple[object, ...]:
        return _Fixed, (self._named,)


_NONE: Final = _Fixed({})


@dataclass(frozen=True, slots=True)
class Reason:
    """Why, in words that two languages share by their code."""

    code: str
    """Stable word, such as ``procedure_not_listed``; the key of its text."""
    cite: tuple[Citation, ...] = ()
    parameters: Mapping[str, object] = field(default_factory=lambda: _NONE, hash=False)
    """What the text names; nobody can change it afterwards, nor through what was given."""

    def __post_init__(self) -> None:
        """Keep the parameters from being changed."""
        if self.parameters is not _NONE:
            object.__setattr__(self, "parameters", _Fixed(self.parameters))

    def __reduce__(self) -> tuple[object, ...]:
        return _reason, (self.code, self.cite, dict(self.parameters))

    def text(self, lang: str) -> str:
        """Return the reason with the provisions it rests on."""
        said = messages.text(f"reason.{self.code}", lang, **self.parameters)
        if not self.cite:
            return said
        return messages.text("law.with_basis", lang, said=said, basis=self.cite)


@dataclass(frozen=True, slots=True)
class Ground:
    """One thing an answer rests on: a version of a rule, or a fixed way of counting."""

    code: str
    """The key of the rule, or of the step's words."""
    cite: tuple[Citation, ...]
    evidence: Evidence
    checked_on: date
    rule: Rule[Any] | None = None
    version: Version[Any] | None = None
    day: date | None = None
    """The day that chose the version."""

    def text(self, lang: str) -> str:
        """Return this step of the reasoning."""
        if self.rule is None or self.version is None:
            said = messages.text(f"step.{self.code}", lang)
            return messages.text("law.with_basis", lang, said=said, basis=self.cite) if self.cite else said
        key = "law.step_reform" if self.version.reform else "law.step"
        return messages.text(
            key,
            lang,
            rule=self.rule,
            value=messages.worded("", self.version.value, lang),
            since=self.version.since,
            day=self.day or self.version.since,
            looks_at=self.rule.looks_at,
            basis=self.cite,
            evidence=self.evidence,
            reform=self.version.reform,
        )


@dataclass(frozen=True)  # no slots: Answer[date](...) fails with them on Python 3.11
class Answer(Generic[T_co]):
    """A value with what it rests on.

    Example:
        >>> from datetime import date
        >>> from tokutei.rules import special_period
        >>> answer = special_period.special_period_end(date(2026, 10, 31))
        >>> answer.value.isoformat(), answer.evidence.name
        ('2026-12-31', 'INFERRED')
    """

    value: T_co
    grounds: tuple[Ground, ...] = ()
    open_questions: tuple[OpenQuestion, ...] = ()
    facts: Mapping[str, object] = field(default_factory=lambda: _NONE, hash=False)
    """The facts used, by name; none of them personal."""

    def __reduce__(self) -> tuple[object, ...]:
        return _answer, (type(self), self.value, self.grounds, self.open_questions, dict(self.facts))

    @property
    def basis(self) -> tuple[Citation, ...]:
        """The provisions, in the order used, each once."""
        return tuple(dict.fromkeys(cite for ground in self.grounds for cite in ground.cite))

    @property
    def evidence(self) -> Evidence:
        """The weakest evidence used.

        A text that was not seen makes it at most secondary, an open question our own reading.
        """
        if self.open_questions:
            return Evidence.INFERRED
        unseen = (Evidence.SECONDARY for cite in self.basis if cite.unseen)
        return Evidence.weakest((*(ground.evidence for ground in self.grounds), *unseen))

    @property
    def checked_on(self) -> date:
        """The oldest day on which something used was compared with the law; ``date.max`` if nothing was used."""
        return min((ground.checked_on for ground in self.grounds), default=date.max)

    @property
    def reforms(self) -> tuple[str, ...]:
        """The reasons of the scenario values used; empty when the answer is the law."""
        found = (ground.version.reform for ground in self.grounds if ground.version)
        return tuple(dict.fromkeys(reform for reform in found if reform))

    def stale(self, on: date, *, months: int = 12) -> bool:
        """Tell whether on a day the last check is more than some months ago."""
        return bool(self.grounds) and self.checked_on + relativedelta(months=months) < japan_day(on)

    def map(self, value: T) -> Answer[T]:
        """Return another value that rests on the same grounds."""
        return Answer(value, self.grounds, self.open_questions, self.facts)

    def text(self, lang: str) -> str:
        """Return the value with its provisions and how sure it is."""
        key = "law.answer" if self.basis else "law.answer_without_basis"
        return messages.text(key, lang, value=self._said(lang), basis=self.basis, evidence=self.evidence)

    def _said(self, lang: str) -> str:
        return messages.text("law.none", lang) if self.value is None else messages.render(self.value, lang)

    def explain(self, lang: str) -> str:
        """Return the facts used, the versions chosen and why, step by step, one a line."""
        lines = [messages.fact(name, value, lang) for name, value in self.facts.items()]
        lines += [ground.text(lang) for ground in self.grounds]
        lines += [question.text(lang) for question in self.open_questions]
        return "\n".join([*lines, self.text(lang)])


class Verdict(StrEnum):
    """What a judgement comes to; refused is not the same as not known."""

    ALLOWED = "allowed"
    REFUSED = "refused"
    NOT_KNOWN = "not_known"

    def text(self, lang: str) -> str:
        """Return the verdict in words."""
        return messages.text(f"verdict.{self.value}", lang)


@dataclass(frozen=True, slots=True)
class Judgement:
    """Whether something is allowed, why, which facts are missing, and what would work."""

    verdict: Verdict
    reasons: tuple[Reason, ...] = ()
    missing: tuple[str, ...] = ()
    """Names of the facts without which it cannot be told."""
    instead: tuple[Reason, ...] = ()
    """What would work."""
    warnings: tuple[Reason, ...] = ()
    """What is worth knowing although it is allowed."""
    open_questions: tuple[OpenQuestion, ...] = ()

    def __bool__(self) -> bool:
        """Return whether it is allowed; neither refused nor not known."""
        return self.verdict is Verdict.ALLOWED

    @property
    def basis(self) -> tuple[Citation, ...]:
        """The provisions of all reasons, each once."""
        return tuple(dict.fromkeys(cite for reason in self.reasons for cite in reason.cite))

    def text(self, lang: str) -> str:
        """Return the verdict, the reasons, the facts to ask for and what would work, one a line."""
        lines = [self.verdict.text(lang), *_texts(self.reasons, lang)]
        if self.missing:
            names = tuple(messages.text(f"fact.{name}", lang) for name in self.missing)
            lines.append(messages.text("law.ask_for", lang, facts=names))
        lines += [messages.text("law.instead", lang, what=text) for text in _texts(self.instead, lang)]
        lines += _texts((*self.warnings, *self.open_questions), lang)
        return "\n".join(lines)


def _texts(spoken: Iterable[Reason | OpenQuestion], lang: str) -> list[str]:
    return [one.text(lang) for one in spoken]


def _reason(code: str, cite: tuple[Citation, ...], parameters: dict[str, object]) -> Reason:
    """Return a reason from its pickled parts, as unchangeable as it was."""
    return Reason(code, cite, parameters)


def _answer(
    kind: type[Answer[object]],
    value: object,
    grounds: tuple[Ground, ...],
    questions: tuple[OpenQuestion, ...],
    facts: dict[str, object],
) -> Answer[object]:
    """Return an answer from its pickled parts, of its own class and as unchangeable as it was."""
    return kind(value, grounds, questions, _Fixed(facts))
