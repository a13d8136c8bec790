"""Where a script is set, bringing it, and requests that follow it; offers by the name `wpad`."""

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from checker.model.failure import FailureKind, OperationFailed
from checker.net import net as net_module
from checker.net.net import Net
from checker.net.pac import finder, wpad
from checker.net.pac import setting as settings
from checker.net.pac.finder import SystemProxyFinder, script_address
from checker.net.pac.load import load_script
from checker.net.pac.setting import PacSetting, read_pac_setting
from tests.net import servers
from tests.net.homes import home, needs_namespaces

SCRIPT = b'function FindProxyForURL(url, host) { return "PROXY 127.0.0.1:%d"; }'
TYPE = {"Content-Type": "application/x-ns-proxy-autoconfig"}


@pytest.fixture(autouse=True)
def no_proxy_of_this_machine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy", "auto_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))


def gsettings(folder: Path, mode: str, address: str) -> None:
    page = folder / "gsettings"
    page.write_text(f"#!/bin/sh\n[ $3 = mode ] && echo \"'{mode}'\" || echo \"'{address}'\"\n")
    page.chmod(0o755)


SCUTIL = """<dictionary> {
  ExceptionsList : <array> {
    0 : *.local
  }
  ProxyAutoConfigEnable : %d
  ProxyAutoConfigURLString : http://pac.example/proxy.pac
  ProxyAutoDiscoveryEnable : %d
}
"""


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (SCUTIL % (1, 0), PacSetting(script="http://pac.example/proxy.pac")),
        (SCUTIL % (0, 1), PacSetting(detects_wpad=True)),
        ("<dictionary> {\n}\n", PacSetting()),
        ("", PacSetting()),
    ],
)
def test_macos(monkeypatch: pytest.MonkeyPatch, text: str, told: PacSetting) -> None:
    monkeypatch.setattr(settings, "command_output", lambda *command: text)
    assert read_pac_setting("macos") == told


@pytest.mark.parametrize(
    ("mode", "address", "told"),
    [
        ("auto", "http://pac.example/p", PacSetting(script="http://pac.example/p")),
        ("auto", "", PacSetting(detects_wpad=True)),
        ("none", "http://pac.example/p", PacSetting()),
        ("manual", "", PacSetting()),
    ],
)
def test_linux_desktops(tmp_path: Path, mode: str, address: str, told: PacSetting) -> None:
    assert read_pac_setting("linux") == PacSetting()
    gsettings(tmp_path, mode, address)
    assert read_pac_setting("linux") == told


def test_the_environment_comes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    gsettings(tmp_path, "auto", "http://pac.example/p")
    monkeypatch.setenv("auto_proxy", "http://env.example/p")
    assert read_pac_setting("linux") == PacSetting(script="http://env.example/p")
    monkeypatch.delenv("auto_proxy")
    monkeypatch.setenv("HTTPS_PROXY", "http://p:1")
    assert read_pac_setting("linux") == PacSetting()


def test_a_system_that_does_not_tell() -> None:
    assert read_pac_setting("windows") == read_pac_setting("macos") == read_pac_setting("beos") == PacSetting()


def test_loading(tmp_path: Path) -> None:
    page = tmp_path / "p roxy.pac"
    page.write_bytes(b"\xef\xbb\xbf// \xc3\xa4\n" + SCRIPT % 1)
    assert load_script(page.as_uri()).startswith("// ä")
    page.write_bytes(b"// \xe4\n" + SCRIPT % 1)
    assert load_script(page.as_uri()).startswith("// ä")
    with servers.http({"/p": (200, {}, SCRIPT % 1), "/go": (302, {"Location": "/p"}, b"")}) as base:
        assert load_script(f"{base}/p") == load_script(f"{base}/go") == (SCRIPT % 1).decode()


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("file:///no/such/file", FailureKind.NOT_FOUND),
        ("ftp://pac.example/p", FailureKind.UNSUPPORTED),
        ("data:text/plain,x", FailureKind.UNSUPPORTED),
        ("http://[", FailureKind.UNSUPPORTED),
        ("/gone", FailureKind.BAD_ANSWER),
        ("/page", FailureKind.BAD_ANSWER),
        ("/long", FailureKind.BAD_ANSWER),
    ],
)
def test_scripts_that_cannot_be_had(address: str, kind: FailureKind) -> None:
    pages: dict[str, servers.Reply] = {
        "/page": (200, {}, b"<html>Sign in</html>"),
        "/long": (200, {}, b"FindProxyForURL" + b" " * 1_000_001),
    }
    with servers.http(pages) as base, pytest.raises(OperationFailed) as raised:
        load_script(f"{base}{address}" if address.startswith("/") else address)
    assert raised.value.failure.kind is kind


def test_a_dead_server() -> None:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        with pytest.raises(OperationFailed) as raised:
            load_script(f"http://127.0.0.1:{held.getsockname()[1]}/p")
    assert raised.value.failure.kind is FailureKind.REFUSED


def test_requests_follow_the_script(monkeypatch: pytest.MonkeyPatch) -> None:
    """As in text mode: nobody hands in a finder, and the environment names a script."""
    seen: list[str] = []
    with servers.http({"http://desk.example/x": (204, {}, b"")}, seen) as proxy:
        text = SCRIPT % int(proxy.rpartition(":")[2])
        with servers.http({"/p": (200, {}, text)}) as base:
            monkeypatch.setenv("auto_proxy", f"{base}/p")
            net = Net()
            assert net.proxy_for("https://desk.example/secret?x=1") == proxy
            assert net.request("GET", "http://desk.example/x").status == 204
    assert seen == ["GET http://desk.example/x HTTP/1.1"]


def test_a_script_that_fails_is_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("https_proxy", "http://fixed:1")
    for address in ("file:///no/such/file", "http://["):
        found = SystemProxyFinder("linux", lambda system, script=address: PacSetting(script=script))
        assert found("https://desk.example/") == "http://fixed:1"
        with pytest.raises(OperationFailed):
            found.proxy_by_script("https://desk.example/")


def test_only_the_host_is_shown_to_the_script(monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[tuple[str, str]] = []

    def evaluated(script: str, url: str, host: str, functions: object) -> str:
        shown.append((url, host))
        return "DIRECT"

    monkeypatch.setattr(finder, "evaluated", evaluated)
    assert finder.evaluate_for_system("linux", "https://me:word@desk.example:8443/a?b", "", "") is None
    assert shown == [("https://desk.example:8443/", "desk.example")]


def test_the_setting_is_read_once_a_minute(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []
    found = SystemProxyFinder("linux", lambda system: read.append(system) or PacSetting())
    assert found("https://a.example/") is found("https://b.example/") is None
    assert read == ["linux"]
    monkeypatch.setattr(finder, "CACHE_S", 0.0)
    found = SystemProxyFinder("linux", lambda system: read.append(system) or PacSetting())
    found("https://a.example/")
    found("https://a.example/")
    assert len(read) == 3


@pytest.mark.parametrize(("platform", "system"), [("win32", "windows"), ("darwin", "macos"), ("linux", "linux")])
def test_each_system_has_its_own(monkeypatch: pytest.MonkeyPatch, platform: str, system: str) -> None:
    read: list[str] = []
    monkeypatch.setattr(finder, "read_pac_setting", lambda name: read.append(name) or PacSetting())
    monkeypatch.setattr(net_module.sys, "platform", platform)
    made = net_module._system_proxy_finder()
    made._read = finder.read_pac_setting
    made("https://desk.example/")
    assert read == [system]


@pytest.fixture
def offering(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, servers.Reply]]:
    pages: dict[str, servers.Reply] = {}
    real = socket.getaddrinfo

    def named(host: str, *more: object, **named: object) -> list:
        if host == "wpad.fritz.box":
            raise socket.gaierror(socket.EAI_NONAME, "no such name")
        return real("127.0.0.1" if host == "wpad.localhost" else host, *more, **named)

    with servers.http(pages) as base:
        monkeypatch.setattr(socket, "getaddrinfo", named)
        monkeypatch.setattr(wpad, "PORT", int(base.rpartition(":")[2]))
        yield pages


@pytest.mark.parametrize(
    ("reply", "offers"),
    [
        ((200, TYPE, SCRIPT % 1), True),
        ((200, {"Content-Type": "application/x-ns-proxy-autoconfig; charset=utf-8"}, SCRIPT % 1), True),
        ((200, {"Content-Type": "text/html"}, SCRIPT % 1), False),
        ((200, TYPE, b"<html>"), False),
        ((404, TYPE, SCRIPT % 1), False),
        ((302, {**TYPE, "Location": "http://portal.example/"}, SCRIPT % 1), False),
    ],
)
def test_offers(offering: dict[str, servers.Reply], reply: servers.Reply, offers: bool) -> None:
    offering["/wpad.dat"] = reply
    address = wpad.discover_script(["fritz.box", "localhost"])
    assert (address == f"http://wpad.localhost:{wpad.PORT}/wpad.dat") is offers
    assert wpad.discover_script(["fritz.box"]) is None
    assert wpad.discover_script([]) is None


def test_a_system_that_looks_for_offers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(finder, "discover_script", lambda: "http://wpad.example/wpad.dat")
    assert script_address(PacSetting(detects_wpad=True)) == "http://wpad.example/wpad.dat"
    assert script_address(PacSetting(script="http://own/")) == "http://own/"
    assert script_address(PacSetting()) == ""


class TestAtHome:
    pytestmark = needs_namespaces

    def test_a_name_in_the_search_domain(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.undo()
        ask = "from checker.net.pac import wpad; print(wpad.search_domains(), wpad.discover_script())"
        names = """
import socket, threading
from tests.net.servers import http, names
with names({("wpad.office.example.", "A"): "192.168.178.1"}, host="192.168.178.1", port=53):
    with http({"/wpad.dat": (200, {"Content-Type": "application/x-ns-proxy-autoconfig"}, b"FindProxyForURL")},
              host="192.168.178.1", port=80):
        print("ready", flush=True)
        threading.Event().wait()
"""
        with home(ipv6=False) as made:
            made.serve(made.router, names)
            made.resolver("192.168.178.1")
            page = Path("/etc/netns") / made.pc / "resolv.conf"
            page.write_text(page.read_text() + "search office.example\n")
            assert made.python(ask) == "['office.example'] http://wpad.office.example/wpad.dat\n"
            page.write_text(page.read_text().replace("search office.example", "search home.example"))
            assert made.python(ask) == "['home.example'] None\n"
