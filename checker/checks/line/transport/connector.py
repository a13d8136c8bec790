"""Opens connections to the measuring server, through the proxy and with the certificates of the system."""

import base64
import secrets
import socket
from collections.abc import Callable, Iterable
from urllib.parse import SplitResult, unquote, urlsplit

from checker.checks.line.transport.http11 import encode_request
from checker.checks.line.transport.nonblocking import send
from checker.checks.line.transport.server import MeasurementServer
from checker.model.failure import FailureKind, Operation, OperationFailed
from checker.net.clock import monotonic_s
from checker.net.http1.head import ResponseHead, request_head, take_head
from checker.net.net import Net
from checker.net.tcp.phases import connect, start_tls

OPEN_S = 5.0
"""For each of connecting, asking the proxy, and TLS."""


class Connector:
    """The way to one server. Constructing it does no I/O, but reads the proxy settings.

    `remote`: which of the server's addresses may be asked at all. `ip_version`: of the last connection, 0 before.
    """

    def __init__(
        self, net: Net, server: MeasurementServer, remote: Callable[[Iterable[str]], list[str]] = list
    ) -> None:
        self.server = server
        self.ip_version = 0
        self._remote = remote
        self._extra_ca = net.extra_ca
        proxy = net.proxy_for(server.url)
        self._proxy = urlsplit(proxy) if proxy else None

    @property
    def uses_proxy(self) -> bool:
        """Whether a proxy stands between: what is measured then is the way through it."""
        return self._proxy is not None

    @property
    def next_host(self) -> str:
        """Whom our packets go to: the proxy where there is one."""
        return (self._proxy.hostname if self._proxy is not None else None) or self.server.host

    def request_target(self, path: str) -> tuple[str, dict[str, str]]:
        """The target of a request, which a proxy wants in full (RFC 9112, 3.2.2), and headers for it."""
        if self._proxy is None or self.server.tls:
            return path, {}
        return f"http://{self.server.authority}{path}", _proxy_authorization(self._proxy)

    def send_get(self, sock: socket.socket, path: str) -> None:
        """Sends a GET at once: it is short, and fits into an empty buffer.

        Raises OperationFailed where the system does not take it whole.
        """
        request = self.encode_get(path)
        try:
            sent = send(sock, request)
        except OSError as error:
            raise OperationFailed.from_error(Operation.SEND, error) from error
        if sent != len(request):
            raise OperationFailed(Operation.SEND, FailureKind.TIMEOUT)

    def encode_get(self, path: str) -> bytes:
        """A GET whose `r` differs each time, as in LibreSpeed's own client: no cache on the way has the answer."""
        target, headers = self.request_target(path)
        query = f"{'&' if '?' in target else '?'}r={secrets.token_hex(6)}"
        return encode_request("GET", target + query, self.server.authority, headers=headers)

    def open(self) -> socket.socket:
        """A connection that is ready for a request and never waits. Raises OperationFailed within some 15 s."""
        sock = self._connect()
        self.ip_version = 6 if sock.family == socket.AF_INET6 else 4
        if self.server.tls:
            sock = start_tls(sock, self.server.host, OPEN_S, self._extra_ca)
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        sock.setblocking(False)
        return sock

    def _connect(self) -> socket.socket:
        if self._proxy is None:
            return connect(self.server.host, self.server.port, OPEN_S, remote=self._remote)
        if self._proxy.scheme != "http" or not self._proxy.hostname:
            raise OperationFailed(Operation.CONNECT, FailureKind.UNSUPPORTED, "proxy")
        sock = connect(self._proxy.hostname, self._proxy.port or 80, OPEN_S)
        if self.server.tls:
            try:
                _open_tunnel(sock, self.server, _proxy_authorization(self._proxy))
            except OperationFailed:
                sock.close()
                raise
        return sock


def _proxy_authorization(proxy: SplitResult) -> dict[str, str]:
    if proxy.username is None:
        return {}
    secret = f"{unquote(proxy.username)}:{unquote(proxy.password or '')}"
    return {"Proxy-Authorization": f"Basic {base64.b64encode(secret.encode()).decode()}"}


def _open_tunnel(sock: socket.socket, server: MeasurementServer, authorization: dict[str, str]) -> None:
    """Asks for a way through (RFC 9110, 9.3.6)."""
    ends = monotonic_s() + OPEN_S
    host = f"[{server.host}]" if ":" in server.host else server.host
    target = f"{host}:{server.port}"
    received = bytearray()
    head: ResponseHead | None = None
    try:
        sock.settimeout(OPEN_S)
        sock.sendall(request_head("CONNECT", target, {"Host": target, **authorization}))
        while (head := take_head(received)) is None:
            sock.settimeout(max(0.001, ends - monotonic_s()))
            # Byte by byte: what follows the head already belongs to TLS.
            piece = sock.recv(1)
            if not piece:
                raise OperationFailed(Operation.CONNECT, FailureKind.CLOSED, "proxy")
            received += piece
    except OSError as error:
        raise OperationFailed.from_error(Operation.CONNECT, error) from error
    if head.status == 407:
        raise OperationFailed(Operation.CONNECT, FailureKind.DENIED, "proxy 407")
    if head.status // 100 != 2:
        raise OperationFailed(Operation.CONNECT, FailureKind.BAD_ANSWER, f"proxy {head.status}")
