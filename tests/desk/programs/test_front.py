"""nginx and Caddy send the files themselves, with the settings of the README; the desk only says which."""

import re
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import urllib3

import checker.desk.programs
from tests.desk.measure.test_proxies import swapped
from tests.desk.programs.conftest import WINDOWS, fill
from tests.desk.sampled import Sampled
from tests.net.front_ends import CADDY, NGINX, caddy, nginx

README = Path(checker.desk.programs.__file__).with_name("README.md")


def documented(language: str) -> str:
    match = re.search(rf"^```{language}\n(.*?)^```", README.read_text("utf-8"), re.MULTILINE | re.DOTALL)
    assert match is not None
    return match[1]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sampled]:
    folder = tmp_path_factory.mktemp("accel")
    with Sampled(folder, "--behind-proxy", "--accel", "/programs-internal/") as served:
        served.meet()
        fill(served)
        folder.chmod(0o711)
        (folder / "programs").chmod(0o755)
        for file in (folder / "programs").iterdir():
            if not file.is_symlink():
                file.chmod(0o644)
        yield served


@contextmanager
def front(kind: str, desk: Sampled, folder: Path) -> Iterator[str]:
    """The address of the server in front."""
    upstream = ("127.0.0.1:8000", desk.url.removeprefix("http://"))
    programs = ("/srv/desk/programs", str(desk.data / "programs"))
    if kind == "nginx":
        if NGINX is None:
            pytest.skip("needs nginx")
        with nginx(folder, swapped(documented("nginx"), ("443 ssl", "LISTEN"), upstream, programs)) as (host, port):
            yield f"http://{host}:{port}"
    else:
        if CADDY is None:
            pytest.skip("needs caddy")
        with caddy(folder, swapped(documented("caddy"), ("desk.example", "LISTEN"), upstream, programs)) as (
            host,
            port,
        ):
            yield f"http://{host}:{port}"


def test_the_desk_itself_sends_no_byte(desk: Sampled) -> None:
    answer = desk.get(f"/d/{desk.code}/Homeoffice-Check_{desk.code}.exe")
    assert answer.headers["X-Accel-Redirect"] == "/programs-internal/Homeoffice-Check-0.10.0-windows.exe"
    assert answer.data == b""


def head_alone(url: str, path: str) -> bool:
    """Whether HEAD is answered with the length of the program, and with nothing of it (RFC 9110, 9.3.2)."""
    host, _, port = url.removeprefix("http://").partition(":")
    with socket.create_connection((host, int(port)), timeout=10) as sock:
        sock.sendall(f"HEAD {path} HTTP/1.1\r\nHost: {host}:{port}\r\nConnection: close\r\n\r\n".encode())
        with sock.makefile("rb") as file:
            head, _, body = file.read().partition(b"\r\n\r\n")
    return f"content-length: {len(WINDOWS)}\r\n".encode() in head.lower() + b"\r\n" and not body


@pytest.mark.parametrize("kind", ["nginx", "caddy"])
def test_as_documented(kind: str, desk: Sampled, tmp_path: Path) -> None:
    with front(kind, desk, tmp_path) as url:
        pool = urllib3.PoolManager(retries=False, timeout=30)
        download_url = f"{url}/d/{desk.code}/Homeoffice-Check_{desk.code}.exe"
        whole = pool.request("GET", download_url)
        assert (whole.status, whole.data == WINDOWS) == (200, True)
        assert whole.headers["Content-Disposition"] == f'attachment; filename="Homeoffice-Check_{desk.code}.exe"'
        assert whole.headers["Content-Length"] == str(len(WINDOWS))
        assert "X-Accel-Redirect" not in whole.headers
        rest = pool.request("GET", download_url, headers={"Range": "bytes=1000-", "If-Range": whole.headers["ETag"]})
        assert (rest.status, rest.data == WINDOWS[1000:]) == (206, True)
        other = pool.request("GET", download_url, headers={"Range": "bytes=1000-", "If-Range": '"other"'})
        assert (other.status, len(other.data)) == (200, len(WINDOWS))
        assert pool.request("GET", download_url, headers={"Range": "bytes=99999999-"}).status == 416
        assert head_alone(url, f"/d/{desk.code}/Homeoffice-Check_{desk.code}.exe")
        assert pool.request("GET", f"{url}/d/{desk.code}/").status == 200
        for closed in ("/programs-internal/Homeoffice-Check-0.10.0-windows.exe", "/programs/news.toml", "/firm.key"):
            assert pool.request("GET", url + closed).status == 404
        pool.clear()
