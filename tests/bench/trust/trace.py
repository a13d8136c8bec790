"""What strace(1) noted: which files the program itself opened, and which programs it started."""

import re
from pathlib import Path

from checker.model.record import Record

_LINE = re.compile(r"(?P<pid>\d+) +(?P<rest>.*)", re.DOTALL)
_RESUMED = re.compile(r"<\.\.\. (?P<call>\w+) resumed>(?P<rest>.*)", re.DOTALL)
_UNFINISHED = " <unfinished ...>"
_PATH = re.compile(r'"((?:[^"\\]|\\.)*)"')
_RESULT = re.compile(r"= (-?\d+)")
_PYTHON = re.compile(r"python[\d.]*$")


class TracedRun(Record, frozen=True, kw_only=True):
    """`files`: opened by the program and its own processes, not by programs of the system that it started."""

    files: frozenset[str]
    programs: frozenset[str]


def parse_trace(text: str) -> TracedRun:
    """Of `strace -f -e trace=execve,open,openat,clone,clone3,fork,vfork`. A call that failed opened nothing."""
    is_own: dict[str, bool] = {}
    open_calls: dict[str, str] = {}
    files, programs = set(), set()
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
            programs.add(path[1])
        elif path is not None and is_own.get(pid, True):
            files.add(path[1])
    return TracedRun(files=frozenset(files), programs=frozenset(programs))


def read_trace(path: Path) -> TracedRun:
    """The file that strace wrote."""
    return parse_trace(path.read_text(errors="replace"))
