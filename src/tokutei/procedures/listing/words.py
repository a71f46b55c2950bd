"""The words of the catalogue: procedures that no other vocabulary names, what comes of one, who, where and when.

Where a rule says who acts, where or when, the rule is asked; these words are for what no rule says.
"""

from __future__ import annotations

from typing import TypeAlias

from tokutei.rules.deadlines import Matter
from tokutei.rules.fees import OtherProcedure
from tokutei.vocabulary import ProcedureKind
from tokutei.vocabulary.words import Word

__all__ = ["Actor", "CardResult", "FurtherProcedure", "Place", "Subject", "Timing"]


class FurtherProcedure(Word):
    """A procedure that is neither one for a card or a stay nor something that is only paid for or only due."""

    SPECIFIED_CARD = "specified_card", "特定在留カードの交付", "issue of a specified residence card"
    SPECIFIED_CERTIFICATE = (
        "specified_sp_certificate",
        "特定特別永住者証明書の交付",
        "issue of a specified special permanent resident certificate",
    )
    PERMANENT_RESIDENCE_ACQUISITION = (
        "permanent_residence_acquisition",
        "永住者の在留資格の取得許可",
        "acquisition of the status of permanent resident",
    )
    APPLICATION_CONVERSION = (
        "application_conversion",
        "申請内容の変更の申出（変更⇄更新）",
        "turning a pending change into an extension, or the other way round",
    )
    REVOCATION = "revocation", "在留資格の取消し", "revocation of the status of residence"
    SPECIAL_PERMISSION = "special_permission", "在留特別許可", "special permission to stay"
    REFUGEE_STATUS = (
        "refugee_status",
        "難民等の認定を受けた者に対する在留資格の取得の許可",
        "status given to a recognised refugee",
    )
    MY_NUMBER_FUNCTION_EXTENSION = (
        "mn_function_extension",
        "特定在留カード等の個人番号カードとしての有効期間の延長",
        "extension of the My Number function of a specified card",
    )
    MY_NUMBER_SUSPENSION = (
        "mn_suspension",
        "個人番号カードの機能の一時停止",
        "suspension of the My Number function by telephone",
    )
    KEY_LOSS = (
        "key_loss",
        "電子証明書の秘密鍵の漏えい等の届出",
        "notification that the key of a certificate was lost or disclosed",
    )
    PIN_RESET = "pin_reset", "暗証番号の再設定", "new PIN for a locked or forgotten one"
    MOVING_OUT = "juki_move_out", "転出届", "notification of moving out"
    COE_EMAIL_RECEIPT = (
        "coe_email_receipt",
        "在留資格認定証明書の電子メールによる受領",
        "receipt of a certificate of eligibility by e-mail",
    )
    SUPPORT_ORGANIZATION_NOTICE = (
        "support_org_notification",
        "登録支援機関の変更・休廃止・実施状況の届出",
        "notifications of a registered support organization: changes, suspension, yearly report",
    )
    SUPPORT_ORGANIZATION_RESTART = (
        "support_org_restart_and_report",
        "支援業務の再開の届出・登録支援機関による報告",
        "notification of resumed support, and reports of a registered support organization",
    )
    NOTICE_USER_REGISTRATION = (
        "notice_user_registration",
        "電子届出システムの利用者情報の届出",
        "registration as a user of the online system for notifications",
    )


Subject: TypeAlias = ProcedureKind | Matter | OtherProcedure | FurtherProcedure
"""What an entry is about; its value is the key of the entry and its words are the name."""


class CardResult(Word):
    """What card somebody has afterwards."""

    ORDINARY_CARD = "ordinary_card", "通常の在留カードが交付される", "an ordinary residence card is given"
    NEW_CARD = (
        "new_card",
        "新しい在留カードが交付される（併せて求めたときは特定在留カード）",
        "a new residence card is given, a specified one if that was asked for with it",
    )
    SPECIFIED_CARD = (
        "specified_card",
        "特定在留カードが交付される",
        "a specified residence card is given",
    )
    SAME_CARD = (
        "same_card",
        "同じカードを引き続き用いる",
        "the same card stays in use",
    )
    SAME_OR_SPECIFIED_CARD = (
        "same_or_specified_card",
        "同じカードに記載され返還される（併せて求めたときは後に特定在留カード）",
        "the same card is written on and handed back; a specified one follows if that was asked for with it",
    )
    ENTRY_ADDED = (
        "entry_added",
        "同じカードに記載が加えられる",
        "the same card, with an entry added",
    )
    ORDINARY_IF_RESIDENT = (
        "ordinary_if_resident",
        "引き続き中長期在留者等であれば通常のカードが交付される",
        "an ordinary card in its place, for who is still a resident who has one",
    )
    AS_CONVERTED = (
        "as_converted",
        "変更後の申請の結果による",
        "as the application that it has become",
    )
    CARD_LAPSES = "card_lapses", "在留カードは効力を失う", "the residence card lapses"
    CARD_IF_RESIDENT = (
        "card_if_resident",
        "中長期在留者となるときは通常の在留カードが交付される",
        "an ordinary residence card, for who becomes a mid- to long-term resident",
    )
    CERTIFICATE = (
        "certificate",
        "通常の特別永住者証明書が交付される",
        "an ordinary special permanent resident certificate is given",
    )
    NEW_CERTIFICATE = (
        "new_certificate",
        "新しい特別永住者証明書が交付される（併せて求めたときは特定特別永住者証明書）",
        "a new certificate is given, a specified one if that was asked for with it",
    )
    SPECIFIED_CERTIFICATE = (
        "specified_certificate",
        "特定特別永住者証明書が交付される",
        "a specified special permanent resident certificate is given",
    )
    MY_NUMBER_CARD = (
        "my_number_card",
        "個人番号カードが交付される",
        "an Individual Number Card is given",
    )
    OTHER_DOCUMENT = (
        "other_document",
        "在留カードではない書類等が交付される",
        "a document other than a residence card is given",
    )
    NO_CARD = "no_card", "カードは交付されない", "no card is given"
    GIVEN_BACK = "given_back", "カードを返す", "the card is handed over and none is given"


class Actor(Word):
    """Who acts, where no rule says it."""

    OFFICER = "officer", "入国審査官が交付する", "the immigration officer gives it"
    HOLDER = "holder", "本人", "the person concerned"
    ENTRANT = (
        "entrant",
        "本邦に上陸しようとする者又は受入れ機関等の代理人",
        "who wants to come to Japan, or a representative such as the accepting organization",
    )
    HOUSEHOLD = "household", "本人又は世帯主", "the person concerned or the head of the household"
    NOTIFIER = (
        "notifier",
        "届出をする者（中長期在留者・所属機関・登録支援機関）",
        "whoever will notify: the resident, the organization or the support organization",
    )
    SUPPORT_ORGANIZATION = (
        "support_organization",
        "登録支援機関（登録を受けようとする者を含む）",
        "the support organization, also one that wants to be registered",
    )
    AUTHORITY = (
        "authority",
        "法務大臣・出入国在留管理庁長官が行う",
        "the authority acts, not the holder",
    )


class Place(Word):
    """Where, where no rule says it."""

    PORT = "port", "出入国港", "the port of entry"
    BUREAU = "bureau", "地方出入国在留管理局等", "regional immigration services bureau"
    MUNICIPALITY = "municipality", "市区町村", "municipal office"
    FORMER_MUNICIPALITY = (
        "former_municipality",
        "転出前の市区町村",
        "the municipality that is left",
    )
    TELEPHONE = "telephone", "電話（個人番号カードの窓口）", "by telephone"
    KEY_AUTHORITY = (
        "key_authority",
        "地方公共団体情報システム機構（市区町村等を経由）",
        "J-LIS, through the municipality or, with a reissue, the bureau",
    )
    ONLINE = "online", "オンライン", "online"


class Timing(Word):
    """When, where no rule says it."""

    AT_LANDING = "at_landing", "上陸の時", "on landing"
    ANY_TIME = "any_time", "いつでも", "at any time"
    IN_STATUS = "in_status", "その在留資格で在留する間", "at any time while the stay lasts"
    BEFORE_ENTRY = "before_entry", "上陸の前", "before coming to Japan"
    BEFORE_DEPARTURE = "before_departure", "出国の前", "before leaving Japan"
    BEFORE_MOVING = "before_moving", "転出の前", "before moving"
    EARLY_RENEWAL = (
        "early_renewal",
        "更新期間の前、やむを得ない理由があるとき",
        "before that window, for an unavoidable reason",
    )
    WITH_MAIN = (
        "with_main",
        "併せてすることのできる届出・申請と同時",
        "together with a procedure that may carry it, never on its own",
    )
    WHILE_PENDING = "while_pending", "申請の結果が出るまで", "while the application is pending"
    BEFORE_FUNCTION_ENDS = (
        "before_function_ends",
        "個人番号カードとしての有効期間が満了する前",
        "before the My Number function ends",
    )
    BEFORE_END = "before_end", "有効期間が満了する前", "before it ends"
    AS_DECIDED = (
        "as_decided",
        "決定で定められた出国の期間内に出国する",
        "departure within the time set in the decision",
    )
    ON_RECOGNITION = "on_recognition", "認定・許可の決定の時", "with the decision"
    AT_ONCE = "at_once", "速やかに（日数の定めなし）", "promptly; no number of days is written"
    BEFORE_NOTICES = (
        "before_notices",
        "電子届出の前",
        "before the first notification is made online",
    )
    WHEN_NEEDED = "when_needed", "必要なとき", "when it is needed"
