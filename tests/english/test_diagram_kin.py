"""Families that are told in sentences."""

from __future__ import annotations

import pytest
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


@pytest.mark.parametrize(
    ("text", "joins"),
    [
        (  # "who" is the child that was named last
            "Draw a family tree: George and Mary have a daughter Anne, who had two sons, Peter and Paul.",
            {"george -- circle", "mary -- circle", "circle -- anne", "anne -- peter", "anne -- paul"},
        ),
        (  # a couple of whatever others, and their child who is more
            "Family tree with three generations. Ruth and Sam are the grandparents. Their son David is married to "
            "Kate, and David and Kate have twins, Leo and Mia.",
            {
                "ruth -- circle",
                "sam -- circle",
                "circle -- david",
                "david -- circle_2",
                "kate -- circle_2",
                "circle_2 -- leo",
                "circle_2 -- mia",
            },
        ),
        (  # each partner with their children
            "King Henry had two wives: Catherine and Anne. With Catherine he had Mary, with Anne Elizabeth. Draw this "
            "as a family tree.",
            {
                "king_henry -- circle",
                "catherine -- circle",
                "king_henry -- circle_2",
                "anne -- circle_2",
                "circle -- mary",
                "circle_2 -- elizabeth",
            },
        ),
        (  # what each child is before the name, when they married, and a wife beside her husband
            "Family tree: Joe married Rose in 1950. They had a son, Bill, and a daughter, Jane. Bill and his wife Amy "
            "have one child, Tim.",
            {
                "joe -- circle",
                "rose -- circle",
                "circle -- bill",
                "circle -- jane",
                "bill -- circle_2",
                "amy -- circle_2",
                "circle_2 -- tim",
            },
        ),
        (  # siblings and their parents
            "Anna and Peter are siblings. Their mother is Julia and their father is Mark. Anna has two brothers, Jan "
            "and Uwe. Draw a family tree.",
            {
                "julia -- circle",
                "mark -- circle",
                "circle -- anna",
                "circle -- peter",
                "circle -- jan",
                "circle -- uwe",
            },
        ),
    ],
)
def test_whose_children_are_whose(text: str, joins: set[str]) -> None:
    _, found, missed = read(text)
    assert missed == []
    assert found == joins


def test_how_a_family_is_to_be_drawn_is_no_name() -> None:
    _, joins, missed = read("Family tree from left to right: George and Mary have a son Max.")
    assert joins == {"george -- circle", "mary -- circle", "circle -- max"}
    assert missed == ["left to right"]
