"""An OpenVPN server on loopback: the real program where it is installed, else the responder in Python.

The responder knows OpenVPN's first packets: reset, and TLS after it. It shows its certificate and asks for one. Nobody
gets further: it is no VPN.
"""

import secrets
import shutil
import socket
import ssl
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from checker.checks.vpn.gateways.keys import STATIC_KEY, parse_static_key
from checker.checks.vpn.kinds.openvpn.control_channel import MAX_TLS_PAYLOAD_B
from checker.checks.vpn.kinds.openvpn.control_packet import (
    ACK_V1,
    CONTROL_V1,
    RESET_SERVER_V2,
    ControlPacketBody,
    encode_body,
    parse_body,
)
from checker.checks.vpn.kinds.openvpn.wrapping import RESET_CLIENT_V2, SESSION, OpenVpnPacket, TlsCryptWrapper
from checker.demo.gateways.certificate_authority import HOST, CertificateAuthority
from checker.demo.gateways.udp import serve_udp
from checker.net.clock import monotonic_s

MAX_SESSIONS = 16


@dataclass
class _Session:
    """One client's: its number, TLS in memory, and where the two message counts stand."""

    client_session: bytes
    wrap: TlsCryptWrapper
    tls: ssl.SSLObject
    incoming: ssl.MemoryBIO
    outgoing: ssl.MemoryBIO
    server_session: bytes = field(default_factory=lambda: secrets.token_bytes(SESSION))
    next_incoming: int = 1
    last_outgoing: int = 0

    def make_packet(self, op: int, acked: tuple[int, ...], message: int | None, payload: bytes = b"") -> bytes:
        return self.wrap.wrap(
            OpenVpnPacket(
                op, self.server_session, encode_body(ControlPacketBody(acked, self.client_session, message, payload))
            )
        )


class OpenVpnResponder:
    """Behind tls-crypt: whoever does not have the key hears nothing."""

    def __init__(self, authority: CertificateAuthority, key: bytes) -> None:
        self._key = key
        self._context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self._context.load_cert_chain(authority.certificate, authority.key)
        self._context.load_verify_locations(authority.ca)
        self._context.verify_mode = ssl.CERT_REQUIRED
        self._sessions: dict[tuple[str, int], _Session] = {}

    def answer(self, raw: bytes, client: tuple[str, int]) -> list[bytes]:
        """What goes back to this datagram."""
        packet = TlsCryptWrapper(self._key, server=True).unwrap(raw)
        body = parse_body(packet) if packet is not None else None
        if packet is None or body is None:
            return []
        if packet.op == RESET_CLIENT_V2:
            return self._reset(packet, client)
        session = self._sessions.get(client)
        if (
            session is None
            or session.client_session != packet.session
            or packet.op != CONTROL_V1
            or body.message is None
        ):
            return []
        return [session.make_packet(ACK_V1, (body.message,), None), *_handshake_replies(session, body)]

    def _reset(self, packet: OpenVpnPacket, client: tuple[str, int]) -> list[bytes]:
        while len(self._sessions) >= MAX_SESSIONS:
            self._sessions.pop(next(iter(self._sessions)))
        incoming, outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
        tls = self._context.wrap_bio(incoming, outgoing, server_side=True)
        session = _Session(packet.session, TlsCryptWrapper(self._key, server=True), tls, incoming, outgoing)
        self._sessions[client] = session
        return [session.make_packet(RESET_SERVER_V2, (0,), 0)]


def _handshake_replies(session: _Session, body: ControlPacketBody) -> list[bytes]:
    if body.message != session.next_incoming:
        return []
    session.next_incoming += 1
    session.incoming.write(body.payload)
    with suppress(ssl.SSLError):
        session.tls.do_handshake()
    output, packets = session.outgoing.read(), []
    for start in range(0, len(output), MAX_TLS_PAYLOAD_B):
        session.last_outgoing += 1
        packets.append(
            session.make_packet(CONTROL_V1, (), session.last_outgoing, output[start : start + MAX_TLS_PAYLOAD_B])
        )
    return packets


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
    ends = monotonic_s() + START_TIMEOUT_S
    while monotonic_s() < ends and process.poll() is None:
        if READY_LINE in log.read_text("utf-8", "replace"):
            return
        time.sleep(0.05)


def _free_port() -> int:
    with closing(socket.socket(socket.AF_INET, socket.SOCK_DGRAM)) as sock:
        sock.bind((HOST, 0))
        return int(sock.getsockname()[1])
