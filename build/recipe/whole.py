"""Whether the built folder is whole: every check, every file that is read, and nothing of the slimming list."""

from collections.abc import Iterator
from pathlib import Path

from recipe import inside
from recipe.left_out import MODULES
from recipe.pruning import stays


def faults(folder: Path, executable: Path) -> list[str]:
    """One sentence for each thing that is missing or too much. Empty: the build may go on."""
    return [*_modules(executable), *_files(folder)]


def modules(executable: Path) -> set[str]:
    """Names of the Python modules inside the executable."""
    from PyInstaller.archive.readers import CArchiveReader

    return set(CArchiveReader(str(executable)).open_embedded_archive("PYZ.pyz").toc)


def contents(folder: Path) -> Path:
    """Where the libraries and data lie."""
    return folder / "Contents" / "Frameworks" if folder.suffix == ".app" else folder / "_internal"


def _modules(executable: Path) -> Iterator[str]:
    within = modules(executable)
    yield from (f"{name} is missing" for name in inside.hidden() if name not in within)
    for name in MODULES:
        if found := [one for one in within if one == name or one.startswith(f"{name}.")]:
            yield f"{found[0]} is inside although the slimming list names {name}"


def _files(folder: Path) -> Iterator[str]:
    root = contents(folder)
    for source, place in inside.data():
        if not (root / place / Path(source).name).exists():
            yield f"{place}/{Path(source).name} is missing"
    for file in root.rglob("*"):
        name = file.relative_to(root).as_posix()
        if not file.is_dir() and not stays(name):
            yield f"{name} is inside although the slimming list names it"
