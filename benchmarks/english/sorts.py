"""Which sort of diagram is picked for texts that name none: by readers and evidence together, and by that alone.

    python benchmarks/english/sorts.py

``diagram_sorts.tsv`` has the texts, each behind the sort that a person would draw; line ends are written "\\n". The
weights of ``sgc.english.diagrams.evidence`` are set by hand: this says how they do, and which texts they miss.
"""

from __future__ import annotations

from pathlib import Path

from sgc.english.diagrams.evidence import speaks_for
from sgc.english.diagrams.reader import read_as
from sgc.english.diagrams.sorts import asked
from sgc.source import Source


def main() -> None:
    lines = (Path(__file__).parent / "diagram_sorts.tsv").read_text(encoding="utf-8").splitlines()
    texts = [one.split("\t") for one in lines if not one.startswith("#")]
    right = alone = 0
    for sort, text in texts:
        found = asked(Source("prompt", text.replace("\\n", "\n"), is_prompt=True))
        picked = read_as(found.rest.source, found)[0] if found is not None else "none"
        first = next(iter(speaks_for(found.rest))) if found is not None else "none"
        right, alone = right + (picked == sort), alone + (first == sort)
        if picked != sort:
            print(f"{sort}, and {picked} was picked: {text[:80]}")
    print(f"{right} of {len(texts)} right, {alone} by the evidence alone")


if __name__ == "__main__":
    main()
