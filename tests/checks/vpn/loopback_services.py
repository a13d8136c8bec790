"""What may sit on a gateway's port instead of it: nothing, silence, an echo, SSH, noise."""

import base64
import contextlib
import socket
import threading
from collections.abc import Callable, Iterator

from checker.checks.vpn.gateways.keys import STATIC_KEY

HOST = "127.0.0.1"
CLIENT_KEY = "-----{} OpenVPN tls-crypt-v2 client key-----"
WRAPPED = bytes(288) + (290).to_bytes(2)
V2_KEY = "\n".join(
    (CLIENT_KEY.format("BEGIN"), base64.b64encode(b"\xab" * STATIC_KEY + WRAPPED).decode(), CLIENT_KEY.format("END"))
)
KEY = "-----BEGIN OpenVPN Static key V1-----\n" + "ab" * STATIC_KEY + "\n-----END OpenVPN Static key V1-----\n"
CURVE = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAE="
WG = {"server_public_key": "CQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=", "probe_private_key_secret": CURVE}
UDP_KINDS = {
    "openvpn": {},
    "openvpn-auth": {"wrap": "tls-auth", "key_secret": KEY, "key_direction": 1},
    "openvpn-crypt": {"wrap": "tls-crypt", "key_secret": KEY},
    "openvpn-v2": {"wrap": "tls-crypt-v2", "key_secret": V2_KEY},
    "wireguard": WG,
    "wireguard-stranger": {},
    "ikev2": {"nat_port": 0},
    "ikev1": {"nat_port": 0},
    "l2tp": {"nat_port": 0},
    "l2tp-bare": {"ipsec": False},
    "stun": {},
    "turn": {},
    "sip": {},
}
"""Every way of asking by UDP; the kind is what stands before the dash."""


def closed_port(kind: int = socket.SOCK_STREAM) -> int:
    """One that nothing listens on."""
    with contextlib.closing(socket.socket(socket.AF_INET, kind)) as sock:
        sock.bind((HOST, 0))
        return sock.getsockname()[1]


@contextlib.contextmanager
def silent_udp() -> Iterator[int]:
    with contextlib.closing(socket.socket(socket.AF_INET, socket.SOCK_DGRAM)) as sock:
        sock.bind((HOST, 0))
        yield sock.getsockname()[1]


@contextlib.contextmanager
def udp_service(answer: Callable[[bytes], list[bytes]]) -> Iterator[int]:
    """Answers each datagram with these."""
    sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    sock.bind((HOST, 0))
    sock.settimeout(0.1)
    stop = threading.Event()

    def serve() -> None:
        while not stop.is_set():
            with contextlib.suppress(TimeoutError, ConnectionError):
                raw, client = sock.recvfrom(65535)
                for reply in answer(raw):
                    sock.sendto(reply, client)

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield sock.getsockname()[1]
    finally:
        stop.set()
        thread.join()
        sock.close()


def ssh_banner(sock: socket.socket) -> None:
    """Greets as an SSH server, and goes on listening for a while as one does."""
    sock.sendall(b"SSH-2.0-OpenSSH_9.2p1 Debian-2\r\n")
    sock.settimeout(5)
    sock.recv(4096)


def hang_up(sock: socket.socket) -> None:
    """Takes the first bytes and closes."""
    sock.recv(1)
    sock.shutdown(socket.SHUT_WR)


def never_answer(sock: socket.socket) -> None:
    """Reads until the other side has enough."""
    sock.settimeout(20)
    while sock.recv(4096):
        pass
