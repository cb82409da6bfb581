"""`desk backup`, `restore`, `check`, `migrate`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from desk.cli import options
from desk.cli.group import command
from desk.cli.options import pass_context
from desk.errors import Damaged
from desk.i18n import _, tell
from desk.text import N_, Sentence, say

if TYPE_CHECKING:
    from desk.actions.keeping import Inside
    from desk.cli.context import Context


@command(
    "backup",
    help=N_(
        "Copies the desk, with the settings and themes in the copy, and checks it. Into a folder the file is named by the moment,"
        " and older backups there are thinned out: the newest of each day, week and month stay."
    ),
    examples=("desk backup -o /mnt/usb", "desk backup -o shop-2026-11.db"),
)
@click.option(
    "-o",
    "--output",
    "target",
    metavar="FILE",
    help=_("File or folder; else the folder of the settings, else beside the desk."),
)
@pass_context
def backup(context: Context, target: str | None) -> None:
    from desk.actions import keeping

    desk = context.desk()
    folder = context.settings.backup.folder or str(desk.path.parent)
    config = Path(context.settings.file) if context.settings.file else None
    target = target or folder
    options.folder(target)
    made, removed = keeping.back_up(desk, Path(target).expanduser(), config)
    say(str(made))
    if removed and sys.stderr.isatty():
        say(tell(Sentence(N_("{count} older backups removed."), count=len(removed))), error=True)


@command(
    "restore",
    help=N_(
        "Puts a backup in place of the desk. The file that was there is kept beside it; settings are written beside, never over."
    ),
    examples=("desk restore --check desk-2026-11-20T230000Z.db", "desk restore desk-2026-11-20T230000Z.db"),
)
@click.argument("file", metavar="FILE")
@click.option("--check", "only", is_flag=True, help=_("Only say what is in it and whether it is whole."))
@pass_context
def restore(context: Context, file: str, only: bool) -> None:
    from desk import paths
    from desk.actions import keeping

    if only:
        _tell_inside(keeping.look(Path(file)))
        return
    paths.make_folder(str(Path(context.path).parent))
    inside, kept, written = keeping.restore(Path(file), Path(context.path))
    _tell_inside(inside)
    if kept is not None:
        say(tell(Sentence(N_("The file that was there is now {path}"), path=str(kept))))
    for path in written:
        say(tell(Sentence(N_("Settings of the backup: {path}"), path=str(path))))


def _tell_inside(inside: Inside) -> None:
    from desk.domain import kinds

    say(
        tell(
            Sentence(
                N_("Made by desk {version} on {at}; schema {schema}."),
                version=inside.made_by,
                at=inside.made_at,
                schema=inside.revision,
            )
        )
    )
    for kind, count in inside.tickets.items():
        say(f"  {tell(kinds.KINDS[kind])}: {count}")
    say(tell(Sentence(N_("Last deed: {at}"), at=inside.last_deed or "–")))
    say(_("Settings inside: ") + (", ".join(sorted(inside.notes)) or "–"))


@command(
    "check",
    help=N_(
        "Proves that the desk is whole. --deep works the facts of every ticket out again from its timeline and compares."
    ),
    examples=("desk check", "desk check --deep"),
)
@click.option("--deep", is_flag=True, help=_("Also compare every ticket with its timeline."))
@pass_context
def check(context: Context, deep: bool) -> int:
    from desk.actions import keeping

    damaged = False
    findings = list(keeping.examine(context.desk(), deep=deep))
    for finding in findings:
        say(tell(finding.sentence), error=True)
        damaged |= finding.damage
    if damaged:
        raise Damaged(
            N_("{path} is not as it should be; keep it, and look at your last backup: desk restore --check FILE"),
            path=context.path,
        )
    if not findings and not _silent():
        say(_("All is well."))
    return 0


def _silent() -> bool:
    import sys

    return not sys.stdout.isatty()


@command(
    "migrate",
    help=N_("Brings the file to this version's schema, after a backup beside it."),
    examples=("desk migrate",),
)
@pass_context
def migrate(context: Context) -> None:
    from desk.actions import founding

    saved = founding.upgrade(Path(context.path))
    if saved is not None:
        say(tell(Sentence(N_("Moved. The file as it was: {path}"), path=str(saved))), error=True)
    elif not _silent():
        say(_("Nothing to do."), error=True)
