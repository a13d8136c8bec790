"""The gateway's door opens, and what should stand behind it does not: errors of a front end, silence, another site."""

import contextlib
import socket
import ssl
from collections.abc import Callable, Iterator

from tests.lab.faults import layout as at
from tests.lab.faults.certificates import Leaf
from tests.lab.faults.kinds.fault import fault
from tests.lab.faults.town import Town
from tests.lab.faults.visit import Visit
from tests.net import servers

SERVER_DOWN = "vpn.server-behind-down", "company", "company"
PORT = 444
BAD_GATEWAY = b"HTTP/1.1 502 Bad Gateway\r\nServer: nginx\r\nContent-Length: 15\r\n\r\n<h1>Oops</h1>\r\n"
MAINTENANCE = b"HTTP/1.1 503 Service Unavailable\r\nRetry-After: 600\r\nContent-Length: 0\r\n\r\n"
TOO_LATE = b"HTTP/1.1 504 Gateway Timeout\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
OTHER_SITE = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 15\r\n\r\n<h1>Shop</h1>\r\n"


@contextlib.contextmanager
def https_front(leaf: Leaf, answer: Callable[[socket.socket], None], port: int = PORT) -> Iterator[int]:
    """A TLS server at the gateway's address that hands each connection to `answer`."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(leaf.certificate)

    def secured(sock: socket.socket) -> None:
        with contextlib.suppress(OSError), context.wrap_socket(sock, server_side=True) as safe:
            answer(safe)

    with servers.listening(secured, at.GATEWAY, port) as open_port:
        yield open_port


def replying(reply: bytes) -> Callable[[socket.socket], None]:
    """Reads one request and sends this."""

    def answer(sock: socket.socket) -> None:
        sock.recv(65536)
        sock.sendall(reply)

    return answer


def front(town: Town, kind: str, answer: Callable[[socket.socket], None]) -> Visit:
    """The gateway is of this kind, and this is its front end."""
    town.internet.hold("front", "company", https_front(town.company.leaf, answer))
    ca = {"ca": town.company.tables(("portal",))[0]["ca"]}
    return Visit(
        gateways=("openvpn",),
        added=[{"id": kind, "name": f"Zugang {kind}", "kind": kind, "host": "vpn.example", "port": PORT, **ca}],
    )


@fault("The server behind the RD Gateway's front end is down: 502.", *SERVER_DOWN)
def rd_gateway_behind_a_front_end_is_down(town: Town) -> Visit:
    return front(town, "rdgateway", replying(BAD_GATEWAY))


@fault("AnyConnect's front end is in maintenance: 503.", *SERVER_DOWN)
def anyconnect_in_maintenance(town: Town) -> Visit:
    return front(town, "anyconnect", replying(MAINTENANCE))


@fault("SSTP's server does not answer its front end: 504.", *SERVER_DOWN)
def sstp_behind_a_front_end_is_late(town: Town) -> Visit:
    return front(town, "sstp", replying(TOO_LATE))


@fault("The portal's front end says 502.", *SERVER_DOWN)
def portal_behind_a_front_end_is_down(town: Town) -> Visit:
    return front(town, "https", replying(BAD_GATEWAY))


@fault("Another site answers where the RD Gateway was.", "vpn.other-answers", "gateway", "it-firm")
def another_site_at_the_rd_gateway(town: Town) -> Visit:
    return front(town, "rdgateway", replying(OTHER_SITE))


@fault("The portal accepts connections and says nothing.", "vpn.stalls", "gateway", "it-firm")
def portal_hangs(town: Town) -> None:
    town.company.stop("portal")
    town.internet.hold(
        "hung", "company", servers.listening(lambda sock: sock.recv(65536) and sock.recv(1), at.GATEWAY, 443)
    )
