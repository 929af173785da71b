"""``sgc vocabulary``: which nouns have a picture, what sgc knows of them, and what is nearest to an unknown one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from sgc.cli.answers import print_json
from sgc.cli.exits import Exit

if TYPE_CHECKING:
    from sgc.graph.vocabulary import Noun


@click.command("vocabulary", short_help="Say what is known of words.")
@click.argument("words", metavar="[WORD]...", nargs=-1)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a line.")
def command(words: tuple[str, ...], as_json: bool) -> int:
    """Say what is known of words; without a word, list the nouns that sgc knows best.

    Exit code 1 when a word is neither a noun nor an adjective that sgc knows. Write a noun of several
    words in quotes.

    \b
    sgc vocabulary apple 'traffic lights' crimson
    sgc vocabulary | grep fish
    """
    from sgc.graph.vocabulary import all_nouns

    entries = [describe(word) for word in words] if words else [_noun(noun.concept, noun) for noun in all_nouns()]
    for entry in entries:
        if as_json:
            print_json(entry)
        else:
            click.echo(_sentence(entry) if words else entry["word"])
    return Exit.DONE if all(entry["kind"] for entry in entries) else Exit.NO


def describe(word: str) -> dict[str, Any]:
    """What is known of a word; ``kind`` is None and ``nearest`` lists the nearest nouns when nothing is."""
    from sgc.graph.vocabulary import classify_adjective, lookup, nearest_nouns

    noun = lookup(word)
    if noun is not None:
        return _noun(word, noun)
    kind, canonical = classify_adjective(word)
    if kind is not None:
        return {"word": word, "kind": "adjective", "concept": None, "of": kind, "means": canonical, "nearest": []}
    return {"word": word, "kind": None, "concept": None, "nearest": list(nearest_nouns(word))}


def _noun(word: str, noun: Noun) -> dict[str, Any]:
    return {
        "word": word,
        "kind": noun.kind,
        "concept": noun.concept,
        "synonyms": list(noun.synonyms),
        "parent": noun.parent,
        "picture": noun.drawing or noun.emoji or noun.icon,
        "size_cm": noun.size_cm,
        "stance": noun.stance,
        "role": noun.role,
        "curated": noun.curated,
        "nearest": [],
    }


def _sentence(entry: dict[str, Any]) -> str:
    word = entry["word"]
    if entry["kind"] is None:
        nearest = f"did you mean {', '.join(entry['nearest'])}?" if entry["nearest"] else "nothing is near"
        return f"{word}: not known; {nearest}"
    if entry["kind"] == "adjective":
        return f"{word}: an adjective of {entry['of']}, {entry['means']}"
    means = "" if entry["concept"] == word else f", means {entry['concept']}"
    also = f", also {', '.join(entry['synonyms'])}" if entry["synonyms"] else ""
    size = f", about {entry['size_cm']:g} cm" if entry["curated"] and entry["kind"] == "picture" else ""
    picture = "" if entry["picture"] or entry["kind"] != "picture" else ", without a picture"
    return f"{word}: a {entry['kind']}{means}{size}{picture}{also}"
