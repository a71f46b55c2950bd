"""What a dump of a card says, what is proved of it, and what nobody signed.

    python examples/inspect_dump.py                                  a synthetic sample, in English
    python examples/inspect_dump.py dump.json --at 2026-09-01T12:00+09:00 --anchor ca.pem --lang ja
    python examples/inspect_dump.py dump.json --at 2026-09-01T12:00+09:00 --show-personal

Ends with 0 if the signature holds and leads to an anchor that was given, with 1 if that is not proved, with 2 if the
file cannot be read or what it says cannot be shown. What says who somebody is stays hidden unless ``--show-personal``
asks for it; pictures are never shown, only how large they are. Neither 0 nor 1 says that the card is valid today or
that somebody may work.

It does not: read cards (``read_a_card.py``), change or write anything, or read dumps of My Number applications.
The samples in ``docs/samples`` are of invented people.
"""

import argparse
import os
import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from tokutei import chip, messages
from tokutei.chip import ChipRecord, Findings, FindingStatus, TrustStore
from tokutei.chip.record import layout_of
from tokutei.errors import TokuteiError
from tokutei.identifiers import CardNumber
from tokutei.personal import HIDDEN, personal_fields

SAMPLES = Path(__file__).resolve().parents[1] / "docs" / "samples"
SAMPLE = ["05-engineer.json", "--at", "2026-09-01T12:00:00+09:00"]
ANCHORS = [SAMPLES / "test-ca.pem", SAMPLES / "test-ca-rsa.pem"]
TRUSTED, NOT_PROVED, NOT_READ = 0, 1, 2

WORDS = {
    "en": {
        "read": "What was read (a “+” stands where the signature covers it)",
        "blank": "blank on the card",
        "left_out": "left out of the dump",
        "not_understood": "not understood",
        "bytes": "{size} bytes",
        "trusted": "The signature holds, and its key leads to an anchor that was given.",
        "intact": "The signature holds, but nothing here proves whose key it is.",
        "neither": "It is not proved that the issuer signed this.",
        "hidden": "Personal data are hidden; --show-personal shows them.",
        "file": "This file cannot be read.",
        "output": "What there is to say cannot be written to this output.",
        "moment": "--at is a moment with a time zone, such as 2026-09-01T12:00+09:00.",
    },
    "ja": {
        "read": "読み取った内容（「+」は署名の対象）",
        "blank": "カードに記録なし",
        "left_out": "ダンプに含まれない",
        "not_understood": "解釈できない",
        "bytes": "{size}バイト",
        "trusted": "署名は正しく、指定された信頼点の鍵によるものです。",
        "intact": "署名は正しいものの、誰の鍵によるものかはここでは確かめられません。",
        "neither": "発行者の署名があるとは確かめられません。",
        "hidden": "個人に関する内容は伏せています。--show-personal で表示します。",
        "file": "このファイルを読み取れません。",
        "output": "結果をこの出力先に書き出せません。",
        "moment": "--at には、2026-09-01T12:00+09:00 のように時差付きの日時を指定してください。",
    },
}
HEADS = {
    FindingStatus.FAILED: {"en": "What speaks against it", "ja": "不合格の項目"},
    FindingStatus.OK: {"en": "What was verified", "ja": "確認できた項目"},
    FindingStatus.NOT_COVERED: {"en": "What no signature covers", "ja": "署名の対象外の項目"},
    FindingStatus.NOT_CHECKED: {"en": "What is not known", "ja": "確認していない項目"},
}


def values(record: ChipRecord, findings: Findings, lang: str, *, personal: bool) -> list[str]:
    """Return a line for each field that the card type has."""
    words, hidden = WORDS[lang], personal_fields(ChipRecord)
    lines = []
    for field in (field for row in layout_of(record.files)[1].files for field in row.fields):
        value = getattr(record, field.name)
        if field.name in record.exchange.skipped:
            said = words["left_out"]
        elif field.name in record.unknown:
            said = words["not_understood"]
        elif value is None:
            said = words["blank"]
        elif isinstance(value, bytes):
            said = words["bytes"].format(size=len(value))
        else:
            shown = value.reveal() if isinstance(value, CardNumber) else messages.render(value, lang)
            said = HIDDEN if field.name in hidden and not personal else shown
        mark = "+" if field.name in findings.covers else " "
        lines.append(f"  {mark} {messages.text(f'chip.field.{field.name}', lang)}: {printable(said)}")
    return lines


def printable(text: str) -> str:
    """Return a text of which no character does anything to a terminal."""
    return "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in text)


def report(record: ChipRecord, findings: Findings, lang: str, *, personal: bool = False) -> str:
    """Return all that there is to say of a dump."""
    words = WORDS[lang]
    lines = [words["read"], *values(record, findings, lang, personal=personal)]
    if not personal:
        lines.append(f"    {words['hidden']}")
    for status, head in HEADS.items():
        if found := [one for one in findings.items if one.status is status]:
            lines += ["", head[lang], *(f"    {one.text(lang)}" for one in found)]
    verdict = "trusted" if findings.trusted else "intact" if findings.intact else "neither"
    return "\n".join([*lines, "", words[verdict]])


def put(text: str) -> bool:
    """Print a text and return whether all of it went out: not to a full disk, nor where nobody reads or nobody could."""
    if sys.stdout is None:
        return False
    try:
        print(text, flush=True)
    except UnicodeEncodeError:
        return False
    except OSError:  # what is left would be tried once more at the very end, with a status of its own
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return False
    return True


def main(arguments: Sequence[str] | None = None) -> int:
    """Show one dump and return how it ended."""
    parser = argparse.ArgumentParser(
        prog="inspect_dump.py", description="Say what a dump proves, and what not."
    )
    parser.add_argument("file", type=Path)
    parser.add_argument("--at", required=True, help="the moment asked about, with its time zone")
    parser.add_argument(
        "--anchor", type=Path, action="append", default=[], help="a certificate that you trust"
    )
    parser.add_argument("--lang", choices=sorted(WORDS), default="en")
    parser.add_argument("--show-personal", action="store_true", help="show also who it is")
    told = parser.parse_args(arguments)
    try:
        at = datetime.fromisoformat(told.at)
    except ValueError:
        at = None
    if at is None or at.utcoffset() is None:
        print(WORDS[told.lang]["moment"], file=sys.stderr)
        return NOT_READ
    try:
        record = chip.load(told.file)
        findings = chip.verify(record, TrustStore.custom(told.anchor), at=at)
    except TokuteiError as error:  # its words repeat nothing of the file
        print(WORDS[told.lang]["file"], error.text(told.lang), file=sys.stderr)
        return NOT_READ
    if not put(report(record, findings, told.lang, personal=told.show_personal)):
        print(WORDS[told.lang]["output"], file=sys.stderr)
        return NOT_READ
    return TRUSTED if findings.trusted else NOT_PROVED


if __name__ == "__main__":
    shown = sys.argv[1:] or [
        str(SAMPLES / SAMPLE[0]),
        *SAMPLE[1:],
        *(word for anchor in ANCHORS for word in ("--anchor", str(anchor))),
    ]
    sys.exit(main(shown))
