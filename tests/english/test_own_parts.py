"""What is on somebody's own head, in a mouth or in a hand is on who has it, and no part is drawn beside them."""

import pytest
from picture_reading import lines


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a boy with a hat on his head", {"boy: boy", "hat: hat", "hat worn by boy"}),
        ("a hat on a man's head", {"hat: hat", "man: man", "hat worn by man"}),
        ("three boys with hats on their heads", {"boys: 3 boy", "hats: 3 hat", "hats worn by boys"}),
        ("a dog holding a stick in its mouth", {"dog: dog", "stick: stick", "stick held by dog"}),
        ("a monkey with a banana in its hand", {"monkey: monkey", "banana: banana", "banana held by monkey"}),
        ("a girl with a flower in her hair", {"girl: girl", "flower: flower", "flower worn by girl"}),
        ("an elephant with a ball on its head", {"elephant: elephant", "ball: ball", "ball on elephant"}),
        ("a boy with a bandage on his knee", {"boy: boy", "bandage: bandage", "bandage worn by boy"}),
        ("a woman carrying a baby on her back",
         {"woman: woman", "baby: baby", "woman carrying baby", "baby held by woman"}),
        ("a snowman with a hat on its head and a scarf around its neck",
         {"snowman: snowman", "hat: hat", "scarf: scarf", "hat worn by snowman", "scarf worn by snowman"}),
        ("a girl with a red bow in her long hair",
         {"girl: girl", "bow: red bow", "hair: long 'hair'", 'hair "part of" girl', "bow worn by girl",
          "hair worn by girl"}),
        ("a cat sleeping on its back", {"cat: 'sleeping on its back' cat"}),
        ("a cat lying on its bed", {"cat: cat", "bed: bed", "cat lying on bed"}),
    ],
)  # fmt: skip
def test_what_is_on_a_part_is_on_who_has_it(text: str, said: set[str]) -> None:
    assert set(lines(text)) == said


def test_the_left_hand_of_who_looks_at_us_is_on_our_right() -> None:
    assert lines("a girl holding a green balloon in her left hand and a teddy bear in her right hand") == [
        "girl: girl", "balloon: green balloon", "teddy_bear: teddy bear",
        "balloon held by girl", "teddy_bear held by girl", "teddy_bear left of balloon",
    ]  # fmt: skip


def test_a_hand_with_no_word_for_whose_is_of_who_holds_the_thing() -> None:
    assert lines("a boy with a sword in one hand and a shield in the other") == [
        "boy: boy", "sword: sword", "shield: shield", "sword held by boy", "shield held by boy",
    ]  # fmt: skip
