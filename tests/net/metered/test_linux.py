"""NetworkManager's word by each of the programs, on a real bus of its own with a stand-in for the service."""

import contextlib
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from checker.net.metered import linux, metered

PYTHON = "/usr/bin/python3"
SERVICE = Path(__file__).with_name("bus_service.py")


def has_bus() -> bool:
    if not shutil.which("dbus-daemon") or not Path(PYTHON).exists():
        return False
    return not subprocess.run([PYTHON, "-c", "import dbus, gi"], capture_output=True, check=False).returncode


on_a_bus = pytest.mark.skipif(not has_bus(), reason="needs dbus-daemon and the system's Python with dbus and gi")


@contextlib.contextmanager
def started(*command: object, **env: str) -> Iterator[str]:
    """A program and the first line that it prints."""
    program = subprocess.Popen(
        [str(word) for word in command], stdout=subprocess.PIPE, text=True, env={**os.environ, **env}
    )
    with program:
        try:
            assert program.stdout
            line = program.stdout.readline().strip()
            assert line, "the program ended before it was ready"
            yield line
        finally:
            program.kill()


@pytest.fixture
def bus(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[int], contextlib.AbstractContextManager[str]]]:
    """A bus that poses as the system's; called with a value, NetworkManager stands on it."""
    with started("dbus-daemon", "--session", "--nofork", "--print-address=1") as address:
        monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", address)
        yield lambda value: started(PYTHON, SERVICE, value, DBUS_SYSTEM_BUS_ADDRESS=address)


def with_only(program: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A PATH on which only this program is found."""
    path = shutil.which(program)
    if not path:
        pytest.skip(f"needs {program}")
    (folder / program).symlink_to(path)
    monkeypatch.setenv("PATH", str(folder))


@on_a_bus
@pytest.mark.parametrize("program", [command[0] for command in linux.PROGRAMS])
@pytest.mark.parametrize(("value", "means"), [(0, None), (1, True), (2, False), (3, True), (4, False)])
def test_each_program_and_each_value(
    program: str, value: int, means: bool | None, bus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with bus(value):
        with_only(program, tmp_path, monkeypatch)
        assert metered("linux") is means


@on_a_bus
@pytest.mark.parametrize("program", [command[0] for command in linux.PROGRAMS])
def test_without_networkmanager(program: str, bus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with_only(program, tmp_path, monkeypatch)
    assert metered("linux") is None


def test_without_a_bus(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", "unix:path=/nowhere/bus")
    assert metered("linux") is None


def test_without_a_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert metered("linux") is None


def test_a_program_that_hangs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    slow = tmp_path / "busctl"
    slow.write_text("#!/bin/sh\nexec /bin/sleep 30\n")
    slow.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(linux, "COMMAND_S", 0.1)
    assert metered("linux") is None


@pytest.mark.parametrize("text", ["", "u\n", "Call failed: no such unit 3\n", "u 7\n", "s 1\n"])
def test_what_says_nothing(text: str) -> None:
    assert linux.parse_metered(text) is None
