"""Where pictures are written: from the inputs' names, ``-o`` and the back end to one file for each picture."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath

import click

from sgc.cli.options import Prompt

STREAM = "-"


@dataclass(frozen=True, slots=True)
class Target:
    """The back end that prints a picture and the file it goes to; ``path`` None is standard output."""

    backend: str
    path: Path | None


@dataclass(frozen=True, slots=True)
class Outputs:
    """``-o`` and ``--backend`` of one run, checked against its inputs by ``plan``."""

    output: str | None
    backend: str | None
    suffix: str
    folder: Path | None

    def target(self, name: str, parts: Sequence[str] = ()) -> Target:
        """Where a picture of the input ``name`` goes; ``parts`` tell apart several of one input."""
        backend = self.backend or self.suffix
        if self.folder is None and (self.output == STREAM or (self.output is None and name == STREAM)):
            if parts:
                raise click.UsageError(f"{name} gives several pictures: name a file with -o to write name-1.svg, …")
            return Target(backend, None)
        if self.folder is not None:
            base = self.folder / _stem(name)
        elif self.output is not None:
            base = Path(self.output).with_suffix("")
        elif isinstance(name, Prompt) or not Path(name).name:  # "." and "/" are folders, as reading them will tell
            base = Path(_stem(name) or "picture")
        else:
            base = Path(name).with_suffix("")
        ending = self.suffix if self.folder is not None or self.output is None else Path(self.output).suffix
        return Target(backend, base.with_name("-".join([base.name, *parts]) + ending))


def plan(inputs: Sequence[str], output: str | None, backend: str | None) -> Outputs:
    """Check what was asked for. Raises click.UsageError, and SgcError for an unknown back end or suffix."""
    from sgc.backends.protocol import backend_for, chosen_by_suffix

    several = len(inputs) > 1
    folder = file = None
    if output is not None and output != STREAM:
        is_folder = Path(output).is_dir() or output.endswith(("/", "\\")) or (several and not PurePath(output).suffix)
        folder, file = (Path(output), None) if is_folder else (None, output)
    if several and output is not None and folder is None:
        kind = PurePath(output).suffix[1:].lower()
        how = f" --backend {kind}" if backend is None and chosen_by_suffix(f".{kind}") is not None else ""
        raise click.UsageError(f"Several inputs need a folder to write to: use -o {PurePath(output).stem}/{how}")
    if file is not None and backend is None and not PurePath(file).suffix:
        raise click.UsageError(f"-o {file} has no suffix: write {file}.svg, {file}/ for a folder, or add --backend.")
    made = backend_for(backend or file or "svg")
    suffix = made.suffixes[0]
    asked = PurePath(file).suffix.lower() if file is not None and backend is not None else ""
    if asked and asked not in made.suffixes and chosen_by_suffix(asked) is not None:
        raise click.UsageError(
            f"The back end {made.name} writes {suffix} files: use -o {PurePath(file or '').with_suffix(suffix)}, "
            f"or leave out --backend for a {asked} file."
        )
    outputs = Outputs(output, backend, suffix, folder)
    written: dict[Path, str] = {}
    for name in inputs:
        path = outputs.target(name).path
        if path is None:
            continue
        if written.get(path) == name:
            raise click.UsageError(f"{name} is named twice.")
        if path in written:
            both = f"{written[path]} and {name} would both be written to {path}"
            raise click.UsageError(f"{both}: compile them one by one, each with its -o.")
        written[path] = name
        is_file = name != STREAM and not isinstance(name, Prompt)
        if is_file and path.exists() and Path(name).exists() and path.samefile(name):
            raise click.UsageError(f"{path} is the scene file itself: -o would overwrite it.")
    return outputs


def figure_parts(names: Sequence[str | None]) -> list[list[str]]:
    """What tells the pictures of a file's figures apart: nothing for one, else their names or numbers."""
    if len(names) == 1:
        return [[]]
    plain = [name if name and re.fullmatch(r"\w+", name) else str(i) for i, name in enumerate(names, 1)]
    folded = [name.casefold() for name in plain]  # some file systems do not tell A from a
    return [[name] if folded.count(name.casefold()) == 1 else [str(i)] for i, name in enumerate(plain, 1)]


def _stem(name: str) -> str:
    if isinstance(name, Prompt):
        return name.stem
    return "stdin" if name == STREAM else PurePath(name).stem
