"""Macros of PlantUML: ``!define Table(name) class name``, and variables, put in line by line."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

DEFINITION = re.compile(
    r"^[ \t]*!(?:define|definelong)[ \t]+(?P<name>\w+)(?:\((?P<parameters>[^)\n]*)\))?[ \t]+(?P<body>[^\n]+)$"
    r"|^[ \t]*!(?:global[ \t]+|local[ \t]+)?(?P<variable>\$\w+)[ \t]*\??=[ \t]*\"?(?P<value>[^\"\n]*)\"?[ \t]*$",
    re.MULTILINE,
)
#: Macros within macros, and characters of a line that they make.
_ROUNDS, _LONGEST = 8, 4000
_ARGUMENT = re.compile(r"\s*(\"[^\"]*\"|(?:[^,()\"]|\([^()]*\))*)\s*(?:,|$)")


@dataclass(frozen=True, slots=True)
class Macros:
    """By name, the parameters of a macro (None where it has no brackets), and what it stands for."""

    known: Mapping[str, tuple[Sequence[str] | None, str]]

    @classmethod
    def of(cls, text: str) -> Macros:
        """The macros that a text defines."""
        known: dict[str, tuple[Sequence[str] | None, str]] = {}
        for found in DEFINITION.finditer(text):
            if found["variable"]:
                known[found["variable"]] = (None, found["value"].strip())
            else:
                parameters = found["parameters"]
                names = None if parameters is None else [one.strip() for one in parameters.split(",") if one.strip()]
                known[found["name"]] = (names, found["body"].strip())
        return cls(known)

    def expanded(self, line: str) -> str:
        """A line with all macros put in."""
        if not self.known:
            return line
        names = "|".join(re.escape(one) for one in sorted(self.known, key=len, reverse=True))
        call = re.compile(rf"(?<![\w$])({names})\b(?:\(((?:[^()\"]|\"[^\"]*\"|\([^()]*\))*)\))?")
        for _ in range(_ROUNDS):
            made = call.sub(self._replaced, line)
            if made == line or len(made) > _LONGEST:
                break
            line = made
        return line

    def _replaced(self, found: re.Match[str]) -> str:
        parameters, body = self.known[found[1]]
        if parameters is None:
            return body + (f"({found[2]})" if found[2] is not None else "")
        if found[2] is None:
            return found[0]
        values = [one.strip() for one in _ARGUMENT.findall(found[2])] if found[2].strip() else []
        for name, value in zip(parameters, values, strict=False):
            bare = value[1:-1] if len(value) > 1 and value[0] == value[-1] == '"' else value
            body = re.sub(rf"(?:##)?\b{re.escape(name)}\b(?:##)?", bare.replace("\\", r"\\"), body)
        return body
