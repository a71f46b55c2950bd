"""Whether somebody may act for the holder: the rows of a group held against what is known."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Final

from tokutei.calendar import age_on, turns
from tokutei.errors import FactsError, NotInForceError
from tokutei.law import Answer, OpenQuestion, Rule
from tokutei.rules.representation.groups import ROWS, Condition, Entitlement, Group, Person, PersonClass
from tokutei.rules.rulebook import CURRENT, Rulebook, days_in_japan
from tokutei.vocabulary import ProcedureKind

__all__ = ["Circumstances", "Entitled", "below_age", "entitled", "needed_for", "unable"]

_RELATIVES: Final = frozenset({Person.SPOUSE, Person.CHILD, Person.PARENT, Person.SIBLING})
_MEMBERS: Final[Mapping[PersonClass, AbstractSet[Person]]] = MappingProxyType(
    {
        PersonClass.RELATIVE: _RELATIVES,
        PersonClass.OTHER: frozenset({Person.FRIEND}),
        PersonClass.ANYONE: frozenset(Person) - {Person.NONE, Person.LEGAL_REPRESENTATIVE},
        PersonClass.LEGAL_REPRESENTATIVE: frozenset({Person.LEGAL_REPRESENTATIVE}),
        PersonClass.GUARDIAN: frozenset({Person.PARENT, Person.LEGAL_REPRESENTATIVE}),
        PersonClass.AGENT: frozenset({Person.LAWYER, Person.GYOSEISHOSHI}),
        PersonClass.ORGANIZATION_STAFF: frozenset({Person.EMPLOYER_STAFF}),
        PersonClass.SUPPORT_STAFF: frozenset({Person.SUPPORT_STAFF}),
        PersonClass.BREADWINNER_STAFF: frozenset({Person.BREADWINNER_STAFF}),
    }
)
_MAY_BE_OPEN: Final[Mapping[Condition, str]] = MappingProxyType(
    {
        Condition.AGED: "who_age",
        Condition.Q6: "who_age",
        Condition.REQUESTED: "requested",
        Condition.REGISTERED: "registered_with_bureau",
        Condition.ACCEPTED: "director_accepts",
    }
)
"""What may be settled at the counter: an answer may still depend on it, and then names the fact."""
_MUST_BE_KNOWN: Final[Mapping[Condition, str]] = MappingProxyType(
    {
        Condition.COHABITING: "cohabiting",
        Condition.MINOR: "holder_age",
        Condition.ILL: "holder_condition",
        Condition.SSW1: "status",
        Condition.NOT_EXPRESS: "express",
    }
)
_FORMAL: Final = frozenset({Condition.REQUESTED, Condition.ACCEPTED})
_ON_THE_HOLDER: Final = frozenset({Condition.UNABLE, Condition.MINOR, Condition.ILL})
_OPEN: Final = MappingProxyType({Condition.Q6: "Q6", Condition.Q16: "Q16"})
_READ: Final = frozenset({Condition.AGED, Condition.Q6, Condition.Q16})
"""Conditions that a reading can turn."""
_MEANT: Final = MappingProxyType({"Q6": "from_sixteen", "Q16": "paragraph_2"})
"""The reading of an open question under which a row says what its parallels say."""


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What is known about the holder and the person who would act; ``None`` is not known."""

    procedure: ProcedureKind | None = None
    holder_birth: date | None = None
    holder_age: int | None = None
    ill: bool | None = None
    """Whether illness, disability or the like keeps the holder from coming."""
    cohabiting: bool | None = None
    who_age: int | None = None
    requested: bool | None = None
    registered: bool | None = None
    accepted: bool | None = None
    ssw1: bool | None = None
    express: bool | None = None


@dataclass(frozen=True, slots=True)
class Entitled:
    """What comes of the rows of a group for one person."""

    row: Entitlement | None
    """The row that fits; ``None`` if the person may not act."""
    failed: AbstractSet[Condition] | None = None
    """What the nearest row lacked; ``None`` if no row names such a person."""
    depends_on: tuple[str, ...] = ()
    """Facts not known yet on which the entitlement still depends."""


def below_age(row: Entitlement, known: Circumstances, on: date) -> bool | None:
    """Return whether the holder counts as below the age that a row names; ``None`` if not known."""
    if row.under is None:
        return False
    if known.holder_birth is not None:
        below = age_on(known.holder_birth, on) < row.under
        return below or (known.procedure in row.birthday and turns(known.holder_birth, row.under) == on)
    if known.holder_age is None:
        return None
    if known.holder_age == row.under and known.procedure in row.birthday:
        return None  # the birthday itself would count
    return known.holder_age < row.under


def unable(row: Entitlement, known: Circumstances, on: date) -> bool | None:
    """Return whether the holder is under the age that a row names or cannot come; ``None`` if not known."""
    found = {below_age(row, known, on), known.ill}
    return True if True in found else None if None in found else False


_Test = Callable[[Entitlement, Circumstances, date], bool | None]
_TESTS: Final[Mapping[Condition, _Test]] = MappingProxyType(
    {
        Condition.COHABITING: lambda _row, known, _on: known.cohabiting,
        Condition.UNABLE: unable,
        Condition.MINOR: below_age,
        Condition.ILL: lambda _row, known, _on: known.ill,
        Condition.REQUESTED: lambda _row, known, _on: known.requested,
        Condition.REGISTERED: lambda _row, known, _on: known.registered,
        Condition.ACCEPTED: lambda _row, known, _on: known.accepted,
        Condition.SSW1: lambda _row, known, _on: known.ssw1,
        Condition.NOT_EXPRESS: lambda _row, known, _on: (
            known.express if known.express is None else not known.express
        ),
    }
)


def needed_for(need: Condition, row: Entitlement, known: Circumstances, on: date) -> tuple[str, ...]:
    """Return the facts that must be known before a condition can be told."""
    if need is Condition.UNABLE:
        age = ("holder_age",) if below_age(row, known, on) is None else ()
        return (*age, *(("holder_condition",) if known.ill is None else ()))
    return (_MUST_BE_KNOWN[need],) if need in _MUST_BE_KNOWN else ()


def _fits(row: Entitlement, person: Person, known: Circumstances) -> bool:
    if person not in _MEMBERS[row.who]:
        return False
    household = person in _RELATIVES and known.cohabiting
    return not (row.who is PersonClass.ANYONE and household and Condition.UNABLE not in row.needs)


@dataclass(frozen=True, slots=True)
class _Held:
    """One row held against the circumstances."""

    row: Entitlement
    rule: Rule[Entitlement]
    failed: AbstractSet[Condition]
    unknown: AbstractSet[str]
    """Facts that must be known first."""
    depends_on: tuple[str, ...]
    questions: tuple[OpenQuestion, ...]


def _held(
    rule: Rule[Entitlement], person: Person, known: Circumstances, on: date, book: Rulebook
) -> _Held | None:
    row = book.at(rule, on).value
    if not _fits(row, person, known):
        return None
    found = {need: _TESTS[need](row, known, on) for need in row.needs if need in _TESTS}
    questions = tuple(book.question(_OPEN[need]) for need in row.needs if need in _OPEN)
    as_meant = all(question.reading == _MEANT[question.key] for question in questions)
    if Condition.Q16 in row.needs:
        found[Condition.Q16] = as_meant
    if row.from_age is not None and person not in _MEMBERS[PersonClass.AGENT]:
        # As written, Q6 turns the age round: only those under it may act.
        turned = Condition.Q6 in row.needs and not as_meant
        found[Condition.Q6 if turned else Condition.AGED] = (
            None if known.who_age is None else (known.who_age >= row.from_age) is not turned
        )
    open_now = [need for need, holds in found.items() if holds is None]
    return _Held(
        row,
        rule,
        frozenset(need for need, holds in found.items() if holds is False),
        frozenset(name for need in open_now for name in needed_for(need, row, known, on)),
        tuple(_MAY_BE_OPEN[need] for need in open_now if need in _MAY_BE_OPEN),
        questions,
    )


@days_in_japan
def entitled(
    group: Group, person: Person, known: Circumstances, *, on: date, book: Rulebook = CURRENT
) -> Answer[Entitled]:
    """Return whether the law lets or makes a person act for the holder, and by which row.

    ``on`` is the day of the act. Rows whose age, request, notification or acceptance is not known yet
    fit, and the answer names what it still depends on.

    Raises:
        FactsError: facts that decide between the rows are not known.
        NotInForceError: no row of the group is in force on that day.

    Example:
        >>> from datetime import date
        >>> known = Circumstances(holder_age=30, ill=False, cohabiting=True, who_age=40, requested=True)
        >>> entitled(Group.CARD, Person.SPOUSE, known, on=date(2026, 9, 1)).value.row.text("en")
        'relative, living together, asked'
    """
    tried: list[_Held] = []
    not_yet: list[NotInForceError] = []
    for rule in ROWS[group]:
        try:
            held = _held(rule, person, known, on, book)
        except NotInForceError as error:
            not_yet.append(error)
            continue
        if held is not None:
            if not (held.failed or held.unknown or held.depends_on):
                return Answer(Entitled(held.row), (book.ground(held.rule, on),), held.questions)
            tried.append(held)
    if len(not_yet) == len(ROWS[group]):
        raise min(not_yet, key=lambda error: error.first_day)
    possible = [held for held in tried if not held.failed]
    for held in possible:
        if not held.unknown:
            return Answer(
                Entitled(held.row, depends_on=held.depends_on), (book.ground(held.rule, on),), held.questions
            )
    if possible:
        raise FactsError(missing=tuple(sorted({name for held in possible for name in held.unknown})))
    if not tried:
        return Answer(Entitled(None))
    nearest = min(
        tried,
        key=lambda held: (len(held.failed), bool(held.failed & _FORMAL), bool(held.failed & _ON_THE_HOLDER)),
    )
    # A row that fails by nothing but a reading would fit under another one.
    by_reading = (held for held in tried if held.failed <= _READ)
    read = tuple({question.key: question for held in by_reading for question in held.questions}.values())
    return Answer(Entitled(None, nearest.failed), tuple(book.ground(held.rule, on) for held in tried), read)
