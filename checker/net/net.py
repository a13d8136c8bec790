"""What a probe reaches the network through. Constructing it does no I/O."""

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from checker.model.systems import this_system
from checker.net.http1.proxy import ProxyFinder, fixed_proxy, proxy_for
from checker.net.http1.response import CONNECT_S, READ_S, HttpResponse

if TYPE_CHECKING:
    from checker.net.http1.client import HttpClient


class Net:
    """The way out of this PC. `extra_ca`: a certificate file trusted beside the system's, for tests and the demo.

    `proxy`: an address such as `http://proxy:8080`, or a function from an address to its proxy; without it, the
    system's settings, a proxy script among them. Loopback is always asked directly. `reaches_near_side`: a profile may
    have this PC and its router probed, because whoever wrote it sits here.
    """

    def __init__(
        self,
        proxy: str | ProxyFinder | None = None,
        extra_ca: str | None = None,
        *,
        reaches_near_side: bool = False,
    ) -> None:
        self.extra_ca = extra_ca
        self.reaches_near_side = reaches_near_side
        self._proxy = proxy

    def proxy_for(self, url: str) -> str | None:
        """The proxy that a request to this address goes through, or None."""
        return proxy_for(url, self._proxy_finder)

    @cached_property
    def _proxy_finder(self) -> ProxyFinder:
        if self._proxy is None:
            return _system_proxy_finder()
        return fixed_proxy(self._proxy) if isinstance(self._proxy, str) else self._proxy

    @cached_property
    def _http(self) -> "HttpClient":
        from checker.net.http1.client import HttpClient  # noqa: PLC0415 - the first window is there sooner without urllib3

        return HttpClient(self._proxy_finder, self.extra_ca)

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
        """One HTTP request, by the rules of Http.request. Raises OperationFailed."""
        return self._http.request(
            method, url, body=body, headers=headers, connect_s=connect_s, read_s=read_s, redirect=redirect
        )


def _system_proxy_finder() -> ProxyFinder:
    from checker.net.pac.finder import SystemProxyFinder  # noqa: PLC0415 - only where a proxy is asked for

    return SystemProxyFinder(this_system())
