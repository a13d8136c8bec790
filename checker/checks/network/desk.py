"""Whether the desk itself answers, or something that stands in between: a portal, a proxy, an inspector of TLS."""

from collections.abc import Generator, Iterator
from urllib.parse import urlsplit

from checker.checks.contract import Run
from checker.model.failure import Failed, Failure, Kind
from checker.model.observation import Observation
from checker.net.answer import Answer
from checker.net.phases import phases

PATH = "/generate_204"
"""Answered by the desk with 204 and nothing else, the way that operating systems look for portals."""
PROXY_AUTHENTICATION_REQUIRED = 407
"""RFC 9110, 15.5.8."""
_PROXY_ASKS = str(PROXY_AUTHENTICATION_REQUIRED)
"""How net/http.py tells of the same where it stood before a tunnel."""
CONNECT_S = 2.5
READ_S = 3.0


def observe_desk(url: str, run: Run, unreached: Failure | None = None) -> Generator[Observation, None, Observation]:
    """The desk's answer, returned as well; `unreached` says why asking would be in vain."""
    parts = urlsplit(url)
    host, secure = parts.hostname or "", parts.scheme == "https"
    yield run.saw("desk.secure", secure)
    try:
        if unreached:
            raise Failed(unreached.operation, unreached.kind, unreached.detail)
        answer = run.net.request("GET", url.rstrip("/") + PATH, connect_s=CONNECT_S, read_s=READ_S)
    except Failed as failed:
        status = run.lost("desk.status", failed.failure)
        yield status
        if run.net.proxy_for(url) is not None:
            yield run.saw("proxy.asks-password", _PROXY_ASKS in failed.failure.detail)
        if failed.failure.kind is Kind.CERTIFICATE:
            yield from _certificate(host, parts.port or 443, run)
        return status
    status = run.saw("desk.status", answer.status)
    yield status
    if run.net.proxy_for(url) is not None:
        yield run.saw("proxy.asks-password", answer.status == PROXY_AUTHENTICATION_REQUIRED)
    yield run.saw("desk.empty", not answer.body)
    yield run.saw("desk.elsewhere", _leads_away(answer, host))
    return status


def _certificate(host: str, port: int, run: Run) -> Iterator[Observation]:
    seen = phases(host, port, True, extra_ca=run.net.extra_ca, timeout_s=CONNECT_S)
    if seen.trust:
        yield run.saw("desk.certificate", seen.trust.value)


def observe_plain(url: str, address: str, run: Run) -> Iterator[Observation]:
    """What answers without TLS at the desk's own address, port 80: a portal cannot pose as the desk with TLS."""
    parts = urlsplit(url)
    if parts.scheme != "https":
        return
    host, place = parts.hostname or "", f"[{address}]" if ":" in address else address
    try:
        answer = run.net.request(
            "GET", f"http://{place}{PATH}", headers={"Host": host}, connect_s=CONNECT_S, read_s=CONNECT_S
        )
    except Failed as failed:
        yield run.lost("plain.status", failed.failure)
        return
    yield run.saw("plain.status", answer.status)
    yield run.saw("plain.elsewhere", _leads_away(answer, host, address))


def _leads_away(answer: Answer, *own: str) -> bool:
    """Whether it redirects to another host; from `http` to `https` of the same one is the usual way."""
    if not 300 <= answer.status < 400:
        return False
    try:
        target = urlsplit(answer.headers.get("location", "")).hostname
    except ValueError:
        return True
    return target is not None and target not in own
