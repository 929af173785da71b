"""Whatever is nested or repeated without end is read in time, and breaks no reader."""

from __future__ import annotations

import pytest

from sgc.importing import read_foreign
from sgc.source import Source
from sgc.syntax import parse, to_source

MANY = 3000
DEEP = {
    "mermaid": (
        "graph TD\n" + "subgraph a\n" * MANY,
        "graph TD\n" + "".join(f"subgraph s{i}\n" for i in range(300)) + "x --> y",
        "sequenceDiagram\n" + "loop again\n" * MANY + "a->>b: x",
        "mindmap\n" + "".join(" " * i + f"n{i}\n" for i in range(400)),
        "stateDiagram\n" + "".join(f"state s{i} {{\n" for i in range(300)) + "x --> y",
        "classDiagram\n" + "".join(f"namespace s{i} {{\n" for i in range(300)) + "class x",
        "graph TD\n" + "a" * 10 * MANY,
        "graph TD\na[" + "(" * MANY,
        "graph TD\n" + "a --> " * MANY,
        "graph TD\n" + "%%{" * MANY,
    ),
    "dot": (
        "digraph {" + "{" * MANY + "a" + "}" * MANY + "}",
        "digraph {" + "".join(f"subgraph cluster_{i} {{" for i in range(90)) + "a" + "}" * 90 + "}",
        "digraph {" + "a->" * MANY + "a}",
        'digraph { a [label="' + "{|" * MANY + '" shape=record] }',
        "digraph { a [label=<" + "<b>" * MANY + ">] }",
    ),
    "d2": (
        "a: {" * MANY,
        ".".join("a" * MANY) + " -> b",
        "".join(f"a{i}.b{i}.c{i}: {{" for i in range(55)) + "x -> y" + "}" * 55,
        "a -> " * MANY + "a",
        "a: " + "|" * MANY,
    ),
    "plantuml": (
        "@startuml\n" + "package p {\n" * MANY + "[a]\n@enduml",
        "@startuml\n" + "".join(f"package p{i} {{\n" for i in range(300)) + "[a] --> [b]\n@enduml",
        "@startuml\nA -> B\n" + "loop\n" * MANY + "@enduml",
        "@startuml\nstart\n" + "if (a) then\n:b;\n" * 300 + "@enduml",
        "@startuml\n[*] " + "-" * 10 * MANY + "\n@enduml",
        "@startmindmap\n" + "".join("*" * i + f" n{i}\n" for i in range(1, 400)) + "@endmindmap",
    ),
    "markdown": ("```mermaid\n" * MANY, "`" * 10 * MANY, "> " * MANY),
}  # fmt: skip


@pytest.mark.parametrize(
    ("format", "text"), [(format, text) for format, texts in DEEP.items() for text in texts], ids=lambda one: one[:20]
)
def test_what_has_no_end_is_read(format: str, text: str) -> None:
    found = read_foreign(Source("some", text), format)
    if not any(one.is_error for one in found.diagnostics):
        assert not parse(Source("again.sgc", to_source(found))).diagnostics
