"""The window's look follows the system: a contrast theme's own colours on Windows, and every screen's scale."""

import json
import os
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

from checker.client.window.style.window_style import WindowStyle, contrast_theme_of

ROOT = Path(__file__).resolve().parents[4]
SCALES = {"laptop": 1.25, "monitor": 2.0, "old": 1.0}
SIZES = {"laptop": (1920, 1080), "monitor": (3840, 2160), "old": (1024, 700)}
"""In pixels of the screen."""


def screens() -> dict[str, list[dict[str, object]]]:
    """Side by side, as Qt's offscreen plug-in reads them."""
    left, screens = 0, []
    for name, (width, height) in SIZES.items():
        geometry = {"x": left, "y": 0, "width": width, "height": height}
        screens.append({"name": name, "logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1, **geometry})
        left += width
    return {"screens": screens}


WALK = """
import json, sys
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QPushButton
from checker.client.window.app.main_window import MainWindow
from checker.client.window.app.page_controller import PageController
from checker.client.window.app.start import application
from checker.client.window.style.window_style import WindowStyle
from tests.client.window.sample import PROFILE, PlayedDelivery, PlayedSession
app = application()
style = WindowStyle(app)
window = MainWindow(PROFILE, style)
controller = PageController(PlayedSession(()), PlayedDelivery(), window, style)
window.show()
controller.begin()
rows = []
for screen in QGuiApplication.screens():
    window.setGeometry(screen.availableGeometry().adjusted(20, 20, -20, -20))
    window.windowHandle().setScreen(screen)
    window.fit_to_screen()
    for _ in range(20):
        QCoreApplication.processEvents()
    picture = window.grab()
    labels = [label for label in window.findChildren(QLabel) if label.isVisible() and label.text()]
    buttons = [button for button in window.findChildren(QPushButton) if button.isVisible()]
    rows.append({
        "screen": screen.name(),
        "inside": screen.availableGeometry().contains(window.geometry()),
        "pixels": picture.width() / window.width(),
        "body_px": labels[0].fontMetrics().height(),
        "cut_off": [button.text() for button in buttons if button.width() < button.minimumSizeHint().width()],
    })
print(json.dumps(rows))
"""


def test_a_contrast_theme_keeps_the_employees_own_colours() -> None:
    palette = QPalette()
    palette.setColor(QPalette.ColorRole.Window, QColor("#2d3236"))
    palette.setColor(QPalette.ColorRole.WindowText, QColor("#fefefe"))
    palette.setColor(QPalette.ColorRole.Link, QColor("#70ebde"))
    colours = contrast_theme_of(palette)
    assert set(msgspec.structs.asdict(colours).values()) == {"#2d3236", "#fefefe", "#70ebde", ""}
    assert colours.brand == "", "no stripe of the firm's either"


def test_a_second_look_does_not_grow_from_the_first(qapp: QApplication) -> None:
    sizes = []
    for _ in range(3):
        WindowStyle(qapp)
        sizes.append(qapp.font().pointSizeF())
    assert len(set(sizes)) == 1


def test_a_window_that_moves_between_screens_of_other_scales(tmp_path: Path) -> None:
    """Offscreen screens of 125, 200 and 100 %: what Qt tells of them without Windows."""
    file = tmp_path / "screens.json"
    file.write_text(json.dumps(screens()), encoding="utf-8")
    factors = ";".join(f"{name}={scale}" for name, scale in SCALES.items())
    completed = subprocess.run(
        [sys.executable, "-c", WALK],
        cwd=tmp_path,  # Qt takes a colon for the end of a parameter, and Windows' paths have one
        env={
            **os.environ,
            "PYTHONPATH": str(ROOT),
            "QT_QPA_PLATFORM": f"offscreen:configfile={file.name}",
            "QT_SCREEN_SCALE_FACTORS": factors,
        },
        capture_output=True,
        text=True,
        timeout=90,
        check=False,
    )
    assert completed.returncode == 0, completed.stderr
    rows = {row["screen"]: row for row in json.loads(completed.stdout.splitlines()[-1])}
    assert {name: row["pixels"] for name, row in rows.items()} == pytest.approx(SCALES, abs=0.02)
    for row in rows.values():
        assert row["inside"], row
        assert row["cut_off"] == []
    assert len({row["body_px"] for row in rows.values()}) == 1, "text is as large on every screen"
