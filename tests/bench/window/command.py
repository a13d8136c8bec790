"""`python3 -m tests.bench window`: start, blocks and memory of the client's window, walked through on a real desk."""

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tests.bench.options import progress
from tests.bench.table import against, markdown, number
from tests.build.display import screen
from tests.desk.sampled import Sampled

ROOT = Path(__file__).resolve().parents[3]
LONGEST_S = 180.0
USABLE_S, BLOCK_MS, CHECK_S, MEMORY_MB, CLICKS = 0.5, 50.0, 10.0, 150.0, 2
"""What is to be reached."""
CANNOT = 2


def register(benches: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """The sub-command `window`."""
    parser = benches.add_parser("window", help="the window: start, longest blocks, memory")
    parser.set_defaults(bench=run)
    parser.add_argument("--runs", type=int, default=3, help="walks; the median is told, of blocks the longest (3)")
    parser.add_argument("--language", choices=("de", "en"), default="de")
    parser.add_argument("--out", type=Path, help="Markdown file")


def run(words: argparse.Namespace) -> int:
    """0 when every walk came to its end; 2 where there is no screen in memory."""
    if not shutil.which("Xvfb"):
        print("The window needs a screen in memory: sudo apt install xvfb", file=sys.stderr)
        return CANNOT
    walks = []
    measuring = ("--measure-listen", "127.0.0.1:0")
    with (
        tempfile.TemporaryDirectory() as folder,
        screen() as display,
        Sampled(Path(folder) / "desk", *measuring) as desk,
    ):
        desk.meet()
        for number_of_walk in range(words.runs):
            progress(f"walk {number_of_walk + 1} of {words.runs}")
            walks.append(_walk(display, desk, Path(folder) / f"home{number_of_walk}", words.language))
    text = _figures(walks) + "\n" + _blocks(walks)
    print(text)
    if words.out:
        words.out.write_text(text, encoding="utf-8")
    return 0


def _walk(display: str, desk: Sampled, home: Path, language: str) -> dict[str, Any]:
    """The figures of one walk from the start of its process. Raises AssertionError where it did not come to its end."""
    client = ["--profile", f"{desk.url}/d/{desk.code}/", "--key", desk.sample_output["fingerprint"]]
    client += ["--language", language, "--home", str(home)]
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.window.walk", str(time.monotonic()), *client],
        cwd=ROOT,
        env={**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "XDG_RUNTIME_DIR": str(home.parent)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=LONGEST_S,
        check=False,
    )
    lines = done.stdout.splitlines()
    if not lines or not lines[-1].startswith("{"):
        raise AssertionError(done.stderr[-2000:] or done.stdout[-2000:])
    figures: dict[str, Any] = json.loads(lines[-1])
    return figures


def _figures(walks: Sequence[dict[str, Any]]) -> str:
    def row(name: str, key: str, goal: float | None, digits: int) -> list[str]:
        values = [walk[key] for walk in walks if key in walk]
        return [name, against(statistics.median(values), goal, digits) if values else "no such page"]

    rows = [
        row("seconds from the start of the process until one can press something", "usable_s", USABLE_S, 2),
        row("seconds of the whole check, devices looked at, nobody waited for", "check_s", CHECK_S, 1),
        row("MB of the main process at most", "memory_mb", MEMORY_MB, 0),
        row("MB of the largest child at most", "child_mb", None, 0),
        row("clicks until the first step is on the screen", "clicks_to_first_step", CLICKS, 0),
    ]
    return markdown("The window, measured", ["", "median (at most)"], rows, "From the source, not the executable.")


def _blocks(walks: Sequence[dict[str, Any]]) -> str:
    pages = dict.fromkeys(block["page"] for walk in walks for block in walk["blocks"])
    rows = []
    for page in pages:
        blocks = [block for walk in walks for block in walk["blocks"] if block["page"] == page]
        longest = max(blocks, key=lambda block: block["cpu_ms"])
        rows.append([page, against(longest["cpu_ms"], BLOCK_MS, 0), number(longest["wall_ms"], 0)])
    note = (
        "One round of Qt's event loop. On a busy machine the clock counts what others took; the "
        "processor's milliseconds are the window's own. `NoneType`: before there is a window."
    )
    return markdown("Longest block", ["page", "ms of processor (at most)", "ms by the clock"], rows, note)
