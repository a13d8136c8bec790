"""The firm's settings inside the program: only sound ones, and where the program looks for them."""

from pathlib import Path

import pytest

from checker.client.profiles.firm_settings import PACKAGE_FOLDER, load_firm_settings
from recipe import firm_settings, product

SETTINGS = 'desk_url = "https://desk.example"\nkey = "ABCDEFGHIJKLMNOP"\n'


@pytest.fixture
def file(tmp_path: Path) -> Path:
    file = tmp_path / "firm.toml"
    file.write_text(SETTINGS)
    return file


@pytest.mark.parametrize("system", product.SYSTEMS)
def test_they_lie_in_the_package(system: str, file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(firm_settings, "folder", lambda _system: tmp_path / "built")
    firm_settings.install_settings(system, file)
    (laid,) = (tmp_path / "built").rglob("firm.toml")
    assert laid.parts[-4:] == (*PACKAGE_FOLDER.parts[-3:], "firm.toml")
    settings = load_firm_settings([laid.parent])
    assert settings is not None
    assert settings.desk_url == "https://desk.example"


def test_without_them_nothing_is_laid(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(firm_settings, "folder", lambda _system: tmp_path / "built")
    firm_settings.install_settings("linux", None)
    assert not (tmp_path / "built").exists()


@pytest.mark.parametrize(
    "text", ["", "desk_url = 3", 'desk_url = "ftp://x"', 'more = 1\ndesk_url = "https://a"', "\x00"]
)
def test_what_is_none_is_refused_in_a_sentence(text: str, file: Path) -> None:
    file.write_text(text)
    with pytest.raises(SystemExit, match="holds no firm's settings"):
        firm_settings.read_settings(file)
