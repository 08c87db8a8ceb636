"""The policy engine: pure Python that reads a council's policy as data and says what it means, with reasons.

Nothing here reads a clock, a database, the network, or a file outside a pack. The staircase inside:
``packs`` over ``outcomes`` over ``risk`` over ``rules`` over ``facts``; ``clocks``, ``routes``,
``questions`` and ``meetings`` stand beside ``rules``; all of them on ``words`` and ``model``.
"""
