"""Opens connections to the measuring server, through the proxy and with the certificates of the system."""

import base64
import socket
import time
from urllib.parse import SplitResult, unquote, urlsplit

from checker.checks.line.http11 import Head, take_head
from checker.checks.line.target import Target
from checker.model.failure import FailureKind, Operation, OperationFailed, failure_of
from checker.net.net import Net
from checker.net.phases import connect, secure

OPEN_S = 5.0
"""For each of connecting, asking the proxy, and TLS."""


class Door:
    """The way to one server. Constructing it does no I/O, but reads the proxy settings."""

    def __init__(self, net: Net, target: Target) -> None:
        self.target = target
        self._extra_ca = net.extra_ca
        proxy = net.proxy_for(target.url)
        self._proxy = urlsplit(proxy) if proxy else None

    @property
    def by_proxy(self) -> bool:
        """Whether a proxy stands between: what is measured then is the way through it."""
        return self._proxy is not None

    @property
    def first_host(self) -> str:
        """Whom our packets go to: the proxy where there is one."""
        return (self._proxy.hostname if self._proxy is not None else None) or self.target.host

    def asking(self, path: str) -> tuple[str, str]:
        """The target of a request, which a proxy wants in full (RFC 9112, 3.2.2), and header lines for it."""
        if self._proxy is None or self.target.tls:
            return path, ""
        return f"http://{self.target.authority}{path}", _sign_in(self._proxy)

    def open(self) -> socket.socket:
        """A connection that is ready for a request and never waits. Raises OperationFailed within some 15 s."""
        sock = self._reached()
        if self.target.tls:
            sock = secure(sock, self.target.host, OPEN_S, self._extra_ca)
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        sock.setblocking(False)
        return sock

    def _reached(self) -> socket.socket:
        if self._proxy is None:
            return connect(self.target.host, self.target.port, OPEN_S)
        if self._proxy.scheme != "http" or not self._proxy.hostname:
            raise OperationFailed(Operation.CONNECT, FailureKind.UNSUPPORTED, "proxy")
        sock = connect(self._proxy.hostname, self._proxy.port or 80, OPEN_S)
        if self.target.tls:
            try:
                _tunnel(sock, self.target, _sign_in(self._proxy))
            except OperationFailed:
                sock.close()
                raise
        return sock


def _sign_in(proxy: SplitResult) -> str:
    if proxy.username is None:
        return ""
    secret = f"{unquote(proxy.username)}:{unquote(proxy.password or '')}"
    return f"Proxy-Authorization: Basic {base64.b64encode(secret.encode()).decode()}\r\n"


def _tunnel(sock: socket.socket, target: Target, sign_in: str) -> None:
    """Asks for a way through (RFC 9110, 9.3.6)."""
    ends = time.monotonic() + OPEN_S
    host = f"[{target.host}]" if ":" in target.host else target.host
    came = bytearray()
    head: Head | None = None
    try:
        sock.settimeout(OPEN_S)
        sock.sendall(f"CONNECT {host}:{target.port} HTTP/1.1\r\nHost: {host}:{target.port}\r\n{sign_in}\r\n".encode())
        while (head := take_head(came)) is None:
            sock.settimeout(max(0.001, ends - time.monotonic()))
            # Byte by byte: what follows the head already belongs to TLS.
            piece = sock.recv(1)
            if not piece:
                raise OperationFailed(Operation.CONNECT, FailureKind.CLOSED, "proxy")
            came += piece
    except OSError as error:
        failure = failure_of(Operation.CONNECT, error)
        raise OperationFailed(failure.operation, failure.kind, failure.detail) from error
    if head.status == 407:
        raise OperationFailed(Operation.CONNECT, FailureKind.DENIED, "proxy 407")
    if head.status // 100 != 2:
        raise OperationFailed(Operation.CONNECT, FailureKind.BAD_ANSWER, f"proxy {head.status}")
