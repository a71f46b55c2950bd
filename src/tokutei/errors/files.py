"""What goes wrong with a file that is read or written as a whole."""

from __future__ import annotations

from tokutei import messages
from tokutei.errors.base import TokuteiError

__all__ = ["FileError"]


class FileError(TokuteiError, OSError):
    """A file cannot be read or written; what was there before is there still.

    Which file is not kept: its name may be somebody's.
    """

    code = "file"

    def __init__(self, reason: str) -> None:
        super().__init__()
        self.reason = reason
        """Writing: ``no_folder``, ``read_only``, ``owner``, ``no_space``, ``not_unicode``, ``not_content``. Reading:
        ``missing``, ``not_allowed``, ``too_large``, ``bad_bound``, ``not_utf8``. Either: ``not_a_file``, ``bad_path``, ``failed``."""

    def text(self, lang: str) -> str:
        """Return why it cannot be read or written, and what would have worked."""
        return messages.text(f"error.{self.code}.{self.reason}", lang)
