"""Markers planted in every personal field of every floor appear in no repr, error, log or trace."""

from __future__ import annotations

import dataclasses
import importlib
import inspect
import json
import logging
import pickle
import pkgutil
import pprint
import re
import traceback
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from typing import Any, Final

import pytest
from pydantic import BaseModel, ValidationError

import tokutei
from tests.lifecycle.lives import ENGINEER, FILE, STAY_END, T1, TODAY
from tokutei import errors
from tokutei.errors import (
    DocumentError,
    FactsError,
    HistoryError,
    HistoryLineError,
    TokuteiError,
    TransitionRefused,
)
from tokutei.identifiers import CardNumber, MunicipalityCode, Nationality
from tokutei.identifiers.numbers import HiddenNumber
from tokutei.lifecycle import (
    ExtendMyNumber,
    History,
    ReportLoss,
    Situation,
    advance,
    apply,
    chronicle,
    duties,
    from_json_lines,
    judge,
    to_json_lines,
)
from tokutei.models import CardFacts, Facts, MyNumberCardFacts, from_json, to_json
from tokutei.personal import HIDDEN, Masked, personal_fields
from tokutei.rules import CURRENT, SPECIFIED_CARD_CHANNELS
from tokutei.vocabulary import Channel, Window

BORN: Final = date(1901, 2, 3)
NUMBER: Final = "QZ19010203QZ"
MARKERS: Final = (
    "QZMARKERQZ",
    b"QZMARKERQZ",
    BORN,
    ("QZMARKERQZ", BORN),
    {"QZMARKERQZ": BORN},
    CardNumber(NUMBER),
)
FORBIDDEN: Final = ("QZ", "1901", "ZWE", "473821")
"""What no text may hold: the markers, the year of birth, the nationality, the municipality."""

FLOORS: Final = (
    "tokutei.models",
    "tokutei.lifecycle",
    "tokutei.chip",
    "tokutei.reader",
    "tokutei.intake",
    "tokutei.procedures",
    "tokutei.employment",
    "tokutei.testing",
    "tokutei.identifiers",
    "tokutei.errors",
)
LOOKS_PERSONAL: Final = re.compile(
    r"(?:^|_)(?:names?|alias|born|birth|numbers?|nationality|address|municipality|face|sex|holder|facts)(?:_|$)"
)
NOT_PERSONAL: Final = {
    ("Missing", "facts"): "names of facts",
    ("FileRow", "name"): "name of a file on the chip",
    ("FieldRow", "name"): "name of a field on the chip",
    ("FileRead", "name"): "name of a file on the chip",
    ("Generation", "name"): "name of a chip generation",
    ("Exchange", "number_matches"): "whether the number fits, not the number",
    ("CardForms", "no_face"): "how a synthetic card is printed",
    ("HostileCard", "name"): "name of a lie",
    ("HostileMyNumberCard", "name"): "name of a lie",
    ("ChipRecord", "face"): "whether there is a photograph, and in which form",
    ("_Kind", "name"): "kind of a document",
    ("Aspect", "facts"): "the catalogue asks about procedures, never about anybody",
    ("WorkDecision", "facts"): "status, permission, job, hours: what the law was asked with; nobody is named",
    ("Posed", "facts"): "the same, while it is decided",
    **{
        (kind, name): "whether a paper names the employer, the field or the work"
        for kind in ("Papers", "WorkRow")
        for name in ("designation_names_employer", "designation_names_field", "permission_names_job")
    },
}
"""Fields that only sound personal, with what they are."""


def sounds_personal(name: str) -> bool:
    return bool(LOOKS_PERSONAL.search(name.replace("my_number", "")))


def clean(*texts: str) -> None:
    for text in texts:
        assert not [word for word in FORBIDDEN if word in text], text


@cache
def classes() -> tuple[type, ...]:
    """Return every dataclass and model of the package."""
    found: dict[type, None] = {}
    for module in pkgutil.walk_packages(tokutei.__path__, "tokutei."):
        if module.name.endswith("__main__"):
            continue
        for value in vars(importlib.import_module(module.name)).values():
            if inspect.isclass(value) and value.__module__.startswith("tokutei"):
                found[value] = None
    return tuple(
        one
        for one in found
        if dataclasses.is_dataclass(one) or (issubclass(one, BaseModel) and one.model_fields)
    )


def names_of(kind: Any) -> list[str]:
    if issubclass(kind, BaseModel):
        return list(kind.model_fields)
    return [field.name for field in dataclasses.fields(kind)]


def marked() -> list[type]:
    return [kind for kind in classes() if personal_fields(kind)]


def planted(kind: type, marker: Any) -> Any:
    """Return a value of a class with a marker in every marked field, whatever its type."""
    hidden = personal_fields(kind)
    values: dict[str, Any] = {name: marker if name in hidden else None for name in names_of(kind)}
    if issubclass(kind, BaseModel):
        return kind.model_construct(**values)
    made: Any = object.__new__(kind)
    for name, value in values.items():
        object.__setattr__(made, name, value)
    return made


def test_the_walk_finds_the_floors() -> None:
    found = {kind.__name__ for kind in marked()}
    assert found >= {
        "Facts",
        "CardFacts",
        "Person",
        "Register",
        "History",
        "Entry",
        "ChipRecord",
        "SyntheticPerson",
        "SyntheticCard",
        "Face",
        "Paper",
        "Said",
        "Claim",
        "Item",
    }


@pytest.mark.parametrize("kind", marked(), ids=lambda kind: kind.__qualname__)
@pytest.mark.parametrize("marker", MARKERS, ids=lambda marker: type(marker).__name__)
def test_no_marker_in_any_marked_field_shows(
    kind: type, marker: object, caplog: pytest.LogCaptureFixture
) -> None:
    value = planted(kind, marker)
    clean(repr(value), str(value), f"{value}", f"{value!s:>9}", "%s %r" % (value, value), ascii(value))  # noqa: UP031
    clean(repr([value]), repr({1: value}), pprint.pformat(value), pprint.pformat([value] * 3, width=20))
    with caplog.at_level(logging.DEBUG):
        logging.getLogger("tokutei").error("%s %r", value, value)
    clean(caplog.text)
    for name in personal_fields(kind):
        assert f"{name}={HIDDEN}" in repr(value)


@pytest.mark.parametrize("kind", marked(), ids=lambda kind: kind.__qualname__)
def test_a_marked_class_masks_itself(kind: type) -> None:
    assert issubclass(kind, Masked | BaseModel)
    # A field of a subclass is masked too: the mask is not written out by hand.
    assert "__repr__" not in vars(kind)


@pytest.mark.parametrize(
    "kind",
    [one for one in classes() if one.__module__.startswith(FLOORS)],
    ids=lambda kind: kind.__qualname__,
)
def test_what_sounds_personal_is_marked(kind: type) -> None:
    sounds = {name for name in names_of(kind) if sounds_personal(name)}
    excused = {name for one, name in NOT_PERSONAL if one == kind.__name__}
    assert sounds - personal_fields(kind) <= excused


def test_every_excuse_is_needed() -> None:
    for (kind, name), why in NOT_PERSONAL.items():
        found = [one for one in classes() if one.__name__ == kind and name in names_of(one)]
        assert found, (kind, name)
        assert all(name not in personal_fields(one) for one in found)
        assert sounds_personal(name)
        assert why


def test_no_error_takes_what_sounds_personal() -> None:
    kinds = [one for one in vars(errors).values() if inspect.isclass(one) and issubclass(one, TokuteiError)]
    assert len(kinds) > 20
    for kind in kinds:
        for name in inspect.signature(kind.__init__).parameters:
            assert not sounds_personal(name), (kind, name)


def hidden_numbers() -> list[type[HiddenNumber]]:
    todo, found = [HiddenNumber], []
    while todo:
        kind = todo.pop()
        todo += kind.__subclasses__()
        found.append(kind)
    return found


@pytest.mark.parametrize("kind", hidden_numbers())
def test_hidden_numbers_show_nothing(kind: type[HiddenNumber]) -> None:
    number = object.__new__(kind)
    object.__setattr__(number, "_text", NUMBER)
    clean(repr(number), str(number), f"{number}", "%s" % number, repr([number]), pprint.pformat({1: number}))  # noqa: UP031


# Real lives with a marker in every personal field.

PERSONAL_FACTS: Final = Facts(
    born=BORN,
    nationality="ZWE",
    municipality="473821",
    status=ENGINEER,
    stay_until=STAY_END,
    card=CardFacts(number=CardNumber(NUMBER), issued_on=date(2023, 10, 20), valid_until=STAY_END),
    my_number_card=MyNumberCardFacts(valid_until=STAY_END, made_on=date(2023, 11, 6)),
    has_pending_application=False,
)


def life() -> Iterator[object]:
    """Yield everything that one life brings."""
    situation = Situation.of(PERSONAL_FACTS, on=TODAY)
    history = History.begin(PERSONAL_FACTS, on=TODAY)
    yield from (PERSONAL_FACTS, situation, situation.facts(), history)
    for event in (FILE.at(channel=Channel.ONLINE), *T1):
        judged = judge(situation, event)
        yield from (event, judged, judged.text("ja"), judged.text("en"))
        change = history.learn(event, learnt_on=event.on)
        history = change.history
        yield from (change, history, *history.outcomes(event.on))
        if judged:
            outcome = apply(situation, event)
            situation = outcome.after
            yield from (outcome, situation, *outcome.steps, *outcome.warnings)
            yield from (one.text(lang) for one in outcome.warnings for lang in ("ja", "en"))
        for duty in duties(situation, on=event.on):
            yield from (duty, duty.text("ja"), duty.text("en"))
            if duty.answer:
                yield from (duty.answer, duty.answer.explain("ja"), duty.answer.explain("en"))
    yield advance(situation, to=date(2027, 6, 1))
    told_of = chronicle(history, until=date(2027, 6, 1))
    reform = CURRENT.reformed(SPECIFIED_CARD_CHANNELS, since=TODAY, value=set(Channel), reason="reform A")
    compared = history.under(reform, on=date(2027, 6, 1))
    yield from (told_of, *told_of.moments, compared, *compared.differences)
    for lang in ("ja", "en"):
        yield from (told_of.text(lang), told_of.mermaid(lang), compared.text(lang))


def written() -> str:
    """Return a history as lines."""
    return to_json_lines(History.begin(PERSONAL_FACTS, on=TODAY).learn(FILE, learnt_on=TODAY).history)


def test_no_marker_in_anything_that_a_life_brings(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    values = list(life())
    assert len(values) > 100
    for value in values:
        clean(repr(value), str(value), f"{value}")
    clean(pprint.pformat(values, width=60))
    assert not [record for record in caplog.records if record.name.startswith("tokutei")]
    # A document is for the caller's own store: it holds everything.
    assert all(word in to_json(PERSONAL_FACTS) for word in FORBIDDEN)


# Errors.


def told(error: BaseException) -> list[str]:
    """Return every text of an error."""
    said = [str(error), repr(error), "".join(traceback.format_exception_only(error)), str(error.args)]
    if isinstance(error, TokuteiError):
        again = pickle.loads(pickle.dumps(error))  # noqa: S301 - our own
        said += [error.text("ja"), error.text("en"), repr(vars(error)), str(again), repr(again)]
        # What was raised before it is not shown either.
        assert error.__cause__ is None
        assert error.__suppress_context__ or error.__context__ is None
    return said


WRONG: Final[dict[str, Callable[[], object]]] = {
    "born is a word": lambda: Facts(born="QZMARKERQZ"),  # type: ignore[arg-type]
    "born after the stay": lambda: Facts(born=BORN, stay_until=date(1900, 1, 1)),
    "nationality": lambda: Facts(born=BORN, nationality="QZMARKERQZ"),
    "municipality": lambda: Facts(born=BORN, municipality="QZ4738"),
    "municipality, check digit": lambda: Facts(born=BORN, municipality="473822"),
    "card number": lambda: CardFacts(number="QZ1901"),  # type: ignore[arg-type]
    "unknown field": lambda: Facts(born=BORN, alias="QZMARKERQZ"),  # type: ignore[call-arg]
    "denied": lambda: Facts(born=BORN, municipality="473821", recorded=False),
    "nested": lambda: Facts(born=BORN, card={"number": "QZMARKERQZ"}),  # type: ignore[arg-type]
    "number parsed": lambda: CardNumber.parse("QZMARKERQZ"),
    "municipality parsed": lambda: MunicipalityCode.parse("QZMARKERQZ"),
    "nationality parsed": lambda: Nationality.parse("QZMARKERQZ"),
    "contradiction": lambda: Situation.of(
        PERSONAL_FACTS.model_copy(update={"stay_until": date(2026, 10, 30)}), on=TODAY
    ),
    "born in the future": lambda: Situation.of(Facts(born=date(2026, 9, 2), nationality="ZWE"), on=TODAY),
    "refused": lambda: apply(
        Situation.of(PERSONAL_FACTS, on=TODAY), FILE.at(channel=Channel.ONLINE, on=TODAY)
    ),
    "missing": lambda: apply(
        Situation.of(PERSONAL_FACTS.model_copy(update={"municipality": None}), on=TODAY), FILE
    ),
    "no row": lambda: apply(Situation.of(PERSONAL_FACTS, on=TODAY), T1[3]),
    "extension": lambda: apply(
        Situation.of(PERSONAL_FACTS, on=TODAY), ExtendMyNumber(on=TODAY, to=Window.BUREAU)
    ),
    "backwards": lambda: advance(Situation.of(PERSONAL_FACTS, on=TODAY), to=date(2026, 1, 1)),
    "history order": lambda: History.begin(PERSONAL_FACTS, on=TODAY).learn(
        ReportLoss(on=date(2026, 8, 1)), learnt_on=TODAY
    ),
    "history digest": lambda: dataclasses.replace(
        History.begin(PERSONAL_FACTS, on=TODAY).learn(FILE, learnt_on=TODAY).history,
        facts=PERSONAL_FACTS.model_copy(update={"municipality": None}),
    ).verify(),
    "history line, changed": lambda: from_json_lines(written().replace("ZWE", "VNM")),
    "history line, spoilt": lambda: from_json_lines(written().replace("file_extension", "QZMARKERQZ")),
    "history line, cut": lambda: from_json_lines(written()[:-9]),
    "history line, of another kind": lambda: from_json_lines(
        written().replace("history_line/", "QZMARKERQZ/")
    ),
    "no document": lambda: to_json(CardNumber(NUMBER)),
}


@pytest.mark.parametrize("name", WRONG)
def test_no_marker_in_an_error(name: str, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    with pytest.raises((TokuteiError, ValidationError)) as caught:
        WRONG[name]()
    clean(*told(caught.value), caplog.text)
    known = (
        TransitionRefused,
        FactsError,
        HistoryError,
        HistoryLineError,
        DocumentError,
        ValidationError,
        errors.IdentifierError,
    )
    assert isinstance(caught.value, known)


def spoilt(document: Any, spoil: Any) -> Iterator[Any]:
    """Yield a document as often as it has values, each time with another one spoilt."""
    if isinstance(document, dict):
        for key, value in document.items():
            if key != "tokutei":
                yield from ({**document, key: one} for one in spoilt(value, spoil))
    elif isinstance(document, list):
        for at, value in enumerate(document):
            yield from ([*document[:at], one, *document[at + 1 :]] for one in spoilt(value, spoil))
    else:
        yield spoil


@pytest.mark.parametrize("spoil", ["QZMARKERQZ", -19010203, ["QZMARKERQZ"], {"x": "QZMARKERQZ"}])
@pytest.mark.parametrize(
    "value",
    [
        PERSONAL_FACTS,
        Situation.of(PERSONAL_FACTS, on=TODAY),
        apply(Situation.of(PERSONAL_FACTS, on=TODAY), FILE),
        History.begin(PERSONAL_FACTS, on=TODAY).learn(FILE, learnt_on=TODAY).history,
        *T1,
    ],
    ids=lambda value: type(value).__name__,
)
def test_no_marker_in_the_error_of_a_spoilt_document(value: object, spoil: Any) -> None:
    read = failed = 0
    for document in spoilt(json.loads(to_json(value)), spoil):
        try:
            from_json(json.dumps(document))
            read += 1
        except DocumentError as error:
            failed += 1
            clean(*told(error))
    assert failed > read


def test_a_cut_document_shows_nothing() -> None:
    text = to_json(PERSONAL_FACTS)
    for end in range(0, len(text), 7):
        with pytest.raises(DocumentError) as caught:
            from_json(text[:end])
        clean(*told(caught.value))
