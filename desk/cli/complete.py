"""Completion for bash, zsh and fish: `eval "$(_DESK_COMPLETE=bash_source desk)"`. Names of commands come from the table alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desk import i18n

if TYPE_CHECKING:
    import click

    from desk.cli.context import Context


def answer(instruction: str, context: Context) -> int:
    """Answers the shell, which asks through the environment: `bash_source` for its script, `bash_complete` for words."""
    from click.shell_completion import shell_complete

    from desk.cli import group

    with i18n.libraries():
        return shell_complete(group.group(lambda: 0), {"obj": context}, "desk", "_DESK_COMPLETE", instruction)


def channels(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:  # noqa: ARG001 - click calls it so
    """The channels that begin so."""
    from desk.config import CHANNELS

    return [channel for channel in CHANNELS if channel.startswith(incomplete)]


def statuses(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:  # noqa: ARG001 - as above
    """The ids of statuses, of every workflow, that begin so; the shop's own ones too."""
    from desk.cli.context import Context
    from desk.domain import workflow_config

    flows = workflow_config.from_settings(ctx.ensure_object(Context).settings)
    found = {status for flow in flows for status in flow.statuses if status.startswith(incomplete)}
    return sorted(found)
