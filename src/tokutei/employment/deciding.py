"""What the law says where an employer asks: the ruling, with everything that may not be left open."""

from __future__ import annotations

from datetime import date

from tokutei.employment.cautions import with_cautions
from tokutei.employment.rulings import Ruling, rule_on
from tokutei.rules.rulebook import CURRENT, Rulebook
from tokutei.rules.work import NO_WORK_STATUSES, WorkFacts

__all__ = ["decide"]


def decide(facts: WorkFacts, *, on: date, book: Rulebook = CURRENT) -> Ruling:
    """Return what the law says, where somebody is to be employed on the answer.

    :func:`rule_on` answers the facts that it is given. Whoever employs may not leave open until when the stay
    runs, what a paper says that decides, or whose limit counts: those are asked for
    (:data:`~tokutei.employment.cautions.CAUTIONS`).

    Raises:
        NotInForceError: before 2012-07-09, the first day of residence cards, or a rule that decides was not
            in force.
        FactsError: a fact is none that the table knows.

    Example:
        >>> from datetime import date
        >>> facts = WorkFacts(status="engineer_humanities_intl", job="engineering")
        >>> rule_on(facts, on=date(2026, 9, 1)).verdict.value
        'allowed'
        >>> decided = decide(facts, on=date(2026, 9, 1))
        >>> decided.verdict.value, decided.missing
        ('not_known', ('stay_end',))
    """
    book.at(NO_WORK_STATUSES, on)  # before it there were no cards to confirm anything with
    return with_cautions(rule_on(facts, on=on, book=book), facts, on=on, book=book)
