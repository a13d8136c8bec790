"""The server as the desk starts it: a process of its own."""

import signal
import subprocess
import sys

import pytest

from tests.desk.measure.talk import request


def started(*arguments: str) -> tuple[subprocess.Popen[str], tuple[str, int]]:
    process = subprocess.Popen(
        [sys.executable, "-m", "checker.desk.measure", "--listen", "127.0.0.1:0", *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout
    line = process.stdout.readline()
    assert line.startswith("listening on http://127.0.0.1:")
    return process, ("127.0.0.1", int(line.rpartition(":")[2]))


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_ends_when_told(number: signal.Signals) -> None:
    process, address = started()
    with process:
        assert request(address, "GET", "/empty")[0] == 200
        process.send_signal(number)
        assert process.wait(5) == 0


def test_ends_with_who_started_it() -> None:
    process, _ = started("--with-stdin")
    with process:
        assert process.stdin
        process.stdin.close()
        assert process.wait(5) == 0


def test_a_taken_port_is_a_sentence() -> None:
    process, (_, port) = started()
    with process:
        second = subprocess.run(
            [sys.executable, "-m", "checker.desk.measure", "--listen", f"127.0.0.1:{port}"],
            check=False,
            capture_output=True,
            text=True,
            timeout=10,
        )
        process.terminate()
    assert second.returncode == 2
    assert "Cannot listen" in second.stderr
    assert "Traceback" not in second.stderr


def test_imports_nothing_of_the_desk() -> None:
    code = "import sys, checker.desk.measure.__main__; print([m for m in sys.modules if m.split('.')[0] == 'django'])"
    completed = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=20, check=True)
    assert completed.stdout.strip() == "[]"
