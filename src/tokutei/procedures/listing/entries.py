"""What the catalogue says about one procedure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from tokutei import messages
from tokutei.law import Answer, Citation, Evidence, OpenQuestion, Reason
from tokutei.procedures.listing.words import CardResult, Subject

__all__ = ["ASPECTS", "Aspect", "Entry", "Said"]


@dataclass(frozen=True, slots=True)
class Said:
    """Some statements about a procedure, in order; what cannot be said is ``None`` instead."""

    parts: tuple[Reason, ...]
    """Each with its words in every language."""

    def text(self, lang: str) -> str:
        """Return the statements one after the other."""
        return messages.joined((part.text(lang) for part in self.parts), lang)


@dataclass(frozen=True)
class Aspect(Answer[Said | None]):
    """What is said about one aspect; a value of ``None`` says that no text that was read says it.

    Example:
        >>> Aspect(None).text("en")
        'not known'
    """

    def text(self, lang: str) -> str:
        """Return the statements with their provisions and how sure they are, or that it is not known."""
        return messages.text("law.unknown", lang) if self.value is None else super().text(lang)


ASPECTS: Final = ("who", "where", "when", "papers", "fee", "result", "specified_card", "online")
"""What an entry says, in the order in which it says it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One procedure of the catalogue: who, where, when, with what, for how much, and what comes of it.

    Each aspect is an answer with its provisions and how sure it is; a value of ``None`` is not known.

    Example:
        >>> from datetime import date
        >>> from tokutei.procedures import catalogue
        >>> entry = catalogue(on=date(2026, 11, 22))["card_reissue_loss"]
        >>> entry.when.value.text("en").partition(":")[0]
        'within 14 days after this'
        >>> entry.may_carry_specified_card, entry.fee.value.text("en")
        (False, '0 yen')
    """

    subject: Subject
    who: Aspect
    """Who must act, and who may act for somebody."""
    where: Aspect
    """The kind of office."""
    when: Aspect
    """From when until when."""
    papers: Aspect
    """What is handed in and what is shown, for an adult with a card."""
    fee: Aspect
    """What it costs, with the conditions; a fee that no rule knows is ``None``."""
    result: Answer[CardResult]
    """What card somebody has afterwards."""
    specified_card: Aspect
    """Whether a specified card may be asked for with it, and by which route."""
    online: Aspect
    """Whether it may be filed online."""
    may_carry_specified_card: bool | None
    """Whether a specified card may be asked for with it; ``None``: not known."""
    may_be_filed_online: bool | None
    """Whether it may be filed online; ``None``: not known."""
    ids: tuple[str, ...]
    """The numbers under which the notes on procedures have it."""
    online_rows: tuple[str, ...] = ()
    """The keys that ``online_procedures.csv`` has for it."""
    fee_rows: tuple[str, ...] = ()
    """The keys that ``fees.csv`` has for it."""

    @property
    def key(self) -> str:
        """The stable word of the entry."""
        return self.subject.value

    @property
    def ja(self) -> str:
        """The name in Japanese."""
        return self.subject.ja

    @property
    def en(self) -> str:
        """The name in English."""
        return self.subject.en

    def aspects(self) -> Iterator[tuple[str, Aspect | Answer[CardResult]]]:
        """Yield each aspect with its name, in the order of :data:`ASPECTS`."""
        yield from ((name, getattr(self, name)) for name in ASPECTS)

    @property
    def basis(self) -> tuple[Citation, ...]:
        """The provisions of all aspects, each once."""
        return tuple(dict.fromkeys(cite for _, answer in self.aspects() for cite in answer.basis))

    @property
    def evidence(self) -> Evidence:
        """The weakest evidence of all that is said."""
        return Evidence.weakest(answer.evidence for _, answer in self.aspects() if answer.basis)

    @property
    def open_questions(self) -> tuple[OpenQuestion, ...]:
        """What the law leaves open in it, each once."""
        return tuple(dict.fromkeys(one for _, answer in self.aspects() for one in answer.open_questions))

    def text(self, lang: str) -> str:
        """Return the name and every aspect, one a line, without provisions."""
        lines = [self.subject.text(lang)]
        for name, answer in self.aspects():
            said = answer.value.text(lang) if answer.value else messages.text("law.unknown", lang)
            label = messages.text(f"catalogue.{name}", lang)
            lines.append(messages.text("law.fact", lang, name=label, value=said))
        return "\n".join(lines)

    def explain(self, lang: str) -> str:
        """Return the name and every aspect with the provisions it rests on and how sure it is, one a line."""
        lines = [self.subject.text(lang)]
        for name, answer in self.aspects():
            said = (
                answer.text(lang)
                if answer.value is not None and answer.basis
                else answer.value.text(lang)
                if answer.value is not None
                else messages.text("law.unknown", lang)
            )
            label = messages.text(f"catalogue.{name}", lang)
            lines.append(messages.text("law.fact", lang, name=label, value=said))
        lines += [question.text(lang) for question in self.open_questions]
        return "\n".join(lines)
