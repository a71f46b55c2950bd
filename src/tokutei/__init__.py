"""Japan's residence cards: the law as dated, cited rules; the life of a card; the chip.

``import tokutei as tk`` brings what people need first; every floor has more under its own name
(``tokutei.rules``, ``tokutei.lifecycle``, ``tokutei.chip``, ``tokutei.testing`` …). Lives are loaded when one of
their names is first asked for: a program that only asks for rules does not wait for their tables.
"""

from importlib import import_module
from typing import TYPE_CHECKING

from tokutei import rules
from tokutei.ask import ask
from tokutei.errors import TokuteiError
from tokutei.identifiers import CardNumber
from tokutei.law import Answer, Citation, Evidence, Judgement, Reason
from tokutei.models import CardFacts, Facts, MyNumberCardFacts, documents_of, from_json, to_json
from tokutei.rules import CURRENT, Rulebook
from tokutei.vocabulary import CardForm, CardKind, Channel, ProcedureKind, Route, StatusOfResidence

if TYPE_CHECKING:
    from tokutei.lifecycle import (
        AskExchange,
        FileChange,
        FileExtension,
        FilePermanentResidence,
        FileReissue,
        GiveBackMyNumber,
        History,
        NotifyItemChange,
        Outcome,
        ReceiveCard,
        ReportLoss,
        Situation,
        advance,
        apply,
        judge,
    )
    from tokutei.lifecycle.duties import Duty, duties

__all__ = [
    "CURRENT",
    "Answer",
    "AskExchange",
    "CardFacts",
    "CardForm",
    "CardKind",
    "CardNumber",
    "Channel",
    "Citation",
    "Duty",
    "Evidence",
    "Facts",
    "FileChange",
    "FileExtension",
    "FilePermanentResidence",
    "FileReissue",
    "GiveBackMyNumber",
    "History",
    "Judgement",
    "MyNumberCardFacts",
    "NotifyItemChange",
    "Outcome",
    "ProcedureKind",
    "Reason",
    "ReceiveCard",
    "ReportLoss",
    "Route",
    "Rulebook",
    "Situation",
    "StatusOfResidence",
    "TokuteiError",
    "advance",
    "apply",
    "ask",
    "duties",
    "from_json",
    "judge",
    "rules",
    "to_json",
]

_LIVES = frozenset(
    {
        "AskExchange",
        "Duty",
        "FileChange",
        "FileExtension",
        "FilePermanentResidence",
        "FileReissue",
        "GiveBackMyNumber",
        "History",
        "NotifyItemChange",
        "Outcome",
        "ReceiveCard",
        "ReportLoss",
        "Situation",
        "advance",
        "apply",
        "duties",
        "judge",
    }
)
"""The names of ``tokutei.lifecycle`` that stand here too."""

documents_of("tokutei.employment", "check_record")
documents_of("tokutei.intake", "intake")
documents_of("tokutei.employment", "employment_report")
documents_of("tokutei.lifecycle", "situation", "event", "outcome", "history", "history_lines", "history_line")


def __getattr__(name: str) -> object:
    """Load lives when one of their names is first asked for."""
    if name == "lifecycle" or name in _LIVES:
        lives = import_module("tokutei.lifecycle")
        return lives if name == "lifecycle" else getattr(lives, name)
    message = f"module {__name__!r} has no attribute {name!r}"
    raise AttributeError(message)
