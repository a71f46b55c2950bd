"""The mark of personal fields: found wherever it stands, and nothing behind it shows."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, TypeAdapter

from tokutei.personal import HIDDEN, PERSONAL, Masked, Personal, PersonalMark, personal_fields


@dataclass(frozen=True, slots=True, repr=False)
class Holder(Masked):
    name: Personal[str]
    office: str
    born: Personal[date] | None = None
    former_names: tuple[Personal[str], ...] = ()
    by_year: dict[int, Personal[list[str]]] = field(default_factory=dict)
    alias: Personal[str | None] = None
    quiet: str = field(default="quiet", repr=False)


@dataclass(frozen=True, slots=True, repr=False)
class Traveller(Holder):
    passport: Personal[str] = ""


def test_the_mark_is_found_wherever_it_stands() -> None:
    assert personal_fields(Holder) == {"name", "born", "former_names", "by_year", "alias"}
    assert personal_fields(Traveller) == personal_fields(Holder) | {"passport"}
    assert personal_fields(PersonalMark) == frozenset()


def test_marked_fields_show_as_hidden() -> None:
    holder = Holder("TEST HANAKO", "tokyo", date(1990, 6, 20))
    assert (
        repr(holder)
        == str(holder)
        == ("Holder(name=…, office='tokyo', born=…, former_names=…, by_year=…, alias=…)")
    )
    assert HIDDEN == "…"


@given(st.text(alphabet="ABCXYZ", min_size=8, max_size=12).map(lambda text: f"#{text}#"))
def test_no_marker_planted_in_a_marked_field_shows(marker: str) -> None:
    traveller = Traveller(
        marker, "tokyo", former_names=(marker,), by_year={1: [marker]}, alias=marker, passport=marker
    )
    for shown in (repr(traveller), str(traveller), f"{traveller}", repr([traveller]), repr({1: traveller})):
        assert marker not in shown
    assert marker in repr(replace(traveller, office=marker))


def test_a_marked_type_is_the_type_itself_to_pydantic() -> None:
    class Model(BaseModel):
        born: Personal[date]

    assert Model.model_validate({"born": "1990-06-20"}).born == date(1990, 6, 20)
    assert TypeAdapter(Personal[int]).validate_python("3") == 3
    assert personal_fields(Model) >= {"born"}
    assert Model.model_fields["born"].metadata == [PERSONAL]


def test_the_mark_names_itself() -> None:
    assert repr(PERSONAL) == "Personal"
    with pytest.raises(AttributeError):
        PERSONAL.anything = 1  # type: ignore[attr-defined]
