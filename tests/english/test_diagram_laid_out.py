"""Boxes with names that stand at places and lead to each other."""

from __future__ import annotations

from diagram_reading import read

from sgc.english import read_prompt
from sgc.source import Source
from sgc.syntax import to_source

LINKS = {'controller -> model "updates"', 'model -> view "notifies"', 'view -> controller "events"'}


def test_labelled_boxes_that_lead_to_each_other_are_a_diagram() -> None:
    for text in (
        "A box labelled Model in the middle, with View to the left and Controller to the right; Controller updates "
        "Model, Model notifies View and View sends events to Controller.",
        "Diagram: three boxes called Model, View and Controller; Controller updates Model, Model notifies View and "
        "View sends events to Controller. Model is in the middle, View to the left of it and Controller to the right.",
    ):
        _, joins, missed = read(text)
        assert missed == []
        assert joins == LINKS | {"view left of model", "model left of controller"}


def test_labelled_boxes_that_only_stand_somewhere_are_a_picture() -> None:
    for text in (
        "A box labelled Input on the left, a box labelled Output on the right.",
        "Two boxes labelled toys and books stand on a shelf, a cat sits next to them and a dog looks at it.",
    ):
        assert to_source(read_prompt(Source("prompt", text, is_prompt=True)).tree).startswith("scene")
