"""Many homes behind one desk: each with a line of its own, all of them sharing what the desk has.

client-N -- home-N == tbf both ways == hub == delay == desk == tbf both ways == server (10.66.2.2).
Needs what tests/lab/line.py needs. A home's delay is the same for all.
"""

import contextlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tests.lab.line import SERVER, Shape, tbf
from tests.lab.line_delay import can_carry_uncut, delayed
from tests.lab.line_spaces import Spaces, batch, run

DESK_QUEUE_MS = 50.0
_SHARE = 1448 / 1514
"""Of the shaped rate, what TCP carries: both directions are shaped with their Ethernet headers."""


@dataclass(frozen=True)
class Crowd:
    """`clients`: ends to hand to `inside`, in the order of their shapes; "server" is the other end."""

    clients: tuple[str, ...]
    shapes: tuple[Shape, ...]
    spaces: Spaces
    address: str = SERVER

    def inside(self, end: str, *command: str) -> list[str]:
        """Makes a command run at this end."""
        return self.spaces.inside(end, *command)

    def goodput(self, number: int) -> tuple[float, float]:
        """What TCP can carry on this client's line, Mbit/s, down and up."""
        shape = self.shapes[number]
        return shape.down_mbit * _SHARE, shape.up_mbit * _SHARE


@contextlib.contextmanager
def crowd(shapes: Sequence[Shape], desk_mbit: float = 200.0) -> Iterator[Crowd]:
    """A home for each shape; of a shape count rates and queues, and of the first the round trip."""
    with Spaces() as spaces:
        clients = tuple(f"client-{number}" for number in range(len(shapes)))
        spaces.add("server", "desk", "hub")
        _wire_server(spaces)
        with delayed(
            (spaces["hub"], "ht0"),
            (spaces["desk"], "dt0"),
            delay_ms=shapes[0].rtt_ms / 2,
            uncut=can_carry_uncut(),
        ):
            _wire_desk(spaces, desk_mbit)
            for number, shape in enumerate(shapes):
                _wire_home(spaces, number, shape)
            yield Crowd(clients, tuple(shapes), spaces)


def _wire_server(spaces: Spaces) -> None:
    server, desk = spaces["server"], spaces["desk"]
    batch(
        [
            f"link add s0 netns {server} type veth peer name d0 netns {desk}",
            f"-n {server} addr add {SERVER}/24 dev s0",
            f"-n {desk} addr add 10.66.2.1/24 dev d0",
            f"-n {server} link set s0 up",
            f"-n {desk} link set d0 up",
            f"-n {server} route add default via 10.66.2.1",
        ]
    )


def _wire_desk(spaces: Spaces, mbit: float) -> None:
    desk, hub = spaces["desk"], spaces["hub"]
    batch(
        [
            f"-n {desk} addr add 10.66.3.1/24 dev dt0",
            f"-n {hub} addr add 10.66.3.2/24 dev ht0",
            f"-n {desk} link set dt0 up mtu 1500 txqueuelen 5000",
            f"-n {hub} link set ht0 up mtu 1500 txqueuelen 10000",
            f"-n {desk} route add default via 10.66.3.2",
            f"-n {hub} route add default via 10.66.3.1",
        ]
    )
    limit = int(mbit * 1e6 / 8 * DESK_QUEUE_MS / 1000)
    for device in ("d0", "dt0"):
        _shape(spaces, "desk", device, tbf(mbit, limit))


def _wire_home(spaces: Spaces, number: int, shape: Shape) -> None:
    ends = f"client-{number}", f"home-{number}"
    spaces.add(*ends)
    client, home, hub = (spaces[end] for end in (*ends, "hub"))
    inner, outer = f"10.67.{number}", f"10.68.{number}"
    batch(
        [
            f"link add c0 netns {client} type veth peer name r0 netns {home}",
            f"link add u0 netns {home} type veth peer name h{number} netns {hub}",
            f"-n {client} addr add {inner}.2/24 dev c0",
            f"-n {home} addr add {inner}.1/24 dev r0",
            f"-n {home} addr add {outer}.2/24 dev u0",
            f"-n {hub} addr add {outer}.1/24 dev h{number}",
            f"-n {client} link set c0 up",
            f"-n {home} link set r0 up",
            f"-n {home} link set u0 up",
            f"-n {hub} link set h{number} up",
            f"-n {client} route add default via {inner}.1",
            f"-n {home} route add default via {outer}.1",
            f"-n {hub} route add {inner}.0/24 via {outer}.2",
        ]
    )
    for direction, device in enumerate(("r0", "u0")):
        _shape(spaces, f"home-{number}", device, shape.shaping(direction))


def _shape(spaces: Spaces, end: str, device: str, words: list[str]) -> None:
    run(spaces.inside(end, "tc", "qdisc", "replace", "dev", device, "root", *words))
