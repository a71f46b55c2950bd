"""Whether one procedure at the bureau is enough with a specified card, occasion by occasion.

What is said of the card is often "one stop". It is true where a new application for the card goes with a paper
application for a permission, and not where the municipal office alone may act or no specified card can be asked for.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from tokutei import messages
from tokutei.errors import UnknownTermError
from tokutei.law import Citation, Evidence, Ground, Reason, Rule
from tokutei.law.days import japan_day
from tokutei.lifecycle import EventKind, Variable
from tokutei.lifecycle.arguments import demand
from tokutei.lifecycle.rows import Row
from tokutei.lifecycle.states import MyNumberState
from tokutei.lifecycle.tables import rows_of
from tokutei.rules import offices, routes, special_period
from tokutei.rules.rulebook import CURRENT, Rulebook
from tokutei.vocabulary import Channel, Delivery, ProcedureKind, Route, Window
from tokutei.vocabulary.words import Word

__all__ = ["Occasion", "OneStop", "one_stop"]

_P: Final = ProcedureKind
_BUREAU: Final = (Window.BUREAU,)
_BOTH: Final = (Window.BUREAU, Window.MUNICIPALITY)


class Occasion(Word):
    """When a holder of a specified card, or somebody who wants one, has something to do."""

    PAPER_PERMISSION = (
        "paper_permission",
        "窓口での更新・変更申請に併せて特定在留カードを申請する",
        "a permission applied for on paper, with a specified card",
    )
    CARD_RENEWAL = "card_renewal", "在留カードの有効期間の更新", "renewal of the card's validity"
    EXCHANGE = "exchange", "特定在留カードへの切替え", "changing to the specified card"
    ONLINE_PERMISSION = "online_permission", "オンラインでの更新・変更申請", "a permission applied for online"
    NOT_ASKED_AGAIN = (
        "not_asked_again",
        "特定在留カードを改めて申請しない更新・変更",
        "a permission without asking for the card again",
    )
    MOVE = "move", "引っ越し", "a move"
    SPECIAL_PERIOD = "special_period", "特例期間", "a decision after the stay has ended"
    PENDING_RENEWAL = "pending_renewal", "有効期間の更新申請中", "a renewal pending after the card has ended"
    CERTIFICATES = "certificates", "電子証明書の更新", "renewal of certificates"
    PIN = "pin", "暗証番号の再設定", "a forgotten PIN"
    LOSS = "loss", "紛失", "loss of the card"
    TWO_CARDS_AGAIN = "two_cards_again", "二枚のカードに戻す", "going back to two cards"
    FIRST_ADDRESS = "first_address", "上陸後の最初の届出", "the first notification after landing"


@dataclass(frozen=True, slots=True, kw_only=True)
class OneStop:
    """Whether one procedure at the bureau is enough on an occasion, why, and where else somebody goes.

    Example:
        >>> row = one_stop(on=date(2026, 12, 1))[0]
        >>> row.occasion, row.holds, row.why.code
        (<Occasion.PAPER_PERMISSION: 'paper_permission'>, True, 'one_stop.paper_permission')
    """

    occasion: Occasion
    """When it is."""
    holds: bool
    """Whether one procedure at the bureau leaves card and My Number function in order."""
    windows: tuple[Window, ...]
    """The kinds of office that are needed."""
    why: Reason
    """Why, with the provisions."""
    evidence: Evidence
    """How sure the provisions are."""

    @property
    def cite(self) -> tuple[Citation, ...]:
        """The provisions."""
        return self.why.cite

    def text(self, lang: str) -> str:
        """Return the occasion, whether it holds, the offices where it does not, and why."""
        key = "kept" if self.holds else "broken"
        return messages.text(
            f"comparing.one_stop_{key}", lang, occasion=self.occasion, windows=self.windows, why=self.why
        )


def _row(
    occasion: Occasion,
    windows: tuple[Window, ...],
    grounds: tuple[Ground | Row, ...],
    *,
    holds: bool,
    code: str = "",
) -> OneStop:
    cites = tuple(dict.fromkeys(cite for ground in grounds for cite in ground.cite))
    return OneStop(
        occasion=occasion,
        holds=holds,
        windows=windows,
        why=Reason(f"one_stop.{code or occasion.value}", cites),
        evidence=Evidence.weakest(ground.evidence for ground in grounds),
    )


def one_stop(*, on: date, book: Rulebook = CURRENT) -> tuple[OneStop, ...]:
    """Return for every occasion whether one procedure at the bureau is enough, by the law of a day.

    It is about mid- to long-term residents; special permanent residents go to the municipal office for all of it.

    Raises:
        NotInForceError: the day lies before 2026-06-14, the first day of specified cards.
        NaiveDatetimeError: ``on`` is a moment without a time zone.
        FactsError: ``book`` is no rulebook.

    Example:
        >>> rows = {row.occasion: row for row in one_stop(on=date(2026, 12, 1))}
        >>> rows[Occasion.PAPER_PERMISSION].holds, rows[Occasion.MOVE].windows
        (True, (<Window.MUNICIPALITY: 'municipality'>,))
    """
    demand(book=book)
    on = japan_day(on)
    return (
        _carried(Occasion.PAPER_PERMISSION, _P.EXTENSION_OF_STAY, on, book),
        _carried(Occasion.CARD_RENEWAL, _P.CARD_RENEWAL, on, book),
        _carried(Occasion.EXCHANGE, _P.EXCHANGE, on, book),
        _online(on, book),
        _not_asked(on, book),
        _at_office(Occasion.MOVE, _P.PLACE_OF_RESIDENCE_CHANGE, on, book),
        _special_period(on, book),
        _pending_renewal(on, book),
        _at_office(Occasion.CERTIFICATES, _P.CERTIFICATE_RENEWAL, on, book),
        _pin(on, book),
        _loss(on, book),
        _two_cards(on, book),
        _at_office(Occasion.FIRST_ADDRESS, _P.PLACE_OF_RESIDENCE_FIRST, on, book),
    )


def _carried(occasion: Occasion, procedure: ProcedureKind, on: date, book: Rulebook) -> OneStop:
    """Return the row of a procedure at the bureau that may carry an application for a specified card."""
    route = routes.route_of(procedure, on=on, book=book)
    channels = book.at(routes.SPECIFIED_CARD_CHANNELS, on).value
    delivered = routes.delivery_of(route.value or Route.BUREAU_CARD, on=on, book=book)
    holds = route.value is not None and Channel.COUNTER in channels and delivered.value is Delivery.BUREAU
    return _row(occasion, _BUREAU if holds else _BOTH, (*route.grounds, *delivered.grounds), holds=holds)


def _online(on: date, book: Rulebook) -> OneStop:
    filed = routes.channels_of(_P.EXTENSION_OF_STAY, on=on, book=book)
    rule = routes.SPECIFIED_CARD_CHANNELS
    holds = Channel.ONLINE in book.at(rule, on).value and Channel.ONLINE in filed.value
    grounds = (*filed.grounds, book.ground(rule, on))
    code = "online_permission_open" if holds else ""
    windows = _BUREAU if holds else (Window.MUNICIPALITY,)
    return _row(Occasion.ONLINE_PERMISSION, windows, grounds, holds=holds, code=code)


def _not_asked(on: date, book: Rulebook) -> OneStop:
    """Return the row of a permission without a new application: the table says what the function becomes."""
    ended = _row_of(EventKind.RECEIVE_CARD, on, to=MyNumberState.LAPSED, fact="X5")
    had = offices.window_of(_P.MY_NUMBER_CARD, on=on, book=book)
    return _row(Occasion.NOT_ASKED_AGAIN, (Window.BUREAU, had.value), (ended, *had.grounds), holds=False)


def _at_office(occasion: Occasion, procedure: ProcedureKind, on: date, book: Rulebook) -> OneStop:
    """Return the row of something that one kind of office does."""
    window = offices.window_of(procedure, on=on, book=book)
    return _row(occasion, (window.value,), window.grounds, holds=window.value is Window.BUREAU)


def _extended_at(on: date, book: Rulebook) -> tuple[Window, Ground]:
    rule: Rule[Window] = special_period.MY_NUMBER_EXTENSION_WINDOW
    return book.at(rule, on).value, book.ground(rule, on)


def _special_period(on: date, book: Rulebook) -> OneStop:
    rule = special_period.MY_NUMBER_FOLLOWS_SPECIAL_PERIOD
    window, ground = _extended_at(on, book)
    if book.at(rule, on).value:
        code = "special_period_follows"
        return _row(Occasion.SPECIAL_PERIOD, _BUREAU, (book.ground(rule, on),), holds=True, code=code)
    windows = tuple(dict.fromkeys((Window.BUREAU, window)))
    return _row(
        Occasion.SPECIAL_PERIOD, windows, (book.ground(rule, on), ground), holds=window is Window.BUREAU
    )


def _pending_renewal(on: date, book: Rulebook) -> OneStop:
    window, ground = _extended_at(on, book)
    windows = tuple(dict.fromkeys((Window.BUREAU, window)))
    return _row(Occasion.PENDING_RENEWAL, windows, (ground,), holds=window is Window.BUREAU)


def _pin(on: date, book: Rulebook) -> OneStop:
    # No rule of its own names the office; it is that of certificates, which the deeming clause leaves as it is.
    window = offices.window_of(_P.CERTIFICATE_RENEWAL, on=on, book=book)
    reset = _row_of(EventKind.RESET_PIN, on)
    return _row(Occasion.PIN, (window.value,), (reset, *window.grounds), holds=window.value is Window.BUREAU)


def _row_of(event: EventKind, on: date, *, to: MyNumberState | None = None, fact: str = "") -> Row:
    """Return the row of the tables of lives that says what an event does to a valid My Number function."""
    for row in rows_of(Variable.MY_NUMBER, MyNumberState.VALID, event):
        if row.since <= on and (to is None or row.target is to) and (not fact or fact in row.ids):
            return row
    raise UnknownTermError("EventKind", event.value)


def _loss(on: date, book: Rulebook) -> OneStop:
    """Return the row of a loss: whether reissuance may carry an application for a specified card."""
    route = routes.route_of(_P.REISSUE_LOSS, on=on, book=book)
    return _row(Occasion.LOSS, _BUREAU, route.grounds, holds=route.value is not None)


def _two_cards(on: date, book: Rulebook) -> OneStop:
    rule = routes.MY_NUMBER_RETURN_WINDOW
    had = offices.window_of(_P.MY_NUMBER_CARD, on=on, book=book)
    windows = (book.at(rule, on).value, had.value)
    return _row(Occasion.TWO_CARDS_AGAIN, windows, (book.ground(rule, on), *had.grounds), holds=False)
