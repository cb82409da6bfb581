"""The shell of the command line: where options may stand, what a number means, and how things end."""

from __future__ import annotations

import json
import os
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from support import room
from support.stories import opened

from desk.cli import main

if TYPE_CHECKING:
    from collections.abc import Callable

    from desk.actions.desk import Desk
    from desk.cli.context import Context

    Run = Callable[..., subprocess.CompletedProcess[str]]

SPECIAL_FULL = Path("/dev/full")


def never(context: Context) -> int:
    raise AssertionError(context)


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """To be called in the test itself: pytest exchanges the streams between a fixture and its test."""

    def be() -> None:
        for stream in (sys.stdin, sys.stdout):
            monkeypatch.setattr(stream, "isatty", lambda: True)

    return be


@pytest.fixture
def told(shop: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., Any]:
    """Runs words here, at the desk of this test: exit code, what was printed, what was said."""
    monkeypatch.setenv("DESK_DB", str(shop))
    monkeypatch.setenv("DESK_USER", "03")

    def run(*words: str) -> tuple[int, str, str]:
        code = main.run(words, screen=never)
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return run


@pytest.mark.parametrize("word", ["1", "#1", "＃1", "1号", "１", "#１号"])
def test_a_number_alone_shows_that_ticket(told: Callable[..., Any], desk: Desk, word: str) -> None:
    opened(desk, "Lamp: loose plug")
    code, printed, _said = told(word)
    assert (code, printed) == (0, told("show", "1")[1])
    assert "Lamp: loose plug" in printed
    assert json.loads(told(word, "-f", "json")[1])["title"] == "Lamp: loose plug"


@pytest.mark.parametrize("words", [["--as", "05", "note"], ["note", "--as", "05"], ["--as=07", "note", "--as=05"]])
def test_global_options_may_stand_before_and_after_the_command(
    told: Callable[..., Any], desk: Desk, words: list[str]
) -> None:
    opened(desk)
    assert told(*words, "1", "-m", "plug checked")[0] == 0
    assert json.loads(told("log", "-f", "json", "--limit", "1")[1])[0]["by"] == "05"


def test_a_value_that_looks_like_an_option_stays_a_value(told: Callable[..., Any], desk: Desk, shop: Path) -> None:
    opened(desk)
    assert told("note", "1", "-m", "--db=other.db")[0] == 0
    assert "--db=other.db" in told("1")[1]


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (["lst"], 2, "There is no command “lst”. Did you mean: desk list"),
        (["frobnicate"], 2, "There is no command “frobnicate”. See: desk --help"),
        (["list", "--fromat", "csv"], 2, "No such option '--fromat'. Did you mean '--format'? Try 'desk list --help' for help."),
        (["--lang", "de", "list"], 2, "Invalid value for '--lang': 'de' is not one of 'zh', 'en'. Try 'desk --help' for help."),
        (["--lang=zh", "lst"], 2, "没有命令“lst”。是不是：desk list"),
        (["lst", "--lang", "zh"], 2, "没有命令“lst”。是不是：desk list"),
        (["list", "--lang", "zh", "--limit", "x"], 2, "'--limit' 的值不对：“x”不是数字。 运行 desk list --help 查看说明。"),
        (["show", "x"], 2, "“x” is no ticket number."),
        (["show", "0"], 2, "“0” is no ticket number."),
        (["show", "9" * 400], 2, "is no ticket number."),
        (["show", "7"], 3, ""),
        (["--db", "none.db", "list"], 69, "There is no desk at"),
        (["--config", "none.toml", "list"], 78, "There is no configuration file"),
        ([], 2, "The queue needs a terminal. Without one, use a command: desk --help"),
    ],
)  # fmt: skip
def test_what_cannot_be_done_is_one_sentence_and_its_code(
    told: Callable[..., Any], words: list[str], code: int, sentence: str
) -> None:
    ended, printed, said = told(*words)
    assert (ended, printed) == (code, "")
    assert sentence in said
    assert len(said.splitlines()) == 1


def test_without_a_command_a_terminal_shows_the_screen_at_the_desk_that_was_told(
    terminal: Callable[[], None], shop: Path
) -> None:
    terminal()
    seen: list[tuple[str, str, bool]] = []

    def screen(context: Context) -> int:
        seen.append((context.path, context.who, context.debug))
        return 7

    assert main.run(["--db", str(shop), "--as=李", "--debug"], screen=screen) == 7
    assert seen == [(str(shop), "李", True)]


def test_the_later_of_two_wins_and_the_environment_comes_after(
    terminal: Callable[[], None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = tmp_path / "config.toml"
    settings.write_text('[desk]\nwho = "09"\ndatabase = "beside.db"\nlanguage = "zh"\n')
    terminal()
    seen: list[Context] = []
    words = ["--config", str(settings)]

    def screen(context: Context) -> int:
        seen.append(context)
        return 0

    main.run(words, screen=screen)
    assert (seen[-1].who, seen[-1].path, seen[-1].language) == ("09", str(tmp_path / "beside.db"), "zh_CN")
    monkeypatch.setenv("DESK_USER", "08")
    monkeypatch.setenv("DESK_DB", "/srv/shop.db")
    main.run([*words, "--lang", "en"], screen=screen)
    assert (seen[-1].who, seen[-1].path, seen[-1].language) == ("08", "/srv/shop.db", "en")
    main.run([*words, "--as", "06", "--as", "07"], screen=screen)
    assert seen[-1].who == "07"


def test_what_nobody_foresaw_names_no_customer(
    terminal: Callable[[], None], capsys: pytest.CaptureFixture[str]
) -> None:
    def screen(context: Context) -> int:
        raise ValueError("Wang Wei 13800001111", context)

    terminal()
    assert main.run([], screen=screen) == 1
    said = capsys.readouterr().err
    assert said == "Something unexpected happened (ValueError). Run it again with --debug to see where.\n"


@pytest.mark.parametrize("words", [["--debug", "show", "7"], ["show", "7", "--debug"]])
def test_debug_shows_where_and_keeps_the_exit_code(told: Callable[..., Any], words: list[str]) -> None:
    code, _printed, said = told(*words)
    assert code == 3
    assert "Traceback (most recent call last)" in said
    assert said.splitlines()[-1] == told("show", "7")[2].strip()


def test_whoever_stops_reading_ends_it_quietly(run: Run, desk: Desk, shop: Path) -> None:
    opened(desk)
    read, write = os.pipe()
    os.close(read)
    with os.fdopen(write, "wb") as closed:
        done = subprocess.run(
            room.program("list", "-f", "json"), stdout=closed, stderr=subprocess.PIPE, check=False,
            env=room.child_environment(DESK_DB=str(shop)),
        )  # fmt: skip
    assert (done.returncode, done.stderr) == (141, b"")


@pytest.mark.skipif(not SPECIAL_FULL.exists(), reason="this system has no disk that is always full")
def test_a_full_disk_is_told(desk: Desk, shop: Path, run: Run) -> None:
    opened(desk)
    with SPECIAL_FULL.open("wb") as full:
        done = subprocess.run(
            room.program("list"), stdout=full, stderr=subprocess.PIPE, check=False,
            env=room.child_environment(DESK_DB=str(shop)),
        )  # fmt: skip
    assert (done.returncode, done.stderr.decode()) == (
        74,
        "The disk is full or does not answer. Not everything was written.\n",
    )


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, -signal.SIGTERM)])
def test_a_signal_ends_it_with_its_own_code(desk: Desk, shop: Path, number: signal.Signals, code: int) -> None:
    opened(desk)
    program = subprocess.Popen(
        room.program("note", "1", "-m", "-"), env=room.child_environment(DESK_DB=str(shop)),
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    waits_for_input(program)
    program.send_signal(number)
    said = program.communicate(timeout=30)[1]
    assert program.returncode == code
    assert said.strip() == b""


def waits_for_input(program: subprocess.Popen[bytes]) -> None:
    """Until the program reads: it sleeps in read(0)."""
    call = Path(f"/proc/{program.pid}/syscall")
    for _attempt in range(600):
        assert program.poll() is None
        try:
            if call.read_text().split()[:2] == ["0", "0x0"]:
                return
        except OSError:
            pytest.skip("this system does not say what a process waits for")
        time.sleep(0.05)
    pytest.fail("it never read")


def test_input_that_is_no_text_is_refused(desk: Desk, shop: Path) -> None:
    opened(desk)
    done = subprocess.run(
        room.program("note", "1", "-m", "-"), input="屏幕碎了".encode("gb18030"), capture_output=True, check=False,
        env=room.child_environment(DESK_DB=str(shop), LC_ALL="en_US.UTF-8", PYTHONUTF8="1", PYTHONIOENCODING="utf-8:strict"),
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (65, b"What was read is not text in UTF-8.\n")


def test_a_terminal_that_cannot_show_a_sign_shows_something_else(run: Run, desk: Desk) -> None:
    opened(desk, "½ kg → Åse")
    done = run("list", "--all", env={"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"})
    assert done.returncode == 0
    assert "? kg ? ?se" in done.stdout


def test_what_is_written_is_for_this_user_alone(tmp_path: Path) -> None:
    made = tmp_path / "folder" / "shop.db"
    subprocess.run(
        room.program("--db", str(made), "init", "--name", "Corner"), env=room.child_environment(), check=True, umask=0
    )
    assert [stat.S_IMODE(path.stat().st_mode) for path in (made, made.parent)] == [0o600, 0o700]


def test_an_error_in_a_mail_says_when_what_and_which_file(run: Run, shop: Path, at: Callable[[str], None]) -> None:
    at("2026-10-01T00:05:00Z")
    done = run("show", "7", env={"TERM": ""})
    assert done.stderr.startswith(f"2026-10-01T00:05:00Z desk 0.1.0 show {shop}: ")
    assert "\n" not in done.stderr.rstrip("\n")


def test_the_version_and_python_m_desk(run: Run) -> None:
    from desk import __version__

    assert (
        run("--version").stdout
        == run("list", "--lang", "zh", env={"DESK_DB": "none"}, stdin="").stdout + f"desk {__version__}\n"
    )
    assert run("--debug", "--version").stdout == f"desk {__version__}\n"
