"""The child process that runs one proxy script, within bounds. It asks its parent for every name.

Started as `--pac-script` by the same program, with a socket as descriptor 0. It ends when the script is done, when its
parent ends it or is gone, or when its own processor time is used up.
"""

import contextlib
import os
import resource
import socket
import threading
from pathlib import Path

import msgspec

from checker.net.pac.evaluation.engine import MEMORY_BYTES, STACK_BYTES, ScriptEngine
from checker.net.pac.evaluation.messages import (
    FromChild,
    Lookup,
    LookupAnswer,
    LookupFunction,
    RunScript,
    ScriptFailed,
    Started,
    ToChild,
)

PROCESS_BYTES = 4 * MEMORY_BYTES
"""Beyond what the process has before the script: the engine's own limit comes first."""
THREAD_STACK_BYTES = STACK_BYTES + 8_000_000
"""The rest is for Python, which the script calls."""
CPU_S = 20
"""For a script whose parent died and cannot end it."""


def main() -> int:
    """Answers a RunScript with Lookups and one ScriptResult or ScriptFailed."""
    channel = _Channel(os.dup(0))
    with Path(os.devnull).open("r+b", buffering=0) as nothing:
        os.dup2(nothing.fileno(), 0)
        os.dup2(nothing.fileno(), 1)
    threading.stack_size(THREAD_STACK_BYTES)
    thread = threading.Thread(target=_serve, args=(channel,), daemon=True)
    thread.start()
    thread.join()
    os._exit(0)  # a script can make the engine's own clean-up last


class _Channel:
    """Messages to and from the parent. The process ends where the parent is gone."""

    def __init__(self, descriptor: int) -> None:
        self._file = socket.socket(fileno=descriptor).makefile("rwb")

    def receive(self) -> ToChild:
        line = self._file.readline()
        if not line:
            os._exit(3)
        return msgspec.json.decode(line, type=ToChild)  # type: ignore[no-any-return]

    def send(self, message: FromChild) -> None:
        try:
            self._file.write(msgspec.json.encode(message) + b"\n")
            self._file.flush()
        except OSError:
            os._exit(3)

    def look_up(self, function: LookupFunction, host: str) -> str | None:
        self.send(Lookup(function=function, host=host))
        answer = self.receive()
        return answer.value if isinstance(answer, LookupAnswer) else None


def _serve(channel: _Channel) -> None:
    try:
        engine = ScriptEngine(channel.look_up)
    except ImportError:
        channel.send(ScriptFailed(fault="engine"))
        return
    channel.send(Started())
    run = channel.receive()
    _limit_process()
    if isinstance(run, RunScript):
        channel.send(engine.evaluate(run))


def _limit_process() -> None:
    """No new file, no growth without end, no processor time without end."""
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[0])
    size = pages * resource.getpagesize() + PROCESS_BYTES
    limits = {resource.RLIMIT_CORE: 0, resource.RLIMIT_FSIZE: 0, resource.RLIMIT_CPU: CPU_S, resource.RLIMIT_AS: size}
    for limit, value in {**limits, resource.RLIMIT_NOFILE: 0}.items():
        with contextlib.suppress(OSError, ValueError):  # a lower one is set already
            resource.setrlimit(limit, (value, value))
