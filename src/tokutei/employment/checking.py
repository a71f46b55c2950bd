"""The check as a process: eight steps as rows, what each needs, and what is law and what is good practice."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from tokutei import messages
from tokutei.errors import FactsError, UnknownTermError
from tokutei.law import Citation, Evidence, Judgement, Reason, Verdict
from tokutei.personal import HIDDEN
from tokutei.vocabulary.words import Word

__all__ = ["STEPS", "CheckStep", "Demand", "StepActor", "StepRow", "judge_step", "next_step"]


class CheckStep(Word):
    """A step of the check, in their order."""

    PURPOSE = "purpose", "利用目的の特定", "purpose"
    CONSENT = "consent", "読取りへの同意", "consent"
    READING = "reading", "読取り・確認", "reading"
    LAPSE_CHECK = "lapse_check", "番号の失効情報の照会", "look-up of the number"
    DECISION = "decision", "就労の可否の判断", "decision"
    RECORD = "record", "記録", "record"
    RETENTION = "retention", "安全管理", "safe keeping"
    DISPOSAL = "disposal", "廃棄", "disposal"


class StepActor(Word):
    """Who takes a step."""

    EMPLOYER = "employer", "事業主", "employer"
    WORKER = "worker", "本人", "the person checked"


class Demand(Word):
    """Who asks for a step."""

    LAW = "law", "法令上の義務", "duty by law"
    EFFORT = "effort", "努力義務", "duty of effort by law"
    CARE = (
        "care",
        "知らなかったことに過失がないといえるための注意",
        "care, without which not knowing is no excuse",
    )
    GOOD_PRACTICE = "good_practice", "望ましい取扱い（法令上の義務ではない）", "good practice, no duty by law"


@dataclass(frozen=True, slots=True, kw_only=True)
class StepRow:
    """One step: who takes it, after what, because of what, and how sure that is."""

    step: CheckStep
    by: StepActor
    needs: tuple[CheckStep, ...]
    """The steps that have to be done before."""
    demand: Demand
    cite: tuple[Citation, ...] = ()
    """The provisions that ask for it, allow it or bound it; none for what no provision names."""
    evidence: Evidence

    def what(self, lang: str) -> str:
        """Return what is done."""
        return messages.text(f"employment.steps.{self.step.value}.what", lang)

    def brings(self, lang: str) -> str:
        """Return what comes out of it."""
        return messages.text(f"employment.steps.{self.step.value}.brings", lang)

    def text(self, lang: str) -> str:
        """Return the step, who takes it, what is done, who asks for it and by which provision."""
        said = messages.text(
            "employment.steps.row",
            lang,
            step=self.step,
            by=self.by,
            what=self.what(lang),
            demand=self.demand,
            evidence=self.evidence,
        )
        return messages.text("law.with_basis", lang, said=said, basis=self.cite) if self.cite else said


def _cite(*places: str) -> tuple[Citation, ...]:
    return tuple(map(Citation.parse, places))


_S: Final = CheckStep

STEPS: Final = (
    StepRow(
        step=_S.PURPOSE,
        by=StepActor.EMPLOYER,
        needs=(),
        demand=Demand.LAW,
        cite=_cite("415AC0000000057:17:1", "415AC0000000057:21:1", "415AC0000000057:21:2#main"),
        evidence=Evidence.OFFICIAL,
    ),
    # Terms of use were not seen; that a log of the consent is no statutory form is our reading.
    StepRow(
        step=_S.CONSENT,
        by=StepActor.WORKER,
        needs=(_S.PURPOSE,),
        demand=Demand.GOOD_PRACTICE,
        evidence=Evidence.INFERRED,
    ),
    StepRow(
        step=_S.READING,
        by=StepActor.EMPLOYER,
        needs=(_S.PURPOSE, _S.CONSENT),
        demand=Demand.LAW,
        cite=_cite(
            "341AC0000000132:28:1",
            "341M50002000023:11:1:1",
            "326CO0000000319:19-4:5",
            "425AC0000000027:15",
            "425AC0000000027:20",
        ),
        evidence=Evidence.OFFICIAL,
    ),
    StepRow(
        step=_S.LAPSE_CHECK,
        by=StepActor.EMPLOYER,
        needs=(_S.READING,),
        demand=Demand.GOOD_PRACTICE,
        cite=_cite("356M50000010054:19-14", "423M60000010044:14"),
        evidence=Evidence.INFERRED,
    ),
    StepRow(
        step=_S.DECISION,
        by=StepActor.EMPLOYER,
        needs=(_S.READING,),
        demand=Demand.CARE,
        cite=_cite("326CO0000000319:19:1", "326CO0000000319:73-2:2#main", "326CO0000000319:19-2:2"),
        evidence=Evidence.OFFICIAL,
    ),
    StepRow(
        step=_S.RECORD,
        by=StepActor.EMPLOYER,
        needs=(_S.PURPOSE, _S.DECISION),
        demand=Demand.GOOD_PRACTICE,
        cite=_cite("415AC0000000057:18:1", "425AC0000000027:20"),
        evidence=Evidence.INFERRED,
    ),
    StepRow(
        step=_S.RETENTION,
        by=StepActor.EMPLOYER,
        needs=(_S.RECORD,),
        demand=Demand.LAW,
        cite=_cite("415AC0000000057:23"),
        evidence=Evidence.OFFICIAL,
    ),
    StepRow(
        step=_S.DISPOSAL,
        by=StepActor.EMPLOYER,
        needs=(_S.RETENTION,),
        demand=Demand.EFFORT,
        cite=_cite("415AC0000000057:22"),
        evidence=Evidence.OFFICIAL,
    ),
)
"""The steps in their order."""

_ROWS: Final = MappingProxyType({row.step: row for row in STEPS})


def _read(steps: Iterable[CheckStep | str]) -> frozenset[CheckStep]:
    words = set(CheckStep)
    given: object = steps  # callers without a type checker give anything
    if not isinstance(given, Iterable):
        raise FactsError(unknown=("steps",))
    found: tuple[object, ...] = tuple(given)
    for one in found:
        if not isinstance(one, str) or one not in words:
            raise UnknownTermError(CheckStep.__name__, HIDDEN, tuple(words))
    return frozenset(CheckStep(str(one)) for one in found)


def next_step(done: Iterable[CheckStep | str], *, chip: bool = True) -> CheckStep | None:
    """Return the step to take now: the first of the table that is not done; ``None`` after the last.

    Args:
        done: the steps done, in any order.
        chip: whether a chip is read; consent is a step only then.

    Raises:
        UnknownTermError: something done is no step.

    Example:
        >>> next_step(["purpose"]).value, next_step(["purpose"], chip=False).value
        ('consent', 'reading')
    """
    known = _read(done)
    return next((row.step for row in STEPS if row.step in _wanted(chip=chip) - known), None)


def _wanted(*, chip: bool) -> frozenset[CheckStep]:
    return frozenset(_ROWS) - (frozenset() if chip else {CheckStep.CONSENT})


def judge_step(step: CheckStep | str, *, done: Iterable[CheckStep | str], chip: bool = True) -> Judgement:
    """Return whether a step may be taken now, or why not, each thing that has to come before with its reason.

    A step is refused only for what the law asks for before it, or care; what is good practice and lacking is a
    warning.

    Args:
        step: the step in question.
        done: the steps done, in any order.
        chip: whether a chip is read; consent comes before the reading only then.

    Raises:
        UnknownTermError: one of them is no step.

    Example:
        >>> refused = judge_step("reading", done=[])
        >>> refused.verdict.value, [reason.code for reason in refused.reasons]
        ('refused', ['check.before_purpose'])
        >>> warned = judge_step("reading", done=["purpose"])
        >>> warned.verdict.value, [reason.code for reason in warned.warnings]
        ('allowed', ['check.before_consent'])
    """
    known, (asked,) = _read(done), _read((step,))
    lacking = [one for one in _ROWS[asked].needs if one in _wanted(chip=chip) - known]
    asked_for = [one for one in lacking if _ROWS[one].demand is not Demand.GOOD_PRACTICE]
    warnings = _before(one for one in lacking if one not in asked_for)
    if not asked_for:
        return Judgement(Verdict.ALLOWED, warnings=warnings)
    instead = (Reason("check.first", parameters={"step": asked_for[0]}),)
    return Judgement(Verdict.REFUSED, _before(asked_for), instead=instead, warnings=warnings)


def _before(steps: Iterable[CheckStep]) -> tuple[Reason, ...]:
    """Return what is said of steps that are not done."""
    return tuple(Reason(f"check.before_{one.value}", _ROWS[one].cite) for one in steps)
