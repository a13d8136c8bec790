"""HTTP as the rest of the program needs it: through the system's proxy, judged by the system's certificates."""

import threading
from collections.abc import Mapping

import urllib3

from checker import __version__
from checker.model.failure import FailureKind, Operation, OperationFailed
from checker.net.clock import monotonic_s
from checker.net.http1.proxy import ProxyFinder, proxy_for, system_proxy
from checker.net.http1.response import CONNECT_S, READ_S, HttpResponse
from checker.net.http1.wall_clock import POOL_CLASSES, latest_socket, read_deadline
from checker.net.phase_log import logged_phase
from checker.net.tls.context import system_trust_context

MAX_BODY_BYTES = 4_000_000
CHUNK_BYTES = 65_536
_REDIRECTS = urllib3.Retry(total=3, connect=0, read=0, other=0, redirect=3)


class HttpClient:
    """One client for all plain requests. `proxies` says which proxy an address goes through.

    Each thread has connections of its own: truststore lets one handshake at a time through a context, and a server
    that stalls would hold up everybody's.
    """

    def __init__(self, proxies: ProxyFinder = system_proxy, extra_ca: str | None = None) -> None:
        self._proxies = proxies
        self._extra_ca = extra_ca
        self._thread_local = threading.local()

    @logged_phase("HTTP request", status=lambda response: response.status, bytes=lambda response: len(response.body))
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
    ) -> HttpResponse:
        """One request, never retried here. Raises OperationFailed for whatever kept an answer from coming.

        `connect_s` bounds TCP and TLS for each address of the host; `read_s` bounds the whole headers, and then the
        whole body, however slowly either drips in.
        """
        started = monotonic_s()
        try:
            pool = self._pool(url)
        except urllib3.exceptions.HTTPError as error:
            raise _operation_failed(error) from error
        except ValueError as error:
            raise OperationFailed(Operation.REQUEST, FailureKind.UNSUPPORTED, "address") from error
        try:
            response = pool.request(
                method,
                url,
                body=body,
                headers={"User-Agent": f"Homeoffice-Check/{__version__}", **(headers or {})},
                timeout=urllib3.Timeout(connect=connect_s, read=read_s),
                retries=_REDIRECTS if redirect else False,
                redirect=redirect,  # urllib3 otherwise reads the new address also where it is not to be followed
                preload_content=False,
            )
            round_trip_s = monotonic_s() - started
            content = _read_body(response, read_s)
        except urllib3.exceptions.HTTPError as error:
            raise _operation_failed(error) from error
        response_headers = {name.lower(): value for name, value in response.headers.items()}
        return HttpResponse(status=response.status, headers=response_headers, body=content, round_trip_s=round_trip_s)

    def _pool(self, url: str) -> urllib3.PoolManager:
        proxy = proxy_for(url, self._proxies)
        pools: dict[str | None, urllib3.PoolManager] = self._thread_local.__dict__.setdefault("pools", {})
        if proxy not in pools:
            pools[proxy] = self._open_pool(proxy)
        return pools[proxy]

    def _open_pool(self, proxy: str | None) -> urllib3.PoolManager:
        context = system_trust_context(self._extra_ca)
        if proxy is None:
            return _bounded(urllib3.PoolManager(ssl_context=context))
        credentials = urllib3.util.parse_url(proxy).auth
        headers = urllib3.make_headers(proxy_basic_auth=credentials) if credentials else None
        return _bounded(
            urllib3.ProxyManager(proxy, proxy_headers=headers, ssl_context=context, proxy_ssl_context=context)
        )


def _bounded(pool: urllib3.PoolManager) -> urllib3.PoolManager:
    pool.pool_classes_by_scheme = POOL_CLASSES
    return pool


def _read_body(response: urllib3.BaseHTTPResponse, read_s: float) -> bytes:
    """The body, all of it within `read_s`."""
    content = bytearray()
    try:
        with read_deadline(latest_socket(), read_s) as deadline:
            while chunk := response.read1(CHUNK_BYTES):
                content += chunk
                if len(content) > MAX_BODY_BYTES:
                    raise _close(
                        response, OperationFailed(Operation.RECEIVE, FailureKind.BAD_ANSWER, "answer too long")
                    )
    except TimeoutError as error:
        raise _close(response, OperationFailed(Operation.RECEIVE, FailureKind.TIMEOUT)) from error
    if deadline.has_expired:  # the end of a body without a length looks the same
        raise _close(response, OperationFailed(Operation.RECEIVE, FailureKind.TIMEOUT))
    response.release_conn()
    return bytes(content)


def _close(response: urllib3.BaseHTTPResponse, failed: OperationFailed) -> OperationFailed:
    response.close()
    return failed


_PROXY_AUTH_REQUIRED = "407"
"""Proxy Authentication Required (RFC 9110, 15.5.8), in http.client's text for a refused tunnel."""


def _operation_failed(error: urllib3.exceptions.HTTPError) -> OperationFailed:
    """The cause below urllib3's wrapping; it keeps the original exception as context, reason or first argument."""
    match error:
        case urllib3.exceptions.MaxRetryError() if isinstance(error.reason, urllib3.exceptions.HTTPError):
            return _operation_failed(error.reason)
        case urllib3.exceptions.NameResolutionError():
            return OperationFailed.from_error(Operation.RESOLVE, error.__cause__ or error)
        case urllib3.exceptions.NewConnectionError():
            return OperationFailed.from_error(Operation.CONNECT, error.__cause__ or error)
        case urllib3.exceptions.ConnectTimeoutError():
            return OperationFailed(Operation.CONNECT, FailureKind.TIMEOUT)
        case urllib3.exceptions.TimeoutError():
            return OperationFailed(Operation.RECEIVE, FailureKind.TIMEOUT)
        case urllib3.exceptions.LocationParseError():
            return OperationFailed(Operation.REQUEST, FailureKind.UNSUPPORTED, "address")
        case urllib3.exceptions.ProxySchemeUnknown():
            return OperationFailed(Operation.CONNECT, FailureKind.UNSUPPORTED, "proxy")
        case urllib3.exceptions.ProxyError() if _PROXY_AUTH_REQUIRED in str(error.original_error):
            return OperationFailed(Operation.CONNECT, FailureKind.DENIED, "proxy 407")
    operation = Operation.RECEIVE
    if isinstance(error, urllib3.exceptions.ProxyError):
        operation = Operation.CONNECT
    elif isinstance(error, urllib3.exceptions.SSLError):
        operation = Operation.TLS
    root_cause = _root_cause(error)
    if root_cause is None:
        return OperationFailed(operation, FailureKind.BAD_ANSWER, type(error).__name__)
    return OperationFailed.from_error(operation, root_cause)


def _root_cause(error: BaseException | None, depth: int = 0) -> BaseException | None:
    if error is None or depth > 6:
        return None
    if not isinstance(error, urllib3.exceptions.HTTPError):
        return error if isinstance(error, (OSError, EOFError)) else None
    candidates = [error.__cause__, error.__context__, getattr(error, "reason", None), *error.args]
    for candidate in candidates:
        if isinstance(candidate, BaseException) and (cause := _root_cause(candidate, depth + 1)) is not None:
            return cause
    return None
