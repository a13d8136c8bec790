"""Whether the desk itself answers, or something that stands in between: a portal, a proxy, an inspector of TLS."""

from collections.abc import Generator, Iterator
from urllib.parse import urlsplit

from checker.checks.context import ProbeContext
from checker.checks.network.experiments.page import is_router, redirection
from checker.checks.network.reach.target import CONNECT_S
from checker.model.failure import Failure, FailureKind, OperationFailed
from checker.model.observation import Observation
from checker.net.http1.response import HttpResponse
from checker.net.tcp.phases import ConnectionPlan, measure_connection

EMPTY_PAGE = "/generate_204"
"""Answered by the desk with 204 and nothing else, as operating systems test for portals."""
PROXY_AUTHENTICATION_REQUIRED = 407
"""RFC 9110, 15.5.8."""
_PROXY_AUTHENTICATION_DETAIL = str(PROXY_AUTHENTICATION_REQUIRED)
"""The detail of the failure where the proxy refused a tunnel with it (net/http1/client.py)."""
READ_S = 3.0


def observe_desk(
    url: str, context: ProbeContext, unreached: Failure | None = None
) -> Generator[Observation, None, Observation]:
    """The desk's answer, returned as well; `unreached`: why a request would be in vain."""
    parts = urlsplit(url)
    host, secure = parts.hostname or "", parts.scheme == "https"
    yield context.observation("desk.secure", secure)
    try:
        if unreached:
            raise OperationFailed(unreached.operation, unreached.kind, unreached.detail)
        answer = context.net.request("GET", url.rstrip("/") + EMPTY_PAGE, connect_s=CONNECT_S, read_s=READ_S)
    except OperationFailed as failed:
        status = context.failed_observation("desk.status", failed.failure)
        yield status
        if context.net.proxy_for(url) is not None:
            yield context.observation("proxy.asks-password", _PROXY_AUTHENTICATION_DETAIL in failed.failure.detail)
        if failed.failure.kind is FailureKind.CERTIFICATE:
            yield from _certificate(host, parts.port or 443, context)
        return status
    status = context.observation("desk.status", answer.status)
    yield status
    if context.net.proxy_for(url) is not None:
        yield context.observation("proxy.asks-password", answer.status == PROXY_AUTHENTICATION_REQUIRED)
    yield context.observation("desk.empty", not answer.body)
    yield context.observation("desk.elsewhere", _redirects_elsewhere(answer, host))
    return status


def _certificate(host: str, port: int, context: ProbeContext) -> Iterator[Observation]:
    connection = measure_connection(
        ConnectionPlan(host=host, port=port, tls=True, extra_ca=context.net.extra_ca, timeout_s=CONNECT_S)
    )
    if connection.trust:
        yield context.observation("desk.certificate", connection.trust.value)


def observe_plain_http(url: str, address: str, context: ProbeContext) -> Iterator[Observation]:
    """What answers without TLS at the desk's own address, port 80: a portal cannot pose as the desk with TLS."""
    parts = urlsplit(url)
    if parts.scheme != "https":
        return
    host, authority = parts.hostname or "", f"[{address}]" if ":" in address else address
    try:
        answer = context.net.request(
            "GET", f"http://{authority}{EMPTY_PAGE}", headers={"Host": host}, connect_s=CONNECT_S, read_s=CONNECT_S
        )
    except OperationFailed as failed:
        yield context.failed_observation("plain.status", failed.failure)
        return
    yield context.observation("plain.status", answer.status)
    yield context.observation("plain.elsewhere", _redirects_elsewhere(answer, host, address))
    if 300 <= answer.status < 400:
        yield context.observation("plain.router", is_router(redirection(answer)))


def _redirects_elsewhere(answer: HttpResponse, *own: str) -> bool:
    """Whether it redirects to another host; from `http` to `https` of the same one is the usual way."""
    if not 300 <= answer.status < 400:
        return False
    try:
        target = urlsplit(answer.headers.get("location", "")).hostname
    except ValueError:
        return True
    return target is not None and target not in own
