"""Words for what a card says about its holder and for what befell it."""

from __future__ import annotations

from tokutei.vocabulary.words import Word

__all__ = ["LossCause", "Sex"]


class Sex(Word):
    """The sex that a card or certificate states (性別)."""

    MALE = "male", "男", "male", "M", "男性"
    FEMALE = "female", "女", "female", "F", "女性"
    UNSPECIFIED = "unspecified", "不詳", "unspecified", "X"


class LossCause(Word):
    """How somebody lost possession of a card (Act 19-12(1))."""

    LOSS = "loss", "紛失", "loss", "lost"
    THEFT = "theft", "盗難", "theft", "stolen"
    DESTRUCTION = "destruction", "滅失", "destruction", "destroyed"
    OTHER = "other", "その他の事由", "another reason"
