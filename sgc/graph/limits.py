"""How much one figure may ask for: untrusted input ends with a clear error, never with a full memory."""

from __future__ import annotations

#: Declared objects of a figure, members counted one by one (a range with its least count).
OBJECTS = 5_000
#: Turns of all loops of a figure together.
LOOP_TURNS = 10_000
#: Blocks, part instances and included files within each other.
DEPTH = 32
#: Relations, arrangements, constraints and links of a figure.
CONSTRAINTS = 20_000
#: Operations within each other in one expression.
EXPRESSION_DEPTH = 150
#: Alternatives that the ``min``, ``max``, ``abs`` and ``distance`` of one comparison may multiply to.
ALTERNATIVES = 2_000
#: The largest number, and the largest denominator of a fraction.
MAGNITUDE = 10**9
#: Characters of one label or inserted text.
TEXT = 10_000
#: The longer side of a figure, in pixels.
SIDE = 10_000
