"""`desk status`, `done`, `close`, `reopen`, `convert`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from desk.cli import complete
from desk.cli import facts as facts_
from desk.cli.group import command
from desk.cli.options import all_or_nothing, dry_run, numbers, pass_context, rehearse
from desk.errors import Usage
from desk.i18n import _
from desk.text import N_, clean

if TYPE_CHECKING:
    from collections.abc import Callable

    from desk.cli.context import Context


def _fact_options(function: Callable[..., Any]) -> Callable[..., Any]:
    function = click.option(
        "--set", "words", multiple=True, metavar="FIELD=VALUE", help=_("A fact that the move needs; may be repeated.")
    )(function)
    return click.option(
        "--reason", metavar="REASON", default="", help=_("Why; for on hold one of the shop's reasons.")
    )(function)


def _facts(context: Context, words: tuple[str, ...], reason: str) -> dict[str, object]:
    made = facts_.read(context, words, moving=True)
    return {**made, "reason": clean(reason)} if reason else made


@command(
    "status",
    help=N_(
        "Moves tickets to a status: its id, or its word in either language. What the move needs is told with --set and --reason."
    ),
    examples=(
        "desk status 1042 --to diagnosing",
        "desk status 1042 --to 待件 --set part='screen' --set expected_at=+3d",
        "desk status 1042 --to on_hold --reason no_access --set resume_at=mon",
    ),
)
@numbers()
@click.option("--to", required=True, metavar="STATUS", shell_complete=complete.statuses, help=_("The status."))
@_fact_options
@all_or_nothing()
@dry_run()
@pass_context
def status(
    context: Context,
    numbers: tuple[int, ...],
    to: str,
    words: tuple[str, ...],
    reason: str,
    all_or_nothing: bool,
    dry_run: bool,
) -> int:
    from desk.actions import moving

    given = _facts(context, words, reason)
    return rehearse(
        context, lambda desk: moving.status(desk, numbers, to, given, all_or_nothing=all_or_nothing), dry=dry_run
    )


@command(
    "done",
    help=N_("The work is done: a repair is ready, an inquiry answered, after-sales settled, a follow-up called."),
    examples=("desk done 1042", "desk done 1042 --set result=partly"),
)
@numbers()
@_fact_options
@all_or_nothing()
@dry_run()
@pass_context
def done(
    context: Context, numbers: tuple[int, ...], words: tuple[str, ...], reason: str, all_or_nothing: bool, dry_run: bool
) -> int:
    from desk.actions import moving

    given = _facts(context, words, reason)
    return rehearse(context, lambda desk: moving.done(desk, numbers, given, all_or_nothing=all_or_nothing), dry=dry_run)


@command(
    "close",
    help=N_("Closes tickets: where the workflow closes by itself, or --to a closing status."),
    examples=(
        "desk close 1042",
        "desk close 1042 --to cancelled --reason 'entered twice'",
        "desk list status:answered -f ids | desk close -",
    ),
)
@numbers()
@click.option("--to", metavar="STATUS", default="", shell_complete=complete.statuses, help=_("How it ends."))
@_fact_options
@all_or_nothing()
@dry_run()
@pass_context
def close(
    context: Context,
    numbers: tuple[int, ...],
    to: str,
    words: tuple[str, ...],
    reason: str,
    all_or_nothing: bool,
    dry_run: bool,
) -> int:
    from desk.actions import moving

    given = _facts(context, words, reason)
    return rehearse(
        context, lambda desk: moving.close(desk, numbers, to, given, all_or_nothing=all_or_nothing), dry=dry_run
    )


@command("reopen", help=N_("Opens finished tickets again."), examples=("desk reopen 1042",))
@numbers()
@click.option(
    "--to",
    metavar="STATUS",
    default="",
    shell_complete=complete.statuses,
    help=_("Where to; else where the workflow says."),
)
@_fact_options
@all_or_nothing()
@dry_run()
@pass_context
def reopen(
    context: Context,
    numbers: tuple[int, ...],
    to: str,
    words: tuple[str, ...],
    reason: str,
    all_or_nothing: bool,
    dry_run: bool,
) -> int:
    from desk.actions import moving

    given = _facts(context, words, reason)
    return rehearse(
        context, lambda desk: moving.reopen(desk, numbers, to, given, all_or_nothing=all_or_nothing), dry=dry_run
    )


@command(
    "convert",
    help=N_(
        "Turns an inquiry into a ticket of another kind: a new ticket, linked. The kind of a ticket itself never changes."
    ),
    examples=("desk convert 1042 --to repair",),
)
@numbers()
@click.option("--to", required=True, metavar="KIND", help=_("inquiry, repair or complaint."))
@click.option("--title", metavar="TEXT", default="", help=_("Title of the new ticket; else the same."))
@dry_run()
@pass_context
def convert(context: Context, numbers: tuple[int, ...], to: str, title: str, dry_run: bool) -> int:
    from desk.actions import opening
    from desk.domain import kinds

    kind = kinds.pick(kinds.KINDS, to)
    if kind is None:
        raise Usage(
            N_("“{word}” is no kind. Possible: {possible}."),
            word=clean(to),
            possible=kinds.joined(kinds.KINDS.values()),
        )
    if len(numbers) != 1:
        raise Usage(N_("One ticket at a time."))
    return rehearse(context, lambda desk: opening.convert(desk, numbers[0], kind, title=title), dry=dry_run)
