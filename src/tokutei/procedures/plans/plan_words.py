"""Words for plans: what a step is, and who takes it."""

from __future__ import annotations

from tokutei.vocabulary.words import Word

__all__ = ["Actor", "StepKind"]


class Actor(Word):
    """Who takes a step."""

    HOLDER = "holder", "本人", "you"
    REPRESENTATIVE = "representative", "本人に代わってする者", "whoever acts for the holder"
    PARENT = "parent", "父又は母", "a parent"
    BUREAU = "bureau", "出入国在留管理庁", "the immigration authorities"
    MUNICIPALITY = "municipality", "市区町村", "the municipality"
    MINISTER = "minister", "法務大臣", "the Minister of Justice"


class StepKind(Word):
    """What is done in a step; the word of the event, where the step is one."""

    FILE_EXTENSION = (
        "file_extension",
        "在留期間の更新を申請する",
        "apply for extension of the period of stay",
    )
    FILE_CHANGE = "file_change", "在留資格の変更を申請する", "apply for change of status of residence"
    FILE_PERMANENT_RESIDENCE = (
        "file_permanent_residence",
        "永住許可を申請する",
        "apply for permission for permanent residence",
    )
    FILE_ACQUISITION = (
        "file_acquisition",
        "在留資格の取得を申請する",
        "apply for acquisition of status of residence",
    )
    FILE_SPECIAL_BIRTH = (
        "file_special_birth",
        "特別永住許可を申請する（出生）",
        "apply for special permanent residence by birth",
    )
    FILE_CARD_RENEWAL = (
        "file_card_renewal",
        "在留カードの有効期間の更新を申請する",
        "apply for renewal of the card's validity",
    )
    FILE_CERTIFICATE_RENEWAL = (
        "file_certificate_renewal",
        "特別永住者証明書の有効期間の更新を申請する",
        "apply for renewal of the certificate's validity",
    )
    ASK_EXCHANGE = (
        "ask_exchange",
        "在留カードの再交付（交換希望）を申請する",
        "ask for an exchange of the card",
    )
    ASK_CERTIFICATE_EXCHANGE = (
        "ask_certificate_exchange",
        "特別永住者証明書の再交付（交換希望）を申請する",
        "ask for an exchange of the certificate",
    )
    FILE_REISSUE = "file_reissue", "在留カードの再交付を申請する", "apply for reissuance after the loss"
    FILE_CERTIFICATE_REISSUE = (
        "file_certificate_reissue",
        "特別永住者証明書の再交付を申請する",
        "apply for reissuance of the certificate after the loss",
    )
    NOTIFY_JLIS = (
        "notify_jlis",
        "特定在留カード等の申請を地方公共団体情報システム機構へ通知する",
        "pass the application for the specified card on to J-LIS",
    )
    DECIDE_PERMISSION = "decide_permission", "許可を決定する", "decide to permit"
    PERMIT_SPECIAL = "permit_special", "特別永住を許可する", "permit special permanent residence"
    MAKE_CARD = "make_card", "特定在留カード等を作成する", "make the specified card"
    CONFIRM_CARD = "confirm_card", "住民票と照合して通知する", "check against the register and report back"
    RECEIVE_CARD = "receive_card", "新しいカードを受け取る", "receive the new card"
    RECEIVE_SEAL = "receive_seal", "旅券に証印を受ける", "have the permission sealed in the passport"
    RETURN_CARD = "return_card", "古いカードを返納する", "return the old card"
    EXTEND_MY_NUMBER = (
        "extend_my_number",
        "個人番号カードとしての機能の有効期間の延長を求める",
        "ask for extension of the My Number function",
    )
    ISSUE_CERTIFICATES = (
        "issue_certificates",
        "電子証明書の発行を受ける",
        "have electronic certificates issued",
    )
    NOTIFY_FIRST_ADDRESS = (
        "notify_first_address",
        "住居地を届け出る",
        "notify the first place of residence",
    )
    NOTIFY_ADDRESS_AFTER_PERMISSION = (
        "notify_address_after_permission",
        "許可に伴う住居地を届け出る",
        "notify the place of residence after the permission",
    )
    NOTIFY_MOVE_OUT = "notify_move_out", "転出届をする", "notify moving out"
    NOTIFY_MOVE_IN = "notify_move_in", "転入届をする", "notify moving in"
    NOTIFY_RELOCATION = "notify_relocation", "転居届をする", "notify moving within the municipality"
    REPORT_LOSS = "report_loss", "紛失を知る", "come to know of the loss"
    POLICE_REPORT = "police_report", "紛失を証する書面を用意する", "get a document that proves the loss"
    SUSPEND_MY_NUMBER = (
        "suspend_my_number",
        "個人番号カードの一時停止を電話で求める",
        "have the My Number function stopped by telephone",
    )
    GIVE_BACK_MY_NUMBER = (
        "give_back_my_number",
        "個人番号カードとしての機能を返納し、通常の在留カード等を受け取る",
        "give the My Number function back and receive an ordinary card",
    )
    ASK_SEPARATE_CARD = (
        "ask_separate_card",
        "個人番号カードの交付を申請する",
        "apply for a separate Individual Number Card",
    )
    RECEIVE_MY_NUMBER_CARD = (
        "receive_my_number_card",
        "個人番号カードを受け取る",
        "receive the separate Individual Number Card",
    )
    FILE_WITHOUT_CARD = "file_without_card", "再入国許可を申請する", "apply for re-entry permission"
    DEPART = "depart", "出国する", "leave Japan"
    RE_ENTER = "re_enter", "再入国する", "enter again"
    APPLY_FOR_NATURALIZATION = (
        "apply_for_naturalization",
        "帰化の許可を申請する",
        "apply for permission to naturalise",
    )
    NATURALIZE = "naturalize", "帰化を許可する", "permit naturalisation"
    REGISTER_BIRTH = "register_birth", "出生届をする", "notify the birth"
