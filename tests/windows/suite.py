"""A copy of this checkout in Wine, and pytest in Windows' Python for each of its files."""

import json
import queue
import subprocess
import threading
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import asdict
from pathlib import Path

from tests.windows.checkout import ROOT, Checkout
from tests.windows.outcome import BROKEN, TOO_LONG, Outcome, last_begun, outcomes_of
from wine.windows_python import OLDEST
from wine.wine_environment import WineEnvironment

PARTS = ("model", "knowledge", "checks", "net", "run", "show", "client", "build", "stored")
"""Not: desk, browser, demo (the desk runs on Linux), lab, guest, bench (namespaces, machines), house (the source)."""
LEFT_OUT = {
    "tests/net/pac/test_constructs.py": "beside Chromium, which playwright drives on Linux",
    "tests/show/report_html/test_browser.py": "in Chromium, which playwright drives on Linux",
}
"""Windows' own pipeline collects them: there playwright is installed."""
_START = "import os, sys, pytest; os.chdir(sys.argv[1]); sys.path[0] = sys.argv[1]; sys.exit(pytest.main(sys.argv[2:]))"

_LEFT_BEHIND_S = 3.0
"""A child that outlives pytest holds its output open."""
_VARIABLES = {"QT_QPA_PLATFORM": "offscreen", "PYTHONDONTWRITEBYTECODE": ""}


def test_files(words: Iterable[str]) -> list[str]:
    """The test files in these files and folders, those of all parts without any; relative to the checkout."""
    paths: list[Path] = []
    for word in words or [f"tests/{part}" for part in PARTS]:
        path = (ROOT / word).resolve()
        paths += sorted(path.rglob("test_*.py")) if path.is_dir() else [path] if path.is_file() else []
    names = [file.relative_to(ROOT).as_posix() for file in dict.fromkeys(paths)]
    return [name for name in names if name not in LEFT_OUT]


class Suite:
    """`jobs` files run at a time, each in a Windows of its own. Constructing it does nothing."""

    def __init__(
        self,
        jobs: int,
        limit_s: float,
        *,
        python: str = OLDEST,
        batch: int = 1,
        with_gaps: bool = False,
        collect_only: bool = False,
    ) -> None:
        name = "suite" if python == OLDEST else f"suite-{python}"
        self._systems = [WineEnvironment(prefix=f"prefix-{name}-{number}") for number in range(jobs)]
        self._limit_s = limit_s
        self._batch = batch
        self._options = [
            "-p",
            "no:cacheprovider",
            "--tb=short",
            "--continue-on-collection-errors",
            *(["--collect-only"] if collect_only else []),
        ]
        self._options += [] if with_gaps else ["-p", "tests.windows.wine_gaps"]
        folder = self._systems[0].lab / name
        self._checkout, self._results = Checkout(self._systems[0], folder, python), folder / "results"
        self._is_stopped = threading.Event()
        self._is_set_up = False

    def set_up(self) -> None:
        """Brings Wine, Python and packages where they are missing, and this checkout as it is now."""
        for wine in self._systems:
            wine.set_up()
        self._is_set_up = True
        self._results.mkdir(parents=True, exist_ok=True)
        self._checkout.set_up(for_tests=True)

    def run(self, files: Sequence[str]) -> Iterator[tuple[str, Outcome]]:
        """Each file and how it ended, as they end. What pytest printed lies in the results, beside the outcome."""
        free: queue.SimpleQueue[WineEnvironment] = queue.SimpleQueue()
        for wine in self._systems:
            free.put(wine)

        def next_batch(batch: list[str]) -> dict[str, Outcome]:
            wine = free.get()
            try:
                return self._run_batch(wine, batch)
            finally:
                free.put(wine)

        batches = [files[start : start + self._batch] for start in range(0, len(files), self._batch)]
        with ThreadPoolExecutor(len(self._systems)) as pool:
            try:
                for done in as_completed([pool.submit(next_batch, batch) for batch in batches]):
                    yield from done.result().items()
            except BaseException:
                pool.shutdown(wait=False, cancel_futures=True)
                self.close()
                raise

    def close(self) -> None:
        """Ends every program in these Windows, also one whose test is still running."""
        self._is_stopped.set()
        for wine in self._systems if self._is_set_up else []:
            wine.kill_all()

    def outcomes(self, files: Iterable[str]) -> dict[str, Outcome]:
        """What is known of these files, also from earlier runs."""
        results = {file: self._result(file, "json") for file in files}
        return {file: Outcome(**json.loads(result.read_text())) for file, result in results.items() if result.exists()}

    def not_clean(self, files: Iterable[str]) -> list[str]:
        clean = {file for file, outcome in self.outcomes(files).items() if outcome.is_clean}
        return [file for file in files if file not in clean]

    def _run_batch(self, wine: WineEnvironment, files: list[str]) -> dict[str, Outcome]:
        """In one process; where that does not reach its end, the file that ended it by itself, and the others anew."""
        outcomes, output = self._run_together(wine, files)
        if not outcomes and len(files) > 1:
            last = last_begun(files, output)
            parts = ([file for file in files if file != last], [last]) if last else [[file] for file in files]
            done = [self._run_batch(wine, part) for part in parts if not self._is_stopped.is_set()]
            return {file: outcome for part in done for file, outcome in part.items()}
        if not self._is_stopped.is_set():
            for file, outcome in outcomes.items():
                self._result(file, "txt").write_text(output)
                self._result(file, "json").write_text(json.dumps(asdict(outcome)))
        return outcomes

    def _run_together(self, wine: WineEnvironment, files: list[str]) -> tuple[dict[str, Outcome], str]:
        """How each ended, and what pytest printed. No outcomes where several did not reach their end."""
        report = self._result(files[0], "xml")
        report.unlink(missing_ok=True)
        options = [*self._options, f"--junitxml={wine.windows_path(report)}"]
        command = [self._checkout.program, "-c", _START, self._checkout.path, *options, *files]
        is_in_time, output = _printed(wine, command, self._limit_s * len(files))
        if report.exists():
            return outcomes_of(files, report.read_text("utf-8", "replace")), output
        kind = BROKEN if is_in_time else TOO_LONG
        return {file: Outcome(kind) for file in files if len(files) == 1}, output

    def _result(self, file: str, ending: str) -> Path:
        return self._results / f"{file.replace('/', '.')}.{ending}"


def _printed(wine: WineEnvironment, command: Sequence[str], limit_s: float) -> tuple[bool, str]:
    """Whether the program ended in time, and what it printed. What it has started and left behind ends too."""
    process = wine.start(command, variables=_VARIABLES)
    pieces: list[str] = []
    reader = threading.Thread(target=lambda: pieces.extend(process.stdout or ()), daemon=True)
    reader.start()
    try:
        process.wait(limit_s)
        is_in_time = True
    except subprocess.TimeoutExpired:
        is_in_time = False
    if is_in_time:
        reader.join(_LEFT_BEHIND_S)
    if reader.is_alive():
        wine.kill_all()
        process.kill()
        reader.join(_LEFT_BEHIND_S)
    return is_in_time, "".join(pieces)
