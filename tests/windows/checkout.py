"""A copy of this checkout as Windows programs see it, with Windows' Python as its environment."""

import hashlib
import shutil
from pathlib import Path

from wine.windows_python import OLDEST, WindowsPython
from wine.wine_environment import WineEnvironment

ROOT = Path(__file__).resolve().parents[2]
_NOT_COPIED = (".git", ".venv", "dist", "__pycache__", ".*_cache", ".hypothesis")


class Checkout:
    """Lies in `folder`, below the lab of `wine`. Constructing it does nothing."""

    def __init__(self, wine: WineEnvironment, folder: Path, python: str = OLDEST) -> None:
        self._wine, self._source, self._python = wine, folder / "source", python
        self._environment = self._source / ".venv"
        self.program = wine.windows_path(self._environment / "python.exe")
        self.path = wine.windows_path(self._source)

    def set_up(self, *, for_tests: bool) -> None:
        """This checkout as it is now; Python and packages, those of the tests too, where they are missing."""
        python = WindowsPython(self._wine, self._python)
        python.set_up()
        self._copy_source()
        (python.copy_for_tests if for_tests else python.copy_for_checks)(self._environment)
        self._call_complete()

    def _copy_source(self) -> None:
        """All of it anew, but for the environment."""
        self._source.mkdir(parents=True, exist_ok=True)
        for old in self._source.iterdir():
            if old.is_dir() and old != self._environment:
                shutil.rmtree(old)
            elif old.is_file():
                old.unlink()
        shutil.copytree(ROOT, self._source, ignore=shutil.ignore_patterns(*_NOT_COPIED), dirs_exist_ok=True)

    def _call_complete(self) -> None:
        """Programs that tests start take this Python for the checkout's own environment, and bring none."""
        for name in ("program", "tests"):
            requirements = ROOT / "build" / "requirements" / f"{name}.txt"
            mark = self._environment / f"complete-{name}"
            mark.write_text(hashlib.sha256(requirements.read_bytes()).hexdigest())
        (self._environment / "Scripts").mkdir(exist_ok=True)
        shutil.copy(self._environment / "python.exe", self._environment / "Scripts" / "python.exe")
