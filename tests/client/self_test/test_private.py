"""Nothing of a person gets into the file: measured in a home full of names, also by systems that answer with names."""

import ctypes
import dataclasses
import json
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from checker.checks.devices import consent_store, tcc
from checker.client.self_test import registry
from checker.client.self_test.assumptions import ASSUMPTIONS
from checker.client.self_test.command import file_content
from checker.client.self_test.measure import measure_assumptions
from checker.client.self_test.topics import (
    echo,
    files,
    local_network,
    network,
    privacy_switches,
    proxy_script,
    system,
    system_profiler,
)
from checker.model.failure import FailureKind, Operation, OperationFailed
from checker.model.systems import SYSTEMS, System
from checker.net.icmp.messages import EchoReply, EchoReplyKind
from checker.net.pac.setting import PacSetting
from checker.net.routes.interface import DefaultRoute, Interface, Medium
from checker.net.wifi.radio import RadioLink

ROOT = Path(__file__).resolve().parents[3]
NAME = "Mustermann"
ADDRESS = "198.51.100.23"
NAMES = (NAME, ADDRESS, "petra", "Geheimnetz")


def assert_clean(content: bytes) -> None:
    for name in NAMES:
        assert name.casefold().encode() not in content.lower(), name


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("Petra Mustermann") / "Geheimnetz"
    folder.mkdir()
    return folder


def test_a_home_full_of_names_leaves_none(home: Path) -> None:
    file = home / "Selbsttest Mustermann.json"
    environment = {
        "HOME": str(home),
        "TMPDIR": str(home),
        "USER": "petra",
        "LOGNAME": "petra",
        "XDG_STATE_HOME": str(home / "Mustermann"),
        "COMPUTERNAME": "MUSTERMANN-PC",
        "HOSTNAME": "mustermann-pc",
        "PYTHONPYCACHEPREFIX": str(home / "cache"),
        "auto_proxy": "http://petra:geheim@198.51.100.23/Mustermann.pac",
    }
    done = subprocess.run(
        [sys.executable, "-m", "checker", "--self-test", str(file), "--language", "en"],
        cwd=ROOT,
        env={**os.environ, **environment},
        capture_output=True,
        check=False,
        timeout=100,
    )
    content = file.read_bytes()
    assert len(json.loads(content)["results"]) == len(ASSUMPTIONS)
    assert done.returncode in (0, 1), done.stderr
    assert_clean(content)
    assert_clean(done.stderr)
    assert_clean(b"\n".join(line for line in done.stdout.splitlines() if str(file).encode() not in line))


class HostileRegistry:
    """winreg whose every value and key is a name."""

    HKEY_LOCAL_MACHINE, HKEY_CURRENT_USER = "machine", "user"

    def OpenKey(self, _root: str, _path: str) -> "HostileRegistry":  # noqa: N802 - winreg's name
        return self

    def __enter__(self) -> "HostileRegistry":
        return self

    def __exit__(self, *_error: object) -> None: ...

    def QueryValueEx(self, _key: object, _name: str) -> tuple[str, int]:  # noqa: N802
        return "Petra Mustermann", 1

    def EnumKey(self, _key: object, _number: int) -> str:  # noqa: N802
        return "C:#Users#Petra Mustermann#x.exe"


def _raise_with_name(*_arguments: object, **_settings: object) -> Any:
    raise OSError(5, "Petra Mustermann", "C:\\Users\\Petra Mustermann")


@pytest.fixture(params=SYSTEMS)
def hostile(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, home: Path) -> Iterator[System]:
    """Every answer of the system is a name or an address."""
    here: System = request.param
    monkeypatch.setenv("TMPDIR", str(home))
    monkeypatch.setattr(socket, "gethostname", lambda: "mustermann-pc")
    adapter = Interface(name="WLAN Geheimnetz", medium=Medium.WIFI, up=True, addresses=(f"{ADDRESS}/24",))
    loopback = Interface(name="lo Mustermann", medium=Medium.LOOPBACK, up=True)
    route = DefaultRoute(interface="WLAN Geheimnetz", address=ADDRESS, version=4)
    for topic in (network, local_network, proxy_script, privacy_switches, system):
        monkeypatch.setattr(topic, "this_system", lambda: here)
    monkeypatch.setattr(network, "list_interfaces", lambda _system: [adapter, loopback])
    for topic in (network, local_network):
        monkeypatch.setattr(topic, "default_routes", lambda _system: [route])
    monkeypatch.setattr(network, "read_radio", lambda *_: RadioLink(signal_dbm=-50, band_ghz=5.0, rate_mbit=400.0))
    monkeypatch.setattr(network.dhcp, "by_dhcp", _raise_with_name)
    monkeypatch.setattr(network, "machine_texts", lambda _path: iter([f"|App={sys.executable}|Name=Petra Mustermann|"]))
    monkeypatch.setattr(network, "read_machine_value", lambda *_: "Petra Mustermann")
    monkeypatch.setattr(network.windows_firewall, "current_profiles", lambda: 4)
    monkeypatch.setattr(local_network, "connect_tcp", _raise_with_name)
    monkeypatch.setattr(echo, "send_echo", lambda _request: EchoReply(kind=EchoReplyKind.EXPIRED, responder=ADDRESS))
    monkeypatch.setattr(proxy_script, "read_pac_setting", lambda _system: PacSetting(script="http://Mustermann/p.pac"))
    monkeypatch.setattr(proxy_script, "evaluate_for_system", lambda *_: "http://petra.Mustermann:8080")
    monkeypatch.setattr(privacy_switches, "read_permission", lambda *_: "Petra Mustermann")
    monkeypatch.setattr(privacy_switches, "is_in_use", lambda *_: True)
    monkeypatch.setattr(
        privacy_switches.consent_store, "switches", lambda store: _SWITCHES(store, winreg=HostileRegistry())
    )
    monkeypatch.setattr(tcc, "status", lambda _media: 3)
    monkeypatch.setattr(system, "system_name", lambda: "Windows Petra Mustermann")
    monkeypatch.setattr(system, "system_build", lambda: "10.0.22631-Mustermann")
    monkeypatch.setattr(system, "read_machine_value", lambda *_: "Petra Mustermann")
    monkeypatch.setattr(system, "screens", _raise_with_name)
    monkeypatch.setattr(files, "read_machine_value", lambda *_: "Petra Mustermann")
    monkeypatch.setattr(system_profiler, "command_output", lambda *_, **__: _PROFILE)
    yield here


_SWITCHES = consent_store.switches
_PROFILE = json.dumps({"SPCameraDataType": [{"_name": "iPhone von Petra Mustermann", "Geheimnetz": ADDRESS}]})


def test_a_system_that_answers_with_names_leaves_none(hostile: System) -> None:
    """Of Windows and macOS over stand-ins; what needs their libraries fails, and that is said."""
    assumptions = [assumption for assumption in ASSUMPTIONS if not assumption.id.endswith("-list")]
    result = measure_assumptions(assumptions=assumptions, system=hostile, with_network=True)
    content = file_content(result)
    assert_clean(content)
    ran = [outcome for outcome in result.results if outcome.observed]
    assert len(ran) > 30
    values = [value for outcome in ran for value in outcome.observed.values() if isinstance(value, str)]
    assert "other" in values, "a name was offered, and refused"


def test_a_failures_detail_is_scrubbed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "gethostname", lambda: "mustermann-pc")

    def fail() -> Any:
        raise OperationFailed(Operation.RUN, FailureKind.BAD_ANSWER, f"mustermann-pc {ADDRESS}")

    failing = dataclasses.replace(ASSUMPTIONS[0], measure=fail)
    assert_clean(file_content(measure_assumptions(assumptions=[failing])))


@pytest.mark.skipif(sys.platform == "win32", reason="is about a PC without a registry")
def test_without_a_registry_there_is_no_value() -> None:
    assert registry.read_machine_value("SOFTWARE", "x") is None
    assert list(registry.machine_texts("SOFTWARE")) == []
    assert not hasattr(ctypes, "windll")
