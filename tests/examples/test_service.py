"""The service of the examples: a real server on loopback, what it answers and what it never repeats."""

from __future__ import annotations

import asyncio
import json
import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import cycle
from pathlib import Path
from typing import Any, Final

import httpx
import pytest
from jsonschema import Draft202012Validator
from pydantic import TypeAdapter
from starlette.types import Message, Receive, Scope

import tokutei as tk
from examples.service import __main__ as program
from examples.service import bodies, guard
from examples.service.app import app
from tests.examples.loopback import Running, service
from tests.legal_cases import CHANGES, cases, day_of
from tokutei import errors
from tokutei.ask import topics

MARKER: Final = "PLANTEDMARKER"
ON: Final = {"on": "2026-09-01"}
FACTS: Final[dict[str, Any]] = {
    "born": "1994-05-02",
    "municipality": "131016",
    "status": "engineer_humanities_intl",
    "stay_until": "2026-10-31",
    "card": {"form": "form_2012", "issued_on": "2023-10-20", "valid_until": "2026-10-31"},
    "my_number_card": {"valid_until": "2026-10-31"},
}
ONLINE: Final = {
    "tokutei": "event/1",
    "kind": "file_extension",
    "on": "2026-09-01",
    "channel": "online",
    "specified_card": True,
}
FACE: Final = {
    "status": "student",
    "form": "form_2012",
    "stay_until": "2028-07-01",
    "comprehensive_permission": "within_28_hours",
    "pending_mark": False,
}


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with service(tmp_path_factory.mktemp("service")) as one:
        yield one


@pytest.fixture(scope="module")
def client(running: Running) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=running.url, timeout=60) as one:
        yield one


@pytest.fixture(scope="module")
def description(client: httpx.Client) -> dict[str, Any]:
    found: dict[str, Any] = client.get("/openapi.json").json()
    return found


@pytest.fixture(scope="module")
def situation(client: httpx.Client) -> dict[str, Any]:
    answer = client.post("/situations", json={"facts": FACTS}, params=ON)
    assert answer.status_code == 200
    found: dict[str, Any] = answer.json()["situation"]
    return found


def post(client: httpx.Client, path: str, **how: Any) -> httpx.Response:
    """Return an answer; every one that is met is in the description."""
    answer = client.post(path, **how)
    at = "/ask/{topic}" if path.startswith("/ask/") else path.partition("?")[0]
    if at in (described := app.openapi()["paths"]):
        assert str(answer.status_code) in described[at]["post"]["responses"], (at, answer.status_code)
    return answer


def problem(answer: httpx.Response, status: int, code: str) -> dict[str, Any]:
    """Return what a refusal says, after a look at its form."""
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")
    found: dict[str, Any] = answer.json()
    assert (found["code"], found["status"]) == (code, status)
    assert found["text"]
    assert answer.headers["content-language"] in {"en", "ja"}
    return found


def test_a_refusal_is_an_answer_to_who_asks_and_a_problem_to_who_acts(
    client: httpx.Client, situation: dict[str, Any]
) -> None:
    body = {"situation": situation, "event": ONLINE}
    judged = post(client, "/judgements", json=body, headers={"Accept-Language": "fr, ja;q=0.9, en;q=0.5"})
    assert judged.json()["verdict"] == "refused"
    assert judged.json()["text"].startswith("できません。")
    assert judged.json()["basis"] == ["326CO0000000319:19-15-2:1", "356M50000010054:61-3:1"]
    found = problem(post(client, "/events", json=body), 409, "lifecycle.refused")
    assert [one["code"] for one in found["reasons"]] == ["appearance_required"]
    assert [one["code"] for one in found["instead"]] == ["instead_counter"]


def test_an_event_leads_to_duties(client: httpx.Client, situation: dict[str, Any]) -> None:
    body = {"situation": situation, "event": {**ONLINE, "channel": "counter"}}
    after = post(client, "/events", json=body).json()["situation"]
    answer = post(client, "/duties", json={"situation": after}, params={"on": "2026-11-02", "lang": "ja"})
    duties = answer.json()
    assert [one["kind"] for one in duties] == ["hand_in_separate_mn_card", "return_separate_mn_card"]
    assert "個人番号カード" in duties[0]["text"]
    assert duties[0]["basis"] == ["425AC0000000027:18-5:8#first"]
    too_early = post(client, "/duties", json={"situation": after}, params={"on": "2020-01-01"})
    assert 400 <= too_early.status_code < 500


def test_questions_decisions_and_topics_are_answered(client: httpx.Client) -> None:
    body = {"facts": {"born": "1994-05-02"}, "goal": {"kind": "extend"}}
    (asked,) = post(client, "/questions", json=body, params={"on": "2026-11-22"}).json()
    assert (asked["path"], asked["kind"]) == ("facts.status", "one_of")
    assert asked["choices"]["student"] == "Student"
    work = {
        "face": FACE,
        "job": {"kind": "retail", "hours_per_week": 20, "hours_elsewhere": 10, "long_holiday": False},
    }
    decided = post(client, "/decisions", json=work, params={**ON, "lang": "ja"}).json()
    assert decided["verdict"] == "not_allowed"
    assert decided["hours_per_week"] == 28
    fees = post(client, "/ask/fees", json={"procedure": "renewal", "channel": "online"}, params=ON).json()
    assert fees["text"].startswith("5,500 yen")
    assert fees["evidence"] == "official"
    assert fees["basis"]


def test_every_topic_of_the_description_is_answered_or_says_what_it_lacks(
    client: httpx.Client, description: dict[str, Any]
) -> None:
    operation = description["paths"]["/ask/{topic}"]["post"]
    (path,) = [one for one in operation["parameters"] if one["in"] == "path"]
    assert len(path["schema"]["enum"]) == 14
    for topic in path["schema"]["enum"]:
        answer = post(client, f"/ask/{topic}", json={}, params=ON)
        assert answer.status_code in {200, 422}, topic
        if answer.status_code == 422:
            assert problem(answer, 422, "facts")["missing"]


def test_a_fact_whose_name_has_half_a_character_is_refused(client: httpx.Client) -> None:
    for facts in (b'{"YAMADA\\ud800":1}', b'{"status":"student","card":{"\\ud800":1}}'):
        answer = post(client, "/ask/statuses", content=facts, headers=JSON, params=ON)
        assert answer.status_code in {400, 422}
        assert "YAMADA" not in answer.text


@pytest.mark.parametrize(
    ("header", "query", "lang"),
    [
        pytest.param("ja", "", "ja", id="header"),
        pytest.param("de, ja-JP;q=0.2, en;q=0.8", "", "en", id="the-better-one"),
        pytest.param("ja", "en", "en", id="query-wins"),
        pytest.param("ja;q=0, fr", "", "en", id="what-is-not-wanted"),
        pytest.param("x;q=x,,;,ja;q=", "xx", "en", id="nonsense"),
        pytest.param(",".join(["a"] * 500), "", "en", id="many"),
    ],
)
def test_errors_speak_the_language_asked_for(
    client: httpx.Client, header: str, query: str, lang: str
) -> None:
    params = {"lang": query} if query else {}
    answer = post(client, "/ask/fees", json={}, params=params, headers={"Accept-Language": header})
    assert answer.headers["content-language"] == lang
    assert problem(answer, 422, "request.invalid")["places"] == [{"at": "query.on", "type": "missing"}]


@pytest.mark.parametrize(
    "day", ["", "12345", "1788220800", "2026-9-1", "2026-02-30", "today", "2026-09-01T00:00"]
)
def test_a_day_is_a_day(client: httpx.Client, day: str) -> None:
    found = problem(post(client, "/ask/fees", json={}, params={"on": day}), 422, "request.invalid")
    assert found["places"] == [{"at": "query.on", "type": "date_parsing"}]


@pytest.mark.parametrize("day", [1788220800, "1788220800", 20330.0, True, [], {}])
def test_a_number_is_no_day_inside_of_a_body_either(client: httpx.Client, day: object) -> None:
    body = {"facts": {"born": "1994-05-02"}, "goal": {"kind": "move", "moving_on": day}}
    found = problem(post(client, "/questions", json=body, params=ON), 422, "request.invalid")
    assert [one["at"] for one in found["places"]] == ["body.goal.moving_on"]


JSON: Final = {"Content-Type": "application/json"}


@pytest.mark.parametrize(
    ("content", "status", "code", "reason"),
    [
        pytest.param(b"", 400, "document", "not_json", id="empty"),
        pytest.param(b"[" * 100_000, 400, "document", "too_deep", id="deep"),
        pytest.param(
            b'{"a":' * 40_000 + b"1" + b"}" * 40_000, 400, "document", "too_deep", id="deep-objects"
        ),
        pytest.param(b'{"facts":{},"facts":{}}', 400, "document", "named_twice", id="named-twice"),
        pytest.param(b'{"facts":{"born":NaN}}', 400, "document", "not_json", id="nan"),
        pytest.param(b'{"facts":-Infinity}', 400, "document", "not_json", id="infinity"),
        pytest.param(b"9" * 5000, 400, "document", "not_json", id="long-number"),
        pytest.param('{"facts":{}}'.encode("utf-16"), 400, "characters", None, id="utf-16"),
        pytest.param('{"facts":"限"}'.encode("cp932"), 400, "characters", None, id="shift-jis"),
        pytest.param(b"\xef\xbb\xbf{}", 400, "document", "not_json", id="byte-order-mark"),
        pytest.param(b'{"facts":' + b" " * 262_144 + b"1}", 413, "request.too_large", None, id="large"),
        pytest.param(b"null", 422, "request.invalid", None, id="null"),
        pytest.param(b'["facts"]', 422, "request.invalid", None, id="list"),
        pytest.param(b'{"facts":{"born":"\\ud800"}}', 422, "request.invalid", None, id="half-a-character"),
        pytest.param(b'{"facts":{"born":1e999}}', 422, "request.invalid", None, id="beyond-floats"),
    ],
)
def test_a_hostile_body_is_refused(
    client: httpx.Client, content: bytes, status: int, code: str, reason: str | None
) -> None:
    answer = post(client, "/situations", content=content, headers=JSON, params=ON)
    assert problem(answer, status, code).get("reason") == reason


def test_a_large_body_without_a_length_is_refused(client: httpx.Client) -> None:
    parts = (b" " * 65_536 for _ in range(8))
    problem(post(client, "/situations", content=parts, headers=JSON, params=ON), 413, "request.too_large")


@pytest.mark.parametrize(
    "kind", ["text/plain", "application/x-www-form-urlencoded", "application/json; charset=shift_jis", ""]
)
def test_a_body_that_is_not_declared_as_json_is_refused(client: httpx.Client, kind: str) -> None:
    answer = post(client, "/situations", content=b"{}", headers={"Content-Type": kind}, params=ON)
    problem(answer, 415, "request.http")


def test_documents_are_refused_by_their_own_words(client: httpx.Client, situation: dict[str, Any]) -> None:
    def refusal(status: int, reason: str, **changed: object) -> dict[str, Any]:
        body = {"situation": {**situation, **changed}}
        found = problem(post(client, "/duties", json=body, params=ON), status, "document")
        assert found["reason"] == reason
        return found

    assert refusal(409, "newer", tokutei="situation/2")["kind"] == "situation/2"
    assert MARKER not in json.dumps(refusal(422, "unknown_kind", tokutei=MARKER.lower()))
    assert refusal(422, "invalid", on=20000)["places"] == ["on: date_type"]
    refusal(422, "no_kind", tokutei=1)
    event_instead = {"situation": ONLINE}
    problem(post(client, "/duties", json=event_instead, params=ON), 422, "facts")


def test_words_of_our_own_classes_come_through(client: httpx.Client) -> None:
    back_first = {"kind": "leave_and_return", "leaving_on": "2026-10-01", "returning_on": "2026-01-01"}
    body = {"facts": {"born": "1994-05-02"}, "goal": back_first}
    found = problem(post(client, "/questions", json=body, params=ON), 422, "facts")
    assert [one["code"] for one in found["contradictions"]] == ["returns_before_leaving"]
    body["goal"] = {"kind": "move", "to_municipality": MARKER}
    answer = post(client, "/questions", json=body, params=ON)
    assert problem(answer, 422, "identifier")["details"]["reason"] == "shape"
    assert MARKER not in answer.text
    early = post(
        client, "/ask/work", json={"status": "student", "job": "retail"}, params={"on": "1999-01-01"}
    )
    assert early.status_code == 422


WAYS: Final = cycle(range(5))


def planted(value: Any) -> Iterator[Any]:
    """Yield a body once for each place, with the marker as a value or as a name there, in turn."""
    if isinstance(value, dict):
        yield {**value, MARKER: MARKER, MARKER.lower(): {MARKER: 1}}
        for name, inner in value.items():
            for changed in planted(inner):
                yield {**value, name: changed}
    else:
        way = next(WAYS)
        yield (MARKER, MARKER.lower(), [MARKER], {MARKER: MARKER}, f"{value}{MARKER}")[way]


def test_nothing_that_was_sent_is_repeated(
    client: httpx.Client, running: Running, situation: dict[str, Any]
) -> None:
    bodies = {
        "/situations": {"facts": FACTS},
        "/events": {"situation": situation, "event": ONLINE},
        "/questions": {"facts": {"born": "1994-05-02"}, "goal": {"kind": "extend"}},
        "/decisions": {
            "face": {**FACE, "number": "ZZ12345678ZZ", "name": "X"},
            "job": {"kind": "retail", "hours_per_week": 10},
            "papers": {"pending": "none"},
        },
        "/ask/fees": {"procedure": "renewal", "channel": "online"},
    }
    refused = 0
    for path, body in bodies.items():
        for changed in planted(body):
            answer = post(client, path, json=changed, params=ON)
            if answer.status_code == 200:
                continue  # a name on a face may be anything
            refused += 1
            assert 400 <= answer.status_code < 500
            assert MARKER not in answer.text.upper(), (path, changed, answer.text)
            assert not {"19940502", "1994-05-02", "131016"} & set(answer.text.split('"'))
    assert refused > 80
    for address in (
        f"/{MARKER}",
        f"/ask/{MARKER}?on=2026-09-01",
        f"/ask/fees?{MARKER}={MARKER}&lang={MARKER}",
    ):
        answer = client.post(
            address, json={}, headers={"X-Name": MARKER, "Cookie": MARKER, "User-Agent": MARKER}
        )
        assert answer.status_code in {404, 422}
        assert MARKER not in answer.text.upper()
    log = running.log.read_text("utf-8")
    assert log.count("POST /situations") > 10
    assert MARKER not in log.upper()
    assert "1994" not in log
    assert "131016" not in log


def test_nowhere_and_other_methods_are_problems_too(client: httpx.Client) -> None:
    problem(client.get("/nowhere"), 404, "request.http")
    problem(client.get("/duties"), 405, "request.http")
    problem(client.post("/nowhere", json={}), 404, "request.http")
    assert problem(post(client, "/ask/nothing", json={}, params=ON), 404, "vocabulary.unknown")["details"][
        "known"
    ]


def test_a_slash_too_much_leads_nowhere(client: httpx.Client) -> None:
    for path in ("/duties/", "/ask/fees/", "/openapi.json/"):
        answer = client.post(
            f"{path}?{MARKER}={MARKER}",
            json={},
            headers={"Host": f"{MARKER}.example"},
            follow_redirects=False,
        )
        problem(answer, 404, "request.http")
        assert "location" not in answer.headers
        assert MARKER not in answer.text + str(answer.headers)


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("on=2026-09-01&on=2026-09-02", ["on"]),
        ("on=2026-09-01&on=2026-09-01", ["on"]),
        ("on=PLANTEDMARKER&lang=en&on=2026-09-01&lang=PLANTEDMARKER", ["on", "lang"]),
    ],
)
def test_of_two_days_nobody_knows_which_was_meant(client: httpx.Client, query: str, names: list[str]) -> None:
    answer = post(client, f"/situations?{query}", json={"facts": FACTS})
    places = [{"at": f"query.{name}", "type": "named_twice"} for name in names]
    assert problem(answer, 422, "request.invalid")["places"] == places
    assert MARKER not in answer.text


def test_answers_are_kept_by_nobody_in_between(client: httpx.Client, situation: dict[str, Any]) -> None:
    for path, body in (
        ("/situations?on=2026-09-01", {"facts": FACTS}),
        ("/duties?on=2026-09-01", {"situation": situation}),
        ("/ask/fees?on=2026-09-01", {"procedure": "renewal", "channel": "online"}),
        ("/duties", {}),
    ):
        assert post(client, path, json=body).headers["cache-control"] == "no-store"


def guarded(receive: Receive) -> list[Message]:
    """Return what the service sends to a client that does not send all of its body."""
    head = {"method": "POST", "path": "/duties", "query_string": b"on=2026-09-01&lang=ja"}
    scope: Scope = {"type": "http", "headers": [(b"content-type", b"application/json")], **head}
    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    asyncio.run(app(scope, receive, send))
    return sent


def test_who_leaves_has_not_made_the_service_fail(caplog: pytest.LogCaptureFixture) -> None:
    waiting: list[Message] = [{"type": "http.request", "body": b'{"PLANTED', "more_body": True}]

    async def leaving() -> Message:
        return waiting.pop() if waiting else {"type": "http.disconnect"}

    with caplog.at_level("INFO"):
        assert guarded(leaving) == []
    assert [
        (one.levelname, one.getMessage()) for one in caplog.records if one.name == "examples.service"
    ] == [("INFO", "POST - -")]


def test_a_body_held_open_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "BODY_SECONDS", 0.05)

    async def dripping() -> Message:
        await asyncio.sleep(0.01)
        return {"type": "http.request", "body": b" ", "more_body": True}

    start, body = guarded(dripping)
    assert start["status"] == 408
    assert (b"connection", b"close") in start["headers"]
    found = json.loads(body["body"])
    assert (found["code"], found["details"]) == ("request.too_slow", {"most_seconds": 0.05})
    assert "408" in app.openapi()["paths"]["/duties"]["post"]["responses"]


@pytest.mark.parametrize("port", ["99999", "-1", "x", "", "9" * 5000, "taken"])
def test_a_port_that_is_none_is_one_message(capsys: pytest.CaptureFixture[str], port: str) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(SystemExit) as caught:
            program.main([f"--port={taken.getsockname()[1] if port == 'taken' else port}"])
    assert caught.value.code == 2
    last = capsys.readouterr().err.splitlines()[-1]
    assert last.startswith("examples.service: error: ")


def test_many_ask_at_once_and_each_gets_their_own_answer(client: httpx.Client) -> None:
    def ask(number: int) -> tuple[str, str]:
        year = 1960 + number
        body = {"facts": {**FACTS, "born": f"{year}-05-02"}}
        answer = client.post("/situations", json=body, params=ON)
        return str(answer.json()["situation"]["person"]["born"])[:4], str(year)

    with ThreadPoolExecutor(16) as pool:
        assert all(got == asked for got, asked in pool.map(ask, range(48)))


def test_the_description_is_whole(description: dict[str, Any]) -> None:
    assert description["openapi"].startswith("3.1")
    parts = description["components"]["schemas"]
    for name, schema in parts.items():
        Draft202012Validator.check_schema(schema)
        assert name.isascii()
    written = json.dumps(description)
    assert "#/$defs/" not in written
    assert "x-document" not in written

    def references(node: object) -> Iterator[str]:
        if isinstance(node, dict):
            if isinstance(node.get("$ref"), str):
                yield node["$ref"]
            for inner in node.values():
                yield from references(inner)
        elif isinstance(node, list):
            for inner in node:
                yield from references(inner)

    named = set(references(description))
    assert named <= {f"#/components/schemas/{name}" for name in parts}
    assert {"situation_document", "event_document", "Facts", "FeesFacts", "Problem"} <= set(parts)


def test_bodies_and_answers_are_as_described(
    client: httpx.Client, description: dict[str, Any], situation: dict[str, Any]
) -> None:
    def fits(part: object, value: object) -> bool:
        whole = {"$ref": "#/use", "use": part, "components": description["components"]}
        return bool(Draft202012Validator(whole).is_valid(value))

    def schema(path: str, status: str) -> object:
        content = description["paths"][path]["post"]["responses"][status]["content"]
        (kind,) = content
        assert kind == ("application/json" if status == "200" else "application/problem+json")
        return content[kind]["schema"]

    def body_of(path: str) -> object:
        return description["paths"][path]["post"]["requestBody"]["content"]["application/json"]["schema"]

    body: dict[str, Any] = {"situation": situation, "event": ONLINE}
    assert fits(body_of("/judgements"), body)
    assert not fits(body_of("/judgements"), {**body, "event": {**ONLINE, "kind": "party"}})
    assert not fits(body_of("/judgements"), {**body, MARKER: 1})
    assert fits(schema("/judgements", "200"), client.post("/judgements", json=body).json())
    assert fits(schema("/events", "409"), client.post("/events", json=body).json())
    assert not fits(schema("/events", "409"), {"code": "party"})
    assert fits(schema("/ask/{topic}", "404"), client.post("/ask/x?on=2026-09-01", json={}).json())
    assert fits(schema("/duties", "422"), client.post("/duties", json={}).json())
    assert fits(body_of("/ask/{topic}"), {"procedure": "renewal"})


def test_the_day_is_required_wherever_it_is_a_parameter(description: dict[str, Any]) -> None:
    days = [
        one
        for path in description["paths"].values()
        for one in path["post"].get("parameters", [])
        if one["name"] == "on"
    ]
    assert len(days) == 5
    assert all(one["required"] and one["schema"]["format"] == "date" for one in days)


def test_what_nobody_foresaw_is_a_problem_without_a_trace(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fails(*_: object) -> None:
        raise RuntimeError(MARKER)

    async def ask() -> httpx.Response:
        transport = httpx.ASGITransport(app, raise_app_exceptions=True)
        async with httpx.AsyncClient(transport=transport, base_url="http://here") as own:
            return await own.post("/situations", json={"facts": FACTS}, params={**ON, "lang": "ja"})

    monkeypatch.setattr(bodies, "situation_out", fails)
    with caplog.at_level("INFO"):
        answer = asyncio.run(ask())
    assert problem(answer, 500, "service.failed")["text"].startswith("処理に失敗しました。")
    assert "failed: RuntimeError" in caplog.text
    assert MARKER not in answer.text + caplog.text
    assert "1994" not in answer.text + caplog.text


def test_every_code_of_the_library_is_in_the_description(description: dict[str, Any]) -> None:
    parts = description["components"]["schemas"]
    named = set(parts["OtherProblem"]["properties"]["code"]["enum"])
    named |= {
        parts[f"{name}Problem"]["properties"]["code"]["const"]
        for name in ("Facts", "Refused", "Document", "Invalid")
    }
    library = {
        kind.code for name in errors.__all__ if issubclass(kind := getattr(errors, name), errors.TokuteiError)
    }
    own = {"request.invalid", "request.too_large", "request.too_slow", "request.http", "service.failed"}
    assert named == library | own


def test_the_language_can_be_asked_for_everywhere(description: dict[str, Any]) -> None:
    for path in description["paths"].values():
        assert "lang" in {one["name"] for one in path["post"]["parameters"]}


def test_the_log_has_one_line_a_request_and_no_trace(running: Running) -> None:
    lines = Path(running.log).read_text("utf-8").splitlines()
    assert lines
    assert all(line.startswith("examples.service: ") and len(line.split()) == 4 for line in lines)


@pytest.mark.slow
def test_every_legal_case_is_answered_as_by_the_library_and_fits_the_description() -> None:
    parts = app.openapi()["components"]["schemas"]
    forms = {
        name: Draft202012Validator(
            {"$ref": f"#/components/schemas/{topic.facts.__name__}", "components": {"schemas": parts}}
        )
        for name, topic in topics().items()
    }
    asked = [(topic, case) for topic, case in cases() if topic != CHANGES]

    async def ask_all() -> list[httpx.Response]:
        transport = httpx.ASGITransport(app)
        async with httpx.AsyncClient(transport=transport, base_url="http://here") as own:
            return [
                await own.post(
                    f"/ask/{topic}",
                    content=json.dumps(case["facts"], default=lambda day: day.isoformat()),
                    headers=JSON,
                    params={"on": day_of(case).isoformat()},
                )
                for topic, case in asked
            ]

    answers = asyncio.run(ask_all())
    assert len(answers) > 3000
    for (topic, case), answer in zip(asked, answers, strict=True):
        code, found = "", None
        try:
            found = tk.ask(topic, case["facts"], on=day_of(case))
        except errors.TokuteiError as error:
            code = error.code
        assert answer.json().get("code", "") == code
        if found is not None:
            assert answer.json()["value"] == TypeAdapter(Any).dump_python(found.value, mode="json")
            assert forms[topic].is_valid(json.loads(answer.request.content)), (topic, case)
