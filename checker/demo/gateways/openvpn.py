"""An OpenVPN server on loopback: the real program where it is installed, else the responder in Python."""

import secrets
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from checker.checks.vpn.gateways.keys import STATIC_KEY, parse_static_key
from checker.demo.gateways.certificate_authority import HOST, CertificateAuthority
from checker.demo.gateways.openvpn_responder import OpenVpnResponder
from checker.demo.gateways.udp import serve_udp

PROGRAM = "openvpn"
START_TIMEOUT_S = 5.0
STOP_TIMEOUT_S = 3.0
READY_LINE = "link remote: [AF_UNSPEC]"
DIGITS_PER_LINE = 32


def new_static_key() -> str:
    """A static key as `openvpn --genkey secret` writes it."""
    digits = secrets.token_hex(STATIC_KEY)
    lines = [digits[start : start + DIGITS_PER_LINE] for start in range(0, len(digits), DIGITS_PER_LINE)]
    mark = "OpenVPN Static key V1-----"
    return "\n".join([f"-----BEGIN {mark}", *lines, f"-----END {mark}", ""])


@contextmanager
def serve_openvpn(
    folder: Path, authority: CertificateAuthority, key: str, program: str | None = PROGRAM
) -> Iterator[int]:
    """Yields its UDP port. `program` None takes the responder in Python. Raises OSError."""
    program_path = shutil.which(program) if program else None
    if program_path is None:
        with serve_udp(OpenVpnResponder(authority, parse_static_key(key)).answer) as port:
            yield port
        return
    with _run_program(program_path, folder, authority, key) as port:
        yield port


@contextmanager
def _run_program(program: str, folder: Path, authority: CertificateAuthority, key: str) -> Iterator[int]:
    file, log, port = folder / "tls-crypt.key", folder / "openvpn.log", _free_port()
    file.touch(mode=0o600)
    file.write_text(key, "ascii")
    command = [program, "--dev", "null", "--tls-server", "--proto", "udp4", "--local", HOST, "--port", str(port)]
    command += ["--ca", str(authority.ca), "--cert", str(authority.certificate), "--key", str(authority.key)]
    command += ["--dh", "none", "--tls-crypt", str(file), "--verb", "3"]
    with log.open("wb") as out:
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.STDOUT)
    try:
        _wait_ready(process, log)
        yield port
    finally:
        process.terminate()
        try:
            process.wait(STOP_TIMEOUT_S)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait_ready(process: "subprocess.Popen[bytes]", log: Path) -> None:
    """Until it listens; a demo without it goes on and tells the truth: that it does not answer."""
    ends = time.monotonic() + START_TIMEOUT_S
    while time.monotonic() < ends and process.poll() is None:
        if READY_LINE in log.read_text("utf-8", "replace"):
            return
        time.sleep(0.05)


def _free_port() -> int:
    with closing(socket.socket(socket.AF_INET, socket.SOCK_DGRAM)) as sock:
        sock.bind((HOST, 0))
        return int(sock.getsockname()[1])
