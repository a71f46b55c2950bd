"""How far one kind of evidence carries: whether an employer may rely on it for a verdict of allowed."""

from __future__ import annotations

from functools import cache
from typing import Final

from tokutei.employment.decisions import Reach
from tokutei.intake import ItemKey, Source
from tokutei.law import Citation, Reason
from tokutei.vocabulary import CardForm

__all__ = ["STAY_NOT_TOLD", "is_enough", "reach_of"]

_NO_LONGER_PRINTED: Final = (
    Citation.parse("326CO0000000319:19-4:5:1"),
    Citation.parse("326CO0000000319:19-4:5:2"),
)
"""What the form of 2026 records on the chip only."""
_CARRIES: Final = frozenset({Source.CHIP_VERIFIED, Source.CHIP_READ, Source.PAPER})
_PRINTS_ALL: Final = CardForm.FORM_2012

STAY_NOT_TOLD: Final = Reason("reaching.stay_not_told")
"""Nobody said until when the stay runs, and the status is one whose stay has an end."""


def is_enough(source: Source, form: CardForm | None = None) -> tuple[bool, Reason]:
    """Return whether a kind of evidence is enough for a verdict of allowed, and why.

    A chip and a paper are; a look at the face is where the card has the form of 2012, which prints all that
    matters; what is only said never is. A form that is not known is taken for one that does not print it all.

    Args:
        source: from where it is known.
        form: the printed form of the card, where it is known; it matters to a look at the face only.

    Example:
        >>> is_enough(Source.FACE, CardForm.FORM_2012)[0], is_enough(Source.FACE, CardForm.FORM_2026)[0]
        (True, False)
    """
    if source is not Source.FACE:
        return source in _CARRIES, Reason(f"reaching.{source.value}")
    if form is _PRINTS_ALL:
        return True, Reason("reaching.face_of_2012")
    if form is None:
        return False, Reason("reaching.face_of_unknown_form")
    return False, Reason("reaching.face_of_2026", _NO_LONGER_PRINTED)


@cache
def reach_of(source: Source, form: CardForm | None, *, stay_told: bool = True) -> Reach:
    """Return how far the evidence of a row carries, where one source stands for all that it says.

    Args:
        source: from where the row is known.
        form: the printed form of the card.
        stay_told: whether it says until when the stay runs, or no end is to be told.

    Example:
        >>> reach_of(Source.SAID, None).enough
        False
    """
    enough, reason = is_enough(source, form)
    return Reach(
        sources=((ItemKey.STATUS, source), (ItemKey.STAY_UNTIL, source if stay_told else Source.NOT_KNOWN)),
        form=form,
        enough=enough and stay_told,
        reasons=(reason,) if stay_told else (reason, STAY_NOT_TOLD),
    )
