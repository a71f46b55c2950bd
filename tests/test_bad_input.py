"""What is missing or wrong from outside: a package, a file, a folder, a topic; one typed error each, in both languages.

Files that are written are in ``models/test_files.py``.
"""

from __future__ import annotations

import ast
import errno
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Final

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

import tokutei
import tokutei.__main__ as main_module
import tokutei.audit.__main__ as audit_module
from tokutei import testing
from tokutei.chip import my_number
from tokutei.errors import FileError, MissingExtraError, UnknownTermError
from tokutei.testing.rsa_keys import rsa_key

PACKAGE: Final = Path(next(iter(tokutei.__path__)))
ROOT: Final = PACKAGE.parent.parent
SAMPLES: Final = ROOT / "docs" / "samples"
PACKAGES: Final = ("cryptography", "PIL", "smartcard", "icalendar", "numpy", "hypothesis")

ENTRIES: Final = {
    "chip.read": ("crypto", 'chip.read(Card("05"), number=NUMBER)'),
    "chip.read (specified)": ("crypto", 'chip.read(Card("07"), number=NUMBER, delivery_keys=[KEY])'),
    "chip.read_async": ("crypto", 'asyncio.run(chip.read_async(Awaited("1"), number=NUMBER))'),
    "chip.reading": ("crypto", "talk_to(chip.reading(NUMBER, entropy=bytes))"),
    "chip.key_delivery.delivered": ("crypto", "key_delivery.delivered(KEY, chip.Profile(), bytes)"),
    "chip.DeliveryKey.load": ("crypto", "chip.DeliveryKey.load(PUBLIC_KEY)"),
    "chip.verify": ("crypto", "chip.verify(RECORD, TRUST, at=AT)"),
    "chip.Verifier.verify": ("crypto", "chip.Verifier(TRUST).verify(RECORD, at=AT)"),
    "my_number.verify_certificate": ("crypto", "my_number.verify_certificate(CERTIFICATE, [ANCHOR], at=AT)"),
    "chip.images.text_png": ("image", "images.text_png(RECORD.name_image)"),
    "chip.images.text_array": ("image", "images.text_array(RECORD.name_image)"),
    "chip.images.face_png": ("image", "images.face_png(RECORD.face_image)"),
    "chip.images.face_array": ("image", "images.face_array(RECORD.face_image)"),
    "my_number.line_png": ("image", "my_number.line_png(LINE)"),
    "my_number.face_png": ("image", "my_number.face_png(FACE)"),
    "reader.service.Service": ("reader", "reader.service.Service()"),
    "reader.readers": ("reader", "reader.readers()"),
    "reader.connect": ("reader", "reader.connect()"),
    "reader.wait_for_card": ("reader", "reader.wait_for_card(within=timedelta(seconds=1))"),
    "procedures.to_ical": ("ical", 'procedures.to_ical([], lang="en", made_at=AT)'),
    "procedures.ical_parts": ("ical", 'next(procedures.ical_parts([], lang="en", made_at=AT))'),
    "employment.columns.assess_columns": ("columns", "import_module('tokutei.employment.columns')"),
    "employment.column_kinds": ("columns", "import_module('tokutei.employment.column_kinds')"),
    "employment.column_reaches": ("columns", "import_module('tokutei.employment.column_reaches')"),
    "testing.issue_card": ("testing", "testing.issue_card(testing.person('engineer'))"),
    "testing.cards.issue_card": ("testing", "import_module('tokutei.testing.cards').issue_card"),
    "testing.issue_my_number_card": ("testing", "testing.issue_my_number_card(testing.person('engineer'))"),
    "testing.my_number_card.issue_my_number_card": ("testing", "testing.issue_my_number_card"),
    "testing.CertificateAuthority": ("testing", "testing.CertificateAuthority"),
    "testing.JpkiAuthority": ("testing", "testing.JpkiAuthority"),
    "testing.hostile": ("testing", "testing.hostile"),
    "testing.HOSTILE_CARDS": ("testing", "testing.HOSTILE_CARDS"),
    "testing.HOSTILE_MY_NUMBER_CARDS": ("testing", "testing.HOSTILE_MY_NUMBER_CARDS"),
    "testing.images": ("testing", "import_module('tokutei.testing.images')"),
    "testing.rsa_keys": ("testing", "import_module('tokutei.testing.rsa_keys')"),
    "testing.strategies": ("testing", "import_module('tokutei.testing.strategies')"),
}
"""What needs an extra: which, and how it is used. The same names as in the sources; words in brackets are ours."""

WITHOUT: Final = """
import sys


class Blocked:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in PACKAGES:
            raise ModuleNotFoundError(name)


sys.meta_path.insert(0, Blocked())
import asyncio, json
from datetime import UTC, datetime, timedelta
from importlib import import_module
from pathlib import Path

from tokutei import chip, procedures, reader, testing
from tokutei.chip import images, key_delivery, my_number
from tokutei.errors import FileError, MissingExtraError, UnknownTermError

import tokutei.reader.service

NUMBER, AT = "ZZ00000000ZZ", datetime(2026, 9, 1, tzinfo=UTC)
KEY = chip.DeliveryKey(modulus=1 << 2047 | 1)
PUBLIC_KEY, LINE, FACE, CERTIFICATE, ANCHOR = map(bytes.fromhex, GIVEN)
CERTIFICATE = my_number.parse_jpki_certificate(CERTIFICATE)
RECORD = chip.load(Path(SAMPLES) / "05-engineer.json")
TRUST = chip.TrustStore.custom([str(Path(SAMPLES) / "test-ca.pem")])


class Card:
    def __init__(self, card_type):
        self.type, self.first = card_type.encode(), "6a82" if card_type == "07" else "9000"

    def transmit(self, command):
        if command[1] == 0xA4:
            return bytes.fromhex(self.first if command[2] == 0 else "9000")
        if command[1] == 0x84:
            return bytes(8) + bytes.fromhex("9000")
        whole = b"\\xc1" + bytes([len(self.type)]) + self.type
        return (whole[:2] if command[3] == 0 else self.type) + bytes.fromhex("9000")


class Awaited(Card):
    async def transmit(self, command):
        return super().transmit(command)


def talk_to(talk):
    card, command = Card("05"), next(talk)
    while True:
        command = talk.send(card.transmit(command))


said = {}
for name, code in ENTRIES.items():
    try:
        said[name] = f"no error: {eval(code)!r}"
    except MissingExtraError as error:
        clean = error.__cause__ is None and error.__suppress_context__
        said[name] = [error.extra, clean, error.text("ja"), error.text("en")]
    except BaseException as error:
        said[name] = f"{type(error).__name__}: {error}"
print(json.dumps(said))
"""


@pytest.fixture(scope="module")
def without_packages() -> dict[str, Any]:
    """What each entry says in a process where no optional package can be imported."""
    card = testing.issue_my_number_card(testing.person("engineer"))
    face = my_number.read_surface(card, reference_b=card.reference_b)
    jpki = my_number.read_jpki(card)
    assert jpki.authentication is not None
    given = (
        rsa_key("delivery").public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo),
        face.name_image,
        face.face_image,
        jpki.authentication.encoded,
        card.authentication_authority.certificate,
    )
    names = {
        "PACKAGES": PACKAGES,
        "GIVEN": [(one or b"").hex() for one in given],
        "SAMPLES": str(SAMPLES),
        "ENTRIES": {name: code for name, (_, code) in ENTRIES.items()},
    }
    code = "".join(f"{name} = {value!r}\n" for name, value in names.items()) + WITHOUT
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", code], capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


@pytest.mark.parametrize("name", ENTRIES)
def test_a_missing_extra_is_named_in_both_languages(without_packages: dict[str, Any], name: str) -> None:
    said = without_packages[name]
    assert isinstance(said, list), said
    extra, clean, ja, en = said
    assert extra == ENTRIES[name][0]
    assert clean
    assert f"tokutei[{extra}]" in ja
    assert f"tokutei[{extra}]" in en
    assert ja != en


def promised() -> Iterator[str]:
    """Every public function or class that says in its docstring that it raises the error."""
    for path in sorted(PACKAGE.rglob("*.py")):
        floor = path.relative_to(PACKAGE).with_suffix("").as_posix().replace("/", ".")
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
                raises = (ast.get_docstring(node) or "").partition("Raises:")[2]
                if (
                    "MissingExtraError" in raises
                    and not node.name.startswith("_")
                    and floor != "errors.extras"
                ):
                    yield f"{floor}.{node.name}"


def test_whoever_promises_the_error_is_asked() -> None:
    asked = {name.partition(" (")[0].rpartition(".")[2] for name in ENTRIES}
    assert {name for name in promised() if name.rpartition(".")[2] not in asked} == set()


def imported_by_name() -> Iterator[tuple[str, str]]:
    """Every place of the package that names a missing extra: the module and the extra."""
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            named = getattr(node.func, "id", "") in ("needing", "MissingExtraError")
            if named and isinstance(node.args[0], ast.Constant):
                yield path.stem, str(node.args[0].value)


def test_every_extra_is_asked_for() -> None:
    assert {extra for _, extra in imported_by_name()} == {extra for extra, _ in ENTRIES.values()}
    for extra in {extra for extra, _ in ENTRIES.values()}:
        assert f'\n{extra} = ["' in (ROOT / "pyproject.toml").read_text("utf-8")


def test_the_error_is_an_import_error_too() -> None:
    assert issubclass(MissingExtraError, ImportError)


def run(*arguments: str, **more: Any) -> subprocess.CompletedProcess[str]:
    """Run a command of the library and return what became of it."""
    env = {**os.environ, "PYTHONPATH": str(PACKAGE.parent), "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-m", *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        env=env,
        **more,
    )
    assert "Traceback" not in done.stdout + done.stderr
    return done


FACTS: Final = '{"status": "student"}'


@pytest.mark.parametrize(
    ("topic", "content", "code"),
    [
        ("statusses", FACTS, "vocabulary.unknown"),
        ("statuses", None, "file"),
        ("statuses", "folder", "file"),
        ("statuses", b"\xff\xfe", "file"),
        ("statuses", "{", "document"),
        ("statuses", "[" * 100_000, "document"),
        ("statuses", "[]", "facts"),
        ("statuses", '{"status": "tourist"}', "facts"),
    ],
)
def test_asking_ends_with_one_error_in_both_languages(
    tmp_path: Path, topic: str, content: str | bytes | None, code: str
) -> None:
    file = tmp_path / "YAMADA HANAKO.json"
    if content == "folder":
        file.mkdir()
    elif content is not None:
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
    done = run(
        "tokutei", "ask", topic, str(file), *(["--on", "2026-11-22"] if code != "vocabulary.unknown" else [])
    )
    said = json.loads(done.stdout)
    assert (done.returncode, said["error"], done.stderr) == (2, code, "")
    assert said["text"].keys() == {"ja", "en"}
    assert said["text"]["ja"] != said["text"]["en"]
    assert "YAMADA" not in done.stdout


def test_near_topics_come_first() -> None:
    for term, near in (
        ("statusses", "statuses"),
        ("fee", "fees"),
        ("document", "documents"),
        ("Works", "work"),
    ):
        with pytest.raises(UnknownTermError) as caught:
            tokutei.ask(term, {}, on=datetime(2026, 11, 22, tzinfo=UTC).date())
        assert caught.value.known[0] == near
        assert near in caught.value.text("ja")


def test_asking_by_standard_input_that_is_no_text() -> None:
    env = {**os.environ, "PYTHONPATH": str(PACKAGE.parent), "PYTHONIOENCODING": "utf-8:strict"}
    done = subprocess.run(
        [sys.executable, "-m", "tokutei", "ask", "statuses", "-", "--on", "2026-11-22"],
        input=b"\xff\xfe",
        capture_output=True,
        check=False,
        env=env,
    )
    assert (done.returncode, done.stderr) == (2, b"")
    assert json.loads(done.stdout)["error"] == "file"


@pytest.mark.skipif(
    not Path("/dev/full").exists(), reason="needs a device that is always full: run it on Linux"
)
def test_an_answer_that_nobody_can_take(tmp_path: Path) -> None:
    (tmp_path / "facts.json").write_text(FACTS, "utf-8")
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        done = subprocess.run(  # noqa: S603 - our own program
            [
                sys.executable,
                "-m",
                "tokutei",
                "ask",
                "statuses",
                str(tmp_path / "facts.json"),
                "--on",
                "2026-11-22",
            ],
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
            env={**os.environ, "PYTHONPATH": str(PACKAGE.parent)},
        )
    assert (done.returncode, done.stderr) == (2, b"")


def redirected(how: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a command of the library with a redirection of the shell."""
    env = {**os.environ, "PYTHONPATH": str(PACKAGE.parent), "PYTHONIOENCODING": "utf-8"}
    return subprocess.run(  # noqa: S603 - our own program
        ["/bin/sh", "-c", f'exec "$0" -m "$@" {how}', sys.executable, *arguments],
        capture_output=True,
        text=True,
        check=False,
        env=env,
    )


STALE: Final = ("tokutei.audit", "stale", "--on", "2026-09-01")


@pytest.mark.skipif(os.name != "posix", reason="needs a shell that closes streams: run it on Linux or macOS")
@pytest.mark.parametrize("how", [">&-", "<&- >&- 2>&-"])
def test_a_closed_output_is_no_traceback(tmp_path: Path, how: str) -> None:
    file = tmp_path / "facts.json"
    file.write_text(FACTS, "utf-8")
    for command in (
        ("tokutei", "ask", "statuses", str(file), "--on", "2026-11-22"),
        ("tokutei", "ask", "statuses", str(tmp_path / "none"), "--on", "2026-11-22"),
        STALE,
        (*STALE, "--json"),
        ("tokutei.audit", "drift", str(tmp_path / "none")),
        ("tokutei.testing.virtual_card", "--person", "nobody"),
    ):
        done = redirected(how, *command)
        said = "Traceback" in done.stderr or "Error:" in done.stderr
        assert (done.returncode, done.stdout, said) == (2, "", False)
    assert file.read_text("utf-8") == FACTS


@pytest.mark.skipif(os.name != "posix", reason="needs a shell that closes streams: run it on Linux or macOS")
def test_a_closed_input_is_an_error_of_ours() -> None:
    done = redirected("<&-", "tokutei", "ask", "statuses", "-", "--on", "2026-11-22")
    assert (done.returncode, done.stderr) == (2, "")
    assert json.loads(done.stdout)["text"] == {lang: FileError("missing").text(lang) for lang in ("ja", "en")}
    assert redirected("<&- >&-", "tokutei", "ask", "statuses", "-").returncode == 2


@pytest.mark.skipif(
    not Path("/dev/full").exists(), reason="needs a device that is always full: run it on Linux"
)
@pytest.mark.parametrize("more", [(), ("--json",)])
def test_an_error_that_nobody_can_take(tmp_path: Path, more: tuple[str, ...]) -> None:
    for command in (
        ("tokutei.audit", "drift", str(tmp_path / "none"), *more),
        (*STALE, *more),
        ("tokutei", "ask", "statuses", str(tmp_path / "none")),
    ):
        done = redirected(">/dev/full", *command)
        assert (done.returncode, done.stdout, done.stderr) == (2, "", "")


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_a_virtual_card_that_cannot_be_served(lang: str) -> None:
    for more in (["--port", "1"], ["--port", "99999999"], ["--type", "99"], ["--person", "nobody"]):
        done = run("tokutei.testing.virtual_card", "--lang", lang, *more)
        assert (done.returncode, done.stdout) == (2, "")
        assert len(done.stderr.splitlines()) == 1
        assert (max(map(ord, done.stderr)) > 0x3000) is (lang == "ja")


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_an_audit_of_no_folder(tmp_path: Path, lang: str) -> None:
    done = run("tokutei.audit", "drift", str(tmp_path / "none"), "--lang", lang)
    assert done.returncode == 2
    assert len(done.stdout.splitlines()) == 1
    assert (max(map(ord, done.stdout)) > 0x3000) is (lang == "ja")


def test_commands_that_are_interrupted(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object, **__: object) -> str:
        raise KeyboardInterrupt

    monkeypatch.setattr(main_module, "read_file", interrupted)
    assert main_module.main(["ask", "statuses", "facts.json", "--on", "2026-11-22"]) == 130
    monkeypatch.setattr(audit_module, "stale", interrupted)
    assert audit_module.main(["stale", "--on", "2026-11-22"]) == 130


def test_tables_that_cannot_be_written(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """The audit ends with one message, in the language asked for, and the tables are as they were."""
    (tmp_path / "provisions.csv").write_text("old", "utf-8")
    monkeypatch.setattr(audit_module, "read_folder", lambda *_, **__: SimpleNamespace(problems=(), texts={}))
    monkeypatch.setattr(audit_module, "make", lambda *_, **__: ((), ()))
    monkeypatch.setattr(audit_module, "texts_csv", lambda *_: "texts")

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(os, "replace", full)
    for lang in ("ja", "en"):
        told = ["provisions", str(tmp_path), "--on", "2026-11-22", "--write", str(tmp_path), "--lang", lang]
        assert audit_module.main(told) == 2
        assert capsys.readouterr().out == f"{FileError('no_space').text(lang)}\n"
    assert [path.name for path in tmp_path.iterdir()] == ["provisions.csv"]
    assert (tmp_path / "provisions.csv").read_text("utf-8") == "old"
