"""`desk assign`, `take`, `priority`, `tag`, `flag`, `snooze`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from desk.cli.group import command
from desk.cli.options import all_or_nothing, dry_run, moment, numbers, pass_context, rehearse
from desk.errors import Usage
from desk.i18n import _
from desk.text import N_

if TYPE_CHECKING:
    from desk.cli.context import Context


@command(
    "assign",
    help=N_("Gives tickets to somebody: a staff number or a name. Somebody new appears on first use."),
    examples=("desk assign 1042 --to 03", "desk list is:unassigned -f ids | desk assign - --to 李"),
)
@numbers()
@click.option("--to", required=True, metavar="WHO", help=_("Staff number or name; “none” takes it from everybody."))
@all_or_nothing()
@dry_run()
@pass_context
def assign(context: Context, numbers: tuple[int, ...], to: str, all_or_nothing: bool, dry_run: bool) -> int:
    from desk.actions import arranging

    who = "" if to in ("none", "无") else context.who if to in ("me", "我") else to
    return rehearse(
        context, lambda desk: arranging.assign(desk, numbers, who, all_or_nothing=all_or_nothing), dry=dry_run
    )


@command("take", help=N_("Takes tickets: they are yours from now on."), examples=("desk take 1042",))
@numbers()
@all_or_nothing()
@dry_run()
@pass_context
def take(context: Context, numbers: tuple[int, ...], all_or_nothing: bool, dry_run: bool) -> int:
    from desk.actions import arranging

    return rehearse(context, lambda desk: arranging.take(desk, numbers, all_or_nothing=all_or_nothing), dry=dry_run)


@command(
    "priority", help=N_("Sets the priority: urgent, high, normal or low."), examples=("desk priority 1042 --to high",)
)
@numbers()
@click.option("--to", required=True, metavar="LEVEL", help=_("urgent, high, normal or low."))
@all_or_nothing()
@dry_run()
@pass_context
def priority(context: Context, numbers: tuple[int, ...], to: str, all_or_nothing: bool, dry_run: bool) -> int:
    from desk.actions import arranging

    return rehearse(
        context, lambda desk: arranging.priority(desk, numbers, to, all_or_nothing=all_or_nothing), dry=dry_run
    )


@command("tag", help=N_("Adds and removes tags."), examples=("desk tag 1042 --add hard --remove 屏幕",))
@numbers()
@click.option("--add", multiple=True, metavar="TAG", help=_("A tag to add; may be repeated."))
@click.option("--remove", multiple=True, metavar="TAG", help=_("A tag to remove; may be repeated."))
@all_or_nothing()
@dry_run()
@pass_context
def tag(
    context: Context,
    numbers: tuple[int, ...],
    add: tuple[str, ...],
    remove: tuple[str, ...],
    all_or_nothing: bool,
    dry_run: bool,
) -> int:
    from desk.actions import arranging

    if not (add or remove):
        raise Usage(N_("Say which tags: --add A, --remove B."))
    return rehearse(
        context, lambda desk: arranging.tag(desk, numbers, add, remove, all_or_nothing=all_or_nothing), dry=dry_run
    )


@command(
    "flag",
    help=N_("Puts up a flag with a colour and a reason. Earlier flags stay in the history; colour none takes it down."),
    examples=("desk flag 1042 --colour red -m 'call the owner first'", "desk flag 1042 --colour none"),
)
@numbers()
@click.option(
    "--colour", "--color", required=True, metavar="COLOUR", help=_("grey, red, yellow, green, blue, purple or none.")
)
@click.option("-m", "--message", "reason", metavar="TEXT", default="", help=_("Why."))
@all_or_nothing()
@dry_run()
@pass_context
def flag(
    context: Context, numbers: tuple[int, ...], colour: str, reason: str, all_or_nothing: bool, dry_run: bool
) -> int:
    from desk.actions import arranging

    return rehearse(
        context, lambda desk: arranging.flag(desk, numbers, colour, reason, all_or_nothing=all_or_nothing), dry=dry_run
    )


@command(
    "snooze",
    help=N_("Hides tickets from the queue until a day or an hour; “now” brings them back."),
    examples=("desk snooze 1042 --until fri", "desk snooze 1042 --until +2h", "desk snooze 1042 --until now"),
)
@numbers()
@click.option("--until", required=True, metavar="TIME", help=_("fri, 18:00, +3d, 11-28, 2026-11-28T18:00 or now."))
@all_or_nothing()
@dry_run()
@pass_context
def snooze(context: Context, numbers: tuple[int, ...], until: str, all_or_nothing: bool, dry_run: bool) -> int:
    from desk.actions import arranging

    back = until in ("now", "现在")
    when = None if back else moment(context, until)
    return rehearse(
        context, lambda desk: arranging.snooze(desk, numbers, when, all_or_nothing=all_or_nothing), dry=dry_run
    )
