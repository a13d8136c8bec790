"""What a docstring says it raises exists, and can leave the function; and what a function itself raises, it says."""

import importlib
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.house.raise_analysis import ANYTHING, FOREIGN, Project, is_foreign_exception

ROOT = Path(__file__).resolve().parents[2]
_SENTENCE = re.compile(r"\bRaises ((?:[^.`(]|`[^`]*`|\.(?=\w)|\([^)]*\))*)", re.DOTALL)
_CLASS = r"(?:[a-z]\w*\.)*[A-Z]\w*"
_BEGINNING = re.compile(rf"{_CLASS}(?:(?:,? and|,? or|,) {_CLASS})*")


def promised(project: Project, doc: str) -> Iterator[str]:
    """The classes that the sentences with `Raises` begin with, and exceptions that they name later on."""
    for sentence in _SENTENCE.findall(doc):
        text = re.sub(r"`[^`]*`|\([^)]*\)", "", " ".join(sentence.split()))
        beginning = _BEGINNING.match(text)
        yield from re.findall(_CLASS, beginning[0] if beginning else "")
        for name in re.findall(_CLASS, text[beginning.end() :] if beginning else ""):
            if project.is_exception(name) or is_foreign_exception(name):
                yield name


def _exists(project: Project, name: str) -> bool:
    module, _, bare = name.rpartition(".")
    return (
        project.is_exception(name)
        or is_foreign_exception(name)
        or (bool(module) and hasattr(importlib.import_module(module), bare))
    )


def _can_raise(project: Project, possible: set[str], name: str) -> bool:
    if ANYTHING in possible or name in possible:
        return True
    if not project.is_exception(name):
        return FOREIGN in possible
    return any(project.is_caught(raised, frozenset({name})) for raised in possible)


def wrong_promises(project: Project) -> list[str]:
    """`file:line function: class` of each that does not exist, or that nothing in the function can raise."""
    raisable = project.raisable()
    return [
        f"{function.where}: {name}"
        for key, function in project.functions.items()
        for name in promised(project, function.doc)
        if not _exists(project, name) or not (function.is_stub or _can_raise(project, raisable[key], name))
    ]


def broken_silence(project: Project) -> list[str]:
    """Functions that promise to raise nothing, and can raise an exception of ours."""
    raisable = project.raisable()
    return [
        f"{function.where}: {name}"
        for key, function in project.functions.items()
        if re.search(r"[Rr]aises nothing|[Nn]ever raises", function.doc)
        for name in raisable[key]
        if project.is_exception(name)
    ]


def silent_raisers(project: Project) -> list[str]:
    """Public functions that raise an exception of ours themselves and do not say so."""
    return [
        f"{function.where}: {name}"
        for function in project.functions.values()
        if function.doc and "aises" not in function.doc and not function.where.split()[1].startswith("_")
        for name, caught in function.raised
        if project.is_exception(name) and not project.is_caught(name, caught)
    ]


@pytest.fixture(scope="module")
def project() -> Project:
    return Project(ROOT, ("checker", "build"))


@pytest.mark.parametrize("rule", [wrong_promises, broken_silence, silent_raisers])
def test_docstrings_say_what_can_be_raised(project: Project, rule: Callable[[Project], list[str]]) -> None:
    wrong = rule(project)
    assert not wrong, "\n".join([f"{rule.__doc__} Write `Raises <exception> ...` into each docstring:", *wrong])


SAMPLE = '''
from socket import socket

class Failed(Exception):
    """Ours."""

class Worse(Failed):
    """Below it."""

class Reader:
    def __init__(self, sock: socket) -> None:
        self._sock = sock

    def read(self) -> bytes:
        """RIGHT. Raises Failed."""
        raise _failed()

    def peek(self) -> bytes:
        """WRONG. Raises Failed."""
        try:
            return self.read()
        except Failed:
            return self._sock.recv(1)

    def read_all(self) -> bytes:
        """RIGHT. Raises Failed; OSError where it broke."""
        return self.read() + self.peek()

    @property
    def size(self) -> int:
        """WRONG. Raises Lost."""
        return 1

def _failed() -> Worse:
    return Worse()

def from_file(reader: Reader) -> bytes:
    """RIGHT. Raises Failed."""
    return reader.read_all()

def call(anything) -> bytes:
    """RIGHT. Raises Failed."""
    return anything()

def measure(reader: Reader) -> int:
    """WRONG. Raises ValueError, Failed."""
    return reader.size

def swallow(reader: Reader) -> None:
    """WRONG. Raises Worse."""
    try:
        reader.read()
    except Exception:
        return

def call_quietly(reader: Reader) -> None:
    """BROKEN. Never raises."""
    from_file(reader)

def check(size: int) -> None:
    """A size."""
    if size < 0:
        raise Failed

def log(reader: Reader) -> None:
    """RIGHT. Raises Worse."""
    try:
        reader.read()
    except Exception:
        print("failed")
        raise
'''


def test_the_rule_finds_what_is_wrong(tmp_path: Path) -> None:
    (tmp_path / "checker").mkdir()
    (tmp_path / "checker" / "sample.py").write_text(SAMPLE)
    project = Project(tmp_path, ("checker",))
    named = {line.split(":")[1].split()[1] for line in wrong_promises(project)}
    assert named == {function.where.split()[1] for function in project.functions.values() if "WRONG" in function.doc}
    assert named == {"peek", "size", "measure", "swallow"}
    assert [line.split()[1] for line in broken_silence(project)] == ["call_quietly:"]
    assert [line.split()[1] for line in silent_raisers(project)] == ["check:"]
