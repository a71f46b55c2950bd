"""What goes into the service and what comes out of it.

Facts, goals, jobs, papers and faces are the library's own classes. Situations and events are its documents, the
same that a program stores: the description says what is in them, and ``from_json`` reads them.
"""

import json
from datetime import date
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, GetCoreSchemaHandler, WithJsonSchema
from pydantic_core import CoreSchema

import tokutei as tk
from examples.service.problems import Said
from tokutei import employment, intake, lifecycle, procedures
from tokutei.law import Citation, Verdict
from tokutei.lifecycle import Situation
from tokutei.models import Model
from tokutei.models.days import with_days

DOCUMENTS = ("situation", "event")
SituationDocument = Annotated[dict[str, Any], WithJsonSchema({"x-document": "situation"})]
EventDocument = Annotated[dict[str, Any], WithJsonSchema({"x-document": "event"})]


class Days:
    """Lets a day, or the days inside a class, be read as the library reads them: a number is no day."""

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Return how to read it."""
        schema = handler(source)
        whole: CoreSchema = with_days(handler.resolve_ref_schema(schema))
        return schema if schema["type"] == "definition-ref" else whole


class _Body(Model):
    """Closed: a field that nobody knows is refused, and not overlooked."""

    # Built at once: FastAPI gives its parameters names that pydantic warns of when it builds them later.
    model_config = ConfigDict(defer_build=False)


class FactsIn(_Body):
    """What is known about somebody."""

    facts: tk.Facts


class SituationIn(_Body):
    """Where somebody stands."""

    situation: SituationDocument


class EventIn(_Body):
    """Where somebody stands, and what is to happen on the day that the event names."""

    situation: SituationDocument
    event: EventDocument


class QuestionIn(_Body):
    """What is known, and what somebody wants."""

    facts: tk.Facts
    goal: Annotated[procedures.Goal, Days()]


class WorkIn(_Body):
    """What was read off a card, the work in question, and what papers besides the card say."""

    face: Annotated[intake.Face, Days()]
    job: employment.Job
    papers: Annotated[employment.Papers, Days()] = employment.NO_PAPERS


class SituationOut(BaseModel):
    """Where somebody stands, as a document to be sent in again."""

    situation: SituationDocument


class JudgementOut(BaseModel):
    """Whether something is allowed, why, what is missing, what would work."""

    verdict: Verdict
    text: str
    reasons: list[Said]
    missing: list[str]
    instead: list[Said]
    warnings: list[Said]
    basis: list[str]


class DutyOut(BaseModel):
    """One thing owed."""

    kind: lifecycle.DutyKind
    text: str
    since: date
    due_on: date | None
    """The last day in time, included; ``null`` where the law gives no number."""
    overdue: bool
    urgency: lifecycle.Urgency
    bearer: lifecycle.Bearer
    basis: list[str]


class QuestionOut(BaseModel):
    """One thing to ask, and why."""

    path: str
    kind: procedures.AnswerKind
    text: str
    why: str
    choices: dict[str, str]


class WorkOut(BaseModel):
    """Whether work is allowed, within what, and how far the evidence carries."""

    verdict: employment.WorkVerdict
    text: str
    reasons: list[Said]
    until: date | None
    hours_per_week: int | None
    missing: list[str]
    see: list[str]
    basis: list[str]


class AnswerOut(BaseModel):
    """The answer of a topic, with what it rests on."""

    topic: str
    value: Any
    text: str
    explanation: str
    evidence: str
    checked_on: date
    open_questions: list[str]
    basis: list[str]


def named(basis: tuple[Citation, ...]) -> list[str]:
    """Return provisions in the notation that every part of the library understands."""
    return [str(cite) for cite in basis]


def situation_out(situation: Situation) -> SituationOut:
    """Return a situation as its document."""
    return SituationOut(situation=json.loads(tk.to_json(situation)))


def value_of(document: dict[str, Any]) -> Any:  # noqa: ANN401 - the document says what it is
    """Return the value of a document; what asks with it refuses one of another kind.

    Raises:
        DocumentError: it is none, is newer than the service, or does not validate.
    """
    return tk.from_json(json.dumps(document))
