"""The two ends of a child process that never outlives whoever started it: its standard input ends with its parent."""

import subprocess
import sys
import threading
from collections.abc import Callable


def terminate(child: "subprocess.Popen[bytes]", grace_s: float) -> None:
    """Ends it, at once by force where it has not ended after `grace_s` seconds."""
    child.terminate()
    try:
        child.wait(grace_s)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()


def on_stdin_end(callback: Callable[[], None]) -> None:
    """In the child: calls `callback` in a thread as soon as standard input ends."""

    def wait_for_end() -> None:
        sys.stdin.read()
        callback()

    threading.Thread(target=wait_for_end, name="stdin", daemon=True).start()
