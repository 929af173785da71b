"""What relations ask of things that lie below or between others, touch, share a part, or cover each other.

A part of the second writing of what figures demand (``reference``), as formulas over boxes in layout units. ``slack``
is what keeps an inequality seen wherever each edge is misplaced by that much.
"""

from __future__ import annotations

from forms import Box, Formula, both, either, le, same


def below(a: Box, b: Box) -> Formula:
    """Wholly lower, and with half of the narrower one's width above the other's."""
    return both(le(b.bottom, a.top), half_shared(a, b))


def half_shared(a: Box, b: Box) -> Formula:
    """Half of the narrower one's width above the other's."""
    return either(*(_shares(a, b, one, 1, 2) for one in (a, b)))


def touching(a: Box, b: Box) -> Formula:
    """Borders that meet along a quarter of the shorter of the two."""
    ways = []
    for p, q in ((a, b), (a.turned, b.turned)):
        along = either(*(_shares(p.turned, q.turned, one.turned, 1, 4) for one in (p, q)))
        ways += [both(same(p.right, q.left), along), both(same(q.right, p.left), along)]
    return either(*ways)


def overlapping(a: Box, b: Box, slack: int) -> Formula:
    """A shared part of a third of the width and of the height of one of them."""
    return both(_meet(a, b, slack), _much_shared(a, b))


def behind(far: Box, near: Box, slack: int) -> Formula:
    """The nearer has the lower foot and covers a corner, or the foot if it is narrow; or it is so wide that the head
    of the farther shows above it. What is shared is at most three fifths, in height unless the farther is low."""
    lower = le(far.bottom + (1 + 2 * slack), near.bottom)
    little = both(*(_shares_at_most(far.turned, near.turned, one.turned, 3, 5) for one in (far, near)))
    corner = both(either(le(near.left, far.left), le(far.right, near.right)), _shares_at_most(far, near, near, 3, 5))
    beside = both(either(corner, le(near.width * 2, far.width)), _shares_at_most(far, near, far, 3, 5))
    low = le(far.turned.width * 3, near.turned.width * 2)
    above = both(le(far.width * 2, near.width), le(near.left, far.left), le(far.right, near.right), little)
    ways = either(both(beside, either(low, little)), above)
    return both(_meet(far, near, slack), lower, _much_shared(far, near), ways)


def between(c: Box, a: Box, b: Box) -> Formula:
    """The centre of the first in the gap of the others, on the axis on which they are further apart."""
    ways: list[Formula] = []
    for m, p, q in ((c, a, b), (c, b, a), (c.turned, a.turned, b.turned), (c.turned, b.turned, a.turned)):
        gap = q.left - p.right
        along = both(
            either(le(p.top * 2, m.down), le(q.top * 2, m.down)),
            either(le(m.down, p.bottom * 2), le(m.down, q.bottom * 2)),
        )
        wider = both(le(q.top - p.bottom, gap), le(p.top - q.bottom, gap))
        ways.append(both(wider, le(p.right * 2, m.across), le(m.across, q.left * 2), along))
    return either(*ways)


def in_ninth(a: Box, b: Box, words: str) -> Formula:
    """The centre in that ninth of the other: "top-left", "right", "center"."""
    columns, rows = {"left": 0, "right": 2}, {"top": 0, "bottom": 2}
    parts = []
    for named, p, q in ((columns, a, b), (rows, a.turned, b.turned)):
        ninth = next((number for word, number in named.items() if word in words.split("-")), 1)
        room = (p.across - q.left * 2) * 3  # six times how far the centre is from the edge
        parts += [le(q.width * (2 * ninth), room), le(room, q.width * (2 * ninth + 2))]
    return both(*parts)


def _meet(a: Box, b: Box, slack: int) -> Formula:
    pairs = ((a.left, b.right), (b.left, a.right), (a.top, b.bottom), (b.top, a.bottom))
    return both(*(le(first + (1 + 2 * slack), second) for first, second in pairs))


def _much_shared(a: Box, b: Box) -> Formula:
    return either(*(both(_shares(a, b, one, 1, 3), _shares(a.turned, b.turned, one.turned, 1, 3)) for one in (a, b)))


def _shares(a: Box, b: Box, one: Box, part: int, of: int) -> Formula:
    """Across, the two share at least so many parts of the width of one box."""
    return both(*(le(one.width * part, (end - begin) * of) for end in (a.right, b.right) for begin in (a.left, b.left)))


def _shares_at_most(a: Box, b: Box, one: Box, part: int, of: int) -> Formula:
    ways = ((end - begin) * of for end in (a.right, b.right) for begin in (a.left, b.left))
    return either(*(le(shared, one.width * part) for shared in ways))
