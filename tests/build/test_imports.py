"""The first window needs no camera, sound or cryptography library: they are large, and loaded when first wanted."""

import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from recipe.product import executable, this_system
from tests.build.display import windows_of

ROOT = Path(__file__).resolve().parents[2]
IMPORTED_LATER = {
    "cv2",
    "numpy",
    "sounddevice",
    "cryptography",
    "cv2_enumerate_cameras",
    "speedtest",
    "asyncio",
    "pygments",
    "rich",
    "urllib3",
}
FIRST = {
    "PySide6",
    "shiboken6",
    "shibokensupport",
    "msgspec",
    "nacl",
    "_sodium",
    "_cffi_backend",
    "platformdirs",
    "typing_extensions",
}
"""Packages of others that may be loaded on the way: each costs every start some milliseconds."""
OF_PYTHON = {"__feature__", "__main__", "__mp_main__", "_distutils_hack", "signature_bootstrap", "checker", "tests"}
LIBRARIES_LATER = ("cv2.", "openblas", "_multiarray_umath", "libportaudio", "_rust.", "libavcodec", "libcrypto-5")


def test_the_source_loads_only_what_the_first_window_shows() -> None:
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "DISPLAY": ":0"}
    command = [sys.executable, "-m", "tests.build.imports"]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False, timeout=60)
    assert done.stdout, done.stderr
    modules = json.loads(done.stdout.splitlines()[-1])
    tops = {name.partition(".")[0] for name in modules}
    assert "checker.client.window.app.main_window" in modules, "the window was there"
    assert not tops & IMPORTED_LATER
    assert tops - set(sys.stdlib_module_names) - OF_PYTHON <= FIRST, "a new package on every start: is it worth it?"


@pytest.mark.packaged
@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
@pytest.mark.skipif(not executable(this_system()).exists(), reason="no executable: python3 build/package.py makes it")
@pytest.mark.skipif(not shutil.which("Xvfb") or not shutil.which("xdotool"), reason="needs Xvfb and xdotool")
def test_the_packaged_program_maps_only_what_the_first_window_shows(display: str, tmp_path: Path) -> None:
    environment = os.environ | {"DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}
    command = [executable(this_system()), "--home", tmp_path]
    window = subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL)
    try:
        until = time.monotonic() + 30
        while not windows_of(display, "Homeoffice-Check") and time.monotonic() < until:
            time.sleep(0.1)
        mapped = {line.split()[-1] for line in Path(f"/proc/{window.pid}/maps").read_text().splitlines()}
    finally:
        window.terminate()
        window.wait()
    names = {file.rpartition("/")[2] for file in mapped if "/_internal/" in file}
    assert any("libQt6Widgets" in name for name in names), "the window was there"
    assert not [name for name in names if any(word in name for word in LIBRARIES_LATER)]
