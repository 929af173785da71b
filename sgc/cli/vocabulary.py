"""``sgc vocabulary``: which nouns have a picture, and what is nearest to those that have none."""

from __future__ import annotations

import click


@click.command("vocabulary")
@click.argument("words", metavar="[WORD]...", nargs=-1)
def command(words: tuple[str, ...]) -> None:
    """x"""
