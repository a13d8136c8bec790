"""Keeps the STAMP reflector: a child that shares a secret with this process, ends with it, and comes again."""

import contextlib
import secrets
import subprocess
import sys
import threading

from checker.desk.measure.child_process import terminate
from checker.desk.measure.listen_address import ListenAddress

READY_S = 10.0
RESTART_PAUSE_S = 5.0
"""Between two starts, where it ended by itself or its address is taken."""
TERMINATE_S = 2.0


class ReflectorSupervisor:
    """`port` is where the reflector listens, 0 while it does not."""

    def __init__(self, address: ListenAddress) -> None:
        self.secret = secrets.token_bytes(32)
        self._address = address
        self._port = 0
        self._stopping, self._attempted = threading.Event(), threading.Event()
        self._thread = threading.Thread(target=self._supervise, name="reflector", daemon=True)

    @property
    def port(self) -> int:
        """UDP."""
        return self._port

    def start(self) -> None:
        """Returns when it listens, or when the first try has failed."""
        self._thread.start()
        self._attempted.wait(READY_S)

    def stop(self) -> None:
        """Returns when it is gone."""
        self._stopping.set()
        self._thread.join(2 * TERMINATE_S)

    def _supervise(self) -> None:
        while not self._stopping.is_set():
            self._run_once()
            self._attempted.set()
            self._stopping.wait(RESTART_PAUSE_S)

    def _run_once(self) -> None:
        child = subprocess.Popen(
            [sys.executable, "-m", "checker.desk.measure.stamp", str(self._address)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        if child.stdin is None or child.stdout is None:
            return
        with child.stdin, child.stdout:
            port_text = b""
            with contextlib.suppress(OSError):  # it has ended already
                child.stdin.write(self.secret.hex().encode() + b"\n")
                child.stdin.flush()
                port_text = child.stdout.readline().rpartition(b" ")[2].strip()
            if port_text.isdigit():
                self._port = int(port_text)
                self._address = ListenAddress(host=self._address.host, port=self._port)
                self._attempted.set()
            while child.poll() is None and not self._stopping.wait(0.2):
                continue
            self._port = 0
        terminate(child, TERMINATE_S)
