"""``python -m tokutei.testing.virtual_card --type 05``: a card that does not exist on a virtual PC/SC reader.

Needs a running ``pcscd`` with the driver ``vpcd``. Prints the number of the card and serves it until
interrupted. Exit status 0: interrupted; 1: ``pcscd`` ended; 2: the card could not be served.
"""

from __future__ import annotations

import argparse
import signal
import sys
from collections.abc import Sequence
from typing import Final

from tokutei import messages
from tokutei.errors import TokuteiError
from tokutei.testing.residents import person
from tokutei.testing.virtual_reader import VPCD_PORT, VirtualReader

__all__ = ["main"]

_INTERRUPTED: Final = 0
_SERVICE_ENDED: Final = 1
_FAILED: Final = 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m tokutei.testing.virtual_card",
        description="A card of somebody who does not exist, on a virtual PC/SC reader.",
    )
    parser.add_argument("--type", help="digits of the card type, such as 05; by the holder unless given")
    parser.add_argument("--person", default="engineer", help="key of tokutei.testing.person (%(default)s)")
    parser.add_argument("--seed", type=int, default=0, help="another seed, another number (%(default)s)")
    parser.add_argument("--port", type=int, default=VPCD_PORT, help="where vpcd listens (%(default)s)")
    parser.add_argument("--lang", choices=messages.languages(), default=messages.FALLBACK)
    return parser


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve a card until interrupted and return the exit status."""
    told = _parser().parse_args(arguments)
    try:
        # Here, because without the extra it raises the error that names it.
        from tokutei.testing.cards import issue_card  # noqa: PLC0415

        card = issue_card(person(told.person), type=told.type, seed=told.seed)
        with VirtualReader(card, port=told.port) as reader:
            # The number may be said: there is nobody whose it is.
            said = {"type": card.type, "number": card.number.reveal(), "port": told.port}
            _say(messages.text("testing.virtual_card.serving", told.lang, **said))
            reader.wait()
    except KeyboardInterrupt:
        return _INTERRUPTED
    except TokuteiError as error:
        sys.stderr.write(f"{error.text(told.lang)}\n")
        return _FAILED
    _say(messages.text("testing.virtual_card.ended", told.lang))
    return _SERVICE_ENDED


if __name__ == "__main__":
    # A shell that starts it in the background has interrupts ignored; it would never end then.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.default_int_handler)
    sys.exit(main())
