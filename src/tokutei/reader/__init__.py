"""PC/SC: list the readers of this machine, wait for a card, and carry commands to it.

A connection is a :class:`tokutei.chip.Transport`::

    with reader.wait_for_card(within=timedelta(seconds=30)) as card:
        record = chip.read(card, number="AA12345678BB")

Needs the extra ``reader`` (pyscard) and the smart card service of the system. Everything that can go
wrong on the way to a card is a :class:`~tokutei.errors.ReaderError` with a stable reason.
"""

from tokutei.reader.connecting import CardConnection, connect, readers, wait_for_card

__all__ = ["CardConnection", "connect", "readers", "wait_for_card"]
