"""A desk of the demo's own: a child process on loopback, with its data in the demo's folder."""

import json
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from types import TracebackType
from typing import Self

from checker.demo.signal_handling import signals_ignored
from checker.model.failure import OperationFailed
from checker.net.clock import monotonic_s
from checker.net.net import Net

READY_TIMEOUT_S = 60.0
COMMAND_TIMEOUT_S = 60.0
STOP_TIMEOUT_S = 10.0


class DeskFailed(Exception):  # noqa: N818 - a sentence for whoever started the demo
    """The desk did not come up, or refused a command; the last line that it said."""


class DeskProcess:
    """Runs while its context is open; leaves no process behind."""

    def __init__(self, data: Path) -> None:
        self._data = data
        port, measure_port = _free_ports(2)
        self._listen = f"127.0.0.1:{port}"
        self._measure_listen = f"127.0.0.1:{measure_port}"
        self.url = f"http://{self._listen}"
        self.measure_url = f"http://{self._measure_listen}/"
        self._process: subprocess.Popen[str] | None = None

    def __enter__(self) -> Self:
        self._data.mkdir(parents=True, exist_ok=True)
        log = (self._data / "desk.log").open("w")
        with log:
            self._process = subprocess.Popen(
                [*self._command(), "--listen", self._listen, "--measure-listen", self._measure_listen],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                text=True,
                start_new_session=True,  # Ctrl-C is for the demo, which then ends the desk in order
            )
        try:
            self._wait_ready()
        except BaseException:
            self._stop()
            raise
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._stop()

    def sample(self, needs: Path) -> dict[str, str]:
        """Makes the sample firm, technician and customer: code, profile_url, technician, fingerprint."""
        output = self._run("sample", "--json", "--needs", str(needs), "--url", self.url)
        details: dict[str, str] = json.loads(output)
        return details

    def sign_in_link(self, technician: str, reference: str) -> str:
        """A link that signs this technician in once and shows the report of this reference."""
        return self._run("signinlink", technician, "--next", f"/reports/{reference}/").strip().splitlines()[-1]

    def wait(self) -> None:
        """Until the desk ends or Ctrl-C."""
        if self._process is not None:
            self._process.wait()

    def _command(self) -> list[str]:
        return [sys.executable, "-m", "checker", "desk", "--data", str(self._data)]

    def _run(self, *words: str) -> str:
        done = subprocess.run(
            [*self._command(), *words], capture_output=True, text=True, timeout=COMMAND_TIMEOUT_S, check=False
        )
        if done.returncode:
            raise DeskFailed(_last_line(done.stderr or done.stdout))
        return done.stdout

    def _wait_ready(self) -> None:
        until = monotonic_s() + READY_TIMEOUT_S
        net = Net()
        while monotonic_s() < until:
            if self._process is None or self._process.poll() is not None:
                raise DeskFailed(_last_line((self._data / "desk.log").read_text()))
            try:
                if net.request("GET", f"{self.url}/health", read_s=2.0).status == 200:
                    return
            except OperationFailed:
                time.sleep(0.1)
        raise DeskFailed("no answer")

    def _stop(self) -> None:
        process = self._process
        if process is None or process.poll() is not None:
            return
        with signals_ignored():
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(STOP_TIMEOUT_S)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _free_ports(count: int) -> list[int]:
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [sock.getsockname()[1] for sock in sockets]
    for sock in sockets:
        sock.close()
    return ports


def _last_line(text: str) -> str:
    lines = text.strip().splitlines()
    return lines[-1] if lines else "?"
