"""``sgc completion``: the script that teaches a shell to complete sgc's commands and options."""

from __future__ import annotations

import click


@click.command("completion", short_help="Print the completion script of a shell.")
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def command(shell: str) -> None:
    """Print the completion script of a shell.

    \b
    bash:  sgc completion bash > ~/.local/share/bash-completion/completions/sgc
    zsh:   sgc completion zsh > "${fpath[1]}/_sgc"
    fish:  sgc completion fish > ~/.config/fish/completions/sgc.fish
    """
    from click.shell_completion import get_completion_class

    from sgc.cli.root import command_line

    completion = get_completion_class(shell)
    if completion is None:
        raise click.UsageError(f"click knows no completion for {shell}.")
    click.echo(completion(command_line, {}, "sgc", "_SGC_COMPLETE").source())
