"""What is made of a text in PlantUML, line by line."""

from __future__ import annotations

import foreign_lines


def lines(body: str) -> list[str]:
    return foreign_lines.lines(f"@startuml\n{body}\n@enduml", "some.puml")


def messages(body: str) -> list[str]:
    return foreign_lines.messages(f"@startuml\n{body}\n@enduml", "some.puml")
