"""The page ``docs/errors.md``: every error class, its reasons, and what each says in both languages."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from markdown import cell, first_line, table
from tests.test_errors import BUILD, CLASSES, OTHERS, REASONS
from tokutei.errors import TokuteiError

__all__ = ["errors_page"]

_HEAD: Final = """# Errors

Every public function raises a subclass of `tokutei.errors.TokuteiError`; what a callback of yours raises comes out
as it is. The class, its `code` and its attributes are stable; the words are not. `error.text("en")` and
`error.text("ja")` say what happened, why, and what would have worked. `str(error)` is the English text. No error
holds personal data, card bytes or keys. A file is not named either, since its name may be somebody's; only
`FolderError` names the folder of law texts. Errors can be pickled.

公開している関数が送出する例外は、すべて `TokuteiError` の派生クラスです。クラス、`code`、属性は安定しています。文言は変わることが
あります。`error.text("ja")` は、何が起きたか、なぜか、どうすればよいかを日本語で返します。例外に個人情報は
入りません。ファイル名も、個人の名前を含むことがあるため入りません（法令の条文のフォルダーを示す `FolderError` だけは例外です）。

```python
from tokutei import ask
from tokutei.errors import TokuteiError
from datetime import date

try:
    ask("fee", {}, on=date(2026, 9, 1))
except TokuteiError as error:
    print(error.code, error.known[0])
```

```text
vocabulary.unknown fees
```

## Files

`tokutei.models.write_file`, `write_files` and `read_file` are the one way in which the library writes files, and
you may use them too. A file is written under another name in the same folder, and put into its place only when
it is whole; whatever goes wrong, what was there before is there still. Use it for histories, dumps and reports.

A file that is there is replaced by a new one with the same permissions and, where the system allows that, the same
owner; while it is being written it can be read by nobody who could not read the old one. So the permissions of the
folder decide: a file that says of itself that it is read-only is replaced too, and a second name of the old file (a
hard link) keeps what the old one held. A new file is its owner's alone until it is whole.

```python
from pathlib import Path
from tempfile import TemporaryDirectory

from tokutei.errors import FileError
from tokutei.models import read_file, write_file

with TemporaryDirectory() as folder:
    write_file(Path(folder) / "history.jsonl", "{}\\n")
    print(repr(read_file(Path(folder) / "history.jsonl")))
    try:
        write_file(Path(folder) / "none" / "history.jsonl", "{}\\n")
    except FileError as error:
        print(error.reason, "-", error.text("ja"))
```

```text
'{}\\n'
no_folder - ファイルを置くフォルダーがありません。何も書き込んでいません。先にフォルダーを作ってください。
```

## Commands

| command | 0 | 1 | 2 | 130 | language |
| --- | --- | --- | --- | --- | --- |
| `python -m tokutei` | answered | | no answer: the error as JSON | interrupted | both |
| `python -m tokutei.audit` | nothing needs a look | something does | could not be carried out | interrupted | `--lang`; both with `--json` |
| `python -m tokutei.testing.virtual_card` | interrupted | `pcscd` ended | could not be served | | `--lang` |

Arguments that cannot be understood end every command with 2.
"""


def _builtin(kind: type[TokuteiError]) -> str:
    """Return the built-in kinds of error that a class may be caught as."""
    own = (one for one in kind.__mro__ if one.__module__ == "builtins")
    return ", ".join(f"`{one.__name__}`" for one in own if one not in (object, BaseException, Exception))


def _classes() -> Iterator[str]:
    rows = (
        (f"`{name}`", f"`{kind.code}`", _builtin(kind), first_line(kind)) for name, kind in CLASSES.items()
    )
    return table(("class", "`code`", "also a", "when"), rows)


def _said(error: TokuteiError) -> tuple[str, str]:
    return error.text("en"), error.text("ja")


def _sections() -> Iterator[str]:
    for name, kind in CLASSES.items():
        yield from ("", f"### {name}", "", cell(inspect.getdoc(kind) or "").replace("  ", " "), "")
        if name in OTHERS:
            yield from table(("says", "日本語"), [_said(OTHERS[name])])
            continue
        reasons = [reason for of, reason in REASONS if of == name]
        rows = ((f"`{reason}`", *_said(BUILD[name](reason))) for reason in reasons)
        yield from table(("reason", "says", "日本語"), rows)


def errors_page() -> str:
    """Return the page: all classes, then each with its reasons and words.

    The words are made with the values that the tests use; where an error names something, it is an example.
    """
    lines = [
        *_HEAD.splitlines(),
        "",
        "## All classes",
        "",
        *_classes(),
        "",
        "## What each says",
        "",
        "Where an error names a thing, such as a field or a term, an example stands here.",
        *_sections(),
    ]
    return "\n".join(lines) + "\n"
