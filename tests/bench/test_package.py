"""Parts are named so that a person sees what weighs, and a start is timed by its window."""

import shutil
import sys
from pathlib import Path

import pytest

from tests.bench.package import _part
from tests.bench.starting import Screen, evict, seconds_to_window, starter
from tests.build.display import screen

WINDOW = """
import sys
from PySide6.QtWidgets import QApplication, QLabel
app = QApplication(sys.argv)
label = QLabel("x")
label.setWindowTitle("A window of the test")
label.resize(300, 200)
label.show()
app.exec()
"""


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("_internal/cv2/cv2.abi3.so", "cv2"),
        ("_internal/numpy.libs/libscipy_openblas64_-32a4b2a6.so", "numpy.libs: libscipy_openblas64_"),
        ("_internal/PySide6/Qt/lib/libQt6Gui.so.6", "PySide6: libQt6Gui"),
        ("_internal/PySide6/plugins/styles/x.dll", "PySide6: rest"),
        ("Homeoffice-Check", "Homeoffice-Check"),
        ("_internal/libpython3.11.so.1.0", "libpython3.11.so.1.0"),
    ],
)
def test_part(file: str, name: str) -> None:
    assert _part(Path(file)) == name


@pytest.mark.skipif(sys.platform != "linux" or not shutil.which("Xvfb"), reason="needs Xvfb")
def test_a_start_is_timed_by_its_window_and_leaves_nothing(tmp_path: Path) -> None:
    with screen() as number:
        on = Screen(number)
        assert not on.shows("A window of the test")
        start = starter([sys.executable, "-c", WINDOW], on, tmp_path)
        assert 0 < seconds_to_window(on, start, "A window of the test") < 60
        assert not on.shows("A window of the test")
        process = start()
        while not on.shows("A window of the test"):
            assert process.poll() is None
        assert on.shows("A window of the test", least_px=200)
        assert not on.shows("A window of the test", least_px=2000)
        process.terminate()
        process.wait()


def test_evicting_harms_no_file(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(bytes(10000))
    (tmp_path / "link").symlink_to("a")
    (tmp_path / "nowhere").symlink_to("b")
    evict([tmp_path])
    assert (tmp_path / "a").read_bytes() == bytes(10000)
