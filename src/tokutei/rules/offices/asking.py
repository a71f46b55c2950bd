"""The doorway to the topic: what may be known, what is answered."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from tokutei.data.tables import municipalities, offices
from tokutei.errors import FactsError
from tokutei.law import Answer, Ground, Reason
from tokutei.models.base import Model
from tokutei.rules.offices.areas import competent_bureau, legal_area, offices_for, residence_card_window
from tokutei.rules.offices.competence import acting_unit, next_open_day, provision_for, window_of
from tokutei.rules.rulebook import CURRENT, Rulebook, days_in_japan
from tokutei.vocabulary import MunicipalityKind, OfficeKind, ProcedureKind, StatusOfResidence, Window

__all__ = ["OfficeResult", "OfficesFacts", "answer"]


class OfficesFacts(Model):
    """What may be known when asking for an office."""

    municipality_code6: str | None = None
    """Six-digit code of the municipality or ward of residence."""
    procedure: ProcedureKind | None = None
    """What is filed."""
    status: StatusOfResidence | None = None
    """The status of residence; it must fit the procedure."""
    office_key: str | None = None
    """An office of the agency: asks about its area and its counter."""
    branch: str | None = None
    """A branch office of the agency: asks the same."""
    open_day: bool | None = None
    """Whether to say when an office of the kind that the procedure goes to is next open."""


@dataclass(frozen=True, slots=True)
class OfficeResult:
    """What is said about offices; ``None`` where it was not asked."""

    window: Window | None = None
    """Bureau or municipality."""
    bureau: str | None = None
    """Key of the bureau or district bureau."""
    parent_bureau: str | None = None
    """Key of the office directly above: of the office asked about or, for a municipality, of its bureau."""
    unit: str | None = None
    """Code of the municipality or ward that acts; ``None`` too when only the designated city is known."""
    through: str | None = None
    """Code of the ward whose head passes it on, where the city acts."""
    city_as_unit: bool | None = None
    """Whether the municipality acts as a whole, not one of its wards."""
    legal_pref_codes: tuple[str, ...] | None = None
    """Prefectures in the legal area, two digits each."""
    residence_card_window: bool | None = None
    """Whether there is a counter for residence cards."""
    offices: tuple[str, ...] | None = None
    """Keys of the offices that say they serve the municipality, the responsible bureau first."""
    opens: date | None = None
    """First day, from the day asked about, on which that kind of office is open."""

    def text(self, lang: str) -> str:
        """Return the office in words."""
        if self.bureau is not None and self.window is not Window.MUNICIPALITY:
            return offices()[self.bureau].text(lang)
        return self.window.text(lang) if self.window else ""


@days_in_japan
def answer(facts: OfficesFacts, *, on: date, book: Rulebook = CURRENT) -> Answer[OfficeResult]:
    """Answer which office acts: for a procedure, for a municipality, or about one office.

    Args:
        facts: what is known.
        on: the day of filing, or the day asked about.
        book: the law.

    Raises:
        FactsError: nothing is asked, or the facts contradict each other; all is listed.
        UnknownTermError: a code or key is unknown, or the procedure goes to neither kind of office.
        NotInForceError: before the text that was read.
    """
    key, code = facts.branch or facts.office_key, facts.municipality_code6
    missing = () if key or code or facts.procedure else ("procedure", "municipality_code6", "office_key")
    if facts.open_day and facts.procedure is None:
        missing = tuple(dict.fromkeys(("procedure", *missing)))
    contradictions = tuple(_contradictions(facts, on, book))
    if missing or contradictions:
        raise FactsError(missing=missing, contradictions=contradictions)
    said = Answer(OfficeResult())
    if facts.procedure is not None:
        said = _about_procedure(facts.procedure, on, book, with_open_day=bool(facts.open_day))
    if code is not None:
        said = _joined(said, _about_place(code, facts.procedure, said.value, on, book))
    if key is not None:
        said = _joined(said, _about_office(key, said.value, on, book))
    return said


def _joined(before: Answer[OfficeResult], after: Answer[OfficeResult]) -> Answer[OfficeResult]:
    return Answer(after.value, tuple(dict.fromkeys((*before.grounds, *after.grounds))))


def _contradictions(facts: OfficesFacts, on: date, book: Rulebook) -> Iterator[Reason]:
    if facts.branch and facts.office_key and facts.branch != facts.office_key:
        yield Reason("two_offices")
    found = offices().get(facts.branch or "")
    if found is not None and found.kind is not OfficeKind.BRANCH:
        yield Reason("not_a_branch", (), {"office": found.full_ja})
    if facts.procedure is None or facts.status is None:
        return
    provision, _, _ = provision_for(facts.procedure, on, book)
    special = facts.status is StatusOfResidence.SPECIAL_PERMANENT_RESIDENT
    if provision in {"spr_certificate", "spr_return"} and not special:
        yield Reason("procedure_of_special_permanent_residents", (), {"procedure": facts.procedure})
    if provision in {"card", "status", "card_return", "address"} and special:
        yield Reason("procedure_of_card_holders", (), {"procedure": facts.procedure})


def _about_procedure(
    procedure: ProcedureKind, on: date, book: Rulebook, *, with_open_day: bool
) -> Answer[OfficeResult]:
    window = window_of(procedure, on=on, book=book)
    result, grounds = OfficeResult(window=window.value), window.grounds
    if with_open_day:
        opens = next_open_day(window.value, on=on, book=book)
        result, grounds = replace(result, opens=opens.value), (*grounds, *opens.grounds)
    return Answer(result, grounds)


def _about_place(
    code: str, procedure: ProcedureKind | None, so_far: OfficeResult, on: date, book: Rulebook
) -> Answer[OfficeResult]:
    bureau = competent_bureau(code, on=on)
    result = replace(
        so_far,
        bureau=bureau.value.key,
        parent_bureau=bureau.value.parent or None,
        legal_pref_codes=bureau.value.prefectures,
    )
    grounds: tuple[Ground, ...] = bureau.grounds
    if procedure is not None and so_far.window is Window.MUNICIPALITY:
        unit = acting_unit(code, procedure, on=on, book=book)
        acts = unit.value
        result = replace(
            result,
            unit=acts.code if acts else None,
            through=acts.through or None if acts else None,
            city_as_unit=acts is not None and municipalities()[acts.code].kind is not MunicipalityKind.WARD,
        )
        return Answer(result, (*unit.grounds, *grounds))
    if procedure is None:
        served = offices_for(code, on=on)
        result = replace(result, offices=tuple(office.key for office in served.value))
        grounds = served.grounds
    return Answer(result, grounds)


def _about_office(key: str, so_far: OfficeResult, on: date, book: Rulebook) -> Answer[OfficeResult]:
    area, counter = legal_area(key, on=on, book=book), residence_card_window(key)
    office = offices()[key]
    result = replace(
        so_far,
        bureau=office.parent if office.kind in {OfficeKind.BRANCH, OfficeKind.ANNEX} else office.key,
        parent_bureau=office.parent or None,
        legal_pref_codes=area.value,
        residence_card_window=counter.value,
    )
    return Answer(result, (*area.grounds, *counter.grounds))
