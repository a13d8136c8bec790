"""Technicians read which program employees get on each system, and which one is missing."""

from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from tests.desk.in_process import signed_in


@pytest.fixture
def folder(django: None) -> Path:
    path = Path(settings.DATA) / "programs"
    path.mkdir(exist_ok=True)
    return path


def test_what_is_missing_is_named_by_system_and_ending(folder: Path) -> None:
    technician = signed_in()
    page = technician.get("/firm/programs/").content.decode()
    assert page.count("✕") == 3
    assert "endet. Wer dieses System hat" in page
    assert str(folder) in page
    program = folder / "Homeoffice-Check-1.2.0-windows.exe"
    program.write_bytes(b"MZ")
    (folder / "news.toml").write_text("de = 1")
    try:
        page = technician.get("/firm/programs/").content.decode()
    finally:
        program.unlink()
        (folder / "news.toml").unlink()
    assert page.count("✕") == 2
    assert "Homeoffice-Check-1.2.0-windows.exe" in page
    assert "news.toml lässt sich nicht lesen" in page


def test_strangers_do_not_read_it(folder: Path) -> None:
    assert Client().get("/firm/programs/").status_code == 302
