"""Readings of the My Number applications: what is sent, in which order, what opens what, and what never happens."""

from __future__ import annotations

import asyncio
import pickle
from collections.abc import Callable, Generator
from typing import Any, Final

import pytest

from tests.chip.my_number_fakes import WHOLE_NUMBER, Awaited, Recorder, card
from tests.chip.my_number_readings import AIDS, ALL, PURPOSE, READINGS, SHORT, SMALL
from tokutei import chip, testing
from tokutei.chip import my_number
from tokutei.chip.driving import drive
from tokutei.chip.my_number import Application, Pin, Purpose, TextItem, TokenKind
from tokutei.chip.my_number.applications import (
    AUTHENTICATION,
    AVAILABILITY,
    FILES,
    FOUR_ITEMS,
    FREE_INFORMATION,
    INDIVIDUAL_NUMBER,
    NUMBER_IMAGE,
    SIGNATURE,
    TOKEN,
)
from tokutei.chip.my_number.commands import COMMANDS
from tokutei.chip.my_number.conversation import EXCHANGES_PER_MINIMUM
from tokutei.chip.my_number.jpki import token_kind
from tokutei.chip.my_number.objects import compose, members
from tokutei.errors import (
    CardError,
    ItemsError,
    PinError,
    PurposeError,
    ReadAborted,
    TlvError,
    TokuteiError,
    UnknownTermError,
)
from tokutei.identifiers import IndividualNumber
from tokutei.testing import MyNumberApplications
from tokutei.vocabulary import Sex


@pytest.mark.parametrize("reading", ALL)
def test_only_my_number_applications_are_selected(reading: Any) -> None:
    """No residence application, no master file, and nothing whose name is not in the table."""
    one = card()
    recorder = Recorder(one)
    drive(reading(one), recorder)
    selects = [command for command in recorder.commands if command[1] == 0xA4 and command[2] == 0x04]
    assert selects
    for command in selects:
        assert command[:4] == b"\x00\xa4\x04\x0c"
        assert command[5:] in AIDS
        assert len(command[5:]) == command[4]
    assert not any(b"\xd3\x92\xf0\x00\x4f" in command for command in recorder.commands)


@pytest.mark.parametrize("reading", ALL)
def test_nothing_signs_changes_or_unblocks(reading: Any) -> None:
    one = card()
    recorder = Recorder(one)
    drive(reading(one), recorder)
    assert {command[1] for command in recorder.commands} <= {0xA4, 0xB0, 0x20}
    assert {command[0] for command in recorder.commands} == {0x00}
    application = b""
    for command in recorder.commands:  # the files of the holder's keys are not even selected
        if command[2:4] == b"\x04\x0c":
            application = command[5:]
        elif command[2:4] == b"\x02\x0c" and application == Application.JPKI.aid:
            assert command[5:] not in {b"\x00\x17", b"\x00\x1a"}


@pytest.mark.parametrize("reading", ALL)
def test_commands_are_short_and_named(reading: Any) -> None:
    one = card()
    recorder = Recorder(one)
    found = drive(reading(one), recorder)
    assert all(len(command) <= 5 + 16 for command in recorder.commands)
    assert {step.command for step in found.steps} <= COMMANDS
    assert len(found.steps) == len(recorder.commands)
    reads = [command for command in recorder.commands if command[1] == 0xB0]
    assert all(len(command) == 5 and command[2] < 0x80 for command in reads)


def exchanges(talk: Generator[bytes, bytes, Any]) -> int:
    """Return how many commands a talk sends to a card that answers every one with success and nothing else."""
    sent = 1
    try:
        next(talk)
        while True:
            talk.send(b"\x90\x00")
            sent += 1
    except (TokuteiError, StopIteration):
        return sent


@pytest.mark.parametrize("reading", ALL)
def test_a_card_that_never_comes_to_an_end_is_given_up(reading: Any) -> None:
    """After three times as many exchanges as the same reading takes with a correct card, at most."""
    one = card()
    needed = len(drive(reading(one), one).steps)
    assert exchanges(reading(one)) <= EXCHANGES_PER_MINIMUM * needed


def test_the_four_items() -> None:
    one = card()
    found = my_number.read_text(one, pin=one.pin)
    person = one.holder
    assert (found.name, found.address) == (person.name, " ".join(person.address))
    assert (found.born, found.sex) == (person.born, person.sex)
    assert (found.individual_number, found.purpose, found.unknown) == (None, None, ())
    assert found.opened_by is Pin.TEXT_PIN
    assert "individual_number" not in found.values
    assert [one.status for one in found.findings] == ["not_checked", "not_checked"]


def test_without_a_purpose_the_number_is_not_even_asked_for() -> None:
    one = card(number=WHOLE_NUMBER)
    recorder = Recorder(one)
    my_number.read_text(recorder, pin=one.pin)
    my_number.read_surface(recorder, reference_b=one.reference_b)
    chosen = set()
    application = b""
    for command in recorder.commands:
        if command[2:4] == b"\x04\x0c":
            application = command[5:]
        elif command[2:4] == b"\x02\x0c":
            chosen.add((application, command[5:]))
    for row in (INDIVIDUAL_NUMBER, NUMBER_IMAGE):
        assert (row.application.aid, row.file_id.to_bytes(2)) not in chosen


@pytest.mark.parametrize("purpose", Purpose)
def test_the_number_for_every_purpose_of_the_table(purpose: Purpose) -> None:
    one = card(number=WHOLE_NUMBER)
    found = my_number.read_text(one, pin=one.pin, purpose=purpose)
    assert found.individual_number == IndividualNumber.parse(WHOLE_NUMBER, purpose=purpose)
    assert found.purpose is purpose
    assert found.unknown == ()


def test_items_that_are_not_wanted_are_not_kept() -> None:
    one = card()
    found = my_number.read_text(one, pin=one.pin, items=[TextItem.BORN])
    assert (found.name, found.address, found.sex) == (None, None, None)
    assert found.born == one.holder.born
    assert set(found.values) == {"born"}
    number = my_number.read_text(card(number=WHOLE_NUMBER), pin="1234", items=(), purpose=PURPOSE)
    assert set(number.values) == {"individual_number"}


def test_reference_numbers_open_what_they_open() -> None:
    one = card(number=WHOLE_NUMBER)
    assert my_number.read_text(one, reference_b=one.reference_b).name == one.holder.name
    number = IndividualNumber.parse(WHOLE_NUMBER, purpose=PURPOSE)
    for given in (number, WHOLE_NUMBER):
        found = my_number.read_text(one, reference_a=given, purpose=PURPOSE)
        assert found.individual_number == number
        assert found.name is None
        face = my_number.read_surface(one, reference_a=given, purpose=PURPOSE)
        assert face.number_image is None
        assert face.born == one.holder.born
        whole = my_number.read_surface(one, reference_a=given, purpose=PURPOSE, number_image=True)
        assert whole.number_image
        assert whole.purpose is PURPOSE


NOT_SENT: Final[dict[str, tuple[Callable[[], object], type[TokuteiError], str]]] = {
    "nothing": (my_number.reading_text, PinError, "one_needed"),
    "two": (lambda: my_number.reading_text(pin="1234", reference_b="1" * 14), PinError, "one_needed"),
    "two for the face": (
        lambda: my_number.reading_surface(reference_a="1" * 12, reference_b="1" * 14),
        PinError,
        "one_needed",
    ),
    "short pin": (lambda: my_number.reading_text(pin="123"), PinError, "shape"),
    "long pin": (lambda: my_number.reading_text(pin="12345"), PinError, "shape"),
    "wide pin": (lambda: my_number.reading_text(pin="１２３４"), PinError, "shape"),
    "pin with a line end": (lambda: my_number.reading_text(pin="1234\n"), PinError, "shape"),
    "pin as a number": (lambda: my_number.reading_text(pin=1234), PinError, "shape"),  # type: ignore[arg-type]
    "reference b of 16 digits": (lambda: my_number.reading_text(reference_b="1" * 16), PinError, "shape"),
    "reference a of 11 digits": (
        lambda: my_number.reading_text(reference_a="1" * 11, purpose=PURPOSE),
        PinError,
        "shape",
    ),
    "small letters": (lambda: my_number.reading_jpki(password=SMALL), PinError, "shape"),
    "five characters": (lambda: my_number.reading_jpki(password=SHORT), PinError, "shape"),
    "seventeen characters": (lambda: my_number.reading_jpki(password="A" * 17), PinError, "shape"),
    "no password": (lambda: my_number.reading_jpki(password=""), PinError, "shape"),
    "number by b": (
        lambda: my_number.reading_text(reference_b="1" * 14, purpose=PURPOSE),
        PinError,
        "does_not_open",
    ),
    "image by b": (
        lambda: my_number.reading_surface(reference_b="1" * 14, purpose=PURPOSE, number_image=True),
        PinError,
        "does_not_open",
    ),
    "a without purpose": (lambda: my_number.reading_text(reference_a="1" * 12), PurposeError, "missing"),
    "face by a without purpose": (
        lambda: my_number.reading_surface(reference_a="1" * 12),
        PurposeError,
        "missing",
    ),
    "image without purpose": (lambda: my_number.reading_surface(number_image=True), PurposeError, "missing"),
    "nothing wanted": (lambda: my_number.reading_text(pin="1234", items=()), PurposeError, "missing"),
    "card check": (
        lambda: my_number.reading_text(pin="1234", purpose="employment_card_check"),  # type: ignore[arg-type]
        PurposeError,
        "employment_card_check",
    ),
    "card check by the face": (
        lambda: my_number.reading_surface(reference_a="1" * 12, purpose="hiring"),  # type: ignore[arg-type]
        PurposeError,
        "employment_card_check",
    ),
    "item as text": (
        lambda: my_number.reading_text(pin="1234", purpose="by_the_person"),  # type: ignore[arg-type]
        PurposeError,
        "not_listed",
    ),
    "number of an item": (
        lambda: my_number.reading_text(pin="1234", purpose=3),  # type: ignore[arg-type]
        PurposeError,
        "not_listed",
    ),
    "unhashable": (
        lambda: my_number.reading_text(pin="1234", purpose=[]),  # type: ignore[arg-type]
        PurposeError,
        "not_listed",
    ),
}


@pytest.mark.parametrize("name", NOT_SENT)
def test_what_cannot_work_is_refused_before_any_command(name: str) -> None:
    """The talk is not even made, so nothing can be sent."""
    make, kind, reason = NOT_SENT[name]
    with pytest.raises(TokuteiError) as caught:
        make()
    assert type(caught.value) is kind
    assert getattr(caught.value, "reason", "") == reason
    assert caught.value.__context__ is None


@pytest.mark.parametrize("items", ["name", "", b"name", None, 1, iter(TextItem)])
def test_items_that_are_no_collection(items: Any) -> None:
    with pytest.raises(ItemsError) as caught:
        my_number.reading_text(pin="1234", items=items)
    assert "TextItem.NAME" in caught.value.text("en")
    assert "TextItem.NAME" in caught.value.text("ja")


def test_a_refused_purpose_names_where_the_purposes_are() -> None:
    for purpose in (None, "by_the_person"):
        with pytest.raises(PurposeError) as caught:
            my_number.checked_purpose(purpose)
        assert "my_number.Purpose" in caught.value.text("en")
        assert "my_number.Purpose" in caught.value.text("ja")


@pytest.mark.parametrize("card_type", ["1", "05", "07"])
@pytest.mark.parametrize(
    ("application", "read"),
    [
        (Application.TEXT, lambda card: my_number.read_text(card, pin="1234")),
        (Application.SURFACE, my_number.read_surface),
        (Application.JPKI, my_number.read_jpki),
    ],
)
def test_a_card_without_the_application(card_type: str, application: Application, read: Any) -> None:
    residence = testing.issue_card(testing.person("engineer"), type=card_type)
    with pytest.raises(ReadAborted) as caught:
        read(residence)
    assert (caught.value.reason, caught.value.which) == ("no_my_number_application", application)
    assert application.text("en") in caught.value.text("en")
    assert application.text("ja") in caught.value.text("ja")


def test_an_item_that_there_is_not() -> None:
    with pytest.raises(UnknownTermError):
        my_number.reading_text(pin="1234", items=["nationality"])  # type: ignore[list-item]


# PINs.


def test_the_face() -> None:
    one = card()
    found = my_number.read_surface(one, reference_b=one.reference_b)
    assert (found.born, found.sex, found.valid_until) == (
        one.holder.born,
        one.holder.sex,
        one.holder.valid_until,
    )
    assert found.name_image
    assert found.name_image.startswith(b"\x89PNG")
    assert found.municipality is not None
    assert found.municipality.short == "47999"
    assert (found.version, found.number_image, found.unknown) == ("01", None, ())


def test_what_is_free_of_the_face() -> None:
    found = my_number.read_surface(card())
    assert (found.opened_by, found.born, found.name_image) == (None, None, None)
    assert found.municipality is not None


def test_a_child_without_a_face() -> None:
    infant = testing.issue_my_number_card(testing.person("infant"))
    assert my_number.read_surface(infant, reference_b=infant.reference_b).face_image is None


def test_the_certificates() -> None:
    one = card()
    free = my_number.read_jpki(one)
    assert (free.token, free.label) == (TokenKind.MY_NUMBER_CARD, "JPKIAPICCTOKEN2")
    assert (free.says_signature, free.says_authentication) == (True, True)
    assert free.authentication is not None
    assert free.authentication.owner is None
    assert free.signature is None
    few = my_number.read_jpki(one, authorities=False)
    assert (few.authentication_ca, few.signature_ca) == (None, None)
    signed = my_number.read_jpki(one, password=one.password).signature
    assert signed is not None
    assert signed.owner is not None
    assert (signed.owner.name, signed.owner.unknown) == (one.holder.name, ())
    assert signed.owner.address == " ".join(one.holder.address)
    assert signed.owner.born == "19940502"


def test_a_card_without_a_signature_certificate() -> None:
    one = card(with_signature_certificate=False)
    found = my_number.read_jpki(one, password=one.password)
    assert (found.says_signature, found.signature) == (False, None)
    files = {key: value for key, value in one.files.items() if key != (Application.JPKI, SIGNATURE.file_id)}
    bare = MyNumberApplications(files, {Pin.SIGNATURE_PASSWORD: b"TEST1234"})
    assert my_number.read_jpki(bare, password=one.password).signature is None


@pytest.mark.parametrize(
    ("label", "kind"),
    [
        (b"JPKIAPICCTOKEN2", TokenKind.MY_NUMBER_CARD),
        (b"JPKIAPICCTOKEN", TokenKind.RESIDENT_CARD),
        (b"JPKIAPGPSETOKEN", TokenKind.ANDROID),
        (b"JPKIAPIOSTOKEN", TokenKind.IPHONE),
        (b"JPKIAPICCTOKEN3", None),
        (b"", None),
    ],
)
def test_tokens(label: bytes, kind: TokenKind | None) -> None:
    assert token_kind(label.ljust(32)) is kind
    one = card().rewritten({TOKEN: label.ljust(160)})
    assert my_number.read_jpki(one).token is kind
    assert token_kind(label) is None or len(label) == 32


def test_odd_tokens() -> None:
    assert my_number.read_jpki(card().rewritten({TOKEN: b"\xff" * 160})).label is None
    assert my_number.read_jpki(card().rewritten({AVAILABILITY: b"\x8f"})).availability is None
    assert my_number.read_jpki(card().rewritten({TOKEN: b""})).token is None


def test_a_card_that_gives_less_than_asked_for() -> None:
    """Half of every reading is asked for again, and the record is the same."""
    one = card()

    def change(command: bytes, answer: bytes) -> bytes:
        half = (len(answer) - 1) // 2
        return answer[:half] + b"\x90\x00" if command[1] == 0xB0 and half > 1 else answer

    slow = my_number.read_text(Recorder(one, change=change), pin=one.pin)
    assert slow.values == my_number.read_text(one, pin=one.pin).values


def test_awaited_drivers_read_the_same() -> None:
    one = card(number=WHOLE_NUMBER)

    async def read_all() -> tuple[object, ...]:
        other = Awaited(one)
        return (
            await my_number.read_pin_status_async(other),
            await my_number.read_text_async(other, pin=one.pin, purpose=PURPOSE),
            await my_number.read_surface_async(other, reference_b=one.reference_b),
            await my_number.read_jpki_async(other, password=one.password),
        )

    assert asyncio.run(read_all()) == (
        my_number.read_pin_status(one),
        my_number.read_text(one, pin=one.pin, purpose=PURPOSE),
        my_number.read_surface(one, reference_b=one.reference_b),
        my_number.read_jpki(one, password=one.password),
    )


def test_a_transport_that_fails_is_not_named() -> None:
    class Failing:
        def transmit(self, command: bytes, /) -> bytes:
            raise OSError(command)

    for read in (
        lambda: my_number.read_pin_status(Failing()),
        lambda: my_number.read_text(Failing(), pin="1234"),
        lambda: my_number.read_surface(Failing()),
        lambda: my_number.read_jpki(Failing()),
    ):
        with pytest.raises(ReadAborted) as caught:
            read()
        assert caught.value.reason == "transport"
        assert caught.value.__context__ is None


def test_records_pickle_and_do_not_change() -> None:
    one = card(number=WHOLE_NUMBER)
    found = (
        my_number.read_text(one, pin=one.pin, purpose=PURPOSE),
        my_number.read_surface(one, reference_b=one.reference_b),
        my_number.read_jpki(one, password=one.password),
        my_number.read_pin_status(one),
    )
    for record in found:
        again = pickle.loads(pickle.dumps(record))  # noqa: S301 - our own
        assert again == record
        assert sorted(repr(again)) == sorted(repr(record))  # sets come in any order
        assert isinstance(hash(record), int)
    with pytest.raises(TypeError):
        found[0].values["name"] = b""  # type: ignore[index]
    with pytest.raises(TypeError):
        pickle.loads(pickle.dumps(found[0])).values["name"] = b""  # noqa: S301 - our own


def test_reading_the_residence_side_selects_none_of_these() -> None:
    residence = testing.issue_card(testing.person("engineer"))
    recorder = Recorder(residence)

    chip.read(recorder, number=residence.number)
    assert recorder.commands
    assert not [command for command in recorder.commands for aid in AIDS if aid in command]


def test_every_restricted_file_is_met_only_with_a_purpose() -> None:
    """The rows say what is restricted; every talk without a purpose is followed to its end."""
    restricted = {(row.application.aid, row.file_id.to_bytes(2)) for row in FILES if row.restricted}
    for name, reading in READINGS.items():
        one, chosen, application = card(), set(), b""
        recorder = Recorder(one)
        drive(reading(one), recorder)
        for command in recorder.commands:
            if command[2:4] == b"\x04\x0c":
                application = command[5:]
            elif command[2:4] == b"\x02\x0c":
                chosen.add((application, command[5:]))
        assert bool(chosen & restricted) == ("number" in name)


def test_sexes_differ_from_those_of_residence_cards() -> None:
    for code, sex in (
        (b"1", Sex.MALE),
        (b"2", Sex.FEMALE),
        (b"0", Sex.UNSPECIFIED),
        (b"9", None),
        (b"3", None),
    ):
        one = card()
        values = members(one.content(FOUR_ITEMS), 0xFF20, offsets=0xDF21) | {0xDF25: code}
        found = my_number.read_text(
            one.rewritten({FOUR_ITEMS: compose(0xFF20, values, offsets=0xDF21)}), pin="1234"
        )
        assert found.sex is sex
        assert found.unknown == (() if sex else ("sex",))
        assert found.values["sex"] == code


def test_blank_items_are_none_and_known() -> None:

    blank = compose(0xFF20, {0xDF22: b"", 0xDF23: b"  ", 0xDF24: bytes(8), 0xDF25: b""}, offsets=0xDF21)
    found = my_number.read_text(card().rewritten({FOUR_ITEMS: blank}), pin="1234")
    assert (found.name, found.address, found.born, found.sex, found.unknown) == (None, None, None, None, ())


def test_an_authentication_certificate_that_is_not_there() -> None:
    one = card().rewritten({AUTHENTICATION: b"\xff" * 64})
    assert my_number.read_jpki(one).authentication is None


def test_the_purposes_are_the_items_of_the_law() -> None:
    assert len(my_number.PURPOSES) == 17
    assert [row.cite.item for row in my_number.PURPOSES] == [str(n) for n in range(1, 18)]
    assert [row.purpose for row in my_number.PURPOSES] == list(Purpose)
    for row in my_number.PURPOSES:
        assert row.text("ja") != row.text("en")
        assert "chip.purpose" not in row.text("en")


def test_a_file_that_the_card_does_not_select() -> None:
    hidden = Recorder(card(), answers={1: b"\x69\x82"})
    with pytest.raises(CardError) as caught:
        my_number.read_text(hidden, pin="1234")
    assert (caught.value.command, caught.value.reason) == ("select_file", "security_status")


def test_a_file_that_is_not_on_the_card() -> None:
    files = {key: value for key, value in card().files.items() if key != (Application.TEXT, 2)}
    bare = MyNumberApplications(files, {Pin.TEXT_PIN: b"1234"})
    with pytest.raises(CardError) as caught:
        my_number.read_text(bare, pin="1234")
    assert (caught.value.command, caught.value.reason) == ("select_file", "no_file")


def test_an_object_no_longer_than_its_header() -> None:
    short = card().rewritten({FOUR_ITEMS: b"\xff\x20\x00\xff\xff"})
    with pytest.raises(TlvError) as caught:
        my_number.read_text(short, pin="1234")
    assert caught.value.reason == "missing"


def test_a_municipality_that_is_none() -> None:
    one = card()
    values = members(one.content(FREE_INFORMATION), FREE_INFORMATION.tag) | {0xDF34: b"99999"}
    found = my_number.read_surface(one.rewritten({FREE_INFORMATION: compose(FREE_INFORMATION.tag, values)}))
    assert (found.municipality, found.unknown) == (None, ("municipality",))
    assert found.values["municipality"] == b"99999"
    assert [finding.status for finding in found.findings] == ["not_checked", "not_checked"]


def test_free_information_of_another_layout() -> None:
    one = card()
    values = members(one.content(FREE_INFORMATION), FREE_INFORMATION.tag)
    for changed in (values | {0xDF36: b""}, {tag: value for tag, value in values.items() if tag != 0xDF31}):
        with pytest.raises(TlvError) as caught:
            my_number.read_surface(one.rewritten({FREE_INFORMATION: compose(FREE_INFORMATION.tag, changed)}))
        assert caught.value.reason in {"tag", "missing"}


def test_the_confidence_of_every_name_is_said() -> None:
    assert {one.confidence for one in Application} == set(my_number.Confidence)
