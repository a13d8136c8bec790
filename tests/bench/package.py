"""python3 -m tests.bench package: how large the executable is, part by part, and how soon its window is there."""

import argparse
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from tests.bench.options import progress
from tests.bench.starting import GIVE_UP_S, POLL_S, Screen, evict, seconds_to_window, starter
from tests.bench.table import against, markdown, number

if TYPE_CHECKING:
    from tests.build.windows.stage import Stage

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "build"))

TITLE = "Homeoffice-Check"
MB = 1_000_000
GOALS_MB = {".exe": 50.0, ".tar.xz": 90.0}
COLD_S, WARM_S = 0.5, 0.3
PORTABLE_S = 0.2
"""So much later than the onedir's the portable file's window may come at its second start."""
CANNOT = 2


def register(benches: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """The sub-command `package`."""
    parser = benches.add_parser("package", help="the executable: size by part, start times")
    parser.set_defaults(bench=run)
    parser.add_argument("--runs", type=int, default=7, help="starts of each kind; the median is told (7)")
    parser.add_argument("--parts", type=int, default=25, help="of each folder, the largest (25)")
    parser.add_argument("--wine", action="store_true", help="Windows' files under Wine too, as root")
    parser.add_argument("--out", type=Path, help="Markdown file")


def run(words: argparse.Namespace) -> int:
    """0 when there was something to measure; 2 where nothing is built or there is no screen in memory."""
    from recipe.product import folder  # noqa: PLC0415 - below build/, which stands in the path by now

    built = {system: folder(system) for system in ("linux", "windows") if folder(system).exists()}
    if not built:
        print("Nothing is built: python3 build/package.py", file=sys.stderr)
        return CANNOT
    sections = ["# The executable, measured\n", _files()]
    sections += [_sizes(system, folder, words.parts) for system, folder in built.items()]
    with tempfile.TemporaryDirectory() as home, _screen() as screen:
        if "linux" in built and sys.platform == "linux":
            sections.append(_linux(screen, built["linux"], Path(home), words.runs))
        if words.wine:
            sections.append(_wine(screen, words.runs))
    text = "\n".join(sections)
    if words.out:
        words.out.write_text(text, encoding="utf-8")
    print(text)
    return 0


def _files() -> str:
    rows = []
    for file in sorted((ROOT / "dist").iterdir()):
        if file.is_file() and file.suffix in (".exe", ".xz", ".deb", ".dmg"):
            goal = next((goal for ending, goal in GOALS_MB.items() if file.name.endswith(ending)), None)
            rows.append([file.name, against(file.stat().st_size / MB, goal)])
    return markdown("What people load", ["file", "MB (at most)"], rows)


def _sizes(system: str, folder: Path, parts: int) -> str:
    """By package or library, as it lies on the disk."""
    sums: Counter[str] = Counter()
    for file in folder.rglob("*"):
        if file.is_file() and not file.is_symlink():
            sums[_part(file.relative_to(folder))] += file.stat().st_size
    rows = [[name, number(size / MB)] for name, size in sums.most_common(parts)]
    rows.append(["everything", number(sum(sums.values()) / MB)])
    return markdown(f"Inside, {system}", ["part", "MB"], rows)


def _part(file: Path) -> str:
    """A large library by its own name, else the package's."""
    words = [word for word in file.parts if word != "_internal"]
    if words[0] == "PySide6" and len(words) > 1:
        return f"PySide6: {words[-1].partition('.')[0] if words[-1].lower().startswith(('lib', 'qt')) else 'rest'}"
    if words[0].endswith(".libs"):
        return f"{words[0]}: {words[-1].partition('-')[0]}"
    return words[0]


def _linux(screen: Screen, folder: Path, home: Path, runs: int) -> str:
    """Source against onedir."""
    packaged = [folder / TITLE, "--home", home]
    python = [ROOT / ".venv" / "bin" / "python", "-m", "checker", "--home", home]
    library = Path(statistics.__file__).parent
    kinds: dict[str, tuple[Callable[[], subprocess.Popen[str]], list[Path], bool]] = {
        "source": (starter(python, screen, ROOT), [ROOT / ".venv", ROOT / "checker", library], False),
        "onedir": (starter(packaged, screen, ROOT), [folder], True),
    }
    rows = []
    for name, (start, files, is_own) in kinds.items():
        progress(f"{name}: {runs} cold and {runs} warm starts")
        cold = []
        for _ in range(runs):
            evict(files)
            cold.append(seconds_to_window(screen, start, TITLE))
        warm = [seconds_to_window(screen, start, TITLE) for _ in range(runs)]
        goals = (COLD_S, WARM_S) if is_own else (None, None)
        goals_met = zip((cold, warm), goals, strict=True)
        rows.append([name, *(against(statistics.median(times), goal, 2) for times, goal in goals_met)])
    note = "Seconds until the window is on the screen, median. Cold: its files were evicted (posix_fadvise DONTNEED)."
    return markdown("Starts, Linux", ["", "cold s", "warm s"], rows, note)


def _wine(screen: Screen, runs: int) -> str:
    """The onedir against the portable file's second start, in a Windows that is up."""
    from recipe.product import folder, release_file  # noqa: PLC0415 - below build/
    from tests.build.windows.stage import Stage  # noqa: PLC0415 - the same

    stage = Stage("bench", screen.name)
    stage.raise_it()
    try:
        shutil.copytree(folder("windows"), stage.folder / "onedir")
        shutil.copy(release_file("windows", ".exe", "x64"), stage.folder / "portable.exe")
        up = stage.room.start(["winecfg"], environment={"DISPLAY": screen.name})  # keeps Wine's server, which is slow
        programs = {"onedir": stage.folder / "onedir" / f"{TITLE}.exe", "portable": stage.folder / "portable.exe"}
        times = {name: statistics.median(_started(screen, stage, file, runs)) for name, file in programs.items()}
        stage.room.kill_all()
        _let_go(up)
    finally:
        stage.tear_down()
    goal = round(times["onedir"] + PORTABLE_S, 2)
    rows = [["onedir", number(times["onedir"], 2)], ["portable, second start", against(times["portable"], goal, 2)]]
    note = "Seconds until the window is on the screen, warm. Only the difference tells something of Windows."
    return markdown("Starts, Windows under Wine", ["", "warm s"], rows, note)


def _started(screen: Screen, stage: "Stage", file: Path, runs: int) -> list[float]:
    """The first start lays it down, and does not count."""
    progress(f"{file.name} under Wine: {runs} starts")
    times = []
    for _ in range(runs + 1):
        began = time.monotonic()
        process = stage.start(file, WINEDEBUG="-all")
        while not screen.shows(TITLE, least_px=500):
            if time.monotonic() - began > GIVE_UP_S:
                stage.room.kill_all()
                raise TimeoutError(f"{file.name} showed no window under Wine")
            time.sleep(POLL_S)
        times.append(time.monotonic() - began)
        while screen.shows(TITLE):
            stage.end_programs()
            time.sleep(0.1)
        _let_go(process)
    return times[1:]


def _let_go(process: subprocess.Popen[str]) -> None:
    """Its pipes are not read to their end: what Wine started beside it holds them too."""
    process.wait(GIVE_UP_S)
    for stream in (process.stdin, process.stdout):
        if stream is not None:
            stream.close()


@contextmanager
def _screen() -> Iterator[Screen]:
    from tests.build.display import screen  # noqa: PLC0415 - below build/

    with screen() as number:
        yield Screen(number)
