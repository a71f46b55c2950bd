"""What stands before the end points: the size and the form of a body, a log without anybody in it, no traces.

Frameworks read JSON kindly: the last of two equal names, any encoding, numbers that are none. Here such a body is
refused before anything looks at it.
"""

import asyncio
import logging
from collections.abc import Iterable

from starlette.datastructures import MutableHeaders
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from examples.service.problems import AnyProblem, own, problem_of
from tokutei.errors import CharactersError, TokuteiError
from tokutei.models.codec import read_json

LANGUAGES = ("en", "ja")
MAX_BODY = 256 * 1024
BODY_SECONDS = 20.0
"""How long a body may take to arrive; for the head of a request the server in front has to see to that."""
TOO_SLOW = 408
LOG = logging.getLogger("examples.service")


def language(request: Request) -> str:
    """Return the language of an answer: that of ``lang``, else the best of ``Accept-Language``, else English."""
    asked = request.query_params.get("lang", "")
    if asked in LANGUAGES:
        return asked
    wishes = [wish.partition(";") for wish in request.headers.get("accept-language", "").split(",")]
    weighed = [(_weight(how), name.strip().lower().partition("-")[0]) for name, _, how in wishes]
    fitting = [(weight, name) for weight, name in weighed if weight > 0 and name in LANGUAGES]
    return max(fitting, key=lambda one: one[0])[1] if fitting else LANGUAGES[0]


def _weight(how: str) -> float:
    try:
        return float(how.strip().removeprefix("q=")) if how.strip() else 1.0
    except ValueError:
        return 0.0


def answer(problem: AnyProblem, lang: str) -> JSONResponse:
    """Return a problem as a response."""
    held_open = {"Connection": "close"} if problem.status == TOO_SLOW else {}
    return JSONResponse(
        problem.model_dump(mode="json"),
        problem.status,
        {"Content-Language": lang, "Cache-Control": "no-store", **held_open},
        media_type="application/problem+json",
    )


class Guard:
    """Reads the body within bounds and strictly, hands it on, and writes one line to the log."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            return await self.app(scope, receive, send)
        statuses: list[int] = []

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                statuses.append(message["status"])
                if request.method == "POST":  # answers hold what was sent, or what follows from it
                    MutableHeaders(scope=message).setdefault("Cache-Control", "no-store")
            await send(message)

        request = Request(scope, receive)
        lang = language(request)
        try:
            body = await _body(request)
            if isinstance(body, bytes):
                await self.app(scope, _again(body, receive), sending)
            else:
                await answer(body, lang)(scope, receive, sending)
        except TokuteiError as error:
            await answer(problem_of(error, lang), lang)(scope, receive, sending)
        except ClientDisconnect:
            pass  # nobody is there to be answered, and nothing failed
        except Exception as error:  # noqa: BLE001 - of whatever goes wrong the kind alone is told
            LOG.error("failed: %s", type(error).__name__)  # noqa: TRY400 - a trace shows what was sent
            if not statuses:
                await answer(own("service.failed", 500, lang), lang)(scope, receive, sending)
        # The pattern of the address, not the address: somebody may have written anything into that.
        route = getattr(scope.get("route"), "path", "-")
        method = request.method if request.method in {"GET", "POST", "HEAD", "OPTIONS"} else "-"
        LOG.info("%s %s %s", method, route, statuses[0] if statuses else "-")
        return None


async def _body(request: Request) -> bytes | AnyProblem:
    """Return the body of a request, or why it is refused.

    Raises:
        ClientDisconnect: the client left before all of it was there.
        CharactersError: it is not UTF-8.
        DocumentError: it is not JSON, or not such as only one meaning can be read from.
    """
    lang = language(request)
    found = bytearray()
    try:
        async with asyncio.timeout(BODY_SECONDS):
            async for part in request.stream():
                found += part
                if len(found) > MAX_BODY:
                    return own("request.too_large", 413, lang, most_bytes=MAX_BODY)
    except TimeoutError:
        return own("request.too_slow", TOO_SLOW, lang, most_seconds=BODY_SECONDS)
    if request.method != "POST":
        return bytes(found)
    kind, _, more = request.headers.get("content-type", "").lower().partition(";")
    if kind.strip() != "application/json" or not _is_utf_8(more.split(";")):
        return own("request.http", 415, lang, content_type="application/json")
    try:
        text = found.decode()
    except UnicodeDecodeError:
        text = None
    if text is None:
        raise CharactersError("UTF-8", ())
    read_json(text)
    return bytes(found)


def _is_utf_8(parameters: Iterable[str]) -> bool:
    stated = [one.partition("=")[2].strip(' "') for one in parameters if one.strip().startswith("charset")]
    return all(one in {"utf-8", "utf8"} for one in stated)


def _again(body: bytes, receive: Receive) -> Receive:
    """Return what hands on a body that was read already."""
    waiting: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def receiving() -> Message:
        return waiting.pop() if waiting else await receive()

    return receiving
