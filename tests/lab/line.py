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

    `polices`: what comes too fast is dropped at once (five packets wait at most); otherwise it waits in the queue.
    """

    megabytes: float
    times: float
    polices: bool = False

    def delivered_megabytes(self) -> float:
        """What has come through when the credit is used up: it fills on at the line's own rate meanwhile."""
        return self.megabytes * self.times / (self.times - 1)


@dataclass(frozen=True)
class HomeLink:
    """The Wi-Fi or cable between the PC and a router of its own, Mbit/s and ms of queue; the line begins behind it."""

    down_mbit: float
    up_mbit: float
    queue_down_ms: float
    queue_up_ms: float


@dataclass(frozen=True)
class Shape:
    """`jitter_*_ms`: uniform from 0 to this, of every packet; `may_overtake`: jitter may change their order.

    `burst`: in both directions; None: the rate holds from the first byte on. `home`: None: the PC stands at the line's
    own router, where the queue of the download waits.
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
    home: HomeLink | None = None

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
        limit = _QUEUE_LEAST if self.burst and self.burst.polices else self.queue_bytes(direction)
        return tbf((self.down_mbit, self.up_mbit)[direction], limit, self.burst)


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
        ends = ("client", "router", "server", *(["home"] if self.shape.home else []))
        return {end: self.spaces[end] for end in ends}

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
        spaces.add("client", "router", "server", *(["home"] if shape.home else []))
        # as distributions set it; a new namespace allows nobody to send echo requests
        run(line.inside("client", "sysctl", "-qw", "net.ipv4.ping_group_range=0 2147483647"))
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
def serving(line: Reaches, *arguments: str, listen: str = SERVER) -> Iterator[str]:
    """The measuring endpoints at the far end; yields their address."""
    authority = f"[{listen}]:8989" if ":" in listen else f"{listen}:8989"
    command = (sys.executable, "-m", "checker.desk.measure", "--listen", authority, *arguments)
    with running(line.inside("server", *command), cwd=ROOT, ready="listening on "):
        yield f"http://{authority}"


def _wire(line: Line) -> None:
    client, router = line.names["client"], line.names["router"]
    if line.shape.home:
        _wire_home(line, line.shape.home)
        return
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


def _wire_home(line: Line, home_link: HomeLink) -> None:
    """client (10.66.1.2) -- home (10.66.1.1 | 10.66.3.2) -- router (10.66.3.1): each link with its own queue."""
    client, home, router = (line.names[end] for end in ("client", "home", "router"))
    cut = "" if line.shape.uncut else "gso_max_segs 1"
    batch(
        [
            f"link add c0 netns {client} type veth peer name h0 netns {home}",
            f"link add h1 netns {home} type veth peer name {NEAR} netns {router}",
            f"-n {client} addr add 10.66.1.2/24 dev c0",
            f"-n {home} addr add 10.66.1.1/24 dev h0",
            f"-n {home} addr add 10.66.3.2/24 dev h1",
            f"-n {router} addr add 10.66.3.1/24 dev {NEAR}",
            f"-n {client} link set c0 up {cut}",
            f"-n {home} link set h0 up {cut}",
            f"-n {home} link set h1 up {cut}",
            f"-n {router} link set {NEAR} up {cut}",
            f"-n {client} route add default via 10.66.1.1",
            f"-n {home} route add default via 10.66.3.1",
            f"-n {router} route add 10.66.1.0/24 via 10.66.3.2",
        ]
    )
    for end, device, mbit, queue_ms in (
        ("home", "h0", home_link.down_mbit, home_link.queue_down_ms),
        ("client", "c0", home_link.up_mbit, home_link.queue_up_ms),
    ):
        limit = max(_QUEUE_LEAST, int(mbit * 1e6 / 8 * queue_ms / 1000))
        run(line.inside(end, "tc", "qdisc", "replace", "dev", device, "root", *tbf(mbit, limit)))


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
