"""How far evidence carries: what an employer may rely on, and what remains unproved.

A negative verdict needs less than a positive one: what a card itself says against the work is reason
enough not to employ, while what somebody only says decides nothing either way.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from types import MappingProxyType
from typing import Final

from tokutei.employment.decisions import Reach
from tokutei.employment.words import FurtherPaper, WorkVerdict
from tokutei.errors import FactsError
from tokutei.intake import Agreement, CheckKind, IntakeEvidence, ItemKey, Source
from tokutei.law import Citation, Reason
from tokutei.vocabulary import CardForm, StatusOfResidence

__all__ = ["is_enough", "reach_of", "reach_of_row", "reached"]

_S = StatusOfResidence
WITHOUT_CARD: Final = frozenset({_S.TEMPORARY_VISITOR, _S.DIPLOMAT, _S.OFFICIAL})
"""Statuses whose holders are given no residence card (Act 19-3): a passport or a paper says what they have."""
_ON_CHIP: Final = frozenset({Source.CHIP_VERIFIED, Source.CHIP_READ})


def _cite(*places: str) -> tuple[Citation, ...]:
    return tuple(map(Citation.parse, places))


_CARD_CONFIRMS: Final = _cite("341M50002000023:11:1:1")
_NOT_PRINTED: Final = _cite("326CO0000000319:19-4:5", "341M50002000023:11:1:1")
_CODES: Final = {
    Source.CHIP_VERIFIED: Reason("reach.chip_verified"),
    Source.CHIP_READ: Reason("reach.chip_read"),
    Source.SAID: Reason("reach.said", _CARD_CONFIRMS),
    Source.NOT_KNOWN: Reason("reach.nothing_seen", _CARD_CONFIRMS),
}
_FACE_2012: Final = Reason("reach.face_2012", _CARD_CONFIRMS)
_FACE_2026: Final = Reason("reach.face_2026", _NOT_PRINTED)
_FACE_UNKNOWN: Final = Reason("reach.form_not_known", _NOT_PRINTED)
_FACE_SPECIAL: Final = Reason("reach.face_special", _cite("341M50002000023:1-2:1:2"))
_PAPER: Final = Reason("reach.paper", _cite("341M50002000023:11:1:2", "341M50002000023:11:5"))
_CARD_NEEDED: Final = Reason("reach.card_needed", _CARD_CONFIRMS)

_PASSPORT_NEEDED: Final = Reason(
    "reach.passport_needed", _cite("341M50002000023:11:1:2", "341M50002000023:11:5")
)
_BESIDE_CHIP: Final = Reason("reach.face_beside_chip")
_SEE: Final[Mapping[str, FurtherPaper]] = MappingProxyType(
    {
        "reach.disagrees": FurtherPaper.CHIP,
        "reach.face_2026": FurtherPaper.CHIP,
        "reach.form_not_known": FurtherPaper.CHIP,
        "reach.card_needed": FurtherPaper.RESIDENCE_CARD,
        "reach.said": FurtherPaper.RESIDENCE_CARD,
        "reach.nothing_seen": FurtherPaper.RESIDENCE_CARD,
        "reach.passport_needed": FurtherPaper.PASSPORT,
    }
)
"""What would be enough, by why something is not."""


def is_enough(
    source: Source,
    *,
    form: CardForm | None = None,
    status: StatusOfResidence | None = None,
    card_given: bool | None = None,
) -> tuple[bool, Reason]:
    """Return whether a source is enough to allow work, and what it proves or why it is not.

    Args:
        source: the best source that there is of an item.
        form: the printed form of the card, where it is known; a look at a form of 2026 is not enough,
            because the period of stay, the kind and the day of the permission are on its chip only.
        status: the status of residence; ``None`` for somebody without one.
        card_given: whether such a person is given a residence card, where the period of stay tells it;
            ``None``: by the status alone.

    Raises:
        FactsError: an argument is no member of its vocabulary.

    Example:
        >>> is_enough(Source.FACE, form=CardForm.FORM_2012)[0], is_enough(Source.FACE, form=CardForm.FORM_2026)[0]
        (True, False)
    """
    told: dict[str, tuple[object, type]] = {  # callers without a type checker give words
        "source": (source, Source),
        "form": (CardForm.FORM_2012 if form is None else form, CardForm),
        "status": (_S.STUDENT if status is None else status, _S),
    }
    if unknown := tuple(name for name, (value, kind) in told.items() if not isinstance(value, kind)):
        raise FactsError(unknown=unknown)
    if source is Source.FACE:
        if status is StatusOfResidence.SPECIAL_PERMANENT_RESIDENT:
            return True, _FACE_SPECIAL
        by_form = {CardForm.FORM_2012: (True, _FACE_2012), CardForm.FORM_2026: (False, _FACE_2026)}
        return by_form[form] if form else (False, _FACE_UNKNOWN)
    given = (status is not None and status not in WITHOUT_CARD) if card_given is None else card_given
    if source is Source.PAPER:
        return not given, _CARD_NEEDED if given else _PAPER
    if source not in _ON_CHIP and not given:
        return False, _PASSPORT_NEEDED
    return source in _ON_CHIP, _CODES[source]


def _reach(
    sources: tuple[tuple[ItemKey, Source], ...],
    form: CardForm | None,
    reasons: Iterable[Reason],
    *,
    enough: bool,
) -> Reach:
    """Return a reach with what would be enough where it is not."""
    why = tuple(dict.fromkeys(reasons))
    see = () if enough else tuple(dict.fromkeys(_SEE[one.code] for one in why if one.code in _SEE))
    return Reach(sources=sources, form=form, enough=enough, reasons=why, see=see)


def reach_of(
    evidence: IntakeEvidence,
    used: Iterable[ItemKey],
    *,
    without_status: bool = False,
    card_given: bool | None = None,
) -> Reach:
    """Return how far evidence carries for the items that a decision rests on.

    Once a chip was read, what only its face shows counts as seen on a card that is there; anything that
    disagrees, whatever it is, has to be cleared up before anything is allowed.

    Args:
        evidence: what :func:`tokutei.intake.combine` returned.
        used: the items that the decision rests on.
        without_status: whether it is about somebody without a status, whose paper was seen.
        card_given: as for :func:`is_enough`.
    """
    items = evidence.items
    form, issued_on = items[ItemKey.FORM].value, items[ItemKey.ISSUED_ON].value
    if form is None and issued_on is not None:
        form = CardForm.issued_on(issued_on)
    if without_status:
        # What allows the work stands on a paper of its own; somebody looked at it, or nothing is allowed.
        return _reach(((ItemKey.INDIVIDUAL_PERMISSION, Source.PAPER),), None, (_PAPER,), enough=True)
    status = items[ItemKey.STATUS].value
    sources = tuple((key, items[key].source) for key in used)
    card_read = any(source in _ON_CHIP for _, source in sources)
    reasons: list[Reason] = []
    enough = bool(sources)
    for _, source in sources:
        if source is Source.FACE and card_read:
            reasons.append(_BESIDE_CHIP)
            continue
        fits, why = is_enough(source, form=form, status=status, card_given=card_given)
        enough &= fits
        reasons.append(why)
    if doubted := tuple(dict.fromkeys(one.kind for one in evidence.disagreements)):
        enough, reasons = False, [Reason("reach.disagrees", (), {"checks": doubted}), *reasons]
    signature = evidence.of(CheckKind.SIGNATURE)
    told = (one.reason for one in signature if card_read and one.status is Agreement.AGREES)
    return _reach(sources, form, (*reasons, *told), enough=enough)


@cache
def reach_of_row(source: Source, form: CardForm | None, status: StatusOfResidence | None) -> Reach:
    """Return how far the evidence carries where one source stands for all that a row says.

    Rows are about people with a status; one that is not known is taken for one with a card.

    Example:
        >>> reach_of_row(Source.SAID, None, None).enough
        False
    """
    enough, reason = is_enough(source, form=form, status=status or StatusOfResidence.PERMANENT_RESIDENT)
    used = (ItemKey.STATUS, ItemKey.STAY_UNTIL)
    return _reach(tuple((key, source) for key in used), form, (reason,), enough=enough)


def reached(verdict: WorkVerdict, reach: Reach) -> WorkVerdict:
    """Return the verdict that evidence carries: never more than the law says, and less where it is not enough.

    Example:
        >>> reached(WorkVerdict.ALLOWED, Reach(enough=False)).value
        'not_known'
    """
    if verdict in {WorkVerdict.ALLOWED, WorkVerdict.WITHIN_LIMITS} and not reach.enough:
        return WorkVerdict.NOT_KNOWN
    only_told = reach.weakest in {Source.SAID, Source.NOT_KNOWN} and not reach.enough
    if verdict is WorkVerdict.NOT_ALLOWED and only_told:
        return WorkVerdict.NOT_KNOWN
    return verdict
