"""What strace(1) noted: which files the program itself opened and wrote, and which programs it started, with words."""

import re
from pathlib import Path

from checker.model.record import Record

_LINE = re.compile(r"(?P<pid>\d+) +(?P<rest>.*)", re.DOTALL)
_RESUMED = re.compile(r"<\.\.\. (?P<call>\w+) resumed>(?P<rest>.*)", re.DOTALL)
_UNFINISHED = " <unfinished ...>"
_PATH = re.compile(r'"((?:[^"\\]|\\.)*)"')
_WORDS = re.compile(r"\[(.*?)\](?:, 0x|, \[|$)", re.DOTALL)
_WRITES = re.compile(r"\bO_(?:WRONLY|RDWR|CREAT)\b")
_RESULT = re.compile(r"= (-?\d+)")
_PYTHON = re.compile(r"python[\d.]*$")


class TracedRun(Record, frozen=True, kw_only=True):
    """`files`: opened by the program and its own processes, not by programs of the system that it started.

    `written`: those of them that were opened for writing. `commands`: path and words of each program.
    """

    files: frozenset[str]
    written: frozenset[str] = frozenset()
    commands: frozenset[tuple[str, ...]] = frozenset()


def parse_trace(text: str) -> TracedRun:
    """Of `strace -f -e trace=execve,open,openat,clone,clone3,fork,vfork`. A call that failed opened nothing."""
    is_own: dict[str, bool] = {}
    open_calls: dict[str, str] = {}
    files, written, commands = set(), set(), set()
    for line in text.splitlines():
        match = _LINE.match(line)
        if match is None:
            continue
        pid, call = match["pid"], match["rest"]
        if call.endswith(_UNFINISHED):
            open_calls[pid] = call.removesuffix(_UNFINISHED)
            continue
        if (resumed := _RESUMED.match(call)) is not None:
            call = open_calls.pop(pid, "") + resumed["rest"]
        result = _RESULT.findall(call)
        if not result or int(result[-1]) < 0:
            continue
        path = _PATH.search(call)
        if call.startswith(("clone", "fork", "vfork")):
            is_own[result[-1]] = is_own.get(pid, True)
        elif call.startswith("execve") and path is not None:
            is_own[pid] = _PYTHON.search(path[1]) is not None
            commands.add((path[1], *_words(call)))
        elif path is not None and is_own.get(pid, True):
            files.add(path[1])
            if _WRITES.search(call, path.end()):
                written.add(path[1])
    return TracedRun(files=frozenset(files), written=frozenset(written), commands=frozenset(commands))


def _words(call: str) -> list[str]:
    """What a program is started with, its own name left out."""
    match = _WORDS.search(call)
    return _PATH.findall(match[1])[1:] if match else []


def read_trace(path: Path) -> TracedRun:
    """The file that strace wrote."""
    return parse_trace(path.read_text(errors="replace"))
