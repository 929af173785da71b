"""The ``sgc`` command itself: its help, and the table of commands."""

from __future__ import annotations

import os
import sys
from importlib import import_module

import click

from sgc import __version__
from sgc.cli.exits import Exit
from sgc.source.suggest import did_you_mean

#: Commands in the order of the help; each module has one click command named ``command``.
COMMANDS = {
    "compile": "sgc.cli.compile",
    "check": "sgc.cli.check",
    "graph": "sgc.cli.graph",
    "english": "sgc.cli.english",
    "import": "sgc.cli.import_",
    "edit": "sgc.cli.edit",
    "describe": "sgc.cli.describe",
    "layout": "sgc.cli.layout",
    "verify": "sgc.cli.verify",
    "score": "sgc.cli.score",
    "train": "sgc.cli.train",
    "format": "sgc.cli.format",
    "backends": "sgc.cli.backends",
    "detectors": "sgc.cli.detectors",
    "vocabulary": "sgc.cli.vocabulary",
    "licenses": "sgc.cli.licenses",
    "doctor": "sgc.cli.doctor",
    "completion": "sgc.cli.completion",
}

#: What the commands are called in other tools.
ELSEWHERE = {
    "fmt": "format", "tidy": "format", "lint": "check", "validate": "check", "render": "compile", "draw": "compile",
    "build": "compile", "convert": "import", "watch": "compile --watch", "export": "compile", "parse": "graph",
    "help": "--help", "version": "--version",
}  # fmt: skip


class LazyGroup(click.Group):
    """A group whose commands are imported when they are wanted, so that starting costs nothing."""

    def list_commands(self, context: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        command: click.Command = import_module(COMMANDS[name]).command
        return command

    def invoke(self, context: click.Context) -> object:
        """Run the command. A reader that goes away ends it quietly (click itself would exit with 1, a "no")."""
        try:
            return super().invoke(context)
        except BrokenPipeError:
            # Python would complain when it flushes at exit: give it somewhere to flush to.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise click.exceptions.Exit(Exit.PIPE_CLOSED) from None

    def resolve_command(
        self, context: click.Context, arguments: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name = arguments[0]
        if name not in COMMANDS and not name.startswith("-"):
            meant = (f"Did you mean 'sgc {ELSEWHERE[name]}'?",) if name in ELSEWHERE else did_you_mean(name, COMMANDS)
            context.fail(" ".join((f"There is no command '{name}'.", *meant)))
        return super().resolve_command(context, arguments)


@click.group(
    cls=LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Exit codes: 0 done and true; 1 the answer is no; 2 the input is wrong; 3 something is missing on this "
    "machine; 130 interrupted (70 is a defect of sgc, 141 a closed pipe).",
)
@click.version_option(__version__, prog_name="sgc", message="%(prog)s %(version)s")
def command_line() -> None:
    """Write what must be seen; get a picture in which it is so.

    \b
    sgc compile breakfast.sgc -o breakfast.png
    sgc check breakfast.sgc
    """
