"""Programs that serve in a network namespace until they are stopped, and work done in one by a thread."""

import ctypes
import os
import subprocess
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, TypeVar

T = TypeVar("T")
_NEWNET = 0x40000000
"""CLONE_NEWNET of sched.h"""
_READY_S = 10.0
_STOP_S = 5.0


class Programs:
    """Real servers, each writing into a file; `stop` ends one, or all of them."""

    def __init__(self) -> None:
        self._running: list[subprocess.Popen[bytes]] = []

    def start(self, command: Sequence[str], file: Path, ready: Callable[[], bool]) -> "subprocess.Popen[bytes]":
        """Starts it in `file`'s folder and waits until it is `ready`. Raises AssertionError with what it wrote."""
        with file.open("ab") as out:
            process = subprocess.Popen(command, cwd=file.parent, stdout=out, stderr=subprocess.STDOUT)
        self._running.append(process)
        ends = time.monotonic() + _READY_S
        while not ready():
            assert process.poll() is None and time.monotonic() < ends, file.read_text(errors="replace")
            time.sleep(0.02)
        return process

    def stop(self, *some: "subprocess.Popen[bytes]") -> None:
        """Ends these, or without any every one, and waits for them."""
        ending = some or tuple(self._running)
        for process in ending:
            process.terminate()
        for process in ending:
            try:
                process.wait(_STOP_S)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
            self._running.remove(process)


def work_in(namespace: str, work: Callable[[], T]) -> T:
    """Runs `work` in the namespace of this name; threads that it starts are there too, and stay."""
    with ThreadPoolExecutor(1, initializer=enter_namespace, initargs=(namespace,)) as pool:
        return pool.submit(work).result()


def enter_namespace(namespace: str) -> None:
    """Moves the calling thread into the namespace of this name, and threads that it starts."""
    libc: Any = ctypes.CDLL(None, use_errno=True)
    handle = os.open(f"/run/netns/{namespace}", os.O_RDONLY)
    try:
        if libc.setns(handle, _NEWNET) != 0:
            raise OSError(ctypes.get_errno(), "setns")
    finally:
        os.close(handle)
