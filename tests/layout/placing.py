"""A scene laid out, and where its things are."""

from __future__ import annotations

import sgc
from sgc.layout.types import Layout, PlacedObject


def placed(statements: str, size: str = "512x512") -> dict[str, PlacedObject]:
    """The members of a scene of so many pixels, by their ids."""
    found = sgc.compile(f"scene {size} {{ {statements} }}").layout
    assert isinstance(found, Layout), found
    return {one.id: one for one in found.objects}
