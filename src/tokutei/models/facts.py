"""What can be read off somebody's cards or is known about them: the doorway to everything else.

Every field but the birth date may be left out. What is left out is *not known*; what is known not to
be there has a field of its own that says so (``has_my_number_card=False``).
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, LiteralString, Self

from pydantic import AfterValidator, WithJsonSchema, model_validator
from pydantic_core import PydanticCustomError

from tokutei.errors import IdentifierError
from tokutei.identifiers import CardNumber, MunicipalityCode, Nationality
from tokutei.models.base import Model
from tokutei.personal import Personal
from tokutei.vocabulary import CardForm, CardKind, Channel, ProcedureKind, StatusOfResidence
from tokutei.vocabulary.cards import CERTIFICATES, RESIDENCE_CARDS, SPECIFIED_CARDS

__all__ = ["CardFacts", "Facts", "MyNumberCardFacts", "PendingFacts"]


def _municipality(text: str) -> str:
    return str(_read(MunicipalityCode, text))


def _nationality(text: str) -> str:
    return str(_read(Nationality, text))


def _read(kind: type[MunicipalityCode | Nationality], text: str) -> str:
    try:
        return kind.parse(text)
    except IdentifierError as error:
        stable = f"{error.identifier}_{error.reason}"
        # The type is made of two closed sets of words, which no checker can know to be literal.
        raise PydanticCustomError(
            stable,  # pyright: ignore[reportArgumentType]
            "{said}",
            {"said": str(error)},
        ) from None


def _written(kind: type[MunicipalityCode | Nationality]) -> WithJsonSchema:
    return WithJsonSchema({"type": "string", "pattern": kind.pattern})


MunicipalityText = Annotated[str, AfterValidator(_municipality), _written(MunicipalityCode)]
NationalityText = Annotated[str, AfterValidator(_nationality), _written(Nationality)]


def _in_order(kind: LiteralString, earlier: date | None, later: date | None) -> None:
    if earlier and later and later < earlier:
        raise PydanticCustomError(kind, "the later of two days lies before the earlier one")


class CardFacts(Model):
    """A residence card, or certificate of a special permanent resident, as printed on its face."""

    kind: CardKind | None = None
    """Ordinary or specified; a card of the form of 2012 is always ordinary."""

    form: CardForm | None = None
    """The printed form; follows from ``issued_on`` where that is known."""

    number: Personal[CardNumber | None] = None
    """The number of the card (在留カード番号)."""

    issued_on: date | None = None
    """Date of issuance (交付年月日)."""

    valid_until: date | None = None
    """Last day of the validity period (有効期間の満了の日), included."""

    my_number_valid_until: date | None = None
    """On a specified card: last day of the My Number function, included."""

    @model_validator(mode="after")
    def _fits(self) -> Self:
        _in_order("facts_card_dates", self.issued_on, self.valid_until)
        specified = self.kind in SPECIFIED_CARDS
        if self.kind not in {None, *RESIDENCE_CARDS, *CERTIFICATES}:
            raise PydanticCustomError("facts_card_kind", "a residence card is ordinary or specified")
        if self.form and self.issued_on and self.form is not CardForm.issued_on(self.issued_on):
            raise PydanticCustomError("facts_card_form", "the form and the day of issue do not fit together")
        if specified and CardForm.FORM_2012 in {
            self.form,
            self.issued_on and CardForm.issued_on(self.issued_on),
        }:
            raise PydanticCustomError("facts_card_form", "there is no specified card of the form of 2012")
        if self.my_number_valid_until and not specified:
            raise PydanticCustomError("facts_card_kind", "only a specified card has a My Number function")
        return self


class MyNumberCardFacts(Model):
    """A separate Individual Number Card (個人番号カード)."""

    valid_until: date | None = None
    """Last day of the card, included, as printed or as the municipality extended it."""

    made_on: date | None = None
    """The day on which it was made (作成の日); it bounds later extensions."""

    signing_certificate_until: date | None = None
    """Last day of the certificate for signing (署名用電子証明書), included."""

    authentication_certificate_until: date | None = None
    """Last day of the certificate for user authentication (利用者証明用電子証明書), included."""

    @model_validator(mode="after")
    def _fits(self) -> Self:
        _in_order("facts_my_number_dates", self.made_on, self.valid_until)
        _in_order("facts_my_number_dates", self.signing_certificate_until, self.valid_until)
        _in_order("facts_my_number_dates", self.authentication_certificate_until, self.valid_until)
        return self


class PendingFacts(Model):
    """An application that waits for its decision."""

    procedure: ProcedureKind
    filed_on: date
    """The day of filing."""

    channel: Channel | None = None
    specified_card: bool | None = None
    """Whether a specified card was asked for with it."""


class Facts(Model):
    """What is known about one person on some day.

    Example:
        >>> from datetime import date
        >>> Facts(born=date(1994, 5, 2), nationality="VNM", stay_until=date(2026, 10, 31))
        Facts(born=…, nationality=…, municipality=None, recorded=None, status=None, \
stay_until=datetime.date(2026, 10, 31), card=None, my_number_card=None, has_my_number_card=None, \
pending=None, has_pending_application=None)
    """

    born: Personal[date]
    """Date of birth (生年月日)."""

    nationality: Personal[NationalityText | None] = None
    """Nationality or region, three letters as the card writes it."""

    municipality: Personal[MunicipalityText | None] = None
    """Six-digit code of the municipality whose basic resident register records the person."""

    recorded: bool | None = None
    """Whether the person is recorded in a basic resident register; follows from ``municipality``."""

    status: StatusOfResidence | None = None
    """Status of residence (在留資格)."""

    stay_until: date | None = None
    """Last day of the period of stay (在留期間の満了の日), included; none for a stay without end."""

    card: CardFacts | None = None
    my_number_card: MyNumberCardFacts | None = None
    has_my_number_card: bool | None = None
    """Whether there is a separate Individual Number Card; follows from ``my_number_card``."""

    pending: PendingFacts | None = None
    has_pending_application: bool | None = None
    """Whether an application is pending; follows from ``pending``."""

    @model_validator(mode="after")
    def _fits(self) -> Self:
        _in_order("facts_stay_dates", self.born, self.stay_until)
        if self.card:
            _in_order("facts_card_dates", self.born, self.card.issued_on)
        if self.my_number_card:
            _in_order("facts_my_number_dates", self.born, self.my_number_card.made_on)
        if self.pending:
            _in_order("facts_pending_dates", self.born, self.pending.filed_on)
        for thing, known in (
            (self.municipality, self.recorded),
            (self.my_number_card, self.has_my_number_card),
            (self.pending, self.has_pending_application),
        ):
            if thing is not None and known is False:
                raise PydanticCustomError("facts_denied", "something is given that is said not to be there")
        if self.status in _WITHOUT_END and self.stay_until:
            raise PydanticCustomError("facts_stay_end", "this status of residence has no end of stay")
        return self


_WITHOUT_END = frozenset(
    {
        StatusOfResidence.PERMANENT_RESIDENT,
        StatusOfResidence.HIGHLY_SKILLED_PROFESSIONAL_2,
        StatusOfResidence.SPECIAL_PERMANENT_RESIDENT,
    }
)
