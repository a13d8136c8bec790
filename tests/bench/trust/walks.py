"""A run of the client from its start to its end, every question answered: in the terminal, and in the window."""

import json
import subprocess
import sys
from collections.abc import Collection
from pathlib import Path

from checker.model.privacy import MEASURED_GROUPS, DataGroup
from checker.model.record import Record
from tests.bench.trust.home import ROOT, TrustHome
from tests.bench.trust.packets import Contact
from tests.bench.trust.trace import TracedRun, read_trace
from tests.client.program import Terminal, environment

LONGEST_S = 180.0
GROUPS = MEASURED_GROUPS
_ALLOW, _SEND, _AGAIN = "Erlauben? [j/n]", "senden? [j/n]", "e prüft erneut, Enter geht weiter:"
_VALUES = "w: jeden Wert zeigen. Enter geht weiter:"
_DECLINED = {"Trotzdem messen? [j/n]": "n", "Öffentlich messen? [j/n]": "n", "Nummer, oder Enter für weiter:": ""}
WINDOW_DRIVER = "tests.bench.trust.window_walk"


class Choices(Record, frozen=True, kw_only=True):
    """What the employee answers. `again`: the first step is called done, and checked again, once.

    In the window alone: `repair`, whether what the first step offers to change is pressed, and taken back; and which
    `pages` are visited first, and what is pressed there: a word of WindowWalk.
    """

    allowed: tuple[DataGroup, ...] = ()
    send: bool = False
    again: bool = False
    repair: bool = False
    pages: tuple[str, ...] = ()


class RecordedRun(Record, frozen=True, kw_only=True):
    """`screen`: all that was shown, in one line; `posts`: headers and body of each upload; `headers` of other requests.

    `requests`: method and path of each request to the desk. `folder`: the program's own; `stored`: what lies there.
    """

    folder: Path
    stored: frozenset[str]
    screen: str
    contacts: frozenset[Contact]
    traced: TracedRun
    requests: tuple[str, ...]
    headers: tuple[dict[str, str], ...]
    posts: tuple[tuple[dict[str, str], bytes], ...]


def walk_terminal(home: TrustHome, data: Path, choices: Choices, *words: str) -> RecordedRun:
    """In the text mode. `data`: the program's own folder."""
    trace = home.folder / "trace"
    home.forget()
    groups, answered, screens = iter(GROUPS), {_AGAIN: 0, _VALUES: 0}, []
    texts = (_ALLOW, _SEND, _AGAIN, _VALUES, *_DECLINED)
    arguments = ("--profile", home.source, "--key", home.key, "--language", "de", *words)
    with Terminal(*arguments, home=data, within=home.within(trace), **home.variables) as terminal:
        while text := terminal.expect_one(texts, LONGEST_S):
            screens.append(terminal.screen)
            if text == _ALLOW:
                group = next(groups)
                terminal.type("j\n" if group in choices.allowed else "n\n")
            elif text == _SEND:
                terminal.type("j\n" if choices.send else "n\n")
            elif text == _AGAIN:
                answered[_AGAIN] += 1
                terminal.type("e\n" if choices.again and answered[_AGAIN] == 1 else "\n")
            elif text == _VALUES:
                answered[_VALUES] += 1
                terminal.type("w\n" if answered[_VALUES] == 1 else "\n")
            else:
                terminal.type(f"{_DECLINED[text]}\n")
        screens.append(terminal.screen)
        terminal.ended()
    return _recorded(home, " ".join(screens), trace, data)


def walk_window(home: TrustHome, data: Path, choices: Choices, *words: str) -> RecordedRun:
    """In the window, on a screen that nobody sees."""
    trace = home.folder / "trace"
    home.forget()
    task = {
        "allowed": [group.value for group in choices.allowed],
        "send": choices.send,
        "again": choices.again,
        "repair": choices.repair,
        "pages": choices.pages,
    }
    arguments = ("--profile", home.source, "--key", home.key, "--language", "de", "--home", str(data), *words)
    done = subprocess.run(
        [*home.within(trace), sys.executable, "-m", WINDOW_DRIVER, json.dumps(task), *arguments],
        cwd=ROOT,
        env=environment(data, QT_QPA_PLATFORM="offscreen", DISPLAY=":none", **home.variables),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=LONGEST_S,
        check=False,
    )
    if "Traceback" in done.stderr or not done.stdout:
        raise AssertionError(f"status {done.returncode}: {done.stderr}")
    return _recorded(home, " ".join(done.stdout.split()), trace, data)


def run_command(home: TrustHome, data: Path, *words: str) -> RecordedRun:
    """A command that asks nothing."""
    trace = home.folder / "trace"
    home.forget()
    done = subprocess.run(
        [*home.within(trace), sys.executable, "-m", "checker", *words, "--language", "de"],
        cwd=ROOT,
        env=environment(data, **home.variables),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=LONGEST_S,
        check=False,
    )
    assert "Traceback" not in done.stderr, done.stderr
    return _recorded(home, " ".join((done.stdout + done.stderr).split()), trace, data)


def _recorded(home: TrustHome, screen: str, trace: Path, data: Path) -> RecordedRun:
    desk = home.desk
    requests = [f"GET {path}" for path in desk.gets] + [f"HEAD {path}" for path in desk.heads]
    requests += [f"DELETE {path}" for path in desk.deletes]
    return RecordedRun(
        folder=data,
        stored=frozenset(str(path.relative_to(data)) for path in data.rglob("*") if path.is_file()),
        screen=screen,
        contacts=home.packets.contacts,
        traced=read_trace(trace),
        requests=(*requests, *("POST" for _ in desk.posts)),
        headers=tuple(desk.headers),
        posts=tuple(desk.posts),
    )


def names_of(groups: Collection[DataGroup]) -> str:
    """As rows name a subset."""
    return "+".join(group.value for group in GROUPS if group in groups) or "nothing"
