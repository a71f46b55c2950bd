"""Values of every floor go from one process to another: equal there, still masked, still unchangeable."""

from __future__ import annotations

import enum
import importlib
import inspect
import io
import pickle
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final, Protocol

import pytest

from tests.pickled_values import DAY, MARKED, PERSONAL, REFORM, VALUES
from tests.test_errors import every_error
from tokutei import testing
from tokutei.chip import Trace
from tokutei.errors import TokuteiError
from tokutei.rules import CURRENT

OTHER: Final = """
import pickle, sys
values = pickle.load(sys.stdin.buffer)
shown = [(repr(one), str(one)) for one in values]
pickle.dump((values, shown), sys.stdout.buffer, protocol=5)
"""
"""A process that knows nothing of the library but its place; the pickle alone says what to import."""
FLOORS: Final = (
    *("ask", "calendar", "chip", "chip.my_number", "employment", "identifiers", "intake", "law", "lifecycle"),
    *("models", "procedures", "rules"),
)
STAY: Final = {
    "Verifier": "works, with keys and caches",
    "Trace": "refuses: it may hold personal data and keys",
    "Progress": "is a step of a reading that goes on, told to its callback",
    "DeliveryKey": "is a key",
    "Desk": "works, with what it has looked up",
    "ManyDecisions": "is an iterator over an open table; its decisions, counts and problems are values",
    "Topic": "holds a function of the table of topics",
    "ApplicationSet": "is a row of a table that every process has",
    "Need": "holds a function of the table of needs",
    "OnlineEntry": "is a base; its subclasses are values",
    "Model": "is a base; its subclasses are values",
    "IndividualNumber": "is not to be stored or sent",
    "ResidentRecordCode": "is not to be stored or sent",
}
"""Public classes whose values stay in their process, with what they are."""


def sent(values: list[Any]) -> tuple[list[Any], list[tuple[str, str]]]:
    """Return values as another process has them, and what it shows of them."""
    paths = [str(Path(__file__).resolve().parents[1] / "src"), *filter(None, sys.path)]
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-W", "error", "-c", OTHER],
        input=pickle.dumps(values, protocol=5),
        env={"PYTHONPATH": ":".join(paths), "PYTHONHASHSEED": "7", "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr.decode()[-2000:]
    again, shown = pickle.loads(done.stdout)  # noqa: S301 - our own
    return again, shown


@pytest.mark.parametrize("floor", VALUES)
def test_values_are_the_same_in_another_process(floor: str) -> None:
    values = VALUES[floor]()
    again, shown = sent(values)
    assert len(again) == len(values)
    for before, after, texts in zip(values, again, shown, strict=True):
        assert type(after) is type(before)
        assert after == before
        # What was masked here is masked there, and after its way back.
        for text in (*texts, repr(after), str(after)):
            assert not [word for word in PERSONAL if word in text]


def test_the_marks_are_in_what_was_sent() -> None:
    """A test that looks for marks finds none if there are none."""
    raw = pickle.dumps(VALUES["lives"](), protocol=5)
    assert all(word.encode() in raw for word in ("ZWE", "473821", "QZ19010203QZ"))
    raw = pickle.dumps(VALUES["employment"](), protocol=5)
    assert b"QZ19010203QZ" in raw


def test_errors_are_the_same_in_another_process() -> None:
    errors: list[TokuteiError] = every_error()
    again, shown = sent(errors)
    for before, after, (_, said) in zip(errors, again, shown, strict=True):
        assert type(after) is type(before)
        assert vars(after) == vars(before)
        assert (after.code, after.text("ja"), after.text("en")) == (
            before.code,
            before.text("ja"),
            before.text("en"),
        )
        assert said == str(before)


def test_errors_that_were_raised_are_the_same_in_another_process() -> None:
    from tokutei.lifecycle import ReceiveCard, Situation, apply  # noqa: PLC0415

    with pytest.raises(TokuteiError) as caught:
        apply(Situation.of(MARKED, on=DAY), ReceiveCard(on=DAY))
    (again,), ((shown, said),) = sent([caught.value])
    assert (again.event, again.reasons, again.instead) == (
        caught.value.event,  # type: ignore[attr-defined]
        caught.value.reasons,  # type: ignore[attr-defined]
        caught.value.instead,  # type: ignore[attr-defined]
    )
    assert not [word for word in PERSONAL if word in shown + said]


def test_what_cannot_be_changed_cannot_be_changed_there() -> None:
    again, _ = sent([MARKED, *VALUES["law"]()])
    with pytest.raises(Exception, match="frozen"):
        again[0].born = DAY
    for answer in (one for one in again if hasattr(one, "grounds")):
        with pytest.raises((AttributeError, TypeError)):
            answer.facts["born"] = DAY
    book = next(one for one in again if one == REFORM)
    assert book != CURRENT
    assert hash(book) == hash(REFORM)


def test_unknown_is_the_one_unknown() -> None:
    from tokutei.models import UNKNOWN  # noqa: PLC0415

    ((one,), _) = sent([UNKNOWN])
    assert one is UNKNOWN


def test_a_trace_stays_here() -> None:
    with pytest.raises((TokuteiError, TypeError)):
        pickle.dumps(Trace(), protocol=5)


class Seen(pickle.Pickler):
    """Notes the class of everything that it writes."""

    def __init__(self) -> None:
        super().__init__(io.BytesIO(), protocol=5)
        self.classes: set[type] = set()

    def persistent_id(self, obj: Any) -> None:
        self.classes.add(type(obj))


def public_classes() -> Iterator[type]:
    """Yield every public class whose values are no words and no live things."""
    for floor in FLOORS:
        module = importlib.import_module(f"tokutei.{floor}")
        for name in module.__all__:
            value = getattr(module, name)
            if inspect.isclass(value) and not issubclass(value, enum.Enum) and Protocol not in value.__mro__:
                yield value


def test_every_public_class_is_sent() -> None:
    seen = Seen()
    for make in VALUES.values():
        seen.dump(make())
    missing = {one.__name__ for one in set(public_classes()) - seen.classes}
    assert missing == set(STAY)


def test_synthetic_people_are_sent_and_their_cards_are_issued_where_they_are_read() -> None:
    people = list(testing.people())
    again, _ = sent(people)
    assert again == people
