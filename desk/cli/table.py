"""THE table of commands: where each lives and one line about it. Help and completion read it and load no command."""

from __future__ import annotations

from desk.record import NamedTuple
from desk.text import N_


class Entry(NamedTuple):
    """Module and function of a command, and its line in the help (a message id)."""

    module: str
    function: str
    line: str


COMMANDS: dict[str, Entry] = {
    "init": Entry("init", "init", N_("Make a desk: four questions")),
    "demo": Entry("demo", "demo", N_("Open a sample shop on a throw-away file")),
    "add": Entry("add", "add", N_("Open tickets, one line each")),
    "list": Entry("list_", "list_", N_("List tickets: open work, or what a query finds")),
    "show": Entry("show", "show", N_("Show a ticket and its timeline")),
    "message": Entry("saying", "message", N_("Note what the customer said")),
    "reply": Entry("saying", "reply", N_("Note our answer; stops the waiting clock")),
    "note": Entry("saying", "note", N_("Write a note that stays inside the shop")),
    "call": Entry("saying", "call", N_("Note a call and how it went")),
    "assign": Entry("arranging", "assign", N_("Give tickets to somebody")),
    "take": Entry("arranging", "take", N_("Take tickets yourself")),
    "done": Entry("moving", "done", N_("Done: ready, answered, refunded or called")),
    "status": Entry("moving", "status", N_("Move tickets to a status")),
    "close": Entry("moving", "close", N_("Close tickets")),
    "reopen": Entry("moving", "reopen", N_("Open tickets again")),
    "convert": Entry("moving", "convert", N_("Turn an inquiry into a ticket of another kind")),
    "snooze": Entry("arranging", "snooze", N_("Hide tickets until a day or an hour")),
    "tag": Entry("arranging", "tag", N_("Add and remove tags")),
    "flag": Entry("arranging", "flag", N_("Put up a flag with a reason")),
    "priority": Entry("arranging", "priority", N_("Set the priority")),
    "set": Entry("setting", "set_", N_("Write facts of tickets: field=value")),
    "customers": Entry("customers", "customers", N_("Find, show, create and edit customers")),
    "undo": Entry("undo", "undo", N_("Take back a deed, also an import")),
    "redo": Entry("undo", "redo", N_("Bring back what was taken back")),
    "log": Entry("undo", "log", N_("Who did what")),
    "import": Entry("import_", "import_", N_("Take in a file of tickets")),
    "export": Entry("export", "export", N_("Write tickets to a file, or the whole desk")),
    "summary": Entry("summary", "summary", N_("The figures of a month or any period")),
    "backup": Entry("keeping", "backup", N_("Copy the desk with its settings")),
    "restore": Entry("keeping", "restore", N_("Put a backup in place, or check one")),
    "check": Entry("keeping", "check", N_("Prove that the desk is whole")),
    "migrate": Entry("keeping", "migrate", N_("Bring the file to this version's schema")),
    "config": Entry("config", "config", N_("Show the settings and where they come from")),
    "keys": Entry("config", "keys", N_("Show the keys as they are now")),
    "themes": Entry("config", "themes", N_("Show the themes")),
    "cron": Entry("cron", "cron", N_("Print lines for your crontab")),
}
