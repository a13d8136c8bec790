"""Something else answers at the gateway's port, or the gateway is one that it should not be."""

import socket
import socketserver
from collections.abc import Iterator
from contextlib import contextmanager

from tests.lab.faults import layout as at
from tests.lab.faults.kinds.fault import fault
from tests.lab.faults.town import Town
from tests.lab.faults.truth.injected import Scope
from tests.lab.faults.visit import Visit
from tests.lab.vpn_servers import need_program
from tests.net import servers

OTHER = "vpn.other-answers", "gateway", "it-firm"


@fault("SSH answers on the portal's port.", *OTHER, scope=Scope(targets=("portal",)))
def ssh_on_443(town: Town) -> None:
    town.company.stop("portal")
    town.internet.hold("ssh", "company", servers.listening(greets, at.GATEWAY, 443))


@fault("SSH answers on OpenVPN's port by TCP.", *OTHER, scope=Scope(targets=("openvpn-tcp",)))
def ssh_on_1194(town: Town) -> None:
    town.company.stop("openvpn-tcp")
    town.internet.hold("ssh", "company", servers.listening(greets, at.GATEWAY, 1194))


@fault("An echo service answers on OpenVPN's port by UDP.", *OTHER, scope=Scope(targets=("openvpn",)))
def echo_on_1194(town: Town) -> None:
    town.company.stop("openvpn")
    town.internet.hold("echo", "company", echoing(at.GATEWAY, 1194))


@fault(
    "The profile names a PPTP gateway, and it answers.",
    "vpn.pptp-unsafe",
    "gateway",
    "it-firm",
    scope=Scope(targets=("pptp",)),
)
def pptp_gateway(town: Town) -> Visit:
    need_program("pptpd")
    options = town.key_file("name pptpd\n")
    conf = town.key_file(f"option {options}\nlocalip 10.98.0.1\nremoteip 10.98.0.2-9\nlisten {at.GATEWAY}\n")
    town.start("company", "pptpd", "--fg", "--conf", str(conf), ready=lambda: town.listens("company", 1723))
    return Visit(gateways=(), added=[{"id": "pptp", "name": "VPN", "kind": "pptp", "host": "vpn.example"}])


def greets(sock: socket.socket) -> None:
    """As OpenSSH does: its version, then it waits for the client's."""
    sock.sendall(b"SSH-2.0-OpenSSH_9.2p1 Debian-2+deb12u3\r\n")
    while sock.recv(4096):
        pass


@contextmanager
def echoing(host: str, port: int) -> Iterator[int]:
    """Everything back to where it came from."""

    class Handler(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            raw, sock = self.request
            sock.sendto(raw, self.client_address)

    with socketserver.UDPServer((host, port), Handler) as server, servers.serving(server):
        yield port
