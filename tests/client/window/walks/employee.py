"""An employee with a keyboard and a screen reader alone: presses keys, and knows only what AT-SPI hands out."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import msgspec

from tests.build.display import screen, windows_of
from tests.client.window.walks.played_window import Command, Story

ROOT = Path(__file__).resolve().parents[4]
SYSTEM_PYTHON = "/usr/bin/python3"
READER = Path(__file__).with_name("atspi_reader.py")
LONGEST_WAIT_S = 30.0
LONGEST_START_S = 90.0
MOST_TABS = 60
SCREEN = "1366x768x24"


class Element(msgspec.Struct, frozen=True, kw_only=True):
    """What a screen reader gets of one thing. `box`: x, y, width and height on the screen, scrolled away or not.

    `scrolled`: whether it stands in the column, which scrolls; `cells`: the rows of a table.
    """

    role: str
    name: str = ""
    description: str = ""
    states: tuple[str, ...] = ()
    box: tuple[int, int, int, int] = (0, 0, 0, 0)
    depth: int = 0
    scrolled: bool = False
    cells: tuple[tuple[str, ...], ...] = ()

    @property
    def spoken(self) -> tuple[str, str, str]:
        """What is heard of it."""
        return self.role, self.name, self.description

    @property
    def top(self) -> int:
        """Pixels."""
        return self.box[1]

    @property
    def bottom(self) -> int:
        """Pixels."""
        return self.box[1] + self.box[3]


class Employee:
    """`display`, `bus` and the two processes belong to `employee`, which starts and ends them."""

    def __init__(self, display: str, window: "subprocess.Popen[str]", reader: "subprocess.Popen[str]") -> None:
        self.display = display
        self._window = window
        self._reader = reader
        self.stops: list[Element] = []

    def play(self, story: Story) -> None:
        """What the next run meets."""
        self._send(Command(story=story))

    def photograph(self, file: Path) -> None:
        """The whole screen, as it is."""
        self._send(Command(picture=str(file)))

    def page(self) -> str:
        """The class of the page that is on the screen."""
        return str(self._send(Command())["page"])

    def tree(self) -> list[Element]:
        """Everything in the order in which it is read out."""
        return msgspec.convert(self._read("tree"), list[Element])

    def focus(self) -> Element | None:
        """What the focus went to last."""
        answer = self._read("focus")
        return msgspec.convert(answer, Element) if answer else None

    def announcements(self) -> list[str]:
        """What was announced since this was asked last."""
        return [entry["text"] for entry in self._read("announcements")]

    def press(self, *keys: str) -> None:
        """Keys by the names of X."""
        subprocess.run(["xdotool", "key", *keys], env=os.environ | {"DISPLAY": self.display}, check=True)

    def tab_to(self, name: str, role: str = "push button") -> Element:
        """Presses Tab until the focus is there; its stops are noted. Raises AssertionError where it never is."""
        for _ in range(MOST_TABS):
            before = self.focus()
            if before is not None and before.role == role and before.name.startswith(name):
                return before
            self.press("Tab")
            self._await(lambda before=before: self.focus() != before, "the focus stays where it is", patience_s=0.6)
            stop = self.focus()
            if stop is not None:
                self.stops.append(stop)
        names = [stop.name for stop in self.stops[-MOST_TABS:]]
        raise AssertionError(f"Tab never comes to {name!r}: {list(dict.fromkeys(names))}")

    def tab_round(self) -> list[Element]:
        """Where Tab stops until it comes back to where it began."""
        stops: list[Element] = []
        for _ in range(MOST_TABS):
            before = self.focus()
            self.press("Tab")
            self._await(lambda before=before: self.focus() != before, "", patience_s=0.6)
            stop = self.focus()
            if stop is None or (stops and stop.spoken == stops[0].spoken):
                break
            stops.append(stop)
        return stops

    def activate(self, name: str) -> None:
        """Goes there by Tab and presses Return."""
        self.tab_to(name)
        self.press("Return")

    def await_text(self, text: str) -> None:
        """Until something is read out that begins so."""
        self._await(lambda: any(entry.name.startswith(text) for entry in self.tree()), f"nothing says {text!r}")

    def await_focus(self, text: str) -> Element:
        """Until the focus is on something whose name holds this."""
        self._await(lambda: text in ((self.focus() or Element(role="")).name), f"the focus never comes to {text!r}")
        focus = self.focus()
        assert focus is not None
        return focus

    def await_page(self, page: str) -> None:
        """Until this page is on the screen."""
        self._await(lambda: self.page() == page, f"{page} never comes")

    def await_reader(self) -> None:
        """Until the window hands its tree out."""
        self._await(lambda: bool(self._read("check")) and bool(self.tree()), "the window is not on the bus")

    def _await(self, so: Callable[[], bool], otherwise: str, patience_s: float = LONGEST_WAIT_S) -> None:
        until = time.monotonic() + patience_s
        while not so():
            if time.monotonic() > until:
                if patience_s < LONGEST_WAIT_S:
                    return
                raise AssertionError(otherwise)
            time.sleep(0.03)

    def stop(self) -> None:
        """The window closes."""
        self._send(Command(stop=True))

    def _send(self, command: Command) -> Any:
        return _exchange(self._window, msgspec.json.encode(command).decode())

    def _read(self, question: str) -> Any:
        return _exchange(self._reader, question)


def _exchange(process: "subprocess.Popen[str]", line: str) -> Any:
    assert process.stdin is not None and process.stdout is not None
    process.stdin.write(line + "\n")
    process.stdin.flush()
    answer = process.stdout.readline()
    assert answer, f"{process.args} is gone"
    return json.loads(answer)


@contextmanager
def employee(*options: str, display_size: str = SCREEN) -> Iterator[Employee]:
    """Screen, bus, window and screen reader of their own; all of it is ended."""
    with ExitStack() as stack:
        display = stack.enter_context(screen(display_size))
        environment = {key: value for key, value in os.environ.items() if not key.startswith("QT_")}
        environment |= {"DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1"}
        environment["DBUS_SESSION_BUS_ADDRESS"] = stack.enter_context(_bus(environment))
        played = [sys.executable, "-m", "tests.client.window.walks.played_window", *options]
        window = stack.enter_context(_process(played, environment))
        number = _await_window(display, window)
        subprocess.run(["xdotool", "windowfocus", "--sync", number], env=environment, check=True)
        reader = stack.enter_context(_process([SYSTEM_PYTHON, "-W", "ignore", str(READER)], environment))
        person = Employee(display, window, reader)
        person.await_reader()
        yield person
        person.stop()
        assert window.wait(LONGEST_WAIT_S) == 0


@contextmanager
def _bus(environment: dict[str, str]) -> Iterator[str]:
    command = ["dbus-daemon", "--session", "--nofork", "--print-address=1"]
    streams: dict[str, Any] = {"stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
    with subprocess.Popen(command, env=environment, text=True, **streams) as daemon:
        assert daemon.stdout is not None
        try:
            yield daemon.stdout.readline().strip()
        finally:
            daemon.terminate()


@contextmanager
def _process(command: Sequence[str], environment: dict[str, str]) -> Iterator["subprocess.Popen[str]"]:
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        try:
            yield process
        finally:
            process.terminate()


def _await_window(display: str, window: "subprocess.Popen[str]") -> str:
    until = time.monotonic() + LONGEST_START_S
    while time.monotonic() < until and window.poll() is None:
        numbers = windows_of(display, "Homeoffice-Check")
        if numbers:
            return numbers[0]
        time.sleep(0.1)
    raise AssertionError("no window came")
