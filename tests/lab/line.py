"""A line of known rate: three network namespaces, tbf in both directions, and a relay that adds the delay.

client (10.66.1.2) -- router (10.66.1.1 | 10.66.2.1) == delay == server (10.66.2.2). Needs root and /dev/net/tun.
"""

import contextlib
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from tests.lab.line_delay import PLAIN_MBIT, delayed
from tests.lab.line_loss import Loss
from tests.lab.line_spaces import Spaces, batch, run, running
from tests.lab.root import is_root

SERVER = "10.66.2.2"
ROOT = Path(__file__).parents[2]
_DOWN_SHARE, _UP_SHARE = 1448 / 1514, 1448 / 1500
"""Of the shaped rate, what TCP carries: the download is shaped with its Ethernet header, the upload without."""
_TWO_PACKETS = 3100
_CREDIT_S = 0.002
_QUEUE_LEAST = 8000


@dataclass(frozen=True)
class Burst:
    """A line that starts fast: `megabytes` of credit that are used up at `times` its rate, then its own rate.

    `polices`: what comes too fast afterwards is dropped at once; otherwise it waits in the queue.
    """

    megabytes: float
    times: float
    polices: bool = False

    def delivered_megabytes(self) -> float:
        """What has come through when the credit is used up: it fills on at the line's own rate meanwhile."""
        return self.megabytes * self.times / (self.times - 1)


@dataclass(frozen=True)
class Shape:
    """`jitter_*_ms`: uniform from 0 to this, of every packet; `may_overtake`: jitter may change their order.

    `burst`: in both directions; None: the rate holds from the first byte on.
    """

    down_mbit: float
    up_mbit: float
    rtt_ms: float
    queue_down_ms: float
    queue_up_ms: float
    loss: Loss = field(default_factory=Loss)
    jitter_down_ms: float = 0.0
    jitter_up_ms: float = 0.0
    may_overtake: bool = False
    burst: Burst | None = None

    @property
    def goodput(self) -> tuple[float, float]:
        """What TCP can carry, Mbit/s, down and up."""
        return self.down_mbit * _DOWN_SHARE, self.up_mbit * _UP_SHARE

    @property
    def uncut(self) -> bool:
        """Whether packets travel as the kernel's large ones until the shaper cuts them."""
        return max(self.down_mbit, self.up_mbit) > PLAIN_MBIT

    def queue_bytes(self, direction: int) -> int:
        """What waits at most before the line; direction 0 is down, 1 up."""
        mbit, queue_ms = ((self.down_mbit, self.queue_down_ms), (self.up_mbit, self.queue_up_ms))[direction]
        return max(_QUEUE_LEAST, int(mbit * 1e6 / 8 * queue_ms / 1000))

    def shaping(self, direction: int) -> list[str]:
        """tbf's words for a direction."""
        return tbf((self.down_mbit, self.up_mbit)[direction], self.queue_bytes(direction), self.burst)


def tbf(mbit: float, limit: int, burst: Burst | None = None) -> list[str]:
    """Words for tc(8); `limit`: bytes that may wait."""
    words = ["tbf", "rate", f"{round(mbit * 1e6)}bit", "limit", str(limit)]
    if burst is None:
        return [*words, "burst", str(_credit_bytes(mbit))]
    peak_mbit = mbit * burst.times
    words += ["burst", str(round(burst.megabytes * 1e6)), "peakrate", f"{round(peak_mbit * 1e6)}bit"]
    return [*words, "mtu", str(_credit_bytes(peak_mbit))]


def _credit_bytes(mbit: float) -> int:
    return max(_TWO_PACKETS, int(mbit * 1e6 / 8 * _CREDIT_S))


@dataclass(frozen=True)
class Line:
    """A line that stands. `inside` makes a command run at one of its ends: client, router, server."""

    shape: Shape
    spaces: Spaces

    @property
    def names(self) -> dict[str, str]:
        """The namespaces' real names."""
        return {end: self.spaces[end] for end in ("client", "router", "server")}

    def inside(self, end: str, *command: str) -> list[str]:
        return self.spaces.inside(end, *command)

    def steady(self) -> None:
        """Gives it its full rate."""
        for direction, device in enumerate((NEAR, FAR)):
            run(self.inside("router", "tc", "qdisc", "replace", "dev", device, "root", *self.shape.shaping(direction)))

    def lose(self, loss: Loss) -> None:
        """From now on."""
        run(self.inside("router", "nft", "-f", "-"), loss.ruleset(FAR))


class Reaches(Protocol):
    """What has a server at its end."""

    def inside(self, end: str, *command: str) -> list[str]: ...


NEAR, FAR = "r0", "rt0"
"""The router's devices towards the client and towards the server: the queues of the download and of the upload."""


def why_not() -> str:
    """Why no line can be built here, or nothing."""
    if not is_root():
        return "needs root"
    return "" if Path("/dev/net/tun").exists() else "needs /dev/net/tun"


@contextlib.contextmanager
def shaped(shape: Shape) -> Iterator[Line]:
    with Spaces() as spaces:
        line = Line(shape, spaces)
        spaces.add("client", "router", "server")
        _wire(line)
        with delayed(
            (spaces["router"], FAR),
            (spaces["server"], "st0"),
            delay_ms=shape.rtt_ms / 2,
            jitter_ms=(shape.jitter_up_ms, shape.jitter_down_ms),
            may_overtake=shape.may_overtake,
            uncut=shape.uncut,
        ):
            _shape(line)
            yield line


@contextlib.contextmanager
def serving(line: Reaches, *arguments: str) -> Iterator[str]:
    """The measuring endpoints at the far end; yields their address."""
    command = (sys.executable, "-m", "checker.desk.measure", "--listen", f"{SERVER}:8989", *arguments)
    with running(line.inside("server", *command), cwd=ROOT, ready="listening on "):
        yield f"http://{SERVER}:8989"


def _wire(line: Line) -> None:
    client, router = line.names["client"], line.names["router"]
    cut = "" if line.shape.uncut else "gso_max_segs 1"  # a queue must not see packets that no line carries
    batch(
        [
            f"link add c0 netns {client} type veth peer name {NEAR} netns {router}",
            f"-n {client} addr add 10.66.1.2/24 dev c0",
            f"-n {router} addr add 10.66.1.1/24 dev {NEAR}",
            f"-n {client} link set c0 up {cut}",
            f"-n {router} link set {NEAR} up {cut}",
            f"-n {client} route add default via 10.66.1.1",
        ]
    )


def _shape(line: Line) -> None:
    router, server = line.names["router"], line.names["server"]
    cut = "" if line.shape.uncut else "gso_max_segs 1"
    batch(
        [
            f"-n {router} addr add 10.66.2.1/24 dev {FAR}",
            f"-n {server} addr add {SERVER}/24 dev st0",
            f"-n {router} link set {FAR} up mtu 1500 txqueuelen 5000 {cut}",
            f"-n {server} link set st0 up mtu 1500 txqueuelen 10000 {cut}",
            f"-n {server} route add default via 10.66.2.1",
        ]
    )
    line.steady()
    line.lose(line.shape.loss)
