"""One doorway to all rules besides their functions: ask a topic with facts, by name.

What the command line, the case files and other languages use::

    ask("validity", {"card_kind": "plain_card", …}, on=date(2026, 11, 21))
"""

from tokutei.ask.asking import ask
from tokutei.ask.changes import Difference, LegalChange, affected, changes, declared
from tokutei.ask.topics import Topic, topics

__all__ = ["Difference", "LegalChange", "Topic", "affected", "ask", "changes", "declared", "topics"]
