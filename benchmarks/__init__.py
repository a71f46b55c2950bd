"""How fast we are, always beside something else: ``python -m benchmarks``.

A benchmark is a pair: ours and a peer that answers the same need, measured in turns, so that what
the machine does meanwhile hits both. What counts is the median of the ratios of the rounds.

A new one is a :class:`~benchmarks.harness.Pair` in a module of its own, listed in :mod:`benchmarks.catalogue`.
"""
