"""A line that both IP versions lead over, one of them narrower, as behind a provider's gateway that many share."""

import contextlib
from collections.abc import Iterator

from tests.lab.line import FAR, NEAR, SERVER, Line, serving, tbf
from tests.lab.line_names import named
from tests.lab.line_spaces import batch, run

HOST = "desk.line.example"
CLIENT_6, NEAR_6, FAR_6, SERVER_6 = "2001:db8:1::2", "2001:db8:1::1", "2001:db8:2::1", "2001:db8:2::2"
NEAR_DEVICES = {4: NEAR, 6: "r1"}
"""The router's devices towards the client, one a version: each has its own queue of the download."""
_SHARED_QUEUE_MS = 60


@contextlib.contextmanager
def dual_stack(line: Line, *, narrow: int = 4, narrow_mbit: float = 0.0) -> Iterator[str]:
    """Yields the address of the endpoints, by a name with both. `narrow_mbit`: of the download by one version; 0: as
    wide as the line.
    """
    client, router, server = (line.names[end] for end in ("client", "router", "server"))
    for end in ("client", "router", "server"):
        run(line.inside(end, "sysctl", "-qw", "net.ipv6.conf.all.disable_ipv6=0", "net.ipv6.conf.all.forwarding=1"))
    cut = "" if line.shape.uncut else "gso_max_segs 1"
    batch(
        [
            f"link add c1 netns {client} type veth peer name {NEAR_DEVICES[6]} netns {router}",
            f"-n {client} link set c1 up {cut}",
            f"-n {router} link set {NEAR_DEVICES[6]} up {cut}",
            f"-n {client} addr add {CLIENT_6}/64 dev c1 nodad",
            f"-n {router} addr add {NEAR_6}/64 dev {NEAR_DEVICES[6]} nodad",
            f"-n {router} addr add {FAR_6}/64 dev {FAR} nodad",
            f"-n {server} addr add {SERVER_6}/64 dev st0 nodad",
            f"-n {client} route add default via {NEAR_6}",
            f"-n {server} route add default via {FAR_6}",
        ]
    )
    for version, device in NEAR_DEVICES.items():
        shaping = line.shape.shaping(0)
        if narrow_mbit and version == narrow:
            shaping = tbf(narrow_mbit, max(8000, int(narrow_mbit * 1e6 / 8 * _SHARED_QUEUE_MS / 1000)))
        run(line.inside("router", "tc", "qdisc", "replace", "dev", device, "root", *shaping))
    with serving(line), serving(line, listen=SERVER_6), named(line, HOST, SERVER_6, SERVER):
        yield f"http://{HOST}:8989"
