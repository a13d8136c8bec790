"""Runs the portable file under Wine against a desk on loopback; prints as JSON what came of it. Of test_portable.py."""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
sys.path.insert(0, str(ROOT / "build"))


def main() -> None:
    """argv: the Windows of the stage, the portable file in its lab. Needs loopback of its own."""
    from checker.demo.desk_process import DeskProcess  # noqa: PLC0415 - after it
    from tests.build.smoke import received  # noqa: PLC0415 - the same
    from tests.build.windows.stage import Stage  # noqa: PLC0415 - below build/

    name, portable = sys.argv[1], Path(sys.argv[2])
    subprocess.run(["ip", "link", "set", "lo", "up"], check=True)
    stage = Stage(name, os.environ["DISPLAY"])
    report = stage.folder / "Bericht ä.json"
    with tempfile.TemporaryDirectory() as folder, DeskProcess(Path(folder) / "desk") as desk:
        needs = Path(folder) / "needs.toml"
        needs.write_text('[needs.network]\ncompany_networks = ["10.91.0.0/16"]\n')
        sample = desk.sample(needs)
        words = ["--text", "--yes", "--language", "en", "--report", stage.room.windows_path(report)]
        words += ["--profile", sample["profile_url"], "--key", sample["fingerprint"]]
        code, boxes = stage.run(portable, *words)
        outcome = {"exit": code, "boxes": boxes, "received": received(Path(folder) / "desk")}
    print(json.dumps(outcome | {"report": json.loads(report.read_text("utf-8")) if report.exists() else None}))


if __name__ == "__main__":
    main()
