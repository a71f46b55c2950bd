"""Documents: what goes in comes out, older ones are brought up to date, anything else is a typed error."""

from __future__ import annotations

import json
import traceback
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import jsonschema
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tokutei.errors import DocumentError, TableError
from tokutei.identifiers import CardNumber, MunicipalityCode
from tokutei.models import (
    CardFacts,
    Facts,
    Model,
    MyNumberCardFacts,
    PendingFacts,
    codec,
    document,
    from_json,
    json_schema,
    to_json,
)
from tokutei.models.codec import is_as_written, kinds, migration
from tokutei.vocabulary import CardForm, CardKind, Channel, ProcedureKind, StatusOfResidence

BORN = date(1994, 5, 2)
DAYS = st.dates(date(2026, 6, 14), date(2060, 12, 31))
FLAGS = st.none() | st.booleans()
LETTERS = st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=2, max_size=2)
NUMBERS = st.builds(
    lambda head, digits, tail: CardNumber(f"{head}{digits:08d}{tail}"),
    LETTERS,
    st.integers(0, 99_999_999),
    LETTERS,
)
CODES = st.builds(
    lambda prefecture, place: str(MunicipalityCode.with_check_digit(f"{prefecture:02d}{place:03d}")),
    st.integers(1, 47),
    st.integers(1, 999),
)
CARDS = st.builds(
    CardFacts,
    kind=st.sampled_from([None, CardKind.RESIDENCE_CARD, CardKind.SPECIFIED_RESIDENCE_CARD]),
    form=st.sampled_from([None, CardForm.FORM_2026]),
    number=st.none() | NUMBERS,
    issued_on=st.none() | st.just(date(2026, 6, 14)),
    valid_until=st.none() | DAYS,
)
OTHERS = st.builds(MyNumberCardFacts, valid_until=st.none() | DAYS)
PENDINGS = st.builds(
    PendingFacts,
    procedure=st.sampled_from(ProcedureKind),
    filed_on=DAYS,
    channel=st.none() | st.sampled_from(Channel),
    specified_card=FLAGS,
)
FACTS = st.builds(
    Facts,
    born=st.dates(date(1900, 1, 1), date(2026, 6, 14)),
    nationality=st.none() | st.text("ABCXYZ", min_size=3, max_size=3),
    municipality=st.none() | CODES,
    status=st.none() | st.sampled_from(StatusOfResidence),
    card=st.none() | CARDS,
    my_number_card=st.none() | OTHERS,
    pending=st.none() | PENDINGS,
)


@given(FACTS | CARDS | OTHERS)
def test_what_goes_in_comes_out(value: Model) -> None:
    text = to_json(value)
    assert from_json(text) == value
    assert from_json(text.encode()) == value
    assert type(from_json(text)) is type(value)
    (label,) = {"facts/1", "card_facts/1", "my_number_card_facts/1"} & {json.loads(text)["tokutei"]}
    jsonschema.validate(
        json.loads(text), json_schema(label.partition("/")[0]), cls=jsonschema.Draft202012Validator
    )


def test_a_document_says_what_it_is_and_holds_what_it_holds() -> None:
    facts = Facts(born=BORN, card=CardFacts(number=CardNumber("AA12345678BB")))
    fields = json.loads(to_json(facts))
    assert next(iter(fields)) == "tokutei"
    assert (fields["tokutei"], fields["born"], fields["card"]["number"]) == (
        "facts/1",
        "1994-05-02",
        "AA12345678BB",
    )
    assert set(kinds()) >= {"facts", "card_facts", "my_number_card_facts"}


@pytest.mark.parametrize("value", [3, "facts", None, PendingFacts, date(2026, 6, 14), {"tokutei": "facts/1"}])
def test_other_values_have_no_document(value: object) -> None:
    with pytest.raises(DocumentError) as caught:
        to_json(value)
    assert (caught.value.reason, caught.value.kind) == ("not_a_document", type(value).__name__)


DEEP = "[" * 100_000


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "not_json"),
        ("{", "not_json"),
        ("Facts(born=…)", "not_json"),
        ('{"tokutei": "facts/1", "born": ' + "9" * 5000 + "}", "not_json"),
        ('{"tokutei": "facts/1", "born": "1994-05-02", "card": -Infinity}', "not_json"),
        ('{"tokutei": "facts/1", "born": "1994-05-02", "born": "1994-05-03"}', "named_twice"),
        ('{"tokutei": "facts/1", "tokutei": "facts/1", "born": "1994-05-02"}', "named_twice"),
        ('{"tokutei": "facts/1", "card": {"kind": null, "kind": null}}', "named_twice"),
        (DEEP, "too_deep"),
        ('{"tokutei": "facts/1", "card": ' + DEEP, "too_deep"),
        ('{"tokutei": "facts/1", "card": ' + "[" * 300 + "]" * 300 + "}", "too_deep"),
        ('{"tokutei": "facts/1", "born": "\\ud800"}', "not_unicode"),
        ('{"tokutei": "facts/1", "\\ud800": 1}', "not_unicode"),
        (b"\xff\xfe\x00", "not_json"),
        (b'{"tokutei": "facts/1", "nationality": "\xe3\x81"}', "not_json"),
        ("[]", "no_kind"),
        ("null", "no_kind"),
        ("3", "no_kind"),
        ("{}", "no_kind"),
        ('{"tokutei": 1}', "no_kind"),
        ('{"tokutei": null}', "no_kind"),
        ('{"tokutei": "face/1"}', "unknown_kind"),
        ('{"tokutei": ""}', "unknown_kind"),
        ('{"tokutei": "facts"}', "unknown_kind"),
        ('{"tokutei": "facts/"}', "unknown_kind"),
        ('{"tokutei": "facts/one"}', "unknown_kind"),
        ('{"tokutei": "facts/-1"}', "unknown_kind"),
        ('{"tokutei": "facts/1.0"}', "unknown_kind"),
        ('{"tokutei": "facts/１"}', "unknown_kind"),
        ('{"tokutei": "facts/0"}', "unknown_kind"),
        ('{"tokutei": "facts/99999"}', "unknown_kind"),
        ('{"tokutei": "facts/01", "born": "1994-05-02"}', "unknown_kind"),
        ('{"tokutei": "facts/0001", "born": "1994-05-02"}', "unknown_kind"),
        ('{"tokutei": "facts/00", "born": "1994-05-02"}', "unknown_kind"),
        ('{"tokutei": "facts/2"}', "newer"),
        ('{"tokutei": "card_facts/9999"}', "newer"),
        ('{"tokutei": "facts/1"}', "invalid"),
        ('{"tokutei": "facts/1", "born": NaN}', "not_json"),
    ],
)
def test_what_is_no_document(text: str | bytes, reason: str) -> None:
    with pytest.raises(DocumentError) as caught:
        from_json(text)
    assert caught.value.reason == reason
    assert len(str(caught.value)) < 300


@pytest.mark.parametrize("value", [None, 5, ["{}"], {"tokutei": "facts/1"}, date(2026, 6, 14)])
def test_what_is_no_text(value: Any) -> None:
    with pytest.raises(DocumentError) as caught:
        from_json(value)
    assert caught.value.reason == "not_json"


@pytest.mark.parametrize(
    ("fields", "detail"),
    [
        ({"born": 0}, "born: date_type"),  # no number is a date
        ({"born": 19_940_502}, "born: date_type"),
        ({"born": "1994-02-30"}, "born: date_parsing"),
        ({"born": "0"}, "born: date_parsing"),  # nor is one written as a text
        ({"born": "1793404800"}, "born: date_parsing"),
        ({"born": "1994-05-02T00:00:00"}, "born: date_parsing"),
        ({"born": "1994-W18-1"}, "born: date_parsing"),
        ({"born": "１９９４-05-02"}, "born: date_parsing"),
        ({"born": True}, "born: date_type"),
        ({"born": None}, "born: date_type"),
        ({"recorded": "yes"}, "recorded: bool_type"),
        ({"recorded": 1}, "recorded: bool_type"),
        ({"status": "tourist"}, "status: enum"),
        ({"status": ["student"]}, "status: enum"),
        ({"nationality": 392}, "nationality: string_type"),
        ({"card": []}, "card: model_type"),
        ({"card": {"number": "SECRETMARK"}}, "card.number: card_number_shape"),
        ({"card": {"number": 12}}, "card.number: card_number_shape"),
        ({"card": {"SECRETMARK": 1}}, "card.…: extra_forbidden"),  # a name may be somebody's
        ({"name": "SECRETMARK"}, "…: extra_forbidden"),
        ({"municipality": "131016", "recorded": False}, "facts_denied"),
    ],
)
def test_wrong_fields_are_named_without_their_values(fields: dict[str, object], detail: str) -> None:
    with pytest.raises(DocumentError) as caught:
        from_json(json.dumps({"tokutei": "facts/1", "born": "1994-05-02", **fields}))
    assert (caught.value.reason, caught.value.kind) == ("invalid", "facts/1")
    assert caught.value.details[0] == detail
    for lang in ("ja", "en"):
        assert "SECRETMARK" not in caught.value.text(lang)


def test_all_that_is_wrong_is_listed_up_to_ten() -> None:
    fields = {"tokutei": "facts/1", **{f"extra_{n}": n for n in range(20)}}
    with pytest.raises(DocumentError) as caught:
        from_json(json.dumps(fields))
    assert len(caught.value.details) == 10
    assert caught.value.details[0] == "born: missing"


def read(text: str | bytes) -> object:
    """Return the value or the error."""
    try:
        return from_json(text)
    except DocumentError as error:
        return error


REFUSED = {
    "not_json",
    "named_twice",
    "too_deep",
    "not_unicode",
    "no_kind",
    "unknown_kind",
    "newer",
    "invalid",
}
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=10,
)
DOCUMENTS = st.builds(
    lambda label, fields: json.dumps({"tokutei": label, **fields}),
    st.sampled_from(["facts/1", "card_facts/1", "my_number_card_facts/1", "facts/0", "event/1"]),
    st.dictionaries(st.sampled_from([*Facts.model_fields, *CardFacts.model_fields]), JSON, max_size=5),
)


@given(st.text() | st.binary() | JSON.map(json.dumps) | DOCUMENTS)
@example('{"tokutei":"\\ud800/1"}')
@example('{"tokutei":"facts/1","born":"\\ud800"}')
@example('{"tokutei":"facts/1","nationality":"\\ud800"}')
@example('{"tokutei":"facts/1","born":1e400}')
@example('{"tokutei":"facts/1","card":' * 900 + "1" + "}" * 900)
def test_any_text_is_a_value_or_a_typed_error(text: str | bytes) -> None:
    found = read(text)
    if isinstance(found, DocumentError):
        assert found.reason in REFUSED
        assert found.text("ja")
    else:
        assert from_json(to_json(found)) == found


@pytest.mark.parametrize(
    "text",
    [
        '{"SECRETMARK',
        '{"tokutei": "facts/1", "SECRETMARK": 1, "SECRETMARK": 2}',
        '{"tokutei": "facts/1", "born": "SECRETMARK"}',
        '{"tokutei": "facts/1", "born": "SECRETMARK\\ud800"}',
        '{"tokutei": "facts/1", "born": "1994-05-02", "SECRETMARK": 1}',
    ],
)
def test_no_other_error_goes_along_with_the_document_in_it(text: str) -> None:
    with pytest.raises(DocumentError) as caught:
        from_json(text)
    assert caught.value.__context__ is caught.value.__cause__ is None
    assert "SECRETMARK" not in "".join(traceback.format_exception_only(caught.value))


@pytest.mark.parametrize("label", ["\x1b[2J/1", "facts\u202e/1", "\ud800/1", "fa\x1b[31mcts/9"])
def test_a_label_cannot_act_on_a_terminal(label: str) -> None:
    with pytest.raises(DocumentError) as caught:
        from_json(json.dumps({"tokutei": label}))
    for lang in ("ja", "en"):
        assert caught.value.text(lang).isprintable()


@pytest.mark.parametrize(
    "update",
    [{"stay_until": "SECRETMARK"}, {"card": 5}, {"status": "SECRETMARK"}, {"born": object()}],
)
def test_what_was_never_validated_is_not_written(update: dict[str, Any]) -> None:
    unchecked = Facts.model_construct(**{"born": BORN, **update})
    with pytest.raises(DocumentError) as caught:
        to_json(unchecked)
    assert (caught.value.reason, caught.value.kind) == ("unwritable", "facts/1")
    assert caught.value.__context__ is None
    assert "SECRETMARK" not in caught.value.text("en")


class Note(Model):
    """A kind of document of this test."""

    words: str
    day: date


@dataclass(frozen=True)
class Counted:
    """A kind of document that is a dataclass."""

    count: int

    def __post_init__(self) -> None:
        if self.count == 13:
            raise TableError("counted", "unlucky")
        if self.count == 14:
            raise IndexError


@pytest.fixture
def own_kinds(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Kinds of documents that are gone after the test."""
    for name in ("_BY_NAME", "_BY_CLASS", "_MIGRATIONS"):
        monkeypatch.setattr(codec, name, dict(getattr(codec, name)))
    document("note", 3, Note)
    document("counted", 1, Counted)

    @migration("note", 1)
    def texts_were_called_words(fields: dict[str, Any]) -> dict[str, Any]:
        return {"words": fields.pop("text"), **fields}

    @migration("note", 2)
    def days_came(fields: dict[str, Any]) -> dict[str, Any]:
        return {"day": "2026-06-14", **fields}

    assert (texts_were_called_words.__name__, days_came.__name__) == ("texts_were_called_words", "days_came")
    yield
    codec._adapter.cache_clear()
    codec._reader.cache_clear()


@pytest.mark.usefixtures("own_kinds")
@pytest.mark.parametrize(
    "text",
    [
        '{"tokutei":"note/1","text":"x"}',
        '{"tokutei":"note/2","words":"x"}',
        '{"tokutei":"note/3","words":"x","day":"2026-06-14"}',
    ],
)
def test_older_documents_are_brought_up_to_date_step_by_step(text: str) -> None:
    note = from_json(text)
    assert note == Note(words="x", day=date(2026, 6, 14))
    assert to_json(note) == '{"tokutei":"note/3","words":"x","day":"2026-06-14"}'
    assert kinds()["note"] == 3


@pytest.mark.usefixtures("own_kinds")
@pytest.mark.parametrize(
    ("label", "earlier"),
    [("note/1", True), ("note/2", True), ("note/3", False), ("note/4", False)]
    + [(label, False) for label in ("note/01", "note/0002", "note", "note/", "counted/1", "none/1")],
)
def test_only_a_label_that_was_written_is_that_of_an_earlier_version(label: str, earlier: bool) -> None:
    text = f'{{"tokutei":"{label}","words":"x"}}'
    assert is_as_written(text, Note(words="x", day=date(2026, 6, 14))) is earlier
    assert not is_as_written(text.replace(",", ", "), Note(words="x", day=date(2026, 6, 14)))


@pytest.mark.usefixtures("own_kinds")
@pytest.mark.parametrize(
    ("text", "reason", "details"),
    [
        ('{"tokutei":"note/0","text":"x"}', "unknown_kind", ()),  # no step leads on from there
        ('{"tokutei":"note/1","words":"x"}', "invalid", ("KeyError",)),  # not what version 1 was
        ('{"tokutei":"note/2","text":"x"}', "invalid", ("words: missing", "…: extra_forbidden")),
        ('{"tokutei":"note/4","words":"x"}', "newer", ()),
        ('{"tokutei":"counted/1","count":14}', "invalid", ("IndexError",)),
        ('{"tokutei":"counted/1","count":1,"more":2}', "invalid", ("…: unexpected_keyword_argument",)),
    ],
)
def test_older_documents_that_cannot_be_read(text: str, reason: str, details: tuple[str, ...]) -> None:
    with pytest.raises(DocumentError) as caught:
        from_json(text)
    assert (caught.value.reason, caught.value.details) == (reason, details)


@pytest.mark.usefixtures("own_kinds")
def test_errors_of_our_own_pass_unchanged() -> None:
    assert from_json('{"tokutei":"counted/1","count":1}') == Counted(1)
    with pytest.raises(TableError):
        from_json('{"tokutei":"counted/1","count":13}')


@pytest.mark.parametrize("name", ["facts", "card_facts", "my_number_card_facts"])
def test_schemas_are_schemas_and_demand_the_label(name: str) -> None:
    schema = json_schema(name)
    jsonschema.Draft202012Validator.check_schema(schema)
    assert schema["properties"]["tokutei"] == {"const": f"{name}/1", "type": "string"}
    assert "tokutei" in schema["required"]
    for wrong in ({}, {"tokutei": f"{name}/2"}, {"tokutei": f"{name}/1", "extra": 1}):
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(wrong, schema, cls=jsonschema.Draft202012Validator)


def test_unknown_kinds_have_no_schema() -> None:
    for name, shown in (
        ("face", "face"),
        (None, "NoneType"),
        ([], "list"),
        ("\x1b", "?"),
        ("TEST HANAKO", "?"),
    ):
        with pytest.raises(DocumentError) as caught:
            json_schema(name)  # type: ignore[arg-type]
        assert (caught.value.reason, caught.value.kind) == ("unknown_kind", shown)
