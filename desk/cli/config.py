"""`desk config`, `keys`, `themes`: what is in force."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from desk.cli import output
from desk.cli.group import command
from desk.cli.options import pass_context
from desk.i18n import _, tell
from desk.text import N_, say

if TYPE_CHECKING:
    from desk.cli.context import Context


@command(
    "config",
    help=N_("Shows every setting that differs from its default, or with --all every one; and where the settings are."),
    examples=("desk config", "desk config --all", "desk config --example > config.toml"),
)
@click.option("--all", "everything", is_flag=True, help=_("Every setting, with its default and what it does."))
@click.option("--example", is_flag=True, help=_("Print the commented example file."))
@click.option("--path", "only_path", is_flag=True, help=_("Print only where the settings file is."))
@pass_context
def config(context: Context, everything: bool, example: bool, only_path: bool) -> None:
    from desk import paths
    from desk.config.settings import SECTIONS

    if example:
        with open(paths.example_config(), encoding="utf-8") as file:  # noqa: PTH123 - one read
            say(file.read().rstrip())
        return
    where = paths.config_file(context.told.get("config", ""))
    if only_path:
        say(where)
        return
    settings = context.settings
    say(f"# {where}" + ("" if settings.file else " " + _("(not there; all defaults)")))
    say(f"# {_('desk')}: {context.path}")
    for name, section in SECTIONS.items():
        now = getattr(settings, name)
        lines = []
        for key, setting in section.settings.items():
            value = getattr(now, key)
            if everything:
                lines.append(f"{key} = {_toml(value)}  # {_(setting.help)}")
            elif value != setting.default:
                lines.append(f"{key} = {_toml(value)}")
        lines.extend(f"{key} = {_toml(value)}" for key, value in now.more.items())
        if lines:
            say(f"[{name}]")
            for line in lines:
                say(line)


def _toml(value: object) -> str:
    import json

    return json.dumps(list(value) if isinstance(value, tuple) else value, ensure_ascii=False, default=str)


@command("keys", help=N_("Shows every deed of the screen with its keys as they are now."), examples=("desk keys",))
@pass_context
def keys(context: Context) -> None:
    from desk import commands

    wishes = dict(context.settings.keys.more)
    keymap, problems = commands.effective(wishes)
    rows = [
        (" ".join(commands.shown(key) for key in keymap.get(deed.id, ())), deed.id, _(deed.sentence))
        for deed in commands.DEEDS
    ]
    output.table(
        [
            output.Column(_("Keys"), most=20),
            output.Column(_("Deed"), most=16),
            output.Column(_("What it does"), share=1),
        ],
        rows,
    )
    for problem in problems:
        say(tell(problem), error=True)


@command("themes", help=N_("Shows the themes: ours and the shop's own."), examples=("desk themes",))
@pass_context
def themes(context: Context) -> None:
    import os

    from desk import paths

    for folder in paths.themes():
        if os.path.isdir(folder):  # noqa: PTH112 - folders are text here
            for name in sorted(os.listdir(folder)):  # noqa: PTH208 - as above
                if name.endswith(".toml"):
                    stem = name.removesuffix(".toml")
                    mark = "*" if stem == context.settings.desk.theme else " "
                    say(f"{mark} {stem}  {folder}")
