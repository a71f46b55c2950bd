"""Dates in models: days in Japan, whoever gives them, and nothing else."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest
from pydantic import ValidationError

from tokutei.ask import ask, topics
from tokutei.errors import FactsError
from tokutei.law import Reason
from tokutei.models import CardFacts, Facts, Model, PendingFacts
from tokutei.vocabulary import ProcedureKind

BORN = date(1994, 5, 2)
LATE = datetime(2026, 10, 30, 15, tzinfo=UTC)
"""Already the next day in Japan."""


class Meeting(Model):
    """Dates and a moment at every depth."""

    on: date | None = None
    others: tuple[date, ...] = ()
    named: dict[str, date | int] | None = None
    at: datetime | None = None


class DayOfSomebody(date):
    """A date of another library."""


def problem(model: type[Model], **fields: object) -> tuple[object, str]:
    with pytest.raises(ValidationError) as caught:
        model(**fields)
    (error,) = caught.value.errors(include_input=False, include_url=False, include_context=False)
    return error["loc"][0], error["type"]


@pytest.mark.parametrize(
    ("given", "day"),
    [
        (date(2026, 10, 31), date(2026, 10, 31)),
        (DayOfSomebody(2026, 10, 31), date(2026, 10, 31)),
        ("2026-10-31", date(2026, 10, 31)),
        (LATE, date(2026, 10, 31)),
        (datetime(2026, 10, 31, tzinfo=timezone(timedelta(hours=14))), date(2026, 10, 30)),
        (datetime(2026, 10, 30, 20, tzinfo=UTC), date(2026, 10, 31)),
    ],
)
def test_a_date_is_a_day_in_japan(given: Any, day: date) -> None:
    for found in (
        Facts(born=BORN, stay_until=given).stay_until,
        CardFacts(valid_until=given).valid_until,
        PendingFacts(procedure=ProcedureKind.EXCHANGE, filed_on=given).filed_on,
        Meeting(on=given).on,
        Meeting(others=(given,)).others[0],
        (Meeting(named={"first": given}).named or {})["first"],
    ):
        assert found == day
        assert type(found) is date


@pytest.mark.parametrize(
    ("given", "kind"),
    [
        (datetime(2026, 10, 31), "naive_datetime"),  # noqa: DTZ001 - naive on purpose
        (datetime(9999, 12, 31, 23, tzinfo=UTC), "beyond_calendar"),
        (0, "date_type"),
        (1793404800, "date_type"),
        (1793404800.0, "date_type"),
        (True, "date_type"),
        (b"2026-10-31", "date_type"),
        ("1793404800", "date_parsing"),
        ("2026-10-31T00:00:00Z", "date_parsing"),
        ("20261031", "date_parsing"),
        ("2026-W44-6", "date_parsing"),
        ("2026-02-29", "date_parsing"),
        ("２０２６-10-31", "date_parsing"),
        ("", "date_parsing"),
    ],
)
def test_nothing_else_is_a_date(given: Any, kind: str) -> None:
    assert problem(Facts, born=BORN, stay_until=given) == ("stay_until", kind)
    assert problem(Meeting, others=(given,)) == ("others", kind)
    with pytest.raises(ValidationError) as caught:
        Facts(born=BORN, stay_until=given)
    assert "1793404800" not in str(caught.value)


def test_moments_stay_moments() -> None:
    naive = datetime(2026, 10, 31, 9)  # noqa: DTZ001 - naive on purpose
    assert Meeting(at=LATE).at == LATE
    assert Meeting(at=naive).at == naive


def test_the_schema_still_says_date() -> None:
    found = Meeting.model_json_schema()["properties"]
    assert found["on"]["anyOf"][0] == {"format": "date", "type": "string"}
    assert found["others"]["items"] == {"format": "date", "type": "string"}
    assert found["at"]["anyOf"][0]["format"] == "date-time"


@pytest.mark.parametrize("topic", sorted(topics()))
def test_every_topic_reads_its_days_so(topic: str) -> None:
    model = topics()[topic].facts
    days = [name for name, field in model.model_fields.items() if field.annotation in (date, date | None)]
    for name in days:
        assert getattr(model(**{name: LATE}), name) == date(2026, 10, 31)
        for wrong, kind in (
            (LATE.replace(tzinfo=None), "naive_datetime"),
            (5, "date_type"),
            ("5", "date_parsing"),
        ):
            with pytest.raises(FactsError) as caught:
                ask(topic, {name: wrong}, on=date(2026, 11, 21))
            (reason,) = caught.value.contradictions
            assert isinstance(reason, Reason)
            assert dict(reason.parameters) == {"fact": name, "problem": kind}


# Copies with other values.


@pytest.mark.parametrize(
    ("update", "kind"),
    [
        ({"status": "SECRETMARK"}, "enum"),
        ({"card": 5}, "model_type"),
        ({"born": datetime(1994, 5, 2)}, "naive_datetime"),  # noqa: DTZ001 - naive on purpose
        ({"born": None}, "date_type"),
        ({"stay_until": date(1990, 1, 1)}, "facts_stay_dates"),
        ({"has_my_number_card": False, "my_number_card": {}}, "facts_denied"),
        ({"shoe_size": 42}, "extra_forbidden"),
    ],
)
def test_a_copy_is_validated_like_a_new_one(update: dict[str, Any], kind: str) -> None:
    facts = Facts(born=BORN, stay_until=date(2026, 10, 31))
    with pytest.raises(ValidationError) as caught:
        facts.model_copy(update=update)
    assert [error["type"] for error in caught.value.errors(include_input=False)] == [kind]
    assert "SECRETMARK" not in str(caught.value)


def test_a_copy_keeps_what_was_told() -> None:
    facts = Facts(born=BORN, card=CardFacts(valid_until=date(2026, 10, 31)))
    later = facts.model_copy(update={"stay_until": LATE})
    assert later == Facts(born=BORN, card=facts.card, stay_until=date(2026, 10, 31))
    assert later.model_fields_set == {"born", "card", "stay_until"}
    assert later.card is facts.card
    assert facts.model_copy() == facts
    assert facts.model_copy(update={}, deep=True) == facts
    assert facts.model_copy(update={"stay_until": None}, deep=True).card is not facts.card
