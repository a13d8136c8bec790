"""Runs a proxy script in a child process of this program, answers what it asks of the network, and ends it in time."""

import contextlib
import os
import socket
import subprocess
from collections.abc import Iterator
from types import TracebackType

import msgspec

from checker.bootstrap.own_command import own_command
from checker.model.failure import FailureKind, Operation, OperationFailed
from checker.net.clock import monotonic_s
from checker.net.pac.evaluation.lookups import ScriptLookups
from checker.net.pac.evaluation.messages import (
    MAX_LINE,
    FromChild,
    Lookup,
    LookupAnswer,
    RunScript,
    ScriptFailed,
    ScriptResult,
    Started,
    ToChild,
)

START_S = 5.0
"""What a cold start of the program may take on a slow PC."""
RUN_S = 3.0
"""For the script itself, without its lookups: the longest ones need some milliseconds."""
_FAULTS = {
    "error": (FailureKind.BAD_ANSWER, "script error"),
    "result": (FailureKind.BAD_ANSWER, "script answer"),
    "memory": (FailureKind.EXHAUSTED, "script memory"),
    "engine": (FailureKind.MISSING, "script engine"),
}


def evaluate_script(script: str, url: str, host: str) -> str | None:
    """The text that FindProxyForURL(url, host) returns; None for undefined and null.

    Raises OperationFailed: `bad-answer` for a script with an error, or a result that is no text; `timeout` for one
    that does not end; `exhausted` for one that grows; `crashed` and `missing` for the child process.
    """
    with _ScriptProcess() as process:
        if not isinstance(process.receive(START_S), Started):
            raise _failed(*_FAULTS["engine"])
        text = script.encode("utf-8", "replace").decode("utf-8")
        process.send(RunScript(script=text, url=url, host=host))
        return _serve(process)


def _serve(process: "_ScriptProcess") -> str | None:
    lookups, remaining_s = ScriptLookups(), RUN_S
    while True:
        began = monotonic_s()
        message = process.receive(remaining_s)
        remaining_s -= monotonic_s() - began
        match message:
            case Lookup():
                process.send(LookupAnswer(value=lookups.answer(message.function, message.host)))
            case ScriptResult():
                return message.text
            case ScriptFailed():
                raise _failed(*_FAULTS[message.fault])
            case _:
                raise _failed(FailureKind.CRASHED, "script process")


def _failed(kind: FailureKind, detail: str) -> OperationFailed:
    return OperationFailed(Operation.READ, kind, detail)


class _ScriptProcess:
    """The child process with a socket to it. Leaves nothing behind."""

    def __enter__(self) -> "_ScriptProcess":
        self._socket, child_socket = socket.socketpair()
        self._received = bytearray()
        try:
            self._process = subprocess.Popen(
                own_command("--pac-script"),
                stdin=child_socket.fileno(),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                process_group=0 if os.name == "posix" else None,  # Ctrl-C is for the program, which then ends it
            )
        except OSError as error:
            self._socket.close()
            raise _failed(FailureKind.MISSING, "script process") from error
        finally:
            child_socket.close()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.kill()
        self._process.wait()
        self._socket.close()

    def send(self, message: ToChild) -> None:
        """Raises OperationFailed where the child does not read."""
        self._socket.settimeout(START_S)
        with self._failing():
            self._socket.sendall(msgspec.json.encode(message) + b"\n")

    def receive(self, limit_s: float) -> FromChild:
        """The next message within the limit. Raises OperationFailed."""
        deadline = monotonic_s() + limit_s
        while (end := self._received.find(b"\n")) < 0:
            self._socket.settimeout(max(0.001, deadline - monotonic_s()))
            with self._failing():
                piece = self._socket.recv(MAX_LINE)
            if not piece or len(self._received) > MAX_LINE:
                raise _failed(FailureKind.CRASHED, "script process")
            self._received += piece
        line = bytes(self._received[:end])
        del self._received[: end + 1]
        with self._failing():
            return msgspec.json.decode(line, type=FromChild)  # type: ignore[no-any-return]

    @contextlib.contextmanager
    def _failing(self) -> Iterator[None]:
        try:
            yield
        except TimeoutError:
            raise _failed(FailureKind.TIMEOUT, "script") from None
        except (OSError, msgspec.DecodeError):
            raise _failed(FailureKind.CRASHED, "script process") from None
