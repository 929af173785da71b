"""What makes a layout look composed: each wish, and what it weighs where things are placed and layouts judged."""

from __future__ import annotations

# ---------------------------------------------------------------- what looks right

#: A comfortable gap and a comfortable margin, as shares of the canvas' shorter side.
GAP, MARGIN = 0.05, 0.055
#: Lines at most a pixel (in units) apart look like one; lines no further apart than this share of the shorter side,
#: and not one, look like a mistake.
SAME, NEARLY = 12, 0.012
#: The gap between members of a collection, as a share of a member's width.
GAP_IN_ROW = 0.22
#: By so much (of 1) things must come nearer to their natural sizes to leave the one line that they would stand on;
#: and where they stand in more than one row anyway.
SHELVE, SHELVE_MORE = 0.2, 0.1

# ---------------------------------------------------------------- placing: ``settle``
# Prices in a linear program, per layout unit by which a wish is missed; only their ratios matter.

#: The whole is centred on the canvas, a little less strictly up and down.
CENTER_ACROSS, CENTER_DOWN = 1.0, 0.6
#: What a direction joins is level (or stacked) exactly, not just nearly.
ALIGN = 1.0
#: What is in the air is above the ground.
IN_THE_AIR = 2.0
#: Members of a collection stand in even rows.
EVEN_GAPS, EVEN_ROWS = 2.0, 2.0
#: The gaps of different collections, and of their rows and columns, are alike.
GAPS_ALIKE = 1.0
#: Things on a surface, or in a container, are centred there together.
CENTER_ON = 0.4
#: What stands on a surface does not reach beyond its ends.
NO_OVERHANG = 1.0
#: So is each row of them in a container.
CENTER_ROWS = 0.3
#: What stands on one surface stands on one line there.
ALIGN_ON = 0.5
#: Lines of siblings that nearly meet are drawn together; not among more things than these, where it would cost much.
DRAW_TOGETHER, CROWDED = 0.3, 60
#: Neighbours, and first the edges of the canvas, keep a comfortable distance where there is room.
COMFORT_GAP, COMFORT_MARGIN = 0.25, 1.0
#: Frames are no larger than what they hold needs; in a diagram, where links need room, as it stands.
TIGHT, TIGHT_WITH_LINKS = 0.4, 0.07
#: Where sizes and positions are found together: things have the size that they should, or all lack a like share of it.
SIZE, SHRINK_ALIKE = 1.0, 1.0
#: One thing by itself does not shrink for the others; what is small least of all (this is for a share of its size).
SHRINK_ALONE = 10.0
#: There backdrops go on to the edge of the figure: a strip of paper beside them looks like a mistake.
TO_THE_EDGE = 10.0
#: There the members of a collection are as large as each other, before anything else.
ALIKE = 40.0
#: There, the room of a frame before what it holds is as it was proposed.
LIKE_PROPOSED = 0.08
#: Everything else stays where the sketch put it.
STAY = 0.04
#: In a diagram, what is linked goes along with what has to move.
GO_ALONG = 0.08
#: Backdrops do so before anything is centred: a ground reaches the lower edge, a sky the upper.
STAY_BEHIND = 8.0
#: The unit that an equality leaves, where a room cannot be divided evenly, is left for rounding.
FOR_ROUNDING = 5.0
#: Price of a unit of violation while an order is only proposed.
VIOLATION = 25.0

# ---------------------------------------------------------------- judging: ``beauty``

#: What each measured quantity counts in the weighted mean.
SHARES = {
    "balance": 3, "margins": 2, "alignment": 4, "spacing": 3, "sizes": 3, "ground": 2, "tangency": 2, "reading": 1,
}  # fmt: skip
