"""Photographs: who has one on the card, who must hand one in, and how old it may be (写真).

Two ages must not be mixed. Whether the *card* shows a photograph is decided on the day of issue (for a
separate Individual Number Card on the day of application; before 2026-06-14 by the card's last day).
Whether one must be *handed in* is decided by the age when filing. An office may still ask for a photograph
of somebody who is exempt.
"""

from tokutei.rules.photo.asking import PhotoFacts, PhotoResult, answer
from tokutei.rules.photo.display import (
    DISPLAY,
    AgeTest,
    Display,
    PhotoCondition,
    shown,
    shown_at_age,
    shown_conditions,
)
from tokutei.rules.photo.submission import (
    SUBMISSIONS,
    Submission,
    needed,
    submitted_conditions,
    taken_since,
)

__all__ = [
    "DISPLAY",
    "SUBMISSIONS",
    "AgeTest",
    "Display",
    "PhotoCondition",
    "PhotoFacts",
    "PhotoResult",
    "Submission",
    "answer",
    "needed",
    "shown",
    "shown_at_age",
    "shown_conditions",
    "submitted_conditions",
    "taken_since",
]
