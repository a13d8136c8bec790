"""Keeps the STAMP reflector: a child that shares a secret with this process, ends with it, and comes again."""

import contextlib
import secrets
import subprocess
import sys
import threading

READY_S = 10.0
AGAIN_S = 5.0
"""Between two starts, where it ended by itself or its address is taken."""
END_S = 2.0


class Keeper:
    """`port` is where the reflector listens, 0 while it does not."""

    def __init__(self, address: tuple[str, int]) -> None:
        self.secret = secrets.token_bytes(32)
        self._address = address
        self._port = 0
        self._over, self._tried = threading.Event(), threading.Event()
        self._thread = threading.Thread(target=self._keep, name="reflector", daemon=True)

    @property
    def port(self) -> int:
        """UDP."""
        return self._port

    def start(self) -> None:
        """Returns when it listens, or when the first try has failed."""
        self._thread.start()
        self._tried.wait(READY_S)

    def stop(self) -> None:
        """Returns when it is gone."""
        self._over.set()
        self._thread.join(2 * END_S)

    def _keep(self) -> None:
        while not self._over.is_set():
            self._once()
            self._tried.set()
            self._over.wait(AGAIN_S)

    def _once(self) -> None:
        host, port = self._address
        where = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
        child = subprocess.Popen(
            [sys.executable, "-m", "checker.desk.measure.stamp", where], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        if child.stdin is None or child.stdout is None:
            return
        with child.stdin, child.stdout:
            said = b""
            with contextlib.suppress(OSError):  # it has ended already
                child.stdin.write(self.secret.hex().encode() + b"\n")
                child.stdin.flush()
                said = child.stdout.readline().rpartition(b" ")[2].strip()
            if said.isdigit():
                self._port = int(said)
                self._address = (host, self._port)
                self._tried.set()
            while child.poll() is None and not self._over.wait(0.2):
                continue
            self._port = 0
            child.terminate()
        try:
            child.wait(END_S)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
