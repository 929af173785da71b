"""The command line: ``sgc COMMAND …``; each command is a module of this package, loaded when it is called."""

from __future__ import annotations

import atexit
import os
import signal
import sys
from types import FrameType


def main() -> int:
    """Run the command line on ``sys.argv``; gives the exit code (see ``sgc.cli.exits.Exit``).

    Ctrl-C ends it without a traceback, also while it is being loaded and while Python ends.
    """
    is_ours = signal.getsignal(signal.SIGINT) is signal.default_int_handler
    try:
        if is_ours:  # else someone else says what Ctrl-C does
            signal.signal(signal.SIGINT, _leave)
    except ValueError:  # not in the main thread, which alone is told
        is_ours = False
    if is_ours:
        atexit.register(signal.signal, signal.SIGINT, _leave)
    import click

    from sgc.cli.exits import Exit
    from sgc.cli.failures import describe_failure, exit_of
    from sgc.cli.root import command_line

    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")  # an odd file name or a C locale must not end a run
    try:
        if is_ours:
            signal.signal(signal.SIGINT, signal.default_int_handler)
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


def _leave(number: int, frame: FrameType | None) -> None:
    """Ends the process at once, as ``Exit.INTERRUPTED``: nothing is begun yet, or all is done."""
    os.write(2, b"\ninterrupted\n")
    os._exit(130)
