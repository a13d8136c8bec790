"""The virtual environment: made with what Python has, filled from the hashed requirements, marked when complete."""

import hashlib
import importlib.util
import os
import subprocess
import sys
import tempfile
import time
import venv
from pathlib import Path

from checker.bootstrap.debian_packages import install_packages
from checker.bootstrap.setup_lock import exclusive_setup

CATALOGUE_FOLDERS = ("checker/knowledge/locale", "checker/desk/locale")


class SetupFailed(Exception):  # noqa: N818 - a sentence for the person in front, not a defect
    """What is missing and what to do, in one line."""


class VirtualEnvironment:
    """One virtual environment for these requirement files. Constructing it changes nothing."""

    def __init__(self, root: Path, files: list[Path]) -> None:
        self._root = root
        self._files = files
        self.folder = root / ".venv"
        if not (_may_write(root) or self._is_filled()):
            self.folder = _cache_folder(root)

    @property
    def python(self) -> Path:
        """Its interpreter, whether it is there yet or not."""
        return self.folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")

    @property
    def is_current(self) -> bool:
        """Whether this very process runs in it."""
        return Path(sys.prefix).resolve() == self.folder.resolve()

    @property
    def is_complete(self) -> bool:
        """Whether everything is installed, for the Python that stands behind it now."""
        return self._is_filled() and not self._stale_catalogues()

    def _is_filled(self) -> bool:
        return self._has_its_python() and all(_read(self._marker(file)) == _digest(file) for file in self._files)

    def _has_its_python(self) -> bool:
        """A system upgrade can put a newer Python behind the same name, which does not see the packages of the old."""
        if os.name == "nt" or self.python.resolve() != Path(sys.executable).resolve():
            return self.python.exists()
        return (self.folder / "lib" / f"python{sys.version_info.major}.{sys.version_info.minor}").exists()

    def set_up(self) -> None:
        """Makes and fills it. Raises SetupFailed."""
        try:
            with exclusive_setup(self.folder.with_suffix(".lock"), _print_waiting):
                self._fill()
        except OSError as error:
            raise SetupFailed(_setup_failed_text(error)) from error

    def _fill(self) -> None:
        if not (self._works() and self._has_its_python()):
            self._create()
        for file in self._files:
            if _read(self._marker(file)) != _digest(file):
                _print_status(
                    "Wird eingerichtet (einmalig), einige Minuten · setting up (once), a few minutes: "
                    f"{self.folder.name}, {file.name}"
                )
                self._install_requirements(file)
                self._marker(file).write_text(_digest(file))
        self._compile_catalogues()

    def _marker(self, file: Path) -> Path:
        return self.folder / f"complete-{file.stem}"

    def _works(self) -> bool:
        try:
            return subprocess.run([self.python, "-c", ""], check=False, capture_output=True).returncode == 0
        except OSError:
            return False

    def _create(self) -> None:
        if importlib.util.find_spec("ensurepip") is None and not install_packages([_debian_venv()], "python3 venv"):
            self._create_without_ensurepip()
            return
        try:
            # A child: what apt has just installed is not visible to this process's import system.
            subprocess.run([sys.executable, "-m", "venv", "--clear", self.folder], check=True, capture_output=True)
        except (subprocess.CalledProcessError, OSError) as error:
            raise SetupFailed(_setup_failed_text(error)) from error

    def _create_without_ensurepip(self) -> None:
        """Python without ensurepip, nobody to install it: pip of the same Python can fill another environment."""
        if importlib.util.find_spec("pip") is None:
            raise SetupFailed(
                f"Es fehlt / missing: {_debian_venv()}. Bitte installieren / please install: "
                f"sudo apt install {_debian_venv()}"
            )
        try:
            venv.create(self.folder, clear=True, with_pip=False)
        except OSError as error:
            raise SetupFailed(_setup_failed_text(error)) from error

    def _install_requirements(self, file: Path) -> None:
        has_pip = (
            subprocess.run([self.python, "-m", "pip", "--version"], check=False, capture_output=True).returncode == 0
        )
        pip = (
            [str(self.python), "-m", "pip"] if has_pip else [sys.executable, "-m", "pip", "--python", str(self.python)]
        )
        # Most modules are never imported; the others are compiled when they are.
        options = ["--quiet", "--disable-pip-version-check", "--no-compile", "--require-hashes"]
        command = [*pip, "install", *options, "-r", str(file)]
        # close_fds: pip holds the lock as well, and where this start is killed the next one waits for it.
        done = subprocess.run(command, check=False, capture_output=True, text=True, close_fds=os.name != "posix")
        if done.returncode:
            last_line = (done.stderr.strip() or "?").splitlines()[-1]
            raise SetupFailed(
                f"Die Programmteile konnten nicht geladen werden: {last_line}. Bitte Internet und freien Platz prüfen "
                "und noch einmal starten. · The parts could not be loaded; check internet and free space, start again."
            )

    def _stale_catalogues(self) -> list[Path]:
        """Translations that are to be compiled: never, or before they changed. Not where nobody may write them."""
        pages = [page for folder in CATALOGUE_FOLDERS for page in (self._root / folder).glob("*/LC_MESSAGES/*.po")]
        return [page for page in pages if _is_newer_than_catalogue(page) and _may_write(page.parent)]

    def _compile_catalogues(self) -> None:
        script = (
            "import sys\nfrom pathlib import Path\nfrom babel.messages import mofile, pofile\n"
            "for page in map(Path, sys.argv[1:]):\n"
            "    catalogue = pofile.read_po(page.open('rb'))\n"
            "    mofile.write_mo(page.with_suffix('.mo').open('wb'), catalogue)\n"
        )
        # Without catalogues the program speaks German: not worth stopping for.
        subprocess.run([self.python, "-c", script, *self._stale_catalogues()], check=False, capture_output=True)


def _debian_venv() -> str:
    return f"python{sys.version_info.major}.{sys.version_info.minor}-venv"


def _setup_failed_text(error: Exception) -> str:
    return (
        f"Hier konnte nichts eingerichtet werden ({type(error).__name__}). Bitte freien Platz und Schreibrechte "
        "prüfen. · Nothing could be set up here; check free space and permissions."
    )


def _may_write(folder: Path) -> bool:
    try:
        with tempfile.TemporaryFile(dir=folder):
            return True
    except OSError:
        return False


def _cache_folder(root: Path) -> Path:
    """A checkout on read-only media, without an environment of its own: it lives in the user's cache."""
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return cache / "homeoffice-check" / hashlib.sha256(str(root).encode()).hexdigest()[:12]


def _is_newer_than_catalogue(page: Path) -> bool:
    catalogue = page.with_suffix(".mo")
    return not catalogue.exists() or _age_s(page) < _age_s(catalogue)


def _digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def _read(file: Path) -> str:
    try:
        return file.read_text()
    except OSError:
        return ""


def _age_s(file: Path) -> float:
    try:
        return time.time() - file.stat().st_mtime
    except OSError:
        return 0.0


def _print_waiting() -> None:
    _print_status("Ein anderer Start richtet gerade ein; bitte warten. · Another start is setting up; please wait.")


def _print_status(line: str) -> None:
    print(line, file=sys.stderr, flush=True)  # noqa: T201 - before anything else works
