"""What the service says when it cannot answer: one shape, told apart by ``code``, without what was sent.

The codes and reasons are those of the library; four that begin with ``request.`` and one that begins with
``service.`` are this program's own.
"""

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, JsonValue, RootModel, WithJsonSchema

from tokutei import errors
from tokutei.errors import TokuteiError
from tokutei.models.codec import kinds
from tokutei.personal import HIDDEN

WORDS = {
    "request.invalid": {
        "ja": "要求の内容を読み取れません。どこがどう読めないかは places に示します。",
        "en": "The request cannot be read; “places” says where and why.",
    },
    "request.too_large": {"ja": "要求の本体が大きすぎます。", "en": "The body of the request is too large."},
    "request.too_slow": {
        "ja": "要求の本体が時間内に届きませんでした。",
        "en": "The body of the request did not arrive in time.",
    },
    "request.http": {
        "ja": "この宛先、方法又は形式では受け付けません。",
        "en": "There is nothing at this address, by this method or in this form.",
    },
    "service.failed": {
        "ja": "処理に失敗しました。送られた内容は記録していません。",
        "en": "The service failed. Nothing of what was sent was written down.",
    },
}
OWN_SPECIAL = frozenset({"facts", "document", "lifecycle.refused"})
OTHER_CODES = sorted(
    {kind.code for name in errors.__all__ if issubclass(kind := getattr(errors, name), TokuteiError)}
    - OWN_SPECIAL
) + sorted(set(WORDS) - {"request.invalid"})


class Said(BaseModel):
    """A reason: its stable code, and the words in the language asked for."""

    code: str
    text: str


class Place(BaseModel):
    """Where a request cannot be read, and why: never what stood there."""

    at: str
    type: str


class _Problem(BaseModel):
    model_config = ConfigDict(json_schema_serialization_defaults_required=True)

    status: int
    text: str
    """What happened, why and what would have worked, in the language asked for."""


class FactsProblem(_Problem):
    """Facts are missing, unknown or contradict each other."""

    code: Literal["facts"] = "facts"
    missing: list[str]
    unknown: list[str]
    contradictions: list[Said]


class RefusedProblem(_Problem):
    """An event cannot happen to somebody in that situation."""

    code: Literal["lifecycle.refused"] = "lifecycle.refused"
    reasons: list[Said]
    instead: list[Said]


class DocumentProblem(_Problem):
    """A document is none of the library's, is newer than it, or does not validate."""

    code: Literal["document"] = "document"
    reason: str
    kind: str
    places: list[str]


class InvalidProblem(_Problem):
    """The request is not of the form that the description says."""

    code: Literal["request.invalid"] = "request.invalid"
    places: list[Place]


class OtherProblem(_Problem):
    """Anything else, with the attributes that the library documents for its code."""

    code: Annotated[str, WithJsonSchema({"type": "string", "enum": OTHER_CODES})]
    details: dict[str, JsonValue] = {}


AnyProblem = FactsProblem | RefusedProblem | DocumentProblem | InvalidProblem | OtherProblem


class Problem(RootModel[AnyProblem]):
    """Why there is no answer; ``code`` says which kind of problem it is."""


def said(spoken: object, lang: str) -> list[Said]:
    """Return reasons with their codes and words."""
    given = spoken if isinstance(spoken, tuple) else ()
    return [Said(code=getattr(one, "code", "other"), text=one.text(lang)) for one in given]


def own(code: str, status: int, lang: str, **details: JsonValue) -> OtherProblem:
    """Return a problem of this program's own."""
    return OtherProblem(code=code, status=status, text=WORDS[code][lang], details=details)


def problem_of(error: TokuteiError, lang: str) -> AnyProblem:
    """Return an error of the library as the client gets it, without words that the client sent."""
    for name in {"term", "notation", "question", "reading"} & set(vars(error)):
        setattr(error, name, HIDDEN)  # the beginning of what was given, which may be anything
    if isinstance(error, errors.DocumentError) and error.kind.partition("/")[0] not in kinds():
        error.kind = HIDDEN
    told: dict[str, Any] = {"status": status_of(error), "text": error.text(lang)}
    match error:
        case errors.FactsError():
            found = said(error.contradictions, lang)
            missing, unknown = list(error.missing), list(error.unknown)
            return FactsProblem(**told, missing=missing, unknown=unknown, contradictions=found)
        case errors.TransitionRefused():
            return RefusedProblem(
                **told, reasons=said(error.reasons, lang), instead=said(error.instead, lang)
            )
        case errors.DocumentError():
            return DocumentProblem(**told, reason=error.reason, kind=error.kind, places=list(error.details))
    return OtherProblem(**told, code=error.code, details=_details(error, lang))


def _details(error: TokuteiError, lang: str) -> dict[str, JsonValue]:
    """Return the attributes that are words, numbers, days or lists of words."""
    found: dict[str, JsonValue] = {}
    for name, value in vars(error).items():
        match value:
            case str() | int():
                found[name] = value
            case date():
                found[name] = value.isoformat()
            case tuple() if all(isinstance(one, str) for one in value):
                found[name] = list(value)
            case tuple():
                found[name] = [one.text(lang) for one in value]
    return found


def status_of(error: TokuteiError) -> int:
    """Return the status of HTTP that fits an error best."""
    match error:
        case errors.DocumentError(reason="not_json" | "named_twice" | "too_deep" | "not_unicode"):
            return 400
        case errors.CharactersError():
            return 400
        case errors.UnknownTermError(vocabulary="topic"):
            return 404
        case errors.DocumentError(reason="newer") | errors.TransitionRefused():
            return 409  # right in form, and in conflict with what is
        case errors.TableError() | errors.FolderError() | errors.MissingExtraError():
            return 500  # nothing that the client could mend
    return 422
