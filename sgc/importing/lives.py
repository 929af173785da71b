"""Which participants of a sequence come to be, or end, with one of its messages."""

from __future__ import annotations

from sgc.importing.draft import Link


class Lives:
    """Follows the messages of a sequence as they are read. Who takes part before the message that would create it was
    there before, and who does after that with which it would end has not ended."""

    def __init__(self) -> None:
        #: Who comes to be with the next message to it, and who ends with the next one of it.
        self.coming: set[str] = set()
        self.leaving: set[str] = set()
        #: By participant, its last message, and that with which it ended and what this says of it.
        self.last: dict[str, Link] = {}
        self.ended: dict[str, tuple[Link, str]] = {}

    def message(self, link: Link) -> None:
        """Take in a message, and say of it whom it creates and whom it ends."""
        ends = dict.fromkeys((link.source, link.target))
        for key in ends:
            if key in self.ended:
                ending, word = self.ended.pop(key)
                del ending.properties[word]
        if link.target in self.coming and link.target not in self.last and link.source != link.target:
            link.properties["creates"] = True
        self.coming -= {link.target}
        self.last.update(dict.fromkeys(ends, link))
        for key in ends:
            if key in self.leaving:
                self.end(key)

    def end(self, key: str) -> None:
        """Let a participant end with its last message."""
        self.leaving.discard(key)
        link = self.last.get(key)
        if link is not None and key not in self.ended:
            word = "destroys" if link.target == key else "ends"
            link.properties[word] = True
            self.ended[key] = link, word
