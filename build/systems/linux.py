"""Linux: a tar.xz for every home folder, and a .deb for Debian 12, Ubuntu 22.04 and newer."""

import shutil
import subprocess
from concurrent.futures import ProcessPoolExecutor
from fnmatch import fnmatchcase
from pathlib import Path

from licences.notices import NOTICES, write_notices
from recipe import icons, inclusions
from recipe.completeness import contents_folder
from recipe.exclusions import STRIPPED
from recipe.firm_settings import install_settings
from recipe.freezing import freeze
from recipe.product import DIST, NAME, PACKAGE, debian_version, epoch, processor, release_file, version
from systems.archive import folder_members, tar_xz
from systems.deb import ARCHITECTURES, make_deb
from systems.debian_depends import elf_files, elf_headers, newest_symbols, too_new_files

MACHINES = {"x64": "x86_64", "arm64": "aarch64"}
READ_ME = f"""{NAME}

Deutsch: Öffnen Sie ein Terminal in diesem Ordner und geben Sie ein: ./start.sh
English: open a terminal in this folder and type: ./start.sh

Licences: _internal/{NOTICES}
"""


def build(*, only_folder: bool, firm: Path | None = None) -> list[Path]:
    """The folder, and the files of a release made of it."""
    inclusions.compile_catalogues()
    inclusions.make_voices()
    pieces_folder = DIST / "work" / "pieces"
    shutil.rmtree(pieces_folder, ignore_errors=True)
    icons.write_icons(pieces_folder)
    folder = freeze("linux", pieces_folder)
    _strip(folder)
    _refuse_what_is_too_new(folder)
    notices = write_notices(folder)
    _write_start_script(folder)
    install_settings("linux", firm)
    if only_folder:
        return [folder]
    return _archives(folder, pieces_folder / "icon.png", notices)


def _archives(folder: Path, icon: Path, notices: Path) -> list[Path]:
    """Both compress for minutes: at the same time."""
    cpu = processor()
    packed = release_file("linux", ".tar.xz", MACHINES[cpu])
    package = DIST / f"{PACKAGE}_{debian_version()}_{ARCHITECTURES[cpu]}.deb"
    with ProcessPoolExecutor(2) as pool:
        as_tar = pool.submit(_tar, folder)
        as_deb = pool.submit(make_deb, folder, icon, notices, cpu, epoch())
        packed.write_bytes(as_tar.result())
        package.write_bytes(as_deb.result())
    return [packed, package]


def _tar(folder: Path) -> bytes:
    return tar_xz(list(folder_members(folder, f"{NAME}-{version()}")), epoch())


def _strip(folder: Path) -> None:
    root = contents_folder(folder)
    for file in elf_files(root):
        if any(fnmatchcase(file.relative_to(root).as_posix(), glob) for glob in STRIPPED):
            subprocess.run(["strip", "--strip-unneeded", str(file)], check=True)


def _refuse_what_is_too_new(folder: Path) -> None:
    if late := too_new_files(folder):
        raise SystemExit(f"Ubuntu 22.04 could not load these, build on an older system: {', '.join(late)}")


def _write_start_script(folder: Path) -> None:
    glibc = max(newest_symbols(elf_headers(file))["GLIBC"] for file in elf_files(folder))
    text = (Path(__file__).parent / "start.sh").read_text("utf-8")
    text = text.replace("@MACHINE@", MACHINES[processor()]).replace("@GLIBC@", f"{glibc[0]}.{glibc[1]}")
    start = folder / "start.sh"
    start.write_text(text, encoding="utf-8")
    start.chmod(0o755)
    (folder / "LIESMICH.txt").write_text(READ_ME, encoding="utf-8")
