"""Every error class: words in both languages for every reason the code gives, pickling, nothing personal."""

from __future__ import annotations

import ast
import copy
import inspect
import pickle
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

import tokutei
from tokutei import errors, messages
from tokutei.errors import TokuteiError
from tokutei.law import Citation, Reason
from tokutei.vocabulary import CardForm, Channel

PACKAGE = Path(next(iter(tokutei.__path__)))
CLASSES = {name: getattr(errors, name) for name in errors.__all__}
DAY, OTHER_DAY = date(2026, 6, 14), date(2026, 6, 13)
REASON = Reason("procedure_not_listed", (Citation("326CO0000000319", "19-15-2"),))
DOCUMENTED = {
    "IdentifierError": ("shape", "check_digit", "purpose", "unknown"),
    "PeriodError": ("negative", "not_whole", "beyond_calendar", "before_birth", "month_day", "not_a_day"),
    "ReformError": ("value", "reason"),
    "RowsError": (
        "source",
        "encoding",
        "layout",
        "bounds",
        "mapping",
        "number_column",
        "columns",
        "interrupted",
    ),
    "FindingsError": ("another_record", "altered_record"),
    "HistoryError": ("digest", "order", "before_start", "future", "other"),
    "HistoryLineError": (
        "empty",
        "blank",
        "cut_off",
        "not_json",
        "named_twice",
        "too_deep",
        "not_unicode",
        "not_text",
        "other_kind",
        "newer",
        "invalid",
        "unknown_event",
        "digest",
        "rewritten",
        "chain",
        "order",
        "before_start",
        "future",
    ),
    "FileError": (
        "no_folder",
        "read_only",
        "owner",
        "no_space",
        "not_unicode",
        "not_content",
        "missing",
        "not_allowed",
        "too_large",
        "bad_bound",
        "not_utf8",
        "not_a_file",
        "bad_path",
        "failed",
    ),
    "RecordError": ("individual_number", "card_number", "shape", "no_purpose", "not_reported", "no_consent"),
    "DocumentError": (
        "not_json",
        "named_twice",
        "too_deep",
        "not_unicode",
        "no_kind",
        "unknown_kind",
        "newer",
        "invalid",
        "not_a_document",
        "unwritable",
    ),
    "ArgumentError": ("certificate", "certificates", "delivery_key", "delivery_keys", "document"),
    "TlvError": ("length", "tag", "too_large", "overrun", "missing", "duplicate", "size", "offsets"),
    "PinError": (
        "shape",
        "one_needed",
        "does_not_open",
        "not_there",
        "blocked",
        "last_try",
        "wrong",
    ),
    "PurposeError": ("missing", "employment_card_check", "not_listed"),
    "ReadAborted": (
        "exchanges",
        "transport",
        "generation",
        "no_residence_application",
        "no_my_number_application",
        "answer",
    ),
    "ReaderError": (
        "no_service",
        "not_allowed",
        "no_reader",
        "unknown_reader",
        "no_card",
        "busy",
        "unresponsive",
        "timeout",
        "card_removed",
        "card_reset",
        "extended_length",
        "closed",
        "limit",
        "not_loopback",
        "no_vpcd",
        "other",
    ),
}
"""The reasons that the docstrings of :mod:`tokutei.errors` promise."""
BUILD: dict[str, Callable[[str], TokuteiError]] = {
    "IdentifierError": lambda reason: errors.IdentifierError("card_number", reason),
    "PeriodError": errors.PeriodError,
    "FindingsError": errors.FindingsError,
    "ReformError": lambda reason: errors.ReformError("loss_days", reason),
    "RowsError": lambda reason: errors.RowsError(reason, ("status",)),
    "HistoryError": lambda reason: errors.HistoryError(reason, 3),
    "HistoryLineError": lambda reason: errors.HistoryLineError(reason, 3, ("event.on: date_type",), "good"),
    "DocumentError": lambda reason: errors.DocumentError(reason, "history/2", ("born: date_type",)),
    "FileError": errors.FileError,
    "RecordError": lambda reason: errors.RecordError(reason, "by"),
    "ArgumentError": errors.ArgumentError,
    "TlvError": lambda reason: errors.TlvError(reason, offset=12),
    "SecureMessagingError": errors.SecureMessagingError,
    "PinError": lambda reason: errors.PinError(reason, Channel.ONLINE, 2),
    "PurposeError": errors.PurposeError,
    "ReadAborted": lambda reason: errors.ReadAborted(reason, Channel.ONLINE),
    "ReaderError": lambda reason: errors.ReaderError(reason, 0x80100016),
    "CertificateError": errors.CertificateError,
    "ImageError": errors.ImageError,
}
"""How the classes with a stable reason are made."""
OTHERS: dict[str, TokuteiError] = {
    "TokuteiError": TokuteiError(),
    "CodeTableError": errors.CodeTableError((REASON,)),
    "CharactersError": errors.CharactersError("cp932", ("U+20BB7", "U+202E")),
    "MissingExtraError": errors.MissingExtraError("crypto", "cryptography"),
    "TableError": errors.TableError("fees.csv", "cells", 7),
    "UnknownTermError": errors.UnknownTermError("Channel", "fax", ("counter", "online")),
    "AmbiguousTermError": errors.AmbiguousTermError("CardForm", "form", tuple(CardForm)),
    "CitationError": errors.CitationError("somewhere"),
    "NaiveDatetimeError": errors.NaiveDatetimeError(),
    "OutOfTableError": errors.OutOfTableError("national_holidays", DAY, DAY, OTHER_DAY),
    "NotInForceError": errors.NotInForceError("loss_days", OTHER_DAY, DAY),
    "ReadingError": errors.ReadingError("Q1", "seventh", ("fifth", "sixth")),
    "FolderError": errors.FolderError("no/such/folder"),
    "FactsError": errors.FactsError(("born",), (REASON,), ("shoe_size",)),
    "TransitionRefused": errors.TransitionRefused(Channel.ONLINE, (REASON,), (REASON,)),
    "ChipError": errors.ChipError(),
    "CardError": errors.CardError("read_binary", 0x6A82),
    "WrongNumberError": errors.WrongNumberError(),
    "DeliveryKeyError": errors.DeliveryKeyError(),
    "ItemsError": errors.ItemsError(),
    "ProfileError": errors.ProfileError("mac_size"),
    "TraceError": errors.TraceError("redacted"),
}


def literal_reasons() -> Iterator[tuple[str, str]]:
    """Every class with a reason that is written out where the package raises it."""
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and (name := getattr(node.func, "id", "")) in BUILD:
                names = list(inspect.signature(CLASSES[name]).parameters)
                place = names.index("reason")
                given = dict(zip(names, node.args, strict=False)) | {k.arg: k.value for k in node.keywords}
                reason = given.get("reason")
                if place >= 0 and isinstance(reason, ast.Constant):
                    yield name, str(reason.value)


REASONS = sorted(
    {*literal_reasons(), *((name, reason) for name, reasons in DOCUMENTED.items() for reason in reasons)}
)
IDENTIFIERS = sorted(
    key.split(".")[1]
    for key in messages._catalogue("en")
    if key.startswith("identifier.") and key.endswith(".name")
)


def assert_speaks(error: TokuteiError) -> None:
    ja, en = error.text("ja"), error.text("en")
    assert ja != en
    assert str(error) == en == error.text("tlh")
    for said in (ja, en):
        assert said.strip()
        assert not any(key in said for key in ("error.", "identifier.", "{{", "}}", "_reasons"))
    assert any(ord(char) > 0x3000 for char in ja)


def test_every_class_is_tested() -> None:
    assert {*BUILD, *OTHERS} == set(CLASSES)
    assert not BUILD.keys() & OTHERS.keys()


@pytest.mark.parametrize(("name", "reason"), REASONS)
def test_every_reason_has_words(name: str, reason: str) -> None:
    error = BUILD[name](reason)
    assert vars(error)["reason"] == reason
    assert_speaks(error)


@pytest.mark.parametrize("name", sorted(OTHERS.keys() - {"FactsError", "TransitionRefused"}))
def test_every_other_error_has_words(name: str) -> None:
    assert_speaks(OTHERS[name])


@pytest.mark.parametrize("identifier", IDENTIFIERS)
@pytest.mark.parametrize("reason", DOCUMENTED["IdentifierError"])
def test_every_identifier_has_words(identifier: str, reason: str) -> None:
    assert_speaks(errors.IdentifierError(identifier, reason))


def test_an_error_shows_its_facts() -> None:
    assert "fees.csv" in str(OTHERS["TableError"])
    assert "row 7" in str(OTHERS["TableError"])
    assert "row -" in str(errors.TableError("fees.csv", "absent"))
    assert "6A82" in str(OTHERS["CardError"])
    assert "12" in str(errors.TlvError("tag", offset=12))
    assert "born: date_type" in str(errors.DocumentError("invalid", "facts/1", ("born: date_type",)))
    assert "tokutei[crypto]" in str(OTHERS["MissingExtraError"])
    assert "2012年様式、2026年様式" in OTHERS["AmbiguousTermError"].text("ja")


def test_facts_that_do_not_do_are_all_listed() -> None:
    said = OTHERS["FactsError"].text("en")
    assert "date of birth" in said
    assert "shoe_size" in said
    assert REASON.text("en") in said
    assert errors.FactsError(missing=("born", "status")).text("ja").count("、") == 1
    assert "shoe_size" not in errors.FactsError(missing=("born",)).text("en")


def test_a_refusal_says_what_why_and_what_would_work() -> None:
    said = OTHERS["TransitionRefused"].text("en")
    assert said.count(REASON.text("en")) == 2
    assert Channel.ONLINE.text("en") in said


def every_error() -> list[TokuteiError]:
    return [*OTHERS.values(), *(BUILD[name](reason) for name, reason in REASONS)]


@pytest.mark.parametrize("error", every_error(), ids=lambda error: type(error).__name__)
def test_errors_survive_pickling_and_copying(error: TokuteiError) -> None:
    for twin in (pickle.loads(pickle.dumps(error)), copy.copy(error), copy.deepcopy(error)):  # noqa: S301 - our own bytes
        assert type(twin) is type(error)
        assert vars(twin) == vars(error)
        assert twin.text("ja") == error.text("ja")


@pytest.mark.parametrize("error", every_error(), ids=lambda error: type(error).__name__)
def test_an_error_holds_its_parameters_and_nothing_else(error: TokuteiError) -> None:
    assert error.args == ()
    own = inspect.signature(type(error)).parameters if "__init__" in vars(type(error)) else ()
    assert vars(error).keys() == set(own)
    assert repr(error) == f"{type(error).__name__}()"


@pytest.mark.parametrize("said", ["\x1b[2J", "\ud800", "\u202eabc", "a\nb", "x" * 1000, None, 5, ["x"]])
def test_what_somebody_wrote_cannot_act_on_a_terminal(said: object) -> None:
    for error in (
        errors.UnknownTermError("Channel", said),
        errors.AmbiguousTermError("CardForm", str(said), ()),
        errors.CitationError(said),
        errors.DocumentError("unknown_kind", said),
        errors.ReadingError("Q1", str(said), ()),
        errors.ReadingError(str(said), "", ()),
        errors.TableError(said, "name"),
    ):
        for lang in ("ja", "en"):
            assert error.text(lang).isprintable()
            assert len(error.text(lang)) < 250


def test_codes_are_stable_words_of_their_own() -> None:
    codes = [kind.code for kind in CLASSES.values()]
    assert len(set(codes)) == len(codes)
    assert all(issubclass(kind, TokuteiError) for kind in CLASSES.values())


def test_catching_by_builtin_kind() -> None:
    for kind, builtin in (
        (errors.IdentifierError, ValueError),
        (errors.CitationError, ValueError),
        (errors.UnknownTermError, LookupError),
        (errors.OutOfTableError, LookupError),
        (errors.MissingExtraError, ImportError),
        (errors.FactsError, ValueError),
    ):
        assert issubclass(kind, builtin)
