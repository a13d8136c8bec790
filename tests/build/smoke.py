"""Runs the packaged program against a desk on loopback; prints what came of it as JSON. Started by test_package.py."""

import json
import os
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from checker.demo.desk_process import DeskProcess
from tests.lab.root import is_root


def main() -> None:
    """argv: the packaged program."""
    program = Path(sys.argv[1])
    if sys.platform == "linux" and is_root():
        subprocess.run(["ip", "link", "set", "lo", "up"], check=True)
    with tempfile.TemporaryDirectory() as folder, DeskProcess(Path(folder) / "desk") as desk:
        needs = Path(folder) / "needs.toml"
        needs.write_text('[needs.network]\ncompany_networks = ["10.91.0.0/16"]\n')
        sample = desk.sample(needs)
        report = Path(folder) / "Bericht ä.json"
        command = [program, "--text", "--yes", "--language", "en", "--home", Path(folder) / "home", "--report", report]
        command += ["--profile", sample["profile_url"], "--key", sample["fingerprint"]]
        began = time.monotonic()
        done = subprocess.run(command, capture_output=True, text=True, cwd=folder, check=False, timeout=120)
        silent = subprocess.run(
            _closed([str(word) for word in command]),
            cwd=folder,
            check=False,
            timeout=120,
        )
        outcome = {
            "exit": done.returncode,
            "seconds": time.monotonic() - began,
            "out": done.stdout,
            "err": done.stderr,
            "report": json.loads(report.read_text("utf-8")),
            "exit_without_console": silent.returncode,
            "link": desk.sign_in_link(sample["technician"], "AAA-AAA"),
            "received": received(Path(folder) / "desk"),
        }
    print(json.dumps(outcome))


def _closed(command: list[str]) -> list[str]:
    """With no standard streams at all; Windows' windowed programs have none anyway."""
    return command if os.name == "nt" else ["sh", "-c", 'exec "$0" "$@" <&- >&- 2>&-', *command]


def received(data: Path) -> int:
    """How many reports the desk with this folder has."""
    with sqlite3.connect(next(data.glob("*.sqlite3"))) as database:
        return int(database.execute("SELECT count(*) FROM inbox_receivedreport").fetchone()[0])


if __name__ == "__main__":
    main()
