"""nginx, Caddy and HAProxy on loopback, each until its context ends; LISTEN in their settings is a free port."""

import contextlib
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

NGINX = shutil.which("nginx", path="/usr/sbin:/usr/bin:/usr/local/sbin:/usr/local/bin")
HAPROXY = shutil.which("haproxy", path="/usr/sbin:/usr/bin:/usr/local/sbin:/usr/local/bin")
CADDY = shutil.which("caddy")


@contextlib.contextmanager
def nginx(folder: Path, block: str, main_block: str = "") -> Iterator[tuple[str, int]]:
    """`block` stands in its http block, `main_block` before it."""
    assert NGINX
    port = free_port()
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    temporary = "".join(f"{kind}_temp_path {folder}/{kind};" for kind in kinds)
    block = block.replace("LISTEN", f"127.0.0.1:{port}")
    settings = folder / "nginx.conf"
    settings.write_text(
        f"{main_block}\ndaemon off; master_process off; pid {folder}/pid; error_log {folder}/errors; events {{}}\n"
        f"http {{ access_log off; {temporary}\n{block} }}\n"
    )
    with _serving(port, NGINX, "-p", str(folder), "-e", str(folder / "errors"), "-c", str(settings)) as address:
        yield address


@contextlib.contextmanager
def caddy(folder: Path, block: str) -> Iterator[tuple[str, int]]:
    assert CADDY
    port = free_port()
    settings = folder / "Caddyfile"
    settings.write_text(f"{{\nadmin off\n}}\n{block.replace('LISTEN', f'http://127.0.0.1:{port}')}")
    with _serving(port, CADDY, "run", "--adapter", "caddyfile", "--config", str(settings)) as address:
        yield address


@contextlib.contextmanager
def haproxy(folder: Path, frontend: str, backend: str = "") -> Iterator[tuple[str, int]]:
    """`frontend`: lines of it; `backend`: where its one server is, `host:port`."""
    assert HAPROXY
    port = free_port()
    timeouts = "".join(f" timeout {kind} 20s\n" for kind in ("client", "connect", "server"))
    server = f"backend b\n server s {backend}\n" if backend else ""
    rules = "".join(f" {line}\n" for line in [*frontend.splitlines(), *(["default_backend b"] if backend else [])])
    settings = folder / "haproxy.cfg"
    settings.write_text(f"defaults\n mode http\n{timeouts}frontend f\n bind 127.0.0.1:{port}\n{rules}{server}")
    with _serving(port, HAPROXY, "-db", "-f", str(settings)) as address:
        yield address


@contextlib.contextmanager
def _serving(port: int, *command: str) -> Iterator[tuple[str, int]]:
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        until = time.monotonic() + 10
        while True:
            try:
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
                break
            except OSError:
                assert process.poll() is None and time.monotonic() < until, "the proxy did not start"
                time.sleep(0.05)
        yield "127.0.0.1", port
    finally:
        process.terminate()
        process.wait(10)


def free_port(kind: int = socket.SOCK_STREAM) -> int:
    with socket.socket(socket.AF_INET, kind) as held:
        held.bind(("127.0.0.1", 0))
        return int(held.getsockname()[1])
