"""The command line: ``sgc COMMAND …``; each command is a module of this package, loaded when it is called."""

from __future__ import annotations

import errno
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
        sys.stdout.flush()
        return code if isinstance(code, int) else Exit.DONE
    except click.exceptions.Exit as ending:
        return ending.exit_code
    except click.ClickException as mistake:
        mistake.show()
        return Exit.WRONG
    except (click.Abort, KeyboardInterrupt):
        click.echo("interrupted", err=True)
        return Exit.INTERRUPTED
    except OSError as failure:
        if failure.errno == errno.EPIPE:
            # Nobody reads any more. Python would complain when it flushes at exit: give it somewhere to flush to.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return Exit.PIPE_CLOSED
        return _report(failure)
    except Exception as failure:  # the outermost frame: what comes here is ours to explain, whatever it is
        return _report(failure)


def _report(failure: Exception) -> Exit:
    if os.environ.get("SGC_DEBUG"):
        raise failure
    click.echo(describe_failure(failure), err=True)
    return exit_of(failure)
