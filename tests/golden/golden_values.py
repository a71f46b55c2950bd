"""What the golden documents are made of: synthetic values of every stored kind, as many as it takes to be various."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import MISSING, Field, fields, replace
from datetime import date
from enum import Enum
from functools import cache
from itertools import chain
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, Literal, get_args, get_origin, get_type_hints

from tests.employment.check_decisions import STUDENT, decide, record
from tests.employment.report_makers import CASES as REPORT_CASES
from tests.employment.report_makers import case, report
from tests.intake.intake_cases import CASES as INTAKE_CASES
from tests.intake.intake_makers import Codes, face_of, of
from tests.lifecycle.lives import ENGINEER_FACTS, FILE, HOLDER_FACTS, T1, TODAY
from tests.named_traces import begin, traces, walk
from tokutei import testing
from tokutei.chip import my_number
from tokutei.employment import LapseCheck, LapseResult, Retention
from tokutei.errors import FactsError, NotInForceError
from tokutei.identifiers import CardNumber
from tokutei.intake import combine
from tokutei.lifecycle import Event, History, Outcome, Situation
from tokutei.models import CardFacts, Facts, MyNumberCardFacts, PendingFacts, to_json
from tokutei.testing import CARD_TYPES
from tokutei.vocabulary import CardForm, CardKind, Channel, ProcedureKind, Sex, StatusOfResidence
from tokutei.vocabulary.cards import CERTIFICATES, RESIDENCE_CARDS

DAY: Final = date(2026, 9, 1)
NUMBER: Final = CardNumber("ZZ00000001ZZ")
EVENT_CLASSES: Final[tuple[Any, ...]] = get_args(get_args(Event)[0])


def candidates(hint: Any) -> tuple[Any, ...]:
    """Return values that a field of a type may hold: of a vocabulary all, of the rest one."""
    if get_origin(hint) is Literal:
        return get_args(hint)
    if get_args(hint):
        return tuple(chain.from_iterable(map(candidates, get_args(hint))))
    if isinstance(hint, type) and issubclass(hint, Enum):
        return tuple(hint)
    known: Mapping[Any, tuple[Any, ...]] = {
        type(None): (None,),
        bool: (False, True),
        int: (12,),
        date: (date(2027, 3, 31),),
        str: ("131016",),
        CardNumber: (NUMBER,),
    }
    return known[hint]


def _default(field: Field[Any]) -> Any:
    return field.default if field.default is not MISSING else None


def events() -> Iterator[Any]:
    """Yield every event, once with what it must have, and once with every other value of every field."""
    for kind in EVENT_CLASSES:
        hints = get_type_hints(kind)
        own = [field for field in fields(kind) if field.name != "on"]
        needed = {f.name: candidates(hints[f.name])[0] for f in own if f.default is MISSING}
        yield kind(on=DAY, **needed)
        for field in own:
            for value in candidates(hints[field.name]):
                if value != needed.get(field.name, _default(field)):
                    try:
                        yield kind(on=DAY, **{**needed, field.name: value})
                    except FactsError:
                        continue  # the event says which values go together


def card_facts() -> Iterator[CardFacts]:
    """Yield cards of every kind and form."""
    yield CardFacts()
    yield CardFacts(form=CardForm.FORM_2012, number=NUMBER, issued_on=date(2023, 10, 20))
    for kind in sorted(RESIDENCE_CARDS | CERTIFICATES):
        yield CardFacts(kind=kind, form=CardForm.FORM_2026, number=NUMBER, issued_on=date(2026, 7, 1))
    yield CardFacts(
        kind=CardKind.SPECIFIED_RESIDENCE_CARD,
        valid_until=date(2029, 7, 1),
        my_number_valid_until=date(2028, 7, 1),
    )


def my_number_card_facts() -> Iterator[MyNumberCardFacts]:
    """Yield separate My Number cards, of which nothing or everything is known."""
    yield MyNumberCardFacts()
    assert ENGINEER_FACTS.my_number_card
    yield ENGINEER_FACTS.my_number_card


def facts() -> Iterator[Facts]:
    """Yield facts with every status, procedure and channel, and with and without what may be known."""
    born = date(1994, 5, 2)
    yield from (Facts(born=born), ENGINEER_FACTS, HOLDER_FACTS)
    yield Facts(born=born, recorded=False, has_my_number_card=False, has_pending_application=False)
    yield Facts(born=born, recorded=True, has_my_number_card=True, has_pending_application=True)
    yield from (Facts(born=born, status=one) for one in StatusOfResidence)
    yield from (Facts(born=born, card=one) for one in card_facts())
    yield from (Facts(born=born, my_number_card=one) for one in my_number_card_facts())
    filed = PendingFacts(procedure=ProcedureKind.EXTENSION_OF_STAY, filed_on=DAY)
    yield from (
        Facts(born=born, pending=filed.model_copy(update={"procedure": one})) for one in ProcedureKind
    )
    for channel in Channel:
        pending = filed.model_copy(update={"channel": channel, "specified_card": channel is Channel.ONLINE})
        yield Facts(born=born, pending=pending)


@cache
def _walked() -> tuple[tuple[Situation, tuple[Outcome, ...]], ...]:
    """Return the beginning of every named life, with all that came of it."""
    return tuple(
        (begin(trace), tuple(told.outcome for told in walk(trace) if told.outcome)) for trace in traces()
    )


def outcomes() -> Iterator[Outcome]:
    """Yield what came of every step of the named lives."""
    return (outcome for _, found in _walked() for outcome in found)


def situations() -> Iterator[Situation]:
    """Yield where the people of the named lives stand, from the beginning on."""
    for first, found in _walked():
        yield first
        yield from (outcome.after for outcome in found)


@cache
def histories() -> Mapping[str, History]:
    """Return histories by name: one that has only begun, one life, one told late, and one of every event."""
    begun = History.begin(ENGINEER_FACTS, on=TODAY)
    life = begun
    for event in T1:
        life = life.learn(event, learnt_on=event.on).history
    late = begun.learn(FILE.at(channel=Channel.ONLINE, on=date(2026, 9, 20)), learnt_on=date(2026, 9, 21))
    told_late = late.history.learn(FILE, learnt_on=date(2026, 9, 21)).history
    return MappingProxyType(
        {"begun": begun, "life": life, "told-late": told_late, "every-event": _every_event(begun)}
    )


def _every_event(begun: History) -> History:
    """Return a history that learnt every event, one a day; most of them are refused, and kept all the same."""
    from tokutei.lifecycle import Entry  # noqa: PLC0415 - what makes the chain is looked at here alone
    from tokutei.lifecycle.chain import entry_digest, head_digest  # noqa: PLC0415

    entries, before = [], head_digest(begun.facts, begun.begun_on)
    for event in events():
        before = entry_digest(before, event, DAY)
        entries.append(Entry(event, DAY, before))
    return replace(begun, entries=tuple(entries))


def intakes() -> Iterator[Any]:
    """Yield evidence of every finding and every type of card."""
    yield from (case.combined() for case in INTAKE_CASES)
    person = testing.person("student_with_permission")
    yield from (
        combine(chip=of(person.key, card_type), face=face_of(person), codes=Codes())
        for card_type in CARD_TYPES
    )


def check_records() -> Iterator[Any]:
    """Yield records of checks with every look-up, purpose and reason of retention."""
    yield record()
    yield record(report_card_number=NUMBER, permission_until=date(2027, 3, 31), key="E-1", secret=None)
    yield record(consent_on=None)
    yield from (
        record(lapse=LapseCheck(result=one, on=DAY)) for one in LapseResult if one.value != "not_checked"
    )
    yield record(retention=Retention(years=5, reason="labour_records"), left_on=date(2027, 3, 31))
    yield record(retention=Retention(years=3, reason="our own rule"))
    yield record(decide(enough=False))
    yield record(decide(long_school_holiday=True))
    for status in StatusOfResidence:
        with suppress(NotInForceError):  # a status that begins later
            yield record(decide(status=status.value))
    yield record(decide(**{**STUDENT, "other_activity_permission": "none"}))


def employment_reports() -> Iterator[Any]:
    """Yield reports of every event and everybody, and one with all its fields."""
    whole: dict[str, Any] = {
        "status": StatusOfResidence.SPECIFIED_SKILLED_WORKER_1,
        "stay_until": date(2027, 8, 31),
        "other_activity_permission": False,
        "ssw_field": "介護",
        "name": "TEST HANAKO",
        "born": date(2003, 3, 3),
        "sex": Sex.FEMALE,
        "nationality": "ベトナム",
        "card_number": NUMBER,
        "address": "テスト市テスト町1",
        "establishment": "テスト介護株式会社 テスト市テスト町2",
        "wage_and_job": "月給 テスト",
        "dispatch": False,
    }
    yield from (report(case(**{**whole, "insured": insured})) for insured in (False, True))
    yield from (report(one) for one in REPORT_CASES)


MAKERS: Final[Mapping[str, Callable[[], Iterable[Any]]]] = MappingProxyType(
    {
        "facts": facts,
        "card_facts": card_facts,
        "my_number_card_facts": my_number_card_facts,
        "event": events,
        "situation": situations,
        "outcome": outcomes,
        "history": lambda: histories().values(),
        "intake": intakes,
        "check_record": check_records,
        "employment_report": employment_reports,
    }
)
"""What makes the values of each kind; the lines of histories are made from the histories."""
WHOLE: Final = frozenset({"facts", "card_facts", "my_number_card_facts", "event", "history"})
"""The kinds of which every value is kept; of the others as many as say something new."""


def _says(node: object, place: str = "") -> Iterator[str]:
    """Yield every place of a document with the word that stands there; days, numbers and names are one word."""
    if isinstance(node, dict):
        for name, inner in node.items():
            yield from _says(inner, f"{place}.{name}")
    elif isinstance(node, list):
        yield f"{place}:{len(node) > 0}"
        for inner in node:
            yield from _says(inner, f"{place}[]")
    else:
        word = isinstance(node, str) and node.isascii() and node.replace("_", "").isalpha() and node.islower()
        yield f"{place}={node if word or node is None or isinstance(node, bool) else type(node).__name__}"


def chosen(texts: Sequence[str], *, besides: frozenset[str] = frozenset()) -> list[str]:
    """Return few documents that together say everything that all of them say, in their order.

    Args:
        texts: the documents.
        besides: names of parts that are kinds of their own, and looked at there.
    """
    says = [
        set(_says({name: part for name, part in json.loads(text).items() if name not in besides}))
        for text in texts
    ]
    wanted, kept = set[str]().union(*says), set[int]()
    while wanted:
        best = max(range(len(says)), key=lambda number: len(says[number] & wanted))
        wanted -= says[best]
        kept.add(best)
    return [texts[number] for number in sorted(kept)]


def documents(kind: str) -> list[str]:
    """Return the golden documents of a kind as text."""
    texts = list(dict.fromkeys(map(to_json, MAKERS[kind]())))
    return texts if kind in WHOLE else chosen(texts, besides=frozenset({"before", "after", "event"}))


def dumps() -> Iterator[tuple[str, str]]:
    """Yield dumps of a card of every type, and of My Number cards with and without the face and the number."""
    samples = Path(__file__).resolve().parents[2] / "docs" / "samples"
    for card_type in CARD_TYPES:
        first = min(samples.glob(f"{card_type}-*.json"))
        yield f"chip-{card_type}", first.read_text("utf-8")
    card, purpose = testing.issue_my_number_card(testing.person("engineer")), my_number.Purpose.BY_THE_PERSON
    text = my_number.read_text(card, pin=card.pin, purpose=purpose)
    surface = my_number.read_surface(card, reference_b=card.reference_b)
    yield "my-number-text", my_number.dump(text)
    yield "my-number-text-and-number", my_number.dump(text, individual_number=purpose)
    yield "my-number-surface", my_number.dump(surface, face=True)
