"""The variable `no_proxy`, beside the programs that read it: whoever of them goes directly, so do we."""

import shutil
import subprocess
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from checker.net.http1.no_proxy import is_excepted
from checker.net.http1.proxy import proxy_for
from tests.net import servers

requests_utils = pytest.importorskip("requests.utils", reason="not among the packages for tests under Wine")
CURL = shutil.which("curl")
DIRECT = [
    ("*", "http://desk.example/"),
    ("desk.example", "http://desk.example/"),
    ("desk.example", "http://DESK.example:8080/"),
    ("DESK.Example", "http://desk.example/"),
    ("desk.example.", "http://desk.example/"),
    ("desk.example", "http://desk.example./"),
    ("firma.example", "http://desk.firma.example/"),
    (".firma.example", "http://desk.firma.example/"),
    (".firma.example", "http://firma.example/"),
    ("a.example, desk.example", "http://desk.example/"),
    ("a.example ,\tdesk.example ", "http://desk.example/"),
    ("a.example desk.example", "http://desk.example/"),
    (",,desk.example,", "http://desk.example/"),
    ("10.1.2.3", "http://10.1.2.3/"),
    ("10.1.2.3", "http://10.1.2.3:8080/"),
    ("10.0.0.0/8,.firma.example", "http://10.1.2.3/"),
    ("10.9.9.9/8", "http://10.1.2.3/"),
    ("10.1.2.3/32", "http://10.1.2.3/"),
    ("192.168.178.0/24", "http://192.168.178.1/"),
    ("172.16.0.0/12", "http://172.31.255.255/"),
    ("2001:db8::1", "http://[2001:db8::1]/"),
    ("2001:db8::/32", "http://[2001:db8:1::1]/"),
    ("2001:DB8:0:0::1", "http://[2001:db8::1]/"),
    ("fd00::/8", "http://[fd12::1]:8080/"),
    ("host", "http://host/"),
]
DIRECT_IN_GO = [
    (" * ", "http://desk.example/"),
    ("a.example,*", "http://desk.example/"),
    ("*.firma.example", "http://desk.firma.example/"),
    ("*.firma.example", "http://a.desk.firma.example/"),
    ("desk.example:80", "http://desk.example/"),
    ("desk.example:8443", "http://desk.example:8443/"),
    (".firma.example:8443", "http://desk.firma.example:8443/"),
    ("*.firma.example:8443", "http://desk.firma.example:8443/"),
    ("10.1.2.3:80", "http://10.1.2.3/"),
    ("[2001:db8::1]", "http://[2001:db8::1]/"),
    ("[2001:db8::1]:80", "http://[2001:db8::1]/"),
    ("0.0.0.0/0", "http://10.1.2.3/"),
]
"""golang.org/x/net/http/httpproxy, config.go: not on this machine, so written after its documentation."""
PROXY = [
    ("", "http://desk.example/"),
    (",", "http://desk.example/"),
    (".", "http://desk.example/"),
    ("desk.example", "http://other.example/"),
    ("firma.example", "http://meinefirma.example/"),
    (".firma.example", "http://meinefirma.example/"),
    ("*.firma.example", "http://firma.example/"),
    ("*.firma.example", "http://meinefirma.example/"),
    ("desk.example:8443", "http://desk.example/"),
    ("10.0.0.0/8", "http://11.1.2.3/"),
    ("10.0.0.0/8", "http://ten.example/"),
    ("10.0.0.0/33", "http://10.1.2.3/"),
    ("10.0.0.0/x", "http://10.1.2.3/"),
    ("10.1.2.3", "http://110.1.2.3/"),
    ("2.3", "http://10.1.2.3/"),
    ("10.1.2.3:8443", "http://10.1.2.3/"),
    ("2001:db8::2", "http://[2001:db8::1]/"),
    ("2001:db8::/32", "http://[2001:db9::1]/"),
    ("2001:db8::/32", "http://10.1.2.3/"),
    ("::/0", "http://10.1.2.3/"),
]
ENTRIES = [*DIRECT, *DIRECT_IN_GO, *PROXY]
SUFFIX_OF_LETTERS = {("firma.example", "http://meinefirma.example/"), ("2.3", "http://10.1.2.3/")}
"""requests looks for these letters at the end, and finds them in the middle of a word too: a slip."""


@pytest.mark.parametrize(("no_proxy", "url"), ENTRIES)
def test_who_is_excepted(no_proxy: str, url: str) -> None:
    assert is_excepted(urlsplit(url), no_proxy) is ((no_proxy, url) not in PROXY)


@pytest.mark.parametrize(("no_proxy", "url"), ENTRIES)
def test_beside_requests(no_proxy: str, url: str) -> None:
    if (no_proxy, url) not in SUFFIX_OF_LETTERS and requests_utils.should_bypass_proxies(url, no_proxy):
        assert is_excepted(urlsplit(url), no_proxy)


@pytest.mark.skipif(not CURL, reason="no curl")
def test_beside_curl(tmp_path: Path) -> None:
    """One curl for all: each transfer with its own list; the proxy's answer is its mark.

    curl 7.88 overlooks some addresses with a port, which curl 8 does not: only what goes directly is compared.
    """
    lines = []
    with servers.http({url: (204, {}, b"") for _, url in ENTRIES}) as proxy:
        for no_proxy, url in ENTRIES:
            lines += [f'url = "{url}"', f'proxy = "{proxy}"', f'noproxy = "{no_proxy}"', 'output = "/dev/null"']
            lines += ['resolve = "*:80:127.0.0.1"', "connect-timeout = 0.05", 'write-out = "%{http_code}\\n"', "next"]
        script = tmp_path / "transfers"
        script.write_text("\n".join(lines[:-1]) + "\n")
        command = [str(CURL), "--disable", "--silent", "--globoff", "--config", str(script)]
        text = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60).stdout
    codes = text.split()
    assert len(codes) == len(ENTRIES)
    direct = [entry for entry, code in zip(ENTRIES, codes, strict=True) if code == "000"]
    assert len(DIRECT) / 2 < len(direct) < len(ENTRIES)
    assert [entry for entry in direct if not is_excepted(urlsplit(entry[1]), entry[0])] == []


@pytest.mark.parametrize("name", ["no_proxy", "NO_PROXY"])
def test_by_either_name(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    for other in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(other, raising=False)
        monkeypatch.delenv(other.upper(), raising=False)
    monkeypatch.setenv("https_proxy", "http://p:1")
    monkeypatch.setenv(name, "10.0.0.0/8,*.firma.example")
    assert proxy_for("https://10.1.2.3/") is None
    assert proxy_for("https://desk.firma.example/") is None
    assert proxy_for("https://firma.example/") == "http://p:1"
