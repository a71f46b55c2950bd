"""The report on the employment of foreigners (外国人雇用状況の届出, Labour Policy Act 28): of whom, what, where, until when.

The items and the papers they are confirmed with are those of the text named by ``fields_as_of``; the last days
and who is left out come from the rules. Codes are filled in by the office and stand nowhere here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Final

from tokutei import messages
from tokutei.data.reporting import confirmation_rows, fields_as_of, report_field_rows, report_form_rows
from tokutei.employment.report_cases import ReportCase
from tokutei.errors import FactsError
from tokutei.identifiers.spotting import refuse_individual_number
from tokutei.law import Answer, Citation, Evidence, Reason
from tokutei.law.days import japan_day
from tokutei.personal import Masked, Personal
from tokutei.rules.deadlines import EMPLOYER_REPORT_EXCLUDED, Deadline, Matter, TriggerEvent, deadline
from tokutei.rules.rulebook import CURRENT, Rulebook
from tokutei.rules.statuses.periods import INDEFINITE
from tokutei.vocabulary import (
    ReportCondition,
    ReportedPerson,
    ReportEvent,
    ReportField,
    ReportForm,
    ReportPaper,
    StatusOfResidence,
    Word,
)

__all__ = ["Confirmation", "EmploymentReport", "NoReport", "NothingToReport", "ReportedItem", "confirmations"]

_F: Final = ReportField
_C: Final = ReportCondition
_SKILLED: Final = frozenset(
    {StatusOfResidence.SPECIFIED_SKILLED_WORKER_1, StatusOfResidence.SPECIFIED_SKILLED_WORKER_2}
)
_INSTEAD_OF_STATUS: Final = frozenset({_F.STATUS, _F.PERIOD, _F.OTHER_ACTIVITY})
"""What nobody without a status has; the kind of permission is reported instead (Act 28(1), in brackets)."""
_WITH_INSURANCE: Final = Citation.parse("341M50002000023:10:2")
_PERMITTED_WITH_INSURANCE: Final = Citation.parse("341M50002000023:10:3")
"""Paragraph 2 is about those who are insured and have a status; of those without one paragraph 3 says it."""
_PUBLIC_BODIES: Final = Citation.parse("341AC0000000132:28:3#second")
_PENALTY: Final = tuple(map(Citation.parse, ("341AC0000000132:40:1:2", "341AC0000000132:40:2")))
_CLOCKS: Final = MappingProxyType(
    {
        ReportEvent.HIRE: (Matter.EMPLOYER_REPORT_HIRE, TriggerEvent.HIRED),
        ReportEvent.LEAVE: (Matter.EMPLOYER_REPORT_LEAVE, TriggerEvent.LEFT),
    }
)


class NoReport(Word):
    """Why an employer files no report."""

    EXCLUDED = (
        "excluded",
        "届出の対象とならない者（外交・公用・特別永住者）",
        "not reported: diplomats, officials, special permanent residents",
    )
    NOTICE_INSTEAD = (
        "notice_instead",
        "任命権者が厚生労働大臣に通知する（国・地方公共団体）",
        "the appointing authority notifies the Minister instead (State and local governments)",
    )
    """Items and day of the notice are set by cabinet order, whose text was not at hand: they are not known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NothingToReport:
    """That no report is filed, why, and by which provision."""

    why: NoReport
    cite: tuple[Citation, ...]

    def text(self, lang: str) -> str:
        """Return why, with the provisions."""
        return messages.text("law.with_basis", lang, said=self.why, basis=self.cite)


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirmation:
    """The papers of which one confirms an item, and the provision that has it confirmed."""

    papers: tuple[ReportPaper, ...]
    cite: Citation

    def text(self, lang: str) -> str:
        """Return the papers with the provision."""
        return messages.text("employment.report.confirm", lang, papers=self.papers, basis=(self.cite,))


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class ReportedItem(Masked):
    """One item of a report."""

    field: ReportField
    value: Personal[str | None] = None
    """As a stable text: ISO 8601 for days, the words of the vocabularies, ``yes`` or ``no``; ``None`` is missing."""
    cite: tuple[Citation, ...] = ()
    """The provisions that ask for it; none for a box that the forms alone have."""
    evidence: Evidence = Evidence.OFFICIAL
    confirmed_by: tuple[Confirmation, ...] = ()
    """What confirms it, each beside the others; none where the regulation names no paper."""

    def __post_init__(self) -> None:
        """Refuse an Individual Number, also in a document that is read."""
        refuse_individual_number(self.value)

    def text(self, lang: str) -> str:
        """Return the name of the item, whether it is there, and what confirms it; never the value."""
        state = messages.text(f"employment.report.{'given' if self.value is not None else 'missing'}", lang)
        said = messages.text("employment.report.item", lang, item=self.field, state=state)
        for one in self.confirmed_by:
            said = messages.text("employment.report.confirmed_item", lang, said=said, papers=one.text(lang))
        return said


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class EmploymentReport(Masked):
    """What is reported of one hiring or leaving, on which form, until when."""

    event: ReportEvent
    happened_on: date
    person: ReportedPerson
    insured: bool
    form: ReportForm
    due_on: date
    """Last day in time, included, moved off closed days."""
    overdue: bool
    """Whether that day had passed on the day of the question; not reporting is punished (Act 40(1)(ii))."""
    items: tuple[ReportedItem, ...]
    """In the order of the table; nothing that this kind of case does not ask for."""
    cite: tuple[Citation, ...]
    """The provisions on the form and on the last day."""
    evidence: Evidence
    """Of the last day: that it moves off closed days is our reading."""
    of_later_text: bool = False
    """Whether the event lies before the text from which the items were taken; they may have been others then."""
    questions: tuple[str, ...] = ()
    """Keys of the open questions on whose reading the papers rest."""

    @classmethod
    def of(
        cls, case: ReportCase, *, on: date, book: Rulebook = CURRENT
    ) -> EmploymentReport | NothingToReport:
        """Return the report on a hiring or leaving, as seen on a day, or why there is none.

        The law in force is that of the day of the event. Items without a value are in
        :attr:`missing`; they do not stop the report from being made.

        Args:
            case: who was hired or left, and what is known.
            on: the day of the question, which decides only whether it is overdue.
            book: the law, with the closed days and the reading of ``Q15``.

        Raises:
            FactsError: what decides the kind of case is missing (all of it is named) or contradicts itself.
            NotInForceError: the event lies before 2012-07-09; of somebody without a status, before there was a
                permission for paid work that goes with none.
            OutOfTableError: the last day lies outside the table of closed days.

        Example:
            >>> from datetime import date
            >>> case = ReportCase(event=ReportEvent.HIRE, happened_on=date(2026, 9, 1), insured=True,
            ...                   status=StatusOfResidence.PERMANENT_RESIDENT)
            >>> report = EmploymentReport.of(case, on=date(2026, 9, 2))
            >>> report.form.ja, report.due_on.isoformat(), len(report.missing)
            ('雇用保険被保険者資格取得届', '2026-10-13', 9)
        """
        on = japan_day(on)
        if nothing := _nothing(case, book):
            return nothing
        person = _known(case, book)
        subject, trigger = _CLOCKS[case.event]
        last = deadline(subject, trigger, event_on=case.happened_on, insured=case.insured, book=book)
        due_on = _due(last)
        form = report_form_rows()[f"{case.event.value}_{'insured' if case.insured else 'uninsured'}"]
        asked = tuple(row for row in report_field_rows().values() if _asked(row.condition, row.field, case))
        questions = {row.question for row in confirmation_rows() if row.question}
        items = tuple(
            ReportedItem(
                field=row.field,
                value=_VALUES[row.field](case),
                cite=row.cites,
                evidence=row.evidence,
                confirmed_by=confirmations(row.field, person, status=case.status, book=book),
            )
            for row in asked
            if row.condition is not _C.MID_TO_LONG_TERM or person is ReportedPerson.MID_TO_LONG_TERM
        )
        touched = any(item.field in {_F.SSW_FIELD, _F.DESIGNATED_ACTIVITY} for item in items)
        return cls(
            event=case.event,
            happened_on=case.happened_on,
            person=person,
            insured=bool(case.insured),
            form=form.form,
            due_on=due_on,
            overdue=due_on < on,
            items=items,
            cite=tuple(dict.fromkeys((*_form_cites(form.cites, case), *last.basis))),
            evidence=Evidence.weakest((last.evidence, form.evidence)),
            of_later_text=case.happened_on < fields_as_of(),
            questions=tuple(sorted(questions)) if touched else (),
        )

    @property
    def fields(self) -> tuple[ReportField, ...]:
        """The items that this kind of case asks for, in the order of the table."""
        return tuple(item.field for item in self.items)

    @property
    def missing(self) -> tuple[ReportField, ...]:
        """The items without a value."""
        return tuple(item.field for item in self.items if item.value is None)

    def value(self, field: ReportField) -> str | None:
        """Return the value of an item; ``None`` where it is missing or not asked for."""
        return next((item.value for item in self.items if item.field is field), None)

    def text(self, lang: str) -> str:
        """Return what is reported, on which form, until when, then every item, a line each; no value of any.

        Nothing of it says who somebody is.
        """
        lines = [
            messages.text(
                "employment.report.head", lang, event=self.event, day=self.happened_on, person=self.person
            ),
            messages.text("employment.report.due", lang, form=self.form, due_on=self.due_on, basis=self.cite),
        ]
        if self.overdue:
            lines.append(messages.text("employment.report.overdue", lang, basis=_PENALTY))
        if self.of_later_text:
            lines.append(messages.text("employment.report.of_later_text", lang, day=fields_as_of()))
        return "\n".join([*lines, *(item.text(lang) for item in self.items)])


def confirmations(
    field: ReportField,
    person: ReportedPerson,
    *,
    status: StatusOfResidence | None = None,
    book: Rulebook = CURRENT,
) -> tuple[Confirmation, ...]:
    """Return what confirms an item, each provision of its own beside the others (Labour Policy Regulation 11).

    Empty where the regulation names no paper. Which items its paragraphs 3 and 4 mean is ``Q15``: as they are
    written they name the card number and the field instead of the field and the activity. Either way they
    are about holders of 特定技能 and 特定活動 alone, and what paragraph 1 asks for is asked for besides.

    Args:
        field: the item.
        person: who is reported.
        status: the status of residence; ``None`` for somebody without one, or with one of which no
            paragraph speaks.
        book: the reading of ``Q15``.

    Example:
        >>> (found,) = confirmations(
        ...     ReportField.SSW_FIELD,
        ...     ReportedPerson.MID_TO_LONG_TERM,
        ...     status=StatusOfResidence.SPECIFIED_SKILLED_WORKER_1,
        ... )
        >>> found.papers[0].value, found.cite.text("en")
        ('designation_31_4', 'Labor Policy Regulation art. 11(3)')
    """
    return tuple(
        Confirmation(papers=row.papers, cite=row.cite)
        for row in confirmation_rows()
        if field in row.fields
        and person in row.persons
        and (not row.statuses or status in row.statuses)
        and (not row.question or book.reads(row.question) == row.reading)
    )


def _form_cites(cites: tuple[Citation, ...], case: ReportCase) -> tuple[Citation, ...]:
    """Return the provisions on the form: those without a status have a paragraph of their own."""
    if case.permitted is None:
        return cites
    return tuple(_PERMITTED_WITH_INSURANCE if cite == _WITH_INSURANCE else cite for cite in cites)


def _nothing(case: ReportCase, book: Rulebook) -> NothingToReport | None:
    excluded = book.at(EMPLOYER_REPORT_EXCLUDED, case.happened_on)
    if case.status in excluded.value:
        return NothingToReport(why=NoReport.EXCLUDED, cite=(excluded.cite,))
    if case.public_body:
        if case.status is None and case.permitted is None:
            raise FactsError(missing=("status",))
        if case.permitted is not None:
            case.person(book=book)
        return NothingToReport(why=NoReport.NOTICE_INSTEAD, cite=(_PUBLIC_BODIES,))
    return None


def _known(case: ReportCase, book: Rulebook) -> ReportedPerson:
    """Return who is reported, or name every fact at once without which the kind of case is not known."""
    missing: tuple[str, ...] = () if case.insured is not None else ("insured",)
    contradictions: tuple[messages.Speaks, ...] = ()
    unknown: tuple[str, ...] = ()
    try:
        person = case.person(book=book)
    except FactsError as error:
        missing, contradictions, unknown = (*error.missing, *missing), error.contradictions, error.unknown
    else:
        if not missing:
            return person
    # Not raised above: what was raised there would go along.
    raise FactsError(missing, contradictions, unknown)


def _due(last: Answer[Deadline]) -> date:
    """Return the last day; every report has one."""
    if last.value.due is None:
        raise FactsError(contradictions=(Reason("report.no_last_day", last.basis),))
    return last.value.due


def _asked(condition: ReportCondition, field: ReportField, case: ReportCase) -> bool:
    if case.permitted is not None and field in _INSTEAD_OF_STATUS:
        return False
    return _ASKED[condition](case)


def _hired(case: ReportCase) -> bool:
    return case.event is ReportEvent.HIRE


_ASKED: Final[Mapping[ReportCondition, Callable[[ReportCase], bool]]] = MappingProxyType(
    {
        _C.ALWAYS: lambda case: True,  # noqa: ARG005 - one of a table
        _C.ON_HIRE: _hired,
        _C.MID_TO_LONG_TERM: lambda case: case.permitted is None,
        _C.SPECIFIED_SKILLED_WORKER: lambda case: case.status in _SKILLED,
        _C.DESIGNATED_ACTIVITIES: lambda case: case.status is StatusOfResidence.DESIGNATED_ACTIVITIES,
        _C.PERMITTED_WITHOUT_STATUS: lambda case: case.permitted is not None,
        _C.LEAVE_OF_INSURED: lambda case: bool(case.insured) and not _hired(case),
        _C.HIRE_OF_INSURED: lambda case: bool(case.insured) and _hired(case),
        _C.INSURED: lambda case: bool(case.insured),
    }
)
"""What each condition of the table means, once."""


def _flag(said: bool | None) -> str | None:  # noqa: FBT001 - a fact, not a switch
    return None if said is None else "yes" if said else "no"


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _stay(case: ReportCase) -> str | None:
    """Return the last day of the stay, or the word for one without end."""
    return _day(case.stay_until) or (INDEFINITE if case.without_end else None)


_VALUES: Final[Mapping[ReportField, Callable[[ReportCase], str | None]]] = MappingProxyType(
    {
        _F.FULL_NAME: lambda case: case.name or None,
        _F.STATUS: lambda case: case.status.value if case.status else None,
        _F.PERIOD: _stay,
        _F.BORN: lambda case: _day(case.born),
        _F.SEX: lambda case: case.sex.value if case.sex else None,
        _F.NATIONALITY: lambda case: case.nationality or None,
        _F.OTHER_ACTIVITY: lambda case: _flag(case.other_activity_permission),
        _F.CARD_NUMBER: lambda case: case.card_number.reveal() if case.card_number else None,
        _F.SSW_FIELD: lambda case: case.ssw_field or None,
        _F.DESIGNATED_ACTIVITY: lambda case: case.designated_activity or None,
        _F.PERMITTED_KIND: lambda case: case.permitted.value if case.permitted else None,
        _F.ADDRESS: lambda case: case.address or None,
        _F.ESTABLISHMENT: lambda case: case.establishment or None,
        _F.DAY: lambda case: case.happened_on.isoformat(),
        _F.WAGE_AND_JOB: lambda case: case.wage_and_job or None,
        _F.DISPATCH: lambda case: _flag(case.dispatch),
    }
)
