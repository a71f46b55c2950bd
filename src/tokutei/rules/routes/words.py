"""Words of this topic: register notifications, classes of those who need the card quickly, returns."""

from __future__ import annotations

from tokutei.vocabulary.words import Word

__all__ = ["ElsewhereReason", "ExpressClass", "OldCardReturn", "RegisterBasis"]


class RegisterBasis(Word):
    """By which article of the Basic Resident Register Act a notification is made (住民基本台帳法)."""

    MOVING_IN = "22", "転入届", "moving-in notification"
    MOVING_WITHIN = "23", "転居届", "notification of moving within the municipality"
    FROM_ABROAD = (
        "30-46",
        "中長期在留者等が住所を定めた場合の転入届の特例",
        "notification of a first residence in Japan",
    )
    BECOMING_RESIDENT = (
        "30-47",
        "住所を有する者が中長期在留者等となった場合の届出",
        "notification of having become a mid- to long-term resident",
    )
    NONE = "none", "住民基本台帳法の届出によらない", "no notification under that act"


class ExpressClass(Word):
    """Who needs a specified card quickly and may have it posted (Order 3-2, Special Act Order 8)."""

    UNDER_ONE = "under_one", "写真を表示しない年齢の者", "too young for a photograph on the card"
    REGISTER_NOTIFICATION = (
        "register_notification",
        "住民基本台帳法30条の46・30条の47の届出をした者",
        "newly in the resident register",
    )
    NO_SPACE_LEFT = "no_space_left", "記載の余白がなくなった者", "no space left on the specified card"
    RELEASED_FROM_PRISON = (
        "released_from_prison",
        "刑事施設等から釈放された者",
        "released from an institution",
    )
    LOSS_IN_TIME = "loss_in_time", "期間内に紛失の再交付を申請した者", "applied in time after a loss"
    NUMBER_CHANGED = (
        "number_changed",
        "住民票コード・個人番号の変更により失効した者",
        "function lapsed because a number or code changed",
    )
    DAMAGED = "damaged", "焼失・著しい損傷・機能の毀損", "card burnt, badly damaged or defective"


class ElsewhereReason(Word):
    """Why a special permanent resident may file in another municipality (Application Regulation 4)."""

    COLLECTED_BY_ORGANIZATION = (
        "collected_by_organization",
        "法人による申請書の取りまとめ",
        "an organization collects the applications",
    )
    EAST_JAPAN_EARTHQUAKE = (
        "east_japan_earthquake",
        "東日本大震災による避難",
        "evacuated since the 2011 earthquake",
    )
    DOMESTIC_VIOLENCE = "domestic_violence", "配偶者からの暴力", "domestic violence"
    STALKING = "stalking", "ストーカー行為等", "stalking"
    CHILD_ABUSE = "child_abuse", "児童虐待", "child abuse"
    UNDER_ONE = "under_one", "一歳未満", "under one year of age"
    RECOGNIZED = "recognized", "これらに準ずると認められる事情", "recognized by the agency as like these"


class OldCardReturn(Word):
    """How the card that a new one replaces goes back."""

    BY_POST = "by_post_immediately", "直ちに郵送で返納", "by post, at once"
    TO_MUNICIPALITY = "to_municipality", "市区町村に引き渡して返納", "handed to the municipality"
    TO_BUREAU = "to_bureau", "地方出入国在留管理局へ返納", "to the bureau"
