"""The Individual Number ("My Number", 個人番号), held behind the purposes that the law names."""

from __future__ import annotations

from typing import Self

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, core_schema

from tokutei.errors import IdentifierError
from tokutei.identifiers.numbers import HiddenNumber
from tokutei.identifiers.reading import for_pydantic, shaped
from tokutei.law import Citation
from tokutei.personal import HIDDEN
from tokutei.vocabulary import Word

__all__ = ["IndividualNumber", "NumberPurpose", "individual_number_check_digit"]


class NumberPurpose(Word):
    """A case in which an Individual Number may be provided, and so collected and kept (番号法19条, 20条).

    The members are the items of article 19 in their order.
    """

    USE_AFFAIRS = "use_affairs", "個人番号利用事務のための提供", "provision for affairs that use the number"
    RELATED_AFFAIRS = (
        "related_affairs",
        "個人番号関係事務のための提供",
        "provision for affairs related to the number, such as an employer's filings",
    )
    BY_THE_PERSON = (
        "by_the_person",
        "本人又は代理人による提供",
        "provision by the person or a representative",
    )
    NEW_EMPLOYER = (
        "new_employer",
        "本人の同意による転職先等への提供",
        "provision to a new employer with the person's consent",
    )
    IDENTITY_DATA = (
        "identity_data",
        "機構保存本人確認情報等の提供",
        "provision of identity data kept by J-LIS",
    )
    ENTRUSTMENT = (
        "entrustment",
        "委託又は事業の承継に伴う提供",
        "provision with an entrustment or a succession of business",
    )
    RESIDENT_REGISTER = (
        "resident_register",
        "住民基本台帳法による提供",
        "provision under the Basic Resident Register Act",
    )
    INFORMATION_NETWORK = (
        "information_network",
        "情報提供ネットワークシステムによる提供（法定の事務）",
        "provision through the information network for affairs set by law",
    )
    INFORMATION_NETWORK_ORDINANCE = (
        "information_network_ordinance",
        "情報提供ネットワークシステムによる提供（条例の事務）",
        "provision through the information network for affairs set by ordinance",
    )
    TAX_AUTHORITIES = (
        "tax_authorities",
        "国税・地方税の当局間の提供",
        "provision between national and local tax authorities",
    )
    WITHIN_LOCAL_GOVERNMENT = (
        "within_local_government",
        "条例による同一地方公共団体の機関間の提供",
        "provision between organs of one local government under an ordinance",
    )
    SECURITIES_TRANSFER = (
        "securities_transfer",
        "振替機関等による社債・株式等の発行者等への提供",
        "provision by book-entry institutions to issuers of securities",
    )
    COMMISSION = (
        "commission",
        "個人情報保護委員会の求めによる提供",
        "provision on demand of the Personal Information Protection Commission",
    )
    MINISTER = (
        "minister",
        "総務大臣の求めによる提供",
        "provision on demand of the Minister for Internal Affairs and Communications",
    )
    PUBLIC_INTEREST = (
        "public_interest",
        "国会の審査、裁判、捜査等の公益上の必要",
        "inquiries of the Diet, courts, criminal investigation and like public needs",
    )
    PROTECTION = (
        "protection",
        "人の生命、身体又は財産の保護",
        "protection of somebody's life, body or property",
    )
    COMMISSION_RULES = (
        "commission_rules",
        "個人情報保護委員会規則で定める場合",
        "cases set by rules of the Personal Information Protection Commission",
    )

    @property
    def cite(self) -> Citation:
        """The item of article 19 of the My Number Act.

        Example:
            >>> NumberPurpose.BY_THE_PERSON.cite.text("ja")
            '番号法第19条第3号'
        """
        return Citation("425AC0000000027", "19", item=str(list(NumberPurpose).index(self) + 1))


def individual_number_check_digit(payload: str) -> str:
    """Return the twelfth digit that belongs to eleven others (番号法関係命令5条).

    Raises:
        IdentifierError: the payload is not eleven digits.

    Example:
        >>> individual_number_check_digit("12345678901")
        '8'
    """
    digits = shaped("individual_number", r"^[0-9]{11}$", payload)
    # n counts from the lowest digit; the weight is n + 1 up to n = 6 and n - 5 from there.
    weighted = sum(int(p) * (n + 1 if n <= 6 else n - 5) for n, p in enumerate(reversed(digits), start=1))
    rest = weighted % 11
    return "0" if rest <= 1 else str(11 - rest)


class IndividualNumber(HiddenNumber):
    """An Individual Number (個人番号): twelve digits of which the last checks the others.

    Nothing reads or shows it without a purpose of the law. As a field of a pydantic model it takes only
    a value that was made with a purpose, and JSON holds ``…`` in its place. It can be pickled; the
    pickle holds the number. (The one below is an example of the check digit's arithmetic: the first eleven
    digits count up.)

    Example:
        >>> number = IndividualNumber.parse("1234 5678 9018", purpose=NumberPurpose.BY_THE_PERSON)
        >>> number
        IndividualNumber(…)
        >>> number.reveal(purpose=NumberPurpose.RELATED_AFFAIRS)
        '123456789018'
    """

    __slots__ = ()

    identifier = "individual_number"
    pattern = r"^[0-9]{12}$"

    def __init__(self, text: str, *, purpose: NumberPurpose) -> None:
        _demand(purpose)
        super().__init__(text)

    @classmethod
    def parse(cls, text: str, *, purpose: NumberPurpose) -> Self:
        """Return the number that a text holds, for a purpose.

        Raises:
            IdentifierError: there is no purpose, the shape is another or the check digit is wrong.
        """
        return cls(text, purpose=purpose)

    @classmethod
    def _checked(cls, text: str) -> str:
        kept = super()._checked(text)
        if kept[-1] != individual_number_check_digit(kept[:-1]):
            raise IdentifierError(cls.identifier, "check_digit")
        return kept

    def reveal(self, *, purpose: NumberPurpose) -> str:
        """Return the number itself, for a purpose.

        Raises:
            IdentifierError: there is no purpose.
        """
        _demand(purpose)
        return self._text

    def __reduce__(self) -> tuple[object, ...]:
        return _revive, (self._text,)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        hidden = core_schema.plain_serializer_function_ser_schema(lambda _: HIDDEN, when_used="json")
        return for_pydantic(cls, _refuse, hidden)

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return {"const": HIDDEN}


def _demand(purpose: object) -> None:
    if not isinstance(purpose, NumberPurpose):
        raise IdentifierError(IndividualNumber.identifier, "purpose")


def _refuse(_text: str) -> IndividualNumber:
    raise IdentifierError(IndividualNumber.identifier, "purpose")


def _revive(text: str) -> IndividualNumber:
    number = IndividualNumber.__new__(IndividualNumber)
    HiddenNumber.__init__(number, text)
    return number
