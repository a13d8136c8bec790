"""Which Debian packages the folder needs: read from its ELF files, so that none is forgotten and none is guessed."""

import re
import subprocess
from pathlib import Path

PACKAGE_BY_LIBRARY = {
    "libc.so.6": "libc6",
    "libm.so.6": "libc6",
    "libdl.so.2": "libc6",
    "libpthread.so.0": "libc6",
    "librt.so.1": "libc6",
    "libutil.so.1": "libc6",
    "ld-linux-x86-64.so.2": "libc6",
    "libresolv.so.2": "libc6",
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libGLX.so.0": "libgl1",
    "libX11.so.6": "libx11-6",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxcb.so.1": "libxcb1",
    "libasound.so.2": "libasound2",
    "libjack.so.0": "libjack-jackd2-0 | libjack-0.125",
    "libgcc_s.so.1": "libgcc-s1",
    "libstdc++.so.6": "libstdc++6",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
    "libdrm.so.2": "libdrm2",
}
"""What is left to the system, by the package that brings it. Names that Ubuntu 22.04 knows; Debian 13 and Ubuntu 24.04
name some anew (t64) and provide the old name."""
MAX_SYMBOL_VERSIONS = {"GLIBC": (2, 35), "GLIBCXX": (3, 4, 30)}
"""What Ubuntu 22.04 has; Debian 12's C library is 2.36."""
_NEEDED = re.compile(r"^\s+NEEDED\s+(\S+)$", re.MULTILINE)
_SYMBOLS = re.compile(r"\b(GLIBC|GLIBCXX)_([\d.]+)")
OLDEST_GLIBC = (2, 34)
"""What PySide6's wheels ask for by their name (manylinux_2_34)."""


def depends_field(folder: Path) -> str:
    """The field of a Debian control file. Ends the build for a library that no table entry names."""
    inside = {file.name for file in folder.rglob("*")}
    needed: dict[str, str] = {}
    glibc: tuple[int, ...] = OLDEST_GLIBC
    for file in elf_files(folder):
        header_text = elf_headers(file)
        needed |= {library: file.name for library in _NEEDED.findall(header_text) if library not in inside}
        glibc = max(glibc, newest_symbols(header_text)["GLIBC"])
    if unknown := sorted(set(needed) - set(PACKAGE_BY_LIBRARY)):
        raise SystemExit("Whose are these? " + ", ".join(f"{soname} (asked by {needed[soname]})" for soname in unknown))
    packages = {PACKAGE_BY_LIBRARY[soname] for soname in needed} - {"libc6"}
    return ", ".join([f"libc6 (>= {glibc[0]}.{glibc[1]})", *sorted(packages)])


def elf_files(folder: Path) -> list[Path]:
    return [file for file in sorted(folder.rglob("*")) if not file.is_symlink() and file.is_file() and _is_elf(file)]


def elf_headers(file: Path) -> str:
    """What binutils' objdump tells of its needs."""
    return subprocess.run(["objdump", "-p", str(file)], capture_output=True, text=True, check=True).stdout


def newest_symbols(header_text: str) -> dict[str, tuple[int, ...]]:
    """The newest versions of the C and the C++ library whose symbols the file asks for."""
    versions: dict[str, tuple[int, ...]] = {"GLIBC": OLDEST_GLIBC, "GLIBCXX": (3, 4)}
    for library, version in _SYMBOLS.findall(header_text):
        versions[library] = max(versions[library], tuple(int(number) for number in version.strip(".").split(".")))
    return versions


def too_new_files(folder: Path) -> list[str]:
    """Files that the oldest system which we promise could not load."""
    symbols_by_file = [(file, newest_symbols(elf_headers(file))) for file in elf_files(folder)]
    return [
        file.name
        for file, symbols in symbols_by_file
        if any(symbols[name] > MAX_SYMBOL_VERSIONS[name] for name in MAX_SYMBOL_VERSIONS)
    ]


def _is_elf(file: Path) -> bool:
    with file.open("rb") as opened:
        return opened.read(4) == b"\x7fELF"
