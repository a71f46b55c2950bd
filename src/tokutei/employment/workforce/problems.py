"""What is wrong with rows, told by row, column and reason, and never by what stands in a cell."""

from __future__ import annotations

from dataclasses import dataclass

from tokutei import messages
from tokutei.employment.workforce.words import RowField
from tokutei.vocabulary.words import Word

__all__ = ["Fault", "RowProblem"]


class Fault(Word):
    """What is wrong with a cell, a row, a line or the header."""

    # the header
    NO_HEADER = "no_header", "見出しがない", "there is no header"
    UNKNOWN_HEADER = "unknown_header", "不明な見出し", "unknown header"
    MISSING_HEADER = "missing_header", "見出しの不足", "missing header"
    DUPLICATE_HEADER = "duplicate_header", "見出しの重複", "duplicate header"
    NUMBER_HEADER = "number_header", "個人番号の列", "column of individual numbers"
    # a line or a row as a whole
    ENCODING = "encoding", "文字コード", "encoding"
    TOO_LONG = "too_long", "長すぎる行", "line too long"
    CONTROL_CHARACTER = "control_character", "制御文字", "control character"
    QUOTES = "quotes", "引用符", "quotation marks"
    TOO_FEW_CELLS = "too_few_cells", "列の不足", "too few cells"
    TOO_MANY_CELLS = "too_many_cells", "列の超過", "too many cells"
    TOO_MANY_NAMES = "too_many_names", "名称が多すぎる", "too many names"
    NOT_JSON = "not_json", "JSONではない", "not JSON"
    NOT_A_ROW = "not_a_row", "行ではない", "not a row"
    # a cell
    NOT_A_WORD = "not_a_word", "不明な語", "unknown word"
    AMBIGUOUS = "ambiguous", "複数に当たる語", "ambiguous word"
    NOT_A_DAY = "not_a_day", "日付ではない", "not a day"
    IMPOSSIBLE_DAY = "impossible_day", "存在しない日", "impossible day"
    NOT_HOURS = "not_hours", "時間数ではない", "not a number of hours"
    IMPOSSIBLE_HOURS = "impossible_hours", "あり得ない時間数", "impossible hours"
    NOT_YES_OR_NO = "not_yes_or_no", "有無ではない", "neither yes nor no"
    NOT_A_PERIOD = "not_a_period", "在留期間ではない", "not a period of stay"
    NOT_A_KEY = "not_a_key", "整理番号ではない", "not a key"
    INDIVIDUAL_NUMBER = "individual_number", "個人番号の疑い", "may be an individual number"
    # several cells or rows together
    DUPLICATE_KEY = "duplicate_key", "整理番号の重複", "duplicate key"
    CELLS_DIFFER = "cells_differ", "同じ項目の不一致", "cells of one field differ"
    FORM_AND_DAY = "form_and_day", "様式と交付年月日の不一致", "form and day of issue do not fit"
    STAY_WITHOUT_END = "stay_without_end", "無期限の在留の満了日", "end of a stay without end"
    NOT_IN_FORCE = "not_in_force", "施行前", "not in force"
    NOT_COVERED = "not_covered", "対象外の日", "day not covered"


@dataclass(frozen=True, slots=True)
class RowProblem:
    """One thing that is wrong with one row, or with the header."""

    fault: Fault
    row: int = 0
    """Which of the rows, from 1; 0 for the header."""
    line: int | None = None
    """The line of the file on which the row begins, from 1; ``None`` where there is no file."""
    column: RowField | None = None
    """The field; ``None`` for the row as a whole or a column that is no field of ours."""
    position: int | None = None
    """Which column of the file, from 1, where there are columns."""
    near: tuple[RowField, ...] = ()
    """Fields with words near those of an unknown header."""
    decided: bool = False
    """Whether the row was decided nevertheless."""

    def text(self, lang: str) -> str:
        """Return where it is and what is wrong; nothing of it is what stands there."""
        why = messages.text(f"reason.rows.{self.fault.value}", lang)
        if self.near:
            why = messages.text("employment.rows.near", lang, why=why, near=self.near)
        parts = {"column": self._column(lang), "why": why}
        if not self.row:
            return messages.text("employment.rows.header", lang, **parts)
        if self.line is None:
            return messages.text("employment.rows.at_row", lang, row=self.row, **parts)
        return messages.text("employment.rows.at", lang, row=self.row, line=self.line, **parts)

    def _column(self, lang: str) -> str:
        if self.column is not None:
            return self.column.text(lang)
        if self.position is not None:
            return messages.text("employment.rows.position", lang, position=self.position)
        return messages.text("employment.rows.row", lang)
