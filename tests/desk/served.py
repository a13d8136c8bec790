"""A desk as it is really served: a process of its own, on a free port of loopback."""

import contextlib
import json
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import urllib3

READY_S = 60.0
ROOT = Path(__file__).parents[2]


class Served:
    """Runs while its context is open; `lines` is what it said, `database` its address."""

    def __init__(self, data: Path, *options: str, database: str = "", env: dict[str, str] | None = None) -> None:
        self.data = data
        self.database = database or f"sqlite:///{data / 'desk.sqlite3'}"
        self.lines: list[str] = []
        self.url = ""
        self.pool = urllib3.PoolManager(retries=False, timeout=30)
        self._options = options
        self._base = ["--data", str(data), *(["--database", database] if database else [])]
        self._env = {**os.environ, "LANG": "de_DE.UTF-8", "LC_ALL": "", **(env or {})}
        self._process: subprocess.Popen[str] | None = None
        self._commands: subprocess.Popen[str] | None = None
        self._reader = threading.Thread()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.stop()

    @property
    def pid(self) -> int:
        """Of the desk's first process."""
        assert self._process is not None
        return self._process.pid

    def start(self, listen: str = "127.0.0.1:0") -> None:
        """Starts it, and waits until it says that it is ready."""
        self.lines.clear()
        measure = [] if any("measure" in option for option in self._options) else ["--no-measure"]
        self._process = subprocess.Popen(
            [sys.executable, "-m", "checker.desk", *self._base, "--listen", listen, *measure, *self._options],
            cwd=ROOT,
            env=self._env,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        self._reader = threading.Thread(target=self._read, args=(self._process,), daemon=True)
        self._reader.start()
        until = time.monotonic() + READY_S
        while not (ready := [line for line in self.lines if "bereit: http" in line]):
            if self._process.poll() is not None or time.monotonic() > until:
                self.kill()
                raise AssertionError("the desk did not start:\n" + "\n".join(self.lines))
            time.sleep(0.02)
        self.url = ready[0].rpartition(" ")[2].rstrip("/")

    def stop(self) -> int:
        """SIGTERM, as a service manager does; returns the exit code."""
        self._end_commands()
        if self._process is None:
            return 0
        if self._process.poll() is None:
            self._process.send_signal(signal.SIGTERM)
            try:
                self._process.wait(20)
            except subprocess.TimeoutExpired:
                self.kill()
                raise
        self._reader.join(5)
        self.pool.clear()
        return self._process.returncode

    def kill(self) -> None:
        """kill -9 of every process of the desk at once, as a power cut does."""
        self._end_commands()
        if self._process is not None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
            self._reader.join(5)
            self.pool.clear()

    def run(self, *command: str, check: bool = True) -> subprocess.CompletedProcess[str]:
        """A management command, in a process that is not the desk's, while the desk runs."""
        if self._commands is None:
            self._commands = subprocess.Popen(
                [sys.executable, "-m", "tests.desk.command_process"],
                cwd=ROOT,
                env=self._env,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
            )
        assert self._commands.stdin is not None
        assert self._commands.stdout is not None
        self._commands.stdin.write(json.dumps([*self._base, *command]) + "\n")
        self._commands.stdin.flush()
        done = subprocess.CompletedProcess(command, **json.loads(self._commands.stdout.readline()))
        if check and done.returncode:
            raise AssertionError(f"{command}: {done.returncode}\n{done.stdout}{done.stderr}")
        return done

    def _end_commands(self) -> None:
        if self._commands is not None:
            self._commands.communicate()
            self._commands = None

    def sample(self, *options: str) -> dict[str, Any]:
        """The sample customer."""
        output: dict[str, Any] = json.loads(self.run("sample", "--json", *options).stdout)
        return output

    def get(self, path: str, **headers: str) -> urllib3.BaseHTTPResponse:
        """One GET, redirects not followed."""
        return self.pool.request("GET", self.url + path, headers=headers, redirect=False)

    def send(self, raw: bytes, token: str, key: str) -> urllib3.BaseHTTPResponse:
        """One report, as the client sends it."""
        headers = {
            "Content-Type": "application/json",
            "Homeoffice-Check-Enrolment": token,
            "Idempotency-Key": key,
        }
        return self.pool.request("POST", f"{self.url}/api/v1/reports", body=raw, headers=headers)

    def _read(self, process: "subprocess.Popen[str]") -> None:
        assert process.stdout is not None
        with process.stdout:
            for line in process.stdout:
                self.lines.append(line.rstrip("\n"))
