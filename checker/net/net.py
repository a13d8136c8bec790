"""What a probe reaches the network through. Constructing it does no I/O."""

import sys
from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from checker.net.answer import CONNECT_S, READ_S, Answer
from checker.net.proxy import Finder, always, proxy_for

if TYPE_CHECKING:
    from checker.net.http import Http

_SYSTEMS = {"win32": "windows", "darwin": "macos"}


class Net:
    """The way out of this PC. `extra_ca`: a certificate file trusted beside the system's, for tests and the demo.

    `proxy`: an address such as `http://proxy:8080`, or a function from an address to its proxy; without it, the
    system's settings, a proxy script among them. Loopback is always asked directly.
    """

    def __init__(self, proxy: str | Finder | None = None, extra_ca: str | None = None) -> None:
        self.extra_ca = extra_ca
        self._proxy = proxy

    def proxy_for(self, url: str) -> str | None:
        """The proxy that a request to this address goes through, or None."""
        return proxy_for(url, self._proxies)

    @cached_property
    def _proxies(self) -> Finder:
        if self._proxy is None:
            return _system()
        return always(self._proxy) if isinstance(self._proxy, str) else self._proxy

    @cached_property
    def _http(self) -> "Http":
        from checker.net.http import Http  # noqa: PLC0415 - the first window is there sooner without urllib3

        return Http(self._proxies, self.extra_ca)

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
        """One HTTP request, by the rules of Http.request. Raises OperationFailed."""
        return self._http.request(
            method, url, body=body, headers=headers, connect_s=connect_s, read_s=read_s, redirect=redirect
        )


def _system() -> Finder:
    from checker.net.pac.finder import SystemFinder  # noqa: PLC0415 - with urllib3, for a script's address

    return SystemFinder(_SYSTEMS.get(sys.platform, "linux"))
