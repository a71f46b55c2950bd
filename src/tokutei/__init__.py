"""Japan's residence cards: the law as dated, cited rules; the life of a card; the chip.

``import tokutei as tk`` brings what people need first; every floor has more under its own name
(``tokutei.rules``, ``tokutei.lifecycle``, ``tokutei.chip``, ``tokutei.testing`` …).
"""

from tokutei import rules
from tokutei.ask import ask
from tokutei.errors import TokuteiError
from tokutei.identifiers import CardNumber
from tokutei.law import Answer, Citation, Evidence, Judgement, Reason
from tokutei.lifecycle import (
    AskExchange,
    Duty,
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
    duties,
    judge,
)
from tokutei.models import CardFacts, Facts, MyNumberCardFacts, from_json, to_json
from tokutei.rules import CURRENT, Rulebook
from tokutei.vocabulary import CardForm, CardKind, Channel, ProcedureKind, Route, StatusOfResidence

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
