"""Numbers and codes that name a card, a person, an organization or a place.

Two kinds of values. *Codes* of places and organizations (:class:`MunicipalityCode`,
:class:`CorporateNumber`, :class:`Nationality`) are texts. *Numbers that lead to one person*
(:class:`CardNumber`, :class:`IndividualNumber`, :class:`ResidentRecordCode`) are not: ``repr``, ``str``
and formatting show ``…``, and the text comes out only where it is asked for with ``reveal``.

All are read the same way: full-width characters become ASCII, blanks and hyphens go, letters become
capitals; what then has another shape or a wrong check digit raises
:class:`~tokutei.errors.IdentifierError`, which never holds the input. All are fields for pydantic;
there the error has the type ``<identifier>_<reason>``, such as ``card_number_shape``.
"""

from tokutei.identifiers.codes import CorporateNumber, MunicipalityCode, Nationality
from tokutei.identifiers.individual import IndividualNumber, NumberPurpose, individual_number_check_digit
from tokutei.identifiers.numbers import CardNumber, ResidentRecordCode

__all__ = [
    "CardNumber",
    "CorporateNumber",
    "IndividualNumber",
    "MunicipalityCode",
    "Nationality",
    "NumberPurpose",
    "ResidentRecordCode",
    "individual_number_check_digit",
]
