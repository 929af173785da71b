"""Of whom or of what something is said, where several could be meant, and what people do with themselves."""

import pytest
from picture_reading import lines

from sgc.compiler import load, prompt


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a traffic light showing green, and a lorry waiting in front of a zebra crossing",
         {"traffic_light: traffic light showing green", "lorry: lorry", "zebra_crossing: zebra crossing",
          "lorry waiting in front of zebra_crossing"}),
        ("a cat sleeping and a dog running in a park",
         {"cat: 'sleeping' cat", "dog: dog", "park: park", "dog running inside park"}),
        ("a fox jumping over a log, chased by two hounds",
         {"fox: fox", "log: log", "hounds: 2 hound", "fox jumping above log", 'fox "chased by" hounds'}),
        ("a farmer on a tractor pulling a caravan",
         {"farmer: farmer", "tractor: tractor", "caravan: caravan", "farmer on tractor", "tractor pulling caravan",
          "caravan beside tractor"}),
        ("the moon with the earth in the sky behind it",
         {"moon: moon", "earth: earth", "sky: sky", "earth inside sky", "earth behind moon"}),
        ("a woman on a chair with a basket at her feet",
         {"woman: woman", "chair: chair", "basket: basket", "woman on chair", "basket near woman"}),
        ("a boy with a hat on the left and a girl with a bag on the right",
         {"boy: boy", "hat: hat", "girl: girl", "bag: bag", "boy at left of canvas", "girl at right of canvas",
          "hat worn by boy", "bag held by girl"}),
        ("a house on the left, a barn with two doors on the right, and a cow between them",
         {"house: house", "barn: barn", "doors: 0.. '2' door", 'doors "part of" barn', "cow: cow",
          "house at left of canvas", "barn at right of canvas", "cow between house and barn"}),
        ("on the left a hut, on the right a tree, and a knight between them",
         {"hut: hut", "tree: tree", "knight: knight", "hut at left of canvas", "tree at right of canvas",
          "knight between hut and tree"}),
        ("a dog on the left, a cat with a ball on the right and a bone in the middle",
         {"dog: dog", "cat: cat", "ball: ball", "bone: bone", 'cat "with" ball', "dog at left of canvas",
          "cat at right of canvas", "bone at center of canvas"}),
    ],
)  # fmt: skip
def test_what_is_said_is_said_of_what_it_fits(text: str, said: set[str]) -> None:
    assert set(lines(text)) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a girl brushing her teeth",
         {"girl: girl", "teeth: 0.. tooth", "girl brushing teeth", 'teeth "part of" girl'}),
        ("two chefs shaking hands",
         {"chefs: 2 chef", "hands: 0.. hand", "chefs shaking hands", 'hands "part of" chefs', "row chefs"}),
        ("a boy washing hands at a sink",
         {"boy: boy", "hands: 0.. hand", "sink: sink", "boy washing hands", 'hands "part of" boy', 'boy "at" sink',
          "boy beside sink"}),
        ("a dog chasing its tail", {"dog: dog", "tails: 0.. tail", "dog chasing tails", 'tails "part of" dog'}),
        ("a girl patting its neck", {"girl: girl", "neck: neck", "girl patting neck"}),
        ("a penguin ice skating on a lake", {"penguin: 'ice skating' penguin", "lake: lake", "penguin on lake"}),
        ("an ice skating rink", {"rink: 'ice skating' rink"}),
        ("two girls wearing the same yellow dress",
         {"girls: 2 girl", "dresses: 2 yellow dress", "dresses worn by girls"}),
    ],
)  # fmt: skip
def test_what_people_do_with_themselves_is_seen_in_their_own_picture(text: str, said: set[str]) -> None:
    assert set(lines(text)) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a kitchen with a table and a window; a tree is outside the window", "tree inside window"),
        ("through the window one can see the moon", "moon inside window"),
        ("a classroom with a window through which a tree can be seen", "tree inside window"),
        ("a bedroom with a bed and a window with a tree outside", "tree inside window"),
        ("a cat outside the window in a garden", "cat outside window"),
        ("a barn with three hens outside", "hens outside barn"),
        ("a boy looking at a bird through a window", 'boy "through" window'),
    ],
)
def test_what_is_beyond_a_window_is_seen_in_it(text: str, said: str) -> None:
    assert said in lines(text)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a bookcase with three shelves: a clock on the top shelf, two vases on the middle shelf and a plant on the "
         "bottom shelf", {"clock above vases", "vases above plant", "vases inside bookcase"}),
        ("a cupboard with cups on the top shelf and plates on the bottom shelf",
         {"cups inside cupboard", "plates inside cupboard", "cups above plates"}),
        ("a fridge with milk on the top shelf and eggs on the bottom shelf",
         {"milk inside fridge", "eggs inside fridge", "milk above eggs"}),
    ],
)  # fmt: skip
def test_the_order_of_shelves_is_that_of_what_is_on_them(text: str, said: set[str]) -> None:
    found = lines(text)
    assert said <= set(found)
    assert not any(one.startswith("fridge on") or one == "cups on cupboard" for one in found)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a test image: a red triangle above a blue square, a green circle below the square, and nothing to the left "
         "of the circle",
         {"triangle: red triangle", "square: blue square", "circle: green circle", "triangle above square",
          "circle below square", "not (triangle left of circle)", "not (square left of circle)"}),
        ("a red cup and a plate with nothing behind the cup",
         {"cup: red cup", "plate: plate", "not (plate behind cup)"}),
    ],
)  # fmt: skip
def test_nothing_on_a_side_of_a_thing_denies_that_side(text: str, said: set[str]) -> None:
    assert set(lines(text)) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Neither the cat nor the dog is on the sofa",
         {"cat: cat", "dog: dog", "sofa: sofa", "not (cat on sofa)", "not (dog on sofa)"}),
        ("Neither the boy nor the girl is holding a ball", {"boy: boy", "girl: girl", "no ball"}),
        ("There is neither a dog nor a cat on the sofa", {"sofa: sofa", "no dog", "no cat"}),
        ("Six eggs in a basket, of which two are brown",
         {"eggs: 2 brown egg", "eggs_2: 4 egg", "basket: basket", "eggs inside basket", "eggs_2 inside basket"}),
        ("Two cats, one sitting on a chair and one lying under it",
         {"cat: cat", "cat_2: 'lying' cat", "chair: chair", "cat sitting on chair", "cat_2 under chair"}),
        ("two birds on a branch and one flying above them",
         {"birds: 2 bird", "branch: branch", "bird: bird", "birds on branch", "bird above birds"}),
        ("A dentist looking into the mouth of a crocodile",
         {"dentist: dentist", "crocodile: crocodile", 'dentist "looking inside the mouth of" crocodile'}),
    ],
)  # fmt: skip
def test_of_whom_it_is_denied_or_told(text: str, said: set[str]) -> None:
    assert set(lines(text)) == said


def test_two_words_for_one_thing_relate_it_to_nothing() -> None:
    (scene,) = load(prompt("The rich, deep hues of the sunset painted the sky with a fiery display of color."))
    assert not any(one.is_error for one in scene.diagnostics)
