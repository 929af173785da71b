"""A language model writes only what parses and speaks only of what it declared; what is of no use is said."""

from __future__ import annotations

import random
import socket
import sys
from dataclasses import fields
from pathlib import Path

import pytest
from llguidance import LLMatcher, LLTokenizer
from tiny_model import save_tiny_model

from sgc.compiler import load as load_scene
from sgc.compiler import prompt
from sgc.english.describing import same
from sgc.english.language_model import writing
from sgc.english.language_model.decoder import load
from sgc.english.language_model.examples import examples, messages
from sgc.english.language_model.grammar import declared_grammar, rest_grammar
from sgc.graph import resolve
from sgc.graph.properties import PROPERTIES
from sgc.graph.relations import PREDICATES
from sgc.source import MissingError, Source
from sgc.syntax import parse, to_source
from sgc.syntax.tree import Node, SyntaxTree

BYTES = LLTokenizer("byte")
TAUGHT = {
    "two cats": "scene {\n  cats: 2 cat\n\n  row cats\n}\n",
    "a dog on a mat": "scene {\n  pet: brown dog\n  mat: mat\n\n  pet on mat\n}\n",
}


@pytest.fixture(scope="module")
def random_model(tmp_path_factory: pytest.TempPathFactory) -> str:
    return save_tiny_model(tmp_path_factory.mktemp("random"))


@pytest.fixture(scope="module")
def taught_model(tmp_path_factory: pytest.TempPathFactory) -> str:
    return save_tiny_model(tmp_path_factory.mktemp("taught"), TAUGHT)


def parsed(text: str) -> SyntaxTree:
    tree = parse(Source("written.sgc", text))
    assert not tree.diagnostics, (tree.diagnostics, text)
    return tree


def bare(value: object) -> object:
    """A tree without its places in the text."""
    if isinstance(value, tuple):
        return [bare(one) for one in value]
    if isinstance(value, Node):
        return type(value), [bare(getattr(value, one.name)) for one in fields(value) if one.name != "span"]
    return value


def is_taken(text: str, grammar: str) -> bool:
    matcher = LLMatcher(BYTES, LLMatcher.grammar_from_lark(grammar))
    return matcher.consume_tokens(list(text.encode())) and matcher.is_accepting()


def is_writable(scene: str) -> bool:
    things, blank, statements = scene.rstrip().partition("\n\n")
    return is_taken(things + blank, declared_grammar()) and is_taken(statements, rest_grammar(things))


def random_text(grammar: str, chance: random.Random) -> str:
    """A text of the grammar; letters and digits are taken less often than their number would have it."""
    matcher = LLMatcher(BYTES, LLMatcher.grammar_from_lark(grammar))
    written = bytearray()
    lines = chance.choice([1, 5, 20])
    while not matcher.is_stopped():
        allowed = [byte for byte, bias in enumerate(matcher.compute_logit_bias()) if bias and byte < 256]
        if not allowed:
            break
        signs = [byte for byte in allowed if byte < 128 and not chr(byte).isalnum()]
        if ord("}") in signs and written.count(b"\n") < lines:
            signs.remove(ord("}"))
        written.append(chance.choice(signs if signs and chance.random() < 0.5 else allowed))
        assert matcher.consume_token(written[-1])
    return written.decode()


# ------------------------------------------------------------ the grammar


@pytest.mark.parametrize("seed", range(40))
def test_every_text_of_the_grammar_parses_and_prints_as_it_is(seed: int) -> None:
    chance = random.Random(seed)
    things = random_text(declared_grammar(), chance)
    text = things + random_text(rest_grammar(things), chance)
    tree = parsed(text)
    assert bare(parsed(to_source(tree)).figures) == bare(tree.figures)
    (scene,) = resolve(tree)
    assert "unknown-name" not in {one.code.name for one in scene.diagnostics}


def test_the_random_texts_have_much_of_the_language() -> None:
    """Else the law above would hold of next to nothing."""
    chance = random.Random(0)
    things = "scene {\n  a: 3 cup\n  b: dog\n\n"
    text = "".join(random_text(rest_grammar(things), chance) for _ in range(200))
    words = ("not (", "prefer (", "require ", "no ", "row ", "grid ", "ring ", "align ", "mirror ", " of a", " by ",
             "distance(", "count(", " weight ", " gap ")  # fmt: skip
    assert [word for word in words if word not in text] == []


@pytest.mark.parametrize("name", PREDICATES)
def test_every_relation_can_be_written(name: str) -> None:
    end = " and c" if name == "between" else ""
    assert is_writable(f"scene {{\n  a: cup\n  b: dog\n  c: cat\n\n  a {name} b{end}\n}}")


def test_every_property_can_be_written_but_those_that_name_files_or_are_written_otherwise() -> None:
    values = {"position": "(10%, 20%)", "fill": "light blue", "stroke": "#00ff00", "opacity": "50%", "bold": "true",
              "caption": '"No. 12"', "dashed": "true", "dotted": "true", "ink": "dark red"}  # fmt: skip
    texts = {name: f"scene {{\n  a: cup {{ {name}: {values.get(name, 7)} }}\n\n}}" for name in PROPERTIES}
    assert {name for name, text in texts.items() if not is_writable(text)} == {"image", "label"}


@pytest.mark.parametrize("line", [
    "a left of c", "for i in 1..3 { a left of b }", "a aboove b", "let n = 3", 'include "x.sgc"', "a -> b", "left of b",
])  # fmt: skip
def test_what_a_prompt_does_not_need_or_declare_cannot_be_written(line: str) -> None:
    assert not is_writable(f"scene {{\n  a: cup\n  b: dog\n\n  {line}\n}}")


# ------------------------------------------------------------ the examples


def test_the_reference_has_examples() -> None:
    assert len(examples()) > 5
    assert [one["role"] for one in messages("a cat")] == ["system", *["user", "assistant"] * len(examples()), "user"]


@pytest.mark.parametrize(("asked", "scene"), examples())
def test_an_example_can_be_written_and_is_what_the_rules_read(asked: str, scene: str) -> None:
    assert is_writable(scene)
    (read,), (written,) = load_scene(prompt(asked)), load_scene(scene)
    assert read.not_understood == ()
    assert same(read, written)


# ------------------------------------------------------------ models


def test_all_that_a_random_model_writes_parses(random_model: str) -> None:
    texts = [load(random_model).write(messages("a cat"), 1.0, seed) for seed in range(8)]
    whole = [text for text in texts if text is not None]
    assert whole, "none of them came to an end"
    for text in whole:
        parsed(text)


def test_the_same_seed_gives_the_same_text(random_model: str) -> None:
    model = load(random_model)
    drawn = [model.write(messages("a cat"), 1.0, seed) for seed in (3, 3, 9)]
    assert drawn[0] == drawn[1] != drawn[2]


@pytest.mark.parametrize(("asked", "scene"), TAUGHT.items())
def test_what_a_model_writes_is_the_scene_of_its_prompt(taught_model: str, asked: str, scene: str) -> None:
    assert load(taught_model).write(messages(asked)) == scene
    (found,), (expected,) = load_scene(prompt(asked, llm=taught_model)), load_scene(scene)
    assert same(found, expected)
    assert found.diagnostics == ()
    assert not same(found, load_scene(prompt(asked))[0]), "the rules would have read the same"


def test_without_room_for_a_scene_the_rules_read_the_prompt(tmp_path: Path) -> None:
    asked = "a red cup left of a plate"
    (found,) = load_scene(prompt(asked, llm=save_tiny_model(tmp_path, context=730)))
    assert same(found, load_scene(prompt(asked))[0])
    (told,) = found.diagnostics
    assert (told.code.name, told.is_error) == ("language-model", False)
    assert "did not come to an end" in told.message


class Scripted:
    """Stands for a model that writes what it is told to, one text after the other."""

    def __init__(self, *texts: str) -> None:
        self.texts = list(texts)

    def write(self, messages: object, temperature: float, seed: int) -> str:
        return self.texts.pop(0)


def scripted(monkeypatch: pytest.MonkeyPatch, *texts: str) -> None:
    model = Scripted(*texts)
    monkeypatch.setattr(writing, "load", lambda name: model)
    writing.write_scene.cache_clear()


def test_a_scene_that_is_wrong_is_tried_again_and_then_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    wrong = "scene {\n  a: cup\n  a: cup\n\n}\n"
    scripted(monkeypatch, wrong, "scene {\n  a: dog\n\n}\n")
    (found,) = load_scene(prompt("a cat", llm="scripted"))
    assert ([one.noun for one in found.objects], found.diagnostics) == (["dog"], ())
    scripted(monkeypatch, wrong, wrong, wrong)
    (found,) = load_scene(prompt("a cat", llm="scripted"))
    assert [one.noun for one in found.objects] == ["cat"]
    assert "its scene is wrong: " in found.diagnostics[0].message


DIAGRAM = """diagram "Shop" {
  client: person "Client"
  api: hexagon "Gateway"

  client -> api "calls"
}
"""


def test_a_model_writes_diagrams_and_words_that_they_show_nowhere_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    scripted(monkeypatch, DIAGRAM)
    (found,) = load_scene(prompt("in our shop the client calls a gateway, which asks a database", llm="scripted"))
    assert same(found, load_scene(DIAGRAM)[0])
    assert [span.text for span in found.not_understood] == ["database"]


@pytest.mark.parametrize(("head", "rest"), [
    ('diagram sequence {\n  a: box "A"\n  b: actor "B"',
     '  a -> b "x"\n  alt "ok" {\n    b --> a "y"\n  } else "no" {\n    a -> a "z"\n  }\n'
     '  loop "l" {\n    a -> b "q"\n  }\n}'),
    ('diagram {\n  direction right\n  a: table "A" {\n    "id"\n    --\n    "name"\n  }\n  group b "B" {\n'
     '    c: red box "C"\n  }\n  d: start', '  a "1" -- "0..*" c "has"\n  d -> b { tail: one, head: zero or many }\n}'),
    ('diagram timeline {\n  a: event "A" { start: 1969-07-20 }\n  b: period "B" { start: 1950, end: 1960 }', "}"),
    ('diagram gantt {\n  a: task "A" { start: 2026-01-31, weeks: 2 }\n  b: task "B" { days: 3 }', "  a -> b\n}"),
])  # fmt: skip
def test_diagrams_can_be_written(head: str, rest: str) -> None:
    assert is_writable(f"{head}\n\n{rest}")
    (figure,) = resolve(parsed(f"{head}\n\n{rest}"))
    assert figure.diagnostics == ()


@pytest.mark.parametrize("line", ['a -> e "x"', "a left of c", "a -> c { head: cup }", 'note "x"'])
def test_links_speak_of_what_was_declared(line: str) -> None:
    assert not is_writable(f'diagram {{\n  a: box "A"\n  c: box "C"\n\n  {line}\n}}')


def test_nothing_is_ever_downloaded(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    asked: list[object] = []
    monkeypatch.setattr(socket, "getaddrinfo", lambda *address, **_: asked.append(address) or [])
    with pytest.raises(MissingError, match="hf download nobody/nothing"):
        load("nobody/nothing")
    with pytest.raises(MissingError, match="no folder"):
        load(str(tmp_path / "none"))
    with pytest.raises(MissingError, match="no causal language model"):
        load(str(tmp_path))
    assert asked == []


def test_without_the_extra_it_is_said_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "llguidance.hf", None)
    with pytest.raises(MissingError, match=r"pip install 'sgc\[llm\]'"):
        load("any")
