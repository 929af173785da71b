"""What is made of a text in PlantUML, line by line."""

from __future__ import annotations

from sgc.importing import read_foreign
from sgc.source import Source
from sgc.syntax import to_source


def lines(body: str) -> list[str]:
    found = read_foreign(Source("some.puml", f"@startuml\n{body}\n@enduml"))
    return [line.strip() for line in to_source(found).splitlines()]


def messages(body: str) -> list[str]:
    found = read_foreign(Source("some.puml", f"@startuml\n{body}\n@enduml"))
    return [one.message for one in found.diagnostics]
