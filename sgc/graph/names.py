"""Names for things that come from elsewhere (foreign files, prompts): what they are called, as near as a name goes."""

from __future__ import annotations

import re
import unicodedata

from sgc.graph.scene import CANVAS
from sgc.syntax.tables import scene_table
from sgc.syntax.words import RESERVED, is_name

#: Words that a name would be mistaken for, or would have to be quoted.
_TAKEN = frozenset({CANVAS, *RESERVED, *scene_table().keywords})
_LONGEST = 40


def slug(text: str, otherwise: str) -> str:
    """A text as one name: letters and digits of any script, ``_`` between words, cut after a whole word."""
    words = re.findall(r"\w+", unicodedata.normalize("NFC", text))
    words = [found for word in words if (found := word.strip("_"))]
    made = ""
    for word in words:
        if made and len(made) + 1 + len(word) > _LONGEST:
            break
        made += f"_{word}" if made else word[:_LONGEST]
    if made and not (made[0].isalpha() and is_name(made)):
        made = f"{otherwise[0]}{made}"
    return made if is_name(made) else otherwise


class Names:
    """Gives every thing of a figure a name of its own (or every class of it)."""

    def __init__(self) -> None:
        self._given: set[str] = set()

    def name(self, wanted: str, kind: str) -> str:
        """The name for what is called ``wanted``; ``kind`` ("node", "group") helps where that cannot be one."""
        stem = slug(wanted, kind)
        if stem in _TAKEN:
            stem = f"{stem}_{kind}"
        name, number = stem, 1
        while name in self._given:
            number += 1
            name = f"{stem}_{number}"
        self._given.add(name)
        return name
