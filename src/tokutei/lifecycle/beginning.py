"""Where a life begins: from facts, as time has moved them, with what must hold checked."""

from __future__ import annotations

from datetime import date

from tokutei.errors import FactsError
from tokutei.law import Reason
from tokutei.lifecycle.engine import advance
from tokutei.lifecycle.promises import PROMISES, broken_in
from tokutei.lifecycle.situation import Situation
from tokutei.lifecycle.start import situation_of
from tokutei.models import Facts
from tokutei.rules.rulebook import Rulebook

__all__ = ["begin"]


def begin(facts: Facts, *, on: date, book: Rulebook) -> Situation:
    """Return where somebody stands on a day; see :meth:`Situation.of`.

    Raises:
        FactsError: the facts contradict each other, the day, or what must hold in every situation.
        NotInForceError: the day, or one on which something ended, lies before 2012-07-09.
    """
    begun = situation_of(facts, on=on, book=book)
    now = advance(begun, to=begun.on, book=book).after
    if found := broken_in(now):
        reasons = (Reason("promise_broken", PROMISES[one].cite, {"promise": one}) for one in found)
        raise FactsError(contradictions=tuple(reasons))
    return now
