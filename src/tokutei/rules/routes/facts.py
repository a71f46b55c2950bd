"""What may be known for a question about routes and, as far as they share it, about fees."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Final, Literal

from pydantic import BeforeValidator, StringConstraints

from tokutei.models.base import Model
from tokutei.personal import Personal
from tokutei.rules.routes.words import ElsewhereReason, ExpressClass, RegisterBasis
from tokutei.vocabulary import CardKind, Channel, ProcedureKind, StatusOfResidence

__all__ = ["CommonFacts", "NoticeItem", "Period", "RoutesFacts", "months_of"]

_PERIOD: Final = r"P(?=.)(?:([0-9]{1,3})Y)?(?:([0-9]{1,4})M)?(?:([0-9]{1,5})D)?"
_DAYS_A_MONTH: Final = 30

Period = Annotated[str, StringConstraints(pattern=rf"^(?:{_PERIOD}|indefinite)$".replace("(?=.)", ""))]
"""ISO 8601, or ``indefinite``."""

NoticeItem = Annotated[str, BeforeValidator(lambda item: str(item) if type(item) is int else item)]
"""An item of the notice on designated activities; a number may be given as one."""


class CommonFacts(Model):
    """What may be known; ``None`` is not known, which is neither no nor none."""

    filed: date | None = None
    """The day of filing; left out, the day of the question."""
    status: StatusOfResidence | Literal["transitional_by_birth"] | None = None
    """The status held when filing."""
    birth: Personal[date | None] = None
    """The birth date."""
    mid_long_term: bool | None = None
    """Whether the applicant is a mid- to long-term resident."""
    resident_register: bool | None = None
    """Whether the applicant is recorded in the basic resident register."""
    period: Period | None = None
    """The period of stay."""
    stay_end: date | None = None
    """The last day of the period of stay."""
    held_card_kind: CardKind | None = None
    """The card in hand."""
    held_card_issued: date | None = None
    """The day on which the card in hand was issued."""
    old_issued: date | None = None
    """The day on which the card held when filing was issued."""
    old_expiry: date | None = None
    """The last day of the card held when filing."""
    card_kind: CardKind | None = None
    """The card asked for."""
    issued: date | None = None
    """The day of issue."""
    created: date | None = None
    """The day on which the card was made."""
    place: Literal["bureau", "municipality", "other_municipality", "airport"] | None = None
    """Where it is filed."""
    channel: Channel | None = None
    """How it is filed."""
    with_specified: bool | None = None
    """Whether an application for a specified card goes along."""
    express: bool | None = None
    """Whether posting is asked for because the card is needed quickly."""
    express_class: ExpressClass | None = None
    """By which class it is needed quickly."""
    juki_basis: RegisterBasis | None = None
    """The article of the Basic Resident Register Act by which the notification is made."""
    no_space_left: bool | None = None
    """Whether the card in hand has no space left for entries."""
    decision: Literal["granted", "refused", "none"] | None = None
    """How the application was decided."""
    decided: date | None = None
    """When it was."""


class RoutesFacts(CommonFacts):
    """What is known for a question about a specified card; ``None`` is not known.

    Left out, ``with_specified`` means yes: that is what the topic asks about.
    """

    procedure: ProcedureKind | Literal["none"] | None = None
    """What it is filed with; ``none`` for an application on its own."""
    act: Literal["file", "make", "receive"] | None = None
    """What is to be done; left out, filing."""
    together: bool | None = None
    """Whether both are filed together; false for adding one to a pending procedure."""
    target_status: StatusOfResidence | None = None
    """For a change: the status asked for."""
    target_period: Period | None = None
    """For a change: the period asked for."""
    notice_item: NoticeItem | None = None
    """For 特定活動: the item of the notice."""
    identity_measure_at_filing: bool | None = None
    """Whether the municipality checks identity when it is filed."""
    applicant_present: bool | None = None
    """Whether the applicant comes in person."""
    filer: Literal[
        "holder",
        "spouse",
        "child",
        "parent",
        "sibling",
        "friend",
        "legal_representative",
        "lawyer",
        "gyoseishoshi",
        "employer_staff",
        "support_org_staff",
        "none",
    ] | None = None  # fmt: skip
    """Who files; whether somebody else may is a question of the topic ``representation``."""
    released_from_prison: date | None = None
    """The day of release from an institution."""
    cards_since_release: bool | None = None
    """Whether a specified card or an Individual Number Card was given since."""
    prior_specified_or_mn_card: bool | None = None
    """Whether either was ever given."""
    prior_specified_or_mn_card_since_notification: bool | None = None
    """Whether either was given since the notification."""
    separate_mn_card: bool | None = None
    """Whether a separate Individual Number Card is held."""
    separate_card_returned: bool | None = None
    """Whether it was given back, or is with this step."""
    loss_known: date | None = None
    """The day on which the loss became known."""
    item_changed_after_filing: date | None = None
    """The day on which name, birth date, sex or nationality changed after filing."""
    delivery_wanted: Literal["counter", "post"] | None = None
    """How the card is wanted."""
    ready_by_limit: bool | None = None
    """For a renewal of the card: whether the specified card can be given in time."""
    reason_for_other: ElsewhereReason | str | None = None
    """Why another municipality; any word that is no listed circumstance counts as none."""
    confirmed: bool | None = None
    """Whether the municipality has sent its notice of confirmation."""
    moved_after_filing: bool | None = None
    """Whether the person moved to another municipality between filing and delivery."""

    legitimate_reason: bool | None = None
    """For an exchange: false where it is found to have no legitimate reason."""


def months_of(period: str) -> int | None:
    """Return a period of stay in whole months, days rounded up; ``None`` for an indefinite one.

    Example:
        >>> months_of("P1Y3M"), months_of("P15D"), months_of("indefinite")
        (15, 1, None)
    """
    found = re.fullmatch(_PERIOD, period)
    if found is None:
        return None
    years, months, days = (int(part or 0) for part in found.groups())
    return years * 12 + months + -(-days // _DAYS_A_MONTH)
