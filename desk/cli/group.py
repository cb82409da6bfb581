"""The lazy group and our kind of command: global options anywhere, help by cells and with examples."""

from __future__ import annotations

import importlib
from functools import cached_property
from typing import TYPE_CHECKING, Any

import click

from desk.cli.context import LANGUAGES, Context
from desk.cli.help import CellFormatter
from desk.cli.table import COMMANDS
from desk.errors import Usage
from desk.i18n import _
from desk.text import N_, clean

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


class DeskContext(click.Context):
    formatter_class = CellFormatter


def _global_options() -> list[click.Option]:
    """Made anew for each command, because their help is in the chosen language."""

    def note(ctx: click.Context, param: click.Parameter, value: str | None) -> None:
        ctx.ensure_object(Context).tell(str(param.name), value)

    def debug(ctx: click.Context, param: click.Parameter, value: bool) -> None:  # noqa: ARG001 - click calls it so
        ctx.ensure_object(Context).debug |= value

    common: dict[str, Any] = {"expose_value": False, "callback": note, "is_eager": True}
    return [
        click.Option(
            ["--db"], metavar="FILE", help=_("The desk's file; else DESK_DB, the settings, the usual place."), **common
        ),
        click.Option(
            ["--config"], metavar="FILE", help=_("The settings; else DESK_CONFIG or the usual place."), **common
        ),
        click.Option(
            ["--as"], metavar="WHO", help=_("Who is at the desk; else DESK_USER, the settings, the login."), **common
        ),
        click.Option(
            ["--lang"],
            type=click.Choice(LANGUAGES),
            help=_("The language; else the settings or the system's."),
            **common,
        ),
        click.Option(
            ["--debug"], is_flag=True, expose_value=False, callback=debug, help=_("Show the traceback of an error.")
        ),
    ]


class _Helped(click.Command):
    """A command with our own --help: click asks gettext for its one sentence, and that loads `locale` for every list."""

    @cached_property
    def _asks_help(self) -> click.Option:
        names = ["-h", "--help", "asks_help"]
        said = _("Show this message and exit.")
        return click.Option(names, is_flag=True, expose_value=False, is_eager=True, callback=_show_help, help=said)

    def get_help_option(self, ctx: click.Context) -> click.Option:  # noqa: ARG002 - click's signature
        return self._asks_help


def _show_help(ctx: click.Context, param: click.Parameter, value: bool) -> None:  # noqa: ARG001 - click calls it so
    if value and not ctx.resilient_parsing:
        click.echo(ctx.get_help())
        ctx.exit()


class DeskCommand(_Helped):
    """A command whose help ends with examples; the global options are understood, but not listed again."""

    context_class = DeskContext

    def __init__(self, *args: Any, examples: Sequence[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.examples = examples
        for option in _global_options():
            option.hidden = True
            self.params.append(option)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """In a query a minus means NOT, and a shell hands -overdue on: read as -o verdue it would write a file."""
        if not ctx.resilient_parsing and any(param.name == "query" for param in self.params):
            self._refuse_minus(args)
        return super().parse_args(ctx, args)

    def _refuse_minus(self, args: list[str]) -> None:
        options = {name: param for param in self.params if isinstance(param, click.Option) for name in param.opts}
        before = ""
        for word in args:
            if word == "--":
                return
            taken = before in options and not options[before].is_flag
            if word[:1] == "-" and word[1:2] != "-" and word not in (*options, "-", "-h") and not taken:
                kind = getattr(options.get(word[:2]), "type", None)
                if not (isinstance(kind, click.Choice) and word[2:] in kind.choices):
                    raise Usage(
                        N_("“{word}” looks like an option. To leave something out, write: NOT {rest}"),
                        word=clean(word),
                        rest=clean(word[1:]),
                    )
            before = "" if taken else word

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[Any]:
        """What click finds, and the options that every command takes."""
        from click.shell_completion import CompletionItem

        found = super().shell_complete(ctx, incomplete)
        common = [name for param in self.params if getattr(param, "hidden", False) for name in param.opts]
        return [*found, *(CompletionItem(name) for name in common if incomplete and name.startswith(incomplete))]

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - as click has it
        """Examples stand as they are typed: never wrapped."""
        if self.examples:
            with formatter.section(_("Examples")):
                formatter.write("".join(f"  {line}\n" for line in self.examples))
        formatter.write_paragraph()
        formatter.write_text(_("desk --help lists the options that every command takes."))


def command(name: str, *, examples: Sequence[str], help: str) -> Callable[[Callable[..., Any]], click.Command]:  # noqa: A002
    """A command of ours; `help` is a message id."""
    return click.command(name, cls=DeskCommand, help=_(help), examples=examples)


class Group(_Helped, click.Group):
    """Knows its commands by the table and loads the one that is used."""

    context_class = DeskContext

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's signature
        entry = COMMANDS.get(cmd_name)
        if entry is None:
            return None
        module = importlib.import_module(f"desk.cli.{entry.module}")
        found: click.Command = getattr(module, entry.function)
        return found

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """A number stands for `show`; a slip gets the nearest command named."""
        if args and _is_number(args[0]):
            return "show", self.get_command(ctx, "show"), args
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            from difflib import get_close_matches

            if near := get_close_matches(args[0], COMMANDS, n=1):
                raise Usage(
                    N_("There is no command “{name}”. Did you mean: desk {near}"), name=clean(args[0]), near=near[0]
                )
            raise Usage(N_("There is no command “{name}”. See: desk --help"), name=clean(args[0]))
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        with formatter.section(_("Commands")):
            formatter.write_dl([(name, _(entry.line)) for name, entry in COMMANDS.items()])

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[Any]:
        from click.shell_completion import CompletionItem

        found = [
            CompletionItem(name, help=_(entry.line)) for name, entry in COMMANDS.items() if name.startswith(incomplete)
        ]
        return [*found, *click.Command.shell_complete(self, ctx, incomplete)]


def _is_number(word: str) -> bool:
    """`1042`, `#1042`, `1042号` or `１０４２`; what other digits there are in the world begin no ticket number."""
    figures = (word[1:] if word[:1] in ("#", "＃") else word).removesuffix("号")
    return bool(figures) and all(char in "0123456789０１２３４５６７８９" for char in figures)


def group(screen: Callable[[], int]) -> Group:
    """The command `desk`; without a subcommand it opens the `screen`."""

    @click.pass_context
    def opened(ctx: click.Context) -> int | None:
        ctx.ensure_object(Context).command = ctx.invoked_subcommand or ""
        return screen() if ctx.invoked_subcommand is None else None

    made = Group(
        "desk",
        callback=opened,
        invoke_without_command=True,
        no_args_is_help=False,
        help=_("A ticket desk in your terminal. Without a command it opens the queue; a number shows that ticket."),
        context_settings={"auto_envvar_prefix": None},
    )
    made.params.extend(_global_options())
    made.params.append(
        click.Option(
            ["--version"],
            is_flag=True,
            expose_value=False,
            is_eager=True,
            callback=_version,
            help=_("Show the version and leave."),
        )
    )
    return made


def _version(ctx: click.Context, param: click.Parameter, value: bool) -> None:  # noqa: ARG001 - click calls it so
    if value:
        from desk import __version__

        click.echo(f"desk {__version__}")
        ctx.exit()
