"""`desk set`: facts of tickets by their names."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from desk.cli import facts
from desk.cli.group import command
from desk.cli.options import all_or_nothing, dry_run, number_of, pass_context, rehearse
from desk.errors import Usage
from desk.text import N_

if TYPE_CHECKING:
    from desk.cli.context import Context


@command(
    "set",
    help=N_("Writes facts of tickets. First the numbers, then field=value; an empty value takes the fact away."),
    examples=("desk set 1042 category=exchange site=二期", "desk set 1042 1043 due=fri part='screen'"),
)
@click.argument("words", nargs=-1, required=True, metavar="N… FIELD=VALUE…")
@all_or_nothing()
@dry_run()
@pass_context
def set_(context: Context, words: tuple[str, ...], all_or_nothing: bool, dry_run: bool) -> int:
    from desk.actions import arranging

    numbers = [word for word in words if "=" not in word and "＝" not in word]
    if not numbers:
        raise Usage(N_("Say which tickets: desk set 1042 field=value"))
    if len(numbers) == len(words):
        raise Usage(N_("Say what to write: desk set 1042 field=value"))
    values = facts.read(context, words[len(numbers) :])
    found = [number_of(word) for word in numbers]
    return rehearse(
        context, lambda desk: arranging.set_fields(desk, found, values, all_or_nothing=all_or_nothing), dry=dry_run
    )
