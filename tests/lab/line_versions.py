"""A line that both IP versions lead over, one of them narrower, as behind a provider's gateway that many share."""

import contextlib
from collections.abc import Iterator

from tests.lab.line import FAR, NEAR, SERVER, Line, serving, tbf
from tests.lab.line_names import named
from tests.lab.line_spaces import batch, run

HOST = "desk.line.example"
CLIENT_6, NEAR_6, FAR_6, SERVER_6 = "2001:db8:1::2", "2001:db8:1::1", "2001:db8:2::1", "2001:db8:2::2"
_SHARED_QUEUE_MS = 60
_PROTOCOLS = {4: "ip", 6: "ipv6"}


@contextlib.contextmanager
def dual_stack(line: Line, *, narrow: int = 4, narrow_mbit: float = 0.0) -> Iterator[str]:
    """Yields the address of the endpoints, by a name with both. `narrow_mbit`: of the download by one version; 0: as
    wide as the line.
    """
    client, router, server = (line.names[end] for end in ("client", "router", "server"))
    for end in ("client", "router", "server"):
        run(line.inside(end, "sysctl", "-qw", "net.ipv6.conf.all.disable_ipv6=0", "net.ipv6.conf.all.forwarding=1"))
    batch(
        [
            f"-n {client} addr add {CLIENT_6}/64 dev c0 nodad",
            f"-n {router} addr add {NEAR_6}/64 dev {NEAR} nodad",
            f"-n {router} addr add {FAR_6}/64 dev {FAR} nodad",
            f"-n {server} addr add {SERVER_6}/64 dev st0 nodad",
            f"-n {client} route add default via {NEAR_6}",
            f"-n {server} route add default via {FAR_6}",
        ]
    )
    if narrow_mbit:
        _narrow(line, narrow, narrow_mbit)
    with serving(line), serving(line, listen=SERVER_6), named(line, HOST, SERVER_6, SERVER):
        yield f"http://{HOST}:8989"


def _narrow(line: Line, version: int, mbit: float) -> None:
    """Before the line, so that its own queue stays what it is."""
    words = ["tc", "qdisc", "add", "dev", "st0"]
    limit = max(8000, int(mbit * 1e6 / 8 * _SHARED_QUEUE_MS / 1000))
    run(line.inside("server", *words, "root", "handle", "1:", "prio", "bands", "2", "priomap", *(["1"] * 16)))
    run(line.inside("server", *words, "parent", "1:1", *tbf(mbit, limit)))
    match = ["u32", "match", "u32", "0", "0", "flowid", "1:1"]
    run(
        line.inside(
            "server", "tc", "filter", "add", "dev", "st0", "parent", "1:", "protocol", _PROTOCOLS[version], *match
        )
    )
