"""Records of the text and the face application as documents: versioned JSON of what the card gave.

::

    {"tokutei": "my-number-dump/1", "application": "text", "opened_by": "text_pin",
     "purpose": null, "kept_for": null,
     "values": {"name": "<base64>", …}, "steps": [["select_application", "9000", 0], …]}

``values`` has the value of every data object, by name, byte for byte. The face is in it only when it is
asked for, the individual number and its image only for a purpose of the law, which is ``kept_for``. Nobody
signs a dump. It is personal data as much as the card is. The records of the JPKI application have none: a
certificate is a document already (``JpkiCertificate.encoded``).
"""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from os import PathLike
from typing import Final

from tokutei.chip.dump_reading import DumpForm, Readable
from tokutei.chip.exchange import Step
from tokutei.chip.my_number.applications import Application, Pin
from tokutei.chip.my_number.commands import COMMANDS
from tokutei.chip.my_number.purposes import Purpose, checked_purpose
from tokutei.chip.my_number.surface import (
    FACE_NAMES,
    FREE_NAMES,
    NUMBER_NAMES,
    SurfaceItems,
    record_of_surface,
)
from tokutei.chip.my_number.text import NUMBER_NAME, TextItem, TextItems, record_of_text
from tokutei.errors import DocumentError

__all__ = ["FACE_NAME", "KIND", "NAMES", "OF_NUMBER", "dump", "load"]

KIND: Final = "my-number-dump/1"
"""The kind and version that a dump names."""
FACE_NAME: Final = "face_image"
"""The value that is left out unless it is asked for."""
OF_NUMBER: Final = frozenset({NUMBER_NAME, *NUMBER_NAMES})
"""The values that are kept only for a purpose; the signature over the image of the number is one of them."""

_FORM: Final = DumpForm(KIND)
_ITEMS: Final = frozenset(item.value for item in TextItem)
_FREE, _FACE, _IMAGE = frozenset(FREE_NAMES), frozenset(FACE_NAMES), frozenset(NUMBER_NAMES)

NAMES: Final[Mapping[tuple[Application, Pin | None], tuple[frozenset[str], frozenset[str]]]] = {
    (Application.TEXT, Pin.TEXT_PIN): (frozenset(), _ITEMS | {NUMBER_NAME}),
    (Application.TEXT, Pin.TEXT_REFERENCE_A): (frozenset(), frozenset({NUMBER_NAME})),
    (Application.TEXT, Pin.TEXT_REFERENCE_B): (frozenset(), _ITEMS),
    (Application.SURFACE, None): (_FREE, _FREE),
    (Application.SURFACE, Pin.SURFACE_REFERENCE_B): (_FREE | _FACE - {FACE_NAME}, _FREE | _FACE),
    (Application.SURFACE, Pin.SURFACE_REFERENCE_A): (_FREE | _FACE - {FACE_NAME}, _FREE | _FACE | _IMAGE),
}
"""By application and what opened it: the values that a dump must have, and those that it may have."""


def dump(
    record: TextItems | SurfaceItems, *, face: bool = False, individual_number: Purpose | None = None
) -> str:
    """Return a record as a JSON document.

    Args:
        record: what was read.
        face: whether the face image is kept.
        individual_number: for what the individual number and its image are kept, if they were read;
            without a purpose they are left out.

    Raises:
        PurposeError: that is no item of the law.
        DocumentError: it is a record of another application, or none (``not_a_document``).

    Example:
        >>> from tokutei import testing
        >>> from tokutei.chip import my_number
        >>> card = testing.issue_my_number_card(testing.person("engineer"))
        >>> items = my_number.read_text(card, pin=card.pin)
        >>> my_number.load(my_number.dump(items)) == items
        True
    """
    keeping = None if individual_number is None else checked_purpose(individual_number)
    if not isinstance(record, TextItems | SurfaceItems):
        raise DocumentError("not_a_document", type(record).__name__)
    left_out = (frozenset() if face else {FACE_NAME}) | (frozenset() if keeping else OF_NUMBER)
    values = {name: value for name, value in record.values.items() if name not in left_out}
    application = Application.TEXT if isinstance(record, TextItems) else Application.SURFACE
    return json.dumps(
        {
            "tokutei": KIND,
            "application": application.value,
            "opened_by": record.opened_by and record.opened_by.value,
            "purpose": record.purpose and record.purpose.value,
            "kept_for": keeping.value if keeping and values.keys() & OF_NUMBER else None,
            "values": {name: base64.b64encode(value).decode("ascii") for name, value in values.items()},
            "steps": [[one.command, one.status, one.size] for one in record.steps],
        }
    )


def load(source: str | bytes | PathLike[str] | Readable) -> TextItems | SurfaceItems:
    """Return the record of a dump.

    Args:
        source: the document, the path of it (a ``Path``; a ``str`` is the document), or something open
            for reading that holds it.

    Raises:
        ArgumentError: the source is none of these (``document``).
        DocumentError: it cannot be read, or is no such document; what it holds is never repeated.
    """
    document = _FORM.document(source)
    application = Application(
        _FORM.one_of((Application.TEXT, Application.SURFACE), document.get("application"), "application")
    )
    pin = _word(document, "opened_by", tuple(Pin))
    key = None if pin is None else Pin(pin)
    if (application, key) not in NAMES:
        raise _FORM.invalid("opened_by")
    purposes = {name: _word(document, name, tuple(Purpose)) for name in ("purpose", "kept_for")}
    purpose = None if purposes["purpose"] is None else Purpose(purposes["purpose"])
    values = {
        name: _FORM.binary(value, "values")
        for name, value in _FORM.typed(document.get("values"), dict, "values").items()
    }
    must, may = NAMES[application, key]
    if not must <= values.keys() <= may:
        raise _FORM.invalid("values")
    if values.keys() & _IMAGE and not values.keys() >= _IMAGE:
        raise _FORM.invalid("values")
    has_number = bool(values.keys() & OF_NUMBER)
    if has_number != (purposes["kept_for"] is not None):
        raise _FORM.invalid("kept_for")
    needs_purpose = has_number or key in (Pin.TEXT_REFERENCE_A, Pin.SURFACE_REFERENCE_A)
    if (needs_purpose and purpose is None) or (key is Pin.TEXT_REFERENCE_B and purpose is not None):
        raise _FORM.invalid("purpose")
    steps = _steps(document)
    if application is Application.SURFACE:
        return record_of_surface(values, key, purpose, steps)
    return record_of_text(values, key or Pin.TEXT_PIN, purpose, steps)


def _word(document: dict[str, object], name: str, known: tuple[str, ...]) -> str | None:
    """Return a word that is known, or ``None`` for null; not being there is neither."""
    if name not in document:
        raise _FORM.invalid(name)
    value = document[name]
    return None if value is None else _FORM.one_of(known, value, name)


def _steps(document: dict[str, object]) -> tuple[Step, ...]:
    rows = _FORM.rows(document.get("steps"), (str, str, int), "steps")
    return tuple(
        Step(
            _FORM.one_of(COMMANDS, command, "steps"),
            _FORM.status(status, "steps"),
            _FORM.size(size, "steps"),
        )
        for command, status, size in rows
    )
