"""The end points, and the description of all of them."""

from datetime import date
from typing import Annotated, Any

from fastapi import Body, Depends, FastAPI, Query
from fastapi.exceptions import RequestValidationError
from fastapi.openapi.utils import get_openapi
from pydantic import TypeAdapter
from pydantic.json_schema import models_json_schema
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

import tokutei as tk
from examples.service import bodies
from examples.service.guard import LANGUAGES, Guard, answer, language
from examples.service.problems import WORDS, InvalidProblem, Place, Problem, own, problem_of, said
from tokutei import employment, intake, procedures
from tokutei.ask import topics
from tokutei.errors import TokuteiError
from tokutei.models import json_schema
from tokutei.personal import HIDDEN

REFUSALS: dict[int | str, dict[str, Any]] = {
    400: {"model": Problem, "description": "The body is no JSON, or some that can be read in two ways."},
    408: {"model": Problem, "description": "The body did not arrive in time."},
    409: {"model": Problem, "description": "The event is refused, or a document is newer than the service."},
    413: {"model": Problem, "description": "The body is too large."},
    415: {"model": Problem, "description": "The body is not declared as JSON in UTF-8."},
    422: {"model": Problem, "description": "The body, a parameter or the facts cannot be used."},
    500: {"model": Problem, "description": "The service failed."},
}
NO_TOPIC: dict[int | str, dict[str, Any]] = {
    404: {"model": Problem, "description": "There is no such topic."}
}
HIDDEN_NAMES = frozenset({"extra_forbidden", "unexpected_keyword_argument"})


def wanted(
    request: Request,
    lang: Annotated[
        str | None, Query(description="en or ja; else the best that Accept-Language names")
    ] = None,
) -> str:
    """Return the language of the answer."""
    return language(request) if lang not in LANGUAGES else lang


def once(request: Request) -> None:
    """Refuse a parameter that is given twice: of two days nobody knows which one was meant."""
    names = [name for name, _ in request.query_params.multi_items()]
    if twice := [name for name in ("on", "lang") if names.count(name) > 1]:
        raise RequestValidationError([{"loc": ("query", name), "type": "named_twice"} for name in twice])


# No page to try it out: that page would load programs from elsewhere.
app = FastAPI(
    title="Residence cards of Japan",
    version="1",
    responses=REFUSALS,
    dependencies=[Depends(wanted), Depends(once)],
    redirect_slashes=False,  # it would send everybody to whatever host the client names, with all that the address holds
    docs_url=None,
    redoc_url=None,
)
app.add_middleware(Guard)
Day = Annotated[date, bodies.Days(), Query(description="The day of the question; nothing looks at a clock.")]
Lang = Annotated[str, Depends(wanted)]


@app.post("/situations")
def situations(body: bodies.FactsIn, on: Day) -> bodies.SituationOut:
    """Return where somebody stands on a day, as a document."""
    return bodies.situation_out(tk.Situation.of(body.facts, on=on))


@app.post("/judgements")
def judgements(body: bodies.EventIn, lang: Lang) -> bodies.JudgementOut:
    """Return whether an event can happen on its day; a refusal is an answer."""
    judged = tk.judge(bodies.value_of(body.situation), bodies.value_of(body.event))
    return bodies.JudgementOut(
        verdict=judged.verdict,
        text=judged.text(lang),
        reasons=said(judged.reasons, lang),
        missing=list(judged.missing),
        instead=said(judged.instead, lang),
        warnings=said(judged.warnings, lang),
        basis=bodies.named(judged.basis),
    )


@app.post("/events")
def events(body: bodies.EventIn) -> bodies.SituationOut:
    """Return where somebody stands after an event; an event that is refused is a problem."""
    return bodies.situation_out(tk.apply(bodies.value_of(body.situation), bodies.value_of(body.event)).after)


@app.post("/duties")
def duties(body: bodies.SituationIn, on: Day, lang: Lang) -> list[bodies.DutyOut]:
    """Return what somebody owes on a day, the most pressing first."""
    now = tk.advance(bodies.value_of(body.situation), to=on).after
    return [
        bodies.DutyOut(
            kind=duty.kind,
            text=duty.text(lang),
            since=duty.since,
            due_on=duty.due_on,
            overdue=duty.overdue,
            urgency=duty.urgency,
            bearer=duty.bearer,
            basis=bodies.named(duty.cite),
        )
        for duty in tk.duties(now, on=on)
    ]


@app.post("/questions")
def questions(body: bodies.QuestionIn, on: Day, lang: Lang) -> list[bodies.QuestionOut]:
    """Return what to ask next; nothing where everything that the goal needs is known."""
    return [
        bodies.QuestionOut(
            path=one.path,
            kind=one.kind,
            text=one.text(lang),
            why=one.why.text(lang),
            choices={choice.value: choice.text(lang) for choice in one.choices},
        )
        for one in procedures.questions(body.facts, body.goal, on=on)
    ]


@app.post("/decisions")
def decisions(body: bodies.WorkIn, on: Day, lang: Lang) -> bodies.WorkOut:
    """Return whether an employer may let somebody do some work, as far as a look at the card carries."""
    decided = employment.assess_work(intake.combine(face=body.face), body.job, on=on, papers=body.papers)
    return bodies.WorkOut(
        verdict=decided.verdict,
        text=decided.text(lang),
        reasons=said(decided.reasons, lang),
        until=decided.until,
        hours_per_week=decided.limits.hours_per_week,
        missing=list(decided.missing),
        see=[paper.value for paper in decided.see],
        basis=bodies.named(decided.basis),
    )


@app.post("/ask/{topic}", responses=NO_TOPIC)
def ask(topic: str, facts: Annotated[dict[str, Any], Body()], on: Day, lang: Lang) -> bodies.AnswerOut:
    """Return the answer of a topic to facts by its own words."""
    found = tk.ask(topic, facts, on=on)
    return bodies.AnswerOut(
        topic=topic,
        value=TypeAdapter(Any).dump_python(found.value, mode="json"),
        text=found.text(lang),
        explanation=found.explain(lang),
        evidence=found.evidence.name.lower(),
        checked_on=found.checked_on,
        open_questions=[question.key for question in found.open_questions],
        basis=bodies.named(found.basis),
    )


@app.exception_handler(TokuteiError)
async def refused(request: Request, error: TokuteiError) -> Response:
    """Answer an error of the library."""
    return answer(problem_of(error, language(request)), language(request))


@app.exception_handler(RequestValidationError)
async def unreadable(request: Request, error: RequestValidationError) -> Response:
    """Answer a request of another form: where and by which stable word, and nothing of what stood there."""
    lang = language(request)
    for one in error.errors():
        if isinstance(inner := one.get("ctx", {}).get("error"), TokuteiError):
            return answer(problem_of(inner, lang), lang)
    found = [(one["loc"], one["type"]) for one in error.errors()[:10]]
    # A name that nobody knows may be anything, also somebody's.
    named = [((*at[:-1], HIDDEN) if why in HIDDEN_NAMES else at, why) for at, why in found]
    places = [Place(at=".".join(map(str, at)), type=why) for at, why in named]
    words = WORDS["request.invalid"][lang]
    return answer(InvalidProblem(status=422, text=words, places=places), lang)


@app.exception_handler(HTTPException)
async def elsewhere(request: Request, error: HTTPException) -> Response:
    """Answer a request to nowhere, or by another method."""
    lang = language(request)
    return answer(own("request.http", error.status_code, lang), lang)


def described() -> dict[str, Any]:
    """Return the OpenAPI description, with the library's own schemas in the places of its documents."""
    if app.openapi_schema is None:
        whole = get_openapi(title=app.title, version=app.version, routes=app.routes)
        parts: dict[str, Any] = whole["components"]["schemas"]
        _, of_topics = models_json_schema(
            [(topic.facts, "validation") for topic in topics().values()], ref_template="#/$defs/{model}"
        )
        for schemas in (of_topics["$defs"], *map(_document, bodies.DOCUMENTS)):
            for name, schema in schemas.items():
                parts.setdefault(name, _moved(schema))
        for path in whole["paths"].values():
            for status, response in path["post"]["responses"].items():
                if status != "200":
                    response["content"] = {
                        "application/problem+json": response["content"]["application/json"]
                    }
        operation = whole["paths"]["/ask/{topic}"]["post"]
        (named,) = (one for one in operation["parameters"] if one["in"] == "path")
        named["schema"]["enum"] = list(topics())
        operation["requestBody"]["content"]["application/json"]["schema"] = {
            "anyOf": [{"$ref": f"#/components/schemas/{topic.facts.__name__}"} for topic in topics().values()]
        }
        app.openapi_schema = _moved(whole)
    return app.openapi_schema


def _document(kind: str) -> dict[str, Any]:
    """Return the schema of a document and its parts, all under names that begin with its kind."""
    schema = json_schema(kind)
    parts: dict[str, Any] = schema.pop("$defs", {})
    del schema["$schema"]
    whole = {"document": {**schema, "title": f"{kind}_document"}, **parts}
    return {f"{kind}_{name}": _moved(part, prefix=f"{kind}_") for name, part in whole.items()}


def _moved(node: Any, *, prefix: str = "") -> Any:  # noqa: ANN401 - JSON is anything
    """Return a schema with its references led to where OpenAPI keeps schemas, and documents in their places."""
    if isinstance(node, list):
        return [_moved(one, prefix=prefix) for one in node]
    if not isinstance(node, dict):
        return node
    if "x-document" in node:
        return {"$ref": f"#/components/schemas/{node['x-document']}_document"}
    moved = {key: _moved(value, prefix=prefix) for key, value in node.items()}
    if isinstance(reference := moved.get("$ref"), str):
        moved["$ref"] = reference.replace("#/$defs/", f"#/components/schemas/{prefix}")
    return moved


app.openapi = described  # type: ignore[method-assign] # as FastAPI documents it
