"""Network namespaces that end with their context, and every process in them too."""

import contextlib
import os
import signal
import subprocess
from collections.abc import Iterator
from itertools import count, groupby
from types import TracebackType
from typing import IO

_NUMBERS = count()
_END_S = 5.0


class Spaces:
    """Namespaces by a short name; their real names carry this process's id, so that two users never meet."""

    def __init__(self, what: str = "line") -> None:
        self._what, self._mark = what, f"{os.getpid()}-{next(_NUMBERS)}"
        self._names: dict[str, str] = {}

    def __enter__(self) -> "Spaces":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for name in self._names.values():
            _empty(name)
        if self._names:
            batch([f"netns del {name}" for name in self._names.values()], force=True)
        self._names.clear()

    def add(self, *ends: str) -> None:
        for end in ends:
            self._names[end] = f"{self._what}-{end}-{self._mark}"
        batch([f"netns add {self[end]}" for end in ends])
        batch([f"-n {self[end]} link set lo up" for end in ends])
        for end in ends:
            run(self.inside(end, "sysctl", "-qw", "net.ipv4.ip_forward=1"))

    def __getitem__(self, end: str) -> str:
        """The real name."""
        return self._names[end]

    def inside(self, end: str, *command: str) -> list[str]:
        """The command, made to run at this end."""
        return ["ip", "netns", "exec", self[end], *command]


def run(command: list[str], input_text: str | None = None) -> str:
    """What it printed. Raises CalledProcessError, with what it complained of."""
    done = subprocess.run(command, input=input_text, capture_output=True, text=True, check=False)
    if done.returncode:
        raise subprocess.CalledProcessError(done.returncode, f"{' '.join(command)}: {done.stderr.strip()}")
    return done.stdout


def batch(lines: list[str], *, force: bool = False) -> None:
    """Commands of ip(8), one a line; neighbours of one namespace (`-n`) in one process.

    `force` goes on after an error.
    """
    for namespace, commands in groupby(map(_split_namespace, lines), key=lambda command: command[0]):
        inside = ["-n", namespace] if namespace else []
        text = "".join(f"{command}\n" for _, command in commands)
        with contextlib.suppress(*([subprocess.CalledProcessError] if force else [])):
            run(["ip", *(["-force"] if force else []), *inside, "-batch", "-"], text)


def _split_namespace(line: str) -> tuple[str, str]:
    words = line.split()
    return (words[1], " ".join(words[2:])) if words[:1] == ["-n"] else ("", " ".join(words))


@contextlib.contextmanager
def running(command: list[str], *, cwd: str | os.PathLike[str] | None = None, ready: str) -> Iterator[IO[str]]:
    """A child whose first line begins with `ready`; it is ended with the context. Yields the rest of its output.

    Its standard input is a pipe that ends when this process does, however that ends.
    """
    child = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=cwd)
    try:
        assert child.stdout
        first = child.stdout.readline()
        if not first.startswith(ready):
            raise RuntimeError(f"{' '.join(command)} said {first!r}")
        yield child.stdout
    finally:
        end(child)


def end(child: subprocess.Popen[str]) -> None:
    """Ends it, if need be by force."""
    child.terminate()
    try:
        child.wait(_END_S)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()
    for pipe in (child.stdin, child.stdout, child.stderr):
        if pipe:
            with contextlib.suppress(BrokenPipeError):
                pipe.close()


def _empty(name: str) -> None:
    """Kills what still runs in a namespace of ours: it would keep the namespace alive."""
    listed = subprocess.run(["ip", "netns", "pids", name], capture_output=True, text=True, check=False)
    for number in listed.stdout.split():
        if int(number) != os.getpid():
            with contextlib.suppress(ProcessLookupError):
                os.kill(int(number), signal.SIGKILL)
