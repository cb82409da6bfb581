"""`desk message`, `reply`, `note`, `call`: what was said."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from desk.cli.group import command
from desk.cli.options import at, dry_run, moment, numbers, pass_context, rehearse, text, via
from desk.i18n import _
from desk.text import N_

if TYPE_CHECKING:
    from desk.cli.context import Context


@command(
    "message",
    help=N_(
        "Notes what the customer said. On chat, WeChat, e-mail and text messages it waits for an answer, and the waiting clock"
        " starts; by phone and at the counter it has been answered on the spot."
    ),
    examples=("desk message 1042 -m '什么时候好?' --via wechat", "desk message 1042 -m 'Thanks!' --no-answer-needed"),
)
@numbers()
@text()
@via()
@at()
@click.option(
    "--answer-needed/--no-answer-needed",
    "answer",
    default=None,
    help=_("Whether it waits for an answer; else by the channel."),
)
@click.option("--approved/--not-approved", "approved", default=None, help=_("The customer's answer to an estimate."))
@dry_run()
@pass_context
def message(
    context: Context,
    numbers: tuple[int, ...],
    words: str,
    via: str,
    at: str | None,
    answer: bool | None,
    approved: bool | None,
    dry_run: bool,
) -> int:
    from desk.actions import talking

    said = talking.Said(words, via, moment(context, at, past=True))
    return rehearse(
        context, lambda desk: talking.message(desk, numbers, said, answer=answer, approved=approved), dry=dry_run
    )


@command(
    "reply",
    help=N_(
        "Notes what we answered, and through which channel. Stops the waiting clock. desk sends nothing by itself."
    ),
    examples=("desk reply 1042 -m '今天六点' --via wechat", "desk reply 1042 -m 'Done, come by' --via sms --then done"),
)
@numbers()
@text()
@via()
@at()
@click.option("--then", metavar="STATUS", default="", help=_("A status to go to in the same deed."))
@dry_run()
@pass_context
def reply(
    context: Context, numbers: tuple[int, ...], words: str, via: str, at: str | None, then: str, dry_run: bool
) -> int:
    from desk.actions import talking

    said = talking.Said(words, via, moment(context, at, past=True))
    return rehearse(context, lambda desk: talking.reply(desk, numbers, said, then=then), dry=dry_run)


@command(
    "note",
    help=N_("Writes a note that stays inside the shop. It answers nobody."),
    examples=("desk note 1042 -m '主板进水'", "echo 'see shelf B3' | desk note 1042 -m -"),
)
@numbers()
@text()
@at()
@dry_run()
@pass_context
def note(context: Context, numbers: tuple[int, ...], words: str, at: str | None, dry_run: bool) -> int:
    from desk.actions import talking

    said = talking.Said(words, "", moment(context, at, past=True))
    return rehearse(context, lambda desk: talking.note(desk, numbers, said), dry=dry_run)


@command(
    "call",
    help=N_(
        "Notes a call and how it went. Only a call that reached somebody is an answer; any other names the next attempt."
    ),
    examples=(
        "desk call 1042 --result reached -m 'agreed to 480'",
        "desk call 1042 --result no_answer --again tomorrow",
    ),
)
@numbers()
@click.option(
    "--result", required=True, metavar="RESULT", help=_("reached, no_answer, busy, wrong_number, refused or later.")
)
@text(needed=False)
@at()
@click.option("--again", metavar="TIME", help=_("When to try again; else in four hours."))
@click.option("--then", metavar="STATUS", default="", help=_("A status to go to in the same deed."))
@dry_run()
@pass_context
def call(
    context: Context,
    numbers: tuple[int, ...],
    result: str,
    words: str,
    at: str | None,
    again: str | None,
    then: str,
    dry_run: bool,
) -> int:
    from desk.actions import talking

    said = talking.Said(words, "phone", moment(context, at, past=True))
    next_try = moment(context, again)
    return rehearse(
        context, lambda desk: talking.call(desk, numbers, said, result=result, again=next_try, then=then), dry=dry_run
    )
