"""HTTP as the rest of the program needs it: through the system's proxy, judged by the system's certificates."""

import threading
import time
from collections.abc import Mapping

import urllib3

from checker import __version__
from checker.model.failure import FailureKind, Operation, OperationFailed, failure_of
from checker.net.answer import CONNECT_S, READ_S, Answer
from checker.net.proxy import Finder, proxy_for, system_proxy
from checker.net.trust import trusting

BODY_LIMIT = 4_000_000
PIECE = 65_536
_REDIRECTS = urllib3.Retry(total=3, connect=0, read=0, other=0, redirect=3)


class Http:
    """One client for all plain requests. `proxies` says which proxy an address goes through.

    Each thread has connections of its own: truststore lets one handshake at a time through a context, and a server
    that stalls would hold up everybody's.
    """

    def __init__(self, proxies: Finder = system_proxy, extra_ca: str | None = None) -> None:
        self._proxies = proxies
        self._extra_ca = extra_ca
        self._own = threading.local()

    def request(
        self,
        method: str,
        url: str,
        *,
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
        connect_s: float = CONNECT_S,
        read_s: float = READ_S,
        redirect: bool = False,
    ) -> Answer:
        """One request, never retried here. Raises OperationFailed for whatever kept an answer from coming.

        `connect_s` bounds TCP and TLS for each address of the host; `read_s` bounds the wait for the headers, and
        the time for the whole body after them.
        """
        started = time.monotonic()
        try:
            pool = self._pool(url)
        except urllib3.exceptions.HTTPError as error:
            raise _failed(error) from error
        except ValueError as error:
            raise OperationFailed(Operation.REQUEST, FailureKind.UNSUPPORTED, "address") from error
        try:
            answer = pool.request(
                method,
                url,
                body=body,
                headers={"User-Agent": f"Homeoffice-Check/{__version__}", **(headers or {})},
                timeout=urllib3.Timeout(connect=connect_s, read=read_s),
                retries=_REDIRECTS if redirect else False,
                redirect=redirect,  # urllib3 otherwise reads the new address also where it is not to be followed
                preload_content=False,
            )
            round_trip_s = time.monotonic() - started
            content = _read(answer, read_s)
        except urllib3.exceptions.HTTPError as error:
            raise _failed(error) from error
        names = {name.lower(): value for name, value in answer.headers.items()}
        return Answer(status=answer.status, headers=names, body=content, round_trip_s=round_trip_s)

    def _pool(self, url: str) -> urllib3.PoolManager:
        proxy = proxy_for(url, self._proxies)
        pools: dict[str | None, urllib3.PoolManager] = self._own.__dict__.setdefault("pools", {})
        if proxy not in pools:
            pools[proxy] = self._opened(proxy)
        return pools[proxy]

    def _opened(self, proxy: str | None) -> urllib3.PoolManager:
        trust = trusting(self._extra_ca)
        if proxy is None:
            return urllib3.PoolManager(ssl_context=trust)
        secret = urllib3.util.parse_url(proxy).auth
        headers = urllib3.make_headers(proxy_basic_auth=secret) if secret else None
        return urllib3.ProxyManager(proxy, proxy_headers=headers, ssl_context=trust, proxy_ssl_context=trust)


def _read(answer: urllib3.BaseHTTPResponse, read_s: float) -> bytes:
    """The body. A socket's own time-out starts again with every piece, so the clock is looked at between them."""
    ends = time.monotonic() + read_s
    content = bytearray()
    while piece := answer.read1(PIECE):
        content += piece
        if len(content) > BODY_LIMIT:
            raise _cut(answer, OperationFailed(Operation.RECEIVE, FailureKind.BAD_ANSWER, "answer too long"))
        if time.monotonic() > ends:
            raise _cut(answer, OperationFailed(Operation.RECEIVE, FailureKind.TIMEOUT))
    answer.release_conn()
    return bytes(content)


def _cut(answer: urllib3.BaseHTTPResponse, failed: OperationFailed) -> OperationFailed:
    answer.close()
    return failed


_NEEDS_SIGN_IN = "407"
"""Proxy Authentication Required (RFC 9110, 15.5.8), in http.client's text for a refused tunnel."""


def _failed(error: urllib3.exceptions.HTTPError) -> OperationFailed:
    """The cause below urllib3's wrapping; it keeps the original exception as context, reason or first argument."""
    match error:
        case urllib3.exceptions.MaxRetryError() if isinstance(error.reason, urllib3.exceptions.HTTPError):
            return _failed(error.reason)
        case urllib3.exceptions.NameResolutionError():
            failure = failure_of(Operation.RESOLVE, error.__cause__ or error)
            return OperationFailed(Operation.RESOLVE, failure.kind, failure.detail)
        case urllib3.exceptions.NewConnectionError():
            failure = failure_of(Operation.CONNECT, error.__cause__ or error)
            return OperationFailed(Operation.CONNECT, failure.kind, failure.detail)
        case urllib3.exceptions.ConnectTimeoutError():
            return OperationFailed(Operation.CONNECT, FailureKind.TIMEOUT)
        case urllib3.exceptions.TimeoutError():
            return OperationFailed(Operation.RECEIVE, FailureKind.TIMEOUT)
        case urllib3.exceptions.LocationParseError():
            return OperationFailed(Operation.REQUEST, FailureKind.UNSUPPORTED, "address")
        case urllib3.exceptions.ProxySchemeUnknown():
            return OperationFailed(Operation.CONNECT, FailureKind.UNSUPPORTED, "proxy")
        case urllib3.exceptions.ProxyError() if _NEEDS_SIGN_IN in str(error.original_error):
            return OperationFailed(Operation.CONNECT, FailureKind.DENIED, "proxy 407")
    operation = Operation.RECEIVE
    if isinstance(error, urllib3.exceptions.ProxyError):
        operation = Operation.CONNECT
    elif isinstance(error, urllib3.exceptions.SSLError):
        operation = Operation.TLS
    below = _below(error)
    if below is None:
        return OperationFailed(operation, FailureKind.BAD_ANSWER, type(error).__name__)
    found = failure_of(operation, below)
    return OperationFailed(found.operation, found.kind, found.detail)


def _below(error: BaseException | None, depth: int = 0) -> BaseException | None:
    if error is None or depth > 6:
        return None
    if not isinstance(error, urllib3.exceptions.HTTPError):
        return error if isinstance(error, (OSError, EOFError)) else None
    candidates = [error.__cause__, error.__context__, getattr(error, "reason", None), *error.args]
    for candidate in candidates:
        if isinstance(candidate, BaseException) and (found := _below(candidate, depth + 1)) is not None:
            return found
    return None
