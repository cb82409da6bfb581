"""Looking after the file: backup with the settings in it, restore, check."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from desk import __version__, paths
from desk.actions.rules import Rules
from desk.errors import NoOutput, Refused
from desk.store import archive, backup, check, tables
from desk.store.archive import Inside, Keep
from desk.store.check import Finding
from desk.store.transaction import columns
from desk.text import N_, Sentence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desk.actions.desk import Desk

__all__ = ["Finding", "Inside", "back_up", "examine", "look", "restore"]


def back_up(desk: Desk, target: Path, config_file: Path | None) -> tuple[Path, list[Path]]:
    """A backup file, or one in the folder `target`; older ones of the folder are thinned out. Returns it and the removed."""
    notes = {"version": __version__}
    if config_file is not None and config_file.is_file():
        notes["config.toml"] = config_file.read_text(encoding="utf-8")
    for folder in map(Path, paths.themes()[1:]):
        for theme in sorted(folder.glob("*.toml")):
            notes[f"themes/{theme.name}"] = theme.read_text(encoding="utf-8")
    made = archive.make(desk.path, target, notes)
    kept = desk.settings.backup
    keep = Keep(kept.keep_daily, kept.keep_weekly, kept.keep_monthly)
    return made, archive.thin(made.parent, keep) if target.is_dir() else []


def look(path: Path) -> Inside:
    """What a backup holds, after checking it."""
    return archive.look(path)


def restore(path: Path, target: Path) -> tuple[Inside, Path | None, list[Path]]:
    """Puts a backup in place of the desk; what was there is kept. Settings are written beside, never over.

    Returns what the backup held, the name of the file that was there, and the settings files that were written.
    """
    if path.resolve() == target.resolve():
        raise Refused(N_("That is the desk itself, not a backup of it."))
    inside, kept = archive.restore(path, target)
    written = []
    for name, content in inside.notes.items():
        beside = target.with_name(f"{target.name}.restored-{name.replace('/', '-')}")
        temporary = backup.temporary_beside(beside)
        try:
            temporary.write_text(content, encoding="utf-8")
            backup.put(temporary, beside)
        except OSError as error:
            raise NoOutput(N_("{path} cannot be written."), path=str(beside)) from error
        written.append(beside)
    return inside, kept, written


def examine(desk: Desk, *, deep: bool) -> Iterator[Finding]:
    """What is wrong with the desk; nothing when all is well."""
    yield from check.examine(desk.path, deep=deep)
    if deep:
        yield from _derived(desk)


def _derived(desk: Desk) -> Iterator[Finding]:
    """The order of the queue, worked out again for everything unfinished."""
    rules = Rules(desk.settings, desk.zone)
    names = columns(tables.Ticket)
    opened = desk.vault.read()
    wrong: list[str] = []
    try:
        for row in opened.execute(f"SELECT {', '.join(names)} FROM ticket WHERE lane IS NOT NULL"):
            ticket = dict(zip(names, row, strict=True))
            if any(ticket[name] != value for name, value in rules.columns(ticket).items()):
                wrong.append(str(ticket["id"]))
    finally:
        opened.close()
    if wrong:
        sentence = Sentence(
            N_("Tickets whose place in the queue is not that of the settings: {numbers}"), numbers=", ".join(wrong[:10])
        )
        yield Finding(damage=False, sentence=sentence)
