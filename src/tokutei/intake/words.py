"""Words of the intake: the items, where a value comes from, how two things compare, what is checked."""

from __future__ import annotations

from tokutei.vocabulary.words import Word

__all__ = ["Agreement", "CheckKind", "ItemKey", "Source"]


class Source(Word):
    """Where the value of an item comes from; the members stand in the order in which they are named for a value."""

    CHIP_VERIFIED = "chip_verified", "ICチップ（署名を確認）", "chip, signature verified"
    """A signature is over it and leads to an anchor of the production authority or of the authority that the
    caller chose; the finding ``SIGNATURE`` says which. Never to the published test authority."""
    CHIP_READ = "chip_read", "ICチップ（読取りのみ）", "chip, only read"
    """Whoever copies a chip may have written it."""
    FACE = "face", "券面", "face of the card"
    """Somebody looked at the card and read it off."""
    PAPER = "paper", "書類", "paper"
    SAID = "said", "申告", "said"
    NOT_KNOWN = "not_known", "不明", "not known"


class Agreement(Word):
    """How a check came out; what cannot be compared neither agrees nor disagrees."""

    AGREES = "agrees", "一致", "agrees"
    DISAGREES = "disagrees", "不一致", "disagrees"
    NOT_KNOWN = "not_known", "不明", "not known"


class CheckKind(Word):
    """What was compared."""

    SOURCES = "sources", "複数の資料の突合せ", "what the sources say of one item"
    SIGNATURE = "signature", "ICチップの署名", "signature of the chip"
    READING = "reading", "ICチップの読取方法", "way in which the chip was read"
    NUMBER_OPENED = "number_opened", "読取りに使った番号", "number that opened the chip"
    CODES = "codes", "ICチップのコードと提供された表", "codes of the chip and the tables supplied"
    HOLDER = "holder", "カードの種類と在留資格", "kind of card and status of residence"
    FORM = "form", "カードの様式と交付年月日", "form of the card and day of issue"
    PRINTED = "printed", "券面に記載される事項", "what such a card has printed on it"
    DAYS = "days", "日付の前後", "order of the days"
    ENTITLED = "entitled", "在留カードの交付の対象", "whether a card is given for the stay"
    PERIOD = "period", "在留資格に応じた在留期間", "period of stay for the status"
    STAY_END = "stay_end", "在留期間の満了の日の有無", "whether the stay has an end"
    WORK_RESTRICTION = "work_restriction", "在留資格と就労制限", "status of residence and work restriction"
    WITHIN_STAY = "within_stay", "有効期間と在留期間", "validity of the card and the stay"
    EXPIRY = "expiry", "有効期間の満了の日", "last day of the card"
    PHOTO = "photo", "写真の有無", "photograph"


class ItemKey(Word):
    """What evidence may say."""

    NAME = "name", "氏名", "name"
    FRONT_IMAGE = "front_image", "表面の画像", "image of the front"
    """Everything that the first generation of chips says of what is printed on the front, as one picture."""
    NAME_IMAGE = "name_image", "氏名の画像", "image of the name"
    BORN = "born", "生年月日", "date of birth"
    SEX = "sex", "性別", "sex"
    NATIONALITY = "nationality", "国籍・地域", "nationality or region"
    ADDRESS = "address", "住居地", "place of residence"
    ADDRESS_IMAGE = "address_image", "住居地の画像", "image of the place of residence"
    ADDRESS_ADDED_ON = (
        "address_added_on",
        "裏面に住居地を追記した日",
        "day on which an address was added on the back",
    )
    ADDRESS_MUNICIPALITY = (
        "address_municipality",
        "裏面に追記した住居地の市区町村",
        "municipality of the address added on the back",
    )
    """Where an address was noted once; the register may have the person elsewhere by now."""
    MUNICIPALITY = (
        "municipality",
        "住民基本台帳に記録する市区町村",
        "municipality whose resident register records the person",
    )
    PHOTO = "photo", "写真", "photograph"
    KIND = "kind", "カードの種類", "kind of card"
    FORM = "form", "カードの様式", "form of the card"
    NUMBER = "number", "カードの番号", "number of the card"
    ISSUED_ON = "issued_on", "交付年月日", "day of issue"
    FILED_ON = "filed_on", "カードに係る届出・申請の日", "day on which the card was applied for"
    VALID_UNTIL = "valid_until", "有効期間の満了の日", "last day of the card"
    STATUS = "status", "在留資格", "status of residence"
    STATUS_CODE = "status_code", "在留資格のコード", "code of the status of residence"
    PERIOD = "period", "在留期間", "period of stay"
    STAY_UNTIL = "stay_until", "在留期間の満了の日", "last day of the period of stay"
    PERMITTED_ON = "permitted_on", "許可年月日", "date of permission"
    PERMISSION_CODE = "permission_code", "許可の種類のコード", "code of the kind of permission"
    WORK_RESTRICTION = "work_restriction", "就労制限の有無", "work restriction"
    COMPREHENSIVE_PERMISSION = (
        "comprehensive_permission",
        "包括許可",
        "comprehensive permission for other activity",
    )
    COMPREHENSIVE_PERMISSION_UNTIL = (
        "comprehensive_permission_until",
        "包括許可の期限",
        "last day of the comprehensive permission",
    )
    INDIVIDUAL_PERMISSION = (
        "individual_permission",
        "個別許可",
        "individual permission for other activity",
    )
    COMPREHENSIVE_PERMISSION_TEXT = (
        "comprehensive_permission_text",
        "包括許可の記載",
        "words of the comprehensive permission",
    )
    INDIVIDUAL_PERMISSION_TEXT = (
        "individual_permission_text",
        "個別許可の記載",
        "words of the individual permission",
    )
    PENDING_MARK = "pending_mark", "申請中の記載", "note that an application is pending"
    PENDING_APPLICATION = "pending_application", "申請中かどうか", "whether an application is pending"
    COMMISSIONER_ENTRY = "commissioner_entry", "長官の記録", "entry by the Commissioner"
    HAS_MY_NUMBER_CARD = (
        "has_my_number_card",
        "個人番号カードの有無",
        "whether there is a separate Individual Number Card",
    )
