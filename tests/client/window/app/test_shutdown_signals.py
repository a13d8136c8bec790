"""A signal closes the window in order; nothing is left running."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[4]
CODE = """
import os, signal, sys, threading, time
from pathlib import Path
os.environ["DISPLAY"] = ":none"
from checker.client.arguments import ClientOptions
from checker.client.main import run
from PySide6.QtWidgets import QApplication
number = int(sys.argv[2])
def signal_once_shown():
    while QApplication.instance() is None or not any(widget.isVisible() for widget in QApplication.topLevelWidgets()):
        time.sleep(0.05)
    time.sleep(0.3)
    os.kill(os.getpid(), number)
threading.Thread(target=signal_once_shown, daemon=True).start()
result = run(ClientOptions(home=Path(sys.argv[1])))
print(result.exit_code, result.interrupted)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows ends a program without a signal")
@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_a_signal_closes_the_window(tmp_path: Path, name: str) -> None:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-c", CODE, str(tmp_path), str(int(signal.Signals[name]))]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=90, check=False)
    assert done.stdout.splitlines()[-1] == "2 True", done.stdout + done.stderr
    assert "Traceback" not in done.stderr
