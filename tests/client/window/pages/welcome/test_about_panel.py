"""What the program is made of, in both languages; the licences open where the package holds them."""

import sys
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from checker import __version__
from checker.client.third_party_notices import NOTICES
from checker.client.window.pages.welcome import about_panel


def test_the_version_and_the_licences_are_told(qtbot: QtBot) -> None:
    panel = about_panel.AboutPanel()
    qtbot.addWidget(panel)
    assert __version__ in panel.text.text()
    assert "LGPL" in panel.text.text()
    assert panel.licences_button.isHidden(), "from the source there is nothing to open"


def test_the_packages_own_file_opens(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / NOTICES
    file.parent.mkdir()
    file.write_text("LGPL")
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    opened = []
    monkeypatch.setattr(about_panel.QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()))
    panel = about_panel.AboutPanel()
    qtbot.addWidget(panel)
    assert not panel.licences_button.isHidden()
    panel.licences_button.click()
    assert [Path(name) for name in opened] == [file]
