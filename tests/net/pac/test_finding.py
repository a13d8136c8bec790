"""Where a script is set, bringing it, and requests that follow it; offers by the name `wpad`."""

import socket
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from checker.model.failure import FailureKind, Operation, OperationFailed
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
    ("text", "expected"),
    [
        (SCUTIL % (1, 0), PacSetting(script="http://pac.example/proxy.pac")),
        (SCUTIL % (0, 1), PacSetting(detects_wpad=True)),
        ("<dictionary> {\n}\n", PacSetting()),
        ("", PacSetting()),
    ],
)
def test_macos(monkeypatch: pytest.MonkeyPatch, text: str, expected: PacSetting) -> None:
    monkeypatch.setattr(settings, "command_output", lambda *command: text)
    assert read_pac_setting("macos") == expected


@pytest.mark.skipif(sys.platform == "win32", reason="by a shell's script in place of gsettings")
@pytest.mark.parametrize(
    ("mode", "address", "expected"),
    [
        ("auto", "http://pac.example/p", PacSetting(script="http://pac.example/p")),
        ("auto", "", PacSetting(detects_wpad=True)),
        ("none", "http://pac.example/p", PacSetting()),
        ("manual", "", PacSetting()),
    ],
)
def test_linux_desktops(tmp_path: Path, mode: str, address: str, expected: PacSetting) -> None:
    assert read_pac_setting("linux") == PacSetting()
    gsettings(tmp_path, mode, address)
    assert read_pac_setting("linux") == expected


def test_the_environment_comes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    gsettings(tmp_path, "auto", "http://pac.example/p")
    monkeypatch.setenv("auto_proxy", "http://env.example/p")
    assert read_pac_setting("linux") == PacSetting(script="http://env.example/p")
    monkeypatch.delenv("auto_proxy")
    monkeypatch.setenv("HTTPS_PROXY", "http://p:1")
    assert read_pac_setting("linux") == PacSetting()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows answers by WinHTTP")
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
    ("content", "header"),
    [
        (b"\xff\xfe" + "// ä".encode("utf-16-le") + "\nFindProxyForURL".encode("utf-16-le"), ""),
        (b"\xfe\xff" + "// ä\nFindProxyForURL".encode("utf-16-be"), ""),
        (b"\xef\xbb\xbf// \xc3\xa4\nFindProxyForURL", ""),
        (b"// \xc3\xa4\nFindProxyForURL", ""),
        (b"// \xe4\nFindProxyForURL", ""),
        (b"// \xe4\nFindProxyForURL", "; charset=ISO-8859-1"),
        (b"// \xe4\nFindProxyForURL", '; Charset="windows-1252"'),
        (b"// \xc3\xa4\nFindProxyForURL", "; charset=utf-8"),
        (b"\xef\xbb\xbf// \xc3\xa4\nFindProxyForURL", "; charset=utf8"),
        ("// ä\nFindProxyForURL".encode("utf-16-le"), "; charset=UTF-16LE"),
        ("// ä\nFindProxyForURL".encode("utf-16-le"), "; charset=utf-16"),
        ("// ä\nFindProxyForURL".encode("utf-16-be"), "; charset=utf-16"),
        ("// ä\nFindProxyForURL".encode("utf-16"), "; charset=utf-16"),
        (b"\xfe\xff" + "// ä\nFindProxyForURL".encode("utf-16-be"), "; charset=UTF-16"),
        (b"\xff\xfe" + "// ä\nFindProxyForURL".encode("utf-16-le"), "; charset=utf-8"),
        (b"\xef\xbb\xbf// \xc3\xa4\nFindProxyForURL", "; charset=iso-8859-1"),
        (b"// \xe4\nFindProxyForURL", "; charset=latin1"),
        (b"// \xc3\xa4\nFindProxyForURL", "; charset=unicode_escape"),
        (b"// \xc3\xa4\nFindProxyForURL", "; charset=iso-8859-99"),
    ],
)
def test_encodings(content: bytes, header: str) -> None:
    with servers.http({"/p": (200, {"Content-Type": f"text/plain{header}"}, content)}) as base:
        assert load_script(f"{base}/p") == "// ä\nFindProxyForURL"


def test_letters_that_the_encoding_lacks_do_not_matter() -> None:
    content = b"// \xe4\n" + SCRIPT % 1
    with servers.http({"/p": (200, {"Content-Type": "text/plain; charset=utf-8"}, content)}) as base:
        assert load_script(f"{base}/p") == "// \ufffd\n" + (SCRIPT % 1).decode()


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("file:///no/such/file", FailureKind.NOT_FOUND),
        ("ftp://pac.example/p", FailureKind.UNSUPPORTED),
        ("data:text/plain,x", FailureKind.UNSUPPORTED),
        ("http://[", FailureKind.UNSUPPORTED),
        ("file://[", FailureKind.UNSUPPORTED),
        ("file:///a%00b", FailureKind.UNSUPPORTED),
        ("/gone", FailureKind.BAD_ANSWER),
        ("/page", FailureKind.BAD_ANSWER),
        ("/long", FailureKind.BAD_ANSWER),
    ],
)
def test_scripts_that_cannot_be_had(address: str, kind: FailureKind) -> None:
    pages: dict[str, servers.Reply] = {
        "/page": (200, {}, b"<html>Sign in</html>"),
        "/long": (200, {}, b"FindProxyForURL" + b" " * 1_048_562),
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


@pytest.mark.skipif(sys.platform == "win32", reason="Windows answers by WinHTTP")
def test_requests_follow_the_script(monkeypatch: pytest.MonkeyPatch) -> None:
    """As in text mode: nobody hands in a finder, and the environment names a script."""
    requests: list[str] = []
    with servers.http({"http://desk.example/x": (204, {}, b"")}, requests) as proxy:
        text = SCRIPT % int(proxy.rpartition(":")[2])
        with servers.http({"/p": (200, {}, text)}) as base:
            monkeypatch.setenv("auto_proxy", f"{base}/p")
            net = Net()
            assert net.proxy_for("https://desk.example/secret?x=1") == proxy
            assert net.request("GET", "http://desk.example/x").status == 204
    assert requests == ["GET http://desk.example/x HTTP/1.1"]


def test_a_script_that_fails_is_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("https_proxy", "http://fixed:1")
    for address in ("file:///no/such/file", "http://["):
        finder = SystemProxyFinder("linux", lambda system, script=address: PacSetting(script=script))
        assert finder("https://desk.example/") == "http://fixed:1"
        with pytest.raises(OperationFailed):
            finder.proxy_by_script("https://desk.example/")


def test_only_the_host_is_shown_to_the_script(monkeypatch: pytest.MonkeyPatch) -> None:
    arguments: list[tuple[str, str]] = []

    def evaluate_script(script: str, url: str, host: str) -> str:
        arguments.append((url, host))
        return "DIRECT"

    monkeypatch.setattr(finder, "evaluate_script", evaluate_script)
    assert finder.evaluate_for_system("linux", "https://me:word@desk.example:8443/a?b", "", "") is None
    assert arguments == [("https://desk.example:8443/", "desk.example")]


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("HTTPS://Desk.Example:443/a", ("https://desk.example/", "desk.example")),
        ("http://desk.example:80", ("http://desk.example/", "desk.example")),
        ("http://[2001:DB8::1]:8080/a", ("http://[2001:db8::1]:8080/", "2001:db8::1")),
    ],
)
def test_the_address_has_a_browsers_form(monkeypatch: pytest.MonkeyPatch, url: str, expected: tuple[str, str]) -> None:
    monkeypatch.setattr(finder, "evaluate_script", lambda script, url, host: f"PROXY {len(url)}:{len(host)}")
    result = finder.evaluate_for_system("linux", url, "", "")
    assert result == f"http://{len(expected[0])}:{len(expected[1])}"


def scripted(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, answers: list[str | OperationFailed]) -> list[str]:
    """A script is set; each run of it takes the next answer. The addresses that it was run for."""
    run_for: list[str] = []

    def evaluate_script(script: str, url: str, host: str) -> str:
        run_for.append(url)
        answer = answers.pop(0)
        if isinstance(answer, OperationFailed):
            raise answer
        return answer

    page = tmp_path / "p.pac"
    page.write_bytes(SCRIPT % 1)
    monkeypatch.setenv("auto_proxy", page.as_uri())
    monkeypatch.setattr(finder, "evaluate_script", evaluate_script)
    return run_for


def test_a_result_holds_for_every_page_of_a_host(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    run_for = scripted(monkeypatch, tmp_path, ["PROXY a:1", "DIRECT", "PROXY b:1"])
    find = SystemProxyFinder("linux")
    assert [find("https://a.example/x"), find("https://a.example/y")] == ["http://a:1"] * 2
    assert [find("https://b.example/x"), find("https://b.example/y")] == [None] * 2
    assert run_for == ["https://a.example/", "https://b.example/"]
    monkeypatch.setattr(finder, "CACHE_S", 0.0)
    find = SystemProxyFinder("linux")
    assert find("https://a.example/x") == "http://b:1"


def test_a_script_that_does_not_end_is_run_once(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    failures = [OperationFailed(Operation.READ, kind) for kind in (FailureKind.BAD_ANSWER, FailureKind.TIMEOUT)]
    run_for = scripted(monkeypatch, tmp_path, [*failures])
    find = SystemProxyFinder("linux")
    for url, kind in (
        ("https://a.example/", FailureKind.BAD_ANSWER),
        ("https://a.example/", FailureKind.BAD_ANSWER),
        ("https://b.example/", FailureKind.TIMEOUT),
        ("https://c.example/", FailureKind.TIMEOUT),
    ):
        with pytest.raises(OperationFailed) as raised:
            find.proxy_by_script(url)
        assert raised.value.failure.kind is kind
    assert run_for == ["https://a.example/", "https://b.example/"]


def test_the_setting_is_read_once_a_minute(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []
    read_setting = SystemProxyFinder("linux", lambda system: read.append(system) or PacSetting())
    assert read_setting("https://a.example/") is read_setting("https://b.example/") is None
    assert read == ["linux"]
    monkeypatch.setattr(finder, "CACHE_S", 0.0)
    read_setting = SystemProxyFinder("linux", lambda system: read.append(system) or PacSetting())
    read_setting("https://a.example/")
    read_setting("https://a.example/")
    assert len(read) == 3


@pytest.mark.parametrize("system", ["windows", "macos", "linux"])
def test_each_system_has_its_own(monkeypatch: pytest.MonkeyPatch, system: str) -> None:
    read: list[str] = []
    monkeypatch.setattr(finder, "read_pac_setting", lambda name: read.append(name) or PacSetting())
    monkeypatch.setattr(net_module, "this_system", lambda: system)
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
        script = "from checker.net.pac import wpad; print(wpad.search_domains(), wpad.discover_script())"
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
            assert made.python(script) == "['office.example'] http://wpad.office.example/wpad.dat\n"
            page.write_text(page.read_text().replace("search office.example", "search home.example"))
            assert made.python(script) == "['home.example'] None\n"
