"""pytest runs, and what failed in them once more, alone: what passes then is flaky, and counted by name."""

import json
import subprocess
import sys
from pathlib import Path

FAILED = 1
NO_TESTS = 5
"""pytest's exit codes."""
MOST_FLAKY = 5
"""More than these fail the run: a race that is only run again is a race that people meet. The aim is none."""


class Reruns:
    """Counterparts in real time can be late on a busy machine: only what fails twice, at last alone, is a failure."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self.flaky: list[str] = []

    def run(self, chosen: list[str], *parallel: str) -> int:
        """pytest's exit code for the chosen tests; `parallel` holds for the first run only."""
        code = self.pytest(["--cache-clear", *parallel, *chosen])
        if code != FAILED:
            return code
        failed = self._last_failed()
        print("\nWhat failed runs once more, alone: only what fails there too is a failure.", flush=True)
        code = self.pytest(["--last-failed", "--last-failed-no-failures", "none", *chosen])
        self.flaky += sorted(failed - self._last_failed())
        return code

    def pytest(self, arguments: list[str]) -> int:
        """One run in a process of its own; its exit code."""
        return subprocess.run([sys.executable, "-m", "pytest", *arguments], cwd=self._root, check=False).returncode

    def verdict(self, codes: set[int]) -> int:
        """The exit code of all runs together. Prints what was flaky."""
        if self.flaky:
            print(f"\n{len(self.flaky)} flaky: failed beside the others, passed alone ({MOST_FLAKY} at most)")
            print("\n".join(f"FLAKY {name}" for name in self.flaky), flush=True)
        code = max(codes - {NO_TESTS}, default=NO_TESTS)
        return FAILED if len(self.flaky) > MOST_FLAKY and code == 0 else code

    def _last_failed(self) -> set[str]:
        page = self._root / ".pytest_cache" / "v" / "cache" / "lastfailed"
        return set(json.loads(page.read_text("utf-8"))) if page.is_file() else set()
