"""An OpenVPN server on loopback: the real program where it is installed, else the responder in Python."""

import secrets
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from checker.checks.vpn.keys import STATIC_KEY, parse_static_key
from checker.demo.gateways.authority import HOST, Authority
from checker.demo.gateways.openvpn_responder import Responder
from checker.demo.gateways.udp import answering

PROGRAM = "openvpn"
START_S = 5.0
STOP_S = 3.0
READY = "link remote: [AF_UNSPEC]"
DIGITS = 32


def new_key() -> str:
    """A static key as `openvpn --genkey secret` writes it."""
    digits = secrets.token_hex(STATIC_KEY)
    lines = [digits[start : start + DIGITS] for start in range(0, len(digits), DIGITS)]
    mark = "OpenVPN Static key V1-----"
    return "\n".join([f"-----BEGIN {mark}", *lines, f"-----END {mark}", ""])


@contextmanager
def openvpn(folder: Path, authority: Authority, key: str, program: str | None = PROGRAM) -> Iterator[int]:
    """Yields its UDP port. `program` None takes the responder in Python. Raises OSError."""
    found = shutil.which(program) if program else None
    if found is None:
        with answering(Responder(authority, parse_static_key(key)).answer) as port:
            yield port
        return
    with _program(found, folder, authority, key) as port:
        yield port


@contextmanager
def _program(program: str, folder: Path, authority: Authority, key: str) -> Iterator[int]:
    file, log, port = folder / "tls-crypt.key", folder / "openvpn.log", _free_port()
    file.touch(mode=0o600)
    file.write_text(key, "ascii")
    command = [program, "--dev", "null", "--tls-server", "--proto", "udp4", "--local", HOST, "--port", str(port)]
    command += ["--ca", str(authority.ca), "--cert", str(authority.certificate), "--key", str(authority.key)]
    command += ["--dh", "none", "--tls-crypt", str(file), "--verb", "3"]
    with log.open("wb") as out:
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.STDOUT)
    try:
        _wait(process, log)
        yield port
    finally:
        process.terminate()
        try:
            process.wait(STOP_S)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait(process: "subprocess.Popen[bytes]", log: Path) -> None:
    """Until it listens; a demo without it goes on and tells the truth: that it does not answer."""
    ends = time.monotonic() + START_S
    while time.monotonic() < ends and process.poll() is None:
        if READY in log.read_text("utf-8", "replace"):
            return
        time.sleep(0.05)


def _free_port() -> int:
    with closing(socket.socket(socket.AF_INET, socket.SOCK_DGRAM)) as sock:
        sock.bind((HOST, 0))
        return int(sock.getsockname()[1])
