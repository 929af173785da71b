"""Mermaid's ``gitGraph``: commits from left to right, each branch in a row and a colour of its own."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import pairwise
from typing import Literal

from sgc.importing.draft import Arrangement, Draft, Link, Node
from sgc.importing.mermaid.looks import DIRECTIONS
from sgc.importing.mermaid.texts import label
from sgc.importing.page import Page
from sgc.importing.writing import figure
from sgc.source import Span
from sgc.syntax import tree

_STATEMENT = re.compile(r"(?P<word>commit|branch|checkout|switch|merge|cherry-pick)\b\s*(?P<rest>.*)", re.IGNORECASE)
_NAME = re.compile(r"(?:\"(?P<quoted>[^\"]*)\"|(?P<bare>[^\s:\"]+)(?=\s|$)(?!\s*:))\s*")
_OPTION = re.compile(r"(?P<key>id|tag|type|msg|order|parent)\s*:\s*(?:\"(?P<quoted>[^\"]*)\"|(?P<bare>\w+))\s*")
#: How a configuration names the first branch.
_FIRST = re.compile(r"\bmainBranchName[\"']?\s*:\s*[\"']?(?P<name>[^\s\"',}]+)")
#: The colours of branches, in turn: outline and lines, and what the commits are filled with.
_COLORS = (
    ("#4a6fa5", "#dbe7f7"), ("#c2703d", "#fbe6d6"), ("#4f8a5b", "#dcefdf"), ("#8a5aa8", "#ecdff5"),
    ("#a8455f", "#f8dde4"), ("#3d8a93", "#d8f0f2"), ("#8a7a33", "#f4eecb"),
)  # fmt: skip
#: How wide a commit without a name is, in pixels: no less, or it would be taken for the end of a line.
_DOT = 34


def read(page: Page, title: str | None) -> tree.Figure | None:
    """The figure of a history whose first word was read."""
    return _History(page, title).figure()


class _History:
    def __init__(self, page: Page, title: str | None) -> None:
        self.page = page
        self.draft = Draft(page.span(0, len(page.text)), title, {"direction": "right", "routing": "straight"})
        start = len(page.text) - len(page.text.lstrip())
        configured = list(_FIRST.finditer(page.source.text[:start]))
        self.branch = configured[-1]["name"] if configured else "main"
        #: By branch, its last commit, or the one that it begins at.
        self.heads: dict[str, Node | None] = {self.branch: None}
        #: By branch, what stands in its row: its name, and its commits.
        self.rows: dict[str, list[Node]] = {}

    def figure(self) -> tree.Figure | None:
        for line in self.page.lines():
            one = line.statement()
            text, span = one.text.strip(), self.page.place(one)
            way = DIRECTIONS.get(text.rstrip(":").strip())
            if way is not None:
                self.draft.settings["direction"] = way
            elif (found := _STATEMENT.fullmatch(text)) is not None:
                self._statement(found["word"].lower(), found["rest"], span)
            elif text not in ("", ":"):
                self.page.not_understood(span)
        if not self.draft.nodes:
            self.page.unreadable(self.draft.span, "this history has no commit")
            return None
        edge: Literal["middle", "center"] = (
            "middle" if self.draft.settings["direction"] in ("right", "left") else "center"
        )
        self.draft.arrangements += [
            Arrangement("align", [one.id for one in row], row[0].span, edge=edge) for row in self.rows.values()
        ]
        before = "above" if edge == "middle" else "left of"
        for upper, lower in pairwise(self.rows.values()):
            self.draft.relations.append((lower[0].span, upper[0].id, before, lower[0].id))
        return figure(self.draft)

    def _statement(self, word: str, rest: str, span: Span) -> None:
        named = _NAME.match(rest)
        name = "" if named is None else named["quoted"] or named["bare"] or ""
        options = {one["key"]: one["quoted"] if one["quoted"] is not None else one["bare"]
                   for one in _OPTION.finditer(rest, named.end() if named else 0)}  # fmt: skip
        if word == "commit":
            self._commit({"id": name, **options}, span)
        elif word == "cherry-pick":
            self._commit({"tag": f"cherry-pick: {options.get('id', '')}", "type": options.get("type", "")}, span)
        elif not name or (word in ("merge", "checkout", "switch") and name not in self.heads):
            self.page.not_understood(span, f"there is no branch '{name}'" if name else "this names no branch")
        elif word == "merge":
            other = self.heads[name]
            made = self._commit(options, span)
            if other is not None:
                self._link(other, made, name, span)
        else:
            if word == "branch":
                self.heads[name] = self.heads[self.branch]
            self.branch = name

    def _commit(self, options: Mapping[str, str], span: Span) -> Node:
        """A commit on the branch at hand, behind the last one there."""
        line, fill = self._colors(self.branch)
        made = self.draft.node(f"commit {span.start}", span)
        words = [label(options[key]) for key in ("id", "msg") if options.get(key)]
        words += [f"«{label(options['tag'])}»"] if options.get("tag") else []
        made.label, made.called = "\n".join(words), words[0] if words else "commit"
        made.noun = "rounded" if words else "circle"
        made.properties.update(fill=fill, stroke=line)
        if not words:
            made.properties["size"] = _DOT
        if options.get("type", "").upper() == "HIGHLIGHT":
            made.properties.update(fill=line)
        elif options.get("type", "").upper() == "REVERSE":
            made.properties["dashed"] = True
        before = self.heads[self.branch]
        if self.branch not in self.rows:
            self.rows[self.branch] = [self._name(self.branch, span)]
            self._link(self.rows[self.branch][0], made, self.branch, span)
        if before is not None:
            self._link(before, made, self.branch, span)
        self.rows[self.branch].append(made)
        self.heads[self.branch] = made
        return made

    def _name(self, branch: str, span: Span) -> Node:
        """The name of a branch, where its row begins."""
        line, _ = self._colors(branch)
        made = self.draft.node(f"branch {branch}", span)
        made.noun, made.label, made.called = "text", label(branch), branch
        made.properties.update(ink=line, bold=True)
        return made

    def _link(self, source: Node, target: Node, branch: str, span: Span) -> None:
        line, _ = self._colors(branch)
        self.draft.links.append(Link(source.id, target.id, span, "--", properties={"stroke": line, "width": 2}))

    def _colors(self, branch: str) -> tuple[str, str]:
        return _COLORS[list(self.heads).index(branch) % len(_COLORS)]
