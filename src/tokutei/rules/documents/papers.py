"""The papers that the laws name, each with its words (書類)."""

from __future__ import annotations

from tokutei.vocabulary.words import Word

__all__ = ["Paper", "Return"]


class Paper(Word):
    """A paper, or a thing asked for with it.

    Form numbers are those of the ordinances; the pictures of the forms are not part of this library.
    """

    FORM_28 = "form_28", "資格外活動許可申請書（規則別記第28号様式）", "application, Regulation form 28"
    FORM_29_5 = (
        "form_29_5",
        "就労資格証明書交付申請書（規則別記第29号の5様式）",
        "application, Regulation form 29-5",
    )
    FORM_29_8 = "form_29_8", "住居地の届出書（規則別記第29号の8様式）", "notification, Regulation form 29-8"
    FORM_29_9 = (
        "form_29_9",
        "記載事項の変更届出書（規則別記第29号の9様式）",
        "notification, Regulation form 29-9",
    )
    FORM_29_10 = (
        "form_29_10",
        "有効期間の更新申請書（規則別記第29号の10様式）",
        "application, Regulation form 29-10",
    )
    FORM_29_11 = "form_29_11", "再交付申請書（規則別記第29号の11様式）", "application, Regulation form 29-11"
    FORM_29_12 = "form_29_12", "再交付申請書（規則別記第29号の12様式）", "application, Regulation form 29-12"
    FORM_29_13 = "form_29_13", "再交付申請書（規則別記第29号の13様式）", "application, Regulation form 29-13"
    FORM_29_14_2 = (
        "form_29_14_2",
        "返納届出書（規則別記第29号の14の2様式）",
        "notice of return, Regulation form 29-14-2",
    )
    FORM_30 = "form_30", "在留資格変更許可申請書（規則別記第30号様式）", "application, Regulation form 30"
    FORM_30_2 = (
        "form_30_2",
        "在留期間更新許可申請書（規則別記第30号の2様式）",
        "application, Regulation form 30-2",
    )
    FORM_30_3 = (
        "form_30_3",
        "申請内容の変更の申出書（規則別記第30号の3様式）",
        "request to change the application, Regulation form 30-3",
    )
    FORM_34 = "form_34", "永住許可申請書（規則別記第34号様式）", "application, Regulation form 34"
    FORM_36 = "form_36", "在留資格取得許可申請書（規則別記第36号様式）", "application, Regulation form 36"
    FORM_40 = "form_40", "再入国許可申請書（規則別記第40号様式）", "application, Regulation form 40"
    AFFILIATION_NOTICE = (
        "affiliation_notice",
        "所属機関等に関する届出の書面（様式の定めなし）",
        "written notice of the affiliated organization (no form is named)",
    )
    SPR_FORM_1 = (
        "spr_form_1",
        "特別永住許可申請書（特例規則別記第1号様式）",
        "application, Special Act Regulation form 1",
    )
    SPR_FORM_2 = (
        "spr_form_2",
        "特別永住許可申請書（特例規則別記第2号様式）",
        "application, Special Act Regulation form 2",
    )
    SPR_FORM_5 = (
        "spr_form_5",
        "住居地の届出書（特例規則別記第5号様式）",
        "notification, Special Act Regulation form 5",
    )
    SPR_FORM_6 = (
        "spr_form_6",
        "記載事項の変更届出書（特例規則別記第6号様式）",
        "notification, Special Act Regulation form 6",
    )
    SPR_FORM_7 = (
        "spr_form_7",
        "有効期間の更新申請書（特例規則別記第7号様式）",
        "application, Special Act Regulation form 7",
    )
    SPR_FORM_8 = (
        "spr_form_8",
        "再交付申請書（特例規則別記第8号様式）",
        "application, Special Act Regulation form 8",
    )
    SPR_FORM_9 = (
        "spr_form_9",
        "再交付申請書（特例規則別記第9号様式）",
        "application, Special Act Regulation form 9",
    )
    SPR_FORM_10 = (
        "spr_form_10",
        "再交付申請書（特例規則別記第10号様式）",
        "application, Special Act Regulation form 10",
    )
    SPR_FORM_13 = (
        "spr_form_13",
        "返納届出書（特例規則別記第13号様式）",
        "notice of return, Special Act Regulation form 13",
    )
    SPECIFIED_FORM_1 = (
        "specified_form_1",
        "特定在留カード交付申請書（申請規則別記第1号様式）",
        "application for a specified residence card, form 1",
    )
    SPECIFIED_FORM_2 = (
        "specified_form_2",
        "特定在留カード交付申請書（申請規則別記第2号様式）",
        "application for a specified residence card, form 2",
    )
    SPECIFIED_SPR_FORM = (
        "specified_spr_form",
        "特定特別永住者証明書交付申請書（特定特別永住者証明書の申請規則の別記様式）",
        "application for a specified certificate, annexed form",
    )
    REGISTER_NOTIFICATION = (
        "register_notification",
        "住民基本台帳法の届出（転入・転居等）",
        "notification under the Basic Resident Register Act",
    )
    PHOTO = "photo", "写真", "photograph"
    PROOF_OF_CHANGE = "proof_of_change", "変更を生じたことを証する資料", "proof of the change"
    PROOF_OF_LOSS = "proof_of_loss", "所持を失ったことを証する資料", "proof of the loss"
    STATUS_PAPERS = (
        "status_papers",
        "在留資格に応じた資料（規則別表第三又は第三の七）",
        "papers by status (appended table 3 or 3-7)",
    )
    REFERENCE_PAPERS = "reference_papers", "その他参考となるべき資料", "other papers for reference"
    PROOF_OF_CONDUCT = "proof_of_conduct", "素行が善良であることを証する書類", "proof of good conduct"
    PROOF_OF_LIVELIHOOD = (
        "proof_of_livelihood",
        "独立の生計を営むに足りる資産又は技能があることを証する書類",
        "proof of means or skills for an independent livelihood",
    )
    LETTER_OF_GUARANTEE = (
        "letter_of_guarantee",
        "本邦に居住する身元保証人の身元保証書",
        "letter of guarantee of a guarantor living in Japan",
    )
    PROOF_OF_ORIGIN = (
        "proof_of_origin",
        "国籍・出生・その他の取得の事由を証する書類",
        "proof of nationality, birth or the other cause",
    )
    PROOF_OF_BIRTH_IN_JAPAN = (
        "proof_of_birth_in_japan",
        "本邦で出生したことを証する書類",
        "proof of birth in Japan",
    )
    PROOF_OF_CAUSE = (
        "proof_of_cause",
        "出生以外の事由による者は、その事由を証する書類",
        "proof of the cause, where it is not birth",
    )
    PROOF_OF_DESCENT = (
        "proof_of_descent",
        "平和条約国籍離脱者（の子孫）であることを証する書類",
        "proof of being, or descending from, a person who lost nationality by the Peace Treaty",
    )
    ACTIVITY_PAPERS = "activity_papers", "活動の内容を明らかにする書類", "papers on the activity"
    PASSPORT_OR_REASON = (
        "passport_or_reason",
        "旅券（提示できないときは理由書を提出）",
        "passport, or in writing why it cannot be shown",
    )
    RESIDENCE_CARD = "residence_card", "在留カード", "residence card"
    CERTIFICATE = "certificate", "特別永住者証明書", "special permanent resident certificate"
    SPECIFIED_CARD = "specified_card", "特定在留カード", "specified residence card"
    SPECIFIED_CERTIFICATE = "specified_certificate", "特定特別永住者証明書", "specified certificate"
    OTHER_ACTIVITY_PERMIT = (
        "other_activity_permit",
        "資格外活動許可書（交付を受けている者）",
        "other-activity permit, if one was given",
    )
    MY_NUMBER_PIN = (
        "my_number_pin",
        "個人番号カードとしての機能の4桁の暗証番号",
        "four-digit PIN of the My Number function",
    )
    SIGNING_CERTIFICATE_APPLICATION = (
        "signing_certificate_application",
        "署名用電子証明書の発行の申請",
        "application for a certificate for signing",
    )
    AUTHENTICATION_CERTIFICATE_APPLICATION = (
        "authentication_certificate_application",
        "利用者証明用電子証明書の発行の申請",
        "application for a certificate for user authentication",
    )
    SIGNING_CERTIFICATE_REVOCATION = (
        "signing_certificate_revocation",
        "署名用電子証明書の失効を求める申請",
        "application to revoke the certificate for signing",
    )
    AUTHENTICATION_CERTIFICATE_REVOCATION = (
        "authentication_certificate_revocation",
        "利用者証明用電子証明書の失効を求める申請",
        "application to revoke the certificate for user authentication",
    )
    STRONG_PHOTO_PAPER = (
        "strong_photo_paper",
        "個人番号カード又は番号規則第1条第1号の書類",
        "Individual Number Card or a paper of My Number Regulation 1(i)",
    )
    MEASURE = (
        "measure",
        "暗証番号の入力・チップの写真の確認・申告のいずれかの措置",
        "entry of the PIN, the photograph in the chip, or questions",
    )
    OFFICIAL_PAPER = (
        "official_paper",
        "官公署から発行された書類その他これに類する書類",
        "another paper issued by an authority",
    )
    REPLY_LETTER = "reply_letter", "回答書", "reply letter"
    RECEIPT_OR_BILL = (
        "receipt_or_bill",
        "納税証明書・公共料金の領収証書等",
        "receipt for taxes, insurance or utilities",
    )
    DECLARATION = "declaration", "住民票等の記載事項の申告", "statement of what the register or the card says"
    PROOF_OF_NOT_COMING = (
        "proof_of_not_coming",
        "本人が自ら出頭することを要しない場合であることの資料",
        "proof that the holder need not come",
    )
    PROOF_OF_AUTHORITY = (
        "proof_of_authority",
        "代わって受領できることを証明する資料（法定代理人は戸籍謄本等）",
        "proof of authority (of a legal representative: family register and the like)",
    )
    OWN_IDENTITY_PAPERS = (
        "own_identity_papers",
        "代理人等の本人確認書類",
        "identity papers of the person who receives",
    )
    HOLDER_IDENTITY_PAPERS = "holder_identity_papers", "本人の本人確認書類", "identity papers of the holder"
    DRIVING_LICENCE = "driving_licence", "運転免許証", "driving licence"
    DRIVING_RECORD = "driving_record", "運転経歴証明書", "certificate of driving record"
    PASSPORT = "passport", "旅券", "passport"
    DISABILITY_CERTIFICATE = "disability_certificate", "身体障害者手帳", "certificate of physical disability"
    MENTAL_HEALTH_CERTIFICATE = (
        "mental_health_certificate",
        "精神障害者保健福祉手帳",
        "certificate of mental health and welfare",
    )
    REHABILITATION_CERTIFICATE = "rehabilitation_certificate", "療育手帳", "rehabilitation certificate"
    OTHER_PHOTO_PAPER = (
        "other_photo_paper",
        "官公署の書類で写真等により本人と確認できるもの",
        "another official paper that shows who presents it, by a photograph or otherwise",
    )


class Return(Word):
    """How a card that is replaced goes back."""

    TO_BUREAU = "to_bureau", "直ちに出入国在留管理庁長官に返納", "at once to the Immigration Services Agency"
    TO_MUNICIPALITY = "to_municipality", "直ちに市町村長に引き渡して返納", "at once, through the mayor"
    BY_POST = "by_post_immediately", "直ちに送付して返納", "at once, by post"
    WITH_APPLICATION_OR_DELIVERY = (
        "at_application_or_delivery",
        "申請又は引渡しの際に返納",
        "at the application or the handing over",
    )
