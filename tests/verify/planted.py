"""A drawn figure with faults planted in its finished SVG file: things taken out or moved, and what is then told."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

import sgc
from sgc.verify import picture_file, verify


@dataclass(frozen=True)
class Drawn:
    """The picture of a scene file's only figure."""

    text: str

    @cached_property
    def picture(self) -> sgc.Picture:
        return sgc.compile(self.text)

    def failed(self, svg: str) -> list[str]:
        """The facts that fail in a changed file, each with its reason."""
        found = verify(picture_file("picture.svg", svg.encode()), self.picture.scene)
        return [f"{fact.statement}: {fact.why}" for fact in found.failed]

    def group(self, id: str) -> str:
        """The element of one thing in the file."""
        found = re.search(rf'<g id="{id}".*?</g>', self.picture.svg, re.DOTALL)
        assert found is not None, id
        return found[0]

    def without(self, *ids: str) -> str:
        svg = self.picture.svg
        for id in ids:
            svg = svg.replace(self.group(id), "")
        return svg

    def moved(self, dx: float, dy: float, *ids: str) -> str:
        """The file with things moved by so many pixels."""
        svg = self.picture.svg
        for id in ids:
            group = self.group(id)
            svg = svg.replace(group, group.replace("<g ", f'<g transform="translate({dx} {dy})" ', 1))
        return svg
