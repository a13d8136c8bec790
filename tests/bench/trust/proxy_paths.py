"""A PC whose proxy is chosen by a script, set by its address or offered by the network: who brings it, and when."""

from collections.abc import Collection, Iterator

import msgspec

from checker.model.privacy import DataGroup
from tests.bench.trust import promises
from tests.bench.trust.home import DESK, PROXY, SCRIPT_URL, TrustHome
from tests.bench.trust.play import WALKS, PathResult, play
from tests.bench.trust.promises import Promise
from tests.bench.trust.walks import Choices

_DETECTS = "case $3 in mode) echo \"'auto'\";; *) echo \"''\";; esac"
"""gsettings(1) of a PC that looks for a script by itself."""


def proxy_paths(home: TrustHome, modes: Collection[str]) -> Iterator[PathResult]:
    """Nothing allowed: the script is brought for the desk's sake. Sent: all of it goes through the proxy alone."""
    for mode in modes:
        with home.having(auto_proxy=SCRIPT_URL):
            yield from _paths(home, mode, "a proxy script is set", "pac.muster.example")
        with home.program("gsettings", _DETECTS):
            yield from _paths(home, mode, "the network's proxy script", "wpad.heim.example")


def _paths(home: TrustHome, mode: str, name: str, script_host: str) -> Iterator[PathResult]:
    hosts = (script_host, PROXY, "inside.muster.example")
    script = msgspec.structs.replace(promises.SCRIPT, hosts=hosts)
    start, clock, sent = (_through_proxy(p) for p in (promises.START, promises.CLOCK, promises.SENT))
    groups = tuple(clock if promise is promises.CLOCK else promise for promise in promises.GROUPS)
    for allowed, send in (((), False), ((DataGroup.PC,), True)):
        choices, more = Choices(allowed=allowed, send=send), (script, sent)
        path = f"{mode}, {name}, {'sent' if send else 'nothing'}"
        yield play(home, path, WALKS[mode], choices, int(send), more=more[: 1 + send], start=start, groups=groups)


def _through_proxy(promise: Promise) -> Promise:
    """Whoever goes by a proxy neither asks for the desk's name nor speaks to it (RFC 9110, 9.3.6)."""
    hosts = tuple(host for host in promise.hosts if host != DESK)
    return msgspec.structs.replace(promise, hosts=(*hosts, PROXY))
