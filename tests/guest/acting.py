"""Running programs inside the guest, and doing something while the tested program has a device open."""

import os
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from tests.guest.scenario import NotStaged

_POLL_S = 0.1
OPENED_WITHIN_S = 60.0
"""The program starts slowly under emulation, and this waits for it from its start."""


def run(*command: str) -> None:
    """Raises NotStaged with what the program said."""
    done = subprocess.run(command, check=False, capture_output=True, text=True, stdin=subprocess.DEVNULL, timeout=60)
    if done.returncode:
        raise NotStaged(f"{' '.join(command)}: {(done.stderr or done.stdout).strip()[-200:]}")


def unload(module: str) -> None:
    """Takes a kernel module away, as soon as nobody uses it any more. Raises NotStaged."""
    for _ in range(50):
        if subprocess.run(["rmmod", module], check=False, capture_output=True).returncode == 0:
            return
        time.sleep(_POLL_S)
    run("rmmod", module)


def load(module: str, *options: str) -> None:
    """Loads it and waits for its devices. Raises NotStaged."""
    run("modprobe", module, *options)
    run("udevadm", "settle", "-t", "20")


@contextmanager
def running(*command: str) -> Iterator[None]:
    """A program of its own process group, ended with all that it started."""
    nothing = subprocess.DEVNULL
    process = subprocess.Popen(command, stdin=nothing, stdout=nothing, stderr=nothing, start_new_session=True)
    try:
        yield
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


@contextmanager
def once(condition: Callable[[], bool], act: Callable[[], None], after_s: float) -> Iterator[None]:
    """Acts `after_s` seconds after the condition first held, while the tested program runs. Raises NotStaged."""
    over, troubles = threading.Event(), [NotStaged("the program never opened the device")]

    def wait() -> None:
        until = time.monotonic() + OPENED_WITHIN_S
        while not condition():
            if time.monotonic() > until or over.wait(_POLL_S):
                return
        if not over.wait(after_s):
            troubles.clear()
            try:
                act()
            except NotStaged as trouble:
                troubles.append(trouble)

    thread = threading.Thread(target=wait, daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()
    if troubles:
        raise troubles[0]


def until(condition: Callable[[], bool], what: str, limit_s: float = 20.0) -> None:
    """Raises NotStaged when it does not come about."""
    end = time.monotonic() + limit_s
    while not condition():
        if time.monotonic() > end:
            raise NotStaged(what)
        time.sleep(_POLL_S)
