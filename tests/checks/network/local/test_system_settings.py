"""What is observed of the system's settings, and of proxy scripts served by a small server."""

import sys
from pathlib import Path

import pytest

from checker.checks.context import ProbeContext
from checker.checks.network import CHECK
from checker.checks.network.local import system_settings
from checker.checks.network.local.system_settings import observe_proxy_script, observe_settings
from checker.model.failure import FailureKind, Operation, OperationFailed
from checker.model.profile import BUILT_IN
from checker.net import dhcp, firewall
from checker.net.net import Net
from checker.net.pac.setting import PacSetting
from checker.net.routes.interface import Interface, Medium
from tests.net import servers

LINK = Interface(name="eth0", medium=Medium.CABLE, up=True)
URL = "https://desk.example/"


def run() -> ProbeContext:
    return ProbeContext(CHECK, BUILT_IN, Net(), "linux")


def values_of(observations) -> dict[str, object]:
    return {
        observation.name: observation.value if observation.failure is None else observation.failure.kind
        for observation in observations
    }


def test_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dhcp, "by_dhcp", lambda name, system: True)
    monkeypatch.setattr(firewall, "is_on", lambda system: False)
    assert values_of(observe_settings(LINK, run())) == {"address.by-dhcp": True, "firewall.on": False}
    assert values_of(observe_settings(None, run())) == {"firewall.on": False}


def test_settings_that_are_not_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def denied(*_: str) -> bool:
        raise OperationFailed(Operation.READ, FailureKind.DENIED)

    monkeypatch.setattr(dhcp, "by_dhcp", denied)
    monkeypatch.setattr(firewall, "is_on", denied)
    assert values_of(observe_settings(LINK, run())) == {
        "address.by-dhcp": FailureKind.DENIED,
        "firewall.on": FailureKind.DENIED,
    }


def scripts(
    monkeypatch: pytest.MonkeyPatch, script: str, detects: bool = False, offered: str | None = None
) -> dict[str, object]:
    monkeypatch.setattr(
        system_settings, "read_pac_setting", lambda system: PacSetting(script=script, detects_wpad=detects)
    )
    monkeypatch.setattr(system_settings, "discover_script", lambda: offered)
    return values_of(observe_proxy_script(URL, run()))


def test_no_script(monkeypatch: pytest.MonkeyPatch) -> None:
    nothing = {"proxy.script": False, "proxy.detects": False, "proxy.offered": False}
    assert scripts(monkeypatch, "") == nothing
    assert scripts(monkeypatch, "", True, "http://wpad.office.example/wpad.dat") == dict.fromkeys(nothing, True) | {
        "proxy.script": False
    }


@pytest.mark.skipif(sys.platform == "win32", reason="by quickjs, which is installed on Linux; Windows asks WinHTTP")
@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("PROXY proxy.example:8080", "proxy"),
        ("DIRECT", "direct"),
        ("SOCKS proxy.example:1080", FailureKind.UNSUPPORTED),
        ("nonsense", FailureKind.BAD_ANSWER),
    ],
)
def test_a_script(monkeypatch: pytest.MonkeyPatch, answer: str, expected: object) -> None:
    text = f'function FindProxyForURL(url, host) {{ return "{answer}"; }}'.encode()
    with servers.http({"/p": (200, {}, text)}) as base:
        values = scripts(monkeypatch, f"{base}/p")
    assert (values["proxy.script"], values["proxy.script-loads"], values["proxy.script-says"]) == (True, True, expected)


@pytest.mark.parametrize(
    ("script", "kind"),
    [
        ("file:///no/such/file", FailureKind.NOT_FOUND),
        ("ftp://x/p", FailureKind.UNSUPPORTED),
        ("http://[", FailureKind.UNSUPPORTED),
    ],
)
def test_a_script_that_cannot_be_had(monkeypatch: pytest.MonkeyPatch, script: str, kind: FailureKind) -> None:
    values = scripts(monkeypatch, script)
    assert values["proxy.script-loads"] is kind
    assert "proxy.script-says" not in values


def test_nothing_of_the_script_is_observed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    page = tmp_path / "secret.pac"
    page.write_text('function FindProxyForURL() { return "PROXY secret.example:1"; }')
    monkeypatch.setattr(system_settings, "read_pac_setting", lambda system: PacSetting(script=page.as_uri()))
    monkeypatch.setattr(system_settings, "discover_script", lambda: "http://wpad.secret.example/wpad.dat")
    assert "secret" not in repr(list(observe_proxy_script(URL, run())))
