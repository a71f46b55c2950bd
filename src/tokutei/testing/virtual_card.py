"""``python -m tokutei.testing.virtual_card --type 05``: a card that does not exist on a virtual PC/SC reader.

Without ``--person`` the holder is one to whom a card of the type is issued; ``--help`` lists types and people.
Needs a running ``pcscd`` with the driver ``vpcd``. Prints the number of the card and serves it until
interrupted. Exit status 0: interrupted; 1: ``pcscd`` ended; 2: the card could not be served.
"""

from __future__ import annotations

import argparse
import signal
import sys
from collections.abc import Sequence
from contextlib import suppress
from typing import Final, TextIO

from tokutei import messages
from tokutei.chip.words import CardType
from tokutei.errors import TokuteiError
from tokutei.testing.residents import SyntheticPerson, people, person
from tokutei.testing.virtual_reader import VPCD_PORT, VirtualReader
from tokutei.vocabulary import CardKind

__all__ = ["main"]

_USUAL_HOLDER: Final = "engineer"
_CERTIFICATES: Final = frozenset(
    {
        CardKind.SPECIAL_PERMANENT_RESIDENT_CERTIFICATE,
        CardKind.SPECIFIED_SPECIAL_PERMANENT_RESIDENT_CERTIFICATE,
    }
)
_INTERRUPTED: Final = 0
_SERVICE_ENDED: Final = 1
_FAILED: Final = 2


def _parser() -> argparse.ArgumentParser:
    # Not CARD_TYPES of the kit: help is there without the extra that the kit needs.
    types = (f"  {one.value:<4}{one.text('en')}" for one in CardType)
    keys = (f"  {one.key}" for one in people())
    parser = argparse.ArgumentParser(
        prog="python -m tokutei.testing.virtual_card",
        description="A card of somebody who does not exist, on a virtual PC/SC reader.",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        epilog="\n".join(("card types:", *types, "", "people:", *keys)),
    )
    parser.add_argument("--type", help="digits of a card type below; fits the holder unless given")
    parser.add_argument("--person", help="key of one of the people below; fits the type unless given")
    parser.add_argument("--seed", type=int, default=0, help="another seed, another number (%(default)s)")
    parser.add_argument("--port", type=int, default=VPCD_PORT, help="where vpcd listens (%(default)s)")
    parser.add_argument("--lang", choices=messages.languages(), default=messages.FALLBACK)
    return parser


def _say(text: str, stream: TextIO | None = None) -> None:
    """Say a text at once; where the terminal lacks a letter, its escape. Nobody may be there to hear it."""
    out = stream or sys.stdout
    if out is None:  # closed before we began
        return
    encoding = out.encoding or "ascii"
    with suppress(OSError, ValueError):
        out.write(text.encode(encoding, "backslashreplace").decode(encoding) + "\n")
        out.flush()


def _holder(key: str | None, card_type: str | None) -> SyntheticPerson:
    """Return who was named, or else somebody to whom a card of the type is issued.

    Raises:
        UnknownTermError: nobody has that key.
    """
    if key is not None:
        return person(key)
    kind = next((one.kind for one in CardType if one.value == card_type), None)
    if kind not in _CERTIFICATES:
        return person(_USUAL_HOLDER)
    return next(one for one in people() if one.is_special_permanent_resident)


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve a card until interrupted and return the exit status."""
    told = _parser().parse_args(arguments)
    try:
        # Here, because without the extra it raises the error that names it.
        from tokutei.testing.cards import issue_card  # noqa: PLC0415

        card = issue_card(_holder(told.person, told.type), type=told.type, seed=told.seed)
        with VirtualReader(card, port=told.port) as reader:
            # The number may be said: there is nobody whose it is.
            said = {"type": card.type, "number": card.number.reveal(), "port": told.port}
            _say(messages.text("testing.virtual_card.serving", told.lang, **said))
            reader.wait()
    except KeyboardInterrupt:
        return _INTERRUPTED
    except TokuteiError as error:
        _say(error.text(told.lang), sys.stderr)
        return _FAILED
    _say(messages.text("testing.virtual_card.ended", told.lang))
    return _SERVICE_ENDED


if __name__ == "__main__":
    # A shell that starts it in the background has interrupts ignored; it would never end then.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.default_int_handler)
    sys.exit(main())
