"""`desk init`: four questions with guessed answers, and there is a desk."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from desk import paths
from desk.cli.group import command
from desk.cli.options import pass_context
from desk.errors import Configuration, Usage
from desk.i18n import _, tell
from desk.text import N_, Sentence, clean, say

if TYPE_CHECKING:
    from desk.cli.context import Context

SORTS = ("repair", "online", "property", "other")


@command(
    "init",
    help=N_(
        "Makes a desk. Four questions, each with a guessed answer; with options or without a terminal nothing is asked."
    ),
    examples=("desk init", "desk init --name 'Corner Repairs' --sort repair --zone Asia/Shanghai --staff '03 李'"),
)
@click.option("--name", metavar="TEXT", help=_("The shop's name."))
@click.option("--sort", type=click.Choice(SORTS), help=_("Sort of shop."))
@click.option("--zone", metavar="ZONE", help=_("Time zone, such as Asia/Shanghai."))
@click.option("--staff", metavar="WHO", help=_("Your number and name, such as “03 李”."))
@pass_context
def init(context: Context, name: str | None, sort: str | None, zone: str | None, staff: str | None) -> None:
    from pathlib import Path

    from desk.actions import arranging, founding
    from desk.cli import settings_file

    settings_file.may_be_missing(context)
    guess = founding.guess(context.settings, context.language)
    asks = sys.stdin.isatty() and sys.stdout.isatty() and not any((name, sort, zone, staff))
    if asks:
        name = click.prompt(_("Name of the shop"), default=guess.name or context.who)
        sort = SORTS[
            click.prompt(
                _("Sort of shop: 1 repairs, 2 online shop, 3 property service, 4 other"),
                type=click.IntRange(1, 4),
                default=1,
            )
            - 1
        ]
        zone = click.prompt(_("Time zone, such as Asia/Shanghai"), default=guess.zone, value_proc=_zone)
        staff = click.prompt(_("Your number and name"), default=context.who)
    chosen = guess._replace(
        name=clean(name or guess.name),
        sort=sort or guess.sort,
        zone=(zone or guess.zone).strip(),
        language=context.language,
    )
    number, who = _person(staff or context.who)
    path = Path(context.path)
    paths.make_folder(str(path.parent))
    founding.found(path, chosen)
    desk = context.desk()
    desk.who = number
    if who != number:
        arranging.name_person(desk, number, who)
    settings_file.write_first(context, chosen, number)
    say(tell(Sentence(N_("The desk is ready: {path}"), path=str(path))), error=True)
    say(_("Open it with: desk   ·   first ticket: desk add   ·   a file: desk import FILE --dry-run"), error=True)


def _zone(text: str) -> str:
    """Asked again when there is no such zone: three answers must not be lost for a slip in the third."""
    from desk import clock

    try:
        return clock.zone(text.strip()).key
    except Configuration as error:
        raise click.UsageError(tell(error.sentence)) from error


def _person(text: str) -> tuple[str, str]:
    """Number and name from what was typed: “03 李”, “李”, “03”."""
    words = clean(text).split()
    if not words:
        raise Usage(N_("Say who you are."))
    if words[0].isdigit():
        return words[0], " ".join(words[1:]) or words[0]
    return " ".join(words), " ".join(words)
