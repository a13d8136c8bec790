"""What answers without TLS where the same host is silent with it: a sign-in page, or the router's own.

Separates a portal, and a router that shows its lock, from a dead line: by each IP version on its own, for a portal may
stand on one alone. A page without a redirection counts only where it comes from two routers away at most
(net/tcp/near_answer.py): a host may have a page of its own on port 80. The same on every system.

One request and two packets that open a connection and live for one and two routers; 3 s at most.
"""

import ipaddress
from collections.abc import Iterator
from urllib.parse import urlsplit

from checker.checks.context import ProbeContext
from checker.checks.network.diagnose.evidence import NETWORK_AUTHENTICATION_REQUIRED
from checker.checks.network.experiments.subject import UnreachedHost
from checker.model.failure import OperationFailed
from checker.model.observation import Observation
from checker.net.http1.response import HttpResponse
from checker.net.icmp.error_origin import is_on_link
from checker.net.tcp.near_answer import nearest_answer

HTTP_PORT = 80
WAIT_S = 2.0
EMPTY_PAGE = "/generate_204"
"""Answered with 204 and nothing else by whoever knows it, as operating systems test for portals."""
SIGN_IN, ROUTER, PAGE, OTHER = "sign-in", "router", "page", "other"
_ROUTER_NAMES = ("fritz.box", "speedport.ip", "easy.box", "kabel.box", "o2.box")
"""What routers of AVM, Telekom, Vodafone and O2 call themselves at home."""


def observe_page(host: UnreachedHost, context: ProbeContext) -> Iterator[Observation]:
    """`page.v4` or `v6`: sign-in, router (a redirection to it), page (of somebody near) or other."""
    literal = f"[{host.address}]" if host.version == 6 else host.address
    url, headers = f"http://{literal}{EMPTY_PAGE}", {"Host": host.host or literal}
    try:
        answer = context.net.request("GET", url, headers=headers, connect_s=WAIT_S, read_s=WAIT_S)
    except OperationFailed as failed:
        yield context.failed_observation(f"page.v{host.version}", failed.failure)
        return
    kind = page_kind(answer, host.host, host.address)
    if kind == PAGE and not nearest_answer(host.address, HTTP_PORT, context.raise_if_cancelled):
        kind = OTHER
    yield context.observation(f"page.v{host.version}", kind)


def page_kind(answer: HttpResponse, *own: str) -> str:
    """What this response to a request for an empty page is; `own`: names and addresses of the host that was asked."""
    if answer.status == NETWORK_AUTHENTICATION_REQUIRED:
        return SIGN_IN
    if 300 <= answer.status < 400:
        target = redirection(answer)
        if target in own or not target:
            return OTHER
        return ROUTER if is_router(target) else SIGN_IN
    return PAGE if answer.status == 200 and answer.body else OTHER


def redirection(answer: HttpResponse) -> str:
    """The host that it redirects to; empty for the same one, or for what is no address."""
    try:
        return urlsplit(answer.headers.get("location", "")).hostname or ""
    except ValueError:
        return ""


def is_router(host: str) -> bool:
    """Whether this is the home router's own name, or an address of the home's network."""
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return host in _ROUTER_NAMES
    return is_on_link(host)
