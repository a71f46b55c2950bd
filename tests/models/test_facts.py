"""Facts: what may be said together, what contradicts itself, and what is never shown."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from pydantic import ValidationError
from stdnum.jp import cn

from tokutei.identifiers import CardNumber
from tokutei.models import UNKNOWN, CardFacts, Facts, Model, MyNumberCardFacts, PendingFacts
from tokutei.personal import HIDDEN, personal_fields
from tokutei.vocabulary import CardForm, CardKind, Channel, ProcedureKind, StatusOfResidence

BORN = date(1994, 5, 2)
FIRST_DAY = date(2026, 6, 14)
ONE_DAY = timedelta(days=1)
SPECIFIED, ORDINARY = CardKind.SPECIFIED_RESIDENCE_CARD, CardKind.RESIDENCE_CARD
MARK = "TESTMARKER"


def types_of(model: type[Model], **fields: object) -> list[str]:
    """Return the stable types of all that is wrong, and see that no input stands in the message."""
    with pytest.raises(ValidationError) as caught:
        model(**fields)
    errors = caught.value.errors(include_input=False, include_context=False, include_url=False)
    for value in fields.values():
        assert not isinstance(value, str) or value not in str(caught.value)
    return [error["type"] for error in errors]


def test_the_birth_date_alone_is_enough() -> None:
    facts = Facts(born=BORN)
    assert facts.model_dump(exclude_none=True) == {"born": BORN}
    assert types_of(Facts) == ["missing"]


def test_all_that_can_be_read_off_two_cards() -> None:
    card = CardFacts(
        kind=ORDINARY,
        form=CardForm.FORM_2012,
        number=CardNumber("AA12345678BB"),
        issued_on=date(2023, 10, 20),
        valid_until=date(2026, 10, 31),
    )
    other = MyNumberCardFacts(
        valid_until=date(2026, 10, 31),
        made_on=date(2023, 12, 1),
        signing_certificate_until=date(2026, 10, 31),
        authentication_certificate_until=date(2026, 10, 31),
    )
    pending = PendingFacts(
        procedure=ProcedureKind.EXTENSION_OF_STAY, filed_on=date(2026, 9, 1), channel=Channel.COUNTER
    )
    facts = Facts(
        born=BORN,
        nationality="ｖｎｍ",
        municipality="13101-6",
        recorded=True,
        status=StatusOfResidence.STUDENT,
        stay_until=date(2026, 10, 31),
        card=card,
        my_number_card=other,
        has_my_number_card=True,
        pending=pending,
        has_pending_application=True,
    )
    assert (facts.nationality, facts.municipality) == ("VNM", "131016")
    assert (facts.card, facts.my_number_card, facts.pending) == (card, other, pending)
    assert pending.specified_card is None


@pytest.mark.parametrize(
    ("fields", "type_"),
    [
        ({"issued_on": date(2026, 7, 1), "valid_until": date(2026, 6, 30)}, "facts_card_dates"),
        ({"kind": CardKind.INDIVIDUAL_NUMBER_CARD}, "facts_card_kind"),
        ({"kind": CardKind.NONE}, "facts_card_kind"),
        ({"form": CardForm.FORM_2026, "issued_on": FIRST_DAY - ONE_DAY}, "facts_card_form"),
        ({"form": CardForm.FORM_2012, "issued_on": FIRST_DAY}, "facts_card_form"),
        ({"kind": SPECIFIED, "form": CardForm.FORM_2012}, "facts_card_form"),
        ({"kind": SPECIFIED, "issued_on": FIRST_DAY - ONE_DAY}, "facts_card_form"),
        ({"kind": ORDINARY, "my_number_valid_until": date(2030, 1, 1)}, "facts_card_kind"),
        ({"my_number_valid_until": date(2030, 1, 1)}, "facts_card_kind"),
        ({"number": MARK}, "card_number_shape"),
        ({"kind": "paper"}, "enum"),
        ({"colour": "blue"}, "extra_forbidden"),
    ],
)
def test_cards_that_cannot_be(fields: dict[str, Any], type_: str) -> None:
    assert types_of(CardFacts, **fields) == [type_]


def test_cards_at_the_edge_of_what_can_be() -> None:
    assert CardFacts(issued_on=FIRST_DAY, valid_until=FIRST_DAY).valid_until == FIRST_DAY
    assert CardFacts(kind=SPECIFIED, form=CardForm.FORM_2026, issued_on=FIRST_DAY).kind is SPECIFIED
    assert CardFacts(form=CardForm.FORM_2012, issued_on=FIRST_DAY - ONE_DAY).kind is None
    # The function may end before the card (a special period) or at the municipality's word after it.
    assert CardFacts(kind=SPECIFIED, my_number_valid_until=date(2030, 1, 1)).my_number_valid_until


@pytest.mark.parametrize(
    "fields",
    [
        {"made_on": date(2026, 1, 2), "valid_until": date(2026, 1, 1)},
        {"signing_certificate_until": date(2026, 1, 2), "valid_until": date(2026, 1, 1)},
        {"authentication_certificate_until": date(2026, 1, 2), "valid_until": date(2026, 1, 1)},
    ],
)
def test_no_certificate_outlives_its_card(fields: dict[str, Any]) -> None:
    assert types_of(MyNumberCardFacts, **fields) == ["facts_my_number_dates"]


CARD, OTHER = CardFacts(), MyNumberCardFacts()
PENDING = PendingFacts(procedure=ProcedureKind.EXTENSION_OF_STAY, filed_on=FIRST_DAY)


@pytest.mark.parametrize(
    ("fields", "type_"),
    [
        ({"stay_until": BORN - ONE_DAY}, "facts_stay_dates"),
        ({"card": CardFacts(issued_on=BORN - ONE_DAY)}, "facts_card_dates"),
        ({"municipality": "131016", "recorded": False}, "facts_denied"),
        ({"my_number_card": OTHER, "has_my_number_card": False}, "facts_denied"),
        ({"pending": PENDING, "has_pending_application": False}, "facts_denied"),
        ({"nationality": MARK}, "nationality_shape"),
        ({"municipality": MARK}, "municipality_code_shape"),
        ({"municipality": "131017"}, "municipality_code_check_digit"),
        ({"status": "tourist"}, "enum"),
        ({"name": "TEST HANAKO"}, "extra_forbidden"),
        *(
            ({"status": status, "stay_until": date(2030, 1, 1)}, "facts_stay_end")
            for status in (
                StatusOfResidence.PERMANENT_RESIDENT,
                StatusOfResidence.HIGHLY_SKILLED_PROFESSIONAL_2,
                StatusOfResidence.SPECIAL_PERMANENT_RESIDENT,
            )
        ),
    ],
)
def test_facts_that_contradict_each_other(fields: dict[str, Any], type_: str) -> None:
    assert types_of(Facts, born=BORN, **fields) == [type_]


@pytest.mark.parametrize(
    "fields",
    [
        {"recorded": False},
        {"recorded": True, "municipality": "131016"},
        {"has_my_number_card": False},
        {"has_my_number_card": True},
        {"has_pending_application": False},
        {"has_pending_application": True},
        {"stay_until": BORN},
        {"card": CardFacts(issued_on=BORN)},
        {"status": StatusOfResidence.PERMANENT_RESIDENT},
    ],
)
def test_facts_that_go_together(fields: dict[str, Any]) -> None:
    facts = Facts(born=BORN, **fields)
    assert {name: getattr(facts, name) for name in fields} == fields


def test_pending_applications_name_what_and_when() -> None:
    assert types_of(PendingFacts) == ["missing", "missing"]
    assert types_of(PendingFacts, procedure="moving", filed_on=FIRST_DAY) == ["enum"]


def test_facts_do_not_change() -> None:
    facts = Facts(born=BORN)
    with pytest.raises(ValidationError) as caught:
        facts.recorded = True  # type: ignore[misc]
    assert caught.value.errors()[0]["type"] == "frozen_instance"
    assert facts == Facts(born=BORN)
    assert facts != Facts(born=BORN, recorded=True)
    assert hash(facts) == hash(Facts(born=BORN))


def test_nobody_is_recognised_by_what_facts_show() -> None:
    number, code = "ZZ98765432YY", "131016"
    facts = Facts(
        born=BORN,
        nationality="QQQ",
        municipality=code,
        status=StatusOfResidence.STUDENT,
        card=CardFacts(number=CardNumber(number), kind=ORDINARY),
    )
    for shown in (repr(facts), str(facts), f"{facts}", repr([facts]), repr(facts.card)):
        for secret in (number, code, "QQQ", "1994", BORN.isoformat(), repr(BORN)):
            assert secret not in shown
        assert HIDDEN in shown
    assert "student" in repr(facts)
    assert repr(Facts(born=BORN)).startswith(f"Facts(born={HIDDEN}, nationality=None,")


@pytest.mark.parametrize("model", [Facts, CardFacts, MyNumberCardFacts, PendingFacts])
def test_models_say_what_their_fields_are(model: type[Model]) -> None:
    schema = model.model_json_schema(mode="serialization")
    assert schema["additionalProperties"] is False
    plain = {"card", "my_number_card", "pending", "kind", "procedure", "channel"}
    for name, field in model.model_fields.items():
        assert field.description or name in plain, name


def test_what_says_who_somebody_is_is_marked() -> None:
    marked = {model: personal_fields(model) for model in (Facts, CardFacts, MyNumberCardFacts, PendingFacts)}
    assert marked == {
        Facts: {"born", "nationality", "municipality"},
        CardFacts: {"number"},
        MyNumberCardFacts: set(),
        PendingFacts: set(),
    }


def test_unknown_is_neither_nothing_nor_false() -> None:
    assert repr(UNKNOWN) == "UNKNOWN"
    assert (UNKNOWN.text("en"), UNKNOWN.text("ja")) == ("not known", "不明")
    values: list[object] = [None, False]
    assert UNKNOWN not in values


def test_a_corporate_number_is_no_code_of_a_municipality() -> None:
    corporate = "7000012050002"
    assert cn.is_valid(corporate)
    assert types_of(Facts, born=BORN, municipality=corporate) == ["municipality_code_shape"]
