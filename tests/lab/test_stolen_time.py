"""A failing test is skipped only where the host, or a program that no test started, took time from this machine."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest

from tests.lab import stolen_time
from tests.lab.stolen_time import skipped_where_time_is_stolen

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="Linux' own figures")
BURNS_S = 1.0
BURN = f"import time\nwhile time.process_time() < {BURNS_S}: pass\nprint(flush=True)\ninput()"
"""Uses so much of a processor, says so, and stays."""


@pytest.fixture
def stat(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    file = tmp_path / "stat"
    file.write_text("cpu  100000 0 0 900 0 0 0 10 0 0\ncpu0\n")
    monkeypatch.setattr(stolen_time, "STAT", file)
    return file


def test_what_fails_on_a_machine_of_its_own_fails(stat: Path) -> None:
    with pytest.raises(AssertionError), skipped_where_time_is_stolen():
        stat.write_text("cpu  100010 0 0 1800 0 0 0 14 0 0\ncpu0\n")
        raise AssertionError


def test_what_fails_while_the_host_takes_time_is_skipped_with_the_share(stat: Path) -> None:
    with pytest.raises(pytest.skip.Exception, match=r"9\.1% of this machine's time"), skipped_where_time_is_stolen():
        stat.write_text("cpu  100100 0 0 1800 0 0 0 110 0 0\ncpu0\n")
        raise AssertionError


def test_without_such_a_file_nothing_is_skipped(stat: Path) -> None:
    stat.unlink()
    with pytest.raises(AssertionError), skipped_where_time_is_stolen():
        raise AssertionError


@contextmanager
def burner() -> Iterator[subprocess.Popen[bytes]]:
    with subprocess.Popen([sys.executable, "-c", BURN], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        try:
            yield process
        finally:
            process.kill()


def burned(process: subprocess.Popen[bytes]) -> None:
    assert process.stdout
    process.stdout.readline()


def write_busy(stat: Path, *, more_s: float, since_s: float) -> None:
    """The machine was busy for `more_s` longer than this process was since it had used `since_s`; 4 s have passed."""
    ticks = os.sysconf("SC_CLK_TCK")
    busy = round((more_s + time.process_time() - since_s) * ticks)
    stat.write_text(f"cpu  {100000 + busy} 0 0 {900 + 4 * ticks - busy} 0 0 0 10 0 0\ncpu0\n")


def test_what_a_child_uses_is_the_tests_own(stat: Path) -> None:
    used_s = time.process_time()
    with burner() as process, pytest.raises(AssertionError), skipped_where_time_is_stolen():
        burned(process)
        write_busy(stat, more_s=BURNS_S, since_s=used_s)
        raise AssertionError


def test_and_stays_so_when_the_child_was_waited_for(stat: Path) -> None:
    used_s = time.process_time()
    with pytest.raises(AssertionError), skipped_where_time_is_stolen():
        with burner() as process:
            burned(process)
        write_busy(stat, more_s=BURNS_S, since_s=used_s)
        raise AssertionError


def test_and_when_its_own_parent_was_ended_first(stat: Path) -> None:
    used_s = time.process_time()
    with pytest.raises(AssertionError), skipped_where_time_is_stolen():
        pid = orphan()
        while psutil.Process(pid).cpu_times().user < BURNS_S * 0.9:
            time.sleep(0.01)
        os.kill(pid, signal.SIGKILL)
        write_busy(stat, more_s=BURNS_S, since_s=used_s)
        raise AssertionError


def test_what_a_strangers_program_uses_is_not(stat: Path) -> None:
    """Its parent ended before, so that it is nobody's child here."""
    pid = orphan()
    used_s = time.process_time()
    try:
        with pytest.raises(pytest.skip.Exception, match="took 25% of a processor"), skipped_where_time_is_stolen():
            write_busy(stat, more_s=1.0, since_s=used_s)
            raise AssertionError
    finally:
        os.kill(pid, signal.SIGKILL)


def test_by_the_systems_own_figures() -> None:
    pid = orphan()
    try:
        with pytest.raises(pytest.skip.Exception, match="no line can be told by it"), skipped_where_time_is_stolen():
            time.sleep(0.5)
            raise AssertionError
    finally:
        os.kill(pid, signal.SIGKILL)


def orphan() -> int:
    """The id of a busy process whose parent has ended."""
    command = ["sh", "-c", 'exec 3>&1; "$0" -c "while True: pass" >/dev/null 2>&1 3>&- & echo $!', sys.executable]
    return int(subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout)
