"""Families that are told in sentences."""

from __future__ import annotations

from diagram_reading import read


def test_families_are_told_one_after_the_other() -> None:
    _, joins, missed = read(
        "Family tree: Abe and Mona are the parents of Homer, Homer and Marge have three children called Bart, Lisa and "
        "Maggie."
    )
    assert missed == []
    assert {"abe -- circle", "mona -- circle", "circle -- homer", "homer -- circle_2", "marge -- circle_2"} <= joins
    assert {"circle_2 -- bart", "circle_2 -- lisa", "circle_2 -- maggie"} <= joins


def test_a_family_needs_no_name_of_a_diagram() -> None:
    _, joins, missed = read(
        "My grandmother Rosa had two daughters, Carla and Ines. Carla has a son called Leo and Ines has twins, Mia and "
        "Max."
    )
    assert missed == []
    assert joins == {"rosa -- carla", "rosa -- ines", "carla -- leo", "ines -- mia", "ines -- max"}


def test_relatives_may_be_listed_without_a_verb() -> None:
    _, joins, missed = read(
        "Family tree: Otto and his wife Greta, their children Hans and Lena, and Lena's daughter Mia."
    )
    assert missed == []
    assert joins == {"otto -- circle", "greta -- circle", "circle -- hans", "circle -- lena", "lena -- mia"}
