"""Whether the built folder is whole: every check, every file that is read, and nothing of the slimming list."""

from collections.abc import Iterator
from pathlib import Path

from recipe import inclusions
from recipe.exclusions import MODULES
from recipe.pruning import stays

LONGEST_INNER_PATH = 120
"""Letters of a file's path below the program's folder. Windows opens 260 without a switch (MAX_PATH); before it stand
`C:\\Users\\NAME\\AppData\\Local\\Homeoffice-Check\\VERSION-CONTENTS\\`, with a name of up to 60 letters 130."""


def find_faults(folder: Path, executable: Path, system: str) -> list[str]:
    """One sentence for each thing that is missing or too much. Empty: the build may go on."""
    long_paths = path_faults(folder) if system == "windows" else ()
    return [*_module_faults(executable, system), *_file_faults(folder, system), *long_paths]


def path_faults(folder: Path) -> Iterator[str]:
    """A sentence for each path that Windows might not open where a user's name is long."""
    for file in folder.rglob("*"):
        name = file.relative_to(folder).as_posix()
        if len(name) > LONGEST_INNER_PATH:
            yield f"{name} is too long a path for Windows"


def modules(executable: Path) -> set[str]:
    """Names of the Python modules inside the executable."""
    from PyInstaller.archive.readers import CArchiveReader

    return set(CArchiveReader(str(executable)).open_embedded_archive("PYZ.pyz").toc)


def contents_folder(folder: Path) -> Path:
    """Where the libraries and data lie."""
    return folder / "Contents" / "Frameworks" if folder.suffix == ".app" else folder / "_internal"


def _module_faults(executable: Path, system: str) -> Iterator[str]:
    included = modules(executable)
    yield from (f"{name} is missing" for name in inclusions.hidden(system) if name not in included)
    for name in MODULES:
        if extra := [module for module in included if module == name or module.startswith(f"{name}.")]:
            yield f"{extra[0]} is inside although the slimming list names {name}"


def _file_faults(folder: Path, system: str) -> Iterator[str]:
    root = contents_folder(folder)
    for source, target in inclusions.data(system):
        if not (root / target / Path(source).name).exists():
            yield f"{target}/{Path(source).name} is missing"
    for file in root.rglob("*"):
        name = file.relative_to(root).as_posix()
        if not file.is_dir() and not stays(name):
            yield f"{name} is inside although the slimming list names it"
