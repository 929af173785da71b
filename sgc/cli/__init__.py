"""The command line: ``sgc COMMAND …``; each command is a module of this package, loaded when it is called."""

from __future__ import annotations

import os
import sys

import click

from sgc.cli.exits import Exit
from sgc.cli.failures import describe_failure, exit_of
from sgc.cli.root import command_line


def main() -> int:
    """Run the command line on ``sys.argv``; gives the exit code (see ``Exit``)."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")  # an odd file name or a C locale must not end a run
    try:
        code = command_line.main(prog_name="sgc", standalone_mode=False)
        return code if isinstance(code, int) else Exit.DONE
    except click.exceptions.Exit as ending:
        return ending.exit_code
    except click.ClickException as mistake:
        mistake.show()
        return Exit.WRONG
    except (click.Abort, KeyboardInterrupt):
        click.echo("interrupted", err=True)
        return Exit.INTERRUPTED
    except Exception as failure:  # the outermost frame: what comes here is ours to explain, whatever it is
        if os.environ.get("SGC_DEBUG"):
            raise
        click.echo(describe_failure(failure), err=True)
        return exit_of(failure)
