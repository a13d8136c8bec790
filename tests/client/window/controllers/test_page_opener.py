"""Settings pages and the router's page: the desktop's own program, with the system's environment; only at home."""

from pathlib import Path

import pytest

from checker.client.window.controllers import page_opener
from checker.knowledge.step_aids import step_aids
from checker.model.failure import FailureKind, Operation, OperationFailed
from checker.net.routes.interface import DefaultRoute

SOUND = step_aids()["sound"]


def install(folder: Path, name: str, mark: Path) -> None:
    program = folder / name
    program.write_text(f'#!/bin/sh\necho "{name} $*" >"{mark}.part" && mv "{mark}.part" "{mark}"\n')
    program.chmod(0o755)


@pytest.mark.skipif("page_opener.this_system() != 'linux'")
@pytest.mark.parametrize(("desktop", "started"), [("GNOME", "gnome-control-center sound"), ("KDE", "systemsettings")])
def test_the_desktops_own_settings_open(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: object, desktop: str, started: str
) -> None:
    for name in ("gnome-control-center", "systemsettings"):
        install(tmp_path, name, tmp_path / "started")
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    monkeypatch.setenv("XDG_CURRENT_DESKTOP", desktop)
    assert page_opener.open_settings(SOUND)
    qtbot.waitUntil((tmp_path / "started").exists, timeout=5000)
    assert (tmp_path / "started").read_text().startswith(started)


@pytest.mark.skipif("page_opener.this_system() != 'linux'")
def test_without_such_a_program_nothing_opens(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert not page_opener.open_settings(SOUND)


@pytest.mark.parametrize(
    ("address", "expected"),
    [("192.168.178.1", "192.168.178.1"), ("100.64.0.1", ""), ("8.8.8.8", ""), ("fe80::1%eth0", ""), ("", "")],
)
def test_only_an_address_at_home_is_the_routers(monkeypatch: pytest.MonkeyPatch, address: str, expected: str) -> None:
    route = DefaultRoute(interface="eth0", address=address, version=4)
    monkeypatch.setattr(page_opener, "default_routes", lambda _system: [route])
    assert page_opener.router_address() == expected


def test_routes_that_cannot_be_read_open_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_system: str) -> list[DefaultRoute]:
        raise OperationFailed(Operation.LIST, FailureKind.UNSUPPORTED, "beos")

    monkeypatch.setattr(page_opener, "default_routes", refuse)
    assert not page_opener.open_router_page()
