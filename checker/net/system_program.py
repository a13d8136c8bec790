"""A program of the system: found by its full path, and started with the environment that the system gave this one.

A packaged program runs with variables of its own (PyInstaller, "Run-time Information": LD_LIBRARY_PATH and its kind,
with the former value in a variable with `_ORIG`; Qt's run-time hooks add QT_ variables and PATH entries). A child that
took them over would load this package's libraries in the place of the system's. A bare name would be looked for in the
current folder first on Windows (CreateProcessW), where a download folder may hold anything.
"""

import os
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path

from checker.model.failure import FailureKind, Operation, OperationFailed

_LIBRARY_VARIABLES = ("LD_LIBRARY_PATH", "LD_PRELOAD", "DYLD_LIBRARY_PATH", "DYLD_FRAMEWORK_PATH", "LIBPATH")
_OWN_PREFIXES = ("QT_", "QML_", "QML2_", "_PYI_", "_MEIPASS", "PYTHON", "SSL_CERT_", "OPENCV_", "GI_TYPELIB_", "GST_")
_ORIGINAL = "_ORIG"


def find_program(name: str, environment: Mapping[str, str] | None = None) -> str:
    """The full path of a program of the system. Raises OperationFailed `missing`.

    Windows' own folders come first; no entry of PATH counts that depends on the current folder.
    """
    if Path(name).is_absolute():
        return name
    variables = os.environ if environment is None else environment
    folders = [*_windows_folders(variables), *variables.get("PATH", os.defpath).split(os.pathsep)]
    path = os.pathsep.join(folder for folder in folders if folder and Path(folder).is_absolute())
    program = shutil.which(name, path=path) if path else None
    if program is None or not Path(program).is_absolute():
        raise OperationFailed(Operation.RUN, FailureKind.MISSING, name)
    return program


def child_environment(extra: Mapping[str, str] | None = None) -> dict[str, str]:
    """The variables for a program of the system, `extra` on top of them."""
    variables = dict(os.environ)
    if getattr(sys, "frozen", False):
        variables = _without_package(variables, Path(getattr(sys, "_MEIPASS", Path(sys.executable).parent)))
    return variables | dict(extra or {})


def _without_package(variables: dict[str, str], package: Path) -> dict[str, str]:
    restored = {
        name: value for name, value in variables.items() if not name.startswith(_OWN_PREFIXES) and _ORIGINAL not in name
    }
    for name in _LIBRARY_VARIABLES:
        restored.pop(name, None)
        if (original := variables.get(name + _ORIGINAL)) is not None:
            restored[name] = original
    folders = variables.get("PATH", "").split(os.pathsep)
    restored["PATH"] = os.pathsep.join(folder for folder in folders if folder and not _is_inside(folder, package))
    return restored


def _is_inside(folder: str, package: Path) -> bool:
    path = Path(folder)
    return path == package or package in path.parents


def _windows_folders(variables: Mapping[str, str]) -> list[str]:
    if sys.platform != "win32":
        return []
    root = Path(variables.get("SYSTEMROOT", r"C:\Windows"))
    system = root / "System32"
    return [str(folder) for folder in (system, root, system / "Wbem", system / "WindowsPowerShell" / "v1.0")]
