"""One file for Windows, made by NSIS (Debian: nsis) from the program's folder: portable.nsi says what it does."""

import hashlib
import os
import shutil
import subprocess
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from recipe.product import NAME, epoch, version, version_numbers
from systems.nsis_stub import main_stub, replace_texts

HERE = Path(__file__).parent
NSIS_FOLDERS = ("/usr/share/nsis", r"C:\Program Files (x86)\NSIS", r"C:\Program Files\NSIS")
PLUGINS = ("System", "Banner")
SPARE_KB = 20_000
"""Beside the program's own size, for the file system's bookkeeping."""


def identity(folder: Path) -> str:
    """Version and contents: what lies under this name on a user's disk is always the same."""
    sums = hashlib.sha256()
    for file in _files(folder):
        sums.update(file.relative_to(folder).as_posix().encode() + b"\0" + hashlib.sha256(file.read_bytes()).digest())
    return f"{version()}-{sums.hexdigest()[:8]}"


def make_portable(
    folder: Path, name: str, icon: Path, work: Path, out: Path, sign: Callable[[Iterable[Path]], None]
) -> Path:
    """Makes `out`. `name`: what `identity` told before the folder was signed; `sign`: for NSIS' own plug-ins."""
    shutil.rmtree(work, ignore_errors=True)
    home = _copy_nsis(work / "nsis")
    target, stub = main_stub(home)
    stub.write_bytes(replace_texts(stub.read_bytes()))
    sign([home / "Plugins" / target / f"{plugin}.dll" for plugin in PLUGINS])
    (work / "files.nsh").write_text("\n".join(_lines(folder)) + "\n", encoding="utf-8")
    size_kb = sum(file.stat().st_size for file in _files(folder)) // 1000 + SPARE_KB
    defines = {
        "PRODUCT": NAME,
        "ID": name,
        "VERSION": version(),
        "NUMBERS": ".".join(str(number) for number in version_numbers()),
        "TARGET": target,
        "FILES": str(work / "files.nsh"),
        "WORDS": str(HERE / "words.nsh"),
        "SIZE_KB": str(size_kb),
        "ROOM_MB": str(2 * size_kb // 1000),
        "ICON": str(icon),
        "OUT": str(out),
    }
    out.unlink(missing_ok=True)
    command = [_makensis(home), "-V2", "-INPUTCHARSET", "UTF8", *(f"-D{key}={value}" for key, value in defines.items())]
    environment = os.environ | {"NSISDIR": str(home), "SOURCE_DATE_EPOCH": str(epoch())}
    done = subprocess.run([*command, str(HERE / "portable.nsi")], env=environment, check=False)
    if done.returncode or not out.exists():
        raise SystemExit("makensis failed; its words stand above.")
    return out


def _copy_nsis(home: Path) -> Path:
    """A copy of NSIS whose stub may be altered and whose plug-ins may be signed."""
    nsis_folder = next((Path(nsis_folder) for nsis_folder in NSIS_FOLDERS if Path(nsis_folder, "Stubs").exists()), None)
    if nsis_folder is None:
        raise SystemExit("The portable file needs NSIS (Debian: apt install nsis).")
    for part in ("Stubs", "Plugins", "Include", "Contrib"):
        shutil.copytree(nsis_folder / part, home / part)
    for program in ("makensis.exe", "Bin", "nsisconf.nsh"):
        if (nsis_folder / program).is_file():
            shutil.copy(nsis_folder / program, home)
        elif (nsis_folder / program).is_dir():
            shutil.copytree(nsis_folder / program, home / program)
    return home


def _makensis(home: Path) -> str:
    return str(home / "makensis.exe") if (home / "makensis.exe").exists() else "makensis"


def _lines(folder: Path) -> Iterator[str]:
    """Like beside like compresses best, and sorted: the same folder makes the same file."""
    current = ""
    for file in _files(folder):
        inner = file.parent.relative_to(folder).as_posix()
        if inner != current:
            yield f'SetOutPath "$home\\unpacking\\{inner}"'.replace("/", "\\")
            current = inner
        yield f'File "{file}"'


def _files(folder: Path) -> list[Path]:
    files = [file for file in folder.rglob("*") if file.is_file()]
    return sorted(files, key=lambda file: (file.suffix.lower(), file.relative_to(folder).as_posix()))
